#pragma once

#include "engine/base/result.h"
#include "engine/execution/mocks.h"
#include "engine/json/document.h"
#include "engine/json/value.h"
#include "engine/telemetry/events.h"

#include <optional>
#include <string>
#include <vector>

namespace ws::workspace {

/// What a run was to come to. What is not said is not looked at, except that it was to succeed.
struct Expectation {
    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Succeeded;
    /// The states in the order in which they are entered. Where branches or iterations run side by
    /// side that order is the engine's.
    std::optional<std::vector<std::string>> path;
    /// Members and items that the output has to have; it may have more members.
    std::optional<json::Value> output;
    std::optional<std::string> error;
    std::optional<std::string> cause;
    /// JSONata that has to come to true; it sees `$states.input`, `.output`, `.error`, `.cause` and
    /// `.path`.
    std::string check;
};

/// A test of a state machine or of a function, as its file says it.
struct Scenario {
    std::string target; ///< the machine or the function
    std::string name;
    std::string input; ///< JSON text
    std::string event; ///< instead of `input`: a test event of the target by its name
    execution::Mocks mocks;
    execution::MachineMocks childMocks; ///< of the machines that it starts
    Expectation expected;
};

/// The file of a machine's tests and mocks, relative to the workspace:
/// "statemachines/orders.mocks.json", beside "statemachines/orders.asl.json". It is a mock
/// configuration (engine/execution/mocks.h) with one more member:
///
///     "Tests": {"Busy at first": {"Machine": "orders", "Mocks": "Busy", "Input": {...},
///                                 "Expect": {"Path": ["Reserve", "Charge"], "Output": {...}}}}
///
/// Each of the members may be left out: Machine is then the one of the file, Mocks none, Input the
/// test event that "Event" names, else "default", else {}. Where the file has test cases of the
/// name that Mocks says for other machines, those count for what the machine starts.
std::string scenarioFileOfMachine(std::string_view machineFile);
/// "events/counter.tests.json": {"Tests": {...}} as above, without Mocks.
std::string scenarioFileOfFunction(std::string_view function);

/// By its ending.
bool isScenarioFile(std::string_view path);

/// Reads such a file's text. Errors, all with pointer and message where they are about a place:
/// "json.syntax", "scenario.invalid", "mocks.invalid", "mocks.noTestCase".
base::Result<std::vector<Scenario>> parseScenarios(const std::string& text,
                                                   const std::string& target);
/// A test as parseScenarios() reads it.
json::Value toJson(const Scenario& scenario, const std::string& mocksName);

/// What puts a test of that name into such a file's text, or takes the place of the one there; into
/// an empty text goes a new file. Errors: "json.syntax"; "scenario.invalid" where there is no room.
base::Result<std::string> withTest(const std::string& text, const std::string& name,
                                   const json::Value& test);

/// The bytes of a test in its file's text; nullopt when it is not there or the text is no JSON.
std::optional<json::Range> rangeOfTest(const std::string& text, const std::string& name);

/// How a run went.
struct ScenarioRun {
    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Succeeded;
    json::Value input;
    json::Value output;
    std::string error;
    std::string cause;
    std::vector<std::string> path;
};

/// One thing that was not as expected. Codes "scenario.status", ".error", ".cause", ".path",
/// ".output" with expected and actual; ".output" also with pointer, ".path" with position (from 1).
/// ".check" with expression and actual; ".checkNothing" and, with reason, ".checkFailed" where
/// there is nothing to compare.
std::vector<base::Error> differences(const Expectation& expected, const ScenarioRun& run);

/// The names of the states that a history enters.
std::vector<std::string> pathOf(const std::vector<telemetry::HistoryEvent>& history);

} // namespace ws::workspace
