#include "tests/conformance/asl/tokens.h"

#include "tests/conformance/asl/recordedpath.h"

#include <cstdlib>
#include <functional>

namespace ws::conformance {

using json::Value;

namespace {

/// Calls `visit` with what is between ${ and }, and where it is.
void eachToken(const std::string& text,
               const std::function<void(const std::string&, std::size_t, std::size_t)>& visit) {
    for (std::size_t at = 0; (at = text.find("${", at)) != std::string::npos;) {
        const auto end = text.find('}', at);
        if (end == std::string::npos)
            return;
        visit(text.substr(at + 2, end - at - 2), at, end + 1);
        at = end + 1;
    }
}

bool isSingleToken(const std::string& text) {
    return text.starts_with("${") && text.find('}') == text.size() - 1;
}

template <typename Visit>
void eachString(const Value& value, const Visit& visit) {
    if (value.isString())
        visit(value.toString());
    for (const Value& item : value.items())
        eachString(item, visit);
    for (const auto& [key, member] : value.members()) {
        visit(key);
        eachString(member, visit);
    }
}

bool isToken(const std::string& token) {
    return token.find(':') != std::string::npos || token == "account" || token == "region" ||
           token == "account#secondary";
}

std::int64_t stepId(const std::string& token) {
    return std::strtoll(token.c_str() + 5, nullptr, 10);
}

} // namespace

const StepResult* Tokens::step(std::int64_t id) const {
    const auto found = m_steps.find(id);
    return found == m_steps.end() ? nullptr : &found->second;
}

std::optional<Value> Tokens::stepPart(const std::string& reference) const {
    const StepResult* result = step(stepId(reference));
    if (!result)
        return std::nullopt;
    const auto mark = reference.find_first_of(":!", 5);
    if (mark == std::string::npos)
        return result->error ? std::nullopt : std::optional(result->value);
    const std::string part = reference.substr(mark + 1);
    if (reference[mark] == ':')
        return result->error ? std::nullopt : followed(result->value, part);
    if (!result->error)
        return std::nullopt;
    if (part == "error.type")
        return Value(result->error->code);
    if (part == "error.string")
        return Value("An error occurred (" + result->error->code + ") when calling the " +
                     result->operation + " operation: " + result->error->message);
    return followed(errorResponse(*result->error), part.substr(14)); // after "error.response"
}

std::optional<Value> Tokens::resolve(const std::string& token) const {
    if (token.starts_with("step:"))
        return stepPart(token);
    const auto found = m_names.find(token);
    if (found == m_names.end())
        return std::nullopt;
    return Value(found->second);
}

std::string Tokens::text(const std::string& text) const {
    std::string out;
    std::size_t last = 0;
    eachToken(text, [&](const std::string& token, std::size_t begin, std::size_t end) {
        const auto value = resolve(token);
        if (!value)
            return;
        out += text.substr(last, begin - last);
        out += value->isString() ? value->toString() : value->dump();
        last = end;
    });
    return out + text.substr(last);
}

Value Tokens::value(const Value& value) const {
    if (value.isString()) {
        const std::string& text = value.toString();
        if (isSingleToken(text)) {
            if (const auto found = resolve(text.substr(2, text.size() - 3)))
                return *found;
        }
        return this->text(text);
    }
    if (value.isArray()) {
        Value::Array out;
        for (const Value& item : value.items()) {
            const Value filled = this->value(item);
            if (item.toString().ends_with(":[*]}") && filled.isArray())
                out.insert(out.end(), filled.items().begin(), filled.items().end());
            else
                out.push_back(filled);
        }
        return Value(std::move(out));
    }
    if (value.isObject()) {
        Value out = Value::object();
        for (const auto& [key, member] : value.members())
            out.set(text(key), this->value(member));
        return out;
    }
    return value;
}

std::string Tokens::unresolved(const Value& value) const {
    std::string out;
    eachString(value, [&](const std::string& text) {
        eachToken(text, [&](const std::string& token, std::size_t, std::size_t) {
            if (out.empty() && isToken(token) && !resolve(token))
                out = token;
        });
    });
    return out;
}

bool Tokens::dependsOnUnknown(const Value& value) const {
    bool out = false;
    eachString(value, [&](const std::string& text) {
        eachToken(text, [&](const std::string& token, std::size_t, std::size_t) {
            const StepResult* result = token.starts_with("step:") ? step(stepId(token)) : nullptr;
            out = out || (result && result->isUnknown);
        });
    });
    return out;
}

Value errorResponse(const service::ApiError& error) {
    Value out = Value::object(
        {{"Error", Value::object({{"Code", error.code}, {"Message", error.message}})}});
    const Value body = error.body();
    for (const auto& [name, member] : body.members())
        out.set(name, member);
    out.set("ResponseMetadata",
            Value::object({{"HTTPHeaders", Value::object()}, {"HTTPStatusCode", error.status}}));
    return out;
}

} // namespace ws::conformance
