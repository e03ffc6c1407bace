#include "engine/expression/jsonata.h"
#include "engine/json/value.h"
#include "tests/support/conformance.h"

#include <QtTest>

#include <algorithm>
#include <map>

using namespace ws;
using expression::Jsonata;
using json::Value;

/// The language against the cases of its reference implementation.
class TestConformanceJsonata : public QObject {
    Q_OBJECT

private slots:
    void evaluatesAsTheReferenceDoes();
};

namespace {

const char kMark[] = "\xEF\xA3\xBF"; // U+F8FF: stands before a surrogate without a partner

bool isSurrogate(const std::string& text, std::size_t at, char least, char most) {
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
        return false;
    const char second = static_cast<char>(text[at + 3] | 0x20);
    return (text[at + 2] | 0x20) == 'd' && second >= least && second <= most;
}

/// JSON text may name surrogates without a partner, which no UTF-8 can hold: they become marked
/// digits, which decoded() turns back once the text is read.
std::string markedSurrogates(const std::string& text) {
    std::string marked;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '\\') {
            marked += text[at++];
        } else if (isSurrogate(text, at, '8', 'b') && isSurrogate(text, at + 6, 'c', 'f')) {
            marked.append(text, at, 12);
            at += 12;
        } else if (isSurrogate(text, at, '8', 'f')) {
            marked.append(kMark).append(text, at + 2, 4);
            at += 6;
        } else {
            marked.append(text, at, 2);
            at += 2;
        }
    }
    return marked;
}

std::string decoded(std::string text) {
    const std::string mark(kMark);
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
        const unsigned long unit = std::stoul(text.substr(at + mark.size(), 4), nullptr, 16);
        const std::string bytes{static_cast<char>(0xE0 | (unit >> 12)),
                                static_cast<char>(0x80 | ((unit >> 6) & 0x3F)),
                                static_cast<char>(0x80 | (unit & 0x3F))};
        text.replace(at, mark.size() + 4, bytes);
    }
    return text;
}

Value decoded(const Value& value) {
    if (value.isString())
        return decoded(value.toString());
    if (value.isArray()) {
        Value copy = Value::array();
        for (const Value& item : value.items())
            copy.push(decoded(item));
        return copy;
    }
    if (value.isObject()) {
        Value copy = Value::object();
        for (const auto& [key, member] : value.members())
            copy.set(decoded(key), decoded(member));
        return copy;
    }
    return value;
}

Value read(const QString& path) {
    const auto value = Value::parse(markedSurrogates(conformance::fileText(path)));
    return value ? decoded(*value) : Value();
}

Value sorted(const Value& value) {
    std::vector<Value> items = value.items();
    std::sort(items.begin(), items.end(),
              [](const Value& left, const Value& right) { return left.dump() < right.dump(); });
    return items;
}

/// Equal, but for the last digits of decimals that were computed.
bool isSame(const Value& left, const Value& right) {
    if (left.isNumber() && right.isNumber()) {
        const double l = left.toDouble();
        const double r = right.toDouble();
        return l == r || std::abs(l - r) <= 1e-12 * std::max(std::abs(l), std::abs(r));
    }
    if (left.type() != right.type() || left.size() != right.size())
        return false;
    if (left.isArray()) {
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (!isSame(left.at(i), right.at(i)))
                return false;
        }
        return true;
    }
    if (left.isObject()) {
        for (const auto& [key, member] : left.members()) {
            const Value* other = right.find(key);
            if (!other || !isSame(member, *other))
                return false;
        }
        return true;
    }
    return left == right;
}

QString described(const base::Error& error) {
    return QString::fromStdString("error " + error.arg("code") + ": " + error.arg("message") +
                                  " at " + error.arg("position"));
}

QString described(const Jsonata::Outcome& outcome) {
    switch (outcome.kind) {
    case Jsonata::Outcome::Kind::Undefined:
        return QStringLiteral("nothing");
    case Jsonata::Outcome::Kind::Function:
        return QStringLiteral("a function");
    case Jsonata::Outcome::Kind::Value:
        break;
    }
    return QString::fromStdString(outcome.value.dump()).left(300);
}

/// What a case says of its error, or nothing.
QString errorDifference(const Value& testCase, const base::Error& error) {
    std::vector<std::pair<std::string, std::string>> wanted;
    if (testCase["code"].isString())
        wanted.emplace_back("code", testCase["code"].toString());
    if (testCase["token"].isString())
        wanted.emplace_back("token", testCase["token"].toString());
    for (const auto& [key, value] : testCase["error"].members()) {
        const bool isJson = key == "value" || key == "functionName";
        wanted.emplace_back(key, isJson ? json::quotedText(value.toString()) : value.toString());
    }
    for (const auto& [key, value] : wanted) {
        // A surrogate without a partner is an escape in JSON text.
        if (error.arg(key) != value && key != "value")
            return described(error) + QStringLiteral("; ") +
                   QString::fromStdString(key + " is to be " + value + ", not " + error.arg(key));
    }
    return {};
}

class Runner {
public:
    explicit Runner(QString folder)
        : m_folder(std::move(folder)) {}

    QString difference(const Value& testCase) {
        const bool fails = testCase.find("code") || testCase.find("error");
        const auto compiled =
            Jsonata::compile(testCase["expr"].toString(), Jsonata::Dialect::Reference);
        if (!compiled)
            return fails ? errorDifference(testCase, compiled.error())
                         : described(compiled.error());
        const auto outcome = evaluate(*compiled, testCase);
        if (!outcome)
            return fails ? errorDifference(testCase, outcome.error()) : described(outcome.error());
        if (fails)
            return described(*outcome) + QStringLiteral(" instead of an error");
        return resultDifference(testCase, *outcome);
    }

private:
    base::Result<Jsonata::Outcome> evaluate(const Jsonata& expression, const Value& testCase) {
        Jsonata::Environment environment;
        environment.input = input(testCase);
        environment.nowMilliseconds = QDateTime::currentMSecsSinceEpoch();
        for (const auto& [key, value] : testCase["bindings"].members())
            environment.bindings.emplace_back(key, &value);
        if (testCase["timelimit"].isNumber())
            environment.limits.time = std::chrono::milliseconds(testCase["timelimit"].toInteger());
        if (testCase["depth"].isNumber())
            environment.limits.depth = static_cast<std::size_t>(testCase["depth"].toInteger());
        return expression.evaluate(environment);
    }

    const Value* input(const Value& testCase) {
        if (const Value* data = testCase.find("data"))
            return data;
        const std::string& name = testCase["dataset"].toString();
        if (name.empty())
            return nullptr;
        const auto found = m_datasets.find(name);
        if (found != m_datasets.end())
            return &found->second;
        return &(m_datasets[name] = read(m_folder + QStringLiteral("/datasets/") +
                                         QString::fromStdString(name) + QStringLiteral(".json")));
    }

    static QString resultDifference(const Value& testCase, const Jsonata::Outcome& outcome) {
        using Kind = Jsonata::Outcome::Kind;
        if (testCase.find("undefinedResult"))
            return outcome.kind == Kind::Undefined ? QString() : described(outcome);
        const Value& wanted = testCase["result"];
        const bool unordered = testCase["unordered"].toBool() && wanted.isArray();
        const bool same =
            outcome.kind == Kind::Value &&
            (unordered ? sorted(outcome.value) == sorted(wanted) : isSame(outcome.value, wanted));
        if (same)
            return {};
        return described(outcome) + QStringLiteral(" for ") +
               QString::fromStdString(wanted.dump()).left(300);
    }

    const QString m_folder;
    std::map<std::string, Value> m_datasets;
};

} // namespace

void TestConformanceJsonata::evaluatesAsTheReferenceDoes() {
    const QString folder = conformance::folder(QStringLiteral("jsonata"));
    if (folder.isEmpty())
        QSKIP("the conformance corpora are not there");
    conformance::Tally tally(QStringLiteral("jsonata"));
    Runner runner(folder);
    const Value cases = read(folder + QStringLiteral("/cases.json"));
    QVERIFY(cases.size() > 0);
    for (const Value& testCase : cases.items())
        tally.add(QString::fromStdString(testCase["id"].toString()), runner.difference(testCase));
    QCOMPARE(tally.finish(), QStringList());
}

QTEST_GUILESS_MAIN(TestConformanceJsonata)
#include "tst_conformance_jsonata.moc"
