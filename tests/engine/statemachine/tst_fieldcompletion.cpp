#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/fieldcompletion.h"

#include <QTest>

#include <algorithm>

using namespace ws;
using statemachine::Completion;
using statemachine::CompletionItem;
using statemachine::CompletionSources;
using statemachine::FieldText;

namespace {

const char* const kJsonata = R"({
  "QueryLanguage": "JSONata",
  "StartAt": "Early",
  "States": {
    "Early": {"Type": "Pass", "Assign": {"total": 1}, "Next": "Pay \"now\""},
    "Pay \"now\"": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {"FunctionName": "f"}, "Retry": [{"ErrorEquals": ["E"]}], "Next": "Late"},
    "Late": {"Type": "Succeed"}
  }
})";

const char* const kYamlPaths = R"(# a comment
StartAt: 'It''s first'
States:
  It's first:
    Type: Choice
    Choices:
      - Variable: $.a
        IsPresent: true
        Next: Last
    Default: Last
  Last:
    Type: Succeed
)";

json::Document documentOf(const char* text) {
    auto document = statemachine::loadDefinition(text);
    return std::move(*document);
}

const CompletionItem* find(const Completion& completion, std::string_view name) {
    const auto found = std::ranges::find(completion.items, name, &CompletionItem::name);
    return found == completion.items.end() ? nullptr : &*found;
}

/// The field's text with a bar where the cursor is.
Completion at(const json::Document& document, std::string_view pointer, std::string typed,
              FieldText form = FieldText::Text, const CompletionSources& sources = {}) {
    const std::size_t bar = typed.find('|');
    typed.erase(bar, 1);
    return statemachine::completeField(document, pointer, form, typed, bar, sources);
}

std::string chosen(const json::Document& document, std::string_view pointer, std::string typed,
                   std::string_view name, FieldText form = FieldText::Text) {
    const Completion found = at(document, pointer, typed, form);
    const CompletionItem* item = find(found, name);
    if (!item)
        return "not on offer";
    typed.erase(typed.find('|'), 1);
    typed.replace(found.range.begin, found.range.size(), item->insert);
    return typed.insert(found.range.begin + std::min(item->cursor, item->insert.size()), "|");
}

} // namespace

class tst_FieldCompletion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal28_aFieldOffersWhatTheTextOffersThere() {
        const auto document = documentOf(kJsonata);
        const std::string pay = "/States/Pay \"now\"";
        QCOMPARE(chosen(document, pay + "/Output", "{% $states.re| %}", "result"),
                 std::string("{% $states.result| %}"));
        QCOMPARE(chosen(document, pay + "/Output", "{% $to|", "$total"), std::string("{% $total|"));
        QCOMPARE(chosen(document, pay + "/TimeoutSeconds", "{% $su| %}", "$sum"),
                 std::string("{% $sum(|) %}"));
        QVERIFY(!find(at(document, pay + "/Arguments", "{% $states.| %}"), "result"));
        QVERIFY(!find(at(document, "/States/Early/Output", "{% $| %}"), "$total"));
    }

    void aTextIsEscapedOnItsWayAndBack() {
        const auto document = documentOf(kJsonata);
        QCOMPARE(chosen(document, "/StartAt", "Pa|", "Pay \"now\""), std::string("Pay \"now\"|"));
        QCOMPARE(chosen(document, "/States/Pay \"now\"/Output",
                        "{%\n  \"가\\b\" &\n$states.in| & \"x\" %}", "input"),
                 std::string("{%\n  \"가\\b\" &\n$states.input| & \"x\" %}"));
    }

    void aValueIsCompletedAsItIsWritten() {
        const auto document = documentOf(kJsonata);
        const std::string pay = "/States/Pay \"now\"";
        QCOMPARE(chosen(document, pay + "/Arguments", "{\n  \"Pay|", "Payload", FieldText::Json),
                 std::string("{\n  \"Payload\": {|}"));
        QCOMPARE(chosen(document, pay + "/Assign", "{\"n\": \"{% $states.result.| %}\"}", "x",
                        FieldText::Json),
                 std::string("not on offer"));
        // What is open here hides none of the states that come later in the text.
        QVERIFY(
            find(at(document, pay + "/Output", "{\"a\": \"{% $tot|", FieldText::Json), "$total"));
    }

    void aListOffersForEachOfItsTexts() {
        const auto document = documentOf(kJsonata);
        CompletionSources sources;
        sources.errors = {"CardDeclined"};
        const auto offered =
            at(document, "/States/Pay \"now\"/Retry/0/ErrorEquals", "|", FieldText::Item, sources);
        for (const char* name : {"States.Timeout", "Lambda.ServiceException", "CardDeclined"})
            QVERIFY2(find(offered, name), name);
    }

    void yamlOffersTheSame() {
        const auto document = documentOf(kYamlPaths);
        CompletionSources sources;
        sources.inputs["It's first"] = *json::Value::parse(R"({"order": {"id": 7}})");
        const std::string first = "/States/It's first";
        const auto path =
            at(document, first + "/Choices/0/Variable", "$.order.|", FieldText::Text, sources);
        QVERIFY(find(path, "id"));
        QCOMPARE(find(path, "id")->detail, std::string("7"));
        QCOMPARE(chosen(document, first + "/Choices/0/Next", "|", "Last"), std::string("Last|"));
        QCOMPARE(chosen(document, "/StartAt", "It|", "It's first"), std::string("It's first|"));
    }

    void aFieldThatIsNotThereYetOffersToo() {
        const auto document = documentOf(kYamlPaths);
        QVERIFY(
            find(at(document, "/States/New~1one/Parameters/a.$", "States.F|"), "States.Format"));
    }

    void everyCursorOfAnyTextIsAnswered() {
        const auto document = documentOf(kJsonata);
        const std::string typed = "{\"a\\\"\": [1, \"{% $x.y(\n) %}\", {}], \"나\": tr";
        for (const auto form : {FieldText::Text, FieldText::Item, FieldText::Json}) {
            for (std::size_t cursor = 0; cursor <= typed.size(); ++cursor) {
                if (cursor > 0 && cursor < typed.size() && (typed[cursor] & 0xC0) == 0x80)
                    continue;
                const auto found = statemachine::completeField(
                    document, "/States/Pay \"now\"/Arguments", form, typed, cursor);
                QVERIFY(found.range.begin <= found.range.end);
                QVERIFY(found.range.end <= typed.size());
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_FieldCompletion)
#include "tst_fieldcompletion.moc"
