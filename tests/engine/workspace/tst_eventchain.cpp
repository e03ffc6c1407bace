#include "engine/workspace/eventchain.h"

#include <QTest>

#include <algorithm>

using namespace ws;
using namespace ws::workspace;
using json::Value;

namespace {

// Single quotes stand for double ones, which moc does not read well in raw strings.
std::string quoted(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

const std::string kParts =
    quoted("{'Records':[{'body':{'$lastResult':'first','path':'$.order','as':'text'},'n':1},"
           "{'body':{'$lastResult':'words','as':'text'}},"
           "{'data':{'$lastResult':'words','as':'base64'}},"
           "{'id':{'$lastResult':'first','path':'$.order.id'}}]}");
const std::string kResolved =
    quoted("{'Records':[{'body':'{\\'id\\':\\'o-1\\',\\'lines\\':[1,2]}','n':1},"
           "{'body':'already a text'},{'data':'YWxyZWFkeSBhIHRleHQ='},{'id':'o-1'}]}");

base::Result<Value> answers(const std::string& source) {
    if (source == "first")
        return *Value::parse(quoted("{'order':{'id':'o-1','lines':[1,2]}}"));
    if (source == "words")
        return Value("already a text");
    return base::Error{"chain.noResult", {{"source", source}}};
}

base::Result<Value> resolved(const std::string& text) {
    return resolvedChain(*Value::parse(quoted(text)), answers);
}

} // namespace

class EventChainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWholeEventMayBeTheLastResult() {
        QCOMPARE(resolvedChain(*Value::parse(chainedEvent("first")), answers)->dump(),
                 quoted("{'order':{'id':'o-1','lines':[1,2]}}"));
    }

    void goal38_partsOfAnEventComeFromTheLastResultOfAnother() {
        const auto event = resolved(kParts);
        QCOMPARE(event->dump(), kResolved);
    }

    void theDigestOfAMessageIsThatOfItsChainedBody() {
        const auto event = resolved(
            "{'Records':[{'body':{'$lastResult':'words'},'md5OfBody':'old'},"
            "{'body':'plain','md5OfBody':'kept','n':{'$lastResult':'words'}},"
            "{'body':{'$lastResult':'first'},'md5OfBody':'kept too'},"
            "{'md5OfBody':'of nothing','body':{'$lastResult':'first','path':'$.order.id'}},"
            "{'body':{'$lastResult':'words'}}]}");
        const Value& records = (*event)["Records"];
        // md5("already a text"), md5("o-1")
        QCOMPARE(records.at(0)["md5OfBody"].toString(),
                 std::string("56cdb8eba40a717c8a896b0d8029f52a"));
        QCOMPARE(records.at(1)["md5OfBody"].toString(), std::string("kept"));
        QCOMPARE(records.at(2)["md5OfBody"].toString(), std::string("kept too")); // no text
        QCOMPARE(records.at(3)["md5OfBody"].toString(),
                 std::string("ab8e7263ab3ab8220b9ada31fa9c435c"));
        QVERIFY(!records.at(4).find("md5OfBody"));
    }

    void anEventThatOnlyLooksLikeAChainStaysAsItIs() {
        for (const char* text :
             {"{'$lastResult':7}", "{'$lastResult':'first','more':1}", "['$lastResult']"}) {
            QVERIFY(!isChained(*Value::parse(quoted(text))));
            QCOMPARE(resolved(text)->dump(), Value::parse(quoted(text))->dump());
        }
    }

    void whatCannotBeResolvedSaysWhy() {
        QCOMPARE(resolved("{'a':{'$lastResult':'second'}}").error(),
                 (base::Error{"chain.noResult", {{"source", "second"}}}));
        const auto path = resolved("{'$lastResult':'first','path':'$.customer'}").error();
        QCOMPARE(path.code, std::string("chain.path"));
        QCOMPARE(path.arg("path"), std::string("$.customer"));
        QCOMPARE(resolved("{'$lastResult':'first','as':'xml'}").error().code,
                 std::string("chain.form"));
    }
};

QTEST_GUILESS_MAIN(EventChainTest)
#include "tst_eventchain.moc"
