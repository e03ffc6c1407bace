#pragma once

#include "engine/base/clock.h"
#include "engine/sandbox/backend.h"

#include <memory>
#include <string>

namespace ws::sandbox {

/// Where and how strictly environments run. The defaults suit everybody but tests.
struct ProcessOptions {
    /// Automatic takes whatever this machine gives and says with notices() what it did not.
    enum class Isolation { Automatic, Plain };
    enum class CpuShare { Enforced, Unlimited };

    /// For bootstraps, merged layers and per-run files; private to the user, swept at start.
    /// Empty: $XDG_CACHE_HOME/warmstart, or its usual default.
    std::string stateFolder;
    Isolation isolation = Isolation::Automatic;
    /// 1,769 MB of memory are one vCPU; INIT runs at full speed, as in the service.
    CpuShare cpuShare = CpuShare::Enforced;
};

class ProcessHost;

/// Environments as real, isolated process trees, each with a Runtime API endpoint of its own.
///
/// Every environment has a private network namespace in which 127.0.0.1:9001 is its own Runtime API
/// and nothing else answers. So the address is the genuine one, no other process of the machine can
/// reach or guess an endpoint, and a sample works with the network unplugged. Functions are offline
/// unless BackendSpec::network says otherwise (engine/sandbox/usernetwork.h). (Sharing the host's
/// network would need an endpoint with a secret, which the AWS clients have no place for.)
///
/// Lives in the engine's thread, which must outlive it: environments die with the thread that
/// started them, even when the program is killed.
class ProcessBackendFactory : public BackendFactory {
public:
    /// The clock is not owned. Cheap: the machine is probed when the first backend is made.
    explicit ProcessBackendFactory(base::Clock& clock, ProcessOptions options = {});
    /// Every backend must be gone by then.
    ~ProcessBackendFactory() override;
    ProcessBackendFactory(const ProcessBackendFactory&) = delete;
    ProcessBackendFactory& operator=(const ProcessBackendFactory&) = delete;

    std::unique_ptr<Backend> create(const BackendSpec& spec, BackendListener& listener) override;

private:
    std::unique_ptr<ProcessHost> m_host;
};

} // namespace ws::sandbox
