#include "engine/service/statesservice_p.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace ws::service {

using json::Value;
using statemachine::WorkflowType;
using telemetry::ExecutionStatus;

namespace {

constexpr std::chrono::hours kRedrivable{14 * 24};
/// A redriven execution must still have room in its history.
constexpr std::size_t kRedrivableEvents = 24'999;
constexpr std::int64_t kMostRedrives = 1000;
/// How long, and how many, client tokens are known.
constexpr std::chrono::minutes kTokenLife{15};
constexpr std::size_t kMostTokens = 10;

/// Why the execution cannot be redriven; empty when it can.
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

void setOrigin(Value& out, const Target& target) {
    if (!target.versionArn.empty())
        out.set("stateMachineVersionArn", target.versionArn);
    if (!target.aliasArn.empty())
        out.set("stateMachineAliasArn", target.aliasArn);
}

Value listEntry(const ExecutionRecord& record) {
    Value out = Value::object({{"executionArn", record.arn},
                               {"stateMachineArn", record.target.machineArn},
                               {"name", record.name},
                               {"status", executionStatusName(record.status)},
                               {"startDate", epochSeconds(record.started)}});
    if (record.stopped)
        out.set("stopDate", epochSeconds(*record.stopped));
    out.set("redriveCount", record.redrives);
    if (record.redriven)
        out.set("redriveDate", epochSeconds(*record.redriven));
    setOrigin(out, record.target);
    return out;
}

} // namespace

const char* executionStatusName(ExecutionStatus status) {
    static constexpr std::array kNames{"RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"};
    return kNames[static_cast<std::size_t>(status)];
}

ApiError wrongMachineType() {
    return {"StateMachineTypeNotSupported",
            "This operation is not supported by this type of state machine"};
}

void setText(Value& out, const char* member, const std::optional<std::string>& text) {
    if (text)
        out.set(member, *text);
}

Answer StatesService::Private::stopExecution(const Value& in) {
    auto found = findExecution(in);
    if (!found)
        return found.error();
    Record& record = **found;
    if (record.status == ExecutionStatus::Running) {
        m_executor.stop(record.handle, in["error"].toString(), in["cause"].toString());
        if (in.find("error"))
            record.error = in["error"].toString();
        if (in.find("cause"))
            record.cause = in["cause"].toString();
        close(record, ExecutionStatus::Aborted);
    }
    return Value::object({{"stopDate", epochSeconds(*record.stopped)}});
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
        return notRedrivable(record, "Execution history event limit exceeded");
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

Answer StatesService::Private::describeExecution(const Value& in) {
    auto found = findExecution(in);
    if (!found)
        return found.error();
    return description(**found, in);
}

Value StatesService::Private::description(const Record& record, const Value& in) const {
    const bool withData = in["includedData"].toString() != "METADATA_ONLY";
    Value out = Value::object({{"executionArn", record.arn},
                               {"stateMachineArn", record.target.machineArn},
                               {"name", record.name},
                               {"status", executionStatusName(record.status)},
                               {"startDate", epochSeconds(record.started)}});
    if (record.stopped)
        out.set("stopDate", epochSeconds(*record.stopped));
    if (withData)
        out.set("input", record.input);
    out.set("inputDetails", Value::object({{"included", withData}}));
    if (record.output) {
        if (withData)
            out.set("output", *record.output);
        out.set("outputDetails", Value::object({{"included", withData}}));
    }
    if (!record.traceHeader.empty())
        out.set("traceHeader", record.traceHeader);
    if (withData) {
        setText(out, "error", record.error);
        setText(out, "cause", record.cause);
    }
    setOrigin(out, record.target);
    out.set("redriveCount", record.redrives);
    if (record.redriven)
        out.set("redriveDate", epochSeconds(*record.redriven));
    const std::string obstacle = redriveObstacle(record, now());
    out.set("redriveStatus", obstacle.empty() ? "REDRIVABLE" : "NOT_REDRIVABLE");
    if (!obstacle.empty())
        out.set("redriveStatusReason", obstacle);
    return out;
}

Answer StatesService::Private::listExecutions(const Value& in) {
    auto arn = StatesArn::parse(in["stateMachineArn"].toString(), StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    auto machine = findMachine(*arn);
    if (!machine || !targetOf(*arn))
        return noSuchMachine(arn->text);
    if ((*machine)->type == WorkflowType::Express)
        return wrongMachineType();
    const std::string& status = in["statusFilter"].toString();
    const std::string& redriven = in["redriveFilter"].toString();
    std::vector<const Record*> records;
    for (const auto& [key, record] : m_store.executions) {
        const Target& target = record.target;
        const bool isOfIt = arn->qualifier.empty()
                                ? target.machineArn == arn->machineArn()
                                : (target.versionArn == arn->text || target.aliasArn == arn->text);
        if (isOfIt && (status.empty() || status == executionStatusName(record.status)) &&
            (redriven.empty() || (redriven == "REDRIVEN") == (record.redrives > 0)))
            records.push_back(&record);
    }
    std::sort(records.begin(), records.end(), [](const Record* left, const Record* right) {
        return left->number > right->number; // the latest first
    });
    const auto page = pageOf(in, records.size(), [&](std::size_t at) { return records[at]->arn; });
    if (!page)
        return page.error();
    Value::Array list;
    for (std::size_t at = page->begin; at < page->end; ++at)
        list.push_back(listEntry(*records[at]));
    Value out = Value::object({{"executions", Value(std::move(list))}});
    setNextToken(out, *page);
    return out;
}

ApiResult<ExecutionRecord*> StatesService::Private::findExecution(const Value& in) {
    auto arn = StatesArn::parse(in["executionArn"].toString(), StatesArn::Kind::Execution);
    if (!arn)
        return arn.error();
    const auto found = m_store.executions.find(arn->text);
    if (found == m_store.executions.end())
        return ApiError{"ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn->text + "'"};
    return &found->second;
}

} // namespace ws::service
