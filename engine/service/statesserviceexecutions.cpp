#include "engine/service/statesservice_p.h"

#include "engine/execution/apianswers.h"
#include "engine/execution/historyjson.h"
#include "engine/service/statesdefinition.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace ws::service {

using json::Value;
using statemachine::WorkflowType;
using telemetry::ExecutionStatus;

namespace {

Value syncAnswer(const ExecutionRecord& record) {
    const execution::Billing billing = execution::billingOf(*record.stopped - record.started);
    Value out =
        Value::object({{"executionArn", record.arn},
                       {"stateMachineArn", record.target.machineArn},
                       {"name", record.name},
                       {"startDate", epochSeconds(record.started)},
                       {"stopDate", epochSeconds(*record.stopped)},
                       {"status", executionStatusName(record.status)},
                       {"input", record.input},
                       {"inputDetails", Value::object({{"included", true}})},
                       {"outputDetails", Value::object({{"included", true}})},
                       {"billingDetails",
                        Value::object({{"billedMemoryUsedInMB", billing.memoryMb},
                                       {"billedDurationInMilliseconds", billing.milliseconds}})}});
    setText(out, "output", record.output);
    setText(out, "error", record.error);
    setText(out, "cause", record.cause);
    return out;
}

/// The output as the last event shows it: with the sender's own spaces where it is still the input.
std::optional<std::string> outputText(const execution::History& history) {
    if (history.size() == 0)
        return std::nullopt;
    const Value last = execution::historyEventToJson(history.at(history.size() - 1));
    const Value* output = last["executionSucceededEventDetails"].find("output");
    return output ? std::optional(output->toString()) : std::nullopt;
}

} // namespace

ApiResult<Target> StatesService::Private::targetOf(const StatesArn& arn) {
    const auto found = m_store.machines.find(arn.machineArn());
    if (found == m_store.machines.end())
        return noSuchMachine(arn.text);
    Target target{found->second.arn, {}, {}, found->second.revision};
    if (arn.qualifier.empty())
        return target;
    const MachineVersion* version = nullptr;
    if (arn.isVersion()) {
        version = findVersion(arn.text);
    } else if (const MachineAlias* alias = findAlias(arn)) {
        version = routed(*alias);
        target.aliasArn = arn.text;
    }
    if (!version)
        return noSuchMachine(arn.text);
    target.versionArn = versionArn(found->second, version->number);
    target.revision = version->revision;
    return target;
}

ApiResult<ExecutionRecord> StatesService::Private::newRecord(const Value& in) {
    auto arn = StatesArn::parse(in["stateMachineArn"].toString(), StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    auto machine = findMachine(*arn);
    auto target = targetOf(*arn);
    if (!machine)
        return machine.error();
    if (!target)
        return target.error();
    if ((*machine)->deleting)
        return ApiError{"StateMachineDeleting",
                        "State Machine Is Deleting: '" + (*machine)->arn + "'"};
    Record record;
    record.name = in.find("name") ? in["name"].toString() : m_ids.next();
    if (auto problem = nameProblem(record.name))
        return *std::move(problem);
    record.target = *std::move(target);
    record.type = (*machine)->type;
    const std::string ending = (*machine)->name + ':' + record.name;
    record.arn = siblingArn((*machine)->arn, record.type == WorkflowType::Express
                                                 ? "express:" + ending + ':' + m_ids.next()
                                                 : "execution:" + ending);
    record.input = in.find("input") ? in["input"].toString() : "{}";
    record.traceHeader = in["traceHeader"].toString();
    record.started = now();
    return record;
}

ApiResult<StatesService::Private::Prepared> StatesService::Private::prepare(const Value& in) {
    auto record = newRecord(in);
    if (!record)
        return record.error();
    const auto input = Value::parse(record->input);
    if (!input)
        return ApiError{"InvalidExecutionInput", "Invalid State Machine Execution Input: '" +
                                                     jsonProblem(record->input) + "'"};
    const auto found = m_store.executions.find(record->arn);
    if (found == m_store.executions.end())
        return Prepared{*std::move(record), *input, nullptr};
    const Record& old = found->second;
    if (old.status != ExecutionStatus::Running || old.input != record->input)
        return ApiError{"ExecutionAlreadyExists",
                        "Execution Already Exists: '" + record->arn + "'"};
    return Prepared{*std::move(record), *input, &old};
}

Answer StatesService::Private::startExecution(const Value& in) {
    auto prepared = prepare(in);
    if (!prepared)
        return prepared.error();
    const Record& shown = prepared->running ? *prepared->running : prepared->record;
    Value out =
        Value::object({{"executionArn", shown.arn}, {"startDate", epochSeconds(shown.started)}});
    if (!prepared->running)
        run(*std::move(prepared), {});
    return out;
}

void StatesService::Private::startSyncExecution(const Value& in, const Done& done) {
    auto machine = StatesArn::parse(in["stateMachineArn"].toString());
    auto found = machine ? findMachine(*machine) : ApiResult<Machine*>(machine.error());
    if (found && (*found)->type != WorkflowType::Express)
        return done(wrongMachineType());
    auto prepared = prepare(in);
    if (!prepared)
        return done(prepared.error());
    run(*std::move(prepared), [done](const Record& ended) { done(syncAnswer(ended)); });
}

execution::StartRequest StatesService::Private::requestFor(const Record& record,
                                                           Value input) const {
    execution::StartRequest request;
    request.definition = record.target.revision->compiled;
    request.machine = m_store.machines.at(record.target.machineArn).name;
    request.name = record.name;
    request.executionArn = record.arn;
    request.machineArn = record.target.machineArn;
    request.input = std::move(input);
    request.inputText = record.input;
    request.roleArn = record.target.revision->roleArn;
    request.journal = m_journals;
    request.definitionText = record.target.revision->definition;
    return request;
}

void StatesService::Private::run(Prepared prepared, std::function<void(const Record&)> whenDone) {
    const std::string arn = prepared.record.arn;
    if (whenDone)
        m_waiting.emplace(arn, std::move(whenDone));
    execution::StartRequest request = requestFor(prepared.record, std::move(prepared.input));
    request.origin = m_caller.origin;
    const auto handle =
        m_executor.start(std::move(request), [this, arn](const execution::ExecutionResult& result) {
            finished(arn, result);
        });
    adopt(std::move(prepared.record), handle);
}

/// Keeps the books of an execution that begins.
void StatesService::Private::adopt(Record record, base::ExecutionId handle) {
    Machine& machine = m_store.machines.at(record.target.machineArn);
    ++machine.running;
    record.number = ++m_store.lastExecution;
    record.handle = handle;
    record.history = m_executor.history(handle);
    if (isLogged(record)) {
        record.logStream = "states/" + machine.name + '/' + m_ids.next();
        watch();
    }
    const std::string arn = record.arn;
    m_store.handles.emplace(handle, arn);
    publishStatus(m_store.executions.insert_or_assign(arn, std::move(record)).first->second);
}

base::Result<execution::ChildExecutions::Admission>
StatesService::Private::admit(const execution::ChildRequest& request) {
    Value in =
        Value::object({{"stateMachineArn", request.machineArn}, {"input", request.inputText}});
    if (!request.name.empty())
        in.set("name", request.name);
    auto prepared = prepare(in);
    if (!prepared)
        return base::Error{prepared.error().code, {{"message", prepared.error().message}}};
    Admission admission;
    if (prepared->running) {
        admission.running = prepared->running->handle;
        return admission;
    }
    const std::string arn = prepared->record.arn;
    admission.request = requestFor(prepared->record, std::move(prepared->input));
    admission.ended = [this, arn](const execution::ExecutionResult& result) {
        finished(arn, result);
    };
    m_admitted.insert_or_assign(arn, std::move(prepared->record));
    return admission;
}

void StatesService::Private::started(base::ExecutionId child,
                                     const execution::StartRequest& request) {
    if (auto admitted = m_admitted.extract(request.executionArn))
        adopt(std::move(admitted.mapped()), child);
}

std::optional<execution::ExecutionResult> StatesService::Private::resultOf(const std::string& arn) {
    const auto found = m_store.executions.find(arn);
    if (found == m_store.executions.end() || !found->second.stopped)
        return std::nullopt;
    const Record& record = found->second;
    execution::ExecutionResult result;
    result.execution = record.handle;
    result.executionArn = record.arn;
    result.machineArn = record.target.machineArn;
    result.name = record.name;
    result.inputText = record.input;
    result.startedAt = record.started;
    result.endedAt = *record.stopped;
    result.status = record.status;
    if (record.output)
        result.output = Value::parse(*record.output).value();
    result.error = record.error.value_or("");
    result.cause = record.cause.value_or("");
    result.history = record.history;
    result.mapRuns = record.mapRuns;
    return result;
}

void StatesService::Private::finished(const std::string& arn,
                                      const execution::ExecutionResult& result) {
    const auto found = m_store.executions.find(arn);
    // It may have been stopped and redriven before this was told.
    if (found == m_store.executions.end() || found->second.handle != result.execution)
        return;
    Record& record = found->second;
    record.mapRuns = result.mapRuns;
    record.ended = result.ended;
    if (record.status == ExecutionStatus::Running) {
        if (!result.error.empty())
            record.error = result.error;
        if (!result.cause.empty())
            record.cause = result.cause;
        if (result.status == ExecutionStatus::Succeeded)
            record.output = outputText(*record.history);
        close(record, result.status);
    }
    if (auto waiting = m_waiting.extract(arn))
        waiting.mapped()(record);
    if (record.type == WorkflowType::Express)
        m_store.executions.erase(arn); // their past is in the logs only
}

void StatesService::Private::close(Record& record, ExecutionStatus status) {
    record.status = status;
    record.stopped = now();
    m_store.handles.erase(record.handle);
    if (!record.logStream.empty() && --m_logged == 0)
        m_bus.removeSink(this);
    if (const auto machine = m_store.machines.find(record.target.machineArn);
        machine != m_store.machines.end()) {
        --machine->second.running;
        removeIfIdle(record.target.machineArn);
    }
    publishStatus(record);
}

} // namespace ws::service
