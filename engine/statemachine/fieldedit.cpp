#include "engine/statemachine/fieldedit.h"

#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/editdraft.h"

#include <algorithm>
#include <array>

namespace ws::statemachine {

using json::Part;
using json::Value;

base::Result<Change> changeFields(const json::Document& document, const FieldChange& change) {
    json::Draft draft(document);
    if (!change(draft))
        return editError("noState");
    auto edits = draft.edits();
    if (!edits)
        return editError("shared");
    const auto kind =
        document.syntax() == json::Syntax::Yaml ? DefinitionKind::Yaml : DefinitionKind::Json;
    const auto after = loadDefinition(json::applied(document.text(), *edits), kind);
    if (!after || !(after->value(after->root()) == draft.root().value()))
        return editError("shared");
    return Change{std::move(*edits), {}, {}};
}

void mergeInto(Part& part, const Value& value) {
    if (part.isObject() && value.isObject()) {
        for (std::size_t at = part.size(); at-- > 0;) {
            if (!value.find(part.at(at).key()))
                part.take(part.at(at));
        }
        for (const auto& [name, inner] : value.members()) {
            if (Part* there = part.member(name))
                mergeInto(*there, inner);
            else
                part.append(Part::make(name, inner));
        }
        return;
    }
    if (part.isArray() && value.isArray() && !value.items().empty()) {
        while (part.size() > value.size())
            part.take(part.at(part.size() - 1));
        for (std::size_t at = 0; at < value.size(); ++at) {
            if (at < part.size())
                mergeInto(part.at(at), value.at(at));
            else
                part.append(Part::make({}, value.at(at)));
        }
        return;
    }
    part.assign(value);
}

namespace {

Part* holderOf(json::Draft& draft, const std::string& from, const std::vector<std::string>& names,
               bool make) { // NOLINT: local
    Part* part = draft.find(from);
    for (const std::string& name : names) {
        if (!part || !part->isObject())
            return nullptr;
        Part* inner = part->member(name);
        if (!inner && make)
            inner = &part->set(name, Value::object());
        part = inner;
    }
    return part && part->isObject() ? part : nullptr;
}

} // namespace

FieldChange setField(std::string from, std::vector<std::string> holder, std::string name,
                     std::optional<Value> value, std::vector<std::string> instead) {
    return [=](json::Draft& draft) {
        Part* object = holderOf(draft, from, holder, value.has_value());
        if (!object)
            return !value && draft.find(from);
        // An alternative hands its place over, so that the field stays where it was.
        Part* place = object->member(name);
        for (const std::string& other : instead) {
            Part* there = other == name ? nullptr : object->member(other);
            if (!there)
                continue;
            if (!place && value) {
                there->rename(name);
                place = there;
            } else {
                object->remove(other);
            }
        }
        if (!value)
            object->remove(name);
        else if (place)
            mergeInto(*place, *value);
        else
            object->set(name, *value);
        return true;
    };
}

FieldChange addListItem(std::string object, std::string list, Value item) {
    return [=](json::Draft& draft) {
        Part* holder = draft.find(object);
        if (!holder || !holder->isObject())
            return false;
        Part* items = holder->member(list);
        if (items && !items->isArray())
            return false;
        if (items) {
            items->append(Part::make({}, item));
        } else {
            Value fresh = Value::array();
            fresh.push(item);
            holder->set(list, fresh);
        }
        return true;
    };
}

FieldChange removeListItem(std::string list, std::size_t index) {
    return [=](json::Draft& draft) {
        Part* items = draft.find(list);
        if (!items || !items->isArray() || index >= items->size())
            return false;
        items->take(items->at(index));
        const bool goes = items->key() == "Retry" || items->key() == "Catch";
        if (items->size() == 0 && goes)
            items->parent()->take(*items);
        return true;
    };
}

FieldChange moveListItem(std::string list, std::size_t from, std::size_t to) {
    return [=](json::Draft& draft) {
        Part* items = draft.find(list);
        if (!items || !items->isArray() || std::max(from, to) >= items->size())
            return false;
        items->insert(to, items->take(items->at(from)));
        return true;
    };
}

FieldChange createFallback(std::string state, std::optional<std::size_t> catcher,
                           std::string name) {
    return [=](json::Draft& draft) {
        Part* part = draft.find(state);
        if (!part || !part->isObject() || !part->parent())
            return false;
        Part& states = *part->parent();
        std::set<std::string> taken;
        const std::function<void(const Part&)> collect = [&](const Part& object) {
            for (std::size_t at = 0; at < object.size(); ++at) {
                if (object.isObject() && object.key() == "States")
                    taken.insert(object.at(at).key());
                collect(object.at(at));
            }
        };
        collect(draft.root());
        const std::string fresh = EditDraft::uniqueName(name, taken);
        states.append(Part::make(fresh, Value::object({{"Type", "Pass"}, {"End", true}})));
        Part* list = part->member("Catch");
        if (catcher) {
            if (!list || *catcher >= list->size())
                return false;
            list->at(*catcher).set("Next", fresh);
            return true;
        }
        Value errors = Value::array();
        errors.push("States.ALL");
        const Value item = Value::object({{"ErrorEquals", errors}, {"Next", fresh}});
        return addListItem(state, "Catch", item)(draft);
    };
}

namespace {

constexpr std::array<std::string_view, 3> kGroups{"And", "Or", "Not"};

bool isGroup(std::string_view name) {
    return std::find(kGroups.begin(), kGroups.end(), name) != kGroups.end();
}

bool isComparison(std::string_view name) {
    const auto& families = comparisonFamilies();
    return std::any_of(families.begin(), families.end(), [&](const ComparisonFamily& family) {
        return std::find(family.names.begin(), family.names.end(), name) != family.names.end();
    });
}

bool isOfCondition(const Part& member) {
    return member.key() == "Variable" || isGroup(member.key()) || isComparison(member.key());
}

/// What an operator compares with before anybody has said.
Value neutralOperand(std::string_view name, const Value& before) {
    if (name.ends_with("Path"))
        return before.isString() && before.toString().starts_with('$') ? before : Value("$.value");
    if (name.starts_with("Is") || name.starts_with("Boolean"))
        return before.isBool() ? before : Value(true);
    if (name.starts_with("Numeric"))
        return before.isNumber() ? before : Value(0);
    if (name.starts_with("Timestamp"))
        return before.isString() && !before.toString().starts_with('$')
                   ? before
                   : Value("2030-01-01T00:00:00Z");
    return before.isString() ? before : Value("");
}

/// The members that make the condition, as an object of their own; the object keeps the rest.
Part::Owned takeCondition(Part& object) {
    Part::Owned inner = Part::make({}, Value::object());
    for (std::size_t at = 0; at < object.size();) {
        if (isOfCondition(object.at(at)))
            inner->append(object.take(object.at(at)));
        else
            ++at;
    }
    return inner;
}

Value emptyTest() {
    return Value::object({{"Variable", "$.value"}, {"IsPresent", true}});
}

} // namespace

std::string conditionOperator(const Value& condition) {
    for (const auto& [name, value] : condition.members()) {
        if (isGroup(name) || isComparison(name))
            return name;
    }
    return {};
}

FieldChange setComparison(std::string condition, std::string name) {
    return [=](json::Draft& draft) {
        Part* object = draft.find(condition);
        if (!object || !object->isObject())
            return false;
        for (std::size_t at = 0; at < object->size(); ++at) {
            Part& member = object->at(at);
            if (!isComparison(member.key()))
                continue;
            member.rename(name);
            mergeInto(member, neutralOperand(name, member.value()));
            return true;
        }
        if (!object->member("Variable"))
            object->insert(0, Part::make("Variable", Value("$.value")));
        object->insert(1, Part::make(name, neutralOperand(name, {})));
        return true;
    };
}

FieldChange groupCondition(std::string condition, std::string group) {
    return [=](json::Draft& draft) {
        Part* object = draft.find(condition);
        if (!object || !object->isObject())
            return false;
        for (const std::string_view name : {std::string_view("And"), std::string_view("Or")}) {
            Part* parts = object->member(name);
            if (parts && group != "Not") {
                parts->rename(group);
                return true;
            }
        }
        Part::Owned inner = takeCondition(*object);
        if (inner->size() == 0)
            inner = Part::make({}, emptyTest());
        if (group == "Not") {
            inner->rename("Not");
            object->insert(0, std::move(inner));
            return true;
        }
        Part& list = object->insert(0, Part::make(group, Value::array()));
        list.append(std::move(inner));
        return true;
    };
}

FieldChange ungroupCondition(std::string condition) {
    return [=](json::Draft& draft) {
        Part* object = draft.find(condition);
        if (!object || !object->isObject())
            return false;
        for (const std::string_view name : kGroups) {
            Part* group = object->member(name);
            if (!group)
                continue;
            Part::Owned whole = object->take(*group);
            Part::Owned first = whole->isArray() && whole->size() > 0 ? whole->take(whole->at(0))
                                : whole->isObject()                   ? std::move(whole)
                                                                      : Part::make({}, emptyTest());
            for (std::size_t at = 0; first->size() > 0; ++at)
                object->insert(at, first->take(first->at(0)));
            return true;
        }
        return false;
    };
}

const std::vector<ComparisonFamily>& comparisonFamilies() {
    static const std::vector<ComparisonFamily> families = [] {
        std::vector<ComparisonFamily> out;
        for (const std::string_view type : {"String", "Numeric", "Boolean", "Timestamp", "Is"})
            out.push_back({type, {}});
        for (int at = 0; at <= int(Comparison::IsTimestamp); ++at) {
            const std::string name(comparisonName(Comparison(at)));
            for (ComparisonFamily& family : out) {
                if (!name.starts_with(family.type))
                    continue;
                family.names.push_back(name);
                if (family.type != "Is" && name != "StringMatches")
                    family.names.push_back(name + "Path");
                break;
            }
        }
        return out;
    }();
    return families;
}

const std::vector<std::string_view>& knownErrorNames() {
    static const std::vector<std::string_view> names{
        "States.ALL",
        "States.TaskFailed",
        "States.Timeout",
        "States.HeartbeatTimeout",
        "States.Permissions",
        "States.DataLimitExceeded",
        "States.QueryEvaluationError",
        "States.ResultPathMatchFailure",
        "States.ParameterPathFailure",
        "States.IntrinsicFailure",
        "States.BranchFailed",
        "States.NoChoiceMatched",
        "States.ExceedToleratedFailureThreshold",
        "States.ItemReaderFailed",
        "States.ResultWriterFailed",
        "States.Http.Socket",
    };
    return names;
}

std::vector<std::string> integrationErrorNames(std::string_view resource) {
    const Integration integration = parseIntegration(resource);
    if (integration.kind == Integration::Kind::Function || integration.service == "lambda")
        return {"Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
                "Lambda.TooManyRequestsException", "Lambda.Unknown"};
    if (integration.service == "states")
        return {"StepFunctions.ExecutionAlreadyExistsException",
                "StepFunctions.ExecutionLimitExceededException"};
    if (integration.service == "dynamodb")
        return {"DynamoDB.ConditionalCheckFailedException",
                "DynamoDB.ProvisionedThroughputExceededException"};
    return {};
}

} // namespace ws::statemachine
