#include "engine/execution/retrypreview.h"

#include "engine/execution/retrypolicy.h"

#include <algorithm>

namespace ws::execution {

std::vector<PlannedRetry> plannedRetries(const statemachine::Retrier& retrier, std::size_t most) {
    std::vector<PlannedRetry> plan;
    base::Duration earliest{0};
    base::Duration latest{0};
    const auto count = std::min<std::int64_t>(std::max<std::int64_t>(retrier.maxAttempts, 0),
                                              static_cast<std::int64_t>(most));
    for (std::int64_t number = 1; number <= count; ++number) {
        PlannedRetry retry;
        retry.number = number;
        retry.shortest = retryDelay(retrier, number, 0);
        retry.longest = retryDelay(retrier, number, 1);
        earliest += retry.shortest;
        latest += retry.longest;
        retry.earliest = earliest;
        retry.latest = latest;
        plan.push_back(retry);
    }
    return plan;
}

statemachine::Retrier readRetrier(const json::Value& source) {
    statemachine::Retrier retrier;
    for (const json::Value& name : source["ErrorEquals"].items())
        retrier.errorEquals.push_back(name.toString());
    if (const json::Value* interval = source.find("IntervalSeconds");
        interval && interval->isNumber())
        retrier.intervalSeconds = std::max(0.0, interval->toDouble());
    if (const json::Value* most = source.find("MaxAttempts"); most && most->isNumber())
        retrier.maxAttempts = most->toInteger();
    if (const json::Value* rate = source.find("BackoffRate"); rate && rate->isNumber())
        retrier.backoffRate = std::max(1.0, rate->toDouble());
    if (const json::Value* longest = source.find("MaxDelaySeconds"); longest && longest->isNumber())
        retrier.maxDelaySeconds = longest->toDouble();
    retrier.fullJitter = source["JitterStrategy"].toString() == "FULL";
    return retrier;
}

} // namespace ws::execution
