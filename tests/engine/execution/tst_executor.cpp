#include "engine/base/systemclock.h"
#include "tests/support/workflow.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTest>

using namespace ws;
using namespace ws::execution;
using std::chrono::seconds;
using tests::ScriptedFunctions;
using tests::Workflow;

static const char* const kTask =
    R"({"StartAt":"S","States":{"S":{"Type":"Task","Resource":"f","End":true}}})";
static const char* const kPass = R"({"StartAt":"S","States":{"S":{"Type":"Pass","End":true}}})";
static const char* const kWait =
    R"({"StartAt":"S","States":{"S":{"Type":"Wait","Seconds":9,"End":true}}})";

/// Keeps what is published about executions, one word each.
class Published : public telemetry::EventSink {
public:
    void onEvent(const telemetry::Event& event) override {
        if (std::holds_alternative<telemetry::ExecutionStarted>(event.body))
            words.push_back("started");
        if (const auto* advanced = std::get_if<telemetry::ExecutionAdvanced>(&event.body))
            words.push_back(std::to_string(advanced->event.id));
        if (std::holds_alternative<telemetry::ExecutionFinished>(event.body))
            words.push_back("finished");
    }
    std::vector<std::string> words;
};

class ExecutorTest : public QObject {
    Q_OBJECT

private slots:
    void nothingRunsBeforeTheNextTurn();
    void everyEventIsPublishedOnce();
    void aDefinitionThatCannotRunIsRefused();
    void aNameIsMadeWhenNoneIsGiven();
    void stoppingAbortsAndAbandons();
    void stoppingBeforeTheFirstTurnAbortsToo();
    void stoppingTwiceDoesNothing();
    void itsEndAbandonsWhatRuns();
    void executionsRunBesideEachOther();
    void aHistoryThatNobodyKeepsIsOnlyPublished();
    void aBusyExecutionLetsTheEventLoopTurn();
    void theSameSeedGivesTheSameHistory();
    void aTextThatWasSentIsShownAsItWas();
};

void ExecutorTest::nothingRunsBeforeTheNextTurn() {
    Workflow workflow(kPass);
    QCOMPARE(workflow.history().size(), 0u);
    QVERIFY(workflow.executor.isRunning(workflow.id));
    workflow.settle();
    QCOMPARE(workflow.end(), std::string("SUCCEEDED {}"));
    QVERIFY(!workflow.executor.isRunning(workflow.id));
    QCOMPARE(workflow.executor.runningCount(), 0u);
    QCOMPARE(workflow.result->history->size(), 4u);
}

void ExecutorTest::everyEventIsPublishedOnce() {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    Published published;
    bus.addSink(&published);
    ScriptedFunctions functions(clock);
    Executor executor({clock, functions, bus, 1});
    QVERIFY(executor.start(kWait, {}));
    clock.runUntilIdle();
    QCOMPARE(published.words,
             (std::vector<std::string>{"started", "1", "2", "3", "4", "finished"}));
}

void ExecutorTest::aDefinitionThatCannotRunIsRefused() {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    ScriptedFunctions functions(clock);
    Executor executor({clock, functions, bus, 1});
    const auto refused = executor.start(R"({"StartAt":"S","States":{}})", {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("definition.invalid"));
    QVERIFY(clock.idle());
}

void ExecutorTest::aNameIsMadeWhenNoneIsGiven() {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    ScriptedFunctions functions(clock);
    Executor executor({clock, functions, bus, 1});
    std::string output;
    StartRequest request;
    request.machine = "orders";
    QVERIFY(executor.start(
        R"({"StartAt":"S","States":{"S":{"Type":"Pass","End":true,
                               "Parameters":{"id.$":"$$.Execution.Id"}}}})",
        request, [&](const ExecutionResult& result) { output = result.output["id"].toString(); }));
    clock.runUntilIdle();
    const std::string expected = "arn:aws:states:us-east-1:123456789012:execution:orders:";
    QVERIFY(output.starts_with(expected));
    QCOMPARE(output.size(), expected.size() + 36);
}

void ExecutorTest::stoppingAbortsAndAbandons() {
    Workflow workflow(kTask);
    workflow.settle();
    workflow.executor.stop(workflow.id, "Manual", "enough");
    QCOMPARE(workflow.end(), std::string("running")); // the result comes in a turn of its own
    QVERIFY(workflow.functions.calls[0].abandoned);
    QCOMPARE(workflow.settle().end(), std::string("ABORTED Manual: enough"));
    QCOMPARE(workflow.story(4), std::string("4<3 LambdaFunctionStarted\n"
                                            "5<0 ExecutionAborted\n"));
}

void ExecutorTest::stoppingBeforeTheFirstTurnAbortsToo() {
    Workflow workflow(kTask);
    workflow.executor.stop(workflow.id);
    QCOMPARE(workflow.finish().end(), std::string("ABORTED : "));
}

void ExecutorTest::stoppingTwiceDoesNothing() {
    Workflow workflow(kWait);
    workflow.settle();
    workflow.executor.stop(workflow.id);
    workflow.executor.stop(workflow.id, "again");
    QCOMPARE(workflow.finish().end(), std::string("ABORTED : "));
    workflow.executor.stop(workflow.id);
    QVERIFY(workflow.clock.idle());
}

void ExecutorTest::itsEndAbandonsWhatRuns() {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    ScriptedFunctions functions(clock);
    bool called = false;
    {
        Executor executor({clock, functions, bus, 1});
        const auto done = [&](const ExecutionResult&) { called = true; };
        QVERIFY(executor.start(kTask, {}, done));
        QVERIFY(executor.start(kWait, {}, done));
        clock.advance(seconds(1));
        QVERIFY(executor.start(kPass, {}, done));
    }
    QVERIFY(functions.calls[0].abandoned);
    QVERIFY(clock.idle());
    QVERIFY(!called);
}

void ExecutorTest::executionsRunBesideEachOther() {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    ScriptedFunctions functions(clock);
    Executor executor({clock, functions, bus, 1});
    std::vector<base::ExecutionId> ended;
    const auto done = [&](const ExecutionResult& result) { ended.push_back(result.execution); };
    const auto first = executor.start(kTask, {}, done);
    const auto second = executor.start(kTask, {}, done);
    clock.advance(seconds(0));
    QCOMPARE(executor.runningCount(), 2u);
    functions.succeed(1, 2);
    functions.succeed(0, 1);
    clock.runUntilIdle();
    QCOMPARE(ended, (std::vector{*second, *first}));
}

void ExecutorTest::aHistoryThatNobodyKeepsIsOnlyPublished() {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    Published published;
    bus.addSink(&published);
    ScriptedFunctions functions(clock);
    Executor executor({clock, functions, bus, 1});
    StartRequest request;
    request.retention = HistoryRetention::PublishOnly;
    std::optional<ExecutionResult> result;
    const auto id =
        executor.start(kPass, request, [&](const ExecutionResult& ended) { result = ended; });
    QVERIFY(!executor.history(*id));
    clock.runUntilIdle();
    QVERIFY(!result->history);
    QCOMPARE(published.words,
             (std::vector<std::string>{"started", "1", "2", "3", "4", "finished"}));
}

void ExecutorTest::aBusyExecutionLetsTheEventLoopTurn() {
    base::SystemClock clock;
    telemetry::EventBus bus(clock);
    ScriptedFunctions functions(clock);
    Executor executor({clock, functions, bus, 1});
    // It never ends: only its stop, which comes through the event loop, can.
    StartRequest request;
    request.limits = {0, 0};
    request.retention = HistoryRetention::PublishOnly;
    QEventLoop loop;
    std::string status;
    const auto id = executor.start(R"({"StartAt":"A","States":{
        "A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}}})",
                                   request, [&](const ExecutionResult& result) {
                                       status = result.error;
                                       loop.quit();
                                   });
    clock.after(std::chrono::milliseconds(20), [&] { executor.stop(*id, "stopped"); });
    loop.exec();
    QCOMPARE(status, std::string("stopped"));
}

void ExecutorTest::theSameSeedGivesTheSameHistory() {
    const auto output = [](std::uint64_t seed) {
        base::ManualClock clock;
        telemetry::EventBus bus(clock);
        ScriptedFunctions functions(clock);
        Executor executor({clock, functions, bus, seed});
        std::string text;
        const auto started =
            executor.start(R"j({"StartAt":"S","States":{"S":{"Type":"Pass",
            "Parameters":{"u.$":"States.UUID()","n.$":"$$.Execution.Name"},"End":true}}})j",
                           {}, [&](const ExecutionResult& result) { text = result.output.dump(); });
        if (started)
            clock.runUntilIdle();
        return text;
    };
    QVERIFY(!output(5).empty());
    QCOMPARE(output(5), output(5));
    QVERIFY(output(5) != output(6));
}

void ExecutorTest::aTextThatWasSentIsShownAsItWas() {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    ScriptedFunctions functions(clock);
    Executor executor({clock, functions, bus, 1});
    StartRequest request;
    request.inputText = R"({ "a" : 1 })";
    request.input = *json::Value::parse(request.inputText);
    std::shared_ptr<const History> history;
    QVERIFY(executor.start(kPass, request,
                           [&](const ExecutionResult& result) { history = result.history; }));
    clock.runUntilIdle();
    QCOMPARE(*history->at(0).sentText, request.inputText);
    QCOMPARE(*history->at(2).sentText, request.inputText);
}

QTEST_GUILESS_MAIN(ExecutorTest)
#include "tst_executor.moc"
