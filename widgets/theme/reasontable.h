#pragma once

#include <string_view>
#include <vector>

namespace ws::theme {

/// Why a text cannot be read: the English words of a reason's code with its arguments in braces,
/// for translation in the context "Reasons"; nullptr when the code is not known.
const char* reasonPattern(std::string_view code);

/// Every code that has words.
std::vector<std::string_view> reasonCodes();

} // namespace ws::theme
