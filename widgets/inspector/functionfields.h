#pragma once

#include <QString>

#include <span>
#include <string_view>

/// What the form of a function's configuration asks for: members of function.json with their
/// limits (lambda.md B11) and words.
namespace ws::inspector {

enum class FieldKind {
    Text,
    Choice,         ///< one of `choices`; another text of the file is kept
    Suggestion,     ///< any text; `choices` are on offer
    SingleItem,     ///< a Choice that the file holds as a list of one
    Number,         ///< `minimum`..`maximum`, `fallback` when it is absent
    OptionalNumber, ///< absent means something that no number says
    Items,          ///< a list of texts
    Pairs,          ///< an object of texts
    Mounts,         ///< a list of {Arn, LocalMountPath}
};

struct Field {
    FieldKind kind = FieldKind::Text;
    std::span<const std::string_view> path; ///< names from the root inwards
    const char* label = nullptr;            ///< untranslated, context FunctionFields
    const char* help = nullptr;             ///< likewise; nullptr: the label says it all
    int minimum = 0;
    int maximum = 0;
    int fallback = 0;
    const char* unit = nullptr;                     ///< likewise
    std::span<const std::string_view> choices = {}; ///< the first is the default; empty: absent
};

struct FieldGroup {
    const char* title = nullptr; ///< untranslated, context FunctionFields
    std::span<const Field> fields;
};

/// In the order of the form.
std::span<const FieldGroup> functionFields();

/// In the language of the program now.
QString fieldText(const char* source);

} // namespace ws::inspector
