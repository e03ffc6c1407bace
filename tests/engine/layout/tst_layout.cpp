#include "engine/layout/layout.h"

#include "tests/support/layoutrelations.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace ws;
using layout::EdgeRole;
using layout::Input;

namespace {

constexpr layout::Size kBox{260, 56};
constexpr layout::Size kLabel{90, 20};

/// Builds inputs in a readable way.
struct Sketch {
    Input input;

    Sketch() { input.regions.push_back({-1, 0}); }
    int box(int region = 0, layout::Size size = kBox) {
        input.nodes.push_back({size, region, {}, 0});
        return int(input.nodes.size()) - 1;
    }
    int region(int owner) {
        input.regions.push_back({owner, -1});
        const int index = int(input.regions.size()) - 1;
        input.nodes[std::size_t(owner)].regions.push_back(index);
        return index;
    }
    int edge(int from, int to, EdgeRole role = EdgeRole::Main, layout::Size label = {}) {
        int order = 0;
        for (const auto& other : input.edges)
            order += other.from == from;
        input.edges.push_back({from, to, role, label, order});
        return int(input.edges.size()) - 1;
    }
    void chain(int count, int region = 0) {
        for (int i = 0; i < count; ++i) {
            const int node = box(region);
            if (i > 0)
                edge(node - 1, node);
        }
    }
};

const layout::Rect& rect(const layout::Output& output, int node) {
    return output.nodes[std::size_t(node)].rect;
}

/// A machine as people write them: mostly forward, some loops, catches, nesting.
Sketch randomMachine(unsigned seed, int size) {
    std::mt19937 random(seed);
    const auto pick = [&](int below) { return int(random() % unsigned(std::max(1, below))); };
    Sketch sketch;
    std::vector<int> open{0};
    while (!open.empty()) {
        const int region = open.back();
        open.pop_back();
        const int count = region == 0 ? size : 1 + pick(4);
        std::vector<int> nodes;
        for (int i = 0; i < count; ++i)
            nodes.push_back(sketch.box(region, {240.0 + pick(100), 56}));
        sketch.input.regions[std::size_t(region)].start = nodes.front();
        for (int i = 0; i < count; ++i) {
            const int from = nodes[std::size_t(i)];
            const int ways = pick(5) == 0 ? 2 + pick(3) : 1;
            for (int way = 0; way < ways; ++way) {
                const int to = way == 0 ? i + 1 : i - 3 + pick(9);
                if (to < 0 || to >= count)
                    continue;
                sketch.edge(from, nodes[std::size_t(to)], EdgeRole::Main,
                            ways > 1 ? layout::Size{40.0 + pick(150), 20} : layout::Size{});
            }
            if (pick(5) == 0)
                sketch.edge(from, nodes[std::size_t(pick(count))], EdgeRole::Side,
                            {60.0 + pick(90), 20});
            if (pick(8) == 0 && sketch.input.regions.size() < 12) {
                for (int branch = 0; branch < 1 + pick(3); ++branch)
                    open.push_back(sketch.region(from));
            }
        }
    }
    return sketch;
}

/// What the main flow reaches; what only catches lead to stands at the side.
std::set<int> mainFlow(const Input& input) {
    std::set<int> reached;
    std::vector<int> open{input.regions.front().start};
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        if (!reached.insert(node).second)
            continue;
        for (const layout::InputEdge& edge : input.edges) {
            if (edge.from == node && edge.role == EdgeRole::Main)
                open.push_back(edge.to);
        }
    }
    return reached;
}

/// Choices that part and meet again: many states stand side by side.
Sketch branchingMachine(unsigned seed, int size) {
    std::mt19937 random(seed);
    const auto pick = [&](int below) { return int(random() % unsigned(below)); };
    Sketch sketch;
    for (int i = 0; i < size; ++i) {
        const int node = sketch.box(0, {240.0 + pick(100), 56});
        if (node == 0)
            continue;
        sketch.edge(node - 1 - pick(std::min(node, 6)), node);
        if (node > 2 && pick(3) == 0)
            sketch.edge(pick(node), node, pick(4) == 0 ? EdgeRole::Side : EdgeRole::Main, kLabel);
        if (node > 4 && pick(8) == 0)
            sketch.edge(node, pick(node)); // a loop
    }
    return sketch;
}

bool shareRank(const layout::Output& output, int a, int b) {
    const auto& one = output.nodes[std::size_t(a)];
    const auto& other = output.nodes[std::size_t(b)];
    return one.rank == other.rank && one.reachable && other.reachable;
}

bool shareSource(const Input& input, int a, int b) {
    return std::ranges::any_of(input.edges, [&](const layout::InputEdge& one) {
        return one.to == a && std::ranges::any_of(input.edges, [&](const auto& other) {
                   return other.to == b && other.from == one.from;
               });
    });
}

/// Pairs of one rank, the left one first.
std::vector<std::pair<int, int>> neighbours(const layout::Output& output) {
    std::vector<std::pair<int, int>> pairs;
    for (int a = 0; a < int(output.nodes.size()); ++a) {
        for (int b = 0; b < int(output.nodes.size()); ++b) {
            if (shareRank(output, a, b) && rect(output, a).right() < rect(output, b).x)
                pairs.emplace_back(a, b);
        }
    }
    return pairs;
}

void verifyRelations(const Input& input, const layout::Options& options = {}) {
    const auto output = layout::arrange(input, options);
    const QStringList broken = tests::LayoutRelations(input, output).broken();
    QVERIFY2(broken.isEmpty(), qPrintable(broken.mid(0, 12).join(QLatin1Char('\n'))));
}

} // namespace

class tst_Layout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingGivesNothing() {
        QVERIFY(layout::arrange({}).nodes.empty());
        Input empty;
        empty.regions.push_back({});
        QVERIFY(layout::arrange(empty).nodes.empty());
    }

    void aChainIsOneStraightColumn() {
        Sketch sketch;
        sketch.chain(5);
        const auto output = layout::arrange(sketch.input);
        for (int i = 1; i < 5; ++i) {
            QCOMPARE(rect(output, i).centre().x, rect(output, 0).centre().x);
            QVERIFY(rect(output, i).y > rect(output, i - 1).bottom());
            QCOMPARE(output.edges[std::size_t(i) - 1].points.size(), std::size_t{2});
        }
    }

    void rulesKeepTheirOrderAndTheDefaultIsLast() {
        Sketch sketch;
        const int choice = sketch.box();
        for (int i = 0; i < 5; ++i)
            sketch.edge(choice, sketch.box(), EdgeRole::Main, kLabel);
        const auto output = layout::arrange(sketch.input);
        for (int i = 2; i <= 5; ++i)
            QVERIFY(rect(output, i).x > rect(output, i - 1).right());
    }

    void theLongestWayStaysInTheMiddleColumn() {
        Sketch sketch;
        sketch.chain(4); // 0 -> 1 -> 2 -> 3
        const int left = sketch.box();
        sketch.edge(1, left, EdgeRole::Main, kLabel);
        const auto output = layout::arrange(sketch.input);
        for (int i = 1; i < 4; ++i)
            QCOMPARE(rect(output, i).centre().x, rect(output, 0).centre().x);
        QVERIFY(rect(output, left).centre().x != rect(output, 0).centre().x);
    }

    void whatOnlyACatchReachesStandsAtTheRight() {
        Sketch sketch;
        sketch.chain(5);
        const int handler = sketch.box();
        for (int i = 0; i < 4; ++i)
            sketch.edge(i, handler, EdgeRole::Side, kLabel);
        const auto output = layout::arrange(sketch.input);
        for (int i = 0; i < 5; ++i)
            QVERIFY(rect(output, handler).x >= rect(output, i).right());
        for (int i = 0; i < 4; ++i) {
            const auto& catchEdge = output.edges[std::size_t(4 + i)];
            QCOMPARE(catchEdge.points.front().x, rect(output, i).right());
        }
        // All four come down on one line.
        for (int i = 1; i < 4; ++i)
            QCOMPARE(output.edges[std::size_t(4 + i)].points.back(), output.edges[4].points.back());
    }

    void aLoopRunsBesideTheFlow() {
        Sketch sketch;
        sketch.chain(4);
        const int loop = sketch.edge(2, 0, EdgeRole::Main, kLabel);
        const auto output = layout::arrange(sketch.input);
        QVERIFY(output.edges[std::size_t(loop)].back);
        QCOMPARE(output.edges[std::size_t(loop)].points.back().x, rect(output, 0).x);
        for (int i = 1; i < 4; ++i)
            QCOMPARE(rect(output, i).centre().x, rect(output, 0).centre().x);
    }

    void branchesStandSideBySideInTheirContainer() {
        Sketch sketch;
        sketch.chain(3);
        for (int branch = 0; branch < 3; ++branch) {
            const int region = sketch.region(1);
            sketch.input.regions[std::size_t(region)].start = int(sketch.input.nodes.size());
            sketch.chain(1 + branch, region);
        }
        const auto output = layout::arrange(sketch.input);
        for (int region = 2; region <= 3; ++region)
            QVERIFY(output.regions[std::size_t(region)].rect.x >
                    output.regions[std::size_t(region) - 1].rect.right());
        QCOMPARE(output.nodes[1].header.centre().x, rect(output, 0).centre().x);
        verifyRelations(sketch.input);
    }

    void whatNothingReachesLiesInATrayBelow() {
        Sketch sketch;
        sketch.chain(3);
        const int lost = sketch.box();
        sketch.edge(lost, sketch.box());
        const int home = sketch.edge(lost, 1);
        const auto output = layout::arrange(sketch.input);
        QVERIFY(!output.nodes[std::size_t(lost)].reachable);
        QVERIFY(rect(output, lost).y > rect(output, 2).bottom());
        QVERIFY(output.edges[std::size_t(home)].points.empty());
    }

    void aStateMayLeadToItself() {
        Sketch sketch;
        sketch.chain(2);
        const int loop = sketch.edge(0, 0, EdgeRole::Main, kLabel);
        QVERIFY(layout::arrange(sketch.input).edges[std::size_t(loop)].back);
        verifyRelations(sketch.input);
    }

    void theSameInputGivesTheSameLayout() {
        const Sketch sketch = randomMachine(7, 30);
        const auto a = layout::arrange(sketch.input);
        const auto b = layout::arrange(sketch.input);
        for (std::size_t i = 0; i < a.nodes.size(); ++i) {
            QCOMPARE(a.nodes[i].rect.x, b.nodes[i].rect.x);
            QCOMPARE(a.nodes[i].rect.y, b.nodes[i].rect.y);
        }
    }

    void sidewaysIsEnteredFromTheLeft() {
        Sketch sketch;
        sketch.chain(4);
        layout::Options options;
        options.direction = layout::Direction::LeftRight;
        const auto output = layout::arrange(sketch.input, options);
        for (int i = 1; i < 4; ++i) {
            QVERIFY(rect(output, i).x > rect(output, i - 1).right());
            QCOMPARE(rect(output, i).centre().y, rect(output, 0).centre().y);
        }
        QVERIFY(output.regions[0].startCap.right() < rect(output, 0).x);
    }

    void aDrawingOfItsOwnLiesUnderItsHeaderAndNothingElseDoes_data() {
        QTest::addColumn<int>("direction");
        QTest::newRow("top down") << int(layout::Direction::TopDown);
        QTest::newRow("left right") << int(layout::Direction::LeftRight);
    }
    void aDrawingOfItsOwnLiesUnderItsHeaderAndNothingElseDoes() {
        QFETCH(int, direction);
        layout::Options options;
        options.direction = layout::Direction(direction);
        for (unsigned seed = 0; seed < 40; ++seed) {
            Sketch sketch = randomMachine(seed, 12);
            for (std::size_t i = 0; i < sketch.input.nodes.size(); i += 3) {
                if (sketch.input.nodes[i].regions.empty())
                    sketch.input.nodes[i].content = {120.0 + 90.0 * double(i % 7),
                                                     60.0 + 130.0 * double(i % 4)};
                sketch.input.nodes[i].entry = 50.0 * double(i % 2);
            }
            verifyRelations(sketch.input, options);
            const auto output = layout::arrange(sketch.input, options);
            for (std::size_t i = 0; i < output.nodes.size(); ++i) {
                const layout::Size content = sketch.input.nodes[i].content;
                if (content.empty())
                    continue;
                const layout::OutputNode& node = output.nodes[i];
                QCOMPARE(node.header.y, node.rect.y);
                QVERIFY(node.header.x > node.rect.x && node.header.right() < node.rect.right());
                QVERIFY(node.rect.width >= content.width);
                QCOMPARE(node.rect.bottom() - node.header.bottom(), content.height);
            }
        }
    }

    void theFlowEntersADrawingWhereItBegins() {
        Sketch sketch;
        sketch.chain(3);
        sketch.input.nodes[1].content = {600, 300};
        sketch.input.nodes[1].entry = 220;
        const auto down = layout::arrange(sketch.input);
        const double middle = down.nodes[1].header.centre().x;
        QCOMPARE(middle, rect(down, 0).centre().x);
        QCOMPARE(middle, rect(down, 2).centre().x);
        QCOMPARE(middle - rect(down, 1).x, 220.0);
        QCOMPARE(rect(down, 1).width, 600.0);
        layout::Options options;
        options.direction = layout::Direction::LeftRight;
        const auto right = layout::arrange(sketch.input, options);
        QCOMPARE(rect(right, 0).centre().y, right.nodes[1].header.bottom() + 220);
        QCOMPARE(rect(right, 0).centre().y, rect(right, 2).centre().y);
    }

    void aDrawingThatOpensLeavesTheOthersInTheirOrder() {
        Sketch sketch = branchingMachine(7, 18);
        const auto before = layout::arrange(sketch.input);
        const auto pairs = neighbours(before);
        QVERIFY(pairs.size() > 5);
        sketch.input.nodes[2].content = {500, 400};
        const auto after = layout::arrange(sketch.input);
        for (std::size_t i = 0; i < before.nodes.size(); ++i)
            QCOMPARE(after.nodes[i].rank, before.nodes[i].rank);
        for (const auto& [left, right] : pairs)
            QVERIFY(rect(after, left).right() < rect(after, right).x);
    }

    void goal37_anEditKeepsTheOrderOfOtherRanks_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 120; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void goal37_anEditKeepsTheOrderOfOtherRanks() {
        QFETCH(unsigned, seed);
        const Sketch sketch = branchingMachine(seed, 6 + int(seed) % 18);
        const auto before = layout::arrange(sketch.input);
        const int count = int(before.nodes.size());
        const auto verify = [&](Input edited, std::initializer_list<int> touched) {
            for (int i = 0; i < count; ++i)
                edited.nodes[std::size_t(i)].former = {before.nodes[std::size_t(i)].rank,
                                                       rect(before, i).centre().x};
            const auto after = layout::arrange(edited);
            for (const auto& [left, right] : neighbours(before)) {
                // Rules of one state have an order of their own.
                if (!shareRank(after, left, right) || shareSource(edited, left, right))
                    continue;
                const auto isTouched = [&](int node) {
                    return shareRank(before, node, left) || shareRank(after, node, left);
                };
                if (std::ranges::none_of(touched, isTouched))
                    QVERIFY2(rect(after, left).right() < rect(after, right).x,
                             qPrintable(QStringLiteral("%1 and %2").arg(left).arg(right)));
            }
        };
        for (std::size_t i = 0; i < sketch.input.edges.size(); ++i) {
            const layout::InputEdge edge = sketch.input.edges[i];
            // A state between two.
            Sketch between = sketch;
            between.input.edges[i].to = between.box();
            between.edge(between.input.edges[i].to, edge.to);
            verify(between.input, {edge.from, edge.to});
            Input without = sketch.input;
            without.edges.erase(without.edges.begin() + std::ptrdiff_t(i));
            if (mainFlow(without) == mainFlow(sketch.input))
                verify(without, {edge.from, edge.to});
        }
        for (int node = 0; node < count; ++node) {
            Input longer = sketch.input;
            longer.nodes[std::size_t(node)].size.width += 90;
            verify(longer, {});
            Sketch caught = sketch;
            caught.edge(node, caught.box(), EdgeRole::Side, kLabel);
            verify(caught.input, {node});
        }
    }

    void goal36_largeMachinesLieWithoutOverlap_data() {
        QTest::addColumn<int>("size");
        QTest::newRow("500 states") << 500;
        QTest::newRow("2,000 states") << 2000;
    }
    void goal36_largeMachinesLieWithoutOverlap() {
        QFETCH(int, size);
        const Sketch sketch = randomMachine(36, size);
        const auto output = layout::arrange(sketch.input);
        QVERIFY(int(output.nodes.size()) >= size);
        const auto apart = [](const layout::Rect& a, const layout::Rect& b) {
            return a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y;
        };
        for (std::size_t i = 0; i < output.nodes.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                // Of one region; what is nested lies inside its container's body.
                if (sketch.input.nodes[i].region != sketch.input.nodes[j].region)
                    continue;
                QVERIFY2(apart(output.nodes[i].rect, output.nodes[j].rect),
                         qPrintable(QStringLiteral("%1 over %2").arg(i).arg(j)));
            }
        }
    }

    void randomMachinesKeepEveryRelation_data() {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<int>("size");
        for (unsigned seed = 1; seed <= 120; ++seed)
            QTest::addRow("%u", seed) << seed << 4 + int(seed) % 24;
    }
    void randomMachinesKeepEveryRelation() {
        QFETCH(unsigned, seed);
        QFETCH(int, size);
        const Sketch sketch = randomMachine(seed, size);
        verifyRelations(sketch.input);
        layout::Options sideways;
        sideways.direction = layout::Direction::LeftRight;
        verifyRelations(sketch.input, sideways);
    }

    /// Lanes that each must be above the other exist in knots of loops; there a stretch is shared.
    void linesHideEachOtherOnlyInKnots() {
        int knots = 0;
        for (unsigned seed = 1; seed <= 200; ++seed) {
            const Sketch sketch = randomMachine(seed, 4 + int(seed) % 24);
            const auto output = layout::arrange(sketch.input);
            knots += !tests::LayoutRelations(sketch.input, output).hidden().isEmpty();
        }
        QVERIFY2(knots <= 4, qPrintable(QString::number(knots)));
    }
};

QTEST_GUILESS_MAIN(tst_Layout)
#include "tst_layout.moc"
