#include "engine/workspace/loadrun.h"

#include "engine/base/ids.h"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <variant>

namespace ws::workspace {

namespace {

/// How long the event loop may wait for one turn of sending.
constexpr std::chrono::milliseconds kTurn{2};

/// Hands on what is about one function.
class FunctionEvents : public telemetry::EventSink {
public:
    FunctionEvents(std::string function, telemetry::EventSink& to)
        : m_function(std::move(function))
        , m_to(to) {}

    void onEvent(const telemetry::Event& event) override {
        if (std::visit([this](const auto& body) { return isMine(body); }, event.body))
            m_to.onEvent(event);
    }

private:
    bool isMine(const telemetry::EnvironmentStarted& body) {
        return body.function == m_function && m_environments.insert(body.environment).second;
    }
    /// Those that were there before were not counted when they came.
    bool isMine(const telemetry::EnvironmentPhaseChanged& body) {
        const bool mine = m_environments.contains(body.environment);
        if (body.phase == telemetry::Phase::Gone)
            m_environments.erase(body.environment);
        return mine;
    }
    bool isMine(const telemetry::InvocationArrived& body) {
        return body.function == m_function && m_invocations.insert(body.invocation).second;
    }
    bool isMine(const telemetry::InvocationStarted& body) const {
        return m_invocations.contains(body.invocation);
    }
    bool isMine(const telemetry::InvocationThrottled& body) {
        return m_invocations.erase(body.invocation) > 0;
    }
    bool isMine(const telemetry::InvocationFinished& body) {
        return m_invocations.erase(body.invocation) > 0;
    }
    bool isMine(const telemetry::AsyncEventMoved& body) const {
        return body.function == m_function;
    }
    template <typename Other>
    bool isMine(const Other&) const {
        return false;
    }

    const std::string m_function;
    telemetry::EventSink& m_to;
    std::unordered_set<base::EnvironmentId> m_environments;
    std::unordered_set<base::InvocationId> m_invocations;
};

} // namespace

/// Shared with the callbacks of invocations, which may outlive the run.
struct LoadRun::State : std::enable_shared_from_this<State> {
    State(const Parts& parts, LoadRequest asked, Told tell)
        : clock(parts.clock)
        , bus(parts.bus)
        , invoke(parts.invoke)
        , request(std::move(asked))
        , told(std::move(tell))
        , arrivals(request.load, request.seed)
        , tenants(request.tenants, request.seed)
        , events(base::FunctionName::parse(request.invoke.function).name, progress.statistics) {}

    void begin() {
        begun = clock.now();
        bus.addSink(&events);
        listens = true;
        next = arrivals.next();
        schedule();
    }

    void end() {
        if (std::exchange(listens, false))
            bus.removeSink(&events);
        for (auto* timer : {&sender, &teller}) {
            if (*timer)
                clock.cancel(*std::exchange(*timer, std::nullopt));
        }
    }

    void schedule() {
        if (!next)
            return stopSending();
        const base::Duration wait = begun + *next - clock.now();
        sender = clock.after(std::max(wait, base::Duration::zero()), [weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->sender.reset();
                self->sendDue();
            }
        });
    }

    void sendDue() {
        const auto since = std::chrono::steady_clock::now();
        while (next && begun + *next <= clock.now()) {
            progress.behind = std::max(progress.behind, clock.now() - begun - *next);
            send();
            next = progress.refused ? std::nullopt : arrivals.next();
            if (std::chrono::steady_clock::now() - since > kTurn)
                break; // answers want their turn
        }
        tellSoon();
        schedule();
    }

    void send() {
        ++progress.sent;
        fleet::InvokeRequest one = request.invoke;
        if (request.tenants > 0)
            one.tenantId = tenants.next();
        const auto sent = invoke(one, [weak = weak_from_this()](const auto& result) {
            if (const auto self = weak.lock())
                self->take(result);
        });
        if (sent)
            return;
        --progress.sent;
        progress.refused = sent.error();
    }

    void take(const fleet::InvokeResult& result) {
        constexpr int kTooManyRequests = 429;
        ++progress.answered;
        if (result.statusCode == kTooManyRequests)
            ++progress.throttled;
        else if (!result.functionError.empty() || result.statusCode >= 300)
            fail(result);
        tellSoon();
    }

    void fail(const fleet::InvokeResult& result) {
        constexpr std::size_t kShown = 1'024;
        ++progress.failed;
        progress.lastFailure = result.payload.substr(0, kShown);
    }

    void stopSending() {
        progress.sending = false;
        tellSoon();
    }

    bool isDone() const { return !progress.sending && progress.answered == progress.sent; }

    void tellSoon() {
        if (teller)
            return;
        // The last one does not wait.
        const base::Duration since = clock.now() - toldAt;
        const base::Duration wait = isDone() ? base::Duration::zero()
                                             : std::max(kTellEvery - since, base::Duration::zero());
        teller = clock.after(wait, [weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->teller.reset();
                self->tell();
            }
        });
    }

    void tell() {
        toldAt = clock.now();
        progress.elapsed = toldAt - begun;
        if (isDone()) {
            progress.over = true;
            end();
        }
        if (told)
            told(progress);
    }

    base::Clock& clock;
    telemetry::EventBus& bus;
    const Invoke invoke;
    const LoadRequest request;
    Told told;
    fleet::LoadGenerator arrivals;
    fleet::TenantGenerator tenants;
    LoadProgress progress;
    FunctionEvents events;
    bool listens = false;
    base::TimePoint begun;
    base::TimePoint toldAt;
    std::optional<base::Duration> next; ///< after `begun`
    std::optional<base::TimerId> sender;
    std::optional<base::TimerId> teller;
};

LoadRun::LoadRun(const Parts& parts, LoadRequest request, Told told)
    : d(std::make_shared<State>(parts, std::move(request), std::move(told))) {}

LoadRun::~LoadRun() {
    d->end();
}

void LoadRun::start() {
    d->begin();
}

void LoadRun::cancel() {
    if (!d->progress.sending)
        return;
    if (d->sender)
        d->clock.cancel(*std::exchange(d->sender, std::nullopt));
    d->next.reset();
    d->stopSending();
}

bool LoadRun::isOver() const {
    return d->progress.over;
}

const std::string& LoadRun::function() const {
    return d->request.invoke.function;
}

} // namespace ws::workspace
