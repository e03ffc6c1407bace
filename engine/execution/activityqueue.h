#pragma once

#include "engine/base/clock.h"
#include "engine/base/ids.h"
#include "engine/json/value.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

namespace ws::execution {

/// The tasks of activities that wait for a worker, and the workers that wait for a task: first
/// come, first served, per activity.
class ActivityQueue {
public:
    enum class PollId : std::uint64_t {};

    struct Task {
        std::string token;
        json::Value input;
    };
    using Received = std::function<void(const std::optional<Task>& task)>;
    /// A worker has taken the task with this token.
    using Taken = std::function<void(const std::string& token, const std::string& worker)>;

    /// How long GetActivityTask waits before it comes back with nothing.
    static constexpr std::chrono::seconds kPollTime{60};

    /// The clock is not owned. `taken` comes before the worker hears of the task.
    ActivityQueue(base::Clock& clock, Taken taken)
        : m_clock(clock)
        , m_taken(std::move(taken)) {}
    /// Nobody who waits is answered.
    ~ActivityQueue();
    ActivityQueue(const ActivityQueue&) = delete;
    ActivityQueue& operator=(const ActivityQueue&) = delete;

    void add(const std::string& activity, Task task);
    /// Nobody waits for its result any more. Does nothing once a worker has it.
    void withdraw(const std::string& activity, const std::string& token);
    /// GetActivityTask. `received` comes once, never from inside; without a task after kPollTime.
    PollId poll(const std::string& activity, std::string worker, Received received);
    /// The worker hung up: `received` does not come.
    void cancel(PollId poll);

    std::size_t waitingTasks(const std::string& activity) const;

private:
    struct Poll {
        std::string activity;
        std::string worker;
        Received received;
        base::TimerId timer{};
    };
    struct Activity {
        std::deque<Task> tasks;
        std::deque<PollId> polls;
        std::optional<base::TimerId> matching;
    };

    void matchSoon(const std::string& activity);
    void match(const std::string& activity);
    void deliver(PollId poll, std::optional<Task> task);
    void forget(PollId id, const Poll& poll);

    base::Clock& m_clock;
    const Taken m_taken;
    std::uint64_t m_lastPoll = 0;
    std::unordered_map<std::string, Activity> m_activities;
    std::unordered_map<PollId, Poll> m_polls;
};

} // namespace ws::execution
