#include "engine/fleet/placement.h"

namespace ws::fleet {

void Placement::setCapacity(const Capacity& capacity) {
    if (capacity == m_capacity)
        return;
    m_capacity = capacity;
    m_room.clear();
    for (int number = 1; number <= int(m_workers.size()); ++number) {
        if (isAllowed(number))
            m_room.emplace(m_workers[std::size_t(number - 1)].freeMb, number);
    }
}

bool Placement::isAllowed(int worker) const {
    return m_capacity.workers == 0 || worker <= m_capacity.workers;
}

bool Placement::addWorker(int memoryMb) {
    const int number = int(m_workers.size()) + 1;
    if (!isAllowed(number) || m_capacity.memoryMb < memoryMb)
        return false;
    m_workers.push_back({m_capacity.memoryMb, m_capacity.memoryMb, 0});
    m_room.emplace(m_capacity.memoryMb, number);
    return true;
}

/// Spreading uses every worker that there may be, so with a fixed number all exist at once.
Placement::Room::iterator Placement::choose(int memoryMb) {
    if (m_capacity.policy == Policy::Pack)
        return m_room.lower_bound({memoryMb, 0});
    while (m_capacity.workers > 0 && addWorker(memoryMb)) {
    }
    if (m_room.empty() || m_room.rbegin()->first < memoryMb)
        return m_room.end();
    return m_room.lower_bound({m_room.rbegin()->first, 0}); // the first of the emptiest
}

std::optional<int> Placement::place(int memoryMb) {
    auto chosen = choose(memoryMb);
    if (chosen == m_room.end()) {
        if (!addWorker(memoryMb))
            return std::nullopt;
        chosen = m_room.find({m_capacity.memoryMb, int(m_workers.size())});
    }
    const int number = chosen->second;
    m_room.erase(chosen);
    Worker& worker = m_workers[std::size_t(number - 1)];
    worker.freeMb -= memoryMb;
    ++worker.environments;
    m_usedMb += memoryMb;
    m_room.emplace(worker.freeMb, number);
    return number;
}

void Placement::release(int number, int memoryMb) {
    Worker& worker = m_workers[std::size_t(number - 1)];
    m_room.erase({worker.freeMb, number});
    worker.freeMb += memoryMb;
    --worker.environments;
    m_usedMb -= memoryMb;
    if (isAllowed(number))
        m_room.emplace(worker.freeMb, number);
}

} // namespace ws::fleet
