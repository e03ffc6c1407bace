#include "tests/support/lambdaaccount.h"

#include <QTest>

using namespace ws;
using json::Value;
using Fixture = tests::LambdaAccount;
using tests::text;

class TestLambdaService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersWithTheStatusOfTheOperation() {
        Fixture f;
        QCOMPARE(f.reply("CreateFunction", f.createRequest("work"))["status"].toInteger(), 201);
        QCOMPARE(f.reply("GetFunction", R"({"FunctionName":"work"})")["status"].toInteger(), 200);
        QCOMPARE(f.reply("DeleteFunction", R"({"FunctionName":"work"})")["status"].toInteger(),
                 204);
    }

    void refusesByTheFormBeforeAnythingElse() {
        Fixture f;
        const Value reply = f.reply("PublishVersion", R"({"FunctionName":"a b"})");
        QCOMPARE(text(reply["code"]), QStringLiteral("ValidationException"));
        QCOMPARE(reply["status"].toInteger(), 400);
        QCOMPARE(text(f.reply("Nothing", "{}")["code"]),
                 QStringLiteral("UnknownOperationException"));
    }

    void invokesWhatWasCreated() {
        Fixture f;
        f.createWork();
        const Value reply = f.reply("Invoke", R"({"FunctionName":"work","Payload":"{}"})");
        QCOMPARE(reply["StatusCode"].toInteger(), 200);
        QCOMPARE(text(reply["ExecutedVersion"]), QStringLiteral("$LATEST"));
        QVERIFY(reply["Payload"].isString());
        QVERIFY(reply["LogResult"].isNull());
    }

    void theTailOfTheLogComesWhenAsked() {
        Fixture f;
        f.createWork();
        const Value reply =
            f.reply("Invoke", R"({"FunctionName":"work","LogType":"Tail","Payload":"{}"})");
        const QByteArray log =
            QByteArray::fromBase64(QByteArray::fromStdString(reply["LogResult"].toString()));
        QVERIFY(log.startsWith("START RequestId: "));
    }

    void eventsAndDryRunsAnswerWithNothing() {
        Fixture f;
        f.createWork();
        const Value event =
            f.reply("Invoke", R"({"FunctionName":"work","InvocationType":"Event","Payload":"{}"})");
        QCOMPARE(event["StatusCode"].toInteger(), 202);
        QCOMPARE(text(event["Payload"]), QString());
        QVERIFY(event["ExecutedVersion"].isNull());
        const Value dry = f.reply("Invoke", R"({"FunctionName":"work","InvocationType":"DryRun"})");
        QCOMPARE(dry["StatusCode"].toInteger(), 204);
    }

    void aThrottleNamesItsReason() {
        Fixture f;
        f.createWork();
        f.reply("PutFunctionConcurrency",
                R"({"FunctionName":"work","ReservedConcurrentExecutions":0})");
        const Value reply = f.reply("Invoke", R"({"FunctionName":"work"})");
        QCOMPARE(reply["status"].toInteger(), 429);
        QCOMPARE(text(reply["code"]), QStringLiteral("TooManyRequestsException"));
        QCOMPARE(text(reply["Reason"]),
                 QStringLiteral("ReservedFunctionConcurrentInvocationLimitExceeded"));
    }

    void anUnknownFunctionIsNotFoundByTheDataPlane() {
        Fixture f;
        const Value reply = f.reply("Invoke", R"({"FunctionName":"other"})");
        QCOMPARE(reply["status"].toInteger(), 404);
        QCOMPARE(text(reply["Message"]),
                 QStringLiteral("Function not found: "
                                "arn:aws:lambda:us-east-1:123456789012:function:other:$LATEST"));
    }

    void whatIsElsewhereOrWrittenWronglyIsNotInvoked_data() {
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("another region")
            << R"({"FunctionName":"arn:aws:lambda:eu-west-1:123456789012:function:work"})"
            << "ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this "
               "region ('us-east-1')";
        QTest::newRow("another account")
            << R"({"FunctionName":"arn:aws:lambda:us-east-1:999999999999:function:work"})"
            << "AccessDeniedException: User: arn:aws:iam::123456789012:root is not authorized to "
               "perform: lambda:InvokeFunction on resource: "
               "arn:aws:lambda:us-east-1:999999999999:function:work because no resource-based "
               "policy allows the lambda:InvokeFunction action";
        QTest::newRow("context that is no base64")
            << R"({"FunctionName":"work","ClientContext":"!!"})"
            << "InvalidRequestContentException: Client context must be a valid Base64-encoded JSON "
               "object.";
        QTest::newRow("context that is no object")
            << R"({"FunctionName":"work","ClientContext":"MQ=="})"
            << "InvalidRequestContentException: Client context must be a valid Base64-encoded JSON "
               "object.";
        QTest::newRow("tenant of a function without")
            << R"({"FunctionName":"work","TenantId":"blue"})"
            << "InvalidParameterValueException: The invoked function is not enabled with tenancy "
               "configuration. Remove the tenant ID from your request and try again.";
        QTest::newRow("no tenant of a function for tenants")
            << R"({"FunctionName":"tenants"})"
            << "InvalidParameterValueException: The invoked function is enabled with tenancy "
               "configuration. Add a valid tenant ID in your request and try again.";
        QTest::newRow("context that is too long")
            << QStringLiteral(R"({"FunctionName":"work","ClientContext":"%1"})")
                   .arg(QString(3'584, QLatin1Char('A')))
            << "InvalidRequestContentException: Client context must be no more than 3583 bytes "
               "when Base64-encoded.";
    }
    void whatIsElsewhereOrWrittenWronglyIsNotInvoked() {
        QFETCH(QString, request);
        QFETCH(QString, refusal);
        Fixture f;
        f.createWork();
        Value other = f.createRequest("tenants");
        other.set("TenancyConfig", Value::object({{"TenantIsolationMode", "PER_TENANT"}}));
        f.reply("CreateFunction", other);
        const Value reply = f.reply("Invoke", request.toUtf8().constData());
        const Value& said = reply["message"].isString() ? reply["message"] : reply["Message"];
        QCOMPARE(text(reply["code"]) + QStringLiteral(": ") + text(said), refusal);
    }

    void aRequestThatIsTooLargeIsNotLookedInto() {
        Fixture f;
        f.createWork();
        const auto refusal = [&](const char* operation, const Value& request) {
            const Value reply = f.reply(operation, request);
            return QString::number(reply["status"].toInteger()) + QStringLiteral(" ") +
                   text(reply["code"]) + QStringLiteral(": ") + text(reply["message"]);
        };
        const Value variables = Value::object({{"LONG", std::string(5'100, 'x')}});
        QCOMPARE(
            refusal("UpdateFunctionConfiguration",
                    Value::object({{"FunctionName", "work"},
                                   {"Environment", Value::object({{"Variables", variables}})}})),
            QStringLiteral("413 RequestEntityTooLargeException: Request must be smaller than 5120 "
                           "bytes for the UpdateFunctionConfiguration operation"));
        QCOMPARE(refusal("UpdateFunctionCode",
                         Value::object({{"FunctionName", "work"},
                                        {"ZipFile", std::string(70'167'211, 'x')}})),
                 QStringLiteral("413 RequestEntityTooLargeException: Request must be smaller than "
                                "70167211 bytes for the UpdateFunctionCode operation"));
    }

    void aVersionAndAnAliasAnswerForThemselves() {
        Fixture f;
        f.createWork();
        f.reply("PublishVersion", R"({"FunctionName":"work"})");
        f.reply("CreateAlias", R"({"FunctionName":"work","Name":"live","FunctionVersion":"1"})");
        for (const char* request :
             {R"({"FunctionName":"work","Qualifier":"1"})", R"({"FunctionName":"work:live"})"})
            QCOMPARE(text(f.reply("Invoke", request)["ExecutedVersion"]), QStringLiteral("1"));
    }

    void provisionedEnvironmentsAreReadyWhenTheFleetHasThem() {
        Fixture f;
        f.createWork();
        f.reply("PublishVersion", R"({"FunctionName":"work"})");
        f.reply("PutProvisionedConcurrencyConfig",
                R"({"FunctionName":"work","Qualifier":"1","ProvisionedConcurrentExecutions":2})");
        const char* const get = R"({"FunctionName":"work","Qualifier":"1"})";
        QCOMPARE(text(f.reply("GetProvisionedConcurrencyConfig", get)["Status"]),
                 QStringLiteral("IN_PROGRESS"));
        f.clock.advance(std::chrono::minutes{3});
        const Value ready = f.reply("GetProvisionedConcurrencyConfig", get);
        QCOMPARE(text(ready["Status"]), QStringLiteral("READY"));
        QCOMPARE(ready["AvailableProvisionedConcurrentExecutions"].toInteger(), 2);
    }
};

QTEST_GUILESS_MAIN(TestLambdaService)
#include "tst_lambdaservice.moc"
