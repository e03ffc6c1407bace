#include "engine/function/registry.h"

#include "engine/function/runtimeversions.h"

#include "tests/support/accountfixture.h"

#include <QTest>

using namespace ws;
using json::Value;
using tests::AccountFixture;

namespace {

constexpr const char* kArn = "arn:aws:lambda:us-east-1:123456789012:function:work";

QString text(const Value& value) {
    return QString::fromStdString(value.isString() ? value.toString() : value.dump());
}

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

std::string versionNumbers(const Value& listed) {
    std::string all;
    for (const Value& version : listed["Versions"].items())
        all += version["Version"].toString() + ' ';
    return all;
}

} // namespace

class TestRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_account = std::make_unique<AccountFixture>(); }

    void aNewFunctionIsPendingAndThenActive() {
        const Value created =
            *account().registry.call("CreateFunction", account().createRequest("work"));
        QCOMPARE(text(created["State"]), QStringLiteral("Pending"));
        QCOMPARE(text(created["StateReasonCode"]), QStringLiteral("Creating"));
        QVERIFY(created["LastUpdateStatus"].isNull());
        QCOMPARE(account().registry.catalog().front().state, function::State::Pending);
        account().settle();
        const Value got = account().call("GetFunctionConfiguration", R"({"FunctionName":"work"})");
        QCOMPARE(text(got["State"]), QStringLiteral("Active"));
        QCOMPARE(text(got["LastUpdateStatus"]), QStringLiteral("Successful"));
        QVERIFY(got["RevisionId"] != created["RevisionId"]);
    }

    void anUpdateServesTheOldCodeUntilItIsDone() {
        account().create();
        const std::string before = codeFolder(0);
        QVERIFY(account().registry.call(
            "UpdateFunctionCode",
            Value::object({{"FunctionName", "work"}, {"ZipFile", AccountFixture::zip("new")}})));
        QCOMPARE(codeFolder(0), before);
        QCOMPARE(text(account().refusal("UpdateFunctionConfiguration",
                                        R"({"FunctionName":"work","Timeout":9})")),
                 QStringLiteral("ResourceConflictException: The operation cannot be performed at "
                                "this time. An update is in progress for resource: ") +
                     QLatin1String(kArn));
        account().settle();
        QVERIFY(codeFolder(0) != before);
    }

    void publishingWithoutAChangeIsTheLastVersionAgain() {
        account().create();
        QCOMPARE(publish(), QStringLiteral("1"));
        QCOMPARE(publish(), QStringLiteral("1"));
        account().updateCode("code 2");
        QCOMPARE(publish(), QStringLiteral("2"));
    }

    void check19_numbersAreNeverUsedAgain() {
        account().create();
        publish();
        account().updateCode("code 2");
        publish();
        account().call("DeleteFunction", R"({"FunctionName":"work:2"})");
        account().updateCode("code 3");
        QCOMPARE(publish(), QStringLiteral("3"));
        QCOMPARE(text(versionNumbers(
                     account().call("ListVersionsByFunction", R"({"FunctionName":"work"})"))),
                 QStringLiteral("$LATEST 1 3 "));
    }

    void aVersionNeverChanges() {
        account().create();
        publish();
        const Value before = account().call("GetFunctionConfiguration",
                                            R"({"FunctionName":"work","Qualifier":"1"})");
        account().updateCode("code 2");
        account().call("UpdateFunctionConfiguration", R"({"FunctionName":"work","Timeout":9})");
        account().settle();
        QCOMPARE(text(account().call("GetFunctionConfiguration",
                                     R"({"FunctionName":"work","Qualifier":"1"})")),
                 text(before));
        QVERIFY(account().registry.catalog().front().revisions[0]->fingerprint !=
                account().registry.catalog().front().revisions[1]->fingerprint);
    }

    void everyVersionIsARevisionOfTheCatalog() {
        account().create();
        publish();
        account().updateCode("code 2");
        account().call("CreateAlias",
                       R"({"FunctionName":"work","Name":"live","FunctionVersion":"1"})");
        const auto catalog = account().registry.catalog();
        QCOMPARE(catalog.size(), std::size_t{1});
        QCOMPARE(catalog[0].revisions.size(), std::size_t{2});
        QCOMPARE(text(catalog[0].revisions[1]->version), QStringLiteral("1"));
        QCOMPARE(text(catalog[0].aliases[0].name), QStringLiteral("live"));
    }

    void runtimesThatCameLaterAreTakenToo() {
        account().create();
        const auto updated = [&](const char* runtime) {
            return account()
                .registry
                .call("UpdateFunctionConfiguration",
                      Value::object({{"FunctionName", "work"}, {"Runtime", runtime}}))
                .ok();
        };
        QVERIFY(!updated("ruby9.9"));
        QVERIFY(updated("ruby4.0"));
    }

    void theCatalogSaysWhichLoopsAreAllowed() {
        using Loops = function::CatalogEntry::Loops;
        account().create();
        QVERIFY(account().registry.catalog()[0].loops == Loops::Stopped);
        const auto allowed = account().registry.call(
            "PutFunctionRecursionConfig",
            AccountFixture::parsed(R"({"FunctionName":"work","RecursiveLoop":"Allow"})"));
        QVERIFY(allowed.ok());
        QVERIFY(account().registry.catalog()[0].loops == Loops::Allowed);
    }

    void aStaleRevisionIdIsRefused() {
        account().create();
        const auto answer = account().registry.call(
            "UpdateFunctionConfiguration",
            AccountFixture::parsed(R"({"FunctionName":"work","RevisionId":"other","Timeout":9})"));
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().status, 412);
        QCOMPARE(text(answer.error().code), QStringLiteral("PreconditionFailedException"));
        QCOMPARE(text(answer.error().message),
                 QStringLiteral("The Revision Id provided does not match the latest Revision Id. "
                                "Call the GetFunction/GetAlias API to retrieve the latest "
                                "Revision Id"));
    }

    void refusesAsTheServiceDoes_data() {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("refusal");
        const auto row = [](const char* name, const char* operation, const char* request,
                            const char* refusal) {
            QTest::newRow(name) << operation << request << refusal;
        };
        row("unknown function", "GetFunction", R"({"FunctionName":"other"})",
            "ResourceNotFoundException: Function not found: "
            "arn:aws:lambda:us-east-1:123456789012:function:other");
        row("another region", "GetFunction",
            R"({"FunctionName":"arn:aws:lambda:eu-west-1:123456789012:function:work"})",
            "ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this "
            "region ('us-east-1')");
        row("image for an archive", "UpdateFunctionCode",
            R"({"FunctionName":"work","ImageUri":"registry/image"})",
            "InvalidParameterValueException: Please do not provide ImageUri when updating a "
            "function with packageType Zip.");
        row("durable", "CreateFunction",
            R"({"FunctionName":"other","DurableConfig":{"ExecutionTimeout":60}})",
            "InvalidParameterValueException: Functions with DurableConfig are not run here.");
        row("two qualifiers", "GetFunction", R"({"FunctionName":"work:1","Qualifier":"2"})",
            "InvalidParameterValueException: The derived qualifier from the function name does not "
            "match the specified qualifier.");
        row("reserved name", "UpdateFunctionConfiguration",
            R"({"FunctionName":"work","Environment":{"Variables":{"AWS_REGION":"x"}}})",
            "InvalidParameterValueException: Lambda was unable to configure your environment "
            "variables because the environment variables you have provided contains reserved keys "
            "that are currently not supported for modification. Reserved keys used in this "
            "request: AWS_REGION");
        row("six layers", "UpdateFunctionConfiguration",
            R"({"FunctionName":"work","Layers":["1","2","3","4","5","6"]})",
            "InvalidParameterValueException: Cannot reference more than 5 layers.");
        row("a layer of another region", "UpdateFunctionConfiguration",
            R"({"FunctionName":"work",
                "Layers":["arn:aws:lambda:eu-west-1:123456789012:layer:lib:1"]})",
            "InvalidParameterValueException: Layers are not in the same region as the function. "
            "Layers are expected to be in region us-east-1.");
        row("retired runtime", "UpdateFunctionConfiguration",
            R"({"FunctionName":"work","Runtime":"python2.7"})",
            "InvalidParameterValueException: The runtime parameter of python2.7 is no longer "
            "supported for creating or updating AWS Lambda functions. We recommend you use the new "
            "runtime (python3.13) while creating or updating functions.");
        row("deleting $LATEST", "DeleteFunction", R"({"FunctionName":"work:$LATEST"})",
            "InvalidParameterValueException: $LATEST version cannot be deleted without deleting "
            "the function.");
        row("provisioning $LATEST", "PutProvisionedConcurrencyConfig",
            R"({"FunctionName":"work","Qualifier":"$LATEST","ProvisionedConcurrentExecutions":1})",
            "InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to "
            "unpublished function versions.");
        row("too much reserved", "PutFunctionConcurrency",
            R"({"FunctionName":"work","ReservedConcurrentExecutions":901})",
            "InvalidParameterValueException: Specified ReservedConcurrentExecutions for function "
            "decreases account's UnreservedConcurrentExecution below its minimum value of [100].");
        row("nothing asynchronous", "PutFunctionEventInvokeConfig", R"({"FunctionName":"work"})",
            "InvalidParameterValueException: You must specify at least one of error handling or "
            "destination setting.");
        row("a queue that keeps order", "PutFunctionEventInvokeConfig",
            R"({"FunctionName":"work","DestinationConfig":{"OnFailure":
               {"Destination":"arn:aws:sqs:us-east-1:123456789012:q.fifo"}}})",
            "InvalidParameterValueException: The destination ARN "
            "arn:aws:sqs:us-east-1:123456789012:q.fifo is invalid.");
        row("no policy", "GetPolicy", R"({"FunctionName":"work"})",
            "ResourceNotFoundException: The resource you requested does not exist.");
        row("manual without an ARN", "PutRuntimeManagementConfig",
            R"({"FunctionName":"work","UpdateRuntimeOn":"Manual"})",
            "InvalidParameterValueException: You must specify a runtime version ARN when the "
            "runtime update mode is set to Manual.");
    }
    void refusesAsTheServiceDoes() {
        QFETCH(QString, operation);
        QFETCH(QString, request);
        QFETCH(QString, refusal);
        account().create();
        QCOMPARE(text(account().refusal(operation.toStdString(), request.toStdString())), refusal);
    }

    void variablesBeyondFourKilobytesAreRefused() {
        account().create();
        Value variables = Value::object({{"LONG", std::string(4'090, 'x')}});
        const auto answer = account().registry.call(
            "UpdateFunctionConfiguration",
            Value::object({{"FunctionName", "work"},
                           {"Environment", Value::object({{"Variables", variables}})}}));
        QVERIFY(!answer.ok());
        QVERIFY(answer.error().message.ends_with("exceeded the 4KB limit. String measured: " +
                                                 variables.dump()));
    }

    void whatIsNoArchiveMakesNoFunction() {
        Value request = account().createRequest("work");
        request.set("Code", Value::object({{"ZipFile", AccountFixture::zip("no zip")}}));
        QVERIFY(!account().registry.call("CreateFunction", request).ok());
        QVERIFY(account().registry.catalog().empty());
    }

    void anAliasMovesAndItsProvisionedEnvironmentsBeginAnew() {
        account().create();
        publish();
        account().updateCode("code 2");
        publish();
        account().call("CreateAlias",
                       R"({"FunctionName":"work","Name":"live","FunctionVersion":"1"})");
        account().call("PutProvisionedConcurrencyConfig",
                       R"({"FunctionName":"work","Qualifier":"live",
                           "ProvisionedConcurrentExecutions":2})");
        account().registry.setProvisioning("work", "live", {2, 2, {}});
        QCOMPARE(provisionedStatus(), QStringLiteral("READY"));
        account().call("UpdateAlias",
                       R"({"FunctionName":"work","Name":"live","FunctionVersion":"2"})");
        QCOMPARE(provisionedStatus(), QStringLiteral("IN_PROGRESS"));
    }

    void noneOfTheProvisionedIsThereBeforeAllAre() {
        account().create();
        publish();
        account().call("PutProvisionedConcurrencyConfig",
                       R"({"FunctionName":"work","Qualifier":"1",
                           "ProvisionedConcurrentExecutions":5})");
        account().registry.setProvisioning("work", "1", {4, 4, {}});
        const Value status = account().call("GetProvisionedConcurrencyConfig",
                                            R"({"FunctionName":"work","Qualifier":"1"})");
        QCOMPARE(status["AvailableProvisionedConcurrentExecutions"].toInteger(), 0);
    }

    void reservedIsNeverLessThanProvisioned() {
        account().create();
        publish();
        account().call("PutProvisionedConcurrencyConfig",
                       R"({"FunctionName":"work","Qualifier":"1",
                           "ProvisionedConcurrentExecutions":2})");
        QCOMPARE(text(account().refusal("PutFunctionConcurrency",
                                        R"({"FunctionName":"work",
                                            "ReservedConcurrentExecutions":1})")),
                 QStringLiteral("InvalidParameterValueException:  ReservedConcurrentExecutions  1 "
                                "should not be lower than function's total provisioned concurrency "
                                "[2]."));
    }

    void permissionsAreStatementsOfAPolicy() {
        account().create();
        const Value added =
            account().call("AddPermission", R"({"FunctionName":"work","StatementId":"s3","Action":
            "lambda:InvokeFunction","Principal":"s3.amazonaws.com","SourceArn":"arn:aws:s3:::b"})");
        const Value statement = *Value::parse(added["Statement"].toString());
        QCOMPARE(text(statement["Resource"]), QString::fromLatin1(kArn));
        QCOMPARE(text(statement["Principal"]["Service"]), QStringLiteral("s3.amazonaws.com"));
        QCOMPARE(text(statement["Condition"]["ArnLike"]["AWS:SourceArn"]),
                 QStringLiteral("arn:aws:s3:::b"));
        account().call("RemovePermission", R"({"FunctionName":"work","StatementId":"s3"})");
        QVERIFY(account().call("GetPolicy", R"({"FunctionName":"work"})").isNull());
    }

    void layersHaveVersionsOfTheirOwn() {
        const std::string publishLayer = R"({"LayerName":"lib","Content":{"ZipFile":"bGF5ZXI="}})";
        account().call("PublishLayerVersion", publishLayer);
        const Value second = account().call("PublishLayerVersion", publishLayer);
        QCOMPARE(text(second["LayerVersionArn"]),
                 QStringLiteral("arn:aws:lambda:us-east-1:123456789012:layer:lib:2"));
        account().create();
        account().call("UpdateFunctionConfiguration",
                       R"({"FunctionName":"work","Layers":[
                           "arn:aws:lambda:us-east-1:123456789012:layer:lib:2"]})");
        account().settle();
        const auto catalog = account().registry.catalog();
        QCOMPARE(catalog[0].revisions[0]->layerFolders.size(), std::size_t{1});
        account().call("DeleteLayerVersion", R"({"LayerName":"lib","VersionNumber":2})");
        QVERIFY(
            account().call("GetLayerVersion", R"({"LayerName":"lib","VersionNumber":2})").isNull());
    }

    void check20_aRuntimeVersionCanBeGoneBackTo() {
        const Value created = account().create();
        const std::string latest = created["RuntimeVersionConfig"]["RuntimeVersionArn"].toString();
        QVERIFY(!latest.empty());
        const std::string older =
            account()
                .call("GetRuntimeManagementConfig", R"({"FunctionName":"work"})")["UpdateRuntimeOn"]
                .toString();
        QCOMPARE(text(older), QStringLiteral("Auto"));
        QCOMPARE(
            text(account().refusal(
                "PutRuntimeManagementConfig",
                R"({"FunctionName":"work","UpdateRuntimeOn":"Manual","RuntimeVersionArn":"arn:x"})")),
            QStringLiteral("InvalidParameterValueException: Runtime version ARN arn:x is not a "
                           "version of the runtime python3.12."));
        const Value kept = *account().registry.call("PutRuntimeManagementConfig",
                                                    Value::object({{"FunctionName", "work"},
                                                                   {"UpdateRuntimeOn", "Manual"},
                                                                   {"RuntimeVersionArn", latest}}));
        QCOMPARE(text(kept["RuntimeVersionArn"]), text(latest));
    }

    Value runtimeOn(const std::string& mode, const std::string& arn = {}) {
        Value request = Value::object({{"FunctionName", "work"}, {"UpdateRuntimeOn", mode}});
        if (!arn.empty())
            request.set("RuntimeVersionArn", arn);
        return *account().registry.call("PutRuntimeManagementConfig", request);
    }
    function::RuntimeVersion running() {
        return function::runtimeVersionOf(
            account().registry.catalog()[0].revisions.back()->configuration);
    }

    void theRevisionSaysWhichRuntimeVersionRuns() {
        account().create();
        const auto versions = function::runtimeVersions("python3.12", "x86_64");
        QCOMPARE(versions.size(), std::size_t(2));
        QCOMPARE(text(running().name), QStringLiteral("python:3.12.v2"));
        runtimeOn("Manual", versions[0].arn);
        QCOMPARE(text(running().file), QStringLiteral("bootstrap.v1.py"));
        account().call("PublishVersion", R"({"FunctionName":"work"})");
        QCOMPARE(text(running().arn), text(versions[0].arn));
        runtimeOn("Auto");
        QCOMPARE(text(account()
                          .registry.catalog()[0]
                          .revisions[0]
                          ->configuration.runtimeManagement.versionArn),
                 QString());
    }

    void onFunctionUpdateTheVersionChangesWithTheFunction() {
        account().create();
        const auto versions = function::runtimeVersions("python3.12", "x86_64");
        runtimeOn("Manual", versions[0].arn);
        runtimeOn("FunctionUpdate");
        QCOMPARE(text(running().arn), text(versions[0].arn));
        account().call("UpdateFunctionConfiguration", R"({"FunctionName":"work","Timeout":9})");
        account().settle();
        QCOMPARE(text(running().arn), text(versions[1].arn));
    }

    void whatStartsFromSnapshotsIsNotProvisioned() {
        account().create();
        account().call("UpdateFunctionConfiguration",
                       R"({"FunctionName":"work","SnapStart":{"ApplyOn":"PublishedVersions"}})");
        account().settle();
        account().call("PublishVersion", R"({"FunctionName":"work"})");
        QCOMPARE(text(account().refusal("PutProvisionedConcurrencyConfig",
                                        R"({"FunctionName":"work","Qualifier":"1",)"
                                        R"("ProvisionedConcurrentExecutions":1})")),
                 QStringLiteral("InvalidParameterValueException: Provisioned Concurrency is not "
                                "supported for SnapStart enabled functions."));
    }

    /// lambda.md B6: chosen with the function, and against what shares environments.
    void tenantsAreIsolatedForTheFunctionsWholeLife() {
        Value request = account().createRequest("work");
        request.set("TenancyConfig", Value::object({{"TenantIsolationMode", "PER_TENANT"}}));
        const Value created = *account().registry.call("CreateFunction", request);
        QCOMPARE(text(created["TenancyConfig"]["TenantIsolationMode"]),
                 QStringLiteral("PER_TENANT"));
        account().settle();
        account().call("UpdateFunctionConfiguration",
                       R"({"FunctionName":"work","Timeout":9,"TenancyConfig":null})");
        account().settle();
        const Value version = account().call("PublishVersion", R"({"FunctionName":"work"})");
        QCOMPARE(text(version["TenancyConfig"]["TenantIsolationMode"]),
                 QStringLiteral("PER_TENANT"));
        QVERIFY(account().registry.catalog().front().revisions.back()->configuration.perTenant);

        QCOMPARE(text(account().refusal("PutProvisionedConcurrencyConfig",
                                        R"({"FunctionName":"work","Qualifier":"1",)"
                                        R"("ProvisionedConcurrentExecutions":1})")),
                 QStringLiteral("InvalidParameterValueException: Provisioned Concurrency is not "
                                "supported for functions enabled with tenancy configuration."));
        QCOMPARE(text(account().refusal("CreateFunctionUrlConfig",
                                        R"({"FunctionName":"work","AuthType":"NONE"})")),
                 QStringLiteral("InvalidParameterValueException: Function URL is not supported for "
                                "functions enabled with tenancy configuration"));
        QCOMPARE(text(account().refusal(
                     "UpdateFunctionConfiguration",
                     R"({"FunctionName":"work","SnapStart":{"ApplyOn":"PublishedVersions"}})")),
                 QStringLiteral("InvalidParameterValueException: SnapStart is not supported for "
                                "functions enabled with tenancy configuration."));
    }

    void longListsComeInPages() {
        for (int number = 0; number < 3; ++number)
            account().create("f" + std::to_string(number));
        const Value first = account().call("ListFunctions", R"({"MaxItems":2})");
        QCOMPARE(first["Functions"].size(), std::size_t{2});
        const Value second = *account().registry.call(
            "ListFunctions", Value::object({{"MaxItems", 2}, {"Marker", first["NextMarker"]}}));
        QCOMPARE(second["Functions"].size(), std::size_t{1});
        QVERIFY(second["NextMarker"].isNull());
    }

    void everythingSurvivesTheProgram() {
        account().create();
        publish();
        account().call("CreateAlias", R"({"FunctionName":"work","Name":"live","FunctionVersion":"1",
                                          "Description":"d"})");
        account().call("PutFunctionConcurrency",
                       R"({"FunctionName":"work","ReservedConcurrentExecutions":7})");
        QVERIFY(account().registry.call(
            "TagResource",
            Value::object({{"Resource", kArn}, {"Tags", Value::object({{"a", "b"}})}})));
        const Value before = snapshot(account().registry);
        function::Registry again({account().clock, account().store, 2, {}, {}, {}, {}});
        QCOMPARE(text(snapshot(again)), text(before));
        const auto next =
            again.call("PublishVersion", AccountFixture::parsed(R"({"FunctionName":"work"})"));
        QCOMPARE(text((*next)["Version"]), QStringLiteral("1"));
        QCOMPARE(account().store.kept.size(), std::size_t{2}); // of $LATEST and of version 1
    }

    void aFolderOfTheWorkspaceIsLatestAndItsVersionsKeepWhatWasInIt() {
        account().store.contents["/workspace/functions/mine"] = "first";
        adopt("1");
        const Value first = account().call("PublishVersion", R"({"FunctionName":"mine"})");
        QCOMPARE(text(first["Version"]), QStringLiteral("1"));
        QCOMPARE(text(account().call("PublishVersion", R"({"FunctionName":"mine"})")["Version"]),
                 QStringLiteral("1"));
        account().store.contents["/workspace/functions/mine"] = "second";
        adopt("2");
        QCOMPARE(text(account().call("PublishVersion", R"({"FunctionName":"mine"})")["Version"]),
                 QStringLiteral("2"));
        const auto catalog = account().registry.catalog();
        QCOMPARE(text(catalog[0].revisions[0]->codeFolder),
                 QStringLiteral("/workspace/functions/mine"));
        QVERIFY(catalog[0].revisions[1]->codeFolder != catalog[0].revisions[2]->codeFolder);
        QCOMPARE(catalog[0].reservedConcurrency, std::optional(3));
    }

    void aVersionKeepsWhatItsLayersHeldInTheWorkspace() {
        account().store.contents["/workspace/functions/mine"] = "code";
        account().store.contents["/workspace/layers/lib"] = "first";
        adoptLayered("1");
        account().call("PublishVersion", R"({"FunctionName":"mine"})");
        account().store.contents["/workspace/layers/lib"] = "second";
        adoptLayered("2");
        QCOMPARE(text(account().call("PublishVersion", R"({"FunctionName":"mine"})")["Version"]),
                 QStringLiteral("2")); // nothing but the layer is another
        const auto check = [](function::Registry& registry) {
            const auto revisions = registry.catalog()[0].revisions;
            const auto layerOf = [&](std::size_t at) {
                return text(revisions[at]->layerFolders.at(0));
            };
            QCOMPARE(layerOf(0), QStringLiteral("/workspace/layers/lib"));
            QVERIFY(layerOf(1) != layerOf(2));
            QVERIFY(layerOf(1).startsWith(QStringLiteral("/code/")));
        };
        check(account().registry);
        function::Registry again({account().clock, account().store, 2, {}, {}, {}, "/workspace"});
        QCOMPARE(account().store.kept.size(), std::size_t{5}); // $LATEST's, and two of each version
        adoptLayered("2", &again);
        check(again);
    }

    void adoptingWhatIsTheSameTellsNobody() {
        int told = 0;
        account().registry.onChanged([&] { ++told; });
        adopt("1");
        adopt("1");
        QCOMPARE(told, 1);
        adopt("2");
        QCOMPARE(told, 2);
    }

    void versionsComeBackWithTheirFolder() {
        account().store.contents["/workspace/functions/mine"] = "first";
        adopt("1");
        account().call("PublishVersion", R"({"FunctionName":"mine"})");
        account().registry.adopt({});
        QVERIFY(account().call("GetFunction", R"({"FunctionName":"mine"})").isNull());
        function::Registry again({account().clock, account().store, 2, {}, {}, {}, {}});
        QVERIFY(again.catalog().empty());
        adopt("1");
        QCOMPARE(account().registry.catalog()[0].revisions.size(), std::size_t{2});
    }

    void aFunctionGoesWithItsFolderAndOthersStay() {
        account().create();
        adopt("1");
        QCOMPARE(account().registry.catalog().size(), std::size_t{2});
        account().registry.adopt({});
        QCOMPARE(account().registry.catalog().size(), std::size_t{1});
        QCOMPARE(text(account().registry.catalog()[0].name), QStringLiteral("work"));
    }

    void check20_signaturesBlockUnderEnforceAndIntegrityAlways_data() {
        using State = function::SignatureCheck::State;
        QTest::addColumn<QString>("policy");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("refused");
        for (const char* policy : {"Warn", "Enforce"}) {
            const QString untrusted = QLatin1String(policy) == QLatin1String("Warn")
                                          ? QString()
                                          : QStringLiteral("CodeVerificationFailedException");
            const auto row = [&](const char* name, State state, const QString& refused) {
                QTest::addRow("%s %s", policy, name)
                    << QString::fromLatin1(policy) << int(state) << refused;
            };
            row("valid", State::Valid, {});
            row("unsigned", State::Unsigned, untrusted);
            row("unknown", State::Unknown, untrusted);
            row("expired", State::Expired, untrusted);
            row("revoked", State::Revoked, untrusted);
            row("broken", State::Broken, QStringLiteral("InvalidCodeSignatureException"));
        }
    }
    void check20_signaturesBlockUnderEnforceAndIntegrityAlways() {
        QFETCH(QString, policy);
        QFETCH(int, state);
        QFETCH(QString, refused);
        const std::string profile =
            "arn:aws:signer:us-east-1:123456789012:/signing-profiles/p/abcdefghij";
        account().create();
        const Value config = *account().registry.call(
            "CreateCodeSigningConfig",
            Value::object(
                {{"AllowedPublishers",
                  Value::object({{"SigningProfileVersionArns", Value(Value::Array{profile})}})},
                 {"CodeSigningPolicies",
                  Value::object({{"UntrustedArtifactOnDeployment", policy.toStdString()}})}}));
        QVERIFY(account().registry.call(
            "PutFunctionCodeSigningConfig",
            Value::object(
                {{"FunctionName", "work"},
                 {"CodeSigningConfigArn", config["CodeSigningConfig"]["CodeSigningConfigArn"]}})));
        account().store.signature = {static_cast<function::SignatureCheck::State>(state), profile};
        const auto answer = account().registry.call(
            "UpdateFunctionCode",
            Value::object({{"FunctionName", "work"}, {"ZipFile", AccountFixture::zip("code 2")}}));
        QCOMPARE(answer ? QString() : text(answer.error().code), refused);
    }

    void theSameSeedMakesTheSameIds() {
        AccountFixture other;
        QCOMPARE(text(other.create()), text(account().create()));
    }

private:
    AccountFixture& account() { return *m_account; }
    QString publish() {
        return text(account().call("PublishVersion", R"({"FunctionName":"work"})")["Version"]);
    }
    std::string codeFolder(std::size_t revision) {
        return account().registry.catalog().front().revisions[revision]->codeFolder;
    }
    QString provisionedStatus() {
        return text(account().call("GetProvisionedConcurrencyConfig",
                                   R"({"FunctionName":"work","Qualifier":"live"})")["Status"]);
    }
    void adopt(const std::string& fingerprint) {
        auto live = std::make_shared<function::Revision>();
        live->configuration = *function::parseConfiguration(
            "mine", AccountFixture::parsed(R"({"Runtime":"python3.12","Handler":"a.b",
                "ReservedConcurrentExecutions":3,"Tags":{"a":"b"}})"));
        live->codeFolder = "/workspace/functions/mine";
        live->fingerprint = fingerprint;
        account().registry.adopt({live});
    }
    void adoptLayered(const std::string& fingerprint, function::Registry* registry = nullptr) {
        auto live = std::make_shared<function::Revision>();
        live->configuration = *function::parseConfiguration(
            "mine", AccountFixture::parsed(R"({"Runtime":"python3.12","Handler":"a.b",
                "Layers":["layers/lib"]})"));
        live->codeFolder = "/workspace/functions/mine";
        live->layerFolders = {"/workspace/layers/lib"};
        live->fingerprint = fingerprint;
        (registry ? *registry : account().registry).adopt({live});
    }
    static Value snapshot(function::Registry& registry) {
        Value all = Value::array();
        for (const auto& [operation, request] :
             {std::pair{"GetFunction", R"({"FunctionName":"work"})"},
              std::pair{"ListVersionsByFunction", R"({"FunctionName":"work"})"},
              std::pair{"ListAliases", R"({"FunctionName":"work"})"},
              std::pair{"GetFunctionConcurrency", R"({"FunctionName":"work"})"}})
            all.push(*registry.call(operation, AccountFixture::parsed(request)));
        return all;
    }

    std::unique_ptr<AccountFixture> m_account;
};

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
