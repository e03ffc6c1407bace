#include "widgets/theme/findingtable.h"

#include <QtGlobal>

#include <array>

namespace ws::theme {
namespace {

struct Entry {
    std::string_view code;
    const char* text;
};

constexpr std::array kEntries{
    Entry{"CHOICE_WITHOUT_DEFAULT",
          QT_TRANSLATE_NOOP("Findings", "Without 'Default' the execution fails with "
                                        "States.Runtime when no rule matches")},
    Entry{"DEPRECATED_FIELD",
          QT_TRANSLATE_NOOP("Findings", "Field '{field}' is deprecated, use '{instead}'")},
    Entry{"ENDLESS_LOOP",
          QT_TRANSLATE_NOOP("Findings", "Nothing leads out of the loop through \"{state}\"")},
    Entry{"FIELD_WITHOUT_EFFECT",
          QT_TRANSLATE_NOOP("Findings", "Field '{field}' has no effect unless the Map state's Mode "
                                        "is DISTRIBUTED")},
    Entry{"JSONATA_EVAL",
          QT_TRANSLATE_NOOP("Findings", "The function '$eval' is not supported by the service")},
    Entry{"JSONATA_NEWER_SYNTAX",
          QT_TRANSLATE_NOOP("Findings", "The operator '{operator}' is newer than the JSONata that "
                                        "the service is known to run")},
    Entry{"JSONATA_WITHOUT_DELIMITERS",
          QT_TRANSLATE_NOOP("Findings", "JSONata string must start with {% and end with %}")},
    Entry{"JSONATA_WITHOUT_DELIMITERS",
          QT_TRANSLATE_NOOP("Findings", "The value looks like JSONata, but without '{%' and '%}' "
                                        "it is a text")},
    Entry{"LOOP_WITHOUT_WAIT",
          QT_TRANSLATE_NOOP("Findings",
                            "The loop through \"{state}\" has no Wait state, so it goes "
                            "round as fast as it can")},
    Entry{"NO_TIMEOUT",
          QT_TRANSLATE_NOOP("Findings", "Without 'TimeoutSeconds' the execution may wait for an "
                                        "answer for as long as it can live")},
    Entry{"PAYLOAD_NEAR_LIMIT",
          QT_TRANSLATE_NOOP("Findings", "'{field}' has {size} bytes; payloads may have {limit}")},
    Entry{"REPEATED_ERROR_NAME",
          QT_TRANSLATE_NOOP("Findings", "The error '{name}' is handled by an earlier entry "
                                        "already")},
    Entry{"REPEATED_ERROR_NAME",
          QT_TRANSLATE_NOOP("Findings", "The error '{name}' is listed twice")},
    Entry{"UNKNOWN_ERROR_NAME",
          QT_TRANSLATE_NOOP("Findings", "No error of the service is named '{name}'")},
    Entry{"UNREACHABLE_ERROR_HANDLER",
          QT_TRANSLATE_NOOP("Findings", "The error '{name}' is handled by the earlier entry for "
                                        "States.TaskFailed")},
};

} // namespace

std::vector<const char*> findingPatterns(std::string_view code) {
    std::vector<const char*> patterns;
    for (const Entry& entry : kEntries) {
        if (entry.code == code)
            patterns.push_back(entry.text);
    }
    return patterns;
}

} // namespace ws::theme
