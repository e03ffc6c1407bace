#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/fleet/invoke.h"

#include <functional>
#include <memory>

namespace ws::workspace {

struct SeriesRequest {
    enum class Pace : std::uint8_t {
        InTurn,   ///< the next begins when the one before has ended
        Together, ///< all at once
    };
    fleet::InvokeRequest invoke;
    int count = 1;
    Pace pace = Pace::InTurn;
};

struct SeriesProgress {
    int wanted = 1;
    int started = 0;
    int finished = 0;
    int cold = 0;
    int failed = 0;
    bool isOver() const { return finished >= wanted; }
};

/// Many invocations of one function as one piece of work, run where the engine runs: their pace is
/// that of the function, whatever the one who watches does meanwhile.
class InvokeSeries {
public:
    using Answer = base::Result<fleet::InvokeResult>;
    using Invoke = std::function<base::Result<base::InvocationId>(const fleet::InvokeRequest&,
                                                                  fleet::InvokeCallback)>;
    /// How far it is, with the answer that came last. Told of at most every kTellEvery, and always
    /// of the end. A request that cannot run ends the series with its error: what is wrong with one
    /// is wrong with all.
    using Told = std::function<void(const SeriesProgress&, const Answer&)>;
    static constexpr base::Duration kTellEvery = std::chrono::milliseconds{16};

    InvokeSeries(base::Clock& clock, Invoke invoke, SeriesRequest request, Told told);
    /// Tells nothing more; invocations under way go on by themselves.
    ~InvokeSeries();
    InvokeSeries(const InvokeSeries&) = delete;
    InvokeSeries& operator=(const InvokeSeries&) = delete;

    void start();
    /// Begins no more; it is over when those under way have ended.
    void cancel();
    bool isOver() const;
    const std::string& function() const;

private:
    struct State;
    std::shared_ptr<State> d;
};

} // namespace ws::workspace
