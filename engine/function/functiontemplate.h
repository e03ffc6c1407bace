#pragma once

#include "engine/function/configuration.h"

#include <string>
#include <vector>

/// What a new function starts from.
namespace ws::function {

struct TemplateFile {
    std::string path; ///< relative to the function's folder
    std::string text;
    enum class Mode { Plain, Executable };
    Mode mode = Mode::Plain;
};

/// The runtime offered first for a family: "python3.13", "nodejs22.x", "provided.al2023".
std::string defaultRuntime(RuntimeFamily family);

/// The text of function.json with the service's defaults.
std::string configurationTemplate(const std::string& runtime);

/// function.json and a handler that answers; empty for an unknown runtime.
std::vector<TemplateFile> functionTemplate(const std::string& runtime);

} // namespace ws::function
