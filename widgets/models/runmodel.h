#pragma once

#include "engine/telemetry/foldedtime.h"
#include "engine/telemetry/recorder.h"
#include "engine/telemetry/runtree.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModel>

#include <vector>

namespace ws::models {

QString runStatusName(telemetry::RunTree::Status status);
theme::Status themeStatus(telemetry::RunTree::Status status);

/// One run as a tree: the visits of its states, the iterations of a Map with the visits inside
/// them. Grows while the run does.
class RunModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { State, Status, Duration, Attempts, Timeline, Started, Error, ColumnCount };
    enum Role { NodeRole = Qt::UserRole, StatusRole };

    RunModel(const telemetry::Recorder& recorder, theme::Theme& theme, QObject* parent = nullptr);

    base::ExecutionId execution() const { return m_execution; }
    void setExecution(base::ExecutionId execution);
    /// Takes up what the recorder has got since.
    void update();
    void retranslate();

    const telemetry::RunTree& tree() const { return m_tree; }
    /// Of the run's first and last events, for what draws on its line of time.
    base::TimePoint begin() const;
    base::TimePoint end() const;
    const std::vector<base::TimePoint>& moments() const { return m_moments; }

    QModelIndex indexOf(int node, int column = 0) const;
    static int nodeAt(const QModelIndex& index);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const std::vector<int>& childrenOf(int node) const;
    int shownOf(int node) const;
    void publish();
    QString text(const telemetry::RunTree::Node& node, int column) const;
    QString tip(const telemetry::RunTree::Node& node) const;

    const telemetry::Recorder& m_recorder; // Not owned.
    theme::Theme& m_theme;                 // Not owned.
    base::ExecutionId m_execution{};
    telemetry::RunTree m_tree;
    std::vector<base::TimePoint> m_moments;
    std::vector<int> m_shown; ///< by node: children that the views know of
    int m_shownRoots = 0;
};

} // namespace ws::models
