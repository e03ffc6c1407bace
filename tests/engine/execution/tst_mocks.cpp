#include "engine/execution/mocks.h"

#include "engine/execution/replay.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using namespace std::chrono_literals;
using json::Value;
using tests::Workflow;

namespace {

Value parsed(const char* text) {
    return std::move(Value::parse(text)).value();
}

Mocks mocksOf(const char* testCase) {
    return std::move(Mocks::fromJson(parsed(testCase))).value();
}

/// "/Reserve/0: must have ...", empty when nothing is wrong.
std::string problemOf(const char* testCase) {
    const auto mocks = Mocks::fromJson(parsed(testCase));
    return mocks ? "" : mocks.error().arg("pointer") + ": " + mocks.error().arg("message");
}

} // namespace

class MocksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void callsAreAnsweredByTheirNumber();
    void aStarAnswersEveryOtherCall();
    void anItemOfAMapCountsItsOwnCalls();
    void aFileNamesItsResponses();
    void whatIsWrongIsSaidWithItsPlace_data();
    void whatIsWrongIsSaidWithItsPlace();
    void aNameThatIsNotThereIsSaid();
    void aTestCaseThatIsNotThereNamesTheOthers();
    void mocksOfSeveralMachinesComeBackAsTheyWere();
    void otherMachinesHaveTestCasesOfTheSameName();
};

void MocksTest::callsAreAnsweredByTheirNumber() {
    const Mocks mocks = mocksOf(R"({"A":{"0":{"Throw":{"Error":"Busy","Cause":"later"}},
                                         "1-2":{"Return":7,"DelaySeconds":1.5}}})");
    QCOMPARE(*mocks.answer("A", -1, 0)->error, std::string("Busy"));
    QCOMPARE(*mocks.answer("A", -1, 0)->cause, std::string("later"));
    QCOMPARE(mocks.answer("A", -1, 1)->result->toInteger(), 7);
    QCOMPARE(mocks.answer("A", -1, 2)->delay, base::Duration(1500ms));
    QVERIFY(!mocks.answer("A", -1, 3));
    QVERIFY(!mocks.answer("B", -1, 0));
    QVERIFY(mocks.has("A") && !mocks.has("B"));
}

void MocksTest::aStarAnswersEveryOtherCall() {
    const Mocks mocks = mocksOf(R"({"A":{"1":{"Return":1},"*":{"Return":0}}})");
    QCOMPARE(mocks.answer("A", -1, 1)->result->toInteger(), 1);
    QCOMPARE(mocks.answer("A", -1, 0)->result->toInteger(), 0);
    QCOMPARE(mocks.answer("A", 4, 900)->result->toInteger(), 0);
}

void MocksTest::anItemOfAMapCountsItsOwnCalls() {
    const Mocks mocks =
        mocksOf(R"({"A":{"*":{"Return":0},"Items":{"3":{"0":{"Throw":{"Error":"Odd"}}}}}})");
    QVERIFY(mocks.isApart("A", 3) && !mocks.isApart("A", 2));
    QCOMPARE(*mocks.answer("A", 3, 0)->error, std::string("Odd"));
    QVERIFY(!mocks.answer("A", 3, 1));
    QCOMPARE(mocks.answer("A", 2, 5)->result->toInteger(), 0);
}

void MocksTest::aFileNamesItsResponses() {
    const auto config = MockConfig::fromJson(parsed(
        R"({"StateMachines":{"orders":{"TestCases":{"Happy":{"A":"Fine","B":{"0":{"Return":2}}}}}},
            "MockedResponses":{"Fine":{"0":{"Return":1}}}})"));
    QVERIFY(config.ok());
    QCOMPARE(config->testCases("orders"), std::vector<std::string>{"Happy"});
    const auto mocks = config->mocks("orders", "Happy");
    QCOMPARE(mocks->answer("A", -1, 0)->result->toInteger(), 1);
    QCOMPARE(mocks->answer("B", -1, 0)->result->toInteger(), 2);
    QCOMPARE(mocks->states(), (std::set<std::string>{"A", "B"}));
}

void MocksTest::whatIsWrongIsSaidWithItsPlace_data() {
    QTest::addColumn<QString>("testCase");
    QTest::addColumn<QString>("place");
    QTest::newRow("no object") << "[]"
                               << "";
    QTest::newRow("a state that is a number") << R"({"A":1})"
                                              << "/A";
    QTest::newRow("no call") << R"({"A":{"x":{"Return":1}}})"
                             << "/A/x";
    QTest::newRow("backwards") << R"({"A":{"2-1":{"Return":1}}})"
                               << "/A/2-1";
    QTest::newRow("neither") << R"({"A":{"0":{}}})"
                             << "/A/0";
    QTest::newRow("both") << R"({"A":{"0":{"Return":1,"Throw":{"Error":"E"}}}})"
                          << "/A/0";
    QTest::newRow("unknown") << R"({"A":{"0":{"Returns":1}}})"
                             << "/A/0/Returns";
    QTest::newRow("error without a text") << R"({"A":{"0":{"Throw":{"Error":1}}}})"
                                          << "/A/0/Throw/Error";
    QTest::newRow("delay") << R"({"A":{"0":{"Return":1,"DelaySeconds":-1}}})"
                           << "/A/0/DelaySeconds";
    QTest::newRow("item") << R"({"A":{"Items":{"first":{"0":{"Return":1}}}}})"
                          << "/A/Items/first";
    QTest::newRow("items within items")
        << R"({"A":{"Items":{"1":{"Items":{"2":{"0":{"Return":1}}}}}}})"
        << "/A/Items/1/Items";
    QTest::newRow("a slash in the name") << R"({"a/b":1})"
                                         << "/a~1b";
}

void MocksTest::whatIsWrongIsSaidWithItsPlace() {
    QFETCH(QString, testCase);
    QFETCH(QString, place);
    const std::string problem = problemOf(testCase.toUtf8().constData());
    QVERIFY2(problem.starts_with(place.toStdString() + ": "), problem.c_str());
}

void MocksTest::aNameThatIsNotThereIsSaid() {
    const auto config =
        MockConfig::fromJson(parsed(R"({"StateMachines":{"m":{"TestCases":{"T":{"A":"Fine"}}}}})"));
    QVERIFY(!config);
    QCOMPARE(config.error().arg("pointer"), std::string("/StateMachines/m/TestCases/T/A"));
    QVERIFY(config.error().arg("reason").find("Fine") != std::string::npos);
}

void MocksTest::aTestCaseThatIsNotThereNamesTheOthers() {
    const auto config =
        MockConfig::fromJson(parsed(R"({"StateMachines":{"m":{"TestCases":{"T":{},"U":{}}}}})"));
    const auto mocks = config->mocks("m", "V");
    QCOMPARE(mocks.error().code, std::string("mocks.noTestCase"));
    QCOMPARE(mocks.error().arg("known"), std::string("T, U"));
}

void MocksTest::mocksOfSeveralMachinesComeBackAsTheyWere() {
    QVERIFY(MachineMocks().toJson().isNull());
    QVERIFY(MachineMocks::fromJson({})->empty());
    const Value json = parsed(R"({"a":{"S":{"0":{"Return":1}}},"b":{"T":{"*":{"Return":2}}}})");
    const auto mocks = MachineMocks::fromJson(json);
    QVERIFY(mocks.ok());
    QVERIFY(mocks->toJson() == json);
    QVERIFY(mocks->of("a")->has("S") && mocks->of("b")->has("T"));
    QVERIFY(!mocks->of("c"));
    QCOMPARE(MachineMocks::fromJson(parsed(R"({"a":{"S":3}})")).error().code,
             std::string("mocks.invalid"));
}

void MocksTest::otherMachinesHaveTestCasesOfTheSameName() {
    const auto config = MockConfig::fromJson(parsed(R"({"StateMachines":{
        "outer":{"TestCases":{"Busy":{"A":{"0":{"Return":1}}}}},
        "inner":{"TestCases":{"Busy":{"B":{"0":{"Return":2}}},"Idle":{"C":{"0":{"Return":3}}}}}}})"));
    QVERIFY(config.ok());
    const MachineMocks others = config->othersThan("outer", "Busy");
    QVERIFY(!others.of("outer"));
    QVERIFY(others.of("inner")->has("B") && !others.of("inner")->has("C"));
    QVERIFY(config->othersThan("inner", "Idle").empty());
}

QTEST_APPLESS_MAIN(MocksTest)
#include "tst_mocks.moc"
