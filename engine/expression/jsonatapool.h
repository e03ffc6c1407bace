#pragma once

#include "engine/expression/jsonata.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace ws::expression {

/// Expressions by their text, each compiled once: a definition is validated and then compiled of
/// the same texts, and states often say the same. For one thread; what it gives may go to others.
class JsonataPool {
public:
    /// As Jsonata::compile() in Step Functions' dialect; stays where it is as long as the pool
    /// does.
    const base::Result<Jsonata>& compile(std::string_view text);

private:
    std::unordered_map<std::string, base::Result<Jsonata>> m_known;
};

} // namespace ws::expression
