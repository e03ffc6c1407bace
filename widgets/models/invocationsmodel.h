#pragma once

#include "engine/telemetry/recorder.h"
#include "widgets/theme/theme.h"

#include <QAbstractTableModel>

#include <deque>
#include <unordered_map>
#include <vector>

namespace ws::models {

/// The status that an invocation is painted with.
theme::Status statusOf(const telemetry::InvocationRecord& record);

/// The recorder's invocations, the newest first; those of past runs that are looked at again are
/// the oldest. Keeps the last kMaxRows.
class InvocationsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxRows = 10'000;
    enum Column { Time, Function, Start, Duration, Status, Environment, ColumnCount };

    /// The recorder is not owned.
    InvocationsModel(const telemetry::Recorder& recorder, theme::Theme& theme,
                     QObject* parent = nullptr);

    /// The recorder has applied these already.
    void apply(const std::vector<telemetry::Event>& events);
    /// Reads everything again.
    void reload();
    void retranslate();

    base::InvocationId invocationAt(int row) const;
    /// -1 when it is not shown.
    int rowOf(base::InvocationId invocation) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void append(const std::vector<base::InvocationId>& arrived);
    void touch(base::InvocationId invocation);
    QString text(const telemetry::InvocationRecord& record, int column) const;

    const telemetry::Recorder& m_recorder; // Not owned.
    theme::Theme& m_theme;                 // Not owned.
    std::deque<base::InvocationId> m_rows; // Oldest first.
    // Position since the beginning; m_rows starts at m_forgotten.
    std::unordered_map<base::InvocationId, std::size_t> m_positions;
    std::size_t m_forgotten = 0;
};

} // namespace ws::models
