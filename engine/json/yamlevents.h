#pragma once

#include "engine/base/reason.h"
#include "engine/json/document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ws::json {

/// A YAML document as it is written: anchors, aliases and tags are not resolved yet.
struct YamlNode {
    enum class Kind : std::uint8_t { Scalar, Sequence, Mapping, Alias };
    Kind kind = Kind::Scalar;
    bool plain = false;     ///< a scalar without quotes or block indicator
    Range range;            ///< without tag and anchor
    std::string tag;        ///< "!Sub", "tag:yaml.org,2002:str"; empty when there is none
    std::string text;       ///< a scalar's
    std::size_t anchor = 0; ///< 0: none; an alias names one, what it stands for carries it
    std::vector<std::uint32_t> children; ///< items; keys and values in turn
};

struct YamlTree {
    std::vector<YamlNode> nodes;         ///< in the order of the text; [0] is the root
    std::vector<std::uint32_t> anchored; ///< by anchor: the node that carries it
};

/// Error "yaml.syntax" with line, column, offset and reason.
base::Result<YamlTree> readYaml(const std::string& text);
base::Error yamlError(std::string_view text, std::size_t offset, const base::Reason& reason);

} // namespace ws::json
