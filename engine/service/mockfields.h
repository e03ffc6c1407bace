#pragma once

#include "engine/json/value.h"
#include "engine/statemachine/integration.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ws::service {

/// How closely a mocked result must be what the API would answer.
enum class MockFields : std::uint8_t {
    Strict,  ///< everything that is always in the answer is there, and what is there is right
    Present, ///< what is there is right
    None,
};

/// "Mock result schema validation error: Field 'StatusCode' must be a number": the first thing that
/// the API would not answer, in the service's words. What the API does not know is let through, and
/// so is everything where the answer is not the API's: of jobs that are awaited, of tokens, of
/// services that are not described here.
std::optional<std::string> mockFieldProblem(const statemachine::Integration& integration,
                                            const json::Value& result, MockFields mode);

} // namespace ws::service
