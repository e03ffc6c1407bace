#pragma once

#include "engine/fleet/frontend.h"
#include "engine/telemetry/events.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>

namespace ws::fleet {

/// Concurrency of the account and of each function against their limits (lambda.md B6). What is
/// counted is what holds a Token; nobody sets a counter.
class CountingService {
    struct Counter {
        int running = 0;
        std::optional<int> reserved;
    };

public:
    /// One running invocation. Must not outlive the service.
    class Token {
    public:
        Token(Token&& other) noexcept
            : m_service(std::exchange(other.m_service, nullptr))
            , m_counter(other.m_counter)
            , m_pooled(other.m_pooled) {}
        Token& operator=(Token&&) = delete;
        ~Token();

    private:
        friend class CountingService;
        Token(CountingService& service, Counter& counter);

        CountingService* m_service;
        Counter* m_counter;
        /// Whether it counts against the unreserved pool: decided when it was taken.
        bool m_pooled;
    };

    void setAccountConcurrency(int limit) { m_accountLimit = limit; }
    void setCatalog(const FrontEnd::Catalog& catalog);

    std::variant<Token, telemetry::ThrottleReason> take(const std::string& function);

    int running() const { return m_running; }
    int running(const std::string& function) const;
    /// What functions without a reservation share.
    int unreservedLimit() const { return m_accountLimit - m_reservedSum; }

private:
    int m_accountLimit = 1'000;
    int m_reservedSum = 0;
    int m_running = 0;
    int m_pooledRunning = 0;
    std::unordered_map<std::string, Counter> m_counters; // never erased: tokens point into it
};

} // namespace ws::fleet
