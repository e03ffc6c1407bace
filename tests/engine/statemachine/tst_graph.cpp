#include "engine/statemachine/graph.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace ws;
using statemachine::Graph;
using statemachine::StateType;

namespace {

Graph graphOf(const char* text) {
    auto document = json::Document::parse(text);
    return document ? statemachine::buildGraph(*document) : Graph{};
}

const Graph::Edge* edgeBetween(const Graph& graph, const char* from, const char* to) {
    const int source = graph.findByName(from);
    const int target = graph.findByName(to);
    for (const auto& edge : graph.edges) {
        if (edge.from == source && edge.to == target)
            return &edge;
    }
    return nullptr;
}

QString label(const Graph& graph, const char* from, const char* to) {
    const auto* edge = edgeBetween(graph, from, to);
    return edge ? QString::fromStdString(edge->label) : QStringLiteral("(no edge)");
}

QString conformanceFolder() {
    const QString given = qEnvironmentVariable("WARMSTART_CONFORMANCE");
    return given.isEmpty() ? QStringLiteral(WARMSTART_SOURCE_DIR "/../shared/conformance") : given;
}

constexpr const char* kChoice = R"({"StartAt":"C","States":{
 "C":{"Type":"Choice","Choices":[
   {"Variable":"$.a","StringEquals":"x","Next":"A"},
   {"Or":[{"Variable":"$.n","NumericGreaterThanEqualsPath":"$.m"},
          {"And":[{"Variable":"$.p","IsPresent":false},{"Not":{"Variable":"$.q","BooleanEquals":true}}]}],"Next":"B"},
   {"Comment":"in words","Variable":"$.z","IsNull":true,"Next":"D"},
   {"Condition":"{%  $states.input.total\n > 5 %}","Next":"E"}],
  "Default":"F"},
 "A":{"Type":"Pass","Next":"F"},"B":{"Type":"Pass","Next":"F"},"D":{"Type":"Pass","Next":"F"},
 "E":{"Type":"Pass","Next":"F"},"F":{"Type":"Succeed"},"Lost":{"Type":"Pass","End":true}}})";

} // namespace

class tst_Graph : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aChoiceIsLabelledWithItsConditions() {
        const Graph graph = graphOf(kChoice);
        QCOMPARE(label(graph, "C", "A"), QStringLiteral("$.a == \"x\""));
        QCOMPARE(label(graph, "C", "B"),
                 QStringLiteral("$.n >= $.m or ($.p is not present and not ($.q == true))"));
        QCOMPARE(label(graph, "C", "D"), QStringLiteral("in words"));
        QCOMPARE(label(graph, "C", "E"), QStringLiteral("$states.input.total > 5"));
        QCOMPARE(edgeBetween(graph, "C", "F")->kind, Graph::EdgeKind::Default);
    }

    void whatNothingLeadsToIsUnreachable() {
        const Graph graph = graphOf(kChoice);
        for (const auto& node : graph.nodes)
            QCOMPARE(node.reachable, node.name != "Lost");
    }

    void withoutAStartNothingIsCalledUnreachable() {
        const Graph graph = graphOf(R"({"States":{"A":{"Type":"Pass"},"B":{"Type":"Pass"}}})");
        QCOMPARE(graph.nodes.size(), std::size_t{2});
        QVERIFY(graph.nodes[0].reachable && graph.nodes[1].reachable);
    }

    void branchesAndProcessorsAreRegionsOfTheirState() {
        const Graph graph = graphOf(R"({"StartAt":"P","States":{
          "P":{"Type":"Parallel","Branches":[
             {"StartAt":"X","States":{"X":{"Type":"Pass","End":true}}},
             {"StartAt":"Y","States":{"Y":{"Type":"Pass","End":true}}}],"Next":"M"},
          "M":{"Type":"Map","ItemsPath":"$.items","MaxConcurrency":4,
               "Iterator":{"StartAt":"Z","States":{"Z":{"Type":"Pass","End":true}}},"End":true}}})");
        const auto& parallel = graph.nodes[std::size_t(graph.findByName("P"))];
        const auto& map = graph.nodes[std::size_t(graph.findByName("M"))];
        QCOMPARE(parallel.regions.size(), std::size_t{2});
        QCOMPARE(map.regions.size(), std::size_t{1});
        QCOMPARE(map.itemSource, std::string("$.items"));
        QCOMPARE(map.maxConcurrency, std::string("4"));
        QCOMPARE(map.mapMode, std::string("INLINE"));
        const int z = graph.findByName("Z");
        QCOMPARE(graph.regions[std::size_t(map.regions[0])].start, z);
        QVERIFY(graph.nodes[std::size_t(z)].reachable);
        QCOMPARE(graph.regions[std::size_t(parallel.regions[1])].index, 1);
    }

    void aTaskSaysWhatItCalls_data() {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("integration");
        QTest::newRow("arn")
            << QByteArray(R"("Resource":"arn:aws:lambda:us-east-1:123456789012:function:f")")
            << QStringLiteral("f") << QStringLiteral("lambda:invoke");
        QTest::newRow("optimised")
            << QByteArray(
                   R"("Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"g"})")
            << QStringLiteral("g") << QStringLiteral("lambda:invoke");
        QTest::newRow("other") << QByteArray(R"("Resource":"arn:aws:states:::sqs:sendMessage")")
                               << QString() << QStringLiteral("sqs:sendMessage");
        QTest::newRow("plain") << QByteArray(R"("Resource":"counter")") << QString() << QString();
    }
    void aTaskSaysWhatItCalls() {
        QFETCH(QByteArray, state);
        QFETCH(QString, detail);
        QFETCH(QString, integration);
        const QByteArray text =
            R"({"StartAt":"T","States":{"T":{"Type":"Task",)" + state + R"(,"End":true}}})";
        const Graph graph = graphOf(text.constData());
        QCOMPARE(QString::fromStdString(graph.nodes.at(0).detail), detail);
        QCOMPARE(QString::fromStdString(graph.nodes.at(0).integration), integration);
    }

    void errorsAreCountedAndCatchersNamed() {
        const Graph graph = graphOf(R"({"StartAt":"T","States":{
          "T":{"Type":"Task","Resource":"f","Retry":[{"ErrorEquals":["States.ALL"]},
               {"ErrorEquals":["X"],"MaxAttempts":5}],
               "Catch":[{"ErrorEquals":["A","B"],"Next":"H"}],"End":true},
          "H":{"Type":"Fail","Error":"Broken"}}})");
        const auto& task = graph.nodes[0];
        QCOMPARE(task.retryCount, 2);
        QCOMPARE(task.retryMaxAttempts, 5);
        QCOMPARE(task.catchCount, 1);
        QCOMPARE(label(graph, "T", "H"), QStringLiteral("A, B"));
        QCOMPARE(graph.nodes[1].detail, std::string("Broken"));
    }

    void anOffsetFindsTheInnermostState() {
        const std::string text =
            R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":{"StartAt":"Z","States":{"Z":{"Type":"Pass","End":true}}},"End":true}}})";
        const Graph graph = graphOf(text.c_str());
        QCOMPARE(graph.findByOffset(text.find("\"Pass\"")), graph.findByName("Z"));
        QCOMPARE(graph.findByOffset(text.find("\"Z\":")), graph.findByName("Z"));
        QCOMPARE(graph.findByOffset(text.find("\"Map\"")), graph.findByName("M"));
        QCOMPARE(graph.findByOffset(0), Graph::kNone);
    }

    void wrongMachinesAreDrawnAsFarAsTheyGo_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("nodes");
        const auto row = [](const char* text, int nodes) {
            QTest::newRow(text) << QByteArray(text) << nodes;
        };
        row("[]", 0);
        row("1", 0);
        row("{}", 0);
        row(R"({"States":[1]})", 0);
        row(R"({"States":{"A":1,"B":{}}})", 1);
        row(R"({"StartAt":3,"States":{"A":{"Type":"Choice","Choices":[1,{"Next":2}],"Default":{}}}})",
            1);
        row(R"({"StartAt":"A","States":{"A":{"Type":"Parallel","Branches":{},"Next":"gone","Catch":[{}]}}})",
            1);
        row(R"({"StartAt":"A","States":{"A":{"Type":"Map","ItemProcessor":[],"Retry":[3]}}})", 1);
        row(R"({"StartAt":"A","States":{"A":{"Type":"Pass"},"A":{"Type":"Fail"}}})", 1);
    }
    void wrongMachinesAreDrawnAsFarAsTheyGo() {
        QFETCH(QByteArray, text);
        QFETCH(int, nodes);
        QCOMPARE(int(graphOf(text.constData()).nodes.size()), nodes);
    }

    void everyWorkflowOfTheCorpusBecomesAConnectedGraph() {
        const QDir folder(conformanceFolder() + QStringLiteral("/workflows"));
        if (!folder.exists())
            QSKIP("the conformance data is not here");
        int machines = 0;
        for (const QString& name : folder.entryList({QStringLiteral("*.json")})) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto document = json::Document::parse(file.readAll().toStdString());
            if (!document)
                continue; // some carry unquoted substitutions; the validator reports them
            const Graph graph = statemachine::buildGraph(*document);
            if (graph.nodes.empty())
                continue;
            ++machines;
            QVERIFY2(graph.regions[0].start != Graph::kNone, qPrintable(name));
            for (const auto& node : graph.nodes) {
                QVERIFY2(node.type != StateType::Unknown, qPrintable(name));
                QCOMPARE(graph.findByOffset(node.nameRange.begin),
                         graph.findByPointer(node.pointer));
            }
            for (const auto& edge : graph.edges) {
                if (edge.kind == Graph::EdgeKind::Choice)
                    QVERIFY2(!edge.label.empty(), qPrintable(name));
                QVERIFY(edge.range.end <= document->text().size());
            }
        }
        QVERIFY2(machines > 50, qPrintable(QString::number(machines)));
    }
};

QTEST_GUILESS_MAIN(tst_Graph)
#include "tst_graph.moc"
