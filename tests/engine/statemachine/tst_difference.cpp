#include "engine/statemachine/difference.h"

#include "engine/json/yamldocument.h"
#include "tests/support/randommachine.h"

#include <QTest>

using namespace ws;
using namespace ws::statemachine;
using json::Document;
using json::Value;
using What = StateDifference::What;

namespace QTest {
template <>
inline char* toString(const std::string& text) {
    return qstrdup(text.c_str());
}
} // namespace QTest

namespace {

Document documentOf(const std::string& text) {
    return std::move(Document::parse(text)).value();
}

/// "A edited(Comment), B added": what is not the same, in order.
std::string told(const std::string& before, const std::string& after) {
    const DefinitionDifference difference = differenceOf(documentOf(before), documentOf(after));
    static constexpr std::pair<What, const char*> kWords[] = {
        {What::Added, "added"}, {What::Removed, "removed"},   {What::Renamed, "renamed"},
        {What::Moved, "moved"}, {What::Rerouted, "rerouted"}, {What::Edited, "edited"}};
    std::string out;
    for (const StateDifference& state : difference.states) {
        if (state.what == What::Same)
            continue;
        out += out.empty() ? "" : ", ";
        out += state.after == Graph::kNone ? difference.before.nodes[std::size_t(state.before)].name
                                           : difference.after.nodes[std::size_t(state.after)].name;
        for (const auto& [what, word] : kWords) {
            if (!state.is(what))
                continue;
            out += std::string(" ") + word;
            if (what == What::Renamed)
                out += " from " + difference.before.nodes[std::size_t(state.before)].name;
            for (const std::string& field : state.fields)
                out += what == What::Edited ? ' ' + field : "";
        }
    }
    for (const std::string& field : difference.fields)
        out += (out.empty() ? "machine " : ", machine ") + field;
    return out;
}

std::string machine(const std::string& states, const std::string& start = "A") {
    return R"({"StartAt":")" + start + R"(","States":{)" + states + "}}";
}

const std::string kA = R"("A":{"Type":"Task","Resource":"f","Comment":"first","Next":"B"},)";
const std::string kB = R"("B":{"Type":"Wait","Seconds":3,"Next":"C"},)";
const std::string kC = R"("C":{"Type":"Succeed"})";
const std::string kAbc = machine(kA + kB + kC);

} // namespace

class DifferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goal21_eachChangeIsToldByItsKind_data();
    void goal21_eachChangeIsToldByItsKind();
    void spacesOrderAndSyntaxMakeNoDifference();
    void aMachineIsTheSameAsItself();
    void everyRenamedStateOfARandomMachineIsFound();
};

void DifferenceTest::goal21_eachChangeIsToldByItsKind_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::string& before, const std::string& after,
                        const char* expected) {
        QTest::newRow(name) << QString::fromStdString(before) << QString::fromStdString(after)
                            << QString::fromLatin1(expected);
    };
    row("nothing", kAbc, kAbc, "");
    row("added at the end", kAbc,
        machine(kA + kB + R"("C":{"Type":"Pass","Next":"D"},"D":{"Type":"Succeed"})"),
        "C rerouted edited Type, D added");
    row("added between", kAbc,
        machine(kA +
                R"("B":{"Type":"Wait","Seconds":3,"Next":"X"},"X":{"Type":"Pass","Next":"C"},)" +
                kC),
        "B rerouted, X added");
    row("removed", kAbc,
        machine(R"("A":{"Type":"Task","Resource":"f","Comment":"first","Next":"C"},)" + kC),
        "A rerouted, B removed");
    row("renamed, and nothing else", kAbc,
        machine(R"("A":{"Type":"Task","Resource":"f","Comment":"first","Next":"Pause"},)"
                R"("Pause":{"Type":"Wait","Seconds":3,"Next":"C"},)" +
                kC),
        "Pause renamed from B");
    row("the start renamed", kAbc,
        machine(R"("First":{"Type":"Task","Resource":"f","Comment":"first","Next":"B"},)" + kB + kC,
                "First"),
        "First renamed from A");
    row("renamed and edited", kAbc,
        machine(R"("A":{"Type":"Task","Resource":"f","Comment":"first","Next":"Pause"},)"
                R"("Pause":{"Type":"Wait","Seconds":4,"Next":"C"},)" +
                kC),
        "Pause renamed from B edited Seconds");
    row("edited", kAbc,
        machine(R"("A":{"Type":"Task","Resource":"g","Comment":"first","Next":"B"},)" + kB + kC),
        "A edited Resource");
    row("another start", kAbc, machine(kA + kB + kC, "B"), "machine StartAt");
    row("the machine's comment", kAbc,
        R"({"Comment":"new","StartAt":"A","States":{)" + kA + kB + kC + "}}", "machine Comment");
    row("another state in its place", kAbc,
        machine(R"("A":{"Type":"Task","Resource":"f","Comment":"first","Next":"X"},)"
                R"("X":{"Type":"Choice","Choices":[],"Default":"C"},)" +
                kC),
        "A rerouted, X added, B removed");
    row("moved into a branch", machine(kA + kB + kC),
        machine(R"("A":{"Type":"Task","Resource":"f","Comment":"first","Next":"P"},)"
                R"("P":{"Type":"Parallel","Branches":[{"StartAt":"B","States":{)"
                R"("B":{"Type":"Wait","Seconds":3,"End":true}}}],"Next":"C"},)" +
                kC),
        "A rerouted, P added, B moved rerouted");
    row("a branch more",
        machine(
            R"("A":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"X","States":{"X":{"Type":"Succeed"}}}]})"),
        machine(
            R"("A":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"X","States":{"X":{"Type":"Succeed"}}},)"
            R"({"StartAt":"Y","States":{"Y":{"Type":"Succeed"}}}]})"),
        "A edited Branches, Y added");
    row("inside a renamed container",
        machine(
            R"("A":{"Type":"Map","End":true,"ItemsPath":"$.l","ItemProcessor":{"StartAt":"X","States":{"X":{"Type":"Wait","Seconds":1,"End":true}}}})"),
        machine(
            R"("M":{"Type":"Map","End":true,"ItemsPath":"$.l","ItemProcessor":{"StartAt":"X","States":{"X":{"Type":"Wait","Seconds":2,"End":true}}}})",
            "M"),
        "M renamed from A, X edited Seconds");
    row("a rule's target",
        machine(
            R"("A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"B"}],"Default":"C"},)" +
            kB + kC),
        machine(
            R"("A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"C"}],"Default":"C"},)" +
            kB + kC),
        "A rerouted");
    row("a rule's condition",
        machine(
            R"("A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"B"}],"Default":"C"},)" +
            kB + kC),
        machine(
            R"("A":{"Type":"Choice","Choices":[{"Variable":"$.b","IsNull":true,"Next":"B"}],"Default":"C"},)" +
            kB + kC),
        "A edited Choices");
    row("everything is new", "{}", kAbc, "A added, B added, C added, machine StartAt");
    row("everything is gone", kAbc, "{}", "A removed, B removed, C removed");
}

void DifferenceTest::goal21_eachChangeIsToldByItsKind() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(told(before.toStdString(), after.toStdString())), expected);
}

void DifferenceTest::spacesOrderAndSyntaxMakeNoDifference() {
    const Document before = documentOf(kAbc);
    const auto after = json::parseYaml("StartAt: A\nStates:\n"
                                       "  C: {Type: Succeed}\n"
                                       "  B: {Next: C, Type: Wait, Seconds: 3}\n"
                                       "  A: # the first\n"
                                       "    Resource: f\n    Type: Task\n    Next: B\n"
                                       "    Comment: first\n");
    QVERIFY(after.ok());
    QVERIFY(differenceOf(before, *after).empty());
}

void DifferenceTest::aMachineIsTheSameAsItself() {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        const Document document = documentOf(tests::RandomMachine(seed).definition().dump());
        QVERIFY2(differenceOf(document, document).empty(), std::to_string(seed).c_str());
    }
}

/// Its name everywhere, as long as it is no part of another's.
void DifferenceTest::everyRenamedStateOfARandomMachineIsFound() {
    for (std::uint32_t seed = 1; seed <= 100; ++seed) {
        std::string text = tests::RandomMachine(seed).definition().dump();
        const Document before = documentOf(text);
        const std::string name = "\"" + buildGraph(before).nodes.back().name + "\"";
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
            text.replace(at, name.size(), "\"Other\"");
        const DefinitionDifference difference = differenceOf(before, documentOf(text));
        QVERIFY2(difference.count(What::Renamed) == 1, std::to_string(seed).c_str());
        QVERIFY2(difference.count(What::Rerouted) == 0, std::to_string(seed).c_str());
    }
}

QTEST_APPLESS_MAIN(DifferenceTest)
#include "tst_difference.moc"
