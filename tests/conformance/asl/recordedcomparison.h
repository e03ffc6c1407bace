#pragma once

#include "engine/json/value.h"
#include "tests/conformance/asl/recordedpath.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ws::conformance {

/// Members that the service's answers have had since some day: recordings from before that day do
/// not show them.
struct LaterMember {
    std::string_view name;
    std::string_view since; ///< "2023-11-16"
};

/// Compares what the engine made, normalised, with what was recorded. <name:N> are variables that
/// must stand for the same text wherever they occur within a case; everything else is compared
/// exactly.
class RecordedComparison {
public:
    struct Setup {
        std::set<std::string> references; ///< names of variables
        std::vector<RecordedPath> skips;  ///< places that are not compared
        std::string recorded;             ///< when, "2023-08-11"
    };
    explicit RecordedComparison(Setup setup)
        : m_setup(std::move(setup)) {}

    /// Empty when equal, else where and what the first difference is.
    std::string difference(const json::Value& expected, const json::Value& actual,
                           std::vector<std::string> path);

    /// Members that were left out of account because they are younger than the recording.
    const std::set<std::string>& laterMembers() const { return m_later; }
    /// Some recorded text has the emulator's words; only the reason in it was compared.
    bool isEmulated() const { return m_emulated; }

private:
    using Path = std::vector<std::string>;
    using Value = json::Value;

    static std::string explain(const Value& expected, const Value& actual, const Path& path);
    bool isSkipped(const Path& path) const;
    bool isLater(const std::string& member);
    std::string object(const Value& expected, const Value& actual, const Path& path);
    std::string array(const Value& expected, const Value& actual, const Path& path);
    std::string unordered(const Value& expected, const Value& actual, std::size_t begin,
                          std::size_t end, const Path& path);
    std::string text(const std::string& expected, const Value& actual, const Path& path);
    bool fits(const std::string& expected, const std::string& actual);
    std::string variableAt(const std::string& text, std::size_t at) const;

    Setup m_setup;
    std::map<std::string, std::string> m_bound;
    std::set<std::string> m_later;
    bool m_emulated = false;
};

} // namespace ws::conformance
