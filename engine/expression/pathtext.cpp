#include "engine/expression/pathwalk.h"

namespace ws::expression {

namespace {

std::string quotedNames(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names)
        out += (out.empty() ? "'" : ",'") + name + '\'';
    return out;
}

std::string sliceText(const PathStep& step) {
    std::string out = step.from ? std::to_string(*step.from) : std::string();
    out += ':';
    if (step.to)
        out += std::to_string(*step.to);
    if (step.stride != 1)
        out += ':' + std::to_string(step.stride);
    return out;
}

std::string indicesText(const std::vector<std::int64_t>& indices) {
    std::string out;
    for (const std::int64_t index : indices) {
        if (!out.empty())
            out += ',';
        out += std::to_string(index);
    }
    return out;
}

std::string stepText(const PathStep& step) {
    switch (step.kind) {
    case PathStep::Kind::Name:
        return "['" + step.name + "']";
    case PathStep::Kind::Names:
        return '[' + quotedNames(step.names) + ']';
    case PathStep::Kind::Index:
        return '[' + std::to_string(step.index) + ']';
    case PathStep::Kind::Indices:
        return '[' + indicesText(step.indices) + ']';
    case PathStep::Kind::Slice:
        return '[' + sliceText(step) + ']';
    case PathStep::Kind::Wildcard:
        return "[*]";
    case PathStep::Kind::Descend:
        return "..";
    case PathStep::Kind::Filter:
        return "[?]";
    }
    return {};
}

const char* javaType(const json::Value& value) {
    switch (value.type()) {
    case json::Value::Type::Null:
        return "null";
    case json::Value::Type::Bool:
        return "java.lang.Boolean";
    case json::Value::Type::Integer:
        return "java.lang.Integer";
    case json::Value::Type::Double:
        return "java.lang.Double";
    case json::Value::Type::String:
        return "java.lang.String";
    case json::Value::Type::Array:
        return "java.util.ArrayList";
    case json::Value::Type::Object:
        return "java.util.LinkedHashMap";
    }
    return "null";
}

base::Reason noResults(const PathTree& tree) {
    return {"path.noResults",
            "No results for path: {path}",
            {{"path", pathText(tree.steps, tree.steps.size())}}};
}

base::Reason missAt(const PathTree& tree, std::size_t step, const json::Value& at) {
    const PathStep& wanted = tree.steps[step];
    const std::string before = pathText(tree.steps, step);
    if (wanted.kind == PathStep::Kind::Name || wanted.kind == PathStep::Kind::Names) {
        if (!at.isObject())
            return {"path.noObject",
                    "Expected to find an object with property {property} in path {path} but found "
                    "'{type}'. This is not a json object according to the JsonProvider: "
                    "'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.",
                    {{"property", stepText(wanted)}, {"path", before}, {"type", javaType(at)}}};
        if (step + 1 < tree.steps.size())
            return {"path.missing",
                    "Missing property in path {path}",
                    {{"path", pathText(tree.steps, step + 1)}}};
    } else if (at.isNull()) {
        return {"path.null", "The path {path} is null", {{"path", before}}};
    } else if (!at.isArray()) {
        return {"path.noArray",
                "Filter: {step} can only be applied to arrays. Current context is: {value}",
                {{"step", stepText(wanted)}, {"value", at.dump()}}};
    }
    return noResults(tree);
}

} // namespace

std::string pathText(const std::vector<PathStep>& steps, std::size_t count) {
    std::string out = "$";
    for (std::size_t i = 0; i < count; ++i)
        out += stepText(steps[i]);
    return out;
}

base::Reason explainMiss(const PathTree& tree, const json::Value& from) {
    const json::Value* at = &from;
    for (std::size_t i = 0; i < tree.steps.size(); ++i) {
        const PathStep& step = tree.steps[i];
        if (step.kind != PathStep::Kind::Name && step.kind != PathStep::Kind::Index)
            return missAt(tree, i, *at);
        const json::Value* next = followPlain({step}, *at);
        if (!next)
            return missAt(tree, i, *at);
        at = next;
    }
    return noResults(tree);
}

} // namespace ws::expression
