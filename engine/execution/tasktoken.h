#pragma once

#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/execution/interpreter.h"
#include "engine/expression/intrinsic.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace ws::execution {

/// A token that nobody guesses, from the execution's own random source.
std::string makeTaskToken(const expression::RandomSource& random);
/// Whether makeTaskToken() made it, once, for somebody.
bool isTaskToken(std::string_view text);

/// The tokens that somebody may still answer. None of the past is kept: a token tells by itself
/// that it was one.
class TaskTokens {
public:
    struct Task {
        base::ExecutionId execution{};
        TaskId task{};
        bool operator==(const Task&) const = default;
    };

    void open(const std::string& token, Task task) { m_open.insert_or_assign(token, task); }
    /// Does nothing when it is not open.
    void close(const std::string& token) { m_open.erase(token); }
    /// Errors, in the API's words: "InvalidToken" for what never was a token, "TaskTimedOut" for
    /// one whose task is over; both with "message".
    base::Result<Task> find(const std::string& token) const;

private:
    std::unordered_map<std::string, Task> m_open;
};

} // namespace ws::execution
