#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"

#include <functional>
#include <string>

/// Events with parts that are what something else has answered last. Such a part names its source:
///
///     {"$lastResult": "FirstFunction"}
///     {"$lastResult": "orders", "path": "$.order.id", "as": "text"}
///
/// A function or a state machine; "path" takes a part of its answer; "as" is "json" (as it is),
/// "text" (as a JSON text, such as the body of a message) or "base64" of that. It is resolved
/// whenever the event is used, so a chain follows its source. The md5OfBody of a message whose body
/// is chained follows as well.
namespace ws::workspace {

/// Errors "chain.noResult" (source), "chain.failed" (source, error), "chain.unknownSource" (source,
/// suggestion), "chain.tooLarge" (source).
using LastResult = std::function<base::Result<json::Value>(const std::string& source)>;

/// The whole event is the last answer of `source`.
std::string chainedEvent(const std::string& source);

bool isChained(const json::Value& event);
/// Errors of `lastResult`; "chain.path" (source, path, reason); "chain.form" (form).
base::Result<json::Value> resolvedChain(const json::Value& event, const LastResult& lastResult);

} // namespace ws::workspace
