#include "engine/workspace/canvashistory.h"

#include <QFile>
#include <QTemporaryDir>
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
        history.takeTextEdit(0);
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

    void whatTheTextDidAfterItBeganAnewIsNewer() {
        CanvasHistory history;
        history.record(closed(0), closed(1), 8);
        history.record(closed(1), closed(2), 9);
        history.takeTextEdit(0); // read again, then typed into
        QVERIFY(!history.undo({1, true, false}));
        QVERIFY(history.undo({0, false, true}));
        QVERIFY(history.undo({0, false, true}));
    }

    void itSurvivesTheEndOfTheProgram() {
        CanvasHistory history;
        history.record(closed(0), closed(1), 14);
        history.record(closed(1), closed(2), 16);
        history.record(closed(2), closed(3), 16);
        QVERIFY(history.undo({16, true, false}));
        // The text's history begins anew at 10.
        CanvasHistory back = CanvasHistory::fromJson(history.toJson(closed(2), 10), closed(2));
        QVERIFY(!back.redo({5, true, true}));
        QVERIFY(back.redo({6, true, false})->after == closed(3));
        QVERIFY(back.undo({6, true, false})->before == closed(2));
        QVERIFY(back.undo({6, true, false})->before == closed(1));
        QVERIFY(!back.undo({6, true, false})); // the text's turn
        QVERIFY(back.undo({4, true, true})->before == closed(0));
        QVERIFY(!back.canUndo());
    }

    void whatWasOpenedSurvivesToo() {
        const CanvasSettings opened{{}, {}, {{"Ship"}, {"Ship", "Pack"}}, {{"Ship", "Boxes"}}};
        CanvasHistory history;
        history.record(closed(0), opened, 0);
        CanvasHistory back = CanvasHistory::fromJson(history.toJson(opened, 0), opened);
        QVERIFY(back.undo({})->after == opened);
        QVERIFY(CanvasHistory::fromJson(history.toJson(opened, 0), closed(0)).isEmpty());
    }

    void aCanvasThatIsAnotherNowBeginsWithoutAPast() {
        CanvasHistory history;
        history.record(closed(0), closed(1), 0);
        const auto kept = history.toJson(closed(1), 0);
        QVERIFY(!CanvasHistory::fromJson(kept, closed(1)).isEmpty());
        QVERIFY(CanvasHistory::fromJson(kept, closed(2)).isEmpty());
        QVERIFY(CanvasHistory::fromJson(ws::json::Value(), closed(0)).isEmpty());
    }

    void whatIsKeptIsBounded() {
        CanvasSettings large;
        large.annotations.notes.push_back({std::string(100'000, 'x'), 0, 0, 40, 40, {}, {}, {}});
        CanvasHistory history;
        for (int i = 0; i < 20; ++i) {
            history.record(closed(0), large, 0);
            history.record(large, closed(0), 0);
        }
        const auto kept = history.toJson(closed(0), 0);
        QVERIFY(kept.dumpSize() < CanvasHistory::kMaxBytes * 11 / 10);
        CanvasHistory back = CanvasHistory::fromJson(kept, closed(0));
        QVERIFY(back.undo({})->before == large); // the newest
        while (back.undo({}))
            continue;
        // What can be redone is kept with all that comes before it, or not at all.
        while (history.undo({}))
            continue;
        QVERIFY(CanvasHistory::fromJson(history.toJson(closed(0), 0), closed(0)).isEmpty());
    }

    void itIsKeptInTheHiddenFolderOfTheWorkspace() {
        QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        const std::string path = canvasHistoryFile(root, root + "/statemachines/orders.asl.json");
        QCOMPARE(path, root + "/.warmstart/canvas/statemachines/orders.canvas.json");
        QVERIFY(canvasHistoryFile(root, "/elsewhere/orders.asl.json").empty());
        CanvasHistory history;
        history.record(closed(0), closed(1), 0);
        QVERIFY(writeCanvasHistory(path, history, closed(1), 0).ok());
        QVERIFY(readCanvasHistory(path, closed(1)).canUndo());
        QVERIFY(readCanvasHistory(path, closed(3)).isEmpty());
        QVERIFY(writeCanvasHistory(path, CanvasHistory(), closed(1), 0).ok());
        QVERIFY(!QFile::exists(QString::fromStdString(path)));
        QVERIFY(readCanvasHistory(path, closed(1)).isEmpty());
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
