#pragma once

#include "widgets/codeeditor/language.h"
#include "widgets/theme/theme.h"

class QsciLexer;
class QObject;

namespace ws::codeeditor {

/// nullptr for plain text. The parent owns it.
QsciLexer* makeLexer(Language language, QObject* parent);
/// Gives every style of the lexer its role's colour, the ground and the code font.
void styleLexer(QsciLexer& lexer, const theme::Theme& theme);

} // namespace ws::codeeditor
