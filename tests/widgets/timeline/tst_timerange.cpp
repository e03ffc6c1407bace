#include "widgets/timeline/timerange.h"

#include <QSignalSpy>
#include <QTest>

using namespace ws;
using namespace ws::timeline;
using namespace std::chrono_literals;

namespace {

constexpr base::TimePoint kStart{1'700'000'000s};

Interval upTo(base::Duration end) {
    return {kStart, kStart + end};
}

} // namespace

class TestTimeRange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void atFirstEverythingIsShown() {
        TimeRange range;
        for (const base::Duration end : {0ms, 40ms, 2000ms, 29000ms}) {
            range.setBounds(upTo(end));
            QVERIFY(range.visible().begin < kStart);
            QVERIFY(range.visible().end > kStart + end);
        }
    }

    void aLongRunSlidesThroughTheWindow() {
        TimeRange range;
        range.setBounds(upTo(10min));
        QVERIFY(range.visible().length() < 1min);
        QVERIFY(range.visible().contains(kStart + 10min));
        QVERIFY(!range.visible().contains(kStart));
    }

    void zoomingWhileFollowingKeepsThePresentInView() {
        TimeRange range;
        range.setBounds(upTo(10s));
        range.zoom(0.1);
        QVERIFY(range.follow() == TimeRange::Follow::On);
        QVERIFY(range.visible().contains(kStart + 10s));
        const base::Duration length = range.visible().length();
        range.setBounds(upTo(20s));
        QVERIFY(range.visible().contains(kStart + 20s));
        QVERIFY(range.visible().length() == length);
    }

    void panningStopsFollowing() {
        TimeRange range;
        range.setBounds(upTo(10s));
        QSignalSpy spy(&range, &TimeRange::followChanged);
        range.pan(-1s);
        QCOMPARE(spy.count(), 1);
        const Interval before = range.visible();
        range.setBounds(upTo(60s));
        QVERIFY(range.visible() == before);
        range.setFollow(TimeRange::Follow::On);
        QVERIFY(range.visible().contains(kStart + 60s));
    }

    void nothingCanBePannedOutOfSight() {
        TimeRange range;
        range.setBounds(upTo(10s));
        range.pan(24h);
        QVERIFY(range.visible().begin < kStart + 10s);
        range.pan(-48h);
        QVERIFY(range.visible().end > kStart);
    }

    void fittingShowsAllHoweverLong() {
        TimeRange range;
        range.setBounds(upTo(2h));
        range.fitAll();
        QVERIFY(range.visible().contains(kStart));
        QVERIFY(range.visible().contains(kStart + 2h));
    }

    void revealingMovesOnlyWhenNeeded() {
        TimeRange range;
        range.setBounds(upTo(60s));
        range.show({kStart + 10s, kStart + 20s});
        const Interval before = range.visible();
        range.reveal(kStart + 15s);
        QVERIFY(range.visible() == before);
        range.reveal(kStart + 50s);
        QVERIFY(range.visible().contains(kStart + 50s));
        QVERIFY(range.visible().length() == before.length());
    }

    void settingWhatIsSetAlreadySaysNothing() {
        TimeRange range;
        range.setBounds(upTo(10s));
        QSignalSpy visible(&range, &TimeRange::visibleChanged);
        QSignalSpy cursor(&range, &TimeRange::cursorChanged);
        range.setBounds(upTo(10s));
        range.setCursor({});
        QCOMPARE(visible.count(), 0);
        QCOMPARE(cursor.count(), 0);
        range.setCursor(kStart);
        range.setCursor(kStart);
        QCOMPARE(cursor.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestTimeRange)
#include "tst_timerange.moc"
