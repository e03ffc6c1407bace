#include "tests/support/lifecyclestory.h"
#include "widgets/feed/playback.h"
#include "widgets/timeline/series.h"
#include "widgets/timeline/timelinemetrics.h"
#include "widgets/timeline/timelinetext.h"
#include "widgets/timeline/timelineview.h"

#include <QAccessible>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <random>

using namespace ws;
using namespace ws::timeline;
using namespace std::chrono_literals;
using feed::Playback;
using State = Playback::State;
using Subject = Playback::Subject;

namespace {

constexpr base::TimePoint kBegin{1'700'000'000s};

/// Forty environments of three functions that serve, fail, time out and end, with throttles
/// between.
std::vector<telemetry::Event> busyRun() {
    using telemetry::InvocationStatus;
    tests::LifecycleStory story(kBegin);
    std::mt19937 random(7);
    const auto any = [&](int most) { return int(random() % std::uint32_t(most)); };
    const char* functions[] = {"orders", "payments", "a-function-with-quite-a-long-name"};
    for (int environment = 1; environment <= 40; ++environment) {
        const std::string function = functions[environment % 3];
        base::Duration at = environment * 40ms;
        story.start(function, environment, at, telemetry::StartReason::AllBusy, 9ms, 45ms);
        at = story.call({function, environment, at, 20ms});
        for (int i = 0; i < 30; ++i) {
            const int dice = any(20);
            const auto status = dice == 0   ? InvocationStatus::TimedOut
                                : dice == 1 ? InvocationStatus::FunctionError
                                            : InvocationStatus::Succeeded;
            at = story.call(
                {function, environment, at + any(30'000) * 1us, any(9'000) * 1us, status});
            if (status == InvocationStatus::TimedOut) {
                at += 5ms;
                story.enter(environment, telemetry::Phase::Idle, at);
            }
        }
        if (any(2) == 0) {
            story.enter(environment, telemetry::Phase::Shutdown, at + 2ms);
            story.enter(environment, telemetry::Phase::Gone, at + 4ms);
        }
        story.throttle(at);
    }
    return story.events();
}

std::string told(const std::vector<Row>& rows) {
    std::string all;
    for (const Row& row : rows)
        all += row.function + ' ' + std::to_string(std::uint64_t(row.environment)) + ' ' +
               std::to_string(row.letter) + '\n';
    return all;
}

std::string told(const std::vector<Segment>& segments) {
    std::string all;
    for (const Segment& segment : segments)
        all += std::to_string(segment.begin) + ' ' + std::to_string(segment.end) + ' ' +
               std::to_string(int(segment.phase)) + ' ' + (segment.failed ? "failed " : "") +
               (segment.lasting ? "lasts " : "") + std::to_string(segment.span) + ' ' +
               std::to_string(segment.merged) + '\n';
    return all;
}

std::string told(const telemetry::Span& span, const telemetry::RecordCut& cut) {
    const auto* result = cut.finished(span.invocation);
    return std::to_string(int(span.phase)) + ' ' +
           std::to_string(span.begin.time_since_epoch().count()) + ' ' +
           std::to_string(span.end ? span.end->time_since_epoch().count() : 0) + ' ' +
           std::to_string(std::uint64_t(span.invocation)) + (span.failed ? " failed " : " ") +
           std::to_string(result ? int(result->result->status) : -1) + '\n';
}

struct Stage {
    explicit Stage(const std::vector<telemetry::Event>& events = tests::exampleRun(kBegin)) {
        view.attachPlayback(playback);
        view.resize(1216, 480);
        view.show();
        feed.replay(events);
        range().show({kBegin - 50ms, kBegin + 950ms});
    }
    TimelineCanvas& canvas() { return view.canvas(); }
    TimeRange& range() { return view.range(); }
    void press(Qt::Key key) { QTest::keyClick(&canvas(), key); }
    QToolButton& button(const char* name) {
        for (auto* button : view.findChildren<QToolButton*>()) {
            if (button->accessibleName() == QString::fromUtf8(name))
                return *button;
        }
        qFatal("no such button: %s", name);
    }
    void click(const char* name) { QTest::mouseClick(&button(name), Qt::LeftButton); }
    std::int64_t moment() const { return playback.shownEvent(Subject::Lifecycle); }

    feed::EngineFeed feed;
    feed::Selection selection;
    base::ManualClock clock;
    Playback playback{feed, selection, clock};
    theme::Theme theme;
    TimelineView view{feed, selection, theme, nullptr};
};

} // namespace

class TestTimelinePast : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Rows, spans, what is drawn of them, labels and counters, against a recorder that knows
    /// nothing of what came later.
    void goal3_aHundredRandomInstantsAreWhatWasRecordedUntilThen() {
        const auto events = busyRun();
        Stage stage(events);
        std::mt19937 random(2026);
        const PlotScale scale{{kBegin, kBegin + 1'500ms}, 400, 1.0};
        GeometryCache cache;
        for (int i = 0; i < 100; ++i) {
            const std::size_t number = 1 + random() % events.size();
            stage.playback.goToEvent(Subject::Lifecycle, std::int64_t(number));
            const telemetry::RecordCut cut = stage.canvas().cut();
            telemetry::Recorder alone;
            for (std::size_t event = 0; event < number; ++event)
                alone.onEvent(events[event]);
            const telemetry::RecordCut whole(alone);

            LaneRows rows;
            rows.update(whole);
            QCOMPARE(told(stage.canvas().rows().rows()), told(rows.rows()));
            QCOMPARE(cut.laneCount(), alone.lanes().size());
            const base::TimePoint now = events[number - 1].at;
            for (const telemetry::Lane& lane : alone.lanes()) {
                const telemetry::Lane& shown = *stage.feed.recorder().lane(lane.environment);
                QCOMPARE(laneDetails(cut.head(shown), now), laneDetails(lane, now));
                QCOMPARE(cut.isOver(shown), lane.isOver());
                QCOMPARE(cut.spanCount(shown), lane.spans.size());
                for (std::size_t span = 0; span < lane.spans.size(); ++span)
                    QCOMPARE(told(cut.span(shown, span), cut), told(lane.spans[span], whole));
                SpanIndex index;
                index.update(lane);
                QCOMPARE(told(cache.segments(shown, scale, cut)),
                         told(laneSegments(lane, index, scale)));
            }
            QCOMPARE(runningAt(cut, now), valueAt(alone.concurrencySeries(), now));
            QCOMPARE(environmentsAt(cut, now), valueAt(alone.environmentSeries(), now));
            QCOMPARE(cut.throttleCount(), alone.throttles().size());
            for (const base::TimePoint at : {kBegin + 333ms, kBegin + 1'000ms, now - 1ms}) {
                if (at < now)
                    QCOMPARE(runningAt(cut, at), valueAt(alone.concurrencySeries(), at));
            }
        }
        stage.playback.toPresent();
        QVERIFY(stage.canvas().cut().isPresent());
        QCOMPARE(stage.canvas().rows().laneCount(), std::size_t(40));
    }

    /// Whatever the mouse points at, at a random time, was there at that time.
    void goal3_whatIsUnderTheMouseIsOfTheInstant() {
        Stage stage(busyRun());
        std::mt19937 random(5);
        for (int i = 0; i < 100; ++i) {
            stage.playback.goToTime(kBegin + 50ms + random() % 900'000 * 1us);
            const QRect plot = stage.canvas().plotRect();
            for (std::size_t row = 0; row < stage.canvas().rows().rows().size(); ++row) {
                const int y = stage.canvas().rowRect(row).center().y();
                const int x = plot.left() + int(random() % std::uint32_t(plot.width()));
                const auto hit = stage.canvas().hitAt({x, y});
                if (!hit || !hit->span)
                    continue;
                const auto& lane = *stage.feed.recorder().lane(hit->environment);
                QVERIFY(*hit->span < stage.canvas().cut().spanCount(lane));
                QVERIFY(lane.spans[*hit->span].begin <= *stage.playback.instant());
            }
        }
    }

    void goal2_aPausedTimelineShowsNothingThatArrives() {
        const auto events = busyRun();
        Stage stage({events.begin(), events.begin() + 400});
        QVERIFY(stage.playback.isLive(Subject::Lifecycle));
        stage.click("Pause what is shown (functions run on)");
        QCOMPARE(stage.playback.state(), State::Paused);
        const QImage before = stage.canvas().viewport()->grab().toImage();
        const std::string rows = told(stage.canvas().rows().rows());
        for (std::size_t next = 400; next < events.size(); next += 50) {
            stage.feed.replay(
                {events.begin() + std::ptrdiff_t(next),
                 events.begin() + std::ptrdiff_t(std::min(next + 50, events.size()))});
            stage.clock.advance(1s);
            QCoreApplication::processEvents();
        }
        QCOMPARE(stage.moment(), 400);
        QCOMPARE(told(stage.canvas().rows().rows()), rows);
        QVERIFY(stage.canvas().viewport()->grab().toImage() == before);
        stage.click("To the present");
        QVERIFY(stage.canvas().rows().laneCount() > 0);
        QVERIFY(told(stage.canvas().rows().rows()) != rows);
    }

    void goal2_buttonsAndKeysStepByExactlyOneEvent() {
        Stage stage;
        const std::int64_t last = stage.playback.lastEvent(Subject::Lifecycle);
        stage.click("One event back");
        QCOMPARE(stage.moment(), last - 1);
        stage.click("One event back");
        stage.press(Qt::Key_Comma);
        QCOMPARE(stage.moment(), last - 3);
        stage.press(Qt::Key_Period);
        QCOMPARE(stage.moment(), last - 2);
        stage.click("One event on");
        QCOMPARE(stage.moment(), last - 1);
        QCOMPARE(stage.playback.state(), State::Paused);
        stage.press(Qt::Key_N);
        QCOMPARE(stage.playback.state(), State::Present);
    }

    void theSpaceBarPausesAndPlays() {
        Stage stage; // an invocation still runs
        stage.press(Qt::Key_Space);
        QCOMPARE(stage.playback.state(), State::Paused);
        stage.playback.goToEvent(Subject::Lifecycle, 1);
        stage.press(Qt::Key_Space);
        QCOMPARE(stage.playback.state(), State::Playing);
        stage.clock.advance(100ms);
        QCOMPARE(stage.canvas().rows().laneCount(), std::size_t(2)); // at 0 ms and 60 ms
        stage.press(Qt::Key_Space);
        QCOMPARE(stage.playback.state(), State::Paused);
    }

    void theSpeedIsChosenInTheMenuAndByKey() {
        Stage stage;
        QToolButton& speed = stage.button("Speed of the playback: ×1");
        QMetaObject::invokeMethod(speed.menu(), "aboutToShow");
        const auto actions = speed.menu()->actions();
        QCOMPARE(actions.size(), 7);
        QCOMPARE(actions.front()->text(), QStringLiteral("×¼"));
        QCOMPARE(actions.back()->text(), QStringLiteral("×16"));
        actions.back()->trigger();
        QCOMPARE(speed.text(), QStringLiteral("×16"));
        QCOMPARE(stage.playback.speed().times, 16);
        stage.press(Qt::Key_BracketLeft);
        QCOMPARE(speed.text(), QStringLiteral("×8"));
        stage.press(Qt::Key_BracketRight);
        QCOMPARE(speed.text(), QStringLiteral("×16"));
    }

    void thePastSaysSoAndHasAWayBack() {
        Stage stage;
        auto* back = stage.view.findChild<QPushButton*>();
        QVERIFY(!back->isVisible());
        stage.playback.goToEvent(Subject::Lifecycle, 20);
        QVERIFY(back->isVisible());
        const QString sentence = back->parentWidget()->findChild<QLabel*>()->text();
        QVERIFY2(sentence.contains(QStringLiteral("event 20 of ")), qPrintable(sentence));
        auto* list = QAccessible::queryAccessibleInterface(&stage.canvas());
        QVERIFY(list->text(QAccessible::Value).startsWith(QStringLiteral("As it was at ")));
        QTest::mouseClick(back, Qt::LeftButton);
        QVERIFY(!stage.playback.isPast());
        QVERIFY(!back->isVisible());
        QVERIFY(!list->text(QAccessible::Value).startsWith(QStringLiteral("As it was at ")));
    }

    void theRulerIsPressedAndDraggedToGoBack() {
        Stage stage;
        const QRect plot = stage.canvas().plotRect();
        const auto at = [&](base::Duration time) {
            return QPoint(plot.left() +
                              int(xAt(kBegin + time, stage.range().visible(), plot.width())),
                          kRulerHeight / 2);
        };
        const Interval visible = stage.range().visible();
        QTest::mousePress(stage.canvas().viewport(), Qt::LeftButton, {}, at(100ms));
        QCOMPARE(stage.canvas().rows().laneCount(), std::size_t(2));
        QTest::mouseMove(stage.canvas().viewport(), at(200ms));
        QCOMPARE(stage.canvas().rows().laneCount(), std::size_t(4));
        QTest::mouseMove(stage.canvas().viewport(), at(30ms));
        QCOMPARE(stage.canvas().rows().laneCount(), std::size_t(1));
        QTest::mouseRelease(stage.canvas().viewport(), Qt::LeftButton, {}, at(30ms));
        QCOMPARE(stage.playback.state(), State::Paused);
        QVERIFY(stage.range().visible() == visible);
    }

    void whatIsSelectedInThePastStaysInThePast() {
        Stage stage;
        stage.playback.goToTime(kBegin + 300ms);
        const QPoint invoke = stage.canvas().spanRect(base::EnvironmentId(2), 2).center();
        QTest::mouseClick(stage.canvas().viewport(), Qt::LeftButton, {}, invoke);
        QCOMPARE(stage.selection.content().invocation, base::InvocationId(2));
        QVERIFY(stage.playback.isPast());
        QCOMPARE(stage.playback.instant(), std::optional(kBegin + 300ms));
        // Lanes that were not there have no place.
        QVERIFY(stage.canvas().spanRect(base::EnvironmentId(5), 0).isNull());
        QVERIFY(stage.canvas().spanRect(base::EnvironmentId(2), 4).isNull());
    }

    void theAxisStandsStillInThePastAndFollowsAgain() {
        Stage stage;
        stage.range().setFollow(TimeRange::Follow::On);
        stage.playback.goToTime(kBegin + 300ms);
        QVERIFY(stage.range().follow() == TimeRange::Follow::Off);
        QVERIFY(stage.range().visible().contains(kBegin + 300ms));
        stage.playback.toPresent();
        QVERIFY(stage.range().follow() == TimeRange::Follow::On);

        stage.playback.goToTime(kBegin + 300ms);
        stage.press(Qt::Key_F);
        QVERIFY(!stage.playback.isPast());
        QVERIFY(stage.range().follow() == TimeRange::Follow::On);
    }

    void theInstantIsBroughtIntoView() {
        Stage stage;
        stage.range().show({kBegin + 600ms, kBegin + 700ms});
        stage.playback.goToTime(kBegin + 200ms);
        QVERIFY(stage.range().visible().contains(kBegin + 200ms));
        // Who looks elsewhere then is left there.
        stage.range().show({kBegin + 600ms, kBegin + 700ms});
        feed::Selection::Content content;
        content.environment = base::EnvironmentId(1);
        stage.selection.set(content);
        QVERIFY(stage.range().visible().contains(kBegin + 650ms));
    }

    void theKeyboardWalksOnlyWhatWasThere() {
        Stage stage;
        stage.playback.goToTime(kBegin + 100ms);
        for (int i = 0; i < 5; ++i)
            stage.press(Qt::Key_Down);
        QCOMPARE(stage.canvas().current()->environment, base::EnvironmentId(2));
        for (int i = 0; i < 5; ++i)
            stage.press(Qt::Key_Right);
        QCOMPARE(stage.canvas().current()->span, std::optional<std::size_t>(1)); // Init
        stage.playback.goToTime(kBegin + 30ms);
        QVERIFY(!stage.canvas().current());
    }

    void clearingEndsThePast() {
        Stage stage;
        stage.playback.goToTime(kBegin + 300ms);
        stage.feed.clearRecording();
        QVERIFY(!stage.playback.isPast());
        QCOMPARE(stage.canvas().rows().laneCount(), std::size_t(6));
    }
};

QTEST_MAIN(TestTimelinePast)
#include "tst_timelinepast.moc"
