#include "engine/json/cbor.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using ws::json::Value;
using namespace ws::json;

static std::string encoded(const Value& value) {
    std::string out;
    appendCbor(out, value);
    return out;
}

/// Made by chance, up to `depth` deep, with strings of any bytes.
static Value anything(std::mt19937& random, int depth) {
    switch (random() % (depth > 0 ? 7 : 5)) {
    case 0:
        return {};
    case 1:
        return Value(random() % 2 == 0);
    case 2:
        return Value(static_cast<std::int64_t>(std::uint64_t{random()} << 32U | random()) >>
                     (random() % 64U));
    case 3:
        return Value(
            std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 400) - 200));
    case 4: {
        std::string text(random() % 40, '\0');
        for (char& byte : text)
            byte = static_cast<char>(random());
        return Value(text);
    }
    case 5: {
        Value::Array items;
        for (auto count = random() % 5; count > 0; --count)
            items.push_back(anything(random, depth - 1));
        return Value(std::move(items));
    }
    default: {
        Value object = Value::object();
        for (auto count = random() % 5; count > 0; --count)
            object.set(std::to_string(random() % 100), anything(random, depth - 1));
        return object;
    }
    }
}

class CborTest : public QObject {
    Q_OBJECT

private slots:
    void itIsWrittenAsTheStandardShowsIt_data();
    void itIsWrittenAsTheStandardShowsIt();
    void everyValueComesBackAsItWas();
    void bytesThatAreNoTextComeBack();
    void nothingIsReadBeyondTheEnd();
    void whatIsNeverWrittenIsRefused_data();
    void whatIsNeverWrittenIsRefused();
};

void CborTest::itIsWrittenAsTheStandardShowsIt_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hex");
    // The examples of RFC 8949, appendix A.
    const auto row = [](const char* text, const char* hex) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(hex);
    };
    row("0", "00");
    row("23", "17");
    row("24", "1818");
    row("1000", "1903e8");
    row("1000000", "1a000f4240");
    row("1000000000000", "1b000000e8d4a51000");
    row("-1", "20");
    row("-1000", "3903e7");
    row("1.1", "fb3ff199999999999a");
    row("true", "f5");
    row("null", "f6");
    row("\"\xc3\xbc\"", "62c3bc");
    row("[1,[2,3],[4,5]]", "8301820203820405");
    row(R"({"a":1,"b":[2,3]})", "a26161016162820203");
}

void CborTest::itIsWrittenAsTheStandardShowsIt() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, hex);
    QCOMPARE(QByteArray::fromStdString(encoded(*Value::parse(text.toStdString()))).toHex(), hex);
}

void CborTest::everyValueComesBackAsItWas() {
    std::mt19937 random(1);
    for (int round = 0; round < 5'000; ++round) {
        const Value value = anything(random, 5);
        const std::string bytes = encoded(value) + "rest";
        std::string_view rest = bytes;
        const auto back = takeCbor(rest);
        QVERIFY(back.ok());
        QCOMPARE(rest, std::string_view("rest"));
        QCOMPARE(encoded(*back), encoded(value));
        QCOMPARE(back->dump(), value.dump());
    }
    for (const double number : {-0.0, std::numeric_limits<double>::infinity(), 5e-324, 1.0}) {
        const std::string bytes = encoded(Value(number));
        std::string_view rest = bytes;
        const auto back = takeCbor(rest);
        QVERIFY(back->isDouble());
        QCOMPARE(std::signbit(back->toDouble()), std::signbit(number));
        QVERIFY(back->toDouble() == number);
    }
}

void CborTest::bytesThatAreNoTextComeBack() {
    const Value value = Value::object({{"\xff\xfe", "a\x80z"}});
    const std::string bytes = encoded(value);
    std::string_view rest = bytes;
    QVERIFY((*takeCbor(rest))["\xff\xfe"].toString() == "a\x80z");
}

void CborTest::nothingIsReadBeyondTheEnd() {
    std::mt19937 random(2);
    for (int round = 0; round < 300; ++round) {
        const std::string bytes = encoded(anything(random, 4));
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            std::string_view cut = std::string_view(bytes).substr(0, length);
            QVERIFY(!takeCbor(cut));
        }
    }
}

void CborTest::whatIsNeverWrittenIsRefused_data() {
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("a tag") << QByteArray("c000");
    QTest::newRow("an open array") << QByteArray("9f00ff");
    QTest::newRow("undefined") << QByteArray("f7");
    QTest::newRow("a number as a name") << QByteArray("a10000");
    QTest::newRow("more items than bytes") << QByteArray("9bffffffffffffffff00");
    QTest::newRow("more members than bytes") << QByteArray("bb7fffffffffffffff00");
    QTest::newRow("more text than bytes") << QByteArray("7b7fffffffffffffff00");
    QTest::newRow("beyond 64 bits") << QByteArray("1bffffffffffffffff");
    QTest::newRow("a reserved length") << QByteArray("1c");
    QTest::newRow("deeper than anything") << QByteArray(20'000, '8').replace("88", "81");
}

void CborTest::whatIsNeverWrittenIsRefused() {
    QFETCH(QByteArray, hex);
    const std::string bytes = QByteArray::fromHex(hex).toStdString();
    std::string_view rest = bytes;
    const auto refused = takeCbor(rest);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("cbor.malformed"));
    QCOMPARE(rest.size(), bytes.size());
}

QTEST_APPLESS_MAIN(CborTest)
#include "tst_cbor.moc"
