#include "engine/sandbox/simulatedbackend.h"

#include "engine/sandbox/snapshots.h"

#include <memory>
#include <utility>

namespace ws::sandbox {

class SimulatedBackend;
class SimulatedSnapshots : public Snapshots<SimulatedBackend> {};

class SimulatedBackend : public Backend {
public:
    struct Parts {
        base::Clock& clock;
        std::mt19937_64& random;
        SimulatedSnapshots& snapshots;
        const Behaviour& behaviour;
    };
    SimulatedBackend(const Parts& parts, const BackendSpec& spec, BackendListener& listener)
        : m_clock(parts.clock)
        , m_random(parts.random)
        , m_snapshots(parts.snapshots)
        , m_behaviour(parts.behaviour)
        , m_key(spec.revision.get())
        , m_begin(spec.begin)
        , m_listener(listener) {}
    ~SimulatedBackend() override {
        m_clock.cancel(m_timer);
        loseSnapshot();
    }

    void start() override {
        if (m_begin != BackendSpec::Begin::Restore) {
            m_decisionOwed = m_begin == BackendSpec::Begin::Snapshot;
            if (m_decisionOwed)
                m_snapshots.announce(m_key);
            place();
            return;
        }
        m_snapshots.whenDecided(m_key, [this, alive = std::weak_ptr<int>(m_alive)] {
            if (!alive.expired())
                place();
        });
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

    void place() { then(m_behaviour.placing.sample(m_random), &SimulatedBackend::beStarted); }
    void beStarted() {
        if (m_begin == BackendSpec::Begin::Restore) {
            const double whole = double(m_behaviour.restore.sample(m_random).count());
            const double own = whole * m_behaviour.restoreHookShare;
            m_hooks = base::Duration(std::int64_t(own));
            then(base::Duration(std::int64_t(whole - own)), &SimulatedBackend::beBack);
        } else {
            then(m_behaviour.init.sample(m_random), &SimulatedBackend::beReady);
        }
        m_listener.onStarted(m_clock.now());
    }
    void beBack() {
        then(m_hooks, &SimulatedBackend::beReady);
        m_listener.onRestoring();
    }
    void beReady() {
        if (std::exchange(m_decisionOwed, false)) {
            m_taken = true;
            m_snapshots.taken(m_key, *this);
        }
        m_listener.onNext();
    }
    void loseSnapshot() {
        if (std::exchange(m_decisionOwed, false) | std::exchange(m_taken, false))
            m_snapshots.lost(m_key);
    }
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
    SimulatedSnapshots& m_snapshots;
    const Behaviour& m_behaviour;
    const SimulatedSnapshots::Key m_key;
    const BackendSpec::Begin m_begin;
    BackendListener& m_listener;
    base::TimerId m_timer{};
    Step m_step = nullptr;
    std::string m_requestId;
    base::Duration m_hooks{0};   // of the restore that is going on
    bool m_decisionOwed = false; // to those who wait for this snapshot
    bool m_taken = false;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

SimulatedBackendFactory::SimulatedBackendFactory(base::Clock& clock, std::uint64_t seed)
    : m_clock(clock)
    , m_snapshots(std::make_shared<SimulatedSnapshots>())
    , m_random(seed) {}

SimulatedBackendFactory::~SimulatedBackendFactory() = default;

std::unique_ptr<Backend> SimulatedBackendFactory::create(const BackendSpec& spec,
                                                         BackendListener& listener) {
    const auto own = m_behaviours.find(spec.revision->configuration.name);
    const Behaviour& behaviour = own == m_behaviours.end() ? m_default : own->second;
    return std::make_unique<SimulatedBackend>(
        SimulatedBackend::Parts{m_clock, m_random, *m_snapshots, behaviour}, spec, listener);
}

} // namespace ws::sandbox
