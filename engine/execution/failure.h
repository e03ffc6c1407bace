#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ws::execution {

inline constexpr const char* kRuntimeError = "States.Runtime";
inline constexpr const char* kTimeoutError = "States.Timeout";
inline constexpr const char* kHeartbeatError = "States.HeartbeatTimeout";
inline constexpr const char* kDataLimitError = "States.DataLimitExceeded";
inline constexpr const char* kResultPathError = "States.ResultPathMatchFailure";
inline constexpr const char* kToleranceError = "States.ExceedToleratedFailureThreshold";
inline constexpr const char* kTaskFailedError = "States.TaskFailed";
inline constexpr const char* kItemReaderError = "States.ItemReaderFailed";
inline constexpr const char* kResultWriterError = "States.ResultWriterFailed";
inline constexpr const char* kIntrinsicError = "States.IntrinsicFailure";
inline constexpr const char* kQueryError = "States.QueryEvaluationError";

/// Why a state failed, in the service's words.
struct Failure {
    std::optional<std::string> error;
    std::optional<std::string> cause;
    /// The cause still wants "An error occurred while executing the state ..." in front.
    bool wantsPlace = false;
    /// The field that JSONata failed in: the history gets an EvaluationFailed of its own.
    std::string location{};
    /// Another name that Retry and Catch may give the error.
    std::string_view alias{};

    /// The interpreter's own finding about a state.
    static Failure found(std::string error, std::string detail) {
        return {std::move(error), std::move(detail), true};
    }
    static Failure runtime(std::string detail) { return found(kRuntimeError, std::move(detail)); }
    static Failure query(std::string location, std::string detail) {
        return {kQueryError, std::move(detail), true, std::move(location)};
    }
    static Failure noChoice() {
        return runtime("Failed to transition out of the state. The state does not point to a next "
                       "state.");
    }
    /// Ends the whole execution: no Retry, no Catch, at no level.
    bool isRuntime() const { return error == kRuntimeError; }
};

} // namespace ws::execution
