#include "widgets/charts/concurrencychart.h"

#include "tests/support/lifecyclestory.h"
#include "widgets/charts/lifecyclepanel.h"
#include "widgets/feed/playback.h"
#include "widgets/timeline/series.h"
#include "widgets/timeline/timelineview.h"

#include <QTest>

#include <random>

using namespace ws;
using namespace ws::charts;
using namespace std::chrono_literals;
using feed::Playback;
using Subject = Playback::Subject;

namespace {

constexpr base::TimePoint kBegin{1'700'000'000s};

/// Many that come and go, often at the same instant.
std::vector<telemetry::Event> crowd() {
    tests::LifecycleStory story(kBegin);
    std::mt19937 random(3);
    for (int environment = 1; environment <= 60; ++environment) {
        base::Duration at = std::chrono::milliseconds(random() % 400);
        story.start("orders", environment, at, telemetry::StartReason::AllBusy, 5ms, 10ms);
        at = story.call({"orders", environment, at, 3ms});
        for (int i = 0; i < 10; ++i)
            at = story.call({"orders", environment, at + std::chrono::milliseconds(random() % 20),
                             std::chrono::milliseconds(1 + random() % 20)});
        story.throttle(at);
        if (environment % 2 == 0) {
            story.enter(environment, telemetry::Phase::Shutdown, at);
            story.enter(environment, telemetry::Phase::Gone, at + 1ms);
        }
    }
    return story.events();
}

struct Stage {
    Stage() {
        panel.attachPlayback(playback);
        panel.resize(1000, 500);
        panel.show();
        feed.replay(events);
        panel.timeline().range().show({kBegin - 20ms, kBegin + 900ms});
    }
    ConcurrencyChart& chart() { return panel.chart(); }

    const std::vector<telemetry::Event> events = crowd();
    feed::EngineFeed feed;
    feed::Selection selection;
    base::ManualClock clock;
    Playback playback{feed, selection, clock};
    theme::Theme theme;
    LifecyclePanel panel{feed, selection, theme, nullptr};
};

} // namespace

class TestConcurrencyChart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal3_aHundredRandomInstantsAreWhatWasRecordedUntilThen() {
        Stage stage;
        std::mt19937 random(11);
        const timeline::Interval visible = stage.panel.timeline().range().visible();
        constexpr int kWidth = 500;
        for (int i = 0; i < 100; ++i) {
            const std::size_t number = 1 + random() % (stage.events.size() - 1);
            stage.playback.goToEvent(Subject::Lifecycle, std::int64_t(number));
            telemetry::Recorder alone;
            for (std::size_t event = 0; event < number; ++event)
                alone.onEvent(stage.events[event]);
            const base::TimePoint now = *alone.lastEventAt();

            QVERIFY(stage.chart().runningColumns(kWidth).values ==
                    columnsOf(alone.concurrencySeries(), visible, kWidth, now).values);
            QVERIFY(stage.chart().environmentColumns(kWidth).values ==
                    columnsOf(alone.environmentSeries(), visible, kWidth, now).values);
            QCOMPARE(stage.chart().throttleCount(), alone.throttles().size());
            // Before the instant, at it, and behind it: nothing that came later is read.
            for (const base::TimePoint at : {kBegin + 100ms, now - 3ms, now, now + 100ms}) {
                const base::TimePoint until = std::min(at, now);
                const auto throttled = std::ranges::count_if(
                    alone.throttles(), [&](base::TimePoint throttle) { return throttle <= until; });
                QVERIFY(stage.chart().readingAt(at) ==
                        (ConcurrencyChart::Reading{
                            until, timeline::valueAt(alone.concurrencySeries(), until),
                            timeline::valueAt(alone.environmentSeries(), until), int(throttled)}));
            }
        }
    }

    void theReadingsOfThePresentComeBack() {
        Stage stage;
        const auto reading = stage.chart().readingAt(stage.feed.now());
        QCOMPARE(reading.throttled, 60);
        QCOMPARE(reading.environments, 30);
        QCOMPARE(reading.running, 0);
        stage.playback.goToEvent(Subject::Lifecycle, 40);
        QVERIFY(stage.chart().readingAt(stage.feed.now()).throttled < 60);
        stage.playback.toPresent();
        QCOMPARE(stage.chart().readingAt(stage.feed.now()).throttled, 60);
    }
};

QTEST_MAIN(TestConcurrencyChart)
#include "tst_concurrencychart.moc"
