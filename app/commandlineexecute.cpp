#include "app/commandlinecommands.h"
#include "app/commandlinedefinition.h"
#include "app/commandlineevent.h"
#include "app/commandlineexecution.h"
#include "app/commandlineio.h"
#include "app/commandlinesession.h"
#include "engine/workspace/textfile.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace ws::app {

namespace {

using telemetry::ExecutionStatus;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

struct Options {
    workspace::ExecuteRequest request;
    ExecutionOutput output = ExecutionOutput::People;
};

ExitCode run(CommandSession& session, const Options& options) {
    ExecutionProgress progress;
    telemetry::Recorder recorder; // of what the execution begins
    base::ExecutionId id{};
    session.setObserver([&](const telemetry::Event& event) {
        if (options.output == ExecutionOutput::People)
            progress.onEvent(event);
        else
            recorder.onEvent(event);
    });
    const auto started =
        session.workbench().execute(options.request, [&](const workspace::ExecuteResult& result) {
            printResult(result, options.output, childrenToJson(recorder, id));
            session.finish(result.status == ExecutionStatus::Succeeded ? ExitCode::Done
                                                                       : ExitCode::Failed);
        });
    if (!started)
        return complain(started.error());
    id = *started;
    session.setInterrupt([&session, id] { session.workbench().stopExecution(id); });
    const ExitCode code = session.run();
    session.setObserver({});
    return code;
}

void declareOptions(QCommandLineParser& parser) {
    parser.addPositionalArgument(QStringLiteral("MACHINE"),
                                 Text::tr("Name of a state machine of the workspace."));
    parser.addOptions({
        {QStringLiteral("definition"),
         Text::tr("Runs this definition instead of one of the workspace's."),
         QStringLiteral("FILE")},
        substitutionsOption(),
        {{QStringLiteral("w"), QStringLiteral("workspace")},
         Text::tr("The workspace folder, whose functions the machine calls; without it, the one "
                  "around the current folder."),
         QStringLiteral("DIR")},
        networkOption(),
        {{QStringLiteral("i"), QStringLiteral("input")},
         Text::tr("The execution's input: a JSON file, - for standard input, or a test event of "
                  "the machine. Without it, the test event \"default\", or {}."),
         QStringLiteral("FILE|-")},
        {QStringLiteral("virtual-time"),
         Text::tr("Waits and retry intervals take no time; functions take what they take.")},
        {QStringLiteral("json"),
         Text::tr("Prints one JSON object, with the history and the executions that it began.")},
    });
}

EventSources sourcesFor(const std::string& machine, const workspace::Snapshot& snapshot) {
    const auto* entry = snapshot.machine(machine);
    return {snapshot.root, entry ? entry->inputs : std::vector<workspace::EventEntry>(),
            EventSources::Templates::No};
}

/// A pipe has no name that would say anything.
QString machineNameOf(const QString& file) {
    if (file == QLatin1String("-") || file.startsWith(QLatin1String("/dev/")) ||
        file.startsWith(QLatin1String("/proc/")))
        return QStringLiteral("definition");
    QString name = QFileInfo(file).fileName();
    for (const char* suffix : {".json", ".yaml", ".yml", ".asl"}) {
        if (name.endsWith(QLatin1String(suffix)))
            name.chop(int(qstrlen(suffix)));
    }
    return name;
}

base::Result<workspace::ExecuteRequest> requestFrom(const CommandParser& parser,
                                                    const workspace::Snapshot& snapshot) {
    workspace::ExecuteRequest request;
    if (parser.has("definition")) {
        const auto text = readInput(parser.value("definition"));
        if (!text)
            return text.error();
        // An empty one would stand for the workspace's machine; an empty file is a broken one.
        request.definition = text->empty() ? "\n" : *text;
        request.kind = statemachine::definitionKindOfFile(parser.value("definition").toStdString());
        request.machine = machineNameOf(parser.value("definition")).toStdString();
    } else {
        request.machine = parser.positional().first().toStdString();
    }
    const auto input = eventText(parser.value("input"), sourcesFor(request.machine, snapshot));
    if (!input)
        return input.error();
    // The same: nothing would stand for {}.
    request.input = input->empty() ? "\n" : *input;
    auto substitutions = readSubstitutions(parser);
    if (!substitutions)
        return substitutions.error();
    request.substitutions = std::move(substitutions).value();
    return request;
}

/// What will have no effect, before it has none.
void tellWarnings(const workspace::ExecuteRequest& request, const workspace::Snapshot& snapshot,
                  const QString& file) {
    if (!request.definition.empty())
        return noteWarnings(file, request.definition, request.substitutions);
    const auto* machine = snapshot.machine(request.machine);
    if (!machine)
        return;
    if (const auto text = workspace::readTextFile(snapshot.root + "/" + machine->path))
        noteWarnings(QString::fromStdString(machine->path), text->text, request.substitutions);
}

/// A definition of its own may do without functions, and so without a workspace.
base::Status openFor(CommandSession& session, const CommandParser& parser) {
    const auto opened = session.open(parser.value("workspace"));
    const bool optional = parser.has("definition") && !parser.has("workspace");
    return opened || optional ? base::Status() : opened;
}

} // namespace

ExitCode executeCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("execute MACHINE|--definition FILE [--substitutions FILE] [--workspace DIR] "
                       "[--input FILE|-] [--virtual-time] [--network] [--json]"),
        Text::tr("Runs a workflow over the workspace's functions. What happens goes to standard "
                 "error, the output to standard output. Exit code 1 when the execution did not "
                 "succeed."));
    declareOptions(parser.options());
    if (const auto over = parser.parse(arguments))
        return *over;
    const bool fromFile = parser.has("definition");
    if (parser.positional().size() != (fromFile ? 0 : 1))
        return parser.usageError(Text::tr("execute takes one machine, or --definition FILE"));

    const bool json = parser.has("json");
    CommandSession session(parser.has("virtual-time") ? CommandSession::Time::Virtual
                                                      : CommandSession::Time::Real,
                           json ? CommandSession::Logs::Hidden : CommandSession::Logs::Shown);
    session.setNetwork(readNetwork(parser));
    if (const auto opened = openFor(session, parser); !opened)
        return complain(opened.error());
    // A call of such a function finds none: here is why.
    for (const auto& function : session.workbench().snapshot().functions)
        if (function.problem)
            complain(*function.problem);
    const auto request = requestFrom(parser, session.workbench().snapshot());
    if (!request)
        return complain(request.error());
    tellWarnings(*request, session.workbench().snapshot(), parser.value("definition"));
    return run(session, {*request, json ? ExecutionOutput::Json : ExecutionOutput::People});
}

} // namespace ws::app
