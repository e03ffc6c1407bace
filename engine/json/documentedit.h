#pragma once

#include "engine/json/document.h"

#include <optional>
#include <span>
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
/// An item at the end of a list in brackets. Nothing where that cannot be done (a list in lines of
/// YAML).
std::optional<Edit> addItem(const Document& document, Document::NodeId list, const Value& value);
/// An item of a list in brackets, with its comma.
std::optional<Edit> removeItem(const Document& document, Document::NodeId item);

/// Names from the root inwards: {"VpcConfig", "SubnetIds"}.
using MemberPath = std::span<const std::string_view>;
/// The value at the path, and the objects on the way that are not there. Nothing where a value on
/// the way is no object, or where nothing would change.
std::optional<Edit> setAt(const Document& document, MemberPath path, const Value& value);
/// Takes the member away, and the objects on the way that would be empty without it.
std::optional<Edit> removeAt(const Document& document, MemberPath path);
/// What is there, or Document::kNone.
Document::NodeId nodeAt(const Document& document, MemberPath path);

/// The item changes places with those that follow, one after the other.
std::vector<Edit> moveItemToEnd(const Document& document, Document::NodeId item);

} // namespace ws::json
