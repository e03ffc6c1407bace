#include "widgets/feed/enginethread.h"

#include "engine/sandbox/processbackend.h"

#include <utility>

namespace ws::feed {

EngineThread::EngineThread(EventPipe& pipe)
    : m_pipe(pipe) {
    setObjectName(QStringLiteral("engine"));
    m_inside.moveToThread(this);
    start();
}

EngineThread::~EngineThread() {
    quit();
    wait();
}

void EngineThread::run() {
    base::SystemClock clock;
    telemetry::EventBus bus(clock);
    bus.addSink(&m_pipe, telemetry::EventBus::Detail::Hops);
    sandbox::ProcessBackendFactory backends(clock);
    workspace::Workbench workbench({clock, nullptr, backends, bus});
    Debuggers debuggers(workbench.executor()); // dies before what it debugs
    EngineSide side{workbench, debuggers};
    m_side = &side;
    exec();
    m_side = nullptr;
}

void EngineThread::post(Task task) {
    postWide([task = std::move(task)](EngineSide& side) { task(side.workbench); });
}

void EngineThread::postWide(WideTask task) {
    QMetaObject::invokeMethod(
        &m_inside,
        [this, task = std::move(task)] {
            if (m_side)
                task(*m_side);
        },
        Qt::QueuedConnection);
}

} // namespace ws::feed
