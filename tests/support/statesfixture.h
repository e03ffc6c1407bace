#pragma once

#include "engine/base/clock.h"
#include "engine/execution/taskinvoker.h"
#include "engine/service/statesservice.h"
#include "engine/telemetry/eventbus.h"

#include <QTest>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ws::tests {

/// Functions that give back what they are given.
class EchoInvoker : public execution::TaskInvoker {
public:
    explicit EchoInvoker(base::Clock& clock)
        : m_clock(clock) {}

    Ticket invoke(const execution::TaskRequest& request,
                  std::function<void(execution::TaskOutcome)> done) override {
        const Ticket ticket = ++m_last;
        execution::TaskOutcome outcome;
        outcome.result = request.payload;
        m_clock.after(base::Duration::zero(), [this, ticket, outcome, done = std::move(done)] {
            if (!m_abandoned.contains(ticket))
                done(outcome);
        });
        return ticket;
    }
    void abandon(Ticket ticket) override { m_abandoned.insert(ticket); }

private:
    base::Clock& m_clock;
    std::set<Ticket> m_abandoned;
    Ticket m_last = 0;
};

/// Remembers log lines per group, and status changes.
class RememberingSinks : public service::LogSink, public service::BusSink {
public:
    bool hasLogGroup(const std::string& name) const override { return name != "missing"; }
    void putLogEvent(const std::string& group, const std::string&, base::TimePoint,
                     const std::string& message) override {
        const auto line = json::Value::parse(message);
        lines[group].push_back(line ? *line : json::Value(message));
    }
    void putEvent(const json::Value& event) override { events.push_back(event); }

    std::map<std::string, std::vector<json::Value>> lines;
    std::vector<json::Value> events;
};

/// The service in virtual time, and calls that read as sentences.
struct StatesFixture {
    using Value = json::Value;

    base::ManualClock clock;
    telemetry::EventBus bus{clock};
    EchoInvoker functions{clock};
    RememberingSinks sinks;
    service::StatesService states{{clock, functions, bus, 7, &sinks, &sinks}};

    static inline const std::string kRole = "arn:aws:iam::123456789012:role/states";
    static inline const std::string kPass =
        R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}})";
    static inline const std::string kWait =
        R"({"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":60,"End":true}}})";
    static inline const std::string kFail =
        R"({"StartAt":"A","States":{"A":{"Type":"Fail","Error":"Bad","Cause":"so it is"}}})";

    static Value args(std::initializer_list<std::pair<std::string, Value>> members) {
        return Value::object(members);
    }

    service::Answer call(std::string_view operation, const Value& parameters) {
        return states.call(operation, parameters);
    }
    /// The answer of an operation that must succeed.
    Value done(std::string_view operation, const Value& parameters) {
        const auto answer = states.call(operation, parameters);
        if (!answer)
            QTest::qFail(answer.error().message.c_str(), __FILE__, __LINE__);
        return answer ? *answer : Value();
    }
    /// "CODE: message" of an operation that must be refused.
    std::string refusal(std::string_view operation, const Value& parameters) {
        const auto answer = states.call(operation, parameters);
        return answer ? "accepted: " + answer->dump()
                      : answer.error().code + ": " + answer.error().message;
    }

    /// A machine's ARN.
    std::string create(const std::string& name, const std::string& definition = kPass,
                       Value more = Value::object()) {
        Value in = args({{"name", name}, {"definition", definition}, {"roleArn", kRole}});
        for (const auto& [key, value] : more.members())
            in.set(key, value);
        return done("CreateStateMachine", in)["stateMachineArn"].toString();
    }
    std::string update(const std::string& arn, const std::string& definition) {
        return done("UpdateStateMachine", args({{"stateMachineArn", arn},
                                                {"definition", definition},
                                                {"publish", true}}))["stateMachineVersionArn"]
            .toString();
    }
    /// An execution's ARN.
    std::string start(const std::string& machine, const std::string& name = {},
                      const std::string& input = "{}") {
        Value in = args({{"stateMachineArn", machine}, {"input", input}});
        if (!name.empty())
            in.set("name", name);
        return done("StartExecution", in)["executionArn"].toString();
    }
    std::string statusOf(const std::string& execution) {
        return done("DescribeExecution", args({{"executionArn", execution}}))["status"].toString();
    }
    Value historyOf(const std::string& execution, Value more = Value::object()) {
        more.set("executionArn", execution);
        return done("GetExecutionHistory", more);
    }
};

} // namespace ws::tests
