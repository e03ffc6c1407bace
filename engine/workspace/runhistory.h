#pragma once

#include "engine/base/result.h"
#include "engine/execution/journal.h"
#include "engine/telemetry/recorder.h"
#include "engine/workspace/keptlog.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ws::workspace {

/// What ran in a workspace, kept over restarts in `.warmstart/history.sqlite`.
///
/// A sink of the engine's events that never makes the engine wait: records are handed to a writer
/// thread which owns the database and writes them in batches. The folder is made with the first
/// record, so looking at a workspace leaves nothing behind. Where nothing can be written, history
/// lasts as long as the object.
///
/// What an invocation writes is kept as it comes: of one that was under way when its program ended,
/// the lines are there, and it has ended with the error kInterrupted.
///
/// Journals are written there too, and unlike the rest they are waited for: what commit() has
/// returned for outlives a program that is killed. Executions that were running when their program
/// ended are given out by takeUnfinished() where they have a journal and somebody wants them; the
/// others are Aborted with the error kInterrupted from the next open on.
class RunHistory : public telemetry::EventSink {
public:
    static constexpr const char* kInterrupted = "Warmstart.Interrupted";

    /// Oldest first to go when a limit is passed.
    struct Limits {
        std::size_t invocations = 10'000;
        std::size_t executions = 500;
        std::size_t logBytes = 64U << 20U; ///< of all invocations' lines
        /// Records on their way to the writer; what comes beyond while it is behind is left out.
        std::size_t queued = 50'000;
    };

    /// What becomes of executions with a journal whose program is gone.
    enum class Unfinished : std::uint8_t {
        Take,      ///< they are ours now: takeUnfinished()
        Interrupt, ///< they end as those without
        Leave,     ///< for another open
    };

    struct Parts {
        std::string folder; ///< of the workspace; empty: nothing is written to disk
        Limits limits;
        /// Called in the thread that made the object: "history.damaged" (path, movedTo),
        /// "history.newerVersion" (path, version), "history.notWritable" (path, reason),
        /// "history.leftOut" (count).
        std::function<void(base::Error)> notice;
        Unfinished unfinished = Unfinished::Interrupt;
    };
    explicit RunHistory(Parts parts);
    /// Writes what is queued.
    ~RunHistory() override;
    RunHistory(const RunHistory&) = delete;
    RunHistory& operator=(const RunHistory&) = delete;

    void onEvent(const telemetry::Event& event) override;

    /// A line of a list; `id` is the handle for load*().
    struct InvocationSummary {
        std::int64_t id = 0;
        std::string requestId;
        std::string function;
        base::TimePoint arrived;
        telemetry::InvocationStatus status = telemetry::InvocationStatus::Succeeded;
        base::Duration duration{0};
        bool cold = false;
    };
    struct ExecutionSummary {
        std::int64_t id = 0;
        std::string machine;
        std::string name;
        base::TimePoint started;
        std::optional<base::TimePoint> finished;
        telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Running;
        telemetry::ExecutionOrigin origin;
    };
    struct StoredInvocation {
        std::int64_t id = 0;
        telemetry::InvocationRecord record;
        KeptLog log;
    };
    /// What an execution has called, in the order of arrival, without what is inside executions
    /// that it began.
    struct Calls {
        enum class Kept : std::uint8_t {
            Yes,
            NotYet, ///< it began when the history did not keep yet who had called
        };
        Kept kept = Kept::Yes;
        std::vector<StoredInvocation> invocations;
        std::size_t leftOut = 0; ///< others, for which there was no room
    };

    // Reading waits for what was appended before; a few milliseconds. Newest first.
    std::vector<InvocationSummary> recentInvocations(std::size_t limit);
    /// Without the children of distributed Maps.
    std::vector<ExecutionSummary> recentExecutions(std::size_t limit);
    /// What that execution began, the oldest first.
    std::vector<ExecutionSummary> nestedIn(const std::string& arn);
    /// The latest one with this ARN.
    std::optional<ExecutionSummary> withArn(const std::string& arn);
    /// Error "history.notFound" with id.
    base::Result<StoredInvocation> loadInvocation(std::int64_t id);
    base::Result<telemetry::ExecutionRecord> loadExecution(std::int64_t id);
    base::Result<Calls> loadCalls(std::int64_t id);

    /// The last execution with this ARN that has ended, without its history.
    std::optional<telemetry::ExecutionRecord> lastEnded(const std::string& arn);

    /// The answer that a function, and a machine, has given last; nothing when there is none.
    enum class Kept : std::uint8_t { Whole, Cut /**< the answer was too large */ };
    struct LastAnswer {
        telemetry::InvocationRecord record;
        Kept kept = Kept::Whole;
    };
    std::optional<LastAnswer> lastInvocationOf(const std::string& function);
    std::optional<telemetry::ExecutionRecord> lastExecutionOf(const std::string& machine);

    /// Returns when everything appended so far is on disk.
    void flush();

    // Journals

    /// Writes the journals of executions that this history hears of. Does nothing any more once the
    /// history is gone.
    std::shared_ptr<execution::JournalSink> journalSink();
    /// Errors: "history.notFound" with id; "history.noJournal" with id; those of decodeJournal().
    base::Result<execution::Journal> loadJournal(std::int64_t id);

    struct UnfinishedExecution {
        std::int64_t id = 0;
        std::string arn;
        std::string machine;
        std::string name;
        base::Result<execution::Journal> journal;
    };
    /// Those that the open found, each given out once, the oldest first. Whoever takes one goes on
    /// with it or interrupts it.
    std::vector<UnfinishedExecution> takeUnfinished();
    /// Those that the open has interrupted, the oldest first.
    std::vector<std::int64_t> interrupted();
    /// The next execution with its ARN that starts is this one, going on.
    void goOn(const UnfinishedExecution& execution);
    /// It cannot go on.
    void interrupt(std::int64_t id, const std::string& cause);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::workspace
