#include "widgets/designer/workflowcanvas.h"

#include "widgets/designer/diagram.h"
#include "widgets/designer/workflowview.h"

#include "tests/support/recordedrun.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QGraphicsItem>
#include <QLineEdit>
#include <QProxyStyle>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolBar>

#include <algorithm>
#include <map>
#include <random>

using namespace ws;
using Type = telemetry::HistoryEventType;

namespace {

constexpr const char* kMachine = R"({"StartAt":"Check","States":{
  "Check":{"Type":"Choice","Choices":[{"Variable":"$.ok","BooleanEquals":true,"Next":"Pay"}],"Default":"Reject"},
  "Pay":{"Type":"Task","Resource":"pay","Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":2}],
         "Catch":[{"ErrorEquals":["Declined"],"Next":"Reject"}],"Next":"Done"},
  "Reject":{"Type":"Fail","Error":"Rejected"},
  "Done":{"Type":"Succeed"}}})";

constexpr const char* kNested = R"({"StartAt":"First","States":{
  "First":{"Type":"Pass","Next":"Both"},
  "Both":{"Type":"Parallel","Next":"Last","Branches":[
    {"StartAt":"Each","States":{"Each":{"Type":"Map","End":true,
      "ItemProcessor":{"StartAt":"Item","States":{"Item":{"Type":"Pass","End":true}}}}}},
    {"StartAt":"Alone","States":{"Alone":{"Type":"Pass","End":true}}}]},
  "Last":{"Type":"Succeed"}}})";

/// Choices that part and meet again, with a state put between two when asked to.
std::string branching(unsigned seed, bool isEdited) {
    std::mt19937 random(seed);
    const auto pick = [&](int below) { return int(random() % unsigned(below)); };
    constexpr int kStates = 14;
    std::vector<std::vector<std::string>> ways(kStates);
    const auto name = [](int state) { return "S" + std::to_string(state); };
    for (int state = 1; state < kStates; ++state) {
        ways[std::size_t(state - 1 - pick(std::min(state, 5)))].push_back(name(state));
        if (state > 2 && pick(2) == 0)
            ways[std::size_t(pick(state))].push_back(name(state));
    }
    std::string states;
    if (isEdited) {
        std::string& way = ways[1 + std::size_t(pick(3))].emplace_back(name(kStates - 1));
        states = R"("New":{"Type":"Pass","Next":")" + way + "\"},";
        way = "New";
    }
    for (int state = 0; state < kStates; ++state) {
        states += (state > 0 ? ",\"" : "\"") + name(state) + "\":";
        const auto& out = ways[std::size_t(state)];
        std::string rules;
        for (std::size_t i = 1; i < out.size(); ++i)
            rules += (i > 1 ? "," : "") +
                     (R"({"Variable":"$.a","IsPresent":true,"Next":")" + out[i - 1] + "\"}");
        if (out.empty())
            states += R"({"Type":"Succeed"})";
        else if (out.size() == 1)
            states += R"({"Type":"Pass","Next":")" + out[0] + "\"}";
        else
            states +=
                R"({"Type":"Choice","Choices":[)" + rules + R"(],"Default":")" + out.back() + "\"}";
    }
    return R"({"StartAt":"S0","States":{)" + states + "}}";
}

/// The states of each rank, from the left to the right.
std::vector<std::vector<std::string>> ranksOf(const designer::Diagram& diagram) {
    std::map<int, std::map<double, std::string>> ranks;
    for (std::size_t i = 0; i < diagram.nodes.size(); ++i)
        ranks[diagram.nodes[i].rank][diagram.nodes[i].header.x()] = diagram.graph.nodes[i].name;
    std::vector<std::vector<std::string>> all;
    for (const auto& [rank, states] : ranks) {
        auto& row = all.emplace_back();
        for (const auto& [x, name] : states)
            row.push_back(name);
    }
    return all;
}

/// How many pairs of one rank stand the other way round in `after`.
int turned(const designer::Diagram& before, const designer::Diagram& after) {
    int count = 0;
    const auto later = ranksOf(after);
    for (const auto& row : ranksOf(before)) {
        for (std::size_t left = 0; left < row.size(); ++left) {
            for (std::size_t right = left + 1; right < row.size(); ++right) {
                for (const auto& now : later) {
                    const auto one = std::ranges::find(now, row[left]);
                    const auto other = std::ranges::find(now, row[right]);
                    count += one != now.end() && other != now.end() && other < one;
                }
            }
        }
    }
    return count;
}

/// A style of a system on which motion is wanted, or is not.
class MotionStyle : public QProxyStyle {
public:
    explicit MotionStyle(int duration)
        : m_duration(duration) {}
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override {
        return hint == SH_Widget_Animation_Duration
                   ? m_duration
                   : QProxyStyle::styleHint(hint, option, widget, data);
    }

private:
    const int m_duration; // ms
};

struct Fixture {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    designer::WorkflowCanvas canvas{feed, selection, theme};

    Fixture() {
        canvas.resize(900, 700);
        canvas.setDefinition(QStringLiteral("orders"), kMachine);
        canvas.show();
    }
    designer::WorkflowView& view() { return *canvas.findChild<designer::WorkflowView*>(); }
    designer::WorkflowScene& scene() { return view().workflow(); }
    int node(const char* name) { return scene().diagram().graph.findByName(name); }
    QRectF header(const char* name) {
        return scene().diagram().nodes[std::size_t(node(name))].header;
    }
    QPoint middleOf(const char* name) {
        const auto& nodes = scene().diagram().nodes;
        return view().mapFromScene(nodes[std::size_t(node(name))].header.center());
    }
};

} // namespace

class tst_WorkflowCanvas : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClickSelectsTheStateEverywhere() {
        Fixture f;
        f.view().fit();
        QTest::mouseClick(f.view().viewport(), Qt::LeftButton, {}, f.middleOf("Pay"));
        QCOMPARE(f.selection.content().state, QStringLiteral("Pay"));
        QCOMPARE(f.selection.content().machine, QStringLiteral("orders"));
        QCOMPARE(f.scene().selectedNode(), f.node("Pay"));
    }

    void whatFitsStaysInSightWhenTheViewShrinksOrTheDiagramGrows() {
        Fixture f;
        const auto all = [&] {
            return f.view()
                .mapToScene(f.view().viewport()->rect())
                .boundingRect()
                .contains(f.scene().diagram().bounds);
        };
        f.view().fit();
        QVERIFY(all());
        f.canvas.resize(500, 420);
        QCoreApplication::processEvents();
        QVERIFY(all());
        std::string more = kMachine;
        for (const char* name : {"One", "Two", "Three"})
            more.insert(more.rfind("}}"),
                        QStringLiteral(",\"%1\":{\"Type\":\"Pass\",\"Next\":\"Done\"}")
                            .arg(QLatin1String(name))
                            .toStdString());
        f.canvas.setDefinition(QStringLiteral("orders"), more);
        QVERIFY(f.node("Three") >= 0);
        QVERIFY(all());
        // Who looks elsewhere is left alone.
        f.view().zoomBy(2);
        const double zoom = f.view().zoom();
        f.canvas.resize(450, 400);
        QCoreApplication::processEvents();
        QCOMPARE(f.view().zoom(), zoom);
    }

    void whatIsTypedIntoATextChangesNoPlaceAndNoChoice() {
        Fixture f;
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.state = QStringLiteral("Pay");
        f.selection.set(content);
        f.scene().choose({f.node("Pay"), f.node("Done")});
        std::string text = kMachine;
        text.insert(text.find("\"Resource\""), "\"Comment\":\"charges the card\",");
        f.canvas.setDefinition(QStringLiteral("orders"), text);
        QCOMPARE(f.scene().chosenNodes().size(), std::size_t(2));
        const auto& pay = f.scene().diagram().graph.nodes[std::size_t(f.node("Pay"))];
        QCOMPARE(text.substr(pay.nameRange.begin, pay.nameRange.size()), std::string("\"Pay\""));
        QVERIFY(f.scene().nodeTip(f.node("Pay")).contains(QStringLiteral("charges the card")));
        const auto& done = f.scene().diagram().graph.nodes[std::size_t(f.node("Done"))];
        QCOMPARE(text.substr(done.nameRange.begin, done.nameRange.size()), std::string("\"Done\""));
    }

    void aSelectionFromElsewhereShowsOnTheCanvas() {
        Fixture f;
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.state = QStringLiteral("Done");
        f.selection.set(content);
        QCOMPARE(f.scene().selectedNode(), f.node("Done"));
        content.machine = QStringLiteral("another");
        f.selection.set(content);
        QCOMPARE(f.scene().selectedNode(), -1);
    }

    void arrowsWalkAlongTheEdgesAndHomeGoesToTheStart() {
        Fixture f;
        QTest::keyClick(&f.view(), Qt::Key_Home);
        QCOMPARE(f.selection.content().state, QStringLiteral("Check"));
        QTest::keyClick(&f.view(), Qt::Key_Down);
        QCOMPARE(f.selection.content().state, QStringLiteral("Pay"));
        QTest::keyClick(&f.view(), Qt::Key_Down);
        QCOMPARE(f.selection.content().state, QStringLiteral("Done"));
        QTest::keyClick(&f.view(), Qt::Key_Up);
        QCOMPARE(f.selection.content().state, QStringLiteral("Pay"));
        QTest::keyClick(&f.view(), Qt::Key_Escape);
        QVERIFY(f.selection.content().state.isEmpty());
    }

    void anAttemptIsSelectedByItsPipAndByKeys() {
        Fixture f;
        tests::RecordedRun run("orders");
        run.add(Type::ChoiceStateEntered, 0, "Check");
        run.then(Type::ChoiceStateExited, "Check");
        const auto entered = run.then(Type::TaskStateEntered, "Pay");
        const auto first = run.then(Type::LambdaFunctionScheduled);
        run.then(Type::LambdaFunctionFailed, {}, "Busy");
        const auto second = run.then(Type::LambdaFunctionScheduled);
        run.then(Type::LambdaFunctionSucceeded);
        f.feed.replay(run.events());
        f.view().setZoom(1);
        f.view().centerOn(f.header("Pay").center());
        const designer::NodeLook look = f.scene().content().nodeLook(f.node("Pay"));
        QVERIFY(designer::CanvasPainter::hasPips(look));
        const QRectF pips = designer::CanvasPainter::pips(look);
        const auto place = [&](int attempt) { // of three that there may be
            return f.view().mapFromScene(pips.right() - 40 + 13.5 * (attempt - 1) + 4,
                                         pips.center().y());
        };
        QTest::mouseClick(f.view().viewport(), Qt::LeftButton, {}, place(1));
        QCOMPARE(f.selection.content().state, QStringLiteral("Pay"));
        QCOMPARE(f.selection.content().visit, entered);
        QCOMPARE(f.selection.content().attempt, first);
        QCOMPARE(f.scene().content().attempt, 1);
        QTest::keyClick(&f.view(), Qt::Key_Period);
        QCOMPARE(f.selection.content().attempt, second);
        QTest::keyClick(&f.view(), Qt::Key_Period); // there is no other
        QCOMPARE(f.selection.content().attempt, second);
        QTest::keyClick(&f.view(), Qt::Key_Comma);
        QTest::keyClick(&f.view(), Qt::Key_Comma);
        QCOMPARE(f.selection.content().attempt, 0);
        // Selected elsewhere it is drawn here; another state has none.
        feed::Selection::Content content = f.selection.content();
        content.attempt = second;
        f.selection.set(content);
        QCOMPARE(f.scene().content().attempt, 2);
        QTest::mouseClick(f.view().viewport(), Qt::LeftButton, {}, place(2)); // takes it back
        QCOMPARE(f.selection.content().attempt, 0);
        f.selection.set(content);
        QTest::keyClick(&f.view(), Qt::Key_Down);
        QCOMPARE(f.selection.content().state, QStringLiteral("Done"));
        QCOMPARE(f.selection.content().attempt, 0);
        QCOMPARE(f.selection.content().visit, 0);
    }

    void enterAndDoubleClickRevealTheText() {
        Fixture f;
        f.view().fit();
        QSignalSpy spy(&f.canvas, &designer::WorkflowCanvas::revealRequested);
        QTest::keyClick(&f.view(), Qt::Key_Home);
        QTest::keyClick(&f.view(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QTest::mouseDClick(f.view().viewport(), Qt::LeftButton, {}, f.middleOf("Done"));
        QCOMPARE(spy.size(), 2);
    }

    void brokenTextKeepsTheLastGoodGraphUnderABanner() {
        Fixture f;
        f.canvas.setDefinition(QStringLiteral("orders"), R"({"StartAt": )");
        QCOMPARE(f.scene().diagram().nodes.size(), std::size_t{4});
        QVERIFY(f.scene().content().dimmed);
        QSignalSpy spy(&f.canvas, &designer::WorkflowCanvas::revealRequested);
        f.canvas.findChild<QPushButton*>()->click();
        QCOMPARE(spy.size(), 1);
        f.canvas.setDefinition(QStringLiteral("orders"), kMachine);
        QVERIFY(!f.scene().content().dimmed);
    }

    void goal35_aContainerCollapsesToOneBoxAndExpandsAgain() {
        Fixture f;
        f.canvas.setDefinition(QStringLiteral("nested"), kNested);
        f.view().fit();
        QSignalSpy spy(&f.canvas, &designer::WorkflowCanvas::settingsChanged);
        const QRectF open = f.header("Both");
        const double height = f.scene().diagram().bounds.height();
        QTest::mouseClick(f.view().viewport(), Qt::LeftButton, {},
                          f.view().mapFromScene(designer::CanvasPainter::fold(open).center()));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(f.scene().diagram().nodes.size(), std::size_t{3});
        QCOMPARE(f.scene().diagram().nodes[std::size_t(f.node("Both"))].hidden.size(),
                 std::size_t{3});
        QVERIFY(f.scene().diagram().bounds.height() < height);
        QTest::mouseClick(f.view().viewport(), Qt::LeftButton, {}, f.middleOf("Both"));
        QTest::keyClick(&f.view(), Qt::Key_O);
        QCOMPARE(f.scene().diagram().nodes.size(), std::size_t{6});
        QVERIFY(f.canvas.closedStates().empty());
    }

    void goal35_allContainersCollapseAndExpandWithOneKey() {
        Fixture f;
        f.canvas.setDefinition(QStringLiteral("nested"), kNested);
        QTest::keyClick(&f.view(), Qt::Key_O, Qt::ShiftModifier);
        QCOMPARE(f.canvas.closedStates(), (statemachine::ClosedStates{"Both", "Each"}));
        QTest::keyClick(&f.view(), Qt::Key_O, Qt::ShiftModifier);
        QVERIFY(f.canvas.closedStates().empty());
    }

    void goal35_findingAHiddenStateExpandsWhatItIsIn() {
        Fixture f;
        f.canvas.setDefinition(QStringLiteral("nested"), kNested);
        f.canvas.collapseAll();
        f.canvas.openFind();
        auto* field = f.canvas.findChild<QLineEdit*>();
        QTest::keyClicks(field, QStringLiteral("item"));
        QCOMPARE(f.scene().content().found, f.node("Both"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(f.canvas.closedStates().empty());
        QVERIFY(f.node("Item") >= 0);
        QCOMPARE(f.scene().content().found, f.node("Item"));
        QCOMPARE(f.selection.content().state, QStringLiteral("Item"));
    }

    void aCollapsedContainerShowsWhatIsSelectedMarkedAndRunningInside() {
        Fixture f;
        f.canvas.setDefinition(QStringLiteral("nested"), kNested);
        f.canvas.collapseAll();
        feed::Selection::Content content;
        content.machine = QStringLiteral("nested");
        content.state = QStringLiteral("Item");
        f.selection.set(content);
        QCOMPARE(f.selection.content().state, QStringLiteral("Item"));
        QCOMPARE(f.scene().selectedNode(), -1);
        f.scene().setMarks({{"Alone", designer::NodeLook::Breakpoint}});
        const designer::NodeLook look = f.scene().content().nodeLook(f.node("Both"));
        QVERIFY(look.flags & designer::NodeLook::HoldsSelected);
        QVERIFY(look.flags & designer::NodeLook::Breakpoint);
        QVERIFY(!(f.scene().content().nodeLook(f.node("Last")).flags &
                  (designer::NodeLook::HoldsSelected | designer::NodeLook::Breakpoint)));
        QTest::keyClick(&f.view(), Qt::Key_O);
        QCOMPARE(f.canvas.closedStates(), statemachine::ClosedStates{"Each"});
    }

    void goal37_collapsingKeepsTheOrderOfTheOthers() {
        Fixture f;
        f.canvas.setDefinition(QStringLiteral("nested"), kNested);
        f.view().setZoom(1);
        f.canvas.setSettings({{"Each"}});
        QVERIFY(f.header("First").bottom() < f.header("Both").top());
        QVERIFY(f.header("Both").bottom() < f.header("Each").top());
        QVERIFY(f.header("Each").right() < f.header("Alone").left());
        f.canvas.setSettings({{"Both"}});
        QVERIFY(f.header("First").bottom() < f.header("Both").top());
        QVERIFY(f.header("Both").bottom() < f.header("Last").top());
    }

    void goal37_anEditKeepsTheOrderThatIsDrawnAndAMachineThatIsOpenedHasItsOwn() {
        int fresh = 0;
        int kept = 0;
        for (unsigned seed = 1; seed <= 60; ++seed) {
            Fixture f;
            const QString name = QStringLiteral("branching");
            f.canvas.setDefinition(name, branching(seed, false));
            const designer::Diagram before = f.scene().diagram();
            f.canvas.setDefinition(name, branching(seed, true));
            kept += turned(before, f.scene().diagram());
            // As a picture of it has it, and who opens it next.
            const auto anew = designer::makeDiagram(f.scene().diagram().graph, before.direction,
                                                    designer::CanvasStyle::standard());
            fresh += turned(before, anew);
            f.canvas.setDefinition(QStringLiteral("other"), kMachine);
            f.canvas.setDefinition(name, branching(seed, true));
            QCOMPARE(ranksOf(f.scene().diagram()), ranksOf(anew));
        }
        QVERIFY2(fresh > 10, qPrintable(QString::number(fresh)));
        // But for rules of one state, which have an order of their own.
        QVERIFY2(kept * 10 < fresh, qPrintable(QStringLiteral("%1 of %2").arg(kept).arg(fresh)));
    }

    void goal37_movesAreAnimatedOrJumpWhereMotionIsNotWanted() {
        const QString own = QApplication::style()->objectName();
        for (const int duration : {0, 200}) {
            QApplication::setStyle(new MotionStyle(duration)); // it is the application's
            Fixture f;
            const auto isMoving = [&] {
                const auto items = f.scene().items();
                return std::ranges::any_of(
                    items, [](const QGraphicsItem* item) { return !item->pos().isNull(); });
            };
            QVERIFY(!isMoving());
            std::string text = kMachine;
            text.replace(text.find("\"Next\":\"Pay\""), 12, "\"Next\":\"New\"");
            text.replace(text.find("\"Pay\":{"), 0, R"("New":{"Type":"Pass","Next":"Pay"},)");
            f.canvas.setDefinition(QStringLiteral("orders"), text);
            QVERIFY(f.node("New") >= 0);
            QCOMPARE(isMoving(), duration > 0);
            QTRY_VERIFY(!isMoving());
        }
        QApplication::setStyle(own);
    }

    void aRenamedContainerStaysCollapsed() {
        Fixture f;
        f.canvas.setDefinition(QStringLiteral("nested"), kNested);
        f.canvas.collapseAll();
        std::string text = kNested;
        for (std::size_t at; (at = text.find("\"Both\"")) != std::string::npos;)
            text.replace(at, 6, "\"Together\"");
        f.canvas.setDefinition(QStringLiteral("nested"), text);
        QVERIFY(f.canvas.closedStates().contains("Together"));
        QCOMPARE(f.scene().diagram().nodes.size(), std::size_t{3});
    }

    void aRunIsPaintedAsItsEventsArrive() {
        Fixture f;
        tests::RecordedRun run("orders");
        run.add(Type::ChoiceStateEntered, 0, "Check");
        run.then(Type::ChoiceStateExited, "Check");
        run.then(Type::TaskStateEntered, "Pay");
        run.then(Type::LambdaFunctionScheduled);
        f.feed.replay(run.events());
        QCOMPARE(f.scene().run().state("Pay")->status, theme::Status::Running);
        QVERIFY(f.scene().run().took("Check", "Pay", false));
        const auto actions = f.canvas.findChild<QToolBar*>()->actions();
        QVERIFY(actions.at(1)->isEnabled());
        QSignalSpy stopped(&f.canvas, &designer::WorkflowCanvas::stopRequested);
        actions.at(1)->trigger();
        QCOMPARE(stopped.size(), 1);
        // What runs would survive the clearing.
        run.finish(telemetry::ExecutionStatus::Aborted);
        f.feed.replay({run.events().back()});
        QVERIFY(!actions.at(1)->isEnabled());
        f.feed.clearRecording();
        QVERIFY(f.scene().run().empty());
    }

    void runAsksForThisMachine() {
        Fixture f;
        QSignalSpy spy(&f.canvas, &designer::WorkflowCanvas::runRequested);
        f.canvas.findChild<QToolBar*>()->actions().first()->trigger();
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), QStringLiteral("orders"));
    }

    void zoomKeepsToItsLimitsAndFits() {
        Fixture f;
        f.view().setZoom(100);
        QCOMPARE(f.view().zoom(), 4.0);
        f.view().setZoom(0.0001);
        QCOMPARE(f.view().zoom(), 0.1);
        QTest::keyClick(&f.view(), Qt::Key_0);
        QCOMPARE(f.view().zoom(), 1.0);
        f.canvas.zoomToFit();
        const QRectF seen = f.view().mapToScene(f.view().viewport()->rect()).boundingRect();
        QVERIFY(seen.contains(f.scene().diagram().bounds));
    }

    void findingGoesFromMatchToMatch() {
        Fixture f;
        f.canvas.openFind();
        auto* field = f.canvas.findChild<QLineEdit*>();
        field->setText(QStringLiteral("e"));
        const int first = f.scene().content().found;
        QVERIFY(first >= 0);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(f.scene().content().found != first);
        field->setText(QStringLiteral("zzz"));
        QCOMPARE(f.scene().content().found, -1);
    }

    void everyStateIsInTheAccessibleTree() {
        Fixture f;
        auto* tree = QAccessible::queryAccessibleInterface(&f.view());
        QVERIFY(tree);
        QCOMPARE(tree->childCount(), 4 + 4); // states, then transitions
        for (int i = 0; i < tree->childCount(); ++i) {
            QAccessibleInterface* child = tree->child(i);
            QVERIFY(!child->text(QAccessible::Name).isEmpty());
            QVERIFY(!child->text(QAccessible::Description).isEmpty());
            QVERIFY(!child->rect().isEmpty());
            QCOMPARE(child->role(), QAccessible::ListItem);
        }
    }

    void theOtherDirectionLaysOutFromTheLeft() {
        Fixture f;
        f.canvas.findChild<QAction*>(QStringLiteral("turn"))->trigger();
        const auto& nodes = f.scene().diagram().nodes;
        QVERIFY(nodes[std::size_t(f.node("Pay"))].rect.left() >
                nodes[std::size_t(f.node("Check"))].rect.right());
    }

    void noMachineIsAnEmptyState() {
        Fixture f;
        f.canvas.setDefinition({}, std::string());
        QVERIFY(!f.view().isVisible());
    }
};

QTEST_MAIN(tst_WorkflowCanvas)
#include "tst_workflowcanvas.moc"
