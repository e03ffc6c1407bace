#include "engine/execution/historyjson.h"
#include "engine/execution/replay.h"
#include "engine/statemachine/validator.h"
#include "tests/support/comeback.h"
#include "tests/support/randommachine.h"
#include "tests/support/workflow.h"

#include <QTest>

#include <map>
#include <set>

using namespace ws;
using telemetry::HistoryEvent;
using telemetry::HistoryEventType;

namespace {

constexpr std::uint32_t kMachines = 2'000;
constexpr const char* kInput = R"({"n": 3, "list": [1, "two", {"three": 3}]})";

/// Fails now and then, by a rule of its own so that two runs see the same.
execution::TaskOutcome answer(std::uint32_t seed, std::size_t call) {
    std::mt19937 random(seed * 1'000U + static_cast<std::uint32_t>(call));
    if (random() % 4 == 0)
        return tests::ScriptedFunctions::failure(random() % 2 ? "Odd" : "Other", "by chance");
    execution::TaskOutcome outcome;
    outcome.executedVersion = "$LATEST";
    outcome.result = json::Value::object({{"answer", static_cast<int>(random() % 100)}});
    return outcome;
}

std::unique_ptr<tests::Workflow> finished(std::uint32_t seed, const std::string& text) {
    auto workflow = std::make_unique<tests::Workflow>(text, kInput);
    auto calls = std::make_shared<std::size_t>(0);
    workflow->functions.rule = [seed, calls](const execution::TaskRequest&) {
        return answer(seed, ++*calls);
    };
    workflow->clock.runUntilIdle(1'000'000);
    return workflow;
}

/// The same by who calls and not by when, so that a call that is made again is answered the same.
execution::TaskOutcome answerByPlace(std::uint32_t seed, const execution::TaskRequest& request) {
    return answer(seed, static_cast<std::size_t>(request.scheduledEvent));
}

/// Of a run to its end.
execution::Journal journalOf(std::uint32_t seed, const std::string& text,
                             std::unique_ptr<tests::Workflow>& run) {
    const auto recorder = std::make_shared<execution::JournalRecorder>();
    run = std::make_unique<tests::Workflow>(text, kInput, execution::Limits{}, recorder);
    run->functions.rule = [seed](const auto& request) { return answerByPlace(seed, request); };
    run->clock.runUntilIdle(1'000'000);
    return recorder->journal();
}

std::string historyText(const tests::Workflow& run) {
    return execution::historyToJson(run.history().events()).dump();
}

bool isEnd(HistoryEventType type) {
    return type == HistoryEventType::ExecutionSucceeded ||
           type == HistoryEventType::ExecutionFailed ||
           type == HistoryEventType::ExecutionAborted ||
           type == HistoryEventType::ExecutionTimedOut;
}

/// States of a Parallel or a Map by name, with how many results each must give.
void resultsWanted(const json::Value& region, std::map<std::string, std::size_t>& wanted) {
    for (const auto& [name, state] : region["States"].members()) {
        if (const json::Value* branches = state.find("Branches")) {
            wanted[name] = branches->size();
            for (const json::Value& branch : branches->items())
                resultsWanted(branch, wanted);
        }
        if (const json::Value* processor = state.find("ItemProcessor")) {
            wanted[name] = 3;
            resultsWanted(*processor, wanted);
        }
    }
}

} // namespace

/// What holds for every valid machine, whatever it is.
class RandomMachinesTest : public QObject {
    Q_OBJECT

    /// Ids count up, and every event follows an earlier one.
    static std::string orderProblem(const std::vector<HistoryEvent>& events) {
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (events[i].id != static_cast<std::int64_t>(i) + 1)
                return "ids do not count up";
            if (events[i].previousId < 0 || events[i].previousId >= events[i].id)
                return "event " + std::to_string(events[i].id) + " follows none before it";
            if (i > 0 && events[i].at < events[i - 1].at)
                return "time runs backwards";
        }
        return {};
    }

    static std::string endProblem(const std::vector<HistoryEvent>& events) {
        std::size_t ends = 0;
        for (const HistoryEvent& event : events)
            ends += isEnd(event.type) ? 1 : 0;
        if (ends != 1)
            return std::to_string(ends) + " ends";
        return isEnd(events.back().type) ? "" : "something happens after the end";
    }

    /// Every Parallel and Map that is left through its own success gives one result a branch.
    static std::string branchProblem(const json::Value& definition,
                                     const std::vector<HistoryEvent>& events) {
        std::map<std::string, std::size_t> wanted;
        resultsWanted(definition, wanted);
        std::map<std::int64_t, HistoryEventType> types;
        for (const HistoryEvent& event : events) {
            types[event.id] = event.type;
            const auto state = wanted.find(event.name);
            const bool succeeded =
                types[event.previousId] == HistoryEventType::ParallelStateSucceeded ||
                types[event.previousId] == HistoryEventType::MapStateSucceeded;
            if (state == wanted.end() || !event.output || !succeeded)
                continue;
            if ((*event.output)["r"].size() != state->second)
                return event.name + " lost a branch";
        }
        return {};
    }

    /// Where nothing failed, every state that was entered was left.
    static std::string exitProblem(const std::vector<HistoryEvent>& events) {
        std::map<std::string, int> open;
        bool failed = false;
        for (const HistoryEvent& event : events) {
            const std::string type(telemetry::historyEventTypeName(event.type));
            failed |= type.find("Fail") != std::string::npos ||
                      type.find("TimedOut") != std::string::npos;
            if (type.ends_with("StateEntered"))
                ++open[event.name];
            if (type.ends_with("StateExited"))
                --open[event.name];
        }
        if (failed)
            return {};
        for (const auto& [name, count] : open) {
            if (count != 0)
                return name + " was entered and not left";
        }
        return {};
    }

private slots:
    void everyMachineKeepsThem() {
        std::set<HistoryEventType> met;
        int succeeded = 0;
        for (std::uint32_t seed = 1; seed <= kMachines; ++seed) {
            const json::Value definition = tests::RandomMachine(seed).definition();
            const std::string text = definition.dump();
            const auto run = finished(seed, text);
            const auto events = run->history().events();
            QVERIFY2(run->result.has_value(), text.c_str());
            for (const std::string& problem :
                 {orderProblem(events), endProblem(events), branchProblem(definition, events),
                  exitProblem(events)})
                QVERIFY2(problem.empty(), (problem + " in " + text).c_str());
            for (const HistoryEvent& event : events)
                met.insert(event.type);
            succeeded += run->result->status == telemetry::ExecutionStatus::Succeeded ? 1 : 0;
        }
        // Chance did its work: all kinds of ends and forks came up.
        QVERIFY(succeeded > 200 && succeeded < int(kMachines) - 200);
        for (const auto type :
             {HistoryEventType::ParallelStateFailed, HistoryEventType::MapStateFailed,
              HistoryEventType::MapIterationAborted, HistoryEventType::ChoiceStateExited,
              HistoryEventType::LambdaFunctionFailed, HistoryEventType::FailStateEntered})
            QVERIFY2(met.contains(type),
                     std::string(telemetry::historyEventTypeName(type)).c_str());
    }

    void everyMachineIsValid() {
        for (std::uint32_t seed = 1; seed <= kMachines; ++seed) {
            const std::string text = tests::RandomMachine(seed).definition().pretty();
            const auto diagnostics = statemachine::validateText(text);
            if (!statemachine::isValid(diagnostics))
                QFAIL((diagnostics.front().message + " in " + text).c_str());
        }
    }

    void theSameHappensAgain() {
        for (std::uint32_t seed = 1; seed <= kMachines / 10; ++seed) {
            const std::string text = tests::RandomMachine(seed).definition().dump();
            const auto first = finished(seed, text);
            const auto second = finished(seed, text);
            QCOMPARE(execution::historyToJson(second->history().events()).dump(),
                     execution::historyToJson(first->history().events()).dump());
        }
    }

    void replayedFromItsJournalEveryHistoryIsTheSame() {
        for (std::uint32_t seed = 1; seed <= kMachines; ++seed) {
            const std::string text = tests::RandomMachine(seed).definition().dump();
            std::unique_ptr<tests::Workflow> run;
            const auto written = execution::encodeJournal(journalOf(seed, text, run));
            const auto journal = execution::decodeJournal(written);
            QVERIFY(journal.ok());
            const auto difference = execution::checkReplay(*journal, run->history().events());
            QVERIFY(difference.ok());
            QVERIFY2(!*difference, text.c_str());
        }
    }

    void cutAtAnyInputAndResumedItEndsTheSame() {
        std::size_t cuts = 0;
        for (std::uint32_t seed = 1; seed <= kMachines / 4; ++seed) {
            const std::string text = tests::RandomMachine(seed).definition().dump();
            std::unique_ptr<tests::Workflow> run;
            const execution::Journal whole = journalOf(seed, text, run);
            const std::string history = historyText(*run);
            for (std::size_t inputs = 1; inputs <= whole.inputs.size(); ++inputs, ++cuts) {
                execution::Journal cut = whole;
                cut.inputs.resize(inputs);
                tests::Comeback comeback(cut);
                comeback.functions.rule = [seed](const auto& request) {
                    return answerByPlace(seed, request);
                };
                comeback.clock.runUntilIdle(1'000'000);
                QCOMPARE(comeback.end(), run->end());
                QVERIFY2(comeback.history() == history, text.c_str());
            }
        }
        QVERIFY(cuts > 2'000);
    }

    void printedAndReadBackAMachineIsTheSame() {
        for (std::uint32_t seed = 1; seed <= kMachines / 10; ++seed) {
            const json::Value definition = tests::RandomMachine(seed).definition();
            const auto again = json::Value::parse(definition.pretty());
            QVERIFY(again.ok());
            QVERIFY(*again == definition);
            const auto first = finished(seed, definition.dump());
            const auto second = finished(seed, again->pretty(4));
            QCOMPARE(second->story(), first->story());
        }
    }
};

QTEST_GUILESS_MAIN(RandomMachinesTest)
#include "tst_randommachines.moc"
