#pragma once

#include "engine/base/systemclock.h"
#include "engine/fleet/fleet.h"
#include "engine/fleet/lambdaservice.h"
#include "engine/function/accountstore.h"
#include "engine/function/registry.h"
#include "engine/sandbox/processbackend.h"
#include "engine/telemetry/eventbus.h"

#include <QTemporaryDir>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ws::conformance {

/// An account of its own for one case: the real registry, fleet and processes. Time is real but for
/// what a case does not wait for in earnest: with nothing running, it skips to what is due.
class Account : private telemetry::EventSink {
public:
    Account();
    ~Account() override;
    Account(const Account&) = delete;
    Account& operator=(const Account&) = delete;

    /// Starts an operation; its reply comes later or at once.
    void call(const std::string& operation, const json::Value& request,
              fleet::LambdaService::Done done);
    /// The objects of a bucket by key; where S3Bucket and S3Key lead to.
    std::map<std::string, std::map<std::string, std::string>>& buckets() { return m_buckets; }

    struct LogEvent {
        std::string stream;
        std::string message; ///< with its newline
        bool isPlatform = false;
    };
    std::vector<LogEvent> logOf(const std::string& function) const;

    /// Lets things happen until the condition holds; false after `limit` of real time.
    bool waitUntil(const std::function<bool()>& condition, base::Duration limit);
    /// Lets `time` go by; skipped when nothing runs.
    void pass(base::Duration time);
    /// `done` after `time`, while other things happen.
    void later(base::Duration time, std::function<void()> done);

private:
    void onEvent(const telemetry::Event& event) override;

    QTemporaryDir m_folder;
    base::SystemClock m_clock{base::SystemClock::Idle::Skip};
    std::optional<base::SystemClock::Hold> m_hold;
    telemetry::EventBus m_bus{m_clock};
    sandbox::ProcessBackendFactory m_backends{m_clock};
    function::AccountStore m_store;
    fleet::Fleet m_fleet;
    function::Registry m_registry;
    fleet::LambdaService m_service;
    std::map<std::string, std::map<std::string, std::string>> m_buckets;
    std::vector<std::pair<std::string, LogEvent>> m_log; ///< by function
};

} // namespace ws::conformance
