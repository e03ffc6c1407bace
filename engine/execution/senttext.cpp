#include "engine/execution/senttext.h"

namespace ws::execution {

using json::Value;

SentText::SentText(Value value, std::string text) {
    if (text.empty() || text == value.dump())
        return;
    m_value = std::move(value);
    m_text = std::move(text);
}

bool SentText::isOf(const Value& value) const {
    if (m_text.empty() || value.type() != m_value.type() || value.size() == 0)
        return false;
    return value.isArray() ? &value.items() == &m_value.items()
                           : &value.members() == &m_value.members();
}

} // namespace ws::execution
