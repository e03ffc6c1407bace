#include "engine/json/document.h"
#include "widgets/inspector/functionfields.h"
#include "widgets/inspector/functionform.h"
#include "widgets/inspector/rowseditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace ws;
using inspector::FunctionForm;

namespace {

/// The form over a text that takes its edits, as the editor does.
struct Desk {
    explicit Desk(std::string text)
        : text(std::move(text)) {
        form.resize(600, 900);
        QObject::connect(&form, &FunctionForm::editsRequested, &form,
                         [this](const std::vector<json::Edit>& edits) {
                             for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
                                 this->text.replace(edit->range.begin, edit->range.size(),
                                                    edit->text);
                             ++changes;
                             form.setText(QStringLiteral("work"), this->text);
                         });
        form.setText(QStringLiteral("work"), this->text);
        form.show();
    }

    template <typename Widget>
    Widget* named(const QString& name) const {
        for (Widget* widget : form.findChildren<Widget*>()) {
            if (widget->accessibleName() == name && widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    inspector::RowsEditor* list(const QString& path) const {
        for (auto* rows : form.findChildren<inspector::RowsEditor*>()) {
            if (rows->toolTip() == path)
                return rows;
        }
        return nullptr;
    }
    QStringList shownErrors() const {
        QStringList out;
        for (const QLabel* label : form.findChildren<QLabel*>()) {
            if (label->property("errorText").toBool() && label->isVisible())
                out += label->text();
        }
        return out;
    }
    static void type(QLineEdit* field, const QString& typed) {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, typed);
        QTest::keyClick(field, Qt::Key_Return);
    }

    theme::Theme theme;
    FunctionForm form{theme};
    std::string text;
    int changes = 0;
};

const std::string kText = "{\n  \"Runtime\": \"python3.12\",\n  \"Handler\": \"a.b\",\n"
                          "  \"MemorySize\":   256\n}\n";

} // namespace

class TestFunctionForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itShowsWhatTheTextSays();
    void lookingChangesNothing();
    void aNumberChangesItsBytesAlone();
    void aNumberThatIsAbsentIsAddedWithItsObject();
    void anEmptiedTextIsTakenOut();
    void aReservationIsSwitchedOnAndOff();
    void aChoiceIsWrittenOnceItIsAnotherThanTheDefault();
    void aChoiceOfNothingTakesTheMemberOut();
    void variablesComeChangeAndGo();
    void layersKeepTheirOrder();
    void aMountHasTwoMembers();
    void anErrorIsSaidAtItsField();
    void brokenTextKeepsTheValuesAndTakesNoEntries();
    void everyFieldHasANameForAssistiveTechnology();
    void everyFieldOfTheTableCanBeRead();
};

void TestFunctionForm::itShowsWhatTheTextSays() {
    const Desk desk(kText);
    QCOMPARE(desk.named<QComboBox>(QStringLiteral("Runtime"))->currentText(),
             QStringLiteral("python3.12"));
    QCOMPARE(desk.named<QLineEdit>(QStringLiteral("Handler"))->text(), QStringLiteral("a.b"));
    QCOMPARE(desk.named<QSpinBox>(QStringLiteral("Memory"))->value(), 256);
    QCOMPARE(desk.named<QSpinBox>(QStringLiteral("Timeout"))->value(), 3);
    QVERIFY(!desk.named<QSpinBox>(QStringLiteral("Reserved concurrency"))->isEnabled());
}

void TestFunctionForm::lookingChangesNothing() {
    Desk desk(kText);
    for (QWidget* widget : desk.form.findChildren<QWidget*>()) {
        if (widget->focusPolicy() & Qt::TabFocus)
            widget->setFocus();
    }
    desk.form.setFocus();
    QCOMPARE(desk.text, kText);
    QCOMPARE(desk.changes, 0);
}

void TestFunctionForm::aNumberChangesItsBytesAlone() {
    Desk desk(kText);
    desk.named<QSpinBox>(QStringLiteral("Memory"))->setValue(512);
    std::string expected = kText;
    expected.replace(expected.find("256"), 3, "512");
    QCOMPARE(desk.text, expected);
}

void TestFunctionForm::aNumberThatIsAbsentIsAddedWithItsObject() {
    Desk desk(kText);
    desk.named<QSpinBox>(QStringLiteral("Size of /tmp"))->setValue(1024);
    QVERIFY(desk.text.find("256,\n  \"EphemeralStorage\": {\n    \"Size\": 1024\n  }\n}") !=
            std::string::npos);
}

void TestFunctionForm::anEmptiedTextIsTakenOut() {
    Desk desk(R"({"Runtime": "python3.12", "Handler": "a.b", "Description": "old"})");
    Desk::type(desk.named<QLineEdit>(QStringLiteral("Description")), QStringLiteral("new"));
    QCOMPARE(desk.text, std::string(R"({"Runtime": "python3.12", "Handler": "a.b", )"
                                    R"("Description": "new"})"));
    auto* field = desk.named<QLineEdit>(QStringLiteral("Description"));
    field->setFocus();
    field->selectAll();
    QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(desk.text, std::string(R"({"Runtime": "python3.12", "Handler": "a.b"})"));
}

void TestFunctionForm::aReservationIsSwitchedOnAndOff() {
    Desk desk(R"({"Runtime": "python3.12"})");
    auto* box = desk.named<QSpinBox>(QStringLiteral("Reserved concurrency"));
    auto* on = desk.form.findChild<QCheckBox*>();
    on->click();
    QCOMPARE(desk.text,
             std::string(R"({"Runtime": "python3.12", "ReservedConcurrentExecutions": 0})"));
    box->setValue(5);
    QCOMPARE(desk.text,
             std::string(R"({"Runtime": "python3.12", "ReservedConcurrentExecutions": 5})"));
    on->click();
    QCOMPARE(desk.text, std::string(R"({"Runtime": "python3.12"})"));
}

void TestFunctionForm::aChoiceIsWrittenOnceItIsAnotherThanTheDefault() {
    Desk desk(R"({"Runtime": "python3.12"})");
    auto* box = desk.named<QComboBox>(QStringLiteral("Architecture"));
    box->setCurrentText(QStringLiteral("x86_64"));
    Q_EMIT box->activated(0);
    QCOMPARE(desk.changes, 0);
    box->setCurrentText(QStringLiteral("arm64"));
    Q_EMIT box->activated(1);
    QCOMPARE(desk.text, std::string(R"({"Runtime": "python3.12", "Architectures": ["arm64"]})"));
}

void TestFunctionForm::aChoiceOfNothingTakesTheMemberOut() {
    Desk desk(R"({"Runtime": "python3.12"})");
    auto* box = desk.named<QComboBox>(QStringLiteral("Tenant isolation"));
    QCOMPARE(box->currentText(), QStringLiteral("None"));
    const auto choose = [&](const QString& mode) {
        box->setCurrentIndex(box->findData(mode));
        Q_EMIT box->activated(box->currentIndex());
    };
    choose(QString());
    QCOMPARE(desk.changes, 0);
    choose(QStringLiteral("PER_TENANT"));
    QCOMPARE(desk.text, std::string(R"({"Runtime": "python3.12", "TenancyConfig": )"
                                    R"({"TenantIsolationMode":"PER_TENANT"}})"));
    choose(QString());
    QVERIFY(desk.text.find("PER_TENANT") == std::string::npos);
    QCOMPARE(box->currentText(), QStringLiteral("None"));
}

void TestFunctionForm::variablesComeChangeAndGo() {
    Desk desk(R"({"Runtime": "python3.12"})");
    auto* rows = desk.list(QStringLiteral("Environment.Variables"));
    auto* add = rows->findChild<QPushButton*>();
    add->click();
    Desk::type(rows->findChildren<QLineEdit*>()[0], QStringLiteral("CITY"));
    QCOMPARE(desk.text,
             std::string(R"({"Runtime": "python3.12", "Environment": {"Variables":{"CITY":""}}})"));
    Desk::type(rows->findChildren<QLineEdit*>()[1], QStringLiteral("Seoul"));
    QCOMPARE(desk.text, std::string(R"({"Runtime": "python3.12", "Environment": )"
                                    R"({"Variables":{"CITY":"Seoul"}}})"));
    add->click();
    Desk::type(rows->findChildren<QLineEdit*>()[2], QStringLiteral("SIZE"));
    QCOMPARE(rows->rows(), (QList<QStringList>{{QStringLiteral("CITY"), QStringLiteral("Seoul")},
                                               {QStringLiteral("SIZE"), QStringLiteral("")}}));
    Desk::type(rows->findChildren<QLineEdit*>()[0], QStringLiteral("TOWN"));
    QVERIFY(desk.text.find(R"("TOWN":"Seoul")") != std::string::npos);
    rows->findChildren<QToolButton*>()[1]->click();
    rows->findChildren<QToolButton*>()[0]->click();
    QCOMPARE(desk.text, std::string(R"({"Runtime": "python3.12"})"));
}

void TestFunctionForm::layersKeepTheirOrder() {
    Desk desk(R"({"Layers": ["layers/a", "layers/b", "layers/c"]})");
    auto* rows = desk.list(QStringLiteral("Layers"));
    rows->findChildren<QToolButton*>()[1]->click();
    QCOMPARE(desk.text, std::string(R"({"Layers": ["layers/a", "layers/c"]})"));
    rows->findChild<QPushButton*>()->click();
    Desk::type(rows->findChildren<QLineEdit*>().constLast(), QStringLiteral("layers/d"));
    QCOMPARE(desk.text, std::string(R"({"Layers": ["layers/a", "layers/c", "layers/d"]})"));
}

void TestFunctionForm::aMountHasTwoMembers() {
    Desk desk(R"({"FileSystemConfigs": [{"Arn": "arn:x", "LocalMountPath": "/mnt/a"}]})");
    auto* rows = desk.list(QStringLiteral("FileSystemConfigs"));
    QCOMPARE(rows->rows(),
             (QList<QStringList>{{QStringLiteral("arn:x"), QStringLiteral("/mnt/a")}}));
    Desk::type(rows->findChildren<QLineEdit*>()[1], QStringLiteral("/mnt/b"));
    QCOMPARE(desk.text, std::string(R"({"FileSystemConfigs": [{"Arn":"arn:x",)"
                                    R"("LocalMountPath":"/mnt/b"}]})"));
}

void TestFunctionForm::anErrorIsSaidAtItsField() {
    const Desk desk(R"({"Runtime": "python3.12", "Handler": "a.b", "MemorySize": 64})");
    QCOMPARE(desk.shownErrors().size(), 1);
    QVERIFY(desk.shownErrors().constFirst().contains(QStringLiteral("128")));
    QVERIFY(Desk(R"({"Runtime": "python3.12", "Handler": "a.b",
                     "Environment": {"Variables": {"_X": ""}}})")
                .shownErrors()
                .constFirst()
                .contains(QStringLiteral("_X")));
}

void TestFunctionForm::brokenTextKeepsTheValuesAndTakesNoEntries() {
    Desk desk(kText);
    desk.form.setText(QStringLiteral("work"), "{\"MemorySize\": ");
    QCOMPARE(desk.named<QSpinBox>(QStringLiteral("Memory"))->value(), 256);
    QVERIFY(!desk.named<QSpinBox>(QStringLiteral("Memory"))->isEnabled());
    desk.named<QSpinBox>(QStringLiteral("Memory"))->setValue(1024);
    QCOMPARE(desk.changes, 0);
    desk.form.setText(QStringLiteral("work"), kText);
    QVERIFY(desk.named<QSpinBox>(QStringLiteral("Memory"))->isEnabled());
    QCOMPARE(desk.named<QSpinBox>(QStringLiteral("Memory"))->value(), 256);
}

void TestFunctionForm::everyFieldHasANameForAssistiveTechnology() {
    const Desk desk(R"({"Layers": ["a"], "Tags": {"a": "b"}})");
    for (const QWidget* widget : desk.form.findChildren<QWidget*>()) {
        const bool takesInput = qobject_cast<const QLineEdit*>(widget) ||
                                qobject_cast<const QSpinBox*>(widget) ||
                                qobject_cast<const QComboBox*>(widget);
        const bool isInner = qobject_cast<const QSpinBox*>(widget->parentWidget()) ||
                             qobject_cast<const QComboBox*>(widget->parentWidget());
        if (takesInput && !isInner)
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

void TestFunctionForm::everyFieldOfTheTableCanBeRead() {
    for (const inspector::FieldGroup& group : inspector::functionFields()) {
        QVERIFY(!inspector::fieldText(group.title).isEmpty());
        for (const inspector::Field& field : group.fields) {
            QVERIFY(!field.path.empty());
            QVERIFY(!inspector::fieldText(field.label).isEmpty());
            QVERIFY(field.minimum <= field.fallback && field.fallback <= field.maximum);
        }
    }
}

QTEST_MAIN(TestFunctionForm)
#include "tst_functionform.moc"
