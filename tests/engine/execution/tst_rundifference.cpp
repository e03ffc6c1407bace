#include "engine/telemetry/rundifference.h"

#include "engine/execution/tasktoken.h"
#include "engine/telemetry/opentokens.h"
#include "tests/support/workflow.h"

using namespace ws;
using telemetry::RunDifference;
using telemetry::RunTree;

namespace {

constexpr const char* kMachine = R"({"StartAt":"Each","States":{
  "Each":{"Type":"Map","ItemsPath":"$.items","ResultPath":"$.prices","Next":"Large?",
    "ItemProcessor":{"StartAt":"Price","States":{
      "Price":{"Type":"Task","Resource":"price","End":true}}}},
  "Large?":{"Type":"Choice","Choices":[
    {"Variable":"$.large","BooleanEquals":true,"Next":"Review"}],"Default":"Done"},
  "Review":{"Type":"Pass","Next":"Done"},
  "Done":{"Type":"Pass","End":true}}})";

struct Run {
    tests::Workflow workflow;
    RunTree tree;
    std::vector<telemetry::HistoryEvent> history;

    Run(const char* input, int wrongPrice)
        : workflow(kMachine, input) {
        workflow.functions.rule = [wrongPrice](const execution::TaskRequest& request) {
            execution::TaskOutcome outcome;
            const auto item = request.payload.toInteger();
            outcome.result = json::Value(item == wrongPrice ? item * 1'000 : item * 2);
            return outcome;
        };
        workflow.finish();
        history = workflow.history().events();
        for (const auto& event : history)
            tree.apply(event);
    }
};

RunDifference compare(const Run& left, const Run& right) {
    return telemetry::compareRuns(left.tree, left.history, right.tree, right.history);
}

} // namespace

class tst_RunDifference : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameRunTwiceDiffersNowhere() {
        const Run left(R"({"items":[1,2,3]})", 0);
        const Run right(R"({"items":[1,2,3]})", 0);
        QCOMPARE(compare(left, right).first, -1);
    }

    void theFirstDifferenceIsTheVisitThatMadeIt() {
        const Run left(R"({"items":[1,2,3]})", 0);
        const Run right(R"({"items":[1,2,3]})", 2);
        const auto difference = compare(left, right);
        QVERIFY(difference.first >= 0);
        const auto& row = difference.rows[std::size_t(difference.first)];
        QCOMPARE(left.tree.node(row.left).name, std::string("Price"));
        QCOMPARE(left.tree.node(left.tree.node(row.left).parent).index, 1);
        QCOMPARE(row.differs, unsigned(RunDifference::Output));
    }

    void whatOnlyOneRunHasStandsWhereItWas() {
        const Run left(R"({"items":[],"large":false})", 0);
        const Run right(R"({"items":[],"large":true})", 0);
        const auto difference = compare(left, right);
        std::vector<std::string> names;
        for (const auto& row : difference.rows)
            names.push_back(row.left >= 0 ? left.tree.node(row.left).name
                                          : "+" + right.tree.node(row.right).name);
        QCOMPARE(names, (std::vector<std::string>{"Each", "Large?", "+Review", "Done"}));
        const auto turned = compare(right, left);
        QCOMPARE(turned.rows[2].right, -1);
        QCOMPARE(turned.rows[2].differs, unsigned(RunDifference::Path));
    }

    void aTokenIsOpenUntilItIsSentBack() {
        tests::Workflow run(R"({"StartAt":"Ask","States":{"Ask":{"Type":"Task","End":true,
          "Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
          "Parameters":{"FunctionName":"ask","Payload":{"deep":[{"token.$":"$$.Task.Token"}]}}}}})");
        run.settle();
        run.functions.succeed(0, json::Value::object());
        run.settle();
        auto open = telemetry::openTokens(run.history().events(), SIZE_MAX, execution::isTaskToken);
        QCOMPARE(open.size(), std::size_t{1});
        QCOMPARE(open.front().state, std::string("Ask"));
        QVERIFY(run.executor.sendTaskSuccess(open.front().token, R"({"ok":1})").ok());
        run.finish();
        QCOMPARE(run.end(), std::string(R"(SUCCEEDED {"ok":1})"));
        QVERIFY(telemetry::openTokens(run.history().events(), SIZE_MAX, execution::isTaskToken)
                    .empty());
    }

    void theFailureThatEndedARunIsFound() {
        tests::Workflow run(R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},
          "B":{"Type":"Task","Resource":"b","End":true}}})");
        run.settle();
        run.functions.fail(0, "Broken", "on purpose");
        run.finish();
        RunTree tree;
        for (const auto& event : run.history().events())
            tree.apply(event);
        QCOMPARE(tree.node(tree.lastFailed()).name, std::string("B"));
    }
};

QTEST_GUILESS_MAIN(tst_RunDifference)
#include "tst_rundifference.moc"
