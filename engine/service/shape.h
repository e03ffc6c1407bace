#pragma once

#include "engine/json/value.h"
#include "engine/service/apierror.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::service {

struct Shape;

/// What a parameter's value must satisfy before an operation looks at it.
struct Constraint {
    /// A Payload is a text that is secret, so that no error shows it, and measured in bytes.
    enum class Type : std::uint8_t { Text, Payload, Integer, Number, Boolean, List, Structure };
    static constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

    Type type = Type::Text;
    std::int64_t least = 0;       ///< length of texts and lists, value of numbers
    std::int64_t most = kNoLimit; ///< the same
    std::string_view pattern;     ///< as the service shows it; `fits` is what is applied
    bool (*fits)(std::string_view) = nullptr;
    std::vector<std::string_view> values; ///< of an enumeration, in the service's order
    const Shape* structure = nullptr;     ///< members of a Structure
    const Constraint* element = nullptr;  ///< items of a List
};

enum class Presence : std::uint8_t { Optional, Required };

struct Parameter {
    std::string_view name;
    Constraint constraint;
    Presence presence = Presence::Optional;
};

/// The parameters of an operation, or the members of a structure below one.
struct Shape {
    std::string_view name; ///< of the structure, as the service's texts show it
    std::vector<Parameter> parameters;
};

/// "2 validation errors detected: Value '1001' at 'maxResults' failed to satisfy constraint: ..."
/// as the service's front puts it (ValidationException), or SerializationException when a value
/// has the wrong type; nullopt when the parameters may be looked at.
std::optional<ApiError> violations(const Shape& shape, const json::Value& parameters);

} // namespace ws::service
