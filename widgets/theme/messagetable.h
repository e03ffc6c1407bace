#pragma once

#include <string_view>
#include <vector>

namespace ws::theme {

/// The English sentence of an error code with its arguments in braces, for translation in the
/// context "Messages"; nullptr when the code is not known.
const char* messageText(std::string_view code);

/// Every code that has words.
std::vector<std::string_view> messageCodes();

} // namespace ws::theme
