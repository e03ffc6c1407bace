#include "engine/statemachine/fieldcompletion.h"

#include <algorithm>

namespace ws::statemachine {

using json::Value;

namespace {

std::vector<std::string> tokensOf(std::string_view pointer) {
    std::vector<std::string> tokens;
    for (std::size_t at = 0; at < pointer.size(); ++at) {
        if (pointer[at] == '/')
            tokens.emplace_back();
        else if (pointer[at] == '~' && at + 1 < pointer.size())
            tokens.back() += pointer[++at] == '1' ? '/' : '~';
        else
            tokens.back() += pointer[at];
    }
    return tokens;
}

/// The definition as JSON, open at one place. Everything else stands before that place, so that
/// whatever is typed there, finished or not, hides nothing of it.
class Surroundings {
public:
    Surroundings(const Value& root, const std::vector<std::string>& tokens) {
        const Value* value = &root;
        for (const std::string& token : tokens)
            value = value && value->isArray() ? throughItem(*value, token)
                                              : throughMember(value, token);
    }
    const std::string& head() const { return m_head; }
    const std::string& tail() const { return m_tail; }

private:
    const Value* throughItem(const Value& list, const std::string& token) {
        const Value* own = nullptr;
        m_head += '[';
        for (std::size_t at = 0; at < list.size(); ++at) {
            if (std::to_string(at) == token) {
                own = &list.at(at);
                continue;
            }
            list.at(at).dumpTo(m_head);
            m_head += ',';
        }
        m_tail.insert(0, "]");
        return own;
    }
    const Value* throughMember(const Value* object, const std::string& token) {
        const Value* own = nullptr;
        m_head += '{';
        if (object && object->isObject()) {
            for (const auto& [name, value] : object->members()) {
                if (name == token) {
                    own = &value;
                    continue;
                }
                m_head += json::quotedText(name) + ':';
                value.dumpTo(m_head);
                m_head += ',';
            }
        }
        m_head += json::quotedText(token) + ':';
        m_tail.insert(0, "}");
        return own;
    }

    std::string m_head;
    std::string m_tail;
};

std::string inQuotes(std::string_view text) {
    const std::string quoted = json::quotedText(text);
    return quoted.substr(1, quoted.size() - 2);
}

/// Nothing when an escape is cut.
std::optional<std::string> outOfQuotes(std::string_view text) {
    const auto value = Value::parse('"' + std::string(text) + '"');
    return value && value->isString() ? std::optional<std::string>(value->toString())
                                      : std::nullopt;
}

/// From the text between the quotes, which begins at `begin`, to the text of the field.
std::optional<Completion> unquoted(Completion found, const std::string& whole, std::size_t begin) {
    const auto fieldOffset = [&](std::size_t offset) -> std::optional<std::size_t> {
        const auto before = outOfQuotes(std::string_view(whole).substr(begin, offset - begin));
        return before ? std::optional<std::size_t>(before->size()) : std::nullopt;
    };
    const auto from = fieldOffset(found.range.begin);
    const auto to = fieldOffset(found.range.end);
    const auto prefix = outOfQuotes(found.prefix);
    if (!from || !to || !prefix)
        return std::nullopt;
    found.range = {*from, *to};
    found.prefix = *prefix;
    for (CompletionItem& item : found.items) {
        const std::size_t cursor = std::min(item.cursor, item.insert.size());
        const auto insert = outOfQuotes(item.insert);
        const auto before = outOfQuotes(std::string_view(item.insert).substr(0, cursor));
        if (!insert || !before)
            return std::nullopt;
        item.insert = *insert;
        item.cursor = before->size();
    }
    return found;
}

} // namespace

Completion completeField(const json::Document& document, std::string_view pointer, FieldText form,
                         std::string_view typed, std::size_t cursor,
                         const CompletionSources& sources) {
    cursor = std::min(cursor, typed.size());
    const Surroundings around(document.value(document.root()), tokensOf(pointer));
    const bool quoted = form != FieldText::Json;
    const std::string open = form == FieldText::Item ? "[\"" : quoted ? "\"" : "";
    // A text that is open in a value ends with its line.
    const std::string close = form == FieldText::Item ? "\"]" : quoted ? "\"" : "\n";
    const auto written = [&](std::string_view text) {
        return quoted ? inQuotes(text) : std::string(text);
    };
    const std::size_t begin = around.head().size() + open.size();
    const std::string inside = written(typed);
    const std::string whole = around.head() + open + inside + close + around.tail();
    const std::size_t offset = begin + written(typed.substr(0, cursor)).size();
    Completion found = complete(whole, offset, DefinitionKind::Json, sources);
    if (found.range.begin < begin || found.range.end > begin + inside.size())
        return {};
    if (quoted)
        return unquoted(std::move(found), whole, begin).value_or(Completion{});
    found.range = {found.range.begin - begin, found.range.end - begin};
    return found;
}

} // namespace ws::statemachine
