#include "engine/sandbox/processenvironment.h"

#include "engine/function/runtimeversions.h"
#include "engine/sandbox/platformrecords.h"
#include "engine/sandbox/reportlines.h"

#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace ws::sandbox {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMegabyte = 1024 * 1024;
constexpr int kMaxProcesses = 1024;   // processes and threads (lambda.md B11)
constexpr int kMbPerProcessor = 1769; // lambda.md A 19
// Enough for what a full pipe holds; more waits for the next turn.
constexpr std::size_t kMaxDrain = 2 * kMegabyte;
constexpr std::size_t kMaxTurn = kMegabyte;  // then others have theirs
constexpr std::size_t kPipeSize = 64 * 1024; // of a new one, pipe(7)
constexpr std::size_t kLargePipe = kMegabyte;
// Node.js and others reserve far more than they use. This only ends what runs wild between looks.
constexpr std::uint64_t kDataBeyondLimit = 1024 * kMegabyte;

Exit notStarted(std::string type, std::string message) {
    return {Exit::Kind::NotStarted, 0, std::move(type), std::move(message)};
}

/// "permission denied": as Go writes it, in English whatever the locale.
std::string errorName(int number) {
    const char* text = ::strerrordesc_np(number);
    std::string name = text ? text : "errno " + std::to_string(number);
    name.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(name.front())));
    return name;
}

bool isFile(const std::string& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

/// Whether it knows of init::kApiFd.
bool takesConnection(std::string_view bootstrap) {
    return bootstrap == "bootstrap.py" || bootstrap == "bootstrap.cjs";
}

bool isInterpreted(function::RuntimeFamily family) {
    return family == function::RuntimeFamily::Python || family == function::RuntimeFamily::NodeJs ||
           family == function::RuntimeFamily::Ruby;
}

const char* neededFor(function::RuntimeFamily family) {
    switch (family) {
    case function::RuntimeFamily::Python:
        return "Python 3.9 or later (Debian package python3)";
    case function::RuntimeFamily::Ruby:
        return "Ruby 3.0 or later (Debian package ruby)";
    default:
        return "Node.js 18 or later (Debian package nodejs)";
    }
}

/// As the service words it: the library that it is written with says "exit status 1".
std::string extensionExitText(int status) {
    if (WIFSIGNALED(status))
        return "signal: " + signalName(WTERMSIG(status));
    const int code = WEXITSTATUS(status);
    return (code == 0 ? "exit code " : "exit status ") + std::to_string(code);
}

RuntimeApi::Restores restoresOf(BackendSpec::Begin begin) {
    switch (begin) {
    case BackendSpec::Begin::Init:
        break;
    case BackendSpec::Begin::Snapshot:
        return RuntimeApi::Restores::ToBeSnapshot;
    case BackendSpec::Begin::Restore:
        return RuntimeApi::Restores::FromSnapshot;
    }
    return RuntimeApi::Restores::Never;
}

/// Empty when a function has none. Those of provided.* are up to their bootstrap.
std::string wrapperOf(const function::Configuration& configuration) {
    if (!isInterpreted(function::runtimeFamily(configuration.runtime)))
        return {};
    for (const auto& [name, value] : configuration.environment) {
        if (name == "AWS_LAMBDA_EXEC_WRAPPER")
            return value;
    }
    return {};
}

std::string nodeHeapOption(int memoryMb) {
    // The collector would otherwise believe in the whole machine's memory.
    return "--max-old-space-size=" + std::to_string(memoryMb * 9 / 10);
}

} // namespace

ProcessEnvironment::ProcessEnvironment(ProcessHost& host, BackendSpec spec,
                                       BackendListener& listener)
    : m_host(host)
    , m_spec(std::move(spec))
    , m_listener(listener)
    , m_look(host.clock(), [this] { look(); })
    , m_kill(host.clock(), [this] { onStopLimit(); })
    , m_errorGrace(host.clock(),
                   [this] {
                       failed({Exit::Kind::Extension, 0, m_postedError, m_postedError});
                   })
    , m_extensionsApi(m_spec, static_cast<ExtensionsApi::Listener&>(*this))
    , m_telemetry(host.clock(), host.poller(), m_extensionsApi,
                  static_cast<TelemetrySubscriber::Network&>(*this)) {}

ProcessEnvironment::~ProcessEnvironment() {
    *m_alive = false;
    settleFork();
    loseSnapshot();
    for (const Output* output : {&m_log, &m_extensionLog}) {
        if (output->reader)
            m_host.poller().remove(output->reader.get());
    }
}

const function::Configuration& ProcessEnvironment::configuration() const {
    return m_spec.revision->configuration;
}

std::int64_t ProcessEnvironment::memoryLimit() const {
    return configuration().memoryMb * kMegabyte;
}

std::vector<std::string> ProcessEnvironment::notices() const {
    std::vector<std::string> all = m_host.notices();
    if (wantsNetwork() && m_host.networkProgram().empty())
        all.emplace_back("network.noProgram");
    if (!m_exactVersion)
        all.emplace_back("runtime.otherVersion");
    return all;
}

// ---- what to run

std::optional<Exit> ProcessEnvironment::makePlan() {
    if (!m_host.prepare().ok()) {
        const base::Error& error = m_host.prepare().error();
        return notStarted("Sandbox.Failure", error.arg("folder") + ": " + error.arg("reason"));
    }
    std::error_code error;
    const std::string& code = m_spec.revision->codeFolder;
    if (!fs::is_directory(code, error))
        return notStarted("Runtime.InvalidWorkingDir", "There is no folder " + code);
    m_opt = m_host.files().optFolder(m_spec.revision->layerFolders);
    if (m_host.isolation().mode() == Isolation::Mode::Plain) {
        m_places.task = code;
        m_places.opt = m_opt.empty() ? "/opt" : m_opt;
        m_places.runtime = m_host.files().runtimeFolder();
        m_places.tmp = m_host.files().runFolder() + "/tmp-" +
                       std::to_string(static_cast<std::uint64_t>(m_spec.environment));
        fs::create_directories(m_places.tmp, error);
    }
    m_extensionNames = m_opt.empty() ? std::vector<std::string>() : externalExtensions(m_opt);
    m_command = {};
    m_command.folder = m_places.task;
    m_command.processLimit = m_host.isolation().countsItsProcesses() ? init::kMaxUserProcesses : 0;
    m_command.dataLimit = static_cast<std::uint64_t>(memoryLimit()) + kDataBeyondLimit;
    if (m_host.cgroups().limitsMemory())
        m_command.dataLimit = 0;
    return function::runtimeFamily(configuration().runtime) == function::RuntimeFamily::Provided
               ? planBootstrap()
               : planInterpreter();
}

std::optional<Exit> ProcessEnvironment::planInterpreter() {
    const std::string& runtime = configuration().runtime;
    const auto family = function::runtimeFamily(runtime);
    if (!isInterpreted(family))
        return notStarted("Runtime.InvalidEntrypoint", "Unknown runtime " + runtime);
    if (!function::knowsRuntimeVersion(configuration()))
        return notStarted("Runtime.InvalidEntrypoint",
                          "The runtime version " + configuration().runtimeManagement.versionArn +
                              " is not supported.");
    const std::string bootstrap = function::runtimeVersionOf(configuration()).file;
    const Interpreter& interpreter = m_host.interpreter(runtime);
    if (interpreter.program.empty())
        return notStarted("Runtime.InvalidEntrypoint", runtime + " needs " + neededFor(family));
    m_prefix = interpreter.prefix;
    m_exactVersion = interpreter.exactVersion;
    auto& arguments = m_command.arguments;
    if (const std::string wrapper = wrapperOf(configuration()); !wrapper.empty()) {
        arguments.push_back(wrapper); // which may be anything
    } else {
        m_command.gate = RuntimeCommand::Gate::Kept;
        if (takesConnection(bootstrap))
            m_command.api = RuntimeCommand::Api::Given;
    }
    arguments.push_back(interpreter.program);
    if (family == function::RuntimeFamily::Python) {
        // No site module, no user site: what a function imports comes from it, its layers or the
        // standard library.
        arguments.insert(arguments.end(), {"-S", "-s", "-B", "-X", "utf8"});
        arguments.push_back(m_places.runtime + "/" +
                            m_host.pythonBootstrap(interpreter, bootstrap));
    } else if (family == function::RuntimeFamily::Ruby) {
        // RubyGems take longer to load than all else; the bootstrap fetches them when needed.
        arguments.insert(arguments.end(), {"--disable-gems", "-EUTF-8"});
        arguments.push_back(m_places.runtime + "/" + bootstrap);
    } else {
        arguments.push_back(nodeHeapOption(configuration().memoryMb));
        arguments.push_back(m_places.runtime + "/" + bootstrap);
    }
    return std::nullopt;
}

std::optional<Exit> ProcessEnvironment::planBootstrap() {
    if (isFile(m_spec.revision->codeFolder + "/bootstrap"))
        m_command.arguments = {m_places.task + "/bootstrap"};
    else if (!m_opt.empty() && isFile(m_opt + "/bootstrap"))
        m_command.arguments = {m_places.opt + "/bootstrap"};
    else
        return notStarted("Runtime.InvalidEntrypoint",
                          "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
    return std::nullopt;
}

// ---- starting

void ProcessEnvironment::start() {
    m_stopping = false;
    m_outOfMemory = false;
    m_frozen = false;
    if (comesFromSnapshot()) {
        startFromSnapshot();
        return;
    }
    if (isSnapshot()) {
        m_decision = Decision::Owed;
        m_host.snapshots().announce(snapshotKey());
    }
    begin();
}

void ProcessEnvironment::begin() {
    std::optional<Exit> failure = makePlan();
    if (comesFromSnapshot() && !snapshot())
        failure = Exit{Exit::Kind::NoSnapshot, 0, "Runtime.Unknown", "There is no snapshot."};
    if (m_stopping)
        failure = Exit{Exit::Kind::Signalled, SIGKILL, {}, {}};
    if (!failure && m_init) {
        startInNetwork();
        return;
    }
    if (!failure)
        failure = launch();
    if (!failure)
        return;
    m_host.poller().defer([this, alive = m_alive, failure = std::move(*failure)] {
        if (*alive)
            ended(failure);
    });
}

std::vector<std::string> ProcessEnvironment::initCommand() const {
    const bool plain = m_host.isolation().mode() == Isolation::Mode::Plain;
    const std::string groups = std::to_string(m_group ? m_group->joinDescriptors().size() : 0);
    const std::vector<std::string> command = {m_places.runtime + "/init",
                                              plain ? "plain" : "private", groups};
    if (plain)
        return command;
    SandboxLayout layout;
    layout.codeFolder = m_spec.revision->codeFolder;
    layout.optFolder = m_opt;
    layout.runtimeFolder = m_host.files().runtimeFolder();
    layout.etcFolder = m_host.files().etcFolder();
    layout.interpreterPrefix = m_prefix;
    layout.tmpBytes = configuration().ephemeralStorageMb * kMegabyte;
    if (isSnapshot())
        layout.nests = SandboxLayout::Nests::Yes;
    for (const function::Mount& mount : m_spec.revision->mounts)
        layout.mounts.emplace_back(mount.folder, mount.path);
    return m_host.isolation().wrap(layout, command);
}

std::optional<Exit> ProcessEnvironment::launch() {
    // The kernel's own limit has room for a full /tmp, which it counts and the service does not;
    // look() sees to the exact one.
    Cgroup::Limits limits;
    limits.memoryBytes = memoryLimit() + configuration().ephemeralStorageMb * kMegabyte;
    limits.processes = kMaxProcesses;
    m_group = m_host.cgroups().create(
        "env-" + std::to_string(static_cast<std::uint64_t>(m_spec.environment)), limits);
    // What the machine can limit is never left unlimited in silence.
    if (!m_group && m_host.cgroups().limitsAnything())
        return notStarted("Sandbox.Failure", "the control group could not be made");
    openPipe(m_log);
    if (!m_extensionNames.empty())
        openPipe(m_extensionLog);
    m_setupText.clear();
    m_init = std::make_unique<InitProcess>(m_host.poller(), m_host.reaper(),
                                           static_cast<InitProcess::Listener&>(*this));
    const Output& theirs = m_extensionNames.empty() ? m_log : m_extensionLog;
    const std::vector<int> groups = m_group ? m_group->joinDescriptors() : std::vector<int>();
    const int error =
        comesFromSnapshot()
            ? m_init->launchIn(snapshot()->enclosing(),
                               {m_log.writer.get(), theirs.writer.get(), groups,
                                configuration().ephemeralStorageMb * kMegabyte})
            : m_init->launch(initCommand(), m_log.writer.get(), theirs.writer.get(), groups,
                             [group = m_group] {}); // the group outlives its processes
    m_log.writer.reset();
    m_extensionLog.writer.reset();
    if (error != 0) {
        m_init.reset();
        return notStarted("Sandbox.Failure", errorName(error));
    }
    m_stage = Stage::Launching;
    return std::nullopt;
}

void ProcessEnvironment::onListening(FileDescriptor socket, int port, int initPid) {
    m_port = port;
    m_api = std::make_unique<RuntimeApi>(m_host.poller(), static_cast<RuntimeApi::Listener&>(*this),
                                         std::move(socket), restoresOf(m_spec.begin));
    m_api->add(m_extensionsApi);
    m_api->add(m_telemetry);
    m_meter.attach(initPid, m_group.get());
    m_initPid = initPid;
    startInNetwork();
}

bool ProcessEnvironment::wantsNetwork() const {
    return m_spec.network == BackendSpec::Network::Outside &&
           m_host.isolation().mode() == Isolation::Mode::Namespaces;
}

void ProcessEnvironment::startInNetwork() {
    if (!wantsNetwork() || m_host.networkProgram().empty() || m_outside) {
        startProcesses();
        return;
    }
    m_stage = Stage::Launching;
    m_outside = std::make_unique<UserNetwork>(m_host.clock(), m_host.poller(), m_host.reaper());
    m_outside->open(m_host.networkProgram(), m_initPid, [this](const std::string& problem) {
        if (problem.empty()) {
            startProcesses();
            return;
        }
        m_outside.reset();
        ended(notStarted("Sandbox.Failure", "The network could not be set up: " + problem));
    });
}

void ProcessEnvironment::startProcesses() {
    if (m_throttled && m_group)
        m_group->limitCpu(0);
    m_throttled = false;
    m_oomKills = m_group ? m_group->oomKills() : 0;
    m_command.environment = runtimeEnvironment(m_spec, m_places, m_port);
    m_ordered = m_host.clock().now();
    m_running.reset();
    m_startTold = false;
    m_runtimeReady = false;
    m_extensionsTold = false;
    m_busy = true;
    m_runtimeExit = {};
    m_extensionsApi.reset(m_extensionNames);
    m_telemetry.reset();
    tellInitStart();
    m_stage = Stage::Starting;
    if (m_extensionNames.empty())
        startRuntime();
    else
        startExtensions();
    if (m_stopping)
        m_init->order(init::Order::Kill);
}

void ProcessEnvironment::startRuntime() {
    if (comesFromSnapshot()) {
        restoreRuntime();
        return;
    }
    if (m_command.api == RuntimeCommand::Api::Given)
        m_command.environment.push_back("_WARMSTART_API=" + std::to_string(init::kApiFd));
    if (isSnapshot()) {
        m_command.forks = RuntimeCommand::Forks::WhenAsked;
        m_command.environment.emplace_back("_WARMSTART_FORKS=1");
    }
    if (m_command.gate == RuntimeCommand::Gate::Kept)
        m_command.environment.push_back("_WARMSTART_GATE=" + std::to_string(init::kGateFd));
    start(m_command);
}

void ProcessEnvironment::start(const RuntimeCommand& command) {
    m_running.set(command.slot);
    m_init->start(command);
}

void ProcessEnvironment::onRunning(std::uint32_t slot, int pid) {
    m_stage = Stage::Up;
    if (slot == init::kRuntimeSlot) {
        m_meter.setRuntime(pid);
        settleFork();
    }
    if (std::exchange(m_startTold, true))
        return;
    m_look.set(m_host.clock().now() + MemoryMeter::nextLook(0, memoryLimit()));
    const std::shared_ptr<bool> alive = m_alive;
    m_listener.onStarted(m_ordered);
    if (*alive)
        reportReady(); // a quick runtime may have asked before init had the time to say it runs
}

void ProcessEnvironment::onStartFailed(std::uint32_t slot, int reason) {
    m_running.reset(slot);
    settleFork();
    if (slot != init::kRuntimeSlot) {
        failed({Exit::Kind::Extension, 0, "Extension.LaunchError",
                "fork/exec " + m_places.opt + "/extensions/" + extensionName(slot) + ": " +
                    errorName(reason)});
        return;
    }
    if (comesFromSnapshot()) {
        failed(notStarted("Sandbox.Failure", "The snapshot could not be restored."));
        return;
    }
    if (const std::string wrapper = wrapperOf(configuration()); !wrapper.empty()) {
        onWrapperFailed(wrapper, reason);
        return;
    }
    failed(notStarted("Runtime.InvalidEntrypoint",
                      "fork/exec " + m_command.arguments.front() + ": " + errorName(reason)));
}

/// As the shell script that runs it on the service.
void ProcessEnvironment::onWrapperFailed(const std::string& wrapper, int reason) {
    constexpr const char* kShell = "/bin/bash";
    if (reason == ENOEXEC && m_command.arguments.front() != kShell) {
        m_command.arguments.insert(m_command.arguments.begin(), kShell);
        start(m_command);
        return;
    }
    const bool isThere = reason == EACCES;
    const std::shared_ptr<bool> alive = m_alive;
    m_listener.onLog({wrapper + (isThere ? ": is not an executable" : ": does not exist")},
                     telemetry::LogLine::Source::Function);
    if (*alive)
        failed({Exit::Kind::Exited, isThere ? 126 : 127, {}, {}});
}

// ---- running

void ProcessEnvironment::deliver(const Delivery& delivery) {
    if (std::exchange(m_frozen, false))
        m_init->order(init::Order::Thaw);
    const double processors = static_cast<double>(configuration().memoryMb) / kMbPerProcessor;
    if (!m_throttled && m_group && processors < std::thread::hardware_concurrency() &&
        m_host.options().cpuShare == ProcessOptions::CpuShare::Enforced) {
        m_group->limitCpu(processors);
        m_throttled = true;
    }
    m_busy = true;
    m_runtimeReady = false;
    m_meter.resetPeak();
    m_look.set(m_host.clock().now() + MemoryMeter::nextLook(0, memoryLimit()));
    tellStart(delivery);
    m_extensionsApi.deliver(delivery);
    if (m_api)
        m_api->deliver(delivery);
}

void ProcessEnvironment::freeze() {
    if (m_stage != Stage::Up || m_frozen)
        return;
    m_frozen = true;
    m_look.clear();
    if (m_forks == 0)
        m_init->order(init::Order::Freeze);
}

base::Status ProcessEnvironment::requestState() {
    if (!isInterpreted(function::runtimeFamily(configuration().runtime)))
        return base::Error{"sandbox.state.notSupported", {}};
    if (m_stage != Stage::Up || !m_api || !m_api->requestState())
        return base::Error{"sandbox.state.notIdle", {}};
    if (std::exchange(m_frozen, false))
        m_init->order(init::Order::Thaw);
    m_look.set(m_host.clock().now() + MemoryMeter::nextLook(0, memoryLimit()));
    return {};
}

int ProcessEnvironment::maxMemoryUsedMb() const {
    return static_cast<int>((m_meter.peak() + kMegabyte - 1) / kMegabyte);
}

void ProcessEnvironment::look() {
    if (m_stage != Stage::Up || m_frozen)
        return;
    const std::int64_t resident = m_meter.measure();
    if (resident > memoryLimit()) {
        m_outOfMemory = true;
        m_init->order(init::Order::Kill);
        return;
    }
    m_look.set(m_host.clock().now() + MemoryMeter::nextLook(resident, memoryLimit()));
}

void ProcessEnvironment::onRuntimeNext() {
    becomeReady();
}

void ProcessEnvironment::becomeReady() {
    m_extensionsApi.closeRegistration();
    m_runtimeReady = true;
    if (m_initState == Init::Running)
        tellInitRuntimeDone("success");
    else
        tellRuntimeDone(m_invoke && !m_invoke->errorType.empty() ? "error" : "success");
    if (m_stage == Stage::Starting)
        m_init->receive(); // that it runs may be in the other socket already: onRunning goes on
    else
        reportReady();
}

void ProcessEnvironment::onRuntimeInitError(const RuntimeError& error) {
    if (drainLog(Partial::Finish))
        m_listener.onInitError(error);
}

void ProcessEnvironment::onRuntimeResponse(const std::string& requestId, std::string payload) {
    noteResponse(payload.size(), {});
    if (drainLog(Partial::Finish))
        m_listener.onResponse(requestId, std::move(payload));
}

void ProcessEnvironment::onRuntimeInvocationError(const std::string& requestId,
                                                  const RuntimeError& error) {
    noteResponse(error.body.size(), error.type);
    if (drainLog(Partial::Finish))
        m_listener.onInvocationError(requestId, error);
}

void ProcessEnvironment::onRuntimeState(std::string state) {
    if (drainLog(Partial::Finish))
        m_listener.onState(std::move(state));
}

// ---- output

void ProcessEnvironment::openPipe(Output& output) {
    int ends[2] = {-1, -1};
    if (output.reader)
        m_host.poller().remove(output.reader.get());
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return;
    output.reader.reset(ends[0]);
    output.writer.reset(ends[1]);
    ::fcntl(output.reader.get(), F_SETFL, O_NONBLOCK); // ours alone: writers block
    m_host.poller().add(output.reader.get(), EPOLLIN,
                        [this, &output](std::uint32_t) { readLog(output); });
}

void ProcessEnvironment::readLog(Output& output) {
    auto& scratch = m_host.poller().scratch();
    const int fd = output.reader.get();
    std::size_t taken = 0;
    ssize_t size = 0;
    while (taken < kMaxTurn && (size = ::read(fd, scratch.data(), scratch.size())) > 0) {
        output.capture.feed({scratch.data(), static_cast<std::size_t>(size)}, m_host.clock().now());
        taken += static_cast<std::size_t>(size);
    }
    if (size == 0)
        m_host.poller().remove(fd); // nobody can write any more
    // Who fills the pipe faster than it is read waits for us less often with a larger one.
    if (taken >= kPipeSize)
        ::fcntl(fd, F_SETPIPE_SZ, static_cast<int>(kLargePipe));
    if (taken > 0)
        reportLog(output);
}

/// What was written before a request belongs before what the request says.
bool ProcessEnvironment::drainLog(Partial partial) {
    return drain(m_log, partial) && (!m_extensionLog.reader || drain(m_extensionLog, partial));
}

bool ProcessEnvironment::drain(Output& output, Partial partial) {
    auto& scratch = m_host.poller().scratch();
    for (std::size_t drained = 0; output.reader && drained < kMaxDrain;) {
        const ssize_t size = ::read(output.reader.get(), scratch.data(), scratch.size());
        if (size <= 0)
            break;
        output.capture.feed({scratch.data(), static_cast<std::size_t>(size)}, m_host.clock().now());
        drained += static_cast<std::size_t>(size);
    }
    if (partial == Partial::Finish)
        output.capture.finishLine();
    return reportLog(output);
}

bool ProcessEnvironment::reportLog(Output& output) {
    const std::shared_ptr<bool> alive = m_alive;
    std::vector<std::string> lines = output.capture.takeLines();
    const std::int64_t dropped = output.capture.takeDropped();
    const std::int64_t records = output.capture.takeDroppedRecords();
    if (m_stage == Stage::Launching) {
        for (const std::string& line : lines)
            m_setupText += (m_setupText.empty() ? "" : " ") + line;
        return true;
    }
    if (telemetryIsHeard()) {
        const bool function = output.source == telemetry::LogLine::Source::Function;
        for (const std::string& line : lines)
            m_telemetry.tellLine(function ? "function" : "extension", line);
        if (dropped > 0)
            m_telemetry.tell("platform.logsDropped",
                             logsDroppedRecord(kLogsTooFast, static_cast<std::uint64_t>(records),
                                               static_cast<std::uint64_t>(dropped)));
    }
    if (!lines.empty())
        m_listener.onLog(std::move(lines), output.source);
    if (*alive && dropped > 0)
        m_listener.onLogDropped(records, dropped);
    return *alive;
}

// ---- the end

Exit ProcessEnvironment::exitOf(std::uint32_t slot, int status) const {
    if (slot != init::kRuntimeSlot) {
        const std::string posted = m_extensionsApi.postedError(extensionName(slot));
        return {Exit::Kind::Extension, 0, posted.empty() ? "Extension.Crash" : posted,
                extensionExitText(status)};
    }
    const bool killedForMemory =
        m_outOfMemory || (m_group && WIFSIGNALED(status) && m_group->oomKills() > m_oomKills);
    Exit exit;
    if (killedForMemory)
        exit = {Exit::Kind::OutOfMemory, SIGKILL, {}, {}};
    else if (WIFSIGNALED(status))
        exit = {Exit::Kind::Signalled, WTERMSIG(status), {}, {}};
    else
        exit = {Exit::Kind::Exited, WEXITSTATUS(status), {}, {}};
    return exit;
}

void ProcessEnvironment::onInitGone() {
    const bool wasUp = m_stage == Stage::Up || m_stage == Stage::Starting;
    settleFork();
    loseSnapshot();
    drainLog(Partial::Finish);
    const std::string reason = m_setupText;
    m_init.reset();
    m_outside.reset();
    m_api.reset();
    m_meter.attach(0, nullptr);
    m_group.reset();
    if (m_stage == Stage::Down)
        return;
    if (wasUp)
        ended({Exit::Kind::Signalled, SIGKILL, {}, {}});
    else
        ended(notStarted("Sandbox.Failure", reason));
}

bool ProcessEnvironment::ended(Exit exit) {
    if (m_api)
        m_api->reset();
    const std::shared_ptr<bool> alive = m_alive;
    if (!drainLog(Partial::Finish))
        return false;
    m_meter.detach();
    m_look.clear();
    m_kill.clear();
    m_errorGrace.clear();
    m_frozen = false;
    m_running.reset();
    m_telemetry.reset();
    m_stage = Stage::Down;
    loseSnapshot();
    m_listener.onExited(exit);
    return *alive;
}

} // namespace ws::sandbox
