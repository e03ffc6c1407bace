#include "engine/workspace/canvashistory.h"

#include <QTest>

using namespace ws::workspace;

namespace {

using Kind = CanvasHistory::Kind;

/// So many containers are collapsed.
CanvasSettings closed(int count) {
    CanvasSettings settings;
    for (int i = 0; i < count; ++i)
        settings.collapsed.insert(std::to_string(i));
    return settings;
}

} // namespace

class tst_CanvasHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNewerOfTextAndCanvasIsTakenBackFirst() {
        CanvasHistory history;
        history.record(closed(0), closed(1), 4); // and then the text went on to 6
        QVERIFY(!history.undo({6, true, false}));
        const auto step = history.undo({4, true, true});
        QVERIFY(step);
        QVERIFY(step->before == closed(0));
        QVERIFY(!history.canUndo());
        QVERIFY(!history.undo({4, true, true})); // the text's turn
    }

    void whatWasTakenBackComesAgainInTheOrderInWhichItWasDone() {
        CanvasHistory history;
        history.record(closed(0), closed(1), 4);
        QVERIFY(history.undo({4, true, true}));
        QVERIFY(!history.redo({0, false, true})); // the text up to 4 comes first
        const auto step = history.redo({4, true, true});
        QVERIFY(step && step->after == closed(1));
        QVERIFY(!history.canRedo());
    }

    void withoutAPastOfTheTextItsOwnIsLeft() {
        CanvasHistory history;
        history.record(closed(0), closed(1), 4);
        QVERIFY(history.undo({9, false, false})); // the text was loaded anew
        QVERIFY(history.redo({0, false, false}));
    }

    void aNewTextLeavesNothingToRedo() {
        CanvasHistory history;
        history.record(closed(0), closed(1), 0);
        QVERIFY(history.undo({0, false, false}));
        history.forgetRedo();
        QVERIFY(!history.canRedo());
    }

    void stepsOfOneMovementAreTakenBackTogether() {
        CanvasHistory history;
        history.record(closed(0), closed(1), 0, Kind::Joined);
        history.record(closed(1), closed(2), 0, Kind::Joined);
        history.record(closed(2), closed(3), 1, Kind::Joined); // after a change of the text
        const CanvasHistory::TextUndo text{1, true, false};
        QVERIFY(history.undo(text)->before == closed(2));
        QVERIFY(history.undo({0, false, true})->before == closed(0));
        QVERIFY(!history.canUndo());
    }

    void theOldestStepsAreForgotten() {
        CanvasHistory history;
        for (int i = 0; i < int(CanvasHistory::kMaxSteps) + 5; ++i)
            history.record(closed(i), closed(i + 1), 0);
        std::size_t count = 0;
        while (history.undo({}))
            ++count;
        QCOMPARE(count, CanvasHistory::kMaxSteps);
    }
};

QTEST_GUILESS_MAIN(tst_CanvasHistory)
#include "tst_canvashistory.moc"
