#include "widgets/models/workspacemodel.h"

#include "widgets/theme/messages.h"

#include <QFileInfo>

#include <functional>

namespace ws::models {

struct WorkspaceModel::Node {
    WorkspaceItem item;
    Node* parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;

    Node& add(WorkspaceItem child) {
        children.push_back(std::make_unique<Node>());
        Node& added = *children.back();
        added.item = std::move(child);
        added.parent = this;
        added.row = int(children.size()) - 1;
        return added;
    }

    bool sameTree(const Node& other) const {
        if (item != other.item || children.size() != other.children.size())
            return false;
        for (std::size_t i = 0; i < children.size(); ++i) {
            if (!children[i]->sameTree(*other.children[i]))
                return false;
        }
        return true;
    }
};

namespace {

QString iconOfRuntime(const std::string& runtime) {
    switch (function::runtimeFamily(runtime)) {
    case function::RuntimeFamily::Python:
        return QStringLiteral("python");
    case function::RuntimeFamily::NodeJs:
        return QStringLiteral("nodejs");
    case function::RuntimeFamily::Provided:
        return QStringLiteral("shell");
    case function::RuntimeFamily::Ruby:
    case function::RuntimeFamily::Unknown:
        break;
    }
    return QStringLiteral("function");
}

QString iconOfFile(const QString& path) {
    static const std::vector<std::pair<QString, QString>> kBySuffix{
        {QStringLiteral(".json"), QStringLiteral("json")},
        {QStringLiteral(".py"), QStringLiteral("code")},
        {QStringLiteral(".js"), QStringLiteral("code")},
        {QStringLiteral(".mjs"), QStringLiteral("code")},
        {QStringLiteral("/bootstrap"), QStringLiteral("code")},
    };
    for (const auto& [suffix, icon] : kBySuffix) {
        if (path.endsWith(suffix))
            return icon;
    }
    return QStringLiteral("file");
}

WorkspaceItem eventItem(const workspace::EventEntry& event, const QString& owner) {
    return {.kind = ItemKind::Event,
            .name = QString::fromStdString(event.name),
            .path = QString::fromStdString(event.path),
            .owner = owner,
            .icon = QStringLiteral("event")};
}

WorkspaceItem functionItem(const workspace::FunctionEntry& entry) {
    return {.kind = ItemKind::Function,
            .name = QString::fromStdString(entry.name),
            .path = QString::fromStdString(entry.folder),
            .owner = QString::fromStdString(entry.name),
            .icon = iconOfRuntime(entry.configuration.runtime),
            .detail = QString::fromStdString(entry.configuration.runtime),
            .problem = entry.problem ? theme::message(*entry.problem) : QString(),
            .mainFile = QString::fromStdString(entry.mainFile)};
}

} // namespace

WorkspaceModel::WorkspaceModel(theme::Theme& theme, QObject* parent)
    : QAbstractItemModel(parent)
    , m_theme(theme)
    , m_root(std::make_unique<Node>()) {
    connect(&m_theme, &theme::Theme::changed, this, [this] { retranslate(); });
}

WorkspaceModel::~WorkspaceModel() = default;

std::unique_ptr<WorkspaceModel::Node> WorkspaceModel::build() const {
    auto root = std::make_unique<Node>();
    if (m_snapshot.root.empty())
        return root;
    Node& functions = root->add(
        {.kind = ItemKind::Group, .name = tr("Functions"), .icon = QStringLiteral("function")});
    for (const workspace::FunctionEntry& entry : m_snapshot.functions) {
        Node& function = functions.add(functionItem(entry));
        const QString prefix = QString::fromStdString(entry.folder) + u'/';
        for (const std::string& file : entry.files) {
            const QString path = QString::fromStdString(file);
            function.add({.kind = ItemKind::File,
                          .name = path.startsWith(prefix) ? path.mid(prefix.size()) : path,
                          .path = path,
                          .owner = function.item.name,
                          .icon = iconOfFile(path)});
        }
        for (const workspace::EventEntry& event : entry.events)
            function.add(eventItem(event, function.item.name));
    }
    Node& machines = root->add(
        {.kind = ItemKind::Group, .name = tr("State machines"), .icon = QStringLiteral("machine")});
    for (const workspace::MachineEntry& entry : m_snapshot.machines) {
        Node& machine = machines.add({.kind = ItemKind::Machine,
                                      .name = QString::fromStdString(entry.name),
                                      .path = QString::fromStdString(entry.path),
                                      .owner = QString::fromStdString(entry.name),
                                      .icon = QStringLiteral("machine")});
        for (const workspace::EventEntry& event : entry.inputs)
            machine.add(eventItem(event, machine.item.name));
    }
    addTemplates(*root);
    return root;
}

void WorkspaceModel::addTemplates(Node& root) const {
    if (m_snapshot.templates.empty())
        return;
    Node& templates = root.add(
        {.kind = ItemKind::Group, .name = tr("Event templates"), .icon = QStringLiteral("event")});
    for (const workspace::EventEntry& entry : m_snapshot.templates)
        templates.add({.kind = ItemKind::Template,
                       .name = QString::fromStdString(entry.name),
                       .path = QString::fromStdString(entry.path),
                       .icon = QStringLiteral("event")});
}

void WorkspaceModel::rebuild() {
    auto fresh = build();
    if (fresh->sameTree(*m_root))
        return;
    beginResetModel();
    m_root = std::move(fresh);
    endResetModel();
}

void WorkspaceModel::setSnapshot(const workspace::Snapshot& snapshot) {
    m_snapshot = snapshot;
    rebuild();
}

void WorkspaceModel::retranslate() {
    rebuild();
    for (const auto& group : m_root->children) {
        const QModelIndex changed = indexOf(*group);
        Q_EMIT dataChanged(changed, changed);
    }
}

const WorkspaceModel::Node* WorkspaceModel::nodeOf(const QModelIndex& index) const {
    return index.isValid() ? static_cast<const Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex WorkspaceModel::indexOf(const Node& node) const {
    return &node == m_root.get() ? QModelIndex()
                                 : createIndex(node.row, 0, const_cast<Node*>(&node));
}

const WorkspaceModel::Node*
WorkspaceModel::findNode(const Node& from, const std::function<bool(const Node&)>& wanted) const {
    for (const auto& child : from.children) {
        if (wanted(*child))
            return child.get();
        if (const Node* found = findNode(*child, wanted))
            return found;
    }
    return nullptr;
}

const WorkspaceItem* WorkspaceModel::item(const QModelIndex& index) const {
    return index.isValid() ? &nodeOf(index)->item : nullptr;
}

QModelIndex WorkspaceModel::indexOfFunction(const QString& name) const {
    const Node* found = findNode(*m_root, [&](const Node& node) {
        return node.item.kind == ItemKind::Function && node.item.name == name;
    });
    return found ? indexOf(*found) : QModelIndex();
}

QModelIndex WorkspaceModel::indexOfMachine(const QString& name) const {
    const Node* found = findNode(*m_root, [&](const Node& node) {
        return node.item.kind == ItemKind::Machine && node.item.name == name;
    });
    return found ? indexOf(*found) : QModelIndex();
}

QModelIndex WorkspaceModel::indexOfPath(const QString& path) const {
    const Node* found = findNode(*m_root, [&](const Node& node) { return node.item.path == path; });
    return found ? indexOf(*found) : QModelIndex();
}

QString WorkspaceModel::key(const QModelIndex& index) const {
    if (!index.isValid())
        return {};
    const WorkspaceItem& item = nodeOf(index)->item;
    // Groups have no path; their place is what stays when the language changes.
    const QString place = item.path.isEmpty() ? QString::number(index.row()) : item.path;
    return QStringLiteral("%1:%2").arg(int(item.kind)).arg(place);
}

QModelIndex WorkspaceModel::indexOfKey(const QString& wanted) const {
    const Node* found =
        findNode(*m_root, [&](const Node& node) { return key(indexOf(node)) == wanted; });
    return found ? indexOf(*found) : QModelIndex();
}

bool WorkspaceModel::isEmpty() const {
    return m_snapshot.functions.empty() && m_snapshot.machines.empty();
}

QModelIndex WorkspaceModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent)->children[std::size_t(row)].get());
}

QModelIndex WorkspaceModel::parent(const QModelIndex& index) const {
    if (!index.isValid())
        return {};
    return indexOf(*nodeOf(index)->parent);
}

int WorkspaceModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int WorkspaceModel::columnCount(const QModelIndex&) const {
    return 1;
}

QVariant WorkspaceModel::data(const QModelIndex& index, int role) const {
    const WorkspaceItem* shown = item(index);
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return shown->name;
    case Qt::DecorationRole:
        return shown->problem.isEmpty()
                   ? m_theme.icon(shown->icon)
                   : m_theme.icon(QStringLiteral("error"), m_theme.colour(theme::Role::Error));
    case Qt::ToolTipRole:
        if (!shown->problem.isEmpty())
            return shown->problem;
        return shown->detail.isEmpty() ? shown->path
                                       : tr("%1 · %2").arg(shown->path, shown->detail);
    case Qt::FontRole:
        return shown->kind == ItemKind::Group ? m_theme.textFont(0, QFont::DemiBold) : QVariant();
    default:
        return {};
    }
}

} // namespace ws::models
