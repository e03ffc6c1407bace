#include "engine/statemachine/parser.h"

#include <QTest>

using namespace ws;
using namespace ws::statemachine;

static std::string problem(const std::string& text) {
    const auto machine = parseStateMachine(text);
    if (machine)
        return "none";
    return machine.error().code + " " + machine.error().arg("pointer");
}

/// A machine of one state.
static std::string single(const std::string& state) {
    return R"({"StartAt":"S","States":{"S":)" + state + "}}";
}

class ParserTest : public QObject {
    Q_OBJECT

private slots:
    void statesOfEveryLevelShareOneTable();
    void resourcesSayWhatATaskCalls_data();
    void resourcesSayWhatATaskCalls();
    void pathsKnowWholeAndNothing();
    void retriersHaveTheServicesDefaults();
    void legacyNamesOfAMapMeanTheSame();
    void onlyStatesThatMentionTheContextReadIt();
    void theMachinesLanguageIsEveryStatesUnlessItSaysSo();
    void fieldsOfTheOtherLanguageAreNoFields();
    void whatCannotRunIsRefusedWithItsPlace_data();
    void whatCannotRunIsRefusedWithItsPlace();
};

void ParserTest::statesOfEveryLevelShareOneTable() {
    const auto parsed = parseStateMachine(R"({"StartAt":"P","TimeoutSeconds":9,"States":{
        "P":{"Type":"Parallel","Next":"M","Branches":[
            {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},
            {"StartAt":"B","States":{"B":{"Type":"Pass","Next":"C"},"C":{"Type":"Succeed"}}}]},
        "M":{"Type":"Map","End":true,"ItemProcessor":{
            "StartAt":"D","States":{"D":{"Type":"Pass","End":true}}}}}})");
    QVERIFY(parsed);
    const StateMachine& machine = **parsed;
    QCOMPARE(machine.states.size(), 6u);
    QCOMPARE(machine.regions.size(), 4u);
    QCOMPARE(*machine.timeoutSeconds, 9.0);
    const State& parallel = machine.state(machine.region(0).start);
    QCOMPARE(parallel.name, std::string("P"));
    QCOMPARE(machine.state(parallel.next).name, std::string("M"));
    const auto& branches = std::get<ParallelFields>(parallel.fields).branches;
    QCOMPARE(branches.size(), 2u);
    QCOMPARE(machine.state(machine.region(branches[1]).start).name, std::string("B"));
    QCOMPARE(machine.region(branches[1]).owner, machine.findState("P"));
    QCOMPARE(machine.state(machine.findState("A")).next, kNoState);
}

void ParserTest::resourcesSayWhatATaskCalls_data() {
    using Kind = Integration::Kind;
    using Pattern = IntegrationPattern;
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("pattern");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char* resource, Kind kind, Pattern pattern, const char* type,
                        const char* name) {
        QTest::newRow(resource) << QByteArray(resource) << static_cast<int>(kind)
                                << static_cast<int>(pattern) << QByteArray(type)
                                << QByteArray(name);
    };
    const Pattern call = Pattern::RequestResponse;
    row("resize", Kind::Function, call, "", "");
    row("resize:PROD", Kind::Function, call, "", "");
    row("123456789012:function:resize", Kind::Function, call, "", "");
    row("arn:aws:lambda:us-east-1:123456789012:function:resize:2", Kind::Function, call, "", "");
    row("arn:aws:states:us-east-1:123456789012:activity:paint", Kind::Activity, call, "", "");
    row("arn:aws:states:::lambda:invoke", Kind::Optimised, call, "lambda", "invoke");
    row("arn:aws:states:::lambda:invoke.waitForTaskToken", Kind::Optimised,
        Pattern::WaitForTaskToken, "lambda", "invoke.waitForTaskToken");
    row("arn:aws:states:::sqs:sendMessage", Kind::Optimised, call, "sqs", "sendMessage");
    row("arn:aws:states:::states:startExecution.sync", Kind::Optimised, Pattern::Sync, "states",
        "startExecution.sync");
    row("arn:aws:states:::states:startExecution.sync:2", Kind::Optimised, Pattern::Sync2, "states",
        "startExecution.sync:2");
    row("arn:aws:states:::aws-sdk:s3:listBuckets", Kind::Sdk, call, "aws-sdk:s3", "listBuckets");
    row("arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken", Kind::Sdk,
        Pattern::WaitForTaskToken, "aws-sdk:sfn", "startExecution.waitForTaskToken");
}

void ParserTest::resourcesSayWhatATaskCalls() {
    QFETCH(QByteArray, resource);
    QFETCH(int, kind);
    QFETCH(int, pattern);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, name);
    const auto machine = parseStateMachine(
        single(R"({"Type":"Task","End":true,"Resource":")" + resource.toStdString() + "\"}"));
    QVERIFY(machine);
    const Integration& integration = std::get<TaskFields>((*machine)->states[0].fields).integration;
    QCOMPARE(static_cast<int>(integration.kind), kind);
    QCOMPARE(static_cast<int>(integration.pattern), pattern);
    QCOMPARE(integration.resourceType, type.toStdString());
    QCOMPARE(integration.resource, name.toStdString());
}

void ParserTest::pathsKnowWholeAndNothing() {
    const auto machine = parseStateMachine(single(
        R"({"Type":"Pass","End":true,"InputPath":"$","OutputPath":null,"ResultPath":"$.a.b"})"));
    QVERIFY(machine);
    const State& state = (*machine)->states[0];
    QCOMPARE(state.inputPath.kind, DataPath::Kind::Whole);
    QCOMPARE(state.outputPath.kind, DataPath::Kind::Discard);
    QCOMPARE(state.resultPath.kind, DataPath::Kind::Path);
    QCOMPARE(state.resultPath.path->text(), std::string("$.a.b"));
}

void ParserTest::retriersHaveTheServicesDefaults() {
    const auto machine = parseStateMachine(single(
        R"({"Type":"Task","Resource":"f","End":true,"Retry":[{"ErrorEquals":["A","B"]},
            {"ErrorEquals":["States.ALL"],"IntervalSeconds":5,"MaxAttempts":0,"BackoffRate":1,
             "MaxDelaySeconds":60,"JitterStrategy":"FULL"}]})"));
    QVERIFY(machine);
    const auto& retriers = (*machine)->states[0].retriers;
    QCOMPARE(retriers[0].errorEquals, (std::vector<std::string>{"A", "B"}));
    QCOMPARE(retriers[0].intervalSeconds, 1.0);
    QCOMPARE(retriers[0].maxAttempts, 3);
    QCOMPARE(retriers[0].backoffRate, 2.0);
    QVERIFY(!retriers[0].maxDelaySeconds && !retriers[0].fullJitter);
    QCOMPARE(retriers[1].maxAttempts, 0);
    QCOMPARE(*retriers[1].maxDelaySeconds, 60.0);
    QVERIFY(retriers[1].fullJitter);
}

void ParserTest::legacyNamesOfAMapMeanTheSame() {
    const auto machine = parseStateMachine(single(
        R"({"Type":"Map","End":true,"Parameters":{"a":1},"Iterator":{
            "StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}})"));
    QVERIFY(machine);
    const State& state = (*machine)->states[0];
    QVERIFY(!state.parameters);
    QVERIFY(std::get<MapFields>(state.fields).itemSelector);
    QVERIFY(!std::get<MapFields>(state.fields).distributed);
}

void ParserTest::onlyStatesThatMentionTheContextReadIt() {
    const auto machine = parseStateMachine(single(
        R"({"Type":"Map","End":true,"ItemProcessor":{"StartAt":"I","States":{
            "I":{"Type":"Pass","Parameters":{"n.$":"$$.Execution.Name"},"End":true}}}})"));
    QVERIFY(machine);
    QVERIFY(!(*machine)->states[0].readsContext);
    QVERIFY((*machine)->states[1].readsContext);

    const auto jsonata = parseStateMachine(R"({"QueryLanguage":"JSONata","StartAt":"M","States":{
        "M":{"Type":"Map","End":true,"Items":[1],"ItemProcessor":{"StartAt":"I","States":{
            "I":{"Type":"Pass","Output":"{% $states.context.Execution.Name %}","End":true}}}}}})");
    QVERIFY(jsonata);
    QVERIFY(!(*jsonata)->states[0].readsContext);
    QVERIFY((*jsonata)->states[1].readsContext);
}

void ParserTest::theMachinesLanguageIsEveryStatesUnlessItSaysSo() {
    const auto machine = parseStateMachine(R"({"StartAt":"M","States":{
        "M":{"Type":"Map","QueryLanguage":"JSONata","End":true,"ItemProcessor":{
            "StartAt":"I","States":{"I":{"Type":"Pass","End":true},
                                    "J":{"Type":"Pass","QueryLanguage":"JSONata","End":true}}}}}})");
    QVERIFY(machine);
    QCOMPARE((*machine)->states[0].language, QueryLanguage::Jsonata);
    QCOMPARE((*machine)->states[1].language, QueryLanguage::JsonPath);
    QCOMPARE((*machine)->states[2].language, QueryLanguage::Jsonata);
}

void ParserTest::fieldsOfTheOtherLanguageAreNoFields() {
    const char* const fields = R"("Type":"Wait","SecondsPath":"$.s","Seconds":1,"Output":"{% 1 %}",
        "InputPath":"$.i","End":true)";
    const auto machine =
        parseStateMachine(R"({"StartAt":"A","States":{"A":{)" + std::string(fields) +
                          R"(},"B":{"QueryLanguage":"JSONata",)" + fields + "}}}");
    QVERIFY(machine);
    const State& path = (*machine)->states[0];
    QVERIFY(!path.output && path.inputPath.path);
    QVERIFY(std::get<WaitFields>(path.fields).seconds.path);
    const State& jsonata = (*machine)->states[1];
    QVERIFY(jsonata.output && !jsonata.inputPath.path);
    QVERIFY(!std::get<WaitFields>(jsonata.fields).seconds.path);
}

void ParserTest::whatCannotRunIsRefusedWithItsPlace_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char* name, const std::string& text, const char* answer) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(answer);
    };
    row("no JSON", "{", "json.syntax ");
    row("no object", "[]", "definition.invalid ");
    row("no states", R"({"StartAt":"S"})", "definition.invalid /States");
    row("no start", R"({"StartAt":"X","States":{"S":{"Type":"Succeed"}}})",
        "definition.invalid /StartAt");
    row("type", single(R"({"Type":"Jump","End":true})"), "definition.invalid /States/S/Type");
    row("dead end", single(R"({"Type":"Pass"})"), "definition.invalid /States/S");
    row("target", single(R"({"Type":"Pass","Next":"X"})"), "definition.invalid /States/S/Next");
    row("path", single(R"({"Type":"Pass","End":true,"InputPath":"nope"})"),
        "definition.invalid /States/S/InputPath");
    row("reference path", single(R"({"Type":"Pass","End":true,"ResultPath":"$.a[*]"})"),
        "definition.invalid /States/S/ResultPath");
    row("template", single(R"({"Type":"Pass","End":true,"Parameters":{"a":{"b.$":"x"}}})"),
        "definition.invalid /States/S/Parameters/a/b.$");
    row("comparison", single(R"({"Type":"Choice","Choices":[{"Variable":"$.a","Next":"S"}]})"),
        "definition.invalid /States/S/Choices/0");
    row("catcher", single(R"({"Type":"Task","Resource":"f","End":true,
                   "Catch":[{"ErrorEquals":["A"],"Next":"X"}]})"),
        "definition.invalid /States/S/Catch/0/Next");
    row("inner target", single(R"({"Type":"Map","End":true,"ItemProcessor":{"StartAt":"I","States":{
                   "I":{"Type":"Pass","Next":"S"}}}})"),
        "definition.invalid /States/S/ItemProcessor/States/I/Next");
    row("expression", single(R"({"Type":"Pass","QueryLanguage":"JSONata","End":true,
                   "Output":{"a/b":[0,"{% 1 + %}"]}})"),
        "definition.invalid /States/S/Output/a~1b/1");
    row("condition", single(R"({"Type":"Choice","QueryLanguage":"JSONata",
                   "Choices":[{"Next":"S"}]})"),
        "definition.invalid /States/S/Choices/0/Condition");
}

void ParserTest::whatCannotRunIsRefusedWithItsPlace() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, answer);
    QCOMPARE(problem(text.toStdString()), answer.toStdString());
}

QTEST_GUILESS_MAIN(ParserTest)
#include "tst_parser.moc"
