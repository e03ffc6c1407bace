// Every panel before anything has run and after a run has failed, the canvas alone on the screen,
// and the dialogs that nothing else shows: photographed in both themes and both languages.
#include "app/differencedialog.h"
#include "tests/support/photographs.h"
#include "tests/support/stagedwindow.h"
#include "widgets/codeeditor/comparedialog.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTimer>

using namespace ws;
using app::Panel;
using tests::StagedWindow;

namespace {

/// Its name for files: that of the dock.
QString nameOf(const QDockWidget& dock) {
    return dock.objectName().isEmpty() ? dock.windowTitle() : dock.objectName();
}

/// Something that one can read, or do.
bool hasAWord(const QWidget& panel) {
    for (const QWidget* part : panel.findChildren<QWidget*>()) {
        if (part->visibleRegion().isEmpty())
            continue;
        const auto* label = qobject_cast<const QLabel*>(part);
        const auto* button = qobject_cast<const QAbstractButton*>(part);
        const auto* items = qobject_cast<const QAbstractItemView*>(part);
        const auto* text = qobject_cast<const QPlainTextEdit*>(part);
        if ((label && !label->text().isEmpty()) || (button && !button->text().isEmpty()) ||
            (text && !text->document()->isEmpty()) ||
            (items && items->model() && items->model()->rowCount() > 0))
            return true;
    }
    return false;
}

/// Those in front, that lie over one another or beyond the window by more than their margin.
QStringList crowded(const app::MainWindow& window) {
    constexpr int kMargin = 8;
    QList<const QDockWidget*> shown;
    for (const QDockWidget* dock : window.findChildren<QDockWidget*>()) {
        if (!dock->visibleRegion().isEmpty())
            shown += dock;
    }
    QStringList crowd;
    for (const QDockWidget* dock : shown) {
        const QRect core = dock->geometry().adjusted(0, 0, -kMargin, 0);
        if (!window.rect().contains(core))
            crowd += nameOf(*dock);
        for (const QDockWidget* other : shown) {
            if (other != dock && other->x() >= dock->x() && other->geometry().intersects(core))
                crowd += nameOf(*dock) + u'/' + nameOf(*other);
        }
    }
    return crowd;
}

} // namespace

class tst_Views : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPanelBeforeAndAfterARunThatFails_data() { eachLook(); }
    void everyPanelBeforeAndAfterARunThatFails() {
        if (!StagedWindow::hasRuntimes())
            QSKIP("python3 or node is not installed");
        QFETCH(const int, scheme);
        QFETCH(const QString, language);
        StagedWindow stage(theme::Scheme(scheme), language);
        photographPanels(stage, QStringLiteral("welcome"));
        stage.openSample(QStringLiteral("orders"));
        stage.openFile(QStringLiteral("statemachines/orders.asl.json"));
        photographPanels(stage, QStringLiteral("before"));
        stage.window->runPanel().runMachine(QStringLiteral("orders"));
        QTRY_VERIFY_WITH_TIMEOUT(!stage.isBusy(), StagedWindow::kPatience);
        stage.window->runPanel().setEventText(R"({"orderId": "A-7", "items": []})");
        stage.run();
        stage.select(QStringLiteral("Check order"));
        photographPanels(stage, QStringLiteral("after"));
        tests::photograph(*stage.window, QStringLiteral("view-failed-%1").arg(stage.name));
    }

    /// At 1,280 pixels two of them share what is left beside the run panel.
    void thePanelsBelowFitASmallWindow_data() { eachLook(); }
    void thePanelsBelowFitASmallWindow() {
        QFETCH(const int, scheme);
        QFETCH(const QString, language);
        StagedWindow stage(theme::Scheme(scheme), language, {1280, 800});
        stage.openSample(QStringLiteral("orders"));
        stage.openFile(QStringLiteral("statemachines/orders.asl.json"));
        for (const Panel panel : stage.panels()) {
            const QDockWidget* dock = stage.raise(panel);
            QTest::qWait(20);
            const QStringList crowd = crowded(*stage.window);
            QVERIFY2(crowd.isEmpty(),
                     qPrintable(nameOf(*dock) + u':' + crowd.join(QStringLiteral(", "))));
        }
    }

    void aFunctionForTenants_data() { eachLook(); }
    void aFunctionForTenants() {
        if (!StagedWindow::hasRuntimes())
            QSKIP("python3 or node is not installed");
        QFETCH(const int, scheme);
        QFETCH(const QString, language);
        StagedWindow stage(theme::Scheme(scheme), language);
        stage.openSample(QStringLiteral("cold-and-warm"));
        const QString path =
            stage.dir.filePath(QStringLiteral("cold-and-warm/functions/counter/function.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray text = file.readAll();
        const auto first = text.indexOf('{');
        text.insert(first + 1, "\n  \"TenancyConfig\": {\"TenantIsolationMode\": \"PER_TENANT\"},");
        file.resize(0);
        file.write(text);
        file.close();
        const auto isIsolated = [&] {
            const auto* entry = stage.window->feed().snapshot().function("counter");
            return entry && entry->configuration.perTenant;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isIsolated(), StagedWindow::kPatience);
        stage.openFile(QStringLiteral("functions/counter/function.json"));
        auto& panel = stage.window->runPanel();
        QComboBox* tenant = nullptr;
        for (auto* box : panel.findChildren<QComboBox*>()) {
            if (box->isEditable())
                tenant = box;
        }
        QVERIFY(tenant);
        for (const char* name : {"blue", "green", "blue"}) {
            tenant->setEditText(QString::fromLatin1(name));
            panel.runFunction(QStringLiteral("counter"));
            QTRY_VERIFY_WITH_TIMEOUT(!panel.isBusy(), StagedWindow::kPatience);
        }
        QCOMPARE(stage.window->feed().recorder().lanes().size(), std::size_t(2));
        stage.raise(Panel::Lifecycle);
        QTest::qWait(100);
        tests::photograph(*stage.window, QStringLiteral("view-tenants-%1").arg(stage.name));
        QDockWidget* load = stage.raise(Panel::Load);
        stage.window->loadPanel().setFunction(QStringLiteral("counter"));
        QTest::qWait(60);
        tests::photograph(*load, QStringLiteral("panel-load-tenants-%1").arg(stage.name));
    }

    void theCanvasAloneOnTheScreen_data() { eachLook(); }
    void theCanvasAloneOnTheScreen() {
        QFETCH(const int, scheme);
        QFETCH(const QString, language);
        StagedWindow stage(theme::Scheme(scheme), language);
        stage.openSample(QStringLiteral("orders"));
        stage.openFile(QStringLiteral("statemachines/orders.asl.json"));
        stage.select(QStringLiteral("Fulfil"));
        stage.window->actions()[app::Command::FullScreen]->trigger();
        stage.window->resize(1600, 1000); // a usual screen; the offscreen one is small
        QTest::qWait(100);
        stage.window->editors().canvas().zoomToFit();
        QTest::qWait(100);
        tests::photograph(*stage.window, QStringLiteral("view-fullscreen-%1").arg(stage.name));
        stage.window->actions()[app::Command::FullScreen]->trigger();
    }

    void dialogs_data() { eachLook(); }
    void dialogs() {
        QFETCH(const int, scheme);
        QFETCH(const QString, language);
        StagedWindow stage(theme::Scheme(scheme), language);
        const std::string before = R"({
  "StartAt": "Pack",
  "States": {
    "Pack": {"Type": "Pass", "Next": "Ship"},
    "Ship": {"Type": "Wait", "Seconds": 3, "Next": "Done"},
    "Done": {"Type": "Succeed"}
  }
})";
        std::string after = before;
        after.replace(after.find("\"Seconds\": 3"), 12, "\"Seconds\": 30");
        app::DifferenceDialog difference(QStringLiteral("orders.asl.json"),
                                         {QStringLiteral("HEAD"), before},
                                         {QStringLiteral("orders.asl.json"), after}, stage.theme);
        codeeditor::CompareDialog text(QStringLiteral("orders.asl.json"), before, after,
                                       stage.theme);
        for (auto& [dialog, name] :
             {std::pair<QDialog*, QString>{&difference, QStringLiteral("difference")},
              std::pair<QDialog*, QString>{&text, QStringLiteral("compare-text")}}) {
            dialog->show();
            QTest::qWait(100);
            tests::photograph(*dialog, QStringLiteral("dialog-%1-%2").arg(name, stage.name));
        }
        difference.tabs().setCurrentIndex(1 - difference.tabs().currentIndex());
        QTest::qWait(50);
        tests::photograph(difference, QStringLiteral("dialog-difference-text-%1").arg(stage.name));
        // A question of the program has no window of its own.
        bool seen = false;
        QTimer::singleShot(50, this, [&] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            if (!box)
                return;
            tests::photograph(*box, QStringLiteral("dialog-about-%1").arg(stage.name));
            seen = true;
            box->accept();
        });
        stage.window->actions()[app::Command::About]->trigger();
        QVERIFY(seen);
    }

private:
    static void eachLook() {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<QString>("language");
        for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
            for (const char* language : {"en", "ko"})
                QTest::addRow("%s-%s", scheme == theme::Scheme::Light ? "light" : "dark", language)
                    << int(scheme) << QString::fromLatin1(language);
        }
    }
    static void photographPanels(StagedWindow& stage, const QString& when) {
        for (const Panel panel : stage.panels()) {
            QDockWidget* dock = stage.raise(panel);
            QTest::qWait(60); // coalesced changes and deferred layouts have settled by then
            tests::photograph(
                *dock, QStringLiteral("panel-%1-%2-%3").arg(nameOf(*dock), when, stage.name));
            QVERIFY2(hasAWord(*dock->widget()), qPrintable(nameOf(*dock) + when));
        }
    }
};

QTEST_MAIN(tst_Views)
#include "tst_views.moc"
