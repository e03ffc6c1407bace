#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using namespace std::chrono_literals;
using json::Value;
using tests::Workflow;

static std::string task(const std::string& resource, const std::string& more) {
    return R"({"StartAt":"S","States":{"S":{"Type":"Task","Resource":"arn:aws:states:::)" +
           resource + R"(","End":true)" + more + "}}}";
}

static std::string callback(const std::string& more = {}) {
    return task("sqs:sendMessage.waitForTaskToken",
                R"(,"Parameters":{"QueueUrl":"q","MessageBody":{"token.$":"$$.Task.Token"}})" +
                    more);
}

namespace {

struct Fixture {
    explicit Fixture(const std::string& definition = callback())
        : workflow(definition) {
        workflow.services.offered = {"sqs:sendMessage",      "sns:publish",
                                     "events:putEvents",     "dynamodb:putItem",
                                     "aws-sdk:s3:getObject", "apigateway:invoke"};
        workflow.settle();
    }
    const ServiceRequest& request(std::size_t call = 0) {
        return workflow.services.calls[call].request;
    }
    std::string token(std::size_t call = 0) {
        const auto body = Value::parse(request(call).parameters["MessageBody"].toString());
        return (*body)["token"].toString();
    }
    Fixture& sent() {
        workflow.services.reply(0, Value::object({{"MessageId", "m-1"}}));
        workflow.settle();
        return *this;
    }

    Workflow workflow;
};

} // namespace

class CallbacksTest : public QObject {
    Q_OBJECT

private slots:
    // .waitForTaskToken
    void whoeverHasTheTokenEndsTheTask();
    void anAnswerBeforeTheCallsOwnWaitsForIt();
    void aFailureIsTheTasks();
    void aFailedCallIsAFailedSubmission();
    void silenceTimesOut();
    void silenceHasANameOfItsOwn();
    void aFunctionCanPassTheTokenOn();
    void aStoppedExecutionsTokenIsOfThePast();
    void theTokenIsOnlyThereForThePattern();
    // Services
    void aCallsAnswerHasTheHeadersOfItsResponse();
    void anSdkCallsAnswerIsTheAnswerAlone();
    void failuresAreNamedAsEachIntegrationNamesThem_data();
    void failuresAreNamedAsEachIntegrationNamesThem();
    void aCallThatNobodyAnsweredHasNoStatus();
    void eventsCarryWhereTheyComeFrom();
    void anEventThatWasNotTakenFailsTheTask();
    void anHttpStatusNamesTheError();
    void parametersThatCannotStartATaskFailIt_data();
    void parametersThatCannotStartATaskFailIt();
    void credentialsAreShown();
    void patternsThatTheServiceDoesNotHaveFail();
    // lambda:invoke
    void aTextPayloadIsTheJsonThatIsSent();
    void anEventInvocationIsNotAwaited();
};

void CallbacksTest::whoeverHasTheTokenEndsTheTask() {
    Fixture f;
    QVERIFY(f.sent().token().size() > 100);
    QVERIFY(f.workflow.executor.sendTaskSuccess(f.token(), R"("done")"));
    QCOMPARE(f.workflow.finish().end(), std::string(R"(SUCCEEDED "done")"));
    QCOMPARE(f.workflow.story(2), std::string("2<0 TaskStateEntered S\n"
                                              "3<2 TaskScheduled\n"
                                              "4<3 TaskStarted\n"
                                              "5<4 TaskSubmitted\n"
                                              "6<5 TaskSucceeded\n"
                                              "7<6 TaskStateExited S\n"
                                              "8<7 ExecutionSucceeded\n"));
    QVERIFY(f.workflow.details(3).find(R"(\"MessageBody\":{\"token\":\")") != std::string::npos);
    QVERIFY(f.workflow.details(5).starts_with(
        R"({"resourceType":"sqs","resource":"sendMessage.waitForTaskToken","output":"{\"MessageId\":\"m-1\",\"SdkHttp)"));
    QCOMPARE(f.workflow.details(6),
             std::string(R"({"resourceType":"sqs","resource":"sendMessage.waitForTaskToken",)"
                         R"("output":"\"done\"","outputDetails":{"truncated":false}})"));
}

void CallbacksTest::anAnswerBeforeTheCallsOwnWaitsForIt() {
    Fixture f;
    QVERIFY(f.workflow.executor.sendTaskSuccess(f.token(), "1"));
    f.workflow.settle();
    QCOMPARE(f.workflow.end(), std::string("running"));
    f.sent();
    QCOMPARE(f.workflow.finish().end(), std::string("SUCCEEDED 1"));
    QCOMPARE(f.workflow.story(5), std::string("5<4 TaskSubmitted\n"
                                              "6<5 TaskSucceeded\n"
                                              "7<6 TaskStateExited S\n"
                                              "8<7 ExecutionSucceeded\n"));
}

void CallbacksTest::aFailureIsTheTasks() {
    Fixture f;
    f.sent();
    QVERIFY(f.workflow.executor.sendTaskFailure(f.token(), "Refused", "no"));
    QCOMPARE(f.workflow.finish().end(), std::string("FAILED Refused: no"));
    QCOMPARE(f.workflow.story(6), std::string("6<5 TaskFailed\n7<6 ExecutionFailed\n"));
}

void CallbacksTest::aFailedCallIsAFailedSubmission() {
    Fixture f;
    const std::string token = f.token();
    f.workflow.services.fail(0, 400, "AWS.SimpleQueueService.NonExistentQueue", "No such queue.");
    QVERIFY(f.workflow.finish().end().starts_with("FAILED SQS.NonExistentQueueException: No such"));
    QCOMPARE(f.workflow.story(5), std::string("5<4 TaskSubmitFailed\n6<5 ExecutionFailed\n"));
    QCOMPARE(f.workflow.executor.sendTaskSuccess(token, "1").error().code,
             std::string("TaskTimedOut"));
}

void CallbacksTest::silenceTimesOut() {
    Fixture f(callback(R"(,"TimeoutSeconds":600,"HeartbeatSeconds":5)"));
    f.sent();
    f.workflow.clock.advance(4s);
    QVERIFY(f.workflow.executor.sendTaskHeartbeat(f.token()));
    f.workflow.clock.advance(4s);
    QCOMPARE(f.workflow.end(), std::string("running"));
    f.workflow.clock.advance(1s);
    QCOMPARE(f.workflow.finish().end(), std::string("FAILED States.Timeout: "));
    QCOMPARE(f.workflow.details(6), std::string(R"({"resourceType":"sqs",)"
                                                R"("resource":"sendMessage.waitForTaskToken",)"
                                                R"("error":"States.Timeout"})"));
}

void CallbacksTest::silenceHasANameOfItsOwn() {
    const auto withRescue = [](const std::string& more) {
        std::string text =
            callback(more + R"(,"Catch":[{"ErrorEquals":["States.HeartbeatTimeout"],"Next":"R"}])");
        return text.insert(text.size() - 2, R"(,"R":{"Type":"Pass","End":true})");
    };
    Fixture silent(withRescue(R"(,"TimeoutSeconds":600,"HeartbeatSeconds":5,"Retry":[
        {"ErrorEquals":["States.HeartbeatTimeout"],"IntervalSeconds":1,"MaxAttempts":1}])"));
    silent.sent();
    silent.workflow.clock.advance(5s);
    silent.workflow.clock.advance(1s);
    silent.workflow.settle();
    QCOMPARE(silent.workflow.services.calls.size(), std::size_t(2));
    silent.workflow.clock.advance(5s);
    QCOMPARE(silent.workflow.finish().end(),
             std::string(R"(SUCCEEDED {"Error":"States.Timeout","Cause":""})"));

    Fixture late(withRescue(R"(,"TimeoutSeconds":4)"));
    late.sent();
    late.workflow.clock.advance(4s);
    QCOMPARE(late.workflow.finish().end(), std::string("FAILED States.Timeout: "));
}

void CallbacksTest::aFunctionCanPassTheTokenOn() {
    Fixture f(task("lambda:invoke.waitForTaskToken",
                   R"(,"Parameters":{"FunctionName":"f","Payload":{"t.$":"$$.Task.Token"}})"));
    const std::string token = f.workflow.functions.calls[0].request.payload["t"].toString();
    f.workflow.functions.succeed(0, Value("ignored"));
    f.workflow.settle();
    QCOMPARE(f.workflow.story(5), std::string("5<4 TaskSubmitted\n"));
    QVERIFY(f.workflow.executor.sendTaskSuccess(token, "{}"));
    QCOMPARE(f.workflow.finish().end(), std::string("SUCCEEDED {}"));
}

void CallbacksTest::aStoppedExecutionsTokenIsOfThePast() {
    Fixture f;
    const std::string token = f.sent().token();
    f.workflow.executor.stop(f.workflow.id);
    QCOMPARE(f.workflow.executor.sendTaskHeartbeat(token).error().code,
             std::string("TaskTimedOut"));
}

void CallbacksTest::theTokenIsOnlyThereForThePattern() {
    Fixture f(task("sqs:sendMessage",
                   R"(,"Parameters":{"QueueUrl":"q","MessageBody.$":"$$.Task.Token"})"));
    QVERIFY(f.workflow.finish().end().find("$$.Task.Token") != std::string::npos);
    QVERIFY(f.workflow.end().starts_with("FAILED States.Runtime"));
}

void CallbacksTest::aCallsAnswerHasTheHeadersOfItsResponse() {
    Fixture f(task("sqs:sendMessage", R"(,"Parameters":{"QueueUrl":"q","MessageBody":{"a":1}})"));
    QCOMPARE(f.request().parameters["MessageBody"].toString(), std::string(R"({"a":1})"));
    f.workflow.services.reply(0, Value::object({{"MessageId", "m-1"}}));
    f.workflow.finish();
    const Value& output = f.workflow.result->output;
    QCOMPARE(output["MessageId"].toString(), std::string("m-1"));
    QCOMPARE(output["SdkResponseMetadata"].dump(), std::string(R"({"RequestId":"request-1"})"));
    const Value& http = output["SdkHttpMetadata"];
    QCOMPARE(http["HttpStatusCode"].toInteger(), std::int64_t(200));
    QCOMPARE(http["AllHttpHeaders"]["x-amzn-RequestId"].dump(), std::string(R"(["request-1"])"));
    QCOMPARE(http["HttpHeaders"].dump(),
             std::string(R"({"connection":"keep-alive","Content-Length":"19",)"
                         R"("Content-Type":"application/x-amz-json-1.0",)"
                         R"("Date":"Tue, 14 Nov 2023 22:13:20 GMT",)"
                         R"("x-amzn-RequestId":"request-1"})"));
}

void CallbacksTest::anSdkCallsAnswerIsTheAnswerAlone() {
    Fixture f(task("aws-sdk:s3:getObject", R"(,"Parameters":{"Bucket":"b","Key":"k"})"));
    f.workflow.services.reply(0, Value::object({{"Body", "text"}}));
    QCOMPARE(f.workflow.finish().end(), std::string(R"(SUCCEEDED {"Body":"text"})"));
    QCOMPARE(f.workflow.details(4),
             std::string(R"({"resourceType":"aws-sdk:s3","resource":"getObject"})"));
}

void CallbacksTest::failuresAreNamedAsEachIntegrationNamesThem_data() {
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("optimised")
        << QByteArray("sns:publish") << QByteArray(R"({"Message":"m"})") << QByteArray("NotFound")
        << QByteArray("SNS.NotFoundException: why (Service: AmazonSNS; Status Code: 404; Error "
                      "Code: NotFound; Request ID: request-1; Proxy: null)");
    QTest::newRow("without a class of its own")
        << QByteArray("dynamodb:putItem") << QByteArray(R"({"TableName":"t","Item":null})")
        << QByteArray("ValidationException")
        << QByteArray("DynamoDB.AmazonDynamoDBException: why (Service: AmazonDynamoDBv2; Status "
                      "Code: 404; Error Code: ValidationException; Request ID: request-1; Proxy: "
                      "null)");
    QTest::newRow("aws-sdk")
        << QByteArray("aws-sdk:s3:getObject") << QByteArray("{}") << QByteArray("NoSuchKey")
        << QByteArray("S3.NoSuchKeyException: why (Service: S3, Status Code: 404, Request ID: "
                      "request-1, Extended Request ID: cmVxdWVzdC0x)");
}

void CallbacksTest::failuresAreNamedAsEachIntegrationNamesThem() {
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, end);
    Fixture f(task(resource.toStdString(), ",\"Parameters\":" + parameters.toStdString()));
    f.workflow.services.fail(0, 404, code.toStdString(), "why");
    QCOMPARE(f.workflow.finish().end(), "FAILED " + end.toStdString());
    QVERIFY(f.workflow.story(5).starts_with("5<4 TaskFailed\n"));
}

void CallbacksTest::aCallThatNobodyAnsweredHasNoStatus() {
    Fixture f(task("sns:publish", R"(,"Parameters":{"Message":"m"})"));
    f.workflow.services.fail(0, 0, "SdkClientException", "Unable to execute HTTP request");
    QCOMPARE(f.workflow.finish().end(),
             std::string("FAILED SNS.SdkClientException: Unable to execute HTTP request"));
}

static const char* const kEvents =
    R"(,"Parameters":{"Entries":[{"Detail":{"a":1},"Source":"s","Resources":["r"]}]})";

void CallbacksTest::eventsCarryWhereTheyComeFrom() {
    Fixture f(task("events:putEvents", kEvents));
    QCOMPARE(f.request().parameters["Entries"].dump(),
             std::string(R"([{"Detail":"{\"a\":1}","Source":"s","Resources":["r",)"
                         R"("arn:aws:states:us-east-1:123456789012:stateMachine:machine",)"
                         R"("arn:aws:states:us-east-1:123456789012:execution:machine:run"]}])"));
}

void CallbacksTest::anEventThatWasNotTakenFailsTheTask() {
    Fixture f(task("events:putEvents", kEvents));
    f.workflow.services.reply(
        0, Value::object({{"Entries", Value::array()}, {"FailedEntryCount", 1}}));
    QCOMPARE(f.workflow.finish().end(),
             std::string(R"(FAILED EventBridge.FailedEntry: {"Entries":[],"FailedEntryCount":1})"));
}

void CallbacksTest::anHttpStatusNamesTheError() {
    Fixture f(task("apigateway:invoke", R"(,"Parameters":{"ApiEndpoint":"e","Method":"GET"})"));
    ServiceReply reply;
    reply.status = 403;
    reply.body = Value::object({{"ResponseBody", Value::object({{"message", "No"}})}});
    f.workflow.services.calls[0].done(reply);
    QCOMPARE(f.workflow.finish().end(), std::string(R"(FAILED ApiGateway.403: {"message":"No"})"));
}

void CallbacksTest::parametersThatCannotStartATaskFailIt_data() {
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("problem");
    QTest::newRow("missing") << QByteArray("sqs:sendMessage") << QByteArray(R"({"QueueUrl":"q"})")
                             << QByteArray("The field 'MessageBody' is required but was missing");
    QTest::newRow("headers")
        << QByteArray("apigateway:invoke")
        << QByteArray(R"({"ApiEndpoint":"e","Method":"GET","Headers":{"h":"x"}})")
        << QByteArray("The value of the field 'Headers' has an invalid format");
    QTest::newRow("child") << QByteArray("states:startExecution") << QByteArray("{}")
                           << QByteArray("The field 'StateMachineArn' is required but was missing");
}

void CallbacksTest::parametersThatCannotStartATaskFailIt() {
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, problem);
    Fixture f(task(resource.toStdString(), ",\"Parameters\":" + parameters.toStdString()));
    QCOMPARE(f.workflow.finish().end(),
             "FAILED States.Runtime: An error occurred while executing the state 'S' (entered at "
             "the event id #2). The Parameters '" +
                 parameters.toStdString() + "' could not be used to start the Task: [" +
                 problem.toStdString() + "]");
    QCOMPARE(f.workflow.story(3), std::string("3<2 ExecutionFailed\n"));
}

void CallbacksTest::credentialsAreShown() {
    Fixture f(task("sns:publish", R"x(,"Parameters":{"Message":"m"},
        "Credentials":{"RoleArn.$":"States.Format('arn:{}', 'role')"})x"));
    QCOMPARE(f.request().roleArn, std::string("arn:role"));
    QVERIFY(f.workflow.details(3).ends_with(R"("taskCredentials":{"roleArn":"arn:role"}})"));
}

void CallbacksTest::patternsThatTheServiceDoesNotHaveFail() {
    Fixture f(task("sqs:sendMessage.sync", R"(,"Parameters":{"QueueUrl":"q","MessageBody":"m"})"));
    QVERIFY(f.workflow.finish().end().starts_with("FAILED States.Runtime"));
}

void CallbacksTest::aTextPayloadIsTheJsonThatIsSent() {
    Fixture f(
        task("lambda:invoke", R"(,"Parameters":{"FunctionName":"f","Payload":"{\"a\": 1.0}"})"));
    QCOMPARE(f.workflow.functions.calls[0].request.payload.dump(), std::string(R"({"a":1.0})"));
    Fixture g(task("lambda:invoke", R"(,"Parameters":{"FunctionName":"f","Payload":"no JSON"})"));
    QCOMPARE(g.workflow.functions.calls[0].request.payloadText, std::string("no JSON"));
}

void CallbacksTest::anEventInvocationIsNotAwaited() {
    Fixture f(task("lambda:invoke", R"(,"Parameters":{"FunctionName":"f",
        "InvocationType":"Event","Qualifier":"PROD","ClientContext":"e30=","TenantId":"blue"})"));
    const TaskRequest& request = f.workflow.functions.calls[0].request;
    QCOMPARE(request.function, std::string("f:PROD"));
    QCOMPARE(request.invocation, TaskRequest::Invocation::Event);
    QCOMPARE(request.clientContext, std::string("e30="));
    QCOMPARE(request.tenantId, std::string("blue"));
    TaskOutcome outcome;
    outcome.statusCode = 202;
    f.workflow.functions.calls[0].done(outcome);
    f.workflow.finish();
    QCOMPARE(f.workflow.result->output["StatusCode"].toInteger(), std::int64_t(202));
    QVERIFY(!f.workflow.result->output.find("ExecutedVersion"));
}

QTEST_GUILESS_MAIN(CallbacksTest)
#include "tst_callbacks.moc"
