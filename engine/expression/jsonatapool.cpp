#include "engine/expression/jsonatapool.h"

#include <utility>

namespace ws::expression {

const base::Result<Jsonata>& JsonataPool::compile(std::string_view text) {
    std::string key(text);
    const auto found = m_known.find(key);
    if (found != m_known.end())
        return found->second;
    return m_known.emplace(std::move(key), Jsonata::compile(text)).first->second;
}

} // namespace ws::expression
