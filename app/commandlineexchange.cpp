#include "app/commandlinecommands.h"
#include "app/commandlineio.h"
#include "engine/statemachine/definitionconversion.h"
#include "engine/workspace/deploymenttemplate.h"
#include "engine/workspace/machinefile.h"
#include "engine/workspace/templateimport.h"
#include "engine/workspace/textfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>

namespace ws::app {

namespace {

using statemachine::DefinitionKind;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

std::string bytes(const QString& path) {
    return QFile::encodeName(path).toStdString();
}

/// "orders" of "orders.asl.json" and of "orders.json".
std::string machineName(const QString& file) {
    const std::string name = workspace::machineNameOfFile(file.toStdString());
    return name.empty() ? QFileInfo(file).completeBaseName().toStdString() : name;
}

std::optional<workspace::DeploymentKind> deploymentKind(const QString& as) {
    if (as == QLatin1String("sam"))
        return workspace::DeploymentKind::Sam;
    if (as == QLatin1String("cloudformation"))
        return workspace::DeploymentKind::CloudFormation;
    return std::nullopt;
}

base::Result<std::string> asTemplate(const QString& file, const std::string& text,
                                     workspace::DeploymentKind kind, DefinitionKind language) {
    auto written = workspace::deploymentText(machineName(file), text,
                                             statemachine::definitionKindOfFile(file.toStdString()),
                                             kind, language);
    return written ? written : inFile(file, written.error());
}

base::Result<std::string> asDefinition(const QString& file, const std::string& text,
                                       DefinitionKind language) {
    const auto done = statemachine::converted(
        text, statemachine::definitionKindOfFile(file.toStdString()), language);
    if (!done)
        return inFile(file, done.error());
    // Before anything is written, and on the side: the output stays what it is.
    if (done->comments > 0)
        note(Text::tr("%n comment(s) have no place in JSON and are left out", nullptr,
                      int(done->comments)));
    if (done->aliases > 0)
        note(Text::tr("%n alias(es) are written out in JSON", nullptr, int(done->aliases)));
    return done->text;
}

ExitCode deliver(const CommandParser& parser, const std::string& text) {
    if (!parser.has("output")) {
        printLine(std::string_view(text).substr(0, text.size() - (text.ends_with('\n') ? 1 : 0)));
        return ExitCode::Done;
    }
    const std::string path = bytes(parser.value("output"));
    const auto written = workspace::writeTextFile(path, text, workspace::stampOf(path));
    if (!written) {
        complain(written.error());
        return ExitCode::Failed;
    }
    return ExitCode::Done;
}

bool isKnownForm(const QString& as) {
    return as == QLatin1String("json") || as == QLatin1String("yaml") || deploymentKind(as);
}

/// Named, or by the output's ending; templates are YAML unless that says JSON.
DefinitionKind languageOf(const CommandParser& parser, const QString& as) {
    if (as == QLatin1String("json"))
        return DefinitionKind::Json;
    if (as == QLatin1String("yaml"))
        return DefinitionKind::Yaml;
    return statemachine::definitionKindOfFile(parser.value("output").toStdString());
}

void tell(const workspace::ImportedMachine& machine, const workspace::ImportPlan& plan) {
    printLine(machine.path);
    for (const std::string& name : workspace::missingFunctions(machine, plan))
        note(Text::tr("%1: the workspace has no function %2 yet")
                 .arg(QString::fromStdString(machine.path), QString::fromStdString(name)));
    for (const std::string& key : machine.open)
        note(Text::tr("%1: ${%2} stays; validate and execute take it with --substitutions")
                 .arg(QString::fromStdString(machine.path), QString::fromStdString(key)));
}

} // namespace

ExitCode exportCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("export FILE [--as json|yaml|sam|cloudformation] [-o OUT]"),
        Text::tr("Writes a state machine definition in another form: as JSON, as YAML, or as a "
                 "template of SAM or CloudFormation whose parameters are its functions."));
    parser.options().addPositionalArgument(QStringLiteral("FILE"),
                                           Text::tr("A definition; - is standard input."));
    parser.options().addOptions({
        {QStringLiteral("as"), Text::tr("The form; without it, the ending of OUT says it."),
         QStringLiteral("FORM")},
        {{QStringLiteral("o"), QStringLiteral("output")},
         Text::tr("Where it goes; without it, to standard output."),
         QStringLiteral("OUT")},
    });
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() != 1)
        return parser.usageError(Text::tr("export takes one file"));
    const QString as = parser.value("as");
    const DefinitionKind language = languageOf(parser, as);
    if (parser.has("as") ? !isKnownForm(as) : language == DefinitionKind::Unknown)
        return parser.usageError(Text::tr("export needs --as json, yaml, sam or cloudformation"));
    const QString file = parser.positional().first();
    const auto text = readInput(file);
    if (!text)
        return complain(text.error());
    const auto kind = deploymentKind(as);
    const auto out =
        kind ? asTemplate(file, *text, *kind, language) : asDefinition(file, *text, language);
    return out ? deliver(parser, *out) : complain(out.error());
}

ExitCode importCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("import TEMPLATE [--workspace DIR] [--dry-run]"),
        Text::tr("Takes the state machines of a SAM or CloudFormation template into a workspace "
                 "and prints the files. Functions are found by their logical id, their name or "
                 "their folder; what the workspace lacks comes with its code where that is beside "
                 "the template. Nothing that is there is written over. Exit code 1 when one of "
                 "the state machines could not come."));
    parser.options().addPositionalArgument(QStringLiteral("TEMPLATE"),
                                           Text::tr("The template, JSON or YAML."));
    parser.options().addOptions(
        {workspaceOption(),
         {QStringLiteral("dry-run"), Text::tr("Says what would be written, and writes nothing.")}});
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() != 1)
        return parser.usageError(Text::tr("import takes one template"));
    const QString folder =
        parser.has("workspace") ? parser.value("workspace") : QDir::currentPath();
    if (!QFileInfo(folder).isDir())
        return complain({"workspace.notFound", {{"path", folder.toStdString()}}});
    const auto plan = workspace::planImport(bytes(parser.positional().first()), bytes(folder));
    if (!plan)
        return complain(plan.error());
    if (!parser.has("dry-run")) {
        if (const auto done = workspace::performImport(bytes(folder), *plan); !done) {
            complain(done.error());
            return ExitCode::Failed;
        }
    }
    for (const workspace::ImportedFunction& function : plan->functions)
        printLine("functions/" + function.name);
    for (const workspace::ImportedMachine& machine : plan->machines)
        tell(machine, *plan);
    for (const base::Error& problem : plan->refused)
        complain(problem);
    return plan->refused.empty() ? ExitCode::Done : ExitCode::Failed;
}

} // namespace ws::app
