#pragma once

#include "engine/base/transitiontable.h"
#include "engine/telemetry/events.h"

namespace ws::sandbox {

/// What moves an execution environment from phase to phase.
enum class Trigger : std::uint8_t {
    ProcessStarted, ///< process and endpoint exist
    RestoreStarted, ///< the same, and a snapshot is what its runtime comes from
    InitSucceeded,  ///< the runtime asks for its first event
    InitFailed,     ///< error, exit, or the limit passed
    InvokeStarted,  ///< an event is handed to the initialised runtime
    InitRestarted,  ///< an invoke finds no initialised runtime
    InvokeFinished, ///< the runtime asks for the next event
    InvokeFailed,   ///< exit or timeout: the process is no longer of use
    ProcessLost,    ///< the runtime ended while nothing was asked of it
    EndOrdered,     ///< idle time over, replaced, or stopped
    ProcessGone,    ///< nothing of it is left after the order to end
};

using Lifecycle = base::TransitionTable<telemetry::Phase, Trigger>;

/// The arrows of lambda.md B1. What is not here does not happen.
const Lifecycle& lifecycle();

} // namespace ws::sandbox
