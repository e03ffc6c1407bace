#include "engine/execution/servicereply.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>

namespace ws::execution {

using json::Value;
using statemachine::Integration;

namespace {

/// How an SDK names a service in errors.
struct ServiceNames {
    std::string_view service;
    std::string_view prefix; ///< of the error's name
    std::string_view shown;  ///< in the cause
    std::string_view other;  ///< the exception of what the SDK has no class for
};

constexpr std::array kOptimisedNames{
    ServiceNames{"athena", "Athena", "AmazonAthena", "AmazonAthenaException"},
    ServiceNames{"batch", "Batch", "AWSBatch", "AWSBatchException"},
    ServiceNames{"dynamodb", "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException"},
    ServiceNames{"ecs", "ECS", "AmazonECS", "AmazonECSException"},
    ServiceNames{"events", "EventBridge", "AmazonEventBridge", "AmazonEventBridgeException"},
    ServiceNames{"glue", "Glue", "AWSGlue", "AWSGlueException"},
    ServiceNames{"lambda", "Lambda", "AWSLambda", "AWSLambdaException"},
    ServiceNames{"sagemaker", "SageMaker", "AmazonSageMaker", "AmazonSageMakerException"},
    ServiceNames{"sns", "SNS", "AmazonSNS", "AmazonSNSException"},
    ServiceNames{"sqs", "SQS", "AmazonSQS", "AmazonSQSException"},
    ServiceNames{"states", "StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException"},
};

/// Where the name is more than the service with a capital in front.
constexpr std::array kSdkNames{
    ServiceNames{"apigateway", "ApiGateway", "ApiGateway", ""},
    ServiceNames{"cloudformation", "CloudFormation", "CloudFormation", ""},
    ServiceNames{"cloudwatch", "CloudWatch", "CloudWatch", ""},
    ServiceNames{"cloudwatchlogs", "CloudWatchLogs", "CloudWatchLogs", ""},
    ServiceNames{"dynamodb", "DynamoDb", "DynamoDb", ""},
    ServiceNames{"eventbridge", "EventBridge", "EventBridge", ""},
    ServiceNames{"secretsmanager", "SecretsManager", "SecretsManager", ""},
};

std::string capitalised(std::string text) {
    if (!text.empty())
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

struct Names {
    std::string prefix;
    std::string shown;
    std::string other;
};

template <std::size_t count>
Names namesIn(const std::array<ServiceNames, count>& table, const std::string& service) {
    for (const ServiceNames& each : table) {
        if (each.service == service)
            return {std::string(each.prefix), std::string(each.shown), std::string(each.other)};
    }
    const std::string name = capitalised(service);
    return {name, name, {}};
}

Names namesOf(const Integration& integration) {
    Names names = integration.kind == Integration::Kind::Sdk
                      ? namesIn(kSdkNames, integration.service)
                      : namesIn(kOptimisedNames, integration.service);
    if (names.other.empty())
        names.other = names.prefix + "Exception";
    return names;
}

/// Codes that every service uses without an exception of their own in its SDK.
bool isCommonCode(std::string_view code) {
    static constexpr std::array<std::string_view, 14> kCommon{
        "AccessDenied",           "AccessDeniedException", "IncompleteSignature",
        "InternalFailure",        "InvalidAction",         "InvalidClientTokenId",
        "InvalidParameterValue",  "MissingParameter",      "NotAuthorized",
        "SerializationException", "ThrottlingException",   "UnrecognizedClientException",
        "ValidationError",        "ValidationException"};
    return std::find(kCommon.begin(), kCommon.end(), code) != kCommon.end();
}

std::string exceptionName(const Names& names, const ServiceReply& reply) {
    std::string name = reply.exception;
    if (name.empty()) {
        if (isCommonCode(reply.code))
            return names.other;
        name = reply.code.substr(reply.code.rfind('.') + 1); // npos + 1 is the beginning
    }
    return name.ends_with("Exception") ? name : name + "Exception";
}

/// "Fri, 20 Nov 2026 12:00:00 GMT"
std::string httpDate(base::TimePoint at) {
    static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto days = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{days};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - days)};
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  kDays[std::chrono::weekday{days}.c_encoding()], static_cast<unsigned>(date.day()),
                  kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return buffer;
}

std::string base64(const std::string& text) {
    return QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()))
        .toBase64()
        .toStdString();
}

using Headers = std::vector<std::pair<std::string, std::string>>;

bool isBefore(const std::string& left, const std::string& right) {
    return std::lexicographical_compare(
        left.begin(), left.end(), right.begin(), right.end(),
        [](unsigned char a, unsigned char b) { return std::tolower(a) < std::tolower(b); });
}

/// The response as Java's SDK describes it: headers as they came, and once more sorted.
void addMetadata(Value& result, Headers headers, int status, const std::string& requestId) {
    Value all = Value::object();
    for (const auto& [name, text] : headers)
        all.set(name, Value(Value::Array{text}));
    std::stable_sort(headers.begin(), headers.end(), [](const auto& left, const auto& right) {
        return isBefore(left.first, right.first);
    });
    Value single = Value::object();
    for (const auto& [name, text] : headers)
        single.set(name, text);
    result.set("SdkHttpMetadata", Value::object({{"AllHttpHeaders", std::move(all)},
                                                 {"HttpHeaders", std::move(single)},
                                                 {"HttpStatusCode", status}}));
    result.set("SdkResponseMetadata", Value::object({{"RequestId", requestId}}));
}

Value sortedByName(const Value& object) {
    std::vector<std::pair<std::string, Value>> members(object.members().begin(),
                                                       object.members().end());
    std::stable_sort(members.begin(), members.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    Value out = Value::object();
    for (auto& [name, value] : members)
        out.set(name, std::move(value));
    return out;
}

std::uint32_t crc32(const std::string& bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const unsigned char byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

Headers headersOf(const std::string& service, const ServiceReply& reply, base::TimePoint at) {
    const std::string wire = reply.wireBody.empty() ? reply.body.dump() : reply.wireBody;
    const std::pair<std::string, std::string> length{"Content-Length", std::to_string(wire.size())};
    if (service == "dynamodb")
        return {{"Server", "Server"},
                {"Connection", "keep-alive"},
                {"x-amzn-RequestId", reply.requestId},
                {"x-amz-crc32", std::to_string(crc32(wire))},
                length,
                {"Date", httpDate(at)},
                {"Content-Type", "application/x-amz-json-1.0"}};
    const bool isXml = service == "sns";
    const bool isOlder = service == "ecs" || service == "glue" || service == "sagemaker";
    return {{"x-amzn-RequestId", reply.requestId},
            {"connection", "keep-alive"},
            length,
            {"Date", httpDate(at)},
            {"Content-Type", isXml     ? "text/xml"
                             : isOlder ? "application/x-amz-json-1.1"
                                       : "application/x-amz-json-1.0"}};
}

/// apigateway:invoke and http:invoke: an answer beyond 2xx is an error named after its status.
TaskResult httpResult(const Integration& integration, const ServiceReply& reply) {
    const Value* body = reply.body.find("ResponseBody");
    if (!reply.failed() && reply.status < 400)
        return {reply.body, {}, {}};
    const std::string prefix =
        integration.service == "http" ? "States.Http.StatusCode." : "ApiGateway.";
    std::string cause = reply.message;
    if (body)
        cause = body->isString() ? body->toString() : body->dump();
    return {{}, prefix + std::to_string(reply.status), std::move(cause)};
}

/// JSON where the API takes a text.
void toText(Value& parameters, std::string_view member) {
    const Value* found = parameters.find(member);
    if (found && !found->isString())
        parameters.set(member, found->dump());
}

Value apiEntries(const Value& entries, const std::string& executionArn,
                 const std::string& machineArn) {
    if (!entries.isArray())
        return entries;
    Value::Array out;
    for (Value entry : entries.items()) {
        if (entry.isObject()) {
            toText(entry, "Detail");
            Value resources = entry["Resources"].isArray() ? entry["Resources"] : Value::array();
            resources.push(machineArn);
            resources.push(executionArn);
            entry.set("Resources", std::move(resources));
        }
        out.push_back(std::move(entry));
    }
    return Value(std::move(out));
}

bool isListOfTexts(const Value& value) {
    return value.isArray() && std::all_of(value.items().begin(), value.items().end(),
                                          [](const Value& each) { return each.isString(); });
}

/// Of apigateway:invoke: every header and query parameter is a list of texts.
bool isMultiMap(const Value& value) {
    return value.isObject() &&
           std::all_of(value.members().begin(), value.members().end(),
                       [](const auto& each) { return isListOfTexts(each.second); });
}

} // namespace

std::string parameterProblem(const Integration& integration, const Value& parameters) {
    const auto* action = statemachine::findOptimisedAction(integration);
    if (!action)
        return {};
    for (const std::string_view member : action->required) {
        if (!parameters.find(member))
            return "The field '" + std::string(member) + "' is required but was missing";
    }
    if (integration.service != "apigateway")
        return {};
    for (const std::string_view member : {"Headers", "QueryParameters"}) {
        const Value* found = parameters.find(member);
        if (found && !isMultiMap(*found))
            return "The value of the field '" + std::string(member) + "' has an invalid format";
    }
    return {};
}

Value apiParameters(const Integration& integration, Value parameters,
                    const std::string& executionArn, const std::string& machineArn) {
    if (integration.kind != Integration::Kind::Optimised)
        return parameters;
    if (integration.service == "sqs")
        toText(parameters, "MessageBody");
    if (integration.service == "sns")
        toText(parameters, "Message");
    if (integration.service == "events")
        parameters.set("Entries", apiEntries(parameters["Entries"], executionArn, machineArn));
    return parameters;
}

std::string failureCause(const Integration& integration, const ServiceReply& reply) {
    if (reply.status == 0)
        return reply.message;
    const Names names = namesOf(integration);
    const std::string status = std::to_string(reply.status);
    if (integration.kind != Integration::Kind::Sdk)
        return reply.message + " (Service: " + names.shown + "; Status Code: " + status +
               "; Error Code: " + reply.code + "; Request ID: " + reply.requestId +
               "; Proxy: null)";
    std::string cause = reply.message + " (Service: " + names.shown + ", Status Code: " + status +
                        ", Request ID: " + reply.requestId;
    if (integration.service == "s3")
        cause += ", Extended Request ID: " + base64(reply.requestId);
    return cause + ')';
}

std::string failureName(const Integration& integration, const ServiceReply& reply) {
    const Names names = namesOf(integration);
    return names.prefix + '.' + exceptionName(names, reply);
}

TaskResult serviceResult(const Integration& integration, const ServiceReply& reply,
                         base::TimePoint at) {
    const bool optimised = integration.kind == Integration::Kind::Optimised;
    if (optimised && (integration.service == "http" || integration.service == "apigateway"))
        return httpResult(integration, reply);
    if (reply.failed())
        return {{}, failureName(integration, reply), failureCause(integration, reply)};
    if (!optimised)
        return {reply.body, {}, {}};
    if (integration.service == "events") {
        if (reply.body["FailedEntryCount"].toInteger() > 0)
            return {{}, "EventBridge.FailedEntry", reply.body.dump()};
        return {reply.body, {}, {}};
    }
    Value result = reply.body;
    addMetadata(result, headersOf(integration.service, reply, at), reply.status, reply.requestId);
    return {sortedByName(result), {}, {}};
}

TaskRequest invokeRequest(const Value& parameters) {
    TaskRequest request;
    request.function = parameters["FunctionName"].toString();
    if (const std::string& qualifier = parameters["Qualifier"].toString(); !qualifier.empty())
        request.function += ':' + qualifier;
    const std::string& way = parameters["InvocationType"].toString();
    if (way == "Event")
        request.invocation = TaskRequest::Invocation::Event;
    if (way == "DryRun")
        request.invocation = TaskRequest::Invocation::DryRun;
    request.clientContext = parameters["ClientContext"].toString();
    request.tenantId = parameters["TenantId"].toString();
    const Value& payload = parameters["Payload"];
    request.payload = payload.isNull() ? Value::object() : payload;
    if (payload.isString()) { // the text is the JSON
        if (auto parsed = Value::parse(payload.toString()))
            request.payload = std::move(parsed).value();
        else
            request.payloadText = payload.toString();
    }
    return request;
}

Value invokeResult(const TaskOutcome& outcome, const Value& parameters, base::TimePoint at) {
    const bool answered = outcome.statusCode == 200;
    const std::size_t length = answered ? outcome.result.dumpSize() : 0;
    Headers headers;
    Value result = Value::object();
    if (answered) {
        headers.emplace_back("X-Amz-Executed-Version", outcome.executedVersion);
        result.set("ExecutedVersion", outcome.executedVersion);
    }
    if (answered && parameters["LogType"].toString() == "Tail") {
        headers.insert(headers.begin(), {"X-Amz-Log-Result", base64(outcome.log)});
        result.set("LogResult", headers.front().second);
    }
    headers.emplace_back("x-amzn-Remapped-Content-Length", "0");
    headers.emplace_back("Connection", "keep-alive");
    headers.emplace_back("x-amzn-RequestId", outcome.requestId);
    headers.emplace_back("Content-Length", std::to_string(length));
    headers.emplace_back("Date", httpDate(at));
    if (!outcome.traceId.empty())
        headers.emplace_back("X-Amzn-Trace-Id", outcome.traceId);
    if (answered)
        headers.emplace_back("Content-Type", "application/json");
    result.set("Payload", answered ? outcome.result : Value(""));
    addMetadata(result, std::move(headers), outcome.statusCode, outcome.requestId);
    result.set("StatusCode", outcome.statusCode);
    return result;
}

} // namespace ws::execution
