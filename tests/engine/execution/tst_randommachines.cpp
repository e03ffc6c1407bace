#include "engine/execution/historyjson.h"
#include "engine/execution/replay.h"
#include "engine/statemachine/validator.h"
#include "engine/telemetry/historyeventkind.h"
#include "tests/support/comeback.h"
#include "tests/support/randommachine.h"
#include "tests/support/workflow.h"

#include <QTest>

#include <map>
#include <set>
#include <tuple>

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

/// A run that fails, or is stopped half-way, and then is redriven until it succeeds or `most`
/// times.
class RedrivenRun {
public:
    RedrivenRun(std::uint32_t seed, const std::string& text, int most)
        : m_run(text, kInput, execution::Limits{}, m_recorder) {
        m_run.functions.rule = [seed](const auto& request) { return answerByPlace(seed, request); };
        if (seed % 3 == 0) {
            m_run.clock.advance(std::chrono::seconds(seed % 20));
            m_run.executor.stop(m_run.id);
        }
        m_run.clock.runUntilIdle(1'000'000);
        while (m_redrives < most && m_run.result && m_run.result->ended)
            redrive();
    }

    const tests::Workflow& run() const { return m_run; }
    int redrives() const { return m_redrives; }
    execution::Journal journal() const { return m_recorder->journal(); }

private:
    void redrive() {
        const auto ended = std::exchange(m_run.result, std::nullopt)->ended;
        m_run.executor.redrive(
            ended, [this](const execution::ExecutionResult& result) { m_run.result = result; });
        m_run.clock.runUntilIdle(1'000'000);
        ++m_redrives;
    }

    const std::shared_ptr<execution::JournalRecorder> m_recorder =
        std::make_shared<execution::JournalRecorder>();
    tests::Workflow m_run;
    int m_redrives = 0;
};

bool isEnd(HistoryEventType type) {
    return type == HistoryEventType::ExecutionSucceeded ||
           type == HistoryEventType::ExecutionFailed ||
           type == HistoryEventType::ExecutionAborted ||
           type == HistoryEventType::ExecutionTimedOut;
}

/// Names of each Parallel and Map with a Retry.
void retryingForks(const json::Value& region, std::set<std::string>& names) {
    for (const auto& [name, state] : region["States"].members()) {
        const auto& branches = state["Branches"];
        for (const json::Value& branch : branches.items())
            retryingForks(branch, names);
        if (const json::Value* processor = state.find("ItemProcessor"))
            retryingForks(*processor, names);
        if (state.find("Retry"))
            names.insert(name);
    }
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

    /// Each attempt has one end, which is its last event.
    static std::string attemptsProblem(const std::vector<HistoryEvent>& events) {
        std::vector<HistoryEvent> attempt;
        for (const HistoryEvent& event : events) {
            if (event.type == HistoryEventType::ExecutionRedriven) {
                if (const std::string problem = endProblem(attempt); !problem.empty())
                    return problem;
                attempt.clear();
            }
            attempt.push_back(event);
        }
        return endProblem(attempt);
    }

    /// What a redrive must not do: enter a state or begin an iteration again, or ask for the result
    /// of a task that was left with it. (A Retry begins a Parallel or Map anew, from another
    /// event.)
    static std::string repetitionProblem(const json::Value& definition,
                                         const std::vector<HistoryEvent>& events) {
        std::set<std::string> retrying;
        retryingForks(definition, retrying);
        std::set<std::int64_t> forked;
        const auto at = [&](std::int64_t id) -> const HistoryEvent& {
            return events[static_cast<std::size_t>(id) - 1];
        };
        const auto back = [&](std::int64_t id, auto&& isIt) {
            while (id > 0 && !isIt(at(id)))
                id = at(id).previousId;
            return id;
        };
        const auto isEntered = [](const HistoryEvent& event) {
            return telemetry::isStateEntered(event.type);
        };
        std::set<std::pair<std::int64_t, std::string>> entered;
        std::set<std::tuple<std::int64_t, std::string, std::int32_t>> iterations;
        std::set<std::int64_t> left;
        for (const HistoryEvent& event : events) {
            const std::string where = event.name + " at " + std::to_string(event.id);
            const bool isFork = event.type == HistoryEventType::ParallelStateStarted ||
                                event.type == HistoryEventType::MapStateStarted;
            if (isFork && !retrying.contains(at(event.previousId).name) &&
                !forked.insert(event.previousId).second)
                return "forked twice: " + where;
            if (isEntered(event) && !entered.emplace(event.previousId, event.name).second)
                return "entered twice: " + where;
            if (event.type == HistoryEventType::TaskStateExited)
                left.insert(back(event.previousId, isEntered));
            if (event.type == HistoryEventType::LambdaFunctionScheduled &&
                left.contains(back(event.previousId, isEntered)))
                return "asked for once more: " + where;
            if (event.type != HistoryEventType::MapIterationStarted)
                continue;
            const auto began = back(event.previousId, [&](const HistoryEvent& before) {
                const bool isOther =
                    before.previousId > 0 &&
                    at(before.previousId).type == HistoryEventType::MapStateEntered &&
                    at(before.previousId).name != event.name;
                return before.type == HistoryEventType::MapStateStarted && !isOther;
            });
            if (!iterations.emplace(began, event.name, event.index).second)
                return "begun twice: " + where;
        }
        return {};
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

    void aRedriveTakesUpOnlyWhatHasNotSucceeded() {
        int redriven = 0;
        int succeeded = 0;
        for (std::uint32_t seed = 1; seed <= kMachines; ++seed) {
            const json::Value definition = tests::RandomMachine(seed).definition();
            const std::string text = definition.dump();
            const RedrivenRun redrive(seed, text, 4);
            QVERIFY2(redrive.run().result, text.c_str());
            if (redrive.redrives() == 0)
                continue;
            const auto events = redrive.run().history().events();
            for (const std::string& problem :
                 {orderProblem(events), attemptsProblem(events),
                  repetitionProblem(definition, events), branchProblem(definition, events)})
                QVERIFY2(problem.empty(), (problem + " in " + text).c_str());
            const auto written =
                execution::decodeJournal(execution::encodeJournal(redrive.journal()));
            const auto difference = execution::checkReplay(*written, events);
            QVERIFY(difference.ok());
            QVERIFY2(!*difference, text.c_str());
            ++redriven;
            succeeded += redrive.run().result->ended ? 0 : 1;
        }
        QVERIFY2(redriven > 500, std::to_string(redriven).c_str());
        QVERIFY2(succeeded > 200, std::to_string(succeeded).c_str());
    }

    void cutAfterItsRedriveAndResumedItEndsTheSame() {
        std::size_t cuts = 0;
        for (std::uint32_t seed = 1; seed <= kMachines / 4; ++seed) {
            const std::string text = tests::RandomMachine(seed).definition().dump();
            const RedrivenRun redrive(seed, text, 1);
            if (redrive.redrives() == 0)
                continue;
            const execution::Journal whole = redrive.journal();
            const std::string history = historyText(redrive.run());
            for (std::size_t inputs = whole.inputs.size();
                 !std::holds_alternative<execution::RedriveInput>(whole.inputs[inputs - 1].body);
                 --inputs, ++cuts) {
                execution::Journal cut = whole;
                cut.inputs.resize(inputs);
                tests::Comeback comeback(cut);
                comeback.functions.rule = [seed](const auto& request) {
                    return answerByPlace(seed, request);
                };
                comeback.clock.runUntilIdle(1'000'000);
                QCOMPARE(comeback.end(), redrive.run().end());
                QVERIFY2(comeback.history() == history, text.c_str());
            }
        }
        QVERIFY2(cuts > 200, std::to_string(cuts).c_str());
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
