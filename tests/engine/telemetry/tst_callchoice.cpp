#include "engine/telemetry/callchoice.h"

#include "engine/telemetry/forebears.h"
#include "tests/support/recordedrun.h"

#include <QTest>

using namespace ws;
using namespace ws::telemetry;
using Type = HistoryEventType;

namespace {

base::ExecutionId id(int number) {
    return base::ExecutionId{std::uint64_t(number)};
}

/// "Fine" has succeeded, "Bad" failed twice; each attempt was a call.
struct Fixture {
    Recorder recorder;
    std::int64_t fine = 0;
    std::int64_t bad[2] = {};
    std::int64_t afterFine = 0;
    std::int64_t end = 0;
    std::uint64_t lastCall = 0;

    Fixture() { take(first()); }

    tests::RecordedRun first() {
        tests::RecordedRun run("orders", id(1));
        run.setArn("arn:1");
        run.then(Type::TaskStateEntered, "Fine");
        fine = run.then(Type::TaskScheduled);
        run.then(Type::TaskStarted);
        run.then(Type::TaskSucceeded);
        afterFine = run.then(Type::TaskStateExited, "Fine");
        run.then(Type::TaskStateEntered, "Bad");
        bad[0] = run.then(Type::TaskScheduled);
        run.then(Type::TaskFailed, {}, "Busy");
        bad[1] = run.then(Type::TaskScheduled);
        run.then(Type::TaskFailed, {}, "Busy");
        end = run.then(Type::ExecutionFailed);
        return run;
    }
    void take(const tests::RecordedRun& run) {
        for (const Event& event : run.events())
            recorder.onEvent(event);
    }
    /// Goes on from `of` behind so many events of it.
    tests::RecordedRun later(int number, const std::string& of, std::int64_t events) {
        tests::RecordedRun run("orders", id(number));
        run.setArn("arn:" + std::to_string(number));
        run.setForebear(of, events);
        run.then(Type::TaskStateEntered, "Fine");
        run.then(Type::TaskScheduled);
        return run;
    }
    base::InvocationId call(int execution, const char* state, std::int64_t scheduled) {
        InvocationArrived arrived;
        arrived.invocation = base::InvocationId{++lastCall};
        arrived.execution = id(execution);
        arrived.state = state;
        arrived.scheduledEvent = scheduled;
        recorder.onEvent({1'000 + lastCall, base::TimePoint{}, arrived});
        return arrived.invocation;
    }
    /// "1:2" - the call 1 was made by the execution 2.
    QString chosen(int execution, const CallChoice& choice = {}) const {
        QStringList out;
        for (const auto& [invocation, run] :
             chosenCalls(recorder, *recorder.execution(id(execution)), choice))
            out << QStringLiteral("%1:%2").arg(std::uint64_t(invocation)).arg(std::uint64_t(run));
        return out.join(u' ');
    }
};

} // namespace

class tst_CallChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStateAVisitAndAnAttemptHaveTheirOwnCalls() {
        Fixture f;
        f.call(1, "Fine", f.fine);
        f.call(1, "Bad", f.bad[0]);
        f.call(1, "Bad", f.bad[1]);
        f.call(7, "Bad", f.bad[1]); // somebody else's
        QCOMPARE(f.chosen(1), QStringLiteral("1:1 2:1 3:1"));
        QCOMPARE(f.chosen(1, {.state = "Bad"}), QStringLiteral("2:1 3:1"));
        QCOMPARE(f.chosen(1, {.state = "Bad", .attempt = f.bad[1]}), QStringLiteral("3:1"));
        QCOMPARE(f.chosen(1, {.state = "Fine", .visit = 2}), QStringLiteral("1:1"));
        QVERIFY(f.chosen(1, {.state = "Fine", .visit = 7}).isEmpty());
    }

    void goal15_aRunThatGoesOnHasTheCallsOfThoseBeforeIt() {
        Fixture f;
        f.call(1, "Fine", f.fine);
        f.call(1, "Bad", f.bad[0]);
        f.call(1, "Bad", f.bad[1]);
        f.take(f.later(2, "arn:1", f.end));
        f.call(2, "Bad", f.end + 2);
        f.take(f.later(3, "arn:2", f.end + 4));
        f.call(3, "Bad", f.end + 6);
        QCOMPARE(f.chosen(3), QStringLiteral("1:1 2:1 3:1 4:2 5:3"));
        QCOMPARE(f.chosen(3, {.state = "Fine"}), QStringLiteral("1:1"));
        QCOMPARE(f.chosen(2), QStringLiteral("1:1 2:1 3:1 4:2"));
        QCOMPARE(f.chosen(1), QStringLiteral("1:1 2:1 3:1"));
        const auto chain = forebearsOf(f.recorder, *f.recorder.execution(id(3)));
        QCOMPARE(chain.size(), std::size_t(2));
        QCOMPARE(chain[0].run->execution, id(2));
        QCOMPARE(chain[1].run->execution, id(1));
        QCOMPARE(chain[1].events, f.end);
    }

    void whatComesBehindTheMomentOfItsBeginningIsNotItsOwn() {
        Fixture f;
        f.call(1, "Fine", f.fine);
        f.call(1, "Bad", f.bad[0]);
        f.take(f.later(2, "arn:1", f.afterFine));
        QCOMPARE(f.chosen(2), QStringLiteral("1:1"));
        // Nor is it of one that goes on from that one.
        f.take(f.later(3, "arn:2", f.end));
        QCOMPARE(f.chosen(3), QStringLiteral("1:1"));
    }

    void whatWasUnderWayThenIsCalledAgain() {
        Fixture f;
        f.call(1, "Fine", f.fine);
        f.take(f.later(2, "arn:1", f.fine + 1)); // it had been started, no more
        QVERIFY(f.chosen(2).isEmpty());
        f.call(2, "Fine", f.fine);
        QCOMPARE(f.chosen(2), QStringLiteral("2:2"));
        // A redrive has all that failed, but what it calls again counts for itself.
        f.take(f.later(3, "arn:1", f.end));
        QCOMPARE(f.chosen(3), QStringLiteral("1:1"));
        f.call(3, "Fine", f.fine);
        QCOMPARE(f.chosen(3), QStringLiteral("3:3"));
    }

    void whatTheEarlierRunHadBegunIsInside() {
        Fixture f;
        const auto begin = [&](int number, std::int64_t event, int around) {
            tests::RecordedRun child("inner", id(number));
            child.setOrigin({id(around), "arn", "Fine", event});
            f.take(child);
            f.call(number, "Only", 3);
        };
        begin(10, f.fine, 1);
        begin(11, f.bad[1], 1);
        begin(12, 3, 10); // inside of what is inside
        f.take(f.later(2, "arn:1", f.afterFine));
        QCOMPARE(f.chosen(2), QStringLiteral("1:1 3:1"));
        QCOMPARE(f.chosen(2, {.state = "Fine"}), QStringLiteral("1:1 3:1"));
        QVERIFY(f.chosen(2, {.state = "Bad"}).isEmpty());
    }

    void aMapsChildGoesOnFromTheSameChildBefore() {
        Fixture f;
        const auto begin = [&](int number, int around, std::int64_t item) {
            tests::RecordedRun child("orders/Each", id(number));
            child.setOrigin({id(around), "arn", "Each", f.fine, item});
            child.then(Type::TaskStateEntered, "Item");
            child.then(Type::TaskScheduled);
            f.take(child);
        };
        begin(10, 1, 0);
        begin(11, 1, 1);
        f.call(10, "Item", 3);
        f.call(11, "Item", 3);
        f.take(f.later(2, "arn:1", f.end));
        begin(20, 2, 1);
        QCOMPARE(f.chosen(20), QStringLiteral("2:11"));
        f.call(20, "Item", 5);
        QCOMPARE(f.chosen(20, {.state = "Item"}), QStringLiteral("2:11 3:20"));
    }

    void aRunBeforeThatIsNotKnownIsNamed() {
        Fixture f;
        f.take(f.later(2, "arn:gone", 5));
        const auto chain = forebearsOf(f.recorder, *f.recorder.execution(id(2)));
        QCOMPARE(chain.size(), std::size_t(1));
        QVERIFY(!chain[0].run);
        QCOMPARE(chain[0].arn, std::string("arn:gone"));
        QVERIFY(f.chosen(2).isEmpty());
    }

    void aChainThatBitesItselfEnds() {
        Fixture f;
        f.take(f.later(2, "arn:3", 5));
        f.take(f.later(3, "arn:2", 5));
        QCOMPARE(forebearsOf(f.recorder, *f.recorder.execution(id(3))).size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(tst_CallChoice)
#include "tst_callchoice.moc"
