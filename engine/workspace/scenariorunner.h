#pragma once

#include "engine/base/clock.h"
#include "engine/base/ids.h"
#include "engine/workspace/scenario.h"
#include "engine/workspace/snapshot.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ws::workspace {

class Workbench;

/// The tests of one machine or function of a workspace.
struct ScenarioFile {
    enum class Kind : std::uint8_t { Machine, Function } kind = Kind::Machine;
    std::string target;
    std::string path; ///< relative to the workspace
    base::Result<std::vector<Scenario>> scenarios;
};

/// Those that there are, machines first; errors of parseScenarios() and readTextFile(), with path.
std::vector<ScenarioFile> findScenarios(const Snapshot& snapshot);

struct ScenarioResult {
    std::string target;
    std::string name;
    std::vector<base::Error> differences; ///< none: it passed
    base::Duration took{0};
    base::ExecutionId execution{};   ///< of a machine, when it ran
    base::InvocationId invocation{}; ///< of a function, when it ran
    bool passed() const { return differences.empty(); }
};

/// Runs tests one after the other in the engine's thread. What could not even begin is a difference
/// too: the error of Workbench::execute() or invoke().
class ScenarioRunner {
public:
    using Told = std::function<void(const ScenarioResult&)>;

    /// Neither is owned.
    ScenarioRunner(Workbench& workbench, base::Clock& clock);
    /// Tells nothing more; the run under way is stopped.
    ~ScenarioRunner();
    ScenarioRunner(const ScenarioRunner&) = delete;
    ScenarioRunner& operator=(const ScenarioRunner&) = delete;

    struct Wanted {
        ScenarioFile::Kind kind = ScenarioFile::Kind::Machine;
        Scenario scenario;
    };
    /// `told` comes for each, in order, then `over` once; never from inside start().
    void start(std::vector<Wanted> wanted, Told told, std::function<void()> over);
    /// Begins no more; the one under way ends as aborted and is told, then `over` comes.
    void cancel();
    bool isRunning() const;

private:
    struct State;
    std::shared_ptr<State> d;
};

} // namespace ws::workspace
