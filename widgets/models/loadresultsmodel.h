#pragma once

#include "engine/fleet/billing.h"
#include "engine/fleet/fleetstatistics.h"

#include <QAbstractTableModel>
#include <QList>

#include <optional>

namespace ws::models {

/// What a load has come to.
struct LoadResult {
    QString title; ///< "counter, real, 12:30"
    std::int64_t failed = 0;
    base::Duration behind{0};
    fleet::FleetStatistics statistics;
    int memoryMb = 128;
    fleet::Architecture architecture = fleet::Architecture::X86;
};

/// The figures of a load beside those of the one before.
class LoadResultsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Figure, Now, Before, Change, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Of the load that runs, or has just ended.
    void setCurrent(const LoadResult& result);
    /// A new load begins: what was current is what it is compared with.
    void beginNext();
    const LoadResult* current() const { return m_current ? &*m_current : nullptr; }
    bool isEmpty() const { return !m_current; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString name;
        QString tip;
        double value = 0;
        QString text;
    };
    QList<Row> rowsOf(const LoadResult& result) const;
    void refresh();

    std::optional<LoadResult> m_current;
    std::optional<LoadResult> m_before;
    QList<Row> m_rows;
    QList<Row> m_rowsBefore;
};

} // namespace ws::models
