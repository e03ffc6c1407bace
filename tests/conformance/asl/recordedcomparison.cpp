#include "tests/conformance/asl/recordedcomparison.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <array>

namespace ws::conformance {

using json::Value;

namespace {

/// When the API began to show them (AWS's release notes).
constexpr std::array kLaterMembers{
    LaterMember{"redriveCount", "2023-11-16"},
    LaterMember{"redriveStatus", "2023-11-16"},
    LaterMember{"redriveStatusReason", "2023-11-16"},
    LaterMember{"failuresNotRedrivable", "2023-11-16"},
    LaterMember{"pendingRedrive", "2023-11-16"},
    LaterMember{"RedriveCount", "2023-11-16"},
    LaterMember{"RedriveStatus", "2023-11-16"},
    LaterMember{"RedriveStatusReason", "2023-11-16"},
    LaterMember{"encryptionConfiguration", "2024-07-26"},
    LaterMember{"EphemeralStorage", "2022-03-24"},
    LaterMember{"SnapStart", "2022-11-29"},
    LaterMember{"RuntimeVersionConfig", "2023-01-23"},
    LaterMember{"LoggingConfig", "2023-11-16"},
};

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool isTimeMember(const std::string& name) {
    return lowered(name).find("timestamp") != std::string::npos || name == "creationTime" ||
           name == "ingestionTime";
}

/// Some errors were recorded from the emulator and not from the service: "Error=ValueError
/// Args=['REASON'] in definition '...'", with the words of its own parser. The reason, as Python
/// meant it; empty for every other text.
std::string emulatorsReason(const std::string& text) {
    constexpr std::string_view kBegin = "Error=ValueError Args=[";
    const auto end = text.find("] in definition '");
    if (!text.starts_with(kBegin) || end == std::string::npos || end < kBegin.size() + 2)
        return {};
    std::string reason;
    for (std::size_t at = kBegin.size() + 1; at + 1 < end; ++at) {
        if (text[at] == '\\')
            ++at;
        reason += text[at];
    }
    return reason;
}

std::vector<std::string> below(std::vector<std::string> path, std::string step) {
    path.push_back(std::move(step));
    return path;
}

} // namespace

std::string RecordedComparison::explain(const Value& expected, const Value& actual,
                                        const Path& path) {
    std::string where;
    for (const std::string& step : path)
        where += '/' + step;
    return where + ": expected " + expected.dump().substr(0, 600) + " but got " +
           actual.dump().substr(0, 600);
}

bool RecordedComparison::isSkipped(const Path& path) const {
    return std::any_of(m_setup.skips.begin(), m_setup.skips.end(),
                       [&](const RecordedPath& skip) { return skip.matches(path); });
}

bool RecordedComparison::isLater(const std::string& member) {
    const auto found = std::find_if(kLaterMembers.begin(), kLaterMembers.end(),
                                    [&](const LaterMember& later) { return later.name == member; });
    if (found == kLaterMembers.end() || m_setup.recorded >= found->since)
        return false;
    m_later.insert(member);
    return true;
}

std::string RecordedComparison::difference(const Value& expected, const Value& actual, Path path) {
    if (isSkipped(path))
        return {};
    if (expected.isString())
        return text(expected.toString(), actual, path);
    if (expected.isObject())
        return object(expected, actual, path);
    if (expected.isArray())
        return array(expected, actual, path);
    const bool isSame = expected == actual && expected.isInteger() == actual.isInteger();
    return isSame ? std::string() : explain(expected, actual, path);
}

std::string RecordedComparison::object(const Value& expected, const Value& actual,
                                       const Path& path) {
    if (!actual.isObject())
        return explain(expected, actual, path);
    for (const auto& [key, value] : expected.members()) {
        const Path at = below(path, key);
        const Value* found = actual.find(key);
        if (!found && !isSkipped(at))
            return explain(value, "(missing)", at);
        if (!found || (isTimeMember(key) && value == Value("timestamp")))
            continue;
        if (std::string problem = difference(value, *found, at); !problem.empty())
            return problem;
    }
    for (const auto& [key, value] : actual.members()) {
        if (!expected.find(key) && !isSkipped(below(path, key)) && !isLater(key))
            return explain("(nothing)", value, below(path, key));
    }
    return {};
}

std::string RecordedComparison::array(const Value& expected, const Value& actual,
                                      const Path& path) {
    if (!actual.isArray() ||
        (actual.size() != expected.size() && !expected.at(0)["type"].isString()))
        return explain(expected, actual, path);
    const std::size_t common = std::min(expected.size(), actual.size());
    for (std::size_t at = 0; at < common; ++at) {
        // Events of parallel branches were recorded without order.
        if (expected.at(at)["id"].isArray()) {
            std::size_t end = at;
            while (end < common && expected.at(end)["id"].isArray())
                ++end;
            if (std::string problem = unordered(expected, actual, at, end, path); !problem.empty())
                return problem;
            at = end - 1;
            continue;
        }
        if (std::string problem =
                difference(expected.at(at), actual.at(at), below(path, std::to_string(at)));
            !problem.empty())
            return problem;
    }
    // Of lists of events the first difference says more than their lengths.
    if (expected.size() > common)
        return explain(expected.at(common), "(end of list)", below(path, std::to_string(common)));
    if (actual.size() > common)
        return explain("(end of list)", actual.at(common), below(path, std::to_string(common)));
    return {};
}

std::string RecordedComparison::unordered(const Value& expected, const Value& actual,
                                          std::size_t begin, std::size_t end, const Path& path) {
    std::set<std::size_t> free;
    for (std::size_t at = begin; at < end; ++at)
        free.insert(at);
    for (std::size_t at = begin; at < end; ++at) {
        const Path place = below(path, std::to_string(at));
        const auto found = std::find_if(free.begin(), free.end(), [&](std::size_t candidate) {
            RecordedComparison attempt = *this;
            if (!attempt.difference(expected.at(at), actual.at(candidate), place).empty())
                return false;
            *this = std::move(attempt);
            return true;
        });
        if (found == free.end())
            return explain(expected.at(at), "(no such event in the branches)", place);
        free.erase(found);
    }
    return {};
}

std::string RecordedComparison::text(const std::string& expected, const Value& actual,
                                     const Path& path) {
    if (expected == "datetime" && actual.isNumber())
        return {};
    // Numbers have been recorded as texts where a variable stands for a part of them.
    const std::string given = actual.isString() ? actual.toString() : actual.dump();
    if (!actual.isString() && expected.find('<') == std::string::npos)
        return explain(expected, actual, path);
    if (const std::string reason = emulatorsReason(expected); !reason.empty()) {
        m_emulated = true;
        if (given.find(reason) != std::string::npos)
            return {};
    }
    return given == expected || fits(expected, given) ? std::string()
                                                      : explain(expected, actual, path);
}

/// "<name:1>" when one begins there, else an empty text.
std::string RecordedComparison::variableAt(const std::string& text, std::size_t at) const {
    if (text[at] != '<')
        return {};
    for (const std::string& name : m_setup.references) {
        if (text.compare(at + 1, name.size(), name) != 0)
            continue;
        std::size_t end = at + 1 + name.size();
        if (end >= text.size() || text[end] != ':')
            continue;
        const std::size_t digits = ++end;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9')
            ++end;
        if (end > digits && end < text.size() && text[end] == '>')
            return text.substr(at, end + 1 - at);
    }
    return {};
}

bool RecordedComparison::fits(const std::string& expected, const std::string& actual) {
    QString pattern;
    std::vector<std::string> names;
    std::string plain;
    const auto flush = [&] {
        pattern += QRegularExpression::escape(QString::fromStdString(plain));
        plain.clear();
    };
    for (std::size_t at = 0; at < expected.size();) {
        const std::string name = variableAt(expected, at);
        if (name.empty()) {
            plain += expected[at++];
            continue;
        }
        flush();
        at += name.size();
        const auto known = m_bound.find(name);
        if (known != m_bound.end()) {
            pattern += QRegularExpression::escape(QString::fromStdString(known->second));
        } else {
            pattern += QStringLiteral("(.*?)");
            names.push_back(name);
        }
    }
    flush();
    const QRegularExpression compiled(QRegularExpression::anchoredPattern(pattern),
                                      QRegularExpression::DotMatchesEverythingOption);
    const auto match = compiled.match(QString::fromStdString(actual));
    if (!match.hasMatch())
        return false;
    for (std::size_t i = 0; i < names.size(); ++i)
        m_bound.emplace(names[i], match.captured(static_cast<int>(i) + 1).toStdString());
    return true;
}

} // namespace ws::conformance
