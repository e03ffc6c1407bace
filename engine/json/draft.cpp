#include "engine/json/draft.h"

#include "engine/json/draftwriter.h"

#include <algorithm>
#include <charconv>

namespace ws::json {

Part::Owned Part::make(std::string key, const Value& value) {
    Owned part(new Part);
    part->m_key = std::move(key);
    part->m_type = value.type();
    if (value.isObject()) {
        for (const auto& [name, inner] : value.members())
            part->append(make(name, inner));
    } else if (value.isArray()) {
        for (const Value& inner : value.items())
            part->append(make({}, inner));
    } else {
        part->m_scalar = value;
    }
    return part;
}

Part::Owned Part::clone() const {
    Owned part(new Part);
    part->m_type = m_type;
    part->m_source = m_source;
    part->m_rewritten = m_rewritten;
    part->m_key = m_key;
    part->m_scalar = m_scalar;
    for (const Owned& inner : m_parts)
        part->append(inner->clone());
    return part;
}

Value Part::value() const {
    if (isObject()) {
        Value out = Value::object();
        for (const Owned& part : m_parts)
            out.set(part->m_key, part->value());
        return out;
    }
    if (isArray()) {
        Value out = Value::array();
        for (const Owned& part : m_parts)
            out.push(part->value());
        return out;
    }
    return m_scalar;
}

std::size_t Part::indexOf(const Part& part) const {
    const auto found = std::find_if(m_parts.begin(), m_parts.end(),
                                    [&](const Owned& each) { return each.get() == &part; });
    return std::size_t(found - m_parts.begin());
}

Part* Part::member(std::string_view name) const {
    if (!isObject())
        return nullptr;
    const auto found = std::find_if(m_parts.rbegin(), m_parts.rend(),
                                    [&](const Owned& each) { return each->m_key == name; });
    return found == m_parts.rend() ? nullptr : found->get();
}

std::string Part::text(std::string_view name) const {
    const Part* part = member(name);
    return part ? part->string() : std::string();
}

void Part::assign(const Value& value) {
    if (this->value() == value)
        return;
    Owned fresh = make(m_key, value);
    m_rewritten = true;
    m_type = fresh->m_type;
    m_scalar = fresh->m_scalar;
    m_parts = std::move(fresh->m_parts);
    for (const Owned& part : m_parts)
        part->m_parent = this;
}

Part& Part::set(std::string_view name, const Value& value) {
    if (Part* there = member(name)) {
        there->assign(value);
        return *there;
    }
    return append(make(std::string(name), value));
}

Part& Part::insert(std::size_t index, Owned part) {
    part->m_parent = this;
    const auto at = m_parts.begin() + std::ptrdiff_t(std::min(index, m_parts.size()));
    return **m_parts.insert(at, std::move(part));
}

Part::Owned Part::take(Part& part) {
    const auto at = m_parts.begin() + std::ptrdiff_t(indexOf(part));
    Owned taken = std::move(*at);
    m_parts.erase(at);
    taken->m_parent = nullptr;
    return taken;
}

void Part::remove(std::string_view name) {
    while (Part* part = member(name))
        take(*part);
}

Draft::Draft(const Document& document)
    : m_document(document)
    , m_root(read(document.root())) {}

Part::Owned Draft::read(Document::NodeId id) const {
    const Document::Node& node = m_document.node(id);
    Part::Owned part(new Part);
    part->m_key = node.key;
    part->m_type = node.type;
    part->m_source = id;
    for (const Document::NodeId child : node.children)
        part->append(read(child));
    if (!part->isObject() && !part->isArray())
        part->m_scalar = m_document.value(id);
    return part;
}

Part* Draft::find(std::string_view pointer) const {
    Part* part = m_root.get();
    while (part && !pointer.empty()) {
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        std::string step;
        for (std::size_t i = 0; i < end; ++i) {
            const bool escaped = pointer[i] == '~' && i + 1 < end;
            step += !escaped ? pointer[i] : pointer[++i] == '1' ? '/' : '~';
        }
        pointer.remove_prefix(end);
        if (part->isArray()) {
            std::size_t index = part->size();
            std::from_chars(step.data(), step.data() + step.size(), index);
            part = index < part->size() ? &part->at(index) : nullptr;
        } else {
            part = part->member(step);
        }
    }
    return part;
}

std::optional<std::vector<Edit>> Draft::edits() const {
    return DraftWriter(m_document).write(*m_root);
}

std::optional<std::string> Draft::yamlOf(const Part& object) const {
    return DraftWriter(m_document).writeBlock(object);
}

std::string applied(std::string_view text, const std::vector<Edit>& edits) {
    std::string out;
    std::size_t at = 0;
    for (const Edit& edit : edits) {
        out.append(text.substr(at, edit.range.begin - at));
        out += edit.text;
        at = edit.range.end;
    }
    out.append(text.substr(at));
    return out;
}

std::optional<std::vector<Edit>> rebased(const std::vector<Edit>& edits, std::string_view from,
                                         std::string_view to) {
    const std::size_t most = std::min(from.size(), to.size());
    const auto differs =
        std::mismatch(from.begin(), from.begin() + std::ptrdiff_t(most), to.begin());
    const auto same = std::size_t(differs.first - from.begin());
    std::size_t behind = 0;
    while (behind < most - same && from[from.size() - 1 - behind] == to[to.size() - 1 - behind])
        ++behind;
    const std::size_t shift = to.size() - from.size(); // wraps around where the text got shorter
    std::vector<Edit> out = edits;
    for (Edit& edit : out) {
        if (edit.range.end <= same)
            continue;
        if (edit.range.begin < from.size() - behind)
            return std::nullopt;
        edit.range.begin += shift;
        edit.range.end += shift;
    }
    return out;
}

std::vector<Edit> inverse(std::string_view text, const std::vector<Edit>& edits) {
    std::vector<Edit> back;
    std::size_t shift = 0; // wraps around where the text got shorter, and back again
    for (const Edit& edit : edits) {
        const std::size_t begin = edit.range.begin + shift;
        back.push_back({{begin, begin + edit.text.size()},
                        std::string(text.substr(edit.range.begin, edit.range.size()))});
        shift += edit.text.size() - edit.range.size();
    }
    return back;
}

} // namespace ws::json
