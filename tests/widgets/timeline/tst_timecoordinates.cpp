#include "widgets/timeline/timecoordinates.h"

#include <QTest>

using namespace ws;
using namespace ws::timeline;
using namespace std::chrono_literals;

namespace {

constexpr base::TimePoint kOrigin{1'700'000'000s};
constexpr Interval kSecond{kOrigin, kOrigin + 1s};

} // namespace

class TestTimeCoordinates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timeAndPixelsConvertThereAndBack_data() {
        QTest::addColumn<qint64>("length");
        QTest::addColumn<double>("width");
        for (const qint64 length :
             {50LL, 1'000LL, 1'000'000LL, 3'600'000'000LL, 2'592'000'000'000LL}) {
            for (const double width : {1.0, 333.0, 1'280.0, 7'680.0})
                QTest::addRow("%lld us on %.0f px", length, width) << length << width;
        }
    }
    void timeAndPixelsConvertThereAndBack() {
        QFETCH(qint64, length);
        QFETCH(double, width);
        const Interval interval{kOrigin, kOrigin + base::Duration{length}};
        for (int part = 0; part <= 10; ++part) {
            const base::TimePoint at = kOrigin + base::Duration{length * part / 10};
            const double x = xAt(at, interval, width);
            QVERIFY(x >= 0 && x <= width);
            QVERIFY(std::abs((timeAt(x, interval, width) - at).count()) <= 1);
        }
    }

    void farAwayTimesStayDrawable() {
        QCOMPARE(xAt(kOrigin + 24h * 365, kSecond, 1000), 1e6);
        QCOMPARE(xAt(kOrigin - 24h * 365, kSecond, 1000), -1e6);
    }

    void anEmptyIntervalIsNoDivisionByZero() {
        QCOMPARE(xAt(kOrigin, {kOrigin, kOrigin}, 100), 0.0);
    }

    void zoomingKeepsTheAnchorUnderThePointer() {
        for (const double share : {0.0, 0.25, 1.0}) {
            const base::TimePoint anchor = timeAt(share * 800, kSecond, 800);
            for (const double factor : {0.1, 0.8, 3.0}) {
                const Interval result = zoomed(kSecond, factor, anchor);
                QVERIFY(std::abs(xAt(anchor, result, 800) - share * 800) < 0.01);
                QCOMPARE(double(result.length().count()), 1e6 * factor);
            }
        }
    }

    void zoomingHasLimits() {
        QVERIFY(zoomed(kSecond, 1e-12, kOrigin).length() == kShortestInterval);
        QVERIFY(zoomed(kSecond, 1e12, kOrigin).length() == kLongestInterval);
    }

    void paddingAnEmptyIntervalGivesTheLeastLength() {
        const Interval padding = padded({kOrigin, kOrigin}, 0.5, 1s);
        QVERIFY(padding.begin == kOrigin - 500ms);
        QVERIFY(padding.end == kOrigin + 1500ms);
    }

    void anIntervalCannotBeMovedOutOfSight() {
        const Interval bounds{kOrigin, kOrigin + 10s};
        QVERIFY(keptNear({kOrigin - 60s, kOrigin - 50s}, bounds).end == kOrigin + 1s);
        QVERIFY(keptNear({kOrigin + 50s, kOrigin + 60s}, bounds).begin == kOrigin + 9s);
        QVERIFY(keptNear(kSecond, bounds) == kSecond);
    }

    void ticksAreRoundAndFarEnoughApart_data() {
        QTest::addColumn<qint64>("length");
        for (const qint64 length : {73LL, 999LL, 12'345LL, 1'000'000LL, 61'000'000LL,
                                    5'400'000'000LL, 86'400'000'000LL, 2'592'000'000'000LL})
            QTest::addRow("%lld us", length) << length;
    }
    void ticksAreRoundAndFarEnoughApart() {
        QFETCH(qint64, length);
        const Interval interval{kOrigin + 17us, kOrigin + 17us + base::Duration{length}};
        const Ticks ticks = ticksFor(interval, 1000, kOrigin, 88);
        QVERIFY(ticks.at.size() <= 12);
        for (std::size_t i = 0; i < ticks.at.size(); ++i) {
            QVERIFY(interval.contains(ticks.at[i]));
            QCOMPARE((ticks.at[i] - kOrigin).count() % ticks.step.count(), std::int64_t(0));
            if (i > 0)
                QVERIFY(xAt(ticks.at[i], interval, 1000) - xAt(ticks.at[i - 1], interval, 1000) >=
                        87.9);
        }
    }

    void noRoomGivesNoTicks() {
        QVERIFY(ticksFor(kSecond, 0, kOrigin, 88).at.empty());
        QVERIFY(ticksFor({kOrigin, kOrigin}, 100, kOrigin, 88).at.empty());
    }

    void labelsAreAsExactAsTheirStep() {
        QCOMPARE(tickText(0us, 1s), QStringLiteral("0"));
        QCOMPARE(tickText(250ms, 50ms), QStringLiteral("250 ms"));
        QCOMPARE(tickText(1500us, 100us), QStringLiteral("1.5 ms"));
        QCOMPARE(tickText(2500ms, 500ms), QStringLiteral("2.5 s"));
        QCOMPARE(tickText(12s, 2s), QStringLiteral("12 s"));
        QCOMPARE(tickText(65s, 5s), QStringLiteral("1:05"));
        QCOMPARE(tickText(65'250ms, 50ms), QStringLiteral("1:05.25"));
        QCOMPARE(tickText(3h + 4min + 5s, 1s), QStringLiteral("3:04:05"));
        QCOMPARE(tickText(-2s, 1s), QStringLiteral("\u22122 s"));
    }
};

QTEST_GUILESS_MAIN(TestTimeCoordinates)
#include "tst_timecoordinates.moc"
