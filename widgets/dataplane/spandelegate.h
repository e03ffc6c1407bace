#pragma once

#include "widgets/models/runfilter.h"
#include "widgets/theme/theme.h"

#include <QStyledItemDelegate>

namespace ws::dataplane {

/// What of a run's line of time is in view, and how it is drawn.
struct SpanScale {
    telemetry::FoldedTime time;
    double from = 0; ///< places on the line
    double to = 1;
    base::TimePoint present; ///< what is open ends there
    enum class Containers { Shown, Hidden } containers = Containers::Shown;
    std::int64_t attempt = 0; ///< that is selected: the event that scheduled it; 0: none

    double xOf(base::TimePoint at, double width) const {
        return (time.placeAt(at) - from) / std::max(1e-9, to - from) * width;
    }
};

/// Draws the timeline column: a bar from a visit's beginning to its end; within a Task's its
/// attempts, failed ones red, and what lies between them light.
class SpanDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// Of a view that shows `model` through `filter`.
    SpanDelegate(const models::RunModel& model, const models::RunFilter& filter,
                 const SpanScale& scale, theme::Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

    /// Of the whole row's bar and of its failed attempts, in pixels of a column of that width.
    struct Bars {
        QRectF whole;
        std::vector<QRectF> attempts; ///< all, in their order
        std::vector<QRectF> failed;
        std::vector<QRectF> waits;
    };
    Bars barsOf(const telemetry::RunTree::Node& node, const QRectF& rect) const;
    /// Which attempt is drawn there, from 0; -1: none.
    int attemptAt(const telemetry::RunTree::Node& node, const QRectF& cell,
                  const QPointF& position) const;

private:
    const models::RunModel& m_model;   // Not owned.
    const models::RunFilter& m_filter; // Not owned.
    const SpanScale& m_scale;          // Not owned.
    theme::Theme& m_theme;             // Not owned.
};

} // namespace ws::dataplane
