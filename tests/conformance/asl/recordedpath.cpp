#include "tests/conformance/asl/recordedpath.h"

#include <QByteArray>
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

/// Python's str.split: the separator ends at the next '[' or '|'.
Value split(const std::string& text, const std::string& separator) {
    Value parts = Value::array();
    std::size_t last = 0;
    for (std::size_t at = 0;
         !separator.empty() && (at = text.find(separator, last)) != std::string::npos;) {
        parts.push(text.substr(last, at - last));
        last = at + separator.size();
    }
    parts.push(text.substr(last));
    return parts;
}

enum class From { Left, Right };

Value partition(const std::string& text, const std::string& separator, From from) {
    const auto at = from == From::Left ? text.find(separator) : text.rfind(separator);
    if (at == std::string::npos)
        return Value(from == From::Left ? Value::Array{text, "", ""} : Value::Array{"", "", text});
    return Value(Value::Array{text.substr(0, at), separator, text.substr(at + separator.size())});
}

enum class Ends { Dropped, Kept };

Value lines(const std::string& text, Ends ends) {
    Value list = Value::array();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\n\r", at), text.size());
        std::size_t next = std::min(end + 1, text.size());
        if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n')
            ++next;
        list.push(text.substr(at, (ends == Ends::Kept ? next : end) - at));
        at = next;
    }
    return list;
}

std::string replacedIn(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; !from.empty() && (at = text.find(from, at)) != std::string::npos;
         at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

std::string trimmedEnd(const std::string& text) {
    const auto last = text.find_last_not_of(" \t\r\n");
    return last == std::string::npos ? std::string() : text.substr(0, last + 1);
}

std::string afterFifthColon(const std::string& arn) {
    std::size_t at = 0;
    for (int colon = 0; colon < 5; ++colon)
        at = arn.find(':', at) + 1;
    return arn.substr(at);
}

/// "|word", "|word:argument" ...; nullopt when there is no such operator.
Found operated(const Value& value, const std::string& word, const std::string& argument) {
    const std::string& text = value.toString();
    if (word == "base64")
        return Value(QByteArray::fromBase64(QByteArray::fromStdString(text)).toStdString());
    if (word == "lines")
        return lines(text, Ends::Dropped);
    if (word == "lines_with_ends")
        return lines(text, Ends::Kept);
    if (word == "count")
        return Value(static_cast<std::int64_t>(value.size()));
    if (word == "add")
        return Value(value.toInteger() + std::int64_t{std::strtoll(argument.c_str(), nullptr, 10)});
    if (word == "arn_resource")
        return Value(afterFifthColon(text));
    if (word == "split")
        return split(text, argument);
    if (word == "partition" || word == "rpartition")
        return partition(text, argument, word == "partition" ? From::Left : From::Right);
    if (word == "trim_end")
        return Value(trimmedEnd(text));
    if (word == "replace") {
        const auto colon = argument.find(':');
        return Value(replacedIn(text, argument.substr(0, colon), argument.substr(colon + 1)));
    }
    return std::nullopt;
}

} // namespace

std::optional<Value> followed(const Value& value, const std::string& path) {
    if (path.empty())
        return value;
    if (path.starts_with("|jsonpath:"))
        return queried(value, path.substr(10));
    if (path.front() == '|' && !path.starts_with("|json")) {
        const auto end = std::min(path.find_first_of("[|", 1), path.size());
        const auto colon = std::min(path.find(':'), end);
        const std::string word = path.substr(1, std::min(path.find('.'), colon) - 1);
        const auto after = colon < end ? end : word.size() + 1;
        const Found found =
            operated(value, word, colon < end ? path.substr(colon + 1, end - colon - 1) : "");
        return found ? followed(*found, path.substr(after)) : std::nullopt;
    }
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
