#include "engine/execution/core.h"

#include "engine/base/ids.h"
#include "engine/execution/servicereply.h"
#include "engine/execution/tasktoken.h"

namespace ws::execution {

using json::Value;
using statemachine::Integration;
using statemachine::TaskFields;
using Type = telemetry::HistoryEventType;

static std::optional<std::int64_t> whole(const std::optional<double>& seconds) {
    if (!seconds)
        return std::nullopt;
    return static_cast<std::int64_t>(*seconds);
}

static base::Duration duration(double seconds) {
    return base::Duration{static_cast<std::int64_t>(seconds * 1e6)};
}

void Interpreter::Core::performTask(Strand& strand, const TaskFields& fields,
                                    const Value& context) {
    if (auto failure = readCall(strand, fields, context))
        return fail(strand, std::move(*failure));
    if (isMocked(strand))
        return useMock(strand);
    if (m_mocks && m_mocks->has(nameOf(strand)))
        return callMock(strand, fields);
    if (fields.integration.kind == Integration::Kind::Function)
        return callFunction(strand, fields);
    if (fields.integration.kind == Integration::Kind::Activity)
        return callActivity(strand, fields);
    if (fields.integration.is("lambda", "invoke"))
        return callLambdaInvoke(strand, fields);
    callService(strand, fields);
}

/// What the task needs to know beside its parameters. A plain call of a function needs nothing.
Interpreter::Core::MaybeFailure
Interpreter::Core::readCall(Strand& strand, const TaskFields& fields, const Value& context) {
    // All of it is made from the state's input, not from its Parameters.
    Value input = strand.input;
    if (auto failure = applyDataPath(strand, context, stateOf(strand).inputPath, input))
        return failure;
    std::optional<double> seconds;
    std::optional<double> heartbeat;
    if (auto failure =
            secondsOf(strand, fields.timeout, "TimeoutSecondsPath", input, context, seconds))
        return failure;
    if (auto failure =
            secondsOf(strand, fields.heartbeat, "HeartbeatSecondsPath", input, context, heartbeat))
        return failure;
    Value credentials;
    if (fields.credentials) {
        if (auto failure = evaluate(strand, *fields.credentials, input, context, credentials))
            return failure;
    }
    const bool isPlain = !seconds && !heartbeat && !fields.credentials &&
                         fields.integration.kind == Integration::Kind::Function;
    if (isPlain)
        return {};
    if (!strand.call) // a task with a token has had it for its parameters
        strand.call = std::make_unique<OpenCall>();
    strand.call->seconds = seconds;
    strand.call->heartbeatSeconds = heartbeat;
    strand.call->roleArn = credentials["RoleArn"].toString();
    return {};
}

TaskId Interpreter::Core::openTask(Strand& strand) {
    strand.stage = Strand::Stage::Calling;
    strand.task = TaskId{++m_lastTask};
    m_tasks.emplace(strand.task, &strand);
    return strand.task;
}

void Interpreter::Core::startDeadlines(Strand& strand) {
    if (!strand.call)
        return;
    if (strand.call->seconds)
        strand.deadline =
            startTimer(&strand, WakeKind::Deadline, m_now + duration(*strand.call->seconds));
    startHeartbeat(strand);
}

void Interpreter::Core::startHeartbeat(Strand& strand) {
    OpenCall& call = *strand.call;
    cancelTimer(call.heartbeat);
    if (call.heartbeatSeconds)
        call.heartbeat =
            startTimer(&strand, WakeKind::Heartbeat, m_now + duration(*call.heartbeatSeconds));
}

Strand* Interpreter::Core::strandOf(TaskId task) const {
    const auto found = m_tasks.find(task);
    return found == m_tasks.end() ? nullptr : found->second;
}

void Interpreter::Core::closeTask(Strand& strand) {
    m_tasks.erase(strand.task);
    strand.task = {};
    cancelTimer(strand.deadline);
    if (strand.call)
        cancelTimer(strand.call->heartbeat);
    strand.call.reset();
}

std::int64_t Interpreter::Core::recordFunction(Strand& strand, const TaskFields& fields) {
    const auto name = base::FunctionName::parse(fields.resource);
    auto details = std::make_unique<Details>();
    details->resource = base::Arn::looksLikeOne(fields.resource)
                            ? fields.resource
                            : base::functionArn(name.name, name.qualifier);
    if (strand.call) {
        details->timeoutInSeconds = whole(strand.call->seconds);
        details->credentialsRole = strand.call->roleArn;
    }
    chain(strand, Type::LambdaFunctionScheduled, {nullptr, strand.effective, std::move(details)});
    const std::int64_t scheduled = strand.lastEvent;
    chain(strand, Type::LambdaFunctionStarted);
    return scheduled;
}

void Interpreter::Core::callFunction(Strand& strand, const TaskFields& fields) {
    TaskRequest request;
    request.state = stateOf(strand).name;
    request.function = fields.resource;
    request.payload = strand.effective;
    request.scheduledEvent = recordFunction(strand, fields);
    if (strand.call)
        request.roleArn = strand.call->roleArn;
    m_commands.emplace_back(
        ScheduleTask{openTask(strand), std::move(request), childOf(*strand.run)});
    startDeadlines(strand);
}

/// The members of every Task event: "lambda", "invoke".
Interpreter::Core::DetailsPtr Interpreter::Core::serviceDetails(const TaskFields& fields) const {
    auto details = std::make_unique<Details>();
    details->resourceType = fields.integration.resourceType;
    details->resource = fields.integration.resource;
    return details;
}

/// Those of functions and activities name nothing.
Interpreter::Core::DetailsPtr Interpreter::Core::failureDetails(const TaskFields& fields,
                                                                const Failure& failure) const {
    auto details =
        fields.integration.isService() ? serviceDetails(fields) : std::make_unique<Details>();
    details->error = failure.error;
    details->cause = failure.cause;
    return details;
}

Failure Interpreter::Core::unusableParameters(const Strand& strand, const std::string& why) {
    return Failure::runtime("The Parameters '" + strand.effective.dump() +
                            "' could not be used to start the Task: [" + why + "]");
}

std::int64_t Interpreter::Core::recordScheduled(Strand& strand, const TaskFields& fields) {
    auto details = serviceDetails(fields);
    details->parameters = strand.effective;
    details->region = base::kRegion;
    details->timeoutInSeconds = whole(strand.call->seconds);
    details->heartbeatInSeconds = whole(strand.call->heartbeatSeconds);
    details->credentialsRole = strand.call->roleArn;
    chain(strand, Type::TaskScheduled, {nullptr, {}, std::move(details)});
    const std::int64_t scheduled = strand.lastEvent;
    chain(strand, Type::TaskStarted, {nullptr, {}, serviceDetails(fields)});
    return scheduled;
}

void Interpreter::Core::callLambdaInvoke(Strand& strand, const TaskFields& fields) {
    if (const std::string problem = parameterProblem(fields.integration, strand.effective);
        !problem.empty())
        return fail(strand, unusableParameters(strand, problem));
    TaskRequest request = invokeRequest(strand.effective);
    request.state = stateOf(strand).name;
    request.roleArn = strand.call->roleArn;
    request.scheduledEvent = recordScheduled(strand, fields);
    const TaskId task = openTask(strand);
    if (fields.integration.waitsForToken())
        m_commands.emplace_back(OpenToken{task, strand.call->token});
    m_commands.emplace_back(ScheduleTask{task, std::move(request), childOf(*strand.run)});
    startDeadlines(strand);
}

void Interpreter::Core::take(const TaskFinishedInput& input) {
    Strand* strand = strandOf(input.task);
    if (!strand)
        return;
    const auto& fields = std::get<TaskFields>(stateOf(*strand).fields);
    if (fields.integration.isService())
        invokeEnded(*strand, fields, input.outcome);
    else
        functionEnded(*strand, fields, input.outcome);
}

void Interpreter::Core::functionEnded(Strand& strand, const TaskFields& fields,
                                      const TaskOutcome& outcome) {
    closeTask(strand);
    if (!outcome.error.empty())
        return taskFailed(strand, fields, Type::LambdaFunctionFailed,
                          {outcome.error, outcome.cause, false});
    if (auto failure = tooLarge(outcome.result, fields.resource))
        return taskFailed(strand, fields, Type::LambdaFunctionFailed, std::move(*failure));
    taskSucceeded(strand, fields, Type::LambdaFunctionSucceeded, outcome.result);
}

void Interpreter::Core::invokeEnded(Strand& strand, const TaskFields& fields,
                                    const TaskOutcome& outcome) {
    const bool waits = fields.integration.waitsForToken();
    const Type failed = waits ? Type::TaskSubmitFailed : Type::TaskFailed;
    if (!waits)
        closeTask(strand);
    if (!outcome.error.empty())
        return taskFailed(strand, fields, failed, {outcome.error, outcome.cause, false});
    if (auto failure = tooLarge(outcome.result, fields.integration.resourceType))
        return taskFailed(strand, fields, failed, std::move(*failure));
    Value result = invokeResult(outcome, strand.effective, m_now);
    if (waits)
        return taskSubmitted(strand, fields, std::move(result));
    taskSucceeded(strand, fields, Type::TaskSucceeded, std::move(result));
}

void Interpreter::Core::taskSucceeded(Strand& strand, const TaskFields& fields, Type type,
                                      Value result) {
    chain(strand, type,
          {nullptr, result, fields.integration.isService() ? serviceDetails(fields) : nullptr});
    complete(strand, std::move(result));
}

void Interpreter::Core::taskFailed(Strand& strand, const TaskFields& fields, Type type,
                                   Failure failure) {
    chain(strand, type, {nullptr, {}, failureDetails(fields, failure)});
    fail(strand, std::move(failure));
}

static Type timedOutEvent(const TaskFields& fields) {
    switch (fields.integration.kind) {
    case Integration::Kind::Function:
        return Type::LambdaFunctionTimedOut;
    case Integration::Kind::Activity:
        return Type::ActivityTimedOut;
    default:
        return Type::TaskTimedOut;
    }
}

void Interpreter::Core::taskTimedOut(Strand& strand, std::string_view alias) {
    const auto& fields = std::get<TaskFields>(stateOf(strand).fields);
    releaseWork(strand);
    taskFailed(strand, fields, timedOutEvent(fields),
               {kTimeoutError, std::nullopt, false, {}, alias});
}

} // namespace ws::execution
