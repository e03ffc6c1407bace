#include "app/commandlinedefinition.h"

#include "app/commandlinecommands.h"
#include "app/commandlineio.h"
#include "engine/statemachine/validator.h"
#include "engine/workspace/canvasfile.h"
#include "engine/workspace/machinefile.h"
#include "engine/workspace/machinetexts.h"
#include "widgets/designer/render.h"
#include "widgets/theme/messages.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <iterator>
#include <vector>

namespace ws::app {

namespace {

using statemachine::Diagnostic;
using statemachine::Severity;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

struct Finding {
    QString file;
    Diagnostic diagnostic;
    json::Position at;
};

bool isError(const Finding& finding) {
    return finding.diagnostic.severity == Severity::Error;
}

std::vector<Finding> findingsIn(const QString& file, const std::string& text,
                                const statemachine::Substitutions& substitutions) {
    const auto kind = statemachine::definitionKindOfFile(file.toStdString());
    const auto document = statemachine::loadDefinition(text, kind, substitutions);
    std::vector<Finding> findings;
    for (Diagnostic& diagnostic : document ? statemachine::validate(*document)
                                           : statemachine::validateText(text, {}, kind)) {
        const auto at = json::positionAt(text, diagnostic.range.begin);
        findings.push_back({file, std::move(diagnostic), at});
    }
    return findings;
}

json::Value toJson(const statemachine::Fix& fix) {
    json::Value edits = json::Value::array();
    for (const json::Edit& edit : fix.edits) {
        edits.push(json::Value::object({{"begin", std::int64_t(edit.range.begin)},
                                        {"end", std::int64_t(edit.range.end)},
                                        {"text", edit.text}}));
    }
    return json::Value::object({{"code", fix.code},
                                {"title", theme::fixTitle(fix).toStdString()},
                                {"edits", std::move(edits)}});
}

json::Value toJson(const Finding& finding) {
    const Diagnostic& diagnostic = finding.diagnostic;
    json::Value fixes = json::Value::array();
    for (const statemachine::Fix& fix : diagnostic.fixes)
        fixes.push(toJson(fix));
    return json::Value::object({
        {"file", finding.file.toStdString()},
        {"severity", isError(finding) ? "ERROR" : "WARNING"},
        {"code", diagnostic.code},
        {"message", diagnostic.message},
        {"location", diagnostic.pointer},
        {"line", std::int64_t(finding.at.line)},
        {"column", std::int64_t(finding.at.column)},
        {"fixes", std::move(fixes)},
    });
}

/// As compilers write them, so that editors can jump there.
QString toLine(const Finding& finding) {
    const QString severity = isError(finding) ? QStringLiteral("error") : QStringLiteral("warning");
    return QStringLiteral("%1:%2:%3: %4: %5 [%6]")
        .arg(finding.file)
        .arg(finding.at.line)
        .arg(finding.at.column)
        .arg(severity, theme::diagnosticText(finding.diagnostic),
             QString::fromStdString(finding.diagnostic.code));
}

struct Validation {
    std::vector<Finding> findings;
    qsizetype files = 0;            ///< that could be read
    ExitCode code = ExitCode::Done; ///< the worst of all files
};

/// One file that cannot be read does not keep the others from being checked.
Validation validated(const QStringList& files, const statemachine::Substitutions& substitutions) {
    Validation done;
    for (const QString& file : files) {
        const auto text = readInput(file);
        if (!text) {
            done.code = complain(text.error());
            continue;
        }
        ++done.files;
        auto found = findingsIn(file, *text, substitutions);
        if (std::any_of(found.begin(), found.end(), isError))
            done.code = std::max(done.code, ExitCode::Failed);
        std::move(found.begin(), found.end(), std::back_inserter(done.findings));
    }
    return done;
}

void printJson(const Validation& done) {
    json::Value diagnostics = json::Value::array();
    for (const Finding& finding : done.findings)
        diagnostics.push(toJson(finding));
    printLine(json::Value::object({{"result", done.code == ExitCode::Done ? "OK" : "FAIL"},
                                   {"diagnostics", std::move(diagnostics)}})
                  .dump());
}

void printLines(const std::vector<Finding>& findings, qsizetype files) {
    for (const Finding& finding : findings)
        printLine(toLine(finding));
    const auto errors = std::count_if(findings.begin(), findings.end(), isError);
    note(Text::tr("%1 checked: %2, %3")
             .arg(Text::tr("%n file(s)", nullptr, int(files)),
                  Text::tr("%n error(s)", nullptr, int(errors)),
                  Text::tr("%n warning(s)", nullptr, int(findings.size()) - int(errors))));
}

} // namespace

void noteWarnings(const QString& file, const std::string& definition,
                  const statemachine::Substitutions& substitutions) {
    for (const Finding& finding : findingsIn(file, definition, substitutions)) {
        if (!isError(finding))
            note(toLine(finding));
    }
}

QCommandLineOption substitutionsOption() {
    return {QStringLiteral("substitutions"),
            Text::tr("A JSON or YAML object: what the definition's ${...} stand for."),
            QStringLiteral("FILE")};
}

base::Result<statemachine::Substitutions> readSubstitutions(const CommandParser& parser) {
    statemachine::Substitutions substitutions;
    if (!parser.has("substitutions"))
        return substitutions;
    const QString file = parser.value("substitutions");
    const auto text = readInput(file);
    if (!text)
        return text.error();
    const auto document =
        statemachine::loadDefinition(*text, statemachine::definitionKindOfFile(file.toStdString()));
    if (!document)
        return inFile(file, document.error());
    const json::Value value = document->value(document->root());
    if (!value.isObject())
        return base::Error{"substitutions.noObject", {{"path", file.toStdString()}}};
    for (const auto& [key, member] : value.members())
        substitutions.emplace(key, member);
    return substitutions;
}

ExitCode validateCommand(const QStringList& arguments) {
    CommandParser parser(QStringLiteral("validate FILE... [--substitutions FILE] [--json]"),
                         Text::tr("Checks state machine definitions. Exit code 1 when one has an "
                                  "error, 2 when one cannot be read; warnings alone are no "
                                  "failure."));
    parser.options().addPositionalArgument(QStringLiteral("FILE..."),
                                           Text::tr("Definitions; - is standard input."));
    parser.options().addOptions(
        {substitutionsOption(), {QStringLiteral("json"), Text::tr("Prints one JSON object.")}});
    if (const auto over = parser.parse(arguments))
        return *over;
    const QStringList files = parser.positional();
    if (files.isEmpty())
        return parser.usageError(Text::tr("validate takes one or more files"));
    const auto substitutions = readSubstitutions(parser);
    if (!substitutions)
        return complain(substitutions.error());
    const Validation done = validated(files, *substitutions);
    if (parser.has("json"))
        printJson(done);
    else if (done.files > 0)
        printLines(done.findings, done.files);
    return done.code;
}

namespace {

/// What cannot be read is told; the definition is drawn without it.
workspace::CanvasSettings canvasSettingsBeside(const QString& file) {
    const std::string path = QFile::encodeName(file).toStdString();
    if (workspace::machineNameOfFile(path).empty())
        return {};
    auto settings = workspace::readCanvasFile(workspace::canvasFileOfMachine(path));
    if (settings)
        return *std::move(settings);
    note(theme::message(settings.error()));
    return {};
}

/// Those that the file's Tasks may start: a workspace has all its machines in one folder.
workspace::MachineTexts machinesBeside(const QString& file) {
    const std::string path = QFile::encodeName(QFileInfo(file).absoluteFilePath()).toStdString();
    if (workspace::machineNameOfFile(path).empty())
        return workspace::MachineTexts([](const std::string&) { return std::string(); });
    return workspace::MachineTexts(workspace::machinesInFolder(path.substr(0, path.rfind('/'))));
}

} // namespace

ExitCode renderCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("render FILE -o out.svg|out.png|out.pdf [--dark] [--collapsed]"),
        Text::tr("Draws a state machine definition as the window does, with the notes and regions "
                 "of the .canvas.json beside it and the machines that it shows inside Tasks."));
    parser.options().addPositionalArgument(QStringLiteral("FILE"),
                                           Text::tr("A definition; - is standard input."));
    parser.options().addOptions({
        {{QStringLiteral("o"), QStringLiteral("output")},
         Text::tr("Where the picture goes; its ending says which kind."),
         QStringLiteral("out.svg|out.png|out.pdf")},
        {QStringLiteral("dark"), Text::tr("Uses the dark colours.")},
        {QStringLiteral("collapsed"),
         Text::tr("Draws the states that are collapsed in the window as one box each.")},
    });
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() != 1)
        return parser.usageError(Text::tr("render takes one file"));
    if (!parser.has("output"))
        return parser.usageError(Text::tr("render needs -o out.svg, -o out.png or -o out.pdf"));
    const auto text = readInput(parser.positional().first());
    if (!text)
        return complain(text.error());
    workspace::CanvasSettings settings = canvasSettingsBeside(parser.positional().first());
    if (!parser.has("collapsed"))
        settings.expandAll();
    workspace::MachineTexts machines = machinesBeside(parser.positional().first());
    const auto drawn = designer::renderDefinition(
        *text, parser.value("output"),
        parser.has("dark") ? theme::Scheme::Dark : theme::Scheme::Light, settings, &machines);
    return drawn ? ExitCode::Done : complain(inFile(parser.positional().first(), drawn.error()));
}

} // namespace ws::app
