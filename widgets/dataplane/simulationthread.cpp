#include "widgets/dataplane/simulationthread.h"

#include <QElapsedTimer>

namespace ws::dataplane {

namespace {

constexpr int kTellEvery = 100; // ms

} // namespace

SimulationThread::SimulationThread(fleet::SimulationPlan plan, QObject* parent)
    : QThread(parent)
    , m_plan(std::move(plan)) {
    qRegisterMetaType<fleet::FleetStatistics>();
}

SimulationThread::~SimulationThread() {
    cancel();
    wait();
}

void SimulationThread::run() {
    fleet::Simulation simulation(m_plan);
    QElapsedTimer since;
    since.start();
    while (simulation.step() && !m_cancelled) {
        if (since.elapsed() < kTellEvery)
            continue;
        since.restart();
        Q_EMIT advanced(simulation.progress(), simulation.statistics());
    }
    Q_EMIT advanced(m_cancelled ? simulation.progress() : 1, simulation.statistics());
}

} // namespace ws::dataplane
