#include "app/commandlineio.h"

#include "engine/workspace/textfile.h"
#include "widgets/theme/messages.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ws::app {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

bool write(std::FILE* stream, std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), stream) == text.size();
}

int g_outputProblem = 0; // errno of the first line that did not arrive

/// What has no size and is read to its end: a pipe, a terminal, /dev/fd/63 of a shell.
bool isStream(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && (S_ISFIFO(info.st_mode) || S_ISCHR(info.st_mode));
}

base::Result<std::string> readStream(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return base::Error{"file.unreadable", {{"path", path}}};
    auto text = workspace::readTextStream(file, path);
    ::close(file);
    return text;
}

QString shownName(const QString& fileOrDash) {
    return fileOrDash == QLatin1String("-") ? Text::tr("Standard input") : fileOrDash;
}

bool isTerminal(std::FILE* stream) {
    return ::isatty(::fileno(stream)) == 1 && qEnvironmentVariableIsEmpty("NO_COLOR");
}

} // namespace

bool printLine(std::string_view text) {
    if (g_outputProblem != 0)
        return false;
    if (write(stdout, text) && write(stdout, "\n") && std::fflush(stdout) == 0)
        return true;
    g_outputProblem = errno;
    return false;
}

bool printLine(const QString& text) {
    return printLine(text.toStdString());
}

void note(const QString& text) {
    noteLine(text.toStdString());
}

void noteLine(std::string_view text) {
    write(stderr, std::string(text) + "\n");
}

void noteLine(std::string_view text, Tone tone) {
    if (tone == Tone::Quiet && isTerminal(stderr))
        noteLine("\033[2m" + std::string(text) + "\033[0m");
    else
        noteLine(text);
}

ExitCode complain(const QString& text) {
    QString line = text.simplified();
    note(QStringLiteral("warmstart: ") + line);
    return ExitCode::Usage;
}

ExitCode complain(const base::Error& error) {
    return complain(theme::message(error));
}

base::Result<std::string> readInput(const QString& fileOrDash) {
    if (fileOrDash == QLatin1String("-"))
        return workspace::readTextStream(STDIN_FILENO, shownName(fileOrDash).toStdString());
    const std::string path = QFile::encodeName(fileOrDash).toStdString();
    if (isStream(path))
        return readStream(path);
    auto file = workspace::readTextFile(path);
    if (!file)
        return file.error();
    return std::move(file->text);
}

base::Error inFile(const QString& file, const base::Error& error) {
    if (error.code != "json.syntax" && error.code != "yaml.syntax")
        return error;
    base::Error named{"file.syntax", error.args};
    named.args.emplace_back("path", shownName(file).toStdString());
    return named;
}

ExitCode outputChecked(ExitCode code) {
    if (g_outputProblem == 0)
        return code;
    if (g_outputProblem != EPIPE)
        complain(Text::tr("the output could not be written: %1")
                     .arg(QString::fromLocal8Bit(std::strerror(g_outputProblem))));
    return code == ExitCode::Done ? ExitCode::Failed : code;
}

CommandParser::CommandParser(QString usage, QString description)
    : m_usage(std::move(usage)) {
    m_parser.setApplicationDescription(description);
    m_parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
    m_parser.addOption(
        {{QStringLiteral("h"), QStringLiteral("help")}, Text::tr("Shows this help.")});
}

std::optional<ExitCode> CommandParser::parse(const QStringList& arguments) {
    const bool good = m_parser.parse(QStringList{QStringLiteral("warmstart")} + arguments);
    if (m_parser.isSet(QStringLiteral("help"))) {
        printLine(helpText().trimmed());
        return ExitCode::Done;
    }
    if (!good)
        return usageError(m_parser.errorText());
    if (readsInputTwice())
        return usageError(Text::tr("standard input can only be one of them"));
    return std::nullopt;
}

bool CommandParser::readsInputTwice() const {
    qsizetype count = positional().count(QStringLiteral("-"));
    for (const char* option : {"definition", "event", "input", "mock-result", "substitutions"}) {
        if (m_parser.optionNames().contains(QLatin1String(option)) &&
            value(option) == QLatin1String("-"))
            ++count;
    }
    return count > 1;
}

ExitCode CommandParser::usageError(const QString& text) const {
    const QString command = m_usage.section(QLatin1Char(' '), 0, 0);
    return complain(Text::tr("%1 (see \"warmstart %2 --help\")")
                        .arg(text.endsWith(QLatin1Char('.')) ? text.chopped(1) : text, command));
}

QString CommandParser::helpText() const {
    // Qt writes its own first line, with the program's path and all arguments after the options.
    const QString text = m_parser.helpText();
    return Text::tr("Usage: warmstart %1").arg(m_usage) + text.mid(text.indexOf(QLatin1Char('\n')));
}

QCommandLineOption workspaceOption() {
    return {{QStringLiteral("w"), QStringLiteral("workspace")},
            Text::tr("The workspace folder; without it, the one around the current folder."),
            QStringLiteral("DIR")};
}

QCommandLineOption asOfOption() {
    return {QStringLiteral("as-of"),
            Text::tr("Behaves as the service did on that day, such as 2023-06-01: scaling, "
                     "billing and payload limits."),
            QStringLiteral("DAY")};
}

std::optional<ExitCode> readAsOf(const CommandParser& parser, fleet::Day& out) {
    if (!parser.has("as-of"))
        return std::nullopt;
    const auto day = fleet::parseDay(parser.value("as-of").toStdString());
    if (!day)
        return complain(day.error());
    out = *day;
    return std::nullopt;
}

} // namespace ws::app
