#include "engine/sandbox/simulatedbackend.h"

#include <utility>

namespace ws::sandbox {

namespace {

class SimulatedBackend : public Backend {
public:
    SimulatedBackend(base::Clock& clock, std::mt19937_64& random, const Behaviour& behaviour,
                     BackendListener& listener)
        : m_clock(clock)
        , m_random(random)
        , m_behaviour(behaviour)
        , m_listener(listener) {}
    ~SimulatedBackend() override { m_clock.cancel(m_timer); }

    void start() override {
        then(m_behaviour.placing.sample(m_random), &SimulatedBackend::beStarted);
    }

    void deliver(const Delivery& delivery) override {
        m_requestId = delivery.requestId;
        const base::Duration duration = m_behaviour.invoke.sample(m_random);
        const double fate = std::uniform_real_distribution<double>(0, 1)(m_random);
        if (fate < m_behaviour.crashShare)
            then(duration / 2, &SimulatedBackend::crash);
        else if (fate < m_behaviour.crashShare + m_behaviour.errorShare)
            then(duration, &SimulatedBackend::raise);
        else
            then(duration, &SimulatedBackend::respond);
    }

    void freeze() override {}

    void stop(const StopOrder&) override { then(base::Duration{0}, &SimulatedBackend::beKilled); }

    int maxMemoryUsedMb() const override { return m_behaviour.memoryMb; }

private:
    using Step = void (SimulatedBackend::*)();

    /// One thing at a time: what was to come does not come any more.
    void then(base::Duration delay, Step step) {
        m_clock.cancel(m_timer);
        m_step = step;
        // Captures no more than a std::function holds without allocating.
        m_timer = m_clock.after(delay, [this] { (this->*m_step)(); });
    }

    void beStarted() {
        then(m_behaviour.init.sample(m_random), &SimulatedBackend::beReady);
        m_listener.onStarted(m_clock.now());
    }
    void beReady() { m_listener.onNext(); }
    void respond() {
        m_listener.onResponse(m_requestId, m_behaviour.response);
        m_listener.onNext();
    }
    void raise() {
        m_listener.onInvocationError(
            m_requestId,
            {"Function.Unknown", R"({"errorMessage":"simulated","errorType":"SimulatedError"})"});
        m_listener.onNext();
    }
    void crash() { m_listener.onExited({Exit::Kind::Exited, 1, {}, {}}); }
    void beKilled() { m_listener.onExited({Exit::Kind::Signalled, 9, {}, {}}); }

    base::Clock& m_clock;
    std::mt19937_64& m_random;
    const Behaviour& m_behaviour;
    BackendListener& m_listener;
    base::TimerId m_timer{};
    Step m_step = nullptr;
    std::string m_requestId;
};

} // namespace

SimulatedBackendFactory::SimulatedBackendFactory(base::Clock& clock, std::uint64_t seed)
    : m_clock(clock)
    , m_random(seed) {}

std::unique_ptr<Backend> SimulatedBackendFactory::create(const BackendSpec& spec,
                                                         BackendListener& listener) {
    const auto own = m_behaviours.find(spec.revision->configuration.name);
    const Behaviour& behaviour = own == m_behaviours.end() ? m_default : own->second;
    return std::make_unique<SimulatedBackend>(m_clock, m_random, behaviour, listener);
}

} // namespace ws::sandbox
