#include "engine/statemachine/newstates.h"

#include "engine/json/draft.h"

#include <array>

namespace ws::statemachine {

using json::Value;

namespace {

using Members = std::initializer_list<std::pair<std::string, Value>>;

Value list(std::initializer_list<Value> items) {
    return Value(Value::Array(items));
}

Fragment fragment(QueryLanguage language, std::string_view start, Members states) {
    Fragment out = Value::object({{"StartAt", start}});
    if (language == QueryLanguage::Jsonata)
        out.set("QueryLanguage", "JSONata");
    out.set("States", Value::object(states));
    return out;
}

Value state(std::string_view type, Members members = {}) {
    Value out = Value::object({{"Type", type}});
    for (const auto& [name, value] : members)
        out.set(name, value);
    return out;
}

Value branch(std::string_view name, Value only) {
    return Value::object(
        {{"StartAt", name}, {"States", Value::object({{std::string(name), std::move(only)}})}});
}

/// A rule that is true when the input has the member.
Value ruleWhenThere(std::string_view member, QueryLanguage language, std::string_view next) {
    const std::string name(member);
    if (language == QueryLanguage::Jsonata)
        return Value::object(
            {{"Condition", "{% $exists($states.input." + name + ") %}"}, {"Next", next}});
    return Value::object({{"Variable", "$." + name}, {"IsPresent", true}, {"Next", next}});
}

Value ruleWhenText(std::string_view member, std::string_view text, QueryLanguage language,
                   std::string_view next) {
    const std::string name(member);
    if (language == QueryLanguage::JsonPath)
        return Value::object({{"Variable", "$." + name}, {"StringEquals", text}, {"Next", next}});
    return Value::object(
        {{"Condition", "{% $states.input." + name + " = '" + std::string(text) + "' %}"},
         {"Next", next}});
}

Value catcher(std::string_view next) {
    return list({Value::object({{"ErrorEquals", list({"States.ALL"})}, {"Next", next}})});
}

/// The error beside the input, so that what handles it knows both.
Value keepingCatcher(QueryLanguage language, std::string_view next) {
    Value out = Value::object({{"ErrorEquals", list({"States.ALL"})}});
    if (language == QueryLanguage::Jsonata)
        out.set("Output", "{% $merge([$states.input, {'error': $states.errorOutput}]) %}");
    else
        out.set("ResultPath", "$.error");
    out.set("Next", next);
    return list({std::move(out)});
}

Value functionTask(std::string_view function, QueryLanguage language, std::string_view next) {
    Value out = state("Task", {{"Resource", "arn:aws:states:::lambda:invoke"}});
    if (language == QueryLanguage::Jsonata) {
        out.set("Arguments",
                Value::object({{"FunctionName", function}, {"Payload", "{% $states.input %}"}}));
        out.set("Output", "{% $states.result.Payload %}");
    } else {
        out.set("Parameters", Value::object({{"FunctionName", function}, {"Payload.$", "$"}}));
        out.set("OutputPath", "$.Payload");
    }
    out.set("Retry", list({Value::object(
                         {{"ErrorEquals",
                           list({"Lambda.ServiceException", "Lambda.AWSLambdaException",
                                 "Lambda.SdkClientException", "Lambda.TooManyRequestsException"})},
                          {"IntervalSeconds", 1},
                          {"MaxAttempts", 3},
                          {"BackoffRate", 2},
                          {"JitterStrategy", "FULL"}})}));
    out.set("Next", next);
    return out;
}

constexpr std::string_view kFunction = "my-function"; // to be chosen

Fragment retryWithFallback(QueryLanguage language) {
    Value call = functionTask(kFunction, language, "");
    call.set("Retry", list({Value::object({{"ErrorEquals", list({"States.ALL"})},
                                           {"IntervalSeconds", 2},
                                           {"MaxAttempts", 3},
                                           {"BackoffRate", 2},
                                           {"JitterStrategy", "FULL"}})}));
    call.set("Catch", keepingCatcher(language, "Fallback"));
    return fragment(language, "Call",
                    {{"Call", call}, {"Fallback", state("Pass", {{"Next", ""}})}});
}

Fragment saga(QueryLanguage language) {
    Value reserve = functionTask(kFunction, language, "Charge");
    reserve.set("Catch", catcher("Saga failed"));
    Value charge = functionTask(kFunction, language, "");
    charge.set("Catch", keepingCatcher(language, "Undo reserve"));
    return fragment(language, "Reserve",
                    {{"Reserve", reserve},
                     {"Charge", charge},
                     {"Undo reserve", functionTask(kFunction, language, "Saga failed")},
                     {"Saga failed", state("Fail", {{"Error", "SagaFailed"},
                                                    {"Cause", "A step failed; the steps before "
                                                              "it were undone."}})}});
}

Fragment fanOut(QueryLanguage language) {
    Value call = functionTask(kFunction, language, "");
    call.mutableMembers().remove("Next");
    call.set("End", true);
    Value processor = Value::object({{"ProcessorConfig", Value::object({{"Mode", "INLINE"}})}});
    const Value body = branch("Work on item", std::move(call));
    for (const auto& [name, value] : body.members())
        processor.set(name, value);
    Value map = state("Map");
    if (language == QueryLanguage::Jsonata)
        map.set("Items", "{% $states.input.items %}");
    else
        map.set("ItemsPath", "$.items");
    map.set("MaxConcurrency", 10);
    map.set("ItemProcessor", std::move(processor));
    map.set("Next", "");
    return fragment(language, "For each item", {{"For each item", std::move(map)}});
}

Fragment pollLoop(QueryLanguage language) {
    Value ready = state("Choice");
    ready.set("Choices", list({ruleWhenText("status", "SUCCEEDED", language, ""),
                               ruleWhenText("status", "FAILED", language, "Job failed")}));
    ready.set("Default", "Wait for job");
    return fragment(
        language, "Start job",
        {{"Start job", functionTask(kFunction, language, "Wait for job")},
         {"Wait for job", state("Wait", {{"Seconds", 10}, {"Next", "Ask for status"}})},
         {"Ask for status", functionTask(kFunction, language, "Job ready?")},
         {"Job ready?", std::move(ready)},
         {"Job failed", state("Fail", {{"Error", "JobFailed"}, {"Cause", "The job failed."}})}});
}

Fragment humanApproval(QueryLanguage language) {
    const std::string queue = "https://sqs.us-east-1.amazonaws.com/123456789012/approvals";
    Value ask = state("Task", {{"Resource", "arn:aws:states:::sqs:sendMessage.waitForTaskToken"}});
    if (language == QueryLanguage::Jsonata)
        ask.set("Arguments",
                Value::object({{"QueueUrl", queue},
                               {"MessageBody",
                                Value::object({{"request", "{% $states.input %}"},
                                               {"token", "{% $states.context.Task.Token %}"}})}}));
    else
        ask.set("Parameters",
                Value::object({{"QueueUrl", queue},
                               {"MessageBody", Value::object({{"request.$", "$"},
                                                              {"token.$", "$$.Task.Token"}})}}));
    ask.set("TimeoutSeconds", 86400);
    ask.set("Next", "Approved?");
    Value decide = state("Choice");
    decide.set("Choices", list({ruleWhenText("decision", "approve", language, "")}));
    decide.set("Default", "Rejected");
    return fragment(
        language, "Ask for approval",
        {{"Ask for approval", std::move(ask)},
         {"Approved?", std::move(decide)},
         {"Rejected", state("Fail", {{"Error", "Rejected"}, {"Cause", "Somebody said no."}})}});
}

Value bodyOf(StateType type, QueryLanguage language) {
    const bool jsonata = language == QueryLanguage::Jsonata;
    switch (type) {
    case StateType::Task:
        return functionTask(kFunction, language, "");
    case StateType::Choice:
        return state("Choice",
                     {{"Choices", list({ruleWhenThere("value", language, "")})}, {"Default", ""}});
    case StateType::Wait:
        return state("Wait", {{"Seconds", 5}, {"Next", ""}});
    case StateType::Succeed:
        return state("Succeed");
    case StateType::Fail:
        return state("Fail", {{"Error", "Failed"}, {"Cause", "Something went wrong."}});
    case StateType::Parallel:
        return state("Parallel",
                     {{"Branches", list({branch("Branch A", state("Pass", {{"End", true}})),
                                         branch("Branch B", state("Pass", {{"End", true}}))})},
                      {"Next", ""}});
    case StateType::Map: {
        Value processor =
            Value::object({{"ProcessorConfig", Value::object({{"Mode", "INLINE"}})},
                           {"StartAt", "Item"},
                           {"States", Value::object({{"Item", state("Pass", {{"End", true}})}})}});
        Value out = state("Map");
        out.set(jsonata ? "Items" : "ItemsPath", jsonata ? "{% $states.input.items %}" : "$.items");
        out.set("ItemProcessor", std::move(processor));
        out.set("Next", "");
        return out;
    }
    default:
        return state("Pass", {{"Next", ""}});
    }
}

} // namespace

Fragment newState(StateType type, QueryLanguage language) {
    const std::string name(stateTypeName(type == StateType::Unknown ? StateType::Pass : type));
    return fragment(language, name, {{name, bodyOf(type, language)}});
}

Fragment newFunctionTask(std::string_view function, QueryLanguage language) {
    const std::string name(function);
    return fragment(language, name, {{name, functionTask(function, language, "")}});
}

Fragment newServiceTask(const OptimisedAction& action, IntegrationPattern pattern,
                        QueryLanguage language) {
    constexpr std::array<std::string_view, 4> kSuffixes{"", ".sync", ".sync:2",
                                                        ".waitForTaskToken"};
    const std::string service(action.service);
    const std::string what(action.action);
    Value arguments = Value::object();
    // Where only the user knows what belongs there, a placeholder as deployment tools have them.
    for (const std::string_view member : action.required)
        arguments.set(member, member == "Method" ? Value("GET")
                              : member == "Key" || member == "Item"
                                  ? Value::object({{"id", Value::object({{"S", "1"}})}})
                              : member == "Entries" ? Value::array()
                                                    : Value("${" + std::string(member) + "}"));
    Value task = state("Task", {{"Resource", "arn:aws:states:::" + service + ":" + what +
                                                 std::string(kSuffixes[std::size_t(pattern)])}});
    task.set(language == QueryLanguage::Jsonata ? "Arguments" : "Parameters", std::move(arguments));
    task.set("Next", "");
    const std::string name = service + " " + what;
    return fragment(language, name, {{name, std::move(task)}});
}

std::span<const Pattern> allPatterns() {
    static constexpr std::array kAll{Pattern::RetryWithFallback, Pattern::Saga, Pattern::FanOut,
                                     Pattern::PollLoop, Pattern::HumanApproval};
    return kAll;
}

Fragment newPattern(Pattern pattern, QueryLanguage language) {
    switch (pattern) {
    case Pattern::Saga:
        return saga(language);
    case Pattern::FanOut:
        return fanOut(language);
    case Pattern::PollLoop:
        return pollLoop(language);
    case Pattern::HumanApproval:
        return humanApproval(language);
    default:
        return retryWithFallback(language);
    }
}

} // namespace ws::statemachine
