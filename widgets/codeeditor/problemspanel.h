#pragma once

#include "widgets/codeeditor/problem.h"
#include "widgets/theme/theme.h"

#include <QAbstractTableModel>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QTreeView;

namespace ws::codeeditor {

class ProblemsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Message, File, Line, ColumnCount };

    explicit ProblemsModel(theme::Theme& theme, QObject* parent = nullptr);

    void setProblems(Problems problems);
    const Problems& problems() const { return m_problems; }
    /// Paths are shown relative to it.
    void setRoot(const QString& root);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    theme::Theme& m_theme; // Not owned.
    Problems m_problems;
    QString m_root;
};

/// Every problem of the open files in one list; a click or Enter jumps there.
class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ProblemsPanel(theme::Theme& theme, QWidget* parent = nullptr);

    void setProblems(Problems problems);
    void setRoot(const QString& root);
    ProblemsModel& model() { return *m_model; }
    /// A menu at the selected problem; nothing when there is no fix for it.
    void offerFixes();

Q_SIGNALS:
    void activated(const ws::codeeditor::Problem& problem);
    void fixChosen(const ws::codeeditor::Problem& problem, const ws::codeeditor::QuickFix& fix);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void fitColumns();

    ProblemsModel* m_model;
    QStackedWidget* m_stack;
    QLabel* m_empty;
    QTreeView* m_view;
};

} // namespace ws::codeeditor
