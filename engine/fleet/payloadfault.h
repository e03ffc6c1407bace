#pragma once

#include <string>
#include <string_view>

namespace ws::fleet {

/// What is wrong with a text that is no JSON, in the words of the service's parser (Jackson):
/// "Unrecognized token 'abc': was expecting (JSON String, ...)\n at [Source: (byte[])"abc"; line:
/// 1, column: 4]". Empty when that parser would find nothing.
std::string payloadFault(std::string_view text);

} // namespace ws::fleet
