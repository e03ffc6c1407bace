// Hangul typed into every field of the whole window, as an input method does it.
#include "app/commandpalette.h"
#include "app/settingsdialog.h"
#include "tests/support/stagedwindow.h"
#include "widgets/codeeditor/codeview.h"
#include "widgets/codeeditor/editorpage.h"
#include "widgets/dataplane/eventpicker.h"
#include "widgets/dataplane/newfunctiondialog.h"
#include "widgets/designer/renamefield.h"
#include "widgets/designer/workflowview.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QInputDialog>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSet>
#include <QTabBar>

#include <functional>

using namespace ws;
using tests::StagedWindow;

namespace {

void compose(QWidget* field, const QString& preedit, const QString& commit = {}) {
    QInputMethodEvent event(preedit, {});
    if (!commit.isEmpty())
        event.setCommitString(commit);
    QCoreApplication::sendEvent(field, &event);
}

bool takesText(const QWidget* widget) {
    if (!widget->isVisible() || !widget->isEnabled())
        return false;
    if (const auto* line = qobject_cast<const QLineEdit*>(widget)) {
        // The field of a number or a date takes no syllables; that of a combo box is its box.
        const QWidget* owner = line->parentWidget();
        return !line->isReadOnly() && !owner->inherits("QAbstractSpinBox") &&
               !owner->inherits("QComboBox");
    }
    if (const auto* box = qobject_cast<const QComboBox*>(widget))
        return box->isEditable();
    if (const auto* code = qobject_cast<const codeeditor::CodeView*>(widget))
        return !code->isReadOnly();
    const auto* text = qobject_cast<const QPlainTextEdit*>(widget);
    return text && !text->isReadOnly();
}

QString textOf(const QWidget* field) {
    if (const auto* line = qobject_cast<const QLineEdit*>(field))
        return line->text();
    if (const auto* box = qobject_cast<const QComboBox*>(field))
        return box->currentText();
    if (const auto* code = qobject_cast<const codeeditor::CodeView*>(field))
        return QString::fromStdString(code->bytes());
    return qobject_cast<const QPlainTextEdit*>(field)->toPlainText();
}

void setText(QWidget* field, const QString& text) {
    if (auto* line = qobject_cast<QLineEdit*>(field))
        line->setText(text);
    else if (auto* box = qobject_cast<QComboBox*>(field))
        box->setEditText(text);
    else if (auto* code = qobject_cast<codeeditor::CodeView*>(field))
        code->replaceBytes(text.toStdString());
    else
        qobject_cast<QPlainTextEdit*>(field)->setPlainText(text);
}

QString nameOf(const QWidget* field) {
    QStringList names;
    for (const QWidget* at = field; at; at = at->parentWidget()) {
        if (!at->objectName().isEmpty() && !at->objectName().startsWith(QLatin1String("qt_")))
            names.prepend(at->objectName());
    }
    return QStringLiteral("%1 %2 (%3)")
        .arg(QLatin1String(field->metaObject()->className()), names.join(u'/'),
             field->accessibleName());
}

/// As a person empties a field: what is being typed is not overwritten by what the file says.
void empty(QWidget* field) {
    if (auto* code = qobject_cast<codeeditor::CodeView*>(field)) {
        code->replaceBytes({});
        return;
    }
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Delete);
}

/// Enter and Esc before the syllable is whole, Esc once it is: nothing happens but that it is
/// written.
void typeASyllable(QWidget* field, const std::function<QByteArray()>& world) {
    const QPointer<QWidget> alive = field;
    const std::string where = nameOf(field).toStdString();
    field->setFocus();
    empty(field);
    const QByteArray before = world();
    QVERIFY2(textOf(field).isEmpty(), (where + ": " + std::to_string(field->hasFocus())).c_str());
    for (const char* jamo : {"ㄱ", "겨", "결"}) {
        compose(field, QString::fromUtf8(jamo));
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape})
            QTest::keyClick(field, key);
        QVERIFY2(alive && alive->isVisible(), where.c_str());
        // The code editor holds what is being composed as text.
        const QString text = textOf(field);
        QVERIFY2(text.isEmpty() || text == QString::fromUtf8(jamo),
                 (where + text.toStdString()).c_str());
    }
    if (!qobject_cast<codeeditor::CodeView*>(field))
        QCOMPARE(world(), before);
    compose(field, {}, QStringLiteral("결"));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY2(alive && alive->isVisible(), where.c_str());
    QVERIFY2(textOf(field) == QStringLiteral("결"),
             (where + ": " + textOf(field).toStdString()).c_str());
}

} // namespace

class tst_Hangul : public QObject {
    Q_OBJECT

    QSet<QString> m_seen;

    void typeIntoAllOf(QWidget* part, StagedWindow& stage) {
        const auto world = [&stage] {
            const auto* page = stage.window->editors().tabs().currentPage();
            return QByteArray::fromStdString(page ? page->text() : std::string());
        };
        const QList<QWidget*> all = part->findChildren<QWidget*>();
        QList<QPointer<QWidget>> fields;
        for (QWidget* widget : all) {
            if (takesText(widget))
                fields += widget;
        }
        for (const QPointer<QWidget>& field : fields) {
            if (!field || !takesText(field))
                continue;
            m_seen.insert(nameOf(field));
            const QString old = textOf(field);
            typeASyllable(field, world);
            if (QTest::currentTestFailed())
                return;
            setText(field, old);
        }
    }

    void typeIntoPagesOf(QWidget* part, StagedWindow& stage) {
        typeIntoAllOf(part, stage);
        for (auto* bar : part->findChildren<QTabBar*>()) {
            for (int tab = 0; bar->isVisible() && tab < bar->count(); ++tab) {
                bar->setCurrentIndex(tab);
                QCoreApplication::processEvents();
                typeIntoAllOf(part, stage);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

private Q_SLOTS:
    void goal52_enterAndEscapeLeaveEverySyllableOfEveryFieldAlone() {
        StagedWindow stage;
        stage.openSample(QStringLiteral("orders"));
        typeIntoAllOf(stage.window.get(), stage);
        for (const app::Panel panel : stage.panels())
            typeIntoPagesOf(stage.raise(panel), stage);
        stage.raise(app::Panel::Inspector);
        for (const char* state :
             {"Check order", "Large order?", "Wait for review", "For each item"}) {
            stage.select(QString::fromLatin1(state));
            typeIntoPagesOf(stage.window->docks().dock(app::Panel::Inspector), stage);
            if (QTest::currentTestFailed())
                return;
        }
        stage.openFile(QStringLiteral("functions/charge-card/function.json"));
        stage.window->actions()[app::Command::Replace]->trigger();
        typeIntoAllOf(&stage.window->editors(), stage);
        if (qEnvironmentVariableIsSet("WARMSTART_TELL"))
            qInfo().noquote() << QStringList(m_seen.begin(), m_seen.end()).join(u'\n');
        QVERIFY2(m_seen.size() > 50, qPrintable(QString::number(m_seen.size())));
    }

    void goal52_dialogsStayOpenToo() {
        StagedWindow stage;
        dataplane::NewFunctionDialog function;
        const theme::AllLanguages languages;
        app::CommandPalette palette(stage.window->actions().named(languages));
        palette.setAttribute(Qt::WA_DeleteOnClose, false);
        dataplane::EventPicker picker(stage.theme, {}, {});
        app::SettingsDialog settings({});
        QInputDialog name; // as what is renamed, extracted or made is asked for
        name.setLabelText(QStringLiteral("Name"));
        for (QWidget* dialog : {static_cast<QWidget*>(&function), static_cast<QWidget*>(&palette),
                                static_cast<QWidget*>(&picker), static_cast<QWidget*>(&name)}) {
            m_seen.clear();
            dialog->show();
            dialog->activateWindow();
            std::ignore = QTest::qWaitForWindowActive(dialog);
            typeIntoAllOf(dialog, stage);
            QVERIFY(!m_seen.isEmpty());
            QVERIFY(dialog->isVisible());
            dialog->hide();
        }
        // A dialog that takes no syllables today is looked at once it does.
        m_seen.clear();
        settings.show();
        typeIntoAllOf(&settings, stage);
        QVERIFY(settings.isVisible());
    }

    void goal52_koreanNamesWorkFromTheFileToTheRun() {
        StagedWindow stage;
        const QString root = stage.dir.filePath(QStringLiteral("주문 작업"));
        QVERIFY(QDir().mkpath(root + QStringLiteral("/statemachines")));
        QFile file(root + QStringLiteral("/statemachines/주문-처리.asl.json"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(R"({"StartAt":"확인","States":{
  "확인":{"Type":"Pass","Result":{"상태":"확인됨"},"Next":"결제"},
  "결제":{"Type":"Succeed"}}})");
        file.flush();
        stage.window->openWorkspace(root);
        QTRY_COMPARE_WITH_TIMEOUT(stage.window->editors().currentMachine(),
                                  QStringLiteral("주문-처리"), StagedWindow::kPatience);
        auto* view = stage.window->findChild<designer::WorkflowView*>();
        QTRY_VERIFY(view->workflow().diagram().graph.findByName("확인") >= 0);
        stage.select(QStringLiteral("결제"));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_F2);
        auto* field = view->findChild<designer::RenameField*>(QStringLiteral("stateName"));
        QVERIFY(field->isOpen());
        for (const char* jamo : {"ㅇ", "와", "완"}) {
            compose(field, QString::fromUtf8(jamo));
            QTest::keyClick(field, Qt::Key_Return);
            QTest::keyClick(field, Qt::Key_Escape);
        }
        compose(field, {}, QStringLiteral("완"));
        compose(field, QStringLiteral("료"));
        compose(field, {}, QStringLiteral("료"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(stage.window->selection().content().state, QStringLiteral("완료"));
        stage.run();
        const auto& run = stage.window->feed().recorder().executions().back();
        QCOMPARE(run.status, telemetry::ExecutionStatus::Succeeded);
        QCOMPARE(run.output.dump(), std::string(R"({"상태":"확인됨"})"));
        const int node = view->workflow().diagram().graph.findByName("완료");
        QVERIFY(node >= 0);
        QTRY_VERIFY(view->workflow().content().nodeLook(node).run);
        QCOMPARE(view->workflow().content().nodeLook(node).run->status, theme::Status::Succeeded);
        file.close();
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(R"({"StartAt":"확인","States":{
  "확인":{"Type":"Pass","Result":{"상태":"확인됨"},"Next":"완료"},
  "완료":{"Type":"Succeed"}}})")); // a run saves first
    }
};

QTEST_MAIN(tst_Hangul)
#include "tst_hangul.moc"
#include "widgets/theme/alllanguages.h"
