// What TimelineCanvas paints around the lanes' own content.

#include "widgets/timeline/series.h"
#include "widgets/timeline/timelinecanvas.h"
#include "widgets/timeline/timelinemetrics.h"
#include "widgets/timeline/timelinetext.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace ws::timeline {

namespace {

using theme::Role;
using theme::Theme;

constexpr int kBadge = 18;

} // namespace

void TimelineCanvas::paintEvent(QPaintEvent*) {
    const double ratio = viewport()->devicePixelRatioF();
    if (!m_painter || m_painterRatio != ratio) {
        m_painter = std::make_unique<LanePainter>(m_theme, ratio);
        m_painterRatio = ratio;
    }
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.colour(Role::Canvas));
    if (m_rows.rows().empty()) {
        paintEmpty(painter);
        return;
    }
    const QRect plot = plotRect();
    const Ticks ticks = ticksFor(m_range.visible(), plot.width(), origin(), kMinimumTickGap);
    paintGrid(painter, ticks);
    paintLanes(painter);
    paintPresent(painter);
    paintInstant(painter);
    paintRuler(painter);
    paintBand(painter);
    paintCursor(painter);
}

void TimelineCanvas::paintGrid(QPainter& painter, const Ticks& ticks) const {
    const QRect plot = plotRect();
    for (const base::TimePoint at : ticks.at) {
        const int x = plot.left() + int(std::lround(xAt(at, m_range.visible(), plot.width())));
        painter.fillRect(QRect(x, plot.top(), 1, plot.height()), m_theme.colour(Role::CanvasGrid));
    }
}

void TimelineCanvas::paintLanes(QPainter& painter) {
    const QRect plot = plotRect();
    const PlotScale plotScale = scale();
    const telemetry::RecordCut shown = cut();
    const double presentX =
        std::min(xAt(now(), plotScale.visible, plotScale.width), plotScale.width + 1);
    // The number above a bar may be longer than the bar: it does not reach over the instant.
    QRect area = plot;
    if (instant())
        area.setRight(plot.left() + std::clamp(int(presentX), 0, plot.width()) - 1);
    const auto first = rowAt(kRulerHeight);
    const feed::Selection::Content& selected = m_selection.content();
    for (std::size_t i = first.value_or(0); i < m_rows.rows().size(); ++i) {
        const Row& row = m_rows.rows()[i];
        const QRect rect = rowRect(i);
        if (rect.top() > viewport()->height())
            break;
        if (row.isHeading()) {
            painter.setClipRect(viewport()->rect().adjusted(0, kRulerHeight, 0, 0));
            paintHeading(painter, row, rect);
            continue;
        }
        const telemetry::Lane* lane = recorder().lane(row.environment);
        if (!lane)
            continue;
        painter.setClipRect(viewport()->rect().adjusted(0, kRulerHeight, 0, 0));
        if (selected.environment == row.environment)
            painter.fillRect(rect, m_theme.colour(Role::SelectionFill));
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                         m_theme.colour(Role::CanvasGrid));
        paintLabel(painter, row, *lane, rect);
        if (area.width() <= 0)
            continue;
        painter.setClipRect(area);
        m_painter->paint(painter,
                         {*lane, m_geometry.segments(*lane, plotScale, shown),
                          QRectF(area.left(), rect.top(), area.width(), rect.height()), presentX,
                          selectedSpan(*lane), hasFocus() ? currentSpan(*lane) : std::nullopt},
                         shown);
    }
    painter.setClipping(false);
    painter.fillRect(QRect(kGutterWidth - 1, kRulerHeight, 1, plot.height()),
                     m_theme.colour(Role::Border));
}

void TimelineCanvas::paintHeading(QPainter& painter, const Row& row, const QRect& rect) const {
    painter.fillRect(rect, m_theme.colour(Role::PanelRaised));
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                     m_theme.colour(Role::Border));
    const int icon = 16;
    const QRect inner = rect.adjusted(Theme::space(2), 0, -Theme::space(2), 0);
    painter.drawPixmap(QPoint(inner.left(), inner.center().y() - icon / 2 + 1),
                       m_theme.pixmap(QStringLiteral("function"),
                                      m_theme.colour(Role::TextSecondary), icon,
                                      viewport()->devicePixelRatioF()));
    const QFont font = m_theme.textFont(0, QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(m_theme.colour(Role::Text));
    const QRect place = inner.adjusted(icon + Theme::space(1), 0, 0, 0);
    const QString name = QFontMetrics(font).elidedText(QString::fromStdString(row.function),
                                                       Qt::ElideMiddle, place.width());
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, name);
}

void TimelineCanvas::paintLabel(QPainter& painter, const Row& row, const telemetry::Lane& lane,
                                const QRect& rect) const {
    const QRect badge(rect.left() + Theme::space(2), rect.center().y() - kBadge / 2 + 1,
                      std::max(kBadge, 10 + 8 * int(letterText(row.letter).size())), kBadge);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool over = cut().isOver(lane);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(over ? Role::CanvasGrid : Role::Accent));
    painter.drawRoundedRect(badge, 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(m_theme.textFont(-1, QFont::DemiBold));
    painter.setPen(m_theme.colour(over ? Role::TextSecondary : Role::AccentText));
    painter.drawText(badge, Qt::AlignCenter, letterText(row.letter));

    const QFont font = m_theme.textFont(-1);
    painter.setFont(font);
    painter.setPen(m_theme.colour(over ? Role::TextSecondary : Role::Text));
    const QRect place(badge.right() + Theme::space(2), rect.top(),
                      kGutterWidth - badge.right() - Theme::space(4), rect.height());
    const QString details =
        cut().isPresent() ? laneDetails(lane, now()) : laneDetails(cut().head(lane), now());
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(font).elidedText(details, Qt::ElideRight, place.width()));
}

void TimelineCanvas::paintRuler(QPainter& painter) const {
    const QRect ruler(0, 0, viewport()->width(), kRulerHeight);
    painter.fillRect(ruler, m_theme.colour(Role::PanelRaised));
    painter.fillRect(QRect(0, ruler.bottom(), ruler.width(), 1), m_theme.colour(Role::Border));
    painter.fillRect(QRect(kGutterWidth - 1, 0, 1, kRulerHeight), m_theme.colour(Role::Border));
    painter.setFont(m_theme.textFont(-1));
    painter.setPen(m_theme.colour(Role::TextSecondary));
    painter.drawText(QRect(Theme::space(2), 0, kGutterWidth - Theme::space(4), kRulerHeight - 1),
                     Qt::AlignVCenter | Qt::AlignLeft,
                     tr("%n environment(s)", nullptr, int(m_rows.laneCount())));

    const QRect plot = plotRect();
    const Ticks ticks = ticksFor(m_range.visible(), plot.width(), origin(), kMinimumTickGap);
    const QRect chip = cursorChip().second;
    painter.setClipRect(ruler.adjusted(kGutterWidth, 0, 0, 0));
    for (const base::TimePoint at : ticks.at) {
        const int x = plot.left() + int(std::lround(xAt(at, m_range.visible(), plot.width())));
        painter.fillRect(QRect(x, kRulerHeight - 7, 1, 6), m_theme.colour(Role::TextSecondary));
        const QString label = tickText(at - origin(), ticks.step);
        const QRect place(x + 4, 0, painter.fontMetrics().horizontalAdvance(label),
                          kRulerHeight - 2);
        if (!place.intersects(chip))
            painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, label);
    }
    painter.setClipping(false);
}

void TimelineCanvas::paintPresent(QPainter& painter) const {
    if (instant())
        return;
    const QRect plot = plotRect();
    const double x = xAt(now(), m_range.visible(), plot.width());
    if (x < 0 || x > plot.width())
        return;
    const int left = plot.left() + int(x);
    painter.fillRect(QRect(left, plot.top(), 1, plot.height()), m_theme.colour(Role::Accent));
}

/// Where the past that is shown ends. What came then is not there; its place is dimmed.
void TimelineCanvas::paintInstant(QPainter& painter) const {
    if (!instant())
        return;
    const QRect plot = plotRect();
    const double x = xAt(*instant(), m_range.visible(), plot.width());
    if (x > plot.width())
        return;
    const int left = plot.left() + std::max(0, int(x));
    QColor after = m_theme.colour(Role::Canvas);
    after.setAlphaF(0.55F);
    painter.fillRect(QRect(QPoint(left, plot.top()), plot.bottomRight()), after);
    if (x >= 0)
        painter.fillRect(QRect(left, plot.top(), 2, plot.height()), m_theme.colour(Role::Link));
}

/// The read-out on the ruler: what it says, and where.
std::pair<QString, QRect> TimelineCanvas::cursorChip() const {
    const auto cursor = m_range.cursor();
    if (!cursor || !m_range.visible().contains(*cursor))
        return {};
    const QRect plot = plotRect();
    const int x = plot.left() + int(xAt(*cursor, m_range.visible(), plot.width()));
    const base::Duration step = m_range.visible().length() / std::max(1, plot.width());
    const QString text = tr("%1 · %2 running", "time, number of lanes")
                             .arg(tickText(*cursor - origin(), step))
                             .arg(runningAt(cut(), *cursor));
    const int width = QFontMetrics(m_theme.textFont(-1, QFont::DemiBold)).horizontalAdvance(text) +
                      Theme::space(4);
    const int rightmost = std::max(plot.left() + 2, plot.right() - width);
    return {text, QRect(std::clamp(x - width / 2, plot.left() + 2, rightmost), 4, width,
                        kRulerHeight - 9)};
}

void TimelineCanvas::paintCursor(QPainter& painter) const {
    const auto cursor = m_range.cursor();
    if (!cursor || !m_range.visible().contains(*cursor))
        return;
    const QRect plot = plotRect();
    const int x = plot.left() + int(xAt(*cursor, m_range.visible(), plot.width()));
    painter.fillRect(QRect(x, kRulerHeight, 1, plot.height()), m_theme.colour(Role::TextSecondary));

    const auto [text, chip] = cursorChip();
    painter.setFont(m_theme.textFont(-1, QFont::DemiBold));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(Role::Text));
    painter.drawRoundedRect(chip, 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(m_theme.colour(Role::Canvas));
    painter.drawText(chip, Qt::AlignCenter, text);
}

void TimelineCanvas::paintBand(QPainter& painter) const {
    const auto band = m_tool && m_dragging ? m_tool->band() : std::nullopt;
    if (!band)
        return;
    QColor fill = m_theme.colour(Role::Accent);
    fill.setAlphaF(0.18F);
    painter.fillRect(*band, fill);
    painter.fillRect(QRect(band->left(), band->top(), 1, band->height()),
                     m_theme.colour(Role::Accent));
    painter.fillRect(QRect(band->right(), band->top(), 1, band->height()),
                     m_theme.colour(Role::Accent));
}

void TimelineCanvas::paintEmpty(QPainter& painter) const {
    const int icon = 40;
    const QRect area = viewport()->rect().adjusted(Theme::space(4), 0, -Theme::space(4), 0);
    const QFont title = m_theme.textFont(1, QFont::DemiBold);
    const QFont body = m_theme.textFont(0);
    const QString heading = tr("No execution environments yet");
    const QString hint = tr("Invoke a function to see its execution environments here: how they "
                            "start, run, wait and end.");
    const int textWidth = std::min(area.width(), 420);
    const int titleHeight = QFontMetrics(title).height();
    const int bodyHeight =
        QFontMetrics(body)
            .boundingRect(QRect(0, 0, textWidth, 1'000), Qt::TextWordWrap | Qt::AlignHCenter, hint)
            .height();
    const bool withIcon = area.height() > icon + titleHeight + bodyHeight + Theme::space(8);
    const int total =
        (withIcon ? icon + Theme::space(3) : 0) + titleHeight + Theme::space(1) + bodyHeight;
    int y = area.center().y() - total / 2;
    if (withIcon) {
        painter.drawPixmap(QPoint(area.center().x() - icon / 2, y),
                           m_theme.pixmap(QStringLiteral("timeline"),
                                          m_theme.colour(Role::TextDisabled), icon,
                                          viewport()->devicePixelRatioF()));
        y += icon + Theme::space(3);
    }
    const int left = area.center().x() - textWidth / 2;
    painter.setFont(title);
    painter.setPen(m_theme.colour(Role::Text));
    painter.drawText(QRect(left, y, textWidth, titleHeight), Qt::AlignHCenter | Qt::TextDontClip,
                     heading);
    y += titleHeight + Theme::space(1);
    painter.setFont(body);
    painter.setPen(m_theme.colour(Role::TextSecondary));
    painter.drawText(QRect(left, y, textWidth, bodyHeight), Qt::AlignHCenter | Qt::TextWordWrap,
                     hint);
}

} // namespace ws::timeline
