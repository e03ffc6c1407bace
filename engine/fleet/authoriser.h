#pragma once

#include "engine/fleet/refusal.h"

#include <optional>
#include <string>

namespace ws::fleet {

/// Who wants to invoke what: what identity and resource policies are asked with (lambda.md B14).
struct Access {
    std::string caller; ///< ARN of the principal, or a service as "sns.amazonaws.com"; empty: the
                        ///< workspace's owner
    std::string sourceArn; ///< aws:SourceArn, of a service that calls
    std::string function;
    std::string resource; ///< the function's ARN as invoked, with its qualifier
    std::string role;     ///< the execution role, which must exist
};

/// The front end's policies. A fleet without one lets everybody in.
class Authoriser {
public:
    virtual ~Authoriser() = default;
    /// Nothing: allowed.
    virtual std::optional<Refusal> refusal(const Access& access) = 0;
};

} // namespace ws::fleet
