#pragma once

#include "engine/json/value.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ws::conformance {

/// A path of the recordings in JSONPath: "$..events[8].previousEventId", "$..Headers.Via".
class RecordedPath {
public:
    explicit RecordedPath(const std::string& text);

    /// Whether it leads to the place with these members and indexes.
    bool matches(const std::vector<std::string>& place) const { return matches(place, 0, 0); }

    /// Calls `change` with every value that it leads to; `place` is where `root` itself is.
    void each(json::Value& root, std::vector<std::string> place,
              const std::function<void(json::Value&)>& change) const;

private:
    struct Step {
        bool anywhere = false;
        std::string name; ///< "*": any
    };
    bool matches(const std::vector<std::string>& place, std::size_t at, std::size_t step) const;

    std::vector<Step> m_steps;
};

/// Follows a path of the cases' own syntax: .member [3] [-1] [*] [1:3] |json |jsonpath:EXPR;
/// nullopt when it leads nowhere.
std::optional<json::Value> followed(const json::Value& value, const std::string& path);

/// Puts a value at .member[3].member; nothing happens where there is no such place.
void putAt(json::Value& root, const std::string& path, const json::Value& value);

} // namespace ws::conformance
