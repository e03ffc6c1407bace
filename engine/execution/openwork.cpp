#include "engine/execution/openwork.h"

#include <algorithm>
#include <iterator>

namespace ws::execution {

void OpenWork::asked(std::vector<Command> commands) {
    for (Command& command : commands)
        std::visit([this](auto& what) { ask(std::move(what)); }, command);
}

void OpenWork::told(const InputBody& input) {
    std::visit([this](const auto& what) { tell(what); }, input);
}

void OpenWork::put(Key key, Command command) {
    Asked& asked = m_tasks[key];
    if (asked.commands.empty())
        asked.age = ++m_lastAge;
    asked.commands.push_back(std::move(command));
}

void OpenWork::ask(WriteResult command) {
    put({command.writer, Part::Files}, std::move(command));
}

void OpenWork::ask(FinishResults command) {
    put({command.writer, Part::Files}, std::move(command));
}

void OpenWork::ask(AbandonTask command) {
    for (const Part part : {Part::Token, Part::Call, Part::Job, Part::Child, Part::Files})
        m_tasks.erase({command.task, part});
    m_itemsRead.erase(command.task);
}

void OpenWork::ask(StartTimer command) {
    m_timers[command.timer] = {++m_lastAge, {command}, {}};
}

void OpenWork::ask(CancelTimer command) {
    m_timers.erase(command.timer);
}

void OpenWork::ask(Finished command) {
    m_tasks.clear();
    m_timers.clear();
    m_finished = std::move(command);
}

void OpenWork::tell(const ServiceRepliedInput& input) {
    const auto found = m_tasks.find({input.task, Part::Call});
    if (found == m_tasks.end())
        return;
    Asked asked = std::move(found->second);
    m_tasks.erase(found);
    if (input.reply.failed())
        return;
    const auto* call = std::get_if<CallService>(&asked.commands.front());
    if (call && call->request.integration.waitsForJob()) {
        m_tasks[{input.task, Part::Job}] = std::move(asked);
        return;
    }
    const auto* child = std::get_if<StartChild>(&asked.commands.front());
    if (!child || child->await == StartChild::Await::No)
        return;
    asked.childArn = input.reply.body["ExecutionArn"].toString();
    m_tasks[{input.task, Part::Child}] = std::move(asked);
}

void OpenWork::tell(const TaskAnsweredInput& input) {
    m_tasks.erase({input.task, Part::Token});
    m_tasks.erase({input.task, Part::Job});
    const auto call = m_tasks.find({input.task, Part::Call});
    if (call != m_tasks.end() &&
        std::holds_alternative<AnswerMocked>(call->second.commands.front()))
        m_tasks.erase(call);
}

/// The worker has it; what is left is that it may answer.
void OpenWork::tell(const TaskStartedInput& input) {
    const auto found = m_tasks.find({input.task, Part::Token});
    if (found == m_tasks.end())
        return;
    Command& command = found->second.commands.front();
    if (const auto* offer = std::get_if<OfferActivity>(&command))
        command = OpenToken{input.task, std::string(offer->token)};
}

void OpenWork::tell(const ItemsReadInput& input) {
    m_tasks.erase({input.reader, Part::Call});
    if (input.rest == ItemsReadInput::Rest::More)
        m_itemsRead[input.reader] += input.items.size();
    else
        m_itemsRead.erase(input.reader);
}

void OpenWork::tell(const ResultsWrittenInput& input) {
    m_tasks.erase({input.writer, Part::Files});
}

void OpenWork::tell(const TimerFiredInput& input) {
    m_timers.erase(input.timer);
}

std::vector<Command> OpenWork::commands() const {
    std::vector<const Asked*> all;
    for (const auto& [key, asked] : m_tasks) {
        if (key.second != Part::Child)
            all.push_back(&asked);
    }
    for (const auto& [timer, asked] : m_timers)
        all.push_back(&asked);
    std::sort(all.begin(), all.end(),
              [](const Asked* a, const Asked* b) { return a->age < b->age; });
    std::vector<Command> out;
    for (const Asked* asked : all)
        out.insert(out.end(), asked->commands.begin(), asked->commands.end());
    if (m_finished)
        out.emplace_back(*m_finished);
    return out;
}

std::vector<OpenWork::Child> OpenWork::children() const {
    std::vector<Child> out;
    for (const auto& [key, asked] : m_tasks) {
        if (key.second == Part::Child)
            out.push_back({std::get<StartChild>(asked.commands.front()), asked.childArn});
    }
    return out;
}

} // namespace ws::execution
