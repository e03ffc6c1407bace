#pragma once

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QStackedWidget;
class QTreeView;

namespace ws::dataplane {

/// A flat table that is replaced by a sentence while its model is empty.
class TablePanel : public QWidget {
    Q_OBJECT
public:
    /// The model is not owned.
    explicit TablePanel(QAbstractItemModel& model, QWidget* parent = nullptr);

    QTreeView& view() { return *m_view; }
    void setEmptyText(const QString& text);

private:
    void showState();

    QAbstractItemModel& m_model; // Not owned.
    QStackedWidget* m_stack;
    QLabel* m_empty;
    QTreeView* m_view;
};

} // namespace ws::dataplane
