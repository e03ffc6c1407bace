#pragma once

#include "engine/fleet/fleet.h"
#include "engine/fleet/lambdaservice.h"
#include "engine/sandbox/simulatedbackend.h"
#include "engine/telemetry/eventbus.h"
#include "tests/support/accountfixture.h"
#include "tests/support/eventlog.h"

#include <QString>

namespace ws::tests {

/// The Lambda API over a simulated fleet, in virtual time.
struct LambdaAccount : AccountFixture {
    LambdaAccount() { bus.addSink(&log); }

    /// The answer with "status", and an error's body with its "code".
    json::Value reply(const std::string& operation, const json::Value& request) {
        json::Value out;
        service.call(operation, request, [&](const fleet::LambdaReply& given) {
            out = given.error ? given.error->body() : given.body;
            out.set("status", given.status);
            if (given.error)
                out.set("code", given.error->code);
        });
        clock.advance(std::chrono::seconds{3});
        return out;
    }
    json::Value reply(const std::string& operation, const char* request) {
        return reply(operation, parsed(request));
    }
    void createWork() { reply("CreateFunction", createRequest("work")); }
    /// Versions 1 and 2, of different code.
    void publishTwo() {
        reply("PublishVersion", R"({"FunctionName":"work"})");
        updateCode("code 2");
        reply("PublishVersion", R"({"FunctionName":"work"})");
    }
    /// Runtime management; without an ARN none is sent.
    json::Value manage(const std::string& mode, const std::string& arn) {
        json::Value request =
            json::Value::object({{"FunctionName", "work"}, {"UpdateRuntimeOn", mode}});
        if (!arn.empty())
            request.set("RuntimeVersionArn", arn);
        return reply("PutRuntimeManagementConfig", request);
    }

    telemetry::EventBus bus{clock};
    EventLog log;
    sandbox::SimulatedBackendFactory backends{clock, 1};
    fleet::Fleet fleet{{clock, nullptr, backends, bus, 1}};
    fleet::LambdaService service{registry, fleet};
};

inline QString text(const json::Value& value) {
    return QString::fromStdString(value.isString() ? value.toString() : value.dump());
}

} // namespace ws::tests
