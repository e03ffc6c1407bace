#include "engine/telemetry/childruns.h"

#include "engine/telemetry/historyeventkind.h"

#include <algorithm>

namespace ws::telemetry {

namespace {

/// Ids count from 1 without gaps.
const HistoryEvent* eventOf(const ExecutionRecord& run, std::int64_t id) {
    const auto index = static_cast<std::size_t>(id) - 1;
    return id >= 1 && index < run.history.size() ? &run.history[index] : nullptr;
}

bool leadsTo(const ExecutionRecord& run, std::int64_t id, std::int64_t earlier) {
    const auto* event = eventOf(run, id);
    while (event && event->id > earlier)
        event = eventOf(run, event->previousId);
    return event && event->id == earlier;
}

} // namespace

const ExecutionRecord* chosenChild(const Recorder& recorder, const ExecutionRecord& parent,
                                   const std::string& state, const ChildChoice& choice) {
    const ExecutionRecord* latest = nullptr;
    const ExecutionRecord* iterated = nullptr;
    for (const ExecutionRecord* child : recorder.childrenOf(parent.execution)) {
        const ExecutionOrigin& origin = child->origin;
        if (origin.isOfMap() || origin.state != state ||
            origin.event >
                static_cast<std::int64_t>(std::min(choice.events, parent.history.size())))
            continue;
        const bool around =
            choice.around == child->execution ||
            (choice.around != ExecutionId{} && recorder.isInside(choice.around, child->execution));
        if (around)
            return child;
        if (choice.attempt > 0 && origin.event != choice.attempt)
            continue;
        if (choice.visit > 0 && entryBefore(parent, origin.event, state) != choice.visit)
            continue;
        latest = child;
        if (choice.iteration > 0 && leadsTo(parent, origin.event, choice.iteration))
            iterated = child;
    }
    return iterated ? iterated : latest;
}

std::int64_t entryBefore(const ExecutionRecord& run, std::int64_t id, const std::string& state) {
    for (const auto* event = eventOf(run, id); event; event = eventOf(run, event->previousId)) {
        if (isStateEntered(event->type))
            return event->name == state ? event->id : 0;
    }
    return 0;
}

std::size_t eventsUntil(const ExecutionRecord& run, base::TimePoint instant) {
    const auto end = std::upper_bound(
        run.history.begin(), run.history.end(), instant,
        [](base::TimePoint at, const HistoryEvent& event) { return at < event.at; });
    return static_cast<std::size_t>(end - run.history.begin());
}

} // namespace ws::telemetry
