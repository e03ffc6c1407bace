#pragma once

#include "engine/json/value.h"

#include <optional>
#include <string>

namespace ws::execution {

/// A value with the text that it was sent as. The service shows that text, blanks and all, wherever
/// the value still is the one that came.
class SentText {
public:
    SentText() = default;
    SentText(json::Value value, std::string text);

    /// Whether `value` is the sent one, not only an equal one. Scalars and what is empty have no
    /// identity.
    bool isOf(const json::Value& value) const;
    /// The sent text, or how the value is written.
    std::string textOf(const json::Value& value) const {
        return isOf(value) ? m_text : value.dump();
    }
    const std::string& text() const { return m_text; }

private:
    json::Value m_value;
    std::string m_text; ///< empty: as the value is written anyway
};

} // namespace ws::execution
