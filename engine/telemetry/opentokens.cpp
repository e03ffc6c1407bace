#include "engine/telemetry/opentokens.h"

#include "engine/telemetry/runtree.h"

#include <algorithm>

namespace ws::telemetry {

namespace {

/// Depth first: the first text in it that is a token.
const std::string* tokenIn(const json::Value& value,
                           const std::function<bool(std::string_view)>& isToken) {
    if (value.isString())
        return isToken(value.toString()) ? &value.toString() : nullptr;
    for (const json::Value& item : value.items()) {
        if (const std::string* found = tokenIn(item, isToken))
            return found;
    }
    if (!value.isObject())
        return nullptr;
    for (const auto& [name, member] : value.members()) {
        if (const std::string* found = tokenIn(member, isToken))
            return found;
    }
    return nullptr;
}

} // namespace

std::vector<OpenToken> openTokens(const std::vector<HistoryEvent>& history, std::size_t count,
                                  const std::function<bool(std::string_view)>& isToken) {
    RunTree tree;
    std::vector<const HistoryEvent*> scheduled;
    count = std::min(count, history.size());
    for (std::size_t i = 0; i < count; ++i) {
        tree.apply(history[i]);
        if (history[i].type == HistoryEventType::TaskScheduled &&
            history[i].resource.ends_with(".waitForTaskToken"))
            scheduled.push_back(&history[i]);
    }
    std::vector<OpenToken> out;
    for (const HistoryEvent* event : scheduled) {
        const int index = tree.nodeOf(event->id);
        if (index < 0 || tree.node(index).end || !event->parameters)
            continue;
        const auto& attempts = tree.node(index).attempts;
        const bool isLatest =
            !attempts.empty() && attempts.back().scheduled == event->id && !attempts.back().end;
        const std::string* token = isLatest ? tokenIn(*event->parameters, isToken) : nullptr;
        if (token)
            out.push_back({event->id, tree.node(index).name, *token, *event->parameters});
    }
    return out;
}

} // namespace ws::telemetry
