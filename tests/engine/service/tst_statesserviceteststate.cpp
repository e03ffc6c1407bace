// TestState as clients see it: what it answers, and what it refuses.

#include "engine/service/httpinspection.h"
#include "engine/service/statesservice.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::service;
using json::Value;

namespace {

/// The service alone, under manual time.
class Service {
public:
    Service()
        : bus(clock)
        , functions(clock)
        , states({clock, functions, bus, 1}) {}

    /// "ValidationException: ..." or the answer.
    std::string call(const Value& parameters) {
        start(parameters);
        clock.runUntilIdle();
        return said;
    }
    void start(const Value& parameters) {
        said = "waiting";
        states.call("TestState", parameters, [this](const Answer& answer) {
            said = answer ? answer->dump() : answer.error().code + ": " + answer.error().message;
        });
    }

    base::ManualClock clock;
    telemetry::EventBus bus;
    tests::ScriptedFunctions functions;
    StatesService states;
    std::string said;
};

Value with(const char* definition, std::initializer_list<std::pair<std::string, Value>> more = {}) {
    Value out = Value::object({{"definition", definition}});
    for (const auto& [name, value] : more)
        out.set(name, value);
    return out;
}

bool has(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

Value mockOf(const char* result) {
    return Value::object({{"result", result}});
}

const char* const kPass = R"({"Type":"Pass","Next":"N"})";
const char* const kTask = R"({"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:)"
                          R"(function:f","End":true})";
const char* const kMap = R"({"Type":"Map","End":true,"ItemProcessor":{"StartAt":"I","States":{
    "I":{"Type":"Pass","End":true}}}})";
const char* const kMachine = R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},
    "B":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"C","States":{"C":{"Type":"Task",
    "Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true,
    "Parameters":{"i.$":"$$.Map.Item.Index"}}}}}}})";

} // namespace

class StatesServiceTestStateTest : public QObject {
    Q_OBJECT

private slots:
    void theAnswerIsTheOutputAndTheNextState();
    void moreIsSaidWhenAsked();
    void textsComeBackAsTheyWereSent();
    void aStateOfAMachineIsNamed();
    void aStateInsideAMapMayBeGivenItsItem();
    void aTaskIsCalledForReal();
    void aTestLastsFiveMinutes();
    void aRetryIsToldWithItsPause();
    void whatIsRefused_data();
    void whatIsRefused();
    void anHttpCallIsShownAsTexts();
};

void StatesServiceTestStateTest::theAnswerIsTheOutputAndTheNextState() {
    Service service;
    QCOMPARE(service.call(with(kPass)), R"({"output":"{}","nextState":"N","status":"SUCCEEDED"})");
}

void StatesServiceTestStateTest::moreIsSaidWhenAsked() {
    Service service;
    QCOMPARE(service.call(with(R"({"Type":"Wait","Seconds":5,"End":true})",
                               {{"inspectionLevel", "DEBUG"}, {"variables", R"({"a":1})"}})),
             R"({"output":"{}","inspectionData":{"input":"{}","afterInputPath":"{}",)"
             R"("variables":"{\"a\":1}"},"status":"SUCCEEDED"})");
}

void StatesServiceTestStateTest::textsComeBackAsTheyWereSent() {
    Service service;
    QCOMPARE(service.call(with(kPass, {{"input", "[1, 2]"}})),
             R"({"output":"[1, 2]","nextState":"N","status":"SUCCEEDED"})");
    QCOMPARE(service.call(with(kMap, {{"mock", mockOf("[ 1 ]")}, {"input", "[2]"}})),
             R"({"output":"[ 1 ]","status":"SUCCEEDED"})");
}

void StatesServiceTestStateTest::aStateOfAMachineIsNamed() {
    Service service;
    QCOMPARE(service.call(with(kMachine, {{"stateName", "A"}})),
             R"({"output":"{}","nextState":"B","status":"SUCCEEDED"})");
}

void StatesServiceTestStateTest::aStateInsideAMapMayBeGivenItsItem() {
    Service service;
    Value request = with(kMachine, {{"stateName", "C"},
                                    {"mock", mockOf("1")},
                                    {"inspectionLevel", "DEBUG"},
                                    {"context", R"({"Map":{"Item":{"Index":4}}})"}});
    const std::string said = service.call(request);
    QVERIFY2(has(said, R"("afterParameters":"{\"i\":4}")"), said.c_str());
}

void StatesServiceTestStateTest::aTaskIsCalledForReal() {
    Service service;
    service.functions.rule = [](const execution::TaskRequest& request) {
        execution::TaskOutcome outcome;
        outcome.result = request.payload;
        return outcome;
    };
    QCOMPARE(
        service.call(with(kTask, {{"input", R"({"a":1})"}, {"roleArn", "arn:aws:iam::1:role/r"}})),
        R"({"output":"{\"a\":1}","status":"SUCCEEDED"})");
}

void StatesServiceTestStateTest::aTestLastsFiveMinutes() {
    Service service;
    service.start(with(kTask, {{"roleArn", "arn:aws:iam::1:role/r"}}));
    service.clock.advance(std::chrono::seconds(299));
    QCOMPARE(service.said, "waiting");
    service.clock.advance(std::chrono::seconds(1));
    QCOMPARE(service.said, R"({"error":"States.Timeout","status":"FAILED"})");
    QVERIFY(service.functions.calls[0].abandoned);
}

void StatesServiceTestStateTest::aRetryIsToldWithItsPause() {
    Service service;
    const char* const state = R"({"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
        "Parameters":{"FunctionName":"f"},"End":true,"Retry":[{"ErrorEquals":["E"],
        "IntervalSeconds":3,"BackoffRate":1.5}]})";
    const Value mock = Value::object({{"errorOutput", Value::object({{"error", "E"}})}});
    const Value once = Value::object({{"retrierRetryCount", 1}});
    const std::string said = service.call(
        with(state, {{"mock", mock}, {"inspectionLevel", "DEBUG"}, {"stateConfiguration", once}}));
    QVERIFY2(has(said, R"("errorDetails":{"retryIndex":0,"retryBackoffIntervalSeconds":4}},)"
                       R"("status":"RETRIABLE"})"),
             said.c_str());
}

void StatesServiceTestStateTest::whatIsRefused_data() {
    QTest::addColumn<QByteArray>("definition");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QByteArray>("refusal");
    const auto row = [](const char* name, const char* definition, const char* more,
                        const char* refusal) {
        QTest::newRow(name) << QByteArray(definition) << QByteArray(more) << QByteArray(refusal);
    };
    row("no JSON", kPass, R"({"input":"{"})",
        "InvalidExecutionInput: Invalid State Machine Execution Input: '");
    row("no variables", kPass, R"({"variables":"[]"})",
        "ValidationException: Variables must be a valid JSON object");
    row("no such state", kMachine, R"({"stateName":"Z"})",
        "ValidationException: State not found in definition");
    row("no machine", kPass, R"({"stateName":"Z"})",
        "InvalidDefinition: Invalid State Machine Definition: '");
    row("an empty mock", kTask, R"({"mock":{}})",
        "ValidationException: A test mock should have only one of the following fields: [result, "
        "errorOutput].");
    row("a mock of what is not called", R"({"Type":"Wait","Seconds":1,"End":true})",
        R"({"mock":{"result":"1"}})",
        "ValidationException: State type 'Wait' is not supported when a mock is specified");
    row("a Map alone", kMap, "{}",
        "ValidationException: State type 'Map' is not supported when a mock is not specified");
    row("a token alone",
        R"({"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters":{"FunctionName":"f"},"End":true})",
        R"({"roleArn":"arn:aws:iam::1:role/r"})",
        "ValidationException: State type 'Task' is not supported when a mock is not specified");
    row("a context alone", kPass, R"({"context":"{}"})",
        "ValidationException: TestState does not support Context when a mock is not specified.");
    row("attempts alone", kPass, R"({"stateConfiguration":{"retrierRetryCount":1}})",
        "ValidationException: TestState does not support RetrierRetryCount when a mock is not "
        "specified.");
    row("no list of a Map", kMap, R"({"mock":{"result":"{}"}})",
        "ValidationException: Mocked result must be an array.");
    row("a context that is none", kTask, R"({"mock":{"result":"1"},"context":"[]"})",
        "ValidationException: Invalid Context object provided: must be a JSON object");
    row("a context of the wrong kind", kTask,
        R"({"mock":{"result":"1"},"context":"{\"State\":{\"RetryCount\":\"x\"}}"})",
        "ValidationException: Invalid Context object provided: State.RetryCount must be an "
        "integer");
}

void StatesServiceTestStateTest::whatIsRefused() {
    QFETCH(QByteArray, definition);
    QFETCH(QByteArray, more);
    QFETCH(QByteArray, refusal);
    Service service;
    Value request = *Value::parse(more.toStdString());
    request.set("definition", definition.toStdString());
    const std::string said = service.call(request);
    QVERIFY2(said.starts_with(refusal.toStdString()), said.c_str());
}

void StatesServiceTestStateTest::anHttpCallIsShownAsTexts() {
    const auto parameters = *Value::parse(R"({"ApiEndpoint":"https://example.com/a","Method":"POST",
        "Headers":{"Accept":"x","Tags":["a","b"]},"QueryParameters":{"q":"1 2","r":["3","4"]},
        "RequestBody":{"n":1}})");
    const auto result = *Value::parse(R"({"Headers":{"content-type":["text/plain"]},
        "ResponseBody":"hello","StatusCode":200,"StatusText":"OK"})");
    QCOMPARE(httpRequestData(parameters).dump(),
             R"({"protocol":"https","method":"POST",)"
             R"("url":"https://example.com/a?q=1%202&r=3&r=4",)"
             R"("headers":"[Accept: x, Tags: a,b]","body":"{\"n\":1}"})");
    QCOMPARE(httpResponseData(parameters, result).dump(),
             R"({"protocol":"https","statusCode":"200","statusMessage":"OK",)"
             R"("headers":"[content-type: text/plain]","body":"hello"})");
}

QTEST_GUILESS_MAIN(StatesServiceTestStateTest)
#include "tst_statesserviceteststate.moc"
