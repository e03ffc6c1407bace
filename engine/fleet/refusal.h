#pragma once

#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/telemetry/events.h"

#include <string>
#include <string_view>

/// The answers of the Invoke API to requests that never run, texts as the service writes them
/// (lambda.md B3).
namespace ws::fleet {

struct Refusal {
    int statusCode = 400;
    std::string body;      ///< JSON
    std::string errorType; ///< "ResourceNotFoundException" ...
};

/// The largest request in bytes: 6 MiB.
inline constexpr std::size_t kRequestLimit = 6'291'456;

Refusal functionNotFound(const base::FunctionName& function);
/// `state` in the service's words: "Pending", "Inactive", "Failed".
Refusal notInvocable(std::string_view state);
/// `error` is a "json.syntax".
Refusal badPayload(const std::string& text, const base::Error& error);
Refusal payloadTooLarge();
Refusal tenantNotExpected();
Refusal tenantExpected();
/// Of an asynchronous invocation.
Refusal eventTooLarge(std::size_t bytes, std::size_t limit);
Refusal throttled(telemetry::ThrottleReason reason);
/// What the IAM guide shows; an Authoriser's usual answer.
Refusal accessDenied(const std::string& caller, const std::string& resource);
/// An event that could not be written down.
Refusal notStored();
/// The environment could not be restored from its snapshot; `errorType` as sandbox::Outcome has it.
Refusal notRestored(const std::string& errorType);
/// No worker of the fleet has room.
Refusal noCapacity();
/// Not the service's: this machine holds no more environments.
Refusal machineFull(int limit);

std::string_view throttleReasonName(telemetry::ThrottleReason reason);

} // namespace ws::fleet
