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

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
