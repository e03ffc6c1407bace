#include "app/commandlineio.h"

#include "engine/workspace/textfile.h"
#include "widgets/theme/messages.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <unistd.h>

namespace ws::app {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

bool write(std::FILE* stream, std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), stream) == text.size();
}

bool isTerminal(std::FILE* stream) {
    return ::isatty(::fileno(stream)) == 1 && qEnvironmentVariableIsEmpty("NO_COLOR");
}

} // namespace

bool printLine(std::string_view text) {
    return write(stdout, text) && write(stdout, "\n") && std::fflush(stdout) == 0;
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
    if (fileOrDash == QLatin1String("-")) {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return base::Error{"file.unreadable", {{"path", "-"}}};
        return input.readAll().toStdString();
    }
    auto file = workspace::readTextFile(QFile::encodeName(fileOrDash).toStdString());
    if (!file)
        return file.error();
    return std::move(file->text);
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
    return std::nullopt;
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

} // namespace ws::app
