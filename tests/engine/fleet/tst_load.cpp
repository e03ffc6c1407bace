#include "engine/fleet/load.h"

#include <QTest>

#include <cmath>

using namespace ws;
using namespace std::chrono_literals;
using fleet::Load;

Q_DECLARE_METATYPE(ws::fleet::Load)

namespace {

std::vector<base::Duration> arrivals(const Load& load, std::uint64_t seed = 1) {
    fleet::LoadGenerator generator(load, seed);
    std::vector<base::Duration> out;
    while (const auto at = generator.next())
        out.push_back(*at);
    return out;
}

Load parsed(const char* text) {
    const auto load = fleet::parseLoad(text);
    return load ? *load : Load{.kind = Load::Kind::Trace};
}

} // namespace

class LoadTest : public QObject {
    Q_OBJECT

private slots:
    void aLoadIsWrittenInOneWord_data() {
        QTest::addColumn<Load>("load");
        using Kind = Load::Kind;
        QTest::newRow("once") << Load::once();
        QTest::newRow("burst:100") << Load{.kind = Kind::Burst, .count = 100};
        QTest::newRow("steady:50/s:10m")
            << Load{.kind = Kind::Steady, .rate = 50, .duration = 10min};
        QTest::newRow("steady:30/m:1.5h")
            << Load{.kind = Kind::Steady, .rate = 0.5, .duration = 90min};
        QTest::newRow("ramp:0-120/m:5s")
            << Load{.kind = Kind::Ramp, .rate = 0, .endRate = 2, .duration = 5s};
        QTest::newRow("poisson:20:250ms")
            << Load{.kind = Kind::Poisson, .rate = 20, .duration = 250ms};
    }
    void aLoadIsWrittenInOneWord() {
        QFETCH(Load, load);
        const auto read = fleet::parseLoad(QTest::currentDataTag());
        QVERIFY(read.ok());
        QCOMPARE(*read, load);
    }

    void whatIsNoLoadSaysWhy_data() {
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* text, const char* reason) {
            QTest::newRow(text) << QByteArray(reason);
        };
        row("", "kind");
        row("flood:3", "kind");
        row("once:2", "parts");
        row("burst", "number");
        row("burst:0", "number");
        row("burst:1.5", "number");
        row("burst:1e99", "number");
        row("burst:-1", "number");
        row("steady:50/s", "parts");
        row("steady:0/s:1m", "rate");
        row("steady:x/s:1m", "rate");
        row("steady:5/d:1m", "rate");
        row("steady:5/s:1", "time");
        row("steady:5/s:0s", "time");
        row("steady:5/s:9999999h", "time");
        row("ramp:5/s:1m", "rate");
        row("ramp:0-0/s:1m", "rate");
        row("poisson:nan/s:1m", "rate");
    }
    void whatIsNoLoadSaysWhy() {
        QFETCH(QByteArray, reason);
        const auto read = fleet::parseLoad(QTest::currentDataTag());
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, std::string("load.syntax"));
        QCOMPARE(read.error().arg("reason"), reason.toStdString());
    }

    void aBurstComesAtOnce() {
        QCOMPARE(arrivals(parsed("burst:3")), (std::vector<base::Duration>{0s, 0s, 0s}));
    }

    void aSteadyLoadIsEven() {
        QCOMPARE(arrivals(parsed("steady:2/s:2s")),
                 (std::vector<base::Duration>{0ms, 500ms, 1000ms, 1500ms}));
    }

    void aRampHasItsAverageRateAndGrows() {
        const auto up = arrivals(parsed("ramp:0-100/s:10s"));
        QCOMPARE(up.size(), std::size_t(500));
        // A quarter of the way there: a sixteenth of the arrivals.
        const auto early = std::count_if(up.begin(), up.end(), [](auto at) { return at < 2500ms; });
        QVERIFY(std::abs(double(early) - 500.0 / 16) <= 1);
        const auto down = arrivals(parsed("ramp:100-0/s:10s"));
        QCOMPARE(down.size(), std::size_t(500));
        QVERIFY(std::is_sorted(down.begin(), down.end()));
        QCOMPARE(arrivals(parsed("ramp:5-5/s:2s")).size(), std::size_t(10));
    }

    void poissonArrivalsAreAsSpreadAsTheyAreMany() {
        const auto times = arrivals(parsed("poisson:100/s:1000s"));
        QVERIFY(std::abs(double(times.size()) / 100'000 - 1) < 0.01);
        // Of counts per second, the variance equals the mean.
        std::vector<double> counts(1000);
        for (const auto at : times)
            counts[std::size_t(at / 1s)] += 1;
        double squares = 0;
        for (const double count : counts)
            squares += (count - 100) * (count - 100);
        QVERIFY(std::abs(squares / 1000 / 100 - 1) < 0.15);
    }

    void equalSeedsGiveEqualArrivals() {
        const Load load = parsed("poisson:100/s:10s");
        QCOMPARE(arrivals(load, 7), arrivals(load, 7));
        QVERIFY(arrivals(load, 7) != arrivals(load, 8));
    }

    void aTraceIsReadAndPutInOrder() {
        const auto trace = fleet::parseTrace("seconds,note\n3.5,late\n\n0\r\n1;x\n");
        QVERIFY(trace.ok());
        QCOMPARE(arrivals(*trace), (std::vector<base::Duration>{0s, 1s, 3500ms}));
    }

    void aTraceThatCannotBeReadNamesItsLine() {
        const auto trace = fleet::parseTrace("0\n1\nsoon\n");
        QVERIFY(!trace.ok());
        QCOMPARE(trace.error().arg("line"), std::string("3"));
    }
};

QTEST_APPLESS_MAIN(LoadTest)
#include "tst_load.moc"
