#include "engine/execution/replay.h"
#include "tests/support/comeback.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using namespace std::chrono_literals;
using json::Value;
using tests::Comeback;
using tests::Workflow;

namespace {

constexpr const char* kChain = R"({"StartAt":"A","States":{
    "A":{"Type":"Task","Resource":"a","Next":"B"},
    "B":{"Type":"Task","Resource":"b","End":true}}})";

std::string task(const std::string& resource, const std::string& more = {}) {
    return R"({"StartAt":"S","States":{"S":{"Type":"Task","Resource":")" + resource +
           R"(","End":true)" + more + "}}}";
}

const std::string kCallback =
    task("arn:aws:states:::sqs:sendMessage.waitForTaskToken",
         R"(,"Parameters":{"QueueUrl":"q","MessageBody":{"t.$":"$$.Task.Token"}})");
const std::string kActivity = "arn:aws:states:us-east-1:123456789012:activity:a";
const std::string kNested = task(
    "arn:aws:states:::states:startExecution.sync",
    R"(,"Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:child",
             "Name":"kid","Input":{}})");

/// A journal that is watched: what was appended, what is committed, and what was asked for when.
class WatchedJournal : public JournalRecorder {
public:
    explicit WatchedJournal(std::function<std::size_t()> calls = {})
        : m_calls(std::move(calls)) {}
    void append(base::ExecutionId execution, const Input& input) override {
        JournalRecorder::append(execution, input);
        ++appended;
    }
    void commit() override {
        ++commits;
        committed = appended;
        if (m_calls)
            callsAtCommit.push_back(m_calls());
    }
    std::size_t appended = 0;
    std::size_t committed = 0;
    std::size_t commits = 0;
    std::vector<std::size_t> callsAtCommit;

private:
    std::function<std::size_t()> m_calls;
};

/// A run until `drive` has ended, and its journal: as if the program were killed then.
Journal killed(const std::string& definition, const std::function<void(Workflow&)>& drive,
               const std::string& input = "{}") {
    const auto recorder = std::make_shared<JournalRecorder>();
    Workflow workflow(definition, input, {}, recorder);
    workflow.services.offered = {"sqs:sendMessage"};
    workflow.machines.add(
        "child", R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}})");
    workflow.store.put("b", "items", "[1,2,3,4,5,6,7,8,9]");
    workflow.settle();
    drive(workflow);
    return recorder->journal();
}

std::string tokenOf(const ServiceRequest& request) {
    return (*Value::parse(request.parameters["MessageBody"].toString()))["t"].toString();
}

} // namespace

class ExecutorJournalTest : public QObject {
    Q_OBJECT

private slots:
    // Writing
    void nothingIsAskedForBeforeItsCauseIsCommitted();
    void executionsOfOneTurnCommitOnce();
    void theEndIsCommittedBeforeAnybodyHearsOfIt();
    void withoutWorkOutsideOnlyTheEndsAreCommitted();
    // Coming back
    void aCompletedTaskIsNotRepeated();
    void aTaskWhoseEndNobodyHeardOfRunsAgain();
    void aTimerKeepsItsMoment();
    void aTimerThatFellDueMeanwhileFiresAtOnce();
    void anAttemptsTimeoutGoesOn();
    void afterVirtualTimeItGoesOnWhereItWas();
    void aTokenStaysValid();
    void aCallThatWasMadeIsNotMadeAgain();
    void aTaskThatAWorkerHasIsNotOfferedAgain();
    void aNestedExecutionIsAwaitedAgain();
    void aNestedExecutionThatEndedMeanwhileIsHeardOf();
    void aReaderGoesOnAtItsItem();
    void aWriterWritesEverythingAgain();
    void oneThatHadEndedTellsItsEnd();
    void oneThatHadNotBegunIsAnError();
    void itIsWrittenOn();
    void itCanBeStopped();
    void everyEventIsPublishedAgain();
};

void ExecutorJournalTest::nothingIsAskedForBeforeItsCauseIsCommitted() {
    Workflow* running = nullptr;
    const auto journal =
        std::make_shared<WatchedJournal>([&] { return running->functions.calls.size(); });
    Workflow workflow(kChain, "{}", {}, journal);
    running = &workflow;
    workflow.settle();
    QCOMPARE(journal->callsAtCommit, (std::vector<std::size_t>{0}));
    QCOMPARE(workflow.functions.calls.size(), 1u);
    workflow.functions.succeed(0, 1);
    QCOMPARE(journal->appended, 2u);
    QCOMPARE(workflow.functions.calls.size(), 1u);
    workflow.settle();
    QCOMPARE(journal->committed, 2u);
    QCOMPARE(journal->callsAtCommit, (std::vector<std::size_t>{0, 1}));
    QCOMPARE(workflow.functions.calls.size(), 2u);
}

void ExecutorJournalTest::executionsOfOneTurnCommitOnce() {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    tests::ScriptedFunctions functions(clock);
    Executor executor({clock, functions, bus, 1});
    const auto journal = std::make_shared<WatchedJournal>([&] { return functions.calls.size(); });
    for (int i = 0; i < 10; ++i) {
        StartRequest request;
        request.journal = journal;
        QVERIFY(executor.start(kChain, request));
    }
    clock.advance(0s);
    QCOMPARE(functions.calls.size(), 10u);
    QCOMPARE(journal->callsAtCommit, (std::vector<std::size_t>{0}));
}

void ExecutorJournalTest::theEndIsCommittedBeforeAnybodyHearsOfIt() {
    const auto journal = std::make_shared<WatchedJournal>();
    Workflow workflow(task("f"), "{}", {}, journal);
    workflow.settle();
    workflow.functions.succeed(0, 1);
    QVERIFY(workflow.executor.isRunning(workflow.id));
    workflow.settle();
    QCOMPARE(journal->committed, journal->appended);
    QCOMPARE(workflow.end(), std::string("SUCCEEDED 1"));
}

void ExecutorJournalTest::withoutWorkOutsideOnlyTheEndsAreCommitted() {
    const auto journal = std::make_shared<WatchedJournal>();
    Workflow workflow(R"({"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":1,"Next":"B"},
        "B":{"Type":"Wait","Seconds":1,"Next":"C"},"C":{"Type":"Pass","End":true}}})",
                      "{}", {}, journal);
    workflow.finish();
    QCOMPARE(journal->appended, 3u);
    QCOMPARE(journal->commits, 2u);
}

void ExecutorJournalTest::aCompletedTaskIsNotRepeated() {
    const Journal journal =
        killed(kChain, [](Workflow& workflow) { workflow.functions.succeed(0, "from a"); });
    Comeback back(journal);
    back.settle();
    QCOMPARE(back.functions.calls.size(), 1u);
    QCOMPARE(back.functions.calls[0].request.function, std::string("b"));
    QCOMPARE(back.functions.calls[0].request.payload.dump(), std::string("\"from a\""));
    back.functions.succeed(0, "from b");
    QCOMPARE(back.finish().end(), std::string("SUCCEEDED \"from b\""));
}

void ExecutorJournalTest::aTaskWhoseEndNobodyHeardOfRunsAgain() {
    const Journal journal = killed(kChain, [](Workflow&) {});
    Comeback back(journal);
    QCOMPARE(back.functions.calls.size(), 0u); // not before the next turn
    back.settle();
    QCOMPARE(back.functions.calls.size(), 1u);
    QCOMPARE(back.functions.calls[0].request.function, std::string("a"));
    QCOMPARE(back.functions.calls[0].request.scheduledEvent, std::int64_t(3));
}

static const char* const kWait =
    R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}})";

void ExecutorJournalTest::aTimerKeepsItsMoment() {
    Comeback back(killed(kWait, [](Workflow&) {}), 20s);
    back.clock.advance(39s);
    QCOMPARE(back.end(), std::string("running"));
    back.clock.advance(1s);
    QCOMPARE(back.settle().end(), std::string("SUCCEEDED {}"));
}

void ExecutorJournalTest::aTimerThatFellDueMeanwhileFiresAtOnce() {
    Comeback back(killed(kWait, [](Workflow&) {}), 90s);
    QCOMPARE(back.settle().end(), std::string("SUCCEEDED {}"));
    QVERIFY(back.result->endedAt - back.result->startedAt == 90s);
}

void ExecutorJournalTest::anAttemptsTimeoutGoesOn() {
    Comeback back(killed(task("f", R"(,"TimeoutSeconds":10)"), [](Workflow&) {}), 4s);
    back.clock.advance(5s);
    QCOMPARE(back.functions.calls.size(), 1u);
    QCOMPARE(back.end(), std::string("running"));
    back.clock.advance(1s);
    QCOMPARE(back.settle().end(), std::string("FAILED States.Timeout: "));
    QVERIFY(back.functions.calls[0].abandoned);
}

void ExecutorJournalTest::afterVirtualTimeItGoesOnWhereItWas() {
    const Journal journal = killed(R"({"StartAt":"D","States":{
        "D":{"Type":"Wait","Seconds":86400,"Next":"W"},"W":{"Type":"Wait","Seconds":60,"End":true}}})",
                                   [](Workflow& workflow) { workflow.clock.advance(24h); });
    // The clock is a day behind, and an hour more.
    Comeback back(journal, -25h);
    back.clock.advance(59s);
    QCOMPARE(back.end(), std::string("running"));
    back.clock.advance(1s);
    QCOMPARE(back.settle().end(), std::string("SUCCEEDED {}"));
    QVERIFY(back.result->endedAt - back.result->startedAt == 24h + 60s);
}

void ExecutorJournalTest::aTokenStaysValid() {
    std::string token;
    const Journal journal = killed(kCallback, [&](Workflow& workflow) {
        token = tokenOf(workflow.services.calls[0].request);
        workflow.services.reply(0, Value::object({{"MessageId", "m"}}));
    });
    Comeback back(journal);
    back.settle();
    QVERIFY(back.executor.sendTaskSuccess(token, "7"));
    QCOMPARE(back.finish().end(), std::string("SUCCEEDED 7"));
}

void ExecutorJournalTest::aCallThatWasMadeIsNotMadeAgain() {
    const Journal made = killed(kCallback, [&](Workflow& workflow) {
        workflow.services.reply(0, Value::object({{"MessageId", "m"}}));
    });
    Comeback back(made);
    QVERIFY(back.settle().services.calls.empty());
    Comeback again(killed(kCallback, [&](Workflow&) {}));
    QCOMPARE(again.settle().services.calls.size(), 1u);
}

void ExecutorJournalTest::aTaskThatAWorkerHasIsNotOfferedAgain() {
    std::string token;
    const Journal journal = killed(task(kActivity), [&](Workflow& workflow) {
        workflow.executor.activities().poll(kActivity, "Ann",
                                            [&](const auto& taken) { token = taken->token; });
        workflow.settle();
    });
    Comeback back(journal);
    QCOMPARE(back.settle().executor.activities().waitingTasks(kActivity), 0u);
    QVERIFY(back.executor.sendTaskSuccess(token, "1"));
    QCOMPARE(back.finish().end(), std::string("SUCCEEDED 1"));
    Comeback offered(killed(task(kActivity), [](Workflow&) {}));
    QCOMPARE(offered.settle().executor.activities().waitingTasks(kActivity), 1u);
}

void ExecutorJournalTest::aNestedExecutionIsAwaitedAgain() {
    const Journal parent = killed(kNested, [](Workflow&) {});
    Comeback back(parent);
    // The child's own journal, that its keeper has.
    Journal child = killed(kWait, [](Workflow&) {});
    child.header.executionArn = "arn:aws:states:us-east-1:123456789012:execution:child:kid";
    QVERIFY(back.executor.resume({child, {}, HistoryRetention::Keep}));
    back.settle();
    QVERIFY(back.machines.requests.empty());
    QCOMPARE(back.finish().result->output["Status"].toString(), std::string("SUCCEEDED"));
}

void ExecutorJournalTest::aNestedExecutionThatEndedMeanwhileIsHeardOf() {
    Comeback back(killed(kNested, [](Workflow&) {}));
    ExecutionResult ended;
    ended.status = telemetry::ExecutionStatus::Failed;
    ended.error = "Lost";
    back.machines.past["arn:aws:states:us-east-1:123456789012:execution:child:kid"] = ended;
    QVERIFY(back.finish().end().starts_with("FAILED States.TaskFailed: {\"Error\":\"Lost\""));
}

static std::string distributed(const std::string& more) {
    return R"({"StartAt":"D","States":{"D":{"Type":"Map","MaxConcurrency":1,
        "ItemReader":{"Resource":"arn:aws:states:::s3:getObject",
            "ReaderConfig":{"InputType":"JSON"},"Parameters":{"Bucket":"b","Key":"items"}},
        "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
            "StartAt":"T","States":{"T":{"Type":"Task","Resource":"f","End":true}}})" +
           more + R"(,"End":true}}})";
}

void ExecutorJournalTest::aReaderGoesOnAtItsItem() {
    // As if the reader gave its items in pieces of four.
    Journal journal = killed(distributed({}), [](Workflow&) {});
    for (Input& input : journal.inputs) {
        if (auto* read = std::get_if<ItemsReadInput>(&input.body)) {
            read->items.resize(4);
            read->rest = ItemsReadInput::Rest::More;
        }
    }
    Comeback back(journal);
    back.store.put("b", "items", "[1,2,3,4,5,6,7,8,9]");
    back.functions.rule = [](const TaskRequest& request) {
        TaskOutcome outcome;
        outcome.result = request.payload;
        return outcome;
    };
    QCOMPARE(back.finish().end(), std::string("SUCCEEDED [1,2,3,4,5,6,7,8,9]"));
}

void ExecutorJournalTest::aWriterWritesEverythingAgain() {
    const Journal journal =
        killed(distributed(
                   R"(,"ResultWriter":{"Resource":"arn:aws:states:::s3:putObject",
                "WriterConfig":{"OutputType":"JSON","Transformation":"COMPACT"},
                "Parameters":{"Bucket":"b","Prefix":"out"}})"),
               [](Workflow& workflow) {
                   for (std::size_t call = 0; call < 5; ++call) {
                       workflow.functions.succeed(call, static_cast<int>(call));
                       workflow.settle();
                   }
               });
    Comeback back(journal);
    back.store.put("b", "items", "[1,2,3,4,5,6,7,8,9]");
    back.functions.rule = [](const TaskRequest&) {
        TaskOutcome outcome;
        outcome.result = "after";
        return outcome;
    };
    QVERIFY(back.finish().end().starts_with("SUCCEEDED "));
    QCOMPARE(back.functions.calls.size(), 4u);
    std::string written;
    for (const auto& [key, bytes] : back.store.buckets["b"]) {
        if (key.find("SUCCEEDED_0") != std::string::npos)
            written = Value::parse(bytes)->dump();
    }
    QCOMPARE(written, std::string(R"([0,1,2,3,4,"after","after","after","after"])"));
}

void ExecutorJournalTest::oneThatHadEndedTellsItsEnd() {
    const Journal journal = killed(
        task("f"), [](Workflow& workflow) { workflow.functions.fail(0, "Odd", "by chance"); });
    Comeback back(journal);
    QCOMPARE(back.end(), std::string("running"));
    QCOMPARE(back.settle().end(), std::string("FAILED Odd: by chance"));
    QVERIFY(back.functions.calls.empty());
    QVERIFY(back.clock.idle());
}

void ExecutorJournalTest::oneThatHadNotBegunIsAnError() {
    Journal journal = killed(kWait, [](Workflow&) {});
    journal.inputs.clear();
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    tests::ScriptedFunctions functions(clock);
    Executor executor({clock, functions, bus, 1});
    const auto refused = executor.resume({journal, {}, HistoryRetention::Keep});
    QCOMPARE(refused.error().code, std::string("journal.empty"));
    QCOMPARE(executor.runningCount(), 0u);
}

void ExecutorJournalTest::itIsWrittenOn() {
    const Journal first =
        killed(kChain, [](Workflow& workflow) { workflow.functions.succeed(0, 1); });
    Comeback second(first);
    second.settle();
    Comeback third(second.sink->journal(), 5s);
    third.settle();
    third.functions.succeed(0, 2);
    QCOMPARE(third.finish().end(), std::string("SUCCEEDED 2"));
    const auto difference = checkReplay(third.sink->journal(), third.result->history->events());
    QVERIFY(difference.ok() && !*difference);
}

void ExecutorJournalTest::itCanBeStopped() {
    Comeback back(killed(kChain, [](Workflow&) {}));
    back.executor.stop(back.id, "Manual", "enough");
    QCOMPARE(back.finish().end(), std::string("ABORTED Manual: enough"));
    QVERIFY(back.functions.calls.empty());
}

void ExecutorJournalTest::everyEventIsPublishedAgain() {
    struct Published : telemetry::EventSink {
        void onEvent(const telemetry::Event& event) override {
            if (const auto* started = std::get_if<telemetry::ExecutionStarted>(&event.body))
                words += started->name + ' ' + started->input.dump();
            if (const auto* advanced = std::get_if<telemetry::ExecutionAdvanced>(&event.body))
                words += ' ' + std::to_string(advanced->event.id);
            if (std::holds_alternative<telemetry::ExecutionFinished>(event.body))
                words += " finished";
        }
        std::string words;
    } published;
    const Journal journal = killed(
        kChain, [](Workflow& workflow) { workflow.functions.succeed(0, 1); }, R"({"i":1})");
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    bus.addSink(&published);
    tests::ScriptedFunctions functions(clock);
    Executor executor({clock, functions, bus, 1});
    QVERIFY(executor.resume({journal, {}, HistoryRetention::PublishOnly}));
    QCOMPARE(published.words, std::string(R"(run {"i":1} 1 2 3 4 5 6 7 8 9)"));
    clock.advance(0s);
    functions.succeed(0, 2);
    clock.runUntilIdle();
    QCOMPARE(published.words, std::string(R"(run {"i":1} 1 2 3 4 5 6 7 8 9 10 11 12 finished)"));
}

QTEST_GUILESS_MAIN(ExecutorJournalTest)
#include "tst_executorjournal.moc"
