// Executes the recorded Step Functions cases of ../shared/conformance/asl (its README says what
// they are) through the service's API, in virtual time, and compares every answer that was
// recorded.
//
// One case alone, with both sides of every comparison: --only SUBSTRING (or WARMSTART_CASE).

#include "tests/conformance/asl/recordedcase.h"
#include "tests/support/conformance.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>

namespace {

using namespace ws;
using conformance::RecordedCase;
using json::Value;

/// Cases of the goal set that pass. Raise it with every case that begins to; it never goes down.
constexpr int kFloor = 289;

/// Where the recording is not what the service does today.
struct KnownDifference {
    std::string_view test;
    std::string_view reason;
};
constexpr std::array kKnownDifferences{
    KnownDifference{"test_update_logging_configuration",
                    "the case shows the arguments as the test changed them after the calls: its "
                    "CreateStateMachine has two log destinations, which the service refuses"},
};

std::string_view knownReason(std::string_view id) {
    for (const KnownDifference& known : kKnownDifferences) {
        if (id.ends_with(known.test))
            return known.reason;
    }
    return {};
}

std::string& filter() {
    static std::string text;
    return text;
}

const std::set<std::string>& goalKinds() {
    static const std::set<std::string> kinds{
        "execution",  "multi_execution",     "express_sync", "express_async",
        "test_state", "validate_definition", "create_error", "api"};
    return kinds;
}

bool isGoal(const Value& entry) {
    static const std::set<std::string> services{"lambda", "activity", "states"};
    return goalKinds().contains(entry["kind"].toString()) &&
           std::all_of(entry["needs"].items().begin(), entry["needs"].items().end(),
                       [](const Value& need) { return services.contains(need.toString()); });
}

/// "…/v2/choice_operators/test_numeric.py::…" belongs to the family choice_operators.
std::string familyOf(const std::string& id) {
    constexpr std::string_view root = "/v2/";
    const std::string path = id.substr(id.find(root) + root.size());
    return path.substr(0, path.find_first_of("/:"));
}

std::string shortName(const std::string& id) {
    return id.substr(id.rfind("::") + 2);
}

struct Count {
    int passed = 0;
    int total = 0;
};

/// The cases of one set: counts, and the first difference of each that does not pass.
class Report {
public:
    explicit Report(std::string name)
        : m_name(std::move(name)) {}

    void add(const Value& entry, const RecordedCase::Outcome& outcome) {
        const bool passes = outcome.difference.empty();
        const std::string& id = entry["id"].toString();
        for (Count* count :
             {&m_all, &m_kinds[entry["kind"].toString()], &m_families[familyOf(id)]}) {
            ++count->total;
            count->passed += passes ? 1 : 0;
        }
        m_strict += outcome.strictDifference.empty() ? 1 : 0;
        for (const std::string& member : outcome.laterMembers)
            ++m_later[member];
        if (!passes)
            explain(id, outcome.difference);
    }

    int passed() const { return m_all.passed; }

    void print() const {
        printCounts("kinds", m_kinds);
        printCounts("families", m_families);
        std::cout << m_name << ": " << m_strict << " of them also where the recordings' skip paths "
                  << "allow differences\n";
        for (const auto& [member, count] : m_later)
            std::cout << m_name << ": " << member << " left out of account in " << count
                      << " cases that were recorded before it existed\n";
        std::cout << m_name << ": " << m_all.passed << '/' << m_all.total << " passed" << std::endl;
    }

private:
    static void explain(const std::string& id, const std::string& difference) {
        const std::string_view known = knownReason(id);
        std::cout << (known.empty() ? "FAIL " : "KNOWN ") << familyOf(id) << "::" << shortName(id)
                  << "\n     " << (known.empty() ? difference : std::string(known)) << '\n';
    }

    void printCounts(const char* what, const std::map<std::string, Count>& counts) const {
        std::cout << m_name << ' ' << what << ':';
        for (const auto& [key, count] : counts)
            std::cout << ' ' << key << ' ' << count.passed << '/' << count.total;
        std::cout << '\n';
    }

    const std::string m_name;
    Count m_all;
    int m_strict = 0;
    std::map<std::string, Count> m_kinds;
    std::map<std::string, Count> m_families;
    std::map<std::string, int> m_later;
};

Value fileValue(const QString& path) {
    const auto parsed = Value::parse(conformance::fileText(path));
    return parsed ? *parsed : Value();
}

} // namespace

class ConformanceAsl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordedCasesComeOutTheSame();
};

void ConformanceAsl::recordedCasesComeOutTheSame() {
    const QString root = conformance::folder(QStringLiteral("asl"));
    if (root.isEmpty())
        QSKIP("no recorded cases: set WARMSTART_CONFORMANCE to a folder that has them");
    const Value index = fileValue(root + QStringLiteral("/index.json"));
    const Value groups = fileValue(root + QStringLiteral("/transformers.json"));
    QVERIFY(index.size() > 0);

    Report goal("asl");
    Report other("asl-other");
    for (const Value& entry : index.items()) {
        const std::string& id = entry["id"].toString();
        if (id.find(filter()) == std::string::npos)
            continue;
        const QString path =
            root + QLatin1Char('/') + QString::fromStdString(entry["file"].toString());
        RecordedCase one(fileValue(path), groups);
        const auto outcome = one.run(filter().empty() ? RecordedCase::Detail::Differences
                                                      : RecordedCase::Detail::BothSides);
        if (!outcome.dump.empty())
            std::cout << "#### " << id << '\n';
        for (const std::string& both : outcome.dump)
            std::cout << both << '\n';
        (isGoal(entry) ? goal : other).add(entry, outcome);
    }
    other.print();
    goal.print();
    if (filter().empty())
        QVERIFY2(goal.passed() >= kFloor, "fewer recorded cases pass than before");
}

int main(int argc, char** argv) {
    if (const char* only = std::getenv("WARMSTART_CASE"))
        filter() = only;
    std::vector<char*> rest;
    for (int at = 0; at < argc; ++at) {
        if (std::string_view(argv[at]) == "--only" && at + 1 < argc)
            filter() = argv[++at];
        else
            rest.push_back(argv[at]);
    }
    int count = static_cast<int>(rest.size());
    rest.push_back(nullptr);
    QCoreApplication app(count, rest.data());
    ConformanceAsl test;
    return QTest::qExec(&test, count, rest.data());
}

#include "tst_conformance_asl.moc"
