#include "engine/service/statesinvoker.h"

#include "engine/base/ids.h"
#include "engine/execution/timestamp.h"
#include "engine/service/statesshapes.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace ws::service {

using json::Value;

namespace {

std::string withFirst(std::string text, int (*change)(int)) {
    if (!text.empty())
        text.front() = static_cast<char>(change(static_cast<unsigned char>(text.front())));
    return text;
}

bool isOurs(const statemachine::Integration& integration) {
    return integration.kind == statemachine::Integration::Kind::Sdk && integration.service == "sfn";
}

/// SDKs write names of members with a capital, the API without.
Value apiNames(const Value& value) {
    if (value.isArray()) {
        Value::Array items;
        for (const Value& item : value.items())
            items.push_back(apiNames(item));
        return Value(std::move(items));
    }
    if (!value.isObject())
        return value;
    Value out = Value::object();
    for (const auto& [name, member] : value.members())
        out.set(withFirst(name, std::tolower), apiNames(member));
    return out;
}

/// As the operation takes them. A state may write JSON where the API takes a text.
Value apiParameters(const std::string& operation, const Value& parameters) {
    const Shape* shape = statesShape(operation);
    Value out = Value::object();
    for (const auto& [member, value] : parameters.members()) {
        const std::string name = withFirst(member, std::tolower);
        const auto isText = [&](const Parameter& each) {
            return each.name == name && (each.constraint.type == Constraint::Type::Text ||
                                         each.constraint.type == Constraint::Type::Payload);
        };
        const bool takesText =
            shape && std::any_of(shape->parameters.begin(), shape->parameters.end(), isText);
        if (!takesText)
            out.set(name, apiNames(value));
        else if (value.isString() || value.isNull())
            out.set(name, value);
        else
            out.set(name, value.dump());
    }
    return out;
}

bool isTime(const std::string& name) {
    return name.ends_with("Date") || name == "timestamp";
}

Value timeText(double seconds) {
    const auto microseconds = static_cast<std::int64_t>(std::llround(seconds * 1e6));
    return execution::timestampText(base::TimePoint{base::Duration{microseconds}});
}

/// The other way; what is not there is left out, times are texts.
Value sdkNames(const Value& value) {
    if (value.isArray()) {
        Value::Array items;
        for (const Value& item : value.items())
            items.push_back(sdkNames(item));
        return Value(std::move(items));
    }
    if (!value.isObject())
        return value;
    Value out = Value::object();
    for (const auto& [name, member] : value.members()) {
        if (member.isNull())
            continue;
        out.set(withFirst(name, std::toupper),
                isTime(name) && member.isNumber() ? timeText(member.toDouble()) : sdkNames(member));
    }
    return out;
}

execution::ServiceReply replyOf(const Answer& answer) {
    execution::ServiceReply reply;
    if (answer) {
        reply.body = sdkNames(*answer);
        reply.wireBody = answer->dump();
        return reply;
    }
    reply.status = answer.error().status;
    reply.code = answer.error().code;
    reply.message = answer.error().message;
    return reply;
}

} // namespace

bool StatesInvoker::offers(const statemachine::Integration& integration) const {
    if (isOurs(integration))
        return statesShape(withFirst(integration.action, std::toupper)) != nullptr;
    return m_others && m_others->offers(integration);
}

execution::ServiceInvoker::Ticket
StatesInvoker::call(const execution::ServiceRequest& request,
                    std::function<void(execution::ServiceReply)> done) {
    const Ticket ticket = ++m_last;
    if (!isOurs(request.integration)) {
        m_elsewhere[ticket] =
            m_others->call(request, [this, ticket, done](execution::ServiceReply reply) {
                m_elsewhere.erase(ticket);
                done(std::move(reply));
            });
        return ticket;
    }
    m_open.insert(ticket);
    base::Arn caller;
    base::Arn::parse(request.roleArn.empty() ? request.executionArn : request.roleArn, caller);
    const std::string operation = withFirst(request.integration.action, std::toupper);
    m_call({operation,
            apiParameters(operation, request.parameters),
            caller.account,
            {request.caller, request.executionArn, request.state, request.scheduledEvent}},
           [this, ticket, done](Answer answer) {
               m_clock.after(base::Duration::zero(), [this, ticket, done, answer] {
                   if (m_open.erase(ticket) > 0)
                       done(replyOf(answer));
               });
           });
    return ticket;
}

/// No integration of ours has jobs: states:startExecution is the executor's own.
execution::ServiceInvoker::Ticket
StatesInvoker::runJob(const execution::ServiceRequest& request,
                      std::function<void(execution::ServiceReply)> submitted,
                      std::function<void(execution::JobEnd)> ended) {
    const Ticket ticket = ++m_last;
    m_elsewhere[ticket] = m_others->runJob(
        request,
        [this, ticket, submitted](execution::ServiceReply reply) {
            if (reply.failed())
                m_elsewhere.erase(ticket);
            submitted(std::move(reply));
        },
        [this, ticket, ended](execution::JobEnd end) {
            m_elsewhere.erase(ticket);
            ended(std::move(end));
        });
    return ticket;
}

void StatesInvoker::abandon(Ticket ticket) {
    m_open.erase(ticket);
    if (auto elsewhere = m_elsewhere.extract(ticket))
        m_others->abandon(elsewhere.mapped());
}

} // namespace ws::service
