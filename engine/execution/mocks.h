#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/json/value.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ws::execution {

/// An answer that stands in for a call: a result, else an error.
struct MockedResponse {
    std::optional<json::Value> result;
    std::optional<std::string> error;
    std::optional<std::string> cause;
    base::Duration delay{0}; ///< until it comes
};

/// What stands in for the calls of a machine's Task states: one test case of a mock configuration.
/// A state that is in it calls nothing.
///
/// The file is the one of AWS Step Functions Local (MockConfigFile.json), so that existing ones
/// serve:
///
///     {"StateMachines": {"orders": {"TestCases": {"Happy path": {"Reserve": "Reserved"}}}},
///      "MockedResponses": {"Reserved": {"0": {"Throw": {"Error": "Busy", "Cause": "try again"}},
///                                       "1-9": {"Return": {"ok": true}}}}}
///
/// "0" is the first call of the state in an execution, "1-9" are the following ones. Beyond that
/// format, each of it optional: in place of a response's name the response itself may stand;
/// "Items": {"3": {"0": ...}} within it answers for one item of the innermost Map around, whose
/// calls then count by themselves; "*" is every call that nothing else is said of; and
/// "DelaySeconds" beside Return or Throw lets the answer wait.
class Mocks {
public:
    struct Answer {
        std::int64_t first = 0;
        std::int64_t last = 0; ///< inclusive
        MockedResponse response;
    };
    struct Answers {
        std::vector<Answer> calls; ///< the first that fits counts
        std::optional<MockedResponse> otherwise;
    };

    /// A test case with its responses in place of their names: {"Reserve": {"0": ...}}. Errors
    /// "mocks.invalid" with pointer and reason.
    static base::Result<Mocks> fromJson(const json::Value& testCase);
    /// What fromJson() took.
    const json::Value& toJson() const { return m_json; }

    bool empty() const { return m_states.empty(); }
    bool has(std::string_view state) const { return m_states.find(state) != m_states.end(); }
    std::set<std::string> states() const;
    /// Whether the calls for that item count by themselves. `item`: -1 outside of every Map.
    bool isApart(std::string_view state, std::int64_t item) const;
    /// nullptr: nothing is said of that call. `call` counts from 0.
    const MockedResponse* answer(std::string_view state, std::int64_t item,
                                 std::int64_t call) const;

private:
    struct State {
        Answers answers;
        std::map<std::int64_t, Answers> items;
    };
    std::map<std::string, State, std::less<>> m_states;
    json::Value m_json = json::Value::object();
};

/// The mocks of several machines by their names: for what an execution starts, and what that
/// starts.
class MachineMocks {
public:
    /// A member per machine: what Mocks::fromJson() takes. Null: none. Errors: those.
    static base::Result<MachineMocks> fromJson(const json::Value& machines);
    /// Null when there are none.
    json::Value toJson() const;

    void set(const std::string& machine, Mocks mocks);
    bool empty() const { return m_machines.empty(); }
    /// Null: its executions make every call.
    std::shared_ptr<const Mocks> of(std::string_view machine) const;

private:
    std::map<std::string, std::shared_ptr<const Mocks>, std::less<>> m_machines;
};

/// The file: test cases by machine.
class MockConfig {
public:
    /// Errors "mocks.invalid" with pointer and reason.
    static base::Result<MockConfig> fromJson(const json::Value& file);

    /// In the order of the file.
    std::vector<std::string> testCases(std::string_view machine) const;
    /// Errors: "mocks.noTestCase" with machine, testCase and known.
    base::Result<Mocks> mocks(std::string_view machine, std::string_view testCase) const;
    /// The test cases of that name that other machines have.
    MachineMocks othersThan(std::string_view machine, std::string_view testCase) const;

private:
    struct TestCase {
        std::string machine;
        std::string name;
        Mocks mocks;
    };
    std::vector<TestCase> m_testCases;
};

} // namespace ws::execution
