#include "engine/json/draft.h"
#include "engine/statemachine/definition.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/validatorschema.h"
#include "widgets/codeeditor/completionlist.h"
#include "widgets/codeeditor/fieldcompletion.h"
#include "widgets/inspector/retrychart.h"
#include "widgets/inspector/stateform.h"

#include <QApplication>
#include <QComboBox>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

using namespace ws;
using inspector::StateForm;
using statemachine::StateType;

namespace {

/// The form over a text that takes its edits, as the editor does.
struct Desk {
    explicit Desk(std::string text, const std::string& pointer = {})
        : text(std::move(text)) {
        form.resize(620, 1200);
        QObject::connect(&form, &StateForm::editsRequested, &form,
                         [this](const std::vector<json::Edit>& edits) {
                             this->text = json::applied(this->text, edits);
                             ++changes;
                             form.setText(QStringLiteral("work"), this->text);
                         });
        QObject::connect(&form, &StateForm::stateRenamed, &form,
                         [this](const QString& name) { renamed = name; });
        form.setText(QStringLiteral("work"), this->text);
        form.showState(pointer);
        form.show();
    }
    template <typename Widget>
    Widget* at(const QString& pointer) const {
        return form.findChild<Widget*>(pointer);
    }
    void type(const QString& pointer, const QString& typed) {
        auto* line = at<QLineEdit>(pointer);
        QVERIFY2(line, qPrintable(pointer));
        openPageOf(line);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, typed);
        QTest::keyClick(line, Qt::Key_Return);
        QCoreApplication::processEvents();
    }
    void choose(const QString& pointer, const QString& entry) {
        auto* box = at<QComboBox>(pointer);
        QVERIFY2(box, qPrintable(pointer));
        const int index = box->findText(entry);
        QVERIFY2(index >= 0, qPrintable(entry));
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
        QCoreApplication::processEvents();
    }
    void press(const QString& name) {
        auto* button = at<QAbstractButton>(name);
        QVERIFY2(button, qPrintable(name));
        button->click();
        QCoreApplication::processEvents();
    }
    void enter(const QString& pointer, const QString& json) {
        auto* edit = at<QPlainTextEdit>(pointer);
        QVERIFY2(edit, qPrintable(pointer));
        openPageOf(edit);
        edit->setFocus();
        edit->selectAll();
        edit->insertPlainText(json);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
        QCoreApplication::processEvents();
    }
    void pick(const QString& tool, const QString& entry) {
        auto* button = at<QToolButton>(tool);
        QVERIFY2(button, qPrintable(tool));
        for (QAction* action : button->menu()->actions()) {
            if (action->text() == entry)
                action->trigger();
        }
        QCoreApplication::processEvents();
    }
    /// On the page of the form that has it.
    void openPageOf(const QWidget* widget) {
        auto* bar = form.findChild<QTabBar*>();
        for (int page = 0; page < bar->count() && !widget->isVisible(); ++page)
            bar->setCurrentIndex(page);
    }
    json::Value value(const std::string& pointer) const {
        const auto document = statemachine::loadDefinition(text);
        if (!document)
            return {};
        const auto id = document->find(pointer);
        return id == json::Document::kNone ? json::Value() : document->value(id);
    }
    QStringList shownErrors() const {
        QStringList out;
        for (const QLabel* label : form.findChildren<QLabel*>()) {
            if (label->property("errorText").toBool() && !label->isHidden() &&
                !label->text().isEmpty())
                out += label->text();
        }
        return out;
    }

    theme::Theme theme;
    StateForm form{theme};
    std::string text;
    int changes = 0;
    QString renamed;
};

const codeeditor::CompletionList* listOf(QWidget* field) {
    return field->findChild<codeeditor::CompletionList*>();
}

/// By Ctrl+Space at the end of the field's text.
QStringList offeredIn(QLineEdit* field) {
    field->setFocus();
    field->end(false);
    QTest::keyClick(field, Qt::Key_Space, Qt::ControlModifier);
    const auto* list = listOf(field);
    return list && list->isOffering() ? list->names() : QStringList();
}

std::string machineWith(const std::string& state, const std::string& language = {}) {
    return "{" + (language.empty() ? "" : "\"QueryLanguage\": \"" + language + "\", ") +
           "\"StartAt\": \"A\", \"States\": {\"A\": " + state +
           ", \"B\": {\"Type\": \"Succeed\"}, \"C\": {\"Type\": \"Succeed\"}}}";
}

/// A state with every nested object there, so that their fields are to be seen.
std::string full(StateType type) {
    const std::string name(statemachine::stateTypeName(type));
    const std::string nested = R"({"StartAt": "X", "States": {"X": {"Type": "Succeed"}}})";
    std::string out = "{\"Type\": \"" + name + "\"";
    if (type == StateType::Parallel)
        out += ", \"Branches\": [" + nested + "]";
    if (type == StateType::Map)
        out += R"(, "ItemProcessor": )" + nested +
               R"(, "ItemReader": {}, "ItemBatcher": {}, "ResultWriter": {})";
    if (type == StateType::Choice)
        out += R"(, "Choices": [])";
    out +=
        R"(, "Retry": [{"ErrorEquals": ["E"]}], "Catch": [{"ErrorEquals": ["E"], "Next": "B"}]})";
    return out;
}

constexpr const char* kRetry = R"({
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Task",   
      "Resource": "work",
      "Retry": [ {"ErrorEquals": ["One"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2},
                 {"ErrorEquals": ["Two"]} ],
      "End": true
    }
  }
})";

constexpr const char* kChoice = R"({
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Choice",
      "Choices": [
        {"Variable": "$.a",  "NumericEquals": 1, "Next": "B"},
        {"Comment": "second", "Variable": "$.b", "StringEquals": "x", "Next": "C"}
      ]
    },
    "B": {"Type": "Succeed"},
    "C": {"Type": "Succeed"}
  }
})";

} // namespace

class tst_StateForm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal25_everyFieldOfEveryTypeInBothLanguagesHasAControl_data();
    void goal25_everyFieldOfEveryTypeInBothLanguagesHasAControl();
    void theMachineHasAFormToo();
    void anEntryChangesOnlyItsBytes();
    void yamlKeepsItsCommentsUnderAnEntry();
    void aNumberMayBeAnExpressionInJsonata();
    void oneOfTwoAlternativesReplacesTheOther();
    void nullDropsAPath();
    void anUnknownShapeIsShownAsTextAndKept();
    void aFieldOfTheOtherLanguageIsShownToo();
    void renamingTakesEveryReferenceAlong();
    void aRefusedNameSaysWhyAndChangesNothing();
    void anotherTypeKeepsWhatItCan();
    void aFunctionTaskChoosesFunctionPatternAndPayload();
    void payloadsAreCheckedWhileTheyAreTyped();
    void goal26_rulesChangePlacesWithTheirBytes();
    void goal26_aRuleIsNamedByCommentElseConditionElseNumber();
    void goal26_conditionsGroupNegateAndDissolve();
    void everyComparisonIsOnOffer();
    void anotherComparisonKeepsAFittingOperand();
    void goal26_groupsStandInGroups();
    void goal26_aJsonataConditionIsWrittenAndSaysWhereItIsWrong();
    void goal27_retriersMoveByKeysAndKeepTheFocus();
    void goal27_catchersChangePlacesWithTheirBytes();
    void theLastRetrierTakesTheListWithIt();
    void thePreviewFollowsTheFields();
    void goal27_aFallbackStateComesInOneStep();
    void goal27_errorsOfRunsAreOnOffer();
    void goal28_aFieldCompletesAsTheTextDoes();
    void goal28_pathsResourcesAndNamesAreOnOfferInTheirFields();
    void goal28_aSyllableThatIsComposedCountsAndIsNotDoubled();
    void goal28_theMouseTakesAnOfferWhileASyllableIsComposed();
    void goal29_aFindingIsSaidAtItsFieldWithItsFix();
    void anUnfinishedSyllableIsNotCommitted();
};

void tst_StateForm::goal25_everyFieldOfEveryTypeInBothLanguagesHasAControl_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("jsonata");
    for (int type = 0; type < int(StateType::Unknown); ++type) {
        for (const bool jsonata : {false, true})
            QTest::addRow("%s %s", statemachine::stateTypeName(StateType(type)).data(),
                          jsonata ? "JSONata" : "JSONPath")
                << type << jsonata;
    }
}

void tst_StateForm::goal25_everyFieldOfEveryTypeInBothLanguagesHasAControl() {
    QFETCH(int, type);
    QFETCH(bool, jsonata);
    Desk desk(machineWith(full(StateType(type)), jsonata ? "JSONata" : ""), "/States/A");
    const QStringList controls = desk.form.fields();
    const auto other =
        jsonata ? statemachine::FieldLanguage::JsonPath : statemachine::FieldLanguage::Jsonata;
    const auto walk = [&](const statemachine::ObjectSchema& schema, const QString& at) {
        for (const auto& rule : schema.fields) {
            if (rule.language == other || rule.name == "Iterator")
                continue;
            const QString pointer =
                at + u'/' + QString::fromUtf8(rule.name.data(), qsizetype(rule.name.size()));
            QVERIFY2(controls.contains(pointer), qPrintable(pointer));
        }
    };
    const auto& schema = statemachine::stateSchema(StateType(type));
    const QString at = QStringLiteral("/States/A");
    walk(schema, at);
    if (schema.find("Retry")) {
        walk(statemachine::retrierSchema(), at + QStringLiteral("/Retry/0"));
        walk(statemachine::catcherSchema(), at + QStringLiteral("/Catch/0"));
    }
    if (StateType(type) == StateType::Parallel)
        walk(statemachine::branchSchema(), at + QStringLiteral("/Branches/0"));
    if (StateType(type) != StateType::Map)
        return;
    walk(statemachine::processorSchema(), at + QStringLiteral("/ItemProcessor"));
    walk(statemachine::processorConfigSchema(),
         at + QStringLiteral("/ItemProcessor/ProcessorConfig"));
    walk(statemachine::itemReaderSchema(), at + QStringLiteral("/ItemReader"));
    walk(statemachine::readerConfigSchema(), at + QStringLiteral("/ItemReader/ReaderConfig"));
    walk(statemachine::itemBatcherSchema(), at + QStringLiteral("/ItemBatcher"));
    walk(statemachine::resultWriterSchema(), at + QStringLiteral("/ResultWriter"));
    walk(statemachine::writerConfigSchema(), at + QStringLiteral("/ResultWriter/WriterConfig"));
}

void tst_StateForm::theMachineHasAFormToo() {
    Desk desk(machineWith(R"({"Type": "Pass", "Next": "B"})"));
    for (const auto& rule : statemachine::machineSchema().fields)
        QVERIFY(desk.form.fields().contains(
            u'/' + QString::fromUtf8(rule.name.data(), qsizetype(rule.name.size()))));
    desk.type(QStringLiteral("/TimeoutSeconds"), QStringLiteral("60"));
    QCOMPARE(desk.value("/TimeoutSeconds"), json::Value(60));
    desk.choose(QStringLiteral("/StartAt"), QStringLiteral("B"));
    QCOMPARE(desk.value("/StartAt"), json::Value("B"));
}

void tst_StateForm::anEntryChangesOnlyItsBytes() {
    Desk desk(kRetry, "/States/A");
    desk.type(QStringLiteral("/States/A/Retry/0/IntervalSeconds"), QStringLiteral("5"));
    std::string expected = kRetry;
    expected.replace(expected.find("\"IntervalSeconds\": 2"), 20, "\"IntervalSeconds\": 5");
    QCOMPARE(desk.text, expected);
    QCOMPARE(desk.changes, 1);
}

void tst_StateForm::yamlKeepsItsCommentsUnderAnEntry() {
    const std::string text = "# the work\nStartAt: A\nStates:\n  A: # first\n    Type: Wait\n"
                             "    Seconds: 5 # short\n    End: true\n";
    Desk desk(text, "/States/A");
    desk.type(QStringLiteral("/States/A/Seconds"), QStringLiteral("7"));
    std::string expected = text;
    expected.replace(expected.find("5 # short"), 1, "7");
    QCOMPARE(desk.text, expected);
}

void tst_StateForm::aNumberMayBeAnExpressionInJsonata() {
    Desk desk(machineWith(R"({"Type": "Wait", "Seconds": 5, "Next": "B"})", "JSONata"),
              "/States/A");
    desk.type(QStringLiteral("/States/A/Seconds"), QStringLiteral("{% $states.input.pause %}"));
    QCOMPARE(desk.value("/States/A/Seconds"), json::Value("{% $states.input.pause %}"));
}

void tst_StateForm::oneOfTwoAlternativesReplacesTheOther() {
    Desk desk(machineWith(R"({"Type": "Wait", "Seconds": 5, "Next": "B"})"), "/States/A");
    desk.choose(QStringLiteral("/States/A/Seconds?"), QStringLiteral("TimestampPath"));
    desk.type(QStringLiteral("/States/A/Seconds"), QStringLiteral("$.until"));
    QCOMPARE(desk.value("/States/A").dump(),
             std::string(R"({"Type":"Wait","TimestampPath":"$.until","Next":"B"})"));
}

void tst_StateForm::nullDropsAPath() {
    Desk desk(machineWith(R"({"Type": "Pass", "Next": "B"})"), "/States/A");
    desk.type(QStringLiteral("/States/A/ResultPath"), QStringLiteral("null"));
    QCOMPARE(desk.value("/States/A").dump(),
             std::string(R"({"Type":"Pass","Next":"B","ResultPath":null})"));
    desk.type(QStringLiteral("/States/A/ResultPath"), QStringLiteral(" "));
    auto* line = desk.at<QLineEdit>(QStringLiteral("/States/A/ResultPath"));
    line->setFocus();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClick(line, Qt::Key_Return);
    QCoreApplication::processEvents();
    QCOMPARE(desk.value("/States/A").dump(), std::string(R"({"Type":"Pass","Next":"B"})"));
}

void tst_StateForm::anUnknownShapeIsShownAsTextAndKept() {
    const std::string text = machineWith(
        R"({"Type": "Task", "Resource": "work", "Comment": {"a": [1]}, "Retry": "soon", "Next": "B"})");
    Desk desk(text, "/States/A");
    QCOMPARE(desk.at<QLineEdit>(QStringLiteral("/States/A/Comment"))->text(),
             QStringLiteral(R"({"a":[1]})"));
    QCOMPARE(desk.at<QPlainTextEdit>(QStringLiteral("/States/A/Retry"))->toPlainText(),
             QStringLiteral("\"soon\""));
    QCOMPARE(desk.text, text);
    desk.type(QStringLiteral("/States/A/Comment"), QStringLiteral(R"({"a":[2]})"));
    QCOMPARE(desk.value("/States/A/Comment").dump(), std::string(R"({"a":[2]})"));
}

void tst_StateForm::aFieldOfTheOtherLanguageIsShownToo() {
    Desk desk(machineWith(R"({"Type": "Pass", "Output": {"a": 1}, "Colour": "red", "Next": "B"})"),
              "/States/A");
    QVERIFY(desk.at<QPlainTextEdit>(QStringLiteral("/States/A/Output")));
    QCOMPARE(desk.at<QPlainTextEdit>(QStringLiteral("/States/A/Colour"))->toPlainText(),
             QStringLiteral("\"red\""));
}

void tst_StateForm::renamingTakesEveryReferenceAlong() {
    Desk desk(machineWith(R"({"Type": "Pass", "Next": "B"})"), "/States/A");
    desk.type(QStringLiteral("/States/A?name"), QStringLiteral("First"));
    QCOMPARE(desk.value("/StartAt"), json::Value("First"));
    QCOMPARE(desk.value("/States/First/Next"), json::Value("B"));
    QCOMPARE(desk.renamed, QStringLiteral("First"));
}

void tst_StateForm::aRefusedNameSaysWhyAndChangesNothing() {
    Desk desk(machineWith(R"({"Type": "Pass", "Next": "B"})"), "/States/A");
    desk.type(QStringLiteral("/States/A?name"), QStringLiteral("B"));
    QCOMPARE(desk.changes, 0);
    const auto labels = desk.form.findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
        return label->isVisible() && label->text().contains(QStringLiteral("B")) &&
               label->parentWidget()->property("banner").isValid();
    }));
}

void tst_StateForm::anotherTypeKeepsWhatItCan() {
    Desk desk(machineWith(R"({"Type": "Pass", "Comment": "kept", "Next": "B"})"), "/States/A");
    desk.choose(QStringLiteral("/States/A/Type"), QStringLiteral("Wait"));
    QCOMPARE(desk.value("/States/A/Type"), json::Value("Wait"));
    QCOMPARE(desk.value("/States/A/Comment"), json::Value("kept"));
    QCOMPARE(desk.value("/States/A/Next"), json::Value("B"));
}

void tst_StateForm::aFunctionTaskChoosesFunctionPatternAndPayload() {
    Desk desk(machineWith(R"({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {"FunctionName": "old", "Payload": "{% $states.input %}"}, "Next": "B"})",
                          "JSONata"),
              "/States/A");
    desk.form.setFunctions({QStringLiteral("charge"), QStringLiteral("refund")});
    desk.choose(QStringLiteral("/States/A/Arguments/FunctionName"), QStringLiteral("refund"));
    QCOMPARE(desk.value("/States/A/Arguments/FunctionName"), json::Value("refund"));
    desk.choose(QStringLiteral("/States/A/Resource#pattern"),
                QStringLiteral("Wait for a callback (.waitForTaskToken)"));
    QCOMPARE(desk.value("/States/A/Resource"),
             json::Value("arn:aws:states:::lambda:invoke.waitForTaskToken"));
    desk.choose(QStringLiteral("/States/A/Arguments#payload"), QStringLiteral("Entered here"));
    QCOMPARE(desk.value("/States/A/Arguments/Payload/token"),
             json::Value("{% $states.context.Task.Token %}"));
    desk.choose(QStringLiteral("/States/A/Arguments#payload"), QStringLiteral("Nothing"));
    QCOMPARE(desk.value("/States/A/Arguments").dump(), std::string(R"({"FunctionName":"refund"})"));
}

void tst_StateForm::payloadsAreCheckedWhileTheyAreTyped() {
    Desk desk(machineWith(R"({"Type": "Pass", "Next": "B"})", "JSONata"), "/States/A");
    desk.enter(QStringLiteral("/States/A/Output"), QStringLiteral("{\"a\": "));
    QCOMPARE(desk.changes, 0);
    QVERIFY(!desk.shownErrors().isEmpty());
    desk.enter(QStringLiteral("/States/A/Output"), QStringLiteral("{\"a\": \"{% 1 + 1 %}\"}"));
    QCOMPARE(desk.value("/States/A/Output").dump(), std::string(R"({"a":"{% 1 + 1 %}"})"));
}

void tst_StateForm::goal26_rulesChangePlacesWithTheirBytes() {
    Desk desk(kChoice, "/States/A");
    desk.press(QStringLiteral("/States/A/Choices/1#up"));
    std::string expected = kChoice;
    const std::string first = R"({"Variable": "$.a",  "NumericEquals": 1, "Next": "B"})";
    const std::string second =
        R"({"Comment": "second", "Variable": "$.b", "StringEquals": "x", "Next": "C"})";
    expected.replace(expected.find(second), second.size(), "#");
    expected.replace(expected.find(first), first.size(), second);
    expected.replace(expected.find('#'), 1, first);
    QCOMPARE(desk.text, expected);
}

void tst_StateForm::goal26_aRuleIsNamedByCommentElseConditionElseNumber() {
    std::string text = kChoice;
    text.insert(text.find("      ]\n    },\n    \"B\""), "        ,{\"Next\": \"B\"}\n");
    Desk desk(text, "/States/A");
    QCOMPARE(desk.at<QWidget>(QStringLiteral("/States/A/Choices/0#card"))->accessibleName(),
             QStringLiteral("$.a == 1"));
    QCOMPARE(desk.at<QWidget>(QStringLiteral("/States/A/Choices/1#card"))->accessibleName(),
             QStringLiteral("second"));
    QCOMPARE(desk.at<QWidget>(QStringLiteral("/States/A/Choices/2#card"))->accessibleName(),
             QStringLiteral("Rule #3"));
}

void tst_StateForm::goal26_groupsStandInGroups() {
    Desk desk(kChoice, "/States/A");
    const QString rule = QStringLiteral("/States/A/Choices/0");
    desk.pick(rule + QStringLiteral("#more"), QStringLiteral("Put into an And group"));
    desk.pick(rule + QStringLiteral("/And/0#more"), QStringLiteral("Put into an And group"));
    desk.choose(rule + QStringLiteral("/And/0#group"), QStringLiteral("Or"));
    desk.press(rule + QStringLiteral("/And/0/Or#add"));
    desk.pick(rule + QStringLiteral("/And/0/Or/1#more"), QStringLiteral("Negate (Not)"));
    desk.type(rule + QStringLiteral("/And/0/Or/1/Not/Variable"), QStringLiteral("$.deep"));
    QCOMPARE(desk.value("/States/A/Choices/0").dump(),
             std::string(R"({"And":[{"Or":[{"Variable":"$.a","NumericEquals":1},)"
                         R"({"Not":{"Variable":"$.deep","IsPresent":true}}]}],"Next":"B"})"));
    desk.pick(rule + QStringLiteral("/And/0/Or/1#more"),
              QStringLiteral("Dissolve the group, keep its first condition"));
    QCOMPARE(desk.value("/States/A/Choices/0/And/0/Or/1").dump(),
             std::string(R"({"Variable":"$.deep","IsPresent":true})"));
}

void tst_StateForm::goal26_conditionsGroupNegateAndDissolve() {
    Desk desk(kChoice, "/States/A");
    const QString rule = QStringLiteral("/States/A/Choices/0");
    desk.pick(rule + QStringLiteral("#more"), QStringLiteral("Put into an And group"));
    desk.press(rule + QStringLiteral("/And#add"));
    QCOMPARE(desk.value("/States/A/Choices/0").dump(),
             std::string(R"({"And":[{"Variable":"$.a","NumericEquals":1},)"
                         R"({"Variable":"$.value","IsPresent":true}],"Next":"B"})"));
    desk.pick(rule + QStringLiteral("/And/1#more"), QStringLiteral("Negate (Not)"));
    desk.choose(rule + QStringLiteral("#group"), QStringLiteral("Or"));
    QCOMPARE(desk.value("/States/A/Choices/0").dump(),
             std::string(R"({"Or":[{"Variable":"$.a","NumericEquals":1},)"
                         R"({"Not":{"Variable":"$.value","IsPresent":true}}],"Next":"B"})"));
    desk.type(rule + QStringLiteral("/Or/1/Not/Variable"), QStringLiteral("$.deep"));
    QCOMPARE(desk.value("/States/A/Choices/0/Or/1/Not/Variable"), json::Value("$.deep"));
    desk.pick(rule + QStringLiteral("#more"),
              QStringLiteral("Dissolve the group, keep its first condition"));
    QCOMPARE(desk.value("/States/A/Choices/0").dump(),
             std::string(R"({"Variable":"$.a","NumericEquals":1,"Next":"B"})"));
}

void tst_StateForm::everyComparisonIsOnOffer() {
    Desk desk(kChoice, "/States/A");
    const auto* box = desk.at<QComboBox>(QStringLiteral("/States/A/Choices/0#operator"));
    int names = 0;
    for (int at = 0; at <= int(statemachine::Comparison::IsTimestamp); ++at) {
        const auto name = statemachine::comparisonName(statemachine::Comparison(at));
        const QString text = QString::fromUtf8(name.data(), qsizetype(name.size()));
        QVERIFY2(box->findText(text) >= 0, name.data());
        ++names;
        if (!name.starts_with("Is") && name != "StringMatches") {
            QVERIFY2(box->findText(text + QStringLiteral("Path")) >= 0, name.data());
            ++names;
        }
    }
    QCOMPARE(names, 39);
}

void tst_StateForm::anotherComparisonKeepsAFittingOperand() {
    Desk desk(kChoice, "/States/A");
    desk.choose(QStringLiteral("/States/A/Choices/0#operator"),
                QStringLiteral("NumericGreaterThan"));
    QCOMPARE(desk.value("/States/A/Choices/0/NumericGreaterThan"), json::Value(1));
    desk.choose(QStringLiteral("/States/A/Choices/0#operator"), QStringLiteral("IsString"));
    QCOMPARE(desk.value("/States/A/Choices/0").dump(),
             std::string(R"({"Variable":"$.a","IsString":true,"Next":"B"})"));
}

void tst_StateForm::goal26_aJsonataConditionIsWrittenAndSaysWhereItIsWrong() {
    Desk desk(
        machineWith(R"({"Type": "Choice", "Choices": [{"Condition": "{% true %}", "Next": "B"}]})",
                    "JSONata"),
        "/States/A");
    auto* line = desk.at<QLineEdit>(QStringLiteral("/States/A/Choices/0/Condition"));
    QVERIFY(line);
    const QString right = QStringLiteral("{% $states.input.total > 100 and $states.input.new %}");
    desk.type(QStringLiteral("/States/A/Choices/0/Condition"), right);
    QCOMPARE(desk.value("/States/A/Choices/0").dump(),
             "{\"Condition\":\"" + right.toStdString() + "\",\"Next\":\"B\"}");
    QVERIFY(desk.shownErrors().isEmpty());
    line = desk.at<QLineEdit>(QStringLiteral("/States/A/Choices/0/Condition"));
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QStringLiteral("{% 1 + %}"));
    QVERIFY(!desk.shownErrors().isEmpty());
    QVERIFY2(desk.shownErrors().constFirst().contains(QStringLiteral("S0207")),
             qPrintable(desk.shownErrors().constFirst()));
}

void tst_StateForm::goal27_retriersMoveByKeysAndKeepTheFocus() {
    Desk desk(kRetry, "/States/A");
    auto* up = desk.at<QToolButton>(QStringLiteral("/States/A/Retry/1#up"));
    desk.openPageOf(up);
    desk.form.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&desk.form));
    up->setFocus();
    QTest::keyClick(up, Qt::Key_Up, Qt::AltModifier);
    QCoreApplication::processEvents();
    QCOMPARE(desk.value("/States/A/Retry/0/ErrorEquals/0"), json::Value("Two"));
    QVERIFY(QApplication::focusWidget());
    QVERIFY2(
        QApplication::focusWidget()->objectName().startsWith(QStringLiteral("/States/A/Retry/0#")),
        qPrintable(QApplication::focusWidget()->objectName()));
}

void tst_StateForm::goal27_catchersChangePlacesWithTheirBytes() {
    const std::string first = R"({"ErrorEquals": ["One"],  "Next": "B"})";
    const std::string second = R"({"Comment": "2nd", "ErrorEquals": ["Two"], "Next": "C"})";
    const auto with = [](const std::string& one, const std::string& other) {
        return machineWith(R"({"Type": "Task", "Resource": "f", "Next": "B", "Catch": [)" + one +
                           ", " + other + "]}");
    };
    Desk desk(with(first, second), "/States/A");
    desk.press(QStringLiteral("/States/A/Catch/1#up"));
    QCOMPARE(desk.text, with(second, first));
    desk.press(QStringLiteral("/States/A/Catch/0#down"));
    QCOMPARE(desk.text, with(first, second));
}

void tst_StateForm::theLastRetrierTakesTheListWithIt() {
    Desk desk(kRetry, "/States/A");
    desk.press(QStringLiteral("/States/A/Retry/0#remove"));
    desk.press(QStringLiteral("/States/A/Retry/0#remove"));
    QVERIFY(!desk.value("/States/A").find("Retry"));
    desk.press(QStringLiteral("/States/A/Retry#add"));
    QCOMPARE(desk.value("/States/A/Retry").size(), 1UL);
}

void tst_StateForm::thePreviewFollowsTheFields() {
    Desk desk(kRetry, "/States/A");
    const auto* chart = desk.at<inspector::RetryChart>(QStringLiteral("/States/A/Retry/0#preview"));
    QVERIFY(chart);
    QCOMPARE(chart->plan().size(), 3UL);
    QCOMPARE(chart->plan().back().latest, base::Duration(std::chrono::seconds(2 + 4 + 8)));
    desk.type(QStringLiteral("/States/A/Retry/0/BackoffRate"), QStringLiteral("1"));
    QCOMPARE(chart->plan().back().latest, base::Duration(std::chrono::seconds(6)));
    QVERIFY(chart->accessibleDescription().contains(QStringLiteral("Retry 3")));
}

void tst_StateForm::goal27_aFallbackStateComesInOneStep() {
    Desk desk(kRetry, "/States/A");
    desk.press(QStringLiteral("/States/A/Catch#addFallback"));
    QCOMPARE(desk.changes, 1);
    QCOMPARE(desk.value("/States/A/Catch/0/Next"), json::Value("A failed"));
    QCOMPARE(desk.value("/States/A failed/Type"), json::Value("Pass"));
    desk.press(QStringLiteral("/States/A/Catch/0#fallback"));
    QCOMPARE(desk.changes, 2);
    QVERIFY(!(desk.value("/States/A/Catch/0/Next") == json::Value("A failed")));
}

void tst_StateForm::goal27_errorsOfRunsAreOnOffer() {
    Desk desk(kRetry, "/States/A");
    statemachine::CompletionSources sources;
    sources.errors = {"CardDeclined"};
    desk.form.setCompletionSources(sources);
    const auto* rows = desk.at<QWidget>(QStringLiteral("/States/A/Retry/0/ErrorEquals"));
    QVERIFY(rows);
    auto* line = rows->findChild<QLineEdit*>();
    QVERIFY(line);
    desk.openPageOf(line);
    line->clear();
    const QStringList offered = offeredIn(line);
    for (const char* name : {"CardDeclined", "States.Timeout", "Lambda.ServiceException"})
        QVERIFY2(offered.contains(QString::fromLatin1(name)), name);
}

void tst_StateForm::goal28_aFieldCompletesAsTheTextDoes() {
    Desk desk(machineWith(R"({"Type": "Task", "Resource": "f", "Next": "B"})", "JSONata"),
              "/States/A");
    statemachine::CompletionSources sources;
    sources.inputs["A"] = *json::Value::parse(R"({"order": {"id": 7}})");
    desk.form.setCompletionSources(sources);
    auto* edit = desk.at<QPlainTextEdit>(QStringLiteral("/States/A/Output"));
    QVERIFY(edit);
    desk.openPageOf(edit);
    edit->setFocus();
    QTest::keyClicks(edit, QStringLiteral("{% $states.input.order."));
    QCoreApplication::processEvents();
    const auto* list = listOf(edit);
    QVERIFY(list && list->isOffering());
    QCOMPARE(list->names(), QStringList{QStringLiteral("id")});
    QVERIFY(list->helpText().contains(u'7'));
    QTest::keyClick(edit, Qt::Key_Return);
    QTest::keyClicks(edit, QStringLiteral(" + $subst"));
    QCoreApplication::processEvents();
    QVERIFY(list->helpText().startsWith(QStringLiteral("$substring(string, start [, length])")));
    QTest::keyClick(edit, Qt::Key_Tab);
    QCOMPARE(edit->toPlainText(), QStringLiteral("{% $states.input.order.id + $substring()"));
    // Nothing was taken over while the list took the keys.
    QCOMPARE(desk.changes, 0);
    QTest::keyClick(edit, Qt::Key_End);
    QTest::keyClicks(edit, QStringLiteral("1 %}"));
    edit->setPlainText(QStringLiteral("{% $states.input.order.id %}"));
    edit->document()->setModified(true);
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(desk.value("/States/A/Output"), json::Value("{% $states.input.order.id %}"));
}

void tst_StateForm::goal28_pathsResourcesAndNamesAreOnOfferInTheirFields() {
    Desk desk(machineWith(R"({"Type": "Task", "Resource": "f", "Next": "B"})"), "/States/A");
    statemachine::CompletionSources sources;
    sources.functions = {"charge-card"};
    sources.inputs["A"] = *json::Value::parse(R"({"order": {"id": 7}})");
    desk.form.setCompletionSources(sources);
    auto* path = desk.at<QLineEdit>(QStringLiteral("/States/A/InputPath"));
    desk.openPageOf(path);
    path->setText(QStringLiteral("$.or"));
    QCOMPARE(offeredIn(path), QStringList{QStringLiteral("order")});
    auto* resource = desk.at<QComboBox>(QStringLiteral("/States/A/Resource"))->lineEdit();
    desk.openPageOf(resource);
    resource->setText(QStringLiteral("card"));
    QCOMPARE(offeredIn(resource), QStringList{QStringLiteral("charge-card")});
    QTest::keyClick(resource, Qt::Key_Return);
    QCOMPARE(resource->text(), QStringLiteral("charge-card"));
    QTest::keyClick(resource, Qt::Key_Return);
    QTRY_COMPARE(desk.value("/States/A/Resource"), json::Value("charge-card"));
}

void tst_StateForm::goal28_aSyllableThatIsComposedCountsAndIsNotDoubled() {
    Desk desk(R"({"StartAt": "주문 확인", "States": {"주문 확인": {"Type": "Pass", "Assign":
              {"주문번호": 1}, "Next": "B"}, "B": {"Type": "Pass", "Next": "C"},
              "C": {"Type": "Succeed"}}, "QueryLanguage": "JSONata"})",
              "/States/B");
    auto* edit = desk.at<QPlainTextEdit>(QStringLiteral("/States/B/Output"));
    desk.openPageOf(edit);
    edit->setFocus();
    QTest::keyClicks(edit, QStringLiteral("{% $"));
    QInputMethodEvent begin(QStringLiteral("주"), {});
    QApplication::sendEvent(edit, &begin);
    QCoreApplication::processEvents();
    const auto* list = listOf(edit);
    QVERIFY(list && list->isOffering());
    QCOMPARE(list->names(), QStringList{QStringLiteral("$주문번호")});
    QCOMPARE(edit->toPlainText(), QStringLiteral("{% $"));
    // Enter makes the input method hand over the syllable; then the key arrives.
    QInputMethodEvent finish;
    finish.setCommitString(QStringLiteral("주"));
    QApplication::sendEvent(edit, &finish);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(edit->toPlainText(), QStringLiteral("{% $주문번호"));
}

void tst_StateForm::goal28_theMouseTakesAnOfferWhileASyllableIsComposed() {
    Desk desk(R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"주문번호": 1},
              "Next": "B"}, "B": {"Type": "Wait", "Next": "C"}, "C": {"Type": "Succeed"}},
              "QueryLanguage": "JSONata"})",
              "/States/B");
    auto* line = desk.at<QLineEdit>(QStringLiteral("/States/B/Seconds"));
    QVERIFY(line);
    desk.openPageOf(line);
    line->setFocus();
    QTest::keyClicks(line, QStringLiteral("{% $"));
    QInputMethodEvent begin(QStringLiteral("주"), {});
    QApplication::sendEvent(line, &begin);
    QCoreApplication::processEvents();
    const auto* list = listOf(line);
    QVERIFY(list && list->isOffering());
    auto* view = list->findChild<QListWidget*>();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                      view->visualItemRect(view->item(0)).center());
    QCOMPARE(line->text(), QStringLiteral("{% $주문번호"));
    QVERIFY(line->hasFocus());
}

void tst_StateForm::goal29_aFindingIsSaidAtItsFieldWithItsFix() {
    Desk desk(machineWith(R"({"Type": "Pass", "Next": "Bb"})"), "/States/A");
    QTRY_VERIFY(!desk.shownErrors().isEmpty());
    QPushButton* fix = nullptr;
    for (auto* button : desk.form.findChildren<QPushButton*>()) {
        if (button->property("quickFix").toBool() && button->isVisible())
            fix = button;
    }
    QVERIFY(fix);
    fix->click();
    QTRY_COMPARE(desk.value("/States/A/Next"), json::Value("B"));
    QTRY_VERIFY(desk.shownErrors().isEmpty());
}

void tst_StateForm::anUnfinishedSyllableIsNotCommitted() {
    Desk desk(machineWith(R"({"Type": "Pass", "Next": "B"})"), "/States/A");
    auto* line = desk.at<QLineEdit>(QStringLiteral("/States/A/Comment"));
    line->setFocus();
    QInputMethodEvent begin(QStringLiteral("하"), {});
    QApplication::sendEvent(line, &begin);
    QCOMPARE(desk.changes, 0);
    QInputMethodEvent finish;
    finish.setCommitString(QStringLiteral("한"));
    QApplication::sendEvent(line, &finish);
    QTest::keyClick(line, Qt::Key_Return);
    QCoreApplication::processEvents();
    QCOMPARE(desk.value("/States/A/Comment"), json::Value("한"));
}

QTEST_MAIN(tst_StateForm)
#include "tst_stateform.moc"
