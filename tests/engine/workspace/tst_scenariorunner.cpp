#include "engine/workspace/scenariorunner.h"

#include "engine/base/systemclock.h"
#include "engine/execution/executor.h"
#include "engine/sandbox/processbackend.h"
#include "engine/workspace/samples.h"
#include "engine/workspace/workbench.h"
#include "tests/support/machine.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;
using namespace ws::workspace;

/// The tests of a workspace over real processes.
class ScenarioRunnerTest : public QObject {
    Q_OBJECT

    struct Bench {
        Bench()
            : clock(base::SystemClock::Idle::Skip)
            , bus(clock)
            , backends(clock)
            , workbench({clock, &clock, backends, bus}) {}
        ~Bench() { workbench.close(); }

        base::SystemClock clock;
        telemetry::EventBus bus;
        sandbox::ProcessBackendFactory backends;
        Workbench workbench;
    };

    QTemporaryDir m_folder;
    Bench m_bench;

    void put(const char* name, const QByteArray& text) {
        const QString path = m_folder.filePath(QLatin1String(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    std::vector<ScenarioRunner::Wanted> all() {
        std::vector<ScenarioRunner::Wanted> wanted;
        for (const auto& file : findScenarios(m_bench.workbench.snapshot())) {
            if (!file.scenarios)
                continue;
            for (const Scenario& scenario : *file.scenarios)
                wanted.push_back({file.kind, scenario});
        }
        return wanted;
    }

    std::vector<ScenarioResult> run(std::vector<ScenarioRunner::Wanted> wanted) {
        std::vector<ScenarioResult> results;
        bool over = false;
        m_bench.workbench.runScenarios(
            std::move(wanted), [&](const ScenarioResult& result) { results.push_back(result); },
            [&] { over = true; });
        (void)QTest::qWaitFor([&] { return over; }, 60'000);
        return results;
    }

private Q_SLOTS:
    void goal39_theTestsOfTheSampleAreFoundAndPass() {
        if (!tests::isInstalled("python3") || !tests::isInstalled("node"))
            QSKIP("the sample needs python3 and node");
        const auto sample =
            copySample("orders", m_folder.filePath(QStringLiteral("orders")).toStdString());
        QVERIFY(m_bench.workbench.open(*sample).ok());
        const auto results = run(all());
        QCOMPARE(results.size(), std::size_t(6));
        for (const ScenarioResult& result : results)
            QVERIFY2(
                result.passed(),
                (result.name + ": " + (result.passed() ? "" : result.differences[0].code)).c_str());
    }

    void brokenAndImpossibleTestsAreSaid() {
        put("w/statemachines/m.asl.json",
            R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}})");
        put("w/statemachines/n.asl.json", "{}");
        put("w/statemachines/n.mocks.json", "{");
        put("w/statemachines/m.mocks.json",
            R"({"StateMachines":{"m":{"TestCases":{"C":{"B":{"0":{"Return":1}}}}}},"Tests":{
                "no such event":{"Event":"e"},"no such state":{"Mocks":"C"},
                "differs":{"Input":{"a":1},"Expect":{"Output":{"a":2}}},"passes":{}}})");
        QVERIFY(m_bench.workbench.open(m_folder.filePath(QStringLiteral("w")).toStdString()).ok());
        const auto files = findScenarios(m_bench.workbench.snapshot());
        QCOMPARE(files.size(), std::size_t(2));
        QCOMPARE(QByteArray(files[1].scenarios.error().code.c_str()), QByteArray("json.syntax"));
        QCOMPARE(QByteArray(files[1].scenarios.error().arg("path").c_str()),
                 QByteArray("statemachines/n.mocks.json"));
        QByteArray said;
        for (const ScenarioResult& result : run(all()))
            said += result.passed() ? "passed " : (result.differences[0].code + ' ').c_str();
        QCOMPARE(said, QByteArray("scenario.noEvent mocks.unknownState scenario.output passed "));
    }

    void whatAMachineStartsIsMockedByTheFileOfTheTest() {
        put("c/statemachines/outer.asl.json",
            R"({"StartAt":"S","States":{"S":{"Type":"Task","End":true,"OutputPath":"$.Output",
                "Resource":"arn:aws:states:::states:startExecution.sync:2","Parameters":{
                "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:inner"}}}})");
        put("c/statemachines/inner.asl.json",
            R"({"StartAt":"F","States":{"F":{"Type":"Task","Resource":"nowhere","End":true}}})");
        put("c/statemachines/outer.mocks.json",
            R"({"StateMachines":{"inner":{"TestCases":{"Seven":{"F":{"0":{"Return":7}}}}}},
                "Tests":{"mocked":{"Mocks":"Seven","Expect":{"Output":7}},
                         "called":{"Expect":{"Output":7}}}})");
        QVERIFY(m_bench.workbench.open(m_folder.filePath(QStringLiteral("c")).toStdString()).ok());
        const auto results = run(all());
        QCOMPARE(results.size(), std::size_t(2));
        QVERIFY(results[0].passed());
        QCOMPARE(QByteArray(results[1].differences.at(0).code.c_str()),
                 QByteArray("scenario.status"));
    }

    void cancellingEndsTheOneUnderWayAndBeginsNoOther() {
        put("v/statemachines/m.asl.json",
            R"({"StartAt":"A","States":{"A":{"Type":"Task","Resource":"f","End":true}}})");
        put("v/statemachines/m.mocks.json",
            R"({"StateMachines":{"m":{"TestCases":{"C":{"A":{"0":{"Return":1,"DelaySeconds":1000000}}}}}},
                "Tests":{"one":{"Mocks":"C"},"two":{"Mocks":"C"}}})");
        QVERIFY(m_bench.workbench.open(m_folder.filePath(QStringLiteral("v")).toStdString()).ok());
        std::vector<ScenarioResult> results;
        bool over = false;
        const base::SystemClock::Hold hold(m_bench.clock); // its wait is not skipped
        m_bench.workbench.runScenarios(
            all(), [&](const ScenarioResult& result) { results.push_back(result); },
            [&] { over = true; });
        QTRY_VERIFY(m_bench.workbench.executor().runningCount() == 1);
        m_bench.workbench.cancelScenarios();
        QTRY_VERIFY(over);
        QCOMPARE(results.size(), std::size_t(1));
        QCOMPARE(QByteArray(results[0].differences[0].arg("actual").c_str()),
                 QByteArray("ABORTED"));
    }
};

QTEST_GUILESS_MAIN(ScenarioRunnerTest)
#include "tst_scenariorunner.moc"
