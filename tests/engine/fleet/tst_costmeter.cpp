#include "engine/fleet/costmeter.h"

#include "tests/support/simulatedaccount.h"

#include <QTest>

#include <cmath>

using namespace ws;
using namespace std::chrono_literals;
using fleet::CostMeter;
using tests::SimulatedAccount;

namespace {

bool isNear(double value, double expected) {
    return std::abs(value - expected) <= std::abs(expected) * 1e-9;
}

function::CatalogEntry gigabyteFunction(const std::string& architecture) {
    auto revision = tests::revisionOf("work");
    revision->configuration.memoryMb = 1'024;
    revision->configuration.architecture = architecture;
    function::CatalogEntry entry = function::entryOf(revision);
    auto published = std::make_shared<function::Revision>(*revision);
    published->version = "1";
    entry.revisions.push_back(published);
    return entry;
}

} // namespace

class TestCostMeter : public QObject {
    Q_OBJECT

private slots:
    void eachInvocationAndTheRunHaveTheirCost() {
        const auto& prices = fleet::pricesAt(fleet::kToday);
        const auto entry = gigabyteFunction("x86_64");
        SimulatedAccount account({entry, tests::entryOf("other")});
        CostMeter meter(prices);
        meter.setCatalog({entry, tests::entryOf("other")});
        account.bus.addSink(&meter);
        const auto cold = account.answer({"work", "{}"});
        QVERIFY(isNear(meter.chargeOf(cold.report).compute, 1.15 * 1.66667e-5)); // with INIT
        const auto warm = account.answer({"work", "{}"});
        QVERIFY(isNear(meter.chargeOf(warm.report).compute, 1.66667e-5));
        account.answer({"other", "{}"});
        QVERIFY(isNear(meter.total("work").gigabyteSeconds, 2.15));
        QVERIFY(isNear(meter.total("work").total(), 2.15 * 1.66667e-5 + 2 * 2e-7));
        QVERIFY(isNear(meter.total().gigabyteSeconds, 2.15 + 1.15 / 8));
        account.bus.removeSink(&meter);
    }

    void whatIsTurnedAwayCostsNothing() {
        function::CatalogEntry entry = gigabyteFunction("x86_64");
        entry.reservedConcurrency = 0;
        SimulatedAccount account({entry});
        CostMeter meter(fleet::pricesAt(fleet::kToday));
        account.bus.addSink(&meter);
        account.answer({"work", "{}"});
        QCOMPARE(meter.total().total(), 0.0);
        account.bus.removeSink(&meter);
    }

    void provisionedOnesCostWhileTheyAreThere() {
        function::CatalogEntry entry = gigabyteFunction("arm64");
        entry.provisioned = {{"1", 2}};
        SimulatedAccount account({});
        CostMeter meter(fleet::pricesAt(fleet::kToday));
        meter.setCatalog({entry});
        account.bus.addSink(&meter);
        account.fleet.setCatalog({entry});
        account.clock.advance(60s + 500ms);
        const base::TimePoint ready = account.clock.now();
        account.clock.advance(59min);
        account.answer({"work", "{}", "1"});
        const auto run = meter.total();
        const double keptSeconds = 3'600; // begun 5 minutes count whole
        QVERIFY(account.clock.now() - ready < 1h);
        QVERIFY(isNear(run.provisioned, 2 * keptSeconds * 3.3334e-6));
        QVERIFY(isNear(run.compute, 7.7778e-6));
        account.fleet.setCatalog({gigabyteFunction("arm64")});
        account.clock.advance(10h);
        QVERIFY(isNear(meter.total().provisioned, run.provisioned));
        account.bus.removeSink(&meter);
    }
};

QTEST_GUILESS_MAIN(TestCostMeter)
#include "tst_costmeter.moc"
