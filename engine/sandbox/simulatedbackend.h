#pragma once

#include "engine/sandbox/backend.h"
#include "engine/sandbox/distribution.h"

#include <random>
#include <string>
#include <unordered_map>

namespace ws::sandbox {

/// How a simulated function behaves.
struct Behaviour {
    Distribution placing = Distribution::constant(std::chrono::milliseconds{50});
    Distribution init = Distribution::constant(std::chrono::milliseconds{150});
    Distribution invoke = Distribution::constant(std::chrono::milliseconds{100});
    double errorShare = 0; ///< of invokes whose handler raises
    double crashShare = 0; ///< of invokes whose process ends half-way
    int memoryMb = 40;
    std::string response = "null";
    Distribution restore = Distribution::constant(std::chrono::milliseconds{100});
    double restoreHookShare = 0.2; ///< of a restore: the function's own code, which is billed
};

class SimulatedSnapshots;

/// Environments without processes: the same lifecycle, in the time of whatever clock it is given.
/// On a ManualClock a day of traffic takes as long as its events take to be computed.
class SimulatedBackendFactory : public BackendFactory {
public:
    /// The clock is not owned. Equal seeds and equal calls give equal runs.
    SimulatedBackendFactory(base::Clock& clock, std::uint64_t seed);
    ~SimulatedBackendFactory() override;

    /// For functions that have none of their own.
    void setBehaviour(const Behaviour& behaviour) { m_default = behaviour; }
    void setBehaviour(const std::string& function, const Behaviour& behaviour) {
        m_behaviours[function] = behaviour;
    }

    std::unique_ptr<Backend> create(const BackendSpec& spec, BackendListener& listener) override;

private:
    base::Clock& m_clock;
    std::shared_ptr<SimulatedSnapshots> m_snapshots;
    std::mt19937_64 m_random;
    Behaviour m_default;
    std::unordered_map<std::string, Behaviour> m_behaviours; // nodes do not move
};

} // namespace ws::sandbox
