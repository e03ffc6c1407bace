#include "engine/base/ids.h"

#include <QRegularExpression>
#include <QTest>

using namespace ws::base;

class TestIds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSeededSourceRepeatsItselfAndMakesVersion4();
    void functionNamesComeInEveryFormOfTheService_data();
    void functionNamesComeInEveryFormOfTheService();
    void anArnKeepsTheColonsOfItsResource();
    void textThatIsNoArnIsRefused();
};

void TestIds::aSeededSourceRepeatsItselfAndMakesVersion4() {
    UuidSource first(7);
    UuidSource second(7);
    const std::string uuid = first.next();
    QCOMPARE(uuid, second.next());
    QVERIFY(first.next() != uuid);
    const QRegularExpression form(
        QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
    for (int round = 0; round < 100; ++round)
        QVERIFY(form.match(QString::fromStdString(first.next())).hasMatch());
}

void TestIds::functionNamesComeInEveryFormOfTheService_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("qualifier");
    QTest::newRow("name") << QByteArray("counter") << QByteArray("counter") << QByteArray("");
    QTest::newRow("qualified") << QByteArray("counter:7") << QByteArray("counter")
                               << QByteArray("7");
    QTest::newRow("partial") << QByteArray("123456789012:function:counter") << QByteArray("counter")
                             << QByteArray("");
    QTest::newRow("arn") << QByteArray("arn:aws:lambda:us-east-1:123456789012:function:counter")
                         << QByteArray("counter") << QByteArray("");
    QTest::newRow("arn with alias")
        << QByteArray("arn:aws:lambda:us-east-1:123456789012:function:counter:live")
        << QByteArray("counter") << QByteArray("live");
}

void TestIds::functionNamesComeInEveryFormOfTheService() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, qualifier);
    const FunctionName parsed = FunctionName::parse(text.toStdString());
    QCOMPARE(parsed.name, name.toStdString());
    QCOMPARE(parsed.qualifier, qualifier.toStdString());
}

void TestIds::anArnKeepsTheColonsOfItsResource() {
    Arn arn;
    const std::string text = "arn:aws:states:eu-west-1:1:execution:orders:run:1";
    QVERIFY(Arn::parse(text, arn));
    QCOMPARE(arn.resource, std::string("execution:orders:run:1"));
    QCOMPARE(arn.toString(), text);
}

void TestIds::textThatIsNoArnIsRefused() {
    Arn arn;
    QVERIFY(!Arn::parse("arn:aws:lambda", arn));
    QVERIFY(!Arn::parse("urn:aws:lambda:r:a:x", arn));
    QVERIFY(!Arn::parse("", arn));
}

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
