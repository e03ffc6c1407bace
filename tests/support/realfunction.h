#pragma once

#include "engine/base/systemclock.h"
#include "engine/fleet/fleet.h"
#include "engine/function/package.h"
#include "engine/sandbox/processbackend.h"
#include "tests/support/eventlog.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace ws::tests {

/// One function in real processes behind the whole invoke path; Python unless it is told otherwise.
struct RealFunction {
    static constexpr int kPatience = 60'000; ///< ms, on a machine that does other things as well

    explicit RealFunction(const std::string& code, int timeoutSeconds = 20, int memoryMb = 128)
        : backends(clock)
        , fleet({clock, nullptr, backends, bus, {}}) {
        bus.addSink(&log);
        configuration.name = "work";
        configuration.runtime = "python3.12";
        configuration.handler = "work.handler";
        configuration.timeoutSeconds = timeoutSeconds;
        configuration.memoryMb = memoryMb;
        write("work.py", code);
        publish();
    }
    ~RealFunction() { stopAndWait(); }

    void write(const std::string& file, const std::string& text) {
        const auto place = std::filesystem::path(folder.path().toStdString()) / file;
        std::ofstream(place) << text;
        std::filesystem::permissions(place, std::filesystem::perms::all);
    }
    /// A layer of one extension that subscribed to `events`; `steps` follow its first event.
    void addExtension(const std::string& events, const std::string& steps) {
        const std::filesystem::path place =
            std::filesystem::path(layer.path().toStdString()) / "extensions";
        std::filesystem::create_directories(place);
        std::ofstream(place / "helper") << R"(#!/usr/bin/env python3
import http.client, json, os, sys, time
def ask(method, path, body, **headers):
    connection = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
    connection.request(method, '/2020-01-01/extension/' + path, body, headers)
    answer = connection.getresponse()
    return answer.headers.get('Lambda-Extension-Identifier'), answer.read()
me, _ = ask('POST', 'register', '{"events":[)"
                                        << events << R"(]}', **{'Lambda-Extension-Name': 'helper'})
def following():
    return json.loads(ask('GET', 'event/next', None, **{'Lambda-Extension-Identifier': me})[1])
)" << steps;
        std::filesystem::permissions(place / "helper", std::filesystem::perms::all);
        layers = {layer.path().toStdString()};
        publish();
    }
    void publish() {
        auto revision =
            function::makeRevision(configuration, folder.path().toStdString(), {}, mounts);
        if (!layers.empty()) {
            auto layered = std::make_shared<function::Revision>(*revision);
            layered->layerFolders = layers;
            revision = layered;
        }
        fleet.setFunctions({revision});
    }
    /// The same function in another language: `file` holds its code.
    void become(const std::string& runtime, const std::string& file, const std::string& code,
                const std::string& handler = "work.handler") {
        configuration.runtime = runtime;
        configuration.handler = handler;
        write(file, code);
        publish();
    }
    /// Shuts its environments down as when they have been idle for too long.
    void stopAndWait() {
        fleet.stopEnvironments();
        while (fleet.environmentCount() > 0)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    template <typename Done>
    static bool waitFor(Done done) {
        return QTest::qWaitFor(done, kPatience);
    }
    /// Until the log has that text.
    bool logs(const std::string& part) {
        return QTest::qWaitFor(
            [&] {
                const auto lines = log.lines();
                return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
                    return line.find(part) != std::string::npos;
                });
            },
            kPatience);
    }
    base::Result<json::Value> state(base::EnvironmentId environment) {
        QEventLoop loop;
        base::Result<json::Value> answer = base::Error{"nobody.answered", {}};
        fleet.requestState(environment, [&](base::Result<json::Value> told) {
            answer = std::move(told);
            loop.quit();
        });
        if (!answer.ok() && answer.error().code == "nobody.answered")
            loop.exec();
        return answer;
    }
    fleet::InvokeResult invoke(const std::string& payload = "{}") {
        return invoke(fleet::InvokeRequest{"work", payload});
    }
    fleet::InvokeResult invoke(const fleet::InvokeRequest& request) {
        QEventLoop loop;
        fleet::InvokeResult answer;
        fleet.invoke(request, [&](fleet::InvokeResult result) {
            answer = std::move(result);
            loop.quit();
        });
        loop.exec();
        return answer;
    }

    QTemporaryDir folder;
    QTemporaryDir layer;
    std::vector<std::string> layers;
    std::vector<function::Mount> mounts;
    function::Configuration configuration;
    base::SystemClock clock;
    telemetry::EventBus bus{clock};
    EventLog log;
    sandbox::ProcessBackendFactory backends;
    fleet::Fleet fleet;
};

} // namespace ws::tests
