#include "tests/conformance/asl/realfunctions.h"

#include "engine/base/systemclock.h"
#include "engine/fleet/fleet.h"
#include "engine/fleet/taskoutcome.h"
#include "engine/function/package.h"
#include "engine/sandbox/interpreter.h"
#include "engine/sandbox/processbackend.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

namespace ws::conformance {

using json::Value;

class RealFunctions::Private {
public:
    Private()
        : backends(clock)
        , fleet({clock, nullptr, backends, bus, {}}) {}
    ~Private() {
        fleet.stopEnvironments();
        while (fleet.environmentCount() > 0)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    /// The name under which the fleet knows the function.
    std::string publish(const Value& function, int timeoutSeconds) {
        const std::string key = function["runtime"].toString() + '\n' +
                                function["handler"].toString() + '\n' +
                                function["code"].toString() + '\n' + std::to_string(timeoutSeconds);
        if (const auto found = names.find(key); found != names.end())
            return found->second;
        const std::string name = "case-" + std::to_string(names.size() + 1);
        const std::filesystem::path path =
            std::filesystem::path(folder.path().toStdString()) / name;
        std::filesystem::create_directories(path);
        std::ofstream(path / function["code_file"].toString(), std::ios::binary)
            << function["code"].toString();
        function::Configuration configuration;
        configuration.name = name;
        configuration.runtime = function["runtime"].toString();
        configuration.handler = function["handler"].toString();
        configuration.timeoutSeconds = timeoutSeconds;
        configuration.memoryMb = 256;
        revisions.push_back(function::makeRevision(configuration, path.string(), {}));
        fleet.setFunctions(revisions);
        return names.emplace(key, name).first->second;
    }

    QTemporaryDir folder;
    base::SystemClock clock;
    telemetry::EventBus bus{clock};
    sandbox::ProcessBackendFactory backends;
    fleet::Fleet fleet;
    std::map<std::string, std::string> names;
    std::vector<std::shared_ptr<const function::Revision>> revisions;
};

RealFunctions::RealFunctions()
    : d(std::make_unique<Private>()) {}

RealFunctions::~RealFunctions() = default;

bool RealFunctions::canRun(const Value& function) {
    const std::string& runtime = function["runtime"].toString();
    if (runtime.starts_with("python"))
        return !sandbox::findPython(runtime).program.empty();
    return runtime.starts_with("nodejs") && !sandbox::findNode(runtime).program.empty();
}

execution::TaskOutcome RealFunctions::invoke(const Value& function, const Value& payload,
                                             int timeoutSeconds) {
    QEventLoop loop;
    fleet::InvokeResult answer;
    d->fleet.invoke({d->publish(function, timeoutSeconds), payload.dump()},
                    [&](fleet::InvokeResult result) {
                        answer = std::move(result);
                        loop.quit();
                    });
    loop.exec();
    return fleet::taskOutcome(answer);
}

} // namespace ws::conformance
