#pragma once

#include "engine/base/reason.h"
#include "engine/expression/intrinsiccall.h"

#include <string_view>

namespace ws::expression {

/// Reads a call with its nested ones. Error "intrinsic.syntax" with text, offset and reason.
class IntrinsicParser {
public:
    explicit IntrinsicParser(std::string_view text)
        : m_text(text) {}

    base::Result<IntrinsicCall> parse();

private:
    bool call(IntrinsicCall& call);
    bool arguments(IntrinsicCall& call);
    bool argument(IntrinsicCall& call);
    bool text(IntrinsicCall& call, IntrinsicArgument& argument);
    bool path(IntrinsicArgument& argument);
    bool nested(IntrinsicArgument& argument);
    bool literal(IntrinsicArgument& argument);

    void skipBlanks();
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool accept(char c);
    bool fail(base::Reason reason);
    bool fail(std::size_t offset, base::Reason reason);

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    base::Reason m_reason;
    std::size_t m_reasonAt = 0;
};

} // namespace ws::expression
