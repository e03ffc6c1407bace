#include "widgets/dataplane/comparepanel.h"

#include "tests/support/recordedrun.h"

#include <QTest>

using namespace ws;
using Type = telemetry::HistoryEventType;

namespace {

tests::RecordedRun recorded(std::uint64_t id, const char* taken) {
    tests::RecordedRun run("orders", base::ExecutionId{id});
    run.add(Type::PassStateEntered, 0, "Begin");
    run.then(Type::PassStateExited, "Begin");
    run.then(Type::PassStateEntered, taken);
    run.then(Type::PassStateExited, taken);
    run.then(Type::ExecutionSucceeded);
    run.finish(telemetry::ExecutionStatus::Succeeded);
    return run;
}

struct Fixture {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    dataplane::ComparePanel panel{feed, selection, theme};

    void replay(std::uint64_t id, const char* taken) {
        const auto run = recorded(id, taken);
        feed.replay(run.events());
    }
};

} // namespace

class tst_ComparePanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal20_theFirstDifferingStateIsSelected() {
        Fixture f;
        f.replay(1, "Ship");
        f.replay(2, "Refuse");
        f.panel.compare(base::ExecutionId{1}, base::ExecutionId{2});
        QVERIFY(f.panel.difference().first >= 0);
        const QString selected = f.selection.content().state;
        QVERIFY2(selected == QLatin1String("Ship") || selected == QLatin1String("Refuse"),
                 qPrintable(selected));
        QVERIFY(f.panel.summary().contains(selected));
    }

    void runsThatAreTheSameSaySo() {
        Fixture f;
        f.replay(1, "Ship");
        f.replay(2, "Ship");
        f.panel.compare(base::ExecutionId{1}, base::ExecutionId{2});
        QCOMPARE(f.panel.difference().first, -1);
        QCOMPARE(f.panel.summary(),
                 QStringLiteral("Both runs went the same way with the same data."));
    }

    void dataIsComparedLineByLine() {
        Fixture f;
        f.replay(1, "Ship");
        f.replay(2, "Refuse");
        f.panel.compare(base::ExecutionId{1}, base::ExecutionId{2});
        QVERIFY2(f.panel.dataText().contains(QStringLiteral("\"total\": 129")),
                 qPrintable(f.panel.dataText()));
        const bool marked = f.panel.dataText().contains(QStringLiteral("\n- ")) ||
                            f.panel.dataText().contains(QStringLiteral("\n+ "));
        QVERIFY(marked);
    }
};

QTEST_MAIN(tst_ComparePanel)
#include "tst_comparepanel.moc"
