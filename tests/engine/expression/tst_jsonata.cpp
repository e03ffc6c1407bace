#include "engine/expression/jsonata.h"

#include <QtTest>

using namespace ws;
using expression::Jsonata;
using json::Value;
using Dialect = Jsonata::Dialect;
using Kind = Jsonata::Outcome::Kind;

// Before the first raw string: moc loses its way in those.
class TestJsonata : public QObject {
    Q_OBJECT

private slots:
    void givesTheValue_data();
    void givesTheValue();
    void givesNothing_data();
    void givesNothing();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void stopsWhatWouldNeverEnd_data();
    void stopsWhatWouldNeverEnd();
    void nestedValuesBreakNothing();
    void tailCallsDoNotNest();
    void aDepthCountsNestedEvaluations();
    void functionsThatHoldThemselvesEnd();
    void tellsFunctionsFromValues();
    void whatTheInputHoldsIsSharedAndNotCopied();
    void changingACopyLeavesTheInputAlone();
    void looksVariablesUpInBindingsFirst();
    void oneInstantHoldsForTheWholeEvaluation();
    void drawsFromTheGivenSource();
    void aSeedMeansTheSameNumberEachTime();
    void addsTheFunctionsOfStepFunctions_data();
    void addsTheFunctionsOfStepFunctions();
    void searchesWhatIsNoUtf8();
    void barsEvalInStepFunctions();
    void cutCharactersLeaveStepFunctionsAsReplacements();
    void namesTheFreeVariables_data();
    void namesTheFreeVariables();
    void isCompiledOnceAndEvaluatedOften();
};

namespace {

const char kDocument[] = R"({
    "name": "Ada", "age": 36, "tags": ["x", "y", "z"], "empty": [], "none": null,
    "address": {"city": "London", "zip": "N1"},
    "orders": [
        {"id": 1, "items": [{"sku": "a", "price": 2, "quantity": 3}, {"sku": "b", "price": 5, "quantity": 1}]},
        {"id": 2, "items": [{"sku": "a", "price": 2, "quantity": 4}]}
    ]
})";

Value parsed(const std::string& text) {
    auto value = Value::parse(text);
    if (!value)
        qFatal("not JSON: %s", text.c_str());
    return *value;
}

const Value& document() {
    static const Value value = parsed(kDocument);
    return value;
}

struct Evaluation {
    Dialect dialect = Dialect::Reference;
    Jsonata::Environment environment;

    Evaluation() { environment.input = &document(); }
    base::Result<Jsonata::Outcome> of(const std::string& text) const {
        const auto compiled = Jsonata::compile(text, dialect);
        if (!compiled)
            return compiled.error();
        return compiled->evaluate(environment);
    }
    /// The value's JSON text; "error CODE" for errors, "nothing", "function".
    std::string textOf(const std::string& text) const {
        const auto outcome = of(text);
        if (!outcome)
            return "error " + outcome.error().arg("code") + ": " + outcome.error().arg("message");
        switch (outcome->kind) {
        case Kind::Undefined:
            return "nothing";
        case Kind::Function:
            return "function";
        case Kind::Value:
            break;
        }
        return outcome->value.dump();
    }
};

std::string evaluated(const std::string& text) {
    return Evaluation().textOf(text);
}

} // namespace

void TestJsonata::givesTheValue_data() {
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* expression, const char* expected) {
        QTest::addRow("%s", expression) << QByteArray(expression) << QByteArray(expected);
    };
    // Paths
    row("address.city", R"("London")");
    row("tags[0]", R"("x")");
    row("tags[-1]", R"("z")");
    row("tags[[0, 2]]", R"(["x","z"])");
    row("orders.items.sku", R"(["a","b","a"])");
    row("orders[id = 2].items.price", "2");
    row("orders[id = 2].items.price[]", "[2]");
    row("orders.items[price > 2].sku", R"("b")");
    row("empty", "[]");
    row("none", "null");
    row("`name`", R"("Ada")");
    row("\"address\".\"zip\"", R"("N1")");
    row("address.*", R"(["London","N1"])");
    row("**.price", "[2,5,2]");
    row("$count($.**)", "26");
    row("orders.items.{'order': %.id, 'sku': sku}",
        R"([{"order":1,"sku":"a"},{"order":1,"sku":"b"},{"order":2,"sku":"a"}])");
    row("orders@$o.$o.items[sku = 'a'].{'id': $o.id, 'n': quantity}",
        R"([{"id":1,"n":3},{"id":2,"n":4}])");
    row("tags#$i[$i > 0]", R"(["y","z"])");
    row("orders.items^(>price, quantity).(sku & quantity)", R"(["b1","a3","a4"])");
    row("orders.items{sku: $sum(quantity)}", R"({"a":7,"b":1})");
    // Operators
    row("age + 1", "37");
    row("7 % 3 & '' & 1 / 3", R"("10.333333333333333")");
    row("0.1 + 0.2", "0.30000000000000004");
    row("1e21", "1.0E21");
    row("-age", "-36");
    row("age in [1, 36]", "true");
    row("[1..3, 7]", "[1,2,3,7]");
    row("missing ?? 'other'", R"("other")");
    row("(function($x) { $x })(1) ?? 2", "1");
    row("(function($x) { $x })(1) ?: 2", "1");
    row("'' ?: 'other'", R"("other")");
    row("age > 30 ? 'old' : 'young'", R"("old")");
    row("'a' < 'b' and $not(1 = '1')", "true");
    row("[1, [2]] = [1, [2]]", "true");
    row("{'a': 1, 'b': 2} = {'b': 2, 'a': 1}", "true");
    row("and.or", "nothing");
    row("/* why */ 1", "1");
    // Functions
    row("($f := function($x, $y) { $x - $y }; $f(5, 3))", "2");
    row("(λ($x) { $x * 2 })(4)", "8");
    row("($half := $substring(?, 0, 2); $half('abcd'))", R"("ab")");
    row("' a ' ~> $trim ~> $uppercase", R"("A")");
    row("($both := $trim ~> $uppercase; $both(' a '))", R"("A")");
    row("$map(tags, function($t, $i) { $t & $i })", R"(["x0","y1","z2"])");
    row("$reduce([1..5], function($a, $b) { $a * $b })", "120");
    row("$sort(tags, function($l, $r) { $l < $r })", R"(["z","y","x"])");
    row("$sift(address, function($v, $k) { $k = 'zip' })", R"({"zip":"N1"})");
    row("$each(address, function($v, $k) { $k & '=' & $v })", R"(["city=London","zip=N1"])");
    row("$merge([address, {'zip': 'E2'}])", R"({"city":"London","zip":"E2"})");
    row("$spread(address)", R"([{"city":"London"},{"zip":"N1"}])");
    row("$ ~> |address|{'zip': 'E2'}, 'city'| ~> $lookup('address')", R"({"zip":"E2"})");
    row("$distinct([1, '1', 1, {'a': 1}, {'a': 1}])", R"([1,"1",{"a":1}])");
    row("$zip([1, 2], ['a', 'b', 'c'])", R"([[1,"a"],[2,"b"]])");
    row("$single(orders, function($o) { $o.id = 2 }).id", "2");
    row("$eval('age + 1')", "37");
    row("$type(age) & $type(tags) & $type($sum) & $type(none)", R"("numberarrayfunctionnull")");
    // Texts
    row("$length('a😂b') & $substring('a😂b', 1, 1) & $pad('x', -3, '😂')", R"("3😂😂😂x")");
    row("$split('a😂', '')[1] & $split('a😂', '')[2]", R"("😂")");
    row("$match('héllo wörld', /(w)(ö)?/).index", "6");
    row("$match('a1b22', /[a-z](\\d+)/).groups[0]", R"(["1","22"])");
    row("$replace('2026-01-31', /(\\d+)-(\\d+)-(\\d+)/, '$3.$2.$1')", R"("31.01.2026")");
    row("$replace('abc', /b/, function($m) { $uppercase($m.match) })", R"("aBc")");
    row("$contains('Straße', /ß/) and $contains('ABC', /b/i)", "true");
    row("$split('a, b;c', /[,;]\\s*/)", R"(["a","b","c"])");
    row("$uppercase('straße') & $lowercase('ÀÉ')", R"("STRASSEàé")");
    row("$string({'a': [1.0, 2.50, $sum], 'b': null})", R"("{\"a\":[1,2.5,\"\"],\"b\":null}")");
    row("$string([1], true)", R"("[\n  1\n]")");
    row("$base64decode($base64encode('hello'))", R"("hello")");
    row("$encodeUrlComponent('a b/ü') & $decodeUrl('%20%2F')", R"("a%20b%2F%C3%BC %2F")");
    // Numbers and their pictures
    row("$round(2.5) & $round(3.5) & $round(-1.005, 2) & $round(1250, -2)", R"("24-11200")");
    row("$formatNumber(1234567.891, '#,##0.00')", R"("1,234,567.89")");
    row("$formatNumber(-0.14, '01%')", R"("-14%")");
    row("$formatNumber(12345, '0.0e0')", R"("1.2e4")");
    row("$formatInteger(1999, 'I') & $formatInteger(21, 'w;o')", R"("MCMXCIXtwenty-first")");
    row("$formatInteger(1234567, '#,##0') & $formatInteger(28, 'A')", R"("1,234,567AB")");
    row("$parseInteger('one thousand and two', 'w') + $parseInteger('XIV', 'I')", "1016");
    row("$formatBase(255, 16) & $number('0x1F')", R"("ff31")");
    // Time
    row("$fromMillis(1769850000000)", R"("2026-01-31T09:00:00.000Z")");
    row("$fromMillis(1769850000000, '[FNn], [D1o] [MNn] [Y] [h#1]:[m01] [PN] [Z]', '+0130')",
        R"("Saturday, 31st January 2026 10:30 AM +01:30")");
    row("$fromMillis(1769850000000, '[X]-W[W01]-[F1]')", R"("2026-W05-6")");
    row("$toMillis('2026-01-31T09:00:00+01:00')", "1769846400000");
    row("$toMillis('31/01/26 9pm', '[D01]/[M01]/[Y,2-2] [h][P]')", "-1385866800000");
    row("$toMillis('31 Jan 2026', '[D] [MNn,3-3] [Y0001]')", "1769817600000");
}

void TestJsonata::givesTheValue() {
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(evaluated(expression.toStdString())), expected);
}

void TestJsonata::givesNothing_data() {
    QTest::addColumn<QByteArray>("expression");
    for (const char* expression :
         {"missing", "missing.deeper", "tags[7]", "$missing", "$sum(missing)", "1 + missing",
          "missing > 1", "()", "age > 40 ? 1", "$uppercase(missing)", "orders[id = 9].items",
          "$sift(address, function($v) { false })"})
        QTest::addRow("%s", expression) << QByteArray(expression);
}

void TestJsonata::givesNothing() {
    QFETCH(QByteArray, expression);
    QCOMPARE(evaluated(expression.toStdString()), std::string("nothing"));
}

void TestJsonata::saysWhatIsWrongAndWhere_data() {
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("position");
    QTest::addColumn<QByteArray>("token");
    const auto row = [](const char* expression, const char* code, const char* message,
                        const char* position, const char* token) {
        QTest::addRow("%s", expression)
            << QByteArray(expression) << QByteArray(code) << QByteArray(message)
            << QByteArray(position) << QByteArray(token);
    };
    row("'abc", "S0101", "String literal must be terminated by a matching quote", "4", "");
    row("'\\y'", "S0103", "Unsupported escape sequence: \\\"y\"", "2", "y");
    row("1e999", "S0102", "Number out of range: \"1e999\"", "0", "1e999");
    row("/* no end", "S0106", "Comment has no closing tag", "0", "");
    row("a b", "S0201", "Syntax error: \"b\"", "3", "b");
    row("[1, 2", "S0203", "Expected \"]\" before end of expression", "5", "(end)");
    row("(1; 2]", "S0202", "Expected \")\", got \"]\"", "6", "]");
    row("1 +", "S0207", "Unexpected end of expression", "3", "(end)");
    row("a ! b", "S0204", "Unknown operator: \"!\"", "3", "!");
    row("* + )", "S0211", "The symbol \")\" cannot be used as a unary operator", "5", ")");
    row("a := 1", "S0212", "The left side of := must be a variable name (start with $)", "1", "a");
    row("function(x) { x }", "S0208",
        "Parameter 1 of function definition must be a variable name (start with $)", "10", "x");
    row("%.a", "S0217",
        "The object representing the 'parent' cannot be derived from this expression", "", "path");
    row("/(/", "S0302", "No terminating / in regular expression", "3", "");
    row("/a**/", "S0303", "Invalid regular expression: /a**/: Nothing to repeat", "1", "");
    row("age + name", "T2002", "The right side of the \"+\" operator must evaluate to a number",
        "5", "+");
    row("age < 'a'", "T2009",
        "The values 36 and \"a\" either side of operator \"<\" must be of the same data type", "5",
        "<");
    row("'ü' & (1 + 'a')", "T2002",
        "The right side of the \"+\" operator must evaluate to a number", "10", "+");
    row("name()", "T1006", "Attempted to invoke a non-function", "5", "name");
    row("sum(tags)", "T1005", "Attempted to invoke a non-function. Did you mean $sum?", "4", "sum");
    row("$sum(tags)", "T0412", "Argument 1 of function \"sum\" must be an array of \"numbers\"",
        "5", "sum");
    row("$substring('a', 'b')", "T0410",
        "Argument 2 of function \"substring\" does not match function signature", "11",
        "substring");
    row("'a' < 'b' and not(1)", "T1005", "Attempted to invoke a non-function. Did you mean $and?",
        "13", "and");
    row("age.$uppercase()", "T0411",
        "Context value is not a compatible type with argument 1 of function \"uppercase\"", "15",
        "uppercase");
    row("$number('x')", "D3030", "Unable to cast value to a number: \"x\"", "8", "number");
    row("$error('so it is')", "D3137", "so it is", "7", "error");
    row("$assert(age < 1)", "D3141", "$assert() statement failed", "8", "assert");
    row("{name: 1, 'Ada': 2}", "D1009", "Multiple key definitions evaluate to same key: \"Ada\"",
        "1", "");
    row("{age: 1}", "T1003", "Key in object structure must evaluate to a string; got: 36", "1", "");
    row("1 / 0 + 1", "D1001", "Number out of range: null", "7", "+");
    row("$map(tags, function($t) { 1 + $t })", "T2002",
        "The right side of the \"+\" operator must evaluate to a number", "5", "+");
    row("$eval('1 +')", "D3120",
        "Syntax error in expression passed to function eval: \"Unexpected end of expression\"", "6",
        "eval");
    row("$toMillis('tomorrow')", "D3110",
        "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given "
        "\"tomorrow\"",
        "10", "toMillis");
}

void TestJsonata::saysWhatIsWrongAndWhere() {
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, position);
    QFETCH(QByteArray, token);
    const auto outcome = Evaluation().of(expression.toStdString());
    QVERIFY(!outcome.ok());
    const base::Error& error = outcome.error();
    QCOMPARE(error.code, std::string("jsonata.error"));
    QCOMPARE(QByteArray::fromStdString(error.arg("code")), code);
    QCOMPARE(QByteArray::fromStdString(error.arg("message")), message);
    QCOMPARE(QByteArray::fromStdString(error.arg("position")), position);
    QCOMPARE(QByteArray::fromStdString(error.arg("token")), token);
}

void TestJsonata::stopsWhatWouldNeverEnd_data() {
    QTest::addColumn<QByteArray>("expression");
    const auto row = [](const char* name, const std::string& expression) {
        QTest::addRow("%s", name) << QByteArray::fromStdString(expression);
    };
    const auto repeated = [](const std::string& text, int count) {
        std::string all;
        for (int i = 0; i < count; ++i)
            all += text;
        return all;
    };
    row("a tail call of itself", "($f := function() { $f() }; $f())");
    row("a call of itself", "($f := function($x) { 1 + $f($x) }; $f(1))");
    row("eval of itself", "($s := '$eval($s)'; $eval($s))");
    row("a text doubled over and over", "$reduce([1..60], function($a, $b) { $a & $a }, 'x')");
    row("a wide text", "$pad('x', 1e15)");
    row("a text in place of each character",
        "$replace($pad('', 100000, 'a'), 'a', $pad('', 100000, 'b'))");
    row("a list of lists", "[[1..10000000], [1..10000000], [1..10000000], [1..10000000]]");
    row("all pairs", "[1..10000].($x := $; [1..10000].($x * $))");
    row("a pattern with too many ways", "$contains('" + repeated("a", 40) + "!', /^(a|a)*$/)");
    row("functions made of functions",
        "($f := $reduce([1..100000].(function($x) { $x }), function($f, $g) { $f ~> $g }); $f(1))");
    row("many parentheses", repeated("(", 10'000) + repeated(")", 10'000));
    row("many signs", repeated("-", 10'000) + "1");
    row("a long sum", repeated("1+", 10'000) + "1");
    row("a long path", repeated("a.", 10'000) + "a");
    row("defaults of defaults", repeated("(", 60) + "a" + repeated(" ?? b)", 60));
    row("a signature of very many", "function($x)<" + repeated("n+", 5'000) + ">{$x}(1)");
}

void TestJsonata::stopsWhatWouldNeverEnd() {
    QFETCH(QByteArray, expression);
    Evaluation evaluation;
    evaluation.environment.limits.steps = 2'000'000;
    evaluation.environment.limits.bytes = 64U << 20U;
    const auto outcome = evaluation.of(expression.toStdString());
    QVERIFY(!outcome.ok());
    const std::string code = outcome.error().arg("code");
    QVERIFY2(code == "U1001" || code == "S0402", code.c_str());
    QVERIFY(!outcome.error().arg("message").empty());
}

void TestJsonata::nestedValuesBreakNothing() {
    // Each of these walks down a value that is nested 20,000 times.
    const std::string deep = "$reduce([1..20000], function($a, $b) { {'a': [$a]} }, 1)";
    for (const std::string use :
         {"", " = 1", " ~> $string", " ~> $keys ~> $count", ".**", " ~> $spread", " ~> $clone",
          " ~> |a|{'b': 1}|", "[0].a[0].a ~> $exists"}) {
        const std::string text = evaluated(deep + use);
        const bool isFine =
            text.starts_with("error U1001") || text == "false" || text == "true" || text == "1";
        QVERIFY2(isFine, text.c_str());
    }
}

void TestJsonata::tailCallsDoNotNest() {
    QCOMPARE(
        evaluated("($count := function($n, $sum) { $n = 0 ? $sum : $count($n - 1, $sum + $n) };"
                  " $count(10000, 0))"),
        std::string("50005000"));
}

void TestJsonata::aDepthCountsNestedEvaluations() {
    const std::string factorial = "($f := function($n) { $n = 0 ? 1 : $n * $f($n - 1) }; $f(";
    Evaluation evaluation;
    evaluation.environment.limits.depth = 100;
    QCOMPARE(evaluation.textOf(factorial + "10))"), std::string("3628800"));
    QVERIFY(evaluation.textOf(factorial + "100))").starts_with("error U1001: Stack overflow"));
}

void TestJsonata::functionsThatHoldThemselvesEnd() {
    // Cycles: the sanitizers see what is left of them.
    QCOMPARE(evaluated("($ ~> |address|{'f': function() { 1 }}|).address.zip"),
             std::string(R"("N1")"));
    QCOMPARE(evaluated("($even := function($n) { $n = 0 ? true : $odd($n - 1) };"
                       " $odd := function($n) { $n = 0 ? false : $even($n - 1) }; $even(100))"),
             std::string("true"));
    QCOMPARE(evaluated("($f := function() { $f }; $g := [$f, {'f': $f}]; $error('stop'))"),
             std::string("error D3137: stop"));
}

void TestJsonata::tellsFunctionsFromValues() {
    const auto function = Evaluation().of("$sum");
    QVERIFY(function.ok());
    QCOMPARE(function->kind, Kind::Function);
    QCOMPARE(Evaluation().of("/a/")->kind, Kind::Function);
    QCOMPARE(Evaluation().of("missing")->kind, Kind::Undefined);
    const auto holder = Evaluation().of("{'a': [1, function() { 1 }]}");
    QCOMPARE(holder->kind, Kind::Value);
    QVERIFY(holder->holdsFunction);
    QCOMPARE(holder->value.dump(), std::string(R"({"a":[1,""]})"));
    QVERIFY(!Evaluation().of("address")->holdsFunction);
}

void TestJsonata::whatTheInputHoldsIsSharedAndNotCopied() {
    const auto outcome = Evaluation().of("orders[0]");
    QCOMPARE(&outcome->value.members(), &document()["orders"].at(0).members());
}

void TestJsonata::changingACopyLeavesTheInputAlone() {
    const std::string before = document().dump();
    QCOMPARE(evaluated("($new := $ ~> |**|{'self': $}|; $new.address.self.city)"),
             std::string(R"("London")"));
    QCOMPARE(
        evaluated("($clone := function($x) { $x }; $ ~> |address|{'city': 'Paris'}|).address.city"),
        std::string(R"("Paris")"));
    QCOMPARE(document().dump(), before);
}

void TestJsonata::looksVariablesUpInBindingsFirst() {
    const Value bound = parsed(R"({"a": 1})");
    const std::unordered_map<std::string, Value> variables{{"x", Value(2)}, {"y", Value(3)}};
    Evaluation evaluation;
    evaluation.environment.bindings = {{"x", &bound}, {"sum", &bound}};
    evaluation.environment.variables = &variables;
    QCOMPARE(evaluation.textOf("[$x.a, $y, $sum.a]"), std::string("[1,3,1]"));
    QCOMPARE(evaluation.textOf("($x := 9; $x)"), std::string("9"));
    QCOMPARE(evaluation.textOf("($y := 9; $f := function($y) { $y }; [$f(8), $y])"),
             std::string("[8,9]"));
    QCOMPARE(evaluation.textOf("(false ? $x := 9; $x.a)"), std::string("1"));
    QCOMPARE(evaluation.textOf("$sum([1])"), std::string("error T1006: Attempted to invoke a "
                                                         "non-function"));
}

void TestJsonata::oneInstantHoldsForTheWholeEvaluation() {
    Evaluation evaluation;
    evaluation.environment.nowMilliseconds = 1'769'850'000'123;
    QCOMPARE(evaluation.textOf("[$now(), $millis(), $now('[H01]:[m01]', '+0200')]"),
             std::string(R"(["2026-01-31T09:00:00.123Z",1769850000123,"11:00"])"));
}

void TestJsonata::drawsFromTheGivenSource() {
    const expression::RandomSource source{[] { return std::string("an id"); }, [] { return 0.25; }};
    Evaluation evaluation;
    evaluation.dialect = Dialect::StepFunctions;
    evaluation.environment.random = &source;
    QCOMPARE(evaluation.textOf("[$random(), $uuid(), $shuffle([1, 2, 3])]"),
             std::string(R"([0.25,"an id",3,1,2])"));
}

void TestJsonata::aSeedMeansTheSameNumberEachTime() {
    Evaluation evaluation;
    evaluation.dialect = Dialect::StepFunctions;
    QCOMPARE(evaluation.textOf("$random(42) = $random(42) and $random(1) != $random(2)"),
             std::string("true"));
    // As java.util.Random: the number that 42 is known for.
    QCOMPARE(evaluation.textOf("$random(42)"), std::string("0.7275636800328681"));
    QVERIFY(evaluation.textOf("$random()").starts_with("0."));
}

void TestJsonata::addsTheFunctionsOfStepFunctions_data() {
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* expression, const char* expected) {
        QTest::addRow("%s", expression) << QByteArray(expression) << QByteArray(expected);
    };
    row("$partition([1, 2, 3, 4, 5], 2)", "[[1,2],[3,4],[5]]");
    row("$partition([], 2)", "nothing");
    row("$partition([1], 0)", "nothing");
    row("$range(0, 9, 3)", "[0,3,6,9]");
    row("$range(10, 1, -4)", "[10,6,2]");
    row("$range(1, 9, 9)", "1");
    row("$range(1, 9, -1)", "nothing");
    row("$range(1, 9, 0)", "nothing");
    row("$hash('input data', 'MD5')", R"("812f45842bc6d66ee14572ce20db8e86")");
    row("$hash('input data', 'SHA-1')", R"("aaff4a450a104cd177d28d18d74485e8cae074b7")");
    row("$hash('a', 'SHA-256')",
        R"("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")");
    row("$length($hash('a', 'SHA-384')) & $length($hash('a', 'SHA-512'))", R"("96128")");
    row("$hash('a', 'CRC')",
        "error T0410: Argument 2 of function \"hash\" does not match function signature");
    row("$parse('{\"a\": [1, 2.5]}').a[1]", "2.5");
    row("$parse('[1')", "error D3150: The argument of the parse function must be a JSON text: "
                        "\"[1\"");
    row("$length($uuid())", "36");
}

/// A byte that begins a character and has no more of it, at the very end.
void TestJsonata::searchesWhatIsNoUtf8() {
    const std::string text = "\x85\x85"
                             "ab\xC0";
    const std::string expression = "$replace(\"" + text + "\", /b(.?)/, \"[$1]\")";
    const auto outcome = Evaluation().of(expression);
    QVERIFY(outcome.ok());
    QCOMPARE(outcome->value.toString(), std::string("\x85\x85"
                                                    "a[]\xC0"));
}

void TestJsonata::addsTheFunctionsOfStepFunctions() {
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, expected);
    Evaluation evaluation;
    evaluation.dialect = Dialect::StepFunctions;
    evaluation.environment.input = nullptr;
    QCOMPARE(QByteArray::fromStdString(evaluation.textOf(expression.toStdString())), expected);
    QVERIFY(!Evaluation().of("$partition([1], 1)").ok());
}

void TestJsonata::barsEvalInStepFunctions() {
    Evaluation evaluation;
    evaluation.dialect = Dialect::StepFunctions;
    evaluation.environment.input = nullptr;
    QVERIFY(evaluation.textOf("$eval('1')").starts_with("error T1006"));
    QCOMPARE(evaluation.textOf("$"), std::string("nothing"));
    QCOMPARE(evaluation.textOf("$$.a"), std::string("nothing"));
    QCOMPARE(evaluation.textOf("[1, 2].($ + 1)"), std::string("[2,3]"));
}

void TestJsonata::cutCharactersLeaveStepFunctionsAsReplacements() {
    Evaluation evaluation;
    QCOMPARE(evaluation.textOf("$split('😂', '') ~> $join"), std::string("\"😂\""));
    QCOMPARE(evaluation.textOf("$split('😂', '')[0] ~> $string ~> $length"), std::string("1"));
    evaluation.dialect = Dialect::StepFunctions;
    const std::string text = evaluation.textOf("$split('😂', '')[0]");
    QVERIFY(QString::fromStdString(text).contains(QChar(0xFFFD)));
}

void TestJsonata::namesTheFreeVariables_data() {
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* expression, const char* expected) {
        QTest::addRow("%s", expression) << QByteArray(expression) << QByteArray(expected);
    };
    row("$states.input.a + $x", "states.input@0 x@18");
    row("$states", "states@0");
    row("$states.'context'.Execution", "states.context@0");
    row("$states[0].input", "states.input@0");
    row("$$.a & $ & $sum([1])", "");
    row("($a := $b; $a)", "b@7");
    row("($a; $a := 1; $a)", "a@1");
    row("($f := function($n) { $n = 0 ? 1 : $f($n - 1) }; $f(1))", "");
    row("($f := function() { $g() }; $g := function() { 1 }; $f())", "");
    row("(($a := 1); $a)", "a@12");
    row("items@$i#$n.($i & $n & $m)", "m@23");
    row("items[$a = 1]{$b: $c}^($d)", "a@6 b@14 c@18 d@23");
    row("$x ?? $y.z", "x@0 y.z@6");
    row("$ü & $z", "ü@0 z@6");
    row("$map($states.input, function($v) { $v & $k })", "states.input@5 k@40");
    row("$ ~> |$a|{'b': $c}, $d|", "a@6 c@15 d@20");
}

void TestJsonata::namesTheFreeVariables() {
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, expected);
    const auto compiled = Jsonata::compile(expression.toStdString(), Dialect::StepFunctions);
    QVERIFY(compiled.ok());
    std::string found;
    for (const Jsonata::Reference& reference : compiled->references()) {
        found += (found.empty() ? "" : " ") + reference.name;
        found += reference.firstStep.empty() ? "" : "." + reference.firstStep;
        found += "@" + std::to_string(reference.offset);
    }
    QCOMPARE(QByteArray::fromStdString(found), expected);
}

void TestJsonata::isCompiledOnceAndEvaluatedOften() {
    const std::string text = "$states.n * 2";
    const auto compiled = Jsonata::compile(text);
    QVERIFY(compiled.ok());
    QCOMPARE(compiled->text(), text);
    for (int i = 0; i < 3; ++i) {
        const Value states = Value::object({{"n", i}});
        Jsonata::Environment environment;
        environment.bindings = {{"states", &states}};
        QCOMPARE(compiled->evaluate(environment)->value, Value(2 * i));
    }
}

QTEST_GUILESS_MAIN(TestJsonata)
#include "tst_jsonata.moc"
