// A state on its own, made runnable.

#include "engine/statemachine/singlestate.h"

#include <QTest>

using namespace ws;
using namespace ws::statemachine;
using json::Value;

static std::shared_ptr<const StateMachine> compiled(const char* text) {
    const auto machine = compileSingleState(*Value::parse(text));
    return machine ? *machine : nullptr;
}

class SingleStateTest : public QObject {
    Q_OBJECT

private slots:
    void itIsWhereTheMachineStarts();
    void everyWayOutLeadsSomewhere();
    void aStateMayLeadToItself();
    void whatIsWrongIsSaid();
};

void SingleStateTest::itIsWhereTheMachineStarts() {
    const auto machine = compiled(R"({"Type":"Pass","End":true})");
    QVERIFY(machine);
    QCOMPARE(machine->state(machine->region(0).start).name, std::string("StateName"));
    QCOMPARE(machine->states.size(), std::size_t(1));
}

void SingleStateTest::everyWayOutLeadsSomewhere() {
    const auto task = compiled(R"({"Type":"Task","Resource":"f","Next":"Then",
        "Catch":[{"ErrorEquals":["A"],"Next":"Oops"},{"ErrorEquals":["States.ALL"],"Next":"Then"}]})");
    QVERIFY(task);
    const State& state = task->state(task->region(0).start);
    QCOMPARE(task->state(state.next).name, std::string("Then"));
    QCOMPARE(task->state(state.catchers[0].next).name, std::string("Oops"));
    QCOMPARE(state.catchers[1].next, state.next);
    const auto choice = compiled(R"({"Type":"Choice","Default":"No","Choices":[
        {"Variable":"$.a","IsPresent":true,"Next":"Yes"}]})");
    QVERIFY(choice);
    const auto& fields = std::get<ChoiceFields>(choice->state(choice->region(0).start).fields);
    QCOMPARE(choice->state(fields.rules[0].next).name, std::string("Yes"));
    QCOMPARE(choice->state(fields.defaultNext).name, std::string("No"));
}

void SingleStateTest::aStateMayLeadToItself() {
    const auto machine = compiled(R"({"Type":"Pass","Next":"StateName"})");
    QVERIFY(machine);
    QCOMPARE(machine->state(machine->region(0).start).next, machine->region(0).start);
}

void SingleStateTest::whatIsWrongIsSaid() {
    const auto machine = compileSingleState(*Value::parse(R"({"Type":"Pass"})"));
    QVERIFY(!machine);
    QCOMPARE(machine.error().arg("pointer"), std::string("/States/StateName"));
}

QTEST_GUILESS_MAIN(SingleStateTest)
#include "tst_singlestate.moc"
