#pragma once

#include "engine/function/apierror.h"

namespace ws::service {

using function::Answer;
using function::ApiError;
template <typename T>
using ApiResult = function::ApiResult<T>;

} // namespace ws::service
