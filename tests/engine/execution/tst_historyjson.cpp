#include "engine/execution/historyjson.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using telemetry::HistoryEvent;
using telemetry::HistoryEventType;
using tests::Workflow;

class HistoryJsonTest : public QObject {
    Q_OBJECT

private slots:
    void eventsHaveTheFormOfGetExecutionHistory();
    void eventsWithoutDetailsHaveNone();
    void variablesAreTexts();
    void failuresShowOnlyWhatWasSaid();
};

static const char* const kStarted =
    R"j({"timestamp":"2023-11-14T22:13:20.000Z","type":"ExecutionStarted","id":1,)j"
    R"j("previousEventId":0,"executionStartedEventDetails":{"input":"{\"a\":1}",)j"
    R"j("inputDetails":{"truncated":false},"roleArn":"arn:aws:iam::123456789012:role/machine"}})j";
static const char* const kEntered =
    R"j({"name":"S","input":"{\"a\":1}","inputDetails":{"truncated":false}})j";
static const char* const kScheduled =
    R"j({"resource":"arn:aws:lambda:us-east-1:123456789012:function:f","input":"{\"a\":1}",)j"
    R"j("inputDetails":{"truncated":false},"timeoutInSeconds":5})j";
static const char* const kResult =
    R"j({"output":"{\"b\":2}","outputDetails":{"truncated":false}})j";
static const char* const kAssigned =
    R"j({"name":"S","output":"1","outputDetails":{"truncated":false},)j"
    R"j("assignedVariables":{"x":"\"text\"","y":"2"},)j"
    R"j("assignedVariablesDetails":{"truncated":false}})j";

void HistoryJsonTest::eventsHaveTheFormOfGetExecutionHistory() {
    Workflow workflow(R"({"StartAt":"S","States":{"S":{"Type":"Task","Resource":"f","End":true,
                          "TimeoutSeconds":5}}})",
                      R"({"a":1})");
    workflow.settle();
    workflow.functions.succeed(0, json::Value::object({{"b", 2}}));
    workflow.finish();
    const json::Value events = execution::historyToJson(workflow.history().events())["events"];
    QCOMPARE(events.at(0).dump(), std::string(kStarted));
    QCOMPARE(events.at(1)["stateEnteredEventDetails"].dump(), std::string(kEntered));
    QCOMPARE(events.at(2)["lambdaFunctionScheduledEventDetails"].dump(), std::string(kScheduled));
    QVERIFY(!events.at(3).find("lambdaFunctionStartedEventDetails"));
    QCOMPARE(events.at(4)["lambdaFunctionSucceededEventDetails"].dump(), std::string(kResult));
    QCOMPARE(events.at(6)["executionSucceededEventDetails"].dump(), std::string(kResult));
}

void HistoryJsonTest::eventsWithoutDetailsHaveNone() {
    HistoryEvent event;
    event.type = HistoryEventType::ParallelStateStarted;
    QCOMPARE(execution::historyEventToJson(event).size(), 4u);
    event.type = HistoryEventType::MapStateStarted;
    event.length = 3;
    QCOMPARE(execution::historyEventToJson(event)["mapStateStartedEventDetails"].dump(),
             std::string(R"({"length":3})"));
    event.type = HistoryEventType::MapIterationStarted;
    event.name = "M";
    event.index = 0;
    QCOMPARE(execution::historyEventToJson(event)["mapIterationStartedEventDetails"].dump(),
             std::string(R"({"name":"M","index":0})"));
}

void HistoryJsonTest::variablesAreTexts() {
    HistoryEvent event;
    event.type = HistoryEventType::PassStateExited;
    event.name = "S";
    event.output = json::Value(1);
    event.assignedVariables = json::Value::object({{"x", "text"}, {"y", 2}});
    QCOMPARE(execution::historyEventToJson(event)["stateExitedEventDetails"].dump(),
             std::string(kAssigned));
}

void HistoryJsonTest::failuresShowOnlyWhatWasSaid() {
    HistoryEvent event;
    event.type = HistoryEventType::ExecutionFailed;
    QCOMPARE(execution::historyEventToJson(event)["executionFailedEventDetails"].dump(),
             std::string("{}"));
    event.error = "E";
    event.cause = "";
    QCOMPARE(execution::historyEventToJson(event)["executionFailedEventDetails"].dump(),
             std::string(R"({"error":"E","cause":""})"));
}

QTEST_GUILESS_MAIN(HistoryJsonTest)
#include "tst_historyjson.moc"
