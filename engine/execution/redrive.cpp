#include "engine/execution/redrive.h"

#include "engine/telemetry/historyeventkind.h"

namespace ws::execution {

using telemetry::HistoryEvent;

RedrivePoint redrivePoint(const statemachine::StateMachine& machine, const History& history) {
    RedrivePoint point;
    for (std::size_t position = 0; position < history.size(); ++position) {
        const HistoryEvent event = history.at(position);
        const bool entered = telemetry::isStateEntered(event.type);
        if (!entered && !telemetry::isStateExited(event.type))
            continue;
        const statemachine::StateIndex state = machine.findState(event.name);
        if (state == statemachine::kNoState || machine.state(state).region != 0)
            continue;
        if (entered) {
            point.state = state;
            point.enteredEvent = event.id;
            point.enteredAt = event.at;
            point.input = event.input.value_or(json::Value());
        } else if (event.assignedVariables) {
            for (const auto& [name, value] : event.assignedVariables->members())
                point.variables.set(name, value);
        }
    }
    return point;
}

} // namespace ws::execution
