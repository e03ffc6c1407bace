#include "widgets/models/executioneventsmodel.h"
#include "widgets/models/invocationsmodel.h"
#include "widgets/models/workspacemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace ws;
using models::ExecutionEventsModel;
using models::InvocationsModel;
using models::WorkspaceModel;

namespace {

/// A recorder that is fed by hand, and the events of the round that the views get.
struct Feed {
    telemetry::Recorder recorder;
    std::vector<telemetry::Event> round;
    std::uint64_t sequence = 0;

    void say(telemetry::EventBody body) {
        const telemetry::Event event{++sequence,
                                     base::TimePoint{std::chrono::milliseconds{1'000 + sequence}},
                                     std::move(body)};
        recorder.onEvent(event);
        round.push_back(event);
    }
    std::vector<telemetry::Event> take() { return std::exchange(round, {}); }

    void arrive(std::uint64_t id) {
        telemetry::InvocationArrived body;
        body.invocation = base::InvocationId{id};
        body.requestId = "r" + std::to_string(id);
        body.function = "counter";
        say(body);
    }
    void finish(std::uint64_t id) {
        telemetry::InvocationFinished body;
        body.invocation = base::InvocationId{id};
        body.duration = std::chrono::milliseconds{12};
        say(body);
    }
};

workspace::Snapshot makeSnapshot() {
    workspace::Snapshot snapshot;
    snapshot.root = "/w";
    workspace::FunctionEntry counter;
    counter.name = "counter";
    counter.folder = "functions/counter";
    counter.configuration.runtime = "python3.12";
    counter.files = {"functions/counter/function.json", "functions/counter/main.py"};
    counter.mainFile = "functions/counter/main.py";
    counter.events = {{"empty", "events/counter/empty.json"}};
    snapshot.functions = {counter};
    snapshot.machines = {{"orders", "statemachines/orders.asl.json", {}}};
    return snapshot;
}

} // namespace

class TestModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWorkspaceShowsFunctionsWithFilesAndEvents() {
        theme::Theme theme;
        WorkspaceModel model(theme);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(makeSnapshot());
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex counter = model.indexOfFunction(QStringLiteral("counter"));
        QVERIFY(counter.isValid());
        QCOMPARE(model.rowCount(counter), 3);
        QVERIFY(model.indexOfPath(QStringLiteral("events/counter/empty.json")).isValid());
        QVERIFY(model.indexOfMachine(QStringLiteral("orders")).isValid());
        QCOMPARE(model.indexOfKey(model.key(counter)), counter);
    }

    void theSameTreeResetsNothing() {
        theme::Theme theme;
        WorkspaceModel model(theme);
        model.setSnapshot(makeSnapshot());
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setSnapshot(makeSnapshot());
        QCOMPARE(resets.size(), 0);
        workspace::Snapshot other = makeSnapshot();
        other.functions.clear();
        model.setSnapshot(other);
        QCOMPARE(resets.size(), 1);
    }

    void theNewestInvocationIsOnTop() {
        theme::Theme theme;
        Feed feed;
        InvocationsModel model(feed.recorder, theme);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        feed.arrive(1);
        feed.arrive(2);
        model.apply(feed.take());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.invocationAt(0), base::InvocationId{2});
        QCOMPARE(model.rowOf(base::InvocationId{1}), 1);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        feed.finish(1);
        model.apply(feed.take());
        QCOMPARE(changes.size(), 1);
        const QModelIndex duration = model.index(1, InvocationsModel::Duration);
        QVERIFY(!duration.data().toString().isEmpty());
    }

    void invocationsAreBounded() {
        // Without the model tester: it walks all rows at every change.
        theme::Theme theme;
        Feed feed;
        InvocationsModel model(feed.recorder, theme);
        std::uint64_t id = 0;
        for (int round = 0; round < 3; ++round) {
            for (std::size_t i = 0; i < InvocationsModel::kMaxRows / 2 + 10; ++i) {
                feed.arrive(++id);
                feed.finish(id);
            }
            model.apply(feed.take());
        }
        QCOMPARE(std::size_t(model.rowCount()), InvocationsModel::kMaxRows);
        QCOMPARE(model.invocationAt(0), base::InvocationId{id});
        QCOMPARE(model.rowOf(base::InvocationId{1}), -1);
        QCOMPARE(model.rowOf(model.invocationAt(17)), 17);
    }

    void theHistoryGrowsAndItsTasksKeepTheNameOfTheirState() {
        theme::Theme theme;
        Feed feed;
        ExecutionEventsModel model(feed.recorder, theme);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const base::ExecutionId id{7};
        feed.say(telemetry::ExecutionStarted{id, "arn", "orders", "run", {}, {}});
        model.setExecution(id);
        const auto advance = [&](std::int64_t number, telemetry::HistoryEventType type,
                                 const char* name) {
            telemetry::HistoryEvent event;
            event.id = number;
            event.previousId = number - 1;
            event.type = type;
            event.name = name;
            feed.say(telemetry::ExecutionAdvanced{id, event});
        };
        advance(1, telemetry::HistoryEventType::TaskStateEntered, "Charge");
        advance(2, telemetry::HistoryEventType::LambdaFunctionScheduled, "");
        model.apply(feed.take());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.stateAt(1), QStringLiteral("Charge"));
        QCOMPARE(model.index(0, ExecutionEventsModel::Type).data().toString(),
                 QStringLiteral("TaskStateEntered"));
    }
};

QTEST_MAIN(TestModels)
#include "tst_models.moc"
