#include "engine/execution/core.h"

#include "engine/execution/servicereply.h"
#include "engine/execution/tasktoken.h"

namespace ws::execution {

using json::Value;
using statemachine::Integration;
using statemachine::IntegrationPattern;
using statemachine::TaskFields;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;

void Interpreter::Core::openToken(Strand& strand) {
    const auto* fields = std::get_if<TaskFields>(&stateOf(strand).fields);
    if (!fields || !fields->integration.waitsForToken())
        return;
    strand.call = std::make_unique<OpenCall>();
    strand.call->token = makeTaskToken(m_setup.random);
}

void Interpreter::Core::callActivity(Strand& strand, const TaskFields& fields) {
    OpenCall& call = *strand.call;
    call.token = makeTaskToken(m_setup.random);
    recordActivity(strand, fields);
    m_commands.emplace_back(
        OfferActivity{openTask(strand), fields.resource, call.token, strand.effective});
}

void Interpreter::Core::recordActivity(Strand& strand, const TaskFields& fields) {
    const OpenCall& call = *strand.call;
    auto details = std::make_unique<Details>();
    details->resource = fields.resource;
    if (call.seconds)
        details->timeoutInSeconds = static_cast<std::int64_t>(*call.seconds);
    if (call.heartbeatSeconds)
        details->heartbeatInSeconds = static_cast<std::int64_t>(*call.heartbeatSeconds);
    chain(strand, Type::ActivityScheduled, {nullptr, strand.effective, std::move(details)});
}

/// Only now the deadlines begin: a task may lie there for long until somebody takes it.
void Interpreter::Core::take(const TaskStartedInput& input) {
    Strand* strand = strandOf(input.task);
    if (!strand || !strand->call || strand->call->phase == OpenCall::Phase::Submitted)
        return;
    recordTaken(*strand, input.worker);
    startDeadlines(*strand);
}

void Interpreter::Core::recordTaken(Strand& strand, const std::string& worker) {
    strand.call->phase = OpenCall::Phase::Submitted;
    auto details = std::make_unique<Details>();
    details->workerName = worker;
    chain(strand, Type::ActivityStarted, {nullptr, {}, std::move(details)});
}

void Interpreter::Core::take(const TaskHeartbeatInput& input) {
    if (Strand* strand = strandOf(input.task); strand && strand->call)
        startHeartbeat(*strand);
}

void Interpreter::Core::callService(Strand& strand, const TaskFields& fields) {
    const Integration& integration = fields.integration;
    const bool isChild = integration.is("states", "startExecution");
    const bool runs =
        statemachine::integrationProblem(integration) == statemachine::IntegrationProblem::None &&
        (isChild || (m_setup.offers && m_setup.offers(integration)));
    if (!runs)
        return fail(strand, Failure::runtime("The resource '" + fields.resource +
                                             "' is an integration that does not run locally yet."));
    if (const std::string problem = parameterProblem(integration, strand.effective);
        !problem.empty())
        return fail(strand, unusableParameters(strand, problem));
    const std::int64_t scheduled = recordScheduled(strand, fields);
    if (isChild)
        return startChild(strand, fields, scheduled);
    ServiceRequest request;
    request.executionArn = strand.run->arn;
    request.machineArn = m_setup.machineArn;
    request.state = stateOf(strand).name;
    request.scheduledEvent = scheduled;
    request.integration = integration;
    request.parameters =
        apiParameters(integration, strand.effective, strand.run->arn, m_setup.machineArn);
    request.roleArn = strand.call->roleArn;
    const TaskId task = openTask(strand);
    if (integration.waitsForToken())
        m_commands.emplace_back(OpenToken{task, strand.call->token});
    m_commands.emplace_back(CallService{task, std::move(request)});
    startDeadlines(strand);
}

void Interpreter::Core::startChild(Strand& strand, const TaskFields& fields,
                                   std::int64_t scheduled) {
    const Value& parameters = strand.effective;
    const Value& input = parameters["Input"];
    StartChild child;
    child.machineArn = parameters["StateMachineArn"].toString();
    child.name = parameters["Name"].toString();
    child.inputText = input.isNull()     ? "{}"
                      : input.isString() ? input.toString() // the text is the JSON
                                         : input.dump();
    child.roleArn = strand.call->roleArn;
    child.parentArn = strand.run->arn;
    child.state = stateOf(strand).name;
    child.scheduledEvent = scheduled;
    if (fields.integration.waitsForJob())
        child.await = StartChild::Await::Yes;
    child.task = openTask(strand);
    if (fields.integration.waitsForToken())
        m_commands.emplace_back(OpenToken{child.task, strand.call->token});
    m_commands.emplace_back(std::move(child));
    startDeadlines(strand);
}

void Interpreter::Core::take(const ServiceRepliedInput& input) {
    Strand* strand = strandOf(input.task);
    if (!strand)
        return;
    const auto& fields = std::get<TaskFields>(stateOf(*strand).fields);
    // The job has been asked for again, by a program that came back.
    const bool again = strand->call && strand->call->phase == OpenCall::Phase::Submitted;
    if (again && !input.reply.failed())
        return;
    ServiceReply reply = input.reply;
    if (reply.requestId.empty())
        reply.requestId = m_setup.random.uuid();
    TaskResult result = serviceResult(fields.integration, reply, m_now);
    const bool goesOn = !again && fields.integration.pattern != IntegrationPattern::RequestResponse;
    if (result.failed())
        return taskFailed(*strand, fields, goesOn ? Type::TaskSubmitFailed : Type::TaskFailed,
                          {std::move(result.error), std::move(result.cause), false});
    if (auto failure = tooLarge(result.output, fields.integration.resourceType))
        return taskFailed(*strand, fields, goesOn ? Type::TaskSubmitFailed : Type::TaskFailed,
                          std::move(*failure));
    if (goesOn)
        return taskSubmitted(*strand, fields, std::move(result.output));
    closeTask(*strand);
    taskSucceeded(*strand, fields, Type::TaskSucceeded, std::move(result.output));
}

void Interpreter::Core::taskSubmitted(Strand& strand, const TaskFields& fields, Value output) {
    chain(strand, Type::TaskSubmitted, {nullptr, std::move(output), serviceDetails(fields)});
    strand.call->phase = OpenCall::Phase::Submitted;
    if (auto early = std::exchange(strand.call->early, std::nullopt))
        taskAnswered(strand, *early);
}

void Interpreter::Core::take(const TaskAnsweredInput& input) {
    Strand* strand = strandOf(input.task);
    if (!strand || !strand->call)
        return;
    if (strand->call->phase == OpenCall::Phase::Called)
        strand->call->early = input; // by who was called, before it said that it had been called
    else
        taskAnswered(*strand, input);
}

/// Success, failure.
static std::pair<Type, Type> endEvents(Integration::Kind kind) {
    switch (kind) {
    case Integration::Kind::Activity:
        return {Type::ActivitySucceeded, Type::ActivityFailed};
    case Integration::Kind::Function: // a mocked one
        return {Type::LambdaFunctionSucceeded, Type::LambdaFunctionFailed};
    default:
        return {Type::TaskSucceeded, Type::TaskFailed};
    }
}

void Interpreter::Core::taskAnswered(Strand& strand, const TaskAnsweredInput& answer) {
    const auto& fields = std::get<TaskFields>(stateOf(strand).fields);
    const auto [succeeded, failed] = endEvents(fields.integration.kind);
    closeTask(strand);
    if (!answer.output)
        return taskFailed(strand, fields, failed, {answer.error, answer.cause, false});
    if (auto failure = tooLarge(*answer.output, fields.integration.isService()
                                                    ? fields.integration.resourceType
                                                    : fields.resource))
        return taskFailed(strand, fields, failed, std::move(*failure));
    taskSucceeded(strand, fields, succeeded, *answer.output);
}

/// The texts of a description that hold JSON, as what they hold: .sync:2.
static Value unpacked(Value description) {
    for (const char* member : {"Input", "Output"}) {
        const Value* found = description.find(member);
        if (!found)
            continue;
        if (auto parsed = Value::parse(found->toString()))
            description.set(member, std::move(parsed).value());
    }
    return description;
}

void Interpreter::Core::take(const ChildEndedInput& input) {
    Strand* strand = strandOf(input.task);
    if (!strand)
        return;
    const auto& fields = std::get<TaskFields>(stateOf(*strand).fields);
    closeTask(*strand);
    Value description = fields.integration.pattern == IntegrationPattern::Sync2
                            ? unpacked(input.description)
                            : input.description;
    if (input.status != ExecutionStatus::Succeeded)
        return taskFailed(*strand, fields, Type::TaskFailed,
                          {kTaskFailedError, description.dump(), false});
    if (auto failure = tooLarge(description, fields.integration.resourceType))
        return taskFailed(*strand, fields, Type::TaskFailed, std::move(*failure));
    taskSucceeded(*strand, fields, Type::TaskSucceeded, std::move(description));
}

} // namespace ws::execution
