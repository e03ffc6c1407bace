#include "engine/workspace/eventtemplates.h"

#include "engine/json/value.h"
#include "engine/workspace/suggestion.h"

#include <QFile>

#include <algorithm>

namespace ws::workspace {

namespace {

std::string resourceText(const std::string& file) {
    QFile source(QStringLiteral(":/templates/events/") + QString::fromStdString(file));
    if (!source.open(QIODevice::ReadOnly))
        return {};
    return source.readAll().toStdString();
}

} // namespace

std::vector<EventTemplate> eventTemplates() {
    std::vector<EventTemplate> templates;
    const auto index = json::Value::parse(resourceText("index.json"));
    if (!index)
        return templates;
    for (const json::Value& entry : (*index)["templates"].items())
        templates.push_back(
            {entry["id"].toString(), entry["service"].toString(), entry["variant"].toString()});
    return templates;
}

base::Result<std::string> eventTemplateText(const std::string& id) {
    std::vector<std::string> known;
    for (const EventTemplate& entry : eventTemplates())
        known.push_back(entry.id);
    if (std::find(known.begin(), known.end(), id) != known.end())
        return resourceText(id + ".json");
    std::string list;
    for (const std::string& name : known)
        list += (list.empty() ? "" : ", ") + name;
    return base::Error{"template.notFound",
                       {{"template", id}, {"known", list}, {"suggestion", nearestName(id, known)}}};
}

} // namespace ws::workspace
