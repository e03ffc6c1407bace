#include "engine/workspace/scenariorunner.h"

#include "engine/json/value.h"
#include "engine/workspace/textfile.h"
#include "engine/workspace/workbench.h"

#include <algorithm>

namespace ws::workspace {

using json::Value;
using telemetry::ExecutionStatus;

namespace {

/// Everybody's test event when none is named.
constexpr const char* kDefaultEvent = "default";

void readFile(const Snapshot& snapshot, ScenarioFile file, std::vector<ScenarioFile>& out) {
    const auto withPath = [&](base::Error error) {
        if (error.arg("path").empty())
            error.args.emplace_back("path", file.path);
        return error;
    };
    const auto text = readTextFile(snapshot.root + '/' + file.path);
    if (!text) {
        if (text.error().code == "file.notFound")
            return;
        file.scenarios = withPath(text.error());
    } else {
        file.scenarios = parseScenarios(text->text, file.target);
        if (!file.scenarios)
            file.scenarios = withPath(file.scenarios.error());
    }
    out.push_back(std::move(file));
}

const std::vector<EventEntry>* eventsOf(const Snapshot& snapshot,
                                        const ScenarioRunner::Wanted& wanted) {
    const std::string& target = wanted.scenario.target;
    if (wanted.kind == ScenarioFile::Kind::Machine) {
        const auto* machine = snapshot.machine(target);
        return machine ? &machine->inputs : nullptr;
    }
    const auto* function = snapshot.function(target);
    return function ? &function->events : nullptr;
}

base::Result<std::string> inputOf(const Snapshot& snapshot, const ScenarioRunner::Wanted& wanted) {
    const Scenario& scenario = wanted.scenario;
    if (!scenario.input.empty())
        return scenario.input;
    const std::string name = scenario.event.empty() ? kDefaultEvent : scenario.event;
    std::string known;
    if (const auto* events = eventsOf(snapshot, wanted)) {
        for (const EventEntry& event : *events) {
            if (event.name == name) {
                const auto text = readTextFile(snapshot.root + '/' + event.path);
                return text ? base::Result<std::string>(text->text) : text.error();
            }
            known += (known.empty() ? "" : ", ") + event.name;
        }
    }
    if (scenario.event.empty())
        return std::string("{}");
    return base::Error{"scenario.noEvent",
                       {{"event", name}, {"target", scenario.target}, {"known", known}}};
}

Value parsedOrText(const std::string& text) {
    auto value = Value::parse(text);
    return value ? std::move(value).value() : Value(text);
}

ScenarioRun runOf(ExecuteResult result) {
    ScenarioRun run;
    run.status = result.status;
    run.output = std::move(result.output);
    run.error = std::move(result.error);
    run.cause = std::move(result.cause);
    run.path = pathOf(result.history);
    return run;
}

/// A function fails with the error that its runtime reported.
ScenarioRun runOf(const fleet::InvokeResult& result) {
    ScenarioRun run;
    run.output = parsedOrText(result.payload);
    if (result.functionError.empty() && result.statusCode < 300)
        return run;
    run.status = ExecutionStatus::Failed;
    run.error = run.output["errorType"].toString();
    run.cause = run.output["errorMessage"].toString();
    return run;
}

} // namespace

std::vector<ScenarioFile> findScenarios(const Snapshot& snapshot) {
    std::vector<ScenarioFile> out;
    const auto none = std::vector<Scenario>();
    for (const MachineEntry& machine : snapshot.machines)
        readFile(
            snapshot,
            {ScenarioFile::Kind::Machine, machine.name, scenarioFileOfMachine(machine.path), none},
            out);
    for (const FunctionEntry& function : snapshot.functions)
        readFile(snapshot,
                 {ScenarioFile::Kind::Function, function.name,
                  scenarioFileOfFunction(function.name), none},
                 out);
    return out;
}

struct ScenarioRunner::State : std::enable_shared_from_this<State> {
    State(Workbench& bench, base::Clock& time)
        : workbench(bench)
        , clock(time) {}

    void next() {
        if (position == wanted.size()) {
            running = false;
            return finished();
        }
        begun = clock.now();
        const Wanted& now = wanted[position];
        ScenarioResult result;
        result.target = now.scenario.target;
        result.name = now.scenario.name;
        auto input = inputOf(workbench.snapshot(), now);
        if (!input)
            return end(std::move(result), {input.error()});
        if (now.kind == ScenarioFile::Kind::Machine)
            execute(std::move(result), *input);
        else
            invoke(std::move(result), *input);
    }

    void execute(ScenarioResult result, const std::string& input) {
        const Scenario& scenario = wanted[position].scenario;
        ExecuteRequest request;
        request.machine = scenario.target;
        request.input = input;
        if (!scenario.mocks.empty())
            request.mocks = std::make_shared<const execution::Mocks>(scenario.mocks);
        if (!scenario.childMocks.empty())
            request.childMocks =
                std::make_shared<const execution::MachineMocks>(scenario.childMocks);
        const auto started = workbench.execute(
            request, [weak = weak_from_this(), result, input](const ExecuteResult& ended) {
                if (const auto self = weak.lock())
                    self->judge(result, input, runOf(ended));
            });
        if (!started)
            return end(std::move(result), {started.error()});
        execution = *started;
    }

    void invoke(ScenarioResult result, const std::string& input) {
        fleet::InvokeRequest request;
        request.function = wanted[position].scenario.target;
        request.payload = input;
        const auto started = workbench.invoke(
            request, [weak = weak_from_this(), result, input](const fleet::InvokeResult& ended) {
                const auto self = weak.lock();
                if (!self)
                    return;
                ScenarioResult told = result;
                told.invocation = ended.invocation;
                self->judge(std::move(told), input, runOf(ended));
            });
        if (!started)
            end(std::move(result), {started.error()});
    }

    void judge(ScenarioResult result, const std::string& input, ScenarioRun run) {
        run.input = parsedOrText(input);
        result.execution = std::exchange(execution, {});
        auto found = differences(wanted[position].scenario.expected, run);
        end(std::move(result), std::move(found));
    }

    void end(ScenarioResult result, std::vector<base::Error> found) {
        result.differences = std::move(found);
        result.took = clock.now() - begun;
        ++position;
        told(result);
        soon();
    }

    /// In a turn of its own, so that a thousand that cannot begin do not pile up on the stack.
    void soon() {
        timer = clock.after(base::Duration::zero(), [weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->timer.reset();
                self->next();
            }
        });
    }

    void stop() {
        if (timer)
            clock.cancel(*std::exchange(timer, std::nullopt));
        if (execution != base::ExecutionId{})
            workbench.stopExecution(execution);
    }

    Workbench& workbench;
    base::Clock& clock;
    std::vector<Wanted> wanted;
    Told told;
    std::function<void()> finished;
    std::size_t position = 0;
    bool running = false;
    base::TimePoint begun;
    base::ExecutionId execution{};
    std::optional<base::TimerId> timer;
};

ScenarioRunner::ScenarioRunner(Workbench& workbench, base::Clock& clock)
    : d(std::make_shared<State>(workbench, clock)) {}

ScenarioRunner::~ScenarioRunner() {
    d->stop();
}

void ScenarioRunner::start(std::vector<Wanted> wanted, Told told, std::function<void()> over) {
    d->wanted = std::move(wanted);
    d->told = std::move(told);
    d->finished = std::move(over);
    d->position = 0;
    d->running = true;
    d->soon();
}

void ScenarioRunner::cancel() {
    if (!d->running)
        return;
    const bool waits = d->timer.has_value();
    // What is under way is the one at `position`, unless its turn has not come yet.
    d->wanted.resize(std::min(d->wanted.size(), d->position + (waits ? 0 : 1)));
    if (d->execution != base::ExecutionId{})
        d->workbench.stopExecution(d->execution);
}

bool ScenarioRunner::isRunning() const {
    return d->running;
}

} // namespace ws::workspace
