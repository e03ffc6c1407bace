#pragma once

#include "engine/telemetry/foldedtime.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QAbstractSlider>
#include <QWidget>

#include <utility>

class QLabel;
class QPushButton;
class QToolButton;

namespace ws::feed {
class Playback;
}
namespace ws::theme {
class SpeedButton;
}

namespace ws::designer {

/// The bar itself: a slider over the events of a run, laid out by their times. Its value is the id
/// of the last event that is shown.
class ScrubTrack : public QAbstractSlider {
    Q_OBJECT
public:
    ScrubTrack(theme::Theme& theme, QWidget* parent);

    void setHistory(const std::vector<telemetry::HistoryEvent>& history);
    /// Of the event with that id.
    int xOf(std::int64_t event) const;
    std::int64_t eventAt(int x) const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Mark : char { Plain, Entered, Failed };
    QRect groove() const;

    theme::Theme& m_theme; // Not owned.
    telemetry::FoldedTime m_time;
    std::vector<base::TimePoint> m_moments; ///< by id - 1
    std::vector<Mark> m_marks;
};

/// Goes back and forth in the run that the canvas shows; all views follow through the selection.
class Scrubber : public QWidget {
    Q_OBJECT
public:
    Scrubber(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
             QWidget* parent);

    void setSubject(const QString& machine, base::ExecutionId execution);
    /// From then on the run can be played. Not owned.
    void attachPlayback(feed::Playback& playback);
    ScrubTrack& track() { return *m_track; }
    /// What it says of the moment.
    QString text() const;

public Q_SLOTS:
    void back();
    void forward();
    void toFirst();
    /// To the present: what still happens is shown as it does.
    void toLast();
    /// Plays the run, or pauses the playback; neither changes what it does.
    void togglePlaying();

Q_SIGNALS:
    /// A new run is to begin where the shown one was after that event.
    void continueRequested(qint64 event);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void restyle();
    void retranslate();
    void refresh();
    void refreshButtons(std::int64_t at, std::int64_t last);
    void refreshPlay();
    void show(std::int64_t event);
    std::int64_t shownEvent() const;
    const telemetry::ExecutionRecord* record() const;

    feed::EngineFeed& m_feed;             // Not owned.
    feed::Selection& m_selection;         // Not owned.
    theme::Theme& m_theme;                // Not owned.
    feed::Playback* m_playback = nullptr; // Not owned; nullptr: nothing is played.
    QString m_machine;
    base::ExecutionId m_execution{};

    QToolButton* m_first = nullptr;
    QToolButton* m_back = nullptr;
    QToolButton* m_play = nullptr;
    QToolButton* m_forward = nullptr;
    QToolButton* m_last = nullptr;
    theme::SpeedButton* m_speed = nullptr;
    std::pair<bool, bool> m_playLook; ///< of m_play: whether it pauses, and in the past
    ScrubTrack* m_track = nullptr;
    QLabel* m_text = nullptr;
    QToolButton* m_continue = nullptr;
};

} // namespace ws::designer
