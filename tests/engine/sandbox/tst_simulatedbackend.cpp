#include "engine/sandbox/simulatedbackend.h"

#include "engine/sandbox/environment.h"
#include "tests/support/eventlog.h"

#include <QTest>

#include <cmath>

using namespace ws;
using namespace std::chrono_literals;
using sandbox::Distribution;
using telemetry::InvocationStatus;
using telemetry::Phase;

namespace {

class Owner : public sandbox::EnvironmentOwner {
public:
    void onAnswered(sandbox::Environment& environment, sandbox::Outcome&& outcome) override {
        outcomes.push_back(std::move(outcome));
        if (outcomes.size() < wanted)
            give(environment);
    }
    void onEnding(sandbox::Environment&, telemetry::EndReason) override {}
    void onGone(sandbox::Environment&) override {}

    void give(sandbox::Environment& environment) {
        sandbox::Work work;
        work.invocation = base::InvocationId{outcomes.size() + 1};
        work.requestId = std::to_string(outcomes.size() + 1);
        work.payload = "{}";
        environment.invoke(std::move(work));
    }

    std::size_t wanted = 1;
    std::vector<sandbox::Outcome> outcomes;
};

struct Fixture {
    explicit Fixture(const sandbox::Behaviour& behaviour, std::uint64_t seed = 1,
                     sandbox::LogLines logLines = sandbox::LogLines::Kept)
        : factory(clock, seed) {
        factory.setBehaviour(behaviour);
        bus.addSink(&log);
        auto revision = std::make_shared<function::Revision>();
        revision->configuration.name = "work";
        revision->configuration.runtime = "python3.12";
        sandbox::Environment::Plan plan;
        plan.id = base::EnvironmentId{1};
        plan.revision = revision;
        plan.logLines = logLines;
        environment.emplace(sandbox::Environment::Parts{clock, bus, factory, owner}, plan);
        environment->start();
    }
    void run(std::size_t invocations) {
        owner.wanted = invocations;
        owner.give(*environment);
        clock.runUntilIdle();
    }

    base::ManualClock clock;
    telemetry::EventBus bus{clock};
    tests::EventLog log;
    sandbox::SimulatedBackendFactory factory;
    Owner owner;
    std::optional<sandbox::Environment> environment;
};

} // namespace

class TestSimulatedBackend : public QObject {
    Q_OBJECT

private slots:
    void itTakesTheTimesItIsGiven() {
        Fixture f({Distribution::constant(50ms), Distribution::constant(150ms),
                   Distribution::constant(100ms), 0, 0, 40, "7"});
        f.run(2);
        QCOMPARE(f.owner.outcomes.size(), std::size_t(2));
        QVERIFY(f.owner.outcomes[0].init == base::Duration(150ms));
        QVERIFY(f.owner.outcomes[0].duration == base::Duration(100ms));
        QVERIFY(f.owner.outcomes[0].billed == base::Duration(250ms));
        QVERIFY(!f.owner.outcomes[1].init);
        QCOMPARE(f.owner.outcomes[1].payload, std::string("7"));
        QCOMPARE(f.owner.outcomes[1].maxMemoryUsedMb, 40);
    }

    void itLivesTheWholeLifecycle() {
        Fixture f({});
        f.run(1);
        QVERIFY((f.log.phases(base::EnvironmentId{1}) ==
                 std::vector{Phase::Starting, Phase::Init, Phase::Idle, Phase::Invoke, Phase::Idle,
                             Phase::Shutdown, Phase::Gone}));
    }

    void equalSeedsGiveEqualRuns() {
        sandbox::Behaviour behaviour;
        behaviour.invoke = {Distribution::Kind::LogNormal, 100ms, 50ms};
        behaviour.errorShare = 0.1;
        behaviour.crashShare = 0.05;
        const auto durations = [&](std::uint64_t seed) {
            Fixture f(behaviour, seed);
            f.run(200);
            std::vector<std::pair<base::Duration, InvocationStatus>> all;
            for (const auto& outcome : f.owner.outcomes)
                all.emplace_back(outcome.duration, outcome.status);
            return all;
        };
        QVERIFY(durations(5) == durations(5));
        QVERIFY(durations(5) != durations(6));
    }

    void errorsAndCrashesComeInTheirShares() {
        sandbox::Behaviour behaviour;
        behaviour.errorShare = 0.2;
        behaviour.crashShare = 0.1;
        Fixture f(behaviour);
        f.run(4'000);
        const auto share = [&](InvocationStatus status) {
            const auto& all = f.owner.outcomes;
            return double(std::count_if(all.begin(), all.end(),
                                        [&](const auto& one) { return one.status == status; })) /
                   double(all.size());
        };
        QVERIFY(std::abs(share(InvocationStatus::FunctionError) - 0.2) < 0.03);
        QVERIFY(std::abs(share(InvocationStatus::RuntimeExited) - 0.1) < 0.03);
    }

    void omittedLogLinesChangeNothingElse() {
        sandbox::Behaviour behaviour;
        behaviour.errorShare = 0.2;
        behaviour.crashShare = 0.1;
        Fixture kept(behaviour);
        Fixture omitted(behaviour, 1, sandbox::LogLines::Omitted);
        kept.run(100);
        omitted.run(100);
        QVERIFY(!kept.log.lines().empty());
        QVERIFY(omitted.log.lines().empty());
        QVERIFY(omitted.log.phases(base::EnvironmentId{1}) ==
                kept.log.phases(base::EnvironmentId{1}));
        for (std::size_t i = 0; i < 100; ++i) {
            QVERIFY(omitted.owner.outcomes[i].log.empty());
            QVERIFY(omitted.owner.outcomes[i].billed == kept.owner.outcomes[i].billed);
            QCOMPARE(omitted.owner.outcomes[i].payload, kept.owner.outcomes[i].payload);
        }
    }

    void aSimulatedInvokeCanTimeOut() {
        sandbox::Behaviour behaviour;
        behaviour.invoke = Distribution::constant(5s);
        Fixture f(behaviour);
        f.run(2);
        QVERIFY(f.owner.outcomes[1].status == InvocationStatus::TimedOut);
        QVERIFY(f.owner.outcomes[1].duration == base::Duration(3s));
    }

    void distributionsHaveTheirMeansAndMedians() {
        std::mt19937_64 random(3);
        const auto samples = [&](const Distribution& distribution) {
            std::vector<double> all;
            for (int i = 0; i < 20'000; ++i)
                all.push_back(double(distribution.sample(random).count()));
            std::sort(all.begin(), all.end());
            return all;
        };
        const auto mean = [](const std::vector<double>& all) {
            double sum = 0;
            for (const double one : all)
                sum += one;
            return sum / double(all.size());
        };
        QVERIFY(std::abs(mean(samples(Distribution::exponential(100ms))) - 100'000) < 3'000);
        const auto logNormal = samples({Distribution::Kind::LogNormal, 100ms, 50ms});
        QVERIFY(std::abs(logNormal[10'000] - 100'000) < 2'000);
        QVERIFY(std::abs(logNormal[16'800] - 150'000) < 5'000);
        const auto uniform = samples({Distribution::Kind::Uniform, 10ms, 20ms});
        QVERIFY(uniform.front() >= 0 && uniform.back() <= 30'000);
    }
};

QTEST_GUILESS_MAIN(TestSimulatedBackend)
#include "tst_simulatedbackend.moc"
