#pragma once

#include "engine/workspace/runhistory.h"
#include "widgets/theme/theme.h"

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace ws::models {

/// The runs that a history holds, the newest first: of one machine, or those of all machines that
/// nothing else had begun.
class PastRunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Started, Machine, Status, Duration, Name, ColumnCount };
    using Summary = workspace::RunHistory::ExecutionSummary;

    explicit PastRunsModel(theme::Theme& theme, QObject* parent = nullptr);

    void setRuns(std::vector<Summary> runs);
    /// Empty: of all machines.
    void setMachine(const QString& machine);
    const Summary& runAt(int row) const { return m_runs[m_shown[std::size_t(row)]]; }
    /// -1: it is not shown.
    int rowOf(std::int64_t id) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void choose();
    QString text(const Summary& run, int column) const;

    theme::Theme& m_theme; // Not owned.
    QString m_machine;
    std::vector<Summary> m_runs;
    std::vector<std::size_t> m_shown; ///< positions in m_runs
};

} // namespace ws::models
