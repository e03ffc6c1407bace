#pragma once

#include "engine/base/result.h"
#include "engine/workspace/canvasfile.h"
#include "widgets/theme/theme.h"

#include <QString>

#include <string>

namespace ws::designer {

/// Draws a definition as the canvas does, without a window (a QApplication on the offscreen
/// platform is enough), with what the settings have of collapsed states, notes and regions. Tasks
/// that the settings have opened show the machine that they start, from `machines` and without a
/// run; those of which only a run tells which one it is stay closed, as do all without `machines`.
/// The format follows the ending, .svg, .png or .pdf; a png is drawn at 2x.
/// Errors: json.syntax (see json::Document), "render.format" (path), "render.noStates",
/// "file.unwritable" (path, reason).
base::Status renderDefinition(const std::string& definitionText, const QString& outFile,
                              theme::Scheme scheme, const workspace::CanvasSettings& settings = {},
                              statemachine::MachineSource* machines = nullptr);

} // namespace ws::designer
