#include "engine/execution/replay.h"
#include "tests/support/comeback.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using json::Value;

namespace {

/// A machine that fails, and what becomes of it when it is redriven.
class RedrivenRun {
public:
    explicit RedrivenRun(const std::string& definition, const std::string& input = "{}",
                         Limits limits = {})
        : workflow(definition, input, limits, recorder) {}

    /// As far as it gets, with functions that fail as long as they are named here.
    RedrivenRun& run(std::set<std::string> failing = {}) {
        broken = std::move(failing);
        workflow.functions.rule = [this](const TaskRequest& request) { return answer(request); };
        workflow.finish();
        return *this;
    }
    /// Redrives what has ended and runs that.
    RedrivenRun& again(std::set<std::string> failing = {}) {
        redrive();
        return run(std::move(failing));
    }
    void redrive() {
        const auto ended = std::exchange(workflow.result, std::nullopt)->ended;
        workflow.id = workflow.executor.redrive(
            ended, [this](const ExecutionResult& result) { workflow.result = result; });
    }

    /// Everything from the last redrive on.
    std::string story() const {
        std::int64_t redriven = 1;
        for (const auto& event : workflow.history().events()) {
            if (event.type == telemetry::HistoryEventType::ExecutionRedriven)
                redriven = event.id;
        }
        return workflow.story(redriven);
    }
    /// The functions that were called, in order.
    std::string calls() const {
        std::string out;
        for (const auto& call : workflow.functions.calls)
            out += (out.empty() ? "" : " ") + call.request.state;
        return out;
    }
    const MapRun& mapRun() const { return *workflow.result->mapRuns.front(); }

    const std::shared_ptr<JournalRecorder> recorder = std::make_shared<JournalRecorder>();
    tests::Workflow workflow;

private:
    TaskOutcome answer(const TaskRequest& request) const {
        const std::string item = request.payload["item"].toString();
        if (broken.contains(request.state) || broken.contains(item))
            return tests::ScriptedFunctions::failure("Odd", "broken");
        TaskOutcome outcome;
        outcome.executedVersion = "$LATEST";
        outcome.result = Value(item.empty() ? "did " + request.state : "did " + item);
        return outcome;
    }
    std::set<std::string> broken;
};

std::string counts(const MapRunCounts& counts) {
    std::string out;
    for (const std::int64_t count :
         {counts.pending, counts.running, counts.succeeded, counts.failed, counts.aborted})
        out += std::to_string(count) + ' ';
    return out + "of " + std::to_string(counts.total);
}

constexpr const char* kParallel = R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
    {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"f","End":true}}},
    {"StartAt":"B1","States":{"B1":{"Type":"Task","Resource":"f","Next":"B2"},
        "B2":{"Type":"Task","Resource":"f","End":true}}},
    {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":9,"Next":"C"},
        "C":{"Type":"Task","Resource":"f","End":true}}}],"End":true}}})";

/// `more` are members of the Map, `inside` the states of its processor, which begin with T.
std::string mapOf(const std::string& more, const std::string& inside) {
    return R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items",)" + more +
           R"("ItemSelector":{"item.$":"$$.Map.Item.Value"},"ItemProcessor":{)" + inside +
           R"(},"End":true}}})";
}
constexpr const char* kTask =
    R"("StartAt":"T","States":{"T":{"Type":"Task","Resource":"f","End":true}})";
constexpr const char* kItems = R"({"items":["a","b","c","d"]})";
std::string distributed(const std::string& type, const std::string& states) {
    return R"("ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":")" + type + "\"}," + states;
}
/// Two states, so that it matters which one a child execution begins with.
constexpr const char* kTwoTasks = R"("StartAt":"S","States":{
    "S":{"Type":"Task","Resource":"f","ResultPath":"$.s","Next":"T"},
    "T":{"Type":"Task","Resource":"f","End":true}})";

} // namespace

class RedriveTest : public QObject {
    Q_OBJECT

private slots:
    void aTaskIsScheduledAgainAfterTheEventThatItWasEntered() {
        RedrivenRun run(R"({"StartAt":"A","States":{
            "A":{"Type":"Task","Resource":"f","Next":"B"},
            "B":{"Type":"Task","Resource":"f","End":true}}})");
        run.run({"B"});
        QCOMPARE(run.workflow.end(), std::string("FAILED Odd: broken"));
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED "did B")"));
        QCOMPARE(run.calls(), std::string("A B B"));
        QCOMPARE(run.story(), std::string("12<11 ExecutionRedriven\n"
                                          "13<7 LambdaFunctionScheduled\n"
                                          "14<13 LambdaFunctionStarted\n"
                                          "15<14 LambdaFunctionSucceeded\n"
                                          "16<15 TaskStateExited B\n"
                                          "17<16 ExecutionSucceeded\n"));
    }

    void aFailStateFailsAgainAtOnce() {
        RedrivenRun run(
            R"({"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","Cause":"c"}}})");
        run.run().again().again();
        QCOMPARE(run.workflow.end(), std::string("FAILED E: c"));
        QCOMPARE(run.workflow.story(), std::string("1<0 ExecutionStarted\n"
                                                   "2<0 FailStateEntered F\n"
                                                   "3<2 ExecutionFailed\n"
                                                   "4<3 ExecutionRedriven\n"
                                                   "5<4 ExecutionFailed\n"
                                                   "6<5 ExecutionRedriven\n"
                                                   "7<6 ExecutionFailed\n"));
    }

    void retriesBeginAnewAndTheContextTellsWhichRedriveItIs() {
        RedrivenRun run(R"({"StartAt":"A","States":{"A":{"Type":"Task","Resource":"f",
            "Parameters":{"n.$":"$$.Execution.RedriveCount","t.$":"$$.State.RetryCount",
                          "at.$":"$$.Execution.StartTime"},
            "Retry":[{"ErrorEquals":["Odd"],"MaxAttempts":1}],"End":true}}})");
        run.run({"A"}).again({"A"}).again();
        std::string seen;
        std::set<std::string> starts;
        for (const auto& call : run.workflow.functions.calls) {
            seen += call.request.payload["n"].dump() + call.request.payload["t"].dump() + ' ';
            starts.insert(call.request.payload["at"].toString());
        }
        QCOMPARE(seen, std::string("00 01 10 11 20 "));
        QCOMPARE(starts.size(), std::size_t(1));
        QCOMPARE(run.workflow.result->redrives, std::int64_t(2));
    }

    void theMachinesTimeBeginsAnew() {
        RedrivenRun run(R"({"TimeoutSeconds":10,"StartAt":"W","States":{
            "W":{"Type":"Wait","Seconds":8,"Next":"A"},
            "A":{"Type":"Task","Resource":"f","Next":"X"},
            "X":{"Type":"Wait","Seconds":8,"End":true}}})");
        run.run();
        QCOMPARE(run.workflow.end(), std::string("TIMED_OUT"));
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED "did A")"));
        QCOMPARE(run.calls(), std::string("A"));
    }

    void aWaitWhoseMomentHasPassedIsLeftAtOnce() {
        RedrivenRun run(R"({"StartAt":"W","States":{
            "W":{"Type":"Wait","Timestamp":"2023-11-14T22:14:00Z","End":true}}})");
        run.workflow.settle();
        run.workflow.executor.stop(run.workflow.id);
        run.workflow.clock.advance(std::chrono::hours(1));
        const auto before = run.workflow.clock.now();
        run.again();
        QCOMPARE(run.workflow.end(), std::string("SUCCEEDED {}"));
        QVERIFY(run.workflow.clock.now() == before);
    }

    void variablesAreWhatTheyWere() {
        RedrivenRun run(R"({"StartAt":"V","States":{
            "V":{"Type":"Pass","Assign":{"x":1},"Next":"P"},
            "P":{"Type":"Parallel","Branches":[{"StartAt":"Y","States":{
                "Y":{"Type":"Pass","Assign":{"y":2},"Next":"A"},
                "A":{"Type":"Task","Resource":"f","Parameters":{"x.$":"$x","y.$":"$y"},
                     "End":true}}}],"End":true}}})");
        run.run({"A"}).again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did A"])"));
        QCOMPARE(run.workflow.functions.calls.back().request.payload.dump(),
                 std::string(R"({"x":1,"y":2})"));
    }

    void onlyTheBranchesThatDidNotSucceedRunAgain() {
        RedrivenRun run(kParallel);
        run.run({"B2"});
        QCOMPARE(run.workflow.end(), std::string("FAILED Odd: broken"));
        QCOMPARE(run.calls(), std::string("A B1 B2"));
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did A","did B2","did C"])"));
        QCOMPARE(run.calls(), std::string("A B1 B2 B2 C"));
        // Neither the Parallel nor the states in which the branches stood are entered again.
        QCOMPARE(run.story(), std::string("23<22 ExecutionRedriven\n"
                                          "24<15 LambdaFunctionScheduled\n"
                                          "25<24 LambdaFunctionStarted\n"
                                          "26<25 LambdaFunctionSucceeded\n"
                                          "27<26 TaskStateExited B2\n"
                                          "28<10 WaitStateExited W\n"
                                          "29<28 TaskStateEntered C\n"
                                          "30<29 LambdaFunctionScheduled\n"
                                          "31<30 LambdaFunctionStarted\n"
                                          "32<31 LambdaFunctionSucceeded\n"
                                          "33<32 TaskStateExited C\n"
                                          "34<33 ParallelStateSucceeded\n"
                                          "35<33 ParallelStateExited P\n"
                                          "36<35 ExecutionSucceeded\n"));
    }

    void aBranchMayFailOnceMore() {
        RedrivenRun run(kParallel);
        run.run({"B2"}).again({"B2", "C"}).again({"C"}).again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did A","did B2","did C"])"));
        QCOMPARE(run.calls(), std::string("A B1 B2 B2 B2 C C"));
    }

    void aParallelThatWasRetriedIsRedrivenInItsLastAttempt() {
        std::string definition = kParallel;
        definition.insert(definition.find(R"("End":true}}})"), // of the Parallel
                          R"("Retry":[{"ErrorEquals":["Odd"],"MaxAttempts":1}],)");
        RedrivenRun run(definition);
        run.run({"B2"});
        QCOMPARE(run.workflow.end(), std::string("FAILED Odd: broken"));
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did A","did B2","did C"])"));
    }

    void whatIsMadeOfTheBranchesFailsAndIsMadeAgain() {
        RedrivenRun run(R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
            {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"f","End":true}}}],
            "OutputPath":"$.nothing","End":true}}})");
        run.run().again();
        QCOMPARE(run.calls(), std::string("A"));
        QVERIFY(run.workflow.end().starts_with("FAILED States.Runtime"));
    }

    void branchesWhoseResultsWereTooLargeTogetherAllRunAgain() {
        Limits limits;
        limits.payloadBytes = 20;
        RedrivenRun run(R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
            {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"f","End":true}}},
            {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"f","End":true}}},
            {"StartAt":"C","States":{"C":{"Type":"Task","Resource":"f","End":true}}}],
            "End":true}}})",
                        "{}", limits);
        run.run();
        QVERIFY(run.workflow.end().starts_with("FAILED States.DataLimitExceeded"));
        run.again();
        QCOMPARE(run.calls(), std::string("A B C A B C"));
    }

    void onlyTheIterationsThatDidNotSucceedRunAgain() {
        RedrivenRun run(mapOf(R"("MaxConcurrency":1,)", kTask), kItems);
        run.run({"b"});
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did a","did b","did c","did d"])"));
        QCOMPARE(run.workflow.functions.calls.size(), std::size_t(5));
        QVERIFY(run.story().starts_with("20<19 ExecutionRedriven\n"
                                        "21<12 LambdaFunctionScheduled\n"
                                        "22<21 LambdaFunctionStarted\n"
                                        "23<22 LambdaFunctionSucceeded\n"
                                        "24<23 TaskStateExited T\n"
                                        "25<24 MapIterationSucceeded M#1\n"
                                        "26<24 MapIterationStarted M#2\n"));
    }

    void iterationsThatWereCutOffGoOnToo() {
        RedrivenRun run(mapOf("", kTask), kItems);
        run.run({"b"});
        QCOMPARE(run.workflow.end(), std::string("FAILED Odd: broken"));
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did a","did b","did c","did d"])"));
        std::string story = run.workflow.story();
        for (const char* once : {"MapIterationStarted M#0", "MapIterationStarted M#3"})
            QCOMPARE(story.find(once), story.rfind(once));
    }

    void anIterationWhoseInputCouldNotBeMadeGetsItAgain() {
        RedrivenRun run(R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items",
            "ItemSelector":{"v.$":"$$.Map.Item.Value.v"},"MaxConcurrency":1,"ItemProcessor":{)" +
                            std::string(kTask) + R"(},"End":true}}})",
                        R"({"items":[{"v":1},{"w":2}]})");
        run.run().again();
        QVERIFY(run.workflow.end().starts_with("FAILED States.Runtime"));
        const std::string story = run.workflow.story();
        QCOMPARE(story.find("MapIterationStarted M#1"), story.rfind("MapIterationStarted M#1"));
        QCOMPARE(run.workflow.functions.calls.size(), std::size_t(1));
    }

    void standardChildrenGoOnWhereTheyFailed() {
        RedrivenRun run(
            mapOf(R"("MaxConcurrency":2,"Label":"L",)", distributed("STANDARD", kTwoTasks)),
            R"({"items":["a","b","c","d"]})");
        run.workflow.functions.rule = [](const TaskRequest& request) {
            const std::string item = request.payload["item"].toString();
            if (request.state == "T" && item == "b")
                return tests::ScriptedFunctions::failure("Odd", "broken");
            TaskOutcome outcome;
            outcome.executedVersion = "$LATEST";
            outcome.result = Value("did " + item);
            return outcome;
        };
        run.workflow.finish();
        QVERIFY(run.workflow.end().starts_with("FAILED States.ExceedToleratedFailureThreshold"));
        QCOMPARE(counts(run.mapRun().items), std::string("1 0 1 1 1 of 4"));
        const std::size_t before = run.workflow.functions.calls.size();
        const std::string arn = run.mapRun().arn;
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did a","did b","did c","did d"])"));
        QCOMPARE(run.workflow.result->mapRuns.size(), std::size_t(1));
        QCOMPARE(run.mapRun().arn, arn);
        QCOMPARE(run.mapRun().redrives, std::int64_t(1));
        QCOMPARE(counts(run.mapRun().items), std::string("0 0 4 0 0 of 4"));
        QCOMPARE(counts(run.mapRun().executions), std::string("0 0 4 0 0 of 4"));
        std::string calls;
        for (std::size_t at = before; at < run.workflow.functions.calls.size(); ++at) {
            const auto& request = run.workflow.functions.calls[at].request;
            calls += request.state + request.payload["item"].toString() + ' ';
        }
        QCOMPARE(calls, std::string("Tb Sc Sd Tc Td "));
        QCOMPARE(run.story(), std::string("8<7 ExecutionRedriven\n"
                                          "9<3 MapRunRedriven\n"
                                          "10<9 MapRunSucceeded\n"
                                          "11<10 MapStateSucceeded\n"
                                          "12<10 MapStateExited M\n"
                                          "13<12 ExecutionSucceeded\n"));
        QCOMPARE(run.workflow.details(9), R"({"mapRunArn":")" + arn + R"(","redriveCount":1})");
    }

    void withinAChildOnlyTheBranchThatFailedRunsAgain() {
        RedrivenRun run(
            mapOf(R"("MaxConcurrency":2,)",
                  distributed("STANDARD",
                              R"("StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
                {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"f","End":true}}},
                {"StartAt":"B","States":{"V":{"Type":"Pass","End":true},
                    "B":{"Type":"Task","Resource":"f","ResultPath":"$.r","Assign":{"v":1},
                         "Next":"C"},
                    "C":{"Type":"Task","Resource":"f","Parameters":{"v.$":"$v"},"Next":"V"}}}],
                "End":true}})")),
            R"({"items":["a"]})");
        run.run({"C"}).again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED [["did a","did C"]])"));
        QCOMPARE(run.calls(), std::string("A B C C"));
        QCOMPARE(run.workflow.functions.calls.back().request.payload.dump(),
                 std::string(R"({"v":1})"));
    }

    void aRuntimeErrorDeepWithinAChildLeavesItsOtherBranchesRedrivable() {
        RedrivenRun run(
            mapOf(R"("MaxConcurrency":1,"ToleratedFailureCount":1,)",
                  distributed("STANDARD",
                              R"("StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
                {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":5,"Next":"A"},
                    "A":{"Type":"Task","Resource":"f","End":true}}},
                {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"f","Next":"X"},
                    "X":{"Type":"Pass","InputPath":"$.nothing","End":true}}}],
                "End":true}})")),
            R"({"items":["a","b"]})");
        run.run();
        QVERIFY(run.workflow.end().starts_with("FAILED States.ExceedToleratedFailureThreshold"));
        QCOMPARE(run.calls(), std::string("B B"));
        run.again();
        QCOMPARE(run.calls(), std::string("B B")); // it fails before the other branch is done
        QCOMPARE(counts(run.mapRun().items), std::string("0 0 0 2 0 of 2"));
    }

    void aMapRunWithinAMapRunGoesOn() {
        RedrivenRun run(
            mapOf(
                R"("MaxConcurrency":1,)",
                distributed(
                    "STANDARD",
                    R"("StartAt":"S","States":{"S":{"Type":"Task","Resource":"f","ResultPath":null,
                "Next":"N"},"N":{"Type":"Map","ItemsPath":"$.item","MaxConcurrency":1,
                "ItemSelector":{"item.$":"$$.Map.Item.Value"},"ItemProcessor":{)" +
                        distributed("STANDARD", kTask) + R"(},"End":true}})")),
            R"({"items":[["a","b"],["c","d"]]})");
        run.run({"c"}).again({"d"}).again();
        QCOMPARE(run.workflow.end(),
                 std::string(R"(SUCCEEDED [["did a","did b"],["did c","did d"]])"));
        QCOMPARE(run.calls(), std::string("S T T S T T T T"));
        QCOMPARE(run.workflow.result->mapRuns.size(), std::size_t(3));
        const auto difference =
            checkReplay(run.recorder->journal(), run.workflow.history().events());
        QVERIFY(difference.ok() && !*difference);
    }

    void expressChildrenBeginAnewUnderTheirNames() {
        RedrivenRun run(mapOf(R"("MaxConcurrency":1,)", distributed("EXPRESS", kTwoTasks)), kItems);
        run.run({"T"});
        const std::string child = run.mapRun().children.latest().front()->arn;
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did a","did b","did c","did d"])"));
        QCOMPARE(run.calls(), std::string("S T S T S T S T S T"));
        QCOMPARE(run.mapRun().children.latest().size(), std::size_t(4));
        QCOMPARE(run.mapRun().children.latest().front()->arn, child);
    }

    void childrenWaitForTheirRedriveUntilThereIsRoom() {
        RedrivenRun run(mapOf(R"("MaxConcurrency":1,"ToleratedFailureCount":1,)",
                              distributed("STANDARD", kTask)),
                        kItems);
        run.run({"a", "b"});
        QCOMPARE(counts(run.mapRun().items), std::string("2 0 0 2 0 of 4"));
        run.redrive();
        run.workflow.functions.rule = {};
        run.workflow.settle();
        const auto now = run.workflow.executor.mapRuns(run.workflow.id).front();
        QCOMPARE(counts(now->items), std::string("2 1 0 0 0 of 4"));
        QCOMPARE(now->waitingItems.failed, std::int64_t(1));
        run.workflow.executor.stop(run.workflow.id);
        run.workflow.finish();
        // Who has waited is counted as before.
        QCOMPARE(counts(run.mapRun().items), std::string("2 0 0 1 1 of 4"));
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did a","did b","did c","did d"])"));
        QCOMPARE(run.mapRun().redrives, std::int64_t(2));
    }

    void theToleranceIsOfTheRedriveAlone() {
        RedrivenRun run(mapOf(R"("MaxConcurrency":1,"ToleratedFailureCount":1,)",
                              distributed("STANDARD", kTask)),
                        kItems);
        run.run({"a", "b"}).again({"a"});
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did b","did c","did d"])"));
        QCOMPARE(counts(run.mapRun().items), std::string("0 0 3 1 0 of 4"));
    }

    void aStoppedMapRunGoesOn() {
        RedrivenRun run(mapOf(R"("MaxConcurrency":2,)", distributed("STANDARD", kTwoTasks)),
                        kItems);
        run.workflow.settle();
        run.workflow.functions.succeed(0, Value("s"));
        run.workflow.settle();
        run.workflow.executor.stop(run.workflow.id);
        run.workflow.finish();
        QCOMPARE(counts(run.mapRun().items), std::string("2 0 0 0 2 of 4"));
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did a","did b","did c","did d"])"));
        QCOMPARE(run.calls(), std::string("S S T T S S T T S T"));
    }

    void itemsThatWereReadAreNotReadAgain() {
        RedrivenRun run(R"({"StartAt":"M","States":{"M":{"Type":"Map","MaxConcurrency":1,
            "ItemReader":{"Resource":"arn:aws:states:::s3:getObject",
                "ReaderConfig":{"InputType":"JSON"},"Parameters":{"Bucket":"b","Key":"items"}},
            "ItemSelector":{"item.$":"$$.Map.Item.Value"},"ItemProcessor":{)" +
                        distributed("STANDARD", kTask) + R"(},"End":true}}})");
        run.workflow.store.put("b", "items", R"(["a","b","c"])");
        run.run({"b"}).again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did a","did b","did c"])"));
        QCOMPARE(run.workflow.functions.calls.size(), std::size_t(4));
    }

    void aReaderThatFailedReadsAgain() {
        RedrivenRun run(R"({"StartAt":"M","States":{"M":{"Type":"Map","Label":"L",
            "ItemReader":{"Resource":"arn:aws:states:::s3:getObject",
                "ReaderConfig":{"InputType":"JSON"},"Parameters":{"Bucket":"b","Key":"items"}},
            "ItemSelector":{"item.$":"$$.Map.Item.Value"},"ItemProcessor":{)" +
                        distributed("STANDARD", kTask) + R"(},"End":true}}})");
        run.run();
        QVERIFY(run.workflow.end().starts_with("FAILED States.ItemReaderFailed"));
        run.workflow.store.put("b", "items", R"(["a"])");
        run.again();
        QCOMPARE(run.workflow.end(), std::string(R"(SUCCEEDED ["did a"])"));
        QCOMPARE(run.workflow.result->mapRuns.size(), std::size_t(1));
    }

    void resultsOfARedriveGoBesideThoseBefore() {
        RedrivenRun run(mapOf(R"("MaxConcurrency":1,"ResultWriter":{
            "Resource":"arn:aws:states:::s3:putObject",
            "Parameters":{"Bucket":"b","Prefix":"out"}},)",
                              distributed("STANDARD", kTask)),
                        kItems);
        run.workflow.store.put("b", "there", "");
        run.run({"b"}).again();
        const std::string folder =
            "out/" + run.mapRun().arn.substr(run.mapRun().arn.rfind(':') + 1) + '/';
        const auto result = run.workflow.result->output["ResultWriterDetails"];
        QCOMPARE(result["Key"].toString(), folder + "Redrive-1/manifest.json");
        const auto manifest =
            Value::parse(run.workflow.store.text("b", folder + "Redrive-1/manifest.json"));
        std::string named;
        for (const Value& file : (*manifest)["ResultFiles"]["SUCCEEDED"].items())
            named += file["Key"].toString().substr(folder.size()) + ' ';
        QCOMPARE(named, std::string("SUCCEEDED_0.json Redrive-1/SUCCEEDED_0.json "));
        const auto written =
            Value::parse(run.workflow.store.text("b", folder + "Redrive-1/SUCCEEDED_0.json"));
        QCOMPARE(written->size(), std::size_t(3));
        QCOMPARE(written->at(0)["RedriveCount"].toInteger(), std::int64_t(1));
        QCOMPARE(written->at(1)["RedriveCount"].toInteger(), std::int64_t(0));
    }

    void aRedrivenExecutionReplaysFromItsJournal() {
        RedrivenRun run(kParallel);
        run.run({"B2"}).again({"C"}).again();
        const auto journal = decodeJournal(encodeJournal(run.recorder->journal()));
        QVERIFY(journal.ok());
        const auto difference = checkReplay(*journal, run.workflow.history().events());
        QVERIFY(difference.ok());
        QVERIFY(!*difference);
    }

    void cutOffAtAnyInputARedrivenExecutionComesToTheSameEnd() {
        for (const std::string& definition :
             {std::string(kParallel), mapOf(R"("MaxConcurrency":2,)", kTask),
              mapOf(R"("MaxConcurrency":2,)", distributed("STANDARD", kTwoTasks))}) {
            RedrivenRun run(definition, kItems);
            run.run({"B2", "b"}).again();
            const Journal whole = run.recorder->journal();
            const std::size_t redriven = whole.inputs.size() - afterRedrive(whole);
            for (std::size_t inputs = redriven + 1; inputs <= whole.inputs.size(); ++inputs) {
                Journal cut = whole;
                cut.inputs.resize(inputs);
                tests::Comeback comeback(cut);
                comeback.functions.rule = run.workflow.functions.rule;
                comeback.finish();
                QCOMPARE(comeback.end(), run.workflow.end());
            }
        }
    }

    void itIsRedrivenFromItsJournalOnceItsProgramHasEnded() {
        RedrivenRun run(kParallel);
        run.run({"B2"});
        const Journal journal = run.recorder->journal();
        tests::Comeback home(journal);
        home.finish(); // it had ended
        std::optional<ExecutionResult> result;
        const auto sink = std::make_shared<JournalRecorder>(journal);
        home.functions.rule = [](const TaskRequest& request) {
            TaskOutcome outcome;
            outcome.executedVersion = "$LATEST";
            outcome.result = Value("did " + request.state);
            return outcome;
        };
        const auto again =
            home.executor.redrive({journal, sink, HistoryRetention::Keep},
                                  [&](const ExecutionResult& ended) { result = ended; });
        QVERIFY(again.ok());
        home.finish();
        QCOMPARE(tests::ended(*result), std::string(R"(SUCCEEDED ["did A","did B2","did C"])"));
        const auto difference = checkReplay(sink->journal(), result->history->events());
        QVERIFY(difference.ok() && !*difference);
        const auto refused = home.executor.redrive({sink->journal(), {}, {}});
        QCOMPARE(refused.error().code, std::string("journal.notRedrivable"));
    }

private:
    /// How many inputs came after the last redrive.
    static std::size_t afterRedrive(const Journal& journal) {
        std::size_t count = 0;
        for (auto at = journal.inputs.rbegin(); at != journal.inputs.rend(); ++at, ++count) {
            if (std::holds_alternative<RedriveInput>(at->body))
                break;
        }
        return count;
    }
};

QTEST_GUILESS_MAIN(RedriveTest)
#include "tst_redrive.moc"
