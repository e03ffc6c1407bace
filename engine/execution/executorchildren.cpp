#include "engine/execution/childstory.h"
#include "engine/execution/executorprivate.h"

namespace ws::execution {

using base::ExecutionId;

void Executor::Private::publishChildren(Running& running) {
    for (const auto& story : running.interpreter->takeNews()) {
        for (; story->heard < story->history->size(); ++story->heard) {
            if (running.debug)
                running.debug->control.deliveredInChild(*story, story->heard);
        }
        if (isHeard(running) && story->telling == ChildStory::Telling::AtOnce)
            publishChild(running, *story);
    }
}

void Executor::Private::publishChild(Running& running, const ChildStory& story) {
    const auto [found, isNew] = running.children.try_emplace(story.arn);
    Running::Child& child = found->second;
    if (isNew) {
        child.id = ExecutionId{++m_lastId};
        telemetry::ExecutionOrigin origin = story.origin;
        origin.parent = idOf(running, origin.parentArn);
        m_bus.publish(telemetry::ExecutionStarted{child.id, story.arn, story.machine, story.name,
                                                  story.input, std::move(origin)});
    }
    for (; child.published < story.history->size(); ++child.published)
        m_bus.publish(telemetry::ExecutionAdvanced{child.id, story.history->at(child.published)});
    if (story.status == telemetry::ExecutionStatus::Running)
        return;
    m_bus.publish(telemetry::ExecutionFinished{child.id, story.status, story.output,
                                               story.error.value_or(""), story.cause.value_or("")});
    running.children.erase(found);
}

/// Those that the execution leaves behind as it ends.
void Executor::Private::abortChildren(Running& running) {
    for (const auto& [arn, child] : std::exchange(running.children, {}))
        m_bus.publish(telemetry::ExecutionFinished{
            child.id, telemetry::ExecutionStatus::Aborted, {}, {}, {}});
}

ExecutionId Executor::Private::idOf(const Running& running, const std::string& arn) {
    if (arn == running.about.executionArn)
        return running.id;
    const auto found = running.children.find(arn);
    return found == running.children.end() ? ExecutionId{} : found->second.id;
}

ExecutionId Executor::Private::runningUnder(const std::string& arn) const {
    for (const auto& [id, running] : m_running) {
        if (const ExecutionId found = idOf(running, arn); found != ExecutionId{})
            return found;
    }
    return {};
}

} // namespace ws::execution
