#include "engine/expression/jsonatafunctions.h"
#include "engine/statemachine/completion.h"

#include <QTest>

#include <algorithm>

using namespace ws;
using statemachine::Completion;
using statemachine::CompletionItem;
using statemachine::CompletionSources;
using statemachine::DefinitionKind;

namespace {

/// What is on offer where the text has a bar.
Completion at(std::string text, DefinitionKind kind = DefinitionKind::Json,
              const CompletionSources& sources = {}) {
    const std::size_t bar = text.find('|');
    text.erase(bar, 1);
    return statemachine::complete(text, bar, kind, sources);
}

const CompletionItem* find(const Completion& completion, std::string_view name) {
    const auto found = std::ranges::find(completion.items, name, &CompletionItem::name);
    return found == completion.items.end() ? nullptr : &*found;
}

bool offers(const Completion& completion, std::initializer_list<std::string_view> names) {
    return std::ranges::all_of(names,
                               [&](std::string_view name) { return find(completion, name); });
}

/// The text after the item was chosen.
std::string chosen(std::string text, std::string_view name,
                   DefinitionKind kind = DefinitionKind::Json) {
    const Completion completion = at(text, kind);
    text.erase(text.find('|'), 1);
    const CompletionItem* item = find(completion, name);
    if (!item)
        return "not on offer";
    return text.replace(completion.range.begin, completion.range.size(), item->insert);
}

std::string inState(const std::string& fields, const std::string& language = "JSONata") {
    return "{\"QueryLanguage\": \"" + language + "\", \"StartAt\": \"A\", \"States\": {\"A\": {" +
           fields +
           "}, \"B\": {\"Type\": \"Pass\", \"Assign\": {\"later\": 1}, \"End\": true}, "
           "\"C\": {\"Type\": \"Succeed\"}}}";
}

} // namespace

class tst_Completion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal28_fieldsOfTheTypeThatAreNotThereYet();
    void anAlternativeThatIsTakenIsNotOffered();
    void aFieldComesWithItsPunctuation();
    void goal28_namesOfStatesWhereTheyAreReferredTo();
    void enumValuesOfTheirFields();
    void errorsAndResources();
    void goal28_variablesThatSomeWayHasAssigned();
    void goal28_statesHasWhatThePlaceHas();
    void goal28_functionsHaveTheirSignatures();
    void everyBuiltinFunctionIsKnown();
    void goal28_pathsGoAlongTheSamplesOfTheLastRun();
    void yamlByItsIndentation();
    void snippetsForStatesRetryAndCatch();
    void nothingIsTooBrokenToBeAskedAbout();
    void aCallTipKnowsItsArgument();
};

void tst_Completion::goal28_fieldsOfTheTypeThatAreNotThereYet() {
    const Completion offered = at(inState("\"Type\": \"Wait\", \"Comment\": \"x\", |"));
    QVERIFY(offers(offered, {"Seconds", "Timestamp", "Next", "Output"}));
    for (const char* name : {"Type", "Comment", "InputPath", "Resource", "SecondsPath"})
        QVERIFY2(!find(offered, name), name);
    QVERIFY(offers(at(inState("\"Type\": \"Task\", \"Retry\": [{\"|\"}]")),
                   {"ErrorEquals", "BackoffRate", "JitterStrategy"}));
    QVERIFY(offers(
        at(inState("\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", |}]", "JSONPath")),
        {"StringEquals", "NumericLessThanPath", "And", "Next"}));
}

void tst_Completion::anAlternativeThatIsTakenIsNotOffered() {
    const Completion offered =
        at(inState("\"Type\": \"Wait\", \"Seconds\": 5, \"End\": true, |", "JSONPath"));
    for (const char* name : {"SecondsPath", "Timestamp", "Next", "End"})
        QVERIFY2(!find(offered, name), name);
}

void tst_Completion::aFieldComesWithItsPunctuation() {
    QCOMPARE(chosen("{\"StartAt\": \"A\", |}", "TimeoutSeconds"),
             std::string("{\"StartAt\": \"A\", \"TimeoutSeconds\": }"));
    QCOMPARE(chosen("{\"StartAt\": \"A\", \"Com|}", "Comment"),
             std::string("{\"StartAt\": \"A\", \"Comment\": \"\""));
    QCOMPARE(chosen("{\"StartAt\": \"A\", \"Com|\": \"x\"}", "Comment"),
             std::string("{\"StartAt\": \"A\", \"Comment\": \"x\"}"));
}

void tst_Completion::goal28_namesOfStatesWhereTheyAreReferredTo() {
    const Completion next = at(inState("\"Type\": \"Pass\", \"Next\": \"|\""));
    QVERIFY(offers(next, {"B", "C"}));
    QVERIFY(!find(next, "A"));
    QVERIFY(offers(
        at(inState("\"Type\": \"Task\", \"Catch\": [{\"ErrorEquals\": [\"E\"], \"Next\": \"|\"}]")),
        {"B", "C"}));
    QVERIFY(offers(at(inState("\"Type\": \"Choice\", \"Default\": |")), {"B", "C"}));
    QVERIFY(
        offers(at("{\"StartAt\": \"|\", \"States\": {\"One\": {\"Type\": \"Pass\"}, \"Two\": {}}}"),
               {"One", "Two"}));
    const Completion inner =
        at(inState("\"Type\": \"Map\", \"ItemProcessor\": {\"StartAt\": \"X\", \"States\": {\"X\": "
                   "{\"Type\": \"Pass\", \"Next\": \"|\"}, \"Y\": {}}}"));
    QCOMPARE(inner.items.size(), 1UL);
    QCOMPARE(inner.items[0].name, std::string("Y"));
}

void tst_Completion::enumValuesOfTheirFields() {
    QCOMPARE(at(inState("\"Type\": \"|\"")).items.size(), 8UL);
    QVERIFY(offers(at("{\"QueryLanguage\": \"|\"}"), {"JSONPath", "JSONata"}));
    QVERIFY(offers(at(inState("\"Type\": \"Task\", \"Retry\": [{\"JitterStrategy\": \"|\"}]")),
                   {"FULL", "NONE"}));
    QVERIFY(offers(
        at(inState(
            "\"Type\": \"Map\", \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"|\"}}")),
        {"INLINE", "DISTRIBUTED"}));
}

void tst_Completion::errorsAndResources() {
    CompletionSources sources;
    sources.functions = {"charge"};
    sources.errors = {"CardDeclined"};
    QVERIFY(offers(at(inState("\"Type\": \"Task\", \"Resource\": \"work\", \"Retry\": "
                              "[{\"ErrorEquals\": [\"|\"]}]"),
                      DefinitionKind::Json, sources),
                   {"States.ALL", "States.Timeout", "CardDeclined", "Lambda.ServiceException"}));
    QVERIFY(offers(
        at(inState("\"Type\": \"Task\", \"Resource\": \"|\""), DefinitionKind::Json, sources),
        {"charge", "arn:aws:states:::sqs:sendMessage",
         "arn:aws:states:::lambda:invoke.waitForTaskToken"}));
    QVERIFY(
        offers(at(inState("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", "
                          "\"Arguments\": {\"FunctionName\": \"|\"}"),
                  DefinitionKind::Json, sources),
               {"charge"}));
    QVERIFY(offers(at(inState("\"Type\": \"Task\", \"Resource\": "
                              "\"arn:aws:states:::lambda:invoke\", \"Arguments\": {|}"),
                      DefinitionKind::Json, sources),
                   {"FunctionName", "Payload"}));
}

void tst_Completion::goal28_variablesThatSomeWayHasAssigned() {
    const std::string text =
        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {\n"
        "            \"A\": {\"Type\": \"Pass\", \"Assign\": {\"early\": 1}, \"Next\": \"M\"},\n"
        "            \"M\": {\"Type\": \"Map\", \"Next\": \"Z\", \"ItemProcessor\": {\"StartAt\": "
        "\"X\", \"States\": {\n"
        "              \"W\": {\"Type\": \"Pass\", \"Assign\": {\"inner\": 1}, \"Next\": \"X\"},\n"
        "              \"X\": {\"Type\": \"Pass\", \"Output\": \"{% $| %}\", \"End\": true}}}},\n"
        "            \"Z\": {\"Type\": \"Pass\", \"Assign\": {\"late\": 1}, \"End\": true}}}";
    const Completion offered = at(text);
    QVERIFY(offers(offered, {"$early", "$inner", "$states"}));
    QVERIFY(!find(offered, "$late"));
    std::string distributed = text;
    distributed.replace(distributed.find("\"StartAt\": \"X\""), 14,
                        "\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\"}, \"StartAt\": \"X\"");
    QVERIFY(find(at(distributed), "$inner"));
    QVERIFY(!find(at(distributed), "$early"));
}

void tst_Completion::goal28_statesHasWhatThePlaceHas() {
    QVERIFY(offers(at(inState("\"Type\": \"Task\", \"Output\": \"{% $states.| %}\"")),
                   {"input", "result", "context"}));
    QVERIFY(!find(at(inState("\"Type\": \"Task\", \"Arguments\": \"{% $states.| %}\"")), "result"));
    const Completion caught = at(
        inState("\"Type\": \"Task\", \"Catch\": [{\"Output\": {\"a\": \"{% $states.err| %}\"}}]"));
    QVERIFY(find(caught, "errorOutput"));
    QVERIFY(
        offers(at(inState("\"Type\": \"Pass\", \"Output\": \"{% $states.context.Execution.| %}\"")),
               {"Id", "StartTime"}));
}

void tst_Completion::goal28_functionsHaveTheirSignatures() {
    const Completion offered = at(inState("\"Type\": \"Pass\", \"Output\": \"{% 1 + $subs| %}\""));
    const CompletionItem* item = find(offered, "$substring");
    QVERIFY(item);
    QCOMPARE(item->detail, std::string("$substring(string, start [, length])"));
    QCOMPARE(item->insert, std::string("$substring()"));
    QVERIFY(offers(
        at(inState("\"Type\": \"Pass\", \"Parameters\": {\"a.$\": \"States.F|\"}", "JSONPath")),
        {"States.Format"}));
}

void tst_Completion::everyBuiltinFunctionIsKnown() {
    using namespace expression::jsonata;
    for (const auto table : {numberFunctions(), stringFunctions(), patternFunctions(),
                             encodingFunctions(), timeFunctions(), valueFunctions(),
                             arrayFunctions(), higherFunctions(), stepFunctions()}) {
        for (const Builtin& builtin : table) {
            const std::string name = '$' + std::string(builtin.name);
            if (!findBuiltin(builtin.name, expression::Jsonata::Dialect::StepFunctions))
                continue;
            const auto& words = statemachine::jsonataWords();
            QVERIFY2(std::ranges::find(words, name, &statemachine::FunctionWords::name) !=
                         words.end(),
                     name.c_str());
        }
    }
}

void tst_Completion::goal28_pathsGoAlongTheSamplesOfTheLastRun() {
    CompletionSources sources;
    sources.inputs["A"] =
        *json::Value::parse("{\"order\": {\"id\": 7, \"lines\": [{\"sku\": \"x\"}]}}");
    QVERIFY(offers(at(inState("\"Type\": \"Pass\", \"InputPath\": \"$.order.|\"", "JSONPath"),
                      DefinitionKind::Json, sources),
                   {"id", "lines"}));
    const Completion query =
        at(inState("\"Type\": \"Pass\", \"Output\": \"{% $states.input.order.lines.| %}\""),
           DefinitionKind::Json, sources);
    QVERIFY(find(query, "sku"));
    QCOMPARE(find(query, "sku")->detail, std::string("\"x\""));
    QVERIFY(offers(at(inState("\"Type\": \"Pass\", \"Parameters\": {\"a.$\": \"$$.Execution.|\"}",
                              "JSONPath")),
                   {"Id", "Name"}));
}

void tst_Completion::yamlByItsIndentation() {
    const std::string head = "StartAt: A\nStates:\n  A:\n    Type: Wait\n    Seconds: 5\n";
    const Completion fields = at(head + "    |\n  B:\n    Type: Succeed\n", DefinitionKind::Yaml);
    QVERIFY(offers(fields, {"Next", "Comment"}));
    QVERIFY(!find(fields, "Seconds"));
    QVERIFY(
        offers(at(head + "    Next: |\n  B:\n    Type: Succeed\n", DefinitionKind::Yaml), {"B"}));
    QVERIFY(offers(at(head + "    Ne|\n", DefinitionKind::Yaml), {"Next"}));
    QCOMPARE(chosen(head + "    Ne|\n", "Next", DefinitionKind::Yaml), head + "    Next: \n");
    QVERIFY(offers(at("StartAt: A\nStates:\n  A:\n    Type: Task\n    Retry:\n    - ErrorEquals: "
                      "[States.ALL]\n      |\n",
                      DefinitionKind::Yaml),
                   {"MaxAttempts", "BackoffRate"}));
}

void tst_Completion::snippetsForStatesRetryAndCatch() {
    const Completion states = at("{\"StartAt\": \"A\", \"States\": {|}}");
    const auto count =
        std::ranges::count(states.items, CompletionItem::Kind::Snippet, &CompletionItem::kind);
    QVERIFY2(count >= 14, std::to_string(count).c_str());
    QVERIFY(offers(at(inState("\"Type\": \"Task\", \"Retry\": [|]")), {"Retry"}));
    QVERIFY(offers(at(inState("\"Type\": \"Task\", \"Catch\": [|]")), {"Catch"}));
    for (const CompletionItem& item : states.items) {
        const std::string text = "{\"StartAt\": \"A\", \"States\": {" + item.insert + "}}";
        QVERIFY2(json::Value::parse(text), text.c_str());
    }
}

void tst_Completion::nothingIsTooBrokenToBeAskedAbout() {
    const std::string text =
        inState("\"Type\": \"Task\", \"Retry\": [{\"ErrorEquals\": [\"E\"]}], \"Next\": \"B\"");
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        for (std::size_t offset = 0; offset <= cut; offset += 7) {
            for (const auto kind : {DefinitionKind::Json, DefinitionKind::Yaml}) {
                const std::string part = text.substr(0, cut);
                const Completion offered = statemachine::complete(part, offset, kind);
                QVERIFY(offered.range.end <= part.size());
                QVERIFY(offered.range.begin <= offered.range.end);
            }
        }
    }
}

void tst_Completion::aCallTipKnowsItsArgument() {
    const std::string text = "{% $substring($uppercase(name), 2";
    const auto tip = statemachine::callTipAt(text, text.size());
    QVERIFY(tip);
    QCOMPARE(tip->name, std::string("$substring"));
    QCOMPARE(tip->argument, 1UL);
    QVERIFY(!statemachine::callTipAt("{% (1 + 2", 8));
}

QTEST_GUILESS_MAIN(tst_Completion)
#include "tst_completion.moc"
