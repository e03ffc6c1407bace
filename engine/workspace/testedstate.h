#pragma once

#include "engine/workspace/workbench.h"

namespace ws::workspace {

/// Finds and compiles the state that a test is about; its input and its mock are not looked at.
/// Errors as Workbench::testState().
base::Result<execution::TestStateRequest> testedState(const StateTestRequest& request);

} // namespace ws::workspace
