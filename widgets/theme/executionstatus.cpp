#include "widgets/theme/executionstatus.h"

namespace ws::theme {

Status statusOf(telemetry::ExecutionStatus status) {
    using telemetry::ExecutionStatus;
    switch (status) {
    case ExecutionStatus::Running:
        return Status::Running;
    case ExecutionStatus::Succeeded:
        return Status::Succeeded;
    case ExecutionStatus::Failed:
        return Status::Failed;
    case ExecutionStatus::TimedOut:
        return Status::TimedOut;
    case ExecutionStatus::Aborted:
        break;
    }
    return Status::Aborted;
}

} // namespace ws::theme
