#pragma once

#include "engine/base/result.h"
#include "engine/expression/scope.h"
#include "engine/json/value.h"

#include <memory>
#include <string>
#include <string_view>

namespace ws::expression {

/// A JSONPath as Step Functions reads it (the Jayway dialect; engineering.md 4), compiled once and
/// evaluated many times. Roots: `$`, `$$`, `$variable`.
///
/// Compile errors: "path.syntax" with path, offset, reason. Evaluation errors: "path.notFound" with
/// path, input (the text of what the path starts at) and reason (Jayway's words, as the service
/// repeats them after "Invalid path '$.a' : "), when a definite path leads nowhere; an indefinite
/// one gives an array, empty if need be. A variable that is not there: "path.variableNotFound" with
/// path and variable.
class Path {
public:
    enum class Kind {
        Path,      ///< anything
        Reference, ///< identifies one node: names and non-negative indices only
    };
    static base::Result<Path> compile(std::string_view text, Kind kind = Kind::Path);

    const std::string& text() const;
    bool isDefinite() const;
    /// Starts at `$$`.
    bool readsContext() const;
    /// Name of the variable that it starts at, or empty.
    const std::string& variable() const;
    /// Nothing but the root: `$`, `$$` or `$variable`.
    bool isRoot() const;

    base::Result<json::Value> evaluate(const Scope& scope) const;
    /// True when evaluate() would find something: IsPresent.
    bool exists(const Scope& scope) const;

    /// ResultPath: `document` with `value` put where this reference path points, making objects on
    /// the way. Error "path.notApplicable" with path, step and input when the way leads through
    /// something else. A document that nobody else holds is changed in place.
    base::Result<json::Value> put(json::Value document, json::Value value) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace ws::expression
