#include "engine/fleet/countingservice.h"

#include <algorithm>

namespace ws::fleet {

using telemetry::ThrottleCause;
using telemetry::ThrottleReason;

namespace {

/// Requests per second that a function may take on within 10 s, beside what it had (lambda.md B6).
constexpr std::int64_t kRequestRamp = 10'000;

} // namespace

CountingService::Token::Token(CountingService& service, FunctionCounter& counter, Where where)
    : m_service(&service)
    , m_counter(&counter)
    , m_onDemand(where == Where::OnDemand)
    , m_pooled(m_onDemand && !counter.reserved) {
    ++m_service->m_running;
    ++m_counter->running;
    m_counter->onDemand += m_onDemand ? 1 : 0;
    m_service->m_pooledRunning += m_pooled ? 1 : 0;
}

CountingService::Token::~Token() {
    if (!m_service)
        return;
    --m_service->m_running;
    --m_counter->running;
    m_counter->onDemand -= m_onDemand ? 1 : 0;
    m_service->m_pooledRunning -= m_pooled ? 1 : 0;
}

void CountingService::setCatalog(const std::vector<function::CatalogEntry>& catalog) {
    for (auto& [name, counter] : m_counters) {
        counter.reserved.reset();
        counter.provisioned = 0;
    }
    m_reservedSum = 0;
    m_provisionedSum = 0;
    for (const function::CatalogEntry& entry : catalog) {
        FunctionCounter& counter = m_counters[entry.name];
        counter.reserved = entry.reservedConcurrency;
        for (const auto& provisioned : entry.provisioned)
            counter.provisioned += provisioned.environments;
        if (counter.reserved)
            m_reservedSum += *counter.reserved;
        else
            m_provisionedSum += counter.provisioned;
    }
}

std::optional<Throttle> CountingService::overConcurrency(const FunctionCounter& counter) const {
    if (!counter.reserved) {
        const int limit = unreservedLimit();
        if (m_pooledRunning < limit)
            return std::nullopt;
        return Throttle{ThrottleReason::ConcurrentInvocationLimitExceeded,
                        ThrottleCause::AccountConcurrency, m_pooledRunning, limit};
    }
    const int limit = *counter.reserved - counter.provisioned;
    if (counter.onDemand < limit)
        return std::nullopt;
    ThrottleCause cause = ThrottleCause::ReservedConcurrency;
    if (*counter.reserved == 0)
        cause = ThrottleCause::FunctionStopped;
    else if (limit <= 0)
        cause = ThrottleCause::ProvisionedOnly;
    return Throttle{ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded, cause,
                    counter.onDemand, std::max(0, limit)};
}

/// Counts the request unless it is over.
std::optional<Throttle> CountingService::overRate(FunctionCounter& counter, base::TimePoint now) {
    if (m_requestsPerConcurrency == 0)
        return std::nullopt;
    const int concurrency = limitOf(counter);
    const std::int64_t ramp = kRequestRamp + counter.rate.before(now);
    const std::int64_t limit = std::min(rateLimit(concurrency), ramp);
    const bool served = counter.rate.take(now, limit) &&
                        (counter.reserved || m_poolRate.take(now, rateLimit(unreservedLimit())));
    if (served)
        return std::nullopt;
    const auto reason = counter.reserved
                            ? ThrottleReason::ReservedFunctionInvocationRateLimitExceeded
                            : ThrottleReason::FunctionInvocationRateLimitExceeded;
    return Throttle{reason, ThrottleCause::RequestRate, int(counter.rate.thisSecond()), int(limit)};
}

std::variant<CountingService::Token, Throttle> CountingService::take(FunctionCounter& counter,
                                                                     base::TimePoint now) {
    if (const auto over = overConcurrency(counter))
        return *over;
    if (const auto over = overRate(counter, now))
        return *over;
    return Token(*this, counter, Token::Where::OnDemand);
}

std::optional<CountingService::Token> CountingService::takeProvisioned(FunctionCounter& counter,
                                                                       RequestRate& rate,
                                                                       int environments,
                                                                       base::TimePoint now) {
    if (!rate.take(now, rateLimit(environments)))
        return std::nullopt;
    return Token(*this, counter, Token::Where::Provisioned);
}

int CountingService::running(const std::string& function) const {
    const auto found = m_counters.find(function);
    return found == m_counters.end() ? 0 : found->second.running;
}

int CountingService::reservable(const std::string& function) const {
    int taken = m_reservedSum + m_provisionedSum;
    if (const auto own = m_counters.find(function); own != m_counters.end())
        taken -= own->second.reserved.value_or(own->second.provisioned);
    return std::max(0, m_accountLimit - kUnreservedMinimum - taken);
}

} // namespace ws::fleet
