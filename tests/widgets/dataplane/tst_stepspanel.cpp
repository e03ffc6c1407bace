#include "widgets/dataplane/stepspanel.h"

#include "widgets/dataplane/iterationgrid.h"
#include "widgets/dataplane/logpanel.h"
#include "widgets/dataplane/runoverview.h"

#include "tests/support/recordedrun.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace ws;
using models::RunModel;
using Type = telemetry::HistoryEventType;

namespace {

constexpr int kItems = 40;

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
    run.setLength(kItems);
    for (int item = 0; item < kItems; ++item) {
        const bool broken = item == 11 || item == 23;
        run.add(Type::MapIterationStarted, map, "Each");
        run.setIndex(item);
        run.then(Type::TaskStateEntered, "Item");
        run.then(Type::LambdaFunctionScheduled);
        run.then(broken ? Type::LambdaFunctionFailed : Type::LambdaFunctionSucceeded, {},
                 broken ? "Poison" : "");
        if (!broken)
            run.then(Type::TaskStateExited, "Item");
        run.then(broken ? Type::MapIterationFailed : Type::MapIterationSucceeded, "Each");
        run.setIndex(item);
    }
    return run;
}

struct Fixture {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    dataplane::StepsPanel panel{feed, selection, theme};
    tests::RecordedRun run = recorded();

    Fixture() {
        panel.resize(1000, 400);
        panel.show();
        feed.replay(run.events());
    }
    QString currentState() {
        return panel.view().currentIndex().siblingAtColumn(RunModel::State).data().toString();
    }
};

} // namespace

class tst_StepsPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRowSelectsItsVisitEverywhere() {
        Fixture f;
        const auto& model = f.panel.model();
        int visit = -1;
        for (std::size_t i = 0; i < model.tree().nodes().size(); ++i)
            visit = model.tree().nodes()[i].name == "Item" && model.tree().nodes()[i].index < 0 &&
                            visit < 0
                        ? int(i)
                        : visit;
        f.panel.view().setCurrentIndex(f.panel.filter().mapFromSource(model.indexOf(visit)));
        QCOMPARE(f.selection.content().state, QStringLiteral("Item"));
        QCOMPARE(f.selection.content().visit, model.tree().node(visit).firstEvent);
        QCOMPARE(f.panel.breadcrumb(), QStringLiteral("Each"));
        QCOMPARE(f.panel.grid().current(), 0);
    }

    void aStateSelectedElsewhereShowsItsLatestVisit() {
        Fixture f;
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = base::ExecutionId{1};
        content.state = QStringLiteral("First");
        f.selection.set(content);
        QCOMPARE(f.currentState(), QStringLiteral("First"));
    }

    void theNextFailureIsFoundInTheTableAndAmongTheItems() {
        Fixture f;
        f.panel.nextFailed();
        QCOMPARE(f.panel.grid().current(), 11);
        f.panel.nextFailed();
        QCOMPARE(f.panel.grid().current(), 23);
        QCOMPARE(f.panel.grid().nextFailed(), 11);
    }

    void cellsAreWalkedWithTheArrows() {
        Fixture f;
        f.panel.nextFailed();
        QSignalSpy picked(&f.panel.grid(), &dataplane::IterationGrid::picked);
        QTest::keyClick(&f.panel.grid(), Qt::Key_Home);
        QCOMPARE(f.panel.grid().current(), 0);
        QTest::keyClick(&f.panel.grid(), Qt::Key_Right);
        QCOMPARE(f.panel.grid().current(), 1);
        QTest::keyClick(&f.panel.grid(), Qt::Key_End);
        QCOMPARE(f.panel.grid().current(), kItems - 1);
        QCOMPARE(picked.size(), 3);
        QVERIFY(f.panel.grid().textOf(11).contains(QStringLiteral("Poison")));
    }

    void theRangeChosenAboveFilters() {
        Fixture f;
        auto& overview = f.panel.overview();
        overview.resize(600, 34);
        QTest::mousePress(&overview, Qt::LeftButton, {}, {100, 10});
        QTest::mouseMove(&overview, {200, 10});
        QTest::mouseRelease(&overview, Qt::LeftButton, {}, {200, 10});
        QVERIFY(f.panel.scale().from > 0.1 && f.panel.scale().to < 0.4);
        f.panel.filter().setRange({});
        const int all = f.panel.filter().rowCount(f.panel.filter().index(1, 0));
        for (auto* button : f.panel.findChildren<QToolButton*>()) {
            if (button->toolTip().startsWith(QStringLiteral("Only what was under way")))
                button->setChecked(true);
        }
        QVERIFY(f.panel.filter().rowCount(f.panel.filter().index(1, 0)) < all);
        QTest::mouseDClick(&overview, Qt::LeftButton, {}, {50, 10});
        QCOMPARE(f.panel.scale().to, 1.0);
    }

    void failedAttemptsAreRedAndTheGapsBetweenThemLight() {
        Fixture f;
        dataplane::SpanDelegate delegate(f.panel.model(), f.panel.scale(), f.theme, nullptr);
        const auto& first = f.panel.model().tree().node(f.panel.model().tree().latest("First"));
        const auto bars = delegate.barsOf(first, QRectF(0, 0, 1000, 20));
        QCOMPARE(bars.failed.size(), std::size_t{1});
        QCOMPARE(bars.waits.size(), std::size_t{1});
        QVERIFY(bars.whole.contains(bars.failed.front().center()));
        QVERIFY(bars.failed.front().right() <= bars.waits.front().left() + 2.1);
    }

    void logsAreThoseOfTheSelectedStateAndAttempt() {
        Fixture f;
        dataplane::LogPanel logs(f.feed, f.selection, f.theme);
        for (auto* button : logs.findChildren<QToolButton*>()) {
            if (button->toolTip().startsWith(QStringLiteral("Only what is selected")))
                button->setChecked(true);
        }
        // The two attempts of First were scheduled by the events 3 and 5.
        std::vector<telemetry::Event> events;
        const auto call = [&](std::uint64_t id, const char* state, std::int64_t scheduled) {
            telemetry::InvocationArrived arrived;
            arrived.invocation = base::InvocationId{id};
            arrived.function = "f";
            arrived.execution = base::ExecutionId{1};
            arrived.state = state;
            arrived.scheduledEvent = scheduled;
            telemetry::LogLine line;
            line.invocation = arrived.invocation;
            line.function = "f";
            line.text = "line of " + std::to_string(id);
            const auto at = f.run.events().back().at;
            events.push_back({1'000 + 2 * id, at, arrived});
            events.push_back({1'001 + 2 * id, at, line});
        };
        call(1, "First", 3);
        call(2, "First", 5);
        call(3, "Item", 13);
        f.feed.replay(events);
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = base::ExecutionId{1};
        content.state = QStringLiteral("First");
        f.selection.set(content);
        QVERIFY(logs.text().contains(QStringLiteral("line of 1")));
        QVERIFY(logs.text().contains(QStringLiteral("line of 2")));
        QVERIFY(!logs.text().contains(QStringLiteral("line of 3")));
        content.attempt = 5;
        f.selection.set(content);
        QVERIFY(!logs.text().contains(QStringLiteral("line of 1")));
        QVERIFY(logs.text().contains(QStringLiteral("line of 2")));
        content.attempt = 0;
        content.state.clear();
        f.selection.set(content);
        QVERIFY(logs.text().contains(QStringLiteral("line of 3")));
    }
};

QTEST_MAIN(tst_StepsPanel)
#include "tst_stepspanel.moc"
