// The part of ProcessEnvironment that has to do with snapshots (SnapStart, lambda.md B9).
//
// A snapshot is an environment like any other whose runtime, initialised, forks when it is asked
// to. An environment that is restored from it is made inside of it: its own init, in namespaces of
// its own (engine/sandbox/init/main.cpp), with its own network and endpoint, /tmp, processes,
// control group and limits. The fork enters those and goes on from where the snapshot stood.
//
// What differs from a snapshot of a whole machine:
// - Only the thread that was initialising is in a copy. Other threads are not.
// - External extensions are started in each environment, not copied.
// - Open files and connections are the snapshot's own, shared by its copies; /tmp is copied.
// - Code of the function that runs in INIT is in all copies, and a copy has every capability over
//   its own environment's namespaces until it gives them up: it could keep them, and look into the
//   snapshot's /tmp. Towards the machine and other functions the walls are the same as elsewhere.
// - Where the machine gives no namespaces nothing is forked: the runtime initialises again, hooks
//   and all, when it is to be restored.

#include "engine/sandbox/processenvironment.h"

namespace ws::sandbox {

bool ProcessEnvironment::isSnapshot() const {
    return m_spec.begin == BackendSpec::Begin::Snapshot &&
           m_host.isolation().mode() == Isolation::Mode::Namespaces;
}

bool ProcessEnvironment::comesFromSnapshot() const {
    return m_spec.begin == BackendSpec::Begin::Restore &&
           m_host.isolation().mode() == Isolation::Mode::Namespaces;
}

// ---- being one

void ProcessEnvironment::onRuntimeSnapshot() {
    becomeReady();
}

void ProcessEnvironment::decideSnapshot() {
    if (m_decision != Decision::Owed)
        return;
    m_decision = Decision::Taken;
    m_host.snapshots().taken(snapshotKey(), static_cast<ForkSource&>(*this));
}

void ProcessEnvironment::loseSnapshot() {
    if (std::exchange(m_decision, Decision::None) != Decision::None)
        m_host.snapshots().lost(snapshotKey());
}

void ProcessEnvironment::beginFork() {
    if (m_forks++ == 0 && m_frozen)
        m_init->order(init::Order::Thaw);
}

void ProcessEnvironment::endFork() {
    if (--m_forks == 0 && m_frozen && m_init)
        m_init->order(init::Order::Freeze);
}

// ---- coming from one

void ProcessEnvironment::startFromSnapshot() {
    m_host.snapshots().whenDecided(snapshotKey(), [this, alive = m_alive] {
        if (*alive)
            begin();
    });
}

void ProcessEnvironment::restoreRuntime() {
    ForkSource* source = snapshot();
    if (!source) {
        failed({Exit::Kind::NoSnapshot, 0, "Runtime.Unknown", "There is no snapshot."});
        return;
    }
    m_forking = true;
    m_running.set(init::kRuntimeSlot);
    source->beginFork();
    m_init->order(init::Order::Restore);
}

void ProcessEnvironment::settleFork() {
    if (!std::exchange(m_forking, false))
        return;
    if (ForkSource* source = snapshot())
        source->endFork();
}

void ProcessEnvironment::onRuntimeRestoring() {
    if (drainLog(Partial::Finish))
        m_listener.onRestoring();
}

} // namespace ws::sandbox
