#include "widgets/dataplane/stepspanel.h"

#include "widgets/dataplane/iterationgrid.h"
#include "widgets/dataplane/logpanel.h"
#include "widgets/dataplane/runoverview.h"

#include "tests/support/photographs.h"
#include "tests/support/recordedrun.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTranslator>
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
    /// Begun by the second attempt of First.
    void addChild(telemetry::ExecutionStatus status) {
        tests::RecordedRun child("shipping", base::ExecutionId{2});
        child.setOrigin({base::ExecutionId{1}, "parent", "First", 5});
        child.add(Type::TaskStateEntered, 0, "Pack");
        child.then(Type::LambdaFunctionScheduled);
        if (status != telemetry::ExecutionStatus::Running)
            child.finish(status);
        feed.replay(child.events());
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

    void goal34_theNextFailureIsFoundInTheTableAndAmongTheItems() {
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

    void anotherItemKeepsTheStateThatIsLookedAt() {
        Fixture f;
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = base::ExecutionId{1};
        content.state = QStringLiteral("Item");
        f.selection.set(content); // the latest visit
        QTest::keyClick(&f.panel.grid(), Qt::Key_Home);
        QCOMPARE(f.selection.content().state, QStringLiteral("Item"));
        const auto& tree = f.panel.model().tree();
        const int visit = tree.visitOf(f.selection.content().visit);
        QCOMPARE(tree.node(tree.node(visit).parent).index, std::int64_t(0));
        QCOMPARE(f.selection.content().iteration, tree.node(tree.node(visit).parent).firstEvent);
        QTest::keyClick(&f.panel.grid(), Qt::Key_Right);
        QCOMPARE(tree.node(tree.node(tree.visitOf(f.selection.content().visit)).parent).index,
                 std::int64_t(1));
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

    void goal33_gapsFoldContainersHideAndOnlyFailuresStay() {
        Fixture f;
        const auto toggle = [&](const char* tip) {
            for (auto* button : f.panel.findChildren<QToolButton*>()) {
                if (button->toolTip().startsWith(QString::fromUtf8(tip)))
                    return button;
            }
            return static_cast<QToolButton*>(nullptr);
        };
        // A state that waits for an hour, then one that fails.
        tests::RecordedRun later("orders", base::ExecutionId{1},
                                 f.run.events().back().at + std::chrono::hours{1});
        auto events = later.events();
        std::vector<telemetry::Event> more;
        telemetry::HistoryEvent event;
        event.id = f.run.last() + 1;
        event.previousId = f.run.last();
        event.type = Type::MapStateExited;
        event.name = "Each";
        event.at = events.front().at;
        more.push_back(
            {5'000, event.at, telemetry::ExecutionAdvanced{base::ExecutionId{1}, event}});
        f.feed.replay(more);
        QToolButton* fold = toggle("Fold long gaps");
        QVERIFY(fold && fold->isChecked());
        fold->setChecked(true);
        QTest::qWait(0);
        const auto beforeTheGap = f.run.events().back().at;
        fold->setChecked(false);
        const double whole = f.panel.scale().xOf(beforeTheGap, 1'000);
        fold->setChecked(true);
        const double folded = f.panel.scale().xOf(beforeTheGap, 1'000);
        QVERIFY2(folded > 5 * whole, qPrintable(QString::number(folded / whole)));
        toggle("Draw bars for Map")->setChecked(false);
        QCOMPARE(f.panel.scale().containers, dataplane::SpanScale::Containers::Hidden);
        auto* statuses = f.panel.findChild<QComboBox*>();
        statuses->setCurrentIndex(statuses->findText(QStringLiteral("Failed")));
        Q_EMIT statuses->activated(statuses->currentIndex());
        const QModelIndex each = f.panel.filter().index(0, 0);
        QCOMPARE(f.panel.filter().rowCount(), 1);
        QCOMPARE(f.panel.filter().rowCount(each), 2); // the items 11 and 23
    }

    void failedAttemptsAreRedAndTheGapsBetweenThemLight() {
        Fixture f;
        dataplane::SpanDelegate delegate(f.panel.model(), f.panel.filter(), f.panel.scale(),
                                         f.theme, nullptr);
        const auto& first = f.panel.model().tree().node(f.panel.model().tree().latest("First"));
        const auto bars = delegate.barsOf(first, QRectF(0, 0, 1000, 20));
        QCOMPARE(bars.failed.size(), std::size_t{1});
        QCOMPARE(bars.waits.size(), std::size_t{1});
        QVERIFY(bars.whole.contains(bars.failed.front().center()));
        QVERIFY(bars.failed.front().right() <= bars.waits.front().left() + 2.1);
    }

    void oneAttemptIsSelectedByItsBarAndByKeys() {
        Fixture f;
        QTreeView& view = f.panel.view();
        const int first = f.panel.model().tree().latest("First");
        const QModelIndex row = f.panel.filter().mapFromSource(f.panel.model().indexOf(first));
        view.setCurrentIndex(row);
        QCOMPARE(f.selection.content().attempt, 0);
        f.panel.nextAttempt();
        QCOMPARE(f.selection.content().attempt, 3);
        QCOMPARE(f.selection.content().visit, f.panel.model().tree().node(first).firstEvent);
        f.panel.nextAttempt();
        QCOMPARE(f.selection.content().attempt, 5);
        QCOMPARE(f.panel.scale().attempt, 5);
        f.panel.nextAttempt(); // there is no other
        QCOMPARE(f.selection.content().attempt, 5);
        f.panel.previousAttempt();
        f.panel.previousAttempt();
        QCOMPARE(f.selection.content().attempt, 0);
        const QRectF cell = view.visualRect(row.siblingAtColumn(RunModel::Timeline));
        const dataplane::SpanDelegate delegate(f.panel.model(), f.panel.filter(), f.panel.scale(),
                                               f.theme, nullptr);
        const auto bars =
            delegate.barsOf(f.panel.model().tree().node(first), cell.adjusted(4, 0, -4, 0));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, bars.attempts[1].center().toPoint());
        QCOMPARE(f.selection.content().attempt, 5);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                          view.visualRect(row.siblingAtColumn(RunModel::Status)).center());
        QCOMPARE(f.selection.content().attempt, 0);
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

    void goal15_logsOfAPastRunAreThoseOfTheSelectedStateAndAttempt() {
        Fixture f;
        dataplane::LogPanel logs(f.feed, f.selection, f.theme);
        QToolButton* selectedOnly = nullptr;
        for (auto* button : logs.findChildren<QToolButton*>()) {
            if (button->toolTip().startsWith(QStringLiteral("Only what is selected")))
                selectedOnly = button;
        }
        using telemetry::Recorder;
        std::int64_t lastCall = 0;
        const auto pastRun = [&](std::int64_t kept) {
            telemetry::PastRun run;
            run.record = *f.feed.recorder().execution(base::ExecutionId{1});
            run.record.execution = Recorder::pastExecutionId(kept);
            run.record.kept = kept;
            run.record.arn += std::to_string(kept);
            run.calls.areKept = true;
            return run;
        };
        const auto call = [&](telemetry::PastRun& run, const char* state, std::int64_t scheduled) {
            telemetry::InvocationRecord made;
            made.invocation = Recorder::pastInvocationId(++lastCall);
            made.execution = run.record.execution;
            made.state = state;
            made.scheduledEvent = scheduled;
            telemetry::LogLine line;
            line.invocation = made.invocation;
            line.text = "past line of " + std::to_string(lastCall);
            run.calls.log.push_back({0, run.record.history[std::size_t(scheduled)].at, line});
            run.calls.invocations.push_back(std::move(made));
        };
        telemetry::PastRun outer = pastRun(7);
        call(outer, "First", 3);
        call(outer, "First", 5);
        call(outer, "Item", 13);
        outer.calls.leftOutLines = 12;
        telemetry::PastRun inner = pastRun(8);
        inner.record.origin = {outer.record.execution, outer.record.arn, "First", 5};
        call(inner, "Pack", 3);
        telemetry::PastRun old = pastRun(9);
        old.calls.areKept = false;
        const auto kOuter = outer.record.execution;
        const auto kOld = old.record.execution;
        f.feed.addPast({outer, inner, old});
        telemetry::LogLine live;
        live.text = "a line of this session";
        f.feed.replay({{5'000, f.run.events().back().at, live}});
        QVERIFY(logs.text().contains(QStringLiteral("this session")));

        feed::Selection::Content content;
        const auto shown = [&](std::int64_t attempt, const char* state) {
            content.machine = QStringLiteral("orders");
            content.execution = kOuter;
            content.state = QString::fromUtf8(state);
            content.attempt = attempt;
            f.selection.set(content);
            QStringList lines;
            for (int id = 1; id <= 4; ++id) {
                if (logs.text().contains(QStringLiteral("past line of %1").arg(id)))
                    lines << QString::number(id);
            }
            return lines.join(u' ');
        };
        QCOMPARE(shown(0, ""), QStringLiteral("1 2 3 4"));
        QVERIFY(!logs.text().contains(QStringLiteral("this session")));
        f.feed.replay({{5'001, f.run.events().back().at, live}});
        QVERIFY(!logs.text().contains(QStringLiteral("this session")));
        selectedOnly->setChecked(true);
        QCOMPARE(shown(0, "First"), QStringLiteral("1 2 4"));
        QCOMPARE(shown(3, "First"), QStringLiteral("1"));
        QCOMPARE(shown(5, "First"), QStringLiteral("2 4"));
        QCOMPARE(shown(0, "Item"), QStringLiteral("3"));
        const auto says = [&](const char* words) {
            return std::ranges::any_of(logs.findChildren<QLabel*>(), [&](const QLabel* label) {
                return !label->isHidden() &&
                       (label->text() + label->accessibleName()).contains(QLatin1String(words));
            });
        };
        QVERIFY(says("12 line(s) not kept"));
        const auto* filter = logs.findChild<QLineEdit*>();
        for (const int width : {1200, 615, 520, 430}) {
            logs.resize(width, 300);
            QCoreApplication::processEvents();
            QVERIFY2(filter->width() >= 160, qPrintable(QString::number(filter->width())));
            for (const QWidget* part : logs.findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
                QVERIFY(part->isHidden() || part->geometry().right() < width);
        }
        QVERIFY(std::ranges::any_of(logs.findChildren<QLabel*>(), [](const QLabel* label) {
            return label->accessibleName() == QLatin1String("12 line(s) not kept") &&
                   label->toolTip().startsWith(label->accessibleName());
        }));
        logs.resize(1200, 300);
        content.state.clear();
        content.execution = kOld;
        f.selection.set(content);
        QVERIFY(logs.text().isEmpty());
        QVERIFY(says("before logs were kept"));
        QVERIFY(!says("not kept"));
        // And back in the present.
        f.selection.set({});
        selectedOnly->setChecked(false);
        QCOMPARE(logs.text().count(QStringLiteral("this session")), 2);
    }

    /// The run that `f` has recorded, redriven: "First" is from it, "Item" was called again.
    static telemetry::PastRun redriven(const Fixture& f, const telemetry::PastRun& before) {
        telemetry::PastRun run;
        run.record = *f.feed.recorder().execution(base::ExecutionId{1});
        run.record.execution = telemetry::Recorder::pastExecutionId(8);
        run.record.arn = "arn:second";
        run.record.name = "second-run";
        run.record.forebear = {before.record.arn, std::int64_t(before.record.history.size())};
        for (telemetry::HistoryEvent& event : run.record.history)
            event.at += std::chrono::hours{1};
        run.calls.areKept = true;
        return run;
    }
    /// The fixture's run, as one of an earlier session.
    static telemetry::PastRun firstRun(const Fixture& f) {
        telemetry::PastRun first;
        first.record = *f.feed.recorder().execution(base::ExecutionId{1});
        first.record.execution = telemetry::Recorder::pastExecutionId(7);
        first.record.arn = "arn:first";
        first.calls.areKept = true;
        return first;
    }
    static void write(telemetry::PastRun& run, std::int64_t id, const char* state,
                      std::int64_t scheduled, const char* text) {
        telemetry::InvocationRecord made;
        made.invocation = telemetry::Recorder::pastInvocationId(id);
        made.execution = run.record.execution;
        made.state = state;
        made.scheduledEvent = scheduled;
        telemetry::LogLine line;
        line.invocation = made.invocation;
        line.text = text;
        run.calls.log.push_back({0, run.record.history[std::size_t(scheduled)].at, line});
        run.calls.invocations.push_back(std::move(made));
    }

    void goal15_logsOfARedrivenRunHaveThoseOfTheRunBefore() {
        Fixture f;
        dataplane::LogPanel logs(f.feed, f.selection, f.theme);
        telemetry::PastRun first = firstRun(f);
        write(first, 1, "First", 3, "attempt one");
        write(first, 2, "First", 5, "attempt two");
        write(first, 3, "Item", 13, "the item");
        telemetry::PastRun second = redriven(f, first);
        write(second, 4, "Item", 13, "the item again");
        f.feed.addPast({second, first});
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = second.record.execution;
        f.selection.set(content);
        // Under the name of its run, and without what the later one has made again.
        const auto shown = [&] {
            QStringList lines;
            for (const QString& line : logs.text().split(u'\n'))
                lines << line.section(QStringLiteral("  "), -1);
            return lines.join(u'|');
        };
        QCOMPARE(shown(),
                 QStringLiteral("From the run first-run, which this run goes on from:|attempt one|"
                                "attempt two|From this run:|the item again"));
        for (auto* button : logs.findChildren<QToolButton*>()) {
            if (button->toolTip().startsWith(QStringLiteral("Only what is selected")))
                button->setChecked(true);
        }
        content.state = QStringLiteral("First");
        content.attempt = 5;
        f.selection.set(content);
        QVERIFY(shown().endsWith(QStringLiteral("on from:|attempt two")));
        // An instant of what it has from there counts by the clock of that time.
        content.attempt = 0;
        content.event = 4;
        f.selection.set(content);
        QTRY_VERIFY(shown().endsWith(QStringLiteral("on from:|attempt one")));
        content = {};
        content.execution = first.record.execution;
        content.state = QStringLiteral("Item");
        f.selection.set(content);
        QTRY_COMPARE(shown(), QStringLiteral("the item"));
    }

    void goal15_aRunOfThisSessionHasTheLinesOfThePastRunThatItGoesOnFrom() {
        Fixture f;
        dataplane::LogPanel logs(f.feed, f.selection, f.theme);
        telemetry::PastRun first = firstRun(f);
        write(first, 1, "First", 3, "attempt one");
        tests::RecordedRun live("orders", base::ExecutionId{5});
        live.setForebear("arn:first", 7);
        f.feed.replay(live.events());
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = base::ExecutionId{5};
        f.selection.set(content);
        for (auto* button : logs.findChildren<QToolButton*>()) {
            if (button->toolTip().startsWith(QStringLiteral("Only what is selected")))
                button->setChecked(true);
        }
        const auto says = [&](const char* words) {
            return std::ranges::any_of(logs.findChildren<QLabel*>(), [&](const QLabel* label) {
                return !label->isHidden() && label->toolTip().contains(QLatin1String(words));
            });
        };
        QVERIFY(logs.text().isEmpty());
        QVERIFY(says("The run first, which this run goes on from, is not kept any more"));
        f.feed.addPast({first});
        QVERIFY(!says("not kept any more"));
        QVERIFY(logs.text().contains(QStringLiteral("attempt one")));
        telemetry::InvocationArrived arrived;
        arrived.invocation = base::InvocationId{1};
        arrived.execution = base::ExecutionId{5};
        arrived.state = "Later";
        arrived.scheduledEvent = 9;
        telemetry::LogLine line;
        line.invocation = arrived.invocation;
        line.text = "what it called itself";
        const auto at = f.run.events().back().at;
        f.feed.replay({{1'000, at, arrived}, {1'001, at, line}});
        QVERIFY(logs.text().contains(QStringLiteral("attempt one")));
        QVERIFY(logs.text().contains(QStringLiteral("From this run:")));
        QVERIFY(logs.text().endsWith(QStringLiteral("what it called itself")));
    }

    void anExecutionInsideIsOpenedFromItsStateAndLeft() {
        Fixture f;
        f.addChild(telemetry::ExecutionStatus::Running);
        // The last that began is inside the run that is looked at: that one stays.
        QCOMPARE(f.panel.model().execution(), base::ExecutionId{1});
        QVERIFY(f.panel.nestingText().contains(QStringLiteral("shipping")));
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = base::ExecutionId{1};
        content.state = QStringLiteral("Each");
        f.selection.set(content);
        QVERIFY(f.panel.nestingText().isEmpty());
        content.state = QStringLiteral("First");
        f.selection.set(content);
        QVERIFY(f.panel.nestingText().contains(QStringLiteral("Running")));
        f.panel.openNested();
        QCOMPARE(f.selection.content().execution, base::ExecutionId{2});
        QCOMPARE(f.selection.content().machine, QStringLiteral("shipping"));
        QCOMPARE(f.panel.model().execution(), base::ExecutionId{2});
        QCOMPARE(f.panel.nestingText(), QStringLiteral("orders › First › shipping"));
        f.panel.openParent();
        QCOMPARE(f.selection.content().execution, base::ExecutionId{1});
        QCOMPARE(f.selection.content().state, QStringLiteral("First"));
        QCOMPARE(f.currentState(), QStringLiteral("First"));
    }

    void aRowOfAnExecutionInsideSelectsItAndTheTableStays() {
        Fixture f;
        f.addChild(telemetry::ExecutionStatus::Succeeded);
        const RunModel::Place pack{base::ExecutionId{2}, 0};
        f.panel.view().setCurrentIndex(f.panel.filter().indexOf(pack));
        QCOMPARE(f.selection.content().execution, base::ExecutionId{2});
        QCOMPARE(f.selection.content().machine, QStringLiteral("shipping"));
        QCOMPARE(f.selection.content().state, QStringLiteral("Pack"));
        QCOMPARE(f.panel.model().execution(), base::ExecutionId{1});
        // From elsewhere too.
        feed::Selection::Content content = f.selection.content();
        content.execution = base::ExecutionId{1};
        content.machine = QStringLiteral("orders");
        content.state = QStringLiteral("First");
        f.selection.set(content);
        QCOMPARE(f.currentState(), QStringLiteral("First"));
        content.execution = base::ExecutionId{2};
        content.machine = QStringLiteral("shipping");
        content.state = QStringLiteral("Pack");
        f.selection.set(content);
        QCOMPARE(f.currentState(), QStringLiteral("Pack"));
        QCOMPARE(f.panel.model().execution(), base::ExecutionId{1});
    }

    void whatIsNotLoadedOfAPastRunIsSaidAndAskedFor() {
        Fixture f;
        telemetry::PastRun run;
        run.record = *f.feed.recorder().execution(base::ExecutionId{1});
        run.record.execution = telemetry::Recorder::pastExecutionId(7);
        run.calls.begunRuns = 12;
        f.feed.addPast({run});
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = run.record.execution;
        f.selection.set(content);
        QVERIFY2(f.panel.nestingText().contains(QStringLiteral("12 execution(s) inside are not "
                                                               "loaded.")),
                 qPrintable(f.panel.nestingText()));
        QSignalSpy asked(&f.panel, &dataplane::StepsPanel::moreNestedRequested);
        for (auto* label : f.panel.findChildren<QLabel*>()) {
            if (label->text().contains(QStringLiteral("Load more")))
                Q_EMIT label->linkActivated(QStringLiteral("more"));
        }
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.at(0).at(0).toULongLong(), quint64(run.record.execution));
    }

    void aMapsChildIsShownOnTheMachineOfItsMap() {
        Fixture f;
        tests::RecordedRun child("orders/Label", base::ExecutionId{3});
        child.setOrigin({base::ExecutionId{1}, "parent", "Each", 8, 4});
        f.feed.replay(child.events());
        QVERIFY(f.panel.nestingText().contains(QStringLiteral("orders/Label #4")));
        f.panel.openNested();
        QCOMPARE(f.selection.content().machine, QStringLiteral("orders"));
        QCOMPARE(f.selection.content().execution, base::ExecutionId{3});
    }

    void goal15_logsOfAStateHaveThoseOfTheExecutionsInsideIt() {
        Fixture f;
        dataplane::LogPanel logs(f.feed, f.selection, f.theme);
        for (auto* button : logs.findChildren<QToolButton*>()) {
            if (button->toolTip().startsWith(QStringLiteral("Only what is selected")))
                button->setChecked(true);
        }
        f.addChild(telemetry::ExecutionStatus::Succeeded);
        std::vector<telemetry::Event> events;
        const auto call = [&](std::uint64_t id, std::uint64_t execution, const char* state,
                              std::int64_t scheduled) {
            telemetry::InvocationArrived arrived;
            arrived.invocation = base::InvocationId{id};
            arrived.requestId = "request-" + std::to_string(id);
            arrived.execution = base::ExecutionId{execution};
            arrived.state = state;
            arrived.scheduledEvent = scheduled;
            telemetry::LogLine line;
            line.invocation = arrived.invocation;
            line.text = "line of " + std::to_string(id);
            const auto at = f.run.events().back().at;
            events.push_back({1'000 + 2 * id, at, arrived});
            events.push_back({1'001 + 2 * id, at, line});
        };
        call(1, 1, "First", 3); // the parent's own, first attempt
        call(2, 2, "Pack", 3);  // inside, begun by the second attempt
        call(3, 1, "Item", 13);
        f.feed.replay(events);
        const auto shown = [&](std::int64_t attempt, const char* state) {
            feed::Selection::Content content;
            content.machine = QStringLiteral("orders");
            content.execution = base::ExecutionId{1};
            content.state = QString::fromUtf8(state);
            content.attempt = attempt;
            f.selection.set(content);
            QStringList lines;
            for (int id = 1; id <= 3; ++id) {
                if (logs.text().contains(QStringLiteral("line of %1").arg(id)))
                    lines << QString::number(id);
            }
            return lines.join(u' ');
        };
        QCOMPARE(shown(0, "First"), QStringLiteral("1 2"));
        QCOMPARE(shown(3, "First"), QStringLiteral("1"));
        QCOMPARE(shown(5, "First"), QStringLiteral("2"));
        QCOMPARE(shown(0, "Item"), QStringLiteral("3"));
    }

    void columnsGiveWayInsteadOfScrollingSideways() {
        Fixture f;
        QTreeView& view = f.panel.view();
        const auto shown = [&](int width) {
            f.panel.resize(width, 400);
            QCoreApplication::processEvents();
            QStringList names;
            for (int column = 0; column < view.model()->columnCount(); ++column) {
                if (!view.isColumnHidden(column))
                    names << view.model()->headerData(column, Qt::Horizontal).toString();
            }
            const bool isAll = view.horizontalScrollBar()->maximum() == 0;
            return isAll ? names.join(u' ') : QStringLiteral("scrolls");
        };
        const QString all = shown(1000);
        QCOMPARE(all.count(u' '), 6);
        QCOMPARE(shown(615), QStringLiteral("State Status Duration Timeline"));
        QVERIFY(view.columnWidth(RunModel::Timeline) >= 140);
        QCOMPARE(shown(480), QStringLiteral("State Status Timeline"));
        QCOMPARE(shown(1000), all);
        // The cells of a Map stand beside the table and take their part.
        f.panel.resize(615, 400);
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = base::ExecutionId{1};
        content.state = QStringLiteral("Each");
        f.selection.set(content);
        QVERIFY(f.panel.grid().isVisible());
        QVERIFY2(shown(615).startsWith(QStringLiteral("State")), qPrintable(shown(615)));
        // What a row has lost is in its tip.
        const QModelIndex row = f.panel.view().currentIndex();
        const QString took = row.siblingAtColumn(RunModel::Duration).data().toString();
        QVERIFY(row.data(Qt::ToolTipRole).toString().contains(took));
    }

    void picturesWhereThereIsLittleRoom_data() {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<bool>("korean");
        QTest::newRow("light-en") << int(theme::Scheme::Light) << false;
        QTest::newRow("dark-en") << int(theme::Scheme::Dark) << false;
        QTest::newRow("light-ko") << int(theme::Scheme::Light) << true;
        QTest::newRow("dark-ko") << int(theme::Scheme::Dark) << true;
    }
    /// To be looked at: the steps and the log as narrow as the window makes them.
    void picturesWhereThereIsLittleRoom() {
        QFETCH(const int, scheme);
        QFETCH(const bool, korean);
        QTranslator translator;
        if (korean && !translator.load(QStringLiteral(WARMSTART_BINARY_DIR "/app/warmstart_ko.qm")))
            QSKIP("the Korean texts are not built");
        if (korean)
            QCoreApplication::installTranslator(&translator);
        Fixture f;
        dataplane::LogPanel logs(f.feed, f.selection, f.theme);
        telemetry::LogsDropped dropped;
        dropped.bytes = 12'345'678;
        telemetry::LogLine line;
        line.text = "a line of this session";
        const auto at = f.run.events().back().at;
        f.feed.replay({{9'000, at, line}, {9'001, at, dropped}});
        f.theme.setScheme(theme::Scheme(scheme));
        f.theme.applyTo(*qApp);
        for (const auto& [panel, name] : {std::pair<QWidget*, const char*>{&f.panel, "steps"},
                                          std::pair<QWidget*, const char*>{&logs, "log"}}) {
            panel->setProperty("panel", true);
            panel->setAttribute(Qt::WA_StyledBackground);
            panel->resize(615, 300);
            panel->show();
            QCoreApplication::processEvents();
            tests::photograph(
                *panel, QStringLiteral("narrow-%1-%2")
                            .arg(QLatin1String(name), QLatin1String(QTest::currentDataTag())));
        }
        QCoreApplication::removeTranslator(&translator);
    }
};

QTEST_MAIN(tst_StepsPanel)
#include "tst_stepspanel.moc"
