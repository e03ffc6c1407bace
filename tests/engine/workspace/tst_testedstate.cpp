// Which state a test is about, and why there is none.

#include "engine/workspace/testedstate.h"

#include <QTest>

using namespace ws;
using namespace ws::workspace;

static const char* const kMachine =
    R"({"StartAt":"First","States":{"First":{"Type":"Pass","Next":"Each"},
    "Each":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"Inner","States":{
    "Inner":{"Type":"Pass","End":true}}}}}})";

/// The found state's name, or the error's code and arguments.
static std::string found(const std::string& definition, const std::string& state = {}) {
    StateTestRequest request;
    request.definition = definition;
    request.state = state;
    const auto test = testedState(request);
    if (test)
        return test->machine->state(test->state).name;
    std::string text = test.error().code;
    for (const char* name : {"pointer", "message", "state", "known", "suggestion"}) {
        if (const std::string value = test.error().arg(name); !value.empty())
            text += std::string(" ") + name + '=' + value;
    }
    return text;
}

class TestedStateTest : public QObject {
    Q_OBJECT

private slots:
    void aStateMayStandAlone();
    void aStateOfAMachineIsNamed();
    void theOnlyStateNeedNotBeNamed();
    void yamlAndSubstitutionsAreRead();
    void whatCannotRunIsExplained();
};

void TestedStateTest::aStateMayStandAlone() {
    QCOMPARE(found(R"({"Type":"Pass","Next":"Nowhere"})"), std::string("StateName"));
}

void TestedStateTest::aStateOfAMachineIsNamed() {
    QCOMPARE(found(kMachine, "Each"), std::string("Each"));
    QCOMPARE(found(kMachine, "Inner"), std::string("Inner"));
    QCOMPARE(found(kMachine, "Iner"),
             std::string("teststate.stateNotFound state=Iner known=First, Each, Inner "
                         "suggestion=Inner"));
    QCOMPARE(found(kMachine), std::string("teststate.stateNeeded known=First, Each, Inner"));
}

void TestedStateTest::theOnlyStateNeedNotBeNamed() {
    const char* const one = R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})";
    QCOMPARE(found(one), std::string("A"));
}

void TestedStateTest::yamlAndSubstitutionsAreRead() {
    StateTestRequest request;
    request.definition = "Type: Task\nResource: ${Function}\nEnd: true\n";
    request.substitutions.emplace("Function", "hello");
    const auto test = testedState(request);
    QVERIFY(test);
    const auto& state = test->machine->state(test->state);
    QCOMPARE(std::get<statemachine::TaskFields>(state.fields).resource, std::string("hello"));
}

void TestedStateTest::whatCannotRunIsExplained() {
    const char* const noEnd = R"({"Type":"Pass"})";
    QVERIFY2(found(noEnd).starts_with("teststate.invalid pointer=/ message="),
             found(noEnd).c_str());
    const char* const badPath = R"({"Type":"Pass","InputPath":"a","End":true})";
    QVERIFY2(found(badPath).starts_with("teststate.invalid pointer=/InputPath message="),
             found(badPath).c_str());
    const char* const nowhere = R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}})";
    QVERIFY2(found(nowhere, "A").starts_with("teststate.invalid pointer=/States/A"),
             found(nowhere, "A").c_str());
    QCOMPARE(found("{"), std::string("json.syntax"));
}

QTEST_GUILESS_MAIN(TestedStateTest)
#include "tst_testedstate.moc"
