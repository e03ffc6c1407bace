// One schedule, once with real processes and once in virtual time: the same events in the same
// order.
#include "engine/fleet/fleet.h"
#include "engine/sandbox/simulatedbackend.h"
#include "tests/support/eventlog.h"
#include "tests/support/machine.h"
#include "tests/support/processfixture.h"

#include <QTest>

#include <map>

using namespace ws;
using namespace std::chrono_literals;

namespace {

/// Answers once the test opens the gate of its number.
constexpr const char* kHandler = R"(
import os, time

def handler(event, context):
    while not os.path.exists('/mnt/gate/%d' % event['n']):
        time.sleep(0.002)
    if event['fails']:
        raise ValueError(event['n'])
    return event['n']
)";

enum class Ending { Well, Badly };

/// What a schedule is played on.
class Rig {
public:
    explicit Rig(telemetry::EventBus& bus)
        : m_bus(bus) {
        m_bus.addSink(&m_log);
    }
    virtual ~Rig() = default;

    /// Returns once it runs, or was refused.
    virtual void send(int number, Ending ending) = 0;
    /// Returns once it has ended. Of those that run, the one that began first.
    virtual void release(int number) = 0;

    /// A line per event; environments and invocations by the order in which they appear.
    std::vector<std::string> story() {
        std::vector<std::string> lines;
        for (const telemetry::Event& event : m_log.events) {
            std::string line =
                std::visit([this](const auto& body) { return told(body); }, event.body);
            if (!line.empty())
                lines.push_back(std::move(line));
        }
        return lines;
    }

protected:
    void close() { m_bus.removeSink(&m_log); }
    fleet::InvokeRequest request(int number, Ending ending) const {
        return {"gate", "{\"n\":" + std::to_string(number) +
                            ",\"fails\":" + (ending == Ending::Badly ? "true}" : "false}")};
    }
    fleet::InvokeCallback ended(int number) {
        return [this, number](const fleet::InvokeResult&) { m_ended.insert(number); };
    }
    bool hasEnded(int number) const { return m_ended.contains(number); }
    bool runs(base::InvocationId invocation) const {
        for (const auto& changed : m_log.all<telemetry::EnvironmentPhaseChanged>()) {
            if (changed.phase == telemetry::Phase::Invoke && changed.invocation == invocation)
                return true;
        }
        return false;
    }
    static function::CatalogEntry entryOf(std::shared_ptr<function::Revision> revision) {
        revision->configuration.name = "gate";
        revision->configuration.runtime = "python3.13";
        revision->configuration.handler = "index.handler";
        revision->configuration.timeoutSeconds = 900;
        revision->configuration.reservedConcurrency = 2;
        revision->fingerprint = "1";
        return function::entryOf(revision);
    }

private:
    std::string name(base::EnvironmentId id) {
        return id == base::EnvironmentId{}
                   ? "-"
                   : "E" + std::to_string(m_environments.try_emplace(id, m_environments.size() + 1)
                                              .first->second);
    }
    std::string name(base::InvocationId id) {
        return id == base::InvocationId{}
                   ? "-"
                   : "I" +
                         std::to_string(
                             m_invocations.try_emplace(id, m_invocations.size() + 1).first->second);
    }
    std::string told(const telemetry::EnvironmentStarted& body) {
        return "environment " + name(body.environment) + " because " +
               std::to_string(int(body.reason)) + " on " + std::to_string(body.worker);
    }
    std::string told(const telemetry::EnvironmentPhaseChanged& body) {
        return name(body.environment) + " phase " + std::to_string(int(body.phase)) + " for " +
               name(body.invocation) + (body.failed ? " failed" : "");
    }
    std::string told(const telemetry::InvocationArrived& body) {
        return name(body.invocation) + " arrived";
    }
    std::string told(const telemetry::InvocationThrottled& body) {
        return name(body.invocation) + " throttled " + std::to_string(int(body.reason)) + ' ' +
               std::to_string(body.used) + '/' + std::to_string(body.limit);
    }
    std::string told(const telemetry::InvocationStarted& body) {
        return name(body.invocation) + " in " + name(body.environment) + " because " +
               std::to_string(int(body.reason)) + ' ' + std::to_string(body.running) + '/' +
               std::to_string(body.limit) + ' ' + std::to_string(body.environments);
    }
    std::string told(const telemetry::InvocationFinished& body) {
        return name(body.invocation) + " finished " + std::to_string(int(body.status)) +
               (body.init ? " cold" : " warm");
    }
    template <typename Other>
    std::string told(const Other&) {
        return {};
    }

    telemetry::EventBus& m_bus;
    tests::EventLog m_log;
    std::set<int> m_ended;
    std::map<base::EnvironmentId, std::size_t> m_environments;
    std::map<base::InvocationId, std::size_t> m_invocations;
};

struct RealParts {
    tests::RealProcesses processes;
    telemetry::EventBus bus{processes.clock};
    QTemporaryDir code;
    QTemporaryDir gates;
};

class RealRig : private RealParts, public Rig {
public:
    RealRig()
        : Rig(bus)
        , m_fleet({processes.clock, nullptr, processes.factory, bus, 1}) {
        std::ofstream(code.filePath(QStringLiteral("index.py")).toStdString()) << kHandler;
        auto revision = std::make_shared<function::Revision>();
        revision->codeFolder = code.path().toStdString();
        revision->mounts.push_back({gates.path().toStdString(), "/mnt/gate"});
        m_fleet.setCatalog({entryOf(std::move(revision))});
    }
    ~RealRig() override { close(); }

    void send(int number, Ending ending) override {
        const auto id = m_fleet.invoke(request(number, ending), ended(number));
        QVERIFY(tests::waitFor([&] { return hasEnded(number) || runs(id); }));
    }
    void release(int number) override {
        std::ofstream(gates.filePath(QString::number(number)).toStdString()) << "open";
        QVERIFY(tests::waitFor([&] { return hasEnded(number); }));
    }

private:
    fleet::Fleet m_fleet;
};

struct SimulatedParts {
    base::ManualClock clock;
    telemetry::EventBus bus{clock};
};

class SimulatedRig : private SimulatedParts, public Rig {
public:
    SimulatedRig()
        : Rig(bus)
        , m_backends(clock, 1)
        , m_fleet({clock, nullptr, m_backends, bus, 1}) {
        fleet::Settings settings = m_fleet.settings();
        settings.idleTime = 24h;
        m_fleet.setSettings(settings);
        m_fleet.setCatalog({entryOf(std::make_shared<function::Revision>())});
    }
    ~SimulatedRig() override { close(); }

    void send(int number, Ending ending) override {
        sandbox::Behaviour behaviour;
        behaviour.invoke = sandbox::Distribution::constant(10min);
        behaviour.errorShare = ending == Ending::Badly ? 1 : 0;
        m_backends.setBehaviour(behaviour);
        const auto id = m_fleet.invoke(request(number, ending), ended(number));
        while (!hasEnded(number) && !runs(id))
            QVERIFY(clock.fireNext());
    }
    void release(int number) override {
        while (!hasEnded(number))
            QVERIFY(clock.fireNext());
    }

private:
    sandbox::SimulatedBackendFactory m_backends;
    fleet::Fleet m_fleet;
};

/// Cold, cold beside it, refused, warm, warm in the one used last, and one that fails.
std::vector<std::string> played(Rig& rig) {
    rig.send(1, Ending::Well);
    rig.send(2, Ending::Well);
    rig.send(3, Ending::Well);
    rig.release(1);
    rig.send(4, Ending::Well);
    rig.release(2);
    rig.release(4);
    rig.send(5, Ending::Well);
    rig.release(5);
    rig.send(6, Ending::Badly);
    rig.release(6);
    return rig.story();
}

} // namespace

class SameOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void realAndSimulatedEventsComeInTheSameOrder() {
        if (!tests::isInstalled("python3"))
            QSKIP("python3 is not installed");
        if (!tests::hasNamespaces())
            QSKIP(tests::kNoNamespaces);
        SimulatedRig simulated;
        RealRig real;
        const auto expected = played(simulated);
        const auto actual = played(real);
        QVERIFY(expected.size() > 25);
        for (std::size_t i = 0; i < std::min(expected.size(), actual.size()); ++i)
            QCOMPARE(QByteArray(actual[i].c_str()), QByteArray(expected[i].c_str()));
        QCOMPARE(actual.size(), expected.size());
    }
};

QTEST_GUILESS_MAIN(SameOrderTest)
#include "tst_sameorder.moc"
