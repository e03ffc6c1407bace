#include "widgets/designer/canvasauthor.h"
#include "widgets/designer/debugbar.h"
#include "widgets/designer/render.h"
#include "widgets/designer/workflowcanvas.h"
#include "widgets/designer/workflowview.h"

#include "tests/support/layoutrelations.h"
#include "tests/support/machinemap.h"
#include "tests/support/recordedrun.h"

#include <QAccessible>
#include <QAction>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;
using designer::InsetSpot;
using statemachine::OpenedStates;
using statemachine::StatePath;
using telemetry::ExecutionStatus;
using theme::Status;
using Type = telemetry::HistoryEventType;

namespace {

const std::string kOrders =
    R"({"StartAt":"Check","States":{
  "Check":{"Type":"Pass","Next":"Ship"},
  "Ship":{)" +
    tests::startsMachine("ship") +
    R"(,"Next":"Told","Catch":[{"ErrorEquals":["States.ALL"],"Next":"Sorry"}],
    "Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":2}]},
  "Told":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution",
    "Parameters":{"StateMachineArn.$":"$.machine"},"Next":"Done"},
  "Sorry":{"Type":"Fail"},
  "Done":{"Type":"Succeed"}}})";
const std::string kShip = R"({"StartAt":"Pick","States":{
  "Pick":{"Type":"Pass","Next":"Pack"},
  "Pack":{)" + tests::startsMachine("pack") +
                          R"(,"Next":"Large?"},
  "Large?":{"Type":"Choice","Choices":[{"Variable":"$.large","BooleanEquals":true,"Next":"Truck"}],"Default":"Bike"},
  "Truck":{"Type":"Wait","Seconds":5,"End":true},
  "Bike":{"Type":"Pass","End":true}}})";
const std::string kPack = R"({"StartAt":"Box","States":{"Box":{"Type":"Pass","End":true}}})";
const std::string kLoop = R"({"StartAt":"Again","States":{"Again":{)" +
                          tests::startsMachine("loop") + R"(,"End":true}}})";

const std::string kHarbour = R"({"StartAt":"Load","States":{"Load":{)" +
                             tests::startsMachine("crates") + R"(,"End":true}}})";
const std::string kCrates = R"({"StartAt":"Call","States":{
  "Call":{"Type":"Task","Resource":"call","Next":"Each","Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":2}]},
  "Each":{"Type":"Map","ItemProcessor":{"StartAt":"Weigh","States":{
    "Weigh":{"Type":"Task","Resource":"weigh","Next":"Both"},
    "Both":{"Type":"Parallel","End":true,"Branches":[
      {"StartAt":"Stamp","States":{"Stamp":{"Type":"Pass","End":true}}}]}}},"Next":"Gone"},
  "Gone":{"Type":"Succeed"}}})";

base::ExecutionId id(int number) {
    return base::ExecutionId{std::uint64_t(number)};
}

base::TimePoint second(int number) {
    return base::TimePoint{std::chrono::hours{500'000} + std::chrono::seconds{number}};
}

struct Fixture {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    tests::MachineMap machines;
    designer::WorkflowCanvas canvas{feed, selection, theme};
    workspace::CanvasSettings kept;

    explicit Fixture(const OpenedStates& opened = {}, const std::string& text = kOrders,
                     const char* name = "orders") {
        machines.put("ship", kShip);
        machines.put("pack", kPack);
        machines.put("loop", kLoop);
        machines.put("crates", kCrates);
        canvas.setMachines(machines);
        canvas.resize(1100, 900);
        canvas.setDefinition(QString::fromLatin1(name), text);
        canvas.setSettings({{}, {}, opened});
        canvas.show();
        view().fit();
        QObject::connect(
            &canvas, &designer::WorkflowCanvas::settingsChanged,
            [this](const workspace::CanvasSettings& settings, auto) { kept = settings; });
    }
    designer::WorkflowView& view() { return *canvas.findChild<designer::WorkflowView*>(); }
    designer::WorkflowScene& scene() { return view().workflow(); }
    const designer::Diagram::Node& node(const char* name) {
        const auto& diagram = scene().diagram();
        return diagram.nodes[std::size_t(diagram.graph.findByName(name))];
    }
    InsetSpot spot(const StatePath& path, const char* state) {
        const auto* inset = designer::insetOf(scene().content(), path);
        return {path, inset ? inset->content.diagram.graph.findByName(state) : -1};
    }
    QPoint middleOf(const StatePath& path, const char* state) {
        return view().mapFromScene(scene().insetBox(spot(path, state)).center());
    }
    void click(QPoint place) { QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, place); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(&view(), key, modifiers);
    }
    /// A place of a state inside, by its box in its own diagram.
    QPoint within(const StatePath& path, const char* state, QPointF (*where)(const QRectF& box)) {
        QTransform out;
        const designer::CanvasContent* level = &scene().content();
        for (const std::string& task : path) {
            const int node = level->diagram.graph.findByName(task);
            out = level->diagram.nodes[std::size_t(node)].fromInset() * out;
            level = &level->insets[std::size_t(node)]->content;
        }
        const int node = level->diagram.graph.findByName(state);
        return view().mapFromScene(out.map(where(level->diagram.nodes[std::size_t(node)].header)));
    }
    QPoint signOf(const StatePath& path, const char* state) {
        return within(path, state, [](const QRectF& box) {
            return designer::CanvasPainter::fold(box).center();
        });
    }
    QPoint gutterOf(const StatePath& path, const char* state) {
        return within(path, state,
                      [](const QRectF& box) { return QPointF(box.left() - 4, box.center().y()); });
    }
    designer::NodeLook look(const StatePath& path, const char* state) {
        return scene().insetLook(spot(path, state));
    }
    QString described(const char* name) {
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&view());
        for (int i = 0; i < list->childCount(); ++i) {
            if (list->child(i)->text(QAccessible::Name) == QString::fromUtf8(name))
                return list->child(i)->text(QAccessible::Description);
        }
        return {};
    }
    bool isSelected(const StatePath& path, const char* state) {
        return scene().selectedInset() == spot(path, state) && scene().selectedNode() < 0;
    }
    QString selectedState() { return selection.content().state; }
    void select(const char* machine, const char* state, base::ExecutionId execution = {},
                std::int64_t attempt = 0) {
        feed::Selection::Content content;
        content.machine = QString::fromUtf8(machine);
        content.state = QString::fromUtf8(state);
        content.execution = execution;
        content.attempt = attempt;
        selection.set(content);
    }
    Status statusOf(const StatePath& path, const char* state) {
        const auto* inset = designer::insetOf(scene().content(), path);
        const auto* run = inset ? inset->content.run.state(state) : nullptr;
        return run ? run->status : Status::NotStarted;
    }
    std::optional<Status> statusOf(const StatePath& path) {
        return designer::insetOf(scene().content(), path)->status;
    }
};

/// "Load" has begun what is inside, which has called twice and is at its Map.
struct Loading : Fixture {
    std::int64_t failed = 0;
    std::int64_t again = 0;

    explicit Loading(const statemachine::ClosedInside& closed = {})
        : Fixture({{"Load"}}, kHarbour, "harbour") {
        canvas.setSettings({{}, {}, {{"Load"}}, closed});
        view().setZoom(1);
        tests::RecordedRun harbour("harbour", id(1), second(0));
        harbour.then(Type::TaskStateEntered, "Load");
        const std::int64_t scheduled = harbour.then(Type::TaskScheduled);
        tests::RecordedRun crates("crates", id(2), second(10));
        crates.setOrigin({id(1), "arn", "Load", scheduled, -1});
        crates.then(Type::TaskStateEntered, "Call");
        failed = crates.then(Type::LambdaFunctionScheduled);
        crates.then(Type::LambdaFunctionFailed, {}, "Busy");
        again = crates.then(Type::LambdaFunctionScheduled);
        crates.then(Type::LambdaFunctionSucceeded);
        crates.then(Type::TaskStateExited, "Call");
        crates.then(Type::MapStateEntered, "Each");
        crates.then(Type::MapStateStarted);
        crates.then(Type::MapIterationStarted, "Each");
        crates.then(Type::TaskStateEntered, "Weigh");
        feed.replay(harbour.events());
        feed.replay(crates.events());
    }
    void look(const char* state) {
        view().centerOn(scene().insetBox(spot({"Load"}, state)).center());
    }
    /// Of the calls of "Call", from 1.
    QPoint pip(int attempt) {
        view().centerOn(scene().insetBox(spot({"Load"}, "Call")).center());
        const designer::NodeLook call = Fixture::look({"Load"}, "Call");
        const QRectF area = designer::CanvasPainter::pips(call);
        for (double x = area.left(); x < area.right(); x += 1) {
            const QPointF place(x, area.center().y());
            if (designer::CanvasPainter::pipAt(call, place) == attempt)
                return view().mapFromScene(node("Load").fromInset().map(place + QPointF(3, 0)));
        }
        return {};
    }
};

struct Debugged : Loading {
    feed::Breakpoints breakpoints{feed};
    feed::DebugSession session{feed, breakpoints};

    Debugged() { canvas.attachDebugging(session); }
    ~Debugged() { canvas.hide(); }
    int flags(const char* state) { return Fixture::look({"Load"}, state).flags; }
};

/// "Ship" tried twice: the first child failed at once, the second is at "Pack".
struct Running : Fixture {
    std::int64_t first = 0;
    std::int64_t again = 0;

    Running()
        : Fixture({{"Ship"}}) {
        tests::RecordedRun orders("orders", id(1), second(0));
        orders.then(Type::PassStateEntered, "Check");
        orders.then(Type::PassStateExited, "Check");
        orders.then(Type::TaskStateEntered, "Ship");
        first = orders.then(Type::TaskScheduled);
        orders.then(Type::TaskFailed, {}, "Empty");
        again = orders.then(Type::TaskScheduled);
        tests::RecordedRun broken("ship", id(2), second(10));
        broken.setOrigin({id(1), "arn", "Ship", first, -1});
        broken.then(Type::PassStateEntered, "Pick");
        broken.then(Type::ExecutionFailed, {}, "Empty");
        broken.finish(ExecutionStatus::Failed);
        feed.replay(orders.events());
        feed.replay(broken.events());
        feed.replay(shipped(3).events());
    }
    tests::RecordedRun shipped(int number) const {
        tests::RecordedRun ship("ship", id(number), second(20));
        ship.setOrigin({id(1), "arn", "Ship", again, -1});
        ship.then(Type::PassStateEntered, "Pick");
        ship.then(Type::PassStateExited, "Pick");
        ship.then(Type::TaskStateEntered, "Pack");
        ship.then(Type::TaskScheduled);
        return ship;
    }
    /// What that run goes on with.
    void goOn() {
        tests::RecordedRun whole = shipped(3);
        const std::size_t before = whole.events().size();
        whole.then(Type::TaskSucceeded);
        whole.then(Type::TaskStateExited, "Pack");
        whole.then(Type::ChoiceStateEntered, "Large?");
        whole.then(Type::ChoiceStateExited, "Large?");
        whole.then(Type::PassStateEntered, "Bike");
        whole.then(Type::PassStateExited, "Bike");
        whole.then(Type::ExecutionSucceeded);
        whole.finish(ExecutionStatus::Succeeded);
        feed.replay({whole.events().begin() + std::ptrdiff_t(before), whole.events().end()});
    }
};

QByteArray content(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class tst_CanvasInsets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // --- Opening and closing

    void aTaskOpensByItsSignAndClosesAgain() {
        Fixture f;
        QVERIFY(f.node("Ship").foldable && f.node("Ship").isClosed() && !f.node("Ship").inset);
        QVERIFY(!f.node("Check").foldable);
        const auto sign = [&] {
            return f.view().mapFromScene(
                designer::CanvasPainter::fold(f.node("Ship").header).center());
        };
        f.click(sign());
        QCOMPARE(f.kept.opened, (OpenedStates{{"Ship"}}));
        QVERIFY(f.node("Ship").inset && !f.node("Ship").isClosed());
        QCOMPARE(f.scene().insetPlaces().size(), std::size_t(5));
        f.click(sign());
        QCOMPARE(f.kept.opened, OpenedStates{});
        QVERIFY(!f.node("Ship").inset);
    }

    void theKeyOfContainersOpensATaskToo() {
        Fixture f;
        f.select("orders", "Ship");
        f.key(Qt::Key_O);
        QCOMPARE(f.canvas.openedStates(), (OpenedStates{{"Ship"}}));
        f.key(Qt::Key_O);
        QVERIFY(f.canvas.openedStates().empty());
        f.select("orders", "Check");
        f.key(Qt::Key_O);
        QVERIFY(f.canvas.openedStates().empty());
    }

    void collapsingAllClosesWhatIsOpened() {
        Fixture f({{"Ship"}, {"Ship", "Pack"}});
        f.canvas.collapseAll();
        QVERIFY(f.canvas.openedStates().empty());
        QVERIFY(!f.node("Ship").inset);
    }

    void aMachineThatIsNotThereHasNothingToOpenUntilItComes() {
        Fixture f({{"Ship"}});
        f.machines.all.erase("ship");
        f.canvas.refreshMachines();
        QVERIFY(!f.node("Ship").foldable && !f.node("Ship").inset);
        QCOMPARE(f.canvas.openedStates(), (OpenedStates{{"Ship"}}));
        f.machines.put("ship", kShip);
        f.canvas.refreshMachines();
        QVERIFY(f.node("Ship").inset);
    }

    void anotherTextOfTheMachineInsideIsDrawn() {
        Fixture f({{"Ship"}});
        f.machines.put("ship", kPack);
        f.canvas.refreshMachines();
        QCOMPARE(f.scene().insetPlaces().size(), std::size_t(1));
        f.machines.put("ship", "{");
        f.canvas.refreshMachines();
        QVERIFY(f.node("Ship").inset && !f.node("Ship").inset->words.isEmpty());
    }

    void aRenamedTaskStaysOpened() {
        Fixture f({{"Ship"}});
        std::string text = kOrders;
        for (std::size_t at = text.find("\"Ship\""); at != std::string::npos;
             at = text.find("\"Ship\""))
            text.replace(at, 6, "\"Send\"");
        f.canvas.setDefinition(QStringLiteral("orders"), text);
        QVERIFY(f.node("Send").inset);
        QCOMPARE(f.kept.opened, (OpenedStates{{"Send"}}));
    }

    // --- Parallel and Map states inside

    void aMapInsideCollapsesByItsSignAndExpandsAgain() {
        Loading f;
        f.look("Each");
        QCOMPARE(f.scene().insetPlaces().size(), std::size_t(6));
        f.click(f.signOf({"Load"}, "Each"));
        QCOMPARE(f.kept.collapsedInside, (statemachine::ClosedInside{{"Load", "Each"}}));
        QCOMPARE(f.kept.opened, (OpenedStates{{"Load"}}));
        QVERIFY(f.kept.collapsed.empty());
        QCOMPARE(f.scene().insetPlaces().size(), std::size_t(3));
        // One box with a strip of what is inside, as outside.
        const designer::NodeLook each = f.Fixture::look({"Load"}, "Each");
        QVERIFY(each.node->isClosed() && !each.node->container);
        QCOMPARE(each.inside,
                 (std::vector<Status>{Status::Running, Status::NotStarted, Status::NotStarted}));
        f.look("Each");
        f.click(f.signOf({"Load"}, "Each"));
        QVERIFY(f.kept.collapsedInside.empty());
        QCOMPARE(f.scene().insetPlaces().size(), std::size_t(6));
    }

    void theKeyCollapsesInsideTooAndWhatIsClosedStandsForWhatIsSelectedInIt() {
        Loading f;
        f.look("Both");
        f.click(f.middleOf({"Load"}, "Both"));
        f.key(Qt::Key_O);
        QCOMPARE(f.kept.collapsedInside, (statemachine::ClosedInside{{"Load", "Both"}}));
        QVERIFY(f.isSelected({"Load"}, "Both"));
        f.select("crates", "Weigh", id(2));
        QVERIFY(f.isSelected({"Load"}, "Weigh"));
        f.canvas.setSettings({{}, {}, {{"Load"}}, {{"Load", "Each"}}});
        QVERIFY(!f.scene().selectedInset());
        QCOMPARE(f.scene().insetHolder(), std::optional(f.spot({"Load"}, "Each")));
        QVERIFY(f.Fixture::look({"Load"}, "Each").flags & designer::NodeLook::HoldsSelected);
        f.key(Qt::Key_O);
        QVERIFY(f.isSelected({"Load"}, "Weigh"));
        QVERIFY(!f.scene().insetHolder());
    }

    void allAreExpandedAndCollapsedWithThoseOutside() {
        Loading f(statemachine::ClosedInside{{"Load", "Each"}});
        f.select("harbour", "Load");
        QCOMPARE(f.scene().insetPlaces().size(), std::size_t(3));
        f.key(Qt::Key_O, Qt::ShiftModifier);
        QCOMPARE(f.scene().insetPlaces().size(), std::size_t(6));
        QVERIFY(f.kept.collapsedInside.empty());
        QCOMPARE(f.kept.opened, (OpenedStates{{"Load"}}));
        f.key(Qt::Key_O, Qt::ShiftModifier);
        QVERIFY(f.kept.opened.empty());
    }

    void findingOpensWhatIsCollapsedInside() {
        Loading f(statemachine::ClosedInside{{"Load", "Each"}, {"Load", "Both"}});
        f.canvas.openFind();
        auto* field = f.canvas.findChild<QLineEdit*>();
        field->setText(QStringLiteral("stamp"));
        QCOMPARE(designer::insetOf(f.scene().content(), {"Load"})->content.found,
                 f.spot({"Load"}, "Each").node);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(f.isSelected({"Load"}, "Stamp"));
        QVERIFY(f.kept.collapsedInside.empty());
    }

    void aRenamedTaskKeepsWhatIsCollapsedInIt() {
        Loading f(statemachine::ClosedInside{{"Load", "Each"}});
        std::string text = kHarbour;
        for (std::size_t at = text.find("\"Load\""); at != std::string::npos;
             at = text.find("\"Load\""))
            text.replace(at, 6, "\"Lift\"");
        f.canvas.setDefinition(QStringLiteral("harbour"), text);
        QCOMPARE(f.kept.collapsedInside, (statemachine::ClosedInside{{"Lift", "Each"}}));
        QCOMPARE(f.scene().insetPlaces().size(), std::size_t(3));
    }

    // --- The calls of states inside

    void aCallInsideIsPickedWithTheMouse() {
        Loading f;
        QVERIFY(designer::CanvasPainter::hasPips(f.Fixture::look({"Load"}, "Call")));
        f.click(f.pip(1));
        QCOMPARE(f.selection.content().machine, QStringLiteral("crates"));
        QCOMPARE(f.selectedState(), QStringLiteral("Call"));
        QCOMPARE(f.selection.content().execution, id(2));
        QCOMPARE(f.selection.content().attempt, f.failed);
        QVERIFY(f.selection.content().visit > 0);
        QVERIFY(f.isSelected({"Load"}, "Call"));
        QCOMPARE(f.Fixture::look({"Load"}, "Call").attempt, 1);
        QCOMPARE(f.canvas.shownExecution(), id(1));
        f.click(f.pip(2));
        QCOMPARE(f.selection.content().attempt, f.again);
        QCOMPARE(f.Fixture::look({"Load"}, "Call").attempt, 2);
        f.click(f.pip(2)); // once more takes it back
        QCOMPARE(f.selection.content().attempt, std::int64_t(0));
        QCOMPARE(f.Fixture::look({"Load"}, "Call").attempt, 0);
    }

    void commaAndFullStopGoThroughTheCallsOfAStateInside() {
        Loading f;
        f.look("Call");
        f.click(f.middleOf({"Load"}, "Call"));
        QCOMPARE(f.selection.content().attempt, std::int64_t(0));
        f.key(Qt::Key_Period);
        QCOMPARE(f.selection.content().attempt, f.failed);
        f.key(Qt::Key_Period);
        QCOMPARE(f.selection.content().attempt, f.again);
        QCOMPARE(f.Fixture::look({"Load"}, "Call").attempt, 2);
        f.key(Qt::Key_Comma);
        QCOMPARE(f.selection.content().attempt, f.failed);
        QVERIFY(f.isSelected({"Load"}, "Call"));
        f.key(Qt::Key_Escape);
        QCOMPARE(f.selectedState(), QStringLiteral("Load"));
        QCOMPARE(f.selection.content().attempt, std::int64_t(0));
    }

    void aCallThatIsSelectedElsewhereIsMarkedInside() {
        Loading f;
        f.select("crates", "Call", id(2), f.again);
        QVERIFY(f.isSelected({"Load"}, "Call"));
        QCOMPARE(f.Fixture::look({"Load"}, "Call").attempt, 2);
    }

    void callsThatAreTooSmallToBeSeenAreNotPicked() {
        Loading f;
        f.view().setZoom(0.8); // what is inside is drawn without them
        f.click(f.pip(1));
        QCOMPARE(f.selection.content().attempt, std::int64_t(0));
        QVERIFY(f.isSelected({"Load"}, "Call"));
    }

    // --- Breakpoints, mocks and notes of the machine inside

    void aBreakpointInsideIsSetAtTheLeftEdgeAndTakenAway() {
        Debugged f;
        f.look("Call");
        f.click(f.gutterOf({"Load"}, "Call"));
        QCOMPARE(f.breakpoints.entryOf(QStringLiteral("crates"), QStringLiteral("Call")), 0);
        QVERIFY(f.flags("Call") & designer::NodeLook::Breakpoint);
        QVERIFY(!(f.scene().content().nodeLook(0).flags & designer::NodeLook::Breakpoint));
        QVERIFY(f.scene()
                    .insetTip(f.spot({"Load"}, "Call"))
                    .contains(QStringLiteral("A breakpoint stops runs here")));
        QVERIFY(f.described("Call, inside “Load”").contains(QStringLiteral("Breakpoint")));
        QVERIFY(!f.scene().selectedInset());
        f.click(f.gutterOf({"Load"}, "Call"));
        QVERIFY(f.breakpoints.all().empty());
        QVERIFY(!(f.flags("Call") & designer::NodeLook::Breakpoint));
    }

    void theKeySetsABreakpointOfTheMachineInside() {
        Debugged f;
        f.look("Weigh");
        f.click(f.middleOf({"Load"}, "Weigh"));
        f.canvas.debugBar()->toggleBreakpoint();
        QCOMPARE(f.breakpoints.entryOf(QStringLiteral("crates"), QStringLiteral("Weigh")), 0);
        QVERIFY(f.flags("Weigh") & designer::NodeLook::Breakpoint);
        f.breakpoints.setState(0, workspace::StoredBreakpoint::State::Off);
        QVERIFY(f.flags("Weigh") & designer::NodeLook::BreakpointOff);
        f.select("harbour", "Load");
        f.canvas.debugBar()->toggleBreakpoint();
        QCOMPARE(f.breakpoints.entryOf(QStringLiteral("harbour"), QStringLiteral("Load")), 1);
    }

    void aCollapsedMapShowsTheBreakpointInIt() {
        Debugged f;
        f.breakpoints.toggle(QStringLiteral("crates"), QStringLiteral("Stamp"));
        f.canvas.setSettings({{}, {}, {{"Load"}}, {{"Load", "Each"}}});
        QVERIFY(f.flags("Each") & designer::NodeLook::Breakpoint);
        QVERIFY(!(f.flags("Call") & designer::NodeLook::Breakpoint));
    }

    void theMouseIsOfferedABreakpointInside() {
        Debugged f;
        f.look("Call");
        QTest::mouseMove(f.view().viewport(), f.gutterOf({"Load"}, "Call"));
        QTRY_VERIFY(f.flags("Call") & designer::NodeLook::BreakpointOffered);
        QTest::mouseMove(f.view().viewport(), f.middleOf({"Load"}, "Call"));
        QTRY_VERIFY(!(f.flags("Call") & designer::NodeLook::BreakpointOffered));
    }

    void aMockOfTheMachineInsideIsShownThere() {
        Debugged f;
        QStringList asked;
        f.canvas.debugBar()->setMocked([&asked](const QString& machine) {
            asked << machine;
            return machine == QLatin1String("crates") ? std::vector<std::string>{"Call"}
                                                      : std::vector<std::string>();
        });
        QVERIFY(f.flags("Call") & designer::NodeLook::Mocked);
        QVERIFY(!(f.flags("Weigh") & designer::NodeLook::Mocked));
        QVERIFY(f.scene()
                    .insetTip(f.spot({"Load"}, "Call"))
                    .contains(QStringLiteral("A mock answers in place of the call")));
        QVERIFY(f.described("Call, inside “Load”").contains(QStringLiteral("Mocked")));
        QCOMPARE(asked.count(QStringLiteral("crates")), 1); // a file is behind it
    }

    void notesOfTheMachineInsideAreASignWithTheirWords() {
        Loading f;
        int asked = 0;
        QString words = QStringLiteral("Ask the <crane>");
        f.canvas.setNotesOfMachines([&](const QString& machine) {
            ++asked;
            std::vector<workspace::CanvasNote> notes(2);
            notes[0].text = words.toStdString();
            notes[0].state = machine == QLatin1String("crates") ? "Weigh" : "";
            notes[1].text = "of none";
            return notes;
        });
        QCOMPARE(f.Fixture::look({"Load"}, "Weigh").notes, QStringList{words});
        QVERIFY(f.Fixture::look({"Load"}, "Call").notes.isEmpty());
        QVERIFY(f.scene()
                    .insetTip(f.spot({"Load"}, "Weigh"))
                    .contains(QStringLiteral("Ask the &lt;crane&gt;")));
        QVERIFY(f.described("Weigh, inside “Load”").contains(QStringLiteral("Note: Ask the")));
        f.canvas.setSettings({{}, {}, {{"Load"}}, {{"Load", "Each"}}});
        QCOMPARE(f.Fixture::look({"Load"}, "Each").notes, QStringList{words});
        QCOMPARE(asked, 1);
        words = QStringLiteral("Asked");
        f.canvas.refreshMachines();
        QCOMPARE(f.Fixture::look({"Load"}, "Each").notes, QStringList{words});
    }

    // --- Layout

    void whatIsOpenedLiesInItsTaskAndOverNothingElse_data() {
        QTest::addColumn<bool>("sideways");
        QTest::newRow("top down") << false;
        QTest::newRow("left right") << true;
    }
    void whatIsOpenedLiesInItsTaskAndOverNothingElse() {
        QFETCH(bool, sideways);
        Fixture f({{"Ship"}, {"Ship", "Pack"}, {"Told"}});
        if (sideways)
            f.canvas.findChild<QAction*>(QStringLiteral("turn"))->trigger();
        const designer::Diagram& diagram = f.scene().diagram();
        const auto input = designer::layoutInput(diagram);
        const auto output = layout::arrange(input, designer::layoutOptions(diagram.direction));
        const QStringList broken = tests::LayoutRelations(input, output).broken();
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join(u'\n')));
        const std::vector<designer::StatePlace> places = f.scene().insetPlaces();
        QCOMPARE(places.size(), std::size_t(6));
        for (const designer::StatePlace& place : places) {
            QRectF around = f.node("Ship").body();
            around.setTop(f.node("Ship").header.bottom());
            QVERIFY(around.contains(place.box));
            for (const designer::StatePlace& other : places)
                QVERIFY(place.spot == other.spot || !place.box.intersects(other.box));
        }
        QVERIFY(f.scene().bounds().contains(f.node("Ship").rect));
        const designer::Diagram& inside = f.node("Ship").inset->diagram;
        const QPointF begin = f.node("Ship").fromInset().map(inside.regions.front().cap.center());
        const QPointF end = diagram.edges.front().line.last(); // of the one that leads to it
        QVERIFY(std::abs(sideways ? begin.y() - end.y() : begin.x() - end.x()) < 0.5);
    }

    void closingGivesTheLayoutBack() {
        Fixture f;
        const QRectF before = f.node("Done").rect;
        f.select("orders", "Ship");
        f.key(Qt::Key_O);
        QVERIFY(f.node("Done").rect.top() > before.top() + 200);
        f.key(Qt::Key_O);
        QCOMPARE(f.node("Done").rect, before);
    }

    // --- A run

    void theExecutionInsideIsDrawnAsItGoes() {
        Running f;
        QCOMPARE(f.statusOf({"Ship"}), Status::Running);
        QCOMPARE(f.statusOf({"Ship"}, "Pick"), Status::Succeeded);
        QCOMPARE(f.statusOf({"Ship"}, "Pack"), Status::Running);
        QCOMPARE(designer::insetCaption(f.scene().content(), 1), QStringLiteral("ship · Running"));
        f.goOn(); // while nothing happens outside
        QCOMPARE(f.statusOf({"Ship"}), Status::Succeeded);
        QCOMPARE(f.statusOf({"Ship"}, "Bike"), Status::Succeeded);
        QCOMPARE(f.statusOf({"Ship"}, "Truck"), Status::NotStarted);
    }

    void theDrawingFollowsTheSelectedAttempt() {
        Running f;
        f.select("orders", "Ship", id(1), f.first);
        QCOMPARE(f.statusOf({"Ship"}), Status::Failed);
        QCOMPARE(f.statusOf({"Ship"}, "Pick"), Status::Failed);
        f.key(Qt::Key_Period);
        QCOMPARE(f.selection.content().attempt, f.again);
        QCOMPARE(f.statusOf({"Ship"}), Status::Running);
        f.key(Qt::Key_Comma);
        QCOMPARE(f.statusOf({"Ship"}), Status::Failed);
    }

    void anEarlierInstantIsShownInsideToo() {
        Running f;
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = id(1);
        content.event = f.first - 1;
        f.selection.set(content);
        QCOMPARE(f.statusOf({"Ship"}), Status::NotStarted);
        content.event = 0;
        f.selection.set(content);
        QCOMPARE(f.statusOf({"Ship"}), Status::Running);
    }

    void withoutARunNothingHasAStatus() {
        Fixture f({{"Ship"}});
        QVERIFY(!f.statusOf({"Ship"}));
        QCOMPARE(designer::insetCaption(f.scene().content(), 1), QStringLiteral("ship"));
    }

    void whichMachineItIsARunTells() {
        Fixture f({{"Told"}});
        QVERIFY(f.node("Told").inset && !f.node("Told").inset->words.isEmpty());
        QVERIFY(f.scene().insetPlaces().empty());
        tests::RecordedRun orders("orders", id(1), second(0));
        orders.then(Type::TaskStateEntered, "Told");
        const auto scheduled = orders.then(Type::TaskScheduled);
        f.feed.replay(orders.events());
        QVERIFY(!f.node("Told").inset->words.isEmpty());
        tests::RecordedRun pack("pack", id(2), second(10));
        pack.setOrigin({id(1), "arn", "Told", scheduled, -1});
        pack.then(Type::PassStateEntered, "Box");
        pack.then(Type::PassStateExited, "Box");
        f.feed.replay(pack.events());
        QVERIFY(f.node("Told").inset->words.isEmpty());
        QCOMPARE(f.node("Told").machine, QStringLiteral("pack"));
        QCOMPARE(f.statusOf({"Told"}, "Box"), Status::Succeeded);
        // Before it began, nobody knew either.
        f.select("orders", "Told", id(1));
        feed::Selection::Content past = f.selection.content();
        past.event = scheduled - 1;
        f.selection.set(past);
        QVERIFY(!f.node("Told").inset->words.isEmpty());
    }

    // --- Selecting

    void aClickSelectsTheStateOfTheExecutionInside() {
        Running f;
        f.view().setZoom(1);
        f.view().centerOn(f.scene().insetBox(f.spot({"Ship"}, "Pick")).center());
        f.click(f.middleOf({"Ship"}, "Pick"));
        QCOMPARE(f.selection.content().machine, QStringLiteral("ship"));
        QCOMPARE(f.selectedState(), QStringLiteral("Pick"));
        QCOMPARE(f.selection.content().execution, id(3));
        QVERIFY(f.isSelected({"Ship"}, "Pick"));
        QCOMPARE(f.canvas.shownExecution(), id(1));
        // Beside the states it is the Task.
        const QRectF body = f.node("Ship").body();
        f.click(f.view().mapFromScene(QPointF(body.left() + 6, body.center().y())));
        QCOMPARE(f.selectedState(), QStringLiteral("Ship"));
        QCOMPARE(f.selection.content().machine, QStringLiteral("orders"));
        QVERIFY(!f.scene().selectedInset());
    }

    void aSelectionFromElsewhereShowsInside() {
        Running f;
        f.select("ship", "Pick", id(2));
        QVERIFY(f.isSelected({"Ship"}, "Pick"));
        QCOMPARE(f.statusOf({"Ship"}), Status::Failed);
        QCOMPARE(f.canvas.shownExecution(), id(1));
        f.select("ship", "Pack", id(3));
        QVERIFY(f.isSelected({"Ship"}, "Pack"));
        f.canvas.collapseAll();
        QVERIFY(!f.scene().selectedInset());
        QCOMPARE(f.scene().content().holder, f.scene().diagram().graph.findByName("Ship"));
        f.key(Qt::Key_O);
        QVERIFY(f.isSelected({"Ship"}, "Pack"));
        f.select("orders", "Done");
        QVERIFY(!f.scene().selectedInset());
        QCOMPARE(f.scene().content().holder, -1);
    }

    void whoLeavesTheInsideLooksAtTheRunAsBefore() {
        Running f;
        f.select("orders", "Ship");
        f.click(f.middleOf({"Ship"}, "Pick"));
        QCOMPARE(f.selection.content().execution, id(3));
        f.key(Qt::Key_Escape);
        QCOMPARE(f.selectedState(), QStringLiteral("Ship"));
        QCOMPARE(f.selection.content().execution, base::ExecutionId{});
    }

    void aDoubleClickOpensTheStateWhereItIsAtHome() {
        Running f;
        QSignalSpy spy(&f.canvas, &designer::WorkflowCanvas::insetOpened);
        QSignalSpy reveals(&f.canvas, &designer::WorkflowCanvas::revealRequested);
        QTest::mouseDClick(f.view().viewport(), Qt::LeftButton, {}, f.middleOf({"Ship"}, "Pack"));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(reveals.size(), 0);
        const auto content = spy[0][0].value<feed::Selection::Content>();
        QCOMPARE(content.machine, QStringLiteral("ship"));
        QCOMPARE(content.state, QStringLiteral("Pack"));
        QCOMPARE(content.execution, id(3));
    }

    void aMachineThatStartsItselfKeepsTheOuterRunInSight() {
        Fixture f({{"Again"}}, kLoop, "loop");
        tests::RecordedRun outer("loop", id(1), second(0));
        outer.then(Type::TaskStateEntered, "Again");
        const auto scheduled = outer.then(Type::TaskScheduled);
        tests::RecordedRun inner("loop", id(2), second(10));
        inner.setOrigin({id(1), "arn", "Again", scheduled, -1});
        inner.then(Type::TaskStateEntered, "Again");
        f.feed.replay(outer.events());
        f.feed.replay(inner.events());
        f.select("loop", "Again", id(1));
        f.click(f.middleOf({"Again"}, "Again"));
        QCOMPARE(f.selection.content().execution, id(2));
        QCOMPARE(f.canvas.shownExecution(), id(1));
        QVERIFY(f.isSelected({"Again"}, "Again"));
        f.key(Qt::Key_Return); // at home it is the canvas's own state
        QCOMPARE(f.canvas.shownExecution(), id(2));
        QVERIFY(!f.scene().selectedInset());
        QCOMPARE(f.scene().selectedNode(), 0);
    }

    // --- Machines in machines

    void aTaskInsideOpensInItsTurnAsDeepAsCanBeRead() {
        Fixture f({}, kLoop, "loop");
        StatePath path;
        f.select("loop", "Again");
        for (std::size_t depth = 1; depth <= statemachine::kMostNested; ++depth) {
            f.key(Qt::Key_O);
            path.push_back("Again");
            QVERIFY(f.canvas.openedStates().contains(path));
            f.key(Qt::Key_Down);
            QVERIFY(f.isSelected(path, "Again"));
        }
        const designer::NodeLook deepest = f.scene().insetLook(f.spot(path, "Again"));
        QCOMPARE(deepest.node->nested, statemachine::Nesting::Show::TooDeep);
        QVERIFY(!deepest.node->foldable);
        f.key(Qt::Key_O);
        QCOMPARE(f.canvas.openedStates().size(), statemachine::kMostNested);
        QVERIFY(f.scene().insetTip(f.spot(path, "Again")).contains(QStringLiteral("Too deep")));
    }

    void theSignOfATaskInsideIsForTheMouse() {
        Fixture f({{"Ship"}});
        f.view().setZoom(1);
        const QRectF box = f.scene().insetBox(f.spot({"Ship"}, "Pack"));
        f.view().centerOn(box.center());
        const QTransform out = f.node("Ship").fromInset();
        const auto& inside = designer::insetOf(f.scene().content(), {"Ship"})->content.diagram;
        const auto& pack = inside.nodes[std::size_t(inside.graph.findByName("Pack"))];
        f.click(
            f.view().mapFromScene(out.map(designer::CanvasPainter::fold(pack.header).center())));
        QCOMPARE(f.kept.opened, (OpenedStates{{"Ship"}, {"Ship", "Pack"}}));
        QVERIFY(f.spot({"Ship", "Pack"}, "Box").node >= 0);
    }

    // --- Keys and assistive technology

    void arrowsLeadInThroughAndOut() {
        Fixture f({{"Ship"}});
        f.key(Qt::Key_Home);
        f.key(Qt::Key_Down);
        QCOMPARE(f.selectedState(), QStringLiteral("Ship"));
        f.key(Qt::Key_Down);
        QVERIFY(f.isSelected({"Ship"}, "Pick"));
        f.key(Qt::Key_Down);
        f.key(Qt::Key_Down);
        QVERIFY(f.isSelected({"Ship"}, "Large?"));
        f.key(Qt::Key_Up);
        f.key(Qt::Key_Up);
        f.key(Qt::Key_Up);
        QCOMPARE(f.selectedState(), QStringLiteral("Ship"));
        QVERIFY(!f.scene().selectedInset());
    }

    void tabGoesThroughTheStatesInsideBehindTheirTask() {
        Fixture f({{"Ship"}});
        f.canvas.activateWindow();
        f.view().setFocus();
        QTRY_VERIFY(f.view().hasFocus());
        f.select("orders", "Ship");
        QStringList order;
        for (int i = 0; i < 6; ++i) {
            f.key(Qt::Key_Tab);
            order << f.selectedState();
        }
        QCOMPARE(order.join(u' '), QStringLiteral("Pick Pack Large? Truck Bike Told"));
        QTest::keyClick(&f.view(), Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(f.isSelected({"Ship"}, "Bike"));
    }

    void enterOpensAndEscapeLeaves() {
        Running f;
        QSignalSpy spy(&f.canvas, &designer::WorkflowCanvas::insetOpened);
        f.click(f.middleOf({"Ship"}, "Pick"));
        f.key(Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        f.click(f.middleOf({"Ship"}, "Pick"));
        f.key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(spy.size(), 2);
        f.click(f.middleOf({"Ship"}, "Pick"));
        f.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(f.selectedState(), QStringLiteral("Ship"));
        QCOMPARE(spy.size(), 2);
    }

    void nothingInsideIsChangedFromHere() {
        Fixture f({{"Ship"}});
        QSignalSpy edits(&f.canvas, &designer::WorkflowCanvas::editsRequested);
        f.click(f.middleOf({"Ship"}, "Pick"));
        QVERIFY(f.isSelected({"Ship"}, "Pick"));
        for (const Qt::Key key : {Qt::Key_Delete, Qt::Key_A, Qt::Key_F2, Qt::Key_C, Qt::Key_T})
            f.key(key);
        f.key(Qt::Key_D, Qt::ControlModifier);
        f.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(edits.size(), 0);
        const auto labels = f.canvas.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("“Ship” starts"));
        }));
    }

    void theStatesInsideAreInTheAccessibleTree() {
        Running f;
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&f.view());
        QStringList names;
        for (int i = 0; i < list->childCount(); ++i) {
            QAccessibleInterface* child = list->child(i);
            names << child->text(QAccessible::Name);
            QVERIFY(!names.last().isEmpty() && child->rect().isValid());
            QCOMPARE(list->indexOfChild(child), i);
        }
        const auto pick = names.indexOf(QStringLiteral("Pick, inside “Ship”"));
        QVERIFY(pick > 0);
        QVERIFY(list->child(int(pick))
                    ->text(QAccessible::Description)
                    .contains(QStringLiteral("Succeeded")));
        QAccessibleInterface* ship = list->child(1);
        QVERIFY(ship->state().expandable && ship->state().expanded);
        QVERIFY(ship->text(QAccessible::Description).contains(QStringLiteral("ship")));
        f.click(f.middleOf({"Ship"}, "Pick"));
        QCOMPARE(list->focusChild(), list->child(int(pick)));
        QVERIFY(list->child(int(pick))->state().selected);
    }

    void findingGoesOnInsideWhatIsOpened() {
        Fixture f({{"Ship"}});
        f.canvas.openFind();
        auto* field = f.canvas.findChild<QLineEdit*>();
        field->setText(QStringLiteral("pick"));
        QCOMPARE(designer::insetOf(f.scene().content(), {"Ship"})->content.found,
                 f.spot({"Ship"}, "Pick").node);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(f.isSelected({"Ship"}, "Pick"));
        field->setText(QStringLiteral("done"));
        QCOMPARE(designer::insetOf(f.scene().content(), {"Ship"})->content.found, -1);
        QCOMPARE(f.scene().content().found, f.scene().diagram().graph.findByName("Done"));
    }

    // --- Pictures

    void aPictureShowsWhatIsOpenedAndNoneOfWhatOnlyARunTells() {
        const QTemporaryDir folder;
        Fixture f;
        const auto draw = [&](const char* name, const OpenedStates& opened) {
            const QString file = folder.filePath(QLatin1String(name));
            [&] {
                QVERIFY(designer::renderDefinition(kOrders, file, theme::Scheme::Light,
                                                   {{}, {}, opened}, &f.machines));
            }();
            return file;
        };
        const QImage closed(draw("closed.png", {}));
        const QImage open(draw("open.png", {{"Ship"}}));
        QVERIFY(open.height() > closed.height() + 600);
        QCOMPARE(QImage(draw("told.png", {{"Told"}})).size(), closed.size());
        QVERIFY(!content(draw("closed.svg", {})).contains("Pick"));
        const QByteArray svg = content(draw("open.svg", {{"Ship"}, {"Ship", "Pack"}}));
        for (const char* words : {"Pick", "Large?", "Box", ">ship<", ">pack<"})
            QVERIFY2(svg.contains(words), words);
        QVERIFY(content(draw("open.pdf", {{"Ship"}})).startsWith("%PDF"));
        QVERIFY(designer::renderDefinition(kOrders, folder.filePath(QStringLiteral("none.png")),
                                           theme::Scheme::Light, {{}, {}, {{"Ship"}}}));
        QCOMPARE(QImage(folder.filePath(QStringLiteral("none.png"))).size(), closed.size());
    }
};

QTEST_MAIN(tst_CanvasInsets)
#include "tst_canvasinsets.moc"
