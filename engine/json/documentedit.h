#pragma once

#include "engine/json/document.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Changes of a user's text by the fewest bytes, in the style that the text has: JSON on one line
/// or several, YAML in blocks or in flows.
namespace ws::json {

/// A member at the end of an object. Nothing where that cannot be done (an alias of YAML).
std::optional<Edit> addMember(const Document& document, Document::NodeId object,
                              std::string_view key, const Value& value);
/// A member with its comma, or with its lines.
std::optional<Edit> removeMember(const Document& document, Document::NodeId member);
Edit renameMember(const Document& document, Document::NodeId member, std::string_view key);
/// A text, number, true, false or null.
Edit replaceScalar(const Document& document, Document::NodeId node, const Value& value);
/// The item changes places with those that follow, one after the other.
std::vector<Edit> moveItemToEnd(const Document& document, Document::NodeId item);

} // namespace ws::json
