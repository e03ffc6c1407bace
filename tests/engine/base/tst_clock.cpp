#include "engine/base/clock.h"
#include "engine/base/systemclock.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace ws::base;
using namespace std::chrono_literals;

class TestClock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aManualClockFiresTimersInOrderOfTheirTimeAndAge();
    void aTimerSeesItsOwnInstant();
    void aCancelledTimerDoesNotFire();
    void aTimerMaySetAnother();
    void thousandsOfTimersKeepTheirOrder();
    void aCancelledTimersIdIsNeverSomebodyElses();
    void aNegativeDelayIsNow();
    void theSystemClockNeverFiresEarly();
    void aSkippingClockCrossesADayAtOnce();
    void aHeldClockDoesNotSkip();
};

void TestClock::aManualClockFiresTimersInOrderOfTheirTimeAndAge() {
    ManualClock clock;
    std::vector<int> fired;
    clock.after(2s, [&] { fired.push_back(3); });
    clock.after(1s, [&] { fired.push_back(1); });
    clock.after(1s, [&] { fired.push_back(2); });
    clock.advance(999ms);
    QVERIFY(fired.empty());
    clock.advance(1001ms);
    QCOMPARE(fired, (std::vector{1, 2, 3}));
    QVERIFY(clock.idle());
}

void TestClock::aTimerSeesItsOwnInstant() {
    ManualClock clock;
    const TimePoint start = clock.now();
    TimePoint seen;
    clock.after(3s, [&] { seen = clock.now(); });
    clock.advance(10s);
    QCOMPARE(seen - start, Duration(3s));
    QCOMPARE(clock.now() - start, Duration(10s));
}

void TestClock::aCancelledTimerDoesNotFire() {
    ManualClock clock;
    bool fired = false;
    const TimerId id = clock.after(1s, [&] { fired = true; });
    clock.cancel(id);
    clock.cancel(id);
    clock.advance(2s);
    QVERIFY(!fired);
}

void TestClock::aTimerMaySetAnother() {
    ManualClock clock;
    int rounds = 0;
    std::function<void()> again = [&] {
        if (++rounds < 5)
            clock.after(1s, again);
    };
    clock.after(1s, again);
    QCOMPARE(clock.runUntilIdle(), std::size_t{5});
}

void TestClock::thousandsOfTimersKeepTheirOrder() {
    ManualClock clock;
    std::vector<std::pair<TimePoint, int>> fired;
    std::vector<std::pair<TimerId, int>> timers;
    unsigned random = 7;
    for (int i = 0; i < 5'000; ++i) {
        random = random * 1'664'525U + 1'013'904'223U;
        timers.emplace_back(
            clock.after(Duration(random >> 22), [&, i] { fired.emplace_back(clock.now(), i); }), i);
    }
    for (int i = 0; i < 5'000; i += 3)
        clock.cancel(timers[std::size_t(i)].first);
    clock.runUntilIdle();
    QCOMPARE(fired.size(), std::size_t(5'000 - 1'667));
    QVERIFY(std::is_sorted(fired.begin(), fired.end()));
    for (const auto& [at, number] : fired)
        QVERIFY(number % 3 != 0);
}

void TestClock::aCancelledTimersIdIsNeverSomebodyElses() {
    ManualClock clock;
    bool fired = false;
    const TimerId old = clock.after(1s, [] {});
    clock.cancel(old);
    clock.after(1s, [&] { fired = true; });
    clock.cancel(old);
    clock.cancel(TimerId{});
    clock.advance(1s);
    QVERIFY(fired);
}

void TestClock::aNegativeDelayIsNow() {
    ManualClock clock;
    bool fired = false;
    clock.after(-5s, [&] { fired = true; });
    clock.advance(0s);
    QVERIFY(fired);
}

void TestClock::theSystemClockNeverFiresEarly() {
    SystemClock clock;
    const TimePoint due = clock.now() + 5ms;
    bool early = true;
    bool fired = false;
    clock.after(5ms, [&] {
        early = clock.now() < due;
        fired = true;
    });
    QTRY_VERIFY(fired);
    QVERIFY(!early);
}

void TestClock::aSkippingClockCrossesADayAtOnce() {
    SystemClock clock(SystemClock::Idle::Skip);
    const TimePoint start = clock.now();
    bool fired = false;
    clock.after(24h, [&] { fired = true; });
    QTRY_VERIFY(fired);
    QVERIFY(clock.now() - start >= 24h);
}

void TestClock::aHeldClockDoesNotSkip() {
    SystemClock clock(SystemClock::Idle::Skip);
    bool day = false;
    bool soon = false;
    {
        const SystemClock::Hold hold(clock);
        clock.after(24h, [&] { day = true; });
        clock.after(2ms, [&] { soon = true; });
        QTRY_VERIFY(soon);
        QVERIFY(!day);
    }
    QTRY_VERIFY(day);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
