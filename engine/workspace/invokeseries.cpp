#include "engine/workspace/invokeseries.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ws::workspace {

/// Shared with the callbacks of invocations, which may outlive the series.
struct InvokeSeries::State : std::enable_shared_from_this<State> {
    State(base::Clock& clock, Invoke invoke, SeriesRequest request, Told told)
        : clock(clock)
        , invoke(std::move(invoke))
        , request(std::move(request))
        , told(std::move(told)) {
        progress.wanted = std::max(1, this->request.count);
    }

    void beginOne() {
        ++progress.started;
        const auto begun = invoke(request.invoke, [self = weak_from_this()](const auto& result) {
            if (const auto state = self.lock())
                state->take(result);
        });
        if (begun)
            return;
        progress.wanted = progress.finished = progress.started;
        progress.failed = progress.wanted;
        last = Answer(begun.error());
        tell();
    }

    void take(const fleet::InvokeResult& result) {
        ++progress.finished;
        const bool warm = result.reason == telemetry::StartReason::Warm ||
                          result.reason == telemetry::StartReason::Provisioned;
        progress.cold += warm ? 0 : 1;
        progress.failed += result.report.status == telemetry::InvocationStatus::Succeeded ? 0 : 1;
        last = Answer(result);
        if (progress.started < progress.wanted && request.pace == SeriesRequest::Pace::InTurn)
            beginOne();
        if (progress.isOver())
            tell();
        else
            tellSoon();
    }

    void tellSoon() {
        if (timer)
            return;
        const base::Duration since = clock.now() - toldAt;
        if (since >= kTellEvery)
            return tell();
        timer = clock.after(kTellEvery - since, [self = weak_from_this()] {
            if (const auto state = self.lock()) {
                state->timer.reset();
                state->tell();
            }
        });
    }

    void tell() {
        if (timer)
            clock.cancel(*std::exchange(timer, {}));
        toldAt = clock.now();
        if (told && last)
            told(progress, *last);
    }

    base::Clock& clock;
    const Invoke invoke;
    const SeriesRequest request;
    Told told;
    SeriesProgress progress;
    std::optional<Answer> last;
    std::optional<base::TimerId> timer;
    base::TimePoint toldAt;
};

InvokeSeries::InvokeSeries(base::Clock& clock, Invoke invoke, SeriesRequest request, Told told)
    : d(std::make_shared<State>(clock, std::move(invoke), std::move(request), std::move(told))) {}

InvokeSeries::~InvokeSeries() {
    if (d->timer)
        d->clock.cancel(*d->timer);
}

void InvokeSeries::start() {
    const int first = d->request.pace == SeriesRequest::Pace::Together ? d->progress.wanted : 1;
    for (int i = 0; i < first && d->progress.started < d->progress.wanted; ++i)
        d->beginOne();
}

void InvokeSeries::cancel() {
    d->progress.wanted = d->progress.started;
}

bool InvokeSeries::isOver() const {
    return d->progress.isOver();
}

const std::string& InvokeSeries::function() const {
    return d->request.invoke.function;
}

} // namespace ws::workspace
