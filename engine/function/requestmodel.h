#pragma once

#include "engine/function/apierror.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ws::function {

/// What the operations of the Lambda API take, from the service's own description
/// (resources/requests/lambda.txt): the checks that its front makes before anybody looks at a
/// request.
class RequestModel {
public:
    struct Operation {
        std::string name;
        std::string method; ///< HTTP
        int status = 200;   ///< HTTP, of an answer that is no error
        std::string uri;    ///< with {Member} where one travels in the path
        std::string input;  ///< the shape of its request
    };

    /// The description inside the program, read once.
    static const RequestModel& lambda();
    explicit RequestModel(std::string_view text);
    ~RequestModel();

    /// nullptr: no such operation.
    const Operation* find(std::string_view operation) const;
    /// "2 validation errors detected: Value '1001' at 'maxItems' failed to satisfy constraint: ..."
    /// or nullopt when the request may be looked at.
    std::optional<ApiError> violations(const Operation& operation,
                                       const json::Value& request) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::function
