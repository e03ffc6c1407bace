#pragma once

#include "engine/execution/journal.h"
#include "engine/telemetry/recorder.h"
#include "engine/workspace/keptlog.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

namespace ws::workspace {

// What RunHistory hands to its writer.

struct InvocationEntry {
    telemetry::InvocationRecord record;
    KeptLog log;
};
/// An invocation that is under way, and what it has written since the last one of these.
struct InvocationPart {
    telemetry::InvocationRecord record;
    KeptLog fresh;
};
struct ExecutionBegin {
    telemetry::ExecutionStarted body;
    base::TimePoint at;
};
struct ExecutionStep {
    base::ExecutionId execution{};
    telemetry::HistoryEvent event;
};
struct ExecutionEnd {
    telemetry::ExecutionFinished body;
    base::TimePoint at;
    std::size_t callsLeftOut = 0; ///< its invocations that came while the writer was behind
};
struct JournalBegin {
    base::ExecutionId execution{};
    execution::JournalHeader header;
};
struct JournalEntry {
    base::ExecutionId execution{};
    execution::Input input;
};
/// `before`, which has ended, goes on as `execution`: in the same row, after what is there.
struct ExecutionRedriven {
    base::ExecutionId execution{};
    base::ExecutionId before{};
};
/// The next execution with this ARN that begins has this row already.
struct ExecutionComeback {
    std::int64_t id = 0;
    std::string arn;
    std::size_t entries = 0; ///< of its journal, as far as it could be read
};
struct ExecutionInterrupted {
    std::int64_t id = 0;
    std::string cause;
};
using HistoryEntry = std::variant<InvocationEntry, InvocationPart, ExecutionBegin, ExecutionStep,
                                  ExecutionEnd, JournalBegin, JournalEntry, ExecutionComeback,
                                  ExecutionRedriven, ExecutionInterrupted>;

} // namespace ws::workspace
