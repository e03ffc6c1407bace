#include "app/commandline.h"

#include "app/commandlinecommands.h"
#include "app/commandlineio.h"
#include "engine/workspace/suggestion.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QTranslator>

#include <algorithm>
#include <csignal>
#include <iterator>
#include <memory>
#include <string_view>

namespace ws::app {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

struct Command {
    const char* name;
    ExitCode (*run)(const QStringList&);
    enum class Needs { Core, Fonts } needs;
    const char* summary;
};

constexpr Command kCommands[] = {
    {"invoke", invokeCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "runs a function")},
    {"execute", executeCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "runs a workflow over the workspace's functions")},
    {"resume", resumeCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine",
                       "goes on with workflows that a killed program left unfinished")},
    {"load", loadCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "puts a function under load in real time")},
    {"publish", publishCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "keeps a function as it is now as a version")},
    {"versions", versionsCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "lists a function's versions and aliases")},
    {"alias", aliasCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "makes, changes or deletes an alias")},
    {"lambda", lambdaCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "calls the Lambda API of a workspace")},
    {"simulate", simulateCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "puts a simulated fleet under load")},
    {"test", testCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "runs the workspace's tests")},
    {"test-state", testStateCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "runs one state of a workflow alone")},
    {"validate", validateCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "checks state machine definitions")},
    {"diff", diffCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "compares two state machine definitions")},
    {"render", renderCommand, Command::Needs::Fonts,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "draws a state machine definition")},
    {"export", exportCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "writes a definition as JSON, YAML or a template")},
    {"import", importCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "takes the state machines of a template")},
    {"event", eventCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "prints an event as a service sends it")},
    {"samples", samplesCommand, Command::Needs::Core,
     QT_TRANSLATE_NOOP("ws::app::CommandLine", "lists or copies the sample workspaces")},
};

const Command* findCommand(std::string_view name) {
    const auto found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                    [&](const Command& command) { return name == command.name; });
    return found == std::end(kCommands) ? nullptr : found;
}

bool isHelp(std::string_view argument) {
    return argument == "help" || argument == "--help" || argument == "-h";
}

bool isVersion(std::string_view argument) {
    return argument == "--version" || argument == "-v" || argument == "version";
}

void printHelp() {
    printLine(Text::tr("Usage: warmstart [FOLDER]\n"
                       "       warmstart COMMAND [arguments]\n\n"
                       "Runs Lambda functions and Step Functions workflows on this machine. "
                       "Without a command it opens the workbench.\n\n"
                       "Commands:"));
    for (const Command& command : kCommands)
        printLine(QStringLiteral("  %1%2")
                      .arg(QString::fromLatin1(command.name), -12)
                      .arg(Text::tr(command.summary)));
    printLine(Text::tr("\n\"warmstart COMMAND --help\" explains each.\n\n"
                       "Exit codes: 0 done, 1 the function or execution failed or the output could "
                       "not be written, 2 wrong usage or bad input, 130 interrupted."));
}

ExitCode unknownCommand(const QString& name) {
    std::vector<std::string> names{"help"};
    for (const Command& command : kCommands)
        names.emplace_back(command.name);
    const QString nearest =
        QString::fromStdString(workspace::nearestName(name.toStdString(), names));
    if (nearest.isEmpty())
        return complain(
            Text::tr("\"%1\" is neither a command nor a folder (see \"warmstart help\")")
                .arg(name));
    return complain(Text::tr("\"%1\" is neither a command nor a folder; did you mean \"%2\"?")
                        .arg(name, nearest));
}

ExitCode help(const QStringList& arguments) {
    if (arguments.isEmpty()) {
        printHelp();
        return ExitCode::Done;
    }
    const Command* command = findCommand(arguments.first().toStdString());
    return command ? command->run({QStringLiteral("--help")}) : unknownCommand(arguments.first());
}

ExitCode dispatch(const QStringList& arguments) {
    const QString name = arguments.value(1);
    if (isVersion(name.toStdString())) {
        printLine(std::string("warmstart " WARMSTART_VERSION));
        return ExitCode::Done;
    }
    if (isHelp(name.toStdString()))
        return help(arguments.mid(2));
    return findCommand(name.toStdString())->run(arguments.mid(2));
}

} // namespace

bool isCommandLine(int argc, char** argv) {
    return argc > 1 && (isHelp(argv[1]) || isVersion(argv[1]) || findCommand(argv[1]) != nullptr);
}

int runCommandLine(int argc, char** argv) {
    // Standard error is for what concerns the user; Qt's remarks about the machine do not.
    if (qEnvironmentVariableIsEmpty("QT_LOGGING_RULES"))
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    // A reader that goes away is an end like others, with exit code and clean-up.
    std::signal(SIGPIPE, SIG_IGN);
    const Command* command = findCommand(argv[1]);
    std::unique_ptr<QCoreApplication> application;
    if (command && command->needs == Command::Needs::Fonts) {
        // Drawing needs fonts but no screen.
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    // English plural forms; the commands speak English, so that scripts can rely on them.
    QTranslator english;
    if (english.load(QStringLiteral(":/i18n/warmstart_en.qm")))
        QCoreApplication::installTranslator(&english);
    return int(outputChecked(dispatch(QCoreApplication::arguments())));
}

WindowArguments windowArguments(int argc, char** argv) {
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("workspace"), QString(), QStringLiteral("DIR")});
    if (!parser.parse(QStringList{QStringLiteral("warmstart")} + arguments))
        return {{},
                int(complain(Text::tr("%1 (see \"warmstart help\")")
                                 .arg(parser.errorText().remove(QLatin1Char('.')))))};
    QStringList folders = parser.positionalArguments();
    const bool named = parser.isSet(QStringLiteral("workspace"));
    if (named)
        folders << parser.value(QStringLiteral("workspace"));
    const bool isPath = !folders.isEmpty() && folders.first().contains(QLatin1Char('/'));
    if (!named && !folders.isEmpty() && !isPath && !QFileInfo::exists(folders.first()))
        return {{}, int(unknownCommand(folders.first()))};
    if (folders.size() > 1)
        return {{}, int(complain(Text::tr("the workbench opens one folder at a time")))};
    if (folders.isEmpty())
        return {};
    const QFileInfo folder(folders.first());
    if (folder.isDir())
        return {folder.absoluteFilePath(), -1};
    return {{}, int(complain({"workspace.notFound", {{"path", folders.first().toStdString()}}}))};
}

} // namespace ws::app
