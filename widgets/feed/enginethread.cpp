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
    bus.addSink(&m_pipe);
    sandbox::ProcessBackendFactory backends(clock);
    workspace::Workbench workbench({clock, nullptr, backends, bus});
    m_workbench = &workbench;
    exec();
    m_workbench = nullptr;
}

void EngineThread::post(Task task) {
    QMetaObject::invokeMethod(
        &m_inside,
        [this, task = std::move(task)] {
            if (m_workbench)
                task(*m_workbench);
        },
        Qt::QueuedConnection);
}

} // namespace ws::feed
