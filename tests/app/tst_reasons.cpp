// Why a text cannot be read, in the language of the window: from each reader to the words on
// screen.
#include "app/languages.h"
#include "engine/execution/breakpoint.h"
#include "engine/execution/journal.h"
#include "engine/execution/mocks.h"
#include "engine/expression/intrinsic.h"
#include "engine/expression/jsonata.h"
#include "engine/expression/payloadtemplate.h"
#include "engine/json/value.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/parser.h"
#include "engine/statemachine/validator.h"
#include "engine/workspace/canvasfile.h"
#include "engine/workspace/eventform.h"
#include "engine/workspace/mockfile.h"
#include "engine/workspace/scenario.h"
#include "widgets/codeeditor/checks.h"
#include "widgets/theme/causewords.h"
#include "widgets/theme/messages.h"

#include <QRegularExpression>
#include <QTest>

using namespace ws;

namespace {

using Reader = base::Error (*)(const std::string& text);

template <typename T>
base::Error errorOf(const T& result) {
    return result.ok() ? base::Error{} : result.error();
}

base::Error jsonText(const std::string& text) {
    return errorOf(json::Value::parse(text));
}
base::Error yaml(const std::string& text) {
    return errorOf(statemachine::loadDefinition(text, statemachine::DefinitionKind::Yaml));
}
base::Error path(const std::string& text) {
    return errorOf(expression::Path::compile(text));
}
base::Error referencePath(const std::string& text) {
    return errorOf(expression::Path::compile(text, expression::Path::Kind::Reference));
}
base::Error intrinsic(const std::string& text) {
    return errorOf(expression::Intrinsic::compile(text));
}
base::Error jsonata(const std::string& text) {
    return errorOf(expression::Jsonata::compile(text));
}
base::Error payload(const std::string& text) {
    return errorOf(expression::PayloadTemplate::compile(*json::Value::parse(text)));
}
base::Error machine(const std::string& text) {
    return errorOf(statemachine::parseStateMachine(text));
}
base::Error condition(const std::string& text) {
    return errorOf(execution::BreakCondition::compile(text));
}
base::Error mocks(const std::string& text) {
    return errorOf(execution::MockConfig::fromJson(*json::Value::parse(text)));
}
/// Of the answers of a state.
base::Error answers(const std::string& text) {
    return errorOf(workspace::toMockAnswers(*json::Value::parse(text)));
}
base::Error tests(const std::string& text) {
    return errorOf(workspace::parseScenarios(text, "m"));
}
base::Error canvas(const std::string& text) {
    return errorOf(workspace::parseCanvasSettings(text));
}
base::Error eventTemplate(const std::string& text) {
    return errorOf(workspace::EventForm::parse(*json::Value::parse(text)));
}
/// What goes wrong only once it is computed.
base::Error evaluated(const std::string& text) {
    return errorOf(expression::Jsonata::compile(text)->evaluate({}));
}
base::Error missing(const std::string& text) {
    const auto input = json::Value::parse(R"({"a":{"b":null,"c":3,"d":{}}})");
    return errorOf(expression::Path::compile(text)->evaluate({*input, *input}));
}
base::Error journal(const std::string& text) {
    return errorOf(execution::decodeJournal(text));
}
base::Error field(const std::string& text) {
    workspace::EventField field;
    field.kind = workspace::EventField::Kind::Json;
    return errorOf(workspace::checkField(field, text));
}

bool isKorean(const QString& text) {
    static const QRegularExpression hangul(QStringLiteral("[가-힣]"));
    return text.contains(hangul);
}

/// Three words in a row are no keyword and no name any more.
bool hasAnEnglishSentence(const QString& text) {
    static const QRegularExpression words(
        QStringLiteral("\\b[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}\\b"));
    return text.contains(words);
}

/// As the problems list has them.
QStringList problems(const char* file, const std::string& text) {
    QStringList messages;
    const auto language = QString::fromLatin1(file).endsWith(QLatin1String(".yaml"))
                              ? codeeditor::Language::Yaml
                              : codeeditor::Language::StateMachine;
    for (const codeeditor::Problem& problem :
         codeeditor::checkText(language, QString::fromLatin1(file), text))
        messages << problem.message;
    return messages;
}

QStringList problemsOfState(const std::string& fields) {
    return problems("statemachines/m.asl.json",
                    R"({"StartAt":"A","States":{"A":{"End":true,)" + fields + "}}}");
}

} // namespace

class TestReasons : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goal51_whatAReaderSaysIsInTheLanguageOfTheWindow_data() {
        QTest::addColumn<Reader>("reader");
        QTest::addColumn<QByteArray>("text");
        const auto rows = [](const char* name, Reader reader,
                             std::initializer_list<const char*> texts) {
            for (const char* text : texts)
                QTest::addRow("%s: %s", name, text) << reader << QByteArray(text);
        };
        rows("JSON", jsonText, {"",
                                "{",
                                "[",
                                "{a:1}",
                                "{\"a\": tru}",
                                "{\"a\" 1}",
                                "{\"a\":1 2}",
                                "[1 2]",
                                "[1,]",
                                "{\"a\":1,}",
                                "1 2",
                                "\"a",
                                "\"\n\"",
                                "\"\\x\"",
                                "\"\\u1\"",
                                "\"\\ud800\"",
                                "-",
                                "1e999",
                                "// x",
                                "[01]",
                                "\xff",
                                "{\"a\"",
                                "{\"a\":1",
                                "[1"});
        rows("YAML", yaml,
             {"", "a: [1", "a: {b: 1", "a: b: c", "a: 'x", "- a\nb: 1", "*x", "a: &", "]", "? ? a",
              "a: \"\\q\"", "a: @x", "a: |x\n b", "a: !<x", "a: 1\n- b", "a: \x01", "<<: 3"});
        rows("JSONPath", path,
             {"a", "$.", "$.a b", "$[", "$['a", "$[a]", "$[::0]", "$.none()", "$.length().a",
              "$[?(@.a", "$[?(@.a ~ 1)]", "$[?()]", "$[?(@.a in [1)]", "$[?(1)]",
              "$[?(@.a =~ /(/)]", "$[1", "$..['a'"});
        rows("reference path", referencePath, {"$[*]", "$..a"});
        rows("intrinsic function", intrinsic,
             {"States.None()", "States.UUID(1)", "States.UUID()x", "States.Format('a)",
              "States.Format('\\a')", "States.Format", "States.Format('a' 'b')", "States.Format(a)",
              "States.Format($.)"});
        rows("JSONata", jsonata,
             {"\"a",
              "1e999",
              "\"\\q\"",
              "\"\\u1\"",
              "`a",
              "/* a",
              "a b",
              "(a",
              "[1 2]",
              "a.",
              "function(a){1}",
              "a[1]{\"b\":1}{\"c\":2}",
              "a.1",
              "1 := 2",
              "/a",
              "//",
              "/a**/",
              "/(/",
              "a@b",
              "+",
              "function($a)<n<n>>{1}"});
        rows("payload template", payload, {R"({"a.$":1})", R"({"a.$":"$."})"});
        rows("state machine", machine,
             {"{}", "[]", R"({"StartAt":"A","States":{"B":{"Type":"Succeed"}}})",
              R"({"StartAt":"A","States":{"A":{"Type":"No","End":true}}})",
              R"({"StartAt":"A","States":{"A":{"Type":"Pass"}}})",
              R"({"StartAt":"A","States":{"A":{"Type":"Wait","End":true}}})",
              R"({"StartAt":"A","States":{"A":{"Type":"Task","End":true}}})"});
        rows("condition", condition,
             {"$states.input.a = ", "{\"Variable\": }", R"({"Variable":"$.a"})",
              R"({"Variable":"a","IsNull":true})"});
        rows("event field", field, {"{", "[1,]"});
        rows("mocks", mocks,
             {"[]", R"({"StateMachines":3})", R"({"StateMachines":{"m":{}}})",
              R"({"StateMachines":{"m":{"TestCases":{"T":3}}}})",
              R"({"StateMachines":{"m":{"TestCases":{"T":{"S":"None"}}}}})"});
        rows("mocked answers", answers,
             {"3", R"({"x":{"Return":1}})", R"({"0":3})", R"({"0":{}})", R"({"0":{"No":1}})",
              R"({"0":{"Throw":3}})", R"({"0":{"Throw":{"No":1}}})", R"({"0":{"Throw":{}}})",
              R"({"0":{"Throw":{"Error":3}}})", R"({"0":{"Return":1,"DelaySeconds":-1}})",
              R"({"Items":3})", R"({"Items":{"x":{}}})", R"({"Items":{"0":{"Items":{}}}})"});
        rows("tests", tests,
             {R"({"Tests":3})", R"({"Tests":{"T":3}})", R"({"Tests":{"T":{"Event":3}}})",
              R"({"Tests":{"T":{"None":3}}})", R"({"Tests":{"T":{"Expect":{"Status":"DONE"}}}})",
              R"({"Tests":{"T":{"Expect":{"Path":3}}}})",
              R"({"Tests":{"T":{"Expect":{"Check":"a b"}}}})",
              R"({"Tests":{"T":{"Event":"e","Input":3}}})"});
        rows("canvas", canvas,
             {"[]", R"({"Collapsed":3})", R"({"Collapsed":[3]})", R"({"Notes":3})",
              R"({"Notes":[3]})", R"({"Notes":[{"Text":3}]})", R"({"Notes":[{"Text":"a"}]})"});
        rows("event template", eventTemplate,
             {"[]", R"({"event":1,"fields":[{}]})",
              R"({"event":1,"fields":[{"name":"n","kind":"number","initial":"x"}]})",
              R"({"event":1,"fields":[{"name":"n","kind":"text","initial":"x"}]})"});
        rows("evaluation", evaluated,
             {"1e308 * 10 + 1",
              "-\"a\"",
              "{1: 2}",
              "\"a\" + 1",
              "1 - \"a\"",
              "[\"a\"..2]",
              "[1..\"b\"]",
              "1 ~> 2",
              "[1, \"a\"]^($)",
              "1 < \"a\"",
              "[1] < [2]",
              "$sqrt(-1)",
              "$number(\"x\")",
              "$uppercase(1)",
              "$nothing()",
              "$sum([\"a\"])",
              "$replace(\"a\", \"\", \"b\")",
              "$formatNumber(1, \"#.#.#\")",
              "$toMillis(\"x\")",
              "$formatBase(9, 99)",
              "$single([1, 2])",
              "$reduce([1], function($a){1})",
              "$decodeUrl(\"%\")"});
        rows("path without a result", missing,
             {"$.a.b.x", "$.a.c.x", "$.x.y", "$.a.b[0]", "$.a.c[0]", "$.a.d.x"});
        rows("record of a run", journal, {""});
    }
    void goal51_whatAReaderSaysIsInTheLanguageOfTheWindow() {
        QFETCH(const Reader, reader);
        QFETCH(const QByteArray, text);
        const base::Error error = reader(text.toStdString());
        QVERIFY2(!error.code.empty(), "it can be read");
        const QString english = theme::reasonText(error);
        QCOMPARE(english, QString::fromStdString(error.arg("reason")));
        QVERIFY(!english.isEmpty() && !isKorean(english));
        app::Languages languages;
        languages.use(QStringLiteral("ko"));
        const QString korean = theme::reasonText(error);
        QVERIFY2(isKorean(korean) && !hasAnEnglishSentence(korean), qPrintable(korean));
        const QString sentence = theme::message(error);
        if (error.code != "jsonata.error") // it is never shown as it is
            QVERIFY2(sentence.contains(korean) && !hasAnEnglishSentence(sentence),
                     qPrintable(sentence));
    }

    void aFindingThatKeepsFromRunningIsExplainedToo() {
        app::Languages languages;
        languages.use(QStringLiteral("ko"));
        for (const auto& [text, words] :
             {std::pair{"{", "큰따옴표로 묶은 이름이 와야 할 자리에서 텍스트가 끝났습니다"},
              std::pair{"StartAt: ]", "연 적이 없는 괄호를 닫았습니다"}}) {
            const auto found =
                statemachine::validateText(text, {}, statemachine::DefinitionKind::Unknown).front();
            const QString said = theme::message(base::withReason(
                {"execute.invalidDefinition",
                 {{"line", "1"}, {"column", "2"}, {"count", "1"}, {"message", found.message}}},
                found.reason));
            QVERIFY2(said.contains(QString::fromUtf8(words)) && !hasAnEnglishSentence(said),
                     qPrintable(said));
        }
        const auto tests =
            workspace::parseScenarios(R"({"Tests":{"T":{"Expect":{"Check":"{% a b %}"}}}})", "m");
        QVERIFY(!tests.ok());
        const QString said = theme::message(tests.error());
        QVERIFY2(said.contains(QStringLiteral("S0201 오류: 구문 오류: \"b\"")), qPrintable(said));
    }

    void anErrorIsNamedOnce() {
        const std::string thrown = R"({"errorType":"KeyError","errorMessage":"'amount'"})";
        QCOMPARE(theme::failureText(QStringLiteral("KeyError"), thrown),
                 QStringLiteral("KeyError: 'amount'"));
        QCOMPARE(theme::failureText(QStringLiteral("Lambda.Unknown"), thrown),
                 QStringLiteral("Lambda.Unknown: KeyError: 'amount'"));
        QCOMPARE(theme::failureText(QStringLiteral("NoMoney"), ""), QStringLiteral("NoMoney"));
        QCOMPARE(theme::failureText({}, "no more than that"), QStringLiteral("no more than that"));
    }

    void goal51_aCauseIsExplainedBelowTheServicesWords() {
        const QString cause = QStringLiteral("The JSONata expression '$states.input.a + 1' "
                                             "specified for the field 'Output' threw an "
                                             "error during evaluation. T2001: The left side of the "
                                             "\"+\" operator must evaluate to a "
                                             "number");
        QCOMPARE(theme::causeText(cause.toStdString()), cause);
        app::Languages languages;
        languages.use(QStringLiteral("ko"));
        QCOMPARE(theme::causeText(cause.toStdString()),
                 cause + QStringLiteral("\n\"+\" 연산자의 왼쪽은 계산 결과가 숫자여야 합니다"));
        for (const char* other :
             {"Invalid path '$.a' : No results for path: $['a']",
              "threw an error during evaluation. T9999: nobody knows",
              " threw an error during evaluation. D3137: what $error() was given"})
            QCOMPARE(theme::causeText(other), QString::fromLatin1(other));
    }

    void aTestsCheckIsExplainedToo() {
        app::Languages languages;
        languages.use(QStringLiteral("ko"));
        workspace::Expectation expected;
        workspace::ScenarioRun run;
        run.status = expected.status;
        for (const char* check : {"$states.output.none", "1 + \"a\"", "3", "a b"}) {
            expected.check = check;
            const auto found = workspace::differences(expected, run);
            QCOMPARE(found.size(), std::size_t(1));
            const QString said = theme::message(found.front());
            QVERIFY2(isKorean(said) && !hasAnEnglishSentence(said) && !said.contains(u'{'),
                     qPrintable(said));
        }
    }

    /// The service's own words stay as they are; ours beside them do not.
    void goal51_problemsAreExplainedInTheLanguageOfTheWindow() {
        app::Languages languages;
        languages.use(QStringLiteral("ko"));
        const QStringList json = problems("statemachines/m.asl.json", "{\"StartAt\": }");
        QCOMPARE(json, QStringList{QStringLiteral("값이 와야 할 자리에 “}”이(가) 있습니다")});
        const QStringList yaml = problems("statemachines/m.asl.yaml", "StartAt: [a");
        QCOMPARE(yaml, QStringList{QStringLiteral("텍스트가 YAML이 아닙니다: 대괄호 목록이 닫히지 "
                                                  "않았습니다. ','나 ']'가 와야 합니다")});
        QCOMPARE(
            problemsOfState(R"("Type":"Pass","InputPath":"$.")"),
            QStringList{QStringLiteral("Value must be a valid JSONPath. (경로는 '.'으로 끝날 수 "
                                       "없습니다)")});
        QCOMPARE(problemsOfState(R"("Type":"Pass","ResultPath":"$.a[*]")"),
                 QStringList{QStringLiteral("Value is not a Reference Path: 참조 경로에는 이름과 "
                                            "인덱스만 쓸 수 있습니다")});
        QCOMPARE(problemsOfState(R"("Type":"Pass","QueryLanguage":"JSONata","Output":"{% a b %}")"),
                 QStringList{QStringLiteral("구문 오류: \"b\" (S0201)")});
    }

    void goal51_whatWeFindOfOurOwnIsSaidInTheLanguageOfTheWindow_data() {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* fields, const char* words) {
            QTest::newRow(fields) << QByteArray(fields) << QString::fromUtf8(words);
        };
        row(R"("Type":"Task","Resource":"arn:aws:states:::lambda:invoke","TimeoutSeconds":9,)"
            R"("Parameters":{"FunctionName":"f"},"Catch":[{"ErrorEquals":["States.None"],)"
            R"("Next":"A"}])",
            "서비스에는 'States.None'이라는 오류가 없습니다");
        row(R"("Type":"Task","Resource":"arn:aws:states:::lambda:invoke","TimeoutSeconds":9,)"
            R"("Parameters":{"FunctionName":"f"},"Retry":[{"ErrorEquals":["E","E"]}])",
            "'E' 오류가 두 번 나옵니다");
        row(R"("Type":"Map","ItemsPath":"$.a","Iterator":{"StartAt":"B","States":{"B":)"
            R"({"Type":"Succeed"}}})",
            "'Iterator' 필드는 더 이상 권장되지 않습니다. 'ItemProcessor'을(를) 쓰세요");
        row(R"("Type":"Pass","QueryLanguage":"JSONata","Output":"a %}")",
            "JSONata 문자열은 {%로 시작해 %}로 끝나야 합니다");
    }
    void goal51_whatWeFindOfOurOwnIsSaidInTheLanguageOfTheWindow() {
        QFETCH(const QByteArray, fields);
        QFETCH(const QString, words);
        QVERIFY(!problemsOfState(fields.toStdString()).contains(words));
        app::Languages languages;
        languages.use(QStringLiteral("ko"));
        const QStringList found = problemsOfState(fields.toStdString());
        QVERIFY2(found.contains(words), qPrintable(found.join(u'\n')));
    }

    void inEnglishTheServicesWordsAreKept() {
        QCOMPARE(problemsOfState(R"("Type":"Pass","ResultPath":"$.a[*]")"),
                 QStringList{QStringLiteral("Value is not a Reference Path: a reference path has "
                                            "names and indices only")});
        QCOMPARE(problemsOfState(R"("Type":"Pass","QueryLanguage":"JSONata","Output":"{% a b %}")"),
                 QStringList{QStringLiteral("Syntax error: \"b\" (S0201)")});
    }
};

QTEST_GUILESS_MAIN(TestReasons)
#include "tst_reasons.moc"
