#include "engine/execution/replay.h"

#include "engine/execution/historyjson.h"
#include "engine/execution/seededrandom.h"
#include "engine/statemachine/parser.h"

#include <algorithm>
#include <unordered_set>

namespace ws::execution {

using telemetry::HistoryEvent;

base::Result<Interpreter::Setup> setupOf(const JournalHeader& header) {
    auto machine = statemachine::parseStateMachine(std::string_view(header.definition));
    if (!machine)
        return machine.error();
    Interpreter::Setup setup;
    setup.machine = std::move(machine).value();
    setup.executionArn = header.executionArn;
    setup.executionName = header.executionName;
    setup.machineArn = header.machineArn;
    setup.machineName = header.machineName;
    setup.roleArn = header.roleArn;
    setup.limits = header.limits;
    setup.random = seededRandom(header.seed);
    setup.offers =
        [offered = std::unordered_set<std::string>(header.offered.begin(), header.offered.end())](
            const auto& integration) { return offered.contains(integrationKey(integration)); };
    setup.slice = header.slice;
    if (header.mocks.isNull())
        return setup;
    auto mocks = Mocks::fromJson(header.mocks);
    if (!mocks)
        return mocks.error();
    setup.mocks = std::make_shared<const Mocks>(std::move(mocks).value());
    return setup;
}

Replay::Replay(Interpreter::Setup setup)
    : m_interpreter(std::make_unique<Interpreter>(std::move(setup))) {}

base::Result<std::unique_ptr<Replay>> Replay::open(const JournalHeader& header) {
    auto setup = setupOf(header);
    if (!setup)
        return setup.error();
    return std::make_unique<Replay>(std::move(setup).value());
}

void Replay::apply(const Input& input) {
    m_now = input.at;
    m_open.told(input.body);
    m_interpreter->apply(input);
    m_open.asked(m_interpreter->takeCommands());
}

void Replay::apply(const std::vector<Input>& inputs) {
    for (const Input& input : inputs)
        apply(input);
}

static std::string textAt(const std::vector<HistoryEvent>& events, std::size_t position) {
    return position < events.size() ? historyEventToJson(events[position]).dump() : std::string();
}

std::optional<HistoryDifference> firstDifference(const std::vector<HistoryEvent>& recorded,
                                                 const std::vector<HistoryEvent>& replayed) {
    for (std::size_t i = 0; i < std::max(recorded.size(), replayed.size()); ++i) {
        std::string there = textAt(recorded, i);
        std::string here = textAt(replayed, i);
        if (there != here)
            return HistoryDifference{static_cast<std::int64_t>(i) + 1, std::move(there),
                                     std::move(here)};
    }
    return std::nullopt;
}

base::Result<std::optional<HistoryDifference>>
checkReplay(const Journal& journal, const std::vector<HistoryEvent>& history) {
    const auto replay = Replay::open(journal.header);
    if (!replay)
        return replay.error();
    (*replay)->apply(journal.inputs);
    return firstDifference(history, (*replay)->interpreter().history()->events());
}

/// Takes `input` up as far as it may without passing `event`; what was applied, step by step.
static std::vector<Input> cut(Replay& replay, const Input& input, std::size_t events) {
    std::vector<Input> out;
    Input piece = input;
    piece.most = 0;
    for (;;) {
        replay.apply(piece);
        if (replay.interpreter().history()->size() > events)
            return out;
        out.push_back(piece);
        if (replay.interpreter().history()->size() == events || !replay.interpreter().isReady())
            return out;
        piece = {input.at, ContinueInput{}, 1};
    }
}

base::Result<Journal> rewound(const Journal& journal, std::int64_t event) {
    const auto replay = Replay::open(journal.header);
    if (!replay)
        return replay.error();
    const auto events = static_cast<std::size_t>(std::max<std::int64_t>(event, 1));
    Journal out{journal.header, {}, 0};
    for (std::size_t i = 0; i < journal.inputs.size(); ++i) {
        (*replay)->apply(journal.inputs[i]);
        if ((*replay)->interpreter().history()->size() < events) {
            out.inputs.push_back(journal.inputs[i]);
            continue;
        }
        // Whether a step passes the event is only known once it is done.
        const auto again = Replay::open(journal.header);
        (*again)->apply(out.inputs);
        for (Input& piece : cut(**again, journal.inputs[i], events))
            out.inputs.push_back(std::move(piece));
        return out;
    }
    return base::Error{"replay.noEvent", {{"event", std::to_string(event)}}};
}

Journal shifted(Journal journal, base::Duration by) {
    for (Input& input : journal.inputs)
        input.at += by;
    return journal;
}

} // namespace ws::execution
