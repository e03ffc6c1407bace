#include "engine/statemachine/validator.h"
#include "engine/statemachine/validatoranswer.h"

#include <QtTest>

using namespace ws;
using statemachine::Diagnostic;
using statemachine::Severity;

// Before the first raw string: moc loses its way in those.
class TestValidatorExpressions : public QObject {
    Q_OBJECT

private slots:
    void expressionsAreReadBeforeTheyRun_data();
    void expressionsAreReadBeforeTheyRun();
    void theServiceNamesTheField_data();
    void theServiceNamesTheField();
    void markIsTheTokenThroughEscapes();
    void whatIsNoExpressionIsNotRead_data();
    void whatIsNoExpressionIsNotRead();
    void statesHoldsWhatTheFieldHas_data();
    void statesHoldsWhatTheFieldHas();
    void variablesAreAssignedBeforeTheyAreRead_data();
    void variablesAreAssignedBeforeTheyAreRead();
    void aNestedMachineDoesNotAssignWhatIsAroundIt();
    void theLanguageOfAStateIsItsOwnOrTheMachines_data();
    void theLanguageOfAStateIsItsOwnOrTheMachines();
};

namespace {

std::string machine(const std::string& states) {
    return R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {)" + states + "}}";
}

std::string pass(const std::string& fields) {
    return machine(R"("A": {"Type": "Pass", "End": true, )" + fields + "}");
}

std::string output(const std::string& expression) {
    return pass(R"("Output": "{% )" + expression + R"( %}")");
}

std::string task(const std::string& fields) {
    const bool caught = fields.find("Catch") != std::string::npos;
    return machine(
        R"("A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:f",)"
        R"( "End": true, )" +
        fields + (caught ? R"(}, "B": {"Type": "Succeed"})" : "}"));
}

QStringList said(const std::vector<Diagnostic>& diagnostics, const std::string& ignoredCode = {}) {
    QStringList lines;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.code != ignoredCode)
            lines << QString::fromStdString(diagnostic.code + ": " + diagnostic.message);
    }
    return lines;
}

QByteArray marked(const std::string& text, const Diagnostic& diagnostic) {
    return QByteArray::fromStdString(text.substr(diagnostic.range.begin, diagnostic.range.size()));
}

} // namespace

void TestValidatorExpressions::expressionsAreReadBeforeTheyRun_data() {
    QTest::addColumn<QByteArray>("expression"); // as it stands in the JSON text
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("mark");
    const auto invalid = [](const char* expression, const char* message, const char* mark) {
        QTest::newRow(expression) << QByteArray(expression)
                                  << "INVALID_JSONATA_EXPRESSION: " + QByteArray(message)
                                  << QByteArray(mark);
    };
    invalid("$a[1,2)", "Expected \"]\", got \",\"", ",");
    invalid("\\\"unterminated", "String literal must be terminated by a matching quote", " ");
    invalid("1 +", "Unexpected end of expression", " ");
    invalid("{\\\"a\\\":}", "The symbol \"}\" cannot be used as a unary operator", "}");
    invalid("$x :=", "Unexpected end of expression", " ");
    invalid("$match(\\\"a\\\", /abc", "No terminating / in regular expression", " ");
    invalid("", "Unexpected end of expression", " ");
    const auto unsupported = [](const char* expression, const char* message, const char* mark) {
        QTest::newRow(expression) << QByteArray(expression)
                                  << "UNSUPPORTED_JSONATA_EXPRESSION: " + QByteArray(message)
                                  << QByteArray(mark);
    };
    unsupported("phone[0]", "Reference to 'phone' at the top level is not supported.", "phone");
    unsupported("1 + $.a", "Reference to '$' at the top level is not supported.", "$");
    unsupported("$$", "Reference to '$$' is not supported.", "$$");
    unsupported("$states.errorOutput", "Field '$states.errorOutput' does not exist.",
                "$states.errorOutput");
    unsupported("$states.result", "Field '$states.result' does not exist.", "$states.result");
}

void TestValidatorExpressions::expressionsAreReadBeforeTheyRun() {
    QFETCH(const QByteArray, expression);
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArray, mark);
    const std::string text = output(expression.toStdString());
    const auto diagnostics = statemachine::validateText(text);
    QCOMPARE(said(diagnostics), QStringList(QString::fromUtf8(message)));
    QCOMPARE(marked(text, diagnostics[0]), mark);
    QCOMPARE(diagnostics[0].location, std::string("/States/A/Output"));
}

void TestValidatorExpressions::theServiceNamesTheField_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("location");
    const auto row = [](const char* location, const std::string& text) {
        QTest::newRow(location) << QByteArray::fromStdString(text) << QByteArray(location);
    };
    const char* const x = R"("{% x %}")";
    row("/States/A/Output/a/b[0]", pass(R"("Output": {"a": {"b": [)" + std::string(x) + "]}}"));
    row("/States/A/Assign/v", pass(R"("Assign": {"v": )" + std::string(x) + "}"));
    row("/States/A/Choices[0]/Condition",
        machine(R"("A": {"Type": "Choice", "Choices": [{"Next": "B", "Condition": )" +
                std::string(x) + R"(}], "Default": "B"}, "B": {"Type": "Succeed"})"));
    row("/States/A/Seconds",
        machine(R"("A": {"Type": "Wait", "End": true, "Seconds": )" + std::string(x) + "}"));
    row("/States/A/Cause", machine(R"("A": {"Type": "Fail", "Cause": )" + std::string(x) + "}"));
    row("/States/A/Catch[0]/Output/v",
        task(R"("Catch": [{"ErrorEquals": ["X"], "Next": "B", "Output": {"v": )" + std::string(x) +
             "}}]"));
    row("/States/A/Arguments/Payload/Comment",
        task(R"("Arguments": {"Payload": {"Comment": )" + std::string(x) + "}}"));
    row("/States/A/Branches[0]/States/B/Output",
        machine(
            R"("A": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed", "Output": )" +
            std::string(x) + "}}}]}"));
}

void TestValidatorExpressions::theServiceNamesTheField() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, location);
    const auto refusal = statemachine::validateAnswer(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(refusal["diagnostics"].at(0)["location"].toString()),
             location);
    QCOMPARE(refusal["diagnostics"].at(0)["message"].toString(),
             std::string("Reference to 'x' at the top level is not supported."));
}

void TestValidatorExpressions::markIsTheTokenThroughEscapes() {
    const std::string text = pass(R"("Output": "{% \"\u00e9\ud83d\ude00\n\" & name %}")");
    const auto diagnostics = statemachine::validateText(text);
    QCOMPARE(diagnostics.size(), std::size_t{1});
    QCOMPARE(marked(text, diagnostics[0]), QByteArray("name"));
    const std::string syntax = pass(R"("Output": "{% \"\ud83d\ude00\" & ] %}")");
    QCOMPARE(marked(syntax, statemachine::validateText(syntax)[0]), QByteArray("]"));
}

void TestValidatorExpressions::whatIsNoExpressionIsNotRead_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("comments", pass(R"("Comment": "{% x %}")"));
    row("error names", task(R"("Retry": [{"ErrorEquals": ["{% x %}"]}])"));
    row("texts", pass(R"("Output": "x {% y %} z")"));
    row("placeholders", pass(R"("Output": "{% ${X} %}")"));
    row("JSONPath", R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
        "Parameters": {"a": "{% x %}"}}}})");
}

void TestValidatorExpressions::whatIsNoExpressionIsNotRead() {
    QFETCH(const QByteArray, text);
    QCOMPARE(said(statemachine::validateText(text.toStdString())), QStringList());
}

void TestValidatorExpressions::statesHoldsWhatTheFieldHas_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("input and context", output("$states.input.a & $states.context.State.Name"));
    row("all of it", output("$states"));
    row("a task's result", task(R"("Output": "{% $states.result.a %}")"));
    row("a result for a variable", task(R"("Assign": {"v": "{% $states.result %}"})"));
    row("an error for a catcher",
        task(
            R"("Catch": [{"ErrorEquals": ["X"], "Next": "B", "Output": "{% $states.errorOutput.Cause %}"}])"));
}

void TestValidatorExpressions::statesHoldsWhatTheFieldHas() {
    QFETCH(const QByteArray, text);
    QCOMPARE(said(statemachine::validateText(text.toStdString())), QStringList());
}

void TestValidatorExpressions::variablesAreAssignedBeforeTheyAreRead_data() {
    QTest::addColumn<QByteArray>("states");
    QTest::addColumn<QString>("unknown");
    const auto row = [](const char* name, const char* states, const char* unknown) {
        QTest::newRow(name) << QByteArray(states) << QString::fromLatin1(unknown);
    };
    row("before", R"("A": {"Type": "Pass", "Assign": {"v": 1}, "Next": "B"},
                     "B": {"Type": "Succeed", "Output": "{% $v %}"})",
        "");
    row("in the same state", R"("A": {"Type": "Pass", "Assign": {"v": 1}, "Output": "{% $v %}",
                                       "End": true})",
        "v");
    row("afterwards", R"("A": {"Type": "Pass", "Output": "{% $v %}", "Next": "B"},
                         "B": {"Type": "Pass", "Assign": {"v": 1}, "End": true})",
        "v");
    row("round a loop",
        R"("A": {"Type": "Choice", "Choices": [{"Condition": "{% $v = 1 %}", "Next": "B"}],
                 "Default": "W"},
           "W": {"Type": "Wait", "Seconds": 1, "Assign": {"v": 1}, "Next": "A"},
           "B": {"Type": "Succeed"})",
        "");
    row("by a catcher",
        R"("A": {"Type": "Task", "Resource": "f", "End": true,
                 "Catch": [{"ErrorEquals": ["X"], "Next": "B", "Assign": {"v": 1}}]},
           "B": {"Type": "Succeed", "Output": "{% $v %}"})",
        "");
    row("around a branch",
        R"("A": {"Type": "Pass", "Assign": {"v": 1}, "Next": "P"},
           "P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "B", "States":
                 {"B": {"Type": "Succeed", "Output": "{% $v %}"}}}]})",
        "");
    row("around a distributed Map",
        R"("A": {"Type": "Pass", "Assign": {"v": 1}, "Next": "M"},
           "M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "B",
                 "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                 "States": {"B": {"Type": "Succeed", "Output": "{% $v %}"}}}})",
        "v");
    row("inside a branch",
        R"("A": {"Type": "Parallel", "Next": "B", "Branches": [{"StartAt": "C", "States":
                 {"C": {"Type": "Pass", "Assign": {"v": 1}, "End": true}}}]},
           "B": {"Type": "Succeed", "Output": "{% $v %}"})",
        "v");
    row("in the expression itself", R"("A": {"Type": "Pass", "Output": "{% ($v := 1; $v) %}",
                                              "End": true})",
        "");
}

void TestValidatorExpressions::variablesAreAssignedBeforeTheyAreRead() {
    QFETCH(const QByteArray, states);
    QFETCH(const QString, unknown);
    const auto diagnostics = statemachine::validateText(machine(states.toStdString()));
    QStringList expected;
    if (!unknown.isEmpty())
        expected << QStringLiteral("POSSIBLY_UNDEFINED_VARIABLE: Variable '%1' is possibly not "
                                   "defined.")
                        .arg(unknown);
    QCOMPARE(said(diagnostics), expected);
    QVERIFY(statemachine::isValid(diagnostics));
}

void TestValidatorExpressions::aNestedMachineDoesNotAssignWhatIsAroundIt() {
    const auto nested = [](const char* config) {
        return machine(R"("A": {"Type": "Pass", "Assign": {"v": 1}, "Next": "M"},
            "M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "B", )" +
                       std::string(config) + R"("States":
            {"B": {"Type": "Pass", "Assign": {"v": 2}, "End": true}}}})");
    };
    const auto found = statemachine::validateText(nested(""));
    QCOMPARE(said(found), QStringList(QStringLiteral(
                              "DUPLICATE_VARIABLE_NAME: The variable name 'v' was already defined "
                              "in a parent scope.")));
    QCOMPARE(found[0].location, std::string("/States/M/ItemProcessor/States/B/Assign/v"));
    QCOMPARE(said(statemachine::validateText(nested(
                 R"("ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, )"))),
             QStringList());
}

void TestValidatorExpressions::theLanguageOfAStateIsItsOwnOrTheMachines_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("messages");
    const auto row = [](const char* name, const char* text, const QStringList& messages) {
        QTest::newRow(name) << QByteArray(text) << messages;
    };
    const QString enumeration =
        QStringLiteral("Value should be one of the following: [JSONPath, JSONata]");
    const QString output =
        QStringLiteral("The QueryLanguage is set to 'JSONPath', but field 'Output' is only "
                       "supported for the 'JSONata' QueryLanguage");
    const QString input =
        QStringLiteral("The QueryLanguage is set to 'JSONata', but field 'InputPath' is only "
                       "supported for the 'JSONPath' QueryLanguage");
    row("a Map's own language does not reach into it",
        R"({"StartAt": "M", "States": {"M": {"Type": "Map", "QueryLanguage": "JSONata", "End": true,
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Succeed", "Output": 1}}}}}})",
        {output});
    row("a processor has none",
        R"({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor":
            {"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Succeed"}}}}}})",
        {QStringLiteral("Field 'QueryLanguage' is not supported")});
    row("what is not exactly JSONPath is JSONata",
        R"({"StartAt": "A", "States": {"A": {"Type": "Succeed", "QueryLanguage": "jsonpath",
            "InputPath": "$.a"}}})",
        {input, enumeration});
    row("a downgrade is said once",
        R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed",
            "QueryLanguage": "JSONPath", "Output": 1}}})",
        {QStringLiteral("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state "
                        "machine")});
    row("a rule of the other language",
        R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Choice",
            "Default": "B", "Choices": [{"Condition": true, "Variable": "$.a", "Next": "B"}]},
            "B": {"Type": "Succeed"}}})",
        {QStringLiteral("The QueryLanguage is set to 'JSONata', but field 'Variable' is only "
                        "supported for the 'JSONPath' QueryLanguage")});
}

void TestValidatorExpressions::theLanguageOfAStateIsItsOwnOrTheMachines() {
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, messages);
    const auto answer = statemachine::validateAnswer(text.toStdString());
    QStringList said;
    for (const json::Value& diagnostic : answer["diagnostics"].items())
        said << QString::fromStdString(diagnostic["message"].toString());
    QCOMPARE(said, messages);
}

QTEST_GUILESS_MAIN(TestValidatorExpressions)
#include "tst_validatorexpressions.moc"
