#include "engine/telemetry/historyeventkind.h"

namespace ws::telemetry {

bool isStateEntered(HistoryEventType type) {
    switch (type) {
    case HistoryEventType::ChoiceStateEntered:
    case HistoryEventType::FailStateEntered:
    case HistoryEventType::MapStateEntered:
    case HistoryEventType::ParallelStateEntered:
    case HistoryEventType::PassStateEntered:
    case HistoryEventType::SucceedStateEntered:
    case HistoryEventType::TaskStateEntered:
    case HistoryEventType::WaitStateEntered:
        return true;
    default:
        return false;
    }
}

bool isStateExited(HistoryEventType type) {
    switch (type) {
    case HistoryEventType::ChoiceStateExited:
    case HistoryEventType::MapStateExited:
    case HistoryEventType::ParallelStateExited:
    case HistoryEventType::PassStateExited:
    case HistoryEventType::SucceedStateExited:
    case HistoryEventType::TaskStateExited:
    case HistoryEventType::WaitStateExited:
        return true;
    default:
        return false;
    }
}

} // namespace ws::telemetry
