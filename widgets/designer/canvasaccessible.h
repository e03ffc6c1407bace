#pragma once

namespace ws::designer {

/// Makes WorkflowView readable for assistive technology: a list whose items are the states, each
/// with name, type, status and place. Called once; further calls do nothing.
void installCanvasAccessibility();

} // namespace ws::designer
