#pragma once

/// Sizes in logical pixels, on the 4 px grid. The chart below the lanes uses the same gutter.
namespace ws::timeline {

inline constexpr int kGutterWidth = 216;
inline constexpr int kRulerHeight = 28;
inline constexpr int kLaneHeight = 28;
inline constexpr int kHeadingHeight = 24;
/// Above the bar: the number of the request.
inline constexpr int kMarkHeight = 12;
inline constexpr int kBarHeight = 13;
inline constexpr int kMinimumTickGap = 88;
/// A warm invoke that is shorter than a pixel still has to be seen and hit.
inline constexpr int kMinimumInvokeWidth = 3;
inline constexpr int kHitReach = 4;

} // namespace ws::timeline
