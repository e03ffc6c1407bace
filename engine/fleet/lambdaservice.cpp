#include "engine/fleet/lambdaservice.h"

#include "engine/function/requestmodel.h"

#include <QByteArray>

#include <utility>

namespace ws::fleet {

using function::ApiError;
using function::RequestModel;
using json::Value;

namespace {

LambdaReply refused(ApiError error) {
    LambdaReply reply;
    reply.status = error.status;
    reply.error = std::move(error);
    return reply;
}

/// The request's form, as the service's front checks it.
/// The largest body of those that have a limit of their own: an archive of 50 MB in base64 with 256
/// KB for the rest, and 5 KB.
std::optional<std::size_t> bodyLimit(std::string_view operation) {
    if (operation == "UpdateFunctionConfiguration")
        return 5'120;
    if (operation == "CreateFunction" || operation == "UpdateFunctionCode" ||
        operation == "PublishLayerVersion")
        return 70'167'211;
    return std::nullopt;
}

std::optional<LambdaReply> tooLarge(std::string_view operation, const Value& request) {
    const auto limit = bodyLimit(operation);
    if (!limit)
        return std::nullopt;
    Value body = request;
    if (operation.starts_with("Update"))
        body.mutableMembers().remove("FunctionName"); // travels in the path
    if (body.dumpSize() < *limit)
        return std::nullopt;
    return refused({"RequestEntityTooLargeException",
                    "Request must be smaller than " + std::to_string(*limit) + " bytes for the " +
                        std::string(operation) + " operation",
                    Value::object(), 413});
}

std::optional<LambdaReply> misfit(std::string_view operation, const Value& request) {
    const RequestModel& model = RequestModel::lambda();
    const RequestModel::Operation* known = model.find(operation);
    if (!known)
        return refused({"UnknownOperationException", "There is no " + std::string(operation),
                        Value::object(), 404});
    if (auto wrong = tooLarge(operation, request))
        return wrong;
    if (auto violations = model.violations(*known, request))
        return refused(std::move(*violations));
    return std::nullopt;
}

InvocationType typeOf(const Value& request) {
    const std::string& type = request["InvocationType"].toString();
    if (type == "Event")
        return InvocationType::Event;
    return type == "DryRun" ? InvocationType::DryRun : InvocationType::RequestResponse;
}

/// What the data plane refused, as the exception that it is.
ApiError exceptionOf(const InvokeResult& result) {
    ApiError error;
    error.code = result.report.errorType;
    error.status = result.statusCode;
    const auto parsed = Value::parse(result.payload);
    const Value body = parsed ? *parsed : Value();
    for (const auto& [member, value] : body.members()) {
        if (member == "message" || member == "Message") {
            error.messageMember = member;
            error.message = value.toString();
        } else {
            error.members.set(member, value);
        }
    }
    return error;
}

constexpr std::size_t kContextLimit = 3'583; // lambda.md B3, in base64

/// Nothing: it is no object.
std::optional<std::string> decodedContext(const std::string& base64) {
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(base64),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    std::string text = decoded.decoded.toStdString();
    const auto value = Value::parse(text);
    return value && value->isObject() ? std::optional(std::move(text)) : std::nullopt;
}

ApiError misfitContext(const std::string& rule) {
    return {"InvalidRequestContentException", "Client context must be " + rule,
            Value::object({{"Type", "User"}}), 400};
}

enum class Log { None, Tail };

LambdaReply replyOf(const InvokeResult& result, Log log) {
    constexpr int kFirstError = 400;
    if (result.statusCode >= kFirstError)
        return refused(exceptionOf(result));
    LambdaReply reply;
    reply.status = result.statusCode;
    reply.body.set("StatusCode", result.statusCode);
    if (!result.functionError.empty())
        reply.body.set("FunctionError", result.functionError);
    if (log == Log::Tail && !result.executedVersion.empty())
        reply.body.set("LogResult", QByteArray::fromStdString(result.log).toBase64().toStdString());
    reply.body.set("Payload", result.payload);
    if (!result.executedVersion.empty())
        reply.body.set("ExecutedVersion", result.executedVersion);
    return reply;
}

} // namespace

LambdaService::LambdaService(function::Registry& registry, Fleet& fleet)
    : m_registry(registry)
    , m_fleet(fleet) {
    m_registry.onChanged([this] { m_fleet.setCatalog(m_registry.catalog()); });
    m_fleet.setCatalog(m_registry.catalog());
}

LambdaService::~LambdaService() {
    m_registry.onChanged({});
}

bool LambdaService::waits(std::string_view operation) {
    return operation == "Invoke" || operation == "InvokeAsync";
}

LambdaReply LambdaService::call(std::string_view operation, const Value& request) {
    if (auto wrong = misfit(operation, request))
        return std::move(*wrong);
    if (operation.ends_with("ProvisionedConcurrencyConfig") ||
        operation.ends_with("ProvisionedConcurrencyConfigs"))
        followProvisioning();
    function::Answer answer = m_registry.call(operation, request);
    if (!answer)
        return refused(answer.error());
    LambdaReply reply;
    reply.status = RequestModel::lambda().find(operation)->status;
    reply.body = *std::move(answer);
    return reply;
}

void LambdaService::call(std::string_view operation, const Value& request, Done done) {
    if (!waits(operation)) {
        done(call(operation, request));
        return;
    }
    if (auto wrong = misfit(operation, request)) {
        done(std::move(*wrong));
        return;
    }
    if (operation == "Invoke") {
        invoke(request, std::move(done));
        return;
    }
    Value event = Value::object({{"FunctionName", request["FunctionName"]},
                                 {"Payload", request["InvokeArgs"]},
                                 {"InvocationType", "Event"}});
    invoke(event, [done = std::move(done)](LambdaReply reply) {
        if (!reply.error)
            reply.body = Value::object({{"Status", reply.status}});
        done(std::move(reply));
    });
}

/// What the fleet has initialised so far, to where it is asked for.
void LambdaService::followProvisioning() {
    for (const function::CatalogEntry& entry : m_registry.catalog()) {
        for (const auto& wanted : entry.provisioned) {
            if (const auto now = m_fleet.provisioned(entry.name, wanted.qualifier))
                m_registry.setProvisioning(entry.name, wanted.qualifier,
                                           {now->allocated, now->available, now->statusReason});
        }
    }
}

void LambdaService::invoke(const Value& request, Done done) {
    InvokeRequest invoke;
    invoke.function = request["FunctionName"].toString();
    invoke.qualifier = request["Qualifier"].toString();
    if (const auto wrong = m_registry.misnamed("Invoke", request)) {
        done(refused(*wrong));
        return;
    }
    invoke.payload = request["Payload"].toString();
    if (const Value& given = request["ClientContext"]; given.isString()) {
        const bool isLong = given.toString().size() > kContextLimit;
        const auto context = isLong ? std::nullopt : decodedContext(given.toString());
        if (!context) {
            done(refused(misfitContext(isLong ? "no more than 3583 bytes when Base64-encoded."
                                              : "a valid Base64-encoded JSON object.")));
            return;
        }
        invoke.clientContext = *context;
    }
    invoke.tenantId = request["TenantId"].toString();
    invoke.type = typeOf(request);
    const Log log = request["LogType"].toString() == "Tail" ? Log::Tail : Log::None;
    m_fleet.invoke(std::move(invoke), [done = std::move(done), log](const InvokeResult& result) {
        done(replyOf(result, log));
    });
}

} // namespace ws::fleet
