#include "tests/support/lifecyclestory.h"
#include "widgets/timeline/timelinemetrics.h"
#include "widgets/timeline/timelineview.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace ws;
using namespace ws::timeline;
using namespace std::chrono_literals;

namespace {

/// The view over the example run: lanes 1 to 5 of counter, 6 of cached-user, 7 of resize-image.
struct Stage {
    Stage()
        : view(feed, selection, theme, nullptr) {
        view.resize(1216, 480);
        view.show();
        feed.replay(tests::exampleRun(feed.now() - 850ms));
        // A range of its own, so that the clock moves nothing under the mouse.
        const base::TimePoint first = *feed.recorder().firstEventAt();
        range().show({first - 50ms, first + 950ms});
    }
    TimelineCanvas& canvas() { return view.canvas(); }
    TimeRange& range() { return view.range(); }
    QPoint middleOf(int environment, std::size_t span) {
        return canvas().spanRect(base::EnvironmentId(environment), span).center();
    }
    void click(QPoint at) {
        QTest::mouseClick(canvas().viewport(), Qt::LeftButton, Qt::NoModifier, at);
    }
    void press(Qt::Key key) { QTest::keyClick(&canvas(), key); }
    void wheel(QPoint at, int notches, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(QPointF(at), canvas().viewport()->mapToGlobal(QPointF(at)), {},
                          {0, 120 * notches}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas().viewport(), &event);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers) {
        QTest::mousePress(canvas().viewport(), Qt::LeftButton, modifiers, from);
        QTest::mouseMove(canvas().viewport(), (from + to) / 2);
        QTest::mouseMove(canvas().viewport(), to);
        QTest::mouseRelease(canvas().viewport(), Qt::LeftButton, modifiers, to);
    }

    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    TimelineView view;
};

} // namespace

class TestTimelineInput : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void clickingAnInvokeSelectsItsInvocation() {
        Stage stage;
        stage.click(stage.middleOf(2, 2));
        const auto& content = stage.selection.content();
        QCOMPARE(content.environment, base::EnvironmentId(2));
        QCOMPARE(content.invocation, base::InvocationId(2));
        QCOMPARE(content.function, QStringLiteral("counter"));
    }

    void clickingInitOrTheGutterSelectsTheEnvironment() {
        Stage stage;
        stage.click(stage.middleOf(1, 1));
        QCOMPARE(stage.selection.content().environment, base::EnvironmentId(1));
        QCOMPARE(stage.selection.content().invocation, base::InvocationId{});
        stage.click(QPoint(40, stage.middleOf(4, 1).y()));
        QCOMPARE(stage.selection.content().environment, base::EnvironmentId(4));
    }

    void clickingAHeadingSelectsTheFunction() {
        Stage stage;
        stage.click(QPoint(40, stage.canvas().rowRect(0).center().y()));
        QCOMPARE(stage.selection.content().function, QStringLiteral("counter"));
        QCOMPARE(stage.selection.content().environment, base::EnvironmentId{});
    }

    void theWheelZoomsAtThePointerAndPans() {
        Stage stage;
        const QPoint at = stage.middleOf(2, 2);
        const double width = stage.canvas().plotRect().width();
        const double x = at.x() - kGutterWidth;
        const base::TimePoint under = timeAt(x, stage.range().visible(), width);
        stage.wheel(at, 3, Qt::ControlModifier);
        QVERIFY(stage.range().visible().length() < 600ms);
        QVERIFY(std::abs(xAt(under, stage.range().visible(), width) - x) < 0.5);
        const Interval before = stage.range().visible();
        stage.wheel(at, -2, Qt::ShiftModifier);
        QVERIFY(stage.range().visible().begin > before.begin);
        QVERIFY(stage.range().visible().length() == before.length());
    }

    void draggingPansAndNeverSelects() {
        Stage stage;
        QSignalSpy spy(&stage.selection, &feed::Selection::changed);
        const Interval before = stage.range().visible();
        const QPoint from = stage.middleOf(2, 2);
        stage.drag(from, from - QPoint(100, 0), Qt::NoModifier);
        const Interval after = stage.range().visible();
        QVERIFY(std::abs((after.begin - before.begin - 100ms).count()) <= 1'000);
        QCOMPARE(spy.count(), 0);
    }

    void aBandZoomsToItsTime() {
        Stage stage;
        const int width = stage.canvas().plotRect().width();
        const Interval before = stage.range().visible();
        const QPoint from(kGutterWidth + width / 4, 120);
        stage.drag(from, QPoint(kGutterWidth + width / 2, 140), Qt::ShiftModifier);
        const Interval after = stage.range().visible();
        const base::Duration quarter = before.length() / 4;
        QVERIFY(std::abs((after.begin - before.begin - quarter).count()) < 2'000);
        QVERIFY(std::abs((after.length() - quarter).count()) < 4'000);
    }

    void arrowsWalkLanesAndSpansAndEnterSelects() {
        Stage stage;
        stage.press(Qt::Key_Down);
        QCOMPARE(stage.canvas().current()->environment, base::EnvironmentId(1));
        for (int i = 0; i < 2; ++i)
            stage.press(Qt::Key_Right);
        QCOMPARE(stage.canvas().current()->span, std::optional<std::size_t>(2));
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.selection.content().invocation, base::InvocationId(1));
        stage.press(Qt::Key_Down);
        QCOMPARE(stage.canvas().current()->environment, base::EnvironmentId(2));
        stage.press(Qt::Key_Up);
        stage.press(Qt::Key_Left);
        QCOMPARE(stage.canvas().current()->span, std::optional<std::size_t>(1));
    }

    void walkingPastTheLastLaneOfAFunctionEntersTheNext() {
        Stage stage;
        for (int i = 0; i < 6; ++i)
            stage.press(Qt::Key_Down);
        QCOMPARE(stage.canvas().current()->environment, base::EnvironmentId(6));
        for (int i = 0; i < 5; ++i)
            stage.press(Qt::Key_Down);
        QCOMPARE(stage.canvas().current()->environment, base::EnvironmentId(7));
    }

    void keysZoomFitAndFollow() {
        Stage stage;
        const base::Duration before = stage.range().visible().length();
        stage.press(Qt::Key_Plus);
        QVERIFY(stage.range().visible().length() < before);
        stage.press(Qt::Key_Minus);
        QVERIFY(std::abs((stage.range().visible().length() - before).count()) <= 2);
        stage.press(Qt::Key_Home);
        QVERIFY(stage.range().visible().contains(stage.range().bounds().begin));
        stage.press(Qt::Key_0);
        QVERIFY(stage.range().visible().begin < stage.range().bounds().begin);
        QVERIFY(stage.range().follow() == TimeRange::Follow::Off);
        stage.press(Qt::Key_F);
        QVERIFY(stage.range().follow() == TimeRange::Follow::On);
    }

    void theHoverReadsOutTheMomentUnderIt() {
        Stage stage;
        const QPoint at = stage.middleOf(2, 2);
        QTest::mouseMove(stage.canvas().viewport(), at);
        QVERIFY(stage.range().cursor().has_value());
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(stage.canvas().viewport(), &leave);
        QVERIFY(!stage.range().cursor());
    }

    void aSelectionMadeElsewhereIsBroughtIntoView() {
        Stage stage;
        stage.view.resize(900, 150);
        QCoreApplication::processEvents();
        QVERIFY(stage.canvas().verticalScrollBar()->maximum() > 0);
        stage.range().show({*stage.feed.recorder().firstEventAt() + 600ms,
                            *stage.feed.recorder().firstEventAt() + 700ms});
        feed::Selection::Content content;
        content.invocation = base::InvocationId(11);
        stage.selection.set(content);
        const auto row = stage.canvas().rows().rowOf(base::EnvironmentId(6));
        const QRect rect = stage.canvas().rowRect(*row);
        QVERIFY(stage.canvas().viewport()->rect().contains(rect.center()));
        QVERIFY(stage.range().visible().contains(
            *stage.feed.recorder().invocation(base::InvocationId(11))->started));
    }

    void filteringHidesOtherFunctions() {
        Stage stage;
        stage.canvas().setFunction("cached-user");
        QCOMPARE(stage.canvas().rows().laneCount(), std::size_t(1));
        stage.canvas().setFunction({});
        QCOMPARE(stage.canvas().rows().laneCount(), std::size_t(7));
    }

    void clearingKeepsLivingEnvironmentsAndStartsAfresh() {
        Stage stage;
        stage.feed.clearRecording();
        QCOMPARE(stage.canvas().rows().laneCount(), std::size_t(6)); // 3 has ended
        QVERIFY(stage.range().follow() == TimeRange::Follow::On);
    }

    void everyToolHasANameAndATip() {
        Stage stage;
        const auto buttons = stage.view.findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 11);
        for (const QToolButton* button : buttons) {
            QVERIFY(!button->accessibleName().isEmpty());
            QVERIFY(!button->toolTip().isEmpty());
        }
    }

    void lanesAreAnAccessibleList() {
        Stage stage;
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&stage.canvas());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 7);
        QAccessibleInterface* lane = list->child(1);
        QCOMPARE(lane->text(QAccessible::Name), QStringLiteral("Environment B of counter"));
        QVERIFY(lane->text(QAccessible::Description).contains(QStringLiteral("served 2")));
        QVERIFY(!lane->rect().isEmpty());
        QCOMPARE(list->indexOfChild(lane), 1);
        stage.canvas().setCurrent(base::EnvironmentId(2), 4);
        QCOMPARE(stage.canvas().accessibleDescription(),
                 QStringLiteral("Invoke, 150.0 ms, request 7, Function error"));
    }
};

QTEST_MAIN(TestTimelineInput)
#include "tst_timelineinput.moc"
