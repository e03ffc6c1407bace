#pragma once

#include "engine/json/value.h"
#include "engine/service/apierror.h"
#include "engine/statemachine/definition.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace ws::service {

/// What TestState asks for, checked and read: one state, what comes into it, and what stands for
/// the world around it.
struct StateTest {
    std::shared_ptr<const statemachine::StateMachine> machine;
    std::string state;
    std::string stateText; ///< the definition of the state alone
    json::Value input = json::Value::object();
    json::Value variables = json::Value::object();
    json::Value context = json::Value::object(); ///< what of the context object is given
    std::string roleArn;

    enum class Level : std::uint8_t { Info, Debug, Trace } level = Level::Info;
    enum class Secrets : std::uint8_t { Hidden, Revealed } secrets = Secrets::Hidden;

    /// What the state's call, its branches or its iterations answer instead of being run.
    struct Mock {
        std::optional<json::Value> result;
        std::optional<std::string> error; ///< with `cause`, when there is no result
        std::optional<std::string> cause;
        enum class Check : std::uint8_t { Strict, Present, None } check = Check::Strict;
    };
    std::optional<Mock> mock;

    std::optional<std::int64_t> retries;      ///< that the state has used up
    std::optional<std::string> errorCausedBy; ///< the state inside whose error this one handles
    std::optional<std::int64_t> failedIterations;
    std::optional<json::Value> itemReaderData;
};

/// The request as it was meant, or how the service refuses it.
ApiResult<StateTest> readStateTest(const json::Value& parameters);

} // namespace ws::service
