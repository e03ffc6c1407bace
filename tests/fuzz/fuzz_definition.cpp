#include "engine/json/document.h"
#include "engine/statemachine/graph.h"
#include "engine/statemachine/parser.h"
#include "engine/statemachine/validator.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace ws;

/// Whatever text: it is judged, compiled and drawn, and every finding lies within it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    for (const statemachine::Diagnostic& diagnostic : statemachine::validateText(text)) {
        if (diagnostic.range.begin > diagnostic.range.end || diagnostic.range.end > size)
            std::abort();
    }
    (void)statemachine::parseStateMachine(text);
    if (const auto value = json::Value::parse(text)) {
        // What is printed reads back as the same.
        const auto again = json::Value::parse(value->dump());
        if (!again || !(*again == *value))
            std::abort();
    }
    return 0;
}
