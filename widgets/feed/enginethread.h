#pragma once

#include "engine/workspace/workbench.h"
#include "widgets/feed/debuggers.h"
#include "widgets/feed/eventpipe.h"

#include <QObject>
#include <QThread>

#include <functional>

namespace ws::feed {

/// What is in the engine's thread.
struct EngineSide {
    workspace::Workbench& workbench;
    Debuggers& debuggers;
};

/// The thread that the engine lives in: clock, backends, bus and workbench are made in it and die
/// in it. Everything asked of it is queued; nothing here waits, except the destructor.
class EngineThread : public QThread {
public:
    using Task = std::function<void(workspace::Workbench&)>;
    using WideTask = std::function<void(EngineSide&)>;

    /// `pipe` is not owned and outlives the thread.
    explicit EngineThread(EventPipe& pipe);
    /// Kills every environment and waits until the thread has ended.
    ~EngineThread() override;

    /// Runs in the engine's thread, in the order of the calls; dropped when the thread is ending.
    void post(Task task);
    void postWide(WideTask task);

protected:
    void run() override;

private:
    EventPipe& m_pipe;
    QObject m_inside; ///< lives in the engine's thread: the receiver of what is posted
    // The engine's thread's own.
    EngineSide* m_side = nullptr; ///< on the stack of run()
};

} // namespace ws::feed
