#pragma once

#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/models/testsmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace ws::dataplane {

class ElidedLabel;

/// The workspace's tests: runs them, says what differed, and makes one from a run.
class TestsPanel : public QWidget {
    Q_OBJECT
public:
    TestsPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
               QWidget* parent = nullptr);

    models::TestsModel& model() { return m_model; }
    QTreeView& view() { return *m_view; }
    bool isRunning() const { return m_running; }

public Q_SLOTS:
    void runAll();
    void runSelected();
    void stop();
    /// Asks for a name and writes what the selected execution, else the machine's last one, came
    /// to.
    void makeTest();

Q_SIGNALS:
    /// The file, relative to the workspace, and the test in it; the test may be empty.
    void openRequested(const QString& path, const QString& test);
    /// Unsaved text is to be saved first: tests run what is on disk.
    void aboutToRun();
    void failed(const ws::base::Error& error);
    void told(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void applyTheme();
    void readFiles();
    void takeFiles(const std::vector<workspace::ScenarioFile>& files);
    void run(const std::vector<workspace::ScenarioRunner::Wanted>& wanted);
    void takeResult(const std::optional<workspace::ScenarioResult>& result);
    void refresh();
    void showDifferences();
    void openCurrent(const QModelIndex& index);
    void openMenu(const QPoint& position);
    const telemetry::ExecutionRecord* runToKeep() const;
    QString askName(const telemetry::ExecutionRecord& record);
    base::Status write(const telemetry::ExecutionRecord& record, const std::string& name,
                       const std::string& file);

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    models::TestsModel m_model;
    QPushButton* m_runAll = nullptr;
    QToolButton* m_runSelected = nullptr;
    QToolButton* m_stop = nullptr;
    QToolButton* m_make = nullptr;
    ElidedLabel* m_summary = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_empty = nullptr;
    QTreeView* m_view = nullptr;
    QLabel* m_differences = nullptr;
    QScrollArea* m_scroll = nullptr; ///< around the differences
    bool m_running = false;
};

} // namespace ws::dataplane
