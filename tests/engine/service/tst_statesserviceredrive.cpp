#include "engine/execution/historyjson.h"
#include "engine/execution/replay.h"
#include "engine/service/statesservice.h"
#include "tests/support/statesfixture.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using json::Value;
using tests::StatesFixture;

namespace {

Value on(const std::string& execution) {
    return Value::object({{"executionArn", execution}});
}

Value with(const std::string& execution, const std::string& token) {
    return Value::object({{"executionArn", execution}, {"clientToken", token}});
}

std::string refused(const std::string& execution, const std::string& why) {
    return "ExecutionNotRedrivable: Execution " + execution + " invalid for redrive as: " + why;
}

std::string typesOf(const Value& history) {
    std::string out;
    for (const Value& event : history["events"].items())
        out += (out.empty() ? "" : " ") + event["type"].toString();
    return out;
}

} // namespace

class TestStatesServiceRedrive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWentWellIsNotRedriven() {
        StatesFixture f;
        const std::string execution = f.start(f.create("fine"));
        f.clock.runUntilIdle();
        QCOMPARE(f.refusal("RedriveExecution", on(execution)),
                 "ExecutionNotRedrivable: Execution " + execution +
                     " invalid for redrive as: Execution is SUCCEEDED and cannot be redriven");
    }

    void aRedrivenExecutionGoesOnWhereItFailed() {
        StatesFixture f;
        const std::string activity =
            f.done("CreateActivity", Value::object({{"name", "work"}}))["activityArn"].toString();
        const std::string execution = f.start(f.create(
            "again",
            R"({"StartAt":"P","States":{"P":{"Type":"Pass","Assign":{"kept":1},"Next":"T"},)"
            R"("T":{"Type":"Task","Resource":")" +
                activity +
                R"(","Parameters":{"n.$":"$$.Execution.RedriveCount"},"ResultPath":"$.r",)"
                R"("Next":"E"},"E":{"Type":"Pass","Parameters":{"kept.$":"$kept","r.$":"$.r"},)"
                R"("End":true}}})"));
        const auto work = [&](const std::string& operation, Value answer) {
            Value task;
            f.states.call("GetActivityTask", Value::object({{"activityArn", activity}}),
                          [&](service::Answer given) { task = *given; });
            f.clock.advance(1s);
            answer.set("taskToken", task["taskToken"]);
            f.done(operation, answer);
            f.clock.advance(1s);
            return task["input"].toString();
        };
        QCOMPARE(work("SendTaskFailure", Value::object({{"error", "Tired"}})),
                 std::string(R"({"n":0})"));
        QCOMPARE(f.statusOf(execution), std::string("FAILED"));

        f.done("RedriveExecution", on(execution));
        QCOMPARE(f.statusOf(execution), std::string("RUNNING"));
        QCOMPARE(work("SendTaskSuccess", Value::object({{"output", "2"}})),
                 std::string(R"({"n":1})"));
        const Value described = f.done("DescribeExecution", on(execution));
        QCOMPARE(described["status"].toString(), std::string("SUCCEEDED"));
        QCOMPARE(described["output"].toString(), std::string(R"({"kept":1,"r":2})"));
        QCOMPARE(described["redriveCount"].toInteger(), std::int64_t(1));
        QVERIFY(!described.find("error"));
        QCOMPARE(typesOf(f.historyOf(execution)),
                 std::string("ExecutionStarted PassStateEntered PassStateExited TaskStateEntered "
                             "ActivityScheduled ActivityStarted ActivityFailed ExecutionFailed "
                             "ExecutionRedriven ActivityScheduled ActivityStarted "
                             "ActivitySucceeded TaskStateExited PassStateEntered PassStateExited "
                             "ExecutionSucceeded"));
    }

    void aStoppedExecutionIsRedrivenAtOnce() {
        StatesFixture f;
        const std::string execution = f.start(f.create("stopped", StatesFixture::kWait));
        f.clock.advance(1s);
        f.done("StopExecution", on(execution));
        f.done("RedriveExecution", on(execution));
        f.clock.advance(30s);
        QCOMPARE(f.statusOf(execution), std::string("RUNNING"));
        f.clock.advance(31s);
        QCOMPARE(f.statusOf(execution), std::string("SUCCEEDED"));
    }

    void oneThatRunsIsNotRedriven() {
        StatesFixture f;
        const std::string execution = f.start(f.create("runs", StatesFixture::kWait));
        const std::string why = refused(execution, "Execution is RUNNING and cannot be redriven");
        QCOMPARE(f.refusal("RedriveExecution", on(execution)), why);
        // It has been stopped before it began, and has not ended yet.
        f.done("StopExecution", on(execution));
        QCOMPARE(f.refusal("RedriveExecution", on(execution)), why);
        f.clock.runUntilIdle();
        f.done("RedriveExecution", on(execution));
        f.clock.runUntilIdle();
        QCOMPARE(f.statusOf(execution), std::string("SUCCEEDED"));
    }

    void whatIsRedrivenIsStoppedAtOnce() {
        StatesFixture f;
        const std::string execution = f.start(f.create("stopped", StatesFixture::kWait));
        f.clock.advance(1s);
        f.done("StopExecution", on(execution));
        f.done("RedriveExecution", on(execution));
        f.done("StopExecution", on(execution));
        f.clock.advance(1s);
        QCOMPARE(f.statusOf(execution), std::string("ABORTED"));
        QCOMPARE(typesOf(f.historyOf(execution)),
                 std::string("ExecutionStarted WaitStateEntered ExecutionAborted "
                             "ExecutionRedriven ExecutionAborted"));
        f.done("RedriveExecution", on(execution));
        f.clock.advance(61s);
        QCOMPARE(f.statusOf(execution), std::string("SUCCEEDED"));
    }

    void theSameRequestRedrivesOnce() {
        StatesFixture f;
        const std::string execution = f.start(f.create("token", StatesFixture::kFail));
        f.clock.advance(1s);
        const Value first = f.done("RedriveExecution", with(execution, "a"));
        f.clock.advance(14min);
        QVERIFY(f.done("RedriveExecution", with(execution, "a")) == first);
        QCOMPARE(f.done("DescribeExecution", on(execution))["redriveCount"].toInteger(),
                 std::int64_t(1));
        QVERIFY(!(f.done("RedriveExecution", with(execution, "b")) == first));
        f.clock.advance(1min);
        QVERIFY(!(f.done("RedriveExecution", with(execution, "a")) == first));
        QCOMPARE(f.done("DescribeExecution", on(execution))["redriveCount"].toInteger(),
                 std::int64_t(3));
    }

    void afterTwoWeeksItIsTooLate() {
        StatesFixture f;
        const std::string execution = f.start(f.create("old", StatesFixture::kFail));
        f.clock.advance(14 * 24h);
        QCOMPARE(f.done("DescribeExecution", on(execution))["redriveStatus"].toString(),
                 std::string("REDRIVABLE"));
        f.clock.advance(1s);
        QCOMPARE(f.refusal("RedriveExecution", on(execution)),
                 refused(execution, "Execution redrivable period exceeded"));
    }

    void aThousandTimesAreEnough() {
        StatesFixture f;
        const std::string execution = f.start(f.create("often", StatesFixture::kFail));
        f.clock.runUntilIdle();
        for (int count = 0; count < 1'000; ++count) {
            f.done("RedriveExecution", on(execution));
            f.clock.runUntilIdle();
        }
        QCOMPARE(f.refusal("RedriveExecution", on(execution)),
                 refused(execution, "Execution redrive limit exceeded"));
    }

    void aFullHistoryTakesNoRedrive() {
        StatesFixture f;
        const std::string execution =
            f.start(f.create("full", R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},
                "B":{"Type":"Choice","Choices":[{"Variable":"$.end","IsPresent":true,"Next":"C"}],
                     "Default":"A"},"C":{"Type":"Succeed"}}})"));
        f.clock.runUntilIdle();
        QCOMPARE(f.statusOf(execution), std::string("FAILED"));
        QCOMPARE(f.refusal("RedriveExecution", on(execution)),
                 refused(execution, "Execution history event limit exceeded"));
    }

    void itsMapRunIsTheSameRedriven() {
        StatesFixture f;
        const std::string execution = f.start(
            f.create("map", R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items",
                "MaxConcurrency":1,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED",
                    "ExecutionType":"STANDARD"},"StartAt":"F","States":{
                    "F":{"Type":"Fail","Error":"E"}}},"End":true}}})"),
            "run", R"({"items":[1,2]})");
        f.clock.runUntilIdle();
        f.done("RedriveExecution", on(execution));
        f.clock.runUntilIdle();
        const Value runs = f.done("ListMapRuns", on(execution));
        QCOMPARE(runs["mapRuns"].size(), std::size_t(1));
        const Value run = f.done(
            "DescribeMapRun", Value::object({{"mapRunArn", runs["mapRuns"].at(0)["mapRunArn"]}}));
        QCOMPARE(run["status"].toString(), std::string("FAILED"));
        QCOMPARE(run["redriveCount"].toInteger(), std::int64_t(1));
        QVERIFY(run.find("redriveDate"));
        QCOMPARE(run["itemCounts"]["failed"].toInteger(), std::int64_t(1));
        QCOMPARE(run["itemCounts"]["pending"].toInteger(), std::int64_t(1));
        QCOMPARE(run["itemCounts"]["pendingRedrive"].toInteger(), std::int64_t(0));
    }

    void itsJournalGoesOn() {
        base::ManualClock clock;
        telemetry::EventBus bus{clock};
        tests::EchoInvoker functions{clock};
        const auto journal = std::make_shared<execution::JournalRecorder>();
        service::StatesService states{
            {clock, functions, bus, 7, nullptr, nullptr, nullptr, nullptr, journal}};
        const std::string machine =
            (*states.call("CreateStateMachine",
                          Value::object({{"name", "kept"},
                                         {"definition", StatesFixture::kFail},
                                         {"roleArn", StatesFixture::kRole}})))["stateMachineArn"]
                .toString();
        const Value started =
            *states.call("StartExecution", Value::object({{"stateMachineArn", machine}}));
        const Value execution = Value::object({{"executionArn", started["executionArn"]}});
        clock.runUntilIdle();
        QVERIFY(states.call("RedriveExecution", execution).ok());
        clock.runUntilIdle();
        const Value history = *states.call("GetExecutionHistory", execution);
        QCOMPARE(history["events"].size(), std::size_t(5));
        const auto replay = execution::Replay::open(journal->journal().header);
        (*replay)->apply(journal->journal().inputs);
        const auto& replayed = (*replay)->interpreter();
        QCOMPARE(replayed.history()->size(), std::size_t(5));
        QCOMPARE(replayed.redrives(), std::int64_t(1));
    }
};

QTEST_GUILESS_MAIN(TestStatesServiceRedrive)
#include "tst_statesserviceredrive.moc"
