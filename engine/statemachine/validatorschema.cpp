#include "engine/statemachine/validatorschema.h"

#include <algorithm>
#include <array>

namespace ws::statemachine {

namespace {

using Kind = FieldKind;
using Language = FieldLanguage;
using Need = FieldGroup::Need;
using Name = std::string_view;

template <std::size_t... sizes>
constexpr auto joined(const std::array<FieldRule, sizes>&... parts) {
    std::array<FieldRule, (sizes + ...)> all{};
    std::size_t at = 0;
    const auto append = [&](const auto& part) {
        for (const FieldRule& rule : part)
            all[at++] = rule;
    };
    (append(parts), ...);
    return all;
}

constexpr std::array<FieldRule, 3> kEveryState{{
    {"Type", Kind::Text},
    {"Comment", Kind::Text},
    {"QueryLanguage", Kind::Language},
}};
constexpr std::array<FieldRule, 3> kInOut{{
    {"InputPath", Kind::Path, Language::JsonPath},
    {"OutputPath", Kind::Path, Language::JsonPath},
    {"Output", Kind::Expressions, Language::Jsonata},
}};
constexpr std::array<FieldRule, 1> kAssign{{{"Assign", Kind::Assignments}}};
constexpr std::array<FieldRule, 2> kTransition{{
    {"Next", Kind::Target},
    {"End", Kind::Flag},
}};
constexpr std::array<FieldRule, 2> kParametersAndResultPath{{
    {"Parameters", Kind::Template, Language::JsonPath},
    {"ResultPath", Kind::ResultPath, Language::JsonPath},
}};
constexpr std::array<FieldRule, 3> kWork{{
    {"ResultSelector", Kind::Template, Language::JsonPath},
    {"Retry", Kind::Retry},
    {"Catch", Kind::Catch},
}};
constexpr std::array<FieldRule, 1> kArguments{{
    {"Arguments", Kind::Expressions, Language::Jsonata},
}};
constexpr auto kOrdinary = joined(kEveryState, kInOut, kAssign, kTransition);

constexpr auto kTask = joined(kOrdinary, kParametersAndResultPath, kWork, kArguments,
                              std::array<FieldRule, 6>{{
                                  {"Resource", Kind::Resource},
                                  {"TimeoutSeconds", Kind::Timeout},
                                  {"TimeoutSecondsPath", Kind::Reference, Language::JsonPath},
                                  {"HeartbeatSeconds", Kind::Timeout},
                                  {"HeartbeatSecondsPath", Kind::Reference, Language::JsonPath},
                                  {"Credentials", Kind::Credentials},
                              }});
constexpr auto kPass = joined(kOrdinary, kParametersAndResultPath,
                              std::array<FieldRule, 1>{{
                                  {"Result", Kind::Anything, Language::JsonPath},
                              }});
constexpr auto kChoice = joined(kEveryState, kInOut, kAssign,
                                std::array<FieldRule, 2>{{
                                    {"Choices", Kind::Choices},
                                    {"Default", Kind::Target},
                                }});
constexpr auto kWait = joined(kOrdinary, std::array<FieldRule, 4>{{
                                             {"Seconds", Kind::Seconds},
                                             {"Timestamp", Kind::Timestamp},
                                             {"SecondsPath", Kind::Reference, Language::JsonPath},
                                             {"TimestampPath", Kind::Reference, Language::JsonPath},
                                         }});
constexpr auto kSucceed = joined(kEveryState, kInOut);
constexpr auto kFail = joined(kEveryState, std::array<FieldRule, 4>{{
                                               {"Error", Kind::Message},
                                               {"Cause", Kind::Message},
                                               {"ErrorPath", Kind::TextOrPath, Language::JsonPath},
                                               {"CausePath", Kind::TextOrPath, Language::JsonPath},
                                           }});
constexpr auto kParallel = joined(kOrdinary, kParametersAndResultPath, kWork, kArguments,
                                  std::array<FieldRule, 1>{{{"Branches", Kind::Branches}}});
constexpr auto kMap =
    joined(kOrdinary, kParametersAndResultPath, kWork,
           std::array<FieldRule, 15>{{
               {"ItemProcessor", Kind::Processor},
               {"Iterator", Kind::Processor},
               {"ItemsPath", Kind::Reference, Language::JsonPath},
               {"Items", Kind::Items, Language::Jsonata},
               {"ItemSelector", Kind::Payload},
               {"ItemReader", Kind::ItemReader},
               {"ItemBatcher", Kind::ItemBatcher},
               {"ResultWriter", Kind::ResultWriter},
               {"MaxConcurrency", Kind::Count},
               {"MaxConcurrencyPath", Kind::Reference, Language::JsonPath},
               {"ToleratedFailureCount", Kind::Count},
               {"ToleratedFailureCountPath", Kind::Reference, Language::JsonPath},
               {"ToleratedFailurePercentage", Kind::Percentage},
               {"ToleratedFailurePercentagePath", Kind::Reference, Language::JsonPath},
               {"Label", Kind::Label},
           }});

constexpr std::array<FieldRule, 6> kMachine{{
    {"Comment", Kind::Text},
    {"StartAt", Kind::Target},
    {"States", Kind::States},
    {"Version", Kind::Version},
    {"TimeoutSeconds", Kind::Seconds},
    {"QueryLanguage", Kind::Language},
}};
// No QueryLanguage: a branch is no state, and its states have the machine's.
constexpr std::array<FieldRule, 3> kBranch{{
    {"Comment", Kind::Text},
    {"StartAt", Kind::Target},
    {"States", Kind::States},
}};
constexpr auto kProcessor = joined(kBranch, std::array<FieldRule, 1>{{
                                                {"ProcessorConfig", Kind::ProcessorConfig},
                                            }});
constexpr std::array<FieldRule, 2> kProcessorConfig{{
    {"Mode", Kind::ProcessorMode},
    {"ExecutionType", Kind::ExecutionType},
}};
constexpr std::array<FieldRule, 7> kRetrier{{
    {"ErrorEquals", Kind::ErrorNames},
    {"IntervalSeconds", Kind::Seconds},
    {"MaxAttempts", Kind::Attempts},
    {"BackoffRate", Kind::Rate},
    {"MaxDelaySeconds", Kind::Delay},
    {"JitterStrategy", Kind::Jitter},
    {"Comment", Kind::Text},
}};
constexpr std::array<FieldRule, 6> kCatcher{{
    {"ErrorEquals", Kind::ErrorNames},
    {"Next", Kind::Target},
    {"ResultPath", Kind::ResultPath, Language::JsonPath},
    {"Assign", Kind::Assignments},
    {"Output", Kind::Expressions, Language::Jsonata},
    {"Comment", Kind::Text},
}};
constexpr std::array<FieldRule, 4> kItemReader{{
    {"Resource", Kind::ReaderResource},
    {"ReaderConfig", Kind::ReaderConfig},
    {"Parameters", Kind::Template, Language::JsonPath},
    {"Arguments", Kind::Expressions, Language::Jsonata},
}};
constexpr std::array<FieldRule, 9> kReaderConfig{{
    {"InputType", Kind::ReaderInput},
    {"Transformation", Kind::Text},
    {"ManifestType", Kind::Text},
    {"CSVHeaderLocation", Kind::HeaderLocation},
    {"CSVHeaders", Kind::Headers},
    {"CSVDelimiter", Kind::Text},
    {"ItemsPointer", Kind::Text},
    {"MaxItems", Kind::Count},
    {"MaxItemsPath", Kind::Reference, Language::JsonPath},
}};
constexpr std::array<FieldRule, 5> kItemBatcher{{
    {"MaxItemsPerBatch", Kind::PositiveCount},
    {"MaxItemsPerBatchPath", Kind::Reference, Language::JsonPath},
    {"MaxInputBytesPerBatch", Kind::PositiveCount},
    {"MaxInputBytesPerBatchPath", Kind::Reference, Language::JsonPath},
    {"BatchInput", Kind::Payload},
}};
constexpr std::array<FieldRule, 4> kResultWriter{{
    {"Resource", Kind::Resource},
    {"WriterConfig", Kind::WriterConfig},
    {"Parameters", Kind::Template, Language::JsonPath},
    {"Arguments", Kind::Expressions, Language::Jsonata},
}};
constexpr std::array<FieldRule, 2> kWriterConfig{{
    {"Transformation", Kind::Text},
    {"OutputType", Kind::Text},
}};

constexpr std::array<Name, 2> kNextEnd{"Next", "End"};
constexpr std::array<Name, 2> kTimeouts{"TimeoutSeconds", "TimeoutSecondsPath"};
constexpr std::array<Name, 2> kHeartbeats{"HeartbeatSeconds", "HeartbeatSecondsPath"};
constexpr std::array<Name, 4> kWaits{"SecondsPath", "Seconds", "TimestampPath", "Timestamp"};
constexpr std::array<Name, 2> kErrors{"Error", "ErrorPath"};
constexpr std::array<Name, 2> kCauses{"Cause", "CausePath"};
constexpr std::array<Name, 2> kProcessors{"ItemProcessor", "Iterator"};
constexpr std::array<Name, 2> kSelectors{"ItemSelector", "Parameters"};
constexpr std::array<Name, 2> kConcurrency{"MaxConcurrency", "MaxConcurrencyPath"};
constexpr std::array<Name, 2> kTolerance{"ToleratedFailureCount", "ToleratedFailureCountPath"};
constexpr std::array<Name, 2> kPercentage{"ToleratedFailurePercentage",
                                          "ToleratedFailurePercentagePath"};
constexpr std::array<Name, 2> kMaxItems{"MaxItems", "MaxItemsPath"};
constexpr std::array<Name, 2> kBatchItems{"MaxItemsPerBatch", "MaxItemsPerBatchPath"};
constexpr std::array<Name, 2> kBatchBytes{"MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"};

constexpr std::array<FieldGroup, 1> kOrdinaryGroups{{{kNextEnd, Need::ExactlyOne}}};
constexpr std::array<FieldGroup, 3> kTaskGroups{
    {{kNextEnd, Need::ExactlyOne}, {kTimeouts, Need::AtMostOne}, {kHeartbeats, Need::AtMostOne}}};
constexpr std::array<FieldGroup, 2> kWaitGroups{
    {{kNextEnd, Need::ExactlyOne}, {kWaits, Need::ExactlyOne}}};
constexpr std::array<FieldGroup, 2> kFailGroups{
    {{kErrors, Need::AtMostOne}, {kCauses, Need::AtMostOne}}};
constexpr std::array<FieldGroup, 6> kMapGroups{{{kNextEnd, Need::ExactlyOne},
                                                {kProcessors, Need::ExactlyOne},
                                                {kSelectors, Need::AtMostOne},
                                                {kConcurrency, Need::AtMostOne},
                                                {kTolerance, Need::AtMostOne},
                                                {kPercentage, Need::AtMostOne}}};
constexpr std::array<FieldGroup, 1> kReaderGroups{{{kMaxItems, Need::AtMostOne}}};
constexpr std::array<FieldGroup, 2> kBatcherGroups{
    {{kBatchItems, Need::AtMostOne}, {kBatchBytes, Need::AtMostOne}}};

constexpr std::array<Name, 1> kResource{"Resource"};
constexpr std::array<Name, 1> kChoices{"Choices"};
constexpr std::array<Name, 1> kBranches{"Branches"};
constexpr std::array<Name, 2> kStatesStartAt{"States", "StartAt"}; // in the service's order
constexpr std::array<Name, 1> kErrorEquals{"ErrorEquals"};
constexpr std::array<Name, 2> kErrorEqualsNext{"ErrorEquals", "Next"};

constexpr std::array<ObjectSchema, 9> kStates{{
    {kTask, kResource, kTaskGroups},
    {kPass, {}, kOrdinaryGroups},
    {kChoice, kChoices, {}},
    {kWait, {}, kWaitGroups},
    {kSucceed, {}, {}},
    {kFail, {}, kFailGroups},
    {kParallel, kBranches, kOrdinaryGroups},
    {kMap, {}, kMapGroups},
    {kEveryState, {}, {}},
}};
constexpr ObjectSchema kMachineSchema{kMachine, kStatesStartAt, {}};
constexpr ObjectSchema kBranchSchema{kBranch, kStatesStartAt, {}};
constexpr ObjectSchema kProcessorSchema{kProcessor, kStatesStartAt, {}};
constexpr ObjectSchema kProcessorConfigSchema{kProcessorConfig, {}, {}};
constexpr ObjectSchema kRetrierSchema{kRetrier, kErrorEquals, {}};
constexpr ObjectSchema kCatcherSchema{kCatcher, kErrorEqualsNext, {}};
constexpr ObjectSchema kItemReaderSchema{kItemReader, kResource, {}};
constexpr ObjectSchema kReaderConfigSchema{kReaderConfig, {}, kReaderGroups};
constexpr ObjectSchema kItemBatcherSchema{kItemBatcher, {}, kBatcherGroups};
constexpr ObjectSchema kResultWriterSchema{kResultWriter, {}, {}};
constexpr ObjectSchema kWriterConfigSchema{kWriterConfig, {}, {}};

} // namespace

const FieldRule* ObjectSchema::find(std::string_view name) const {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const FieldRule& rule) { return rule.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

const ObjectSchema& stateSchema(StateType type) {
    return kStates[static_cast<std::size_t>(type)];
}
const ObjectSchema& machineSchema() {
    return kMachineSchema;
}
const ObjectSchema& branchSchema() {
    return kBranchSchema;
}
const ObjectSchema& processorSchema() {
    return kProcessorSchema;
}
const ObjectSchema& processorConfigSchema() {
    return kProcessorConfigSchema;
}
const ObjectSchema& retrierSchema() {
    return kRetrierSchema;
}
const ObjectSchema& catcherSchema() {
    return kCatcherSchema;
}
const ObjectSchema& itemReaderSchema() {
    return kItemReaderSchema;
}
const ObjectSchema& readerConfigSchema() {
    return kReaderConfigSchema;
}
const ObjectSchema& itemBatcherSchema() {
    return kItemBatcherSchema;
}
const ObjectSchema& resultWriterSchema() {
    return kResultWriterSchema;
}
const ObjectSchema& writerConfigSchema() {
    return kWriterConfigSchema;
}

} // namespace ws::statemachine
