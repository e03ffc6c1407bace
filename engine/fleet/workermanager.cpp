#include "engine/fleet/workermanager.h"

#include <algorithm>

namespace ws::fleet {

using sandbox::Environment;
using telemetry::EndReason;
using telemetry::StartReason;

WorkerManager::WorkerManager(const Parts& parts)
    : m_parts(parts)
    , m_bury(parts.clock, [this] { m_graveyard.clear(); }) {}

WorkerManager::~WorkerManager() = default;

void WorkerManager::setSettings(const Settings& settings) {
    m_settings = settings;
    for (auto& [name, pool] : m_pools) {
        if (pool.burst)
            pool.burst->resize(settings.burstEnvironments, settings.burstWindow);
    }
}

std::variant<WorkerManager::Assignment, WorkerManager::Denial>
WorkerManager::assign(const std::shared_ptr<const function::Revision>& revision) {
    Pool& pool = poolOf(*revision);
    if (Environment* idle = takeIdle(pool))
        return Assignment{idle, idle->needsInit() ? StartReason::Reset : StartReason::Warm};

    const base::TimePoint now = m_parts.clock.now();
    if (!pool.burst)
        pool.burst.emplace(m_settings.burstEnvironments, m_settings.burstWindow, now);
    if (!pool.burst->take(now))
        return Denial::BurstRate;
    if (m_live >= m_settings.machineEnvironments && !makeRoom())
        return Denial::MachineFull;
    const StartReason reason = coldReason(pool);
    ++pool.live;
    return Assignment{&place(revision, reason), reason};
}

/// One that is initialised goes before one that was reset, whatever their age.
Environment* WorkerManager::takeIdle(Pool& pool) const {
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
    Environment* environment = *chosen;
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
    return StartReason::FirstInvocation;
}

/// Ends the environment that has been idle for longest, of whatever function.
bool WorkerManager::makeRoom() {
    Environment* oldest = nullptr;
    for (const auto& [name, pool] : m_pools) {
        for (Environment* idle : pool.idle) {
            if (!oldest || idle->idleSince() < oldest->idleSince())
                oldest = idle;
        }
    }
    if (!oldest)
        return false;
    oldest->shutdown(EndReason::EngineStopped);
    return true;
}

Environment& WorkerManager::place(const std::shared_ptr<const function::Revision>& revision,
                                  StartReason reason) {
    Environment::Plan plan;
    plan.id = base::EnvironmentId{++m_lastId};
    plan.revision = revision;
    plan.reason = reason;
    plan.logStream = m_parts.identifiers.logStream(m_parts.clock.now(), revision->version);
    plan.timing.idleTime = m_settings.idleTime;
    plan.logLines = m_settings.logLines;
    auto environment = std::make_unique<Environment>(
        Environment::Parts{m_parts.clock, m_parts.bus, m_parts.backends, *this}, std::move(plan));
    Environment& placed = *environment;
    m_environments.emplace(placed.id(), std::move(environment));
    ++m_live;
    placed.start();
    return placed;
}

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

Environment* WorkerManager::find(base::EnvironmentId id) const {
    const auto found = m_environments.find(id);
    return found == m_environments.end() ? nullptr : found->second.get();
}

void WorkerManager::replace(const std::function<bool(const function::Revision&)>& isCurrent) {
    const auto outdated =
        select([&](const Environment& environment) { return !isCurrent(environment.revision()); });
    for (const base::EnvironmentId id : outdated) {
        if (Environment* environment = find(id))
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

WorkerManager::Pool& WorkerManager::poolOf(const function::Revision& revision) {
    if (revision.version == "$LATEST")
        return m_pools[revision.configuration.name];
    return m_pools[revision.configuration.name + ':' + revision.version];
}

void WorkerManager::onAnswered(Environment& environment, sandbox::Outcome outcome) {
    if (environment.available())
        poolOf(environment.revision()).idle.push_back(&environment);
    m_parts.answered(environment, std::move(outcome));
}

void WorkerManager::onEnding(Environment& environment, EndReason reason) {
    Pool& pool = poolOf(environment.revision());
    std::erase(pool.idle, &environment);
    --pool.live;
    --m_live;
    pool.lastEnd = reason;
}

void WorkerManager::onGone(Environment& environment) {
    const auto found = m_environments.find(environment.id());
    m_graveyard.push_back(std::move(found->second));
    m_environments.erase(found);
    m_bury.set(m_parts.clock.now());
}

} // namespace ws::fleet
