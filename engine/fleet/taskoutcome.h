#pragma once

#include "engine/execution/taskinvoker.h"
#include "engine/fleet/invoke.h"

namespace ws::fleet {

/// What a workflow sees of an invocation: a function's error becomes the Task's error under the
/// name that the function gave it, a refusal becomes Lambda.<exception> (recorded forms).
execution::TaskOutcome taskOutcome(const InvokeResult& result);

} // namespace ws::fleet
