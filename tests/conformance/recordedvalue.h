#pragma once

#include "engine/json/value.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

/// Compares what the engine made with what was recorded from the service. Recordings were
/// normalised: names, ids and times became placeholders. They are variables here that must stand
/// for the same text wherever they occur within a case; everything else is compared exactly.
namespace ws::conformance {

using json::Value;

/// A path of a recording that is not compared, in the form "$..events[8].previousEventId".
class SkipPath {
public:
    explicit SkipPath(const std::string& text) {
        static const QRegularExpression step(
            QStringLiteral(R"((\.\.|\.)?([A-Za-z_0-9]+)|\[(\d+)\])"));
        auto steps = step.globalMatch(QString::fromStdString(text).mid(1));
        while (steps.hasNext()) {
            const auto match = steps.next();
            const QString name = match.captured(2);
            m_steps.push_back({match.captured(1) == QLatin1String(".."),
                               (name.isEmpty() ? match.captured(3) : name).toStdString()});
        }
    }

    bool matches(const std::vector<std::string>& path) const { return matches(path, 0, 0); }

private:
    struct Step {
        bool anywhere = false;
        std::string name;
    };

    bool matches(const std::vector<std::string>& path, std::size_t at, std::size_t step) const {
        if (step == m_steps.size())
            return at == path.size();
        for (std::size_t i = at; i < path.size(); ++i) {
            if (path[i] == m_steps[step].name && matches(path, i + 1, step + 1))
                return true;
            if (!m_steps[step].anywhere)
                return false;
        }
        return false;
    }

    std::vector<Step> m_steps;
};

class RecordedComparison {
public:
    static constexpr std::string_view kAccount = "123456789012";
    static constexpr std::string_view kRecordedAccount = "111111111111";

    /// `placeholders`: replacement texts of the case beyond the ones of the form <name:1>.
    RecordedComparison(std::set<std::string> placeholders, std::vector<SkipPath> skips)
        : m_placeholders(std::move(placeholders))
        , m_skips(std::move(skips)) {}

    /// Empty when equal, else where and what the first difference is.
    std::string difference(const Value& expected, const Value& actual,
                           std::vector<std::string> path) {
        if (std::any_of(m_skips.begin(), m_skips.end(),
                        [&](const SkipPath& skip) { return skip.matches(path); }))
            return {};
        if (expected.isString())
            return text(expected.toString(), actual, path);
        if (expected.isObject())
            return object(expected, actual, path);
        if (expected.isArray())
            return array(expected, actual, path);
        const bool sameNumber = expected.isNumber() && actual.isNumber() && expected == actual &&
                                expected.isInteger() == actual.isInteger();
        return sameNumber || (!expected.isNumber() && expected == actual)
                   ? std::string()
                   : explain(expected, actual, path);
    }

private:
    static std::string explain(const Value& expected, const Value& actual,
                               const std::vector<std::string>& path) {
        std::string where;
        for (const std::string& step : path)
            where += '/' + step;
        return where + ": expected " + expected.dump().substr(0, 600) + " but got " +
               actual.dump().substr(0, 600);
    }

    /// Texts that held an object were recorded as that object.
    static Value unpacked(const Value& actual) {
        if (!actual.isString() || !actual.toString().starts_with('{'))
            return actual;
        const auto parsed = Value::parse(actual.toString());
        return parsed ? *parsed : actual;
    }

    static std::vector<std::string> below(std::vector<std::string> path, std::string step) {
        path.push_back(std::move(step));
        return path;
    }

    std::string object(const Value& expected, const Value& raw,
                       const std::vector<std::string>& path) {
        const Value actual = unpacked(raw);
        if (!actual.isObject())
            return explain(expected, actual, path);
        for (const auto& [key, value] : expected.members()) {
            if (key == "ResponseMetadata")
                continue;
            const auto at = below(path, key);
            const Value* found = actual.find(key);
            if (!found && !isSkipped(at))
                return explain(value, "(missing)", at);
            if (!found)
                continue;
            if (const std::string lower = lowered(key);
                lower.find("timestamp") != std::string::npos)
                continue;
            if (std::string problem = difference(value, *found, at); !problem.empty())
                return problem;
        }
        for (const auto& [key, value] : actual.members()) {
            if (!expected.find(key) && !isSkipped(below(path, key)))
                return explain("(nothing)", value, below(path, key));
        }
        return {};
    }

    bool isSkipped(const std::vector<std::string>& path) const {
        return std::any_of(m_skips.begin(), m_skips.end(),
                           [&](const SkipPath& skip) { return skip.matches(path); });
    }

    std::string array(const Value& expected, const Value& actual,
                      const std::vector<std::string>& path) {
        if (!actual.isArray() || actual.size() != expected.size())
            return explain(expected, actual, path);
        for (std::size_t at = 0; at < expected.size(); ++at) {
            // Events of parallel branches were recorded without order.
            if (expected.at(at)["id"].isArray()) {
                std::size_t end = at;
                while (end < expected.size() && expected.at(end)["id"].isArray())
                    ++end;
                if (std::string problem = unordered(expected, actual, at, end, path);
                    !problem.empty())
                    return problem;
                at = end - 1;
                continue;
            }
            if (std::string problem =
                    difference(expected.at(at), actual.at(at), below(path, std::to_string(at)));
                !problem.empty())
                return problem;
        }
        return {};
    }

    std::string unordered(const Value& expected, const Value& actual, std::size_t begin,
                          std::size_t end, const std::vector<std::string>& path) {
        std::set<std::size_t> free;
        for (std::size_t at = begin; at < end; ++at)
            free.insert(at);
        for (std::size_t at = begin; at < end; ++at) {
            const auto found = std::find_if(free.begin(), free.end(), [&](std::size_t candidate) {
                auto attempt = *this;
                if (!attempt
                         .difference(expected.at(at), actual.at(candidate),
                                     below(path, std::to_string(at)))
                         .empty())
                    return false;
                *this = std::move(attempt);
                return true;
            });
            if (found == free.end())
                return explain(expected.at(at), "(no such event in the branches)",
                               below(path, std::to_string(at)));
            free.erase(found);
        }
        return {};
    }

    static std::string lowered(std::string text) {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    }

    bool isPlaceholder(const std::string& text) const {
        return m_placeholders.contains(text) || text == "date" || text == "datetime" ||
               text == "timestamp";
    }

    std::string text(const std::string& expected, const Value& actual,
                     const std::vector<std::string>& path) {
        if (isPlaceholder(expected))
            return {};
        std::string given = actual.isString() ? actual.toString() : actual.dump();
        for (std::size_t at = 0; (at = given.find(kAccount, at)) != std::string::npos;)
            given.replace(at, kAccount.size(), kRecordedAccount);
        if (!actual.isString() && expected.find('<') == std::string::npos)
            return explain(expected, actual, path);
        return given == expected || fits(expected, given) ? std::string()
                                                          : explain(expected, actual, path);
    }

    /// Turns the placeholders in a text into a pattern, the known ones into what they stand for.
    bool fits(const std::string& expected, const std::string& actual) {
        static const QRegularExpression generic(QStringLiteral("<[A-Za-z0-9_ -]+(:[0-9]+)?>"));
        QString pattern;
        std::vector<std::string> names;
        const QString text = QString::fromStdString(expected);
        qsizetype at = 0;
        while (at < text.size()) {
            const std::string name = placeholderAt(text, at, generic);
            if (name.empty()) {
                pattern += QRegularExpression::escape(text.mid(at, 1));
                ++at;
                continue;
            }
            at += QString::fromStdString(name).size();
            const auto known = m_bound.find(name);
            if (known != m_bound.end()) {
                pattern += QRegularExpression::escape(QString::fromStdString(known->second));
            } else {
                pattern += QStringLiteral("(.*?)");
                names.push_back(name);
            }
        }
        const QRegularExpression compiled(QRegularExpression::anchoredPattern(pattern),
                                          QRegularExpression::DotMatchesEverythingOption);
        const auto match = compiled.match(QString::fromStdString(actual));
        if (!match.hasMatch())
            return false;
        for (std::size_t i = 0; i < names.size(); ++i)
            m_bound.emplace(names[i], match.captured(static_cast<int>(i) + 1).toStdString());
        return true;
    }

    std::string placeholderAt(const QString& text, qsizetype at,
                              const QRegularExpression& generic) const {
        for (const std::string& placeholder : m_placeholders) {
            if (placeholder.size() > 5 &&
                text.mid(at).startsWith(QString::fromStdString(placeholder)))
                return placeholder;
        }
        const auto match = generic.match(text, at, QRegularExpression::NormalMatch,
                                         QRegularExpression::AnchorAtOffsetMatchOption);
        return match.hasMatch() ? match.captured(0).toStdString() : std::string();
    }

    std::set<std::string> m_placeholders;
    std::vector<SkipPath> m_skips;
    std::map<std::string, std::string> m_bound;
};

} // namespace ws::conformance
