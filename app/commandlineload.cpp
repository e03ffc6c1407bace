#include "app/commandlinecommands.h"
#include "app/commandlineevent.h"
#include "app/commandlinesession.h"
#include "app/commandlinestatistics.h"
#include "engine/base/ids.h"
#include "engine/workspace/loadrun.h"
#include "widgets/theme/messages.h"

#include <QCoreApplication>

namespace ws::app {

namespace {

using workspace::LoadProgress;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

enum class Output { People, Json };

/// How far it is, at most once a second, on standard error.
class Ticker {
public:
    void tell(const LoadProgress& progress) {
        if (progress.elapsed - m_last < std::chrono::seconds{1} || progress.over)
            return;
        m_last = progress.elapsed;
        noteLine(Text::tr("%1: %2 sent, %3 answered, %4 throttled, %5 failed")
                     .arg(theme::durationText(progress.elapsed), countText(progress.sent),
                          countText(progress.answered), countText(progress.throttled),
                          countText(progress.failed))
                     .toStdString(),
                 Tone::Quiet);
    }

private:
    base::Duration m_last{0};
};

json::Value toJson(const LoadProgress& progress) {
    json::Value line = app::toJson(progress.statistics);
    line.set("elapsedMs", milliseconds(progress.elapsed));
    line.set("sent", progress.sent);
    line.set("answered", progress.answered);
    line.set("failed", progress.failed);
    if (progress.failed > 0)
        line.set("lastFailure", progress.lastFailure);
    line.set("behindMs", milliseconds(progress.behind));
    return line;
}

void print(const LoadProgress& progress, Output output) {
    if (output == Output::Json) {
        printLine(toJson(progress).dump());
        return;
    }
    QStringList lines{Text::tr("%1 invocations over %2, %3 of them failed")
                          .arg(countText(progress.sent), theme::durationText(progress.elapsed),
                               countText(progress.failed))};
    lines += describe(progress.statistics);
    if (progress.failed > 0)
        lines << Text::tr("The last failure: %1")
                     .arg(QString::fromStdString(progress.lastFailure).simplified());
    if (progress.behind > std::chrono::milliseconds{10})
        lines << Text::tr("The machine could not follow: requests were sent up to %1 late.")
                     .arg(theme::durationText(progress.behind));
    printLine(lines.join(u'\n'));
}

ExitCode run(CommandSession& session, workspace::LoadRequest request, Output output) {
    Ticker ticker;
    session.setInterrupt([&session] { session.workbench().cancelLoad(); });
    session.workbench().startLoad(std::move(request), [&](const LoadProgress& progress) {
        if (progress.refused) {
            session.finish(complain(*progress.refused));
            return;
        }
        if (output == Output::People)
            ticker.tell(progress);
        if (!progress.over)
            return;
        print(progress, output);
        session.finish(progress.failed == 0 ? ExitCode::Done : ExitCode::Failed);
    });
    return session.run();
}

void declareOptions(QCommandLineParser& parser) {
    parser.addPositionalArgument(QStringLiteral("FUNCTION"),
                                 Text::tr("Name of a function of the workspace, or NAME:VERSION or "
                                          "NAME:ALIAS."));
    parser.addOptions(loadOptions());
    parser.addOptions({
        workspaceOption(),
        networkOption(),
        {QStringLiteral("event"), Text::tr("What the function gets, as for invoke."),
         QStringLiteral("FILE|-|TEMPLATE")},
        {QStringLiteral("json"), Text::tr("Prints one JSON object.")},
    });
}

} // namespace

ExitCode loadCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("load FUNCTION --load LOAD|--trace FILE [--event FILE|-|TEMPLATE] "
                       "[--tenants N] [--seed N] [--workspace DIR] [--network] [--json]"),
        Text::tr(
            "Puts a function under load in real time, in real execution environments: requests "
            "are sent when their time comes, answered or not. Ctrl+C sends no more and says "
            "what happened so far. Exit code 1 when an invocation failed."));
    declareOptions(parser.options());
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() != 1)
        return parser.usageError(Text::tr("load takes one function"));
    workspace::LoadRequest request;
    if (const auto over = readLoad(parser, "load", request.load))
        return *over;
    if (const auto over = readSeed(parser, request.seed))
        return *over;
    if (const auto over = readTenants(parser, request.tenants))
        return *over;
    CommandSession session(CommandSession::Time::Real, CommandSession::Logs::Hidden);
    session.setNetwork(readNetwork(parser));
    if (const auto opened = session.open(parser.value("workspace")); !opened)
        return complain(opened.error());
    request.invoke.function = parser.positional().first().toStdString();
    const workspace::Snapshot& snapshot = session.workbench().snapshot();
    const auto* entry = snapshot.function(base::FunctionName::parse(request.invoke.function).name);
    const auto event =
        eventText(parser.value("event"),
                  {snapshot.root, entry ? entry->events : std::vector<workspace::EventEntry>(),
                   EventSources::Templates::Yes});
    if (!event)
        return complain(event.error());
    request.invoke.payload = *event;
    return run(session, std::move(request), parser.has("json") ? Output::Json : Output::People);
}

} // namespace ws::app
