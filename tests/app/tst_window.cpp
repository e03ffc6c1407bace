#include "app/commandpalette.h"
#include "app/docks.h"
#include "app/editorarea.h"
#include "app/languages.h"
#include "app/mainwindow.h"
#include "engine/execution/tasktoken.h"
#include "engine/statemachine/completion.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/validator.h"
#include "engine/telemetry/opentokens.h"
#include "engine/workspace/canvasfile.h"
#include "engine/workspace/scaffold.h"
#include "engine/workspace/textfile.h"
#include "tests/support/machinemap.h"
#include "widgets/codeeditor/completionlist.h"
#include "widgets/codeeditor/editortabs.h"
#include "widgets/codeeditor/problemspanel.h"
#include "widgets/dataplane/eventeditor.h"
#include "widgets/dataplane/eventpicker.h"
#include "widgets/dataplane/invokepanel.h"
#include "widgets/dataplane/logpanel.h"
#include "widgets/dataplane/workspacepanel.h"
#include "widgets/designer/canvasauthor.h"
#include "widgets/designer/canvasnotes.h"
#include "widgets/designer/canvaspaint.h"
#include "widgets/designer/debugbar.h"
#include "widgets/designer/palettepanel.h"
#include "widgets/designer/renamefield.h"
#include "widgets/designer/workflowview.h"
#include "widgets/feed/mocksets.h"
#include "widgets/inspector/compacttabs.h"
#include "widgets/inspector/stateinspector.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDirIterator>
#include <QDockWidget>
#include <QFile>
#include <QFileDialog>
#include <QHash>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTranslator>
#include <QTreeView>
#include <QTreeWidget>

#include <algorithm>
#include <memory>
#include <tuple>

using namespace ws;
using app::Command;

namespace {

constexpr const char* kStartsOrders = R"({"StartAt":"Order it","States":{"Order it":{"Type":"Task",
  "Resource":"arn:aws:states:::states:startExecution.sync:2","End":true,"Parameters":{"Input.$":"$",
    "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:orders"}}}})";

/// Its first state waits until it is answered, so that it can be looked at while it runs.
constexpr const char* kAsksFirst = R"({"StartAt":"Check order","States":{
  "Check order":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
    "Parameters":{"FunctionName":"print-label","Payload":{"orderId.$":"$.orderId","sku":"pen",
      "quantity":1,"token.$":"$$.Task.Token"}},"Next":"Order shipped",
    "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Order rejected"}]},
  "Order shipped":{"Type":"Succeed"},
  "Order rejected":{"Type":"Fail"}}})";

} // namespace

/// Drives the real window over the real engine: real processes, real files.
class TestWindow : public QObject {
    Q_OBJECT

private:
    static constexpr int kPatience = 60'000;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<app::Languages> m_languages;
    std::unique_ptr<app::MainWindow> m_window;

    QString folder(const QString& sample) const { return m_dir->filePath(sample); }
    void openSample(const QString& id) {
        m_window->openSample(id, folder(id));
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(m_window->feed().snapshot().root),
                                  folder(id), kPatience);
    }
    dataplane::ResultView& result() { return m_window->runPanel().result(); }
    void invokeAndWait() {
        QSignalSpy selected(&m_window->selection(), &feed::Selection::changed);
        m_window->actions()[Command::Run]->trigger();
        QVERIFY(m_window->runPanel().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->runPanel().isRunning(), kPatience);
    }
    void selectState(const QString& state) {
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.state = state;
        m_window->selection().set(content);
    }
    /// Of the dialog that whatever comes next opens.
    template <typename Dialog, typename Answer>
    void answer(Answer how) {
        QTimer::singleShot(0, m_window.get(), [how] {
            auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            how(*dialog);
        });
    }
    /// Opens the row's menu, takes what begins so, and answers the dialog that this may open.
    void chooseFromMenu(QTreeView& view, const QModelIndex& row, const QString& begins,
                        const QString& text = {}) {
        view.setCurrentIndex(row);
        view.scrollTo(row);
        QTimer::singleShot(0, m_window.get(), [this, begins, text] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            if (!text.isEmpty())
                answer<QInputDialog>([text](QInputDialog& dialog) {
                    dialog.setTextValue(text);
                    dialog.accept();
                });
            for (QAction* action : menu->actions()) {
                if (action->text().startsWith(begins)) {
                    menu->setActiveAction(action);
                    QTest::keyClick(menu, Qt::Key_Return);
                    return;
                }
            }
            menu->close();
            QFAIL(qPrintable(begins));
        });
        Q_EMIT view.customContextMenuRequested(view.visualRect(row).center());
    }
    void chooseFile(const QString& path, int filter) {
        answer<QFileDialog>([path, filter](QFileDialog& dialog) {
            dialog.selectNameFilter(dialog.nameFilters().at(filter));
            dialog.selectFile(path);
            dialog.setOption(QFileDialog::DontConfirmOverwrite);
            static_cast<QDialog&>(dialog).done(QDialog::Accepted);
        });
    }
    /// On the first state, as a person does it.
    void addNote(const QString& words) {
        designer::WorkflowCanvas& canvas = m_window->editors().canvas();
        auto* view = canvas.findChild<designer::WorkflowView*>();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Home);
        QTest::keyClick(view, Qt::Key_N);
        auto* field = canvas.findChild<designer::NoteField*>();
        QVERIFY(field->isOpen());
        QTest::keyClicks(field, words);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isOpen());
    }
    /// Of all menus and what is in them; without the signs between.
    QList<QAction*> menuActions() const {
        QList<QAction*> open = m_window->menuBar()->actions();
        QList<QAction*> all;
        while (!open.isEmpty()) {
            QAction* action = open.takeFirst();
            if (action->menu())
                open += action->menu()->actions();
            else if (!action->isSeparator())
                all << action;
        }
        return all;
    }
    bool hasPython() const {
        return !QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty();
    }

private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_dir->path());
        QCoreApplication::setOrganizationName(QStringLiteral("warmstart-test"));
        m_theme = std::make_unique<theme::Theme>();
        m_theme->applyTo(*qApp);
        connect(m_theme.get(), &theme::Theme::changed, this, [this] { m_theme->applyTo(*qApp); });
        m_languages = std::make_unique<app::Languages>();
        m_languages->use(QStringLiteral("en"));
        m_window = std::make_unique<app::MainWindow>(*m_theme, *m_languages);
        m_window->show();
    }
    void cleanup() {
        m_window.reset();
        m_languages.reset();
        m_theme.reset();
        m_dir.reset();
    }

    void theFirstStartOffersTheSamples() {
        for (const char* id : {"cold-and-warm", "first-and-second", "orders", "deliveries"}) {
            auto* button =
                m_window->findChild<QPushButton*>(QStringLiteral("open-%1").arg(QLatin1String(id)));
            QVERIFY(button);
            QVERIFY(button->isVisible());
        }
    }

    void withoutAWorkspaceThereIsNothingToRunAndNoEventToEdit() {
        QVERIFY(m_window->runPanel().editor().text().empty());
        QVERIFY(m_window->runPanel().editor().errorText().isEmpty());
        for (const Command command : {Command::Run, Command::Stop, Command::Undo, Command::Redo})
            QVERIFY(!m_window->actions()[command]->isEnabled());
        QCOMPARE(m_window->focusWidget()->objectName(), QStringLiteral("open-cold-and-warm"));
    }

    void aPanelBehindATabHasItsTitleThereAndGetsItBackInAWindowOfItsOwn() {
        QDockWidget* run = m_window->docks().dock(app::Panel::Run);
        QTRY_VERIFY(run->titleBarWidget() != nullptr);
        run->setFloating(true);
        QTRY_VERIFY(run->titleBarWidget() == nullptr);
        QDockWidget* inspector = m_window->docks().dock(app::Panel::Inspector);
        for (QDockWidget* beside : m_window->tabifiedDockWidgets(inspector))
            beside->setFloating(true);
        // Alone in its place now, so it needs a title.
        QTRY_VERIFY(inspector->titleBarWidget() == nullptr);
        run->setFloating(false);
        QTRY_VERIFY(run->titleBarWidget() != nullptr);
    }

    void stopAndUndoAreOfferedOnlyWhenThereIsSomethingToStopOrUndo() {
        if (!hasPython())
            QSKIP("python3 is not installed");
        openSample(QStringLiteral("cold-and-warm"));
        QAction* stop = m_window->actions()[Command::Stop];
        QVERIFY(!stop->isEnabled());
        m_window->actions()[Command::Run]->trigger();
        QVERIFY(stop->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->runPanel().isBusy(), kPatience);
        QVERIFY(!stop->isEnabled());
        QVERIFY(!m_window->actions()[Command::Undo]->isEnabled());
        m_window->editors().tabs().currentPage()->view().append(QStringLiteral("# more\n"));
        QVERIFY(m_window->actions()[Command::Undo]->isEnabled());
    }

    void aNewcomerSeesTheFirstColdStartAndThenAWarmOne() {
        if (!hasPython())
            QSKIP("python3 is not installed");
        openSample(QStringLiteral("cold-and-warm"));
        QCOMPARE(m_window->runPanel().target(), QStringLiteral("counter"));
        QVERIFY(m_window->editors().tabs().currentPath().endsWith(
            QStringLiteral("lambda_function.py")));
        QVERIFY(!m_window->docks().dock(app::Panel::Lifecycle)->visibleRegion().isEmpty());

        invokeAndWait();
        QVERIFY2(result().bannerText().isEmpty(), qPrintable(result().bannerText()));
        QCOMPARE(result().startText(), QStringLiteral("Cold: first invocation"));
        QVERIFY2(result().payloadText().contains(u'1'), qPrintable(result().payloadText()));
        invokeAndWait();
        QCOMPARE(result().startText(), QStringLiteral("Warm"));
        QVERIFY2(result().payloadText().contains(u'2'), qPrintable(result().payloadText()));

        QCOMPARE(m_window->feed().recorder().lanes().size(), 1U);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->logPanel().text().count(QStringLiteral("REPORT ")) == 2,
                                 kPatience);
    }

    void editedCodeRunsInANewEnvironment() {
        if (!hasPython())
            QSKIP("python3 is not installed");
        openSample(QStringLiteral("cold-and-warm"));
        invokeAndWait();
        codeeditor::EditorPage* page = m_window->editors().tabs().currentPage();
        QVERIFY(page);
        page->view().append(QStringLiteral("\n\ndef lambda_handler(event, context):\n"
                                           "    return 'edited'\n"));
        QVERIFY(page->isModified());
        m_window->actions()[Command::Save]->trigger();
        QVERIFY(!page->isModified());
        invokeAndWait();
        QCOMPARE(result().startText(), QStringLiteral("Cold: code or settings changed"));
        QVERIFY(result().payloadText().contains(QStringLiteral("edited")));
    }

    void anEventThatIsNoJsonIsExplained() {
        openSample(QStringLiteral("cold-and-warm"));
        m_window->runPanel().setEventText("{\n  \"a\": ,\n}");
        QVERIFY(m_window->runPanel().editor().errorText().contains(QStringLiteral("Line 2")));
        m_window->actions()[Command::Run]->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!result().bannerText().isEmpty(), kPatience);
        QVERIFY2(result().bannerText().contains(QStringLiteral("not JSON")),
                 qPrintable(result().bannerText()));
        QVERIFY(m_window->feed().recorder().lanes().empty());
    }

    void aMachineOpensAsTextAndCanvasSideBySide() {
        openSample(QStringLiteral("orders"));
        QCOMPARE(m_window->editors().currentMachine(), QStringLiteral("orders"));
        QVERIFY(m_window->editors().tabs().isVisible());
        QVERIFY(m_window->editors().canvas().isVisible());
        QVERIFY(m_window->runPanel().targetsMachine());
        m_window->actions()[Command::LayoutCanvas]->trigger();
        QVERIFY(!m_window->editors().tabs().isVisible());
        m_window->actions()[Command::LayoutText]->trigger();
        QVERIFY(!m_window->editors().canvas().isVisible());
    }

    void whatIsCollapsedIsKeptBesideTheDefinitionWhichStaysAsItIs() {
        openSample(QStringLiteral("orders"));
        auto& editors = m_window->editors();
        const QString path = editors.tabs().currentPath();
        const std::string definition = workspace::readTextFile(path.toStdString())->text;
        const std::string side = workspace::canvasFileOfMachine(path.toStdString());
        editors.canvas().collapseAll();
        const statemachine::ClosedStates closed = editors.canvas().closedStates();
        QVERIFY(!closed.empty());
        QCOMPARE(workspace::readCanvasFile(side)->collapsed, closed);
        QCOMPARE(workspace::readTextFile(path.toStdString())->text, definition);
        QVERIFY(!editors.tabs().currentPage()->isModified());
        // Another program changes the file.
        workspace::CanvasSettings theirs;
        theirs.annotations.regions.push_back({"Payment", {"Pay"}, {}});
        QVERIFY(workspace::writeCanvasFile(side, theirs).ok());
        QTRY_VERIFY_WITH_TIMEOUT(editors.canvas().closedStates().empty(), kPatience);
        editors.canvas().collapseAll();
        QCOMPARE(workspace::readCanvasFile(side)->collapsed, closed);
        QCOMPARE(workspace::readCanvasFile(side)->annotations, theirs.annotations);
    }

    void aMachineIsDrawnInsideTheTaskThatStartsItRunsThereAndOpens_data() {
        QTest::addColumn<bool>("isOpenedFromInspector");
        QTest::newRow("canvas") << false;
        QTest::newRow("inspector") << true;
    }
    void aMachineIsDrawnInsideTheTaskThatStartsItRunsThereAndOpens() {
        QFETCH(bool, isOpenedFromInspector);
        if (!hasPython())
            QSKIP("python3 is not installed");
        openSample(QStringLiteral("orders"));
        auto& editors = m_window->editors();
        auto& recorder = m_window->feed().recorder();
        const std::string orders =
            folder(QStringLiteral("orders/statemachines/orders.asl.json")).toStdString();
        QVERIFY(workspace::writeTextFile(orders, kAsksFirst, workspace::stampOf(orders)).ok());
        const std::string text = kStartsOrders;
        const QString path = folder(QStringLiteral("orders/statemachines/both.asl.json"));
        QVERIFY(workspace::writeTextFile(path.toStdString(), text, {}).ok());
        const std::string event =
            workspace::readTextFile(
                folder(QStringLiteral("orders/events/orders/default.json")).toStdString())
                ->text;
        QTRY_VERIFY_WITH_TIMEOUT(m_window->feed().snapshot().machine("both"), kPatience);
        QVERIFY(editors.tabs().openFile(path));
        designer::WorkflowCanvas& canvas = editors.canvas();
        QCOMPARE(canvas.machineName(), QStringLiteral("both"));
        auto* view = canvas.findChild<designer::WorkflowView*>();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Home);
        QTest::keyClick(view, Qt::Key_O);
        const std::string side = workspace::canvasFileOfMachine(path.toStdString());
        const statemachine::OpenedStates opened{{"Order it"}};
        QCOMPARE(workspace::readCanvasFile(side)->opened, opened);
        m_window->actions()[Command::Undo]->trigger();
        QVERIFY(workspace::readCanvasFile(side)->opened.empty() && canvas.openedStates().empty());
        m_window->actions()[Command::Redo]->trigger();
        QCOMPARE(canvas.openedStates(), opened);
        QCOMPARE(workspace::readTextFile(path.toStdString())->text, text);

        workspace::ExecuteRequest request;
        request.machine = "both";
        request.input = event;
        base::ExecutionId outer{};
        m_window->feed().execute(request, m_window.get(), [&](const auto& started) {
            QVERIFY(started.ok());
            outer = *started;
        });
        const auto inside = [&]() -> const designer::InsetContent& {
            return *designer::insetOf(view->workflow().content(), {"Order it"});
        };
        const auto statusOf = [&](const char* state) {
            const auto* run = inside().content.run.state(state);
            return run ? run->status : theme::Status::NotStarted;
        };
        // It is there while it runs, and stays so until its token is answered ...
        QTRY_VERIFY_WITH_TIMEOUT(statusOf("Check order") == theme::Status::Waiting, kPatience);
        QCOMPARE(inside().status, theme::Status::Running);
        const auto openToken = [&] {
            const auto& history = recorder.childrenOf(outer).front()->history;
            const auto open =
                telemetry::openTokens(history, history.size(), execution::isTaskToken);
            return open.empty() ? std::string() : open.front().token;
        };
        QTRY_VERIFY_WITH_TIMEOUT(!openToken().empty(), kPatience);
        m_window->feed().post([token = openToken()](workspace::Workbench& workbench) {
            std::ignore = workbench.executor().sendTaskSuccess(token, "true");
        });
        // ... and when it has ended.
        const auto isOver = [&] {
            const auto* run = recorder.execution(outer);
            return run && run->isOver();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isOver(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(inside().status, theme::Status::Succeeded, kPatience);
        QCOMPARE(statusOf("Order shipped"), theme::Status::Succeeded);
        QCOMPARE(statusOf("Order rejected"), theme::Status::NotStarted);
        QCOMPARE(inside().execution, recorder.childrenOf(outer).front()->execution);

        QTest::keyClick(view, Qt::Key_Home);
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(m_window->selection().content().machine, QStringLiteral("orders"));
        QCOMPARE(m_window->selection().content().state, QStringLiteral("Check order"));
        QCOMPARE(canvas.shownExecution(), outer);
        const base::ExecutionId inner = inside().execution;
        // It can be read where it is drawn.
        auto& inspector = *m_window->findChild<inspector::StateInspector*>();
        const auto labels = inspector.findChildren<QLabel*>();
        const auto reads = [&](const QString& text) {
            return std::ranges::any_of(labels,
                                       [&](const QLabel* label) { return label->text() == text; });
        };
        QVERIFY(reads(QStringLiteral("Check order")) && reads(QStringLiteral("Task in “orders”")));
        auto& tabs = *inspector.findChild<inspector::CompactTabs*>();
        QStringList titles;
        for (int tab = 0; tab < tabs.count(); ++tab)
            titles << tabs.title(tab);
        QVERIFY(titles.contains(QStringLiteral("Input")) &&
                !titles.contains(QStringLiteral("Form")));
        if (isOpenedFromInspector) {
            for (auto* button : inspector.findChildren<QPushButton*>()) {
                if (button->text() == QLatin1String("Open it there"))
                    button->click();
            }
        } else {
            QTest::keyClick(view, Qt::Key_Return);
        }
        QCOMPARE(editors.currentMachine(), QStringLiteral("orders"));
        QCOMPARE(canvas.machineName(), QStringLiteral("orders"));
        QCOMPARE(canvas.shownExecution(), inner);
        QCOMPARE(m_window->selection().content().state, QStringLiteral("Check order"));
    }

    void aStopInsideATaskIsSteppedWhereItIsDrawn() {
        openSample(QStringLiteral("orders"));
        const auto put = [&](const char* machine, const std::string& text) {
            const QString path = folder(
                QStringLiteral("orders/statemachines/%1.asl.json").arg(QLatin1String(machine)));
            QVERIFY(workspace::writeTextFile(path.toStdString(), text, {}).ok());
            QTRY_VERIFY_WITH_TIMEOUT(m_window->feed().snapshot().machine(machine), kPatience);
        };
        put("pack", R"({"StartAt":"Weigh","States":{"Weigh":{"Type":"Pass","Next":"Label"},
            "Label":{"Type":"Pass","Next":"Close"},"Close":{"Type":"Pass","End":true}}})");
        put("both", R"({"StartAt":"Pack it","States":{"Pack it":{)" + tests::startsMachine("pack") +
                        R"(,"End":true}}})");
        auto& editors = m_window->editors();
        QVERIFY(
            editors.tabs().openFile(folder(QStringLiteral("orders/statemachines/both.asl.json"))));
        designer::WorkflowCanvas& canvas = editors.canvas();
        auto* view = canvas.findChild<designer::WorkflowView*>();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Home);
        QTest::keyClick(view, Qt::Key_O);
        feed::Breakpoints::Entry entry;
        entry.machine = "pack";
        entry.at.state = "Weigh";
        feed::DebugSession& debug = m_window->debugSession();
        debug.breakpoints().add(entry);
        m_window->runPanel().runMachine(QStringLiteral("both"));

        auto& recorder = m_window->feed().recorder();
        const auto nextInside = [&] {
            const auto children = recorder.childrenOf(canvas.shownExecution());
            const auto* pause =
                children.empty() ? nullptr : debug.pauseOf(children.front()->execution);
            return pause && pause->next ? pause->next->state : std::string();
        };
        const auto standsAt = [&](const char* state) {
            const auto& content = m_window->selection().content();
            return nextInside() == state && content.state == QLatin1String(state) &&
                   content.machine == QLatin1String("pack") &&
                   canvas.machineName() == QLatin1String("both") &&
                   editors.currentMachine() == QLatin1String("both");
        };
        QTRY_VERIFY_WITH_TIMEOUT(standsAt("Weigh"), kPatience);
        designer::DebugBar& bar = *canvas.debugBar();
        QVERIFY2(bar.text().contains(QStringLiteral("pack")), qPrintable(bar.text()));
        QCOMPARE(bar.target(), recorder.childrenOf(canvas.shownExecution()).front()->execution);
        m_window->actions()[Command::Step]->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(standsAt("Label"), kPatience);
        QTest::keyClick(view, Qt::Key_Down);
        m_window->actions()[Command::RunToSelected]->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(standsAt("Close"), kPatience);
        m_window->actions()[Command::Continue]->trigger();
        const auto isOver = [&] {
            const auto* run = recorder.execution(canvas.shownExecution());
            return run && run->status == telemetry::ExecutionStatus::Succeeded;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isOver(), kPatience);
        QCOMPARE(canvas.machineName(), QStringLiteral("both"));
    }

    /// A run with a function, paused in the views alone: it ends meanwhile, and nobody sees it.
    void goal2_theWindowStandsStillWhileTheRunGoesOnAndFollowsItAgain() {
        if (!hasPython())
            QSKIP("python3 is not installed");
        using Subject = feed::Playback::Subject;
        openSample(QStringLiteral("orders"));
        const std::string path =
            folder(QStringLiteral("orders/statemachines/orders.asl.json")).toStdString();
        QVERIFY(workspace::writeTextFile(path, kAsksFirst, workspace::stampOf(path)).ok());
        QVERIFY(m_window->editors().tabs().openFile(QString::fromStdString(path)));
        designer::WorkflowCanvas& canvas = m_window->editors().canvas();
        QCOMPARE(canvas.machineName(), QStringLiteral("orders"));
        workspace::ExecuteRequest request;
        request.machine = "orders";
        request.input =
            workspace::readTextFile(
                folder(QStringLiteral("orders/events/orders/default.json")).toStdString())
                ->text;
        base::ExecutionId id{};
        m_window->feed().execute(request, m_window.get(), [&](const auto& started) {
            QVERIFY(started.ok());
            id = *started;
        });
        const auto& recorder = m_window->feed().recorder();
        const auto openToken = [&] {
            const auto* run = recorder.execution(id);
            const auto open = run ? telemetry::openTokens(run->history, run->history.size(),
                                                          execution::isTaskToken)
                                  : std::vector<telemetry::OpenToken>();
            return open.empty() ? std::string() : open.front().token;
        };
        const auto hasAnswered = [&] {
            return !recorder.invocations().empty() && recorder.invocations().back().isOver();
        };
        QTRY_VERIFY_WITH_TIMEOUT(!openToken().empty() && hasAnswered(), kPatience);
        QCOMPARE(canvas.shownExecution(), id);

        feed::Playback& playback = m_window->playback();
        playback.pause(Subject::Run);
        const auto shown = canvas.shownRun().eventCount();
        const std::uint64_t moment = playback.cut().moment();
        m_window->feed().post([token = openToken()](workspace::Workbench& workbench) {
            std::ignore = workbench.executor().sendTaskSuccess(token, "true");
        });
        QTRY_VERIFY_WITH_TIMEOUT(recorder.execution(id)->isOver(), kPatience);
        QVERIFY(recorder.execution(id)->history.size() > shown);
        QCOMPARE(canvas.shownRun().eventCount(), shown);
        QCOMPARE(m_window->selection().content().event, std::int64_t(shown));
        QCOMPARE(playback.cut().moment(), moment);

        playback.stepOn(Subject::Run);
        QCOMPARE(canvas.shownRun().eventCount(), shown + 1);
        playback.setSpeed(telemetry::kPlaySpeeds.size() - 1);
        playback.play(Subject::Run);
        QTRY_VERIFY_WITH_TIMEOUT(!playback.isPast(), kPatience);
        QCOMPARE(canvas.shownRun().eventCount(), recorder.execution(id)->history.size());
        // The next window plays as fast.
        QCOMPARE(app::MainWindow(*m_theme, *m_languages).playback().speed().times, 16);
    }

    void goal56_notesAreKeptBesideTheDefinitionWhichStaysAsItIs() {
        openSample(QStringLiteral("orders"));
        auto& editors = m_window->editors();
        const QString path = editors.tabs().currentPath();
        const std::string definition = workspace::readTextFile(path.toStdString())->text;
        const std::string side = workspace::canvasFileOfMachine(path.toStdString());
        addNote(QStringLiteral("Ask the bank"));
        QCOMPARE(workspace::readCanvasFile(side)->annotations.notes.size(), std::size_t(1));
        QCOMPARE(workspace::readCanvasFile(side)->annotations.notes[0].text,
                 std::string("Ask the bank"));
        QCOMPARE(workspace::readTextFile(path.toStdString())->text, definition);
        QCOMPARE(editors.tabs().currentPage()->text(), definition);
        QVERIFY(!editors.tabs().currentPage()->isModified());
        auto* view = editors.canvas().findChild<designer::WorkflowView*>();
        selectState(QStringLiteral("Check order"));
        QTest::keyClick(view, Qt::Key_G);
        auto* title = QApplication::focusWidget();
        QTest::keyClicks(title, QStringLiteral("Before the money"));
        QTest::keyClick(title, Qt::Key_Return);
        QCOMPARE(workspace::readCanvasFile(side)->annotations.regions.size(), std::size_t(1));
        QCOMPARE(workspace::readTextFile(path.toStdString())->text, definition);
        // Both are there again when the file is opened another time.
        m_window->actions()[Command::CloseTab]->trigger();
        QVERIFY(editors.tabs().openFile(path));
        QTRY_COMPARE(view->workflow().annotations().regions.size(), std::size_t(1));
        QCOMPARE(view->workflow().annotations().regions[0].title, std::string("Before the money"));
        QCOMPARE(view->workflow().annotations().notes.size(), std::size_t(1));
        QCOMPARE(editors.tabs().currentPage()->text(), definition);
        // Only when it is asked for does a note go into the definition.
        view->fit();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->mapFromScene(view->workflow().places().notes[0].rect.center()));
        editors.canvas().notes().writeToComment();
        QVERIFY(editors.tabs().currentPage()->text().find("\"Comment\": \"Ask the bank\"") !=
                std::string::npos);
    }

    void theNewestOfTextAndCanvasIsUndoneFirst() {
        openSample(QStringLiteral("orders"));
        auto& editors = m_window->editors();
        codeeditor::CodeView& text = editors.tabs().currentPage()->view();
        const std::string side =
            workspace::canvasFileOfMachine(editors.tabs().currentPath().toStdString());
        const auto notes = [&] {
            return workspace::readCanvasFile(side)->annotations.notes.size();
        };
        const auto spaces = [&] { return text.bytes().find_first_not_of(' '); };
        const auto type = [&] { // behind what was typed before, so that both could be one step
            text.SendScintilla(QsciScintillaBase::SCI_GOTOPOS, long(spaces()));
            QTest::keyClick(&text, Qt::Key_Space);
        };
        type();
        addNote(QStringLiteral("Ask the bank"));
        type();
        editors.canvas().collapseAll();
        QCOMPARE(spaces(), std::size_t(2));
        QAction* undo = m_window->actions()[Command::Undo];
        QAction* redo = m_window->actions()[Command::Redo];
        text.setFocus();
        QTest::keyClick(&text, Qt::Key_Z, Qt::ControlModifier); // from the text, too
        QVERIFY(editors.canvas().closedStates().empty());
        QCOMPARE(spaces(), std::size_t(2));
        undo->trigger();
        QCOMPARE(spaces(), std::size_t(1));
        QCOMPARE(notes(), std::size_t(1));
        undo->trigger();
        QCOMPARE(notes(), std::size_t(0));
        QVERIFY(editors.canvas().settings().annotations.notes.empty());
        QCOMPARE(spaces(), std::size_t(1));
        undo->trigger();
        QCOMPARE(spaces(), std::size_t(0));
        QVERIFY(!undo->isEnabled());
        redo->trigger();
        QCOMPARE(spaces(), std::size_t(1));
        QCOMPARE(notes(), std::size_t(0));
        redo->trigger();
        QCOMPARE(notes(), std::size_t(1));
        redo->trigger();
        QCOMPARE(spaces(), std::size_t(2));
        redo->trigger();
        QVERIFY(!editors.canvas().closedStates().empty());
        QVERIFY(!redo->isEnabled());
    }

    void theUndoOfNotesSurvivesTheEndOfTheProgram() {
        openSample(QStringLiteral("orders"));
        const QString path = m_window->editors().tabs().currentPath();
        const std::string side = workspace::canvasFileOfMachine(path.toStdString());
        const auto notes = [&] {
            return workspace::readCanvasFile(side)->annotations.notes.size();
        };
        const auto text = [&]() -> codeeditor::CodeView& {
            return m_window->editors().tabs().currentPage()->view();
        };
        text().SendScintilla(QsciScintillaBase::SCI_GOTOPOS, 0L);
        QTest::keyClick(&text(), Qt::Key_Space);
        addNote(QStringLiteral("Ask the bank"));
        addNote(QStringLiteral("and the shop"));
        m_window->actions()[Command::Undo]->trigger();
        QCOMPARE(notes(), std::size_t(1));

        m_window = std::make_unique<app::MainWindow>(*m_theme, *m_languages);
        m_window->show();
        openSample(QStringLiteral("orders"));
        QVERIFY(m_window->editors().tabs().openFile(path).ok());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->actions()[Command::Redo]->isEnabled(), kPatience);
        QVERIFY(text().bytes().starts_with(' ')); // not saved yet
        QAction* undo = m_window->actions()[Command::Undo];
        QAction* redo = m_window->actions()[Command::Redo];
        redo->trigger();
        QCOMPARE(notes(), std::size_t(2));
        QVERIFY(!redo->isEnabled());
        undo->trigger();
        undo->trigger();
        QCOMPARE(notes(), std::size_t(0));
        QVERIFY(text().bytes().starts_with(' '));
        undo->trigger();
        QVERIFY(!text().bytes().starts_with(' '));
        QVERIFY(!undo->isEnabled());
    }

    void aNoteThatCannotBeKeptYetIsWrittenOnceTheFileIsPutRight() {
        openSample(QStringLiteral("orders"));
        auto& editors = m_window->editors();
        const std::string side =
            workspace::canvasFileOfMachine(editors.tabs().currentPath().toStdString());
        const auto damaged = workspace::writeTextFile(side, "{\"Notes\": [", {});
        QVERIFY(damaged.ok());
        addNote(QStringLiteral("Ask the bank"));
        QCOMPARE(workspace::readTextFile(side)->text, std::string("{\"Notes\": ["));
        QCOMPARE(editors.canvas().settings().annotations.notes.size(), std::size_t(1));
        QVERIFY(workspace::writeTextFile(side, "{\"Zoom\": 2}", workspace::stampOf(side)).ok());
        QTRY_COMPARE_WITH_TIMEOUT(workspace::readCanvasFile(side).ok()
                                      ? workspace::readCanvasFile(side)->annotations.notes.size()
                                      : 0,
                                  std::size_t(1), kPatience);
        QVERIFY(workspace::readTextFile(side)->text.find("\"Zoom\": 2") != std::string::npos);
    }

    void goal35_theCanvasTakesTheWholeScreenAndEverythingIsBackAfterwards() {
        openSample(QStringLiteral("orders"));
        QAction* full = m_window->actions()[Command::FullScreen];
        const auto panels = [&] {
            QStringList shown;
            for (const QDockWidget* panel : m_window->findChildren<QDockWidget*>()) {
                if (panel->isVisible())
                    shown << panel->objectName();
            }
            return shown;
        };
        m_window->docks().dock(app::Panel::Mocks)->hide();
        const QStringList before = panels();
        QVERIFY(before.size() > 3);
        QTest::keyClick(m_window.get(), Qt::Key_F12);
        QVERIFY(full->isChecked());
        QVERIFY(m_window->isFullScreen());
        QVERIFY2(panels().isEmpty(), qPrintable(panels().join(u' ')));
        QVERIFY(!m_window->menuBar()->isVisible() && !m_window->editors().tabs().isVisible());
        QTRY_COMPARE(m_window->editors().canvas().mapTo(m_window.get(), QPoint()), QPoint(0, 0));
        QTRY_COMPARE(m_window->editors().canvas().size(), m_window->size());
        // Esc lets go of a state first.
        auto* view = m_window->editors().canvas().findChild<designer::WorkflowView*>();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Home);
        QTest::keyClick(view, Qt::Key_Escape);
        QVERIFY(full->isChecked());
        QTest::keyClick(view, Qt::Key_Escape);
        QVERIFY(!full->isChecked());
        QVERIFY(!m_window->isFullScreen());
        QVERIFY(m_window->menuBar()->isVisible() && m_window->editors().tabs().isVisible());
        QCOMPARE(panels(), before);
        full->trigger();
        QTest::keyClick(view, Qt::Key_F12); // without a menu bar the keys work still
        QVERIFY(!m_window->isFullScreen());
    }

    void noTwoActionsOfTheMenusShareAShortcut() {
        QMap<QKeySequence, QString> taken;
        QList<QAction*> open = m_window->menuBar()->actions();
        while (!open.isEmpty()) {
            const QAction* action = open.takeFirst();
            if (action->menu())
                open += action->menu()->actions();
            for (const QKeySequence& keys : action->shortcuts()) {
                QVERIFY2(!taken.contains(keys) || taken[keys] == action->text(),
                         qPrintable(QStringLiteral("%1: %2 and %3")
                                        .arg(keys.toString(), taken[keys], action->text())));
                taken[keys] = action->text();
            }
        }
        QVERIFY(taken.size() > 25);
    }

    void whatCanBeDrawnAndSentIsFoundByItsNameInEitherLanguage() {
        openSample(QStringLiteral("orders"));
        designer::PalettePanel& palette = m_window->palettePanel();
        auto* search = palette.findChild<QLineEdit*>();
        auto* tree = palette.findChild<QTreeWidget*>();
        const auto found = [&](const QString& words) {
            search->setText(words);
            const QTreeWidgetItem* first = tree->currentItem();
            return first ? first->text(0) : QString();
        };
        QCOMPARE(found(QStringLiteral("재시도와 대체")), QStringLiteral("Retry with fallback"));
        QCOMPARE(found(QStringLiteral("fallback")), QStringLiteral("Retry with fallback"));
        m_languages->use(QStringLiteral("ko"));
        QCoreApplication::processEvents();
        QCOMPARE(found(QStringLiteral("fallback")), QStringLiteral("재시도와 대체 경로"));
        QCOMPARE(found(QStringLiteral("대체")), QStringLiteral("재시도와 대체 경로"));
        for (const char* language : {"en", "ko"}) {
            m_languages->use(QString::fromLatin1(language));
            dataplane::EventPicker picker(*m_theme, {}, {});
            for (const char* words : {"s3 객체 생성", "s3 object created"}) {
                picker.search().setText(QString::fromUtf8(words));
                QCOMPARE(picker.chosen().id, std::string("s3/put"));
            }
        }
    }

    void goal47_thePaletteHoldsEveryMenuActionByBothNamesWithItsKeys() {
        openSample(QStringLiteral("orders"));
        const QList<QAction*> wanted = menuActions();
        QVERIFY(wanted.size() > 50);
        const auto isEnabled = [](const QAction* action) { return action->isEnabled(); };
        // Those that cannot be chosen now are not left out.
        QVERIFY(!std::ranges::all_of(wanted, isEnabled));
        const auto named = [](const QAction& action) {
            QString name = action.text();
            if (const qsizetype bracket = name.indexOf(QLatin1String("(&")); bracket >= 0)
                name.remove(bracket, 4);
            return name.remove(u'&');
        };
        const auto speak = [&](const char* language) {
            m_languages->use(QString::fromLatin1(language));
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QCoreApplication::processEvents();
        };
        QHash<const QAction*, QStringList> names;
        for (const char* language : {"ko", "en"}) {
            speak(language);
            for (const QAction* action : wanted)
                names[action] << named(*action);
        }
        QCOMPARE(names[m_window->actions()[Command::Undo]].last(), QStringLiteral("Undo"));
        QVERIFY(names[m_window->actions()[Command::Undo]].first() != QStringLiteral("Undo"));
        for (const char* language : {"ko", "en"}) {
            speak(language);
            m_window->actions()[Command::Palette]->trigger();
            auto* palette = m_window->findChild<app::CommandPalette*>();
            QVERIFY(palette);
            auto* search = palette->findChild<QLineEdit*>();
            const auto* list = palette->findChild<QListWidget*>();
            for (const QAction* action : wanted) {
                for (const QString& name : names[action]) {
                    search->setText(name);
                    bool isFound = false;
                    for (int row = 0; row < list->count(); ++row) {
                        const QListWidgetItem* item = list->item(row);
                        // A panel and a command may have one name.
                        isFound = isFound ||
                                  (item->text() == named(*action) &&
                                   item->data(Qt::UserRole + 1).toString() ==
                                       action->shortcut().toString(QKeySequence::NativeText) &&
                                   item->flags().testFlag(Qt::ItemIsEnabled) == isEnabled(action));
                    }
                    QVERIFY2(isFound, qPrintable(name));
                }
            }
            palette->close();
        }
    }

    void goal47_whatIsNotPossibleNowIsFoundAndNotRun() {
        openSample(QStringLiteral("orders"));
        QAction* stop = m_window->actions()[Command::Stop];
        QVERIFY(!stop->isEnabled());
        QSignalSpy stopped(stop, &QAction::triggered);
        m_window->actions()[Command::Palette]->trigger();
        auto* palette = m_window->findChild<app::CommandPalette*>();
        auto* search = palette->findChild<QLineEdit*>();
        auto* list = palette->findChild<QListWidget*>();
        search->setText(QStringLiteral("st"));
        QVERIFY(list->item(0)->flags().testFlag(Qt::ItemIsEnabled)); // others can be done
        const auto found = list->findItems(QStringLiteral("Stop"), Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        const int row = list->row(found.front());
        QVERIFY(!list->item(list->count() - 1)->flags().testFlag(Qt::ItemIsEnabled));
        QVERIFY(!list->item(row)->data(Qt::AccessibleDescriptionRole).toString().isEmpty());
        list->setCurrentRow(row);
        QTest::keyClick(search, Qt::Key_Return);
        QCoreApplication::processEvents();
        QVERIFY(palette->isVisible());
        QCOMPARE(stopped.size(), 0);
        palette->close();
    }

    void goal23_enterInThePaletteAddsAfterTheSelectedState() {
        openSample(QStringLiteral("orders"));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        auto& view = m_window->editors().tabs().currentPage()->view();
        const std::string before = view.bytes();
        const auto next = [&](const char* state) {
            const auto document = *statemachine::loadDefinition(view.bytes());
            return document.string(document.find(std::string("/States/") + state + "/Next"));
        };
        selectState(QStringLiteral("Summarise"));
        for (const auto& [words, name] :
             {std::pair{"print-label", "print-label"}, std::pair{"Wait", "Wait"}}) {
            m_window->actions()[Command::AddState]->trigger();
            auto* search = qobject_cast<QLineEdit*>(QApplication::focusWidget());
            QVERIFY(search && m_window->palettePanel().isAncestorOf(search));
            search->selectAll();
            QTest::keyClicks(search, QString::fromLatin1(words));
            QTest::keyClick(search, Qt::Key_Return);
            QCOMPARE(m_window->selection().content().state, QString::fromLatin1(name));
        }
        QCOMPARE(next("Summarise"), std::string("print-label"));
        QCOMPARE(next("print-label"), std::string("Wait"));
        QCOMPARE(next("Wait"), std::string("Order shipped"));
        for (int step = 0; step < 2; ++step)
            m_window->actions()[Command::Undo]->trigger();
        QCOMPARE(view.bytes(), before);
    }

    /// What the machine's runs have shown is on offer in the text and in the form.
    void goal28_aRunTeachesTheCompletionItsValuesAndErrors() {
        openSample(QStringLiteral("orders"));
        const QString path = folder(QStringLiteral("orders/statemachines/learn.asl.json"));
        const std::string text = R"({"StartAt":"First","States":{
  "First":{"Type":"Pass","Result":{"order":{"number":4711}},"Next":"Second"},
  "Second":{"Type":"Pass","InputPath":"$.order.","Next":"Closed"},
  "Closed":{"Type":"Fail","Error":"Shop.Closed"}}})";
        std::string runs = text;
        runs.replace(runs.find("$.order."), 8, "$.order");
        QVERIFY(workspace::writeTextFile(path.toStdString(), runs, {}).ok());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->feed().snapshot().machine("learn"), kPatience);
        QVERIFY(m_window->editors().tabs().openFile(path).ok());
        auto& view = m_window->editors().tabs().currentPage()->view();
        const auto offersValue = [&] {
            const auto& sources = view.completionSources();
            const auto offered =
                statemachine::complete(view.bytes(), view.bytes().find("$.order.") + 8,
                                       statemachine::DefinitionKind::Json, sources);
            return std::ranges::any_of(offered.items, [](const auto& item) {
                return item.name == "number" && item.detail == "4711";
            });
        };
        view.replaceBytes(text);
        QVERIFY(!offersValue()); // nothing has run yet
        view.replaceBytes(runs);
        m_window->runPanel().runMachine(QStringLiteral("learn"));
        const auto isOver = [&] {
            const auto& all = m_window->feed().recorder().executions();
            return !all.empty() && all.back().machine == "learn" && all.back().finished;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isOver(), kPatience);
        view.replaceBytes(text);
        QTRY_VERIFY(offersValue());

        // In the text by its keys.
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        view.setFocus();
        const std::size_t at = text.find("$.order.") + 8;
        view.revealRange({at, at});
        QTest::keyClick(&view, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(view.completionList() && view.completionList()->isOffering());
        QCOMPARE(view.completionList()->names(), QStringList{QStringLiteral("number")});
        QVERIFY(view.completionList()->helpText().contains(QStringLiteral("4711")));
        QTest::keyClick(&view, Qt::Key_Escape);
    }

    void goal27_errorsOfPastRunsAreOnOfferInTheForm() {
        openSample(QStringLiteral("orders"));
        const QString path = folder(QStringLiteral("orders/statemachines/learn.asl.json"));
        const std::string text = R"({"StartAt":"First","States":{
  "First":{"Type":"Choice","Default":"Closed",
    "Choices":[{"Variable":"$.open","IsPresent":true,"Next":"Work"}]},
  "Work":{"Type":"Task","Resource":"check-order","Next":"Closed",
    "Retry":[{"ErrorEquals":["X"]}]},
  "Closed":{"Type":"Fail","Error":"Shop.Closed"}}})";
        QVERIFY(workspace::writeTextFile(path.toStdString(), text, {}).ok());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->feed().snapshot().machine("learn"), kPatience);
        QVERIFY(m_window->editors().tabs().openFile(path).ok());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        const auto offered = [&] {
            m_window->docks().raise(app::Panel::Inspector);
            feed::Selection::Content content;
            content.machine = QStringLiteral("learn");
            content.state = QStringLiteral("Work");
            m_window->selection().set(content);
            QCoreApplication::processEvents();
            auto* inspector = m_window->findChild<inspector::StateInspector*>();
            const auto* rows =
                inspector->findChild<QWidget*>(QStringLiteral("/States/Work/Retry/0/ErrorEquals"));
            auto* line = rows ? rows->findChild<QLineEdit*>() : nullptr;
            if (!line)
                return QStringList();
            for (auto* bar : inspector->findChildren<QTabBar*>()) {
                for (int page = 0; page < bar->count() && !line->isVisible(); ++page)
                    bar->setCurrentIndex(page);
            }
            line->setFocus();
            line->selectAll();
            QTest::keyClicks(line, QStringLiteral("S"));
            QTest::keyClick(line, Qt::Key_Space, Qt::ControlModifier);
            const auto* list = line->findChild<codeeditor::CompletionList*>();
            const QStringList names = list && list->isOffering() ? list->names() : QStringList();
            QTest::keyClick(line, Qt::Key_Escape);
            return names;
        };
        const QStringList before = offered();
        QVERIFY2(before.contains(QStringLiteral("States.Timeout")), qPrintable(before.join(u',')));
        QVERIFY(!before.contains(QStringLiteral("Shop.Closed")));
        m_window->runPanel().runMachine(QStringLiteral("learn"));
        const auto isOver = [&] {
            const auto& all = m_window->feed().recorder().executions();
            return !all.empty() && all.back().machine == "learn" && all.back().finished;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isOver(), kPatience);
        QTRY_VERIFY(offered().contains(QStringLiteral("Shop.Closed")));
        QVERIFY(offered().contains(QStringLiteral("States.Timeout")));
    }

    void goal38_anEventOfTheFunctionsTriggerStandsFirst() {
        openSample(QStringLiteral("orders"));
        QFile sam(folder(QStringLiteral("orders/template.yaml")));
        QVERIFY(sam.open(QIODevice::WriteOnly));
        sam.write("Resources:\n  CheckOrder:\n    Type: AWS::Serverless::Function\n"
                  "    Properties:\n      CodeUri: functions/check-order/\n"
                  "      Events:\n        Queue:\n          Type: SQS\n");
        sam.close();
        feed::Selection::Content content;
        content.function = QStringLiteral("check-order");
        m_window->selection().set(content);
        const auto buttons = m_window->runPanel().findChildren<QToolButton*>();
        const auto pick = std::ranges::find_if(buttons, [](const QToolButton* button) {
            return button->accessibleName() == QLatin1String("Event templates");
        });
        QVERIFY(pick != buttons.end());
        QString heading;
        std::string first;
        QTimer watch; // the dialog opens once the engine has answered
        watch.setInterval(10);
        connect(&watch, &QTimer::timeout, m_window.get(), [&] {
            auto* picker = qobject_cast<dataplane::EventPicker*>(QApplication::activeModalWidget());
            if (!picker)
                return;
            watch.stop();
            heading = picker->list().topLevelItem(0)->text(0);
            first = picker->chosen().id;
            picker->accept();
        });
        watch.start();
        (*pick)->click();
        QTRY_COMPARE_WITH_TIMEOUT(first, std::string("sqs/receive-message"), kPatience);
        QVERIFY2(heading.contains(QStringLiteral("trigger")), qPrintable(heading));
        QTRY_VERIFY(m_window->runPanel().editor().text().find("aws:sqs") != std::string::npos);
    }

    /// A run that nothing could answer but the mocks of the machine that it starts.
    void goal9_mocksOfAMachineCountWhereAnotherStartsIt() {
        openSample(QStringLiteral("orders"));
        const QString path = folder(QStringLiteral("orders/statemachines/both.asl.json"));
        QVERIFY(workspace::writeTextFile(path.toStdString(), kStartsOrders, {}).ok());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->feed().snapshot().machine("both"), kPatience);
        QVERIFY(m_window->editors().tabs().openFile(path).ok());
        feed::Selection::Content content;
        content.machine = QStringLiteral("both");
        m_window->selection().set(content);
        m_window->runPanel().setEventText(
            workspace::readTextFile(
                folder(QStringLiteral("orders/events/orders/default.json")).toStdString())
                ->text);
        feed::MockSets& mocks = m_window->mockSets();
        mocks.choose(QStringLiteral("orders"), QStringLiteral("Nothing is called"),
                     feed::MockSets::Use::On);
        QVERIFY(!mocks.isUsed(QStringLiteral("both")));

        // The sign on the drawing inside the Task says so.
        designer::WorkflowCanvas& canvas = m_window->editors().canvas();
        QTRY_COMPARE(canvas.machineName(), QStringLiteral("both"));
        const auto marks =
            canvas.debugBar()->marksInside(QStringLiteral("orders"), base::ExecutionId{});
        QVERIFY(marks.at("Check order") & designer::NodeLook::Mocked);

        m_window->actions()[Command::Run]->trigger();
        const auto run = [&](const char* machine) -> const telemetry::ExecutionRecord* {
            for (const auto& each : m_window->feed().recorder().executions()) {
                if (each.machine == machine && each.finished)
                    return &each;
            }
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(run("both") && run("orders"), kPatience);
        QCOMPARE(run("both")->status, telemetry::ExecutionStatus::Succeeded);
        QCOMPARE(run("orders")->output["labels"].at(0), json::Value("a label"));
        QVERIFY(m_window->feed().recorder().invocations().empty());
    }

    void goal30_invalidTextNeverLocks() {
        openSample(QStringLiteral("orders"));
        auto& editors = m_window->editors();
        codeeditor::EditorPage& page = *editors.tabs().currentPage();
        codeeditor::CodeView& view = page.view();
        const auto& scene = editors.canvas().findChild<designer::WorkflowView*>()->workflow();
        QTRY_VERIFY(!scene.diagram().nodes.empty());
        const std::size_t states = scene.diagram().nodes.size();
        const std::string before = view.bytes();
        // A brace is deleted.
        const std::size_t brace = before.rfind('}');
        view.setFocus();
        view.revealRange({brace + 1, brace + 1});
        QTest::keyClick(&view, Qt::Key_Backspace);
        QCOMPARE(view.bytes().size(), before.size() - 1);
        QTRY_VERIFY(scene.content().dimmed);
        QCOMPARE(scene.diagram().nodes.size(), states);
        QTRY_VERIFY(!page.problems().empty());
        const codeeditor::Problem& error = page.problems().front();
        QCOMPARE(error.severity, codeeditor::Severity::Error);
        QVERIFY(view.markersAtLine(error.line - 1) != 0);
        // Typing, saving and taking back go on.
        const std::size_t comment = view.bytes().find("\"Comment\"") + 1;
        view.revealRange({comment, comment});
        QTest::keyClicks(&view, QStringLiteral("My"));
        const std::string typed = view.bytes();
        QVERIFY(typed.find("\"MyComment\"") != std::string::npos);
        m_window->actions()[Command::Save]->trigger();
        const auto saved = workspace::readTextFile(page.path().toStdString());
        QVERIFY(saved);
        QCOMPARE(saved->text, typed);
        for (int step = 0; step < 4 && view.bytes() != before; ++step)
            m_window->actions()[Command::Undo]->trigger();
        QCOMPARE(view.bytes(), before);
        QTRY_VERIFY(!scene.content().dimmed);
        QTRY_VERIFY(page.problems().empty());
        // The brace is typed again instead of taken back.
        view.revealRange({brace + 1, brace + 1});
        QTest::keyClick(&view, Qt::Key_Backspace);
        QTRY_VERIFY(scene.content().dimmed);
        QTest::keyClicks(&view, QStringLiteral("}"));
        QCOMPARE(view.bytes(), before);
        QTRY_VERIFY(!scene.content().dimmed);
    }

    void goal31_eachRefactoringIsOneUndoStep_data() {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QByteArray>("has");
        QTest::addColumn<QByteArray>("lacks");
        const auto row = [](const char* name, const char* state, const char* entry, const char* has,
                            const char* lacks) {
            QTest::newRow(name) << QString::fromLatin1(state) << QString::fromLatin1(entry)
                                << QByteArray(has) << QByteArray(lacks);
        };
        row("Parallel", "Summarise", "Wrap in Parallel",
            "/States/Parallel/Branches/0/States/Summarise", "/States/Summarise");
        row("Map", "Summarise", "Wrap in Map", "/States/Map/ItemProcessor/States/Summarise",
            "/States/Summarise");
        row("convert", "Summarise", "Convert to JSONata", "/States/Summarise/Output",
            "/States/Summarise/Parameters");
        row("rename", "Summarise", "Rename", "/States/Checked", "/States/Summarise");
        row("inline", "Parallel", "Replace by what is inside", "/States/Summarise",
            "/States/Parallel");
    }

    void goal31_eachRefactoringIsOneUndoStep() {
        QFETCH(const QString, state);
        QFETCH(const QString, entry);
        QFETCH(const QByteArray, has);
        QFETCH(const QByteArray, lacks);
        openSample(QStringLiteral("orders"));
        auto& editors = m_window->editors();
        auto& view = editors.tabs().currentPage()->view();
        auto& canvas = *editors.canvas().findChild<designer::WorkflowView*>();
        const auto choose = [&](const QString& name) {
            QMenu menu;
            editors.canvas().author().fillMenu(menu);
            for (QAction* action : menu.actions()) {
                if (action->text() == name)
                    return action->trigger();
            }
        };
        const auto isThere = [&](const QByteArray& pointer) {
            const auto document = statemachine::loadDefinition(view.bytes());
            return document.ok() && document->find(pointer.toStdString()) != json::Document::kNone;
        };
        selectState(QStringLiteral("Summarise"));
        if (state == QLatin1String("Parallel"))
            choose(QStringLiteral("Wrap in Parallel"));
        selectState(state);
        const std::string before = view.bytes();
        QVERIFY(!isThere(has) && isThere(lacks));
        if (entry == QLatin1String("Rename")) {
            canvas.setFocus();
            QTest::keyClick(&canvas, Qt::Key_F2);
            auto* field =
                editors.canvas().findChild<designer::RenameField*>(QStringLiteral("stateName"));
            QVERIFY(field && field->isOpen());
            QTest::keyClicks(field, QStringLiteral("Checked"));
            QTest::keyClick(field, Qt::Key_Return);
        } else {
            choose(entry);
        }
        const std::string after = view.bytes();
        QVERIFY2(isThere(has) && !isThere(lacks), after.c_str());
        QVERIFY2(statemachine::isValid(statemachine::validateText(after)), after.c_str());
        // Whatever is not part of it keeps its bytes.
        const std::string other =
            before.substr(before.find("\"Check order\""),
                          before.find("\"Wait for review\": {") - before.find("\"Check order\""));
        QVERIFY(after.find(other.substr(other.find('{'))) != std::string::npos);
        m_window->actions()[Command::Undo]->trigger();
        QCOMPARE(view.bytes(), before);
        m_window->actions()[Command::Redo]->trigger();
        QCOMPARE(view.bytes(), after);
    }

    void aChangeOnTheCanvasOrInTheFormRightAfterAKeyIsMadeInTheNewText() {
        openSample(QStringLiteral("orders"));
        auto& view = m_window->editors().tabs().currentPage()->view();
        const auto type = [&](const char* before, const char* what) {
            const std::size_t at = view.bytes().find(before);
            QVERIFY(at != std::string::npos);
            view.applyEdits({{{at, at}, what}});
        };
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.state = QStringLiteral("Check order");
        m_window->selection().set(content);
        // Nothing has been shown since the key: no event loop has turned.
        type("\"StartAt\"", "\"Version\": \"1.0\", ");
        m_window->editors().canvas().author().insert(QStringLiteral("state:Wait"));
        const auto read = [&] { return *statemachine::loadDefinition(view.bytes()); };
        QVERIFY(view.bytes().find("\"Version\": \"1.0\", \"StartAt\"") != std::string::npos);
        QCOMPARE(m_window->selection().content().state, QStringLiteral("Wait"));
        QVERIFY(read().find("/States/Wait") != json::Document::kNone);

        auto* next = m_window->findChild<QComboBox*>(QStringLiteral("/States/Wait/Next"));
        QVERIFY(next);
        type("\"StartAt\"", "\"TimeoutSeconds\": 9, ");
        next->setCurrentIndex(0);
        Q_EMIT next->activated(0);
        QTRY_VERIFY(view.bytes().find("\"TimeoutSeconds\": 9, \"StartAt\"") != std::string::npos);
        QTRY_VERIFY(read().find("/States/Wait/End") != json::Document::kNone);
        view.undo();
        QVERIFY(read().find("/States/Wait/End") == json::Document::kNone);
        QVERIFY(read().find("/TimeoutSeconds") != json::Document::kNone);
    }

    void goal31_aSelectionIsExtractedIntoAMachineOfItsOwn() {
        openSample(QStringLiteral("orders"));
        auto& editors = m_window->editors();
        auto& view = editors.tabs().currentPage()->view();
        const std::string before = view.bytes();
        selectState(QStringLiteral("Charge card"));
        // A name that is taken is refused where the states are, and nothing has changed.
        answer<QInputDialog>([](QInputDialog& dialog) {
            dialog.setTextValue(QStringLiteral("orders"));
            dialog.accept();
        });
        m_window->actions()[Command::ExtractStates]->trigger();
        QCOMPARE(view.bytes(), before);

        answer<QInputDialog>([](QInputDialog& dialog) {
            dialog.setTextValue(QStringLiteral("payment"));
            dialog.accept();
        });
        m_window->actions()[Command::ExtractStates]->trigger();
        const auto outer = *statemachine::loadDefinition(view.bytes());
        const std::string branch = "/States/Fulfil/Branches/0/States/";
        QVERIFY(outer.find(branch + "Charge card") == json::Document::kNone);
        QCOMPARE(outer.string(outer.find(branch + "payment/Parameters/StateMachineArn")),
                 std::string("arn:aws:states:us-east-1:123456789012:stateMachine:payment"));
        const auto file = workspace::readTextFile(
            (folder(QStringLiteral("orders")) + QStringLiteral("/statemachines/payment.asl.json"))
                .toStdString());
        QVERIFY(file.ok());
        const auto inner = *statemachine::loadDefinition(file->text);
        QVERIFY(inner.find("/States/Charge card") != json::Document::kNone);
        QVERIFY(statemachine::isValid(statemachine::validateText(view.bytes())));
        QVERIFY(statemachine::isValid(statemachine::validateText(file->text)));
        m_window->actions()[Command::Undo]->trigger();
        QCOMPARE(view.bytes(), before);
    }

    void goal38_ownEventTemplatesAreRenamedAndTrashedFromTheWorkspace() {
        openSample(QStringLiteral("cold-and-warm"));
        const std::string root = folder(QStringLiteral("cold-and-warm")).toStdString();
        const std::string text = "{\"orderId\": 7}\n";
        QVERIFY(workspace::createTemplate(root, "my order", text).ok());
        const auto templates = [&] {
            QStringList names;
            for (const auto& entry : m_window->feed().snapshot().templates)
                names << QString::fromStdString(entry.name);
            return names.join(u',');
        };
        QTRY_COMPARE_WITH_TIMEOUT(templates(), QStringLiteral("my order"), kPatience);
        auto& panel = *m_window->findChild<dataplane::WorkspacePanel*>();
        auto& tabs = m_window->editors().tabs();
        const auto row = [&](const QString& name) {
            panel.view().expandAll();
            const auto found =
                panel.view().model()->match(panel.view().model()->index(0, 0), Qt::DisplayRole,
                                            name, 1, Qt::MatchExactly | Qt::MatchRecursive);
            return found.isEmpty() ? QModelIndex() : found.first();
        };
        QTRY_VERIFY(row(QStringLiteral("my order")).isValid());
        Q_EMIT panel.view().activated(row(QStringLiteral("my order")));
        QVERIFY(tabs.currentPath().endsWith(QStringLiteral("/events/my order.template.json")));

        // What is taken is refused, and nothing has moved.
        QVERIFY(workspace::createTemplate(root, "taken", text).ok());
        QTRY_COMPARE_WITH_TIMEOUT(templates(), QStringLiteral("my order,taken"), kPatience);
        QTRY_VERIFY(row(QStringLiteral("taken")).isValid());
        chooseFromMenu(panel.view(), row(QStringLiteral("my order")), QStringLiteral("Rename"),
                       QStringLiteral("taken"));
        QVERIFY(QFile::exists(tabs.currentPath()));
        QCOMPARE(templates(), QStringLiteral("my order,taken"));

        chooseFromMenu(panel.view(), row(QStringLiteral("my order")), QStringLiteral("Rename"),
                       QStringLiteral("주문"));
        QVERIFY(tabs.currentPath().endsWith(QStringLiteral("/events/주문.template.json")));
        QVERIFY(QFile::exists(tabs.currentPath()));
        QVERIFY(!QFile::exists(folder(QStringLiteral("cold-and-warm")) +
                               QStringLiteral("/events/my order.template.json")));
        QTRY_COMPARE_WITH_TIMEOUT(templates(), QStringLiteral("taken,주문"), kPatience);
        QCOMPARE(tabs.currentPage()->text(), text);

        const QString path = tabs.currentPath();
        QTRY_VERIFY(row(QStringLiteral("주문")).isValid());
        chooseFromMenu(panel.view(), row(QStringLiteral("주문")), QStringLiteral("Move to trash"));
        QVERIFY(!QFile::exists(path));
        QVERIFY(!tabs.openPaths().contains(path));
        QTRY_COMPARE_WITH_TIMEOUT(templates(), QStringLiteral("taken"), kPatience);
        QDirIterator trash(
            folder(QStringLiteral("cold-and-warm")) + QStringLiteral("/.warmstart/trash"),
            {QStringLiteral("주문.template.json*")}, QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(trash.hasNext());
        QFile kept(trash.next());
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll().toStdString(), text);
    }

    /// Six states with a Choice and a Catch, over palette, canvas, form and text, and no mouse.
    void goal48_paletteCanvasFormAndTextAreAuthoredInByKeysAlone() {
        openSample(QStringLiteral("orders"));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        auto& editors = m_window->editors();
        auto& canvas = editors.canvas();
        auto* view = canvas.findChild<designer::WorkflowView*>();
        const auto graph = [&]() -> const statemachine::Graph& {
            return view->workflow().diagram().graph;
        };
        const auto key = [&](Qt::Key which, Qt::KeyboardModifiers modifiers = {}) {
            QWidget* focused = QApplication::focusWidget();
            QTest::keyClick(focused ? focused : m_window.get(), which, modifiers);
            QCoreApplication::processEvents();
        };
        const auto type = [&](const QString& text) {
            QVERIFY(QApplication::focusWidget());
            QTest::keyClicks(QApplication::focusWidget(), text);
        };
        const auto selected = [&] { return m_window->selection().content().state; };
        const auto add = [&](const QString& words, const QString& name) {
            key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
            QVERIFY(m_window->palettePanel().isAncestorOf(QApplication::focusWidget()));
            key(Qt::Key_A, Qt::ControlModifier); // what was searched for before
            type(words);
            key(Qt::Key_Return);
            QVERIFY(canvas.isAncestorOf(QApplication::focusWidget()));
            key(Qt::Key_F2);
            type(name);
            key(Qt::Key_Return);
            QCOMPARE(selected(), name);
        };
        answer<QInputDialog>([](QInputDialog& dialog) {
            auto* field = dialog.findChild<QLineEdit*>();
            QTest::keyClicks(field, QStringLiteral("refund"));
            QTest::keyClick(field, Qt::Key_Return);
        });
        key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(canvas.machineName(), QStringLiteral("refund"), kPatience);
        // As a window manager gives the window back what the dialog had.
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));

        // F6 leads from place to place.
        const auto walkTo = [&](const QWidget& region) {
            const auto isThere = [&] {
                const QWidget* focused = QApplication::focusWidget();
                return focused && (focused == &region || region.isAncestorOf(focused));
            };
            for (int step = 0; step < 12 && !isThere(); ++step)
                key(Qt::Key_F6);
            return isThere();
        };

        // Palette and canvas: a function first, then flow states.
        QVERIFY(walkTo(canvas));
        QCOMPARE(QApplication::focusWidget(), view);
        key(Qt::Key_Home);
        QCOMPARE(selected(), QStringLiteral("Start"));
        add(QStringLiteral("charge-card"), QStringLiteral("Pay back"));
        add(QStringLiteral("Choice"), QStringLiteral("Large?"));
        add(QStringLiteral("Wait"), QStringLiteral("A day"));
        key(Qt::Key_A, Qt::ShiftModifier); // nothing leads there yet
        type(QStringLiteral("Fail"));
        key(Qt::Key_Return);
        key(Qt::Key_F2);
        type(QStringLiteral("Sorry"));
        key(Qt::Key_Return);
        QCOMPARE(selected(), QStringLiteral("Sorry"));
        QVERIFY(graph().nodes.size() >= 6);

        // Arrows walk along the edges.
        key(Qt::Key_Home);
        key(Qt::Key_Down);
        QCOMPARE(selected(), QStringLiteral("Pay back"));
        key(Qt::Key_Down);
        QCOMPARE(selected(), QStringLiteral("Large?"));
        key(Qt::Key_Up);
        QCOMPARE(selected(), QStringLiteral("Pay back"));

        // F6 leads to the form, where the state gets a comment, and back.
        auto& page = *editors.tabs().currentPage();
        const auto& inspector = *m_window->findChild<inspector::StateInspector*>();
        QVERIFY(walkTo(inspector));
        const auto isComment = [] {
            const QWidget* focused = QApplication::focusWidget();
            return focused && focused->objectName().endsWith(QStringLiteral("/Comment"));
        };
        for (int step = 0; step < 16 && !isComment(); ++step)
            key(Qt::Key_Tab);
        QVERIFY(isComment());
        type(QStringLiteral("to the card"));
        key(Qt::Key_Tab);
        QTRY_VERIFY(page.text().find("\"Comment\": \"to the card\"") != std::string::npos);
        QVERIFY(walkTo(canvas));
        QCOMPARE(selected(), QStringLiteral("Pay back"));

        // C connects it to where its errors go.
        key(Qt::Key_C);
        for (int step = 0; step < 10 && selected() != QLatin1String("Sorry"); ++step)
            key(Qt::Key_Tab);
        QCOMPARE(selected(), QStringLiteral("Sorry"));
        key(Qt::Key_Return);
        auto* kinds = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(kinds);
        QTest::keyClick(kinds, Qt::Key_Down); // from Next to Catch
        QTest::keyClick(kinds, Qt::Key_Return);
        const auto leads = [&](statemachine::Graph::EdgeKind kind, const char* from,
                               const char* to) {
            return std::ranges::any_of(graph().edges, [&](const statemachine::Graph::Edge& edge) {
                return edge.kind == kind && edge.from == graph().findByName(from) &&
                       edge.to == graph().findByName(to);
            });
        };
        using Kind = statemachine::Graph::EdgeKind;
        QTRY_VERIFY_WITH_TIMEOUT(leads(Kind::Catch, "Pay back", "Sorry"), kPatience);

        // E leads to the state's text, where it gets a field; F6 leads back.
        key(Qt::Key_Home);
        key(Qt::Key_Down);
        key(Qt::Key_E);
        QCOMPARE(QApplication::focusWidget(), &page.view());
        key(Qt::Key_End);
        type(QStringLiteral(" \"TimeoutSeconds\": 9,"));
        QTRY_VERIFY_WITH_TIMEOUT(page.text().find("\"TimeoutSeconds\": 9,") != std::string::npos &&
                                     !view->workflow().content().dimmed,
                                 kPatience);
        QVERIFY(walkTo(canvas));
        QVERIFY(leads(Kind::Next, "Start", "Pay back") && leads(Kind::Next, "Pay back", "Large?"));
        QVERIFY(std::ranges::any_of(graph().edges, [&](const statemachine::Graph::Edge& edge) {
            return edge.from == graph().findByName("Large?") &&
                   edge.to == graph().findByName("A day");
        }));
        const auto found = statemachine::validateText(page.text());
        QVERIFY2(statemachine::isValid(found), page.text().c_str());
        QVERIFY(graph().nodes.size() >= 6);
        key(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(!page.isModified());
    }

    void goal41_aDefinitionGoesOutInEveryForm_data() {
        QTest::addColumn<int>("filter");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("holds");
        QTest::newRow("json") << 0 << QStringLiteral("out.asl.json") << QByteArray("\"StartAt\"");
        QTest::newRow("yaml") << 1 << QStringLiteral("out.asl.yaml") << QByteArray("\nStartAt:");
        QTest::newRow("sam") << 2 << QStringLiteral("out.yaml")
                             << QByteArray("Type: \"AWS::Serverless::StateMachine\"");
        QTest::newRow("cloudformation") << 3 << QStringLiteral("out.json")
                                        << QByteArray("\"AWS::StepFunctions::StateMachine\"");
        QTest::newRow("without an ending")
            << 2 << QStringLiteral("out") << QByteArray("AWS::Serverless-2016-10-31");
    }
    void goal41_aDefinitionGoesOutInEveryForm() {
        QFETCH(const int, filter);
        QFETCH(const QString, file);
        QFETCH(const QByteArray, holds);
        openSample(QStringLiteral("orders"));
        chooseFile(m_dir->filePath(file), filter);
        m_window->actions()[Command::ExportDefinition]->trigger();
        const QString there = file.contains(u'.') ? file : file + QStringLiteral(".yaml");
        QFile out(m_dir->filePath(there));
        QVERIFY(out.open(QIODevice::ReadOnly));
        const QByteArray text = out.readAll();
        QVERIFY2(text.contains(holds), text.constData());
    }

    void goal41_theSelectedStatesGoOutAsAPictureOrAsWhatCanBePasted() {
        openSample(QStringLiteral("orders"));
        selectState(QStringLiteral("Charge card"));
        chooseFile(m_dir->filePath(QStringLiteral("part.svg")), 0);
        m_window->actions()[Command::ExportSelection]->trigger();
        QFile picture(m_dir->filePath(QStringLiteral("part.svg")));
        QVERIFY(picture.open(QIODevice::ReadOnly));
        const QByteArray svg = picture.readAll();
        QVERIFY(svg.contains("Charge card"));
        QVERIFY(!svg.contains("Check order"));
        chooseFile(m_dir->filePath(QStringLiteral("part.asl.json")), 0);
        m_window->actions()[Command::ExportSelection]->trigger();
        const auto part =
            workspace::readTextFile(m_dir->filePath(QStringLiteral("part.asl.json")).toStdString());
        QVERIFY(part.ok());
        const auto document = statemachine::loadDefinition(part->text);
        QVERIFY(document.ok());
        QCOMPARE(document->string(document->find("/StartAt")), std::string("Charge card"));
    }

    void goal29_aProblemSelectsTheCodeTheStateAndItsFieldAndIsPutRightFromThePanel() {
        openSample(QStringLiteral("orders"));
        auto& view = m_window->editors().tabs().currentPage()->view();
        const std::string before = view.bytes();
        const std::size_t at = before.find("\"ResultPath\": \"$.check\"");
        QVERIFY(at != std::string::npos);
        view.applyEdits({{{at, at + 12}, "\"ResultPth\""}});
        auto& panel = m_window->problemsPanel();
        QTRY_VERIFY(!panel.model().problems().empty());
        auto* list = panel.findChild<QTreeView*>();
        m_window->docks().raise(app::Panel::Problems);
        QCoreApplication::processEvents();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(panel.model().index(0, 0)).center());
        QCOMPARE(m_window->selection().content().state, QStringLiteral("Check order"));
        const auto& scene =
            m_window->editors().canvas().findChild<designer::WorkflowView*>()->workflow();
        QCOMPARE(scene.chosenNodes(),
                 std::set<int>{scene.diagram().graph.findByName("Check order")});
        const auto selected = view.selectedRange();
        QVERIFY(selected.begin <= at + 1 && selected.end > at);
        panel.offerFixes();
        auto* menu = panel.findChild<QMenu*>(QStringLiteral("fixes"));
        QVERIFY(menu);
        menu->actions().constFirst()->trigger();
        QCOMPARE(view.bytes(), before);
        QTRY_VERIFY(panel.model().problems().empty());
        view.undo();
        QVERIFY(view.bytes() != before);
    }

    void theTextOffersTheWorkspacesFunctions() {
        openSample(QStringLiteral("first-and-second"));
        auto& view = m_window->editors().tabs().currentPage()->view();
        QTRY_COMPARE(view.completionSources().functions,
                     (std::vector<std::string>{"FirstFunction", "SecondFunction"}));
    }

    void theThemeSwitchesWhileRunning() {
        m_window->actions()[Command::DarkTheme]->trigger();
        QVERIFY(m_theme->isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Window),
                 m_theme->colour(theme::Role::Window));
        m_window->actions()[Command::ToggleTheme]->trigger();
        QVERIFY(!m_theme->isDark());
    }

    void theLanguageSwitchesWhileRunning() {
        QTranslator korean;
        if (!korean.load(QStringLiteral(":/i18n/warmstart_ko.qm")) || korean.isEmpty())
            QSKIP("the Korean texts are not built in");
        const QString english = m_window->docks().dock(app::Panel::Logs)->windowTitle();
        m_window->actions()[Command::Korean]->trigger();
        QTRY_VERIFY(m_window->docks().dock(app::Panel::Logs)->windowTitle() != english);
        m_window->actions()[Command::English]->trigger();
        QTRY_COMPARE(m_window->docks().dock(app::Panel::Logs)->windowTitle(), english);
    }

    void everyPanelStandsInTheViewMenuAndF6ReachesThem() {
        const auto panels = m_window->docks().toggleActions().size();
        QVERIFY(panels >= 9);
        openSample(QStringLiteral("cold-and-warm"));
        m_window->activateWindow();
        QSet<QWidget*> reached;
        for (int i = 0; i < panels; ++i) {
            m_window->actions()[Command::NextRegion]->trigger();
            reached.insert(m_window->focusWidget());
        }
        QVERIFY2(reached.size() >= 4, qPrintable(QString::number(reached.size())));
    }

    void aKilledProgramFindsItsFilesAgain() {
        openSample(QStringLiteral("orders"));
        const QStringList open = m_window->editors().tabs().openPaths();
        const QString current = m_window->editors().tabs().currentPath();
        QVERIFY(open.size() >= 2);
        // Gone without having been closed.
        m_window.reset();
        m_window = std::make_unique<app::MainWindow>(*m_theme, *m_languages);
        m_window->show();
        m_window->openWorkspace(folder(QStringLiteral("orders")));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->editors().tabs().openPaths().size(), open.size(),
                                  kPatience);
        QCOMPARE(m_window->editors().tabs().currentPath(), current);
    }

    void closingKeepsUnsavedText() {
        openSample(QStringLiteral("cold-and-warm"));
        codeeditor::EditorPage* page = m_window->editors().tabs().currentPage();
        page->view().append(QStringLiteral("# unsaved\n"));
        const QString path = page->path();
        m_window->close();
        m_window = std::make_unique<app::MainWindow>(*m_theme, *m_languages);
        m_window->show();
        m_window->openWorkspace(folder(QStringLiteral("cold-and-warm")));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->editors().tabs().page(path) != nullptr, kPatience);
        codeeditor::EditorPage* again = m_window->editors().tabs().page(path);
        QVERIFY(again->isModified());
        QVERIFY(again->text().ends_with("# unsaved\n"));
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
