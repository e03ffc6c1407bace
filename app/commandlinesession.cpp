#include "app/commandlinesession.h"

#include "app/commandlineio.h"
#include "widgets/theme/messages.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace ws::app {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

// A signal handler may do next to nothing: it writes a byte, the event loop does the rest.
int g_signalPipe[2] = {-1, -1};

void onUnixSignal(int) {
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(g_signalPipe[1], &byte, 1);
}

int listenToSignals() {
    if (g_signalPipe[0] < 0 && ::pipe2(g_signalPipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return -1;
    struct sigaction action {};
    action.sa_handler = onUnixSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        ::sigaction(number, &action, nullptr);
    return g_signalPipe[0];
}

bool looksLikeWorkspace(const QDir& folder) {
    return folder.exists(QStringLiteral("functions")) ||
           folder.exists(QStringLiteral("statemachines"));
}

/// The current folder or the nearest one above it, as git does.
QString workspaceHere() {
    QDir folder = QDir::current();
    do {
        if (looksLikeWorkspace(folder))
            return folder.absolutePath();
    } while (folder.cdUp());
    return {};
}

} // namespace

CommandSession::CommandSession(Time time, Logs logs)
    : m_logs(logs)
    , m_clock(time == Time::Virtual ? base::SystemClock::Idle::Skip : base::SystemClock::Idle::Wait)
    , m_bus(m_clock)
    , m_backends(m_clock)
    , m_workbench(std::make_unique<workspace::Workbench>(workspace::Workbench::Parts{
          m_clock, time == Time::Virtual ? &m_clock : nullptr, m_backends, m_bus})) {
    m_bus.addSink(this);
}

CommandSession::~CommandSession() {
    m_bus.removeSink(this);
    m_workbench.reset();
}

base::Status CommandSession::open(const QString& folder, workspace::UnfinishedPolicy unfinished) {
    const QString chosen = folder.isEmpty() ? workspaceHere() : folder;
    if (chosen.isEmpty())
        return base::Error{"commandline.noWorkspaceHere",
                           {{"path", QDir::currentPath().toStdString()}}};
    workspace::Settings settings;
    settings.unfinished = unfinished;
    settings.asOf = m_asOf;
    settings.network = m_network;
    m_workbench->setSettings(settings);
    return m_workbench->open(QFile::encodeName(chosen).toStdString());
}

void CommandSession::setObserver(std::function<void(const telemetry::Event&)> observer) {
    m_observer = std::move(observer);
}

ExitCode CommandSession::run() {
    listen();
    if (!m_finished)
        QCoreApplication::exec();
    return m_code;
}

/// Only now: while the input is read from a pipe or a terminal, Ctrl+C ends the program at once.
void CommandSession::listen() {
    const int signalled = listenToSignals();
    if (signalled < 0)
        return;
    m_signals = std::make_unique<QSocketNotifier>(signalled, QSocketNotifier::Read);
    QObject::connect(m_signals.get(), &QSocketNotifier::activated, m_signals.get(),
                     [this] { onSignal(); });
}

void CommandSession::finish(ExitCode code) {
    m_code = m_interrupted ? ExitCode::Interrupted : code;
    m_finished = true;
    QCoreApplication::quit();
}

void CommandSession::onSignal() {
    char byte = 0;
    while (::read(g_signalPipe[0], &byte, 1) > 0) {
    }
    const bool again = std::exchange(m_interrupted, true);
    if (m_stop && !again)
        m_stop();
    else
        finish(ExitCode::Interrupted);
}

std::string CommandSession::environmentLabel(base::EnvironmentId environment) const {
    const auto found = m_labels.find(environment);
    return found == m_labels.end() ? std::string() : found->second;
}

void CommandSession::onEvent(const telemetry::Event& event) {
    if (const auto* started = std::get_if<telemetry::EnvironmentStarted>(&event.body)) {
        const int number = ++m_counts[started->function];
        m_labels[started->environment] = started->function + "-" + std::to_string(number);
        for (const std::string& notice : started->notices)
            sayOnce({notice, {}});
    }
    if (const auto* notice = std::get_if<telemetry::Notice>(&event.body))
        sayOnce(notice->problem);
    if (m_observer)
        m_observer(event);
    if (m_logs == Logs::Hidden)
        return;
    if (const auto* line = std::get_if<telemetry::LogLine>(&event.body))
        noteLine(line->text,
                 line->source == telemetry::LogLine::Source::Platform ? Tone::Quiet : Tone::Normal);
}

void CommandSession::sayOnce(const base::Error& problem) {
    if (m_said.insert(problem.code).second)
        note(QStringLiteral("warmstart: ") + theme::message(problem).simplified());
}

QCommandLineOption networkOption() {
    return {QStringLiteral("network"),
            Text::tr("Lets functions outside a VPC use the network, as the service does. Only for "
                     "code that you trust.")};
}

workspace::FunctionNetwork readNetwork(const CommandParser& parser) {
    return parser.has("network") ? workspace::FunctionNetwork::Internet
                                 : workspace::FunctionNetwork::None;
}

} // namespace ws::app
