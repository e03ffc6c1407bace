#include "engine/execution/retrypreview.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using execution::PlannedRetry;
using std::chrono::seconds;

namespace {

/// When each call of a task that always fails is made, after the first one.
std::vector<base::Duration> executedRetries(const std::string& retrier) {
    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    tests::ScriptedFunctions functions(clock);
    std::vector<base::Duration> calls;
    std::optional<base::TimePoint> first;
    functions.rule = [&](const execution::TaskRequest&) {
        if (!first)
            first = clock.now();
        else
            calls.push_back(clock.now() - *first);
        return tests::ScriptedFunctions::failure("Busy", "as ever");
    };
    execution::Executor executor({clock, functions, bus, 1});
    const std::string machine =
        R"({"StartAt":"S","States":{"S":{"Type":"Task","Resource":"f","End":true,"Retry":[)" +
        retrier + "]}}}";
    if (!executor.start(machine, {}))
        QTest::qFail("the definition was refused", __FILE__, __LINE__);
    clock.runUntilIdle();
    return calls;
}

std::vector<PlannedRetry> planned(const std::string& retrier) {
    return execution::plannedRetries(execution::readRetrier(*json::Value::parse(retrier)), 100);
}

} // namespace

class tst_RetryPreview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal18_thePreviewIsWhatIsExecuted_data();
    void goal18_thePreviewIsWhatIsExecuted();
    void goal18_jitterStaysWithinItsBand();
    void noMoreAreDrawnThanAskedFor();
};

void tst_RetryPreview::goal18_thePreviewIsWhatIsExecuted_data() {
    QTest::addColumn<QString>("retrier");
    QTest::newRow("the defaults") << QStringLiteral(R"({"ErrorEquals":["Busy"]})");
    QTest::newRow("growing by half") << QStringLiteral(
        R"({"ErrorEquals":["States.ALL"],"IntervalSeconds":3,"BackoffRate":1.5,"MaxAttempts":6})");
    QTest::newRow("never longer than") << QStringLiteral(
        R"({"ErrorEquals":["Busy"],"IntervalSeconds":2,"MaxDelaySeconds":5,"MaxAttempts":8})");
    QTest::newRow("at once") << QStringLiteral(
        R"({"ErrorEquals":["Busy"],"IntervalSeconds":0,"MaxAttempts":2})");
    QTest::newRow("never") << QStringLiteral(R"({"ErrorEquals":["Busy"],"MaxAttempts":0})");
}

void tst_RetryPreview::goal18_thePreviewIsWhatIsExecuted() {
    QFETCH(QString, retrier);
    const auto plan = planned(retrier.toStdString());
    const auto executed = executedRetries(retrier.toStdString());
    QCOMPARE(plan.size(), executed.size());
    for (std::size_t at = 0; at < plan.size(); ++at) {
        QCOMPARE(plan[at].earliest, executed[at]);
        QCOMPARE(plan[at].latest, executed[at]);
    }
}

void tst_RetryPreview::goal18_jitterStaysWithinItsBand() {
    const std::string retrier =
        R"({"ErrorEquals":["Busy"],"IntervalSeconds":4,"MaxAttempts":7,"JitterStrategy":"FULL"})";
    const auto plan = planned(retrier);
    const auto executed = executedRetries(retrier);
    QCOMPARE(plan.size(), 7UL);
    QCOMPARE(executed.size(), 7UL);
    base::Duration before{0};
    for (std::size_t at = 0; at < plan.size(); ++at) {
        const base::Duration pause = executed[at] - before;
        QVERIFY(pause >= plan[at].shortest && pause <= plan[at].longest);
        QVERIFY(executed[at] >= plan[at].earliest && executed[at] <= plan[at].latest);
        before = executed[at];
    }
    QCOMPARE(plan[2].longest, base::Duration(seconds(16)));
}

void tst_RetryPreview::noMoreAreDrawnThanAskedFor() {
    statemachine::Retrier retrier;
    retrier.maxAttempts = 99'999'999;
    QCOMPARE(execution::plannedRetries(retrier, 8).size(), 8UL);
    retrier.maxAttempts = -3;
    QCOMPARE(execution::plannedRetries(retrier, 8).size(), 0UL);
}

QTEST_GUILESS_MAIN(tst_RetryPreview)
#include "tst_retrypreview.moc"
