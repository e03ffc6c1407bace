#pragma once

#include "engine/expression/jsonata.h"
#include "engine/expression/jsonataevaluator.h"
#include "engine/expression/jsonatafunction.h"

#include <span>
#include <string>
#include <string_view>

namespace ws::expression::jsonata {

/// The function of that name, or nullptr.
const Builtin* findBuiltin(std::string_view name, Jsonata::Dialect dialect);

// The tables, by what the functions are about.
std::span<const Builtin> numberFunctions();
std::span<const Builtin> stringFunctions();
std::span<const Builtin> patternFunctions();
std::span<const Builtin> encodingFunctions();
std::span<const Builtin> timeFunctions();
std::span<const Builtin> valueFunctions();
std::span<const Builtin> arrayFunctions();
std::span<const Builtin> higherFunctions();
std::span<const Builtin> stepFunctions(); ///< what Step Functions adds

/// The argument as a number; NaN when it is none, as in JavaScript's arithmetic.
double numberOf(const Item& item);
/// A random number in [0, 1).
double randomUnit(const Evaluator& evaluator);

/// Math.round, to the nearest even number in between, at that many decimals.
double roundHalfEven(double number, double precision);
/// XPath's format-number. Throws a Failure.
std::string formatNumber(double number, std::string_view picture, const Item& options);

} // namespace ws::expression::jsonata
