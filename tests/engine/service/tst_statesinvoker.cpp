#include "engine/service/statesinvoker.h"

#include "engine/base/clock.h"

#include <QTest>

#include <optional>
#include <vector>

using namespace ws;
using namespace ws::service;
using json::Value;

namespace {

struct Fixture {
    std::string call(const std::string& action, const char* parameters) {
        execution::ServiceRequest request;
        request.executionArn = "arn:aws:states:us-east-1:123456789012:execution:m:e";
        request.integration =
            statemachine::parseIntegration("arn:aws:states:::aws-sdk:sfn:" + action);
        request.parameters = *Value::parse(parameters);
        invoker.call(request, [this](execution::ServiceReply given) { reply = given; });
        clock.advance(std::chrono::microseconds(1));
        return asked.empty() ? "" : asked.back().operation + ' ' + asked.back().parameters.dump();
    }

    base::ManualClock clock;
    std::vector<StatesInvoker::Request> asked;
    Answer answer = Value::object({{"executionArn", "arn:x"}, {"startDate", 1.5}});
    std::optional<execution::ServiceReply> reply;
    StatesInvoker invoker{clock, nullptr,
                          [this](const StatesInvoker::Request& request, const auto& done) {
                              asked.push_back(request);
                              done(answer);
                          }};
};

} // namespace

class StatesInvokerTest : public QObject {
    Q_OBJECT

private slots:
    void namesAreThoseOfTheSdk();
    void jsonBecomesTheTextThatTheApiTakes();
    void aRefusalKeepsItsCode();
    void onlyItsOwnOperationsAreOffered();
};

void StatesInvokerTest::namesAreThoseOfTheSdk() {
    Fixture f;
    QCOMPARE(f.call("startExecution", R"({"StateMachineArn":"a"})"),
             std::string("StartExecution {\"stateMachineArn\":\"a\"}"));
    const char* const body = R"({"ExecutionArn":"arn:x","StartDate":"1970-01-01T00:00:01.500Z"})";
    QCOMPARE(f.reply->body.dump(), std::string(body));
}

void StatesInvokerTest::jsonBecomesTheTextThatTheApiTakes() {
    Fixture f;
    const char* const asked = R"(StartExecution {"input":"{\"Upper\":[1]}","name":"n"})";
    QCOMPARE(f.call("startExecution", R"({"Input":{"Upper":[1]},"Name":"n"})"), std::string(asked));
}

void StatesInvokerTest::aRefusalKeepsItsCode() {
    Fixture f;
    f.answer = ApiError{"InvalidToken", "Invalid Token: 'Invalid token'"};
    f.call("sendTaskSuccess", R"({"TaskToken":"t","Output":"{}"})");
    QCOMPARE(f.reply->code, std::string("InvalidToken"));
    QCOMPARE(f.reply->status, 400);
}

void StatesInvokerTest::onlyItsOwnOperationsAreOffered() {
    Fixture f;
    const auto offers = [&](const char* resource) {
        return f.invoker.offers(
            statemachine::parseIntegration(std::string("arn:aws:states:::") + resource));
    };
    QVERIFY(offers("aws-sdk:sfn:getActivityTask"));
    QVERIFY(!offers("aws-sdk:sfn:makeCoffee"));
    QVERIFY(!offers("aws-sdk:s3:getObject"));
}

QTEST_GUILESS_MAIN(StatesInvokerTest)
#include "tst_statesinvoker.moc"
