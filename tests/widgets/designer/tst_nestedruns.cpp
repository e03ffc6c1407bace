#include "widgets/designer/nestedruns.h"

#include "tests/support/machinemap.h"
#include "tests/support/recordedrun.h"

#include <QTest>

using namespace ws;
using designer::NestedRuns;
using telemetry::ExecutionStatus;
using theme::Status;
using Type = telemetry::HistoryEventType;

namespace {

base::ExecutionId id(int number) {
    return base::ExecutionId{std::uint64_t(number)};
}

base::TimePoint second(int number) {
    return base::TimePoint{std::chrono::hours{500'000} + std::chrono::seconds{number}};
}

const std::string kInner = R"({"StartAt":"Pick","States":{"Pick":{"Type":"Pass","Next":"Pack"},
  "Pack":{)" + tests::startsMachine("pack") +
                           R"(,"End":true}}})";
const std::string kPack = R"({"StartAt":"Box","States":{"Box":{"Type":"Pass","End":true}}})";
const std::string kOuter =
    R"({"StartAt":"Ship","States":{"Ship":{)" + tests::startsMachine("ship") + R"(,"End":true}}})";

/// "Ship" fails at its first attempt and runs at its second, where "Pack" has ended.
struct Fixture {
    telemetry::Recorder recorder;
    tests::MachineMap machines;
    tests::RecordedRun outer{"orders", id(1), second(0)};
    std::int64_t first = 0;
    std::int64_t again = 0;
    NestedRuns runs{recorder};
    feed::Selection::Content selection;

    Fixture() {
        machines.put("ship", kInner);
        machines.put("pack", kPack);
        outer.then(Type::TaskStateEntered, "Ship");
        first = outer.then(Type::TaskScheduled);
        take(outer);
        tests::RecordedRun broken("ship", id(2), second(10));
        broken.setOrigin({id(1), "arn", "Ship", first, -1});
        broken.then(Type::PassStateEntered, "Pick");
        broken.then(Type::ExecutionFailed, {}, "Empty");
        broken.finish(ExecutionStatus::Failed);
        take(broken);
        tests::RecordedRun more("orders", id(1), second(20));
        more.add(Type::TaskFailed, first, {}, "Empty");
        takeFrom(more, outer.last() + 1);
        again = outer.last() + 2;
        tests::RecordedRun ship("ship", id(3), second(30));
        ship.setOrigin({id(1), "arn", "Ship", again, -1});
        ship.then(Type::PassStateEntered, "Pick");
        ship.then(Type::PassStateExited, "Pick");
        ship.then(Type::TaskStateEntered, "Pack");
        const auto packed = ship.then(Type::TaskScheduled);
        take(ship);
        tests::RecordedRun pack("pack", id(4), second(40));
        pack.setOrigin({id(3), "arn", "Pack", packed, -1});
        pack.then(Type::PassStateEntered, "Box");
        pack.then(Type::PassStateExited, "Box");
        pack.then(Type::ExecutionSucceeded);
        pack.finish(ExecutionStatus::Succeeded);
        take(pack);
    }
    void take(const tests::RecordedRun& run) {
        for (const telemetry::Event& event : run.events())
            recorder.onEvent(event);
    }
    /// The second attempt: the failure of the first one and what was scheduled then.
    void takeFrom(const tests::RecordedRun&, std::int64_t next) {
        for (const Type type : {Type::TaskFailed, Type::TaskScheduled}) {
            telemetry::ExecutionAdvanced advanced;
            advanced.execution = id(1);
            advanced.event.id = next;
            advanced.event.previousId = next - 1;
            advanced.event.type = type;
            advanced.event.at = second(type == Type::TaskFailed ? 20 : 25);
            recorder.onEvent({std::uint64_t(next), advanced.event.at, advanced});
            ++next;
        }
    }
    void look(std::size_t events = SIZE_MAX) {
        const auto* run = recorder.execution(id(1));
        runs.look(id(1), std::min(events, run->history.size()), selection);
        runs.update(statemachine::nestingsOf(statemachine::readDefinition(kOuter)->graph(),
                                             {{{"Ship"}, {"Ship", "Pack"}}, {}}, machines,
                                             [this](const auto& path) { return runs.told(path); }));
    }
    const NestedRuns::Run& ship() const { return runs.runs().at("Ship"); }
    Status status(const char* state) const { return ship().state.state(state)->status; }
};

} // namespace

class tst_NestedRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLatestExecutionIsShownWithWhatItHasBegun() {
        Fixture f;
        f.look();
        QCOMPARE(f.ship().execution, id(3));
        QCOMPARE(f.ship().status, ExecutionStatus::Running);
        QCOMPARE(f.status("Pick"), Status::Succeeded);
        QCOMPARE(f.status("Pack"), Status::Running);
        const NestedRuns::Run& pack = f.ship().inside.at("Pack");
        QCOMPARE(pack.execution, id(4));
        QCOMPARE(pack.status, ExecutionStatus::Succeeded);
        QCOMPARE(pack.state.state("Box")->status, Status::Succeeded);
        QVERIFY(f.runs.isLive());
    }

    void theSelectedAttemptBringsItsExecutionAndIsTakenBack() {
        Fixture f;
        f.selection.execution = id(1);
        f.selection.state = QStringLiteral("Ship");
        f.selection.attempt = f.first;
        f.look();
        QCOMPARE(f.ship().execution, id(2));
        QCOMPARE(f.ship().status, ExecutionStatus::Failed);
        QCOMPARE(f.status("Pick"), Status::Failed);
        QVERIFY(!f.ship().inside.at("Pack").begun());
        f.selection.attempt = f.again;
        f.look();
        QCOMPARE(f.ship().execution, id(3));
        QCOMPARE(f.status("Pick"), Status::Succeeded);
    }

    void whatIsSelectedInsideKeepsItsExecution() {
        Fixture f;
        f.selection.execution = id(2);
        f.look();
        QCOMPARE(f.ship().execution, id(2));
        f.selection.execution = id(4);
        f.look();
        QCOMPARE(f.ship().execution, id(3));
    }

    void anInstantOfThePastIsThatOfTheExecutionsInside() {
        Fixture f;
        f.look(std::size_t(f.first) - 1);
        QVERIFY(!f.ship().begun());
        f.look(std::size_t(f.first));
        QCOMPARE(f.ship().execution, id(2));
        QCOMPARE(f.ship().events, std::size_t(0)); // it began a moment later
        QVERIFY(f.ship().past && !f.runs.isLive());
        f.look(std::size_t(f.first) + 1); // when its failure was told
        QCOMPARE(f.ship().status, ExecutionStatus::Failed);
        f.look();
        QCOMPARE(f.ship().execution, id(3));
    }

    void aRunTellsWhichMachineItWas() {
        Fixture f;
        f.runs.look(id(1), 100, {});
        QCOMPARE(f.runs.told({"Ship"}), std::string("ship"));
        QCOMPARE(f.runs.told({"Ship", "Pack"}), std::string("pack"));
        QVERIFY(f.runs.told({"Other"}).empty() && f.runs.told({"Ship", "Pack", "Box"}).empty());
        f.runs.look({}, 0, {});
        QVERIFY(f.runs.told({"Ship"}).empty());
    }

    void whatIsForgottenIsGone() {
        Fixture f;
        f.look();
        f.runs.look(id(99), 5, {});
        f.runs.update({{"Ship", {statemachine::Nesting::Show::Drawn, "ship", nullptr, {}, {}}}});
        QVERIFY(!f.ship().begun() && f.ship().state.empty());
        f.runs.update({});
        QVERIFY(f.runs.runs().empty());
    }
};

QTEST_GUILESS_MAIN(tst_NestedRuns)
#include "tst_nestedruns.moc"
