// Measures what an invocation costs: the engine's own part, the simulator, and real environments.
//   bench_invoke [engine|simulator|async|python|nodejs|bootstrap|many ...]     (all without
//   arguments) bench_invoke WORKLOAD.json          a W6, W8 or W9 file that
//   ../shared/benchmark/gen_workloads.py
//                                       wrote, as a peer of its bench.py
// Prints a line per figure, and each section as one line "RESULT {json}". Build with
// CMAKE_BUILD_TYPE=Release. On a machine that others use, minima and figures per processor second
// hold; medians, p99 and rates count the waiting for a processor too.
#include "engine/base/systemclock.h"
#include "engine/fleet/eventjournal.h"
#include "engine/fleet/fleet.h"
#include "engine/sandbox/simulatedbackend.h"
#include "engine/telemetry/recorder.h"
#if __has_include("engine/sandbox/processbackend.h")
#include "engine/sandbox/interpreter.h"
#include "engine/sandbox/processbackend.h"
#endif
#include "engine/execution/executor.h"
#include "engine/statemachine/parser.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

using namespace ws;
using namespace std::chrono_literals;

namespace {

using Micros = double;

/// Where everything is written: it goes when the program ends, however it does. An exit in the
/// middle of a measurement and a signal leave the folders of a scope behind.
class WorkFolder {
public:
    WorkFolder() {
        if (pipe2(s_told.data(), O_CLOEXEC) != 0)
            return;
        struct sigaction action {};
        action.sa_handler = [](int signal) {
            const char which = char(signal);
            [[maybe_unused]] const auto written = write(s_told[1], &which, 1);
        };
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            sigaction(signal, &action, nullptr);
        std::thread([path = path()] {
            char which = 0;
            if (read(s_told[0], &which, 1) != 1)
                return;
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
            _exit(128 + which);
        }).detach();
    }
    std::string path() const { return m_root.path().toStdString(); }

private:
    static inline std::array<int, 2> s_told{-1, -1};
    QTemporaryDir m_root;
};

/// A new one within it.
std::string newFolder() {
    static const WorkFolder all;
    static int count = 0;
    const std::string folder = all.path() + '/' + std::to_string(++count);
    std::filesystem::create_directory(folder);
    return folder;
}

Micros now() {
    static QElapsedTimer timer = [] {
        QElapsedTimer started;
        started.start();
        return started;
    }();
    return double(timer.nsecsElapsed()) / 1000.0;
}

/// Processor time of this process: what holds on a machine that others use too.
Micros processorNow() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
}

double percentile(std::vector<Micros> samples, double share) {
    if (samples.empty())
        return 0;
    std::sort(samples.begin(), samples.end());
    return samples[std::min(samples.size() - 1, std::size_t(double(samples.size()) * share))];
}

double peakMegabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024.0;
}

void report(const json::Value& figures) {
    for (const auto& [name, value] : figures.members())
        std::printf("  %-34s %s\n", name.c_str(), value.dump().c_str());
    std::printf("RESULT %s\n", figures.dump().c_str());
    std::fflush(stdout);
}

json::Value rounded(double value) {
    return json::Value(double(std::int64_t(value * 100 + 0.5)) / 100);
}

std::shared_ptr<const function::Revision> revisionOf(const std::string& name,
                                                     const std::string& runtime,
                                                     const std::string& handler,
                                                     const std::string& folder) {
    auto revision = std::make_shared<function::Revision>();
    revision->configuration.name = name;
    revision->configuration.runtime = runtime;
    revision->configuration.handler = handler;
    revision->configuration.memoryMb = 1'769; // one whole processor
    revision->configuration.timeoutSeconds = 30;
    revision->codeFolder = folder;
    revision->fingerprint = name;
    return revision;
}

// --- the engine's own part: environments that answer in the next turn of the clock

/// Answers as fast as a clock can tell it to.
void benchEngine() {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    telemetry::Recorder recorder;
    bus.addSink(&recorder);
    sandbox::SimulatedBackendFactory backends(clock, 1);
    sandbox::Behaviour behaviour;
    behaviour.invoke = sandbox::Distribution::constant(1us);
    behaviour.response = "{}";
    backends.setBehaviour(behaviour);
    fleet::Fleet fleet({clock, nullptr, backends, bus, 1});
    fleet::Settings settings;
    settings.requestsPerConcurrency = 0; // a microsecond each: far over 10 per second
    fleet.setSettings(settings);
    fleet.setFunctions({revisionOf("noop", "python3.12", "a.b", {})});

    constexpr int kInvokes = 300'000;
    int left = kInvokes;
    std::function<void()> again = [&] {
        fleet.invoke({"noop", "{}"}, [&](const fleet::InvokeResult&) {
            if (--left > 0)
                again();
        });
    };
    const Micros begin = processorNow();
    again();
    while (left > 0 && clock.fireNext()) {
    }
    const Micros took = processorNow() - begin;
    report(json::Value::object({{"bench", "engine"},
                                {"invokes", kInvokes},
                                {"engine_us_per_invoke", rounded(took / kInvokes)}}));
}

// --- the simulator

/// Counts without keeping: what a simulation of a day needs.
class Counter : public telemetry::EventSink {
public:
    void onEvent(const telemetry::Event&) override { ++events; }
    std::int64_t events = 0;
};

void benchSimulator(int environments, int invocations) {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    Counter counter;
    bus.addSink(&counter);
    sandbox::SimulatedBackendFactory backends(clock, 1);
    sandbox::Behaviour behaviour;
    behaviour.invoke = {sandbox::Distribution::Kind::LogNormal, 100ms, 50ms};
    backends.setBehaviour(behaviour);
    fleet::Fleet fleet({clock, nullptr, backends, bus, 1});
    fleet::Settings settings;
    settings.accountConcurrency = environments;
    settings.burstEnvironments = environments;
    settings.machineEnvironments = environments;
    settings.logLines = sandbox::LogLines::Omitted;
    settings.requestsPerConcurrency = 0; // all begin in one second
    fleet.setSettings(settings);
    fleet.setFunctions({revisionOf("work", "python3.12", "a.b", {})});

    int issued = 0;
    int answered = 0;
    std::function<void()> next = [&] {
        ++answered;
        if (issued < invocations) {
            ++issued;
            fleet.invoke({"work", "{}"}, [&next](const fleet::InvokeResult&) { next(); });
        }
    };
    const Micros begin = now();
    const Micros processorBegin = processorNow();
    for (int i = 0; i < environments; ++i) {
        ++issued;
        fleet.invoke({"work", "{}"}, [&next](const fleet::InvokeResult&) { next(); });
    }
    while (answered < issued && clock.fireNext()) {
    }
    const Micros took = now() - begin;
    const Micros processor = processorNow() - processorBegin;
    report(json::Value::object({{"bench", "simulator"},
                                {"environments", environments},
                                {"invocations", answered},
                                {"events", counter.events},
                                {"invocations_per_s", rounded(answered / took * 1e6)},
                                {"invocations_per_cpu_s", rounded(answered / processor * 1e6)},
                                {"peak_mb_so_far", rounded(peakMegabytes())}}));
}

// --- the queue of asynchronous events

enum class Events { InMemory, InAJournal };

/// All at once to a function that may run 1,000 at a time for 100 ms each.
void benchAsync(int events, Events kept) {
    auto journal = std::move(fleet::EventJournal::open(newFolder())).value();
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    sandbox::SimulatedBackendFactory backends(clock, 1);
    fleet::Fleet fleet({clock, nullptr, backends, bus, 1});
    fleet::Settings settings;
    settings.machineEnvironments = 10'000;
    settings.logLines = sandbox::LogLines::Omitted;
    fleet.setSettings(settings);
    fleet.setFunctions({revisionOf("work", "python3.12", "a.b", {})});
    if (kept == Events::InAJournal)
        fleet.setEventStore(journal.get());
    const base::TimePoint start = clock.now();
    const Micros begin = now();
    const Micros processorBegin = processorNow();
    for (int i = 0; i < events; ++i) {
        fleet::InvokeRequest request{"work", "{}"};
        request.type = fleet::InvocationType::Event;
        fleet.invoke(std::move(request));
    }
    while (fleet.queuedCount() > 0 && clock.fireNext()) {
    }
    report(json::Value::object({{"bench", "async"},
                                {"journal", kept == Events::InAJournal},
                                {"events", events},
                                {"virtual_s", rounded(double((clock.now() - start).count()) / 1e6)},
                                {"wall_s", rounded((now() - begin) / 1e6)},
                                {"cpu_s", rounded((processorNow() - processorBegin) / 1e6)},
                                {"peak_mb_so_far", rounded(peakMegabytes())}}));
}

// --- real environments

#if __has_include("engine/sandbox/processbackend.h")

struct Language {
    std::string name;
    std::string runtime;
    std::string handler;
    std::string file;
    std::string text;
    std::vector<std::string> bareStart; ///< arguments that start the interpreter and end it at once

    /// The binary that the engine itself takes, for two versions differ by more than we add.
    sandbox::Interpreter interpreter() const {
        if (name == "python")
            return sandbox::findPython(runtime);
        return name == "nodejs" ? sandbox::findNode(runtime) : sandbox::Interpreter{};
    }
};

std::vector<Language> languages() {
    const std::string bootstrap =
        QCoreApplication::applicationDirPath().toStdString() + "/noop_bootstrap";
    return {{"python",
             "python3.12",
             "noop.handler",
             "noop.py",
             "def handler(event, context):\n    return {}\n",
             {"-I", "-S", "-E", "-c", "pass"}},
            {"nodejs",
             "nodejs22.x",
             "noop.handler",
             "noop.js",
             "exports.handler = async () => ({});\n",
             {"-e", "0"}},
            {"bootstrap", "provided.al2023", "bootstrap", "bootstrap", bootstrap, {}}};
}

bool writeFunction(const Language& language, const std::string& folder) {
    const std::filesystem::path file = std::filesystem::path(folder) / language.file;
    if (language.name != "bootstrap") {
        std::ofstream(file) << language.text;
        return true;
    }
    std::error_code error;
    return std::filesystem::copy_file(language.text, file, error);
}

/// A real fleet on the event loop of this thread.
struct Machine {
    explicit Machine(base::Duration idleTime = 10min, sandbox::ProcessOptions options = {})
        : backends(clock, std::move(options))
        , fleet({clock, nullptr, backends, bus, 1}) {
        bus.addSink(&recorder);
        fleet::Settings settings;
        settings.idleTime = idleTime;
        settings.machineEnvironments = 1'000;
        settings.requestsPerConcurrency = 0; // the account's 10,000 a second are below our speed
        fleet.setSettings(settings);
    }

    fleet::InvokeResult invoke() {
        QEventLoop loop;
        fleet::InvokeResult answer;
        fleet.invoke({function, "{}"}, [&](fleet::InvokeResult result) {
            answer = std::move(result);
            loop.quit();
        });
        loop.exec();
        return answer;
    }
    void waitUntilEmpty() {
        while (fleet.environmentCount() > 0)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    }

    std::string function = "noop"; ///< that is invoked
    base::SystemClock clock;
    telemetry::EventBus bus{clock};
    telemetry::Recorder recorder;
    sandbox::ProcessBackendFactory backends;
    fleet::Fleet fleet;
};

struct Stream {
    std::vector<Micros> latencies;
    Micros took = 0;
};

/// `count` invokes, the next one `pause` after the answer (at once when 0), `width` at a time.
Stream stream(Machine& machine, int count, int width, int pauseMillis) {
    QEventLoop loop;
    Stream result;
    result.latencies.reserve(std::size_t(count));
    int left = count;
    int open = width;
    std::function<void()> again = [&] {
        const Micros began = now();
        machine.fleet.invoke(
            {machine.function, "{}"}, [&, began](const fleet::InvokeResult& answer) {
                result.latencies.push_back(now() - began);
                if (answer.statusCode != 200 || !answer.functionError.empty()) {
                    std::printf("  failed: %d %s\n", answer.statusCode, answer.payload.c_str());
                    std::exit(1);
                }
                if (--left < width) {
                    if (--open == 0)
                        loop.quit();
                } else if (pauseMillis > 0) {
                    QTimer::singleShot(pauseMillis, Qt::PreciseTimer, &loop, again);
                } else {
                    again();
                }
            });
    };
    const Micros begin = now();
    for (int i = 0; i < width; ++i)
        again();
    loop.exec();
    result.took = now() - begin;
    return result;
}

std::vector<Micros> bareStarts(const Language& language) {
    const std::string program = language.interpreter().program;
    if (program.empty())
        return {};
    std::vector<char*> arguments{const_cast<char*>(program.c_str())};
    for (const std::string& argument : language.bareStart)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    std::vector<Micros> samples;
    // A session of its own, as in a sandbox: where the kernel shares processors out by session, it
    // would otherwise run at this program's expense and not at its own.
    posix_spawnattr_t ownSession;
    posix_spawnattr_init(&ownSession);
    posix_spawnattr_setflags(&ownSession, POSIX_SPAWN_SETSID);
    char* nothing[] = {nullptr}; // an inherited CA variable doubles the start of Node.js
    for (int run = 0; run < 20; ++run) {
        const Micros begin = now();
        pid_t child = 0;
        if (posix_spawn(&child, arguments[0], nullptr, &ownSession, arguments.data(), nothing) != 0)
            return {};
        int status = 0;
        waitpid(child, &status, 0);
        samples.push_back(now() - begin);
    }
    return samples;
}

struct ColdStarts {
    std::vector<Micros> whole; ///< to the answer; empty when one failed
    std::vector<Micros> init;
};

ColdStarts coldStarts(Machine& machine, const Language& language) {
    ColdStarts starts;
    for (int run = 0; run < 20; ++run) {
        machine.fleet.stopEnvironments();
        machine.waitUntilEmpty();
        const Micros begin = now();
        const fleet::InvokeResult answer = machine.invoke();
        starts.whole.push_back(now() - begin);
        if (answer.statusCode != 200 || !answer.functionError.empty()) {
            std::printf("  %s failed: %s\n%s\n", language.name.c_str(), answer.payload.c_str(),
                        answer.log.c_str());
            return {};
        }
        starts.init.push_back(double(answer.report.init.value_or(0us).count()));
    }
    return starts;
}

void benchCold(Machine& machine, const Language& language, json::Value& figures) {
    const auto [cold, init] = coldStarts(machine, language);
    if (cold.empty())
        return;
    const std::vector<Micros> bare = bareStarts(language);
    for (const auto& [name, share] : {std::pair{"min", 0.0}, std::pair{"p50", 0.5}}) {
        const auto set = [&, suffix = std::string("_ms_") + name](const char* what, Micros value) {
            figures.set(what + suffix, rounded(value / 1000));
        };
        const Micros ours = percentile(cold, share);
        set("cold", ours);
        set("init", percentile(init, share));
        if (bare.empty())
            continue;
        const Micros theirs = percentile(bare, share);
        set("bare_interpreter", theirs);
        set("cold_over_bare", ours - theirs);
        figures.set(std::string("cold_to_bare_ratio_") + name, rounded(ours / theirs));
    }
    figures.set("interpreter", language.interpreter().program);
}

void benchLanguage(const Language& language) {
    const std::string folder = newFolder();
    if (!writeFunction(language, folder)) {
        std::printf("  no %s\n", language.text.c_str());
        return;
    }
    Machine machine;
    machine.fleet.setFunctions({revisionOf("noop", language.runtime, language.handler, folder)});
    json::Value figures = json::Value::object({{"bench", "invoke"}, {"runtime", language.name}});
    benchCold(machine, language, figures);
    {
        // What isolation is of it.
        Machine open(10min,
                     {.stateFolder = {}, .isolation = sandbox::ProcessOptions::Isolation::Plain});
        open.fleet.setFunctions({revisionOf("noop", language.runtime, language.handler, folder)});
        if (const auto starts = coldStarts(open, language); !starts.whole.empty())
            figures.set("cold_without_isolation_ms_p50",
                        rounded(percentile(starts.whole, 0.5) / 1000));
    }
    stream(machine, 2'000, 1, 0);
    const Micros processorBegin = processorNow();
    const Stream warm = stream(machine, 30'000, 1, 0);
    figures.set("engine_cpu_us_per_invoke",
                rounded((processorNow() - processorBegin) / double(warm.latencies.size())));
    figures.set("warm_us_min", rounded(percentile(warm.latencies, 0)));
    figures.set("warm_us_p50", rounded(percentile(warm.latencies, 0.5)));
    figures.set("warm_us_p99", rounded(percentile(warm.latencies, 0.99)));
    figures.set("invokes_per_s", rounded(double(warm.latencies.size()) / warm.took * 1e6));
    const Stream rested = stream(machine, 200, 1, 5);
    figures.set("after_freeze_us_p50", rounded(percentile(rested.latencies, 0.5)));
    report(figures);
}

/// Many environments of one function at once.
void benchMany() {
    const Language python = languages().front();
    const std::string folder = newFolder();
    writeFunction(python, folder);
    Machine machine;
    machine.fleet.setFunctions({revisionOf("noop", python.runtime, python.handler, folder)});
    stream(machine, 200, 100, 0);
    const Stream warm = stream(machine, 30'000, 100, 0);
    report(json::Value::object(
        {{"bench", "many"},
         {"environments", std::int64_t(machine.fleet.environmentCount())},
         {"invokes_per_s", rounded(double(warm.latencies.size()) / warm.took * 1e6)}}));
}

// --- the workloads of ../shared/benchmark

/// bench-py, bench-node, noop-py and noop-node, as its folder functions/ has them.
std::shared_ptr<const function::Revision> workloadFunction(const std::string& name,
                                                           const std::string& folder) {
    const bool python = name.ends_with("-py");
    std::ofstream(std::filesystem::path(folder) / (python ? "bench.py" : "bench.js"))
        << (python ? "def handler(event, context):\n    return {'i': event.get('i', 0) + 1}\n"
                     "def noop(event, context):\n    return {}\n"
                   : "exports.handler = async (event) => ({ i: (event.i || 0) + 1 });\n"
                     "exports.noop = async () => ({});\n");
    return revisionOf(name, python ? "python3.12" : "nodejs22.x",
                      name.starts_with("noop-") ? "bench.noop" : "bench.handler", folder);
}

void runCold(Machine& machine, json::Value& figures) {
    const Micros begin = now();
    machine.invoke();
    figures.set("first_invoke_ms", (now() - begin) / 1000);
    figures.set("wall_s", (now() - begin) / 1e6);
    figures.set("ok", 1);
}

void runInvokes(Machine& machine, const json::Value& workload, json::Value& figures) {
    const int calls = int(workload["calls"].toInteger());
    const int burst = int(workload["burst"].toInteger());
    const int clients = int(workload["clients"].toInteger());
    runCold(machine, figures);
    stream(machine, 2 * clients, clients, 0); // as many environments as clients
    const Micros begin = now();
    const Stream sequence = stream(machine, calls, 1, 0);
    const Stream parallel = stream(machine, burst, clients, 0);
    figures.set("wall_s", (now() - begin) / 1e6);
    figures.set("ok", calls + burst);
    figures.set("p50_ms", percentile(sequence.latencies, 0.5) / 1000);
    figures.set("p99_ms", percentile(sequence.latencies, 0.99) / 1000);
    figures.set("seq_per_s", calls / sequence.took * 1e6);
    figures.set("burst_per_s", burst / parallel.took * 1e6);
}

void runMachine(Machine& machine, const json::Value& workload, json::Value& figures) {
    const auto definition = statemachine::parseStateMachine(workload["machine"].dump());
    if (!definition) {
        figures.set("error", definition.error().code);
        return;
    }
    execution::Executor executor({machine.clock, machine.fleet, machine.bus, 1});
    QEventLoop loop;
    execution::StartRequest request;
    request.definition = *definition;
    request.machine = "bench";
    request.input = workload["input"];
    request.limits = {0, 0};
    const Micros begin = now();
    executor.start(std::move(request), [&](const execution::ExecutionResult& result) {
        figures.set("wall_s", (now() - begin) / 1e6);
        figures.set("ok", result.status == telemetry::ExecutionStatus::Succeeded ? 1 : 0);
        figures.set("output", result.output);
        loop.quit();
    });
    loop.exec();
}

int runWorkload(const std::string& path) {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    const auto workload = json::Value::parse(text.str());
    json::Value figures = json::Value::object({{"ready_s", 0.0}, {"load_s", 0.0}});
    if (!workload || (*workload)["functions"].size() != 1) {
        figures.set("error", "no workload with one function");
    } else {
        const std::string arn = (*workload)["functions"].members().begin()->first;
        const std::string folder = newFolder();
        const auto revision = workloadFunction(base::FunctionName::parse(arn).name, folder);
        Machine machine;
        machine.function = revision->configuration.name;
        machine.fleet.setFunctions({revision});
        const std::string kind = (*workload)["kind"].toString();
        const Micros processorBegin = processorNow();
        if (kind == "invoke")
            runInvokes(machine, *workload, figures);
        else if (kind == "cold")
            runCold(machine, figures);
        else
            runMachine(machine, *workload, figures);
        figures.set("work_cpu_s", (processorNow() - processorBegin) / 1e6);
    }
    std::printf("RESULT %s\n", figures.dump().c_str());
    return figures["error"].isNull() ? 0 : 1;
}

#endif

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
#if __has_include("engine/sandbox/processbackend.h")
    if (argc == 2 && std::string_view(argv[1]).ends_with(".json"))
        return runWorkload(argv[1]);
#endif
    std::set<std::string> wanted(argv + 1, argv + argc);
    const auto isWanted = [&](const std::string& name) {
        return wanted.empty() || wanted.contains(name);
    };
    if (isWanted("engine"))
        benchEngine();
    if (isWanted("simulator")) {
        benchSimulator(1'000, 500'000);
        benchSimulator(100'000, 500'000);
    }
    if (isWanted("async")) {
        benchAsync(1'000'000, Events::InAJournal);
        benchAsync(1'000'000, Events::InMemory);
    }
#if __has_include("engine/sandbox/processbackend.h")
    for (const Language& language : languages()) {
        if (isWanted(language.name))
            benchLanguage(language);
    }
    if (isWanted("many"))
        benchMany();
#endif
}
