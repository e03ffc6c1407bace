#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ws::function {

/// A version of what runs functions of one runtime: our bootstraps carry numbers as the service's
/// runtimes do (lambda.md B9).
struct RuntimeVersion {
    std::string name; ///< "python:3.13.v2", as INIT_START says it
    std::string arn;  ///< "arn:aws:lambda:us-east-1::runtime:<64 hex digits>", made from its bytes
    std::string file; ///< its bootstrap's name in /var/runtime; empty where the function brings one

    bool operator==(const RuntimeVersion&) const = default;
};

/// Oldest first; the last one is what Auto and FunctionUpdate take.
std::vector<RuntimeVersion> runtimeVersions(const std::string& runtime,
                                            const std::string& architecture);
RuntimeVersion latestRuntimeVersion(const std::string& runtime, const std::string& architecture);

struct Configuration;
/// The one that the function stays with, or the newest; also when it names one that is not known.
RuntimeVersion runtimeVersionOf(const Configuration& configuration);
/// Whether there is the one that the function is to stay with, if any.
bool knowsRuntimeVersion(const Configuration& configuration);

/// Whether environments of a runtime can be restored from snapshots, and the most /tmp of those.
bool offersSnapStart(std::string_view runtime);
inline constexpr int kSnapStartStorageMb = 512;

/// "python3.12", "java21" ...: in the order in which the API's messages list them.
const std::vector<std::string_view>& offeredRuntimes();
/// Those, and what came after its messages were recorded.
bool isOffered(std::string_view runtime);
/// Known to the API, but no longer taken by it.
bool isRetiredRuntime(std::string_view runtime);
/// The newest of the same language.
std::string successorOf(std::string_view runtime);

} // namespace ws::function
