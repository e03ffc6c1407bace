#include "widgets/dataplane/invokepanel.h"

#include "tests/support/recordedrun.h"
#include "widgets/theme/messages.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;

namespace {

constexpr int kPatience = 30'000;

/// A workspace with two machines; runs come as events.
struct Fixture {
    QTemporaryDir folder;
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    dataplane::InvokePanel panel{feed, selection, theme};

    Fixture() {
        for (const char* name : {"orders", "refunds"}) {
            QDir(folder.path()).mkpath(QStringLiteral("statemachines"));
            QFile file(folder.filePath(
                QStringLiteral("statemachines/%1.asl.json").arg(QString::fromUtf8(name))));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(R"({"StartAt":"Pay","States":{"Pay":{"Type":"Succeed"}}})");
        }
        feed.open(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(feed.snapshot().machines.size() == 2, kPatience);
    }
    void select(base::ExecutionId execution, const char* machine = "orders") {
        feed::Selection::Content content;
        content.machine = QString::fromUtf8(machine);
        content.execution = execution;
        selection.set(content);
    }
    static QString failure() { return theme::executionStatusName(ExecutionStatus::Failed); }
    QString status() { return panel.result().statusText(); }
};

tests::RecordedRun failed(base::ExecutionId id) {
    tests::RecordedRun run("orders", id);
    run.then(Type::TaskStateEntered, "Pay");
    run.then(Type::ExecutionFailed, {}, "Busy");
    run.finish(ExecutionStatus::Failed);
    return run;
}

} // namespace

class tst_InvokePanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRedrivenRunTakesThePlaceOfTheFailedOne() {
        Fixture f;
        f.feed.replay(failed(base::ExecutionId{1}).events());
        f.select(base::ExecutionId{1});
        const QString before = f.status();
        QCOMPARE(before, f.failure());
        tests::RecordedRun again("orders", base::ExecutionId{2});
        again.then(Type::TaskStateEntered, "Pay");
        f.feed.replay(again.events());
        f.select(base::ExecutionId{2});
        QVERIFY(f.status() != before);
        QVERIFY(f.panel.isBusy());
        const std::size_t told = again.events().size();
        again.finish(ExecutionStatus::Succeeded);
        f.feed.replay({again.events().begin() + std::ptrdiff_t(told), again.events().end()});
        QTRY_VERIFY_WITH_TIMEOUT(!f.panel.isBusy(), kPatience);
        QVERIFY(f.status() != before);
        QVERIFY2(f.panel.result().bannerText().isEmpty(),
                 qPrintable(f.panel.result().bannerText()));
    }

    void aRunThatIsSelectedBeforeItsEventsComeIsShownWhenTheyDo() {
        Fixture f;
        f.select(base::ExecutionId{7});
        QVERIFY(!f.panel.isBusy());
        f.feed.replay(failed(base::ExecutionId{7}).events());
        QTRY_COMPARE_WITH_TIMEOUT(f.status(), f.failure(), kPatience);
    }

    void anotherTargetShowsNothingUntilItsRunIsSelected() {
        Fixture f;
        f.feed.replay(failed(base::ExecutionId{1}).events());
        f.select(base::ExecutionId{1});
        f.select({}, "refunds");
        QVERIFY(f.status() != f.failure());
        f.select(base::ExecutionId{1});
        QTRY_COMPARE_WITH_TIMEOUT(f.status(), f.failure(), kPatience);
    }
};

QTEST_MAIN(tst_InvokePanel)
#include "tst_invokepanel.moc"
