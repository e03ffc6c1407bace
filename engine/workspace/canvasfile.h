#pragma once

#include "engine/base/result.h"

#include <set>
#include <string>
#include <string_view>

namespace ws::workspace {

/// What the canvas remembers of a machine and the definition does not say. Its file stands beside
/// the definition, "statemachines/orders.canvas.json" beside "statemachines/orders.asl.json":
///
///     {"Collapsed": ["Charge every item", "Notify"]}
///
/// Collapsed: names of the Parallel and Map states that are shown as one box. Members that are not
/// known here are kept.
struct CanvasSettings {
    std::set<std::string> collapsed;
    bool operator==(const CanvasSettings&) const = default;
};

std::string canvasFileOfMachine(std::string_view machineFile);
/// By its ending.
bool isCanvasFile(std::string_view path);

/// An empty text says nothing. Errors: "json.syntax"; "canvas.invalid" with pointer and message.
base::Result<CanvasSettings> parseCanvasSettings(const std::string& text);

/// The text with these settings. Errors as above: a text that cannot be read is not replaced.
base::Result<std::string> withCanvasSettings(const std::string& text,
                                             const CanvasSettings& settings);

/// The same with a file that need not exist. Errors: those of readTextFile() and writeTextFile();
/// "canvas.syntax" with path, line, column and reason; "canvas.invalid" with path as well.
base::Result<CanvasSettings> readCanvasFile(const std::string& path);
base::Status writeCanvasFile(const std::string& path, const CanvasSettings& settings);
/// Makes the change from `before` to `after` in the file as it is now, so that what another program
/// has collapsed or expanded in it meanwhile stays. Errors as above.
base::Result<CanvasSettings> changeCanvasFile(const std::string& path, const CanvasSettings& before,
                                              const CanvasSettings& after);

} // namespace ws::workspace
