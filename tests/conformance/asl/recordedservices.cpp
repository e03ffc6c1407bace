#include "tests/conformance/asl/recordedservices.h"

#include <QRegularExpression>
#include <QString>

namespace ws::conformance {

using execution::ServiceReply;
using json::Value;

namespace {

/// Of an ARN or a URL.
std::string nameOf(const std::string& queue) {
    return queue.substr(queue.find_last_of(":/") + 1);
}

/// What the service itself said, before the integration added the response's headers.
Value bodyOf(const Value& output) {
    Value body = output;
    if (!body.isObject())
        return body;
    for (const char* added : {"SdkHttpMetadata", "SdkResponseMetadata"})
        body.mutableMembers().remove(added);
    return body;
}

std::string afterDot(const std::string& text) {
    return text.substr(text.find('.') + 1);
}

/// "(Service: AmazonSNS; Status Code: 404; Error Code: NotFound; ..." or the form of SDK calls.
ServiceReply refusalOf(const std::string& error, const std::string& cause) {
    static const QRegularExpression form(
        QStringLiteral(
            R"(^(.*) \(Service: [^;,]*[;,] Status Code: (\d+)(?:; Error Code: ([\w.]+))?)"),
        QRegularExpression::DotMatchesEverythingOption);
    ServiceReply reply;
    const auto match = form.match(QString::fromStdString(cause));
    reply.message = match.hasMatch() ? match.captured(1).toStdString() : cause;
    reply.status = match.hasMatch() ? match.captured(2).toInt() : 0;
    reply.code = match.captured(3).toStdString();
    if (reply.code.empty())
        reply.code = afterDot(error);
    if (reply.code.find('.') != std::string::npos) // an old code, whose class has another name
        reply.exception = afterDot(error);
    return reply;
}

} // namespace

RecordedServices::~RecordedServices() {
    for (const auto& [ticket, timer] : m_open)
        m_clock.cancel(timer);
}

RecordedServices::Answer RecordedServices::failureOf(const Value& details) {
    const std::string& error = details["error"].toString();
    const Value& cause = details["cause"];
    Answer out{details["resourceType"].toString(), details["resource"].toString(), {}};
    if (error == "EventBridge.FailedEntry") {
        out.reply.body = cause;
    } else if (error.starts_with("ApiGateway.")) {
        out.reply.status = std::stoi(afterDot(error));
        out.reply.body = Value::object({{"ResponseBody", cause}});
    } else {
        out.reply = refusalOf(error, cause.toString());
    }
    return out;
}

void RecordedServices::script(const std::string& executionArn, const Value& history) {
    std::deque<Answer>& answers = m_scripts[executionArn];
    for (const Value& event : history["events"].items()) {
        const std::string& type = event["type"].toString();
        const Value& ended = event["taskSucceededEventDetails"];
        const Value& begun = event["taskSubmittedEventDetails"];
        const Value& failed = event["taskFailedEventDetails"];
        const bool waits = ended["resource"].toString().find('.') != std::string::npos;
        const bool broke = failed["resource"].toString().find('.') != std::string::npos;
        const Value& details = begun.isObject() ? begun : ended;
        if (type == "TaskSubmitted" || (type == "TaskSucceeded" && !waits))
            answers.push_back({details["resourceType"].toString(),
                               details["resource"].toString(),
                               {bodyOf(details["output"]), 200, {}, {}, {}, {}, {}}});
        else if (type == "TaskFailed" && !broke)
            answers.push_back(failureOf(failed));
    }
}

bool RecordedServices::offers(const statemachine::Integration&) const {
    return true;
}

ServiceReply RecordedServices::answer(const execution::ServiceRequest& request) {
    const auto& integration = request.integration;
    if (integration.service == "sqs" && integration.action == "sendMessage")
        send(nameOf(request.parameters["QueueUrl"].toString()),
             request.parameters["MessageBody"].toString());
    if (integration.service == "sns" && integration.action == "publish")
        publish(request.parameters);
    std::deque<Answer>& answers = m_scripts[request.executionArn];
    for (auto each = answers.begin(); each != answers.end(); ++each) {
        if (each->resourceType != integration.resourceType ||
            each->resource != integration.resource)
            continue;
        ServiceReply reply = each->reply;
        answers.erase(each);
        if (integration.is("events", "putEvents"))
            putEvents(request.parameters, reply.body);
        return reply;
    }
    ServiceReply reply;
    reply.body = Value::object();
    if (integration.service == "sqs" && integration.action == "receiveMessage") {
        for (const std::string& body : receive(request.parameters["QueueUrl"].toString())) {
            Value messages = reply.body["Messages"];
            messages.push(Value::object({{"Body", body}}));
            reply.body.set("Messages", std::move(messages));
        }
    }
    return reply;
}

execution::ServiceInvoker::Ticket RecordedServices::call(const execution::ServiceRequest& request,
                                                         std::function<void(ServiceReply)> done) {
    const Ticket ticket = ++m_last;
    m_open[ticket] =
        m_clock.after(base::Duration::zero(), [this, ticket, request, done = std::move(done)] {
            m_open.erase(ticket);
            done(answer(request));
        });
    return ticket;
}

void RecordedServices::abandon(Ticket ticket) {
    const auto found = m_open.find(ticket);
    if (found == m_open.end())
        return;
    m_clock.cancel(found->second);
    m_open.erase(found);
}

void RecordedServices::subscribe(const std::string& topic, const std::string& queueArn) {
    m_listeners[topic].push_back(nameOf(queueArn));
}

void RecordedServices::send(const std::string& queue, const std::string& body) {
    m_queues[queue].push_back(body);
}

void RecordedServices::publish(const Value& parameters) {
    const std::string& topic = parameters["TopicArn"].toString();
    const Value notification = Value::object(
        {{"Type", "Notification"},
         {"MessageId", "0d9b2a0e-6a52-4b0e-9d9c-8f1d2c3b4a59"},
         {"TopicArn", topic},
         {"Message", parameters["Message"]},
         {"Timestamp", "2024-02-01T20:51:35.000Z"},
         {"SignatureVersion", "1"},
         {"Signature", "c2lnbmF0dXJl"},
         {"SigningCertURL", "https://sns.us-east-1.amazonaws.com/"
                            "SimpleNotificationService-60eadc530605d63b8e62a523676ef735.pem"},
         {"UnsubscribeURL",
          "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=" + topic +
              ":5b0e9d9c-6a52-4b0e-9d9c-8f1d2c3b4a59"}});
    for (const std::string& queue : m_listeners[topic])
        send(queue, notification.dump());
}

/// What the bus took in has an id in its answer.
void RecordedServices::putEvents(const Value& parameters, const Value& answer) {
    for (std::size_t at = 0; at < answer["Entries"].size(); ++at) {
        const Value& entry = parameters["Entries"].at(at);
        const Value& id = answer["Entries"].at(at)["EventId"];
        const auto detail = Value::parse(entry["Detail"].toString());
        if (!id.isString() || !detail)
            continue;
        m_events.push_back(Value::object({{"version", "0"},
                                          {"id", id},
                                          {"detail-type", entry["DetailType"]},
                                          {"source", entry["Source"]},
                                          {"account", std::string(base::kAccount)},
                                          {"time", "2025-11-06T13:30:27Z"},
                                          {"region", std::string(base::kRegion)},
                                          {"resources", entry["Resources"]},
                                          {"detail", *detail}}));
    }
}

std::vector<std::string> RecordedServices::receive(const std::string& queueUrl) {
    return std::exchange(m_queues[nameOf(queueUrl)], {});
}

} // namespace ws::conformance
