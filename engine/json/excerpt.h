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
    /// The excerpt as `edited`, at its place in the text that it was taken from; to be read there,
    /// not to be kept: blank lines are indented too.
    std::string within(std::string_view whole, std::string_view edited) const;
    /// From a byte of `edited` to a byte of what within() gives, and back.
    std::size_t offsetThere(std::string_view edited, std::size_t offset) const;
    std::size_t offsetHere(std::string_view edited, std::size_t offset) const;
    /// A text of several lines for the excerpt, which was made for the whole.
    std::string unindented(std::string_view text) const;

private:
    Range m_range;
    Position m_begin; ///< in the whole text
    std::string m_original;
    std::string m_indent; ///< of the line that the value begins on
    std::string m_text;
};

} // namespace ws::json
