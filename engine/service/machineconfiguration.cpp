#include "engine/service/machineconfiguration.h"

#include "engine/base/ids.h"

namespace ws::service {

using json::Value;

namespace {

ApiError invalidLogging(const std::string& reason) {
    return {"InvalidLoggingConfiguration", "Invalid Logging Configuration: " + reason};
}

/// "arn:aws:logs:us-east-1:123456789012:log-group:NAME:*"
std::string logGroupName(const std::string& text) {
    base::Arn arn;
    constexpr std::string_view kType = "log-group:";
    if (!base::Arn::parse(text, arn) || !arn.resource.starts_with(kType))
        return {};
    std::string name = arn.resource.substr(kType.size());
    return name.ends_with(":*") ? name.substr(0, name.size() - 2) : name;
}

} // namespace

Value defaultLogging() {
    return Value::object({{"level", "OFF"}, {"includeExecutionData", false}});
}

std::string logGroupOf(const Value& logging) {
    const Value& destination = logging["destinations"].at(0);
    return logGroupName(destination["cloudWatchLogsLogGroup"]["logGroupArn"].toString());
}

ApiResult<Value> loggingOf(const Value& given, const LogSink* logs) {
    Value out = defaultLogging();
    for (const char* member : {"level", "includeExecutionData", "destinations"}) {
        if (const Value* value = given.find(member); value && !value->isNull())
            out.set(member, *value);
    }
    const bool isOff = out["level"].toString() == "OFF";
    const Value& destinations = out["destinations"];
    if (destinations.size() > 1 || (!isOff && destinations.size() != 1))
        return invalidLogging("Must specify exactly one Log Destination.");
    if (destinations.size() == 1 && logs) {
        if (!logs->hasLogGroup(logGroupOf(out)))
            return invalidLogging("Log Destination not found.");
    }
    return out;
}

ApiResult<Value> encryptionOf(const Value& given) {
    Value out = given;
    if (given["type"].toString() == "AWS_OWNED_KEY")
        return out;
    if (!given.find("kmsKeyId"))
        return ApiError{"InvalidEncryptionConfiguration",
                        "Invalid Encryption Configuration: 'kmsKeyId' must be specified with "
                        "encryption type CUSTOMER_MANAGED_KMS_KEY"};
    if (!given.find("kmsDataKeyReusePeriodSeconds"))
        out.set("kmsDataKeyReusePeriodSeconds", 300);
    return out;
}
} // namespace ws::service
