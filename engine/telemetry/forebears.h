#pragma once

#include "engine/telemetry/recorder.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ws::telemetry {

/// An earlier execution of which a later one has the beginning.
struct Forebear {
    const ExecutionRecord* run = nullptr; ///< null: the recorder does not know it
    std::string arn;
    std::int64_t events = 0; ///< of its history, that the later one has too
};

/// What `run` goes on from and what that goes on from: the nearest first, up to the first that is
/// not known. A child of a distributed Map goes on from the same child of the execution before.
std::vector<Forebear> forebearsOf(const Recorder& recorder, const ExecutionRecord& run);

} // namespace ws::telemetry
