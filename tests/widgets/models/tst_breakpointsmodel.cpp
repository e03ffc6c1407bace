#include "widgets/models/breakpointsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace ws;
using models::BreakpointsModel;
using Kind = execution::Breakpoint::Kind;

namespace {

struct Fixture {
    feed::EngineFeed feed;
    feed::Breakpoints breakpoints{feed};
    theme::Theme theme;
    BreakpointsModel model{breakpoints, theme};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    void add(Kind kind, const std::string& state) {
        feed::Breakpoints::Entry entry;
        entry.machine = "orders";
        entry.at.kind = kind;
        entry.at.state = state;
        breakpoints.add(entry);
    }
    QString at(int row, int column) {
        return model.data(model.index(row, column), Qt::DisplayRole).toString();
    }
};

} // namespace

class tst_BreakpointsModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachKindSaysWhereItStops() {
        Fixture f;
        f.add(Kind::Entry, "Pay");
        f.add(Kind::Exit, "Pay");
        f.add(Kind::Transition, "Pay");
        f.add(Kind::Error, {});
        QCOMPARE(f.at(0, 0), QStringLiteral("Before Pay"));
        QCOMPARE(f.at(1, 0), QStringLiteral("After Pay"));
        QCOMPARE(f.at(2, 0), QStringLiteral("From Pay to any state"));
        QCOMPARE(f.at(3, 0), QStringLiteral("When any error shows"));
        QCOMPARE(f.at(0, BreakpointsModel::Machine), QStringLiteral("orders"));
        f.add(Kind::Error, "Pay");
        QCOMPARE(f.at(4, 0), QStringLiteral("When any error shows in Pay"));
    }

    void aConditionThatCouldNotTellSaysSoInItsRow() {
        Fixture f;
        f.add(Kind::Entry, "Pay");
        const base::Error problem{"debug.condition", {{"reason", "it is neither"}}};
        f.model.setProblems([&](const auto&) { return &problem; });
        QVERIFY(f.at(0, BreakpointsModel::Condition).contains(QStringLiteral("it is neither")));
        const QVariant tip =
            f.model.data(f.model.index(0, BreakpointsModel::Condition), Qt::ToolTipRole);
        QVERIFY(tip.toString().contains(QStringLiteral("Before Pay")));
    }

    void theTickSwitchesItOffAndOn() {
        Fixture f;
        f.add(Kind::Entry, "Pay");
        QVERIFY(f.model.setData(f.model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!f.breakpoints.all().front().isOn());
        QVERIFY(f.model.setData(f.model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(f.breakpoints.all().front().isOn());
    }

    void rowsComeAndGoWithTheBreakpoints() {
        Fixture f;
        f.add(Kind::Entry, "A");
        f.add(Kind::Entry, "B");
        f.breakpoints.remove(0);
        QCOMPARE(f.model.rowCount(), 1);
        QCOMPARE(f.at(0, 0), QStringLiteral("Before B"));
    }
};

QTEST_MAIN(tst_BreakpointsModel)
#include "tst_breakpointsmodel.moc"
