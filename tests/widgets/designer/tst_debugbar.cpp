#include "widgets/designer/debugbar.h"

#include "widgets/designer/workflowcanvas.h"
#include "widgets/designer/workflowview.h"

#include <QAccessible>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace ws;
using designer::NodeLook;

namespace {

constexpr int kPatience = 30'000;
constexpr const char* kMachine = R"({"StartAt":"First","States":{
  "First":{"Type":"Pass","Next":"Second"},
  "Second":{"Type":"Pass","Next":"Third"},
  "Third":{"Type":"Pass","End":true}}})";

struct Fixture {
    QTemporaryDir folder;
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    feed::Breakpoints breakpoints{feed};
    feed::DebugSession session{feed, breakpoints};
    designer::WorkflowCanvas canvas{feed, selection, theme};
    designer::DebugBar& bar;

    explicit Fixture(const char* machine = kMachine)
        : bar(attached()) {
        QDir(folder.path()).mkpath(QStringLiteral("statemachines"));
        QFile file(folder.filePath(QStringLiteral("statemachines/three.asl.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(machine);
        file.close();
        feed.open(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(!feed.snapshot().root.empty(), kPatience);
        canvas.resize(900, 700);
        canvas.setDefinition(QStringLiteral("three"), machine);
        canvas.show();
        view().fit();
    }
    designer::DebugBar& attached() {
        canvas.attachDebugging(session);
        return *canvas.debugBar();
    }
    designer::WorkflowView& view() { return *canvas.findChild<designer::WorkflowView*>(); }
    designer::WorkflowScene& scene() { return view().workflow(); }
    int node(const char* name) { return scene().diagram().graph.findByName(name); }
    QRectF header(const char* name) {
        return scene().diagram().nodes[std::size_t(node(name))].header;
    }
    int flags(const char* name) { return scene().content().nodeLook(node(name)).flags; }
    void clickGutter(const char* name) {
        const QRectF box = header(name);
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {},
                          view().mapFromScene(box.left() - 4, box.center().y()));
    }
    void runPaused() {
        workspace::ExecuteRequest request;
        request.machine = "three";
        session.execute(request, feed::DebugSession::Beginning::Paused, nullptr, {});
        QTRY_VERIFY_WITH_TIMEOUT(bar.isPaused(), kPatience);
    }
};

} // namespace

class tst_DebugBar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClickAtTheLeftEdgeSetsABreakpointAndTheNextTakesItAway() {
        Fixture f;
        f.clickGutter("Second");
        QCOMPARE(f.breakpoints.entryOf(QStringLiteral("three"), QStringLiteral("Second")), 0);
        QVERIFY(f.flags("Second") & NodeLook::Breakpoint);
        QVERIFY(f.selection.content().state.isEmpty());
        f.clickGutter("Second");
        QVERIFY(f.breakpoints.all().empty());
        QVERIFY(!(f.flags("Second") & NodeLook::Breakpoint));
    }

    void theMouseIsOfferedOneWhereItWouldBeSet() {
        Fixture f;
        const QRectF box = f.header("Third");
        QTest::mouseMove(f.view().viewport(),
                         f.view().mapFromScene(box.left() - 4, box.center().y()));
        QTRY_VERIFY(f.flags("Third") & NodeLook::BreakpointOffered);
        QTest::mouseMove(f.view().viewport(), f.view().mapFromScene(box.center()));
        QTRY_VERIFY(!(f.flags("Third") & NodeLook::BreakpointOffered));
    }

    void itsWordsHaveALineOfTheirOwnWhereTheCanvasIsNarrow() {
        Fixture f;
        f.runPaused();
        QTRY_VERIFY(f.bar.isVisible());
        const auto* words = f.bar.findChild<QLabel*>(QStringLiteral("words"));
        const auto* button = f.bar.findChild<QToolButton*>();
        QTRY_VERIFY(button->geometry().left() > words->geometry().right());
        f.canvas.resize(360, 700);
        QTRY_VERIFY(button->geometry().top() > words->geometry().bottom());
        QVERIFY(words->width() > f.bar.width() / 2);
        f.canvas.resize(900, 700);
        QTRY_VERIFY(button->geometry().left() > words->geometry().right());
        f.bar.proceed();
    }

    void theSelectedStateIsToggledByKey() {
        Fixture f;
        QTest::keyClick(&f.view(), Qt::Key_Home);
        f.bar.toggleBreakpoint();
        QCOMPARE(f.breakpoints.all().front().at.state, std::string("First"));
    }

    void aBreakpointThatIsOffIsARing() {
        Fixture f;
        f.clickGutter("First");
        f.breakpoints.setState(0, feed::Breakpoints::Entry::State::Off);
        QVERIFY(f.flags("First") & NodeLook::BreakpointOff);
        QVERIFY(!(f.flags("First") & NodeLook::Breakpoint));
    }

    void whatIsPausedSaysWhereAndWhatIsNext() {
        Fixture f;
        f.clickGutter("Second");
        f.runPaused();
        QVERIFY(f.bar.isVisible());
        QCOMPARE(f.bar.text(), QStringLiteral("Paused as you asked. Next is First."));
        QVERIFY(f.flags("First") & NodeLook::Paused);
        f.bar.proceed();
        QTRY_COMPARE_WITH_TIMEOUT(
            f.bar.text(),
            QStringLiteral("Paused at the breakpoint before Second. Next is Second."), kPatience);
        QVERIFY(f.flags("Second") & NodeLook::Paused);
        QVERIFY(!(f.flags("First") & NodeLook::Paused));
        f.bar.step();
        QTRY_COMPARE_WITH_TIMEOUT(f.bar.text(),
                                  QStringLiteral("Paused after a step. Next is Third."), kPatience);
        f.bar.proceed();
        QTRY_VERIFY_WITH_TIMEOUT(f.bar.isHidden(), kPatience);
        QVERIFY(!(f.flags("Third") & NodeLook::Paused));
    }

    void runToTheSelectedStateStopsThere() {
        Fixture f;
        f.runPaused();
        feed::Selection::Content content = f.selection.content();
        content.machine = QStringLiteral("three");
        content.state = QStringLiteral("Third");
        f.selection.set(content);
        f.bar.runToSelected();
        QTRY_COMPARE_WITH_TIMEOUT(
            f.bar.text(), QStringLiteral("Paused where you wanted it to run to. Next is Third."),
            kPatience);
    }

    void withoutARunAStepAsksForOneThatIsPaused() {
        Fixture f;
        QSignalSpy paused(&f.bar, &designer::DebugBar::pausedRunRequested);
        QSignalSpy plain(&f.canvas, &designer::WorkflowCanvas::runRequested);
        f.bar.step();
        QCOMPARE(paused.size(), 1);
        f.bar.proceed();
        QCOMPARE(plain.size(), 1);
    }

    void theContextMenuOffersWhatTheStateAllows() {
        Fixture f;
        f.clickGutter("Second");
        QMenu menu;
        f.bar.fillMenu(menu, QStringLiteral("Second"));
        QStringList texts;
        for (const QAction* action : menu.actions())
            texts << action->text();
        QVERIFY(texts.contains(QStringLiteral("Remove breakpoints")));
        QVERIFY(texts.contains(QStringLiteral("Edit breakpoint …")));
        menu.actions().front()->trigger();
        QVERIFY(f.breakpoints.all().empty());
    }

    void aStopInAChildOfADistributedMapNamesItemAndChild() {
        Fixture f(R"({"StartAt":"Each","States":{"Each":{"Type":"Map","MaxConcurrency":1,
          "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
            "StartAt":"First","States":{"First":{"Type":"Pass","Next":"Second"},
              "Second":{"Type":"Pass","End":true}}},"End":true}}})");
        feed::Breakpoints::Entry entry;
        entry.machine = "three";
        entry.at.kind = execution::Breakpoint::Kind::Exit;
        entry.at.state = "First";
        entry.at.condition = "$states.context.Map.Item.Index = 1";
        f.breakpoints.add(entry);
        workspace::ExecuteRequest request;
        request.machine = "three";
        request.input = "[1,2,3]";
        f.session.execute(request, feed::DebugSession::Beginning::Running, nullptr, {});
        QTRY_VERIFY_WITH_TIMEOUT(f.bar.isPaused(), kPatience);
        const QString said = f.bar.text();
        QVERIFY2(said.startsWith(QStringLiteral("Paused at the breakpoint after First. That was in "
                                                "number 2 of Each, the child execution ")),
                 qPrintable(said));
        QVERIFY2(said.endsWith(QStringLiteral(" Next is Second, in number 2 of Each.")),
                 qPrintable(said));
    }

    void aScreenReaderHearsBreakpointAndPause() {
        Fixture f;
        f.clickGutter("First");
        f.runPaused();
        QAccessibleInterface* tree = QAccessible::queryAccessibleInterface(&f.view());
        const QString said = tree->child(f.node("First"))->text(QAccessible::Description);
        QVERIFY2(said.contains(QStringLiteral("Breakpoint")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("Paused")), qPrintable(said));
    }
};

QTEST_MAIN(tst_DebugBar)
#include "tst_debugbar.moc"
