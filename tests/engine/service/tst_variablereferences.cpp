#include "engine/service/variablereferences.h"

#include <QTest>

using namespace ws;

namespace {

std::string of(const std::string& states, const std::string& language = "JSONPath") {
    return service::variableReferences(R"({"QueryLanguage":")" + language +
                                       R"(","StartAt":"A","States":)" + states + "}")
        .dump();
}

} // namespace

class TestVariableReferences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pathsNameVariables() {
        QCOMPARE(of(R"({"A":{"Type":"Pass","Parameters":{"x.$":"$a.b","y.$":"$.c","z":"$d"},)"
                    R"("InputPath":"$e"}})"),
                 std::string(R"({"A":["a","e"]})"));
    }

    void callsNameVariablesButNotInTheirTexts() {
        const std::string states =
            R"~({"A":{"Type":"Pass","Assign":{"x.$":"States.Format('$no {}', $yes)"}}})~";
        QCOMPARE(of(states), std::string(R"({"A":["yes"]})"));
    }

    void theContextIsNoVariable() {
        QCOMPARE(of(R"({"A":{"Type":"Pass","Parameters":{"x.$":"$$.State.Name"}}})"),
                 std::string("{}"));
    }

    void expressionsNameWhatTheyDoNotBind() {
        const std::string states = R"~({"A":{"Type":"Pass","Output":)~"
                                   R"~("{% ($own := $given; $sum([$own, $states.input.n])) %}"}})~";
        QCOMPARE(of(states, "JSONata"), std::string(R"({"A":["given"]})"));
    }

    void eachNameComesOnce() {
        QCOMPARE(of(R"({"A":{"Type":"Pass","Output":{"p":"{% $v %}","q":"{% $v %}"}}})", "JSONata"),
                 std::string(R"({"A":["v"]})"));
    }

    void statesInsideSpeakForThemselves() {
        QCOMPARE(of(R"({"A":{"Type":"Map","ItemsPath":"$list","ItemProcessor":{"StartAt":"B",)"
                    R"("States":{"B":{"Type":"Choice","Choices":[{"Variable":"$limit"}]}}}}})"),
                 std::string(R"({"A":["list"],"B":["limit"]})"));
    }

    void aStatesOwnLanguageCounts() {
        QCOMPARE(of(R"({"A":{"Type":"Pass","QueryLanguage":"JSONata","Output":"{% $v %}"}})"),
                 std::string(R"({"A":["v"]})"));
    }
};

QTEST_GUILESS_MAIN(TestVariableReferences)
#include "tst_variablereferences.moc"
