#include "engine/statemachine/parser.h"

#include "engine/json/pointer.h"

#include <unordered_map>

namespace ws::statemachine {

namespace {

using base::Error;
using base::Status;
using expression::JsonataTemplate;
using json::Value;

/// Of a member within its object, as a JSON pointer.
std::string below(std::string pointer, std::string_view member) {
    json::appendStep(pointer, member);
    return pointer;
}

Error invalid(std::string pointer, std::string reason) {
    return {"definition.invalid", {{"pointer", std::move(pointer)}, {"reason", std::move(reason)}}};
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
    base::Result<std::shared_ptr<const StateMachine>> run(const Value& definition) {
        if (!definition.isObject())
            return invalid("", "not an object");
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
    using Names = std::unordered_map<std::string, StateIndex>;

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
            return invalid(below(pointer, "States"), "no states");
        const auto index = static_cast<RegionIndex>(m_machine->regions.size());
        m_machine->regions.emplace_back();
        Names names;
        const std::size_t first = m_machine->states.size();
        for (const auto& [name, state] : states.members())
            names.emplace(name, static_cast<StateIndex>(first + names.size()));
        m_machine->states.resize(first + states.size());
        const auto start = names.find(body["StartAt"].toString());
        if (start == names.end())
            return invalid(below(pointer, "StartAt"), "no such state");
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

    Status readState(State& state, StateIndex self, const Value& source, const std::string& pointer,
                     const Names& names) {
        if (!source.isObject())
            return invalid(pointer, "not an object");
        state.type = stateTypeFromName(source["Type"].toString());
        state.language = m_machine->language; // never that of the state around
        readLanguage(source, state.language);
        state.readsContext = !isJsonata(state) && mentionsContext(source);
        if (const Status read = readTransition(state, source, pointer, names); !read)
            return read;
        if (const Status read = readDataFlow(state, source, pointer); !read)
            return read;
        if (const Status read = readRetriers(state, source, pointer); !read)
            return read;
        if (const Status read = readCatchers(state, source, pointer, names); !read)
            return read;
        return readFields(state, self, source, pointer, names);
    }

    Status readFields(State& state, StateIndex self, const Value& source,
                      const std::string& pointer, const Names& names) {
        switch (state.type) {
        case StateType::Pass:
            return readPass(state, source);
        case StateType::Task:
            return readTask(state, source, pointer);
        case StateType::Choice:
            return readChoice(state, source, pointer, names);
        case StateType::Wait:
            return readWait(state, source, pointer);
        case StateType::Succeed:
            state.fields = SucceedFields{};
            return {};
        case StateType::Fail:
            return readFail(state, source, pointer);
        case StateType::Parallel:
            return readParallel(state, self, source, pointer);
        case StateType::Map:
            return readMap(state, self, source, pointer);
        case StateType::Unknown:
            break;
        }
        return invalid(below(pointer, "Type"), "unknown type");
    }

    static Status target(const Value& source, std::string_view member, const std::string& pointer,
                         const Names& names, StateIndex& out) {
        const auto found = names.find(source[member].toString());
        if (found == names.end())
            return invalid(below(pointer, member), "no such state");
        out = found->second;
        return {};
    }

    static Status readTransition(State& state, const Value& source, const std::string& pointer,
                                 const Names& names) {
        if (state.type == StateType::Choice || state.type == StateType::Succeed ||
            state.type == StateType::Fail)
            return {};
        if (source.find("Next"))
            return target(source, "Next", pointer, names, state.next);
        if (!source["End"].toBool())
            return invalid(pointer, "neither Next nor End");
        return {};
    }

    static Status compilePath(const Value& text, const std::string& pointer,
                              std::optional<expression::Path>& out,
                              expression::Path::Kind kind = expression::Path::Kind::Path) {
        if (!text.isString())
            return invalid(pointer, "not a path");
        auto path = expression::Path::compile(text.toString(), kind);
        if (!path)
            return invalid(pointer, path.error().arg("reason"));
        out = std::move(path).value();
        return {};
    }

    static bool isJsonata(const State& state) { return state.language == QueryLanguage::Jsonata; }

    /// `place` comes before the member in what the service calls the field: "Catch[0]/".
    static Status compileQuery(State& state, const Value& source, std::string_view member,
                               const std::string& pointer, std::optional<JsonataTemplate>& out,
                               const std::string& place = {}) {
        const Value* found = source.find(member);
        if (!found)
            return {};
        auto compiled = JsonataTemplate::compile(*found, place + std::string(member));
        if (!compiled)
            return invalid(below(pointer, member) + compiled.error().arg("pointer"),
                           compiled.error().arg("reason"));
        state.readsContext = state.readsContext || compiled->readsContext();
        out = std::move(compiled).value();
        return {};
    }

    static Status compileTemplate(State& state, const Value& source, std::string_view member,
                                  const std::string& pointer, std::optional<Template>& out,
                                  const std::string& place = {}) {
        const Value* found = source.find(member);
        if (!found)
            return {};
        if (isJsonata(state)) {
            std::optional<JsonataTemplate> query;
            const Status read = compileQuery(state, source, member, pointer, query, place);
            if (query)
                out = std::move(*query);
            return read;
        }
        auto compiled = expression::PayloadTemplate::compile(*found);
        if (!compiled)
            return invalid(below(pointer, member) + compiled.error().arg("pointer"),
                           compiled.error().arg("reason"));
        out = std::move(compiled).value();
        return {};
    }

    static Status readDataPath(const Value& source, std::string_view member,
                               const std::string& pointer, DataPath& out,
                               expression::Path::Kind kind = expression::Path::Kind::Path) {
        const Value* found = source.find(member);
        if (!found || found->toString() == "$")
            return {};
        if (found->isNull()) {
            out.kind = DataPath::Kind::Discard;
            return {};
        }
        out.kind = DataPath::Kind::Path;
        return compilePath(*found, below(pointer, member), out.path, kind);
    }

    static Status readQueries(State& state, const Value& source, const std::string& pointer) {
        if (const Status read =
                compileTemplate(state, source, "Arguments", pointer, state.parameters);
            !read)
            return read;
        if (const Status read = compileTemplate(state, source, "Assign", pointer, state.assign);
            !read)
            return read;
        return compileQuery(state, source, "Output", pointer, state.output);
    }

    static Status readDataFlow(State& state, const Value& source, const std::string& pointer) {
        if (isJsonata(state))
            return readQueries(state, source, pointer);
        if (const Status read = readDataPath(source, "InputPath", pointer, state.inputPath); !read)
            return read;
        if (const Status read = readDataPath(source, "OutputPath", pointer, state.outputPath);
            !read)
            return read;
        if (const Status read = readDataPath(source, "ResultPath", pointer, state.resultPath,
                                             expression::Path::Kind::Reference);
            !read)
            return read;
        if (const Status read =
                compileTemplate(state, source, "ResultSelector", pointer, state.resultSelector);
            !read)
            return read;
        if (const Status read = compileTemplate(state, source, "Assign", pointer, state.assign);
            !read)
            return read;
        if (state.type == StateType::Map) // there it is the old name of ItemSelector
            return {};
        return compileTemplate(state, source, "Parameters", pointer, state.parameters);
    }

    static std::vector<std::string> texts(const Value& list) {
        std::vector<std::string> out;
        for (const Value& item : list.items())
            out.push_back(item.toString());
        return out;
    }

    static Status readRetriers(State& state, const Value& source, const std::string& pointer) {
        for (const Value& rule : source["Retry"].items()) {
            Retrier retrier;
            retrier.errorEquals = texts(rule["ErrorEquals"]);
            if (retrier.errorEquals.empty())
                return invalid(below(pointer, "Retry"), "no ErrorEquals");
            if (const Value* seconds = rule.find("IntervalSeconds"))
                retrier.intervalSeconds = seconds->toDouble();
            if (const Value* attempts = rule.find("MaxAttempts"))
                retrier.maxAttempts = attempts->toInteger();
            if (const Value* rate = rule.find("BackoffRate"))
                retrier.backoffRate = rate->toDouble();
            if (const Value* most = rule.find("MaxDelaySeconds"))
                retrier.maxDelaySeconds = most->toDouble();
            retrier.fullJitter = rule["JitterStrategy"].toString() == "FULL";
            state.retriers.push_back(std::move(retrier));
        }
        return {};
    }

    static Status readCatchers(State& state, const Value& source, const std::string& pointer,
                               const Names& names) {
        const std::string list = below(pointer, "Catch");
        for (const Value& rule : source["Catch"].items()) {
            const std::string number = std::to_string(state.catchers.size());
            const std::string at = below(list, number);
            const std::string place = "Catch[" + number + "]/";
            Catcher catcher;
            catcher.errorEquals = texts(rule["ErrorEquals"]);
            if (const Status read = target(rule, "Next", at, names, catcher.next); !read)
                return read;
            if (const Status read =
                    compileTemplate(state, rule, "Assign", at, catcher.assign, place);
                !read)
                return read;
            const Status read = isJsonata(state)
                                    ? compileQuery(state, rule, "Output", at, catcher.output, place)
                                    : readDataPath(rule, "ResultPath", at, catcher.resultPath,
                                                   expression::Path::Kind::Reference);
            if (!read)
                return read;
            state.catchers.push_back(std::move(catcher));
        }
        return {};
    }

    /// Whether the member is a JSONata expression, not a plain value.
    static bool isQuery(const State& state, const Value& source, std::string_view member) {
        return isJsonata(state) && JsonataTemplate::isExpression(source[member].toString());
    }

    static Status readNumber(State& state, const Value& source, const std::string& member,
                             const std::string& pointer, NumberField& out,
                             const std::string& place = {}) {
        if (isQuery(state, source, member))
            return compileQuery(state, source, member, pointer, out.query, place);
        if (const Value* number = source.find(member)) {
            if (!number->isNumber())
                return invalid(below(pointer, member), "not a number");
            out.value = number->toDouble();
        }
        const Value* path = isJsonata(state) ? nullptr : source.find(member + "Path");
        return path ? compilePath(*path, below(pointer, member + "Path"), out.path) : Status();
    }

    static Status readText(State& state, const Value& source, const std::string& member,
                           const std::string& pointer, TextField& out) {
        if (isQuery(state, source, member))
            return compileQuery(state, source, member, pointer, out.query);
        if (const Value* text = source.find(member))
            out.value = text->toString();
        const Value* path = isJsonata(state) ? nullptr : source.find(member + "Path");
        if (!path)
            return {};
        const std::string at = below(pointer, member + "Path");
        if (!expression::Intrinsic::looksLikeOne(path->toString()))
            return compilePath(*path, at, out.path);
        auto call = expression::Intrinsic::compile(path->toString());
        if (!call)
            return invalid(at, call.error().arg("reason"));
        out.call = std::move(call).value();
        return {};
    }

    static Status readPass(State& state, const Value& source) {
        PassFields fields;
        if (const Value* result = source.find("Result"); result && !isJsonata(state))
            fields.result = *result;
        state.fields = std::move(fields);
        return {};
    }

    static Status readTask(State& state, const Value& source, const std::string& pointer) {
        TaskFields fields;
        const std::string& resource = source["Resource"].toString();
        if (resource.empty())
            return invalid(below(pointer, "Resource"), "missing");
        fields.resource = resource;
        fields.integration = parseIntegration(resource);
        if (const Status read =
                readNumber(state, source, "TimeoutSeconds", pointer, fields.timeout);
            !read)
            return read;
        if (const Status read =
                readNumber(state, source, "HeartbeatSeconds", pointer, fields.heartbeat);
            !read)
            return read;
        if (const Status read =
                compileTemplate(state, source, "Credentials", pointer, fields.credentials);
            !read)
            return read;
        state.fields = std::move(fields);
        return {};
    }

    static Status readChoice(State& state, const Value& source, const std::string& pointer,
                             const Names& names) {
        ChoiceFields fields;
        const std::string list = below(pointer, "Choices");
        for (const Value& rule : source["Choices"].items()) {
            const std::string number = std::to_string(fields.rules.size());
            const std::string at = below(list, number);
            const std::string place = "Choices[" + number + "]/";
            ChoiceRule compiled;
            if (const Status read = target(rule, "Next", at, names, compiled.next); !read)
                return read;
            if (const Status read =
                    compileTemplate(state, rule, "Assign", at, compiled.assign, place);
                !read)
                return read;
            const Status read = isJsonata(state) ? readRule(state, rule, at, place, compiled)
                                                 : readCondition(rule, at, compiled.condition);
            if (!read)
                return read;
            fields.rules.push_back(std::move(compiled));
        }
        if (source.find("Default")) {
            if (const Status read = target(source, "Default", pointer, names, fields.defaultNext);
                !read)
                return read;
        }
        state.fields = std::move(fields);
        return {};
    }

    static Status readRule(State& state, const Value& rule, const std::string& pointer,
                           const std::string& place, ChoiceRule& out) {
        if (!rule.find("Condition"))
            return invalid(below(pointer, "Condition"), "missing");
        if (const Status read = compileQuery(state, rule, "Condition", pointer, out.query, place);
            !read)
            return read;
        return compileQuery(state, rule, "Output", pointer, out.output, place);
    }

    static Status readCondition(const Value& rule, const std::string& pointer, Condition& out) {
        for (const auto& [key, value] : rule.members()) {
            if (key == "And" || key == "Or" || key == "Not") {
                out.kind = key == "And"  ? Condition::Kind::And
                           : key == "Or" ? Condition::Kind::Or
                                         : Condition::Kind::Not;
                return readParts(value, below(pointer, key), out);
            }
            if (const Status read = readOperator(key, value, pointer, out); !read)
                return read;
        }
        if (out.field.empty())
            return invalid(pointer, "no comparison");
        return compilePath(rule["Variable"], below(pointer, "Variable"), out.variable);
    }

    static Status readParts(const Value& value, const std::string& pointer, Condition& out) {
        if (value.isObject()) {
            out.parts.emplace_back();
            return readCondition(value, pointer, out.parts.back());
        }
        for (const Value& part : value.items()) {
            out.parts.emplace_back();
            const std::string at = below(pointer, std::to_string(out.parts.size() - 1));
            if (const Status read = readCondition(part, at, out.parts.back()); !read)
                return read;
        }
        return {};
    }

    static Status readOperator(const std::string& key, const Value& value,
                               const std::string& pointer, Condition& out) {
        std::string_view name = key;
        auto comparison = comparisonFromName(name);
        const bool byPath = !comparison && name.ends_with("Path");
        if (byPath) {
            name.remove_suffix(4);
            comparison = comparisonFromName(name);
        }
        if (!comparison)
            return {}; // Variable, Next, Comment, Assign
        out.comparison = *comparison;
        out.field = key;
        if (byPath)
            return compilePath(value, below(pointer, key), out.operandPath);
        out.operand = value;
        return {};
    }

    static Status readWait(State& state, const Value& source, const std::string& pointer) {
        WaitFields fields;
        if (const Status read = readNumber(state, source, "Seconds", pointer, fields.seconds);
            !read)
            return read;
        if (const Status read = readText(state, source, "Timestamp", pointer, fields.timestamp);
            !read)
            return read;
        if (!fields.seconds.isSet() && !fields.timestamp.isSet())
            return invalid(pointer, "no time to wait");
        state.fields = std::move(fields);
        return {};
    }

    static Status readFail(State& state, const Value& source, const std::string& pointer) {
        FailFields fields;
        if (const Status read = readText(state, source, "Error", pointer, fields.error); !read)
            return read;
        if (const Status read = readText(state, source, "Cause", pointer, fields.cause); !read)
            return read;
        state.fields = std::move(fields);
        return {};
    }

    Status readParallel(State& state, StateIndex self, const Value& source,
                        const std::string& pointer) {
        ParallelFields fields;
        const std::string list = below(pointer, "Branches");
        for (const Value& branch : source["Branches"].items()) {
            const auto compiled =
                region(branch, below(list, std::to_string(fields.branches.size())), self);
            if (!compiled)
                return compiled.error();
            fields.branches.push_back(*compiled);
        }
        state.fields = std::move(fields);
        return {};
    }

    Status readMap(State& state, StateIndex self, const Value& source, const std::string& pointer) {
        MapFields fields;
        const std::string_view body = source.find("ItemProcessor") ? "ItemProcessor" : "Iterator";
        const Value& processor = source[body];
        if (!processor.isObject())
            return invalid(below(pointer, "ItemProcessor"), "missing");
        const Value& config = processor["ProcessorConfig"];
        fields.distributed = config["Mode"].toString() == "DISTRIBUTED";
        fields.express = config["ExecutionType"].toString() == "EXPRESS";
        fields.label = source["Label"].toString();
        if (const Status read = readItems(state, source, pointer, fields); !read)
            return read;
        if (const Status read = readMapNumbers(state, source, pointer, fields); !read)
            return read;
        if (fields.distributed) {
            if (const Status read = readDistribution(state, source, pointer, fields); !read)
                return read;
        }
        const auto compiled = region(processor, below(pointer, body), self);
        if (!compiled)
            return compiled.error();
        fields.processor = *compiled;
        state.fields = std::move(fields);
        return {};
    }

    static std::string_view argumentsOf(const State& state) {
        return isJsonata(state) ? "Arguments" : "Parameters";
    }

    /// What only a distributed Map has.
    static Status readDistribution(State& state, const Value& source, const std::string& pointer,
                                   MapFields& fields) {
        if (const Value* reader = source.find("ItemReader")) {
            if (const Status read = readItemReader(state, *reader, below(pointer, "ItemReader"),
                                                   fields.reader.emplace());
                !read)
                return read;
        }
        if (const Value* batcher = source.find("ItemBatcher")) {
            if (const Status read = readItemBatcher(state, *batcher, below(pointer, "ItemBatcher"),
                                                    fields.batcher.emplace());
                !read)
                return read;
        }
        const Value* writer = source.find("ResultWriter");
        return writer ? readResultWriter(state, *writer, below(pointer, "ResultWriter"),
                                         fields.writer.emplace())
                      : Status();
    }

    static Status readItemReader(State& state, const Value& source, const std::string& pointer,
                                 ItemReaderFields& fields) {
        const Integration integration = parseIntegration(source["Resource"].toString());
        fields.lists = integration.is("s3", "listObjectsV2");
        if (!fields.lists && !integration.is("s3", "getObject"))
            return invalid(below(pointer, "Resource"), "not s3:getObject or s3:listObjectsV2");
        if (const Status read = compileTemplate(state, source, argumentsOf(state), pointer,
                                                fields.parameters, "ItemReader/");
            !read)
            return read;
        const Value& config = source["ReaderConfig"];
        fields.flattens = config["Transformation"].toString() == "LOAD_AND_FLATTEN";
        using Format = ItemReaderFields::Format;
        const std::string& format = config["InputType"].toString();
        fields.format = format == "CSV"        ? Format::Csv
                        : format == "JSONL"    ? Format::JsonLines
                        : format == "MANIFEST" ? Format::Manifest
                        : format == "PARQUET"  ? Format::Parquet
                                               : Format::Json;
        if (config["CSVHeaderLocation"].toString() == "GIVEN")
            fields.headers = ItemReaderFields::Headers::Given;
        fields.csvHeaders = texts(config["CSVHeaders"]);
        fields.delimiter = delimiterOf(config["CSVDelimiter"].toString());
        fields.athenaManifest = config["ManifestType"].toString() == "ATHENA_DATA";
        fields.itemsPointer = config["ItemsPointer"].toString();
        return readNumber(state, config, "MaxItems", below(pointer, "ReaderConfig"),
                          fields.maxItems, "ItemReader/ReaderConfig/");
    }

    static char delimiterOf(const std::string& name) {
        return name == "PIPE"        ? '|'
               : name == "SEMICOLON" ? ';'
               : name == "SPACE"     ? ' '
               : name == "TAB"       ? '\t'
                                     : ',';
    }

    static Status readItemBatcher(State& state, const Value& source, const std::string& pointer,
                                  ItemBatcherFields& fields) {
        if (const Status read = readNumber(state, source, "MaxItemsPerBatch", pointer,
                                           fields.maxItems, "ItemBatcher/");
            !read)
            return read;
        if (const Status read = readNumber(state, source, "MaxInputBytesPerBatch", pointer,
                                           fields.maxBytes, "ItemBatcher/");
            !read)
            return read;
        return compileTemplate(state, source, "BatchInput", pointer, fields.batchInput,
                               "ItemBatcher/");
    }

    static Status readResultWriter(State& state, const Value& source, const std::string& pointer,
                                   ResultWriterFields& fields) {
        using Transformation = ResultWriterFields::Transformation;
        fields.exports = source.find("Resource") != nullptr;
        const Value& config = source["WriterConfig"];
        const std::string& transformation = config["Transformation"].toString();
        fields.transformation = transformation == "COMPACT"   ? Transformation::Compact
                                : transformation == "FLATTEN" ? Transformation::Flatten
                                                              : Transformation::None;
        fields.jsonLines = config["OutputType"].toString() == "JSONL";
        return compileTemplate(state, source, argumentsOf(state), pointer, fields.parameters,
                               "ResultWriter/");
    }

    static Status readItems(State& state, const Value& source, const std::string& pointer,
                            MapFields& fields) {
        if (isJsonata(state)) {
            if (const Status read = compileQuery(state, source, "Items", pointer, fields.items);
                !read)
                return read;
            return compileTemplate(state, source, "ItemSelector", pointer, fields.itemSelector);
        }
        const Value* path = source.find("ItemsPath");
        if (path && path->toString() != "$") {
            if (const Status read =
                    compilePath(*path, below(pointer, "ItemsPath"), fields.itemsPath);
                !read)
                return read;
        }
        const std::string_view selector =
            source.find("ItemSelector") ? "ItemSelector" : "Parameters";
        return compileTemplate(state, source, selector, pointer, fields.itemSelector);
    }

    static Status readMapNumbers(State& state, const Value& source, const std::string& pointer,
                                 MapFields& fields) {
        if (const Status read =
                readNumber(state, source, "MaxConcurrency", pointer, fields.maxConcurrency);
            !read)
            return read;
        if (const Status read = readNumber(state, source, "ToleratedFailureCount", pointer,
                                           fields.toleratedFailureCount);
            !read)
            return read;
        return readNumber(state, source, "ToleratedFailurePercentage", pointer,
                          fields.toleratedFailurePercentage);
    }

    std::shared_ptr<StateMachine> m_machine = std::make_shared<StateMachine>();
};

} // namespace

base::Result<std::shared_ptr<const StateMachine>>
compileStateMachine(const json::Value& definition) {
    return Compiler().run(definition);
}

base::Result<std::shared_ptr<const StateMachine>> parseStateMachine(std::string_view text) {
    const auto definition = Value::parse(text);
    if (!definition)
        return definition.error();
    return compileStateMachine(*definition);
}

} // namespace ws::statemachine
