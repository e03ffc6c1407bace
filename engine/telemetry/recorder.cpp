#include "engine/telemetry/recorder.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace ws::telemetry {

namespace {

/// About how much memory a value takes. Looks at no more than `budget` values and reckons that the
/// rest is like them, so that a payload of 6 MB costs no more time than a small one.
std::size_t approximateBytes(const json::Value& value, int& budget) {
    constexpr std::size_t kNode = sizeof(json::Value);
    --budget;
    if (value.isString())
        return kNode + value.toString().size();
    const std::size_t count = value.size();
    if (count == 0)
        return kNode;
    std::size_t seen = 0;
    std::size_t bytes = 0;
    if (value.isArray()) {
        for (const json::Value& item : value.items()) {
            if (budget <= 0)
                break;
            bytes += approximateBytes(item, budget);
            ++seen;
        }
    } else {
        for (const auto& [key, member] : value.members()) {
            if (budget <= 0)
                break;
            bytes += sizeof(std::string) + key.size() + approximateBytes(member, budget);
            ++seen;
        }
    }
    return kNode + (seen == 0 ? count * kNode : bytes / seen * count);
}

std::size_t payloadBytes(const InvocationRecord& record) {
    constexpr int kBudget = 128;
    int budget = kBudget;
    std::size_t bytes = approximateBytes(record.payload, budget);
    if (record.result) {
        budget = kBudget;
        bytes +=
            approximateBytes(record.result->payload, budget) + record.result->rawPayload.size();
    }
    return bytes;
}

/// Takes the older quarter away when there are more than `limit`, so that each element is moved a
/// constant number of times on average.
template <typename T>
void keepNewest(std::vector<T>& values, std::size_t limit) {
    if (values.size() > limit)
        values.erase(values.begin(), values.begin() + std::ptrdiff_t(limit / 4 + 1));
}

struct IsOfLifecycle {
    template <typename Body>
    bool operator()(const Body&) const {
        return std::is_same_v<Body, EnvironmentStarted> ||
               std::is_same_v<Body, EnvironmentPhaseChanged> ||
               std::is_same_v<Body, InvocationArrived> ||
               std::is_same_v<Body, InvocationThrottled> ||
               std::is_same_v<Body, InvocationStarted> || std::is_same_v<Body, InvocationFinished>;
    }
};

bool runsInvocation(Phase phase) {
    return phase == Phase::Invoke || phase == Phase::SuppressedInit;
}

} // namespace

Recorder::Recorder(const Limits& limits)
    : m_limits(limits) {}

void Recorder::onEvent(const Event& event) {
    ++m_revision;
    if (!m_first)
        m_first = event.at;
    m_last = event.at;
    const bool isMoment = isOfLifecycle(event);
    if (isMoment)
        beginMoment(event);
    std::visit([&](const auto& body) { apply(event, body); }, event.body);
    if (isMoment)
        endMoment();
}

bool isOfLifecycle(const Event& event) {
    return std::visit(IsOfLifecycle{}, event.body);
}

void Recorder::beginMoment(const Event& event) {
    if (m_moments.size() >= std::max<std::size_t>(1, m_limits.moments)) {
        const std::size_t before = m_moments.size();
        keepNewest(m_moments, before - 1);
        m_forgottenMoments += before - m_moments.size();
    }
    m_moments.push_back({event.at, 0, 0, 0});
}

void Recorder::endMoment() {
    Moment& moment = m_moments.back();
    moment.environments = m_living;
    moment.running = m_running;
    moment.throttled = m_throttleCount;
}

std::uint64_t Recorder::momentAt(base::TimePoint at) const {
    const auto after = std::ranges::upper_bound(m_moments, at, {}, &Moment::at);
    return m_forgottenMoments + std::uint64_t(after - m_moments.begin());
}

void Recorder::clear() {
    ++m_revision;
    m_lanes.keepUnfinished();
    m_invocations.keepUnfinished();
    m_executions.keepUnfinished();
    m_log.clear();
    m_logBytes = 0;
    m_droppedLogBytes = 0;
    m_environments.clear();
    m_concurrency.clear();
    m_throttles.clear();
    m_forgottenMoments += m_moments.size();
    m_moments.clear();
    m_spans = 0;
    m_lanes.forEach([this](Lane& lane) {
        const std::size_t past = lane.spans.empty() ? 0 : lane.spans.size() - 1;
        lane.forgottenSpans += past;
        lane.spans.erase(lane.spans.begin(), lane.spans.begin() + std::ptrdiff_t(past));
        if (!lane.spans.empty())
            lane.spans.back().begin = *m_last;
        lane.served.clear();
        lane.servedAt.clear();
        m_spans += lane.spans.size();
        touch(lane);
    });
    m_payloadBytes = 0;
    m_invocations.forEach(
        [this](const InvocationRecord& record) { m_payloadBytes += payloadBytes(record); });
    m_historyEvents = 0;
    m_past.clear();
    m_pastOrder.clear();
    m_pastCalls.clear();
    m_children.clear();
    m_executions.forEach([this](const ExecutionRecord& record) {
        m_historyEvents += record.history.size();
        addChild(record);
    });
    m_first = m_lanes.size() > 0 ? m_last : std::nullopt;
    if (m_living > 0 && m_last)
        countEnvironments(*m_last, 0);
    if (m_running > 0 && m_last)
        countRunning(*m_last, 0);
}

const Lane* Recorder::lane(EnvironmentId id) const {
    return m_lanes.find(id);
}

const InvocationRecord* Recorder::invocation(InvocationId id) const {
    if (const auto past = m_pastCalls.find(id); past != m_pastCalls.end())
        return &m_past.at(past->second.caller).calls.invocations[past->second.index];
    return m_invocations.find(id);
}

const ExecutionRecord* Recorder::execution(ExecutionId id) const {
    if (const auto past = m_past.find(id); past != m_past.end())
        return &past->second.record;
    return m_executions.find(id);
}

const ExecutionRecord* Recorder::executionWithArn(const std::string& arn) const {
    const auto& all = m_executions.all();
    const auto found = std::find_if(
        all.rbegin(), all.rend(), [&](const ExecutionRecord& record) { return record.arn == arn; });
    if (found != all.rend())
        return &*found;
    const auto past = std::ranges::find_if(
        m_past, [&](const auto& entry) { return entry.second.record.arn == arn; });
    return past == m_past.end() ? nullptr : &past->second.record;
}

std::vector<const ExecutionRecord*> Recorder::childrenOf(ExecutionId execution) const {
    std::vector<const ExecutionRecord*> children;
    const auto found = m_children.find(execution);
    if (found == m_children.end())
        return children;
    for (const ExecutionId id : found->second) {
        if (const ExecutionRecord* child = this->execution(id))
            children.push_back(child);
    }
    return children;
}

bool Recorder::isInside(ExecutionId inner, ExecutionId outer) const {
    const ExecutionRecord* record = execution(inner);
    while (record && record->origin.isNested() && record->origin.parent != outer)
        record = execution(record->origin.parent);
    return record && record->origin.isNested();
}

void Recorder::addPast(PastRun run) {
    ++m_revision;
    const ExecutionId id = run.record.execution;
    if (m_past.contains(id))
        return;
    addChild(run.record);
    const auto& calls = run.calls.invocations;
    for (std::size_t i = 0; i < calls.size(); ++i)
        m_pastCalls[calls[i].invocation] = {id, i};
    m_past.emplace(id, std::move(run));
    m_pastOrder.push_back(id);
    if (m_past.size() > m_limits.past)
        forgetOldestPast();
}

/// What has children here stays for as long as they do: one that is looked at is not taken from
/// around them.
void Recorder::forgetOldestPast() {
    const auto leaf =
        std::ranges::find_if(m_pastOrder, [&](ExecutionId id) { return !m_children.contains(id); });
    if (leaf == m_pastOrder.end())
        return;
    const auto oldest = m_past.find(*leaf);
    forgetChild(oldest->second.record);
    for (const InvocationRecord& call : oldest->second.calls.invocations)
        m_pastCalls.erase(call.invocation);
    m_past.erase(oldest);
    m_pastOrder.erase(leaf);
}

std::size_t Recorder::unopenedRuns(ExecutionId execution) const {
    const PastCalls* calls = pastCalls(execution);
    return calls ? calls->begunRuns - std::min(calls->begunRuns, childrenOf(execution).size()) : 0;
}

const PastCalls* Recorder::pastCalls(ExecutionId execution) const {
    const auto past = m_past.find(execution);
    return past == m_past.end() ? nullptr : &past->second.calls;
}

std::vector<const InvocationRecord*> Recorder::pastInvocations() const {
    std::vector<const InvocationRecord*> all;
    for (const auto& [id, past] : m_past) {
        for (const InvocationRecord& call : past.calls.invocations)
            all.push_back(&call);
    }
    std::ranges::stable_sort(all, {}, [](const InvocationRecord* call) { return call->arrived; });
    return all;
}

void Recorder::addChild(const ExecutionRecord& record) {
    if (record.origin.parent != ExecutionId{})
        m_children[record.origin.parent].push_back(record.execution);
}

/// And that it had any itself.
void Recorder::forgetChild(const ExecutionRecord& record) {
    m_children.erase(record.execution);
    const auto found = m_children.find(record.origin.parent);
    if (found == m_children.end())
        return;
    std::erase(found->second, record.execution);
    if (found->second.empty())
        m_children.erase(found);
}

void Recorder::appendTo(std::vector<SeriesPoint>& series, SeriesPoint point) const {
    // A value that lasted no time at all is no step.
    if (!series.empty() && series.back().at == point.at)
        series.back() = point;
    else
        series.push_back(point);
    keepNewest(series, m_limits.seriesPoints);
}

void Recorder::countEnvironments(base::TimePoint at, int change) {
    m_living += change;
    appendTo(m_environments, {at, m_living});
}

void Recorder::countRunning(base::TimePoint at, int change) {
    m_running += change;
    appendTo(m_concurrency, {at, m_running});
}

void Recorder::addThrottle(base::TimePoint at) {
    ++m_throttleCount;
    m_throttles.push_back(at);
    keepNewest(m_throttles, m_limits.seriesPoints);
}

void Recorder::touch(Lane& lane) {
    lane.revision = m_revision;
}

void Recorder::addSpan(Lane& lane, Span span) {
    span.moment = lastMoment();
    lane.spans.push_back(span);
    ++m_spans;
}

void Recorder::apply(const Event& event, const EnvironmentStarted& body) {
    Lane lane;
    lane.environment = body.environment;
    lane.function = body.function;
    lane.version = body.version;
    lane.reason = body.reason;
    lane.memoryMb = body.memoryMb;
    lane.logStream = body.logStream;
    lane.tenantId = body.tenantId;
    lane.notices = body.notices;
    lane.started = event.at;
    lane.startedMoment = lastMoment();
    Lane& added = m_lanes.add(body.environment, std::move(lane));
    addSpan(added, {Phase::Starting, event.at, {}, {}, false});
    touch(added);
    countEnvironments(event.at, +1);
    enforceLaneLimits();
}

void Recorder::apply(const Event& event, const EnvironmentPhaseChanged& body) {
    Lane* lane = m_lanes.find(body.environment);
    if (!lane || lane->ended)
        return;
    touch(*lane);
    if (body.endReason)
        lane->endReason = body.endReason;
    if (!lane->spans.empty()) {
        Span& current = lane->spans.back();
        if (current.phase == body.phase && current.invocation == body.invocation)
            return;
        current.end = event.at;
        if (body.failed)
            fail(current);
    }
    if (body.phase == Phase::Gone) {
        lane->ended = event.at;
        lane->endedMoment = lastMoment();
        countEnvironments(event.at, -1);
        return;
    }
    addSpan(*lane, {body.phase, event.at, {}, body.invocation, false});
    enforceLaneLimits();
}

void Recorder::apply(const Event& event, const InvocationArrived& body) {
    InvocationRecord record;
    record.invocation = body.invocation;
    record.requestId = body.requestId;
    record.function = body.function;
    record.qualifier = body.qualifier;
    record.tenantId = body.tenantId;
    record.payload = body.payload;
    record.execution = body.execution;
    record.state = body.state;
    record.scheduledEvent = body.scheduledEvent;
    record.arrived = event.at;
    m_payloadBytes += payloadBytes(record);
    m_invocations.add(body.invocation, std::move(record));
    enforceInvocationLimits();
}

void Recorder::apply(const Event& event, const InvocationThrottled& body) {
    addThrottle(event.at);
    if (InvocationRecord* record = m_invocations.find(body.invocation)) {
        record->throttled = body.reason;
        record->overMoment = lastMoment();
        record->cause = body.cause;
        record->used = body.used;
        record->limit = body.limit;
    }
}

void Recorder::apply(const Event& event, const InvocationStarted& body) {
    if (InvocationRecord* record = m_invocations.find(body.invocation)) {
        if (!record->started)
            countRunning(event.at, +1);
        record->started = event.at;
        record->startedMoment = lastMoment();
        record->environment = body.environment;
        record->reason = body.reason;
        record->used = body.running;
        record->limit = body.limit;
        record->spilled = body.spilled;
    }
    if (Lane* lane = m_lanes.find(body.environment)) {
        lane->served.push_back(body.invocation);
        lane->servedAt.push_back(lastMoment());
        ++lane->servedCount;
        touch(*lane);
    }
}

void Recorder::apply(const Event& event, const InvocationFinished& body) {
    if (InvocationRecord* record = m_invocations.find(body.invocation)) {
        if (record->started && !record->finished)
            countRunning(event.at, -1);
        m_payloadBytes -= payloadBytes(*record);
        record->finished = event.at;
        record->overMoment = lastMoment();
        record->result = body;
        m_payloadBytes += payloadBytes(*record);
    }
    if (body.status != InvocationStatus::Succeeded)
        markFailed(body);
    enforceInvocationLimits();
}

void Recorder::fail(Span& span) const {
    if (span.failed)
        return;
    span.failed = true;
    span.failedAfter = std::uint32_t(std::min<std::uint64_t>(
        lastMoment() - span.moment, std::numeric_limits<std::uint32_t>::max()));
}

/// The environment may be back in Idle (or in Reset) by the time the result is told.
void Recorder::markFailed(const InvocationFinished& body) {
    constexpr int kLookBack = 4;
    Lane* lane = m_lanes.find(body.environment);
    if (!lane)
        return;
    int looked = 0;
    for (auto span = lane->spans.rbegin(); span != lane->spans.rend() && looked < kLookBack;
         ++span, ++looked) {
        if (span->invocation == body.invocation && runsInvocation(span->phase)) {
            fail(*span);
            touch(*lane);
            return;
        }
    }
}

void Recorder::apply(const Event& event, const LogLine& body) {
    m_logBytes += body.text.size();
    m_log.push_back({event.sequence, event.at, body});
    enforceLogLimits();
}

void Recorder::apply(const Event&, const LogsDropped& body) {
    m_droppedLogBytes += body.bytes;
}

void Recorder::apply(const Event& event, const ExecutionStarted& body) {
    ExecutionRecord record;
    record.execution = body.execution;
    record.arn = body.arn;
    record.machine = body.machine;
    record.name = body.name;
    record.input = body.input;
    record.origin = body.origin;
    record.forebear = body.forebear;
    record.started = event.at;
    addChild(record);
    m_executions.add(body.execution, std::move(record));
    enforceExecutionLimits();
}

void Recorder::apply(const Event&, const ExecutionAdvanced& body) {
    if (ExecutionRecord* record = m_executions.find(body.execution)) {
        record->history.push_back(body.event);
        ++m_historyEvents;
        enforceExecutionLimits();
    }
}

void Recorder::apply(const Event& event, const ExecutionFinished& body) {
    if (ExecutionRecord* record = m_executions.find(body.execution)) {
        record->finished = event.at;
        record->status = body.status;
        record->output = body.output;
        record->error = body.error;
        record->cause = body.cause;
        enforceExecutionLimits();
    }
}

void Recorder::forgetLane(const Lane& lane) {
    m_spans -= lane.spans.size();
}

void Recorder::forgetInvocation(const InvocationRecord& record) {
    m_payloadBytes -= payloadBytes(record);
}

void Recorder::forgetExecution(const ExecutionRecord& record) {
    m_historyEvents -= record.history.size();
    forgetChild(record);
}

void Recorder::enforceLaneLimits() {
    const auto forget = [this](const Lane& lane) { forgetLane(lane); };
    while (m_lanes.size() > m_limits.lanes && m_lanes.forgetOldest(forget) > 0) {
    }
    while (m_spans > m_limits.spans) {
        const bool oldestIsOver = m_lanes.size() > 1 && m_lanes.all().front().isOver();
        if (!oldestIsOver || m_lanes.forgetOldest(forget) == 0) {
            const std::size_t before = m_spans;
            halveLongestLane();
            if (m_spans == before)
                return;
        }
    }
}

void Recorder::halveLongestLane() {
    Lane* longest = nullptr;
    m_lanes.forEach([&](Lane& lane) {
        if (!longest || lane.spans.size() > longest->spans.size())
            longest = &lane;
    });
    if (!longest || longest->spans.size() < 2)
        return;
    const std::size_t gone = longest->spans.size() / 2;
    longest->spans.erase(longest->spans.begin(), longest->spans.begin() + std::ptrdiff_t(gone));
    longest->forgottenSpans += gone;
    m_spans -= gone;
    auto& served = longest->served;
    const auto old = std::ptrdiff_t(served.size() / 2);
    served.erase(served.begin(), served.begin() + old);
    longest->servedAt.erase(longest->servedAt.begin(), longest->servedAt.begin() + old);
    touch(*longest);
}

void Recorder::enforceInvocationLimits() {
    const auto forget = [this](const InvocationRecord& record) { forgetInvocation(record); };
    while (m_invocations.size() > m_limits.invocations || m_payloadBytes > m_limits.payloadBytes) {
        if (m_invocations.forgetOldest(forget) == 0)
            return;
    }
}

void Recorder::enforceExecutionLimits() {
    const auto forget = [this](const ExecutionRecord& record) { forgetExecution(record); };
    while (m_executions.size() > m_limits.executions ||
           (m_historyEvents > m_limits.historyEvents && m_executions.size() > 1)) {
        if (m_executions.forgetOldest(forget) == 0)
            return;
    }
}

void Recorder::enforceLogLimits() {
    while (m_log.size() > m_limits.logEntries || m_logBytes > m_limits.logBytes) {
        m_logBytes -= m_log.front().line.text.size();
        m_log.pop_front();
    }
}

} // namespace ws::telemetry
