#pragma once

#include "engine/fleet/dated.h"
#include "engine/fleet/tokenbucket.h"

#include <string_view>

namespace ws::fleet {

/// How fast environments may be added (lambda.md B6).
struct ScalingModel {
    enum class Scope {
        Function, ///< each function for itself
        Account   ///< all functions of the region share it
    };
    Scope scope = Scope::Function;
    GrowthRate rate;
};

/// Now 1,000 per 10 s and function, continuously; before November 2023 a burst by region, then 500
/// each minute for the whole region.
ScalingModel scalingModelAt(Day asOf, std::string_view region);

/// How fast provisioned environments are allocated: now 6,000 a minute from nothing; before, up to
/// the region's burst at once, then 500 each minute.
GrowthRate provisioningRateAt(Day asOf, std::string_view region);

/// How many are allocated `elapsed` after the first could be.
int provisionedAfter(const GrowthRate& rate, base::Duration elapsed);

} // namespace ws::fleet
