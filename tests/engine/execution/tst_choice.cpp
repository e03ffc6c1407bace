#include "engine/execution/choice.h"
#include "engine/statemachine/parser.h"

#include <QTest>

using namespace ws;
using json::Value;

/// The condition of a rule, as a person writes it.
static statemachine::Condition condition(const std::string& rule) {
    const auto machine = statemachine::parseStateMachine(
        R"({"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[)" + rule +
        R"(]},"D":{"Type":"Succeed"}}})");
    if (!machine)
        qFatal("%s", machine.error().arg("reason").c_str());
    return std::get<statemachine::ChoiceFields>((*machine)->states[0].fields).rules[0].condition;
}

static std::string holds(const std::string& rule, const std::string& input) {
    const Value document = *Value::parse(input);
    const Value context;
    std::optional<execution::Failure> failure;
    const bool answer =
        execution::conditionHolds(condition(rule), {document, context, nullptr}, failure);
    return failure ? *failure->cause : answer ? "yes" : "no";
}

class ChoiceTest : public QObject {
    Q_OBJECT

private slots:
    void operatorsCompareValuesOfTheirType_data();
    void operatorsCompareValuesOfTheirType();
    void aPathThatLeadsNowhereFails();
    void patternsMatchWithWildcardsAndEscapes_data();
    void patternsMatchWithWildcardsAndEscapes();
};

void ChoiceTest::operatorsCompareValuesOfTheirType_data() {
    QTest::addColumn<QByteArray>("test");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char* test, const char* input, const char* answer) {
        QTest::addRow("%s on %s", test, input)
            << QByteArray(test) << QByteArray(input) << QByteArray(answer);
    };
    row(R"("StringEquals":"a")", R"({"v":"a"})", "yes");
    row(R"("StringEquals":"1")", R"({"v":1})", "no");
    row(R"("StringLessThan":"b")", R"({"v":"a"})", "yes");
    row(R"("StringGreaterThanEquals":"b")", R"({"v":"a"})", "no");
    row(R"("StringEqualsPath":"$.w")", R"({"v":"a","w":"a"})", "yes");
    row(R"("NumericEquals":1)", R"({"v":1.0})", "yes");
    row(R"("NumericEquals":1)", R"({"v":"1"})", "no");
    row(R"("NumericLessThanEquals":2.5)", R"({"v":2.5})", "yes");
    row(R"("NumericGreaterThan":9007199254740992)", R"({"v":9007199254740993})", "yes");
    row(R"("NumericGreaterThanPath":"$.w")", R"({"v":3,"w":2})", "yes");
    row(R"("BooleanEquals":false)", R"({"v":false})", "yes");
    row(R"("BooleanEquals":false)", R"({"v":null})", "no");
    row(R"("TimestampLessThan":"2020-01-01T00:00:00Z")", R"({"v":"2020-01-01T00:30:00+01:00"})",
        "yes");
    row(R"("TimestampEquals":"2020-01-01T00:00:00Z")", R"({"v":"2020-01-01"})", "no");
    row(R"("IsNull":true)", R"({"v":null})", "yes");
    row(R"("IsNull":false)", R"({"v":null})", "no");
    row(R"("IsPresent":true)", R"({"v":null})", "yes");
    row(R"("IsPresent":false)", R"({})", "yes");
    row(R"("IsNumeric":true)", R"({"v":1.5})", "yes");
    row(R"("IsString":true)", R"({"v":1.5})", "no");
    row(R"("IsBoolean":true)", R"({"v":true})", "yes");
    row(R"("IsTimestamp":true)", R"({"v":"2020-01-01T00:00:00Z"})", "yes");
    row(R"("IsTimestamp":true)", R"({"v":"soon"})", "no");
}

void ChoiceTest::operatorsCompareValuesOfTheirType() {
    QFETCH(QByteArray, test);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, answer);
    const std::string compared = R"({"Variable":"$.v",)" + test.toStdString() + "}";
    const std::string opposite = answer == "yes" ? "no" : "yes";
    const auto rule = [](const std::string& body) {
        return body.substr(0, body.size() - 1) + R"(,"Next":"D"})";
    };
    QCOMPARE(holds(rule(compared), input.toStdString()), answer.toStdString());
    QCOMPARE(holds(R"({"Not":)" + compared + R"(,"Next":"D"})", input.toStdString()), opposite);
    QCOMPARE(
        holds(R"({"And":[)" + compared + ',' + compared + R"(],"Next":"D"})", input.toStdString()),
        answer.toStdString());
    QCOMPARE(holds(R"({"Or":[{"Variable":"$","IsPresent":false},)" + compared + R"(],"Next":"D"})",
                   input.toStdString()),
             answer.toStdString());
}

void ChoiceTest::aPathThatLeadsNowhereFails() {
    QCOMPARE(holds(R"({"Variable":"$.v","IsNull":true,"Next":"D"})", "{}"),
             std::string("Invalid path '$.v': The choice state's condition path references an "
                         "invalid value."));
    QCOMPARE(holds(R"({"Variable":"$.v","NumericEqualsPath":"$.w","Next":"D"})", R"({"v":1})"),
             std::string("Invalid path '$.w': The choice state's condition path references an "
                         "invalid value."));
    // A part that is not reached does not matter.
    QCOMPARE(holds(R"({"And":[{"Variable":"$.v","IsPresent":true},{"Variable":"$.v","IsNull":true}],
                      "Next":"D"})",
                   "{}"),
             std::string("no"));
}

void ChoiceTest::patternsMatchWithWildcardsAndEscapes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<bool>("matches");
    QTest::newRow("exact") << QByteArray("log.txt") << QByteArray("log.txt") << true;
    QTest::newRow("dot is a dot") << QByteArray("log_txt") << QByteArray("log.txt") << false;
    QTest::newRow("end") << QByteArray("log-1.txt") << QByteArray("log-*.txt") << true;
    QTest::newRow("empty run") << QByteArray("log-.txt") << QByteArray("log-*.txt") << true;
    QTest::newRow("two") << QByteArray("a-b-c") << QByteArray("*b*") << true;
    QTest::newRow("again") << QByteArray("aXbXb") << QByteArray("a*Xb") << true;
    QTest::newRow("only star") << QByteArray() << QByteArray("*") << true;
    QTest::newRow("escaped star") << QByteArray("a*b") << QByteArray("a\\*b") << true;
    QTest::newRow("escaped star is no wildcard")
        << QByteArray("axb") << QByteArray("a\\*b") << false;
    QTest::newRow("escaped backslash") << QByteArray("a\\b") << QByteArray("a\\\\b") << true;
    QTest::newRow("too short") << QByteArray("ab") << QByteArray("abc") << false;
    QTest::newRow("too long") << QByteArray("abc") << QByteArray("ab") << false;
}

void ChoiceTest::patternsMatchWithWildcardsAndEscapes() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, pattern);
    QFETCH(bool, matches);
    QCOMPARE(execution::matchesPattern(text.toStdString(), pattern.toStdString()), matches);
}

QTEST_GUILESS_MAIN(ChoiceTest)
#include "tst_choice.moc"
