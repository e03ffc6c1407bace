#pragma once

#include "app/docks.h"
#include "app/editorarea.h"
#include "tests/support/shownwindow.h"
#include "widgets/dataplane/invokepanel.h"
#include "widgets/dataplane/loadpanel.h"

#include <QDockWidget>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <tuple>

namespace ws::tests {

/// The whole window over an engine in a folder of its own, active and with something in it.
struct StagedWindow : ShownWindow {
    static constexpr int kPatience = 120'000;

    explicit StagedWindow(theme::Scheme scheme = theme::Scheme::Light,
                          const QString& language = QStringLiteral("en"),
                          const QSize& size = {1600, 1000})
        : ShownWindow(scheme, language, size) {
        window->activateWindow();
        std::ignore = QTest::qWaitForWindowActive(window.get());
    }

    static bool hasRuntimes() {
        return !QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty() &&
               !QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty();
    }

    void openSample(const QString& id) {
        window->openSample(id, dir.filePath(id));
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(window->feed().snapshot().root),
                                  dir.filePath(id), kPatience);
    }
    void openFile(const QString& relative) {
        QVERIFY(window->editors()
                    .tabs()
                    .openFile(QString::fromStdString(window->feed().snapshot().root) +
                              QLatin1Char('/') + relative)
                    .ok());
        QTest::qWait(0);
    }
    /// Of the machine in front.
    void select(const QString& state) {
        feed::Selection::Content content;
        content.machine = window->editors().currentMachine();
        content.state = state;
        window->selection().set(content);
        QCoreApplication::processEvents();
    }
    /// What the Run command runs, to its end.
    void run() {
        window->actions()[app::Command::Run]->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!isBusy(), kPatience);
    }
    bool isBusy() const {
        const auto& executions = window->feed().recorder().executions();
        return window->runPanel().isRunning() || window->runPanel().isExecuting() ||
               window->runPanel().result().statusText().isEmpty() ||
               std::ranges::any_of(
                   executions, [](const telemetry::ExecutionRecord& run) { return !run.finished; });
    }
    /// Sends a simulated load to a function, to its end.
    void simulate(const QString& function) {
        dataplane::LoadPanel& panel = window->loadPanel();
        panel.setFunction(function);
        panel.setWhere(dataplane::LoadPanel::Where::Simulated);
        panel.form().setLoad({fleet::Load::Kind::Ramp, 1, 0, 60, std::chrono::milliseconds{1500}});
        panel.start();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.isRunning(), kPatience);
    }
    QList<app::Panel> panels() const {
        QList<app::Panel> all;
        for (int panel = 0; panel <= int(app::Panel::Runs); ++panel)
            all += app::Panel(panel);
        return all;
    }
    QDockWidget* raise(app::Panel panel) {
        window->docks().raise(panel);
        QCoreApplication::processEvents();
        return window->docks().dock(panel);
    }

    QTemporaryDir& dir = folder;
};

} // namespace ws::tests
