#pragma once

#include "engine/telemetry/eventbus.h"

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace ws::telemetry {

/// The ways of requests through the components (InvocationHop), and what became of asynchronous
/// events, for looking at one. Bounded: the oldest are forgotten. Lives in one thread.
class WayRecorder : public EventSink {
public:
    struct Hop {
        base::TimePoint at;
        InvocationHop hop;
    };
    struct Move {
        base::TimePoint at;
        AsyncEventMoved moved;
    };
    /// One attempt of a request: an invocation of its own.
    struct Attempt {
        InvocationId invocation{};
        int number = 0; ///< from 1; 0: a caller waits
    };

    WayRecorder()
        : WayRecorder(20'000) {}
    explicit WayRecorder(std::size_t mostInvocations)
        : m_most(mostInvocations) {}

    void onEvent(const Event& event) override;
    void clear();

    /// In the order of time; empty when nothing is known of it.
    const std::vector<Hop>& hops(InvocationId invocation) const;
    const std::vector<Move>& moves(const std::string& requestId) const;
    /// The first one came in, the others came out of the queue again.
    const std::vector<Attempt>& attempts(const std::string& requestId) const;

private:
    struct Request {
        std::vector<Attempt> attempts;
        std::vector<Move> moves;
    };
    void take(base::TimePoint at, const InvocationHop& hop);
    void take(const InvocationArrived& arrived);
    void take(base::TimePoint at, const AsyncEventMoved& moved);
    Request& requestOf(const std::string& requestId);

    const std::size_t m_most; ///< of invocations, and of requests
    std::unordered_map<InvocationId, std::vector<Hop>> m_hops;
    std::deque<InvocationId> m_order; ///< of m_hops, the oldest first
    std::unordered_map<std::string, Request> m_requests;
    std::deque<std::string> m_requestOrder; ///< of m_requests, the oldest first
};

} // namespace ws::telemetry
