#include "engine/statemachine/completion.h"

#include "engine/statemachine/completionitems.h"
#include "engine/statemachine/definitionoutline.h"
#include "engine/statemachine/fieldedit.h"
#include "engine/statemachine/integration.h"
#include "engine/statemachine/validatorschema.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace ws::statemachine {

using Item = CompletionItem;
using completion::follow;
using completion::functionItem;
using completion::isOfName;
using completion::keepFitting;
using completion::memberItems;
using completion::shortText;
using completion::startsWith;
using Outline = DefinitionOutline;
using Spot = Outline::Spot;
using json::Value;

namespace {

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

/// What an object of a definition is.
struct Role {
    enum class Kind : std::uint8_t {
        Schema,    ///< has the fields of a schema
        States,    ///< names and states
        Rule,      ///< of a Choice
        Condition, ///< within a rule
        Retry,     ///< the list
        Catch,     ///< the list
        Choices,   ///< the list
        Names,     ///< a list of errors
        Free,      ///< a payload, or what is not known
    };
    Kind kind = Kind::Free;
    const ObjectSchema* schema = nullptr;
};

/// From the root to the cursor: what each object is, and which state and machine it belongs to.
struct Place {
    Role role;
    int state = Outline::kNone;
    int machine = 0; ///< the object that has the state's siblings
    QueryLanguage language = QueryLanguage::JsonPath;
    std::string field; ///< of the state, that the cursor is in
    bool inCatch = false;
    std::vector<int> way;
};

const ObjectSchema* nestedSchema(FieldKind kind) {
    switch (kind) {
    case FieldKind::Processor:
        return &processorSchema();
    case FieldKind::ProcessorConfig:
        return &processorConfigSchema();
    case FieldKind::ItemReader:
        return &itemReaderSchema();
    case FieldKind::ReaderConfig:
        return &readerConfigSchema();
    case FieldKind::ItemBatcher:
        return &itemBatcherSchema();
    case FieldKind::ResultWriter:
        return &resultWriterSchema();
    case FieldKind::WriterConfig:
        return &writerConfigSchema();
    default:
        return nullptr;
    }
}

Role childRole(const Outline& outline, const Role& parent, int child) {
    using Kind = Role::Kind;
    const std::string& key = outline.node(child).key;
    switch (parent.kind) {
    case Kind::States:
        return {Kind::Schema, &stateSchema(stateTypeFromName(outline.text(child, "Type")))};
    case Kind::Retry:
        return {Kind::Schema, &retrierSchema()};
    case Kind::Catch:
        return {Kind::Schema, &catcherSchema()};
    case Kind::Choices:
        return {Kind::Rule, nullptr};
    case Kind::Rule:
    case Kind::Condition:
        return {isOneOf(key, {"And", "Or", "Not", ""}) ? Kind::Condition : Kind::Free, nullptr};
    case Kind::Free:
    case Kind::Names:
        return {};
    case Kind::Schema:
        break;
    }
    if (key.empty() && parent.schema == nullptr)
        return {};
    const FieldRule* rule = parent.schema->find(key);
    if (!rule)
        return {};
    switch (rule->kind) {
    case FieldKind::States:
        return {Kind::States, nullptr};
    case FieldKind::Retry:
        return {Kind::Retry, nullptr};
    case FieldKind::Catch:
        return {Kind::Catch, nullptr};
    case FieldKind::Choices:
        return {Kind::Choices, nullptr};
    case FieldKind::ErrorNames:
        return {Kind::Names, nullptr};
    default:
        break;
    }
    if (const ObjectSchema* schema = nestedSchema(rule->kind))
        return {Kind::Schema, schema};
    return {};
}

Place placeOf(const Outline& outline, int container) {
    Place place;
    for (int id = container; id != Outline::kNone; id = outline.node(id).parent)
        place.way.insert(place.way.begin(), id);
    const auto language = [&](int object) {
        const std::string text = outline.text(object, "QueryLanguage");
        if (!text.empty())
            place.language = text == "JSONata" ? QueryLanguage::Jsonata : QueryLanguage::JsonPath;
    };
    place.role = {Role::Kind::Schema, &machineSchema()};
    language(0);
    const QueryLanguage whole = place.language;
    for (std::size_t at = 1; at < place.way.size(); ++at) {
        const int id = place.way[at];
        const std::string& key = outline.node(id).key;
        const Role parent = place.role;
        place.role = childRole(outline, parent, id);
        if (parent.kind == Role::Kind::States) {
            place.state = id;
            place.machine = outline.node(outline.node(id).parent).parent;
            place.language = whole;
            place.field.clear();
            place.inCatch = false;
            language(id);
        } else if (place.state == outline.node(id).parent) {
            place.field = key;
        }
        place.inCatch = place.inCatch || key == "Catch";
        // Branches are a list of machines.
        if (key == "Branches" && parent.kind == Role::Kind::Schema)
            place.role = {Role::Kind::Schema, &branchSchema()};
        else if (at > 0 && outline.node(outline.node(id).parent).key == "Branches")
            place.role = {Role::Kind::Schema, &branchSchema()};
    }
    return place;
}

/// The states of the machine that the place leads to: of StartAt its own, else the siblings.
std::vector<std::string> targets(const Outline& outline, int object, const Place& place) {
    int states = outline.member(object, "States");
    if (states == Outline::kNone)
        states = outline.member(place.machine, "States");
    std::vector<std::string> names;
    for (int child = 0;
         states != Outline::kNone && child < int(outline.node(states).children.size()); ++child) {
        const std::string& name =
            outline.node(outline.node(states).children[std::size_t(child)]).key;
        if (!name.empty())
            names.push_back(name);
    }
    return names;
}

// Variables -------------------------------------------------------------------------------------

void assignedIn(const Outline& outline, int object, std::set<std::string>& names) {
    const int assign = outline.member(object, "Assign");
    if (assign == Outline::kNone)
        return;
    for (const int child : outline.node(assign).children) {
        std::string name = outline.node(child).key;
        if (name.ends_with(".$"))
            name.resize(name.size() - 2);
        names.insert(name);
    }
}

void assignedByState(const Outline& outline, int state, std::set<std::string>& names) {
    assignedIn(outline, state, names);
    for (const std::string_view list : {"Choices", "Catch"}) {
        const int id = outline.member(state, list);
        if (id == Outline::kNone)
            continue;
        for (const int child : outline.node(id).children)
            assignedIn(outline, child, names);
    }
}

std::set<std::string> leadsTo(const Outline& outline, int state) {
    std::set<std::string> out{outline.text(state, "Next"), outline.text(state, "Default")};
    for (const std::string_view list : {"Choices", "Catch"}) {
        const int id = outline.member(state, list);
        if (id == Outline::kNone)
            continue;
        for (const int child : outline.node(id).children)
            out.insert(outline.text(child, "Next"));
    }
    return out;
}

/// What some way to the state can have assigned, in its machine and around it.
std::set<std::string> visibleVariables(const Outline& outline, int state) {
    std::set<std::string> names;
    while (state != Outline::kNone) {
        const int states = outline.node(state).parent;
        std::map<std::string, std::vector<int>, std::less<>> before;
        for (const int each : outline.node(states).children) {
            for (const std::string& target : leadsTo(outline, each))
                before[target].push_back(each);
        }
        std::set<int> seen;
        std::vector<int> open = before[outline.node(state).key];
        while (!open.empty()) {
            const int each = open.back();
            open.pop_back();
            if (!seen.insert(each).second)
                continue;
            assignedByState(outline, each, names);
            const auto& more = before[outline.node(each).key];
            open.insert(open.end(), more.begin(), more.end());
        }
        // The state that holds this machine; a distributed Map lets nothing in.
        int holder = outline.node(states).parent;
        const int config = outline.member(holder, "ProcessorConfig");
        if (config != Outline::kNone && outline.text(config, "Mode") == "DISTRIBUTED")
            break;
        int outer = holder;
        while (outer != Outline::kNone &&
               (outline.node(outer).parent == Outline::kNone ||
                outline.node(outline.node(outer).parent).key != "States"))
            outer = outline.node(outer).parent;
        state = outer;
    }
    names.erase("");
    return names;
}

class Completer {
public:
    Completer(std::string_view text, std::size_t offset, DefinitionKind kind,
              const CompletionSources& sources)
        : m_text(text)
        , m_offset(offset)
        , m_sources(sources)
        , m_outline(text, offset, kind)
        , m_cursor(m_outline.at(offset))
        , m_yaml(m_outline.syntax() == json::Syntax::Yaml) {
        if (m_cursor.spot != Spot::None)
            m_place = placeOf(m_outline, m_cursor.container);
    }

    Completion run() {
        switch (m_cursor.spot) {
        case Spot::Key:
            useToken(m_outline.node(m_cursor.node).keyRange,
                     m_outline.node(m_cursor.node).keyQuoted,
                     m_outline.node(m_cursor.node).keyClosed);
            keys();
            break;
        case Spot::NewKey:
            m_out.range = {m_offset, m_offset};
            keys();
            break;
        case Spot::Value:
            useToken(m_outline.node(m_cursor.node).range, m_outline.node(m_cursor.node).quoted,
                     m_outline.node(m_cursor.node).closed);
            if (m_outline.node(m_cursor.node).type == Outline::Type::Missing) {
                m_out.range = {m_offset, m_offset};
                m_out.prefix.clear();
            }
            values();
            break;
        case Spot::NewItem:
            m_out.range = {m_offset, m_offset};
            newItem();
            break;
        case Spot::None:
            break;
        }
        keepFitting(m_out);
        return std::move(m_out);
    }

private:
    /// The range inside the quotes, and what of it is before the cursor.
    void useToken(json::Range range, bool quoted, bool closed) { // NOLINT: local
        if (quoted)
            range = {range.begin + 1, std::max(range.begin + 1, range.end - (closed ? 1 : 0))};
        if (m_offset < range.begin) // between colon and value
            range = {m_offset, m_offset};
        m_out.range = range;
        m_out.prefix = std::string(m_text.substr(range.begin, m_offset - range.begin));
    }

    bool isJsonata() const { return m_place.language == QueryLanguage::Jsonata; }

    // Names of members ---------------------------------------------------------------------------

    void keys() {
        switch (m_place.role.kind) {
        case Role::Kind::Schema:
            return schemaKeys(*m_place.role.schema);
        case Role::Kind::Rule:
            return ruleKeys();
        case Role::Kind::Condition:
            return conditionKeys();
        case Role::Kind::States:
            return stateSnippets();
        case Role::Kind::Free:
            return argumentKeys();
        default:
            break;
        }
    }

    bool has(std::string_view name) const {
        const int there = m_outline.member(m_cursor.container, name);
        return there != Outline::kNone && there != m_cursor.node;
    }

    void field(std::string_view name, FieldKind kind) {
        if (has(name))
            return;
        Item item{Item::Kind::Field, std::string(name), {}, 0, {}};
        const auto [insert, cursor] = memberText(name, kind);
        item.insert = insert;
        item.cursor = cursor;
        m_out.items.push_back(std::move(item));
    }

    /// The whole member where only its name is being typed; a name that has a value is replaced
    /// alone.
    std::pair<std::string, std::size_t> memberText(std::string_view name, FieldKind kind) const {
        const Outline::Node* node =
            m_cursor.node == Outline::kNone ? nullptr : &m_outline.node(m_cursor.node);
        const std::string plain(name);
        if (node && node->hasColon)
            return {plain, plain.size()};
        if (m_yaml && !inFlow()) {
            const std::string text = plain + ":";
            return {text + ' ', text.size() + 1};
        }
        // Inside quotes that are there already; the closing one too when it is.
        const bool quoted = node && node->keyQuoted;
        const bool closed = node && node->keyClosed;
        const std::string value = skeleton(kind);
        std::string text = (quoted ? "" : "\"") + plain;
        if (closed)
            return {text, text.size() + 1};
        text += "\": ";
        const std::size_t into = value.size() > 1 ? 1 : value.size();
        return {text + value, text.size() + into};
    }

    bool inFlow() const { return m_outline.node(m_cursor.container).closed; }

    static std::string skeleton(FieldKind kind) {
        switch (kind) {
        case FieldKind::Flag:
            return "true";
        case FieldKind::Retry:
        case FieldKind::Catch:
        case FieldKind::Choices:
        case FieldKind::Branches:
        case FieldKind::ErrorNames:
        case FieldKind::Headers:
            return "[]";
        case FieldKind::Template:
        case FieldKind::Expressions:
        case FieldKind::Payload:
        case FieldKind::Assignments:
        case FieldKind::Processor:
        case FieldKind::ProcessorConfig:
        case FieldKind::ItemReader:
        case FieldKind::ReaderConfig:
        case FieldKind::ItemBatcher:
        case FieldKind::ResultWriter:
        case FieldKind::WriterConfig:
        case FieldKind::Credentials:
        case FieldKind::States:
            return "{}";
        case FieldKind::Seconds:
        case FieldKind::Timeout:
        case FieldKind::Attempts:
        case FieldKind::Count:
        case FieldKind::PositiveCount:
        case FieldKind::Delay:
        case FieldKind::Percentage:
        case FieldKind::Rate:
        case FieldKind::Number:
        case FieldKind::Anything:
            return "";
        default:
            return "\"\"";
        }
    }

    void schemaKeys(const ObjectSchema& schema) {
        const auto other = isJsonata() ? FieldLanguage::JsonPath : FieldLanguage::Jsonata;
        for (const FieldRule& rule : schema.fields) {
            if (rule.language == other)
                continue;
            const bool excluded = std::ranges::any_of(schema.groups, [&](const FieldGroup& group) {
                return std::ranges::find(group.names, rule.name) != group.names.end() &&
                       std::ranges::any_of(group.names,
                                           [&](std::string_view name) { return has(name); });
            });
            if (!excluded && rule.name != "Iterator")
                field(rule.name, rule.kind);
        }
    }

    void ruleKeys() {
        field("Next", FieldKind::Target);
        if (isJsonata()) {
            field("Condition", FieldKind::Condition);
            field("Output", FieldKind::Expressions);
        }
        field("Assign", FieldKind::Assignments);
        field("Comment", FieldKind::Text);
        if (!isJsonata())
            conditionKeys();
    }

    void conditionKeys() {
        bool taken = false;
        for (const int child : m_outline.node(m_cursor.container).children) {
            if (child == m_cursor.node)
                continue;
            const std::string& key = m_outline.node(child).key;
            taken = taken || isOneOf(key, {"And", "Or", "Not"}) ||
                    std::ranges::any_of(comparisonFamilies(), [&](const ComparisonFamily& family) {
                        return std::ranges::find(family.names, key) != family.names.end();
                    });
        }
        field("Variable", FieldKind::Path);
        if (taken)
            return;
        for (const ComparisonFamily& family : comparisonFamilies()) {
            for (const std::string& name : family.names) {
                const bool path = name.ends_with("Path");
                const bool flag = !path && (family.type == "Is" || family.type == "Boolean");
                field(name, flag                                ? FieldKind::Flag
                            : family.type == "Numeric" && !path ? FieldKind::Number
                                                                : FieldKind::Text);
            }
        }
        field("And", FieldKind::Choices);
        field("Or", FieldKind::Choices);
        field("Not", FieldKind::Payload);
    }

    /// What an optimised integration wants to be told.
    void argumentKeys() {
        const auto& node = m_outline.node(m_cursor.container);
        if (m_place.state == Outline::kNone || node.parent != m_place.state ||
            !isOneOf(node.key, {"Parameters", "Arguments"}))
            return;
        const Integration integration = parseIntegration(m_outline.text(m_place.state, "Resource"));
        const OptimisedAction* action = findOptimisedAction(integration);
        if (!action)
            return;
        for (const std::string_view name : action->required)
            field(name, FieldKind::Text);
        if (integration.is("lambda", "invoke")) {
            field("Payload", FieldKind::Payload);
            field("Qualifier", FieldKind::Text);
            field("InvocationType", FieldKind::Text);
        }
    }

    // Snippets -----------------------------------------------------------------------------------

    void snippet(const std::string& name, const std::string& key, const Value& value) {
        Item item{Item::Kind::Snippet, name, {}, 0, {}};
        const std::size_t line = m_text.rfind('\n', m_offset == 0 ? 0 : m_offset - 1);
        const std::size_t start = line == std::string_view::npos ? 0 : line + 1;
        std::size_t indent = 0;
        while (start + indent < m_text.size() && m_text[start + indent] == ' ')
            ++indent;
        const std::string pad(indent, ' ');
        const auto indented = [&](std::string text) {
            for (std::size_t at = text.find('\n'); at != std::string::npos;
                 at = text.find('\n', at + 1))
                text.insert(at + 1, pad);
            return text;
        };
        const Outline::Node* node =
            m_cursor.node == Outline::kNone ? nullptr : &m_outline.node(m_cursor.node);
        if (node && (node->hasColon || (node->keyQuoted && node->keyClosed)))
            return;
        if (m_yaml && !inFlow()) {
            std::string body;
            yamlLines(value, 2, body);
            item.insert = indented(key.empty() ? body : key + ":\n" + body);
        } else {
            const bool quoted = node && node->keyQuoted;
            const std::string head =
                key.empty() ? std::string() : (quoted ? "" : "\"") + key + "\": ";
            item.insert = indented(head + value.pretty());
        }
        item.cursor = item.insert.size();
        m_out.items.push_back(std::move(item));
    }

    static void yamlLines(const Value& value, std::size_t indent, std::string& out) {
        for (const auto& [name, inner] : value.members()) {
            out += std::string(indent, ' ') + name + ":";
            if (inner.isObject() && inner.size() > 0) {
                out += '\n';
                yamlLines(inner, indent + 2, out);
            } else {
                out += ' ' + inner.dump() + '\n';
            }
        }
    }

    void stateSnippets() {
        const std::string payload = isJsonata() ? "Arguments" : "Parameters";
        const Value end(true);
        const auto state = [&](const std::string& name, const std::string& type, Value fields) {
            Value whole = Value::object({{"Type", Value(type)}});
            for (const auto& [key, value] : fields.members())
                whole.set(key, value);
            snippet(name, name, whole);
        };
        const Value lambda = Value::object(
            {{"FunctionName",
              m_sources.functions.empty() ? Value("") : Value(m_sources.functions.front())}});
        state(
            "Invoke function", "Task",
            Value::object(
                {{"Resource", "arn:aws:states:::lambda:invoke"}, {payload, lambda}, {"End", end}}));
        state("Wait for callback", "Task",
              Value::object({{"Resource", "arn:aws:states:::lambda:invoke.waitForTaskToken"},
                             {payload, lambda},
                             {"End", end}}));
        state("Send message", "Task",
              Value::object({{"Resource", "arn:aws:states:::sqs:sendMessage"},
                             {payload, Value::object({{"QueueUrl", ""}, {"MessageBody", ""}})},
                             {"End", end}}));
        state("Publish message", "Task",
              Value::object({{"Resource", "arn:aws:states:::sns:publish"},
                             {payload, Value::object({{"TopicArn", ""}, {"Message", ""}})},
                             {"End", end}}));
        state(
            "Put item", "Task",
            Value::object({{"Resource", "arn:aws:states:::dynamodb:putItem"},
                           {payload, Value::object({{"TableName", ""}, {"Item", Value::object()}})},
                           {"End", end}}));
        state("Start execution", "Task",
              Value::object({{"Resource", "arn:aws:states:::states:startExecution.sync:2"},
                             {payload, Value::object({{"StateMachineArn", ""}})},
                             {"End", end}}));
        state("Pass", "Pass", Value::object({{"End", end}}));
        state("Wait", "Wait", Value::object({{"Seconds", 5}, {"End", end}}));
        Value rule =
            isJsonata()
                ? Value::object({{"Condition", "{% true %}"}, {"Next", ""}})
                : Value::object({{"Variable", "$.value"}, {"IsPresent", true}, {"Next", ""}});
        state("Choice", "Choice",
              Value::object({{"Choices", Value(Value::Array{rule})}, {"Default", ""}}));
        const Value machine = Value::object(
            {{"StartAt", "First"},
             {"States",
              Value::object({{"First", Value::object({{"Type", "Pass"}, {"End", end}})}})}});
        state("Parallel", "Parallel",
              Value::object({{"Branches", Value(Value::Array{machine})}, {"End", end}}));
        state("Map", "Map",
              Value::object({{isJsonata() ? "Items" : "ItemsPath",
                              isJsonata() ? Value("{% $states.input.items %}") : Value("$.items")},
                             {"ItemProcessor", machine},
                             {"End", end}}));
        Value distributed = Value::object(
            {{"ProcessorConfig",
              Value::object({{"Mode", "DISTRIBUTED"}, {"ExecutionType", "STANDARD"}})}});
        for (const auto& [key, value] : machine.members())
            distributed.set(key, value);
        state("Distributed map", "Map",
              Value::object({{"ItemProcessor", distributed}, {"End", end}}));
        state("Succeed", "Succeed", Value::object());
        state("Fail", "Fail", Value::object({{"Error", ""}, {"Cause", ""}}));
    }

    void newItem() {
        const Value all(Value::Array{Value("States.ALL")});
        switch (m_place.role.kind) {
        case Role::Kind::Retry:
            return snippet("Retry", {},
                           Value::object({{"ErrorEquals", all},
                                          {"IntervalSeconds", 1},
                                          {"MaxAttempts", 3},
                                          {"BackoffRate", 2},
                                          {"JitterStrategy", "FULL"}}));
        case Role::Kind::Catch:
            return snippet("Catch", {}, Value::object({{"ErrorEquals", all}, {"Next", ""}}));
        case Role::Kind::Choices:
            return snippet(
                "Rule", {},
                isJsonata()
                    ? Value::object({{"Condition", "{% true %}"}, {"Next", ""}})
                    : Value::object({{"Variable", "$.value"}, {"IsPresent", true}, {"Next", ""}}));
        case Role::Kind::Names:
            return errorNames();
        default:
            break;
        }
    }

    // Values -------------------------------------------------------------------------------------

    void value(Item::Kind kind, std::string_view name, std::string detail = {}) {
        const Outline::Node* node =
            m_cursor.node == Outline::kNone ? nullptr : &m_outline.node(m_cursor.node);
        const bool bare =
            (node && node->quoted) || (m_yaml && !inFlow()) || name == "true" || name == "false";
        Item item{kind, std::string(name), std::string(name), 0, std::move(detail)};
        if (node && node->quoted)
            item.insert = escapedText(name);
        else if (!bare)
            item.insert = json::quotedText(name);
        item.cursor = item.insert.size() + (node && node->quoted && node->closed ? 1 : 0);
        m_out.items.push_back(std::move(item));
    }
    static std::string escapedText(std::string_view text) {
        const std::string quoted = json::quotedText(text);
        return quoted.substr(1, quoted.size() - 2);
    }

    void offer(std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names)
            value(Item::Kind::Value, name);
    }

    void errorNames() {
        for (const std::string_view name : knownErrorNames())
            value(Item::Kind::Error, name);
        for (const std::string& name :
             integrationErrorNames(m_outline.text(m_place.state, "Resource")))
            value(Item::Kind::Error, name);
        for (const std::string& name : m_sources.errors)
            value(Item::Kind::Error, name);
    }

    void resources() {
        for (const std::string& name : m_sources.functions)
            value(Item::Kind::Resource, name);
        for (const OptimisedAction& action : optimisedActions()) {
            const std::string base = "arn:aws:states:::" + std::string(action.service) + ':' +
                                     std::string(action.action);
            static constexpr std::array<std::pair<IntegrationPattern, std::string_view>, 4>
                kPatterns{{
                    {IntegrationPattern::RequestResponse, ""},
                    {IntegrationPattern::Sync, ".sync"},
                    {IntegrationPattern::Sync2, ".sync:2"},
                    {IntegrationPattern::WaitForTaskToken, ".waitForTaskToken"},
                }};
            for (const auto& [pattern, suffix] : kPatterns) {
                if (action.allows(pattern))
                    value(Item::Kind::Resource, base + std::string(suffix));
            }
        }
    }

    void values() {
        const Outline::Node& node = m_outline.node(m_cursor.node);
        if (m_place.role.kind == Role::Kind::Names)
            return errorNames();
        if (m_cursor.spot == Spot::Value && m_place.role.kind != Role::Kind::Free &&
            m_outline.node(m_cursor.container).type == Outline::Type::Array)
            return newItem();
        const std::string& key = node.key;
        if (node.type == Outline::Type::String || node.type == Outline::Type::Other) {
            if (expression(node))
                return;
        }
        if (key == "FunctionName" && m_place.role.kind == Role::Kind::Free) {
            for (const std::string& name : m_sources.functions)
                value(Item::Kind::Resource, name);
            return;
        }
        if (key == "Next" || key == "Default" || key == "StartAt") {
            for (const std::string& name : targets(m_outline, m_cursor.container, m_place)) {
                const bool own = m_place.state != Outline::kNone && key != "StartAt" &&
                                 name == m_outline.node(m_place.state).key &&
                                 m_cursor.container == m_place.state;
                if (!own)
                    value(Item::Kind::State, name);
            }
            return;
        }
        if (m_place.role.kind == Role::Kind::Rule || m_place.role.kind == Role::Kind::Condition) {
            if (key.starts_with("Is") || key == "BooleanEquals")
                offer({"true", "false"});
            return;
        }
        const FieldRule* rule = m_place.role.schema ? m_place.role.schema->find(key) : nullptr;
        if (rule || key == "Type")
            ruleValues(key, rule ? rule->kind : FieldKind::Text);
    }

    void ruleValues(std::string_view key, FieldKind kind) {
        const bool isState = m_cursor.container == m_place.state;
        if (key == "Type" && isState)
            return offer({"Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"});
        switch (kind) {
        case FieldKind::Language:
            return offer({"JSONata", "JSONPath"});
        case FieldKind::Flag:
            return offer({"true"});
        case FieldKind::Jitter:
            return offer({"FULL", "NONE"});
        case FieldKind::ProcessorMode:
            return offer({"INLINE", "DISTRIBUTED"});
        case FieldKind::ExecutionType:
            return offer({"STANDARD", "EXPRESS"});
        case FieldKind::ReaderInput:
            return offer({"JSON", "JSONL", "CSV", "MANIFEST", "PARQUET"});
        case FieldKind::HeaderLocation:
            return offer({"FIRST_ROW", "GIVEN"});
        case FieldKind::ReaderResource:
            return offer({"arn:aws:states:::s3:getObject", "arn:aws:states:::s3:listObjectsV2"});
        case FieldKind::Version:
            return offer({"1.0"});
        case FieldKind::Resource:
            if (!isState)
                return offer({"arn:aws:states:::s3:putObject"});
            return resources();
        default:
            break;
        }
        if (key == "OutputType")
            offer({"JSON", "JSONL"});
        if (key == "ManifestType")
            offer({"ATHENA_DATA", "S3_INVENTORY"});
        if (key == "Transformation")
            offer({"NONE", "COMPACT", "FLATTEN", "LOAD_AND_FLATTEN"});
    }

    // Expressions --------------------------------------------------------------------------------

    /// Whether the text is one; then the list is about the name at the cursor.
    bool expression(const Outline::Node& node) {
        const std::string before = m_out.prefix;
        const std::size_t open = before.rfind("{%");
        const std::size_t close = before.rfind("%}");
        const bool query = isJsonata() && open != std::string::npos &&
                           (close == std::string::npos || close < open);
        const bool path = !isJsonata() && isPathPlace(node);
        if (!query && !path)
            return false;
        std::size_t begin = before.size();
        while (begin > 0 && isOfName(before[begin - 1]))
            --begin;
        if (begin < before.size() && isEscaped(before, begin))
            ++begin; // the n of \n
        const std::string token = before.substr(begin);
        std::size_t end = m_offset;
        while (end < m_out.range.end && isOfName(m_text[end]) && m_text[end] != '.' &&
               m_text[end] != '$')
            ++end;
        const std::size_t dot = token.rfind('.');
        const bool intrinsic =
            path && startsWith("States.", token.substr(0, 7)) && !token.starts_with('$');
        const std::size_t from = intrinsic || dot == std::string::npos ? 0 : dot + 1;
        m_out.range = {m_offset - (token.size() - from), end};
        m_out.prefix = token.substr(from);
        const std::string base = from > 0 ? token.substr(0, from - 1) : std::string();
        if (query)
            queryNames(base);
        else
            pathNames(base, intrinsic || token.empty());
        return true;
    }

    bool isEscaped(std::string_view text, std::size_t at) const {
        std::size_t slashes = 0;
        while (slashes < at && text[at - 1 - slashes] == '\\')
            ++slashes;
        return slashes % 2 == 1 && m_cursor.node != Outline::kNone &&
               m_outline.node(m_cursor.node).quoted;
    }

    bool isPathPlace(const Outline::Node& node) const {
        if (node.key.ends_with(".$") || node.key.ends_with("Path") || node.key == "Variable")
            return true;
        return false;
    }

    void name(Item::Kind kind, std::string_view text, std::string detail = {}) {
        Item item{kind, std::string(text), std::string(text), text.size(), std::move(detail)};
        m_out.items.push_back(std::move(item));
    }
    void function(const FunctionWords& words) { m_out.items.push_back(functionItem(words)); }
    void variables() {
        for (const std::string& each : visibleVariables(m_outline, m_place.state)) {
            const auto sample = m_sources.variables.find(each);
            name(Item::Kind::Variable, '$' + each,
                 sample == m_sources.variables.end() ? "" : shortText(sample->second));
        }
    }
    void members(const Value* value) {
        for (Item& item : memberItems(value))
            m_out.items.push_back(std::move(item));
    }
    const Value* sample(const std::map<std::string, Value, std::less<>>& of) const {
        if (m_place.state == Outline::kNone)
            return nullptr;
        const auto found = of.find(m_outline.node(m_place.state).key);
        return found == of.end() ? nullptr : &found->second;
    }
    void contextMembers(std::string_view path) {
        const auto list = [&](std::initializer_list<std::string_view> names) {
            for (const std::string_view each : names)
                name(Item::Kind::Member, each);
        };
        if (path.empty())
            list({"Execution", "State", "StateMachine", "Task", "Map"});
        else if (path == "Execution")
            list({"Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"});
        else if (path == "State")
            list({"EnteredTime", "Name", "RetryCount"});
        else if (path == "StateMachine")
            list({"Id", "Name"});
        else if (path == "Task")
            list({"Token"});
        else if (path == "Map")
            list({"Item"});
        else if (path == "Map.Item")
            list({"Index", "Key", "Value", "Source"});
    }

    void queryNames(const std::string& base) {
        const std::string_view path = base;
        if (base.empty()) {
            name(Item::Kind::Variable, "$states");
            variables();
            for (const FunctionWords& words : jsonataWords())
                function(words);
            return;
        }
        if (path == "$states") {
            name(Item::Kind::Member, "input");
            name(Item::Kind::Member, "context");
            const std::string type = m_outline.text(m_place.state, "Type");
            const std::string& field = currentField();
            const bool after = isOneOf(field, {"Output", "Assign"});
            if (after && !m_place.inCatch && isOneOf(type, {"Task", "Parallel", "Map"}))
                name(Item::Kind::Member, "result");
            if (m_place.inCatch)
                name(Item::Kind::Member, "errorOutput");
            return;
        }
        if (path.starts_with("$states.context"))
            return contextMembers(path.substr(std::min<std::size_t>(path.size(), 16)));
        if (path.starts_with("$states.input"))
            return members(follow(sample(m_sources.inputs),
                                  path.substr(std::min<std::size_t>(path.size(), 14))));
        if (path.starts_with("$states.result"))
            return members(follow(sample(m_sources.results),
                                  path.substr(std::min<std::size_t>(path.size(), 15))));
        if (path == "$states.errorOutput") {
            name(Item::Kind::Member, "Error");
            name(Item::Kind::Member, "Cause");
            return;
        }
        if (path.starts_with('$'))
            variableMembers(path.substr(1));
    }

    void variableMembers(std::string_view path) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        const auto found = m_sources.variables.find(path.substr(0, dot));
        if (found != m_sources.variables.end())
            members(follow(&found->second, path.substr(std::min(dot + 1, path.size()))));
    }

    std::string currentField() const {
        if (m_cursor.container == m_place.state && m_cursor.node != Outline::kNone)
            return m_outline.node(m_cursor.node).key;
        return m_place.field;
    }

    void pathNames(const std::string& base, bool intrinsics) { // NOLINT: local
        if (base.empty()) {
            if (!intrinsics || m_out.prefix.empty()) {
                name(Item::Kind::Member, "$");
                name(Item::Kind::Member, "$$");
                variables();
            }
            const bool mayCall =
                m_cursor.node != Outline::kNone &&
                (m_outline.node(m_cursor.node).key.ends_with(".$") ||
                 isOneOf(m_outline.node(m_cursor.node).key, {"ErrorPath", "CausePath"}));
            if (mayCall) {
                for (const FunctionWords& words : intrinsicWords())
                    function(words);
            }
            return;
        }
        if (base.starts_with("$$"))
            return contextMembers(
                std::string_view(base).substr(std::min<std::size_t>(base.size(), 3)));
        if (base == "$" || base.starts_with("$."))
            return members(
                follow(sample(isOneOf(m_place.field, {"ResultSelector"}) ? m_sources.results
                                                                         : m_sources.inputs),
                       std::string_view(base).substr(std::min<std::size_t>(base.size(), 2))));
        if (base.starts_with('$'))
            variableMembers(std::string_view(base).substr(1));
    }

    const std::string_view m_text;
    const std::size_t m_offset;
    const CompletionSources& m_sources;
    const Outline m_outline;
    const Outline::Cursor m_cursor;
    const bool m_yaml;
    Place m_place;
    Completion m_out;
};

} // namespace

Completion complete(std::string_view text, std::size_t offset, DefinitionKind kind,
                    const CompletionSources& sources) {
    return Completer(text, std::min(offset, text.size()), kind, sources).run();
}

std::optional<CallTip> callTipAt(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    int depth = 0;
    std::size_t argument = 0;
    for (std::size_t at = offset; at-- > 0;) {
        const char c = text[at];
        if (c == '\n' && depth == 0 && offset - at > 2000)
            return std::nullopt;
        if (c == ')' || c == ']' || c == '}')
            ++depth;
        if ((c == '[' || c == '{') && depth-- == 0)
            return std::nullopt;
        if (c == ',' && depth == 0)
            ++argument;
        if (c != '(' || depth-- > 0)
            continue;
        std::size_t begin = at;
        while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) ||
                             text[begin - 1] == '.' || text[begin - 1] == '$'))
            --begin;
        const std::string_view called = text.substr(begin, at - begin);
        for (const auto* words : {&jsonataWords(), &intrinsicWords()}) {
            const auto found = std::ranges::find(*words, called, &FunctionWords::name);
            if (found != words->end())
                return CallTip{std::string(found->name), std::string(found->signature), argument};
        }
        depth = 0; // brackets that group
        argument = 0;
    }
    return std::nullopt;
}

} // namespace ws::statemachine
