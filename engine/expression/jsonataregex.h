#pragma once

#include "engine/base/reason.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ws::expression::jsonata {

/// JavaScript's regular expression `pattern` in the syntax of PCRE2, where both differ; error
/// "regex.syntax" with reason.
base::Result<std::string> pcrePattern(std::string_view pattern, bool multiline);

/// A regular expression of JavaScript, compiled once and used by many threads.
class Regex {
public:
    /// `flags`: of "im". Error "regex.syntax" with reason.
    static base::Result<std::shared_ptr<const Regex>> compile(std::string_view pattern,
                                                              std::string_view flags);
    const std::string& pattern() const { return m_pattern; }

private:
    friend class RegexSearch;
    struct Code;
    Regex() = default;

    std::string m_pattern;
    std::shared_ptr<const Code> m_code;
};

/// A search through one text, from match to match. The regular expression and the text outlive it.
class RegexSearch {
public:
    RegexSearch(const Regex& regex, std::string_view text);
    ~RegexSearch();
    RegexSearch(const RegexSearch&) = delete;
    RegexSearch& operator=(const RegexSearch&) = delete;

    /// The first match at `from` or behind. Throws a Failure when it takes too many attempts.
    bool find(std::size_t from);
    std::size_t begin() const;
    std::size_t end() const;
    std::size_t groupCount() const;
    /// The text of a group, from 0; nothing when it took no part.
    std::optional<std::string_view> group(std::size_t index) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace ws::expression::jsonata
