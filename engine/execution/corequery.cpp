#include "engine/execution/core.h"

#include "engine/execution/timestamp.h"

#include <cmath>

namespace ws::execution {

using expression::JsonataTemplate;
using json::Value;
using statemachine::ChoiceFields;
using statemachine::MapFields;
using statemachine::StateType;
using statemachine::WaitFields;

/// How deep the service lets an expression nest.
static constexpr std::size_t kMostDepth = 100;

/// The longest that the service lets a definition ask for.
static constexpr int kMostSeconds = 99'999'999;

Value Interpreter::Core::statesOf(const Strand& strand, const Value& context) const {
    Value states = Value::object({{"input", strand.input}});
    if (stateOf(strand).readsContext)
        states.set("context", context);
    return states;
}

Interpreter::Core::MaybeFailure Interpreter::Core::query(const Strand& strand,
                                                         const JsonataTemplate& source,
                                                         const Value& states, Value& out) const {
    expression::Jsonata::Environment environment;
    environment.bindings.emplace_back("states", &states);
    environment.variables = strand.variables.get();
    environment.random = &m_setup.random;
    environment.limits.depth = kMostDepth;
    environment.nowMilliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_now.time_since_epoch()).count();
    auto made = source.evaluate(environment);
    if (!made)
        return Failure::query(made.error().arg("location"), made.error().arg("cause"));
    out = std::move(made).value();
    return {};
}

/// What the work of a Task, a Parallel or a Map came to is `$states.result`; others have none.
static bool hasResult(StateType type) {
    return type == StateType::Task || type == StateType::Parallel || type == StateType::Map;
}

void Interpreter::Core::completeQuery(Strand& strand, const Value& context, Value result) {
    const State& state = stateOf(strand);
    Value states;
    if (state.assign || state.output) {
        states = statesOf(strand, context);
        if (hasResult(state.type))
            states.set("result", result);
    }
    const Exit exit{state.next, state.assign, state.output};
    if (auto failure = conclude(strand, exit, states, std::move(result)))
        fail(strand, std::move(*failure));
}

Interpreter::Core::MaybeFailure Interpreter::Core::conclude(Strand& strand, const Exit& exit,
                                                            const Value& states, Value output) {
    std::optional<Value> assigned;
    if (exit.assign) {
        const auto& source = std::get<JsonataTemplate>(*exit.assign);
        if (auto failure = query(strand, source, states, assigned.emplace()))
            return failure;
        if (auto failure = checkVariables(strand, *assigned, source.location()))
            return failure;
    }
    if (exit.output) {
        if (auto failure = query(strand, *exit.output, states, output))
            return failure;
    }
    if (auto failure = tooLarge(output, nameOf(strand)))
        return failure;
    setVariables(strand, assigned);
    leave(strand, std::move(output), exit.next, std::move(assigned));
    return {};
}

void Interpreter::Core::performQueryChoice(Strand& strand, const ChoiceFields& fields,
                                           const Value& context) {
    const State& state = stateOf(strand);
    const Value states = statesOf(strand, context);
    const auto take = [&](const Exit& exit) {
        if (auto failure = conclude(strand, exit, states, strand.input))
            fail(strand, std::move(*failure));
    };
    for (const auto& rule : fields.rules) {
        Value holds;
        if (auto failure = query(strand, *rule.query, states, holds))
            return fail(strand, std::move(*failure));
        if (!holds.isBool())
            return fail(strand, Failure::query(rule.query->location(),
                                               rule.query->wrongType("boolean", holds)));
        if (holds.toBool())
            return take({rule.next, rule.assign, rule.output});
    }
    if (fields.defaultNext != statemachine::kNoState)
        return take({fields.defaultNext, state.assign, state.output});
    fail(strand, Failure::noChoice());
}

static bool isOfType(std::string_view type, const Value& value) {
    return type == "number" ? value.isNumber()
                            : (type == "string" ? value.isString() : value.isArray());
}

Interpreter::Core::MaybeFailure
Interpreter::Core::queryTyped(const Strand& strand, const JsonataTemplate& source,
                              std::string_view type, const Value& context, Value& out) const {
    if (auto failure = query(strand, source, statesOf(strand, context), out))
        return failure;
    if (!isOfType(type, out))
        return Failure::query(source.location(), source.wrongType(type, out));
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::queryNumber(const Strand& strand,
                                                               const JsonataTemplate& source,
                                                               const Value& context,
                                                               std::optional<double>& out) const {
    Value value;
    if (auto failure = queryTyped(strand, source, "number", context, value))
        return failure;
    out = value.toDouble();
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::queryWhole(const Strand& strand,
                                                              const JsonataTemplate& source,
                                                              const Value& context,
                                                              std::optional<double>& out) const {
    Value value;
    if (auto failure = queryTyped(strand, source, "number", context, value))
        return failure;
    if (std::trunc(value.toDouble()) != value.toDouble())
        return Failure::query(source.location(),
                              "The " + source.location() +
                                  " field cannot be parsed as an integer: " + value.dump());
    out = value.toDouble();
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::querySeconds(const Strand& strand,
                                                                const JsonataTemplate& source,
                                                                int least, const Value& context,
                                                                std::optional<double>& out) const {
    if (auto failure = queryWhole(strand, source, context, out))
        return failure;
    if (*out < least || *out > kMostSeconds)
        return Failure::query(source.location(),
                              source.location() + " must be between " + std::to_string(least) +
                                  " and " + std::to_string(kMostSeconds) +
                                  " but was: " + Value(static_cast<std::int64_t>(*out)).dump());
    return {};
}

Interpreter::Core::MaybeFailure
Interpreter::Core::queryText(const Strand& strand, const JsonataTemplate& source,
                             const Value& context, std::optional<std::string>& out) const {
    Value value;
    if (auto failure = queryTyped(strand, source, "string", context, value))
        return failure;
    out = value.toString();
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::queryWait(const Strand& strand,
                                                             const WaitFields& fields,
                                                             const Value& context,
                                                             base::TimePoint& due) const {
    if (const auto& query = fields.seconds.query) {
        std::optional<double> seconds;
        if (auto failure = querySeconds(strand, *query, 0, context, seconds))
            return failure;
        due = after(m_now, *seconds);
        return {};
    }
    const JsonataTemplate& query = *fields.timestamp.query;
    std::optional<std::string> text;
    if (auto failure = queryText(strand, query, context, text))
        return failure;
    const auto at = parseTimestamp(*text);
    if (!at)
        return Failure::query(query.location(),
                              "The " + query.location() +
                                  " field cannot be parsed as an ISO-8601 extended offset "
                                  "date-time format string: " +
                                  *text);
    due = *at;
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::queryItems(const Strand& strand,
                                                              const MapFields& fields,
                                                              const Value& context,
                                                              Value& items) const {
    if (fields.items)
        return queryTyped(strand, *fields.items, "array", context, items);
    items = strand.input;
    if (!items.isArray())
        return Failure::runtime("Map state input must be an array but was: " + items.dump());
    return {};
}

} // namespace ws::execution
