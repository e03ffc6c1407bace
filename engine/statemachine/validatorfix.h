#pragma once

#include "engine/json/documentedit.h"
#include "engine/statemachine/diagnostic.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws::statemachine {

namespace fixcode {
inline constexpr std::string_view kAddField = "fix.addField";         ///< field, value
inline constexpr std::string_view kRemoveField = "fix.removeField";   ///< field
inline constexpr std::string_view kRenameField = "fix.renameField";   ///< from, to
inline constexpr std::string_view kReplaceValue = "fix.replaceValue"; ///< from, to
inline constexpr std::string_view kRenameTarget = "fix.renameTarget"; ///< state
inline constexpr std::string_view kRemoveState = "fix.removeState";   ///< state
inline constexpr std::string_view kRemoveItem = "fix.removeItem";     ///< value
inline constexpr std::string_view kMoveLast = "fix.moveLast";         ///< value
inline constexpr std::string_view kAddDelimiters = "fix.addDelimiters";
} // namespace fixcode

using FixArgs = std::vector<std::pair<std::string, std::string>>;

/// Nothing is offered without an edit.
void offer(Diagnostic& diagnostic, std::string_view code, FixArgs args,
           std::optional<json::Edit> edit);
void offer(Diagnostic& diagnostic, std::string_view code, FixArgs args,
           std::vector<json::Edit> edits);

// The usual ones, with their titles.
void offerRemoval(Diagnostic& diagnostic, const json::Document& document,
                  json::Document::NodeId member);
void offerRename(Diagnostic& diagnostic, const json::Document& document,
                 json::Document::NodeId member, std::string_view name);
void offerMember(Diagnostic& diagnostic, const json::Document& document,
                 json::Document::NodeId object, std::string_view name, const json::Value& value);
void offerValue(Diagnostic& diagnostic, const json::Document& document, json::Document::NodeId node,
                const json::Value& value);

} // namespace ws::statemachine
