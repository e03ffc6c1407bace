#include "engine/service/statesservice_p.h"

#include "engine/service/statesshapes.h"

#include <QByteArray>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace ws::service {

using json::Value;

namespace {

constexpr std::size_t kDefaultPage = 100;

ApiError unknownOperation(std::string_view name) {
    return {"UnknownOperationException", "Unknown operation: " + std::string(name)};
}

/// What no name may hold: blanks, brackets, wildcards, what needs escaping, control characters.
bool isForbidden(unsigned char c) {
    static constexpr std::string_view kSpecial = "<>{}[]?*\"#%\\^|~`$&,;:/ ";
    return c < 0x20 || c == 0x7F || kSpecial.find(static_cast<char>(c)) != std::string_view::npos;
}

// Tokens are opaque: ours name the entry to go on with, and where it was should it be gone.

std::string tokenFor(std::size_t position, const std::string& key) {
    const std::string text = std::to_string(position) + ' ' + key;
    return QByteArray::fromStdString(text).toBase64().toStdString();
}

std::optional<std::size_t> positionOf(const std::string& token, std::size_t count,
                                      const KeyAt& keyAt) {
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(token),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    const std::string text = decoded ? (*decoded).toStdString() : std::string();
    std::size_t position = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), position);
    if (problem != std::errc() || end == text.data() + text.size() || *end != ' ')
        return std::nullopt;
    const std::string_view key(end + 1, text.data() + text.size());
    for (std::size_t at = 0; at < count; ++at) {
        if (keyAt(at) == key)
            return at;
    }
    return std::min(position, count);
}

} // namespace

StatesService::Private::Private(const Parts& parts)
    : m_clock(parts.clock)
    , m_bus(parts.bus)
    , m_logs(parts.logs)
    , m_statusBus(parts.statusBus)
    , m_journals(parts.journals)
    , m_random(parts.seed ? parts.seed : std::random_device{}())
    , m_ids(m_random())
    , m_invoker(parts.clock, parts.services,
                [this](const StatesInvoker::Request& request, const Done& done) {
                    call(request.operation, request.parameters, done,
                         {request.account, std::string(base::kRegion), request.origin});
                })
    , m_executor({parts.clock, parts.invoker, parts.bus, m_random() | 1,
                  execution::Surroundings{&m_invoker, this, parts.objects}}) {}

StatesService::Private::~Private() {
    if (m_logged > 0)
        m_bus.removeSink(this);
}

StatesService::Private::Operation StatesService::Private::operationNamed(std::string_view name) {
    static const std::map<std::string_view, Operation> operations{
        {"CreateStateMachine", &Private::createStateMachine},
        {"UpdateStateMachine", &Private::updateStateMachine},
        {"DeleteStateMachine", &Private::deleteStateMachine},
        {"DescribeStateMachine", &Private::describeStateMachine},
        {"DescribeStateMachineForExecution", &Private::describeStateMachineForExecution},
        {"ListStateMachines", &Private::listStateMachines},
        {"PublishStateMachineVersion", &Private::publishStateMachineVersion},
        {"DeleteStateMachineVersion", &Private::deleteStateMachineVersion},
        {"ListStateMachineVersions", &Private::listStateMachineVersions},
        {"CreateStateMachineAlias", &Private::createStateMachineAlias},
        {"DescribeStateMachineAlias", &Private::describeStateMachineAlias},
        {"UpdateStateMachineAlias", &Private::updateStateMachineAlias},
        {"DeleteStateMachineAlias", &Private::deleteStateMachineAlias},
        {"ListStateMachineAliases", &Private::listStateMachineAliases},
        {"StartExecution", &Private::startExecution},
        {"StopExecution", &Private::stopExecution},
        {"RedriveExecution", &Private::redriveExecution},
        {"DescribeExecution", &Private::describeExecution},
        {"ListExecutions", &Private::listExecutions},
        {"GetExecutionHistory", &Private::getExecutionHistory},
        {"CreateActivity", &Private::createActivity},
        {"DescribeActivity", &Private::describeActivity},
        {"DeleteActivity", &Private::deleteActivity},
        {"ListActivities", &Private::listActivities},
        {"SendTaskSuccess", &Private::sendTaskSuccess},
        {"SendTaskFailure", &Private::sendTaskFailure},
        {"SendTaskHeartbeat", &Private::sendTaskHeartbeat},
        {"ListMapRuns", &Private::listMapRuns},
        {"DescribeMapRun", &Private::describeMapRun},
        {"UpdateMapRun", &Private::updateMapRun},
        {"TagResource", &Private::tagResource},
        {"UntagResource", &Private::untagResource},
        {"ListTagsForResource", &Private::listTagsForResource},
        {"ValidateStateMachineDefinition", &Private::validateStateMachineDefinition},
    };
    const auto found = operations.find(name);
    return found == operations.end() ? nullptr : found->second;
}

Answer StatesService::Private::call(std::string_view operation, const Value& parameters,
                                    const Caller& caller) {
    m_caller = caller;
    const Operation perform = operationNamed(operation);
    if (!perform)
        return unknownOperation(operation);
    if (auto problem = violations(*statesShape(operation), parameters))
        return *std::move(problem);
    return (this->*perform)(parameters);
}

void StatesService::Private::call(std::string_view operation, const Value& parameters,
                                  const Done& done, const Caller& caller) {
    if (!waits(operation))
        return done(call(operation, parameters, caller));
    m_caller = caller;
    if (auto problem = violations(*statesShape(operation), parameters))
        return done(*std::move(problem));
    if (operation == "GetActivityTask")
        getActivityTask(parameters, done);
    else if (operation == "StartSyncExecution")
        startSyncExecution(parameters, done);
    else
        testState(parameters, done);
}

std::string StatesService::Private::ownArn(const std::string& resource) const {
    return base::Arn{"aws", "states", m_caller.region, m_caller.account, resource}.toString();
}

Value epochSeconds(base::TimePoint at) {
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(at.time_since_epoch());
    return static_cast<double>(milliseconds.count()) / 1000;
}

ApiResult<Page> pageOf(const Value& in, std::size_t count, const KeyAt& keyAt) {
    const std::int64_t wanted = in["maxResults"].toInteger();
    const std::size_t size = wanted > 0 ? static_cast<std::size_t>(wanted) : kDefaultPage;
    Page page;
    if (const Value* token = in.find("nextToken"); token && !token->isNull()) {
        const auto begin = positionOf(token->toString(), count, keyAt);
        if (!begin)
            return ApiError{"InvalidToken", "Invalid Token: 'Invalid token'"};
        page.begin = *begin;
    }
    page.end = std::min(count, page.begin + size);
    if (page.end < count)
        page.nextToken = tokenFor(page.end, keyAt(page.end));
    return page;
}

void setNextToken(Value& answer, const Page& page) {
    if (!page.nextToken.empty())
        answer.set("nextToken", page.nextToken);
}

std::optional<ApiError> nameProblem(const std::string& name) {
    if (!std::any_of(name.begin(), name.end(),
                     [](char c) { return isForbidden(static_cast<unsigned char>(c)); }))
        return std::nullopt;
    return ApiError{"InvalidName", "Invalid Name: '" + name + "'"};
}

ApiError noSuchMachine(const std::string& arn) {
    return {"StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'"};
}

ApiError resourceNotFound() {
    return {"ResourceNotFound", "Request references a resource that does not exist."};
}

StatesService::StatesService(const Parts& parts)
    : d(std::make_unique<Private>(parts)) {}

StatesService::~StatesService() = default;

bool StatesService::waits(std::string_view operation) {
    return operation == "GetActivityTask" || operation == "StartSyncExecution" ||
           operation == "TestState";
}

Answer StatesService::call(std::string_view operation, const Value& parameters,
                           const Caller& caller) {
    return d->call(operation, parameters, caller);
}

void StatesService::call(std::string_view operation, const Value& parameters, Done done,
                         const Caller& caller) {
    d->call(operation, parameters, done, caller);
}

} // namespace ws::service
