#pragma once

#include "engine/base/systemclock.h"
#include "engine/sandbox/processbackend.h"
#include "engine/workspace/workbench.h"
#include "tests/support/eventlog.h"

namespace ws::tests {

/// A workbench over real processes, and everything that it told.
struct Bench {
    explicit Bench(base::SystemClock::Idle idle = base::SystemClock::Idle::Wait)
        : clock(idle)
        , bus(clock)
        , backends(clock)
        , workbench(
              {clock, idle == base::SystemClock::Idle::Skip ? &clock : nullptr, backends, bus}) {
        bus.addSink(&log);
    }
    ~Bench() {
        workbench.close();
        bus.removeSink(&log);
    }

    base::SystemClock clock;
    telemetry::EventBus bus;
    sandbox::ProcessBackendFactory backends;
    EventLog log;
    workspace::Workbench workbench;
};

} // namespace ws::tests
