#include "app/commandlinecommands.h"
#include "app/commandlineio.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/difference.h"
#include "widgets/designer/differenceview.h"

#include <QCoreApplication>

namespace ws::app {

namespace {

using statemachine::DefinitionDifference;
using statemachine::Graph;
using statemachine::StateDifference;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

base::Result<json::Document> read(const QString& file) {
    const auto text = readInput(file);
    if (!text)
        return text.error();
    auto document = statemachine::loadDefinition(*text);
    if (!document)
        return inFile(file, document.error());
    return document;
}

const std::string& nameOf(const DefinitionDifference& difference, const StateDifference& state) {
    return state.after == Graph::kNone ? difference.before.nodes[std::size_t(state.before)].name
                                       : difference.after.nodes[std::size_t(state.after)].name;
}

json::Value toJson(const DefinitionDifference& difference, const StateDifference& state) {
    static constexpr std::pair<StateDifference::What, const char*> kWords[] = {
        {StateDifference::Added, "added"},     {StateDifference::Removed, "removed"},
        {StateDifference::Renamed, "renamed"}, {StateDifference::Moved, "moved"},
        {StateDifference::Edited, "edited"},   {StateDifference::Rerouted, "rerouted"}};
    json::Value::Array what;
    for (const auto& [one, word] : kWords) {
        if (state.is(one))
            what.emplace_back(word);
    }
    json::Value line = json::Value::object();
    line.set("state", nameOf(difference, state));
    line.set("what", json::Value(std::move(what)));
    if (state.is(StateDifference::Renamed))
        line.set("from", difference.before.nodes[std::size_t(state.before)].name);
    if (state.is(StateDifference::Edited))
        line.set("fields",
                 json::Value(json::Value::Array(state.fields.begin(), state.fields.end())));
    return line;
}

void tell(const DefinitionDifference& difference) {
    for (const std::string& field : difference.fields)
        printLine(Text::tr("state machine: %1 edited").arg(QString::fromStdString(field)));
    for (const StateDifference& state : difference.states) {
        if (state.what == StateDifference::Same)
            continue;
        const QStringList became = designer::differenceTexts(difference, state);
        printLine(QStringLiteral("%1: %2").arg(QString::fromStdString(nameOf(difference, state)),
                                               became.join(QLatin1String("; "))));
    }
}

void tellJson(const DefinitionDifference& difference) {
    json::Value::Array states;
    for (const StateDifference& state : difference.states) {
        if (state.what != StateDifference::Same)
            states.push_back(toJson(difference, state));
    }
    json::Value fields(json::Value::Array(difference.fields.begin(), difference.fields.end()));
    printLine(json::Value::object(
                  {{"fields", std::move(fields)}, {"states", json::Value(std::move(states))}})
                  .dump());
}

} // namespace

ExitCode diffCommand(const QStringList& arguments) {
    CommandParser parser(
        QStringLiteral("diff OLD NEW [--json]"),
        Text::tr("Compares two definitions as state machines: says which states were added, "
                 "removed, renamed, moved, edited or lead elsewhere. Spaces, the order of members "
                 "and JSON or YAML make no difference. Exit code 1 when they differ."));
    parser.options().addPositionalArgument(QStringLiteral("OLD"),
                                           Text::tr("The older definition, - for standard input."));
    parser.options().addPositionalArgument(QStringLiteral("NEW"), Text::tr("The newer one."));
    parser.options().addOption({QStringLiteral("json"), Text::tr("Prints one JSON object.")});
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() != 2)
        return parser.usageError(Text::tr("diff takes two definitions"));
    const auto before = read(parser.positional().at(0));
    if (!before)
        return complain(before.error());
    const auto after = read(parser.positional().at(1));
    if (!after)
        return complain(after.error());
    const DefinitionDifference difference = statemachine::differenceOf(*before, *after);
    if (parser.has("json"))
        tellJson(difference);
    else
        tell(difference);
    return difference.empty() ? ExitCode::Done : ExitCode::Failed;
}

} // namespace ws::app
