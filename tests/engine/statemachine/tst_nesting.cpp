#include "engine/statemachine/nesting.h"

#include "tests/support/machinemap.h"

#include <QTest>

#include <map>

using namespace ws;
using namespace ws::statemachine;

namespace {

std::string starting(const char* state, const char* machine) {
    return std::string(R"({"StartAt":")") + state + R"(","States":{")" + state +
           R"(":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2",)" +
           R"("Parameters":{)" + machine + R"(},"End":true}}})";
}

std::string named(const char* machine) {
    return std::string(
               R"("StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:)") +
           machine + "\"";
}

/// Of a Task, behind its Resource.
constexpr const char* kParameters =
    R"("Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ship"})";
constexpr const char* kArguments =
    R"("QueryLanguage":"JSONata","Arguments":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ship"})";
constexpr const char* kPath = R"("Parameters":{"StateMachineArn.$":"$.arn"})";
constexpr const char* kExpression = R"("Arguments":{"StateMachineArn":"{% $arn %}"})";
constexpr const char* kPlaceholder = R"("Parameters":{"StateMachineArn":"${Ship}"})";
constexpr const char* kPass = R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}})";
constexpr const char* kTold = R"("StateMachineArn.$":"$.arn")";

QByteArray task(const std::string& action, const char* fields) {
    return QByteArray(R"({"StartAt":"A","States":{"A":{"Type":"Task","End":true,)") +
           R"("Resource":"arn:aws:states:::states:)" + action.c_str() + "\"," + fields + "}}}";
}

constexpr const char* kLeaf = R"({"StartAt":"Only","States":{"Only":{"Type":"Pass","End":true}}})";

struct Fixture {
    tests::MachineMap machines;
    std::map<StatePath, std::string> told;

    Nestings nestings(const std::string& text, const OpenedStates& opened) {
        return nestingsOf(readDefinition(text)->graph(), {opened, {}}, machines,
                          [this](const StatePath& path) { return told[path]; });
    }
};

using Show = Nesting::Show;

} // namespace

class tst_Nesting : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMachineIsNamedByItsArnAndByThoseOfItsVersions() {
        QCOMPARE(machineNameOfArn("arn:aws:states:us-east-1:123456789012:stateMachine:ship"),
                 std::string("ship"));
        QCOMPARE(machineNameOfArn("arn:aws:states:us-east-1:123456789012:stateMachine:ship:7"),
                 std::string("ship"));
        QVERIFY(machineNameOfArn("ship").empty());
        QVERIFY(machineNameOfArn("arn:aws:lambda:us-east-1:123456789012:function:ship").empty());
    }

    void whichMachineATaskStartsIsNamedOrOnlyTold_data() {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("known");
        const auto none = int(StartedMachine::Known::None);
        const auto known = int(StartedMachine::Known::Named);
        const auto told = int(StartedMachine::Known::Told);
        for (const char* pattern : {"", ".sync", ".sync:2", ".waitForTaskToken"})
            QTest::newRow(*pattern ? pattern : "no pattern")
                << task(std::string("startExecution") + pattern, kParameters) << known;
        QTest::newRow("JSONata") << task("startExecution", kArguments) << known;
        QTest::newRow("a path") << task("startExecution", kPath) << told;
        QTest::newRow("an expression") << task("startExecution", kExpression) << told;
        QTest::newRow("a placeholder") << task("startExecution", kPlaceholder) << told;
        for (const char* api :
             {"startExecution", "startExecution.waitForTaskToken", "startSyncExecution"}) {
            QByteArray text = task(api, kParameters);
            text.replace(":::states:", ":::aws-sdk:sfn:");
            QTest::newRow((QByteArray("by the API: ") + api).constData()) << text << known;
        }
        QTest::newRow("another action of the API")
            << task("describeExecution", kParameters).replace(":::states:", ":::aws-sdk:sfn:")
            << none;
        QTest::newRow("a longer name") << task("startExecutions", kParameters) << none;
        QTest::newRow("another action") << task("describeExecution", kParameters) << none;
        QTest::newRow("a pass") << QByteArray(kPass) << none;
    }
    void whichMachineATaskStartsIsNamedOrOnlyTold() {
        QFETCH(QByteArray, fields);
        QFETCH(int, known);
        const auto definition = readDefinition(fields.toStdString());
        const StartedMachine started = startedMachine(definition->graph().nodes.front());
        QCOMPARE(int(started.known), known);
        QCOMPARE(started.name,
                 std::string(started.known == StartedMachine::Known::Named ? "ship" : ""));
    }

    void onlyWhatIsThereCanBeOpenedAndOnlyWhatIsOpenedIsDrawn() {
        Fixture f;
        f.machines.put("ship", kLeaf);
        QVERIFY(f.nestings(starting("Go", named("gone").c_str()), {{"Go"}}).empty());
        const std::string text = starting("Go", named("ship").c_str());
        const Nestings closed = f.nestings(text, {});
        QCOMPARE(closed.at("Go").show, Show::Closed);
        QCOMPARE(closed.at("Go").machine, std::string("ship"));
        QVERIFY(!closed.at("Go").definition);
        const Nestings open = f.nestings(text, {{"Go"}});
        QCOMPARE(open.at("Go").show, Show::Drawn);
        QCOMPARE(open.at("Go").definition, f.machines.all["ship"]);
        QVERIFY(open == f.nestings(text, {{"Go"}}));
        f.machines.put("ship", kLeaf); // was written again
        QVERIFY(open != f.nestings(text, {{"Go"}}));
    }

    void whatOnlyARunTellsIsEmptyUntilThen() {
        Fixture f;
        f.machines.put("ship", kLeaf);
        const std::string text = starting("Go", kTold);
        QCOMPARE(f.nestings(text, {}).at("Go").show, Show::Closed);
        QCOMPARE(f.nestings(text, {{"Go"}}).at("Go").show, Show::Untold);
        f.told[{"Go"}] = "ship";
        QCOMPARE(f.nestings(text, {{"Go"}}).at("Go").show, Show::Drawn);
        QCOMPARE(f.nestings(text, {{"Go"}}).at("Go").machine, std::string("ship"));
        f.told[{"Go"}] = "gone";
        QCOMPARE(f.nestings(text, {{"Go"}}).at("Go").show, Show::Missing);
        f.machines.put("gone", "{\"StartAt\": ");
        QCOMPARE(f.nestings(text, {{"Go"}}).at("Go").show, Show::Unreadable);
    }

    void aMachineThatStartsItselfEndsWhereNothingIsOpenedAndAtTheDepthThatCanBeRead() {
        Fixture f;
        const std::string text = starting("Again", named("loop").c_str());
        f.machines.put("loop", text);
        const Nestings once = f.nestings(text, {{"Again"}});
        QCOMPARE(findNesting(once, {"Again"})->show, Show::Drawn);
        QCOMPARE(findNesting(once, {"Again", "Again"})->show, Show::Closed);
        QVERIFY(!findNesting(once, {"Again", "Again", "Again"}));
        OpenedStates all;
        StatePath path;
        for (int i = 0; i < 20; ++i) {
            path.push_back("Again");
            all.insert(path);
        }
        const Nestings deep = f.nestings(text, all);
        path.resize(kMostNested);
        QCOMPARE(findNesting(deep, path)->show, Show::Drawn);
        path.push_back("Again");
        QCOMPARE(findNesting(deep, path)->show, Show::TooDeep);
        QVERIFY(!findNesting(deep, path)->canOpen() && !findNesting(deep, path)->isOpen());
        path.push_back("Again");
        QVERIFY(!findNesting(deep, path));
    }

    void whatIsClosedInsideIsOfThatDrawingAlone() {
        Fixture f;
        f.machines.put("loop", starting("Again", named("loop").c_str()));
        const InsideFolding folding{{{"Again"}, {"Again", "Again"}},
                                    {{"Again", "Each"}, {"Again", "Again", "Both"}, {"Each"}}};
        const auto nestings = [&](const InsideFolding& wanted) {
            return nestingsOf(f.machines.all["loop"]->graph(), wanted, f.machines, {});
        };
        const Nestings both = nestings(folding);
        QCOMPARE(findNesting(both, {"Again"})->closed, ClosedStates{"Each"});
        QCOMPARE(findNesting(both, {"Again", "Again"})->closed, ClosedStates{"Both"});
        QVERIFY(both == nestings(folding));
        QVERIFY(both != nestings({folding.opened, {{"Again", "Each"}}}));
    }

    void renamingFollowsTheOutermostState() {
        const OpenedStates opened{{"Go"}, {"Go", "Deep"}, {"Other"}};
        const OpenedStates now = followRenames(opened, {{"Go", "Ship"}});
        QCOMPARE(now, (OpenedStates{{"Ship"}, {"Ship", "Deep"}, {"Other"}}));
    }
};

QTEST_GUILESS_MAIN(tst_Nesting)
#include "tst_nesting.moc"
