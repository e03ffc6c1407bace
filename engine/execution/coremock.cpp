#include "engine/execution/core.h"

#include "engine/execution/servicereply.h"

#include <map>
#include <set>
#include <utility>

namespace ws::execution {

using statemachine::Integration;
using statemachine::IntegrationPattern;
using statemachine::TaskFields;
using Type = telemetry::HistoryEventType;

namespace {

/// The worker's name that an activity's events show.
constexpr const char* kMockWorker = "mock";

std::set<std::string> statesOf(const Mocks* mocks) {
    return mocks ? mocks->states() : std::set<std::string>();
}

/// Those that another mock answers for now, or none any more, or a first one.
std::set<std::string> changedStates(const Mocks* before, const Mocks* after) {
    std::set<std::string> changed = statesOf(before);
    changed.merge(statesOf(after));
    const auto isSame = [&](const std::string& state) {
        return before && after && before->toJson()[state] == after->toJson()[state];
    };
    std::erase_if(changed, isSame);
    return changed;
}

} // namespace

void Interpreter::Core::take(const MocksInput& input) {
    auto mocks = input.mocks.isNull() ? base::Result<Mocks>(Mocks()) : Mocks::fromJson(input.mocks);
    if (!mocks)
        return;
    const auto before = std::exchange(m_mocks, std::make_shared<const Mocks>(*std::move(mocks)));
    const std::set<std::string> changed = changedStates(before.get(), m_mocks.get());
    std::erase_if(m_mockedCalls, [&](const auto& counted) {
        return changed.contains(counted.first.substr(0, counted.first.find('\n')));
    });
    std::map<TaskId, Strand*> underWay;
    for (const auto& [task, strand] : m_tasks) {
        const bool isTask = std::holds_alternative<TaskFields>(stateOf(*strand).fields);
        if (isTask && changed.contains(nameOf(*strand)))
            underWay.emplace(task, strand);
    }
    for (const auto& [task, strand] : underWay) {
        releaseWork(*strand);
        strand->lastEvent = strand->enteredEvent;
        makeReady(*strand, Strand::Stage::Again);
    }
}

const MockedResponse* Interpreter::Core::nextResponse(const Strand& strand) {
    const Mocks& mocks = *m_mocks;
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
