#include "engine/json/documentedit.h"
#include "engine/json/draft.h"
#include "engine/json/yamldocument.h"

#include <QTest>

using namespace ws::json;

// Before the first raw string: moc loses its way in those.
class TestDocumentEdit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersAreAddedInTheStyleOfTheText_data();
    void membersAreAddedInTheStyleOfTheText();
    void membersAreRemovedWithTheirCommaOrLine_data();
    void membersAreRemovedWithTheirCommaOrLine();
    void namesAndValuesAreReplaced_data();
    void namesAndValuesAreReplaced();
    void anItemMovesBehindTheOthers_data();
    void anItemMovesBehindTheOthers();
    void whatIsBehindAnAliasIsLeftAlone();
    void aValueIsSetWithTheObjectsOnTheWay_data();
    void aValueIsSetWithTheObjectsOnTheWay();
    void whatIsThereIsNotWrittenAgain();
    void aMemberIsTakenAwayWithTheObjectsThatItLeavesEmpty_data();
    void aMemberIsTakenAwayWithTheObjectsThatItLeavesEmpty();
    void itemsComeAndGo_data();
    void itemsComeAndGo();
    void editsFollowATextThatHasChangedElsewhere();
};

namespace {

Document parsed(const QByteArray& text) {
    const std::string given = text.toStdString();
    auto document = given.starts_with('{') && given.find("#yaml") == std::string::npos
                        ? Document::parse(given)
                        : parseYaml(given);
    if (!document)
        qFatal("%s", document.error().arg("reason").c_str());
    return *document;
}

QByteArray applied(const Document& document, std::vector<Edit> edits) {
    std::string text = document.text();
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
        text.replace(edit->range.begin, edit->range.size(), edit->text);
    return QByteArray::fromStdString(text);
}

QByteArray applied(const Document& document, const std::optional<Edit>& edit) {
    return edit ? applied(document, std::vector{*edit}) : QByteArray("cannot");
}

void columns() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("changed");
}

void row(const char* name, const char* text, const char* pointer, const char* changed) {
    QTest::newRow(name) << QByteArray(text) << QByteArray(pointer) << QByteArray(changed);
}

} // namespace

namespace {

std::vector<std::string> names(const QByteArray& path) {
    std::vector<std::string> out;
    for (const QByteArray& name : path.split('.'))
        out.push_back(name.toStdString());
    return out;
}

} // namespace

void TestDocumentEdit::aValueIsSetWithTheObjectsOnTheWay_data() {
    columns();
    row("replaced", R"({"a": 1, "b": 2})", "b", R"({"a": 1, "b": 7})");
    row("added", R"({"a": 1})", "b", R"({"a": 1, "b": 7})");
    row("inside what is there", R"({"a": {"x": 1}})", "a.y", R"({"a": {"x": 1, "y": 7}})");
    row("on one line", R"({"a": 1})", "b.c", R"({"a": 1, "b": {"c":7}})");
    row("in lines", "{\n  \"a\": 1\n}\n", "b.c",
        "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 7\n  }\n}\n");
    row("a null on the way", R"({"a": null})", "a.b", R"({"a": {"b":7}})");
    row("no object on the way", R"({"a": "text"})", "a.b", "cannot");
}

void TestDocumentEdit::aValueIsSetWithTheObjectsOnTheWay() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, pointer);
    const Document document = parsed(text);
    const auto path = names(pointer);
    const std::vector<std::string_view> views(path.begin(), path.end());
    QTEST(applied(document, setAt(document, views, Value(7))), "changed");
}

void TestDocumentEdit::whatIsThereIsNotWrittenAgain() {
    const Document document = parsed(R"({"a": 7.0})");
    constexpr std::string_view kPath[] = {"a"};
    QVERIFY(!setAt(document, kPath, Value(7.0)));
}

void TestDocumentEdit::aMemberIsTakenAwayWithTheObjectsThatItLeavesEmpty_data() {
    columns();
    row("one of two", R"({"a": 1, "b": 2})", "b", R"({"a": 1})");
    row("deep, with company", R"({"a": {"x": 1, "y": 2}})", "a.x", R"({"a": {"y": 2}})");
    row("deep, alone", R"({"n": 0, "a": {"x": {"y": 2}}})", "a.x.y", R"({"n": 0})");
    row("the last one of all", R"({"a": {"x": 1}})", "a.x", R"({})");
    row("not there", R"({"a": 1})", "b", "cannot");
}

void TestDocumentEdit::aMemberIsTakenAwayWithTheObjectsThatItLeavesEmpty() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, pointer);
    const Document document = parsed(text);
    const auto path = names(pointer);
    const std::vector<std::string_view> views(path.begin(), path.end());
    QTEST(applied(document, removeAt(document, views)), "changed");
}

void TestDocumentEdit::itemsComeAndGo_data() {
    columns();
    row("into an empty list", R"({"l": []})", "+", R"({"l": ["new"]})");
    row("behind the others", R"({"l": ["a", "b"]})", "+", R"({"l": ["a", "b", "new"]})");
    row("on lines of their own", "{\"l\": [\n  \"a\"\n]}", "+",
        "{\"l\": [\n  \"a\",\n  \"new\"\n]}");
    row("the first leaves", R"({"l": ["a", "b"]})", "/l/0", R"({"l": ["b"]})");
    row("the last leaves", R"({"l": ["a", "b"]})", "/l/1", R"({"l": ["a"]})");
    row("the only one leaves", R"({"l": ["a"]})", "/l/0", R"({"l": []})");
}

void TestDocumentEdit::itemsComeAndGo() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, pointer);
    const Document document = parsed(text);
    const auto edit = pointer == "+" ? addItem(document, document.find("/l"), Value("new"))
                                     : removeItem(document, document.find(pointer.toStdString()));
    QTEST(applied(document, edit), "changed");
}

void TestDocumentEdit::membersAreAddedInTheStyleOfTheText_data() {
    columns();
    row("one line", R"({"a": {"b": 1}})", "/a", R"({"a": {"b": 1, "k": "v w"}})");
    row("dense", R"({"a":{"b":"c"}})", "/a", R"({"a":{"b":"c", "k":"v w"}})");
    row("empty", R"({"a": {}})", "/a", R"({"a": {"k": "v w"}})");
    row("lines", "{\n  \"a\": {\n    \"b\": 1\n  }\n}", "/a",
        "{\n  \"a\": {\n    \"b\": 1,\n    \"k\": \"v w\"\n  }\n}");
    row("YAML block", "a:\n  b: 1 # c\nd: 2\n", "/a", "a:\n  b: 1 # c\n  k: v w\nd: 2\n");
    row("YAML block at the end", "a:\n  b: 1", "/a", "a:\n  b: 1\n  k: v w");
    row("YAML flow", "a: {b: 1}\n", "/a", "a: {b: 1, k: v w}\n");
    row("YAML item", "a:\n  - b: 1\n  - c\n", "/a/0", "a:\n  - b: 1\n    k: v w\n  - c\n");
    row("YAML behind a literal", "a:\n  b: |\n    x\nc: 1\n", "/a",
        "a:\n  b: |\n    x\n  k: v w\nc: 1\n");
}

void TestDocumentEdit::membersAreAddedInTheStyleOfTheText() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, changed);
    const Document document = parsed(text);
    const auto node = document.find(pointer.toStdString());
    const QByteArray result = applied(document, addMember(document, node, "k", "v w"));
    QCOMPARE(result, changed);
    const Document again = parsed(result);
    QCOMPARE(again.string(again.find(pointer.toStdString() + "/k")), std::string("v w"));
}

void TestDocumentEdit::membersAreRemovedWithTheirCommaOrLine_data() {
    columns();
    row("first", R"({"a": 1, "b": 2})", "/a", R"({"b": 2})");
    row("middle", R"({"a": 1, "b": 2, "c": 3})", "/b", R"({"a": 1, "c": 3})");
    row("last", R"({"a": 1, "b": 2})", "/b", R"({"a": 1})");
    row("only", R"({ "a": 1 })", "/a", R"({ })");
    row("lines", "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  }\n}", "/b", "{\n  \"a\": 1\n}");
    row("YAML", "a: 1\nb:\n  c: 2 # d\ne: 3\n", "/b", "a: 1\ne: 3\n");
    row("YAML flow", "a: {b: 1, c: 2}\n", "/a/b", "a: {c: 2}\n");
    row("YAML beside a dash", "- a: 1\n  b: 2\n", "/0/a", "cannot");
    row("YAML in an item", "- a: 1\n  b: 2\n- c\n", "/0/b", "- a: 1\n- c\n");
}

void TestDocumentEdit::membersAreRemovedWithTheirCommaOrLine() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, changed);
    const Document document = parsed(text);
    const auto node = document.find(pointer.toStdString());
    QCOMPARE(applied(document, removeMember(document, node)), changed);
}

void TestDocumentEdit::namesAndValuesAreReplaced_data() {
    columns();
    row("JSON", R"({"a": 1})", "/a", R"({"new": "yes"})");
    row("YAML", "a: 1 # one\n", "/a", "new: \"yes\" # one\n");
    row("YAML quoted", "\"a\": 'b'\n", "/a", "new: \"yes\"\n");
}

void TestDocumentEdit::namesAndValuesAreReplaced() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, pointer);
    QFETCH(QByteArray, changed);
    const Document document = parsed(text);
    const auto node = document.find(pointer.toStdString());
    if (document.syntax() == Syntax::Yaml)
        changed.replace("\"yes\"", "yes"); // a text in the core schema
    QCOMPARE(applied(document,
                     {renameMember(document, node, "new"), replaceScalar(document, node, "yes")}),
             changed);
    if (document.syntax() == Syntax::Yaml) {
        for (const char* word : {"12", "true", "null", "a: b", "- a", "", "# a", "@a"})
            QVERIFY2(replaceScalar(document, node, word).text.starts_with('"'), word);
    }
}

void TestDocumentEdit::anItemMovesBehindTheOthers_data() {
    columns();
    row("JSON", R"({"a": [1, {"b": 2}, 3]})", "/a/0", R"({"a": [{"b": 2}, 3, 1]})");
    row("last already", R"({"a": [1, 2]})", "/a/1", R"({"a": [1, 2]})");
    row("YAML", "a:\n  - b: 1\n    c: 2\n  - d: 3\n  - e\n", "/a/0",
        "a:\n  - d: 3\n  - e\n  - b: 1\n    c: 2\n");
}

void TestDocumentEdit::anItemMovesBehindTheOthers() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, changed);
    const Document document = parsed(text);
    const auto node = document.find(pointer.toStdString());
    QCOMPARE(applied(document, moveItemToEnd(document, node)), changed);
}

void TestDocumentEdit::whatIsBehindAnAliasIsLeftAlone() {
    const Document document = parsed("a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\n");
    QVERIFY(!addMember(document, document.find("/c"), "k", 1));
    QVERIFY(!removeMember(document, document.find("/c/b")));
    QVERIFY(!removeMember(document, document.find("/d/b")));
    QVERIFY(removeMember(document, document.find("/a/b")).has_value());
}

void TestDocumentEdit::editsFollowATextThatHasChangedElsewhere() {
    const std::string before = "abc def ghi";
    const std::vector<Edit> edits{{{0, 3}, "A"}, {{8, 11}, "G"}};
    const auto grown = rebased(edits, before, "abc d...ef ghi");
    QVERIFY(grown);
    QCOMPARE(applied("abc d...ef ghi", *grown), std::string("A d...ef G"));
    const auto shrunk = rebased(edits, before, "abc ghi");
    QVERIFY(shrunk);
    QCOMPARE(applied("abc ghi", *shrunk), std::string("A G"));
    QCOMPARE(rebased(edits, before, before), std::optional(edits));
    QVERIFY(!rebased(edits, before, "abc def gi"));
    QVERIFY(!rebased(edits, before, ""));
    QCOMPARE(rebased({{{11, 11}, "!"}}, before, before + "?"),
             std::optional(std::vector<Edit>{{{11, 11}, "!"}}));
}

QTEST_GUILESS_MAIN(TestDocumentEdit)
#include "tst_documentedit.moc"
