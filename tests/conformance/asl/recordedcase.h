#pragma once

#include "engine/json/value.h"
#include "tests/conformance/asl/normalisation.h"
#include "tests/conformance/asl/recordedcomparison.h"
#include "tests/conformance/asl/recordedfunctions.h"
#include "tests/conformance/asl/tokens.h"

#include <set>
#include <string>

namespace ws::conformance {

/// One file of the corpus, executed.
class RecordedCase {
public:
    struct Outcome {
        std::string difference;             ///< the first; empty: everything came out as recorded
        std::string strictDifference;       ///< the first, skip paths not skipped
        std::set<std::string> laterMembers; ///< left out: younger than the recording
        bool isEmulated = false;      ///< the recording has the emulator's words, not the service's
        std::size_t executions = 0;   ///< that ran
        std::string replayDifference; ///< the first of their journals that makes another history
        std::vector<std::string> dump; ///< per match: both sides, when asked for
    };
    enum class Detail { Differences, BothSides };

    RecordedCase(json::Value source, const json::Value& transformerGroups);

    /// Functions that no history scripts.
    void setFunctions(RecordedFunctions::Otherwise otherwise) {
        m_otherwise = std::move(otherwise);
    }
    Outcome run(Detail detail);

private:
    void bindNames();
    void bindResource(const std::string& token, const json::Value& resource, int number);
    RecordedComparison comparison(bool withSkips) const;
    void compare(const json::Value& matched, Detail detail, Outcome& outcome) const;

    const json::Value m_source;
    const Normalisation m_normalisation;
    RecordedFunctions::Otherwise m_otherwise;
    Tokens m_tokens;
};

} // namespace ws::conformance
