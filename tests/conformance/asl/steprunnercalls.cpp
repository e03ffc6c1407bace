#include "tests/conformance/asl/steprunner.h"

#include "tests/conformance/asl/world.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace ws::conformance {

using json::Value;

namespace {

/// A text, or {"$base64": ...}.
std::string bytesOf(const Value& body) {
    const std::string& encoded = body["$base64"].toString();
    return body.isString()
               ? body.toString()
               : QByteArray::fromBase64(QByteArray::fromStdString(encoded)).toStdString();
}

Value withMetadata(Value value) {
    value.set("ResponseMetadata",
              Value::object({{"HTTPHeaders", Value::object()}, {"HTTPStatusCode", 200}}));
    return value;
}

} // namespace

StepResult StepRunner::performed(const Value& step) {
    const std::string& op = step["op"].toString();
    const auto dot = op.find('.');
    StepResult result;
    result.operation = op.substr(dot + 1);
    if (step["client_side_error"].toBool()) {
        result.isUnknown = true; // the SDK refused, the service never saw it
        return result;
    }
    const Value args = arguments(step);
    if (op.starts_with("stepfunctions."))
        return performStates(result.operation, args, step);
    return performOther(op.substr(0, dot), result.operation, args);
}

StepResult StepRunner::performStates(const std::string& operation, const Value& args,
                                     const Value& step) {
    if (step["paginate"].toBool())
        return paged(operation, args);
    // Shared: the answer of an operation that waits may come when nobody listens any more.
    const auto answer = std::make_shared<std::optional<service::Answer>>();
    service::Caller caller;
    if (step["account"] == Value("secondary"))
        caller.account = kSecondaryAccount;
    m_world.states.call(
        operation, args, [answer](service::Answer given) { answer->emplace(std::move(given)); },
        caller);
    waitUntil([&] { return answer->has_value(); });
    StepResult result;
    result.operation = operation;
    if (!answer->has_value())
        result.isUnknown = true;
    else if (!(*answer)->ok())
        result.error = (*answer)->error();
    else
        result.value = withMetadata(***answer);
    return result;
}

StepResult StepRunner::paged(const std::string& operation, Value args) {
    StepResult result;
    result.operation = operation;
    result.value = Value::object();
    while (true) {
        const auto page = m_world.states.call(operation, args);
        if (!page) {
            result.error = page.error();
            return result;
        }
        for (const auto& [name, member] : page->members()) {
            if (!member.isArray())
                continue;
            Value all = result.value[name];
            for (const Value& item : member.items())
                all.push(item);
            result.value.set(name, std::move(all));
        }
        const Value* next = page->find("nextToken");
        if (!next)
            return result;
        args.set("nextToken", *next);
    }
}

StepResult StepRunner::performOther(const std::string& service, const std::string& operation,
                                    const Value& args) {
    StepResult result;
    result.operation = operation;
    result.isUnknown = true;
    if (service == "logs" && operation == "CreateLogGroup")
        m_world.logs.createLogGroup(args["logGroupName"].toString());
    else if (service == "logs" && operation == "DeleteLogGroup")
        m_world.logs.deleteLogGroup(args["logGroupName"].toString());
    else if (service == "cloudformation" && operation == "CreateStack")
        createStack(args);
    else if (service == "s3" && operation == "CreateBucket")
        m_world.buckets.buckets[args["Bucket"].toString()];
    else if (service == "s3" && operation == "PutObject")
        m_world.buckets.put(args["Bucket"].toString(), args["Key"].toString(),
                            bytesOf(args["Body"]));
    else if (service == "sns" && operation == "Subscribe")
        m_world.services.subscribe(args["TopicArn"].toString(), args["Endpoint"].toString());
    else if (service == "sqs" && operation == "ReceiveMessage")
        receive(args["QueueUrl"].toString(), result);
    return result;
}

/// Without a message it is as good as refused: whoever needs one asks again.
void StepRunner::receive(const std::string& queueUrl, StepResult& result) {
    Value::Array messages;
    for (const std::string& body : m_world.services.receive(queueUrl))
        messages.push_back(Value::object({{"Body", body}}));
    if (messages.empty()) {
        result.isUnknown = false;
        result.error = service::ApiError{"NoMessage", "The queue is empty."};
        return;
    }
    result.isUnknown = false;
    result.value = Value::object({{"Messages", Value(std::move(messages))}});
}

} // namespace ws::conformance
