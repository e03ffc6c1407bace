#include "engine/statemachine/difference.h"

#include "engine/json/pointer.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace ws::statemachine {

using json::Document;
using json::Value;

namespace {

/// Alike enough to be the same state under another name.
constexpr double kAlike = 0.6;

constexpr std::array<std::string_view, 3> kTransitions{"Next", "End", "Default"};
/// Where the states of a container are.
constexpr std::array<std::string_view, 2> kProcessors{"ItemProcessor", "Iterator"};

bool isOneOf(std::string_view name, const auto& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Value without(const Value& object, const auto& names) {
    if (!object.isObject())
        return object;
    Value out = Value::object();
    for (const auto& [name, value] : object.members()) {
        if (!isOneOf(name, names))
            out.set(name, value);
    }
    return out;
}

Value eachWithoutNext(const Value& list) {
    if (!list.isArray())
        return list;
    Value out = Value::array();
    for (const Value& item : list.items())
        out.push(without(item, std::array<std::string_view, 1>{"Next"}));
    return out;
}

/// The state without where it leads and without the states inside it.
Value contentOf(const Value& state) {
    constexpr std::array<std::string_view, 2> kInside{"StartAt", "States"};
    Value out = without(state, kTransitions);
    for (const std::string_view name : {"Choices", "Catch"}) {
        if (const Value* list = out.find(name))
            out.set(name, eachWithoutNext(Value(*list)));
    }
    for (const std::string_view name : kProcessors) {
        if (const Value* processor = out.find(name))
            out.set(name, without(Value(*processor), kInside));
    }
    const Value* branches = out.find("Branches");
    if (branches && branches->isArray()) {
        Value bare = Value::array();
        for (const Value& branch : branches->items())
            bare.push(without(branch, kInside));
        out.set("Branches", std::move(bare));
    }
    return out;
}

/// Everything that a value says, as "pointer=scalar".
void sayings(const Value& value, const std::string& pointer, std::multiset<std::string>& out) {
    if (value.isObject() && value.size() > 0) {
        for (const auto& [name, member] : value.members())
            sayings(member, pointer + '/' + json::escapedStep(name), out);
    } else if (value.isArray() && value.size() > 0) {
        for (const Value& item : value.items()) // an item is the same wherever it stands
            sayings(item, pointer + "/-", out);
    } else {
        out.insert(pointer + '=' + value.dump());
    }
}

/// 0 to 1: how much of what either says the other says too.
double likeness(const std::multiset<std::string>& left, const std::multiset<std::string>& right) {
    std::vector<std::string> both;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                          std::back_inserter(both));
    const std::size_t all = left.size() + right.size() - both.size();
    return all == 0 ? 1 : static_cast<double>(both.size()) / static_cast<double>(all);
}

/// One version with what is compared of it.
struct Version {
    explicit Version(const Document& source)
        : document(source)
        , graph(buildGraph(source))
        , contents(graph.nodes.size())
        , said(graph.nodes.size())
        , leadsTo(graph.nodes.size())
        , comesFrom(graph.nodes.size()) {
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            const auto node = document.find(graph.nodes[i].pointer);
            contents[i] = contentOf(document.value(node));
            sayings(contents[i], {}, said[i]);
        }
        for (const Graph::Edge& edge : graph.edges) {
            if (edge.from != Graph::kNone)
                leadsTo[std::size_t(edge.from)].emplace_back(edge.kind, edge.index, edge.to);
            if (edge.to != Graph::kNone)
                comesFrom[std::size_t(edge.to)].insert(edge.from);
        }
        for (auto& edges : leadsTo)
            std::sort(edges.begin(), edges.end());
    }

    const Document& document;
    Graph graph;
    std::vector<Value> contents;
    std::vector<std::multiset<std::string>> said;
    std::vector<std::vector<std::tuple<Graph::EdgeKind, int, int>>> leadsTo;
    std::vector<std::set<int>> comesFrom; ///< kNone: the start
};

class Comparison {
public:
    Comparison(const Document& before, const Document& after)
        : m_before(before)
        , m_after(after)
        , m_newOf(m_before.graph.nodes.size(), Graph::kNone)
        , m_oldOf(m_after.graph.nodes.size(), Graph::kNone)
        , m_oldRegionOf(m_after.graph.regions.size(), Graph::kNone) {}

    DefinitionDifference compare() {
        if (!m_before.graph.regions.empty() && !m_after.graph.regions.empty())
            pairRegions(0, 0);
        do {
            followRegions();
        } while (pairByNameElsewhere() || pairByLikeness());
        DefinitionDifference out;
        for (int node = 0; node < int(m_oldOf.size()); ++node)
            out.states.push_back(differenceAt(m_oldOf[std::size_t(node)], node));
        for (int node = 0; node < int(m_newOf.size()); ++node) {
            if (m_newOf[std::size_t(node)] == Graph::kNone)
                out.states.push_back({StateDifference::Removed, node, Graph::kNone, {}});
        }
        out.fields = fieldsOfMachine();
        out.before = std::move(m_before.graph);
        out.after = std::move(m_after.graph);
        return out;
    }

private:
    const Graph::Node& oldNode(int node) const { return m_before.graph.nodes[std::size_t(node)]; }
    const Graph::Node& newNode(int node) const { return m_after.graph.nodes[std::size_t(node)]; }
    bool isFreeOld(int node) const { return m_newOf[std::size_t(node)] == Graph::kNone; }
    bool isFreeNew(int node) const { return m_oldOf[std::size_t(node)] == Graph::kNone; }

    void pairRegions(int before, int after) {
        m_oldRegionOf[std::size_t(after)] = before;
        m_regions.emplace_back(before, after);
    }

    void pair(int before, int after) {
        m_newOf[std::size_t(before)] = after;
        m_oldOf[std::size_t(after)] = before;
        const auto& old = oldNode(before).regions;
        const auto& now = newNode(after).regions;
        for (std::size_t i = 0; i < std::min(old.size(), now.size()); ++i)
            pairRegions(old[i], now[i]);
    }

    /// States of the same name in regions that belong together.
    void followRegions() {
        while (!m_regions.empty()) {
            const auto [before, after] = m_regions.front();
            m_regions.pop_front();
            std::map<std::string_view, int> byName;
            for (const int node : m_before.graph.regions[std::size_t(before)].nodes) {
                if (isFreeOld(node))
                    byName.emplace(oldNode(node).name, node);
            }
            for (const int node : m_after.graph.regions[std::size_t(after)].nodes) {
                const auto found = byName.find(newNode(node).name);
                if (found != byName.end() && isFreeNew(node))
                    pair(found->second, node);
            }
        }
    }

    /// One of that name on each side, wherever it is. True when anything was paired.
    bool pairByNameElsewhere() {
        std::map<std::string_view, std::pair<std::vector<int>, std::vector<int>>> byName;
        for (int node = 0; node < int(m_newOf.size()); ++node) {
            if (isFreeOld(node))
                byName[oldNode(node).name].first.push_back(node);
        }
        for (int node = 0; node < int(m_oldOf.size()); ++node) {
            if (isFreeNew(node))
                byName[newNode(node).name].second.push_back(node);
        }
        bool any = false;
        for (const auto& [name, nodes] : byName) {
            const auto& [before, after] = nodes;
            if (before.size() != 1 || after.size() != 1 ||
                oldNode(before[0]).type != newNode(after[0]).type)
                continue;
            pair(before[0], after[0]);
            any = true;
        }
        return any;
    }

    /// What is said of them counts for more than half; the rest is where they stand.
    double likenessOf(int before, int after) const {
        const auto neighbours = [&](const std::set<int>& old, const std::set<int>& now) {
            if (old.empty() && now.empty())
                return 1.0;
            std::size_t same = 0;
            for (const int node : old) {
                const int other = node == Graph::kNone ? Graph::kNone : m_newOf[std::size_t(node)];
                if (node == Graph::kNone || other != Graph::kNone)
                    same += now.contains(other) ? 1 : 0;
            }
            return double(same) / double(std::max(old.size(), now.size()));
        };
        const auto targets = [](const Version& version, int node) {
            std::set<int> out;
            for (const auto& [kind, index, to] : version.leadsTo[std::size_t(node)])
                out.insert(to);
            return out;
        };
        return 0.6 *
                   likeness(m_before.said[std::size_t(before)], m_after.said[std::size_t(after)]) +
               0.2 * neighbours(m_before.comesFrom[std::size_t(before)],
                                m_after.comesFrom[std::size_t(after)]) +
               0.2 * neighbours(targets(m_before, before), targets(m_after, after));
    }

    /// Those in regions that belong together which are the most alike. True when anything was
    /// paired.
    bool pairByLikeness() {
        std::vector<std::tuple<double, int, int>> pairs; // negative, so that the best come first
        for (int after = 0; after < int(m_oldOf.size()); ++after) {
            const int region = m_oldRegionOf[std::size_t(newNode(after).region)];
            if (!isFreeNew(after) || region == Graph::kNone)
                continue;
            for (const int before : m_before.graph.regions[std::size_t(region)].nodes) {
                if (!isFreeOld(before) || oldNode(before).type != newNode(after).type)
                    continue;
                const double alike = likenessOf(before, after);
                if (alike >= kAlike)
                    pairs.emplace_back(-alike, before, after);
            }
        }
        std::sort(pairs.begin(), pairs.end());
        bool any = false;
        for (const auto& [alike, before, after] : pairs) {
            if (!isFreeOld(before) || !isFreeNew(after))
                continue;
            pair(before, after);
            any = true;
        }
        return any;
    }

    bool leadsElsewhere(int before, int after) const {
        auto old = m_before.leadsTo[std::size_t(before)];
        for (auto& [kind, index, to] : old) {
            if (to == Graph::kNone)
                continue;
            const int now = m_newOf[std::size_t(to)];
            if (now == Graph::kNone)
                return true;
            to = now;
        }
        std::sort(old.begin(), old.end());
        return old != m_after.leadsTo[std::size_t(after)];
    }

    StateDifference differenceAt(int before, int after) const {
        if (before == Graph::kNone)
            return {StateDifference::Added, Graph::kNone, after, {}};
        StateDifference out{StateDifference::Same, before, after, {}};
        const Graph::Node& old = oldNode(before);
        const Graph::Node& now = newNode(after);
        if (old.name != now.name)
            out.what |= StateDifference::Renamed;
        if (m_oldRegionOf[std::size_t(now.region)] != old.region)
            out.what |= StateDifference::Moved;
        if (leadsElsewhere(before, after))
            out.what |= StateDifference::Rerouted;
        out.fields = differingMembers(m_before.contents[std::size_t(before)],
                                      m_after.contents[std::size_t(after)]);
        if (old.regions.size() != now.regions.size() && out.fields.empty())
            out.fields.emplace_back("Branches");
        if (!out.fields.empty())
            out.what |= StateDifference::Edited;
        return out;
    }

    static std::vector<std::string> differingMembers(const Value& before, const Value& after) {
        std::vector<std::string> out;
        for (const auto& [name, value] : before.members()) {
            const Value* now = after.find(name);
            if (!now || !(*now == value))
                out.push_back(name);
        }
        for (const auto& [name, value] : after.members()) {
            if (!before.find(name))
                out.push_back(name);
        }
        return out;
    }

    std::vector<std::string> fieldsOfMachine() const {
        const Value before = m_before.document.value(m_before.document.root());
        const Value after = m_after.document.value(m_after.document.root());
        constexpr std::array<std::string_view, 2> kElsewhere{"States", "StartAt"};
        auto fields = differingMembers(without(before, kElsewhere), without(after, kElsewhere));
        if (startOf(m_after) != newStartOfOld())
            fields.emplace_back("StartAt");
        return fields;
    }

    static int startOf(const Version& version) {
        return version.graph.regions.empty() ? Graph::kNone : version.graph.regions[0].start;
    }
    int newStartOfOld() const {
        const int start = startOf(m_before);
        return start == Graph::kNone ? Graph::kNone : m_newOf[std::size_t(start)];
    }

    Version m_before;
    Version m_after;
    std::vector<int> m_newOf;                  ///< by node of the older version
    std::vector<int> m_oldOf;                  ///< by node of the newer version
    std::vector<int> m_oldRegionOf;            ///< by region of the newer version
    std::deque<std::pair<int, int>> m_regions; ///< that belong together and were not followed yet
};

} // namespace

bool DefinitionDifference::empty() const {
    return fields.empty() &&
           std::all_of(states.begin(), states.end(), [](const StateDifference& state) {
               return state.what == StateDifference::Same;
           });
}

int DefinitionDifference::count(StateDifference::What what) const {
    return int(std::count_if(states.begin(), states.end(),
                             [&](const StateDifference& state) { return state.is(what); }));
}

DefinitionDifference differenceOf(const Document& before, const Document& after) {
    return Comparison(before, after).compare();
}

} // namespace ws::statemachine
