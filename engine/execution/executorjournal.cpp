#include "engine/execution/executorprivate.h"
#include "engine/execution/replay.h"

#include <algorithm>

namespace ws::execution {

using base::ExecutionId;

/// What would be lost with the program, because nobody could say it again.
static bool comesFromOutside(const InputBody& body) {
    return !std::holds_alternative<ContinueInput>(body) &&
           !std::holds_alternative<TimerFiredInput>(body);
}

/// The integrations of the definition that run here, each once.
static std::vector<std::string> offeredBy(const Executor::Private& executor,
                                          const statemachine::StateMachine& machine) {
    std::vector<std::string> offered;
    for (const auto& state : machine.states) {
        const auto* fields = std::get_if<statemachine::TaskFields>(&state.fields);
        if (!fields || !fields->integration.isService() || !executor.offers(fields->integration))
            continue;
        std::string key = integrationKey(fields->integration);
        if (std::find(offered.begin(), offered.end(), key) == offered.end())
            offered.push_back(std::move(key));
    }
    return offered;
}

std::unique_ptr<JournalHeader> Executor::Private::headerOf(const Interpreter::Setup& setup,
                                                           const StartRequest& request,
                                                           std::uint64_t seed) {
    auto header = std::make_unique<JournalHeader>();
    header->definition = request.definitionText;
    header->machineName = setup.machineName;
    header->machineArn = setup.machineArn;
    header->executionName = setup.executionName;
    header->executionArn = setup.executionArn;
    header->roleArn = setup.roleArn;
    header->limits = setup.limits;
    header->seed = seed;
    header->slice = setup.slice;
    header->origin = request.origin;
    header->origin.parent = {};
    if (setup.mocks)
        header->mocks = setup.mocks->toJson();
    if (request.childMocks)
        header->childMocks = request.childMocks->toJson();
    return header;
}

void Executor::Private::write(Running& running, const Input& input) {
    if (auto header = std::move(running.header)) {
        header->offered = offeredBy(*this, running.interpreter->machine());
        running.journal->begin(running.id, *header);
    }
    running.journal->append(running.id, input);
    if (comesFromOutside(input.body))
        commitSoon(running);
}

void Executor::Private::commitSoon(Running& running) {
    if (std::exchange(running.toCommit, true))
        return;
    m_toCommit.push_back(running.id);
    if (!m_commit)
        m_commit = m_clock.after(base::Duration::zero(), [this] { commit(); });
}

void Executor::Private::commit() {
    if (m_commit)
        m_clock.cancel(*std::exchange(m_commit, std::nullopt));
    const auto ids = std::exchange(m_toCommit, {});
    std::unordered_set<JournalSink*> sinks;
    for (const ExecutionId id : ids) {
        Running* running = live(id);
        if (running && sinks.insert(running->journal.get()).second)
            running->journal->commit();
    }
    for (const ExecutionId id : ids) {
        Running* running = live(id);
        if (!running)
            continue;
        running->toCommit = false;
        for (Command& command : std::exchange(running->uncommitted, {})) {
            if (running->phase == Running::Phase::Ended) // it has just had itself stopped
                break;
            obey(*running, command);
        }
    }
}

base::Result<ExecutionId> Executor::Private::resume(const ResumeRequest& request, Done done,
                                                    Comeback then) {
    const Journal& journal = request.journal;
    const auto* start =
        journal.inputs.empty() ? nullptr : std::get_if<StartInput>(&journal.inputs.front().body);
    if (!start)
        return base::Error{"journal.empty", {}};
    auto setup = setupOf(journal.header);
    if (!setup)
        return setup.error();
    auto childMocks = MachineMocks::fromJson(journal.header.childMocks);
    if (!childMocks)
        return childMocks.error();
    setup->watching = Interpreter::Setup::Watching::Somebody;
    Replay replay(*std::move(setup));
    replay.apply(journal.inputs);
    if (then == Comeback::IsRedriven && !replay.interpreter().isRedrivable())
        return base::Error{"journal.notRedrivable", {}};

    const ExecutionId id{++m_lastId};
    const JournalHeader& header = journal.header;
    Running& running = m_running[id];
    running.id = id;
    running.announced = {
        id,           header.executionArn, header.machineName, header.executionName,
        start->input, header.origin,       header.forebear};
    if (header.origin.isNested())
        running.announced.origin.parent = runningUnder(header.origin.parentArn);
    if (m_bus.hasSinks())
        m_bus.publish(running.announced);
    running.about.execution = id;
    running.about.executionArn = header.executionArn;
    running.about.machineArn = header.machineArn;
    running.about.name = header.executionName;
    running.about.inputText = start->text;
    running.about.startedAt = journal.inputs.front().at;
    running.interpreter = replay.takeInterpreter();
    if (done)
        running.done.push_back(std::move(done));
    running.retention = request.retention;
    running.journal = request.sink;
    if (!childMocks->empty())
        running.childMocks = std::make_shared<const MachineMocks>(*std::move(childMocks));
    running.ahead = std::max(replay.now() - m_clock.now(), base::Duration::zero());
    publish(running);
    if (then == Comeback::IsRedriven)
        running.turn =
            m_clock.after(base::Duration::zero(), [this, id] { turn(id, RedriveInput{}); });
    else
        running.turn = m_clock.after(base::Duration::zero(),
                                     [this, id, open = replay.openWork()] { goOn(id, open); });
    return id;
}

/// The same execution under another name: its ARN ends with it.
static void rename(JournalHeader& header, const std::string& name) {
    header.executionArn.resize(header.executionArn.rfind(':') + 1);
    header.executionArn += name;
    header.executionName = name;
    header.origin = {}; // nobody waits for this one
}

/// Events that both have. Another name may lead elsewhere: what `$$.Execution.Name` decided is then
/// not the same, and there is no past in common.
static std::optional<std::size_t> commonPast(const Journal& before, const Journal& after) {
    const auto replayOf = [](const Journal& journal) {
        auto replay = std::move(Replay::open(journal.header)).value();
        replay->apply(journal.inputs);
        return replay;
    };
    const auto stateAfter = [](const Replay& replay) {
        const auto next = replay.interpreter().nextStep();
        return next ? next->state : std::string();
    };
    const auto old = replayOf(before);
    const auto now = replayOf(after);
    const auto oldEvents = old->interpreter().history()->events();
    const auto newEvents = now->interpreter().history()->events();
    const bool isSame = stateAfter(*old) == stateAfter(*now) &&
                        std::equal(oldEvents.begin(), oldEvents.end(), newEvents.begin(),
                                   newEvents.end(), [](const auto& left, const auto& right) {
                                       return left.type == right.type && left.name == right.name &&
                                              left.previousId == right.previousId &&
                                              left.index == right.index;
                                   });
    return isSame ? std::optional(std::size_t(newEvents.size())) : std::nullopt;
}

/// Those that the execution has at its end; an empty object: none.
static json::Value lastMocks(const Journal& journal) {
    const json::Value* last = &journal.header.mocks;
    for (const Input& input : journal.inputs) {
        if (const auto* changed = std::get_if<MocksInput>(&input.body))
            last = &changed->mocks;
    }
    return last->isNull() ? json::Value::object() : *last;
}

base::Result<ExecutionId> Executor::Private::fork(const ForkRequest& request, Done done) {
    const bool isRedrive = request.event == 0;
    auto cut = isRedrive ? base::Result<Journal>(request.journal)
                         : rewound(request.journal, request.event);
    if (!cut)
        return cut.error();
    if (cut->inputs.empty())
        return base::Error{"journal.empty", {}};
    Journal journal = shifted(*cut, m_clock.now() - cut->inputs.back().at);
    rename(journal.header, request.name.empty() ? m_names.next() : request.name);
    if (!request.definition.empty())
        journal.header.definition = request.definition;
    if (request.childMocks)
        journal.header.childMocks = request.childMocks->toJson();
    if (const auto readable = Replay::open(journal.header); !readable)
        return readable.error();
    const auto past = commonPast(*cut, journal);
    if (!past)
        return base::Error{"replay.diverged", {}};
    journal.header.forebear = {request.journal.header.executionArn,
                               static_cast<std::int64_t>(*past)};
    if (isRedrive) {
        auto replay = Replay::open(journal.header);
        (*replay)->apply(journal.inputs);
        if (!(*replay)->interpreter().isRedrivable())
            return base::Error{"journal.notRedrivable", {}};
        journal.inputs.push_back({m_clock.now(), RedriveInput{}, 0});
    }
    if (request.input || request.variables) {
        auto replay = Replay::open(journal.header);
        (*replay)->apply(journal.inputs);
        const auto next = (*replay)->interpreter().nextStep();
        if (!next || (next->kind == NextStep::Kind::Iterate && request.input))
            return base::Error{"debug.nothingToEdit", {}};
        journal.inputs.push_back({m_clock.now(), EditInput{request.input, request.variables}, 0});
    }
    if (request.mocks && !(request.mocks->toJson() == lastMocks(journal)))
        journal.inputs.push_back({m_clock.now(), MocksInput{request.mocks->toJson()}, 0});
    const auto id =
        resume({journal, request.sink, request.retention}, std::move(done), Comeback::GoesOn);
    if (id && request.sink) {
        request.sink->begin(*id, journal.header);
        for (const Input& input : journal.inputs)
            request.sink->append(*id, input);
    }
    return id;
}

/// Asks for all that is open once more.
void Executor::Private::goOn(ExecutionId id, const OpenWork& open) {
    Running* running = live(id);
    if (!running)
        return;
    running->turn.reset();
    running->itemsRead = open.itemsRead();
    for (const OpenWork::Child& child : open.children())
        awaitAgain(*running, child);
    for (Command& command : open.commands())
        obey(*running, command);
    if (running->interpreter->isReady())
        feed(*running, ContinueInput{});
    if (running->debug)
        pumpSoon(id);
    if (running->stopAtOnce)
        stop(id, std::move(running->stopAtOnce->error), std::move(running->stopAtOnce->cause));
}

} // namespace ws::execution
