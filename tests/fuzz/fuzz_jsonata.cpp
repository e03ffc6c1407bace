#include "engine/expression/jsonata.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace ws;

namespace {

const json::Value& document() {
    static const json::Value value =
        json::Value::parse(R"({"a": [1, {"b": "c", "d": null}, [2, 3]], "k": {"b": {"b": true}},
                               "names": ["x", "y", "z"], "n": -1.5, "t": "2026-11-25T00:00:00Z"})")
            .value();
    return value;
}

} // namespace

/// An expression that compiles ends, within its limits, in a value or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto dialect :
         {expression::Jsonata::Dialect::Reference, expression::Jsonata::Dialect::StepFunctions}) {
        const auto compiled = expression::Jsonata::compile(text, dialect);
        if (!compiled)
            continue;
        expression::Jsonata::Environment environment;
        environment.input = &document();
        environment.bindings = {{"states", &document()}};
        environment.limits.steps = 100'000;
        environment.limits.bytes = 32U << 20U;
        environment.limits.time = std::chrono::milliseconds{1'000};
        (void)compiled->evaluate(environment);
    }
    return 0;
}
