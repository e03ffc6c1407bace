#pragma once

#include "engine/json/document.h"

#include <optional>
#include <string>
#include <string_view>

namespace ws::json {

/// A value of a user's text, to be read and edited on its own: without the indentation of the place
/// that it stands at. What is changed goes back as one edit of the lines that differ; all others
/// keep their bytes.
class Excerpt {
public:
    Excerpt() = default;
    Excerpt(std::string_view text, Range range);

    const std::string& text() const { return m_text; }
    /// Nothing when the lines are the same.
    std::optional<Edit> edit(std::string_view edited) const;
    /// Where a place of the whole (edited) text is in the excerpt; before it: its first byte.
    Position positionHere(Position whole) const;

private:
    Range m_range;
    Position m_begin; ///< in the whole text
    std::string m_original;
    std::string m_indent; ///< of the line that the value begins on
    std::string m_text;
};

} // namespace ws::json
