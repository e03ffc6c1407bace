#pragma once

#include "widgets/dataplane/tablepanel.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/models/invocationsmodel.h"

namespace ws::dataplane {

/// Every invocation with why it started cold or warm; in step with the selection.
class InvocationsPanel : public QWidget {
    Q_OBJECT
public:
    InvocationsPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                     QWidget* parent = nullptr);

    models::InvocationsModel& model() { return m_model; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void tellSelection(const QModelIndex& current);
    void takeSelection(const feed::Selection::Content& content);

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    models::InvocationsModel m_model;
    TablePanel* m_table;
};

} // namespace ws::dataplane
