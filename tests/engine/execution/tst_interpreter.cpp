#include "engine/execution/historyjson.h"
#include "engine/execution/interpreter.h"
#include "engine/execution/timestamp.h"
#include "engine/statemachine/parser.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using json::Value;
using std::chrono::milliseconds;
using std::chrono::seconds;
using tests::ScriptedFunctions;
using tests::Workflow;

/// A machine of one state that ends it.
static std::string single(const std::string& state) {
    return R"({"StartAt":"S","States":{"S":)" + state + "}}";
}

static std::string task(const std::string& more) {
    return R"({"Type":"Task","Resource":"f","End":true)" + more + "}";
}

static Value payload(const char* text) {
    return *Value::parse(text);
}

class InterpreterTest : public QObject {
    Q_OBJECT

private slots:
    // Pass, Succeed, Fail
    void dataFlowsThroughAPass_data();
    void dataFlowsThroughAPass();
    void aFailStateSaysItsErrorAndCause();
    void aFailStateLooksItsTextsUp();
    void variablesAreSeenFromTheNextStateOn();
    void branchesKeepTheirVariablesToThemselves();
    void aResultPathThatDoesNotFitFails();
    // Choice
    void theFirstRuleThatHoldsDecides();
    void withoutDefaultAChoiceFails();
    // Wait
    void aWaitTakesItsTime_data();
    void aWaitTakesItsTime();
    void aWaitRefusesWhatIsNoTime_data();
    void aWaitRefusesWhatIsNoTime();
    // Task
    void aFunctionGetsTheParametersAndGivesTheResult();
    void lambdaInvokeGivesTheServicesAnswer();
    void lambdaInvokeNeedsAFunctionName();
    void otherIntegrationsFailClearly();
    void aTaskTimesOutAndItsCallIsAbandoned();
    void aResultBeyondTheLimitFails();
    // Retry and Catch
    void retriesFollowTheirSchedule();
    void exhaustedRetriesGoToTheCatcher();
    void aCatcherPutsTheErrorWhereItIsTold();
    void nobodyCatchesRuntimeErrors();
    void everyVisitOfAStateHasItsOwnRetries();
    // Parallel
    void branchesComeBackInTheirOrder();
    void aFailureAfterTheBranchesFollowsTheirSuccess();
    void aFailingBranchCutsItsSiblings();
    void aParallelTriesAllBranchesAgain();
    // Map
    void iterationsSeeTheirItem();
    void atMostMaxConcurrencyIterationsRun();
    void aFailingIterationCutsTheOthers();
    void anEmptyMapSucceeds();
    void aMapWantsAnArray();
    void aDistributedMapToleratesFailures();
    void aDistributedMapFailsBeyondItsTolerance();
    void mapsInParallelsInMapsComeBack();
    // The execution
    void aMachineTimesOut();
    void theHistoryEndsAtItsLimit();
    void aMillionTransitionsRunInConstantStack();
    void theSameInputsGiveTheSameHistory();
};

void InterpreterTest::dataFlowsThroughAPass_data() {
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("output");
    const auto row = [](const char* name, const char* fields, const char* input,
                        const char* output) {
        QTest::newRow(name) << QByteArray(fields) << QByteArray(input) << QByteArray(output);
    };
    row("nothing", "", R"({"a":1})", R"({"a":1})");
    row("result", R"(,"Result":[1])", R"({"a":1})", "[1]");
    row("result path", R"(,"Result":2,"ResultPath":"$.b.c")", R"({"a":1})",
        R"({"a":1,"b":{"c":2}})");
    row("result discarded", R"(,"Result":2,"ResultPath":null)", R"({"a":1})", R"({"a":1})");
    row("input path", R"(,"InputPath":"$.a")", R"({"a":{"b":1}})", R"({"b":1})");
    row("no input", R"(,"InputPath":null)", R"({"a":1})", "{}");
    row("output path", R"(,"OutputPath":"$.a")", R"({"a":{"b":1}})", R"({"b":1})");
    row("no output", R"(,"OutputPath":null)", R"({"a":1})", "{}");
    row("parameters", R"(,"Parameters":{"x.$":"$.a","y":7})", R"({"a":1})", R"({"x":1,"y":7})");
    row("raw input under the result", R"(,"InputPath":"$.a","ResultPath":"$.c")",
        R"({"a":{"b":1}})", R"({"a":{"b":1},"c":{"b":1}})");
    row("intrinsic", R"j(,"Parameters":{"x.$":"States.MathAdd($.a, 2)"})j", R"({"a":1})",
        R"({"x":3})");
    row("context", R"(,"Parameters":{"x.$":"$$.State.Name","y.$":"$$.Execution.Name"})", "{}",
        R"({"x":"S","y":"run"})");
}

void InterpreterTest::dataFlowsThroughAPass() {
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, output);
    Workflow workflow(single(R"({"Type":"Pass","End":true)" + fields.toStdString() + "}"),
                      input.toStdString());
    QCOMPARE(workflow.finish().end(), "SUCCEEDED " + output.toStdString());
}

void InterpreterTest::aFailStateSaysItsErrorAndCause() {
    Workflow both(single(R"({"Type":"Fail","Error":"E","Cause":"why"})"));
    QCOMPARE(both.finish().end(), std::string("FAILED E: why"));
    QCOMPARE(both.story(), std::string("1<0 ExecutionStarted\n"
                                       "2<0 FailStateEntered S\n"
                                       "3<2 ExecutionFailed\n"));
    Workflow neither(single(R"({"Type":"Fail"})"));
    neither.finish();
    QVERIFY(!neither.history().at(2).error);
    QVERIFY(!neither.history().at(2).cause);
}

void InterpreterTest::aFailStateLooksItsTextsUp() {
    Workflow found(single(R"j({"Type":"Fail","ErrorPath":"$.e",
                              "CausePath":"States.Format('{}!', $.c)"})j"),
                   R"({"e":"E","c":"why"})");
    QCOMPARE(found.finish().end(), std::string("FAILED E: why!"));
    Workflow missing(single(R"({"Type":"Fail","ErrorPath":"$.e"})"));
    QCOMPARE(missing.finish().end(),
             std::string("FAILED States.Runtime: An error occurred while executing the state 'S' "
                         "(entered at the event id #2). The JSONPath '$.e' specified for the field "
                         "'ErrorPath' could not be found in the input '{}'"));
}

void InterpreterTest::variablesAreSeenFromTheNextStateOn() {
    Workflow workflow(R"({"StartAt":"A","States":{
        "A":{"Type":"Pass","Result":{"n":1},"Assign":{"x.$":"$.n","y":"old"},"Next":"B"},
        "B":{"Type":"Pass","Assign":{"y":"new"},"Parameters":{"y.$":"$y","x.$":"$x"},"Next":"C"},
        "C":{"Type":"Pass","Parameters":{"y.$":"$y","x.$":"$x"},"End":true}}})");
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED {"y":"new","x":1})"));
    QCOMPARE(workflow.history().at(4).output->dump(), std::string(R"({"y":"old","x":1})"));
    QCOMPARE(workflow.history().at(4).assignedVariables->dump(), std::string(R"({"y":"new"})"));
}

void InterpreterTest::branchesKeepTheirVariablesToThemselves() {
    Workflow workflow(R"({"StartAt":"A","States":{
        "A":{"Type":"Pass","Assign":{"x":"outer"},"Next":"P"},
        "P":{"Type":"Parallel","Next":"Z","Branches":[{"StartAt":"B","States":{
            "B":{"Type":"Pass","Assign":{"b":"inner"},"Next":"C"},
            "C":{"Type":"Pass","Parameters":{"x.$":"$x","b.$":"$b"},"End":true}}}]},
        "Z":{"Type":"Pass","Parameters":{"b.$":"$b"},"End":true}}})");
    workflow.finish();
    QCOMPARE(workflow.result->status, telemetry::ExecutionStatus::Failed);
    QVERIFY(workflow.end().find("'Z'") != std::string::npos);
}

void InterpreterTest::aResultPathThatDoesNotFitFails() {
    Workflow workflow(single(R"({"Type":"Pass","Result":1,"ResultPath":"$.a.b","End":true})"),
                      R"({"a":"text"})");
    QVERIFY(workflow.finish().end().starts_with("FAILED States.ResultPathMatchFailure"));
}

void InterpreterTest::theFirstRuleThatHoldsDecides() {
    const std::string machine = R"({"StartAt":"S","States":{
        "S":{"Type":"Choice","Default":"D","Choices":[
            {"Variable":"$.n","NumericGreaterThan":10,"Next":"A"},
            {"And":[{"Variable":"$.n","NumericGreaterThan":5},
                    {"Not":{"Variable":"$.n","NumericEquals":7}}],"Next":"B"}]},
        "A":{"Type":"Pass","Result":"A","End":true},"B":{"Type":"Pass","Result":"B","End":true},
        "D":{"Type":"Pass","Result":"D","End":true}}})";
    QCOMPARE(Workflow(machine, R"({"n":11})").finish().end(), std::string(R"(SUCCEEDED "A")"));
    QCOMPARE(Workflow(machine, R"({"n":8})").finish().end(), std::string(R"(SUCCEEDED "B")"));
    QCOMPARE(Workflow(machine, R"({"n":7})").finish().end(), std::string(R"(SUCCEEDED "D")"));
}

void InterpreterTest::withoutDefaultAChoiceFails() {
    Workflow workflow(R"({"StartAt":"S","States":{
        "S":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":1,"Next":"A"}]},
        "A":{"Type":"Succeed"}}})",
                      R"({"n":2})");
    QCOMPARE(workflow.finish().end(),
             std::string("FAILED States.Runtime: An error occurred while executing the state 'S' "
                         "(entered at the event id #2). Failed to transition out of the state. The "
                         "state does not point to a next state."));
}

void InterpreterTest::aWaitTakesItsTime_data() {
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("waited");
    QTest::newRow("seconds") << QByteArray(R"("Seconds":5)") << 5000;
    QTest::newRow("no seconds") << QByteArray(R"("Seconds":0)") << 0;
    QTest::newRow("seconds path") << QByteArray(R"("SecondsPath":"$.s")") << 7000;
    QTest::newRow("timestamp") << QByteArray(R"("Timestamp":"2023-11-14T22:13:30.250Z")") << 10250;
    QTest::newRow("timestamp path") << QByteArray(R"("TimestampPath":"$.t")") << 20000;
    QTest::newRow("past") << QByteArray(R"("Timestamp":"2001-01-01T00:00:00Z")") << 0;
}

void InterpreterTest::aWaitTakesItsTime() {
    QFETCH(QByteArray, fields);
    QFETCH(int, waited);
    Workflow workflow(single(R"({"Type":"Wait","End":true,)" + fields.toStdString() + "}"),
                      R"({"s":7,"t":"2023-11-14T22:13:40Z"})");
    const base::TimePoint begin = workflow.clock.now();
    if (waited > 0) {
        workflow.clock.advance(milliseconds(waited - 1));
        QCOMPARE(workflow.end(), std::string("running"));
    }
    workflow.finish();
    QCOMPARE(workflow.result->status, telemetry::ExecutionStatus::Succeeded);
    QCOMPARE(workflow.history().at(2).at, begin + milliseconds(waited));
}

void InterpreterTest::aWaitRefusesWhatIsNoTime_data() {
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("missing") << QByteArray(R"("SecondsPath":"$.none")")
                             << QByteArray("The SecondsPath parameter does not reference an input "
                                           "value: $.none");
    QTest::newRow("text") << QByteArray(R"("SecondsPath":"$.text")")
                          << QByteArray("The SecondsPath parameter cannot be parsed as a long "
                                        "value: $.text == soon");
    QTest::newRow("negative") << QByteArray(R"("SecondsPath":"$.negative")")
                              << QByteArray("The SecondsPath parameter references a negative "
                                            "value: $.negative == -1");
    QTest::newRow("no timestamp")
        << QByteArray(R"("TimestampPath":"$.text")")
        << QByteArray("The TimestampPath parameter does not reference a valid ISO-8601 extended "
                      "offset date-time format string: $.text == soon");
    QTest::newRow("too long") << QByteArray(R"("Seconds":99999999999)")
                              << QByteArray("Wait state delay is too long.");
}

void InterpreterTest::aWaitRefusesWhatIsNoTime() {
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, why);
    Workflow workflow(single(R"({"Type":"Wait","End":true,)" + fields.toStdString() + "}"),
                      R"({"text":"soon","negative":-1})");
    QCOMPARE(workflow.finish().end(),
             "FAILED States.Runtime: An error occurred while executing the state 'S' (entered at "
             "the event id #2). " +
                 why.toStdString());
}

void InterpreterTest::aFunctionGetsTheParametersAndGivesTheResult() {
    Workflow workflow(single(task(R"(,"Parameters":{"n.$":"$.a"},"ResultPath":"$.r",
                                     "ResultSelector":{"only.$":"$.x"},"TimeoutSeconds":9)")),
                      R"({"a":1})");
    workflow.settle();
    QCOMPARE(workflow.functions.calls.size(), 1u);
    const TaskRequest& request = workflow.functions.calls[0].request;
    QCOMPARE(request.function, std::string("f"));
    QCOMPARE(request.state, std::string("S"));
    QCOMPARE(request.scheduledEvent, 3);
    QCOMPARE(request.payload.dump(), std::string(R"({"n":1})"));
    workflow.functions.succeed(0, payload(R"({"x":2,"y":3})"));
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED {"a":1,"r":{"only":2}})"));
    QCOMPARE(workflow.story(), std::string("1<0 ExecutionStarted\n"
                                           "2<0 TaskStateEntered S\n"
                                           "3<2 LambdaFunctionScheduled\n"
                                           "4<3 LambdaFunctionStarted\n"
                                           "5<4 LambdaFunctionSucceeded\n"
                                           "6<5 TaskStateExited S\n"
                                           "7<6 ExecutionSucceeded\n"));
    QCOMPARE(workflow.history().at(2).resource,
             std::string("arn:aws:lambda:us-east-1:123456789012:function:f"));
    QCOMPARE(*workflow.history().at(2).timeoutInSeconds, 9);
}

static std::string invoke(const std::string& parameters) {
    return single(R"({"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true,
                      "Parameters":)" +
                  parameters + "}");
}

void InterpreterTest::lambdaInvokeGivesTheServicesAnswer() {
    Workflow workflow(invoke(R"({"FunctionName":"f","Qualifier":"PROD","Payload.$":"$"})"),
                      R"({"a":1})");
    workflow.settle();
    QCOMPARE(workflow.functions.calls[0].request.function, std::string("f:PROD"));
    workflow.functions.succeed(0, payload(R"({"b":2})"));
    workflow.finish();
    const Value& output = workflow.result->output;
    QCOMPARE(output["Payload"].dump(), std::string(R"({"b":2})"));
    QCOMPARE(output["StatusCode"].toInteger(), 200);
    QCOMPARE(output["ExecutedVersion"].toString(), std::string("$LATEST"));
    QCOMPARE(output["SdkHttpMetadata"]["HttpHeaders"]["Content-Length"].toString(),
             std::string("7"));
    QCOMPARE(workflow.story(3), std::string("3<2 TaskScheduled\n"
                                            "4<3 TaskStarted\n"
                                            "5<4 TaskSucceeded\n"
                                            "6<5 TaskStateExited S\n"
                                            "7<6 ExecutionSucceeded\n"));
}

void InterpreterTest::lambdaInvokeNeedsAFunctionName() {
    Workflow workflow(invoke(R"({"Payload":1})"));
    QVERIFY(workflow.finish().end().find(
                "[The field 'FunctionName' is required but was missing]") != std::string::npos);
    QVERIFY(workflow.functions.calls.empty());
}

void InterpreterTest::otherIntegrationsFailClearly() {
    Workflow workflow(single(
        R"({"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true,
            "Catch":[{"ErrorEquals":["States.ALL"],"Next":"S"}]})"));
    QVERIFY(workflow.finish().end().starts_with("FAILED States.Runtime:"));
    QVERIFY(workflow.end().find("arn:aws:states:::sqs:sendMessage") != std::string::npos);
}

void InterpreterTest::aTaskTimesOutAndItsCallIsAbandoned() {
    Workflow workflow(single(task(R"(,"TimeoutSecondsPath":"$.t")")), R"({"t":5})");
    workflow.clock.advance(milliseconds(4999));
    QCOMPARE(workflow.end(), std::string("running"));
    QVERIFY(!workflow.functions.calls[0].abandoned);
    workflow.clock.advance(milliseconds(1));
    QVERIFY(workflow.functions.calls[0].abandoned);
    QCOMPARE(workflow.finish().end(), std::string("FAILED States.Timeout: "));
    QCOMPARE(workflow.story(5), std::string("5<4 LambdaFunctionTimedOut\n"
                                            "6<5 ExecutionFailed\n"));
}

void InterpreterTest::aResultBeyondTheLimitFails() {
    Workflow workflow(single(task("")));
    workflow.settle();
    workflow.functions.succeed(0, Value(std::string(256 * 1024, 'x')));
    QCOMPARE(workflow.finish().end(),
             std::string("FAILED States.DataLimitExceeded: The state/task 'f' returned a result "
                         "with a size exceeding the maximum number of bytes service limit."));
}

void InterpreterTest::retriesFollowTheirSchedule() {
    Workflow workflow(single(task(
        R"(,"ResultSelector":{"r.$":"$$.State.RetryCount"},
            "Retry":[{"ErrorEquals":["E"],"IntervalSeconds":2,"BackoffRate":3,"MaxAttempts":2}])")));
    workflow.settle();
    const base::TimePoint begin = workflow.clock.now();
    workflow.functions.fail(0, "E", "first");
    workflow.clock.advance(milliseconds(1999));
    QCOMPARE(workflow.functions.calls.size(), 1u);
    workflow.clock.advance(milliseconds(1));
    QCOMPARE(workflow.functions.calls.size(), 2u);
    workflow.functions.fail(1, "E", "second");
    workflow.clock.advance(seconds(6));
    QCOMPARE(workflow.functions.calls.size(), 3u);
    QCOMPARE(workflow.clock.now(), begin + seconds(8));
    workflow.functions.succeed(2, 1);
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED {"r":2})"));
    QCOMPARE(workflow.story(5), std::string("5<4 LambdaFunctionFailed\n"
                                            "6<5 LambdaFunctionScheduled\n"
                                            "7<6 LambdaFunctionStarted\n"
                                            "8<7 LambdaFunctionFailed\n"
                                            "9<8 LambdaFunctionScheduled\n"
                                            "10<9 LambdaFunctionStarted\n"
                                            "11<10 LambdaFunctionSucceeded\n"
                                            "12<11 TaskStateExited S\n"
                                            "13<12 ExecutionSucceeded\n"));
}

static const char* const kCatching = R"({"StartAt":"S","States":{
    "S":{"Type":"Task","Resource":"f","End":true,
        "Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":1}],
        "Catch":[{"ErrorEquals":["Other"],"Next":"O"},
                 {"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"C"}]},
    "O":{"Type":"Pass","Result":"other","End":true},"C":{"Type":"Pass","End":true}}})";

void InterpreterTest::exhaustedRetriesGoToTheCatcher() {
    Workflow workflow(kCatching, R"({"a":1})");
    workflow.functions.rule = [](const TaskRequest&) {
        return ScriptedFunctions::failure("E", "broken");
    };
    QCOMPARE(workflow.finish().end(),
             std::string(R"(SUCCEEDED {"a":1,"error":{"Error":"E","Cause":"broken"}})"));
    QCOMPARE(workflow.functions.calls.size(), 2u);
    QCOMPARE(workflow.story(8), std::string("8<7 LambdaFunctionFailed\n"
                                            "9<8 TaskStateExited S\n"
                                            "10<9 PassStateEntered C\n"
                                            "11<10 PassStateExited C\n"
                                            "12<11 ExecutionSucceeded\n"));
}

void InterpreterTest::aCatcherPutsTheErrorWhereItIsTold() {
    Workflow workflow(kCatching, R"({"a":1})");
    workflow.functions.rule = [](const TaskRequest&) {
        return ScriptedFunctions::failure("Other", "");
    };
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED "other")"));
    QCOMPARE(workflow.history().at(5).output->dump(),
             std::string(R"({"Error":"Other","Cause":""})"));
}

void InterpreterTest::nobodyCatchesRuntimeErrors() {
    Workflow workflow(R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,
        "Retry":[{"ErrorEquals":["States.ALL"]}],
        "Catch":[{"ErrorEquals":["States.ALL","States.Runtime"],"Next":"C"}],
        "Branches":[{"StartAt":"B","States":{
            "B":{"Type":"Pass","InputPath":"$.none","End":true}}}]},
        "C":{"Type":"Succeed"}}})");
    QVERIFY(workflow.finish().end().starts_with(
        "FAILED States.Runtime: An error occurred while executing the state 'B' (entered at the "
        "event id #4). Invalid path '$.none'"));
    QCOMPARE(workflow.story(4), std::string("4<3 PassStateEntered B\n"
                                            "5<4 ExecutionFailed\n"));
}

void InterpreterTest::everyVisitOfAStateHasItsOwnRetries() {
    Workflow workflow(R"({"StartAt":"S","States":{
        "S":{"Type":"Task","Resource":"f","Next":"L","Retry":[{"ErrorEquals":["E"],"MaxAttempts":1}]},
        "L":{"Type":"Choice","Choices":[{"Variable":"$.again","BooleanEquals":true,"Next":"S"}],
             "Default":"D"},
        "D":{"Type":"Succeed"}}})");
    int call = 0;
    workflow.functions.rule = [&](const TaskRequest&) {
        if (++call % 2 == 1)
            return ScriptedFunctions::failure("E", "");
        TaskOutcome outcome;
        outcome.result = Value::object({{"again", call < 6}});
        return outcome;
    };
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED {"again":false})"));
    QCOMPARE(call, 6);
}

void InterpreterTest::branchesComeBackInTheirOrder() {
    Workflow workflow(R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":9,"End":true}}},
        {"StartAt":"B","States":{"B":{"Type":"Pass","Result":"b","End":true}}}]}}})",
                      R"({"n":1})");
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED [{"n":1},"b"])"));
    QCOMPARE(workflow.story(2), std::string("2<0 ParallelStateEntered P\n"
                                            "3<2 ParallelStateStarted\n"
                                            "4<3 WaitStateEntered A\n"
                                            "5<3 PassStateEntered B\n"
                                            "6<5 PassStateExited B\n"
                                            "7<4 WaitStateExited A\n"
                                            "8<7 ParallelStateSucceeded\n"
                                            "9<7 ParallelStateExited P\n"
                                            "10<9 ExecutionSucceeded\n"));
}

void InterpreterTest::aFailureAfterTheBranchesFollowsTheirSuccess() {
    Workflow workflow(R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,
        "ResultSelector":{"m.$":"$.nope"},"Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}]}}})");
    QVERIFY(workflow.finish().end().starts_with("FAILED States.Runtime: "));
    QCOMPARE(workflow.story(5), std::string("5<4 PassStateExited A\n"
                                            "6<5 ParallelStateSucceeded\n"
                                            "7<6 ExecutionFailed\n"));
}

void InterpreterTest::aFailingBranchCutsItsSiblings() {
    Workflow workflow(R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":9,"End":true}}},
        {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"f","End":true}}},
        {"StartAt":"C","States":{"C":{"Type":"Task","Resource":"g","End":true}}}]}}})");
    workflow.settle();
    workflow.functions.fail(0, "E", "why");
    QVERIFY(workflow.functions.calls[1].abandoned);
    QVERIFY(workflow.settle().end() == "FAILED E: why");
    QVERIFY(workflow.clock.idle());
    QCOMPARE(workflow.story(4), std::string("4<3 WaitStateEntered A\n"
                                            "5<3 TaskStateEntered B\n"
                                            "6<5 LambdaFunctionScheduled\n"
                                            "7<6 LambdaFunctionStarted\n"
                                            "8<3 TaskStateEntered C\n"
                                            "9<8 LambdaFunctionScheduled\n"
                                            "10<9 LambdaFunctionStarted\n"
                                            "11<7 LambdaFunctionFailed\n"
                                            "12<11 WaitStateAborted\n"
                                            "13<11 TaskStateAborted\n"
                                            "14<11 TaskStateAborted\n"
                                            "15<11 ParallelStateFailed\n"
                                            "16<15 ExecutionFailed\n"));
}

void InterpreterTest::aParallelTriesAllBranchesAgain() {
    Workflow workflow(R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,
        "Retry":[{"ErrorEquals":["E"],"MaxAttempts":1}],"Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Pass","Result":"a","End":true}}},
        {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"f","End":true}}}]}}})");
    workflow.settle();
    workflow.functions.fail(0, "E", "");
    workflow.clock.advance(seconds(1));
    workflow.functions.succeed(1, "b");
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED ["a","b"])"));
}

void InterpreterTest::iterationsSeeTheirItem() {
    Workflow workflow(single(R"({"Type":"Map","End":true,"ItemsPath":"$.items","MaxConcurrency":1,
        "ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value","all.$":"$.k"},
        "ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}})"),
                      R"({"items":["a","b"],"k":9})");
    QCOMPARE(workflow.finish().end(),
             std::string(R"(SUCCEEDED [{"i":0,"v":"a","all":9},{"i":1,"v":"b","all":9}])"));
    QCOMPARE(workflow.story(3), std::string("3<2 MapStateStarted\n"
                                            "4<3 MapIterationStarted S#0\n"
                                            "5<4 PassStateEntered I\n"
                                            "6<5 PassStateExited I\n"
                                            "7<6 MapIterationSucceeded S#0\n"
                                            "8<6 MapIterationStarted S#1\n"
                                            "9<8 PassStateEntered I\n"
                                            "10<9 PassStateExited I\n"
                                            "11<10 MapIterationSucceeded S#1\n"
                                            "12<11 MapStateSucceeded\n"
                                            "13<11 MapStateExited S\n"
                                            "14<13 ExecutionSucceeded\n"));
}

static std::string mapOfTasks(const std::string& more) {
    return single(R"({"Type":"Map","End":true,"ItemProcessor":{"StartAt":"I","States":{
        "I":{"Type":"Task","Resource":"f","End":true}}})" +
                  more + "}");
}

void InterpreterTest::atMostMaxConcurrencyIterationsRun() {
    Workflow workflow(mapOfTasks(R"(,"MaxConcurrency":2)"), "[1,2,3,4]");
    workflow.settle();
    QCOMPARE(workflow.functions.calls.size(), 2u);
    workflow.functions.succeed(1, "second");
    workflow.settle();
    QCOMPARE(workflow.functions.calls.size(), 3u);
    QCOMPARE(workflow.functions.calls[2].request.payload.toInteger(), 3);
    for (const std::size_t call : {2, 0, 3})
        workflow.functions.succeed(call, static_cast<int>(call));
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED [0,"second",2,3])"));

    std::string fifty = "[0";
    for (int i = 1; i < 50; ++i)
        fifty += ",0";
    Workflow many(mapOfTasks(""), fifty + "]");
    many.settle();
    QCOMPARE(many.functions.calls.size(), 40u); // what the service runs of an inline Map
}

void InterpreterTest::aFailingIterationCutsTheOthers() {
    Workflow workflow(R"({"StartAt":"M","States":{"M":{"Type":"Map","End":true,
        "ItemProcessor":{"StartAt":"Route","States":{
            "Route":{"Type":"Choice","Default":"Long",
                     "Choices":[{"Variable":"$","StringEquals":"fail","Next":"Pause"}]},
            "Long":{"Type":"Wait","Seconds":15,"End":true},
            "Pause":{"Type":"Wait","Seconds":1,"Next":"Boom"},
            "Boom":{"Type":"Fail","Error":"Boom","Cause":"sibling failed"}}}}}})",
                      R"(["long","fail"])");
    QCOMPARE(workflow.finish().end(), std::string("FAILED Boom: sibling failed"));
    QCOMPARE(workflow.story(13), std::string("13<12 FailStateEntered Boom\n"
                                             "14<13 MapIterationAborted M#0\n"
                                             "15<13 WaitStateAborted\n"
                                             "16<13 MapIterationFailed M#1\n"
                                             "17<13 MapStateFailed\n"
                                             "18<17 ExecutionFailed\n"));
}

void InterpreterTest::anEmptyMapSucceeds() {
    Workflow workflow(mapOfTasks(""), "[]");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED []"));
    QCOMPARE(workflow.story(3), std::string("3<2 MapStateStarted\n"
                                            "4<3 MapStateSucceeded\n"
                                            "5<3 MapStateExited S\n"
                                            "6<5 ExecutionSucceeded\n"));
}

void InterpreterTest::aMapWantsAnArray() {
    Workflow workflow(mapOfTasks(R"(,"ItemsPath":"$.a")"), R"({"a":1})");
    QVERIFY(workflow.finish().end().ends_with("Reference path \"$.a\" must point to array."));
}

static std::string distributed(const std::string& more) {
    return single(R"({"Type":"Map","End":true,"ItemProcessor":{
        "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
        "StartAt":"I","States":{"I":{"Type":"Choice","Default":"Ok",
            "Choices":[{"Variable":"$","NumericEquals":2,"Next":"Bad"}]},
        "Ok":{"Type":"Succeed"},"Bad":{"Type":"Fail","Error":"E"}}})" +
                  more + "}");
}

void InterpreterTest::aDistributedMapToleratesFailures() {
    Workflow workflow(distributed(R"(,"ToleratedFailureCount":1)"), "[1,2,3]");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED [1,3]"));
    QCOMPARE(workflow.story(3), std::string("3<2 MapStateStarted\n"
                                            "4<3 MapRunStarted\n"
                                            "5<4 MapRunSucceeded\n"
                                            "6<5 MapStateSucceeded\n"
                                            "7<5 MapStateExited S\n"
                                            "8<7 ExecutionSucceeded\n"));
}

void InterpreterTest::aDistributedMapFailsBeyondItsTolerance() {
    Workflow workflow(distributed(R"(,"ToleratedFailurePercentage":33)"), "[1,2,3]");
    QCOMPARE(workflow.finish().end(),
             std::string("FAILED States.ExceedToleratedFailureThreshold: The specified tolerated "
                         "failure threshold was exceeded"));
    Workflow none(distributed(""), "[1,2,3]");
    QVERIFY(none.finish().end().starts_with("FAILED States.ExceedToleratedFailureThreshold"));
}

void InterpreterTest::mapsInParallelsInMapsComeBack() {
    Workflow workflow(single(R"j({"Type":"Map","End":true,"ItemProcessor":{"StartAt":"P","States":{
        "P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"M","States":{
            "M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"T","States":{
                "T":{"Type":"Pass","End":true,
                     "Parameters":{"v.$":"States.MathAdd($$.Map.Item.Value, 1)"}}}}}}}]}}}})j"),
                      "[[1,2],[3]]");
    QCOMPARE(workflow.finish().end(),
             std::string(R"(SUCCEEDED [[[{"v":2},{"v":3}]],[[{"v":4}]]])"));
}

void InterpreterTest::aMachineTimesOut() {
    Workflow workflow(R"({"StartAt":"W","TimeoutSeconds":3,
        "States":{"W":{"Type":"Wait","Seconds":25,"End":true}}})");
    const base::TimePoint begin = workflow.clock.now();
    QCOMPARE(workflow.finish().end(), std::string("TIMED_OUT"));
    QCOMPARE(workflow.clock.now(), begin + seconds(3));
    QCOMPARE(workflow.story(2), std::string("2<0 WaitStateEntered W\n"
                                            "3<0 ExecutionTimedOut\n"));
    QCOMPARE(*workflow.history().at(2).error, std::string("States.Timeout"));
}

static const char* const kLoop = R"j({"StartAt":"Check","States":{
    "Check":{"Type":"Choice","Choices":[
        {"Variable":"$.i","NumericLessThan":500000,"Next":"Inc"}],"Default":"Done"},
    "Inc":{"Type":"Pass","Parameters":{"i.$":"States.MathAdd($.i, 1)"},"Next":"Check"},
    "Done":{"Type":"Succeed"}}})j";

void InterpreterTest::theHistoryEndsAtItsLimit() {
    Workflow workflow(kLoop, R"({"i":0})");
    QCOMPARE(workflow.finish().end(),
             std::string("FAILED States.Runtime: The execution reached the maximum number of "
                         "history events (25000)."));
    QCOMPARE(workflow.history().size(), 25'000u);
    QCOMPARE(workflow.history().at(24'999).type, telemetry::HistoryEventType::ExecutionFailed);
}

void InterpreterTest::aMillionTransitionsRunInConstantStack() {
    Workflow workflow(kLoop, R"({"i":0})", {0, 0});
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED {"i":500000})"));
    QCOMPARE(workflow.history().size(), 2'000'006u);
}

/// Drives one interpreter and writes down what it was told.
struct Recording {
    std::vector<Input> inputs;
    std::string history;
};

static Interpreter::Setup setupOf(const char* definition) {
    Interpreter::Setup setup;
    setup.machine = *statemachine::parseStateMachine(definition);
    setup.executionName = "run";
    setup.machineName = "machine";
    auto count = std::make_shared<int>(0);
    setup.random = {[count] { return "uuid-" + std::to_string(++*count); },
                    [count] { return 1.0 / ++*count; }};
    setup.slice = 3; // so that slices fall between the states
    return setup;
}

static Recording record(const char* definition, const char* input) {
    Recording out;
    Interpreter interpreter(setupOf(definition));
    base::TimePoint now{seconds(1'700'000'000)};
    std::deque<Input> waiting;
    int calls = 0;
    std::map<base::TimePoint, std::vector<WakeId>> timers;
    const auto apply = [&](Input next) {
        out.inputs.push_back(next);
        interpreter.apply(next);
        for (const Command& command : interpreter.takeCommands()) {
            if (const auto* call = std::get_if<ScheduleTask>(&command)) {
                TaskOutcome outcome;
                if (++calls % 2 == 1)
                    outcome = ScriptedFunctions::failure("E", "");
                outcome.result = call->request.payload;
                waiting.push_back({now, TaskFinishedInput{call->task, outcome}});
            } else if (const auto* timer = std::get_if<StartTimer>(&command)) {
                timers[timer->due].push_back(timer->timer);
            }
        }
    };
    apply({now, StartInput{payload(input), {}}});
    while (!interpreter.isFinished()) {
        now += milliseconds(1);
        if (interpreter.isReady()) {
            apply({now, ContinueInput{}});
        } else if (!waiting.empty()) {
            Input next = waiting.front();
            waiting.pop_front();
            next.at = now;
            apply(next);
        } else {
            const auto first = timers.begin();
            now = std::max(now, first->first);
            const auto due = first->second;
            timers.erase(first);
            for (const WakeId timer : due)
                apply({now, TimerFiredInput{timer}});
        }
    }
    out.history = historyToJson(interpreter.history()->events()).dump();
    return out;
}

void InterpreterTest::theSameInputsGiveTheSameHistory() {
    static const char* const definition = R"j({"StartAt":"M","States":{"M":{"Type":"Map",
        "MaxConcurrency":3,"End":true,"ItemProcessor":{"StartAt":"T","States":{
            "T":{"Type":"Task","Resource":"f","Next":"W","Retry":[{"ErrorEquals":["E"],
                 "JitterStrategy":"FULL","MaxAttempts":20}]},
            "W":{"Type":"Wait","Seconds":1,"Next":"U"},
            "U":{"Type":"Pass","Parameters":{"id.$":"States.UUID()","t.$":"$$.State.EnteredTime"},
                 "End":true}}}}}})j";
    const Recording recording = record(definition, "[1,2,3,4,5,6,7]");
    QVERIFY(recording.history.find("ExecutionSucceeded") != std::string::npos);
    QVERIFY(recording.history.find("LambdaFunctionFailed") != std::string::npos);
    QCOMPARE(record(definition, "[1,2,3,4,5,6,7]").history, recording.history);

    Interpreter replay(setupOf(definition));
    for (const Input& input : recording.inputs)
        replay.apply(input);
    QVERIFY(replay.isFinished());
    QCOMPARE(historyToJson(replay.history()->events()).dump(), recording.history);
}

QTEST_GUILESS_MAIN(InterpreterTest)
#include "tst_interpreter.moc"
