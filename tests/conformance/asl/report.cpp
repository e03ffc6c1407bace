#include "tests/conformance/asl/report.h"

#include <array>
#include <iostream>

namespace ws::conformance {

namespace {

struct KnownDifference {
    std::string_view test;
    std::string_view reason;
};
constexpr std::array kKnownDifferences{
    KnownDifference{"test_update_logging_configuration",
                    "the case shows the arguments as the test changed them after the calls: its "
                    "CreateStateMachine has two log destinations, which the service refuses"},
    KnownDifference{"test_put_events_no_source",
                    "recorded while the queue delivered its one message twice"},
};

/// "…/v2/choice_operators/test_numeric.py::…" belongs to the family choice_operators.
std::string familyOf(const std::string& id) {
    constexpr std::string_view root = "/v2/";
    const std::string path = id.substr(id.find(root) + root.size());
    return path.substr(0, path.find_first_of("/:"));
}

void explain(const std::string& id, const std::string& difference) {
    const std::string_view known = knownReason(id);
    std::cout << (known.empty() ? "FAIL " : "KNOWN ") << familyOf(id) << "::" << shortName(id)
              << "\n     " << (known.empty() ? difference : std::string(known)) << '\n';
}

} // namespace

std::string_view knownReason(std::string_view caseId) {
    for (const KnownDifference& known : kKnownDifferences) {
        if (caseId.ends_with(known.test))
            return known.reason;
    }
    return {};
}

std::string shortName(const std::string& caseId) {
    return caseId.substr(caseId.rfind("::") + 2);
}

void Report::add(const json::Value& entry, const RecordedCase::Outcome& outcome) {
    const bool passes = outcome.difference.empty();
    const std::string& id = entry["id"].toString();
    for (Count* count : {&m_all, &m_kinds[entry["kind"].toString()], &m_families[familyOf(id)]}) {
        ++count->total;
        count->passed += passes ? 1 : 0;
    }
    m_strict += outcome.strictDifference.empty() ? 1 : 0;
    m_emulated += outcome.isEmulated ? 1 : 0;
    for (const std::string& member : outcome.laterMembers)
        ++m_later[member];
    if (!passes)
        explain(id, outcome.difference);
}

void Report::print() const {
    printCounts("kinds", m_kinds);
    printCounts("families", m_families);
    for (const auto& [member, count] : m_later)
        std::cout << m_name << ": " << member << " left out of account in " << count
                  << " cases that were recorded before it existed\n";
    if (m_emulated > 0)
        std::cout << m_name << ": of " << m_emulated
                  << " errors recorded in the emulator's words only the reason is compared\n";
    std::cout << m_name << ": " << m_strict
              << " pass even where the recordings allow differences\n";
    std::cout << m_name << ": " << m_all.passed << '/' << m_all.total << " passed" << std::endl;
}

void Report::printCounts(const char* what, const std::map<std::string, Count>& counts) const {
    std::cout << m_name << ' ' << what << ':';
    for (const auto& [key, count] : counts)
        std::cout << ' ' << key << ' ' << count.passed << '/' << count.total;
    std::cout << '\n';
}

} // namespace ws::conformance
