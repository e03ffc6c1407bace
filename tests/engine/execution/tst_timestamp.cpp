#include "engine/execution/timestamp.h"

#include <QTest>

using namespace ws;
using execution::parseTimestamp;
using execution::timestampText;

class TimestampTest : public QObject {
    Q_OBJECT

private slots:
    void zonesAndFractionsAreRead();
    void whatIsNoOffsetDateTimeIsRefused_data();
    void whatIsNoOffsetDateTimeIsRefused();
    void aTextComesBackAsItWas();
};

void TimestampTest::zonesAndFractionsAreRead() {
    const auto plain = parseTimestamp("2016-12-05T21:29:29Z");
    QVERIFY(plain);
    QVERIFY(parseTimestamp("2016-12-05T22:29:29+01:00") == plain);
    QVERIFY(parseTimestamp("2016-12-05T15:59:29-05:30") == plain);
    QVERIFY(*parseTimestamp("2016-12-05T21:29:29.123456789Z") ==
            *plain + std::chrono::microseconds(123'456));
    QVERIFY(*parseTimestamp("2016-12-05T21:29:29.5Z") == *plain + std::chrono::milliseconds(500));
}

void TimestampTest::whatIsNoOffsetDateTimeIsRefused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "2016-12-05", "2016-12-05 21:29:29Z", "2016-12-05T21:29:29", "2016-13-05T21:29:29Z",
          "2016-02-30T21:29:29Z", "2016-12-05T25:29:29Z", "05-12-2016T21:29:29Z",
          "2016-12-05T21:29:29Zulu", "2016-12-05T21:29:29.Z", "2016-12-05t21:29:29z",
          "-016-12-05T21:29:29Z"})
        QTest::newRow(*text ? text : "(empty)") << QByteArray(text);
}

void TimestampTest::whatIsNoOffsetDateTimeIsRefused() {
    QFETCH(QByteArray, text);
    QVERIFY(!parseTimestamp(text.toStdString()));
}

void TimestampTest::aTextComesBackAsItWas() {
    for (const std::string text : {"1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z"})
        QCOMPARE(timestampText(*parseTimestamp(text)), text);
}

QTEST_GUILESS_MAIN(TimestampTest)
#include "tst_timestamp.moc"
