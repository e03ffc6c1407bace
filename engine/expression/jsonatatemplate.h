#pragma once

#include "engine/base/result.h"
#include "engine/expression/jsonata.h"
#include "engine/expression/jsonatapool.h"

#include <memory>
#include <string>
#include <string_view>

namespace ws::expression {

/// Arguments, Output, Assign, Condition ...: a JSON value in which texts of the form `{% ... %}`
/// are JSONata expressions. Parts without one are shared, never copied; a field that is a single
/// expression is evaluated without any copy of its own.
///
/// Compile errors: "template.value" with member, text, reason and the pointer within the template.
/// Evaluation errors: "query.failed" with location ("Output/a/b[0]") and cause, the service's
/// sentence: "The JSONata expression '...' specified for the field '...' returned nothing
/// (undefined)."
class JsonataTemplate {
public:
    /// `location`: what the service calls the field: "Output", "Choices[0]/Condition".
    static base::Result<JsonataTemplate> compile(const json::Value& source, std::string location);
    /// With expressions that others may have compiled already.
    static base::Result<JsonataTemplate> compile(const json::Value& source, std::string location,
                                                 JsonataPool& expressions);
    /// Spaces around the delimiters make a text an ordinary one.
    static bool isExpression(std::string_view text);
    /// What such a text has between its delimiters, without the blanks around it.
    static std::string_view expressionIn(std::string_view text);

    /// Some expression looks at `$states.context`, or at `$states` as a whole.
    bool readsContext() const;
    const std::string& location() const;
    base::Result<json::Value> evaluate(const Jsonata::Environment& environment) const;
    /// The service's sentence about a value that the field cannot take. `expected`: "array",
    /// "number" ...
    std::string wrongType(std::string_view expected, const json::Value& value) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace ws::expression
