// The part of ProcessEnvironment that has to do with extensions: their start before the runtime,
// the moment at which everybody is ready, and the shutdown in which each has its share of time.

#include "engine/sandbox/processenvironment.h"

namespace ws::sandbox {

namespace {
/// An extension that reported an error ends by itself; one that does not is helped.
constexpr base::Duration kErrorGrace = std::chrono::milliseconds{100};
} // namespace

// ---- the start

void ProcessEnvironment::startExtensions() {
    RuntimeCommand command;
    command.folder = "/";
    command.processLimit = m_command.processLimit;
    command.dataLimit = m_command.dataLimit;
    command.environment = extensionEnvironment(m_command.environment);
    for (const std::string& name : m_extensionNames) {
        if (++command.slot >= init::kSlots) {
            m_host.poller().defer([this, alive = m_alive, name] {
                if (*alive)
                    failed({Exit::Kind::Extension, 0, "Extension.LaunchError",
                            "too many extensions: " + name});
            });
            return;
        }
        command.arguments = {m_places.opt + "/extensions/" + name};
        start(command);
    }
}

/// The runtime starts when every external extension has registered.
void ProcessEnvironment::onExtensionRegistered() {
    const bool due = m_extensionsApi.allRegistered() && !runs(init::kRuntimeSlot) && !m_stopping;
    if (due && m_busy && !m_runtimeReady && m_stage != Stage::Down)
        startRuntime();
}

// ---- being ready

void ProcessEnvironment::onExtensionReady() {
    reportReady();
}

void ProcessEnvironment::reportReady() {
    if (!m_busy || !m_runtimeReady || m_stopping || !m_extensionsApi.allReady())
        return;
    m_busy = false;
    const std::shared_ptr<bool> alive = m_alive;
    if (!drainLog(Partial::Finish))
        return;
    reportExtensions();
    tellInitReport("success");
    if (*alive)
        m_listener.onNext();
    if (*alive)
        decideSnapshot();
}

/// Once for each start: at its end, good or bad.
void ProcessEnvironment::reportExtensions() {
    if (m_extensionsTold)
        return;
    m_extensionsTold = true;
    for (const std::string& record : m_extensionsApi.records())
        m_telemetry.tell("platform.extension", record);
    std::vector<std::string> lines = m_extensionsApi.lines();
    if (!lines.empty())
        m_listener.onLog(std::move(lines), telemetry::LogLine::Source::Platform);
}

// ---- failing

void ProcessEnvironment::onExtensionError(const std::string&, const std::string& type) {
    if (m_stopping || m_errorGrace.due())
        return;
    m_postedError = type;
    m_errorGrace.set(m_host.clock().now() + kErrorGrace);
}

void ProcessEnvironment::onPeakKnown(std::uint32_t slot, std::int64_t bytes) {
    if (slot == init::kRuntimeSlot)
        m_meter.noteEnd(bytes);
}

void ProcessEnvironment::onSlotEnded(std::uint32_t slot, int status) {
    m_running.reset(slot);
    const Exit exit = exitOf(slot, status);
    if (slot == init::kRuntimeSlot)
        m_runtimeExit = exit;
    if (!m_stopping)
        failed(exit);
    else if (slot == init::kRuntimeSlot)
        stopExtensions();
}

void ProcessEnvironment::onTreeEnded(std::uint32_t slot, int status) {
    m_running.reset();
    if (m_stopping && slot != init::kRuntimeSlot)
        ended(m_runtimeExit);
    else
        ended(exitOf(slot, status));
}

void ProcessEnvironment::failed(Exit exit) {
    m_errorGrace.clear();
    const std::shared_ptr<bool> alive = m_alive;
    if (!drainLog(Partial::Finish))
        return;
    if (!m_stopping)
        reportExtensions();
    if (!*alive)
        return;
    if (m_running.none())
        ended(std::move(exit));
    else if (!m_stopping)
        m_listener.onFailed(exit);
}

// ---- the end

void ProcessEnvironment::stop(const StopOrder& order) {
    const bool again = std::exchange(m_stopping, true);
    m_look.clear();
    m_errorGrace.clear();
    if (!m_init || m_stage == Stage::Down || m_stage == Stage::Launching)
        return; // ends as soon as there is something to end
    if (order.budget <= base::Duration::zero()) {
        m_init->order(init::Order::Kill);
        return;
    }
    if (again)
        return;
    m_stop = order;
    tellInitReport(order.reason == ShutdownReason::Timeout ? "timeout" : "error");
    m_stopDeadline = m_host.clock().now() + order.budget;
    m_frozen = false;
    m_init->order(init::Order::Terminate); // lets a frozen tree go on, too
    if (runs(init::kRuntimeSlot))
        m_kill.set(m_host.clock().now() + order.runtimeBudget);
    else
        stopExtensions();
}

/// The runtime is gone: those that want to know are told, the others have no use any more.
void ProcessEnvironment::stopExtensions() {
    m_kill.set(m_stopDeadline);
    m_telemetry.flush();
    m_extensionsApi.shutDown(m_stop.reason, m_stopDeadline);
    for (std::uint32_t slot = 1; slot < init::kSlots; ++slot) {
        if (runs(slot) && !m_extensionsApi.wantsShutdown(extensionName(slot)))
            m_init->killOne(slot);
    }
}

void ProcessEnvironment::onStopLimit() {
    if (!m_init)
        return;
    if (runs(init::kRuntimeSlot) && m_stop.runtimeBudget < m_stop.budget)
        m_init->killOne(init::kRuntimeSlot);
    else
        m_init->order(init::Order::Kill);
}

} // namespace ws::sandbox
