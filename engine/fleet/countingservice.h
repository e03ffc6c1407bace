#pragma once

#include "engine/fleet/requestrate.h"
#include "engine/function/catalog.h"
#include "engine/telemetry/events.h"

#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace ws::fleet {

/// The concurrency of one function.
struct FunctionCounter {
    int running = 0;             ///< invocations, wherever they run
    int onDemand = 0;            ///< of them, not in provisioned environments
    std::optional<int> reserved; ///< unset: shares the account's pool
    int provisioned = 0;         ///< of all its versions and aliases
    RequestRate rate;
};

/// Why a request was turned away, with the numbers that decided it.
struct Throttle {
    telemetry::ThrottleReason reason;
    telemetry::ThrottleCause cause;
    int used = 0;
    int limit = 0;
};

/// Concurrency and request rate of the account and of each function against their limits
/// (lambda.md B6). What is counted is what holds a Token; nobody sets a counter.
class CountingService {
public:
    /// One running invocation. Must not outlive the service.
    class Token {
    public:
        Token(Token&& other) noexcept
            : m_service(std::exchange(other.m_service, nullptr))
            , m_counter(other.m_counter)
            , m_onDemand(other.m_onDemand)
            , m_pooled(other.m_pooled) {}
        Token& operator=(Token&&) = delete;
        ~Token();

    private:
        friend class CountingService;
        enum class Where { OnDemand, Provisioned };
        Token(CountingService& service, FunctionCounter& counter, Where where);

        CountingService* m_service;
        FunctionCounter* m_counter;
        bool m_onDemand;
        /// Whether it counts against the unreserved pool: decided when it was taken.
        bool m_pooled;
    };

    /// What of an account's concurrency no reservation may take (lambda.md B6).
    static constexpr int kUnreservedMinimum = 100;

    void setAccountConcurrency(int limit) { m_accountLimit = limit; }
    /// Per second and unit of concurrency; 0: not limited.
    void setRequestsPerConcurrency(int requests) { m_requestsPerConcurrency = requests; }
    void setCatalog(const std::vector<function::CatalogEntry>& catalog);
    /// Stays where it is for as long as the service lives.
    FunctionCounter& counter(const std::string& function) { return m_counters[function]; }

    std::variant<Token, Throttle> take(FunctionCounter& counter, base::TimePoint now);
    /// For one of `environments` provisioned ones that is free; nothing when they have had their
    /// requests of this second: the request spills over.
    std::optional<Token> takeProvisioned(FunctionCounter& counter, RequestRate& rate,
                                         int environments, base::TimePoint now);

    int running() const { return m_running; }
    int running(const std::string& function) const;
    /// What `counter`'s function may have running.
    int limitOf(const FunctionCounter& counter) const {
        return counter.reserved ? *counter.reserved : unreservedLimit() + counter.provisioned;
    }
    /// What functions without a reservation share on demand.
    int unreservedLimit() const { return m_accountLimit - m_reservedSum - m_provisionedSum; }
    /// The most that `function` could reserve, or provision without a reservation.
    int reservable(const std::string& function) const;

private:
    std::int64_t rateLimit(int concurrency) const {
        return m_requestsPerConcurrency == 0 ? std::numeric_limits<std::int64_t>::max()
                                             : std::int64_t{concurrency} * m_requestsPerConcurrency;
    }
    std::optional<Throttle> overConcurrency(const FunctionCounter& counter) const;
    std::optional<Throttle> overRate(FunctionCounter& counter, base::TimePoint now);

    int m_accountLimit = 1'000;
    int m_requestsPerConcurrency = 10;
    int m_reservedSum = 0;
    int m_provisionedSum = 0; ///< of functions without a reservation
    int m_running = 0;
    int m_pooledRunning = 0;
    RequestRate m_poolRate;
    std::unordered_map<std::string, FunctionCounter> m_counters; // never erased: pointed into
};

} // namespace ws::fleet
