#include "widgets/timeline/lanegeometry.h"
#include "widgets/timeline/lanerows.h"

#include <QTest>

using namespace ws;
using namespace ws::timeline;
using namespace std::chrono_literals;
using telemetry::Lane;
using telemetry::Phase;
using telemetry::Span;

namespace {

constexpr base::TimePoint kStart{1'700'000'000s};

struct Piece {
    Phase phase;
    base::Duration length;
    bool failed = false;
};

/// A lane of pieces one after the other; the last one still lasts.
Lane laneOf(const std::vector<Piece>& pieces) {
    Lane lane;
    lane.environment = base::EnvironmentId(1);
    lane.revision = 1;
    base::TimePoint at = kStart;
    for (const Piece& piece : pieces) {
        lane.spans.push_back({piece.phase, at, at + piece.length, {}, piece.failed});
        at += piece.length;
    }
    lane.spans.back().end.reset();
    return lane;
}

std::vector<Segment> segmentsOf(const Lane& lane, const PlotScale& scale) {
    SpanIndex index;
    index.update(lane);
    return laneSegments(lane, index, scale);
}

PlotScale scaleOf(base::Duration length, double width = 1000) {
    return {{kStart, kStart + length}, width, 1.0};
}

/// Warm invokes of 1 us, 9 us apart; every `failing`th one fails.
Lane busyLane(int invokes, int failing) {
    std::vector<Piece> pieces;
    for (int i = 1; i <= invokes; ++i) {
        pieces.push_back({Phase::Invoke, 1us, i % failing == 0});
        pieces.push_back({Phase::Idle, 9us});
    }
    return laneOf(pieces);
}

} // namespace

class TestLaneGeometry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wideSpansAreDrawnOneByOne() {
        const Lane lane = laneOf({{Phase::Starting, 10ms},
                                  {Phase::Init, 40ms},
                                  {Phase::Invoke, 50ms},
                                  {Phase::Idle, 1s}});
        const auto segments = segmentsOf(lane, scaleOf(1s));
        QCOMPARE(segments.size(), std::size_t(4));
        QCOMPARE(segments[1].begin, 10.0);
        QCOMPARE(segments[1].end, 50.0);
        QCOMPARE(segments[2].phase, Phase::Invoke);
        QVERIFY(segments[3].lasting);
    }

    void onlyWhatIsVisibleIsBuilt() {
        const Lane lane = busyLane(10'000, 100'000);
        const auto segments = segmentsOf(lane, {{kStart + 50'000us, kStart + 50'020us}, 1000, 1.0});
        QVERIFY(segments.size() <= 6);
    }

    void narrowSpansAreMergedPerColumn() {
        const Lane lane = busyLane(100'000, 1'000'000);
        const auto segments = segmentsOf(lane, scaleOf(1s));
        QVERIFY(segments.size() < 10);
        std::size_t spans = 0;
        for (const Segment& segment : segments) {
            QCOMPARE(segment.phase, segment.lasting ? Phase::Idle : Phase::Invoke);
            spans += segment.merged;
        }
        QVERIFY(spans >= lane.spans.size() - 10);
    }

    void noFailureIsLostByMerging() {
        const Lane lane = busyLane(100'000, 20'000); // five failures
        std::size_t failed = 0;
        for (const Segment& segment : segmentsOf(lane, scaleOf(1s)))
            failed += segment.failed ? 1 : 0;
        QCOMPARE(failed, std::size_t(5));
    }

    void segmentsAreInOrderAndDoNotOverlap() {
        const Lane lane = busyLane(3'000, 7);
        for (const base::Duration length : std::vector<base::Duration>{100us, 3ms, 30ms, 1s}) {
            const auto segments = segmentsOf(lane, scaleOf(length, 640));
            for (std::size_t i = 1; i < segments.size(); ++i)
                QVERIFY(segments[i].begin >= segments[i - 1].begin);
        }
    }

    void aSingleTinyInvokeKeepsItsIdentity() {
        const Lane lane = laneOf({{Phase::Idle, 500ms}, {Phase::Invoke, 10us}, {Phase::Idle, 1s}});
        const auto segments = segmentsOf(lane, scaleOf(1s));
        QCOMPARE(segments.size(), std::size_t(3));
        QCOMPARE(segments[1].span, std::size_t(1));
        QCOMPARE(segments[1].merged, std::size_t(1));
    }

    void theTinyInvokeBesideThePointerIsHit() {
        const Lane lane = laneOf({{Phase::Idle, 500ms}, {Phase::Invoke, 10us}, {Phase::Idle, 1s}});
        QCOMPARE(spanAt(lane, 502, scaleOf(1s), 4), std::optional<std::size_t>(1));
        QCOMPARE(spanAt(lane, 510, scaleOf(1s), 4), std::optional<std::size_t>(2));
        QCOMPARE(spanAt(lane, 100, scaleOf(1s), 4), std::optional<std::size_t>(0));
    }

    void beforeItsStartThereIsNothingToHit() {
        const Lane lane = laneOf({{Phase::Init, 100ms}, {Phase::Idle, 1s}});
        const PlotScale scale{{kStart - 1s, kStart + 1s}, 1000, 1.0};
        QVERIFY(!spanAt(lane, 100, scale, 4));
        QVERIFY(spanAt(lane, 510, scale, 4));
    }

    void theIndexFollowsALaneThatGrowsAndForgets() {
        Lane lane = busyLane(500, 3);
        SpanIndex grown;
        for (std::size_t count = 1; count <= lane.spans.size(); count += 37) {
            Lane part = lane;
            part.spans.resize(count);
            grown.update(part);
        }
        grown.update(lane);
        lane.spans.erase(lane.spans.begin(), lane.spans.begin() + 400);
        lane.forgottenSpans = 400;
        grown.update(lane);
        SpanIndex fresh;
        fresh.update(lane);
        const std::size_t all = lane.spans.size();
        QCOMPARE(grown.summary(0, all).failures, fresh.summary(0, all).failures);
        QVERIFY(grown.summary(3, all - 9).invoke == fresh.summary(3, all - 9).invoke);
    }

    void theSearchAgreesWithLookingAtEverySpan() {
        const Lane lane = busyLane(200, 3);
        for (int at = -5; at < 2'100; at += 3) {
            const base::TimePoint time = kStart + base::Duration{at};
            std::size_t expected = 0;
            while (expected < lane.spans.size() && lane.spans[expected].end &&
                   *lane.spans[expected].end <= time)
                ++expected;
            QCOMPARE(firstEndingAfter(lane, time), expected);
            QCOMPARE(firstEndingAfter(lane, time, expected / 2), expected);
        }
    }

    void cachedSegmentsAreMadeAgainOnChangeOnly() {
        Lane lane = busyLane(10, 3);
        GeometryCache cache;
        const auto* first = cache.segments(lane, scaleOf(1ms)).data();
        QCOMPARE(cache.segments(lane, scaleOf(1ms)).data(), first);
        lane.spans.back().end = kStart + 200us;
        lane.spans.push_back({Phase::Invoke, kStart + 200us, {}, {}, false});
        ++lane.revision;
        QCOMPARE(cache.segments(lane, scaleOf(1ms)).back().phase, Phase::Invoke);
    }

    void lettersGoOnAfterZ() {
        QCOMPARE(letterText(0), QStringLiteral("A"));
        QCOMPARE(letterText(25), QStringLiteral("Z"));
        QCOMPARE(letterText(26), QStringLiteral("AA"));
        QCOMPARE(letterText(26 * 27), QStringLiteral("AAA"));
    }

    void rowsAreGroupedAndLettersStay() {
        telemetry::Recorder::Limits limits;
        limits.lanes = 3;
        telemetry::Recorder recorder(limits);
        LaneRows rows;
        const auto start = [&](int id, const char* function) {
            telemetry::EnvironmentStarted body;
            body.environment = base::EnvironmentId(id);
            body.function = function;
            recorder.onEvent({0, kStart, body});
        };
        const auto end = [&](int id) {
            recorder.onEvent({0, kStart,
                              telemetry::EnvironmentPhaseChanged{
                                  base::EnvironmentId(id), Phase::Gone, {}, false, {}}});
        };
        start(1, "b");
        start(2, "a");
        start(3, "b");
        QVERIFY(rows.update(telemetry::RecordCut(recorder)));
        QVERIFY(!rows.update(telemetry::RecordCut(recorder)));
        QCOMPARE(rows.rows().size(), std::size_t(5));
        QVERIFY(rows.rows()[0].isHeading());
        QCOMPARE(rows.rows()[2].environment, base::EnvironmentId(3));
        QCOMPARE(rows.rows()[2].letter, 1);
        QCOMPARE(rows.rows()[4].letter, 0);

        end(1);
        start(4, "b"); // 1 is forgotten
        QVERIFY(rows.update(telemetry::RecordCut(recorder)));
        QVERIFY(!rows.rowOf(base::EnvironmentId(1)));
        QCOMPARE(rows.rows()[*rows.rowOf(base::EnvironmentId(4))].letter, 2);

        rows.setFunction("a");
        rows.update(telemetry::RecordCut(recorder));
        QCOMPARE(rows.laneCount(), std::size_t(1));
        QCOMPARE(rows.functions().size(), std::size_t(2));
        rows.setFunction({});
        end(2);
        rows.setEnded(LaneRows::Ended::Hide);
        rows.update(telemetry::RecordCut(recorder));
        QVERIFY(!rows.rowOf(base::EnvironmentId(2)));
    }
};

QTEST_GUILESS_MAIN(TestLaneGeometry)
#include "tst_lanegeometry.moc"
