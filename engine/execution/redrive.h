#pragma once

#include "engine/base/clock.h"
#include "engine/execution/history.h"
#include "engine/json/value.h"
#include "engine/statemachine/definition.h"

#include <cstdint>
#include <memory>

namespace ws::execution {

/// RedriveExecution: an execution that did not succeed goes on where it ended. Its history so far
/// stays and is continued.
struct Redrive {
    std::shared_ptr<const History> history; ///< all of it
    base::TimePoint startedAt;              ///< when the execution began at first
    std::int64_t count = 1;                 ///< which redrive this is
};

/// The state of the machine itself (not one inside a Parallel or a Map, which begin anew) in which
/// the execution ended, as the history tells it.
struct RedrivePoint {
    statemachine::StateIndex state = statemachine::kNoState; ///< kNoState: it had entered none
    std::int64_t enteredEvent = 0;
    base::TimePoint enteredAt;
    json::Value input;
    json::Value variables = json::Value::object();
};
RedrivePoint redrivePoint(const statemachine::StateMachine& machine, const History& history);

} // namespace ws::execution
