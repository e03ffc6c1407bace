#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace ws::fleet {

/// Puts environments on workers, the machines that they share. The service publishes neither the
/// size of its workers nor its rule.
class Placement {
public:
    enum class Policy {
        Pack,  ///< where the least room is left: few machines, well used
        Spread ///< where the most room is left: a lost machine takes little along
    };
    struct Capacity {
        int workers = 0;           ///< 0: as many as are needed
        int memoryMb = 256 * 1024; ///< of each; environments take what they are configured with
        Policy policy = Policy::Pack;

        bool operator==(const Capacity&) const = default;
    };
    struct Worker {
        int memoryMb = 0;
        int freeMb = 0;
        int environments = 0;
    };

    /// Workers that exist keep their size; fewer are used as soon as they are empty.
    void setCapacity(const Capacity& capacity);

    /// A worker's number from 1, or nothing when none has room.
    std::optional<int> place(int memoryMb);
    void release(int worker, int memoryMb);

    const std::vector<Worker>& workers() const { return m_workers; }
    int usedMb() const { return m_usedMb; }

private:
    using Room = std::set<std::pair<int, int>>; ///< free MB and number, the fullest first
    Room::iterator choose(int memoryMb);
    bool isAllowed(int worker) const;
    bool addWorker(int memoryMb);

    Capacity m_capacity;
    std::vector<Worker> m_workers; ///< number - 1
    Room m_room;
    int m_usedMb = 0;
};

} // namespace ws::fleet
