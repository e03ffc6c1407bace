#pragma once

#include "widgets/designer/droptarget.h"
#include "widgets/designer/workflowview.h"

#include <QWidget>

#include <optional>

namespace ws::designer {

/// What is drawn over the canvas while something is being done: where dragged states would go, the
/// line that is being drawn, the rubber band. Takes no mouse.
class CanvasOverlay : public QWidget {
    Q_OBJECT
public:
    CanvasOverlay(WorkflowView& view, theme::Theme& theme);

    enum class Verdict { Allowed, Refused };
    void showTarget(const std::optional<DropTarget>& target, Verdict verdict = Verdict::Allowed);
    /// In scene units, from a state to the pointer or to another state.
    void showWire(QPointF from, QPointF to, Verdict verdict = Verdict::Allowed);
    void showBand(const QRectF& band);
    void clear();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QPolygonF mapped(const QPolygonF& line) const;
    QRectF mapped(const QRectF& rect) const;

    WorkflowView& m_view;  // Not owned; the parent's view.
    theme::Theme& m_theme; // Not owned.
    std::optional<DropTarget> m_target;
    std::optional<QLineF> m_wire;
    QRectF m_band;
    Verdict m_verdict = Verdict::Allowed;
};

} // namespace ws::designer
