#include "engine/statemachine/nesting.h"

#include "engine/base/ids.h"
#include "engine/statemachine/integration.h"

#include <algorithm>

namespace ws::statemachine {

namespace {

class Nester {
public:
    Nester(const InsideFolding& folding, MachineSource& machines, const ToldMachine& told)
        : m_folding(folding)
        , m_machines(machines)
        , m_told(told) {}

    Nestings inside(const Graph& graph) {
        Nestings found;
        for (const Graph::Node& state : graph.nodes) {
            const StartedMachine started = startedMachine(state);
            const bool isThere =
                started.known == StartedMachine::Known::Told ||
                (started.known == StartedMachine::Known::Named && m_machines.has(started.name));
            if (!isThere)
                continue;
            m_path.push_back(state.name);
            found.emplace(state.name, nestingOf(started));
            m_path.pop_back();
        }
        return found;
    }

private:
    Nesting nestingOf(const StartedMachine& started) {
        Nesting nesting;
        nesting.machine = started.name;
        if (m_path.size() > kMostNested)
            nesting.show = Nesting::Show::TooDeep;
        else if (m_folding.opened.contains(m_path))
            open(nesting);
        return nesting;
    }

    void open(Nesting& nesting) {
        using Show = Nesting::Show;
        if (nesting.machine.empty() && m_told)
            nesting.machine = m_told(m_path);
        if (nesting.machine.empty()) {
            nesting.show = Show::Untold;
            return;
        }
        const SharedDefinition definition = m_machines.definition(nesting.machine);
        nesting.show = !definition                         ? Show::Missing
                       : definition->graph().nodes.empty() ? Show::Unreadable
                                                           : Show::Drawn;
        if (nesting.show != Show::Drawn)
            return;
        nesting.definition = definition;
        nesting.closed = closedHere();
        nesting.inside = inside(definition->graph());
    }

    /// In the machine that the Task at the path starts.
    ClosedStates closedHere() const {
        ClosedStates names;
        for (const StatePath& path : m_folding.closed) {
            if (path.size() == m_path.size() + 1 &&
                std::equal(m_path.begin(), m_path.end(), path.begin()))
                names.insert(path.back());
        }
        return names;
    }

    const InsideFolding& m_folding;
    MachineSource& m_machines;
    const ToldMachine& m_told;
    StatePath m_path;
};

} // namespace

std::string machineNameOfArn(std::string_view arn) {
    base::Arn parts;
    constexpr std::string_view kKind = "stateMachine:";
    if (!base::Arn::parse(arn, parts) || !parts.resource.starts_with(kKind))
        return {};
    const std::string name = parts.resource.substr(kKind.size());
    return name.substr(0, name.find(':'));
}

StartedMachine startedMachine(const Graph::Node& state) {
    if (state.type != StateType::Task || !startsMachine(state.integration))
        return {};
    std::string name = machineNameOfArn(state.resource);
    if (name.empty())
        return {StartedMachine::Known::Told, {}};
    return {StartedMachine::Known::Named, std::move(name)};
}

bool Nesting::operator==(const Nesting& other) const {
    return show == other.show && machine == other.machine && definition == other.definition &&
           closed == other.closed && inside == other.inside;
}

Nestings nestingsOf(const Graph& graph, const InsideFolding& folding, MachineSource& machines,
                    const ToldMachine& told) {
    return Nester(folding, machines, told).inside(graph);
}

const Nesting* findNesting(const Nestings& nestings, const StatePath& path) {
    const Nestings* level = &nestings;
    const Nesting* found = nullptr;
    for (const std::string& state : path) {
        const auto at = level->find(state);
        if (at == level->end())
            return nullptr;
        found = &at->second;
        level = &found->inside;
    }
    return found;
}

std::set<StatePath> followRenames(std::set<StatePath> paths, const Renames& renames) {
    if (renames.empty())
        return paths;
    std::set<StatePath> followed;
    for (StatePath path : paths) {
        const auto renamed = path.empty() ? renames.end() : renames.find(path.front());
        if (renamed != renames.end())
            path.front() = renamed->second;
        followed.insert(std::move(path));
    }
    return followed;
}

} // namespace ws::statemachine
