#include "engine/service/statesservice_p.h"

#include "engine/execution/historyjson.h"

namespace ws::service {

using json::Value;

namespace {

/// Without what went in and out of states.
Value withoutData(const Value& event) {
    Value out = event;
    for (const auto& [name, details] : event.members()) {
        if (!details.isObject())
            continue;
        json::Object kept;
        for (const auto& [member, value] : details.members()) {
            if (member != "input" && member != "inputDetails" && member != "output" &&
                member != "outputDetails" && member != "parameters" &&
                member != "assignedVariables" && member != "assignedVariablesDetails")
                kept.set(member, value);
        }
        out.set(name, Value(std::move(kept)));
    }
    return out;
}

} // namespace

Answer StatesService::Private::getExecutionHistory(const Value& in) {
    auto found = findExecution(in);
    if (!found)
        return found.error();
    const execution::History& history = *(*found)->history;
    const std::size_t count = history.size();
    const bool isReversed = in["reverseOrder"].toBool();
    const Value* data = in.find("includeExecutionData");
    const bool withData = !data || data->isNull() || data->toBool();
    const auto page = pageOf(in, count, [&](std::size_t at) { return std::to_string(at); });
    if (!page)
        return page.error();
    Value::Array events;
    events.reserve(page->end - page->begin);
    for (std::size_t at = page->begin; at < page->end; ++at) {
        const telemetry::HistoryEvent event = history.at(isReversed ? count - 1 - at : at);
        Value shown = execution::historyEventToJson(event);
        shown.set("timestamp", epochSeconds(event.at));
        events.push_back(withData ? std::move(shown) : withoutData(shown));
    }
    Value out = Value::object({{"events", Value(std::move(events))}});
    setNextToken(out, *page);
    return out;
}

} // namespace ws::service
