#include "widgets/designer/edgestroke.h"

#include <QLineF>
#include <QPainterPath>

#include <algorithm>
#include <optional>

namespace ws::designer {

namespace {

constexpr double kLeastRadius = 0.5;
constexpr double kArc = 1.62323; // length of a right angle's quadratic curve with legs of 1

double radiusAt(const QPolygonF& line, qsizetype corner, double most) {
    const double in = QLineF(line[corner - 1], line[corner]).length();
    const double out = QLineF(line[corner], line[corner + 1]).length();
    const double radius = std::min({most, in / 2, out / 2});
    return radius < kLeastRadius ? 0 : radius;
}

/// The part of a segment inside a rectangle, as shares of its length (Liang and Barsky).
std::optional<std::pair<double, double>> clipped(const QLineF& line, const QRectF& area) {
    double from = 0;
    double to = 1;
    const auto cut = [&](double step, double room) {
        if (step == 0)
            return room >= 0;
        const double share = room / step;
        if (step < 0)
            from = std::max(from, share);
        else
            to = std::min(to, share);
        return from <= to;
    };
    const bool inside =
        cut(-line.dx(), line.x1() - area.left()) && cut(line.dx(), area.right() - line.x1()) &&
        cut(-line.dy(), line.y1() - area.top()) && cut(line.dy(), area.bottom() - line.y1());
    if (!inside)
        return std::nullopt;
    return std::pair(from, to);
}

/// Collects what hangs together and draws it in one go: no seams, and dashes in step.
class Stroker {
public:
    Stroker(QPainter& painter, QPen pen, double offset, const QRectF& seen)
        : m_painter(painter)
        , m_pen(std::move(pen))
        , m_dashed(m_pen.style() == Qt::CustomDashLine)
        , m_along(offset)
        , m_seen(seen) {
        m_painter.setPen(m_pen);
    }

    void straight(const QLineF& line) {
        const double length = line.length();
        const auto part = clipped(line, m_seen);
        if (part) {
            if (part->first > 0)
                flush();
            extend({line.pointAt(part->first), line.pointAt(part->second)},
                   m_along + part->first * length);
        }
        if (!part || part->second < 1)
            flush();
        m_along += length;
    }

    void curve(QPointF from, QPointF corner, QPointF to, double radius) {
        if (QPolygonF({from, corner, to})
                .boundingRect()
                .adjusted(-1, -1, 1, 1)
                .intersects(m_seen)) {
            begin(from, m_along);
            if (m_path.isEmpty()) {
                m_path.moveTo(m_start);
                m_path.lineTo(from);
            }
            m_path.quadTo(corner, to);
            m_end = to;
        } else {
            flush();
        }
        m_along += radius * kArc;
    }

    void flush() {
        if (!m_open)
            return;
        m_open = false;
        if (m_dashed) {
            m_pen.setDashOffset(m_startAlong / m_pen.widthF());
            m_painter.setPen(m_pen);
        }
        if (m_path.isEmpty()) {
            m_painter.drawLine(m_start, m_end);
            return;
        }
        m_painter.drawPath(m_path);
        m_path = QPainterPath();
    }

private:
    void begin(QPointF start, double along) {
        if (m_open)
            return;
        m_open = true;
        m_start = start;
        m_startAlong = along;
    }

    void extend(const QLineF& line, double along) {
        // A second straight piece follows a corner that is too tight to be round.
        if (m_open && m_path.isEmpty()) {
            m_path.moveTo(m_start);
            m_path.lineTo(m_end);
        }
        begin(line.p1(), along);
        m_end = line.p2();
        if (!m_path.isEmpty())
            m_path.lineTo(m_end);
    }

    QPainter& m_painter;
    QPen m_pen;
    const bool m_dashed;
    double m_along;
    const QRectF m_seen;
    bool m_open = false;
    QPointF m_start;
    QPointF m_end;
    double m_startAlong = 0;
    QPainterPath m_path; ///< empty while the part is straight
};

} // namespace

void strokeEdge(QPainter& painter, const QPolygonF& line, double radius, QPen pen, double offset,
                const QRectF& seen) {
    if (line.size() < 2)
        return;
    painter.setBrush(Qt::NoBrush);
    Stroker stroker(painter, std::move(pen), offset, seen);
    QPointF cursor = line.first();
    for (qsizetype i = 1; i + 1 < line.size(); ++i) {
        const double round = radiusAt(line, i, radius);
        const QLineF in(line[i], line[i - 1]);
        const QLineF out(line[i], line[i + 1]);
        if (round == 0) {
            stroker.straight({cursor, line[i]});
            cursor = line[i];
            continue;
        }
        const QPointF from = in.pointAt(round / in.length());
        const QPointF to = out.pointAt(round / out.length());
        stroker.straight({cursor, from});
        stroker.curve(from, line[i], to, round);
        cursor = to;
    }
    stroker.straight({cursor, line.last()});
    stroker.flush();
}

double roundedLength(const QPolygonF& line, double radius) {
    double length = 0;
    for (qsizetype i = 1; i < line.size(); ++i) {
        length += QLineF(line[i - 1], line[i]).length();
        if (i + 1 < line.size())
            length -= (2 - kArc) * radiusAt(line, i, radius);
    }
    return length;
}

} // namespace ws::designer
