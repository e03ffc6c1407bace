#include "widgets/dataplane/dataflowpanel.h"

#include "engine/json/draft.h"
#include "widgets/codeeditor/completionlist.h"
#include "widgets/dataplane/eventeditor.h"

#include "tests/support/recordedrun.h"

#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace ws;
using execution::DataStage;
using Type = telemetry::HistoryEventType;
using Status = execution::TestStateResult::Status;

namespace {

constexpr int kPatience = 20'000;
constexpr const char* kMachine = R"({"StartAt":"Shape","States":{
  "Shape":{"Type":"Task","Resource":"price","InputPath":"$.order","Parameters":{"id.$":"$.id"},
           "ResultSelector":{"price.$":"$.value"},"ResultPath":"$.found","Next":"Count"},
  "Count":{"Type":"Pass","QueryLanguage":"JSONata","Output":"{% $n + $states.input.n %}",
           "Assign":{"n":"{% $n + 1 %}"},"End":true}}})";

constexpr const char* kYaml = R"(# orders
StartAt: Shape
States:
  Shape:
    Type: Pass # what comes in
    Parameters: &both
      id: 1
      note: |
        two
          lines
    Next: Again
  Again:
    Type: Pass
    Parameters: *both

    End: true
)";

struct Fixture {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    dataplane::DataFlowPanel panel{feed, selection, theme};

    explicit Fixture(const char* state, const char* machine = kMachine) {
        panel.setDefinition(QStringLiteral("orders"), machine);
        panel.resize(1000, 300);
        panel.show();
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.state = QString::fromUtf8(state);
        selection.set(content);
    }
    void evaluate() {
        QSignalSpy done(&panel, &dataplane::DataFlowPanel::evaluated);
        panel.evaluate();
        QTRY_VERIFY_WITH_TIMEOUT(!done.isEmpty(), kPatience);
    }
    std::string stage(DataStage stage) {
        const json::Value* value = panel.shown() ? panel.shown()->stage(stage) : nullptr;
        return value ? value->dump() : "none";
    }
};

/// On offer behind the words in the state's text.
QStringList namesAt(Fixture& f, const std::string& words) {
    f.panel.findChild<QTabWidget*>()->setCurrentIndex(3);
    codeeditor::CodeView& view = f.panel.definition().view();
    const std::size_t at = view.bytes().find(words) + words.size();
    view.revealRange({at, at});
    view.offerCompletions();
    const auto* list = view.completionList();
    return list && list->isOffering() ? list->names() : QStringList();
}

} // namespace

class tst_DataFlowPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStageOfATaskIsShownOnceItsResultIsWritten() {
        Fixture f("Shape");
        f.panel.input().setText(R"({"order":{"id":7}})");
        f.evaluate();
        QCOMPARE(f.panel.shown()->status, Status::Unanswered);
        QCOMPARE(f.stage(DataStage::AfterInputPath), std::string(R"({"id":7})"));
        QCOMPARE(f.stage(DataStage::AfterParameters), std::string(R"({"id":7})"));
        f.panel.result().setText(R"({"value": 99})");
        f.evaluate();
        QCOMPARE(f.panel.shown()->status, Status::Succeeded);
        QCOMPARE(f.stage(DataStage::AfterResultSelector), std::string(R"({"price":99})"));
        QCOMPARE(f.panel.shown()->output["found"].dump(), std::string(R"({"price":99})"));
        QVERIFY(f.panel.statusText().contains(QStringLiteral("Count")));
    }

    void theDataAreThoseOfTheSelectedAttempt() {
        Fixture f("Shape");
        tests::RecordedRun run("orders");
        const auto entered = run.add(Type::TaskStateEntered, 0, "Shape");
        const auto first = run.then(Type::LambdaFunctionScheduled);
        run.then(Type::LambdaFunctionFailed, {}, "Busy");
        const auto second = run.then(Type::LambdaFunctionScheduled);
        run.then(Type::LambdaFunctionSucceeded);
        f.feed.replay(run.events());
        feed::Selection::Content content = f.selection.content();
        content.execution = base::ExecutionId{1};
        content.visit = entered;
        content.attempt = first;
        f.selection.set(content);
        QVERIFY(f.panel.result().text().empty());
        f.panel.input().setText(R"({"order":{"id":7}})");
        f.evaluate();
        QCOMPARE(f.panel.shown()->status, Status::Failed);
        QCOMPARE(f.panel.shown()->error.value_or(""), std::string("Busy"));
        content.attempt = second;
        f.selection.set(content);
        QVERIFY(f.panel.result().text().find("A-17") != std::string::npos);
        content.attempt = 0;
        f.selection.set(content);
        QVERIFY(f.panel.result().text().find("A-17") != std::string::npos);
    }

    void typingEvaluatesByItself() {
        Fixture f("Count");
        f.panel.variables().setText(R"({"n": 40})");
        f.panel.input().setText(R"({"n": 2})");
        Q_EMIT f.panel.input().edited();
        QTRY_VERIFY_WITH_TIMEOUT(
            f.panel.shown() && f.panel.shown()->output.dump() == std::string("42"), kPatience);
        QCOMPARE(f.stage(DataStage::Variables), std::string(R"({"n":41})"));
    }

    void goal40_aStateIsChangedTriedAndThenApplied() {
        Fixture f("Count");
        f.panel.variables().setText(R"({"n": 1})");
        f.panel.input().setText(R"({"n": 2})");
        std::string text = f.panel.definition().text();
        text.replace(text.find("$n + $states"), 2, "10");
        f.panel.definition().setText(text);
        f.evaluate();
        QCOMPARE(f.panel.shown()->output.dump(), std::string("12"));
        QSignalSpy edits(&f.panel, &dataplane::DataFlowPanel::editsRequested);
        f.panel.apply();
        QCOMPARE(edits.size(), 1);
        const auto list = edits.front().at(1).value<std::vector<json::Edit>>();
        QCOMPARE(list.size(), std::size_t{1});
        const std::string whole = kMachine;
        const std::string made =
            whole.substr(0, list[0].range.begin) + list[0].text + whole.substr(list[0].range.end);
        std::string expected = whole;
        expected.replace(expected.find("$n + $states"), 2, "10");
        QCOMPARE(made, expected);
    }

    void goal28_theStatesTextOffersWhatItsPlaceHas() {
        Fixture f("Count");
        statemachine::CompletionSources sources;
        sources.inputs["Count"] = *json::Value::parse(R"({"amount": 3})");
        f.panel.setCompletionSources(sources);
        codeeditor::CodeView& view = f.panel.definition().view();
        QVERIFY(namesAt(f, "$states.input.").contains(QStringLiteral("amount")));
        QVERIFY(namesAt(f, "{").contains(QStringLiteral("Comment")));
        QVERIFY(view.completionList()->isVisible());
    }

    void goal28_aStateOfYamlKnowsTheStatesAroundIt() {
        Fixture f("Shape", kYaml);
        QCOMPARE(namesAt(f, "Next: "), QStringList{QStringLiteral("Again")});
        const std::string before = f.panel.definition().text();
        QTest::keyClick(&f.panel.definition().view(), Qt::Key_Return);
        QCOMPARE(f.panel.definition().text(), before);
    }

    void aStateOfYamlIsChangedTriedAndAppliedAsYaml() {
        Fixture f("Again", kYaml);
        QVERIFY2(f.panel.definition().errorText().isEmpty(),
                 qPrintable(f.panel.definition().errorText()));
        QCOMPARE(f.panel.definition().text(),
                 std::string("Type: Pass\nParameters: *both\n\nEnd: true"));
        f.evaluate();
        QCOMPARE(f.panel.shown()->output.dump(),
                 std::string(R"({"id":1,"note":"two\n  lines\n"})"));
        f.panel.definition().setText(
            "Type: Pass\nParameters: *both\nResultPath: $.to\n\nEnd: true");
        f.evaluate();
        QVERIFY2(f.panel.definition().errorText().isEmpty(),
                 qPrintable(f.panel.definition().errorText()));
        QVERIFY(f.panel.shown()->output.find("to"));
        QSignalSpy edits(&f.panel, &dataplane::DataFlowPanel::editsRequested);
        f.panel.apply();
        QCOMPARE(edits.size(), 1);
        const auto made = edits.front().at(1).value<std::vector<json::Edit>>();
        std::string expected = kYaml;
        expected.insert(expected.find("\n    End"), "    ResultPath: $.to\n");
        QCOMPARE(json::applied(kYaml, made), expected);
        QCOMPARE(made.front().text, std::string("    ResultPath: $.to\n"));
    }

    void anErrorInAStateOfYamlIsMarkedWhereItIs() {
        Fixture f("Shape", kYaml);
        f.panel.definition().setText("Type: Pass\nParameters: {\nEnd: true");
        const auto& problems = f.panel.definition().view().problems();
        QCOMPARE(problems.size(), std::size_t{1});
        QVERIFY(problems.front().line >= 2 && problems.front().line <= 3);
    }

    void aTextThatCannotBeReadForAWhileKeepsTheStateAndTakesNoEdits() {
        Fixture f("Again", kYaml);
        f.panel.setDefinition(QStringLiteral("orders"), "StartAt: {");
        f.panel.definition().setText("Type: Succeed");
        f.evaluate();
        QSignalSpy edits(&f.panel, &dataplane::DataFlowPanel::editsRequested);
        f.panel.apply();
        QVERIFY(edits.isEmpty());
    }

    void whatCannotBeEvaluatedSaysWhy() {
        Fixture f("Count");
        f.panel.input().setText("{");
        f.evaluate();
        QVERIFY(!f.panel.statusText().isEmpty());
        f.panel.input().setText(R"({"n": "x"})");
        f.panel.variables().setText(R"({"n": 1})");
        f.evaluate();
        QCOMPARE(f.panel.shown()->status, Status::Failed);
        QVERIFY(f.panel.statusText().contains(QStringLiteral("States.QueryEvaluationError")));
    }
};

QTEST_MAIN(tst_DataFlowPanel)
#include "tst_dataflowpanel.moc"
