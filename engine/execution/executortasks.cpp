#include "engine/execution/apianswers.h"
#include "engine/execution/executorprivate.h"
#include "engine/execution/failure.h"

#include <algorithm>

namespace ws::execution {

using base::ExecutionId;
using json::Value;
using telemetry::ExecutionStatus;

namespace {

/// Milliseconds since the epoch, as Java's SDK writes a date of an API that it calls.
Value milliseconds(base::TimePoint at) {
    return Value(
        std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count());
}

/// What DescribeExecution says of an execution that has ended, as .sync shows it.
Value descriptionOf(const ExecutionResult& ended) {
    const Value included = Value::object({{"Included", true}});
    const bool succeeded = ended.status == ExecutionStatus::Succeeded;
    Value out = Value::object();
    if (!ended.cause.empty())
        out.set("Cause", ended.cause);
    if (!ended.error.empty())
        out.set("Error", ended.error);
    out.set("ExecutionArn", ended.executionArn);
    out.set("Input", ended.inputText);
    out.set("InputDetails", included);
    out.set("Name", ended.name);
    if (succeeded) {
        out.set("Output", ended.output.dump());
        out.set("OutputDetails", included);
    }
    out.set("RedriveCount", ended.redrives);
    out.set("RedriveStatus", succeeded ? "NOT_REDRIVABLE" : "REDRIVABLE");
    if (succeeded)
        out.set("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
    out.set("StartDate", milliseconds(ended.startedAt));
    out.set("StateMachineArn", ended.machineArn);
    out.set("Status", apiStatusName(ended.status));
    out.set("StopDate", milliseconds(ended.endedAt));
    return out;
}

ServiceReply startedReply(const std::string& arn, base::TimePoint at) {
    ServiceReply reply;
    const Value date = milliseconds(at);
    reply.body = Value::object({{"ExecutionArn", arn}, {"StartDate", date}});
    reply.wireBody = Value::object({{"executionArn", arn},
                                    {"startDate", static_cast<double>(date.toInteger()) / 1000.0}})
                         .dump();
    return reply;
}

ServiceReply refusalReply(const base::Error& error) {
    ServiceReply reply;
    reply.status = 400;
    reply.code = error.code;
    reply.message = error.arg("message");
    return reply;
}

} // namespace

void Executor::Private::obey(Running& running, ScheduleTask& command) {
    command.request.execution = running.id;
    if (!command.child.empty())
        command.request.child = idOf(running, command.child);
    const auto ticket = m_invoker.invoke(
        command.request, [this, id = running.id, task = command.task](TaskOutcome outcome) {
            Running* running = live(id);
            if (!running)
                return;
            // With a token the task goes on.
            if (const auto found = running->tasks.find(task); found != running->tasks.end()) {
                found->second.function.reset();
                if (found->second.token.empty())
                    running->tasks.erase(found);
            }
            feed(*running, TaskFinishedInput{task, std::move(outcome)});
        });
    running.tasks[command.task].function = ticket;
}

void Executor::Private::obey(Running& running, CallService& command) {
    command.request.execution = running.id;
    command.request.caller = idOf(running, command.request.executionArn);
    const auto& integration = command.request.integration;
    const bool isService = m_surroundings.services && m_surroundings.services->offers(integration);
    if (!isService && statemachine::startsMachineByApi(integration))
        return startByApi(running, command);
    if (!m_surroundings.services) // there were some, before the program came back
        return post(running.id,
                    ServiceRepliedInput{command.task, refusalReply({"ServiceUnavailable", {}})});
    if (command.request.integration.waitsForJob()) {
        running.tasks[command.task].service = runJob(running.id, command);
        return;
    }
    const auto ticket = m_surroundings.services->call(
        command.request, [this, id = running.id, task = command.task](ServiceReply reply) {
            Running* running = live(id);
            if (!running)
                return;
            if (const auto found = running->tasks.find(task); found != running->tasks.end()) {
                found->second.service.reset();
                if (found->second.token.empty())
                    running->tasks.erase(found);
            }
            feed(*running, ServiceRepliedInput{task, std::move(reply)});
        });
    running.tasks[command.task].service = ticket;
}

bool Executor::Private::offers(const statemachine::Integration& integration) const {
    if (m_surroundings.services && m_surroundings.services->offers(integration))
        return true;
    return m_surroundings.children && statemachine::startsMachineByApi(integration);
}

/// What a state gives the API for the child; where it writes JSON, the API takes its text.
static StartChild childOf(const CallService& command) {
    const ServiceRequest& request = command.request;
    const Value& input = request.parameters["Input"];
    StartChild child;
    child.task = command.task;
    child.machineArn = request.parameters["StateMachineArn"].toString();
    child.name = request.parameters["Name"].toString();
    child.inputText = input.isNull() ? "{}" : input.isString() ? input.toString() : input.dump();
    child.roleArn = request.roleArn;
    child.parentArn = request.executionArn;
    child.state = request.state;
    child.scheduledEvent = request.scheduledEvent;
    if (request.integration.action == "startSyncExecution")
        child.await = StartChild::Await::Yes;
    return child;
}

void Executor::Private::startByApi(Running& running, const CallService& command) {
    const TaskId task = command.task;
    if (!command.request.parameters["StateMachineArn"].isString())
        return post(
            running.id,
            ServiceRepliedInput{
                task, refusalReply({"ValidationException",
                                    {{"message", "1 validation error detected: Value at "
                                                 "'stateMachineArn' failed to satisfy constraint: "
                                                 "Member must not be null"}}})});
    const StartChild wanted = childOf(command);
    const auto child = admitChild(running, wanted);
    if (!child)
        return post(running.id, ServiceRepliedInput{task, refusalReply(child.error())});
    if (wanted.await == StartChild::Await::Yes)
        return answerAtEnd(running, task, *child);
    const ExecutionResult& who = find(*child)->about;
    ServiceReply reply;
    reply.body = startExecutionAnswer(who.executionArn, who.startedAt);
    post(running.id, ServiceRepliedInput{task, std::move(reply)});
}

/// A call that nobody waits for any more does not end what it has begun.
void Executor::Private::answerAtEnd(Running& running, TaskId task, ExecutionId child) {
    running.tasks[task].answers = child;
    watch(child, [this, parent = running.id, task](const ExecutionResult& ended) {
        Running* waiting = live(parent);
        if (!waiting)
            return;
        const auto found = waiting->tasks.find(task);
        if (found == waiting->tasks.end())
            return;
        found->second.answers = {};
        if (found->second.token.empty())
            waiting->tasks.erase(found);
        ServiceReply reply;
        reply.body = startSyncExecutionAnswer(ended);
        feed(*waiting, ServiceRepliedInput{task, std::move(reply)});
    });
}

static TaskAnsweredInput answerOf(TaskId task, JobEnd end) {
    if (end.outcome == JobEnd::Outcome::Failed)
        return {task, std::nullopt, kTaskFailedError, end.description.dump()};
    return {task, std::move(end.description), std::nullopt, std::nullopt};
}

/// The job stays the task's until it has ended, so that a task that ends before ends it too.
ServiceInvoker::Ticket Executor::Private::runJob(ExecutionId id, const CallService& command) {
    const TaskId task = command.task;
    return m_surroundings.services->runJob(
        command.request,
        [this, id, task](ServiceReply reply) {
            Running* running = live(id);
            if (!running)
                return;
            if (reply.failed())
                running->tasks.erase(task);
            feed(*running, ServiceRepliedInput{task, std::move(reply)});
        },
        [this, id, task](JobEnd end) {
            Running* running = live(id);
            if (!running)
                return;
            running->tasks.erase(task);
            feed(*running, answerOf(task, std::move(end)));
        });
}

base::Result<ExecutionId> Executor::Private::admitChild(Running& running,
                                                        const StartChild& command) {
    const ChildRequest request{running.id, command.machineArn, command.name, command.inputText,
                               command.roleArn};
    auto admitted = m_surroundings.children
                        ? m_surroundings.children->admit(request)
                        : base::Error{"StateMachineDoesNotExist",
                                      {{"message", "State Machine Does Not Exist: '" +
                                                       command.machineArn + '\''}}};
    if (!admitted)
        return admitted.error();
    if (live(admitted->running))
        return admitted->running;
    StartRequest& start = admitted->request;
    start.origin = {idOf(running, command.parentArn), command.parentArn, command.state,
                    command.scheduledEvent};
    start.childMocks = running.childMocks;
    if (running.childMocks)
        start.mocks = running.childMocks->of(start.machine);
    const ExecutionId child = this->start(start, std::move(admitted->ended));
    m_surroundings.children->started(child, start);
    tellChild(running, command, child);
    return child;
}

void Executor::Private::awaitChild(Running& running, TaskId task, ExecutionId child) {
    running.tasks[task].child = child;
    watch(child, [this, parent = running.id, task](const ExecutionResult& ended) {
        childEnded(parent, task, ended);
    });
}

void Executor::Private::obey(Running& running, const StartChild& command) {
    const auto child = admitChild(running, command);
    if (!child)
        return post(running.id, ServiceRepliedInput{command.task, refusalReply(child.error())});
    const ExecutionResult& who = find(*child)->about;
    post(running.id,
         ServiceRepliedInput{command.task, startedReply(who.executionArn, who.startedAt)});
    if (command.await == StartChild::Await::Yes)
        awaitChild(running, command.task, *child);
}

void Executor::Private::awaitAgain(Running& running, const OpenWork::Child& child) {
    const TaskId task = child.command.task;
    for (const auto& [id, other] : m_running) {
        if (other.about.executionArn == child.arn && other.phase == Running::Phase::Runs)
            return awaitChild(running, task, id);
    }
    if (m_surroundings.children) {
        if (const auto ended = m_surroundings.children->resultOf(child.arn))
            return post(running.id, ChildEndedInput{task, ended->status, descriptionOf(*ended)});
    }
    // Nobody knows how it ended.
    const auto again = admitChild(running, child.command);
    if (again)
        return awaitChild(running, task, *again);
    post(running.id, ChildEndedInput{task, ExecutionStatus::Failed,
                                     Value::object({{"Cause", again.error().arg("message")},
                                                    {"Error", again.error().code},
                                                    {"ExecutionArn", child.arn}})});
}

void Executor::Private::childEnded(ExecutionId parent, TaskId task, const ExecutionResult& ended) {
    Running* running = live(parent);
    if (!running || running->tasks.erase(task) == 0)
        return;
    feed(*running, ChildEndedInput{task, ended.status, descriptionOf(ended)});
}

void Executor::Private::obey(Running& running, OfferActivity& command) {
    OpenTask& open = running.tasks[command.task];
    open.token = command.token;
    open.activity = command.activity;
    m_tokens.open(command.token, {running.id, command.task});
    m_activities.add(command.activity, {std::move(command.token), std::move(command.input)});
}

void Executor::Private::obey(Running& running, const OpenToken& command) {
    running.tasks[command.task].token = command.token;
    m_tokens.open(command.token, {running.id, command.task});
}

void Executor::Private::obey(Running& running, AnswerMocked& command) {
    const TaskId task = command.task;
    MockedResponse& response = command.response;
    running.tasks[task].mocked = m_clock.after(
        response.delay,
        [this, id = running.id,
         answer = TaskAnsweredInput{task, std::move(response.result), std::move(response.error),
                                    std::move(response.cause)}]() mutable {
            Running* running = live(id);
            if (!running)
                return;
            running->tasks.erase(answer.task);
            feed(*running, std::move(answer));
        });
}

void Executor::Private::taskTaken(const std::string& token, const std::string& worker) {
    const auto task = m_tokens.find(token);
    Running* running = task ? live(task->execution) : nullptr;
    if (running)
        feed(*running, TaskStartedInput{task->task, worker});
}

base::Result<TaskTokens::Task> Executor::Private::takeToken(const std::string& token) {
    auto task = m_tokens.find(token);
    if (!task)
        return task;
    m_tokens.close(token);
    Running* running = live(task->execution);
    if (!running)
        return task;
    const auto found = running->tasks.find(task->task);
    if (found == running->tasks.end())
        return task;
    found->second.token.clear();
    if (!found->second.function && !found->second.service)
        running->tasks.erase(found);
    return task;
}

static ItemsReadInput unread(TaskId reader, std::string why) {
    ItemsReadInput input;
    input.reader = reader;
    input.failure = std::move(why);
    return input;
}

/// Files are read in a turn of their own: an execution never waits inside its own turn.
void Executor::Private::obey(Running& running, const ReadItems& command) {
    post(running.id, [this, command](Running& running) { return readItems(running, command); });
}

/// Passes what the execution has had before.
static base::Status skip(ItemReader& reader, std::size_t items) {
    while (items > 0) {
        const auto chunk = reader.next(items);
        if (!chunk)
            return chunk.error();
        if (chunk->rest == ItemReader::Chunk::Rest::None)
            return {};
        items -= std::min(items, chunk->items.size());
    }
    return {};
}

ItemsReadInput Executor::Private::readItems(Running& running, const ReadItems& command) {
    if (!m_surroundings.objects)
        return unread(command.reader, "The specified bucket does not exist");
    OpenTask& open = running.tasks[command.reader];
    if (!open.reader) {
        open.reader = ItemReader::open(*m_surroundings.objects, command.source);
        std::size_t passed = command.skipped;
        if (const auto read = running.itemsRead.extract(command.reader)) {
            passed += read.mapped();
        }
        if (const auto done = skip(*open.reader, passed); !done)
            return unread(command.reader, done.error().arg("message"));
    }
    auto chunk = open.reader->next(command.most);
    if (!chunk)
        return unread(command.reader, chunk.error().arg("message"));
    ItemsReadInput input;
    input.reader = command.reader;
    input.items = std::move(chunk->items);
    input.source = std::move(chunk->source);
    if (chunk->rest == ItemReader::Chunk::Rest::More)
        input.rest = ItemsReadInput::Rest::More;
    else
        open.reader.reset();
    return input;
}

void Executor::Private::obey(Running& running, WriteResult& command) {
    if (!m_surroundings.objects)
        return; // the end of the results tells
    OpenTask& open = running.tasks[command.writer];
    if (!open.writer)
        open.writer = std::make_unique<ResultWriter>(*m_surroundings.objects, command.target);
    open.writer->write(command.record);
}

void Executor::Private::obey(Running& running, const FinishResults& command) {
    ResultsWrittenInput input;
    input.writer = command.writer;
    if (!m_surroundings.objects) {
        input.failure = "The specified bucket does not exist";
        return post(running.id, std::move(input));
    }
    auto node = running.tasks.extract(command.writer);
    std::unique_ptr<ResultWriter> writer = node ? std::move(node.mapped().writer) : nullptr;
    if (!writer)
        writer = std::make_unique<ResultWriter>(*m_surroundings.objects, command.target);
    auto manifest = writer->finish();
    if (manifest)
        input.manifest = std::move(manifest).value();
    else
        input.failure = manifest.error().arg("message");
    post(running.id, std::move(input));
}

void Executor::Private::obey(Running& running, const AbandonTask& command) {
    const auto found = running.tasks.find(command.task);
    if (found == running.tasks.end())
        return;
    const OpenTask open = std::move(found->second);
    running.tasks.erase(found);
    abandon(open);
}

void Executor::Private::abandon(const OpenTask& task) {
    if (task.function)
        m_invoker.abandon(*task.function);
    if (task.service && m_surroundings.services)
        m_surroundings.services->abandon(*task.service);
    if (task.mocked)
        m_clock.cancel(*task.mocked);
    if (!task.activity.empty())
        m_activities.withdraw(task.activity, task.token);
    if (!task.token.empty())
        m_tokens.close(task.token);
    if (task.child != ExecutionId{})
        stop(task.child, {}, {});
}

ActivityQueue& Executor::activities() {
    return d->activities();
}

base::Status Executor::sendTaskSuccess(const std::string& token, const std::string& output) {
    auto value = Value::parse(output);
    if (!value)
        return base::Error{"InvalidOutput",
                           {{"message", "Invalid Output: '" + value.error().arg("reason") + '\''}}};
    const auto task = d->takeToken(token);
    if (!task)
        return task.error();
    d->post(task->execution,
            TaskAnsweredInput{task->task, std::move(value).value(), std::nullopt, std::nullopt});
    return {};
}

base::Status Executor::sendTaskFailure(const std::string& token, std::optional<std::string> error,
                                       std::optional<std::string> cause) {
    const auto task = d->takeToken(token);
    if (!task)
        return task.error();
    d->post(task->execution,
            TaskAnsweredInput{task->task, std::nullopt, std::move(error), std::move(cause)});
    return {};
}

base::Status Executor::sendTaskHeartbeat(const std::string& token) {
    const auto task = d->tokens().find(token);
    if (!task)
        return task.error();
    d->post(task->execution, TaskHeartbeatInput{task->task});
    return {};
}

} // namespace ws::execution
