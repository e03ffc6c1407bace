#pragma once

namespace ws::designer {

class WorkflowView;

/// Makes WorkflowView readable for assistive technology: a list whose items are the states, each
/// with name, type, status and place. Called once; further calls do nothing.
void installCanvasAccessibility();

/// That the selected one has the focus now.
void announceFocus(WorkflowView& view);

} // namespace ws::designer
