#pragma once

#include "engine/json/value.h"
#include "tests/conformance/asl/recordedpath.h"
#include "tests/conformance/asl/tokens.h"

#include <QRegularExpression>

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

    /// The value of one snapshot key as it would have been recorded, except for references
    /// (<name:N>), which stay what they stand for.
    json::Value apply(const std::string& key, const json::Value& value, const Tokens& tokens) const;

    /// Names of references that occur in recordings: uuid, resource, ...
    const std::set<std::string>& references() const { return m_references; }

private:
    struct Masked {
        RecordedPath path;
        std::string replacement;
    };
    struct Pattern {
        std::string pattern;
        std::string replacement;
    };
    struct Member {
        std::string name;
        std::string replacement;
    };

    void read(const json::Value& transformer, const json::Value& groups);
    std::string withPatterns(std::string text, const Tokens& tokens) const;

    std::vector<Masked> m_masked;
    std::vector<Member> m_members;
    std::vector<Pattern> m_patterns;
    std::set<std::string> m_references;
    std::set<std::string> m_custom;
};

} // namespace ws::conformance
