#include "widgets/codeeditor/editortabs.h"

#include "widgets/theme/messages.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QMessageBox>
#include <QTabBar>

#include <algorithm>

namespace ws::codeeditor {

using namespace std::chrono_literals;

namespace {

constexpr int kMaxTitle = 220; // pixels; the tooltip has the whole path

} // namespace

EditorTabs::EditorTabs(theme::Theme& theme, QWidget* parent)
    : QTabWidget(parent)
    , m_theme(theme) {
    setDocumentMode(true);
    setMovable(true);
    setTabsClosable(true);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone); // a tab that has no room is scrolled to, not cut to "p…n"
    setIconSize(QSize(16, 16));
    m_backupTimer.setInterval(1s);
    connect(&m_backupTimer, &QTimer::timeout, this, &EditorTabs::writeBackups);
    connect(this, &QTabWidget::tabCloseRequested, this, &EditorTabs::closeTab);
    connect(this, &QTabWidget::currentChanged, this,
            [this] { Q_EMIT currentPathChanged(currentPath()); });
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this](const QString& path) {
        // A rename over the file ends the watch; the new file needs a new one.
        m_watcher.addPath(path);
        if (EditorPage* changed = page(path))
            changed->compareWithDisk();
    });
    connect(&m_theme, &theme::Theme::changed, this, &EditorTabs::updateAllTabs);
}

EditorTabs::~EditorTabs() {
    writeBackups();
}

void EditorTabs::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        updateAllTabs();
    QTabWidget::changeEvent(event);
}

void EditorTabs::setRoot(const QString& root) {
    writeBackups();
    while (count() > 0) {
        QWidget* last = widget(count() - 1);
        removeTab(count() - 1);
        delete last;
    }
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    m_unbacked.clear();
    m_backups = BackupStore(root);
    for (const Backup& backup : m_backups.all()) {
        EditorPage* restored = addPage(backup.path);
        restored->restore(backup.text, backup.stamp);
        restored->view().restoreHistory(backup.history);
    }
    Q_EMIT problemsChanged();
}

EditorPage* EditorTabs::pageAt(int index) const {
    return qobject_cast<EditorPage*>(widget(index));
}

EditorPage* EditorTabs::page(const QString& path) const {
    for (int index = 0; index < count(); ++index) {
        if (pageAt(index)->path() == path)
            return pageAt(index);
    }
    return nullptr;
}

EditorPage* EditorTabs::currentPage() const {
    return qobject_cast<EditorPage*>(currentWidget());
}

QString EditorTabs::currentPath() const {
    const EditorPage* current = currentPage();
    return current ? current->path() : QString();
}

QStringList EditorTabs::openPaths() const {
    QStringList paths;
    for (int index = 0; index < count(); ++index)
        paths += pageAt(index)->path();
    return paths;
}

Problems EditorTabs::problems() const {
    Problems all;
    for (int index = 0; index < count(); ++index) {
        const Problems& found = pageAt(index)->problems();
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

bool EditorTabs::hasUnsaved() const {
    for (int index = 0; index < count(); ++index) {
        if (pageAt(index)->isModified())
            return true;
    }
    return false;
}

EditorPage* EditorTabs::addPage(const QString& path) {
    auto* added = new EditorPage(path, m_theme, this);
    connect(added, &EditorPage::modifiedChanged, this, [this, added] {
        updateTab(added);
        if (!added->isModified()) {
            m_unbacked.erase(added->path());
            m_backups.writeHistory(added->path(), added->view().history());
        }
        Q_EMIT modifiedChanged();
    });
    connect(added, &EditorPage::textEdited, this, [this, added] {
        m_unbacked.insert(added->path());
        if (!m_backupTimer.isActive())
            m_backupTimer.start();
        Q_EMIT textEdited(added->path());
    });
    connect(added, &EditorPage::problemsChanged, this, [this, added] {
        updateTab(added);
        Q_EMIT problemsChanged();
    });
    connect(&added->view(), &QsciScintilla::cursorPositionChanged, this,
            [this, added] { Q_EMIT cursorMoved(added->path()); });
    addTab(added, QFileInfo(path).fileName());
    m_watcher.addPath(path);
    updateAllTabs();
    return added;
}

base::Status EditorTabs::openFile(const QString& path) {
    if (EditorPage* open = page(path)) {
        setCurrentWidget(open);
        return {};
    }
    const auto history = m_backups.history(path); // loading begins another
    EditorPage* added = addPage(path);
    if (const base::Status loaded = added->load(); !loaded) {
        removeTab(indexOf(added));
        delete added;
        updateAllTabs();
        return loaded;
    }
    if (history)
        added->view().restoreHistory(*history);
    updateTab(added);
    setCurrentWidget(added);
    return {};
}

/// The end of the path that no other open file shares: every function has its lambda_function.py.
QString EditorTabs::titleOf(const QString& path) const {
    const QStringList parts = path.split(QLatin1Char('/'));
    const QStringList open = openPaths();
    // What a function is called says more than that this is its configuration.
    int taken = parts.last() == QLatin1String("function.json") ? 2 : 1;
    const auto end = [&] {
        return parts.mid(qMax(0, parts.size() - taken)).join(QLatin1Char('/'));
    };
    const auto isShared = [&](const QString& title) {
        return std::ranges::any_of(open, [&](const QString& other) {
            return other != path && other.endsWith(QLatin1Char('/') + title);
        });
    };
    while (taken < parts.size() && isShared(end()))
        ++taken;
    return end();
}

void EditorTabs::updateTab(EditorPage* page) {
    const int index = indexOf(page);
    if (index < 0)
        return;
    const QString name =
        fontMetrics().elidedText(titleOf(page->path()), Qt::ElideMiddle, kMaxTitle);
    setTabText(index, page->isModified() ? tr("● %1").arg(name) : name);
    setTabToolTip(index,
                  page->isModified() ? tr("%1 (not saved)").arg(page->path()) : page->path());
    const bool wrong = !page->problems().empty();
    setTabIcon(index,
               wrong ? m_theme.icon(QStringLiteral("error"), m_theme.colour(theme::Role::Error))
                     : m_theme.icon(languageIcon(page->view().language())));
}

void EditorTabs::updateAllTabs() {
    for (int index = 0; index < count(); ++index)
        updateTab(pageAt(index));
}

base::Status EditorTabs::savePage(EditorPage* page) {
    const base::Status saved = page->save();
    if (saved)
        Q_EMIT fileSaved(page->path());
    else
        Q_EMIT saveFailed(saved.error());
    return saved;
}

base::Status EditorTabs::saveCurrent() {
    EditorPage* current = currentPage();
    return current ? savePage(current) : base::Status{};
}

base::Status EditorTabs::saveAll() {
    base::Status first;
    for (int index = 0; index < count(); ++index) {
        if (!pageAt(index)->isModified())
            continue;
        const base::Status saved = savePage(pageAt(index));
        if (!saved && first)
            first = saved;
    }
    return first;
}

void EditorTabs::closeTab(int index) {
    EditorPage* closing = pageAt(index);
    if (closing->isModified()) {
        QMessageBox question(
            QMessageBox::Question, tr("Save changes?"),
            tr("%1 has unsaved changes.").arg(QFileInfo(closing->path()).fileName()),
            QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
        const int answer = question.exec();
        if (answer == QMessageBox::Cancel || (answer == QMessageBox::Save && !savePage(closing)))
            return;
    }
    closePath(closing->path());
}

void EditorTabs::closePath(const QString& path) {
    EditorPage* closing = page(path);
    if (!closing)
        return;
    m_unbacked.erase(path);
    m_backups.remove(path);
    m_watcher.removePath(path);
    removeTab(indexOf(closing));
    closing->deleteLater();
    updateAllTabs();
    Q_EMIT problemsChanged();
}

void EditorTabs::movePath(const QString& from, const QString& to) {
    const EditorPage* old = page(from);
    if (!old)
        return;
    const bool modified = old->isModified();
    const std::string text = old->text();
    const workspace::FileStamp stamp = old->stamp();
    closePath(from);
    EditorPage* added = addPage(to);
    if (modified || !added->load())
        added->restore(text, stamp);
    setCurrentWidget(added);
}

void EditorTabs::compareWithDisk() {
    for (int index = 0; index < count(); ++index)
        pageAt(index)->compareWithDisk();
}

void EditorTabs::writeBackups() {
    for (const QString& path : m_unbacked) {
        EditorPage* unsaved = page(path);
        if (unsaved && unsaved->isModified())
            m_backups.write({path, unsaved->text(), unsaved->stamp(), unsaved->view().history()});
    }
    m_unbacked.clear();
    m_backupTimer.stop();
}

} // namespace ws::codeeditor
