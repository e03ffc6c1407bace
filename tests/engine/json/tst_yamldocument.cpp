#include "engine/json/yamldocument.h"

#include <QTest>

using namespace ws::json;

// Before the first raw string: moc loses its way in those.
class TestYamlDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBlocksAndFlows();
    void takesPlainScalarsForWhatTheyAre_data();
    void takesPlainScalarsForWhatTheyAre();
    void everyValueKnowsItsBytes_data();
    void everyValueKnowsItsBytes();
    void keysKnowTheirBytes();
    void textOverSeveralLinesIsFoldedOrKept();
    void whatIsMissingHasItsPlaceBehindTheColon();
    void duplicateMembersStayVisible();
    void aliasesAreWhatTheyName();
    void mergedMembersDoNotReplaceThoseThatAreThere();
    void deploymentTagsBecomePlaceholders();
    void aBombIsDefused();
    void aMappingWithinItselfIsRefused();
    void whatIsTypedIntoAScalarIsReadAsTheWholeIs_data();
    void whatIsTypedIntoAScalarIsReadAsTheWholeIs();
    void errorsSayWhere_data();
    void errorsSayWhere();
    void partsOfTextsAreFoundInEveryStyle_data();
    void partsOfTextsAreFoundInEveryStyle();
};

namespace {

Document parsed(const std::string& text) {
    auto document = parseYaml(text);
    if (!document)
        qFatal("%s", document.error().arg("reason").c_str());
    return *document;
}

std::string json(const std::string& yaml) {
    const Document document = parsed(yaml);
    return document.value(document.root()).dump();
}

std::string slice(const Document& document, Range range) {
    return document.text().substr(range.begin, range.size());
}

std::string valueAt(const Document& document, const char* pointer) {
    return slice(document, document.node(document.find(pointer)).range);
}

} // namespace

void TestYamlDocument::readsBlocksAndFlows() {
    QCOMPARE(json("StartAt: A # the first\n"
                  "States:\n"
                  "  A: {Type: Pass, Next: B}\n"
                  "  B:\n"
                  "    Type: Choice\n"
                  "    Choices:\n"
                  "    - Variable: $.a\n"
                  "      Next: 'A'\n"
                  "    - {Variable: $.b, Next: \"B\"}\n"
                  "    Default: A\n"),
             std::string(R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":)"
                         R"("Choice","Choices":[{"Variable":"$.a","Next":"A"},{"Variable":"$.b",)"
                         R"("Next":"B"}],"Default":"A"}}})"));
    QCOMPARE(json("{\"a\": [1, 2.50, {\"b\": null}], \"c\": \"\\u00e9\\n\"}"),
             std::string("{\"a\":[1,2.5,{\"b\":null}],\"c\":\"\xC3\xA9\\n\"}"));
    QCOMPARE(json("\xEF\xBB\xBF"
                  "a: 1\r\nb:\r\n  - x\r\n"),
             std::string(R"({"a":1,"b":["x"]})"));
}

void TestYamlDocument::takesPlainScalarsForWhatTheyAre_data() {
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char* yaml, const char* json) {
        QTest::newRow(yaml) << QByteArray(yaml) << QByteArray(json);
    };
    row("yes", "\"yes\"");
    row("No", "\"No\"");
    row("on", "\"on\"");
    row("y", "\"y\"");
    row("true", "true");
    row("False", "false");
    row("~", "null");
    row("null", "null");
    row("''", "\"\"");
    row("12", "12");
    row("-3", "-3");
    row("+4", "4");
    row("0", "0");
    row("012345678901", "\"012345678901\"");
    row("0x1F", "31");
    row("0o17", "15");
    row("1_000", "\"1_000\"");
    row("1.0", "1.0");
    row(".5", "0.5");
    row("1.", "1.0");
    row("1e3", "1000.0");
    row("1.2.3", "\"1.2.3\"");
    row(".inf", "\".inf\"");
    row("1e999", "\"1e999\"");
    row("2024-01-31", "\"2024-01-31\"");
    row("2024-01-31T00:00:00Z", "\"2024-01-31T00:00:00Z\"");
    row("12:30", "\"12:30\"");
    row("123456789012345678901", "1.2345678901234568E20");
    row("\"12\"", "\"12\"");
    row("!!str 12", "\"12\"");
    row("!!float 12", "12.0");
    row("$.a[?(@.b=='c')]", "\"$.a[?(@.b=='c')]\"");
    row("arn:aws:states:::lambda:invoke", "\"arn:aws:states:::lambda:invoke\"");
    row("States.Format('{}', $.a)", "\"States.Format('{}', $.a)\"");
}

void TestYamlDocument::takesPlainScalarsForWhatTheyAre() {
    QFETCH(const QByteArray, yaml);
    QFETCH(const QByteArray, json);
    const Document document = parsed("a: " + yaml.toStdString() + "\n");
    QCOMPARE(QByteArray::fromStdString(document.value(document.find("/a")).dump()), json);
    QCOMPARE(document.node(document.find("/a")).type, document.value(document.find("/a")).type());
}

void TestYamlDocument::everyValueKnowsItsBytes_data() {
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, const char* yaml, const char* pointer,
                        const char* bytes) {
        QTest::newRow(name) << QByteArray(yaml) << QByteArray(pointer) << QByteArray(bytes);
    };
    row("plain", "a: b c # d\n", "/a", "b c");
    row("plain with umlauts before it", "\xC3\xA4: b\nc: \xC3\xB6x\n", "/c", "\xC3\xB6x");
    row("plain over lines", "a: b\n  c\n  d\ne: f", "/a", "b\n  c\n  d");
    row("quoted", "a: 'b''c' \n", "/a", "'b''c'");
    row("double quoted", "a: \"b\\\"c\"\n", "/a", "\"b\\\"c\"");
    row("literal", "a: |\n  x\n\n  y\nb: 1\n", "/a", "|\n  x\n\n  y");
    row("folded, indented by hand", "a:\n  - b: >2-\n        x\n      y\n  - c\n", "/a/0/b",
        ">2-\n        x\n      y");
    row("literal at the end", "a:\n  b: |+\n    x\n\n", "/a/b", "|+\n    x");
    row("a literal in a sequence", "- |\n x\n- y\n", "/0", "|\n x");
    row("flow mapping", "a: { b: 1, c: [2, 3] , } # d\n", "/a", "{ b: 1, c: [2, 3] , }");
    row("flow sequence", "a: { b: 1, c: [2, 3] }\n", "/a/c", "[2, 3]");
    row("empty flow", "a: [ ]\nb: {}\n", "/a", "[ ]");
    row("block mapping", "a:\n  b: 1\n  c: d # e\nf: 2\n", "/a", "b: 1\n  c: d");
    row("block sequence", "a:\n- 1\n-  2\nb: 3\n", "/a", "- 1\n-  2");
    row("a mapping in a sequence", "- a: 1\n  b: 2\n- c\n", "/0", "a: 1\n  b: 2");
    row("tagged", "a: !Sub  'x ${b}'\n", "/a", "'x ${b}'");
    row("anchored", "a: &x  b\nc: *x\n", "/a", "b");
    row("anchored on its own line", "a: &x\n  b: 1\nc: 2\n", "/a", "b: 1");
    row("an alias", "a: &x b\nc: *x\n", "/c", "*x");
    row("null", "a: ~\nb: null\n", "/b", "null");
    row("the root", "\n# c\na: 1\n", "", "a: 1");
}

void TestYamlDocument::everyValueKnowsItsBytes() {
    QFETCH(const QByteArray, yaml);
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, bytes);
    const Document document = parsed(yaml.toStdString());
    const auto node = document.find(pointer.toStdString());
    QVERIFY(node != Document::kNone);
    QCOMPARE(QByteArray::fromStdString(slice(document, document.node(node).range)), bytes);
}

void TestYamlDocument::keysKnowTheirBytes() {
    const Document document = parsed("a b: 1\n\"c\\nd\": {e: 2}\n200: x\n? f\n: g\n");
    const auto key = [&](const char* pointer) {
        return slice(document, document.node(document.find(pointer)).keyRange);
    };
    QCOMPARE(key("/a b"), std::string("a b"));
    QCOMPARE(key("/c\nd"), std::string("\"c\\nd\""));
    QCOMPARE(key("/c\nd/e"), std::string("e"));
    QCOMPARE(key("/200"), std::string("200"));
    QCOMPARE(key("/f"), std::string("f"));
    QCOMPARE(document.nodeAt(document.text().find("e: 2")), document.find("/c\nd/e"));
}

void TestYamlDocument::textOverSeveralLinesIsFoldedOrKept() {
    const Document document = parsed("a: >-\n  one\n  two\nb: |\n  one\n   two\nc: one\n  two\n");
    QCOMPARE(document.string(document.find("/a")), std::string("one two"));
    QCOMPARE(document.string(document.find("/b")), std::string("one\n two\n"));
    QCOMPARE(document.string(document.find("/c")), std::string("one two"));
}

void TestYamlDocument::whatIsMissingHasItsPlaceBehindTheColon() {
    const Document document = parsed("a:\nb: {c: , d}\ne:\n  f:\n");
    for (const char* pointer : {"/a", "/b/c", "/e/f"}) {
        const auto& node = document.node(document.find(pointer));
        QCOMPARE(node.type, Value::Type::Null);
        QCOMPARE(node.range.size(), std::size_t{0});
        QCOMPARE(document.text()[node.range.begin - 1], ':');
    }
}

void TestYamlDocument::duplicateMembersStayVisible() {
    const Document document = parsed("a: 1\na: 2\n");
    QCOMPARE(document.node(0).children.size(), std::size_t{2});
    QCOMPARE(document.value(document.member(0, "a")).toInteger(), std::int64_t{2});
}

void TestYamlDocument::aliasesAreWhatTheyName() {
    const Document document = parsed("a: &x {b: [1, 2]}\nc: *x\nd: &y text\n*y : e\n");
    QCOMPARE(document.value(document.root()).dump(),
             std::string(R"({"a":{"b":[1,2]},"c":{"b":[1,2]},"d":"text","text":"e"})"));
    QCOMPARE(valueAt(document, "/c"), std::string("*x"));
    QCOMPARE(valueAt(document, "/c/b"), std::string("[1, 2]"));
}

void TestYamlDocument::mergedMembersDoNotReplaceThoseThatAreThere() {
    QCOMPARE(json("r: &r {x: 1, y: 2}\ns: &s {y: 3, z: 4}\n"
                  "t:\n  <<: [*r, *s]\n  x: 5\n"),
             std::string(R"({"r":{"x":1,"y":2},"s":{"y":3,"z":4},"t":{"y":2,"z":4,"x":5}})"));
    QCOMPARE(json("a: {\"<<\": 1}\n"), std::string(R"({"a":{"<<":1}})"));
}

void TestYamlDocument::deploymentTagsBecomePlaceholders() {
    QCOMPARE(json("a: !Ref Table\nb: !GetAtt Fn.Arn\nc: !Sub 'arn:${AWS::Region}'\n"
                  "d: !GetAtt [Fn, Arn]\ne: !Join ['', [x, !Ref Y]]\nf: !Sub ['${a}', {a: 1}]\n"),
             std::string(R"({"a":"${Table}","b":"${Fn.Arn}","c":"arn:${AWS::Region}",)"
                         R"("d":"${Fn.Arn}","e":{"Fn::Join":["",["x","${Y}"]]},)"
                         R"("f":{"Fn::Sub":["${a}",{"a":1}]}})"));
}

void TestYamlDocument::aBombIsDefused() {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int n = 0; n < 10; ++n)
            bomb += (n > 0 ? ", " : "") + before;
        bomb += "]\n";
    }
    const auto document = parseYaml(bomb);
    QVERIFY(!document);
    QCOMPARE(document.error().code, std::string("yaml.syntax"));
}

void TestYamlDocument::aMappingWithinItselfIsRefused() {
    QVERIFY(!parseYaml("a: &a\n  b: *a\n"));
    QVERIFY(!parseYaml("a: &a\n  <<: *a\n"));
    QVERIFY(!parseYaml(std::string(5'000, '[')));
}

void TestYamlDocument::whatIsTypedIntoAScalarIsReadAsTheWholeIs_data() {
    QTest::addColumn<std::string>("text");
    QTest::newRow("blocks") << std::string("# first\nStartAt: A # \"x\"\nStates:\n  A:\n    Type: "
                                           "Pass\n    \"Comment\": it's, [1] {2}\n"
                                           "    Result: 12\n    Other: null\n    List:\n    - a "
                                           "b\n    - 'c: d'\n    -\n    - \"e #f\"\n"
                                           "    End: true\n");
    QTest::newRow("flows") << std::string(
        "{StartAt: A, \"States\": {A: {Type: Pass, Result: [1, two, 'three', \"fo\\\"ur\"], "
        "End: true}}}\n");
    QTest::newRow("lines") << std::string(
        "A: one\n  two\nB: |\n  x: y\n  z\nC: \"a\n  b\"\nD: >-\n  q\nE: - 1\n");
    QTest::newRow("anchors and tags")
        << std::string("A: &a one\nB: *a\nC: !Sub x\nD: {<<: {x: 1}, y: two}\n");
}

/// Every place of the text takes every letter that means something in YAML, and loses its own.
void TestYamlDocument::whatIsTypedIntoAScalarIsReadAsTheWholeIs() {
    QFETCH(std::string, text);
    const auto same = [](const ws::base::Result<Document>& quick,
                         const ws::base::Result<Document>& whole) {
        if (!quick || !whole)
            return bool(quick) == bool(whole);
        if (quick->nodeCount() != whole->nodeCount() || quick->text() != whole->text())
            return false;
        for (Document::NodeId id = 0; id < whole->nodeCount(); ++id) {
            const Document::Node& a = quick->node(id);
            const Document::Node& b = whole->node(id);
            if (a.type != b.type || !(a.range == b.range) || !(a.keyRange == b.keyRange) ||
                a.key != b.key || a.parent != b.parent || a.children != b.children)
                return false;
        }
        return quick->value(0).dump() == whole->value(0).dump();
    };
    const auto before = parseYaml(text);
    if (!before)
        return; // nothing to begin with
    const std::vector<std::string> typed{"x",  "7", " ",  "\"", "'", ":",  ": ", "#",   " #", "-",
                                         "- ", "?", "? ", ",",  "[", "]",  "{",  "}",   "&",  "*",
                                         "!",  "|", ">",  "%",  "@", "\n", "\t", "\\n", "가", ""};
    for (std::size_t at = 0; at <= text.size(); ++at) {
        for (const std::string& letters : typed) {
            for (const std::size_t gone : {0, 2}) {
                const std::string now =
                    text.substr(0, at) + letters + text.substr(std::min(at + gone, text.size()));
                QVERIFY2(same(parseYaml(now, *before), parseYaml(now)), now.c_str());
            }
        }
    }
}

void TestYamlDocument::errorsSayWhere_data() {
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, const char* yaml, int line) {
        QTest::newRow(name) << QByteArray(yaml) << line;
    };
    row("a tab", "a:\n\t- b\n", 2);
    row("a bracket that stays open", "a: [1, 2\nb: 3\n", 2);
    row("an unknown alias", "a: 1\nb: *c\n", 2);
    row("an indentation that fits nothing", "a:\n    b: 1\n  c: 2\n", 3);
    row("two documents", "a: 1\n---\nb: 2\n", 1);
    row("nothing", "# only words\n", 1);
    row("a control character", "a: 1\nb: \x01\n", 2);
    row("a key that is a list", "? [a, b]\n: c\n", 1);
    row("a merge of a text", "a: 1\n<<: b\n", 2);
}

void TestYamlDocument::errorsSayWhere() {
    QFETCH(const QByteArray, yaml);
    QFETCH(const int, line);
    const auto document = parseYaml(yaml.toStdString());
    QVERIFY(!document);
    QCOMPARE(document.error().code, std::string("yaml.syntax"));
    QCOMPARE(std::stoi(document.error().arg("line")), line);
    QVERIFY(!document.error().arg("reason").empty());
}

void TestYamlDocument::partsOfTextsAreFoundInEveryStyle_data() {
    QTest::addColumn<QByteArray>("yaml");
    const auto row = [](const char* name, const char* yaml) {
        QTest::newRow(name) << QByteArray(yaml);
    };
    row("plain", "a: one mark two\n");
    row("plain over lines", "a: one\n  mark\n  two\n");
    row("single quotes", "a: 'it''s one mark two'\n");
    row("double quotes", "a: \"one \\\"x\\\" \\\\ mark two\"\n");
    row("double quotes over lines", "a: \"one\n  mark two\"\n");
    row("literal", "a: |\n  one\n\n  mark\n  two\n");
    row("folded", "a: >-\n    one\n    mark\n    two\n");
}

void TestYamlDocument::partsOfTextsAreFoundInEveryStyle() {
    QFETCH(const QByteArray, yaml);
    const Document document = parsed(yaml.toStdString());
    const auto node = document.find("/a");
    const std::size_t at = document.string(node).find("mark");
    QVERIFY(at != std::string::npos);
    QCOMPARE(slice(document, document.rangeWithin(node, at, at + 4)), std::string("mark"));
}

QTEST_GUILESS_MAIN(TestYamlDocument)
#include "tst_yamldocument.moc"
