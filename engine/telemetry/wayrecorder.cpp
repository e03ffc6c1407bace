#include "engine/telemetry/wayrecorder.h"

namespace ws::telemetry {

void WayRecorder::onEvent(const Event& event) {
    if (const auto* hop = std::get_if<InvocationHop>(&event.body))
        take(event.at, *hop);
    else if (const auto* arrived = std::get_if<InvocationArrived>(&event.body))
        take(*arrived);
    else if (const auto* moved = std::get_if<AsyncEventMoved>(&event.body))
        take(event.at, *moved);
}

void WayRecorder::clear() {
    m_hops.clear();
    m_order.clear();
    m_requests.clear();
    m_requestOrder.clear();
}

void WayRecorder::take(base::TimePoint at, const InvocationHop& hop) {
    const auto [found, isNew] = m_hops.try_emplace(hop.invocation);
    found->second.push_back({at, hop});
    if (!isNew)
        return;
    m_order.push_back(hop.invocation);
    if (m_order.size() > m_most) {
        m_hops.erase(m_order.front());
        m_order.pop_front();
    }
}

/// Only events that may come again need to find each other.
void WayRecorder::take(const InvocationArrived& arrived) {
    if (arrived.attempt > 0)
        requestOf(arrived.requestId).attempts.push_back({arrived.invocation, arrived.attempt});
}

void WayRecorder::take(base::TimePoint at, const AsyncEventMoved& moved) {
    requestOf(moved.requestId).moves.push_back({at, moved});
}

WayRecorder::Request& WayRecorder::requestOf(const std::string& requestId) {
    const auto [found, isNew] = m_requests.try_emplace(requestId);
    if (!isNew)
        return found->second;
    m_requestOrder.push_back(requestId);
    if (m_requestOrder.size() > m_most) {
        m_requests.erase(m_requestOrder.front());
        m_requestOrder.pop_front();
    }
    return m_requests[requestId];
}

const std::vector<WayRecorder::Hop>& WayRecorder::hops(InvocationId invocation) const {
    static const std::vector<Hop> kNone;
    const auto found = m_hops.find(invocation);
    return found == m_hops.end() ? kNone : found->second;
}

const std::vector<WayRecorder::Move>& WayRecorder::moves(const std::string& requestId) const {
    static const std::vector<Move> kNone;
    const auto found = m_requests.find(requestId);
    return found == m_requests.end() ? kNone : found->second.moves;
}

const std::vector<WayRecorder::Attempt>& WayRecorder::attempts(const std::string& requestId) const {
    static const std::vector<Attempt> kNone;
    const auto found = m_requests.find(requestId);
    return found == m_requests.end() ? kNone : found->second.attempts;
}

} // namespace ws::telemetry
