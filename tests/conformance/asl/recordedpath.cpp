#include "tests/conformance/asl/recordedpath.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <cstdlib>

namespace ws::conformance {

using json::Value;

RecordedPath::RecordedPath(const std::string& text) {
    static const QRegularExpression step(
        QStringLiteral(R"((\.\.|\.)?([A-Za-z_0-9*-]+)|\[(\d+|\*)\]|(\.\.|\.)?\['([^']*)'\])"));
    auto steps = step.globalMatch(QString::fromStdString(text).mid(1));
    while (steps.hasNext()) {
        const auto match = steps.next();
        std::string name;
        for (const int group : {2, 3, 5}) {
            if (!match.captured(group).isEmpty())
                name = match.captured(group).toStdString();
        }
        const bool anywhere =
            match.captured(1) == QLatin1String("..") || match.captured(4) == QLatin1String("..");
        m_steps.push_back({anywhere, name});
    }
}

bool RecordedPath::matches(const std::vector<std::string>& place, std::size_t at,
                           std::size_t step) const {
    if (step == m_steps.size())
        return at == place.size();
    for (std::size_t i = at; i < place.size(); ++i) {
        const std::string& name = m_steps[step].name;
        if ((name == "*" || place[i] == name) && matches(place, i + 1, step + 1))
            return true;
        if (!m_steps[step].anywhere)
            return false;
    }
    return false;
}

void RecordedPath::each(Value& root, std::vector<std::string> place,
                        const std::function<void(Value&)>& change) const {
    if (matches(place)) {
        change(root);
        return;
    }
    if (root.isObject()) {
        std::vector<std::string> names;
        for (const auto& [name, member] : root.members())
            names.push_back(name);
        for (const std::string& name : names) {
            place.push_back(name);
            Value member = root[name];
            each(member, place, change);
            root.set(name, std::move(member));
            place.pop_back();
        }
    } else if (root.isArray()) {
        Value::Array& items = root.mutableItems();
        for (std::size_t at = 0; at < items.size(); ++at) {
            place.push_back(std::to_string(at));
            each(items[at], place, change);
            place.pop_back();
        }
    }
}

namespace {

using Found = std::optional<Value>;

Found member(const Value& value, const std::string& name) {
    const Value* found = value.find(name);
    return found ? Found(*found) : std::nullopt;
}

/// An index as Python counts, from the end when negative.
Found item(const Value& value, long index) {
    const long size = static_cast<long>(value.size());
    if (index < 0)
        index += size;
    if (index < 0 || index >= size)
        return std::nullopt;
    return value.at(static_cast<std::size_t>(index));
}

Value slice(const Value& value, const std::string& range) {
    const auto colon = range.find(':');
    const long size = static_cast<long>(value.size());
    long begin = colon == 0 ? 0 : std::strtol(range.c_str(), nullptr, 10);
    long end =
        colon + 1 == range.size() ? size : std::strtol(range.c_str() + colon + 1, nullptr, 10);
    if (begin < 0)
        begin += size;
    if (end < 0)
        end += size;
    Value::Array out;
    for (long at = std::max(0L, begin); at < std::min(size, end); ++at)
        out.push_back(value.at(static_cast<std::size_t>(at)));
    return Value(std::move(out));
}

Found mapped(const Value& value, const std::string& rest) {
    Value::Array out;
    for (const Value& each : value.items()) {
        if (const Found found = followed(each, rest))
            out.push_back(*found);
    }
    return Value(std::move(out));
}

Found bracketed(const Value& value, const std::string& inside, const std::string& rest) {
    if (inside == "*")
        return mapped(value, rest);
    if (inside.find(':') != std::string::npos)
        return followed(slice(value, inside), rest);
    const Found found = item(value, std::strtol(inside.c_str(), nullptr, 10));
    return found ? followed(*found, rest) : std::nullopt;
}

/// The single match, or the list of matches.
Found queried(const Value& value, const std::string& expression) {
    const RecordedPath path(expression);
    Value::Array matches;
    Value copy = value;
    path.each(copy, {}, [&](Value& match) { matches.push_back(match); });
    if (matches.empty())
        return std::nullopt;
    return matches.size() == 1 ? matches.front() : Value(std::move(matches));
}

} // namespace

std::optional<Value> followed(const Value& value, const std::string& path) {
    if (path.empty())
        return value;
    if (path.starts_with("|jsonpath:"))
        return queried(value, path.substr(10));
    if (path.starts_with("|json")) {
        const auto parsed = Value::parse(value.toString());
        return parsed ? followed(*parsed, path.substr(5)) : std::nullopt;
    }
    if (path.front() == '[') {
        const auto close = path.find(']');
        return bracketed(value, path.substr(1, close - 1), path.substr(close + 1));
    }
    const auto end = std::min(path.find_first_of(".[|", 1), path.size());
    const Found found = member(value, path.substr(1, end - 1));
    return found ? followed(*found, path.substr(end)) : std::nullopt;
}

void putAt(Value& root, const std::string& path, const Value& value) {
    if (path.empty()) {
        root = value;
        return;
    }
    if (path.front() == '[') {
        const auto close = path.find(']');
        const auto index = static_cast<std::size_t>(std::strtol(path.c_str() + 1, nullptr, 10));
        if (root.isArray() && index < root.size())
            putAt(root.mutableItems()[index], path.substr(close + 1), value);
        return;
    }
    const auto end = std::min(path.find_first_of(".[", 1), path.size());
    const std::string name = path.substr(1, end - 1);
    Value inner = root[name];
    putAt(inner, path.substr(end), value);
    root.set(name, std::move(inner));
}

} // namespace ws::conformance
