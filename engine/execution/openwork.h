#pragma once

#include "engine/execution/interpreter.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace ws::execution {

/// What an execution has asked the world for and not been told about: what has to be asked for
/// again where the world has forgotten it.
class OpenWork {
public:
    /// A nested execution that has begun and is awaited.
    struct Child {
        StartChild command;
        std::string arn;
    };

    void asked(std::vector<Command> commands);
    void told(const InputBody& input);

    /// In the order in which it was asked for. A writer's results are all there, from its first on:
    /// files that were not completed never were.
    std::vector<Command> commands() const;
    std::vector<Child> children() const;
    /// How many items a reader has given that is not at its end.
    std::unordered_map<TaskId, std::size_t> itemsRead() const { return m_itemsRead; }

private:
    void ask(ScheduleTask command) { put({command.task, Part::Call}, std::move(command)); }
    void ask(CallService command) { put({command.task, Part::Call}, std::move(command)); }
    void ask(StartChild command) { put({command.task, Part::Call}, std::move(command)); }
    void ask(OfferActivity command) { put({command.task, Part::Token}, std::move(command)); }
    void ask(OpenToken command) { put({command.task, Part::Token}, std::move(command)); }
    void ask(AnswerMocked command) { put({command.task, Part::Call}, std::move(command)); }
    void ask(ReadItems command) { put({command.reader, Part::Call}, std::move(command)); }
    void ask(WriteResult command);
    void ask(FinishResults command);
    void ask(AbandonTask command);
    void ask(StartTimer command);
    void ask(CancelTimer command);
    void ask(Finished command);

    void tell(const TaskFinishedInput& input) { m_tasks.erase({input.task, Part::Call}); }
    void tell(const ServiceRepliedInput& input);
    void tell(const TaskStartedInput& input);
    void tell(const TaskAnsweredInput& input);
    void tell(const ChildEndedInput& input) { m_tasks.erase({input.task, Part::Child}); }
    void tell(const ItemsReadInput& input);
    void tell(const ResultsWrittenInput& input);
    void tell(const TimerFiredInput& input);
    void tell(const RedriveInput&) { m_finished.reset(); }
    template <typename Other>
    void tell(const Other&) {}

    /// What one task may wait for at the same time.
    enum class Part : std::uint8_t { Token, Call, Job, Child, Files };
    using Key = std::pair<TaskId, Part>;
    struct Asked {
        std::uint64_t age = 0;
        std::vector<Command> commands;
        std::string childArn;
    };
    void put(Key key, Command command);

    std::uint64_t m_lastAge = 0;
    std::map<Key, Asked> m_tasks;
    std::map<WakeId, Asked> m_timers;
    std::unordered_map<TaskId, std::size_t> m_itemsRead;
    std::optional<Finished> m_finished;
};

} // namespace ws::execution
