#pragma once

#include "engine/base/ids.h"
#include "engine/execution/childexecutions.h"
#include "engine/execution/executor.h"
#include "engine/service/statesarn.h"
#include "engine/service/statesinvoker.h"
#include "engine/service/statesservice.h"
#include "engine/service/statesstore.h"

#include <random>

namespace ws::service {

/// The workings of the service, one file per resource: statesservicemachines.cpp,
/// ...versions.cpp, ...aliases.cpp, ...executions.cpp, ...redrive.cpp, ...history.cpp,
/// ...activities.cpp, ...tags.cpp, ...mapruns.cpp, ...definitions.cpp (validation),
/// ...teststate.cpp, ...status.cpp (logs and events).
class StatesService::Private : public telemetry::EventSink, public execution::ChildExecutions {
public:
    explicit Private(const Parts& parts);
    ~Private() override;

    Answer call(std::string_view operation, const json::Value& parameters, const Caller& caller);
    void call(std::string_view operation, const json::Value& parameters, const Done& done,
              const Caller& caller);

    void onEvent(const telemetry::Event& event) override;
    base::Result<Admission> admit(const execution::ChildRequest& request) override;
    void started(base::ExecutionId child, const execution::StartRequest& request) override;
    std::optional<execution::ExecutionResult> resultOf(const std::string& arn) override;

private:
    using Value = json::Value;
    using Operation = Answer (Private::*)(const Value&);
    using Record = ExecutionRecord;
    static Operation operationNamed(std::string_view name);

    // statesservicemachines.cpp
    Answer createStateMachine(const Value& in);
    Answer updateStateMachine(const Value& in);
    Answer deleteStateMachine(const Value& in);
    Answer describeStateMachine(const Value& in);
    Answer describeStateMachineForExecution(const Value& in);
    Answer listStateMachines(const Value& in);
    /// What a request makes of `base`: checked and with the defaults filled in.
    ApiResult<MachineRevision> revised(const Value& in, const MachineRevision& base,
                                       statemachine::WorkflowType type) const;
    Answer created(const Machine& machine) const;
    Value description(const Machine& machine, const MachineRevision& revision) const;
    ApiResult<Machine*> findMachine(const StatesArn& arn);
    ApiResult<Machine*> findMachine(const Value& in);
    void removeIfIdle(const std::string& machineArn);

    // statesserviceversions.cpp
    Answer publishStateMachineVersion(const Value& in);
    Answer deleteStateMachineVersion(const Value& in);
    Answer listStateMachineVersions(const Value& in);
    MachineVersion& publish(Machine& machine, const std::string& description);
    static std::string versionArn(const Machine& machine, std::int64_t number);
    const MachineVersion* findVersion(const std::string& arn);

    // statesservicealiases.cpp
    Answer createStateMachineAlias(const Value& in);
    Answer describeStateMachineAlias(const Value& in);
    Answer updateStateMachineAlias(const Value& in);
    Answer deleteStateMachineAlias(const Value& in);
    Answer listStateMachineAliases(const Value& in);
    ApiResult<std::vector<Route>> routes(const Value& in);
    MachineAlias* findAlias(const StatesArn& arn);

    // statesserviceexecutions.cpp
    Answer startExecution(const Value& in);
    void startSyncExecution(const Value& in, const Done& done);
    Answer stopExecution(const Value& in);
    Answer describeExecution(const Value& in);
    Answer listExecutions(const Value& in);
    ApiResult<Target> targetOf(const StatesArn& arn);
    const MachineVersion* routed(const MachineAlias& alias);
    /// A new execution that may start now, or the one of that name that runs already.
    struct Prepared {
        Record record;
        Value input;
        const Record* running = nullptr;
    };
    ApiResult<Prepared> prepare(const Value& in);
    ApiResult<Record> newRecord(const Value& in);
    execution::StartRequest requestFor(const Record& record, Value input) const;
    void run(Prepared prepared, std::function<void(const Record&)> whenDone);
    void adopt(Record record, base::ExecutionId handle);
    void finished(const std::string& arn, const execution::ExecutionResult& result);
    void close(Record& record, telemetry::ExecutionStatus status);
    Value description(const Record& record, const Value& in) const;
    ApiResult<Record*> findExecution(const Value& in);

    // statesserviceredrive.cpp
    Answer redriveExecution(const Value& in);

    // statesservicehistory.cpp
    Answer getExecutionHistory(const Value& in);

    // statesserviceactivities.cpp
    Answer createActivity(const Value& in);
    Answer describeActivity(const Value& in);
    Answer deleteActivity(const Value& in);
    Answer listActivities(const Value& in);
    void getActivityTask(const Value& in, const Done& done);
    Answer sendTaskSuccess(const Value& in);
    Answer sendTaskFailure(const Value& in);
    Answer sendTaskHeartbeat(const Value& in);
    ApiResult<Activity*> findActivity(const Value& in);

    // statesservicemapruns.cpp
    Answer listMapRuns(const Value& in);
    Answer describeMapRun(const Value& in);
    Answer updateMapRun(const Value& in);
    struct FoundMapRun {
        const Record* record = nullptr;
        std::shared_ptr<const execution::MapRun> run;
    };
    std::vector<std::shared_ptr<const execution::MapRun>> mapRunsOf(const Record& record) const;
    ApiResult<FoundMapRun> findMapRun(const Value& in);

    // statesservicetags.cpp
    Answer tagResource(const Value& in);
    Answer untagResource(const Value& in);
    Answer listTagsForResource(const Value& in);
    ApiResult<Tags*> tagsOf(const Value& in);

    // statesservicedefinitions.cpp
    Answer validateStateMachineDefinition(const Value& in);

    // statesserviceteststate.cpp
    void testState(const Value& in, const Done& done);

    // statesservicestatus.cpp
    void log(const Record& record, const telemetry::HistoryEvent& event);
    void publishStatus(const Record& record);
    void watch();
    bool isLogged(const Record& record) const;

    base::TimePoint now() const { return m_clock.now(); }
    /// What the caller's resource is named.
    std::string ownArn(const std::string& resource) const;
    bool isOwn(const std::string& arn) const { return arn.starts_with(ownArn({})); }

    base::Clock& m_clock;
    telemetry::EventBus& m_bus;
    LogSink* const m_logs;
    BusSink* const m_statusBus;
    const std::shared_ptr<execution::JournalSink> m_journals;
    std::mt19937_64 m_random;
    base::UuidSource m_ids;
    Caller m_caller; ///< of the operation that is being performed
    StatesStore m_store;
    std::map<std::string, std::function<void(const Record&)>> m_waiting; ///< by execution
    std::map<std::string, Record> m_admitted; ///< nested executions that are about to start
    StatesInvoker m_invoker;
    std::size_t m_logged = 0;       ///< running executions that write logs
    execution::Executor m_executor; ///< last: its end must find nobody's callbacks dangling
};

/// Seconds since the epoch with milliseconds, as AWS JSON writes times.
json::Value epochSeconds(base::TimePoint at);

/// One page of a list, and where the list goes on.
struct Page {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string nextToken; ///< empty on the last page
};
/// What an entry of a list is known by between two pages.
using KeyAt = std::function<std::string(std::size_t)>;
/// The page of `count` entries that `maxResults` (0 means 100) and `nextToken` ask for.
/// InvalidToken when the token is not one of the service's.
ApiResult<Page> pageOf(const json::Value& in, std::size_t count, const KeyAt& keyAt);
void setNextToken(json::Value& answer, const Page& page);

/// InvalidName when the service would not take it.
std::optional<ApiError> nameProblem(const std::string& name);

/// "TIMED_OUT".
const char* executionStatusName(telemetry::ExecutionStatus status);
/// Why the execution cannot be redriven; empty when it can.
std::string redriveObstacle(const ExecutionRecord& record, base::TimePoint now);
void setText(json::Value& out, const char* member, const std::optional<std::string>& text);
ApiError wrongMachineType();
ApiError noSuchMachine(const std::string& arn);
ApiError resourceNotFound();

} // namespace ws::service
