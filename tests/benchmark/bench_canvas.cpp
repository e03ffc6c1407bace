// How fast the canvas opens, lays out and pans large definitions. Writes one line per measure:
// what, states, milliseconds (median; for frames also the 95th percentile, and both of the
// processor's time, which other programs disturb less).

#include "widgets/designer/workflowcanvas.h"
#include "widgets/designer/workflowview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace ws;

namespace {

constexpr int kFrames = 120;

/// Chains with a choice at every fifth state, catches to one handler, and Maps when nested.
std::string definition(int states, int nestedEvery) {
    std::string text = R"({"StartAt":"S0","States":{)";
    int made = 1;
    for (int i = 0; made < states; ++i) {
        const std::string name = "S" + std::to_string(i);
        const std::string next = "S" + std::to_string(i + 1);
        text += '"' + name + "\":";
        if (nestedEvery > 0 && i % nestedEvery == nestedEvery - 1) {
            text += R"({"Type":"Map","ItemsPath":"$.items","ItemProcessor":{"StartAt":"N)" + name +
                    R"(","States":{"N)" + name + R"(":{"Type":"Pass","Next":"M)" + name +
                    R"("},"M)" + name + R"(":{"Type":"Succeed"}}},"Next":")" + next + "\"},";
            made += 3;
        } else if (i % 5 == 4) {
            text += R"({"Type":"Choice","Choices":[{"Variable":"$.a","IsPresent":true,"Next":")" +
                    next + R"("},{"Variable":"$.b","IsNull":true,"Next":"Handler"}],"Default":"S)" +
                    std::to_string(std::max(0, i - 3)) + "\"},";
            ++made;
        } else {
            text += R"({"Type":"Task","Resource":"f","Catch":[{"ErrorEquals":["States.ALL"],)"
                    R"("Next":"Handler"}],"Next":")" +
                    next + "\"},";
            ++made;
        }
        if (made >= states)
            text += '"' + next + R"(":{"Type":"Succeed"},)";
    }
    return text + R"("Handler":{"Type":"Fail"}}})";
}

std::vector<double> times(int count, const std::function<void(int)>& work) {
    std::vector<double> out;
    for (int i = 0; i < count; ++i) {
        QElapsedTimer timer;
        timer.start();
        work(i);
        out.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(out);
    return out;
}

double processorMs() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

void measure(int states, int nestedEvery) {
    const std::string text = definition(states, nestedEvery);
    const char* kind = nestedEvery > 0 ? "nested" : "flat";
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    designer::WorkflowCanvas canvas(feed, selection, theme);
    canvas.resize(1600, 1000);
    canvas.show();
    QImage image(canvas.size(), QImage::Format_RGB32);
    const auto open = times(1, [&](int) {
        canvas.setDefinition(QStringLiteral("m"), text);
        QCoreApplication::processEvents();
        canvas.render(&image);
    });
    std::printf("open %s %d %.1f\n", kind, states, open[0]);
    const auto document = json::Document::parse(text);
    const auto diagram =
        designer::makeDiagram(statemachine::buildGraph(*document), layout::Direction::TopDown,
                              designer::CanvasStyle::standard());
    const auto input = designer::layoutInput(diagram);
    const auto relayout = times(9, [&](int) { layout::arrange(input); });
    std::printf("layout %s %d %.1f\n", kind, states, relayout[4]);
    auto& view = *canvas.findChild<designer::WorkflowView*>();
    for (const double zoom : {2.0, 1.0, 0.75, 0.5, 0.3, 0.15}) {
        view.setZoom(zoom);
        QScrollBar& bar = *view.verticalScrollBar();
        std::vector<double> processor;
        const auto frames = times(kFrames, [&](int frame) {
            const double before = processorMs();
            bar.setValue(bar.minimum() + (bar.maximum() - bar.minimum()) * frame / kFrames);
            view.viewport()->render(&image);
            processor.push_back(processorMs() - before);
        });
        std::ranges::sort(processor);
        std::printf("pan at %.0f%% %s %d %.1f p95 %.1f processor %.1f p95 %.1f\n", zoom * 100, kind,
                    states, frames[kFrames / 2], frames[kFrames * 95 / 100], processor[kFrames / 2],
                    processor[kFrames * 95 / 100]);
    }
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    measure(500, 0);
    measure(500, 6);
    measure(2000, 0);
    measure(2000, 6);
    return 0;
}
