#include "widgets/charts/linelod.h"

#include <QTest>

using namespace ws;
using namespace ws::charts;
using namespace std::chrono_literals;

namespace {

constexpr base::TimePoint kStart{1'700'000'000s};
constexpr timeline::Interval kSecond{kStart, kStart + 1s};

std::vector<telemetry::SeriesPoint> steps(const std::vector<std::pair<base::Duration, int>>& list) {
    std::vector<telemetry::SeriesPoint> series;
    for (const auto& [at, value] : list)
        series.push_back({kStart + at, value});
    return series;
}

} // namespace

class TestLineLod : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPeakWithinAPixelIsKept() {
        const auto series = steps({{0ms, 1}, {500ms, 9}, {501ms, 1}});
        const Columns columns = columnsOf(series, kSecond, 10, kStart + 1s);
        QCOMPARE(columns.values.size(), std::size_t(10));
        QCOMPARE(columns.values[5], (Column{1, 9, 1}));
        QCOMPARE(columns.values[6], (Column{1, 1, 1}));
    }

    void theSeriesBeginsWithItsFirstStepAndEndsAtThePresent() {
        const auto series = steps({{300ms, 2}});
        const Columns columns = columnsOf(series, kSecond, 10, kStart + 700ms);
        QCOMPARE(columns.left, 3);
        QCOMPARE(columns.values.size(), std::size_t(5));
        QCOMPARE(columns.values.front().high, 2);
    }

    void aValueFromBeforeTheWindowGoesOn() {
        const auto series = steps({{-5s, 4}});
        const Columns columns = columnsOf(series, kSecond, 4, kStart + 1s);
        QCOMPARE(columns.left, 0);
        for (const Column& column : columns.values)
            QCOMPARE(column, (Column{4, 4, 4}));
    }

    void nothingGivesNothing() {
        QVERIFY(columnsOf({}, kSecond, 100, kStart + 1s).values.empty());
        QVERIFY(columnsOf(steps({{0ms, 1}}), kSecond, 0, kStart + 1s).values.empty());
        QVERIFY(columnsOf(steps({{5s, 1}}), kSecond, 100, kStart + 9s).values.empty());
    }

    void ticksReachTheHighestValueInRoundSteps() {
        QCOMPARE(valueTicks(1, 4), (std::vector{0, 1}));
        QCOMPARE(valueTicks(7, 4), (std::vector{0, 2, 4, 6, 8}));
        QCOMPARE(valueTicks(1000, 3), (std::vector{0, 500, 1000}));
        for (const int highest : {1, 3, 17, 99, 1000, 123'456}) {
            const auto ticks = valueTicks(highest, 4);
            QVERIFY(ticks.back() >= highest);
            QVERIFY(ticks.size() <= 6);
        }
    }
};

QTEST_GUILESS_MAIN(TestLineLod)
#include "tst_linelod.moc"
