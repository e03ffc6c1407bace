#include "engine/fleet/fleet.h"

#include "tests/support/fakebackend.h"

#include <QTest>

#include <optional>

using namespace ws;
using Network = sandbox::BackendSpec::Network;

/// What the environments that it orders are made from.
class TestWorkerManager : public QObject {
    Q_OBJECT

    Network networkOf(Network allowed, const std::vector<std::string>& subnets) {
        base::ManualClock clock;
        telemetry::EventBus bus{clock};
        tests::FakeBackendFactory backends;
        fleet::Fleet fleet({clock, nullptr, backends, bus, 1});
        fleet::Settings settings = fleet.settings();
        settings.network = allowed;
        fleet.setSettings(settings);
        auto revision = std::make_shared<function::Revision>();
        revision->configuration.name = "work";
        revision->configuration.runtime = "python3.12";
        revision->configuration.subnets = subnets;
        fleet.setFunctions({revision});
        fleet.invoke({"work", "{}"}, [](const fleet::InvokeResult&) {});
        return backends.last().spec.network;
    }

private slots:
    void functionsAreOfflineUnlessTheUserSaysOtherwise() {
        QCOMPARE(fleet::Settings().network, Network::None);
        QCOMPARE(networkOf(Network::None, {}), Network::None);
        QCOMPARE(networkOf(Network::Outside, {}), Network::Outside);
    }

    void aVpcHasNoWayOut() { QCOMPARE(networkOf(Network::Outside, {"subnet-1"}), Network::None); }
};

QTEST_GUILESS_MAIN(TestWorkerManager)
#include "tst_workermanager.moc"
