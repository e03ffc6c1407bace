#include "widgets/feed/debuggers.h"

#include <utility>

namespace ws::feed {

execution::Debugger& Debuggers::attach(base::ExecutionId execution,
                                       execution::Debugger::Paused paused) {
    forgetEnded();
    auto& debugger = m_debuggers[execution];
    debugger = std::make_unique<execution::Debugger>(m_executor, execution, std::move(paused));
    return *debugger;
}

execution::Debugger* Debuggers::find(base::ExecutionId execution) const {
    const auto found = m_debuggers.find(execution);
    return found == m_debuggers.end() ? nullptr : found->second.get();
}

void Debuggers::forgetEnded() {
    std::erase_if(m_debuggers,
                  [this](const auto& entry) { return !m_executor.isRunning(entry.first); });
}

} // namespace ws::feed
