#pragma once

#include "engine/telemetry/runtree.h"

#include <optional>
#include <string>
#include <vector>

namespace ws::telemetry {

/// Two runs beside each other: the visits that are the same one (the n-th of its state, in the same
/// items of the same Maps), and those that only one of them has.
struct RunDifference {
    enum Part : unsigned { Path = 1, Status = 2, Input = 4, Output = 8, Attempts = 16 };
    struct Row {
        int left = -1; ///< node; -1: the run was not there
        int right = -1;
        unsigned differs = 0; ///< Parts
    };
    std::vector<Row> rows; ///< in the order of the left run, what only the right has in its place
    int first = -1;        ///< row that differs first; -1: they do not
};

RunDifference compareRuns(const RunTree& left, const std::vector<HistoryEvent>& leftHistory,
                          const RunTree& right, const std::vector<HistoryEvent>& rightHistory);

} // namespace ws::telemetry
