// The forms of states, photographed in both themes, both languages and at both scales.
#include "app/languages.h"
#include "widgets/inspector/retrychart.h"
#include "widgets/inspector/stateform.h"

#include "tests/support/longertexts.h"
#include "tests/support/photographs.h"

#include <QApplication>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTest>

using namespace ws;
using inspector::StateForm;

namespace {

constexpr const char* kPath = R"({
  "Comment": "Takes orders",
  "StartAt": "Charge",
  "States": {
    "Charge": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
      "Parameters": {"FunctionName": "charge", "Payload": {"token.$": "$$.Task.Token"}},
      "Retry": [{"ErrorEquals": ["Lambda.ServiceException", "States.Timeout"], "IntervalSeconds": 2,
                 "MaxAttempts": 5, "BackoffRate": 2, "JitterStrategy": "FULL"},
                {"ErrorEquals": ["States.ALL"], "MaxAttempts": 4}],
      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Refused", "ResultPath": "$.error"}],
      "HeartbeatSeconds": 60, "Next": "Large?"},
    "Large?": {"Type": "Choice", "Choices": [
      {"And": [{"Variable": "$.total", "NumericGreaterThan": 100},
               {"Or": [{"Variable": "$.vip", "BooleanEquals": true},
                       {"Not": {"Variable": "$.country", "StringEquals": "KR"}}]}], "Next": "Each item"},
      {"Comment": "nothing was ordered", "Variable": "$.items[0]", "IsPresent": false, "Next": "Refused"}],
      "Default": "Nowhere"},
    "Each item": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 5, "ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}},
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Pack", "States": {"Pack": {"Type": "Pass", "End": true}}}, "End": true},
    "Refused": {"Type": "Fail", "Error": "Refused", "Cause": "The card was refused."},
    "Later": {"Type": "Wait", "SecondsPath": "$.delay", "Next": "Both"},
    "Both": {"Type": "Parallel", "Branches": [{"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}},
        {"StartAt": "Two", "States": {"Two": {"Type": "Succeed"}}}], "ResultPath": "$.both", "Next": "Say"},
    "Say": {"Type": "Pass", "Result": {"said": true}, "ResultPath": "$.said", "End": true}
  }
})";

constexpr const char* kQuery = R"({
  "QueryLanguage": "JSONata",
  "StartAt": "Charge",
  "States": {
    "Charge": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {"FunctionName": "charge", "Payload": "{% $states.input %}"},
      "Assign": {"receipt": "{% $states.result.Payload.id %}"},
      "Output": "{% $states.result.Payload %}", "Next": "Large?"},
    "Large?": {"Type": "Choice", "Choices": [
      {"Condition": "{% $states.input.total > 100 and %}", "Next": "Done"}], "Default": "Done"},
    "Done": {"Type": "Succeed"}
  }
})";

struct Shot {
    const char* name;
    const char* text;
    const char* pointer;
    int page;
};

constexpr Shot kShots[] = {
    {"machine", kPath, "", 0},
    {"task", kPath, "/States/Charge", 0},
    {"task-input", kPath, "/States/Charge", 1},
    {"task-output", kPath, "/States/Charge", 2},
    {"task-variables", kPath, "/States/Charge", 3},
    {"errors", kPath, "/States/Charge", 4},
    {"choice", kPath, "/States/Large?", 0},
    {"map", kPath, "/States/Each item", 0},
    {"map-input", kPath, "/States/Each item", 1},
    {"fail", kPath, "/States/Refused", 0},
    {"wait", kPath, "/States/Later", 0},
    {"parallel", kPath, "/States/Both", 0},
    {"pass", kPath, "/States/Say", 0},
    {"succeed", kPath, "/States/Both/Branches/1/States/Two", 0},
    {"query-output", kQuery, "/States/Charge", 2},
    {"query-choice", kQuery, "/States/Large?", 0},
};

} // namespace

class tst_Forms : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal51_noLabelIsClipped_data();
    void goal51_noLabelIsClipped();
};

void tst_Forms::goal51_noLabelIsClipped_data() {
    QTest::addColumn<int>("shot");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("language");
    for (int shot = 0; shot < int(std::size(kShots)); ++shot) {
        for (const bool dark : {false, true}) {
            for (const char* language : {"en", "ko", "longer"})
                QTest::addRow("%s %s %s", kShots[shot].name, dark ? "dark" : "light", language)
                    << shot << dark << QString::fromLatin1(language);
        }
    }
}

void tst_Forms::goal51_noLabelIsClipped() {
    QFETCH(int, shot);
    QFETCH(bool, dark);
    QFETCH(QString, language);
    const Shot& wanted = kShots[shot];
    theme::Theme theme;
    theme.setScheme(dark ? theme::Scheme::Dark : theme::Scheme::Light);
    theme.applyTo(*qApp);
    app::Languages languages;
    tests::LongerTexts longer(QStringLiteral("en"));
    const bool isLonger = language == QLatin1String("longer");
    languages.use(isLonger ? QStringLiteral("en") : language);
    if (isLonger)
        QCoreApplication::installTranslator(&longer);
    StateForm form(theme);
    form.setAttribute(Qt::WA_StyledBackground);
    form.setProperty("panel", true);
    form.resize(440, 1500);
    form.setFunctions({QStringLiteral("charge"), QStringLiteral("pack")});
    form.setText(QStringLiteral("orders"), wanted.text);
    form.showState(wanted.pointer);
    form.findChild<QTabBar*>()->setCurrentIndex(wanted.page);
    form.show();
    QTest::qWait(250); // the findings come after the typing has stopped
    for (const QLabel* label : form.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int needed =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        QVERIFY2(label->height() >= needed, qPrintable(label->text()));
        QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(),
                 qPrintable(label->text()));
    }
    for (const QPushButton* button : form.findChildren<QPushButton*>()) {
        if (button->isVisible())
            QVERIFY2(button->visibleRegion().boundingRect().width() >= button->sizeHint().width(),
                     qPrintable(button->text()));
    }
    tests::photograph(form,
                      QStringLiteral("form-%1-%2-%3")
                          .arg(QLatin1String(wanted.name),
                               dark ? QStringLiteral("dark") : QStringLiteral("light"), language));
    languages.use(QStringLiteral("en"));
}

QTEST_MAIN(tst_Forms)
#include "tst_forms.moc"
