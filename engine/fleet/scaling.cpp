#include "engine/fleet/scaling.h"

#include <algorithm>
#include <array>

namespace ws::fleet {

using namespace std::chrono_literals;

namespace {

template <std::size_t Count>
bool isAmong(const std::array<std::string_view, Count>& regions, std::string_view region) {
    return std::find(regions.begin(), regions.end(), region) != regions.end();
}

int historicBurst(std::string_view region) {
    static constexpr std::array<std::string_view, 3> kLarge{"us-west-2", "us-east-1", "eu-west-1"};
    static constexpr std::array<std::string_view, 3> kMiddle{"ap-northeast-1", "eu-central-1",
                                                             "us-east-2"};
    if (isAmong(kLarge, region))
        return 3'000;
    return isAmong(kMiddle, region) ? 1'000 : 500;
}

GrowthRate historicRate(std::string_view region) {
    return {historicBurst(region), 500, 1min, GrowthRate::Flow::Stepped};
}

} // namespace

ScalingModel scalingModelAt(Day asOf, std::string_view region) {
    if (asOf >= kScalingPerFunction)
        return {};
    return {ScalingModel::Scope::Account, historicRate(region)};
}

GrowthRate provisioningRateAt(Day asOf, std::string_view region) {
    if (asOf >= kScalingPerFunction)
        return {0, 6'000, 1min, GrowthRate::Flow::Continuous};
    return historicRate(region);
}

int provisionedAfter(const GrowthRate& rate, base::Duration elapsed) {
    if (elapsed < base::Duration{0})
        return 0;
    if (rate.flow == GrowthRate::Flow::Stepped)
        return rate.burst + int(elapsed / rate.window) * rate.refill;
    return rate.burst + int(double(elapsed.count()) / double(rate.window.count()) * rate.refill);
}

} // namespace ws::fleet
