#pragma once

#include "engine/base/reason.h"
#include "engine/expression/pathtree.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace ws::expression {

/// Reads the Jayway dialect of JSONPath. Error "path.syntax" with path, offset and reason.
class PathParser {
public:
    explicit PathParser(std::string_view text)
        : m_text(text) {}

    base::Result<PathTree> parse();

private:
    static void classify(PathTree& tree);
    bool root(PathTree& tree);
    bool steps(PathTree& tree);
    bool step(PathTree& tree);
    bool dotStep(PathTree& tree);
    bool bracketStep(PathTree& tree);
    bool function(PathTree& tree, const std::string& name);
    bool quotedNames(PathStep& step);
    bool quoted(std::string& out);
    bool numbers(PathStep& step);
    bool slice(PathStep& step, std::optional<std::int64_t> from);
    bool number(std::int64_t& out);
    bool filterStep(PathStep& step);

    bool filterOr(FilterNode& node);
    bool filterAnd(FilterNode& node);
    bool filterUnary(FilterNode& node);
    bool filterComparison(FilterNode& node);
    bool filterOperator(FilterNode& node, bool& found);
    bool operand(FilterOperand& operand);
    bool embeddedPath(FilterOperand& operand);
    bool pattern(FilterOperand& operand);
    bool literalContainer(FilterOperand& operand);
    bool bareLiteral(FilterOperand& operand);

    std::string_view name();
    void skipBlanks();
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek(std::size_t ahead = 0) const {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    bool accept(char c);
    bool accept(std::string_view word);
    bool expect(char c);
    bool fail(const base::Reason& reason);

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    base::Reason m_reason;
    std::size_t m_reasonAt = 0;
};

} // namespace ws::expression
