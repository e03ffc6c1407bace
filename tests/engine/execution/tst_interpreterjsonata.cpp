// JSONata states: what they evaluate, and what the history says when that fails.

#include "engine/execution/historyjson.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using json::Value;
using std::chrono::seconds;
using tests::ScriptedFunctions;
using tests::Workflow;

/// A JSONata machine of one state that ends it.
static std::string single(const std::string& state) {
    return R"({"QueryLanguage":"JSONata","StartAt":"S","States":{"S":)" + state + "}}";
}

static std::string pass(const std::string& more) {
    return single(R"({"Type":"Pass","End":true)" + more + "}");
}

static std::string task(const std::string& more) {
    return single(R"({"Type":"Task","Resource":"f","End":true)" + more + "}");
}

static std::string map(const std::string& more) {
    return single(R"({"Type":"Map","End":true,"ItemProcessor":{"StartAt":"I","States":{
        "I":{"Type":"Pass","End":true}}})" +
                  more + "}");
}

static Value payload(const char* text) {
    return *Value::parse(text);
}

/// "location state: cause" of the EvaluationFailed at a position; else the event's type.
static std::string evaluationFailed(const Workflow& workflow, std::int64_t id) {
    const auto event = workflow.history().at(static_cast<std::size_t>(id - 1));
    if (event.type != telemetry::HistoryEventType::EvaluationFailed)
        return std::string(telemetry::historyEventTypeName(event.type));
    return event.evaluationLocation + ' ' + event.evaluationState + ": " + event.cause.value_or("");
}

static const std::string kPlace =
    "An error occurred while executing the state 'S' (entered at the event id #2). ";

class InterpreterJsonataTest : public QObject {
    Q_OBJECT

private slots:
    void outputIsMadeFromTheStates_data();
    void outputIsMadeFromTheStates();
    void theServicesFunctionsAnswerAsMeasured_data();
    void theServicesFunctionsAnswerAsMeasured();
    void expressionsNestAsDeepAsTheServiceLetsThem();
    void onlyWhatWorksHasAResult();
    void languagesMixStateByState();
    void theContextIsThereWhenAskedFor();
    void nowIsTheExecutionsOwnTime();
    // Choice
    void theFirstConditionThatHoldsDecides_data();
    void theFirstConditionThatHoldsDecides();
    void aRuleHasItsOwnAssignAndOutput();
    void aConditionIsABoolean_data();
    void aConditionIsABoolean();
    void withoutDefaultAChoiceFails();
    // Wait, Fail, Succeed
    void aWaitTakesItsTime_data();
    void aWaitTakesItsTime();
    void aWaitRefusesWhatIsNoTime_data();
    void aWaitRefusesWhatIsNoTime();
    void aFailStateComputesItsTexts();
    void aFailStateWantsTexts();
    void aSucceedStateHasAnOutput();
    // Task
    void aFunctionGetsTheArguments();
    void aTasksTimeIsComputed();
    void aTaskRefusesWhatIsNoTime_data();
    void aTaskRefusesWhatIsNoTime();
    void argumentsBeyondTheLimitFail();
    // Parallel and Map
    void branchesGetTheArguments();
    void itemsAreComputed();
    void anItemSelectorSeesItsItem();
    void aMapsNumbersAreComputed();
    void aMapRefusesWhatItsFieldsCannotTake_data();
    void aMapRefusesWhatItsFieldsCannotTake();
    void anItemSelectorThatFailsEndsItsIteration();
    // Errors
    void whatFailsInAStateFollowsWhatCameBefore();
    void whatFailsAfterTheWorkFollowsIt();
    void aFailedEvaluationIsRetriedAndCaught();
    void aCatcherSeesTheErrorOutput();
    void aCatcherThatFailsIsNotCaughtByItsState();
    void aCatcherThatFailsFailsItsParallelAgain();
};

void InterpreterJsonataTest::outputIsMadeFromTheStates_data() {
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("output");
    const auto row = [](const char* name, const char* fields, const char* output) {
        QTest::newRow(name) << QByteArray(fields) << QByteArray(output);
    };
    row("nothing", "", R"({"a":1,"b":{"c":[2,3]}})");
    row("constant", R"(,"Output":{"x":[1.0,null,"$.a"]})", R"({"x":[1.0,null,"$.a"]})");
    row("expression", R"(,"Output":"{% $states.input.b.c %}")", "[2,3]");
    row("parts", R"(,"Output":{"x":"{% $states.input.a + 1 %}","y":["{% 'z' %}"]})",
        R"({"x":2,"y":["z"]})");
    row("null", R"(,"Output":null)", "null");
    row("no path fields", R"(,"Output":{"a":1},"OutputPath":"$.nope")", R"({"a":1})");
}

void InterpreterJsonataTest::outputIsMadeFromTheStates() {
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, output);
    Workflow workflow(pass(fields.toStdString()), R"({"a":1,"b":{"c":[2,3]}})");
    QCOMPARE(workflow.finish().end(), "SUCCEEDED " + output.toStdString());
}

void InterpreterJsonataTest::theServicesFunctionsAnswerAsMeasured_data() {
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char* expression, const char* answer) {
        QTest::newRow(expression) << QByteArray(expression) << QByteArray(answer);
    };
    row("$range(0, 9, 3)", "[0,3,6,9]");
    row("$range(-1.7, 2, 1)", "[-1,0,1,2]");
    row("$range(1, 9, 9)", "1");
    row("$range(0, -4, -2)", "[0,-2,-4]");
    row("$range(0, 4, -1)", "nothing");
    row("$range(0, 4)", "nothing");
    row("$count($range(1, 360145, 1))", "360145");
    row("$partition([0], 3)", "[[0]]");
    row("$partition([1..5], 2.9)", "[[1,2],[3,4],[5]]");
    row("$partition([1..5], 0)", "nothing");
    row("$partition([], 2)", "nothing");
    row("$hash('a')", "nothing");
    row("1/0", "\"Infinity\"");
    row("[-1/0]", "[\"-Infinity\"]");
    row("{'k': 0/0}", "{\"k\":\"NaN\"}");
}

void InterpreterJsonataTest::theServicesFunctionsAnswerAsMeasured() {
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, answer);
    Workflow workflow(pass(R"(,"Output":"{% )" + expression.toStdString() + R"( %}")"));
    const std::string end = workflow.finish().end();
    if (answer == "nothing")
        QVERIFY2(end.ends_with("returned nothing (undefined)."), end.c_str());
    else
        QCOMPARE(end, "SUCCEEDED " + answer.toStdString());
}

/// 1+1+...+1
static std::string sum(int terms) {
    std::string out = "1";
    for (int i = 1; i < terms; ++i)
        out += "+1";
    return out;
}

void InterpreterJsonataTest::expressionsNestAsDeepAsTheServiceLetsThem() {
    const auto end = [](const std::string& expression) {
        return Workflow(pass(R"(,"Output":"{% )" + expression + R"( %}")")).finish().end();
    };
    QCOMPARE(end(sum(100)), std::string("SUCCEEDED 100"));
    QVERIFY(end(sum(101)).ends_with(
        "threw an error during evaluation: Stack overflow error: Check for non-terminating "
        "recursive function.  Consider rewriting as tail-recursive. Depth=101 max=100"));
    QCOMPARE(end(std::string(99, '(') + '1' + std::string(99, ')')), std::string("SUCCEEDED 1"));
    QVERIFY(end(std::string(100, '(') + '1' + std::string(100, ')')).starts_with("FAILED"));
    const auto recursive = [](int n) {
        return "($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(" + std::to_string(n) + "))";
    };
    QCOMPARE(end(recursive(31)), std::string("SUCCEEDED 31"));
    QVERIFY(end(recursive(32)).starts_with("FAILED"));
    QVERIFY(end("$range(1, 360146, 1)")
                .ends_with("threw an error during evaluation: Expression evaluation memory limit "
                           "exceeded: Check for excessive memory usage"));
}

void InterpreterJsonataTest::onlyWhatWorksHasAResult() {
    Workflow none(pass(R"(,"Output":"{% $states.result %}")"));
    QCOMPARE(none.finish().end(),
             "FAILED States.QueryEvaluationError: " + kPlace +
                 "The JSONata expression '$states.result' specified for the field 'Output' "
                 "returned nothing (undefined).");
    Workflow works(task(R"(,"Output":"{% [$states.input, $states.result] %}")"), "1");
    works.settle().functions.succeed(0, Value(2));
    QCOMPARE(works.finish().end(), std::string("SUCCEEDED [1,2]"));
}

void InterpreterJsonataTest::languagesMixStateByState() {
    Workflow workflow(R"j({"StartAt":"A","States":{
        "A":{"Type":"Pass","Parameters":{"x.$":"$.a"},"Next":"B"},
        "B":{"Type":"Pass","QueryLanguage":"JSONata","Assign":{"v":"{% $states.input.x * 2 %}"},
             "Output":{"y":"{% $states.input.x + 1 %}"},"Next":"M"},
        "M":{"Type":"Map","QueryLanguage":"JSONata","Items":"{% [$v, $states.input.y] %}",
             "Next":"C","ItemProcessor":{"StartAt":"I","States":{
                 "I":{"Type":"Pass","Parameters":{"z.$":"States.MathAdd($, 1)"},"End":true}}}},
        "C":{"Type":"Pass","Parameters":{"all.$":"$","v.$":"$v"},"End":true}}})j",
                      R"({"a":5})");
    QCOMPARE(workflow.finish().end(),
             std::string(R"(SUCCEEDED {"all":[{"z":11},{"z":7}],"v":10})"));
}

void InterpreterJsonataTest::theContextIsThereWhenAskedFor() {
    Workflow workflow(pass(R"(,"Output":{"s":"{% $states.context.State.Name %}",
        "e":"{% $states.context.Execution.Name %}","i":"{% $states.context.Execution.Input %}"})"),
                      R"({"a":1})");
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED {"s":"S","e":"run","i":{"a":1}})"));
    Workflow whole(pass(R"(,"Output":"{% $keys($states) %}")"));
    QCOMPARE(whole.finish().end(), std::string(R"(SUCCEEDED ["input","context"])"));
}

void InterpreterJsonataTest::nowIsTheExecutionsOwnTime() {
    Workflow workflow(R"j({"QueryLanguage":"JSONata","StartAt":"W","States":{
        "W":{"Type":"Wait","Seconds":5,"Assign":{"t":"{% $millis() %}"},"Next":"P"},
        "P":{"Type":"Wait","Seconds":3,"Output":"{% $millis() - $t %}","End":true}}})j");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED 3000"));
}

void InterpreterJsonataTest::theFirstConditionThatHoldsDecides_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("first") << QByteArray("1") << QByteArray("\"one\"");
    QTest::newRow("second") << QByteArray("7") << QByteArray("\"many\"");
    QTest::newRow("none") << QByteArray("0") << QByteArray("\"other\"");
}

void InterpreterJsonataTest::theFirstConditionThatHoldsDecides() {
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, output);
    Workflow workflow(R"({"QueryLanguage":"JSONata","StartAt":"C","States":{
        "C":{"Type":"Choice","Default":"X","Choices":[
            {"Condition":"{% $states.input = 1 %}","Next":"A"},
            {"Condition":"{% $states.input > 0 %}","Next":"B"}]},
        "A":{"Type":"Pass","Output":"one","End":true},
        "B":{"Type":"Pass","Output":"many","End":true},
        "X":{"Type":"Pass","Output":"other","End":true}}})",
                      input.toStdString());
    QCOMPARE(workflow.finish().end(), "SUCCEEDED " + output.toStdString());
}

void InterpreterJsonataTest::aRuleHasItsOwnAssignAndOutput() {
    const auto machine = [](const std::string& condition) {
        return R"({"QueryLanguage":"JSONata","StartAt":"C","States":{
        "C":{"Type":"Choice","Default":"E","Assign":{"v":"state"},"Output":"{% 'state' %}",
             "Choices":[
                {"Condition":"{% $states.input = 1 %}","Next":"E","Assign":{"v":"rule"},
                 "Output":{"n":"{% $states.input %}"}},
                {"Condition":)" +
               condition + R"(,"Next":"E","Assign":{"v":"plain"}}]},
        "E":{"Type":"Pass","Output":["{% $v %}","{% $states.input %}"],"End":true}}})";
    };
    QCOMPARE(Workflow(machine("true"), "1").finish().end(),
             std::string(R"(SUCCEEDED ["rule",{"n":1}])"));
    QCOMPARE(Workflow(machine("true"), "2").finish().end(),
             std::string(R"(SUCCEEDED ["plain",2])"));
    QCOMPARE(Workflow(machine("false"), "2").finish().end(),
             std::string(R"(SUCCEEDED ["state","state"])"));
}

void InterpreterJsonataTest::aConditionIsABoolean_data() {
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* condition, const char* cause) {
        QTest::newRow(condition) << QByteArray(condition) << QByteArray(cause);
    };
    row("$states.input.no", "returned nothing (undefined).");
    row("1", "returned an unexpected result type. Expected 'boolean', but was 'number' for "
             "value: 1");
    row("'a'", "returned an unexpected result type. Expected 'boolean', but was 'string' for "
               "value: \"a\"");
    row("function(){1}", "returned an unsupported result type.");
}

void InterpreterJsonataTest::aConditionIsABoolean() {
    QFETCH(QByteArray, condition);
    QFETCH(QByteArray, cause);
    Workflow workflow(R"({"QueryLanguage":"JSONata","StartAt":"S","States":{
        "S":{"Type":"Choice","Default":"E","Choices":[
            {"Condition":"{% false %}","Next":"E"},{"Condition":"{% )" +
                      condition.toStdString() + R"( %}","Next":"E"}]},"E":{"Type":"Succeed"}}})");
    workflow.finish();
    QCOMPARE(evaluationFailed(workflow, 3),
             "Choices[1]/Condition S: " + kPlace + "The JSONata expression '" +
                 condition.toStdString() + "' specified for the field 'Choices[1]/Condition' " +
                 cause.toStdString());
    QVERIFY(workflow.end().starts_with("FAILED States.QueryEvaluationError: "));
}

void InterpreterJsonataTest::withoutDefaultAChoiceFails() {
    Workflow workflow(R"({"QueryLanguage":"JSONata","StartAt":"S","States":{
        "S":{"Type":"Choice","Choices":[{"Condition":"{% false %}","Next":"E"}]},
        "E":{"Type":"Succeed"}}})");
    QCOMPARE(workflow.finish().end(),
             "FAILED States.Runtime: " + kPlace +
                 "Failed to transition out of the state. The state does not point to a next "
                 "state.");
}

void InterpreterJsonataTest::aWaitTakesItsTime_data() {
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<int>("taken");
    QTest::newRow("constant") << QByteArray(R"("Seconds":7)") << 7;
    QTest::newRow("seconds") << QByteArray(R"("Seconds":"{% $states.input.s * 2 %}")") << 10;
    QTest::newRow("none") << QByteArray(R"("Seconds":"{% 0 %}")") << 0;
    QTest::newRow("timestamp") << QByteArray(R"("Timestamp":"{% $fromMillis($millis() + 3000) %}")")
                               << 3;
    QTest::newRow("past") << QByteArray(R"("Timestamp":"{% '1980-01-01T00:00:00Z' %}")") << 0;
}

void InterpreterJsonataTest::aWaitTakesItsTime() {
    QFETCH(QByteArray, field);
    QFETCH(int, taken);
    Workflow workflow(single(R"({"Type":"Wait","End":true,)" + field.toStdString() + "}"),
                      R"({"s":5})");
    const base::TimePoint begin = workflow.clock.now();
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED {"s":5})"));
    QCOMPARE(workflow.clock.now() - begin, base::Duration(seconds(taken)));
}

void InterpreterJsonataTest::aWaitRefusesWhatIsNoTime_data() {
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* member, const char* expression, const char* cause) {
        QTest::newRow(expression) << QByteArray(member) << QByteArray(expression)
                                  << QByteArray(cause);
    };
    row("Seconds", "'5'",
        "The JSONata expression ''5'' specified for the field 'Seconds' returned an unexpected "
        "result type. Expected 'number', but was 'string' for value: \"5\"");
    row("Seconds", "1.5", "The Seconds field cannot be parsed as an integer: 1.5");
    row("Seconds", "-1", "Seconds must be between 0 and 99999999 but was: -1");
    row("Timestamp", "5",
        "The JSONata expression '5' specified for the field 'Timestamp' returned an unexpected "
        "result type. Expected 'string', but was 'number' for value: 5");
    row("Timestamp", "'tomorrow'",
        "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format "
        "string: tomorrow");
}

void InterpreterJsonataTest::aWaitRefusesWhatIsNoTime() {
    QFETCH(QByteArray, member);
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, cause);
    Workflow workflow(single(R"({"Type":"Wait","End":true,")" + member.toStdString() + R"(":"{% )" +
                             expression.toStdString() + R"( %}"})"));
    workflow.finish();
    QCOMPARE(evaluationFailed(workflow, 3),
             member.toStdString() + " S: " + kPlace + cause.toStdString());
    // Unlike other states, a Wait has been entered by then.
    QCOMPARE(workflow.story(2), std::string("2<0 WaitStateEntered S\n"
                                            "3<2 EvaluationFailed\n"
                                            "4<3 ExecutionFailed\n"));
}

void InterpreterJsonataTest::aFailStateComputesItsTexts() {
    Workflow workflow(single(R"({"Type":"Fail","Error":"{% $states.input.e %}",
        "Cause":"{% 'it is ' & $states.input.e %}"})"),
                      R"({"e":"Late"})");
    QCOMPARE(workflow.finish().end(), std::string("FAILED Late: it is Late"));
}

void InterpreterJsonataTest::aFailStateWantsTexts() {
    Workflow workflow(single(R"({"Type":"Fail","Error":"E","Cause":"{% 5 %}"})"));
    workflow.finish();
    QCOMPARE(evaluationFailed(workflow, 3),
             "Cause S: " + kPlace +
                 "The JSONata expression '5' specified for the field 'Cause' returned an "
                 "unexpected result type. Expected 'string', but was 'number' for value: 5");
}

void InterpreterJsonataTest::aSucceedStateHasAnOutput() {
    Workflow workflow(single(R"({"Type":"Succeed","Output":"{% $states.input.a %}"})"),
                      R"({"a":[1]})");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED [1]"));
}

void InterpreterJsonataTest::aFunctionGetsTheArguments() {
    Workflow workflow(task(R"(,"Arguments":{"n":"{% $states.input.a %}","m":2})"), R"({"a":1})");
    workflow.settle();
    QCOMPARE(workflow.functions.calls[0].request.payload, payload(R"({"n":1,"m":2})"));
    Workflow plain(task(""), R"({"a":1})");
    plain.settle();
    QCOMPARE(plain.functions.calls[0].request.payload, payload(R"({"a":1})"));
}

void InterpreterJsonataTest::aTasksTimeIsComputed() {
    Workflow workflow(task(R"(,"Arguments":{},"TimeoutSeconds":"{% $states.input.t %}")"),
                      R"({"t":4})");
    const base::TimePoint begin = workflow.clock.now();
    QVERIFY(workflow.finish().end().starts_with("FAILED States.Timeout"));
    QCOMPARE(workflow.clock.now() - begin, base::Duration(seconds(4)));
    QCOMPARE(workflow.history().at(2).timeoutInSeconds, std::optional<std::int64_t>(4));
}

void InterpreterJsonataTest::aTaskRefusesWhatIsNoTime_data() {
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("cause");
    QTest::newRow("text")
        << QByteArray("'a'")
        << QByteArray("The JSONata expression ''a'' specified for the field 'TimeoutSeconds' "
                      "returned an unexpected result type. Expected 'number', but was 'string' "
                      "for value: \"a\"");
    QTest::newRow("fraction")
        << QByteArray("0.5")
        << QByteArray("The TimeoutSeconds field cannot be parsed as an integer: 0.5");
    QTest::newRow("too long")
        << QByteArray("100000000")
        << QByteArray("TimeoutSeconds must be between 1 and 99999999 but was: 100000000");
}

void InterpreterJsonataTest::aTaskRefusesWhatIsNoTime() {
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, cause);
    Workflow workflow(task(R"(,"TimeoutSeconds":"{% )" + expression.toStdString() + R"( %}")"));
    workflow.finish();
    QCOMPARE(evaluationFailed(workflow, 3), "TimeoutSeconds S: " + kPlace + cause.toStdString());
    QVERIFY(workflow.functions.calls.empty());
}

void InterpreterJsonataTest::argumentsBeyondTheLimitFail() {
    Workflow workflow(task(R"(,"Arguments":"{% $states.input & $states.input %}")"),
                      "\"" + std::string(200'000, 'x') + "\"");
    QCOMPARE(workflow.finish().end(),
             std::string("FAILED States.DataLimitExceeded: The state/task 'S' provided parameters "
                         "with a size exceeding the maximum number of bytes service limit."));
}

void InterpreterJsonataTest::branchesGetTheArguments() {
    Workflow workflow(single(R"({"Type":"Parallel","End":true,"Arguments":{"n":"{% 1 + 1 %}"},
        "Output":{"in":"{% $states.input %}","out":"{% $states.result %}"},"Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},
        {"StartAt":"B","States":{"B":{"Type":"Pass","Output":"{% $states.input.n %}",
            "End":true}}}]})"),
                      "0");
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED {"in":0,"out":[{"n":2},2]})"));
}

void InterpreterJsonataTest::itemsAreComputed() {
    QCOMPARE(Workflow(map(R"(,"Items":"{% $states.input.a %}")"), R"({"a":[1,2]})").finish().end(),
             std::string("SUCCEEDED [1,2]"));
    QCOMPARE(
        Workflow(map(R"(,"Items":[3,"{% $states.input.a %}"])"), R"({"a":[1,2]})").finish().end(),
        std::string("SUCCEEDED [3,[1,2]]"));
    QCOMPARE(Workflow(map(""), "[5]").finish().end(), std::string("SUCCEEDED [5]"));
}

void InterpreterJsonataTest::anItemSelectorSeesItsItem() {
    Workflow workflow(map(R"(,"Items":"{% $states.input.a %}","ItemSelector":{
        "i":"{% $states.context.Map.Item.Index %}","v":"{% $states.context.Map.Item.Value %}",
        "all":"{% $count($states.input.a) %}"})"),
                      R"({"a":["x","y"]})");
    QCOMPARE(workflow.finish().end(),
             std::string(R"(SUCCEEDED [{"i":0,"v":"x","all":2},{"i":1,"v":"y","all":2}])"));
}

void InterpreterJsonataTest::aMapsNumbersAreComputed() {
    Workflow workflow(single(R"({"Type":"Map","End":true,"Items":[1,2,3],
        "MaxConcurrency":"{% $states.input.most %}","ItemProcessor":{"StartAt":"I","States":{
        "I":{"Type":"Task","Resource":"f","End":true}}}})"),
                      R"({"most":2})");
    workflow.settle();
    QCOMPARE(workflow.functions.calls.size(), 2u);
}

void InterpreterJsonataTest::aMapRefusesWhatItsFieldsCannotTake_data() {
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<int>("event");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* member, const char* expression, int event, const char* cause) {
        QTest::newRow(cause) << QByteArray(member) << QByteArray(expression) << event
                             << QByteArray(cause);
    };
    row("Items", "{'a':1}", 3,
        "The JSONata expression '{'a':1}' specified for the field 'Items' returned an unexpected "
        "result type. Expected 'array', but was 'object' for value: {\"a\":1}");
    row("MaxConcurrency", "true", 3,
        "The JSONata expression 'true' specified for the field 'MaxConcurrency' returned an "
        "unexpected result type. Expected 'number', but was 'boolean' for value: true");
    row("MaxConcurrency", "-1", 3, "MaxConcurrency cannot be negative.");
    row("ToleratedFailureCount", "1.5", 4,
        "The ToleratedFailureCount field cannot be parsed as an integer: 1.5");
    row("ToleratedFailureCount", "-2", 4, "ToleratedFailureCount cannot be negative.");
    row("ToleratedFailurePercentage", "100.5", 4,
        "ToleratedFailurePercentage must be between 0 and 100.");
}

void InterpreterJsonataTest::aMapRefusesWhatItsFieldsCannotTake() {
    QFETCH(QByteArray, member);
    QFETCH(QByteArray, expression);
    QFETCH(int, event);
    QFETCH(QByteArray, cause);
    const std::string items = member == "Items" ? "" : R"(,"Items":[1])";
    Workflow workflow(map(items + ",\"" + member.toStdString() + R"(":"{% )" +
                          expression.toStdString() + R"( %}")"));
    workflow.finish();
    QCOMPARE(evaluationFailed(workflow, event),
             member.toStdString() + " S: " + kPlace + cause.toStdString());
    QCOMPARE(evaluationFailed(workflow, event + 1), std::string("MapStateFailed"));
    QCOMPARE(evaluationFailed(workflow, event + 2), std::string("ExecutionFailed"));
}

void InterpreterJsonataTest::anItemSelectorThatFailsEndsItsIteration() {
    Workflow workflow(map(R"(,"Items":[1],"ItemSelector":{"a":["{% $nope %}"]})"));
    workflow.finish();
    QCOMPARE(workflow.story(3), std::string("3<2 MapStateStarted\n"
                                            "4<3 MapIterationStarted S#0\n"
                                            "5<4 EvaluationFailed\n"
                                            "6<5 MapIterationFailed S#0\n"
                                            "7<5 MapStateFailed\n"
                                            "8<7 ExecutionFailed\n"));
    QCOMPARE(evaluationFailed(workflow, 5),
             "ItemSelector/a[0] S: " + kPlace +
                 "The JSONata expression '$nope' specified for the field 'ItemSelector/a[0]' "
                 "returned nothing (undefined).");
}

void InterpreterJsonataTest::whatFailsInAStateFollowsWhatCameBefore() {
    Workflow workflow(R"({"QueryLanguage":"JSONata","StartAt":"A","States":{
        "A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Output":"{% $nope %}","End":true}}})");
    workflow.finish();
    QCOMPARE(workflow.story(3), std::string("3<2 PassStateExited A\n"
                                            "4<3 PassStateEntered B\n"
                                            "5<3 EvaluationFailed\n"
                                            "6<5 ExecutionFailed\n"));
}

void InterpreterJsonataTest::whatFailsAfterTheWorkFollowsIt() {
    Workflow workflow(task(R"(,"Output":"{% $nope %}")"));
    workflow.settle().functions.succeed(0, Value(1));
    workflow.finish();
    QCOMPARE(workflow.story(5), std::string("5<4 LambdaFunctionSucceeded\n"
                                            "6<5 EvaluationFailed\n"
                                            "7<6 ExecutionFailed\n"));
}

void InterpreterJsonataTest::aFailedEvaluationIsRetriedAndCaught() {
    Workflow workflow(R"({"QueryLanguage":"JSONata","StartAt":"S","States":{
        "S":{"Type":"Task","Resource":"f","Arguments":"{% $nope %}","End":true,
             "Retry":[{"ErrorEquals":["States.QueryEvaluationError"],"MaxAttempts":1}],
             "Catch":[{"ErrorEquals":["States.ALL"],"Next":"E"}]},
        "E":{"Type":"Pass","Output":"{% $states.input.Error %}","End":true}}})");
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED "States.QueryEvaluationError")"));
    QCOMPARE(workflow.story(3), std::string("3<0 EvaluationFailed\n"
                                            "4<3 EvaluationFailed\n"
                                            "5<4 TaskStateExited S\n"
                                            "6<5 PassStateEntered E\n"
                                            "7<6 PassStateExited E\n"
                                            "8<7 ExecutionSucceeded\n"));
}

static std::string caught(const std::string& more) {
    return R"({"QueryLanguage":"JSONata","StartAt":"S","States":{
        "S":{"Type":"Task","Resource":"f","Arguments":{},"End":true,
             "Catch":[{"ErrorEquals":["Other"],"Next":"E"},
                      {"ErrorEquals":["States.ALL"],"Next":"E")" +
           more + R"(}]},"E":{"Type":"Pass","End":true}}})";
}

void InterpreterJsonataTest::aCatcherSeesTheErrorOutput() {
    Workflow plain(caught(""), R"({"a":1})");
    plain.settle().functions.fail(0, "Boom", "it broke");
    QCOMPARE(plain.finish().end(), std::string(R"(SUCCEEDED {"Error":"Boom","Cause":"it broke"})"));

    Workflow made(caught(R"(,"Assign":{"v":"{% $states.errorOutput.Error %}"},
        "Output":["{% $states.input.a %}","{% $states.errorOutput.Cause %}"])"),
                  R"({"a":1})");
    made.settle().functions.fail(0, "Boom", "it broke");
    QCOMPARE(made.finish().end(), std::string(R"(SUCCEEDED [1,"it broke"])"));
    QCOMPARE(made.history().at(5).assignedVariables->dump(), std::string(R"({"v":"Boom"})"));
}

void InterpreterJsonataTest::aCatcherThatFailsIsNotCaughtByItsState() {
    Workflow workflow(caught(R"(,"Output":{"r":"{% $states.result %}"})"));
    workflow.settle().functions.fail(0, "Boom", "it broke");
    workflow.finish();
    QCOMPARE(evaluationFailed(workflow, 6),
             "Catch[1]/Output/r S: " + kPlace +
                 "The JSONata expression '$states.result' specified for the field "
                 "'Catch[1]/Output/r' returned nothing (undefined).");
    QCOMPARE(workflow.story(5), std::string("5<4 LambdaFunctionFailed\n"
                                            "6<5 EvaluationFailed\n"
                                            "7<6 ExecutionFailed\n"));
}

void InterpreterJsonataTest::aCatcherThatFailsFailsItsParallelAgain() {
    Workflow workflow(R"({"QueryLanguage":"JSONata","StartAt":"P","States":{
        "P":{"Type":"Parallel","End":true,
             "Branches":[{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"Boom"}}}],
             "Catch":[{"ErrorEquals":["States.ALL"],"Next":"E",
                       "Output":"{% $states.input.missing %}"}]},
        "E":{"Type":"Pass","End":true}}})");
    QVERIFY(workflow.finish().end().starts_with("FAILED States.QueryEvaluationError: "));
    QCOMPARE(workflow.story(4), std::string("4<3 FailStateEntered F\n"
                                            "5<4 ParallelStateFailed\n"
                                            "6<4 EvaluationFailed\n"
                                            "7<6 ParallelStateFailed\n"
                                            "8<7 ExecutionFailed\n"));
}

QTEST_GUILESS_MAIN(InterpreterJsonataTest)
#include "tst_interpreterjsonata.moc"
