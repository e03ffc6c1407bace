#pragma once

#include "engine/base/result.h"

#include <string>
#include <vector>

/// What AWS services send to functions, as starting points for test events.
namespace ws::workspace {

struct EventTemplate {
    std::string id;      ///< "apigateway-http"; also what the command line takes
    std::string service; ///< "API Gateway": a proper name, the same in every language
    std::string variant; ///< "HTTP API (payload 2.0)"; may be empty
};

/// Grouped by service, the most usual first.
std::vector<EventTemplate> eventTemplates();

/// Its JSON text. Error "template.notFound" (template, known, suggestion).
base::Result<std::string> eventTemplateText(const std::string& id);

} // namespace ws::workspace
