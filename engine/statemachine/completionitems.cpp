#include "engine/statemachine/completionitems.h"

#include <algorithm>
#include <cctype>

namespace ws::statemachine::completion {

using json::Value;

namespace {

bool contains(std::string_view text, std::string_view part) {
    for (std::size_t at = 0; at + part.size() <= text.size(); ++at) {
        if (startsWith(text.substr(at), part))
            return true;
    }
    return false;
}

} // namespace

bool startsWith(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) {
               return std::tolower(static_cast<unsigned char>(a)) ==
                      std::tolower(static_cast<unsigned char>(b));
           });
}

void keepFitting(Completion& completion) {
    std::erase_if(completion.items, [&](const CompletionItem& item) {
        return !contains(item.name, completion.prefix);
    });
    std::stable_partition(
        completion.items.begin(), completion.items.end(),
        [&](const CompletionItem& item) { return startsWith(item.name, completion.prefix); });
}

bool isOfName(char c) {
    const auto u = static_cast<unsigned char>(c);
    return std::isalnum(u) || c == '_' || c == '.' || c == '$' || u >= 0x80;
}

std::string shortText(const Value& value) {
    std::string text = value.dumpSize() < 4000 ? value.dump() : "...";
    if (text.size() > 48)
        text = text.substr(0, 45) + "...";
    return text;
}

CompletionItem functionItem(const FunctionWords& words) {
    CompletionItem item{CompletionItem::Kind::Function, std::string(words.name),
                        std::string(words.name) + "()", 0, std::string(words.signature)};
    item.cursor = item.insert.size() - (words.signature.ends_with("()") ? 0 : 1);
    return item;
}

std::vector<CompletionItem> memberItems(const Value* value) {
    std::vector<CompletionItem> items;
    if (!value)
        return items;
    const Value& object = value->isArray() ? value->at(0) : *value;
    for (const auto& [key, inner] : object.members())
        items.push_back({CompletionItem::Kind::Member, key, key, key.size(), shortText(inner)});
    return items;
}

const Value* follow(const Value* value, std::string_view path) {
    while (value && !path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        const Value& object = value->isArray() ? value->at(0) : *value;
        value = object.find(path.substr(0, dot));
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return value;
}

} // namespace ws::statemachine::completion
