#pragma once

#include "engine/statemachine/graph.h"
#include "widgets/theme/theme.h"

#include <QString>

namespace ws::designer {

/// "Succeeded", in the language of the program.
QString statusName(theme::Status status);
/// One line for the legend: what the status means for a state.
QString statusExplanation(theme::Status status);
/// The keyword of the language, never translated; "Unknown" for what is none.
QString typeKeyword(statemachine::StateType type);
/// "Lambda: orders-reserve", "DynamoDB: putItem", "Map over $.items, 4 at a time" ...
QString typeLine(const statemachine::Graph::Node& node);
QString stateIconName(statemachine::StateType type);

} // namespace ws::designer
