#include "engine/function/runtimeversions.h"

#include "engine/base/ids.h"
#include "engine/function/bootstraps.h"
#include "engine/function/configuration.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <cctype>

namespace ws::function {

namespace {

/// "python3.13" -> "python:3.13", "nodejs22.x" -> "nodejs:22", "provided.al2023" ->
/// "provided:al2023".
std::string familyAndVersion(const std::string& runtime) {
    const auto digit = std::find_if(runtime.begin(), runtime.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0;
    });
    if (const auto dot = runtime.find('.'); runtime.starts_with("provided") && dot != runtime.npos)
        return "provided:" + runtime.substr(dot + 1);
    if (digit == runtime.end())
        return runtime;
    std::string text(runtime.begin(), digit);
    text += ':';
    text.append(digit, runtime.end());
    return text.ends_with(".x") ? text.substr(0, text.size() - 2) : text;
}

std::string hashOf(const std::string& text) {
    return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

std::string_view language(std::string_view runtime) {
    const auto end = std::find_if(runtime.begin(), runtime.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.';
    });
    return runtime.substr(0, static_cast<std::size_t>(end - runtime.begin()));
}

} // namespace

std::vector<RuntimeVersion> runtimeVersions(const std::string& runtime,
                                            const std::string& architecture) {
    std::vector<RuntimeVersion> versions;
    const auto add = [&](int number, std::string_view file, std::string_view digest) {
        const std::string name = familyAndVersion(runtime) + ".v" + std::to_string(number);
        const std::string content = name + ' ' + architecture + ' ' + std::string(digest);
        versions.push_back(
            {name, "arn:aws:lambda:" + std::string(base::kRegion) + "::runtime:" + hashOf(content),
             std::string(file)});
    };
    for (const Bootstrap& bootstrap : bootstraps()) {
        if (bootstrap.language == language(runtime))
            add(bootstrap.number, bootstrap.file, bootstrap.digest);
    }
    if (versions.empty()) // nothing of ours runs in it
        add(1, {}, {});
    return versions;
}

bool knowsRuntimeVersion(const Configuration& configuration) {
    const RuntimeManagement& management = configuration.runtimeManagement;
    return management.mode == RuntimeManagement::Mode::Auto || management.versionArn.empty() ||
           runtimeVersionOf(configuration).arn == management.versionArn;
}

RuntimeVersion runtimeVersionOf(const Configuration& configuration) {
    auto versions = runtimeVersions(configuration.runtime, configuration.architecture);
    const RuntimeManagement& management = configuration.runtimeManagement;
    for (RuntimeVersion& each : versions) {
        if (management.mode != RuntimeManagement::Mode::Auto && each.arn == management.versionArn)
            return std::move(each);
    }
    return std::move(versions.back());
}

RuntimeVersion latestRuntimeVersion(const std::string& runtime, const std::string& architecture) {
    return runtimeVersions(runtime, architecture).back();
}

const std::vector<std::string_view>& offeredRuntimes() {
    static const std::vector<std::string_view> offered{
        "nodejs20.x", "provided.al2023", "python3.12", "python3.13", "nodejs22.x", "java25",
        "nodejs24.x", "python3.14",      "java17",     "nodejs16.x", "dotnet8",    "python3.10",
        "java11",     "python3.11",      "dotnet6",    "java21",     "nodejs18.x", "provided.al2",
        "ruby3.3",    "ruby3.4",         "java8.al2",  "ruby3.2",    "python3.8",  "python3.9"};
    return offered;
}

bool isOffered(std::string_view runtime) {
    const auto& listed = offeredRuntimes();
    return std::find(listed.begin(), listed.end(), runtime) != listed.end() ||
           runtime == "dotnet10" || runtime == "ruby4.0";
}

bool offersSnapStart(std::string_view runtime) {
    return runtime == "python3.12" || runtime == "python3.13" || runtime == "python3.14" ||
           runtime == "dotnet8" || (runtime.starts_with("java") && runtime != "java8.al2");
}

bool isRetiredRuntime(std::string_view runtime) {
    static const std::vector<std::string_view> retired{
        "nodejs",         "nodejs4.3",     "nodejs6.10",    "nodejs8.10",    "nodejs10.x",
        "nodejs12.x",     "nodejs14.x",    "java8",         "python2.7",     "python3.6",
        "python3.7",      "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1",
        "nodejs4.3-edge", "go1.x",         "ruby2.5",       "ruby2.7",       "provided"};
    return std::find(retired.begin(), retired.end(), runtime) != retired.end();
}

std::string successorOf(std::string_view runtime) {
    if (runtime.starts_with("python"))
        return "python3.13";
    if (runtime.starts_with("nodejs"))
        return "nodejs22.x";
    if (runtime.starts_with("ruby"))
        return "ruby3.4";
    if (runtime.starts_with("java"))
        return "java21";
    if (language(runtime).starts_with("dotnet"))
        return "dotnet8";
    return "provided.al2023";
}

} // namespace ws::function
