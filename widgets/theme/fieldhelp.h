#pragma once

#include <QString>

#include <string_view>

namespace ws::theme {

/// One line about a field of the States Language, in the language of the program now; empty when
/// nothing is known.
QString fieldHelp(std::string_view field);
/// What counts while the field is absent: "3", "$"; empty: nothing in particular.
QString fieldDefault(std::string_view field);

} // namespace ws::theme
