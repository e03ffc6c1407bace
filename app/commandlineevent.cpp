#include "app/commandlineevent.h"

#include "app/commandlineio.h"
#include "engine/workspace/eventtemplates.h"
#include "engine/workspace/suggestion.h"

#include <QFileInfo>

#include <algorithm>

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

base::Error notFound(const EventSources& sources, const std::string& name) {
    std::vector<std::string> known;
    for (const workspace::EventEntry& entry : sources.saved)
        known.push_back(entry.name);
    if (sources.templates == EventSources::Templates::Yes) {
        for (const workspace::EventTemplate& entry : workspace::eventTemplates())
            known.push_back(entry.id);
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
    if (sources.templates == EventSources::Templates::Yes) {
        auto fromTemplate = workspace::eventTemplateText(wanted);
        if (fromTemplate)
            return fromTemplate;
    }
    return notFound(sources, wanted);
}

} // namespace ws::app
