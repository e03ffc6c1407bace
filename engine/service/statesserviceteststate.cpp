#include "engine/service/statesservice_p.h"

#include "engine/execution/senttext.h"
#include "engine/execution/teststate.h"
#include "engine/service/httpinspection.h"
#include "engine/service/statesdefinition.h"
#include "engine/service/teststatechecks.h"
#include "engine/statemachine/parser.h"
#include "engine/statemachine/singlestate.h"
#include "engine/statemachine/validatoranswer.h"

#include <chrono>

namespace ws::service {

using execution::DataStage;
using execution::SentText;
using execution::TestStateRequest;
using execution::TestStateResult;
using json::Value;
using statemachine::QueryLanguage;
using statemachine::State;
using statemachine::StateIndex;
using statemachine::StateMachine;
using statemachine::StateType;
using Status = TestStateResult::Status;

namespace {

constexpr std::chrono::minutes kLongestTest{5};

enum class Level : std::uint8_t { Info, Debug, Trace };

ApiError invalid(const std::string& message) {
    return {"ValidationException", message};
}

struct FoundState {
    std::shared_ptr<const StateMachine> machine;
    StateIndex index = statemachine::kNoState;

    const State& state() const { return machine->state(index); }
    bool isInsideMap() const {
        for (StateIndex owner = index; owner != statemachine::kNoState;) {
            owner = machine->region(machine->state(owner).region).owner;
            if (owner != statemachine::kNoState && machine->state(owner).type == StateType::Map)
                return true;
        }
        return false;
    }
};

/// A state within a whole machine when it is named, else the definition is the state.
ApiResult<FoundState> findState(const Value& in) {
    const std::string& text = in["definition"].toString();
    const std::string& name = in["stateName"].toString();
    const auto refusal =
        name.empty() ? statemachine::stateRefusal(text) : statemachine::definitionRefusal(text);
    if (refusal)
        return ApiError{"InvalidDefinition", *refusal};
    FoundState found;
    const auto source = Value::parse(text);
    auto machine = name.empty() && !source->find("States")
                       ? statemachine::compileSingleState(*source)
                       : statemachine::compileStateMachine(*source);
    if (!machine)
        return ApiError{"InvalidDefinition",
                        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: " +
                            machine.error().arg("reason") + " at " +
                            machine.error().arg("pointer") + "'"};
    found.machine = *std::move(machine);
    found.index = name.empty() ? found.machine->region(0).start : found.machine->findState(name);
    if (found.index == statemachine::kNoState)
        return invalid("State not found in definition");
    return found;
}

std::string textOr(const Value& in, std::string_view member, const char* otherwise) {
    const Value* found = in.find(member);
    return found && !found->isNull() ? found->toString() : otherwise;
}

/// What was sent as text, and what shows up as that text again.
struct Texts {
    SentText input;
    SentText result;

    std::string of(const Value& value) const {
        return input.isOf(value) ? input.text() : result.textOf(value);
    }
};

struct Test {
    TestStateRequest request;
    Texts texts;
    Level level = Level::Info;

    const State& state() const { return request.machine->state(request.state); }
};

std::optional<ApiError> readInput(const Value& in, Test& test) {
    const std::string text = textOr(in, "input", "{}");
    const auto input = Value::parse(text);
    if (!input)
        return ApiError{"InvalidExecutionInput",
                        "Invalid State Machine Execution Input: '" + jsonProblem(text) + "'"};
    test.request.input = *input;
    test.texts.input = SentText(*input, text);
    const auto variables = Value::parse(textOr(in, "variables", "{}"));
    if (!variables || !variables->isObject())
        return invalid("Variables must be a valid JSON object");
    test.request.variables = *variables;
    return {};
}

std::optional<ApiError> readMock(const Value& in, Test& test) {
    const Value& mock = in["mock"];
    if (mock.isNull())
        return {};
    execution::StateMock& read = test.request.mock.emplace();
    if (const Value* result = mock.find("result"); result && !result->isNull()) {
        const auto parsed = Value::parse(result->toString());
        if (!parsed)
            return invalid("Mocked result must be valid JSON");
        if (auto problem = mockResultProblem(test.state(), *parsed, mock))
            return problem;
        read.result = *parsed;
        test.texts.result = SentText(*parsed, result->toString());
        return {};
    }
    const Value& error = mock["errorOutput"];
    if (!error["error"].isNull())
        read.error = error["error"].toString();
    if (!error["cause"].isNull())
        read.cause = error["cause"].toString();
    return {};
}

void readConfiguration(const Value& in, TestStateRequest& request) {
    const Value& configuration = in["stateConfiguration"];
    request.retries = configuration["retrierRetryCount"].toInteger();
    if (!configuration["mapIterationFailureCount"].isNull())
        request.failedIterations = configuration["mapIterationFailureCount"].toInteger();
    if (!configuration["mapItemReaderData"].isNull())
        request.itemReaderData = configuration["mapItemReaderData"].toString();
}

std::optional<ApiError> readContext(const Value& in, MapItem item, TestStateRequest& request) {
    if (in["context"].isNull())
        return {};
    const auto context = Value::parse(in["context"].toString());
    if (!context)
        return invalid("Invalid Context object provided: must be valid JSON");
    if (auto problem = testContextProblem(*context, item))
        return problem;
    request.context = *context;
    return {};
}

Level levelNamed(const std::string& name) {
    if (name == "TRACE")
        return Level::Trace;
    return name == "DEBUG" ? Level::Debug : Level::Info;
}

ApiResult<Test> readTest(const Value& in) {
    if (auto problem = testParametersProblem(in))
        return *std::move(problem);
    const auto found = findState(in);
    if (!found)
        return found.error();
    Test test;
    test.request.machine = found->machine;
    test.request.state = found->index;
    test.request.shownState = statemachine::kSingleState;
    test.request.roleArn = in["roleArn"].toString();
    test.request.longest = kLongestTest;
    test.level = levelNamed(in["inspectionLevel"].toString());
    readConfiguration(in, test.request);
    if (auto problem = testedStateProblem(test.state(), in))
        return *std::move(problem);
    if (auto problem = readInput(in, test))
        return *std::move(problem);
    if (auto problem = readMock(in, test))
        return *std::move(problem);
    const MapItem item = found->isInsideMap() ? MapItem::Around : MapItem::None;
    if (auto problem = readContext(in, item, test.request))
        return *std::move(problem);
    return test;
}

// The answer

/// The service says nothing about what leads to the Result of a Pass state, nor about what is
/// around the work of a Parallel or Map state when that is mocked.
bool isShown(DataStage stage, const State& state) {
    if (stage == DataStage::Output) // of the answer itself
        return false;
    const bool isBefore = stage == DataStage::AfterInputPath ||
                          stage == DataStage::AfterParameters || stage == DataStage::AfterArguments;
    if (const auto* pass = std::get_if<statemachine::PassFields>(&state.fields))
        return !(isBefore && pass->result);
    if (state.type == StateType::Parallel || state.type == StateType::Map)
        return !isBefore && stage != DataStage::Result;
    return true;
}

bool isNumber(DataStage stage) {
    return stage == DataStage::MaxConcurrency || stage == DataStage::ToleratedFailureCount ||
           stage == DataStage::ToleratedFailurePercentage;
}

std::int64_t wholeSeconds(base::Duration duration) {
    return std::chrono::floor<std::chrono::seconds>(duration).count();
}

Value errorDetails(const TestStateResult& result) {
    Value out = Value::object();
    if (result.catchIndex)
        out.set("catchIndex", static_cast<std::int64_t>(*result.catchIndex));
    if (result.retryIndex) {
        out.set("retryIndex", static_cast<std::int64_t>(*result.retryIndex));
        out.set("retryBackoffIntervalSeconds", wholeSeconds(result.retryBackoff));
    }
    return out;
}

/// With a mock nothing is sent.
bool isHttpCall(const Test& test) {
    const auto* task = std::get_if<statemachine::TaskFields>(&test.state().fields);
    return task && task->integration.is("http", "invoke") && !test.request.mock;
}

void addHttpData(const TestStateResult& result, Value& out) {
    const Value* parameters = result.stage(DataStage::AfterParameters);
    if (!parameters)
        parameters = result.stage(DataStage::AfterArguments);
    if (!parameters)
        return;
    out.set("request", httpRequestData(*parameters));
    if (const Value* answer = result.stage(DataStage::Result))
        out.set("response", httpResponseData(*parameters, *answer));
}

Value inspectionData(const Test& test, const TestStateResult& result) {
    Value out = Value::object();
    for (const auto& [stage, value] : result.stages) {
        if (isShown(stage, test.state()))
            out.set(execution::stageName(stage),
                    isNumber(stage) ? value : Value(test.texts.of(value)));
    }
    if (Value details = errorDetails(result); details.size() > 0)
        out.set("errorDetails", std::move(details));
    if (test.level == Level::Trace && isHttpCall(test))
        addHttpData(result, out);
    return out;
}

Value answerOf(const Test& test, const TestStateResult& result) {
    Value out = Value::object();
    if (result.status == Status::Succeeded || result.status == Status::CaughtError)
        out.set("output", test.texts.of(result.output));
    if (result.error)
        out.set("error", *result.error);
    if (result.cause)
        out.set("cause", *result.cause);
    if (test.level != Level::Info)
        out.set("inspectionData", inspectionData(test, result));
    if (!result.nextState.empty())
        out.set("nextState", result.nextState);
    out.set("status", execution::testStatusName(result.status));
    return out;
}

} // namespace

void StatesService::Private::testState(const Value& in, const Done& done) {
    auto read = readTest(in);
    if (!read)
        return done(read.error());
    const auto test = std::make_shared<Test>(*std::move(read));
    TestStateRequest& request = test->request;
    request.machineName = m_ids.next();
    request.machineArn = ownArn("stateMachine:" + request.machineName);
    request.executionName = m_ids.next();
    request.executionArn = ownArn("express:" + request.machineName + ':' + request.executionName);
    if (request.mock)
        return done(answerOf(*test, execution::testState(request, now(), m_random())));
    m_executor.test(request,
                    [test, done](const TestStateResult& result) { done(answerOf(*test, result)); });
}

} // namespace ws::service
