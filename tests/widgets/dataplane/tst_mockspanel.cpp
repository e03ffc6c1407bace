#include "widgets/dataplane/mockspanel.h"

#include "widgets/dataplane/eventeditor.h"

#include "tests/support/recordedrun.h"

#include <QCheckBox>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
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

    explicit Fixture(const char* machine = kMachine) {
        write("statemachines/orders.asl.json", machine);
        write("functions/charge/function.json",
              R"({"Runtime":"python3.11","Handler":"lambda_function.lambda_handler"})");
        write("functions/charge/lambda_function.py",
              "count = 0\n"
              "def lambda_handler(event, context):\n"
              "    global count\n"
              "    count += 1\n"
              "    return {'count': count, 'request': context.aws_request_id}\n");
        feed.open(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(!feed.snapshot().root.empty(), kPatience);
        panel.setDefinition(QStringLiteral("orders"), machine);
        panel.show();
    }
    void write(const char* path, const char* text) {
        const QString name = folder.filePath(QString::fromUtf8(path));
        QDir().mkpath(QFileInfo(name).path());
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    /// With the mocks that are in use; nullptr when it does not end.
    const telemetry::ExecutionRecord* runToItsEnd() {
        workspace::ExecuteRequest request;
        request.machine = "orders";
        request.mocks = mocks.used(QStringLiteral("orders"));
        base::Result<base::ExecutionId> begun = base::Error{};
        feed.execute(request, nullptr, [&](const auto& started) { begun = started; });
        const auto record = [&] {
            return begun.ok() ? feed.recorder().execution(*begun) : nullptr;
        };
        QDeadlineTimer patience(kPatience);
        while (!(record() && record()->finished) && !patience.hasExpired())
            QTest::qWait(5);
        return record() && record()->finished ? record() : nullptr;
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
        QVERIFY(f.mocks.used(QStringLiteral("orders")));
        const auto* run = f.runToItsEnd();
        QVERIFY(run);
        QCOMPARE(run->status, telemetry::ExecutionStatus::Succeeded);
        QVERIFY(f.feed.recorder().invocations().empty());
    }

    void goal9_aPinnedStateCallsNothingAndAnswersAsInThePast() {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("python3 is not installed");
        Fixture f(R"({"StartAt":"Pay","States":{
            "Pay":{"Type":"Task","Resource":"charge","ResultPath":"$.first","Next":"Again"},
            "Again":{"Type":"Task","Resource":"charge","ResultPath":"$.second","End":true}}})");
        const auto* past = f.runToItsEnd();
        QVERIFY(past);
        QCOMPARE(past->status, telemetry::ExecutionStatus::Succeeded);
        const json::Value before = past->output;
        QCOMPARE(before["first"]["count"].dump(), std::string("1"));
        QCOMPARE(before["second"]["count"].dump(), std::string("2"));
        QCOMPARE(f.feed.recorder().invocations().size(), std::size_t{2});
        for (const char* state : {"Pay", "Again"}) {
            f.panel.showState(QString::fromUtf8(state));
            f.panel.pinFromRun();
            QVERIFY2(f.panel.errorText().isEmpty(), qPrintable(f.panel.errorText()));
        }
        f.use();
        for (int round = 0; round < 2; ++round) {
            const auto* run = f.runToItsEnd();
            QVERIFY(run);
            QCOMPARE(run->status, telemetry::ExecutionStatus::Succeeded);
            QCOMPARE(run->output.dump(), before.dump());
        }
        QCOMPARE(f.feed.recorder().invocations().size(), std::size_t{2});
        // Only what is pinned is spared.
        QVERIFY(f.mocks.setAnswers(QStringLiteral("orders"), QStringLiteral("Again"), {}).ok());
        const auto* run = f.runToItsEnd();
        QVERIFY(run);
        QCOMPARE(run->output["first"].dump(), before["first"].dump());
        QCOMPARE(run->output["second"]["count"].dump(), std::string("3"));
        QCOMPARE(f.feed.recorder().invocations().size(), std::size_t{3});
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
