#pragma once

#include "engine/workspace/historydatabase.h"
#include "engine/workspace/runhistory.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ws::workspace {

/// Which program an execution runs in: executions whose program is gone cannot be running, and are
/// taken over.
class HistorySessions {
public:
    HistorySessions(HistoryDatabase& database, RunHistory::Unfinished unfinished)
        : m_database(database)
        , m_unfinished(unfinished) {}

    /// Enters this one. False: it cannot be.
    bool begin();
    void takeOver();
    /// Forgets this one, unless an execution runs in it.
    void end();
    const QVariant& current() const { return m_current; }

    /// Those that are ours now, each given out once.
    std::vector<std::int64_t> takeTaken() { return std::exchange(m_taken, {}); }
    const std::vector<std::int64_t>& interrupted() const { return m_interrupted; }
    void interrupt(std::int64_t row, const std::string& cause);

private:
    void forget(const QVariant& id);
    std::vector<std::int64_t> gone();
    std::vector<std::int64_t> runningIn(std::int64_t session);
    void takeOver(std::int64_t row);

    HistoryDatabase& m_database; // Not owned.
    const RunHistory::Unfinished m_unfinished;
    QVariant m_current;
    std::vector<std::int64_t> m_taken;
    std::vector<std::int64_t> m_interrupted;
};

} // namespace ws::workspace
