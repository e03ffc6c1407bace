#include "tests/conformance/asl/world.h"

namespace ws::conformance {

using json::Value;

void RecordedLogs::putLogEvent(const std::string& group, const std::string&, base::TimePoint,
                               const std::string& message) {
    if (const auto parsed = Value::parse(message))
        m_groups[group].push_back(*parsed);
}

Value RecordedLogs::events(const std::string& group) const {
    const auto found = m_groups.find(group);
    return Value(found == m_groups.end() ? Value::Array{} : found->second);
}

World::World(base::TimePoint now)
    : clock(now)
    , bus(clock)
    , functions(clock)
    , services(clock)
    , states({clock, functions, bus, 1, &logs, &statusChanges, &services, &buckets}) {
    bus.addSink(&functions);
}

World::~World() {
    bus.removeSink(&functions);
}

} // namespace ws::conformance
