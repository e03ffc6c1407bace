#include "engine/sandbox/logcapture.h"

#include <QTest>

using namespace std::chrono_literals;
using ws::base::TimePoint;
using ws::sandbox::LogCapture;
using Lines = std::vector<std::string>;

namespace {
const TimePoint kNow{std::chrono::seconds{1'700'000'000}};

std::string frame(const std::string& body, char type = 3) {
    std::string text = {'\xa5', '\x5a', '\0', type};
    const auto size = static_cast<std::uint32_t>(body.size());
    for (int shift = 24; shift >= 0; shift -= 8)
        text += static_cast<char>(size >> shift);
    if ((type & 3) != 1)
        text += std::string(8, '\0');
    return text + body;
}
} // namespace

class LogCaptureTest : public QObject {
    Q_OBJECT
private slots:
    void linesAreTheSameInWhateverPiecesTheyCome() {
        const std::string text = "one\n\nthree ¥ZA\n" + frame("four\nand five\n") + "si" +
                                 frame("seven", 1) + frame("", 15) + "eight\nrest";
        const Lines wanted = {"one", "", "three ¥ZA", "four\nand five", "si", "seven", "", "eight"};
        for (std::size_t step = 1; step <= text.size(); ++step) {
            LogCapture capture;
            for (std::size_t at = 0; at < text.size(); at += step)
                capture.feed(std::string_view(text).substr(at, step), kNow);
            QCOMPARE(capture.takeLines(), wanted);
            capture.finishLine();
            QCOMPARE(capture.takeLines(), Lines{"rest"});
            QCOMPARE(capture.takeDropped(), 0);
        }
    }

    void aLineOverItsSizeArrivesCut() {
        LogCapture capture;
        capture.feed(std::string(LogCapture::kMaxLine + 7, 'a') + "\nnext\n", kNow);
        const Lines lines = capture.takeLines();
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0].size(), LogCapture::kMaxLine);
        QCOMPARE(lines[1], std::string("next"));
        QCOMPARE(capture.takeDropped(), 7);
    }

    void whatIsOverTheBudgetIsCountedAndLinesStayWhole() {
        LogCapture capture;
        const std::string line(99, 'x');
        std::int64_t sent = 0;
        std::int64_t kept = 0;
        const auto take = [&] {
            for (const std::string& each : capture.takeLines()) {
                QCOMPARE(each, line);
                kept += static_cast<std::int64_t>(each.size()) + 1;
            }
        };
        for (int i = 0; i < 1'000'000; ++i) {
            capture.feed(line + "\n", kNow);
            sent += 100;
        }
        take();
        const std::int64_t dropped = capture.takeDropped();
        QVERIFY(kept <= static_cast<std::int64_t>(LogCapture::kBurst * 102 / 100));
        // Line ends cost no budget: they are neither kept nor dropped by count.
        QVERIFY(kept + dropped <= sent);
        QVERIFY(kept + dropped >= sent * 99 / 100);

        kept = 0;
        capture.feed(line + "\n" + line + "\n", kNow + 1s); // the first ends the skipping
        take();
        QCOMPARE(kept, 100);
    }

    void endlessTextWithoutALineEndTakesNoMoreThanALine() {
        LogCapture capture;
        const std::string piece(1'000'000, 'y');
        for (int i = 0; i < 100; ++i)
            capture.feed(piece, kNow + std::chrono::milliseconds(i));
        capture.finishLine();
        const Lines lines = capture.takeLines();
        QVERIFY(lines.size() <= 2);
        for (const std::string& line : lines)
            QVERIFY(line.size() <= LogCapture::kMaxLine);
        QVERIFY(capture.takeDropped() > 90'000'000);
    }

    void ofOneHugeLineTheBeginningArrives() {
        LogCapture capture;
        capture.feed(std::string(100'000'000, 'z') + "\n", kNow);
        QCOMPARE(capture.takeLines(), Lines{std::string(LogCapture::kMaxLine, 'z')});
        QVERIFY(capture.takeDropped() > 90'000'000);
    }

    void bytesThatAreNoTextBecomeReplacementCharacters() {
        LogCapture capture;
        capture.feed("a\xff\xfe z\n\xea\xb0\x80\n", kNow);
        const Lines lines = capture.takeLines();
        QCOMPARE(lines.size(), 2U);
        QCOMPARE(lines[0], std::string("a\xef\xbf\xbd\xef\xbf\xbd z"));
        QCOMPARE(lines[1], std::string("\xea\xb0\x80"));
    }
};

QTEST_GUILESS_MAIN(LogCaptureTest)
#include "tst_logcapture.moc"
