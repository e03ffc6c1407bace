#include "engine/workspace/workbench.h"

#include "engine/base/ids.h"
#include "engine/base/reason.h"
#include "engine/execution/executor.h"
#include "engine/execution/folderstore.h"
#include "engine/execution/limits.h"
#include "engine/fleet/eventjournal.h"
#include "engine/fleet/fleet.h"
#include "engine/fleet/lambdaservice.h"
#include "engine/function/accountstore.h"
#include "engine/function/package.h"
#include "engine/function/registry.h"
#include "engine/statemachine/parser.h"
#include "engine/statemachine/validator.h"
#include "engine/workspace/eventchain.h"
#include "engine/workspace/eventlibrary.h"
#include "engine/workspace/folderwatcher.h"
#include "engine/workspace/runhistory.h"
#include "engine/workspace/scanner.h"
#include "engine/workspace/suggestion.h"
#include "engine/workspace/testedstate.h"
#include "engine/workspace/textfile.h"
#include "engine/workspace/workspacemachines.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <unordered_map>

namespace ws::workspace {

namespace {

/// How long a look at a function's folder counts. It is for what the watcher cannot see (files
/// below node_modules, behind links to elsewhere); for the rest the watcher is asked every time.
constexpr base::Duration kTrustFolderFor = std::chrono::milliseconds{100};

/// Longer than an execution may live.
constexpr base::Duration kLongestTest = std::chrono::hours{24 * 366};

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

template <typename Entry>
std::vector<std::string> namesOf(const std::vector<Entry>& entries) {
    std::vector<std::string> names;
    for (const Entry& entry : entries)
        names.push_back(entry.name);
    return names;
}

/// `what` is the argument that the missing name goes by: "function", "machine".
base::Error notFound(const char* code, const char* what, const std::string& name,
                     const std::vector<std::string>& known) {
    return {code,
            {{what, name}, {"known", joined(known)}, {"suggestion", nearestName(name, known)}}};
}

base::Error badJson(const char* code, const base::Error& syntax) {
    return base::withReason(
        {code, {{"line", syntax.arg("line")}, {"column", syntax.arg("column")}}},
        base::reasonOf(syntax));
}

/// Relative paths that differ between two looks, sorted.
std::vector<std::string> differences(const Scan& before, const Scan& after) {
    std::vector<std::string> paths;
    for (const auto& [path, digest] : after.files) {
        const auto old = before.files.find(path);
        if (old == before.files.end() || old->second != digest)
            paths.push_back(path);
    }
    for (const auto& [path, digest] : before.files) {
        if (!after.files.contains(path))
            paths.push_back(path);
    }
    const auto oldNames = namesOf(before.snapshot.functions);
    const auto newNames = namesOf(after.snapshot.functions);
    std::vector<std::string> changed;
    std::set_symmetric_difference(oldNames.begin(), oldNames.end(), newNames.begin(),
                                  newNames.end(), std::back_inserter(changed));
    for (const std::string& name : changed)
        paths.push_back("functions/" + name);
    std::sort(paths.begin(), paths.end());
    return paths;
}

} // namespace

class Workbench::Private {
public:
    using Found = WorkspaceMachines::Found;

    explicit Private(const Parts& given)
        : parts(given)
        , fleet({given.clock, given.skippingClock, given.backends, given.bus, {}})
        , nested([this](const std::string& name) { return named(name); })
        , executor({given.clock, fleet, given.bus, 0, {nullptr, &nested, nullptr}}) {}

    ~Private() { close(); }

    // Opening

    base::Status open(const std::string& folder) {
        std::error_code failure;
        const auto root = std::filesystem::canonical(folder, failure);
        if (failure)
            return base::Error{"workspace.notFound", {{"path", folder}}};
        Scanner newScanner(root.string());
        auto found = newScanner.scan();
        if (!found)
            return found.error();
        close();
        scanner.emplace(std::move(newScanner));
        history = std::make_unique<RunHistory>(
            RunHistory::Parts{root.string(),
                              {},
                              [this](const base::Error& problem) { notify(problem); },
                              policyOf(settings.unfinished)});
        nested.setHistory(history.get());
        parts.bus.addSink(history.get());
        watcher = std::make_unique<FolderWatcher>(
            FolderWatcher::Parts{parts.clock, [this] { reload(); },
                                 [this](const base::Error& problem) { notify(problem); }});
        buckets.emplace(root.string() + "/buckets");
        executor.setSurroundings({nullptr, &nested, &*buckets});
        openAccount(root.string());
        adopt(*std::move(found));
        resumeUnfinished();
        resumeEvents(root.string());
        return {};
    }

    /// Asynchronous events outlive the program. Where nothing is taken up again they live as long
    /// as it does, and so they do while another program has the workspace's events.
    void resumeEvents(const std::string& root) {
        if (settings.unfinished == UnfinishedPolicy::Leave)
            return;
        auto opened = fleet::EventJournal::open(root + "/.warmstart/events");
        if (!opened) {
            notify(opened.error());
            return;
        }
        events = std::move(opened).value();
        fleet.setEventStore(events.get());
    }

    /// What was published and set stays with the workspace.
    void openAccount(const std::string& root) {
        accountStore = std::make_unique<function::AccountStore>(root + "/.warmstart/account");
        function::Registry::Parts account{parts.clock, *accountStore, 0, {}, {}, {}, root};
        account.limits = limits();
        registry = std::make_unique<function::Registry>(std::move(account));
        lambda = std::make_unique<fleet::LambdaService>(*registry, fleet);
    }

    function::Registry::Limits limits() const {
        function::Registry::Limits limits;
        limits.concurrentExecutions = settings.accountConcurrency;
        return limits;
    }

    void resumeUnfinished() {
        if (settings.unfinished == UnfinishedPolicy::Leave) // and nobody waits for the history
            return;
        for (const std::int64_t id : history->interrupted()) {
            if (const auto record = history->loadExecution(id))
                unfinished.push_back({{}, id, record->arn, record->machine, record->name});
        }
        std::vector<std::string> goingOn;
        for (const auto& found : history->takeUnfinished()) {
            unfinished.push_back({resume(found), found.id, found.arn, found.machine, found.name});
            if (unfinished.back().execution != base::ExecutionId{})
                goingOn.push_back(found.name);
        }
        if (!goingOn.empty())
            notify({"history.resumed",
                    {{"count", std::to_string(goingOn.size())}, {"names", joined(goingOn)}}});
    }

    base::ExecutionId resume(const RunHistory::UnfinishedExecution& found) {
        if (!found.journal) {
            giveUp(found, found.journal.error());
            return {};
        }
        history->goOn(found);
        const auto resumed = executor.resume(
            {*found.journal, history->journalSink(), execution::HistoryRetention::Keep},
            whenDone({}));
        if (!resumed) {
            giveUp(found, resumed.error());
            return {};
        }
        running.insert(*resumed);
        return *resumed;
    }

    void giveUp(const RunHistory::UnfinishedExecution& found, const base::Error& error) {
        history->interrupt(found.id, reasonOf(error));
        notify(base::withReason({"history.notResumed", {{"name", found.name}}},
                                base::Reason::ofError(error)));
    }

    /// For who reads why an execution was aborted.
    static std::string reasonOf(const base::Error& error) {
        std::string text =
            "The program ended while the execution ran, and it cannot go on: " + error.code;
        for (const auto& [name, value] : error.args) {
            if (!name.starts_with("reason."))
                text += ' ' + name + '=' + value;
        }
        return text;
    }

    static RunHistory::Unfinished policyOf(UnfinishedPolicy policy) {
        switch (policy) {
        case UnfinishedPolicy::Resume:
            return RunHistory::Unfinished::Take;
        case UnfinishedPolicy::Interrupt:
            return RunHistory::Unfinished::Interrupt;
        case UnfinishedPolicy::Leave:
            break;
        }
        return RunHistory::Unfinished::Leave;
    }

    void close() {
        watcher.reset();
        for (const auto& one : series)
            one->cancel();
        for (const auto& one : loads)
            one->cancel();
        for (const base::ExecutionId execution : std::exchange(running, {}))
            executor.stop(execution);
        for (const base::ExecutionId child : nested.running())
            executor.stop(child);
        executor.commit(); // their ends belong into this workspace's history
        unfinished.clear();
        fleet.setEventStore(nullptr); // before what runs is stopped: it runs again another time
        events.reset();
        fleet.stopEnvironments();
        lambda.reset();
        registry.reset();
        accountStore.reset();
        fleet.setFunctions({});
        if (history)
            parts.bus.removeSink(history.get());
        nested.setHistory(nullptr);
        history.reset();
        scanner.reset();
        executor.setSurroundings({nullptr, &nested, nullptr});
        buckets.reset();
        machines.clear();
        looks.clear();
        scan = {};
    }

    void adopt(Scan found) {
        scan = std::move(found);
        std::vector<std::shared_ptr<const function::Revision>> revisions;
        for (const auto& [name, revision] : scan.revisions) {
            revisions.push_back(revision);
            looks[name].at = parts.clock.now();
        }
        registry->adopt(revisions);
        watcher->watch(scan.folders);
    }

    void reload() {
        if (!scanner)
            return;
        auto found = scanner->scan();
        if (!found) {
            if (!std::exchange(gone, true))
                notify(found.error());
            Scan empty;
            empty.snapshot.root = scan.snapshot.root;
            empty.snapshot.name = scan.snapshot.name;
            found = std::move(empty);
        } else {
            gone = false;
        }
        auto paths = differences(scan, *found);
        adopt(*std::move(found));
        if (!paths.empty())
            parts.bus.publish(telemetry::WorkspaceChanged{std::move(paths)});
    }

    /// What was saved a moment ago must be what runs now, also before the watcher has spoken.
    void refresh(const std::string& function) {
        if (!watcher)
            return;
        const auto found = scan.revisions.find(function);
        if (watcher->takePending() || found == scan.revisions.end() || isOutdated(*found->second))
            reload();
    }

    void refreshAll() {
        if (!watcher)
            return;
        const auto outdated = [this](const auto& entry) { return isOutdated(*entry.second); };
        if (watcher->takePending() ||
            std::any_of(scan.revisions.begin(), scan.revisions.end(), outdated))
            reload();
    }

    /// Looks at the disk, but for a large package not more often than costs a few per cent.
    bool isOutdated(const function::Revision& revision) {
        Look& look = looks[revision.configuration.name];
        const base::TimePoint now = parts.clock.now();
        if (now - look.at < std::max(kTrustFolderFor, 20 * look.cost))
            return false;
        const std::string fingerprint = function::fingerprint(
            revision.configuration, revision.codeFolder, revision.layerFolders);
        look.at = parts.clock.now();
        look.cost = look.at - now;
        return fingerprint != revision.fingerprint;
    }

    void notify(const base::Error& problem) { parts.bus.publish(telemetry::Notice{problem}); }

    std::vector<json::Value> policiesOf(const std::string& function) {
        std::vector<json::Value> policies;
        if (!registry)
            return policies;
        const json::Value named = json::Value::object({{"FunctionName", function}});
        std::vector<std::string> qualifiers{{}};
        const auto addQualifiers = [&](const char* operation, const char* list, const char* name) {
            const auto answer = registry->call(operation, named);
            if (!answer)
                return;
            for (const json::Value& item : (*answer)[list].items())
                qualifiers.push_back(item[name].toString());
        };
        addQualifiers("ListAliases", "Aliases", "Name");
        addQualifiers("ListVersionsByFunction", "Versions", "Version");
        for (const std::string& qualifier : qualifiers) {
            json::Value request = named;
            if (qualifier == "$LATEST")
                continue; // it has the one without a qualifier
            if (!qualifier.empty())
                request.set("Qualifier", qualifier);
            const auto answer = registry->call("GetPolicy", request);
            auto policy = answer ? json::Value::parse((*answer)["Policy"].toString())
                                 : base::Result<json::Value>(base::Error{});
            if (policy)
                policies.push_back(*std::move(policy));
        }
        return policies;
    }

    // Functions

    base::Status checkFunction(const std::string& name) {
        refresh(name);
        const FunctionEntry* entry = scan.snapshot.function(name);
        if (!entry)
            return notFound(scan.snapshot.functions.empty() ? "invoke.noFunctions"
                                                            : "invoke.functionNotFound",
                            "function", name, namesOf(scan.snapshot.functions));
        if (entry->problem)
            return *entry->problem;
        return {};
    }

    // Events

    /// As eventchain.h has it. What ran in earlier programs counts too.
    base::Result<json::Value> lastResult(const std::string& source) {
        const bool isFunction = scan.snapshot.function(source) != nullptr;
        if (!isFunction && !scan.snapshot.machine(source)) {
            std::vector<std::string> known = namesOf(scan.snapshot.functions);
            for (const MachineEntry& entry : scan.snapshot.machines)
                known.push_back(entry.name);
            return base::Error{"chain.unknownSource",
                               {{"source", source}, {"suggestion", nearestName(source, known)}}};
        }
        return isFunction ? lastAnswer(source) : lastOutput(source);
    }

    base::Result<json::Value> lastAnswer(const std::string& function) {
        const auto last = history ? history->lastInvocationOf(function) : std::nullopt;
        if (!last || !last->record.result)
            return base::Error{"chain.noResult", {{"source", function}}};
        const telemetry::InvocationFinished& result = *last->record.result;
        if (result.status != telemetry::InvocationStatus::Succeeded)
            return base::Error{"chain.failed", {{"source", function}, {"error", result.errorType}}};
        if (last->kept == RunHistory::Kept::Cut)
            return base::Error{"chain.tooLarge", {{"source", function}}};
        return result.rawPayload.empty() ? result.payload : json::Value(result.rawPayload);
    }

    base::Result<json::Value> lastOutput(const std::string& machine) {
        const auto record = history ? history->lastExecutionOf(machine) : std::nullopt;
        if (!record)
            return base::Error{"chain.noResult", {{"source", machine}}};
        if (record->status != telemetry::ExecutionStatus::Succeeded)
            return base::Error{"chain.failed", {{"source", machine}, {"error", record->error}}};
        return record->output;
    }

    base::Result<json::Value> unchained(json::Value event) {
        if (!isChained(event))
            return event;
        return resolvedChain(event,
                             [this](const std::string& source) { return lastResult(source); });
    }

    // Machines

    struct Definition {
        std::string text;
        statemachine::DefinitionKind kind = statemachine::DefinitionKind::Unknown;
        statemachine::Substitutions substitutions = {};

        bool operator==(const Definition&) const = default;
    };

    base::Result<Definition> definitionOf(const std::string& machine) {
        const MachineEntry* entry = scan.snapshot.machine(machine);
        if (!entry) {
            reload();
            entry = scan.snapshot.machine(machine);
        }
        if (!entry)
            return notFound(scan.snapshot.machines.empty() ? "execute.noMachines"
                                                           : "execute.machineNotFound",
                            "machine", machine, namesOf(scan.snapshot.machines));
        const auto file = readTextFile(scan.snapshot.root + "/" + entry->path);
        if (!file)
            return file.error();
        return Definition{file->text, statemachine::definitionKindOfFile(entry->path)};
    }

    base::Result<Found> compiled(const std::string& name, const Definition& definition) {
        Compiled& known = machines[name];
        if (known.made.machine && known.definition == definition)
            return known.made;
        const auto document = statemachine::loadDefinition(definition.text, definition.kind,
                                                           definition.substitutions);
        expression::JsonataPool expressions;
        const auto findings =
            document ? statemachine::validate(*document, {.expressions = &expressions})
                     : statemachine::validateText(definition.text, {}, definition.kind);
        if (const auto problem = firstProblem(findings, definition.text))
            return *problem;
        auto machine =
            statemachine::compileStateMachine(document->value(document->root()), &expressions);
        if (!machine)
            return machine.error();
        known = {definition, {*machine, document->value(document->root()).dump()}};
        return known.made;
    }

    /// For states:startExecution.
    base::Result<Found> named(const std::string& name) {
        const auto definition = definitionOf(name);
        return definition ? compiled(name, *definition) : definition.error();
    }

    static std::optional<base::Error>
    firstProblem(const std::vector<statemachine::Diagnostic>& findings, const std::string& text) {
        const auto isError = [](const statemachine::Diagnostic& finding) {
            return finding.severity == statemachine::Severity::Error;
        };
        const auto first = std::find_if(findings.begin(), findings.end(), isError);
        if (first == findings.end())
            return std::nullopt;
        const auto count = std::count_if(findings.begin(), findings.end(), isError);
        const json::Position at = json::positionAt(text, first->range.begin);
        return base::withReason({"execute.invalidDefinition",
                                 {{"message", first->message},
                                  {"line", std::to_string(at.line)},
                                  {"column", std::to_string(at.column)},
                                  {"count", std::to_string(count)}}},
                                first->reason);
    }

    /// A function may be called by its name alone, but then it has to be there.
    std::optional<base::Error> missingFunction(const statemachine::StateMachine& machine,
                                               const execution::Mocks* mocks) const {
        for (const statemachine::State& state : machine.states) {
            const auto* task = std::get_if<statemachine::TaskFields>(&state.fields);
            if (!task || task->integration.kind != statemachine::Integration::Kind::Function ||
                base::Arn::looksLikeOne(task->resource) || (mocks && mocks->has(state.name)))
                continue;
            const std::string name = base::FunctionName::parse(task->resource).name;
            if (scan.snapshot.function(name))
                continue;
            const auto known = namesOf(scan.snapshot.functions);
            const bool open = task->resource.find("${") != std::string::npos;
            return base::Error{open            ? "execute.openPlaceholder"
                               : known.empty() ? "execute.noFunctions"
                                               : "execute.unknownResource",
                               {{"state", state.name},
                                {"resource", task->resource},
                                {"known", joined(known)},
                                {"suggestion", nearestName(name, known)}}};
        }
        return std::nullopt;
    }

    /// A mock that nothing would ever ask is a mistake, or belongs to an earlier definition.
    static std::optional<base::Error> misplacedMock(const statemachine::StateMachine& machine,
                                                    const execution::Mocks* mocks) {
        if (!mocks)
            return std::nullopt;
        std::vector<std::string> tasks;
        for (const statemachine::State& state : machine.states) {
            if (std::holds_alternative<statemachine::TaskFields>(state.fields))
                tasks.push_back(state.name);
        }
        for (const std::string& state : mocks->states()) {
            if (std::find(tasks.begin(), tasks.end(), state) == tasks.end())
                return notFound("mocks.unknownState", "state", state, tasks);
        }
        return std::nullopt;
    }

    static base::Result<json::Value> inputOf(const std::string& text) {
        if (text.size() > execution::kPayloadBytes)
            return base::Error{"execute.inputTooLarge",
                               {{"bytes", std::to_string(text.size())},
                                {"limit", std::to_string(execution::kPayloadBytes)}}};
        auto input = json::Value::parse(text.empty() ? "{}" : text);
        if (!input)
            return badJson("execute.badJson", input.error());
        return input;
    }

    base::Result<base::ExecutionId> execute(const ExecuteRequest& request,
                                            std::function<void(ExecuteResult)> done) {
        auto input = inputOf(request.input);
        if (input)
            input = unchained(*std::move(input));
        if (!input)
            return input.error();
        auto definition = request.definition.empty()
                              ? definitionOf(request.machine)
                              : base::Result<Definition>({request.definition, request.kind});
        if (!definition)
            return definition.error();
        definition.value().substitutions = request.substitutions;
        auto machine = compiled(request.machine, *definition);
        if (!machine)
            return machine.error();
        refreshAll();
        if (const auto problem = misplacedMock(*machine->machine, request.mocks.get()))
            return *problem;
        if (const auto problem = missingFunction(*machine->machine, request.mocks.get()))
            return *problem;
        execution::StartRequest start;
        start.definition = machine->machine;
        start.definitionText = machine->text;
        if (history && request.type == statemachine::WorkflowType::Standard)
            start.journal = history->journalSink();
        start.machine = request.machine;
        start.name = request.name;
        start.mocks = request.mocks;
        start.childMocks = request.childMocks;
        start.input = *std::move(input);
        start.retention =
            done ? execution::HistoryRetention::Keep : execution::HistoryRetention::PublishOnly;
        const base::ExecutionId id = executor.start(std::move(start), whenDone(std::move(done)));
        running.insert(id);
        return id;
    }

    base::Result<base::ExecutionId>
    testState(const StateTestRequest& request,
              std::function<void(const execution::TestStateResult&)> done) {
        auto input = inputOf(request.input);
        if (!input)
            return input.error();
        auto test = testedState(request);
        if (!test)
            return test.error();
        execution::TestStateRequest& wanted = test.value();
        const statemachine::State& state = wanted.machine->state(wanted.state);
        if (!request.mock && !execution::endsByItself(state))
            return base::Error{"teststate.mockNeeded", {{"state", state.name}}};
        refreshAll();
        // What inside a Map or Parallel is never answered shall not be waited for.
        wanted.longest = kLongestTest;
        wanted.input = *std::move(input);
        wanted.mock = request.mock;
        const auto id = std::make_shared<base::ExecutionId>();
        *id = executor.test(std::move(wanted), [this, id, done = std::move(done)](
                                                   const execution::TestStateResult& result) {
            running.erase(*id);
            done(result);
        });
        running.insert(*id);
        return *id;
    }

    execution::Executor::Done whenDone(std::function<void(ExecuteResult)> done) {
        return [this, done = std::move(done)](const execution::ExecutionResult& result) {
            running.erase(result.execution);
            if (done)
                done(toResult(result));
        };
    }

    base::Result<base::ExecutionId> executeFrom(const RewindRequest& request,
                                                std::function<void(ExecuteResult)> done) {
        if (!history)
            return base::Error{"workspace.notOpen", {}};
        const auto journal = history->loadJournal(request.id);
        if (!journal)
            return journal.error();
        execution::Executor::ForkRequest fork{*journal,
                                              request.event,
                                              request.name,
                                              request.input,
                                              request.variables,
                                              history->journalSink(),
                                              execution::HistoryRetention::Keep,
                                              {},
                                              request.mocks,
                                              request.childMocks};
        if (!request.definition.empty()) {
            const auto machine =
                compiled(journal->header.machineName, {request.definition, request.kind, {}});
            if (!machine)
                return machine.error();
            if (const auto problem = misplacedMock(*machine->machine, request.mocks.get()))
                return *problem;
            if (const auto problem = missingFunction(*machine->machine, request.mocks.get()))
                return *problem;
            fork.definition = machine->text;
        }
        refreshAll();
        auto id = executor.fork(fork, whenDone(std::move(done)));
        if (id)
            running.insert(*id);
        return id;
    }

    static ExecuteResult toResult(const execution::ExecutionResult& result) {
        ExecuteResult answer{result.status, result.output, result.error, result.cause, {}};
        if (result.history)
            answer.history = result.history->events();
        return answer;
    }

    struct Look {
        base::TimePoint at;
        base::Duration cost{0};
    };
    struct Compiled {
        Definition definition;
        Found made;
    };

    const Parts parts;
    fleet::Fleet fleet;
    WorkspaceMachines nested;
    std::optional<execution::FolderStore> buckets; ///< of the open folder
    execution::Executor executor;

    std::optional<Scanner> scanner; ///< unset: nothing is open
    std::unique_ptr<FolderWatcher> watcher;
    std::unique_ptr<RunHistory> history;
    std::unique_ptr<fleet::EventJournal> events;          ///< the fleet's; nullptr: none are kept
    std::unique_ptr<function::AccountStore> accountStore; ///< these three: of the open folder
    std::unique_ptr<function::Registry> registry;
    std::unique_ptr<fleet::LambdaService> lambda;
    Scan scan;
    bool gone = false;                 ///< the open folder has disappeared, and that was said
    std::map<std::string, Look> looks; ///< by function
    std::unordered_map<std::string, Compiled> machines; ///< by name: what ran last
    std::vector<std::unique_ptr<InvokeSeries>> series;
    std::vector<std::unique_ptr<LoadRun>> loads;
    std::unique_ptr<ScenarioRunner> scenarios; ///< the last that was asked for
    std::set<base::ExecutionId> running;
    Settings settings;
    std::vector<UnfinishedExecution> unfinished;
};

Workbench::Workbench(const Parts& parts)
    : d(std::make_unique<Private>(parts)) {}
Workbench::~Workbench() = default;

void Workbench::setSettings(const Settings& settings) {
    d->settings = settings;
    fleet::Settings changed = d->fleet.settings();
    changed.accountConcurrency = settings.accountConcurrency;
    changed.idleTime = settings.idleTime;
    changed.requestsPerConcurrency =
        settings.requestRate == RequestRate::Limited ? fleet::Settings().requestsPerConcurrency : 0;
    changed.asOf = settings.asOf;
    changed.network = settings.network == FunctionNetwork::Internet
                          ? sandbox::BackendSpec::Network::Outside
                          : sandbox::BackendSpec::Network::None;
    d->fleet.setSettings(changed);
    if (d->registry)
        d->registry->setLimits(d->limits());
}

fleet::LambdaService* Workbench::lambda() {
    return d->lambda.get();
}

base::Status Workbench::open(const std::string& folder) {
    return d->open(folder);
}

void Workbench::close() {
    d->close();
}

const Snapshot& Workbench::snapshot() const {
    return d->scan.snapshot;
}

void Workbench::reload() {
    d->reload();
}

base::Result<base::InvocationId> Workbench::invoke(const fleet::InvokeRequest& request,
                                                   fleet::InvokeCallback done) {
    const auto payload = json::Value::parse(request.payload);
    if (!payload)
        return badJson("invoke.badJson", payload.error());
    const auto name = base::FunctionName::parse(request.function);
    if (const auto status = d->checkFunction(name.name); !status)
        return status.error();
    if (!isChained(*payload))
        return d->fleet.invoke(request, std::move(done));
    const auto resolved = d->unchained(*payload);
    if (!resolved)
        return resolved.error();
    fleet::InvokeRequest chained = request;
    chained.payload = resolved->dump();
    return d->fleet.invoke(chained, std::move(done));
}

void Workbench::invokeSeries(SeriesRequest request, InvokeSeries::Told told) {
    std::erase_if(d->series, [](const auto& series) { return series->isOver(); });
    d->series.push_back(std::make_unique<InvokeSeries>(
        d->parts.clock,
        [this](const fleet::InvokeRequest& one, fleet::InvokeCallback done) {
            return invoke(one, std::move(done));
        },
        std::move(request), std::move(told)));
    d->series.back()->start();
}

void Workbench::startLoad(LoadRequest request, LoadRun::Told told) {
    std::erase_if(d->loads, [&](const auto& load) {
        return load->isOver() || load->function() == request.invoke.function;
    });
    LoadRun::Parts load{d->parts.clock, d->parts.bus,
                        [this](const fleet::InvokeRequest& one, fleet::InvokeCallback done) {
                            return invoke(one, std::move(done));
                        }};
    d->loads.push_back(std::make_unique<LoadRun>(load, std::move(request), std::move(told)));
    d->loads.back()->start();
}

void Workbench::cancelLoad(const std::string& function) {
    for (const auto& load : d->loads) {
        if (function.empty() || load->function() == function)
            load->cancel();
    }
}

void Workbench::runScenarios(std::vector<ScenarioRunner::Wanted> wanted, ScenarioRunner::Told told,
                             std::function<void()> over) {
    d->scenarios = std::make_unique<ScenarioRunner>(*this, d->parts.clock);
    d->scenarios->start(std::move(wanted), std::move(told), std::move(over));
}

void Workbench::cancelScenarios() {
    if (d->scenarios)
        d->scenarios->cancel();
}

void Workbench::cancelSeries(const std::string& function) {
    for (const auto& series : d->series) {
        if (function.empty() || series->function() == function)
            series->cancel();
    }
    d->fleet.stopEnvironments(function);
}

base::Result<base::ExecutionId> Workbench::execute(const ExecuteRequest& request,
                                                   std::function<void(ExecuteResult)> done) {
    return d->execute(request, std::move(done));
}

base::Result<base::ExecutionId>
Workbench::testState(const StateTestRequest& request,
                     std::function<void(const execution::TestStateResult&)> done) {
    return d->testState(request, std::move(done));
}

void Workbench::stopExecution(base::ExecutionId execution) {
    d->executor.stop(execution);
}

base::Result<base::ExecutionId> Workbench::executeFrom(const RewindRequest& request,
                                                       std::function<void(ExecuteResult)> done) {
    return d->executeFrom(request, std::move(done));
}

const std::vector<UnfinishedExecution>& Workbench::unfinished() const {
    return d->unfinished;
}

void Workbench::whenEnded(base::ExecutionId execution, std::function<void(ExecuteResult)> done) {
    d->executor.watch(execution, [done = std::move(done)](const execution::ExecutionResult& ended) {
        done(Private::toResult(ended));
    });
}

execution::Executor& Workbench::executor() {
    return d->executor;
}

void Workbench::stopEnvironments(const std::string& function) {
    d->fleet.stopEnvironments(function);
}

void Workbench::requestState(base::EnvironmentId environment,
                             std::function<void(base::Result<json::Value>)> answer) {
    d->fleet.requestState(environment, std::move(answer));
}

std::int64_t Workbench::queuedEvents() const {
    return d->fleet.queuedCount();
}

std::vector<std::string> Workbench::triggersOf(const std::string& function) {
    return workspace::triggersOf(d->scan.snapshot, function, d->policiesOf(function));
}

RunHistory* Workbench::runHistory() const {
    return d->history.get();
}

} // namespace ws::workspace
