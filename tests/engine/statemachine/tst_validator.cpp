#include "engine/statemachine/validator.h"

#include <QtTest>

using namespace ws;
using statemachine::Diagnostic;
using statemachine::Severity;
using statemachine::WorkflowType;

// Before the first raw string: moc loses its way in those.
class TestValidator : public QObject {
    Q_OBJECT

private slots:
    void findsNothingInAValidMachine();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void acceptsWhatOnlyLooksWrong_data();
    void acceptsWhatOnlyLooksWrong();
    void explainsTextThatIsNotJson_data();
    void explainsTextThatIsNotJson();
    void warnsWithoutRefusing();
    void expressMachinesMayNotWaitForJobsOrCallbacks();
    void aStartThatLeadsNowhereLeavesAllUnreached();
    void listsDiagnosticsInTheOrderOfTheText();
    void staysQuickOnAThousandStates();
};

namespace {

/// `states` as the States of a machine that starts at A.
std::string machine(const std::string& states) {
    return R"({"StartAt": "A", "States": {)" + states + "}}";
}

/// A Task called A with these further fields, which ends the machine.
std::string task(const std::string& fields) {
    return machine(R"("A": {"Type": "Task", "Resource": "f", "End": true, )" + fields + "}");
}

std::string choice(const std::string& rule) {
    return machine(R"("A": {"Type": "Choice", "Choices": [)" + rule +
                   R"(], "Default": "B"}, "B": {"Type": "Succeed"})");
}

std::string map(const std::string& fields) {
    return machine(
        R"("A": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}, )" +
        fields + "}");
}

std::string distributed(const std::string& fields) {
    return machine(
        R"("A": {"Type": "Map", "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}, )" +
        fields + "}");
}

QByteArray marked(const std::string& text, const Diagnostic& diagnostic) {
    return QByteArray::fromStdString(text.substr(diagnostic.range.begin, diagnostic.range.size()));
}

} // namespace

void TestValidator::findsNothingInAValidMachine() {
    const auto diagnostics = statemachine::validateText(R"json({
        "Comment": "c", "StartAt": "A", "TimeoutSeconds": 60, "Version": "1.0",
        "States": {
            "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Parameters": {"FunctionName": "f", "Payload.$": "$", "n.$": "States.MathAdd($.n, 1)"},
                  "ResultSelector": {"p.$": "$.Payload"}, "ResultPath": "$.a.b", "OutputPath": null,
                  "TimeoutSecondsPath": "$.t", "HeartbeatSeconds": 5,
                  "Retry": [{"ErrorEquals": ["X"], "IntervalSeconds": 1, "BackoffRate": 1.5,
                             "MaxAttempts": 0, "MaxDelaySeconds": 9, "JitterStrategy": "FULL"},
                            {"ErrorEquals": ["States.ALL"]}],
                  "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "E", "ResultPath": "$.e"}],
                  "Next": "C"},
            "C": {"Type": "Choice", "Default": "W",
                  "Choices": [{"Not": {"Variable": "$.x", "IsPresent": true}, "Next": "P"},
                              {"And": [{"Variable": "$.x", "NumericLessThanPath": "$.y"},
                                       {"Variable": "$.z", "TimestampEquals": "2024-02-29T00:00:00Z"}],
                               "Next": "M"}]},
            "W": {"Type": "Wait", "Seconds": 0, "Next": "S"},
            "P": {"Type": "Parallel", "Branches": [{"StartAt": "P1", "States": {"P1": {"Type": "Succeed"}}}],
                  "Next": "S"},
            "M": {"Type": "Map", "MaxConcurrency": 3, "ItemsPath": "$.items",
                  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                                    "StartAt": "M1", "States": {"M1": {"Type": "Pass", "End": true}}},
                  "ToleratedFailurePercentage": 12.5, "Label": "m", "End": true},
            "J": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input %}",
                  "Assign": {"v": "{% 1 %}"}, "End": true},
            "S": {"Type": "Succeed"},
            "E": {"Type": "Fail", "Error": "X", "CausePath": "States.Format('{}', $.c)"}
        }})json");
    QCOMPARE(diagnostics.size(), std::size_t{1}); // J, on purpose: that nothing leads to it
    QCOMPARE(diagnostics.front().message, std::string("State \"J\" is not reachable."));
}

void TestValidator::saysWhatIsWrongAndWhere_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("mark");
    const auto row = [](const char* name, const std::string& text, const char* message,
                        const char* pointer, const char* mark) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(message)
                            << QByteArray(pointer) << QByteArray(mark);
    };
    const char* const schema = "SCHEMA_VALIDATION_FAILED: ";
    const auto say = [&](const char* words) { return std::string(schema) + words; };

    row("nothing in it", "{}", say("These fields are required: [States, StartAt]").c_str(), "",
        "{");
    row("no object", "[1]", say("Definition must be a valid JSON object").c_str(), "", "[1]");
    row("unknown field of the machine",
        R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}, "Foo": 1})",
        say("Field 'Foo' is not supported").c_str(), "/Foo", "\"Foo\"");
    row("no states", R"({"StartAt": "A", "States": {}})", say("Value cannot be empty").c_str(),
        "/States", "{}");
    row("no type", machine(R"("A": {"End": true})"),
        say("These fields are required: [Type]").c_str(), "/States/A", "\"A\"");
    row("unknown type", machine(R"("A": {"Type": "Sleep", "End": true})"),
        say("Value should be one of the following: [Task, Pass, Choice, Wait, Succeed, "
            "Fail, Parallel, Map]")
            .c_str(),
        "/States/A/Type", "\"Sleep\"");
    row("a state that is no object", machine(R"("A": 5)"),
        say("Expected value of type [OBJECT]").c_str(), "/States/A", "5");
    row("unknown field of a state", task(R"("Foo": 1)"),
        say("Field 'Foo' is not supported").c_str(), "/States/A/Foo", "\"Foo\"");
    row("no resource", machine(R"("A": {"Type": "Task", "End": true})"),
        say("These fields are required: [Resource]").c_str(), "/States/A", "\"A\"");
    row("half an ARN", machine(R"("A": {"Type": "Task", "Resource": "arn:aws", "End": true})"),
        say("Value is not a valid resource ARN").c_str(), "/States/A/Resource", "\"arn:aws\"");
    row("neither Next nor End", machine(R"("A": {"Type": "Pass"})"),
        say("This object should have only one of the following fields: [Next, End]").c_str(),
        "/States/A", "\"A\"");
    row("Next and End", task(R"("Next": "A")"),
        say("There should only be one of the following fields: [Next, End]").c_str(), "/States/A",
        "\"Next\"");
    row("Next leads nowhere",
        machine(
            R"("A": {"Type": "Task", "Resource": "f", "Next": "B", "Catch": [{"ErrorEquals": ["X"], "Next": "C"}]}, "C": {"Type": "Succeed"})"),
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: B", "/States/A/Next", "\"B\"");
    row("Default leads nowhere",
        machine(
            R"("A": {"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true, "Next": "B"}], "Default": "C"}, "B": {"Type": "Succeed"})"),
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: C", "/States/A/Default", "\"C\"");
    row("a catcher leads nowhere", task(R"("Catch": [{"ErrorEquals": ["X"], "Next": "B"}])"),
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: B", "/States/A/Catch/0/Next", "\"B\"");
    row("nothing leads there", machine(R"("A": {"Type": "Succeed"}, "B": {"Type": "Succeed"})"),
        "MISSING_TRANSITION_TARGET: State \"B\" is not reachable.", "/States/B", "\"B\"");
    row("no end", machine(R"("A": {"Type": "Pass", "Next": "A"})"),
        "MISSING_END_STATE: Workflow has no terminal state", "/States", "\"States\"");
    row("nor a way to one", machine(R"("A": {"Type": "Pass", "Next": "B"})"),
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: B", "/States/A/Next", "\"B\"");
    row("out of a branch",
        machine(
            R"("A": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "Next": "A"}}}]})"),
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: A", "/States/A/Branches/0/States/B/Next",
        "\"A\"");
    row("one name twice",
        machine(
            R"("A": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}]})"),
        "DUPLICATE_STATE_NAME: Duplicate State name: A", "/States/A/Branches/0/States/A", "\"A\"");
    row("one member twice",
        R"({"StartAt": "A", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}})",
        "INVALID_JSON_DESCRIPTION: Duplicate field 'StartAt'", "/StartAt", "\"StartAt\"");
    row("no branches", machine(R"("A": {"Type": "Parallel", "Branches": [], "End": true})"),
        say("Value cannot be empty").c_str(), "/States/A/Branches", "[]");
    row("a path that is none", task(R"("InputPath": "a.b")"),
        say("Value must be a valid JSONPath.").c_str(), "/States/A/InputPath", "\"a.b\"");
    row("a result to many places", task(R"("ResultPath": "$.a[*]")"),
        say("Value is not a Reference Path: a reference path has names and indices only").c_str(),
        "/States/A/ResultPath", "\"$.a[*]\"");
    row("a result to a variable", task(R"("ResultPath": "$a")"),
        say("Value is not a Reference Path: a result cannot be put into a variable").c_str(),
        "/States/A/ResultPath", "\"$a\"");
    row("a template's path", task(R"("Parameters": {"x": [{"y.$": "a"}]})"),
        say("The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function "
            "call")
            .c_str(),
        "/States/A/Parameters/x/0", "\"a\"");
    row("a template's field twice", task(R"("Parameters": {"y": 1, "y.$": "$"})"),
        say("The field 'y' is defined twice, with and without '.$'").c_str(),
        "/States/A/Parameters", "\"y.$\"");
    row("an unknown function", task(R"j("Parameters": {"y.$": "States.Foo($)"})j"),
        say("The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function "
            "call")
            .c_str(),
        "/States/A/Parameters", "\"States.Foo($)\"");
    row("JSONata in JSONPath", task(R"("Output": 1)"),
        say("The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the "
            "'JSONata' QueryLanguage")
            .c_str(),
        "/States/A/Output", "\"Output\"");
    row("JSONPath in JSONata", task(R"("QueryLanguage": "JSONata", "ResultPath": null)"),
        say("The QueryLanguage is set to 'JSONata', but field 'ResultPath' is only supported for "
            "the 'JSONPath' QueryLanguage")
            .c_str(),
        "/States/A/ResultPath", "\"ResultPath\"");
    row("an expression that is not closed",
        task(R"("QueryLanguage": "JSONata", "Output": {"a": ["{% 1 }"]})"),
        say("JSONata string must start with {% and end with %}").c_str(), "/States/A/Output/a/0",
        "\"{% 1 }\"");
    row("no variable", task(R"("Assign": {"1a": 5})"),
        "INVALID_VARIABLE_NAME: Invalid variable name '1a': the variable name contains invalid "
        "characters.",
        "/States/A/Assign/1a", "\"1a\"");
    row("timeout of 0", task(R"("TimeoutSeconds": 0)"), say("Minimum value is 1").c_str(),
        "/States/A/TimeoutSeconds", "0");
    row("timeout as text", task(R"("TimeoutSeconds": "5")"),
        say("Expected value of type Integer").c_str(), "/States/A/TimeoutSeconds", "\"5\"");
    row("two timeouts", task(R"("TimeoutSeconds": 5, "TimeoutSecondsPath": "$.t")"),
        say("There should only be one of the following fields: [TimeoutSeconds, "
            "TimeoutSecondsPath]")
            .c_str(),
        "/States/A", "\"TimeoutSecondsPath\"");
    row("a slow heart", task(R"("TimeoutSeconds": 5, "HeartbeatSeconds": 5)"),
        say("HeartbeatSeconds must be smaller than TimeoutSeconds").c_str(),
        "/States/A/HeartbeatSeconds", "5");
    row("ALL among others", task(R"("Retry": [{"ErrorEquals": ["X", "States.ALL"]}])"),
        say("States.ALL must appear alone and at end of list").c_str(),
        "/States/A/Retry/0/ErrorEquals/1", "\"States.ALL\"");
    row("ALL before others",
        task(R"("Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["X"]}])"),
        say("States.ALL must appear alone and at end of list").c_str(),
        "/States/A/Retry/0/ErrorEquals/0", "\"States.ALL\"");
    row("no error names", task(R"("Retry": [{"ErrorEquals": []}])"),
        say("Value cannot be empty").c_str(), "/States/A/Retry/0/ErrorEquals", "[]");
    row("slow backoff", task(R"("Retry": [{"ErrorEquals": ["X"], "BackoffRate": 0.5}])"),
        say("Minimum value is 1").c_str(), "/States/A/Retry/0/BackoffRate", "0.5");
    row("a rule without Next", choice(R"({"Variable": "$.a", "IsNull": true})"),
        say("These fields are required: [Next]").c_str(), "/States/A/Choices/0", "{");
    row("a rule without variable", choice(R"({"IsNull": true, "Next": "B"})"),
        say("The object must have only one of the following fields, [And, Or, Not, Variable, "
            "Condition]")
            .c_str(),
        "/States/A/Choices/0", "{");
    row("Next within Not",
        choice(R"({"Not": {"Variable": "$.a", "IsNull": true, "Next": "B"}, "Next": "B"})"),
        say("Field 'Next' is not supported").c_str(), "/States/A/Choices/0/Not/Next", "\"Next\"");
    row("an unknown operator",
        choice(R"({"Variable": "$.a", "IsNull": true, "StringLike": "x", "Next": "B"})"),
        say("Field 'StringLike' is not supported").c_str(), "/States/A/Choices/0/StringLike",
        "\"StringLike\"");
    row("a text for a number", choice(R"({"Variable": "$.a", "NumericEquals": "1", "Next": "B"})"),
        say("Expected value of type Float").c_str(), "/States/A/Choices/0/NumericEquals", "\"1\"");
    row("two waits",
        machine(R"("A": {"Type": "Wait", "Seconds": 1, "SecondsPath": "$.s", "End": true})"),
        say("There should only be one of the following fields: [SecondsPath, Seconds, "
            "TimestampPath, Timestamp]")
            .c_str(),
        "/States/A", "\"SecondsPath\"");
    row("no wait", machine(R"("A": {"Type": "Wait", "End": true})"),
        say("This object should have only one of the following fields: [SecondsPath, Seconds, "
            "TimestampPath, Timestamp]")
            .c_str(),
        "/States/A", "\"A\"");
    row("a day that is none",
        machine(R"("A": {"Type": "Wait", "Timestamp": "2023-02-29T00:00:00Z", "End": true})"),
        say("String does not match RFC3339 timestamp").c_str(), "/States/A/Timestamp",
        "\"2023-02-29T00:00:00Z\"");
    row("two causes", machine(R"("A": {"Type": "Fail", "Cause": "c", "CausePath": "$.c"})"),
        say("There should only be one of the following fields: [Cause, CausePath]").c_str(),
        "/States/A", "\"CausePath\"");
    row("more than all", map(R"("ToleratedFailurePercentage": 101)"),
        say("Maximum value is 100").c_str(), "/States/A/ToleratedFailurePercentage", "101");
    row("two processors",
        map(R"("Iterator": {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}})"),
        say("There should only be one of the following fields: [ItemProcessor, Iterator]").c_str(),
        "/States/A", "\"Iterator\"");
    row("an unknown source of items",
        distributed(
            R"("ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "XML"}})"),
        say("Value should be one of the following: [CSV, JSON, JSONL, MANIFEST, PARQUET]").c_str(),
        "/States/A/ItemReader/ReaderConfig/InputType", "\"XML\"");
    row("a label with a blank", map(R"("Label": "a b")"),
        "INVALID_LABEL_NAME: Label contains invalid character: ' '", "/States/A/Label", "\"a b\"");
    row("credentials of nobody", task(R"("Credentials": {})"),
        say("The field 'RoleArn' is required but was missing").c_str(), "/States/A/Credentials",
        "\"Credentials\"");
}

void TestValidator::saysWhatIsWrongAndWhere() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, mark);
    auto diagnostics = statemachine::validateText(text.toStdString());
    std::erase_if(diagnostics, [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::Warning;
    });
    QStringList said;
    for (const Diagnostic& diagnostic : diagnostics)
        said << QString::fromStdString(diagnostic.code + ": " + diagnostic.message);
    QVERIFY2(diagnostics.size() == 1, qPrintable(said.join(QLatin1Char('\n'))));
    QCOMPARE(said.front().toUtf8(), message);
    QCOMPARE(QByteArray::fromStdString(diagnostics.front().pointer), pointer);
    QCOMPARE(marked(text.toStdString(), diagnostics.front()), mark);
    QVERIFY(!statemachine::isValid(diagnostics));
}

void TestValidator::acceptsWhatOnlyLooksWrong_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("substitutions", machine(R"("A": {"Type": "Wait", "Seconds": "${Wait}", "End": true})"));
    row("CloudFormation",
        machine(R"("A": {"Type": "Task", "Resource": {"Fn::GetAtt": ["F", "Arn"]}, "End": true})"));
    row("a target to be filled in",
        machine(R"("A": {"Type": "Pass", "Next": "${Next}"}, "B": {"Type": "Succeed"})"));
    row("a plain function name", task(R"("Comment": "x")"));
    row("a dollar in a constant", task(R"("Parameters": {"price": "$ 5", "States.Foo": "x"})"));
    row("JSONPath in a Comment", task(R"("Comment": "{% not closed")"));
    row("numbers by expression",
        task(R"("QueryLanguage": "JSONata", "TimeoutSeconds": "{% $states.input.t %}")"));
    row("JSONata rules",
        machine(
            R"("A": {"Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition": "{% true %}", "Next": "B", "Output": 1}, {"Condition": true, "Next": "B"}]}, "B": {"Type": "Succeed"})"));
    row("null paths", task(R"("InputPath": null, "ResultPath": null, "OutputPath": null)"));
    row("a loop with a way out",
        machine(
            R"("A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "W"}], "Default": "B"}, "W": {"Type": "Wait", "Seconds": 1, "Next": "A"}, "B": {"Type": "Fail"})"));
}

void TestValidator::acceptsWhatOnlyLooksWrong() {
    QFETCH(const QByteArray, text);
    const auto diagnostics = statemachine::validateText(text.toStdString());
    QVERIFY2(diagnostics.empty(), diagnostics.empty() ? "" : diagnostics.front().message.c_str());
}

void TestValidator::explainsTextThatIsNotJson_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("begins");
    QTest::addColumn<QByteArray>("mark");
    const auto row = [](const char* text, const char* begins, const char* mark) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(begins) << QByteArray(mark);
    };
    row("not a definition", "Unrecognized token 'not': was expecting", "not");
    row("{\"a\": yes}", "Unrecognized token 'yes': was expecting", "yes");
    row("{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote", "'");
    row("{\"a\": 1,}", "Unexpected character ('}' (code 125))", "}");
    row("{\"a\": 1 \"b\": 2}", "Unexpected character ('\"' (code 34)): was expecting comma", "\"");
    row("{\"a\": 1", "Unexpected end-of-input", "1");
    row("{\"a\": {\n", "Unexpected end-of-input", "{\n");
    row("{\"a\": 1e400}", "Number is out of range", "1e400");
    QTest::newRow("deep") << QByteArray(1001, '[') + QByteArray(1001, ']')
                          << QByteArray("Document nesting depth exceeds the maximum")
                          << QByteArray("[");
}

void TestValidator::explainsTextThatIsNotJson() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, begins);
    QFETCH(const QByteArray, mark);
    const auto diagnostics = statemachine::validateText(text.toStdString());
    QCOMPARE(diagnostics.size(), std::size_t{1});
    QCOMPARE(diagnostics.front().code, std::string("INVALID_JSON_DESCRIPTION"));
    const QByteArray message = QByteArray::fromStdString(diagnostics.front().message);
    QVERIFY2(message.startsWith(begins), message.constData());
    QCOMPARE(marked(text.toStdString(), diagnostics.front()), mark);
}

void TestValidator::warnsWithoutRefusing() {
    for (const std::string& text : {task(R"("Retry": [{"ErrorEquals": ["States.Foo"]}])"),
                                    map(R"("ItemBatcher": {"MaxItemsPerBatch": 5})")}) {
        const auto diagnostics = statemachine::validateText(text);
        QCOMPARE(diagnostics.size(), std::size_t{1});
        QCOMPARE(diagnostics.front().severity, Severity::Warning);
        QVERIFY(statemachine::isValid(diagnostics));
    }
}

void TestValidator::expressMachinesMayNotWaitForJobsOrCallbacks() {
    for (const char* job : {"glue:x.sync", "states:x.sync:2", "sqs:x.waitForTaskToken"}) {
        const std::string text =
            machine(R"("A": {"Type": "Task", "Resource": "arn:aws:states:::)" + std::string(job) +
                    R"(", "Parameters": {"a": 1}, "End": true})");
        QVERIFY(statemachine::isValid(statemachine::validateText(text)));
        QVERIFY(!statemachine::isValid(
            statemachine::validateText(text, {.type = WorkflowType::Express})));
    }
}

void TestValidator::aStartThatLeadsNowhereLeavesAllUnreached() {
    const auto diagnostics =
        statemachine::validateText(R"({"StartAt": "B", "States": {"A": {"Type": "Succeed"}}})");
    QCOMPARE(diagnostics.size(), std::size_t{2});
    QCOMPARE(diagnostics[0].message, std::string("Missing 'Next' target: B"));
    QCOMPARE(diagnostics[0].location, std::string("/StartAt"));
    QCOMPARE(diagnostics[1].message, std::string("State \"A\" is not reachable."));
    QCOMPARE(diagnostics[1].location, std::string("/States/A"));
}

void TestValidator::listsDiagnosticsInTheOrderOfTheText() {
    const auto diagnostics = statemachine::validateText(machine(
        R"("A": {"Type": "Pass", "Foo": 1, "Next": "C"}, "B": {"Type": "Fail", "Bar": 2})"));
    QCOMPARE(diagnostics.size(), std::size_t{4});
    for (std::size_t i = 1; i < diagnostics.size(); ++i)
        QVERIFY(diagnostics[i - 1].range.begin <= diagnostics[i].range.begin);
}

void TestValidator::staysQuickOnAThousandStates() {
    std::string states;
    for (int i = 0; i < 1000; ++i) {
        states += i == 0 ? "\"A" : "\"S" + std::to_string(i);
        states += R"(": {"Type": "Pass", "Parameters": {"a.$": "$.b"}, "Next": "S)";
        states += std::to_string(i + 1);
        states += "\"},";
    }
    const std::string text = machine(states + R"("S1000": {"Type": "Succeed"})");
    QBENCHMARK_ONCE {
        QVERIFY(statemachine::validateText(text).empty());
    }
}

QTEST_GUILESS_MAIN(TestValidator)
#include "tst_validator.moc"
