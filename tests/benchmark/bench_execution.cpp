// Runs one workload file of ../shared/benchmark in this process and prints "RESULT {json}", as
// bench.py expects of a peer. With a second argument N it repeats the workload N times and prints
// one line of transitions per second per run instead.
//
// Every execution keeps its full history. The quotas on events and payloads are lifted: the
// workloads go beyond them on purpose.

#include "engine/base/clock.h"
#include "engine/execution/executor.h"
#include "engine/statemachine/parser.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

namespace {

using namespace ws;
using json::Value;
using SteadyClock = std::chrono::steady_clock;

/// The workloads here call no functions.
class NoFunctions : public execution::TaskInvoker {
public:
    Ticket invoke(const execution::TaskRequest&,
                  std::function<void(execution::TaskOutcome)>) override {
        return 0;
    }
    void abandon(Ticket) override {}
};

double secondsSince(SteadyClock::time_point begin) {
    return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

double processorSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

struct Outcome {
    double wall = 0;
    double processor = 0;
    std::int64_t ok = 0;
    std::size_t events = 0;
    Value output;
};

Outcome run(const std::shared_ptr<const statemachine::StateMachine>& machine, const Value& input,
            std::int64_t executions, std::int64_t concurrency) {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    NoFunctions invoker;
    execution::Executor executor({clock, invoker, bus, 1});
    Outcome outcome;
    std::int64_t started = 0;
    std::function<void()> startOne = [&] {
        ++started;
        execution::StartRequest request;
        request.definition = machine;
        request.machine = "bench";
        request.input = input;
        request.limits = {0, 0};
        executor.start(std::move(request), [&](const execution::ExecutionResult& result) {
            outcome.ok += result.status == telemetry::ExecutionStatus::Succeeded ? 1 : 0;
            outcome.events += result.history->size();
            if (outcome.output.isNull())
                outcome.output = result.output;
            if (started < executions)
                startOne();
        });
    };
    const double processor = processorSeconds();
    const auto begin = SteadyClock::now();
    while (started < std::min(executions, concurrency))
        startOne();
    clock.runUntilIdle();
    outcome.wall = secondsSince(begin);
    outcome.processor = processorSeconds() - processor;
    return outcome;
}

int fail(const std::string& error) {
    std::cout << "RESULT " << Value::object({{"error", error}}).dump() << std::endl;
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2)
        return fail("usage: bench_execution WORKLOAD.json [RUNS]");
    std::ifstream file(argv[1]);
    std::stringstream text;
    text << file.rdbuf();
    const auto workload = Value::parse(text.str());
    if (!workload)
        return fail("the workload is no JSON: " + workload.error().arg("reason"));
    if ((*workload)["kind"].toString() != "asl" || (*workload)["functions"].size() > 0)
        return fail("this program runs workflows without functions only");

    const std::string definition = (*workload)["machine"].dump();
    const auto loading = SteadyClock::now();
    const auto machine = statemachine::parseStateMachine(definition);
    const double load = secondsSince(loading);
    if (!machine)
        return fail(machine.error().code + ' ' + machine.error().arg("pointer") + ' ' +
                    machine.error().arg("reason"));
    const std::int64_t executions = (*workload)["executions"].toInteger();
    const auto one = [&] {
        return run(*machine, (*workload)["input"], executions,
                   (*workload)["concurrency"].toInteger());
    };
    if (argc > 2) {
        for (int i = std::atoi(argv[2]); i > 0; --i) {
            const Outcome outcome = one();
            const auto transitions =
                static_cast<double>((*workload)["transitions"].toInteger() * executions);
            std::printf("%s: %.0f states/s, %.0f executions/s, %zu events, %s\n",
                        (*workload)["id"].toString().c_str(), transitions / outcome.wall,
                        static_cast<double>(executions) / outcome.wall, outcome.events,
                        outcome.output == (*workload)["expect"] ? "output as expected"
                                                                : "WRONG OUTPUT");
        }
        return 0;
    }
    const Outcome outcome = one();
    std::cout << "RESULT "
              << Value::object({{"ready_s", 0.0},
                                {"load_s", load},
                                {"wall_s", outcome.wall},
                                {"work_cpu_s", outcome.processor},
                                {"ok", outcome.ok},
                                {"output", outcome.output}})
                     .dump()
              << std::endl;
    return 0;
}
