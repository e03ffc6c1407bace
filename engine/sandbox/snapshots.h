#pragma once

#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ws::sandbox {

/// Which snapshots there are, by what they are of. Sources are not owned.
template <typename Source>
class Snapshots {
public:
    using Key = const void*; ///< the revision's address: all that come from it hold it

    /// One will be taken or lost.
    void announce(Key key) { m_announced.insert(key); }
    void taken(Key key, Source& source) {
        m_taken[key] = &source;
        tell(key);
    }
    /// It failed, or it is gone.
    void lost(Key key) {
        m_taken.erase(key);
        tell(key);
    }
    /// nullptr while there is none.
    Source* find(Key key) const {
        const auto found = m_taken.find(key);
        return found == m_taken.end() ? nullptr : found->second;
    }
    /// As soon as one that is announced is taken or lost, else at once.
    void whenDecided(Key key, std::function<void()> then) {
        if (!m_announced.contains(key))
            then();
        else
            m_waiting[key].push_back(std::move(then));
    }

private:
    void tell(Key key) {
        m_announced.erase(key);
        auto waiting = m_waiting.extract(key);
        if (!waiting)
            return;
        for (const auto& then : waiting.mapped())
            then();
    }

    std::unordered_set<Key> m_announced;
    std::unordered_map<Key, Source*> m_taken;
    std::unordered_map<Key, std::vector<std::function<void()>>> m_waiting;
};

} // namespace ws::sandbox
