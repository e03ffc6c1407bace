// Fleets in virtual time against what queueing theory says of them.
#include "engine/fleet/simulation.h"

#include <QTest>

#include <cmath>

using namespace ws;
using namespace std::chrono_literals;
using fleet::Load;
using fleet::Simulation;
using fleet::SimulationPlan;
using telemetry::StartReason;
using telemetry::ThrottleReason;

namespace {

std::shared_ptr<const function::Revision> revisionOf(const std::string& name,
                                                     std::optional<int> reserved = {}) {
    auto revision = std::make_shared<function::Revision>();
    revision->configuration.name = name;
    revision->configuration.runtime = "python3.12";
    revision->configuration.handler = "a.b";
    revision->configuration.memoryMb = 512;
    revision->configuration.timeoutSeconds = 900;
    revision->configuration.reservedConcurrency = reserved;
    revision->fingerprint = name;
    return revision;
}

SimulationPlan planOf(const char* load, const sandbox::Distribution& duration) {
    SimulationPlan plan;
    plan.functions.push_back({revisionOf("work"), {}, *fleet::parseLoad(load)});
    plan.functions[0].behaviour.invoke = duration;
    plan.settings.accountConcurrency = 1'000'000;
    plan.settings.burstEnvironments = 1'000'000;
    return plan;
}

void runWhole(Simulation& simulation) {
    while (simulation.step()) {
    }
}

bool isWithin(double value, double expected, double share) {
    if (std::abs(value / expected - 1) < share)
        return true;
    qWarning("%g is not within %g of %g", value, share, expected);
    return false;
}

/// Every event, by kind and number.
class Trail : public telemetry::EventSink {
public:
    void onEvent(const telemetry::Event& event) override {
        m_hash =
            (m_hash ^ std::uint64_t(event.at.time_since_epoch().count()) ^ event.body.index()) *
            0x100'0000'01B3U;
    }
    std::uint64_t hash() const { return m_hash; }

private:
    std::uint64_t m_hash = 0xCBF2'9CE4'8422'2325U;
};

std::uint64_t trailOf(const SimulationPlan& plan) {
    Simulation simulation(plan);
    Trail trail;
    simulation.bus().addSink(&trail);
    runWhole(simulation);
    return trail.hash();
}

} // namespace

class SimulationTest : public QObject {
    Q_OBJECT

private slots:
    void nothingIsLostAndNothingRunsTwice() {
        SimulationPlan plan =
            planOf("poisson:200/s:120s", {sandbox::Distribution::Kind::LogNormal, 100ms, 200ms});
        plan.settings.accountConcurrency = 30;
        plan.functions[0].behaviour.errorShare = 0.1;
        plan.functions[0].behaviour.crashShare = 0.05;
        Simulation simulation(plan);
        runWhole(simulation);
        const auto& seen = simulation.statistics();
        using Status = telemetry::InvocationStatus;
        QVERIFY(seen.throttled() > 0);
        QCOMPARE(seen.arrived(), seen.started() + seen.throttled());
        QCOMPARE(seen.started(), seen.finished(Status::Succeeded) +
                                     seen.finished(Status::FunctionError) +
                                     seen.finished(Status::RuntimeExited));
        QCOMPARE(seen.throttled(), seen.finished(Status::Refused));
        QCOMPARE(seen.throttled(ThrottleReason::ConcurrentInvocationLimitExceeded),
                 seen.throttled());
        QCOMPARE(seen.peakRunning(), 30);
        QCOMPARE(seen.running(), 0);
        QVERIFY(isWithin(double(seen.finished(Status::FunctionError)), 0.1 * double(seen.started()),
                         0.1));
    }

    // lambda.md C 16
    void check16_littlesLawHolds_data() {
        QTest::addColumn<QString>("kind");
        QTest::newRow("constant") << QStringLiteral("constant");
        QTest::newRow("exponential") << QStringLiteral("exponential");
        QTest::newRow("lognormal") << QStringLiteral("lognormal");
    }
    void check16_littlesLawHolds() {
        QFETCH(QString, kind);
        const auto duration =
            kind == QLatin1String("constant") ? sandbox::Distribution::constant(200ms)
            : kind == QLatin1String("exponential")
                ? sandbox::Distribution::exponential(200ms)
                : sandbox::Distribution{sandbox::Distribution::Kind::LogNormal, 150ms, 100ms};
        SimulationPlan plan = planOf("poisson:100/s:1h", duration);
        plan.functions[0].behaviour.placing = {};
        plan.functions[0].behaviour.init = {};
        Simulation simulation(plan);
        runWhole(simulation);
        const auto& seen = simulation.statistics();
        const double seconds = double(seen.span().count()) / 1e6;
        const double rate = double(seen.arrived()) / seconds;
        const double each = double(seen.latency().mean().count()) / 1e6;
        QVERIFY(isWithin(seen.meanRunning(), rate * each, 0.0001)); // its own rate and times
        QVERIFY(isWithin(seen.meanRunning(), 100 * double(duration.mean().count()) / 1e6, 0.01));
    }

    // lambda.md C 16: M/G/infinity. How many are busy is Poisson whatever the durations are.
    void check16_howManyRunIsAsSpreadAsTheirMean() {
        SimulationPlan plan = planOf("poisson:100/s:2h", sandbox::Distribution::constant(500ms));
        plan.functions[0].behaviour.placing = {};
        plan.functions[0].behaviour.init = {};
        Simulation simulation(plan);
        class Sampler : public telemetry::EventSink {
        public:
            void onEvent(const telemetry::Event& event) override {
                // Once in five durations: samples that know nothing of each other.
                for (; m_next <= event.at; m_next += 2500ms)
                    samples.push_back(m_running);
                if (std::holds_alternative<telemetry::InvocationStarted>(event.body))
                    ++m_running;
                else if (std::holds_alternative<telemetry::InvocationFinished>(event.body))
                    --m_running;
            }
            std::vector<double> samples;

        private:
            base::TimePoint m_next{std::chrono::seconds{1'700'000'010}};
            double m_running = 0;
        } sampler;
        simulation.bus().addSink(&sampler);
        runWhole(simulation);
        double mean = 0;
        for (const double sample : sampler.samples)
            mean += sample / double(sampler.samples.size());
        double variance = 0;
        for (const double sample : sampler.samples)
            variance += (sample - mean) * (sample - mean) / double(sampler.samples.size());
        QVERIFY(isWithin(mean, 50, 0.01));
        QVERIFY(isWithin(variance, 50, 0.1)); // 2,900 samples: 5 % is two standard errors
    }

    /// With one arrival at a time and exponential gaps, a start is cold when the gap was longer
    /// than the idle time: exp(-rate x idle time).
    void check16_theColdShareIsThatOfLongGaps() {
        SimulationPlan plan = planOf("poisson:12/h:8000h", sandbox::Distribution::constant(1ms));
        plan.functions[0].behaviour.placing = {};
        plan.functions[0].behaviour.init = {};
        plan.settings.idleTime = 10min;
        Simulation simulation(plan);
        runWhole(simulation);
        const auto& seen = simulation.statistics();
        QVERIFY(isWithin(double(seen.cold()) / double(seen.started()), std::exp(-2.0), 0.02));
        QCOMPARE(seen.started(StartReason::FirstInvocation), std::int64_t(1));
        QCOMPARE(seen.started(StartReason::Expired) + seen.started(StartReason::FirstInvocation) +
                     seen.started(StartReason::AllBusy),
                 seen.cold());
    }

    void equalPlansGiveEqualEvents() {
        SimulationPlan plan =
            planOf("poisson:50/s:60s", {sandbox::Distribution::Kind::LogNormal, 100ms, 200ms});
        QCOMPARE(trailOf(plan), trailOf(plan));
        const std::uint64_t first = trailOf(plan);
        plan.seed = 2;
        QVERIFY(trailOf(plan) != first);
    }

    void eachFunctionHasItsOwnLoadAndBehaviour() {
        SimulationPlan plan = planOf("steady:10/s:10s", sandbox::Distribution::constant(10ms));
        plan.functions.push_back({revisionOf("other", 2), {}, *fleet::parseLoad("burst:5")});
        plan.functions[1].behaviour.invoke = sandbox::Distribution::constant(1s);
        Simulation simulation(plan);
        runWhole(simulation);
        const auto& seen = simulation.statistics();
        QCOMPARE(seen.arrived(), std::int64_t(105));
        QCOMPARE(seen.throttled(ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded),
                 std::int64_t(3));
    }

    void itCanBeLeftHalfWay() {
        Simulation simulation(planOf("steady:100/s:100s", sandbox::Distribution::constant(100ms)));
        QCOMPARE(simulation.progress(), 0.0);
        while (simulation.progress() < 0.5)
            QVERIFY(simulation.step(10));
        QVERIFY(simulation.progress() < 0.52);
        QVERIFY(simulation.statistics().arrived() < 5'200);
    }

    void measuredDurationsComeBack() {
        SimulationPlan plan = planOf("steady:1/s:1000s",
                                     sandbox::Distribution::measured({100ms, 100ms, 100ms, 500ms}));
        Simulation simulation(plan);
        runWhole(simulation);
        const auto& duration = simulation.statistics().duration();
        QVERIFY(isWithin(double(duration.percentile(0.5).count()), 100'000, 0.02));
        QVERIFY(isWithin(double(duration.percentile(0.9).count()), 500'000, 0.02));
        QVERIFY(isWithin(double(duration.mean().count()), 200'000, 0.1));
    }

    void aDistributionIsWrittenInOneWord() {
        using Kind = sandbox::Distribution::Kind;
        const auto is = [](const char* text, Kind kind, base::Duration typical,
                           base::Duration spread) {
            const auto read = sandbox::parseDistribution(text);
            return read && read->kind == kind && read->typical == typical && read->spread == spread;
        };
        QVERIFY(is("1.5s", Kind::Constant, 1500ms, 0ms));
        QVERIFY(is("uniform:100ms:20ms", Kind::Uniform, 100ms, 20ms));
        QVERIFY(is("exponential:1m", Kind::Exponential, 1min, 0ms));
        QVERIFY(is("lognormal:100ms:50ms", Kind::LogNormal, 100ms, 50ms));
        for (const char* wrong : {"", "100", "fast", "lognormal:1s", "exponential:1s:1s",
                                  "uniform:1s:x", "gamma:1s:1s", "1s:1s"})
            QVERIFY2(!sandbox::parseDistribution(wrong), wrong);
    }

    void aLoadOfNothingIsOver() {
        SimulationPlan plan = planOf("once", {});
        plan.functions[0].load = *fleet::parseTrace("");
        Simulation simulation(plan);
        QVERIFY(!simulation.step());
        QCOMPARE(simulation.progress(), 1.0);
    }

    void percentilesAreTrueToTheirBuckets() {
        fleet::DurationHistogram histogram;
        for (int i = 1; i <= 1'000'000; ++i)
            histogram.add(base::Duration{i});
        for (const double share : {0.0001, 0.01, 0.5, 0.9, 0.999})
            QVERIFY(isWithin(double(histogram.percentile(share).count()), share * 1e6, 0.016));
        QCOMPARE(histogram.percentile(1), base::Duration{1'000'000});
        QCOMPARE(fleet::DurationHistogram().percentile(0.5), base::Duration{0});
    }
};

QTEST_APPLESS_MAIN(SimulationTest)
#include "tst_simulation.moc"
