#pragma once

#include "app/commandlineio.h"
#include "engine/fleet/fleetstatistics.h"
#include "engine/fleet/load.h"
#include "engine/json/value.h"

#include <QCommandLineOption>
#include <QList>
#include <QStringList>

#include <optional>

/// What load and simulate share: what they are asked for, and how they say what happened.
namespace ws::app {

/// --load, --trace and --seed.
QList<QCommandLineOption> loadOptions();
// Set: what is wrong was said, and the command ends with it.
std::optional<ExitCode> readLoad(const CommandParser& parser, const char* command,
                                 fleet::Load& out);
std::optional<ExitCode> readSeed(const CommandParser& parser, std::uint64_t& out);
/// Leaves `out` as it is where none are asked for.
std::optional<ExitCode> readTenants(const CommandParser& parser, int& out);
std::optional<ExitCode> readNumber(const CommandParser& parser, const char* name, int minimum,
                                   int maximum, int& out);

/// Rounded to a hundredth.
double milliseconds(base::Duration duration);
/// "12,345", as the commands speak.
QString countText(std::int64_t number);
json::Value toJson(const fleet::FleetStatistics& seen);
/// For people, a line each.
QStringList describe(const fleet::FleetStatistics& seen);

} // namespace ws::app
