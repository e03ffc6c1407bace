#include "engine/workspace/eventchain.h"

#include "engine/base/reason.h"
#include "engine/expression/path.h"
#include "engine/workspace/eventcoding.h"

#include <algorithm>

namespace ws::workspace {

using json::Value;

namespace {

constexpr const char* kSource = "$lastResult";

/// Nothing else looks so: an event that happens to have a member of that name stays what it is.
bool isLink(const Value& value) {
    const Value* source = value.find(kSource);
    return source && source->isString() &&
           std::all_of(value.members().begin(), value.members().end(), [](const auto& member) {
               return member.first == kSource || member.first == "path" || member.first == "as";
           });
}

base::Result<Value> partOf(const Value& result, const std::string& source, const Value& path) {
    if (path.isNull())
        return result;
    const Value context = Value::object();
    const auto compiled = expression::Path::compile(path.toString());
    auto found = compiled ? compiled->evaluate({result, context}) : compiled.error();
    if (found)
        return std::move(*found);
    return base::withReason({"chain.path", {{"source", source}, {"path", path.toString()}}},
                            base::reasonOf(found.error()));
}

std::string textOf(const Value& value) {
    return value.isString() ? value.toString() : value.dump();
}

/// A message's digest is that of its body. What is no text has none.
void renewDigest(const Value& event, Value& resolved) {
    const Value* body = event.find("body");
    const Value* digest = resolved.find("md5OfBody");
    if (body && isChained(*body) && digest && digest->isString() && resolved["body"].isString())
        resolved.set("md5OfBody", encoded(EventCoding::Md5, resolved["body"].toString()));
}

base::Result<Value> linked(const Value& link, const LastResult& lastResult) {
    const std::string source = link[kSource].toString();
    const auto result = lastResult(source);
    if (!result)
        return result.error();
    const auto part = partOf(*result, source, link["path"]);
    const std::string as = link["as"].toString();
    if (!part || as.empty() || as == "json")
        return part;
    if (as == "text")
        return Value(textOf(*part));
    if (as == "base64")
        return Value(encoded(EventCoding::Base64, textOf(*part)));
    return base::Error{"chain.form", {{"form", as}}};
}

} // namespace

std::string chainedEvent(const std::string& source) {
    return Value::object({{kSource, source}}).pretty() + "\n";
}

bool isChained(const Value& event) {
    if (isLink(event))
        return true;
    const auto& members = event.members();
    return std::any_of(members.begin(), members.end(),
                       [](const auto& member) { return isChained(member.second); }) ||
           std::any_of(event.items().begin(), event.items().end(), isChained);
}

base::Result<Value> resolvedChain(const Value& event, const LastResult& lastResult) {
    if (isLink(event))
        return linked(event, lastResult);
    if (!isChained(event))
        return event;
    if (event.isArray()) {
        Value out = Value::array();
        for (const Value& item : event.items()) {
            auto resolved = resolvedChain(item, lastResult);
            if (!resolved)
                return resolved;
            out.push(std::move(*resolved));
        }
        return out;
    }
    Value out = Value::object();
    for (const auto& [key, value] : event.members()) {
        auto resolved = resolvedChain(value, lastResult);
        if (!resolved)
            return resolved;
        out.set(key, std::move(*resolved));
    }
    renewDigest(event, out);
    return out;
}

} // namespace ws::workspace
