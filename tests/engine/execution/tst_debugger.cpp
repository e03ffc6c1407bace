#include "engine/execution/debugger.h"

#include "engine/execution/replay.h"
#include "tests/support/comeback.h"
#include "tests/support/randommachine.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using namespace std::chrono_literals;
using json::Value;
using tests::Workflow;
using Kind = PauseReason::Kind;

namespace {

constexpr const char* kChain = R"({"StartAt":"A","States":{
    "A":{"Type":"Pass","Assign":{"count":1},"Next":"B"},
    "B":{"Type":"Task","Resource":"f","Retry":[{"ErrorEquals":["Odd"],"MaxAttempts":1}],"Next":"C"},
    "C":{"Type":"Wait","Seconds":10,"Next":"D"},
    "D":{"Type":"Succeed"}}})";

constexpr const char* kMap = R"({"StartAt":"M","States":{
    "M":{"Type":"Map","ItemsPath":"$.list","MaxConcurrency":1,"ItemProcessor":{"StartAt":"I","States":{
        "I":{"Type":"Pass","Next":"J"},"J":{"Type":"Pass","End":true}}},"Next":"E"},
    "E":{"Type":"Pass","End":true}}})";

constexpr const char* kTwo = R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
    {"StartAt":"A","States":{"A":{"Type":"Map","ItemsPath":"$.list","ItemProcessor":{"StartAt":"I","States":{
        "I":{"Type":"Pass","End":true}}},"Next":"B"},"B":{"Type":"Pass","End":true}}},
    {"StartAt":"X","States":{"X":{"Type":"Pass","Next":"Y"},"Y":{"Type":"Pass","Next":"Z"},
        "Z":{"Type":"Pass","End":true}}}],"End":true}}})";

class Published : public telemetry::EventSink {
public:
    void onEvent(const telemetry::Event& event) override {
        if (const auto* advanced = std::get_if<telemetry::ExecutionAdvanced>(&event.body))
            last = advanced->event.id;
        finished |= std::holds_alternative<telemetry::ExecutionFinished>(event.body);
    }
    std::int64_t last = 0;
    bool finished = false;
};

/// A run in the hands of a debugger, paused before its first state unless told otherwise.
struct Session {
    explicit Session(const std::string& definition, const std::string& input = "{}",
                     const std::vector<Breakpoint>& breakpoints = {})
        : workflow(definition, input, {}, journal)
        , debugger(std::make_unique<Debugger>(
              workflow.executor, workflow.id,
              [this](const Debugger::Position& position) { stops.push_back(position); })) {
        workflow.bus.addSink(&published);
        const auto set = debugger->setBreakpoints(breakpoints);
        if (!set)
            throw std::runtime_error(set.error().arg("reason"));
        if (breakpoints.empty())
            debugger->pause();
        workflow.settle();
    }
    ~Session() {
        debugger.reset();
        workflow.bus.removeSink(&published);
    }

    Session& step(StepSize size) {
        debugger->step(size);
        workflow.settle();
        return *this;
    }
    Session& proceed() {
        debugger->proceed();
        workflow.finish();
        return *this;
    }
    /// "A", "after 5", "runs", "ended".
    std::string where() const {
        if (!debugger->isPaused())
            return workflow.result ? "ended" : "runs";
        const auto position = debugger->position();
        if (!position.next)
            return "after " + std::to_string(position.lastEvent);
        std::string out;
        for (const auto& place : position.next->around)
            out += place.state + '#' + std::to_string(place.index) + '/';
        const auto kind = position.next->kind;
        return out + (kind == NextStep::Kind::Iterate ? "new " : "") +
               (kind == NextStep::Kind::Retry ? "retry " : "") + position.next->state;
    }
    Kind reason() const { return debugger->position().reason.kind; }

    std::shared_ptr<JournalRecorder> journal = std::make_shared<JournalRecorder>();
    Published published;
    Workflow workflow;
    std::vector<Debugger::Position> stops;
    std::unique_ptr<Debugger> debugger;
};

const std::string kList = R"({"list":[1,2,3]})";

} // namespace

class DebuggerTest : public QObject {
    Q_OBJECT

private slots:
    // Pausing
    void itIsPausedBeforeItsFirstState();
    void pausedNothingHappens();
    void pausedTimersStandStill();
    void pausedOutcomesWait();
    void anAttemptsTimeoutStandsStillToo();
    void itGoesOnByItselfWhenLetGo();
    void itCanBeStoppedWhilePaused();
    void itCanBeStoppedBeforeItBegan();
    void aBusyOneIsPausedBetweenItsTurns();
    // Stepping
    void goal2_whilePausedNothingComesAndEachStepIsOneEvent();
    void steppedThroughEveryMachineIsItself();
    void aStepOfAStateEntersOne();
    void oneStepGoesThroughACallOrAWait();
    void aStepThroughACallThatFailsStopsBeforeItsRetry();
    void aStepOverAMapIsOverItsIterations();
    void aStepOverStaysInItsBranch();
    void aStepOutLeavesWhatIsAround();
    void itRunsToAState();
    // Breakpoints
    void itStopsBeforeAState();
    void itStopsWhenAStateIsLeft();
    void itStopsBetweenTwoStates();
    void itStopsWhenAFailureShows();
    void anErrorIsShownOnce();
    void anErrorStopsInTheStateThatItIsSetAt();
    void aConditionThatCannotBeToldIsAProblemAndTheBreakpointGoesOn();
    void conditionsChoose_data();
    void conditionsChoose();
    void goal5_aConditionOnTheThirdItemStopsOnceThere();
    void aStopInAnItemOfAnInlineMapNamesIt();
    void theHitCounts();
    void itStopsWhenAStateOfADistributedChildIsLeft();
    void itStopsWhenAFailureShowsInADistributedChild();
    void itStopsInAChildThatIsBeyondThoseThatAreTold();
    void badConditionsAreRefused_data();
    void badConditionsAreRefused();
    void aConditionThatCannotBeToldIsAProblem();
    // What Tasks start
    void aStepIntoATaskStopsInWhatItStarts_data();
    void aStepIntoATaskStopsInWhatItStarts();
    void aStepOverATaskIsOverWhatItStarts();
    void whatATaskStartsStopsAtItsOwnBreakpoints();
    void aStepThatEndsAnExecutionLeadsBackToItsCaller();
    void whoProceedsTakesTheCallersAlong();
    void whatIsOnlyStartedIsNotSteppedInto();
    // Editing
    void editedInputAndVariablesAreSeen();
    void aRetryIsEditedToo();
    void whatCannotBeEditedIsSaid();
    // The record
    void aDebuggedRunReplays();
    void aDebuggedRunComesBack();
    // Going back
    void goal19_aRedriveCallsNothingThatHadSucceeded();
    void goal19_anEditedMockCountsItsCallsAnewInARedrive();
    void goal19_anUneditedMockCountsOnInARedriveAndRetriesBeginAnew();
    void goal19_anotherStatesEditDoesNotCountAnew();
    void goal19_aMockThatWouldHaveMadeAnotherPastIsNoObstacle();
    void whatIsUnderWayUsesTheEditedMock();
    void aSuccessIsNotRedriven();
    void completedTasksAreReused();
    void aForkIsEdited();
    void aForkOfAWaitKeepsWhatWasLeft();
    void everyEventIsAPlaceToForkFrom();
    void aForkTellsWhatItGoesOnFrom();
    void aForkThatWentAnotherWayIsRefused();
    void aForkIsDebuggedFromItsBeginning();
};

void DebuggerTest::itIsPausedBeforeItsFirstState() {
    Session session(kChain, R"({"n":1})");
    QCOMPARE(session.where(), std::string("A"));
    QCOMPARE(session.published.last, std::int64_t(1));
    QCOMPARE(session.stops.size(), 1u);
    QCOMPARE(session.stops[0].next->input.dump(), std::string(R"({"n":1})"));
    QVERIFY(session.reason() == Kind::Asked);
}

void DebuggerTest::pausedNothingHappens() {
    Session session(kChain);
    session.workflow.clock.advance(10s);
    QCOMPARE(session.published.last, std::int64_t(1));
    QCOMPARE(session.where(), std::string("A"));
    QCOMPARE(session.stops.size(), 1u);
    QVERIFY(session.workflow.clock.idle());
}

void DebuggerTest::pausedTimersStandStill() {
    Session session(R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":10,"End":true}}})");
    session.debugger->proceed();
    session.workflow.clock.advance(3s);
    session.debugger->pause();
    session.workflow.clock.advance(100s);
    QCOMPARE(session.where(), std::string("after 2"));
    session.debugger->proceed();
    session.workflow.clock.advance(6s);
    QCOMPARE(session.where(), std::string("runs"));
    session.workflow.clock.advance(1s);
    session.workflow.settle();
    QCOMPARE(session.where(), std::string("ended"));
}

void DebuggerTest::pausedOutcomesWait() {
    Session session(kChain);
    session.debugger->proceed();
    session.workflow.settle();
    session.debugger->pause();
    session.workflow.settle();
    session.workflow.functions.succeed(0, 7);
    session.workflow.settle();
    QCOMPARE(session.where(), std::string("after 6"));
    session.step(StepSize::Event);
    QCOMPARE(session.published.last, std::int64_t(7));
    QVERIFY(session.workflow.event(7).find("LambdaFunctionSucceeded") != std::string::npos);
    QCOMPARE(session.proceed().where(), std::string("ended"));
}

void DebuggerTest::anAttemptsTimeoutStandsStillToo() {
    Session session(
        R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"f","TimeoutSeconds":5,"End":true}}})");
    session.step(StepSize::State);
    session.debugger->pause();
    session.workflow.clock.advance(60s);
    QCOMPARE(session.published.last, std::int64_t(4));
    session.workflow.functions.succeed(0, 1);
    QCOMPARE(session.proceed().workflow.end(), std::string("SUCCEEDED 1"));
}

void DebuggerTest::itGoesOnByItselfWhenLetGo() {
    Session session(kChain);
    session.step(StepSize::State);
    session.debugger.reset();
    session.workflow.settle();
    session.workflow.functions.succeed(0, 7);
    QCOMPARE(session.workflow.finish().end(), std::string("SUCCEEDED 7"));
    session.debugger = std::make_unique<Debugger>(session.workflow.executor, session.workflow.id);
    QVERIFY(!session.debugger->isPaused());
    session.debugger->step(StepSize::Event); // of the past: does nothing
    QVERIFY(session.workflow.clock.idle());
}

void DebuggerTest::itCanBeStoppedWhilePaused() {
    Session session(kChain);
    session.step(StepSize::State);
    session.workflow.executor.stop(session.workflow.id, "Manual", "enough");
    QCOMPARE(session.workflow.finish().end(), std::string("ABORTED Manual: enough"));
    QCOMPARE(session.workflow.story(4), std::string("4<0 ExecutionAborted\n"));
}

void DebuggerTest::itCanBeStoppedBeforeItBegan() {
    Workflow workflow(kChain);
    Debugger debugger(workflow.executor, workflow.id);
    debugger.pause();
    workflow.executor.stop(workflow.id);
    QCOMPARE(workflow.finish().end(), std::string("ABORTED : "));
}

void DebuggerTest::aBusyOneIsPausedBetweenItsTurns() {
    Session session(
        R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}}})");
    session.debugger->proceed();
    session.workflow.clock.fireNext(); // one turn
    session.debugger->pause();
    const std::int64_t before = session.published.last;
    session.workflow.finish();
    QVERIFY(before > 2 && before < 25'000);
    QCOMPARE(session.published.last, before);
}

void DebuggerTest::goal2_whilePausedNothingComesAndEachStepIsOneEvent() {
    Session session(kMap, kList);
    std::int64_t expected = 1;
    while (!session.published.finished) {
        session.step(StepSize::Event);
        QCOMPARE(session.published.last, ++expected);
        session.workflow.clock.advance(10s);
        QCOMPARE(session.published.last, expected);
        QVERIFY(expected < 100);
    }
    QCOMPARE(expected, std::int64_t(session.workflow.history().size()));
    Workflow plain(kMap, kList);
    QCOMPARE(session.workflow.story(), plain.finish().story());
}

void DebuggerTest::steppedThroughEveryMachineIsItself() {
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        const std::string text = tests::RandomMachine(seed).definition().dump();
        Session session(text, R"({"n": 3, "list": [1, "two", {"three": 3}]})");
        session.workflow.functions.rule = [](const TaskRequest& request) {
            return request.scheduledEvent % 4 == 0
                       ? tests::ScriptedFunctions::failure("Odd", "by chance")
                       : TaskOutcome{};
        };
        std::int64_t expected = 1;
        while (!session.published.finished) {
            session.debugger->step(StepSize::Event);
            session.workflow.finish();
            QCOMPARE(session.published.last, ++expected);
        }
        session.workflow.finish();
        QVERIFY(session.workflow.result.has_value());
        const auto same =
            checkReplay(session.journal->journal(), session.workflow.history().events());
        QVERIFY2(same.ok() && !*same, text.c_str());
    }
}

void DebuggerTest::aStepOfAStateEntersOne() {
    Session session(kMap, R"({"list":[1]})");
    std::string places;
    for (int i = 0; i < 10 && session.where() != "ended"; ++i) {
        places += session.where() + ' ';
        session.step(StepSize::State);
    }
    QCOMPARE(places, std::string("M M#0/new M M#0/I M#0/J E "));
    QVERIFY(session.stops[2].reason.kind == Kind::Step);
}

void DebuggerTest::oneStepGoesThroughACallOrAWait() {
    Session session(kChain);
    session.step(StepSize::State).step(StepSize::State);
    QCOMPARE(session.where(), std::string("runs")); // B has called
    session.workflow.functions.succeed(0, 7);
    session.workflow.settle();
    QCOMPARE(session.where(), std::string("C"));
    session.step(StepSize::State);
    session.workflow.clock.advance(9s);
    QCOMPARE(session.where(), std::string("runs"));
    session.workflow.clock.advance(1s);
    QCOMPARE(session.where(), std::string("D"));
    session.workflow.clock.advance(60s);
    QCOMPARE(session.where(), std::string("D"));
}

void DebuggerTest::aStepThroughACallThatFailsStopsBeforeItsRetry() {
    Session session(kChain);
    session.step(StepSize::State).step(StepSize::State);
    session.workflow.functions.fail(0, "Odd", "by chance");
    session.workflow.clock.advance(1s);
    QCOMPARE(session.where(), std::string("retry B"));
    session.step(StepSize::State);
    session.workflow.functions.fail(1, "Odd", "again");
    session.workflow.finish();
    QCOMPARE(session.where(), std::string("ended"));
}

void DebuggerTest::aStepOverAMapIsOverItsIterations() {
    Session session(kMap, kList);
    session.step(StepSize::Over);
    QCOMPARE(session.where(), std::string("E"));
    QCOMPARE(session.step(StepSize::Over).where(), std::string("ended"));
}

void DebuggerTest::aStepOverStaysInItsBranch() {
    Session session(kTwo, kList);
    QCOMPARE(session.step(StepSize::State).where(), std::string("P#0/A"));
    QCOMPARE(session.step(StepSize::Over).where(), std::string("P#0/B"));
    // The other branch has gone on meanwhile; the last step of this one ends with the Parallel.
    QCOMPARE(session.step(StepSize::Over).where(), std::string("ended"));
}

void DebuggerTest::aStepOutLeavesWhatIsAround() {
    const char* const kNested = R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Next":"Z",
        "Branches":[{"StartAt":"M","States":{"M":{"Type":"Map","Next":"Y","ItemsPath":"$.list",
            "ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}},
            "Y":{"Type":"Pass","End":true}}}]},"Z":{"Type":"Pass","End":true}}})";
    Session session(kNested, kList, {{Breakpoint::Kind::Entry, "I", {}, {}, {}, 1}});
    QCOMPARE(session.where(), std::string("P#0/M#0/I"));
    QVERIFY(session.debugger->setBreakpoints({}));
    QCOMPARE(session.step(StepSize::Out).where(), std::string("P#0/Y"));
    QVERIFY(session.reason() == Kind::Step);
    QCOMPARE(session.step(StepSize::Out).where(), std::string("Z"));
    QCOMPARE(session.step(StepSize::Out).where(), std::string("ended"));
}

void DebuggerTest::itRunsToAState() {
    Session session(kMap, kList);
    session.debugger->runTo("J");
    session.workflow.settle();
    QCOMPARE(session.where(), std::string("M#0/J"));
    QVERIFY(session.reason() == Kind::Reached);
    session.debugger->runTo("J");
    session.workflow.settle();
    QCOMPARE(session.where(), std::string("M#1/J"));
    session.debugger->runTo("nowhere");
    session.workflow.settle();
    QCOMPARE(session.where(), std::string("ended"));
}

void DebuggerTest::itStopsBeforeAState() {
    Session session(kChain, "{}", {{Breakpoint::Kind::Entry, "B", {}, {}, {}, 1}});
    QCOMPARE(session.where(), std::string("B"));
    QVERIFY(session.reason() == Kind::Breakpoint);
    QCOMPARE(session.published.last, std::int64_t(3));
    QVERIFY(session.workflow.functions.calls.empty());
    session.debugger->proceed();
    session.workflow.settle();
    session.workflow.functions.succeed(0, 7);
    QCOMPARE(session.workflow.finish().end(), std::string("SUCCEEDED 7"));
    QCOMPARE(session.stops.size(), 1u);
}

void DebuggerTest::itStopsWhenAStateIsLeft() {
    Session session(kMap, kList, {{Breakpoint::Kind::Exit, "I", {}, {}, "$ > 1", 1}});
    QCOMPARE(session.where(), std::string("M#1/J"));
    QVERIFY(session.workflow.event(session.published.last).find("PassStateExited") !=
            std::string::npos);
}

void DebuggerTest::itStopsBetweenTwoStates() {
    const char* const loop = R"({"StartAt":"A","States":{
        "A":{"Type":"Pass","Next":"C"},"B":{"Type":"Pass","Next":"C"},
        "C":{"Type":"Choice","Choices":[{"Variable":"$.n","IsPresent":true,"Next":"D"}],"Default":"E"},
        "E":{"Type":"Pass","Result":{"n":1},"Next":"B"},"D":{"Type":"Succeed"}}})";
    Session session(loop, "{}", {{Breakpoint::Kind::Transition, "B", "C", {}, {}, 1}});
    QCOMPARE(session.where(), std::string("C"));
    QCOMPARE(session.debugger->position().next->from, std::string("B"));
    QCOMPARE(session.proceed().where(), std::string("ended"));
    Session any(loop, "{}", {{Breakpoint::Kind::Transition, "", "C", {}, {}, 1}});
    QCOMPARE(any.debugger->position().next->from, std::string("A"));
}

void DebuggerTest::itStopsWhenAFailureShows() {
    Session session(kChain, "{}", {{Breakpoint::Kind::Error, {}, {}, "Odd", {}, 1}});
    session.workflow.functions.fail(0, "Odd", "by chance");
    session.workflow.settle();
    QCOMPARE(session.where(), std::string("after 7"));
    QVERIFY(session.workflow.event(7).find("LambdaFunctionFailed") != std::string::npos);
    session.workflow.clock.advance(60s);
    QCOMPARE(session.published.last, std::int64_t(7)); // the retry's delay stands still
    session.debugger->proceed();
    session.workflow.clock.advance(1s);
    session.workflow.functions.fail(1, "Other", "again");
    QCOMPARE(session.workflow.finish().end(), std::string("FAILED Other: again"));
    QCOMPARE(session.stops.size(), 1u);
}

void DebuggerTest::anErrorIsShownOnce() {
    Session session(
        kChain, "{}",
        {{Breakpoint::Kind::Error, {}, {}, {}, "$states.errorOutput.Cause = 'why'", 1}});
    session.workflow.functions.fail(0, "Other", "why");
    session.workflow.settle();
    QCOMPARE(session.stops.size(), 1u);
    QCOMPARE(session.proceed().workflow.end(), std::string("FAILED Other: why"));
    QCOMPARE(session.stops.size(), 1u);
}

void DebuggerTest::anErrorStopsInTheStateThatItIsSetAt() {
    const char* const kCaught = R"({"StartAt":"One","States":{
        "One":{"Type":"Task","Resource":"f","Next":"Two",
               "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Two"}]},
        "Two":{"Type":"Task","Resource":"f","End":true}}})";
    Session session(kCaught, "{}", {{Breakpoint::Kind::Error, "Two", {}, {}, {}, 1}});
    session.workflow.functions.fail(0, "Odd", "by chance");
    session.workflow.settle();
    QVERIFY(session.stops.empty());
    session.workflow.functions.fail(1, "Odd", "by chance");
    session.workflow.settle();
    QCOMPARE(session.stops.size(), 1u);
    QVERIFY(session.reason() == Kind::Breakpoint);
}

void DebuggerTest::aConditionThatCannotBeToldIsAProblemAndTheBreakpointGoesOn() {
    // Neither true nor false at the first item.
    Session session(kMap, R"({"list":["text",2]})",
                    {{Breakpoint::Kind::Entry, "I", {}, {}, "$ > 1", 1}});
    QCOMPARE(session.where(), std::string("M#1/I"));
    const auto problems = session.debugger->problems();
    QCOMPARE(problems.size(), 1u);
    QVERIFY(problems[0]);
    QCOMPARE(problems[0]->code, std::string("debug.condition"));
}

void DebuggerTest::conditionsChoose_data() {
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<QByteArray>("where");
    const auto row = [](const char* condition, const char* where) {
        QTest::newRow(condition) << QByteArray(condition) << QByteArray(where);
    };
    row("$ = 2", "M#1/I");
    row("$states.input > 2", "M#2/I");
    row("{% $states.input = 1 %}", "M#0/I");
    row("$states.context.Map.Item.Index = 1", "M#1/I");
    row("nothing.there = 7", "ended");
    row(R"({"Variable":"$","NumericGreaterThan":1})", "M#1/I");
    row(R"({"Variable":"$$.Map.Item.Value","NumericEquals":3})", "M#2/I");
    row(R"({"And":[{"Variable":"$","IsNumeric":true},{"Not":{"Variable":"$","NumericLessThan":3}}]})",
        "M#2/I");
}

void DebuggerTest::conditionsChoose() {
    QFETCH(QByteArray, condition);
    QFETCH(QByteArray, where);
    Session session(kMap, kList,
                    {{Breakpoint::Kind::Entry, "I", {}, {}, condition.toStdString(), 1}});
    QCOMPARE(session.where(), where.toStdString());
}

void DebuggerTest::goal5_aConditionOnTheThirdItemStopsOnceThere() {
    Session session(
        kMap, R"({"list":["a","b","c","d","e"]})",
        {{Breakpoint::Kind::Entry, "I", {}, {}, "$states.context.Map.Item.Index = 3", 1}});
    QCOMPARE(session.where(), std::string("M#3/I"));
    QCOMPARE(session.debugger->position().next->input.dump(), std::string("\"d\""));
    QCOMPARE(session.proceed().where(), std::string("ended"));
    QCOMPARE(session.stops.size(), 1u);
}

namespace {

/// A distributed Map over as many items; those that `n` names fail.
std::string distributed(const std::string& failing) {
    return R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.list","MaxConcurrency":1,
        "ToleratedFailurePercentage":100,"Next":"E",
        "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
            "StartAt":"I","States":{
            "I":{"Type":"Choice","Choices":[{"Variable":"$","NumericEquals":)" +
           failing + R"(,"Next":"F"}],"Default":"J"},
            "F":{"Type":"Fail","Error":"Odd","Cause":"by chance"},
            "J":{"Type":"Pass","End":true}}}},
        "E":{"Type":"Pass","End":true}}})";
}

std::string numbers(int count) {
    Value list = Value::array();
    for (int i = 0; i < count; ++i)
        list.push(i);
    return Value::object({{"list", std::move(list)}}).dump();
}

} // namespace

void DebuggerTest::itStopsWhenAStateOfADistributedChildIsLeft() {
    Session session(
        distributed("99"), numbers(4),
        {{Breakpoint::Kind::Exit, "I", {}, {}, "$states.context.Map.Item.Index = 2", 1}});
    QCOMPARE(session.where(), std::string("M#2/J"));
    QVERIFY(session.reason() == Kind::Breakpoint);
    const auto item = session.debugger->position().reason.item;
    QVERIFY(item.has_value());
    QCOMPARE(item->map, std::string("M"));
    QCOMPARE(item->index, std::int64_t(2));
    QCOMPARE(item->child.size(), std::size_t(36)); // a UUID
    QCOMPARE(session.proceed().where(), std::string("ended"));
    QCOMPARE(session.stops.size(), 1u);
}

void DebuggerTest::itStopsWhenAFailureShowsInADistributedChild() {
    Session session(distributed("1"), numbers(3),
                    {{Breakpoint::Kind::Error, "F", {}, "Odd", {}, 1}});
    QVERIFY(session.reason() == Kind::Breakpoint);
    QVERIFY(session.debugger->isPaused());
    QCOMPARE(session.debugger->position().reason.item->index, std::int64_t(1));
    QVERIFY(!session.debugger->position().reason.item->child.empty());
    QCOMPARE(session.workflow.result.has_value(), false);
    QCOMPARE(session.proceed().where(), std::string("ended"));
    QCOMPARE(session.stops.size(), 1u); // the child's own end is no other failure
    QVERIFY(session.workflow.end().starts_with("SUCCEEDED"));
}

void DebuggerTest::itStopsInAChildThatIsBeyondThoseThatAreTold() {
    Session session(distributed("-1"), numbers(1'200),
                    {{Breakpoint::Kind::Exit, "J", {}, {}, "$ = 1100", 1}});
    QCOMPARE(session.stops.size(), 1u);
    QVERIFY(session.reason() == Kind::Breakpoint);
    QCOMPARE(session.debugger->position().reason.item->index, std::int64_t(1'100));
    QCOMPARE(session.proceed().where(), std::string("ended"));
}

void DebuggerTest::aStopInAnItemOfAnInlineMapNamesIt() {
    Session session(
        kMap, kList,
        {{Breakpoint::Kind::Exit, "I", {}, {}, "$states.context.Map.Item.Index = 1", 1}});
    const PauseReason::Item second{"M", 1, {}};
    QVERIFY(session.debugger->position().reason.item == second);
    // A stop of another kind is in none.
    session.debugger->step(StepSize::State);
    session.workflow.settle();
    QVERIFY(!session.debugger->position().reason.item);
}

void DebuggerTest::theHitCounts() {
    Session session(kMap, R"({"list":[1,2,3,4]})",
                    {{Breakpoint::Kind::Entry, "I", {}, {}, "$ != 2", 2}});
    QCOMPARE(session.where(), std::string("M#2/I"));
    session.debugger->proceed();
    session.workflow.settle();
    QCOMPARE(session.where(), std::string("M#3/I"));
}

void DebuggerTest::badConditionsAreRefused_data() {
    QTest::addColumn<QByteArray>("condition");
    QTest::newRow("no JSONata") << QByteArray("n > ");
    QTest::newRow("no JSON") << QByteArray(R"({"Variable":)");
    QTest::newRow("no rule") << QByteArray(R"({"Variable":"$.n"})");
    QTest::newRow("no path") << QByteArray(R"({"Variable":"n","IsNull":true})");
}

void DebuggerTest::badConditionsAreRefused() {
    QFETCH(QByteArray, condition);
    Workflow workflow(kChain);
    Debugger debugger(workflow.executor, workflow.id);
    const auto refused = debugger.setBreakpoints(
        {{Breakpoint::Kind::Entry, "A", {}, {}, {}, 1},
         {Breakpoint::Kind::Entry, "A", {}, {}, condition.toStdString(), 1}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("debug.condition"));
    QCOMPARE(refused.error().arg("breakpoint"), std::string("1"));
    QVERIFY(!refused.error().arg("reason").empty());
}

void DebuggerTest::aConditionThatCannotBeToldIsAProblem() {
    Session session(kMap, kList,
                    {{Breakpoint::Kind::Entry, "I", {}, {}, "'text' > 1", 1},
                     {Breakpoint::Kind::Entry, "I", {}, {}, "'text'", 1},
                     {Breakpoint::Kind::Entry, "I", {}, {}, "$ = 3", 1}});
    QCOMPARE(session.where(), std::string("M#2/I"));
    const auto problems = session.debugger->problems();
    QCOMPARE(problems.size(), 3u);
    QCOMPARE(problems[0]->code, std::string("debug.condition"));
    QCOMPARE(problems[1]->arg("reason"),
             std::string("it comes to \"text\", which is neither true nor false"));
    QVERIFY(!problems[2]);
}

namespace {

std::string starting(const std::string& suffix) {
    return R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"S"},
        "S":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution)" +
           suffix +
           R"(","Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:child",
        "Input.$":"$"},"Next":"Z"},"Z":{"Type":"Pass","End":true}}})";
}

/// A caller in the hands of a debugger, and what it starts along with it.
struct Family {
    explicit Family(const std::string& suffix, const std::vector<Breakpoint>& ofChild = {})
        : caller(starting(suffix)) {
        caller.workflow.machines.add("child", R"({"StartAt":"C","States":{
            "C":{"Type":"Pass","Next":"D"},"D":{"Type":"Pass","End":true}}})");
        caller.debugger->onChild([this, ofChild](base::ExecutionId id, const std::string& machine) {
            name = machine;
            child = std::make_unique<Debugger>(caller.workflow.executor, id);
            QVERIFY(child->setBreakpoints(ofChild));
        });
    }
    /// Of the child: the next state, "runs" or "ended"; "none" before it begins.
    std::string where() const {
        if (!child)
            return "none";
        const auto next = child->position().next;
        if (child->isPaused() && next)
            return next->state;
        return caller.workflow.machines.ends.empty() ? "runs" : "ended";
    }
    Family& step(StepSize size) {
        child->step(size);
        caller.workflow.settle();
        return *this;
    }

    Session caller;
    std::string name;
    std::unique_ptr<Debugger> child;
};

} // namespace

void DebuggerTest::aStepIntoATaskStopsInWhatItStarts_data() {
    QTest::addColumn<QString>("suffix");
    QTest::newRow(".sync") << QStringLiteral(".sync");
    QTest::newRow(".sync:2") << QStringLiteral(".sync:2");
}

void DebuggerTest::aStepIntoATaskStopsInWhatItStarts() {
    QFETCH(QString, suffix);
    Family family(suffix.toStdString());
    family.caller.step(StepSize::State);
    QCOMPARE(family.caller.where(), std::string("S"));
    family.caller.step(StepSize::State);
    QCOMPARE(family.name, std::string("child"));
    QCOMPARE(family.where(), std::string("C"));
    QCOMPARE(family.caller.where(), std::string("runs")); // it waits
}

void DebuggerTest::aStepOverATaskIsOverWhatItStarts() {
    Family family(".sync");
    family.caller.step(StepSize::State).step(StepSize::Over);
    QCOMPARE(family.where(), std::string("ended"));
    QCOMPARE(family.caller.where(), std::string("Z"));
}

void DebuggerTest::whatATaskStartsStopsAtItsOwnBreakpoints() {
    Family family(".sync", {{Breakpoint::Kind::Entry, "D", {}, {}, {}, 1}});
    family.caller.debugger->proceed();
    family.caller.workflow.settle();
    QCOMPARE(family.where(), std::string("D"));
    QCOMPARE(family.caller.where(), std::string("runs"));
    family.child->proceed();
    family.caller.workflow.finish();
    QCOMPARE(family.caller.where(), std::string("ended"));
}

void DebuggerTest::aStepThatEndsAnExecutionLeadsBackToItsCaller() {
    Family family(".sync", {{Breakpoint::Kind::Entry, "D", {}, {}, {}, 1}});
    family.caller.debugger->proceed();
    family.caller.workflow.settle();
    QCOMPARE(family.step(StepSize::State).where(), std::string("ended"));
    QCOMPARE(family.caller.where(), std::string("Z"));
}

void DebuggerTest::whoProceedsTakesTheCallersAlong() {
    Family family(".sync");
    family.caller.step(StepSize::State).step(StepSize::State);
    family.child->proceed();
    family.caller.workflow.finish();
    QCOMPARE(family.caller.where(), std::string("ended"));
}

void DebuggerTest::whatIsOnlyStartedIsNotSteppedInto() {
    Family family("");
    family.caller.step(StepSize::State).step(StepSize::State);
    QCOMPARE(family.where(), std::string("ended"));
    QCOMPARE(family.caller.where(), std::string("Z"));
}

void DebuggerTest::editedInputAndVariablesAreSeen() {
    Session session(
        R"({"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"v":1,"w":2},"Next":"B"},
        "B":{"Type":"Pass","Parameters":{"in.$":"$","v.$":"$v","w.$":"$w"},"End":true}}})");
    session.step(StepSize::State);
    QCOMPARE(session.debugger->position().next->variables.dump(), std::string(R"({"v":1,"w":2})"));
    QVERIFY(session.debugger->edit({Value("edited"), Value::object({{"w", "changed"}})}).ok());
    QCOMPARE(session.debugger->position().next->input.dump(), std::string("\"edited\""));
    session.proceed();
    QCOMPARE(session.workflow.end(),
             std::string(R"(SUCCEEDED {"in":"edited","v":1,"w":"changed"})"));
    QVERIFY(session.workflow.details(4).find(R"("input":"\"edited\"")") != std::string::npos);
}

void DebuggerTest::aRetryIsEditedToo() {
    Session session(kChain);
    session.step(StepSize::State).step(StepSize::State);
    session.workflow.functions.fail(0, "Odd", "by chance");
    session.step(StepSize::State).step(StepSize::State);
    session.workflow.clock.advance(1s);
    QCOMPARE(session.where(), std::string("retry B"));
    QVERIFY(session.debugger->edit({Value("edited"), {}}).ok());
    session.step(StepSize::State);
    QCOMPARE(session.workflow.functions.calls[1].request.payload.dump(), std::string("\"edited\""));
}

void DebuggerTest::whatCannotBeEditedIsSaid() {
    Session session(kMap, kList);
    QCOMPARE(session.debugger->edit({{}, Value(1)}).error().code,
             std::string("debug.badVariables"));
    session.step(StepSize::State);
    QCOMPARE(session.where(), std::string("M#0/new M"));
    QCOMPARE(session.debugger->edit({Value(1), {}}).error().code,
             std::string("debug.nothingToEdit"));
    QVERIFY(session.debugger->edit({{}, Value::object({{"v", 1}})}).ok());
    session.step(StepSize::State).step(StepSize::Event); // one of its two events
    QCOMPARE(session.debugger->edit({Value(1), {}}).error().code,
             std::string("debug.nothingToEdit"));
    session.debugger->proceed();
    QCOMPARE(session.debugger->edit({Value(1), {}}).error().code,
             std::string("debug.nothingToEdit"));
}

void DebuggerTest::aDebuggedRunReplays() {
    Session session(kTwo, kList);
    session.step(StepSize::Event).step(StepSize::State).step(StepSize::Over);
    QVERIFY(session.debugger->edit({Value("edited"), {}}).ok());
    session.step(StepSize::Over).step(StepSize::State).proceed();
    QCOMPARE(session.where(), std::string("ended"));
    const auto journal = decodeJournal(encodeJournal(session.journal->journal()));
    const auto same = checkReplay(*journal, session.workflow.history().events());
    QVERIFY(same.ok() && !*same);
}

void DebuggerTest::aDebuggedRunComesBack() {
    Session session(kChain);
    session.step(StepSize::State);
    QCOMPARE(session.where(), std::string("B"));
    tests::Comeback back(session.journal->journal());
    back.settle();
    back.functions.succeed(0, 7);
    QCOMPARE(back.finish().end(), std::string("SUCCEEDED 7"));
}

namespace {

constexpr const char* kTasks = R"({"StartAt":"A","States":{
    "A":{"Type":"Task","Resource":"a","Assign":{"a.$":"$"},"Next":"B"},
    "B":{"Type":"Task","Resource":"b","ResultPath":"$.b","Next":"C"},
    "C":{"Type":"Pass","Parameters":{"in.$":"$","a.$":"$a","who.$":"$$.Execution.Name"},"End":true}}})";

TaskOutcome named(const TaskRequest& request) {
    TaskOutcome outcome;
    outcome.result = Value::object({{"by", request.function}});
    return outcome;
}

/// A finished run, and forks of it in the same executor.
struct Past {
    explicit Past(const std::string& definition)
        : workflow(definition, "{}", {}, journal) {
        workflow.functions.rule = named;
        workflow.finish();
        workflow.functions.calls.clear();
    }
    std::int64_t eventOf(const std::string& state, const std::string& type) const {
        for (const auto& event : workflow.history().events()) {
            if (event.name == state &&
                std::string(telemetry::historyEventTypeName(event.type)).ends_with(type))
                return event.id;
        }
        return 0;
    }
    base::Result<base::ExecutionId> fork(Executor::ForkRequest request) {
        request.sink = forked;
        return workflow.executor.fork(request,
                                      [this](const ExecutionResult& ended) { result = ended; });
    }

    std::shared_ptr<JournalRecorder> journal = std::make_shared<JournalRecorder>();
    std::shared_ptr<JournalRecorder> forked = std::make_shared<JournalRecorder>();
    Workflow workflow;
    std::optional<ExecutionResult> result;
};

} // namespace

void DebuggerTest::goal19_aRedriveCallsNothingThatHadSucceeded() {
    // One branch has succeeded, one has failed after a state that had succeeded.
    const char* const kBranches = R"({"StartAt":"Both","States":{"Both":{"Type":"Parallel",
        "Branches":[{"StartAt":"Good","States":{"Good":{"Type":"Task","Resource":"good","End":true}}},
            {"StartAt":"Before","States":{"Before":{"Type":"Task","Resource":"before","Next":"Bad"},
             "Bad":{"Type":"Task","Resource":"bad","End":true}}}],"End":true}}})";
    const auto journal = std::make_shared<JournalRecorder>();
    Workflow workflow(kBranches, "{}", {}, journal);
    workflow.functions.rule = [](const TaskRequest& request) {
        return request.function == "bad" ? tests::ScriptedFunctions::failure("Down", "for now")
                                         : named(request);
    };
    workflow.finish();
    QCOMPARE(tests::ended(*workflow.result), std::string("FAILED Down: for now"));
    workflow.functions.calls.clear();
    workflow.functions.rule = named;
    workflow.clock.advance(1h);
    std::optional<ExecutionResult> result;
    const auto redriven = workflow.executor.fork(
        {journal->journal(), 0, "second", Value::object({{"edited", true}}), {}, {}, {}, {}, {}},
        [&](const ExecutionResult& ended) { result = ended; });
    QVERIFY(redriven);
    workflow.finish();
    QCOMPARE(workflow.functions.calls.size(), 1u);
    QCOMPARE(workflow.functions.calls[0].request.function, std::string("bad"));
    QCOMPARE(workflow.functions.calls[0].request.payload.dump(), std::string(R"({"edited":true})"));
    QCOMPARE(tests::ended(*result), std::string(R"(SUCCEEDED [{"by":"good"},{"by":"bad"}])"));
}

namespace {

std::shared_ptr<const Mocks> mocksOf(const char* testCase) {
    auto mocks = Mocks::fromJson(*Value::parse(testCase));
    return mocks ? std::make_shared<const Mocks>(*std::move(mocks)) : nullptr;
}

/// A run that failed with the mocks `before`, redriven with `after` (null: as they were).
struct MockedRedrive {
    explicit MockedRedrive(const char* before)
        : workflow(kRetriedOnce, "{}", {}, journal, mocksOf(before)) {
        workflow.functions.rule = named;
        workflow.finish();
    }
    std::string redrive(const char* after) {
        const auto id =
            workflow.executor.fork({.journal = journal->journal(),
                                    .event = 0,
                                    .name = "second",
                                    .input = {},
                                    .variables = {},
                                    .sink = forked,
                                    .mocks = after ? mocksOf(after) : nullptr},
                                   [&](const ExecutionResult& ended) { result = ended; });
        if (!id)
            return id.error().code;
        workflow.finish();
        const auto same = checkReplay(forked->journal(), result->history->events());
        return same.ok() && !*same ? tests::ended(*result) : "its replay is another one";
    }

    /// "A" is called twice before the execution fails.
    static constexpr const char* kRetriedOnce = R"({"StartAt":"B","States":{
        "B":{"Type":"Task","Resource":"b","ResultPath":"$.b","Next":"A"},
        "A":{"Type":"Task","Resource":"a","ResultPath":"$.a","End":true,
             "Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":1}]}}})";
    std::shared_ptr<JournalRecorder> journal = std::make_shared<JournalRecorder>();
    std::shared_ptr<JournalRecorder> forked = std::make_shared<JournalRecorder>();
    Workflow workflow;
    std::optional<ExecutionResult> result;
};

} // namespace

void DebuggerTest::goal19_anEditedMockCountsItsCallsAnewInARedrive() {
    MockedRedrive run(R"({"B":{"0":{"Return":"b"}},"A":{"0-1":{"Throw":{"Error":"Busy"}}}})");
    QCOMPARE(run.workflow.end(), std::string("FAILED Busy: "));
    // The first call fails once more, its retry succeeds; B is as it was and is not called.
    QCOMPARE(run.redrive(R"({"B":{"0":{"Return":"b"}},
                             "A":{"0":{"Throw":{"Error":"Again"}},"1":{"Return":1}}})"),
             std::string(R"(SUCCEEDED {"b":"b","a":1})"));
    QVERIFY(run.workflow.functions.calls.empty());
}

void DebuggerTest::goal19_anUneditedMockCountsOnInARedriveAndRetriesBeginAnew() {
    const char* const kMocks =
        R"({"A":{"0-2":{"Throw":{"Error":"Busy"}},"3":{"Return":1},"*":{"Return":"late"}}})";
    MockedRedrive run(kMocks);
    QCOMPARE(run.workflow.end(), std::string("FAILED Busy: "));
    // Calls 0 and 1 are of before; call 2 fails and may be retried, because no retry was used yet.
    QCOMPARE(run.redrive(kMocks), std::string(R"(SUCCEEDED {"b":{"by":"b"},"a":1})"));
    MockedRedrive same(kMocks);
    QCOMPARE(same.redrive(nullptr), std::string(R"(SUCCEEDED {"b":{"by":"b"},"a":1})"));
}

void DebuggerTest::goal19_anotherStatesEditDoesNotCountAnew() {
    MockedRedrive run(R"({"A":{"0-1":{"Throw":{"Error":"Busy"}},"2":{"Return":"third"}}})");
    QCOMPARE(run.redrive(R"({"B":{"*":{"Return":"new"}},
                             "A":{"0-1":{"Throw":{"Error":"Busy"}},"2":{"Return":"third"}}})"),
             std::string(R"(SUCCEEDED {"b":{"by":"b"},"a":"third"})"));
}

void DebuggerTest::goal19_aMockThatWouldHaveMadeAnotherPastIsNoObstacle() {
    // Nothing is said of the second call, which the past has made.
    MockedRedrive run(R"({"A":{"*":{"Throw":{"Error":"Busy"}}}})");
    QCOMPARE(run.redrive(R"({"A":{"0":{"Return":"fixed"}}})"),
             std::string(R"(SUCCEEDED {"b":{"by":"b"},"a":"fixed"})"));
    MockedRedrive off(R"({"A":{"*":{"Throw":{"Error":"Busy"}}}})");
    QCOMPARE(off.redrive("{}"), std::string(R"(SUCCEEDED {"b":{"by":"b"},"a":{"by":"a"}})"));
}

void DebuggerTest::whatIsUnderWayUsesTheEditedMock() {
    Past past(kTasks);
    past.workflow.functions.calls.clear();
    QVERIFY(past.fork({.journal = past.journal->journal(),
                       .event = past.eventOf("B", "Entered") + 1, // scheduled
                       .name = "run",
                       .input = {},
                       .variables = {},
                       .sink = {},
                       .mocks = mocksOf(R"({"B":{"0":{"Return":"mocked"}}})")}));
    past.workflow.finish();
    QVERIFY(past.workflow.functions.calls.empty());
    QVERIFY2(tests::ended(*past.result).find("mocked") != std::string::npos,
             tests::ended(*past.result).c_str());
    const auto same = checkReplay(past.forked->journal(), past.result->history->events());
    QVERIFY(same.ok() && !*same);
}

void DebuggerTest::aSuccessIsNotRedriven() {
    Past past(kTasks);
    const auto refused = past.fork({past.journal->journal(), 0, {}, {}, {}, {}, {}, {}, {}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("journal.notRedrivable"));
}

void DebuggerTest::completedTasksAreReused() {
    Past past(kTasks);
    past.workflow.clock.advance(1h);
    QVERIFY(past.fork({past.journal->journal(),
                       past.eventOf("B", "Entered"),
                       "second",
                       {},
                       {},
                       {},
                       HistoryRetention::Keep}));
    past.workflow.finish();
    QCOMPARE(past.workflow.functions.calls.size(), 1u);
    QCOMPARE(past.workflow.functions.calls[0].request.function, std::string("b"));
    QCOMPARE(
        tests::ended(*past.result),
        std::string(R"(SUCCEEDED {"in":{"by":"a","b":{"by":"b"}},"a":{"by":"a"},"who":"second"})"));
    QCOMPARE(past.result->executionArn,
             std::string("arn:aws:states:us-east-1:123456789012:execution:machine:second"));
    QCOMPARE(past.result->history->size(), past.workflow.history().size());
    QVERIFY(past.result->endedAt == past.workflow.clock.now());
    const auto same = checkReplay(past.forked->journal(), past.result->history->events());
    QVERIFY(same.ok() && !*same);
}

void DebuggerTest::aForkIsEdited() {
    Past past(kTasks);
    QVERIFY(past.fork({past.journal->journal(),
                       past.eventOf("C", "Entered"),
                       "second",
                       Value("edited"),
                       Value::object({{"a", "changed"}}),
                       {},
                       HistoryRetention::Keep}));
    past.workflow.finish();
    QVERIFY(past.workflow.functions.calls.empty());
    QCOMPARE(tests::ended(*past.result),
             std::string(R"(SUCCEEDED {"in":"edited","a":"changed","who":"second"})"));
    // Where B has called there is nothing to be entered.
    const auto refused = past.fork({past.journal->journal(),
                                    past.eventOf("B", "Entered") + 2,
                                    "third",
                                    Value(1),
                                    {},
                                    {},
                                    HistoryRetention::Keep});
    QCOMPARE(refused.error().code, std::string("debug.nothingToEdit"));
}

void DebuggerTest::aForkOfAWaitKeepsWhatWasLeft() {
    Past past(R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
        {"StartAt":"L","States":{"L":{"Type":"Wait","Seconds":10,"End":true}}},
        {"StartAt":"S","States":{"S":{"Type":"Wait","Seconds":4,"Next":"T"},
            "T":{"Type":"Wait","Seconds":1,"End":true}}}],"End":true}}})");
    past.workflow.clock.advance(1h);
    QVERIFY(past.fork({past.journal->journal(),
                       past.eventOf("S", "Exited"),
                       {},
                       {},
                       {},
                       {},
                       HistoryRetention::Keep}));
    past.workflow.clock.advance(5s);
    QVERIFY(!past.result);
    past.workflow.clock.advance(1s); // four of the ten had passed
    past.workflow.settle();
    QVERIFY(past.result.has_value());
    QVERIFY(past.result->endedAt - past.result->startedAt == 10s);
}

void DebuggerTest::everyEventIsAPlaceToForkFrom() {
    Past past(kTasks);
    const auto events = static_cast<std::int64_t>(past.workflow.history().size());
    for (std::int64_t event = 1; event <= events; ++event) {
        past.result.reset();
        QVERIFY(
            past.fork({past.journal->journal(), event, "run", {}, {}, {}, HistoryRetention::Keep}));
        past.workflow.finish();
        QCOMPARE(tests::ended(*past.result), past.workflow.end());
    }
    const auto beyond =
        past.fork({past.journal->journal(), events + 1, {}, {}, {}, {}, HistoryRetention::Keep});
    QCOMPARE(beyond.error().code, std::string("replay.noEvent"));
}

void DebuggerTest::aForkTellsWhatItGoesOnFrom() {
    struct Started : telemetry::EventSink {
        void onEvent(const telemetry::Event& event) override {
            if (const auto* body = std::get_if<telemetry::ExecutionStarted>(&event.body))
                last = *body;
        }
        telemetry::ExecutionStarted last;
    } started;
    Past past(kTasks);
    past.workflow.bus.addSink(&started);
    const std::int64_t event = past.eventOf("B", "StateEntered");
    QVERIFY(
        past.fork({past.journal->journal(), event, "second", {}, {}, {}, HistoryRetention::Keep}));
    past.workflow.finish();
    const telemetry::ExecutionForebear expected{past.workflow.result->executionArn, event - 1};
    QVERIFY(started.last.forebear == expected);
    QCOMPARE(started.last.name, std::string("second"));
    // And its journal does, for when its program has ended meanwhile.
    QVERIFY(past.forked->journal().header.forebear == expected);
    started.last = {};
    QVERIFY(past.workflow.executor.resume({past.forked->journal(), nullptr}));
    QVERIFY(started.last.forebear == expected);
    past.workflow.bus.removeSink(&started);
}

void DebuggerTest::aForkThatWentAnotherWayIsRefused() {
    Past past(R"({"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[
        {"Variable":"$$.Execution.Name","StringEquals":"run","Next":"A"}],"Default":"B"},
        "A":{"Type":"Pass","End":true},"B":{"Type":"Pass","End":true}}})");
    const auto refused = past.fork({past.journal->journal(),
                                    past.eventOf("A", "Exited"),
                                    "other",
                                    {},
                                    {},
                                    {},
                                    HistoryRetention::Keep});
    QCOMPARE(refused.error().code, std::string("replay.diverged"));
}

void DebuggerTest::aForkIsDebuggedFromItsBeginning() {
    Past past(kTasks);
    const auto id = past.fork({past.journal->journal(),
                               past.eventOf("B", "Entered"),
                               {},
                               {},
                               {},
                               {},
                               HistoryRetention::Keep});
    Debugger debugger(past.workflow.executor, *id);
    debugger.pause();
    past.workflow.finish();
    QVERIFY(debugger.isPaused());
    QCOMPARE(debugger.position().next->state, std::string("B"));
    debugger.step(StepSize::Over);
    past.workflow.finish();
    QCOMPARE(debugger.position().next->state, std::string("C"));
}

QTEST_GUILESS_MAIN(DebuggerTest)
#include "tst_debugger.moc"
