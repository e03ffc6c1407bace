#include "engine/workspace/scenario.h"

#include <QTest>

using namespace ws;
using namespace ws::workspace;
using json::Value;
using telemetry::ExecutionStatus;

namespace QTest {
template <>
inline char* toString(const std::string& text) {
    return qstrdup(text.c_str());
}
} // namespace QTest

namespace {

Value parsed(const char* text) {
    return std::move(Value::parse(text)).value();
}

std::vector<Scenario> read(const char* text) {
    return std::move(parseScenarios(text, "orders")).value();
}

/// "/Tests/T/Expect/Status", or the code where there is no place.
std::string placeOfProblem(const char* text) {
    const auto scenarios = parseScenarios(text, "orders");
    if (scenarios)
        return "none";
    const std::string place = scenarios.error().arg("pointer");
    return place.empty() ? scenarios.error().code : place;
}

ScenarioRun succeeded(const char* output) {
    ScenarioRun run;
    run.input = parsed(R"({"n":1})");
    run.output = parsed(output);
    run.path = {"A", "B"};
    return run;
}

/// The codes of what differs: "scenario.status scenario.output".
std::string codes(const Expectation& expected, const ScenarioRun& run) {
    std::string out;
    for (const auto& difference : differences(expected, run))
        out += (out.empty() ? "" : " ") + difference.code;
    return out;
}

} // namespace

class ScenarioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTestSaysWhatGoesInAndWhatComesOut();
    void mocksOfTheFileAreTakenByName();
    void mocksOfOtherMachinesAreTakenByTheSameName();
    void anExpectedErrorIsAnExpectedFailure();
    void whatIsWrongIsSaidWithItsPlace_data();
    void whatIsWrongIsSaidWithItsPlace();
    void goal39_theOutputMayHaveMoreThanIsExpected_data();
    void goal39_theOutputMayHaveMoreThanIsExpected();
    void theFirstStepThatIsNotOnThePathIsNamed();
    void goal39_anExpressionChecksTheRun_data();
    void goal39_anExpressionChecksTheRun();
    void statusErrorAndCauseAreCompared();
    void whatIsWrittenIsReadBack();
    void aTestIsAddedWithoutTouchingTheRest();
    void filesStandBesideWhatTheyTest();
};

void ScenarioTest::aTestSaysWhatGoesInAndWhatComesOut() {
    const auto scenarios = read(R"({"Tests":{"T":{"Input":{"a":1},"Expect":{"Path":["A"],
        "Output":{"b":2},"Check":"{% true %}"}},"U":{"Event":"large"}}})");
    QCOMPARE(scenarios.size(), std::size_t(2));
    QCOMPARE(QByteArray(scenarios[0].name.c_str()), QByteArray("T"));
    QCOMPARE(QByteArray(scenarios[0].target.c_str()), QByteArray("orders"));
    QCOMPARE(QByteArray(scenarios[0].input.c_str()), QByteArray(R"({"a":1})"));
    QVERIFY(scenarios[0].expected.status == ExecutionStatus::Succeeded);
    QCOMPARE(*scenarios[0].expected.path, std::vector<std::string>{"A"});
    QVERIFY(*scenarios[0].expected.output == parsed(R"({"b":2})"));
    QCOMPARE(QByteArray(scenarios[1].event.c_str()), QByteArray("large"));
}

void ScenarioTest::mocksOfTheFileAreTakenByName() {
    const auto scenarios =
        read(R"({"StateMachines":{"orders":{"TestCases":{"Busy":{"A":{"0":{"Return":1}}}}}},
                 "Tests":{"T":{"Mocks":"Busy"}}})");
    QVERIFY(scenarios[0].mocks.has("A"));
}

void ScenarioTest::mocksOfOtherMachinesAreTakenByTheSameName() {
    const auto scenarios = read(R"({"StateMachines":{
        "orders":{"TestCases":{"Busy":{"A":{"0":{"Return":1}}},"Idle":{"A":{"0":{"Return":2}}}}},
        "payment":{"TestCases":{"Busy":{"B":{"0":{"Return":3}}},"Theirs":{"B":{"0":{"Return":4}}}}}},
        "Tests":{"T":{"Mocks":"Busy"},"U":{"Mocks":"Idle"},"V":{"Mocks":"Theirs"},"W":{}}})");
    QVERIFY(scenarios[0].mocks.has("A") && scenarios[0].childMocks.of("payment")->has("B"));
    QVERIFY(scenarios[1].mocks.has("A") && scenarios[1].childMocks.empty());
    QVERIFY(scenarios[2].mocks.empty() && scenarios[2].childMocks.of("payment")->has("B"));
    QVERIFY(scenarios[3].mocks.empty() && scenarios[3].childMocks.empty());
}

void ScenarioTest::anExpectedErrorIsAnExpectedFailure() {
    const auto scenarios = read(R"({"Tests":{"T":{"Expect":{"Error":"E"}}}})");
    QVERIFY(scenarios[0].expected.status == ExecutionStatus::Failed);
}

void ScenarioTest::whatIsWrongIsSaidWithItsPlace_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const char* text, const char* place) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(place);
    };
    row("no JSON", "{", "json.syntax");
    row("tests as a list", R"({"Tests":[]})", "/Tests");
    row("a test as a text", R"({"Tests":{"T":""}})", "/Tests/T");
    row("unknown member", R"({"Tests":{"T":{"Inputs":{}}}})", "/Tests/T/Inputs");
    row("two inputs", R"({"Tests":{"T":{"Input":{},"Event":"e"}}})", "/Tests/T/Event");
    row("status", R"({"Tests":{"T":{"Expect":{"Status":"OK"}}}})", "/Tests/T/Expect/Status");
    row("path", R"({"Tests":{"T":{"Expect":{"Path":[1]}}}})", "/Tests/T/Expect/Path");
    row("path as a text", R"({"Tests":{"T":{"Expect":{"Path":"A"}}}})", "/Tests/T/Expect/Path");
    row("check", R"({"Tests":{"T":{"Expect":{"Check":"{% 1 + %}"}}}})", "/Tests/T/Expect/Check");
    row("mocks that are not there", R"({"Tests":{"T":{"Mocks":"M"}}})", "/Tests/T/Mocks");
    row("broken mocks", R"({"StateMachines":{"orders":{"TestCases":{"M":{"A":3}}}}})",
        "/StateMachines/orders/TestCases/M/A");
}

void ScenarioTest::whatIsWrongIsSaidWithItsPlace() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    QCOMPARE(QByteArray(placeOfProblem(text.constData()).c_str()), place);
}

void ScenarioTest::goal39_theOutputMayHaveMoreThanIsExpected_data() {
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("actual");
    QTest::addColumn<QByteArray>("pointer"); ///< of the difference; "none"
    const auto row = [](const char* expected, const char* actual, const char* pointer) {
        QTest::addRow("%s in %s", expected, actual)
            << QByteArray(expected) << QByteArray(actual) << QByteArray(pointer);
    };
    row(R"({"a":1})", R"({"a":1.0,"b":2})", "none");
    row(R"({"a":{"b":[{"c":1}]}})", R"({"a":{"b":[{"c":1,"d":2}]}})", "none");
    row(R"({"a":1})", R"({"b":2})", "/a");
    row(R"({"a":null})", R"({})", "/a");
    row(R"({"a":null})", R"({"a":null})", "none");
    row(R"({"a":[1,2]})", R"({"a":[1,2,3]})", "/a");
    row(R"({"a":[1,2]})", R"({"a":[1,3]})", "/a/1");
    row(R"({"a":{}})", R"({"a":[]})", "/a");
    row(R"("x")", R"("y")", "");
}

void ScenarioTest::goal39_theOutputMayHaveMoreThanIsExpected() {
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, actual);
    QFETCH(QByteArray, pointer);
    Expectation expectation;
    expectation.output = parsed(expected.constData());
    const auto found = differences(expectation, succeeded(actual.constData()));
    QCOMPARE(found.empty() ? QByteArray("none") : QByteArray(found[0].arg("pointer").c_str()),
             pointer);
}

void ScenarioTest::theFirstStepThatIsNotOnThePathIsNamed() {
    const auto difference = [](std::vector<std::string> expected) {
        Expectation expectation;
        expectation.path = std::move(expected);
        const auto found = differences(expectation, succeeded("1"));
        return found.empty()
                   ? QByteArray("none")
                   : QByteArray((found[0].arg("position") + ": " + found[0].arg("expected") +
                                 " / " + found[0].arg("actual"))
                                    .c_str());
    };
    QCOMPARE(difference({"A", "B"}), QByteArray("none"));
    QCOMPARE(difference({"A", "C"}), QByteArray("2: C / B"));
    QCOMPARE(difference({"A"}), QByteArray("2:  / B"));
    QCOMPARE(difference({"A", "B", "C"}), QByteArray("3: C / "));
}

void ScenarioTest::goal39_anExpressionChecksTheRun_data() {
    QTest::addColumn<QByteArray>("check");
    QTest::addColumn<QByteArray>("outcome");
    QTest::newRow("output") << QByteArray("{% $states.output.b > 1 %}") << QByteArray();
    QTest::newRow("bare") << QByteArray("$states.input.n = 1") << QByteArray();
    QTest::newRow("path") << QByteArray("$states.path[1] = 'B'") << QByteArray();
    QTest::newRow("false") << QByteArray("$states.output.b = 1") << QByteArray("false");
    QTest::newRow("no boolean") << QByteArray("$states.output.b") << QByteArray("2");
    QTest::newRow("nothing") << QByteArray("$states.output.c") << QByteArray("nothing");
    QTest::newRow("an error") << QByteArray("$states.output.b + 'x'") << QByteArray("T2002");
}

void ScenarioTest::goal39_anExpressionChecksTheRun() {
    QFETCH(QByteArray, check);
    QFETCH(QByteArray, outcome);
    Expectation expectation;
    expectation.check = check.toStdString();
    const auto found = differences(expectation, succeeded(R"({"b":2})"));
    if (outcome.isEmpty()) {
        QVERIFY(found.empty());
        return;
    }
    QCOMPARE(found.size(), std::size_t(1));
    const std::string said = found[0].code == "scenario.checkNothing"
                                 ? "nothing"
                                 : found[0].arg("actual") + found[0].arg("reason");
    QVERIFY2(said.starts_with(outcome.toStdString()), said.c_str());
}

void ScenarioTest::statusErrorAndCauseAreCompared() {
    ScenarioRun run;
    run.status = ExecutionStatus::Failed;
    run.error = "E";
    run.cause = "because";
    QCOMPARE(QByteArray(codes({}, run).c_str()), QByteArray("scenario.status"));
    Expectation expected;
    expected.status = ExecutionStatus::Failed;
    QCOMPARE(QByteArray(codes(expected, run).c_str()), QByteArray());
    expected.error = "F";
    expected.cause = "because";
    QCOMPARE(QByteArray(codes(expected, run).c_str()), QByteArray("scenario.error"));
}

void ScenarioTest::whatIsWrittenIsReadBack() {
    Scenario scenario;
    scenario.input = R"({"a":1})";
    scenario.expected.status = ExecutionStatus::Failed;
    scenario.expected.error = "E";
    scenario.expected.path = {{"A"}};
    Value file = Value::object();
    file.set("Tests", Value::object({{"T", toJson(scenario, {})}}));
    const auto scenarios = read(file.dump().c_str());
    QCOMPARE(scenarios[0].input, scenario.input);
    QCOMPARE(*scenarios[0].expected.error, *scenario.expected.error);
    QCOMPARE(*scenarios[0].expected.path, *scenario.expected.path);
}

void ScenarioTest::aTestIsAddedWithoutTouchingTheRest() {
    const Value test = Value::object({{"Event", "large"}});
    const std::string fresh = *withTest("", "T", test);
    QCOMPARE(read(fresh.c_str())[0].event, std::string("large"));
    const std::string before =
        "{\n  \"MockedResponses\": {},\n  \"Tests\": {\n    \"A\": {}\n  }\n}\n";
    const std::string after = *withTest(before, "T", test);
    QCOMPARE(read(after.c_str()).size(), std::size_t(2));
    QVERIFY(after.starts_with(before.substr(0, before.find("{}\n  }\n}") + 2)));
    QCOMPARE(*withTest(after, "T", test), after);
    const std::string replaced = *withTest(after, "T", Value::object({{"Event", "small"}}));
    QCOMPARE(read(replaced.c_str())[1].event, std::string("small"));
    QCOMPARE(withTest("{", "T", test).error().code, std::string("json.syntax"));
    QCOMPARE(withTest(R"({"Tests":3})", "T", test).error().code, std::string("scenario.invalid"));
}

void ScenarioTest::filesStandBesideWhatTheyTest() {
    QCOMPARE(QByteArray(scenarioFileOfMachine("statemachines/a.asl.yaml").c_str()),
             QByteArray("statemachines/a.mocks.json"));
    QCOMPARE(QByteArray(scenarioFileOfFunction("f").c_str()), QByteArray("events/f.tests.json"));
}

QTEST_APPLESS_MAIN(ScenarioTest)
#include "tst_scenario.moc"
