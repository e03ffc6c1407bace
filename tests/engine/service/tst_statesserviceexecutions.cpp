#include "engine/service/statesservice.h"

#include "tests/support/statesfixture.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using json::Value;
using tests::StatesFixture;

namespace {

Value on(const std::string& execution) {
    return Value::object({{"executionArn", execution}});
}

Value logging(const std::string& level, const std::string& group = "/states") {
    const std::string arn = "arn:aws:logs:us-east-1:123456789012:log-group:" + group + ":*";
    return Value::object(
        {{"loggingConfiguration",
          Value::object({{"level", level},
                         {"includeExecutionData", true},
                         {"destinations", Value(Value::Array{Value::object(
                                              {{"cloudWatchLogsLogGroup",
                                                Value::object({{"logGroupArn", arn}})}})})}})}});
}

std::string typesOf(const std::vector<Value>& lines) {
    std::string out;
    for (const Value& line : lines)
        out += (out.empty() ? "" : " ") + line["type"].toString();
    return out;
}

std::string typesOf(const Value& history) {
    return typesOf(history["events"].items());
}

} // namespace

class TestStatesServiceExecutions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNameIsTakenForGoodOnceItsExecutionHasEnded() {
        StatesFixture f;
        const std::string machine = f.create("once");
        const std::string execution = f.start(machine, "run");
        QCOMPARE(f.start(machine, "run"), execution); // it runs: the same again
        f.clock.runUntilIdle();
        QCOMPARE(f.refusal("StartExecution",
                           Value::object({{"stateMachineArn", machine}, {"name", "run"}})),
                 "ExecutionAlreadyExists: Execution Already Exists: '" + execution + "'");
    }

    void expressExecutionsAreNeverTheSame() {
        StatesFixture f;
        const std::string machine =
            f.create("fast", StatesFixture::kPass, Value::object({{"type", "EXPRESS"}}));
        const std::string one = f.start(machine, "run");
        const std::string two = f.start(machine, "run");
        QVERIFY(one != two);
        QVERIFY(QString::fromStdString(one).startsWith(
            QLatin1String("arn:aws:states:us-east-1:123456789012:express:fast:run:")));
    }

    void aSynchronousExecutionAnswersWhenItHasEnded() {
        StatesFixture f;
        const std::string machine =
            f.create("sync", StatesFixture::kWait, Value::object({{"type", "EXPRESS"}}));
        std::optional<service::Answer> answer;
        f.states.call("StartSyncExecution", Value::object({{"stateMachineArn", machine}}),
                      [&](service::Answer given) { answer.emplace(std::move(given)); });
        QVERIFY(!answer);
        f.clock.runUntilIdle();
        QVERIFY(answer && answer->ok());
        QCOMPARE((**answer)["status"].toString(), std::string("SUCCEEDED"));
        QCOMPARE((**answer)["billingDetails"]["billedDurationInMilliseconds"].toInteger(),
                 std::int64_t(60'000));
    }

    void badInputIsRefusedInTheWordsOfTheReader() {
        StatesFixture f;
        const std::string machine = f.create("reading");
        QCOMPARE(f.refusal("StartExecution",
                           Value::object({{"stateMachineArn", machine}, {"input", "not json"}})),
                 std::string("InvalidExecutionInput: Invalid State Machine Execution Input: "
                             "'Unrecognized token 'not': was expecting (JSON String, Number, "
                             "Array, Object or token 'null', 'true' or 'false')'"));
    }

    void stoppingTellsWhyAndWhen() {
        StatesFixture f;
        const std::string execution = f.start(f.create("long", StatesFixture::kWait));
        f.clock.advance(5s);
        Value in = on(execution);
        in.set("error", "Enough");
        in.set("cause", "we know");
        const Value stopped = f.done("StopExecution", in);
        const Value described = f.done("DescribeExecution", on(execution));
        QCOMPARE(described["status"].toString(), std::string("ABORTED"));
        QCOMPARE(described["error"].toString(), std::string("Enough"));
        QCOMPARE(described["cause"].toString(), std::string("we know"));
        f.clock.advance(5s);
        QVERIFY(f.done("StopExecution", on(execution))["stopDate"] == stopped["stopDate"]);
        QVERIFY(QString::fromStdString(typesOf(f.historyOf(execution)))
                    .endsWith(QLatin1String("ExecutionAborted")));
    }

    void anExecutionIsStoppedBeforeItsFirstStep() {
        StatesFixture f;
        const std::string execution = f.start(f.create("early"));
        f.done("StopExecution", on(execution));
        f.clock.runUntilIdle();
        QCOMPARE(f.statusOf(execution), std::string("ABORTED"));
    }

    void historiesComeInPagesFromEitherEnd() {
        StatesFixture f;
        const std::string execution = f.start(f.create("paged"));
        f.clock.runUntilIdle();
        const Value first = f.historyOf(execution, Value::object({{"maxResults", 3}}));
        QCOMPARE(first["events"].size(), std::size_t(3));
        const Value rest = f.historyOf(
            execution, Value::object({{"maxResults", 3}, {"nextToken", first["nextToken"]}}));
        QCOMPARE(typesOf(rest), std::string("ExecutionSucceeded"));
        QVERIFY(!rest.find("nextToken"));
        const Value reversed = f.historyOf(execution, Value::object({{"reverseOrder", true}}));
        QCOMPARE(reversed["events"].at(0)["id"].toInteger(), std::int64_t(4));
    }

    void historiesComeWithoutTheirDataWhenAsked() {
        StatesFixture f;
        const std::string execution = f.start(f.create("quiet"), {}, R"({"secret":1})");
        f.clock.runUntilIdle();
        const std::string shown =
            f.historyOf(execution, Value::object({{"includeExecutionData", false}})).dump();
        QVERIFY(shown.find("secret") == std::string::npos);
        QVERIFY(shown.find("roleArn") != std::string::npos);
    }

    void executionsAreListedLatestFirstAndByStatus() {
        StatesFixture f;
        const std::string machine = f.create("listed", StatesFixture::kWait);
        const std::string one = f.start(machine);
        const std::string two = f.start(machine);
        f.done("StopExecution", on(one));
        const Value all = f.done("ListExecutions", Value::object({{"stateMachineArn", machine}}));
        QCOMPARE(all["executions"].at(0)["executionArn"].toString(), two);
        const Value aborted =
            f.done("ListExecutions",
                   Value::object({{"stateMachineArn", machine}, {"statusFilter", "ABORTED"}}));
        QCOMPARE(aborted["executions"].size(), std::size_t(1));
        QCOMPARE(aborted["executions"].at(0)["executionArn"].toString(), one);
    }

    void logsHoldWhatTheirLevelAsksFor_data() {
        QTest::addColumn<QString>("level");
        QTest::addColumn<QString>("types");
        QTest::newRow("all") << "ALL"
                             << "ExecutionStarted FailStateEntered ExecutionFailed";
        QTest::newRow("error") << "ERROR"
                               << "FailStateEntered ExecutionFailed";
        QTest::newRow("fatal") << "FATAL"
                               << "ExecutionFailed";
        QTest::newRow("off") << "OFF"
                             << "";
    }
    void logsHoldWhatTheirLevelAsksFor() {
        QFETCH(QString, level);
        QFETCH(QString, types);
        StatesFixture f;
        const std::string machine =
            f.create("logged", StatesFixture::kFail, logging(level.toStdString()));
        f.start(machine);
        f.start(machine);
        f.clock.runUntilIdle();
        const std::string twice =
            types.isEmpty() ? "" : (types + QLatin1Char(' ') + types).toStdString();
        std::string got = typesOf(f.sinks.lines["/states"]);
        std::vector<Value> first;
        for (const Value& line : f.sinks.lines["/states"]) {
            if (line["execution_arn"] == f.sinks.lines["/states"].front()["execution_arn"])
                first.push_back(line);
        }
        QCOMPARE(typesOf(first), types.toStdString());
        QCOMPARE(got.size(), twice.size());
    }

    void aLogGroupThatIsNotThereIsRefused() {
        StatesFixture f;
        Value in = logging("ALL", "missing");
        in.set("name", "m");
        in.set("definition", StatesFixture::kPass);
        in.set("roleArn", StatesFixture::kRole);
        QCOMPARE(f.refusal("CreateStateMachine", in),
                 std::string("InvalidLoggingConfiguration: Invalid Logging Configuration: Log "
                             "Destination not found."));
    }

    void statusChangesAreTold() {
        StatesFixture f;
        const std::string execution = f.start(f.create("told", StatesFixture::kFail));
        f.clock.runUntilIdle();
        QCOMPARE(f.sinks.events.size(), std::size_t(2));
        QCOMPARE(f.sinks.events[0]["detail"]["status"].toString(), std::string("RUNNING"));
        const Value& detail = f.sinks.events[1]["detail"];
        QCOMPARE(detail["status"].toString(), std::string("FAILED"));
        QCOMPARE(detail["error"].toString(), std::string("Bad"));
        QCOMPARE(f.sinks.events[1]["resources"].at(0).toString(), execution);
    }

    void anActivitysWorkerWaitsAMinuteForWork() {
        StatesFixture f;
        const std::string activity =
            f.done("CreateActivity", Value::object({{"name", "work"}}))["activityArn"].toString();
        std::optional<service::Answer> answer;
        f.states.call("GetActivityTask", Value::object({{"activityArn", activity}}),
                      [&](service::Answer given) { answer.emplace(std::move(given)); });
        f.clock.advance(59s);
        QVERIFY(!answer);
        f.clock.advance(2s);
        QVERIFY(answer && answer->ok());
        QVERIFY((**answer)["taskToken"].isNull());
    }

    void aWorkersAnswerEndsTheTask() {
        StatesFixture f;
        const std::string activity =
            f.done("CreateActivity", Value::object({{"name", "work"}}))["activityArn"].toString();
        const std::string execution = f.start(
            f.create("working", R"({"StartAt":"A","States":{"A":{"Type":"Task","Resource":")" +
                                    activity + R"(","End":true}}})"),
            {}, R"({"n":1})");
        std::string token;
        f.states.call("GetActivityTask",
                      Value::object({{"activityArn", activity}, {"workerName", "w"}}),
                      [&](service::Answer given) { token = (*given)["taskToken"].toString(); });
        f.clock.advance(1s);
        QVERIFY(!token.empty());
        f.done("SendTaskHeartbeat", Value::object({{"taskToken", token}}));
        f.done("SendTaskSuccess", Value::object({{"taskToken", token}, {"output", R"({"m":2})"}}));
        f.clock.advance(1s);
        QCOMPARE(f.done("DescribeExecution", on(execution))["output"].toString(),
                 std::string(R"({"m":2})"));
        QVERIFY(!f.call("SendTaskSuccess", Value::object({{"taskToken", token}, {"output", "{}"}}))
                     .ok());
    }

    void aNestedExecutionIsOneLikeAnyOther() {
        StatesFixture f;
        const std::string child = f.create("child");
        const std::string parent = f.start(f.create(
            "parent",
            R"({"StartAt":"A","States":{"A":{"Type":"Task","Resource":)"
            R"("arn:aws:states:::states:startExecution.sync","Parameters":{"StateMachineArn":")" +
                child + R"(","Name":"inner","Input":{"n":1}},"End":true}}})"));
        f.clock.runUntilIdle();
        QCOMPARE(f.statusOf(parent), std::string("SUCCEEDED"));
        const Value listed = f.done("ListExecutions", Value::object({{"stateMachineArn", child}}));
        QCOMPARE(listed["executions"].at(0)["name"].toString(), std::string("inner"));
        QCOMPARE(listed["executions"].at(0)["status"].toString(), std::string("SUCCEEDED"));
    }

    void whatATaskStartsByTheApiIsNestedInItsExecution() {
        StatesFixture f;
        struct Started : telemetry::EventSink {
            void onEvent(const telemetry::Event& event) override {
                if (const auto* one = std::get_if<telemetry::ExecutionStarted>(&event.body))
                    all.push_back(*one);
            }
            std::vector<telemetry::ExecutionStarted> all;
        } started;
        f.bus.addSink(&started);
        const std::string child = f.create("child");
        const std::string parent = f.start(
            f.create("parent", R"({"StartAt":"A","States":{"A":{"Type":"Task","Resource":)"
                               R"("arn:aws:states:::aws-sdk:sfn:startExecution","Parameters":)"
                               R"({"StateMachineArn":")" +
                                   child + R"("},"End":true}}})"));
        f.clock.runUntilIdle();
        f.start(child, "alone"); // by nobody's Task
        f.clock.runUntilIdle();
        f.bus.removeSink(&started);
        QCOMPARE(started.all.size(), std::size_t(3));
        QCOMPARE(started.all[1].machine, std::string("child"));
        QCOMPARE(started.all[1].origin.parent, started.all[0].execution);
        QCOMPARE(started.all[1].origin.parentArn, parent);
        QCOMPARE(started.all[1].origin.state, std::string("A"));
        QVERIFY(!started.all[2].origin.isNested());
    }

    void aTaskMayAskTheServiceItself() {
        StatesFixture f;
        f.create("one");
        const std::string execution =
            f.start(f.create("asking", R"({"StartAt":"A","States":{"A":{"Type":"Task","Resource":)"
                                       R"("arn:aws:states:::aws-sdk:sfn:listStateMachines",)"
                                       R"("Parameters":{"MaxResults":1},"End":true}}})"));
        f.clock.runUntilIdle();
        const auto output =
            Value::parse(f.done("DescribeExecution", on(execution))["output"].toString());
        QVERIFY(output.ok());
        QCOMPARE((*output)["StateMachines"].at(0)["Name"].toString(), std::string("asking"));
        QVERIFY(output->find("NextToken"));
    }
};

QTEST_GUILESS_MAIN(TestStatesServiceExecutions)
#include "tst_statesserviceexecutions.moc"
