#pragma once

#include "engine/base/reason.h"
#include "engine/expression/pathtree.h"

#include <string>
#include <vector>

namespace ws::expression {

/// Follows names and indices; nullptr when they lead nowhere.
const json::Value* followPlain(const std::vector<PathStep>& steps, const json::Value& from);

/// One evaluation of a path that is more than names and indices.
class PathWalk {
public:
    /// `root` is what `$` means inside filters.
    PathWalk(const PathTree& tree, const json::Value& root)
        : m_tree(tree)
        , m_root(root) {}

    /// False when a definite part of the path leads nowhere.
    bool run(const json::Value& from);
    /// One value for a definite path, else an array; once, after run() was true.
    json::Value take();
    bool empty() const { return m_found.empty(); }

private:
    bool walk(std::size_t step, const json::Value& at);
    bool name(std::size_t step, const json::Value& at);
    bool names(std::size_t step, const json::Value& at);
    bool index(std::size_t step, std::int64_t wanted, const json::Value& at);
    bool items(std::size_t step, const json::Value& at);
    bool slice(std::size_t step, const json::Value& at);
    bool wildcard(std::size_t step, const json::Value& at);
    bool descend(std::size_t step, const json::Value& at);
    bool filter(std::size_t step, const json::Value& at);

    const PathTree& m_tree;
    const json::Value& m_root;
    bool m_definiteSoFar = true;
    std::vector<json::Value> m_found;
};

bool matches(const FilterNode& node, const json::Value& current, const json::Value& root);

/// Why a path gives nothing here, in the words that Jayway has for it.
base::Reason explainMiss(const PathTree& tree, const json::Value& from);

} // namespace ws::expression
