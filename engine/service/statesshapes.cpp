#include "engine/service/statesshapes.h"

#include "engine/execution/limits.h"

#include <algorithm>
#include <map>

namespace ws::service {

namespace {

using Type = Constraint::Type;

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
}

/// ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$: a number alone would be a version.
bool isAliasName(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), isNameCharacter) &&
           !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isClientToken(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '!' && c <= '~'; });
}

Constraint text(std::int64_t least, std::int64_t most) {
    Constraint constraint;
    constraint.least = least;
    constraint.most = most;
    return constraint;
}

Constraint matching(Constraint constraint, std::string_view pattern,
                    bool (*fits)(std::string_view)) {
    constraint.pattern = pattern;
    constraint.fits = fits;
    return constraint;
}

Constraint oneOf(std::vector<std::string_view> values) {
    Constraint constraint;
    constraint.values = std::move(values);
    return constraint;
}

Constraint ranged(Type type, std::int64_t least, std::int64_t most) {
    Constraint constraint = text(least, most);
    constraint.type = type;
    return constraint;
}

Constraint flag() {
    Constraint constraint;
    constraint.type = Type::Boolean;
    return constraint;
}

Constraint structured(const Shape& shape) {
    Constraint constraint;
    constraint.type = Type::Structure;
    constraint.structure = &shape;
    return constraint;
}

Constraint listOf(const Constraint& element, std::int64_t least = 0,
                  std::int64_t most = Constraint::kNoLimit) {
    Constraint constraint = ranged(Type::List, least, most);
    constraint.element = &element;
    return constraint;
}

Parameter required(std::string_view name, Constraint constraint) {
    return {name, std::move(constraint), Presence::Required};
}
Parameter optional(std::string_view name, Constraint constraint) {
    return {name, std::move(constraint), Presence::Optional};
}

constexpr std::int64_t kPage = 1000;

Constraint arn() {
    return text(1, 256);
}
Constraint longArn() {
    return text(1, 2000);
}
Constraint name() {
    return text(1, 80);
}
Constraint definition() {
    return text(1, 1'048'576);
}
Constraint payload() {
    return ranged(Type::Payload, 0, execution::kPayloadBytes);
}
Constraint pageSize() {
    return ranged(Type::Integer, 0, kPage);
}
Constraint pageToken() {
    return text(1, 1024);
}
Constraint description() {
    return text(0, 256);
}
Constraint taskToken() {
    return text(1, 2048);
}
Constraint clientToken() {
    return matching(text(1, 64), "[!-~]+", isClientToken);
}
Constraint machineType() {
    return oneOf({"STANDARD", "EXPRESS"});
}
Constraint includedData() {
    return oneOf({"ALL_DATA", "METADATA_ONLY"});
}

const Shape kLogGroup{"CloudWatchLogsLogGroup", {optional("logGroupArn", text(1, 256))}};
const Shape kLogDestination{"LogDestination",
                            {optional("cloudWatchLogsLogGroup", structured(kLogGroup))}};
const Constraint kLogDestinationItem = structured(kLogDestination);
const Shape kLogging{"LoggingConfiguration",
                     {optional("level", oneOf({"ALL", "ERROR", "FATAL", "OFF"})),
                      optional("includeExecutionData", flag()),
                      optional("destinations", listOf(kLogDestinationItem))}};
const Shape kTracing{"TracingConfiguration", {optional("enabled", flag())}};
const Shape kEncryption{"EncryptionConfiguration",
                        {optional("kmsKeyId", text(1, 2048)),
                         optional("kmsDataKeyReusePeriodSeconds", ranged(Type::Integer, 60, 900)),
                         required("type", oneOf({"AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"}))}};
const Shape kTag{"Tag", {optional("key", text(1, 128)), optional("value", text(0, 256))}};
const Constraint kTagItem = structured(kTag);
const Constraint kTagKeyItem = text(1, 128);
const Shape kRoute{
    "RoutingConfigurationListItem",
    {required("stateMachineVersionArn", arn()), required("weight", ranged(Type::Integer, 0, 100))}};
const Constraint kRouteItem = structured(kRoute);

Constraint logging() {
    return structured(kLogging);
}
Constraint tracing() {
    return structured(kTracing);
}
Constraint encryption() {
    return structured(kEncryption);
}
Constraint tags() {
    return listOf(kTagItem);
}
Constraint routing() {
    return listOf(kRouteItem, 1, 2);
}

const Shape kMockError{"MockErrorOutput",
                       {optional("error", text(0, 256)), optional("cause", text(0, 32'768))}};
const Shape kMock{"MockInput",
                  {optional("result", payload()), optional("errorOutput", structured(kMockError)),
                   optional("fieldValidationMode", oneOf({"STRICT", "PRESENT", "NONE"}))}};
const Shape kStateConfiguration{
    "TestStateConfiguration",
    {optional("retrierRetryCount", ranged(Type::Integer, 0, Constraint::kNoLimit)),
     optional("errorCausedByState", text(1, 80)),
     optional("mapIterationFailureCount", ranged(Type::Integer, 0, Constraint::kNoLimit)),
     optional("mapItemReaderData", payload())}};

using Shapes = std::map<std::string_view, Shape>;

Shapes machineShapes() {
    return {
        {"CreateStateMachine",
         {"CreateStateMachineInput",
          {required("name", name()), required("definition", definition()),
           required("roleArn", arn()), optional("type", machineType()),
           optional("loggingConfiguration", logging()), optional("tags", tags()),
           optional("tracingConfiguration", tracing()), optional("publish", flag()),
           optional("versionDescription", description()),
           optional("encryptionConfiguration", encryption())}}},
        {"UpdateStateMachine",
         {"UpdateStateMachineInput",
          {required("stateMachineArn", arn()), optional("definition", definition()),
           optional("roleArn", arn()), optional("loggingConfiguration", logging()),
           optional("tracingConfiguration", tracing()), optional("publish", flag()),
           optional("versionDescription", description()),
           optional("encryptionConfiguration", encryption())}}},
        {"DeleteStateMachine", {"DeleteStateMachineInput", {required("stateMachineArn", arn())}}},
        {"DescribeStateMachine",
         {"DescribeStateMachineInput",
          {required("stateMachineArn", arn()), optional("includedData", includedData())}}},
        {"DescribeStateMachineForExecution",
         {"DescribeStateMachineForExecutionInput",
          {required("executionArn", arn()), optional("includedData", includedData())}}},
        {"ListStateMachines",
         {"ListStateMachinesInput",
          {optional("maxResults", pageSize()), optional("nextToken", pageToken())}}},
        {"ValidateStateMachineDefinition",
         {"ValidateStateMachineDefinitionInput",
          {required("definition", definition()), optional("type", machineType()),
           optional("severity", oneOf({"ERROR", "WARNING"})),
           optional("maxResults", ranged(Type::Integer, 0, 100))}}},
        {"TestState",
         {"TestStateInput",
          {required("definition", definition()), optional("roleArn", arn()),
           optional("input", payload()),
           optional("inspectionLevel", oneOf({"INFO", "DEBUG", "TRACE"})),
           optional("revealSecrets", flag()), optional("variables", payload()),
           optional("stateName", text(1, 80)), optional("mock", structured(kMock)),
           optional("context", payload()),
           optional("stateConfiguration", structured(kStateConfiguration))}}},
    };
}

Shapes versionShapes() {
    return {
        {"PublishStateMachineVersion",
         {"PublishStateMachineVersionInput",
          {required("stateMachineArn", arn()), optional("revisionId", text(0, 256)),
           optional("description", description())}}},
        {"DeleteStateMachineVersion",
         {"DeleteStateMachineVersionInput", {required("stateMachineVersionArn", longArn())}}},
        {"ListStateMachineVersions",
         {"ListStateMachineVersionsInput",
          {required("stateMachineArn", arn()), optional("nextToken", pageToken()),
           optional("maxResults", pageSize())}}},
        {"CreateStateMachineAlias",
         {"CreateStateMachineAliasInput",
          {optional("description", description()),
           required("name",
                    matching(name(), R"(^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$)", isAliasName)),
           required("routingConfiguration", routing())}}},
        {"DescribeStateMachineAlias",
         {"DescribeStateMachineAliasInput", {required("stateMachineAliasArn", arn())}}},
        {"UpdateStateMachineAlias",
         {"UpdateStateMachineAliasInput",
          {required("stateMachineAliasArn", arn()), optional("description", description()),
           optional("routingConfiguration", routing())}}},
        {"DeleteStateMachineAlias",
         {"DeleteStateMachineAliasInput", {required("stateMachineAliasArn", arn())}}},
        {"ListStateMachineAliases",
         {"ListStateMachineAliasesInput",
          {required("stateMachineArn", arn()), optional("nextToken", pageToken()),
           optional("maxResults", pageSize())}}},
        {"TagResource",
         {"TagResourceInput", {required("resourceArn", arn()), required("tags", tags())}}},
        {"UntagResource",
         {"UntagResourceInput",
          {required("resourceArn", arn()), required("tagKeys", listOf(kTagKeyItem))}}},
        {"ListTagsForResource", {"ListTagsForResourceInput", {required("resourceArn", arn())}}},
    };
}

Shapes executionShapes() {
    return {
        {"StartExecution",
         {"StartExecutionInput",
          {required("stateMachineArn", arn()), optional("name", name()),
           optional("input", payload()), optional("traceHeader", text(0, 256))}}},
        {"StartSyncExecution",
         {"StartSyncExecutionInput",
          {required("stateMachineArn", arn()), optional("name", name()),
           optional("input", payload()), optional("traceHeader", text(0, 256)),
           optional("includedData", includedData())}}},
        {"StopExecution",
         {"StopExecutionInput",
          {required("executionArn", arn()), optional("error", text(0, 256)),
           optional("cause", text(0, 32'768))}}},
        {"RedriveExecution",
         {"RedriveExecutionInput",
          {required("executionArn", arn()), optional("clientToken", clientToken())}}},
        {"DescribeExecution",
         {"DescribeExecutionInput",
          {required("executionArn", arn()), optional("includedData", includedData())}}},
        {"ListExecutions",
         {"ListExecutionsInput",
          {optional("stateMachineArn", arn()),
           // The service shows them in this order.
           optional("statusFilter", oneOf({"SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED",
                                           "FAILED", "RUNNING"})),
           optional("maxResults", pageSize()), optional("nextToken", text(1, 3096)),
           optional("mapRunArn", longArn()),
           optional("redriveFilter", oneOf({"REDRIVEN", "NOT_REDRIVEN"}))}}},
        {"GetExecutionHistory",
         {"GetExecutionHistoryInput",
          {required("executionArn", arn()), optional("maxResults", pageSize()),
           optional("reverseOrder", flag()), optional("nextToken", pageToken()),
           optional("includeExecutionData", flag())}}},
        {"ListMapRuns",
         {"ListMapRunsInput",
          {required("executionArn", arn()), optional("maxResults", pageSize()),
           optional("nextToken", pageToken())}}},
        {"DescribeMapRun", {"DescribeMapRunInput", {required("mapRunArn", longArn())}}},
        {"UpdateMapRun",
         {"UpdateMapRunInput",
          {required("mapRunArn", longArn()),
           optional("maxConcurrency", ranged(Type::Integer, 0, Constraint::kNoLimit)),
           optional("toleratedFailurePercentage", ranged(Type::Number, 0, 100)),
           optional("toleratedFailureCount", ranged(Type::Integer, 0, Constraint::kNoLimit))}}},
    };
}

Shapes activityShapes() {
    return {
        {"CreateActivity",
         {"CreateActivityInput",
          {required("name", name()), optional("tags", tags()),
           optional("encryptionConfiguration", encryption())}}},
        {"DescribeActivity", {"DescribeActivityInput", {required("activityArn", arn())}}},
        {"DeleteActivity", {"DeleteActivityInput", {required("activityArn", arn())}}},
        {"ListActivities",
         {"ListActivitiesInput",
          {optional("maxResults", pageSize()), optional("nextToken", pageToken())}}},
        {"GetActivityTask",
         {"GetActivityTaskInput",
          {required("activityArn", arn()), optional("workerName", name())}}},
        {"SendTaskSuccess",
         {"SendTaskSuccessInput",
          {required("taskToken", taskToken()), required("output", payload())}}},
        {"SendTaskFailure",
         {"SendTaskFailureInput",
          {required("taskToken", taskToken()), optional("error", text(0, 256)),
           optional("cause", text(0, 32'768))}}},
        {"SendTaskHeartbeat", {"SendTaskHeartbeatInput", {required("taskToken", taskToken())}}},
    };
}

} // namespace

const Shape* statesShape(std::string_view operation) {
    static const Shapes shapes = [] {
        Shapes all = machineShapes();
        for (Shapes more : {versionShapes(), executionShapes(), activityShapes()})
            all.merge(more);
        return all;
    }();
    const auto found = shapes.find(operation);
    return found == shapes.end() ? nullptr : &found->second;
}

} // namespace ws::service
