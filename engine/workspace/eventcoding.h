#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// How a value is written where an event does not carry it as it is.
namespace ws::workspace {

enum class EventCoding : std::uint8_t {
    Plain,
    Base64,
    Url,  ///< as S3 writes keys: '+' for a space, '/' stays
    Md5,  ///< hexadecimal; says nothing about what it was made of
    Gzip, ///< base64 of the compressed text, as CloudWatch Logs sends it
    Json, ///< a JSON text within a text
};

/// "base64", "url", "md5", "gzip", "json"; "" is Plain.
std::optional<EventCoding> eventCoding(std::string_view name);

std::string encoded(EventCoding coding, const std::string& text);
/// Nothing when `text` was not written so, and never for Md5.
std::optional<std::string> decoded(EventCoding coding, const std::string& text);

} // namespace ws::workspace
