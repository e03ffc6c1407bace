#include "engine/telemetry/rundifference.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace ws::telemetry {

namespace {

using Node = RunTree::Node;

/// Names every visit the same in both runs: "Each#3/Item:0".
std::vector<std::string> namesOf(const RunTree& tree) {
    std::vector<std::string> names;
    std::unordered_map<std::string, int> visits;
    for (const Node& node : tree.nodes()) {
        std::string name =
            node.parent < 0 ? std::string() : names[static_cast<std::size_t>(node.parent)] + '/';
        if (node.kind == Node::Kind::Iteration) {
            name += '#' + std::to_string(node.index);
        } else {
            name += node.name;
            name += ':' + std::to_string(visits[name]++);
        }
        names.push_back(std::move(name));
    }
    return names;
}

const HistoryEvent* eventOf(const std::vector<HistoryEvent>& history, std::int64_t id) {
    return id < 1 || id > static_cast<std::int64_t>(history.size())
               ? nullptr
               : &history[static_cast<std::size_t>(id) - 1];
}

std::optional<json::Value> inputOf(const Node& node, const std::vector<HistoryEvent>& history) {
    const HistoryEvent* event = eventOf(history, node.firstEvent);
    return event ? event->input : std::nullopt;
}

std::optional<json::Value> outputOf(const Node& node, const std::vector<HistoryEvent>& history) {
    const HistoryEvent* event = eventOf(history, node.lastEvent);
    return event ? event->output : std::nullopt;
}

} // namespace

RunDifference compareRuns(const RunTree& left, const std::vector<HistoryEvent>& leftHistory,
                          const RunTree& right, const std::vector<HistoryEvent>& rightHistory) {
    const auto leftNames = namesOf(left);
    const auto rightNames = namesOf(right);
    std::unordered_map<std::string, int> byName;
    for (std::size_t i = 0; i < rightNames.size(); ++i)
        byName.emplace(rightNames[i], static_cast<int>(i));
    std::vector<int> partner(rightNames.size(), -1);
    std::vector<RunDifference::Row> common;
    for (std::size_t i = 0; i < leftNames.size(); ++i) {
        const auto found = byName.find(leftNames[i]);
        const int other = found == byName.end() ? -1 : found->second;
        common.push_back({static_cast<int>(i), other, 0});
        if (other >= 0)
            partner[static_cast<std::size_t>(other)] = static_cast<int>(i);
    }
    // What only the right run has comes after what it followed there.
    std::map<int, std::vector<int>> after; // left node, -1: the beginning
    int last = -1;
    for (std::size_t i = 0; i < partner.size(); ++i) {
        if (partner[i] >= 0)
            last = partner[i];
        else
            after[last].push_back(static_cast<int>(i));
    }
    RunDifference out;
    const auto addAfter = [&](int index) {
        for (const int node : after[index])
            out.rows.push_back({-1, node, RunDifference::Path});
    };
    addAfter(-1);
    for (RunDifference::Row row : common) {
        if (row.right < 0) {
            row.differs = RunDifference::Path;
        } else {
            const Node& a = left.node(row.left);
            const Node& b = right.node(row.right);
            row.differs =
                (a.status != b.status ? RunDifference::Status : 0U) |
                (inputOf(a, leftHistory) != inputOf(b, rightHistory) ? RunDifference::Input : 0U) |
                (outputOf(a, leftHistory) != outputOf(b, rightHistory) ? RunDifference::Output
                                                                       : 0U) |
                (a.attempts.size() != b.attempts.size() ? RunDifference::Attempts : 0U);
        }
        out.rows.push_back(row);
        addAfter(row.left);
    }
    // A container differs because of what is in it: that is what one wants to see.
    for (std::size_t i = 0; i < out.rows.size() && out.first < 0; ++i) {
        const auto& row = out.rows[i];
        const Node& node = row.left >= 0 ? left.node(row.left) : right.node(row.right);
        const bool deeper = node.isContainer() && row.left >= 0 && row.right >= 0 &&
                            !(row.differs & RunDifference::Input);
        if (row.differs != 0 && !deeper)
            out.first = static_cast<int>(i);
    }
    for (std::size_t i = 0; i < out.rows.size() && out.first < 0; ++i) {
        if (out.rows[i].differs != 0)
            out.first = static_cast<int>(i);
    }
    return out;
}

} // namespace ws::telemetry
