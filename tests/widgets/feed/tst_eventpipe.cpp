#include "widgets/feed/eventpipe.h"

#include <QTest>

#include <thread>

using namespace ws;
using feed::EventPipe;

namespace {

telemetry::Event logLine(std::uint64_t sequence, std::size_t length, int environment = 1) {
    telemetry::LogLine line;
    line.environment = base::EnvironmentId(environment);
    line.text = std::string(length, 'x');
    return {sequence, {}, line};
}

telemetry::Event phaseChange(std::uint64_t sequence) {
    return {sequence, {}, telemetry::EnvironmentPhaseChanged{}};
}

std::int64_t droppedBytes(const EventPipe::Round& round) {
    std::int64_t bytes = 0;
    for (const telemetry::Event& event : round.events) {
        if (const auto* dropped = std::get_if<telemetry::LogsDropped>(&event.body))
            bytes += dropped->bytes;
    }
    return bytes;
}

} // namespace

class TestEventPipe : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wakesOncePerBatch() {
        int woken = 0;
        EventPipe pipe([&] { ++woken; });
        pipe.onEvent(phaseChange(1));
        pipe.onEvent(phaseChange(2));
        QCOMPARE(woken, 1);
        QCOMPARE(pipe.take(10).events.size(), std::size_t(2));
        pipe.onEvent(phaseChange(3));
        QCOMPARE(woken, 2);
    }

    void anAnswerFollowsTheEventsThatLedToIt() {
        EventPipe pipe([] {});
        bool answered = false;
        pipe.onEvent(phaseChange(1));
        pipe.act([&] { answered = true; });
        pipe.onEvent(phaseChange(2));

        EventPipe::Round first = pipe.take(1);
        QCOMPARE(first.events.size(), std::size_t(1));
        QVERIFY(first.actions.empty());
        QVERIFY(first.more == EventPipe::Round::More::Yes);
        EventPipe::Round rest = pipe.take(10);
        QCOMPARE(rest.actions.size(), std::size_t(1));
        QCOMPARE(rest.events.size(), std::size_t(1));
        QVERIFY(rest.more == EventPipe::Round::More::No);
        rest.actions.front()();
        QVERIFY(answered);
    }

    void onlyLogLinesAreLeftOutAndTheirBytesAreCounted() {
        EventPipe::Limits limits;
        limits.waiting = 10;
        EventPipe pipe([] {}, limits);
        for (std::uint64_t i = 1; i <= 30; ++i)
            pipe.onEvent(logLine(i, 5));
        for (std::uint64_t i = 31; i <= 60; ++i)
            pipe.onEvent(phaseChange(i));
        const EventPipe::Round round = pipe.take(1000);
        QCOMPARE(droppedBytes(round), std::int64_t(100));
        QCOMPARE(round.events.size(), std::size_t(10 + 30 + 1));
        QCOMPARE(round.events.back().sequence, std::uint64_t(60));
    }

    void fewLongLinesAreLeftOutToo() {
        EventPipe::Limits limits;
        limits.waitingLogBytes = 1000;
        EventPipe pipe([] {}, limits);
        for (std::uint64_t i = 1; i <= 5; ++i)
            pipe.onEvent(logLine(i, 400, int(i)));
        const EventPipe::Round round = pipe.take(1000);
        QCOMPARE(droppedBytes(round), std::int64_t(1200));
        QCOMPARE(round.events.size(), std::size_t(2 + 3)); // one count per environment
        pipe.onEvent(logLine(6, 400));
        QCOMPARE(droppedBytes(pipe.take(10)), std::int64_t(0));
    }

    void nothingIsLostOrReorderedBetweenThreads() {
        constexpr std::uint64_t kCount = 100'000;
        EventPipe pipe([] {});
        std::thread producer([&] {
            for (std::uint64_t i = 1; i <= kCount; ++i)
                pipe.onEvent(phaseChange(i));
        });
        std::uint64_t last = 0;
        while (last < kCount) {
            for (const telemetry::Event& event : pipe.take(700).events) {
                QCOMPARE(event.sequence, last + 1);
                last = event.sequence;
            }
        }
        producer.join();
    }
};

QTEST_GUILESS_MAIN(TestEventPipe)
#include "tst_eventpipe.moc"
