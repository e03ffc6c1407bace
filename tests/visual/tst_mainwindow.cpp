// The main path, driven and photographed: the samples are opened, run and shown in both themes and
// both languages. Also runs in a real window.
#include "app/commandpalette.h"
#include "app/docks.h"
#include "app/editorarea.h"
#include "app/languages.h"
#include "app/settingsdialog.h"
#include "app/welcomepage.h"
#include "widgets/codeeditor/codeview.h"
#include "widgets/codeeditor/editorpage.h"
#include "widgets/codeeditor/editortabs.h"
#include "widgets/dataplane/invokepanel.h"
#include "widgets/dataplane/loadpanel.h"
#include "widgets/dataplane/logpanel.h"
#include "widgets/dataplane/newfunctiondialog.h"
#include "widgets/dataplane/testspanel.h"
#include "widgets/dataplane/versionspanel.h"
#include "widgets/inspector/keptstateview.h"

#include "tests/support/photographs.h"
#include "tests/support/shownwindow.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

#include <algorithm>
#include <memory>

using namespace ws;
using app::Command;

namespace {

constexpr int kPatience = 120'000;

struct Look {
    theme::Scheme scheme = theme::Scheme::Light;
    QString language;
};

/// One window over one engine in a folder of its own.
struct Stage : tests::ShownWindow {
    explicit Stage(const Look& look, const QSize& size)
        : ShownWindow(look.scheme, look.language, size)
        , size(size) {
        QCoreApplication::processEvents();
    }

    void openSample(const QString& id) {
        window->openSample(id, folder.filePath(id));
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(window->feed().snapshot().root),
                                  folder.filePath(id), kPatience);
    }
    void run() {
        window->actions()[Command::Run]->trigger();
        const auto busy = [this] {
            const auto& executions = window->feed().recorder().executions();
            const bool executing =
                std::ranges::any_of(executions, [](const telemetry::ExecutionRecord& record) {
                    return !record.finished;
                });
            return window->runPanel().isRunning() || executing ||
                   window->runPanel().result().statusText().isEmpty() ||
                   window->runPanel().isExecuting();
        };
        QTRY_VERIFY_WITH_TIMEOUT(!busy(), kPatience);
    }
    void save(const QString& what) {
        // Coalesced changes and deferred layouts have settled by then.
        QTest::qWait(100);
        tests::photograph(*window, QStringLiteral("mainwindow-%1-%2-%3x%4")
                                       .arg(name, what)
                                       .arg(size.width())
                                       .arg(size.height()));
    }
    void saveBeside(QWidget& shown, const QString& what) {
        tests::photograph(shown, QStringLiteral("%1-%2").arg(what, name));
    }

    QSize size;
};

bool hasRuntimes() {
    return !QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty() &&
           !QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty();
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private:
    void eachLook() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QSize>("size");
        const QSize large(1600, 1000);
        const QSize small(1280, 800);
        QTest::newRow("light-en") << false << QStringLiteral("en") << large;
        QTest::newRow("dark-en") << true << QStringLiteral("en") << large;
        QTest::newRow("light-ko") << false << QStringLiteral("ko") << large;
        QTest::newRow("dark-ko") << true << QStringLiteral("ko") << large;
        QTest::newRow("light-en-small") << false << QStringLiteral("en") << small;
        QTest::newRow("light-ko-small") << false << QStringLiteral("ko") << small;
        QTest::newRow("dark-ko-small") << true << QStringLiteral("ko") << small;
    }

private Q_SLOTS:
    void welcome_data() { eachLook(); }
    void welcome() {
        QFETCH(const bool, dark);
        QFETCH(const QString, language);
        QFETCH(const QSize, size);
        Stage stage({dark ? theme::Scheme::Dark : theme::Scheme::Light, language}, size);
        auto* button = stage.window->findChild<QPushButton*>(QStringLiteral("open-cold-and-warm"));
        QVERIFY(button && button->isVisible());
        stage.save(QStringLiteral("welcome"));
    }

    void theFirstPageOfALaptopsWindowNeedsNoScrolling_data() {
        QTest::addColumn<QString>("language");
        for (const char* language : {"en", "ko"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    void theFirstPageOfALaptopsWindowNeedsNoScrolling() {
        QFETCH(const QString, language);
        Stage stage({theme::Scheme::Light, language}, {1440, 900});
        QTest::qWait(50); // it is laid out later
        const auto* page = stage.window->findChild<app::WelcomePage*>();
        QVERIFY(page && page->isVisible());
        const QScrollBar* bar = page->findChild<QScrollArea*>()->verticalScrollBar();
        QVERIFY2(bar->maximum() == 0, qPrintable(QString::number(bar->maximum())));
    }

    void menusAndDialogs_data() { eachLook(); }
    void menusAndDialogs() {
        QFETCH(const bool, dark);
        QFETCH(const QString, language);
        QFETCH(const QSize, size);
        Stage stage({dark ? theme::Scheme::Dark : theme::Scheme::Light, language}, size);
        int number = 0;
        for (const QAction* title : stage.window->menuBar()->actions()) {
            title->menu()->ensurePolished();
            title->menu()->resize(title->menu()->sizeHint());
            stage.saveBeside(*title->menu(), QStringLiteral("menu-%1").arg(++number));
        }
        workspace::Settings early;
        early.asOf = fleet::day(2020, 6, 1);
        app::SettingsDialog earlySettings(early);
        earlySettings.adjustSize();
        stage.saveBeside(earlySettings, QStringLiteral("settings-early"));
        app::SettingsDialog settings({});
        settings.adjustSize();
        stage.saveBeside(settings, QStringLiteral("settings"));
        dataplane::NewFunctionDialog newFunction;
        newFunction.adjustSize();
        stage.saveBeside(newFunction, QStringLiteral("newfunction"));
        app::CommandPalette palette(stage.window->actions().named(theme::AllLanguages()));
        stage.saveBeside(palette, QStringLiteral("palette"));
        palette.findChild<QLineEdit*>()->setText(QStringLiteral("st"));
        stage.saveBeside(palette, QStringLiteral("palette-search"));
    }

    void aCounterThatRemembers_data() { eachLook(); }
    void aCounterThatRemembers() {
        if (!hasRuntimes())
            QSKIP("python3 or node is not installed");
        QFETCH(const bool, dark);
        QFETCH(const QString, language);
        QFETCH(const QSize, size);
        Stage stage({dark ? theme::Scheme::Dark : theme::Scheme::Light, language}, size);
        stage.openSample(QStringLiteral("cold-and-warm"));
        for (int i = 0; i < 3; ++i)
            stage.run();
        const auto& invocations = stage.window->feed().recorder().invocations();
        QCOMPARE(invocations.size(), 3U);
        QVERIFY(stage.window->runPanel().result().payloadText().contains(u'3'));
        stage.save(QStringLiteral("counter"));
    }

    void versionsAndTheWayOfAnInvocation_data() { eachLook(); }
    void versionsAndTheWayOfAnInvocation() {
        if (!hasRuntimes())
            QSKIP("python3 or node is not installed");
        QFETCH(const bool, dark);
        QFETCH(const QString, language);
        QFETCH(const QSize, size);
        Stage stage({dark ? theme::Scheme::Dark : theme::Scheme::Light, language}, size);
        stage.openSample(QStringLiteral("cold-and-warm"));
        stage.run();
        auto* versions = stage.window->findChild<dataplane::VersionsPanel*>();
        dataplane::FunctionAccount& account = versions->account();
        const auto call = [&](const char* operation, const json::Value& request) {
            bool over = false;
            account.call(operation, request, [&](const dataplane::FunctionAccount::Answer& answer) {
                over = answer.ok();
            });
            [&] { QTRY_VERIFY_WITH_TIMEOUT(over, kPatience); }();
        };
        call("PublishVersion", json::Value::object({{"Description", "first"}}));
        call("CreateAlias", json::Value::object({{"Name", "live"}, {"FunctionVersion", "1"}}));
        call("PutProvisionedConcurrencyConfig",
             json::Value::object({{"Qualifier", "live"}, {"ProvisionedConcurrentExecutions", 2}}));
        stage.window->docks().raise(app::Panel::Versions);
        stage.save(QStringLiteral("versions"));
        const auto& record = stage.window->feed().recorder().invocations().back();
        feed::Selection::Content content;
        content.function = QStringLiteral("counter");
        content.invocation = record.invocation;
        content.environment = record.environment;
        stage.window->selection().set(content);
        stage.window->docks().raise(app::Panel::Inspector);
        auto* kept = stage.window->findChild<inspector::KeptStateView*>();
        auto* tabs = stage.window->docks().dock(app::Panel::Inspector)->findChild<QTabWidget*>();
        stage.save(QStringLiteral("invocation"));
        const int at = tabs->indexOf(kept);
        QVERIFY(at > 1);
        tabs->setCurrentIndex(at - 2); // the way, before the log
        stage.save(QStringLiteral("way"));
        tabs->setCurrentIndex(at);
        kept->inspect();
        QTRY_VERIFY_WITH_TIMEOUT(kept->findChild<QTreeView*>()->model()->rowCount() > 0, kPatience);
        stage.save(QStringLiteral("kept"));
    }

    void theTestsOfTheOrders_data() { eachLook(); }
    void theTestsOfTheOrders() {
        if (!hasRuntimes())
            QSKIP("python3 or node is not installed");
        QFETCH(const bool, dark);
        QFETCH(const QString, language);
        QFETCH(const QSize, size);
        Stage stage({dark ? theme::Scheme::Dark : theme::Scheme::Light, language}, size);
        stage.openSample(QStringLiteral("orders"));
        dataplane::TestsPanel& panel = stage.window->testsPanel();
        stage.window->docks().raise(app::Panel::Tests);
        QTRY_VERIFY_WITH_TIMEOUT(panel.model().counts().total == 6, kPatience);
        QFile tests(stage.folder.filePath(QStringLiteral("orders/events/print-label.tests.json")));
        QVERIFY(tests.open(QIODevice::WriteOnly));
        tests.write(R"({"Tests":{"A label names its order":{"Expect":{"Output":{"label":"x"}}}}})");
        tests.close();
        QTRY_VERIFY_WITH_TIMEOUT(panel.model().counts().total == 7, kPatience);
        const auto runFileOf = [&](const char* target, const char* test) {
            panel.view().setCurrentIndex(panel.model().indexOf(target, test).parent());
            panel.runSelected();
            QTRY_VERIFY_WITH_TIMEOUT(!panel.isRunning(), kPatience);
        };
        runFileOf("check-order", "The total is in cents");
        runFileOf("print-label", "A label names its order");
        QCOMPARE(panel.model().counts().passed, 2);
        panel.view().setCurrentIndex(
            panel.model().indexOf("print-label", "A label names its order"));
        stage.save(QStringLiteral("tests"));
    }

    void aLoadUponTheCounter_data() { eachLook(); }
    void aLoadUponTheCounter() {
        if (!hasRuntimes())
            QSKIP("python3 or node is not installed");
        QFETCH(const bool, dark);
        QFETCH(const QString, language);
        QFETCH(const QSize, size);
        Stage stage({dark ? theme::Scheme::Dark : theme::Scheme::Light, language}, size);
        stage.openSample(QStringLiteral("cold-and-warm"));
        dataplane::LoadPanel& panel = stage.window->loadPanel();
        stage.window->docks().raise(app::Panel::Load);
        panel.setFunction(QStringLiteral("counter"));
        panel.form().setLoad({fleet::Load::Kind::Ramp, 1, 0, 60, std::chrono::milliseconds{1500}});
        stage.save(QStringLiteral("load-before"));
        panel.start();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.isRunning(), kPatience);
        panel.setWhere(dataplane::LoadPanel::Where::Simulated);
        panel.form().setLoad({fleet::Load::Kind::Poisson, 1, 40, 0, std::chrono::hours{1}});
        panel.start();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.isRunning(), kPatience);
        stage.save(QStringLiteral("load"));
    }

    void anOrderThroughItsWorkflow_data() { eachLook(); }
    void anOrderThroughItsWorkflow() {
        if (!hasRuntimes())
            QSKIP("python3 or node is not installed");
        QFETCH(const bool, dark);
        QFETCH(const QString, language);
        QFETCH(const QSize, size);
        Stage stage({dark ? theme::Scheme::Dark : theme::Scheme::Light, language}, size);
        stage.openSample(QStringLiteral("orders"));
        stage.run();
        const auto& executions = stage.window->feed().recorder().executions();
        QCOMPARE(executions.size(), 1U);
        QVERIFY2(executions[0].status == telemetry::ExecutionStatus::Succeeded,
                 (executions[0].error + ": " + executions[0].cause).c_str());
        stage.save(QStringLiteral("orders"));
        feed::Selection::Content content = stage.window->selection().content();
        for (const auto& event : executions[0].history) {
            if (event.type == telemetry::HistoryEventType::TaskStateEntered)
                content.state = QString::fromStdString(event.name);
        }
        stage.window->selection().set(content);
        stage.window->docks().raise(app::Panel::Events);
        stage.save(QStringLiteral("inspector"));
        stage.window->docks().raise(app::Panel::Runs);
        auto* runs = stage.window->docks().dock(app::Panel::Runs)->findChild<QAbstractItemView*>();
        QTRY_VERIFY_WITH_TIMEOUT(runs->model()->rowCount() > 0, kPatience);
        stage.save(QStringLiteral("runs"));
    }

    void aProblemAndItsQuickFix_data() { eachLook(); }
    void aProblemAndItsQuickFix() {
        QFETCH(const bool, dark);
        QFETCH(const QString, language);
        QFETCH(const QSize, size);
        Stage stage({dark ? theme::Scheme::Dark : theme::Scheme::Light, language}, size);
        stage.openSample(QStringLiteral("orders"));
        auto& tabs = stage.window->editors().tabs();
        QVERIFY(tabs.openFile(stage.folder.filePath(
                                  QStringLiteral("orders/statemachines/orders.asl.json")))
                    .ok());
        auto& view = tabs.currentPage()->view();
        const std::string right = view.bytes();
        const std::string name = "\"Large order?\"";
        const std::size_t at = right.find("\"Next\": " + name) + 8;
        std::string wrong = right;
        wrong.replace(at, name.size(), "\"Large ordr?\"");
        view.replaceBytes(wrong);
        QTRY_VERIFY_WITH_TIMEOUT(!view.problems().empty(), kPatience);
        view.revealRange({at + 2, at + 2});
        stage.window->docks().raise(app::Panel::Problems);
        stage.save(QStringLiteral("problem"));

        stage.window->actions()[Command::QuickFix]->trigger();
        auto* menu = view.findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
        stage.saveBeside(*menu, QStringLiteral("quickfix"));
        menu->actions().constFirst()->trigger();
        menu->close();
        QCOMPARE(view.bytes(), right);
        view.undo();
        QCOMPARE(view.bytes(), wrong);
        QVERIFY(tabs.saveAll().ok()); // nothing is unsaved when the window closes
    }

    void aFunctionsConfigurationInAForm_data() { eachLook(); }
    void aFunctionsConfigurationInAForm() {
        QFETCH(const bool, dark);
        QFETCH(const QString, language);
        QFETCH(const QSize, size);
        Stage stage({dark ? theme::Scheme::Dark : theme::Scheme::Light, language}, size);
        stage.openSample(QStringLiteral("orders"));
        auto& tabs = stage.window->editors().tabs();
        QVERIFY(tabs.openFile(stage.folder.filePath(
                                  QStringLiteral("orders/functions/charge-card/function.json")))
                    .ok());
        auto& form = stage.window->editors().functionForm();
        QVERIFY(form.isVisible());
        stage.save(QStringLiteral("function"));

        auto& view = tabs.currentPage()->view();
        const std::string before = view.bytes();
        auto* memory = form.findChild<QSpinBox*>();
        QVERIFY(memory && memory->value() == 128);
        memory->setValue(512);
        std::string after = before;
        after.replace(after.find("128"), 3, "512");
        QCOMPARE(view.bytes(), after);
        view.undo();
        QCOMPARE(view.bytes(), before);
        QTRY_COMPARE_WITH_TIMEOUT(memory->value(), 128, kPatience);
        auto* scroll = form.findChild<QScrollArea*>();
        scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
        stage.save(QStringLiteral("function-end"));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
#include "widgets/theme/alllanguages.h"
