#pragma once

#include "engine/telemetry/events.h"

#include <algorithm>
#include <string>
#include <vector>

namespace ws::tests {

/// Writes the events of a run that never happened, with the times a real one would have.
class LifecycleStory {
public:
    explicit LifecycleStory(base::TimePoint begin)
        : m_begin(begin) {}

    struct Call {
        std::string function;
        int environment = 0;
        base::Duration at{0};
        base::Duration duration{0};
        telemetry::InvocationStatus status = telemetry::InvocationStatus::Succeeded;
    };

    /// Starting and Init; the invocation that it is for follows with call().
    void start(const std::string& function, int environment, base::Duration at,
               telemetry::StartReason reason, base::Duration starting, base::Duration init) {
        telemetry::EnvironmentStarted started;
        started.environment = base::EnvironmentId(environment);
        started.function = function;
        started.version = "$LATEST";
        started.reason = reason;
        started.logStream = "2026/11/20/[$LATEST]0123456789abcdef0123456789abcdef";
        say(at, started);
        enter(environment, telemetry::Phase::Init, at + starting);
        m_ready = at + starting + init;
        m_reason = reason;
        m_cold = true;
    }

    /// Starting and Restore, from the snapshot that another environment is.
    void restore(const std::string& function, int environment, base::Duration at,
                 base::Duration starting, base::Duration restore) {
        this->start(function, environment, at, telemetry::StartReason::AllBusy, starting, restore);
        std::get<telemetry::EnvironmentPhaseChanged>(m_events.back().body).phase =
            telemetry::Phase::Restore;
    }

    /// Returns when it is over.
    base::Duration call(const Call& call) {
        const auto id = base::InvocationId(++m_invocations);
        telemetry::InvocationArrived arrived;
        arrived.invocation = id;
        arrived.requestId = "8f5c2d1e-5f1b-4c63-9b0e-0c1d2e3f4a5b";
        arrived.function = call.function;
        say(call.at, arrived);
        telemetry::InvocationStarted started;
        started.invocation = id;
        started.environment = base::EnvironmentId(call.environment);
        started.reason = m_cold ? m_reason : telemetry::StartReason::Warm;
        say(call.at, started);
        const base::Duration begin = m_cold ? m_ready : call.at;
        m_cold = false;
        enter(call.environment, telemetry::Phase::Invoke, begin, id);
        if (call.duration == base::Duration::max())
            return begin;
        const base::Duration end = begin + call.duration;
        telemetry::InvocationFinished finished;
        finished.invocation = id;
        finished.environment = base::EnvironmentId(call.environment);
        finished.status = call.status;
        finished.duration = call.duration;
        finished.billed = call.duration;
        finished.maxMemoryUsedMb = 38;
        say(end, finished);
        const bool lost = call.status == telemetry::InvocationStatus::TimedOut ||
                          call.status == telemetry::InvocationStatus::RuntimeExited;
        enter(call.environment, lost ? telemetry::Phase::Reset : telemetry::Phase::Idle, end, {},
              lost);
        return end;
    }

    void enter(int environment, telemetry::Phase phase, base::Duration at,
               base::InvocationId invocation = {}, bool failed = false) {
        say(at, telemetry::EnvironmentPhaseChanged{
                    base::EnvironmentId(environment), phase, invocation, failed, {}});
    }

    void throttle(base::Duration at) {
        const auto id = base::InvocationId(++m_invocations);
        telemetry::InvocationArrived arrived;
        arrived.invocation = id;
        say(at, arrived);
        say(at,
            telemetry::InvocationThrottled{
                id, telemetry::ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded});
    }

    void say(base::Duration at, telemetry::EventBody body) {
        m_events.push_back({0, m_begin + at, std::move(body)});
    }

    /// In order of time, numbered.
    std::vector<telemetry::Event> events() const {
        std::vector<telemetry::Event> sorted = m_events;
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const auto& a, const auto& b) { return a.at < b.at; });
        for (std::size_t i = 0; i < sorted.size(); ++i)
            sorted[i].sequence = i + 1;
        return sorted;
    }

private:
    const base::TimePoint m_begin;
    std::vector<telemetry::Event> m_events;
    std::uint64_t m_invocations = 0;
    base::Duration m_ready{0};
    telemetry::StartReason m_reason = telemetry::StartReason::Warm;
    bool m_cold = false;
};

/// Ten requests on six environments, as in the service's own figure of concurrency, then a second
/// function with a failure, a timeout with its reset and suppressed init, and throttled requests.
inline std::vector<telemetry::Event> exampleRun(base::TimePoint begin) {
    using namespace std::chrono_literals;
    using telemetry::InvocationStatus;
    using telemetry::Phase;
    using telemetry::StartReason;
    LifecycleStory story(begin);
    const auto cold = [&](const std::string& function, int environment, base::Duration at,
                          StartReason reason, base::Duration duration) {
        story.start(function, environment, at, reason, 9ms, 42ms);
        story.call({function, environment, at, duration});
    };
    cold("counter", 1, 0ms, StartReason::FirstInvocation, 160ms);
    cold("counter", 2, 60ms, StartReason::AllBusy, 180ms);
    cold("counter", 3, 120ms, StartReason::AllBusy, 130ms);
    cold("counter", 4, 170ms, StartReason::AllBusy, 210ms);
    story.call({"counter", 1, 260ms, 120ms});
    story.call({"counter", 3, 330ms, 90ms});
    story.call({"counter", 2, 360ms, 150ms, InvocationStatus::FunctionError});
    story.call({"counter", 1, 450ms, 60ms});
    cold("counter", 5, 470ms, StartReason::AllBusy, 140ms);
    story.call({"counter", 4, 520ms, 45ms});

    cold("cached-user", 6, 300ms, StartReason::FirstInvocation, 70ms);
    story.call({"cached-user", 6, 480ms, 100ms, InvocationStatus::TimedOut});
    story.enter(6, Phase::SuppressedInit, 596ms, base::InvocationId(13));
    story.call({"cached-user", 6, 640ms, 44ms});
    for (int i = 0; i < 12; ++i)
        story.call({"cached-user", 6, 700ms + i * 9ms, 1200us});
    story.throttle(505ms);
    story.throttle(512ms);
    story.throttle(548ms);
    story.enter(3, Phase::Shutdown, 640ms);
    story.enter(3, Phase::Gone, 655ms);
    story.start("resize-image", 7, 760ms, StartReason::FirstInvocation, 12ms, 55ms);
    story.call({"resize-image", 7, 760ms, base::Duration::max()});
    return story.events();
}

/// A version with SnapStart: one environment is initialised, and three are restored from it.
inline std::vector<telemetry::Event> snapshotRun(base::TimePoint begin) {
    using namespace std::chrono_literals;
    using telemetry::Phase;
    LifecycleStory story(begin);
    story.start("quote", 1, 0ms, telemetry::StartReason::Snapshot, 20ms, 240ms);
    story.enter(1, Phase::Idle, 260ms);
    for (int i = 0; i < 3; ++i) {
        story.restore("quote", 2 + i, 260ms + i * 90ms, 12ms, 70ms);
        story.call({"quote", 2 + i, 260ms + i * 90ms, 150ms});
    }
    return story.events();
}

} // namespace ws::tests
