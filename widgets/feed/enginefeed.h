#pragma once

#include "engine/telemetry/recorder.h"
#include "engine/workspace/snapshot.h"
#include "engine/workspace/workbench.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace ws::feed {

struct EngineSide;

/// The one bridge between the window and the engine. Owns the engine's thread (clock, backends,
/// bus, workbench live there), drains its batch queue in the GUI thread, keeps the GUI's Recorder
/// and emits coalesced changes, at most one round per frame (16 ms). No call here ever waits for
/// the engine.
class EngineFeed : public QObject {
    Q_OBJECT
public:
    explicit EngineFeed(QObject* parent = nullptr);
    /// Stops the engine's thread; every environment is killed.
    ~EngineFeed() override;

    void open(const QString& folder);
    void closeWorkspace();
    void setSettings(const workspace::Settings& settings);

    /// Where the engine's part of a question puts its answer: at once or later, once or often.
    template <typename Answer>
    using Reply = std::function<void(Answer)>;
    /// Runs `work(workspace::Workbench&, const Reply<Answer>&)` in the engine's thread. Its answers
    /// arrive in the GUI thread, behind the events that came before, for as long as `context`
    /// lives.
    template <typename Answer, typename Work>
    void ask(QObject* context, Work work, std::function<void(Answer)> done) {
        const QPointer<QObject> asker(context ? context : this);
        post([this, asker, work = std::move(work),
              done = std::move(done)](workspace::Workbench& workbench) {
            work(workbench, Reply<Answer>([this, asker, done](Answer answer) {
                     tellLater([asker, done, answer = std::move(answer)] {
                         if (asker && done)
                             done(answer);
                     });
                 }));
        });
    }
    /// The same without an answer.
    void post(std::function<void(workspace::Workbench&)> work);

    /// Answers arrive by the callback, in the GUI thread, unless `context` has died by then.
    void invoke(const fleet::InvokeRequest& request, QObject* context,
                std::function<void(base::Result<fleet::InvokeResult>)> done);
    /// The same many times; `told` comes at most once per frame, and with the last answer.
    void invokeSeries(
        const workspace::SeriesRequest& request, QObject* context,
        std::function<void(workspace::SeriesProgress, base::Result<fleet::InvokeResult>)> told);
    void cancelSeries(const QString& function);
    /// `started` tells the id as soon as it exists (or why it does not); the rest comes as events.
    void execute(const workspace::ExecuteRequest& request, QObject* context,
                 std::function<void(base::Result<base::ExecutionId>)> started);
    /// What the window does then, in the GUI thread.
    using Then = std::function<void()>;
    /// Runs `work` in the engine's thread and what it returns in the GUI thread, behind the events
    /// that came before; not at all when `context` has died by then.
    void askSide(QObject* context, std::function<Then(EngineSide&)> work);
    /// For what the engine has to say later: called in the engine's thread, its argument runs as an
    /// answer does. Must not be called once the engine has ended.
    std::function<void(Then)> speaker(QObject* context);
    void stopExecution(base::ExecutionId execution);
    void stopEnvironments(const QString& function = {});
    /// Forgets what the views show; what runs goes on.
    void clearRecording();
    /// Shows events as if the engine had sent them: for runs that were recorded elsewhere.
    void replay(const std::vector<telemetry::Event>& events);
    /// Runs of the history that are looked at again (see Recorder::addPast()).
    void addPast(std::vector<telemetry::PastRun> runs);

    const workspace::Snapshot& snapshot() const { return m_snapshot; }
    const telemetry::Recorder& recorder() const { return m_recorder; }
    /// Absolute path of a path relative to the workspace.
    QString absolutePath(const std::string& relative) const;
    /// The engine's present time, for views that draw what still lasts; never before the last
    /// event.
    base::TimePoint now() const;

Q_SIGNALS:
    void snapshotChanged();
    void openFailed(const ws::base::Error& error);
    void noticed(const ws::base::Error& problem);
    /// The batch has been applied to recorder() already.
    void eventsArrived(const std::vector<ws::telemetry::Event>& events);
    void recordingCleared();
    void pastAdded();

private:
    class Engine;
    /// From the engine's thread.
    void tellLater(std::function<void()> action);
    void schedule();
    void drain();
    void tell(const std::vector<telemetry::Event>& events);
    void requestSnapshot();
    void take(const workspace::Snapshot& snapshot);

    workspace::Snapshot m_snapshot;
    telemetry::Recorder m_recorder;
    base::TimePoint m_epoch; ///< when m_clock was started
    QElapsedTimer m_clock;
    QTimer m_frame;
    QElapsedTimer m_sinceRound;
    std::unique_ptr<Engine> m_engine;
};

} // namespace ws::feed
