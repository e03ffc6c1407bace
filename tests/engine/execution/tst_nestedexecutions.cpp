#include "tests/support/comeback.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using namespace std::chrono_literals;
using json::Value;
using telemetry::ExecutionStatus;
using tests::Workflow;

static std::string starting(const std::string& suffix, const std::string& more = {}) {
    return R"({"StartAt":"S","States":{"S":{"Type":"Task",
        "Resource":"arn:aws:states:::states:startExecution)" +
           suffix +
           R"(","Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:child",
        "Name":"kid","Input.$":"$"},"End":true)" +
           more + "}}}";
}

/// Through the operation of the API.
static std::string asking(const std::string& operation, const std::string& input = R"("{}")",
                          const std::string& more = {}) {
    return R"({"StartAt":"S","States":{"S":{"Type":"Task",
        "Resource":"arn:aws:states:::aws-sdk:sfn:)" +
           operation +
           R"(","Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:child",
        "Name":"kid","Input":)" +
           input + R"(},"End":true)" + more + "}}}";
}

static const char* const kPass =
    R"({"StartAt":"P","States":{"P":{"Type":"Pass","Result":{"made":1},"End":true}}})";
static const char* const kFail =
    R"({"StartAt":"F","States":{"F":{"Type":"Fail","Error":"Lost","Cause":"the way"}}})";
static const char* const kWait =
    R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}})";
static const char* const kChild = "arn:aws:states:us-east-1:123456789012:execution:child:kid";

class NestedExecutionsTest : public QObject {
    Q_OBJECT

private slots:
    void aChildIsStartedAndLeftAlone();
    void syncWaitsForTheChildsEnd();
    void sync2GivesJsonForTexts();
    void aTextInputIsTheChildsInput();
    void noInputIsAnEmptyOne();
    void aFailedChildFailsTheTaskWithItsDescription();
    void aChildThatIsNotThereIsTheApisError();
    void anAbandonedSyncStopsItsChild();
    void aTimeoutStopsTheChild();
    void aChildThatWasOnlyStartedOutlivesItsParent();
    void theSameChildIsAwaitedAndNotStartedTwice();
    void aTokenInTheInputEndsTheTask();
    void aChildKnowsTheStateThatBeganIt_data();
    void aChildKnowsTheStateThatBeganIt();
    void mocksOfMachinesGoWithWhatIsStarted_data();
    void mocksOfMachinesGoWithWhatIsStarted();
    void mocksOfMachinesAreWhatTheyAreAgainAfterTheProgramsEnd();
    void mocksOfMachinesStayWithOneThatIsRedriven();
    void aCopyMayHaveOtherMocksOfMachines();
    void theApisOwnStartIsAnsweredAsTheApiAnswers();
    void jsonAsInputIsTheTextThatTheApiTakes();
    void theApisRefusalsAreThoseOfTheSdk_data();
    void theApisRefusalsAreThoseOfTheSdk();
    void aSynchronousStartIsAnsweredAtTheEndAlsoWhenThatIsAFailure();
    void aSynchronousStartThatIsAbandonedLeavesItsChildAlone();
    void aTokenInTheApisInputEndsTheTask();
    void aServiceThatHasMachinesIsAskedInstead();
};

namespace {

struct Fixture {
    Fixture(const std::string& definition, const char* child, const std::string& input = "{}")
        : workflow(definition, input) {
        workflow.machines.add("child", child);
    }
    std::string story() {
        workflow.finish();
        return workflow.story(3);
    }
    Workflow workflow;
};

struct StartedExecutions : telemetry::EventSink {
    void onEvent(const telemetry::Event& event) override {
        if (const auto* started = std::get_if<telemetry::ExecutionStarted>(&event.body))
            all.push_back(*started);
    }
    std::vector<telemetry::ExecutionStarted> all;
};

} // namespace

void NestedExecutionsTest::aChildIsStartedAndLeftAlone() {
    Fixture f(starting(""), kWait);
    f.workflow.settle();
    f.workflow.clock.advance(1us);
    QVERIFY(f.workflow.result);
    const Value& output = f.workflow.result->output;
    QCOMPARE(output["ExecutionArn"].toString(), std::string(kChild));
    QCOMPARE(output["StartDate"].toInteger(), std::int64_t(1'700'000'000'000));
    QCOMPARE(output["SdkHttpMetadata"]["HttpStatusCode"].toInteger(), std::int64_t(200));
    QVERIFY(f.workflow.executor.isRunning(f.workflow.machines.children[0]));
    QCOMPARE(f.story(), std::string("3<2 TaskScheduled\n"
                                    "4<3 TaskStarted\n"
                                    "5<4 TaskSucceeded\n"
                                    "6<5 TaskStateExited S\n"
                                    "7<6 ExecutionSucceeded\n"));
}

void NestedExecutionsTest::syncWaitsForTheChildsEnd() {
    Fixture f(starting(".sync"), kPass, R"({"a": 1})");
    QCOMPARE(f.story(), std::string("3<2 TaskScheduled\n"
                                    "4<3 TaskStarted\n"
                                    "5<4 TaskSubmitted\n"
                                    "6<5 TaskSucceeded\n"
                                    "7<6 TaskStateExited S\n"
                                    "8<7 ExecutionSucceeded\n"));
    QCOMPARE(f.workflow.result->output.dump(),
             "{\"ExecutionArn\":\"" + std::string(kChild) +
                 R"(","Input":"{\"a\":1}","InputDetails":{"Included":true},"Name":"kid",)"
                 R"("Output":"{\"made\":1}","OutputDetails":{"Included":true},"RedriveCount":0,)"
                 R"("RedriveStatus":"NOT_REDRIVABLE","RedriveStatusReason":"Execution is )"
                 R"(SUCCEEDED and cannot be redriven","StartDate":1700000000000,)"
                 R"("StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:child",)"
                 R"("Status":"SUCCEEDED","StopDate":1700000000000})");
    QCOMPARE(f.workflow.machines.ends.size(), std::size_t(1));
}

void NestedExecutionsTest::sync2GivesJsonForTexts() {
    Fixture f(starting(".sync:2"), kPass, R"({"a":1})");
    f.workflow.finish();
    QCOMPARE(f.workflow.result->output["Input"].dump(), std::string(R"({"a":1})"));
    QCOMPARE(f.workflow.result->output["Output"].dump(), std::string(R"({"made":1})"));
}

void NestedExecutionsTest::aTextInputIsTheChildsInput() {
    Fixture f(starting(".sync"), kPass, R"("[ 1 ]")");
    f.workflow.finish();
    QCOMPARE(f.workflow.machines.requests[0].inputText, std::string("[ 1 ]"));
    QCOMPARE(f.workflow.result->output["Input"].toString(), std::string("[ 1 ]"));
}

void NestedExecutionsTest::noInputIsAnEmptyOne() {
    Fixture f(starting(".sync"), kPass, "null");
    f.workflow.finish();
    QCOMPARE(f.workflow.result->output["Input"].toString(), std::string("{}"));
}

void NestedExecutionsTest::aFailedChildFailsTheTaskWithItsDescription() {
    Fixture f(starting(".sync"), kFail);
    QVERIFY(f.story().find("6<5 TaskFailed\n7<6 ExecutionFailed\n") != std::string::npos);
    QCOMPARE(f.workflow.result->error, std::string("States.TaskFailed"));
    const auto cause = Value::parse(f.workflow.result->cause);
    QVERIFY(cause);
    QCOMPARE((*cause)["Error"].toString(), std::string("Lost"));
    QCOMPARE((*cause)["Cause"].toString(), std::string("the way"));
    QCOMPARE((*cause)["Status"].toString(), std::string("FAILED"));
    QVERIFY(!cause->find("Output"));
}

void NestedExecutionsTest::aChildThatIsNotThereIsTheApisError() {
    Workflow workflow(starting(""));
    workflow.finish();
    QCOMPARE(workflow.result->error,
             std::string("StepFunctions.StateMachineDoesNotExistException"));
    QVERIFY(workflow.result->cause.starts_with(
        "State Machine Does Not Exist: "
        "'arn:aws:states:us-east-1:123456789012:stateMachine:child' (Service: AWSStepFunctions; "
        "Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: "));
    QVERIFY(workflow.result->cause.ends_with("; Proxy: null)"));
    QVERIFY(workflow.story(5).starts_with("5<4 TaskFailed\n"));
}

void NestedExecutionsTest::anAbandonedSyncStopsItsChild() {
    Fixture f(starting(".sync"), kWait);
    f.workflow.settle();
    QCOMPARE(f.workflow.executor.runningCount(), std::size_t(2));
    f.workflow.executor.stop(f.workflow.id);
    f.workflow.settle();
    QCOMPARE(f.workflow.executor.runningCount(), std::size_t(0));
    QCOMPARE(f.workflow.machines.ends[0].status, ExecutionStatus::Aborted);
}

void NestedExecutionsTest::aTimeoutStopsTheChild() {
    Fixture f(starting(".sync", R"(,"TimeoutSeconds":10)"), kWait);
    f.workflow.clock.advance(11s);
    QCOMPARE(f.workflow.finish().end(), std::string("FAILED States.Timeout: "));
    QCOMPARE(f.workflow.machines.ends[0].status, ExecutionStatus::Aborted);
}

void NestedExecutionsTest::aChildThatWasOnlyStartedOutlivesItsParent() {
    Fixture f(starting("", R"(},"W":{"Type":"Wait","Seconds":9,"End":true)"), kWait);
    f.workflow.clock.advance(1us);
    QVERIFY(f.workflow.result);
    QCOMPARE(f.workflow.executor.runningCount(), std::size_t(1));
    f.workflow.finish();
    QCOMPARE(f.workflow.machines.ends[0].status, ExecutionStatus::Succeeded);
}

void NestedExecutionsTest::theSameChildIsAwaitedAndNotStartedTwice() {
    Fixture f(starting(".sync"), kPass);
    f.workflow.machines.twin = *f.workflow.executor.start(kWait, {});
    f.workflow.finish();
    QCOMPARE(f.workflow.machines.children.size(), std::size_t(0));
    QCOMPARE(f.workflow.result->output["Output"].toString(), std::string("{}"));
}

void NestedExecutionsTest::aTokenInTheInputEndsTheTask() {
    Workflow workflow(R"({"StartAt":"S","States":{"S":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::states:startExecution.waitForTaskToken","Parameters":{
        "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:child",
        "Input":{"token.$":"$$.Task.Token"}}}}})");
    workflow.machines.add("child", kPass);
    workflow.settle();
    const auto input = Value::parse(workflow.machines.requests[0].inputText);
    QVERIFY(workflow.executor.sendTaskSuccess((*input)["token"].toString(), "7"));
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED 7"));
}

void NestedExecutionsTest::aChildKnowsTheStateThatBeganIt_data() {
    QTest::addColumn<QString>("suffix");
    QTest::newRow("started") << QString();
    QTest::newRow(".sync") << QStringLiteral(".sync");
    QTest::newRow(".sync:2") << QStringLiteral(".sync:2");
    QTest::newRow("by the API") << QStringLiteral("api startExecution");
    QTest::newRow("by the API, synchronous") << QStringLiteral("api startSyncExecution");
}

void NestedExecutionsTest::aChildKnowsTheStateThatBeganIt() {
    QFETCH(QString, suffix);
    const bool byApi = suffix.startsWith(QLatin1String("api "));
    Fixture f(byApi ? asking(suffix.mid(4).toStdString()) : starting(suffix.toStdString()), kPass);
    StartedExecutions started;
    f.workflow.bus.addSink(&started);
    f.workflow.finish();
    f.workflow.bus.removeSink(&started);
    QCOMPARE(started.all.size(), std::size_t(1)); // the parent's own was before
    const telemetry::ExecutionOrigin& origin = started.all[0].origin;
    QCOMPARE(origin.parent, f.workflow.id);
    QCOMPARE(origin.parentArn, f.workflow.result->executionArn);
    QCOMPARE(origin.state, std::string("S"));
    QCOMPARE(origin.event, std::int64_t(3)); // TaskScheduled
    QVERIFY(!origin.isOfMap());
}

namespace {

/// Calls a function, and then has "grand" do so.
const char* const kCallingChild = R"({"StartAt":"T","States":{
    "T":{"Type":"Task","Resource":"near","Next":"G"},
    "G":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2","Parameters":{
        "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:grand"},
        "OutputPath":"$.Output","End":true}}})";
const char* const kGrandchild =
    R"({"StartAt":"D","States":{"D":{"Type":"Task","Resource":"deep","End":true}}})";

std::shared_ptr<const MachineMocks> machineMocks(const char* json) {
    return std::make_shared<const MachineMocks>(*MachineMocks::fromJson(*Value::parse(json)));
}

template <typename Program>
void addFamily(Program& program) {
    program.machines.add("child", kCallingChild);
    program.machines.add("grand", kGrandchild);
}

std::vector<std::string> resourcesOf(const tests::ScriptedFunctions& functions) {
    std::vector<std::string> all;
    for (const auto& call : functions.calls)
        all.push_back(call.request.function);
    return all;
}

constexpr const char* kBoth =
    R"({"child":{"T":{"*":{"Return":1}}},"grand":{"D":{"*":{"Return":"mocked"}}}})";

} // namespace

void NestedExecutionsTest::mocksOfMachinesGoWithWhatIsStarted_data() {
    aChildKnowsTheStateThatBeganIt_data();
}

/// Of the child and of the child's own, whether somebody waits for them or not.
void NestedExecutionsTest::mocksOfMachinesGoWithWhatIsStarted() {
    QFETCH(QString, suffix);
    const bool byApi = suffix.startsWith(QLatin1String("api "));
    const std::string parent =
        byApi ? asking(suffix.mid(4).toStdString()) : starting(suffix.toStdString());
    const auto run = [&](std::shared_ptr<const MachineMocks> mocks) {
        Workflow workflow(parent, "{}", {}, {}, {}, std::move(mocks));
        addFamily(workflow);
        workflow.functions.rule = [](const TaskRequest&) {
            TaskOutcome outcome;
            outcome.result = Value("called");
            return outcome;
        };
        workflow.finish();
        std::vector<std::string> out = resourcesOf(workflow.functions);
        for (const ExecutionResult& end : workflow.machines.ends)
            out.push_back(end.output.dump());
        return out;
    };
    using All = std::vector<std::string>;
    QCOMPARE(run(machineMocks(kBoth)), (All{R"("mocked")", R"("mocked")"}));
    QCOMPARE(run(machineMocks(R"({"grand":{"D":{"*":{"Return":"mocked"}}}})")),
             (All{"near", R"("mocked")", R"("mocked")"}));
    QCOMPARE(run(machineMocks(R"({"child":{"T":{"*":{"Return":1}}}})")),
             (All{"deep", R"("called")", R"("called")"}));
    QCOMPARE(run({}), (All{"near", "deep", R"("called")", R"("called")"}));
}

/// The child begins only after the program came back, from a journal that was bytes meanwhile.
void NestedExecutionsTest::mocksOfMachinesAreWhatTheyAreAgainAfterTheProgramsEnd() {
    const auto recorder = std::make_shared<JournalRecorder>();
    Workflow before(
        R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"Next":"S"},)" +
            starting(".sync:2").substr(std::string(R"({"StartAt":"S","States":{)").size()),
        "{}", {}, recorder, {}, machineMocks(kBoth));
    before.settle();
    const auto journal = decodeJournal(encodeJournal(recorder->journal()));
    QVERIFY(journal.ok());
    tests::Comeback back(*journal);
    addFamily(back);
    back.finish();
    QCOMPARE(back.result->output["Output"].dump(), std::string(R"("mocked")"));
    QVERIFY(back.functions.calls.empty());
}

void NestedExecutionsTest::mocksOfMachinesStayWithOneThatIsRedriven() {
    Workflow workflow(starting(".sync:2"), "{}", {}, {}, {},
                      machineMocks(R"({"child":{"T":{"*":{"Throw":{"Error":"Busy"}}}}})"));
    addFamily(workflow);
    workflow.finish();
    QVERIFY(workflow.result->ended);
    std::optional<ExecutionResult> again;
    workflow.executor.redrive(workflow.result->ended,
                              [&](const ExecutionResult& ended) { again = ended; });
    workflow.finish();
    QVERIFY(again && again->cause.find("Busy") != std::string::npos);
    QCOMPARE(workflow.machines.children.size(), std::size_t(2));
    QVERIFY(workflow.functions.calls.empty());
}

void NestedExecutionsTest::aCopyMayHaveOtherMocksOfMachines() {
    const auto recorder = std::make_shared<JournalRecorder>();
    Workflow workflow(starting(".sync:2"), "{}", {}, recorder, {},
                      machineMocks(R"({"child":{"T":{"*":{"Throw":{"Error":"Busy"}}}}})"));
    addFamily(workflow);
    workflow.finish();
    QCOMPARE(workflow.result->status, ExecutionStatus::Failed);
    const auto fork = [&](std::shared_ptr<const MachineMocks> mocks) {
        std::optional<ExecutionResult> result;
        const auto id =
            workflow.executor.fork({.journal = recorder->journal(),
                                    .event = 0,
                                    .name = {},
                                    .input = {},
                                    .variables = {},
                                    .sink = {},
                                    .childMocks = std::move(mocks)},
                                   [&](const ExecutionResult& ended) { result = ended; });
        workflow.finish();
        return id && result ? tests::ended(*result) : "it did not end";
    };
    QVERIFY(fork({}).find("Busy") != std::string::npos); // as it was
    const std::string better = fork(machineMocks(kBoth));
    QVERIFY2(better.starts_with("SUCCEEDED") && better.find("mocked") != std::string::npos,
             better.c_str());
    QVERIFY(workflow.functions.calls.empty());
}

void NestedExecutionsTest::theApisOwnStartIsAnsweredAsTheApiAnswers() {
    Fixture f(asking("startExecution"), kWait);
    f.workflow.settle();
    f.workflow.clock.advance(1us);
    QVERIFY(f.workflow.result);
    QCOMPARE(f.workflow.result->output.dump(), "{\"ExecutionArn\":\"" + std::string(kChild) +
                                                   R"(","StartDate":"2023-11-14T22:13:20.000Z"})");
    QVERIFY(f.workflow.executor.isRunning(f.workflow.machines.children[0]));
    QCOMPARE(f.story(), std::string("3<2 TaskScheduled\n"
                                    "4<3 TaskStarted\n"
                                    "5<4 TaskSucceeded\n"
                                    "6<5 TaskStateExited S\n"
                                    "7<6 ExecutionSucceeded\n"));
    QVERIFY(f.workflow.details(3).find(R"("resourceType":"aws-sdk:sfn")") != std::string::npos);
}

void NestedExecutionsTest::jsonAsInputIsTheTextThatTheApiTakes() {
    Fixture f(asking("startExecution", R"({"a":[1]})"), kPass);
    f.workflow.finish();
    QCOMPARE(f.workflow.machines.requests[0].inputText, std::string(R"({"a":[1]})"));
}

void NestedExecutionsTest::theApisRefusalsAreThoseOfTheSdk_data() {
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("no such machine")
        << QByteArray(
               R"({"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:gone"})")
        << QByteArray("Sfn.StateMachineDoesNotExistException");
    QTest::newRow("no machine") << QByteArray("{}") << QByteArray("Sfn.SfnException");
}

void NestedExecutionsTest::theApisRefusalsAreThoseOfTheSdk() {
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, error);
    Workflow workflow(R"({"StartAt":"S","States":{"S":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::aws-sdk:sfn:startExecution","Parameters":)" +
                      parameters.toStdString() + "}}}");
    workflow.finish();
    QCOMPARE(workflow.result->error, error.toStdString());
    QVERIFY(workflow.result->cause.find("(Service: Sfn, Status Code: 400, Request ID: ") !=
            std::string::npos);
}

void NestedExecutionsTest::aSynchronousStartIsAnsweredAtTheEndAlsoWhenThatIsAFailure() {
    Fixture f(asking("startSyncExecution"), kWait);
    f.workflow.finish();
    const Value& output = f.workflow.result->output;
    QCOMPARE(output["Status"].toString(), std::string("SUCCEEDED"));
    QCOMPARE(output["Output"].toString(), std::string("{}"));
    QCOMPARE(output["StopDate"].toString(), std::string("2023-11-14T22:14:20.000Z"));
    QCOMPARE(output["BillingDetails"].dump(),
             std::string(R"({"BilledMemoryUsedInMB":64,"BilledDurationInMilliseconds":60000})"));
    Fixture failing(asking("startSyncExecution"), kFail);
    failing.workflow.finish();
    QCOMPARE(failing.workflow.result->status, ExecutionStatus::Succeeded);
    QCOMPARE(failing.workflow.result->output["Status"].toString(), std::string("FAILED"));
    QCOMPARE(failing.workflow.result->output["Error"].toString(), std::string("Lost"));
    QVERIFY(!failing.workflow.result->output.find("Output"));
}

void NestedExecutionsTest::aSynchronousStartThatIsAbandonedLeavesItsChildAlone() {
    Fixture f(asking("startSyncExecution", "{}", R"(,"TimeoutSeconds":10)"), kWait);
    QCOMPARE(f.workflow.finish().end(), std::string("FAILED States.Timeout: "));
    QCOMPARE(f.workflow.machines.ends[0].status, ExecutionStatus::Succeeded);
}

void NestedExecutionsTest::aTokenInTheApisInputEndsTheTask() {
    Workflow workflow(R"({"StartAt":"S","States":{"S":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken","Parameters":{
        "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:child",
        "Input":{"token.$":"$$.Task.Token"}}}}})");
    workflow.machines.add("child", kPass);
    workflow.settle();
    workflow.clock.advance(1us);
    const auto input = Value::parse(workflow.machines.requests[0].inputText);
    QVERIFY(workflow.executor.sendTaskSuccess((*input)["token"].toString(), "7"));
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED 7"));
}

void NestedExecutionsTest::aServiceThatHasMachinesIsAskedInstead() {
    Fixture f(asking("startExecution"), kPass);
    f.workflow.services.offered.insert("aws-sdk:sfn:startExecution");
    f.workflow.settle();
    QCOMPARE(f.workflow.services.calls.size(), std::size_t(1));
    QCOMPARE(f.workflow.services.calls[0].request.caller, f.workflow.id);
    QVERIFY(f.workflow.machines.requests.empty());
}

QTEST_GUILESS_MAIN(NestedExecutionsTest)
#include "tst_nestedexecutions.moc"
