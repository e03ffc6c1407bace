#include "engine/expression/payloadtemplate.h"

#include <QtTest>

using namespace ws;
using expression::PayloadTemplate;
using expression::RandomSource;
using expression::Scope;
using json::Value;

// Before the first raw string: moc loses its way in those.
class TestPayloadTemplate : public QObject {
    Q_OBJECT

private slots:
    void fillsMembersThatEndInDotDollar_data();
    void fillsMembersThatEndInDotDollar();
    void sharesWhatItDoesNotCompute();
    void refusesWhatIsNeitherPathNorCall_data();
    void refusesWhatIsNeitherPathNorCall();
    void namesTheMemberWhosePathLeadsNowhere();
    void namesTheMemberWhoseCallFails();
};

namespace {

Value parsed(const std::string& text) {
    auto value = Value::parse(text);
    if (!value)
        qFatal("not JSON: %s", text.c_str());
    return *value;
}

base::Result<Value> filled(const std::string& source, const Value& input) {
    auto compiled = PayloadTemplate::compile(parsed(source));
    if (!compiled)
        return compiled.error();
    return compiled->evaluate(Scope{input, parsed(R"({"State": {"Name": "here"}})")},
                              RandomSource{});
}

} // namespace

void TestPayloadTemplate::fillsMembersThatEndInDotDollar_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* source, const char* expected) {
        QTest::newRow(source) << QByteArray(source) << QByteArray(expected);
    };
    row(R"({"x.$": "$.a", "y": "$.a", "z.$": "$$.State.Name"})", R"({"x":1,"y":"$.a","z":"here"})");
    row(R"({"deep": [1, {"x.$": "$.b"}, ["$.a"]]})", R"({"deep":[1,{"x":[2,3]},["$.a"]]})");
    row(R"j({"sum.$": "States.MathAdd($.a, 1)"})j", R"({"sum":2})");
    row(R"({"all.$": "$"})", R"({"all":{"a":1,"b":[2,3]}})");
    row(R"([{"x.$": "$.a"}])", R"([{"x":1}])");
    row(R"({"a": null, "b": 1.0})", R"({"a":null,"b":1.0})");
    row("5", "5");
}

void TestPayloadTemplate::fillsMembersThatEndInDotDollar() {
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, expected);
    const auto value = filled(source.toStdString(), parsed(R"({"a":1,"b":[2,3]})"));
    QVERIFY(value.ok());
    QCOMPARE(QByteArray::fromStdString(value->dump()), expected);
}

void TestPayloadTemplate::sharesWhatItDoesNotCompute() {
    const Value source = parsed(R"({"constant": {"big": [1, 2]}, "x.$": "$.a"})");
    const Value input = parsed(R"({"a":[1]})");
    const auto compiled = PayloadTemplate::compile(source);
    const auto value = compiled->evaluate(Scope{input, input}, RandomSource{});
    QCOMPARE(&(*value)["constant"].members(), &source["constant"].members());
    QCOMPARE(&(*value)["x"].items(), &input["a"].items());
}

void TestPayloadTemplate::refusesWhatIsNeitherPathNorCall_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char* source, const char* member, const char* pointer) {
        QTest::newRow(source) << QByteArray(source) << QByteArray(member) << QByteArray(pointer);
    };
    row(R"({"x.$": 23})", "x.$", "/x.$");
    row(R"({"x.$": "23"})", "x.$", "/x.$");
    row(R"({"x.$": {"a": 1}})", "x.$", "/x.$");
    row(R"({"a/b": [0, {"x.$": "$.a["}]})", "x.$", "/a~1b/1/x.$");
    row(R"j({"x.$": "States.Xyz()"})j", "x.$", "/x.$");
    row(R"({"x.$": ""})", "x.$", "/x.$");
}

void TestPayloadTemplate::refusesWhatIsNeitherPathNorCall() {
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, member);
    QFETCH(const QByteArray, pointer);
    const auto compiled = PayloadTemplate::compile(parsed(source.toStdString()));
    QVERIFY(!compiled.ok());
    QCOMPARE(compiled.error().code, std::string("template.value"));
    QCOMPARE(QByteArray::fromStdString(compiled.error().arg("member")), member);
    QCOMPARE(QByteArray::fromStdString(compiled.error().arg("pointer")), pointer);
}

void TestPayloadTemplate::namesTheMemberWhosePathLeadsNowhere() {
    const auto value = filled(R"({"deep": {"value.$": "$.no"}})", parsed(R"({"a":1})"));
    QCOMPARE(value.error().code, std::string("path.notFound"));
    QCOMPARE(value.error().arg("member"), std::string("value.$"));
    QCOMPARE(value.error().arg("path"), std::string("$.no"));
    QCOMPARE(value.error().arg("input"), std::string(R"({"a":1})"));
}

void TestPayloadTemplate::namesTheMemberWhoseCallFails() {
    const auto value = filled(R"j({"value.$": "States.ArrayLength($)"})j", parsed("{}"));
    QCOMPARE(value.error().code, std::string("intrinsic.failed"));
    QCOMPARE(value.error().arg("member"), std::string("value.$"));
}

QTEST_GUILESS_MAIN(TestPayloadTemplate)
#include "tst_payloadtemplate.moc"
