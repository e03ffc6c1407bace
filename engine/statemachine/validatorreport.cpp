#include "engine/statemachine/validatorreport.h"

#include <algorithm>

namespace ws::statemachine {

void ValidatorReport::error(NodeId at, std::string_view code, std::string message, Args args) {
    add(Severity::Error, at, m_document.node(at).range, code, std::move(message), std::move(args));
}

void ValidatorReport::schema(NodeId at, std::string message, Args args) {
    error(at, diagnosticcode::kSchema, std::move(message), std::move(args));
}

void ValidatorReport::schemaOnName(NodeId at, std::string message, Args args) {
    errorOnName(at, diagnosticcode::kSchema, std::move(message), std::move(args));
}

void ValidatorReport::errorOnName(NodeId at, std::string_view code, std::string message,
                                  Args args) {
    add(Severity::Error, at, nameRange(at), code, std::move(message), std::move(args));
}

void ValidatorReport::schemaIn(NodeId place, json::Range range, std::string message, Args args) {
    add(Severity::Error, place, range, diagnosticcode::kSchema, std::move(message),
        std::move(args));
}

void ValidatorReport::warning(NodeId at, std::string_view code, std::string message, Args args) {
    add(Severity::Warning, at, m_document.node(at).range, code, std::move(message),
        std::move(args));
}

json::Range ValidatorReport::nameRange(NodeId at) const {
    const json::Document::Node& node = m_document.node(at);
    if (node.keyRange.size() > 0)
        return node.keyRange;
    return {node.range.begin, std::min(node.range.begin + 1, node.range.end)};
}

std::string ValidatorReport::text(NodeId at) const {
    if (at == json::Document::kNone || m_document.node(at).type != json::Value::Type::String)
        return {};
    const json::Range range = m_document.node(at).range;
    const std::string_view raw(m_document.text().data() + range.begin + 1, range.size() - 2);
    return raw.find('\\') == std::string_view::npos ? std::string(raw) : m_document.string(at);
}

std::vector<Diagnostic> ValidatorReport::take() {
    std::stable_sort(m_diagnostics.begin(), m_diagnostics.end(),
                     [](const Diagnostic& left, const Diagnostic& right) {
                         return left.range.begin < right.range.begin;
                     });
    return std::move(m_diagnostics);
}

void ValidatorReport::add(Severity severity, NodeId place, json::Range range, std::string_view code,
                          std::string message, Args args) {
    m_diagnostics.push_back({severity, std::string(code), std::move(message), std::move(args),
                             m_document.pointer(place), range});
}

} // namespace ws::statemachine
