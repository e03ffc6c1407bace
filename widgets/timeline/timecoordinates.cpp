#include "widgets/timeline/timecoordinates.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace ws::timeline {

namespace {

using namespace std::chrono_literals;

constexpr double kFarAway = 1e6; ///< pixels

base::Duration scaled(base::Duration duration, double factor) {
    return base::Duration{std::llround(double(duration.count()) * factor)};
}

base::Duration tickStep(double microsecondsPerGap) {
    static constexpr std::array kRound{1s,    2s,    5s,     10s,    15s,    30s,
                                       60s,   120s,  300s,   600s,   900s,   1800s,
                                       3600s, 7200s, 10800s, 21600s, 43200s, 86400s};
    if (microsecondsPerGap > 1e6) {
        for (const std::chrono::seconds step : kRound) {
            if (double(base::Duration{step}.count()) >= microsecondsPerGap)
                return step;
        }
        const double days = std::ceil(microsecondsPerGap / 86400e6);
        return std::chrono::hours{24} * std::int64_t(days);
    }
    for (std::int64_t unit = 1;; unit *= 10) {
        for (const std::int64_t multiple : {1, 2, 5}) {
            if (double(unit * multiple) >= microsecondsPerGap)
                return base::Duration{unit * multiple};
        }
    }
}

int decimalsOfSeconds(base::Duration step) {
    int decimals = 0;
    for (base::Duration unit = 1s; unit > step && decimals < 6; unit /= 10)
        ++decimals;
    return decimals;
}

QString clockText(double seconds, int decimals) {
    const auto whole = std::int64_t(seconds);
    const int width = decimals == 0 ? 2 : decimals + 3;
    const QString rest =
        QStringLiteral("%1").arg(seconds - double(whole / 60 * 60), width, 'f', decimals, u'0');
    const std::int64_t minutes = whole / 60;
    if (minutes < 60)
        return QStringLiteral("%1:%2").arg(minutes).arg(rest);
    return QStringLiteral("%1:%2:%3")
        .arg(minutes / 60)
        .arg(minutes % 60, 2, 10, QLatin1Char('0'))
        .arg(rest);
}

} // namespace

double xAt(base::TimePoint at, const Interval& interval, double width) {
    const auto length = double(std::max<std::int64_t>(1, interval.length().count()));
    return std::clamp(double((at - interval.begin).count()) * width / length, -kFarAway, kFarAway);
}

base::TimePoint timeAt(double x, const Interval& interval, double width) {
    return interval.begin + scaled(interval.length(), x / width);
}

Interval zoomed(const Interval& interval, double factor, base::TimePoint anchor) {
    const double length = double(std::max<std::int64_t>(1, interval.length().count()));
    const double wanted = std::clamp(length * factor, double(kShortestInterval.count()),
                                     double(kLongestInterval.count()));
    const base::TimePoint begin = anchor - scaled(anchor - interval.begin, wanted / length);
    return {begin, begin + base::Duration{std::llround(wanted)}};
}

Interval moved(const Interval& interval, base::Duration by) {
    return {interval.begin + by, interval.end + by};
}

Interval padded(const Interval& interval, double share, base::Duration atLeast) {
    const base::Duration missing = std::max(base::Duration{0}, atLeast - interval.length());
    const base::Duration pad = scaled(std::max(interval.length(), atLeast), share);
    return {interval.begin - pad, interval.end + missing + pad};
}

Interval keptNear(const Interval& interval, const Interval& bounds) {
    const base::Duration overlap = std::min(scaled(interval.length(), 0.1), bounds.length());
    if (interval.end < bounds.begin + overlap)
        return moved(interval, bounds.begin + overlap - interval.end);
    if (interval.begin > bounds.end - overlap)
        return moved(interval, bounds.end - overlap - interval.begin);
    return interval;
}

Ticks ticksFor(const Interval& interval, double width, base::TimePoint origin, double minimumGap) {
    Ticks ticks;
    if (width <= 0 || minimumGap <= 0 || interval.length() <= 0us)
        return ticks;
    ticks.step = tickStep(double(interval.length().count()) * minimumGap / width);
    const std::int64_t step = ticks.step.count();
    const auto first =
        std::int64_t(std::ceil(double((interval.begin - origin).count()) / double(step)));
    for (base::TimePoint at = origin + base::Duration{first * step}; at <= interval.end;
         at += ticks.step)
        ticks.at.push_back(at);
    return ticks;
}

QString tickText(base::Duration offset, base::Duration step) {
    const QString sign = offset < 0us ? QStringLiteral("\u2212") : QString();
    const double micros = std::abs(double(offset.count()));
    if (micros < 0.5)
        return QStringLiteral("0");
    if (micros < 1e6 && step < 1s) {
        const int decimals = step >= 1ms ? 0 : step >= 100us ? 1 : step >= 10us ? 2 : 3;
        return sign +
               QCoreApplication::translate("TimeAxis", "%1 ms").arg(micros / 1e3, 0, 'f', decimals);
    }
    const int decimals = decimalsOfSeconds(step);
    if (micros < 60e6)
        return sign +
               QCoreApplication::translate("TimeAxis", "%1 s").arg(micros / 1e6, 0, 'f', decimals);
    return sign + clockText(micros / 1e6, decimals);
}

} // namespace ws::timeline
