#include "app/commandlinecommands.h"
#include "app/commandlineio.h"
#include "app/commandlinelambda.h"
#include "app/commandlinesession.h"

#include <QCoreApplication>

#include <vector>

namespace ws::app {

namespace {

using fleet::LambdaReply;
using json::Value;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

constexpr int kNotFound = 404;

QString qt(const Value& text) {
    return QString::fromStdString(text.toString());
}

/// One function of a workspace, through the Lambda API.
class Client {
public:
    Client(CommandSession& session, const QString& function)
        : m_session(session)
        , m_function(function.toStdString()) {}

    const std::string& function() const { return m_function; }

    LambdaReply call(const char* action, Value request = Value::object()) {
        request.set("FunctionName", m_function);
        return callLambda(m_session, action, request);
    }

    /// Every page of a list, or why there is none.
    LambdaReply all(const char* action, const char* member) {
        Value items = Value::array();
        Value request = Value::object();
        for (;;) {
            LambdaReply reply = call(action, request);
            if (reply.error)
                return reply;
            const Value page = reply.body[member];
            for (const Value& item : page.items())
                items.push(item);
            const Value& marker = reply.body["NextMarker"];
            if (!marker.isString() || marker.toString().empty()) {
                reply.body = Value::object({{member, items}});
                return reply;
            }
            request.set("Marker", marker);
        }
    }

private:
    CommandSession& m_session;
    const std::string m_function;
};

std::optional<ExitCode> openFor(CommandSession& session, const CommandParser& parser) {
    if (const auto opened = session.open(parser.value("workspace")); !opened)
        return complain(opened.error());
    return std::nullopt;
}

void declare(CommandParser& parser) {
    parser.options().addPositionalArgument(QStringLiteral("FUNCTION"),
                                           Text::tr("Name of a function of the workspace."));
    parser.options().addOptions({
        workspaceOption(),
        {QStringLiteral("json"), Text::tr("Prints the answer of the Lambda API.")},
    });
}

/// "0.9 to 3, 0.1 to 4".
QString routeOf(const Value& alias) {
    const Value weights = alias["RoutingConfig"]["AdditionalVersionWeights"];
    for (const auto& [version, weight] : weights.members()) {
        return Text::tr("version %1 (%2 %), version %3 (%4 %)")
            .arg(qt(alias["FunctionVersion"]))
            .arg(100 * (1 - weight.toDouble()), 0, 'f', 1)
            .arg(QString::fromStdString(version))
            .arg(100 * weight.toDouble(), 0, 'f', 1);
    }
    return Text::tr("version %1").arg(qt(alias["FunctionVersion"]));
}

QString lineOf(const Value& version) {
    const QString description = qt(version["Description"]);
    const QString line =
        QStringLiteral("%1  %2").arg(qt(version["Version"]), -8).arg(qt(version["LastModified"]));
    return description.isEmpty() ? line : line + QStringLiteral("  ") + description;
}

/// N=0.1 of --weight.
base::Result<std::pair<std::string, double>> weightIn(const QString& text) {
    const QStringList parts = text.split(u'=');
    bool isNumber = false;
    const double weight = parts.value(1).toDouble(&isNumber);
    if (parts.size() != 2 || parts.first().isEmpty() || !isNumber)
        return base::Error{"alias.badWeight", {{"text", text.toStdString()}}};
    return std::pair{parts.first().toStdString(), weight};
}

base::Result<Value> aliasRequest(const CommandParser& parser, const QString& name) {
    Value request = Value::object({{"Name", name.toStdString()}});
    if (parser.has("version"))
        request.set("FunctionVersion", parser.value("version").toStdString());
    if (parser.has("description"))
        request.set("Description", parser.value("description").toStdString());
    if (!parser.has("weight") && !parser.has("version"))
        return request;
    // A new target without a weight is the whole of it.
    Value weights = Value::object();
    if (parser.has("weight")) {
        const auto weight = weightIn(parser.value("weight"));
        if (!weight)
            return weight.error();
        weights.set(weight->first, weight->second);
    }
    request.set("RoutingConfig", Value::object({{"AdditionalVersionWeights", weights}}));
    return request;
}

ExitCode deleteAlias(Client& client, const QString& name) {
    const Value request = Value::object({{"Name", name.toStdString()}});
    for (const char* action : {"GetAlias", "DeleteAlias"}) { // deleting alone never fails
        const LambdaReply reply = client.call(action, request);
        if (reply.error)
            return complainOf(action, *reply.error);
    }
    note(Text::tr("%1 is deleted").arg(name));
    return ExitCode::Done;
}

ExitCode putAlias(Client& client, const CommandParser& parser, const QString& name) {
    const auto request = aliasRequest(parser, name);
    if (!request)
        return complain(request.error());
    const LambdaReply known =
        client.call("GetAlias", Value::object({{"Name", (*request)["Name"]}}));
    const bool isNew = known.error && known.error->status == kNotFound;
    const bool changes = parser.has("version") || parser.has("weight") || parser.has("description");
    const char* action = !changes ? "GetAlias" : isNew ? "CreateAlias" : "UpdateAlias";
    const LambdaReply reply = changes ? client.call(action, *request) : known;
    if (reply.error)
        return complainOf(action, *reply.error);
    if (parser.has("json"))
        return printLine(reply.body.dump()) ? ExitCode::Done : ExitCode::Failed;
    printLine(QStringLiteral("%1  %2").arg(name, routeOf(reply.body)));
    return ExitCode::Done;
}

} // namespace

ExitCode publishCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("publish FUNCTION [--description TEXT] [--workspace DIR] [--json]"),
        Text::tr("Keeps code and configuration of a function as they are now as a version that "
                 "never changes, and prints its number. Where nothing has changed it is the last "
                 "version's."));
    declare(parser);
    parser.options().addOption({QStringLiteral("description"),
                                Text::tr("What is told of the version."), QStringLiteral("TEXT")});
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() != 1)
        return parser.usageError(Text::tr("publish takes one function"));
    CommandSession session(CommandSession::Time::Real, CommandSession::Logs::Hidden);
    if (const auto over = openFor(session, parser))
        return *over;
    Client client(session, parser.positional().first());
    const LambdaReply before = client.all("ListVersionsByFunction", "Versions");
    if (before.error)
        return complainOf("ListVersionsByFunction", *before.error);
    Value request = Value::object();
    if (parser.has("description"))
        request.set("Description", parser.value("description").toStdString());
    const LambdaReply published = client.call("PublishVersion", request);
    if (published.error)
        return complainOf("PublishVersion", *published.error);
    const Value known = before.body["Versions"];
    const Value& last = known.items().back();
    if (last["Version"].toString() == published.body["Version"].toString())
        note(Text::tr("Nothing has changed since version %1").arg(qt(last["Version"])));
    const std::string line =
        parser.has("json") ? published.body.dump() : published.body["Version"].toString();
    return printLine(line) ? ExitCode::Done : ExitCode::Failed;
}

ExitCode versionsCommand(const QStringList& arguments) {
    CommandParser parser(QStringLiteral("versions FUNCTION [--workspace DIR] [--json]"),
                         Text::tr("Lists the versions of a function and the aliases that lead to "
                                  "them."));
    declare(parser);
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() != 1)
        return parser.usageError(Text::tr("versions takes one function"));
    CommandSession session(CommandSession::Time::Real, CommandSession::Logs::Hidden);
    if (const auto over = openFor(session, parser))
        return *over;
    Client client(session, parser.positional().first());
    LambdaReply versions = client.all("ListVersionsByFunction", "Versions");
    if (versions.error)
        return complainOf("ListVersionsByFunction", *versions.error);
    const LambdaReply aliases = client.all("ListAliases", "Aliases");
    if (aliases.error)
        return complainOf("ListAliases", *aliases.error);
    if (parser.has("json")) {
        versions.body.set("Aliases", aliases.body["Aliases"]);
        return printLine(versions.body.dump()) ? ExitCode::Done : ExitCode::Failed;
    }
    const Value all = versions.body["Versions"];
    for (const Value& version : all.items())
        printLine(lineOf(version));
    const Value routes = aliases.body["Aliases"];
    for (const Value& alias : routes.items())
        printLine(QStringLiteral("%1  %2").arg(qt(alias["Name"]), -8).arg(routeOf(alias)));
    return ExitCode::Done;
}

ExitCode aliasCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("alias FUNCTION NAME [--version N] [--weight N=0.1] [--description TEXT] "
                       "[--delete] [--workspace DIR] [--json]"),
        Text::tr("Makes or changes an alias: a name that leads to a version, or to two by weight. "
                 "Without an option it says where the alias leads."));
    declare(parser);
    parser.options().addPositionalArgument(QStringLiteral("NAME"), Text::tr("The alias."));
    parser.options().addOptions({
        {QStringLiteral("version"), Text::tr("The version that it leads to."), QStringLiteral("N")},
        {QStringLiteral("weight"),
         Text::tr("A second version and the share of invocations that it gets, from 0 to 1."),
         QStringLiteral("N=SHARE")},
        {QStringLiteral("description"), Text::tr("What is told of the alias."),
         QStringLiteral("TEXT")},
        {QStringLiteral("delete"), Text::tr("Deletes the alias.")},
    });
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() != 2)
        return parser.usageError(Text::tr("alias takes a function and the name of an alias"));
    CommandSession session(CommandSession::Time::Real, CommandSession::Logs::Hidden);
    if (const auto over = openFor(session, parser))
        return *over;
    Client client(session, parser.positional().first());
    const QString name = parser.positional().at(1);
    return parser.has("delete") ? deleteAlias(client, name) : putAlias(client, parser, name);
}

} // namespace ws::app
