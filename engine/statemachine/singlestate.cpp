#include "engine/statemachine/singlestate.h"

#include "engine/statemachine/parser.h"

#include <string>

namespace ws::statemachine {

using json::Value;

namespace {

/// A place for a transition to lead to; nothing happens there.
void addTarget(Value& states, const Value& name) {
    if (name.isString() && !states.find(name.toString()))
        states.set(name.toString(), Value::object({{"Type", "Succeed"}}));
}

} // namespace

Value machineAround(const Value& state) {
    const std::string name(kSingleState);
    Value states = Value::object({{name, state}});
    addTarget(states, state["Next"]);
    addTarget(states, state["Default"]);
    for (const char* list : {"Choices", "Catch"}) {
        for (const Value& way : state[list].items())
            addTarget(states, way["Next"]);
    }
    return Value::object({{"StartAt", name}, {"States", std::move(states)}});
}

base::Result<std::shared_ptr<const StateMachine>> compileSingleState(const Value& state) {
    return compileStateMachine(machineAround(state));
}

} // namespace ws::statemachine
