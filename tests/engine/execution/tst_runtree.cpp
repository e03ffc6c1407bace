#include "engine/telemetry/runtree.h"

#include "tests/support/workflow.h"

#include <functional>

using namespace ws;
using telemetry::RunTree;
using Status = RunTree::Status;

namespace {

/// Retries, a Catch, a Map in a branch in a Map, and a loop.
constexpr const char* kMachine = R"({"StartAt":"Ask","States":{
  "Ask":{"Type":"Task","Resource":"ask","ResultPath":null,"Next":"Orders",
    "Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":1,"MaxAttempts":3}]},
  "Orders":{"Type":"Map","ItemsPath":"$.orders","MaxConcurrency":2,"ResultPath":"$.done","Next":"End",
    "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"End"}],
    "ItemProcessor":{"StartAt":"Both","States":{
      "Both":{"Type":"Parallel","End":true,"Branches":[
        {"StartAt":"Lines","States":{"Lines":{"Type":"Map","ItemsPath":"$.lines","End":true,
          "ItemProcessor":{"StartAt":"Line","States":{
            "Line":{"Type":"Task","Resource":"line","End":true}}}}}},
        {"StartAt":"Note","States":{"Note":{"Type":"Pass","End":true}}}]}}}},
  "End":{"Type":"Pass","End":true}}})";
constexpr const char* kInput = R"({"orders":[{"lines":[1,2]},{"lines":[3,4,5]},{"lines":[]}]})";

struct Fixture {
    tests::Workflow run{kMachine, kInput};
    RunTree tree;
    int busy = 2;
    std::string poison = "none";

    Fixture() {
        run.functions.rule = [this](const execution::TaskRequest& request) {
            if (request.function.find("ask") != std::string::npos && busy-- > 0)
                return tests::ScriptedFunctions::failure("Busy", "later");
            if (request.payload.dump() == poison)
                return tests::ScriptedFunctions::failure("Poison", "bad line");
            execution::TaskOutcome outcome;
            outcome.result = request.payload;
            return outcome;
        };
    }
    RunTree& finish() {
        run.finish();
        for (const auto& event : run.history().events())
            tree.apply(event);
        return tree;
    }
    /// "Orders[Orders#0[Both[...]]]": what holds what.
    std::string shape(const std::vector<int>& nodes) {
        std::string out;
        for (const int index : nodes) {
            const auto& node = tree.node(index);
            out += (out.empty() ? "" : " ") + node.name;
            if (node.index >= 0)
                out += '#' + std::to_string(node.index);
            if (!node.children.empty())
                out += '[' + shape(node.children) + ']';
        }
        return out;
    }
    const RunTree::Node& latest(const char* name) { return tree.node(tree.latest(name)); }
};

} // namespace

class tst_RunTree : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatRanInsideIsInsideAndTheRestFollows() {
        Fixture f;
        f.finish();
        QCOMPARE(f.run.end().substr(0, 9), std::string("SUCCEEDED"));
        const std::string shape = f.shape(f.tree.roots());
        QVERIFY2(shape.starts_with("Ask Orders[Orders#0[Both[Lines["), shape.c_str());
        QVERIFY2(shape.ends_with("] End"), shape.c_str());
        QVERIFY2(shape.find("Lines#2[Line]") != std::string::npos, shape.c_str());
        QVERIFY2(shape.find("Orders#2[Both[Lines Note]]") != std::string::npos, shape.c_str());
    }

    void everyVisitHasItsEntryAndItsEnd() {
        Fixture f;
        f.finish();
        const auto events = f.run.history().events();
        std::size_t entries = 0;
        for (const auto& event : events) {
            const auto type = telemetry::historyEventTypeName(event.type);
            if (type.ends_with("StateEntered")) {
                ++entries;
                QCOMPARE(f.tree.node(f.tree.visitOf(event.id)).name, event.name);
            }
            if (type.ends_with("StateExited"))
                QCOMPARE(f.tree.node(f.tree.nodeOf(event.id)).lastEvent, event.id);
        }
        std::size_t states = 0;
        for (const auto& node : f.tree.nodes()) {
            states += node.kind == RunTree::Node::Kind::State;
            QVERIFY(node.end.has_value());
            QCOMPARE(node.status, Status::Succeeded);
        }
        QCOMPARE(states, entries);
    }

    void attemptsAndTheGapsBetweenThemAreThere() {
        Fixture f;
        f.finish();
        const auto& ask = f.latest("Ask");
        QCOMPARE(ask.attempts.size(), std::size_t{3});
        QVERIFY(ask.attempts[0].failed && ask.attempts[1].failed && !ask.attempts[2].failed);
        QCOMPARE(ask.attempts[0].error, std::string("Busy"));
        QCOMPARE(ask.attempts[1].begin - *ask.attempts[0].end,
                 base::Duration(std::chrono::seconds{1}));
        QCOMPARE(ask.attempts[2].begin - *ask.attempts[1].end,
                 base::Duration(std::chrono::seconds{2}));
    }

    void whatBrokeIsFailedWhatWasCutOffIsAbortedAndTheCatchIsSeen() {
        Fixture f;
        f.poison = "4";
        f.finish();
        QCOMPARE(f.run.end().substr(0, 9), std::string("SUCCEEDED"));
        QCOMPARE(f.latest("Orders").status, Status::Caught);
        QCOMPARE(f.latest("Orders").error, std::string("Poison"));
        int failedLines = 0;
        int open = 0;
        for (const auto& node : f.tree.nodes()) {
            failedLines += node.name == "Line" && node.status == Status::Failed;
            open += !node.end;
        }
        QCOMPARE(failedLines, 1);
        QCOMPARE(open, 0);
        QCOMPARE(f.latest("Orders").failed, 1);
        QCOMPARE(f.latest("End").status, Status::Succeeded);
        QCOMPARE(f.latest("End").parent, -1);
    }

    void aMapCountsItsItems() {
        Fixture f;
        f.finish();
        QCOMPARE(f.latest("Orders").items, 3);
        QCOMPARE(f.latest("Orders").done, 3);
    }

    void aRunThatIsStoppedLeavesNothingOpen() {
        Fixture f;
        f.busy = 100;
        f.run.settle();
        f.run.executor.stop(f.run.id);
        f.finish();
        QCOMPARE(f.latest("Ask").end.has_value(), true);
    }
};

QTEST_GUILESS_MAIN(tst_RunTree)
#include "tst_runtree.moc"
