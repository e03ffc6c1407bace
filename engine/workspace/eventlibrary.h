#pragma once

#include "engine/workspace/eventform.h"
#include "engine/workspace/snapshot.h"

#include <string>
#include <vector>

/// What AWS services send to functions, as forms: those that `sam local generate-event` has, under
/// its names, and some more.
namespace ws::workspace {

struct EventTemplate {
    enum class Origin : std::uint8_t { Sam, Warmstart };
    std::string service;     ///< "sqs"
    std::string event;       ///< "receive-message"
    std::string serviceName; ///< "SQS": a proper name, the same in every language
    std::string title;       ///< "Messages of a queue": words for people, in English
    std::string shortName;   ///< what --event takes as well; may be empty
    Origin origin = Origin::Sam;

    std::string id() const { return service + "/" + event; }
};

/// Grouped by service, the most usual first.
const std::vector<EventTemplate>& eventTemplates();

/// By its id, or its short name. Error "template.notFound" (template, known, suggestion).
base::Result<EventForm> eventForm(const std::string& id);
/// Its event with the initial values, as a text for a file.
base::Result<std::string> eventTemplateText(const std::string& id);

/// The id of the template that an event comes from; "" when it is none of them.
std::string recognisedTemplate(const json::Value& event);

/// The services that send events to a function: as the template of the workspace says
/// (template.yaml, template.yml or template.json: SAM's Events, and the principals of permissions),
/// as its saved events do, and as its resource policies, which are documents with a Statement each,
/// let them.
std::vector<std::string> triggersOf(const Snapshot& snapshot, const std::string& function,
                                    const std::vector<json::Value>& policies = {});

/// The services, under the names of the templates, that a principal of a policy stands for:
/// "s3.amazonaws.com". Rules of EventBridge send what they get and what a schedule makes.
std::vector<std::string> servicesOfPrincipal(std::string_view principal);

} // namespace ws::workspace
