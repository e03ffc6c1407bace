#pragma once

#include <QString>

#include <string_view>

namespace ws::theme {

/// One sentence about a function of JSONata ("$sum"), an intrinsic one ("States.Format") or the
/// names that expressions begin with, in the language of the program now; empty when nothing is
/// known.
QString functionHelp(std::string_view name);

} // namespace ws::theme
