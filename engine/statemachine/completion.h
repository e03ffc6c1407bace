#pragma once

#include "engine/json/document.h"
#include "engine/json/value.h"
#include "engine/statemachine/definitiontext.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What could stand at a place of a definition that is being typed, however unfinished it is.
namespace ws::statemachine {

struct CompletionItem {
    enum class Kind : std::uint8_t {
        Field,    ///< of the States Language
        Value,    ///< one of those that the field has
        State,    ///< a name
        Variable, ///< of the workflow
        Member,   ///< of $states, of the context, or of a sample value
        Function, ///< of JSONata, or intrinsic
        Resource,
        Error,
        Snippet,
    };
    Kind kind = Kind::Value;
    std::string name;        ///< what is shown and compared with what is typed
    std::string insert;      ///< what stands in the place of the range then
    std::size_t cursor = 0;  ///< bytes of `insert` before the cursor
    std::string detail = {}; ///< a signature, or a sample value

    bool operator==(const CompletionItem&) const = default;
};

struct Completion {
    json::Range range;  ///< what is replaced
    std::string prefix; ///< of it, before the cursor
    std::vector<CompletionItem> items;
};

/// What only the workspace and past runs know.
struct CompletionSources {
    std::vector<std::string> functions;
    std::vector<std::string> errors;
    std::map<std::string, json::Value, std::less<>> inputs;  ///< of the last run, by state
    std::map<std::string, json::Value, std::less<>> results; ///< outputs, by state
    std::map<std::string, json::Value, std::less<>> variables;
};

/// Everything that fits the place and contains what is typed; those that begin with it first.
Completion complete(std::string_view text, std::size_t offset, DefinitionKind kind,
                    const CompletionSources& sources = {});

/// The call that the cursor is in.
struct CallTip {
    std::string name;
    std::string signature; ///< "$substring(string, start [, length])"
    std::size_t argument = 0;
};
std::optional<CallTip> callTipAt(std::string_view text, std::size_t offset);

struct FunctionWords {
    std::string_view name; ///< "$sum", "States.Format"
    std::string_view signature;
};
const std::vector<FunctionWords>& jsonataWords();
const std::vector<FunctionWords>& intrinsicWords();

} // namespace ws::statemachine
