#include "widgets/models/runfilter.h"

#include "tests/support/recordedrun.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace ws;
using models::RunModel;
using Type = telemetry::HistoryEventType;
using RunStatus = telemetry::RunTree::Status;

namespace {

tests::RecordedRun recorded(int items) {
    tests::RecordedRun run("orders");
    run.add(Type::TaskStateEntered, 0, "First");
    run.then(Type::LambdaFunctionScheduled);
    run.then(Type::LambdaFunctionFailed, {}, "Busy");
    run.then(Type::LambdaFunctionScheduled);
    run.then(Type::LambdaFunctionSucceeded);
    run.then(Type::TaskStateExited, "First");
    run.then(Type::MapStateEntered, "Each");
    const auto map = run.then(Type::MapStateStarted);
    run.setLength(items);
    for (int item = 0; item < items; ++item) {
        run.add(Type::MapIterationStarted, map, "Each");
        run.setIndex(item);
        run.then(Type::TaskStateEntered, "Item");
        run.then(Type::LambdaFunctionScheduled);
        if (item == 3) {
            run.then(Type::LambdaFunctionFailed, {}, "Poison");
            run.then(Type::MapIterationFailed, "Each");
            run.setIndex(item);
            continue;
        }
        run.then(Type::LambdaFunctionSucceeded);
        run.then(Type::TaskStateExited, "Item");
        run.then(Type::MapIterationSucceeded, "Each");
        run.setIndex(item);
    }
    run.then(Type::MapStateSucceeded);
    run.then(Type::MapStateExited, "Each");
    run.then(Type::ExecutionSucceeded);
    return run;
}

struct Fixture {
    telemetry::Recorder recorder;
    theme::Theme theme;
    RunModel model{recorder, theme};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    models::RunFilter filter{model};

    QString at(const QModelIndex& row, int column) {
        return row.siblingAtColumn(column).data().toString();
    }
};

} // namespace

class tst_RunModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsGrowWithTheRunAndAreWhatAFinishedOneHas() {
        Fixture f;
        const auto run = recorded(8);
        for (const auto& event : run.events()) {
            f.recorder.onEvent(event);
            f.model.setExecution(base::ExecutionId{1});
            f.model.update();
        }
        QCOMPARE(f.model.rowCount(), 2);
        const QModelIndex each = f.model.index(1, 0);
        QCOMPARE(f.model.rowCount(each), 8);
        QCOMPARE(f.at(f.model.index(2, 0, each), RunModel::State), QStringLiteral("Item 2"));
        QCOMPARE(f.at(f.model.index(0, 0), RunModel::Attempts), QStringLiteral("2"));
        RunModel whole(f.recorder, f.theme);
        whole.setExecution(base::ExecutionId{1});
        QCOMPARE(whole.rowCount(whole.index(1, 0)), 8);
    }

    void goal32_theFilterByStatusNameAndTimeKeepsWhatIsAroundAMatch() {
        Fixture f;
        const auto run = recorded(8);
        for (const auto& event : run.events())
            f.recorder.onEvent(event);
        f.model.setExecution(base::ExecutionId{1});
        f.filter.setStatuses({int(RunStatus::Failed)});
        QCOMPARE(f.filter.rowCount(), 1);
        const QModelIndex each = f.filter.index(0, 0);
        QCOMPARE(f.at(each, RunModel::State), QStringLiteral("Each"));
        QCOMPARE(f.filter.rowCount(each), 1);
        QCOMPARE(f.at(f.filter.index(0, 0, each), RunModel::State), QStringLiteral("Item 3"));
        f.filter.setStatuses({});
        f.filter.setName(QRegularExpression(QStringLiteral("^F.*t$")));
        QCOMPARE(f.filter.rowCount(), 1);
        QCOMPARE(f.at(f.filter.index(0, 0), RunModel::State), QStringLiteral("First"));
        f.filter.setName(QRegularExpression());
        f.filter.setRange(std::pair(f.model.begin(), f.model.begin() + base::Duration{1}));
        QCOMPARE(f.filter.rowCount(), 0);
    }

    void whatAStateBeganIsBelowItWithItsOwnSteps() {
        Fixture f;
        std::vector<telemetry::Event> events = recorded(2).events();
        // Begun by the second attempt of First, while the Map runs; it begins another itself.
        tests::RecordedRun child("shipping", base::ExecutionId{2});
        child.setOrigin({base::ExecutionId{1}, "parent", "First", 5});
        child.add(Type::TaskStateEntered, 0, "Pack");
        child.then(Type::TaskScheduled);
        tests::RecordedRun inner("labels", base::ExecutionId{3});
        inner.setOrigin({base::ExecutionId{2}, "child", "Pack", 3});
        inner.add(Type::PassStateEntered, 0, "Print");
        const auto add = [&](const std::vector<telemetry::Event>& more, std::size_t at) {
            events.insert(events.begin() + std::ptrdiff_t(at), more.begin(), more.end());
        };
        add(child.events(), 9);
        add(inner.events(), 16);
        for (const auto& event : events) {
            f.recorder.onEvent(event);
            f.model.setExecution(base::ExecutionId{1});
            f.model.update();
        }
        const QModelIndex first = f.model.index(0, 0);
        QCOMPARE(f.model.rowCount(first), 1);
        const QModelIndex shipping = f.model.index(0, 0, first);
        QCOMPARE(f.at(shipping, RunModel::State), QStringLiteral("shipping"));
        QCOMPARE(f.model.placeOf(shipping) == (RunModel::Place{base::ExecutionId{2}, -1}), true);
        const QModelIndex pack = f.model.index(0, 0, shipping);
        QCOMPARE(f.at(pack, RunModel::State), QStringLiteral("Pack"));
        const QModelIndex labels = f.model.index(0, 0, pack);
        QCOMPARE(f.at(f.model.index(0, 0, labels), RunModel::State), QStringLiteral("Print"));
        QVERIFY(f.model.indexOf({base::ExecutionId{3}, 0}) == f.model.index(0, 0, labels));
        f.filter.setName(QRegularExpression(QStringLiteral("^Print$")));
        QCOMPARE(f.filter.rowCount(), 1);
        QCOMPARE(f.at(f.filter.index(0, 0), RunModel::State), QStringLiteral("First"));
        RunModel whole(f.recorder, f.theme);
        whole.setExecution(base::ExecutionId{1});
        QCOMPARE(whole.rowTotal(), f.model.rowTotal());
    }

    void aClearedRecordingEmptiesIt() {
        Fixture f;
        const auto run = recorded(2);
        for (const auto& event : run.events())
            f.recorder.onEvent(event);
        f.model.setExecution(base::ExecutionId{1});
        QVERIFY(f.model.rowCount() > 0);
        telemetry::Event ended;
        ended.sequence = 1'000;
        ended.body = telemetry::ExecutionFinished{base::ExecutionId{1}, {}, {}, {}, {}};
        f.recorder.onEvent(ended);
        f.recorder.clear();
        f.model.update();
        QCOMPARE(f.model.rowCount(), 0);
    }
};

QTEST_MAIN(tst_RunModel)
#include "tst_runmodel.moc"
