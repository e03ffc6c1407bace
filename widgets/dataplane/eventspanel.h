#pragma once

#include "widgets/dataplane/tablepanel.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/models/executioneventsmodel.h"

class QComboBox;

namespace ws::dataplane {

/// The history of the selected execution, else of the latest one; in step with the selection.
class EventsPanel : public QWidget {
    Q_OBJECT
public:
    EventsPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                QWidget* parent = nullptr);

    models::ExecutionEventsModel& model() { return m_model; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void takeEvents(const std::vector<telemetry::Event>& events);
    void takeSelection(const feed::Selection::Content& content);
    void tellSelection(const QModelIndex& current);
    void fillExecutions();
    void addExecution(const telemetry::ExecutionRecord& record, int depth);
    void show(base::ExecutionId execution);

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    models::ExecutionEventsModel m_model;
    QComboBox* m_executions;
    TablePanel* m_table;
};

} // namespace ws::dataplane
