#pragma once

#include "engine/execution/history.h"
#include "engine/telemetry/events.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace ws::execution {

/// A child execution of a distributed Map for those who watch it run. The history of the execution
/// around it has nothing of this, and no result depends on it.
struct ChildStory {
    /// There may be a million children. So many are told of in each Map Run from their beginning
    /// on, and as many others, when they have failed.
    static constexpr std::size_t kMost = 1'000;

    std::string arn;
    std::string name;
    std::string machine; ///< "NAME/LABEL"
    json::Value input;
    telemetry::ExecutionOrigin origin; ///< without the parent's id
    std::shared_ptr<History> history;

    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Running;
    json::Value output;
    std::optional<std::string> error;
    std::optional<std::string> cause;

    enum class Telling : std::uint8_t { AtOnce, OnceFailed } telling = Telling::AtOnce;
    bool isNews = false;   ///< it is among those that are to be taken
    std::size_t heard = 0; ///< how many of its events whoever takes the news has looked at
};

} // namespace ws::execution
