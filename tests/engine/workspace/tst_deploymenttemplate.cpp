#include "engine/workspace/deploymenttemplate.h"

#include "engine/json/yamltext.h"
#include "engine/statemachine/definitionconversion.h"
#include "engine/statemachine/validator.h"

#include <QTest>

using namespace ws;
using namespace ws::workspace;
using statemachine::DefinitionKind;

// Before the first raw string: moc loses its way in those.
class TestDeploymentTemplate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goal41_aDefinitionGoesToYamlAndBack();
    void goal41_whatYamlLosesIsCountedBefore();
    void goal41_machinesOfATemplateComeWithTheirSubstitutions_data();
    void goal41_machinesOfATemplateComeWithTheirSubstitutions();
    void goal41_anExportedTemplateIsImportedAsItWas_data();
    void goal41_anExportedTemplateIsImportedAsItWas();
    void definitionsInFilesKeepTheirOtherBytes();
    void functionsAreFoundByIdNameOrFolder();
    void whatCannotBeReadIsSaidWithItsLine();
};

namespace {

const char* const kMachine = R"({
  "StartAt": "Check",
  "States": {
    "Check": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:check-order",
      "Next": "Pay"
    },
    "Pay": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {
        "FunctionName": "pay",
        "Payload.$": "$"
      },
      "Retry": [{"ErrorEquals": ["States.ALL"], "BackoffRate": 1.5}],
      "End": true
    }
  }
}
)";

json::Value valueOf(const std::string& text) {
    const auto document = statemachine::loadDefinition(text);
    if (!document)
        qFatal("%s", document.error().arg("reason").c_str());
    return document->value(document->root());
}

bool hasErrors(const std::string& text) {
    const auto document = statemachine::loadDefinition(text);
    for (const auto& diagnostic : statemachine::validate(*document)) {
        if (diagnostic.severity == statemachine::Severity::Error)
            return true;
    }
    return false;
}

Filled imported(const DeploymentTemplate& deployment, std::size_t machine,
                const std::vector<std::string>& functions) {
    const TemplateMachine& one = deployment.machines.at(machine);
    const auto filled =
        filledIn(one.text, DefinitionKind::Unknown, localSubstitutions(deployment, one, functions));
    return *filled;
}

const char* const kYaml = R"(
Transform: AWS::Serverless-2016-10-31
Parameters:
  Pause: {Type: Number, Default: 5}
Resources:
  CheckOrder:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: functions/check/, Handler: app.handler}
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Wait
        States:
          Wait: {Type: Wait, Seconds: "${Pause}", Next: Check}
          Check: {Type: Task, Resource: "${CheckArn}", End: true}
      DefinitionSubstitutions:
        CheckArn: !GetAtt CheckOrder.Arn
        Pause: !Ref Pause
)";
const char* const kSub = R"(
Resources:
  CheckOrder: {Type: AWS::Lambda::Function, Properties: {Handler: app.handler}}
  Orders:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub
        - |
          {"StartAt": "Wait", "States": {
            "Wait": {"Type": "Wait", "Seconds": ${Pause}, "Next": "Check"},
            "Check": {"Type": "Task", "Resource": "${CheckOrder.Arn}", "End": true}}}
        - Pause: 5
)";
const char* const kJoin = R"({"Resources": {
  "CheckOrder": {"Type": "AWS::Lambda::Function", "Properties": {}},
  "Orders": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {
    "DefinitionString": {"Fn::Join": ["", [
      "{\"StartAt\": \"Wait\", \"States\": {\"Wait\": {\"Type\": \"Wait\", \"Seconds\": 5, ",
      "\"Next\": \"Check\"}, \"Check\": {\"Type\": \"Task\", \"Resource\": \"",
      {"Fn::GetAtt": ["CheckOrder", "Arn"]}, "\", \"End\": true}}}"]]}}}}})";

} // namespace

void TestDeploymentTemplate::goal41_aDefinitionGoesToYamlAndBack() {
    const auto yaml = statemachine::converted(kMachine, DefinitionKind::Json, DefinitionKind::Yaml);
    QVERIFY(yaml.ok());
    QVERIFY(yaml->text.starts_with("StartAt: Check\nStates:\n  Check:\n    Type: Task\n"));
    const auto back =
        statemachine::converted(yaml->text, DefinitionKind::Yaml, DefinitionKind::Json);
    QVERIFY(back.ok());
    QCOMPARE(valueOf(back->text).dump(), valueOf(kMachine).dump());
    QCOMPARE(back->comments + back->aliases, std::size_t(0));
}

void TestDeploymentTemplate::goal41_whatYamlLosesIsCountedBefore() {
    const std::string yaml = R"(# orders # of the shop
StartAt: A
States:
  A: &a # first
    Type: Pass
    Comment: "no # comment"
    Next: B#1
  B#1:
    <<: *a
    Comment: |
      # text
      more
    Next: C
  C: {Type: Succeed}
)";
    const auto lossy = statemachine::converted(yaml, DefinitionKind::Yaml, DefinitionKind::Json);
    QVERIFY(lossy.ok());
    QCOMPARE(lossy->comments, std::size_t(2));
    QVERIFY(lossy->aliases > 0);
    const auto same = statemachine::converted(yaml, DefinitionKind::Yaml, DefinitionKind::Yaml);
    QCOMPARE(same->text, yaml);
    QCOMPARE(same->comments, std::size_t(0));
}

void TestDeploymentTemplate::goal41_machinesOfATemplateComeWithTheirSubstitutions_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("SAM with DefinitionSubstitutions") << QString::fromUtf8(kYaml);
    QTest::newRow("CloudFormation with Sub") << QString::fromUtf8(kSub);
    QTest::newRow("CloudFormation with Join") << QString::fromUtf8(kJoin);
}
void TestDeploymentTemplate::goal41_machinesOfATemplateComeWithTheirSubstitutions() {
    QFETCH(QString, text);
    const auto deployment = readTemplate(text.toStdString(), DefinitionKind::Unknown);
    QVERIFY2(deployment.ok(), deployment.ok() ? "" : deployment.error().code.c_str());
    QCOMPARE(deployment->machines.size(), std::size_t(1));
    const Filled filled = imported(*deployment, 0, {"CheckOrder"});
    QVERIFY(filled.open.empty());
    const json::Value machine = valueOf(filled.text);
    QCOMPARE(machine["States"]["Check"]["Resource"].toString(),
             std::string("arn:aws:lambda:us-east-1:123456789012:function:CheckOrder"));
    QCOMPARE(machine["States"]["Wait"]["Seconds"].dump(), std::string("5"));
    QVERIFY(!hasErrors(filled.text));
}

void TestDeploymentTemplate::goal41_anExportedTemplateIsImportedAsItWas_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("yaml");
    for (const bool yaml : {false, true}) {
        QTest::addRow("SAM %s", yaml ? "YAML" : "JSON") << int(DeploymentKind::Sam) << yaml;
        QTest::addRow("CloudFormation %s", yaml ? "YAML" : "JSON")
            << int(DeploymentKind::CloudFormation) << yaml;
    }
}
void TestDeploymentTemplate::goal41_anExportedTemplateIsImportedAsItWas() {
    QFETCH(int, kind);
    QFETCH(bool, yaml);
    const json::Value written =
        deploymentTemplate("orders", valueOf(kMachine), DeploymentKind(kind));
    const json::Value& properties = written["Resources"]["Orders"]["Properties"];
    QCOMPARE(properties["Definition"]["States"]["Check"]["Resource"].toString(),
             std::string("${CheckOrderFunctionArn}"));
    QCOMPARE(properties["DefinitionSubstitutions"].size(), std::size_t(2));
    const auto deployment =
        readTemplate(yaml ? json::yamlText(written) : written.pretty(), DefinitionKind::Unknown);
    QVERIFY(deployment.ok());
    QCOMPARE(valueOf(imported(*deployment, 0, {}).text).dump(), valueOf(kMachine).dump());
}

void TestDeploymentTemplate::definitionsInFilesKeepTheirOtherBytes() {
    const auto deployment = readTemplate(R"(
Resources:
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: orders.asl.yaml
      DefinitionSubstitutions: {Known: 7, Table: !ImportValue shared}
)",
                                         DefinitionKind::Yaml);
    QVERIFY(deployment.ok());
    const TemplateMachine& machine = deployment->machines.at(0);
    QCOMPARE(machine.file, std::string("orders.asl.yaml"));
    QCOMPARE(machine.line, std::size_t(3));
    const auto filled =
        filledIn("# kept\nA: '${Known}'   # too\nB: x${Known}y ${Table}\n", DefinitionKind::Yaml,
                 localSubstitutions(*deployment, machine, {}));
    QVERIFY(filled.ok());
    QCOMPARE(filled->text, std::string("# kept\nA: 7   # too\nB: \"x7y ${Table}\"\n"));
    QCOMPARE(filled->open, std::vector<std::string>{"Table"});
}

void TestDeploymentTemplate::functionsAreFoundByIdNameOrFolder() {
    const auto deployment = readTemplate(kYaml, DefinitionKind::Yaml);
    const auto known = [&](std::vector<std::string> functions) {
        return localSubstitutions(*deployment, deployment->machines.at(0), functions)
            .at("CheckOrder")
            .toString();
    };
    QCOMPARE(known({"check"}), std::string("check"));
    QCOMPARE(known({"check", "CheckOrder"}), std::string("CheckOrder"));
    QCOMPARE(known({}), std::string("CheckOrder"));
}

void TestDeploymentTemplate::whatCannotBeReadIsSaidWithItsLine() {
    QCOMPARE(readTemplate("Resources: {}\n", DefinitionKind::Yaml).error().code,
             std::string("deployment.noMachines"));
    const auto remote = readTemplate(R"(Resources:
  Orders:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionS3Location: {Bucket: b, Key: k}
)",
                                     DefinitionKind::Yaml);
    QVERIFY(remote.ok());
    QVERIFY(remote->machines.at(0).text.empty() && remote->machines.at(0).file.empty());
    QCOMPARE(remote->machines.at(0).line, std::size_t(2));
}

QTEST_APPLESS_MAIN(TestDeploymentTemplate)
#include "tst_deploymenttemplate.moc"
