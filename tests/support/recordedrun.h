#pragma once

#include "engine/telemetry/events.h"

#include <chrono>
#include <string>
#include <vector>

namespace ws::tests {

/// An execution as engine events, written line by line: for views, without an engine.
class RecordedRun {
public:
    explicit RecordedRun(std::string machine, base::ExecutionId id = base::ExecutionId{1},
                         base::TimePoint start = base::TimePoint{std::chrono::hours{500'000}})
        : m_id(id)
        , m_at(start) {
        telemetry::ExecutionStarted started;
        started.execution = id;
        started.machine = std::move(machine);
        started.name = "first-run";
        publish(started);
        add(telemetry::HistoryEventType::ExecutionStarted, 0);
    }

    std::int64_t add(telemetry::HistoryEventType type, std::int64_t previous,
                     const std::string& name = {}, const std::string& error = {}) {
        telemetry::HistoryEvent event;
        event.id = ++m_last;
        event.previousId = previous;
        event.type = type;
        event.name = name;
        event.at = m_at;
        event.input = json::Value::object({{"order", "A-17"}, {"total", 129}});
        event.output = event.input;
        if (!error.empty()) {
            event.error = error;
            event.cause = "The card was declined";
        }
        telemetry::ExecutionAdvanced advanced;
        advanced.execution = m_id;
        advanced.event = event;
        publish(advanced);
        return m_last;
    }
    std::int64_t then(telemetry::HistoryEventType type, const std::string& name = {},
                      const std::string& error = {}) {
        return add(type, m_last, name, error);
    }
    std::int64_t last() const { return m_last; }
    void setOrigin(telemetry::ExecutionOrigin origin) {
        std::get<telemetry::ExecutionStarted>(m_events.front().body).origin = std::move(origin);
    }
    void setForebear(std::string arn, std::int64_t events) {
        std::get<telemetry::ExecutionStarted>(m_events.front().body).forebear = {std::move(arn),
                                                                                 events};
    }
    void setArn(std::string arn) {
        std::get<telemetry::ExecutionStarted>(m_events.front().body).arn = std::move(arn);
    }
    void setLength(std::int64_t length) {
        std::get<telemetry::ExecutionAdvanced>(m_events.back().body).event.length = length;
    }
    void setIndex(std::int64_t index) {
        std::get<telemetry::ExecutionAdvanced>(m_events.back().body).event.index = index;
    }
    void finish(telemetry::ExecutionStatus status) {
        telemetry::ExecutionFinished finished;
        finished.execution = m_id;
        finished.status = status;
        publish(finished);
    }
    const std::vector<telemetry::Event>& events() const { return m_events; }

private:
    void publish(telemetry::EventBody body) {
        m_at += std::chrono::milliseconds{180};
        m_events.push_back({m_events.size() + 1, m_at, std::move(body)});
    }

    base::ExecutionId m_id;
    base::TimePoint m_at;
    std::int64_t m_last = 0;
    std::vector<telemetry::Event> m_events;
};

} // namespace ws::tests
