#pragma once

#include "engine/base/result.h"
#include "engine/execution/breakpoint.h"

#include <string>
#include <vector>

namespace ws::workspace {

/// A breakpoint of one machine of the workspace, as it is kept between sessions.
struct StoredBreakpoint {
    enum class State : std::uint8_t { On, Off } state = State::On;
    std::string machine;
    execution::Breakpoint at;
    bool isOn() const { return state == State::On; }
};
bool operator==(const StoredBreakpoint& left, const StoredBreakpoint& right);

/// Relative to the workspace: breakpoints are no part of a definition.
inline constexpr const char* kBreakpointFile = ".warmstart/breakpoints.json";

std::string breakpointsText(const std::vector<StoredBreakpoint>& breakpoints);
/// Entries that say nothing known are left out. Error "json.syntax" as json::Value::parse().
base::Result<std::vector<StoredBreakpoint>> parseBreakpoints(const std::string& text);

} // namespace ws::workspace
