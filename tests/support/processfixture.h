#pragma once

#include "engine/base/systemclock.h"
#include "engine/sandbox/processbackend.h"
#include "tests/support/parsed.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

namespace ws::tests {

/// Everything that a backend told, in order.
class Told : public sandbox::BackendListener {
public:
    void onStarted(base::TimePoint) override { started++; }
    void onNext() override { nexts++; }
    void onInitError(const sandbox::RuntimeError& error) override { initError = error; }
    void onResponse(const std::string& requestId, std::string payload) override {
        responses.emplace_back(requestId, std::move(payload));
    }
    void onInvocationError(const std::string& requestId,
                           const sandbox::RuntimeError& error) override {
        errors.emplace_back(requestId, error);
    }
    void onState(std::string state) override { states.push_back(std::move(state)); }
    void onLog(std::vector<std::string> more, telemetry::LogLine::Source) override {
        for (auto& line : more) {
            logBytes += line.size() + 1;
            if (log.size() < 20'000)
                log.push_back(std::move(line));
        }
    }
    void onLogDropped(std::int64_t records, std::int64_t bytes) override {
        dropped += bytes;
        droppedRecords += records;
    }
    void onRestoring() override { ++restorings; }
    void onFailed(const sandbox::Exit& how) override { failure = how; }
    void onExited(const sandbox::Exit& how) override { exit = how; }

    int started = 0;
    int nexts = 0;
    std::optional<sandbox::RuntimeError> initError;
    std::vector<std::pair<std::string, std::string>> responses;
    std::vector<std::pair<std::string, sandbox::RuntimeError>> errors;
    std::vector<std::string> states;
    std::vector<std::string> log;
    std::size_t logBytes = 0;
    std::int64_t dropped = 0;
    std::int64_t droppedRecords = 0;
    int restorings = 0;
    std::optional<sandbox::Exit> failure;
    std::optional<sandbox::Exit> exit;
};

/// Turns the event loop until `done` says so; false when that takes longer than anything should.
template <typename Done>
bool waitFor(Done done, int milliseconds = 30'000) {
    return QTest::qWaitFor([&] { return static_cast<bool>(done()); }, milliseconds);
}

/// Where environments of real processes come from, with a folder of its own for their state.
struct RealProcesses {
    base::SystemClock clock;
    QTemporaryDir state;
    sandbox::ProcessBackendFactory factory{
        clock, sandbox::ProcessOptions{.stateFolder = state.path().toStdString()}};
};

/// One function with its code, and one environment of it.
class Process {
public:
    Process(sandbox::BackendFactory& factory, const std::string& runtime,
            const std::vector<std::pair<std::string, std::string>>& files,
            const std::string& handler = "index.handler") {
        revision->configuration.name = "probe";
        revision->configuration.runtime = runtime;
        revision->configuration.handler = handler;
        revision->configuration.memoryMb = 256;
        revision->codeFolder = m_folder.path().toStdString();
        for (const auto& [name, text] : files)
            write(name, text);
        m_factory = &factory;
    }

    void write(const std::string& name, const std::string& text) {
        const std::filesystem::path path = std::filesystem::path(revision->codeFolder) / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
        std::filesystem::permissions(path, std::filesystem::perms::all);
    }

    void start() {
        if (!backend) {
            sandbox::BackendSpec spec;
            static std::uint64_t environments = 0;
            spec.environment = base::EnvironmentId{++environments};
            spec.revision = revision;
            spec.logGroup = "/aws/lambda/probe";
            spec.logStream = "2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef";
            spec.begin = begin;
            spec.network = network;
            if (begin != sandbox::BackendSpec::Begin::Init)
                spec.initializationType = "snap-start";
            backend = m_factory->create(spec, told);
        }
        told.exit.reset();
        backend->start();
    }

    /// Until the runtime asks for its first event, or ends.
    bool startAndWait() {
        const int before = told.nexts;
        start();
        return waitFor([&] { return told.nexts > before || told.exit; }) && told.nexts > before;
    }

    void deliver(const std::string& payload, const std::string& requestId = "request-1") {
        sandbox::Delivery delivery;
        delivery.requestId = requestId;
        delivery.payload = payload;
        delivery.deadline = base::TimePoint{std::chrono::microseconds{4'000'000'000'000'000}};
        delivery.functionArn = "arn:aws:lambda:us-east-1:123456789012:function:probe";
        delivery.traceId = "Root=1-00000000-000000000000000000000000;Parent=0;Sampled=0";
        backend->deliver(delivery);
    }

    /// The response, or "!" and the error's body, or "exit".
    std::string invoke(const std::string& payload, const std::string& requestId = "request-1") {
        const std::size_t responses = told.responses.size();
        const std::size_t errors = told.errors.size();
        const int nexts = told.nexts;
        deliver(payload, requestId);
        const bool answered = waitFor([&] { return told.nexts > nexts || told.exit.has_value(); });
        if (told.responses.size() > responses)
            return told.responses.back().second;
        if (told.errors.size() > errors)
            return "!" + told.errors.back().second.body;
        return answered ? "exit" : "nothing";
    }

    sandbox::Exit stopAndWait(base::Duration budget = base::Duration{0}) {
        backend->stop({budget, budget});
        waitFor([&] { return told.exit.has_value(); });
        return told.exit.value_or(sandbox::Exit{});
    }

    std::string logText() const {
        std::string text;
        for (const std::string& line : told.log)
            text += line + "\n";
        return text;
    }

    sandbox::BackendSpec::Begin begin = sandbox::BackendSpec::Begin::Init;
    sandbox::BackendSpec::Network network = sandbox::BackendSpec::Network::None;
    bool logMatches(const std::string& pattern) const {
        return QRegularExpression(QString::fromStdString(pattern))
            .match(QString::fromStdString(logText()))
            .hasMatch();
    }

    std::shared_ptr<function::Revision> revision = std::make_shared<function::Revision>();
    Told told;
    std::unique_ptr<sandbox::Backend> backend;

private:
    QTemporaryDir m_folder;
    sandbox::BackendFactory* m_factory = nullptr;
};

} // namespace ws::tests
