#include "widgets/codeeditor/lexer.h"

#include <Qsci/qscilexerbash.h>
#include <Qsci/qscilexerjavascript.h>
#include <Qsci/qscilexerjson.h>
#include <Qsci/qscilexerpython.h>
#include <Qsci/qscilexeryaml.h>

#include <utility>
#include <vector>

namespace ws::codeeditor {
namespace {

using theme::Role;
using StyleRoles = std::vector<std::pair<int, Role>>;

StyleRoles pythonRoles() {
    using L = QsciLexerPython;
    return {{L::Comment, Role::CodeComment},
            {L::CommentBlock, Role::CodeComment},
            {L::Number, Role::CodeNumber},
            {L::DoubleQuotedString, Role::CodeString},
            {L::SingleQuotedString, Role::CodeString},
            {L::TripleSingleQuotedString, Role::CodeString},
            {L::TripleDoubleQuotedString, Role::CodeString},
            {L::DoubleQuotedFString, Role::CodeString},
            {L::SingleQuotedFString, Role::CodeString},
            {L::TripleSingleQuotedFString, Role::CodeString},
            {L::TripleDoubleQuotedFString, Role::CodeString},
            {L::UnclosedString, Role::Error},
            {L::Keyword, Role::CodeKeyword},
            {L::HighlightedIdentifier, Role::CodeFunction},
            {L::ClassName, Role::CodeFunction},
            {L::FunctionMethodName, Role::CodeFunction},
            {L::Operator, Role::CodeOperator},
            {L::Decorator, Role::CodeProperty}};
}

StyleRoles javaScriptRoles() {
    using L = QsciLexerJavaScript;
    return {{L::Comment, Role::CodeComment},
            {L::CommentLine, Role::CodeComment},
            {L::CommentDoc, Role::CodeComment},
            {L::CommentLineDoc, Role::CodeComment},
            {L::CommentDocKeyword, Role::CodeComment},
            {L::Number, Role::CodeNumber},
            {L::Keyword, Role::CodeKeyword},
            {L::KeywordSet2, Role::CodeFunction},
            {L::GlobalClass, Role::CodeFunction},
            {L::DoubleQuotedString, Role::CodeString},
            {L::SingleQuotedString, Role::CodeString},
            {L::RawString, Role::CodeString},
            {L::EscapeSequence, Role::CodeProperty},
            {L::UnclosedString, Role::Error},
            {L::Regex, Role::CodeProperty},
            {L::Operator, Role::CodeOperator}};
}

StyleRoles jsonRoles() {
    using L = QsciLexerJSON;
    return {{L::Number, Role::CodeNumber},
            {L::String, Role::CodeString},
            {L::UnclosedString, Role::Error},
            {L::Property, Role::CodeProperty},
            {L::EscapeSequence, Role::CodeNumber},
            {L::CommentLine, Role::CodeComment},
            {L::CommentBlock, Role::CodeComment},
            {L::Operator, Role::CodeOperator},
            {L::IRI, Role::CodeString},
            {L::Keyword, Role::CodeKeyword},
            {L::KeywordLD, Role::CodeKeyword},
            {L::Error, Role::Error}};
}

StyleRoles yamlRoles() {
    using L = QsciLexerYAML;
    return {{L::Comment, Role::CodeComment},           {L::Identifier, Role::CodeProperty},
            {L::Keyword, Role::CodeKeyword},           {L::Number, Role::CodeNumber},
            {L::Reference, Role::CodeFunction},        {L::TextBlockMarker, Role::CodeString},
            {L::SyntaxErrorMarker, Role::Error},       {L::Operator, Role::CodeOperator},
            {L::DocumentDelimiter, Role::CodeOperator}};
}

StyleRoles shellRoles() {
    using L = QsciLexerBash;
    return {{L::Error, Role::Error},
            {L::Comment, Role::CodeComment},
            {L::Number, Role::CodeNumber},
            {L::Keyword, Role::CodeKeyword},
            {L::DoubleQuotedString, Role::CodeString},
            {L::SingleQuotedString, Role::CodeString},
            {L::SingleQuotedHereDocument, Role::CodeString},
            {L::HereDocumentDelimiter, Role::CodeString},
            {L::Operator, Role::CodeOperator},
            {L::Scalar, Role::CodeProperty},
            {L::ParameterExpansion, Role::CodeProperty},
            {L::Backticks, Role::CodeFunction}};
}

StyleRoles rolesOf(const QsciLexer& lexer) {
    if (qobject_cast<const QsciLexerPython*>(&lexer))
        return pythonRoles();
    if (qobject_cast<const QsciLexerJavaScript*>(&lexer))
        return javaScriptRoles();
    if (qobject_cast<const QsciLexerJSON*>(&lexer))
        return jsonRoles();
    if (qobject_cast<const QsciLexerYAML*>(&lexer))
        return yamlRoles();
    return shellRoles();
}

/// The inactive preprocessor variants of the C++ family lie 64 above the plain ones.
constexpr int kStyles = 128;

} // namespace

QsciLexer* makeLexer(Language language, QObject* parent) {
    switch (language) {
    case Language::Python: {
        auto* lexer = new QsciLexerPython(parent);
        lexer->setFoldComments(true);
        return lexer;
    }
    case Language::JavaScript: {
        auto* lexer = new QsciLexerJavaScript(parent);
        lexer->setFoldComments(true);
        return lexer;
    }
    case Language::Json:
    case Language::StateMachine: {
        auto* lexer = new QsciLexerJSON(parent);
        lexer->setHighlightEscapeSequences(true);
        return lexer;
    }
    case Language::Yaml:
        return new QsciLexerYAML(parent);
    case Language::Shell:
        return new QsciLexerBash(parent);
    case Language::Plain:
        break;
    }
    return nullptr;
}

void styleLexer(QsciLexer& lexer, const theme::Theme& theme) {
    const QFont font = theme.codeFont();
    const QColor paper = theme.colour(Role::Field);
    const QColor text = theme.colour(Role::Text);
    lexer.setDefaultFont(font);
    lexer.setDefaultPaper(paper);
    lexer.setDefaultColor(text);
    for (int style = 0; style < kStyles; ++style) {
        lexer.setColor(text, style);
        lexer.setPaper(paper, style);
        lexer.setFont(font, style);
        lexer.setEolFill(false, style);
    }
    for (const auto& [style, role] : rolesOf(lexer))
        lexer.setColor(theme.colour(role), style);
}

} // namespace ws::codeeditor
