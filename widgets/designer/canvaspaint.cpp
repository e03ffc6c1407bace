#include "widgets/designer/canvaspaint.h"

#include "widgets/designer/annotationitems.h"
#include "widgets/designer/edgestroke.h"
#include "widgets/designer/itempainting.h"
#include "widgets/designer/statusnames.h"

#include <QCoreApplication>
#include <QFile>
#include <QPaintEngine>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>

namespace ws::designer {

namespace {

using statemachine::StateType;
using theme::Role;
using theme::Status;

constexpr double kRadius = 8;
constexpr double kContainerRadius = 12;
constexpr double kChamfer = 16;
constexpr double kGridStep = 20;
constexpr int kLeastGridStep = 10; // pixels; denser dots are a grey haze
constexpr int kGridTile = 240;     // pixels, about
constexpr double kLabelScale = 0.595;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ws::designer::CanvasPainter)
};

QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto mix = [&](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

QPainterPath chamfered(const QRectF& r) {
    const double cut = std::min(kChamfer, r.height() / 2);
    QPolygonF shape;
    shape << QPointF(r.left() + cut, r.top()) << QPointF(r.right() - cut, r.top())
          << QPointF(r.right(), r.top() + cut) << QPointF(r.right(), r.bottom() - cut)
          << QPointF(r.right() - cut, r.bottom()) << QPointF(r.left() + cut, r.bottom())
          << QPointF(r.left(), r.bottom() - cut) << QPointF(r.left(), r.top() + cut);
    QPainterPath path;
    path.addPolygon(shape);
    path.closeSubpath();
    return path;
}

/// The name has the node for itself when there is no second line, and the zoom takes much of it.
QFont enlarged(QFont font, const QString& text, double width) {
    constexpr double kMost = 1.4;
    const double taken = QFontMetricsF(font).horizontalAdvance(text);
    const double factor = taken > 0 ? std::clamp(width / taken, 1.0, kMost) : 1.0;
    font.setPixelSize(static_cast<int>(font.pixelSize() * factor));
    return font;
}

QPixmap gridTile(int step, const QColor& ground, const QColor& dot, double ratio) {
    const int count = std::max(1, kGridTile / step);
    QPixmap tile(count * step, count * step);
    tile.fill(ground);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(dot);
    const double radius = 0.9 * ratio;
    for (int y = 0; y < count; ++y) {
        for (int x = 0; x < count; ++x)
            painter.drawEllipse(QPointF(x + 0.5, y + 0.5) * step, radius, radius);
    }
    painter.end();
    tile.setDevicePixelRatio(ratio);
    return tile;
}

} // namespace

Detail detailAt(double scale) {
    if (scale >= 0.75)
        return Detail::Full;
    return scale >= 0.4 ? Detail::Names : Detail::Shapes;
}

bool showsLabels(double scale) {
    return scale >= kLabelScale;
}

QPainterPath CanvasPainter::outline(StateType type, const QRectF& rect) {
    if (type == StateType::Choice)
        return chamfered(rect);
    QPainterPath path;
    const double radius = type == StateType::Wait ? rect.height() / 2 : kRadius;
    path.addRoundedRect(rect, radius, radius);
    return path;
}

QPainterPath CanvasPainter::rounded(const QPolygonF& line, double radius) {
    QPainterPath path;
    if (line.isEmpty())
        return path;
    path.moveTo(line.first());
    for (qsizetype i = 1; i + 1 < line.size(); ++i) {
        const QLineF in(line[i], line[i - 1]);
        const QLineF out(line[i], line[i + 1]);
        const double r = std::min({radius, in.length() / 2, out.length() / 2});
        if (r < 0.5) {
            path.lineTo(line[i]);
            continue;
        }
        path.lineTo(in.pointAt(r / in.length()));
        path.quadTo(line[i], out.pointAt(r / out.length()));
    }
    path.lineTo(line.last());
    return path;
}

void CanvasPainter::drawIcon(QPainter& painter, const QString& name, const QColor& colour,
                             const QRectF& rect) const {
    if (painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::SVG) {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
        if (!file.open(QIODevice::ReadOnly))
            return;
        QByteArray svg = file.readAll();
        svg.replace("currentColor", colour.name().toLatin1());
        svg.replace("knockout", m_theme.colour(Role::Canvas).name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.render(&painter, rect);
        return;
    }
    const QTransform transform = painter.worldTransform();
    const double scale = std::hypot(transform.m11(), transform.m12());
    const double ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
    const int size = std::max(1, static_cast<int>(std::lround(rect.width() * scale)));
    const QPixmap pixmap = m_theme.pixmap(name, colour, size, ratio);
    painter.drawPixmap(rect, pixmap, QRectF(QPointF(0, 0), QSizeF(pixmap.size())));
}

theme::StatusStyle CanvasPainter::styleOf(const NodeLook& look) const {
    if (look.flags & NodeLook::Paused)
        return m_theme.status(Status::Paused);
    if (look.run)
        return m_theme.status(look.run->status);
    theme::StatusStyle style = m_theme.status(Status::NotStarted);
    // Without a run the dashes would speak of nothing.
    if (!(look.flags & NodeLook::InRun))
        style.pen = Qt::SolidLine;
    return style;
}

void CanvasPainter::drawNode(QPainter& painter, const NodeLook& look, Detail detail) const {
    const QRectF rect = look.node->header;
    const QPainterPath shape = outline(look.state->type, rect);
    drawRing(painter, look, shape);
    drawFrame(painter, look, detail);
    const QColor type = m_theme.stateTypeColour(typeKeyword(look.state->type));
    if (detail == Detail::Shapes) {
        const double size = rect.height() * 0.62;
        QString icon = stateIconName(look.state->type);
        QColor colour = type;
        if (look.run || look.flags & NodeLook::Paused) {
            const auto style = styleOf(look);
            icon = style.icon.isEmpty() ? icon : style.icon;
            colour = style.border;
        }
        drawIcon(painter, icon, colour,
                 {rect.center().x() - size / 2, rect.center().y() - size / 2, size, size});
    } else {
        const bool wide =
            look.state->type == StateType::Choice || look.state->type == StateType::Wait;
        const double tile = wide ? CanvasStyle::kTile - 4 : CanvasStyle::kTile;
        const QRectF tileRect(rect.left() + CanvasStyle::kInset + (wide ? 4 : 0),
                              rect.center().y() - tile / 2, tile, tile);
        painter.setPen(Qt::NoPen);
        painter.setBrush(withAlpha(type, m_theme.isDark() ? 0.22 : 0.13));
        if (look.state->type == StateType::Wait)
            painter.drawEllipse(tileRect);
        else
            painter.drawRoundedRect(tileRect, 8, 8);
        drawIcon(painter, stateIconName(look.state->type), type, tileRect.adjusted(8, 8, -8, -8));
        drawMockSign(painter, look, tileRect);
        drawTexts(painter, look, detail);
        drawRightColumn(painter, look, detail);
        drawItems(painter, look);
        drawInside(painter, look);
    }
    drawGutter(painter, look, detail);
    if (detail != Detail::Shapes) {
        drawFold(painter, look);
        drawNoteSign(painter, look);
    }
    const bool final =
        look.state->type == StateType::Succeed || look.state->type == StateType::Fail;
    if (look.state->terminal && !final && !look.node->container && !look.node->inset)
        drawEnd(painter, look, QPointF(rect.center().x(), rect.bottom()));
}

void CanvasPainter::drawFrame(QPainter& painter, const NodeLook& look, Detail detail) const {
    const QRectF rect = look.node->header;
    const StateType type = look.state->type;
    const theme::StatusStyle style = styleOf(look);
    const QPainterPath shape = outline(type, rect);
    QColor fill = style.fill;
    if (look.flags & NodeLook::Selected && !look.run && !(look.flags & NodeLook::Paused))
        fill = m_theme.colour(Role::SelectionFill);
    else if (look.flags & NodeLook::Hovered)
        fill = mixed(fill, m_theme.colour(Role::Hover), 0.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(Role::Shadow));
    if (detail != Detail::Shapes)
        painter.drawPath(shape.translated(0, 1.5));
    painter.setBrush(fill);
    painter.drawPath(shape);
    if (!look.state->reachable)
        drawHatching(painter, shape);
    double width = style.width;
    if (!look.run && !(look.flags & NodeLook::Paused)) {
        width = type == StateType::Pass ? 1 : type == StateType::Succeed ? 3 : 1.5;
    } else if (type == StateType::Succeed) {
        width = std::max(width, 3.0);
    }
    QPen pen(style.border, detail == Detail::Shapes ? 4 : width, style.pen);
    if (!look.state->reachable)
        pen.setStyle(Qt::DashLine);
    pen.setJoinStyle(Qt::RoundJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
    const bool doubled = type == StateType::Fail || style.extra == theme::BorderExtra::Double;
    if (doubled && detail != Detail::Shapes) {
        painter.setPen(QPen(style.border, 1));
        painter.drawPath(outline(type, rect.adjusted(4, 4, -4, -4)));
    }
    if (style.extra == theme::BorderExtra::Notch) {
        QPainterPath notch;
        notch.moveTo(rect.right(), rect.top());
        notch.lineTo(rect.right() - 16, rect.top());
        notch.lineTo(rect.right(), rect.top() + 16);
        notch.closeSubpath();
        painter.fillPath(notch.intersected(shape), style.border);
    }
}

void CanvasPainter::drawHatching(QPainter& painter, const QPainterPath& shape) const {
    painter.save();
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.setPen(QPen(withAlpha(m_theme.colour(Role::TextSecondary), 0.25), 1));
    const QRectF r = shape.boundingRect();
    // SVG knows no clipping here: the lines themselves end at the box.
    for (double x = r.left() - r.height() + 8; x < r.right(); x += 8) {
        const double from = std::max(x, r.left());
        const double to = std::min(x + r.height(), r.right());
        painter.drawLine(QPointF(from, r.bottom() - (from - x)),
                         QPointF(to, r.bottom() - (to - x)));
    }
    painter.restore();
}

void CanvasPainter::drawRing(QPainter& painter, const NodeLook& look,
                             const QPainterPath& shape) const {
    const QColor accent = m_theme.colour(Role::Accent);
    painter.setBrush(Qt::NoBrush);
    if (look.flags & NodeLook::Found) {
        painter.setPen(QPen(withAlpha(m_theme.colour(Role::Warning), 0.55), 10));
        painter.drawPath(shape);
    }
    if (look.flags & NodeLook::HoldsSelected) {
        painter.setPen(QPen(withAlpha(accent, 0.9), 7, Qt::DotLine));
        painter.drawPath(shape);
    }
    if (look.flags & NodeLook::Selected) {
        painter.setPen(QPen(withAlpha(accent, look.flags & NodeLook::Focused ? 0.9 : 0.45), 7));
        painter.drawPath(shape);
    }
}

void CanvasPainter::drawTexts(QPainter& painter, const NodeLook& look, Detail detail) const {
    const QRectF rect = look.node->header;
    const double left = rect.left() + CanvasStyle::kTextLeft;
    const double width = rect.width() - CanvasStyle::kTextLeft - CanvasStyle::kNameAside + 4;
    painter.setPen(m_theme.colour(Role::Text));
    painter.setFont(m_style.name);
    if (detail == Detail::Names) {
        painter.setFont(enlarged(m_style.name, look.node->shownName, width));
        painter.drawText(QRectF(left, rect.top(), width, rect.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         look.node->shownName);
        return;
    }
    painter.drawText(QRectF(left, rect.top() + 8, width, 21),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, look.node->shownName);
    painter.setFont(m_style.detail);
    painter.setPen(m_theme.colour(Role::TextSecondary));
    const QFontMetricsF metrics(m_style.detail);
    const QRectF line(left, rect.top() + 30, width, 17);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     look.node->typeLine);
    drawBadges(painter, look,
               {left + metrics.horizontalAdvance(look.node->typeLine) + 8, line.center().y()});
}

QRectF CanvasPainter::gutter(const QRectF& header) {
    return {header.left() - 16, header.top(), 24, header.height()};
}

/// A dot on the left border; a ring where it is switched off. What stands there paused has its
/// arrow before it.
void CanvasPainter::drawGutter(QPainter& painter, const NodeLook& look, Detail detail) const {
    const double radius = detail == Detail::Full ? 6.5 : 9;
    const QPointF middle(look.node->header.left(), look.node->header.center().y());
    const int breakpoint =
        look.flags & (NodeLook::Breakpoint | NodeLook::BreakpointOff | NodeLook::BreakpointOffered);
    if (breakpoint) {
        const QColor colour = m_theme.colour(Role::Error);
        const bool filled = breakpoint & NodeLook::Breakpoint;
        painter.setPen(QPen(filled ? m_theme.colour(Role::Canvas) : colour, 1.5));
        painter.setBrush(filled ? colour : m_theme.colour(Role::Canvas));
        if (breakpoint == NodeLook::BreakpointOffered)
            painter.setBrush(mixed(m_theme.colour(Role::Canvas), colour, 0.35));
        painter.drawEllipse(middle, radius, radius);
    }
    if (!(look.flags & NodeLook::Paused))
        return;
    const double left = middle.x() - (breakpoint ? radius + 13 : 15);
    const QPolygonF arrow{QPointF(left, middle.y() - 7), QPointF(left + 11, middle.y()),
                          QPointF(left, middle.y() + 7)};
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.status(Status::Paused).border);
    painter.drawPolygon(arrow);
}

void CanvasPainter::drawBadges(QPainter& painter, const NodeLook& look, QPointF at) const {
    const QColor colour = m_theme.colour(Role::TextSecondary);
    const QFontMetricsF metrics(m_style.detail);
    const auto badge = [&](const QString& icon, const QString& text) {
        drawIcon(painter, icon, colour, {at.x(), at.y() - 6, 12, 12});
        painter.setPen(colour);
        painter.drawText(QRectF(at.x() + 14, at.y() - 9, 40, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         text);
        at.rx() += 14 + metrics.horizontalAdvance(text) + 7;
    };
    if (look.state->retryCount > 0)
        badge(QStringLiteral("badge-retry"), QString::number(look.state->retryMaxAttempts));
    if (look.state->catchCount > 0)
        badge(QStringLiteral("badge-catch"), QString::number(look.state->catchCount));
}

/// On the corner of what it replaces: beside the texts there may be no room for it.
void CanvasPainter::drawMockSign(QPainter& painter, const NodeLook& look,
                                 const QRectF& tile) const {
    if (!(look.flags & NodeLook::Mocked))
        return;
    const QRectF sign(tile.right() - 12, tile.bottom() - 13, 17, 17);
    painter.setPen(QPen(m_theme.colour(Role::TextSecondary), 1));
    painter.setBrush(m_theme.colour(Role::Panel));
    painter.drawEllipse(sign);
    drawIcon(painter, QStringLiteral("badge-mock"), m_theme.colour(Role::Text),
             sign.adjusted(3, 3, -3, -3));
}

namespace {

constexpr int kMostPips = 3; // what has room beside the name
constexpr double kPip = 9;
constexpr double kPipGap = 4.5;

QRectF statusIcon(const NodeLook& look) {
    const QRectF rect = look.node->header;
    const bool narrow =
        look.state->type == StateType::Choice || look.state->type == StateType::Wait;
    return {rect.right() - (narrow ? 14 : 11) - 18, rect.top() + 9, 18, 18};
}

int mostCalls(const NodeLook& look) {
    return std::max(look.state->retryMaxAttempts + 1, look.run->attempts);
}

/// They end beside the status.
QRectF pipRect(const NodeLook& look, int attempt) {
    const QRectF area = CanvasPainter::pips(look);
    const double left = area.right() - mostCalls(look) * (kPip + kPipGap) + kPipGap;
    return {left + (attempt - 1) * (kPip + kPipGap), area.center().y() - kPip / 2, kPip, kPip};
}

} // namespace

void CanvasPainter::drawRightColumn(QPainter& painter, const NodeLook& look, Detail detail) const {
    const bool paused = look.flags & NodeLook::Paused;
    if (!look.run && !paused)
        return;
    const QRectF rect = look.node->header;
    const theme::StatusStyle style = styleOf(look);
    const QRectF icon = statusIcon(look);
    const double right = icon.right();
    if (!paused && look.run->status == Status::Running && look.spinner >= 0)
        drawSpinner(painter, icon, look.spinner);
    else if (!style.icon.isEmpty())
        drawIcon(painter, style.icon, style.border, icon);
    if (detail != Detail::Full || !look.run)
        return;
    painter.setFont(m_style.detail);
    painter.setPen(m_theme.colour(Role::TextSecondary));
    painter.drawText(QRectF(right - 90, rect.top() + 30, 90, 17),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, look.aside);
    if (hasPips(look))
        drawPips(painter, look);
}

void CanvasPainter::drawSpinner(QPainter& painter, const QRectF& rect, double turn) const {
    const QColor colour = m_theme.status(Status::Running).border;
    const QRectF arc = rect.adjusted(2, 2, -2, -2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(withAlpha(colour, 0.25), 2.5));
    painter.drawEllipse(arc);
    painter.setPen(QPen(colour, 2.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(arc, static_cast<int>(-turn * 360 * 16), 100 * 16);
}

bool CanvasPainter::hasPips(const NodeLook& look) {
    return look.run &&
           (look.run->attempts > 1 || (look.run->backingOff && look.state->retryCount > 0));
}

QRectF CanvasPainter::pips(const NodeLook& look) {
    const QRectF icon = statusIcon(look);
    return {icon.left() - 44, icon.top(), 40, 18};
}

int CanvasPainter::pipAt(const NodeLook& look, QPointF position) {
    const int most = mostCalls(look);
    if (most > kMostPips)
        return 0;
    for (int attempt = 1; attempt < look.run->attempts; ++attempt) {
        if (position.x() < pipRect(look, attempt).right() + kPipGap / 2)
            return attempt;
    }
    return look.run->attempts;
}

/// One dot per call that there may be; many as "2/3": the call that is meant and how many there may
/// be.
void CanvasPainter::drawPips(QPainter& painter, const NodeLook& look) const {
    const int most = mostCalls(look);
    if (most <= kMostPips) {
        for (int attempt = 1; attempt <= most; ++attempt)
            drawPip(painter, look, attempt);
        return;
    }
    const bool chosen = look.attempt > 0;
    const QString text =
        QStringLiteral("%1/%2").arg(chosen ? look.attempt : look.run->attempts).arg(most);
    QFont font = m_style.detail;
    font.setWeight(QFont::DemiBold);
    const QRectF rect = pips(look);
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 12;
    const QRectF pill(rect.right() - width, rect.top(), width, rect.height());
    const bool failed = chosen && look.attempt < look.run->attempts;
    const QColor colour = m_theme.status(failed ? Status::Failed : look.run->status).border;
    painter.setPen(QPen(colour, 1));
    painter.setBrush(chosen ? colour : m_theme.colour(Role::Canvas));
    painter.drawRoundedRect(pill, 9, 9);
    painter.setPen(chosen ? m_theme.colour(Role::Canvas) : colour);
    painter.setFont(font);
    painter.drawText(pill, Qt::AlignCenter, text);
}

/// A failed call is crossed out, one that may still come is hollow: not told by colour alone.
void CanvasPainter::drawPip(QPainter& painter, const NodeLook& look, int attempt) const {
    const QRectF dot = pipRect(look, attempt);
    const bool made = attempt <= look.run->attempts;
    const bool failed = attempt < look.run->attempts || (made && look.run->backingOff);
    const QColor colour = made ? m_theme.status(failed ? Status::Failed : look.run->status).border
                               : m_theme.colour(Role::TextSecondary);
    painter.setPen(QPen(colour, 1.2));
    painter.setBrush(made ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawEllipse(dot);
    if (failed) {
        const QRectF cross = dot.adjusted(2.6, 2.6, -2.6, -2.6);
        painter.setPen(QPen(m_theme.colour(Role::Canvas), 1.4));
        painter.drawLine(cross.topLeft(), cross.bottomRight());
        painter.drawLine(cross.topRight(), cross.bottomLeft());
    }
    if (attempt != look.attempt)
        return;
    painter.setPen(QPen(m_theme.colour(Role::Text), 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(dot.adjusted(-2, -2, 2, 2));
}

/// A Map's progress along the lower edge of its header.
void CanvasPainter::drawItems(QPainter& painter, const NodeLook& look) const {
    if (!look.run || !look.run->items || look.run->items->total <= 0)
        return;
    const QRectF rect = look.node->header;
    const auto& items = *look.run->items;
    const QRectF bar(rect.left() + kRadius, rect.bottom() - 6, rect.width() - 2 * kRadius, 3.5);
    const auto share = [&](std::int64_t count) {
        return bar.width() * static_cast<double>(count) / static_cast<double>(items.total);
    };
    painter.setPen(Qt::NoPen);
    painter.setBrush(withAlpha(m_theme.colour(Role::TextSecondary), 0.25));
    painter.drawRoundedRect(bar, 1.75, 1.75);
    painter.setBrush(m_theme.status(Status::Succeeded).border);
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(share(items.succeeded), bar.height())),
                            1.75, 1.75);
    painter.setBrush(m_theme.status(Status::Failed).border);
    painter.drawRect(
        QRectF(bar.left() + share(items.succeeded), bar.top(), share(items.failed), bar.height()));
}

/// One piece per state. Failed ones are taller, what has not run is only a line: not told by
/// colour alone.
void CanvasPainter::drawInside(QPainter& painter, const NodeLook& look) const {
    if (look.inside.empty() || (look.run && look.run->items && look.run->items->total > 0))
        return;
    const QRectF rect = look.node->header;
    const double left = rect.left() + CanvasStyle::kTextLeft;
    const double right = fold(rect).left() - 8;
    const double step = (right - left) / static_cast<double>(look.inside.size());
    const double gap = step > 4 ? 2 : 0;
    const double bottom = rect.bottom() - 2.5;
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < look.inside.size(); ++i) {
        const Status status = look.inside[i];
        const bool wrong = status == Status::Failed || status == Status::TimedOut ||
                           status == Status::Aborted || status == Status::Caught;
        const double height = status == Status::NotStarted ? 1 : wrong ? 6.5 : 3.5;
        painter.setBrush(status == Status::NotStarted
                             ? withAlpha(m_theme.colour(Role::TextSecondary), 0.6)
                             : m_theme.status(status).border);
        painter.drawRect(QRectF(left + step * static_cast<double>(i), bottom - height,
                                std::max(step - gap, 0.5), height));
    }
}

QRectF CanvasPainter::fold(const QRectF& header) {
    constexpr double kSign = 18;
    return {header.right() - 16 - kSign, header.bottom() - kSign / 2, kSign, kSign};
}

void CanvasPainter::drawFold(QPainter& painter, const NodeLook& look) const {
    if (!look.node->foldable)
        return;
    const QRectF sign = fold(look.node->header);
    const QColor colour = m_theme.colour(Role::TextSecondary);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(m_theme.colour(Role::Canvas));
    painter.drawEllipse(sign.adjusted(1, 1, -1, -1));
    const QPointF middle = sign.center();
    painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0));
    if (look.node->isClosed())
        painter.drawLine(middle - QPointF(0, 4), middle + QPointF(0, 4));
}

QRectF CanvasPainter::noteSign(const QRectF& header) {
    constexpr double kSign = 18;
    return {header.right() - 16 - kSign, header.top() - kSign / 2, kSign, kSign};
}

void CanvasPainter::drawNoteSign(QPainter& painter, const NodeLook& look) const {
    if (look.notes.isEmpty())
        return;
    const QRectF sign = noteSign(look.node->header);
    painter.setPen(QPen(noteBorder(m_theme, {}), 1));
    painter.setBrush(noteGround(m_theme, {}));
    painter.drawRoundedRect(sign.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    drawIcon(painter, QStringLiteral("note"), m_theme.colour(Role::Text),
             sign.adjusted(3, 3, -3, -3));
}

/// End: true is a cap on the state itself, not one more line.
void CanvasPainter::drawEnd(QPainter& painter, const NodeLook& look, QPointF at) const {
    const theme::StatusStyle style = styleOf(look);
    painter.setPen(QPen(style.border, 1.5));
    painter.setBrush(m_theme.colour(Role::Canvas));
    painter.drawEllipse(at, 7, 7);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.border);
    painter.drawEllipse(at, 3.5, 3.5);
}

QRectF CanvasPainter::drawGround(QPainter& painter, const NodeLook& look, Detail detail) const {
    const QRectF body = look.node->body();
    const QColor type = m_theme.stateTypeColour(typeKeyword(look.state->type));
    QColor border = withAlpha(type, 0.55);
    QColor fill = withAlpha(type, 0.06);
    double width = 1.5;
    if (look.run) {
        const auto style = m_theme.status(look.run->status);
        fill = withAlpha(style.fill, m_theme.isDark() ? 0.45 : 0.55);
        border = style.border;
        width = std::max(2.0, style.width);
    }
    painter.setBrush(fill);
    painter.setPen(QPen(border, detail == Detail::Shapes ? 4 : width));
    painter.drawRoundedRect(body, kContainerRadius, kContainerRadius);
    return body;
}

void CanvasPainter::drawInsetBody(QPainter& painter, const NodeLook& look, Detail detail) const {
    const QRectF body = drawGround(painter, look, detail);
    if (look.state->terminal)
        drawEnd(painter, look, QPointF(look.node->header.center().x(), body.bottom()));
}

void CanvasPainter::drawInsetCaption(QPainter& painter, const Diagram::Node& node,
                                     const QString& icon, const QColor& colour,
                                     const QString& words) const {
    constexpr double kIcon = 14;
    QRectF line(node.rect.left() + CanvasStyle::kInsetPadding, node.header.bottom() + 7,
                node.rect.width() - 2 * CanvasStyle::kInsetPadding, 18);
    if (!icon.isEmpty()) {
        drawIcon(painter, icon, colour, {line.left(), line.center().y() - kIcon / 2, kIcon, kIcon});
        line.setLeft(line.left() + kIcon + 6);
    }
    const QString shown =
        QFontMetricsF(m_style.detail).elidedText(words, Qt::ElideMiddle, line.width());
    painter.setFont(m_style.detail);
    painter.setPen(m_theme.colour(Role::Text));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

void CanvasPainter::drawInsetWords(QPainter& painter, const Diagram::Node& node) const {
    constexpr double kPadding = CanvasStyle::kInsetPadding;
    const QRectF area(node.rect.left() + kPadding, node.header.bottom() + kPadding,
                      node.rect.width() - 2 * kPadding,
                      node.rect.bottom() - node.header.bottom() - 2 * kPadding);
    painter.setFont(m_style.detail);
    painter.setPen(m_theme.colour(Role::TextSecondary));
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, node.inset->words);
}

void CanvasPainter::drawBody(QPainter& painter, const Diagram& diagram, int index,
                             const NodeLook& look, Detail detail) const {
    const Diagram::Node& node = diagram.nodes[static_cast<std::size_t>(index)];
    const auto& state = diagram.graph.nodes[static_cast<std::size_t>(index)];
    const QColor type = m_theme.stateTypeColour(typeKeyword(state.type));
    const QRectF body = drawGround(painter, look, detail);
    const bool down = diagram.direction == layout::Direction::TopDown;
    for (std::size_t i = 0; i < state.regions.size(); ++i) {
        const auto& region = diagram.regions[static_cast<std::size_t>(state.regions[i])];
        if (i > 0) {
            const auto& before = diagram.regions[static_cast<std::size_t>(state.regions[i - 1])];
            painter.setPen(QPen(withAlpha(type, 0.6), 1.5, Qt::DotLine, Qt::RoundCap));
            if (down) {
                const double x = (before.rect.right() + region.rect.left()) / 2;
                painter.drawLine(QPointF(x, region.rect.top()), QPointF(x, body.bottom() - 12));
            } else {
                const double y = (before.rect.bottom() + region.rect.top()) / 2;
                painter.drawLine(QPointF(region.rect.left(), y), QPointF(body.right() - 12, y));
            }
        }
        if (detail != Detail::Full || region.caption.isEmpty())
            continue;
        painter.setFont(m_style.detail);
        painter.setPen(m_theme.colour(Role::TextSecondary));
        painter.drawText(QRectF(region.rect.left(), region.rect.top() - 18, 200, 16),
                         Qt::AlignLeft | Qt::AlignVCenter, region.caption);
    }
    if (state.terminal)
        drawEnd(painter, look, QPointF(node.header.center().x(), body.bottom()));
}

QPen CanvasPainter::edgePen(const Diagram::Edge& edge, const EdgeLook& look) const {
    using Kind = statemachine::Graph::EdgeKind;
    QColor colour = m_theme.colour(edge.kind == Kind::Catch ? Role::Error : Role::Edge);
    if (look.taken)
        colour = edge.kind == Kind::Catch ? m_theme.status(Status::Caught).border
                                          : m_theme.status(Status::Succeeded).border;
    if (look.hovered)
        colour = m_theme.colour(Role::Accent);
    if (look.faded && !look.hovered)
        colour = mixed(m_theme.colour(Role::Canvas), colour, 0.4);
    QPen pen(colour, look.taken ? 3 : look.hovered ? 2.5 : 1.5);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    const double unit = pen.widthF();
    if (edge.kind == Kind::Default)
        pen.setDashPattern({6 / unit, 4 / unit});
    else if (edge.kind == Kind::Catch)
        pen.setDashPattern({12 / unit, 5 / unit});
    return pen;
}

void CanvasPainter::drawArrow(QPainter& painter, const QPolygonF& line, double size) const {
    if (line.size() < 2)
        return;
    const QPointF tip = line.last();
    const QLineF back(tip, line[line.size() - 2]);
    if (back.length() < 0.01)
        return;
    const QPointF along = (back.p2() - tip) / back.length();
    const QPointF across(-along.y(), along.x());
    const QPointF corners[] = {tip, tip + along * size + across * size * 0.45,
                               tip + along * size * 0.8, tip + along * size - across * size * 0.45};
    painter.drawPolygon(corners, 4);
}

void CanvasPainter::drawEdge(QPainter& painter, const Diagram::Edge& edge, const EdgeLook& look,
                             Detail detail, const QRectF& seen) const {
    if (edge.line.size() < 2)
        return;
    // An edge that looks like the others leaves to one of them what they share.
    const bool whole = look.taken || look.hovered || edge.own.isEmpty();
    const bool shares = !whole && edge.ownTail > 0;
    QPolygonF line = whole ? edge.line : edge.own;
    QPen pen = edgePen(edge, look);
    if (detail == Detail::Shapes) {
        pen.setWidthF(pen.widthF() * 1.8);
        pen.setStyle(Qt::SolidLine);
    }
    // The line ends inside its arrow head, so that a thick one does not show beyond the tip.
    const double head = look.taken ? 12 : 9;
    const double inset = head * 0.8;
    const QLineF last(line.last(), line[line.size() - 2]);
    if (!shares && last.length() > head)
        line.last() = last.pointAt(inset / last.length());
    // Dashes count from the target: edges that share its line then share their dashes too.
    const bool dashed = pen.style() == Qt::CustomDashLine;
    if (dashed)
        std::reverse(line.begin(), line.end());
    strokeEdge(painter, line, detail == Detail::Shapes ? 0 : CanvasStyle::kCorner, pen,
               shares ? edge.ownTail - inset : 0, seen);
    if (shares || !seen.intersects(
                      QRectF(edge.line.last() - QPointF(head, head), QSizeF(2 * head, 2 * head))))
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(pen.color());
    drawArrow(painter, edge.line, head);
}

void CanvasPainter::drawEdgeLabel(QPainter& painter, const Diagram::Edge& edge,
                                  const EdgeLook& look) const {
    if (edge.labelRect.isEmpty())
        return;
    const QPen line = edgePen(edge, look);
    painter.setPen(QPen(line.color(), look.taken ? 1.5 : 1));
    painter.setBrush(m_theme.colour(Role::Canvas));
    const double radius = edge.labelRect.height() / 2;
    painter.drawRoundedRect(edge.labelRect, radius, radius);
    QColor text = m_theme.colour(Role::Text);
    if (edge.kind == statemachine::Graph::EdgeKind::Catch)
        text = m_theme.colour(Role::Error);
    if (look.faded)
        text = m_theme.colour(Role::TextSecondary);
    painter.setPen(text);
    painter.setFont(m_style.label);
    painter.drawText(edge.labelRect, Qt::AlignCenter | Qt::TextSingleLine, edge.label);
    if (edge.back) {
        const QRectF mark(edge.labelRect.left() - 6, edge.labelRect.top() - 6, 13, 13);
        painter.setPen(QPen(line.color(), 1));
        painter.drawEllipse(mark);
        drawIcon(painter, QStringLiteral("badge-retry"), line.color(), mark.adjusted(2, 2, -2, -2));
    }
}

void CanvasPainter::drawEntry(QPainter& painter, const Diagram::Region& region,
                              const EdgeLook& look, const QRectF& seen) const {
    Diagram::Edge edge;
    edge.line = region.entry;
    drawEdge(painter, edge, look, Detail::Full, seen);
}

void CanvasPainter::drawStart(QPainter& painter, const QRectF& cap, Detail detail) const {
    const QColor accent = m_theme.colour(Role::Accent);
    painter.setPen(QPen(accent, 1.5));
    painter.setBrush(mixed(m_theme.colour(Role::Canvas), accent, 0.1));
    painter.drawEllipse(cap);
    if (detail != Detail::Full) { // words of this size cannot be read then
        const double inset = cap.width() * 0.25;
        drawIcon(painter, QStringLiteral("play"), accent,
                 cap.adjusted(inset, inset, -inset, -inset));
        return;
    }
    painter.setFont(m_style.detail);
    painter.setPen(m_theme.colour(Role::Text));
    painter.drawText(cap, Qt::AlignCenter, Texts::tr("Start"));
}

void CanvasPainter::drawGrid(QPainter& painter, const QRectF& area) const {
    const QTransform world = painter.worldTransform();
    const double ratio = painter.device()->devicePixelRatioF();
    // Whole pixels between the dots, so that one tile serves the whole ground.
    const int step = static_cast<int>(std::lround(kGridStep * world.m11() * ratio));
    const QColor ground = m_theme.colour(Role::Canvas);
    if (world.type() > QTransform::TxScale || step < kLeastGridStep) {
        painter.fillRect(area, ground);
        return;
    }
    const QColor dot = m_theme.colour(Role::CanvasGrid);
    const QString key =
        QStringLiteral("ws-grid/%1/%2/%3/%4").arg(ground.name(), dot.name()).arg(step).arg(ratio);
    QPixmap tile;
    if (!QPixmapCache::find(key, &tile)) {
        tile = gridTile(step, ground, dot, ratio);
        QPixmapCache::insert(key, tile);
    }
    const QRectF target = world.mapRect(area);
    painter.setWorldTransform({});
    painter.drawTiledPixmap(target, tile, target.topLeft() - world.map(QPointF(0, 0)));
    painter.setWorldTransform(world);
}

} // namespace ws::designer
