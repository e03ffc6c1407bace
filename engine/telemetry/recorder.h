#pragma once

#include "engine/telemetry/eventbus.h"
#include "engine/telemetry/recordstore.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ws::telemetry {

/// One stretch of an environment's life. `end` is unset while it lasts.
struct Span {
    Phase phase = Phase::Starting;
    base::TimePoint begin;
    std::optional<base::TimePoint> end;
    InvocationId invocation{};
    bool failed = false;           ///< the phase ended badly, or the invocation that it ran failed
    std::uint32_t failedAfter = 0; ///< moments from `moment` on until it was known that it failed
    std::uint64_t moment = 0;      ///< that it began with, see Recorder::moment()
};

/// One environment: a row of the lifecycle timeline.
struct Lane {
    EnvironmentId environment{};
    std::string function;
    std::string version;
    StartReason reason = StartReason::FirstInvocation;
    int memoryMb = 128;
    std::string logStream;
    std::string tenantId; ///< that it serves alone; empty: its function is not isolated by tenant
    std::vector<std::string> notices;
    base::TimePoint started;
    std::optional<base::TimePoint> ended;
    std::optional<EndReason> endReason;
    std::vector<Span> spans; ///< in time order, without gaps until `ended`
    std::vector<InvocationId> served;
    std::vector<std::uint64_t> servedAt; ///< the moment of each of those
    std::uint64_t servedCount = 0;       ///< also those that `served` has forgotten
    /// Older spans that the limits took away: spans[i] is the environment's span number
    /// forgottenSpans + i, for as long as it is kept.
    std::uint64_t forgottenSpans = 0;
    std::uint64_t revision = 0; ///< the recorder's revision when this lane last changed
    std::uint64_t startedMoment = 0;
    std::uint64_t endedMoment = 0; ///< with `ended`

    bool isOver() const { return ended.has_value(); }
};

struct InvocationRecord {
    InvocationId invocation{};
    std::string requestId;
    std::string function;
    std::string qualifier;
    std::string tenantId; ///< as given; empty: none
    json::Value payload;
    ExecutionId execution{};
    std::string state;
    std::int64_t scheduledEvent = 0;
    base::TimePoint arrived;
    std::optional<base::TimePoint> started;
    std::optional<base::TimePoint> finished;
    EnvironmentId environment{};
    std::optional<StartReason> reason;
    std::optional<ThrottleReason> throttled;
    std::optional<InvocationFinished> result;
    std::optional<ThrottleCause> cause; ///< with throttled
    int used = 0;                       ///< of `limit`, when it started or was throttled
    int limit = 0;
    bool spilled = false;            ///< no provisioned environment was free
    std::uint64_t startedMoment = 0; ///< with `started`
    std::uint64_t overMoment = 0;    ///< with `finished` or `throttled`

    /// Throttled, refused or finished: nothing more happens to it.
    bool isOver() const { return finished || throttled; }
};

struct ExecutionRecord {
    ExecutionId execution{};
    std::string arn;
    std::string machine;
    std::string name;
    json::Value input;
    base::TimePoint started;
    std::optional<base::TimePoint> finished;
    ExecutionStatus status = ExecutionStatus::Running;
    json::Value output;
    std::string error;
    std::string cause;
    std::vector<HistoryEvent> history;
    ExecutionOrigin origin;
    ExecutionForebear forebear;
    std::int64_t kept = 0; ///< of a past one, its id in the run history; 0: it ran here

    /// Whose definition it runs: a child of a distributed Map is named "MACHINE/LABEL".
    std::string definedBy() const { return machine.substr(0, machine.find('/')); }
    bool isOver() const { return finished.has_value(); }
};

struct LogEntry {
    std::uint64_t sequence = 0;
    base::TimePoint at;
    LogLine line;
};

/// What a past execution has called itself, and what those have written, as far as it was kept.
struct PastCalls {
    bool areKept = false; ///< false: it ran when nobody kept who had called
    std::vector<InvocationRecord> invocations;
    std::vector<LogEntry> log;      ///< in the order of time; `sequence` means nothing
    std::size_t leftOutCalls = 0;   ///< others, for which there was no room
    std::uint64_t leftOutLines = 0; ///< likewise, of the calls that are there
    std::size_t begunRuns = 0;      ///< by it, in the history: see Recorder::unopenedRuns()
};

/// A run of the history that is looked at again, under Recorder::pastExecutionId(). Its origin's
/// parent is a past one too.
struct PastRun {
    ExecutionRecord record;
    PastCalls calls;
};

/// A step of a counter over time: the value from `at` on.
struct SeriesPoint {
    base::TimePoint at;
    int value = 0;
};

/// Whether it is one of the lifecycle: an environment's start or phase, an invocation's arrival,
/// start, end or throttle.
bool isOfLifecycle(const Event& event);

/// One event of the lifecycle: when it was, and the counters after it.
struct Moment {
    base::TimePoint at;
    int environments = 0;
    int running = 0;
    std::uint64_t throttled = 0; ///< in all
};

/// The projection that the views read: lanes, invocations, executions, logs and counters, built
/// from events alone. Bounded: when a limit is passed the oldest finished things are forgotten;
/// what still runs is kept. Constant time per event on average.
/// Lives in one thread (the window keeps its own, fed by the feed).
class Recorder : public EventSink {
public:
    struct Limits {
        std::size_t lanes = 5'000;
        std::size_t invocations = 100'000;
        std::size_t executions = 10'000; ///< with the children of distributed Maps
        std::size_t past = 1'000;        ///< that were opened again, with their children
        std::size_t logEntries = 100'000;
        std::size_t seriesPoints = 200'000; ///< of each series, and of the throttles
        std::size_t spans = 2'000'000;      ///< of all lanes together
        std::size_t historyEvents = 500'000;
        std::size_t moments = 1'000'000; ///< that can be gone back to
        std::size_t logBytes = 64U << 20U;
        std::size_t payloadBytes = 256U << 20U; ///< of invocations, estimated
    };
    Recorder()
        : Recorder(Limits{}) {}
    explicit Recorder(const Limits& limits);

    void onEvent(const Event& event) override;
    /// Forgets the past. What still lives (environments, running invocations and executions) stays,
    /// as of the last event, because its next events refer to it.
    void clear();

    /// In order of start.
    const std::deque<Lane>& lanes() const { return m_lanes.all(); }
    /// In order of arrival.
    const std::deque<InvocationRecord>& invocations() const { return m_invocations.all(); }
    const std::deque<ExecutionRecord>& executions() const { return m_executions.all(); }
    const std::deque<LogEntry>& log() const { return m_log; }
    const Lane* lane(EnvironmentId id) const;
    // Past ones too.
    const InvocationRecord* invocation(InvocationId id) const;
    const ExecutionRecord* execution(ExecutionId id) const;
    /// The latest one with this ARN; nullptr: there is none.
    const ExecutionRecord* executionWithArn(const std::string& arn) const;
    /// What it began, in order of start.
    std::vector<const ExecutionRecord*> childrenOf(ExecutionId execution) const;
    /// Whether `inner` was begun by `outer`, or by what that has begun.
    bool isInside(ExecutionId inner, ExecutionId outer) const;
    /// It is not among executions(): the latest there is the latest that ran. Nor are its calls
    /// among invocations().
    void addPast(PastRun run);
    static constexpr ExecutionId pastExecutionId(std::int64_t kept) {
        return ExecutionId{kFirstPast + std::uint64_t(kept)};
    }
    static constexpr InvocationId pastInvocationId(std::int64_t kept) {
        return InvocationId{kFirstPast + std::uint64_t(kept)};
    }
    /// Null unless it is a past one.
    const PastCalls* pastCalls(ExecutionId execution) const;
    /// Those that a past one has begun and that are not here.
    std::size_t unopenedRuns(ExecutionId execution) const;
    /// Of all past runs that are looked at, in order of arrival.
    std::vector<const InvocationRecord*> pastInvocations() const;

    /// Environments that exist, and that run an invocation, over time.
    const std::vector<SeriesPoint>& environmentSeries() const { return m_environments; }
    const std::vector<SeriesPoint>& concurrencySeries() const { return m_concurrency; }
    /// Each throttled invocation's moment.
    const std::vector<base::TimePoint>& throttles() const { return m_throttles; }

    /// Of all that there were; throttles() may have forgotten the oldest.
    std::uint64_t throttleCount() const { return m_throttleCount; }
    /// Invocations that run now.
    int running() const { return m_running; }

    /// The lifecycle's events are numbered from 1 on, for good; the oldest are forgotten in time.
    /// What was recorded up to one of them is read through a RecordCut.
    std::uint64_t firstMoment() const { return m_forgottenMoments + 1; }
    std::uint64_t lastMoment() const { return m_forgottenMoments + m_moments.size(); }
    /// Not before the first, not after the last, of which there is one.
    const Moment& moment(std::uint64_t number) const {
        return m_moments[std::size_t(number - firstMoment())];
    }
    /// The last one that is not after `at`; firstMoment() - 1 when there is none.
    std::uint64_t momentAt(base::TimePoint at) const;

    std::optional<base::TimePoint> firstEventAt() const { return m_first; }
    std::optional<base::TimePoint> lastEventAt() const { return m_last; }
    std::int64_t droppedLogBytes() const { return m_droppedLogBytes; }
    /// Increases with every change; views compare it to redraw only when something happened.
    std::uint64_t revision() const { return m_revision; }

private:
    static constexpr std::uint64_t kFirstPast = std::uint64_t{1} << 48U; // more than ever run here
    struct PastCall {
        ExecutionId caller{};
        std::size_t index = 0; ///< in its calls
    };

    void apply(const Event& event, const EnvironmentStarted& body);
    void apply(const Event& event, const EnvironmentPhaseChanged& body);
    void apply(const Event& event, const InvocationArrived& body);
    void apply(const Event& event, const InvocationThrottled& body);
    void apply(const Event& event, const InvocationStarted& body);
    void apply(const Event& event, const InvocationFinished& body);
    void apply(const Event&, const InvocationHop&) {}
    void apply(const Event&, const AsyncEventMoved&) {}
    void apply(const Event&, const ProvisionedConcurrencyChanged&) {}
    void apply(const Event& event, const LogLine& body);
    void apply(const Event& event, const LogsDropped& body);
    void apply(const Event& event, const ExecutionStarted& body);
    void apply(const Event& event, const ExecutionAdvanced& body);
    void apply(const Event& event, const ExecutionFinished& body);
    void apply(const Event&, const WorkspaceChanged&) {}
    void apply(const Event&, const Notice&) {}
    void countEnvironments(base::TimePoint at, int change);
    void countRunning(base::TimePoint at, int change);
    void appendTo(std::vector<SeriesPoint>& series, SeriesPoint point) const;
    void addThrottle(base::TimePoint at);
    void beginMoment(const Event& event);
    void endMoment();
    void fail(Span& span) const;
    void touch(Lane& lane);
    void addSpan(Lane& lane, Span span);
    void markFailed(const InvocationFinished& body);
    void forgetLane(const Lane& lane);
    void forgetInvocation(const InvocationRecord& record);
    void forgetExecution(const ExecutionRecord& record);
    void addChild(const ExecutionRecord& record);
    void forgetChild(const ExecutionRecord& record);
    void forgetOldestPast();
    void enforceLaneLimits();
    void enforceInvocationLimits();
    void enforceExecutionLimits();
    void enforceLogLimits();
    /// Takes the older half of the lane that has the most spans.
    void halveLongestLane();

    const Limits m_limits;
    RecordStore<EnvironmentId, Lane> m_lanes;
    RecordStore<InvocationId, InvocationRecord> m_invocations;
    RecordStore<ExecutionId, ExecutionRecord> m_executions;
    std::map<ExecutionId, PastRun> m_past;
    std::deque<ExecutionId> m_pastOrder; ///< as they were opened
    std::unordered_map<InvocationId, PastCall> m_pastCalls;
    std::unordered_map<ExecutionId, std::vector<ExecutionId>> m_children;
    std::deque<LogEntry> m_log;
    std::vector<SeriesPoint> m_environments;
    std::vector<SeriesPoint> m_concurrency;
    std::vector<base::TimePoint> m_throttles;
    std::uint64_t m_throttleCount = 0;
    std::vector<Moment> m_moments;
    std::uint64_t m_forgottenMoments = 0;
    std::optional<base::TimePoint> m_first;
    std::optional<base::TimePoint> m_last;
    std::int64_t m_droppedLogBytes = 0;
    std::uint64_t m_revision = 0;

    // Totals of what is kept, for the limits.
    std::size_t m_spans = 0;
    std::size_t m_historyEvents = 0;
    std::size_t m_logBytes = 0;
    std::size_t m_payloadBytes = 0;
    int m_living = 0;
    int m_running = 0;
};

} // namespace ws::telemetry
