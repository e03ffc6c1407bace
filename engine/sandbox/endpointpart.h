#pragma once

#include "engine/sandbox/httpconnection.h"

#include <string>
#include <string_view>

namespace ws::sandbox {

/// An API that shares the Runtime API's endpoint.
class EndpointPart {
public:
    virtual ~EndpointPart() = default;
    virtual bool serves(std::string_view target) const = 0;
    /// As HttpConnection::Owner::onRequest.
    virtual void onRequest(HttpConnection& connection, HttpRequest& request) = 0;
    /// The connection is about to be destroyed.
    virtual void onClosed(HttpConnection& connection) = 0;
};

/// A whole answer; `headers` are complete lines.
std::string httpAnswer(std::string_view status, std::string_view type, std::string_view body,
                       std::string_view headers = {});
/// With the service's body: {"errorType":...,"errorMessage":...}
std::string httpError(std::string_view status, std::string_view type, std::string_view message);
/// 202 {"status":"OK"}
const std::string& httpAccepted();

} // namespace ws::sandbox
