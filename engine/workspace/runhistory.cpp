#include "engine/workspace/runhistory.h"

#include "engine/workspace/historystore.h"

#include <QObject>

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace ws::workspace {

namespace {

constexpr std::size_t kLogTail = 4'096;
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
        writer.request_stop();
        wake.notify_all();
        writer.join();
        if (leftOut > 0 && parts.notice)
            parts.notice(leftOutNotice());
    }

    // The engine's thread

    void apply(const telemetry::Event& event, const telemetry::InvocationArrived& body) {
        InvocationEntry& entry = open[body.invocation];
        auto& record = entry.record;
        record.invocation = body.invocation;
        record.requestId = body.requestId;
        record.function = body.function;
        record.qualifier = body.qualifier;
        record.payload = body.payload;
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
    void apply(const telemetry::Event&, const telemetry::LogLine& body) {
        if (body.invocation == base::InvocationId{})
            return;
        const auto found = open.find(body.invocation);
        if (found == open.end())
            return;
        std::string& log = found->second.log;
        log += body.text;
        log += '\n';
        // Cut at twice the length, so that a chatty function does not move its tail at every line.
        if (log.size() > 2 * kLogTail)
            log.erase(0, log.size() - kLogTail);
    }
    void apply(const telemetry::Event& event, const telemetry::ExecutionStarted& body) {
        push(ExecutionBegin{body, event.at});
    }
    void apply(const telemetry::Event&, const telemetry::ExecutionAdvanced& body) {
        push(ExecutionStep{body.execution, body.event});
    }
    void apply(const telemetry::Event& event, const telemetry::ExecutionFinished& body) {
        push(ExecutionEnd{body, event.at});
    }
    template <typename Other>
    void apply(const telemetry::Event&, const Other&) {}

    void finish(base::InvocationId invocation) {
        auto node = open.extract(invocation);
        std::string& log = node.mapped().log;
        if (log.size() > kLogTail)
            log.erase(0, log.size() - kLogTail);
        push(std::move(node.mapped()));
    }

    void push(HistoryEntry entry) {
        const std::lock_guard lock(mutex);
        // The frame of an execution is always kept: its row must begin and end.
        const bool droppable = std::holds_alternative<InvocationEntry>(entry) ||
                               std::holds_alternative<ExecutionStep>(entry);
        if (droppable && entries.size() >= parts.limits.queued) {
            ++leftOut;
            return;
        }
        entries.push_back(std::move(entry));
        if (entries.size() == 1 || entries.size() == kBatchSize)
            wake.notify_all();
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

    void write(const std::stop_token& stop) {
        HistoryStore store(parts.folder, parts.limits,
                           [this](base::Error error) { say(std::move(error)); });
        while (true) {
            std::vector<HistoryEntry> batch;
            std::vector<std::function<void(HistoryStore&)>> asked;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [&] {
                    return stop.stop_requested() || !entries.empty() || !questions.empty();
                });
                wake.wait_for(lock, kBatchEvery, [&] {
                    return stop.stop_requested() || !questions.empty() ||
                           entries.size() >= kBatchSize;
                });
                batch.swap(entries);
                asked.swap(questions);
            }
            if (!batch.empty())
                store.write(batch);
            for (const auto& question : asked)
                question(store);
            if (stop.stop_requested() && batch.empty() && asked.empty())
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

    std::mutex mutex;
    std::condition_variable wake;
    // Guarded by mutex.
    std::vector<HistoryEntry> entries;
    std::vector<std::function<void(HistoryStore&)>> questions;
    std::size_t leftOut = 0;

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

base::Result<RunHistory::StoredInvocation> RunHistory::loadInvocation(std::int64_t id) {
    return d->inWriter<base::Result<StoredInvocation>>(
        [id](HistoryStore& store) { return store.loadInvocation(id); });
}

base::Result<telemetry::ExecutionRecord> RunHistory::loadExecution(std::int64_t id) {
    return d->inWriter<base::Result<telemetry::ExecutionRecord>>(
        [id](HistoryStore& store) { return store.loadExecution(id); });
}

void RunHistory::flush() {
    d->inWriter<bool>([](HistoryStore&) { return true; });
}

} // namespace ws::workspace
