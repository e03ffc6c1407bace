#pragma once

#include "engine/execution/childexecutions.h"
#include "engine/execution/serviceinvoker.h"
#include "engine/statemachine/parser.h"

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ws::tests {

/// Services that a test answers by hand.
class ScriptedServices : public execution::ServiceInvoker {
public:
    struct Call {
        execution::ServiceRequest request;
        std::function<void(execution::ServiceReply)> done;
        bool abandoned = false;
        std::function<void(execution::JobEnd)> ended; ///< of a job
    };

    bool offers(const statemachine::Integration& integration) const override {
        return offered.contains(integration.resourceType + ':' + integration.action);
    }
    Ticket call(const execution::ServiceRequest& request,
                std::function<void(execution::ServiceReply)> done) override {
        calls.push_back({request, std::move(done), false, {}});
        return calls.size();
    }
    Ticket runJob(const execution::ServiceRequest& request,
                  std::function<void(execution::ServiceReply)> submitted,
                  std::function<void(execution::JobEnd)> ended) override {
        calls.push_back({request, std::move(submitted), false, std::move(ended)});
        return calls.size();
    }
    void abandon(Ticket ticket) override { calls[ticket - 1].abandoned = true; }

    void reply(std::size_t call, json::Value body) {
        execution::ServiceReply reply;
        reply.requestId = "request-1";
        reply.body = std::move(body);
        calls[call].done(reply);
    }
    void fail(std::size_t call, int status, const std::string& code, const std::string& message) {
        execution::ServiceReply reply;
        reply.requestId = "request-1";
        reply.status = status;
        reply.code = code;
        reply.message = message;
        calls[call].done(reply);
    }

    void end(std::size_t call, execution::JobEnd::Outcome outcome, json::Value description) {
        calls[call].ended({outcome, std::move(description)});
    }

    std::set<std::string> offered; ///< "sqs:sendMessage", "aws-sdk:s3:getObject"
    std::deque<Call> calls;
};

/// Machines that nested executions find by their ARN.
class MachineShelf : public execution::ChildExecutions {
public:
    void add(const std::string& name, const std::string& definition) {
        m_machines[base::stateMachineArn(name)] = {name,
                                                   *statemachine::parseStateMachine(definition)};
    }

    base::Result<Admission> admit(const execution::ChildRequest& request) override {
        requests.push_back(request);
        const auto found = m_machines.find(request.machineArn);
        if (found == m_machines.end())
            return base::Error{
                "StateMachineDoesNotExist",
                {{"message", "State Machine Does Not Exist: '" + request.machineArn + '\''}}};
        Admission admission;
        admission.running = twin;
        admission.request.machine = found->second.name;
        admission.request.definition = found->second.machine;
        admission.request.name = request.name;
        admission.request.inputText = request.inputText;
        admission.request.input = *json::Value::parse(request.inputText);
        admission.ended = [this](const execution::ExecutionResult& result) {
            ends.push_back(result);
        };
        return admission;
    }
    void started(base::ExecutionId child, const execution::StartRequest&) override {
        children.push_back(child);
    }

    std::optional<execution::ExecutionResult> resultOf(const std::string& arn) override {
        const auto found = past.find(arn);
        return found == past.end() ? std::nullopt : std::optional(found->second);
    }

    std::map<std::string, execution::ExecutionResult> past; ///< ended before the test, by ARN
    std::vector<execution::ChildRequest> requests;
    std::vector<base::ExecutionId> children;
    std::vector<execution::ExecutionResult> ends;
    base::ExecutionId twin{}; ///< what admit() says is running already

private:
    struct Machine {
        std::string name;
        std::shared_ptr<const statemachine::StateMachine> machine;
    };
    std::map<std::string, Machine> m_machines;
};

} // namespace ws::tests
