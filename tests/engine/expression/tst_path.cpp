#include "engine/expression/path.h"

#include <QtTest>

using namespace ws;
using expression::Path;
using expression::Scope;
using json::Value;

// Before the first raw string: moc loses its way in those.
class TestPath : public QObject {
    Q_OBJECT

private slots:
    void findsWhatItPointsAt_data();
    void findsWhatItPointsAt();
    void saysWhyItFindsNothing_data();
    void saysWhyItFindsNothing();
    void refusesWhatIsNoPath_data();
    void refusesWhatIsNoPath();
    void sharesTheValueInsteadOfCopyingIt();
    void knowsItsRootAndWhetherItIsDefinite();
    void existsIsTrueForNull();
    void aReferencePathHasNamesAndIndicesOnly();
    void putMakesObjectsOnTheWay();
    void putReplacesMembersAndItemsInPlace();
    void putLeavesTheOriginalAlone();
    void putRefusesToGoThroughScalars();
    void aVariableThatIsNotThereHasItsOwnError();
};

namespace {

Value parsed(const char* text) {
    auto value = Value::parse(text);
    if (!value)
        qFatal("not JSON: %s", text);
    return *value;
}

const Value& store() {
    static const Value value = parsed(R"({
        "name": "corner shop",
        "open": true,
        "nothing": null,
        "matrix": [[1, 2], [3, 4]],
        "numbers": [0, 1, 2, 3, 4, 5],
        "odd key": {"it's": 1, "a.b": 2, "back\\\"slash": 3},
        "limit": 10,
        "book": [
            {"title": "Sayings", "price": 8.95, "category": "reference", "isbn": "1"},
            {"title": "Sword", "price": 12.99, "category": "fiction"},
            {"title": "Moby Dick", "price": 8.99, "category": "fiction", "isbn": "3",
             "author": {"name": "Melville"}},
            {"title": "Rings", "price": 22.99, "category": "fiction", "isbn": null}
        ],
        "bicycle": {"color": "red", "price": 19.95}
    })");
    return value;
}

QByteArray evaluated(const char* path) {
    const auto compiled = Path::compile(path);
    if (!compiled)
        return QByteArray::fromStdString("syntax: " + compiled.error().arg("reason"));
    const Value context = parsed(R"({"Execution": {"Id": "arn:x", "Input": {"a": 1}}})");
    const std::unordered_map<std::string, Value> variables{{"order", parsed(R"({"id": [7, 8]})")}};
    const auto value = compiled->evaluate(Scope{store(), context, &variables});
    return QByteArray::fromStdString(
        value ? value->dump() : value.error().code + ": " + value.error().arg("reason"));
}

} // namespace

void TestPath::findsWhatItPointsAt_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* path, const char* expected) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(expected);
    };
    row("$.name", "\"corner shop\"");
    row("$['name']", "\"corner shop\"");
    row("$[\"name\"]", "\"corner shop\"");
    row("$.nothing", "null");
    row("$.matrix[1][0]", "3");
    row("$.matrix.[1].[0]", "3");
    row("$.book[-1].title", "\"Rings\"");
    row("$['odd key']['it\\'s']", "1");
    row("$['odd key']['a.b']", "2");
    row("$['odd key']['back\\\"slash']", "3");
    row("$.numbers[1:3]", "[1,2]");
    row("$.numbers[:2]", "[0,1]");
    row("$.numbers[4:]", "[4,5]");
    row("$.numbers[-2:]", "[4,5]");
    row("$.numbers[::2]", "[0,2,4]");
    row("$.numbers[::-1]", "[5,4,3,2,1,0]");
    row("$.numbers[7:9]", "[]");
    row("$.numbers[0,-1]", "[0,5]");
    row("$.numbers[9,1]", "[1]");
    row("$['limit','open']", R"({"limit":10,"open":true})");
    row("$.book[*]['title','isbn']",
        R"([{"title":"Sayings","isbn":"1"},{"title":"Sword"},{"title":"Moby Dick","isbn":"3"},{"title":"Rings","isbn":null}])");
    row("$['bicycle','nothing'].color", R"(["red"])");
    row("$.book[*].author.name", R"(["Melville"])");
    row("$.bicycle.*", R"(["red",19.95])");
    row("$.numbers[0].*", "[]");
    row("$..price", "[8.95,12.99,8.99,22.99,19.95]");
    row("$..[0][1]", "[2]");
    row("$..book[2].title", R"(["Moby Dick"])");
    row("$.book[?(@.price < 10)].title", R"(["Sayings","Moby Dick"])");
    row("$.book[?(@.isbn)].title", R"(["Sayings","Moby Dick","Rings"])");
    row("$.book[?(!@.isbn)].title", R"(["Sword"])");
    row("$.book[?(@.price>10&&@.category=='fiction')].title", R"(["Sword","Rings"])");
    row("$.book[?(@.price > 20 || @.title == 'Sayings')].title", R"(["Sayings","Rings"])");
    row("$.book[?(!(@.price > 20 || @.title == \"Sayings\"))].title", R"(["Sword","Moby Dick"])");
    row("$.book[?(@.price <= $.limit)].title", R"(["Sayings","Moby Dick"])");
    row("$.book[?(@.author.name == 'Melville')].title", R"(["Moby Dick"])");
    row("$.book[?(@['author']['name'] != 'Melville')].title", R"(["Sayings","Sword","Rings"])");
    row("$.book[?(@.title =~ /s.*/i)].title", R"(["Sayings","Sword"])");
    row("$.book[?(@.title in ['Sword', 'Rings'])].price", "[12.99,22.99]");
    row("$.book[?(@.title nin ['Sword', 'Rings'])].price", "[8.95,8.99]");
    row("$.book[?(@.title contains 'ing')].title", R"(["Sayings","Rings"])");
    row("$.book[?(@.isbn == null)].title", R"(["Rings"])");
    row("$.book[?(@.category==reference)].title", R"(["Sayings"])");
    row("$.numbers[?(@ > 3)]", "[4,5]");
    row("$.numbers[?(3 < @)]", "[4,5]");
    row("$.matrix[?(@.length() == 2)]", "[[1,2],[3,4]]");
    row("$..[?(@.color)].price", "[19.95]");
    row("$.bicycle[?(@.color == 'red')].price", "[19.95]");
    row("$.book.length()", "4");
    row("$.name.length()", "11");
    row("$.book[?(@.price > 10)].length()", "2");
    row("$.numbers.sum()", "15.0");
    row("$.numbers.avg()", "2.5");
    row("$..price.max()", "22.99");
    row("$.numbers.min()", "0.0");
    row("$.bicycle.keys()", R"(["color","price"])");
    row("$.numbers.first()", "0");
    row("$.numbers.last()", "5");
    row("$$.Execution.Id", "\"arn:x\"");
    row("$$", R"({"Execution":{"Id":"arn:x","Input":{"a":1}}})");
    row("$$['Execution'].Input.a", "1");
    row("$order.id[1]", "8");
    row("$order", R"({"id":[7,8]})");
}

void TestPath::findsWhatItPointsAt() {
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, expected);
    QCOMPARE(evaluated(path.constData()), expected);
}

void TestPath::saysWhyItFindsNothing_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* path, const char* reason) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(reason);
    };
    row("$.missing", "No results for path: $['missing']");
    row("$.no.such.result", "Missing property in path $['no']");
    row("$.bicycle.no", "No results for path: $['bicycle']['no']");
    row("$.numbers[9]", "No results for path: $['numbers'][9]");
    row("$.nothing[0]", "The path $['nothing'] is null");
    row("$.limit[0]", "Filter: [0] can only be applied to arrays. Current context is: 10");
    row("$.missing[*]", "Missing property in path $['missing']");
    row("$.missing[1:]", "Missing property in path $['missing']");
}

void TestPath::saysWhyItFindsNothing() {
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, reason);
    QCOMPARE(evaluated(path.constData()), "path.notFound: " + reason);
}

void TestPath::refusesWhatIsNoPath_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("offset");
    const auto row = [](const char* path, int offset) {
        QTest::newRow(path) << QByteArray(path) << offset;
    };
    row("", 0);
    row("name", 0);
    row("$.", 2);
    row("$..", 3);
    row("$.a b", 3);
    row("$.a.", 4);
    row("$[", 2);
    row("$['a'", 5);
    row("$['a", 4);
    row("$[a]", 2);
    row("$[(@.length-1)].bar", 2);
    row("$.a[0", 5);
    row("$[::0]", 5);
    row("$.a[?(@.b ==)]", 12);
    row("$.a[?(@.b]", 9);
    row("$.a[?(5)]", 7);
    row("$.a[?(@.b like 'c')]", 14);
    row("$.a[?(@.b =~ /(/)]", 16);
    row("$.a.nosuch()", 10);
    row("$.a.length().b", 12);
    row("$.a)", 3);
    row("$.a'b", 3);
    row("$1", 1);
    row("$[99999999999999999999]", 2);
}

void TestPath::refusesWhatIsNoPath() {
    QFETCH(const QByteArray, path);
    QFETCH(const int, offset);
    const auto compiled = Path::compile(path.toStdString());
    QVERIFY(!compiled.ok());
    QCOMPARE(compiled.error().code, std::string("path.syntax"));
    QCOMPARE(QByteArray::fromStdString(compiled.error().arg("offset")), QByteArray::number(offset));
    QVERIFY(!compiled.error().arg("reason").empty());
}

void TestPath::sharesTheValueInsteadOfCopyingIt() {
    const auto path = Path::compile("$.book");
    const auto value = path->evaluate(Scope{store(), store()});
    QCOMPARE(&value->items(), &store()["book"].items());
}

void TestPath::knowsItsRootAndWhetherItIsDefinite() {
    QVERIFY(Path::compile("$.a[0]")->isDefinite());
    QVERIFY(Path::compile("$['a','b']")->isDefinite());
    QVERIFY(Path::compile("$..a.length()")->isDefinite());
    QVERIFY(!Path::compile("$.a[*]")->isDefinite());
    QVERIFY(!Path::compile("$.a[0:1]")->isDefinite());
    QVERIFY(Path::compile("$$.a")->readsContext());
    QVERIFY(!Path::compile("$.a")->readsContext());
    QCOMPARE(Path::compile("$order.a")->variable(), std::string("order"));
    QVERIFY(Path::compile("$")->isRoot());
    QVERIFY(!Path::compile("$.a")->isRoot());
}

void TestPath::existsIsTrueForNull() {
    const Scope scope{store(), store()};
    QVERIFY(Path::compile("$.nothing")->exists(scope));
    QVERIFY(!Path::compile("$.missing")->exists(scope));
    QVERIFY(!Path::compile("$nobody")->exists(scope));
    QVERIFY(Path::compile("$.book[?(@.price > 100)]")->exists(scope));
}

void TestPath::aReferencePathHasNamesAndIndicesOnly() {
    for (const char* text : {"$", "$.a", "$.a['b'][0].c", "$$.a"})
        QVERIFY2(Path::compile(text, Path::Kind::Reference).ok(), text);
    for (const char* text : {"$.a[-1]", "$.a[*]", "$..a", "$.a[0:1]", "$.a[0,1]", "$['a','b']",
                             "$.a[?(@.b)]", "$.a.length()"})
        QVERIFY2(!Path::compile(text, Path::Kind::Reference).ok(), text);
}

void TestPath::putMakesObjectsOnTheWay() {
    const auto path = Path::compile("$.a.b.c", Path::Kind::Reference);
    QCOMPARE(path->put(parsed(R"({"x":1})"), 5)->dump(),
             std::string(R"({"x":1,"a":{"b":{"c":5}}})"));
}

void TestPath::putReplacesMembersAndItemsInPlace() {
    const Value document = parsed(R"({"a":[1,{"b":2}],"z":0})");
    QCOMPARE(Path::compile("$.a[1].b")->put(document, true)->dump(),
             std::string(R"({"a":[1,{"b":true}],"z":0})"));
    QCOMPARE(Path::compile("$.a[0]")->put(document, "x")->dump(),
             std::string(R"({"a":["x",{"b":2}],"z":0})"));
    QCOMPARE(Path::compile("$")->put(document, 1)->dump(), std::string("1"));
}

void TestPath::putLeavesTheOriginalAlone() {
    const Value document = parsed(R"({"a":{"b":1},"c":{"d":2}})");
    const auto changed = Path::compile("$.a.b")->put(document, 9);
    QCOMPARE(document.dump(), std::string(R"({"a":{"b":1},"c":{"d":2}})"));
    QCOMPARE(&(*changed)["c"].members(), &document["c"].members());
}

void TestPath::putRefusesToGoThroughScalars() {
    for (const char* text : {"$.a.b", "$.list[3]", "$.list.b", "$.none.b", "$$.a"}) {
        const auto put = Path::compile(text)->put(parsed(R"({"a":1,"list":[],"none":null})"), 1);
        QVERIFY2(!put.ok(), text);
        QCOMPARE(put.error().code, std::string("path.notApplicable"));
    }
    QVERIFY(!Path::compile("$.a")->put(Value("text"), 1).ok());
}

void TestPath::aVariableThatIsNotThereHasItsOwnError() {
    const auto value = Path::compile("$nobody.a")->evaluate(Scope{store(), store()});
    QCOMPARE(value.error().code, std::string("path.variableNotFound"));
    QCOMPARE(value.error().arg("variable"), std::string("nobody"));
}

QTEST_GUILESS_MAIN(TestPath)
#include "tst_path.moc"
