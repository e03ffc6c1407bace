#pragma once

#include "engine/base/alarm.h"
#include "engine/fleet/identifiers.h"
#include "engine/fleet/settings.h"
#include "engine/fleet/tokenbucket.h"
#include "engine/sandbox/environment.h"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace ws::fleet {

/// Owns the environments: hands out a warm one, or has a cold one placed on this machine.
class WorkerManager : private sandbox::EnvironmentOwner {
public:
    struct Parts {
        base::Clock& clock;
        telemetry::EventBus& bus;
        sandbox::BackendFactory& backends;
        Identifiers& identifiers;
        /// The environment is already among the idle ones again, unless it is ending.
        std::function<void(sandbox::Environment&, sandbox::Outcome)> answered;
    };
    explicit WorkerManager(const Parts& parts);
    ~WorkerManager() override;

    void setSettings(const Settings& settings);

    struct Assignment {
        sandbox::Environment* environment = nullptr; ///< not owned; give it its work at once
        telemetry::StartReason reason = telemetry::StartReason::Warm;
    };
    enum class Denial { BurstRate, MachineFull };
    std::variant<Assignment, Denial>
    assign(const std::shared_ptr<const function::Revision>& revision);

    /// Ends every environment for whose revision `isCurrent` is false.
    void replace(const std::function<bool(const function::Revision&)>& isCurrent);
    /// An empty name means all.
    void stop(const std::string& function);

    std::size_t count() const { return m_environments.size(); }

    /// nullptr when it is gone.
    sandbox::Environment* find(base::EnvironmentId id) const;

private:
    /// The environments of one version of a function. Idle ones by age, the most recently used
    /// last.
    struct Pool {
        std::vector<sandbox::Environment*> idle;
        int live = 0; ///< not ending, idle or busy
        std::optional<telemetry::EndReason> lastEnd;
        std::optional<TokenBucket> burst;
    };

    void onAnswered(sandbox::Environment& environment, sandbox::Outcome outcome) override;
    void onEnding(sandbox::Environment& environment, telemetry::EndReason reason) override;
    void onGone(sandbox::Environment& environment) override;

    Pool& poolOf(const function::Revision& revision);
    sandbox::Environment* takeIdle(Pool& pool) const;
    static telemetry::StartReason coldReason(const Pool& pool);
    bool makeRoom();
    sandbox::Environment& place(const std::shared_ptr<const function::Revision>& revision,
                                telemetry::StartReason reason);
    template <typename Predicate>
    std::vector<base::EnvironmentId> select(Predicate matches) const;

    const Parts m_parts;
    Settings m_settings;
    std::unordered_map<std::string, Pool> m_pools; ///< by function and version
    std::unordered_map<base::EnvironmentId, std::unique_ptr<sandbox::Environment>> m_environments;
    /// Gone, but perhaps still on the call stack.
    std::vector<std::unique_ptr<sandbox::Environment>> m_graveyard;
    base::Alarm m_bury;
    int m_live = 0;
    std::uint64_t m_lastId = 0;
};

} // namespace ws::fleet
