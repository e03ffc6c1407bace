#pragma once

#include "engine/base/result.h"
#include "engine/expression/intrinsic.h"
#include "engine/expression/path.h"

#include <memory>

namespace ws::expression {

/// Parameters, ResultSelector, ItemSelector, Assign: a JSON value in which members whose names end
/// in
/// `.$` hold a path or an intrinsic function. Parts without one are shared, never copied.
///
/// Compile errors: "template.value" with member, text, reason and the pointer within the template.
/// Evaluation errors: those of Path and Intrinsic, with member added.
class PayloadTemplate {
public:
    static base::Result<PayloadTemplate> compile(const json::Value& source);
    base::Result<json::Value> evaluate(const Scope& scope, const RandomSource& random) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace ws::expression
