#include "engine/sandbox/environment.h"

#include "engine/base/utf8.h"

#include <algorithm>
#include <utility>

namespace ws::sandbox {

using telemetry::EndReason;
using telemetry::InvocationStatus;
using telemetry::Phase;

namespace {

constexpr std::size_t kTail = 4'096;
/// A runtime that reported an init error ends by itself; one that does not is helped.
constexpr base::Duration kInitErrorGrace = std::chrono::milliseconds{100};
/// For a runtime that is asked what it keeps; a value may take its time to describe itself.
constexpr base::Duration kStateLimit = std::chrono::seconds{2};
/// For all (lambda.md B1), and the runtime's part of it. Without extensions nobody is asked.
constexpr base::Duration kInternalBudget = std::chrono::milliseconds{500};
constexpr base::Duration kExternalBudget = std::chrono::milliseconds{2'000};
constexpr base::Duration kRuntimeShare = std::chrono::milliseconds{300};

} // namespace

Environment::Environment(const Parts& parts, Plan plan)
    : m_parts(parts)
    , m_plan(std::move(plan))
    , m_lines(m_plan.revision->configuration, m_plan.initializationType, m_plan.tenantId)
    , m_limit(parts.clock, [this] { onLimit(); })
    , m_rest(parts.clock, [this] { onRested(); })
    , m_stateLimit(parts.clock,
                   [this] {
                       answerState(base::Error{"sandbox.state.noAnswer", {}});
                   })
    , m_phaseBegan(parts.clock.now())
    , m_idleSince(m_phaseBegan) {}

Environment::~Environment() = default;

void Environment::start() {
    const function::Configuration& configuration = revision().configuration;
    BackendSpec spec;
    spec.environment = m_plan.id;
    spec.revision = m_plan.revision;
    spec.logGroup = function::logGroup(configuration);
    spec.logStream = m_plan.logStream;
    spec.initializationType = m_plan.initializationType;
    spec.tenantId = m_plan.tenantId;
    spec.begin = m_plan.begin;
    spec.network = m_plan.network;
    m_backend = m_parts.backends.create(spec, *this);
    m_parts.bus.publish(telemetry::EnvironmentStarted{
        m_plan.id, configuration.name, revision().version, m_plan.reason, configuration.memoryMb,
        m_plan.logStream, m_backend->notices(), m_plan.worker, spec.logGroup, m_plan.tenantId});
    m_processAlive = true;
    m_backend->start();
}

// --- what the owner asks for

void Environment::invoke(Work work) {
    m_work = std::move(work);
    m_rest.clear();
    beginWork();
}

void Environment::requestState(StateAnswer answer) {
    if (m_phase != Phase::Idle || m_work || m_ending || m_stateAnswer) {
        answer(base::Error{"sandbox.state.notIdle", {}});
        return;
    }
    if (const base::Status asked = m_backend->requestState(); !asked.ok()) {
        answer(asked.error());
        return;
    }
    m_frozen = false;
    m_rest.set(m_idleSince + m_plan.timing.idleTime);
    m_stateAnswer = std::move(answer);
    m_stateLimit.set(m_parts.clock.now() + kStateLimit);
}

void Environment::shutdown(EndReason reason) {
    if (m_ending || m_phase == Phase::Gone)
        return;
    m_ending = reason;
    m_parts.owner.onEnding(*this, reason);
    if (!m_work)
        orderEnd();
}

void Environment::kill(EndReason reason) {
    if (m_phase == Phase::Shutdown || m_phase == Phase::Gone)
        return;
    if (!m_ending) {
        m_ending = reason;
        m_parts.owner.onEnding(*this, reason);
    }
    if (!m_work) {
        orderEnd();
        return;
    }
    Exit exit;
    exit.kind = Exit::Kind::Signalled;
    exit.code = 9;
    if (!m_answer)
        m_answer = exitAnswer(exit);
    if (m_phase != Phase::Invoke && m_phase != Phase::SuppressedInit)
        m_workBegan = m_parts.clock.now();
    m_phaseFailed = true;
    Outcome outcome = makeOutcome({"error", m_answer->errorType});
    orderEnd();
    handOver(std::move(outcome));
}

// --- what the backend tells

void Environment::onStarted(base::TimePoint since) {
    if (m_phase != Phase::Starting)
        return; // of a suppressed init: its time runs since the invoke found no runtime
    beginPhase();
    m_phaseBegan = std::min(m_phaseBegan, since);
    m_limit.set(m_phaseBegan + m_plan.timing.initLimit);
}

/// The one after Starting.
void Environment::beginPhase() {
    const bool restores = m_plan.begin == BackendSpec::Begin::Restore;
    move(restores ? Trigger::RestoreStarted : Trigger::ProcessStarted);
    if (!keepsLogs())
        return;
    const base::TimePoint now = m_parts.clock.now();
    platformLine(restores ? m_lines.restoreStart(now) : m_lines.initStart(now));
}

void Environment::onNext() {
    switch (m_phase) {
    case Phase::Init:
        if (m_initError)
            return;
        m_limit.clear();
        reportInit({});
        if (m_work)
            m_initDuration = m_parts.clock.now() - m_phaseBegan;
        move(Trigger::InitSucceeded);
        if (m_work) {
            deliver();
        } else {
            rest();
            m_parts.owner.onInitialised(*this);
        }
        return;
    case Phase::Restore:
        if (!m_initError)
            endRestore();
        return;
    case Phase::SuppressedInit:
        if (!m_initError)
            deliver();
        return;
    case Phase::Invoke:
        if (m_answer)
            finishInvoke({});
        return;
    default:
        return;
    }
}

void Environment::onInitError(const RuntimeError& error) {
    const bool initialising =
        m_phase == Phase::Init || m_phase == Phase::Restore || m_phase == Phase::SuppressedInit;
    if (!initialising || m_initError)
        return;
    m_initError = error;
    m_limit.set(m_parts.clock.now() + kInitErrorGrace);
}

void Environment::onResponse(const std::string& requestId, std::string payload) {
    if (!awaitsAnswer(requestId))
        return;
    if (payload.size() > kResponseLimit)
        takeAnswer({InvocationStatus::FunctionError, responseTooLargePayload(),
                    "Function.ResponseSizeTooLarge"});
    else
        takeAnswer({InvocationStatus::Succeeded, std::move(payload), {}});
}

void Environment::onInvocationError(const std::string& requestId, const RuntimeError& error) {
    if (awaitsAnswer(requestId))
        takeAnswer({InvocationStatus::FunctionError, error.body, error.type, error.cause});
}

void Environment::onState(std::string state) {
    auto value = json::Value::parse(state);
    if (value.ok())
        answerState(std::move(*value));
    else
        answerState(base::Error{"sandbox.state.noAnswer", {}});
}

/// The idle time goes on as if nobody had asked.
void Environment::answerState(base::Result<json::Value> state) {
    const StateAnswer answer = std::exchange(m_stateAnswer, nullptr);
    if (!answer)
        return; // nobody asked, or it is too late
    m_stateLimit.clear();
    if (m_phase == Phase::Idle && !m_work && !m_ending)
        m_rest.set(std::min(m_parts.clock.now() + m_plan.timing.freezeAfter,
                            m_idleSince + m_plan.timing.idleTime));
    answer(std::move(state));
}

void Environment::onLog(std::vector<std::string> lines, telemetry::LogLine::Source source) {
    for (std::string& line : lines)
        publishLine(source, std::move(line));
}

void Environment::onLogDropped(std::int64_t records, std::int64_t bytes) {
    m_parts.bus.publish(telemetry::LogsDropped{m_plan.id, bytes});
    platformLine(m_lines.logsDropped(m_parts.clock.now(), kLogsTooFast,
                                     static_cast<std::uint64_t>(records),
                                     static_cast<std::uint64_t>(bytes)));
}

void Environment::onFailed(const Exit& exit) {
    m_frozen = false;
    if (m_phase == Phase::Reset || m_phase == Phase::Shutdown || m_phase == Phase::Gone)
        return; // it is being stopped already
    stopProcess(ShutdownReason::Failure);
    lose(exit);
}

void Environment::onExited(const Exit& exit) {
    m_processAlive = false;
    m_frozen = false;
    answerState(base::Error{"sandbox.state.noAnswer", {}});
    switch (m_phase) {
    case Phase::Reset:
        if (m_work)
            initialiseAgain();
        return;
    case Phase::Shutdown:
        m_limit.clear();
        move(Trigger::ProcessGone);
        m_parts.owner.onGone(*this);
        return;
    case Phase::Gone:
        return;
    default:
        lose(exit);
    }
}

/// In a phase in which there is a runtime to lose.
void Environment::lose(const Exit& exit) {
    switch (m_phase) {
    case Phase::Starting:
        beginPhase();
        lose(exit);
        return;
    case Phase::Restore:
        onExitedInRestore(exit);
        return;
    case Phase::Init:
        failInit({"error", m_initError ? m_initError->type : exitErrorType(exit)});
        if (m_work && !m_processAlive)
            initialiseAgain();
        return;
    case Phase::SuppressedInit:
        onExitedInSuppressedInit(exit);
        return;
    case Phase::Invoke:
        onExitedInInvoke(exit);
        return;
    case Phase::Idle:
        m_phaseFailed = true;
        move(Trigger::ProcessLost);
        return;
    default:
        return;
    }
}

// --- the work

void Environment::beginWork() {
    if (m_phase == Phase::Idle)
        deliver();
    else if (m_phase == Phase::Reset && !m_processAlive)
        initialiseAgain();
    // Else the end of INIT, or of the dying process, begins it.
}

void Environment::deliver() {
    const bool again = m_phase == Phase::SuppressedInit;
    if (!again)
        m_workBegan = m_parts.clock.now();
    move(Trigger::InvokeStarted);
    logStart();
    const base::TimePoint deadline = m_workBegan + timeout();
    m_limit.set(deadline);
    m_frozen = false;
    std::string trace = m_lines.readsTraces() ? m_work->traceId : std::move(m_work->traceId);
    m_backend->deliver({m_work->requestId, std::move(m_work->payload), deadline,
                        std::move(m_work->functionArn), std::move(trace),
                        std::move(m_work->clientContext), m_plan.tenantId});
}

void Environment::initialiseAgain() {
    move(Trigger::InitRestarted);
    m_workBegan = m_phaseBegan;
    m_limit.set(m_workBegan + timeout());
    m_processAlive = true;
    m_backend->start();
}

/// What the extensions still do is part of the invocation, but its caller need not wait for it.
void Environment::takeAnswer(Answer answer) {
    m_answer = std::move(answer);
    if (m_backend->extensions() == Extensions::None)
        return;
    Outcome sofar;
    sofar.invocation = m_work->invocation;
    sofar.status = m_answer->status;
    sofar.payload = m_answer->payload;
    sofar.errorType = m_answer->errorType;
    sofar.duration = std::min(m_parts.clock.now() - m_workBegan, timeout());
    sofar.init = m_initDuration;
    sofar.restore = m_restoreDuration;
    sofar.billed = m_plan.billing.billed(sofar.duration + m_billedRestore, sofar.init);
    sofar.maxMemoryUsedMb = m_backend->maxMemoryUsedMb();
    sofar.log = m_tail;
    base::keepTail(sofar.log, kTail);
    m_parts.owner.onResponded(*this, std::move(sofar));
}

bool Environment::awaitsAnswer(const std::string& requestId) const {
    return m_phase == Phase::Invoke && !m_answer && m_work && m_work->requestId == requestId;
}

// --- limits

void Environment::onLimit() {
    switch (m_phase) {
    case Phase::Init:
        onInitLimit();
        return;
    case Phase::Restore:
        stopProcess(m_initError ? ShutdownReason::Failure : ShutdownReason::Timeout);
        if (!m_initError)
            failRestore({"timeout", {}}, kSnapStartTimeout);
        return;
    case Phase::SuppressedInit:
        if (m_initError && m_parts.clock.now() < m_workBegan + timeout())
            stopProcess(ShutdownReason::Failure);
        else
            onTimeout();
        return;
    case Phase::Invoke:
        onTimeout();
        return;
    case Phase::Shutdown: // nothing was alive when the end was ordered
        onExited({});
        return;
    default:
        return;
    }
}

void Environment::onInitLimit() {
    if (m_initError) {
        stopProcess(ShutdownReason::Failure);
        return;
    }
    stopProcess(ShutdownReason::Timeout);
    failInit({"timeout", {}});
}

void Environment::onTimeout() {
    const std::string text = timedOutText(timeout());
    if (m_phase == Phase::SuppressedInit)
        reportInit({"timeout", {}});
    logStart();
    platformLine(m_lines.timedOut(m_parts.clock.now(), m_work->requestId, timeout()));
    stopProcess(ShutdownReason::Timeout);
    failInvoke({InvocationStatus::TimedOut,
                faultPayload("Sandbox.Timedout", m_work->requestId, text), "Sandbox.Timedout"},
               {"timeout", {}});
}

void Environment::onRested() {
    if (m_work || m_ending)
        return;
    if (isPastIdleTime()) {
        shutdown(EndReason::IdleTimeout);
        return;
    }
    if (m_phase == Phase::Idle && !m_frozen) {
        m_frozen = true;
        m_backend->freeze();
    }
    m_rest.set(m_idleSince + m_plan.timing.idleTime);
}

bool Environment::isPastIdleTime() const {
    return m_parts.clock.now() - m_idleSince >= m_plan.timing.idleTime;
}

void Environment::rest() {
    m_idleSince = m_parts.clock.now();
    const auto untilFreeze = std::min(m_plan.timing.freezeAfter, m_plan.timing.idleTime);
    m_rest.set(m_idleSince + untilFreeze);
}

// --- failures

void Environment::reportInit(const Failure& failure) {
    if (!keepsLogs())
        return;
    const bool suppressed = m_phase == Phase::SuppressedInit;
    if (suppressed && m_plan.begin == BackendSpec::Begin::Restore)
        return reportRestore(failure);
    const base::Duration spent = m_parts.clock.now() - m_phaseBegan;
    const base::Duration limit = suppressed ? timeout() : m_plan.timing.initLimit;
    const InitFigures figures{std::min(spent, limit), suppressed ? "invoke" : "init",
                              failure.status, failure.errorType};
    platformLine(m_lines.initDone(m_parts.clock.now(), figures));
    platformLine(m_lines.initReport(m_parts.clock.now(), figures));
}

// --- restoring

void Environment::reportRestore(const Failure& failure) {
    if (!keepsLogs())
        return;
    const base::TimePoint now = m_parts.clock.now();
    const RestoreFigures figures{std::min(now - m_phaseBegan, m_plan.timing.initLimit),
                                 failure.status, failure.errorType};
    platformLine(m_lines.restoreDone(now, figures));
    platformLine(m_lines.restoreReport(now, figures));
}

/// What is billed is the function's own code, not what brings the snapshot back.
void Environment::endRestore() {
    m_limit.clear();
    const base::TimePoint now = m_parts.clock.now();
    reportRestore({});
    const base::Duration own = now - m_restoring.value_or(now);
    if (m_work) {
        m_restoreDuration = now - m_phaseBegan;
        m_billedRestore = billedFor(own);
    }
    move(Trigger::InitSucceeded);
    if (m_work) {
        deliver();
    } else {
        rest();
        m_parts.owner.onInitialised(*this);
    }
}

/// Whoever waits is refused, for its invocation never ran; this environment is of no more use.
void Environment::failRestore(const Failure& failure, std::string refusal) {
    reportRestore(failure);
    m_limit.clear();
    m_initError.reset();
    m_phaseFailed = true;
    if (!m_ending) {
        m_ending = EndReason::InitFailed;
        m_parts.owner.onEnding(*this, EndReason::InitFailed);
    }
    move(Trigger::InitFailed);
    if (!m_work) {
        orderEnd();
        return;
    }
    Outcome outcome;
    outcome.invocation = m_work->invocation;
    outcome.status = InvocationStatus::Refused;
    outcome.errorType = std::move(refusal);
    handOver(std::move(outcome));
}

void Environment::failInit(const Failure& failure) {
    reportInit(failure);
    m_limit.clear();
    m_initError.reset();
    m_phaseFailed = true;
    move(Trigger::InitFailed);
    if (!m_work) {
        rest();
        m_parts.owner.onInitFailed(*this);
    }
}

void Environment::onExitedInRestore(const Exit& exit) {
    const bool lacks = exit.kind == Exit::Kind::NoSnapshot;
    failRestore({"error", m_initError ? m_initError->type : exitErrorType(exit)},
                lacks ? kNoSnapshot : kSnapStartFailed);
}

void Environment::onExitedInSuppressedInit(const Exit& exit) {
    Answer answer = exitAnswer(exit);
    if (m_initError)
        answer = {InvocationStatus::FunctionError, m_initError->body, m_initError->type,
                  m_initError->cause};
    const Failure failure{"error", answer.errorType};
    reportInit(failure);
    logStart();
    failInvoke(std::move(answer), failure);
}

void Environment::onExitedInInvoke(const Exit& exit) {
    m_outOfMemory = exit.kind == Exit::Kind::OutOfMemory;
    Answer answer = exitAnswer(exit);
    platformLine(m_lines.exitReason(m_work->requestId, exit));
    platformLine(m_lines.exitType(answer.errorType));
    const Failure failure{"error", answer.errorType};
    failInvoke(std::move(answer), failure);
}

void Environment::failInvoke(Answer answer, const Failure& failure) {
    // A response that was given before the runtime failed has already reached the caller.
    if (!m_answer)
        m_answer = std::move(answer);
    m_initError.reset();
    finishInvoke(failure);
}

void Environment::finishInvoke(const Failure& failure) {
    m_limit.clear();
    const bool failed = !failure.status.empty();
    m_phaseFailed = failed || m_answer->status != InvocationStatus::Succeeded;
    Outcome outcome = makeOutcome(failure);
    if (!failed)
        move(Trigger::InvokeFinished);
    else
        move(m_phase == Phase::Invoke ? Trigger::InvokeFailed : Trigger::InitFailed);
    handOver(std::move(outcome));
}

Outcome Environment::makeOutcome(const Failure& failure) {
    Outcome outcome;
    outcome.invocation = m_work->invocation;
    outcome.status = m_answer->status;
    outcome.payload = std::move(m_answer->payload);
    outcome.errorType = std::move(m_answer->errorType);
    outcome.duration = std::min(m_parts.clock.now() - m_workBegan, timeout());
    outcome.init = std::exchange(m_initDuration, std::nullopt);
    outcome.restore = std::exchange(m_restoreDuration, std::nullopt);
    const base::Duration billedRestore = std::exchange(m_billedRestore, base::Duration{0});
    outcome.billed = m_plan.billing.billed(outcome.duration + billedRestore, outcome.init);
    outcome.errorCause = std::move(m_answer->cause);
    const int memorySizeMb = revision().configuration.memoryMb;
    outcome.maxMemoryUsedMb =
        std::exchange(m_outOfMemory, false) ? memorySizeMb : m_backend->maxMemoryUsedMb();
    if (m_backend->extensions() != Extensions::None)
        m_backend->report({m_work->requestId, outcome.status, outcome.errorType, outcome.duration,
                           outcome.billed, outcome.init, outcome.restore, billedRestore,
                           outcome.maxMemoryUsedMb});
    if (!keepsLogs())
        return outcome;
    logStart();
    const bool posted = failure.status.empty() && outcome.status != InvocationStatus::Succeeded;
    const Failure told =
        posted && m_lines.namesFunctionErrors() ? Failure{"error", outcome.errorType} : failure;
    const ReportFigures figures{outcome.duration,        outcome.billed,  memorySizeMb,
                                outcome.maxMemoryUsedMb, outcome.init,    told.status,
                                told.errorType,          outcome.restore, billedRestore};
    const base::TimePoint now = m_parts.clock.now();
    platformLine(m_lines.end(now, m_work->requestId, figures));
    platformLine(m_lines.report(now, m_work->requestId, figures, m_work->traceId));
    base::keepTail(m_tail, kTail);
    outcome.log = std::exchange(m_tail, {});
    return outcome;
}

/// The caller's callback may give the next work at once; only a rest that follows costs anything.
void Environment::handOver(Outcome&& outcome) {
    m_work.reset();
    m_answer.reset();
    m_startLogged = false;
    m_idleSince = m_parts.clock.now();
    m_parts.owner.onAnswered(*this, std::move(outcome));
    if (m_work || m_phase == Phase::Shutdown || m_phase == Phase::Gone)
        return;
    if (m_ending)
        orderEnd();
    else
        rest();
}

// --- the end

void Environment::orderEnd() {
    if (m_phase == Phase::Shutdown || m_phase == Phase::Gone)
        return;
    answerState(base::Error{"sandbox.state.noAnswer", {}});
    m_rest.clear();
    m_limit.clear();
    move(Trigger::EndOrdered);
    if (m_processAlive)
        stopProcess(ShutdownReason::Spindown);
    else
        m_limit.set(m_parts.clock.now());
}

void Environment::stopProcess(ShutdownReason reason) {
    m_backend->stop(stopOrder(reason));
}

StopOrder Environment::stopOrder(ShutdownReason reason) const {
    switch (m_backend->extensions()) {
    case Extensions::External:
        return {kExternalBudget, kRuntimeShare, reason};
    case Extensions::Internal:
        return {kInternalBudget, kInternalBudget, reason};
    case Extensions::None:
        break;
    }
    return {base::Duration{0}, base::Duration{0}, reason};
}

// --- saying what happens

void Environment::move(Trigger trigger) {
    const auto next = lifecycle().next(m_phase, trigger);
    if (!next)
        return;
    m_phase = *next;
    m_phaseBegan = m_parts.clock.now();
    const bool serving = m_phase == Phase::Invoke || m_phase == Phase::SuppressedInit;
    telemetry::EnvironmentPhaseChanged change;
    change.environment = m_plan.id;
    change.phase = m_phase;
    if (serving && m_work)
        change.invocation = m_work->invocation;
    change.failed = std::exchange(m_phaseFailed, false);
    if (m_phase == Phase::Shutdown || m_phase == Phase::Gone)
        change.endReason = m_ending;
    m_parts.bus.publish(std::move(change));
}

void Environment::logStart() {
    if (std::exchange(m_startLogged, true) || !keepsLogs())
        return;
    m_tail.reserve(m_tail.size() + 384); // what a quiet invoke logs
    platformLine(m_lines.start(m_parts.clock.now(), m_work->requestId, revision().version));
}

void Environment::platformLine(std::string text) {
    if (!text.empty()) // below the system level
        publishLine(telemetry::LogLine::Source::Platform, std::move(text));
}

void Environment::publishLine(telemetry::LogLine::Source source, std::string text) {
    if (!keepsLogs())
        return;
    const bool serving = m_phase == Phase::Invoke || m_phase == Phase::SuppressedInit;
    telemetry::LogLine line;
    line.environment = m_plan.id;
    line.function = revision().configuration.name;
    line.source = source;
    if (m_work && (serving || m_startLogged)) {
        line.invocation = m_work->invocation;
        m_tail.append(text).push_back('\n');
        if (m_tail.size() > 4 * kTail)
            m_tail.erase(0, m_tail.size() - kTail);
    }
    line.text = std::move(text);
    m_parts.bus.publish(std::move(line));
}

Environment::Answer Environment::exitAnswer(const Exit& exit) const {
    std::string type = exitErrorType(exit);
    std::string payload = faultPayload(type, m_work->requestId, exitText(exit));
    return {InvocationStatus::RuntimeExited, std::move(payload), std::move(type)};
}

base::Duration Environment::timeout() const {
    return std::chrono::seconds{revision().configuration.timeoutSeconds};
}

} // namespace ws::sandbox
