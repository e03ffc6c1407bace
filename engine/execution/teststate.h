#pragma once

#include "engine/base/clock.h"
#include "engine/execution/limits.h"
#include "engine/expression/intrinsic.h"
#include "engine/json/value.h"
#include "engine/statemachine/definition.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::execution {

/// What a state's data is on its way through the state, in the order of that way. A state only has
/// those that its type and its query language know.
enum class DataStage : std::uint8_t {
    Input,
    AfterInputPath,
    AfterParameters,
    AfterArguments,
    AfterItemsPath,    ///< the items of a Map that has them from its input
    AfterItemsPointer, ///< or from a file
    MaxConcurrency,
    ToleratedFailureCount,
    ToleratedFailurePercentage,
    AfterItemSelector, ///< the inputs of the iterations
    AfterItemBatcher,  ///< the inputs of the child executions
    Result,            ///< what the work came to
    AfterResultSelector,
    AfterResultPath,
    Variables, ///< all that there are once the state is over
    Output,
};

/// As the service's API names it: "afterInputPath".
std::string_view stageName(DataStage stage);

struct StageValue {
    DataStage stage = DataStage::Input;
    json::Value value;
};

/// Stands in for what the state would call or run.
struct StateMock {
    std::optional<json::Value> result; ///< unset: it fails
    std::optional<std::string> error;
    std::optional<std::string> cause;
};

/// One state, to be run on its own.
struct TestStateRequest {
    std::shared_ptr<const statemachine::StateMachine> machine;
    statemachine::StateIndex state = statemachine::kNoState;
    json::Value input = json::Value::object();
    json::Value variables = json::Value::object();
    /// Its members take the place of those of the context object.
    json::Value context = json::Value::object();
    std::optional<StateMock> mock;
    std::int64_t retries = 0; ///< that the retrier which names the mock's error has used up
    std::optional<std::int64_t> failedIterations; ///< of a Map with a mock
    std::optional<std::string> itemReaderData;    ///< the file that its ItemReader reads

    // Who the state believes to be run by. What is empty is made up; without a role there is none.
    std::string shownState; ///< what the state is called in texts; empty: as it is
    std::string executionArn;
    std::string executionName;
    std::string machineArn;
    std::string machineName;
    std::string roleArn;
    Limits limits;
    /// States.Timeout when the state takes longer.
    std::optional<base::Duration> longest;
};

struct TestStateResult {
    enum class Status : std::uint8_t {
        Succeeded,
        Failed,
        Retriable,   ///< it would be tried again
        CaughtError, ///< a Catch takes the error
        Unanswered   ///< nobody answers what it calls: the stages end there
    };
    Status status = Status::Unanswered;
    std::vector<StageValue> stages; ///< those that it has come to
    json::Value output;             ///< of Succeeded and CaughtError
    std::string nextState;          ///< of those; empty: it is the last
    std::optional<std::string> error;
    std::optional<std::string> cause;
    std::optional<std::size_t> retryIndex; ///< in Retry
    base::Duration retryBackoff{0};
    std::optional<std::size_t> catchIndex; ///< in Catch

    /// nullptr when it has not come to that.
    const json::Value* stage(DataStage stage) const;
};

/// As the service's API names it: "CAUGHT_ERROR". Unanswered is none of the API's.
std::string_view testStatusName(TestStateResult::Status status);

/// False for a Task that somebody else has to end: an activity, a job, a token that is sent back.
/// Without a mock a test of it would wait in vain.
bool endsByItself(const statemachine::State& state);

/// Runs the state by itself, at the moment `at`: no clock, no call, the same every time. Waits take
/// no time. What calls something and has no mock ends as Unanswered.
TestStateResult testState(const TestStateRequest& request, base::TimePoint at,
                          std::uint64_t seed = 1);

/// A test under way: what the interpreter is asked, and what it has found out.
struct StateTest {
    const TestStateRequest request;
    TestStateResult result;
};

} // namespace ws::execution
