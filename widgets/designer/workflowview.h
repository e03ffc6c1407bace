#pragma once

#include "widgets/designer/workflowscene.h"

#include <QGraphicsView>

#include <functional>
#include <optional>

namespace ws::designer {

class CanvasTool;

/// How a person moves over the canvas: wheel pans, Ctrl and wheel zooms at the cursor, Space or the
/// middle button drags, arrows walk along the edges. Zoom is between 10 % and 400 %.
class WorkflowView : public QGraphicsView {
    Q_OBJECT
public:
    WorkflowView(WorkflowScene& scene, theme::Theme& theme, QWidget* parent = nullptr);

    double zoom() const { return transform().m11(); }
    void setZoom(double zoom);
    void zoomBy(double factor) { setZoom(zoom() * factor); }
    /// All of it, also when the view becomes another size or the diagram grows, until somebody
    /// looks elsewhere.
    void fit();
    /// Around a change of the diagram.
    void keepFit(const std::function<void()>& change);
    /// What is on the screen, in scene units.
    QRectF seen() const;
    /// The first look: all of it when its words can be read then, else its start.
    void open();
    void reveal(int node);
    void reveal(const InsetSpot& spot);
    /// What the left button does; without one it picks states and pans. Not owned.
    void setTool(CanvasTool* tool) { m_tool = tool; }
    /// In the middle of a canvas without states.
    void setEmptyText(const QString& text);
    WorkflowScene& workflow() const { return m_scene; }
    /// The left button moves the canvas, or is about to.
    bool isPanning() const { return m_space || m_drag; }

Q_SIGNALS:
    void zoomChanged(double zoom);
    void viewChanged();
    void nodePicked(int node); ///< -1: the ground
    void nodeOpened(int node);
    /// A state inside an opened Task.
    void insetPicked(const ws::designer::InsetSpot& spot);
    void insetOpened(const ws::designer::InsetSpot& spot);
    void insetFoldClicked(const ws::designer::InsetSpot& spot);
    void insetGutterClicked(const ws::designer::InsetSpot& spot);
    /// As pipClicked().
    void insetPipClicked(const ws::designer::InsetSpot& spot, int attempt);
    void insetMenuRequested(const ws::designer::InsetSpot& spot, const QPoint& global);
    void findRequested();
    void gutterClicked(int node);
    void foldClicked(int node);
    /// Which of its calls, from 1; 0: the next, where they are not drawn one by one.
    void pipClicked(int node, int attempt);
    /// To the calls of the selected state before or after the one that is selected.
    void attemptWalked(int step);
    /// The selected container, or all of them, is to be closed or opened.
    void foldRequested();
    void foldAllRequested();
    void menuRequested(int node, const QPoint& global); ///< -1: the ground

protected:
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    bool viewportEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    bool zoomKey(const QKeyEvent& event);
    bool walkKey(const QKeyEvent& event);
    bool insetKey(const QKeyEvent& event);
    void walk(QPointF direction);
    void pick(InsetSpot spot);
    /// Of the selected state among the scene's places; -1: none is.
    int currentPlace(const std::vector<StatePlace>& places) const;
    /// A state inside an opened Task that a click there is for.
    std::optional<InsetSpot> insetStateAt(const QPoint& position) const;
    /// Signs that a click is for wherever they are drawn; false: there is none.
    bool clickSign(const QPoint& position);
    int startNode() const;
    int gutterAt(const QPoint& position) const;
    int pipsAt(const QPoint& position) const;
    double fittingZoom() const;
    void lookAt(QPointF middle, double zoom);
    void takeSceneRect();
    void showTip(const QPoint& global, const QPointF& position);

    WorkflowScene& m_scene;
    CanvasTool* m_tool = nullptr; // Not owned.
    std::optional<QPoint> m_drag; ///< last place of the hand
    QString m_emptyText;
    bool m_space = false;
    bool m_fits = false;    ///< nobody has looked elsewhere since fit()
    bool m_placing = false; ///< what scrolls now is not somebody
};

} // namespace ws::designer
