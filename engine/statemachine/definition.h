#pragma once

#include "engine/expression/jsonatatemplate.h"
#include "engine/expression/path.h"
#include "engine/expression/payloadtemplate.h"
#include "engine/json/value.h"
#include "engine/statemachine/graph.h"
#include "engine/statemachine/integration.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ws::statemachine {

/// The compiled form of a definition: typed, checked as far as running needs it, never changed.
/// States of every nesting level share one table and are named by their position in it.
using StateIndex = std::int32_t;
using RegionIndex = std::int32_t;
inline constexpr StateIndex kNoState = -1;

enum class QueryLanguage : std::uint8_t { JsonPath, Jsonata };

/// A JSON value with computed parts, in the query language of its state.
using Template = std::variant<expression::PayloadTemplate, expression::JsonataTemplate>;

/// InputPath, OutputPath, ResultPath: a path; `$` is Whole and JSON null is Discard.
struct DataPath {
    enum class Kind : std::uint8_t { Whole, Discard, Path };
    Kind kind = Kind::Whole;
    std::optional<expression::Path> path;
};

/// A number that stands in the definition, or is looked up or computed when the state runs.
struct NumberField {
    std::optional<double> value;
    std::optional<expression::Path> path;
    std::optional<expression::JsonataTemplate> query;
    bool isSet() const { return value || path || query; }
};

/// A text that stands in the definition, or a path, an intrinsic function or a JSONata expression
/// that makes it.
struct TextField {
    std::optional<std::string> value;
    std::optional<expression::Path> path;
    std::optional<expression::Intrinsic> call;
    std::optional<expression::JsonataTemplate> query;
    bool isSet() const { return value || path || call || query; }
};

struct Retrier {
    std::vector<std::string> errorEquals;
    double intervalSeconds = 1;
    std::int64_t maxAttempts = 3;
    double backoffRate = 2.0;
    std::optional<double> maxDelaySeconds;
    bool fullJitter = false;
};

struct Catcher {
    std::vector<std::string> errorEquals;
    StateIndex next = kNoState;
    DataPath resultPath;
    std::optional<Template> assign;
    std::optional<expression::JsonataTemplate> output;
};

enum class Comparison : std::uint8_t {
    StringEquals,
    StringLessThan,
    StringGreaterThan,
    StringLessThanEquals,
    StringGreaterThanEquals,
    StringMatches,
    NumericEquals,
    NumericLessThan,
    NumericGreaterThan,
    NumericLessThanEquals,
    NumericGreaterThanEquals,
    BooleanEquals,
    TimestampEquals,
    TimestampLessThan,
    TimestampGreaterThan,
    TimestampLessThanEquals,
    TimestampGreaterThanEquals,
    IsNull,
    IsPresent,
    IsNumeric,
    IsString,
    IsBoolean,
    IsTimestamp,
};

/// One test of a Choice rule, or a combination of tests.
struct Condition {
    enum class Kind : std::uint8_t { Compare, And, Or, Not };
    Kind kind = Kind::Compare;
    std::vector<Condition> parts; ///< And, Or, Not
    std::optional<expression::Path> variable;
    Comparison comparison = Comparison::IsPresent;
    json::Value operand;
    std::optional<expression::Path> operandPath; ///< of the ...Path operators
    std::string field;                           ///< "NumericLessThanPath": for error texts
};

struct ChoiceRule {
    Condition condition;                              ///< JSONPath
    std::optional<expression::JsonataTemplate> query; ///< JSONata: Condition
    StateIndex next = kNoState;
    std::optional<Template> assign;
    std::optional<expression::JsonataTemplate> output;
};

struct PassFields {
    std::optional<json::Value> result;
};

struct TaskFields {
    Integration integration;
    std::string resource;
    NumberField timeout;
    NumberField heartbeat;
    std::optional<Template> credentials;
};

struct ChoiceFields {
    std::vector<ChoiceRule> rules;
    StateIndex defaultNext = kNoState;
};

struct WaitFields {
    NumberField seconds;
    TextField timestamp;
};

struct FailFields {
    TextField error;
    TextField cause;
};

struct ParallelFields {
    std::vector<RegionIndex> branches;
};

/// Where a distributed Map takes its items from instead of its input.
struct ItemReaderFields {
    enum class Format : std::uint8_t { Json, JsonLines, Csv, Manifest, Parquet };
    enum class Headers : std::uint8_t { FirstRow, Given };
    bool lists = false;                 ///< s3:listObjectsV2: the items are the objects themselves
    bool flattens = false;              ///< ... or, with LOAD_AND_FLATTEN, what is in them
    std::optional<Template> parameters; ///< Bucket, Key, Prefix ...
    Format format = Format::Json;
    Headers headers = Headers::FirstRow;
    std::vector<std::string> csvHeaders;
    char delimiter = ',';
    bool athenaManifest = false; ///< ManifestType ATHENA_DATA; else S3_INVENTORY
    std::string itemsPointer;    ///< JSON pointer to the items within a JSON object
    NumberField maxItems;
};

/// How many items one child execution gets.
struct ItemBatcherFields {
    NumberField maxItems;
    NumberField maxBytes;
    std::optional<Template> batchInput;
};

/// Where a distributed Map puts its results, and in which form.
struct ResultWriterFields {
    enum class Transformation : std::uint8_t { None, Compact, Flatten };
    bool exports = false;               ///< to a bucket; else only the form counts
    std::optional<Template> parameters; ///< Bucket, Prefix
    Transformation transformation = Transformation::None;
    bool jsonLines = false;
};

struct MapFields {
    RegionIndex processor = 0;
    bool distributed = false;
    bool express = false; ///< ExecutionType of a distributed one
    std::string label;
    std::optional<expression::Path> itemsPath;
    std::optional<expression::JsonataTemplate> items;
    std::optional<Template> itemSelector;
    NumberField maxConcurrency;
    NumberField toleratedFailureCount;
    NumberField toleratedFailurePercentage;
    std::optional<ItemReaderFields> reader;
    std::optional<ItemBatcherFields> batcher;
    std::optional<ResultWriterFields> writer;
};

struct SucceedFields {};

using StateFields = std::variant<PassFields, TaskFields, ChoiceFields, WaitFields, SucceedFields,
                                 FailFields, ParallelFields, MapFields>;

struct State {
    std::string name;
    StateType type = StateType::Unknown;
    QueryLanguage language = QueryLanguage::JsonPath;
    bool readsContext = false; ///< some field looks at the context object: it must be made
    RegionIndex region = 0;
    StateIndex next = kNoState; ///< kNoState: the region ends here
    DataPath inputPath;
    DataPath outputPath;
    DataPath resultPath;
    std::optional<Template> parameters; ///< Parameters or Arguments
    std::optional<Template> resultSelector;
    std::optional<Template> assign;
    std::optional<expression::JsonataTemplate> output;
    std::vector<Retrier> retriers;
    std::vector<Catcher> catchers;
    StateFields fields;
};

/// The machine itself, a branch of a Parallel, or the item processor of a Map.
struct Region {
    StateIndex start = kNoState;
    StateIndex owner = kNoState; ///< the Parallel or Map; kNoState for the machine
};

/// Immutable once parsed; shared between executions and threads.
struct StateMachine {
    QueryLanguage language = QueryLanguage::JsonPath;
    std::string comment;
    std::optional<double> timeoutSeconds;
    std::vector<State> states;
    std::vector<Region> regions; ///< [0] is the machine

    const State& state(StateIndex index) const { return states[static_cast<std::size_t>(index)]; }
    const Region& region(RegionIndex index) const {
        return regions[static_cast<std::size_t>(index)];
    }
    /// The state of that name, at any depth; kNoState when there is none.
    StateIndex findState(std::string_view name) const;
};

std::string_view comparisonName(Comparison comparison);
/// nullopt for names that are no operator; the ...Path forms are not in here.
std::optional<Comparison> comparisonFromName(std::string_view name);

} // namespace ws::statemachine
