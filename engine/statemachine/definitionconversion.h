#pragma once

#include "engine/statemachine/definitiontext.h"

#include <cstddef>
#include <string>

namespace ws::statemachine {

struct Conversion {
    std::string text;
    /// What the other language has no place for, so that it can be told before it is lost.
    std::size_t comments = 0;
    std::size_t aliases = 0; ///< values that are written again where an alias or merge key was
};

/// A definition in the other language; in its own, the same bytes. Errors as loadDefinition().
base::Result<Conversion> converted(const std::string& text, DefinitionKind from, DefinitionKind to);

} // namespace ws::statemachine
