#pragma once

#include "engine/fleet/simulation.h"

#include <QThread>

#include <atomic>

namespace ws::dataplane {

/// A simulation in a thread of its own: it needs nothing of the engine and may take minutes.
class SimulationThread : public QThread {
    Q_OBJECT
public:
    explicit SimulationThread(fleet::SimulationPlan plan, QObject* parent = nullptr);
    /// Ends it first.
    ~SimulationThread() override;

    /// It ends soon and tells what it has.
    void cancel() { m_cancelled = true; }

Q_SIGNALS:
    /// 0 to 1, and what happened so far; about ten times a second and at the end.
    void advanced(double progress, const ws::fleet::FleetStatistics& statistics);

protected:
    void run() override;

private:
    const fleet::SimulationPlan m_plan;
    std::atomic<bool> m_cancelled = false;
};

} // namespace ws::dataplane
