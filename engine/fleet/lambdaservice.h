#pragma once

#include "engine/fleet/fleet.h"
#include "engine/function/apierror.h"
#include "engine/function/registry.h"
#include "engine/json/value.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ws::fleet {

/// What a client of the Lambda API gets.
struct LambdaReply {
    int status = 200;                         ///< HTTP
    json::Value body = json::Value::object(); ///< when there is no error
    std::optional<function::ApiError> error;
};

/// AWS Lambda as clients see it: operations with the parameters, defaults, rules and error texts of
/// the API of 2015-03-31. The control plane is the registry's, invoking the fleet's; this is the
/// front of both. Requests and answers are what travels as JSON; an archive is base64, the payload
/// of Invoke and of its answer are the bytes of a string. Lives in the engine's thread.
class LambdaService {
public:
    using Done = std::function<void(LambdaReply)>;

    /// Neither is owned; both outlive the service. From now on the fleet's catalog is the
    /// registry's.
    LambdaService(function::Registry& registry, Fleet& fleet);
    ~LambdaService();
    LambdaService(const LambdaService&) = delete;
    LambdaService& operator=(const LambdaService&) = delete;

    /// Whether the operation may answer only after a while: Invoke and InvokeAsync.
    static bool waits(std::string_view operation);

    /// An operation that does not wait.
    LambdaReply call(std::string_view operation, const json::Value& request);
    /// Any operation. `done` is called once, from inside call() by those that do not wait and when
    /// the request is refused by its form.
    void call(std::string_view operation, const json::Value& request, Done done);

private:
    void followProvisioning();
    void invoke(const json::Value& request, Done done);

    function::Registry& m_registry;
    Fleet& m_fleet;
};

} // namespace ws::fleet
