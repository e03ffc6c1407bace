#include "engine/sandbox/endpointpart.h"

#include "engine/json/value.h"

namespace ws::sandbox {

std::string httpAnswer(std::string_view status, std::string_view type, std::string_view body,
                       std::string_view headers) {
    std::string text;
    text.reserve(128 + headers.size() + body.size());
    text.append("HTTP/1.1 ").append(status).append("\r\nContent-Type: ").append(type);
    text.append("\r\n").append(headers);
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
    text.append(body);
    return text;
}

std::string httpError(std::string_view status, std::string_view type, std::string_view message) {
    std::string body = "{\"errorType\":";
    json::appendQuoted(body, type);
    body += ",\"errorMessage\":";
    json::appendQuoted(body, message);
    body += "}\n";
    return httpAnswer(status, "application/json", body);
}

const std::string& httpAccepted() {
    static const std::string text =
        httpAnswer("202 Accepted", "application/json", "{\"status\":\"OK\"}\n");
    return text;
}

} // namespace ws::sandbox
