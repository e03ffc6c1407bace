#include "engine/execution/core.h"

#include <algorithm>

namespace ws::execution {

using json::Value;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;
using Telling = ChildStory::Telling;

std::string Interpreter::Core::childOf(const Run& run) {
    return run.story ? run.arn : std::string();
}

void Interpreter::Core::beginStory(const Strand& child) {
    if (m_setup.watching == Setup::Watching::Nobody)
        return;
    const Strand& map = *child.parent;
    Run& run = *child.run;
    auto story = std::make_shared<ChildStory>();
    story->arn = run.arn;
    story->name = run.name;
    story->machine = m_setup.machineName + '/' + map.fork->distribution->run->label;
    story->input = run.input;
    story->origin.parentArn = map.run->arn;
    story->origin.state = stateOf(map).name;
    story->origin.event = map.enteredEvent;
    story->origin.item = child.index;
    story->history = std::make_shared<History>(m_machine);
    if (static_cast<std::size_t>(child.index) >= ChildStory::kMost)
        story->telling = Telling::OnceFailed;
    auto details = std::make_unique<Details>();
    details->roleArn = m_setup.roleArn;
    story->history->append(
        {0, m_now, nullptr, run.input, -1, Type::ExecutionStarted, std::move(details)});
    run.story = std::move(story);
    tellNews(run.story);
}

std::int64_t Interpreter::Core::recordInStory(const Run& run, Type type, std::int64_t previous,
                                              EventParts parts) {
    const std::int64_t id =
        run.story->history->append({previous, m_now, parts.name, std::move(parts.payload),
                                    parts.index, type, std::move(parts.details)});
    tellNews(run.story);
    return id;
}

static Type endOf(ExecutionStatus status) {
    if (status == ExecutionStatus::Succeeded)
        return Type::ExecutionSucceeded;
    return status == ExecutionStatus::Failed ? Type::ExecutionFailed : Type::ExecutionAborted;
}

void Interpreter::Core::endStory(const Strand& child, ExecutionStatus status, const Value& output,
                                 const Failure* failure) {
    const std::shared_ptr<ChildStory>& story = child.run->story;
    if (!story)
        return;
    EventParts parts;
    if (status == ExecutionStatus::Succeeded)
        parts.payload = output;
    else
        parts.details = std::make_unique<Details>();
    if (failure) {
        story->error = parts.details->error = failure->error;
        story->cause = parts.details->cause = failure->cause;
    }
    story->output = output;
    story->status = status;
    std::size_t& told = child.parent->fork->distribution->toldFailures;
    if (story->telling == Telling::OnceFailed && status == ExecutionStatus::Failed &&
        told < ChildStory::kMost) {
        ++told;
        story->telling = Telling::AtOnce;
    }
    recordInStory(*child.run, endOf(status), child.lastEvent, std::move(parts));
    if (story->telling == Telling::OnceFailed) // a million that failed are kept for a redrive
        child.run->story.reset();
}

void Interpreter::Core::redriveStory(const Run& run) {
    ChildStory& story = *run.story;
    story.status = ExecutionStatus::Running;
    story.error.reset();
    story.cause.reset();
    auto details = std::make_unique<Details>();
    details->length = run.redrives;
    recordInStory(run, Type::ExecutionRedriven, static_cast<std::int64_t>(story.history->size()),
                  {nullptr, {}, std::move(details)});
}

void Interpreter::Core::tellNews(const std::shared_ptr<ChildStory>& story) {
    if (!std::exchange(story->isNews, true))
        m_news.push_back(story);
}

std::vector<std::shared_ptr<ChildStory>> Interpreter::Core::takeNews() {
    for (const auto& story : m_news)
        story->isNews = false;
    return std::exchange(m_news, {});
}

} // namespace ws::execution
