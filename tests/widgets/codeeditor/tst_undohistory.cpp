#include "widgets/codeeditor/undohistory.h"

#include <QTest>

using namespace ws;
using codeeditor::UndoHistory;
using Kind = UndoHistory::Kind;
using Group = UndoHistory::Group;

namespace QTest {
template <>
inline char* toString(const std::string& text) {
    return qstrdup(text.c_str());
}
} // namespace QTest

class tst_UndoHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTextIsWhatTheStepsLeadTo() {
        UndoHistory history;
        history.begin("ab");
        history.record({Kind::Insert, Group::Begins, 1, "xy"});
        history.record({Kind::Delete, Group::Begins, 0, "a"});
        QCOMPARE(history.text(), std::string("xyb"));
        history.stepBack();
        QCOMPARE(history.text(), std::string("axyb"));
        history.stepForward();
        QCOMPARE(history.text(), std::string("xyb"));
    }

    void aNewStepEndsWhatCouldBeRedone() {
        UndoHistory history;
        history.begin("");
        history.record({Kind::Insert, Group::Begins, 0, "a"});
        history.record({Kind::Insert, Group::Begins, 1, "b"});
        history.stepBack();
        history.record({Kind::Insert, Group::Begins, 1, "c"});
        QCOMPARE(history.text(), std::string("ac"));
        QCOMPARE(history.steps().size(), std::size_t(2));
    }

    void itIsBoundedAndKeepsTheText() {
        UndoHistory history;
        history.begin("");
        std::string expected;
        for (std::size_t i = 0; i < 3 * UndoHistory::kMaxSteps; ++i) {
            const std::string letter(1, char('a' + i % 26));
            expected += letter;
            history.record({Kind::Insert, i % 3 == 0 ? Group::Begins : Group::GoesOn, i, letter});
            QVERIFY(history.steps().size() <= UndoHistory::kMaxSteps);
        }
        QCOMPARE(history.text(), expected);
        QVERIFY(history.steps().front().group == Group::Begins);
        QVERIFY(history.steps().size() >= UndoHistory::kMaxSteps / 4);
    }

    void itComesBackFromJson() {
        UndoHistory history;
        history.begin("b");
        history.record({Kind::Insert, Group::Begins, 0, "가"});
        history.record({Kind::Delete, Group::GoesOn, 3, "b"});
        history.stepBack();
        const auto back = UndoHistory::fromJson(history.toJson());
        QVERIFY(back);
        QVERIFY(back->steps() == history.steps());
        QCOMPARE(back->done(), std::size_t(1));
        QCOMPARE(back->text(), std::string("가b"));
    }

    void whatIsNoHistoryIsRefused() {
        QVERIFY(!UndoHistory::fromJson(json::Value()));
        auto broken = json::Value::parse(R"({"base": "a", "done": 1, "steps": [[-1, 1, 0, "b"]]})");
        QVERIFY(!UndoHistory::fromJson(*broken));
        broken = json::Value::parse(R"({"base": "a", "done": 1, "steps": [[1, 1, 9, "b"]]})");
        QVERIFY(!UndoHistory::fromJson(*broken));
    }
};

QTEST_GUILESS_MAIN(tst_UndoHistory)
#include "tst_undohistory.moc"
