// How long it takes from a key in the text of a state machine of five thousand lines until graph,
// inspector and problems are those of the new text, in the whole window; and what its parts cost
// alone. Writes one line per measure: what, milliseconds (median and 95th percentile); for the keys
// also what the window's thread computed in that time, which other programs do not lengthen.

#include "app/docks.h"
#include "app/editorarea.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/graph.h"
#include "engine/statemachine/validator.h"
#include "widgets/codeeditor/editortabs.h"

#include "tests/support/shownwindow.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QKeyEvent>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>

using namespace ws;

namespace {

enum class Syntax { Json, Yaml };

const char* const kTask = R"-("Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Comment": "calls the function #",
      "TimeoutSeconds": 30,
      "Parameters": {
        "FunctionName": "f",
        "Payload": {
          "id.$": "$.order.items[0].id",
          "name.$": "States.Format('{}-{}', $.first, $$.State.Name)"
        }
      },
      "ResultPath": "$.answer#",
      "Retry": [
        {
          "ErrorEquals": ["Lambda.ServiceException"],
          "MaxAttempts": 3
        }
      ],
      "Catch": [
        {
          "ErrorEquals": ["States.ALL"],
          "Next": "Handler"
        }
      ],
      "Next": )-";
const char* const kChoice = R"-("Type": "Choice",
      "Choices": [
        {
          "Variable": "$.answer#.count",
          "NumericGreaterThan": 10,
          "Next": "Handler"
        }
      ],
      "Default": )-";
const char* const kQuery = R"-("Type": "Pass",
      "QueryLanguage": "JSONata",
      "Assign": {
        "total#": "{% $sum($states.input.items.(price * quantity)) %}"
      },
      "Output": "{% $merge([$states.input, {'answer#': $count($states.input.items)}]) %}",
      "Next": )-";

std::string numbered(std::string text, int number) {
    for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at))
        text.replace(at, 1, std::to_string(number));
    return text;
}

/// Tasks, choices and JSONata in a row, until there are as many lines.
std::string definition(long lines) {
    std::string text = "{\n  \"StartAt\": \"S0\",\n  \"States\": {\n";
    int state = 0;
    for (; std::count(text.begin(), text.end(), '\n') < lines; ++state) {
        const char* const kind = state % 4 == 1 ? kChoice : state % 4 == 3 ? kQuery : kTask;
        text += "    \"S" + std::to_string(state) + "\": {\n      " + numbered(kind, state) +
                "\"S" + std::to_string(state + 1) + "\"\n    },\n";
    }
    return text + "    \"S" + std::to_string(state) +
           "\": {\n      \"Type\": \"Succeed\"\n    },\n    \"Handler\": {\n      \"Type\": "
           "\"Fail\"\n    }\n  }\n}\n";
}

/// As people write it: blocks, without brackets and quotes where they need not be.
std::string inYaml(const json::Value& value, const std::string& indent) {
    if (value.isObject()) {
        std::string text;
        for (const auto& [name, inner] : value.members()) {
            const bool nested = (inner.isObject() || inner.isArray()) && inner.size() > 0;
            text += indent + name + ":" + (nested ? "\n" : " ") + inYaml(inner, indent + "  ");
        }
        return text;
    }
    if (value.isArray() && value.size() > 0 && value.at(0).isObject()) {
        std::string text;
        for (const json::Value& item : value.items())
            text += indent + "- " + inYaml(item, indent + "  ").substr(indent.size() + 2);
        return text;
    }
    if (value.isArray())
        return indent + "- " + value.at(0).dump() + "\n";
    return value.dump() + "\n";
}

struct Spread {
    double median = 0;
    double most = 0;
};

Spread spreadOf(std::vector<double> all) {
    std::ranges::sort(all);
    return {all[all.size() / 2], all[all.size() * 95 / 100]};
}

Spread times(int count, const std::function<void(int)>& work) {
    std::vector<double> all;
    for (int i = 0; i < count; ++i) {
        QElapsedTimer timer;
        timer.start();
        work(i);
        all.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    return spreadOf(std::move(all));
}

void tell(const char* what, const Spread& spread) {
    std::printf("%-44s %7.1f p95 %7.1f\n", what, spread.median, spread.most);
}

void write(const QString& path, const std::string& text) {
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text.data(), qint64(text.size()));
}

void pressKey(QWidget& view, int key, const QString& text) {
    for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, Qt::NoModifier, text);
        QCoreApplication::sendEvent(&view, &event);
    }
}

/// Of this thread, in milliseconds.
double computed() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct Keys {
    std::vector<double> waited;
    std::vector<double> computed;
};

/// From the key until the window has shown what it means.
void typed(app::MainWindow& window, int key, const QString& text, Keys& keys) {
    codeeditor::EditorPage& page = *window.editors().tabs().currentPage();
    bool shown = false;
    bool checked = false;
    const auto show =
        QObject::connect(&window.editors(), &app::EditorArea::definitionShown,
                         [&](const QString&, const statemachine::SharedDefinition& now) {
                             shown = now->text() == page.text();
                         });
    const auto check =
        QObject::connect(&page, &codeeditor::EditorPage::problemsChanged, [&] { checked = true; });
    QElapsedTimer timer;
    timer.start();
    const double before = computed();
    pressKey(page.view(), key, text);
    while (!shown || !checked)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    keys.waited.push_back(double(timer.nsecsElapsed()) / 1e6);
    keys.computed.push_back(computed() - before);
    QObject::disconnect(show);
    QObject::disconnect(check);
    // A person needs a moment until the next key.
    QElapsedTimer pause;
    for (pause.start(); pause.elapsed() < 60;)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
}

void measure(app::MainWindow& window, const QString& root, Syntax syntax, long lines) {
    const bool yaml = syntax == Syntax::Yaml;
    std::string text = definition(lines);
    if (yaml)
        text = inYaml(*json::Value::parse(definition(lines * 7 / 5)), {});
    const auto kind =
        yaml ? statemachine::DefinitionKind::Yaml : statemachine::DefinitionKind::Json;
    const auto document = *statemachine::loadDefinition(text, kind);
    std::printf("%s, %ld lines, %zu bytes, %zu states, %zu findings\n", yaml ? "YAML" : "JSON",
                long(std::count(text.begin(), text.end(), '\n')), text.size(),
                statemachine::buildGraph(document).nodes.size(),
                statemachine::validateText(text, {}, kind).size());
    tell("  read", times(21, [&](int) { (void)statemachine::loadDefinition(text, kind); }));
    tell("  graph", times(21, [&](int) { (void)statemachine::buildGraph(document); }));
    tell("  read and check", times(21, [&](int) { statemachine::validateText(text, {}, kind); }));

    const QString path = root + (yaml ? QStringLiteral("/statemachines/large.asl.yaml")
                                      : QStringLiteral("/statemachines/big.asl.json"));
    write(path, text);
    (void)window.editors().tabs().openFile(path);
    QCoreApplication::processEvents();
    codeeditor::CodeView& view = window.editors().tabs().currentPage()->view();
    view.setFocus();
    const std::size_t comment = text.find("calls the function", text.size() / 2);
    const std::size_t target = text.find("S10", text.find(yaml ? "Next: \"S10" : "Next\": \"S10"));
    Keys keys;
    for (int i = 0; i < 24; ++i) {
        const std::size_t at = (i / 2) % 2 == 0 ? comment : target;
        view.revealRange({at, at});
        QCoreApplication::processEvents();
        typed(window, Qt::Key_X, QStringLiteral("x"), keys);
        typed(window, Qt::Key_Backspace, {}, keys);
        // A quote too many: the text cannot be read until it is gone again.
        if (i % 4 == 3) {
            typed(window, Qt::Key_QuoteDbl, QStringLiteral("\""), keys);
            typed(window, Qt::Key_Backspace, {}, keys);
        }
    }
    tell("  key to graph and problems", spreadOf(keys.waited));
    tell("  key to graph and problems, computed", spreadOf(keys.computed));
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    tests::ShownWindow shown;
    app::MainWindow& window = *shown.window;
    const QString root = shown.folder.filePath(QStringLiteral("workspace"));
    QDir().mkpath(root + QStringLiteral("/statemachines"));
    write(root + QStringLiteral("/statemachines/small.asl.json"),
          R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})");
    window.openWorkspace(root);
    while (window.feed().snapshot().root.empty())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    const long lines = argc > 1 ? std::max(50L, std::atol(argv[1])) : 5'000;
    for (const Syntax syntax : {Syntax::Json, Syntax::Yaml})
        measure(window, root, syntax, lines);
    return 0;
}
