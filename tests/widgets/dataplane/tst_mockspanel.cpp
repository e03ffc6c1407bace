#include "widgets/dataplane/mockspanel.h"

#include "widgets/dataplane/eventeditor.h"

#include "tests/support/recordedrun.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace ws;
using Type = telemetry::HistoryEventType;

namespace {

constexpr int kPatience = 30'000;
constexpr const char* kMachine = R"({"StartAt":"Pay","States":{
  "Pay":{"Type":"Task","Resource":"nobody","Next":"Send"},
  "Send":{"Type":"Task","Resource":"nobody","End":true}}})";

struct Fixture {
    QTemporaryDir folder;
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    feed::MockSets mocks{feed};
    dataplane::MocksPanel panel{feed, mocks, selection, theme};

    Fixture() {
        QDir(folder.path()).mkpath(QStringLiteral("statemachines"));
        QFile file(folder.filePath(QStringLiteral("statemachines/orders.asl.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kMachine);
        file.close();
        feed.open(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(!feed.snapshot().root.empty(), kPatience);
        panel.setDefinition(QStringLiteral("orders"), kMachine);
        panel.show();
    }
    QByteArray file() {
        QFile file(folder.filePath(QStringLiteral("statemachines/orders.mocks.json")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void use() { panel.findChild<QCheckBox*>()->setChecked(true); }
};

} // namespace

class tst_MocksPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aResultWrittenHereIsInTheFileBesideTheMachine() {
        Fixture f;
        f.panel.showState(QStringLiteral("Pay"));
        f.panel.addResult();
        f.panel.result().setText(R"({"paid": true})");
        Q_EMIT f.panel.result().edited();
        QVERIFY2(f.panel.errorText().isEmpty(), qPrintable(f.panel.errorText()));
        QVERIFY2(f.file().contains("\"paid\": true"), f.file().constData());
        QVERIFY(f.mocks.canUndo(QStringLiteral("orders")));
        QVERIFY(f.mocks.undo(QStringLiteral("orders")).ok());
        QVERIFY(!f.file().contains("paid"));
    }

    void aRunWithMocksNeedsNoFunctionAtAll() {
        Fixture f;
        for (const char* state : {"Pay", "Send"}) {
            f.panel.showState(QString::fromUtf8(state));
            f.panel.addResult();
        }
        QVERIFY(!f.mocks.used(QStringLiteral("orders")));
        f.use();
        workspace::ExecuteRequest request;
        request.machine = "orders";
        request.mocks = f.mocks.used(QStringLiteral("orders"));
        QVERIFY(request.mocks);
        base::Result<base::ExecutionId> begun = base::Error{};
        f.feed.execute(request, nullptr, [&](const auto& started) { begun = started; });
        QTRY_VERIFY_WITH_TIMEOUT(begun.ok() && f.feed.recorder().execution(*begun) &&
                                     f.feed.recorder().execution(*begun)->finished,
                                 kPatience);
        QCOMPARE(f.feed.recorder().execution(*begun)->status,
                 telemetry::ExecutionStatus::Succeeded);
        QVERIFY(f.feed.recorder().invocations().empty());
    }

    void whatARunCameToIsPinned() {
        Fixture f;
        tests::RecordedRun run("orders");
        run.add(Type::TaskStateEntered, 0, "Pay");
        run.then(Type::LambdaFunctionScheduled);
        run.then(Type::LambdaFunctionFailed, {}, "Busy");
        run.then(Type::LambdaFunctionScheduled);
        run.then(Type::LambdaFunctionSucceeded);
        run.then(Type::TaskStateExited, "Pay");
        f.feed.replay(run.events());
        f.panel.showState(QStringLiteral("Pay"));
        f.panel.pinFromRun();
        const auto answers = f.mocks.answers(QStringLiteral("orders"), QStringLiteral("Pay"));
        QVERIFY(answers.ok());
        QCOMPARE(answers->size(), std::size_t{2});
        QCOMPARE(answers->front().response.error.value_or(""), std::string("Busy"));
        QVERIFY(answers->back().response.result.has_value());
        f.panel.showState(QStringLiteral("Send"));
        f.panel.pinFromRun();
        QVERIFY(!f.panel.errorText().isEmpty());
    }

    void aFileThatCannotBeReadIsToldAndLeftAlone() {
        Fixture f;
        QFile file(f.folder.filePath(QStringLiteral("statemachines/orders.mocks.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ broken");
        file.close();
        f.panel.showState(QStringLiteral("Send"));
        f.panel.addResult();
        QVERIFY(!f.panel.errorText().isEmpty());
        QCOMPARE(f.file(), QByteArray("{ broken"));
    }
};

QTEST_MAIN(tst_MocksPanel)
#include "tst_mockspanel.moc"
