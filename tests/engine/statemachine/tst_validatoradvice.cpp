#include "engine/statemachine/validator.h"
#include "engine/statemachine/validatoranswer.h"

#include <QtTest>

using namespace ws;
using statemachine::Diagnostic;
using statemachine::Severity;

// Before the first raw string: moc loses its way in those.
class TestValidatorAdvice : public QObject {
    Q_OBJECT

private slots:
    void warnsOfWhatIsAMistakeMostLikely_data();
    void warnsOfWhatIsAMistakeMostLikely();
    void saysNothingOfWhatIsMeant_data();
    void saysNothingOfWhatIsMeant();
    void measuresPayloadsOfLiterals();
    void theServiceAnswersWithItsOwnWarnings();
};

namespace {

std::string machine(const std::string& states, const std::string& fields = {}) {
    return R"({"StartAt": "A", )" + fields + R"("States": {)" + states + "}}";
}

std::string task(const std::string& fields) {
    return machine(R"("A": {"Type": "Task", "Resource": "f", "End": true, )" + fields +
                   R"(}, "B": {"Type": "Succeed"})");
}

std::string pass(const std::string& fields) {
    return machine(R"("A": {"Type": "Pass", "End": true, )" + fields + "}");
}

/// Warnings only; one about what the test does not build is left out.
std::vector<Diagnostic> warnings(const std::string& text) {
    auto diagnostics = statemachine::validateText(text);
    std::erase_if(diagnostics, [](const Diagnostic& found) {
        return found.severity == Severity::Error &&
               found.message == "State \"B\" is not reachable.";
    });
    return diagnostics;
}

QByteArray said(const std::vector<Diagnostic>& diagnostics) {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics)
        text += diagnostic.code + ": " + diagnostic.message + "\n";
    return QByteArray::fromStdString(text);
}

} // namespace

void TestValidatorAdvice::warnsOfWhatIsAMistakeMostLikely_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("mark");
    const auto row = [](const char* name, const std::string& text, const char* code,
                        const char* mark) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(code)
                            << QByteArray(mark);
    };
    row("a Choice without Default",
        machine(R"("A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true,
                         "Next": "B"}]}, "B": {"Type": "Succeed"})"),
        "CHOICE_WITHOUT_DEFAULT", "\"A\"");
    row("polling without a wait", machine(R"("A": {"Type": "Task", "Resource": "f", "Next": "C"},
                   "C": {"Type": "Choice", "Default": "A", "Choices": [{"Variable": "$.done",
                         "BooleanEquals": true, "Next": "B"}]}, "B": {"Type": "Succeed"})"),
        "LOOP_WITHOUT_WAIT", "\"A\"");
    row("a loop without an exit",
        machine(R"("A": {"Type": "Choice", "Default": "C", "Choices": [{"Variable": "$.done",
                         "BooleanEquals": true, "Next": "B"}]}, "B": {"Type": "Succeed"},
                   "C": {"Type": "Wait", "Seconds": 1, "Next": "D"},
                   "D": {"Type": "Pass", "Next": "C"})"),
        "ENDLESS_LOOP", "\"C\"");
    row("a nested loop without an exit",
        machine(R"("A": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "C", "States":
                         {"C": {"Type": "Pass", "Next": "C"}}}})"),
        "ENDLESS_LOOP", "\"C\"");
    row("a job without a timeout",
        machine(R"("A": {"Type": "Task", "End": true, "Parameters": {"JobName": "j"},
                         "Resource": "arn:aws:states:::glue:startJobRun.sync"})"),
        "NO_TIMEOUT", "\"arn:aws:states:::glue:startJobRun.sync\"");
    row("a catcher behind one for all tasks",
        task(R"("Catch": [{"ErrorEquals": ["States.TaskFailed"], "Next": "B"},
                          {"ErrorEquals": ["Mine"], "Next": "B"}])"),
        "UNREACHABLE_ERROR_HANDLER", "\"Mine\"");
    row("an error handled twice",
        task(R"("Retry": [{"ErrorEquals": ["X"]}, {"ErrorEquals": ["Y", "X"]}])"),
        "REPEATED_ERROR_NAME", "\"X\"");
    row("an error listed twice", task(R"("Retry": [{"ErrorEquals": ["X", "X"]}])"),
        "REPEATED_ERROR_NAME", "\"X\"");
    row("an error that nobody throws", task(R"("Retry": [{"ErrorEquals": ["States.TimeOut"]}])"),
        "UNKNOWN_ERROR_NAME", "\"States.TimeOut\"");
    row("Iterator",
        machine(R"("A": {"Type": "Map", "End": true, "Iterator": {"StartAt": "C", "States":
                         {"C": {"Type": "Succeed"}}}})"),
        "DEPRECATED_FIELD", "\"Iterator\"");
    row("a path without its dollar", pass(R"("Parameters": {"x": [{"a": "$.b"}]})"), "NO_DOLLAR",
        "\"$.b\"");
    row("a call without its dollar", pass(R"j("Parameters": {"a": "States.UUID()"})j"), "NO_DOLLAR",
        "\"States.UUID()\"");
    row("a path without Path", machine(R"("A": {"Type": "Fail", "Cause": "$.error.Cause"})"),
        "NO_PATH", "\"$.error.Cause\"");
    row("a path to compare with",
        machine(R"("A": {"Type": "Choice", "Default": "B", "Choices": [{"Variable": "$.a",
                         "StringEquals": "$.b", "Next": "B"}]}, "B": {"Type": "Succeed"})"),
        "NO_PATH", "\"$.b\"");
    row("a static result", pass(R"("Result": {"a.$": "$.b"})"), "PASS_RESULT_IS_STATIC",
        "\"Result\"");
    row("what only a distributed Map heeds",
        machine(R"("A": {"Type": "Map", "End": true, "ItemBatcher": {"MaxItemsPerBatch": 2},
                         "ItemProcessor": {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}})"),
        "FIELD_WITHOUT_EFFECT", "\"ItemBatcher\"");
    row("an integration without arguments",
        machine(
            R"("A": {"Type": "Task", "End": true, "Resource": "arn:aws:states:::sns:publish"})"),
        "SCHEMA_VALIDATION_FAILED", "\"A\"");
    const auto jsonata = [](const std::string& output) {
        return machine(R"("A": {"Type": "Succeed", "Output": ")" + output + "\"}",
                       R"("QueryLanguage": "JSONata", )");
    };
    row("JSONata without delimiters", jsonata("$states.input.a"), "JSONATA_WITHOUT_DELIMITERS",
        "\"$states.input.a\"");
    row("$eval", jsonata("{% $eval('1') %}"), "JSONATA_EVAL", "$eval");
    row("a newer operator", jsonata("{% $states.input.a ?? 1 %}"), "JSONATA_NEWER_SYNTAX", "??");
}

void TestValidatorAdvice::warnsOfWhatIsAMistakeMostLikely() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, mark);
    const auto found = warnings(text.toStdString());
    QVERIFY2(found.size() == 1, said(found).constData());
    QCOMPARE(QByteArray::fromStdString(found[0].code), code);
    QCOMPARE(found[0].severity, Severity::Warning);
    QCOMPARE(text.mid(int(found[0].range.begin), int(found[0].range.size())), mark);
}

void TestValidatorAdvice::saysNothingOfWhatIsMeant_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("rules of which one always matches", machine(R"("A": {"Type": "Choice", "Choices": [
            {"Variable": "$.a", "IsPresent": true, "Next": "B"},
            {"Variable": "$.a", "IsPresent": false, "Next": "B"}]}, "B": {"Type": "Succeed"})"));
    row("polling with a wait", machine(R"("A": {"Type": "Wait", "Seconds": 5, "Next": "C"},
                   "C": {"Type": "Choice", "Default": "A", "Choices": [{"Variable": "$.done",
                         "BooleanEquals": true, "Next": "B"}]}, "B": {"Type": "Succeed"})"));
    row("a job with a heartbeat",
        machine(R"("A": {"Type": "Task", "End": true, "HeartbeatSeconds": 5,
                         "Parameters": {"QueueUrl": "q", "MessageBody": "b"},
                         "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken"})"));
    row("a machine with a timeout",
        machine(R"("A": {"Type": "Task", "End": true, "Parameters": {"JobName": "j"},
                         "Resource": "arn:aws:states:::glue:startJobRun.sync"})",
                R"("TimeoutSeconds": 60, )"));
    row("prices",
        pass(R"("Parameters": {"a": "$5", "b": "States.", "c": "$ 5", "d": "$.50 off!"})"));
    row("constants of a result", pass(R"("Result": {"price": "$5", "States.Foo": "x"})"));
}

void TestValidatorAdvice::saysNothingOfWhatIsMeant() {
    QFETCH(const QByteArray, text);
    const auto found = warnings(text.toStdString());
    QVERIFY2(found.empty(), said(found).constData());
}

void TestValidatorAdvice::measuresPayloadsOfLiterals() {
    QVERIFY(warnings(pass(R"("Result": ")" + std::string(100'000, 'x') + "\"")).empty());
    // Blanks between values do not count.
    QVERIFY(warnings(pass(R"("Result": [)" + std::string(300'000, ' ') + "1]")).empty());
    const auto found = warnings(pass(R"("Result": ")" + std::string(250'000, 'x') + "\""));
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].code, std::string("PAYLOAD_NEAR_LIMIT"));
}

void TestValidatorAdvice::theServiceAnswersWithItsOwnWarnings() {
    const std::string text =
        machine(R"("A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true,
                         "Next": "B"}]}, "B": {"Type": "Pass", "Parameters": {"x": "$.y"},
                         "End": true})");
    const auto errors = statemachine::validateAnswer(text);
    QCOMPARE(errors["result"].toString(), std::string("OK"));
    QCOMPARE(errors["diagnostics"].size(), std::size_t{0});
    const auto all = statemachine::validateAnswer(text, {.severity = Severity::Warning});
    QCOMPARE(all["result"].toString(), std::string("OK"));
    QCOMPARE(all["diagnostics"].size(), std::size_t{1});
    QCOMPARE(all["diagnostics"].at(0)["code"].toString(), std::string("NO_DOLLAR"));
    QCOMPARE(all["diagnostics"].at(0)["severity"].toString(), std::string("WARNING"));
    std::string states;
    for (int i = 0; i < 150; ++i)
        states += (i ? ", " : "") + std::string("\"S") + std::to_string(i) + "\": 1";
    const auto many = statemachine::validateAnswer(machine(states));
    QCOMPARE(many["diagnostics"].size(), statemachine::kMaxDiagnostics);
    QCOMPARE(many["truncated"].toBool(), true);
    const auto few = statemachine::validateAnswer(machine(states), {.maxResults = 3});
    QCOMPARE(few["diagnostics"].size(), std::size_t{3});
}

QTEST_GUILESS_MAIN(TestValidatorAdvice)
#include "tst_validatoradvice.moc"
