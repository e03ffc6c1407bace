#pragma once

#include "engine/workspace/workbench.h"

namespace ws::workspace {

/// Finds and compiles the state that a test is about; its input and its mock are not looked at.
/// Errors as Workbench::testState().
base::Result<execution::TestStateRequest> testedState(const StateTestRequest& request);

/// What becomes of the state's data at the moment `at`: no clock, no call, from any thread.
/// `variables`: JSON text of those before the state; empty: none. Errors as Workbench::testState().
base::Result<execution::TestStateResult>
evaluatedState(const StateTestRequest& request, const std::string& variables, base::TimePoint at);

} // namespace ws::workspace
