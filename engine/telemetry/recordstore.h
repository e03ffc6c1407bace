#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <utility>

namespace ws::telemetry {

/// Records in the order they came, found by id, the oldest finished ones forgotten first. Each
/// record keeps its number for as long as it lives, so that a view can tell what is new.
template <typename Id, typename Record>
class RecordStore {
public:
    const std::deque<Record>& all() const { return m_records; }
    std::size_t size() const { return m_records.size(); }

    Record* find(Id id) {
        const auto found = m_numbers.find(id);
        return found == m_numbers.end() ? nullptr : &m_records[found->second - m_forgotten];
    }
    const Record* find(Id id) const { return const_cast<RecordStore*>(this)->find(id); }

    Record& add(Id id, Record record) {
        m_numbers[id] = m_forgotten + m_records.size();
        m_ids.push_back(id);
        return m_records.emplace_back(std::move(record));
    }

    /// Forgets the oldest finished record, or a sixteenth of all when an unfinished one stands
    /// before it, so that the cost of closing the gap is shared by many calls. Returns how many
    /// went; `onForget` sees each one first.
    template <typename OnForget>
    std::size_t forgetOldest(OnForget&& onForget) {
        if (m_records.empty())
            return 0;
        if (m_records.front().isOver()) {
            onForget(m_records.front());
            m_numbers.erase(m_ids.front());
            m_records.pop_front();
            m_ids.pop_front();
            ++m_forgotten;
            return 1;
        }
        if (m_records.size() < m_nextSweep)
            return 0;
        const std::size_t gone = sweep(m_records.size() / 16 + 1, onForget);
        // Nothing is finished: looking again at every event would make each one linear.
        m_nextSweep = gone == 0 ? m_records.size() + m_records.size() / 16 + 1 : 0;
        return gone;
    }

    /// Forgets everything that is finished.
    void keepUnfinished() {
        sweep(m_records.size(), [](const Record&) {});
        m_nextSweep = 0;
    }
    template <typename Change>
    void forEach(Change&& change) {
        for (Record& record : m_records)
            change(record);
    }

private:
    template <typename OnForget>
    std::size_t sweep(std::size_t atMost, OnForget&& onForget) {
        std::size_t kept = 0;
        std::size_t gone = 0;
        for (std::size_t i = 0; i < m_records.size(); ++i) {
            if (gone < atMost && m_records[i].isOver()) {
                onForget(m_records[i]);
                m_numbers.erase(m_ids[i]);
                ++gone;
                continue;
            }
            if (kept != i) {
                m_records[kept] = std::move(m_records[i]);
                m_ids[kept] = m_ids[i];
            }
            ++kept;
        }
        m_records.resize(kept);
        m_ids.resize(kept);
        m_forgotten += gone;
        for (std::size_t i = 0; gone > 0 && i < kept; ++i)
            m_numbers[m_ids[i]] = m_forgotten + i;
        return gone;
    }

    std::deque<Record> m_records;
    std::deque<Id> m_ids;
    std::unordered_map<Id, std::uint64_t> m_numbers; ///< m_forgotten + position
    std::uint64_t m_forgotten = 0;
    std::size_t m_nextSweep = 0;
};

} // namespace ws::telemetry
