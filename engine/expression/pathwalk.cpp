#include "engine/expression/pathwalk.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ws::expression {

namespace {

const json::Value* item(const json::Value& array, std::int64_t index) {
    const auto count = static_cast<std::int64_t>(array.size());
    if (index < 0)
        index += count;
    if (!array.isArray() || index < 0 || index >= count)
        return nullptr;
    return &array.items()[static_cast<std::size_t>(index)];
}

const json::Value* child(const PathStep& step, const json::Value& at) {
    return step.kind == PathStep::Kind::Name ? at.find(step.name) : item(at, step.index);
}

bool isArrayStep(PathStep::Kind kind) {
    return kind == PathStep::Kind::Index || kind == PathStep::Kind::Indices ||
           kind == PathStep::Kind::Slice;
}

json::Value length(const json::Value& of) {
    if (of.isString())
        return static_cast<std::int64_t>(
            std::count_if(of.toString().begin(), of.toString().end(),
                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    if (of.isArray() || of.isObject())
        return static_cast<std::int64_t>(of.size());
    return {};
}

json::Value aggregate(PathFunction function, const json::Value& of) {
    double sum = 0;
    double squares = 0;
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    double count = 0;
    for (const json::Value& value : of.items()) {
        if (!value.isNumber())
            continue;
        const double number = value.toDouble();
        sum += number;
        squares += number * number;
        low = std::min(low, number);
        high = std::max(high, number);
        ++count;
    }
    if (count == 0)
        return function == PathFunction::Sum ? json::Value(0.0) : json::Value();
    switch (function) {
    case PathFunction::Min:
        return low;
    case PathFunction::Max:
        return high;
    case PathFunction::Average:
        return sum / count;
    case PathFunction::StandardDeviation:
        return std::sqrt(std::max(0.0, squares / count - (sum / count) * (sum / count)));
    default:
        return sum;
    }
}

json::Value keys(const json::Value& of) {
    json::Value::Array names;
    names.reserve(of.size());
    for (const auto& [name, value] : of.members())
        names.emplace_back(name);
    return json::Value(std::move(names));
}

json::Value call(PathFunction function, const json::Value& of) {
    switch (function) {
    case PathFunction::Length:
        return length(of);
    case PathFunction::Keys:
        return keys(of);
    case PathFunction::First:
        return of.at(0);
    case PathFunction::Last:
        return of.size() ? of.at(of.size() - 1) : json::Value();
    default:
        return aggregate(function, of);
    }
}

} // namespace

const json::Value* followPlain(const std::vector<PathStep>& steps, const json::Value& from) {
    const json::Value* at = &from;
    for (const PathStep& step : steps) {
        at = child(step, *at);
        if (!at)
            return nullptr;
    }
    return at;
}

bool PathWalk::run(const json::Value& from) {
    return walk(0, from) && (!m_tree.definite || !m_found.empty());
}

json::Value PathWalk::take() {
    json::Value value = m_tree.definite ? std::move(m_found.front()) : json::Value(m_found);
    m_found.clear();
    return m_tree.function == PathFunction::None ? value : call(m_tree.function, value);
}

bool PathWalk::walk(std::size_t step, const json::Value& at) {
    const auto& steps = m_tree.steps;
    if (step == steps.size()) {
        m_found.push_back(at);
        return true;
    }
    switch (steps[step].kind) {
    case PathStep::Kind::Name:
        return name(step, at);
    case PathStep::Kind::Names:
        return names(step, at);
    case PathStep::Kind::Index:
        return index(step, steps[step].index, at);
    case PathStep::Kind::Indices:
    case PathStep::Kind::Slice:
        return items(step, at);
    case PathStep::Kind::Wildcard:
        return wildcard(step, at);
    case PathStep::Kind::Descend:
        return descend(step, at);
    case PathStep::Kind::Filter:
        return filter(step, at);
    }
    return true;
}

bool PathWalk::name(std::size_t step, const json::Value& at) {
    const json::Value* found = at.find(m_tree.steps[step].name);
    return found ? walk(step + 1, *found) : !m_definiteSoFar;
}

bool PathWalk::names(std::size_t step, const json::Value& at) {
    if (!at.isObject())
        return !m_definiteSoFar;
    if (step + 1 == m_tree.steps.size()) {
        json::Value merged = json::Value::object();
        for (const std::string& name : m_tree.steps[step].names) {
            if (const json::Value* found = at.find(name))
                merged.set(name, *found);
        }
        m_found.push_back(std::move(merged));
        return true;
    }
    m_definiteSoFar = false;
    for (const std::string& name : m_tree.steps[step].names) {
        if (const json::Value* found = at.find(name))
            walk(step + 1, *found);
    }
    return true;
}

bool PathWalk::index(std::size_t step, std::int64_t wanted, const json::Value& at) {
    const json::Value* found = item(at, wanted);
    return found ? walk(step + 1, *found) : !m_definiteSoFar;
}

bool PathWalk::items(std::size_t step, const json::Value& at) {
    if (!at.isArray())
        return !m_definiteSoFar;
    m_definiteSoFar = false;
    if (m_tree.steps[step].kind == PathStep::Kind::Slice)
        return slice(step, at);
    for (const std::int64_t wanted : m_tree.steps[step].indices)
        index(step, wanted, at);
    return true;
}

bool PathWalk::slice(std::size_t step, const json::Value& at) {
    const PathStep& slice = m_tree.steps[step];
    const auto count = static_cast<std::int64_t>(at.size());
    const bool up = slice.stride > 0;
    const auto bound = [&](std::int64_t index) {
        if (index < 0)
            index += count;
        return std::clamp<std::int64_t>(index, up ? 0 : -1, up ? count : count - 1);
    };
    const std::int64_t from = slice.from ? bound(*slice.from) : (up ? 0 : count - 1);
    const std::int64_t to = slice.to ? bound(*slice.to) : (up ? count : -1);
    // A stride beyond the array selects its first item only; clamped so that the sum cannot
    // overflow.
    const std::int64_t stride = std::clamp<std::int64_t>(slice.stride, -count - 1, count + 1);
    for (std::int64_t i = from; up ? i < to : i > to; i += stride)
        walk(step + 1, at.items()[static_cast<std::size_t>(i)]);
    return true;
}

bool PathWalk::wildcard(std::size_t step, const json::Value& at) {
    m_definiteSoFar = false;
    for (const json::Value& value : at.items())
        walk(step + 1, value);
    for (const auto& [name, value] : at.members())
        walk(step + 1, value);
    return true;
}

bool PathWalk::descend(std::size_t step, const json::Value& at) {
    m_definiteSoFar = false;
    const bool wantsArray =
        step + 1 < m_tree.steps.size() && isArrayStep(m_tree.steps[step + 1].kind);
    if (wantsArray ? at.isArray() : at.isArray() || at.isObject())
        walk(step + 1, at);
    for (const json::Value& value : at.items())
        descend(step, value);
    for (const auto& [name, value] : at.members())
        descend(step, value);
    return true;
}

/// On an object the filter decides about the object itself, on an array about each item.
bool PathWalk::filter(std::size_t step, const json::Value& at) {
    const bool definite = std::exchange(m_definiteSoFar, false);
    const FilterNode& node = *m_tree.steps[step].filter;
    // Below a descent the items of an array are visited one by one anyway.
    const bool descends = step > 0 && m_tree.steps[step - 1].kind == PathStep::Kind::Descend;
    if (at.isObject()) {
        if (matches(node, at, m_root))
            walk(step + 1, at);
        return true;
    }
    if (!at.isArray())
        return !definite;
    for (const json::Value& value : at.items()) {
        if (descends && (value.isObject() || value.isArray()))
            continue;
        if (matches(node, value, m_root))
            walk(step + 1, value);
    }
    return true;
}

} // namespace ws::expression
