#pragma once

#include "engine/expression/jsonataitem.h"

#include <cstddef>
#include <forward_list>
#include <memory>
#include <string>
#include <vector>

namespace ws::expression::jsonata {

/// Owns what one evaluation makes and says stop when it becomes too much.
class Heap {
public:
    explicit Heap(std::size_t bytes)
        : m_limit(bytes) {}
    Heap(const Heap&) = delete;
    Heap& operator=(const Heap&) = delete;
    /// Everything counted is gone before: the owner drops its values and calls clear().
    ~Heap() { clear(); }

    /// Throws a Failure when the evaluation holds too much.
    void take(std::size_t bytes) {
        if (bytes > m_limit - m_used)
            refuse();
        m_used += bytes;
    }
    void give(std::size_t bytes) noexcept { m_used -= bytes; }
    /// Throws as take() would, and takes nothing: before something large is made.
    void check(std::size_t bytes) const {
        if (bytes > m_limit - m_used)
            refuse();
    }

    [[noreturn]] static void refuse();

    Item text(std::string value);
    Ref<ArrayRep> array();
    Ref<ArrayRep> sequence();
    Ref<ArrayRep> sequence(Item item);
    Ref<ObjectRep> object();
    /// Keeps `value` until the evaluation ends, so that items can borrow from it.
    const json::Value& keep(json::Value value);

    void destroy(Rep* rep) noexcept;
    void add(CyclicRep* rep) noexcept;
    void remove(CyclicRep* rep) noexcept;
    /// Empties what still holds itself.
    void clear() noexcept;

private:
    static void destroyNow(Rep* rep) noexcept;

    const std::size_t m_limit;
    std::size_t m_used = 0;
    CyclicRep* m_cyclic = nullptr; // all that live
    std::vector<Rep*> m_dead;      // while one is destroyed: no recursion however deep values nest
    bool m_destroying = false;
    std::forward_list<json::Value> m_kept;
};

inline void Rep::release() {
    if (--references == 0)
        heap.destroy(this);
}

} // namespace ws::expression::jsonata
