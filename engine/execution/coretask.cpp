#include "engine/execution/core.h"

#include "engine/base/ids.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cstdio>

namespace ws::execution {

using json::Value;
using statemachine::TaskFields;
using Type = telemetry::HistoryEventType;

static std::optional<std::int64_t> whole(const std::optional<double>& seconds) {
    if (!seconds)
        return std::nullopt;
    return static_cast<std::int64_t>(*seconds);
}

static bool isFunction(const TaskFields& fields) {
    return fields.integration == TaskFields::Integration::Function;
}

void Interpreter::Core::performTask(Strand& strand, const TaskFields& fields,
                                    const Value& context) {
    std::optional<double> seconds;
    std::optional<double> heartbeat;
    if (auto failure = secondsOf(strand, fields.timeout, "TimeoutSecondsPath", context, seconds))
        return fail(strand, std::move(*failure));
    if (auto failure =
            secondsOf(strand, fields.heartbeat, "HeartbeatSecondsPath", context, heartbeat))
        return fail(strand, std::move(*failure));
    switch (fields.integration) {
    case TaskFields::Integration::Function:
        return callFunction(strand, fields, seconds);
    case TaskFields::Integration::LambdaInvoke:
        return callLambdaInvoke(strand, fields, seconds, heartbeat);
    case TaskFields::Integration::Unsupported:
        break;
    }
    fail(strand, Failure::runtime("The resource '" + fields.resource +
                                  "' is an integration that does not run locally yet."));
}

void Interpreter::Core::callFunction(Strand& strand, const TaskFields& fields,
                                     const std::optional<double>& seconds) {
    const auto name = base::FunctionName::parse(fields.resource);
    auto details = std::make_unique<Details>();
    details->resource = base::Arn::looksLikeOne(fields.resource)
                            ? fields.resource
                            : base::functionArn(name.name, name.qualifier);
    details->timeoutInSeconds = whole(seconds);
    chain(strand, Type::LambdaFunctionScheduled, {nullptr, strand.effective, std::move(details)});
    const std::int64_t scheduled = strand.lastEvent;
    chain(strand, Type::LambdaFunctionStarted);
    schedule(strand, fields.resource, strand.effective, scheduled, seconds);
}

/// The members of every Task event: "lambda", "invoke".
static std::unique_ptr<History::Details> serviceDetails(const TaskFields& fields) {
    auto details = std::make_unique<History::Details>();
    details->resourceType = fields.resourceType;
    details->resource = fields.action;
    return details;
}

void Interpreter::Core::callLambdaInvoke(Strand& strand, const TaskFields& fields,
                                         const std::optional<double>& seconds,
                                         const std::optional<double>& heartbeat) {
    const Value& parameters = strand.effective;
    const auto refuse = [&](const std::string& why) {
        fail(strand, Failure::runtime("The Parameters '" + parameters.dump() +
                                      "' could not be used to start the Task: [" + why + "]"));
    };
    const std::string& name = parameters["FunctionName"].toString();
    if (name.empty())
        return refuse("The field 'FunctionName' is required but was missing");
    const std::string& way = parameters["InvocationType"].toString();
    if (!way.empty() && way != "RequestResponse")
        return refuse("The InvocationType '" + way + "' does not run locally yet");
    auto details = serviceDetails(fields);
    details->parameters = parameters;
    details->region = base::kRegion;
    details->timeoutInSeconds = whole(seconds);
    details->heartbeatInSeconds = whole(heartbeat);
    chain(strand, Type::TaskScheduled, {nullptr, {}, std::move(details)});
    const std::int64_t scheduled = strand.lastEvent;
    chain(strand, Type::TaskStarted, {nullptr, {}, serviceDetails(fields)});
    std::string function = name;
    if (const std::string& qualifier = parameters["Qualifier"].toString(); !qualifier.empty())
        function += ':' + qualifier;
    const Value* payload = parameters.find("Payload");
    schedule(strand, std::move(function), payload ? *payload : Value::object(), scheduled,
             seconds ? (heartbeat ? std::min(seconds, heartbeat) : seconds) : heartbeat);
}

void Interpreter::Core::schedule(Strand& strand, std::string function, Value payload,
                                 std::int64_t scheduledEvent,
                                 const std::optional<double>& seconds) {
    strand.stage = Strand::Stage::Calling;
    strand.task = TaskId{++m_lastTask};
    m_tasks.emplace(strand.task, &strand);
    m_commands.emplace_back(ScheduleTask{strand.task, stateOf(strand).name, scheduledEvent,
                                         std::move(function), std::move(payload)});
    if (seconds)
        strand.deadline =
            startTimer(&strand, WakeKind::Deadline,
                       m_now + base::Duration{static_cast<std::int64_t>(*seconds * 1e6)});
}

void Interpreter::Core::taskEnded(Strand& strand, const TaskOutcome& outcome) {
    const auto& fields = std::get<TaskFields>(stateOf(strand).fields);
    Value result = isFunction(fields) ? outcome.result : invokeResult(strand, outcome);
    MaybeFailure failure;
    if (!outcome.error.empty())
        failure = Failure{outcome.error, outcome.cause, false};
    else
        failure =
            tooLarge(outcome.result, isFunction(fields) ? fields.resource : fields.resourceType);
    auto details = isFunction(fields) ? nullptr : serviceDetails(fields);
    if (!failure) {
        chain(strand, isFunction(fields) ? Type::LambdaFunctionSucceeded : Type::TaskSucceeded,
              {nullptr, result, std::move(details)});
        complete(strand, std::move(result));
        return;
    }
    if (!details)
        details = std::make_unique<Details>();
    details->error = failure->error;
    details->cause = failure->cause;
    chain(strand, isFunction(fields) ? Type::LambdaFunctionFailed : Type::TaskFailed,
          {nullptr, {}, std::move(details)});
    fail(strand, std::move(*failure));
}

void Interpreter::Core::taskTimedOut(Strand& strand) {
    const auto& fields = std::get<TaskFields>(stateOf(strand).fields);
    releaseWork(strand);
    auto details = isFunction(fields) ? std::make_unique<Details>() : serviceDetails(fields);
    details->error = kTimeoutError;
    chain(strand, isFunction(fields) ? Type::LambdaFunctionTimedOut : Type::TaskTimedOut,
          {nullptr, {}, std::move(details)});
    fail(strand, {kTimeoutError, std::nullopt, false});
}

/// "Fri, 20 Nov 2026 12:00:00 GMT"
static std::string httpDate(base::TimePoint at) {
    static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto days = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{days};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - days)};
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  kDays[std::chrono::weekday{days}.c_encoding()], static_cast<unsigned>(date.day()),
                  kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return buffer;
}

static std::string base64(const std::string& text) {
    return QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()))
        .toBase64()
        .toStdString();
}

/// What arn:aws:states:::lambda:invoke gives: the answer of the Invoke API with its HTTP headers.
Value Interpreter::Core::invokeResult(const Strand& strand, const TaskOutcome& outcome) const {
    if (!outcome.error.empty())
        return {};
    const std::string length = std::to_string(outcome.result.dumpSize());
    std::vector<std::pair<std::string, std::string>> headers{
        {"X-Amz-Executed-Version", outcome.executedVersion},
        {"x-amzn-Remapped-Content-Length", "0"},
        {"Connection", "keep-alive"},
        {"x-amzn-RequestId", outcome.requestId},
        {"Content-Length", length},
        {"Date", httpDate(m_now)},
        {"Content-Type", "application/json"},
    };
    Value result = Value::object({{"ExecutedVersion", outcome.executedVersion}});
    if (strand.effective["LogType"].toString() == "Tail") {
        headers.emplace_back("X-Amz-Log-Result", base64(outcome.log));
        result.set("LogResult", headers.back().second);
    }
    Value all = Value::object();
    Value single = Value::object();
    for (const auto& [name, text] : headers) {
        all.set(name, Value(Value::Array{text}));
        single.set(name, text);
    }
    result.set("Payload", outcome.result);
    result.set("SdkHttpMetadata", Value::object({{"AllHttpHeaders", std::move(all)},
                                                 {"HttpHeaders", std::move(single)},
                                                 {"HttpStatusCode", 200}}));
    result.set("SdkResponseMetadata", Value::object({{"RequestId", outcome.requestId}}));
    result.set("StatusCode", 200);
    return result;
}

} // namespace ws::execution
