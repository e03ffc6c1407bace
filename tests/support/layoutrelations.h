#pragma once

#include "engine/layout/layout.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <cmath>

/// What must hold of every layout, as sentences about what does not; empty when all is well.
namespace ws::tests {

class LayoutRelations {
public:
    LayoutRelations(const layout::Input& input, const layout::Output& output)
        : m_in(input)
        , m_out(output) {}

    QStringList broken() {
        boxesStandApart();
        nestedBoxesAreInside();
        edgesJoinTheirBoxes();
        edgesAvoidOthers();
        labelsAreFree();
        return m_broken;
    }

    /// Pairs of edges without a common end that share a stretch.
    QStringList hidden() {
        linesDoNotHideEachOther();
        return m_broken;
    }

private:
    using Rect = layout::Rect;
    using Point = layout::Point;
    static constexpr double kSlack = 0.5;

    template <typename... Args>
    void fail(const char* text, Args... args) {
        QString line = QString::fromLatin1(text);
        ((line = line.arg(args)), ...);
        m_broken << line;
    }

    static bool overlap(const Rect& a, const Rect& b) {
        return a.x + kSlack < b.right() && b.x + kSlack < a.right() && a.y + kSlack < b.bottom() &&
               b.y + kSlack < a.bottom();
    }
    static bool inside(const Rect& a, const Rect& b) {
        return a.x >= b.x - kSlack && a.right() <= b.right() + kSlack && a.y >= b.y - kSlack &&
               a.bottom() <= b.bottom() + kSlack;
    }
    static bool cuts(Point a, Point b, const Rect& r) {
        const Rect line{std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x),
                        std::abs(a.y - b.y)};
        return line.x < r.right() - kSlack && line.right() > r.x + kSlack &&
               line.y < r.bottom() - kSlack && line.bottom() > r.y + kSlack;
    }
    static bool onBorder(Point p, const Rect& r) {
        const bool across = p.x >= r.x - kSlack && p.x <= r.right() + kSlack;
        const bool along = p.y >= r.y - kSlack && p.y <= r.bottom() + kSlack;
        return (across && (std::abs(p.y - r.y) < kSlack || std::abs(p.y - r.bottom()) < kSlack)) ||
               (along && (std::abs(p.x - r.x) < kSlack || std::abs(p.x - r.right()) < kSlack));
    }
    const Rect& rect(std::size_t node) const { return m_out.nodes[node].rect; }
    std::size_t regionOf(std::size_t edge) const {
        return std::size_t(m_in.nodes[std::size_t(m_in.edges[edge].from)].region);
    }

    void boxesStandApart() {
        for (std::size_t a = 0; a < m_in.nodes.size(); ++a) {
            for (std::size_t b = a + 1; b < m_in.nodes.size(); ++b) {
                if (m_in.nodes[a].region == m_in.nodes[b].region && overlap(rect(a), rect(b)))
                    fail("nodes %1 and %2 overlap", a, b);
            }
        }
    }

    void nestedBoxesAreInside() {
        for (std::size_t i = 0; i < m_in.nodes.size(); ++i) {
            const int region = m_in.nodes[i].region;
            const int owner = m_in.regions[std::size_t(region)].owner;
            if (!inside(rect(i), m_out.regions[std::size_t(region)].rect))
                fail("node %1 is outside its region", i);
            if (owner < 0)
                continue;
            if (!inside(rect(i), rect(std::size_t(owner))))
                fail("node %1 is outside its container", i);
            if (overlap(rect(i), m_out.nodes[std::size_t(owner)].header))
                fail("node %1 is under its container's header", i);
        }
        for (std::size_t a = 0; a < m_in.regions.size(); ++a) {
            for (std::size_t b = a + 1; b < m_in.regions.size(); ++b) {
                if (m_in.regions[a].owner == m_in.regions[b].owner &&
                    overlap(m_out.regions[a].rect, m_out.regions[b].rect))
                    fail("regions %1 and %2 overlap", a, b);
            }
        }
    }

    void edgesJoinTheirBoxes() {
        for (std::size_t i = 0; i < m_in.edges.size(); ++i) {
            const auto& points = m_out.edges[i].points;
            if (points.empty()) // leaves the tray
                continue;
            if (!onBorder(points.front(), rect(std::size_t(m_in.edges[i].from))))
                fail("edge %1 does not begin on its source", i);
            if (!onBorder(points.back(), rect(std::size_t(m_in.edges[i].to))))
                fail("edge %1 does not end on its target", i);
            for (std::size_t k = 1; k < points.size(); ++k) {
                if (points[k].x != points[k - 1].x && points[k].y != points[k - 1].y)
                    fail("edge %1 has a slanted line", i);
            }
            for (const Point& point : points) {
                if (!inside({point.x, point.y, 0, 0}, m_out.regions[regionOf(i)].rect))
                    fail("edge %1 leaves its region", i);
            }
        }
    }

    void edgesAvoidOthers() {
        for (std::size_t i = 0; i < m_in.edges.size(); ++i) {
            const auto& points = m_out.edges[i].points;
            for (std::size_t node = 0; node < m_in.nodes.size(); ++node) {
                if (std::size_t(m_in.nodes[node].region) != regionOf(i))
                    continue;
                for (std::size_t k = 1; k < points.size(); ++k) {
                    if (cuts(points[k - 1], points[k], rect(node)))
                        fail("edge %1 runs through node %2", i, node);
                }
            }
        }
    }

    void labelsAreFree() {
        for (std::size_t i = 0; i < m_in.edges.size(); ++i) {
            const Rect& label = m_out.edges[i].label;
            if (label.width <= 0)
                continue;
            if (!inside(label, m_out.regions[regionOf(i)].rect))
                fail("label %1 is outside its region", i);
            for (std::size_t node = 0; node < m_in.nodes.size(); ++node) {
                if (std::size_t(m_in.nodes[node].region) == regionOf(i) &&
                    overlap(label, rect(node)))
                    fail("label %1 covers node %2", i, node);
            }
            for (std::size_t other = 0; other < m_in.edges.size(); ++other) {
                if (other == i || regionOf(other) != regionOf(i))
                    continue;
                if (other > i && m_out.edges[other].label.width > 0 &&
                    overlap(label, m_out.edges[other].label))
                    fail("labels %1 and %2 overlap", i, other);
                const auto& points = m_out.edges[other].points;
                for (std::size_t k = 1; k < points.size(); ++k) {
                    if (cuts(points[k - 1], points[k], label))
                        fail("edge %1 runs through label %2", other, i);
                }
            }
        }
    }

    /// Only edges with a common end may share a stretch.
    void linesDoNotHideEachOther() {
        for (std::size_t a = 0; a < m_in.edges.size(); ++a) {
            for (std::size_t b = a + 1; b < m_in.edges.size(); ++b) {
                const auto& ea = m_in.edges[a];
                const auto& eb = m_in.edges[b];
                if (regionOf(a) != regionOf(b) || ea.from == eb.from || ea.to == eb.to)
                    continue;
                if (sharedLength(m_out.edges[a].points, m_out.edges[b].points) > 2)
                    fail("edges %1 and %2 lie on one another", a, b);
            }
        }
    }

    static double sharedLength(const std::vector<Point>& a, const std::vector<Point>& b) {
        double sum = 0;
        for (std::size_t i = 1; i < a.size(); ++i) {
            for (std::size_t k = 1; k < b.size(); ++k) {
                const bool uprightA = a[i].x == a[i - 1].x;
                const bool uprightB = b[k].x == b[k - 1].x;
                if (uprightA != uprightB)
                    continue;
                sum += uprightA ? stretch(a[i - 1].y, a[i].y, b[k - 1].y, b[k].y, a[i].x - b[k].x)
                                : stretch(a[i - 1].x, a[i].x, b[k - 1].x, b[k].x, a[i].y - b[k].y);
            }
        }
        return sum;
    }
    static double stretch(double a1, double a2, double b1, double b2, double distance) {
        if (std::abs(distance) > 1)
            return 0;
        return std::max(0.0, std::min(std::max(a1, a2), std::max(b1, b2)) -
                                 std::max(std::min(a1, a2), std::min(b1, b2)));
    }

    const layout::Input& m_in;
    const layout::Output& m_out;
    QStringList m_broken;
};

} // namespace ws::tests
