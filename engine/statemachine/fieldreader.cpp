#include "engine/statemachine/fieldreader.h"

#include "engine/json/pointer.h"

namespace ws::statemachine {

using expression::JsonataTemplate;
using json::Value;

base::Error invalidDefinition(std::string pointer, const base::Reason& reason) {
    return base::withReason({"definition.invalid", {{"pointer", std::move(pointer)}}}, reason);
}

static std::string below(std::string pointer, std::string_view member) {
    json::appendStep(pointer, member);
    return pointer;
}

void FieldReader::fail(std::string_view member, const base::Reason& reason) {
    if (m_status)
        m_status = invalidDefinition(member.empty() ? m_pointer : pointerTo(member), reason);
}

void FieldReader::take(const base::Status& status) {
    if (m_status)
        m_status = status;
}

std::vector<std::string> FieldReader::texts(std::string_view member) const {
    std::vector<std::string> out;
    for (const Value& item : m_source[member].items())
        out.push_back(item.toString());
    return out;
}

std::string FieldReader::pointerTo(std::string_view member) const {
    return below(m_pointer, member);
}

FieldReader FieldReader::member(std::string_view name) const {
    return {m_state, m_expressions, m_source[name], pointerTo(name),
            m_place + std::string(name) + '/'};
}

FieldReader FieldReader::item(std::string_view member, std::size_t index) const {
    const std::string number = std::to_string(index);
    return {m_state, m_expressions, m_source[member].at(index), below(pointerTo(member), number),
            m_place + std::string(member) + '[' + number + "]/"};
}

void FieldReader::target(std::string_view member, const Names& names, StateIndex& out) {
    const auto found = names.find(m_source[member].toString());
    if (found == names.end())
        return fail(member, {"definition.state", "there is no such state"});
    out = found->second;
}

void FieldReader::path(std::string_view member, std::optional<expression::Path>& out,
                       expression::Path::Kind kind) {
    const Value* found = m_source.find(member);
    if (!found || !m_status)
        return;
    if (!found->isString())
        return fail(member, {"definition.path", "a path is expected"});
    auto compiled = expression::Path::compile(found->toString(), kind);
    if (!compiled)
        return fail(member, base::reasonOf(compiled.error()));
    out = std::move(compiled).value();
}

void FieldReader::dataPath(std::string_view member, DataPath& out, expression::Path::Kind kind) {
    const Value* found = m_source.find(member);
    if (!found || found->toString() == "$")
        return;
    out.kind = found->isNull() ? DataPath::Kind::Discard : DataPath::Kind::Path;
    if (!found->isNull())
        path(member, out.path, kind);
}

void FieldReader::query(std::string_view member, std::optional<JsonataTemplate>& out) {
    const Value* found = m_source.find(member);
    if (!found || !m_status)
        return;
    auto compiled = JsonataTemplate::compile(*found, m_place + std::string(member), m_expressions);
    if (!compiled) {
        m_status = invalidDefinition(pointerTo(member) + compiled.error().arg("pointer"),
                                     base::reasonOf(compiled.error()));
        return;
    }
    m_state.readsContext = m_state.readsContext || compiled->readsContext();
    out = std::move(compiled).value();
}

void FieldReader::value(std::string_view member, std::optional<Template>& out) {
    const Value* found = m_source.find(member);
    if (!found || !m_status)
        return;
    if (isJsonata()) {
        std::optional<JsonataTemplate> made;
        query(member, made);
        if (made)
            out = std::move(*made);
        return;
    }
    auto compiled = expression::PayloadTemplate::compile(*found);
    if (compiled)
        out = std::move(compiled).value();
    else
        m_status = invalidDefinition(pointerTo(member) + compiled.error().arg("pointer"),
                                     base::reasonOf(compiled.error()));
}

bool FieldReader::isQuery(std::string_view member) const {
    return isJsonata() && JsonataTemplate::isExpression(m_source[member].toString());
}

void FieldReader::number(const std::string& member, NumberField& out) {
    if (isQuery(member))
        return query(member, out.query);
    if (const Value* number = m_source.find(member)) {
        if (!number->isNumber())
            return fail(member, {"definition.number", "a number is expected"});
        out.value = number->toDouble();
    }
    if (!isJsonata())
        path(member + "Path", out.path);
}

void FieldReader::text(const std::string& member, TextField& out) {
    if (isQuery(member))
        return query(member, out.query);
    if (const Value* text = m_source.find(member))
        out.value = text->toString();
    const std::string byPath = member + "Path";
    if (isJsonata())
        return;
    if (!expression::Intrinsic::looksLikeOne(m_source[byPath].toString()))
        return path(byPath, out.path);
    auto call = expression::Intrinsic::compile(m_source[byPath].toString());
    if (!call)
        return fail(byPath, base::reasonOf(call.error()));
    out.call = std::move(call).value();
}

} // namespace ws::statemachine
