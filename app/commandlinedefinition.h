#pragma once

#include "engine/statemachine/definitiontext.h"

#include <QCommandLineOption>

namespace ws::app {

class CommandParser;

/// --substitutions FILE, of every subcommand that reads definitions.
QCommandLineOption substitutionsOption();
/// What the option names; nothing without it.
base::Result<statemachine::Substitutions> readSubstitutions(const CommandParser& parser);

} // namespace ws::app
