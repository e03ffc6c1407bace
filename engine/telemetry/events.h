#pragma once

#include "engine/base/clock.h"
#include "engine/base/ids.h"
#include "engine/json/value.h"
#include "engine/telemetry/historyevent.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// The engine's one vocabulary. Every view, log, metric and history is a projection of these
/// values.
namespace ws::telemetry {

using base::EnvironmentId;
using base::ExecutionId;
using base::InvocationId;

/// What an execution environment is doing. The arrows between them are engine/sandbox/lifecycle.h.
enum class Phase : std::uint8_t {
    Starting,       ///< process and endpoint are being made (not billed)
    Init,           ///< extensions, runtime and handler module; up to 10 s
    Restore,        ///< made from a snapshot of an initialised one, in place of Init; up to 10 s
    Idle,           ///< initialised, frozen, waiting for an invoke
    Invoke,         ///< thawed, running the handler
    Reset,          ///< killed after a crash, a timeout or a failed init; /tmp kept
    SuppressedInit, ///< initialising again inside an invoke, on the invoke's time
    Shutdown,       ///< told to end, within its budget
    Gone,           ///< no process is left; the last phase of every environment
};

/// Why an invocation found no warm environment (or found one).
enum class StartReason : std::uint8_t {
    Warm,             ///< an idle environment took it
    FirstInvocation,  ///< the function had no environment at all
    AllBusy,          ///< every environment was running something
    Expired,          ///< the earlier ones were shut down after the idle time
    NewConfiguration, ///< code or configuration changed since the earlier ones started
    Reset,            ///< its environment initialises again after a crash or a timeout
    Provisioned,      ///< initialised ahead of any invocation
    NewVersion,       ///< other versions have environments, which never serve this one
    Spillover,        ///< its provisioned environments were all busy, and no other was free
    Snapshot,         ///< initialised to be the snapshot that others are restored from; runs none
    NewTenant,        ///< other tenants have environments, which never serve this one
};
inline constexpr std::size_t kStartReasonCount = std::size_t(StartReason::NewTenant) + 1;

enum class ThrottleReason : std::uint8_t {
    ReservedFunctionConcurrentInvocationLimitExceeded,
    ConcurrentInvocationLimitExceeded,
    FunctionInvocationRateLimitExceeded,
    ReservedFunctionInvocationRateLimitExceeded,
    CallerRateLimitExceeded,
};

/// What was used up: says more than the service's own ThrottleReason.
enum class ThrottleCause : std::uint8_t {
    ReservedConcurrency, ///< as many run as the function has reserved
    FunctionStopped,     ///< it has reserved 0
    ProvisionedOnly,     ///< all that it has reserved is provisioned for its versions
    AccountConcurrency,  ///< as many run as functions without a reservation share
    ScalingRate,         ///< no new environment may start yet
    RequestRate,         ///< 10 per second and unit of concurrency
    TenantEnvironments,  ///< as many environments of tenants exist as the function may have
};

/// The parts of the data plane that a request passes (lambda.md B15).
enum class Component : std::uint8_t {
    FrontEnd,
    CountingService,
    WorkerManager,
    Placement,
    Worker,
    Queue,
    Leasing,
    Poller,
    StateManager,
    Destination,
};

/// Why an environment ended.
enum class EndReason : std::uint8_t { IdleTimeout, Replaced, InitFailed, EngineStopped, Crashed };

enum class InvocationStatus : std::uint8_t {
    Succeeded,
    FunctionError, ///< the handler raised or rejected
    RuntimeExited, ///< the process ended (exit, signal, out of memory) or never started
    TimedOut,
    Refused, ///< never ran: unknown function, bad JSON, too large
};

struct EnvironmentStarted {
    EnvironmentId environment;
    std::string function;
    std::string version; ///< "$LATEST" or a number
    StartReason reason = StartReason::FirstInvocation;
    int memoryMb = 128;
    std::string logStream;
    /// What the machine could not give this environment; codes like "isolation.noUserNamespaces".
    std::vector<std::string> notices;
    int worker = 0;            ///< the machine that it was placed on; 0: not placed
    std::string logGroup;      ///< "/aws/lambda/<function>", or the one that it names
    std::string tenantId = {}; ///< that it serves alone; empty: whoever invokes the function
};

struct EnvironmentPhaseChanged {
    EnvironmentId environment;
    Phase phase = Phase::Starting;
    InvocationId invocation{};          ///< 0 outside Invoke and SuppressedInit
    bool failed = false;                ///< the phase that just ended, ended badly
    std::optional<EndReason> endReason; ///< with Shutdown and Gone
};

struct InvocationArrived {
    InvocationId invocation;
    std::string requestId;
    std::string function;
    std::string qualifier; ///< empty: unqualified
    json::Value payload;
    ExecutionId execution{};         ///< 0 unless a workflow called
    std::string state;               ///< the workflow's state
    std::int64_t scheduledEvent = 0; ///< the history event that scheduled it; 0 otherwise
    int attempt = 0;                 ///< of an asynchronous event, from 1; 0: a caller waits
    std::string tenantId = {};       ///< as given; empty: none
};

struct InvocationThrottled {
    InvocationId invocation;
    ThrottleReason reason;
    ThrottleCause cause = ThrottleCause::AccountConcurrency;
    int used = 0; ///< of `limit`, when it was refused
    int limit = 0;
};

/// The environment has been chosen; a cold one is still initialising.
struct InvocationStarted {
    InvocationId invocation;
    EnvironmentId environment;
    StartReason reason = StartReason::Warm;
    int running = 0;      ///< invocations of the function, with this one
    int limit = 0;        ///< what `running` may not exceed
    int environments = 0; ///< that its version has (of its tenant, if it has one), with this one
    bool spilled = false; ///< provisioned environments exist and none was free
    bool cold() const { return reason != StartReason::Warm && reason != StartReason::Provisioned; }
};

/// A request came to a component and went on from it, or ended there. Only published when somebody
/// asked for it (EventBus::Detail), for a view that shows the way.
struct InvocationHop {
    InvocationId invocation;
    Component component = Component::FrontEnd;
    bool passed = true;
    int worker = 0; ///< with Placement and Worker
    int used = 0;   ///< of `limit`, where there is one
    int limit = 0;
};

/// An asynchronous event and its stay in the queue (lambda.md B7).
struct AsyncEventMoved {
    enum class Stage : std::uint8_t {
        Received,       ///< stored: the caller has its 202
        Returned,       ///< back in the queue for `wait`
        Succeeded,      ///< over
        Dropped,        ///< over without success
        Recorded,       ///< its record is at a destination or in the dead-letter queue
        DeliveryFailed, ///< the destination did not take the record
    };
    std::uint64_t event = 0;
    Stage stage = Stage::Received;
    std::string requestId;
    std::string function;
    std::string condition; ///< "Success", "RetriesExhausted" ... once over
    std::string target;    ///< ARN, with Recorded and DeliveryFailed
    bool deadLetter = false;
    int attempts = 0; ///< so far
    base::Duration age{0};
    base::Duration wait{0};
    std::int64_t waiting =
        0; ///< events of the function that are not over, with this one until it is
};

/// Environments kept initialised for a version or an alias (lambda.md B6).
struct ProvisionedConcurrencyChanged {
    enum class Status : std::uint8_t { InProgress, Ready, Failed, Removed };
    std::string function;
    std::string qualifier;
    Status status = Status::InProgress;
    int requested = 0;
    int allocated = 0;
    int available = 0;        ///< that can be used: none before all are allocated
    std::string statusReason; ///< with Failed: "FUNCTION_ERROR_INIT_FAILURE"
};

struct InvocationFinished {
    InvocationId invocation;
    EnvironmentId environment{}; ///< 0 when it never got one
    InvocationStatus status = InvocationStatus::Succeeded;
    json::Value payload;    ///< the response, or the error object
    std::string rawPayload; ///< set instead of payload when the response is no JSON
    std::string errorType;
    base::Duration duration{0};
    base::Duration billed{0};
    std::optional<base::Duration> init; ///< only when it was cold
    int maxMemoryUsedMb = 0;
    int memorySizeMb = 128;
    std::optional<base::Duration> restore; ///< in place of init, when it came from a snapshot
    std::string errorCause; ///< X-Ray's exception document (JSON), when the runtime sent one
};

struct LogLine {
    enum class Source : std::uint8_t { Platform, Function, Extension };
    EnvironmentId environment{};
    InvocationId invocation{}; ///< 0 during init and between invokes
    std::string function;
    Source source = Source::Function;
    std::string text; ///< one line without its newline
};

/// Lines that were left out because a function wrote faster than anybody reads.
struct LogsDropped {
    EnvironmentId environment{};
    std::int64_t bytes = 0;
};

/// What began an execution that nobody began by itself: a Task of another one
/// (states:startExecution), or an item of its distributed Map.
struct ExecutionOrigin {
    ExecutionId parent{};   ///< 0: it is not known under an id of this program
    std::string parentArn;  ///< empty: nothing began it
    std::string state;      ///< of the parent
    std::int64_t event = 0; ///< of the parent's history, in the visit of that state
    std::int64_t item = -1; ///< of a distributed Map: which child execution it is, from 0
    bool isNested() const { return !parentArn.empty(); }
    bool isOfMap() const { return item >= 0; }
    bool operator==(const ExecutionOrigin&) const = default;
};

/// The execution whose beginning another one has as its own: it goes on from a moment of that one,
/// and what was done until then is not done again.
struct ExecutionForebear {
    std::string arn;         ///< empty: there is none
    std::int64_t events = 0; ///< of its history, that both have
    bool isAny() const { return !arn.empty(); }
    bool operator==(const ExecutionForebear&) const = default;
};

struct ExecutionStarted {
    ExecutionId execution;
    std::string arn;
    std::string machine; ///< the machine's name
    std::string name;
    json::Value input;
    ExecutionOrigin origin;
    ExecutionForebear forebear = {};
};

struct ExecutionAdvanced {
    ExecutionId execution;
    HistoryEvent event;
};

enum class ExecutionStatus : std::uint8_t { Running, Succeeded, Failed, TimedOut, Aborted };

struct ExecutionFinished {
    ExecutionId execution;
    ExecutionStatus status = ExecutionStatus::Succeeded;
    json::Value output;
    std::string error;
    std::string cause;
};

/// Functions, machines or events on disk changed, and the engine has taken the change up.
struct WorkspaceChanged {
    std::vector<std::string> paths; ///< relative to the workspace
};

/// Something the user should know that belongs to no invocation. Code and arguments, no words.
struct Notice {
    base::Error problem;
};

using EventBody =
    std::variant<EnvironmentStarted, EnvironmentPhaseChanged, InvocationArrived,
                 InvocationThrottled, InvocationStarted, InvocationFinished, InvocationHop,
                 AsyncEventMoved, ProvisionedConcurrencyChanged, LogLine, LogsDropped,
                 ExecutionStarted, ExecutionAdvanced, ExecutionFinished, WorkspaceChanged, Notice>;

struct Event {
    std::uint64_t sequence = 0; ///< from 1, without gaps, in the order of publication
    base::TimePoint at;
    EventBody body;
};

} // namespace ws::telemetry
