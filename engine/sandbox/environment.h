#pragma once

#include "engine/base/alarm.h"
#include "engine/base/result.h"
#include "engine/json/value.h"
#include "engine/sandbox/backend.h"
#include "engine/sandbox/billingrule.h"
#include "engine/sandbox/lifecycle.h"
#include "engine/sandbox/loglines.h"
#include "engine/sandbox/platformlines.h"
#include "engine/telemetry/eventbus.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ws::sandbox {

class Environment;

/// One invocation as an environment sees it.
struct Work {
    base::InvocationId invocation{};
    std::string requestId;
    std::string payload; ///< JSON text
    std::string functionArn;
    std::string traceId;
    std::string clientContext;
};

/// How an invocation ended in its environment.
struct Outcome {
    base::InvocationId invocation{};
    telemetry::InvocationStatus status = telemetry::InvocationStatus::Succeeded;
    std::string payload;   ///< what the caller gets
    std::string errorType; ///< empty when it succeeded
    base::Duration duration{0};
    base::Duration billed{0};
    std::optional<base::Duration> init;    ///< only for the invocation that waited for INIT
    std::optional<base::Duration> restore; ///< only for the one that waited for a snapshot
    int maxMemoryUsedMb = 0;
    std::string errorCause = {}; ///< X-Ray's, as the runtime posted it
    std::string log;             ///< the last 4,096 bytes
};

/// Who an environment works for. Called in the engine's thread; the environment must not be
/// destroyed from inside.
class EnvironmentOwner {
public:
    virtual ~EnvironmentOwner() = default;
    /// The environment can already take the next work, unless it is ending.
    virtual void onAnswered(Environment& environment, Outcome&& outcome) = 0;
    /// The response of an invocation that its extensions still prolong: the caller may have it, its
    /// figures and log are so far. onAnswered follows.
    virtual void onResponded(Environment&, Outcome&&) {}
    /// It takes no more work; what it runs is answered first.
    virtual void onEnding(Environment& environment, telemetry::EndReason reason) = 0;
    virtual void onGone(Environment& environment) = 0;
    /// INIT without an invocation that waits for it is over, well or badly.
    virtual void onInitialised(Environment&) {}
    virtual void onInitFailed(Environment&) {}
};

/// What a caller is told of an invocation whose environment could not be restored: it never ran
/// (lambda.md B3, B9).
inline constexpr const char* kSnapStartTimeout = "SnapStartTimeoutException";
inline constexpr const char* kSnapStartFailed = "SnapStartException";
/// There is no snapshot, for its INIT failed.
inline constexpr const char* kNoSnapshot = "ResourceConflictException";

/// One execution environment: the lifecycle of lifecycle.h, its limits, its log lines and what is
/// billed. The same code runs over real processes and over a simulation; only the Backend differs.
class Environment : private BackendListener {
public:
    struct Parts {
        base::Clock& clock;
        telemetry::EventBus& bus;
        BackendFactory& backends;
        EnvironmentOwner& owner;
    };
    struct Timing {
        base::Duration initLimit = std::chrono::seconds{10}; ///< lambda.md B1; also of a restore
        base::Duration idleTime = std::chrono::minutes{10};  ///< unpublished, lambda.md A 7
        /// Signals cost more than a short invoke; a stream of invokes closer than this pays none.
        base::Duration freezeAfter = std::chrono::milliseconds{1};
    };
    struct Plan {
        base::EnvironmentId id{};
        std::shared_ptr<const function::Revision> revision;
        telemetry::StartReason reason = telemetry::StartReason::FirstInvocation;
        std::string logStream;
        Timing timing;
        LogLines logLines = LogLines::Kept;
        std::string initializationType =
            "on-demand";           ///< or "provisioned-concurrency", "snap-start"
        std::string tenantId = {}; ///< the only one that it serves; empty: no function per tenant
        BackendSpec::Begin begin = BackendSpec::Begin::Init;
        BackendSpec::Network network = BackendSpec::Network::None;
        int worker = 0; ///< the machine; 0: not placed
        BillingRule billing;
    };

    Environment(const Parts& parts, Plan plan);
    /// Kills what runs, at once and silently.
    ~Environment() override;
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

    /// Publishes EnvironmentStarted and begins.
    void start();
    /// Takes one invocation; only when available(). Before INIT is over it waits for it.
    void invoke(Work work);
    using StateAnswer = std::function<void(base::Result<json::Value>)>;
    /// What outlives the invokes in here, on request only: an invoke never pays for it. Only while
    /// idle; thaws, asks the runtime and freezes again. Once:
    ///   {"runtime": "python3.11", "values": [{"scope", "name", "type", "value"}],
    ///    "files": [{"path", "size"}]}
    /// Values are texts of 200 characters at most. Python tells the handler module's globals,
    /// Node.js the scopes that the handler closes over, Ruby global variables and constants, each
    /// without functions and modules; the files are those in /tmp. Errors "sandbox.state.notIdle",
    /// "sandbox.state.notSupported" (a runtime that is not ours) and "sandbox.state.noAnswer". Not
    /// answered when the environment is destroyed.
    void requestState(StateAnswer answer);
    /// Ends when the current invoke, if any, is answered.
    void shutdown(telemetry::EndReason reason);
    /// Ends now: a running invoke is answered as killed.
    void kill(telemetry::EndReason reason);

    base::EnvironmentId id() const { return m_plan.id; }
    const function::Revision& revision() const { return *m_plan.revision; }
    const std::string& logStream() const { return m_plan.logStream; }
    int worker() const { return m_plan.worker; }
    BackendSpec::Begin begin() const { return m_plan.begin; }
    telemetry::Phase phase() const { return m_phase; }
    /// Without work and not ending.
    bool available() const { return !m_work && !m_ending && m_phase != telemetry::Phase::Gone; }
    /// The next invoke initialises again.
    bool needsInit() const { return m_phase == telemetry::Phase::Reset; }
    base::TimePoint idleSince() const { return m_idleSince; }

private:
    /// What the invoke ended with, once known; the rest of its time is the runtime's.
    struct Answer {
        telemetry::InvocationStatus status = telemetry::InvocationStatus::Succeeded;
        std::string payload;
        std::string errorType;
        std::string cause = {};
    };
    /// The end of a REPORT or INIT_REPORT line when something went wrong.
    struct Failure {
        std::string status; ///< "timeout" or "error"
        std::string errorType;
    };

    void onStarted(base::TimePoint since) override;
    void onNext() override;
    void onInitError(const RuntimeError& error) override;
    void onRestoring() override { m_restoring = m_parts.clock.now(); }
    void onResponse(const std::string& requestId, std::string payload) override;
    void onInvocationError(const std::string& requestId, const RuntimeError& error) override;
    void onState(std::string state) override;
    void onLog(std::vector<std::string> lines, telemetry::LogLine::Source source) override;
    void onLogDropped(std::int64_t records, std::int64_t bytes) override;
    void onFailed(const Exit& exit) override;
    void onExited(const Exit& exit) override;

    void move(Trigger trigger);
    void beginWork();
    void deliver();
    void initialiseAgain();
    bool awaitsAnswer(const std::string& requestId) const;
    void takeAnswer(Answer answer);

    void onLimit();
    void onInitLimit();
    void onTimeout();
    void onRested();
    void rest();

    void reportInit(const Failure& failure);
    void reportRestore(const Failure& failure);
    void beginPhase();
    void endRestore();
    void failRestore(const Failure& failure, std::string refusal);
    void failInit(const Failure& failure);
    void lose(const Exit& exit);
    void onExitedInRestore(const Exit& exit);
    void onExitedInSuppressedInit(const Exit& exit);
    void onExitedInInvoke(const Exit& exit);
    void failInvoke(Answer answer, const Failure& failure);
    void finishInvoke(const Failure& failure);
    Outcome makeOutcome(const Failure& failure);
    void handOver(Outcome&& outcome);

    void answerState(base::Result<json::Value> state);
    void orderEnd();
    void stopProcess(ShutdownReason reason);
    StopOrder stopOrder(ShutdownReason reason) const;
    bool keepsLogs() const { return m_plan.logLines == LogLines::Kept; }
    void logStart();
    void platformLine(std::string text);
    void publishLine(telemetry::LogLine::Source source, std::string text);
    Answer exitAnswer(const Exit& exit) const;
    base::Duration timeout() const;
    bool isPastIdleTime() const;

    const Parts m_parts;
    const Plan m_plan;
    const PlatformLines m_lines;
    std::unique_ptr<Backend> m_backend;
    base::Alarm m_limit; ///< of the init, of the invoke, of a dying process
    base::Alarm m_rest;  ///< freeze first, then the end of the idle time
    base::Alarm m_stateLimit;

    telemetry::Phase m_phase = telemetry::Phase::Starting;
    bool m_processAlive = false;
    bool m_frozen = false;
    bool m_phaseFailed = false; ///< said with the next phase change
    std::optional<telemetry::EndReason> m_ending;
    std::optional<Work> m_work;
    std::optional<Answer> m_answer;
    StateAnswer m_stateAnswer; ///< while somebody waits for it
    std::optional<RuntimeError> m_initError;
    std::optional<base::Duration> m_initDuration;    ///< not yet reported
    std::optional<base::Duration> m_restoreDuration; ///< not yet reported
    base::Duration m_billedRestore{0};               ///< with m_restoreDuration
    std::optional<base::TimePoint> m_restoring;      ///< since when the function's code runs
    base::TimePoint m_phaseBegan;
    base::TimePoint m_workBegan;
    base::TimePoint m_idleSince;
    bool m_startLogged = false;
    bool m_outOfMemory = false;
    std::string m_tail; ///< at least the last kTail bytes of the work's lines
};

} // namespace ws::sandbox
