#include "app/commandlinecommands.h"
#include "app/commandlinedefinition.h"
#include "app/commandlineevent.h"
#include "app/commandlineio.h"
#include "app/commandlinesession.h"
#include "engine/base/reason.h"

#include <QCoreApplication>

#include <chrono>
#include <optional>

namespace ws::app {

namespace {

using execution::DataStage;
using execution::TestStateResult;
using Status = TestStateResult::Status;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

struct Options {
    workspace::StateTestRequest request;
    enum class Level { Info, Debug } level = Level::Info;
    enum class Output { People, Json } output = Output::People;
    QString file = {}; ///< of the definition
};

bool hasOutput(const TestStateResult& result) {
    return result.status == Status::Succeeded || result.status == Status::CaughtError;
}

double secondsOf(base::Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

json::Value textOrNull(const std::optional<std::string>& text) {
    return text ? json::Value(*text) : json::Value();
}

/// What lies between: the output is told anyway.
json::Value stagesToJson(const TestStateResult& result) {
    json::Value out = json::Value::object();
    for (const auto& [stage, value] : result.stages) {
        if (stage != DataStage::Output)
            out.set(execution::stageName(stage), value);
    }
    return out;
}

json::Value toJson(const TestStateResult& result, Options::Level level) {
    json::Value object = json::Value::object();
    object.set("status", execution::testStatusName(result.status));
    object.set("output", hasOutput(result) ? result.output : json::Value());
    object.set("error", textOrNull(result.error));
    object.set("cause", textOrNull(result.cause));
    object.set("nextState",
               result.nextState.empty() ? json::Value() : json::Value(result.nextState));
    if (result.catchIndex)
        object.set("catchIndex", std::int64_t(*result.catchIndex));
    if (result.retryIndex) {
        object.set("retryIndex", std::int64_t(*result.retryIndex));
        object.set("retryBackoffSeconds", secondsOf(result.retryBackoff));
    }
    if (level == Options::Level::Debug)
        object.set("stages", stagesToJson(result));
    return object;
}

void noteError(const TestStateResult& result) {
    QStringList parts{
        QString::fromStdString(std::string(execution::testStatusName(result.status)))};
    for (const auto& part : {result.error, result.cause})
        if (part && !part->empty())
            parts << QString::fromStdString(*part);
    note(parts.join(QStringLiteral(": ")));
}

void tell(const TestStateResult& result, Options::Level level) {
    if (level == Options::Level::Debug) {
        for (const auto& [stage, value] : result.stages) {
            if (stage != DataStage::Output)
                noteLine(std::string(execution::stageName(stage)) + ": " + value.dump());
        }
    }
    if (result.status != Status::Succeeded)
        noteError(result);
    if (result.retryIndex)
        note(Text::tr("Retry[%1] tries again after %2 s")
                 .arg(*result.retryIndex)
                 .arg(secondsOf(result.retryBackoff)));
    if (result.catchIndex)
        note(Text::tr("Catch[%1] takes the error").arg(*result.catchIndex));
    if (!result.nextState.empty())
        note(Text::tr("next state: %1").arg(QString::fromStdString(result.nextState)));
    if (hasOutput(result))
        printLine(result.output.pretty());
}

ExitCode run(CommandSession& session, const Options& options) {
    const auto started =
        session.workbench().testState(options.request, [&](const TestStateResult& result) {
            if (options.output == Options::Output::Json)
                printLine(toJson(result, options.level).dump());
            else
                tell(result, options.level);
            session.finish(hasOutput(result) ? ExitCode::Done : ExitCode::Failed);
        });
    if (!started)
        return complain(inFile(options.file, started.error()));
    session.setInterrupt([&session, id = *started] { session.workbench().stopExecution(id); });
    return session.run();
}

void declareOptions(QCommandLineParser& parser) {
    parser.addOptions({
        {QStringLiteral("definition"), Text::tr("The state, or the state machine that it is in."),
         QStringLiteral("FILE")},
        {QStringLiteral("state"), Text::tr("Which state of the machine."), QStringLiteral("NAME")},
        substitutionsOption(),
        {{QStringLiteral("w"), QStringLiteral("workspace")},
         Text::tr("The workspace folder, whose functions the state calls; without it, the one "
                  "around the current folder."),
         QStringLiteral("DIR")},
        {{QStringLiteral("i"), QStringLiteral("input")},
         Text::tr("The state's input: a JSON file, or - for standard input. Without it, {}."),
         QStringLiteral("FILE|-")},
        {QStringLiteral("mock-result"),
         Text::tr("Calls nothing: the call comes to the JSON in this file."),
         QStringLiteral("FILE|-")},
        {QStringLiteral("mock-error"), Text::tr("Calls nothing: the call fails with this error."),
         QStringLiteral("ERROR[:CAUSE]")},
        {QStringLiteral("level"),
         Text::tr("info: how the state ends. debug or trace: also what its data becomes on the "
                  "way, on standard error."),
         QStringLiteral("LEVEL")},
        {QStringLiteral("json"), Text::tr("Prints one JSON object.")},
    });
}

execution::StateMock mockError(const QString& text) {
    const auto colon = text.indexOf(QLatin1Char(':'));
    execution::StateMock mock;
    mock.error = text.left(colon).toStdString();
    if (colon >= 0)
        mock.cause = text.mid(colon + 1).toStdString();
    return mock;
}

base::Result<std::optional<execution::StateMock>> readMock(const CommandParser& parser) {
    std::optional<execution::StateMock> mock;
    if (parser.has("mock-error"))
        mock = mockError(parser.value("mock-error"));
    if (!parser.has("mock-result"))
        return mock;
    const auto text = readInput(parser.value("mock-result"));
    if (!text)
        return text.error();
    auto result = json::Value::parse(*text);
    if (!result)
        return base::withReason(
            {"teststate.badMock",
             {{"line", result.error().arg("line")}, {"column", result.error().arg("column")}}},
            base::reasonOf(result.error()));
    mock.emplace().result = *std::move(result);
    return mock;
}

base::Result<workspace::StateTestRequest> requestFrom(const CommandParser& parser) {
    workspace::StateTestRequest request;
    const auto text = readInput(parser.value("definition"));
    if (!text)
        return text.error();
    request.definition = *text;
    request.kind = statemachine::definitionKindOfFile(parser.value("definition").toStdString());
    request.state = parser.value("state").toStdString();
    if (parser.has("input")) {
        const auto input = readInput(parser.value("input"));
        if (!input)
            return input.error();
        request.input = *input;
    }
    auto substitutions = readSubstitutions(parser);
    if (!substitutions)
        return substitutions.error();
    request.substitutions = std::move(substitutions).value();
    auto mock = readMock(parser);
    if (!mock)
        return mock.error();
    request.mock = *std::move(mock);
    return request;
}

/// Set: what is wrong with the options.
QString problemOf(const CommandParser& parser) {
    if (!parser.has("definition") || !parser.positional().isEmpty())
        return Text::tr("test-state takes --definition FILE");
    if (parser.has("mock-result") && parser.has("mock-error"))
        return Text::tr("a mock has a result or an error, not both");
    const QString level = parser.value("level");
    const QStringList levels{QString(), QStringLiteral("info"), QStringLiteral("debug"),
                             QStringLiteral("trace")};
    return levels.contains(level) ? QString()
                                  : Text::tr("\"%1\" is no level: info, debug or trace").arg(level);
}

} // namespace

ExitCode testStateCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("test-state --definition FILE [--state NAME] [--substitutions FILE] "
                       "[--workspace DIR] [--input FILE|-] [--mock-result FILE|-] "
                       "[--mock-error ERROR[:CAUSE]] [--level info|debug|trace] [--json]"),
        Text::tr("Runs one state alone. Without a mock it calls the workspace's functions; what "
                 "waits takes no time, and nothing is retried. Exit code 1 when the state fails "
                 "and no Catch takes the error."));
    declareOptions(parser.options());
    if (const auto over = parser.parse(arguments))
        return *over;
    if (const QString problem = problemOf(parser); !problem.isEmpty())
        return parser.usageError(problem);
    const auto request = requestFrom(parser);
    if (!request)
        return complain(request.error());
    const bool json = parser.has("json");
    CommandSession session(CommandSession::Time::Virtual,
                           json ? CommandSession::Logs::Hidden : CommandSession::Logs::Shown);
    // A state of its own may do without functions, and so without a workspace.
    if (const auto opened = session.open(parser.value("workspace"));
        !opened && parser.has("workspace"))
        return complain(opened.error());
    const QString level = parser.value("level");
    return run(session, {*request,
                         level == QLatin1String("debug") || level == QLatin1String("trace")
                             ? Options::Level::Debug
                             : Options::Level::Info,
                         json ? Options::Output::Json : Options::Output::People,
                         parser.value("definition")});
}

} // namespace ws::app
