#pragma once

#include "app/commandline.h"
#include "engine/base/result.h"
#include "engine/fleet/dated.h"

#include <QCommandLineParser>
#include <QStringList>

#include <optional>
#include <string>
#include <string_view>

/// What the subcommands share: reading input, printing, complaining in one line.
namespace ws::app {

/// False when standard output takes nothing any more; outputChecked() says so in the end.
bool printLine(std::string_view text);
bool printLine(const QString& text);
/// Standard error; `text` may hold several lines.
void note(const QString& text);
void noteLine(std::string_view text);

enum class Tone { Normal, Quiet };
/// Quiet lines are dimmed when standard error is a terminal.
void noteLine(std::string_view text, Tone tone);

/// "warmstart: <one line>" on standard error.
ExitCode complain(const QString& text);
ExitCode complain(const base::Error& error);

/// An error about a text with its file's name, where the error has none.
base::Error inFile(const QString& file, const base::Error& error);

/// The exit code of a command that would end with `code`: a failure, and told, when something that
/// it printed did not arrive. Who stopped reading (a closed pipe) is told nothing.
ExitCode outputChecked(ExitCode code);

/// The text in a file, a pipe or standard input ("-"), to its end. Errors as readTextFile().
base::Result<std::string> readInput(const QString& fileOrDash);

/// A parser whose help reads as the subcommand's own.
class CommandParser {
public:
    CommandParser(QString usage, QString description);

    QCommandLineParser& options() { return m_parser; }
    /// Parses `arguments` (without program and subcommand). Set: help was printed or the arguments
    /// were wrong and that was said; the program ends with it.
    std::optional<ExitCode> parse(const QStringList& arguments);
    bool has(const char* name) const { return m_parser.isSet(QLatin1String(name)); }
    QString value(const char* name) const { return m_parser.value(QLatin1String(name)); }
    QStringList positional() const { return m_parser.positionalArguments(); }
    /// Complains about wrong usage and points to --help.
    ExitCode usageError(const QString& text) const;

private:
    QString helpText() const;
    bool readsInputTwice() const;

    const QString m_usage;
    QCommandLineParser m_parser;
};

/// --workspace and --as-of, as several commands have them.
QCommandLineOption workspaceOption();
QCommandLineOption asOfOption();
/// Set: what is wrong was said, and the command ends with it.
std::optional<ExitCode> readAsOf(const CommandParser& parser, fleet::Day& out);

} // namespace ws::app
