#pragma once

#include "widgets/dataplane/spandelegate.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/models/runfilter.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace ws::dataplane {

class IterationGrid;
class RunOverview;

/// The selected run as a table and a timeline of its visits, with the iterations of a Map as cells
/// beside it. In step with the selection.
class StepsPanel : public QWidget {
    Q_OBJECT
public:
    StepsPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
               QWidget* parent = nullptr);

    models::RunModel& model() { return m_model; }
    models::RunFilter& filter() { return m_filter; }
    QTreeView& view() { return *m_view; }
    IterationGrid& grid() { return *m_grid; }
    RunOverview& overview() { return *m_overview; }
    const SpanScale& scale() const { return m_scale; }
    /// "Orders › Item 2 › Lines".
    QString breadcrumb() const;
    /// "first-run › Ship › second-run", then what the selected state has begun.
    QString nestingText() const;

public Q_SLOTS:
    void nextFailed();
    /// Of the selected visit: all attempts, the first, the second ... and the last again.
    void nextAttempt();
    void previousAttempt();
    /// The execution that the selected state began last.
    void openNested();
    /// The state that began this execution.
    void openParent();

Q_SIGNALS:
    /// Another machine's run is shown from now on.
    void machineRequested(const QString& machine);
    /// Of what that past execution has begun, more should be there.
    void moreNestedRequested(quint64 execution);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    QWidget* buildMapSide();
    QToolButton* addToggle(QBoxLayout* row);
    void retranslate();
    void applyTheme();
    void fillStatuses();
    void readFilter();
    void takeEvents();
    void takeSelection(const feed::Selection::Content& content);
    void showExecution(base::ExecutionId execution);
    void rescale();
    void pick(const models::RunModel::Place& place);
    void showNode(const models::RunModel::Place& place);
    feed::Selection::Content contentOf(const models::RunModel::Place& place) const;
    void pickAttempt(const models::RunModel::Place& place, int attempt);
    void walkAttempts(int step);
    void showMapOf(int node);
    void showIteration(int node);
    void showNesting();
    models::RunModel::Place inRun(int node) const { return {m_model.execution(), node}; }
    models::RunModel::Place currentPlace() const;
    /// Begun by that visit, or inside it; of a whole execution: by any.
    std::vector<const telemetry::ExecutionRecord*>
    nestedIn(const models::RunModel::Place& place) const;
    void open(const telemetry::ExecutionRecord& run, const telemetry::ExecutionOrigin* at);
    void select(const telemetry::ExecutionRecord& run, const telemetry::ExecutionOrigin* at);
    void followNesting(const QString& link);
    const telemetry::ExecutionRecord* record() const;

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    models::RunModel m_model;
    models::RunFilter m_filter;
    SpanScale m_scale;
    SpanDelegate* m_spans = nullptr;
    bool m_telling = false; ///< the selection that changes now was made here
    QTimer m_later;         ///< the overview follows a run that goes on a few times a second

    QLineEdit* m_name = nullptr;
    QToolButton* m_regex = nullptr;
    QComboBox* m_statuses = nullptr;
    QToolButton* m_inRange = nullptr;
    QToolButton* m_fold = nullptr;
    QToolButton* m_containers = nullptr;
    QToolButton* m_failed = nullptr;
    QToolButton* m_expand = nullptr;
    QLabel* m_nesting = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_empty = nullptr;
    RunOverview* m_overview = nullptr;
    QTreeView* m_view = nullptr;
    QWidget* m_mapSide = nullptr;
    QLabel* m_crumbs = nullptr;
    QLabel* m_counts = nullptr;
    QToolButton* m_mapFailed = nullptr;
    IterationGrid* m_grid = nullptr;
};

} // namespace ws::dataplane
