#include "widgets/designer/scrubber.h"

#include "widgets/designer/runstate.h"
#include "widgets/designer/workflowcanvas.h"

#include "tests/support/recordedrun.h"

#include <QAccessible>
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
