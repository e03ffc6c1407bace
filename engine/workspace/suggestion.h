#pragma once

#include "engine/base/suggestion.h"

namespace ws::workspace {

using base::nearestName;

} // namespace ws::workspace
