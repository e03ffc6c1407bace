#include "engine/telemetry/childruns.h"

#include "tests/support/recordedrun.h"

#include <QTest>

using namespace ws;
using namespace ws::telemetry;
using Type = HistoryEventType;

namespace {

base::ExecutionId id(int number) {
    return base::ExecutionId{std::uint64_t(number)};
}

/// A parent whose "Go" is visited twice, the first time with a retry, and two more in a Map.
struct Fixture {
    Recorder recorder;
    tests::RecordedRun parent{"outer", id(1)};
    std::int64_t visit[2] = {};
    std::int64_t attempt[3] = {};
    std::int64_t iteration[2] = {};
    std::int64_t inMap[2] = {};

    Fixture() {
        visit[0] = parent.add(Type::TaskStateEntered, 1, "Go");
        attempt[0] = parent.then(Type::TaskScheduled);
        parent.then(Type::TaskFailed, {}, "Busy");
        attempt[1] = parent.then(Type::TaskScheduled);
        parent.then(Type::TaskSucceeded);
        parent.then(Type::TaskStateExited, "Go");
        visit[1] = parent.then(Type::TaskStateEntered, "Go");
        attempt[2] = parent.then(Type::TaskScheduled);
        parent.then(Type::TaskSucceeded);
        parent.then(Type::TaskStateExited, "Go");
        parent.then(Type::MapStateEntered, "Each");
        const auto map = parent.then(Type::MapStateStarted);
        for (int i = 0; i < 2; ++i) {
            iteration[i] = parent.add(Type::MapIterationStarted, map, "Each");
            parent.then(Type::TaskStateEntered, "Item");
            inMap[i] = parent.then(Type::TaskScheduled);
        }
        take(parent);
        for (int i = 0; i < 3; ++i)
            begin(10 + i, "Go", attempt[i]);
        for (int i = 0; i < 2; ++i)
            begin(20 + i, "Item", inMap[i]);
    }
    void take(const tests::RecordedRun& run) {
        for (const Event& event : run.events())
            recorder.onEvent(event);
    }
    void begin(int number, const char* state, std::int64_t event, int around = 1,
               std::int64_t item = -1) {
        tests::RecordedRun child("inner", id(number));
        child.setOrigin({id(around), "arn", state, event, item});
        child.then(Type::PassStateEntered, "Only");
        take(child);
    }
    int chosen(const char* state, const ChildChoice& choice) const {
        const auto* child = chosenChild(recorder, *recorder.execution(id(1)), state, choice);
        return child ? int(child->execution) : 0;
    }
};

} // namespace

class tst_ChildRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLatestOneIsMeantWhenNothingElseIsSaid() {
        Fixture f;
        QCOMPARE(f.chosen("Go", {}), 12);
        QCOMPARE(f.chosen("Item", {}), 21);
        QCOMPARE(f.chosen("Other", {}), 0);
    }

    void aVisitAndAnAttemptHaveTheirOwn() {
        Fixture f;
        QCOMPARE(f.chosen("Go", {.visit = f.visit[0]}), 11);
        QCOMPARE(f.chosen("Go", {.visit = f.visit[1]}), 12);
        QCOMPARE(f.chosen("Go", {.attempt = f.attempt[0], .visit = f.visit[0]}), 10);
        QCOMPARE(f.chosen("Go", {.attempt = f.attempt[1], .visit = f.visit[0]}), 11);
        QCOMPARE(f.chosen("Go", {.attempt = f.attempt[2], .visit = f.visit[0]}), 0);
    }

    void anIterationHasItsOwnAndWhatIsOutsideTheLatest() {
        Fixture f;
        QCOMPARE(f.chosen("Item", {.iteration = f.iteration[0]}), 20);
        QCOMPARE(f.chosen("Item", {.iteration = f.iteration[1]}), 21);
        QCOMPARE(f.chosen("Go", {.iteration = f.iteration[0]}), 12);
    }

    void theOneThatIsLookedAtComesBeforeTheOthersAndSoDoesTheOneAroundIt() {
        Fixture f;
        f.begin(30, "Deeper", 2, 10);
        QCOMPARE(f.chosen("Go", {.around = id(10)}), 10);
        QCOMPARE(f.chosen("Go", {.around = id(30)}), 10);
        QCOMPARE(f.chosen("Go", {.around = id(20)}), 12);
        QCOMPARE(f.chosen("Item", {.around = id(20)}), 20);
    }

    void whatHadNotBegunAtAnInstantOfThePastIsNotThere() {
        Fixture f;
        QCOMPARE(f.chosen("Go", {.events = std::size_t(f.attempt[0]) - 1}), 0);
        QCOMPARE(f.chosen("Go", {.events = std::size_t(f.attempt[0])}), 10);
        QCOMPARE(f.chosen("Go", {.events = std::size_t(f.attempt[1])}), 11);
    }

    void theItemsOfADistributedMapAreNotMeant() {
        Fixture f;
        f.begin(40, "Go", f.attempt[2], 1, 0);
        QCOMPARE(f.chosen("Go", {}), 12);
    }

    void aHistoryIsCutAtAnInstant() {
        Fixture f;
        const ExecutionRecord& run = *f.recorder.execution(id(1));
        QCOMPARE(eventsUntil(run, run.history[4].at), std::size_t(5));
        QCOMPARE(eventsUntil(run, run.history[0].at - std::chrono::milliseconds(1)),
                 std::size_t(0));
        QCOMPARE(eventsUntil(run, run.history.back().at + std::chrono::hours(1)),
                 run.history.size());
    }
};

QTEST_GUILESS_MAIN(tst_ChildRuns)
#include "tst_childruns.moc"
