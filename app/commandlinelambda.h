#pragma once

#include "app/commandline.h"
#include "app/commandlinesession.h"
#include "engine/fleet/lambdaservice.h"

#include <optional>
#include <string_view>

/// Calling the Lambda API of a workspace from commands.
namespace ws::app {

/// Waits for the answer, also of what runs in the background because of it.
fleet::LambdaReply callLambda(CommandSession& session, std::string_view action,
                              const json::Value& request);

/// Says on standard error what the service refused, as its own clients do.
ExitCode complainOf(std::string_view action, const function::ApiError& error);

} // namespace ws::app
