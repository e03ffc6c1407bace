#include "engine/workspace/eventlibrary.h"

#include "engine/workspace/deploymenttemplate.h"
#include "engine/workspace/suggestion.h"
#include "engine/workspace/textfile.h"

#include <QFile>

#include <algorithm>
#include <array>

namespace ws::workspace {

namespace {

constexpr double kRecognised = 0.6; // of an event is as in the template

struct Entry {
    EventTemplate description;
    EventForm form;
};

base::Result<json::Value> resource(const std::string& file) {
    QFile source(QStringLiteral(":/templates/events/") + QString::fromStdString(file));
    if (!source.open(QIODevice::ReadOnly))
        return base::Error{"file.notFound", {{"path", file}}};
    return json::Value::parse(source.readAll().toStdString());
}

void addService(const json::Value& service, std::vector<Entry>& entries) {
    for (const json::Value& name : service["events"].items()) {
        EventTemplate description{
            service["service"].toString(), name.toString(), service["name"].toString(), {}, {},
            EventTemplate::Origin::Sam};
        const auto file = resource(description.id() + ".json");
        auto form = file ? EventForm::parse(*file) : file.error();
        if (!form)
            continue; // the tests hold each of them against this
        description.title = (*file)["title"].toString();
        description.shortName = (*file)["shortName"].toString();
        if ((*file)["origin"].toString() == "warmstart")
            description.origin = EventTemplate::Origin::Warmstart;
        entries.push_back({std::move(description), std::move(*form)});
    }
}

const std::vector<Entry>& library() {
    static const std::vector<Entry> all = [] {
        std::vector<Entry> entries;
        const auto index = resource("index.json");
        if (!index)
            return entries;
        for (const json::Value& service : (*index)["services"].items())
            addService(service, entries);
        return entries;
    }();
    return all;
}

base::Error notFound(const std::string& id) {
    std::vector<std::string> known;
    std::string list;
    for (const Entry& entry : library()) {
        known.push_back(entry.description.id());
        if (!entry.description.shortName.empty())
            known.push_back(entry.description.shortName);
        list += (list.empty() ? "" : ", ") + entry.description.id();
    }
    return {"template.notFound",
            {{"template", id}, {"known", list}, {"suggestion", nearestName(id, known)}}};
}

/// The types of SAM's Events, under the names of the services here.
std::string serviceOfTrigger(const std::string& type) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kServices{{
        {"Api", "apigateway"},
        {"HttpApi", "apigateway"},
        {"S3", "s3"},
        {"SQS", "sqs"},
        {"SNS", "sns"},
        {"DynamoDB", "dynamodb"},
        {"Kinesis", "kinesis"},
        {"Schedule", "cloudwatch"},
        {"ScheduleV2", "cloudwatch"},
        {"CloudWatchEvent", "eventbridge"},
        {"CloudWatchLogs", "cloudwatch"},
        {"EventBridgeRule", "eventbridge"},
        {"AlexaSkill", "alexa-skills-kit"},
        {"Cognito", "cognito"},
        {"ALB", "alb"},
    }};
    for (const auto& [known, service] : kServices) {
        if (known == type)
            return std::string(service);
    }
    return {};
}

void add(std::vector<std::string>& services, const std::string& service) {
    if (!service.empty() && std::find(services.begin(), services.end(), service) == services.end())
        services.push_back(service);
}

void addDeclared(const Snapshot& snapshot, const std::string& function,
                 std::vector<std::string>& services) {
    for (const char* name : {"template.yaml", "template.yml", "template.json"}) {
        const auto file = readTextFile(snapshot.root + "/" + name);
        if (!file)
            continue;
        const auto triggers =
            templateTriggers(file->text, statemachine::definitionKindOfFile(name));
        if (!triggers)
            continue;
        for (const TemplateTrigger& trigger : *triggers) {
            if (!trigger.isOf(function))
                continue;
            add(services, serviceOfTrigger(trigger.type));
            for (const std::string& service : servicesOfPrincipal(trigger.principal))
                add(services, service);
        }
    }
}

/// One, or a list of them.
std::vector<std::string> textsOf(const json::Value& value) {
    std::vector<std::string> texts;
    if (value.isString())
        texts.push_back(value.toString());
    for (const json::Value& item : value.items())
        texts.push_back(item.toString());
    return texts;
}

bool letsInvoke(const json::Value& statement) {
    const auto actions = textsOf(statement["Action"]);
    return statement["Effect"].toString() == "Allow" &&
           std::any_of(actions.begin(), actions.end(), [](const std::string& action) {
               return action == "*" || action == "lambda:*" || action == "lambda:Invoke*" ||
                      action == "lambda:InvokeFunction";
           });
}

void addPermitted(const json::Value& policy, std::vector<std::string>& services) {
    const auto look = [&](const json::Value& statement) {
        if (!letsInvoke(statement))
            return;
        for (const std::string& principal : textsOf(statement["Principal"]["Service"])) {
            for (const std::string& service : servicesOfPrincipal(principal))
                add(services, service);
        }
    };
    const json::Value& statements = policy["Statement"];
    if (statements.isObject()) // one alone
        look(statements);
    std::for_each(statements.items().begin(), statements.items().end(), look);
}

} // namespace

const std::vector<EventTemplate>& eventTemplates() {
    static const std::vector<EventTemplate> all = [] {
        std::vector<EventTemplate> descriptions;
        for (const Entry& entry : library())
            descriptions.push_back(entry.description);
        return descriptions;
    }();
    return all;
}

base::Result<EventForm> eventForm(const std::string& id) {
    for (const Entry& entry : library()) {
        if (entry.description.id() == id || (!id.empty() && entry.description.shortName == id))
            return entry.form;
    }
    return notFound(id);
}

base::Result<std::string> eventTemplateText(const std::string& id) {
    const auto form = eventForm(id);
    if (!form)
        return form.error();
    const auto event = form->event({});
    if (!event)
        return event.error();
    return event->pretty() + "\n";
}

std::string recognisedTemplate(const json::Value& event) {
    double best = kRecognised;
    std::string id;
    for (const Entry& entry : library()) {
        const double likeness = entry.form.likeness(event);
        if (likeness > best) {
            best = likeness;
            id = entry.description.id();
        }
    }
    return id;
}

std::vector<std::string> servicesOfPrincipal(std::string_view principal) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kOtherNames{{
        {"alexa-appkit", "alexa-skills-kit"},
        {"alexa-connectedhome", "alexa-smart-home"},
        {"cognito-idp", "cognito"},
        {"cognito-sync", "cognito"},
        {"edgelambda", "cloudfront"},
        {"elasticloadbalancing", "alb"},
        {"events", "eventbridge"},
        {"events", "cloudwatch"},
        {"scheduler", "cloudwatch"},
        {"logs", "cloudwatch"},
        {"cloudwatch", "cloudwatch"},
        {"lambda.alarms.cloudwatch", "cloudwatch"},
        {"lex", "lex"},
        {"lex", "lex-v2"},
        {"lexv2", "lex-v2"},
        {"states", "stepfunctions"},
        {"email", "ses"},
        {"workmail-interop", "workmail"},
    }};
    // "logs.eu-west-1.amazonaws.com" is one of a region, "s3.amazonaws.com.cn" one of China.
    const std::size_t end =
        std::min(principal.find(".amazonaws.com"), principal.find(".amazon.com"));
    if (end == std::string_view::npos)
        return {};
    const std::string_view whole = principal.substr(0, end);
    const std::string_view first = whole.substr(0, whole.find('.'));
    std::vector<std::string> services;
    for (const auto& [known, service] : kOtherNames) {
        if (known == whole || known == first)
            add(services, std::string(service));
    }
    const auto& all = eventTemplates();
    const bool isService = std::any_of(
        all.begin(), all.end(), [&](const EventTemplate& each) { return each.service == first; });
    if (services.empty() && isService && first != "lambda")
        add(services, std::string(first));
    return services;
}

std::vector<std::string> triggersOf(const Snapshot& snapshot, const std::string& function,
                                    const std::vector<json::Value>& policies) {
    std::vector<std::string> services;
    addDeclared(snapshot, function, services);
    for (const json::Value& policy : policies)
        addPermitted(policy, services);
    const FunctionEntry* entry = snapshot.function(function);
    if (!entry)
        return services;
    for (const EventEntry& saved : entry->events) {
        const auto file = readTextFile(snapshot.root + "/" + saved.path);
        const auto event = file ? json::Value::parse(file->text) : file.error();
        if (!event)
            continue;
        const std::string id = recognisedTemplate(*event);
        const std::string service = id.substr(0, id.find('/'));
        if (service != "lambda")
            add(services, service);
    }
    return services;
}

} // namespace ws::workspace
