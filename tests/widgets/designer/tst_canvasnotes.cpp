#include "widgets/designer/canvasnotes.h"

#include "engine/json/draft.h"
#include "widgets/designer/workflowcanvas.h"

#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QInputMethodEvent>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolBar>

using namespace ws;
using Ref = designer::AnnotationRef;

namespace {

constexpr const char* kMachine = R"({
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Next": "Second" },
    "Second": { "Type": "Task", "Resource": "pay", "Next": "Both" },
    "Both": { "Type": "Parallel", "End": true, "Branches": [
      { "StartAt": "Inner", "States": { "Inner": { "Type": "Pass", "End": true } } } ] }
  }
})";

/// A canvas over a text that takes its edits, and settings as a file would keep them.
struct Fixture {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    designer::WorkflowCanvas canvas{feed, selection, theme};
    std::string text = kMachine;
    int edits = 0;
    workspace::CanvasSettings kept;
    std::vector<designer::WorkflowCanvas::Cause> causes;

    Fixture() {
        canvas.resize(1100, 900);
        QObject::connect(&canvas, &designer::WorkflowCanvas::editsRequested, &canvas,
                         [this](const std::vector<json::Edit>& changes) {
                             ++edits;
                             show(json::applied(text, changes));
                         });
        QObject::connect(&canvas, &designer::WorkflowCanvas::settingsChanged, &canvas,
                         [this](const workspace::CanvasSettings& settings, auto cause) {
                             kept = settings;
                             causes.push_back(cause);
                         });
        show(text);
        canvas.show();
        canvas.activateWindow();
        std::ignore = QTest::qWaitForWindowActive(&canvas);
        view().setZoom(1);
        view().fit();
        view().setFocus();
    }
    void show(const std::string& definition) {
        text = definition;
        canvas.setDefinition(QStringLiteral("orders"), text);
    }
    designer::WorkflowView& view() { return *canvas.findChild<designer::WorkflowView*>(); }
    designer::WorkflowScene& scene() { return view().workflow(); }
    designer::NoteField& field() { return *canvas.findChild<designer::NoteField*>(); }
    designer::RenameField& title() {
        return *canvas.findChild<designer::RenameField*>(QStringLiteral("regionTitle"));
    }
    const auto& notes() { return scene().annotations().notes; }
    const auto& regions() { return scene().annotations().regions; }
    QRectF noteRect(int note) { return scene().places().notes[std::size_t(note)].rect; }
    QRectF header(const char* name) {
        const int node = scene().diagram().graph.findByName(name);
        return scene().diagram().nodes[std::size_t(node)].header;
    }
    QPoint onScreen(QPointF position) { return view().mapFromScene(position); }
    void pick(const char* name, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, modifiers,
                          onScreen(header(name).center()));
    }
    void click(QPointF position) {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, onScreen(position));
    }
    void drag(QPointF from, QPointF way) {
        QTest::mousePress(view().viewport(), Qt::LeftButton, {}, onScreen(from));
        QTest::mouseMove(view().viewport(), onScreen(from + way / 2));
        QTest::mouseMove(view().viewport(), onScreen(from + way));
        QTest::mouseRelease(view().viewport(), Qt::LeftButton, {}, onScreen(from + way));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(&view(), key, modifiers);
    }
    void addNote(const QString& words) {
        key(Qt::Key_N);
        QVERIFY(field().isOpen());
        QTest::keyClicks(&field(), words);
        QTest::keyClick(&field(), Qt::Key_Escape);
        QVERIFY(!field().isOpen());
    }
    void compose(const QString& preedit, const QString& commit = {}) {
        QInputMethodEvent event(preedit, {});
        if (!commit.isEmpty())
            event.setCommitString(commit);
        QApplication::sendEvent(&field(), &event);
    }
    QAction* inMenu(const QString& words) {
        auto* menu = new QMenu(&canvas);
        canvas.notes().fillAnnotationMenu(*menu);
        QList<QAction*> open = menu->actions();
        while (!open.isEmpty()) {
            QAction* action = open.takeFirst();
            if (action->menu())
                open += action->menu()->actions();
            if (action->text().startsWith(words))
                return action;
        }
        return nullptr;
    }
};

} // namespace

class tst_CanvasNotes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal56_notesAndRegionsLeaveTheDefinitionAsItIs() {
        Fixture f;
        f.pick("Second");
        f.addNote(QStringLiteral("Ask the bank"));
        f.drag(f.noteRect(0).center(), {40, 30});
        f.pick("First");
        f.key(Qt::Key_G);
        QTest::keyClicks(&f.title(), QStringLiteral("Payment"));
        QTest::keyClick(&f.title(), Qt::Key_Return);
        QCOMPARE(f.kept.annotations.notes.size(), std::size_t(1));
        QCOMPARE(f.kept.annotations.regions.size(), std::size_t(1));
        QCOMPARE(f.text, std::string(kMachine));
        QCOMPARE(f.edits, 0);
    }

    void goal56_aNoteIsWrittenIntoTheCommentOfItsStateWhenAskedTo() {
        Fixture f;
        f.pick("Second");
        f.addNote(QStringLiteral("Ask the \"bank\""));
        QAction* command = f.inMenu(QStringLiteral("Write to Comment"));
        QVERIFY(command && command->isEnabled());
        command->trigger();
        QCOMPARE(f.edits, 1);
        std::string without = f.text;
        const std::string added = ", \"Comment\": \"Ask the \\\"bank\\\"\"";
        QVERIFY2(without.find(added) != std::string::npos, without.c_str());
        without.erase(without.find(added), added.size());
        QCOMPARE(without, std::string(kMachine));
        QCOMPARE(f.notes().size(), std::size_t(1));
    }

    void aNoteOnASelectedStateStandsBesideItAndBelongsToIt() {
        Fixture f;
        f.pick("Second");
        f.addNote(QStringLiteral("Ask the bank"));
        QCOMPARE(f.notes()[0].text, std::string("Ask the bank"));
        QCOMPARE(f.notes()[0].state, std::string("Second"));
        QVERIFY(f.scene().selectedAnnotation() == Ref{});
        for (const auto& node : f.scene().diagram().nodes)
            QVERIFY(!node.header.intersects(f.noteRect(0)));
        QCOMPARE(f.causes, std::vector{designer::WorkflowCanvas::Cause::Person});
    }

    void aNoteWithoutAStateStaysWhereItIsRelativeToTheGraph() {
        Fixture f;
        f.key(Qt::Key_Escape);
        f.addNote(QStringLiteral("For all"));
        QVERIFY(f.notes()[0].state.empty());
        const QPointF place = f.noteRect(0).topLeft() - f.scene().diagram().bounds.topLeft();
        std::string text = f.text;
        text.replace(text.find("Task"), 4, "Pass");
        f.show(text);
        QCOMPARE(f.noteRect(0).topLeft() - f.scene().diagram().bounds.topLeft(), place);
    }

    void aNoteFollowsItsStateThroughChangesAndRenamesOfTheText() {
        Fixture f;
        f.pick("Second");
        f.addNote(QStringLiteral("Ask the bank"));
        const QPointF shift = f.noteRect(0).topLeft() - f.header("Second").topLeft();
        std::string text = f.text;
        text.replace(text.find("\"Second\": {"), 8, "\"Pay\"");
        text.replace(text.find("\"Second\""), 8, "\"Pay\"");
        f.show(text);
        QCOMPARE(f.kept.annotations.notes[0].state, std::string("Pay"));
        QVERIFY(f.causes.back() == designer::WorkflowCanvas::Cause::Follows);
        text.replace(text.find("\"First\": {"), 0,
                     R"("Zeroth": { "Type": "Pass", "Next": "First" }, )");
        text.replace(text.find("\"First\""), 7, "\"Zeroth\"");
        f.show(text);
        QCOMPARE(f.noteRect(0).topLeft() - f.header("Pay").topLeft(), shift);
    }

    void aNoteIsClosedAwayWithItsState() {
        Fixture f;
        f.pick("Inner");
        f.addNote(QStringLiteral("Inside"));
        f.canvas.collapseAll();
        QVERIFY(f.noteRect(0).isEmpty());
        f.canvas.expandAll();
        QVERIFY(!f.noteRect(0).isEmpty());
    }

    void aNoteWhoseStateIsGoneStandsBesideTheGraphUntilTheStateComesBack() {
        Fixture f;
        f.pick("First");
        f.addNote(QStringLiteral("About the first"));
        const QRectF before = f.noteRect(0);
        const std::string whole = f.text;
        f.show(R"({"StartAt": "Other", "States": {"Other": {"Type": "Succeed"}}})");
        QVERIFY(f.noteRect(0).left() > f.scene().diagram().bounds.right());
        QVERIFY(f.scene().annotationTip(Ref{}).contains(QStringLiteral("First")));
        f.show(whole);
        QCOMPARE(f.noteRect(0), before);
    }

    void aNoteIsDraggedAndResizedByItsCornerAndTheStateUnderItStays() {
        Fixture f;
        f.pick("First");
        f.addNote(QStringLiteral("Ask"));
        const QRectF before = f.noteRect(0);
        f.drag(before.center(), {30, 40});
        QCOMPARE(f.noteRect(0).size(), before.size());
        QVERIFY(QLineF(f.noteRect(0).topLeft(), before.topLeft() + QPointF(30, 40)).length() < 3);
        const QRectF moved = f.noteRect(0);
        f.drag(moved.bottomRight() - QPointF(3, 3), {50, 20});
        QCOMPARE(f.noteRect(0).topLeft(), moved.topLeft());
        QVERIFY(std::abs(f.noteRect(0).width() - moved.width() - 50) < 3);
        QCOMPARE(f.causes.size(), std::size_t(3));
    }

    void escDuringADragPutsTheNoteBack() {
        Fixture f;
        f.pick("First");
        f.addNote(QStringLiteral("Ask"));
        const QRectF before = f.noteRect(0);
        QTest::mousePress(f.view().viewport(), Qt::LeftButton, {}, f.onScreen(before.center()));
        QTest::mouseMove(f.view().viewport(), f.onScreen(before.center() + QPointF(50, 50)));
        QVERIFY(f.noteRect(0) != before);
        f.key(Qt::Key_Escape);
        QTest::mouseRelease(f.view().viewport(), Qt::LeftButton, {},
                            f.onScreen(before.center() + QPointF(50, 50)));
        QCOMPARE(f.noteRect(0), before);
        QCOMPARE(f.causes.size(), std::size_t(1));
    }

    void theKeysWalkToNotesEditMoveResizeAndDeleteThem() {
        Fixture f;
        f.pick("First");
        f.addNote(QStringLiteral("one"));
        f.pick("Second");
        f.addNote(QStringLiteral("two"));
        f.key(Qt::Key_N, Qt::ShiftModifier);
        QVERIFY(f.scene().selectedAnnotation() == Ref{});
        const QRectF before = f.noteRect(0);
        f.key(Qt::Key_Right);
        f.key(Qt::Key_Right);
        QCOMPARE(f.noteRect(0), before.translated(20, 0));
        QVERIFY(f.causes.back() == designer::WorkflowCanvas::Cause::Step);
        f.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(f.noteRect(0).height(), before.height() + 10);
        f.key(Qt::Key_F2);
        QTest::keyClicks(&f.field(), QStringLiteral(" more"));
        QTest::keyClick(&f.field(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.notes()[0].text, std::string("one more"));
        f.key(Qt::Key_Delete);
        QCOMPARE(f.notes().size(), std::size_t(1));
        QCOMPARE(f.notes()[0].text, std::string("two"));
        f.key(Qt::Key_N, Qt::ShiftModifier);
        f.key(Qt::Key_Escape); // back to the state
        QCOMPARE(f.selection.content().state, QStringLiteral("Second"));
        QVERIFY(!f.scene().selectedAnnotation());
    }

    void aClickElsewhereEndsTheWritingAndEnterIsANewLine() {
        Fixture f;
        f.pick("First");
        f.key(Qt::Key_N);
        QTest::keyClicks(&f.field(), QStringLiteral("a"));
        QTest::keyClick(&f.field(), Qt::Key_Return);
        QTest::keyClicks(&f.field(), QStringLiteral("n")); // a letter here
        f.pick("Second");
        QVERIFY(!f.field().isOpen());
        QCOMPARE(f.notes()[0].text, std::string("a\nn"));
        QCOMPARE(f.selection.content().state, QStringLiteral("Second"));
        QVERIFY(!f.scene().selectedAnnotation());
    }

    void aSyllableInCompositionKeepsTheKeysThatEndTheWriting() {
        Fixture f;
        f.pick("First");
        f.key(Qt::Key_N);
        f.compose(QStringLiteral("은행"));
        QTest::keyClick(&f.field(), Qt::Key_Escape);
        QTest::keyClick(&f.field(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(f.field().isOpen());
        QVERIFY(f.notes().empty());
        f.compose({}, QStringLiteral("은행"));
        QTest::keyClick(&f.field(), Qt::Key_Escape); // the input method's own
        QVERIFY(f.field().isOpen());
        QTest::keyClick(&f.field(), Qt::Key_Escape);
        QVERIFY(!f.field().isOpen());
        QCOMPARE(QString::fromStdString(f.notes()[0].text), QStringLiteral("은행"));
    }

    void nothingWrittenMakesNoNoteAndAnEmptiedNoteGoes() {
        Fixture f;
        f.pick("First");
        f.key(Qt::Key_N);
        QTest::keyClick(&f.field(), Qt::Key_Escape);
        QVERIFY(f.notes().empty());
        QVERIFY(f.causes.empty());
        QVERIFY(f.view().hasFocus());
        f.addNote(QStringLiteral("one"));
        f.key(Qt::Key_F2);
        f.field().selectAll();
        QTest::keyClick(&f.field(), Qt::Key_Backspace);
        QTest::keyClick(&f.field(), Qt::Key_Escape);
        QVERIFY(f.notes().empty());
    }

    void aNoteThatChangedOnDiskWhileItWasEditedIsNotOverwritten() {
        Fixture f;
        f.pick("First");
        f.addNote(QStringLiteral("one"));
        f.key(Qt::Key_F2);
        QTest::keyClicks(&f.field(), QStringLiteral(", ours"));
        workspace::CanvasSettings theirs = f.canvas.settings();
        theirs.annotations.notes[0].text = "one, theirs";
        f.canvas.setSettings(theirs);
        QTest::keyClick(&f.field(), Qt::Key_Escape);
        QCOMPARE(f.notes().size(), std::size_t(2));
        QCOMPARE(f.notes()[0].text, std::string("one, theirs"));
        QCOMPARE(f.notes()[1].text, std::string("one, ours"));
    }

    void aNoteIsDetachedAttachedAndColouredWithoutMoving() {
        Fixture f;
        f.pick("Second");
        f.addNote(QStringLiteral("Ask"));
        const QRectF place = f.noteRect(0);
        f.inMenu(QStringLiteral("Detach from “Second”"))->trigger();
        QVERIFY(f.notes()[0].state.empty());
        QCOMPARE(f.noteRect(0), place);
        QVERIFY(!f.inMenu(QStringLiteral("Write to Comment"))->isEnabled());
        f.inMenu(QStringLiteral("Attach to “Second”"))->trigger();
        QCOMPARE(f.notes()[0].state, std::string("Second"));
        QCOMPARE(f.noteRect(0), place);
        f.inMenu(QStringLiteral("Green"))->trigger();
        QCOMPARE(f.notes()[0].colour, std::string("green"));
        f.inMenu(QStringLiteral("Yellow"))->trigger();
        QVERIFY(f.notes()[0].colour.empty());
    }

    void aStateThatIsSelectedElsewhereIsWhatTheKeysAreAbout() {
        Fixture f;
        f.pick("Second");
        f.addNote(QStringLiteral("Ask"));
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.state = QStringLiteral("First");
        f.selection.set(content);
        QVERIFY(!f.scene().selectedAnnotation());
        f.key(Qt::Key_Delete);
        QCOMPARE(f.notes().size(), std::size_t(1));
        QCOMPARE(f.edits, 1);
    }

    void theMenuOfANoteIsItsOwn() {
        Fixture f;
        f.pick("Second");
        f.addNote(QStringLiteral("Ask"));
        f.pick("First");
        const QPoint place = f.onScreen(f.noteRect(0).center());
        QContextMenuEvent asked(QContextMenuEvent::Mouse, place,
                                f.view().viewport()->mapToGlobal(place));
        QApplication::sendEvent(f.view().viewport(), &asked);
        auto* menu = f.canvas.findChild<QMenu*>(QStringLiteral("noteMenu"));
        QVERIFY(menu);
        QVERIFY(f.scene().selectedAnnotation() == Ref{});
        menu->close();
    }

    void assistiveTechnologyHearsNotesAndRegions() {
        Fixture f;
        f.pick("Second");
        f.addNote(QStringLiteral("Ask the bank"));
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&f.view());
        const int states = int(f.scene().diagram().nodes.size() + f.scene().diagram().edges.size());
        QCOMPARE(list->childCount(), states + 1);
        QAccessibleInterface* note = list->child(states);
        QCOMPARE(note->text(QAccessible::Name), QStringLiteral("Note: Ask the bank"));
        QCOMPARE(note->text(QAccessible::Description), QStringLiteral("On “Second”"));
        QVERIFY(note->state().selected && note->state().focused);
        QCOMPARE(list->focusChild(), note);
        QCOMPARE(list->indexOfChild(note), states);
        QCOMPARE(list->childAt(note->rect().center().x(), note->rect().center().y()), note);
        workspace::CanvasSettings settings = f.canvas.settings();
        settings.annotations.regions.push_back({"Payment", {"First", "Second"}, {}});
        f.canvas.setSettings(settings);
        QAccessibleInterface* region = list->child(states + 1);
        QCOMPARE(region->text(QAccessible::Name), QStringLiteral("Region: Payment"));
        QCOMPARE(region->text(QAccessible::Description), QStringLiteral("First, Second"));
    }

    void aRegionLiesBehindTheSelectedStatesAndFollowsThem() {
        Fixture f;
        f.pick("First");
        f.pick("Second", Qt::ControlModifier);
        f.key(Qt::Key_G);
        QTest::keyClicks(&f.title(), QStringLiteral("Payment"));
        QTest::keyClick(&f.title(), Qt::Key_Return);
        QCOMPARE(f.regions()[0].states, (std::vector<std::string>{"First", "Second"}));
        const auto holds = [&](const char* name) {
            return f.scene().places().regions[0].rect.contains(f.header(name));
        };
        QVERIFY(holds("First") && holds("Second") && !holds("Both"));
        std::string text = f.text;
        for (std::size_t at; (at = text.find("\"First\"")) != std::string::npos;)
            text.replace(at, 7, "\"Begin\"");
        f.show(text);
        QVERIFY(holds("Begin") && holds("Second"));
        QCOMPARE(f.kept.annotations.regions[0].states,
                 (std::vector<std::string>{"Begin", "Second"}));
    }

    void aRegionIsSelectedByItsTitleRenamedAndRemoved() {
        Fixture f;
        workspace::CanvasSettings settings;
        settings.annotations.regions.push_back({"Payment", {"First", "Second"}, {}});
        f.canvas.setSettings(settings);
        f.view().fit();
        const auto& place = f.scene().places().regions[0];
        f.click(place.title.center());
        QVERIFY(f.scene().selectedAnnotation() == (Ref{Ref::Kind::Region, 0}));
        f.key(Qt::Key_F2);
        f.title().selectAll();
        QTest::keyClicks(&f.title(), QStringLiteral("Money"));
        QTest::keyClick(&f.title(), Qt::Key_Return);
        QCOMPARE(f.regions()[0].title, std::string("Money"));
        f.key(Qt::Key_Delete);
        QVERIFY(f.regions().empty());
        QCOMPARE(f.scene().diagram().nodes.size(), std::size_t(4)); // only the region went
    }

    void aRegionInARegionLiesInside() {
        Fixture f;
        workspace::CanvasSettings settings;
        settings.annotations.regions = {{"Outer", {"First", "Second"}, {}},
                                        {"Inner", {"Second"}, {}}};
        f.canvas.setSettings(settings);
        const auto& regions = f.scene().places().regions;
        QVERIFY(regions[0].rect.contains(regions[1].rect));
        QVERIFY(!regions[0].title.intersects(regions[1].title));
    }

    void aStateThatIsNoneOfARegionIsLeftOutOfItsGround() {
        Fixture f;
        f.show(R"({"StartAt": "Ask", "States": {
          "Ask": {"Type": "Choice", "Default": "Third", "Choices": [
            {"Variable": "$.a", "IsPresent": true, "Next": "First"},
            {"Variable": "$.b", "IsPresent": true, "Next": "Second"}]},
          "First": {"Type": "Pass", "End": true},
          "Second": {"Type": "Pass", "End": true},
          "Third": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "Inner", "States": {"Inner": {"Type": "Pass", "End": true}}}]}}})");
        workspace::CanvasSettings settings;
        settings.annotations.regions = {{"Ends", {"First", "Third"}, {}}, {"In", {"Inner"}, {}}};
        f.canvas.setSettings(settings);
        const designer::RegionPlace& ends = f.scene().places().regions[0];
        QVERIFY(ends.rect.contains(f.header("Second"))); // in the middle
        const QPainterPath ground = designer::groundOf(ends);
        QVERIFY(ground.contains(f.header("First")));
        QVERIFY(ground.contains(f.header("Third")) && ground.contains(f.header("Inner")));
        QVERIFY(!ground.intersects(f.header("Second")));
        QVERIFY(!ends.title.intersects(f.header("Second")));
        // What a region lies in is around it, not in it.
        QVERIFY(f.scene().places().regions[1].others.empty());
    }

    void aNewNoteMovesNothingWhereAllIsSeen() {
        Fixture f;
        const auto places = [&] {
            const QTransform screen = f.view().viewportTransform();
            const QPointF exactly = screen.map(f.header("Both").center());
            // A thousandth of a pixel is the arithmetic's.
            return QPoint(qRound(exactly.x() * 1000), qRound(exactly.y() * 1000));
        };
        const double zoom = f.view().zoom();
        const QPoint before = places();
        f.pick("First");
        f.addNote(QStringLiteral("one"));
        QCOMPARE(places(), before);
        f.key(Qt::Key_Escape);
        f.key(Qt::Key_Escape);
        f.addNote(QStringLiteral("two"));
        QCOMPARE(places(), before);
        f.key(Qt::Key_Delete);
        QCOMPARE(f.notes().size(), std::size_t{1});
        QCOMPARE(places(), before);
        workspace::CanvasSettings settings = f.canvas.settings();
        settings.annotations.regions.push_back({"Payment", {"Second"}, {}});
        f.canvas.setSettings(settings);
        QCOMPARE(places(), before);
        QCOMPARE(f.view().zoom(), zoom);
    }

    void aRegionWithoutStatesSaysWhatToDo() {
        Fixture f;
        f.key(Qt::Key_Escape);
        f.key(Qt::Key_G);
        QVERIFY(!f.title().isOpen());
        QVERIFY(f.view().viewport()->findChild<QLabel*>()->text().contains(QStringLiteral("G")));
    }

    void escIsForTheWindowWhenNothingIsSelected() {
        Fixture f;
        f.pick("First");
        QKeyEvent first(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QApplication::sendEvent(&f.view(), &first);
        QVERIFY(first.isAccepted());
        QVERIFY(f.selection.content().state.isEmpty());
        QKeyEvent second(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QApplication::sendEvent(&f.view(), &second);
        QVERIFY(!second.isAccepted());
    }

    void anotherMachineBeginsWithoutNotes() {
        Fixture f;
        f.pick("First");
        f.addNote(QStringLiteral("one"));
        f.key(Qt::Key_F2);
        f.canvas.setDefinition(QStringLiteral("other"), kMachine);
        QVERIFY(!f.field().isOpen());
        QVERIFY(f.notes().empty());
    }
};

QTEST_MAIN(tst_CanvasNotes)
#include "tst_canvasnotes.moc"
