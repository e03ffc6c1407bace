#include "widgets/feed/playback.h"

#include "tests/support/lifecyclestory.h"
#include "tests/support/recordedrun.h"

#include <QSignalSpy>
#include <QTest>

#include <vector>

using namespace ws;
using namespace std::chrono_literals;
using feed::Playback;
using State = Playback::State;
using Subject = Playback::Subject;
using Type = telemetry::HistoryEventType;

namespace {

constexpr base::TimePoint kBegin{1'700'000'000s};
constexpr base::ExecutionId kRun{1};
constexpr base::ExecutionId kOther{2};

/// A run whose history has an event at each of these times.
std::vector<telemetry::Event> runWith(const std::vector<base::Duration>& times,
                                      base::ExecutionId id = kRun) {
    std::vector<telemetry::Event> events;
    telemetry::ExecutionStarted started;
    started.execution = id;
    started.machine = "orders";
    events.push_back({1, kBegin + times.front(), started});
    for (const base::Duration& time : times) {
        telemetry::ExecutionAdvanced advanced;
        advanced.execution = id;
        advanced.event.id = std::int64_t(events.size());
        advanced.event.type = Type::PassStateEntered;
        advanced.event.at = kBegin + time;
        events.push_back({events.size() + 1, advanced.event.at, advanced});
    }
    return events;
}

telemetry::Event theEndOf(base::ExecutionId id) {
    telemetry::ExecutionFinished finished;
    finished.execution = id;
    return {0, kBegin + 1h, finished};
}

/// So many warm invokes of a millisecond, one after the other, four events each after the first.
std::vector<telemetry::Event> invokes(int count, base::Duration every = 10ms) {
    tests::LifecycleStory story(kBegin);
    story.start("counter", 1, 0ms, telemetry::StartReason::FirstInvocation, 1ms, 2ms);
    for (int i = 0; i < count; ++i)
        story.call({"counter", 1, 5ms + i * every, 1ms});
    return story.events();
}

struct Stage {
    Stage() { playback.setRun(QStringLiteral("orders"), kRun); }

    std::int64_t event() const { return selection.content().event; }
    std::int64_t moment() const { return playback.shownEvent(Subject::Lifecycle); }
    /// Everything that is shown, as text: what of the run, of the lifecycle, and the time.
    QString shown() const {
        const telemetry::Moment counters = playback.cut().counters();
        const auto at = playback.instant().value_or(base::TimePoint{});
        return QStringLiteral("%1 %2 %3 %4 %5 %6")
            .arg(event())
            .arg(playback.cut().moment())
            .arg(playback.cut().laneCount())
            .arg(counters.environments)
            .arg(counters.running)
            .arg(qlonglong(at.time_since_epoch().count()));
    }

    feed::EngineFeed feed;
    feed::Selection selection;
    base::ManualClock clock;
    Playback playback{feed, selection, clock};
};

} // namespace

class tst_Playback : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal2_eachSpeedTakesItsTime_data() {
        QTest::addColumn<std::size_t>("speed");
        QTest::addColumn<qlonglong>("micros");
        QTest::newRow("a quarter") << std::size_t(0) << 4'000'000LL;
        QTest::newRow("half") << std::size_t(1) << 2'000'000LL;
        QTest::newRow("as it was") << std::size_t(2) << 1'000'000LL;
        QTest::newRow("twice") << std::size_t(3) << 500'000LL;
        QTest::newRow("four times") << std::size_t(4) << 250'000LL;
        QTest::newRow("eight times") << std::size_t(5) << 125'000LL;
        QTest::newRow("sixteen times") << std::size_t(6) << 62'500LL;
    }
    void goal2_eachSpeedTakesItsTime() {
        QFETCH(std::size_t, speed);
        QFETCH(qlonglong, micros);
        Stage stage;
        stage.feed.replay(runWith({0s, 1s, 2s, 3s}));
        stage.feed.replay({theEndOf(kRun)});
        stage.playback.setSpeed(speed);
        stage.playback.play(Subject::Run);
        for (std::int64_t event = 1; event < 3; ++event) {
            QCOMPARE(stage.event(), event);
            stage.clock.advance(base::Duration{micros - 1});
            QCOMPARE(stage.event(), event);
            stage.clock.advance(1us);
        }
        QCOMPARE(stage.event(), 3);
        stage.clock.advance(base::Duration{micros});
        QCOMPARE(stage.playback.state(), State::Present);
        QCOMPARE(stage.event(), 0);
    }

    void goal2_eachSpeedIsTheLifecyclesToo_data() { goal2_eachSpeedTakesItsTime_data(); }
    void goal2_eachSpeedIsTheLifecyclesToo() {
        QFETCH(std::size_t, speed);
        QFETCH(qlonglong, micros);
        Stage stage;
        tests::LifecycleStory story(kBegin);
        for (int i = 0; i < 4; ++i)
            story.throttle(i * 1s); // two events each
        stage.feed.replay(story.events());
        stage.playback.setSpeed(speed);
        stage.playback.play(Subject::Lifecycle);
        QCOMPARE(stage.moment(), 2);
        stage.clock.advance(base::Duration{micros - 1});
        QCOMPARE(stage.moment(), 2);
        QCOMPARE(stage.playback.cut().throttleCount(), std::size_t(1));
        stage.clock.advance(1us);
        QCOMPARE(stage.moment(), 4);
        QCOMPARE(stage.playback.cut().throttleCount(), std::size_t(2));
    }

    void goal2_pausedForTenSecondsNothingIsDelivered_data() {
        QTest::addColumn<bool>("ofTheRun");
        QTest::newRow("workflow") << true;
        QTest::newRow("lifecycle") << false;
    }
    void goal2_pausedForTenSecondsNothingIsDelivered() {
        QFETCH(bool, ofTheRun);
        const Subject subject = ofTheRun ? Subject::Run : Subject::Lifecycle;
        Stage stage;
        stage.feed.replay(runWith({0s, 10ms, 20ms}));
        const auto lifecycle = invokes(8, 1s);
        stage.feed.replay({lifecycle.begin(), lifecycle.begin() + 10});
        stage.playback.pause(subject);
        QCOMPARE(stage.playback.state(), State::Paused);
        const QString then = stage.shown();
        QVERIFY(stage.event() > 0);
        QSignalSpy changed(&stage.playback, &Playback::changed);
        QSignalSpy selected(&stage.selection, &feed::Selection::changed);
        for (int second = 0; second < 10; ++second) {
            stage.clock.advance(1s);
            telemetry::ExecutionAdvanced advanced;
            advanced.execution = kRun;
            advanced.event.id = 4 + second;
            advanced.event.at = kBegin + 1s;
            stage.feed.replay({{0, kBegin + 1s, advanced}, lifecycle[std::size_t(10 + second)]});
            QCOMPARE(stage.shown(), then);
        }
        QCOMPARE(changed.count(), 0);
        QCOMPARE(selected.count(), 0);
        QVERIFY(stage.clock.idle());
        // Meanwhile it was recorded.
        QCOMPARE(stage.feed.recorder().execution(kRun)->history.size(), std::size_t(13));
        QCOMPARE(stage.playback.lastEvent(Subject::Lifecycle), 20);
    }

    void goal2_eachStepAdvancesTheRunByExactlyOneEvent() {
        Stage stage;
        stage.feed.replay(runWith({0s, 0s, 0s, 1s, 1h, 1h, 2h}));
        stage.feed.replay({theEndOf(kRun)});
        for (std::int64_t event = 6; event >= 1; --event) {
            stage.playback.stepBack(Subject::Run);
            QCOMPARE(stage.event(), event);
        }
        stage.playback.stepBack(Subject::Run);
        QCOMPARE(stage.event(), 1);
        for (std::int64_t event = 2; event <= 6; ++event) {
            stage.playback.stepOn(Subject::Run);
            QCOMPARE(stage.event(), event);
            QCOMPARE(stage.playback.state(), State::Paused);
            stage.clock.advance(10s);
            QCOMPARE(stage.event(), event);
        }
        stage.playback.stepOn(Subject::Run);
        QCOMPARE(stage.playback.state(), State::Present); // it is over
    }

    /// Also of those that happened at the same instant.
    void goal2_eachStepAdvancesTheLifecycleByExactlyOneEvent() {
        Stage stage;
        const auto events = tests::exampleRun(kBegin);
        stage.feed.replay(events);
        stage.playback.goToEvent(Subject::Lifecycle, 1);
        telemetry::Recorder alone;
        std::int64_t number = 0;
        for (const telemetry::Event& event : events) {
            QVERIFY(telemetry::isOfLifecycle(event));
            alone.onEvent(event);
            ++number;
            QCOMPARE(stage.moment(), number);
            QCOMPARE(stage.playback.instant().value_or(event.at), event.at);
            const telemetry::RecordCut cut = stage.playback.cut();
            QCOMPARE(cut.laneCount(), alone.lanes().size());
            QCOMPARE(cut.counters().running, alone.running());
            QCOMPARE(cut.throttleCount(), alone.throttles().size());
            std::size_t spans = 0;
            std::size_t spansAlone = 0;
            for (std::size_t i = 0; i < cut.laneCount(); ++i) {
                spans += cut.spanCount(stage.feed.recorder().lanes()[i]);
                spansAlone += alone.lanes()[i].spans.size();
            }
            QCOMPARE(spans, spansAlone);
            stage.playback.stepOn(Subject::Lifecycle);
        }
        QCOMPARE(std::size_t(number), events.size());
    }

    void goal2_aStepWhileItPlaysPausesIt() {
        Stage stage;
        stage.feed.replay(runWith({0s, 1s, 2s, 3s, 4s}));
        stage.feed.replay({theEndOf(kRun)});
        stage.playback.play(Subject::Run);
        stage.clock.advance(1'500ms);
        QCOMPARE(stage.event(), 2);
        stage.playback.stepOn(Subject::Run);
        QCOMPARE(stage.event(), 3);
        QCOMPARE(stage.playback.instant(), std::optional(kBegin + 2s));
        stage.clock.advance(1min);
        QCOMPARE(stage.event(), 3);
    }

    void aPauseTakesNoTimeFromWhatIsPlayed() {
        Stage stage;
        stage.feed.replay(runWith({0s, 1s, 2s}));
        stage.feed.replay({theEndOf(kRun)});
        stage.playback.play(Subject::Run);
        stage.clock.advance(400ms);
        stage.playback.pause(Subject::Run);
        QCOMPARE(stage.playback.instant(), std::optional(kBegin + 400ms));
        stage.clock.advance(1min);
        stage.playback.play(Subject::Run);
        stage.clock.advance(600ms - 1us);
        QCOMPARE(stage.event(), 1);
        stage.clock.advance(1us);
        QCOMPARE(stage.event(), 2);
    }

    void anotherSpeedHoldsForTheRestOfAGap() {
        Stage stage;
        stage.feed.replay(runWith({0s, 4s, 8s}));
        stage.feed.replay({theEndOf(kRun)});
        stage.playback.play(Subject::Run);
        stage.clock.advance(1s); // a quarter of it
        stage.playback.setSpeed(telemetry::kPlaySpeeds.size() - 1);
        stage.clock.advance(187'500us - 1us); // a sixteenth of what is left
        QCOMPARE(stage.event(), 1);
        stage.clock.advance(1us);
        QCOMPARE(stage.event(), 2);
    }

    void speedsEndAtTheirEnds() {
        Stage stage;
        QSignalSpy told(&stage.playback, &Playback::speedChanged);
        for (int i = 0; i < 10; ++i)
            stage.playback.faster();
        QVERIFY(stage.playback.speed() == (telemetry::PlaySpeed{16, 1}));
        for (int i = 0; i < 10; ++i)
            stage.playback.slower();
        QVERIFY(stage.playback.speed() == (telemetry::PlaySpeed{1, 4}));
        QCOMPARE(told.count(), 4 + 6);
    }

    void aLongGapIsCut_data() { goal2_eachSpeedTakesItsTime_data(); }
    void aLongGapIsCut() {
        QFETCH(std::size_t, speed);
        Stage stage;
        stage.feed.replay(runWith({0s, 1h, 2h}));
        stage.feed.replay({theEndOf(kRun)});
        stage.playback.setSpeed(speed);
        stage.playback.play(Subject::Run);
        stage.clock.advance(Playback::kLongestGap / 2);
        // The instant goes on through the gap, evenly.
        const auto half = *stage.playback.instant() - (kBegin + 30min);
        QVERIFY2(std::chrono::abs(half) < 30s, "not at its middle");
        stage.clock.advance(Playback::kLongestGap / 2 - 1us);
        QCOMPARE(stage.event(), 1);
        stage.clock.advance(1us);
        QCOMPARE(stage.event(), 2);
    }

    void itCatchesUpWithALiveRunAndFollowsIt() {
        Stage stage;
        stage.feed.replay(runWith({0s, 1s}));
        stage.playback.pause(Subject::Run);
        QCOMPARE(stage.event(), 2);
        auto more = runWith({0s, 1s, 2s, 3s});
        stage.feed.replay({more.begin() + 3, more.end()});
        stage.playback.play(Subject::Run);
        stage.clock.advance(10s);
        QCOMPARE(stage.playback.state(), State::Present);
        QCOMPARE(stage.event(), 0);
        QVERIFY(stage.clock.idle());
        more = runWith({0s, 1s, 2s, 3s, 4s});
        stage.feed.replay({more.back()});
        QCOMPARE(stage.playback.shownEvent(Subject::Run), 5);
    }

    void aLiveRunCanBeSteppedToItsLastEventAndStaysThere() {
        Stage stage;
        stage.feed.replay(runWith({0s, 1s, 2s}));
        stage.playback.stepBack(Subject::Run);
        stage.playback.stepOn(Subject::Run);
        QCOMPARE(stage.event(), 3);
        stage.feed.replay({runWith({0s, 1s, 2s, 3s}).back()});
        QCOMPARE(stage.event(), 3);
        QCOMPARE(stage.playback.state(), State::Paused);
    }

    /// Events may be ahead of the clock on the wall, where waits are skipped.
    void aLiveLifecycleCanBeSteppedToItsLastEventAndStaysThere() {
        Stage stage;
        tests::LifecycleStory story(stage.feed.now() + 1h);
        story.start("counter", 1, 0ms, telemetry::StartReason::FirstInvocation, 1ms, 2ms);
        story.call({"counter", 1, 0ms, base::Duration::max()});
        stage.feed.replay(story.events());
        stage.playback.stepBack(Subject::Lifecycle);
        stage.playback.stepOn(Subject::Lifecycle);
        QCOMPARE(stage.moment(), stage.playback.lastEvent(Subject::Lifecycle));
        QCOMPARE(stage.playback.state(), State::Paused);
        stage.playback.goToTime(stage.feed.now());
        QCOMPARE(stage.playback.state(), State::Present);
    }

    void theButtonPausesWhatMovesAndPlaysWhatStands() {
        Stage stage;
        stage.feed.replay(runWith({0s, 1s, 2s}));
        stage.playback.toggle(Subject::Run); // live
        QCOMPARE(stage.playback.state(), State::Paused);
        stage.playback.toggle(Subject::Run); // nothing is later
        QCOMPARE(stage.playback.state(), State::Present);
        stage.feed.replay({theEndOf(kRun)});
        stage.playback.toggle(Subject::Run); // from the beginning
        QCOMPARE(stage.playback.state(), State::Playing);
        QCOMPARE(stage.event(), 1);
        stage.playback.toggle(Subject::Run);
        QCOMPARE(stage.playback.state(), State::Paused);
        stage.playback.toggle(Subject::Run);
        QCOMPARE(stage.playback.state(), State::Playing);
    }

    void thePlayedLifecycleTakesTheRunAlong() {
        Stage stage;
        stage.feed.replay(runWith({0ms, 7ms, 107ms, 207ms, 307ms}));
        stage.feed.replay(invokes(4, 100ms));
        stage.playback.play(Subject::Lifecycle);
        QCOMPARE(stage.event(), 1);
        stage.clock.advance(150ms);
        const base::Duration at = *stage.playback.instant() - kBegin;
        QVERIFY(at <= 150ms && at > 150ms - Playback::kFrame);
        QCOMPARE(stage.event(), 3);
        QCOMPARE(stage.selection.content().execution, kRun);
        QCOMPARE(stage.selection.content().machine, QStringLiteral("orders"));
        stage.playback.pause(Subject::Lifecycle);
        stage.playback.stepOn(Subject::Lifecycle); // to 205 ms
        QCOMPARE(stage.event(), 3);
    }

    void thePlayedRunTakesTheLifecycleAlong() {
        Stage stage;
        stage.feed.replay(runWith({0ms, 7ms, 107ms, 207ms, 307ms}));
        const auto events = invokes(4, 100ms);
        stage.feed.replay(events);
        stage.playback.goToEvent(Subject::Run, 3);
        const auto until = std::ranges::count_if(
            events, [](const auto& event) { return event.at <= kBegin + 107ms; });
        QCOMPARE(stage.moment(), std::int64_t(until));
        QCOMPARE(stage.playback.instant(), std::optional(kBegin + 107ms));
    }

    void whoSelectsAnInstantOfARunIsShownItPaused() {
        Stage stage;
        stage.feed.replay(runWith({0s, 1s, 2s, 3s}));
        stage.playback.play(Subject::Run);
        feed::Selection::Content content = stage.selection.content();
        content.event = 3;
        stage.selection.set(content);
        QCOMPARE(stage.playback.state(), State::Paused);
        QCOMPARE(stage.playback.instant(), std::optional(kBegin + 2s));
        content.event = 0;
        stage.selection.set(content);
        QCOMPARE(stage.playback.state(), State::Present);
    }

    void anotherRunIsShownInItsPresentUnlessTheInstantIsHeld() {
        Stage stage;
        stage.feed.replay(runWith({0s, 1s, 2s, 3s}));
        stage.feed.replay(runWith({500ms, 1'500ms, 2'500ms}, kOther));
        feed::Selection::Content other;
        other.machine = QStringLiteral("orders");
        other.execution = kOther;
        stage.playback.goToEvent(Subject::Run, 3);
        stage.selection.set(other);
        QCOMPARE(stage.playback.state(), State::Present);
        QCOMPARE(stage.event(), 0);

        stage.feed.replay(invokes(1));
        feed::Selection::Content mine = other;
        mine.execution = kRun;
        stage.selection.set(mine);
        stage.playback.goToEvent(Subject::Run, 3);
        stage.playback.holdInstant();
        stage.selection.set(other);
        QCOMPARE(stage.playback.state(), State::Paused);
        QCOMPARE(stage.selection.content().execution, kOther);
        QCOMPARE(stage.event(), 2); // at 1.5 s
    }

    /// The instant of a run inside: the canvas's own is stepped from the same time.
    void theRunOnTheCanvasIsSteppedWhateverRunTheInstantIsOf() {
        Stage stage;
        stage.feed.replay(runWith({0s, 1s, 2s, 3s, 4s}));
        stage.feed.replay(runWith({2'100ms, 2'200ms, 2'300ms, 2'400ms}, kOther));
        feed::Selection::Content inside;
        inside.execution = kOther;
        inside.event = 2;
        stage.selection.set(inside);
        QCOMPARE(stage.playback.instant(), std::optional(kBegin + 2'200ms));
        stage.playback.stepOn(Subject::Run);
        QCOMPARE(stage.selection.content().execution, kRun);
        QCOMPARE(stage.event(), 4);
        stage.selection.set(inside);
        stage.playback.stepBack(Subject::Run);
        QCOMPARE(stage.event(), 2);
        stage.selection.set(inside);
        stage.playback.play(Subject::Run);
        QCOMPARE(stage.event(), 3);
        stage.clock.advance(800ms);
        QCOMPARE(stage.event(), 4);
        QCOMPARE(stage.selection.content().execution, kRun);
    }

    void whatStillComesMovesNothingWhileAnInstantIsHeldWithoutALifecycle() {
        Stage stage;
        stage.feed.replay(runWith({0s, 1s, 2s, 3s}));
        stage.playback.goToEvent(Subject::Run, 2);
        stage.playback.holdInstant();
        const QString then = stage.shown();
        stage.feed.replay(invokes(2));
        QCOMPARE(stage.shown(), then);
        QCOMPARE(stage.playback.state(), State::Paused);
    }

    void aClearedRecordingIsThePresent() {
        Stage stage;
        stage.feed.replay(runWith({0s, 1s, 2s}));
        stage.feed.replay({theEndOf(kRun)});
        stage.feed.replay(invokes(3));
        for (const Subject subject : {Subject::Run, Subject::Lifecycle}) {
            stage.playback.play(subject);
            QVERIFY(stage.playback.isPast());
            stage.feed.clearRecording();
            QCOMPARE(stage.playback.state(), State::Present);
            QCOMPARE(stage.event(), 0);
            QVERIFY(stage.clock.idle());
            stage.clock.advance(1min);
            stage.playback.stepBack(Subject::Run); // the run is gone
            QVERIFY(!stage.playback.isPast());
            stage.feed.replay(invokes(3));
        }
    }

    void nothingRecordedCanBePlayed() {
        Stage stage;
        for (const Subject subject : {Subject::Run, Subject::Lifecycle}) {
            stage.playback.play(subject);
            stage.playback.pause(subject);
            stage.playback.stepOn(subject);
            stage.playback.stepBack(subject);
            stage.playback.goToEvent(subject, 7);
            QCOMPARE(stage.playback.state(), State::Present);
        }
        stage.playback.goToTime(kBegin);
        QCOMPARE(stage.playback.state(), State::Present);
    }

    void aRunOfAnEarlierTimeLeavesTheLifecycleAlone() {
        Stage stage;
        stage.feed.replay(invokes(3));
        telemetry::PastRun past;
        past.record.execution = telemetry::Recorder::pastExecutionId(7);
        past.record.kept = 7;
        for (int i = 1; i <= 3; ++i) {
            telemetry::HistoryEvent event;
            event.id = i;
            event.at = kBegin - 24h + i * 1s;
            past.record.history.push_back(event);
        }
        past.record.finished = past.record.history.back().at;
        stage.feed.addPast({past});
        stage.playback.setRun(QStringLiteral("orders"), past.record.execution);
        stage.playback.goToEvent(Subject::Run, 2);
        QCOMPARE(stage.event(), 2);
        QVERIFY(stage.playback.isPast());
        QVERIFY(!stage.playback.lifecycleInstant());
        QVERIFY(stage.playback.cut().isPresent());
    }

    /// A thousand events within a frame are one change.
    void thereIsAtMostOneChangeAFrame() {
        Stage stage;
        std::vector<base::Duration> times;
        for (int i = 0; i <= 1'000; ++i)
            times.push_back(i * 100us);
        stage.feed.replay(runWith(times));
        stage.feed.replay({theEndOf(kRun)});
        QSignalSpy changed(&stage.playback, &Playback::changed);
        stage.playback.play(Subject::Run);
        stage.clock.advance(100ms + Playback::kFrame);
        QCOMPARE(stage.playback.state(), State::Present);
        QVERIFY(changed.count() <= 100ms / Playback::kFrame + 2);
        QVERIFY(changed.count() >= 100ms / Playback::kFrame);
    }
};

QTEST_MAIN(tst_Playback)
#include "tst_playback.moc"
