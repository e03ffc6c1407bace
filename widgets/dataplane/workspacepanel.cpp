#include "widgets/dataplane/workspacepanel.h"

#include "engine/workspace/machinefile.h"
#include "engine/workspace/scaffold.h"
#include "engine/workspace/scenario.h"
#include "widgets/dataplane/newfunctiondialog.h"
#include "widgets/theme/emptystate.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QEvent>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>

namespace ws::dataplane {

using models::ItemKind;
using models::WorkspaceItem;

namespace {

QString mocksOf(const QString& machineFile) {
    return QString::fromStdString(workspace::scenarioFileOfMachine(machineFile.toStdString()));
}

} // namespace

WorkspacePanel::WorkspacePanel(feed::EngineFeed& feed, feed::Selection& selection,
                               theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme)
    , m_model(theme) {
    build();
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, this, &WorkspacePanel::takeSnapshot);
    connect(&m_selection, &feed::Selection::changed, this, &WorkspacePanel::takeSelection);
    connect(&m_theme, &theme::Theme::changed, this, &WorkspacePanel::applyTheme);
    applyTheme();
    retranslate();
    takeSnapshot();
}

void WorkspacePanel::build() {
    m_filter = new QLineEdit(this);
    m_filter->setClearButtonEnabled(true);
    m_new = new QToolButton(this);
    m_new->setIconSize(QSize(18, 18));
    m_new->setPopupMode(QToolButton::InstantPopup);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 6, 6);
    row->setSpacing(theme::Theme::space(1));
    row->addWidget(m_filter, 1);
    row->addWidget(m_new);

    m_proxy = new QSortFilterProxyModel(this);
    m_proxy->setSourceModel(&m_model);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view = new QTreeView(this);
    m_view->setModel(m_proxy);
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setIndentation(16);
    m_view->setIconSize(QSize(16, 16));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setExpandsOnDoubleClick(false);
    m_empty = new theme::EmptyState(this);
    m_emptyButton = new QPushButton(this);
    m_emptyPage = new QWidget(this);
    auto* emptyLayout = new QVBoxLayout(m_emptyPage);
    emptyLayout->addStretch(1);
    emptyLayout->addWidget(m_empty);
    emptyLayout->addWidget(m_emptyButton, 0, Qt::AlignHCenter);
    emptyLayout->addStretch(2);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_emptyPage);
    m_stack->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_stack, 1);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_proxy->setFilterFixedString(text);
        if (!text.isEmpty())
            m_view->expandAll();
    });
    connect(m_view, &QTreeView::doubleClicked, this, &WorkspacePanel::activate);
    connect(m_view, &QTreeView::activated, this, &WorkspacePanel::activate);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &WorkspacePanel::openMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &WorkspacePanel::tellSelection);
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        m_collapsed.insert(m_model.key(m_proxy->mapToSource(index)));
        m_expanded.remove(m_model.key(m_proxy->mapToSource(index)));
    });
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        m_expanded.insert(m_model.key(m_proxy->mapToSource(index)));
        m_collapsed.remove(m_model.key(m_proxy->mapToSource(index)));
    });
    connect(m_emptyButton, &QPushButton::clicked, this, [this] {
        if (m_feed.snapshot().root.empty())
            Q_EMIT openFolderRequested();
        else
            createFunction();
    });
}

void WorkspacePanel::applyTheme() {
    m_new->setIcon(m_theme.icon(QStringLiteral("plus")));
}

void WorkspacePanel::retranslate() {
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the workspace"));
    m_new->setToolTip(tr("New function, state machine or event"));
    m_new->setAccessibleName(m_new->toolTip());
    auto* menu = new QMenu(m_new);
    menu->addAction(tr("New function …"), this, &WorkspacePanel::createFunction);
    menu->addAction(tr("New state machine …"), this, &WorkspacePanel::createMachine);
    menu->addAction(tr("New event …"), this, &WorkspacePanel::createEvent);
    if (QMenu* old = m_new->menu())
        old->deleteLater();
    m_new->setMenu(menu);
    m_view->setAccessibleName(tr("Workspace"));
    m_model.retranslate();
    takeSnapshot();
}

void WorkspacePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void WorkspacePanel::takeSnapshot() {
    const QString selected = m_model.key(m_proxy->mapToSource(m_view->currentIndex()));
    const QSignalBlocker quietSelection(m_view->selectionModel());
    m_model.setSnapshot(m_feed.snapshot());
    const QSet<QString> expanded = m_expanded;
    const QSet<QString> collapsed = m_collapsed;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex group = m_model.index(row, 0);
        m_view->setExpanded(m_proxy->mapFromSource(group), !collapsed.contains(m_model.key(group)));
    }
    for (const QString& key : expanded)
        m_view->setExpanded(m_proxy->mapFromSource(m_model.indexOfKey(key)), true);
    m_view->setCurrentIndex(m_proxy->mapFromSource(m_model.indexOfKey(selected)));

    const bool open = !m_feed.snapshot().root.empty();
    m_stack->setCurrentWidget(m_model.isEmpty() ? m_emptyPage : static_cast<QWidget*>(m_view));
    m_empty->setText(
        open ? tr("This folder has no functions yet.\nBegin with one, or with a state machine.")
             : tr("No folder is open.\nOpen one, or start with a sample."));
    m_emptyButton->setText(open ? tr("New function …") : tr("Open folder …"));
    m_new->setEnabled(open);
    m_filter->setEnabled(open);
}

const WorkspaceItem* WorkspacePanel::current() const {
    return m_model.item(m_proxy->mapToSource(m_view->currentIndex()));
}

void WorkspacePanel::takeSelection(const feed::Selection::Content& content) {
    const WorkspaceItem* item = current();
    const QString wanted = content.machine.isEmpty() ? content.function : content.machine;
    if (item && item->owner == wanted)
        return;
    QModelIndex source = content.machine.isEmpty() ? m_model.indexOfFunction(content.function)
                                                   : m_model.indexOfMachine(content.machine);
    if (!source.isValid())
        return;
    const QSignalBlocker quiet(m_view->selectionModel());
    m_view->setCurrentIndex(m_proxy->mapFromSource(source));
    m_view->viewport()->update();
}

void WorkspacePanel::tellSelection(const QModelIndex& proxyIndex) {
    const WorkspaceItem* item = m_model.item(m_proxy->mapToSource(proxyIndex));
    if (!item || item->owner.isEmpty())
        return;
    const feed::Selection::Content& old = m_selection.content();
    const bool machine =
        m_model.indexOfMachine(item->owner).isValid() &&
        (item->kind == ItemKind::Machine || !m_model.indexOfFunction(item->owner).isValid());
    if ((machine ? old.machine : old.function) == item->owner)
        return;
    feed::Selection::Content content;
    (machine ? content.machine : content.function) = item->owner;
    m_selection.set(content);
}

void WorkspacePanel::activate(const QModelIndex& proxyIndex) {
    const WorkspaceItem* item = m_model.item(m_proxy->mapToSource(proxyIndex));
    if (!item)
        return;
    switch (item->kind) {
    case ItemKind::Group:
        m_view->setExpanded(proxyIndex, !m_view->isExpanded(proxyIndex));
        break;
    case ItemKind::Function:
        if (!item->mainFile.isEmpty())
            Q_EMIT openRequested(item->mainFile);
        m_view->setExpanded(proxyIndex, true);
        break;
    case ItemKind::File:
    case ItemKind::Machine:
    case ItemKind::Template:
        Q_EMIT openRequested(item->path);
        break;
    case ItemKind::Event:
        Q_EMIT eventRequested(item->owner, item->path);
        break;
    }
}

void WorkspacePanel::openMenu(const QPoint& position) {
    QMenu menu(this);
    const QModelIndex index = m_view->indexAt(position);
    if (index.isValid())
        m_view->setCurrentIndex(index);
    fillMenu(menu, m_model.item(m_proxy->mapToSource(index)));
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

void WorkspacePanel::fillMenu(QMenu& menu, const WorkspaceItem* item) {
    const auto icon = [this](const char* name) { return m_theme.icon(QString::fromLatin1(name)); };
    if (item && item->kind != ItemKind::Group) {
        const QString path = item->kind == ItemKind::Function ? item->mainFile : item->path;
        if (!path.isEmpty())
            menu.addAction(icon("reveal"), tr("Open"), this,
                           [this, path] { Q_EMIT openRequested(path); });
        if (item->kind == ItemKind::Function) {
            menu.addAction(icon("settings"), tr("Configure"), this, [this, folder = item->path] {
                Q_EMIT openRequested(folder + QStringLiteral("/function.json"));
            });
        }
        if (item->kind == ItemKind::Event) {
            menu.addAction(
                icon("play"), tr("Use as test event"), this,
                [this, owner = item->owner, path] { Q_EMIT eventRequested(owner, path); });
        }
        menu.addSeparator();
    }
    menu.addAction(icon("function"), tr("New function …"), this, &WorkspacePanel::createFunction);
    menu.addAction(icon("machine"), tr("New state machine …"), this,
                   &WorkspacePanel::createMachine);
    if (item && !item->owner.isEmpty())
        menu.addAction(icon("event"), tr("New event for %1 …").arg(item->owner), this,
                       &WorkspacePanel::createEvent);
    if (!item || item->kind == ItemKind::Group)
        return;
    menu.addSeparator();
    if (item->kind == ItemKind::Function || item->kind == ItemKind::Machine ||
        item->kind == ItemKind::Template)
        menu.addAction(icon("rename"), tr("Rename …"), this, &WorkspacePanel::renameSelected);
    if (item->kind != ItemKind::File)
        menu.addAction(icon("delete"), tr("Move to trash"), this, &WorkspacePanel::deleteSelected);
    menu.addAction(icon("folder-open"), tr("Show in the file manager"), this,
                   &WorkspacePanel::reveal);
}

QString WorkspacePanel::askName(const QString& title, const QString& label,
                                const QString& suggestion) {
    bool accepted = false;
    const QString name =
        QInputDialog::getText(this, title, label, QLineEdit::Normal, suggestion, &accepted);
    return accepted ? name.trimmed() : QString();
}

void WorkspacePanel::createFunction() {
    NewFunctionDialog dialog(this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const auto created = workspace::createFunction(
        m_feed.snapshot().root, dialog.name().toStdString(), dialog.runtime().toStdString());
    if (created)
        Q_EMIT openRequested(QString::fromStdString(*created));
    else
        Q_EMIT failed(created.error());
}

void WorkspacePanel::createMachine() {
    const QString name = askName(tr("New state machine"), tr("Name of the state machine:"), {});
    if (name.isEmpty())
        return;
    const auto created = workspace::createMachine(m_feed.snapshot().root, name.toStdString());
    if (created)
        Q_EMIT openRequested(QString::fromStdString(*created));
    else
        Q_EMIT failed(created.error());
}

void WorkspacePanel::createEvent() {
    const WorkspaceItem* item = current();
    if (!item || item->owner.isEmpty()) {
        Q_EMIT told(tr("Select a function or a state machine first"));
        return;
    }
    const QString owner = item->owner;
    const QString name = askName(tr("New event"), tr("Name of the event for %1:").arg(owner), {});
    if (name.isEmpty())
        return;
    const auto created =
        workspace::createEvent(m_feed.snapshot().root, owner.toStdString(), name.toStdString(), {});
    if (created)
        Q_EMIT openRequested(QString::fromStdString(*created));
    else
        Q_EMIT failed(created.error());
}

void WorkspacePanel::renameSelected() {
    const WorkspaceItem* item = current();
    if (item && item->kind == ItemKind::Template)
        return renameTemplate(item->name, item->path);
    if (!item || (item->kind != ItemKind::Function && item->kind != ItemKind::Machine))
        return;
    const bool machine = item->kind == ItemKind::Machine;
    const QString from = item->name;
    const QString oldPath = item->path;
    const QString to = askName(tr("Rename"), tr("New name of %1:").arg(from), from);
    if (to.isEmpty() || to == from)
        return;
    const std::string& root = m_feed.snapshot().root;
    const base::Status done =
        machine ? workspace::renameMachine(root, from.toStdString(), to.toStdString())
                : workspace::renameFunction(root, from.toStdString(), to.toStdString());
    if (!done) {
        Q_EMIT failed(done.error());
        return;
    }
    const QString newPath = machine ? QString::fromStdString(workspace::renamedMachineFile(
                                          oldPath.toStdString(), to.toStdString()))
                                    : QStringLiteral("functions/%1").arg(to);
    Q_EMIT renamed(oldPath, newPath);
    if (machine) // what went along may be open as well
        Q_EMIT renamed(mocksOf(oldPath), mocksOf(newPath));
}

void WorkspacePanel::renameTemplate(const QString& from, const QString& path) {
    const QString to = askName(tr("Rename"), tr("New name of %1:").arg(from), from);
    if (to.isEmpty() || to == from)
        return;
    const auto done =
        workspace::renameTemplate(m_feed.snapshot().root, from.toStdString(), to.toStdString());
    if (done)
        Q_EMIT renamed(path, QString::fromStdString(workspace::templatePath(to.toStdString())));
    else
        Q_EMIT failed(done.error());
}

void WorkspacePanel::deleteSelected() {
    const WorkspaceItem* item = current();
    if (!item)
        return;
    const std::string& root = m_feed.snapshot().root;
    const QString path = item->path;
    const bool machine = item->kind == ItemKind::Machine;
    base::Status done;
    if (item->kind == ItemKind::Function)
        done = workspace::removeFunction(root, item->name.toStdString());
    else if (item->kind == ItemKind::Machine)
        done = workspace::removeMachine(root, item->name.toStdString());
    else if (item->kind == ItemKind::Event)
        done = workspace::removeEvent(root, item->owner.toStdString(), item->name.toStdString());
    else if (item->kind == ItemKind::Template)
        done = workspace::removeTemplate(root, item->name.toStdString());
    else
        return;
    if (!done) {
        Q_EMIT failed(done.error());
        return;
    }
    Q_EMIT removed(path);
    if (machine)
        Q_EMIT removed(mocksOf(path));
    Q_EMIT told(tr("%1 was moved to .warmstart/trash").arg(path));
}

void WorkspacePanel::reveal() {
    const WorkspaceItem* item = current();
    if (!item)
        return;
    const QFileInfo info(m_feed.absolutePath(item->path.toStdString()));
    const QString folder = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
    QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
}

} // namespace ws::dataplane
