#pragma once

#include "widgets/codeeditor/backup.h"
#include "widgets/codeeditor/editorpage.h"
#include "widgets/theme/theme.h"

#include <QFileSystemWatcher>
#include <QStringList>
#include <QTabWidget>
#include <QTimer>

#include <set>

namespace ws::codeeditor {

/// The open files. Unsaved text is written to the workspace's backup folder every second, so that
/// closing the program needs no question and killing it loses next to nothing.
class EditorTabs : public QTabWidget {
    Q_OBJECT
public:
    explicit EditorTabs(theme::Theme& theme, QWidget* parent = nullptr);
    ~EditorTabs() override;

    /// Closes everything (unsaved text stays in the old root's backups) and restores the new
    /// root's. Empty: no workspace.
    void setRoot(const QString& root);

    /// Opens or raises. Errors of workspace::readTextFile.
    base::Status openFile(const QString& path);
    EditorPage* page(const QString& path) const;
    EditorPage* currentPage() const;
    QString currentPath() const;
    QStringList openPaths() const;
    Problems problems() const;
    bool hasUnsaved() const;

    base::Status saveCurrent();
    /// The first error, after having tried each.
    base::Status saveAll();
    void closePath(const QString& path);
    void movePath(const QString& from, const QString& to);
    /// Writes what is unsaved and newer than its backup.
    void writeBackups();
    /// Asks each open file whether the disk has changed.
    void compareWithDisk();

Q_SIGNALS:
    void currentPathChanged(const QString& path);
    void textEdited(const QString& path);
    void fileSaved(const QString& path);
    void saveFailed(const ws::base::Error& error);
    void problemsChanged();
    void modifiedChanged();
    void cursorMoved(const QString& path);

protected:
    void changeEvent(QEvent* event) override;

private:
    EditorPage* addPage(const QString& path);
    void closeTab(int index);
    QString titleOf(const QString& path) const;
    void updateTab(EditorPage* page);
    void updateAllTabs();
    base::Status savePage(EditorPage* page);
    EditorPage* pageAt(int index) const;

    theme::Theme& m_theme; // Not owned.
    BackupStore m_backups;
    QFileSystemWatcher m_watcher;
    QTimer m_backupTimer;
    std::set<QString> m_unbacked; // Paths whose text is newer than their backup.
};

} // namespace ws::codeeditor
