#pragma once

#include "engine/service/apierror.h"
#include "engine/service/sinks.h"

namespace ws::service {

/// Where a machine that says nothing writes its logs: nowhere.
json::Value defaultLogging();
/// The LoggingConfiguration with its defaults, or why there can be none like it. Without `logs`
/// every destination is there.
ApiResult<json::Value> loggingOf(const json::Value& given, const LogSink* logs);
/// The log group that a LoggingConfiguration leads to; empty when there is none.
std::string logGroupOf(const json::Value& logging);

ApiResult<json::Value> encryptionOf(const json::Value& given);

} // namespace ws::service
