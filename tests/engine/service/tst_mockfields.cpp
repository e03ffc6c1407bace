// Mocked results against what the APIs would answer.

#include "engine/service/answershapes.h"
#include "engine/service/mockfields.h"

#include <QTest>

using namespace ws;
using namespace ws::service;
using json::Value;

Q_DECLARE_METATYPE(ws::service::MockFields)

static const char* const kText = R"(# A service, for tests
make MakeAnswer
remove RemoveAnswer

MakeAnswer structure Id!:Id Parts:Parts Tags:Tags Free:Anything Old:Flag
Id string 2 4
Parts list Part
Part structure Name!:Text Weight:Weight Kind:Kind Parts:Parts
Text string
Weight number 1 9.5
Kind string =PLAIN|VERY FANCY
Tags map Text
Flag boolean
)";

class MockFieldsTest : public QObject {
    Q_OBJECT

private slots:
    void aDescriptionIsRead();
    void servicesAreFoundByTheirNames_data();
    void servicesAreFoundByTheirNames();
    void everyDescriptionNamesOnlyShapesOfItsOwn();
    void whatTheApiWouldNotAnswerIsFound_data();
    void whatTheApiWouldNotAnswerIsFound();
    void lengthsAreCountedInCharacters();
    void whatIsNotTheApisAnswerIsLetThrough_data();
    void whatIsNotTheApisAnswerIsLetThrough();
};

void MockFieldsTest::aDescriptionIsRead() {
    const AnswerShapes shapes = AnswerShapes::parse(kText);
    const AnswerShape* answer = shapes.answer("make");
    QVERIFY(answer);
    QCOMPARE(answer->members.size(), std::size_t(5));
    QCOMPARE(answer->members[0].name, std::string("Id"));
    QCOMPARE(answer->members[0].presence, AnswerShape::Member::Presence::Required);
    QCOMPARE(answer->members[1].presence, AnswerShape::Member::Presence::Optional);
    QCOMPARE(shapes.shape("Parts")->element, std::string("Part"));
    QCOMPARE(*shapes.shape("Weight")->most, 9.5);
    QVERIFY(!shapes.shape("Text")->least);
    const std::vector<std::string> kinds{"PLAIN", "VERY FANCY"};
    QCOMPARE(shapes.shape("Kind")->values, kinds);
    QVERIFY(!shapes.shape("Anything"));
    QVERIFY(!shapes.answer("remove"));
    QVERIFY(!shapes.answer("unknown"));
}

void MockFieldsTest::servicesAreFoundByTheirNames_data() {
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<bool>("isThere");
    QTest::newRow("one word") << QByteArray("lambda") << QByteArray("getFunction") << true;
    QTest::newRow("another name") << QByteArray("sfn") << QByteArray("startExecution") << true;
    QTest::newRow("two words") << QByteArray("cloudwatchlogs") << QByteArray("getLogEvents")
                               << true;
    QTest::newRow("no operation") << QByteArray("lambda") << QByteArray("fly") << false;
    QTest::newRow("no service") << QByteArray("nosuchservice") << QByteArray("fly") << false;
    QTest::newRow("no name") << QByteArray("../lambda") << QByteArray("getFunction") << false;
}

void MockFieldsTest::servicesAreFoundByTheirNames() {
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, operation);
    QFETCH(bool, isThere);
    const auto shapes = AnswerShapes::ofService(service.toStdString());
    QCOMPARE(shapes && shapes->answer(operation.toStdString()) != nullptr, isThere);
}

/// A shape that is missing would let everything through without a word.
void MockFieldsTest::everyDescriptionNamesOnlyShapesOfItsOwn() {
    const auto shapes = AnswerShapes::ofService("dynamodb");
    QVERIFY(shapes);
    const AnswerShape* answer = shapes->answer("getItem");
    QVERIFY(answer);
    for (const auto& member : answer->members)
        QVERIFY2(shapes->shape(member.shape), member.shape.c_str());
    QCOMPARE(shapes->shape("AttributeValue")->type, AnswerShape::Type::Structure);
}

void MockFieldsTest::whatTheApiWouldNotAnswerIsFound_data() {
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<MockFields>("mode");
    QTest::addColumn<QByteArray>("problem");
    const auto row = [](const char* name, const char* resource, const char* result, MockFields mode,
                        const char* problem) {
        QTest::newRow(name) << QByteArray(resource) << QByteArray(result) << mode
                            << QByteArray(problem);
    };
    const char* const start = "arn:aws:states:::states:startExecution";
    const char* const getFunction = "arn:aws:states:::aws-sdk:lambda:getFunction";
    const char* const describeKey = "arn:aws:states:::aws-sdk:kms:describeKey";
    row("all there", start, R"({"ExecutionArn":"a","StartDate":"b"})", MockFields::Strict, "");
    row("missing", start, R"({"ExecutionArn":"a"})", MockFields::Strict,
        "Required field 'StartDate' is missing");
    row("missing is present enough", start, "{}", MockFields::Present, "");
    row("missing below", describeKey, R"({"KeyMetadata":{}})", MockFields::Strict,
        "Required field 'KeyId' is missing");
    row("wrong type", start, R"({"ExecutionArn":1})", MockFields::Present,
        "Field 'ExecutionArn' must be a string");
    row("null", start, R"({"ExecutionArn":null})", MockFields::Present,
        "Field 'ExecutionArn' must be a string");
    row("no object", "arn:aws:states:::dynamodb:putItem", R"({"ConsumedCapacity":[]})",
        MockFields::Present, "Field 'ConsumedCapacity' must be an object");
    row("no boolean", describeKey, R"({"KeyMetadata":{"KeyId":"k","Enabled":"yes"}})",
        MockFields::Strict, "Field 'Enabled' must be a boolean");
    row("an entry of a map", "arn:aws:states:::dynamodb:getItem", R"({"Item":{"a":{"S":1}}})",
        MockFields::Present, "Field 'S' must be a string");
    row("no enumerator", describeKey, R"({"KeyMetadata":{"KeyId":"k","KeyState":"Lost"}})",
        MockFields::Strict, "Field 'KeyState' is not an expected value");
    row("too little", getFunction, R"({"Configuration":{"Timeout":0}})", MockFields::Present,
        "Field 'Timeout' is less than the minimum value");
    row("enough", getFunction, R"({"Configuration":{"Timeout":1}})", MockFields::Present, "");
    row("too long", describeKey,
        (R"({"KeyMetadata":{"KeyId":")" + std::string(2049, 'k') + R"("}})").c_str(),
        MockFields::Strict, "Field 'KeyId' exceeds the maximum length");
    row("unknown", start, R"({"ExecutionArn":"a","StartDate":"b","More":[]})", MockFields::Strict,
        "");
    row("nothing is asked", start, R"({"ExecutionArn":1})", MockFields::None, "");
}

void MockFieldsTest::whatTheApiWouldNotAnswerIsFound() {
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, result);
    QFETCH(MockFields, mode);
    QFETCH(QByteArray, problem);
    const auto found = mockFieldProblem(statemachine::parseIntegration(resource.toStdString()),
                                        *Value::parse(result.toStdString()), mode);
    QCOMPARE(QByteArray::fromStdString(found.value_or("")),
             problem.isEmpty() ? problem : "Mock result schema validation error: " + problem);
}

void MockFieldsTest::lengthsAreCountedInCharacters() {
    std::string text; // 2,048 characters of three bytes
    for (int i = 0; i < 2048; ++i)
        text += "\xEA\xB0\x80";
    const auto result = Value::object({{"KeyMetadata", Value::object({{"KeyId", Value(text)}})}});
    const auto integration =
        statemachine::parseIntegration("arn:aws:states:::aws-sdk:kms:describeKey");
    QVERIFY(!mockFieldProblem(integration, result, MockFields::Strict));
}

void MockFieldsTest::whatIsNotTheApisAnswerIsLetThrough_data() {
    QTest::addColumn<QByteArray>("resource");
    for (const char* resource :
         {"f", "arn:aws:states:us-east-1:123456789012:activity:a",
          "arn:aws:states:::states:startExecution.sync:2",
          "arn:aws:states:::states:startExecution.waitForTaskToken",
          "arn:aws:states:::apigateway:invoke", "arn:aws:states:::elasticmapreduce:createCluster",
          "arn:aws:states:::aws-sdk:nosuchservice:fly"})
        QTest::newRow(resource) << QByteArray(resource);
}

void MockFieldsTest::whatIsNotTheApisAnswerIsLetThrough() {
    QFETCH(QByteArray, resource);
    const auto integration = statemachine::parseIntegration(resource.toStdString());
    QVERIFY(!mockFieldProblem(integration, Value("anything"), MockFields::Strict));
}

QTEST_GUILESS_MAIN(MockFieldsTest)
#include "tst_mockfields.moc"
