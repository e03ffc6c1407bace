#pragma once

#include "engine/workspace/snapshot.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModel>

#include <functional>
#include <memory>
#include <vector>

namespace ws::models {

/// What a row of the workspace tree stands for.
enum class ItemKind { Group, Function, File, Event, Machine, Template };

struct WorkspaceItem {
    ItemKind kind = ItemKind::Group;
    QString name = {};     ///< as shown
    QString path = {};     ///< relative to the workspace; empty for groups
    QString owner = {};    ///< function or machine that a file or an event belongs to
    QString icon = {};     ///< name for Theme::icon
    QString detail = {};   ///< runtime of a function
    QString problem = {};  ///< in words; empty: none
    QString mainFile = {}; ///< of a function

    bool operator==(const WorkspaceItem&) const = default;
};

/// Functions with their files and events, state machines with their inputs, and own event
/// templates, from a snapshot. A
/// snapshot that shows the same tree changes nothing.
class WorkspaceModel : public QAbstractItemModel {
    Q_OBJECT
public:
    explicit WorkspaceModel(theme::Theme& theme, QObject* parent = nullptr);
    ~WorkspaceModel() override;

    void setSnapshot(const workspace::Snapshot& snapshot);
    void retranslate();

    /// nullptr for an invalid index. Valid until the next setSnapshot().
    const WorkspaceItem* item(const QModelIndex& index) const;
    QModelIndex indexOfFunction(const QString& name) const;
    QModelIndex indexOfMachine(const QString& name) const;
    QModelIndex indexOfPath(const QString& path) const;
    /// Stable across snapshots: kind and path.
    QString key(const QModelIndex& index) const;
    QModelIndex indexOfKey(const QString& key) const;
    bool isEmpty() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Node;
    std::unique_ptr<Node> build() const;
    void addTemplates(Node& root) const;
    void rebuild();
    const Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node& node) const;
    const Node* findNode(const Node& from, const std::function<bool(const Node&)>& wanted) const;

    theme::Theme& m_theme; // Not owned.
    workspace::Snapshot m_snapshot;
    std::unique_ptr<Node> m_root;
};

} // namespace ws::models
