#include "engine/statemachine/integration.h"

#include "engine/base/ids.h"

#include <algorithm>
#include <array>

namespace ws::statemachine {

namespace {

/// No region and no account; the partition may still be a placeholder (arn:${AWS::Partition}:...).
constexpr std::string_view kStates = ":states:::";
constexpr std::string_view kActivity = "activity:";
constexpr std::string_view kSdk = "aws-sdk:";

constexpr std::uint8_t bit(IntegrationPattern pattern) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(pattern));
}
constexpr std::uint8_t kCall = bit(IntegrationPattern::RequestResponse);
constexpr std::uint8_t kJob = kCall | bit(IntegrationPattern::Sync);
constexpr std::uint8_t kToken = kCall | bit(IntegrationPattern::WaitForTaskToken);
constexpr std::uint8_t kJobOrToken = kJob | kToken;

/// Takes the pattern's suffix off.
IntegrationPattern takePattern(std::string_view& action) {
    struct Suffix {
        std::string_view text;
        IntegrationPattern pattern;
    };
    static constexpr std::array kSuffixes{
        Suffix{".waitForTaskToken", IntegrationPattern::WaitForTaskToken},
        Suffix{".sync:2", IntegrationPattern::Sync2}, Suffix{".sync", IntegrationPattern::Sync}};
    for (const Suffix& suffix : kSuffixes) {
        if (action.ends_with(suffix.text)) {
            action.remove_suffix(suffix.text.size());
            return suffix.pattern;
        }
    }
    return IntegrationPattern::RequestResponse;
}

} // namespace

/// The developer guide's list of optimised integrations.
const std::vector<OptimisedAction>& optimisedActions() {
    static const std::vector<OptimisedAction> kActions{
        {"apigateway", "invoke", kToken, {"ApiEndpoint", "Method"}},
        {"athena", "startQueryExecution", kJob, {}},
        {"athena", "stopQueryExecution", kCall, {}},
        {"athena", "getQueryExecution", kCall, {}},
        {"athena", "getQueryResults", kCall, {}},
        {"batch", "submitJob", kJob, {}},
        {"bedrock", "invokeModel", kToken, {}},
        {"bedrock", "createModelCustomizationJob", kJobOrToken, {}},
        {"codebuild", "startBuild", kJob, {}},
        {"codebuild", "stopBuild", kCall, {}},
        {"codebuild", "batchDeleteBuilds", kCall, {}},
        {"codebuild", "batchGetReports", kCall, {}},
        {"codebuild", "startBuildBatch", kJob, {}},
        {"codebuild", "stopBuildBatch", kCall, {}},
        {"codebuild", "retryBuildBatch", kJob, {}},
        {"codebuild", "deleteBuildBatch", kCall, {}},
        {"databrew", "startJobRun", kJob, {}},
        {"dynamodb", "getItem", kCall, {"TableName", "Key"}},
        {"dynamodb", "putItem", kCall, {"TableName", "Item"}},
        {"dynamodb", "updateItem", kCall, {"TableName", "Key"}},
        {"dynamodb", "deleteItem", kCall, {"TableName", "Key"}},
        {"ecs", "runTask", kJobOrToken, {"TaskDefinition"}},
        {"eks", "call", kToken, {}},
        {"eks", "createCluster", kJob, {}},
        {"eks", "deleteCluster", kJob, {}},
        {"eks", "createFargateProfile", kJob, {}},
        {"eks", "deleteFargateProfile", kJob, {}},
        {"eks", "createNodegroup", kJob, {}},
        {"eks", "deleteNodegroup", kJob, {}},
        {"eks", "runJob", kJobOrToken, {}},
        {"elasticmapreduce", "createCluster", kJob, {}},
        {"elasticmapreduce", "setClusterTerminationProtection", kCall, {}},
        {"elasticmapreduce", "terminateCluster", kJob, {}},
        {"elasticmapreduce", "addStep", kJob, {}},
        {"elasticmapreduce", "cancelStep", kCall, {}},
        {"elasticmapreduce", "modifyInstanceFleetByName", kCall, {}},
        {"elasticmapreduce", "modifyInstanceGroupByName", kCall, {}},
        {"emr-containers", "createVirtualCluster", kCall, {}},
        {"emr-containers", "deleteVirtualCluster", kJob, {}},
        {"emr-containers", "startJobRun", kJob, {}},
        {"emr-serverless", "createApplication", kJob, {}},
        {"emr-serverless", "startApplication", kJob, {}},
        {"emr-serverless", "stopApplication", kJob, {}},
        {"emr-serverless", "deleteApplication", kJob, {}},
        {"emr-serverless", "startJobRun", kJob, {}},
        {"emr-serverless", "cancelJobRun", kJob, {}},
        {"events", "putEvents", kToken, {"Entries"}},
        {"glue", "startJobRun", kJob, {"JobName"}},
        {"http", "invoke", kCall, {"ApiEndpoint", "Method"}},
        {"lambda", "invoke", kToken, {"FunctionName"}},
        {"mediaconvert", "createJob", kJob, {}},
        {"sagemaker", "createEndpoint", kCall, {}},
        {"sagemaker", "createEndpointConfig", kCall, {}},
        {"sagemaker", "createHyperParameterTuningJob", kJob, {}},
        {"sagemaker", "createLabelingJob", kJob, {}},
        {"sagemaker", "createModel", kCall, {}},
        {"sagemaker", "createProcessingJob", kJob, {}},
        {"sagemaker", "createTrainingJob", kJob, {}},
        {"sagemaker", "createTransformJob", kJob, {}},
        {"sagemaker", "updateEndpoint", kCall, {}},
        {"sns", "publish", kToken, {"Message"}},
        {"sqs", "sendMessage", kToken, {"QueueUrl", "MessageBody"}},
        {"states",
         "startExecution",
         static_cast<std::uint8_t>(kJobOrToken | bit(IntegrationPattern::Sync2)),
         {"StateMachineArn"}},
    };
    return kActions;
}

Integration parseIntegration(std::string_view resource) {
    Integration out;
    const std::size_t states = resource.find(kStates);
    if (!resource.starts_with("arn:") || states == std::string_view::npos) {
        base::Arn arn;
        if (base::Arn::parse(resource, arn) && arn.service == "states" &&
            arn.resource.starts_with(kActivity))
            out.kind = Integration::Kind::Activity;
        return out;
    }
    std::string_view rest = resource.substr(states + kStates.size());
    out.kind = Integration::Kind::Optimised;
    std::string_view sdk;
    if (rest.starts_with(kSdk)) {
        out.kind = Integration::Kind::Sdk;
        sdk = kSdk;
        rest.remove_prefix(kSdk.size());
    }
    const std::size_t colon = rest.find(':');
    out.service = rest.substr(0, colon);
    out.resourceType = std::string(sdk) + out.service;
    rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
    out.resource = rest;
    out.pattern = takePattern(rest);
    out.action = rest;
    return out;
}

bool startsMachine(std::string_view integration) {
    const std::string_view action = integration.substr(0, integration.find('.'));
    return action == "states:startExecution" || action == "aws-sdk:sfn:startExecution" ||
           action == "aws-sdk:sfn:startSyncExecution";
}

bool startsMachineByApi(const Integration& integration) {
    return integration.kind == Integration::Kind::Sdk && integration.service == "sfn" &&
           (integration.action == "startExecution" || integration.action == "startSyncExecution");
}

const OptimisedAction* findOptimisedAction(const Integration& integration) {
    if (integration.kind != Integration::Kind::Optimised)
        return nullptr;
    const auto& actions = optimisedActions();
    const auto found = std::find_if(actions.begin(), actions.end(), [&](const auto& each) {
        return each.service == integration.service && each.action == integration.action;
    });
    return found == actions.end() ? nullptr : &*found;
}

IntegrationProblem integrationProblem(const Integration& integration) {
    if (!integration.isService())
        return IntegrationProblem::None;
    if (integration.kind == Integration::Kind::Sdk) {
        if (integration.service.empty())
            return IntegrationProblem::UnknownService;
        if (integration.action.empty())
            return IntegrationProblem::UnknownAction;
        return integration.waitsForJob() ? IntegrationProblem::WrongPattern
                                         : IntegrationProblem::None;
    }
    if (const OptimisedAction* action = findOptimisedAction(integration))
        return action->allows(integration.pattern) ? IntegrationProblem::None
                                                   : IntegrationProblem::WrongPattern;
    const auto& actions = optimisedActions();
    const bool known = std::any_of(actions.begin(), actions.end(), [&](const auto& each) {
        return each.service == integration.service;
    });
    return known ? IntegrationProblem::UnknownAction : IntegrationProblem::UnknownService;
}

} // namespace ws::statemachine
