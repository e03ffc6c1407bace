#include "widgets/feed/enginefeed.h"

#include "widgets/feed/enginethread.h"
#include "widgets/feed/eventpipe.h"

#include <QDir>
#include <QMetaObject>

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

void EngineFeed::post(std::function<void(workspace::Workbench&)> work) {
    m_engine->thread.post(std::move(work));
}

void EngineFeed::tellLater(std::function<void()> action) {
    m_engine->pipe.act(std::move(action));
}

void EngineFeed::closeWorkspace() {
    post([](workspace::Workbench& workbench) { workbench.close(); });
    requestSnapshot();
}

void EngineFeed::setSettings(const workspace::Settings& settings) {
    post([settings](workspace::Workbench& workbench) { workbench.setSettings(settings); });
}

void EngineFeed::invoke(const fleet::InvokeRequest& request, QObject* context,
                        std::function<void(base::Result<fleet::InvokeResult>)> done) {
    using Answer = base::Result<fleet::InvokeResult>;
    ask<Answer>(
        context,
        [request](workspace::Workbench& workbench, const Reply<Answer>& reply) {
            const auto begun = workbench.invoke(
                request, [reply](fleet::InvokeResult result) { reply(std::move(result)); });
            if (!begun)
                reply(begun.error());
        },
        std::move(done));
}

void EngineFeed::invokeSeries(
    const workspace::SeriesRequest& request, QObject* context,
    std::function<void(workspace::SeriesProgress, base::Result<fleet::InvokeResult>)> told) {
    using Answer = std::pair<workspace::SeriesProgress, base::Result<fleet::InvokeResult>>;
    ask<Answer>(
        context,
        [request](workspace::Workbench& workbench, const Reply<Answer>& reply) {
            workbench.invokeSeries(request, [reply](const workspace::SeriesProgress& progress,
                                                    const workspace::InvokeSeries::Answer& last) {
                reply({progress, last});
            });
        },
        [told = std::move(told)](const Answer& answer) {
            if (told)
                told(answer.first, answer.second);
        });
}

void EngineFeed::cancelSeries(const QString& function) {
    post([name = function.toStdString()](workspace::Workbench& workbench) {
        workbench.cancelSeries(name);
    });
}

void EngineFeed::execute(const workspace::ExecuteRequest& request, QObject* context,
                         std::function<void(base::Result<base::ExecutionId>)> started) {
    using Answer = base::Result<base::ExecutionId>;
    ask<Answer>(
        context,
        [request](workspace::Workbench& workbench, const Reply<Answer>& reply) {
            reply(workbench.execute(request));
        },
        std::move(started));
}

std::function<void(EngineFeed::Then)> EngineFeed::speaker(QObject* context) {
    return [engine = m_engine.get(), asker = QPointer<QObject>(context)](Then answer) {
        engine->pipe.act([asker, answer = std::move(answer)] {
            if (asker)
                answer();
        });
    };
}

void EngineFeed::askSide(QObject* context, std::function<Then(EngineSide&)> work) {
    m_engine->thread.postWide([speak = speaker(context), work = std::move(work)](EngineSide& side) {
        if (Then answer = work(side))
            speak(std::move(answer));
    });
}

void EngineFeed::stopExecution(base::ExecutionId execution) {
    post([execution](workspace::Workbench& workbench) { workbench.stopExecution(execution); });
}

void EngineFeed::stopEnvironments(const QString& function) {
    post([name = function.toStdString()](workspace::Workbench& workbench) {
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

void EngineFeed::addPast(std::vector<telemetry::PastRun> runs) {
    for (telemetry::PastRun& run : runs)
        m_recorder.addPast(std::move(run));
    Q_EMIT pastAdded();
    Q_EMIT eventsArrived({}); // views that list what there is look again
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
