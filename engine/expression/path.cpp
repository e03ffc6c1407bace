#include "engine/expression/path.h"

#include "engine/base/reason.h"
#include "engine/expression/pathparser.h"
#include "engine/expression/pathwalk.h"

#include <algorithm>
#include <utility>

namespace ws::expression {

struct Path::Compiled {
    std::string text;
    PathTree tree;
};

namespace {

bool isReference(const PathTree& tree) {
    return tree.plain &&
           std::all_of(tree.steps.begin(), tree.steps.end(), [](const PathStep& step) {
               return step.kind == PathStep::Kind::Name || step.index >= 0;
           });
}

const json::Value* start(const PathTree& tree, const Scope& scope) {
    switch (tree.root) {
    case PathRoot::Input:
        return &scope.input;
    case PathRoot::Context:
        return &scope.context;
    case PathRoot::Variable:
        break;
    }
    if (!scope.variables)
        return nullptr;
    const auto found = scope.variables->find(tree.variable);
    return found == scope.variables->end() ? nullptr : &found->second;
}

/// The place below `at` that the step means, made when it is a member that is not there yet.
json::Value* enter(json::Value& at, const PathStep& step) {
    if (step.kind == PathStep::Kind::Name) {
        if (!at.isObject())
            return nullptr;
        if (!at.find(step.name))
            at.set(step.name, json::Value::object());
        return at.mutableMembers().find(step.name);
    }
    const auto index = static_cast<std::size_t>(step.index);
    return at.isArray() && index < at.size() ? &at.mutableItems()[index] : nullptr;
}

} // namespace

base::Result<Path> Path::compile(std::string_view text, Kind kind) {
    auto tree = PathParser(text).parse();
    if (!tree)
        return tree.error();
    if (kind == Kind::Reference && !isReference(*tree))
        return base::withReason({"path.syntax", {{"path", std::string(text)}, {"offset", "0"}}},
                                {"path.reference", "a reference path has names and indices only"});
    Path path;
    path.m_compiled =
        std::make_shared<const Compiled>(Compiled{std::string(text), std::move(*tree)});
    return path;
}

const std::string& Path::text() const {
    return m_compiled->text;
}

bool Path::isDefinite() const {
    return m_compiled->tree.definite || m_compiled->tree.function != PathFunction::None;
}

bool Path::readsContext() const {
    return m_compiled->tree.root == PathRoot::Context;
}

const std::string& Path::variable() const {
    return m_compiled->tree.variable;
}

bool Path::isRoot() const {
    return m_compiled->tree.plain && m_compiled->tree.steps.empty();
}

base::Result<json::Value> Path::evaluate(const Scope& scope) const {
    const PathTree& tree = m_compiled->tree;
    const json::Value* from = start(tree, scope);
    if (!from)
        return base::Error{"path.variableNotFound",
                           {{"path", m_compiled->text}, {"variable", tree.variable}}};
    if (tree.plain) {
        if (const json::Value* found = followPlain(tree.steps, *from))
            return *found;
    } else {
        PathWalk walk(tree, *from);
        if (walk.run(*from))
            return walk.take();
    }
    return base::withReason(
        {"path.notFound", {{"path", m_compiled->text}, {"input", from->dump()}}},
        explainMiss(tree, *from));
}

bool Path::exists(const Scope& scope) const {
    const PathTree& tree = m_compiled->tree;
    const json::Value* from = start(tree, scope);
    if (!from)
        return false;
    if (tree.plain)
        return followPlain(tree.steps, *from) != nullptr;
    PathWalk walk(tree, *from);
    return walk.run(*from);
}

base::Result<json::Value> Path::put(json::Value document, json::Value value) const {
    const PathTree& tree = m_compiled->tree;
    const auto refuse = [&](const PathStep* step, const json::Value* at) {
        return base::Error{"path.notApplicable",
                           {{"path", m_compiled->text},
                            {"step", step ? pathText({*step}, 1).substr(1) : std::string()},
                            {"input", at ? at->dump() : std::string()}}};
    };
    if (tree.root != PathRoot::Input || !isReference(tree))
        return refuse(nullptr, nullptr);
    json::Value* at = &document;
    for (std::size_t i = 0; i < tree.steps.size(); ++i) {
        const PathStep& step = tree.steps[i];
        if (i + 1 == tree.steps.size() && step.kind == PathStep::Kind::Name && at->isObject()) {
            at->set(step.name, std::move(value));
            return document;
        }
        json::Value* next = enter(*at, step);
        if (!next)
            return refuse(&step, at);
        at = next;
    }
    *at = std::move(value);
    return document;
}

} // namespace ws::expression
