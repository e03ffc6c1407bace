#pragma once

#include "engine/json/document.h"

#include <string>

/// The one-line texts of a graph, made from what the definition says.
namespace ws::statemachine {

/// "$.total > 100 and not ($.vip is true)", or the JSONata condition without its {% %}.
std::string conditionText(const json::Document& document, json::Document::NodeId rule);

/// "States.Timeout, MyError", or the comment when the catcher has one.
std::string catcherText(const json::Document& document, json::Document::NodeId catcher);

/// A JSONata string without {% and %}; any other text as it is.
std::string withoutJsonataMarks(const std::string& text);

/// A string's content, or the text of any other value on one line.
std::string plainText(const json::Document& document, json::Document::NodeId id);

} // namespace ws::statemachine
