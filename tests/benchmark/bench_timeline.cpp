// How long a frame of the timeline takes with a thousand lanes. Writes one line per case:
// spans, milliseconds (median of the frames) and what moved between the frames.

#include "engine/base/clock.h"
#include "widgets/feed/playback.h"
#include "widgets/timeline/timelineview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace ws;
using namespace std::chrono_literals;

namespace {

constexpr int kLanes = 1'000;
constexpr int kFrames = 60;

/// Every lane serves invocations of a millisecond or so, the lanes side by side.
std::vector<telemetry::Event> busyFleet(base::TimePoint begin, int spans) {
    std::vector<telemetry::Event> events;
    const int invokes = spans / kLanes / 2;
    std::uint64_t invocation = 0;
    for (int lane = 1; lane <= kLanes; ++lane) {
        const auto id = base::EnvironmentId(lane);
        telemetry::EnvironmentStarted started;
        started.environment = id;
        started.function = "function-" + std::to_string(lane % 5);
        started.version = "$LATEST";
        base::TimePoint at = begin + lane * 1ms;
        events.push_back({0, at, started});
        for (int i = 0; i < invokes; ++i) {
            at += base::Duration{1'000 + (lane * 37 + i * 101) % 9'000};
            events.push_back(
                {0, at,
                 telemetry::EnvironmentPhaseChanged{
                     id, telemetry::Phase::Invoke, base::InvocationId(++invocation), false, {}}});
            at += base::Duration{300 + (lane * 53 + i * 211) % 2'000};
            events.push_back({0, at,
                              telemetry::EnvironmentPhaseChanged{
                                  id, telemetry::Phase::Idle, {}, i % 97 == 96, {}}});
        }
    }
    return events;
}

double medianFrame(timeline::TimelineCanvas& canvas, const std::function<void(int)>& change) {
    QImage image(canvas.viewport()->size(), QImage::Format_RGB32);
    std::vector<double> times;
    for (int frame = 0; frame < kFrames; ++frame) {
        change(frame);
        QElapsedTimer timer;
        timer.start();
        canvas.viewport()->render(&image);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::nth_element(times, times.begin() + kFrames / 2);
    return times[kFrames / 2];
}

void measure(int spans) {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    theme.applyTo(*qApp);
    timeline::TimelineView view(feed, selection, theme, nullptr);
    view.resize(1600, 1000);
    view.show();
    QElapsedTimer timer;
    timer.start();
    feed.replay(busyFleet(feed.now() - 1s, spans));
    std::printf("%9d spans: recorded in %lld ms\n", spans, static_cast<long long>(timer.elapsed()));
    timeline::TimeRange& range = view.range();
    range.fitAll();
    const timeline::Interval all = range.visible();
    const auto report = [&](const char* what, const std::function<void(int)>& change) {
        std::printf("%9d spans: %6.2f ms a frame, %s\n", spans, medianFrame(view.canvas(), change),
                    what);
    };
    report("everything in view, still", [](int) {});
    report("everything in view, panning",
           [&](int frame) { range.pan(all.length() / 1'000 * (frame % 2 ? 1 : -1)); });
    report("zooming in", [&](int frame) {
        range.show(timeline::zoomed(all, std::pow(0.9, frame), all.begin + all.length() / 3));
    });
    range.show({all.begin, all.begin + all.length() / 50});
    report("a fiftieth in view, panning", [&](int) { range.pan(all.length() / 2'000); });
}

/// The same again, played from its middle on: what a frame costs with the playback's own part.
void measurePlayed(int spans) {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    base::ManualClock clock;
    feed::Playback playback(feed, selection, clock);
    timeline::TimelineView view(feed, selection, theme, nullptr);
    view.attachPlayback(playback);
    view.resize(1600, 1000);
    view.show();
    std::vector<telemetry::Event> events = busyFleet(feed.now() - 1s, spans);
    std::ranges::stable_sort(events, {}, &telemetry::Event::at);
    feed.replay(events);
    view.range().fitAll();
    playback.setSpeed(0);
    playback.goToEvent(feed::Playback::Subject::Lifecycle, std::int64_t(events.size() / 2));
    playback.play(feed::Playback::Subject::Lifecycle);
    std::vector<double> ticks;
    const auto advance = [&](int) {
        QElapsedTimer timer;
        timer.start();
        clock.advance(feed::Playback::kFrame);
        ticks.push_back(double(timer.nsecsElapsed()) / 1e6);
    };
    const double frame = medianFrame(view.canvas(), advance);
    std::ranges::nth_element(ticks, ticks.begin() + kFrames / 2);
    std::printf("%9d spans: %6.2f ms a frame, everything in view, played; %.2f ms to move on\n",
                spans, frame, ticks[kFrames / 2]);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    for (const int spans : {100'000, 1'000'000})
        measure(spans);
    for (const int spans : {100'000, 1'000'000})
        measurePlayed(spans);
    return 0;
}
