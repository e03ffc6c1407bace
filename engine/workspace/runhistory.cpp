#include "engine/workspace/runhistory.h"

#include "engine/workspace/historystore.h"

#include <QObject>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>

namespace ws::workspace {

namespace {

/// Long enough to gather a batch, short enough that a kill loses next to nothing.
constexpr auto kBatchEvery = std::chrono::milliseconds{100};
constexpr std::size_t kBatchSize = 2'000;

} // namespace

class RunHistory::Private {
public:
    explicit Private(Parts given)
        : parts(std::move(given))
        , writer([this](const std::stop_token& stop) { write(stop); }) {}

    ~Private() {
        {
            const std::lock_guard lock(mutex); // not between the writer's look and its sleep
            writer.request_stop();
        }
        wake.notify_all();
        writer.join();
        if (leftOut > 0 && parts.notice)
            parts.notice(leftOutNotice());
        sink->history = nullptr;
    }

    /// The executor may hold it longer than the history lasts.
    class Sink : public execution::JournalSink {
    public:
        explicit Sink(Private* owner)
            : history(owner) {}
        void begin(base::ExecutionId execution, const execution::JournalHeader& header) override {
            if (history)
                history->pushUrgent(JournalBegin{execution, header});
        }
        void append(base::ExecutionId execution, const execution::Input& input) override {
            if (history)
                history->pushUrgent(JournalEntry{execution, input});
        }
        void goOn(base::ExecutionId execution, base::ExecutionId before) override {
            if (history)
                history->pushUrgent(ExecutionRedriven{execution, before});
        }
        void commit() override {
            if (history)
                history->commit();
        }
        Private* history; ///< null once it is gone
    };

    // The engine's thread

    void apply(const telemetry::Event& event, const telemetry::InvocationArrived& body) {
        InvocationEntry& entry = open[body.invocation];
        auto& record = entry.record;
        record.invocation = body.invocation;
        record.requestId = body.requestId;
        record.function = body.function;
        record.qualifier = body.qualifier;
        record.payload = body.payload;
        record.execution = body.execution;
        record.state = body.state;
        record.scheduledEvent = body.scheduledEvent;
        record.arrived = event.at;
    }
    void apply(const telemetry::Event& event, const telemetry::InvocationStarted& body) {
        if (const auto found = open.find(body.invocation); found != open.end()) {
            found->second.record.started = event.at;
            found->second.record.reason = body.reason;
            found->second.record.environment = body.environment;
        }
    }
    void apply(const telemetry::Event& event, const telemetry::InvocationThrottled& body) {
        if (const auto found = open.find(body.invocation); found != open.end()) {
            found->second.record.throttled = body.reason;
            found->second.record.finished = event.at;
            finish(body.invocation);
        }
    }
    void apply(const telemetry::Event& event, const telemetry::InvocationFinished& body) {
        if (const auto found = open.find(body.invocation); found != open.end()) {
            found->second.record.finished = event.at;
            found->second.record.result = body;
            finish(body.invocation);
        }
    }
    void apply(const telemetry::Event& event, const telemetry::LogLine& body) {
        const auto found = open.find(body.invocation);
        if (found == open.end())
            return;
        found->second.log.add(event.at, body);
        const std::lock_guard lock(mutex);
        const auto [part, isFirst] = fresh.try_emplace(body.invocation);
        if (isFirst)
            part->second.record = found->second.record;
        part->second.fresh.add(event.at, body);
        if (fresh.size() == 1 && isFirst)
            wake.notify_all();
    }
    void apply(const telemetry::Event& event, const telemetry::ExecutionStarted& body) {
        pushUrgent(ExecutionBegin{body, event.at});
    }
    void apply(const telemetry::Event&, const telemetry::ExecutionAdvanced& body) {
        push(ExecutionStep{body.execution, body.event}, Keep::WithRoom);
    }
    void apply(const telemetry::Event& event, const telemetry::ExecutionFinished& body) {
        const auto node = callsLeftOut.extract(body.execution);
        push(ExecutionEnd{body, event.at, node ? node.mapped() : 0}, Keep::Always);
    }
    template <typename Other>
    void apply(const telemetry::Event&, const Other&) {}

    void finish(base::InvocationId invocation) {
        auto node = open.extract(invocation);
        const base::ExecutionId caller = node.mapped().record.execution;
        const bool isBegun = takeBegun(invocation);
        const auto pushed = push(std::move(node.mapped()), isBegun ? Keep::Always : Keep::WithRoom);
        if (pushed == Pushed::LeftOut && caller != base::ExecutionId{})
            ++callsLeftOut[caller];
    }

    /// Whether the writer has a part of it already. What it has not is part of the whole now.
    bool takeBegun(base::InvocationId invocation) {
        const std::lock_guard lock(mutex);
        fresh.erase(invocation);
        return begun.erase(invocation) > 0;
    }

    enum class Pushed : std::uint8_t { Yes, LeftOut };
    /// What has a row that must not only begin, but end, is kept in any case.
    enum class Keep : std::uint8_t { Always, WithRoom };
    Pushed push(HistoryEntry entry, Keep keep) {
        const std::lock_guard lock(mutex);
        if (keep == Keep::WithRoom && entries.size() >= parts.limits.queued) {
            ++leftOut;
            return Pushed::LeftOut;
        }
        entries.push_back(std::move(entry));
        if (entries.size() == 1 || entries.size() == kBatchSize)
            wake.notify_all();
        return Pushed::Yes;
    }

    /// What is written before everything else, and waited for by commit().
    void pushUrgent(HistoryEntry entry) {
        const std::lock_guard lock(mutex);
        urgent.push_back(std::move(entry));
        ++urgentPushed;
        if (urgent.size() == 1)
            wake.notify_all();
    }

    void commit() {
        std::unique_lock lock(mutex);
        const std::uint64_t wanted = urgentPushed;
        if (urgentWritten >= wanted)
            return;
        hurry = true;
        wake.notify_all();
        written.wait(lock, [&] { return urgentWritten >= wanted; });
    }

    /// Runs `ask` in the writer's thread after what is queued; returns its answer.
    template <typename Answer>
    Answer inWriter(std::function<Answer(HistoryStore&)> ask) {
        std::promise<Answer> promise;
        auto future = promise.get_future();
        {
            const std::lock_guard lock(mutex);
            questions.push_back([&](HistoryStore& store) { promise.set_value(ask(store)); });
        }
        wake.notify_all();
        return future.get();
    }

    // The writer's thread

    struct Work {
        std::vector<HistoryEntry> entries; ///< what is urgent first
        std::uint64_t urgent = 0;          ///< how many of them are
        std::vector<std::function<void(HistoryStore&)>> questions;
        bool isLast = false;
    };

    /// Waits until there is enough to do.
    Work nextWork(const std::stop_token& stop) {
        std::unique_lock lock(mutex);
        const auto isPressing = [&] {
            return stop.stop_requested() || hurry || !questions.empty() ||
                   entries.size() >= kBatchSize;
        };
        wake.wait(lock, [&] { return isPressing() || hasSomething(); });
        wake.wait_until(lock, lastBatch + kBatchEvery, isPressing);
        Work work;
        work.isLast = stop.stop_requested() && !hasSomething();
        work.urgent = urgent.size();
        work.entries = std::exchange(urgent, {});
        work.questions = std::exchange(questions, {});
        // Somebody waits for what is urgent, and not for the rest.
        const bool onlyUrgent = std::exchange(hurry, false) && work.questions.empty() &&
                                !stop.stop_requested() && entries.size() < kBatchSize &&
                                std::chrono::steady_clock::now() < lastBatch + kBatchEvery;
        if (onlyUrgent)
            return work;
        lastBatch = std::chrono::steady_clock::now();
        work.entries.insert(work.entries.end(), std::make_move_iterator(entries.begin()),
                            std::make_move_iterator(entries.end()));
        entries.clear();
        for (auto& [invocation, part] : std::exchange(fresh, {})) {
            begun.insert(invocation);
            work.entries.emplace_back(std::move(part));
        }
        return work;
    }

    bool hasSomething() const { return !entries.empty() || !urgent.empty() || !fresh.empty(); }

    void write(const std::stop_token& stop) {
        HistoryStore store({parts.folder, parts.limits,
                            [this](base::Error error) { say(std::move(error)); },
                            parts.unfinished});
        for (;;) {
            const Work work = nextWork(stop);
            if (!work.entries.empty())
                store.write(work.entries);
            if (work.urgent > 0) {
                const std::lock_guard lock(mutex);
                urgentWritten += work.urgent;
                written.notify_all();
            }
            for (const auto& question : work.questions)
                question(store);
            if (work.isLast)
                return;
        }
    }

    void say(base::Error error) {
        QMetaObject::invokeMethod(
            &home, [this, error = std::move(error)] { parts.notice(error); }, Qt::QueuedConnection);
    }

    base::Error leftOutNotice() const {
        return {"history.leftOut", {{"count", std::to_string(leftOut)}}};
    }

    const Parts parts;
    QObject home; ///< stands for the thread that made us; queued calls die with it
    std::unordered_map<base::InvocationId, InvocationEntry> open;
    std::unordered_map<base::ExecutionId, std::size_t> callsLeftOut; ///< of those that run
    const std::shared_ptr<Sink> sink = std::make_shared<Sink>(this);

    std::mutex mutex;
    std::condition_variable wake;
    std::condition_variable written;
    // Guarded by mutex.
    std::vector<HistoryEntry> entries;
    std::vector<HistoryEntry> urgent;
    /// What those that are under way have written since the last batch.
    std::map<base::InvocationId, InvocationPart> fresh;
    std::set<base::InvocationId> begun; ///< of which the writer has a part
    std::uint64_t urgentPushed = 0;
    std::uint64_t urgentWritten = 0;
    bool hurry = false; ///< somebody waits for what is urgent
    std::vector<std::function<void(HistoryStore&)>> questions;
    std::size_t leftOut = 0;

    // Of the writer's thread.
    std::chrono::steady_clock::time_point lastBatch = std::chrono::steady_clock::now();

    std::jthread writer; ///< last: starts when everything else is there
};

RunHistory::RunHistory(Parts parts)
    : d(std::make_unique<Private>(std::move(parts))) {}
RunHistory::~RunHistory() = default;

void RunHistory::onEvent(const telemetry::Event& event) {
    std::visit([&](const auto& body) { d->apply(event, body); }, event.body);
}

std::vector<RunHistory::InvocationSummary> RunHistory::recentInvocations(std::size_t limit) {
    return d->inWriter<std::vector<InvocationSummary>>(
        [limit](HistoryStore& store) { return store.recentInvocations(limit); });
}

std::vector<RunHistory::ExecutionSummary> RunHistory::recentExecutions(std::size_t limit) {
    return d->inWriter<std::vector<ExecutionSummary>>(
        [limit](HistoryStore& store) { return store.recentExecutions(limit); });
}

std::vector<RunHistory::ExecutionSummary> RunHistory::nestedIn(const std::string& arn) {
    return d->inWriter<std::vector<ExecutionSummary>>(
        [&arn](HistoryStore& store) { return store.nestedIn(arn); });
}

std::optional<RunHistory::ExecutionSummary> RunHistory::withArn(const std::string& arn) {
    return d->inWriter<std::optional<ExecutionSummary>>(
        [&arn](HistoryStore& store) { return store.withArn(arn); });
}

base::Result<RunHistory::StoredInvocation> RunHistory::loadInvocation(std::int64_t id) {
    return d->inWriter<base::Result<StoredInvocation>>(
        [id](HistoryStore& store) { return store.loadInvocation(id); });
}

base::Result<telemetry::ExecutionRecord> RunHistory::loadExecution(std::int64_t id) {
    return d->inWriter<base::Result<telemetry::ExecutionRecord>>(
        [id](HistoryStore& store) { return store.loadExecution(id); });
}

base::Result<RunHistory::Calls> RunHistory::loadCalls(std::int64_t id) {
    return d->inWriter<base::Result<Calls>>(
        [id](HistoryStore& store) { return store.loadCalls(id); });
}

std::shared_ptr<execution::JournalSink> RunHistory::journalSink() {
    return d->sink;
}

base::Result<execution::Journal> RunHistory::loadJournal(std::int64_t id) {
    return d->inWriter<base::Result<execution::Journal>>(
        [id](HistoryStore& store) { return store.loadJournal(id); });
}

std::vector<RunHistory::UnfinishedExecution> RunHistory::takeUnfinished() {
    return d->inWriter<std::vector<UnfinishedExecution>>(
        [](HistoryStore& store) { return store.takeUnfinished(); });
}

std::vector<std::int64_t> RunHistory::interrupted() {
    return d->inWriter<std::vector<std::int64_t>>(
        [](HistoryStore& store) { return store.interrupted(); });
}

void RunHistory::goOn(const UnfinishedExecution& execution) {
    d->pushUrgent(ExecutionComeback{execution.id, execution.arn, execution.journal->inputs.size()});
}

void RunHistory::interrupt(std::int64_t id, const std::string& cause) {
    d->pushUrgent(ExecutionInterrupted{id, cause});
}

std::optional<telemetry::ExecutionRecord> RunHistory::lastEnded(const std::string& arn) {
    return d->inWriter<std::optional<telemetry::ExecutionRecord>>(
        [&arn](HistoryStore& store) { return store.lastEnded(arn); });
}

std::optional<RunHistory::LastAnswer> RunHistory::lastInvocationOf(const std::string& function) {
    return d->inWriter<std::optional<LastAnswer>>(
        [&function](HistoryStore& store) { return store.lastInvocationOf(function); });
}

std::optional<telemetry::ExecutionRecord> RunHistory::lastExecutionOf(const std::string& machine) {
    return d->inWriter<std::optional<telemetry::ExecutionRecord>>(
        [&machine](HistoryStore& store) { return store.lastExecutionOf(machine); });
}

void RunHistory::flush() {
    d->inWriter<bool>([](HistoryStore&) { return true; });
}

} // namespace ws::workspace
