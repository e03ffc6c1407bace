#include "widgets/theme/compositionguard.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTest>
#include <QTreeView>
#include <QVBoxLayout>

using namespace ws;

namespace {

void compose(QWidget* field, const QString& preedit, const QString& commit = {}) {
    QInputMethodEvent event(preedit, {});
    if (!commit.isEmpty())
        event.setCommitString(commit);
    QCoreApplication::sendEvent(field, &event);
}

/// A dialog whose Enter and Esc decide, over a field.
struct Asked {
    QDialog dialog;
    QLineEdit* field = new QLineEdit(&dialog);
    int commits = 0;

    Asked() {
        auto* layout = new QVBoxLayout(&dialog);
        layout->addWidget(field);
        auto* ok = new QPushButton(QStringLiteral("OK"), &dialog);
        ok->setDefault(true);
        layout->addWidget(ok);
        QObject::connect(ok, &QPushButton::clicked, &dialog, &QDialog::accept);
        QObject::connect(field, &QLineEdit::editingFinished, &dialog, [this] { ++commits; });
        dialog.show();
        dialog.activateWindow();
        std::ignore = QTest::qWaitForWindowActive(&dialog);
        field->setFocus();
    }
};

} // namespace

class tst_CompositionGuard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        theme::CompositionGuard::install();
        theme::CompositionGuard::install(); // once more is once
    }

    void goal52_enterInMidCompositionDecidesNothing() {
        Asked asked;
        compose(asked.field, QStringLiteral("겨"));
        QTest::keyClick(asked.field, Qt::Key_Return);
        QTest::keyClick(asked.field, Qt::Key_Enter);
        QVERIFY(asked.dialog.isVisible());
        QCOMPARE(asked.commits, 0);
        compose(asked.field, {}, QStringLiteral("결"));
        QTest::keyClick(asked.field, Qt::Key_Return); // comes with the syllable, or later
        QVERIFY(!asked.dialog.isVisible());
        QCOMPARE(asked.field->text(), QStringLiteral("결"));
    }

    void goal52_escapeThatEndsASyllableClosesNothing() {
        Asked asked;
        compose(asked.field, QStringLiteral("결"));
        QTest::keyClick(asked.field, Qt::Key_Escape);
        QVERIFY(asked.dialog.isVisible());
        compose(asked.field, {}, QStringLiteral("결"));
        QTest::keyClick(asked.field, Qt::Key_Escape); // passed on by the input method
        QVERIFY(asked.dialog.isVisible());
        QCOMPARE(asked.field->text(), QStringLiteral("결"));
        QTest::keyClick(asked.field, Qt::Key_Escape);
        QVERIFY(!asked.dialog.isVisible());
    }

    void anEscapeLongAfterTheSyllableCloses_data() {
        QTest::addColumn<QString>("between");
        for (const char* between : {"a key", "a click", "another field"})
            QTest::newRow(between) << QString::fromLatin1(between);
    }
    void anEscapeLongAfterTheSyllableCloses() {
        QFETCH(const QString, between);
        Asked asked;
        compose(asked.field, QStringLiteral("결"));
        compose(asked.field, {}, QStringLiteral("결"));
        if (between == QLatin1String("a key"))
            QTest::keyClick(asked.field, Qt::Key_Space);
        else if (between == QLatin1String("a click"))
            QTest::mouseClick(asked.field, Qt::LeftButton);
        else
            asked.dialog.findChild<QPushButton*>()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!asked.dialog.isVisible());
    }

    void goal52_noShortcutTakesTheKeyOfASyllable() {
        Asked asked;
        QAction action;
        action.setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Escape)});
        asked.dialog.addAction(&action);
        int triggered = 0;
        connect(&action, &QAction::triggered, this, [&] { ++triggered; });
        compose(asked.field, QStringLiteral("결"));
        QTest::keyClick(asked.field, Qt::Key_Return);
        QTest::keyClick(asked.field, Qt::Key_Escape);
        QCOMPARE(triggered, 0);
    }

    /// The list is above the field and gets its keys.
    void goal52_aListThatCompletesDoesNotReplaceTheSyllable() {
        Asked asked;
        auto* completer =
            new QCompleter({QStringLiteral("결제 하기"), QStringLiteral("결과")}, asked.field);
        asked.field->setCompleter(completer);
        compose(asked.field, {}, QStringLiteral("결"));
        completer->complete();
        QVERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        compose(asked.field, QStringLiteral("저"));
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QTest::keyClick(completer->popup(), Qt::Key_Escape);
        QVERIFY(completer->popup()->isVisible());
        completer->popup()->hide();
    }

    void goal52_aCellThatIsEditedStaysOpen() {
        QStandardItemModel model(1, 1);
        model.setItem(0, 0, new QStandardItem(QStringLiteral("first")));
        QTreeView view;
        view.setModel(&model);
        view.show();
        view.activateWindow();
        std::ignore = QTest::qWaitForWindowActive(&view);
        view.setCurrentIndex(model.index(0, 0));
        view.edit(model.index(0, 0));
        auto* editor = view.viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        compose(editor, QStringLiteral("결"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTest::keyClick(editor, Qt::Key_Escape);
        QCOMPARE(view.viewport()->findChild<QLineEdit*>(), editor);
        QVERIFY(editor->isVisible());
        compose(editor, {}, QStringLiteral("결"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(model.item(0)->text(), QStringLiteral("결"));
    }

    void goal52_aTextGetsNoLineFromTheEnterOfASyllable() {
        QPlainTextEdit edit;
        edit.show();
        compose(&edit, QStringLiteral("결"));
        QTest::keyClick(&edit, Qt::Key_Return);
        compose(&edit, {}, QStringLiteral("결"));
        QCOMPARE(edit.toPlainText(), QStringLiteral("결"));
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(edit.toPlainText(), QStringLiteral("결\n"));
    }

    void aFieldThatIsGoneKeepsNoKeys() {
        Asked asked;
        auto* other = new QLineEdit(&asked.dialog);
        compose(other, QStringLiteral("결"));
        delete other;
        QTest::keyClick(asked.field, Qt::Key_Escape);
        QVERIFY(!asked.dialog.isVisible());
    }
};

QTEST_MAIN(tst_CompositionGuard)
#include "tst_compositionguard.moc"
