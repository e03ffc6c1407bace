#include "engine/fleet/placement.h"

#include "tests/support/simulatedaccount.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using fleet::Placement;

class TestPlacement : public QObject {
    Q_OBJECT

private slots:
    void packingFillsOneWorkerAfterTheOther() {
        Placement placement;
        placement.setCapacity({3, 1'000, Placement::Policy::Pack});
        QCOMPARE(placement.place(400).value(), 1);
        QCOMPARE(placement.place(400).value(), 1);
        QCOMPARE(placement.place(400).value(), 2);
        QCOMPARE(placement.place(200).value(), 1); // fits exactly
        QCOMPARE(placement.place(600).value(), 2);
        QCOMPARE(placement.place(1'000).value(), 3);
        QVERIFY(!placement.place(1));
        placement.release(2, 600);
        QCOMPARE(placement.place(500).value(), 2);
    }

    void spreadingTakesTheEmptiest() {
        Placement placement;
        placement.setCapacity({2, 1'000, Placement::Policy::Spread});
        QCOMPARE(placement.place(300).value(), 1);
        QCOMPARE(placement.place(100).value(), 2);
        QCOMPARE(placement.place(100).value(), 2);
        QCOMPARE(placement.place(100).value(), 2);
        QCOMPARE(placement.place(100).value(), 1);
    }

    void withoutANumberWorkersAreAdded() {
        Placement placement;
        placement.setCapacity({0, 1'000, Placement::Policy::Pack});
        for (int i = 0; i < 25; ++i)
            placement.place(300);
        QCOMPARE(placement.workers().size(), std::size_t(9));
        QCOMPARE(placement.usedMb(), 7'500);
        QVERIFY(!placement.place(1'001));
    }

    void aWorkerTooManyIsUsedNoMore() {
        Placement placement;
        placement.setCapacity({2, 1'000, Placement::Policy::Pack});
        placement.place(1'000);
        placement.place(1'000);
        placement.setCapacity({1, 1'000, Placement::Policy::Pack});
        placement.release(2, 1'000);
        QVERIFY(!placement.place(100));
        placement.release(1, 1'000);
        QCOMPARE(placement.place(100).value(), 1);
    }

    void anEnvironmentKnowsItsWorkerAndAFullFleetSaysSo() {
        tests::SimulatedAccount account({tests::entryOf("work")});
        account.change([](fleet::Settings& s) {
            s.capacity = {2, 256, Placement::Policy::Pack};
            s.idleTime = 1min;
        });
        for (int i = 0; i < 4; ++i)
            account.invoke("work");
        std::vector<int> workers;
        for (const auto& started : account.log.all<telemetry::EnvironmentStarted>())
            workers.push_back(started.worker);
        QVERIFY((workers == std::vector<int>{1, 1, 2, 2}));
        const auto refused = account.invoke("work");
        account.clock.advance(5s);
        QCOMPARE(account.result(refused).statusCode, 500);
        QCOMPARE(account.fleet.placement().usedMb(), 512);
        account.clock.advance(5min);
        QCOMPARE(account.fleet.placement().usedMb(), 0);
    }
};

QTEST_GUILESS_MAIN(TestPlacement)
#include "tst_placement.moc"
