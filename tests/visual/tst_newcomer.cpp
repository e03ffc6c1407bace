// A new user's way by mouse and keyboard alone, photographed: from an empty folder to a workflow
// that was drawn, run, stopped, repaired and led to its end. Also runs in a real window.
#include "app/docks.h"
#include "app/editorarea.h"
#include "engine/statemachine/validator.h"
#include "widgets/codeeditor/codeview.h"
#include "widgets/dataplane/eventeditor.h"
#include "widgets/dataplane/invokepanel.h"
#include "widgets/dataplane/logpanel.h"
#include "widgets/dataplane/workspacepanel.h"
#include "widgets/designer/canvaspaint.h"
#include "widgets/designer/debugbar.h"
#include "widgets/designer/palettepanel.h"
#include "widgets/designer/renamefield.h"
#include "widgets/designer/runstate.h"
#include "widgets/designer/workflowview.h"

#include "tests/support/photographs.h"
#include "tests/support/shownwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDockWidget>
#include <QFrame>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStandardPaths>
#include <QTabBar>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <functional>
#include <memory>
#include <tuple>

using namespace ws;

namespace {

constexpr int kPatience = 20'000;

constexpr const char* kFirst = "def lambda_handler(event, context):\n"
                               "    print('reading', event)\n"
                               "    return {'amount': event['amount']}\n";
constexpr const char* kSecondBroken = "def lambda_handler(event, context):\n"
                                      "    print('charging')\n"
                                      "    return {'paid': event['amnt']}\n";
constexpr const char* kSecond = "def lambda_handler(event, context):\n"
                                "    print('charging')\n"
                                "    return {'paid': event['amount']}\n";

/// One person in front of one window: hands and eyes.
struct Person : tests::ShownWindow {
    Person(theme::Scheme scheme, const QString& language)
        : ShownWindow(scheme, language) {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        window->activateWindow();
        std::ignore = QTest::qWaitForWindowActive(window.get());
    }

    // --- Hands

    /// To whoever has the focus, as a keyboard does.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QWidget* focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : window.get(), key, modifiers);
        QCoreApplication::processEvents();
    }
    void type(const QString& text) {
        QVERIFY(QApplication::focusWidget());
        QTest::keyClicks(QApplication::focusWidget(), text);
    }
    void click(QWidget* widget) {
        QVERIFY(widget && widget->isVisible());
        QTest::mouseClick(widget, Qt::LeftButton);
        QCoreApplication::processEvents();
    }
    /// Presses the keys of an action of the window, and answers the dialog that comes.
    void answer(const std::function<void()>& opens, const QString& text) {
        bool answered = false;
        QTimer watch;
        QObject::connect(&watch, &QTimer::timeout, window.get(), [&] {
            auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            if (!dialog || answered)
                return;
            answered = true;
            auto* field = dialog->findChild<QLineEdit*>();
            QApplication::clipboard()->setText(text);
            QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
            // What completes the text opens a list that would take the key.
            if (QWidget* list = QApplication::activePopupWidget())
                list->close();
            for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
                if (button->isDefault())
                    QTest::mouseClick(button, Qt::LeftButton);
            }
        });
        watch.start(20);
        opens();
        QVERIFY(answered);
        // As a window manager gives the window back what the dialog had.
        window->activateWindow();
        std::ignore = QTest::qWaitForWindowActive(window.get());
    }
    void paste(const char* text) {
        QApplication::clipboard()->setText(QString::fromUtf8(text));
        key(Qt::Key_A, Qt::ControlModifier);
        key(Qt::Key_V, Qt::ControlModifier);
    }
    void pick(const char* state) {
        const auto& diagram = view().workflow().diagram();
        const int node = diagram.graph.findByName(state);
        QVERIFY2(node >= 0, state);
        const QRectF box = diagram.nodes[std::size_t(node)].header;
        // What is not to be seen is zoomed to first.
        if (!view().viewport()->rect().contains(view().mapFromScene(box.center())))
            key(Qt::Key_0, Qt::ControlModifier);
        const QPoint place = view().mapFromScene(box.center());
        QVERIFY2(view().viewport()->rect().contains(place), state);
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, place);
        QCoreApplication::processEvents();
    }
    /// Clicks the tab of a panel that is behind others.
    void bring(app::Panel panel) {
        const QString title = window->docks().dock(panel)->windowTitle();
        for (QTabBar* bar : window->findChildren<QTabBar*>()) {
            for (int tab = 0; tab < bar->count(); ++tab) {
                if (bar->isVisible() && bar->tabText(tab) == title)
                    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
            }
        }
        QTRY_VERIFY(window->docks().isRaised(panel));
    }
    /// Behind the selected state, through the search of the panel.
    void addFromPalette(const QString& words) {
        auto* search = window->palettePanel().findChild<QLineEdit*>();
        click(search);
        key(Qt::Key_A, Qt::ControlModifier);
        type(words);
        key(Qt::Key_Return);
    }
    void rename(const QString& to) {
        key(Qt::Key_F2);
        QVERIFY(qobject_cast<designer::RenameField*>(QApplication::focusWidget()));
        type(to);
        key(Qt::Key_Return);
    }

    // --- Eyes

    designer::WorkflowCanvas& canvas() { return window->editors().canvas(); }
    designer::WorkflowView& view() { return *canvas().findChild<designer::WorkflowView*>(); }
    std::string text() { return window->editors().tabs().currentPage()->text(); }
    QString selected() { return window->selection().content().state; }
    const telemetry::ExecutionRecord* run() {
        const auto& all = window->feed().recorder().executions();
        return all.empty() ? nullptr : &all.back();
    }
    bool isPaused() { return canvas().debugBar()->isPaused(); }
    theme::Status shown(const char* state) {
        const int node = view().workflow().diagram().graph.findByName(state);
        const auto look = view().workflow().content().nodeLook(node);
        return look.run ? look.run->status : theme::Status::NotStarted;
    }
    void look(const char* what) {
        QTest::qWait(200); // coalesced changes and deferred layouts have settled by then
        tests::photograph(*window, QStringLiteral("newcomer-%1-%2").arg(QLatin1String(what), name));
        if (qEnvironmentVariableIsSet("WARMSTART_TELL"))
            qInfo() << what << QApplication::focusWidget() << selected() << "\n"
                    << (window->editors().tabs().currentPage() ? text().c_str() : "");
    }
};

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

class tst_Newcomer : public QObject {
    Q_OBJECT

    void beginsInAnEmptyFolder(Person& person) {
        person.look("1-welcome");
        person.answer([&] { person.key(Qt::Key_O, Qt::ControlModifier); }, person.folder.path());
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(person.window->feed().snapshot().root),
                                  person.folder.path(), kPatience);
        person.look("2-empty");
    }

    void writesAFunction(Person& person, const QString& name, const char* code) {
        person.answer([&] { person.key(Qt::Key_N, Qt::ControlModifier); }, name);
        QTRY_VERIFY_WITH_TIMEOUT(
            person.window->feed().snapshot().function(name.toStdString()) != nullptr, kPatience);
        QTRY_VERIFY(person.window->editors().tabs().currentPath().contains(name));
        // Who has just made a function wants to write it.
        QVERIFY(person.window->editors().tabs().currentPage()->view().hasFocus());
        person.paste(code);
        person.key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(person.text(), std::string(code));
    }

    void drawsTheWorkflow(Person& person) {
        person.answer([&] { person.key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier); },
                      QStringLiteral("pay"));
        QTRY_COMPARE_WITH_TIMEOUT(person.canvas().machineName(), QStringLiteral("pay"), kPatience);
        person.look("3-machine");
        person.bring(app::Panel::Palette);
        person.pick("Start");
        person.addFromPalette(QStringLiteral("first"));
        person.look("4-first");
        person.rename(QStringLiteral("First"));
        person.pick("Start");
        person.key(Qt::Key_Delete);
        person.pick("First");
        person.addFromPalette(QStringLiteral("Choice"));
        person.look("5-choice");
        person.rename(QStringLiteral("Amount?"));
        person.addFromPalette(QStringLiteral("second"));
        person.rename(QStringLiteral("Second"));
        person.look("6-second");
        saysWhenSecondIsLeftOut(person);
        person.view().setFocus();
        person.key(Qt::Key_A, Qt::ShiftModifier); // nothing leads there yet
        person.type(QStringLiteral("Fail"));
        person.key(Qt::Key_Return);
        person.rename(QStringLiteral("Sorry"));
        leadsErrorsOfFirstToSorry(person);
        person.look("7-drawn");
        QVERIFY(statemachine::isValid(statemachine::validateText(person.text())));
        person.key(Qt::Key_S, Qt::ControlModifier);
    }

    void saysWhenSecondIsLeftOut(Person& person) {
        person.pick("Amount?");
        auto* variable = person.window->findChild<QLineEdit*>(
            QStringLiteral("/States/Amount?/Choices/0/Variable"));
        QVERIFY(variable);
        person.click(variable);
        person.key(Qt::Key_A, Qt::ControlModifier);
        person.type(QStringLiteral("$.free"));
        person.key(Qt::Key_Return);
        QTRY_VERIFY(person.text().find("\"$.free\"") != std::string::npos);
    }

    void leadsErrorsOfFirstToSorry(Person& person) {
        person.pick("First");
        person.key(Qt::Key_C);
        for (int step = 0; person.selected() != QStringLiteral("Sorry") && step < 10; ++step)
            person.key(Qt::Key_Tab);
        QCOMPARE(person.selected(), QStringLiteral("Sorry"));
        person.key(Qt::Key_Return);
        auto* menu = person.canvas().findChild<QMenu*>(QStringLiteral("connectMenu"));
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_Down); // from Next to Catch
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(person.text().find("\"Catch\"") != std::string::npos);
    }

    void runsIntoTheBreakpointAndTheFailure(Person& person) {
        person.pick("Second");
        person.key(Qt::Key_F9);
        QCOMPARE(person.selected(), QStringLiteral("Second"));
        QVERIFY(person.canvas().debugBar()->marks()["Second"] & designer::NodeLook::Breakpoint);
        person.bring(app::Panel::Run);
        person.click(person.window->runPanel().editor().view().viewport());
        person.paste(R"({"amount": 5})");
        QTRY_VERIFY(person.window->actions()[app::Command::Run]->isEnabled());
        person.key(Qt::Key_Return, Qt::ControlModifier);
        // A machine that is too busy for First ends the run before it comes to the breakpoint.
        QTRY_VERIFY_WITH_TIMEOUT(person.isPaused() || (person.run() && person.run()->finished),
                                 kPatience);
        QVERIFY2(person.isPaused(), person.run()->error.c_str());
        QCOMPARE(person.shown("First"), theme::Status::Succeeded);
        person.look("8-paused");
        person.key(Qt::Key_F11); // through the call, with which the run ends
        QTRY_VERIFY_WITH_TIMEOUT(person.run()->finished, kPatience);
        QCOMPARE(person.run()->status, telemetry::ExecutionStatus::Failed);
        QTRY_COMPARE(person.shown("Second"), theme::Status::Failed);
        QVERIFY(person.window->logPanel().text().contains(QStringLiteral("KeyError")));
        person.look("9-failed");
    }

    void repairsTheFunctionAndRedrives(Person& person) {
        auto& tabs = person.window->editors().tabs();
        int second = 0;
        while (second < tabs.count() &&
               !tabs.tabToolTip(second).contains(QStringLiteral("/second/")))
            ++second;
        QTest::mouseClick(tabs.tabBar(), Qt::LeftButton, {},
                          tabs.tabBar()->tabRect(second).center());
        person.click(tabs.currentPage()->view().viewport());
        person.paste(kSecond);
        person.key(Qt::Key_S, Qt::ControlModifier);
        person.look("10-repaired");
        QTest::mouseClick(tabs.tabBar(), Qt::LeftButton, {},
                          tabs.tabBar()->tabRect(tabs.count() - 1).center());
        QTRY_VERIFY(person.view().isVisible());
        person.pick("Second");
        person.key(Qt::Key_F9); // stopping there once more would show nothing new
        person.look("11-back");
        auto* redrive = [&]() -> QWidget* {
            for (QToolButton* button : person.canvas().findChildren<QToolButton*>()) {
                if (button->isVisible() &&
                    button->text() == designer::WorkflowCanvas::tr("Redrive"))
                    return button;
            }
            return nullptr;
        }();
        person.click(redrive);
        QTRY_VERIFY_WITH_TIMEOUT(person.isPaused(), kPatience);
        person.look("12-redriven");
        person.key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(person.run()->finished, kPatience);
        QCOMPARE(person.run()->status, telemetry::ExecutionStatus::Succeeded);
        QCOMPARE(person.run()->output.dump(), std::string(R"({"paid":5})"));
        for (const char* state : {"First", "Second", "Done"})
            QTRY_COMPARE(person.shown(state), theme::Status::Succeeded);
        QCOMPARE(person.window->logPanel().text().count(QStringLiteral("reading")), 1);
        QCOMPARE(person.window->logPanel().text().count(QStringLiteral("charging")), 2);
        person.bring(app::Panel::Events);
        person.look("13-end");
    }

private Q_SLOTS:
    void aWorkflowIsDrawnRunBrokenFixedAndRedriven_data() { eachLook(); }
    void aWorkflowIsDrawnRunBrokenFixedAndRedriven() {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("python3 is not installed");
        QFETCH(const int, scheme);
        QFETCH(const QString, language);
        Person person(theme::Scheme(scheme), language);
        const std::vector<std::function<void()>> way{
            [&] { beginsInAnEmptyFolder(person); },
            [&] { writesAFunction(person, QStringLiteral("first"), kFirst); },
            [&] { writesAFunction(person, QStringLiteral("second"), kSecondBroken); },
            [&] { drawsTheWorkflow(person); },
            [&] { runsIntoTheBreakpointAndTheFailure(person); },
            [&] { repairsTheFunctionAndRedrives(person); }};
        for (const auto& step : way) {
            step();
            if (QTest::currentTestFailed())
                return;
        }
    }
};

QTEST_MAIN(tst_Newcomer)
#include "tst_newcomer.moc"
