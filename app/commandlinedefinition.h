#pragma once

#include "engine/statemachine/definitiontext.h"

#include <QCommandLineOption>
#include <QString>

namespace ws::app {

class CommandParser;

/// --substitutions FILE, of every subcommand that reads definitions.
QCommandLineOption substitutionsOption();
/// What the option names; nothing without it.
base::Result<statemachine::Substitutions> readSubstitutions(const CommandParser& parser);

/// What is not as it seems in a definition that runs: a line for each warning, as validate has it.
void noteWarnings(const QString& file, const std::string& definition,
                  const statemachine::Substitutions& substitutions);

} // namespace ws::app
