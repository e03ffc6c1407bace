#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ws::statemachine {

/// How a Task waits for what it calls; the suffix of its Resource.
enum class IntegrationPattern : std::uint8_t {
    RequestResponse,  ///< the answer of the call is the result
    Sync,             ///< ".sync": the end of the job that was started
    Sync2,            ///< ".sync:2": the same, with JSON texts of the answer as JSON
    WaitForTaskToken, ///< ".waitForTaskToken": what somebody sends with the task's token
};

/// What the Resource of a Task names.
struct Integration {
    enum class Kind : std::uint8_t {
        Function,  ///< a function: name, name:qualifier, partial or full ARN
        Activity,  ///< arn:aws:states:REGION:ACCOUNT:activity:NAME
        Optimised, ///< arn:aws:states:::SERVICE:ACTION[.PATTERN]
        Sdk,       ///< arn:aws:states:::aws-sdk:SERVICE:ACTION[.PATTERN]
    };
    Kind kind = Kind::Function;
    IntegrationPattern pattern = IntegrationPattern::RequestResponse;
    std::string service;      ///< "lambda", "sqs", "s3"; empty for functions and activities
    std::string action;       ///< "invoke", "sendMessage", without the pattern
    std::string resourceType; ///< as the history has it: "lambda", "aws-sdk:s3"
    std::string resource;     ///< as the history has it: "invoke.waitForTaskToken"

    bool isService() const { return kind == Kind::Optimised || kind == Kind::Sdk; }
    bool is(std::string_view optimisedService, std::string_view name) const {
        return kind == Kind::Optimised && service == optimisedService && action == name;
    }
    bool waitsForToken() const { return pattern == IntegrationPattern::WaitForTaskToken; }
    bool waitsForJob() const {
        return pattern == IntegrationPattern::Sync || pattern == IntegrationPattern::Sync2;
    }
};

Integration parseIntegration(std::string_view resource);

/// Whether it starts an execution of the machine in its StateMachineArn; by what its Resource says
/// behind "arn:aws:states:::" ("states:startExecution.sync", "aws-sdk:sfn:startSyncExecution").
bool startsMachine(std::string_view integration);
/// The same through the API's own operations, StartExecution and StartSyncExecution.
bool startsMachineByApi(const Integration& integration);

/// One action that the service has an integration of its own for.
struct OptimisedAction {
    std::string_view service;
    std::string_view action;
    std::uint8_t patterns = 0;              ///< bit per IntegrationPattern
    std::vector<std::string_view> required; ///< members of Parameters

    bool allows(IntegrationPattern pattern) const {
        return (patterns >> static_cast<unsigned>(pattern) & 1U) != 0;
    }
};

/// All of them, by service.
const std::vector<OptimisedAction>& optimisedActions();

/// nullptr for functions, activities, aws-sdk integrations and what the service does not know.
const OptimisedAction* findOptimisedAction(const Integration& integration);

/// Why no execution of the real service could use this resource. Whether it runs here is another
/// question: execution::ServiceInvoker::offers().
enum class IntegrationProblem : std::uint8_t { None, UnknownService, UnknownAction, WrongPattern };
IntegrationProblem integrationProblem(const Integration& integration);

} // namespace ws::statemachine
