#pragma once

#include "engine/json/value.h"
#include "tests/conformance/asl/recordedcase.h"

#include <map>
#include <string>
#include <string_view>

namespace ws::conformance {

/// Where the recording is not what the service does today; why. Empty for every other case.
std::string_view knownReason(std::string_view caseId);

/// The test's own name with its parameters: what is behind the last "::".
std::string shortName(const std::string& caseId);

/// The cases of one set: counts per kind and family, and the first difference of each case that
/// does not pass.
class Report {
public:
    explicit Report(std::string name)
        : m_name(std::move(name)) {}

    /// `entry`: of index.json.
    void add(const json::Value& entry, const RecordedCase::Outcome& outcome);
    int passed() const { return m_all.passed; }
    /// Ends with "NAME: PASSED/TOTAL passed".
    void print() const;

private:
    struct Count {
        int passed = 0;
        int total = 0;
    };

    void printCounts(const char* what, const std::map<std::string, Count>& counts) const;

    const std::string m_name;
    Count m_all;
    int m_strict = 0;
    int m_emulated = 0;
    std::map<std::string, Count> m_kinds;
    std::map<std::string, Count> m_families;
    std::map<std::string, int> m_later;
};

} // namespace ws::conformance
