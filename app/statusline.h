#pragma once

#include "widgets/feed/enginefeed.h"
#include "widgets/theme/theme.h"

#include <QStatusBar>

#include <vector>

class QLabel;
class QToolButton;

namespace ws::app {

/// What the engine is doing, how many environments live, and what this machine cannot give them.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    StatusLine(feed::EngineFeed& feed, theme::Theme& theme, QWidget* parent = nullptr);

    void tell(const QString& text);
    QString engineText() const;
    /// Says so when the rules are not today's.
    void setAsOf(fleet::Day day);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void collectNotices(const std::vector<telemetry::Event>& events);
    void addNotice(const base::Error& notice);
    void showNotices();

    feed::EngineFeed& m_feed; // Not owned.
    theme::Theme& m_theme;    // Not owned.
    std::vector<base::Error> m_notices;
    QLabel* m_engineIcon;
    QLabel* m_engine;
    QLabel* m_environments;
    QLabel* m_asOfText;
    fleet::Day m_asOf = fleet::kToday;
    QToolButton* m_noticesButton;
};

} // namespace ws::app
