#pragma once

#include "engine/base/clock.h"
#include "engine/execution/journal.h"
#include "engine/service/statesservice.h"
#include "engine/telemetry/eventbus.h"
#include "tests/conformance/asl/recordedfunctions.h"
#include "tests/conformance/asl/recordedservices.h"
#include "tests/support/memorystore.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ws::conformance {

/// The account of steps with `account: "secondary"`.
inline constexpr const char* kSecondaryAccount = "210987654321";

/// Log groups as far as cases need them.
class RecordedLogs : public service::LogSink {
public:
    void createLogGroup(const std::string& name) { m_groups[name]; }
    void deleteLogGroup(const std::string& name) { m_groups.erase(name); }
    bool hasLogGroup(const std::string& name) const override { return m_groups.contains(name); }
    void putLogEvent(const std::string& group, const std::string& stream, base::TimePoint at,
                     const std::string& message) override;
    /// Every line, parsed, oldest first; execution logs begin with a stream's id line elsewhere.
    json::Value events(const std::string& group) const;

private:
    std::map<std::string, std::vector<json::Value>> m_groups;
};

class RecordedBus : public service::BusSink {
public:
    void putEvent(const json::Value& event) override { m_events.push_back(event); }
    const std::vector<json::Value>& events() const { return m_events; }

private:
    std::vector<json::Value> m_events;
};

/// Keeps the journals of all executions beside what was published of them.
class RecordedJournals : public execution::JournalSink, public telemetry::EventSink {
public:
    void begin(base::ExecutionId execution, const execution::JournalHeader& header) override;
    void append(base::ExecutionId execution, const execution::Input& input) override;
    void goOn(base::ExecutionId execution, base::ExecutionId before) override;
    void commit() override {}
    void onEvent(const telemetry::Event& event) override;

    std::size_t count() const { return m_runs.size(); }
    /// The first execution whose journal, written out and read back, makes another history than
    /// there was; empty: none.
    std::string replayDifference() const;

private:
    struct Run {
        execution::Journal journal;
        std::vector<telemetry::HistoryEvent> history;
    };
    std::map<base::ExecutionId, Run> m_runs;
};

/// The service in virtual time, with all that a case needs around it.
struct World {
    explicit World(base::TimePoint now);
    ~World();

    base::ManualClock clock;
    telemetry::EventBus bus;
    RecordedFunctions functions;
    RecordedServices services;
    tests::MemoryStore buckets;
    RecordedLogs logs;
    RecordedBus statusChanges;
    std::shared_ptr<RecordedJournals> journals = std::make_shared<RecordedJournals>();
    service::StatesService states;
};

} // namespace ws::conformance
