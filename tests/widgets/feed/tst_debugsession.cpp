#include "widgets/feed/debugsession.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;
using feed::DebugSession;
using Kind = execution::Breakpoint::Kind;
using Reason = execution::PauseReason::Kind;

namespace {

constexpr int kPatience = 30'000;

/// Nothing but Pass states: no process is started.
constexpr const char* kMachine = R"({"QueryLanguage":"JSONata","StartAt":"First","States":{
  "First":{"Type":"Pass","Assign":{"count":1},"Next":"Each"},
  "Each":{"Type":"Map","Items":"{% [10,20,30,40,50] %}","MaxConcurrency":1,"Next":"Last",
    "ItemProcessor":{"StartAt":"Item","States":{
      "Item":{"Type":"Pass","Output":"{% $states.input * $count %}","End":true}}}},
  "Last":{"Type":"Pass","End":true}}})";

/// One branch ends well, the other fails behind a state that had ended well.
constexpr const char* kBroken = R"({"StartAt":"Both","States":{"Both":{"Type":"Parallel","End":true,
  "Branches":[{"StartAt":"Fine","States":{"Fine":{"Type":"Pass","End":true}}},
    {"StartAt":"Before","States":{"Before":{"Type":"Pass","Next":"Broken"},
     "Broken":{"Type":"Fail","Error":"Odd"}}}]}}})";

constexpr const char* kOuter = R"({"StartAt":"Inner","States":{
  "Inner":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2","Next":"After",
    "Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:loop"}},
  "After":{"Type":"Pass","End":true}}})";

struct Stage {
    QTemporaryDir folder;
    feed::EngineFeed feed;
    feed::Breakpoints breakpoints{feed};
    DebugSession session{feed, breakpoints};
    base::ExecutionId id{};

    explicit Stage(const char* machine = kMachine) {
        QDir(folder.path()).mkpath(QStringLiteral("statemachines"));
        QFile file(folder.filePath(QStringLiteral("statemachines/loop.asl.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(machine);
        file.close();
        feed.open(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(!feed.snapshot().root.empty(), kPatience);
    }
    void add(const std::string& name, const char* machine) {
        QFile file(folder.filePath(
            QStringLiteral("statemachines/%1.asl.json").arg(QString::fromStdString(name))));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(machine);
        file.close();
        QTRY_VERIFY_WITH_TIMEOUT(feed.snapshot().machine(name), kPatience);
    }
    void execute(DebugSession::Beginning beginning = DebugSession::Beginning::Running,
                 const char* machine = "loop") {
        workspace::ExecuteRequest request;
        request.machine = machine;
        request.input = R"({"who":"me"})";
        base::Result<base::ExecutionId> begun = base::Error{};
        session.execute(request, beginning, nullptr, [&](const auto& started) { begun = started; });
        QTRY_VERIFY_WITH_TIMEOUT(begun.ok(), kPatience);
        id = *begun;
    }
    void stopAt(Kind kind, const std::string& state, const std::string& condition = {}) {
        feed::Breakpoints::Entry entry;
        entry.machine = "loop";
        entry.at.kind = kind;
        entry.at.state = state;
        entry.at.condition = condition;
        breakpoints.add(entry);
    }
    const DebugSession::Pause& paused() {
        static const DebugSession::Pause none;
        [this] { QTRY_VERIFY_WITH_TIMEOUT(session.pauseOf(id), kPatience); }();
        return session.pauseOf(id) ? *session.pauseOf(id) : none;
    }
    const telemetry::ExecutionRecord& ended() {
        [this] {
            QTRY_VERIFY_WITH_TIMEOUT(feed.recorder().execution(id) &&
                                         feed.recorder().execution(id)->finished,
                                     kPatience);
        }();
        return *feed.recorder().execution(id);
    }
    std::string next() { return paused().next ? paused().next->state : std::string(); }
};

} // namespace

/// Over the real engine in its own thread.
class tst_DebugSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBreakpointStopsBeforeItsState() {
        Stage stage;
        stage.stopAt(Kind::Entry, "Last");
        stage.execute();
        QCOMPARE(stage.paused().reason, Reason::Breakpoint);
        QCOMPARE(stage.next(), std::string("Last"));
        QCOMPARE(stage.paused().breakpoint->at.state, std::string("Last"));
        const auto* record = stage.feed.recorder().execution(stage.id);
        QCOMPARE(record->history.back().id, stage.paused().lastEvent);
        stage.session.proceed(stage.id);
        QVERIFY(!stage.session.pauseOf(stage.id));
        QCOMPARE(stage.ended().status, telemetry::ExecutionStatus::Succeeded);
        QVERIFY(!stage.session.isOurs(stage.id));
    }

    void aConditionThatHoldsForOneItemStopsOnceAndThere() {
        Stage stage;
        stage.stopAt(Kind::Entry, "Item", "$states.context.Map.Item.Index = 3");
        stage.execute();
        QCOMPARE(stage.next(), std::string("Item"));
        QCOMPARE(stage.paused().next->input.toInteger(), 40);
        stage.session.proceed(stage.id);
        QCOMPARE(stage.ended().output.dump(), std::string("[10,20,30,40,50]"));
    }

    void aConditionThatCannotBeToldIsListedAndTheRunGoesOn() {
        Stage stage;
        stage.stopAt(Kind::Entry, "First", "$states.input");
        stage.stopAt(Kind::Entry, "Last");
        QSignalSpy told(&stage.session, &DebugSession::problemsChanged);
        stage.execute();
        QCOMPARE(stage.next(), std::string("Last"));
        QVERIFY(!told.isEmpty());
        const auto& all = stage.breakpoints.all();
        QVERIFY(stage.session.problemOf(all[0]));
        QCOMPARE(stage.session.problemOf(all[0])->code, std::string("debug.condition"));
        QVERIFY(!stage.session.problemOf(all[1]));
        // Another run asks anew.
        stage.breakpoints.remove(0);
        stage.session.proceed(stage.id);
        stage.ended();
        stage.execute();
        QCOMPARE(stage.next(), std::string("Last"));
        QVERIFY(!stage.session.problemOf(stage.breakpoints.all()[0]));
    }

    void goal19_aRedriveBeginsAtTheStateThatFailedInsideItsParallel() {
        Stage stage(kBroken);
        stage.execute();
        QCOMPARE(stage.ended().status, telemetry::ExecutionStatus::Failed);
        base::Result<base::ExecutionId> begun = base::Error{};
        stage.session.executeFrom(stage.id, {}, DebugSession::Beginning::Paused, nullptr,
                                  [&](const auto& started) { begun = started; });
        QTRY_VERIFY_WITH_TIMEOUT(begun.ok(), kPatience);
        stage.id = *begun;
        QCOMPARE(stage.next(), std::string("Broken"));
        QCOMPARE(stage.paused().next->around.back().index, 1);
        stage.session.proceed(stage.id);
        const auto& history = stage.ended().history;
        const auto entered = [&](const char* state) {
            return std::ranges::count_if(history, [&](const telemetry::HistoryEvent& event) {
                return event.name == state &&
                       event.type != telemetry::HistoryEventType::FailStateEntered &&
                       telemetry::historyEventTypeName(event.type).ends_with("StateEntered");
            });
        };
        QCOMPARE(entered("Fine"), 1);
        QCOMPARE(entered("Before"), 1);
    }

    void whatATaskStartsStopsAtItsOwnBreakpointsAndIsSteppedInto() {
        Stage stage;
        stage.add("outer", kOuter);
        stage.execute(DebugSession::Beginning::Paused, "outer");
        QCOMPARE(stage.next(), std::string("Inner"));
        const base::ExecutionId outer = stage.id;
        stage.session.step(outer, execution::StepSize::State);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.feed.recorder().childrenOf(outer).empty(), kPatience);
        stage.id = stage.feed.recorder().childrenOf(outer).front()->execution;
        QCOMPARE(stage.next(), std::string("First"));
        QVERIFY(stage.session.isOurs(stage.id));
        QVERIFY(!stage.session.pauseOf(outer)); // it waits
        stage.stopAt(Kind::Exit, "Each");
        stage.session.proceed(stage.id);
        QCOMPARE(stage.paused().reason, Reason::Breakpoint);
        QCOMPARE(stage.paused().breakpoint->at.state, std::string("Each"));
        // From its last state a step leads back.
        stage.session.step(stage.id, execution::StepSize::State);
        stage.id = outer;
        QCOMPARE(stage.next(), std::string("After"));
        stage.session.proceed(outer);
        QCOMPARE(stage.ended().status, telemetry::ExecutionStatus::Succeeded);
    }

    void stepsGoFromStateToStateAndOverAMap() {
        Stage stage;
        stage.execute(DebugSession::Beginning::Paused);
        QCOMPARE(stage.next(), std::string("First"));
        stage.session.step(stage.id, execution::StepSize::State);
        QCOMPARE(stage.next(), std::string("Each"));
        stage.session.step(stage.id, execution::StepSize::Over);
        QCOMPARE(stage.next(), std::string("Last"));
        stage.session.proceed(stage.id);
        stage.ended();
    }

    void runToHereStopsThereOnce() {
        Stage stage;
        stage.execute(DebugSession::Beginning::Paused);
        stage.paused();
        stage.session.runTo(stage.id, QStringLiteral("Last"));
        QCOMPARE(stage.paused().reason, Reason::Reached);
        QCOMPARE(stage.next(), std::string("Last"));
    }

    void variablesEditedWhilePausedCount() {
        Stage stage;
        stage.stopAt(Kind::Entry, "Each");
        stage.execute();
        QCOMPARE(stage.next(), std::string("Each"));
        QCOMPARE(stage.paused().next->variables["count"].toInteger(), 1);
        execution::Debugger::Edit edit;
        edit.variables = json::Value::object({{"count", 2}});
        base::Status edited = base::Error{"none", {}};
        stage.session.edit(stage.id, edit, nullptr,
                           [&](const base::Status& status) { edited = status; });
        QTRY_VERIFY_WITH_TIMEOUT(edited.ok(), kPatience);
        QCOMPARE(stage.paused().next->variables["count"].toInteger(), 2);
        stage.session.proceed(stage.id);
        QCOMPARE(stage.ended().output.dump(), std::string("[20,40,60,80,100]"));
    }

    void variablesThatAreNoObjectAreRefused() {
        Stage stage;
        stage.execute(DebugSession::Beginning::Paused);
        stage.paused();
        execution::Debugger::Edit edit;
        edit.variables = json::Value(3);
        std::string code;
        stage.session.edit(stage.id, edit, nullptr, [&](const base::Status& status) {
            code = status ? "fine" : status.error().code;
        });
        QTRY_COMPARE_WITH_TIMEOUT(code, std::string("debug.badVariables"), kPatience);
    }

    void aBreakpointSetWhileItIsPausedCountsFromHere() {
        Stage stage;
        stage.execute(DebugSession::Beginning::Paused);
        stage.paused();
        stage.stopAt(Kind::Exit, "Each");
        stage.session.proceed(stage.id);
        QCOMPARE(stage.paused().breakpoint->at.kind, Kind::Exit);
    }

    void breakpointsOutliveTheWindow() {
        Stage stage;
        stage.breakpoints.toggle(QStringLiteral("loop"), QStringLiteral("First"));
        stage.stopAt(Kind::Error, {}, "$states.errorOutput.Error = 'X'");
        stage.breakpoints.setState(0, feed::Breakpoints::Entry::State::Off);
        feed::EngineFeed again;
        feed::Breakpoints kept(again);
        again.open(stage.folder.path());
        QTRY_COMPARE_WITH_TIMEOUT(kept.all().size(), std::size_t{2}, kPatience);
        QCOMPARE(kept.all() == stage.breakpoints.all(), true);
        kept.toggle(QStringLiteral("loop"), QStringLiteral("First"));
        QCOMPARE(kept.entryOf(QStringLiteral("loop"), QStringLiteral("First")), -1);
    }

    void aRunGoesOnWithAnotherDefinitionFromWhereItIsTheSame() {
        Stage stage;
        stage.execute();
        const auto& first = stage.ended();
        workspace::RewindRequest request;
        for (const auto& event : first.history)
            request.event = event.name == "Last" && !request.event ? event.id : request.event;
        request.definition = kMachine;
        const std::string old = R"("Last":{"Type":"Pass","End":true})";
        request.definition.replace(request.definition.find(old), old.size(),
                                   R"("Last":{"Type":"Pass","Output":"fixed","End":true})");
        base::Result<base::ExecutionId> begun = base::Error{};
        stage.session.executeFrom(stage.id, request, DebugSession::Beginning::Running, nullptr,
                                  [&](const auto& started) { begun = started; });
        QTRY_VERIFY_WITH_TIMEOUT(begun.ok(), kPatience);
        stage.id = *begun;
        QCOMPARE(stage.ended().output.dump(), std::string("\"fixed\""));
    }

    void aDefinitionWithAnotherPastIsRefused() {
        Stage stage;
        stage.execute();
        const auto& first = stage.ended();
        workspace::RewindRequest request;
        for (const auto& event : first.history)
            request.event = event.name == "Last" && !request.event ? event.id : request.event;
        request.definition = kMachine;
        for (std::size_t at = 0;
             (at = request.definition.find("\"Item\"", at)) != std::string::npos;)
            request.definition.replace(at, 6, "\"Thing\"");
        std::string code;
        stage.session.executeFrom(
            stage.id, request, DebugSession::Beginning::Running, nullptr,
            [&](const auto& started) { code = started ? "begun" : started.error().code; });
        QTRY_COMPARE_WITH_TIMEOUT(code, std::string("replay.diverged"), kPatience);
    }

    void whatHappenedBeforeIsNotDoneAgainWhenItGoesOnFromThere() {
        Stage stage;
        stage.execute();
        const auto& first = stage.ended();
        std::int64_t entry = 0;
        for (const auto& event : first.history)
            entry = event.name == "Last" && !entry ? event.id : entry;
        workspace::RewindRequest request;
        request.event = entry;
        request.input = json::Value("edited");
        base::Result<base::ExecutionId> begun = base::Error{};
        stage.session.executeFrom(stage.id, request, DebugSession::Beginning::Running, nullptr,
                                  [&](const auto& started) { begun = started; });
        QTRY_VERIFY_WITH_TIMEOUT(begun.ok(), kPatience);
        stage.id = *begun;
        QCOMPARE(stage.ended().output.dump(), std::string("\"edited\""));
    }
};

QTEST_GUILESS_MAIN(tst_DebugSession)
#include "tst_debugsession.moc"
