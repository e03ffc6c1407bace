#include "engine/fleet/countingservice.h"

namespace ws::fleet {

using telemetry::ThrottleReason;

CountingService::Token::Token(CountingService& service, Counter& counter)
    : m_service(&service)
    , m_counter(&counter)
    , m_pooled(!counter.reserved) {
    ++m_service->m_running;
    ++m_counter->running;
    if (m_pooled)
        ++m_service->m_pooledRunning;
}

CountingService::Token::~Token() {
    if (!m_service)
        return;
    --m_service->m_running;
    --m_counter->running;
    if (m_pooled)
        --m_service->m_pooledRunning;
}

void CountingService::setCatalog(const FrontEnd::Catalog& catalog) {
    for (auto& [name, counter] : m_counters)
        counter.reserved.reset();
    m_reservedSum = 0;
    for (const function::CatalogEntry& entry : catalog) {
        m_counters[entry.name].reserved = entry.reservedConcurrency;
        m_reservedSum += entry.reservedConcurrency.value_or(0);
    }
}

std::variant<CountingService::Token, ThrottleReason>
CountingService::take(const std::string& function) {
    Counter& counter = m_counters[function];
    if (counter.reserved) {
        if (counter.running >= *counter.reserved)
            return ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded;
    } else if (m_pooledRunning >= unreservedLimit()) {
        return ThrottleReason::ConcurrentInvocationLimitExceeded;
    }
    return Token(*this, counter);
}

int CountingService::running(const std::string& function) const {
    const auto found = m_counters.find(function);
    return found == m_counters.end() ? 0 : found->second.running;
}

} // namespace ws::fleet
