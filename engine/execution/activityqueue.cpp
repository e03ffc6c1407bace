#include "engine/execution/activityqueue.h"

#include <algorithm>

namespace ws::execution {

ActivityQueue::~ActivityQueue() {
    for (const auto& [id, poll] : m_polls)
        m_clock.cancel(poll.timer);
    for (const auto& [name, activity] : m_activities) {
        if (activity.matching)
            m_clock.cancel(*activity.matching);
    }
}

void ActivityQueue::add(const std::string& activity, Task task) {
    m_activities[activity].tasks.push_back(std::move(task));
    matchSoon(activity);
}

void ActivityQueue::withdraw(const std::string& activity, const std::string& token) {
    const auto found = m_activities.find(activity);
    if (found != m_activities.end())
        std::erase_if(found->second.tasks, [&](const Task& task) { return task.token == token; });
}

ActivityQueue::PollId ActivityQueue::poll(const std::string& activity, std::string worker,
                                          Received received) {
    const PollId id{++m_lastPoll};
    const auto timer = m_clock.after(kPollTime, [this, id] { deliver(id, std::nullopt); });
    m_polls.emplace(id, Poll{activity, std::move(worker), std::move(received), timer});
    m_activities[activity].polls.push_back(id);
    matchSoon(activity);
    return id;
}

void ActivityQueue::cancel(PollId poll) {
    if (auto node = m_polls.extract(poll); !node.empty())
        forget(poll, node.mapped());
}

std::size_t ActivityQueue::waitingTasks(const std::string& activity) const {
    const auto found = m_activities.find(activity);
    return found == m_activities.end() ? 0 : found->second.tasks.size();
}

/// In a turn of its own: neither the execution that offers nor the worker that asks is called back
/// from inside.
void ActivityQueue::matchSoon(const std::string& name) {
    Activity& activity = m_activities[name];
    if (activity.matching || activity.tasks.empty() || activity.polls.empty())
        return;
    activity.matching = m_clock.after(base::Duration::zero(), [this, name] { match(name); });
}

void ActivityQueue::match(const std::string& name) {
    m_activities[name].matching.reset();
    for (;;) {
        Activity& activity = m_activities[name]; // who is called back may change the table
        if (activity.tasks.empty() || activity.polls.empty())
            return;
        Task task = std::move(activity.tasks.front());
        activity.tasks.pop_front();
        const PollId poll = activity.polls.front();
        const std::string worker = m_polls.at(poll).worker;
        m_taken(task.token, worker);
        deliver(poll, std::move(task));
    }
}

void ActivityQueue::deliver(PollId id, std::optional<Task> task) {
    auto node = m_polls.extract(id);
    if (node.empty())
        return;
    forget(id, node.mapped());
    node.mapped().received(task);
}

void ActivityQueue::forget(PollId id, const Poll& poll) {
    m_clock.cancel(poll.timer);
    std::erase(m_activities[poll.activity].polls, id);
}

} // namespace ws::execution
