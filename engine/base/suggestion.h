#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ws::base {

/// The name that somebody who typed `text` probably meant, or empty when none is near: differs in
/// case only, begins with it, or is at most a third of its letters away.
std::string nearestName(std::string_view text, const std::vector<std::string>& names);

} // namespace ws::base
