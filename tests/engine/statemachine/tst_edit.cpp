#include "engine/statemachine/edit.h"

#include "engine/json/draft.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/fieldedit.h"
#include "engine/statemachine/newstates.h"
#include "engine/statemachine/validator.h"
#include "tests/support/randommachine.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace ws;
using namespace ws::statemachine;
using json::Value;
using Kind = Graph::EdgeKind;

namespace QTest {
template <>
inline char* toString(const std::string& text) {
    return qstrdup(text.c_str());
}
} // namespace QTest

namespace {

constexpr const char* kLine =
    R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"C"},"C":{"Type":"Pass","End":true}}})";

constexpr const char* kPretty = R"({
    "Comment": "three in a row; A is first",
    "StartAt": "A",
    "States": {
        "A": {
            "Type": "Pass",
            "Next": "B"
        },
        "B": { "Type": "Task",   "Resource": "pay",
            "Catch": [ {"ErrorEquals": ["States.ALL"], "Next": "C"} ],
            "Next": "C"
        },
        "C": {
            "Type": "Succeed"
        }
    }
}
)";

constexpr const char* kYaml = R"(# an order
StartAt: A        # the first
States:
  A:
    Type: Pass    # does nothing
    Next: B
  # what costs money
  B:
    Type: Task
    Resource: pay
    Retry: &often
      - ErrorEquals: [Busy]   # the bank
        MaxAttempts: 5
    Catch:
      - ErrorEquals: [States.ALL]
        Next: C
    Next: D
  C:
    Type: Fail
    Error: |
      two
        lines
  D:
    Type: Task
    Resource: ship
    Retry: *often
    End: true     # over
)";

constexpr const char* kJsonPath = R"x({"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "f", "InputPath": "$.order",
        "Parameters": {"id.$": "$.id", "name.$": "States.Format('{} of {}', $.n, $$.Execution.Id)"},
        "ResultSelector": {"sum.$": "$.total"}, "ResultPath": "$.bill.paid",
        "TimeoutSecondsPath": "$.limit",
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "B"}],
        "Next": "B"},
  "B": {"Type": "Choice", "Choices": [
        {"And": [{"Variable": "$.a", "NumericGreaterThan": 5},
                 {"Not": {"Variable": "$.b['c d']", "IsPresent": true}}], "Next": "C"}],
        "Default": "D"},
  "C": {"Type": "Wait", "SecondsPath": "$.wait", "End": true},
  "D": {"Type": "Pass", "Result": {"x": [1, "y"]}, "ResultPath": "$.d", "OutputPath": "$.d",
        "End": true}}})x";

constexpr const char* kNoEquivalent = R"x({"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "f", "Parameters": {"all.$": "$..id"},
        "OutputPath": "$.a[?(@.b)]", "End": true}}})x";

constexpr const char* kJsonata = R"x({"StartAt": "A", "States": {
  "A": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "f",
        "Arguments": {"id": "{% $states.input.order.id %}", "n": 3},
        "Output": {"sum": "{% $states.result.total %}"}, "Next": "B"},
  "B": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 1 + 2 %}", "End": true}}})x";

json::Document load(const std::string& text) {
    auto document = loadDefinition(text);
    if (!document)
        qFatal("%s", text.c_str());
    return std::move(*document);
}

std::string after(const std::string& text, const base::Result<Change>& change) {
    return change ? json::applied(text, change->edits) : "error " + change.error().code;
}

Place place(Place::Kind kind, const std::string& pointer) {
    return {kind, pointer, {}};
}

Place onEdge(Kind kind, const std::string& from, int index = 0) {
    return {Place::Kind::OnEdges, {}, {{kind, from, index}}};
}

Fragment pass(const std::string& name) {
    return Value::object(
        {{"StartAt", name},
         {"States", Value::object({{name, Value::object({{"Type", "Pass"}, {"Next", ""}})}})}});
}

std::multiset<std::string> errorsOf(const std::string& text) {
    std::multiset<std::string> codes;
    for (const Diagnostic& found : validateText(text, {}, DefinitionKind::Unknown)) {
        if (found.severity == Severity::Error)
            codes.insert(found.code + ": " + found.message);
    }
    return codes;
}

/// Deleting or leading elsewhere may leave states that nothing leads to any more, or a loop
/// without an end; a variable of an inner scope nobody renames unasked.
std::multiset<std::string> looseEndsAside(std::multiset<std::string> errors) {
    std::erase_if(errors, [](const std::string& error) {
        return error.starts_with("MISSING_TRANSITION_TARGET") ||
               error.starts_with("MISSING_END_STATE") ||
               error.starts_with("DUPLICATE_VARIABLE_NAME");
    });
    return errors;
}

std::string lines(std::initializer_list<std::string> all) {
    std::string out;
    for (const std::string& line : all)
        out += line + "\n";
    return out;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

/// The lines of one text that the other has not, in order.
std::string changedLines(const std::string& before, const std::string& after) {
    std::vector<std::string> old = split(before);
    std::string out;
    for (const std::string& line : split(after)) {
        const auto same = std::find(old.begin(), old.end(), line);
        if (same == old.end())
            out += "+" + line + "\n";
        else
            old.erase(same);
    }
    for (const std::string& line : old)
        out += "-" + line + "\n";
    return out;
}

// The same machine twice, in the hand of two people.
constexpr const char* kOdd = R"({
  "Comment" : "odd   spacing",
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass",   "Next": "B" },

    "B": {"Type":"Task","Resource":"pay",
        "Catch":[{"ErrorEquals":["States.ALL"],"Next":"E"}], "Next":"C" },
    "C": {  "Type": "Choice", "Choices": [ {"Variable":"$.x","IsPresent":true,"Next":"D"} ], "Default": "P" },
    "D":{ "Type":"Pass", "Next":"P"},
    "P": { "Type": "Parallel", "Branches": [ { "StartAt": "Q", "States": { "Q": {"Type":"Pass","End":true} } } ], "Next": "E" },
	"E": { "Type": "Succeed" }   }
}
)";

constexpr const char* kCommented = R"(# an order
StartAt: A        # the first
States:
  A:
    Type: Pass    # does nothing
    Next: B
  # what costs money
  B:
    Type: Task
    Resource: pay
    Retry: &often
      - ErrorEquals: [Busy]   # the bank
        MaxAttempts: 5
    Catch:
      - ErrorEquals: [States.ALL]
        Next: E
    Next: C
  C:
    Type: Choice
    Choices:
      - Variable: $.x   # maybe
        IsPresent: true
        Next: D
    Default: P

  D: {Type: Pass, Next: P}
  P:
    Type: Parallel
    Branches:
      - StartAt: Q
        States:
          Q:
            Type: Task
            Resource: ship
            Retry: *often
            End: true
    Next: E
  E:
    Type: Succeed   # over
  # the end
)";

json::Document::NodeId statesOf(const json::Document& document) {
    return document.find("/States");
}

/// Names of states that one text has and the other has not, or not with the same content; and
/// "StartAt".
std::set<std::string> changedStates(const std::string& one, const std::string& other) {
    const json::Document first = load(one);
    const json::Document second = load(other);
    std::set<std::string> changed;
    const Value before = first.value(first.root());
    const Value now = second.value(second.root());
    if (!(before["StartAt"] == now["StartAt"]))
        changed.insert("StartAt");
    for (const auto& [name, state] : before["States"].members()) {
        const Value* same = now["States"].find(name);
        if (!same || same->dump() != state.dump())
            changed.insert(name);
    }
    for (const auto& [name, state] : now["States"].members()) {
        if (!before["States"].find(name))
            changed.insert(name);
    }
    return changed;
}

/// Of the states that both have.
std::vector<std::string> order(const json::Document& document, const json::Document& other) {
    std::vector<std::string> names;
    for (const auto id : document.node(statesOf(document)).children) {
        const std::string& name = document.node(id).key;
        if (other.member(statesOf(other), name) != json::Document::kNone)
            names.push_back(name);
    }
    return names;
}

/// The text with a sign in place of each state that the other text has with another content, and
/// without those that it has not, or elsewhere, and what divides them from their neighbours.
std::string around(const std::string& text, const std::string& other) {
    const std::set<std::string> changed = changedStates(text, other);
    const json::Document document = load(text);
    const json::Document second = load(other);
    std::string out = text;
    const bool inOrder = order(document, second) == order(second, document);
    const auto& states = document.node(statesOf(document)).children;
    for (auto id = states.rbegin(); id != states.rend(); ++id) {
        const auto& node = document.node(*id);
        if (!changed.contains(node.key))
            continue;
        json::Range range{node.keyRange.begin, node.range.end};
        const bool stays =
            inOrder && second.member(statesOf(second), node.key) != json::Document::kNone;
        if (!stays) {
            const std::size_t behind = out.find_last_not_of(" \t\r\n", range.begin - 1) + 1;
            if (out[behind - 1] == '{') // the first one: what divides it from the next
                range.end = out.find_first_not_of(", \t\r\n", range.end);
            else
                range.begin = behind - (out[behind - 1] == ',' ? 1 : 0);
        }
        out.replace(range.begin, range.size(), stays ? "@" : "");
    }
    if (changed.contains("StartAt")) {
        const json::Range start = document.node(document.find("/StartAt")).range;
        out.replace(start.begin, start.size(), "@");
    }
    // A blank line beside a state that came or went is part of what divides it.
    const std::size_t common = order(document, second).size();
    const bool alike = inOrder && common == states.size() &&
                       common == second.node(statesOf(second)).children.size();
    while (!alike && out.find("\n\n") != std::string::npos)
        out.replace(out.find("\n\n"), 2, "\n");
    return out;
}

} // namespace

class tst_Edit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // --- Inserting

    void aStateIsAddedAfterAnother() {
        const auto document = load(kLine);
        QCOMPARE(
            after(kLine, insertStates(document, pass("N"), place(Place::Kind::After, "/States/A"))),
            std::string(R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"N"},)"
                        R"("N":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"C"},)"
                        R"("C":{"Type":"Pass","End":true}}})"));
    }

    void aStateAfterTheLastTakesItsEnd() {
        const auto document = load(kLine);
        QCOMPARE(
            after(kLine, insertStates(document, pass("N"), place(Place::Kind::After, "/States/C"))),
            std::string(R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},)"
                        R"("B":{"Type":"Pass","Next":"C"},"C":{"Type":"Pass","Next":"N"},)"
                        R"("N":{"Type":"Pass","End":true}}})"));
    }

    void aStateBeforeTheFirstBecomesTheFirst() {
        const auto document = load(kPretty);
        const std::string text = after(
            kPretty, insertStates(document, pass("N"), place(Place::Kind::Before, "/States/A")));
        QVERIFY(text.find("\"StartAt\": \"N\"") != std::string::npos);
        QVERIFY(
            text.find("        \"N\": {\n            \"Type\": \"Pass\",\n            \"Next\": "
                      "\"A\"\n        },\n        \"A\": {") != std::string::npos);
    }

    void aStateGoesOnTheEdgeOfACatcher() {
        const auto document = load(kYaml);
        const std::string text =
            after(kYaml, insertStates(document, pass("N"), onEdge(Kind::Catch, "/States/B")));
        QCOMPARE(changedLines(kYaml, text), lines({"+        Next: N", "+  N:", "+    Type: Pass",
                                                   "+    Next: C", "-        Next: C"}));
    }

    void theFirstStateOfAnEmptyDefinitionIsItsStart() {
        for (const char* empty : {"{}", "{\n}\n", "{\"Comment\": \"x\"}", "Comment: x\n",
                                  "{\"States\": {}}", "States: {}\n"}) {
            const auto document = load(empty);
            const std::string text =
                after(empty, insertStates(document, pass("N"), place(Place::Kind::First, "")));
            QVERIFY2(errorsOf(text).empty(), text.c_str());
        }
    }

    void aBranchIsAddedToAParallel() {
        const std::string text =
            R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}], "End": true}}})";
        const std::string now = after(
            text, insertStates(load(text), pass("X"), place(Place::Kind::NewBranch, "/States/P")));
        QVERIFY2(errorsOf(now).empty(), now.c_str());
        QVERIFY(now.find(
                    R"(, {"StartAt": "X 2", "States": {"X 2": {"Type": "Pass", "End": true}}}])") !=
                std::string::npos);
    }

    /// Whatever is dropped wherever, the answer is a change after which nothing new is wrong, or a
    /// reason.
    void goal24_everyPairOfTypeAndTargetHasADefinedAnswer() {
        const std::string text = R"({"StartAt": "Task", "States": {
  "Task": {"Type": "Task", "Resource": "f", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Fail"}], "Next": "Pass"},
  "Pass": {"Type": "Pass", "Next": "Choice"},
  "Choice": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, "Next": "Wait"}], "Default": "Map"},
  "Wait": {"Type": "Wait", "Seconds": 1, "Next": "Parallel"},
  "Parallel": {"Type": "Parallel", "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}], "Next": "Succeed"},
  "Map": {"Type": "Map", "ItemProcessor": {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "End": true}}}, "End": true},
  "Succeed": {"Type": "Succeed"},
  "Fail": {"Type": "Fail", "Error": "E"}}})";
        const auto document = load(text);
        QVERIFY(errorsOf(text).empty());
        const Graph graph = buildGraph(document);
        std::vector<Place> places{place(Place::Kind::First, ""),
                                  place(Place::Kind::First, "/States/Parallel/Branches/0"),
                                  place(Place::Kind::First, "/States/Map/ItemProcessor"),
                                  place(Place::Kind::First, "/States/Nowhere")};
        for (const Graph::Node& node : graph.nodes) {
            for (const auto kind :
                 {Place::Kind::After, Place::Kind::Before, Place::Kind::NewBranch})
                places.push_back(place(kind, node.pointer));
        }
        for (const Graph::Edge& edge : graph.edges) {
            const std::string from = edge.from == Graph::kNone
                                         ? std::string()
                                         : graph.nodes[std::size_t(edge.from)].pointer;
            if (edge.kind != Kind::Start || edge.region == 0)
                places.push_back(onEdge(edge.kind, from, edge.index));
        }
        int changes = 0;
        int reasons = 0;
        for (const QueryLanguage language : {QueryLanguage::JsonPath, QueryLanguage::Jsonata}) {
            for (int type = 0; type < int(StateType::Unknown); ++type) {
                for (const Place& where : places) {
                    const auto change =
                        insertStates(document, newState(StateType(type), language), where);
                    if (!change) {
                        QVERIFY(change.error().code.starts_with("edit."));
                        QVERIFY2(change.error().code != "edit.shared",
                                 stateTypeName(StateType(type)).data());
                        ++reasons;
                        continue;
                    }
                    const std::string now = json::applied(text, change->edits);
                    const auto wrong = errorsOf(now);
                    QVERIFY2(wrong.empty(),
                             (now + "\n" + (wrong.empty() ? "" : *wrong.begin())).c_str());
                    QVERIFY(!change->states.empty());
                    ++changes;
                }
            }
        }
        QVERIFY(changes > 200);
        QVERIFY(reasons > 20);
    }

    void thePatternsAreValidInBothLanguages() {
        for (const QueryLanguage language : {QueryLanguage::JsonPath, QueryLanguage::Jsonata}) {
            for (const Pattern pattern : allPatterns()) {
                for (const char* text : {kLine, kPretty, kYaml}) {
                    const std::string now =
                        after(text, insertStates(load(text), newPattern(pattern, language),
                                                 place(Place::Kind::After, "/States/A")));
                    QVERIFY2(errorsOf(now).empty(), now.c_str());
                }
            }
            for (const OptimisedAction& action : optimisedActions()) {
                const std::string now = after(
                    kLine, insertStates(load(kLine),
                                        newServiceTask(action, IntegrationPattern::RequestResponse,
                                                       language),
                                        place(Place::Kind::After, "/States/A")));
                QVERIFY2(errorsOf(now).empty(), now.c_str());
            }
        }
    }

    // --- Removing, moving, copying

    void aStateIsRemovedAndItsEdgesHeal() {
        QCOMPARE(after(kLine, removeStates(load(kLine), {"/States/B"})),
                 std::string(R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"C"},)"
                             R"("C":{"Type":"Pass","End":true}}})"));
        QCOMPARE(after(kLine, removeStates(load(kLine), {"/States/C"})),
                 std::string(R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},)"
                             R"("B":{"Type":"Pass","End":true}}})"));
    }

    void aRemovedYamlStateLeavesTheRestAsItIs() {
        const std::string text = after(kYaml, removeStates(load(kYaml), {"/States/C"}));
        QCOMPARE(
            changedLines(kYaml, text),
            lines({"-    Catch:", "-      - ErrorEquals: [States.ALL]", "-        Next: C",
                   "-  C:", "-    Type: Fail", "-    Error: |", "-      two", "-        lines"}));
        // Another part of the text needs the anchor in it.
        QCOMPARE(after(kYaml, removeStates(load(kYaml), {"/States/B"})),
                 std::string("error edit.shared"));
    }

    void aMovedStateKeepsItsBytes() {
        const std::string text =
            after(kPretty, moveStates(load(kPretty), {"/States/B"},
                                      place(Place::Kind::Before, "/States/A")));
        const std::string body = "        \"B\": { \"Type\": \"Task\",   \"Resource\": \"pay\",\n"
                                 "            \"Catch\": [ {\"ErrorEquals\": [\"States.ALL\"], "
                                 "\"Next\": \"C\"} ],\n            \"Next\": \"A\"\n        },";
        QVERIFY2(text.find(body) != std::string::npos, text.c_str());
        QVERIFY2(errorsOf(text).empty(), text.c_str());
    }

    void aStateMovesIntoABranchWithItsComments() {
        std::string text = kYaml;
        text.replace(
            text.find("    End: true"), std::string::npos,
            "    Next: P\n  P:\n    Type: Parallel\n    Branches:\n      - StartAt: X\n"
            "        States:\n          X:\n            Type: Pass\n            End: true\n"
            "    End: true\n");
        const std::string now =
            after(text, moveStates(load(text), {"/States/A"},
                                   place(Place::Kind::After, "/States/P/Branches/0/States/X")));
        QVERIFY2(errorsOf(now).empty(), now.c_str());
        QVERIFY2(
            now.find(
                "          A:\n            Type: Pass    # does nothing\n            End: true") !=
                std::string::npos,
            now.c_str());
        QVERIFY(now.find("StartAt: B        # the first") != std::string::npos);
    }

    void aYamlStateTakesTheCommentsAboveItAlong() {
        const std::string text = lines({"# the file",
                                        "StartAt: A",
                                        "States:",
                                        "  # first",
                                        "  # and only once",
                                        "  A:",
                                        "    # says nothing",
                                        "    Type: Pass",
                                        "    Next: B",
                                        "    # of A still",
                                        "",
                                        "  # second",
                                        "  B:",
                                        "    Type: Pass",
                                        "    Next: P",
                                        "",
                                        "  # of nobody",
                                        "",
                                        "  P:",
                                        "    Type: Parallel",
                                        "    Branches:",
                                        "      # the only one",
                                        "      - StartAt: X",
                                        "        States:",
                                        "          # inside",
                                        "          X:",
                                        "            Type: Pass",
                                        "            End: true",
                                        "    End: true"});
        const std::string gone = after(text, removeStates(load(text), {"/States/A"}));
        QCOMPARE(changedLines(text, gone),
                 lines({"+StartAt: B", "-StartAt: A", "-  # first", "-  # and only once",
                        "-  A:", "-    # says nothing", "-    Next: B", "-    # of A still",
                        "-    Type: Pass"}));
        const std::string inside =
            after(text, moveStates(load(text), {"/States/B"},
                                   place(Place::Kind::After, "/States/P/Branches/0/States/X")));
        QVERIFY2(inside.find("          # second\n          B:\n            Type: Pass\n"
                             "            End: true\n") != std::string::npos,
                 inside.c_str());
        QVERIFY2(inside.find("\n  # second") == std::string::npos, inside.c_str());
        const std::string wrapped =
            after(text, wrapStates(load(text), {"/States/A"}, StateType::Map));
        QVERIFY2(wrapped.find("        # first\n        # and only once\n        A:\n"
                              "          # says nothing\n          Type: Pass\n") !=
                     std::string::npos,
                 wrapped.c_str());
        const std::string before = after(
            text, insertStates(load(text), pass("N"), place(Place::Kind::Before, "/States/B")));
        QVERIFY2(before.find("\n  # second\n  B:") != std::string::npos, before.c_str());
        for (const std::string& each : {gone, inside, wrapped, before}) {
            QVERIFY2(errorsOf(each).empty(), each.c_str());
            QVERIFY(each.starts_with("# the file\n"));
            QVERIFY(each.find("\n  # of nobody\n") != std::string::npos);
        }
    }

    void whatOnlyLooksLikeACommentStaysInItsText() {
        const std::string text =
            lines({"StartAt: A", "States:", "  A:", "    Type: Pass", "    Comment: |", "      a",
                   "      # b", "    Next: B", "  B:", "    Type: Fail", "    Cause: \"x",
                   "  # y\"", "  C:", "    Type: Succeed"});
        const std::string now = after(text, removeStates(load(text), {"/States/C"}));
        QCOMPARE(changedLines(text, now), lines({"-  C:", "-    Type: Succeed"}));
    }

    void aNeighbourChangesPlaces() {
        const std::string later = after(kLine, shiftState(load(kLine), "/States/A", Shift::Later));
        QVERIFY(later.find(R"("StartAt":"B")") != std::string::npos);
        QVERIFY2(errorsOf(later).empty(), later.c_str());
        QCOMPARE(after(kLine, shiftState(load(kLine), "/States/C", Shift::Later)),
                 std::string("error edit.lastInChain"));
        QCOMPARE(after(kLine, shiftState(load(kLine), "/States/A", Shift::Earlier)),
                 std::string("error edit.firstInChain"));
    }

    void statesTravelBetweenMachinesWithNewNames() {
        const auto copied = copyStates(load(kPretty), {"/States/B", "/States/A"});
        QVERIFY(copied);
        const std::string now =
            after(kLine, pasteStates(load(kLine), *copied, place(Place::Kind::After, "/States/C")));
        QVERIFY2(errorsOf(now).empty(), now.c_str());
        const Graph graph = buildGraph(load(now));
        QCOMPARE(graph.nodes.size(), std::size_t(6));
        QVERIFY(graph.findByName("A 2") >= 0);
        QVERIFY(graph.findByName("B 2") >= 0);
        QCOMPARE(after(kLine, pasteStates(load(kLine), "no states", place(Place::Kind::First, ""))),
                 std::string("error edit.notStates"));
    }

    void jsonPathDoesNotComeIntoAJsonataMachine() {
        const std::string text =
            R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}})";
        QCOMPARE(
            after(text, insertStates(load(text), newState(StateType::Task, QueryLanguage::JsonPath),
                                     place(Place::Kind::After, "/States/A"))),
            std::string("error edit.jsonPathInJsonata"));
    }

    void aCopyStandsBehindItsOriginal() {
        const std::string now = after(kPretty, duplicateStates(load(kPretty), {"/States/B"}));
        QVERIFY2(errorsOf(now).empty(), now.c_str());
        QVERIFY(now.find("\"B 2\": { \"Type\": \"Task\",   \"Resource\": \"pay\",") !=
                std::string::npos);
    }

    // --- Edges

    void connectingSaysWhatMayLeadWhere() {
        const auto document = load(kPretty);
        QVERIFY(connectStates(document, "/States/B", "/States/A", Kind::Next));
        QCOMPARE(connectStates(document, "/States/C", "/States/A", Kind::Next).error().code,
                 std::string("edit.afterEnd"));
        QCOMPARE(connectStates(document, "/States/A", "/States/C", Kind::Catch).error().code,
                 std::string("edit.noCatch"));
        const std::string now =
            after(kPretty, connectStates(document, "/States/B", "/States/A", Kind::Catch));
        QVERIFY2(errorsOf(now).empty(), now.c_str());
        QVERIFY(
            now.find(R"([ {"ErrorEquals": ["States.TaskFailed"], "Next": "A"}, {"ErrorEquals")") !=
            std::string::npos);
    }

    void aBlockListOfYamlTakesACatcher() {
        const std::string now =
            after(kYaml, connectStates(load(kYaml), "/States/B", "/States/A", Kind::Catch));
        QCOMPARE(
            changedLines(kYaml, now),
            lines({"+      - ErrorEquals:", "+          - States.TaskFailed", "+        Next: A"}));
    }

    void goal7_aCanvasEditTouchesOnlyItsState_data() {
        QTest::addColumn<std::string>("text");
        QTest::newRow("JSON") << std::string(kOdd);
        QTest::newRow("YAML") << std::string(kCommented);
    }

    /// Every kind of edit that the canvas makes. Whatever is not in a state whose content it
    /// changes, takes away or adds, has the bytes that it had.
    void goal7_aCanvasEditTouchesOnlyItsState() {
        QFETCH(std::string, text);
        const json::Document document = load(text);
        const auto only = [&](const char* edit, const base::Result<Change>& change,
                              const std::set<std::string>& states) {
            QVERIFY2(change, edit);
            const std::string now = after(text, change);
            QVERIFY2(now != text, edit);
            QVERIFY2(looseEndsAside(errorsOf(now)).empty(), now.c_str());
            const std::set<std::string> changed = changedStates(text, now);
            QVERIFY2(std::ranges::includes(states, changed), (edit + (": " + now)).c_str());
            QVERIFY2(around(text, now) == around(now, text),
                     (edit + (":\n" + around(text, now) + "\n---\n" + around(now, text))).c_str());
        };
        const Fragment fresh = pass("New");
        only("after", insertStates(document, fresh, place(Place::Kind::After, "/States/A")),
             {"A", "New"});
        only("before", insertStates(document, fresh, place(Place::Kind::Before, "/States/D")),
             {"C", "New"});
        only("on an edge", insertStates(document, fresh, onEdge(Kind::Next, "/States/A")),
             {"A", "New"});
        only("first", insertStates(document, fresh, place(Place::Kind::First, "")),
             {"New", "StartAt"});
        only("loose", insertStates(document, fresh, place(Place::Kind::Loose, "")), {"New"});
        only("new branch",
             insertStates(document, fresh, place(Place::Kind::NewBranch, "/States/P")), {"P"});
        only("move", moveStates(document, {"/States/D"}, place(Place::Kind::After, "/States/A")),
             {"A", "C", "D"});
        only("duplicate", duplicateStates(document, {"/States/D"}), {"D", "D 2"});
        only("paste",
             pasteStates(document, *copyStates(document, {"/States/D"}),
                         place(Place::Kind::After, "/States/A")),
             {"A", "D 2"});
        only("remove", removeStates(document, {"/States/D"}), {"C", "D"});
        only("connect", connectStates(document, "/States/B", "/States/A", Kind::Catch), {"B"});
        only("reroute", rerouteEdges(document, {{Kind::Next, "/States/A", 0}}, "/States/D"), {"A"});
        only("remove an edge", removeEdges(document, {{Kind::Catch, "/States/B", 0}}), {"B"});
        only("rename", renameState(document, "/States/D", "Renamed"), {"C", "D", "Renamed"});
        only("wrap in a Parallel", wrapStates(document, {"/States/D"}, StateType::Parallel),
             {"C", "D", "Parallel"});
        only("wrap in a Map", wrapStates(document, {"/States/D"}, StateType::Map),
             {"C", "D", "Map"});
        const auto extraction = extractStates(
            document, {"/States/D"}, "arn:aws:states:us-east-1:123456789012:stateMachine:m", "T");
        QVERIFY(extraction);
        only("extract", extraction->change, {"C", "D", "T"});
        only("inline", inlineState(document, "/States/P"), {"C", "D", "P", "Q"});
        only("type", changeType(document, "/States/D", StateType::Wait), {"D"});
        only("language", convertState(document, "/States/D", QueryLanguage::Jsonata), {"D"});
        only("earlier", shiftState(document, "/States/B", Shift::Earlier), {"A", "B", "StartAt"});
        only("later", shiftState(document, "/States/A", Shift::Later), {"A", "B", "StartAt"});
        only("a field",
             changeFields(document, setField("/States/D", {}, "Comment", Value("a word"))), {"D"});
        only("a fallback", changeFields(document, createFallback("/States/B", 0, "Sorry")),
             {"B", "Sorry"});
    }

    void anEdgeIsRerouted() {
        const std::string now =
            after(kYaml, rerouteEdges(load(kYaml), {{Kind::Next, "/States/A", 0}}, "/States/D"));
        QCOMPARE(changedLines(kYaml, now), lines({"+    Next: D", "-    Next: B"}));
        QCOMPARE(rerouteEdges(load(kYaml), {{Kind::Catch, "/States/B", 0}}, "").error().code,
                 std::string("edit.needsState"));
    }

    // --- Names

    void goal31_aRenamedStateIsRenamedWhereItIsNamed() {
        const auto change = renameState(load(kPretty), "/States/A", "첫 번째");
        const std::string now = after(kPretty, change);
        QCOMPARE(changedLines(kPretty, now),
                 lines({"+    \"StartAt\": \"첫 번째\",", "+        \"첫 번째\": {",
                        "-    \"StartAt\": \"A\",", "-        \"A\": {"}));
        QCOMPARE(change->mentions.front(), std::string("/Comment"));
        QCOMPARE(renameState(load(kPretty), "/States/A", "B").error().code,
                 std::string("edit.nameTaken"));
        QCOMPARE(renameState(load(kPretty), "/States/A", " ").error().code,
                 std::string("edit.nameEmpty"));
        QCOMPARE(renameState(load(kPretty), "/States/A", std::string(81, 'x')).error().code,
                 std::string("edit.nameTooLong"));
    }

    // --- Containers

    void onlyATextThatSpeaksOfTheOldNameIsAMention() {
        const auto mentions = [](const std::string& fields) {
            const std::string text =
                R"({"StartAt": "first", "States": {"first": {"Type": "Task", )" + fields +
                R"(, "Next": "second"}, "second": {"Type": "Succeed"}}})";
            return renameState(load(text), "/States/second", "Second")->mentions.size();
        };
        // What is called the same, and words that only begin so.
        for (const char* other :
             {R"("Resource": "second")", R"("Resource": "arn:aws:states:::second:run")",
              R"("Parameters": {"FunctionName": "second"})", R"("ResultPath": "$.second")",
              R"("Comment": "a secondary way, in seconds")", R"("InputPath": "$['a'].second")",
              R"("Retry": [{"ErrorEquals": ["second"]}])",
              R"("Output": "{% $states.input.second %}")"})
            QVERIFY2(mentions(other) == 0, other);
        for (const char* spoken :
             {R"("Comment": "goes to second, then ends")", R"("Comment": "second에서 끝난다")",
              R"("Output": "{% $states.context.State.Name = 'second' %}")",
              R"("InputPath": "$.all[?(@.state == 'second')]")"})
            QVERIFY2(mentions(spoken) == 1, spoken);
    }

    void goal31_aSelectionIsWrappedAndUnwrapped() {
        for (const StateType container : {StateType::Parallel, StateType::Map}) {
            for (const char* text : {kLine, kPretty, kYaml}) {
                const std::vector<std::string> chosen =
                    text == kYaml ? std::vector<std::string>{"/States/A"}
                                  : std::vector<std::string>{"/States/A", "/States/B"};
                const std::string wrapped = after(text, wrapStates(load(text), chosen, container));
                QVERIFY2(errorsOf(wrapped).empty(), wrapped.c_str());
                const std::string pointer = "/States/" + std::string(stateTypeName(container));
                const std::string back = after(wrapped, inlineState(load(wrapped), pointer));
                QVERIFY2(errorsOf(back).empty(), back.c_str());
            }
        }
        QCOMPARE(wrapStates(load(kYaml), {"/States/A", "/States/D"}, StateType::Map).error().code,
                 std::string("edit.manyEntries"));
    }

    void goal31_extractedStatesAreAMachineThatATaskStarts() {
        const std::string arn = "arn:aws:states:us-east-1:123456789012:stateMachine:inner";
        for (const char* text : {kLine, kPretty, kYaml}) {
            const std::vector<std::string> chosen =
                text == kYaml ? std::vector<std::string>{"/States/A"}
                              : std::vector<std::string>{"/States/A", "/States/B"};
            const auto extraction = extractStates(load(text), chosen, arn, "Inner");
            QVERIFY(extraction.ok());
            const std::string outer = json::applied(text, extraction->change.edits);
            QVERIFY2(errorsOf(outer).empty(), outer.c_str());
            QVERIFY2(errorsOf(extraction->definition).empty(), extraction->definition.c_str());
            const json::Document document = load(outer);
            const Value machine = document.value(document.root());
            QCOMPARE(machine["StartAt"].toString(), std::string("Inner"));
            const Value& task = machine["States"]["Inner"];
            QCOMPARE(task["Resource"].toString(),
                     std::string("arn:aws:states:::states:startExecution.sync:2"));
            QCOMPARE(task["Parameters"]["StateMachineArn"].toString(), arn);
            const auto back = json::inverse(text, extraction->change.edits);
            QCOMPARE(json::applied(outer, back), std::string(text));
        }
    }

    void goal31_extractedStatesTakeTheirCommentsAlong() {
        const std::string text = "# the whole shop\n"
                                 "StartAt: First\n"
                                 "States:\n"
                                 "  First:   # comes first\n"
                                 "    Type: Pass\n"
                                 "    Next: Pay\n"
                                 "  # takes the money\n"
                                 "  # (twice at most)\n"
                                 "  Pay:     # the card\n"
                                 "    # a function\n"
                                 "    Type: Task\n"
                                 "    Resource:   'pay'  # quoted on purpose\n"
                                 "    Parameters: {a: 1,   b: [1, 2]}\n"
                                 "    Next: Thank\n"
                                 "  # says so\n"
                                 "  Thank:\n"
                                 "    Type: Pass\n"
                                 "    Comment: >-\n"
                                 "      folded\n"
                                 "      lines\n"
                                 "    Next: Last\n"
                                 "  # the end\n"
                                 "  Last: {Type: Succeed}\n";
        const auto extraction =
            extractStates(load(text), {"/States/Pay", "/States/Thank"}, "arn:x", "Inner");
        QVERIFY(extraction.ok());
        const std::string inner = extraction->definition;
        QVERIFY2(errorsOf(inner).empty(), inner.c_str());
        for (const char* kept :
             {"  # takes the money\n  # (twice at most)\n  Pay:     # the card\n"
              "    # a function\n    Type: Task\n    Resource:   'pay'  # quoted on purpose\n"
              "    Parameters: {a: 1,   b: [1, 2]}\n    Next: Thank\n",
              "  # says so\n  Thank:\n    Type: Pass\n    Comment: >-\n      folded\n"
              "      lines\n    End: true\n"})
            QVERIFY2(inner.find(kept) != std::string::npos, inner.c_str());
        for (const char* other : {"whole shop", "comes first", "the end"})
            QVERIFY2(inner.find(other) == std::string::npos, inner.c_str());
        // The rest is as it was.
        const std::string outer = json::applied(text, extraction->change.edits);
        QVERIFY2(errorsOf(outer).empty(), outer.c_str());
        QVERIFY2(outer.starts_with("# the whole shop\nStartAt: First\nStates:\n"
                                   "  First:   # comes first\n    Type: Pass\n    Next: Inner\n"),
                 outer.c_str());
        QVERIFY2(outer.ends_with("  # the end\n  Last: {Type: Succeed}\n"), outer.c_str());
        for (const char* gone : {"takes the money", "the card", "says so"})
            QVERIFY2(outer.find(gone) == std::string::npos, outer.c_str());
    }

    void goal31_whatLeansOnAnAnchorOutsideIsExtractedWithItsValue() {
        const std::string text = "StartAt: First\n"
                                 "States:\n"
                                 "  First:\n"
                                 "    Type: Pass\n"
                                 "    Result: &kept {a: 1}\n"
                                 "    Next: Second\n"
                                 "  Second: # leans on the first\n"
                                 "    Type: Pass\n"
                                 "    Result: *kept\n"
                                 "    End: true\n";
        const auto extraction = extractStates(load(text), {"/States/Second"}, "arn:x", "Inner");
        QVERIFY(extraction.ok());
        const json::Document inner = load(extraction->definition);
        QCOMPARE(inner.value(inner.find("/States/Second/Result")).dump(),
                 std::string(R"({"a":1})"));
        // Of a state whose anchor comes along, all of it does.
        const auto both =
            extractStates(load(text), {"/States/First", "/States/Second"}, "arn:x", "Inner");
        QVERIFY(both.ok());
        QVERIFY2(both->definition.find("&kept {a: 1}") != std::string::npos &&
                     both->definition.find("*kept") != std::string::npos &&
                     both->definition.find("# leans on the first") != std::string::npos,
                 both->definition.c_str());
    }

    void goal31_statesOfABranchAreExtractedToTheMargin() {
        const std::string text = "StartAt: P\n"
                                 "States:\n"
                                 "  P:\n"
                                 "    Type: Parallel\n"
                                 "    Branches:\n"
                                 "      - StartAt: In\n"
                                 "        States:\n"
                                 "          # deep inside\n"
                                 "          In:\n"
                                 "            Type: Wait   # for a while\n"
                                 "            Seconds: 1\n"
                                 "            Next: Out\n"
                                 "          Out: {Type: Succeed}\n"
                                 "    End: true\n";
        const auto extraction =
            extractStates(load(text), {"/States/P/Branches/0/States/In"}, "arn:x", "Inner");
        QVERIFY(extraction.ok());
        QCOMPARE(extraction->definition, std::string("StartAt: In\n"
                                                     "States:\n"
                                                     "  # deep inside\n"
                                                     "  In:\n"
                                                     "    Type: Wait   # for a while\n"
                                                     "    Seconds: 1\n"
                                                     "    End: true\n"));
    }

    void goal31_whatIsExtractedFromJsonataStaysJsonata() {
        const std::string text = R"x({"QueryLanguage": "JSONata", "StartAt": "A", "States": {
            "A": {"Type": "Pass", "Output": "{% $states.input.x %}", "Next": "B"},
            "B": {"Type": "Pass", "End": true}}})x";
        const auto extraction = extractStates(load(text), {"/States/A"}, "arn:x", "Inner");
        QVERIFY(extraction.ok());
        const std::string outer = json::applied(text, extraction->change.edits);
        QVERIFY(errorsOf(outer).empty() && errorsOf(extraction->definition).empty());
        const json::Document inner = load(extraction->definition);
        QCOMPARE(inner.string(inner.find("/QueryLanguage")), std::string("JSONata"));
        const json::Document document = load(outer);
        QCOMPARE(document.string(document.find("/States/Inner/Output")),
                 std::string("{% $states.result.Output %}"));
    }

    void goal31_whatWouldNotBeTheSameIsNotExtracted() {
        const std::string text = R"x({"QueryLanguage": "JSONata", "StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"n": 1}, "Next": "B"},
            "B": {"Type": "Pass", "Output": "{% $n + 1 %}", "Next": "C"},
            "C": {"Type": "Pass", "Output": "{% $states.context.Execution.Id %}", "End": true}}})x";
        const auto refused = [&](std::vector<std::string> states) {
            const auto extraction = extractStates(load(text), states, "arn:x", "Inner");
            return extraction ? std::string() : extraction.error().code;
        };
        QCOMPARE(refused({"/States/A"}), std::string("edit.extractVariable"));
        QCOMPARE(refused({"/States/B"}), std::string("edit.extractVariable"));
        QCOMPARE(refused({"/States/A", "/States/B"}), std::string());
        QCOMPARE(refused({"/States/C"}), std::string("edit.extractContext"));
    }

    void everyTypeBecomesEveryOther() {
        const std::string text =
            R"({"StartAt": "S", "States": {"S": {"Type": "Pass", "Comment": "kept", "End": true}}})";
        for (int from = 0; from < int(StateType::Unknown); ++from) {
            const std::string first =
                after(text, changeType(load(text), "/States/S", StateType(from)));
            QVERIFY2(errorsOf(first).empty(), first.c_str());
            for (int to = 0; to < int(StateType::Unknown); ++to) {
                const std::string second =
                    after(first, changeType(load(first), "/States/S", StateType(to)));
                QVERIFY(second.find("\"kept\"") != std::string::npos);
                const auto wrong = looseEndsAside(errorsOf(second));
                QVERIFY2(wrong.empty(), second.c_str());
            }
        }
    }

    // --- Query languages

    void goal31_aStateIsConvertedToJsonata() {
        std::string now = kJsonPath;
        for (const char* state : {"A", "B", "C", "D"})
            now = after(now, convertState(load(now), std::string("/States/") + state,
                                          QueryLanguage::Jsonata));
        QVERIFY2(errorsOf(now).empty(), now.c_str());
        const auto document = load(now);
        const Value states = document.value(document.root())["States"];
        QCOMPARE(states["A"]["Arguments"]["id"].toString(),
                 std::string("{% $states.input.order.id %}"));
        QCOMPARE(states["A"]["Arguments"]["name"].toString(),
                 std::string("{% ($string($states.input.order.n) & \" of \" & "
                             "$string($states.context.Execution.Id)) %}"));
        QCOMPARE(states["A"]["Output"].toString(),
                 std::string("{% $merge([$states.input, {\"bill\": $merge([$states.input.bill, "
                             "{\"paid\": {\"sum\": $states.result.total}}])}]) %}"));
        QCOMPARE(states["A"]["TimeoutSeconds"].toString(),
                 std::string("{% $states.input.order.limit %}"));
        QCOMPARE(states["A"]["Catch"].at(0)["Output"].toString(),
                 std::string("{% $merge([$states.input, {\"error\": $states.errorOutput}]) %}"));
        QCOMPARE(
            states["B"]["Choices"].at(0)["Condition"].toString(),
            std::string("{% ($states.input.a > 5 and $not($exists($states.input.b.`c d`))) %}"));
        QCOMPARE(states["C"]["Seconds"].toString(), std::string("{% $states.input.wait %}"));
        QVERIFY(states["D"]["Output"].toString().ends_with(").d %}"));
    }

    void whatHasNoEquivalentSaysWhichFieldAndWhy() {
        const auto document = load(kNoEquivalent);
        const auto change = convertState(document, "/States/A", QueryLanguage::Jsonata);
        QVERIFY(!change);
        QCOMPARE(change.error().code, std::string("edit.convertField"));
        QCOMPARE(change.error().arg("field"), std::string("Parameters"));
        QCOMPARE(change.error().arg("reason"), std::string("$..id"));
        QCOMPARE(conversionProblems(document, "/States/A", QueryLanguage::Jsonata).size(),
                 std::size_t(2));
    }

    void aSimpleJsonataStateBecomesJsonPathAgain() {
        const auto document = load(kJsonata);
        const std::string now =
            after(kJsonata, convertState(document, "/States/A", QueryLanguage::JsonPath));
        QVERIFY2(errorsOf(now).empty(), now.c_str());
        const auto changed = load(now);
        const Value state = changed.value(changed.root())["States"]["A"];
        QCOMPARE(state["Parameters"]["id.$"].toString(), std::string("$.order.id"));
        QCOMPARE(state["ResultSelector"]["sum.$"].toString(), std::string("$.total"));
        QCOMPARE(convertState(document, "/States/B", QueryLanguage::JsonPath).error().code,
                 std::string("edit.convertJsonata"));
    }

    // --- All of it

    void whatChanceDoesStaysValidAndComesBack() {
        std::size_t done = 0;
        std::size_t refused = 0;
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            std::mt19937 random(seed);
            const Value made = tests::RandomMachine(seed).definition();
            std::string text = seed % 2 == 0 ? made.dump() : made.pretty(seed % 3 == 0 ? 4 : 2);
            QVERIFY2(errorsOf(text).empty(), text.c_str());
            for (int step = 0; step < 12; ++step) {
                const auto change = perform(text, random);
                if (!change) {
                    QVERIFY2(change.error().code.starts_with("edit.") &&
                                 change.error().code != "edit.shared",
                             (change.error().code + text).c_str());
                    ++refused;
                    continue;
                }
                const std::string now = json::applied(text, change->edits);
                const auto undone = json::applied(now, json::inverse(text, change->edits));
                QCOMPARE(undone, text);
                if (buildGraph(load(now)).nodes.empty()) {
                    ++done; // all of it was taken away
                    continue;
                }
                const auto wrong = looseEndsAside(errorsOf(now));
                QVERIFY2(wrong.empty(),
                         (std::to_string(m_last) + " " + (wrong.empty() ? "" : *wrong.begin()) +
                          "\n" + text + "\n=>\n" + now)
                             .c_str());
                ++done;
                if (errorsOf(now).empty())
                    text = now;
            }
        }
        QVERIFY(done > 300);
        QVERIFY(refused < done);
    }

private:
    int m_last = 0;

    base::Result<Change> perform(const std::string& text, std::mt19937& random) {
        const auto document = load(text);
        const Graph graph = buildGraph(document);
        const auto upTo = [&](std::size_t most) {
            return std::uniform_int_distribution<std::size_t>(0, most)(random);
        };
        const auto any = [&]() -> const Graph::Node& {
            return graph.nodes[upTo(graph.nodes.size() - 1)];
        };
        const std::string one = any().pointer;
        const std::string other = any().pointer;
        m_last = int(upTo(11));
        switch (m_last) {
        case 0:
            return insertStates(document, newState(StateType(upTo(7)), QueryLanguage::JsonPath),
                                place(Place::Kind(upTo(1)), one));
        case 1:
            return removeStates(document, {one});
        case 2:
            return moveStates(document, {one}, place(Place::Kind(upTo(1)), other));
        case 3:
            return duplicateStates(document, {one});
        case 4:
            return renameState(document, one, "renamed \"quoted\" " + std::to_string(upTo(999)));
        case 5:
            return wrapStates(document, {one}, upTo(1) == 0 ? StateType::Map : StateType::Parallel);
        case 6:
            return inlineState(document, one);
        case 7: {
            const auto kinds = possibleEdges(document, one);
            return connectStates(document, one, other,
                                 kinds.empty() ? Kind::Next : kinds[upTo(kinds.size() - 1)]);
        }
        case 8: {
            const auto copied = copyStates(document, {one});
            return copied ? pasteStates(document, *copied, place(Place::Kind::After, other))
                          : base::Result<Change>(copied.error());
        }
        case 9:
            return shiftState(document, one, upTo(1) == 0 ? Shift::Earlier : Shift::Later);
        case 10:
            return removeStates(document, {one, other});
        default: {
            const auto& edge = graph.edges[upTo(graph.edges.size() - 1)];
            if (edge.from == Graph::kNone)
                return insertStates(document, pass("N"), place(Place::Kind::Before, one));
            return insertStates(
                document, pass("N"),
                onEdge(edge.kind, graph.nodes[std::size_t(edge.from)].pointer, edge.index));
        }
        }
    }
};

QTEST_GUILESS_MAIN(tst_Edit)
#include "tst_edit.moc"
