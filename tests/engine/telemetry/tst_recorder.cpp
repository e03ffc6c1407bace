#include "engine/telemetry/recorder.h"

#include <QTest>

using namespace ws;
using namespace ws::telemetry;
using namespace std::chrono_literals;

namespace {

/// Feeds a recorder with events whose time the test moves by hand.
struct Story {
    explicit Story(const Recorder::Limits& limits = {})
        : recorder(limits) {}

    void say(EventBody body) { recorder.onEvent({++sequence, at, std::move(body)}); }
    void wait(base::Duration by) { at += by; }
    void start(int environment, StartReason reason = StartReason::FirstInvocation) {
        say(EnvironmentStarted{
            EnvironmentId(environment), "counter", "$LATEST", reason, 128, "", {}, 0, ""});
    }
    void enter(int environment, Phase phase, int invocation = 0, bool failed = false) {
        say(EnvironmentPhaseChanged{EnvironmentId(environment), phase, InvocationId(invocation),
                                    failed, std::nullopt});
    }
    void arrive(int invocation) {
        InvocationArrived body;
        body.invocation = InvocationId(invocation);
        body.function = "counter";
        say(body);
    }
    void finish(int invocation, int environment,
                InvocationStatus status = InvocationStatus::Succeeded) {
        InvocationFinished body;
        body.invocation = InvocationId(invocation);
        body.environment = EnvironmentId(environment);
        body.status = status;
        say(body);
    }
    /// A warm invoke of a millisecond.
    void serve(int invocation, int environment) {
        arrive(invocation);
        say(InvocationStarted{InvocationId(invocation), EnvironmentId(environment),
                              StartReason::Warm});
        enter(environment, Phase::Invoke, invocation);
        wait(1ms);
        finish(invocation, environment);
        enter(environment, Phase::Idle);
    }
    const Lane& lane(int environment) const { return *recorder.lane(EnvironmentId(environment)); }

    Recorder recorder;
    base::TimePoint at{1'700'000'000s};
    std::uint64_t sequence = 0;
};

int highest(const std::vector<SeriesPoint>& series) {
    int value = 0;
    for (const SeriesPoint& point : series)
        value = std::max(value, point.value);
    return value;
}

} // namespace

class TestRecorder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aColdInvokeLeavesALaneWithoutGaps() {
        Story story;
        story.start(1);
        story.wait(5ms);
        story.enter(1, Phase::Init);
        story.wait(20ms);
        story.serve(7, 1);
        story.wait(1min);
        story.enter(1, Phase::Shutdown);
        story.wait(2ms);
        story.enter(1, Phase::Gone);

        const Lane& lane = story.lane(1);
        const std::vector<Phase> expected{Phase::Starting, Phase::Init, Phase::Invoke, Phase::Idle,
                                          Phase::Shutdown};
        QCOMPARE(lane.spans.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(lane.spans[i].phase, expected[i]);
            QVERIFY(lane.spans[i].end.has_value());
            if (i > 0)
                QVERIFY(lane.spans[i].begin == *lane.spans[i - 1].end);
        }
        QVERIFY(lane.spans.front().begin == lane.started);
        QVERIFY(lane.ended == lane.spans.back().end);
        QCOMPARE(lane.served, std::vector{InvocationId(7)});
    }

    void thePhaseThatLastsHasNoEnd() {
        Story story;
        story.start(1);
        story.enter(1, Phase::Init);
        QVERIFY(story.lane(1).spans.front().end.has_value());
        QVERIFY(!story.lane(1).spans.back().end.has_value());
    }

    void sayingThePresentPhaseAgainChangesNothing() {
        Story story;
        story.start(1);
        story.enter(1, Phase::Starting);
        QCOMPARE(story.lane(1).spans.size(), std::size_t(1));
    }

    void nothingFollowsGone() {
        Story story;
        story.start(1);
        story.enter(1, Phase::Gone);
        story.enter(1, Phase::Idle);
        story.enter(99, Phase::Idle);
        QCOMPARE(story.lane(1).spans.size(), std::size_t(1));
        QCOMPARE(story.recorder.environmentSeries().back().value, 0);
    }

    void aFailedInvocationMarksItsSpanEvenWhenToldAfterTheReset() {
        Story story;
        story.start(1);
        story.arrive(3);
        story.say(
            InvocationStarted{InvocationId(3), EnvironmentId(1), StartReason::FirstInvocation});
        story.enter(1, Phase::Invoke, 3);
        story.wait(3s);
        story.enter(1, Phase::Reset);
        story.finish(3, 1, InvocationStatus::TimedOut);
        QVERIFY(story.lane(1).spans[1].failed);
        QVERIFY(!story.lane(1).spans[2].failed);
        QCOMPARE(int(story.recorder.invocation(InvocationId(3))->result->status),
                 int(InvocationStatus::TimedOut));
    }

    void concurrencyCountsFromChoosingTheEnvironmentToTheResult() {
        Story story;
        story.start(1);
        story.start(2);
        for (int i = 1; i <= 2; ++i) {
            story.wait(1ms);
            story.arrive(i);
            story.say(InvocationStarted{InvocationId(i), EnvironmentId(i), StartReason::AllBusy});
        }
        story.wait(1ms);
        story.finish(1, 1);
        story.wait(1ms);
        story.finish(2, 2);
        std::vector<int> steps;
        for (const SeriesPoint& point : story.recorder.concurrencySeries())
            steps.push_back(point.value);
        QCOMPARE(steps, (std::vector{1, 2, 1, 0}));
        QCOMPARE(highest(story.recorder.environmentSeries()), 2);
    }

    void aThrottledInvocationIsOverAndCounted() {
        Story story;
        story.arrive(1);
        story.say(InvocationThrottled{
            InvocationId(1), ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded});
        QVERIFY(story.recorder.invocation(InvocationId(1))->isOver());
        QCOMPARE(story.recorder.throttles().size(), std::size_t(1));
        story.finish(1, 0, InvocationStatus::Refused);
        QVERIFY(story.recorder.concurrencySeries().empty());
    }

    void theOldestFinishedInvocationsAreForgottenFirst() {
        Recorder::Limits limits;
        limits.invocations = 10;
        Story story(limits);
        story.start(1);
        story.arrive(1); // never finishes
        for (int i = 2; i <= 40; ++i)
            story.serve(i, 1);
        QVERIFY(story.recorder.invocations().size() <= 10);
        QVERIFY(story.recorder.invocation(InvocationId(1)));
        QVERIFY(!story.recorder.invocation(InvocationId(2)));
        for (const InvocationRecord& record : story.recorder.invocations())
            QCOMPARE(story.recorder.invocation(record.invocation), &record);
    }

    void runningThingsAreNeverForgotten() {
        Recorder::Limits limits;
        limits.lanes = 4;
        Story story(limits);
        for (int i = 1; i <= 20; ++i)
            story.start(i);
        QCOMPARE(story.recorder.lanes().size(), std::size_t(20));
        for (int i = 1; i <= 20; ++i)
            story.enter(i, Phase::Gone);
        for (int i = 21; i <= 60; ++i) {
            story.start(i);
            story.enter(i, Phase::Gone);
        }
        QVERIFY(story.recorder.lanes().size() <= 5);
        QVERIFY(story.recorder.lane(EnvironmentId(60)));
    }

    void aLaneThatServesForeverForgetsItsOldestSpans() {
        Recorder::Limits limits;
        limits.spans = 100;
        Story story(limits);
        story.start(1);
        for (int i = 1; i <= 1000; ++i)
            story.serve(i, 1);
        const Lane& lane = story.lane(1);
        QVERIFY(lane.spans.size() <= 100);
        QCOMPARE(lane.forgottenSpans + lane.spans.size(), std::uint64_t(2001));
        QCOMPARE(lane.servedCount, std::uint64_t(1000));
        QCOMPARE(lane.served.back(), InvocationId(1000));
        for (std::size_t i = 1; i < lane.spans.size(); ++i)
            QVERIFY(lane.spans[i].begin == *lane.spans[i - 1].end);
    }

    void logsAreBoundedByLinesAndByBytes() {
        Recorder::Limits limits;
        limits.logEntries = 5;
        limits.logBytes = 30;
        Story story(limits);
        for (int i = 0; i < 20; ++i)
            story.say(LogLine{EnvironmentId(1), {}, "counter", {}, "0123456789"});
        QCOMPARE(story.recorder.log().size(), std::size_t(3));
        QCOMPARE(story.recorder.log().back().sequence, std::uint64_t(20));
    }

    void bigPayloadsPushOldInvocationsOut() {
        Recorder::Limits limits;
        limits.payloadBytes = 1'000'000;
        Story story(limits);
        story.start(1);
        for (int i = 1; i <= 50; ++i) {
            InvocationArrived body;
            body.invocation = InvocationId(i);
            body.payload = json::Value(std::string(100'000, 'x'));
            story.say(body);
            story.finish(i, 1);
        }
        QVERIFY(story.recorder.invocations().size() < 11);
        QVERIFY(story.recorder.invocation(InvocationId(50)));
    }

    void historiesAreBoundedTogether() {
        Recorder::Limits limits;
        limits.historyEvents = 100;
        Story story(limits);
        for (int i = 1; i <= 10; ++i) {
            ExecutionStarted started;
            started.execution = ExecutionId(i);
            story.say(started);
            for (int k = 0; k < 30; ++k)
                story.say(ExecutionAdvanced{ExecutionId(i), {}});
            ExecutionFinished finished;
            finished.execution = ExecutionId(i);
            story.say(finished);
        }
        QCOMPARE(story.recorder.executions().size(), std::size_t(3));
        QCOMPARE(story.recorder.execution(ExecutionId(10))->history.size(), std::size_t(30));
        QVERIFY(!story.recorder.execution(ExecutionId(1)));
    }

    void whatAnExecutionBeganIsItsChildrenForAsLongAsTheyAreKept() {
        Recorder::Limits limits;
        limits.executions = 3;
        Story story(limits);
        const auto begin = [&](std::uint64_t id, std::uint64_t parent) {
            ExecutionStarted started;
            started.execution = ExecutionId(id);
            started.origin.parent = ExecutionId(parent);
            started.origin.parentArn = parent > 0 ? "arn" : "";
            story.say(started);
            ExecutionFinished finished;
            finished.execution = ExecutionId(id);
            story.say(finished);
        };
        begin(1, 0);
        begin(2, 1);
        begin(3, 2);
        QCOMPARE(story.recorder.childrenOf(ExecutionId(1)).size(), std::size_t(1));
        QVERIFY(story.recorder.isInside(ExecutionId(3), ExecutionId(1)));
        QVERIFY(!story.recorder.isInside(ExecutionId(1), ExecutionId(3)));
        QVERIFY(!story.recorder.isInside(ExecutionId(1), ExecutionId(1)));
        begin(4, 2); // the first goes
        QVERIFY(story.recorder.childrenOf(ExecutionId(1)).empty());
        QCOMPARE(story.recorder.childrenOf(ExecutionId(2)).size(), std::size_t(2));
    }

    void aPastRunIsFoundAndIsNotTheLatest() {
        Recorder::Limits limits;
        limits.past = 2;
        Story story(limits);
        const auto past = [](std::int64_t kept, std::int64_t parent = 0) {
            telemetry::ExecutionRecord record;
            record.execution = Recorder::pastExecutionId(kept);
            record.kept = kept;
            if (parent > 0)
                record.origin.parent = Recorder::pastExecutionId(parent);
            return telemetry::PastRun{std::move(record), {}};
        };
        story.recorder.addPast(past(7));
        story.recorder.addPast(past(8, 7));
        QVERIFY(story.recorder.executions().empty());
        QCOMPARE(story.recorder.execution(Recorder::pastExecutionId(7))->kept, std::int64_t(7));
        QCOMPARE(story.recorder.childrenOf(Recorder::pastExecutionId(7)).size(), std::size_t(1));
        story.recorder.addPast(past(9)); // what had begun others goes behind them
        QVERIFY(!story.recorder.execution(Recorder::pastExecutionId(8)));
        QVERIFY(story.recorder.childrenOf(Recorder::pastExecutionId(7)).empty());
        story.recorder.addPast(past(10));
        QVERIFY(!story.recorder.execution(Recorder::pastExecutionId(7)));
        QVERIFY(story.recorder.execution(Recorder::pastExecutionId(9)));
        story.recorder.clear();
        QVERIFY(!story.recorder.execution(Recorder::pastExecutionId(9)));
    }

    void thePastThatIsLookedAtStaysAroundWhatItHasBegun() {
        telemetry::Recorder::Limits limits;
        limits.past = 3;
        telemetry::Recorder recorder(limits);
        const auto add = [&](std::int64_t kept, std::int64_t parent, std::size_t begun) {
            telemetry::PastRun run;
            run.record.execution = telemetry::Recorder::pastExecutionId(kept);
            if (parent > 0)
                run.record.origin.parent = telemetry::Recorder::pastExecutionId(parent);
            run.calls.begunRuns = begun;
            recorder.addPast(std::move(run));
        };
        const auto outer = telemetry::Recorder::pastExecutionId(1);
        add(1, 0, 5);
        QCOMPARE(recorder.unopenedRuns(outer), std::size_t(5));
        add(2, 1, 0);
        add(3, 1, 0);
        QCOMPARE(recorder.unopenedRuns(outer), std::size_t(3));
        add(4, 1, 0);
        add(5, 1, 0);
        QVERIFY(recorder.execution(outer)); // the oldest of all
        QVERIFY(!recorder.execution(telemetry::Recorder::pastExecutionId(2)));
        QVERIFY(!recorder.execution(telemetry::Recorder::pastExecutionId(3)));
        QCOMPARE(recorder.unopenedRuns(outer), std::size_t(3)); // those count again
        QCOMPARE(recorder.unopenedRuns(base::ExecutionId{99}), std::size_t(0));
    }

    void callsOfAPastRunAreFoundAndGoWithIt() {
        Recorder::Limits limits;
        limits.past = 1;
        Story story(limits);
        const auto run = [](std::int64_t kept, std::initializer_list<std::int64_t> calls) {
            telemetry::PastRun past;
            past.record.execution = Recorder::pastExecutionId(kept);
            for (const std::int64_t id : calls) {
                telemetry::InvocationRecord call;
                call.invocation = Recorder::pastInvocationId(id);
                call.requestId = std::to_string(id);
                call.arrived = base::TimePoint{base::Duration{100 - id}};
                past.calls.invocations.push_back(call);
            }
            return past;
        };
        story.recorder.addPast(run(1, {10, 11}));
        const auto id = [](std::int64_t kept) { return Recorder::pastInvocationId(kept); };
        QCOMPARE(story.recorder.invocation(id(11))->requestId, std::string("11"));
        QCOMPARE(story.recorder.pastInvocations().front()->requestId, std::string("11")); // earlier
        QVERIFY(story.recorder.invocations().empty());
        QVERIFY(story.recorder.pastCalls(Recorder::pastExecutionId(1)));
        QVERIFY(!story.recorder.pastCalls(base::ExecutionId{1}));
        story.recorder.addPast(run(2, {12}));
        QVERIFY(!story.recorder.invocation(id(11)));
        QVERIFY(story.recorder.invocation(id(12)));
        story.recorder.clear();
        QVERIFY(!story.recorder.invocation(id(12)));
        QVERIFY(story.recorder.pastInvocations().empty());
    }

    void seriesKeepTheNewestPoints() {
        Recorder::Limits limits;
        limits.seriesPoints = 16;
        Story story(limits);
        for (int i = 1; i <= 100; ++i) {
            story.wait(1ms);
            story.start(i);
        }
        QVERIFY(story.recorder.environmentSeries().size() <= 16);
        QCOMPARE(story.recorder.environmentSeries().back().value, 100);
    }

    void clearingKeepsWhatStillLives() {
        Story story;
        story.start(1);
        story.enter(1, Phase::Init);
        story.serve(1, 1);
        story.start(2);
        story.enter(2, Phase::Gone);
        story.wait(1s);
        story.arrive(2);
        story.recorder.clear();

        QCOMPARE(story.recorder.lanes().size(), std::size_t(1));
        QCOMPARE(story.recorder.invocations().size(), std::size_t(1));
        QCOMPARE(story.lane(1).spans.size(), std::size_t(1));
        QVERIFY(story.recorder.firstEventAt() == story.lane(1).spans.front().begin);
        QCOMPARE(story.recorder.environmentSeries().back().value, 1);
        story.say(InvocationStarted{InvocationId(2), EnvironmentId(1), StartReason::Warm});
        story.enter(1, Phase::Invoke, 2);
        QCOMPARE(story.lane(1).spans.back().phase, Phase::Invoke);
        QCOMPARE(story.lane(1).servedCount, std::uint64_t(2));
    }

    void theLaneThatChangedCarriesTheRevision() {
        Story story;
        story.start(1);
        story.start(2);
        const auto before = story.lane(1).revision;
        story.enter(2, Phase::Init);
        QCOMPARE(story.lane(1).revision, before);
        QCOMPARE(story.lane(2).revision, story.recorder.revision());
    }

    void recordsAMillionEvents() {
        Story story;
        for (int i = 1; i <= 50; ++i)
            story.start(i);
        int next = 0;
        QBENCHMARK_ONCE {
            for (int i = 0; i < 200'000; ++i) { // five events each
                ++next;
                story.serve(next, 1 + next % 50);
            }
        }
        QCOMPARE(story.recorder.invocations().size(), std::size_t(100'000));
    }
};

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
