#include "widgets/feed/enginefeed.h"

#include "widgets/feed/enginethread.h"
#include "widgets/feed/eventpipe.h"

#include <QDir>
#include <QMetaObject>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace ws::feed {

namespace {

constexpr int kFrameMs = 16;
/// A round stops taking events after this, so that painting and input get their turn.
constexpr int kRoundMs = 6;
constexpr std::size_t kSlice = 1'000;

} // namespace

class EngineFeed::Engine {
public:
    explicit Engine(EngineFeed& feed)
        : pipe([&feed] {
            QMetaObject::invokeMethod(
                &feed, [&feed] { feed.schedule(); }, Qt::QueuedConnection);
        })
        , thread(pipe) {}

    /// Answers in the GUI thread, behind the events that came before; not at all when the one who
    /// asked has died by then.
    template <typename T>
    void answer(const QPointer<QObject>& context, const std::function<void(T)>& done, T result) {
        pipe.act([context, done, result = std::move(result)] {
            if (context && done)
                done(result);
        });
    }

    EventPipe pipe;
    EngineThread thread; ///< dies first: it writes into the pipe until it has ended
};

EngineFeed::EngineFeed(QObject* parent)
    : QObject(parent)
    , m_epoch(std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now())) {
    m_clock.start();
    m_sinceRound.start();
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &EngineFeed::drain);
    m_engine = std::make_unique<Engine>(*this);
}

EngineFeed::~EngineFeed() = default;

void EngineFeed::open(const QString& folder) {
    m_engine->thread.post(
        [this, engine = m_engine.get(),
         path = QDir(folder).absolutePath().toStdString()](workspace::Workbench& workbench) {
            const base::Status status = workbench.open(path);
            if (!status.ok())
                engine->pipe.act([this, error = status.error()] { Q_EMIT openFailed(error); });
        });
    requestSnapshot();
}

void EngineFeed::closeWorkspace() {
    m_engine->thread.post([](workspace::Workbench& workbench) { workbench.close(); });
    requestSnapshot();
}

void EngineFeed::setSettings(const workspace::Settings& settings) {
    m_engine->thread.post(
        [settings](workspace::Workbench& workbench) { workbench.setSettings(settings); });
}

void EngineFeed::invoke(const fleet::InvokeRequest& request, QObject* context,
                        std::function<void(base::Result<fleet::InvokeResult>)> done) {
    const QPointer<QObject> asker(context ? context : this);
    m_engine->thread.post(
        [engine = m_engine.get(), request, asker, done](workspace::Workbench& workbench) {
            using Answer = base::Result<fleet::InvokeResult>;
            const auto begun =
                workbench.invoke(request, [engine, asker, done](fleet::InvokeResult result) {
                    engine->answer<Answer>(asker, done, std::move(result));
                });
            if (!begun.ok())
                engine->answer<Answer>(asker, done, begun.error());
        });
}

void EngineFeed::invokeSeries(
    const workspace::SeriesRequest& request, QObject* context,
    std::function<void(workspace::SeriesProgress, base::Result<fleet::InvokeResult>)> told) {
    const QPointer<QObject> asker(context ? context : this);
    m_engine->thread.post([engine = m_engine.get(), request, asker,
                           told](workspace::Workbench& workbench) {
        workbench.invokeSeries(request,
                               [engine, asker, told](const workspace::SeriesProgress& progress,
                                                     const workspace::InvokeSeries::Answer& last) {
                                   engine->pipe.act([asker, told, progress, last] {
                                       if (asker && told)
                                           told(progress, last);
                                   });
                               });
    });
}

void EngineFeed::cancelSeries(const QString& function) {
    m_engine->thread.post([name = function.toStdString()](workspace::Workbench& workbench) {
        workbench.cancelSeries(name);
    });
}

void EngineFeed::execute(const workspace::ExecuteRequest& request, QObject* context,
                         std::function<void(base::Result<base::ExecutionId>)> started) {
    const QPointer<QObject> asker(context ? context : this);
    m_engine->thread.post([engine = m_engine.get(), request, asker,
                           started](workspace::Workbench& workbench) {
        engine->answer<base::Result<base::ExecutionId>>(asker, started, workbench.execute(request));
    });
}

void EngineFeed::stopExecution(base::ExecutionId execution) {
    m_engine->thread.post(
        [execution](workspace::Workbench& workbench) { workbench.stopExecution(execution); });
}

void EngineFeed::stopEnvironments(const QString& function) {
    m_engine->thread.post([name = function.toStdString()](workspace::Workbench& workbench) {
        workbench.stopEnvironments(name);
    });
}

void EngineFeed::clearRecording() {
    m_recorder.clear();
    Q_EMIT recordingCleared();
}

void EngineFeed::replay(const std::vector<telemetry::Event>& events) {
    for (const telemetry::Event& event : events)
        m_recorder.onEvent(event);
    tell(events);
}

QString EngineFeed::absolutePath(const std::string& relative) const {
    return QDir(QString::fromStdString(m_snapshot.root))
        .absoluteFilePath(QString::fromStdString(relative));
}

base::TimePoint EngineFeed::now() const {
    const base::TimePoint now = m_epoch + base::Duration{m_clock.nsecsElapsed() / 1000};
    return std::max(now, m_recorder.lastEventAt().value_or(now));
}

void EngineFeed::requestSnapshot() {
    m_engine->thread.post([this, engine = m_engine.get()](workspace::Workbench& workbench) {
        engine->pipe.act([this, snapshot = workbench.snapshot()] { take(snapshot); });
    });
}

void EngineFeed::take(const workspace::Snapshot& snapshot) {
    const bool sameWorkspace = snapshot.root == m_snapshot.root;
    m_snapshot = snapshot;
    if (!sameWorkspace)
        clearRecording();
    Q_EMIT snapshotChanged();
}

void EngineFeed::schedule() {
    if (!m_frame.isActive())
        m_frame.start(int(std::max<qint64>(0, kFrameMs - m_sinceRound.elapsed())));
}

void EngineFeed::drain() {
    m_sinceRound.restart();
    std::vector<telemetry::Event> events;
    std::vector<EventPipe::Action> actions;
    auto more = EventPipe::Round::More::Yes;
    while (more == EventPipe::Round::More::Yes && m_sinceRound.elapsed() < kRoundMs) {
        EventPipe::Round round = m_engine->pipe.take(kSlice);
        for (const telemetry::Event& event : round.events)
            m_recorder.onEvent(event);
        std::move(round.events.begin(), round.events.end(), std::back_inserter(events));
        std::move(round.actions.begin(), round.actions.end(), std::back_inserter(actions));
        more = round.more;
    }
    if (more == EventPipe::Round::More::Yes)
        schedule();
    tell(events);
    for (const EventPipe::Action& action : actions)
        action();
}

void EngineFeed::tell(const std::vector<telemetry::Event>& events) {
    if (events.empty())
        return;
    Q_EMIT eventsArrived(events);
    bool workspaceChanged = false;
    for (const telemetry::Event& event : events) {
        if (const auto* notice = std::get_if<telemetry::Notice>(&event.body))
            Q_EMIT noticed(notice->problem);
        workspaceChanged |= std::holds_alternative<telemetry::WorkspaceChanged>(event.body);
    }
    if (workspaceChanged)
        requestSnapshot();
}

} // namespace ws::feed
