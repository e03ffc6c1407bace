#include "engine/telemetry/forebears.h"

#include <algorithm>

namespace ws::telemetry {

namespace {

bool isKnown(const std::vector<Forebear>& chain, const ExecutionRecord* run) {
    return std::ranges::any_of(chain, [&](const Forebear& each) { return each.run == run; });
}

/// The child of `outer` for the same item of the same Map.
const ExecutionRecord* sameItem(const Recorder& recorder, const Forebear& outer,
                                const ExecutionOrigin& origin) {
    if (!outer.run || origin.event > outer.events)
        return nullptr;
    const auto children = recorder.childrenOf(outer.run->execution);
    const auto found = std::ranges::find_if(children, [&](const ExecutionRecord* child) {
        return child->origin.item == origin.item && child->origin.event == origin.event &&
               child->origin.state == origin.state;
    });
    return found == children.end() ? nullptr : *found;
}

std::vector<Forebear> forebearsOfItem(const Recorder& recorder, const ExecutionRecord& child) {
    std::vector<Forebear> chain;
    const ExecutionRecord* parent = recorder.execution(child.origin.parent);
    if (!parent)
        return chain;
    for (const Forebear& outer : forebearsOf(recorder, *parent)) {
        if (const ExecutionRecord* same = sameItem(recorder, outer, child.origin))
            chain.push_back({same, same->arn, std::int64_t(same->history.size())});
    }
    return chain;
}

} // namespace

std::vector<Forebear> forebearsOf(const Recorder& recorder, const ExecutionRecord& run) {
    if (run.origin.isOfMap())
        return forebearsOfItem(recorder, run);
    std::vector<Forebear> chain;
    std::int64_t events = run.forebear.events;
    for (const ExecutionRecord* later = &run; later && later->forebear.isAny();) {
        const ExecutionRecord* earlier = recorder.executionWithArn(later->forebear.arn);
        if (earlier == &run || (earlier && isKnown(chain, earlier)))
            break; // a damaged history
        // Who goes on from an early moment has nothing of what comes behind it there.
        events = std::min(events, later->forebear.events);
        chain.push_back({earlier, later->forebear.arn, events});
        later = earlier;
    }
    return chain;
}

} // namespace ws::telemetry
