#pragma once

#include "engine/base/alarm.h"
#include "engine/fleet/billing.h"
#include "engine/fleet/identifiers.h"
#include "engine/fleet/placement.h"
#include "engine/fleet/running.h"
#include "engine/fleet/scaling.h"
#include "engine/fleet/settings.h"
#include "engine/sandbox/environment.h"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace ws::fleet {

class PlacedEnvironment;

/// Environments that are kept initialised for one qualifier, on one version.
struct ProvisionedSet {
    std::string qualifier; ///< that it serves; a version's also serves the aliases for it
    std::shared_ptr<const function::Revision> revision;
    std::uint64_t order = 0; ///< of which order it is a part
    enum class Use {
        Allocating, ///< none is usable before all are initialised
        Serving,
        Retired ///< they end as soon as they are idle; nothing replaces them
    };
    Use use = Use::Allocating;
    int live = 0;  ///< not ending
    int ready = 0; ///< of them, initialised
    std::vector<PlacedEnvironment*> idle;
    RequestRate rate;
};

/// The environment whose initialised runtime others of its version are restored from (SnapStart).
/// It stays as long as one of them does.
struct SnapshotUse {
    PlacedEnvironment* environment = nullptr; ///< nullptr once it ends
    int users = 0;                            ///< restored from it and not gone
    enum class Use { Serving, Retired } use = Use::Serving;
};

/// What the versions of one function share.
struct FunctionPool {
    std::optional<TokenBucket> burst;
    bool hadEnvironments = false;
    int tenantEnvironments = 0; ///< of all tenants, not ending
};

/// The most environments of tenants that exist at a time, by what the function may have running:
/// 2,500 for every 1,000 (lambda.md B6).
constexpr int tenantEnvironmentLimit(int concurrency) {
    return int(std::int64_t{concurrency} * 5 / 2);
}

/// The environments of one version of a function, or of one tenant of it. Idle ones by age, the
/// most recently used last.
struct Pool {
    FunctionPool* function = nullptr;
    Pool* version = nullptr;                                        ///< of a tenant's
    std::string tenantId;                                           ///< of a tenant's
    std::unordered_map<std::string, std::unique_ptr<Pool>> tenants; ///< of a version's
    bool hadEnvironments = false;                                   ///< or its tenants had
    int placed = 0; ///< that are not gone: they point here
    std::vector<PlacedEnvironment*> idle;
    int live = 0; ///< on demand and not ending, idle or busy
    std::optional<telemetry::EndReason> lastEnd;
    std::vector<std::unique_ptr<ProvisionedSet>> provisioned;
    std::shared_ptr<SnapshotUse> snapshot;
};

class PlacedEnvironment : public sandbox::Environment {
public:
    PlacedEnvironment(const Parts& parts, Plan plan, Pool& pool, ProvisionedSet* provisioned)
        : Environment(parts, std::move(plan))
        , pool(pool)
        , provisioned(provisioned) {}

    Pool& pool;
    ProvisionedSet* const provisioned;     ///< nullptr: on demand
    bool countedReady = false;             ///< among its set's
    std::shared_ptr<SnapshotUse> snapshot; ///< that it is, or comes from
    std::optional<Running> running;
};

/// Hears of provisioned environments.
class ProvisionedOwner {
public:
    virtual ~ProvisionedOwner() = default;
    virtual void onReady(ProvisionedSet& set) = 0;
    virtual void onInitFailed(ProvisionedSet& set) = 0;
    /// One is ending that was to stay.
    virtual void onLost(ProvisionedSet& set) = 0;
};

/// Owns the environments: hands out a warm one, or has a cold one placed on a worker.
class WorkerManager : private sandbox::EnvironmentOwner {
public:
    struct Parts {
        base::Clock& clock;
        telemetry::EventBus& bus;
        sandbox::BackendFactory& backends;
        Identifiers& identifiers;
        /// The environment is already among the idle ones again, unless it is ending.
        std::function<void(PlacedEnvironment&, sandbox::Outcome&&)> answered;
        /// Its caller may have the response; it is not over yet.
        std::function<void(PlacedEnvironment&, sandbox::Outcome&&)> responded;
    };
    explicit WorkerManager(const Parts& parts);
    ~WorkerManager() override;

    void setSettings(const Settings& settings);
    /// Not owned; nullptr while nobody provisions.
    void setProvisionedOwner(ProvisionedOwner* owner) { m_provisionedOwner = owner; }

    /// Stays where it is for as long as the manager lives.
    Pool& pool(const function::Revision& revision);
    /// Stays as long as it has environments; made when it is not there.
    static Pool& tenantPool(Pool& version, const std::string& tenantId);

    struct Assignment {
        PlacedEnvironment* environment = nullptr; ///< not owned; give it its work at once
        telemetry::StartReason reason = telemetry::StartReason::Warm;
        int worker = 0; ///< with a new one
    };
    struct Denial {
        enum class Kind {
            ScalingRate,
            TenantEnvironments, ///< as many as the function may have for its tenants
            MachineFull,        ///< this machine runs no more processes
            NoWorker            ///< no worker has room
        };
        Kind kind = Kind::ScalingRate;
        int used = 0;
        int limit = 0;
    };
    enum class Spill { No, Yes };
    struct Wish {
        const std::shared_ptr<const function::Revision>& revision;
        Spill spill = Spill::No;
        int tenantEnvironments = 0; ///< the most there may be; counts in a tenant's pool
    };
    std::variant<Assignment, Denial> assign(Pool& pool, const Wish& wish);

    /// The set that serves `qualifier` of the pool's version, or nullptr.
    static ProvisionedSet* provisionedFor(const Pool& pool, const std::string& qualifier);
    /// One of the set's that is idle, which must exist.
    static PlacedEnvironment& takeProvisioned(ProvisionedSet& set);
    ProvisionedSet& addProvisioned(const std::shared_ptr<const function::Revision>& revision,
                                   const std::string& qualifier, std::uint64_t order);
    /// False when there is no room for one more.
    bool placeProvisioned(ProvisionedSet& set);
    void retire(ProvisionedSet& set, telemetry::EndReason reason);

    /// Ends every environment for whose revision `isCurrent` is false.
    void replace(const std::function<bool(const function::Revision&)>& isCurrent);
    /// An empty name means all.
    void stop(const std::string& function);

    std::size_t count() const { return m_environments.size(); }
    const Placement& placement() const { return m_placement; }

    /// nullptr when it is gone.
    PlacedEnvironment* find(base::EnvironmentId id) const;

private:
    void onAnswered(sandbox::Environment& environment, sandbox::Outcome&& outcome) override;
    void onResponded(sandbox::Environment& environment, sandbox::Outcome&& outcome) override;
    void onEnding(sandbox::Environment& environment, telemetry::EndReason reason) override;
    void onGone(sandbox::Environment& environment) override;
    void onInitialised(sandbox::Environment& environment) override;
    void onInitFailed(sandbox::Environment& environment) override;

    PlacedEnvironment* takeIdle(Pool& pool) const;
    static telemetry::StartReason coldReason(const Pool& pool);
    /// Why none can be added to the pool, as far as that can be told without a worker.
    std::optional<Denial> overGrowth(Pool& pool, const Wish& wish);
    TokenBucket& growth(Pool& pool);
    bool makeRoom();
    /// Takes the version's snapshot, unless that is there or on its way.
    std::optional<Denial>
    prepareSnapshot(Pool& pool, const std::shared_ptr<const function::Revision>& revision);
    static void releaseSnapshot(PlacedEnvironment& one);
    std::optional<Denial> findRoom(const function::Revision& revision, int& worker);
    PlacedEnvironment& place(Pool& pool, sandbox::Environment::Plan plan, ProvisionedSet* set);
    sandbox::Environment::Plan planFor(const std::shared_ptr<const function::Revision>& revision,
                                       telemetry::StartReason reason, int worker);
    template <typename Predicate>
    std::vector<base::EnvironmentId> select(Predicate matches) const;

    const Parts m_parts;
    Settings m_settings;
    ScalingModel m_scaling;
    ProvisionedOwner* m_provisionedOwner = nullptr;
    Placement m_placement;
    std::optional<TokenBucket> m_sharedGrowth; ///< of the account, when functions share it
    std::unordered_map<std::string, FunctionPool> m_functions;
    std::unordered_map<std::string, Pool> m_pools; ///< by function and version; never erased
    std::unordered_map<base::EnvironmentId, std::unique_ptr<PlacedEnvironment>> m_environments;
    /// Gone, but perhaps still on the call stack.
    std::vector<std::unique_ptr<PlacedEnvironment>> m_graveyard;
    base::Alarm m_bury;
    int m_live = 0;
    std::uint64_t m_lastId = 0;
};

} // namespace ws::fleet
