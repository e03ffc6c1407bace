#pragma once

#include "engine/base/alarm.h"
#include "engine/sandbox/logcapture.h"
#include "engine/sandbox/memorymeter.h"
#include "engine/sandbox/processhost.h"
#include "engine/sandbox/runtimeapi.h"
#include "engine/sandbox/runtimeplan.h"

#include <memory>
#include <optional>

namespace ws::sandbox {

/// One environment as a process tree: init in its namespaces, the runtime that init starts, its
/// Runtime API, its output, its memory.
class ProcessEnvironment : public Backend,
                           private InitProcess::Listener,
                           private RuntimeApi::Listener {
public:
    /// Neither is owned.
    ProcessEnvironment(ProcessHost& host, BackendSpec spec, BackendListener& listener);
    ~ProcessEnvironment() override;

    void start() override;
    void deliver(const Delivery& delivery) override;
    void freeze() override;
    void stop(const StopOrder& order) override;
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
    void onRunning(int runtimePid) override;
    void onStartFailed(int reason) override;
    void onRuntimeEnded(int status) override;
    void onInitGone() override;

    void onRuntimeNext() override;
    void onRuntimeInitError(const RuntimeError& error) override;
    void onRuntimeResponse(const std::string& requestId, std::string payload) override;
    void onRuntimeInvocationError(const std::string& requestId, const RuntimeError& error) override;

    std::optional<Exit> makePlan();
    std::optional<Exit> planInterpreter();
    std::optional<Exit> planBootstrap();
    std::optional<Exit> launch();
    std::vector<std::string> initCommand() const;
    void startRuntime();
    void openLogPipe();
    void readLog();
    enum class Partial { Keep, Finish };
    /// False when the environment was destroyed by who heard it.
    bool drainLog(Partial partial);
    bool reportLog();
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
    FileDescriptor m_log;
    FileDescriptor m_logWriter; // given to init
    LogCapture m_capture;
    MemoryMeter m_meter;
    base::Alarm m_look; // at the memory
    base::Alarm m_kill; // when the runtime does not end by itself
    std::unique_ptr<InitProcess> m_init;
    std::unique_ptr<RuntimeApi> m_api;

    Stage m_stage = Stage::Down;
    int m_port = 0;
    base::TimePoint m_ordered; ///< when the runtime was told to start: INIT counts from here
    bool m_frozen = false;
    bool m_stopping = false;
    bool m_outOfMemory = false;
    bool m_throttled = false;
    std::int64_t m_oomKills = 0;
    std::string m_setupText; // what was said before init came up: bubblewrap's reasons
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace ws::sandbox
