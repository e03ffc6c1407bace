#include "app/commandlinestatistics.h"

#include "engine/fleet/refusal.h"
#include "engine/workspace/historycodec.h"
#include "widgets/theme/messages.h"

#include <QCoreApplication>
#include <QLocale>

#include <climits>
#include <cmath>

namespace ws::app {

using fleet::FleetStatistics;
using telemetry::StartReason;
using telemetry::ThrottleReason;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

} // namespace

double milliseconds(base::Duration duration) {
    return std::round(double(duration.count()) / 10.0) / 100.0;
}

QString countText(std::int64_t number) {
    return QLocale(QLocale::English).toString(qlonglong(number)); // as the commands speak
}

namespace {

double rounded(double value) {
    return std::round(value * 1000) / 1000;
}

json::Value toJson(const fleet::DurationHistogram& histogram) {
    return json::Value::object({{"count", histogram.count()},
                                {"meanMs", milliseconds(histogram.mean())},
                                {"p50Ms", milliseconds(histogram.percentile(0.5))},
                                {"p90Ms", milliseconds(histogram.percentile(0.9))},
                                {"p99Ms", milliseconds(histogram.percentile(0.99))},
                                {"maxMs", milliseconds(histogram.largest())}});
}

json::Value startsOf(const FleetStatistics& seen) {
    json::Value starts = json::Value::object();
    for (std::size_t at = 0; at < FleetStatistics::kStartReasons; ++at) {
        const auto reason = StartReason(at);
        if (seen.started(reason) > 0)
            starts.set(workspace::startReasonCode(reason), seen.started(reason));
    }
    return starts;
}

json::Value throttlesOf(const FleetStatistics& seen) {
    json::Value throttles = json::Value::object();
    for (std::size_t at = 0; at < FleetStatistics::kThrottleReasons; ++at) {
        const auto reason = ThrottleReason(at);
        if (seen.throttled(reason) > 0)
            throttles.set(fleet::throttleReasonName(reason), seen.throttled(reason));
    }
    return throttles;
}

QString share(std::int64_t part, std::int64_t whole) {
    const double percent = whole > 0 ? 100.0 * double(part) / double(whole) : 0;
    return QString::number(percent, 'f', percent < 10 ? 2 : 1);
}

} // namespace

json::Value toJson(const FleetStatistics& seen) {
    json::Value line = json::Value::object();
    line.set("arrived", seen.arrived());
    line.set("started", seen.started());
    line.set("cold", seen.cold());
    line.set("starts", startsOf(seen));
    line.set("throttled", seen.throttled());
    line.set("throttles", throttlesOf(seen));
    line.set("timedOut", seen.finished(telemetry::InvocationStatus::TimedOut));
    line.set("environmentsStarted", seen.environmentsStarted());
    line.set("peakEnvironments", seen.peakEnvironments());
    line.set("meanEnvironments", rounded(seen.meanEnvironments()));
    line.set("peakConcurrency", seen.peakRunning());
    line.set("meanConcurrency", rounded(seen.meanRunning()));
    line.set("latency", toJson(seen.latency()));
    line.set("duration", toJson(seen.duration()));
    line.set("init", toJson(seen.init()));
    line.set("billedMs", milliseconds(seen.billed()));
    line.set("gigabyteSeconds", rounded(seen.gigabyteSeconds()));
    return line;
}

QStringList describe(const FleetStatistics& seen) {
    const auto times = [](const fleet::DurationHistogram& histogram) {
        return Text::tr("%1 on average, p50 %2, p99 %3, %4 at most")
            .arg(theme::durationText(histogram.mean()),
                 theme::durationText(histogram.percentile(0.5)),
                 theme::durationText(histogram.percentile(0.99)),
                 theme::durationText(histogram.largest()));
    };
    QStringList lines;
    lines << Text::tr("Cold:          %1 of %2 that ran (%3 %)")
                 .arg(countText(seen.cold()), countText(seen.started()),
                      share(seen.cold(), seen.started()));
    const json::Value starts = startsOf(seen);
    for (const auto& [code, number] : starts.members())
        lines << QStringLiteral("  %1 %2")
                     .arg(QString::fromStdString(code), -16)
                     .arg(countText(number.toInteger()));
    lines << Text::tr("Throttled:     %1 (%2 %)")
                 .arg(countText(seen.throttled()), share(seen.throttled(), seen.arrived()));
    const json::Value throttles = throttlesOf(seen);
    for (const auto& [code, number] : throttles.members())
        lines << QStringLiteral("  %1 %2").arg(QString::fromStdString(code),
                                               countText(number.toInteger()));
    lines << Text::tr("Concurrency:   %1 on average, %2 at most")
                 .arg(QString::number(seen.meanRunning(), 'f', 2), countText(seen.peakRunning()));
    lines << Text::tr("Environments:  %1 on average, %2 at most, %3 started")
                 .arg(QString::number(seen.meanEnvironments(), 'f', 2),
                      countText(seen.peakEnvironments()), countText(seen.environmentsStarted()));
    lines << Text::tr("Duration:      %1").arg(times(seen.duration()));
    lines << Text::tr("Latency:       %1").arg(times(seen.latency()));
    if (seen.init().count() > 0)
        lines << Text::tr("INIT:          %1").arg(times(seen.init()));
    lines << Text::tr("Billed:        %1, %2 GB-seconds")
                 .arg(theme::durationText(seen.billed()),
                      QString::number(seen.gigabyteSeconds(), 'f', 1));
    return lines;
}

QList<QCommandLineOption> loadOptions() {
    return {
        {QStringLiteral("load"),
         Text::tr("When invocations arrive: once, burst:100, steady:50/s:10m, ramp:0-100/s:5m or "
                  "poisson:20/s:1h."),
         QStringLiteral("LOAD")},
        {QStringLiteral("trace"),
         Text::tr("Arrivals from a file, - for standard input: one time in seconds per line."),
         QStringLiteral("FILE|-")},
        {QStringLiteral("tenants"),
         Text::tr("How many tenants send the load, each request one of them at random: for "
                  "functions that are isolated by tenant."),
         QStringLiteral("N")},
        {QStringLiteral("seed"), Text::tr("Equal seeds give equal arrivals; 1 without it."),
         QStringLiteral("N")},
    };
}

std::optional<ExitCode> readLoad(const CommandParser& parser, const char* command,
                                 fleet::Load& out) {
    if (parser.has("load") == parser.has("trace"))
        return parser.usageError(
            Text::tr("%1 takes either --load or --trace").arg(QLatin1String(command)));
    base::Result<fleet::Load> read = fleet::Load::once();
    if (parser.has("trace")) {
        const auto text = readInput(parser.value("trace"));
        if (!text)
            return complain(text.error());
        read = fleet::parseTrace(*text);
    } else {
        read = fleet::parseLoad(parser.value("load").toStdString());
    }
    if (!read)
        return complain(read.error());
    out = *read;
    return std::nullopt;
}

std::optional<ExitCode> readNumber(const CommandParser& parser, const char* name, int minimum,
                                   int maximum, int& out) {
    if (!parser.has(name))
        return std::nullopt;
    bool isNumber = false;
    const int value = parser.value(name).toInt(&isNumber);
    if (!isNumber || value < minimum || value > maximum)
        return parser.usageError(Text::tr("--%1 takes a whole number from %2 to %3, not \"%4\"")
                                     .arg(QLatin1String(name), QString::number(minimum),
                                          QString::number(maximum), parser.value(name)));
    out = value;
    return std::nullopt;
}

std::optional<ExitCode> readSeed(const CommandParser& parser, std::uint64_t& out) {
    int seed = 1;
    if (const auto over = readNumber(parser, "seed", 0, INT_MAX, seed))
        return over;
    out = std::uint64_t(seed);
    return std::nullopt;
}

std::optional<ExitCode> readTenants(const CommandParser& parser, int& out) {
    constexpr int kMost = 1'000'000;
    return readNumber(parser, "tenants", 1, kMost, out);
}

} // namespace ws::app
