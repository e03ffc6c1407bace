#include "app/commandlineevent.h"

#include "app/commandlineio.h"
#include "engine/workspace/eventlibrary.h"
#include "engine/workspace/scaffold.h"
#include "engine/workspace/suggestion.h"

#include <QFileInfo>

#include <algorithm>
#include <optional>

namespace ws::app {

namespace {

constexpr char kDefaultEvent[] = "default";

const workspace::EventEntry* savedEvent(const EventSources& sources, const std::string& name) {
    const auto found =
        std::find_if(sources.saved.begin(), sources.saved.end(),
                     [&](const workspace::EventEntry& entry) { return entry.name == name; });
    return found == sources.saved.end() ? nullptr : &*found;
}

base::Result<std::string> readSaved(const EventSources& sources,
                                    const workspace::EventEntry& entry) {
    return readInput(QString::fromStdString(sources.root + "/" + entry.path));
}

/// Nothing when the workspace has none of that name.
std::optional<base::Result<std::string>> ownTemplate(const EventSources& sources,
                                                     const std::string& name) {
    const QString path = QString::fromStdString(sources.root + "/" + workspace::templatePath(name));
    if (sources.root.empty() || !QFileInfo(path).isFile())
        return std::nullopt;
    const auto text = readInput(path);
    const auto file = text ? json::Value::parse(*text) : text.error();
    const auto form = file ? workspace::EventForm::parse(*file) : inFile(path, file.error());
    const auto event = form ? form->event({}) : form.error();
    return event ? base::Result<std::string>(event->dump()) : event.error();
}

base::Error notFound(const EventSources& sources, const std::string& name) {
    std::vector<std::string> known;
    for (const workspace::EventEntry& entry : sources.saved)
        known.push_back(entry.name);
    if (sources.templates == EventSources::Templates::Yes) {
        for (const workspace::EventTemplate& entry : workspace::eventTemplates())
            known.push_back(entry.shortName.empty() ? entry.id() : entry.shortName);
    }
    return {"commandline.eventNotFound",
            {{"event", name}, {"suggestion", workspace::nearestName(name, known)}}};
}

} // namespace

base::Result<std::string> eventText(const QString& name, const EventSources& sources) {
    if (name.isEmpty()) {
        const auto* usual = savedEvent(sources, kDefaultEvent);
        return usual ? readSaved(sources, *usual) : std::string("{}");
    }
    const QFileInfo file(name);
    if (name == QLatin1String("-") || (file.exists() && !file.isDir()))
        return readInput(name);
    const std::string wanted = name.toStdString();
    if (const auto* entry = savedEvent(sources, wanted))
        return readSaved(sources, *entry);
    if (auto own = ownTemplate(sources, wanted))
        return *std::move(own);
    if (sources.templates == EventSources::Templates::Yes) {
        auto fromTemplate = workspace::eventTemplateText(wanted);
        if (fromTemplate)
            return fromTemplate;
    }
    return notFound(sources, wanted);
}

} // namespace ws::app
