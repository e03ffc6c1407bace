// Debugging on the canvas, driven and photographed in both themes and both languages.
#include "app/docks.h"
#include "app/editorarea.h"
#include "widgets/codeeditor/completionlist.h"
#include "widgets/codeeditor/fieldcompletion.h"
#include "widgets/dataplane/breakpointform.h"
#include "widgets/dataplane/comparepanel.h"
#include "widgets/dataplane/dataflowpanel.h"
#include "widgets/dataplane/debugpanel.h"
#include "widgets/dataplane/invokepanel.h"
#include "widgets/dataplane/logpanel.h"
#include "widgets/dataplane/stepspanel.h"
#include "widgets/designer/answerbar.h"
#include "widgets/designer/debugbar.h"
#include "widgets/designer/scrubber.h"
#include "widgets/designer/workflowview.h"

#include "tests/support/photographs.h"
#include "tests/support/recordedrun.h"
#include "tests/support/shownwindow.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QTest>

#include <memory>

using namespace ws;
using app::Command;

namespace {

constexpr int kPatience = 60'000;

/// Only what needs no function: the engine's own states.
constexpr const char* kMachine = R"({
  "QueryLanguage": "JSONata",
  "StartAt": "Read basket",
  "States": {
    "Read basket": {"Type": "Pass", "Assign": {"total": "{% $sum($states.input.prices) %}"}, "Next": "Large?"},
    "Large?": {"Type": "Choice", "Choices": [{"Condition": "{% $total > 100 %}", "Next": "Each price"}], "Default": "Done"},
    "Each price": {"Type": "Map", "Items": "{% $states.input.prices %}", "MaxConcurrency": 2, "Next": "Done",
      "ItemProcessor": {"StartAt": "Add tax", "States": {
        "Add tax": {"Type": "Pass", "Output": "{% $states.input * 1.1 %}", "Next": "Round"},
        "Round": {"Type": "Pass", "Output": "{% $round($states.input, 1) %}", "End": true}}}},
    "Done": {"Type": "Pass", "Output": {"prices": "{% $states.input %}", "total": "{% $total %}"}, "End": true}
  }
})";

/// A task that is mocked, and one that waits for its token.
constexpr const char* kApproval = R"({
  "StartAt": "Reserve",
  "States": {
    "Reserve": {"Type": "Task", "Resource": "reserve", "ResultPath": "$.reserved", "Next": "Approve",
      "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1, "MaxAttempts": 2}]},
    "Approve": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
      "Parameters": {"FunctionName": "ask", "Payload": {"order.$": "$", "token.$": "$$.Task.Token"}}, "End": true}
  }
})";

/// Each price is an execution of its own; the second one is refused.
constexpr const char* kDistributed = R"({
  "StartAt": "Each price",
  "States": {
    "Each price": {"Type": "Map", "ItemsPath": "$.prices", "MaxConcurrency": 1, "ToleratedFailureCount": 2, "Next": "Done",
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "Cheap?", "States": {
        "Cheap?": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 35, "Next": "Refuse"}], "Default": "Keep"},
        "Refuse": {"Type": "Fail", "Error": "NoPrice"},
        "Keep": {"Type": "Pass", "End": true}}}},
    "Done": {"Type": "Pass", "End": true}
  }
})";

/// A run of an earlier session with what its function wrote, as far as there was room.
telemetry::PastRun pastRun(std::int64_t kept, const telemetry::ExecutionRecord& like) {
    telemetry::PastRun run;
    run.record = like;
    run.record.kept = kept;
    run.record.execution = telemetry::Recorder::pastExecutionId(kept);
    run.record.arn += std::to_string(kept);
    telemetry::InvocationRecord call;
    call.invocation = telemetry::Recorder::pastInvocationId(kept);
    call.execution = run.record.execution;
    call.function = "ask";
    call.state = "Read basket";
    call.scheduledEvent = 3;
    call.requestId = "8f0d6f2e-2f43-4a0e-9a77-1f0c7d7b5c11";
    call.arrived = run.record.started;
    const std::string request = " RequestId: " + call.requestId;
    using Source = telemetry::LogLine::Source;
    const std::pair<Source, std::string> lines[] = {
        {Source::Platform, "START" + request + " Version: $LATEST"},
        {Source::Function, "reading the basket of 3"},
        {Source::Function, "[ERROR] Busy: the warehouse does not answer"},
        {Source::Platform, "END" + request}};
    for (const auto& [source, text] : lines) {
        telemetry::LogLine line;
        line.invocation = call.invocation;
        line.function = call.function;
        line.source = source;
        line.text = text;
        run.calls.log.push_back({0, run.record.started, line});
    }
    run.calls.areKept = true;
    run.calls.leftOutLines = 1'204;
    run.calls.leftOutCalls = 3;
    run.calls.invocations.push_back(std::move(call));
    return run;
}

std::vector<workspace::MockAnswer> someAnswers() {
    std::vector<workspace::MockAnswer> answers(2);
    answers[0].call = "0";
    answers[0].response.error = "Busy";
    answers[0].response.cause = "The warehouse does not answer";
    answers[1].call = "*";
    answers[1].response.result = json::Value::object({{"shelf", "A-17"}, {"left", 3}});
    return answers;
}

struct Stage : tests::ShownWindow {
    Stage(theme::Scheme scheme, const QString& language, const char* machine = kMachine)
        : ShownWindow(scheme, language) {
        QDir(folder.path()).mkpath(QStringLiteral("statemachines"));
        QDir(folder.path()).mkpath(QStringLiteral("events/basket"));
        write(QStringLiteral("statemachines/basket.asl.json"), machine);
        QDir(folder.path()).mkpath(QStringLiteral("functions/ask"));
        write(QStringLiteral("functions/ask/lambda_function.py"),
              "def lambda_handler(event, context):\n    return None\n");
        write(QStringLiteral("functions/ask/function.json"),
              R"({"Runtime": "python3.11", "Handler": "lambda_function.lambda_handler"})");
        write(QStringLiteral("events/basket/default.json"), R"({"prices": [20, 35, 80]})");
        window->openWorkspace(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(!window->editors().currentMachine().isEmpty(), kPatience);
        window->actions()[Command::LayoutCanvas]->trigger();
        window->editors().canvas().zoomToFit();
    }

    void write(const QString& path, const char* text) {
        QFile file(folder.filePath(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    void trigger(Command command) { window->actions()[command]->trigger(); }
    void select(const char* state) {
        feed::Selection::Content content = window->selection().content();
        content.machine = QStringLiteral("basket");
        content.state = QString::fromUtf8(state);
        window->selection().set(content);
    }
    bool isPaused() { return window->editors().canvas().debugBar()->isPaused(); }
    void waitUntilPaused() { QTRY_VERIFY_WITH_TIMEOUT(isPaused(), kPatience); }
    void waitUntilEnded() {
        const auto& all = window->feed().recorder().executions();
        QTRY_VERIFY_WITH_TIMEOUT(!all.empty() && all.back().finished, kPatience);
    }
    void save(const char* what) {
        QTest::qWait(150); // coalesced changes and deferred layouts have settled by then
        window->editors().canvas().zoomToFit();
        tests::photograph(*window,
                          QStringLiteral("debugging-%1-%2").arg(QLatin1String(what), name));
    }
};

/// Retries, failures and a Map of many items.
tests::RecordedRun busyRun() {
    using Type = telemetry::HistoryEventType;
    tests::RecordedRun run("basket", base::ExecutionId{77});
    run.add(Type::TaskStateEntered, 0, "Read basket");
    run.then(Type::LambdaFunctionScheduled);
    run.then(Type::LambdaFunctionFailed, {}, "Busy");
    run.then(Type::LambdaFunctionScheduled);
    run.then(Type::LambdaFunctionSucceeded);
    run.then(Type::TaskStateExited, "Read basket");
    run.then(Type::MapStateEntered, "Each price");
    const auto map = run.then(Type::MapStateStarted);
    run.setLength(60);
    for (int item = 0; item < 60; ++item) {
        run.add(Type::MapIterationStarted, map, "Each price");
        run.setIndex(item);
        run.then(Type::TaskStateEntered, "Add tax");
        run.then(Type::LambdaFunctionScheduled);
        run.then(Type::LambdaFunctionStarted);
        if (item > 52)
            continue;
        const bool broken = item % 13 == 5;
        run.then(broken ? Type::LambdaFunctionFailed : Type::LambdaFunctionSucceeded, {},
                 broken ? "BadPrice" : "");
        if (!broken)
            run.then(Type::TaskStateExited, "Add tax");
        run.then(broken ? Type::MapIterationFailed : Type::MapIterationSucceeded, "Each price");
        run.setIndex(item);
    }
    return run;
}

void eachLook() {
    QTest::addColumn<int>("scheme");
    QTest::addColumn<QString>("language");
    for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
        for (const char* language : {"en", "ko"})
            QTest::addRow("%s-%s", scheme == theme::Scheme::Light ? "light" : "dark", language)
                << int(scheme) << QString::fromLatin1(language);
    }
}

} // namespace

class tst_Debugging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunStopsAtABreakpointAndIsEditedAndStepped_data() { eachLook(); }
    void aRunStopsAtABreakpointAndIsEditedAndStepped() {
        QFETCH(int, scheme);
        QFETCH(QString, language);
        Stage stage(theme::Scheme(scheme), language);
        stage.select("Each price");
        stage.trigger(Command::ToggleBreakpoint);
        stage.select("Done");
        stage.trigger(Command::ToggleBreakpoint);
        stage.trigger(Command::Run);
        stage.waitUntilPaused();
        stage.window->debugPanel().editBreakpoint(0);
        stage.save("paused");
        stage.trigger(Command::Step);
        stage.waitUntilPaused();
        stage.trigger(Command::Step);
        stage.waitUntilPaused();
        stage.save("stepped");
        stage.trigger(Command::Continue);
        stage.waitUntilPaused();
        stage.trigger(Command::Continue);
        stage.waitUntilEnded();
    }

    void aRunIsATableATimelineAndCells_data() { eachLook(); }
    void aRunIsATableATimelineAndCells() {
        QFETCH(int, scheme);
        QFETCH(QString, language);
        Stage stage(theme::Scheme(scheme), language);
        stage.trigger(Command::LayoutText);
        const auto busy = busyRun();
        stage.window->feed().replay(busy.events());
        std::int64_t map = 0;
        for (const auto& event : stage.window->feed().recorder().executions().front().history)
            map = event.name == "Each price" && map == 0 ? event.id : map;
        tests::RecordedRun child("shipping", base::ExecutionId{78});
        child.setOrigin({base::ExecutionId{77}, "parent", "Each price", map});
        stage.window->feed().replay(child.events());
        feed::Selection::Content content;
        content.machine = QStringLiteral("basket");
        content.execution = base::ExecutionId{77};
        content.state = QStringLiteral("Each price");
        stage.window->selection().set(content);
        stage.window->docks().raise(app::Panel::Steps);
        stage.window->docks().dock(app::Panel::Lifecycle)->hide();
        stage.save("nested");
        QVERIFY(stage.window->stepsPanel().nestingText().contains(QStringLiteral("shipping")));
        stage.window->stepsPanel().nextFailed();
        stage.save("steps");
        QCOMPARE(stage.window->stepsPanel().breadcrumb(), QStringLiteral("Each price"));
    }

    void aPastRunHasItsLogs_data() { eachLook(); }
    void aPastRunHasItsLogs() {
        QFETCH(int, scheme);
        QFETCH(QString, language);
        Stage stage(theme::Scheme(scheme), language);
        const auto busy = busyRun();
        stage.window->feed().replay(busy.events());
        const auto& like = stage.window->feed().recorder().executions().front();
        telemetry::PastRun whole = pastRun(1, like);
        telemetry::PastRun old = pastRun(2, like);
        old.calls = {};
        feed::Selection::Content content;
        content.machine = QStringLiteral("basket");
        content.execution = whole.record.execution;
        const base::ExecutionId before = old.record.execution;
        stage.window->feed().addPast({std::move(whole), std::move(old)});
        stage.window->selection().set(content);
        stage.window->docks().raise(app::Panel::Logs);
        stage.window->docks().raise(app::Panel::Invocations);
        stage.save("past-calls");
        stage.window->docks().raise(app::Panel::Logs);
        stage.save("past-logs");
        QVERIFY(stage.window->logPanel().text().contains(QStringLiteral("basket of 3")));
        content.execution = before;
        stage.window->selection().set(content);
        stage.save("past-without-logs");
        QVERIFY(stage.window->logPanel().text().isEmpty());
    }

    void aStopInAChildNamesItAndItsConditionIsCompleted_data() { eachLook(); }
    void aStopInAChildNamesItAndItsConditionIsCompleted() {
        QFETCH(int, scheme);
        QFETCH(QString, language);
        Stage stage(theme::Scheme(scheme), language, kDistributed);
        stage.window->docks().dock(app::Panel::Lifecycle)->hide();
        feed::Breakpoints::Entry entry;
        entry.machine = "basket";
        entry.at.kind = execution::Breakpoint::Kind::Error;
        entry.at.state = "Refuse";
        auto& panel = *stage.window->findChild<dataplane::DebugPanel*>();
        stage.window->debugSession().breakpoints().add(entry);
        stage.trigger(Command::Run);
        stage.waitUntilPaused();
        stage.window->docks().raise(app::Panel::Debug);
        panel.editBreakpoint(0);
        auto* condition = panel.form().findChildren<QLineEdit*>().at(3);
        condition->setFocus();
        QTest::keyClicks(condition, QStringLiteral("$states."));
        const auto isOffering = [&] {
            const auto* list = panel.form().completion().list();
            return list && list->isOffering();
        };
        QTRY_VERIFY(isOffering());
        auto* list = condition->findChild<codeeditor::CompletionList*>();
        stage.save("child");
        tests::keepPhotograph(list->grab(),
                              QStringLiteral("debugging-condition-%1").arg(stage.name));
        QTest::keyClick(condition, Qt::Key_Escape);
        condition->clear();
        stage.trigger(Command::Continue);
        stage.waitUntilEnded();
    }

    void dataMocksAndTwoRunsAreLookedAt_data() { eachLook(); }
    void dataMocksAndTwoRunsAreLookedAt() {
        QFETCH(int, scheme);
        QFETCH(QString, language);
        Stage stage(theme::Scheme(scheme), language);
        stage.window->docks().dock(app::Panel::Lifecycle)->hide();
        stage.trigger(Command::Run);
        stage.waitUntilEnded();
        stage.select("Done");
        stage.window->docks().raise(app::Panel::DataFlow);
        QTRY_VERIFY_WITH_TIMEOUT(stage.window->dataFlowPanel().shown().has_value(), kPatience);
        stage.save("dataflow");
        stage.window->runPanel().setEventText(R"({"prices": [20, 35, 90]})");
        stage.trigger(Command::Run);
        QTRY_COMPARE_WITH_TIMEOUT(stage.window->feed().recorder().executions().size(),
                                  std::size_t{2}, kPatience);
        stage.waitUntilEnded();
        const auto& all = stage.window->feed().recorder().executions();
        stage.window->comparePanel().compare(all[0].execution, all[1].execution);
        stage.window->docks().raise(app::Panel::Compare);
        stage.save("compare");
        QVERIFY(stage.window->comparePanel().difference().first >= 0);
    }

    void mocksAreWrittenAndTokensAnswered_data() { eachLook(); }
    void mocksAreWrittenAndTokensAnswered() {
        QFETCH(int, scheme);
        QFETCH(QString, language);
        Stage stage(theme::Scheme(scheme), language, kApproval);
        stage.window->docks().dock(app::Panel::Lifecycle)->hide();
        QVERIFY(stage.window->mockSets()
                    .setAnswers(QStringLiteral("basket"), QStringLiteral("Reserve"), someAnswers())
                    .ok());
        stage.window->mockSets().choose(QStringLiteral("basket"), QStringLiteral("Mocks"),
                                        feed::MockSets::Use::On);
        stage.select("Reserve");
        stage.window->docks().raise(app::Panel::Mocks);
        stage.save("mocks");
        stage.trigger(Command::Run);
        auto& bar = *stage.window->findChild<designer::AnswerBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(!bar.waiting().empty(), kPatience);
        stage.save("answer");
        bar.answer().setText(QStringLiteral("{"));
        bar.sendAnswer();
        QVERIFY(!bar.errorText().isEmpty());
        bar.approve();
        stage.waitUntilEnded();
        QCOMPARE(stage.window->feed().recorder().executions().back().output.dump(),
                 std::string(R"({"approved":true})"));
    }

    void anEarlierMomentIsShownAndGoneOnFrom_data() { eachLook(); }
    void anEarlierMomentIsShownAndGoneOnFrom() {
        QFETCH(int, scheme);
        QFETCH(QString, language);
        Stage stage(theme::Scheme(scheme), language);
        stage.trigger(Command::Run);
        stage.waitUntilEnded();
        const auto& first = stage.window->feed().recorder().executions().back();
        std::int64_t entry = 0;
        for (const auto& event : first.history)
            entry = event.name == "Round" && entry == 0 ? event.id : entry;
        auto& scrubber = *stage.window->findChild<designer::Scrubber*>();
        scrubber.track().setValue(int(entry));
        stage.select("Add tax");
        stage.window->docks().raise(app::Panel::Events);
        stage.save("scrubbed");
        QCOMPARE(stage.window->selection().content().event, entry);
        QVERIFY(stage.window->playback().state() == feed::Playback::State::Paused);
        tests::photograph(scrubber, QStringLiteral("scrubber-past-%1").arg(stage.name));
        const std::string output = first.output.dump();
        Q_EMIT scrubber.continueRequested(entry);
        stage.waitUntilPaused();
        QCOMPARE(stage.window->feed().recorder().executions().size(), std::size_t{2});
        stage.save("continued");
        stage.trigger(Command::Continue);
        stage.waitUntilEnded();
        QCOMPARE(stage.window->feed().recorder().executions().back().output.dump(), output);
    }
};

QTEST_MAIN(tst_Debugging)
#include "tst_debugging.moc"
