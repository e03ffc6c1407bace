#pragma once

#include "engine/statemachine/graph.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace ws::statemachine {

/// What a field may hold. Where it says "number", a JSONata state may also compute it.
enum class FieldKind : std::uint8_t {
    Anything,
    Text,
    Message,    ///< text that a JSONata state may compute
    TextOrPath, ///< a path or an intrinsic function call
    Flag,
    Language,
    Target,        ///< the name of a state
    Path,          ///< or null
    PresentPath,   ///< not null
    Reference,     ///< a path to one place
    ResultPath,    ///< a path to one place of the input, or null
    Template,      ///< payload template of JSONPath
    Expressions,   ///< any JSON whose texts may be JSONata
    Payload,       ///< Template or Expressions, by the state's language
    Assignments,   ///< an object of variables, by the state's language
    Items,         ///< Map's array, or JSONata that gives it
    Seconds,       ///< whole number from 0
    Timeout,       ///< whole number from 1
    Attempts,      ///< whole number from 0, no more than of seconds
    Count,         ///< whole number from 0
    PositiveCount, ///< whole number from 1
    Delay,         ///< whole number from 1 to a year
    Percentage,    ///< number from 0 to 100
    Rate,          ///< number from 1
    Number,        ///< any
    Version,
    StateType,
    Timestamp,
    Resource,
    ReaderResource,
    Credentials,
    Label,
    Jitter,
    ErrorNames,
    Retry,
    Catch,
    Choices,
    Condition,
    Branches,
    Machine,
    Processor,
    ProcessorConfig,
    ProcessorMode,
    ExecutionType,
    ItemReader,
    ReaderConfig,
    ReaderInput,
    Headers,
    HeaderLocation,
    ItemBatcher,
    ResultWriter,
    WriterConfig,
    States,
};

enum class FieldLanguage : std::uint8_t { Both, JsonPath, Jsonata };

struct FieldRule {
    std::string_view name;
    FieldKind kind;
    FieldLanguage language = FieldLanguage::Both;
};

/// How many of these fields there may be.
struct FieldGroup {
    std::span<const std::string_view> names; ///< in the service's order
    enum class Need : std::uint8_t { AtMostOne, ExactlyOne } need;
};

/// The fields of one kind of object.
struct ObjectSchema {
    std::span<const FieldRule> fields;
    std::span<const std::string_view> required;
    std::span<const FieldGroup> groups;

    const FieldRule* find(std::string_view name) const;
};

const ObjectSchema& stateSchema(StateType type);
const ObjectSchema& machineSchema();   ///< the whole document
const ObjectSchema& branchSchema();    ///< of a Parallel
const ObjectSchema& processorSchema(); ///< of a Map
const ObjectSchema& processorConfigSchema();
const ObjectSchema& retrierSchema();
const ObjectSchema& catcherSchema();
const ObjectSchema& itemReaderSchema();
const ObjectSchema& readerConfigSchema();
const ObjectSchema& itemBatcherSchema();
const ObjectSchema& resultWriterSchema();
const ObjectSchema& writerConfigSchema();

} // namespace ws::statemachine
