#include "engine/fleet/workermanager.h"

#include <algorithm>

namespace ws::fleet {

using sandbox::Environment;
using telemetry::EndReason;
using telemetry::StartReason;

namespace {

PlacedEnvironment& placed(Environment& environment) {
    return static_cast<PlacedEnvironment&>(environment);
}

/// Of a version: who has no environment any more is forgotten from there on, and then counts as new
/// when it comes back.
constexpr std::size_t kTenantsRemembered = 10'000;

constexpr const char* kSnapStart = "snap-start";
/// Longer than any run: provisioned environments and snapshots stay initialised for their life.
constexpr base::Duration kForever = std::chrono::hours{24 * 365 * 100};
/// INIT of provisioned environments and of snapshots, when the function's timeout is not longer
/// (lambda.md B1).
constexpr base::Duration kAheadInitLimit = std::chrono::seconds{130};

/// Of an INIT that no invocation waits for.
base::Duration aheadInitLimit(const function::Revision& revision) {
    return std::max(kAheadInitLimit,
                    base::Duration(std::chrono::seconds{revision.configuration.timeoutSeconds}));
}

bool startsFromSnapshot(const function::Revision& revision) {
    return revision.configuration.snapStart && revision.version != "$LATEST";
}

bool isSnapshot(const Environment& environment) {
    return environment.begin() == sandbox::BackendSpec::Begin::Snapshot;
}

/// It would have to be restored again, and there is nothing to restore it from.
bool hasLostItsSnapshot(const PlacedEnvironment& environment) {
    return environment.needsInit() && environment.snapshot && !environment.snapshot->environment;
}

} // namespace

WorkerManager::WorkerManager(const Parts& parts)
    : m_parts(parts)
    , m_bury(parts.clock, [this] { m_graveyard.clear(); }) {}

WorkerManager::~WorkerManager() = default;

void WorkerManager::setSettings(const Settings& settings) {
    m_settings = settings;
    m_scaling = scalingModelAt(settings.asOf, settings.region);
    if (m_scaling.scope == ScalingModel::Scope::Function)
        m_scaling.rate = {settings.burstEnvironments, settings.burstEnvironments,
                          settings.burstWindow, GrowthRate::Flow::Continuous};
    m_placement.setCapacity(settings.capacity);
    if (m_sharedGrowth)
        m_sharedGrowth->resize(m_scaling.rate);
    for (auto& [name, function] : m_functions) {
        if (function.burst)
            function.burst->resize(m_scaling.rate);
    }
}

Pool& WorkerManager::pool(const function::Revision& revision) {
    const std::string& name = revision.configuration.name;
    Pool& pool = m_pools[name + ':' + revision.version];
    pool.function = &m_functions[name];
    return pool;
}

Pool& WorkerManager::tenantPool(Pool& version, const std::string& tenantId) {
    if (const auto found = version.tenants.find(tenantId); found != version.tenants.end())
        return *found->second;
    if (version.tenants.size() >= kTenantsRemembered)
        std::erase_if(version.tenants, [](const auto& one) { return one.second->placed == 0; });
    auto& made = version.tenants[tenantId] = std::make_unique<Pool>();
    made->function = version.function;
    made->version = &version;
    made->tenantId = tenantId;
    return *made;
}

std::variant<WorkerManager::Assignment, WorkerManager::Denial>
WorkerManager::assign(Pool& pool, const Wish& wish) {
    while (PlacedEnvironment* idle = takeIdle(pool)) {
        if (!hasLostItsSnapshot(*idle))
            return Assignment{idle, idle->needsInit() ? StartReason::Reset : StartReason::Warm, 0};
        idle->shutdown(EndReason::Crashed);
    }

    if (const auto denial = overGrowth(pool, wish))
        return *denial;
    const auto& revision = wish.revision;
    const bool restores = startsFromSnapshot(*revision);
    if (restores) {
        if (const auto denial = prepareSnapshot(pool, revision))
            return *denial;
    }
    int worker = 0;
    if (const auto denial = findRoom(*revision, worker))
        return *denial;
    const StartReason reason = wish.spill == Spill::Yes ? StartReason::Spillover : coldReason(pool);
    ++pool.live;
    Environment::Plan plan = planFor(revision, reason, worker);
    plan.tenantId = pool.tenantId;
    if (restores) {
        plan.begin = sandbox::BackendSpec::Begin::Restore;
        plan.initializationType = kSnapStart;
    }
    return Assignment{&place(pool, std::move(plan), nullptr), reason, worker};
}

std::optional<WorkerManager::Denial> WorkerManager::overGrowth(Pool& pool, const Wish& wish) {
    if (const int used = pool.function->tenantEnvironments;
        pool.version && used >= wish.tenantEnvironments)
        return Denial{Denial::Kind::TenantEnvironments, used, wish.tenantEnvironments};
    TokenBucket& bucket = growth(pool);
    if (!bucket.take(m_parts.clock.now()))
        return Denial{Denial::Kind::ScalingRate, bucket.used(), bucket.burst()};
    return std::nullopt;
}

std::optional<WorkerManager::Denial>
WorkerManager::prepareSnapshot(Pool& pool,
                               const std::shared_ptr<const function::Revision>& revision) {
    const auto serves = [&] {
        return pool.snapshot && pool.snapshot->environment &&
               &pool.snapshot->environment->revision() == revision.get() &&
               !pool.snapshot->environment->needsInit();
    };
    if (serves())
        return std::nullopt;
    if (pool.snapshot && pool.snapshot->environment)
        pool.snapshot->environment->shutdown(EndReason::Crashed);
    int worker = 0;
    if (const auto denial = findRoom(*revision, worker))
        return denial;
    Environment::Plan plan = planFor(revision, StartReason::Snapshot, worker);
    plan.begin = sandbox::BackendSpec::Begin::Snapshot;
    plan.initializationType = kSnapStart;
    plan.timing.idleTime = kForever;
    plan.timing.initLimit = aheadInitLimit(*revision);
    pool.snapshot = std::make_shared<SnapshotUse>();
    place(pool, std::move(plan), nullptr);
    return std::nullopt;
}

/// One that was to end waits for those that come from it.
void WorkerManager::releaseSnapshot(PlacedEnvironment& one) {
    const std::shared_ptr<SnapshotUse> use = one.snapshot;
    if (!use || isSnapshot(one))
        return;
    --use->users;
    if (use->users == 0 && use->use == SnapshotUse::Use::Retired && use->environment)
        use->environment->shutdown(EndReason::Replaced);
}

TokenBucket& WorkerManager::growth(Pool& pool) {
    const bool shared = m_scaling.scope == ScalingModel::Scope::Account;
    std::optional<TokenBucket>& bucket = shared ? m_sharedGrowth : pool.function->burst;
    if (!bucket)
        bucket.emplace(m_scaling.rate, m_parts.clock.now());
    return *bucket;
}

/// One that is initialised goes before one that was reset, whatever their age.
PlacedEnvironment* WorkerManager::takeIdle(Pool& pool) const {
    if (pool.idle.empty())
        return nullptr;
    const auto isReady = [](const Environment* environment) { return !environment->needsInit(); };
    auto chosen = pool.idle.end() - 1;
    if (m_settings.warmPick == WarmPick::LeastRecentlyUsed) {
        chosen = std::find_if(pool.idle.begin(), pool.idle.end(), isReady);
        if (chosen == pool.idle.end())
            chosen = pool.idle.begin();
    } else if (!isReady(*chosen)) {
        const auto ready = std::find_if(pool.idle.rbegin(), pool.idle.rend(), isReady);
        if (ready != pool.idle.rend())
            chosen = ready.base() - 1;
    }
    PlacedEnvironment* environment = *chosen;
    pool.idle.erase(chosen);
    return environment;
}

StartReason WorkerManager::coldReason(const Pool& pool) {
    if (pool.live > 0)
        return StartReason::AllBusy;
    if (pool.lastEnd == EndReason::Replaced)
        return StartReason::NewConfiguration;
    if (pool.lastEnd == EndReason::IdleTimeout)
        return StartReason::Expired;
    if (!pool.lastEnd && pool.version && pool.version->hadEnvironments)
        return StartReason::NewTenant;
    if (!pool.lastEnd && pool.function->hadEnvironments)
        return StartReason::NewVersion;
    return StartReason::FirstInvocation;
}

/// Ends the environment that has been idle for longest, of whatever function.
bool WorkerManager::makeRoom() {
    Environment* oldest = nullptr;
    const auto look = [&oldest](const Pool& pool) {
        for (Environment* idle : pool.idle) {
            if (!oldest || idle->idleSince() < oldest->idleSince())
                oldest = idle;
        }
    };
    for (const auto& [name, pool] : m_pools) {
        look(pool);
        for (const auto& [tenant, theirs] : pool.tenants)
            look(*theirs);
    }
    if (!oldest)
        return false;
    oldest->shutdown(EndReason::EngineStopped);
    return true;
}

std::optional<WorkerManager::Denial> WorkerManager::findRoom(const function::Revision& revision,
                                                             int& worker) {
    if (m_live >= m_settings.machineEnvironments && !makeRoom())
        return Denial{Denial::Kind::MachineFull, m_live, m_settings.machineEnvironments};
    const auto found = m_placement.place(revision.configuration.memoryMb);
    if (!found)
        return Denial{Denial::Kind::NoWorker, m_placement.usedMb(),
                      m_settings.capacity.workers * m_settings.capacity.memoryMb};
    worker = *found;
    return std::nullopt;
}

Environment::Plan WorkerManager::planFor(const std::shared_ptr<const function::Revision>& revision,
                                         StartReason reason, int worker) {
    Environment::Plan plan;
    plan.id = base::EnvironmentId{++m_lastId};
    plan.revision = revision;
    plan.reason = reason;
    plan.logStream = m_parts.identifiers.logStream(m_parts.clock.now(), revision->version);
    plan.timing.idleTime = m_settings.idleTime;
    plan.logLines = m_settings.logLines;
    if (revision->configuration.subnets.empty())
        plan.network = m_settings.network;
    plan.worker = worker;
    plan.billing = billingRuleAt(m_settings.asOf, revision->configuration.runtime);
    return plan;
}

PlacedEnvironment& WorkerManager::place(Pool& pool, Environment::Plan plan, ProvisionedSet* set) {
    auto environment = std::make_unique<PlacedEnvironment>(
        Environment::Parts{m_parts.clock, m_parts.bus, m_parts.backends, *this}, std::move(plan),
        pool, set);
    PlacedEnvironment& made = *environment;
    if (isSnapshot(made)) {
        made.snapshot = pool.snapshot;
        made.snapshot->environment = &made;
    } else if (made.begin() == sandbox::BackendSpec::Begin::Restore) {
        made.snapshot = pool.snapshot;
        ++made.snapshot->users;
    }
    m_environments.emplace(made.id(), std::move(environment));
    ++m_live;
    ++pool.placed;
    pool.hadEnvironments = true;
    pool.function->hadEnvironments = true;
    if (pool.version) {
        pool.version->hadEnvironments = true;
        ++pool.function->tenantEnvironments;
    }
    made.start();
    return made;
}

// --- provisioned ones

/// Of the version, however it was named where they were ordered and where it is invoked; the ones
/// that were ordered under the very name come first.
ProvisionedSet* WorkerManager::provisionedFor(const Pool& pool, const std::string& qualifier) {
    ProvisionedSet* found = nullptr;
    for (const auto& set : pool.provisioned) {
        if (set->use != ProvisionedSet::Use::Serving)
            continue;
        if (set->qualifier == qualifier)
            return set.get();
        if (!found)
            found = set.get();
    }
    return found;
}

PlacedEnvironment& WorkerManager::takeProvisioned(ProvisionedSet& set) {
    PlacedEnvironment& environment = *set.idle.back();
    set.idle.pop_back();
    return environment;
}

ProvisionedSet&
WorkerManager::addProvisioned(const std::shared_ptr<const function::Revision>& revision,
                              const std::string& qualifier, std::uint64_t order) {
    auto set = std::make_unique<ProvisionedSet>();
    set->qualifier = qualifier;
    set->revision = revision;
    set->order = order;
    return *pool(*revision).provisioned.emplace_back(std::move(set));
}

bool WorkerManager::placeProvisioned(ProvisionedSet& set) {
    int worker = 0;
    if (findRoom(*set.revision, worker))
        return false;
    Environment::Plan plan = planFor(set.revision, StartReason::Provisioned, worker);
    plan.initializationType = "provisioned-concurrency";
    plan.timing.idleTime = kForever;
    plan.timing.initLimit = aheadInitLimit(*set.revision);
    ++set.live;
    place(pool(*set.revision), std::move(plan), &set);
    return true;
}

void WorkerManager::retire(ProvisionedSet& set, EndReason reason) {
    set.use = ProvisionedSet::Use::Retired;
    const auto theirs =
        select([&](const PlacedEnvironment& one) { return one.provisioned == &set; });
    for (const base::EnvironmentId id : theirs) {
        if (PlacedEnvironment* environment = find(id))
            environment->shutdown(reason);
    }
}

// --- all of them

template <typename Predicate>
std::vector<base::EnvironmentId> WorkerManager::select(Predicate matches) const {
    std::vector<base::EnvironmentId> ids;
    for (const auto& [id, environment] : m_environments) {
        if (matches(*environment))
            ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

PlacedEnvironment* WorkerManager::find(base::EnvironmentId id) const {
    const auto found = m_environments.find(id);
    return found == m_environments.end() ? nullptr : found->second.get();
}

void WorkerManager::replace(const std::function<bool(const function::Revision&)>& isCurrent) {
    const auto outdated =
        select([&](const Environment& environment) { return !isCurrent(environment.revision()); });
    for (const base::EnvironmentId id : outdated) {
        PlacedEnvironment* environment = find(id);
        if (!environment)
            continue;
        if (isSnapshot(*environment) && environment->snapshot->users > 0)
            environment->snapshot->use = SnapshotUse::Use::Retired;
        else
            environment->shutdown(EndReason::Replaced);
    }
}

void WorkerManager::stop(const std::string& function) {
    const auto stopped = select([&](const Environment& environment) {
        return function.empty() || environment.revision().configuration.name == function;
    });
    for (const base::EnvironmentId id : stopped) {
        if (Environment* environment = find(id))
            environment->kill(EndReason::EngineStopped);
    }
}

void WorkerManager::onAnswered(Environment& environment, sandbox::Outcome&& outcome) {
    PlacedEnvironment& one = placed(environment);
    if (environment.available()) {
        ProvisionedSet* set = one.provisioned;
        if (set && environment.needsInit())
            environment.shutdown(EndReason::Crashed); // another is initialised in its place
        else
            (set ? set->idle : one.pool.idle).push_back(&one);
    }
    m_parts.answered(one, std::move(outcome));
}

void WorkerManager::onResponded(Environment& environment, sandbox::Outcome&& outcome) {
    m_parts.responded(placed(environment), std::move(outcome));
}

void WorkerManager::onInitialised(Environment& environment) {
    ProvisionedSet* set = placed(environment).provisioned;
    if (!set || !environment.available())
        return;
    set->idle.push_back(&placed(environment));
    placed(environment).countedReady = true;
    ++set->ready;
    if (m_provisionedOwner)
        m_provisionedOwner->onReady(*set);
}

void WorkerManager::onInitFailed(Environment& environment) {
    if (isSnapshot(environment)) {
        environment.shutdown(EndReason::InitFailed);
        return;
    }
    ProvisionedSet* set = placed(environment).provisioned;
    if (set && m_provisionedOwner && set->use != ProvisionedSet::Use::Retired)
        m_provisionedOwner->onInitFailed(*set);
}

void WorkerManager::onEnding(Environment& environment, EndReason reason) {
    PlacedEnvironment& one = placed(environment);
    --m_live;
    m_placement.release(one.worker(), one.revision().configuration.memoryMb);
    if (ProvisionedSet* set = one.provisioned) {
        std::erase(set->idle, &one);
        --set->live;
        set->ready -= one.countedReady ? 1 : 0;
        if (m_provisionedOwner && set->use != ProvisionedSet::Use::Retired)
            m_provisionedOwner->onLost(*set);
        return;
    }
    if (isSnapshot(environment)) {
        one.snapshot->environment = nullptr;
        return;
    }
    std::erase(one.pool.idle, &one);
    --one.pool.live;
    one.pool.function->tenantEnvironments -= one.pool.version ? 1 : 0;
    one.pool.lastEnd = reason;
}

void WorkerManager::onGone(Environment& environment) {
    releaseSnapshot(placed(environment));
    --placed(environment).pool.placed;
    const auto found = m_environments.find(environment.id());
    m_graveyard.push_back(std::move(found->second));
    m_environments.erase(found);
    m_bury.set(m_parts.clock.now());
}

} // namespace ws::fleet
