#pragma once

#include "engine/base/result.h"
#include "engine/expression/intrinsic.h"
#include "engine/json/value.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ws::expression {

/// A JSONata expression (the language of the reference implementation 2.x), compiled once and
/// evaluated many times; shared between threads once compiled. Evaluation is bounded: a runaway
/// expression is an error of its evaluation, never of the program.
///
/// Errors, of compile() and of evaluate(): "jsonata.error" with code ("S0201", "T1006", "D3030"
/// ...), message (the reference's words, filled in, without the code), position (offset in
/// characters of the expression, where the reference gives one), token, and the message as reason.
/// What the limits stop has the reference's codes too: U1001 for depth and for time.
class Jsonata {
public:
    enum class Dialect : std::uint8_t {
        Reference,     ///< all of the language and its built-in functions
        StepFunctions, ///< $partition, $range, $hash, $random(seed), $uuid, $parse are added, $eval
                       ///< is barred; `$` and `$$` at the top level are no input
    };
    static base::Result<Jsonata> compile(std::string_view text,
                                         Dialect dialect = Dialect::StepFunctions);

    /// A variable that the expression reads and does not bind itself.
    struct Reference {
        std::string name;       ///< without `$`; never empty
        std::string firstStep;  ///< "input" of `$states.input.a`; empty when no name follows
        std::size_t offset = 0; ///< of `$`, in bytes of the text
    };

    /// What the expression asks of the context that it is evaluated in: a name at the beginning of
    /// a path, `$`, `*`, `**`; or `$$` anywhere. Step Functions gives it none.
    struct ContextRead {
        std::string name;
        std::size_t offset = 0; ///< in bytes of the text
    };

    struct Limits {
        std::uint64_t steps = 20'000'000; ///< evaluated nodes
        std::size_t depth = 500;          ///< nested evaluations; the program's stack holds more
        std::size_t bytes = 256U << 20U;  ///< what the intermediate values may take together, about
        std::chrono::milliseconds time{10'000};
    };

    /// What an evaluation looks at. Nothing is owned; all of it outlives the call.
    struct Environment {
        const json::Value* input = nullptr; ///< `$`; nullptr: undefined
        std::vector<std::pair<std::string_view, const json::Value*>> bindings; ///< without `$`
        /// A second table of bindings, looked up after the first: workflow variables.
        const std::unordered_map<std::string, json::Value>* variables = nullptr;
        const RandomSource* random = nullptr; ///< nullptr: the system's
        std::int64_t nowMilliseconds = 0;     ///< $now(), $millis(): one instant per evaluation
        Limits limits;
    };

    struct Outcome {
        enum class Kind : std::uint8_t {
            Value,
            Undefined, ///< nothing
            Function,  ///< a function or a regular expression: no JSON
        };
        Kind kind = Kind::Undefined;
        json::Value value;          ///< when Value; functions inside it became ""
        bool holdsFunction = false; ///< a function was somewhere inside the value
    };

    const std::string& text() const;
    /// In the order of the text.
    const std::vector<Reference>& references() const;
    /// In the order of the text, each name once.
    const std::vector<ContextRead>& contextReads() const;
    /// Where operators stand that the language had not from the beginning: `??` and `?:`.
    const std::vector<std::size_t>& newerOperators() const;
    bool callsEval() const;
    base::Result<Outcome> evaluate(const Environment& environment) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace ws::expression
