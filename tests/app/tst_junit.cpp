#include "app/junit.h"

#include "tests/support/junitfile.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using tests::JunitFile;
using workspace::ScenarioResult;

namespace {

ScenarioResult result(const std::string& target, const std::string& name, base::Duration took,
                      std::vector<base::Error> differences = {}) {
    return {target, name, std::move(differences), took, {}, {}};
}

base::Error odd(const std::string& text) {
    return {"invoke.badJson", {{"line", "1"}, {"column", "2"}, {"reason", text}}};
}

} // namespace

/// What continuous integration reads, read again and compared by its structure.
class tst_Junit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal39_theReportHasASuitePerTargetAndACasePerTest() {
        const QByteArray xml =
            app::junitReport({result("orders", "paid", 1'250ms), result("pay", "once", 40ms),
                              result("orders", "refused", 750ms, {odd("first"), odd("second")})});
        QVERIFY(xml.startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
        const JunitFile file(xml);
        QVERIFY2(file.problems.isEmpty(), qPrintable(file.problems.join(u'\n')));
        QCOMPARE(file.sums.tests, 3);
        QCOMPARE(file.sums.failures, 1);
        QCOMPARE(file.sums.errors, 0);
        QCOMPARE(file.sums.time, 2.04);
        QCOMPARE(file.suites.size(), std::size_t(2));
        const JunitFile::Suite& orders = file.suites[0];
        QCOMPARE(orders.name, QStringLiteral("orders"));
        QCOMPARE(orders.sums.tests, 2);
        QCOMPARE(orders.sums.failures, 1);
        QCOMPARE(orders.sums.time, 2.0);
        QCOMPARE(orders.cases.size(), std::size_t(2));
        QCOMPARE(orders.cases[0].className, QStringLiteral("orders"));
        QCOMPARE(orders.cases[0].name, QStringLiteral("paid"));
        QCOMPARE(orders.cases[0].time, 1.25);
        QVERIFY(!orders.cases[0].failure);
        QCOMPARE(file.suites[1].cases[0].className, QStringLiteral("pay"));
        QVERIFY(orders.cases[1].failure);
        const auto lines = orders.cases[1].failure->text.split(u'\n');
        QCOMPARE(lines.size(), 2); // a line for each difference, the first as the message
        QCOMPARE(orders.cases[1].failure->message, lines[0]);
        QVERIFY(lines[0].contains(QStringLiteral("first")));
        QVERIFY(lines[1].contains(QStringLiteral("second")));
    }

    void goal39_noNameBreaksTheReport_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("readBack");
        const auto row = [](const char* what, const QByteArray& name, const QString& readBack) {
            QTest::newRow(what) << name << readBack;
        };
        const auto asItIs = [&](const char* what, const QByteArray& name) {
            row(what, name, QString::fromUtf8(name));
        };
        asItIs("markup", "<testcase name=\"&amp;\"/> & 'so' \"so\"");
        asItIs("the end of CDATA", "]]>");
        asItIs("a line break and a tab", "one\ntwo\tthree");
        asItIs("Korean and beyond the first plane",
               "\xEA\xB2\xB0\xEC\xA0\x9C \xF0\x9F\x92\xB3 \xC3\xA9");
        asItIs("nothing", "");
        row("control characters", QByteArray("a\0b\x1B[31m\x7", 8),
            QStringLiteral("a\uFFFDb\uFFFD[31m\uFFFD").left(8));
        row("a half of a pair", "\xED\xA0\x80!",
            QString::fromStdString(std::string("\xED\xA0\x80!")));
        row("no character", "\xEF\xBF\xBE \xEF\xBF\xBF", QStringLiteral("\uFFFD \uFFFD"));
    }
    void goal39_noNameBreaksTheReport() {
        QFETCH(const QByteArray, name);
        QFETCH(const QString, readBack);
        const std::string hostile = name.toStdString();
        const JunitFile file(app::junitReport(
            {result(hostile, hostile, 1ms, {odd(hostile)}), result("b", "c", 1ms)}));
        QVERIFY2(file.problems.isEmpty(), qPrintable(file.problems.join(u'\n')));
        QCOMPARE(file.suites.size(), std::size_t(2));
        const JunitFile::Case& first = file.suites[0].cases.at(0);
        QCOMPARE(file.suites[0].name, readBack);
        QCOMPARE(first.className, readBack);
        QCOMPARE(first.name, readBack);
        QVERIFY2(first.failure->message.contains(readBack), qPrintable(first.failure->message));
        QVERIFY2(first.failure->text.contains(readBack), qPrintable(first.failure->text));
    }

    void aRunWithoutTestsIsAReportToo() {
        const JunitFile file(app::junitReport({}));
        QVERIFY(file.problems.isEmpty());
        QVERIFY(file.suites.empty());
        QCOMPARE(file.sums.tests, 0);
    }
};

QTEST_GUILESS_MAIN(tst_Junit)
#include "tst_junit.moc"
