#pragma once

#include "engine/base/clock.h"

#include <optional>

namespace ws::sandbox {

/// How much of an environment's time is paid for; which rule holds when is engine/fleet/billing.h.
struct BillingRule {
    base::Duration step = std::chrono::milliseconds{1}; ///< what is begun counts as a whole one
    enum class Init { Billed, Free };
    Init init = Init::Billed;

    base::Duration billed(base::Duration duration, std::optional<base::Duration> initTime) const {
        if (init == Init::Billed)
            duration += initTime.value_or(base::Duration{0});
        return (duration + step - base::Duration{1}) / step * step;
    }
};

} // namespace ws::sandbox
