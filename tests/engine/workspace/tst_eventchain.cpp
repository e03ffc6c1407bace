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
