#include "engine/service/statetest.h"

#include "engine/service/statesdefinition.h"
#include "engine/statemachine/graph.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace ws::service {

using json::Value;
using statemachine::StateType;

namespace {

/// Under which a state on its own is looked at; the service's texts show it.
constexpr const char* kOwnName = "StateName";

ApiError refused(const std::string& message) {
    return {"ValidationException", message};
}

ApiError badContext(const std::string& reason) {
    return refused("Invalid Context object provided: " + reason);
}

bool isOneOf(StateType type, std::initializer_list<StateType> types) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

/// One member of the context object that may be given. An empty member: the object itself.
struct ContextField {
    std::string_view object;
    std::string_view member;
    enum class Type : std::uint8_t { Text, Number, Any } type = Type::Text;
};
constexpr std::array kContextFields{
    ContextField{"Execution", "Id"},
    ContextField{"Execution", "Input", ContextField::Type::Any},
    ContextField{"Execution", "Name"},
    ContextField{"Execution", "RoleArn"},
    ContextField{"Execution", "StartTime"},
    ContextField{"Execution", "RedriveCount", ContextField::Type::Number},
    ContextField{"Execution", "RedriveTime"},
    ContextField{"State", "EnteredTime"},
    ContextField{"State", "Name"},
    ContextField{"State", "RetryCount", ContextField::Type::Number},
    ContextField{"StateMachine", "Id"},
    ContextField{"StateMachine", "Name"},
    ContextField{"Task", "Token"},
};

std::optional<ApiError> contextMemberProblem(const std::string& object, const std::string& member,
                                             const Value& value) {
    const auto found =
        std::find_if(kContextFields.begin(), kContextFields.end(), [&](const ContextField& field) {
            return field.object == object && field.member == member;
        });
    if (found == kContextFields.end())
        return badContext("Field '" + member + "' is not allowed");
    if (found->type == ContextField::Type::Text && !value.isString())
        return badContext(object + '.' + member + " must be a string");
    if (found->type == ContextField::Type::Number && !value.isNumber())
        return badContext(object + '.' + member + " must be a number");
    return std::nullopt;
}

std::optional<ApiError> contextProblem(const Value& context) {
    for (const auto& [object, members] : context.members()) {
        if (object == "Map")
            return badContext("'Map' field is not supported when mocking a Context object");
        const bool isKnown =
            std::any_of(kContextFields.begin(), kContextFields.end(),
                        [&](const ContextField& field) { return field.object == object; });
        if (!isKnown)
            return badContext("Field '" + object + "' is not allowed");
        if (!members.isObject())
            return badContext(object + " must be an object");
        for (const auto& [member, value] : members.members()) {
            if (auto problem = contextMemberProblem(object, member, value))
                return problem;
        }
    }
    return std::nullopt;
}

/// What a mocked result has to look like for the state that it stands in for.
std::optional<ApiError> mockShapeProblem(const Value& state, StateType type, const Value& result) {
    if (type == StateType::Parallel) {
        if (!result.isArray())
            return refused("Mocked result must be an array.");
        if (result.size() != state["Branches"].size())
            return refused("Mocked result must contain the same number of items as number of "
                           "Parallel branches.");
    }
    if (type == StateType::Map) {
        if (state.find("ResultWriter") && !result.isObject())
            return refused("Mocked result must be a JSON object.");
        if (!state.find("ResultWriter") && !result.isArray())
            return refused("Mocked result must be an array.");
    }
    return std::nullopt;
}

ApiResult<std::optional<StateTest::Mock>> readMock(const Value& in, const Value& state,
                                                   StateType type) {
    const Value* given = in.find("mock");
    if (!given)
        return std::optional<StateTest::Mock>();
    if (isOneOf(type, {StateType::Pass, StateType::Fail, StateType::Succeed, StateType::Choice,
                       StateType::Wait}))
        return refused("State type '" + state["Type"].toString() +
                       "' is not supported when a mock is specified");
    if (in["revealSecrets"].toBool())
        return refused("TestState does not support RevealSecrets when a mock is specified.");
    const Value* result = given->find("result");
    const Value* failure = given->find("errorOutput");
    if (result && failure)
        return refused("A test mock should have only one of the following fields: [result, "
                       "errorOutput].");
    StateTest::Mock mock;
    const std::string& check = (*given)["fieldValidationMode"].toString();
    mock.check = check == "PRESENT" ? StateTest::Mock::Check::Present
                 : check == "NONE"  ? StateTest::Mock::Check::None
                                    : StateTest::Mock::Check::Strict;
    if (result) {
        auto parsed = Value::parse(result->toString());
        if (!parsed)
            return refused("Mocked result must be valid JSON");
        if (auto problem = mockShapeProblem(state, type, *parsed))
            return *std::move(problem);
        mock.result = *parsed;
    }
    if (failure) {
        mock.error = (*failure)["error"].toString();
        mock.cause = (*failure)["cause"].toString();
    }
    return std::optional(std::move(mock));
}

/// A text of the request that is JSON; `otherwise` when it is not there.
ApiResult<Value> readJson(const Value& in, const char* member, Value otherwise) {
    const Value* text = in.find(member);
    if (!text)
        return otherwise;
    auto parsed = Value::parse(text->toString());
    if (!parsed)
        return ApiError{"InvalidExecutionInput", "Invalid State Machine Execution Input: '" +
                                                     jsonProblem(text->toString()) + "'"};
    return *parsed;
}

/// The state of that name, at any depth.
const Value* findState(const Value& machine, const std::string& name) {
    for (const auto& [key, state] : machine["States"].members()) {
        if (key == name)
            return &state;
        for (const char* inner : {"ItemProcessor", "Iterator"}) {
            if (const Value* found = findState(state[inner], name))
                return found;
        }
        for (const Value& branch : state["Branches"].items()) {
            if (const Value* found = findState(branch, name))
                return found;
        }
    }
    return nullptr;
}

/// The state alone in a machine.
Value wrapped(const Value& state) {
    return Value::object({{"StartAt", kOwnName}, {"States", Value::object({{kOwnName, state}})}});
}

/// The same with an end in every place that the state leads to, so that it can be compiled.
Value withTargets(const Value& state) {
    std::vector<std::string> targets{state["Next"].toString(), state["Default"].toString()};
    for (const char* list : {"Choices", "Catch"}) {
        for (const Value& rule : state[list].items())
            targets.push_back(rule["Next"].toString());
    }
    Value states = Value::object({{kOwnName, state}});
    for (const std::string& target : targets) {
        if (!target.empty() && !states.find(target))
            states.set(target, Value::object({{"Type", "Succeed"}}));
    }
    return Value::object({{"StartAt", kOwnName}, {"States", states}});
}

std::optional<ApiError> configurationProblem(const Value& configuration, bool isMocked) {
    if (configuration.find("mapIterationFailureCount") && !isMocked)
        return refused("TestState does not support MapIterationFailureCount when a mock is not "
                       "specified.");
    return std::nullopt;
}

StateTest::Level levelOf(const std::string& name) {
    return name == "TRACE"   ? StateTest::Level::Trace
           : name == "DEBUG" ? StateTest::Level::Debug
                             : StateTest::Level::Info;
}

} // namespace

ApiResult<StateTest> readStateTest(const Value& in) {
    const auto definition = Value::parse(in["definition"].toString());
    if (!definition)
        return checkedDefinition(in["definition"].toString(), statemachine::WorkflowType::Standard)
            .error();
    const std::string& name = in["stateName"].toString();
    const Value* state = name.empty() ? &*definition : findState(*definition, name);
    if (!state)
        return refused("State not found in definition: '" + name + "'");
    const StateType type = statemachine::stateTypeFromName((*state)["Type"].toString());

    StateTest test;
    auto machine = name.empty() ? checkedState(wrapped(*state).dump(), withTargets(*state).dump())
                                : checkedDefinition(in["definition"].toString(),
                                                    statemachine::WorkflowType::Standard);
    if (!machine)
        return machine.error();
    test.machine = *std::move(machine);
    test.state = name.empty() ? kOwnName : name;
    test.stateText = state->dump();

    auto mock = readMock(in, *state, type);
    if (!mock)
        return mock.error();
    test.mock = *std::move(mock);
    if (type == StateType::Task && !test.mock && !in.find("roleArn"))
        return refused("RoleArn must be specified when testing a Task state");
    const Value& configuration = in["stateConfiguration"];
    if (auto problem = configurationProblem(configuration, test.mock.has_value()))
        return *std::move(problem);

    auto input = readJson(in, "input", Value::object());
    auto variables = readJson(in, "variables", Value::object());
    auto context = readJson(in, "context", Value::object());
    for (const auto* read : {&input, &variables, &context}) {
        if (!*read)
            return read->error();
    }
    if (auto problem = contextProblem(*context))
        return *std::move(problem);
    test.input = *std::move(input);
    test.variables = *std::move(variables);
    test.context = *std::move(context);
    test.roleArn = in["roleArn"].toString();
    test.level = levelOf(in["inspectionLevel"].toString());
    if (in["revealSecrets"].toBool())
        test.secrets = StateTest::Secrets::Revealed;
    if (const Value* retries = configuration.find("retrierRetryCount"))
        test.retries = retries->toInteger();
    if (const Value* cause = configuration.find("errorCausedByState"))
        test.errorCausedBy = cause->toString();
    if (const Value* failed = configuration.find("mapIterationFailureCount"))
        test.failedIterations = failed->toInteger();
    if (configuration.find("mapItemReaderData")) {
        auto data = readJson(configuration, "mapItemReaderData", Value());
        if (!data)
            return data.error();
        test.itemReaderData = *std::move(data);
    }
    return test;
}

} // namespace ws::service
