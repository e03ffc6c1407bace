#pragma once

#include "engine/statemachine/completion.h"

#include <string_view>

/// What could stand in one field of a form: the same as at that place of the text.
namespace ws::statemachine {

/// What the text of a field becomes in the definition.
enum class FieldText : std::uint8_t {
    Text, ///< a text
    Item, ///< a text in a list
    Json, ///< a value, as it is written
};

/// The field's value is at the pointer, or would be. `cursor` and the ranges that come back are
/// bytes of the field's text.
Completion completeField(const json::Document& document, std::string_view pointer, FieldText form,
                         std::string_view typed, std::size_t cursor,
                         const CompletionSources& sources = {});

} // namespace ws::statemachine
