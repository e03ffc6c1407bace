#pragma once

#include "engine/telemetry/historyevent.h"
#include "engine/telemetry/recorder.h"
#include "widgets/theme/theme.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ws::designer {

/// What one state of a machine did in a run, over all its visits.
struct StateRun {
    theme::Status status = theme::Status::NotStarted;
    int visits = 0;
    int active = 0;          ///< visits that have not ended: more than one inside a Map
    int attempts = 0;        ///< calls of the latest visit: 1 without a retry
    bool backingOff = false; ///< failed and not called again yet
    base::TimePoint entered; ///< latest visit
    std::optional<base::TimePoint> exited;
    std::string error;
    std::string cause;
    std::optional<json::Value> input;
    std::optional<json::Value> output;
    std::int64_t enteredEvent = 0;

    struct Items {
        std::int64_t total = 0;
        std::int64_t succeeded = 0;
        std::int64_t failed = 0;
        std::int64_t running = 0;
    };
    std::optional<Items> items; ///< Map, latest visit

    bool running() const { return active > 0; }
};

/// A run as the canvas paints it, keyed by state name and built from history events alone: feed it
/// the first n of them and it is the run as it was then.
class RunState {
public:
    /// From, to ("" stands for start or end) and whether a catcher led there.
    struct Step {
        std::string from;
        std::string to;
        bool caught = false;
        auto operator<=>(const Step&) const = default;
    };

    RunState() = default;
    /// All of the history, or its first `count` events.
    static RunState of(const std::vector<telemetry::HistoryEvent>& history,
                       std::size_t count = SIZE_MAX);

    void apply(const telemetry::HistoryEvent& event);

    const StateRun* state(const std::string& name) const;
    const std::map<std::string, StateRun>& states() const { return m_states; }
    const std::set<Step>& steps() const { return m_steps; }
    bool took(const std::string& from, const std::string& to, bool caught) const {
        return m_steps.contains({from, to, caught});
    }
    bool empty() const { return m_events == 0; }
    std::size_t eventCount() const { return m_events; }
    bool finished() const { return m_finished.has_value(); }
    /// Any state runs or waits: something on the canvas moves.
    bool live() const { return !empty() && !finished(); }

    /// Ids of the events of one state's visits, with what happened inside it.
    std::vector<std::int64_t> eventsOf(const std::string& name) const;

private:
    /// One visit of one state; events find it through their predecessors.
    struct Visit {
        enum class Kind : std::uint8_t { Plain, Parallel, Map };

        std::string name;
        Kind kind = Kind::Plain;
        int outer = -1; ///< visit of the Map or Parallel around it
        bool inMap = false;
        theme::Status status = theme::Status::Running;
        bool failing = false; ///< its last event was a failure
        bool caught = false;
        bool open = true;
        int attempts = 0;
        std::string error;
        std::string cause;
    };

    void enter(const telemetry::HistoryEvent& event);
    void exit(const telemetry::HistoryEvent& event);
    void inside(const telemetry::HistoryEvent& event);
    void fail(Visit& visit, const telemetry::HistoryEvent& event);
    void countItems(const telemetry::HistoryEvent& event, StateRun& state);
    int containerOf(const telemetry::HistoryEvent& event, Visit::Kind kind) const;
    void endInside(int container, base::TimePoint at);
    void endVisit(Visit& visit, base::TimePoint at);
    void finish(const telemetry::HistoryEvent& event);
    void close(Visit& visit, theme::Status status, base::TimePoint at);
    void reopen(int visit);
    void setStatus(Visit& visit, theme::Status status);
    void show(const Visit& visit);
    int visitOf(std::int64_t eventId) const;
    void remember(std::int64_t eventId, int visit);

    std::vector<Visit> m_visits;
    std::vector<int> m_visitOf;    // by event id; -1: outside every state
    std::vector<char> m_exits;     // by event id: a state ended with it
    std::vector<char> m_concludes; // by event id: a container's branches or items ended with it
    std::vector<int> m_openVisits;
    std::map<std::string, StateRun> m_states;
    std::map<std::string, std::map<theme::Status, int>> m_counts; // visits inside Maps by status
    std::set<Step> m_steps;
    std::optional<telemetry::HistoryEventType> m_finished;
    std::size_t m_events = 0;
};

} // namespace ws::designer
