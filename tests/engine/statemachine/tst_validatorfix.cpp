#include "engine/statemachine/validator.h"

#include <QtTest>

#include <set>

using namespace ws;
using statemachine::Diagnostic;
using statemachine::Fix;

// Before the first raw string: moc loses its way in those.
class TestValidatorFix : public QObject {
    Q_OBJECT

private slots:
    void theBestFixPutsItRight_data();
    void theBestFixPutsItRight();
    void yamlIsMendedInItsOwnStyle_data();
    void yamlIsMendedInItsOwnStyle();
    void everyFixOfEveryFindingLeavesAReadableText();
    void manyMistakesAreStillFoundQuickly();
    void goal29_allNineMessagesAndTheThreeWarningsExist_data();
    void goal29_allNineMessagesAndTheThreeWarningsExist();
    void goal29_atLeastEightKindsOfFixesAreOnOffer();
};

namespace {

std::string machine(const std::string& states) {
    return R"({"StartAt": "A", "States": {)" + states + "}}";
}

std::string task(const std::string& fields) {
    return machine(R"("A": {"Type": "Task", "Resource": "f", "End": true, )" + fields +
                   R"(}, "B": {"Type": "Succeed"})");
}

std::string applied(std::string text, const Fix& fix) {
    for (auto edit = fix.edits.rbegin(); edit != fix.edits.rend(); ++edit)
        text.replace(edit->range.begin, edit->range.size(), edit->text);
    return text;
}

const Diagnostic* withFix(const std::vector<Diagnostic>& diagnostics) {
    for (const Diagnostic& diagnostic : diagnostics) {
        if (!diagnostic.fixes.empty() && diagnostic.fixes[0].code != "fix.removeState")
            return &diagnostic;
    }
    return nullptr;
}

void columns() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("fixed");
}

void row(const char* name, const std::string& text, const char* code, const std::string& fixed) {
    QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(code)
                        << QByteArray::fromStdString(fixed);
}

void check(const QByteArray& text, const QByteArray& code, const QByteArray& fixed,
           statemachine::DefinitionKind kind) {
    const auto diagnostics = statemachine::validateText(text.toStdString(), {}, kind);
    const Diagnostic* found = withFix(diagnostics);
    QVERIFY2(found, "no fix");
    QCOMPARE(QByteArray::fromStdString(found->fixes[0].code), code);
    const std::string result = applied(text.toStdString(), found->fixes[0]);
    QCOMPARE(QByteArray::fromStdString(result), fixed);
    for (const Diagnostic& left : statemachine::validateText(result, {}, kind))
        QVERIFY2(left.message != found->message || left.pointer != found->pointer,
                 left.message.c_str());
}

} // namespace

void TestValidatorFix::theBestFixPutsItRight_data() {
    columns();
    row("the last state ends", machine(R"("A": {"Type": "Pass"})"), "fix.addField",
        machine(R"("A": {"Type": "Pass", "End": true})"));
    row("another goes on", machine(R"("A": {"Type": "Pass"}, "B": {"Type": "Succeed"})"),
        "fix.addField", machine(R"("A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"})"));
    row("an End that is false", machine(R"("A": {"Type": "Pass", "End": false})"),
        "fix.replaceValue", machine(R"("A": {"Type": "Pass", "End": true})"));
    row("Next and End",
        machine(R"("A": {"Type": "Pass", "Next": "B", "End": true}, "B": {"Type": "Succeed"})"),
        "fix.removeField",
        machine(R"("A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"})"));
    row("a target that is near",
        machine(R"("A": {"Type": "Pass", "Next": "finish"}, "Finish": {"Type": "Succeed"})"),
        "fix.renameTarget",
        machine(R"("A": {"Type": "Pass", "Next": "Finish"}, "Finish": {"Type": "Succeed"})"));
    row("a name that is near", machine(R"("A": {"Type": "Pass", "Coment": "c", "End": true})"),
        "fix.renameField", machine(R"("A": {"Type": "Pass", "Comment": "c", "End": true})"));
    row("a name that is none", machine(R"("A": {"Type": "Pass", "Xyz": 1, "End": true})"),
        "fix.removeField", machine(R"("A": {"Type": "Pass", "End": true})"));
    row("of the other language", machine(R"("A": {"Type": "Succeed", "Output": 1})"),
        "fix.removeField", machine(R"("A": {"Type": "Succeed"})"));
    row("no beginning", R"({"States": {"A": {"Type": "Succeed"}}})", "fix.addField",
        R"({"States": {"A": {"Type": "Succeed"}}, "StartAt": "A"})");
    row("ALL before others",
        task(
            R"("Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}, {"ErrorEquals": ["X"], "Next": "B"}])"),
        "fix.moveLast",
        task(
            R"("Catch": [{"ErrorEquals": ["X"], "Next": "B"}, {"ErrorEquals": ["States.ALL"], "Next": "B"}])"));
    row("ALL among others", task(R"("Retry": [{"ErrorEquals": ["X", "States.ALL"]}])"),
        "fix.replaceValue", task(R"("Retry": [{"ErrorEquals": ["States.ALL"]}])"));
    row("a type in other letters", machine(R"("A": {"Type": "succeed"})"), "fix.replaceValue",
        machine(R"("A": {"Type": "Succeed"})"));
    row("a number as text", machine(R"("A": {"Type": "Wait", "Seconds": "5", "End": true})"),
        "fix.replaceValue", machine(R"("A": {"Type": "Wait", "Seconds": 5, "End": true})"));
    row("a text as number", machine(R"("A": {"Type": "Succeed", "Comment": 1.10})"),
        "fix.replaceValue", machine(R"("A": {"Type": "Succeed", "Comment": "1.10"})"));
    row("too little", machine(R"("A": {"Type": "Wait", "Seconds": -5, "End": true})"),
        "fix.replaceValue", machine(R"("A": {"Type": "Wait", "Seconds": 0, "End": true})"));
    row("a path without root", machine(R"("A": {"Type": "Succeed", "InputPath": "a.b"})"),
        "fix.replaceValue", machine(R"("A": {"Type": "Succeed", "InputPath": "$.a.b"})"));
    row("a constant with a dollar",
        machine(R"("A": {"Type": "Pass", "End": true, "Parameters": {"a.$": "some words"}})"),
        "fix.renameField",
        machine(R"("A": {"Type": "Pass", "End": true, "Parameters": {"a": "some words"}})"));
    row("a path without its dollar",
        machine(R"("A": {"Type": "Pass", "End": true, "Parameters": {"a": "$.b"}})"),
        "fix.renameField",
        machine(R"("A": {"Type": "Pass", "End": true, "Parameters": {"a.$": "$.b"}})"));
    row("a path without Path", machine(R"("A": {"Type": "Fail", "Cause": "$.c"})"),
        "fix.renameField", machine(R"("A": {"Type": "Fail", "CausePath": "$.c"})"));
    row("Iterator",
        machine(
            R"("A": {"Type": "Map", "End": true, "Iterator": {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}})"),
        "fix.renameField",
        machine(
            R"("A": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}})"));
    row("no Default",
        machine(
            R"("A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "B"}]}, "B": {"Type": "Succeed"})"),
        "fix.addField",
        machine(
            R"("A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "B"}], "Default": "B"}, "B": {"Type": "Succeed"})"));
    const auto jsonata = [](const std::string& output) {
        return R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": ")" +
               output + "\"}}}";
    };
    row("an expression that stays open", jsonata("{% 1"), "fix.addDelimiters", jsonata("{% 1 %}"));
    row("a name at the top level", jsonata("{% a.b + 1 %}"), "fix.replaceValue",
        jsonata("{% $states.input.a.b + 1 %}"));
    row("the context", jsonata("{% $.a %}"), "fix.replaceValue", jsonata("{% $states.input.a %}"));
}

void TestValidatorFix::theBestFixPutsItRight() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, fixed);
    check(text, code, fixed, statemachine::DefinitionKind::Json);
}

void TestValidatorFix::yamlIsMendedInItsOwnStyle_data() {
    columns();
    row("a member more", "StartAt: A\nStates:\n  A:\n    Type: Pass # last\n", "fix.addField",
        "StartAt: A\nStates:\n  A:\n    Type: Pass # last\n    End: true\n");
    row("a member less", "StartAt: A\nStates:\n  A:\n    Type: Succeed\n    Xyz: 1\n",
        "fix.removeField", "StartAt: A\nStates:\n  A:\n    Type: Succeed\n");
    row("a version", "StartAt: A\nVersion: 1.0\nStates:\n  A: {Type: Succeed}\n",
        "fix.replaceValue", "StartAt: A\nVersion: \"1.0\"\nStates:\n  A: {Type: Succeed}\n");
    row("a target", "StartAt: A\nStates:\n  A: {Type: Pass, Next: b c}\n  B c: {Type: Succeed}\n",
        "fix.renameTarget",
        "StartAt: A\nStates:\n  A: {Type: Pass, Next: B c}\n  B c: {Type: Succeed}\n");
}

void TestValidatorFix::yamlIsMendedInItsOwnStyle() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, fixed);
    check(text, code, fixed, statemachine::DefinitionKind::Yaml);
}

void TestValidatorFix::everyFixOfEveryFindingLeavesAReadableText() {
    const std::string text = R"({
  "Version": 1.0,
  "States": {
    "A": {
      "Type": "task",
      "TimeoutSeconds": 0
    },
    "B": {
      "Type": "Map",
      "Iterator": {"StartAt": "C", "States": {"C": {"Type": "Pass", "Foo": 1}}},
      "Next": "b",
      "Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["States.Timeot"]}]
    },
    "D": {"Type": "Choice", "Choices": [{"Variable": "x", "StringEquals": "$.y", "Next": "B"}]}
  }
})";
    int fixes = 0;
    for (const Diagnostic& diagnostic : statemachine::validateText(text)) {
        for (const Fix& fix : diagnostic.fixes) {
            ++fixes;
            for (std::size_t i = 1; i < fix.edits.size(); ++i)
                QVERIFY(fix.edits[i - 1].range.end <= fix.edits[i].range.begin);
            const std::string result = applied(text, fix);
            QVERIFY2(json::Document::parse(result).ok(), result.c_str());
            QVERIFY(result != text);
        }
    }
    QVERIFY2(fixes >= 10, std::to_string(fixes).c_str());
}

void TestValidatorFix::manyMistakesAreStillFoundQuickly() {
    std::string states;
    for (int i = 0; i < 1000; ++i) {
        states += i == 0 ? "\"A" : "\"State number " + std::to_string(i);
        states += R"(": {"Type": "Pass", "Parameters": {"a.$": "b c"}, "Next": "Stat number )" +
                  std::to_string(i + 1) + "\"},";
    }
    const std::string text = machine(states + R"("Z": {"Type": "Succeed"})");
    QBENCHMARK_ONCE {
        QVERIFY(statemachine::validateText(text).size() > 2000);
    }
}

void TestValidatorFix::goal29_allNineMessagesAndTheThreeWarningsExist_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("words");
    const auto found = [](const char* name, const std::string& text, const char* code,
                          const char* pointer, const char* words) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(code)
                            << QByteArray(pointer) << QByteArray(words);
    };
    found("Next", machine(R"("A": {"Type": "Pass", "Next": "X"}, "B": {"Type": "Succeed"})"),
          "MISSING_TRANSITION_TARGET", "/States/A/Next", "Missing 'Next' target: X");
    const std::string rule = R"({"Variable": "$.a", "IsNull": true, "Next": "B"})";
    found("Default",
          machine(R"("A": {"Type": "Choice", "Choices": [)" + rule +
                  R"(], "Default": "X"}, "B": {"Type": "Succeed"})"),
          "MISSING_TRANSITION_TARGET", "/States/A/Default", "Missing 'Next' target: X");
    found("StartAt", R"({"StartAt": "X", "States": {"A": {"Type": "Succeed"}}})",
          "MISSING_TRANSITION_TARGET", "/StartAt", "Missing 'Next' target: X");
    found("JSONPath", machine(R"("A": {"Type": "Succeed", "InputPath": "$.["})"),
          "SCHEMA_VALIDATION_FAILED", "/States/A/InputPath", "must be a valid JSONPath");
    found("intrinsic function",
          machine(R"~("A": {"Type": "Pass", "Parameters": {"a.$": "States.Formt('{}', $.b)"}, )~"
                  R"("End": true})"),
          "SCHEMA_VALIDATION_FAILED", "/States/A/Parameters", "a valid intrinsic function call");
    found("unreachable", machine(R"("A": {"Type": "Succeed"}, "B": {"Type": "Succeed"})"),
          "MISSING_TRANSITION_TARGET", "/States/B", "State \"B\" is not reachable.");
    found("no end",
          machine(R"("A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"})"),
          "MISSING_END_STATE", "/States", "Workflow has no terminal state");
    found("unsupported field", machine(R"("A": {"Type": "Succeed", "Nxt": 1})"),
          "SCHEMA_VALIDATION_FAILED", "/States/A/Nxt", "Field 'Nxt' is not supported");
    found("two comparisons",
          machine(R"("A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, )"
                  R"("IsString": true, "Next": "B"}]}, "B": {"Type": "Succeed"})"),
          "SCHEMA_VALIDATION_FAILED", "/States/A/Choices/0",
          "should only be one of the following fields: [StringEquals");
    found(
        "a catcher after ALL",
        task(
            R"("Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}, {"ErrorEquals": ["X"], "Next": "B"}])"),
        "SCHEMA_VALIDATION_FAILED", "/States/A/Catch/0",
        "States.ALL must appear alone and at end of list");
    found(
        "a loop without a Wait",
        machine(
            R"("A": {"Type": "Choice", "Choices": [)" + rule +
            R"(], "Default": "C"}, "B": {"Type": "Succeed"}, "C": {"Type": "Pass", "Next": "A"})"),
        "LOOP_WITHOUT_WAIT", "/States/A", "has no Wait state");
    found("the limit of payloads",
          machine(R"("A": {"Type": "Pass", "Result": ")" + std::string(230'000, 'x') +
                  R"(", "End": true})"),
          "PAYLOAD_NEAR_LIMIT", "/States/A/Result", "payloads may have 262144");
}

void TestValidatorFix::goal29_allNineMessagesAndTheThreeWarningsExist() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, words);
    std::string all;
    bool there = false;
    for (const Diagnostic& found : statemachine::validateText(text.toStdString())) {
        all += found.code + " " + found.pointer + " " + found.message + "\n";
        there =
            there || (found.code == code.toStdString() &&
                      found.message.find(words.toStdString()) != std::string::npos &&
                      found.pointer.starts_with(pointer.toStdString()) && found.range.size() > 0);
    }
    QVERIFY2(there, all.c_str());
}

void TestValidatorFix::goal29_atLeastEightKindsOfFixesAreOnOffer() {
    std::set<std::string> codes;
    const auto isStillFound = [](const std::string& text, const Diagnostic& finding) {
        for (const Diagnostic& left : statemachine::validateText(text)) {
            if (left.message == finding.message && left.pointer == finding.pointer)
                return true;
        }
        return false;
    };
    const std::vector<std::string> texts{
        machine(R"("A": {"Type": "Pass"})"),
        machine(R"("A": {"Type": "Succeed", "Xyz": 1})"),
        machine(R"("A": {"Type": "Succeed", "Coment": "c"})"),
        machine(R"("A": {"Type": "succeed"})"),
        machine(R"("A": {"Type": "Pass", "Next": "b"}, "B": {"Type": "Succeed"})"),
        machine(R"("A": {"Type": "Succeed"}, "B": {"Type": "Succeed"})"),
        task(
            R"("Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}, {"ErrorEquals": ["X"], "Next": "B"}])"),
        R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{% 1"}}})"};
    for (const std::string& text : texts) {
        for (const Diagnostic& found : statemachine::validateText(text)) {
            for (const Fix& fix : found.fixes) {
                QVERIFY2(!isStillFound(applied(text, fix), found), fix.code.c_str());
                codes.insert(fix.code);
            }
        }
    }
    QVERIFY2(codes.size() >= 8, std::to_string(codes.size()).c_str());
}

QTEST_GUILESS_MAIN(TestValidatorFix)
#include "tst_validatorfix.moc"
