#include "engine/expression/jsonatatemplate.h"

#include <QtTest>

using namespace ws;
using expression::Jsonata;
using expression::JsonataTemplate;
using json::Value;

// Before the first raw string: moc loses its way in those.
class TestJsonataTemplate : public QObject {
    Q_OBJECT

private slots:
    void evaluatesTextsBetweenItsDelimiters_data();
    void evaluatesTextsBetweenItsDelimiters();
    void sharesWhatItDoesNotCompute();
    void givesTheVeryValueOfASingleExpression();
    void saysWhatWentWrongAndWhere_data();
    void saysWhatWentWrongAndWhere();
    void saysWhichTypeAFieldCannotTake_data();
    void saysWhichTypeAFieldCannotTake();
    void refusesWhatDoesNotParse();
    void knowsWhetherTheContextIsLookedAt_data();
    void knowsWhetherTheContextIsLookedAt();
};

namespace {

Value parsed(const std::string& text) {
    auto value = Value::parse(text);
    if (!value)
        qFatal("not JSON: %s", text.c_str());
    return *value;
}

JsonataTemplate compiled(const Value& source, const char* location = "Output") {
    auto result = JsonataTemplate::compile(source, location);
    if (!result)
        qFatal("does not compile: %s", result.error().arg("reason").c_str());
    return *result;
}

base::Result<Value> evaluated(const JsonataTemplate& source, const Value& input) {
    const Value states = Value::object({{"input", input}});
    Jsonata::Environment environment;
    environment.bindings.emplace_back("states", &states);
    return source.evaluate(environment);
}

} // namespace

void TestJsonataTemplate::evaluatesTextsBetweenItsDelimiters_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* source, const char* expected) {
        QTest::newRow(source) << QByteArray(source) << QByteArray(expected);
    };
    row(R"("{% $states.input.a + 1 %}")", "2");
    row(R"("{%$states.input.a%}")", "1");
    row(R"({"x": "{% $states.input.b %}", "y": [1, "{% $states.input.a %}", null]})",
        R"({"x":[2,3],"y":[1,1,null]})");
    row(R"({"{% $states.input.a %}": 1})", R"({"{% $states.input.a %}":1})");
    row(R"(" {% $states.input.a %}")", R"(" {% $states.input.a %}")");
    row(R"("{% $states.input.a %} ")", R"("{% $states.input.a %} ")");
    row(R"("{%}")", R"("{%}")");
    row(R"({"x.$": "$.a", "n": 1.0})", R"({"x.$":"$.a","n":1.0})");
    row("5", "5");
}

void TestJsonataTemplate::evaluatesTextsBetweenItsDelimiters() {
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, expected);
    const auto value =
        evaluated(compiled(parsed(source.toStdString())), parsed(R"({"a":1,"b":[2,3]})"));
    QVERIFY(value.ok());
    QCOMPARE(QByteArray::fromStdString(value->dump()), expected);
}

void TestJsonataTemplate::sharesWhatItDoesNotCompute() {
    const Value source = parsed(R"({"constant": {"big": [1, 2]}, "x": "{% 1 %}"})");
    const auto value = evaluated(compiled(source), Value::object());
    QCOMPARE(&(*value)["constant"].members(), &source["constant"].members());
}

void TestJsonataTemplate::givesTheVeryValueOfASingleExpression() {
    const Value input = parsed(R"({"big":{"a":[1,2]}})");
    const auto value = evaluated(compiled(Value("{% $states.input %}")), input);
    QCOMPARE(&value->members(), &input.members());
}

void TestJsonataTemplate::saysWhatWentWrongAndWhere_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* source, const char* location, const char* cause) {
        QTest::newRow(source) << QByteArray(source) << QByteArray(location) << QByteArray(cause);
    };
    row(R"("{% $nope %}")", "Output",
        "The JSONata expression '$nope' specified for the field 'Output' returned nothing "
        "(undefined).");
    row(R"({"a": [{"b": 1}, {"b": "{%  $states.input.no\n%}"}]})", "Output/a[1]/b",
        "The JSONata expression '$states.input.no' specified for the field 'Output/a[1]/b' "
        "returned nothing (undefined).");
    row(R"({"a": "{% function($x){$x} %}"})", "Output/a",
        "The JSONata expression 'function($x){$x}' specified for the field 'Output/a' returned an "
        "unsupported result type.");
    row(R"j("{% $nope(1) %}")j", "Output",
        "The JSONata expression '$nope(1)' specified for the field 'Output' threw an error during "
        "evaluation. T1006: Attempted to invoke a non-function");
}

void TestJsonataTemplate::saysWhatWentWrongAndWhere() {
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, location);
    QFETCH(const QByteArray, cause);
    const auto value = evaluated(compiled(parsed(source.toStdString())), Value::object());
    QVERIFY(!value.ok());
    QCOMPARE(value.error().code, std::string("query.failed"));
    QCOMPARE(QByteArray::fromStdString(value.error().arg("location")), location);
    QCOMPARE(QByteArray::fromStdString(value.error().arg("cause")), cause);
}

void TestJsonataTemplate::saysWhichTypeAFieldCannotTake_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("type");
    for (const auto& [value, type] :
         std::map<const char*, const char*>{{"null", "null"},
                                            {"true", "boolean"},
                                            {"1", "number"},
                                            {"1.5", "number"},
                                            {R"("text")", "string"},
                                            {R"({"foo":"bar"})", "object"}})
        QTest::newRow(value) << QByteArray(value) << QByteArray(type);
}

void TestJsonataTemplate::saysWhichTypeAFieldCannotTake() {
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, type);
    const auto source = compiled(Value("{% $x %}"), "Items");
    QCOMPARE(QByteArray::fromStdString(source.wrongType("array", parsed(value.toStdString()))),
             "The JSONata expression '$x' specified for the field 'Items' returned an unexpected "
             "result type. Expected 'array', but was '" +
                 type + "' for value: " + value);
}

void TestJsonataTemplate::refusesWhatDoesNotParse() {
    const auto result =
        JsonataTemplate::compile(parsed(R"({"a/b": [0, {"x": "{% 1 + %}"}]})"), "Arguments");
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, std::string("template.value"));
    QCOMPARE(result.error().arg("member"), std::string("Arguments/a/b[1]/x"));
    QCOMPARE(result.error().arg("pointer"), std::string("/a~1b/1/x"));
    QCOMPARE(result.error().arg("text"), std::string("{% 1 + %}"));
}

void TestJsonataTemplate::knowsWhetherTheContextIsLookedAt_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* source, bool expected) {
        QTest::newRow(source) << QByteArray(source) << expected;
    };
    row(R"({"a": 1})", false);
    row(R"({"a": "{% $states.input.context %}"})", false);
    row(R"({"a": ["{% $states.context.State.Name %}"]})", true);
    row(R"({"a": "{% $string($states) %}"})", true);
}

void TestJsonataTemplate::knowsWhetherTheContextIsLookedAt() {
    QFETCH(const QByteArray, source);
    QFETCH(const bool, expected);
    QCOMPARE(compiled(parsed(source.toStdString())).readsContext(), expected);
}

QTEST_GUILESS_MAIN(TestJsonataTemplate)
#include "tst_jsonatatemplate.moc"
