#pragma once

#include "engine/statemachine/completion.h"

#include <string>
#include <string_view>
#include <vector>

/// What the lists of a definition's text and of a breakpoint's condition are made of.
namespace ws::statemachine::completion {

/// Whatever their case.
bool startsWith(std::string_view text, std::string_view prefix);

/// Those with what is typed in them stay, those that begin with it first; the rest of the order is
/// that of the offers.
void keepFitting(Completion& completion);

/// A character of `$states.input.n`.
bool isOfName(char c);

/// A sample value, on one line.
std::string shortText(const json::Value& value);

CompletionItem functionItem(const FunctionWords& words);
/// Those of a sample value, or of the first item of a list of them; null: none.
std::vector<CompletionItem> memberItems(const json::Value* value);

/// Along the names of a path ("a.b") from a value; null where it leads nowhere.
const json::Value* follow(const json::Value* value, std::string_view path);

} // namespace ws::statemachine::completion
