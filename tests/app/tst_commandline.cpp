#include "engine/json/value.h"
#include "engine/workspace/samples.h"

#include "tests/support/junitfile.h"
#include "tests/support/machine.h"
#include "tests/support/machinemap.h"
#include "tests/support/sizescase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace ws;

namespace {

struct Outcome {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    /// Each line of standard output as JSON.
    std::vector<json::Value> lines() const {
        std::vector<json::Value> values;
        for (const QByteArray& line : out.trimmed().split('\n'))
            values.push_back(json::Value::parse(line.toStdString()).value());
        return values;
    }
};

constexpr const char* kInner =
    R"({"StartAt":"Deep down","States":{"Deep down":{"Type":"Pass","End":true}}})";
const std::string kOuter =
    R"({"StartAt":"Go","States":{"Go":{)" + tests::startsMachine("inner") + R"(,"End":true}}})";

QString program() {
    return QStringLiteral(WARMSTART_BINARY_DIR "/app/warmstart");
}

} // namespace

/// The program as scripts see it: arguments in, text and an exit code out, no display anywhere.
class CommandLineTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_samples;

    std::unique_ptr<QProcess> start(const QStringList& arguments, const QByteArray& input = {}) {
        auto process = std::make_unique<QProcess>();
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char* name :
             {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_LOGGING_RULES"})
            environment.remove(QLatin1String(name));
        process->setProcessEnvironment(environment);
        process->setWorkingDirectory(m_folder->path());
        process->start(program(), arguments);
        process->write(input);
        process->closeWriteChannel();
        return process;
    }

    Outcome finish(QProcess& process) {
        if (!process.waitForFinished(60'000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }

    Outcome run(const QStringList& arguments, const QByteArray& input = {}) {
        return finish(*start(arguments, input));
    }

    void put(const char* name, const QByteArray& text) const {
        QFile file(m_folder->filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    Outcome runIn(const char* sample, QStringList arguments, const QByteArray& input = {}) {
        arguments << QStringLiteral("--workspace") << workspace(sample);
        return run(arguments, input);
    }

    QString workspace(const char* sample) const {
        const QString folder = m_folder->filePath(QLatin1String(sample));
        if (!QFileInfo::exists(folder))
            (void)workspace::copySample(sample, folder.toStdString());
        return folder;
    }

    /// A shell's line over `warmstart`, as "$0".
    Outcome runInShell(const QByteArray& line) {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(QStringLiteral("bash"),
                      {QStringLiteral("-c"), QString::fromUtf8(line), program()});
        return finish(process);
    }

    static QStringList words(const char* line) {
        return QString::fromLatin1(line).split(QLatin1Char(' '));
    }

private Q_SLOTS:
    void aFunctionIsPublishedAndTheSameOneOnlyOnce() {
        const QStringList publish = words("publish counter --description first");
        QCOMPARE(runIn("cold-and-warm", publish).out, QByteArray("1\n"));
        const Outcome again = runIn("cold-and-warm", publish);
        QCOMPARE(again.out, QByteArray("1\n"));
        QVERIFY(again.err.contains("Nothing has changed since version 1"));
        put("cold-and-warm/functions/counter/more.txt", "changed");
        QCOMPARE(runIn("cold-and-warm", publish).out, QByteArray("2\n"));
        const Outcome versions = runIn("cold-and-warm", words("versions counter --json"));
        const json::Value all = versions.lines().at(0)["Versions"];
        QCOMPARE(all.size(), std::size_t(3));
        QCOMPARE(all.items()[1]["Description"].toString(), std::string("first"));
    }

    void anAliasLeadsToItsVersions() {
        QCOMPARE(runIn("cold-and-warm", words("publish counter")).exitCode, 0);
        put("cold-and-warm/functions/counter/more.txt", "changed");
        QCOMPARE(runIn("cold-and-warm", words("publish counter")).exitCode, 0);
        QCOMPARE(
            runIn("cold-and-warm", words("alias counter live --version 1 --weight 2=0.25")).out,
            QByteArray("live  version 1 (75.0 %), version 2 (25.0 %)\n"));
        const Outcome ran = runIn("cold-and-warm", words("invoke counter:live --json"));
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.out.contains("Version: ") && !ran.out.contains("Version: $LATEST"));
        QCOMPARE(runIn("cold-and-warm", words("alias counter live --version 2")).out,
                 QByteArray("live  version 2\n"));
        const Outcome refused = runIn("cold-and-warm", words("alias counter live --version 9"));
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.err.contains("ResourceNotFoundException"));
        QCOMPARE(runIn("cold-and-warm", words("alias counter live --weight 2")).exitCode, 2);
        QCOMPARE(runIn("cold-and-warm", words("alias counter live --delete")).exitCode, 0);
        QCOMPARE(runIn("cold-and-warm", words("alias counter live")).exitCode, 1);
    }

    void anEventRunsFromTheQueueBeforeTheCommandEnds() {
        const Outcome event = runIn("cold-and-warm", words("invoke counter --type event"));
        QCOMPARE(event.exitCode, 0);
        QCOMPARE(event.out, QByteArray());
        QVERIFY(event.err.contains("status 202"));
        QVERIFY(event.err.contains("The event has succeeded"));
        const Outcome dry = runIn("cold-and-warm", words("invoke counter --type dry-run --json"));
        QCOMPARE(dry.lines().at(0)["statusCode"].toInteger(), std::int64_t(204));
        QVERIFY(dry.lines().at(0)["start"].isNull());
    }

    void theLambdaApiAnswersAsTheServiceDoes() {
        const Outcome account = runIn("cold-and-warm", words("lambda get-account-settings"));
        QCOMPARE(account.exitCode, 0);
        QCOMPARE(account.lines().at(0)["AccountUsage"]["FunctionCount"].toInteger(),
                 std::int64_t(2));
        const Outcome invoked =
            runIn("cold-and-warm", words("lambda Invoke -"), R"({"FunctionName":"counter"})");
        QCOMPARE(invoked.lines().at(0)["StatusCode"].toInteger(), std::int64_t(200));
        const Outcome refused =
            runIn("cold-and-warm", words(R"(lambda GetFunction {"FunctionName":"nobody"})"));
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(refused.lines().at(0)["Type"].toString(), std::string("User"));
        QVERIFY(refused.err.contains("ResourceNotFoundException"));
        QCOMPARE(runIn("cold-and-warm", words("lambda Nonsense")).exitCode, 2);
        QCOMPARE(runIn("cold-and-warm", words("lambda GetFunction []")).exitCode, 2);
        QCOMPARE(runIn("cold-and-warm", words("lambda GetFunction {")).exitCode, 2);
    }

    void anEarlierDayHasItsOwnRules() {
        // 1,000 new environments each ten seconds and function now, 3,000 at once then.
        const auto throttled = [&](const QStringList& day) {
            const Outcome outcome = run(
                words("simulate --load burst:2000 --duration 1m --concurrency 5000 --json") + day);
            return outcome.lines().at(0)["throttled"].toInteger();
        };
        const auto today = throttled({});
        const auto then = throttled(words("--as-of 2023-06-01"));
        QCOMPARE(today, std::int64_t(1'000));
        QCOMPARE(then, std::int64_t(0)); // 3,000 at once in us-east-1
        const Outcome early = run(words("simulate --load once --duration 1s --as-of 2001-01-01"));
        QCOMPARE(early.exitCode, 2);
        QVERIFY(early.err.contains("2014-11-13"));
    }

    void theTestsOfAWorkspaceRunWithAReport() {
        const QString report = m_folder->filePath(QStringLiteral("report.xml"));
        const Outcome outcome =
            runIn("orders", {QStringLiteral("test"), QStringLiteral("--junit"), report});
        QVERIFY2(outcome.exitCode == 0, (outcome.err + outcome.out).constData());
        QCOMPARE(outcome.out.count("passed  "), 6);
        QVERIFY(outcome.err.contains("6 of 6 tests passed"));
        QFile file(report);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray xml = file.readAll();
        QVERIFY(xml.contains("<testsuite name=\"orders\" tests=\"4\" failures=\"0\""));
        QVERIFY(xml.contains("name=\"The total is in cents\""));
    }

    void aTestThatFailsSaysWhatDiffersAndFailsTheCommand() {
        const QString folder = workspace("first-and-second");
        put("first-and-second/events/FirstFunction.tests.json",
            R"({"Tests":{"impossible":{"Expect":{"Output":{"never":1}}},"fine":{}}})");
        const Outcome outcome = run({QStringLiteral("test"), QStringLiteral("FirstFunction"),
                                     QStringLiteral("--workspace"), folder,
                                     QStringLiteral("--junit"), QStringLiteral("-")});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.out.contains("FAILED  FirstFunction: impossible"));
        QVERIFY(outcome.out.contains("/never"));
        QVERIFY(outcome.out.contains("<failure message="));
        QVERIFY(outcome.err.contains("1 of 2 tests passed"));
        const Outcome one = run({QStringLiteral("test"), QStringLiteral("FirstFunction/fine"),
                                 QStringLiteral("--workspace"), folder, QStringLiteral("--json")});
        QCOMPARE(one.exitCode, 0);
        QCOMPARE(one.lines().size(), std::size_t(1));
        QVERIFY(one.lines()[0]["passed"].toBool());
    }

    /// Unless it is in a VPC, which has no way out.
    void aFunctionHasANetworkWhenItIsAskedFor() {
        if (!tests::canHaveNetwork())
            QSKIP("This machine has no slirp4netns, or no /dev/net/tun for this user");
        QVERIFY(QDir(workspace("cold-and-warm")).mkpath(QStringLiteral("functions/links")));
        const auto links = [&](const char* line, const QByteArray& vpc) {
            put("cold-and-warm/functions/links/function.json",
                R"({"Runtime":"python3.12","Handler":"index.handler")" + vpc + "}");
            put("cold-and-warm/functions/links/index.py",
                "def handler(event, context):\n"
                "    lines = open('/proc/net/dev').read().splitlines()[2:]\n"
                "    return sorted(line.split(':')[0].strip() for line in lines)\n");
            return QString::fromUtf8(runIn("cold-and-warm", words(line)).out).simplified();
        };
        const QString alone = links("invoke links", {});
        QVERIFY2(!alone.contains(QStringLiteral("tap0")), qPrintable(alone));
        if (alone != QStringLiteral("[\"lo\"]"))
            QSKIP("This machine has no network namespaces");
        QCOMPARE(links("invoke links --network", {}), QStringLiteral("[\"lo\", \"tap0\"]"));
        QCOMPARE(links("invoke links --network", R"(,"VpcConfig":{"SubnetIds":["subnet-1"]})"),
                 alone);
    }

    void goal39_testsOfMachinesAndFunctionsAreWrittenForJUnit() {
        const QString folder = workspace("orders");
        put("orders/events/print-label.tests.json",
            "{\"Tests\":{\"<never> & \\\"never\\\"\":{\"Expect\":{\"Output\":{\"never\":1}}}}}");
        const QString report = m_folder->filePath(QStringLiteral("report.xml"));
        const Outcome outcome = run({QStringLiteral("test"), QStringLiteral("--workspace"), folder,
                                     QStringLiteral("--junit"), report});
        QCOMPARE(outcome.exitCode, 1);
        QFile written(report);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const tests::JunitFile file(written.readAll());
        QVERIFY2(file.problems.isEmpty(), qPrintable(file.problems.join(u'\n')));
        QCOMPARE(file.sums.failures, 1);
        int tests = 0;
        int failures = 0;
        double time = 0;
        const tests::JunitFile::Case* failed = nullptr;
        for (const auto& suite : file.suites) {
            QCOMPARE(suite.sums.tests, int(suite.cases.size()));
            tests += suite.sums.tests;
            failures += suite.sums.failures;
            time += suite.sums.time;
            for (const auto& each : suite.cases) {
                QCOMPARE(each.className, suite.name);
                if (each.failure)
                    failed = &each;
            }
        }
        QCOMPARE(tests, file.sums.tests);
        QCOMPARE(failures, 1);
        QVERIFY(qAbs(time - file.sums.time) < 0.01);
        QVERIFY(failed);
        QCOMPARE(failed->className, QStringLiteral("print-label"));
        QCOMPARE(failed->name, QStringLiteral("<never> & \"never\""));
        QVERIFY(failed->failure->message.contains(QStringLiteral("/never")));
    }

    void goal39_mocksPathsAndChecksOfAMachineAreHeld() {
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("w/statemachines")));
        put("w/statemachines/sizes.asl.json", tests::kSizesMachine);
        put("w/statemachines/sizes.mocks.json", tests::kSizesTests);
        const QString report = m_folder->filePath(QStringLiteral("sizes.xml"));
        const Outcome outcome =
            run({QStringLiteral("test"), QStringLiteral("--workspace"),
                 m_folder->filePath(QStringLiteral("w")), QStringLiteral("--junit"), report});
        QCOMPARE(outcome.exitCode, 1);
        QFile written(report);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const tests::JunitFile file(written.readAll());
        QVERIFY2(file.problems.isEmpty(), qPrintable(file.problems.join(u'\n')));
        QCOMPARE(file.suites.size(), std::size_t(1));
        QCOMPARE(file.suites[0].name, QStringLiteral("sizes"));
        QMap<QString, QString> said;
        for (const auto& each : file.suites[0].cases)
            said[each.name] = each.failure ? each.failure->message : QString();
        QCOMPARE(said.size(), 5);
        QCOMPARE(said[QStringLiteral("nine is large")], QString());
        QCOMPARE(said[QStringLiteral("closed")], QString());
        QVERIFY2(said[QStringLiteral("another path")].contains(QStringLiteral("Small")),
                 qPrintable(said[QStringLiteral("another path")]));
        QVERIFY2(said[QStringLiteral("another output")].contains(QStringLiteral("/size")),
                 qPrintable(said[QStringLiteral("another output")]));
        QVERIFY(!said[QStringLiteral("another check")].isEmpty());
    }

    void testsThatAreNotThereOrBrokenAreBadInput() {
        const QString folder = workspace("cold-and-warm");
        const auto complaint = [&](const QStringList& more) {
            const Outcome outcome = run(
                QStringList{QStringLiteral("test"), QStringLiteral("--workspace"), folder} + more);
            return outcome.exitCode == 2 ? outcome.err : QByteArray("exit code");
        };
        QVERIFY(complaint({}).contains("there are no tests here"));
        QVERIFY(complaint({QStringLiteral("counter/x")}).contains("counter/x"));
        put("cold-and-warm/events/counter.tests.json", R"({"Tests":{"T":{"Expect":{"State":1}}}})");
        QVERIFY(complaint({}).contains("/Tests/T/Expect/State"));
        QFile::remove(folder + QStringLiteral("/events/counter.tests.json"));
    }

    void goal38_eventsComeUnderTheNamesAndFieldsOfSam() {
        const Outcome put = run({QStringLiteral("event"), QStringLiteral("s3"),
                                 QStringLiteral("put"), QStringLiteral("--bucket"),
                                 QStringLiteral("mine"), QStringLiteral("--key=a b.txt")});
        QCOMPARE(put.exitCode, 0);
        const auto event = json::Value::parse(put.out.toStdString());
        QVERIFY(event.ok());
        const json::Value& s3 = (*event)["Records"].at(0)["s3"];
        QCOMPARE(s3["bucket"]["arn"].toString(), std::string("arn:aws:s3:::mine"));
        QCOMPARE(s3["object"]["key"].toString(), std::string("a+b.txt"));
        const Outcome all = run(words("event"));
        QVERIFY(all.out.contains("sagemaker") && all.out.contains("receive-message"));
        QVERIFY(!run(words("event sqs")).out.contains("sagemaker"));
        QVERIFY(run(words("event sqs receive-message --help")).out.contains("--queue-name"));
        const Outcome wrong = run(words("event s3 puts"));
        QCOMPARE(wrong.exitCode, 2);
        QVERIFY(wrong.err.contains("put"));
        QVERIFY(run(words("event s3 put --size big")).err.contains("big"));
    }

    void twoDefinitionsAreCompared() {
        put("old.asl.json", R"({"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":1,"Next":"B"},
                               "B":{"Type":"Succeed"}}})");
        put("new.asl.yaml", "StartAt: A\nStates:\n  A: {Type: Wait, Seconds: 2, Next: C}\n"
                            "  C: {Type: Pass, Next: B}\n  B: {Type: Succeed}\n");
        const Outcome outcome = run(words("diff old.asl.json new.asl.yaml"));
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.out.contains("A: Edited: Seconds; Leads elsewhere"));
        QVERIFY(outcome.out.contains("C: Added"));
        const Outcome object = run(words("diff old.asl.json new.asl.yaml --json"));
        const json::Value told = object.lines().front();
        QCOMPARE(told["states"].at(0)["fields"].at(0).toString(), std::string("Seconds"));
        QCOMPARE(run(words("diff old.asl.json old.asl.json")).exitCode, 0);
        QCOMPARE(run(words("diff old.asl.json")).exitCode, 2);
        QVERIFY(run(words("diff old.asl.json nowhere.json")).err.contains("nowhere.json"));
    }

    void goal41_aDiagramIsDrawnAsPdf() {
        put("m.asl.json", R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})");
        QCOMPARE(run(words("render m.asl.json -o m.pdf")).exitCode, 0);
        QFile file(m_folder->filePath(QStringLiteral("m.pdf")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("%PDF"));
    }

    void aFleetIsSimulatedFromTimes() {
        const Outcome outcome =
            run({QStringLiteral("simulate"), QStringLiteral("--load"),
                 QStringLiteral("poisson:50/s:10m"), QStringLiteral("--duration"),
                 QStringLiteral("lognormal:100ms:50ms"), QStringLiteral("--json")});
        QCOMPARE(outcome.exitCode, 0);
        const json::Value result = outcome.lines().front();
        QVERIFY(result["arrived"].toInteger() > 29'000);
        QCOMPARE(result["started"], result["arrived"]);
        QVERIFY(result["cold"].toInteger() > 0);
        QVERIFY(result["meanConcurrency"].toDouble() > 5 &&
                result["meanConcurrency"].toDouble() < 6);
        QCOMPARE(result["starts"]["firstInvocation"].toInteger(), std::int64_t(1));
    }

    void tenantsAreToldApart() {
        const QString place = workspace("cold-and-warm");
        QFile file(place + QStringLiteral("/functions/counter/function.json"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        json::Value settings = json::Value::parse(file.readAll().toStdString()).value();
        settings.set("TenancyConfig", json::Value::object({{"TenantIsolationMode", "PER_TENANT"}}));
        file.resize(0);
        file.write(QByteArray::fromStdString(settings.dump()));
        file.close();
        const auto invoke = [&](const QStringList& more) {
            return run(QStringList{QStringLiteral("invoke"), QStringLiteral("counter"),
                                   QStringLiteral("--workspace"), place, QStringLiteral("--json")} +
                       more);
        };
        const Outcome nobody = invoke({});
        QCOMPARE(nobody.exitCode, 1);
        QCOMPARE(nobody.lines().front()["statusCode"].toInteger(), std::int64_t(400));
        const Outcome blue = invoke({QStringLiteral("--tenant-id"), QStringLiteral("blue")});
        QVERIFY2(blue.exitCode == 0, blue.out.constData());
        const Outcome many =
            run({QStringLiteral("load"), QStringLiteral("counter"), QStringLiteral("--workspace"),
                 place, QStringLiteral("--load"), QStringLiteral("steady:20/s:1s"),
                 QStringLiteral("--tenants"), QStringLiteral("2"), QStringLiteral("--json")});
        QVERIFY2(many.exitCode == 0, many.out.constData());
        QCOMPARE(many.lines().front()["starts"]["newTenant"].toInteger(), std::int64_t(1));
        const Outcome simulated = run(
            {QStringLiteral("simulate"), QStringLiteral("--load"), QStringLiteral("steady:10/s:1m"),
             QStringLiteral("--duration"), QStringLiteral("10ms"), QStringLiteral("--tenants"),
             QStringLiteral("5"), QStringLiteral("--json")});
        QCOMPARE(simulated.lines().front()["starts"]["newTenant"].toInteger(), std::int64_t(4));
    }

    void aFunctionIsPutUnderLoad() {
        const Outcome outcome =
            runIn("cold-and-warm",
                  {QStringLiteral("load"), QStringLiteral("counter"), QStringLiteral("--load"),
                   QStringLiteral("steady:20/s:1s"), QStringLiteral("--json")});
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        const json::Value result = outcome.lines().front();
        QCOMPARE(result["sent"].toInteger(), std::int64_t(20));
        QCOMPARE(result["answered"].toInteger(), std::int64_t(20));
        QVERIFY(result["cold"].toInteger() >= 1);
        QCOMPARE(result["started"].toInteger(), std::int64_t(20));
    }

    void aLoadThatIsInterruptedSaysWhatHappened() {
        auto process = start({QStringLiteral("load"), QStringLiteral("counter"),
                              QStringLiteral("--workspace"), workspace("cold-and-warm"),
                              QStringLiteral("--load"), QStringLiteral("steady:50/s:1h")});
        QByteArray err;
        QTRY_VERIFY_WITH_TIMEOUT((err += process->readAllStandardError()).contains("sent"), 60'000);
        ::kill(pid_t(process->processId()), SIGINT);
        const Outcome outcome = finish(*process);
        QVERIFY(outcome.out.contains("invocations over"));
        QVERIFY(outcome.out.contains("Cold:"));
    }

    void aLoadThatCannotBeIsExplained() {
        const auto complaint = [&](const QStringList& arguments) {
            const Outcome outcome = runIn("cold-and-warm", arguments);
            return outcome.exitCode == 2 ? outcome.err : QByteArray("exit code");
        };
        QVERIFY(complaint(words("load")).contains("one function"));
        QVERIFY(complaint(words("load counter")).contains("--load"));
        QVERIFY(complaint(words("load counter --load flood")).contains("flood"));
        QVERIFY(complaint(words("load conter --load once")).contains("counter"));
        const Outcome failed = runIn("cold-and-warm", words("load counter:77 --load once"));
        QCOMPARE(failed.exitCode, 1);
        QVERIFY(failed.out.contains("The last failure:") && failed.out.contains(":77"));
    }

    void aFleetIsSimulatedFromAMeasuredFunction() {
        const Outcome outcome = run({QStringLiteral("simulate"), QStringLiteral("counter"),
                                     QStringLiteral("--workspace"), workspace("cold-and-warm"),
                                     QStringLiteral("--load"), QStringLiteral("burst:3"),
                                     QStringLiteral("--reserved"), QStringLiteral("2")});
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QVERIFY(outcome.out.contains("3 invocations"));
        QVERIFY(outcome.out.contains("ReservedFunctionConcurrentInvocationLimitExceeded"));
    }

    void aSimulationThatCannotBeIsExplained() {
        const auto complaint = [&](const QStringList& arguments) {
            const Outcome outcome = run(QStringList{QStringLiteral("simulate")} + arguments);
            return outcome.exitCode == 2 ? outcome.err : QByteArray("exit code");
        };
        QVERIFY(complaint({}).contains("--load"));
        QVERIFY(complaint({QStringLiteral("--load"), QStringLiteral("flood")}).contains("flood"));
        QVERIFY(
            complaint({QStringLiteral("--load"), QStringLiteral("once")}).contains("--duration"));
        QVERIFY(complaint({QStringLiteral("--load"), QStringLiteral("once"),
                           QStringLiteral("--duration"), QStringLiteral("soon")})
                    .contains("soon"));
        QVERIFY(complaint({QStringLiteral("--trace"), QStringLiteral("nowhere"),
                           QStringLiteral("--duration"), QStringLiteral("1s")})
                    .contains("nowhere"));
        QVERIFY(
            complaint({QStringLiteral("nobody"), QStringLiteral("--load"), QStringLiteral("once"),
                       QStringLiteral("--workspace"), workspace("cold-and-warm")})
                .contains("nobody"));
    }

    void initTestCase() {
        if (!QFileInfo::exists(program()))
            QSKIP("the program has not been built");
        for (const char* runtime : {"python3", "node"}) {
            if (!tests::isInstalled(runtime))
                QSKIP("python3 or node is not installed: the samples need both");
        }
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void helpAndVersionAreGood() {
        QCOMPARE(run(words("--version")).out.trimmed(), QByteArray("warmstart " WARMSTART_VERSION));
        const Outcome help = run(words("--help"));
        QCOMPARE(help.exitCode, 0);
        for (const char* command :
             {"invoke", "execute", "resume", "publish", "versions", "alias", "lambda", "test-state",
              "validate", "render", "export", "import", "samples"}) {
            QVERIFY(help.out.contains(command));
            const Outcome own = run({QLatin1String(command), QStringLiteral("--help")});
            QCOMPARE(own.exitCode, 0);
            QVERIFY(own.out.startsWith(QByteArray("Usage: warmstart ") + command));
            QVERIFY(own.err.isEmpty());
        }
    }

    void wrongUsageIsOneLineAndTwo_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* arguments, const char* says) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments) << QString::fromLatin1(says);
        };
        row("invok counter", "invoke");
        row("frobnicate", "frobnicate");
        row("invoke", "--help");
        row("invoke counter --nonsense", "nonsense");
        row("invoke counter --repeat zero", "zero");
        row("invoke counter --workspace nowhere", "nowhere");
        row("invoke counter --workspace cold-and-warm --event nothing.json", "nothing.json");
        row("invoke conter --workspace cold-and-warm", "counter");
        row("invoke counter --workspace broken", "function.json");
        row("execute", "--help");
        row("execute order --workspace orders", "orders");
        row("execute orders --workspace orders --input broken.json", "2");
        row("execute orders --workspace empty", "this workspace has none");
        row("execute --definition nope.json --workspace orders", "Functions here: ");
        row("resume orders", "no names");
        row("resume --workspace nowhere", "nowhere");
        row("test-state", "--definition");
        row("test-state --definition nothing.json", "nothing.json");
        row("test-state --definition broken.json", "2");
        row("test-state --definition orders/statemachines/orders.asl.json", "Fulfil");
        row("test-state --definition orders/statemachines/orders.asl.json --state Fulfill",
            "Fulfil");
        row("test-state --definition orders/statemachines/orders.asl.json --state Fulfil "
            "--mock-result broken.json",
            "2");
        row("test-state --definition a.json --mock-result b.json --mock-error E", "both");
        row("test-state --definition a.json --level loud", "loud");
        row("validate", "--help");
        row("validate nothing.json", "nothing.json");
        row("render orders/statemachines/orders.asl.json", "-o");
        row("export orders/statemachines/orders.asl.json", "--as");
        row("export orders/statemachines/orders.asl.json --as toml", "cloudformation");
        row("export broken.json --as yaml", "line 2");
        row("import nothing.yaml", "nothing.yaml");
        row("import nope.json", "AWS::Serverless::StateMachine");
        row("samples --copy order", "orders");
        row("nowhere/at/all", "nowhere/at/all");
    }
    void wrongUsageIsOneLineAndTwo() {
        QFETCH(QString, arguments);
        QFETCH(QString, says);
        workspace("cold-and-warm");
        workspace("orders");
        QDir(m_folder->path()).mkpath(QStringLiteral("broken/functions/counter"));
        for (const char* name : {"broken.json", "broken/functions/counter/function.json"}) {
            QFile file(m_folder->filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("{\n  broken");
        }
        QDir(m_folder->path()).mkpath(QStringLiteral("empty"));
        put("nope.json", R"({"StartAt":"A","States":{"A":{"Type":"Task","Resource":"nope",)"
                         R"("End":true}}})");
        const Outcome outcome = run(arguments.split(QLatin1Char(' ')));
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(outcome.out.isEmpty());
        QCOMPARE(outcome.err.count('\n'), 1);
        QVERIFY2(outcome.err.contains(says.toUtf8()), outcome.err.constData());
    }

    void withoutADisplayTheWindowSaysSo() {
        const Outcome outcome = run({});
        QCOMPARE(outcome.exitCode, 2);
        QCOMPARE(outcome.err.count('\n'), 1);
        QVERIFY(outcome.err.contains("display") && outcome.err.contains("xvfb-run"));
    }

    void invokeAnswersWithOneObjectPerInvocation() {
        const Outcome outcome = runIn("cold-and-warm", words("invoke counter --repeat 3 --json"));
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        const auto lines = outcome.lines();
        QCOMPARE(lines.size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i) {
            const json::Value& line = lines[i];
            std::vector<std::string> names;
            for (const auto& [name, value] : line.members())
                names.push_back(name);
            QCOMPARE(names, (std::vector<std::string>{"statusCode", "functionError", "payload",
                                                      "log", "requestId", "environment", "start",
                                                      "reason", "durationMs", "billedDurationMs",
                                                      "initDurationMs", "maxMemoryUsedMb"}));
            QCOMPARE(line["statusCode"].toInteger(), std::int64_t(200));
            QVERIFY(line["functionError"].isNull());
            QCOMPARE(line["payload"].toInteger(), std::int64_t(i + 1));
            QCOMPARE(line["start"].toString(), std::string(i == 0 ? "cold" : "warm"));
            QCOMPARE(line["reason"].toString(), std::string(i == 0 ? "firstInvocation" : "warm"));
            QCOMPARE(line["initDurationMs"].isNumber(), i == 0);
            QCOMPARE(line["initDurationMs"].isNull(), i != 0);
            QCOMPARE(line["environment"].toString(), std::string("counter-1"));
            const std::string& log = line["log"].toString();
            const std::string id = line["requestId"].toString();
            QVERIFY(log.find("START RequestId: " + id) != std::string::npos);
            QVERIFY(log.find("END RequestId: " + id) != std::string::npos);
            QVERIFY(log.find("REPORT RequestId: " + id) != std::string::npos);
        }
    }

    void peopleGetTheLogBesideThePayload() {
        const Outcome outcome = runIn("cold-and-warm", words("invoke counter"));
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out, QByteArray("1\n"));
        QVERIFY(outcome.err.contains("START RequestId: "));
        QVERIFY(outcome.err.contains("number 1"));
    }

    void withoutAnEventTheOneCalledDefaultIsTaken() {
        const Outcome saved = runIn("cold-and-warm", words("invoke cached-user"));
        QCOMPARE(saved.exitCode, 0);
        QVERIFY(saved.out.contains("Ada Byron"));
        QVERIFY(QFile::remove(workspace("cold-and-warm") +
                              QStringLiteral("/events/counter/default.json")));
        QCOMPARE(runIn("cold-and-warm", words("invoke counter")).out, QByteArray("1\n"));
    }

    void anEventComesFromAFileAPipeATestEventOrATemplate() {
        const QByteArray fromPipe = R"({"userId": "7", "database": {"7": {"name": "Grace"}}})";
        QCOMPARE(runIn("cold-and-warm", words("invoke cached-user --event -"), fromPipe).out,
                 QByteArray("{\"name\":\"Grace\"}\n"));
        QCOMPARE(runIn("cold-and-warm", words("invoke cached-user --event before-rename")).out,
                 QByteArray("{\"id\":\"42\",\"name\":\"Ada Byron\"}\n"));
        const QString file =
            workspace("cold-and-warm") + QStringLiteral("/events/cached-user/after-rename.json");
        QCOMPARE(runIn("cold-and-warm", words("invoke cached-user --event") << file).out,
                 QByteArray("{\"id\":\"42\",\"name\":\"Ada Lovelace\"}\n"));
        QCOMPARE(runIn("cold-and-warm", words("invoke counter --event sqs")).out,
                 QByteArray("1\n"));
    }

    void aFailingFunctionIsExitCodeOne() {
        const Outcome outcome =
            runIn("orders", words("invoke charge-card --event declined --json"));
        QCOMPARE(outcome.exitCode, 1);
        const json::Value line = outcome.lines().at(0);
        QCOMPARE(line["functionError"].toString(), std::string("Unhandled"));
        QCOMPARE(line["payload"]["errorType"].toString(), std::string("CardDeclined"));
    }

    void theWorkspaceAroundTheCurrentFolderIsFound() {
        auto process = std::make_unique<QProcess>();
        process->setWorkingDirectory(workspace("cold-and-warm") +
                                     QStringLiteral("/functions/counter"));
        process->start(program(), words("invoke counter"));
        QCOMPARE(finish(*process).out, QByteArray("1\n"));
    }

    void executeAnswersWithOneObject() {
        const Outcome outcome = runIn("orders", words("execute orders --json"));
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        const json::Value object = outcome.lines().at(0);
        std::vector<std::string> names;
        for (const auto& [name, value] : object.members())
            names.push_back(name);
        QCOMPARE(names, (std::vector<std::string>{"status", "output", "error", "cause", "events",
                                                  "children"}));
        QCOMPARE(object["status"].toString(), std::string("SUCCEEDED"));
        QCOMPARE(object["output"]["status"].toString(), std::string("SHIPPED"));
        QVERIFY(object["error"].isNull() && object["cause"].isNull());
        QCOMPARE(object["events"].at(0)["type"].toString(), std::string("ExecutionStarted"));
    }

    void executeListsWhatTheExecutionBegan() {
        put("outer.asl.json",
            R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.list","Label":"Each",)"
            R"("ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED",)"
            R"("ExecutionType":"STANDARD"},"StartAt":"I","States":{)"
            R"("I":{"Type":"Pass","End":true}}},"End":true}}})");
        const Outcome outcome =
            run(words("execute --definition outer.asl.json --json --input -"), R"({"list":[7,8]})");
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        const json::Value object = outcome.lines().at(0);
        const json::Value& children = object["children"];
        QCOMPARE(children.size(), std::size_t(2));
        const json::Value& second = children.at(1);
        QCOMPARE(second["machine"].toString(), std::string("outer/Each"));
        QCOMPARE(second["state"].toString(), std::string("M"));
        QCOMPARE(second["item"].toInteger(), std::int64_t(1));
        QCOMPARE(second["status"].toString(), std::string("SUCCEEDED"));
        QCOMPARE(second["output"].toInteger(), std::int64_t(8));
        QCOMPARE(second["events"].at(0)["type"].toString(), std::string("ExecutionStarted"));
        QCOMPARE(second["children"].size(), std::size_t(0));
    }

    /// In a network of its own that has nothing but a loopback.
    void goal4_theSampleWorkflowSucceedsWithNetworkingDenied() {
        for (const char* tool : {"unshare", "ip", "python3"}) {
            if (QStandardPaths::findExecutable(QLatin1String(tool)).isEmpty())
                QSKIP(qPrintable(QStringLiteral("%1 is not installed").arg(QLatin1String(tool))));
        }
        const QByteArray alone = runInShell("unshare -n true 2>/dev/null && echo unshare -n || "
                                            "{ unshare -rn true && echo unshare -rn; }")
                                     .out.trimmed();
        if (alone.isEmpty())
            QSKIP("a network of its own is not allowed here");
        workspace("orders");
        const auto denied = [&](const QByteArray& line) {
            return runInShell(alone + " sh -c 'ip link set lo up && " + line + "' \"$0\"");
        };
        // The denial is real: no way leads out, not even to an address.
        const Outcome outside = denied(
            "python3 -c \"import socket; socket.create_connection((\\\"192.0.2.1\\\", 80), 5)\"");
        QVERIFY2(outside.exitCode != 0 && outside.err.contains("unreachable"),
                 outside.err.constData());
        const Outcome outcome = denied("exec \"$0\" execute orders --workspace orders --json");
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        const json::Value object = outcome.lines().at(0);
        QCOMPARE(object["status"].toString(), std::string("SUCCEEDED"));
        QCOMPARE(object["output"]["status"].toString(), std::string("SHIPPED"));
    }

    void virtualTimeDoesNotWait() {
        const Outcome outcome =
            runIn("orders", words("execute orders --input flaky-payment --virtual-time --json"));
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QCOMPARE(outcome.lines().at(0)["output"]["payment"]["attempts"].toInteger(),
                 std::int64_t(3));
    }

    void aDayPassesInVirtualTimeWithoutAWorkspace() {
        QFile file(m_folder->filePath(QStringLiteral("day.asl.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"StartAt": "Day", "States": {"Day": {"Type": "Wait", "Seconds": 86400,)"
                   R"( "End": true}}})");
        file.close();
        const Outcome outcome = run(words("execute --definition day.asl.json --virtual-time"));
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QCOMPARE(outcome.out, QByteArray("{}\n"));
    }

    void definitionsMayBeInYaml() {
        put("day.asl.yaml", "StartAt: Day\nStates:\n  Day:\n    Type: Wait\n"
                            "    Seconds: ${Seconds}\n    End: true\n");
        put("substitutions.json", R"({"Seconds": 86400})");
        const Outcome valid = run(words("validate day.asl.yaml"));
        QVERIFY2(valid.exitCode == 0, valid.err.constData());
        const Outcome done = run(words("execute --definition day.asl.yaml --virtual-time "
                                       "--substitutions substitutions.json"));
        QVERIFY2(done.exitCode == 0, done.err.constData());
        QCOMPARE(done.out, QByteArray("{}\n"));
        put("substitutions.json", R"({"Seconds": -1})");
        const Outcome wrong =
            run(words("validate day.asl.yaml --substitutions substitutions.json"));
        QCOMPARE(wrong.exitCode, 1);
        QVERIFY2(wrong.out.startsWith("day.asl.yaml:5:14: error: Minimum value is 0"),
                 wrong.out.constData());
        put("broken.asl.yml", "StartAt: [\n");
        QVERIFY(run(words("validate broken.asl.yml")).out.startsWith("broken.asl.yml:"));
        const Outcome drawn = run(words("render day.asl.yaml -o day.svg"));
        QVERIFY2(drawn.exitCode == 0, drawn.err.constData());
    }

    void whatCannotRunSaysWhy() {
        put("empty.asl.json", "");
        const Outcome empty = run(words("execute --definition empty.asl.json"));
        QCOMPARE(empty.exitCode, 2);
        QVERIFY2(empty.err.contains("Definition must be a valid JSON object"),
                 empty.err.constData());
        put("day.asl.json", R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})");
        put("list.json", "[1]");
        const Outcome list = run(words("execute --definition day.asl.json --substitutions "
                                       "list.json"));
        QCOMPARE(list.exitCode, 2);
        QVERIFY2(list.err.contains("list.json holds no object"), list.err.constData());
    }

    void anEndWithoutWordsIsOneWord() {
        put("fail.asl.json", R"({"StartAt":"A","States":{"A":{"Type":"Fail"}}})");
        const Outcome outcome = run(words("execute --definition fail.asl.json"));
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.endsWith("\nFAILED\n"), outcome.err.constData());
        const Outcome json = run(words("execute --definition fail.asl.json --json"));
        QVERIFY(json.lines().at(0)["error"].isNull() && json.lines().at(0)["cause"].isNull());
    }

    void goal41_aTemplateGoesOutAndComesIn_data() {
        QTest::addColumn<QString>("form");
        QTest::addColumn<QString>("file");
        QTest::newRow("SAM") << QStringLiteral("sam") << QStringLiteral("t.yaml");
        QTest::newRow("CloudFormation")
            << QStringLiteral("cloudformation") << QStringLiteral("t.json");
    }
    void goal41_aTemplateGoesOutAndComesIn() {
        QFETCH(QString, form);
        QFETCH(QString, file);
        workspace("orders");
        const QString source = QStringLiteral("orders/statemachines/orders.asl.json");
        const Outcome out = run({QStringLiteral("export"), source, QStringLiteral("--as"), form,
                                 QStringLiteral("-o"), file});
        QVERIFY2(out.exitCode == 0, out.err.constData());
        const QStringList import{QStringLiteral("import"), file, QStringLiteral("--workspace"),
                                 QStringLiteral("orders")};
        // The sample has a machine of another case, so the file is a new one.
        const Outcome dry = run(import + words("--dry-run"));
        QCOMPARE(dry.out.trimmed(), QByteArray("statemachines/Orders.asl.json"));
        const QString written =
            m_folder->filePath(QStringLiteral("orders/") + QString::fromUtf8(dry.out.trimmed()));
        QVERIFY(!QFile::exists(written));
        const Outcome in = run(import);
        QVERIFY2(in.exitCode == 0 && in.err.isEmpty(), in.err.constData());
        QCOMPARE(run({QStringLiteral("diff"), source, written}).exitCode, 0);
        const Outcome again = run(import);
        QCOMPARE(again.exitCode, 2);
        QVERIFY(again.err.contains("statemachines/Orders.asl.json"));
    }

    void goal41_whatCannotComeIsSaidAndTheOthersCome() {
        workspace("orders");
        put("t.yaml", "Resources:\n"
                      "  Good:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n"
                      "      Definition: {StartAt: A, States: {A: {Type: Succeed}}}\n"
                      "  Far:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
                      "      DefinitionS3Location: {Bucket: b, Key: k}\n");
        const Outcome in = run(words("import t.yaml --workspace orders"));
        QCOMPARE(in.exitCode, 1);
        QCOMPARE(in.out.trimmed(), QByteArray("statemachines/Good.asl.json"));
        QVERIFY2(in.err.contains("line 6") && in.err.contains("Far"), in.err.constData());
    }

    void goal41_commentsAreToldBeforeTheyAreLost() {
        put("a.asl.yaml", "StartAt: A # first\nStates:\n  A: {Type: Succeed}\n");
        const Outcome json = run(words("export a.asl.yaml --as json"));
        QCOMPARE(json.exitCode, 0);
        QVERIFY(json.err.contains("1 comment "));
        put("b.asl.json", json.out);
        QCOMPARE(run(words("diff a.asl.yaml b.asl.json")).exitCode, 0);
        const Outcome yaml = run(words("export a.asl.yaml --as yaml"));
        QVERIFY(yaml.out.contains("# first") && yaml.err.isEmpty());
    }

    void goal41_validateTakesSubstitutions() {
        put("a.asl.json", R"({"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":${N},)"
                          R"("End":true}}})");
        put("good.json", R"({"N": 3})");
        put("bad.json", R"({"N": "three"})");
        QCOMPARE(run(words("validate a.asl.json --substitutions good.json")).exitCode, 0);
        QCOMPARE(run(words("validate a.asl.json --substitutions bad.json")).exitCode, 1);
    }

    void whatCannotBeWrittenIsAFailure_data() {
        QTest::addColumn<QString>("command");
        for (const char* command :
             {"execute --definition a.json --json", "execute --definition a.json", "--version",
              "help", "validate --help", "samples", "validate a.json --json",
              "test-state --definition a.json --state A --json"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void whatCannotBeWrittenIsAFailure() {
        QFETCH(QString, command);
        put("a.json", R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})");
        const Outcome full = runInShell("\"$0\" " + command.toLatin1() + " > /dev/full");
        QCOMPARE(full.exitCode, 1);
        QVERIFY2(full.err.contains("warmstart: the output could not be written: No space left"),
                 full.err.constData());
        const Outcome closed = runInShell("\"$0\" " + command.toLatin1() + " >&-");
        QCOMPARE(closed.exitCode, 1);
    }

    void aReaderThatGoesAwayIsNotTold() {
        const Outcome outcome = runInShell("{ \"$0\" help; echo $? >&2; } | true");
        QVERIFY2(outcome.err == "0\n" || outcome.err == "1\n", outcome.err.constData());
    }

    void everyFileMayBeAPipe() {
        const QByteArray definition =
            R"(<(echo '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":"${R}","End":true}}}'))";
        const Outcome all =
            runInShell("\"$0\" execute --input <(echo '{}') --substitutions <(echo '{\"R\": 7}') "
                       "--definition " +
                       definition);
        QVERIFY2(all.exitCode == 0, all.err.constData());
        QCOMPARE(all.out, QByteArray("7\n"));
        QCOMPARE(runInShell("\"$0\" validate " + definition).exitCode, 0);
        QCOMPARE(runInShell("\"$0\" render -o a.svg " + definition).exitCode, 0);
        const Outcome mocked = runInShell(
            "\"$0\" test-state --mock-result <(echo 5) --input <(echo '{}') --definition <(echo "
            R"('{"Type":"Task","Resource":"f","End":true}'))");
        QCOMPARE(mocked.out, QByteArray("5\n"));
    }

    void everyFileMayBeStandardInput() {
        put("a.json", R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}})");
        const QByteArray definition = R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})";
        QCOMPARE(run(words("execute --definition a.json --input -"), "[1]").exitCode, 0);
        QCOMPARE(run(words("execute --definition -"), definition).out, QByteArray("{}\n"));
        QCOMPARE(run(words("execute --definition a.json --substitutions -"), "{}").exitCode, 0);
        QCOMPARE(run(words("validate -"), definition).exitCode, 0);
        QCOMPARE(run(words("render - -o a.svg"), definition).exitCode, 0);
        const Outcome twice = run(words("execute --definition - --input -"), definition);
        QCOMPARE(twice.exitCode, 2);
        QVERIFY2(twice.err.contains("standard input can only be one of them"),
                 twice.err.constData());
        QCOMPARE(runInShell("\"$0\" execute --definition a.json --input - <&-").exitCode, 2);
    }

    void oneMissingFileDoesNotHideTheOthers() {
        put("a.json", R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})");
        put("b.json", R"({"StartAt":"X","States":{"A":{"Type":"Succeed"}}})");
        const Outcome outcome = run(words("validate a.json missing.json b.json"));
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("no file missing.json"), outcome.err.constData());
        QVERIFY2(outcome.err.contains("2 files checked"), outcome.err.constData());
        QVERIFY2(outcome.out.startsWith("b.json:1:"), outcome.out.constData());
        const Outcome json = run(words("validate a.json missing.json --json"));
        QCOMPARE(json.exitCode, 2);
        QCOMPARE(json.lines().at(0)["result"].toString(), std::string("FAIL"));
    }

    void whatHasNoEffectIsToldBeforeItRuns() {
        put("map.asl.json", R"({"StartAt":"M","States":{"M":{"Type":"Map","End":true,)"
                            R"("ItemBatcher":{"MaxItemsPerBatch":2},"ItemProcessor":{)"
                            R"("StartAt":"A","States":{"A":{"Type":"Succeed"}}}}}})");
        const Outcome outcome = run(words("execute --definition map.asl.json --input -"), "[1]");
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QVERIFY2(outcome.err.contains("map.asl.json:1:") && outcome.err.contains("ItemBatcher"),
                 outcome.err.constData());
    }

    void aPictureThatCannotBeWrittenSaysWhy() {
        put("a.json", R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})");
        const Outcome outcome = run(words("render a.json -o nowhere/a.svg"));
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("No such file or directory"), outcome.err.constData());
        QVERIFY(
            QFile::link(QStringLiteral("/dev/full"), m_folder->filePath(QStringLiteral("b.png"))));
        QCOMPARE(run(words("render a.json -o b.png")).exitCode, 2);
        QVERIFY(!QFileInfo(QStringLiteral("/dev/full")).isFile()); // still the device
    }

    void aBrokenFileIsNamed() {
        put("a.json", R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})");
        put("broken.json", "{\n  broken");
        for (const char* line :
             {"execute --definition a.json --substitutions broken.json",
              "render broken.json -o a.svg", "test-state --definition broken.json"}) {
            const Outcome outcome = run(words(line));
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.err.startsWith("warmstart: broken.json: line 2, column"),
                     outcome.err.constData());
        }
    }

    void anEmptyInputIsNoInput() {
        put("a.json", R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})");
        const Outcome outcome = run(words("execute --definition a.json --input -"));
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("not JSON"), outcome.err.constData());
    }

    void aPlaceholderWithoutAValueIsTold() {
        put("a.json", R"({"StartAt":"A","States":{"A":{"Type":"Task","Resource":"${F}",)"
                      R"("End":true}}})");
        const Outcome outcome = run(words("execute --definition a.json"));
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("--substitutions"), outcome.err.constData());
    }

    void anInputThatIsTooLargeIsRefused() {
        put("a.json", R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})");
        const Outcome outcome = run(words("execute --definition a.json --input -"),
                                    '"' + QByteArray(262'143, 'x') + '"');
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("262145 bytes"), outcome.err.left(400).constData());
    }

    void controlCEndsTheReadingOfTheInput() {
        put("a.json", R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})");
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(program(), words("execute --definition a.json --input -"));
        QVERIFY(process.waitForStarted());
        ::kill(pid_t(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(10'000));
        QVERIFY(process.exitStatus() == QProcess::CrashExit);
    }

    void aFailedExecutionIsExitCodeOne() {
        const Outcome outcome =
            runIn("orders", words("execute orders --input invalid-order --json"));
        QCOMPARE(outcome.exitCode, 1);
        const json::Value object = outcome.lines().at(0);
        QCOMPARE(object["status"].toString(), std::string("FAILED"));
        QCOMPARE(object["error"].toString(), std::string("OrderRejected"));
        QVERIFY(object["output"].isNull());
    }

    void aStateIsTestedAlone() {
        put("pass.json", R"({"Type": "Pass", "InputPath": "$.a", "ResultPath": "$.r", )"
                         R"("Next": "Then"})");
        const Outcome outcome =
            run(words("test-state --definition pass.json --input - --level debug"),
                R"({"a": {"b": 1}})");
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QCOMPARE(json::Value::parse(outcome.out.toStdString())->dump(),
                 std::string(R"({"a":{"b":1},"r":{"b":1}})"));
        QVERIFY2(outcome.err.contains("afterInputPath: {\"b\":1}\n"), outcome.err.constData());
        QVERIFY2(outcome.err.contains("next state: Then\n"), outcome.err.constData());
    }

    void aTestedTaskCallsItsFunction() {
        put("task.json", R"({"Type": "Task", "Resource": "charge-card", "End": true, "Retry": )"
                         R"([{"ErrorEquals": ["CardDeclined"], "IntervalSeconds": 4}]})");
        const QString declined =
            workspace("orders") + QStringLiteral("/events/charge-card/declined.json");
        const Outcome outcome =
            runIn("orders", words("test-state --definition task.json --json --input") << declined);
        QCOMPARE(outcome.exitCode, 1);
        const json::Value object = outcome.lines().at(0);
        QCOMPARE(object["status"].toString(), std::string("RETRIABLE"));
        QCOMPARE(object["error"].toString(), std::string("CardDeclined"));
        QCOMPARE(object["retryIndex"].toInteger(), std::int64_t(0));
        QCOMPARE(object["retryBackoffSeconds"].toDouble(), 4.0);
        QVERIFY(object["output"].isNull() && object["nextState"].isNull());
    }

    void aTestedTaskMayBeMocked() {
        put("task.json", R"({"Type": "Task", "Resource": "nobody", "Next": "Then", "Catch": )"
                         R"([{"ErrorEquals": ["States.ALL"], "Next": "Oops"}]})");
        put("result.json", "[1, 2]");
        const Outcome done = run(words(
            "test-state --definition task.json --mock-result result.json --json --level debug"));
        QVERIFY2(done.exitCode == 0, done.err.constData());
        const json::Value object = done.lines().at(0);
        QCOMPARE(object["output"].dump(), std::string("[1,2]"));
        QCOMPARE(object["nextState"].toString(), std::string("Then"));
        QCOMPARE(object["stages"]["result"].dump(), std::string("[1,2]"));
        const Outcome caught =
            run(words("test-state --definition task.json --mock-error E:why:so --json"));
        QCOMPARE(caught.exitCode, 0);
        QCOMPARE(caught.lines().at(0)["status"].toString(), std::string("CAUGHT_ERROR"));
        QCOMPARE(caught.lines().at(0)["output"].dump(),
                 std::string(R"({"Error":"E","Cause":"why:so"})"));
        QCOMPARE(caught.lines().at(0)["nextState"].toString(), std::string("Oops"));
    }

    void aTestedTaskThatWaitsForOthersWantsAMock() {
        put("activity.json", R"({"Type": "Task", "End": true, )"
                             R"("Resource": "arn:aws:states:us-east-1:123456789012:activity:a"})");
        const Outcome outcome = run(words("test-state --definition activity.json"));
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("mock"), outcome.err.constData());
    }

    void validateFindsWhereItIsWrong() {
        QFile file(m_folder->filePath(QStringLiteral("wrong.asl.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\n  \"StartAt\": \"A\",\n  \"States\": {\n"
                   "    \"A\": { \"Type\": \"Pass\", \"Next\": \"Nowhere\" }\n  }\n}\n");
        file.close();
        const Outcome json = run(words("validate wrong.asl.json --json"));
        QCOMPARE(json.exitCode, 1);
        const json::Value object = json.lines().at(0);
        QCOMPARE(object["result"].toString(), std::string("FAIL"));
        const json::Value& first = object["diagnostics"].at(0);
        QCOMPARE(first["severity"].toString(), std::string("ERROR"));
        QCOMPARE(first["line"].toInteger(), std::int64_t(4));
        QVERIFY(!first["code"].toString().empty() && !first["message"].toString().empty());
        const Outcome text = run(words("validate wrong.asl.json"));
        QVERIFY(text.out.startsWith("wrong.asl.json:4:"));
    }

    void theSamplesAreValid() {
        for (const workspace::Sample& sample : workspace::samples()) {
            for (const std::string& machine : sample.machines) {
                const QString file =
                    workspace(sample.id.c_str()) + QStringLiteral("/statemachines/%1.asl.json")
                                                       .arg(QString::fromStdString(machine));
                const Outcome outcome = run({QStringLiteral("validate"), file});
                QVERIFY2(outcome.exitCode == 0 && outcome.out.isEmpty(), outcome.out.constData());
            }
        }
    }

    void goal41_renderDrawsAPicture() {
        workspace("orders");
        for (const char* name : {"light.svg", "dark.png"}) {
            QStringList arguments = words("render orders/statemachines/orders.asl.json -o");
            arguments << QLatin1String(name);
            if (QByteArray(name).startsWith("dark"))
                arguments << QStringLiteral("--dark");
            const Outcome outcome = run(arguments);
            QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
            QVERIFY(QFileInfo(m_folder->filePath(QLatin1String(name))).size() > 1'000);
        }
    }

    void renderDrawsTheNotesBesideTheDefinition() {
        put("m.asl.json", R"({"StartAt":"A","States":{
          "A":{"Type":"Map","ItemProcessor":{"StartAt":"Inner","States":{"Inner":{"Type":"Pass",
               "End":true}}},"End":true}}})");
        put("m.canvas.json", R"({"Collapsed":["A"],"Notes":[
          {"Text":"Ask the bank","X":300,"Y":0,"Width":180,"Height":60,"State":"A"}]})");
        const auto picture = [&](const char* arguments) {
            const Outcome outcome = run(words(arguments));
            QFile file(m_folder->filePath(QStringLiteral("m.svg")));
            return outcome.exitCode == 0 && file.open(QIODevice::ReadOnly) ? file.readAll()
                                                                           : outcome.err;
        };
        const QByteArray whole = picture("render m.asl.json -o m.svg");
        QVERIFY(whole.contains("Ask the bank") && whole.contains("Inner"));
        const QByteArray closed = picture("render m.asl.json -o m.svg --collapsed");
        QVERIFY(closed.contains("Ask the bank") && !closed.contains("Inner"));
        put("m.canvas.json", "{");
        const Outcome damaged = run(words("render m.asl.json -o m.svg"));
        QCOMPARE(damaged.exitCode, 0);
        QVERIFY(damaged.err.contains("m.canvas.json"));
    }

    void renderDrawsTheMachinesThatTasksShowInside() {
        put("inner.asl.json", kInner);
        put("outer.asl.json", QByteArray::fromStdString(kOuter));
        const auto picture = [&](const char* line) {
            QFile file(m_folder->filePath(QStringLiteral("o.svg")));
            const Outcome outcome = run(words(line));
            return outcome.exitCode == 0 && file.open(QIODevice::ReadOnly) ? file.readAll()
                                                                           : QByteArray();
        };
        const QByteArray closed = picture("render outer.asl.json -o o.svg");
        QVERIFY(closed.contains("Go") && !closed.contains("Deep down"));
        put("outer.canvas.json", "{\"Opened\": [\"Go\"]}");
        QVERIFY(picture("render outer.asl.json -o o.svg").contains("Deep down"));
        QVERIFY(picture("render outer.asl.json -o o.svg --collapsed").contains("Deep down"));
    }

    void controlCStopsCleanly() {
        auto process = start({QStringLiteral("execute"), QStringLiteral("orders"),
                              QStringLiteral("--workspace"), workspace("orders"),
                              QStringLiteral("--input"), QStringLiteral("large-order")});
        QByteArray err;
        QTRY_VERIFY_WITH_TIMEOUT(
            (err += process->readAllStandardError()).contains("Wait for review"), 60'000);
        ::kill(pid_t(process->processId()), SIGINT);
        QVERIFY(process->waitForFinished(60'000));
        QCOMPARE(process->exitStatus(), QProcess::NormalExit);
        QCOMPARE(process->exitCode(), 130);
    }

    void aKilledRunLeavesACleanWorkspace() {
        auto process = start({QStringLiteral("execute"), QStringLiteral("orders"),
                              QStringLiteral("--workspace"), workspace("orders"),
                              QStringLiteral("--input"), QStringLiteral("large-order")});
        QByteArray err;
        QTRY_VERIFY_WITH_TIMEOUT(
            (err += process->readAllStandardError()).contains("Wait for review"), 60'000);
        process->kill();
        QVERIFY(process->waitForFinished(60'000));
        const Outcome outcome = runIn("orders", words("execute orders --json"));
        QVERIFY2(outcome.exitCode == 0, (outcome.err + outcome.out).constData());
        // It complains of nothing but of what this machine cannot limit, as it does the next time.
        const Outcome next = runIn("orders", words("execute orders --json"));
        QCOMPARE(outcome.err, next.err);
    }

    void whatWasKilledGoesOnWhenAsked() {
        auto process = start({QStringLiteral("execute"), QStringLiteral("orders"),
                              QStringLiteral("--workspace"), workspace("orders"),
                              QStringLiteral("--input"), QStringLiteral("large-order")});
        QByteArray err;
        QTRY_VERIFY_WITH_TIMEOUT(
            (err += process->readAllStandardError()).contains("Wait for review"), 60'000);
        process->kill();
        QVERIFY(process->waitForFinished(60'000));
        const Outcome resumed = runIn("orders", words("resume --virtual-time --json"));
        QVERIFY2(resumed.exitCode == 0, (resumed.err + resumed.out).constData());
        const json::Value object = resumed.lines().at(0);
        QCOMPARE(object["status"].toString(), std::string("SUCCEEDED"));
        // From the very beginning, and the order was checked once: before the program was killed.
        int checks = 0;
        for (const json::Value& event : object["events"].items())
            checks += event["type"].toString() == "TaskStateEntered" &&
                              event["stateEnteredEventDetails"]["name"].toString() == "Check order"
                          ? 1
                          : 0;
        QCOMPARE(object["events"].at(0)["type"].toString(), std::string("ExecutionStarted"));
        QCOMPARE(checks, 1);
        const Outcome again = runIn("orders", words("resume"));
        QCOMPARE(again.exitCode, 0);
        QVERIFY(again.err.contains("Nothing is unfinished"));
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_commandline.moc"
