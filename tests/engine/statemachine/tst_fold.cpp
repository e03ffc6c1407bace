#include "engine/statemachine/fold.h"

#include <QTest>

#include <algorithm>

using namespace ws;
using namespace ws::statemachine;

namespace {

constexpr const char* kMachine = R"({"StartAt":"First","States":{
  "First":{"Type":"Pass","Next":"Both"},
  "Both":{"Type":"Parallel","Next":"Last","Branches":[
    {"StartAt":"Each","States":{"Each":{"Type":"Map","End":true,
      "ItemProcessor":{"StartAt":"Item","States":{"Item":{"Type":"Pass","End":true}}}}}},
    {"StartAt":"Alone","States":{"Alone":{"Type":"Pass","End":true}}}]},
  "Last":{"Type":"Succeed"}}})";

Graph graphOf(std::string text) {
    return buildGraph(json::Document::parse(std::move(text)).value());
}

std::vector<std::string> names(const Graph& graph) {
    std::vector<std::string> out;
    for (const Graph::Node& node : graph.nodes)
        out.push_back(node.name);
    return out;
}

using Names = std::vector<std::string>;

} // namespace

class tst_Fold : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withNothingClosedTheGraphStaysAsItIs() {
        const Graph graph = graphOf(kMachine);
        const FoldedGraph folded = fold(graph, {});
        QCOMPARE(names(folded.graph), names(graph));
        QCOMPARE(folded.graph.edges.size(), graph.edges.size());
        QCOMPARE(folded.graph.regions.size(), graph.regions.size());
    }

    void aClosedStateStandsForAllThatIsInsideAtAnyDepth() {
        const Graph graph = graphOf(kMachine);
        const FoldedGraph folded = fold(graph, {"Both", "Each"});
        QCOMPARE(names(folded.graph), (Names{"First", "Both", "Last"}));
        Names hidden;
        for (const int node : folded.hidden[1])
            hidden.push_back(graph.nodes[std::size_t(node)].name);
        std::ranges::sort(hidden);
        QCOMPARE(hidden, (Names{"Alone", "Each", "Item"}));
        QVERIFY(folded.graph.nodes[1].regions.empty());
        QCOMPARE(folded.graph.regions.size(), std::size_t{1});
    }

    void everyNumberOfAFoldedGraphIsOfTheFoldedGraph() {
        const Graph graph = graphOf(kMachine);
        for (const ClosedStates& closed :
             {ClosedStates{"Each"}, ClosedStates{"Both"}, ClosedStates{"First"}}) {
            const Graph folded = fold(graph, closed).graph;
            const int count = int(folded.nodes.size());
            for (const Graph::Edge& edge : folded.edges) {
                QVERIFY(edge.from < count && edge.to < count);
                QVERIFY(edge.region < int(folded.regions.size()));
                if (edge.from >= 0)
                    QCOMPARE(folded.nodes[std::size_t(edge.from)].region, edge.region);
            }
            for (int region = 0; region < int(folded.regions.size()); ++region) {
                for (const int node : folded.regions[std::size_t(region)].nodes)
                    QCOMPARE(folded.nodes[std::size_t(node)].region, region);
            }
        }
    }

    void theOutermostClosedStateIsShownForWhatIsInside() {
        const Graph graph = graphOf(kMachine);
        QCOMPARE(closedAround(graph, {"Both", "Each"}, "Item"), (Names{"Both", "Each"}));
        QCOMPARE(closedAround(graph, {"Each"}, "Item"), (Names{"Each"}));
        QVERIFY(closedAround(graph, {"Each"}, "Each").empty());
        QVERIFY(closedAround(graph, {"Both"}, "Nowhere").empty());
    }

    void aRenamedStateStaysClosedAndAGoneOneIsRemembered() {
        std::string text = kMachine;
        const Graph before = graphOf(text);
        for (std::size_t at; (at = text.find("\"Both\"")) != std::string::npos;)
            text.replace(at, 6, "\"Together\"");
        QCOMPARE(followRenames({"Both"}, renamedStates(before, graphOf(text))),
                 ClosedStates{"Together"});
        const Graph other = graphOf(R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}})");
        QCOMPARE(followRenames({"Both"}, renamedStates(before, other)), ClosedStates{"Both"});
    }
};

QTEST_GUILESS_MAIN(tst_Fold)
#include "tst_fold.moc"
