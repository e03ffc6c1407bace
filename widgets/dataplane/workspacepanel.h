#pragma once

#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/models/workspacemodel.h"
#include "widgets/theme/theme.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace ws::dataplane {

/// The workspace as a tree, with what can be done to each thing in it.
class WorkspacePanel : public QWidget {
    Q_OBJECT
public:
    WorkspacePanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                   QWidget* parent = nullptr);

    models::WorkspaceModel& model() { return m_model; }
    QTreeView& view() { return *m_view; }

public Q_SLOTS:
    void createFunction();
    void createMachine();
    void createEvent();
    void renameSelected();
    void renameTemplate(const QString& from, const QString& path);
    void deleteSelected();

Q_SIGNALS:
    /// Paths are relative to the workspace.
    void openRequested(const QString& path);
    void eventRequested(const QString& owner, const QString& path);
    void renamed(const QString& from, const QString& to);
    void removed(const QString& path);
    void openFolderRequested();
    void failed(const ws::base::Error& error);
    void told(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void applyTheme();
    void takeSnapshot();
    void takeSelection(const feed::Selection::Content& content);
    void tellSelection(const QModelIndex& proxyIndex);
    void activate(const QModelIndex& proxyIndex);
    void openMenu(const QPoint& position);
    void fillMenu(QMenu& menu, const models::WorkspaceItem* item);
    void reveal();
    const models::WorkspaceItem* current() const;
    QString askName(const QString& title, const QString& label, const QString& suggestion);

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    models::WorkspaceModel m_model;
    QSortFilterProxyModel* m_proxy = nullptr;
    QLineEdit* m_filter = nullptr;
    QToolButton* m_new = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_emptyPage = nullptr;
    QLabel* m_empty = nullptr;
    QPushButton* m_emptyButton = nullptr;
    QTreeView* m_view = nullptr;
    QSet<QString> m_collapsed; // Keys of functions and groups that the user folded.
    QSet<QString> m_expanded;
};

} // namespace ws::dataplane
