#include "engine/execution/retrypolicy.h"

#include <QTest>

using namespace ws;
using execution::RetryCounter;
using statemachine::Retrier;
using std::chrono::milliseconds;
using std::chrono::seconds;

class RetryPolicyTest : public QObject {
    Q_OBJECT

private slots:
    void allNamesEverythingButRuntime();
    void taskFailedNamesEverythingButTimeoutAndRuntime();
    void anAliasNamesTheErrorToo();
    void theIntervalGrowsByTheBackoffRate();
    void theDelayStopsGrowingAtItsMaximum();
    void fullJitterTakesAPartOfTheDelay();
    void aLongSeriesStaysInTheRangeOfTheClock();
    void eachRetrierCountsItsOwnAttempts();
    void theFirstRetrierThatNamesTheErrorDecides();
    void noAttemptsMeansNoRetry();
};

void RetryPolicyTest::allNamesEverythingButRuntime() {
    QVERIFY(execution::namesError({"States.ALL"}, "MyError"));
    QVERIFY(execution::namesError({"States.ALL"}, "States.Timeout"));
    QVERIFY(execution::namesError({"States.ALL"}, "States.DataLimitExceeded"));
    QVERIFY(!execution::namesError({"States.ALL"}, "States.Runtime"));
    QVERIFY(!execution::namesError({"States.Runtime"}, "States.Runtime"));
}

void RetryPolicyTest::taskFailedNamesEverythingButTimeoutAndRuntime() {
    QVERIFY(execution::namesError({"States.TaskFailed"}, "Lambda.ResourceNotFoundException"));
    QVERIFY(!execution::namesError({"States.TaskFailed"}, "States.Timeout"));
    QVERIFY(!execution::namesError({"States.TaskFailed"}, "States.Runtime"));
    QVERIFY(execution::namesError({"Other", "MyError"}, "MyError"));
    QVERIFY(!execution::namesError({"Other"}, "MyError"));
}

void RetryPolicyTest::anAliasNamesTheErrorToo() {
    static constexpr auto* kAlias = "States.HeartbeatTimeout";
    QVERIFY(execution::namesError({kAlias}, "States.Timeout", kAlias));
    QVERIFY(execution::namesError({"States.Timeout"}, "States.Timeout", kAlias));
    QVERIFY(!execution::namesError({"States.TaskFailed"}, "States.Timeout", kAlias));
    QVERIFY(!execution::namesError({kAlias}, "States.Timeout"));
    QVERIFY(!execution::namesError({""}, "States.Timeout"));
}

void RetryPolicyTest::theIntervalGrowsByTheBackoffRate() {
    Retrier retrier;
    retrier.intervalSeconds = 3;
    retrier.backoffRate = 1.5;
    QCOMPARE(execution::retryDelay(retrier, 1, 0), base::Duration(seconds(3)));
    QCOMPARE(execution::retryDelay(retrier, 2, 0), base::Duration(milliseconds(4500)));
    QCOMPARE(execution::retryDelay(retrier, 3, 0), base::Duration(milliseconds(6750)));
}

void RetryPolicyTest::theDelayStopsGrowingAtItsMaximum() {
    Retrier retrier;
    retrier.intervalSeconds = 3;
    retrier.maxDelaySeconds = 5;
    QCOMPARE(execution::retryDelay(retrier, 1, 0), base::Duration(seconds(3)));
    QCOMPARE(execution::retryDelay(retrier, 2, 0), base::Duration(seconds(5)));
    QCOMPARE(execution::retryDelay(retrier, 9, 0), base::Duration(seconds(5)));
}

void RetryPolicyTest::fullJitterTakesAPartOfTheDelay() {
    Retrier retrier;
    retrier.intervalSeconds = 4;
    retrier.fullJitter = true;
    QCOMPARE(execution::retryDelay(retrier, 1, 0), base::Duration(0));
    QCOMPARE(execution::retryDelay(retrier, 1, 0.25), base::Duration(seconds(1)));
    QCOMPARE(execution::retryDelay(retrier, 2, 0.25), base::Duration(seconds(2)));
}

void RetryPolicyTest::aLongSeriesStaysInTheRangeOfTheClock() {
    QVERIFY(execution::retryDelay(Retrier{}, 100'000, 0) <= base::Duration(std::chrono::days(366)));
}

void RetryPolicyTest::eachRetrierCountsItsOwnAttempts() {
    Retrier first;
    first.errorEquals = {"A"};
    first.maxAttempts = 1;
    Retrier second;
    second.errorEquals = {"B"};
    second.maxAttempts = 2;
    const std::vector<Retrier> retriers{first, second};
    RetryCounter counter;
    QVERIFY(counter.take(retriers, "B"));
    QVERIFY(counter.take(retriers, "A"));
    QCOMPARE(counter.attempt(), 1);
    QVERIFY(counter.take(retriers, "B"));
    QCOMPARE(counter.attempt(), 2);
    QVERIFY(!counter.take(retriers, "A"));
    QVERIFY(!counter.take(retriers, "B"));
    QCOMPARE(counter.total(), 3);
    counter.reset();
    QVERIFY(counter.take(retriers, "A"));
    QCOMPARE(counter.total(), 1);
}

void RetryPolicyTest::theFirstRetrierThatNamesTheErrorDecides() {
    Retrier exact;
    exact.errorEquals = {"A"};
    exact.maxAttempts = 0;
    Retrier all;
    all.errorEquals = {"States.ALL"};
    RetryCounter counter;
    QVERIFY(!counter.take({exact, all}, "A"));
    QVERIFY(counter.take({exact, all}, "B"));
}

void RetryPolicyTest::noAttemptsMeansNoRetry() {
    Retrier never;
    never.errorEquals = {"States.ALL"};
    never.maxAttempts = 0;
    RetryCounter counter;
    QVERIFY(!counter.take({never}, "A"));
    QCOMPARE(counter.total(), 0);
}

QTEST_GUILESS_MAIN(RetryPolicyTest)
#include "tst_retrypolicy.moc"
