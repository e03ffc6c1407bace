#include "engine/statemachine/graph.h"

#include "engine/base/ids.h"
#include "engine/statemachine/graphlabels.h"
#include "engine/statemachine/integration.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace ws::statemachine {

namespace {

using json::Document;
using NodeId = Document::NodeId;
using Type = json::Value::Type;

constexpr std::array<std::pair<StateType, std::string_view>, 8> kTypes{{
    {StateType::Task, "Task"},
    {StateType::Pass, "Pass"},
    {StateType::Choice, "Choice"},
    {StateType::Wait, "Wait"},
    {StateType::Succeed, "Succeed"},
    {StateType::Fail, "Fail"},
    {StateType::Parallel, "Parallel"},
    {StateType::Map, "Map"},
}};

constexpr int kDefaultMaxAttempts = 3; // the language's, for a retrier that does not say

} // namespace

std::string_view stateTypeName(StateType type) {
    for (const auto& [value, name] : kTypes) {
        if (value == type)
            return name;
    }
    return "Unknown";
}

StateType stateTypeFromName(std::string_view name) {
    for (const auto& [value, text] : kTypes) {
        if (text == name)
            return value;
    }
    return StateType::Unknown;
}

namespace {

class Builder {
public:
    explicit Builder(const Document& document)
        : m_document(document) {}

    Graph build() {
        if (isObject(m_document.root())) {
            addRegion(m_document.root(), Graph::RegionKind::Root, Graph::kNone, 0);
            markReachable();
        }
        return std::move(m_graph);
    }

private:
    /// Transitions wait until every state of their region has a number.
    struct Pending {
        int region;
        NodeId object;
    };

    bool isObject(NodeId id) const { return id != Document::kNone && typeOf(id) == Type::Object; }
    Type typeOf(NodeId id) const { return m_document.node(id).type; }
    NodeId member(NodeId object, std::string_view key) const {
        return isObject(object) ? m_document.member(object, key) : Document::kNone;
    }
    std::string text(NodeId object, std::string_view key) const {
        const NodeId id = member(object, key);
        return id == Document::kNone ? std::string() : m_document.string(id);
    }
    /// A member of any scalar type as one line, JSONata without its marks.
    std::string shown(NodeId object, std::string_view key) const {
        const NodeId id = member(object, key);
        return id == Document::kNone ? std::string()
                                     : withoutJsonataMarks(plainText(m_document, id));
    }
    std::vector<NodeId> items(NodeId object, std::string_view key) const {
        const NodeId list = member(object, key);
        if (list == Document::kNone || typeOf(list) != Type::Array)
            return {};
        return m_document.node(list).children;
    }

    void addRegion(NodeId machine, Graph::RegionKind kind, int owner, int index);
    void addState(NodeId state, int region);
    void addNested(NodeId state, int node);
    void addTransitions(int region, NodeId machine);
    void addTransitionsOf(int node, NodeId state);
    void addEdge(Graph::EdgeKind kind, int from, NodeId target, int index, std::string label,
                 NodeId whole);
    void describe(Graph::Node& node, NodeId state) const;
    void describeTask(Graph::Node& node, NodeId state) const;
    void describeCallee(Graph::Node& node, NodeId state, std::string_view member) const;
    void describeWait(Graph::Node& node, NodeId state) const;
    void describeMap(Graph::Node& node, NodeId state) const;
    void describeErrors(Graph::Node& node, NodeId state) const;
    int stateIn(int region, const std::string& name) const;
    void markReachable();

    const Document& m_document;
    Graph m_graph;
    std::vector<std::unordered_map<std::string, int>> m_names; // by region
    std::vector<NodeId> m_objects;                             // by node
};

void Builder::addRegion(NodeId machine, Graph::RegionKind kind, int owner, int index) {
    const int region = static_cast<int>(m_graph.regions.size());
    m_graph.regions.push_back({kind, owner, index, Graph::kNone, {}});
    m_names.emplace_back();
    if (owner != Graph::kNone)
        m_graph.nodes[static_cast<std::size_t>(owner)].regions.push_back(region);
    const NodeId states = member(machine, "States");
    if (isObject(states)) {
        for (const NodeId state : m_document.node(states).children) {
            // Of duplicate names the last one counts, as for every reader of JSON.
            if (isObject(state) && m_document.member(states, m_document.node(state).key) == state)
                addState(state, region);
        }
    }
    addTransitions(region, machine);
}

void Builder::addState(NodeId state, int region) {
    const int index = static_cast<int>(m_graph.nodes.size());
    Graph::Node node;
    node.pointer = m_document.pointer(state);
    node.name = m_document.node(state).key;
    node.type = stateTypeFromName(text(state, "Type"));
    node.region = region;
    node.range = m_document.node(state).range;
    node.nameRange = m_document.node(state).keyRange;
    node.comment = text(state, "Comment");
    describe(node, state);
    m_names[static_cast<std::size_t>(region)][node.name] = index;
    m_graph.regions[static_cast<std::size_t>(region)].nodes.push_back(index);
    m_graph.nodes.push_back(std::move(node));
    m_objects.push_back(state);
    addNested(state, index);
}

void Builder::addNested(NodeId state, int node) {
    const StateType type = m_graph.nodes[static_cast<std::size_t>(node)].type;
    if (type == StateType::Parallel) {
        int index = 0;
        for (const NodeId branch : items(state, "Branches")) {
            if (isObject(branch))
                addRegion(branch, Graph::RegionKind::Branch, node, index++);
        }
    } else if (type == StateType::Map) {
        NodeId processor = member(state, "ItemProcessor");
        if (!isObject(processor))
            processor = member(state, "Iterator"); // the name before 2022
        if (isObject(processor))
            addRegion(processor, Graph::RegionKind::Iterator, node, 0);
    }
}

void Builder::describe(Graph::Node& node, NodeId state) const {
    const NodeId end = member(state, "End");
    node.terminal = node.type == StateType::Succeed || node.type == StateType::Fail ||
                    (end != Document::kNone && m_document.value(end).toBool());
    switch (node.type) {
    case StateType::Task:
        describeTask(node, state);
        break;
    case StateType::Wait:
        describeWait(node, state);
        break;
    case StateType::Map:
        describeMap(node, state);
        break;
    case StateType::Fail:
        node.detail = shown(state, "Error");
        if (node.detail.empty())
            node.detail = shown(state, "ErrorPath");
        break;
    default:
        break;
    }
    describeErrors(node, state);
}

void Builder::describeTask(Graph::Node& node, NodeId state) const {
    node.resource = text(state, "Resource");
    base::Arn arn;
    if (!base::Arn::parse(node.resource, arn))
        return;
    if (arn.service == "lambda") {
        node.integration = "lambda:invoke";
        node.detail = base::FunctionName::parse(node.resource).name;
        return;
    }
    if (arn.service != "states")
        return;
    node.integration = arn.resource;
    if (arn.resource.starts_with("lambda:invoke")) {
        describeCallee(node, state, "FunctionName");
        if (base::Arn::looksLikeOne(node.detail))
            node.detail = base::FunctionName::parse(node.detail).name;
    } else if (startsMachine(arn.resource)) {
        describeCallee(node, state, "StateMachineArn");
    }
}

/// As `resource` when it is constant, and in any case as `detail`.
void Builder::describeCallee(Graph::Node& node, NodeId state, std::string_view name) const {
    NodeId arguments = member(state, "Arguments");
    if (!isObject(arguments))
        arguments = member(state, "Parameters");
    const std::string given = text(arguments, name);
    node.detail = given.empty() ? shown(arguments, std::string(name) + ".$") : given;
    if (given.starts_with("{%"))
        node.detail = shown(arguments, name);
    else if (!given.empty())
        node.resource = given;
}

void Builder::describeWait(Graph::Node& node, NodeId state) const {
    const NodeId seconds = member(state, "Seconds");
    if (seconds != Document::kNone && m_document.value(seconds).isNumber())
        node.waitSeconds = m_document.value(seconds).toDouble();
    for (const std::string_view key : {"Seconds", "SecondsPath", "Timestamp", "TimestampPath"}) {
        node.detail = shown(state, key);
        if (!node.detail.empty())
            break;
    }
    if (node.waitSeconds)
        node.detail += " s";
}

void Builder::describeMap(Graph::Node& node, NodeId state) const {
    node.itemSource = shown(state, "Items");
    if (node.itemSource.empty())
        node.itemSource = shown(state, "ItemsPath");
    node.mapMode = text(member(member(state, "ItemProcessor"), "ProcessorConfig"), "Mode");
    if (node.mapMode.empty())
        node.mapMode = "INLINE";
    node.maxConcurrency = shown(state, "MaxConcurrency");
    if (node.maxConcurrency.empty())
        node.maxConcurrency = shown(state, "MaxConcurrencyPath");
    if (node.maxConcurrency == "0")
        node.maxConcurrency.clear();
    node.detail = node.itemSource;
}

void Builder::describeErrors(Graph::Node& node, NodeId state) const {
    node.catchCount = static_cast<int>(items(state, "Catch").size());
    const auto retriers = items(state, "Retry");
    node.retryCount = static_cast<int>(retriers.size());
    for (const NodeId retrier : retriers) {
        const NodeId attempts = member(retrier, "MaxAttempts");
        const auto most =
            attempts == Document::kNone
                ? std::int64_t{kDefaultMaxAttempts}
                : std::clamp<std::int64_t>(m_document.value(attempts).toInteger(), 0, 99'999'999);
        node.retryMaxAttempts = std::max(node.retryMaxAttempts, static_cast<int>(most));
    }
}

int Builder::stateIn(int region, const std::string& name) const {
    const auto& names = m_names[static_cast<std::size_t>(region)];
    const auto found = names.find(name);
    return found == names.end() ? Graph::kNone : found->second;
}

void Builder::addTransitions(int region, NodeId machine) {
    const NodeId startAt = member(machine, "StartAt");
    if (startAt != Document::kNone && typeOf(startAt) == Type::String) {
        const int start = stateIn(region, m_document.string(startAt));
        m_graph.regions[static_cast<std::size_t>(region)].start = start;
        if (start != Graph::kNone)
            m_graph.edges.push_back({Graph::EdgeKind::Start, Graph::kNone, start, region, 0,
                                     std::string(), m_document.node(startAt).range});
    }
    for (const int node : m_graph.regions[static_cast<std::size_t>(region)].nodes)
        addTransitionsOf(node, m_objects[static_cast<std::size_t>(node)]);
}

void Builder::addTransitionsOf(int node, NodeId state) {
    using Kind = Graph::EdgeKind;
    const Graph::Node& source = m_graph.nodes[static_cast<std::size_t>(node)];
    const StateType type = source.type;
    const bool final = type == StateType::Succeed || type == StateType::Fail;
    if (type == StateType::Choice) {
        int index = 0;
        for (const NodeId rule : items(state, "Choices")) {
            if (isObject(rule))
                addEdge(Kind::Choice, node, member(rule, "Next"), index,
                        conditionText(m_document, rule), rule);
            ++index;
        }
        const NodeId fallback = member(state, "Default");
        addEdge(Kind::Default, node, fallback, index, {}, fallback);
    } else if (!final) {
        const NodeId next = member(state, "Next");
        addEdge(Kind::Next, node, next, 0, {}, next);
    }
    if (source.terminal && !final) {
        const NodeId end = member(state, "End");
        m_graph.edges.push_back({Kind::End, node, Graph::kNone, source.region, 0, std::string(),
                                 m_document.node(end).range});
    }
    int index = 0;
    for (const NodeId catcher : items(state, "Catch")) {
        if (isObject(catcher))
            addEdge(Kind::Catch, node, member(catcher, "Next"), index,
                    catcherText(m_document, catcher), catcher);
        ++index;
    }
}

void Builder::addEdge(Graph::EdgeKind kind, int from, NodeId target, int index, std::string label,
                      NodeId whole) {
    if (target == Document::kNone || typeOf(target) != Type::String)
        return;
    const int region = m_graph.nodes[static_cast<std::size_t>(from)].region;
    const int to = stateIn(region, m_document.string(target));
    if (to != Graph::kNone)
        m_graph.edges.push_back(
            {kind, from, to, region, index, std::move(label), m_document.node(whole).range});
}

void Builder::markReachable() {
    std::vector<std::vector<int>> next(m_graph.nodes.size());
    for (const Graph::Edge& edge : m_graph.edges) {
        if (edge.from != Graph::kNone && edge.to != Graph::kNone)
            next[static_cast<std::size_t>(edge.from)].push_back(edge.to);
    }
    for (Graph::Node& node : m_graph.nodes)
        node.reachable = false;
    std::vector<int> open;
    const auto enter = [&](int node) {
        auto& reachable = m_graph.nodes[static_cast<std::size_t>(node)].reachable;
        if (!reachable)
            open.push_back(node);
        reachable = true;
    };
    // A region without a start tells nothing about its states: none of them is called unreachable.
    const auto enterRegion = [&](int index) {
        const Graph::Region& region = m_graph.regions[static_cast<std::size_t>(index)];
        if (region.start != Graph::kNone)
            enter(region.start);
        else
            std::for_each(region.nodes.begin(), region.nodes.end(), enter);
    };
    enterRegion(0);
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        for (const int target : next[static_cast<std::size_t>(node)])
            enter(target);
        for (const int region : m_graph.nodes[static_cast<std::size_t>(node)].regions)
            enterRegion(region);
    }
}

} // namespace

int Graph::findByName(std::string_view name) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(),
                                    [&](const Node& node) { return node.name == name; });
    return found == nodes.end() ? kNone : static_cast<int>(found - nodes.begin());
}

int Graph::findByPointer(std::string_view pointer) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(),
                                    [&](const Node& node) { return node.pointer == pointer; });
    return found == nodes.end() ? kNone : static_cast<int>(found - nodes.begin());
}

int Graph::findByOffset(std::size_t offset) const {
    int best = kNone;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Node& node = nodes[i];
        if (offset < node.nameRange.begin || offset >= node.range.end)
            continue;
        if (best == kNone || node.range.size() < nodes[static_cast<std::size_t>(best)].range.size())
            best = static_cast<int>(i);
    }
    return best;
}

Graph buildGraph(const json::Document& document) {
    return Builder(document).build();
}

bool isDrawnAlike(const Graph& first, const Graph& second) {
    const auto nodes = [](const Graph::Node& a, Graph::Node b) { // NOLINT: changed here
        b.range = a.range;
        b.nameRange = a.nameRange;
        b.comment = a.comment;
        return a == b;
    };
    const auto edges = [](const Graph::Edge& a, Graph::Edge b) { // NOLINT: changed here
        b.range = a.range;
        return a == b;
    };
    return first.regions == second.regions &&
           std::ranges::equal(first.nodes, second.nodes, nodes) &&
           std::ranges::equal(first.edges, second.edges, edges);
}

} // namespace ws::statemachine
