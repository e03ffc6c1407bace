#include "engine/execution/core.h"

#include "engine/execution/choice.h"
#include "engine/execution/timestamp.h"

#include <cmath>

namespace ws::execution {

using json::Value;
using statemachine::ChoiceFields;
using statemachine::FailFields;
using statemachine::NumberField;
using statemachine::PassFields;
using statemachine::StateType;
using statemachine::TextField;
using statemachine::WaitFields;

/// As it stands in the service's messages: texts without quotes, the rest as JSON.
static std::string shown(const Value& value) {
    return value.isString() ? value.toString() : value.dump();
}

void Interpreter::Core::perform(Strand& strand) {
    const State& state = stateOf(strand);
    openToken(strand);
    const Value context = contextOf(strand);
    strand.stage = Strand::Stage::Inside;
    if (auto failure = prepare(strand, context))
        return fail(strand, std::move(*failure));
    switch (state.type) {
    case StateType::Task:
        return performTask(strand, std::get<statemachine::TaskFields>(state.fields), context);
    case StateType::Choice:
        return performChoice(strand, std::get<ChoiceFields>(state.fields), context);
    case StateType::Wait:
        return performWait(strand, std::get<WaitFields>(state.fields), context);
    case StateType::Fail:
        return performFail(strand, std::get<FailFields>(state.fields), context);
    case StateType::Parallel:
        return performParallel(strand, std::get<statemachine::ParallelFields>(state.fields));
    case StateType::Map:
        return performMap(strand, std::get<statemachine::MapFields>(state.fields), context);
    case StateType::Pass: {
        const auto& result = std::get<PassFields>(state.fields).result;
        return complete(strand, result ? *result : strand.effective);
    }
    default:
        return complete(strand, strand.effective);
    }
}

void Interpreter::Core::performChoice(Strand& strand, const ChoiceFields& fields,
                                      const Value& context) {
    if (isJsonata(stateOf(strand)))
        return performQueryChoice(strand, fields, context);
    std::optional<Failure> failure;
    const auto scope = scopeOf(strand, strand.effective, context);
    for (const auto& rule : fields.rules) {
        const bool holds = conditionHolds(rule.condition, scope, failure);
        if (failure)
            return fail(strand, std::move(*failure));
        if (holds)
            return choose(strand, rule.next, rule.assign, context);
    }
    if (fields.defaultNext != statemachine::kNoState)
        return choose(strand, fields.defaultNext, stateOf(strand).assign, context);
    fail(strand, Failure::noChoice());
}

void Interpreter::Core::performWait(Strand& strand, const WaitFields& fields,
                                    const Value& context) {
    base::TimePoint due;
    if (auto failure = waitUntil(strand, fields, context, due))
        return fail(strand, std::move(*failure));
    if (due - m_now > std::chrono::seconds(INT32_MAX))
        return fail(strand, Failure::runtime("Wait state delay is too long."));
    if (due <= m_now)
        return complete(strand, strand.effective);
    strand.stage = Strand::Stage::Waiting;
    strand.timer = startTimer(&strand, WakeKind::Wait, due);
}

Interpreter::Core::MaybeFailure Interpreter::Core::waitUntil(const Strand& strand,
                                                             const WaitFields& fields,
                                                             const Value& context,
                                                             base::TimePoint& due) const {
    const bool bySeconds = fields.seconds.isSet();
    if (bySeconds ? fields.seconds.query : fields.timestamp.query)
        return queryWait(strand, fields, context, due);
    const auto& path = bySeconds ? fields.seconds.path : fields.timestamp.path;
    const std::string member = bySeconds ? "SecondsPath" : "TimestampPath";
    Value value = bySeconds ? Value(fields.seconds.value.value_or(0))
                            : Value(fields.timestamp.value.value_or(""));
    if (path) {
        auto found = path->evaluate(scopeOf(strand, strand.effective, context));
        if (!found || found->isNull())
            return Failure::runtime(
                "The " + member + " parameter does not reference an input value: " + path->text());
        value = std::move(found).value();
    }
    const std::string where = (path ? path->text() : std::string()) + " == " + shown(value);
    if (!bySeconds) {
        const auto at = parseTimestamp(value.toString());
        if (!at)
            return Failure::runtime("The " + member +
                                    " parameter does not reference a valid ISO-8601 extended "
                                    "offset date-time format string: " +
                                    where);
        due = *at;
        return {};
    }
    if (!value.isNumber() || (path && !value.isInteger()))
        return Failure::runtime("The " + member +
                                " parameter cannot be parsed as a long value: " + where);
    if (value.toDouble() < 0)
        return Failure::runtime("The " + member +
                                " parameter references a negative value: " + where);
    due = after(m_now, value.toDouble());
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::textOf(const Strand& strand,
                                                          const TextField& field,
                                                          const char* member, const Value& context,
                                                          std::optional<std::string>& out) const {
    if (field.value)
        out = field.value;
    if (field.query)
        return queryText(strand, *field.query, context, out);
    if (!field.path && !field.call)
        return {};
    const auto scope = scopeOf(strand, strand.effective, context);
    auto found =
        field.path ? field.path->evaluate(scope) : field.call->evaluate(scope, m_setup.random);
    if (!found && field.call)
        return Failure::found(kIntrinsicError, found.error().arg("cause"));
    if (!found)
        return Failure::runtime(
            "The JSONPath '" + field.path->text() + "' specified for the field '" + member +
            "' could not be found in the input '" + strand.effective.dump() + "'");
    if (!found->isString())
        return Failure::runtime("The value for the field '" + std::string(member) +
                                "' must be a STRING");
    out = found->toString();
    return {};
}

void Interpreter::Core::performFail(Strand& strand, const FailFields& fields,
                                    const Value& context) {
    Failure raised;
    if (auto failure = textOf(strand, fields.error, "ErrorPath", context, raised.error))
        return fail(strand, std::move(*failure));
    if (auto failure = textOf(strand, fields.cause, "CausePath", context, raised.cause))
        return fail(strand, std::move(*failure));
    fail(strand, std::move(raised));
}

Interpreter::Core::MaybeFailure Interpreter::Core::secondsOf(const Strand& strand,
                                                             const NumberField& field,
                                                             const char* member, const Value& input,
                                                             const Value& context,
                                                             std::optional<double>& out) const {
    if (field.value)
        out = field.value;
    if (field.query)
        return querySeconds(strand, *field.query, 1, context, out);
    if (!field.path)
        return {};
    const auto found = field.path->evaluate(scopeOf(strand, input, context));
    if (!found)
        return Failure::runtime("Invalid path '" + field.path->text() +
                                "' : " + found.error().arg("reason"));
    if (!found->isInteger() || found->toInteger() <= 0)
        return Failure::runtime("The " + std::string(member) + " field refers to value \"" +
                                shown(*found) +
                                "\" which is not a valid integer: " + field.path->text());
    out = found->toDouble();
    return {};
}

} // namespace ws::execution
