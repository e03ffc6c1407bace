#pragma once

#include "engine/fleet/dated.h"
#include "engine/sandbox/billingrule.h"
#include "engine/telemetry/events.h"

#include <cstdint>
#include <string_view>

/// What invocations cost, by date. Pure functions; prices are values of their own with day and
/// source, so that a workspace can replace them.
namespace ws::fleet {

/// Steps of 100 ms before December 2020; INIT of managed runtimes free before August 2025.
sandbox::BillingRule billingRuleAt(Day asOf, std::string_view runtime);

enum class Architecture : std::uint8_t { X86, Arm };
Architecture architectureOf(std::string_view name);

/// Dollars, in us-east-1, without the free tier and the discounts of large volumes.
struct PriceList {
    Day since;                               ///< valid from
    std::string_view source;                 ///< where the figures are from
    double request = 0;                      ///< each
    double gigabyteSecond = 0;               ///< on demand
    double gigabyteSecondArm = 0;            ///< 0: there was no such architecture
    double provisionedGigabyteSecond = 0;    ///< for being there; 0: did not exist
    double provisionedGigabyteSecondArm = 0; ///< the same
    double provisionedUse = 0;               ///< per GB-second of duration in it
    double provisionedUseArm = 0;            ///< the same
    double storageGigabyteSecond = 0;        ///< of ephemeral storage above 512 MB
};
const PriceList& pricesAt(Day asOf);

struct Charge {
    double gigabyteSeconds = 0;
    double requests = 0;    ///< dollars
    double compute = 0;     ///< dollars, of duration
    double storage = 0;     ///< dollars, of ephemeral storage
    double provisioned = 0; ///< dollars, of being kept initialised
    double total() const { return requests + compute + storage + provisioned; }
    Charge& operator+=(const Charge& other);
};

/// What counts of one invocation.
struct Usage {
    base::Duration billed{0};
    int memoryMb = 128;
    int ephemeralStorageMb = 512;
    Architecture architecture = Architecture::X86;
    enum class Where { OnDemand, Provisioned };
    Where where = Where::OnDemand;
};
double gigabyteSeconds(base::Duration billed, int memoryMb);
Charge chargeOf(const Usage& usage, const PriceList& prices);
/// Of keeping `environments` initialised for `time`; begun 5 minutes count as whole ones.
Charge provisionedCharge(int environments, int memoryMb, base::Duration time,
                         Architecture architecture, const PriceList& prices);

} // namespace ws::fleet
