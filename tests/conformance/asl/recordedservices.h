#pragma once

#include "engine/base/clock.h"
#include "engine/execution/serviceinvoker.h"
#include "engine/json/value.h"

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ws::conformance {

/// Services beside functions: what Tasks called and what they were answered is in the recorded
/// histories, without what the integration adds. Queues are alive, because helpers of the cases
/// take task tokens out of them.
class RecordedServices : public execution::ServiceInvoker {
public:
    explicit RecordedServices(base::Clock& clock)
        : m_clock(clock) {}
    ~RecordedServices() override;

    /// What the services answer that this execution calls.
    void script(const std::string& executionArn, const json::Value& history);

    bool offers(const statemachine::Integration& integration) const override;
    Ticket call(const execution::ServiceRequest& request,
                std::function<void(execution::ServiceReply)> done) override;
    void abandon(Ticket ticket) override;

    void subscribe(const std::string& topic, const std::string& queueArn);
    /// The bodies of the messages that wait; they are taken out.
    std::vector<std::string> receive(const std::string& queueUrl);
    /// What the event bus took in and delivers; it is taken out.
    std::vector<json::Value> takeEvents() { return std::exchange(m_events, {}); }

private:
    struct Answer {
        std::string resourceType;
        std::string resource;
        execution::ServiceReply reply;
    };

    execution::ServiceReply answer(const execution::ServiceRequest& request);
    void send(const std::string& queue, const std::string& body);
    void publish(const json::Value& parameters);
    void putEvents(const json::Value& parameters, const json::Value& answer);
    static Answer failureOf(const json::Value& details);

    base::Clock& m_clock;
    std::map<std::string, std::deque<Answer>> m_scripts;         ///< by execution ARN
    std::map<std::string, std::vector<std::string>> m_queues;    ///< by the queue's name
    std::map<std::string, std::vector<std::string>> m_listeners; ///< queues of a topic
    std::vector<json::Value> m_events;
    std::map<Ticket, base::TimerId> m_open;
    Ticket m_last = 0;
};

} // namespace ws::conformance
