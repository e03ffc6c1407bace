#include "engine/workspace/keptlog.h"

#include "engine/base/utf8.h"

#include <QTest>

using namespace ws;
using workspace::KeptLog;

namespace {

base::TimePoint at(std::int64_t micros) {
    return base::TimePoint{base::Duration{micros}};
}

telemetry::LogLine line(std::string text,
                        telemetry::LogLine::Source source = telemetry::LogLine::Source::Function) {
    telemetry::LogLine made;
    made.text = std::move(text);
    made.source = source;
    return made;
}

} // namespace

class tst_KeptLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesComeBackWithTheirMomentsAndSources() {
        KeptLog log;
        log.add(at(1'000), line("START", telemetry::LogLine::Source::Platform));
        log.add(at(1'250), line("said \"so\"\r\tand \xEC\x84\x9C\xEC\x9A\xB8"));
        log.add(at(1'250), line("", telemetry::LogLine::Source::Extension));
        const KeptLog back = KeptLog::decode(log.encode(), 7);
        QCOMPARE(back.lines().size(), std::size_t(3));
        QCOMPARE(back.leftOut(), std::size_t(7));
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(back.lines()[i].at == log.lines()[i].at);
            QVERIFY(back.lines()[i].source == log.lines()[i].source);
            QCOMPARE(back.lines()[i].text, log.lines()[i].text);
        }
    }

    void theLastStayWhenThereAreTooMany() {
        KeptLog log;
        const std::string kilobyte(1'024, 'x');
        for (int i = 0; i < 100; ++i)
            log.add(at(i), line(kilobyte));
        QCOMPARE(log.lines().size(), std::size_t(64));
        QCOMPARE(log.leftOut(), std::size_t(36));
        QVERIFY(log.lines().back().at == at(99));
    }

    void aLineThatIsLongerThanAllLosesItsEndAndNoCharacterIsTorn() {
        KeptLog log;
        std::string endless;
        while (endless.size() < 2 * KeptLog::kMostBytes)
            endless += "\xEA\xB0\x80";
        log.add(at(1), line(endless));
        QCOMPARE(log.lines().size(), std::size_t(1));
        QVERIFY(log.bytes() <= KeptLog::kMostBytes);
        QVERIFY(base::isUtf8(log.lines()[0].text));
        QVERIFY(log.lines()[0].text.ends_with("\xE2\x80\xA6"));
    }

    void bytesThatAreNoTextAreRepaired() {
        KeptLog log;
        log.add(at(1), line("a\xFFz"));
        const KeptLog back = KeptLog::decode(log.encode(), 0);
        QVERIFY(base::isUtf8(back.lines().at(0).text));
        QVERIFY(back.lines()[0].text.starts_with("a"));
    }

    void partsMakeTheWhole() {
        KeptLog whole;
        KeptLog first;
        KeptLog second;
        const auto write = [&](KeptLog& part, int number) {
            const std::string text = "line " + std::to_string(number);
            part.add(at(number), line(text));
            whole.add(at(number), line(text));
        };
        write(first, 1);
        write(first, 2);
        write(second, 3);
        first.append(second);
        QCOMPARE(first.encode(), whole.encode());
        QCOMPARE(first.leftOut(), std::size_t(0));
    }

    void aPartThatLeftLinesOutHasNothingBeforeIt() {
        KeptLog first;
        KeptLog second;
        const std::string half(KeptLog::kMostBytes / 2, 'x');
        first.add(at(1), line(half));
        for (int i = 2; i <= 5; ++i)
            second.add(at(i), line(half));
        first.append(second);
        QCOMPARE(first.lines().size(), std::size_t(2));
        QCOMPARE(first.lines().front().at, at(4));
        QCOMPARE(first.leftOut(), std::size_t(3));
    }

    void whatCannotBeReadIsNoLine() {
        QVERIFY(KeptLog::decode("", 0).lines().empty());
        QVERIFY(KeptLog::decode("{}", 0).lines().empty());
        QCOMPARE(KeptLog::decode(R"([[1,"function"],[2,"function","kept"]])", 0).lines().size(),
                 std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(tst_KeptLog)
#include "tst_keptlog.moc"
