#pragma once

#include "engine/base/clock.h"

#include <array>
#include <cstddef>

namespace ws::telemetry {

/// How fast a recording is shown, against how it happened: `times` / `per`.
struct PlaySpeed {
    int times = 1;
    int per = 1;
    bool operator==(const PlaySpeed&) const = default;

    /// What takes so long in the recording takes this long on the screen.
    constexpr base::Duration shown(base::Duration recorded) const { return recorded * per / times; }
};

/// All there are, from the slowest to the fastest.
inline constexpr std::array<PlaySpeed, 7> kPlaySpeeds{
    {{1, 4}, {1, 2}, {1, 1}, {2, 1}, {4, 1}, {8, 1}, {16, 1}}};
inline constexpr std::size_t kNormalSpeed = 2; ///< in it

} // namespace ws::telemetry
