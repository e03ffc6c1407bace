#include "widgets/models/loadresultsmodel.h"

#include "engine/fleet/refusal.h"
#include "widgets/theme/messages.h"

#include <QLocale>

#include <cmath>

namespace ws::models {

using fleet::DurationHistogram;
using fleet::FleetStatistics;

namespace {

constexpr double kManifold = 10; // a change that percents say badly

QString count(double number) {
    return QLocale().toString(qlonglong(number));
}

QString percent(double share) {
    return QStringLiteral("%1 %").arg(QLocale().toString(100 * share, 'f', share < 0.1 ? 2 : 1));
}

double shareOf(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? double(part) / double(whole) : 0;
}

QString startsOf(const FleetStatistics& seen) {
    QStringList lines;
    for (std::size_t i = 0; i < telemetry::kStartReasonCount; ++i) {
        const auto reason = telemetry::StartReason(i);
        if (seen.started(reason) > 0)
            lines << QStringLiteral("%1: %2").arg(theme::startReasonName(reason),
                                                  count(double(seen.started(reason))));
    }
    return lines.join(u'\n');
}

QString throttlesOf(const FleetStatistics& seen) {
    QStringList lines;
    for (std::size_t i = 0; i < FleetStatistics::kThrottleReasons; ++i) {
        const auto reason = telemetry::ThrottleReason(i);
        if (seen.throttled(reason) > 0)
            lines << QStringLiteral("%1: %2").arg(theme::throttleReasonName(reason),
                                                  count(double(seen.throttled(reason))));
    }
    return lines.join(u'\n');
}

/// Of what has run, on demand: the requests that were throttled cost nothing.
double dollarsOf(const LoadResult& result) {
    const fleet::PriceList& prices = fleet::pricesAt(fleet::kToday);
    fleet::Usage usage;
    usage.billed = result.statistics.billed();
    usage.memoryMb = result.memoryMb;
    usage.architecture = result.architecture;
    const fleet::Charge charge = fleet::chargeOf(usage, prices);
    return charge.compute + prices.request * double(result.statistics.started());
}

} // namespace

void LoadResultsModel::setCurrent(const LoadResult& result) {
    m_current = result;
    refresh();
}

void LoadResultsModel::beginNext() {
    if (m_current)
        m_before = std::exchange(m_current, std::nullopt);
    refresh();
}

void LoadResultsModel::retranslate() {
    refresh();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

/// Only the texts change while a load runs: a selection stays.
void LoadResultsModel::refresh() {
    QList<Row> rows = m_current ? rowsOf(*m_current) : QList<Row>();
    QList<Row> before = m_before ? rowsOf(*m_before) : QList<Row>();
    const bool same = rows.size() == m_rows.size();
    if (!same)
        beginResetModel();
    m_rows = std::move(rows);
    m_rowsBefore = std::move(before);
    if (!same)
        endResetModel();
    else if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QList<LoadResultsModel::Row> LoadResultsModel::rowsOf(const LoadResult& result) const {
    const FleetStatistics& seen = result.statistics;
    QList<Row> rows;
    const auto add = [&](const QString& name, double value, const QString& text,
                         const QString& tip = {}) {
        rows.append({name, tip, value, text});
    };
    const auto addCount = [&](const QString& name, double value, const QString& tip = {}) {
        add(name, value, count(value), tip);
    };
    const auto addShare = [&](const QString& name, double value, const QString& tip = {}) {
        add(name, value, percent(value), tip);
    };
    const auto addTime = [&](const QString& name, base::Duration value, const QString& tip = {}) {
        add(name, double(value.count()), theme::durationText(value), tip);
    };
    addCount(tr("Invocations"), double(seen.arrived()));
    addCount(tr("Failed"), double(result.failed));
    addShare(tr("Throttled"), shareOf(seen.throttled(), seen.arrived()), throttlesOf(seen));
    addShare(tr("Cold starts"), shareOf(seen.cold(), seen.started()), startsOf(seen));
    addTime(tr("Latency p50"), seen.latency().percentile(0.5),
            tr("From the request to the answer, a cold start included"));
    addTime(tr("Latency p95"), seen.latency().percentile(0.95));
    addTime(tr("Latency p99"), seen.latency().percentile(0.99));
    addTime(tr("Duration p50"), seen.duration().percentile(0.5),
            tr("What the REPORT line says: the handler alone"));
    addTime(tr("INIT p50"), seen.init().percentile(0.5));
    addCount(tr("Concurrency at most"), seen.peakRunning());
    addCount(tr("Environments started"), double(seen.environmentsStarted()));
    add(tr("GB-seconds"), seen.gigabyteSeconds(),
        QLocale().toString(seen.gigabyteSeconds(), 'f', 2));
    const double dollars = dollarsOf(result);
    add(tr("Cost on AWS"), dollars,
        QStringLiteral("$%1").arg(QLocale::c().toString(dollars, 'f', 6)),
        tr("On demand in us-east-1, without the free tier"));
    addTime(tr("Behind the schedule"), result.behind,
            tr("The most that a request was sent late, because the machine could not follow"));
    return rows;
}

int LoadResultsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LoadResultsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LoadResultsModel::data(const QModelIndex& at, int role) const {
    if (!at.isValid() || at.row() >= m_rows.size())
        return {};
    const Row& row = m_rows[at.row()];
    const Row* before = at.row() < m_rowsBefore.size() ? &m_rowsBefore[at.row()] : nullptr;
    if (role == Qt::TextAlignmentRole && at.column() != Figure)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return row.tip;
    if (role != Qt::DisplayRole)
        return {};
    switch (at.column()) {
    case Figure:
        return row.name;
    case Now:
        return row.text;
    case Before:
        return before ? before->text : QString();
    case Change:
        if (!before || before->value == 0)
            return QString();
        if (row.value >= kManifold * before->value)
            return QStringLiteral("×%1").arg(QLocale().toString(row.value / before->value, 'f', 0));
        return QStringLiteral("%1%2 %")
            .arg(row.value >= before->value ? QStringLiteral("+") : QStringLiteral("−"))
            .arg(QLocale().toString(100 * std::abs(row.value / before->value - 1), 'f', 0));
    default:
        return {};
    }
}

QVariant LoadResultsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section != Figure)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Now)
        return m_current ? m_current->title : QString();
    if (role == Qt::ToolTipRole && section == Before)
        return m_before ? m_before->title : QString();
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Figure:
        return tr("Figure");
    case Now:
        return tr("Now");
    case Before:
        return tr("Before");
    case Change:
        return tr("Change");
    default:
        return {};
    }
}

} // namespace ws::models
