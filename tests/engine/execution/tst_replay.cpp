#include "engine/execution/replay.h"

#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using namespace std::chrono_literals;
using json::Value;
using telemetry::HistoryEvent;
using tests::Workflow;

namespace {

constexpr const char* kDrawing = R"j({"StartAt":"U","States":{
    "U":{"Type":"Pass","Parameters":{"u.$":"States.UUID()","n.$":"States.MathRandom(1,1000)"},
        "Assign":{"kept.$":"$$.Execution.StartTime"},"Next":"T"},
    "T":{"Type":"Task","Resource":"f","Retry":[{"ErrorEquals":["Odd"],"JitterStrategy":"FULL",
        "IntervalSeconds":9,"MaxAttempts":2}],
        "Catch":[{"ErrorEquals":["States.ALL"],"Next":"End"}],"Next":"End"},
    "End":{"Type":"Pass","Parameters":{"kept.$":"$kept","at.$":"$$.State.EnteredTime"},
        "End":true}}})j";

constexpr const char* kQuery = R"j({"QueryLanguage":"JSONata","StartAt":"P","States":{
    "P":{"Type":"Pass","Output":"{% {'u': $uuid(), 'r': $random(), 'now': $now(), 'a': $states.input.a} %}",
        "Assign":{"v":"{% $millis() %}"},"Next":"W"},
    "W":{"Type":"Wait","Seconds":"{% 1 + 1 %}","Next":"M"},
    "M":{"Type":"Map","Items":"{% [1..3] %}","ItemProcessor":{"StartAt":"C","States":{
        "C":{"Type":"Choice","Choices":[{"Condition":"{% $states.input > 2 %}","Next":"B"}],"Default":"A"},
        "A":{"Type":"Succeed"},"B":{"Type":"Fail","Error":"Big"}}},
        "Catch":[{"ErrorEquals":["Big"],"Next":"L"}],"End":true},
    "L":{"Type":"Pass","Output":"{% $v %}","End":true}}})j";

constexpr const char* kForks = R"j({"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
    {"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.list","MaxConcurrency":2,
        "ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value"},
        "ItemProcessor":{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"f","End":true}}},
        "End":true}}},
    {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":5,"Next":"X"},
        "X":{"Type":"Task","Resource":"g","TimeoutSeconds":3,"End":true}}}],
    "Catch":[{"ErrorEquals":["States.Timeout"],"Next":"Z"}],"End":true},
    "Z":{"Type":"Pass","End":true}}})j";

constexpr const char* kDistributed = R"j({"StartAt":"D","States":{"D":{"Type":"Map",
    "ItemReader":{"Resource":"arn:aws:states:::s3:getObject",
        "ReaderConfig":{"InputType":"JSON"},"Parameters":{"Bucket":"b","Key":"items"}},
    "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
        "StartAt":"T","States":{"T":{"Type":"Task","Resource":"f","End":true}}},
    "ToleratedFailureCount":1,
    "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b","Prefix":"out"}},
    "End":true}}})j";

std::string task(const std::string& resource, const std::string& more = {}) {
    return R"({"StartAt":"S","States":{"S":{"Type":"Task","Resource":")" + resource +
           R"(","End":true)" + more + "}}}";
}

/// A run that was written down, whatever it was.
struct Run {
    Journal journal;
    std::vector<HistoryEvent> history;
};

Run run(const std::string& definition, const std::string& input,
        const std::function<void(Workflow&)>& drive) {
    const auto recorder = std::make_shared<JournalRecorder>();
    Workflow workflow(definition, input, {}, recorder);
    workflow.services.offered = {"sqs:sendMessage"};
    workflow.machines.add("child", R"({"StartAt":"W","States":{
        "W":{"Type":"Wait","Seconds":60,"End":true}}})");
    workflow.store.put("b", "items", "[1,2,3,4,5]");
    drive(workflow);
    workflow.finish();
    return {recorder->journal(), workflow.history().events()};
}

/// Fails every second call.
void unsteadily(Workflow& workflow) {
    workflow.functions.rule = [calls = 0](const TaskRequest& request) mutable {
        if (++calls % 2 == 1)
            return tests::ScriptedFunctions::failure("Odd", "by chance");
        TaskOutcome outcome;
        outcome.result = request.payload;
        return outcome;
    };
}

void withoutG(Workflow& workflow) {
    workflow.settle();
    for (std::size_t call = 0; call < 2; ++call)
        workflow.functions.succeed(call, static_cast<int>(call));
    workflow.settle();
    workflow.functions.succeed(2, "last"); // g is never answered
}

void byToken(Workflow& workflow) {
    workflow.settle();
    const auto body =
        Value::parse(workflow.services.calls[0].request.parameters["MessageBody"].toString());
    const std::string token = (*body)["t"].toString();
    workflow.services.reply(0, Value::object({{"MessageId", "m"}}));
    workflow.settle();
    workflow.clock.advance(4s);
    QVERIFY(workflow.executor.sendTaskHeartbeat(token));
    workflow.settle();
    QVERIFY(workflow.executor.sendTaskFailure(token, "Refused", std::nullopt));
}

void byWorker(Workflow& workflow) {
    workflow.settle();
    std::string token;
    workflow.executor.activities().poll("arn:aws:states:us-east-1:123456789012:activity:a", "Ann",
                                        [&](const auto& task) { token = task->token; });
    workflow.settle();
    QVERIFY(workflow.executor.sendTaskSuccess(token, "[1.0]"));
}

struct Story {
    const char* name;
    std::string definition;
    const char* input;
    std::function<void(Workflow&)> drive;
};

std::vector<Story> stories() {
    const std::string activity = "arn:aws:states:us-east-1:123456789012:activity:a";
    const std::string child = "arn:aws:states:::states:startExecution";
    const std::string parameters =
        R"(,"Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:child","Input":{}})";
    return {
        {"random numbers, retries and jitter", kDrawing, "{}", unsteadily},
        {"JSONata", kQuery, R"({"a": 1.50})", [](Workflow&) {}},
        {"forks with timeouts", kForks, R"({"list":[1,"two",{"three":3}]})", withoutG},
        {"a reader and a writer", kDistributed, "{}", unsteadily},
        {"a token",
         task(
             "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
             R"(,"HeartbeatSeconds":5,"Parameters":{"QueueUrl":"q","MessageBody":{"t.$":"$$.Task.Token"}})"),
         "{}", byToken},
        {"an activity", task(activity), "{}", byWorker},
        {"a nested execution", task(child + ".sync:2", parameters), "{}", [](Workflow&) {}},
        {"a refused call",
         task("arn:aws:states:::sqs:sendMessage",
              R"(,"Parameters":{"QueueUrl":"q","MessageBody":"m"})"),
         "{}",
         [](Workflow& workflow) {
             workflow.settle();
             workflow.services.fail(0, 400, "AWS.SimpleQueueService.NonExistentQueue", "none");
         }},
        {"a stop", task("f"), "{}",
         [](Workflow& workflow) {
             workflow.settle();
             workflow.executor.stop(workflow.id, "Manual", "enough");
         }},
        {"a timeout of the machine",
         R"({"TimeoutSeconds":3,"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":9,"End":true}}})",
         "{}", [](Workflow&) {}},
        {"a loop beyond one slice and the limit",
         R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}}})",
         "{}", [](Workflow&) {}},
    };
}

} // namespace

class ReplayTest : public QObject {
    Q_OBJECT

private slots:
    void theHistoryIsTheSameByteForByte_data();
    void theHistoryIsTheSameByteForByte();
    void anotherSeedIsAnotherHistory();
    void aChangedDefinitionIsFoundAtItsFirstEvent();
    void aDefinitionThatIsNoneIsAnError();
    void itIsRewoundToAnyEvent_data();
    void itIsRewoundToAnyEvent();
    void atAnEntryItIsAboutToEnter();
    void whatWasOpenThereIsOpenAgain();
    void beyondTheEndIsNoEvent();
    void anEditIsPartOfTheRecord();
};

void ReplayTest::theHistoryIsTheSameByteForByte_data() {
    QTest::addColumn<int>("story");
    const auto all = stories();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << static_cast<int>(i);
}

void ReplayTest::theHistoryIsTheSameByteForByte() {
    QFETCH(int, story);
    const Story chosen = stories()[static_cast<std::size_t>(story)];
    const Run done = run(chosen.definition, chosen.input, chosen.drive);
    QVERIFY(done.history.size() >= 3);
    const auto read = decodeJournal(encodeJournal(done.journal));
    QVERIFY(read.ok());
    const auto difference = checkReplay(*read, done.history);
    QVERIFY(difference.ok());
    if (*difference)
        QFAIL(((*difference)->recorded + " became " + (*difference)->replayed).c_str());
}

void ReplayTest::anotherSeedIsAnotherHistory() {
    Run done = run(kDrawing, "{}", unsteadily);
    ++done.journal.header.seed;
    const auto difference = checkReplay(done.journal, done.history);
    QCOMPARE((*difference)->event, std::int64_t(3)); // the UUID
}

void ReplayTest::aChangedDefinitionIsFoundAtItsFirstEvent() {
    Run done = run(kForks, R"({"list":[1,2,3]})", withoutG);
    std::string& text = done.journal.header.definition;
    text.replace(text.find(R"("Seconds":5)"), 11, R"("Seconds":0)");
    const auto difference = checkReplay(done.journal, done.history);
    QVERIFY(difference->has_value());
    const HistoryDifference& found = **difference;
    QVERIFY(found.recorded.find("LambdaFunctionStarted") != std::string::npos ||
            found.recorded.find("Map") != std::string::npos);
    QVERIFY(found.replayed.find("WaitStateExited") != std::string::npos);
    // What was the same before is the same.
    const auto replay = Replay::open(done.journal.header);
    (*replay)->apply(done.journal.inputs);
    const auto replayed = (*replay)->interpreter().history()->events();
    for (std::size_t i = 0; i + 1 < static_cast<std::size_t>(found.event); ++i)
        QCOMPARE(historyEventToJson(replayed[i]).dump(),
                 historyEventToJson(done.history[i]).dump());
}

void ReplayTest::aDefinitionThatIsNoneIsAnError() {
    Run done = run(kDrawing, "{}", unsteadily);
    done.journal.header.definition = "{";
    QVERIFY(!checkReplay(done.journal, done.history));
    QVERIFY(!rewound(done.journal, 1));
}

void ReplayTest::itIsRewoundToAnyEvent_data() {
    theHistoryIsTheSameByteForByte_data();
}

void ReplayTest::itIsRewoundToAnyEvent() {
    QFETCH(int, story);
    const Story chosen = stories()[static_cast<std::size_t>(story)];
    const Run done = run(chosen.definition, chosen.input, chosen.drive);
    const std::size_t events = std::min<std::size_t>(done.history.size(), 300);
    std::size_t exact = 0;
    for (std::size_t event = 1; event <= events; ++event) {
        const auto journal = rewound(done.journal, static_cast<std::int64_t>(event));
        QVERIFY(journal.ok());
        const auto replay = Replay::open(journal->header);
        (*replay)->apply(journal->inputs);
        const auto history = (*replay)->interpreter().history()->events();
        QVERIFY(history.size() >= 1 && history.size() <= event);
        exact += history.size() == event ? 1 : 0;
        for (std::size_t i = 0; i < history.size(); ++i)
            QCOMPARE(historyEventToJson(history[i]).dump(),
                     historyEventToJson(done.history[i]).dump());
    }
    QVERIFY(exact >= 2);
}

void ReplayTest::atAnEntryItIsAboutToEnter() {
    const Run done = run(kDrawing, "{}", unsteadily);
    for (const HistoryEvent& event : done.history) {
        if (!std::string(telemetry::historyEventTypeName(event.type)).ends_with("StateEntered"))
            continue;
        const auto journal = rewound(done.journal, event.id);
        const auto replay = Replay::open(journal->header);
        (*replay)->apply(journal->inputs);
        const auto next = (*replay)->interpreter().nextStep();
        QVERIFY(next.has_value());
        QCOMPARE(next->state, event.name);
        QCOMPARE(next->input.dump(), event.input->dump());
    }
}

void ReplayTest::whatWasOpenThereIsOpenAgain() {
    const Run done = run(kForks, R"({"list":[1,2,3]})", withoutG);
    // Both workers of the Map are at their first item, the other branch waits.
    const auto waits =
        std::find_if(done.history.begin(), done.history.end(), [](const auto& event) {
            return event.type == telemetry::HistoryEventType::LambdaFunctionSucceeded;
        });
    const auto journal = rewound(done.journal, waits->id - 1);
    const auto replay = Replay::open(journal->header);
    (*replay)->apply(journal->inputs);
    std::string asked;
    for (const Command& command : (*replay)->openWork().commands()) {
        if (const auto* call = std::get_if<ScheduleTask>(&command))
            asked += call->request.payload.dump() + ' ';
        if (const auto* timer = std::get_if<StartTimer>(&command))
            asked += std::to_string((timer->due - journal->inputs[0].at) / 1s) + "s ";
    }
    QCOMPARE(asked, std::string(R"(5s {"i":0,"v":1} {"i":1,"v":2} )"));
}

void ReplayTest::beyondTheEndIsNoEvent() {
    const Run done = run(kDrawing, "{}", unsteadily);
    const auto none = rewound(done.journal, static_cast<std::int64_t>(done.history.size()) + 1);
    QCOMPARE(none.error().code, std::string("replay.noEvent"));
    QVERIFY(rewound(done.journal, static_cast<std::int64_t>(done.history.size())).ok());
}

void ReplayTest::anEditIsPartOfTheRecord() {
    const Run done = run(kDrawing, "{}", unsteadily);
    const auto event = std::find_if(done.history.begin(), done.history.end(),
                                    [](const auto& each) { return each.name == "End"; });
    Journal journal = *rewound(done.journal, event->id);
    journal.inputs.push_back({journal.inputs.back().at,
                              EditInput{Value("edited"), Value::object({{"kept", "changed"}})}});
    const auto replay = Replay::open(journal.header);
    (*replay)->apply(journal.inputs);
    const auto history = (*replay)->interpreter().history()->events();
    QCOMPARE(history.back().type, telemetry::HistoryEventType::ExecutionSucceeded);
    QCOMPARE((*history.back().output)["kept"].toString(), std::string("changed"));
    const auto entered = std::find_if(history.begin(), history.end(),
                                      [](const auto& each) { return each.name == "End"; });
    QCOMPARE(entered->input->dump(), std::string("\"edited\""));
    QVERIFY(!*checkReplay(*decodeJournal(encodeJournal(journal)), history));
}

QTEST_GUILESS_MAIN(ReplayTest)
#include "tst_replay.moc"
