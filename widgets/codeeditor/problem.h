#pragma once

#include "engine/json/document.h"

#include <QString>

#include <string>
#include <vector>

namespace ws::codeeditor {

enum class Severity { Error, Warning, Info };

/// A change of the text that puts a finding right.
struct QuickFix {
    QString title;
    std::vector<json::Edit> edits; ///< in the order of the text, without overlap

    bool operator==(const QuickFix&) const = default;
};

/// One finding with a place to jump to; the same value in the text, its margin and the list.
struct Problem {
    Severity severity = Severity::Error;
    QString message;
    QString path;             ///< absolute
    json::Range range;        ///< bytes of the text; empty: the whole line
    int line = 1;             ///< from 1
    int column = 1;           ///< from 1, in bytes
    std::string pointer = {}; ///< of the value at fault in a state machine
    std::vector<QuickFix> fixes = {};

    bool operator==(const Problem&) const = default;
};
using Problems = std::vector<Problem>;

} // namespace ws::codeeditor
