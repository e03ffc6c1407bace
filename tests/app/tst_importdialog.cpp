#include "app/importdialog.h"
#include "app/languages.h"
#include "widgets/theme/theme.h"

#include "tests/support/photographs.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

using namespace ws;
using app::ImportDialog;

namespace {

workspace::ImportPlan plan() {
    workspace::ImportPlan plan;
    plan.machines = {{"orders", "statemachines/orders.asl.json", "{}", {}, {"charge", "check"}},
                     {"refunds", "statemachines/refunds.asl.yaml", "{}", {"TableName"}, {}},
                     {"ready", "statemachines/ready.asl.json", "{}", {}, {}}};
    plan.functions = {{"check", "/home/ada/shop/check", json::Value::object()}};
    plan.refused = {
        {"deployment.definition",
         {{"path", "/home/ada/shop/template.yaml"}, {"line", "31"}, {"machine", "old"}}}};
    return plan;
}

QPushButton* importButton(const ImportDialog& dialog) {
    auto* box = dialog.findChild<QDialogButtonBox*>();
    for (QAbstractButton* button : box->buttons()) {
        if (box->buttonRole(button) == QDialogButtonBox::AcceptRole)
            return qobject_cast<QPushButton*>(button);
    }
    return nullptr;
}

} // namespace

class ImportDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allAreChosenAndSayWhatTheyLack() {
        ImportDialog dialog(QStringLiteral("/tmp/template.yaml"), plan());
        const auto chosen = dialog.chosen();
        QCOMPARE(chosen.machines.size(), std::size_t(3));
        QCOMPARE(chosen.machines[1].name, std::string("refunds"));
        QCOMPARE(chosen.functions.size(), std::size_t(1));
        auto* list = dialog.findChild<QTreeWidget*>();
        QVERIFY(list->topLevelItem(0)->text(2).contains(QStringLiteral("charge")));
        QVERIFY(!list->topLevelItem(0)->text(2).contains(QStringLiteral("check")));
        QVERIFY(list->topLevelItem(1)->text(2).contains(QStringLiteral("TableName")));
    }

    void aFunctionThatStaysAwayIsOneThatItsMachinesLack() {
        ImportDialog dialog(QStringLiteral("/tmp/template.yaml"), plan());
        auto* list = dialog.findChild<QTreeWidget*>();
        list->topLevelItem(3)->setCheckState(0, Qt::Unchecked);
        QVERIFY(dialog.chosen().functions.empty());
        QVERIFY(list->topLevelItem(0)->text(2).contains(QStringLiteral("charge, check")));
    }

    void whatCannotComeSaysWhyAndCannotBeChosen() {
        ImportDialog dialog(QStringLiteral("/tmp/template.yaml"), plan());
        QCOMPARE(dialog.findChild<QTreeWidget*>()->topLevelItemCount(), 4);
        const QString reasons = dialog.findChild<QLabel*>(QStringLiteral("refused"))->text();
        QVERIFY(reasons.startsWith(QStringLiteral("old ")));
        QVERIFY(reasons.contains(QStringLiteral("31")));
    }

    void withNothingTickedThereIsNothingToImport() {
        ImportDialog dialog(QStringLiteral("/tmp/template.yaml"), plan());
        QVERIFY(importButton(dialog)->isEnabled());
        auto* list = dialog.findChild<QTreeWidget*>();
        for (int row : {0, 1, 2, 3})
            list->topLevelItem(row)->setCheckState(0, Qt::Unchecked);
        QVERIFY(!importButton(dialog)->isEnabled());
    }

    void itIsReadableInEveryLook_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QString>("language");
        for (const bool dark : {false, true}) {
            for (const char* language : {"en", "ko"})
                QTest::addRow("%s %s", dark ? "dark" : "light", language)
                    << dark << QString::fromLatin1(language);
        }
    }
    void itIsReadableInEveryLook() {
        QFETCH(const bool, dark);
        QFETCH(const QString, language);
        theme::Theme theme;
        theme.setScheme(dark ? theme::Scheme::Dark : theme::Scheme::Light);
        theme.applyTo(*qApp);
        app::Languages languages;
        languages.use(language);
        ImportDialog dialog(QStringLiteral("/tmp/template.yaml"), plan());
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QCoreApplication::processEvents();
        auto* list = dialog.findChild<QTreeWidget*>();
        const auto height = [list](int row) {
            return list->visualItemRect(list->topLevelItem(row)).height();
        };
        for (int row = 1; row < list->topLevelItemCount(); ++row)
            QCOMPARE(height(row), height(0)); // one line each
        tests::photograph(
            dialog, QStringLiteral("import-%1-%2")
                        .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"), language));
    }
};

QTEST_MAIN(ImportDialogTest)
#include "tst_importdialog.moc"
