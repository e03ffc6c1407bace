#include "engine/execution/core.h"

#include "engine/execution/servicereply.h"

namespace ws::execution {

using statemachine::Integration;
using statemachine::IntegrationPattern;
using statemachine::TaskFields;
using Type = telemetry::HistoryEventType;

namespace {

/// The worker's name that an activity's events show.
constexpr const char* kMockWorker = "mock";

} // namespace

const MockedResponse* Interpreter::Core::nextResponse(const Strand& strand) {
    const Mocks& mocks = *m_setup.mocks;
    const std::string& state = nameOf(strand);
    std::string counter = state;
    if (mocks.isApart(state, strand.itemIndex))
        counter += '\n' + std::to_string(strand.itemIndex);
    return mocks.answer(state, strand.itemIndex, m_mockedCalls[counter]++);
}

/// The events up to where the outside would be heard of next. A call that could not even be made
/// fails as it would without the mock.
Interpreter::Core::MaybeFailure Interpreter::Core::recordMocked(Strand& strand,
                                                                const TaskFields& fields) {
    const Integration& integration = fields.integration;
    if (!strand.call)
        strand.call = std::make_unique<OpenCall>();
    if (integration.kind == Integration::Kind::Function) {
        recordFunction(strand, fields);
    } else if (integration.kind == Integration::Kind::Activity) {
        recordActivity(strand, fields);
        recordTaken(strand, kMockWorker);
    } else {
        if (const std::string problem = parameterProblem(integration, strand.effective);
            !problem.empty())
            return unusableParameters(strand, problem);
        recordScheduled(strand, fields);
    }
    return {};
}

void Interpreter::Core::callMock(Strand& strand, const TaskFields& fields) {
    const MockedResponse* response = nextResponse(strand);
    if (!response)
        return fail(strand, Failure::runtime("The mock of the state '" + nameOf(strand) +
                                             "' has no response for this call"));
    if (auto failure = recordMocked(strand, fields))
        return fail(strand, std::move(*failure));
    if (fields.integration.isService() &&
        fields.integration.pattern != IntegrationPattern::RequestResponse)
        taskSubmitted(strand, fields, json::Value::object());
    strand.call->phase = OpenCall::Phase::Submitted; // what comes next is the answer
    m_commands.emplace_back(AnswerMocked{openTask(strand), *response});
    startDeadlines(strand);
}

} // namespace ws::execution
