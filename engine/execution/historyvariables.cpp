#include "engine/execution/historyvariables.h"

namespace ws::execution {

using telemetry::HistoryEvent;
using Type = telemetry::HistoryEventType;

namespace {

const HistoryEvent* eventOf(const std::vector<HistoryEvent>& history, std::int64_t id) {
    return id < 1 || id > static_cast<std::int64_t>(history.size())
               ? nullptr
               : &history[static_cast<std::size_t>(id) - 1];
}

/// What happened inside a Parallel or a Map is over with it: on to where it was entered. Names are
/// unique in a machine.
const HistoryEvent* entryOf(const std::vector<HistoryEvent>& history, const HistoryEvent& exit) {
    const Type entered =
        exit.type == Type::MapStateExited ? Type::MapStateEntered : Type::ParallelStateEntered;
    const HistoryEvent* event = &exit;
    while (event && !(event->type == entered && event->name == exit.name))
        event = eventOf(history, event->previousId);
    return event;
}

} // namespace

json::Value variablesAfter(const std::vector<HistoryEvent>& history, std::int64_t id) {
    json::Value variables = json::Value::object();
    const HistoryEvent* event = eventOf(history, id);
    while (event) {
        if (event->assignedVariables) {
            for (const auto& [name, value] : event->assignedVariables->members()) {
                if (!variables.find(name)) // what was assigned last counts
                    variables.set(name, value);
            }
        }
        if (event->type == Type::MapStateExited || event->type == Type::ParallelStateExited)
            event = entryOf(history, *event);
        event = event ? eventOf(history, event->previousId) : nullptr;
    }
    return variables;
}

} // namespace ws::execution
