#include "engine/json/document.h"

#include <QTest>

using namespace ws::json;

class TestDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyValueKnowsItsBytes();
    void everyNodeIsFoundByItsPointer();
    void duplicateMembersStayVisible();
    void anEditTouchesOnlyItsBytes();
    void theNodeAtAnOffsetIsTheInnermost();
    void positionsCountFromOne();
    void aSyntaxErrorIsReported();
    void partsOfTextsAreFoundThroughEscapes();
    void placeholdersMayStandForValues();
    void substitutedValuesHaveTheBytesOfThePlaceholder();
};

static Document parsed(const std::string& text) {
    auto document = Document::parse(text);
    if (!document)
        qFatal("%s", document.error().arg("reason").c_str());
    return *document;
}

static const std::string kText = R"( {
  "StartAt" : "A",
  "States": { "A": {"Type": "Pass", "Result": [1, 2.0, {"x": null}], "End": true},
              "a/b~c": {"Type":"Succeed"} }
} )";

void TestDocument::everyValueKnowsItsBytes() {
    const Document document = parsed(kText);
    for (Document::NodeId id = 0; id < document.nodeCount(); ++id) {
        const auto& node = document.node(id);
        const auto alone = Value::parse(kText.substr(node.range.begin, node.range.size()));
        QVERIFY(alone.ok());
        QCOMPARE(alone->type(), node.type);
        QCOMPARE(document.value(id).dump(), alone->dump());
        if (!node.key.empty())
            QCOMPARE(kText.substr(node.keyRange.begin, node.keyRange.size()), quotedText(node.key));
    }
}

void TestDocument::everyNodeIsFoundByItsPointer() {
    const Document document = parsed(kText);
    for (Document::NodeId id = 0; id < document.nodeCount(); ++id)
        QCOMPARE(document.find(document.pointer(id)), id);
    QCOMPARE(document.string(document.find("/States/a~1b~0c/Type")), std::string("Succeed"));
    QCOMPARE(document.value(document.find("/States/A/Result/1")).dump(), std::string("2.0"));
    QCOMPARE(document.find("/States/Missing"), Document::kNone);
    QCOMPARE(document.find("/States/A/Result/9"), Document::kNone);
}

void TestDocument::duplicateMembersStayVisible() {
    const Document document = parsed(R"({"a":1,"a":2})");
    QCOMPARE(document.node(0).children.size(), std::size_t{2});
    QCOMPARE(document.value(document.member(0, "a")).toInteger(), std::int64_t{2});
}

void TestDocument::anEditTouchesOnlyItsBytes() {
    const Document document = parsed(kText);
    const Edit edit = document.renameKey(document.find("/States/A"), "Begin \"now\"");
    std::string text = kText;
    text.replace(edit.range.begin, edit.range.size(), edit.text);
    const Document changed = parsed(text);
    QCOMPARE(changed.string(changed.find("/States/Begin \"now\"/Type")), std::string("Pass"));
    QCOMPARE(text.size(), kText.size() + std::string("Begin \\\"now\\\"").size() - 1);
}

void TestDocument::theNodeAtAnOffsetIsTheInnermost() {
    const Document document = parsed(kText);
    QCOMPARE(document.pointer(document.nodeAt(kText.find("Pass"))), std::string("/States/A/Type"));
    QCOMPARE(document.pointer(document.nodeAt(kText.find("\"Result\""))),
             std::string("/States/A/Result"));
    QCOMPARE(document.pointer(document.nodeAt(0)), std::string());
}

void TestDocument::positionsCountFromOne() {
    QCOMPARE(positionAt("ab\ncd", 0), (Position{1, 1}));
    QCOMPARE(positionAt("ab\ncd", 4), (Position{2, 2}));
    QCOMPARE(positionAt("ab\ncd", 99), (Position{2, 3}));
}

void TestDocument::aSyntaxErrorIsReported() {
    const auto document = Document::parse("{\"a\": }");
    QVERIFY(!document);
    QCOMPARE(document.error().code, std::string("json.syntax"));
    QVERIFY(!Document::parse(""));
}

void TestDocument::partsOfTextsAreFoundThroughEscapes() {
    const std::string text = R"({"a": "\u00e9\n\"x\" \ud83d\ude00 mark \\ end"})";
    const Document document = parsed(text);
    const auto node = document.find("/a");
    for (const char* part : {"mark", "end", "x"}) {
        const std::size_t at = document.string(node).find(part);
        const Range range = document.rangeWithin(node, at, at + std::string(part).size());
        QCOMPARE(text.substr(range.begin, range.size()), std::string(part));
    }
}

void TestDocument::placeholdersMayStandForValues() {
    const std::string text = R"({"a": ${Seconds}, "b": [ ${X.Y} ], "c": "${Z}", "d": 1.0})";
    QVERIFY(!Document::parse(text));
    const auto document = Document::parse(text, Document::Placeholders::Allowed);
    QVERIFY(document.ok());
    QCOMPARE(document->text(), text);
    QCOMPARE(document->value(0).dump(),
             std::string(R"({"a":"${Seconds}","b":["${X.Y}"],"c":"${Z}","d":1.0})"));
    const Range range = document->node(document->find("/a")).range;
    QCOMPARE(text.substr(range.begin, range.size()), std::string("${Seconds}"));
    QVERIFY(!Document::parse("{\"a\": ${x, \"b\": 1}", Document::Placeholders::Allowed));
}

void TestDocument::substitutedValuesHaveTheBytesOfThePlaceholder() {
    const std::string text = R"({"a": "${X}", "b": 1})";
    Document document = parsed(text);
    QCOMPARE(document.value(0).dump(), std::string(R"({"a":"${X}","b":1})"));
    document.substitute(document.find("/a"), *Value::parse(R"({"c": [1, "x"]})"));
    QCOMPARE(document.value(0).dump(), std::string(R"({"a":{"c":[1,"x"]},"b":1})"));
    QCOMPARE(document.string(document.find("/a/c/1")), std::string("x"));
    const Range range = document.node(document.find("/a/c/0")).range;
    QCOMPARE(text.substr(range.begin, range.size()), std::string("\"${X}\""));
    QCOMPARE(document.text(), text);
}

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
