#pragma once

#include "engine/json/draft.h"
#include "engine/statemachine/edit.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Changes of single fields, as a form asks for them: values, items of lists, conditions. Each
/// costs the bytes of what it changes; whatever else stands in the same object stays as it is
/// written.
namespace ws::statemachine {

/// Changes a draft; false when what it is about is not there (any more).
using FieldChange = std::function<bool(json::Draft&)>;

/// Error "edit.shared" when the text cannot be changed there, "edit.noState" when the change finds
/// nothing to change.
base::Result<Change> changeFields(const json::Document& document, const FieldChange& change);

/// Becomes the value; members and items that have it already keep their bytes.
void mergeInto(json::Part& part, const json::Value& value);

/// A member of the object at the pointer; nothing takes it away. `instead` are the members that may
/// not stand beside it. Objects on the way to `holder` below `from` are made.
FieldChange setField(std::string from, std::vector<std::string> holder, std::string name,
                     std::optional<json::Value> value, std::vector<std::string> instead = {});

FieldChange addListItem(std::string object, std::string list, json::Value item);
/// The list goes with its last item, unless the service wants one to be there.
FieldChange removeListItem(std::string list, std::size_t index);
FieldChange moveListItem(std::string list, std::size_t from, std::size_t to);

/// A new state that does nothing but end, and a catcher that goes there: the one at `catcher`, or a
/// new one for States.ALL.
FieldChange createFallback(std::string state, std::optional<std::size_t> catcher, std::string name);

// Conditions of JSONPath: a test {"Variable", operator}, or {"And" | "Or": [...]}, {"Not": {...}}.
// A pointer names the object that holds the test or the operator; other members of a rule (Next,
// Comment, Assign) are no part of it.

/// Name of the operator that the object has: "NumericEquals", "And"; empty: none.
std::string conditionOperator(const json::Value& condition);
/// Takes another comparison; the operand stays if it is of its kind, else it gets a neutral one.
FieldChange setComparison(std::string condition, std::string name);
/// And, Or or Not around the condition, or instead of the one that is around its parts.
FieldChange groupCondition(std::string condition, std::string group);
/// The first part in the place of the group.
FieldChange ungroupCondition(std::string condition);

/// Every comparison by the type that it compares, with the ...Path forms.
struct ComparisonFamily {
    std::string_view type; ///< "String", "Numeric", "Boolean", "Timestamp", "Is"
    std::vector<std::string> names;
};
const std::vector<ComparisonFamily>& comparisonFamilies();

/// "States.ALL", "States.Timeout" ...: what ErrorEquals may name without being an error of a
/// function's own.
const std::vector<std::string_view>& knownErrorNames();
/// What the integration is known to fail with: "Lambda.ServiceException" ...
std::vector<std::string> integrationErrorNames(std::string_view resource);

} // namespace ws::statemachine
