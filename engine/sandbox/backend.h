#pragma once

#include "engine/base/clock.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/function/configuration.h"
#include "engine/telemetry/events.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The seam between an execution environment's lifecycle (Environment: states, limits, accounting,
/// log lines; the same code for real and simulated fleets) and what carries it out (Backend: a
/// process tree with a Runtime API endpoint, or a simulation).
namespace ws::sandbox {

/// Everything one environment is made from.
struct BackendSpec {
    base::EnvironmentId environment{};
    std::shared_ptr<const function::Revision> revision;
    std::string logGroup;
    std::string logStream;
    std::string initializationType = "on-demand";
    std::string tenantId; ///< of every invoke; empty: the function is not isolated by tenant
    /// How its runtime comes to be.
    enum class Begin : std::uint8_t {
        Init,
        Snapshot, ///< INIT, and then it is what others of the same revision are restored from
        Restore,  ///< from the snapshot of its revision, when that is taken
    };
    Begin begin = Begin::Init;
    /// What it reaches beside its own Runtime API.
    enum class Network : std::uint8_t { None, Outside };
    Network network = Network::None;
};

/// One event to be handed to the runtime: what GET /next answers with (lambda.md B5).
struct Delivery {
    std::string requestId;
    std::string payload; ///< JSON text
    base::TimePoint deadline;
    std::string functionArn; ///< qualified as invoked
    std::string traceId;
    std::string clientContext; ///< JSON or empty
    std::string tenantId = {}; ///< or empty
};

/// An error object that a runtime posted to /error or /init/error.
struct RuntimeError {
    std::string type;       ///< normalised Lambda-Runtime-Function-Error-Type
    std::string body;       ///< JSON text as posted
    std::string cause = {}; ///< Lambda-Runtime-Function-XRay-Error-Cause, JSON text or empty
};

/// How a runtime's process ended.
struct Exit {
    enum class Kind { Exited, Signalled, OutOfMemory, NotStarted, Extension, NoSnapshot };
    Kind kind = Kind::Exited;
    int code = 0;          ///< exit status, or the signal's number
    std::string errorType; ///< with NotStarted and Extension: "Runtime.InvalidEntrypoint" ...
    std::string message;   ///< with NotStarted and Extension: the service's text
};

/// Which extensions an environment has; external ones count more.
enum class Extensions : std::uint8_t { None, Internal, External };

enum class ShutdownReason : std::uint8_t { Spindown, Timeout, Failure };

/// How an environment's processes are to end.
struct StopOrder {
    base::Duration budget{0};        ///< for everybody; 0 kills at once
    base::Duration runtimeBudget{0}; ///< the part of it between the runtime's SIGTERM and SIGKILL
    ShutdownReason reason = ShutdownReason::Spindown; ///< what extensions are told
};

/// How an invocation ended and what it cost, for those in the environment who want to know.
struct InvokeReport {
    std::string requestId;
    telemetry::InvocationStatus status = telemetry::InvocationStatus::Succeeded;
    std::string errorType;
    base::Duration duration{0};
    base::Duration billed{0};
    std::optional<base::Duration> init;
    std::optional<base::Duration> restore;
    base::Duration billedRestore{0}; ///< with `restore`
    int maxMemoryUsedMb = 0;
};

/// The reason of platform.logsDropped for output that came too fast; not the service's words, which
/// has no such limit.
inline constexpr const char* kLogsTooFast = "The output came faster than it is taken.";

/// What a backend tells its environment. Never called from inside a Backend method; always in the
/// engine's thread; nothing comes after onExited until start() is called again.
class BackendListener {
public:
    virtual ~BackendListener() = default;
    /// The process and its endpoint exist: INIT began at `since`, which is earlier than now when
    /// the news was late (what came before is not billed).
    virtual void onStarted(base::TimePoint since) = 0;
    /// The runtime and every extension ask for the next event: INIT or the current invoke is over.
    virtual void onNext() = 0;
    virtual void onInitError(const RuntimeError& error) = 0;
    /// The snapshot is back: from here to onNext the function's own code runs.
    virtual void onRestoring() {}
    virtual void onResponse(const std::string& requestId, std::string payload) = 0;
    virtual void onInvocationError(const std::string& requestId, const RuntimeError& error) = 0;
    /// Complete lines, without newline, in order. Lines longer than 256 KiB arrive cut.
    /// Platform lines are what the service says about extensions.
    virtual void onLog(std::vector<std::string> lines, telemetry::LogLine::Source source) = 0;
    /// What requestState() asked for, as JSON text (Environment::requestState says what is in it).
    virtual void onState(std::string) {}
    /// Output that was thrown away because it came faster than the limit; with kLogsTooFast.
    virtual void onLogDropped(std::int64_t records, std::int64_t bytes) = 0;
    /// The runtime ended or an extension failed while others still run: stop() is due, and
    /// onExited follows it.
    virtual void onFailed(const Exit& exit) = 0;
    /// The whole process tree is gone.
    virtual void onExited(const Exit& exit) = 0;
};

/// One environment's machinery. /tmp and the endpoint live as long as the Backend; start() may be
/// called again after onExited (a reset keeps /tmp). Destroying it kills everything at once.
class Backend {
public:
    virtual ~Backend() = default;
    virtual void start() = 0;
    /// Valid after onNext; thaws first when frozen.
    virtual void deliver(const Delivery& delivery) = 0;
    virtual void freeze() = 0;
    /// Valid after onNext and before the next deliver(); thaws first when frozen and leaves it so.
    /// Ends in onState or onExited. Error "sandbox.state.notSupported" for runtimes that are not
    /// ours.
    virtual base::Status requestState() { return base::Error{"sandbox.state.notSupported", {}}; }
    /// SIGTERM to the runtime, SHUTDOWN to the extensions that want it, then SIGKILL. Ends in
    /// onExited.
    virtual void stop(const StopOrder& order) = 0;
    /// Those that take part since start().
    virtual Extensions extensions() const { return Extensions::None; }
    /// Only when there are extensions.
    virtual void report(const InvokeReport&) {}
    /// Peak resident memory of the tree in MB since the last deliver() (or start).
    virtual int maxMemoryUsedMb() const = 0;
    /// Codes of what this machine could not give ("isolation.noUserNamespaces",
    /// "limits.memoryPolled" ...); empty when everything is in force.
    virtual std::vector<std::string> notices() const { return {}; }
};

class BackendFactory {
public:
    virtual ~BackendFactory() = default;
    /// `listener` is not owned and outlives the backend.
    virtual std::unique_ptr<Backend> create(const BackendSpec& spec, BackendListener& listener) = 0;
};

} // namespace ws::sandbox
