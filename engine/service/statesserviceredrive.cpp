#include "engine/service/statesservice_p.h"

#include <chrono>

namespace ws::service {

using json::Value;
using telemetry::ExecutionStatus;

namespace {

constexpr std::chrono::hours kRedrivable{14 * 24};
/// A redriven execution must still have room in its history.
constexpr std::size_t kRedrivableEvents = 24'999;
constexpr std::int64_t kMostRedrives = 1000;
/// How long, and how many, client tokens are known.
constexpr std::chrono::minutes kTokenLife{15};
constexpr std::size_t kMostTokens = 10;

ApiError notRedrivable(const ExecutionRecord& record, const std::string& why) {
    return {"ExecutionNotRedrivable",
            "Execution " + record.arn + " invalid for redrive as: " + why};
}

/// When the same request redrove the execution before; whatever it has come to since.
std::optional<base::TimePoint> redriveBefore(const ExecutionRecord& record,
                                             const std::string& token, base::TimePoint now) {
    for (const auto& [known, at] : record.redriveTokens) {
        if (known == token && now - at < kTokenLife)
            return at;
    }
    return std::nullopt;
}

void remember(ExecutionRecord& record, const std::string& token) {
    if (token.empty())
        return;
    auto& tokens = record.redriveTokens;
    std::erase_if(tokens, [&](const auto& known) { return known.first == token; });
    tokens.emplace_back(token, *record.redriven);
    if (tokens.size() > kMostTokens)
        tokens.erase(tokens.begin());
}

} // namespace

std::string redriveObstacle(const ExecutionRecord& record, base::TimePoint now) {
    if (record.status == ExecutionStatus::Running || record.status == ExecutionStatus::Succeeded)
        return std::string("Execution is ") + executionStatusName(record.status) +
               " and cannot be redriven";
    if (record.stopped && now - *record.stopped > kRedrivable)
        return "Execution redrivable period exceeded";
    if (record.history && record.history->size() >= kRedrivableEvents)
        return "Execution history event limit exceeded";
    if (record.redrives >= kMostRedrives)
        return "Execution redrive limit exceeded";
    return {};
}

Answer StatesService::Private::redriveExecution(const Value& in) {
    auto found = findExecution(in);
    if (!found)
        return found.error();
    Record& record = **found;
    const std::string& token = in["clientToken"].toString();
    if (const auto before = redriveBefore(record, token, now()))
        return Value::object({{"redriveDate", epochSeconds(*before)}});
    const std::string obstacle = redriveObstacle(record, now());
    if (!obstacle.empty())
        return notRedrivable(record, obstacle);
    const auto machine = m_store.machines.find(record.target.machineArn);
    if (machine == m_store.machines.end() || machine->second.deleting)
        return notRedrivable(record, "State machine is deleted or being deleted");
    auto ended = std::exchange(record.ended, nullptr);
    if (!ended) // it was stopped a moment ago
        ended = m_executor.ended(record.handle);
    if (!ended)
        return notRedrivable(record, m_executor.isRunning(record.handle)
                                         ? "Execution is RUNNING and cannot be redriven"
                                         : "Execution history event limit exceeded");
    ++record.redrives;
    record.redriven = now();
    record.stopped.reset();
    record.error.reset();
    record.cause.reset();
    record.status = ExecutionStatus::Running;
    const std::string arn = record.arn;
    record.handle = m_executor.redrive(
        ended, [this, arn](const execution::ExecutionResult& result) { finished(arn, result); });
    remember(record, token);
    ++machine->second.running;
    m_store.handles.emplace(record.handle, arn);
    if (!record.logStream.empty())
        watch();
    publishStatus(record);
    return Value::object({{"redriveDate", epochSeconds(*record.redriven)}});
}

} // namespace ws::service
