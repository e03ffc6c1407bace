// Functions that are isolated by tenant (lambda.md B6).
#include "engine/fleet/eventjournal.h"
#include "engine/fleet/simulation.h"
#include "tests/support/simulatedaccount.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <set>

using namespace ws;
using namespace std::chrono_literals;
using telemetry::StartReason;
using telemetry::ThrottleCause;
using tests::SimulatedAccount;

namespace {

std::shared_ptr<function::Revision> isolated(const std::string& name,
                                             const std::string& version = "$LATEST",
                                             const std::string& fingerprint = "1") {
    auto revision = tests::revisionOf(name, version, fingerprint);
    revision->configuration.perTenant = true;
    return revision;
}

std::vector<function::CatalogEntry> forTenants(std::optional<int> reserved = {}) {
    function::CatalogEntry entry = function::entryOf(isolated("work"));
    entry.revisions.push_back(isolated("work", "1"));
    entry.reservedConcurrency = reserved;
    return {entry};
}

fleet::InvokeRequest from(const std::string& tenant, const std::string& qualifier = {}) {
    fleet::InvokeRequest request{"work", "{}", qualifier};
    request.tenantId = tenant;
    return request;
}

fleet::InvokeRequest asEvent(const std::string& tenant) {
    fleet::InvokeRequest request = from(tenant);
    request.type = fleet::InvocationType::Event;
    return request;
}

std::string messageOf(const fleet::InvokeResult& result) {
    return json::Value::parse(result.payload).value()["message"].toString();
}

} // namespace

class TestTenants : public QObject {
    Q_OBJECT

private slots:
    void anEnvironmentServesOneTenantOnly() {
        SimulatedAccount account(forTenants());
        std::mt19937_64 random(7);
        const auto upTo = [&](int most) {
            return std::uniform_int_distribution<int>(1, most)(random);
        };
        for (int step = 0; step < 1'500; ++step) {
            const std::string tenant = "tenant-" + std::to_string(upTo(12));
            account.invoke(upTo(4) == 1 ? asEvent(tenant) : from(tenant, upTo(3) == 1 ? "1" : ""));
            account.clock.advance(std::chrono::milliseconds{upTo(900)});
        }
        account.clock.advance(10s);
        int warm = 0;
        for (const auto& record : account.recorder.invocations()) {
            const telemetry::Lane* lane = account.recorder.lane(record.environment);
            QVERIFY(lane);
            QCOMPARE(lane->tenantId, record.tenantId);
            warm += record.reason == StartReason::Warm ? 1 : 0;
        }
        QCOMPARE(account.recorder.invocations().size(), std::size_t(1'500));
        QVERIFY(warm > 1'000); // they are used again
    }

    void whyATenantHadNone() {
        SimulatedAccount account(forTenants());
        const auto reasonOf = [&](const std::string& tenant, const std::string& qualifier = {}) {
            const auto id = account.invoke(from(tenant, qualifier));
            account.clock.advance(5s);
            return account.reason(id);
        };
        QVERIFY(reasonOf("blue") == StartReason::FirstInvocation);
        QVERIFY(reasonOf("blue") == StartReason::Warm);
        QVERIFY(reasonOf("green") == StartReason::NewTenant); // while blue's is idle
        QVERIFY(reasonOf("blue", "1") == StartReason::NewVersion);
        account.invoke(from("blue"));
        QVERIFY(reasonOf("blue") == StartReason::AllBusy);
        account.clock.advance(20min);
        QVERIFY(reasonOf("blue") == StartReason::Expired);
        account.fleet.setFunctions({isolated("work", "$LATEST", "2")});
        account.clock.advance(5s);
        QVERIFY(reasonOf("blue") == StartReason::NewConfiguration);
    }

    void aTenantMustBeNamedAndBeOne() {
        SimulatedAccount account(forTenants());
        const auto& none = account.answer(from(""));
        QCOMPARE(none.statusCode, 400);
        QCOMPARE(none.report.errorType, std::string("InvalidParameterValueException"));
        QCOMPARE(messageOf(none),
                 std::string("The invoked function is enabled with tenancy configuration. Add a "
                             "valid tenant ID in your request and try again."));
        const auto& odd = account.answer(from("b#"));
        QCOMPARE(odd.statusCode, 400);
        QVERIFY(messageOf(odd).find("'tenantId' failed to satisfy constraint") !=
                std::string::npos);
        QCOMPARE(account.answer(from(std::string(257, 'a'))).statusCode, 400);
        QCOMPARE(account.answer(from(std::string(256, 'a'))).statusCode, 200);
        QCOMPARE(account.answer(asEvent("")).statusCode, 400);
        fleet::InvokeRequest dry = from("");
        dry.type = fleet::InvocationType::DryRun;
        QCOMPARE(account.answer(dry).statusCode, 400);
    }

    /// 2,500 for every 1,000: with 2 reserved, 5.
    void idleEnvironmentsOfOthersCountAgainstTheLimit() {
        SimulatedAccount account(forTenants(2));
        for (const char* tenant : {"a", "b", "c", "d", "e"}) {
            QCOMPARE(account.answer(from(tenant)).statusCode, 200);
            account.clock.advance(1s);
        }
        const auto& over = account.answer(from("f"));
        QCOMPARE(over.statusCode, 429);
        QCOMPARE(over.report.errorType, std::string("TooManyRequestsException"));
        const auto throttle = account.log.all<telemetry::InvocationThrottled>().back();
        QVERIFY(throttle.cause == ThrottleCause::TenantEnvironments);
        QCOMPARE(throttle.used, 5);
        QCOMPARE(throttle.limit, 5);
        QVERIFY(account.reason(account.answer(from("c")).invocation) == StartReason::Warm);
        account.clock.advance(20min); // theirs are gone
        QCOMPARE(account.answer(from("f")).statusCode, 200);
    }

    void anAccountsLimitIsThatOfItsConcurrency() {
        SimulatedAccount account(forTenants());
        account.change([](fleet::Settings& settings) { settings.accountConcurrency = 10; });
        int served = 0;
        for (int tenant = 0; tenant < 40; ++tenant) {
            served += account.answer(from("t" + std::to_string(tenant))).statusCode == 200 ? 1 : 0;
            account.clock.advance(1s);
        }
        QCOMPARE(served, 25);
    }

    void aFunctionWithoutTenantsHasNoSuchLimit() {
        SimulatedAccount account({tests::entryOf("work")});
        account.change([](fleet::Settings& settings) { settings.accountConcurrency = 10; });
        QCOMPARE(account.answer(from("")).statusCode, 200);
        QCOMPARE(account.answer(from("blue")).statusCode, 400);
    }

    void whoHasNoEnvironmentIsForgottenAmongMany() {
        SimulatedAccount account(forTenants());
        account.behave(1ms);
        account.change([](fleet::Settings& settings) { settings.idleTime = 1s; });
        QCOMPARE(account.answer(from("blue")).statusCode, 200);
        for (int tenant = 0; tenant < 10'000; ++tenant) {
            account.invoke(from("t" + std::to_string(tenant)));
            account.clock.advance(100ms);
        }
        account.clock.advance(10s);
        QVERIFY(account.reason(account.answer(from("blue")).invocation) == StartReason::NewTenant);
    }

    void anEventIsForItsTenantAfterARestart() {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString() + "/events";
        {
            SimulatedAccount account(forTenants(0)); // nothing runs yet
            auto journal = fleet::EventJournal::open(path).value();
            account.fleet.setEventStore(journal.get());
            account.change([](fleet::Settings& settings) { settings.accountConcurrency = 10; });
            account.invoke(asEvent("green"));
            account.clock.advance(1ms); // stored, not leased
            account.fleet.setEventStore(nullptr);
        }
        SimulatedAccount account(forTenants());
        auto journal = fleet::EventJournal::open(path).value();
        account.fleet.setEventStore(journal.get());
        account.clock.advance(10s);
        QCOMPARE(account.recorder.invocations().size(), std::size_t(1));
        const auto& record = account.recorder.invocations().front();
        QCOMPARE(record.tenantId, std::string("green"));
        QVERIFY(record.result->status == telemetry::InvocationStatus::Succeeded);
        account.fleet.setEventStore(nullptr);
    }

    void aLoadComesFromItsTenantsInEqualShares() {
        fleet::TenantGenerator tenants(5, 3);
        fleet::TenantGenerator same(5, 3);
        std::map<std::string, int> counts;
        for (int i = 0; i < 10'000; ++i) {
            const std::string tenant = tenants.next();
            QCOMPARE(tenant, same.next());
            ++counts[tenant];
        }
        QCOMPARE(counts.size(), std::size_t(5));
        for (const auto& [tenant, count] : counts)
            QVERIFY(count > 1'850 && count < 2'150);
        QCOMPARE(fleet::TenantGenerator(0, 1).next(), std::string());
    }

    void aSimulatedFleetKeepsTenantsApart() {
        const auto coldOf = [](int tenants) {
            fleet::SimulationPlan plan;
            fleet::SimulatedFunction one;
            one.revision = tenants > 0 ? isolated("work") : tests::revisionOf("work");
            one.behaviour.invoke = sandbox::Distribution::constant(10ms);
            one.load = fleet::parseLoad("poisson:20/s:5m").value();
            one.tenants = tenants;
            plan.functions = {one};
            fleet::Simulation simulation(plan);
            while (simulation.step()) {
            }
            return simulation.statistics().environments();
        };
        QVERIFY(coldOf(0) < 20);
        QVERIFY(coldOf(300) >= 300);
    }
};

QTEST_GUILESS_MAIN(TestTenants)
#include "tst_tenants.moc"
