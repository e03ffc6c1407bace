#include "engine/json/yamldocument.h"
#include "engine/statemachine/parser.h"
#include "engine/statemachine/validator.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace ws;

/// Whatever text: it is a document whose values lie within it, or an error with a place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto document = json::parseYaml(text);
    if (!document)
        return 0;
    for (std::size_t i = 0; i < document->nodeCount(); ++i) {
        const json::Range range = document->node(static_cast<json::Document::NodeId>(i)).range;
        if (range.begin > range.end || range.end > size)
            std::abort();
    }
    for (const statemachine::Diagnostic& diagnostic : statemachine::validate(*document)) {
        if (diagnostic.range.begin > diagnostic.range.end || diagnostic.range.end > size)
            std::abort();
    }
    (void)statemachine::compileStateMachine(document->value(document->root()));
    return 0;
}
