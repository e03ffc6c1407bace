#include "engine/statemachine/validatorreport.h"

#include "engine/statemachine/validatortext.h"

#include <algorithm>

namespace ws::statemachine {

Diagnostic& ValidatorReport::error(NodeId at, std::string_view code, std::string message,
                                   Args args) {
    return add(Severity::Error, at, m_document.node(at).range, code, std::move(message),
               std::move(args));
}

Diagnostic& ValidatorReport::schema(NodeId at, std::string message, Args args) {
    return error(at, diagnosticcode::kSchema, std::move(message), std::move(args));
}

Diagnostic& ValidatorReport::warning(NodeId at, std::string_view code, std::string message,
                                     Args args) {
    return add(Severity::Warning, at, m_document.node(at).range, code, std::move(message),
               std::move(args));
}

Diagnostic& ValidatorReport::errorOnName(NodeId at, std::string_view code, std::string message,
                                         Args args) {
    return add(Severity::Error, at, nameRange(at), code, std::move(message), std::move(args));
}

Diagnostic& ValidatorReport::schemaOnName(NodeId at, std::string message, Args args) {
    return errorOnName(at, diagnosticcode::kSchema, std::move(message), std::move(args));
}

Diagnostic& ValidatorReport::warningOnName(NodeId at, std::string_view code, std::string message,
                                           Args args) {
    return add(Severity::Warning, at, nameRange(at), code, std::move(message), std::move(args));
}

Diagnostic& ValidatorReport::schemaIn(NodeId place, json::Range range, std::string message,
                                      Args args) {
    return add(Severity::Error, place, range, diagnosticcode::kSchema, std::move(message),
               std::move(args));
}

Diagnostic& ValidatorReport::member(NodeId member, std::string message, Args args) {
    Diagnostic& added = schemaOnName(member, std::move(message), std::move(args));
    added.location = location(m_document.node(member).parent);
    return added;
}

json::Range ValidatorReport::nameRange(NodeId at) const {
    const json::Document::Node& node = m_document.node(at);
    if (node.keyRange.size() > 0)
        return node.keyRange;
    return {node.range.begin, std::min(node.range.begin + 1, node.range.end)};
}

std::string ValidatorReport::location(NodeId at) const {
    const NodeId parent = m_document.node(at).parent;
    if (parent == json::Document::kNone)
        return "/";
    std::string out = location(parent);
    if (m_document.node(parent).type == json::Value::Type::Object) {
        if (out != "/")
            out += '/';
        return out + m_document.node(at).key;
    }
    const auto& items = m_document.node(parent).children;
    const auto index = std::find(items.begin(), items.end(), at) - items.begin();
    return out + '[' + std::to_string(index) + ']';
}

bool ValidatorReport::isOpaque(NodeId at) const {
    const json::Document::Node& node = m_document.node(at);
    if (node.type == json::Value::Type::String)
        return isPlaceholder(m_document.string(at));
    if (node.type != json::Value::Type::Object || node.children.size() != 1)
        return false;
    const std::string& name = m_document.node(node.children.front()).key;
    return name == "Ref" || name.starts_with("Fn::");
}

std::vector<Diagnostic> ValidatorReport::take(ValidateOptions::Order order) {
    if (order == ValidateOptions::Order::Text)
        std::stable_sort(m_diagnostics.begin(), m_diagnostics.end(),
                         [](const Diagnostic& left, const Diagnostic& right) {
                             return left.range.begin < right.range.begin;
                         });
    return std::move(m_diagnostics);
}

Diagnostic& ValidatorReport::add(Severity severity, NodeId place, json::Range range,
                                 std::string_view code, std::string message, Args args) {
    return m_diagnostics.emplace_back(Diagnostic{
        .severity = severity,
        .code = std::string(code),
        .message = std::move(message),
        .args = std::move(args),
        .pointer = m_document.pointer(place),
        .location = location(place),
        .range = range,
    });
}

} // namespace ws::statemachine
