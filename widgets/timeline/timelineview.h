#pragma once

#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"
#include "widgets/timeline/timelinecanvas.h"
#include "widgets/timeline/timerange.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QFrame;
class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace ws::theme {
class SpeedButton;
}

namespace ws::timeline {

class TimelineLegend;

/// The lifecycle timeline: a lane per execution environment, with its tool row and legend. Owns the
/// time range that charts below it share.
class TimelineView : public QWidget {
    Q_OBJECT
public:
    TimelineView(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                 QWidget* parent);

    TimeRange& range() { return m_range; }
    TimelineCanvas& canvas() { return *m_canvas; }
    QSize minimumSizeHint() const override;
    /// From then on the lifecycle can be paused and played. Not owned.
    void attachPlayback(feed::Playback& playback);

Q_SIGNALS:
    /// Where the lanes' plot lies in this widget has changed: what shares the axis has to line up.
    void plotMoved();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildTools();
    void fitTools();
    void placeLegend();
    void buildPlayback(QHBoxLayout& tools);
    void buildBanner();
    void followInstant();
    void enterPast();
    void leavePast();
    void refreshPlayback();
    void refreshPlay();
    void retranslatePlayback();
    QString instantSentence() const;
    void takeEvents();
    /// Moves the present on while something runs, and rests while nothing does.
    void tick();
    Interval bounds() const;
    bool isActive() const;
    void fillFilter();
    void updateFilter();
    void announceCurrent();
    void retranslate();
    void updateIcons();

    feed::EngineFeed& m_feed;
    theme::Theme& m_theme;
    TimeRange m_range;
    TimelineCanvas* m_canvas;
    TimelineLegend* m_legend;
    QBoxLayout* m_head;   ///< the tools and the legend
    QHBoxLayout* m_tools; ///< in it
    QTimer m_frame;
    QTimer m_ages; ///< the labels' ages count seconds

    QToolButton* m_zoomIn;
    QToolButton* m_zoomOut;
    QToolButton* m_fit;
    QToolButton* m_follow;
    QToolButton* m_filter;
    QToolButton* m_clear;
    QMenu* m_filterMenu;

    feed::Playback* m_playback = nullptr; // Not owned; nullptr: only the present is shown.
    QToolButton* m_stepBack = nullptr;
    QToolButton* m_play = nullptr;
    QToolButton* m_stepOn = nullptr;
    QToolButton* m_present = nullptr;
    theme::SpeedButton* m_speed = nullptr;
    std::pair<bool, bool> m_playLook; ///< of m_play: whether it pauses, and in the past
    QFrame* m_banner = nullptr;
    QLabel* m_bannerText = nullptr;
    QPushButton* m_bannerButton = nullptr;
    std::optional<base::TimePoint> m_shownInstant;        ///< nullopt: the present was shown last
    TimeRange::Follow m_followed = TimeRange::Follow::On; ///< in that
};

} // namespace ws::timeline
