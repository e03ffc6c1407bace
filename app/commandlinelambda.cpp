#include "app/commandlinelambda.h"

#include "app/commandlinecommands.h"
#include "app/commandlineio.h"
#include "engine/function/requestmodel.h"

#include <QCoreApplication>

namespace ws::app {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

/// "get-function" of the service's own command line is GetFunction.
QString actionNamed(const QString& name) {
    QString action;
    for (const QString& word : name.split(u'-'))
        action += word.left(1).toUpper() + word.mid(1);
    return action;
}

/// Ends the session when the answer is there and nothing waits in the queue any more.
class Call {
public:
    Call(CommandSession& session, std::string_view action)
        : m_session(session)
        , m_action(action) {}

    fleet::LambdaReply run(const json::Value& request) {
        m_session.setObserver([this](const telemetry::Event& event) {
            if (std::holds_alternative<telemetry::AsyncEventMoved>(event.body))
                lookLater();
        });
        m_session.workbench().lambda()->call(m_action, request, [this](fleet::LambdaReply reply) {
            m_reply = std::move(reply);
            lookLater();
        });
        m_session.run();
        m_session.setObserver({});
        return m_reply.value_or(fleet::LambdaReply{});
    }

private:
    /// The engine is in the middle of something.
    void lookLater() {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [this] {
                if (m_reply && m_session.workbench().queuedEvents() == 0)
                    m_session.finish(ExitCode::Done);
            },
            Qt::QueuedConnection);
    }

    CommandSession& m_session;
    const std::string_view m_action;
    std::optional<fleet::LambdaReply> m_reply;
};

base::Result<json::Value> requestIn(const QString& argument) {
    std::string text = argument.toStdString();
    if (argument == QLatin1String("-")) {
        auto read = readInput(argument);
        if (!read)
            return read.error();
        text = *std::move(read);
    }
    auto request = json::Value::parse(text);
    if (!request)
        return base::Error{"lambda.badRequest", request.error().args};
    if (!request->isObject())
        return base::Error{"lambda.noObject", {}};
    return request;
}

} // namespace

fleet::LambdaReply callLambda(CommandSession& session, std::string_view action,
                              const json::Value& request) {
    if (fleet::LambdaService::waits(action))
        return Call(session, action).run(request);
    return session.workbench().lambda()->call(action, request);
}

ExitCode complainOf(std::string_view action, const function::ApiError& error) {
    note(Text::tr("warmstart: %1 was refused with %2: %3")
             .arg(QString::fromUtf8(action.data(), qsizetype(action.size())),
                  QString::fromStdString(error.code), QString::fromStdString(error.message)));
    return ExitCode::Failed;
}

ExitCode lambdaCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("lambda ACTION [JSON|-] [--workspace DIR] [--as-of DAY] [--network]"),
        Text::tr("Calls the Lambda API of a workspace and prints its answer: the functions in it, "
                 "and what was published and set beside them. Exit code 1 when it is refused or "
                 "the function failed."));
    parser.options().addPositionalArgument(
        QStringLiteral("ACTION"),
        Text::tr("An operation such as GetFunction or get-function, with the names of the API."));
    parser.options().addPositionalArgument(
        QStringLiteral("JSON"), Text::tr("Its request; - for standard input. Without it, {}."),
        QStringLiteral("[JSON|-]"));
    parser.options().addOptions({workspaceOption(), networkOption(), asOfOption()});
    if (const auto over = parser.parse(arguments))
        return *over;
    const QStringList given = parser.positional();
    if (given.isEmpty() || given.size() > 2)
        return parser.usageError(Text::tr("lambda takes an operation and its request"));
    const QString action = actionNamed(given.first());
    if (!function::RequestModel::lambda().find(action.toStdString()))
        return complain(
            base::Error{"lambda.unknownAction", {{"action", given.first().toStdString()}}});
    const auto request = requestIn(given.value(1, QStringLiteral("{}")));
    if (!request)
        return complain(request.error());
    fleet::Day asOf = fleet::kToday;
    if (const auto over = readAsOf(parser, asOf))
        return *over;
    CommandSession session(CommandSession::Time::Real, CommandSession::Logs::Hidden);
    session.setAsOf(asOf);
    session.setNetwork(readNetwork(parser));
    if (const auto opened = session.open(parser.value("workspace")); !opened)
        return complain(opened.error());
    const fleet::LambdaReply reply = callLambda(session, action.toStdString(), *request);
    if (session.interrupted())
        return ExitCode::Interrupted;
    if (reply.error) {
        printLine(reply.error->body().dump());
        return complainOf(action.toStdString(), *reply.error);
    }
    printLine(reply.body.dump());
    return reply.body["FunctionError"].isString() ? ExitCode::Failed : ExitCode::Done;
}

} // namespace ws::app
