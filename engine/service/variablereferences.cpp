#include "engine/service/variablereferences.h"

#include "engine/expression/intrinsic.h"
#include "engine/expression/jsonata.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace ws::service {

using expression::Jsonata;
using json::Value;

namespace {

using Names = std::vector<std::string>;

constexpr std::string_view kOpen = "{%";
constexpr std::string_view kClose = "%}";

void add(Names& names, std::string name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool isNamePart(char c) {
    return isLetter(c) || (c >= '0' && c <= '9');
}

/// `$name` in a path or a call of an intrinsic function, not in the quoted texts of one.
void addFromPath(std::string_view text, Names& names) {
    const bool hasTexts = expression::Intrinsic::looksLikeOne(text);
    bool isQuoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (hasTexts && text[at] == '\\') {
            ++at;
            continue;
        }
        if (hasTexts && text[at] == '\'')
            isQuoted = !isQuoted;
        if (isQuoted || text[at] != '$' || at + 1 >= text.size() || !isLetter(text[at + 1]))
            continue;
        std::size_t end = at + 1;
        while (end < text.size() && isNamePart(text[end]))
            ++end;
        add(names, std::string(text.substr(at + 1, end - at - 1)));
        at = end - 1;
    }
}

void addFromQuery(const std::string& text, Names& names) {
    if (!text.starts_with(kOpen) || !text.ends_with(kClose) ||
        text.size() < kOpen.size() + kClose.size())
        return;
    const auto compiled = Jsonata::compile(std::string_view(text).substr(2, text.size() - 4));
    if (!compiled)
        return;
    for (const Jsonata::Reference& reference : compiled->references()) {
        if (reference.name != "states")
            add(names, reference.name);
    }
}

/// Fields of a state in which JSONPath stands.
bool holdsPath(std::string_view key) {
    return key.ends_with(".$") || key.ends_with("Path") || key == "Variable";
}

/// Machines inside a state; their states speak for themselves.
bool isMachine(std::string_view key) {
    return key == "ItemProcessor" || key == "Iterator" || key == "Branches";
}

void collect(const Value& value, std::string_view key, bool isJsonata, Names& names) {
    if (value.isString()) {
        if (isJsonata)
            addFromQuery(value.toString(), names);
        else if (holdsPath(key))
            addFromPath(value.toString(), names);
        return;
    }
    for (const Value& item : value.items())
        collect(item, key, isJsonata, names);
    for (const auto& [name, member] : value.members()) {
        if (!isMachine(name))
            collect(member, name, isJsonata, names);
    }
}

bool isJsonata(const Value& source, bool otherwise) {
    const Value* language = source.find("QueryLanguage");
    return language ? language->toString() == "JSONata" : otherwise;
}

void machine(const Value& source, bool byDefault, Value& out) {
    for (const auto& [name, state] : source["States"].members()) {
        Names names;
        collect(state, {}, isJsonata(state, byDefault), names);
        if (!names.empty()) {
            Value::Array list;
            for (std::string& each : names)
                list.emplace_back(std::move(each));
            out.set(name, Value(std::move(list)));
        }
        machine(state["ItemProcessor"], byDefault, out);
        machine(state["Iterator"], byDefault, out);
        for (const Value& branch : state["Branches"].items())
            machine(branch, byDefault, out);
    }
}

} // namespace

Value variableReferences(const std::string& definition) {
    Value out = Value::object();
    if (const auto source = Value::parse(definition))
        machine(*source, isJsonata(*source, false), out);
    return out;
}

} // namespace ws::service
