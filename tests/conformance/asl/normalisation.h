#pragma once

#include "engine/json/value.h"
#include "tests/conformance/asl/recordedpath.h"
#include "tests/conformance/asl/tokens.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace ws::conformance {

/// Does to our answers what was done to the service's before they were recorded: the transformers
/// of the case, and what every case went through.
class Normalisation {
public:
    /// `groups`: transformers.json.
    Normalisation(const json::Value& transformers, const json::Value& groups);

    /// The values under all snapshot keys as they would have been recorded; references (<name:N>)
    /// are counted in our own order.
    json::Value apply(const json::Value& matched, const Tokens& tokens) const;

    /// Names of the references: uuid, resource, ...
    const std::set<std::string>& references() const { return m_references; }

private:
    struct Masked {
        RecordedPath path;
        std::string replacement;
    };
    struct Member {
        std::string name;
        std::string replacement;
    };
    /// A replacement in the whole text.
    struct Replacement {
        enum class Kind : std::uint8_t {
            Pattern,
            Path,
            Member,
            ResourceName,
            CauseInput,
            SigningCertificate,
            Uuid
        };
        Kind kind = Kind::Pattern;
        std::string what; ///< the pattern, path or member name
        std::string by;
    };

    void read(const json::Value& transformer, const json::Value& groups);
    static std::vector<std::string> referenced(const Replacement& replacement,
                                               const json::Value& values);
    std::string replaced(const json::Value& values, const Tokens& tokens) const;

    std::vector<Masked> m_masked;
    std::vector<Member> m_members;
    std::vector<Replacement> m_replacements;
    std::set<std::string> m_references;
    std::set<std::string> m_custom;
};

} // namespace ws::conformance
