// One state on its own: what its data becomes, how it ends, what a mock stands in for.

#include "engine/execution/executor.h"
#include "engine/execution/teststate.h"
#include "engine/statemachine/parser.h"
#include "engine/statemachine/singlestate.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using json::Value;
using std::chrono::minutes;
using std::chrono::seconds;

static constexpr base::TimePoint kNow{std::chrono::hours(24 * 365 * 50)};

static Value parsed(const std::string& text) {
    return *Value::parse(text);
}

static TestStateRequest request(const std::string& state, const std::string& input = "{}") {
    TestStateRequest request;
    request.machine = *statemachine::compileSingleState(parsed(state));
    request.state = request.machine->region(0).start;
    request.input = parsed(input);
    return request;
}

static TestStateRequest within(const std::string& machine, const std::string& state,
                               const std::string& input = "{}") {
    TestStateRequest request;
    request.machine = *statemachine::parseStateMachine(machine);
    request.state = request.machine->findState(state);
    request.input = parsed(input);
    return request;
}

static TestStateRequest mocked(TestStateRequest request, const std::string& result) {
    request.mock = StateMock{parsed(result), {}, {}};
    return request;
}

static TestStateRequest failing(TestStateRequest request, const std::string& error) {
    request.mock = StateMock{{}, error, "because"};
    return request;
}

/// "SUCCEEDED {...} > Next", "FAILED error: cause", "UNANSWERED"
static std::string end(const TestStateResult& result) {
    using Status = TestStateResult::Status;
    const std::string error = result.error.value_or("-") + ": " + result.cause.value_or("-");
    const std::string output =
        result.output.dump() + (result.nextState.empty() ? "" : " > " + result.nextState);
    switch (result.status) {
    case Status::Succeeded:
        return "SUCCEEDED " + output;
    case Status::CaughtError:
        return "CAUGHT " + std::to_string(result.catchIndex.value_or(99)) + " (" + error + ") " +
               output;
    case Status::Retriable:
        return "RETRIABLE " + std::to_string(result.retryIndex.value_or(99)) + " after " +
               std::to_string(std::chrono::duration<double>(result.retryBackoff).count()) + " (" +
               error + ')';
    case Status::Failed:
        return "FAILED " + error;
    case Status::Unanswered:
        break;
    }
    return "UNANSWERED";
}

static std::string end(const TestStateRequest& request) {
    return end(testState(request, kNow));
}

/// "input {...}; afterInputPath {...}"
static std::string stages(const TestStateRequest& request) {
    std::string out;
    for (const auto& [stage, value] : testState(request, kNow).stages)
        out += (out.empty() ? "" : "; ") + std::string(stageName(stage)) + ' ' + value.dump();
    return out;
}

/// A machine whose Map holds the state "Inner".
static std::string around(const std::string& inner) {
    return R"({"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{
        "StartAt":"Inner","States":{"Inner":)" +
           inner + "}}}}}";
}

static std::string mapState(const std::string& more) {
    return R"({"Type":"Map","End":true)" + more +
           R"(,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED",
        "ExecutionType":"STANDARD"},"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}})";
}

class TestStateTest : public QObject {
    Q_OBJECT

private slots:
    void dataGoesThroughTheStagesOfItsState_data();
    void dataGoesThroughTheStagesOfItsState();
    void theStagesEndWhereItFails();
    void aChoiceSaysWhereItLeads();
    void aFailStateFails();
    void aWaitTakesNoTime();
    void whatTakesTooLongTimesOut();
    void itsNameMayBeAnother();
    void variablesAreThereAndAssigned();
    void theContextIsThatOfATest();
    void theContextMayBeGiven();
    void aStateInsideAMapHasAnItem();
    void theSameRequestGivesTheSameResult();
    // Mocks
    void aMockStandsInForTheCall();
    void withoutAMockACallIsUnanswered();
    void anErrorIsRetriedWhileAttemptsAreLeft();
    void anErrorIsCaught();
    void aCatcherThatFailsIsNoCatcher();
    void aCatcherSeesTheErrorAndAssigns();
    void branchesAndIterationsRunWithoutMock();
    void aTokenIsGivenOut();
    // Maps
    void aMapShowsItsItems();
    void aMapShowsItsBatches();
    void itemsAreReadFromGivenData_data();
    void itemsAreReadFromGivenData();
    void dataThatCannotBeReadFailsTheMap();
    void failedIterationsCountAgainstTheTolerance_data();
    void failedIterationsCountAgainstTheTolerance();
    // With the executor
    void theExecutorMakesRealCalls();
    void theExecutorPublishesNothingOfATest();
    void theExecutorTakesTheTimeOfAWait();
    void stoppingATestFailsIt();
};

void TestStateTest::dataGoesThroughTheStagesOfItsState_data() {
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QByteArray>("mock");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* state, const char* mock,
                        const char* expected) {
        QTest::newRow(name) << QByteArray(state) << QByteArray(mock) << QByteArray(expected);
    };
    row("Pass", R"({"Type":"Pass","InputPath":"$.a","Parameters":{"x.$":"$.b"},"ResultPath":"$.r",
        "OutputPath":"$.r","End":true})",
        "",
        R"(input {"a":{"b":1}}; afterInputPath {"b":1}; afterParameters {"x":1}; )"
        R"(afterResultSelector {"x":1}; afterResultPath {"a":{"b":1},"r":{"x":1}}; output {"x":1})");
    row("Pass with a Result", R"({"Type":"Pass","Result":7,"End":true})", "",
        R"(input {"a":{"b":1}}; afterInputPath {"a":{"b":1}}; afterParameters {"a":{"b":1}}; )"
        R"(result 7; afterResultSelector 7; afterResultPath 7; output 7)");
    row("Task", R"({"Type":"Task","Resource":"f","ResultSelector":{"r.$":"$.p"},"End":true})",
        R"({"p":2,"q":3})",
        R"(input {"a":{"b":1}}; afterInputPath {"a":{"b":1}}; afterParameters {"a":{"b":1}}; )"
        R"(result {"p":2,"q":3}; afterResultSelector {"r":2}; afterResultPath {"r":2}; )"
        R"(output {"r":2})");
    row("Succeed", R"({"Type":"Succeed","InputPath":"$.a","OutputPath":"$.b"})", "",
        R"(input {"a":{"b":1}}; afterInputPath {"b":1}; output 1)");
    row("JSONata Task", R"({"Type":"Task","QueryLanguage":"JSONata","Resource":"f","Arguments":{
        "x":"{% $states.input.a.b + 1 %}"},"Output":"{% $states.result.p %}","End":true})",
        R"({"p":[1]})",
        R"(input {"a":{"b":1}}; afterArguments {"x":2}; result {"p":[1]}; output [1])");
    row("JSONata Pass", R"({"Type":"Pass","QueryLanguage":"JSONata","Output":1,"End":true})", "",
        R"(input {"a":{"b":1}}; output 1)");
    row("Parallel", R"({"Type":"Parallel","InputPath":"$.a","ResultPath":"$.r","End":true,
        "Branches":[{"StartAt":"B","States":{"B":{"Type":"Succeed"}}}]})",
        "[5]",
        R"(input {"a":{"b":1}}; afterInputPath {"b":1}; afterParameters {"b":1}; result [5]; )"
        R"(afterResultSelector [5]; afterResultPath {"a":{"b":1},"r":[5]}; )"
        R"(output {"a":{"b":1},"r":[5]})");
}

void TestStateTest::dataGoesThroughTheStagesOfItsState() {
    QFETCH(QByteArray, state);
    QFETCH(QByteArray, mock);
    QFETCH(QByteArray, expected);
    TestStateRequest test = request(state.toStdString(), R"({"a":{"b":1}})");
    if (!mock.isEmpty())
        test = mocked(test, mock.toStdString());
    QCOMPARE(stages(test), expected.toStdString());
}

void TestStateTest::theStagesEndWhereItFails() {
    const auto test =
        request(R"({"Type":"Pass","Parameters":{"x.$":"$.nope"},"End":true})", R"({"a":1})");
    QCOMPARE(stages(test), R"(input {"a":1}; afterInputPath {"a":1})");
    QCOMPARE(end(test),
             "FAILED States.Runtime: An error occurred while executing the state 'StateName' "
             "(entered at the event id #2). The JSONPath '$.nope' specified for the field 'x.$' "
             "could not be found in the input '{\"a\":1}'");
}

void TestStateTest::aChoiceSaysWhereItLeads() {
    const std::string choice = R"({"Type":"Choice","Default":"Little","Choices":[
        {"Variable":"$.n","NumericGreaterThan":9,"Next":"Much"}]})";
    QCOMPARE(end(request(choice, R"({"n":10})")), R"(SUCCEEDED {"n":10} > Much)");
    QCOMPARE(end(request(choice, R"({"n":1})")), R"(SUCCEEDED {"n":1} > Little)");
}

void TestStateTest::aFailStateFails() {
    QCOMPARE(end(request(R"({"Type":"Fail","Error":"E","CausePath":"$.why"})", R"({"why":"C"})")),
             "FAILED E: C");
    QCOMPARE(end(request(R"({"Type":"Fail"})")), "FAILED -: -");
}

void TestStateTest::aWaitTakesNoTime() {
    QCOMPARE(end(request(R"({"Type":"Wait","Seconds":86400,"Next":"N"})")), "SUCCEEDED {} > N");
}

void TestStateTest::whatTakesTooLongTimesOut() {
    auto test = request(R"({"Type":"Wait","Seconds":301,"Next":"N"})");
    test.longest = minutes(5);
    QCOMPARE(end(test), "FAILED States.Timeout: -");
    test = request(R"({"Type":"Wait","Seconds":299,"Next":"N"})");
    test.longest = minutes(5);
    QCOMPARE(end(test), "SUCCEEDED {} > N");
}

void TestStateTest::itsNameMayBeAnother() {
    auto test = within(R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true,
        "Parameters":{"n.$":"$$.State.Name"}}}})",
                       "A");
    QCOMPARE(end(test), R"(SUCCEEDED {"n":"A"})");
    test.shownState = "StateName";
    QCOMPARE(end(test), R"(SUCCEEDED {"n":"StateName"})");
}

void TestStateTest::variablesAreThereAndAssigned() {
    auto test = request(R"({"Type":"Pass","Parameters":{"x.$":"$a"},"Assign":{"b.$":"$.x"},
        "End":true})");
    test.variables = parsed(R"({"a":1,"z":2})");
    const auto result = testState(test, kNow);
    QCOMPARE(end(result), R"(SUCCEEDED {"x":1})");
    QCOMPARE(result.stage(DataStage::Variables)->dump(), R"({"a":1,"z":2,"b":1})");
    QVERIFY(!testState(request(R"({"Type":"Pass","End":true})"), kNow).stage(DataStage::Variables));
}

void TestStateTest::theContextIsThatOfATest() {
    auto test = request(R"({"Type":"Pass","Parameters":{"c.$":"$$"},"End":true})", R"({"a":1})");
    test.executionArn = "arn:e";
    test.executionName = "e";
    test.machineArn = "arn:m";
    test.machineName = "m";
    QCOMPARE(end(test),
             R"(SUCCEEDED {"c":{"Execution":{"Id":"arn:e","Input":{"a":1},)"
             R"("StartTime":"2019-12-20T00:00:00.000Z","Name":"e","RoleArn":null},)"
             R"("StateMachine":{"Id":"arn:m","Name":"m"},)"
             R"("State":{"Name":"StateName","EnteredTime":"2019-12-20T00:00:00.000Z"}}})");
}

void TestStateTest::theContextMayBeGiven() {
    auto test = request(R"({"Type":"Pass","Parameters":{"id.$":"$$.Execution.Id",
        "state.$":"$$.State.Name","token.$":"$$.Task.Token"},"End":true})");
    test.context = parsed(R"({"Execution":{"Id":"mine"},"Task":{"Token":"t"}})");
    QCOMPARE(end(test), R"(SUCCEEDED {"id":"mine","state":"StateName","token":"t"})");
}

void TestStateTest::aStateInsideAMapHasAnItem() {
    const std::string inner =
        R"({"Type":"Pass","Parameters":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value"},
        "End":true})";
    auto test = within(around(inner), "Inner", R"({"a":1})");
    QCOMPARE(end(test), R"(SUCCEEDED {"i":0,"v":{"a":1}})");
    test.context = parsed(R"({"Map":{"Item":{"Index":7,"Value":"x"}}})");
    QCOMPARE(end(test), R"(SUCCEEDED {"i":7,"v":"x"})");
}

void TestStateTest::theSameRequestGivesTheSameResult() {
    const auto test =
        request(R"-({"Type":"Pass","Parameters":{"u.$":"States.UUID()"},"End":true})-");
    QCOMPARE(end(testState(test, kNow, 5)), end(testState(test, kNow, 5)));
    QVERIFY(end(testState(test, kNow, 5)) != end(testState(test, kNow, 6)));
}

void TestStateTest::aMockStandsInForTheCall() {
    const char* const resources[] = {"f", "arn:aws:states:::lambda:invoke.waitForTaskToken",
                                     "arn:aws:states:us-east-1:123456789012:activity:a",
                                     "arn:aws:states:::batch:submitJob.sync",
                                     "arn:aws:states:::aws-sdk:ec2:describeInstances"};
    for (const std::string resource : resources) {
        const auto test = request(R"({"Type":"Task","Resource":")" + resource + R"(","Next":"N"})");
        QCOMPARE(end(mocked(test, R"({"r":1})")), R"(SUCCEEDED {"r":1} > N)");
        QCOMPARE(end(failing(test, "E")), "FAILED E: because");
    }
}

void TestStateTest::withoutAMockACallIsUnanswered() {
    const auto test = request(R"({"Type":"Task","Resource":"f","Parameters":{"x":1},"End":true,
        "TimeoutSeconds":5})");
    QCOMPARE(end(test), "UNANSWERED");
    QCOMPARE(stages(test), R"(input {}; afterInputPath {}; afterParameters {"x":1})");
}

void TestStateTest::anErrorIsRetriedWhileAttemptsAreLeft() {
    auto test = failing(request(R"({"Type":"Task","Resource":"f","End":true,"Retry":[
        {"ErrorEquals":["A"]},
        {"ErrorEquals":["B"],"IntervalSeconds":3,"BackoffRate":2,"MaxAttempts":2}]})"),
                        "B");
    QCOMPARE(end(test), "RETRIABLE 1 after 3.000000 (B: because)");
    test.retries = 1;
    QCOMPARE(end(test), "RETRIABLE 1 after 6.000000 (B: because)");
    test.retries = 2;
    QCOMPARE(end(test), "FAILED B: because");
}

void TestStateTest::anErrorIsCaught() {
    const auto test = failing(request(R"({"Type":"Task","Resource":"f","End":true,"Catch":[
        {"ErrorEquals":["A"],"Next":"ForA"},
        {"ErrorEquals":["States.ALL"],"ResultPath":"$.e","Next":"ForAll"}]})",
                                      R"({"a":1})"),
                              "B");
    QCOMPARE(end(test), R"(CAUGHT 1 (B: because) {"a":1,"e":{"Error":"B","Cause":"because"}} )"
                        "> ForAll");
}

void TestStateTest::aCatcherThatFailsIsNoCatcher() {
    const auto test = failing(request(R"({"Type":"Task","Resource":"f","End":true,"Catch":[
        {"ErrorEquals":["States.ALL"],"ResultPath":"$.e","Next":"N"}]})",
                                      "[]"),
                              "B");
    const auto result = testState(test, kNow);
    QCOMPARE(result.status, TestStateResult::Status::Failed);
    QCOMPARE(*result.error, "States.ResultPathMatchFailure");
    QVERIFY(!result.catchIndex);
}

void TestStateTest::aCatcherSeesTheErrorAndAssigns() {
    const auto test = failing(request(R"({"Type":"Task","QueryLanguage":"JSONata","Resource":"f",
        "End":true,"Catch":[{"ErrorEquals":["B"],"Assign":{"e":"{% $states.errorOutput.Error %}"},
        "Output":"{% $states.errorOutput.Cause %}","Next":"N"}]})"),
                              "B");
    const auto result = testState(test, kNow);
    QCOMPARE(end(result), R"(CAUGHT 0 (B: because) "because" > N)");
    QCOMPARE(result.stage(DataStage::Variables)->dump(), R"({"e":"B"})");
}

void TestStateTest::branchesAndIterationsRunWithoutMock() {
    QCOMPARE(end(request(R"({"Type":"Parallel","End":true,"Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Pass","Result":1,"End":true}}},
        {"StartAt":"B","States":{"B":{"Type":"Wait","Seconds":9,"End":true}}}]})",
                         "2")),
             "SUCCEEDED [1,2]");
    const auto map = request(R"({"Type":"Map","End":true,"ItemSelector":{"v.$":"$$.Map.Item.Value"},
        "ItemProcessor":{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}})",
                             "[5,6]");
    QCOMPARE(stages(map), R"(input [5,6]; afterInputPath [5,6]; afterParameters [5,6]; )"
                          R"(afterItemsPath [5,6]; maxConcurrency 0; )"
                          R"(afterItemSelector [{"v":5},{"v":6}]; result [{"v":5},{"v":6}]; )"
                          R"(afterResultSelector [{"v":5},{"v":6}]; )"
                          R"(afterResultPath [{"v":5},{"v":6}]; output [{"v":5},{"v":6}])");
}

void TestStateTest::aTokenIsGivenOut() {
    auto test = mocked(request(R"({"Type":"Task","End":true,
        "Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters":{"MessageBody.$":"$$.Task.Token"}})"),
                       "1");
    QVERIFY(!(*testState(test, kNow).stage(DataStage::AfterParameters))["MessageBody"]
                 .toString()
                 .empty());
    test.context = parsed(R"({"Task":{"Token":"t"}})");
    QCOMPARE(testState(test, kNow).stage(DataStage::AfterParameters)->dump(),
             R"({"MessageBody":"t"})");
}

void TestStateTest::aMapShowsItsItems() {
    const auto test = mocked(
        request(mapState(R"(,"ItemsPath":"$.v","MaxConcurrency":4,"ToleratedFailurePercentage":50,
            "ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value","a.$":"$.a"})"),
                R"({"v":["x","y"],"a":9})"),
        "[1,2]");
    QCOMPARE(stages(test),
             R"(input {"v":["x","y"],"a":9}; afterInputPath {"v":["x","y"],"a":9}; )"
             R"(afterParameters {"v":["x","y"],"a":9}; afterItemsPath ["x","y"]; )"
             R"(maxConcurrency 4; toleratedFailurePercentage 50.0; )"
             R"(afterItemSelector [{"i":0,"v":"x","a":9},{"i":1,"v":"y","a":9}]; )"
             R"(result [1,2]; afterResultSelector [1,2]; afterResultPath [1,2]; output [1,2])");
}

void TestStateTest::aMapShowsItsBatches() {
    const auto test =
        mocked(request(mapState(R"(,"ItemBatcher":{"MaxItemsPerBatch":2,"BatchInput":{"b":1}},
            "ItemSelector":{"v.$":"$$.Map.Item.Value"})"),
                       "[1,2,3]"),
               "[]");
    const auto result = testState(test, kNow);
    QCOMPARE(result.stage(DataStage::AfterItemSelector)->dump(), R"([{"v":1},{"v":2},{"v":3}])");
    QCOMPARE(result.stage(DataStage::AfterItemBatcher)->dump(),
             R"([{"BatchInput":{"b":1},"Items":[{"v":1},{"v":2}]},)"
             R"({"BatchInput":{"b":1},"Items":[{"v":3}]}])");
}

void TestStateTest::itemsAreReadFromGivenData_data() {
    QTest::addColumn<QByteArray>("reader");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("items");
    const auto row = [](const char* name, const char* reader, const char* data, const char* items) {
        QTest::newRow(name) << QByteArray(reader) << QByteArray(data) << QByteArray(items);
    };
    row("JSON", R"("ReaderConfig":{"InputType":"JSON"})", "[1, 2]", "[1,2]");
    row("lines", R"("ReaderConfig":{"InputType":"JSONL"})", "1\n2\n", "[1,2]");
    row("CSV", R"("ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"})",
        "a,b\n1,2\n", R"([{"a":"1","b":"2"}])");
    row("at most", R"("ReaderConfig":{"InputType":"JSON","MaxItems":1})", "[1, 2]", "[1]");
    row("below a pointer", R"("ReaderConfig":{"InputType":"JSON","ItemsPointer":"/a/b"})",
        R"({"a":{"b":[3]}})", "[3]");
}

void TestStateTest::itemsAreReadFromGivenData() {
    QFETCH(QByteArray, reader);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, items);
    auto test =
        mocked(request(mapState(R"(,"ItemSelector":{"v.$":"$$.Map.Item.Value"},"ItemReader":{
            "Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"b","Key":"k"},)" +
                                reader.toStdString() + "}")),
               "[]");
    QVERIFY(!testState(test, kNow).stage(DataStage::AfterItemSelector));
    test.itemReaderData = data.toStdString();
    const auto result = testState(test, kNow);
    QCOMPARE(result.status, TestStateResult::Status::Succeeded);
    Value::Array values;
    for (const Value& item : result.stage(DataStage::AfterItemSelector)->items())
        values.push_back(item["v"]);
    QCOMPARE(Value(values).dump(), items.toStdString());
    const bool hasPointer = reader.contains("ItemsPointer");
    QCOMPARE(result.stage(DataStage::AfterItemsPointer) != nullptr, hasPointer);
}

void TestStateTest::dataThatCannotBeReadFailsTheMap() {
    auto test = mocked(request(mapState(R"(,"ItemReader":{"ReaderConfig":{"InputType":"JSON"},
        "Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"b","Key":"k"}},
        "Catch":[{"ErrorEquals":["States.ItemReaderFailed"],"Next":"N"}])")),
                       "[]");
    test.itemReaderData = "{";
    QCOMPARE(testState(test, kNow).status, TestStateResult::Status::CaughtError);
}

void TestStateTest::failedIterationsCountAgainstTheTolerance_data() {
    QTest::addColumn<QByteArray>("tolerance");
    QTest::addColumn<int>("failures");
    QTest::addColumn<bool>("isTolerated");
    QTest::newRow("nothing said") << QByteArray() << 2 << true;
    QTest::newRow("as many") << QByteArray(R"(,"ToleratedFailureCount":2)") << 2 << true;
    QTest::newRow("more") << QByteArray(R"(,"ToleratedFailureCount":1)") << 2 << false;
    QTest::newRow("as much") << QByteArray(R"(,"ToleratedFailurePercentage":50)") << 2 << true;
    QTest::newRow("beyond") << QByteArray(R"(,"ToleratedFailurePercentage":49)") << 2 << false;
}

void TestStateTest::failedIterationsCountAgainstTheTolerance() {
    QFETCH(QByteArray, tolerance);
    QFETCH(int, failures);
    QFETCH(bool, isTolerated);
    auto test = mocked(request(mapState(tolerance.toStdString()), "[1,2,3,4]"), "[0]");
    test.failedIterations = failures;
    QCOMPARE(end(test), isTolerated
                            ? "SUCCEEDED [0]"
                            : "FAILED States.ExceedToleratedFailureThreshold: The specified "
                              "tolerated failure threshold was exceeded");
}

// With the executor

/// An executor under manual time, with the result of the last test.
struct Bench {
    Bench()
        : bus(clock)
        , functions(clock)
        , executor({clock, functions, bus, 7}) {}

    base::ExecutionId start(const TestStateRequest& request) {
        return executor.test(request,
                             [this](const TestStateResult& ended) { result = end(ended); });
    }

    base::ManualClock clock;
    telemetry::EventBus bus;
    tests::ScriptedFunctions functions;
    Executor executor;
    std::string result = "running";
};

void TestStateTest::theExecutorMakesRealCalls() {
    Bench bench;
    bench.start(request(R"({"Type":"Task","Resource":"f","Next":"N"})", R"({"a":1})"));
    bench.clock.runUntilIdle();
    QCOMPARE(bench.result, "running");
    QCOMPARE(bench.functions.calls.size(), std::size_t(1));
    QCOMPARE(bench.functions.calls[0].request.payload.dump(), R"({"a":1})");
    bench.functions.succeed(0, 5);
    bench.clock.runUntilIdle();
    QCOMPARE(bench.result, "SUCCEEDED 5 > N");
}

void TestStateTest::theExecutorPublishesNothingOfATest() {
    class Ear : public telemetry::EventSink {
    public:
        void onEvent(const telemetry::Event&) override { ++heard; }
        int heard = 0;
    };
    Bench bench;
    Ear ear;
    bench.bus.addSink(&ear);
    bench.start(request(R"({"Type":"Pass","End":true})"));
    bench.clock.runUntilIdle();
    bench.bus.removeSink(&ear);
    QCOMPARE(bench.result, "SUCCEEDED {}");
    QCOMPARE(ear.heard, 0);
}

void TestStateTest::theExecutorTakesTheTimeOfAWait() {
    Bench bench;
    bench.start(request(R"({"Type":"Wait","Seconds":10,"End":true})"));
    bench.clock.advance(seconds(9));
    QCOMPARE(bench.result, "running");
    bench.clock.advance(seconds(1));
    QCOMPARE(bench.result, "SUCCEEDED {}");
}

void TestStateTest::stoppingATestFailsIt() {
    Bench bench;
    const auto id = bench.start(request(R"({"Type":"Task","Resource":"f","End":true})"));
    bench.clock.runUntilIdle();
    bench.executor.stop(id, "Stopped", "enough");
    bench.clock.runUntilIdle();
    QCOMPARE(bench.result, "FAILED Stopped: enough");
    QVERIFY(bench.functions.calls[0].abandoned);
}

QTEST_GUILESS_MAIN(TestStateTest)
#include "tst_teststate.moc"
