#pragma once

#include "engine/telemetry/eventbus.h"

#include <algorithm>
#include <string>
#include <vector>

namespace ws::tests {

/// Keeps everything that was published, in order.
class EventLog : public telemetry::EventSink {
public:
    void onEvent(const telemetry::Event& event) override { events.push_back(event); }

    template <typename Body>
    std::vector<Body> all() const {
        std::vector<Body> found;
        for (const telemetry::Event& event : events) {
            if (const auto* body = std::get_if<Body>(&event.body))
                found.push_back(*body);
        }
        return found;
    }

    /// The log as it would be read, line by line.
    std::vector<std::string> lines() const {
        std::vector<std::string> texts;
        for (const auto& line : all<telemetry::LogLine>())
            texts.push_back(line.text);
        return texts;
    }

    std::vector<telemetry::Phase> phases(telemetry::EnvironmentId environment) const {
        std::vector<telemetry::Phase> found;
        for (const telemetry::Event& event : events) {
            if (const auto* started = std::get_if<telemetry::EnvironmentStarted>(&event.body);
                started && started->environment == environment)
                found.push_back(telemetry::Phase::Starting);
            if (const auto* changed = std::get_if<telemetry::EnvironmentPhaseChanged>(&event.body);
                changed && changed->environment == environment)
                found.push_back(changed->phase);
        }
        return found;
    }

    std::vector<telemetry::Event> events;
};

} // namespace ws::tests
