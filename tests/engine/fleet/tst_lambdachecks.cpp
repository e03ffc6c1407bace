// The table of the checks of lambda.md C and of the goals G01 and G06: which test shows each. A
// test's name begins with the number, and everyCheckHasATestOfItsName() below reads them.
//
// clang-format off
// | check | what                        | where (tests/engine/...)
// |-------|-----------------------------|-----------------------------------------------------------------------
// | 1     | Runtime API machine         | fleet/tst_processchecks; the AWS clients: sandbox/tst_awsclients
// | 2     | extensions                  | fleet/tst_processchecks, sandbox/tst_extensionsapi, tst_environment
// | 3     | telemetry                   | sandbox/tst_processtelemetry
// | 4     | log lines                   | fleet/tst_processchecks
// | 5     | payloads                    | fleet/tst_processchecks
// | 6     | init limit                  | here, sandbox/tst_environment
// | 7     | freeze                      | fleet/tst_processchecks
// | 8     | reset                       | fleet/tst_processchecks
// | 9     | variables and context       | fleet/tst_processchecks, here (reserved names)
// | 10    | billing by date             | here, fleet/tst_billing
// | 11    | asynchronous events         | fleet/tst_asyncqueue, tst_asyncrecord
// | 12    | scaling models              | fleet/tst_scaling
// | 13    | throttles                   | fleet/tst_countingservice
// | 14    | provisioned concurrency     | fleet/tst_provisioning
// | 15    | rules of every fleet        | fleet/tst_why, tst_processchecks (real as simulated)
// | 16    | queueing                    | fleet/tst_simulation
// | 19    | aliases and versions        | here, fleet/tst_frontend, function/tst_registry
// | 20    | runtimes and code signing   | here, function/tst_registry
// | 25    | unpublished rules           | fleet/tst_why
// | G01   | ten requests                | fleet/tst_why
// | G06   | six set-ups, six reasons    | fleet/tst_why
// clang-format on
//
// What is here goes through the Lambda API over a simulated fleet, in virtual time.

#include "engine/fleet/billing.h"
#include "engine/function/runtimeversions.h"
#include "tests/support/lambdaaccount.h"
#include "tests/support/simulatedaccount.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <map>
#include <set>

using namespace ws;
using namespace std::chrono_literals;
using json::Value;
using telemetry::InvocationStatus;
using tests::LambdaAccount;
using tests::SimulatedAccount;
using tests::text;

namespace {

/// Numbers of "check<n>_" and "goal<n>_" that begin the tests' names.
std::set<QString> namedTests() {
    static const QRegularExpression name(QStringLiteral("void (check\\d+|goal\\d+)_\\w+\\(\\)"));
    std::set<QString> found;
    QDirIterator files(QStringLiteral(WARMSTART_SOURCE_DIR "/tests/engine"),
                       {QStringLiteral("tst_*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        auto matches = name.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext())
            found.insert(matches.next().captured(1));
    }
    return found;
}

sandbox::Behaviour withInit(base::Duration init) {
    sandbox::Behaviour behaviour;
    behaviour.init = sandbox::Distribution::constant(init);
    return behaviour;
}

int linesWith(const tests::EventLog& log, const std::string& part) {
    int count = 0;
    for (const std::string& line : log.lines())
        count += line.find(part) != std::string::npos ? 1 : 0;
    return count;
}

} // namespace

class TestLambdaChecks : public QObject {
    Q_OBJECT

private slots:
    void everyCheckHasATestOfItsName_data() {
        QTest::addColumn<QString>("name");
        for (const int check : {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 19, 20, 25})
            QTest::addRow("check %d", check) << QStringLiteral("check%1").arg(check);
        QTest::newRow("G01") << QStringLiteral("goal1");
        QTest::newRow("G06") << QStringLiteral("goal6");
    }
    void everyCheckHasATestOfItsName() {
        QFETCH(QString, name);
        QVERIFY(namedTests().contains(name));
    }

    // check 6: how long INIT may take

    void check6_anInitOfMoreThanTenSecondsIsTriedAgainInsideTheInvoke() {
        SimulatedAccount account({tests::entryOf("work")}); // its timeout is a minute
        account.backends.setBehaviour(withInit(12s));
        const auto& answer = account.answer({"work", "{}"});
        QVERIFY(answer.report.status == InvocationStatus::Succeeded);
        QVERIFY(answer.report.duration >= base::Duration(12s)); // the second INIT is in it
        QVERIFY(!answer.report.init);
        QCOMPARE(linesWith(account.log,
                           "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout"),
                 1);
    }

    void check6_aSecondInitMustFitIntoTheFunctionsTimeout() {
        SimulatedAccount account({tests::entryOf("work")});
        account.backends.setBehaviour(withInit(61s));
        const auto& answer = account.answer({"work", "{}"});
        QVERIFY(answer.report.status == InvocationStatus::TimedOut);
        QCOMPARE(answer.report.duration.count(), base::Duration(60s).count());
        QCOMPARE(linesWith(account.log, "Phase: invoke\tStatus: timeout"), 1);
    }

    void check6_provisionedInitHas130Seconds_data() {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("status");
        QTest::newRow("shorter") << 129 << "READY";
        QTest::newRow("longer") << 131 << "FAILED";
    }
    void check6_provisionedInitHas130Seconds() {
        QFETCH(int, seconds);
        QFETCH(QString, status);
        LambdaAccount f;
        f.createWork();
        f.backends.setBehaviour(withInit(std::chrono::seconds{seconds}));
        f.reply("PublishVersion", R"({"FunctionName":"work"})");
        f.reply("PutProvisionedConcurrencyConfig",
                R"({"FunctionName":"work","Qualifier":"1","ProvisionedConcurrentExecutions":1})");
        f.clock.advance(20min);
        const Value told = f.reply("GetProvisionedConcurrencyConfig",
                                   R"({"FunctionName":"work","Qualifier":"1"})");
        QCOMPARE(text(told["Status"]), status);
    }

    void check9_reservedVariablesCannotBeSet_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"_HANDLER", "_X_AMZN_TRACE_ID", "AWS_REGION", "AWS_DEFAULT_REGION",
              "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
              "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_LOG_GROUP_NAME",
              "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
              "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT",
              "LAMBDA_RUNTIME_DIR", "AWS_LAMBDA_INITIALIZATION_TYPE"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void check9_reservedVariablesCannotBeSet() {
        QFETCH(QString, name);
        LambdaAccount f;
        f.createWork();
        const Value variables = Value::object({{name.toStdString(), "x"}});
        const Value reply =
            f.reply("UpdateFunctionConfiguration",
                    Value::object({{"FunctionName", "work"},
                                   {"Environment", Value::object({{"Variables", variables}})}}));
        QCOMPARE(reply["status"].toInteger(), 400); // by its form, or because it is reserved
        QVERIFY(f.reply("GetFunctionConfiguration", R"({"FunctionName":"work"})")["Environment"]
                    .isNull());
    }

    /// 150 ms of INIT, 1.0005 s of invoke.
    void check10_oneSwitchOfDatesChangesWhatIsBilled_data() {
        QTest::addColumn<int>("year");
        QTest::addColumn<int>("billedMs");
        QTest::newRow("steps of 100 ms, INIT free") << 2020 << 1'100;
        QTest::newRow("steps of 1 ms, INIT free") << 2024 << 1'001;
        QTest::newRow("INIT billed") << 2026 << 1'151;
    }
    void check10_oneSwitchOfDatesChangesWhatIsBilled() {
        QFETCH(int, year);
        QFETCH(int, billedMs);
        SimulatedAccount account({tests::entryOf("work")});
        account.behave(1'000'500us);
        account.change([&](fleet::Settings& s) { s.asOf = fleet::day(year, 6, 1); });
        const auto& answer = account.answer({"work", "{}"});
        QCOMPARE(answer.report.billed.count(),
                 base::Duration(std::chrono::milliseconds{billedMs}).count());
        QVERIFY(answer.log.find("Billed Duration: " + std::to_string(billedMs) + " ms\t") !=
                std::string::npos);
    }

    // check 19

    void check19_anAliasSplitsItsRequestsAndTheAnswerSaysHow() {
        LambdaAccount f;
        f.createWork();
        f.publishTwo();
        f.reply("CreateAlias", R"({"FunctionName":"work","Name":"live","FunctionVersion":"1",
            "RoutingConfig":{"AdditionalVersionWeights":{"2":0.1}}})");
        constexpr int kCalls = 10'000;
        std::map<std::string, int> served;
        for (int call = 0; call < kCalls; ++call)
            ++served[f.reply("Invoke",
                             R"({"FunctionName":"work","Qualifier":"live"})")["ExecutedVersion"]
                         .toString()];
        QCOMPARE(served["1"] + served["2"], kCalls);
        const double off = served["2"] - kCalls * 0.1;
        // Chi-square of one degree of freedom: 10.83 is passed by one in a thousand.
        QVERIFY(off * off / (kCalls * 0.1) + off * off / (kCalls * 0.9) < 10.83);
    }

    void check19_aDeletedVersionsNumberIsNotUsedAgain() {
        LambdaAccount f;
        f.createWork();
        f.publishTwo();
        f.reply("DeleteFunction", R"({"FunctionName":"work","Qualifier":"2"})");
        QCOMPARE(f.reply("GetFunction", R"({"FunctionName":"work","Qualifier":"2"})")["status"]
                     .toInteger(),
                 404);
        f.updateCode("code 3");
        QCOMPARE(text(f.reply("PublishVersion", R"({"FunctionName":"work"})")["Version"]),
                 QStringLiteral("3"));
    }

    // check 20

    void check20_aManualRuntimeVersionIsWhatStarts() {
        LambdaAccount f;
        f.createWork();
        const auto versions = function::runtimeVersions("python3.12", "x86_64");
        const auto started = [&](const function::RuntimeVersion& version) {
            f.log.events.clear();
            f.reply("Invoke", R"({"FunctionName":"work"})");
            return linesWith(f.log, "INIT_START Runtime Version: " + version.name +
                                        "\tRuntime Version ARN: " + version.arn) == 1;
        };
        QVERIFY(started(versions.back())); // Auto
        f.manage("Manual", versions.front().arn);
        QVERIFY(started(versions.front())); // rolled back
        f.manage("FunctionUpdate", {});
        f.updateCode("code 2");
        QVERIFY(started(versions.back()));
        QCOMPARE(text(f.reply("GetRuntimeManagementConfig",
                              R"({"FunctionName":"work"})")["UpdateRuntimeOn"]),
                 QStringLiteral("FunctionUpdate"));
    }
};

QTEST_GUILESS_MAIN(TestLambdaChecks)
#include "tst_lambdachecks.moc"
