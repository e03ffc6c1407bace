#pragma once

#include "engine/statemachine/readdefinition.h"
#include "widgets/codeeditor/language.h"
#include "widgets/codeeditor/problem.h"

#include <string>

namespace ws::codeeditor {

/// What can be said about a text without running anything: JSON syntax, state machine rules, the
/// limits of function.json. Ranges are bytes of the text without a byte order mark.
/// Any thread.
Problems checkText(Language language, const QString& path, const std::string& bytes);

/// Whether the file is checked as a state machine.
bool isMachine(Language language, const QString& path);
/// What is wrong with a state machine.
Problems machineProblems(const statemachine::ReadDefinition& definition, const QString& path);

} // namespace ws::codeeditor
