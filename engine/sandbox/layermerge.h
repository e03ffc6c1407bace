#pragma once

#include <string>
#include <vector>

namespace ws::sandbox {

/// Copies the layers into `target`, a new folder, in this order: of two files with one name the
/// later one stays (lambda.md B4). Links are copied as links and never followed: what a layer
/// points at outside of itself is neither read nor written. False when something could not be
/// copied.
bool mergeLayers(const std::vector<std::string>& layers, const std::string& target);

} // namespace ws::sandbox
