#pragma once

#include "widgets/designer/workflowview.h"

#include <QWidget>

namespace ws::designer {

/// The whole diagram in a corner of the view, shown while it does not fit. Click or drag to go.
class Minimap : public QWidget {
    Q_OBJECT
public:
    Minimap(WorkflowView& view, theme::Theme& theme);

    /// After the view was moved, zoomed or resized.
    void follow();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    QTransform toMap() const;
    void drawStates(QPainter& painter, const CanvasContent& content, const QTransform& map) const;

    WorkflowView& m_view;
    theme::Theme& m_theme;
};

} // namespace ws::designer
