#pragma once

#include "engine/telemetry/recorder.h"
#include "widgets/theme/theme.h"

#include <QAbstractTableModel>

#include <vector>

namespace ws::models {

/// The history of one execution, as the service lists it.
class ExecutionEventsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Id, Type, State, Delta, Detail, ColumnCount };

    /// The recorder is not owned.
    ExecutionEventsModel(const telemetry::Recorder& recorder, theme::Theme& theme,
                         QObject* parent = nullptr);

    void setExecution(base::ExecutionId execution);
    base::ExecutionId execution() const { return m_execution; }
    void apply(const std::vector<telemetry::Event>& events);
    void reload();
    void retranslate();

    /// Name of the state that the row is about; empty for rows about the whole execution.
    QString stateAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const telemetry::HistoryEvent* eventAt(int row) const;
    QString text(const telemetry::HistoryEvent& event, int row, int column) const;
    void growTo(std::size_t count);

    const telemetry::Recorder& m_recorder; // Not owned.
    theme::Theme& m_theme;                 // Not owned.
    base::ExecutionId m_execution{};
    std::vector<QString> m_states; // One for each row: carried on from the state's entry.
};

} // namespace ws::models
