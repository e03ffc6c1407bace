#pragma once

#include "engine/service/shape.h"

#include <string_view>

namespace ws::service {

/// The parameters of an operation of Step Functions (API 2016-11-23); null when there is none of
/// that name.
const Shape* statesShape(std::string_view operation);

} // namespace ws::service
