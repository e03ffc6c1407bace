#pragma once

#include "engine/base/reason.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace ws::json {

/// What the readers of JSON and YAML, which are not ours, say in English words only.

/// `what`: of the exception of nlohmann's reader, which stopped at `offset` of the text. `token`: a
/// text in quotes that it read last.
base::Reason jsonReason(std::string_view what, std::string_view text, std::size_t offset,
                        const std::string& token);
/// `what`: the message of yaml-cpp's exception.
base::Reason yamlReason(std::string_view what);

} // namespace ws::json
