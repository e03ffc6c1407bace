#pragma once

#include "app/commandline.h"
#include "engine/sandbox/processbackend.h"
#include "engine/telemetry/eventbus.h"
#include "engine/workspace/workbench.h"

#include <QCommandLineOption>
#include <QSocketNotifier>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace ws::app {

class CommandParser;

/// The engine for the length of one subcommand, in the main thread and its event loop.
class CommandSession : private telemetry::EventSink {
public:
    enum class Time { Real, Virtual };
    enum class Logs { Hidden, Shown };
    CommandSession(Time time, Logs logs);
    ~CommandSession() override;

    /// An empty folder means the one around the current folder that looks like a workspace.
    /// Executions that a killed program left there are nobody's business unless asked for.
    base::Status open(const QString& folder,
                      workspace::UnfinishedPolicy unfinished = workspace::UnfinishedPolicy::Leave);
    workspace::Workbench& workbench() { return *m_workbench; }
    // These count from the next open() on.
    void setAsOf(fleet::Day day) { m_asOf = day; }
    void setNetwork(workspace::FunctionNetwork network) { m_network = network; }

    /// Called for every event, before the session's own printing.
    void setObserver(std::function<void(const telemetry::Event&)> observer);
    /// Called on the first Ctrl+C instead of ending at once; the second one always ends.
    void setInterrupt(std::function<void()> stop) { m_stop = std::move(stop); }

    /// Runs the event loop until finish().
    ExitCode run();
    void finish(ExitCode code);
    bool interrupted() const { return m_interrupted; }

    /// "counter-1": the function's environments counted in the order in which they started.
    std::string environmentLabel(base::EnvironmentId environment) const;

private:
    void onEvent(const telemetry::Event& event) override;
    void listen();
    void onSignal();
    void sayOnce(const base::Error& problem);

    const Logs m_logs;
    base::SystemClock m_clock;
    telemetry::EventBus m_bus;
    sandbox::ProcessBackendFactory m_backends;
    std::unique_ptr<workspace::Workbench> m_workbench;

    std::function<void(const telemetry::Event&)> m_observer;
    std::function<void()> m_stop;
    std::map<base::EnvironmentId, std::string> m_labels;
    std::map<std::string, int> m_counts; ///< environments so far, by function
    std::set<std::string> m_said;
    std::unique_ptr<QSocketNotifier> m_signals;
    fleet::Day m_asOf = fleet::kToday;
    workspace::FunctionNetwork m_network = workspace::FunctionNetwork::None;
    bool m_interrupted = false;
    bool m_finished = false;
    ExitCode m_code = ExitCode::Done;
};

/// --network, of the commands that run functions.
QCommandLineOption networkOption();
workspace::FunctionNetwork readNetwork(const CommandParser& parser);

} // namespace ws::app
