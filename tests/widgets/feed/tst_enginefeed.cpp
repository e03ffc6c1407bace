#include "widgets/feed/enginefeed.h"

#include "tests/support/machine.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace ws;
using feed::EngineFeed;
using Answer = base::Result<fleet::InvokeResult>;

namespace {

/// A cold start on a machine that does other things as well.
constexpr int kPatience = 30'000;

void write(const QString& path, const QByteArray& text) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// A workspace with one Python function that answers, waits or fails as its event asks.
class Workspace {
public:
    Workspace() {
        write(path(QStringLiteral("functions/counter/lambda_function.py")),
              "import time\n"
              "count = 0\n"
              "def lambda_handler(event, context):\n"
              "    global count\n"
              "    count += 1\n"
              "    print('call', count)\n"
              "    for i in range(event.get('lines', 0)):\n"
              "        print('line', i)\n"
              "    time.sleep(event.get('sleep', 0))\n"
              "    if event.get('fail'):\n"
              "        raise ValueError('asked for')\n"
              "    return count\n");
        write(path(QStringLiteral("functions/counter/function.json")),
              R"({"Runtime": "python3.11", "Handler": "lambda_function.lambda_handler",)"
              R"( "Timeout": 60})");
    }
    QString path(const QString& relative) const { return m_folder.filePath(relative); }
    QString root() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

class Stage {
public:
    Stage()
        : feed(std::make_unique<EngineFeed>()) {
        QSignalSpy changed(feed.get(), &EngineFeed::snapshotChanged);
        feed->open(workspace.root());
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), kPatience);
    }
    void invoke(const std::string& payload) {
        feed->invoke({"counter", payload}, feed.get(),
                     [this](const Answer& answer) { answers.push_back(answer); });
    }
    void wait(std::size_t count) { QTRY_COMPARE_WITH_TIMEOUT(answers.size(), count, kPatience); }

    Workspace workspace;
    std::unique_ptr<EngineFeed> feed;
    std::vector<Answer> answers;
};

} // namespace

/// Over the real engine: real processes, real Python.
class TestEngineFeed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (!tests::isInstalled("python3"))
            QSKIP("python3 is not installed");
    }

    void openingAWorkspaceGivesItsSnapshot() {
        Stage stage;
        QVERIFY(stage.feed->snapshot().function("counter"));
        QCOMPARE(stage.feed->absolutePath("functions/counter"),
                 stage.workspace.path(QStringLiteral("functions/counter")));
    }

    void aFolderThatIsNotThereIsAnError() {
        EngineFeed feed;
        QSignalSpy failed(&feed, &EngineFeed::openFailed);
        feed.open(QStringLiteral("/nonexistent/workspace"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience);
    }

    void anInvokeIsAnsweredAfterItsEvents() {
        Stage stage;
        std::optional<bool> recorded;
        stage.feed->invoke({"counter", "{}"}, stage.feed.get(), [&](const Answer& answer) {
            QVERIFY(answer.ok());
            const auto* record = stage.feed->recorder().invocation(answer->invocation);
            recorded = record && record->result;
        });
        QTRY_VERIFY_WITH_TIMEOUT(recorded.has_value(), kPatience);
        QVERIFY(*recorded);
        stage.invoke("{}");
        stage.wait(1);
        QCOMPARE(QByteArray::fromStdString(stage.answers[0]->payload), QByteArray("2"));

        const telemetry::Recorder& recorder = stage.feed->recorder();
        QCOMPARE(recorder.lanes().size(), std::size_t(1));
        QCOMPARE(recorder.lanes().front().servedCount, std::uint64_t(2));
        QVERIFY(*recorder.invocations()[0].reason == telemetry::StartReason::FirstInvocation);
        QVERIFY(*recorder.invocations()[1].reason == telemetry::StartReason::Warm);
        const auto& spans = recorder.lanes().front().spans;
        for (std::size_t i = 1; i < spans.size(); ++i)
            QVERIFY(spans[i].begin == *spans[i - 1].end);
        QVERIFY(stage.feed->now() >= *recorder.lastEventAt());
    }

    void whatCannotRunIsAnswered() {
        Stage stage;
        stage.invoke("{not json");
        stage.wait(1);
        QVERIFY(!stage.answers[0].ok());
        QCOMPARE(QByteArray::fromStdString(stage.answers[0].error().code),
                 QByteArray("invoke.badJson"));
    }

    void aFailureIsMarkedInItsLane() {
        Stage stage;
        stage.invoke(R"({"fail": true})");
        stage.wait(1);
        QVERIFY(stage.answers[0].ok());
        QVERIFY(!stage.answers[0]->functionError.empty());
        bool marked = false;
        for (const telemetry::Span& span : stage.feed->recorder().lanes().front().spans)
            marked |= span.phase == telemetry::Phase::Invoke && span.failed;
        QVERIFY(marked);
    }

    void noAnswerComesWhenWhoAskedHasDied() {
        Stage stage;
        auto asker = std::make_unique<QObject>();
        bool called = false;
        stage.feed->invoke({"counter", "{}"}, asker.get(), [&](const Answer&) { called = true; });
        asker.reset();
        stage.invoke("{}"); // answered after the other
        stage.wait(1);
        QTRY_COMPARE_WITH_TIMEOUT(stage.feed->recorder().invocations().size(), std::size_t(2),
                                  kPatience);
        QVERIFY(!called);
    }

    void roundsAreCoalesced() {
        Stage stage;
        int rounds = 0;
        std::size_t events = 0;
        connect(stage.feed.get(), &EngineFeed::eventsArrived, this,
                [&](const std::vector<telemetry::Event>& batch) {
                    ++rounds;
                    events += batch.size();
                });
        stage.invoke(R"({"lines": 5000})");
        stage.wait(1);
        QVERIFY(events > 1'000);
        QVERIFY(std::size_t(rounds) < events / 4);
    }

    void aChangeOnDiskGivesANewSnapshot() {
        Stage stage;
        write(stage.workspace.path(QStringLiteral("events/counter/fast.json")), "{}");
        QTRY_VERIFY_WITH_TIMEOUT(stage.feed->snapshot().function("counter") &&
                                     !stage.feed->snapshot().function("counter")->events.empty(),
                                 kPatience);
    }

    void clearingForgetsThePastAndKeepsTheEnvironment() {
        Stage stage;
        stage.invoke("{}");
        stage.wait(1);
        QSignalSpy cleared(stage.feed.get(), &EngineFeed::recordingCleared);
        stage.feed->clearRecording();
        QCOMPARE(cleared.count(), 1);
        QVERIFY(stage.feed->recorder().invocations().empty());
        QCOMPARE(stage.feed->recorder().lanes().size(), std::size_t(1));
        stage.invoke("{}");
        stage.wait(2);
        QCOMPARE(stage.feed->recorder().lanes().size(), std::size_t(1));
    }

    void theFeedStopsWhileAFunctionRuns() {
        Stage stage;
        stage.invoke(R"({"sleep": 60})");
        const auto running = [&] {
            const auto& lanes = stage.feed->recorder().lanes();
            return !lanes.empty() && lanes.front().spans.back().phase == telemetry::Phase::Invoke;
        };
        QTRY_VERIFY_WITH_TIMEOUT(running(), kPatience);
        stage.feed.reset(); // returns: the engine's thread has ended and its processes with it
        QVERIFY(stage.answers.empty());
    }
};

QTEST_GUILESS_MAIN(TestEngineFeed)
#include "tst_enginefeed.moc"
