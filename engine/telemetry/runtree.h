#pragma once

#include "engine/telemetry/historyevent.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ws::telemetry {

/// One run as the visits of its states: a tree, because a Map holds its iterations and they the
/// visits inside them, and a Parallel the visits of its branches. Built from history events alone,
/// in constant time per event on average; visits only come, they never go.
class RunTree {
public:
    enum class Status : std::uint8_t {
        Running,
        Waiting,
        Succeeded,
        Caught,
        Failed,
        TimedOut,
        Aborted
    };

    /// One call of a Task's work.
    struct Attempt {
        std::int64_t scheduled = 0; ///< event
        base::TimePoint begin;
        std::optional<base::TimePoint> end;
        bool failed = false;
        std::string error;
    };
    struct Node {
        enum class Kind : std::uint8_t { State, Iteration } kind = Kind::State;
        HistoryEventType entered = HistoryEventType::PassStateEntered; ///< tells a state's type
        std::string name;        ///< of the state; of an iteration, the Map's
        std::int64_t index = -1; ///< of an iteration
        int parent = -1;
        int row = 0; ///< among its parent's children
        std::vector<int> children;
        std::int64_t firstEvent = 0;
        std::int64_t lastEvent = 0; ///< 0: it has not ended
        base::TimePoint begin;
        std::optional<base::TimePoint> end;
        Status status = Status::Running;
        std::vector<Attempt> attempts;
        std::string error;
        std::string cause;
        std::int64_t items = 0; ///< of a Map: how many it has
        std::int64_t done = 0;  ///< of a Map: iterations that have ended
        std::int64_t failed = 0;

        /// The one that many further on from the attempt that `scheduled` names: the event that
        /// scheduled it. 0 names all of them, which come before the first.
        std::int64_t attemptBeside(std::int64_t scheduled, int step) const;
        /// From 1; 0: none is scheduled by that event.
        int attemptNumber(std::int64_t scheduled) const;

        bool isContainer() const {
            return kind == Kind::Iteration || entered == HistoryEventType::MapStateEntered ||
                   entered == HistoryEventType::ParallelStateEntered;
        }
        bool isMap() const {
            return kind == Kind::State && entered == HistoryEventType::MapStateEntered;
        }
    };

    void apply(const HistoryEvent& event);
    void clear() { *this = {}; }

    const std::vector<Node>& nodes() const { return m_nodes; }
    const Node& node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }
    /// Those that are in nothing.
    const std::vector<int>& roots() const { return m_roots; }
    std::size_t eventCount() const { return m_nodeOf.empty() ? 0 : m_nodeOf.size() - 1; }
    /// Whose event it is; -1: the run's own.
    int nodeOf(std::int64_t event) const;
    /// The visit that began with that event; -1: none did.
    int visitOf(std::int64_t firstEvent) const;
    /// The latest visit of a state; -1: it was not entered.
    int latest(const std::string& state) const;
    /// The latest visit of a state at any depth inside a node; -1: there is none.
    int latestInside(int node, const std::string& state) const;
    /// The innermost iteration around a node, or the node itself when it is one; -1: none.
    int iterationAround(int node) const;
    /// The visit in nothing that an execution ended with, without success: from its entry on it can
    /// be done again. -1: there is none.
    int lastFailed() const;
    /// Nodes that the last apply() has changed, newly made ones among them; a node may be in it
    /// more than once. The caller clears it.
    std::vector<int>& touched() { return m_touched; }

private:
    Node& at(int index) { return m_nodes[static_cast<std::size_t>(index)]; }
    int add(Node node);
    void enter(const HistoryEvent& event, int before);
    void leave(const HistoryEvent& event, int before);
    void beginIteration(const HistoryEvent& event, int before);
    void endIteration(const HistoryEvent& event, int before);
    void inside(const HistoryEvent& event, int before);
    void attempt(const HistoryEvent& event, Node& node);
    void finish(const HistoryEvent& event, int before);
    void close(int index, Status status, const HistoryEvent& event);
    void closeInside(int index, const HistoryEvent& event);
    void takeError(int index);
    void reopen(int index);
    int upTo(int from, const std::string& name) const;
    int containerOf(const HistoryEvent& event, int before) const;
    void remember(const HistoryEvent& event, int node);

    std::vector<Node> m_nodes;
    std::vector<char> m_failing; ///< by node: the last that happened was a failure
    std::vector<char> m_exited;  ///< by node: it has its own end, and was not just cut off
    std::vector<int> m_roots;
    std::vector<int> m_nodeOf; ///< by event id
    std::map<std::string, int> m_latest;
    std::map<std::pair<int, std::int64_t>, int> m_iterations; ///< by Map and index: the latest
    std::vector<int> m_touched;
};

} // namespace ws::telemetry
