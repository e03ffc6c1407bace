#include "engine/execution/seededrandom.h"

#include "engine/base/ids.h"

#include <memory>
#include <optional>
#include <random>

namespace ws::execution {

namespace {

/// Seeded when first asked: most executions never draw.
class LazyRandom {
public:
    explicit LazyRandom(std::uint64_t seed)
        : m_seed(seed) {}

    std::string uuid() {
        if (!m_uuids)
            m_uuids.emplace(m_seed);
        return m_uuids->next();
    }

    double unit() {
        if (!m_engine)
            m_engine.emplace(m_seed + 1);
        return std::uniform_real_distribution<double>(0, 1)(*m_engine);
    }

private:
    const std::uint64_t m_seed;
    std::optional<base::UuidSource> m_uuids;
    std::optional<std::mt19937_64> m_engine;
};

} // namespace

expression::RandomSource seededRandom(std::uint64_t seed) {
    auto random = std::make_shared<LazyRandom>(seed);
    return {[random] { return random->uuid(); }, [random] { return random->unit(); }};
}

} // namespace ws::execution
