#include "widgets/designer/scrubber.h"

#include "widgets/designer/runstate.h"
#include "widgets/designer/workflowcanvas.h"
#include "widgets/feed/playback.h"

#include "tests/support/recordedrun.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <random>

using namespace ws;
using designer::RunState;
using Type = telemetry::HistoryEventType;

namespace {

constexpr const char* kMachine = R"({"StartAt":"First","States":{
  "First":{"Type":"Task","Resource":"a","Next":"Each"},
  "Each":{"Type":"Map","Next":"Last","ItemProcessor":{"StartAt":"Item","States":{
    "Item":{"Type":"Task","Resource":"b","End":true}}}},
  "Last":{"Type":"Pass","End":true}}})";

/// A Map in which some items fail and are tried again.
tests::RecordedRun recorded() {
    tests::RecordedRun run("orders");
    run.add(Type::TaskStateEntered, 0, "First");
    run.then(Type::LambdaFunctionScheduled);
    run.then(Type::LambdaFunctionFailed, {}, "Busy");
    run.then(Type::LambdaFunctionScheduled);
    run.then(Type::LambdaFunctionSucceeded);
    run.then(Type::TaskStateExited, "First");
    run.then(Type::MapStateEntered, "Each");
    const auto map = run.then(Type::MapStateStarted);
    run.setLength(40);
    for (int item = 0; item < 40; ++item) {
        run.add(Type::MapIterationStarted, map, "Each");
        run.then(Type::TaskStateEntered, "Item");
        run.then(Type::LambdaFunctionScheduled);
        if (item % 7 == 0) {
            run.then(Type::LambdaFunctionFailed, {}, "Busy");
            run.then(Type::LambdaFunctionScheduled);
        }
        run.then(Type::LambdaFunctionSucceeded);
        run.then(Type::TaskStateExited, "Item");
        run.then(Type::MapIterationSucceeded, "Each");
    }
    run.then(Type::MapStateSucceeded);
    run.then(Type::MapStateExited, "Each");
    run.then(Type::PassStateEntered, "Last");
    run.then(Type::PassStateExited, "Last");
    run.then(Type::ExecutionSucceeded);
    return run;
}

/// Everything that a state shows, as text.
std::string told(const RunState& run) {
    std::string out = std::to_string(run.eventCount()) + (run.finished() ? " finished" : "");
    for (const auto& [name, state] : run.states()) {
        out += '\n' + name + ' ' + std::to_string(int(state.status)) + ' ' +
               std::to_string(state.visits) + ' ' + std::to_string(state.active) + ' ' +
               std::to_string(state.attempts) + ' ' + std::to_string(state.backingOff) + ' ' +
               state.error + ' ' + std::to_string(state.entered.time_since_epoch().count()) + ' ' +
               std::to_string(state.exited ? state.exited->time_since_epoch().count() : 0);
        if (state.items)
            out += ' ' + std::to_string(state.items->succeeded) + '/' +
                   std::to_string(state.items->running);
    }
    for (const auto& step : run.steps())
        out += '\n' + step.from + '>' + step.to + (step.caught ? '!' : ' ');
    return out;
}

struct Fixture {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    designer::WorkflowCanvas canvas{feed, selection, theme};
    tests::RecordedRun run = recorded();

    Fixture() {
        canvas.resize(900, 700);
        canvas.setDefinition(QStringLiteral("orders"), kMachine);
        canvas.show();
    }
    designer::Scrubber& scrubber() { return *canvas.findChild<designer::Scrubber*>(); }
};

/// The same with a playback whose time the test drives.
struct Player : Fixture {
    Player() { canvas.attachPlayback(playback); }

    QToolButton& button(const QString& name) {
        for (auto* button : scrubber().findChildren<QToolButton*>()) {
            if (button->accessibleName() == name)
                return *button;
        }
        qFatal("no such button: %s", qPrintable(name));
    }
    void click(const char* name) {
        QTest::mouseClick(&button(QString::fromUtf8(name)), Qt::LeftButton);
    }
    void press(Qt::Key key) { QTest::keyClick(&scrubber().track(), key); }
    /// Of the events that are there, how many the canvas shows.
    std::size_t shown() const { return canvas.shownRun().eventCount(); }
    void end() { run.finish(telemetry::ExecutionStatus::Succeeded); }

    base::ManualClock clock;
    feed::Playback playback{feed, selection, clock};
};

constexpr const char* kPause = "Pause the playback (the execution goes on)";
constexpr const char* kAgain = "Play the run again";
constexpr const char* kOn = "Play the run on from here";

} // namespace

class tst_Scrubber : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal3_aHundredRandomMomentsAreWhatTheyWereWhenTheyHappened() {
        Fixture f;
        std::vector<std::string> snapshots;
        for (const telemetry::Event& event : f.run.events()) {
            f.feed.replay({event});
            if (std::holds_alternative<telemetry::ExecutionAdvanced>(event.body))
                snapshots.push_back(told(f.canvas.shownRun()));
        }
        std::mt19937 random(20);
        std::uniform_int_distribution<std::size_t> any(1, snapshots.size());
        for (int i = 0; i < 100; ++i) {
            const std::size_t moment = any(random);
            f.scrubber().track().setValue(int(moment));
            QCOMPARE(told(f.canvas.shownRun()), snapshots[moment - 1]);
        }
        f.scrubber().toLast();
        QCOMPARE(f.selection.content().event, 0);
        QCOMPARE(told(f.canvas.shownRun()), snapshots.back());
    }

    void stepsGoByOneEventAndEndAtTheEnds() {
        Fixture f;
        f.feed.replay(f.run.events());
        f.scrubber().toFirst();
        QCOMPARE(f.selection.content().event, 1);
        f.scrubber().back();
        QCOMPARE(f.selection.content().event, 1);
        f.scrubber().forward();
        QCOMPARE(f.selection.content().event, 2);
        QTest::keyClick(&f.scrubber().track(), Qt::Key_End);
        QCOMPARE(f.selection.content().event, 0);
        QTest::keyClick(&f.scrubber().track(), Qt::Key_Left);
        QCOMPARE(f.selection.content().event, f.run.last() - 1);
    }

    void everyEventHasAPlaceThatTheMouseFindsAgain() {
        Fixture f;
        f.feed.replay(f.run.events());
        designer::ScrubTrack& track = f.scrubber().track();
        track.resize(4'000, 26);
        for (std::int64_t event = 1; event <= f.run.last(); ++event)
            QCOMPARE(track.eventAt(track.xOf(event)), event);
    }

    void whileOneLooksBackThePresentGoesOn() {
        Fixture f;
        const auto& events = f.run.events();
        f.feed.replay({events.begin(), events.begin() + 20});
        f.scrubber().track().setValue(5);
        const std::string then = told(f.canvas.shownRun());
        f.feed.replay({events.begin() + 20, events.begin() + 60});
        QCOMPARE(told(f.canvas.shownRun()), then);
        f.scrubber().toLast();
        QCOMPARE(f.canvas.shownRun().eventCount(),
                 f.feed.recorder().executions().back().history.size());
    }

    void itSaysWhichMomentAndIsASliderToAScreenReader() {
        Fixture f;
        f.feed.replay(f.run.events());
        f.scrubber().track().setValue(2);
        QVERIFY(f.scrubber().text().startsWith(QStringLiteral("2 of ")));
        auto* slider = QAccessible::queryAccessibleInterface(&f.scrubber().track());
        QCOMPARE(slider->role(), QAccessible::Slider);
        QCOMPARE(slider->valueInterface()->currentValue().toInt(), 2);
    }

    void continuingFromHereNamesTheMoment() {
        Fixture f;
        f.feed.replay(f.run.events());
        f.scrubber().track().setValue(7);
        QSignalSpy asked(&f.scrubber(), &designer::Scrubber::continueRequested);
        for (auto* button : f.scrubber().findChildren<QToolButton*>()) {
            if (button->accessibleName() == QLatin1String("Continue from here"))
                button->click();
        }
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.front().front().toLongLong(), 7);
    }

    void goal2_playedAgainEachEventComesInItsTime() {
        using namespace std::chrono_literals;
        Player f;
        f.end();
        f.feed.replay(f.run.events());
        f.click(kAgain);
        QCOMPARE(f.shown(), std::size_t{1});
        for (std::size_t event = 2; event <= 20; ++event) {
            f.clock.advance(180ms - 1us); // RecordedRun's pace
            QCOMPARE(f.shown(), event - 1);
            f.clock.advance(1us);
            QCOMPARE(f.shown(), event);
        }
        f.press(Qt::Key_BracketRight);
        f.press(Qt::Key_BracketRight);
        QCOMPARE(f.button(QStringLiteral("Speed of the playback: ×4")).text(),
                 QStringLiteral("×4"));
        f.clock.advance(45ms);
        QCOMPARE(f.shown(), std::size_t{21});
        f.clock.advance(10min);
        QCOMPARE(f.shown(), std::size_t(f.run.last()));
        QVERIFY(!f.playback.isPast());
        QVERIFY(!f.button(QString::fromUtf8(kAgain)).isHidden());
    }

    void goal2_pausedTheCanvasStandsStillWhileTheRunGoesOn() {
        using namespace std::chrono_literals;
        Player f;
        const auto& events = f.run.events();
        f.feed.replay({events.begin(), events.begin() + 20});
        f.click(kPause);
        const std::string then = told(f.canvas.shownRun());
        const QString text = f.scrubber().text();
        for (std::ptrdiff_t second = 0; second < 10; ++second) {
            f.clock.advance(1s);
            f.feed.replay({events.begin() + 20 + 4 * second, events.begin() + 24 + 4 * second});
            QCOMPARE(told(f.canvas.shownRun()), then);
        }
        QVERIFY(f.scrubber().text().startsWith(QStringLiteral("19 of 59")));
        QVERIFY(text.startsWith(QStringLiteral("19 of 19")));
        f.click(kOn);
        f.clock.advance(1min);
        QVERIFY(!f.playback.isPast());
        QCOMPARE(f.shown(), std::size_t{59});
        f.feed.replay({events.begin() + 60, events.begin() + 70});
        QCOMPARE(f.shown(), std::size_t{69}); // it follows again
    }

    void goal2_eachStepShowsExactlyOneEventMore() {
        Player f;
        f.end();
        f.feed.replay(f.run.events());
        f.scrubber().toFirst();
        for (std::size_t event = 2; event <= 40; ++event) {
            event % 2 ? f.click("One event on") : f.press(Qt::Key_Right);
            QCOMPARE(f.shown(), event);
        }
        f.click("One event back");
        QCOMPARE(f.shown(), std::size_t{39});
    }

    void theSpaceBarPlaysAndPauses() {
        using namespace std::chrono_literals;
        Player f;
        f.end();
        f.feed.replay(f.run.events());
        f.press(Qt::Key_Space);
        QCOMPARE(f.playback.state(), feed::Playback::State::Playing);
        f.clock.advance(1s);
        f.press(Qt::Key_Space);
        QCOMPARE(f.playback.state(), feed::Playback::State::Paused);
        const std::size_t shown = f.shown();
        f.clock.advance(1s);
        QCOMPARE(f.shown(), shown);
        f.press(Qt::Key_End);
        QVERIFY(!f.playback.isPast());
        QCOMPARE(f.selection.content().event, 0);
    }

    void nothingIsCutOffInANarrowRow() {
        Player f;
        f.theme.applyTo(*qApp);
        f.feed.replay(f.run.events());
        f.scrubber().track().setValue(100);
        auto* label = f.scrubber().findChild<QLabel*>();
        for (const int width : {360, 420, 480, 530, 531, 600, 900}) {
            f.canvas.resize(width, 700);
            QCoreApplication::processEvents();
            QVERIFY(f.scrubber().minimumSizeHint().width() <= f.scrubber().width());
            QCOMPARE(label->isVisible(), f.scrubber().width() >= 530);
            QVERIFY(!label->isVisible() || label->width() >= label->sizeHint().width());
            for (const QToolButton* button : f.scrubber().findChildren<QToolButton*>())
                QVERIFY(button->width() >= button->sizeHint().width());
        }
    }

    void draggingPausesWhereOneLetsGo() {
        using namespace std::chrono_literals;
        Player f;
        f.end();
        f.feed.replay(f.run.events());
        f.press(Qt::Key_Space);
        designer::ScrubTrack& track = f.scrubber().track();
        QTest::mouseClick(&track, Qt::LeftButton, {}, QPoint(track.xOf(30), track.height() / 2));
        const std::size_t shown = f.shown();
        QVERIFY(shown > 20 && shown < 40);
        QCOMPARE(f.playback.state(), feed::Playback::State::Paused);
        f.clock.advance(1min);
        QCOMPARE(f.shown(), shown);
    }

    /// Beside the debugger's it has to be told what it pauses.
    void thePlaybacksPauseSaysThatTheExecutionGoesOn() {
        Player f;
        const auto& events = f.run.events();
        f.feed.replay({events.begin(), events.begin() + 20});
        const QString tip = f.button(QString::fromUtf8(kPause)).toolTip();
        QVERIFY(tip.contains(QStringLiteral("the execution goes on")));
        QVERIFY(tip.contains(QStringLiteral("F7")));
        f.click(kPause);
        QCOMPARE(f.feed.recorder().executions().back().status, telemetry::ExecutionStatus::Running);
    }

    void longGapsAreFolded() {
        using namespace std::chrono_literals;
        const base::TimePoint begin{};
        const telemetry::FoldedTime time({begin, begin + 10ms, begin + 20ms, begin + 1h,
                                          begin + 1h + 10ms, begin + 1h + 20ms, begin + 1h + 30ms});
        QVERIFY(time.isFolded(2));
        QVERIFY(time.placeOf(3) - time.placeOf(2) < 0.9);
        QCOMPARE(time.momentAt(time.placeOf(4)), std::size_t{4});
        QCOMPARE(time.placeAt(begin + 10ms), time.placeOf(1));
    }
};

QTEST_MAIN(tst_Scrubber)
#include "tst_scrubber.moc"
