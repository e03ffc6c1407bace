#include "engine/fleet/billing.h"

#include <algorithm>
#include <array>

namespace ws::fleet {

using namespace std::chrono_literals;

namespace {

constexpr int kFreeStorageMb = 512;
constexpr base::Duration kProvisionedStep = 5min;

/// us-east-1; what did not exist on a day is 0. Where each figure is from:
///   requests 0.0000002, provisioned 0.0000041667, its use 0.0000097222: the service's price list
///     (AWSLambda, us-east-1: "Lambda Requests", "Lambda Provisioned-Concurrency", "Lambda
///     Duration-Provisioned"), and the pricing page
///   on demand 0.00001667 until 2021: the worked examples of the pricing page of that time; since
///     then 0.0000166667, and for arm64 0.0000133334: the page's table, the first tier of each
///   provisioned for arm64 0.0000033334 and 0.0000077778: the page's table
///   storage 0.0000000309 above 512 MB: the page, since 10 GB can be had
/// lambda.md has the steps and what is billed, not the prices.
constexpr std::array<PriceList, 4> kPrices{{
    {day(2014, 11, 13), "aws.amazon.com/lambda/pricing, 2014", 2e-7, 1.667e-5, 0, 0, 0, 0, 0, 0},
    {day(2019, 12, 3), "aws.amazon.com/lambda/pricing, provisioned concurrency", 2e-7, 1.667e-5, 0,
     4.1667e-6, 0, 9.7222e-6, 0, 0},
    {day(2021, 9, 29), "aws.amazon.com/lambda/pricing, Graviton2", 2e-7, 1.66667e-5, 1.33334e-5,
     4.1667e-6, 3.3334e-6, 9.7222e-6, 7.7778e-6, 0},
    {day(2022, 3, 24), "aws.amazon.com/lambda/pricing, ephemeral storage", 2e-7, 1.66667e-5,
     1.33334e-5, 4.1667e-6, 3.3334e-6, 9.7222e-6, 7.7778e-6, 3.09e-8},
}};

bool isManaged(std::string_view runtime) {
    return !runtime.starts_with("provided");
}

/// A price of arm64 before it existed is that of x86_64.
double priceFor(Architecture architecture, double x86, double arm) {
    return architecture == Architecture::Arm && arm > 0 ? arm : x86;
}

} // namespace

sandbox::BillingRule billingRuleAt(Day asOf, std::string_view runtime) {
    using Init = sandbox::BillingRule::Init;
    sandbox::BillingRule rule;
    rule.step = asOf < kMillisecondBilling ? 100ms : 1ms;
    rule.init = asOf < kInitBilled && isManaged(runtime) ? Init::Free : Init::Billed;
    return rule;
}

Architecture architectureOf(std::string_view name) {
    return name == "arm64" ? Architecture::Arm : Architecture::X86;
}

const PriceList& pricesAt(Day asOf) {
    const auto later = std::find_if(kPrices.begin() + 1, kPrices.end(),
                                    [&](const PriceList& list) { return list.since > asOf; });
    return *(later - 1);
}

Charge& Charge::operator+=(const Charge& other) {
    gigabyteSeconds += other.gigabyteSeconds;
    requests += other.requests;
    compute += other.compute;
    storage += other.storage;
    provisioned += other.provisioned;
    return *this;
}

double gigabyteSeconds(base::Duration billed, int memoryMb) {
    return double(billed.count()) / 1e6 * double(memoryMb) / 1024;
}

Charge chargeOf(const Usage& usage, const PriceList& prices) {
    Charge charge;
    charge.gigabyteSeconds = gigabyteSeconds(usage.billed, usage.memoryMb);
    charge.requests = prices.request;
    const bool provisioned = usage.where == Usage::Where::Provisioned && prices.provisionedUse > 0;
    const double price =
        provisioned ? priceFor(usage.architecture, prices.provisionedUse, prices.provisionedUseArm)
                    : priceFor(usage.architecture, prices.gigabyteSecond, prices.gigabyteSecondArm);
    charge.compute = charge.gigabyteSeconds * price;
    const int extraMb = std::max(0, usage.ephemeralStorageMb - kFreeStorageMb);
    charge.storage = gigabyteSeconds(usage.billed, extraMb) * prices.storageGigabyteSecond;
    return charge;
}

Charge provisionedCharge(int environments, int memoryMb, base::Duration time,
                         Architecture architecture, const PriceList& prices) {
    const base::Duration paid =
        (time + kProvisionedStep - base::Duration{1}) / kProvisionedStep * kProvisionedStep;
    Charge charge;
    charge.provisioned = environments * gigabyteSeconds(paid, memoryMb) *
                         priceFor(architecture, prices.provisionedGigabyteSecond,
                                  prices.provisionedGigabyteSecondArm);
    return charge;
}

} // namespace ws::fleet
