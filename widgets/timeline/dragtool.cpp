#include "widgets/timeline/dragtool.h"

#include "widgets/feed/playback.h"

#include <QScrollBar>

#include <algorithm>

namespace ws::timeline {

PanTool::PanTool(TimeRange& range, QScrollBar* scrollBar, const QRect& plot, QPoint start)
    : m_range(range)
    , m_scrollBar(scrollBar)
    , m_width(std::max(1, plot.width()))
    , m_start(start)
    , m_from(range.visible())
    , m_scrolledFrom(scrollBar ? scrollBar->value() : 0) {}

void PanTool::moveTo(QPoint at) {
    const base::TimePoint wanted = timeAt(m_start.x() - at.x(), m_from, m_width);
    m_range.pan(wanted - m_range.visible().begin);
    if (m_scrollBar)
        m_scrollBar->setValue(m_scrolledFrom + m_start.y() - at.y());
}

BandTool::BandTool(TimeRange& range, const QRect& plot, QPoint start)
    : m_range(range)
    , m_plot(plot)
    , m_start(start)
    , m_end(start) {}

std::optional<QRect> BandTool::band() const {
    const int left = std::clamp(std::min(m_start.x(), m_end.x()), m_plot.left(), m_plot.right());
    const int right = std::clamp(std::max(m_start.x(), m_end.x()), m_plot.left(), m_plot.right());
    return QRect(left, m_plot.top(), right - left + 1, m_plot.height());
}

void BandTool::finish() {
    constexpr int kLeast = 4;
    const QRect chosen = *band();
    if (chosen.width() < kLeast)
        return;
    const auto at = [&](int x) {
        return timeAt(x - m_plot.left(), m_range.visible(), m_plot.width());
    };
    m_range.show({at(chosen.left()), at(chosen.right() + 1)});
}

InstantTool::InstantTool(feed::Playback& playback, const TimeRange& range, const QRect& plot)
    : m_playback(playback)
    , m_range(range)
    , m_plot(plot) {}

void InstantTool::moveTo(QPoint at) {
    const int x = std::clamp(at.x(), m_plot.left(), m_plot.right());
    m_playback.goToTime(timeAt(x - m_plot.left(), m_range.visible(), m_plot.width()));
}

} // namespace ws::timeline
