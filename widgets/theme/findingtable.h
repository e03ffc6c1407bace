#pragma once

#include <string_view>
#include <vector>

namespace ws::theme {

/// What we find in a definition, of our own and not in the service's words: the English sentences
/// of a diagnostic's code with its arguments in braces, for translation in the context "Findings".
/// None where the words are the service's.
std::vector<const char*> findingPatterns(std::string_view code);

} // namespace ws::theme
