// Workflow variables in both query languages: scopes, moments, limits, and what events show.

#include "engine/execution/historyjson.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using json::Value;
using tests::Workflow;

class VariablesTest : public QObject {
    Q_OBJECT

private slots:
    void theyAreSeenFromTheNextStateOn_data();
    void theyAreSeenFromTheNextStateOn();
    void everyPathOfAStateMayReadThem_data();
    void everyPathOfAStateMayReadThem();
    void anEventShowsWhatWasAssigned();
    void everyInnerScopeReadsTheOuterOnes();
    void siblingsKeepTheirsToThemselves();
    void everyIterationBeginsAnew();
    void childExecutionsSeeNoneButTheirSelectorDoes();
    void whatIsNotSetYetIsNothing();
    void oneAssignHasALimit_data();
    void oneAssignHasALimit();
    void anExecutionHasALimit();
    void replacedVariablesAndEndedScopesAreFree();
};

static std::string quoted(std::size_t length) {
    return "\"" + std::string(length, 'x') + "\"";
}

void VariablesTest::theyAreSeenFromTheNextStateOn_data() {
    QTest::addColumn<QByteArray>("machine");
    QTest::newRow("JSONPath") << QByteArray(R"j({"StartAt":"A","States":{
        "A":{"Type":"Pass","Assign":{"x":1},"Next":"B"},
        "B":{"Type":"Pass","Assign":{"x":2,"y.$":"$x"},"Parameters":{"x.$":"$x"},"Next":"C"},
        "C":{"Type":"Pass","Parameters":{"before.$":"$.x","x.$":"$x","y.$":"$y"},"End":true}}})j");
    QTest::newRow("JSONata") << QByteArray(R"j({"QueryLanguage":"JSONata","StartAt":"A","States":{
        "A":{"Type":"Pass","Assign":{"x":1},"Next":"B"},
        "B":{"Type":"Pass","Assign":{"x":2,"y":"{% $x %}"},"Output":{"x":"{% $x %}"},"Next":"C"},
        "C":{"Type":"Pass","Output":{"before":"{% $states.input.x %}","x":"{% $x %}",
             "y":"{% $y %}"},"End":true}}})j");
}

void VariablesTest::theyAreSeenFromTheNextStateOn() {
    QFETCH(QByteArray, machine);
    Workflow workflow(machine.toStdString());
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED {"before":1,"x":2,"y":1})"));
}

void VariablesTest::everyPathOfAStateMayReadThem_data() {
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QByteArray>("end");
    const auto row = [](const char* state, const char* end) {
        QTest::newRow(state) << QByteArray(state) << QByteArray(end);
    };
    row(R"("Type":"Pass","InputPath":"$o.list","End":true)", "SUCCEEDED [1,2]");
    row(R"("Type":"Pass","OutputPath":"$o.text","End":true)", "SUCCEEDED \"a\"");
    row(R"j("Type":"Pass","Parameters":{"v.$":"States.Format('{}-{}', $n, $o.text)"},"End":true)j",
        R"(SUCCEEDED {"v":"2-a"})");
    row(R"("Type":"Wait","SecondsPath":"$n","End":true)", "SUCCEEDED {}");
    row(R"("Type":"Wait","TimestampPath":"$o.time","End":true)", "SUCCEEDED {}");
    row(R"("Type":"Fail","ErrorPath":"$o.text","CausePath":"$o.time")",
        "FAILED a: 1980-01-01T00:00:00Z");
    row(R"("Type":"Choice","Choices":[{"Variable":"$n","NumericLessThanPath":"$o.list[1]",
           "Next":"Bad"},{"Variable":"$o.none","IsPresent":false,"Next":"Ok"}])",
        "SUCCEEDED {}");
    row(R"("Type":"Map","ItemsPath":"$o.list","MaxConcurrencyPath":"$n",
           "ToleratedFailureCountPath":"$n","ItemSelector":{"n.$":"$n"},"End":true,
           "ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}})",
        R"(SUCCEEDED [{"n":2},{"n":2}])");
    row(R"("Type":"Task","Resource":"f","TimeoutSecondsPath":"$n","End":true)",
        "FAILED States.Timeout: ");
}

void VariablesTest::everyPathOfAStateMayReadThem() {
    QFETCH(QByteArray, state);
    QFETCH(QByteArray, end);
    Workflow workflow(R"({"StartAt":"A","States":{
        "A":{"Type":"Pass","Assign":{"n":2,"o":{"text":"a","list":[1,2],
             "time":"1980-01-01T00:00:00Z"}},"Next":"S"},
        "S":{)" + state.toStdString() +
                      R"(},"Ok":{"Type":"Succeed"},"Bad":{"Type":"Fail"}}})");
    QCOMPARE(workflow.finish().end(), end.toStdString());
}

void VariablesTest::anEventShowsWhatWasAssigned() {
    Workflow workflow(R"({"QueryLanguage":"JSONata","StartAt":"A","States":{
        "A":{"Type":"Pass","Assign":{"n":1,"t":"{% 'a' %}","o":{"k":[true,null]}},"End":true}}})");
    workflow.finish();
    const Value event = execution::historyEventToJson(workflow.history().at(2));
    const Value& details = event["stateExitedEventDetails"];
    const Value shown = Value::object({{"n", "1"}, {"t", "\"a\""}, {"o", "{\"k\":[true,null]}"}});
    QCOMPARE(details["assignedVariables"].dump(), shown.dump());
    QCOMPARE(details["assignedVariablesDetails"], Value::object({{"truncated", false}}));

    Workflow none(R"({"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{},"End":true}}})");
    none.finish();
    QVERIFY(!none.history().at(2).assignedVariables);
}

void VariablesTest::everyInnerScopeReadsTheOuterOnes() {
    Workflow workflow(R"j({"QueryLanguage":"JSONata","StartAt":"A","States":{
        "A":{"Type":"Pass","Assign":{"x":10},"Next":"M"},
        "M":{"Type":"Map","Items":[1,2],"End":true,"ItemProcessor":{"StartAt":"I","States":{
            "I":{"Type":"Pass","Assign":{"y":"{% $x + $states.input %}"},"Next":"P"},
            "P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"B","States":{
                "B":{"Type":"Pass","Output":"{% [$x, $y] %}","End":true}}}]}}}}}})j");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED [[[10,11]],[[10,12]]]"));
}

void VariablesTest::siblingsKeepTheirsToThemselves() {
    Workflow workflow(R"j({"QueryLanguage":"JSONata","StartAt":"P","States":{
        "P":{"Type":"Parallel","Next":"E","Branches":[
            {"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"v":1},"Next":"B"},
                "B":{"Type":"Pass","Output":"{% $v %}","End":true}}},
            {"StartAt":"C","States":{"C":{"Type":"Pass","Assign":{"w":2},"Next":"D"},
                "D":{"Type":"Pass","Output":"{% $exists($v) %}","End":true}}}]},
        "E":{"Type":"Pass","Output":["{% $states.input %}","{% $exists($v) or $exists($w) %}"],
             "End":true}}})j");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED [[1,false],false]"));
}

void VariablesTest::everyIterationBeginsAnew() {
    Workflow workflow(R"j({"QueryLanguage":"JSONata","StartAt":"M","States":{
        "M":{"Type":"Map","Items":[1,2],"MaxConcurrency":1,"End":true,
             "ItemProcessor":{"StartAt":"I","States":{
                "I":{"Type":"Pass","Assign":{"seen":true},"Output":"{% $exists($seen) %}",
                     "End":true}}}}}})j");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED [false,false]"));
}

void VariablesTest::childExecutionsSeeNoneButTheirSelectorDoes() {
    Workflow workflow(R"j({"QueryLanguage":"JSONata","StartAt":"A","States":{
        "A":{"Type":"Pass","Assign":{"x":10},"Next":"M"},
        "M":{"Type":"Map","Items":[1],"End":true,"ItemSelector":"{% $x %}",
             "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
                "StartAt":"I","States":{"I":{"Type":"Pass",
                    "Output":["{% $states.input %}","{% $exists($x) %}"],"End":true}}}}}})j");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED [[10,false]]"));
}

void VariablesTest::whatIsNotSetYetIsNothing() {
    Workflow jsonata(R"({"QueryLanguage":"JSONata","StartAt":"A","States":{
        "A":{"Type":"Pass","Output":"{% $later %}","Next":"B"},
        "B":{"Type":"Pass","Assign":{"later":1},"End":true}}})");
    QCOMPARE(jsonata.finish().end(),
             std::string("FAILED States.QueryEvaluationError: An error occurred while executing "
                         "the state 'A' (entered at the event id #2). The JSONata expression "
                         "'$later' specified for the field 'Output' returned nothing "
                         "(undefined)."));
    Workflow path(R"({"StartAt":"A","States":{
        "A":{"Type":"Pass","Parameters":{"v.$":"$later"},"Next":"B"},
        "B":{"Type":"Pass","Assign":{"later":1},"End":true}}})");
    QVERIFY(path.finish().end().starts_with("FAILED States.Runtime: An error occurred while "
                                            "executing the state 'A' (entered at the event id "
                                            "#2). The JSONPath '$later' specified for the field "
                                            "'v.$' could not be found"));
}

void VariablesTest::oneAssignHasALimit_data() {
    QTest::addColumn<QByteArray>("language");
    QTest::addColumn<QByteArray>("story");
    QTest::newRow("JSONPath") << QByteArray("JSONPath") << QByteArray("3<2 ExecutionFailed\n");
    QTest::newRow("JSONata") << QByteArray("JSONata")
                             << QByteArray("3<0 EvaluationFailed\n4<3 ExecutionFailed\n");
}

void VariablesTest::oneAssignHasALimit() {
    QFETCH(QByteArray, language);
    QFETCH(QByteArray, story);
    // Two texts with their quotes: ten bytes more than 256 KiB.
    Workflow workflow(R"({"QueryLanguage":")" + language.toStdString() + R"(","StartAt":"A",
        "States":{"A":{"Type":"Pass","End":true,"Assign":{"a":)" +
                      quoted(200'000) + R"(,"b":)" + quoted(62'150) + "}}}}");
    QCOMPARE(workflow.finish().end(),
             std::string("FAILED States.DataLimitExceeded: An error occurred while executing the "
                         "state 'A' (entered at the event id #2). The Assign field exceeds the "
                         "maximum variable assignment size by 10 bytes."));
    QCOMPARE(workflow.story(3), story.toStdString());
}

/// Assigns 100 bytes to a new variable each time.
static std::string chain(const std::string& states) {
    return R"({"QueryLanguage":"JSONata","StartAt":"A","States":{
        "A":{"Type":"Pass","Assign":{"a":)" +
           quoted(98) + R"(},"Next":"B"},"B":{"Type":"Pass","Assign":{"b":)" + quoted(98) +
           R"(},"Next":"C"},)" + states + "}}";
}

void VariablesTest::anExecutionHasALimit() {
    execution::Limits limits;
    limits.variableBytes = 250;
    Workflow workflow(
        chain(R"("C":{"Type":"Pass","Assign":{"c":)" + quoted(98) + R"(},"End":true})"), "{}",
        limits);
    QCOMPARE(workflow.finish().end(),
             std::string("FAILED States.DataLimitExceeded: An error occurred while executing the "
                         "state 'C' (entered at the event id #6). Execution total variable size "
                         "limit exceeded. State 'C' assigned variables that exceed the total "
                         "execution limit by 50 bytes."));
}

void VariablesTest::replacedVariablesAndEndedScopesAreFree() {
    execution::Limits limits;
    limits.variableBytes = 310;
    Workflow workflow(chain(R"("C":{"Type":"Pass","Assign":{"a":)" + quoted(98) +
                            R"(},"Next":"M"},
        "M":{"Type":"Map","Items":[1,2,3,4],"MaxConcurrency":1,"Next":"D",
             "ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true,
                "Assign":{"i":)" +
                            quoted(98) + R"(}}}}},
        "D":{"Type":"Pass","Assign":{"d":)" +
                            quoted(98) + R"(},"End":true})"),
                      "{}", limits);
    QVERIFY(workflow.finish().end().starts_with("SUCCEEDED"));
}

QTEST_GUILESS_MAIN(VariablesTest)
#include "tst_variables.moc"
