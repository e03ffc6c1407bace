#include "engine/workspace/invokeseries.h"

#include <QTest>

#include <deque>
#include <utility>
#include <vector>

using namespace ws;
using namespace ws::workspace;
using Pace = SeriesRequest::Pace;

/// A function that answers when the test says so.
class InvokeSeriesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<InvokeSeries> series(int count, Pace pace) {
        m_open.clear();
        m_told.clear();
        m_errors.clear();
        SeriesRequest request;
        request.invoke.function = "counter";
        request.count = count;
        request.pace = pace;
        return std::make_unique<InvokeSeries>(
            m_clock,
            [this](const fleet::InvokeRequest&,
                   fleet::InvokeCallback done) -> base::Result<base::InvocationId> {
                if (m_refuses)
                    return base::Error{"invoke.badJson", {}};
                m_open.push_back(std::move(done));
                return base::InvocationId{1};
            },
            request,
            [this](const SeriesProgress& progress, const InvokeSeries::Answer& answer) {
                m_told.push_back(progress);
                if (!answer)
                    m_errors.push_back(answer.error().code);
            });
    }

    void answerOne(telemetry::StartReason reason = telemetry::StartReason::Warm) {
        auto done = std::move(m_open.front());
        m_open.pop_front();
        fleet::InvokeResult result;
        result.reason = reason;
        result.report.status = telemetry::InvocationStatus::Succeeded;
        done(std::move(result));
    }

    base::ManualClock m_clock;
    std::deque<fleet::InvokeCallback> m_open;
    std::vector<SeriesProgress> m_told;
    std::vector<std::string> m_errors;
    bool m_refuses = false;

private slots:
    void init() { m_refuses = false; }

    void inTurnTheNextBeginsWhenTheOneBeforeHasEnded() {
        const auto series = this->series(3, Pace::InTurn);
        series->start();
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(m_open.size(), std::size_t{1});
            QVERIFY(!series->isOver());
            answerOne(i == 0 ? telemetry::StartReason::FirstInvocation
                             : telemetry::StartReason::Warm);
        }
        QVERIFY(series->isOver());
        QVERIFY(m_open.empty());
        QCOMPARE(m_told.back().finished, 3);
        QCOMPARE(m_told.back().cold, 1);
        QCOMPARE(m_told.back().failed, 0);
    }

    void togetherAllBeginAtOnce() {
        const auto series = this->series(5, Pace::Together);
        series->start();
        QCOMPARE(m_open.size(), std::size_t{5});
        while (!m_open.empty())
            answerOne();
        QVERIFY(series->isOver());
        QCOMPARE(m_told.back().finished, 5);
    }

    void manyAnswersAreToldOfOncePerInterval() {
        const auto series = this->series(1000, Pace::InTurn);
        series->start();
        for (int i = 0; i < 999; ++i)
            answerOne();
        QCOMPARE(m_told.size(), std::size_t{1}); // the first at once
        m_clock.advance(InvokeSeries::kTellEvery);
        QCOMPARE(m_told.size(), std::size_t{2});
        QCOMPARE(m_told.back().finished, 999);
        answerOne();
        QCOMPARE(m_told.size(), std::size_t{3}); // the end without delay
        QVERIFY(m_told.back().isOver());
        m_clock.advance(InvokeSeries::kTellEvery * 4);
        QCOMPARE(m_told.size(), std::size_t{3});
    }

    void whatIsWrongWithOneIsWrongWithAll() {
        m_refuses = true;
        const auto series = this->series(100, Pace::Together);
        series->start();
        QVERIFY(series->isOver());
        QCOMPARE(m_errors, std::vector<std::string>{"invoke.badJson"});
    }

    void cancelledItEndsWithThoseUnderWay() {
        const auto series = this->series(10, Pace::InTurn);
        series->start();
        answerOne();
        series->cancel();
        QVERIFY(!series->isOver());
        answerOne();
        QVERIFY(series->isOver());
        QVERIFY(m_open.empty());
        QCOMPARE(m_told.back().finished, 2);
    }

    void answersThatComeAfterItIsGoneHurtNobody() {
        auto series = this->series(2, Pace::Together);
        series->start();
        answerOne();
        series.reset();
        answerOne();
        m_clock.advance(InvokeSeries::kTellEvery * 2);
        QCOMPARE(m_told.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(InvokeSeriesTest)
#include "tst_invokeseries.moc"
