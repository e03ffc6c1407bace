#include "engine/execution/core.h"

#include "engine/execution/timestamp.h"

namespace ws::execution {

using expression::JsonataTemplate;
using expression::PayloadTemplate;
using json::Value;
using statemachine::DataPath;
using statemachine::StateType;
using statemachine::Template;

/// What Path and Intrinsic found out, as the service words it for a payload template.
static Failure templateFailure(const base::Error& error) {
    if (error.code == "intrinsic.failed")
        return Failure::found(kIntrinsicError, error.arg("cause"));
    if (error.code == "path.notFound")
        return Failure::runtime("The JSONPath '" + error.arg("path") +
                                "' specified for the field '" + error.arg("member") +
                                "' could not be found in the input '" + error.arg("input") + "'");
    return Failure::runtime("The JSONPath '" + error.arg("path") + "' specified for the field '" +
                            error.arg("member") + "' could not be found");
}

static Failure pathFailure(const base::Error& error) {
    const std::string reason = error.code == "path.variableNotFound"
                                   ? "No results for path: " + error.arg("path")
                                   : error.arg("reason");
    return Failure::runtime("Invalid path '" + error.arg("path") + "' : " + reason);
}

Value Interpreter::Core::contextOf(const Strand& strand) const {
    const State& state = stateOf(strand);
    if (!state.readsContext)
        return m_noContext;
    Value inState =
        Value::object({{"Name", nameOf(strand)}, {"EnteredTime", timestampText(strand.enteredAt)}});
    if (state.type == StateType::Task || state.type == StateType::Parallel ||
        state.type == StateType::Map)
        inState.set("RetryCount", strand.retries.total());
    Value context = Value::object({{"Execution", strand.run->context},
                                   {"StateMachine", strand.run->machine},
                                   {"State", std::move(inState)}});
    if (strand.call && !strand.call->token.empty())
        context.set("Task", Value::object({{"Token", strand.call->token}}));
    if (strand.itemIndex >= 0)
        context.set("Map", Value::object({{"Item", mapItem(strand)}}));
    if (isTested(strand))
        replaceContext(context);
    return context;
}

/// Parameters in JSONPath, Arguments in JSONata.
static bool takesParameters(const statemachine::State& state) {
    const bool inBoth = state.type == StateType::Task || state.type == StateType::Parallel;
    const bool inPaths = state.type == StateType::Pass || state.type == StateType::Map;
    return inBoth || (inPaths && state.language == statemachine::QueryLanguage::JsonPath);
}

Interpreter::Core::MaybeFailure Interpreter::Core::prepare(Strand& strand, const Value& context) {
    const State& state = stateOf(strand);
    strand.effective = strand.input;
    if (auto failure = applyDataPath(strand, context, state.inputPath, strand.effective))
        return failure;
    if (!isJsonata(state))
        note(strand, DataStage::AfterInputPath, strand.effective);
    if (state.parameters) {
        Value made;
        if (auto failure = evaluate(strand, *state.parameters, strand.effective, context, made))
            return failure;
        strand.effective = std::move(made);
    }
    if (takesParameters(state))
        note(strand, isJsonata(state) ? DataStage::AfterArguments : DataStage::AfterParameters,
             strand.effective);
    if (state.parameters && state.type == StateType::Task)
        return tooLarge(strand.effective, nameOf(strand), "provided parameters");
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::applyDataPath(const Strand& strand,
                                                                 const Value& context,
                                                                 const DataPath& path,
                                                                 Value& value) const {
    if (path.kind == DataPath::Kind::Whole)
        return {};
    if (path.kind == DataPath::Kind::Discard) {
        value = Value::object();
        return {};
    }
    auto found = path.path->evaluate(scopeOf(strand, value, context));
    if (!found)
        return pathFailure(found.error());
    value = std::move(found).value();
    return {};
}

Interpreter::Core::MaybeFailure
Interpreter::Core::evaluate(const Strand& strand, const Template& source, const Value& input,
                            const Value& context, Value& out) const {
    if (const auto* jsonata = std::get_if<JsonataTemplate>(&source))
        return query(strand, *jsonata, statesOf(strand, context), out);
    auto made =
        std::get<PayloadTemplate>(source).evaluate(scopeOf(strand, input, context), m_setup.random);
    if (!made)
        return templateFailure(made.error());
    out = std::move(made).value();
    return {};
}

Interpreter::Core::MaybeFailure
Interpreter::Core::putResult(const DataPath& path, const Value& input, Value& result) const {
    if (path.kind == DataPath::Kind::Whole)
        return {};
    if (path.kind == DataPath::Kind::Discard) {
        result = input;
        return {};
    }
    auto put = path.path->put(input, std::move(result));
    if (!put)
        return Failure::found(kResultPathError, "Unable to apply ReferencePath " +
                                                    path.path->text() + " to input " +
                                                    input.dump());
    result = std::move(put).value();
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::assign(Strand& strand,
                                                          const std::optional<Template>& source,
                                                          const Value& input, const Value& context,
                                                          std::optional<Value>& assigned) {
    if (!source)
        return {};
    Value made;
    if (auto failure = evaluate(strand, *source, input, context, made))
        return failure;
    if (auto failure = checkVariables(strand, made, {}))
        return failure;
    assigned = std::move(made);
    return {};
}

Interpreter::Core::MaybeFailure
Interpreter::Core::tooLarge(const Value& value, const std::string& who, const char* what) const {
    const std::size_t limit = m_setup.limits.payloadBytes;
    if (limit == 0 || value.dumpSize() <= limit)
        return {};
    return dataLimit(who, what);
}

Failure Interpreter::Core::dataLimit(const std::string& who, const char* what) {
    return {kDataLimitError,
            "The state/task '" + who + "' " + what +
                " with a size exceeding the maximum number of bytes service limit.",
            false};
}

Interpreter::Core::MaybeFailure Interpreter::Core::select(Strand& strand, const Value& context,
                                                          Value& result) {
    const State& state = stateOf(strand);
    if (!state.resultSelector)
        return {};
    Value made;
    if (auto failure = evaluate(strand, *state.resultSelector, result, context, made))
        return failure;
    result = std::move(made);
    return {};
}

/// What a variable that is there already takes.
static std::size_t bytesOf(const Variables* variables, const std::string& name) {
    if (!variables)
        return 0;
    const auto found = variables->find(name);
    return found == variables->end() ? 0 : found->second.dumpSize();
}

/// Values count, names do not.
Interpreter::Core::MaybeFailure
Interpreter::Core::checkVariables(const Strand& strand, const Value& assigned,
                                  const std::string& location) const {
    std::size_t made = 0;
    std::size_t replaced = 0;
    for (const auto& [name, value] : assigned.members()) {
        made += value.dumpSize();
        replaced += bytesOf(strand.variables.get(), name);
    }
    const auto refuse = [&](std::string detail) {
        Failure failure = Failure::found(kDataLimitError, std::move(detail));
        failure.location = location;
        return failure;
    };
    const std::size_t one = m_setup.limits.payloadBytes;
    if (one > 0 && made > one)
        return refuse("The Assign field exceeds the maximum variable assignment size by " +
                      std::to_string(made - one) + " bytes.");
    const std::size_t all = m_setup.limits.variableBytes;
    const std::size_t total = m_variableBytes - replaced + made;
    if (all > 0 && total > all)
        return refuse("Execution total variable size limit exceeded. State '" + nameOf(strand) +
                      "' assigned variables that exceed the total execution limit by " +
                      std::to_string(total - all) + " bytes.");
    return {};
}

/// Variables become visible when the state is left; everything before sees the old ones. Inner
/// scopes cannot assign what an outer one has: a name that is there is the strand's own.
void Interpreter::Core::setVariables(Strand& strand, const std::optional<Value>& assigned) {
    if (!assigned)
        return;
    const Variables* old = strand.variables.get();
    auto made = old ? std::make_shared<Variables>(*old) : std::make_shared<Variables>();
    m_variableBytes -= strand.variableBytes;
    for (const auto& [name, value] : assigned->members()) {
        strand.variableBytes += value.dumpSize();
        strand.variableBytes -= std::min(strand.variableBytes, bytesOf(old, name));
        made->insert_or_assign(name, value);
    }
    m_variableBytes += strand.variableBytes;
    strand.variables = std::move(made);
}

void Interpreter::Core::forgetVariables(Strand& strand) {
    m_variableBytes -= std::exchange(strand.variableBytes, 0);
    strand.variables.reset();
}

/// What the state does comes to something of its own: its input is not all there is.
static bool makesResult(const statemachine::State& state) {
    if (const auto* pass = std::get_if<statemachine::PassFields>(&state.fields))
        return pass->result.has_value();
    return state.type == StateType::Task || state.type == StateType::Parallel ||
           state.type == StateType::Map;
}

void Interpreter::Core::complete(Strand& strand, Value result) {
    const State& state = stateOf(strand);
    const Value context = contextOf(strand);
    if (makesResult(state))
        note(strand, DataStage::Result, result);
    if (isJsonata(state))
        return completeQuery(strand, context, std::move(result));
    if (auto failure = select(strand, context, result))
        return fail(strand, std::move(*failure));
    if (takesParameters(state))
        note(strand, DataStage::AfterResultSelector, result);
    std::optional<Value> assigned;
    if (auto failure = assign(strand, state.assign, result, context, assigned))
        return fail(strand, std::move(*failure));
    if (auto failure = putResult(state.resultPath, strand.input, result))
        return fail(strand, std::move(*failure));
    if (takesParameters(state))
        note(strand, DataStage::AfterResultPath, result);
    if (auto failure = applyDataPath(strand, context, state.outputPath, result))
        return fail(strand, std::move(*failure));
    if (auto failure = tooLarge(result, nameOf(strand)))
        return fail(strand, std::move(*failure));
    setVariables(strand, assigned);
    leave(strand, std::move(result), state.next, std::move(assigned));
}

void Interpreter::Core::choose(Strand& strand, statemachine::StateIndex next,
                               const std::optional<Template>& assignment, const Value& context) {
    const State& state = stateOf(strand);
    std::optional<Value> assigned;
    if (auto failure = assign(strand, assignment, strand.effective, context, assigned))
        return fail(strand, std::move(*failure));
    Value output = strand.effective;
    if (auto failure = applyDataPath(strand, context, state.outputPath, output))
        return fail(strand, std::move(*failure));
    setVariables(strand, assigned);
    leave(strand, std::move(output), next, std::move(assigned));
}

} // namespace ws::execution
