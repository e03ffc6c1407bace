#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace ws::expression {

/// The right side of `=~` in a filter, compiled once; it has to match the whole text.
class PathPattern {
public:
    /// nullptr when it is no regular expression. Flags: i, s, m, x.
    static std::shared_ptr<const PathPattern> compile(const std::string& text,
                                                      std::string_view flags);
    virtual ~PathPattern() = default;
    virtual bool matches(const std::string& text) const = 0;
};

} // namespace ws::expression
