#pragma once

#include "widgets/theme/theme.h"
#include "widgets/timeline/lanegeometry.h"

#include <QBrush>
#include <QFont>
#include <QFontMetricsF>
#include <QImage>
#include <QPixmap>
#include <QRectF>

#include <array>
#include <optional>

class QPainter;

namespace ws::timeline {

/// How an invocation's outcome looks everywhere in the timeline.
theme::Status statusOf(telemetry::InvocationStatus status);

/// Paints one lane from its segments. Made once per theme and pixel ratio: it holds the colours,
/// hatches and icons.
class LanePainter {
public:
    struct Lane {
        const telemetry::Lane& lane;
        const std::vector<Segment>& segments;
        QRectF rect;                         ///< the lane's plot area
        double presentX = 0;                 ///< where what lasts ends
        std::optional<std::size_t> selected; ///< span
        std::optional<std::size_t> current;  ///< span under the keyboard
    };

    LanePainter(const theme::Theme& theme, double devicePixelRatio);

    void paint(QPainter& painter, const Lane& lane, const telemetry::RecordCut& cut);
    /// A sample of a phase, for the legend.
    void paintPhase(QPainter& painter, const QRectF& bar, telemetry::Phase phase) const;
    void paintOutcome(QPainter& painter, const QRectF& bar, theme::Status status) const;
    const QFont& markFont() const { return m_markFont; }

private:
    struct StatusLook {
        QColor colour;
        QPixmap icon; ///< null: none
    };

    QRectF barOf(const Segment& segment, const Lane& lane) const;
    void paintMerged(QPainter& painter, const Lane& lane);
    void paintSegment(QPainter& painter, const Segment& segment, const Lane& lane,
                      const telemetry::RecordCut& cut);
    void paintInvoke(QPainter& painter, const QRectF& bar, const telemetry::Span& span,
                     const telemetry::RecordCut& cut);
    void paintBarText(QPainter& painter, const QRectF& bar, const QString& text,
                      const QColor& colour) const;
    void paintMarks(QPainter& painter, const Lane& lane, const telemetry::RecordCut& cut);
    /// The number of the request above an invoke, where it fits before `until`; always an icon when
    /// it failed. Returns where what was painted ends; 0 for nothing.
    double paintMark(QPainter& painter, const Segment& segment, const Lane& lane,
                     const telemetry::RecordCut& cut, double x, double until) const;
    void paintOutline(QPainter& painter, const QRectF& bar, Qt::PenStyle style) const;
    theme::Status statusOfSpan(const telemetry::Span& span, const telemetry::RecordCut& cut) const;
    const StatusLook& look(theme::Status status) const;
    QColor phaseColour(telemetry::Phase phase) const;
    QColor themeColour(telemetry::Phase phase) const;
    enum class Slope { Rising, Falling };
    QBrush hatch(const QColor& colour, Slope slope) const;
    const QBrush& hatchOf(telemetry::Phase phase) const;

    const theme::Theme& m_theme;
    const double m_pixel;
    QFont m_markFont;
    QFontMetricsF m_metrics;
    QBrush m_startingHatch;
    QBrush m_initHatch;
    QBrush m_restoreHatch;
    QBrush m_resetHatch;
    std::vector<StatusLook> m_looks;
    std::array<QColor, std::size_t(telemetry::Phase::Gone) + 1> m_phaseColours;
    QImage m_strip;
};

} // namespace ws::timeline
