#include "engine/fleet/billing.h"

#include "tests/support/simulatedaccount.h"

#include <QTest>

#include <cmath>

using namespace ws;
using namespace std::chrono_literals;
using fleet::Architecture;
using fleet::day;
using tests::SimulatedAccount;

namespace {

constexpr base::Duration kDuration = 133'610us;
constexpr base::Duration kInit = 80'000us;

bool isNear(double value, double expected) {
    return std::abs(value - expected) <= std::abs(expected) * 1e-9;
}

std::int64_t billedMillis(fleet::Day asOf, const std::string& runtime = "python3.12",
                          std::optional<base::Duration> init = kInit) {
    return fleet::billingRuleAt(asOf, runtime).billed(kDuration, init) / 1ms;
}

} // namespace

/// lambda.md C 10: one switch with dates.
class TestBilling : public QObject {
    Q_OBJECT

private slots:
    /// The recorded line: Duration 133.61 + Init 80.00 -> Billed 214.
    void check10_nowInitIsBilledByTheMillisecond() {
        QCOMPARE(billedMillis(fleet::kToday), 214);
        QCOMPARE(billedMillis(day(2025, 8, 1)), 214);
        QCOMPARE(billedMillis(fleet::kToday, "python3.12", {}), 134);
    }

    void check10_beforeAugust2025InitOfManagedRuntimesWasFree() {
        QCOMPARE(billedMillis(day(2025, 7, 31)), 134);
        QCOMPARE(billedMillis(day(2025, 7, 31), "provided.al2023"), 214);
    }

    void check10_beforeDecember2020StepsWereHundredMilliseconds() {
        QCOMPARE(billedMillis(day(2020, 12, 1)), 134);
        QCOMPARE(billedMillis(day(2020, 11, 30)), 200);
        QCOMPARE(billedMillis(day(2020, 11, 30), "provided"), 300);
        QCOMPARE(fleet::billingRuleAt(day(2020, 11, 30), "nodejs12.x").billed(100ms, {}) / 1ms,
                 100);
        QCOMPARE(fleet::billingRuleAt(day(2020, 11, 30), "nodejs12.x").billed(100'001us, {}) / 1ms,
                 200);
    }

    void theReportLineAgrees_data() {
        QTest::addColumn<int>("year");
        QTest::addColumn<QString>("billed");
        QTest::newRow("now") << 2026 << "Billed Duration: 1150 ms";
        QTest::newRow("init free") << 2024 << "Billed Duration: 1000 ms";
        QTest::newRow("100 ms") << 2019 << "Billed Duration: 1000 ms";
    }
    void theReportLineAgrees() {
        QFETCH(int, year);
        QFETCH(QString, billed);
        SimulatedAccount account({tests::entryOf("work")});
        account.change([&](fleet::Settings& s) { s.asOf = day(year, 11, 1); });
        const auto& result = account.answer({"work", "{}"});
        QVERIFY(result.log.find(billed.toStdString()) != std::string::npos);
        const std::string millis = std::to_string(result.report.billed / 1ms) + " ms";
        QVERIFY(billed.endsWith(QString::fromStdString(millis)));
    }

    void gigabyteSecondsAreMemoryTimesTime() {
        QVERIFY(isNear(fleet::gigabyteSeconds(1s, 1'024), 1));
        QVERIFY(isNear(fleet::gigabyteSeconds(100ms, 128), 0.0125));
    }

    /// The pricing page's own kind of example: 3 million requests of 120 ms with 1,536 MB.
    void aMonthsBill() {
        const auto& prices = fleet::pricesAt(fleet::kToday);
        fleet::Charge month;
        for (int request = 0; request < 3'000; ++request)
            month += fleet::chargeOf({120ms, 1'536}, prices);
        QVERIFY(isNear(month.gigabyteSeconds * 1'000, 540'000));
        QVERIFY(std::abs(month.requests * 1'000 - 0.6) < 1e-6);
        QVERIFY(std::abs(month.compute * 1'000 - 9.0) < 0.01);
    }

    void armIsCheaperSinceItExists() {
        fleet::Usage usage{1s, 1'024};
        const auto now = fleet::pricesAt(fleet::kToday);
        const double x86 = fleet::chargeOf(usage, now).compute;
        usage.architecture = Architecture::Arm;
        QVERIFY(isNear(fleet::chargeOf(usage, now).compute / x86, 1.33334 / 1.66667));
        const auto before = fleet::pricesAt(day(2021, 1, 1));
        QVERIFY(isNear(fleet::chargeOf(usage, before).compute, before.gigabyteSecond));
    }

    void storageAboveTheFreeHalfGigabyteCosts() {
        fleet::Usage usage{1s, 1'024, 512 + 1'024};
        QVERIFY(isNear(fleet::chargeOf(usage, fleet::pricesAt(fleet::kToday)).storage, 3.09e-8));
        usage.ephemeralStorageMb = 512;
        QCOMPARE(fleet::chargeOf(usage, fleet::pricesAt(fleet::kToday)).storage, 0.0);
    }

    void provisionedCostsForBeingThereAndLessForRunning() {
        const auto& prices = fleet::pricesAt(fleet::kToday);
        const auto hour = fleet::provisionedCharge(100, 1'024, 1h, Architecture::X86, prices);
        QVERIFY(isNear(hour.provisioned, 100 * 3'600 * 4.1667e-6));
        const auto begun = fleet::provisionedCharge(1, 1'024, 1s, Architecture::X86, prices);
        QVERIFY(isNear(begun.provisioned, 300 * 4.1667e-6));
        fleet::Usage usage{1s, 1'024};
        usage.where = fleet::Usage::Where::Provisioned;
        QVERIFY(isNear(fleet::chargeOf(usage, prices).compute, 9.7222e-6));
    }
};

QTEST_GUILESS_MAIN(TestBilling)
#include "tst_billing.moc"
