#include "engine/statemachine/parser.h"

#include "engine/json/pointer.h"
#include "engine/statemachine/statefields.h"

namespace ws::statemachine {

namespace {

using base::Status;
using json::Value;

/// Of a member within its object, as a JSON pointer.
std::string below(std::string pointer, std::string_view member) {
    json::appendStep(pointer, member);
    return pointer;
}

/// Whether a text below here mentions the context object; nested machines answer for themselves.
bool mentionsContext(const Value& value) {
    if (value.isString())
        return value.toString().find("$$") != std::string::npos;
    for (const Value& item : value.items()) {
        if (mentionsContext(item))
            return true;
    }
    for (const auto& [key, member] : value.members()) {
        if (key != "Iterator" && key != "ItemProcessor" && key != "Branches" &&
            mentionsContext(member))
            return true;
    }
    return false;
}

class Compiler {
public:
    explicit Compiler(expression::JsonataPool& expressions)
        : m_expressions(expressions) {}

    base::Result<std::shared_ptr<const StateMachine>> run(const Value& definition) {
        if (!definition.isObject())
            return invalidDefinition("", {"definition.object", "an object is expected"});
        readLanguage(definition, m_machine->language);
        m_machine->comment = definition["Comment"].toString();
        if (const Value* seconds = definition.find("TimeoutSeconds"))
            m_machine->timeoutSeconds = seconds->toDouble();
        const auto root = region(definition, "", kNoState);
        if (!root)
            return root.error();
        return std::shared_ptr<const StateMachine>(std::move(m_machine));
    }

private:
    using Names = FieldReader::Names;

    static void readLanguage(const Value& object, QueryLanguage& language) {
        const std::string& named = object["QueryLanguage"].toString();
        if (named == "JSONPath")
            language = QueryLanguage::JsonPath;
        if (named == "JSONata")
            language = QueryLanguage::Jsonata;
    }

    /// Names are known before the states are read: Next points forwards.
    base::Result<RegionIndex> region(const Value& body, const std::string& pointer,
                                     StateIndex owner) {
        const Value& states = body["States"];
        if (!states.isObject() || states.size() == 0)
            return invalidDefinition(below(pointer, "States"),
                                     {"definition.states", "there is no state"});
        const auto index = static_cast<RegionIndex>(m_machine->regions.size());
        m_machine->regions.emplace_back();
        Names names;
        const std::size_t first = m_machine->states.size();
        for (const auto& [name, state] : states.members())
            names.emplace(name, static_cast<StateIndex>(first + names.size()));
        m_machine->states.resize(first + states.size());
        const auto start = names.find(body["StartAt"].toString());
        if (start == names.end())
            return invalidDefinition(below(pointer, "StartAt"),
                                     {"definition.state", "there is no such state"});
        m_machine->regions[static_cast<std::size_t>(index)] = {start->second, owner};

        std::size_t at = first;
        for (const auto& [name, source] : states.members()) {
            State state;
            state.name = name;
            state.region = index;
            const Status read = readState(state, static_cast<StateIndex>(at), source,
                                          below(below(pointer, "States"), name), names);
            if (!read)
                return read.error();
            m_machine->states[at++] = std::move(state);
        }
        return index;
    }

    Status readState(State& state, StateIndex self, const Value& definition,
                     const std::string& pointer, const Names& names) {
        if (!definition.isObject())
            return invalidDefinition(pointer, {"definition.object", "an object is expected"});
        state.type = stateTypeFromName(definition["Type"].toString());
        state.language = m_machine->language; // never that of the state around
        readLanguage(definition, state.language);
        FieldReader source(state, m_expressions, definition, pointer);
        state.readsContext = !source.isJsonata() && mentionsContext(definition);
        readTransition(source, names);
        readDataFlow(source);
        readRetriers(source);
        readCatchers(source, names);
        readFields(source, self, names);
        return source.status();
    }

    static void readTransition(FieldReader& source, const Names& names) {
        State& state = source.state();
        if (state.type == StateType::Choice || state.type == StateType::Succeed ||
            state.type == StateType::Fail)
            return;
        if (source.has("Next"))
            source.target("Next", names, state.next);
        else if (!source["End"].toBool())
            source.fail(
                "", {"definition.next", "neither Next nor End says what comes after the state"});
    }

    static void readDataFlow(FieldReader& source) {
        State& state = source.state();
        source.value("Assign", state.assign);
        if (source.isJsonata()) {
            source.value("Arguments", state.parameters);
            return source.query("Output", state.output);
        }
        source.dataPath("InputPath", state.inputPath);
        source.dataPath("OutputPath", state.outputPath);
        source.dataPath("ResultPath", state.resultPath, expression::Path::Kind::Reference);
        source.value("ResultSelector", state.resultSelector);
        if (state.type != StateType::Map) // there it is the old name of ItemSelector
            source.value("Parameters", state.parameters);
    }

    static void readRetriers(FieldReader& source) {
        for (std::size_t i = 0; i < source["Retry"].items().size(); ++i) {
            const FieldReader rule = source.item("Retry", i);
            Retrier retrier;
            retrier.errorEquals = rule.texts("ErrorEquals");
            if (retrier.errorEquals.empty())
                source.fail("Retry", {"definition.errors", "ErrorEquals names no error"});
            if (rule.has("IntervalSeconds"))
                retrier.intervalSeconds = rule["IntervalSeconds"].toDouble();
            if (rule.has("MaxAttempts"))
                retrier.maxAttempts = rule["MaxAttempts"].toInteger();
            if (rule.has("BackoffRate"))
                retrier.backoffRate = rule["BackoffRate"].toDouble();
            if (rule.has("MaxDelaySeconds"))
                retrier.maxDelaySeconds = rule["MaxDelaySeconds"].toDouble();
            retrier.fullJitter = rule.text("JitterStrategy") == "FULL";
            source.state().retriers.push_back(std::move(retrier));
        }
    }

    static void readCatchers(FieldReader& source, const Names& names) {
        for (std::size_t i = 0; i < source["Catch"].items().size(); ++i) {
            FieldReader rule = source.item("Catch", i);
            Catcher catcher;
            catcher.errorEquals = rule.texts("ErrorEquals");
            rule.target("Next", names, catcher.next);
            rule.value("Assign", catcher.assign);
            if (rule.isJsonata())
                rule.query("Output", catcher.output);
            else
                rule.dataPath("ResultPath", catcher.resultPath, expression::Path::Kind::Reference);
            source.take(rule.status());
            source.state().catchers.push_back(std::move(catcher));
        }
    }

    void readFields(FieldReader& source, StateIndex self, const Names& names) {
        StateFields& fields = source.state().fields;
        switch (source.state().type) {
        case StateType::Pass:
            fields = readPass(source);
            break;
        case StateType::Task:
            fields = readTask(source);
            break;
        case StateType::Choice:
            fields = readChoice(source, names);
            break;
        case StateType::Wait:
            fields = readWait(source);
            break;
        case StateType::Succeed:
            fields = SucceedFields{};
            break;
        case StateType::Fail:
            fields = readFail(source);
            break;
        case StateType::Parallel:
            fields = readBranches(source, self);
            break;
        case StateType::Map:
            fields = readMap(source);
            std::get<MapFields>(fields).processor = processorOf(source, self);
            break;
        case StateType::Unknown:
            source.fail("Type", {"definition.type", "there is no such type of state"});
            break;
        }
    }

    /// A machine within the state; nothing once something is wrong.
    RegionIndex nested(FieldReader& source, const Value& body, const std::string& pointer,
                       StateIndex self) {
        if (!source.status())
            return 0;
        const auto compiled = region(body, pointer, self);
        if (compiled)
            return *compiled;
        source.take(compiled.error());
        return 0;
    }

    ParallelFields readBranches(FieldReader& source, StateIndex self) {
        ParallelFields fields;
        const Value& branches = source["Branches"];
        for (std::size_t i = 0; i < branches.items().size(); ++i)
            fields.branches.push_back(nested(source, branches.at(i),
                                             below(source.pointerTo("Branches"), std::to_string(i)),
                                             self));
        return fields;
    }

    RegionIndex processorOf(FieldReader& source, StateIndex self) {
        const std::string_view body = source.has("ItemProcessor") ? "ItemProcessor" : "Iterator";
        return nested(source, source[body], source.pointerTo(body), self);
    }

    expression::JsonataPool& m_expressions;
    std::shared_ptr<StateMachine> m_machine = std::make_shared<StateMachine>();
};

} // namespace

base::Result<std::shared_ptr<const StateMachine>>
compileStateMachine(const json::Value& definition, expression::JsonataPool* expressions) {
    expression::JsonataPool own;
    return Compiler(expressions ? *expressions : own).run(definition);
}

base::Result<std::shared_ptr<const StateMachine>>
parseStateMachine(std::string_view text, expression::JsonataPool* expressions) {
    const auto definition = Value::parse(text);
    if (!definition)
        return definition.error();
    return compileStateMachine(*definition, expressions);
}

} // namespace ws::statemachine
