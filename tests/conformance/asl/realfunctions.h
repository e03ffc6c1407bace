#pragma once

#include "engine/execution/taskinvoker.h"
#include "engine/json/value.h"

#include <memory>
#include <string>

namespace ws::conformance {

/// The functions of the cases in real processes, through the real fleet. A call blocks until it is
/// answered; equal functions of different cases share their warm environments.
class RealFunctions {
public:
    RealFunctions();
    ~RealFunctions();

    /// Whether this machine has what a case's function runs on.
    static bool canRun(const json::Value& function);
    /// `function`: a member of a case's `functions`; the time is the function's own timeout.
    execution::TaskOutcome invoke(const json::Value& function, const json::Value& payload,
                                  int timeoutSeconds);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::conformance
