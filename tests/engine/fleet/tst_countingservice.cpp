#include "engine/fleet/countingservice.h"

#include "tests/support/simulatedaccount.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using fleet::CountingService;
using telemetry::ThrottleCause;
using telemetry::ThrottleReason;
using tests::SimulatedAccount;

namespace {

std::vector<function::CatalogEntry> functions(std::optional<int> reserved) {
    function::CatalogEntry entry = tests::entryOf("work");
    entry.reservedConcurrency = reserved;
    return {entry, tests::entryOf("other")};
}

/// Requests of 1 ms each, evenly over one second; how many were served.
int servedInASecond(SimulatedAccount& account, int requests, const std::string& function) {
    account.behave(1ms);
    account.clock.advance(1s - account.clock.now().time_since_epoch() % 1s);
    const std::size_t before = account.results.size();
    for (int request = 0; request < requests; ++request) {
        account.invoke(function);
        account.clock.advance(base::Duration(1'000'000 / (requests + 1)));
    }
    account.clock.advance(1min);
    int served = 0;
    std::size_t index = 0;
    for (const auto& [id, result] : account.results)
        served += index++ >= before && result.statusCode == 200 ? 1 : 0;
    return served;
}

telemetry::InvocationThrottled lastThrottle(const SimulatedAccount& account) {
    return account.log.all<telemetry::InvocationThrottled>().back();
}

} // namespace

/// lambda.md C 13: throttles and their reasons.
class TestCountingService : public QObject {
    Q_OBJECT

private slots:
    void check13_overTheReservation() {
        SimulatedAccount account(functions(2));
        for (int i = 0; i < 3; ++i)
            account.invoke("work");
        const auto throttle = lastThrottle(account);
        QVERIFY(throttle.reason ==
                ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded);
        QVERIFY(throttle.cause == ThrottleCause::ReservedConcurrency);
        QCOMPARE(throttle.used, 2);
        QCOMPARE(throttle.limit, 2);
    }

    void aReservationOfNothingStopsTheFunction() {
        SimulatedAccount account(functions(0));
        account.invoke("work");
        QVERIFY(lastThrottle(account).cause == ThrottleCause::FunctionStopped);
    }

    void check13_overTheAccountsPool() {
        SimulatedAccount account(functions(600));
        for (int i = 0; i < 401; ++i)
            account.invoke("other");
        const auto throttle = lastThrottle(account);
        QVERIFY(throttle.reason == ThrottleReason::ConcurrentInvocationLimitExceeded);
        QVERIFY(throttle.cause == ThrottleCause::AccountConcurrency);
        QCOMPARE(throttle.used, 400);
        QCOMPARE(throttle.limit, 400);
    }

    void check13_aReservationIsAGuarantee() {
        SimulatedAccount account(functions(600));
        for (int i = 0; i < 1'000; ++i)
            account.invoke("other");
        for (int i = 0; i < 600; ++i)
            account.invoke("work");
        QCOMPARE(account.fleet.counting().running("work"), 600);
        QCOMPARE(account.fleet.counting().running("other"), 400);
    }

    void overTheScalingRate() {
        SimulatedAccount account(functions({}));
        account.change([](fleet::Settings& s) { s.accountConcurrency = 5'000; });
        for (int i = 0; i < 1'001; ++i)
            account.invoke("work");
        const auto throttle = lastThrottle(account);
        QVERIFY(throttle.reason == ThrottleReason::FunctionInvocationRateLimitExceeded);
        QVERIFY(throttle.cause == ThrottleCause::ScalingRate);
        QCOMPARE(throttle.used, 1'000);
        QCOMPARE(throttle.limit, 1'000);
    }

    void check13_tenRequestsASecondForEachUnitOfTheReservation() {
        SimulatedAccount account(functions(10));
        QCOMPARE(servedInASecond(account, 200, "work"), 100);
        const auto throttle = lastThrottle(account);
        QVERIFY(throttle.reason == ThrottleReason::ReservedFunctionInvocationRateLimitExceeded);
        QVERIFY(throttle.cause == ThrottleCause::RequestRate);
        QCOMPARE(throttle.used, 100);
        QCOMPARE(throttle.limit, 100);
    }

    void tenRequestsASecondForEachUnitOfTheAccount() {
        SimulatedAccount account(functions({}));
        account.change([](fleet::Settings& s) { s.accountConcurrency = 20; });
        QCOMPARE(servedInASecond(account, 300, "work"), 200);
        const auto throttle = lastThrottle(account);
        QVERIFY(throttle.reason == ThrottleReason::FunctionInvocationRateLimitExceeded);
        QVERIFY(throttle.cause == ThrottleCause::RequestRate);
    }

    void requestsMayGrowByTenThousandASecondWithinTenSeconds() {
        CountingService counting;
        counting.setAccountConcurrency(100'000);
        fleet::FunctionCounter& counter = counting.counter("work");
        base::TimePoint now{1'000'000s};
        const auto served = [&](base::TimePoint at) {
            int count = 0;
            while (std::holds_alternative<CountingService::Token>(counting.take(counter, at)))
                ++count;
            return count;
        };
        QCOMPARE(served(now), 10'000);
        QCOMPARE(served(now + 5s), 10'000);
        QCOMPARE(served(now + 10s), 20'000);
        QCOMPARE(served(now + 20s), 30'000);
    }

    void check13_hundredStayUnreserved() {
        CountingService counting;
        counting.setCatalog(functions(300));
        QCOMPARE(counting.unreservedLimit(), 700);
        QCOMPARE(counting.reservable("other"), 600);
        QCOMPARE(counting.reservable("work"), 900);
    }

    /// Random loads on random accounts: what arrived was served or turned away, nothing ran over a
    /// limit, and a reservation was always to be had.
    void check13_nothingIsLostAndNoLimitIsPassed_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void check13_nothingIsLostAndNoLimitIsPassed() {
        QFETCH(unsigned, seed);
        std::mt19937_64 random(seed);
        const auto upTo = [&](int most) {
            return std::uniform_int_distribution<int>(1, most)(random);
        };
        const int reserved = upTo(30);
        const int accountLimit = reserved + upTo(30);
        SimulatedAccount account(functions(reserved), seed);
        account.change([&](fleet::Settings& s) { s.accountConcurrency = accountLimit; });
        account.behave(std::chrono::milliseconds{upTo(2'000)});
        int arrived = 0;
        for (int step = 0; step < 300; ++step) {
            for (int request = upTo(6); request > 0; --request, ++arrived) {
                const bool reservedOne = upTo(2) == 1;
                const bool hadRoom = account.fleet.counting().running("work") < reserved;
                const auto id = account.invoke(reservedOne ? "work" : "other");
                const auto* record = account.recorder.invocation(id);
                if (reservedOne && hadRoom)
                    QVERIFY(!record->throttled || record->cause == ThrottleCause::RequestRate);
            }
            QVERIFY(account.fleet.counting().running("work") <= reserved);
            QVERIFY(account.fleet.counting().running("other") <= accountLimit - reserved);
            account.clock.advance(std::chrono::milliseconds{upTo(200)});
        }
        account.clock.advance(10min);
        QCOMPARE(account.fleet.counting().running(), 0);
        QCOMPARE(account.results.size(), std::size_t(arrived));
        int served = 0;
        for (const auto& [id, result] : account.results)
            served += result.statusCode == 200 ? 1 : 0;
        const auto throttled = account.log.all<telemetry::InvocationThrottled>().size();
        QCOMPARE(std::size_t(served) + throttled, std::size_t(arrived));
    }
};

QTEST_GUILESS_MAIN(TestCountingService)
#include "tst_countingservice.moc"
