#pragma once

#include "engine/base/alarm.h"
#include "engine/sandbox/extensionsapi.h"
#include "engine/sandbox/logcapture.h"
#include "engine/sandbox/memorymeter.h"
#include "engine/sandbox/processhost.h"
#include "engine/sandbox/runtimeapi.h"
#include "engine/sandbox/runtimeplan.h"
#include "engine/sandbox/telemetryapi.h"
#include "engine/sandbox/usernetwork.h"

#include <bitset>
#include <memory>
#include <optional>

namespace ws::sandbox {

/// One environment as a process tree: init in its namespaces, the runtime that init starts, its
/// Runtime API, its output, its memory.
class ProcessEnvironment : public Backend,
                           private ForkSource,
                           private InitProcess::Listener,
                           private RuntimeApi::Listener,
                           private ExtensionsApi::Listener,
                           private TelemetrySubscriber::Network {
public:
    /// Neither is owned.
    ProcessEnvironment(ProcessHost& host, BackendSpec spec, BackendListener& listener);
    ~ProcessEnvironment() override;

    void start() override;
    void deliver(const Delivery& delivery) override;
    void freeze() override;
    base::Status requestState() override;
    void stop(const StopOrder& order) override;
    void report(const InvokeReport& report) override;
    Extensions extensions() const override { return m_extensionsApi.kinds(); }
    int maxMemoryUsedMb() const override;
    std::vector<std::string> notices() const override;

private:
    enum class Stage {
        Down,      ///< nothing runs, or what was started is not the runtime yet
        Launching, ///< init comes up
        Starting,  ///< init starts the runtime
        Up,
    };

    void onListening(FileDescriptor socket, int port, int initPid) override;
    void onRunning(std::uint32_t slot, int pid) override;
    void onStartFailed(std::uint32_t slot, int reason) override;
    void onPeakKnown(std::uint32_t slot, std::int64_t bytes) override;
    void onSlotEnded(std::uint32_t slot, int status) override;
    void onTreeEnded(std::uint32_t slot, int status) override;
    void onInitGone() override;

    void onRuntimeNext() override;
    void onRuntimeSnapshot() override;
    void onRuntimeRestoring() override;
    void onRuntimeInitError(const RuntimeError& error) override;
    void onRuntimeResponse(const std::string& requestId, std::string payload) override;
    void onRuntimeInvocationError(const std::string& requestId, const RuntimeError& error) override;
    void onRuntimeState(std::string state) override;

    void connect(std::uint16_t port, std::uint32_t token) override;
    void onConnected(std::uint32_t token, FileDescriptor socket) override;

    void onExtensionRegistered() override;
    void onExtensionReady() override;
    void onExtensionError(const std::string& name, const std::string& type) override;

    // Snapshots: engine/sandbox/processsnapshot.cpp.
    InitProcess& enclosing() override { return *m_init; }
    void beginFork() override;
    void endFork() override;
    bool isSnapshot() const;
    bool comesFromSnapshot() const;
    Snapshots<ForkSource>::Key snapshotKey() const { return m_spec.revision.get(); }
    ForkSource* snapshot() const { return m_host.snapshots().find(snapshotKey()); }
    void startFromSnapshot();
    void restoreRuntime();
    void settleFork();
    void onWrapperFailed(const std::string& wrapper, int reason);
    void decideSnapshot();
    void loseSnapshot();

    void begin();
    void becomeReady();
    std::optional<Exit> makePlan();
    std::optional<Exit> planInterpreter();
    std::optional<Exit> planBootstrap();
    std::optional<Exit> launch();
    std::vector<std::string> initCommand() const;
    /// Connects the environment first where it is to be connected and is not yet.
    void startInNetwork();
    bool wantsNetwork() const;
    void startProcesses();
    void startExtensions();
    void startRuntime();
    void start(const RuntimeCommand& command);
    bool runs(std::uint32_t slot) const { return m_running[slot]; }
    /// What the end of a process says, unless that was asked for.
    Exit exitOf(std::uint32_t slot, int status) const;
    std::string extensionName(std::uint32_t slot) const { return m_extensionNames[slot - 1]; }
    void failed(Exit exit);
    void reportReady();
    void reportExtensions();
    void stopExtensions();
    void onStopLimit();

    // What the Telemetry API tells: engine/sandbox/processtelemetry.cpp.
    struct Invoke {
        std::string requestId;
        std::string traceId;
        base::TimePoint began;
        std::optional<base::TimePoint> responded;
        std::optional<base::TimePoint> runtimeDone;
        std::size_t producedBytes = 0;
        std::string errorType;
    };
    bool telemetryIsHeard() const { return m_telemetry.listening(); }
    void tellInitStart();
    void tellInitRuntimeDone(std::string_view status);
    void tellInitReport(std::string_view status);
    void tellStart(const Delivery& delivery);
    void tellRuntimeDone(std::string_view status);
    void noteResponse(std::size_t bytes, std::string_view errorType);
    bool restores() const { return m_spec.begin == BackendSpec::Begin::Restore; }
    std::string_view initPhase() const { return m_starts == 1 ? "init" : "invoke"; }

    /// A pipe that everybody who writes to it holds, and what came out of it.
    struct Output {
        telemetry::LogLine::Source source = telemetry::LogLine::Source::Function;
        FileDescriptor reader;
        FileDescriptor writer; // given to init
        LogCapture capture;
    };
    void openPipe(Output& output);
    void readLog(Output& output);
    enum class Partial { Keep, Finish };
    /// False when the environment was destroyed by who heard it.
    bool drainLog(Partial partial);
    bool drain(Output& output, Partial partial);
    bool reportLog(Output& output);
    void look();
    bool ended(Exit exit);
    std::int64_t memoryLimit() const;
    const function::Configuration& configuration() const;

    ProcessHost& m_host;
    const BackendSpec m_spec;
    BackendListener& m_listener;

    RuntimePlaces m_places;
    RuntimeCommand m_command;
    std::string m_prefix; // of an interpreter outside /usr
    std::string m_opt;    // folder on this machine
    bool m_exactVersion = true;

    std::shared_ptr<Cgroup> m_group;
    Output m_log;
    Output m_extensionLog{telemetry::LogLine::Source::Extension, {}, {}, {}};
    MemoryMeter m_meter;
    base::Alarm m_look;       // at the memory
    base::Alarm m_kill;       // when the runtime, then the extensions do not end by themselves
    base::Alarm m_errorGrace; // until an extension that posted an error ends
    std::unique_ptr<InitProcess> m_init;
    int m_initPid = 0;
    std::unique_ptr<UserNetwork> m_outside; ///< as long as m_init, once it was opened
    std::unique_ptr<RuntimeApi> m_api;

    ExtensionsApi m_extensionsApi;
    TelemetryApi m_telemetry;
    enum class Init { Running, RuntimeDone, Reported } m_initState = Init::Running;
    int m_starts = 0;
    std::optional<Invoke> m_invoke;            ///< when somebody wants to hear of it
    std::vector<std::string> m_extensionNames; // external ones; slots from 1
    std::bitset<init::kSlots> m_running;       // ordered to start and not known to have ended
    StopOrder m_stop;                          // while m_stopping
    base::TimePoint m_stopDeadline;
    std::string m_postedError; // what m_errorGrace waits for
    Exit m_runtimeExit;
    bool m_startTold = false;
    bool m_runtimeReady = false; ///< it asks for an event
    bool m_busy = false;         ///< not everybody has asked yet
    bool m_extensionsTold = false;

    Stage m_stage = Stage::Down;
    int m_port = 0;
    base::TimePoint m_ordered; ///< when the runtime was told to start: INIT counts from here
    /// Who waits for a snapshot is owed its being taken or lost.
    enum class Decision { None, Owed, Taken } m_decision = Decision::None;
    int m_forks = 0;        ///< on their way
    bool m_forking = false; ///< one of them is this environment's
    bool m_frozen = false;
    bool m_stopping = false;
    bool m_outOfMemory = false;
    bool m_throttled = false;
    std::int64_t m_oomKills = 0;
    std::string m_setupText; // what was said before init came up: bubblewrap's reasons
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace ws::sandbox
