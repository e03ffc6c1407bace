#pragma once

#include "engine/base/result.h"
#include "engine/expression/scope.h"
#include "engine/json/value.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ws::expression {

/// What States.UUID and States.MathRandom without a seed draw from; the interpreter gives a
/// recorded source so that a replay sees the same.
struct RandomSource {
    std::function<std::string()> uuid;
    std::function<double()> unit; ///< [0, 1)
};

/// An intrinsic function call: `States.Format('{}', $.a)`, nested as deep as ten levels, with the
/// service's 18 functions, escapes and argument checks. Compile errors: "intrinsic.syntax" with
/// text, offset, reason. Evaluation errors: "intrinsic.failed" with function, reason and cause (the
/// service's text, "The function '...' had the following error: ..."); "path.variableNotFound".
class Intrinsic {
public:
    /// True when the text starts like a call: "States.".
    static bool looksLikeOne(std::string_view text);
    static base::Result<Intrinsic> compile(std::string_view text);
    const std::string& text() const;
    base::Result<json::Value> evaluate(const Scope& scope, const RandomSource& random) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace ws::expression
