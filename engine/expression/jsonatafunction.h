#pragma once

#include "engine/expression/jsonataitem.h"
#include "engine/expression/jsonatasignature.h"
#include "engine/expression/jsonatatree.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ws::expression::jsonata {

class Evaluator;

/// A function of the language: sum, map, ...
struct Builtin {
    std::string_view name;
    std::string_view signature;
    std::uint8_t arity; ///< parameters of the reference's implementation that have no default
    std::uint8_t parameters;
    Item (*call)(Evaluator& evaluator, Items& arguments, const Item& input);
    std::uint16_t number = 0;
    std::shared_ptr<const Signature> validator = nullptr;
};

/// A function as a value.
struct FunctionRep : CyclicRep {
    enum class Form : std::uint8_t {
        Builtin,
        Lambda,
        Partial,   ///< of another function, with those of its arguments that are there
        Closure,   ///< a function as an argument: called without a context
        Regex,     ///< takes a text, gives the first match
        RegexNext, ///< of a match: gives the next one
        Transform,
        Chain, ///< `f ~> g`
    };

    FunctionRep(Heap& heapOfThis, Form formOfThis);
    ~FunctionRep();

    /// What the reference makes a lambda of.
    bool isLambda() const {
        return form == Form::Lambda || form == Form::Partial || form == Form::Chain;
    }
    bool isThunk() const { return form == Form::Lambda && node->thunk; }
    std::size_t arity() const;

    const Form form;
    const Builtin* builtin = nullptr;
    const Node* node = nullptr;       ///< the lambda, the regular expression, the transformer
    Ref<Frame> frame;                 ///< that it was made in
    Item input;                       ///< likewise; the text that RegexNext searches
    Ref<FunctionRep> inner;           ///< of Partial and Closure; the first of Chain
    Ref<FunctionRep> second;          ///< of Chain
    Items arguments;                  ///< of Partial: undefined where one is missing
    std::vector<std::size_t> missing; ///< of Partial
    std::size_t offset = 0;           ///< of RegexNext: where it goes on

    // Where it was last called: what the reference writes onto its functions, for errors.
    const json::Value* token = nullptr;
    std::size_t position = Node::kNowhere;
};

} // namespace ws::expression::jsonata
