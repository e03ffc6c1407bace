#pragma once

#include "widgets/models/runmodel.h"
#include "widgets/theme/theme.h"

#include <QAbstractScrollArea>

namespace ws::dataplane {

/// The iterations of one Map as cells, coloured and marked by their status.
class IterationGrid : public QAbstractScrollArea {
    Q_OBJECT
public:
    IterationGrid(const models::RunModel& model, theme::Theme& theme, QWidget* parent);

    /// A Map's visit; -1: none.
    void setMap(int node);
    int map() const { return m_map; }
    /// The run has gone on.
    void refresh();
    /// The position of the current cell among the Map's children; -1: none.
    int current() const { return m_current; }
    void setCurrent(int position);
    /// The next one that failed, from the beginning after the last; -1: none did.
    int nextFailed() const;
    int count() const;
    QRect cellRect(int position) const;
    QString textOf(int position) const;

Q_SIGNALS:
    void picked(int node);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    int columns() const;
    int positionAt(QPoint at) const;
    void pick(int position);
    int nodeOf(int position) const;

    const models::RunModel& m_model; // Not owned.
    theme::Theme& m_theme;           // Not owned.
    int m_map = -1;
    int m_current = -1;
};

} // namespace ws::dataplane
