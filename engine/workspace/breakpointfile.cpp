#include "engine/workspace/breakpointfile.h"

#include "engine/json/value.h"

#include <array>
#include <tuple>

namespace ws::workspace {

using execution::Breakpoint;
using json::Value;

namespace {

constexpr std::array<std::pair<Breakpoint::Kind, const char*>, 4> kKinds{{
    {Breakpoint::Kind::Entry, "entry"},
    {Breakpoint::Kind::Exit, "exit"},
    {Breakpoint::Kind::Transition, "transition"},
    {Breakpoint::Kind::Error, "error"},
}};

std::string textOf(const Value& entry, const char* member) {
    return entry[member].toString();
}

auto tied(const StoredBreakpoint& entry) {
    const Breakpoint& at = entry.at;
    return std::tie(entry.state, entry.machine, at.kind, at.state, at.next, at.error, at.condition,
                    at.fromHit);
}

} // namespace

bool operator==(const StoredBreakpoint& left, const StoredBreakpoint& right) {
    return tied(left) == tied(right);
}

std::string breakpointsText(const std::vector<StoredBreakpoint>& breakpoints) {
    Value list = Value::array();
    for (const StoredBreakpoint& entry : breakpoints) {
        Value object = Value::object();
        object.set("machine", entry.machine);
        for (const auto& [kind, name] : kKinds) {
            if (kind == entry.at.kind)
                object.set("on", name);
        }
        const auto setText = [&](const char* member, const std::string& text) {
            if (!text.empty())
                object.set(member, text);
        };
        setText("state", entry.at.state);
        setText("next", entry.at.next);
        setText("error", entry.at.error);
        setText("condition", entry.at.condition);
        if (entry.at.fromHit > 1)
            object.set("fromHit", static_cast<std::int64_t>(entry.at.fromHit));
        if (!entry.isOn())
            object.set("enabled", false);
        list.push(std::move(object));
    }
    Value file = Value::object();
    file.set("breakpoints", std::move(list));
    return file.pretty() + "\n";
}

base::Result<std::vector<StoredBreakpoint>> parseBreakpoints(const std::string& text) {
    const auto file = Value::parse(text);
    if (!file)
        return file.error();
    std::vector<StoredBreakpoint> found;
    for (const Value& entry : (*file)["breakpoints"].items()) {
        StoredBreakpoint stored;
        const std::string name = textOf(entry, "on");
        bool isKnown = false;
        for (const auto& [kind, known] : kKinds) {
            if (name == known) {
                stored.at.kind = kind;
                isKnown = true;
            }
        }
        stored.machine = textOf(entry, "machine");
        if (!isKnown || stored.machine.empty())
            continue;
        stored.at.state = textOf(entry, "state");
        stored.at.next = textOf(entry, "next");
        stored.at.error = textOf(entry, "error");
        stored.at.condition = textOf(entry, "condition");
        if (const std::int64_t hit = entry["fromHit"].toInteger(); hit > 1)
            stored.at.fromHit = static_cast<std::size_t>(hit);
        const Value& enabled = entry["enabled"];
        if (enabled.isBool() && !enabled.toBool())
            stored.state = StoredBreakpoint::State::Off;
        found.push_back(std::move(stored));
    }
    return found;
}

} // namespace ws::workspace
