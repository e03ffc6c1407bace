#include "engine/expression/intrinsic.h"

#include <QtTest>

using namespace ws;
using expression::Intrinsic;
using expression::RandomSource;
using expression::Scope;
using json::Value;

// Before the first raw string: moc loses its way in those.
class TestIntrinsic : public QObject {
    Q_OBJECT

private slots:
    void givesWhatTheServiceGives_data();
    void givesWhatTheServiceGives();
    void failsWithTheServicesSentence_data();
    void failsWithTheServicesSentence();
    void refusesWhatIsNoCall_data();
    void refusesWhatIsNoCall();
    void drawsFromTheGivenSource();
    void aSeedMeansTheSameNumberEachTime();
    void nestsTenLevelsDeepAndNoDeeper();
};

namespace {

Value parsed(const std::string& text) {
    auto value = Value::parse(text);
    if (!value)
        qFatal("not JSON: %s", text.c_str());
    return *value;
}

RandomSource fixedSource() {
    return {[] { return std::string("11111111-2222-4333-8444-555555555555"); }, [] { return 0.5; }};
}

base::Result<Value> evaluated(const std::string& call, const Value& input) {
    auto compiled = Intrinsic::compile(call);
    if (!compiled)
        return compiled.error();
    return compiled->evaluate(Scope{input, parsed(R"({"Execution": {"Name": "run-1"}})")},
                              fixedSource());
}

} // namespace

void TestIntrinsic::givesWhatTheServiceGives_data() {
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* call, const char* input, const char* expected) {
        QTest::addRow("%s of %s", call, input)
            << QByteArray(call) << QByteArray(input) << QByteArray(expected);
    };
    row("States.Format('Hello {}, {}.', $.a, 1.5)", R"({"a":"you"})", "\"Hello you, 1.5.\"");
    row("States.Format('{} {} {}', $.a, true, null)", R"({"a":7})", "\"7 true null\"");
    row("States.Format('{}', $.a)", R"({"a":{"Arg1":1,"Arg2":[],"b":{"c":"d e"}}})",
        "\"{Arg1=1, Arg2=[], b={c=d e}}\"");
    row("States.Format('{}', $.a)", R"({"a":["x",1,null]})", "\"[x, 1, null]\"");
    row("States.Format('\\{\\} \\'{}\\' \\\\', $.a)", R"({"a":1})", R"("{} '1' \\")");
    row("States.Format($.template, 'x')", R"({"template":"<{}>"})", "\"<x>\"");
    row("States.Format('{\"a\": \"{}\"}', 'x')", "{}", R"("{\"a\": \"x\"}")");
    row("States.Format('plain')", "{}", "\"plain\"");
    row("States.Format('한글 {}', '값')", "{}", "\"한글 값\"");
    row("States.StringToJson($.a)", R"({"a":"{\"b\":[1,2.0]}"})", R"({"b":[1,2.0]})");
    row("States.StringToJson('{\"b\": \"false\"}')", "{}", R"({"b":"false"})");
    row("States.StringToJson('')", "{}", "null");
    row("States.JsonToString($)", R"({"a": [1, "x"]})", R"("{\"a\":[1,\"x\"]}")");
    row("States.Array()", "{}", "[]");
    row("States.Array($.a,'b', -2, 2.5)", R"({"a":{"c":1}})", R"([{"c":1},"b",-2,2.5])");
    row("States.ArrayPartition($, 2)", "[0,1,2]", "[[0,1],[2]]");
    row("States.ArrayPartition($, 5)", "[0]", "[[0]]");
    row("States.ArrayPartition($, 2)", "[]", "[]");
    row("States.ArrayPartition($, 1.5)", "[0,1,2]", "[[0,1],[2]]");
    row("States.ArrayContains($, 2)", "[1,2]", "true");
    row("States.ArrayContains($, '2')", "[1,2]", "false");
    row("States.ArrayContains($.a, $.b)", R"({"a":[{"1":2,"2":[]}],"b":{"2":[],"1":2}})", "true");
    row("States.ArrayRange(0, 10, 3)", "{}", "[0,3,6,9]");
    row("States.ArrayRange(0,9,3)", "{}", "[0,3,6,9]");
    row("States.ArrayRange(1, 9, 9)", "{}", "[1]");
    row("States.ArrayRange(5, 1, -2)", "{}", "[5,3,1]");
    row("States.ArrayRange(5, 1, 2)", "{}", "[]");
    row("States.ArrayRange(3, 3, 1)", "{}", "[3]");
    row("States.ArrayGetItem($, 1)", "[1,[2]]", "[2]");
    row("States.ArrayLength($.a[*])", R"({"a":[1,2,3]})", "3");
    row("States.ArrayUnique($)", R"([1,2,1,"1",{"a":1,"b":2},{"b":2,"a":1},null,null])",
        R"([1,2,"1",{"a":1,"b":2},null])");
    row("States.Base64Encode('Data to encode')", "{}", "\"RGF0YSB0byBlbmNvZGU=\"");
    row("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", "{}", "\"Data to encode\"");
    row("States.Base64Encode('')", "{}", "\"\"");
    row("States.Hash('input data', 'MD5')", "{}", "\"812f45842bc6d66ee14572ce20db8e86\"");
    row("States.Hash('input data', 'SHA-1')", "{}", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"");
    row("States.JsonMerge($.a, $.b, false)", R"({"a":{"x":{"p":1},"y":2},"b":{"x":{"q":3}}})",
        R"({"x":{"q":3},"y":2})");
    row("States.MathAdd($.n, -1)", R"({"n":3})", "2");
    row("States.MathAdd(1.5, -1.5)", "{}", "1");
    row("States.StringSplit($, ',')", R"(", , ,")", R"([" "," "])");
    row("States.StringSplit($, ',')", R"(",,,,")", "[]");
    row("States.StringSplit($, '.+,=')", R"("This.is+a,test=string")",
        R"(["This","is","a","test","string"])");
    row("States.StringSplit('Hello\nWorld', '\n')", "{}", R"(["Hello","World"])");
    row("States.StringSplit('abc', '')", "{}", R"(["abc"])");
    row("States.ArrayGetItem(States.StringSplit($$.Execution.Name, '-'), 0)", "{}", "\"run\"");
    row("States.ArrayGetItem($.a[?(@.b == 'x, (y) z')].c, 0)", R"({"a":[{"b":"x, (y) z","c":4}]})",
        "4");
    row("States.UUID()", "{}", "\"11111111-2222-4333-8444-555555555555\"");
}

void TestIntrinsic::givesWhatTheServiceGives() {
    QFETCH(const QByteArray, call);
    QFETCH(const QByteArray, input);
    QFETCH(const QByteArray, expected);
    const auto value = evaluated(call.toStdString(), parsed(input.toStdString()));
    QVERIFY2(value.ok(), value.ok() ? "" : value.error().arg("reason").c_str());
    QCOMPARE(QByteArray::fromStdString(value->dump()), expected);
}

void TestIntrinsic::failsWithTheServicesSentence_data() {
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* call, const char* reason) {
        QTest::newRow(call) << QByteArray(call) << QByteArray(reason);
    };
    row("States.Format('{}', $.missing)", "The JsonPath argument for the field '$.missing' could "
                                          "not be found in the input '{\"text\":\"x\"}'");
    row("States.Format('{} {}', 1)",
        "Invalid arguments in States.Format: the template has 2 places for 1 values");
    row("States.StringToJson($.text)", "");
    row("States.StringToJson(1)", "");
    row("States.ArrayGetItem(States.Array(1), 1)", "");
    row("States.ArrayGetItem($, 0)", "");
    row("States.ArrayPartition(States.Array(1), 0)", "");
    row("States.ArrayRange(0, 5000, 1)", "");
    row("States.ArrayRange(0, 5, 0)", "");
    row("States.ArrayLength('abc')", "");
    row("States.Base64Decode('***')", "");
    row("States.Hash('a', 'CRC')", "");
    row("States.JsonMerge($, $, true)", "");
    row("States.JsonMerge($, 1, false)", "");
    row("States.MathAdd('1', 2)", "");
    row("States.MathAdd(2147483648, 2)", "");
    row("States.MathRandom(5, 5)", "");
    row("States.StringSplit(1, ',')", "");
}

void TestIntrinsic::failsWithTheServicesSentence() {
    QFETCH(const QByteArray, call);
    QFETCH(const QByteArray, reason);
    const auto value = evaluated(call.toStdString(), parsed(R"({"text":"x"})"));
    QVERIFY(!value.ok());
    QCOMPARE(value.error().code, std::string("intrinsic.failed"));
    QCOMPARE(value.error().arg("function"), call.toStdString());
    const std::string said = value.error().arg("reason");
    QVERIFY(!said.empty());
    if (!reason.isEmpty())
        QCOMPARE(QByteArray::fromStdString(said), reason);
    QCOMPARE(value.error().arg("cause"),
             "The function '" + call.toStdString() + "' had the following error: " + said);
}

void TestIntrinsic::refusesWhatIsNoCall_data() {
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("offset");
    const auto row = [](const char* call, int offset) {
        QTest::newRow(call) << QByteArray(call) << offset;
    };
    row("States.", 0);
    row("States.Xyz($.result)", 0);
    row("States.format('a')", 0);
    row("States.Format", 13);
    row("States.Format(", 14);
    row("States.Format('a'", 17);
    row("States.Format('a", 16);
    row("States.Format('a') ", 18);
    row("States.Format(\"a\")", 14);
    row("States.Format('a',)", 18);
    row("States.Format('\\\"a\\\"')", 16);
    row("States.Format('\\n')", 16);
    row("States.MathAdd(1)", 0);
    row("States.UUID(1)", 0);
    row("States.Array(abc)", 13);
    row("States.Array($.a.)", 17);
    row("States.Array($.a $.b)", 16);
    row(" States.Array()", 0);
}

void TestIntrinsic::refusesWhatIsNoCall() {
    QFETCH(const QByteArray, call);
    QFETCH(const int, offset);
    const auto compiled = Intrinsic::compile(call.toStdString());
    QVERIFY(!compiled.ok());
    QCOMPARE(compiled.error().code, std::string("intrinsic.syntax"));
    QCOMPARE(QByteArray::fromStdString(compiled.error().arg("offset")), QByteArray::number(offset));
    QVERIFY(!compiled.error().arg("reason").empty());
}

void TestIntrinsic::drawsFromTheGivenSource() {
    QCOMPARE(evaluated("States.MathRandom(10, 20)", Value())->toInteger(), 15);
    QCOMPARE(evaluated("States.MathRandom(-99999, -9999)", Value())->toInteger(), -54999);
    QCOMPARE(evaluated("States.MathRandom(12.5, 44.51)", Value())->toInteger(), 29);
}

void TestIntrinsic::aSeedMeansTheSameNumberEachTime() {
    // What new java.util.Random(42).nextInt(10) and nextInt(16) give.
    QCOMPARE(evaluated("States.MathRandom(0, 10, 42)", Value())->toInteger(), 0);
    QCOMPARE(evaluated("States.MathRandom(0, 16, 42)", Value())->toInteger(), 11);
}

void TestIntrinsic::nestsTenLevelsDeepAndNoDeeper() {
    std::string call = "1";
    for (int level = 0; level < 11; ++level)
        call = "States.Array(" + call + ")";
    QVERIFY(Intrinsic::compile(call).ok());
    QVERIFY(!Intrinsic::compile("States.Array(" + call + ")").ok());
}

QTEST_GUILESS_MAIN(TestIntrinsic)
#include "tst_intrinsic.moc"
