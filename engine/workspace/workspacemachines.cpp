#include "engine/workspace/workspacemachines.h"

#include "engine/base/ids.h"
#include "engine/execution/limits.h"
#include "engine/statemachine/nesting.h"
#include "engine/workspace/runhistory.h"

#include <algorithm>

namespace ws::workspace {

using base::Error;

namespace {

constexpr std::size_t kLongestName = 80;

Error refusal(const char* code, std::string message) {
    return {code, {{"message", std::move(message)}}};
}

bool isExecutionName(const std::string& name) {
    static constexpr std::string_view kBarred = " <>{}[]?*\"#%\\^|~`$&,;:/";
    return name.size() <= kLongestName &&
           std::none_of(name.begin(), name.end(), [](unsigned char letter) {
               return letter < 0x20 || letter == 0x7F ||
                      kBarred.find(static_cast<char>(letter)) != std::string_view::npos;
           });
}

} // namespace

base::Result<WorkspaceMachines::Admission>
WorkspaceMachines::admit(const execution::ChildRequest& request) {
    // A workspace has no versions and aliases: any of them is the machine as it is.
    const std::string machine = statemachine::machineNameOfArn(request.machineArn);
    if (machine.empty())
        return refusal("InvalidArn", "Invalid Arn: '" + request.machineArn + '\'');
    if (!isExecutionName(request.name))
        return refusal("InvalidName", "Invalid Name: '" + request.name + '\'');
    if (request.inputText.size() > execution::kPayloadBytes)
        return refusal("ValidationException",
                       "1 validation error detected: Value at 'input' failed to satisfy "
                       "constraint: Member must have size less than or equal to " +
                           std::to_string(execution::kPayloadBytes) + " bytes in UTF-8 encoding");
    auto input = json::Value::parse(request.inputText);
    if (!input)
        return refusal("InvalidExecutionInput", "Invalid State Machine Execution Input: '" +
                                                    input.error().arg("reason") + '\'');
    auto definition = m_find(machine);
    if (!definition)
        return refusal("StateMachineDoesNotExist",
                       "State Machine Does Not Exist: '" + request.machineArn + '\'');
    Admission admission;
    execution::StartRequest& start = admission.request;
    start.definition = definition->machine;
    start.definitionText = definition->text;
    if (m_history)
        start.journal = m_history->journalSink();
    start.machine = machine;
    start.name = request.name;
    start.input = std::move(input).value();
    start.inputText = request.inputText;
    start.retention = execution::HistoryRetention::PublishOnly;
    admission.ended = [this](const execution::ExecutionResult& result) {
        m_running.erase(result.execution);
        if (const auto known = m_named.find(result.executionArn); known != m_named.end())
            known->second.running = {};
    };
    if (request.name.empty())
        return admission;
    start.executionArn = base::executionArn(machine, request.name);
    if (const auto known = m_named.find(start.executionArn); known != m_named.end()) {
        if (known->second.running == base::ExecutionId{} ||
            known->second.inputText != request.inputText)
            return refusal("ExecutionAlreadyExists",
                           "Execution Already Exists: '" + start.executionArn + '\'');
        admission.running = known->second.running;
    }
    return admission;
}

std::optional<execution::ExecutionResult> WorkspaceMachines::resultOf(const std::string& arn) {
    const auto record = m_history ? m_history->lastEnded(arn) : std::nullopt;
    if (!record)
        return std::nullopt;
    execution::ExecutionResult result;
    result.executionArn = record->arn;
    result.machineArn = base::stateMachineArn(record->machine);
    result.name = record->name;
    result.inputText = record->input.dump();
    result.startedAt = record->started;
    result.endedAt = record->finished.value_or(record->started);
    result.status = record->status;
    result.output = record->output;
    result.error = record->error;
    result.cause = record->cause;
    return result;
}

void WorkspaceMachines::started(base::ExecutionId child, const execution::StartRequest& request) {
    m_running.insert(child);
    if (!request.executionArn.empty())
        m_named[request.executionArn] = {request.inputText, child};
}

} // namespace ws::workspace
