#include "tests/conformance/asl/normalisation.h"

#include "engine/base/ids.h"
#include "tests/conformance/asl/pythontext.h"

#include <QString>

#include <algorithm>

namespace ws::conformance {

using json::Value;

namespace {

constexpr const char* kRecordedAccount = "111111111111";

/// Texts that hold an object are that object; once, and not directly inside lists.
Value unpacked(const Value& value) {
    if (value.isArray()) {
        Value::Array out;
        for (const Value& item : value.items())
            out.push_back(unpacked(item));
        return Value(std::move(out));
    }
    if (!value.isObject())
        return value;
    Value out = Value::object();
    for (const auto& [key, member] : value.members()) {
        if (member.isString() && member.toString().starts_with('{')) {
            const auto parsed = Value::parse(member.toString());
            out.set(key, parsed ? *parsed : member);
        } else {
            out.set(key, unpacked(member));
        }
    }
    return out;
}

/// As SfnNoneRecursiveParallelTransformer leaves a list of events behind, its quirks included.
Value withoutBranchOrder(const Value& list) {
    static const std::set<std::string> kEnds{"ParallelStateSucceeded", "ParallelStateAborted",
                                             "ParallelStateExited", "ParallelStateFailed"};
    Value::Array events = list.items();
    Value::Array branch;
    bool inside = false;
    std::size_t start = 0;
    for (std::size_t at = 0; at < events.size(); ++at) {
        const std::string type = events[at]["type"].toString();
        if (type == "ParallelStateStarted") {
            inside = true;
            branch.clear();
            start = at + 1;
        } else if (kEnds.contains(type)) {
            const auto begin = events.begin() + static_cast<std::ptrdiff_t>(start);
            std::copy(branch.begin(), branch.end(), begin);
            inside = false;
        } else if (inside) {
            events[at].set("id", Value(Value::Array{0}));
            events[at].set("previousEventId", 0);
            branch.push_back(events[at]);
        }
    }
    return Value(std::move(events));
}

void eachMember(Value& value, const std::string& name, const std::function<void(Value&)>& change) {
    if (value.isArray()) {
        for (Value& item : value.mutableItems())
            eachMember(item, name, change);
    } else if (value.isObject()) {
        Value out = Value::object();
        for (const auto& [key, member] : value.members()) {
            Value changed = member;
            if (key == name)
                change(changed);
            else
                eachMember(changed, name, change);
            out.set(key, std::move(changed));
        }
        value = std::move(out);
    }
}

void parseOutputs(Value& value) {
    eachMember(value, "output", [](Value& output) {
        if (!output.isString())
            return;
        if (const auto parsed = Value::parse(output.toString()))
            output = *parsed;
    });
}

/// A Python replacement template as plain text: \\ is a backslash, \1 the group.
QString replacementText(const std::string& replacement, const QRegularExpressionMatch& match) {
    QString out;
    const QString text = QString::fromStdString(replacement);
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == QLatin1Char('\\') && at + 1 < text.size()) {
            const QChar next = text[at + 1];
            if (next == QLatin1Char('\\')) {
                out += next;
                ++at;
                continue;
            }
            if (next.isDigit()) {
                out += match.captured(next.digitValue());
                ++at;
                continue;
            }
        }
        out += text[at];
    }
    return out;
}

std::string replacedAll(const std::string& subject, const QRegularExpression& pattern,
                        const std::string& replacement) {
    const QString text = QString::fromStdString(subject);
    QString out;
    qsizetype last = 0;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        out += text.mid(last, match.capturedStart() - last);
        out += replacementText(replacement, match);
        last = match.capturedEnd();
    }
    return (out + text.mid(last)).toStdString();
}

/// The tokens of a pattern are literals, the rest is an expression.
std::string expression(const std::string& pattern, const Tokens& tokens) {
    std::string out;
    std::size_t last = 0;
    for (std::size_t at = 0; (at = pattern.find("${", last)) != std::string::npos;) {
        const auto end = pattern.find('}', at) + 1;
        const std::string token = pattern.substr(at, end - at);
        const std::string value = tokens.text(token);
        out += pattern.substr(last, at - last);
        out += QRegularExpression::escape(QString::fromStdString(value)).toStdString();
        last = end;
    }
    return out + pattern.substr(last);
}

/// ISO 8601 with a zone, as the recordings recognise it.
const QRegularExpression& timePattern() {
    static const QRegularExpression pattern(QStringLiteral(
        "(?:[1-9]\\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|"
        "(?:0[13578]|1[02])-31)|(?:[1-9]\\d(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|"
        "[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?"
        "(?:Z|[+-][01]\\d:[0-5]\\d)"));
    return pattern;
}

} // namespace

Normalisation::Normalisation(const Value& transformers, const Value& groups)
    : m_references{"uuid"} {
    std::vector<Value> sorted(transformers.items());
    std::stable_sort(sorted.begin(), sorted.end(), [](const Value& left, const Value& right) {
        return left["priority"].toInteger() < right["priority"].toInteger();
    });
    for (const Value& transformer : sorted)
        read(transformer, groups);
}

void Normalisation::read(const Value& transformer, const Value& groups) {
    const std::string& type = transformer["type"].toString();
    const std::string& replacement = transformer["replacement"].toString();
    if (type == "group") {
        for (const Value& each : groups[transformer["name"].toString()].items())
            read(each, groups);
    } else if (type == "custom") {
        m_custom.insert(transformer["name"].toString());
    } else if (type == "regex") {
        m_patterns.push_back({transformer["pattern"].toString(), replacement});
    } else if (transformer["replace_reference"].toBool()) {
        m_references.insert(replacement);
    } else if (type == "jsonpath") {
        m_masked.push_back({RecordedPath(transformer["path"].toString()), replacement});
    } else if (type == "key") {
        m_members.push_back({transformer["key"].toString(), replacement});
    }
}

Value Normalisation::apply(const std::string& key, const Value& value, const Tokens& tokens) const {
    Value out = unpacked(Value::object({{key, value}}))[key];
    for (const Masked& masked : m_masked)
        masked.path.each(out, {key}, [&](Value& at) { at = masked.replacement; });
    for (const Member& member : m_members)
        eachMember(out, member.name, [&](Value& at) {
            if (!at.isNull() && !(at.isString() && at.toString().empty()))
                at = member.replacement;
        });
    if (m_custom.contains("SfnNoneRecursiveParallelTransformer"))
        eachMember(out, "events", [](Value& events) { events = withoutBranchOrder(events); });
    if (m_custom.contains("convert_output_to_json"))
        parseOutputs(out);
    const auto normal = Value::parse(withPatterns(pythonText(out), tokens));
    return normal ? *normal : out;
}

std::string Normalisation::withPatterns(std::string text, const Tokens& tokens) const {
    for (const Pattern& each : m_patterns) {
        const std::string wanted = expression(each.pattern, tokens);
        const QRegularExpression pattern(QString::fromStdString(wanted));
        if (pattern.isValid() && !wanted.empty())
            text = replacedAll(text, pattern, each.replacement);
    }
    const auto literal = [&](std::string_view from, const std::string& to) {
        for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
            text.replace(at, from.size(), to);
    };
    literal(base::kAccount, kRecordedAccount);
    literal(base::kRegion, "<region>");
    literal("arn:aws:", "arn:<partition>:");
    return replacedAll(text, timePattern(), "date");
}

} // namespace ws::conformance
