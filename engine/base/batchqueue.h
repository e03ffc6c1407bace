#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace ws::base {

/// The one way from the engine thread to the window: double-buffered, many producers' pushes become
/// one batch, and the consumer is woken once per batch. When more than `capacity` values wait, new
/// ones that `droppable` allows are dropped and counted; the others are always kept.
template <typename T>
class BatchQueue {
public:
    struct Batch {
        std::vector<T> values;
        std::size_t dropped = 0; ///< since the last batch
    };

    /// `wake` runs in the producer's thread, once when the queue stops being empty.
    BatchQueue(std::size_t capacity, std::function<void()> wake,
               std::function<bool(const T&)> droppable = {})
        : m_capacity(capacity)
        , m_wake(std::move(wake))
        , m_droppable(std::move(droppable)) {}

    void push(T value) {
        bool first = false;
        {
            const std::lock_guard lock(m_mutex);
            if (m_waiting.size() >= m_capacity && m_droppable && m_droppable(value)) {
                ++m_dropped;
                return;
            }
            first = m_waiting.empty();
            m_waiting.push_back(std::move(value));
        }
        if (first && m_wake)
            m_wake();
    }

    Batch take() {
        Batch batch;
        const std::lock_guard lock(m_mutex);
        batch.values.swap(m_waiting);
        batch.dropped = std::exchange(m_dropped, 0);
        return batch;
    }

private:
    const std::size_t m_capacity;
    const std::function<void()> m_wake;
    const std::function<bool(const T&)> m_droppable;

    std::mutex m_mutex;
    // Guarded by m_mutex.
    std::vector<T> m_waiting;
    std::size_t m_dropped = 0;
};

} // namespace ws::base
