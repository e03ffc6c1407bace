#include "engine/service/statesservice_p.h"

#include <algorithm>

namespace ws::service {

using execution::MapRun;
using execution::MapRunCounts;
using execution::MapRunStatus;
using json::Value;

namespace {

const char* statusName(MapRunStatus status) {
    switch (status) {
    case MapRunStatus::Running:
        return "RUNNING";
    case MapRunStatus::Succeeded:
        return "SUCCEEDED";
    case MapRunStatus::Failed:
        return "FAILED";
    case MapRunStatus::Aborted:
        return "ABORTED";
    }
    return "";
}

/// `waiting`: for their redrive, by how they had ended.
Value countsToJson(const MapRunCounts& counts, const MapRunCounts& waiting) {
    return Value::object({{"pending", counts.pending},
                          {"running", counts.running},
                          {"succeeded", counts.succeeded},
                          {"failed", counts.failed},
                          {"timedOut", counts.timedOut},
                          {"aborted", counts.aborted},
                          {"total", counts.total},
                          {"resultsWritten", counts.resultsWritten},
                          {"failuresNotRedrivable", 0}, // every child execution is
                          {"pendingRedrive", waiting.failed + waiting.aborted}});
}

Value entry(const MapRun& run, const std::string& executionArn) {
    Value out = Value::object({{"executionArn", executionArn},
                               {"mapRunArn", run.arn},
                               {"stateMachineArn", run.machineArn},
                               {"startDate", epochSeconds(run.startedAt)}});
    if (run.endedAt)
        out.set("stopDate", epochSeconds(*run.endedAt));
    return out;
}

} // namespace

std::vector<std::shared_ptr<const MapRun>>
StatesService::Private::mapRunsOf(const Record& record) const {
    auto runs = m_executor.mapRuns(record.handle);
    return runs.empty() ? record.mapRuns : runs;
}

ApiResult<StatesService::Private::FoundMapRun> StatesService::Private::findMapRun(const Value& in) {
    auto arn = StatesArn::parse(in["mapRunArn"].toString(), StatesArn::Kind::MapRun);
    if (!arn)
        return arn.error();
    for (const auto& [key, record] : m_store.executions) {
        for (const auto& run : mapRunsOf(record)) {
            if (run->arn == arn->text)
                return FoundMapRun{&record, run};
        }
    }
    return ApiError{"ResourceNotFound", "Resource not found: '" + arn->text + "'"};
}

Answer StatesService::Private::listMapRuns(const Value& in) {
    auto found = findExecution(in);
    if (!found)
        return found.error();
    auto runs = mapRunsOf(**found);
    std::reverse(runs.begin(), runs.end()); // the latest first
    const auto page = pageOf(in, runs.size(), [&](std::size_t at) { return runs[at]->arn; });
    if (!page)
        return page.error();
    Value::Array list;
    for (std::size_t at = page->begin; at < page->end; ++at)
        list.push_back(entry(*runs[at], (*found)->arn));
    Value out = Value::object({{"mapRuns", Value(std::move(list))}});
    setNextToken(out, *page);
    return out;
}

Answer StatesService::Private::describeMapRun(const Value& in) {
    auto found = findMapRun(in);
    if (!found)
        return found.error();
    const MapRun& run = *found->run;
    Value out = Value::object({{"mapRunArn", run.arn},
                               {"executionArn", found->record->arn},
                               {"status", statusName(run.status)},
                               {"startDate", epochSeconds(run.startedAt)}});
    if (run.endedAt)
        out.set("stopDate", epochSeconds(*run.endedAt));
    out.set("maxConcurrency", run.maxConcurrency);
    out.set("toleratedFailurePercentage", run.toleratedFailurePercentage);
    out.set("toleratedFailureCount", run.toleratedFailureCount);
    out.set("itemCounts", countsToJson(run.items, run.waitingItems));
    out.set("executionCounts", countsToJson(run.executions, run.waitingExecutions));
    out.set("redriveCount", run.redrives);
    if (run.redrivenAt)
        out.set("redriveDate", epochSeconds(*run.redrivenAt));
    return out;
}

Answer StatesService::Private::updateMapRun(const Value& in) {
    auto found = findMapRun(in);
    if (!found)
        return found.error();
    execution::Executor::MapRunChange change;
    change.mapRunArn = found->run->arn;
    if (in.find("maxConcurrency"))
        change.maxConcurrency = in["maxConcurrency"].toInteger();
    if (in.find("toleratedFailureCount"))
        change.toleratedFailureCount = in["toleratedFailureCount"].toInteger();
    if (in.find("toleratedFailurePercentage"))
        change.toleratedFailurePercentage = in["toleratedFailurePercentage"].toDouble();
    m_executor.updateMapRun(found->record->handle, change);
    return Value::object();
}

} // namespace ws::service
