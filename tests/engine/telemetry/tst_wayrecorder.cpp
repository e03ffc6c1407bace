#include "engine/telemetry/wayrecorder.h"

#include <QTest>

using namespace ws::telemetry;

namespace {

Event at(int seconds, EventBody body) {
    return {std::uint64_t(seconds), ws::base::TimePoint{std::chrono::seconds{seconds}},
            std::move(body)};
}

InvocationHop hop(std::uint64_t invocation, Component component) {
    InvocationHop hop;
    hop.invocation = InvocationId{invocation};
    hop.component = component;
    return hop;
}

InvocationArrived attempt(std::uint64_t invocation, int number) {
    InvocationArrived arrived;
    arrived.invocation = InvocationId{invocation};
    arrived.requestId = "r";
    arrived.attempt = number;
    return arrived;
}

AsyncEventMoved moved(AsyncEventMoved::Stage stage) {
    AsyncEventMoved moved;
    moved.requestId = "r";
    moved.stage = stage;
    return moved;
}

} // namespace

class TestWayRecorder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWayOfARequestIsKeptInItsOrder() {
        WayRecorder recorder;
        recorder.onEvent(at(1, hop(1, Component::FrontEnd)));
        recorder.onEvent(at(2, hop(2, Component::FrontEnd)));
        recorder.onEvent(at(3, hop(1, Component::CountingService)));
        const auto& way = recorder.hops(InvocationId{1});
        QCOMPARE(way.size(), std::size_t(2));
        QCOMPARE(way[1].hop.component, Component::CountingService);
        QVERIFY(way[0].at < way[1].at);
        QVERIFY(recorder.hops(InvocationId{9}).empty());
    }

    void theAttemptsOfAnEventFindEachOther() {
        WayRecorder recorder;
        recorder.onEvent(at(1, moved(AsyncEventMoved::Stage::Received)));
        recorder.onEvent(at(2, attempt(1, 1)));
        recorder.onEvent(at(3, moved(AsyncEventMoved::Stage::Returned)));
        recorder.onEvent(at(4, attempt(2, 2)));
        recorder.onEvent(at(5, attempt(7, 0))); // somebody waits: no event
        QCOMPARE(recorder.attempts("r").size(), std::size_t(2));
        QCOMPARE(recorder.attempts("r")[1].invocation, InvocationId{2});
        QCOMPARE(recorder.moves("r").size(), std::size_t(2));
        recorder.clear();
        QVERIFY(recorder.moves("r").empty());
    }

    void theOldestIsForgottenFirst() {
        WayRecorder recorder(2);
        for (std::uint64_t id = 1; id <= 3; ++id)
            recorder.onEvent(at(int(id), hop(id, Component::FrontEnd)));
        QVERIFY(recorder.hops(InvocationId{1}).empty());
        QCOMPARE(recorder.hops(InvocationId{2}).size(), std::size_t(1));
        QCOMPARE(recorder.hops(InvocationId{3}).size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestWayRecorder)
#include "tst_wayrecorder.moc"
