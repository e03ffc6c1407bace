#include "engine/json/value.h"
#include "engine/statemachine/validator.h"
#include "tests/support/conformance.h"

#include <QtTest>

using namespace ws;
using json::Value;
using statemachine::Diagnostic;
using statemachine::Severity;
using statemachine::WorkflowType;

/// The validator against small definitions of which somebody has said whether they are valid, and
/// against what the service itself answered.
class TestConformanceDefinitions : public QObject {
    Q_OBJECT

private slots:
    void tellsValidDefinitionsFromInvalidOnes();
    void answersAsTheServiceDoes();
    void refusesWhatTheServiceRefuses();
    void acceptsWhatTheServiceHasRun();
};

namespace {

QString firstError(const std::vector<Diagnostic>& diagnostics) {
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity == Severity::Error)
            return QString::fromStdString(diagnostic.code + ": " + diagnostic.message + " at " +
                                          diagnostic.pointer);
    }
    return {};
}

Value read(const QString& path) {
    auto value = Value::parse(conformance::fileText(path));
    return value ? std::move(*value) : Value();
}

/// The cases of those kinds, as (file, case).
std::vector<std::pair<QString, Value>> cases(const QString& folder,
                                             std::initializer_list<const char*> kinds) {
    std::vector<std::pair<QString, Value>> found;
    const Value index = read(folder + QStringLiteral("/index.json"));
    for (const Value& entry : index.items()) {
        for (const char* kind : kinds) {
            if (entry["kind"].toString() != kind)
                continue;
            const QString file = QString::fromStdString(entry["file"].toString());
            found.emplace_back(file.section(QLatin1Char('/'), -1),
                               read(folder + QLatin1Char('/') + file));
        }
    }
    return found;
}

std::string definitionText(const Value& testCase) {
    const Value& text = testCase["definition_text"];
    return text.isString() ? text.toString() : testCase["definition"].dump();
}

WorkflowType workflowType(const Value& testCase) {
    return testCase["type"].toString() == "EXPRESS" ? WorkflowType::Express
                                                    : WorkflowType::Standard;
}

/// As the service's ValidateStateMachineDefinition lists it.
std::string asAnswer(const Diagnostic& diagnostic) {
    Value answer = Value::object();
    answer.set("code", diagnostic.code);
    for (const auto& [name, value] : diagnostic.args) {
        if (name == "location")
            answer.set("location", value);
    }
    const bool whole = diagnostic.code == "SCHEMA_VALIDATION_FAILED" &&
                       diagnostic.message == "Definition must be a valid JSON object";
    if (!whole && answer.size() == 1)
        answer.set("location", diagnostic.pointer.empty() ? std::string("/") : diagnostic.pointer);
    answer.set("message", diagnostic.message);
    answer.set("severity", diagnostic.severity == Severity::Error ? "ERROR" : "WARNING");
    return answer.dump();
}

/// The text of the recorded error, wherever the case keeps it; empty when it is about something
/// else than the definition.
std::string recordedRefusal(const Value& expected) {
    for (const auto& [key, value] : expected.members()) {
        for (const Value* text : {value.find("message"), value.find("exception_value")}) {
            if (text && text->toString().find("efinition") != std::string::npos)
                return text->toString();
        }
    }
    return {};
}

const QMap<QString, QString>& knownDifferences() {
    const auto aslValidator = [](const char* name) {
        return QStringLiteral("ChristopheBougere__asl-validator__src____tests____definitions__") +
               QLatin1String(name);
    };
    const QString spaces = QStringLiteral("blanks within {% %} are free: real workflows hold both "
                                          "{%$x%} and more than one blank");
    const QString role = QStringLiteral("the service asks for RoleArn in Credentials (recorded: "
                                        "test_invalid_credentials_field)");
    static const QMap<QString, QString> known{
        {aslValidator("invalid-json-surround-syntax-extra-spaces.json"), spaces},
        {aslValidator("invalid-jsonata-surround-syntax-no-spaces.json"), spaces},
        {aslValidator("valid-assign.asl.json"),
         QStringLiteral("names of variables are identifiers; top-level is none")},
        {aslValidator("valid-map-with-item-batcher-jsonata.json"),
         QStringLiteral("in a JSONata machine no state may go back to JSONPath (recorded: "
                        "INVALID_DOWNGRADE_QUERY_LANGUAGE)")},
        {aslValidator("valid-task-credentials.json"), role},
        {QStringLiteral("awslabs__statelint__test__task-with-credentials.json"), role},
        {aslValidator("valid-path-array-context.json"),
         QStringLiteral("script expressions, [(@.length-1)], are not in the Jayway dialect that "
                        "the service reads")},
    };
    return known;
}

} // namespace

void TestConformanceDefinitions::tellsValidDefinitionsFromInvalidOnes() {
    const QString folder = conformance::folder(QStringLiteral("definitions"));
    if (folder.isEmpty())
        QSKIP("the conformance corpora are not there");
    conformance::Tally tally(QStringLiteral("definitions"), knownDifferences());
    const Value index = read(folder + QStringLiteral("/index.json"));
    for (const Value& entry : index.items()) {
        const QString file = QString::fromStdString(entry["file"].toString());
        const auto diagnostics =
            statemachine::validateText(conformance::fileText(folder + QLatin1Char('/') + file));
        const bool valid = entry["valid"].toBool();
        QString difference;
        if (statemachine::isValid(diagnostics) != valid)
            difference = valid ? firstError(diagnostics) : QStringLiteral("no error is found");
        tally.add(file, difference);
    }
    QCOMPARE(tally.finish(), QStringList());
}

void TestConformanceDefinitions::answersAsTheServiceDoes() {
    const QString folder = conformance::folder(QStringLiteral("asl"));
    if (folder.isEmpty())
        QSKIP("the conformance corpora are not there");
    conformance::Tally tally(QStringLiteral("asl validate_definition"));
    for (const auto& [file, testCase] : cases(folder, {"validate_definition"})) {
        const Value& recorded = testCase["expected"]["validation_response"]["diagnostics"];
        const auto diagnostics =
            statemachine::validateText(definitionText(testCase), workflowType(testCase));
        QString difference;
        if (diagnostics.size() != recorded.size())
            difference = QStringLiteral("%1 diagnostics, recorded are %2; first: %3")
                             .arg(diagnostics.size())
                             .arg(recorded.size())
                             .arg(firstError(diagnostics));
        for (std::size_t i = 0; i < std::min(diagnostics.size(), recorded.size()); ++i) {
            const std::string ours = asAnswer(diagnostics[i]);
            if (difference.isEmpty() && !(*Value::parse(ours) == recorded.at(i)))
                difference = QString::fromStdString(ours + " for " + recorded.at(i).dump());
        }
        tally.add(file, difference);
    }
    QCOMPARE(tally.finish(), QStringList());
}

void TestConformanceDefinitions::refusesWhatTheServiceRefuses() {
    const QString folder = conformance::folder(QStringLiteral("asl"));
    if (folder.isEmpty())
        QSKIP("the conformance corpora are not there");
    conformance::Tally tally(QStringLiteral("asl create_error"));
    for (const auto& [file, testCase] : cases(folder, {"create_error"})) {
        const std::string recorded = recordedRefusal(testCase["expected"]);
        if (recorded.empty()) {
            tally.skip(QStringLiteral("refused for something else than the definition"));
            continue;
        }
        const auto diagnostics =
            statemachine::validateText(definitionText(testCase), workflowType(testCase));
        QString difference;
        if (diagnostics.empty()) {
            difference = QStringLiteral("no error is found");
        } else {
            // Some refusals are recorded as the words of an emulator; of those only the fact
            // counts.
            const Diagnostic& first = diagnostics.front();
            const std::string said = first.code + ": " + first.message + " at " + first.pointer;
            const bool verbatim = recorded.find("SCHEMA_VALIDATION_FAILED") != std::string::npos;
            if (verbatim && recorded.find("'" + said + "'") == std::string::npos)
                difference = QString::fromStdString(said + " for " + recorded);
        }
        tally.add(file, difference);
    }
    QCOMPARE(tally.finish(), QStringList());
}

void TestConformanceDefinitions::acceptsWhatTheServiceHasRun() {
    const QString folder = conformance::folder(QStringLiteral("asl"));
    if (folder.isEmpty())
        QSKIP("the conformance corpora are not there");
    conformance::Tally tally(QStringLiteral("asl definitions that ran"));
    for (const auto& [file, testCase] :
         cases(folder, {"execution", "multi_execution", "express_sync", "express_async",
                        "execution_logs", "execution_events"})) {
        if (!testCase["definition"].isObject()) {
            tally.skip(QStringLiteral("no definition of its own"));
            continue;
        }
        tally.add(file, firstError(statemachine::validateText(definitionText(testCase))));
        for (const auto& [name, other] : testCase["definitions"].members()) {
            if (other["States"].isObject())
                tally.add(file + QLatin1Char(' ') + QString::fromStdString(name),
                          firstError(statemachine::validateText(other.dump())));
        }
    }
    QCOMPARE(tally.finish(), QStringList());
}

QTEST_GUILESS_MAIN(TestConformanceDefinitions)
#include "tst_conformance_definitions.moc"
