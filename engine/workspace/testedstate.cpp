#include "engine/workspace/testedstate.h"

#include "engine/base/reason.h"
#include "engine/statemachine/parser.h"
#include "engine/statemachine/singlestate.h"
#include "engine/statemachine/validator.h"
#include "engine/workspace/suggestion.h"

#include <algorithm>

namespace ws::workspace {

using json::Value;
using statemachine::Diagnostic;
using statemachine::Severity;
using statemachine::StateMachine;
using Machine = std::shared_ptr<const StateMachine>;

namespace {

/// `reason`: what the message ends with, or more about it.
base::Error invalid(std::string pointer, std::string message, const base::Reason& reason = {}) {
    return base::withReason({"teststate.invalid",
                             {{"pointer", pointer.empty() ? "/" : std::move(pointer)},
                              {"message", std::move(message)}}},
                            reason);
}

/// The first thing that keeps a machine from running. `below`: where the tested text begins in it.
base::Status checked(const Value& machine, statemachine::ValidateOptions::Flow flow,
                     const std::string& below) {
    statemachine::ValidateOptions options;
    options.flow = flow;
    for (const Diagnostic& diagnostic : statemachine::validateText(machine.dump(), options)) {
        if (diagnostic.severity != Severity::Error)
            continue;
        const std::string& pointer = diagnostic.pointer;
        return invalid(pointer.starts_with(below) ? pointer.substr(below.size()) : pointer,
                       diagnostic.message, diagnostic.reason);
    }
    return {};
}

base::Result<Machine> compiled(const Value& machine) {
    auto result = statemachine::compileStateMachine(machine);
    if (result)
        return result;
    return invalid(result.error().arg("pointer"), result.error().arg("reason"),
                   base::reasonOf(result.error()));
}

std::vector<std::string> namesIn(const StateMachine& machine) {
    std::vector<std::string> names;
    for (const statemachine::State& state : machine.states)
        names.push_back(state.name);
    return names;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

base::Result<execution::TestStateRequest> stateAlone(const Value& state) {
    const Value machine = statemachine::machineAround(state);
    const std::string below = "/States/" + std::string(statemachine::kSingleState);
    if (const auto status = checked(machine, statemachine::ValidateOptions::Flow::Ignored, below);
        !status)
        return status.error();
    auto result = compiled(machine);
    if (!result)
        return result.error();
    execution::TestStateRequest out;
    out.machine = *std::move(result);
    out.state = out.machine->region(0).start;
    return out;
}

} // namespace

base::Result<execution::TestStateRequest> testedState(const StateTestRequest& request) {
    const auto document =
        statemachine::loadDefinition(request.definition, request.kind, request.substitutions);
    if (!document)
        return document.error();
    const Value source = document->value(document->root());
    if (!source.find("States") && request.state.empty())
        return stateAlone(source);
    if (const auto status = checked(source, statemachine::ValidateOptions::Flow::Checked, {});
        !status)
        return status.error();
    auto result = compiled(source);
    if (!result)
        return result.error();
    execution::TestStateRequest out;
    out.machine = *std::move(result);
    const auto names = namesIn(*out.machine);
    if (request.state.empty() && names.size() > 1)
        return base::Error{"teststate.stateNeeded", {{"known", joined(names)}}};
    out.state = request.state.empty() ? out.machine->region(0).start
                                      : out.machine->findState(request.state);
    if (out.state == statemachine::kNoState)
        return base::Error{"teststate.stateNotFound",
                           {{"state", request.state},
                            {"known", joined(names)},
                            {"suggestion", nearestName(request.state, names)}}};
    return out;
}

base::Result<execution::TestStateResult>
evaluatedState(const StateTestRequest& request, const std::string& variables, base::TimePoint at) {
    auto test = testedState(request);
    if (!test)
        return test.error();
    auto input = Value::parse(request.input);
    if (!input)
        return input.error();
    auto given = Value::parse(variables.empty() ? "{}" : variables);
    if (!given)
        return given.error();
    test->input = *std::move(input);
    test->variables = *std::move(given);
    test->mock = request.mock;
    return execution::testState(*test, at);
}

} // namespace ws::workspace
