#include "app/commandlinecommands.h"
#include "app/commandlineevent.h"
#include "app/commandlineio.h"
#include "app/commandlinesession.h"
#include "app/commandlinestatistics.h"
#include "engine/base/durationtext.h"
#include "engine/fleet/simulation.h"
#include "widgets/theme/messages.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace ws::app {

namespace {

using fleet::FleetStatistics;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

constexpr int kMeasuredInvocations = 20;
constexpr int kMeasuredStarts = 3;

/// Invokes the real function: a few cold starts first, then warm ones.
class Measurement {
public:
    Measurement(CommandSession& session, const function::Configuration& measured,
                std::string payload)
        : m_session(session)
        , m_function(measured.name)
        , m_payload(std::move(payload))
        , m_tenantId(measured.perTenant ? "tenant-1" : "") {}

    ExitCode run() {
        if (const auto status = next(); !status)
            return complain(status.error());
        return m_session.run();
    }
    sandbox::Behaviour behaviour() const {
        sandbox::Behaviour behaviour;
        behaviour.placing = sandbox::Distribution::measured(m_placings);
        behaviour.init = sandbox::Distribution::measured(m_inits);
        behaviour.invoke = sandbox::Distribution::measured(m_durations);
        behaviour.memoryMb = m_memoryMb;
        return behaviour;
    }

private:
    base::Status next() {
        if (int(m_inits.size()) < kMeasuredStarts)
            m_session.workbench().stopEnvironments();
        m_since.start();
        fleet::InvokeRequest request{m_function, m_payload};
        request.tenantId = m_tenantId;
        const auto started = m_session.workbench().invoke(
            request, [this](const fleet::InvokeResult& result) { onAnswer(result); });
        return started ? base::Status() : base::Status(started.error());
    }

    void onAnswer(const fleet::InvokeResult& result) {
        const auto& report = result.report;
        if (result.statusCode >= 300) {
            m_session.finish(
                complain(Text::tr("the function cannot be measured: %1")
                             .arg(QString::fromStdString(result.payload).simplified())));
            return;
        }
        m_durations.push_back(report.duration);
        m_memoryMb = std::max(m_memoryMb, report.maxMemoryUsedMb);
        if (report.init) {
            const base::Duration all{m_since.nsecsElapsed() / 1000};
            m_inits.push_back(*report.init);
            m_placings.push_back(std::max(base::Duration{0}, all - *report.init - report.duration));
        }
        const bool enough = int(m_durations.size()) >= kMeasuredInvocations && !m_inits.empty();
        if (enough || m_session.interrupted())
            m_session.finish(ExitCode::Done);
        else if (const auto status = next(); !status)
            m_session.finish(complain(status.error()));
    }

    CommandSession& m_session;
    const std::string m_function;
    const std::string m_payload;
    const std::string m_tenantId;
    QElapsedTimer m_since;
    std::vector<base::Duration> m_durations;
    std::vector<base::Duration> m_inits;
    std::vector<base::Duration> m_placings; ///< until INIT begins
    int m_memoryMb = 0;
};

/// What the command line asks for, piece by piece; the first complaint counts.
class Request {
public:
    explicit Request(CommandParser& parser)
        : m_parser(parser) {}

    std::optional<ExitCode> readLoad();
    std::optional<ExitCode> readFunction();
    std::optional<ExitCode> readTimes();
    std::optional<ExitCode> readSettings();
    fleet::SimulationPlan& plan() { return m_plan; }

private:
    std::optional<ExitCode> distribution(const char* name, sandbox::Distribution& out);
    std::optional<ExitCode> measure(CommandSession& session);
    function::Configuration& configuration() { return m_revision->configuration; }

    CommandParser& m_parser;
    fleet::SimulationPlan m_plan{{fleet::SimulatedFunction{}}, {}};
    std::shared_ptr<function::Revision> m_revision = std::make_shared<function::Revision>();
};

std::optional<ExitCode> Request::distribution(const char* name, sandbox::Distribution& out) {
    if (!m_parser.has(name))
        return std::nullopt;
    const auto read = sandbox::parseDistribution(m_parser.value(name).toStdString());
    if (!read)
        return complain(read.error());
    out = *read;
    return std::nullopt;
}

std::optional<ExitCode> Request::readLoad() {
    return app::readLoad(m_parser, "simulate", m_plan.functions.front().load);
}

std::optional<ExitCode> Request::readFunction() {
    fleet::SimulatedFunction& simulated = m_plan.functions.front();
    simulated.revision = m_revision;
    m_revision->fingerprint = "simulated";
    configuration().name = "simulated";
    configuration().runtime = "python3.13";
    configuration().timeoutSeconds = 900;
    if (m_parser.positional().isEmpty()) {
        if (!m_parser.has("duration"))
            return m_parser.usageError(
                Text::tr("simulate takes a function to measure, or --duration"));
        return std::nullopt;
    }
    CommandSession session(CommandSession::Time::Real, CommandSession::Logs::Hidden);
    if (const auto opened = session.open(m_parser.value("workspace")); !opened)
        return complain(opened.error());
    const QString name = m_parser.positional().first();
    const auto* entry = session.workbench().snapshot().function(name.toStdString());
    if (!entry) {
        QStringList known;
        for (const auto& other : session.workbench().snapshot().functions)
            known += QString::fromStdString(other.name);
        return complain(base::Error{"invoke.functionNotFound",
                                    {{"function", name.toStdString()},
                                     {"known", known.join(QStringLiteral(", ")).toStdString()}}});
    }
    if (entry->problem)
        return complain(*entry->problem);
    configuration() = entry->configuration;
    return m_parser.has("duration") ? std::nullopt : measure(session);
}

std::optional<ExitCode> Request::measure(CommandSession& session) {
    const QString name = QString::fromStdString(configuration().name);
    const auto* entry = session.workbench().snapshot().function(configuration().name);
    const auto event =
        eventText(m_parser.value("event"), {session.workbench().snapshot().root, entry->events,
                                            EventSources::Templates::Yes});
    if (!event)
        return complain(event.error());
    note(Text::tr("Measuring %1: %2 invocations").arg(name).arg(kMeasuredInvocations));
    Measurement measurement(session, configuration(), *event);
    if (const ExitCode code = measurement.run(); code != ExitCode::Done)
        return code;
    m_plan.functions.front().behaviour = measurement.behaviour();
    return std::nullopt;
}

std::optional<ExitCode> Request::readTimes() {
    sandbox::Behaviour& behaviour = m_plan.functions.front().behaviour;
    if (const auto over = distribution("duration", behaviour.invoke))
        return over;
    if (const auto over = distribution("init", behaviour.init))
        return over;
    return distribution("placing", behaviour.placing);
}

std::optional<ExitCode> Request::readSettings() {
    constexpr int kMost = 1'000'000;
    fleet::Settings& settings = m_plan.settings;
    if (const auto over =
            readNumber(m_parser, "concurrency", 1, kMost, settings.accountConcurrency))
        return over;
    int reserved = -1;
    if (const auto over = readNumber(m_parser, "reserved", 0, kMost, reserved))
        return over;
    if (reserved >= 0)
        configuration().reservedConcurrency = reserved;
    if (const auto over = readNumber(m_parser, "memory", 128, 10'240, configuration().memoryMb))
        return over;
    if (const auto over = readSeed(m_parser, m_plan.seed))
        return over;
    int& tenants = m_plan.functions.front().tenants;
    if (const auto over = readTenants(m_parser, tenants))
        return over;
    if (tenants > 0 && m_parser.positional().isEmpty())
        configuration().perTenant = true;
    if (const auto over = readAsOf(m_parser, settings.asOf))
        return over;
    if (m_parser.has("idle")) {
        const auto idle = base::parseDuration(m_parser.value("idle").toStdString());
        if (!idle)
            return m_parser.usageError(Text::tr("--idle takes a time such as 10m, not \"%1\"")
                                           .arg(m_parser.value("idle")));
        settings.idleTime = *idle;
    }
    return std::nullopt;
}

void declareOptions(QCommandLineParser& parser) {
    parser.addPositionalArgument(
        QStringLiteral("FUNCTION"),
        Text::tr("A function of the workspace: its configuration counts, and without --duration it "
                 "is invoked %1 times to measure how long it takes.")
            .arg(kMeasuredInvocations),
        QStringLiteral("[FUNCTION]"));
    const auto option = [&](const char* name, const QString& description, const char* value) {
        parser.addOption({QString::fromLatin1(name), description, QString::fromLatin1(value)});
    };
    parser.addOption({{QStringLiteral("w"), QStringLiteral("workspace")},
                      Text::tr("The workspace folder; without it, the one around the current "
                               "folder."),
                      QStringLiteral("DIR")});
    parser.addOptions(loadOptions());
    option("duration",
           Text::tr("How long the handler runs: 100ms, uniform:100ms:20ms (up to 20 ms more or "
                    "less), exponential:100ms (its mean) or lognormal:100ms:50ms (its median; 84 "
                    "of 100 stay below 150 ms)."),
           "TIME");
    option("init", Text::tr("How long INIT takes, in the same way."), "TIME");
    option("placing", Text::tr("How long it takes until INIT begins, in the same way."), "TIME");
    option("event", Text::tr("What the function gets while it is measured, as for invoke."),
           "FILE|-|TEMPLATE");
    option("concurrency", Text::tr("The account's concurrency; the service's default is 1,000."),
           "N");
    option("reserved", Text::tr("The function's reserved concurrency."), "N");
    option("memory", Text::tr("The function's memory in MB."), "N");
    option("idle", Text::tr("How long an environment is kept that nobody uses; 10m without it."),
           "TIME");
    parser.addOption(asOfOption());
    parser.addOption({QStringLiteral("json"), Text::tr("Prints one JSON object.")});
}

} // namespace

ExitCode simulateCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral(
            "simulate [FUNCTION] --load LOAD|--trace FILE [--duration TIME] [--init TIME] "
            "[--concurrency N] [--reserved N] [--tenants N] [--idle TIME] [--as-of DAY] [--seed N] "
            "[--json]"),
        Text::tr("Puts a fleet under load in virtual time: the engine's own counting, scaling and "
                 "lifecycle, over environments without processes. Says how many starts were cold, "
                 "how many invocations were throttled, and why."));
    declareOptions(parser.options());
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() > 1)
        return parser.usageError(Text::tr("simulate takes one function"));
    Request request(parser);
    for (const auto read : {&Request::readLoad, &Request::readFunction, &Request::readTimes,
                            &Request::readSettings}) {
        if (const auto over = (request.*read)())
            return *over;
    }
    QElapsedTimer timer;
    timer.start();
    fleet::Simulation simulation(request.plan());
    while (simulation.step()) {
    }
    const FleetStatistics& seen = simulation.statistics();
    if (parser.has("json")) {
        json::Value line = toJson(seen);
        line.set("simulatedMs", milliseconds(seen.span()));
        return printLine(line.dump()) ? ExitCode::Done : ExitCode::Failed;
    }
    QStringList lines{Text::tr("%1 invocations over %2, simulated in %3 s")
                          .arg(countText(seen.arrived()), theme::durationText(seen.span()),
                               QString::number(double(timer.nsecsElapsed()) / 1e9, 'f', 2))};
    printLine((lines + describe(seen)).join(u'\n'));
    return ExitCode::Done;
}

} // namespace ws::app
