#pragma once

#include "widgets/dataplane/spandelegate.h"

#include <QWidget>

namespace ws::dataplane {

/// The whole run in one strip: how much was under way when, and where something failed. Dragging
/// over it chooses the range that the timeline column shows.
class RunOverview : public QWidget {
    Q_OBJECT
public:
    RunOverview(const models::RunModel& model, SpanScale& scale, theme::Theme& theme,
                QWidget* parent);

    /// The run or the scale has changed.
    void refresh();
    void showAll();
    QSize sizeHint() const override { return {200, 34}; }

Q_SIGNALS:
    void rangeChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double placeAt(int x) const;
    void choose(double one, double other);

    const models::RunModel& m_model; // Not owned.
    SpanScale& m_scale;              // Not owned.
    theme::Theme& m_theme;           // Not owned.
    std::vector<int> m_busy;         ///< by pixel: Task visits under way
    std::vector<char> m_failed;      ///< by pixel
    double m_pressed = -1;           ///< place; below 0: no drag
};

} // namespace ws::dataplane
