#pragma once

#include "engine/base/ids.h"

#include <string>

namespace ws::service {

/// Whose resources an operation makes and lists.
struct Caller {
    std::string account{base::kAccount};
    std::string region{base::kRegion};
};

} // namespace ws::service
