// How long the views of a run take: a history of 25,000 events is scrolled, a Map of 10,000
// iterations is opened and looked back into. Writes one line per case.

#include "widgets/dataplane/eventspanel.h"
#include "widgets/dataplane/iterationgrid.h"
#include "widgets/dataplane/stepspanel.h"
#include "widgets/designer/runstate.h"

#include "tests/support/recordedrun.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QScrollBar>
#include <QTreeView>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace ws;
using Type = telemetry::HistoryEventType;

namespace {

tests::RecordedRun mapOf(int items) {
    tests::RecordedRun run("orders");
    run.add(Type::MapStateEntered, 0, "Each");
    const auto map = run.then(Type::MapStateStarted);
    run.setLength(items);
    for (int item = 0; item < items; ++item) {
        run.add(Type::MapIterationStarted, map, "Each");
        run.setIndex(item);
        run.then(Type::PassStateEntered, "Item");
        run.then(Type::PassStateExited, "Item");
        run.then(item % 97 == 5 ? Type::MapIterationFailed : Type::MapIterationSucceeded, "Each");
        run.setIndex(item);
    }
    return run;
}

struct Frames {
    double median = 0;
    double worst = 0;
};

Frames frames(QWidget& viewport, int count, const std::function<void(int)>& change) {
    QImage image(viewport.size(), QImage::Format_RGB32);
    std::vector<double> times;
    for (int frame = 0; frame < count; ++frame) {
        QElapsedTimer timer;
        timer.start();
        change(frame);
        viewport.render(&image);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    return {times[times.size() / 2], times.back()};
}

void report(const char* what, const Frames& measured) {
    std::printf("%-46s %6.2f ms a frame, the longest %6.2f ms\n", what, measured.median,
                measured.worst);
}

double took(const std::function<void()>& work) {
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

void scrollThrough(const char* what, QTreeView& view) {
    QScrollBar& bar = *view.verticalScrollBar();
    report(what, frames(*view.viewport(), 120, [&](int frame) {
               bar.setValue(int(double(bar.maximum()) * frame / 119));
           }));
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    theme.applyTo(application);
    dataplane::EventsPanel events(feed, selection, theme);
    events.resize(1200, 900);
    events.setVisible(true);
    feed.replay(mapOf(6'250).events());
    scrollThrough("25,000 events scrolled", *events.findChild<QTreeView*>());

    const tests::RecordedRun large = mapOf(10'000);
    feed::EngineFeed other;
    other.replay(large.events());
    dataplane::StepsPanel steps(other, selection, theme);
    steps.resize(1200, 900);
    steps.show();
    std::printf("%-46s %6.0f ms\n", "10,000 iterations opened", took([&] {
                    feed::Selection::Content content;
                    content.machine = QStringLiteral("orders");
                    content.execution = base::ExecutionId{1};
                    content.state = QStringLiteral("Each");
                    selection.set(content);
                    steps.view().expand(steps.filter().index(0, 0));
                    QApplication::processEvents();
                    steps.grab();
                }));
    std::printf("%-46s %6.0f ms\n", "10,000 iterations to the next failed one",
                took([&] { steps.nextFailed(); }));
    scrollThrough("10,000 iterations scrolled in the table", steps.view());
    dataplane::IterationGrid& grid = steps.grid();
    report("10,000 cells scrolled", frames(*grid.viewport(), 120, [&](int frame) {
               grid.verticalScrollBar()->setValue(
                   int(double(grid.verticalScrollBar()->maximum()) * frame / 119));
           }));
    const auto& history = other.recorder().execution(base::ExecutionId{1})->history;
    std::printf("%-46s %6.1f ms\n", "40,000 events looked back into, from the start",
                took([&] { designer::RunState::of(history, history.size() - 1); }));
    return 0;
}
