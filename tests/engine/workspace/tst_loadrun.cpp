#include "engine/workspace/loadrun.h"

#include <QTest>

#include <deque>
#include <vector>

using namespace ws;
using namespace ws::workspace;
using namespace std::chrono_literals;

/// A function that answers when the test says so, under a load in time that the test drives.
class LoadRunTest : public QObject {
    Q_OBJECT

    struct Call {
        base::TimePoint at;
        fleet::InvokeCallback done;
    };

    std::unique_ptr<LoadRun> run(const char* load, std::uint64_t seed = 1) {
        m_calls.clear();
        m_told.clear();
        m_begun = m_clock.now();
        LoadRequest request;
        request.invoke.function = "counter:live";
        request.load = *fleet::parseLoad(load);
        request.seed = seed;
        auto made = std::make_unique<LoadRun>(
            LoadRun::Parts{m_clock, m_bus,
                           [this](const fleet::InvokeRequest&,
                                  fleet::InvokeCallback done) -> base::Result<base::InvocationId> {
                               if (m_refuses)
                                   return base::Error{"invoke.badJson", {}};
                               m_calls.push_back({m_clock.now(), std::move(done)});
                               return base::InvocationId{m_calls.size()};
                           }},
            request, [this](const LoadProgress& progress) { m_told.push_back(progress); });
        made->start();
        return made;
    }
    void answer(int statusCode = 200, const char* functionError = "") {
        auto done = std::move(m_calls[m_answered++].done);
        fleet::InvokeResult result;
        result.statusCode = statusCode;
        result.payload = "answer " + std::to_string(statusCode);
        result.functionError = functionError;
        done(std::move(result));
    }
    void answerAll() {
        while (m_answered < m_calls.size())
            answer();
        m_clock.advance(LoadRun::kTellEvery);
    }

    base::ManualClock m_clock;
    telemetry::EventBus m_bus{m_clock};
    std::deque<Call> m_calls;
    std::size_t m_answered = 0;
    std::vector<LoadProgress> m_told;
    base::TimePoint m_begun;
    bool m_refuses = false;

private Q_SLOTS:
    void init() {
        m_answered = 0;
        m_refuses = false;
    }

    void requestsAreSentWhenTheirTimeComesAnsweredOrNot() {
        const auto load = run("steady:10/s:1s");
        m_clock.advance(450ms);
        QCOMPARE(m_calls.size(), std::size_t(5)); // at 0, 100 ... 400 ms
        QCOMPARE(m_calls[3].at - m_begun, base::Duration(300ms));
        m_clock.advance(10s);
        QCOMPARE(m_calls.size(), std::size_t(10));
        QVERIFY(!load->isOver());
        answerAll();
        QVERIFY(load->isOver());
        QVERIFY(m_told.back().over);
        QCOMPARE(m_told.back().answered, std::int64_t(10));
        QCOMPARE(m_told.back().behind, base::Duration{0});
    }

    void theArrivalsAreThoseOfASimulationWithTheSameSeed() {
        const auto load = run("poisson:50/s:2s", 7);
        m_clock.advance(3s);
        fleet::LoadGenerator expected(*fleet::parseLoad("poisson:50/s:2s"), 7);
        for (const Call& call : m_calls)
            QCOMPARE(call.at - m_begun, *expected.next());
        QVERIFY(!expected.next());
        QVERIFY(m_calls.size() > 60);
        answerAll();
    }

    void failuresAndThrottlesAreCountedApart() {
        const auto load = run("burst:4");
        m_clock.advance(0ms);
        answer(200);
        answer(200, "Unhandled");
        answer(429);
        answer(404);
        m_clock.advance(LoadRun::kTellEvery);
        QCOMPARE(m_told.back().failed, std::int64_t(2));
        QCOMPARE(m_told.back().throttled, std::int64_t(1));
        QCOMPARE(m_told.back().lastFailure, std::string("answer 404"));
        QVERIFY(m_told.back().over);
    }

    void cancellingWaitsForWhatIsUnderWay() {
        const auto load = run("steady:10/s:1h");
        m_clock.advance(150ms);
        load->cancel();
        m_clock.advance(1h);
        QCOMPARE(m_calls.size(), std::size_t(2));
        QVERIFY(!m_told.back().sending && !m_told.back().over);
        answerAll();
        QVERIFY(m_told.back().over);
    }

    void whatCannotBeSentEndsTheLoadWithItsReason() {
        m_refuses = true;
        const auto load = run("steady:10/s:1h");
        m_clock.advance(200ms);
        QVERIFY(m_told.back().over);
        QCOMPARE(m_told.back().refused->code, std::string("invoke.badJson"));
        QCOMPARE(m_told.back().sent, std::int64_t(0));
    }

    void progressIsToldAtMostTenTimesASecond() {
        const auto load = run("steady:1000/s:1s");
        m_clock.advance(2s);
        QVERIFY2(m_told.size() <= 12, std::to_string(m_told.size()).c_str());
        answerAll();
    }

    void statisticsAreOfTheFunctionAlone() {
        const auto load = run("burst:1");
        m_clock.advance(0ms);
        const auto happens = [&](std::uint64_t id, const char* function) {
            telemetry::InvocationArrived arrived;
            arrived.invocation = base::InvocationId{id};
            arrived.function = function;
            m_bus.publish(arrived);
            telemetry::InvocationStarted started;
            started.invocation = arrived.invocation;
            started.reason = telemetry::StartReason::FirstInvocation;
            m_bus.publish(started);
        };
        happens(101, "counter");
        happens(102, "other");
        answerAll();
        QCOMPARE(m_told.back().statistics.arrived(), std::int64_t(1));
        QCOMPARE(m_told.back().statistics.cold(), std::int64_t(1));
    }

    void nothingIsToldOfARunThatIsGone() {
        auto load = run("burst:2");
        m_clock.advance(0ms);
        load.reset();
        const auto before = m_told.size();
        answerAll();
        QCOMPARE(m_told.size(), before);
    }
};

QTEST_APPLESS_MAIN(LoadRunTest)
#include "tst_loadrun.moc"
