#include "engine/service/statesservice_p.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace ws::service {

using json::Value;
using statemachine::WorkflowType;
using telemetry::ExecutionStatus;

namespace {

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
