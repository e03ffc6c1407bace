#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/validator.h"

#include <QtTest>

using namespace ws;
using statemachine::DefinitionKind;
using statemachine::loadDefinition;

// Before the first raw string: moc loses its way in those.
class TestDefinitionText : public QObject {
    Q_OBJECT

private slots:
    void theFileNameSaysWhatItIs();
    void withoutANameTheTextDoes();
    void bothFormsAreTheSameMachine();
    void placeholdersAreFilledIn_data();
    void placeholdersAreFilledIn();
    void whatStaysOpenIsNoError();
    void whatWasFilledInIsChecked();
    void whatIsWrongInYamlHasItsPlaceInYaml_data();
    void whatIsWrongInYamlHasItsPlaceInYaml();
    void textThatIsNotYamlSaysWhere();
};

namespace {

std::string dumped(const std::string& text, DefinitionKind kind,
                   const statemachine::Substitutions& substitutions = {}) {
    const auto document = loadDefinition(text, kind, substitutions);
    return document ? document->value(document->root()).dump() : document.error().arg("reason");
}

const std::string kYaml = "StartAt: Yes\n"
                          "States:\n"
                          "  Yes: # as a name\n"
                          "    Type: Wait\n"
                          "    Seconds: 1\n"
                          "    Next: B\n"
                          "  B: {Type: Pass, Result: {at: 2024-01-01T00:00:00Z}, End: true}\n";
const std::string kJson = R"({"StartAt":"Yes","States":{"Yes":{"Type":"Wait","Seconds":1,)"
                          R"("Next":"B"},"B":{"Type":"Pass","Result":{"at":)"
                          R"("2024-01-01T00:00:00Z"},"End":true}}})";

} // namespace

void TestDefinitionText::theFileNameSaysWhatItIs() {
    using statemachine::definitionKindOfFile;
    QCOMPARE(definitionKindOfFile("a/b.asl.json"), DefinitionKind::Json);
    QCOMPARE(definitionKindOfFile("b.asl.yaml"), DefinitionKind::Yaml);
    QCOMPARE(definitionKindOfFile("b.yml"), DefinitionKind::Yaml);
    QCOMPARE(definitionKindOfFile("-"), DefinitionKind::Unknown);
}

void TestDefinitionText::withoutANameTheTextDoes() {
    QCOMPARE(loadDefinition(kYaml)->syntax(), json::Syntax::Yaml);
    QCOMPARE(loadDefinition("\n  " + kJson)->syntax(), json::Syntax::Json);
    QCOMPARE(loadDefinition("{\"a\": }").error().code, std::string("json.syntax"));
    QCOMPARE(loadDefinition("a: [").error().code, std::string("yaml.syntax"));
}

void TestDefinitionText::bothFormsAreTheSameMachine() {
    QCOMPARE(dumped(kYaml, DefinitionKind::Yaml), dumped(kJson, DefinitionKind::Json));
    QVERIFY(statemachine::validateText(kYaml, {}, DefinitionKind::Yaml).empty());
}

void TestDefinitionText::placeholdersAreFilledIn_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("filled");
    const auto row = [](const char* text, const char* filled) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(filled);
    };
    row(R"({"a": "${N}"})", R"({"a":3})");
    row(R"({"a": ${N}})", R"({"a":3})");
    row(R"({"a": "x${N}y${S}"})", R"({"a":"x3yte\"xt"})");
    row(R"({"a": "${S}"})", R"({"a":"te\"xt"})");
    row(R"({"a": "${O}"})", R"({"a":{"b":[true]}})");
    row(R"({"a": "${Other}", "b": "${", "c": "${N}${Other}"})",
        R"({"a":"${Other}","b":"${","c":"3${Other}"})");
    row(R"({"a": "${F.Arn}"})", R"({"a":"arn:f"})");
    row("a: !Sub x${N}\nb: !GetAtt F.Arn\nc: ${O}\n", R"({"a":"x3","b":"arn:f","c":{"b":[true]}})");
}

void TestDefinitionText::placeholdersAreFilledIn() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, filled);
    const statemachine::Substitutions substitutions{
        {"N", 3},
        {"S", "te\"xt"},
        {"F.Arn", "arn:f"},
        {"O", *json::Value::parse(R"({"b": [true]})")},
    };
    QCOMPARE(QByteArray::fromStdString(
                 dumped(text.toStdString(), DefinitionKind::Unknown, substitutions)),
             filled);
}

void TestDefinitionText::whatStaysOpenIsNoError() {
    const auto diagnostics = statemachine::validateText(
        R"({"StartAt": "A", "TimeoutSeconds": ${Timeout}, "States": {"A": {"Type": "Task",)"
        R"( "Resource": "${Arn}", "Retry": "${Retry}", "Parameters": ${P}, "End": ${End}}}})");
    QVERIFY2(diagnostics.empty(), diagnostics.empty() ? "" : diagnostics[0].message.c_str());
}

void TestDefinitionText::whatWasFilledInIsChecked() {
    const std::string text =
        R"({"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": "${S}", "End": true}}})";
    const auto document = loadDefinition(text, DefinitionKind::Json, {{"S", -1}});
    const auto diagnostics = statemachine::validate(*document);
    QCOMPARE(diagnostics.size(), std::size_t{1});
    QCOMPARE(diagnostics[0].message, std::string("Minimum value is 0"));
    QCOMPARE(text.substr(diagnostics[0].range.begin, diagnostics[0].range.size()),
             std::string("\"${S}\""));
}

void TestDefinitionText::whatIsWrongInYamlHasItsPlaceInYaml_data() {
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("mark");
    const auto row = [](const char* name, const char* state, const char* message,
                        const char* mark) {
        QTest::newRow(name) << QByteArray(state) << QByteArray(message) << QByteArray(mark);
    };
    row("a value", "    Type: Wait\n    Seconds: -1 # no\n    End: true\n", "Minimum value is 0",
        "-1");
    row("a name", "    Type: Pass\n    Foo: 1\n    End: true\n", "Field 'Foo' is not supported",
        "Foo");
    row("the state", "    Type: Task\n    End: true\n", "These fields are required: [Resource]",
        "A");
    row("a part of a text", "    Type: Pass\n    InputPath: \"$.a[x]\"\n    End: true\n",
        "Value must be a valid JSONPath.", "x");
    row("a version as a number", "    Type: Pass\n    Comment: 1.0\n    End: true\n",
        "Expected value of type [STRING]", "1.0");
}

void TestDefinitionText::whatIsWrongInYamlHasItsPlaceInYaml() {
    QFETCH(const QByteArray, state);
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArray, mark);
    const std::string text = "StartAt: A\nStates:\n  A:\n" + state.toStdString();
    const auto diagnostics = statemachine::validateText(text, {}, DefinitionKind::Yaml);
    QCOMPARE(diagnostics.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(diagnostics[0].message), message);
    const json::Range range = diagnostics[0].range;
    const QByteArray marked = QByteArray::fromStdString(text.substr(range.begin, range.size()));
    QCOMPARE(marked, mark);
}

void TestDefinitionText::textThatIsNotYamlSaysWhere() {
    const std::string text = "StartAt: A\nStates: [\n";
    const auto diagnostics = statemachine::validateText(text, {}, DefinitionKind::Yaml);
    QCOMPARE(diagnostics.size(), std::size_t{1});
    QCOMPARE(diagnostics[0].code, std::string("INVALID_YAML_DESCRIPTION"));
    QVERIFY(diagnostics[0].range.size() > 0);
    QVERIFY(diagnostics[0].message.size() > 20);
}

QTEST_GUILESS_MAIN(TestDefinitionText)
#include "tst_definitiontext.moc"
