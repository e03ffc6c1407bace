#include "engine/sandbox/lifecycle.h"

namespace ws::sandbox {

const Lifecycle& lifecycle() {
    using telemetry::Phase;
    static const Lifecycle table{
        {Phase::Starting, Trigger::ProcessStarted, Phase::Init},
        {Phase::Starting, Trigger::RestoreStarted, Phase::Restore},
        {Phase::Starting, Trigger::EndOrdered, Phase::Shutdown},

        {Phase::Init, Trigger::InitSucceeded, Phase::Idle},
        {Phase::Init, Trigger::InitFailed, Phase::Reset},
        {Phase::Init, Trigger::EndOrdered, Phase::Shutdown},

        {Phase::Restore, Trigger::InitSucceeded, Phase::Idle},
        {Phase::Restore, Trigger::InitFailed, Phase::Reset},
        {Phase::Restore, Trigger::EndOrdered, Phase::Shutdown},

        {Phase::Idle, Trigger::InvokeStarted, Phase::Invoke},
        {Phase::Idle, Trigger::ProcessLost, Phase::Reset},
        {Phase::Idle, Trigger::EndOrdered, Phase::Shutdown},

        {Phase::Invoke, Trigger::InvokeFinished, Phase::Idle},
        {Phase::Invoke, Trigger::InvokeFailed, Phase::Reset},
        {Phase::Invoke, Trigger::EndOrdered, Phase::Shutdown},

        {Phase::Reset, Trigger::InitRestarted, Phase::SuppressedInit},
        {Phase::Reset, Trigger::EndOrdered, Phase::Shutdown},

        {Phase::SuppressedInit, Trigger::InvokeStarted, Phase::Invoke},
        {Phase::SuppressedInit, Trigger::InitFailed, Phase::Reset},
        {Phase::SuppressedInit, Trigger::EndOrdered, Phase::Shutdown},

        {Phase::Shutdown, Trigger::ProcessGone, Phase::Gone},
    };
    return table;
}

} // namespace ws::sandbox
