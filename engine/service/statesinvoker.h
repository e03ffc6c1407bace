#pragma once

#include "engine/base/clock.h"
#include "engine/execution/serviceinvoker.h"
#include "engine/service/apierror.h"
#include "engine/telemetry/events.h"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace ws::service {

/// Step Functions as states call it (arn:aws:states:::aws-sdk:sfn:getActivityTask). Every other
/// service is asked of `others`.
class StatesInvoker : public execution::ServiceInvoker {
public:
    using Answered = std::function<void(Answer)>;
    /// An operation with its parameters as the API names them, by an execution of the account.
    struct Request {
        std::string operation;
        json::Value parameters;
        std::string account;
        telemetry::ExecutionOrigin origin; ///< of an execution that it begins
    };
    using Call = std::function<void(const Request& request, Answered done)>;

    /// `others` is not owned and may be null.
    StatesInvoker(base::Clock& clock, execution::ServiceInvoker* others, Call call)
        : m_clock(clock)
        , m_others(others)
        , m_call(std::move(call)) {}

    bool offers(const statemachine::Integration& integration) const override;
    Ticket call(const execution::ServiceRequest& request,
                std::function<void(execution::ServiceReply)> done) override;
    Ticket runJob(const execution::ServiceRequest& request,
                  std::function<void(execution::ServiceReply)> submitted,
                  std::function<void(execution::JobEnd)> ended) override;
    void abandon(Ticket ticket) override;

private:
    base::Clock& m_clock;
    execution::ServiceInvoker* const m_others;
    const Call m_call;
    Ticket m_last = 0;
    std::set<Ticket> m_open;              ///< calls of ours that somebody waits for
    std::map<Ticket, Ticket> m_elsewhere; ///< ours to that of `others`
};

} // namespace ws::service
