#include "engine/expression/pathpattern.h"

#include <QRegularExpression>
#include <QString>

#include <utility>

namespace ws::expression {

namespace {

class CompiledPattern : public PathPattern {
public:
    explicit CompiledPattern(QRegularExpression expression)
        : m_expression(std::move(expression)) {}

    bool matches(const std::string& text) const override {
        return m_expression.match(QString::fromStdString(text)).hasMatch();
    }

private:
    const QRegularExpression m_expression;
};

QRegularExpression::PatternOptions optionsOf(std::string_view flags) {
    QRegularExpression::PatternOptions options;
    for (const char flag : flags) {
        if (flag == 'i')
            options |= QRegularExpression::CaseInsensitiveOption;
        else if (flag == 's')
            options |= QRegularExpression::DotMatchesEverythingOption;
        else if (flag == 'm')
            options |= QRegularExpression::MultilineOption;
        else if (flag == 'x')
            options |= QRegularExpression::ExtendedPatternSyntaxOption;
    }
    return options;
}

} // namespace

std::shared_ptr<const PathPattern> PathPattern::compile(const std::string& text,
                                                        std::string_view flags) {
    QRegularExpression expression(QRegularExpression::anchoredPattern(QString::fromStdString(text)),
                                  optionsOf(flags));
    if (!expression.isValid())
        return nullptr;
    return std::make_shared<const CompiledPattern>(std::move(expression));
}

} // namespace ws::expression
