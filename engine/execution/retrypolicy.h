#pragma once

#include "engine/base/clock.h"
#include "engine/statemachine/definition.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ws::execution {

/// Whether an ErrorEquals list names the error. States.ALL takes everything but States.Runtime,
/// States.TaskFailed everything but States.Timeout and States.Runtime. The alias is another name
/// that the error may be called by; empty: none.
bool namesError(const std::vector<std::string>& errorEquals, std::string_view error,
                std::string_view alias = {});

/// The pause before a retrier's `attempt` (from 1). `unit` in [0, 1) is only used with full jitter:
/// the pause is then anything between nothing and the backed-off interval.
base::Duration retryDelay(const statemachine::Retrier& retrier, std::int64_t attempt, double unit);

/// The attempts that one visit of a state has used up, per retrier.
class RetryCounter {
public:
    /// Which retrier takes the error now, counted as used; nullptr when none does or the one that
    /// names it is exhausted (later ones are not asked).
    const statemachine::Retrier* take(const std::vector<statemachine::Retrier>& retriers,
                                      std::string_view error, std::string_view alias = {});
    /// Of the retrier that take() gave last.
    std::int64_t attempt() const { return m_attempt; }
    /// All retries so far: $$.State.RetryCount.
    std::int64_t total() const { return m_total; }
    void reset();
    /// As if the retrier that is taken first had been taken that often before.
    void assume(std::int64_t attempts);

private:
    std::vector<std::int64_t> m_used; // empty until the first retry
    std::int64_t m_assumed = 0;
    std::int64_t m_attempt = 0;
    std::int64_t m_total = 0;
};

} // namespace ws::execution
