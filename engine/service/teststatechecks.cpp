#include "engine/service/teststatechecks.h"

#include "engine/execution/teststate.h"
#include "engine/service/mockfields.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace ws::service {

using json::Value;
using statemachine::State;
using statemachine::StateType;

namespace {

ApiError invalid(const std::string& message) {
    return {"ValidationException", message};
}

bool isSet(const Value& parent, std::string_view member) {
    return !parent[member].isNull();
}

ApiError onlyWithMock(const std::string& what) {
    return invalid("TestState does not support " + what + " when a mock is not specified.");
}

std::string typeName(const State& state) {
    return std::string(statemachine::stateTypeName(state.type));
}

/// Unlike a Map or Parallel state, here.
bool canRunAlone(const State& state) {
    return state.type != StateType::Map && state.type != StateType::Parallel &&
           execution::endsByItself(state);
}

bool takesMock(const State& state) {
    return state.type == StateType::Task || state.type == StateType::Map ||
           state.type == StateType::Parallel;
}

MockFields fieldsMode(const Value& mock) {
    const std::string& name = mock["fieldValidationMode"].toString();
    if (name == "NONE")
        return MockFields::None;
    return name == "PRESENT" ? MockFields::Present : MockFields::Strict;
}

std::optional<ApiError> parallelResultProblem(const statemachine::ParallelFields& fields,
                                              const Value& result) {
    if (!result.isArray())
        return invalid("Mocked result must be an array.");
    if (result.size() != fields.branches.size())
        return invalid("Mocked result must contain the same number of items as number of Parallel "
                       "branches.");
    return {};
}

/// With its results in files a Map comes to what tells where they are.
std::optional<ApiError> mapResultProblem(const statemachine::MapFields& fields,
                                         const Value& result) {
    if (fields.writer && fields.writer->exports) {
        if (!result.isObject())
            return invalid("Mocked result must be a JSON object.");
        return {};
    }
    if (!result.isArray())
        return invalid("Mocked result must be an array.");
    return {};
}

// The context object

struct ContextField {
    std::string_view name;
    Value::Type type; ///< Null: any
};
struct ContextPart {
    std::string_view name;
    std::vector<ContextField> fields;
};

const std::vector<ContextPart>& contextParts() {
    using Type = Value::Type;
    static const std::vector<ContextPart> kParts{
        {"Execution",
         {{"Id", Type::String},
          {"Input", Type::Null},
          {"Name", Type::String},
          {"RoleArn", Type::String},
          {"StartTime", Type::String},
          {"RedriveCount", Type::Integer},
          {"RedriveTime", Type::String}}},
        {"StateMachine", {{"Id", Type::String}, {"Name", Type::String}}},
        {"State",
         {{"EnteredTime", Type::String}, {"Name", Type::String}, {"RetryCount", Type::Integer}}},
        {"Task", {{"Token", Type::String}}},
        {"Map", {{"Item", Type::Object}}},
    };
    return kParts;
}

ApiError badContext(const std::string& why) {
    return invalid("Invalid Context object provided: " + why);
}

ApiError notAllowed(const std::string& name) {
    return badContext("Field '" + name + "' is not allowed");
}

std::optional<ApiError> contextPartProblem(const ContextPart& part, const Value& given) {
    const std::string name(part.name);
    if (!given.isObject())
        return badContext(name + " must be an object");
    for (const auto& [member, value] : given.members()) {
        const auto field = std::find_if(
            part.fields.begin(), part.fields.end(),
            [&member = member](const ContextField& each) { return each.name == member; });
        if (field == part.fields.end())
            return notAllowed(member);
        if (field->type == Value::Type::Null || field->type == value.type())
            continue;
        const char* wanted = field->type == Value::Type::String    ? "a string"
                             : field->type == Value::Type::Integer ? "an integer"
                                                                   : "an object";
        return badContext(name + '.' + member + " must be " + wanted);
    }
    return {};
}

} // namespace

std::optional<ApiError> testParametersProblem(const Value& request) {
    const Value& mock = request["mock"];
    if (!mock.isNull()) {
        if (isSet(mock, "result") == isSet(mock, "errorOutput"))
            return invalid("A test mock should have only one of the following fields: [result, "
                           "errorOutput].");
        if (request["revealSecrets"].toBool())
            return invalid("TestState does not support RevealSecrets when a mock is specified.");
        return {};
    }
    struct Setting {
        const char* member;
        const char* shown;
    };
    static constexpr std::array kSettings{
        Setting{"retrierRetryCount", "RetrierRetryCount"},
        Setting{"errorCausedByState", "ErrorCausedByState"},
        Setting{"mapIterationFailureCount", "MapIterationFailureCount"},
        Setting{"mapItemReaderData", "MapItemReaderData"}};
    for (const Setting& setting : kSettings) {
        if (isSet(request["stateConfiguration"], setting.member))
            return onlyWithMock(setting.shown);
    }
    if (isSet(request, "context"))
        return onlyWithMock("Context");
    return {};
}

std::optional<ApiError> testedStateProblem(const State& state, const Value& request) {
    if (isSet(request, "mock")) {
        if (!takesMock(state))
            return invalid("State type '" + typeName(state) +
                           "' is not supported when a mock is specified");
        return {};
    }
    if (!canRunAlone(state))
        return invalid("State type '" + typeName(state) +
                       "' is not supported when a mock is not specified");
    if (state.type == StateType::Task && request["roleArn"].toString().empty())
        return invalid("RoleArn must be specified when testing a Task state");
    return {};
}

std::optional<ApiError> mockResultProblem(const State& state, const Value& result,
                                          const Value& mock) {
    if (const auto* parallel = std::get_if<statemachine::ParallelFields>(&state.fields))
        return parallelResultProblem(*parallel, result);
    if (const auto* map = std::get_if<statemachine::MapFields>(&state.fields))
        return mapResultProblem(*map, result);
    const auto& task = std::get<statemachine::TaskFields>(state.fields);
    if (const auto problem = mockFieldProblem(task.integration, result, fieldsMode(mock)))
        return invalid(*problem);
    return {};
}

std::optional<ApiError> testContextProblem(const Value& context, MapItem item) {
    if (!context.isObject())
        return badContext("must be a JSON object");
    for (const auto& [name, value] : context.members()) {
        const auto& parts = contextParts();
        const auto part =
            std::find_if(parts.begin(), parts.end(),
                         [&name = name](const ContextPart& each) { return each.name == name; });
        if (part == parts.end())
            return notAllowed(name);
        if (name == "Map" && item == MapItem::None)
            return badContext("'Map' field is not supported when mocking a Context object");
        if (auto problem = contextPartProblem(*part, value))
            return problem;
    }
    return {};
}

} // namespace ws::service
