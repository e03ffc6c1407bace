#include "engine/statemachine/conditioncompletion.h"

#include "engine/statemachine/definitiontext.h"

#include <QStringList>
#include <QTest>

#include <algorithm>

using namespace ws;
using json::Value;
using statemachine::Completion;
using statemachine::CompletionItem;
using statemachine::ConditionScope;
using Moment = statemachine::ConditionScope::Moment;

namespace {

const char* const kDefinition = R"({"StartAt":"Count","States":{
  "Count":{"Type":"Pass","Assign":{"count":1},"Next":"Each/1"},
  "Each/1":{"Type":"Map","Assign":{"after":2},"Next":"Late","ItemProcessor":{"StartAt":"Item",
    "States":{"Item":{"Type":"Pass","Assign":{"own.$":"$.n"},"End":true}}}},
  "Late":{"Type":"Pass","Assign":{"late":3},"End":true}}})";

/// What is on offer at the bar, in a run whose states had this data.
class Conditions {
public:
    Conditions() {
        sources.inputs["Item"] =
            *Value::parse(R"({"order":{"total":3,"first name":"A"},"n":1,"1st":true})");
        sources.results["Item"] = *Value::parse(R"({"paid":{"sum":3}})");
        sources.variables["count"] = *Value::parse(R"({"of":7})");
    }
    Completion at(ConditionScope scope, std::string typed) const {
        const std::size_t bar = typed.find('|');
        typed.erase(bar, 1);
        return completeCondition(definition, scope, typed, bar, sources);
    }
    /// Without the functions.
    std::string names(ConditionScope scope, const std::string& typed) const {
        QStringList names;
        for (const CompletionItem& item : at(std::move(scope), typed).items) {
            if (item.kind != CompletionItem::Kind::Function)
                names << QString::fromStdString(item.name);
        }
        return names.join(u' ').toStdString();
    }
    std::string chosen(ConditionScope scope, std::string typed, std::string_view name) const {
        const Completion found = at(std::move(scope), typed);
        const auto item = std::ranges::find(found.items, name, &CompletionItem::name);
        if (item == found.items.end())
            return "not on offer";
        typed.erase(typed.find('|'), 1);
        typed.replace(found.range.begin, found.range.size(), item->insert);
        return typed.insert(found.range.begin + item->cursor, "|");
    }

    Value definition = *Value::parse(kDefinition);
    statemachine::CompletionSources sources;
};

const ConditionScope kBefore{Moment::Entry, "Item"};
const ConditionScope kAfter{Moment::Exit, "Item"};
const ConditionScope kError{Moment::Error, "Item"};

} // namespace

class tst_ConditionCompletion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beforeAStateThereAreItsInputAndTheVariablesThatLeadToIt() {
        const Conditions conditions;
        QCOMPARE(conditions.names(kBefore, "|"), std::string("order n 1st $states $count"));
        QCOMPARE(conditions.names(kBefore, "n > 0 and $c|"), std::string("$count"));
        QCOMPARE(conditions.names(kBefore, "order.|"), std::string("total first name"));
        QCOMPARE(conditions.names(kBefore, "$states.|"), std::string("input context"));
        QCOMPARE(conditions.names(kBefore, "$states.input.order.to|"), std::string("total"));
        QCOMPARE(conditions.names(kBefore, "$count.|"), std::string("of"));
        QCOMPARE(conditions.names(kBefore, "$states.result.|"), std::string());
    }

    void behindAStateNamesAreThoseOfItsOutput() {
        const Conditions conditions;
        QCOMPARE(conditions.names(kAfter, "|"), std::string("paid $states $own"));
        QCOMPARE(conditions.names(kAfter, "$states.|"), std::string("input result context"));
        QCOMPARE(conditions.names(kAfter, "$states.result.paid.|"), std::string("sum"));
    }

    void atAnErrorThereIsOnlyTheError() {
        const Conditions conditions;
        QCOMPARE(conditions.names(kError, "|"), std::string("$states"));
        QCOMPARE(conditions.names(kError, "$states.|"), std::string("errorOutput context"));
        QCOMPARE(conditions.names(kError, "$states.errorOutput.|"), std::string("Error Cause"));
        QCOMPARE(conditions.names(kError, "$count.|"), std::string());
    }

    void theContextHasWhatTheDebuggerShows() {
        const Conditions conditions;
        QCOMPARE(conditions.names(kBefore, "$states.context.|"), std::string("State Map"));
        QCOMPARE(conditions.names(kBefore, "$states.context.Map.Item.|"),
                 std::string("Index Value"));
        QCOMPARE(conditions.names(kError, "$states.context.Map.Item.|"), std::string("Index"));
        QCOMPARE(conditions.names(kBefore, "$states.context.State.|"), std::string("Name"));
        QCOMPARE(conditions.names(kBefore, R"({"Variable":"$$.|"})"), std::string("State Map"));
        QCOMPARE(conditions.names(kBefore, R"({"Variable":"$$.Map.Item.|"})"),
                 std::string("Index Value"));
    }

    void ofAnyStateTheVariablesAreThoseOfTheWholeMachine() {
        const Conditions conditions;
        QCOMPARE(conditions.names({Moment::Entry, {}}, "|"),
                 std::string("$states $after $count $late $own"));
        QCOMPARE(conditions.names({Moment::Entry, "Gone"}, "|"), std::string("$states"));
    }

    void functionsAreOfferedWithTheirBrackets() {
        const Conditions conditions;
        QCOMPARE(conditions.chosen(kBefore, "$su|(1)", "$sum"), std::string("$sum(|)(1)"));
        QCOMPARE(conditions.chosen(kBefore, "n > 0 and $exi|", "$exists"),
                 std::string("n > 0 and $exists(|)"));
    }

    void aNameThatIsNoneStandsInBackquotes() {
        const Conditions conditions;
        QCOMPARE(conditions.chosen(kBefore, "order.f|", "first name"),
                 std::string("order.`first name`|"));
        QCOMPARE(conditions.chosen(kBefore, "|", "1st"), std::string("`1st`|"));
        QCOMPARE(conditions.chosen(kBefore, "or|", "order"), std::string("order|"));
    }

    void delimitersOfAFieldAreNoHindrance() {
        const Conditions conditions;
        QCOMPARE(conditions.chosen(kBefore, "{% $co| = 1 %}", "$count"),
                 std::string("{% $count| = 1 %}"));
    }

    void aRuleIsCompletedAsInAChoiceState() {
        const Conditions conditions;
        const std::string names = conditions.names(kBefore, R"({"|"})");
        QVERIFY2(names.find("Variable") != std::string::npos, names.c_str());
        QVERIFY(names.find("NumericEquals") != std::string::npos);
        QVERIFY(names.find("Next") == std::string::npos);
        QCOMPARE(conditions.chosen(kBefore, R"({"Variable":"$.or|","IsPresent":true})", "order"),
                 std::string(R"({"Variable":"$.order|","IsPresent":true})"));
        QCOMPARE(conditions.names(kBefore, R"({"Variable":"$c|"})"), std::string("$count"));
        QCOMPARE(conditions.names(kAfter, R"({"Variable":"$.|"})"), std::string("paid"));
        QCOMPARE(conditions.names(kAfter, R"({"Variable":"$o|"})"), std::string("$own"));
        QCOMPARE(conditions.names(kError, R"({"Variable":"$c|"})"), std::string());
        QCOMPARE(conditions.names(kBefore, R"({"Variable":"$.n","IsPresent":|)"),
                 std::string("true false"));
    }

    void whatIsTypedOverTheEndIsTheEnd() {
        const Conditions conditions;
        QVERIFY(!completeCondition(conditions.definition, kBefore, "n", 99, conditions.sources)
                     .items.empty());
        QVERIFY(!completeCondition(Value(), kBefore, "", 0).items.empty()); // the functions
    }
};

QTEST_GUILESS_MAIN(tst_ConditionCompletion)
#include "tst_conditioncompletion.moc"
