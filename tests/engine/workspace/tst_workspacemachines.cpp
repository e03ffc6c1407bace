#include "engine/workspace/workspacemachines.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using tests::Workflow;

static std::string starting(const std::string& machine, const std::string& suffix,
                            const std::string& name) {
    return R"({"StartAt":"S","States":{"S":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::states:startExecution)" +
           suffix +
           R"(","Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:)" +
           machine + R"(","Input.$":"$","Name":")" + name + R"("}}}})";
}

namespace {

/// A workspace that holds one machine, `wait`, of a minute.
struct Fixture {
    explicit Fixture(const std::string& definition, const std::string& input = "{}")
        : workflow(definition, input) {
        workflow.executor.setSurroundings({nullptr, &machines, nullptr});
    }
    base::ExecutionId start(const std::string& definition, const std::string& input = "{}") {
        execution::StartRequest request;
        request.machine = "machine";
        request.input = *json::Value::parse(input);
        return *workflow.executor.start(
            definition, request,
            [this](const execution::ExecutionResult& end) { errors.push_back(end.error); });
    }

    Workflow workflow;
    std::vector<std::string> errors;
    workspace::WorkspaceMachines machines{
        [](const std::string& name) -> base::Result<workspace::WorkspaceMachines::Found> {
            if (name != "wait")
                return base::Error{"execute.machineNotFound", {}};
            const std::string text =
                R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}})";
            auto machine = statemachine::parseStateMachine(text);
            if (!machine)
                return machine.error();
            return workspace::WorkspaceMachines::Found{*machine, text};
        }};
};

} // namespace

class WorkspaceMachinesTest : public QObject {
    Q_OBJECT

private slots:
    void aMachineOfTheWorkspaceRuns();
    void theApiStartsAMachineOfTheWorkspaceAndAnswersAtItsEnd();
    void whatCannotBeStartedIsRefused_data();
    void whatCannotBeStartedIsRefused();
    void aNameIsUsedOnce();
    void theSameExecutionIsAwaitedByBoth();
    void itKnowsWhatRuns();
};

void WorkspaceMachinesTest::aMachineOfTheWorkspaceRuns() {
    Fixture f(starting("wait", ".sync", "kid"), R"({"a":1})");
    QVERIFY(f.workflow.finish().end().starts_with("SUCCEEDED"));
    const json::Value& output = f.workflow.result->output;
    QCOMPARE(output["ExecutionArn"].toString(),
             std::string("arn:aws:states:us-east-1:123456789012:execution:wait:kid"));
    QCOMPARE(output["Output"].toString(), std::string(R"({"a":1})"));
    QCOMPARE(output["StopDate"].toInteger() - output["StartDate"].toInteger(),
             std::int64_t(60'000));
}

void WorkspaceMachinesTest::theApiStartsAMachineOfTheWorkspaceAndAnswersAtItsEnd() {
    std::string asking = starting("wait", "", "kid");
    const std::string optimised = "states:startExecution";
    asking.replace(asking.find(optimised), optimised.size(), "aws-sdk:sfn:startSyncExecution");
    Fixture f(asking, R"({"a":1})");
    QVERIFY(f.workflow.finish().end().starts_with("SUCCEEDED"));
    const json::Value& output = f.workflow.result->output;
    QCOMPARE(output["ExecutionArn"].toString(),
             std::string("arn:aws:states:us-east-1:123456789012:execution:wait:kid"));
    QCOMPARE(output["Status"].toString(), std::string("SUCCEEDED"));
    QCOMPARE(output["Output"].toString(), std::string(R"({"a":1})"));
    QVERIFY(f.machines.running().empty());
}

void WorkspaceMachinesTest::whatCannotBeStartedIsRefused_data() {
    QTest::addColumn<QByteArray>("machine");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("no such machine") << QByteArray("other") << QByteArray("k") << QByteArray("{}")
                                     << QByteArray("StateMachineDoesNotExist");
    QTest::newRow("a name with spaces")
        << QByteArray("wait") << QByteArray("a b") << QByteArray("{}") << QByteArray("InvalidName");
    QTest::newRow("a long name") << QByteArray("wait") << QByteArray(81, 'x') << QByteArray("{}")
                                 << QByteArray("InvalidName");
    QTest::newRow("no JSON") << QByteArray("wait") << QByteArray("k") << QByteArray("\"{\"")
                             << QByteArray("InvalidExecutionInput");
}

void WorkspaceMachinesTest::whatCannotBeStartedIsRefused() {
    QFETCH(QByteArray, machine);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, error);
    Fixture f(starting(machine.toStdString(), "", name.toStdString()), input.toStdString());
    f.workflow.finish();
    QCOMPARE(f.workflow.result->error, "StepFunctions." + error.toStdString() + "Exception");
}

void WorkspaceMachinesTest::aNameIsUsedOnce() {
    Fixture f(starting("wait", ".sync", "kid"));
    f.workflow.settle();
    f.start(starting("wait", "", "kid"), "[]"); // another input
    f.workflow.finish();
    f.start(starting("wait", "", "kid")); // it has ended
    f.workflow.finish();
    const std::string refused = "StepFunctions.ExecutionAlreadyExistsException";
    QCOMPARE(f.errors, (std::vector<std::string>{refused, refused}));
}

void WorkspaceMachinesTest::theSameExecutionIsAwaitedByBoth() {
    Fixture f(starting("wait", ".sync", "kid"));
    f.workflow.clock.advance(30s);
    f.start(starting("wait", ".sync", "kid"));
    f.workflow.clock.advance(29s);
    QVERIFY(f.errors.empty());
    f.workflow.clock.advance(1s);
    QCOMPARE(f.errors, std::vector<std::string>{""});
    QVERIFY(f.workflow.result);
}

void WorkspaceMachinesTest::itKnowsWhatRuns() {
    Fixture f(starting("wait", "", ""));
    f.workflow.clock.advance(1s);
    QCOMPARE(f.machines.running().size(), std::size_t(1));
    f.workflow.finish();
    QVERIFY(f.machines.running().empty());
}

QTEST_GUILESS_MAIN(WorkspaceMachinesTest)
#include "tst_workspacemachines.moc"
