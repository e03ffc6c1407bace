#include "widgets/designer/runstate.h"

#include <QTest>

using namespace ws;
using designer::RunState;
using telemetry::HistoryEvent;
using theme::Status;
using Type = telemetry::HistoryEventType;

namespace {

/// A history written line by line: type, predecessor, name.
struct Story {
    std::vector<HistoryEvent> events;

    std::int64_t add(Type type, std::int64_t previous, const char* name = "",
                     const char* error = nullptr) {
        HistoryEvent event;
        event.id = std::int64_t(events.size()) + 1;
        event.previousId = previous;
        event.type = type;
        event.name = name;
        event.at = base::TimePoint{std::chrono::seconds{event.id}};
        if (error)
            event.error = error;
        events.push_back(event);
        return event.id;
    }
    std::int64_t then(Type type, const char* name = "", const char* error = nullptr) {
        return add(type, std::int64_t(events.size()), name, error);
    }
    RunState run(std::size_t count = SIZE_MAX) const { return RunState::of(events, count); }
    Status status(const char* name, std::size_t count = SIZE_MAX) const {
        const RunState state = run(count);
        const auto* found = state.state(name);
        return found ? found->status : Status::NotStarted;
    }
};

Story retriedAndCaught() {
    Story story;
    story.add(Type::ExecutionStarted, 0);
    story.add(Type::TaskStateEntered, 0, "Pay");
    story.then(Type::LambdaFunctionScheduled);
    story.then(Type::LambdaFunctionStarted);
    story.then(Type::LambdaFunctionFailed, "", "Declined");
    story.then(Type::LambdaFunctionScheduled);
    story.then(Type::LambdaFunctionStarted);
    story.then(Type::LambdaFunctionFailed, "", "Declined");
    story.then(Type::TaskStateExited, "Pay");
    story.then(Type::PassStateEntered, "Apologise");
    story.then(Type::PassStateExited, "Apologise");
    story.then(Type::ExecutionSucceeded);
    return story;
}

} // namespace

class tst_RunState : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRetryIsAnAttemptAndABackoffIsAWait() {
        const Story story = retriedAndCaught();
        QCOMPARE(story.status("Pay", 4), Status::Running);
        QCOMPARE(story.status("Pay", 5), Status::Waiting);
        QVERIFY(story.run(5).state("Pay")->backingOff);
        QCOMPARE(story.run(5).state("Pay")->attempts, 1);
        QCOMPARE(story.status("Pay", 6), Status::Running);
        QCOMPARE(story.run(6).state("Pay")->attempts, 2);
    }

    void whatARedriveGoesOnInIsNotFailedAnyMore() {
        Story story;
        story.add(Type::ExecutionStarted, 0);
        story.add(Type::ParallelStateEntered, 0, "Both");
        story.then(Type::ParallelStateStarted);
        const auto entered = story.then(Type::TaskStateEntered, "Pay");
        story.then(Type::TaskScheduled);
        const auto failed = story.then(Type::TaskFailed, "", "Declined");
        story.then(Type::ParallelStateFailed, "", "Declined");
        story.then(Type::ExecutionFailed, "", "Declined");
        QVERIFY(story.run().finished());
        QCOMPARE(story.status("Pay"), Status::Failed);
        QCOMPARE(story.status("Both"), Status::Failed);
        story.then(Type::ExecutionRedriven);
        story.add(Type::TaskScheduled, entered);
        QVERIFY(!story.run().finished());
        QCOMPARE(story.status("Pay"), Status::Running);
        QCOMPARE(story.status("Both"), Status::Running);
        QVERIFY(story.run().state("Pay")->error.empty());
        story.then(Type::TaskSucceeded);
        story.then(Type::TaskStateExited, "Pay");
        QCOMPARE(story.status("Pay"), Status::Succeeded);
        QCOMPARE(story.status("Pay", std::size_t(failed) + 2), Status::Failed); // as it was then
    }

    void aCaughtErrorTakesTheCatchEdge() {
        const RunState run = retriedAndCaught().run();
        QCOMPARE(run.state("Pay")->status, Status::Caught);
        QCOMPARE(run.state("Pay")->error, std::string("Declined"));
        QCOMPARE(run.state("Apologise")->status, Status::Succeeded);
        QVERIFY(run.took("Pay", "Apologise", true));
        QVERIFY(!run.took("Pay", "Apologise", false));
        QVERIFY(run.took("", "Pay", false));
        QVERIFY(run.took("Apologise", "", false));
        QVERIFY(run.finished());
    }

    void theEventsOfAStateAreItsVisitsEvents() {
        const auto ids = retriedAndCaught().run().eventsOf("Pay");
        QCOMPARE(ids.size(), std::size_t{8});
        QCOMPARE(ids.front(), std::int64_t{2});
        QCOMPARE(ids.back(), std::int64_t{9});
    }

    void aFailingBranchAbortsTheOthersAndFailsItsParallel() {
        Story story;
        story.add(Type::ExecutionStarted, 0);
        story.add(Type::ParallelStateEntered, 0, "Both");
        const auto started = story.then(Type::ParallelStateStarted);
        const auto left = story.add(Type::TaskStateEntered, started, "Left");
        const auto right = story.add(Type::WaitStateEntered, started, "Right");
        story.add(Type::LambdaFunctionScheduled, left);
        const auto failed = story.then(Type::LambdaFunctionFailed, "", "Boom");
        QCOMPARE(story.status("Right"), Status::Waiting);
        story.add(Type::WaitStateAborted, failed);
        Q_UNUSED(right);
        const auto parallel = story.add(Type::ParallelStateFailed, failed, "", "Boom");
        QCOMPARE(story.status("Left"), Status::Failed);
        QCOMPARE(story.status("Right"), Status::Aborted);
        story.add(Type::ExecutionFailed, parallel, "", "Boom");
        QCOMPARE(story.status("Both"), Status::Failed);
    }

    void aMapCountsItsItemsAndShowsTheMostUrgentVisit() {
        Story story;
        story.add(Type::ExecutionStarted, 0);
        story.add(Type::MapStateEntered, 0, "Each");
        const auto started = story.then(Type::MapStateStarted);
        story.events.back().length = 3;
        const auto one = story.add(Type::MapIterationStarted, started, "Each");
        const auto two = story.add(Type::MapIterationStarted, started, "Each");
        const auto workOne = story.add(Type::PassStateEntered, one, "Work");
        story.add(Type::PassStateEntered, two, "Work");
        const auto doneOne = story.add(Type::PassStateExited, workOne, "Work");
        story.add(Type::MapIterationSucceeded, doneOne, "Each");
        const RunState run = story.run();
        QCOMPARE(run.state("Work")->status, Status::Running);
        QCOMPARE(run.state("Work")->active, 1);
        QCOMPARE(run.state("Work")->visits, 2);
        QCOMPARE(run.state("Each")->items->total, std::int64_t{3});
        QCOMPARE(run.state("Each")->items->succeeded, std::int64_t{1});
        QCOMPARE(run.state("Each")->items->running, std::int64_t{1});
        QCOMPARE(run.state("Each")->status, Status::Running);
    }

    void aLoopShowsItsLatestVisit() {
        Story story;
        story.add(Type::ExecutionStarted, 0);
        story.add(Type::PassStateEntered, 0, "Poll");
        story.then(Type::PassStateExited, "Poll");
        story.then(Type::PassStateEntered, "Poll");
        QCOMPARE(story.status("Poll"), Status::Running);
        QCOMPARE(story.run().state("Poll")->visits, 2);
        QVERIFY(story.run().took("Poll", "Poll", false));
    }

    void whatRanWhenTheExecutionEndedIsMarked_data() {
        QTest::addColumn<int>("end");
        QTest::addColumn<int>("status");
        QTest::newRow("aborted") << int(Type::ExecutionAborted) << int(Status::Aborted);
        QTest::newRow("timed out") << int(Type::ExecutionTimedOut) << int(Status::TimedOut);
        QTest::newRow("failed") << int(Type::ExecutionFailed) << int(Status::Failed);
    }
    void whatRanWhenTheExecutionEndedIsMarked() {
        QFETCH(int, end);
        QFETCH(int, status);
        Story story;
        story.add(Type::ExecutionStarted, 0);
        story.add(Type::ChoiceStateEntered, 0, "Which");
        story.then(Type(end), "", "States.NoChoiceMatched");
        QCOMPARE(int(story.status("Which")), status);
    }

    void aTimeoutIsNotAnyFailure() {
        Story story;
        story.add(Type::ExecutionStarted, 0);
        story.add(Type::TaskStateEntered, 0, "Slow");
        story.then(Type::LambdaFunctionScheduled);
        story.then(Type::LambdaFunctionTimedOut, "", "States.Timeout");
        story.then(Type::ExecutionFailed, "", "States.Timeout");
        QCOMPARE(story.status("Slow"), Status::TimedOut);
    }

    void eventsWithoutTheirPredecessorsDoNoHarm() {
        Story story;
        story.add(Type::TaskStateExited, 41, "A");
        story.add(Type::MapIterationSucceeded, 99, "M");
        story.add(Type::ParallelStateFailed, -3);
        story.add(Type::LambdaFunctionFailed, 1000);
        story.add(Type::ExecutionFailed, 77);
        QVERIFY(story.run().finished());
    }
};

QTEST_GUILESS_MAIN(tst_RunState)
#include "tst_runstate.moc"
