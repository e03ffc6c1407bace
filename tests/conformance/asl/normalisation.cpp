#include "tests/conformance/asl/normalisation.h"

#include "engine/base/ids.h"
#include "tests/conformance/asl/pythontext.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <map>

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
            events.erase(events.begin() + static_cast<std::ptrdiff_t>(start),
                         events.begin() + static_cast<std::ptrdiff_t>(at));
            events.insert(events.begin() + static_cast<std::ptrdiff_t>(start), branch.begin(),
                          branch.end());
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
        "(?:Z|[+-][01]\\d:?[0-5]\\d)"));
    return pattern;
}

/// Calls `visit` with every member of every object, depth first.
template <typename Visit>
void visitMembers(const Value& value, const Visit& visit) {
    for (const Value& item : value.items())
        visitMembers(item, visit);
    for (const auto& [key, member] : value.members()) {
        visit(key, member);
        visitMembers(member, visit);
    }
}

/// The name in an ARN as LocalStack's resource_name_transformer finds it.
std::string resourceName(const std::string& text) {
    static const QRegularExpression pattern(
        QStringLiteral("^arn:(aws[a-zA-Z-]*)?:([a-zA-Z0-9-_.]+)?:([^:]+)?:(\\d{12})?:(.+)"));
    const auto match = pattern.match(QString::fromStdString(text));
    if (!match.hasMatch())
        return {};
    std::string name = match.captured(5).toStdString();
    if (const auto slash = name.rfind('/'); slash != std::string::npos)
        return name.substr(slash + 1);
    if (name.starts_with("function:"))
        return name.substr(9, name.find_first_of("$:", 9) - 9);
    return name.substr(name.rfind(':') + 1);
}

/// The JSON in "...'{...}'".
std::string causeInput(const std::string& cause) {
    static const QRegularExpression pattern(QStringLiteral("^.*'({.*})'"));
    const auto match = pattern.match(QString::fromStdString(cause));
    const std::string input = match.captured(1).toStdString();
    return Value::parse(input).ok() ? input : std::string();
}

bool beginsWithUuid(const std::string& text) {
    static const QRegularExpression pattern(
        QStringLiteral("^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"));
    return pattern.match(QString::fromStdString(text)).hasMatch();
}

bool endsInId(const std::string& name) {
    return name.size() >= 2 && (name[name.size() - 2] | 0x20) == 'i' && (name.back() | 0x20) == 'd';
}

void replaceText(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

} // namespace

Normalisation::Normalisation(const Value& transformers, const Value& groups) {
    std::vector<Value> sorted(transformers.items());
    std::stable_sort(sorted.begin(), sorted.end(), [](const Value& left, const Value& right) {
        return left["priority"].toInteger() < right["priority"].toInteger();
    });
    for (const Value& transformer : sorted)
        read(transformer, groups);
    m_replacements.push_back({Replacement::Kind::Uuid, {}, "uuid"});
    for (const Replacement& each : m_replacements) {
        if (each.kind != Replacement::Kind::Pattern)
            m_references.insert(each.by);
    }
}

void Normalisation::read(const Value& transformer, const Value& groups) {
    using Kind = Replacement::Kind;
    const std::string& type = transformer["type"].toString();
    const std::string& by = transformer["replacement"].toString();
    const bool isReference = transformer["replace_reference"].toBool();
    if (type == "group") {
        for (const Value& each : groups[transformer["name"].toString()].items())
            read(each, groups);
    } else if (type == "custom") {
        m_custom.insert(transformer["name"].toString());
    } else if (type == "regex") {
        m_replacements.push_back({Kind::Pattern, transformer["pattern"].toString(), by});
    } else if (type == "jsonpath" && isReference) {
        m_replacements.push_back({Kind::Path, transformer["path"].toString(), by});
    } else if (type == "jsonpath") {
        m_masked.push_back({RecordedPath(transformer["path"].toString()), by});
    } else if (type == "key" && isReference) {
        m_replacements.push_back({Kind::Member, transformer["key"].toString(), by});
    } else if (type == "key") {
        m_members.push_back({transformer["key"].toString(), by});
    } else if (transformer["function"] == Value("resource_name_transformer")) {
        m_replacements.push_back({Kind::ResourceName, {}, by});
    } else if (transformer["function"] == Value("log_stream_name_transformer")) {
        for (const char* member : {"log_stream_name", "logStreamName"})
            m_replacements.push_back({Kind::Member, member, by});
    } else if (transformer["function"].toString().starts_with("member ")) {
        m_members.push_back({transformer["function"].toString().substr(7), by});
    } else if (transformer["function"] == Value("transform_stepfunctions_cause_details")) {
        m_replacements.push_back({Kind::CauseInput, {}, by});
    } else if (transformer["function"] == Value("sns_pem_file_token_transformer")) {
        m_replacements.push_back({Kind::SigningCertificate, {}, by});
    }
}

Value Normalisation::apply(const Value& matched, const Tokens& tokens) const {
    Value out = unpacked(matched);
    for (const Masked& masked : m_masked)
        masked.path.each(out, {}, [&](Value& at) { at = masked.replacement; });
    for (const Member& member : m_members)
        eachMember(out, member.name, [&](Value& at) {
            if (!at.isNull() && !(at.isString() && at.toString().empty()))
                at = member.replacement;
        });
    if (m_custom.contains("SfnNoneRecursiveParallelTransformer"))
        eachMember(out, "events", [](Value& events) { events = withoutBranchOrder(events); });
    if (m_custom.contains("convert_output_to_json"))
        parseOutputs(out);
    const auto normal = Value::parse(replaced(out, tokens));
    return normal ? *normal : out;
}

/// The texts that the replacement finds, each once, in the order in which they occur.
std::vector<std::string> Normalisation::referenced(const Replacement& replacement,
                                                   const Value& values) {
    using Kind = Replacement::Kind;
    std::vector<std::string> found;
    const auto add = [&](const std::string& text) {
        if (!text.empty() && std::find(found.begin(), found.end(), text) == found.end())
            found.push_back(text);
    };
    if (replacement.kind == Kind::Path) {
        Value copy = values;
        RecordedPath(replacement.what).each(copy, {}, [&](Value& at) {
            add(at.isString() ? at.toString() : at.dump());
        });
        return found;
    }
    visitMembers(values, [&](const std::string& key, const Value& member) {
        const std::string& text = member.toString();
        if (replacement.kind == Kind::ResourceName)
            add(resourceName(text));
        else if (replacement.kind == Kind::CauseInput && key == "cause")
            add(causeInput(text));
        else if (replacement.kind == Kind::SigningCertificate && key == "SigningCertURL")
            add(text.substr(text.rfind('-') + 1));
        else if (replacement.kind == Kind::Member && key == replacement.what)
            add(text);
        else if (replacement.kind == Kind::Uuid && endsInId(key) && beginsWithUuid(text))
            add(text);
    });
    return found;
}

std::string Normalisation::replaced(const Value& values, const Tokens& tokens) const {
    std::string text = pythonText(values);
    std::map<std::string, int> counts;
    for (const Replacement& each : m_replacements) {
        if (each.kind != Replacement::Kind::Pattern) {
            for (const std::string& value : referenced(each, values)) {
                const std::string quoted = pythonText(value);
                const std::string name = each.by + ':' + std::to_string(++counts[each.by]);
                replaceText(text, quoted.substr(1, quoted.size() - 2), '<' + name + '>');
            }
            continue;
        }
        const std::string wanted = expression(each.what, tokens);
        const QRegularExpression pattern(QString::fromStdString(wanted));
        if (pattern.isValid() && !wanted.empty())
            text = replacedAll(text, pattern, each.by);
    }
    replaceText(text, std::string(base::kAccount), kRecordedAccount);
    replaceText(text, std::string(base::kRegion), "<region>");
    replaceText(text, "arn:aws:", "arn:<partition>:");
    return replacedAll(text, timePattern(), "date");
}

} // namespace ws::conformance
