#include "engine/statemachine/conditioncompletion.h"

#include "engine/json/pointer.h"
#include "engine/statemachine/completionitems.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/fieldcompletion.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace ws::statemachine {

using Item = CompletionItem;
using Moment = ConditionScope::Moment;
using json::Value;

namespace {

/// The value with another one in place of the state of that name, in its machine or in one inside
/// it. `pointer` is extended by the state's, or not when there is none.
Value withState(const Value& value, const std::string& name, const Value& state,
                std::string& pointer) {
    Value changed = value;
    const auto tryIn = [&](const Value& inner, const std::string& step, auto put) {
        std::string inside;
        Value with = withState(inner, name, state, inside);
        if (inside.empty())
            return false;
        put(std::move(with));
        pointer += '/' + json::escapedStep(step) + inside;
        return true;
    };
    for (const auto& [key, inner] : value.members()) {
        if (key == "States" && inner.find(name)) {
            Value states = inner;
            states.set(name, state);
            changed.set(key, std::move(states));
            pointer += "/States/" + json::escapedStep(name);
            return changed;
        }
        const std::string member = key;
        if (tryIn(inner, member, [&](Value with) { changed.set(member, std::move(with)); }))
            return changed;
    }
    for (std::size_t i = 0; i < value.items().size(); ++i) {
        if (tryIn(value.at(i), std::to_string(i),
                  [&](Value with) { changed.mutableItems()[i] = std::move(with); }))
            return changed;
    }
    return changed;
}

const Value* findState(const Value& value, const std::string& name) {
    for (const auto& [key, inner] : value.members()) {
        const Value* state = key == "States" ? inner.find(name) : nullptr;
        if (!state)
            state = findState(inner, name);
        if (state)
            return state;
    }
    for (const Value& item : value.items()) {
        if (const Value* state = findState(item, name))
            return state;
    }
    return nullptr;
}

/// By the state, in its rules and catchers too, and by what is inside it.
void collectAssigned(const Value& value, std::set<std::string>& names) {
    for (const auto& [key, inner] : value.members()) {
        if (key != "Assign") {
            collectAssigned(inner, names);
            continue;
        }
        for (const auto& [name, assigned] : inner.members())
            names.insert(name.ends_with(".$") ? name.substr(0, name.size() - 2) : name);
    }
    for (const Value& item : value.items())
        collectAssigned(item, names);
}

/// As much of `$$` as the debugger shows.
std::vector<std::string_view> contextNames(std::string_view path, Moment moment) {
    if (path.empty())
        return {"State", "Map"};
    if (path == "State")
        return {"Name"};
    if (path == "Map")
        return {"Item"};
    if (path == "Map.Item" && moment == Moment::Entry)
        return {"Index", "Value"};
    if (path == "Map.Item")
        return {"Index"};
    return {};
}

/// `path` without the first names: "$states.context.Map" without "$states.context" is "Map".
std::string_view without(std::string_view path, std::string_view first) {
    return path.substr(std::min(path.size(), first.size() + 1));
}

bool isBelow(std::string_view path, std::string_view first) {
    return path.starts_with(first) && (path.size() == first.size() || path[first.size()] == '.');
}

class ConditionCompleter {
public:
    ConditionCompleter(const Value& definition, const ConditionScope& scope,
                       const CompletionSources& sources)
        : m_definition(definition)
        , m_scope(scope)
        , m_sources(sources) {
        const auto& data = scope.moment == Moment::Exit ? sources.results : sources.inputs;
        const auto found = data.find(scope.state);
        if (found != data.end() && scope.moment != Moment::Error)
            m_sample = &found->second;
    }

    Completion query(std::string_view typed, std::size_t cursor) {
        std::size_t begin = cursor;
        while (begin > 0 && completion::isOfName(typed[begin - 1]))
            --begin;
        std::size_t end = cursor;
        while (end < typed.size() && completion::isOfName(typed[end]) && typed[end] != '.' &&
               typed[end] != '$')
            ++end;
        const std::string_view token = typed.substr(begin, cursor - begin);
        const std::size_t dot = token.rfind('.');
        const std::size_t from = dot == std::string_view::npos ? 0 : dot + 1;
        m_out.range = {begin + from, end};
        m_out.prefix = std::string(token.substr(from));
        if (from == 0)
            firstNames();
        else
            laterNames(token.substr(0, from - 1));
        completion::keepFitting(m_out);
        return std::move(m_out);
    }

    /// As within a Choice state in the place of the breakpoint's.
    Completion rule(std::string_view typed, std::size_t cursor) {
        const Value choice = Value::object({{"Type", "Choice"}, {"QueryLanguage", "JSONPath"}});
        CompletionSources sources = m_sources;
        sources.inputs.clear();
        if (m_sample)
            sources.inputs[stateName()] = *m_sample;
        Completion found =
            inPlaceOfState(choice, "/Choices/0/Not", FieldText::Json, typed, cursor, sources);
        std::erase_if(found.items, [&](const Item& item) {
            return item.kind == Item::Kind::Variable && m_scope.moment != Moment::Entry;
        });
        keepContext(found, typed);
        if (isFirstName(found, typed)) {
            if (m_scope.moment != Moment::Entry)
                for (const std::string& name : assigned())
                    found.items.push_back(variable(name));
            completion::keepFitting(found);
        }
        return found;
    }

private:
    std::string stateName() const { return m_scope.state.empty() ? "State" : m_scope.state; }

    Completion inPlaceOfState(const Value& state, const std::string& field, FieldText form,
                              std::string_view typed, std::size_t cursor,
                              const CompletionSources& sources) const {
        std::string pointer;
        Value root = withState(m_definition, m_scope.state, state, pointer);
        if (pointer.empty()) {
            root = Value::object({{"States", Value::object({{stateName(), state}})}});
            pointer = "/States/" + json::escapedStep(stateName());
        }
        const auto document = loadDefinition(root.dump());
        return document ? completeField(*document, pointer + field, form, typed, cursor, sources)
                        : Completion{};
    }

    std::set<std::string> assigned() const {
        std::set<std::string> names;
        if (m_scope.moment == Moment::Error)
            return names;
        if (m_scope.state.empty())
            collectAssigned(m_definition, names);
        else if (const Value* state = findState(m_definition, m_scope.state))
            collectAssigned(*state, names);
        return names;
    }

    Item variable(const std::string& name) const {
        const auto sample = m_sources.variables.find(name);
        return {Item::Kind::Variable, '$' + name, '$' + name, name.size() + 1,
                sample == m_sources.variables.end() ? std::string()
                                                    : completion::shortText(sample->second)};
    }

    void variables() {
        if (m_scope.moment != Moment::Entry || m_scope.state.empty()) {
            for (const std::string& name : assigned())
                m_out.items.push_back(variable(name));
            return;
        }
        const Value pass = Value::object({{"Type", "Pass"}, {"QueryLanguage", "JSONata"}});
        constexpr std::string_view kOpen = "{% $";
        const Completion seen =
            inPlaceOfState(pass, "/Output", FieldText::Text, kOpen, kOpen.size(), m_sources);
        for (const Item& item : seen.items) {
            if (item.kind == Item::Kind::Variable && item.name != "$states")
                m_out.items.push_back(item);
        }
    }

    void member(std::string_view name) {
        m_out.items.push_back(
            {Item::Kind::Member, std::string(name), std::string(name), name.size()});
    }

    /// What is no name in JSONata stands in backquotes.
    void members(const Value* value) {
        for (Item& item : completion::memberItems(value)) {
            const bool isName = !item.name.empty() &&
                                !std::isdigit(static_cast<unsigned char>(item.name.front())) &&
                                std::ranges::all_of(item.name, [](char c) {
                                    return completion::isOfName(c) && c != '.' && c != '$';
                                });
            if (!isName)
                item.insert = '`' + item.name + '`';
            item.cursor = item.insert.size();
            m_out.items.push_back(std::move(item));
        }
    }

    void firstNames() {
        members(m_sample);
        m_out.items.push_back({Item::Kind::Variable, "$states", "$states", 7});
        variables();
        for (const FunctionWords& words : jsonataWords())
            m_out.items.push_back(completion::functionItem(words));
    }

    void laterNames(std::string_view path) {
        if (path == "$states")
            return statesMembers();
        if (isBelow(path, "$states.context")) {
            for (const auto name : contextNames(without(path, "$states.context"), m_scope.moment))
                member(name);
        } else if (isBelow(path, "$states.input")) {
            members(completion::follow(m_sample, without(path, "$states.input")));
        } else if (isBelow(path, "$states.result") && m_scope.moment == Moment::Exit) {
            members(completion::follow(m_sample, without(path, "$states.result")));
        } else if (path == "$states.errorOutput" && m_scope.moment == Moment::Error) {
            member("Error");
            member("Cause");
        } else if (path.starts_with('$')) {
            variableMembers(path.substr(1));
        } else {
            members(completion::follow(m_sample, path));
        }
    }

    void statesMembers() {
        if (m_scope.moment == Moment::Error)
            member("errorOutput");
        else
            member("input");
        if (m_scope.moment == Moment::Exit)
            member("result");
        member("context");
    }

    void variableMembers(std::string_view path) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        const auto found = m_sources.variables.find(path.substr(0, dot));
        if (found != m_sources.variables.end() && m_scope.moment != Moment::Error)
            members(
                completion::follow(&found->second, path.substr(std::min(dot + 1, path.size()))));
    }

    /// Whether a path or a variable begins there.
    static bool isFirstName(const Completion& found, std::string_view typed) {
        return found.range.begin > 0 && typed[found.range.begin - 1] == '"' &&
               (found.prefix.starts_with('$') ||
                std::ranges::any_of(found.items,
                                    [](const Item& item) { return item.name == "$$"; }));
    }

    void keepContext(Completion& found, std::string_view typed) const {
        std::size_t begin = found.range.begin;
        while (begin > 0 && completion::isOfName(typed[begin - 1]))
            --begin;
        const std::string_view path = typed.substr(begin, found.range.begin - begin);
        if (!path.starts_with("$$."))
            return;
        const auto names =
            contextNames(path.size() > 3 ? path.substr(3, path.size() - 4) : "", m_scope.moment);
        std::erase_if(found.items, [&](const Item& item) {
            return std::ranges::find(names, item.name) == names.end();
        });
    }

    const Value& m_definition;
    const ConditionScope& m_scope;
    const CompletionSources& m_sources;
    const Value* m_sample = nullptr; ///< of what bare names are about; null: not known
    Completion m_out;
};

} // namespace

Completion completeCondition(const Value& definition, const ConditionScope& scope,
                             std::string_view typed, std::size_t cursor,
                             const CompletionSources& sources) {
    cursor = std::min(cursor, typed.size());
    ConditionCompleter completer(definition, scope, sources);
    const std::size_t first = typed.find_first_not_of(" \t");
    const bool isRule = first != std::string_view::npos && typed[first] == '{' &&
                        !typed.substr(first).starts_with("{%");
    return isRule ? completer.rule(typed, cursor) : completer.query(typed, cursor);
}

} // namespace ws::statemachine
