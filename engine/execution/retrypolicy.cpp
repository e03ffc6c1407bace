#include "engine/execution/retrypolicy.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ws::execution {

bool namesError(const std::vector<std::string>& errorEquals, std::string_view error,
                std::string_view alias) {
    return std::any_of(errorEquals.begin(), errorEquals.end(), [&](const std::string& name) {
        if (error == "States.Runtime")
            return false;
        if (name == "States.ALL")
            return true;
        if (name == "States.TaskFailed")
            return error != "States.Timeout";
        return name == error || (!alias.empty() && name == alias);
    });
}

base::Duration retryDelay(const statemachine::Retrier& retrier, std::int64_t attempt, double unit) {
    double seconds =
        retrier.intervalSeconds * std::pow(retrier.backoffRate, static_cast<double>(attempt - 1));
    // Without a cap of its own a long series would leave the range of the clock.
    static constexpr double kLongest = 31'622'400; // 366 days: longer than an execution may live
    seconds = std::min(seconds, retrier.maxDelaySeconds.value_or(kLongest));
    if (retrier.fullJitter)
        seconds *= unit;
    return base::Duration{static_cast<base::Duration::rep>(std::llround(seconds * 1e6))};
}

const statemachine::Retrier* RetryCounter::take(const std::vector<statemachine::Retrier>& retriers,
                                                std::string_view error, std::string_view alias) {
    for (std::size_t at = 0; at < retriers.size(); ++at) {
        if (!namesError(retriers[at].errorEquals, error, alias))
            continue;
        m_used.resize(retriers.size());
        m_used[at] += std::exchange(m_assumed, 0);
        if (m_used[at] >= retriers[at].maxAttempts)
            return nullptr;
        m_attempt = ++m_used[at];
        ++m_total;
        return &retriers[at];
    }
    return nullptr;
}

void RetryCounter::assume(std::int64_t attempts) {
    m_assumed = attempts;
    m_total = attempts;
}

void RetryCounter::reset() {
    m_used.clear();
    m_assumed = 0;
    m_attempt = 0;
    m_total = 0;
}

} // namespace ws::execution
