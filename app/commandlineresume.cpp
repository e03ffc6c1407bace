#include "app/commandlinecommands.h"
#include "app/commandlineexecution.h"
#include "app/commandlineio.h"
#include "app/commandlinesession.h"

#include <QCoreApplication>

#include <set>

namespace ws::app {

namespace {

using telemetry::ExecutionStatus;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

/// Waits for the executions that go on; those that cannot were said to be aborted by the open.
class Resumption {
public:
    Resumption(CommandSession& session, ExecutionOutput output)
        : m_session(session)
        , m_output(output) {}

    ExitCode run() {
        for (const workspace::UnfinishedExecution& found : m_session.workbench().unfinished()) {
            if (found.execution == base::ExecutionId{})
                m_code = ExitCode::Failed;
            else
                await(found);
        }
        if (m_open.empty())
            return m_code;
        m_session.setInterrupt([this] {
            for (const base::ExecutionId execution : m_open)
                m_session.workbench().stopExecution(execution);
        });
        return m_session.run();
    }

private:
    void await(const workspace::UnfinishedExecution& found) {
        m_open.insert(found.execution);
        m_session.workbench().whenEnded(
            found.execution, [this, found](const workspace::ExecuteResult& result) {
                if (m_output == ExecutionOutput::People)
                    note(Text::tr("%1 of %2:")
                             .arg(QString::fromStdString(found.name),
                                  QString::fromStdString(found.machine)));
                printResult(result, m_output);
                if (result.status != ExecutionStatus::Succeeded)
                    m_code = ExitCode::Failed;
                m_open.erase(found.execution);
                if (m_open.empty())
                    m_session.finish(m_code);
            });
    }

    CommandSession& m_session;
    const ExecutionOutput m_output;
    std::set<base::ExecutionId> m_open;
    ExitCode m_code = ExitCode::Done;
};

} // namespace

ExitCode resumeCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("resume [--workspace DIR] [--virtual-time] [--network] [--json]"),
        Text::tr("Goes on with the executions that a killed program left unfinished in the "
                 "workspace. Tasks that had ended are not repeated; one that was under way runs "
                 "again. Exit code 1 when one of them did not succeed."));
    parser.options().addOptions({
        workspaceOption(),
        networkOption(),
        {QStringLiteral("virtual-time"),
         Text::tr("Waits and retry intervals take no time; functions take what they take.")},
        {QStringLiteral("json"),
         Text::tr("Prints one JSON object for each execution, with the history.")},
    });
    if (const auto over = parser.parse(arguments))
        return *over;
    if (!parser.positional().isEmpty())
        return parser.usageError(Text::tr("resume takes no names: it goes on with all there are"));
    const bool json = parser.has("json");
    CommandSession session(parser.has("virtual-time") ? CommandSession::Time::Virtual
                                                      : CommandSession::Time::Real,
                           json ? CommandSession::Logs::Hidden : CommandSession::Logs::Shown);
    session.setNetwork(readNetwork(parser));
    if (const auto opened =
            session.open(parser.value("workspace"), workspace::UnfinishedPolicy::Resume);
        !opened)
        return complain(opened.error());
    if (session.workbench().unfinished().empty() && !json)
        note(Text::tr("Nothing is unfinished here."));
    return Resumption(session, json ? ExecutionOutput::Json : ExecutionOutput::People).run();
}

} // namespace ws::app
