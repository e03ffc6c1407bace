#include "app/commandlinecommands.h"
#include "app/commandlineio.h"
#include "app/commandlinesession.h"
#include "app/junit.h"
#include "engine/workspace/scenariorunner.h"
#include "widgets/theme/messages.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <chrono>

namespace ws::app {

namespace {

using workspace::Scenario;
using workspace::ScenarioFile;
using workspace::ScenarioResult;
using workspace::ScenarioRunner;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

struct Options {
    enum class Output { People, Json } output = Output::People;
    QString junit; ///< a file, "-" for standard output; empty: none
};

/// "orders" is all tests of that machine or function, "orders/Busy at first" one of them.
bool isMeant(const QString& wanted, const Scenario& scenario) {
    const QString target = QString::fromStdString(scenario.target);
    return wanted == target ||
           wanted == target + QLatin1Char('/') + QString::fromStdString(scenario.name);
}

/// The tests that are asked for, all of them where nothing is; set: what is wrong.
std::optional<ExitCode> choose(const std::vector<ScenarioFile>& files, const QStringList& wanted,
                               std::vector<ScenarioRunner::Wanted>& out) {
    bool isBroken = false;
    QStringList found;
    for (const ScenarioFile& file : files) {
        if (!file.scenarios) {
            complain(file.scenarios.error());
            isBroken = true;
            continue;
        }
        for (const Scenario& scenario : *file.scenarios) {
            const auto meant = [&](const QString& name) { return isMeant(name, scenario); };
            if (!wanted.isEmpty() && std::none_of(wanted.begin(), wanted.end(), meant))
                continue;
            for (const QString& name : wanted) {
                if (meant(name))
                    found << name;
            }
            out.push_back({file.kind, scenario});
        }
    }
    if (isBroken)
        return ExitCode::Usage;
    for (const QString& name : wanted) {
        if (!found.contains(name))
            return complain(Text::tr("there is no test “%1”; tests are in statemachines/NAME"
                                     ".mocks.json and events/NAME.tests.json, under \"Tests\"")
                                .arg(name));
    }
    if (out.empty())
        return complain(Text::tr("there are no tests here; write them into statemachines/NAME"
                                 ".mocks.json or events/NAME.tests.json, under \"Tests\""));
    return std::nullopt;
}

QString nameOf(const ScenarioResult& result) {
    return QStringLiteral("%1: %2").arg(QString::fromStdString(result.target),
                                        QString::fromStdString(result.name));
}

json::Value toJson(const ScenarioResult& result) {
    json::Value::Array differences;
    for (const base::Error& difference : result.differences)
        differences.emplace_back(theme::message(difference).toStdString());
    return json::Value::object({{"target", result.target},
                                {"name", result.name},
                                {"passed", result.passed()},
                                {"seconds", std::chrono::duration<double>(result.took).count()},
                                {"differences", json::Value(std::move(differences))}});
}

void tell(const ScenarioResult& result, Options::Output output) {
    if (output == Options::Output::Json) {
        printLine(toJson(result).dump());
        return;
    }
    const QString took = theme::durationText(result.took);
    printLine(result.passed() ? Text::tr("passed  %1 (%2)").arg(nameOf(result), took)
                              : Text::tr("FAILED  %1 (%2)").arg(nameOf(result), took));
    for (const base::Error& difference : result.differences)
        printLine(QStringLiteral("        %1").arg(theme::message(difference)));
}

/// False when it could not be written, which was said.
bool writeReport(const QString& file, const std::vector<ScenarioResult>& results) {
    const QByteArray report = junitReport(results);
    if (file == QLatin1String("-"))
        return printLine(std::string_view(report.constData(), std::size_t(report.size())));
    QSaveFile out(file);
    out.setDirectWriteFallback(true); // a pipe or a device
    if (out.open(QIODevice::WriteOnly) && out.write(report) == report.size() && out.commit())
        return true;
    complain(
        base::Error{"file.unwritable",
                    {{"path", file.toStdString()}, {"reason", out.errorString().toStdString()}}});
    return false;
}

ExitCode run(CommandSession& session, std::vector<ScenarioRunner::Wanted> wanted,
             const Options& options) {
    const std::size_t total = wanted.size();
    std::vector<ScenarioResult> results;
    session.setInterrupt([&] { session.workbench().cancelScenarios(); });
    session.workbench().runScenarios(
        std::move(wanted),
        [&](const ScenarioResult& result) {
            tell(result, options.output);
            results.push_back(result);
        },
        [&] { session.finish(ExitCode::Done); });
    ExitCode code = session.run();
    const auto failed =
        std::size_t(std::count_if(results.begin(), results.end(),
                                  [](const ScenarioResult& result) { return !result.passed(); }));
    if (options.output == Options::Output::People)
        note(Text::tr("%1 of %2 tests passed").arg(results.size() - failed).arg(total));
    if (!options.junit.isEmpty() && !writeReport(options.junit, results))
        code = ExitCode::Failed;
    if (code != ExitCode::Done)
        return code;
    return failed == 0 && results.size() == total ? ExitCode::Done : ExitCode::Failed;
}

void declareOptions(QCommandLineParser& parser) {
    parser.addPositionalArgument(
        QStringLiteral("TEST"),
        Text::tr("A machine or function, or one of its tests as NAME/TEST. Without one, all."));
    parser.addOptions({
        workspaceOption(),
        networkOption(),
        {QStringLiteral("junit"),
         Text::tr("Writes a report in JUnit's format to this file, or to standard output."),
         QStringLiteral("FILE|-")},
        {QStringLiteral("real-time"), Text::tr("Waits and retry intervals take their time.")},
        {QStringLiteral("json"), Text::tr("Prints one JSON object per test.")},
    });
}

} // namespace

ExitCode testCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral(
            "test [TEST ...] [--workspace DIR] [--junit FILE|-] [--real-time] [--network] "
            "[--json]"),
        Text::tr("Runs the workspace's tests: machines with their mocks, functions with their "
                 "events. Waits and retry intervals take no time; functions take what they take. "
                 "Exit code 1 when a test fails."));
    declareOptions(parser.options());
    if (const auto over = parser.parse(arguments))
        return *over;
    CommandSession session(parser.has("real-time") ? CommandSession::Time::Real
                                                   : CommandSession::Time::Virtual,
                           CommandSession::Logs::Hidden);
    session.setNetwork(readNetwork(parser));
    if (const auto opened = session.open(parser.value("workspace")); !opened)
        return complain(opened.error());
    std::vector<ScenarioRunner::Wanted> wanted;
    if (const auto over = choose(workspace::findScenarios(session.workbench().snapshot()),
                                 parser.positional(), wanted))
        return *over;
    return run(session, std::move(wanted),
               {parser.has("json") ? Options::Output::Json : Options::Output::People,
                parser.value("junit")});
}

} // namespace ws::app
