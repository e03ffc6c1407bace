#include "engine/service/statesservice.h"

#include "tests/support/statesfixture.h"

#include <QTest>

using namespace ws;
using json::Value;
using tests::StatesFixture;

namespace {

Value on(const std::string& machine) {
    return Value::object({{"stateMachineArn", machine}});
}

Value route(const std::string& version, int weight) {
    return Value::object({{"stateMachineVersionArn", version}, {"weight", weight}});
}

Value alias(const std::string& name, Value::Array routes) {
    return Value::object({{"name", name}, {"routingConfiguration", Value(std::move(routes))}});
}

} // namespace

class TestStatesServiceMachines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameMachineMayBeCreatedTwiceWhateverItsRole() {
        StatesFixture f;
        const std::string arn = f.create("twice");
        QCOMPARE(f.create("twice", StatesFixture::kPass,
                          Value::object({{"roleArn", "arn:aws:iam::123456789012:role/other"}})),
                 arn);
        QCOMPARE(f.done("DescribeStateMachine", on(arn))["roleArn"].toString(),
                 StatesFixture::kRole);
    }

    void anotherMachineOfTheNameIsRefused() {
        StatesFixture f;
        f.create("taken");
        const Value in = Value::object({{"name", "taken"},
                                        {"definition", StatesFixture::kPass},
                                        {"roleArn", StatesFixture::kRole},
                                        {"publish", true}});
        QCOMPARE(f.refusal("CreateStateMachine", in),
                 std::string("StateMachineAlreadyExists: State Machine Already Exists: "
                             "'arn:aws:states:us-east-1:123456789012:stateMachine:taken'"));
    }

    void namesWithoutMeaningAreRefused_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a b", "a/b", "a:b", "a*", "{a}", "a\x01", "a$b"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void namesWithoutMeaningAreRefused() {
        QFETCH(QString, name);
        StatesFixture f;
        const std::string text = name.toStdString();
        QCOMPARE(
            f.refusal("CreateStateMachine", Value::object({{"name", text},
                                                           {"definition", StatesFixture::kPass},
                                                           {"roleArn", StatesFixture::kRole}})),
            "InvalidName: Invalid Name: '" + text + "'");
    }

    void aMachineIsGoneWhenItsLastExecutionIs() {
        StatesFixture f;
        const std::string arn = f.create("leaving", StatesFixture::kWait);
        f.start(arn, "last");
        f.done("DeleteStateMachine", on(arn));
        QCOMPARE(f.done("DescribeStateMachine", on(arn))["status"].toString(),
                 std::string("DELETING"));
        QCOMPARE(f.refusal("StartExecution", on(arn)),
                 "StateMachineDeleting: State Machine Is Deleting: '" + arn + "'");
        QVERIFY(
            QString::fromStdString(f.refusal("UpdateStateMachine",
                                             Value::object({{"stateMachineArn", arn},
                                                            {"definition", StatesFixture::kPass}})))
                .startsWith(QLatin1String("StateMachineDeleting")));
        f.clock.runUntilIdle();
        QCOMPARE(f.refusal("DescribeStateMachine", on(arn)),
                 "StateMachineDoesNotExist: State Machine Does Not Exist: '" + arn + "'");
    }

    void anUpdateHasToChangeSomething() {
        StatesFixture f;
        const std::string arn = f.create("same");
        QVERIFY(QString::fromStdString(
                    f.refusal("UpdateStateMachine",
                              Value::object({{"stateMachineArn", arn}, {"publish", true}})))
                    .startsWith(QLatin1String("MissingRequiredParameter")));
    }

    void aPublishedVersionStaysWhatItWas() {
        StatesFixture f;
        const std::string arn = f.create("versioned");
        const std::string first = f.update(arn, StatesFixture::kWait);
        f.update(arn, StatesFixture::kFail);
        QCOMPARE(f.done("DescribeStateMachine", on(first))["definition"].toString(),
                 StatesFixture::kWait);
        QCOMPARE(f.done("DescribeStateMachine", on(arn))["definition"].toString(),
                 StatesFixture::kFail);
    }

    void numbersOfDeletedVersionsAreNotGivenAgain() {
        StatesFixture f;
        const std::string arn = f.create("counting");
        const std::string first = f.update(arn, StatesFixture::kWait);
        f.done("DeleteStateMachineVersion", Value::object({{"stateMachineVersionArn", first}}));
        QCOMPARE(f.update(arn, StatesFixture::kFail), arn + ":2");
    }

    void aVersionThatAnAliasLeadsToStays() {
        StatesFixture f;
        const std::string arn = f.create("held");
        const std::string version = f.update(arn, StatesFixture::kWait);
        f.done("CreateStateMachineAlias", alias("LIVE", {route(version, 100)}));
        QCOMPARE(
            f.refusal("DeleteStateMachineVersion",
                      Value::object({{"stateMachineVersionArn", version}})),
            std::string("ConflictException: Version to be deleted must not be referenced by an "
                        "alias. Current list of aliases referencing this version: [LIVE]"));
        f.done("DeleteStateMachineAlias", Value::object({{"stateMachineAliasArn", arn + ":LIVE"}}));
        f.done("DeleteStateMachineVersion", Value::object({{"stateMachineVersionArn", version}}));
    }

    void routesAreChecked() {
        StatesFixture f;
        const std::string arn = f.create("routed");
        const std::string one = f.update(arn, StatesFixture::kWait);
        const std::string two = f.update(arn, StatesFixture::kFail);
        QCOMPARE(f.refusal("CreateStateMachineAlias", alias("A", {route(one, 60), route(two, 60)})),
                 std::string("ValidationException: Sum of routing configuration weights must equal "
                             "100. Received: [60, 60]"));
        QCOMPARE(f.refusal("CreateStateMachineAlias", alias("A", {route(one, 50), route(one, 50)})),
                 "ValidationException: Routing configuration must contain distinct state machine "
                 "version ARNs. Received: [" +
                     one + ", " + one + "]");
        QCOMPARE(f.refusal("CreateStateMachineAlias", alias("A", {route(one, 101)})),
                 std::string("ValidationException: 1 validation error detected: Value '101' at "
                             "'routingConfiguration.1.member.weight' failed to satisfy constraint: "
                             "Member must have value less than or equal to 100"));
        QCOMPARE(f.refusal("CreateStateMachineAlias", alias("A", {route(arn + ":9", 100)})),
                 std::string("ResourceNotFound: Request references a resource that does not "
                             "exist."));
    }

    void moreThanTwoRoutesAreRefusedInTheWordsOfTheFront() {
        StatesFixture f;
        QCOMPARE(
            f.refusal("CreateStateMachineAlias",
                      alias("A", {route("a", 30), route("b", 30), route("c", 40)})),
            std::string("ValidationException: 1 validation error detected: Value "
                        "'[RoutingConfigurationListItem(stateMachineVersionArn=a, weight=30), "
                        "RoutingConfigurationListItem(stateMachineVersionArn=b, weight=30), "
                        "RoutingConfigurationListItem(stateMachineVersionArn=c, weight=40)]' at "
                        "'routingConfiguration' failed to satisfy constraint: Member must have "
                        "length less than or equal to 2"));
    }

    void anAliasSendsExecutionsBothWays() {
        StatesFixture f;
        const std::string arn = f.create("split");
        const std::string one = f.update(arn, StatesFixture::kWait);
        const std::string two = f.update(arn, StatesFixture::kFail);
        f.done("CreateStateMachineAlias", alias("LIVE", {route(one, 50), route(two, 50)}));
        for (int i = 0; i < 40; ++i)
            f.start(arn + ":LIVE");
        const auto countOf = [&](const std::string& version) {
            return f.done("ListExecutions", on(version))["executions"].size();
        };
        QVERIFY(countOf(one) > 5);
        QVERIFY(countOf(two) > 5);
        QCOMPARE(countOf(one) + countOf(two), std::size_t(40));
        QCOMPARE(countOf(arn + ":LIVE"), std::size_t(40));
    }

    void tagsAreOfMachinesAndActivitiesOnly() {
        StatesFixture f;
        const std::string arn = f.create(
            "tagged", StatesFixture::kPass,
            Value::object(
                {{"tags", Value(Value::Array{Value::object({{"key", "team"}, {"value", "a"}})})}}));
        f.done("TagResource", Value::object({{"resourceArn", arn},
                                             {"tags", Value(Value::Array{Value::object(
                                                          {{"key", "team"}, {"value", "b"}})})}}));
        const Value listed = f.done("ListTagsForResource", Value::object({{"resourceArn", arn}}));
        QCOMPARE(listed["tags"].dump(), std::string(R"([{"key":"team","value":"b"}])"));
        f.done("UntagResource", Value::object({{"resourceArn", arn},
                                               {"tagKeys", Value(Value::Array{Value("team")})}}));
        QCOMPARE(
            f.done("ListTagsForResource", Value::object({{"resourceArn", arn}}))["tags"].size(),
            std::size_t(0));
        QVERIFY(QString::fromStdString(
                    f.refusal("ListTagsForResource", Value::object({{"resourceArn", arn + ":1"}})))
                    .startsWith(QLatin1String("ResourceNotFound")));
    }

    void pagesGoOnWhereTheyStoppedThoughMachinesCome() {
        StatesFixture f;
        for (const char* name : {"b", "d", "f"})
            f.create(name);
        const Value first = f.done("ListStateMachines", Value::object({{"maxResults", 2}}));
        f.create("a");
        f.create("e");
        const Value second =
            f.done("ListStateMachines", Value::object({{"nextToken", first["nextToken"]}}));
        QCOMPARE(first["stateMachines"].at(1)["name"].toString(), std::string("d"));
        QCOMPARE(second["stateMachines"].at(0)["name"].toString(), std::string("f"));
        QCOMPARE(f.refusal("ListStateMachines", Value::object({{"nextToken", "made up"}})),
                 std::string("InvalidToken: Invalid Token: 'Invalid token'"));
    }

    void aDistributedMapIsDescribedByItsLabel() {
        StatesFixture f;
        const std::string arn = f.create(
            "mapping",
            R"({"StartAt":"M","States":{"M":{"Type":"Map","Label":"all","End":true,"ItemProcessor":)"
            R"({"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"P",)"
            R"("States":{"P":{"Type":"Pass","End":true}}}}}})");
        const Value described = f.done("DescribeStateMachine", on(arn + "/all"));
        QCOMPARE(described["label"].toString(), std::string("all"));
        QVERIFY(Value::parse(described["definition"].toString()).value()["StartAt"] == Value("P"));
    }

    void accountsDoNotSeeEachOthersMachines() {
        StatesFixture f;
        f.create("mine");
        const service::Caller other{"210987654321", "us-east-1"};
        const auto created = f.states.call("CreateStateMachine",
                                           Value::object({{"name", "theirs"},
                                                          {"definition", StatesFixture::kPass},
                                                          {"roleArn", StatesFixture::kRole}}),
                                           other);
        QVERIFY(created.ok());
        QCOMPARE((*created)["stateMachineArn"].toString(),
                 std::string("arn:aws:states:us-east-1:210987654321:stateMachine:theirs"));
        QCOMPARE(f.done("ListStateMachines", Value::object())["stateMachines"].size(),
                 std::size_t(1));
    }

    void whatIsNoOperationIsSaidSo() {
        StatesFixture f;
        QCOMPARE(f.refusal("MakeCoffee", Value::object()),
                 std::string("UnknownOperationException: Unknown operation: MakeCoffee"));
    }
};

QTEST_GUILESS_MAIN(TestStatesServiceMachines)
#include "tst_statesservicemachines.moc"
