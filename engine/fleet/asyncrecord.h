#pragma once

#include "engine/fleet/destinationsink.h"
#include "engine/fleet/invoke.h"

#include "engine/base/clock.h"

#include <string>
#include <string_view>

/// What is told of an asynchronous event that is over, byte for byte as the service tells it
/// (lambda.md B7). Pure functions.
namespace ws::fleet {

enum class AsyncCondition : std::uint8_t {
    Success,
    RetriesExhausted,
    EventAgeExceeded,
    ZeroReservedConcurrency,
    RecursiveInvocation, ///< the service names none in its documents; it never ran
};
std::string_view conditionName(AsyncCondition condition);

/// How the last attempt ended.
struct AsyncAnswer {
    int statusCode = 200;
    std::string executedVersion;
    std::string functionError; ///< empty or "Unhandled"
    std::string payload;
};

struct AsyncEnd {
    AsyncCondition condition = AsyncCondition::Success;
    std::string requestId;
    std::string functionArn; ///< qualified, $LATEST too
    std::string function;
    std::string payload; ///< as it came
    int attempts = 0;
    base::TimePoint at;
    const AsyncAnswer* answer = nullptr; ///< nullptr: nothing ran
};

/// The invocation record.
std::string asyncRecord(const AsyncEnd& end);
/// For a destination's ARN; `unique` names an object of a bucket.
RecordDelivery destinationDelivery(const AsyncEnd& end, const std::string& target,
                                   const std::string& unique);
RecordDelivery deadLetterDelivery(const AsyncEnd& end, const std::string& target);

/// "sqs", "sns", "lambda", "events", "s3"; empty when the text is no ARN.
std::string serviceOf(const std::string& target);

} // namespace ws::fleet
