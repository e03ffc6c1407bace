#pragma once

#include "engine/execution/runcontrol.h"

#include <QString>

namespace ws::theme {

/// In which item of which Map an execution has stopped, and in which child execution: "That was in
/// number 4 of Each." Items are counted from 1 there.
QString itemSentence(const execution::PauseReason::Item& item);

} // namespace ws::theme
