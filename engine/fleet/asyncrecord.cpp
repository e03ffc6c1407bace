#include "engine/fleet/asyncrecord.h"

#include "engine/base/ids.h"
#include "engine/base/utf8.h"
#include "engine/json/value.h"
#include "engine/sandbox/reportlines.h"

#include <algorithm>

namespace ws::fleet {

namespace {

constexpr std::size_t kErrorMessageLimit = 1'024;

void appendMember(std::string& out, std::string_view name, std::string_view text) {
    json::appendQuoted(out, name);
    out += ':';
    json::appendQuoted(out, text);
}

/// What is no JSON travels as a text.
void appendJson(std::string& out, const std::string& text) {
    if (json::Value::parse(text))
        out += text;
    else
        json::appendQuoted(out, text);
}

/// "aws/lambda/async/work/2026/11/20/2026-11-20T09.05.00-<unique>"
std::string objectKey(const AsyncEnd& end, const std::string& unique) {
    std::string time = sandbox::isoTime(end.at).substr(0, 19);
    std::string day = time.substr(0, 10);
    std::replace(day.begin(), day.end(), '-', '/');
    std::replace(time.begin(), time.end(), ':', '.');
    return "aws/lambda/async/" + end.function + '/' + day + '/' + time + '-' + unique;
}

std::string errorMessage(const AsyncEnd& end) {
    if (end.condition == AsyncCondition::RecursiveInvocation)
        return "Lambda has detected your function being invoked in a recursive loop with other "
               "Amazon Web Services resources and stopped your function's invocation.";
    if (!end.answer || end.condition == AsyncCondition::ZeroReservedConcurrency)
        return "Rate Exceeded.";
    const auto payload = json::Value::parse(end.answer->payload);
    if (!payload)
        return {};
    for (const char* name : {"errorMessage", "message", "Message"}) {
        if (const json::Value* text = payload->find(name))
            return text->toString();
    }
    return {};
}

} // namespace

std::string_view conditionName(AsyncCondition condition) {
    switch (condition) {
    case AsyncCondition::Success:
        return "Success";
    case AsyncCondition::RetriesExhausted:
        return "RetriesExhausted";
    case AsyncCondition::EventAgeExceeded:
        return "EventAgeExceeded";
    case AsyncCondition::ZeroReservedConcurrency:
        return "ZeroReservedConcurrency";
    case AsyncCondition::RecursiveInvocation:
        return "RecursiveInvocation";
    }
    return {};
}

std::string asyncRecord(const AsyncEnd& end) {
    std::string out = "{\"version\":\"1.0\",";
    appendMember(out, "timestamp", sandbox::isoTime(end.at));
    out += ",\"requestContext\":{";
    appendMember(out, "requestId", end.requestId);
    out += ',';
    appendMember(out, "functionArn", end.functionArn);
    out += ',';
    appendMember(out, "condition", conditionName(end.condition));
    out += ",\"approximateInvokeCount\":" + std::to_string(end.attempts) + "},\"requestPayload\":";
    appendJson(out, end.payload);
    if (end.answer) {
        out += ",\"responseContext\":{\"statusCode\":" + std::to_string(end.answer->statusCode);
        out += ',';
        appendMember(out, "executedVersion", end.answer->executedVersion);
        if (!end.answer->functionError.empty()) {
            out += ',';
            appendMember(out, "functionError", end.answer->functionError);
        }
        out += "},\"responsePayload\":";
        appendJson(out, end.answer->payload);
    }
    out += '}';
    return out;
}

RecordDelivery destinationDelivery(const AsyncEnd& end, const std::string& target,
                                   const std::string& unique) {
    RecordDelivery delivery;
    delivery.target = target;
    delivery.functionArn = end.functionArn;
    delivery.body = asyncRecord(end);
    const std::string service = serviceOf(target);
    if (service == "events") {
        const bool success = end.condition == AsyncCondition::Success;
        delivery.detailType =
            std::string("Lambda Function Invocation Result - ") + (success ? "Success" : "Failure");
        delivery.resources = {target, end.functionArn};
    } else if (service == "s3") {
        delivery.key = objectKey(end, unique);
    }
    return delivery;
}

RecordDelivery deadLetterDelivery(const AsyncEnd& end, const std::string& target) {
    RecordDelivery delivery;
    delivery.kind = RecordDelivery::Kind::DeadLetter;
    delivery.target = target;
    delivery.functionArn = end.functionArn;
    delivery.body = end.payload;
    const bool isLoop = end.condition == AsyncCondition::RecursiveInvocation;
    const int code = isLoop ? 400 : end.answer ? end.answer->statusCode : 429;
    delivery.attributes = {{"RequestID", "String", end.requestId},
                           {"ErrorCode", "Number", std::to_string(code)}};
    if (std::string message = errorMessage(end); !message.empty()) {
        base::keepHead(message, kErrorMessageLimit);
        delivery.attributes.push_back({"ErrorMessage", "String", std::move(message)});
    }
    return delivery;
}

std::string serviceOf(const std::string& target) {
    base::Arn arn;
    return base::Arn::parse(target, arn) ? arn.service : std::string();
}

} // namespace ws::fleet
