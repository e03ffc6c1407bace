#pragma once

#include "engine/telemetry/foldedtime.h"
#include "engine/telemetry/recorder.h"
#include "engine/telemetry/runtree.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModel>

#include <cstddef>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace ws::models {

QString runStatusName(telemetry::RunTree::Status status);
theme::Status themeStatus(telemetry::RunTree::Status status);

/// One run as a tree: the visits of its states, the iterations of a Map with the visits inside
/// them, and below a Task or a distributed Map the executions that it began, each with its own
/// visits. Grows while the run does.
class RunModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { State, Status, Duration, Attempts, Timeline, Started, Error, ColumnCount };
    enum Role { StatusRole = Qt::UserRole };
    /// What a row is: a node of the tree of one execution, or that execution as a whole.
    struct Place {
        base::ExecutionId execution{};
        int node = -1; ///< -1: the whole
        bool operator==(const Place&) const = default;
    };

    RunModel(const telemetry::Recorder& recorder, theme::Theme& theme, QObject* parent = nullptr);

    base::ExecutionId execution() const { return m_execution; }
    void setExecution(base::ExecutionId execution);
    /// Takes up what the recorder has got since.
    void update();
    void retranslate();

    /// Of the run itself.
    const telemetry::RunTree& tree() const { return m_runs.front()->tree; }
    /// Of one of the executions; nullptr when it is none of them.
    const telemetry::RunTree* treeOf(base::ExecutionId execution) const;
    /// What the row shows; `index` is one of this model.
    const telemetry::RunTree::Node& nodeOf(const QModelIndex& index) const;
    Place placeOf(const QModelIndex& index) const;
    /// Rows of all executions together.
    std::size_t rowTotal() const;
    /// Of the run's first and last events, for what draws on its line of time.
    base::TimePoint begin() const;
    base::TimePoint end() const;
    const std::vector<base::TimePoint>& moments() const { return m_moments; }

    /// Of a node of the run itself.
    QModelIndex indexOf(int node, int column = 0) const { return indexOf(0, node, column); }
    /// Invalid when there is no such row; the run itself has none.
    QModelIndex indexOf(const Place& place, int column = 0) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// One execution of the family; the first is the one that is shown.
    struct Run {
        base::ExecutionId execution{};
        telemetry::RunTree tree;
        telemetry::RunTree::Node whole; ///< itself as a row
        std::size_t applied = 0;        ///< events of its history
        std::vector<int> shown;         ///< by node: children that the views know of
        int shownRoots = 0;
        std::map<int, std::vector<int>> nested; ///< runs below a node; -1: below the whole
        int parentRun = -1;
        int parentNode = -1;
        int nestedRow = 0; ///< among the nested of its parent
    };
    /// A run and a node of its tree; kWhole: the run as a row.
    struct Spot {
        int run = 0;
        int node = -1;
    };
    static constexpr int kWhole = -2;

    Run& run(int index) { return *m_runs[std::size_t(index)]; }
    const Run& run(int index) const { return *m_runs[std::size_t(index)]; }
    static Spot spotOf(const QModelIndex& index);
    QModelIndex indexOf(int run, int node, int column) const;
    /// Nodes that are rows in front of the nested runs.
    static int shownOf(const Run& run, int node);
    void load();
    void adoptChildren(int run);
    int addRun(const telemetry::ExecutionRecord& record, int parentRun);
    void takeUp(Run& run, const telemetry::ExecutionRecord& record);
    void describe(Run& run, const telemetry::ExecutionRecord& record);
    void publish(int run);
    void insertNode(int run, int parent, int& shown, int count);
    QString text(const QModelIndex& index) const;
    QString tip(const QModelIndex& index) const;

    const telemetry::Recorder& m_recorder; // Not owned.
    theme::Theme& m_theme;                 // Not owned.
    base::ExecutionId m_execution{};
    std::vector<std::unique_ptr<Run>> m_runs; ///< never empty
    std::unordered_map<base::ExecutionId, int> m_runOf;
    std::vector<base::TimePoint> m_moments; ///< of the run itself
    bool m_quiet = true;                    ///< a reset is under way: rows need not be told of
};

} // namespace ws::models
