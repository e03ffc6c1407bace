#include "engine/execution/breakpoint.h"

#include "engine/base/reason.h"
#include "engine/execution/choice.h"
#include "engine/expression/jsonata.h"
#include "engine/statemachine/parser.h"

namespace ws::execution {

using expression::Jsonata;
using json::Value;

namespace {

using Variables = std::unordered_map<std::string, Value>;

base::Error problem(const base::Reason& reason) {
    return base::withReason({"debug.condition", {}}, reason);
}

Variables variablesOf(const BreakMoment& moment) {
    return {moment.variables.members().begin(), moment.variables.members().end()};
}

Value statesOf(const BreakMoment& moment) {
    return Value::object({{"input", moment.input},
                          {"context", moment.context},
                          {"result", moment.result},
                          {"errorOutput", moment.error}});
}

base::Result<bool> truth(const Jsonata& query, const BreakMoment& moment) {
    const Variables variables = variablesOf(moment);
    const Value states = statesOf(moment);
    Jsonata::Environment environment;
    environment.input = &moment.input;
    environment.bindings.emplace_back("states", &states);
    environment.variables = &variables;
    const auto outcome = query.evaluate(environment);
    if (!outcome)
        return problem(base::reasonOf(outcome.error()));
    if (outcome->kind == Jsonata::Outcome::Kind::Undefined)
        return false; // about something that is not there
    if (!outcome->value.isBool())
        return problem({"condition.noTruth",
                        "it comes to {value}, which is neither true nor false",
                        {{"value", outcome->value.dump()}}});
    return outcome->value.toBool();
}

/// The text between the delimiters of a state's field, for who copies it from there.
std::string withoutDelimiters(const std::string& text) {
    if (!text.starts_with("{%") || !text.ends_with("%}") || text.size() < 4)
        return text;
    return text.substr(2, text.size() - 4);
}

} // namespace

base::Result<BreakCondition> BreakCondition::compile(const std::string& text) {
    if (text.starts_with('{') && !text.starts_with("{%"))
        return compileRule(text);
    return compileQuery(withoutDelimiters(text));
}

base::Result<BreakCondition> BreakCondition::compileQuery(const std::string& text) {
    auto query = Jsonata::compile(text, Jsonata::Dialect::Reference);
    if (!query)
        return problem(base::reasonOf(query.error()));
    return BreakCondition(
        [query = *query](const BreakMoment& moment) { return truth(query, moment); });
}

/// The rule as part of a machine, so that the same parser reads it.
base::Result<BreakCondition> BreakCondition::compileRule(const std::string& text) {
    auto rule = Value::parse(text);
    if (!rule)
        return problem(base::reasonOf(rule.error()));
    rule->set("Next", "Yes");
    const Value choice =
        Value::object({{"Type", "Choice"}, {"Choices", Value(Value::Array{*std::move(rule)})}});
    const Value states =
        Value::object({{"Choose", choice}, {"Yes", Value::object({{"Type", "Succeed"}})}});
    auto machine = statemachine::parseStateMachine(
        Value::object({{"StartAt", "Choose"}, {"States", states}}).dump());
    if (!machine)
        return problem(base::reasonOf(machine.error()));
    return BreakCondition([machine = *machine](const BreakMoment& moment) -> base::Result<bool> {
        const auto& state = machine->state(machine->region(0).start);
        const auto& fields = std::get<statemachine::ChoiceFields>(state.fields);
        const Variables variables = variablesOf(moment);
        std::optional<Failure> failure;
        const bool holds = conditionHolds(fields.rules.front().condition,
                                          {moment.input, moment.context, &variables}, failure);
        if (failure)
            return problem(base::Reason::inWords(failure->cause.value_or("")));
        return holds;
    });
}

} // namespace ws::execution
