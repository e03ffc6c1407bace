#include "engine/execution/activityqueue.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using namespace std::chrono_literals;
using tests::Workflow;

static const std::string kActivity = "arn:aws:states:us-east-1:123456789012:activity:paint";

static std::string activity(const std::string& more = {}) {
    return R"({"StartAt":"S","States":{"S":{"Type":"Task","Resource":")" + kActivity +
           R"(","End":true)" + more + "}}}";
}

namespace {

/// A workflow and the one who works for it.
struct Fixture {
    explicit Fixture(const std::string& definition = activity())
        : workflow(definition, R"({"colour":"red"})") {
        workflow.settle();
    }
    /// Asks for a task; what came is in `task` once it has.
    Fixture& poll(const std::string& worker = "painter") {
        workflow.executor.activities().poll(kActivity, worker,
                                            [this](const std::optional<ActivityQueue::Task>& got) {
                                                ++answers;
                                                task = got;
                                            });
        workflow.settle();
        return *this;
    }
    base::Status succeed(const std::string& output) {
        const auto status = workflow.executor.sendTaskSuccess(task->token, output);
        workflow.settle();
        return status;
    }

    Workflow workflow;
    std::optional<ActivityQueue::Task> task;
    int answers = 0;
};

} // namespace

class ActivitiesTest : public QObject {
    Q_OBJECT

private slots:
    void aWorkerTakesTheTaskAndEndsIt();
    void aWorkerNeedsNoName();
    void aWorkerWaitsForATaskThatComesLater();
    void aWorkerThatWaitsInVainHearsOfIt();
    void aWorkerThatHungUpIsNotAnswered();
    void tasksGoToTheWorkersInTheOrderOfBoth();
    void aFailureHasItsErrorAndCause();
    void aFailureMayBeWithoutWords();
    void timeoutsCountFromTheMomentAWorkerHasIt();
    void heartbeatsKeepATaskAlive();
    void withoutAHeartbeatATaskTimesOut();
    void aRetryIsANewTaskWithANewToken();
    void aTaskThatNobodyTookIsWithdrawn();
    void tokensOfThePastAreToldFromWhatNeverWasOne();
    void anOutputMustBeJson();
};

void ActivitiesTest::aWorkerTakesTheTaskAndEndsIt() {
    Fixture f;
    QCOMPARE(f.workflow.executor.activities().waitingTasks(kActivity), std::size_t(1));
    f.poll();
    QCOMPARE(f.task->input.dump(), std::string(R"({"colour":"red"})"));
    QVERIFY(f.succeed(R"({"painted": true})"));
    QCOMPARE(f.workflow.finish().end(), std::string(R"(SUCCEEDED {"painted":true})"));
    QCOMPARE(f.workflow.story(2), std::string("2<0 TaskStateEntered S\n"
                                              "3<2 ActivityScheduled\n"
                                              "4<3 ActivityStarted\n"
                                              "5<4 ActivitySucceeded\n"
                                              "6<5 TaskStateExited S\n"
                                              "7<6 ExecutionSucceeded\n"));
    QCOMPARE(f.workflow.details(3), "{\"resource\":\"" + kActivity +
                                        "\",\"input\":\"{\\\"colour\\\":\\\"red\\\"}\","
                                        "\"inputDetails\":{\"truncated\":false}}");
    QCOMPARE(f.workflow.details(4), std::string(R"({"workerName":"painter"})"));
}

void ActivitiesTest::aWorkerNeedsNoName() {
    Fixture f;
    f.poll("");
    QCOMPARE(f.workflow.details(4), std::string("{}"));
}

void ActivitiesTest::aWorkerWaitsForATaskThatComesLater() {
    Fixture f(R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":30,"Next":"S"},
        "S":{"Type":"Task","Resource":")" +
              kActivity + R"(","End":true}}})");
    f.poll();
    QCOMPARE(f.answers, 0);
    f.workflow.clock.advance(30s);
    QVERIFY(f.task);
}

void ActivitiesTest::aWorkerThatWaitsInVainHearsOfIt() {
    Fixture f(R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":300,"End":true}}})");
    f.poll();
    f.workflow.clock.advance(ActivityQueue::kPollTime - 1us);
    QCOMPARE(f.answers, 0);
    f.workflow.clock.advance(1us);
    QCOMPARE(f.answers, 1);
    QVERIFY(!f.task);
}

void ActivitiesTest::aWorkerThatHungUpIsNotAnswered() {
    Fixture f(R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":300,"End":true}}})");
    const auto poll =
        f.workflow.executor.activities().poll(kActivity, "gone", [&](const auto&) { ++f.answers; });
    f.workflow.executor.activities().cancel(poll);
    f.workflow.clock.advance(300s);
    QCOMPARE(f.answers, 0);
}

void ActivitiesTest::tasksGoToTheWorkersInTheOrderOfBoth() {
    Workflow workflow(
        R"({"StartAt":"M","States":{"M":{"Type":"Map","End":true,"Iterator":{"StartAt":"S",
        "States":{"S":{"Type":"Task","Resource":")" +
            kActivity + R"(","End":true}}}}}})",
        "[1,2]");
    std::string heard;
    for (const char* worker : {"a", "b"})
        workflow.executor.activities().poll(kActivity, worker, [&heard, worker](const auto& task) {
            heard += worker + task->input.dump() + ' ';
        });
    workflow.settle();
    QCOMPARE(heard, std::string("a1 b2 "));
}

void ActivitiesTest::aFailureHasItsErrorAndCause() {
    Fixture f;
    f.poll();
    QVERIFY(f.workflow.executor.sendTaskFailure(f.task->token, "Spilled", "all of it"));
    QCOMPARE(f.workflow.finish().end(), std::string("FAILED Spilled: all of it"));
    QCOMPARE(f.workflow.details(5), std::string(R"({"error":"Spilled","cause":"all of it"})"));
}

void ActivitiesTest::aFailureMayBeWithoutWords() {
    Fixture f(activity(R"(,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"P"}]},
        "P":{"Type":"Pass","End":true)"));
    f.poll();
    QVERIFY(f.workflow.executor.sendTaskFailure(f.task->token, std::nullopt, std::nullopt));
    QCOMPARE(f.workflow.finish().end(), std::string(R"(SUCCEEDED {"Error":null,"Cause":null})"));
    QCOMPARE(f.workflow.details(5), std::string("{}"));
}

void ActivitiesTest::timeoutsCountFromTheMomentAWorkerHasIt() {
    Fixture f(activity(R"(,"TimeoutSeconds":10)"));
    f.workflow.clock.advance(24h);
    QCOMPARE(f.workflow.end(), std::string("running"));
    f.poll();
    f.workflow.clock.advance(10s);
    QCOMPARE(f.workflow.finish().end(), std::string("FAILED States.Timeout: "));
    QCOMPARE(f.workflow.story(5), std::string("5<4 ActivityTimedOut\n6<5 ExecutionFailed\n"));
    QCOMPARE(f.succeed("{}").error().code, std::string("TaskTimedOut"));
}

void ActivitiesTest::heartbeatsKeepATaskAlive() {
    Fixture f(activity(R"(,"TimeoutSeconds":60,"HeartbeatSeconds":10)"));
    f.poll();
    for (int beat = 0; beat < 4; ++beat) {
        f.workflow.clock.advance(9s);
        QVERIFY(f.workflow.executor.sendTaskHeartbeat(f.task->token));
    }
    QCOMPARE(f.workflow.end(), std::string("running"));
    QVERIFY(f.succeed("1"));
    QCOMPARE(f.workflow.finish().end(), std::string("SUCCEEDED 1"));
}

void ActivitiesTest::withoutAHeartbeatATaskTimesOut() {
    Fixture f(activity(R"(,"HeartbeatSecondsPath":"$.beat")"));
    Workflow workflow(activity(R"(,"HeartbeatSecondsPath":"$.beat")"), R"({"beat":5})");
    workflow.settle();
    workflow.executor.activities().poll(kActivity, "", [](const auto&) {});
    workflow.clock.advance(5s);
    QCOMPARE(workflow.finish().end(), std::string("FAILED States.Timeout: "));
    QVERIFY(workflow.details(3).find(R"("heartbeatInSeconds":5)") != std::string::npos);
}

void ActivitiesTest::aRetryIsANewTaskWithANewToken() {
    Fixture f(activity(R"(,"Retry":[{"ErrorEquals":["Spilled"],"IntervalSeconds":1}])"));
    f.poll();
    const std::string first = f.task->token;
    QVERIFY(f.workflow.executor.sendTaskFailure(first, "Spilled", std::nullopt));
    f.workflow.clock.advance(1s);
    f.poll();
    QVERIFY(f.task->token != first);
    QCOMPARE(f.workflow.executor.sendTaskSuccess(first, "1").error().code,
             std::string("TaskTimedOut"));
    QVERIFY(f.succeed("2"));
    QCOMPARE(f.workflow.finish().end(), std::string("SUCCEEDED 2"));
}

void ActivitiesTest::aTaskThatNobodyTookIsWithdrawn() {
    Fixture f;
    f.workflow.executor.stop(f.workflow.id);
    f.workflow.settle();
    QCOMPARE(f.workflow.executor.activities().waitingTasks(kActivity), std::size_t(0));
    f.poll();
    QVERIFY(!f.task);
}

void ActivitiesTest::tokensOfThePastAreToldFromWhatNeverWasOne() {
    Fixture f;
    f.poll();
    QVERIFY(f.succeed("1"));
    QCOMPARE(f.succeed("1").error().arg("message"),
             std::string("Task Timed Out: 'Provided task does not exist anymore'"));
    const auto status = f.workflow.executor.sendTaskHeartbeat(f.task->token + "x");
    QCOMPARE(status.error().code, std::string("InvalidToken"));
    QCOMPARE(status.error().arg("message"), std::string("Invalid Token: 'Invalid token'"));
}

void ActivitiesTest::anOutputMustBeJson() {
    Fixture f;
    f.poll();
    QCOMPARE(f.succeed("{").error().code, std::string("InvalidOutput"));
    QVERIFY(f.succeed("{}"));
}

QTEST_GUILESS_MAIN(ActivitiesTest)
#include "tst_activities.moc"
