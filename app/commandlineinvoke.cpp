#include "app/commandlinecommands.h"
#include "app/commandlineevent.h"
#include "app/commandlineio.h"
#include "app/commandlinesession.h"
#include "engine/base/utf8.h"
#include "engine/workspace/historycodec.h"
#include "widgets/theme/messages.h"

#include <QCoreApplication>

#include <cmath>

namespace ws::app {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

constexpr int kAccepted = 202; ///< the answer to an Event
constexpr int kMayRun = 204;   ///< to a DryRun

double milliseconds(base::Duration duration) {
    return std::round(double(duration.count()) / 10.0) / 100.0;
}

json::Value payloadOf(const fleet::InvokeResult& result) {
    if (result.payload.empty())
        return {};
    auto payload = json::Value::parse(result.payload);
    return payload ? *std::move(payload) : json::Value(base::repairedUtf8(result.payload));
}

json::Value toJson(const fleet::InvokeResult& result, const std::string& environment) {
    const auto& report = result.report;
    const bool cold =
        report.init.has_value() || (result.reason != telemetry::StartReason::Warm &&
                                    result.reason != telemetry::StartReason::Provisioned);
    json::Value line = json::Value::object();
    line.set("statusCode", result.statusCode);
    line.set("functionError",
             result.functionError.empty() ? json::Value() : json::Value(result.functionError));
    line.set("payload", payloadOf(result));
    line.set("log", result.log);
    line.set("requestId", result.requestId);
    line.set("environment", environment);
    const bool ran = result.environment != base::EnvironmentId{};
    line.set("start", ran ? json::Value(cold ? "cold" : "warm") : json::Value());
    line.set("reason",
             ran ? json::Value(workspace::startReasonCode(result.reason)) : json::Value());
    line.set("durationMs", milliseconds(report.duration));
    line.set("billedDurationMs", std::int64_t{(report.billed.count() + 999) / 1000});
    line.set("initDurationMs",
             report.init ? json::Value(milliseconds(*report.init)) : json::Value());
    if (report.restore)
        line.set("restoreDurationMs", milliseconds(*report.restore));
    line.set("maxMemoryUsedMb", report.maxMemoryUsedMb);
    return line;
}

EventSources sourcesFor(const QString& function, const workspace::Snapshot& snapshot) {
    const auto name = base::FunctionName::parse(function.toStdString()).name;
    const auto* entry = snapshot.function(name);
    return {snapshot.root, entry ? entry->events : std::vector<workspace::EventEntry>(),
            EventSources::Templates::Yes};
}

/// Invokes one after the other and prints each answer as it comes. Asynchronous events run before
/// it ends.
class InvokeRun {
public:
    struct Options {
        std::string function;
        std::string payload;
        fleet::InvocationType type = fleet::InvocationType::RequestResponse;
        int repeat = 1;
        std::string tenantId = {};
        enum class Output { People, Json } output = Output::People;
    };
    InvokeRun(CommandSession& session, Options options)
        : m_session(session)
        , m_options(std::move(options))
        , m_left(m_options.repeat) {}

    ExitCode run() {
        m_session.setObserver([this](const telemetry::Event& event) { observe(event); });
        if (const auto status = next(); !status)
            return complain(status.error());
        return m_session.run();
    }

private:
    base::Status next() {
        --m_left;
        fleet::InvokeRequest request{m_options.function, m_options.payload, {}, m_options.type};
        request.tenantId = m_options.tenantId;
        const auto started = m_session.workbench().invoke(
            request, [this](const fleet::InvokeResult& result) { onAnswer(result); });
        return started ? base::Status() : base::Status(started.error());
    }

    void onAnswer(const fleet::InvokeResult& result) {
        if (result.statusCode >= 300 || !result.functionError.empty())
            m_code = ExitCode::Failed;
        const bool read = print(result);
        if (m_left == 0 || !read || m_session.interrupted()) {
            endWhenQueueIsEmpty();
        } else if (const auto status = next(); !status) {
            m_session.finish(complain(status.error()));
        }
    }

    /// What asynchronous events come to.
    void observe(const telemetry::Event& event) {
        using Stage = telemetry::AsyncEventMoved::Stage;
        const auto* moved = std::get_if<telemetry::AsyncEventMoved>(&event.body);
        if (!moved || moved->stage == Stage::Received)
            return;
        if (moved->stage == Stage::Dropped || moved->stage == Stage::DeliveryFailed)
            m_code = ExitCode::Failed;
        if (m_options.output == Options::Output::People)
            note(eventText(*moved));
        // The engine is in the middle of it.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [this] { endWhenQueueIsEmpty(); }, Qt::QueuedConnection);
    }

    void endWhenQueueIsEmpty() {
        if (m_left == 0 && m_session.workbench().queuedEvents() == 0)
            m_session.finish(m_code);
    }

    static QString eventText(const telemetry::AsyncEventMoved& moved) {
        using Stage = telemetry::AsyncEventMoved::Stage;
        const QString target = QString::fromStdString(moved.target);
        switch (moved.stage) {
        case Stage::Returned:
            return Text::tr("Attempt %1 failed; the next one comes in %2")
                .arg(QString::number(moved.attempts), theme::durationText(moved.wait));
        case Stage::Dropped:
            return Text::tr("The event is dropped: %1")
                .arg(QString::fromStdString(moved.condition));
        case Stage::Recorded:
            return Text::tr("Its record is at %1").arg(target);
        case Stage::DeliveryFailed:
            return Text::tr("%1 did not take its record").arg(target);
        case Stage::Received:
        case Stage::Succeeded:
            break;
        }
        return Text::tr("The event has succeeded");
    }

    bool print(const fleet::InvokeResult& result) {
        const std::string label = m_session.environmentLabel(result.environment);
        if (m_options.output == Options::Output::Json)
            return printLine(toJson(result, label).dump());
        note(summary(result, QString::fromStdString(label)));
        if (result.payload.empty() && result.environment == base::EnvironmentId{})
            return true; // nothing ran yet, or ever will
        return printLine(result.payload);
    }

    static QString summary(const fleet::InvokeResult& result, const QString& label) {
        if (result.statusCode == kAccepted)
            return Text::tr("Accepted into the queue: status %1").arg(result.statusCode);
        if (result.statusCode == kMayRun)
            return Text::tr("It may be invoked: status %1").arg(result.statusCode);
        if (result.environment == base::EnvironmentId{})
            return Text::tr("Not run: status %1").arg(result.statusCode);
        const QString reason = theme::startReasonName(result.reason);
        const QString duration = theme::durationText(result.report.duration);
        if (!result.functionError.empty())
            return Text::tr("%1 failed after %2 (%3)").arg(label, duration, reason);
        return Text::tr("%1 answered after %2 (%3)").arg(label, duration, reason);
    }

    CommandSession& m_session;
    const Options m_options;
    int m_left;
    ExitCode m_code = ExitCode::Done;
};

void declareOptions(QCommandLineParser& parser) {
    parser.addPositionalArgument(QStringLiteral("FUNCTION"),
                                 Text::tr("Name of a function of the workspace, NAME:VERSION, "
                                          "NAME:ALIAS, or an ARN."));
    parser.addOptions({
        workspaceOption(),
        networkOption(),
        {{QStringLiteral("e"), QStringLiteral("event")},
         Text::tr("What the function gets: a JSON file, - for standard input, a test event of the "
                  "function, or a template such as sqs or s3/put. Without it, the test event "
                  "\"default\", or {}."),
         QStringLiteral("FILE|-|TEMPLATE")},
        {QStringLiteral("repeat"), Text::tr("Invokes N times, one after the other."),
         QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("type"),
         Text::tr("request waits for the answer; event puts it into the queue and runs it from "
                  "there, with its retries after 1 and 2 minutes; dry-run only looks whether it "
                  "may be invoked."),
         QStringLiteral("TYPE"), QStringLiteral("request")},
        {QStringLiteral("tenant-id"),
         Text::tr("Who it is invoked for, where the function is isolated by tenant."),
         QStringLiteral("ID")},
        asOfOption(),
        {QStringLiteral("json"), Text::tr("Prints one JSON object per invocation.")},
    });
}

std::optional<fleet::InvocationType> typeNamed(const QString& name) {
    if (name == QLatin1String("request"))
        return fleet::InvocationType::RequestResponse;
    if (name == QLatin1String("event"))
        return fleet::InvocationType::Event;
    if (name == QLatin1String("dry-run"))
        return fleet::InvocationType::DryRun;
    return std::nullopt;
}

} // namespace

ExitCode invokeCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("invoke FUNCTION [--workspace DIR] [--event FILE|-|TEMPLATE] [--repeat N] "
                       "[--type request|event|dry-run] [--tenant-id ID] [--as-of DAY] [--network] "
                       "[--json]"),
        Text::tr("Runs a function for real, in an execution environment of its own. The log goes "
                 "to standard error, the payload to standard output. Exit code 1 when an "
                 "invocation failed."));
    declareOptions(parser.options());
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() != 1)
        return parser.usageError(Text::tr("invoke takes one function"));
    bool isNumber = false;
    const int repeat = parser.value("repeat").toInt(&isNumber);
    if (!isNumber || repeat < 1)
        return parser.usageError(Text::tr("--repeat takes a whole number from 1, not \"%1\"")
                                     .arg(parser.value("repeat")));
    const auto type = typeNamed(parser.value("type"));
    if (!type)
        return parser.usageError(Text::tr("--type takes request, event or dry-run, not \"%1\"")
                                     .arg(parser.value("type")));
    fleet::Day asOf = fleet::kToday;
    if (const auto over = readAsOf(parser, asOf))
        return *over;

    const bool json = parser.has("json");
    CommandSession session(CommandSession::Time::Real,
                           json ? CommandSession::Logs::Hidden : CommandSession::Logs::Shown);
    session.setAsOf(asOf);
    session.setNetwork(readNetwork(parser));
    if (const auto opened = session.open(parser.value("workspace")); !opened)
        return complain(opened.error());
    const QString function = parser.positional().first();
    const auto event =
        eventText(parser.value("event"), sourcesFor(function, session.workbench().snapshot()));
    if (!event)
        return complain(event.error());
    InvokeRun run(session,
                  {function.toStdString(), *event, *type, repeat,
                   parser.value("tenant-id").toStdString(),
                   json ? InvokeRun::Options::Output::Json : InvokeRun::Options::Output::People});
    return run.run();
}

} // namespace ws::app
