#include "tests/conformance/asl/world.h"

#include "engine/execution/replay.h"

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

void RecordedJournals::begin(base::ExecutionId execution, const execution::JournalHeader& header) {
    m_runs[execution].journal.header = header;
}

void RecordedJournals::append(base::ExecutionId execution, const execution::Input& input) {
    m_runs[execution].journal.inputs.push_back(input);
}

void RecordedJournals::goOn(base::ExecutionId execution, base::ExecutionId before) {
    auto run = m_runs.extract(before);
    run.key() = execution;
    m_runs.insert(std::move(run));
}

void RecordedJournals::onEvent(const telemetry::Event& event) {
    const auto* advanced = std::get_if<telemetry::ExecutionAdvanced>(&event.body);
    if (!advanced)
        return;
    if (const auto run = m_runs.find(advanced->execution); run != m_runs.end())
        run->second.history.push_back(advanced->event);
}

std::string RecordedJournals::replayDifference() const {
    for (const auto& [execution, run] : m_runs) {
        const auto journal = execution::decodeJournal(execution::encodeJournal(run.journal));
        if (!journal)
            return journal.error().code;
        const auto difference = execution::checkReplay(*journal, run.history);
        if (!difference)
            return difference.error().code;
        if (*difference)
            return "event " + std::to_string((*difference)->event) + ": recorded " +
                   (*difference)->recorded + ", replayed " + (*difference)->replayed;
    }
    return {};
}

World::World(base::TimePoint now)
    : clock(now)
    , bus(clock)
    , functions(clock)
    , services(clock)
    , states({clock, functions, bus, 1, &logs, &statusChanges, &services, &buckets, journals}) {
    bus.addSink(&functions);
    bus.addSink(journals.get());
}

World::~World() {
    bus.removeSink(journals.get());
    bus.removeSink(&functions);
}

} // namespace ws::conformance
