#include "engine/json/value.h"

#include <QTest>

#include <random>

using ws::json::Value;

class TestValue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersKeepTheirKind_data();
    void numbersKeepTheirKind();
    void membersKeepTheirOrderAndTheLastOfTwoWins();
    void aCopyIsChangedAlone();
    void aValueMaySwallowItsOwnContainer();
    void largeObjectsFindEveryMember();
    void removingAMemberKeepsTheOthers();
    void equalityIsThatOfJson();
    void textIsEscapedAsTheServiceDoes();
    void theSizeIsThatOfTheText();
    void theSizeFollowsEveryChange();
    void syntaxErrorsNameThePlace();
    void deepNestingIsRefusedNotFatal();
    void randomValuesSurviveARoundTrip();
};

static Value parsed(std::string_view text) {
    auto value = Value::parse(text);
    return value ? *value : Value("PARSE ERROR");
}

void TestValue::numbersKeepTheirKind_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("printed");
    const auto row = [](const char* text, const char* printed) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(printed);
    };
    row("1", "1");
    row("1.0", "1.0");
    row("-0.0", "-0.0");
    row("0.1", "0.1");
    row("123456.789", "123456.789");
    row("1e7", "1.0E7");
    row("12345678.5", "1.23456785E7");
    row("0.001", "0.001");
    row("0.00015", "1.5E-4");
    row("9223372036854775807", "9223372036854775807");
    row("-9223372036854775808", "-9223372036854775808");
    row("18446744073709551615", "1.8446744073709552E19");
    row("100.0", "100.0");
}

void TestValue::numbersKeepTheirKind() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, printed);
    QCOMPARE(parsed(text.toStdString()).dump(), printed.toStdString());
}

void TestValue::membersKeepTheirOrderAndTheLastOfTwoWins() {
    QCOMPARE(parsed(R"({"z":1,"a":2,"z":3})").dump(), std::string(R"({"z":3,"a":2})"));
}

void TestValue::aCopyIsChangedAlone() {
    Value original = parsed(R"({"list":[1,2],"deep":{"x":1}})");
    Value copy = original;
    copy.set("deep", Value::object({{"x", 2}}));
    Value list = copy["list"];
    list.push(3);
    copy.set("list", list);
    QCOMPARE(original.dump(), std::string(R"({"list":[1,2],"deep":{"x":1}})"));
    QCOMPARE(copy.dump(), std::string(R"({"list":[1,2,3],"deep":{"x":2}})"));
}

void TestValue::aValueMaySwallowItsOwnContainer() {
    Value value = Value::array();
    value.push(1);
    value.push(value);
    QCOMPARE(value.dump(), std::string("[1,[1]]"));
    value = value.at(1);
    QCOMPARE(value.dump(), std::string("[1]"));
    Value& same = value;
    value = same;
    QCOMPARE(value.dump(), std::string("[1]"));
}

void TestValue::largeObjectsFindEveryMember() {
    Value value = Value::object();
    for (int at = 0; at < 1000; ++at)
        value.set("key" + std::to_string(at), at);
    for (int at = 0; at < 1000; ++at)
        QCOMPARE(value["key" + std::to_string(at)].toInteger(), std::int64_t{at});
    QVERIFY(!value.find("key1000"));
    QCOMPARE(value.members().begin()->first, std::string("key0"));
}

void TestValue::removingAMemberKeepsTheOthers() {
    Value value = Value::object();
    for (int at = 0; at < 40; ++at)
        value.set(std::to_string(at), at);
    QVERIFY(value.mutableMembers().remove("7"));
    QVERIFY(!value.mutableMembers().remove("7"));
    QCOMPARE(value.size(), std::size_t{39});
    QCOMPARE(value["39"].toInteger(), std::int64_t{39});
}

void TestValue::equalityIsThatOfJson() {
    QVERIFY(parsed("1") == parsed("1.0"));
    QVERIFY(parsed(R"({"a":1,"b":[true,null]})") == parsed(R"({"b":[true,null],"a":1})"));
    QVERIFY(!(parsed(R"({"a":1})") == parsed(R"({"a":"1"})")));
    QVERIFY(!(parsed("[1,2]") == parsed("[2,1]")));
    QVERIFY(!(parsed("null") == parsed("false")));
}

void TestValue::textIsEscapedAsTheServiceDoes() {
    QCOMPARE(Value(std::string("a\"\\\n\t\x01/\xED\x95\x9C")).dump(),
             std::string("\"a\\\"\\\\\\n\\t\\u0001/\xED\x95\x9C\""));
    QCOMPARE(parsed(R"("\ud55c\ud83d\ude00")").toString(),
             std::string("\xED\x95\x9C\xF0\x9F\x98\x80"));
}

void TestValue::theSizeIsThatOfTheText() {
    for (const char* text :
         {R"({"a":[1,2.5,"x\n\u0001"],"b":{},"c":[]})", "[]", "\"\"", "-12", "1e300"}) {
        const Value value = parsed(text);
        QCOMPARE(value.dumpSize(), value.dump().size());
    }
}

void TestValue::theSizeFollowsEveryChange() {
    Value value = parsed(R"({"list":[1,2],"name":"x"})");
    const Value before = value;
    QCOMPARE(value.dumpSize(), value.dump().size());
    value.set("name", "longer");
    QCOMPARE(value.dumpSize(), value.dump().size());
    value.mutableMembers().find("list")->push(12345);
    QCOMPARE(value.dumpSize(), value.dump().size());
    value.mutableMembers().remove("name");
    QCOMPARE(value.dumpSize(), value.dump().size());
    QCOMPARE(before.dumpSize(), before.dump().size());
}

void TestValue::syntaxErrorsNameThePlace() {
    const auto result = Value::parse("{\n  \"a\": 1,\n  oops\n}");
    QVERIFY(!result);
    QCOMPARE(result.error().code, std::string("json.syntax"));
    QCOMPARE(result.error().arg("line"), std::string("3"));
    QVERIFY(!result.error().arg("reason").empty());
    for (const char* wrong :
         {"", "  ", "{", "[1,]", "{\"a\":}", "01", "nul", "\"\x01\"", "1 2", "\"\\ud800\"", "\xff"})
        QVERIFY2(!Value::parse(wrong), wrong);
}

void TestValue::deepNestingIsRefusedNotFatal() {
    QVERIFY(Value::parse(std::string(900, '[') + std::string(900, ']')));
    QVERIFY(!Value::parse(std::string(100'000, '[') + std::string(100'000, ']')));
}

static Value randomValue(std::mt19937& random, int depth) {
    switch (random() % (depth > 0 ? 7 : 5)) {
    case 0:
        return {};
    case 1:
        return random() % 2 == 0;
    case 2:
        return static_cast<std::int64_t>(random()) - 2'000'000'000;
    case 3:
        return static_cast<double>(random()) / 1000.0 - 1e6;
    case 4:
        return std::string(random() % 20, static_cast<char>('!' + random() % 90));
    case 5: {
        Value array = Value::array();
        for (unsigned at = random() % 6; at > 0; --at)
            array.push(randomValue(random, depth - 1));
        return array;
    }
    default: {
        Value object = Value::object();
        for (unsigned at = random() % 20; at > 0; --at)
            object.set("k" + std::to_string(random() % 30), randomValue(random, depth - 1));
        return object;
    }
    }
}

void TestValue::randomValuesSurviveARoundTrip() {
    std::mt19937 random(42);
    for (int round = 0; round < 500; ++round) {
        const Value value = randomValue(random, 4);
        const std::string text = value.dump();
        QCOMPARE(parsed(text).dump(), text);
        QCOMPARE(parsed(value.pretty()).dump(), text);
        QVERIFY(parsed(text) == value);
    }
}

QTEST_GUILESS_MAIN(TestValue)
#include "tst_value.moc"
