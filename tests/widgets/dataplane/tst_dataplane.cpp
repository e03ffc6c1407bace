#include "widgets/dataplane/eventeditor.h"
#include "widgets/dataplane/eventspanel.h"
#include "widgets/dataplane/invocationspanel.h"
#include "widgets/dataplane/logpanel.h"
#include "widgets/dataplane/resultview.h"

#include "tests/support/recordedrun.h"

#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <random>

using namespace ws;

namespace {

const base::InvocationId kFirst{1};
const base::InvocationId kSecond{2};
const base::EnvironmentId kEnvironment{5};

telemetry::Event event(std::uint64_t sequence, telemetry::EventBody body) {
    return {sequence, base::TimePoint{std::chrono::seconds{sequence}}, std::move(body)};
}

telemetry::LogLine line(base::InvocationId invocation, const char* function, const char* text) {
    telemetry::LogLine result;
    result.environment = kEnvironment;
    result.invocation = invocation;
    result.function = function;
    result.text = text;
    return result;
}

telemetry::InvocationArrived arrival(base::InvocationId invocation, const char* function) {
    telemetry::InvocationArrived result;
    result.invocation = invocation;
    result.requestId = "request";
    result.function = function;
    return result;
}

std::vector<telemetry::Event> story() {
    return {event(1, arrival(kFirst, "counter")), event(2, line(kFirst, "counter", "one apple")),
            event(3, arrival(kSecond, "other")), event(4, line(kSecond, "other", "two pears"))};
}

} // namespace

class TestDataPlane : public QObject {
    Q_OBJECT

private:
    theme::Theme m_theme;

private Q_SLOTS:
    void logLinesAreFilteredByTextFunctionAndExpression() {
        feed::EngineFeed feed;
        feed::Selection selection;
        dataplane::LogPanel panel(feed, selection, m_theme);
        feed.replay(story());
        QTRY_VERIFY(panel.text().contains(QStringLiteral("two pears")));
        panel.setFilter(QStringLiteral("APPLE"));
        QVERIFY(panel.text().contains(QStringLiteral("one apple")));
        QVERIFY(!panel.text().contains(QStringLiteral("pears")));
        panel.setFilter({});
        QVERIFY(panel.text().contains(QStringLiteral("two pears")));
    }

    void goal3_theLogOfARandomMomentIsWhatHadBeenWrittenByThen() {
        feed::EngineFeed feed;
        feed::Selection selection;
        dataplane::LogPanel panel(feed, selection, m_theme);
        tests::RecordedRun run("orders");
        for (int state = 0; state < 30; ++state)
            run.then(telemetry::HistoryEventType::PassStateEntered, "S" + std::to_string(state));
        // A line after each event of the run, and what is to be seen at the event.
        std::vector<QString> snapshots;
        std::uint64_t lines = 0;
        for (const telemetry::Event& event : run.events()) {
            feed.replay({event});
            const auto* advanced = std::get_if<telemetry::ExecutionAdvanced>(&event.body);
            if (!advanced)
                continue;
            snapshots.push_back(panel.text());
            telemetry::LogLine written;
            written.text = "line " + std::to_string(++lines);
            const auto soon = advanced->event.at + std::chrono::milliseconds{1};
            feed.replay({{1'000 + lines, soon, written}});
        }
        QVERIFY(snapshots.back().contains(QStringLiteral("line 30")));
        const QString whole = panel.text();
        std::mt19937 random(3);
        std::uniform_int_distribution<std::size_t> any(1, snapshots.size());
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = base::ExecutionId{1};
        for (int i = 0; i < 100; ++i) {
            const std::size_t moment = any(random);
            content.event = std::int64_t(moment);
            selection.set(content);
            QTRY_COMPARE(panel.text(), snapshots[moment - 1]);
        }
        content.event = 0; // the present again
        selection.set(content);
        QTRY_COMPARE(panel.text(), whole);
    }

    void aSelectedInvocationIsSelectedInTheTableAndBack() {
        feed::EngineFeed feed;
        feed::Selection selection;
        dataplane::InvocationsPanel panel(feed, selection, m_theme);
        feed.replay(story());
        QTRY_COMPARE(panel.model().rowCount(), 2);
        feed::Selection::Content content;
        content.invocation = kFirst;
        selection.set(content);
        auto* view = panel.findChild<QTreeView*>();
        QCOMPARE(view->currentIndex().row(), 1);
        view->setCurrentIndex(panel.model().index(0, 0));
        QCOMPARE(selection.content().invocation, kSecond);
        QCOMPARE(selection.content().function, QStringLiteral("other"));
    }

    void theResultSaysWhatHappenedInWords() {
        dataplane::ResultView view(m_theme);
        fleet::InvokeResult result;
        result.payload = R"({"errorType":"ValueError","errorMessage":"no"})";
        result.functionError = "Unhandled";
        result.reason = telemetry::StartReason::FirstInvocation;
        result.report.environment = kEnvironment;
        result.report.status = telemetry::InvocationStatus::FunctionError;
        view.showInvocation(result, {});
        QCOMPARE(view.bannerText(), QStringLiteral("ValueError: no"));
        QCOMPARE(view.startText(), QStringLiteral("Cold: first invocation"));
        view.showError({"invoke.badJson", {{"line", "2"}, {"column", "3"}, {"reason", "why"}}});
        QVERIFY(view.bannerText().contains(QStringLiteral("line 2")));
    }

    void theCauseOfAFailedRunIsSaidInItsOwnWordsAndThereInFull() {
        dataplane::ResultView view(m_theme);
        telemetry::ExecutionRecord record;
        record.status = telemetry::ExecutionStatus::Failed;
        record.error = "States.TaskFailed";
        const std::string words =
            "{\"errorMessage\":\"There is no road\",\"errorType\":\"UnknownPlace\"}";
        record.cause = json::Value::object({{"Error", "UnknownPlace"},
                                            {"Cause", words},
                                            {"ExecutionArn", "arn:aws:states:::execution:a:b"}})
                           .dump();
        view.showExecution(record);
        QCOMPARE(view.bannerText(),
                 QStringLiteral("States.TaskFailed: UnknownPlace: There is no road"));
        QVERIFY(view.payloadText().contains(QStringLiteral("execution:a:b")));
        record.cause = json::Value::object({{"Error", "Mine"}, {"Cause", "plain words"}}).dump();
        view.showExecution(record);
        QCOMPARE(view.bannerText(), QStringLiteral("States.TaskFailed: Mine: plain words"));
        for (const char* other : {"plain words", "[1]", "{\"Cause\":1}"}) {
            record.cause = other;
            view.showExecution(record);
            QCOMPARE(view.bannerText(),
                     QStringLiteral("States.TaskFailed: %1").arg(QLatin1String(other)));
        }
        record.cause = "plain words";
        view.showExecution(record);
        QVERIFY(view.payloadText().isEmpty());
    }

    void theEventEditorNamesTheLineThatIsWrong() {
        dataplane::EventEditor editor(m_theme);
        editor.setText("{\n\n  x\n}");
        QVERIFY(editor.errorText().contains(QStringLiteral("Line 3")));
        editor.setText("{}");
        QVERIFY(editor.errorText().isEmpty());
    }
};

QTEST_MAIN(TestDataPlane)
#include "tst_dataplane.moc"
