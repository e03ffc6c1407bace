#include "engine/json/value.h"
#include "engine/statemachine/validator.h"
#include "engine/statemachine/validatoranswer.h"
#include "tests/support/conformance.h"

#include <QtTest>

#include <regex>

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
    void takesAndRefusesInEveryCallAsTheServiceDoes();
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

std::string withoutPrefix(std::string text) {
    const std::size_t at = text.find(" operation: ");
    return at == std::string::npos ? text : text.substr(at + 12);
}

/// The message of the recorded refusal, wherever the case keeps it; empty when it is about
/// something else than the definition.
std::string recordedRefusal(const Value& expected) {
    for (const auto& [key, value] : expected.members()) {
        if (value["Error"]["Code"].toString() == "InvalidDefinition")
            return value["Error"]["Message"].toString();
        if (value["exception_typename"].toString() == "InvalidDefinition")
            return withoutPrefix(value["exception_value"].toString());
    }
    return {};
}

/// Refusals of labels were recorded from an emulator (a Python one: "Error=ValueError
/// Args=['...'] in definition '...'"). Its words are compared, its wrapping is not.
bool isEmulated(const std::string& recorded) {
    return recorded.starts_with("Error=ValueError Args=[");
}

/// As Python shows a text: in double quotes only when that saves escaping.
std::string pythonText(const std::string& text) {
    const bool asDouble =
        text.find('\'') != std::string::npos && text.find('"') == std::string::npos;
    const char quote = asDouble ? '"' : '\'';
    std::string out(1, quote);
    for (const char c : text) {
        if (c == '\\' || c == quote)
            out += '\\';
        out += c;
    }
    return out + quote;
}

QString refusalDifference(const std::string& recorded, const std::string& definition,
                          WorkflowType type) {
    const auto refusal = statemachine::definitionRefusal(definition, type);
    if (!refusal)
        return QStringLiteral("no error is found");
    if (!isEmulated(recorded))
        return *refusal == recorded ? QString()
                                    : QString::fromStdString(*refusal + " for " + recorded);
    const auto diagnostics = statemachine::validateText(definition, {.type = type});
    const std::string words = "[" + pythonText(diagnostics.front().message) + "] in definition";
    return recorded.find(words) != std::string::npos
               ? QString()
               : QString::fromStdString(words + " is not in " + recorded);
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
        const Value& recorded = testCase["expected"]["validation_response"];
        const Value answer = statemachine::validateAnswer(definitionText(testCase),
                                                          {.type = workflowType(testCase)});
        QString difference;
        for (const auto& [name, value] : answer.members()) {
            if (!(value == recorded[name]))
                difference = QString::fromStdString(value.dump() + " for " + recorded[name].dump());
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
        if (recorded.empty())
            tally.add(file, firstError(statemachine::validateText(definitionText(testCase))));
        else
            tally.add(file, refusalDifference(recorded, definitionText(testCase),
                                              workflowType(testCase)));
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

namespace {

/// Functions have an ARN where a case names one of its own; all other names stay open.
std::string withArns(std::string text) {
    static const std::regex token(R"(\$\{function:[^#}]*\})");
    return std::regex_replace(text, token, "arn:aws:lambda:us-east-1:111111111111:function:f");
}

std::string definitionOf(const Value& testCase, const std::string& name) {
    if (name == "primary")
        return withArns(definitionText(testCase));
    const Value& named = testCase["definitions"][name];
    return withArns(named["$text"].isString() ? named["$text"].toString() : named.dump());
}

/// Calls with a definition: (operation, step), those in the background and those that are retried
/// among them.
void collectCalls(const Value& steps, std::vector<std::pair<std::string, Value>>& out) {
    for (const Value& step : steps.items()) {
        const std::string& operation = step["op"].toString();
        if (step["args"]["definition"]["$definition"].isString())
            out.emplace_back(operation.substr(operation.find('.') + 1), step);
        collectCalls(step["steps"], out);
    }
}

} // namespace

void TestConformanceDefinitions::takesAndRefusesInEveryCallAsTheServiceDoes() {
    const QString folder = conformance::folder(QStringLiteral("asl"));
    if (folder.isEmpty())
        QSKIP("the conformance corpora are not there");
    conformance::Tally tally(QStringLiteral("asl calls with a definition"));
    const Value index = read(folder + QStringLiteral("/index.json"));
    for (const Value& entry : index.items()) {
        const QString file = QString::fromStdString(entry["file"].toString());
        const Value testCase = read(folder + QLatin1Char('/') + file);
        std::vector<std::pair<std::string, Value>> calls;
        collectCalls(testCase["steps"], calls);
        for (const auto& [operation, step] : calls) {
            const Value& args = step["args"];
            const std::string text =
                definitionOf(testCase, args["definition"]["$definition"].toString());
            const auto type = workflowType(args);
            const auto refusal = operation == "TestState"
                                     ? statemachine::stateRefusal(text)
                                     : statemachine::definitionRefusal(text, type);
            const bool failed = step["expect_error"].toBool();
            const std::string recorded =
                failed ? recordedRefusal(testCase["expected"]) : std::string();
            if (operation == "ValidateStateMachineDefinition" || isEmulated(recorded))
                continue;
            QString difference;
            if (refusal.value_or(std::string()) != recorded)
                difference = QString::fromStdString(refusal.value_or("no error") + " for " +
                                                    (failed ? recorded : std::string("none")));
            tally.add(file.section(QLatin1Char('/'), -1), difference);
        }
    }
    QCOMPARE(tally.finish(), QStringList());
}

QTEST_GUILESS_MAIN(TestConformanceDefinitions)
#include "tst_conformance_definitions.moc"
