#include "engine/execution/mocks.h"

#include "engine/execution/replay.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using namespace std::chrono_literals;
using json::Value;
using tests::Workflow;

namespace {

constexpr const char* kRetried = R"({"StartAt":"A","States":{
    "A":{"Type":"Task","Resource":"f","TimeoutSeconds":5,
         "Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":2,"MaxAttempts":2}],
         "Catch":[{"ErrorEquals":["States.Timeout"],"Next":"Late"}],"Next":"B"},
    "B":{"Type":"Task","Resource":"g","End":true},
    "Late":{"Type":"Pass","Result":"late","End":true}}})";

constexpr const char* kMapped = R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":{
    "StartAt":"I","States":{"I":{"Type":"Task","Resource":"f",
        "Retry":[{"ErrorEquals":["Odd"],"MaxAttempts":1}],"End":true}}},"End":true}}})";

std::shared_ptr<const Mocks> mocksOf(const char* testCase) {
    return std::make_shared<const Mocks>(
        std::move(Mocks::fromJson(*Value::parse(testCase))).value());
}

std::string machineOf(const char* task) {
    return R"({"StartAt":"T","States":{"T":{"Type":"Task",)" + std::string(task) +
           R"(,"End":true}}})";
}

/// The kinds of events without who follows whom: "TaskScheduled TaskStarted ...".
std::string kindsOf(const Workflow& workflow) {
    std::string out;
    for (const auto& event : workflow.history().events())
        out += std::string(telemetry::historyEventTypeName(event.type)) + ' ';
    return out;
}

} // namespace

class CoreMockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMockedStateCallsNothingAndTheOthersDo();
    void itsHistoryIsThatOfACall();
    void eachAttemptHasItsOwnAnswer();
    void aLateAnswerTimesOut();
    void anItemOfAMapHasItsOwnAnswers();
    void everyKindOfTaskCanBeMocked_data();
    void everyKindOfTaskCanBeMocked();
    void whatCouldNotBeCalledFailsAllTheSame();
    void aCallThatNothingIsSaidOfFailsTheExecution();
    void aBranchThatFailsTakesTheWaitingAnswerBack();
    void itsJournalReplays();
    void itGoesOnAfterTheProgramWasKilled();
};

void CoreMockTest::aMockedStateCallsNothingAndTheOthersDo() {
    Workflow run(kRetried, "{}", {}, {}, mocksOf(R"({"A":{"0":{"Return":{"n":1}}}})"));
    run.functions.rule = [](const TaskRequest& request) {
        TaskOutcome outcome;
        outcome.result = request.payload;
        return outcome;
    };
    run.finish();
    QCOMPARE(run.end(), std::string(R"(SUCCEEDED {"n":1})"));
    QCOMPARE(run.functions.calls.size(), std::size_t(1));
    QCOMPARE(run.functions.calls[0].request.function, std::string("g"));
}

void CoreMockTest::itsHistoryIsThatOfACall() {
    const std::string definition = machineOf(R"("Resource":"f")");
    Workflow mocked(definition, "{}", {}, {}, mocksOf(R"({"T":{"0":{"Return":3}}})"));
    mocked.finish();
    Workflow real(definition);
    real.functions.rule = [](const TaskRequest&) {
        TaskOutcome outcome;
        outcome.result = Value(3);
        return outcome;
    };
    real.finish();
    QCOMPARE(mocked.story(), real.story());
    QCOMPARE(mocked.details(3), real.details(3));
    QCOMPARE(mocked.details(5), real.details(5));
    QCOMPARE(mocked.end(), real.end());
}

void CoreMockTest::eachAttemptHasItsOwnAnswer() {
    Workflow run(kRetried, "{}", {}, {}, mocksOf(R"({"A":{"0-1":{"Throw":{"Error":"Busy"}},
        "2":{"Return":"third"}},"B":{"*":{"Return":"done"}}})"));
    const auto begun = run.clock.now();
    run.finish();
    QCOMPARE(run.end(), std::string(R"(SUCCEEDED "done")"));
    QCOMPARE(run.clock.now() - begun, base::Duration(2s + 4s));
    QVERIFY(run.functions.calls.empty());
}

void CoreMockTest::aLateAnswerTimesOut() {
    Workflow run(kRetried, "{}", {}, {}, mocksOf(R"({"A":{"0":{"Return":1,"DelaySeconds":60}}})"));
    run.finish();
    QCOMPARE(run.end(), std::string(R"(SUCCEEDED "late")"));
}

void CoreMockTest::anItemOfAMapHasItsOwnAnswers() {
    Workflow run(kMapped, "[0,1,2,3]", {}, {},
                 mocksOf(R"({"I":{"*":{"Return":0},"Items":{"2":{"0":{"Throw":{"Error":"Odd"}},
                             "1":{"Return":"again"}}}}})"));
    run.finish();
    QCOMPARE(run.end(), std::string(R"(SUCCEEDED [0,0,"again",0])"));
}

void CoreMockTest::everyKindOfTaskCanBeMocked_data() {
    QTest::addColumn<QByteArray>("task");
    QTest::addColumn<QByteArray>("kinds");
    QTest::newRow("lambda:invoke")
        << QByteArray(
               R"("Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"})")
        << QByteArray("TaskScheduled TaskStarted TaskSucceeded ");
    QTest::newRow("a service that does not run here")
        << QByteArray(
               R"("Resource":"arn:aws:states:::dynamodb:getItem","Parameters":{"TableName":"t","Key":{}})")
        << QByteArray("TaskScheduled TaskStarted TaskSucceeded ");
    QTest::newRow("a job")
        << QByteArray(
               R"("Resource":"arn:aws:states:::ecs:runTask.sync","Parameters":{"TaskDefinition":"t"})")
        << QByteArray("TaskScheduled TaskStarted TaskSubmitted TaskSucceeded ");
    QTest::newRow("a token")
        << QByteArray(
               R"("Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","Parameters":)"
               R"({"QueueUrl":"q","MessageBody":{"t.$":"$$.Task.Token"}})")
        << QByteArray("TaskScheduled TaskStarted TaskSubmitted TaskSucceeded ");
    QTest::newRow("a nested execution")
        << QByteArray(
               R"("Resource":"arn:aws:states:::states:startExecution.sync:2","Parameters":)"
               R"({"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:x"})")
        << QByteArray("TaskScheduled TaskStarted TaskSubmitted TaskSucceeded ");
    QTest::newRow("an activity")
        << QByteArray(
               R"("Resource":"arn:aws:states:us-east-1:123456789012:activity:a","HeartbeatSeconds":60)")
        << QByteArray("ActivityScheduled ActivityStarted ActivitySucceeded ");
}

void CoreMockTest::everyKindOfTaskCanBeMocked() {
    QFETCH(QByteArray, task);
    QFETCH(QByteArray, kinds);
    Workflow run(machineOf(task.constData()), "{}", {}, {},
                 mocksOf(R"({"T":{"0":{"Return":"mocked"}}})"));
    run.finish();
    QCOMPARE(run.end(), std::string(R"(SUCCEEDED "mocked")"));
    QCOMPARE(kindsOf(run), "ExecutionStarted TaskStateEntered " + kinds.toStdString() +
                               "TaskStateExited ExecutionSucceeded ");
    QVERIFY(run.functions.calls.empty() && run.services.calls.empty());
}

void CoreMockTest::whatCouldNotBeCalledFailsAllTheSame() {
    Workflow run(machineOf(R"("Resource":"arn:aws:states:::lambda:invoke","Parameters":{})"), "{}",
                 {}, {}, mocksOf(R"({"T":{"0":{"Return":1}}})"));
    run.finish();
    QVERIFY2(run.end().find("FunctionName") != std::string::npos, run.end().c_str());
}

void CoreMockTest::aCallThatNothingIsSaidOfFailsTheExecution() {
    Workflow run(kRetried, "{}", {}, {}, mocksOf(R"({"A":{"0":{"Throw":{"Error":"Busy"}}}})"));
    run.finish();
    QVERIFY2(run.end().starts_with("FAILED States.Runtime: "), run.end().c_str());
    QVERIFY2(run.end().find("'A' has no response for this call") != std::string::npos,
             run.end().c_str());
}

void CoreMockTest::aBranchThatFailsTakesTheWaitingAnswerBack() {
    Workflow run(R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"f","End":true}}},
        {"StartAt":"F","States":{"F":{"Type":"Fail","Error":"Early"}}}],"End":true}}})",
                 "{}", {}, {}, mocksOf(R"({"A":{"0":{"Return":1,"DelaySeconds":10}}})"));
    const auto begun = run.clock.now();
    run.finish();
    QVERIFY2(run.end().starts_with("FAILED Early"), run.end().c_str());
    QCOMPARE(run.clock.now() - begun, base::Duration::zero());
}

void CoreMockTest::itsJournalReplays() {
    auto journal = std::make_shared<JournalRecorder>();
    Workflow run(kRetried, "{}", {}, journal,
                 mocksOf(R"({"A":{"0":{"Throw":{"Error":"Busy"}},"1":{"Return":1}},
                             "B":{"0":{"Return":2,"DelaySeconds":3}}})"));
    run.finish();
    QCOMPARE(run.end(), std::string("SUCCEEDED 2"));
    Journal written = journal->journal();
    written.header.definition = kRetried;
    const auto decoded = decodeJournal(encodeJournal(written));
    QVERIFY(decoded.ok());
    const auto difference = checkReplay(*decoded, run.history().events());
    QVERIFY(difference.ok());
    QVERIFY(!difference->has_value());
}

void CoreMockTest::itGoesOnAfterTheProgramWasKilled() {
    auto journal = std::make_shared<JournalRecorder>();
    Journal written;
    {
        Workflow run(kRetried, "{}", {}, journal,
                     mocksOf(R"({"A":{"0":{"Throw":{"Error":"Busy"}},"1":{"Return":1}},
                                 "B":{"0":{"Return":2,"DelaySeconds":3}}})"));
        run.clock.advance(4s); // B waits for its answer
        QCOMPARE(run.end(), std::string("running"));
        written = journal->journal();
        written.header.definition = kRetried;
    }
    Workflow other(R"({"StartAt":"X","States":{"X":{"Type":"Pass","End":true}}})");
    other.finish();
    std::optional<ExecutionResult> result;
    const auto resumed =
        other.executor.resume({written, {}, HistoryRetention::Keep},
                              [&](const ExecutionResult& ended) { result = ended; });
    QVERIFY(resumed.ok());
    other.finish();
    QCOMPARE(tests::ended(*result), std::string("SUCCEEDED 2"));
    QVERIFY(other.functions.calls.empty());
}

QTEST_APPLESS_MAIN(CoreMockTest)
#include "tst_coremock.moc"
