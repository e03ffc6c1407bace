#pragma once

#include "engine/base/clock.h"
#include "engine/json/value.h"

#include <string>

namespace ws::service {

/// Where services write log events: the local CloudWatch Logs, or a recorder in tests.
class LogSink {
public:
    virtual ~LogSink() = default;
    virtual bool hasLogGroup(const std::string& name) const = 0;
    /// Makes the stream when there is none of that name.
    virtual void putLogEvent(const std::string& group, const std::string& stream,
                             base::TimePoint at, const std::string& message) = 0;
};

/// Where services publish what happened, in the form of EventBridge: the local event bus, or a
/// recorder in tests.
class BusSink {
public:
    virtual ~BusSink() = default;
    virtual void putEvent(const json::Value& event) = 0;
};

} // namespace ws::service
