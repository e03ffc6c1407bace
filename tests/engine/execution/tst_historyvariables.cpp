#include "engine/execution/historyvariables.h"

#include "engine/execution/debugger.h"
#include "tests/support/workflow.h"

using namespace ws;
using execution::variablesAfter;

namespace {

/// Variables in a loop, in branches that hide the same name, and after them.
constexpr const char* kMachine = R"({"QueryLanguage":"JSONata","StartAt":"Begin","States":{
  "Begin":{"Type":"Pass","Assign":{"n":0,"kept":"yes"},"Next":"Count"},
  "Count":{"Type":"Pass","Assign":{"n":"{% $n + 1 %}"},"Next":"Enough?"},
  "Enough?":{"Type":"Choice","Choices":[{"Condition":"{% $n < 3 %}","Next":"Count"}],
    "Default":"Both"},
  "Both":{"Type":"Parallel","Next":"Each","Assign":{"both":"{% $states.result %}"},"Branches":[
    {"StartAt":"Left","States":{
      "Left":{"Type":"Pass","Assign":{"mine":"left"},"Next":"Left 2"},
      "Left 2":{"Type":"Pass","Output":"{% $mine & $kept %}","End":true}}},
    {"StartAt":"Right","States":{
      "Right":{"Type":"Pass","Assign":{"mine":"right"},"Next":"Right 2"},
      "Right 2":{"Type":"Pass","Output":"{% $mine %}","End":true}}}]},
  "Each":{"Type":"Map","Items":[1,2],"Next":"Last","ItemProcessor":{"StartAt":"Item","States":{
      "Item":{"Type":"Pass","Assign":{"own":"{% $states.input * 10 %}"},"Next":"Item 2"},
      "Item 2":{"Type":"Pass","Output":"{% $own %}","End":true}}}},
  "Last":{"Type":"Pass","End":true}}})";

} // namespace

class tst_HistoryVariables : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The interpreter itself says what is there before every state.
    void goal3_everyStateSeesInTheHistoryWhatTheInterpreterGaveIt() {
        tests::Workflow run(kMachine);
        execution::Debugger debugger(run.executor, run.id);
        debugger.pause();
        std::map<std::string, std::deque<json::Value>> expected; // in the order of the entries
        for (int guard = 0; guard < 200 && !run.result; ++guard) {
            run.settle();
            const auto next = debugger.position().next;
            if (next && next->kind == execution::NextStep::Kind::Enter)
                expected[next->state].push_back(next->variables);
            debugger.step(execution::StepSize::State);
        }
        QVERIFY(run.result);
        int states = 0;
        const auto events = run.history().events();
        for (const auto& event : events) {
            if (!telemetry::historyEventTypeName(event.type).ends_with("StateEntered"))
                continue;
            auto& given = expected[event.name];
            QVERIFY2(!given.empty(), event.name.c_str());
            const json::Value seen = variablesAfter(events, event.id);
            QVERIFY2(seen == given.front(), (event.name + ": " + seen.dump()).c_str());
            given.pop_front();
            ++states;
        }
        QCOMPARE(states, 18);
    }

    void whatABranchAssignedIsGoneAfterIt() {
        tests::Workflow run(kMachine);
        run.finish();
        const auto events = run.history().events();
        const json::Value last = variablesAfter(events, std::int64_t(events.size()));
        QCOMPARE(last.dump(), std::string(R"({"both":["leftyes","right"],"n":3,"kept":"yes"})"));
    }

    void anEventThatIsNotThereSeesNothing() {
        QCOMPARE(variablesAfter({}, 7).dump(), std::string("{}"));
    }
};

QTEST_GUILESS_MAIN(tst_HistoryVariables)
#include "tst_historyvariables.moc"
