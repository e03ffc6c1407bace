#include "engine/telemetry/recordcut.h"

#include "tests/support/lifecyclestory.h"

#include <QTest>

using namespace ws;
using namespace ws::telemetry;
using namespace std::chrono_literals;

namespace {

constexpr base::TimePoint kBegin{1'700'000'000s};

Recorder recorded(const std::vector<Event>& events, const Recorder::Limits& limits = {}) {
    Recorder recorder(limits);
    for (const Event& event : events)
        recorder.onEvent(event);
    return recorder;
}

/// Warm invokes of a millisecond, one after the other.
std::vector<Event> invokes(int count) {
    tests::LifecycleStory story(kBegin);
    story.start("counter", 1, 0ms, StartReason::FirstInvocation, 1ms, 2ms);
    for (int i = 0; i < count; ++i)
        story.call({"counter", 1, 5ms * i, 1ms});
    return story.events();
}

} // namespace

class TestRecordCut : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyEventsOfTheLifecycleAreMoments() {
        Recorder recorder;
        recorder.onEvent({1, kBegin, LogLine{}});
        recorder.onEvent({2, kBegin, ExecutionStarted{}});
        QVERIFY(recorder.lastMoment() < recorder.firstMoment());
        QCOMPARE(RecordCut(recorder, 0).counters().running, 0);
        recorder.onEvent({3, kBegin + 1s, EnvironmentStarted{}});
        QCOMPARE(recorder.lastMoment(), std::uint64_t(1));
        QVERIFY(recorder.moment(1).at == kBegin + 1s);
        QCOMPARE(recorder.momentAt(kBegin), std::uint64_t(0));
        QCOMPARE(recorder.momentAt(kBegin + 1s), std::uint64_t(1));
    }

    /// An invocation that arrives, starts and changes the phase at once is three events.
    void eventsOfOneInstantAreToldApart() {
        tests::LifecycleStory story(kBegin);
        story.start("counter", 1, 0ms, StartReason::FirstInvocation, 0ms, 0ms);
        story.call({"counter", 1, 0ms, 0ms});
        const Recorder recorder = recorded(story.events());
        const Lane& lane = recorder.lanes().front();
        const InvocationId id{1};
        // Start, Init, arrival, start, Invoke, end, Idle.
        QCOMPARE(recorder.lastMoment(), std::uint64_t(7));
        const int running[] = {0, 0, 0, 1, 1, 0, 0};
        const std::size_t spans[] = {1, 2, 2, 2, 3, 3, 4};
        const std::uint64_t served[] = {0, 0, 0, 1, 1, 1, 1};
        for (std::uint64_t moment = 1; moment <= 7; ++moment) {
            const RecordCut cut(recorder, moment);
            QCOMPARE(cut.counters().running, running[moment - 1]);
            QCOMPARE(cut.spanCount(lane), spans[moment - 1]);
            QCOMPARE(cut.servedCount(lane), served[moment - 1]);
            QCOMPARE(cut.finished(id) != nullptr, moment >= 6);
            QCOMPARE(cut.invocation(id)->started.has_value(), moment >= 4);
            QCOMPARE(cut.span(lane, cut.spanCount(lane) - 1).end.has_value(), false);
        }
    }

    void aFailureIsKnownFromWhenItIsTold() {
        tests::LifecycleStory story(kBegin);
        story.start("counter", 1, 0ms, StartReason::FirstInvocation, 1ms, 2ms);
        story.call({"counter", 1, 0ms, 5ms, InvocationStatus::FunctionError});
        const Recorder recorder = recorded(story.events());
        const Lane& lane = recorder.lanes().front();
        const std::uint64_t told = recorder.invocation(InvocationId{1})->overMoment;
        QVERIFY(lane.spans[2].failed);
        QVERIFY(!RecordCut(recorder, told - 1).span(lane, 2).failed);
        QVERIFY(RecordCut(recorder, told).span(lane, 2).failed);
    }

    void theOldestMomentsAreForgottenAndKeepTheirNumbers() {
        Recorder::Limits limits;
        limits.moments = 40;
        const auto events = invokes(50);
        const Recorder recorder = recorded(events, limits);
        QVERIFY(recorder.firstMoment() > 1);
        QCOMPARE(recorder.lastMoment(), std::uint64_t(events.size()));
        QVERIFY(recorder.lastMoment() - recorder.firstMoment() < 40);
        for (std::uint64_t moment = recorder.firstMoment(); moment <= recorder.lastMoment();
             ++moment)
            QVERIFY(recorder.moment(moment).at == events[moment - 1].at);
    }

    void throttlesAreCountedThoughTheOldestAreForgotten() {
        Recorder::Limits limits;
        limits.seriesPoints = 8;
        tests::LifecycleStory story(kBegin);
        for (int i = 0; i < 30; ++i)
            story.throttle(i * 1ms);
        const Recorder recorder = recorded(story.events(), limits);
        QCOMPARE(recorder.throttleCount(), std::uint64_t(30));
        const std::size_t kept = recorder.throttles().size();
        QVERIFY(kept <= 8);
        QCOMPARE(RecordCut(recorder).throttleCount(), kept);
        QCOMPARE(RecordCut(recorder, recorder.lastMoment() - 2).throttleCount(), kept - 1);
        QCOMPARE(RecordCut(recorder, 4).throttleCount(), std::size_t(0));
    }

    void whatLivesIsThereAfterTheRecordingIsCleared() {
        Recorder recorder = recorded(invokes(3));
        const std::uint64_t before = recorder.lastMoment();
        recorder.clear();
        QCOMPARE(recorder.firstMoment(), before + 1);
        for (const Event& event : invokes(2)) {
            Event later = event;
            later.at += 1s;
            if (!std::holds_alternative<EnvironmentStarted>(later.body))
                recorder.onEvent(later);
        }
        const RecordCut cut(recorder, recorder.firstMoment());
        QCOMPARE(cut.laneCount(), std::size_t(1));
        const Lane& lane = recorder.lanes().front();
        QCOMPARE(cut.spanCount(lane), std::size_t(1)); // that of before: a request has arrived
        QCOMPARE(cut.servedCount(lane), std::uint64_t(3));
        QCOMPARE(RecordCut(recorder).servedCount(lane), std::uint64_t(5));
    }
};

QTEST_GUILESS_MAIN(TestRecordCut)
#include "tst_recordcut.moc"
