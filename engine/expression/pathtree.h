#pragma once

#include "engine/expression/pathpattern.h"
#include "engine/json/value.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ws::expression {

struct FilterNode;

enum class PathFunction : std::uint8_t {
    Length,
    Min,
    Max,
    Sum,
    Average,
    StandardDeviation,
    Keys,
    First,
    Last,
    None
};

/// One step of a path, from what the steps before it selected.
struct PathStep {
    enum class Kind : std::uint8_t {
        Name,
        Index,
        Names, ///< as the last step they give one object that holds those members
        Indices,
        Slice,
        Wildcard,
        Descend, ///< the next step is tried on every node below, the start included
        Filter,
    };

    Kind kind = Kind::Name;
    std::string name;
    std::int64_t index = 0; ///< negative: counted from the end
    std::vector<std::string> names;
    std::vector<std::int64_t> indices;
    std::optional<std::int64_t> from;
    std::optional<std::int64_t> to;
    std::int64_t stride = 1;
    std::shared_ptr<const FilterNode> filter;
};

enum class PathRoot : std::uint8_t { Input, Context, Variable };

struct PathTree {
    PathRoot root = PathRoot::Input;
    std::string variable;
    std::vector<PathStep> steps;
    PathFunction function = PathFunction::None; ///< applied to all that the steps give
    bool plain = true;                          ///< names and indices only, and no function
    bool definite = true;                       ///< the steps give one value or none
};

/// What stands on one side of a comparison in a filter.
struct FilterOperand {
    enum class Kind : std::uint8_t { Literal, Current, Root, Pattern };
    Kind kind = Kind::Literal;
    json::Value literal;
    std::shared_ptr<const PathPattern> pattern;
    PathTree path;
};

struct FilterNode {
    enum class Kind : std::uint8_t { Or, And, Not, Exists, Compare };
    enum class Operator : std::uint8_t {
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Matches,
        In,
        NotIn,
        SubsetOf,
        AnyOf,
        NoneOf,
        Contains,
        Size,
        Empty,
    };

    Kind kind = Kind::Exists;
    Operator comparison = Operator::Equal;
    std::vector<FilterNode> children; ///< Or, And, Not
    FilterOperand left;
    FilterOperand right;
};

/// The steps as Jayway prints them in its messages: $['a'][0].
std::string pathText(const std::vector<PathStep>& steps, std::size_t count);

} // namespace ws::expression
