#pragma once

#include "engine/expression/jsonata.h"
#include "engine/expression/jsonatatree.h"

#include <vector>

namespace ws::expression::jsonata {

/// What the expression asks of the context that it is evaluated in, in the order of the text.
std::vector<Jsonata::ContextRead> contextReads(const Tree& tree);

} // namespace ws::expression::jsonata
