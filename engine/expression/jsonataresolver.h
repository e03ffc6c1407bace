#pragma once

#include "engine/expression/jsonata.h"
#include "engine/expression/jsonatatree.h"

#include <vector>

namespace ws::expression::jsonata {

/// Finds out before the first evaluation what names mean and which work can be left out.
void resolve(Tree& tree, Jsonata::Dialect dialect);

/// The variables that the expression reads and does not bind itself, in the order of the text.
std::vector<Jsonata::Reference> freeVariables(const Tree& tree);

} // namespace ws::expression::jsonata
