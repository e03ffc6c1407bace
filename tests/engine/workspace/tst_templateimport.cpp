#include "engine/workspace/templateimport.h"

#include "engine/json/value.h"
#include "engine/workspace/textfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;
using namespace ws::workspace;

// Before the first raw string: moc loses its way in those.
class TestTemplateImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void goal41_functionsThatTheWorkspaceLacksComeWithTheirCode();
    void whatTheWorkspaceHasStaysWhatItIs();
    void aMachineThatCannotBeReadDoesNotKeepTheOthersAway();
    void withoutAnyMachineThatCanComeTheReasonIsSaid();
    void codeOutsideTheTemplatesFolderIsNeverRead();
    void linksInCodeAreLeftOut();
    void aFunctionThatHasComeThereSinceIsLeftAlone();
    void onlyWhatAMachineCallsIsMissing();

private:
    std::string path(const char* relative) const {
        return m_dir->filePath(QString::fromUtf8(relative)).toStdString();
    }
    void put(const char* relative, const std::string& text) const {
        const QString file = QString::fromStdString(path(relative));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text.data(), qint64(text.size()));
    }
    void putTemplate() const;
    ImportPlan plan() const {
        auto made = planImport(path("app/template.yaml"), path("shop"));
        if (!made)
            qFatal("%s %s", made.error().code.c_str(), made.error().arg("reason").c_str());
        return *made;
    }
    std::string textOf(const char* relative) const {
        const auto file = readTextFile(path(relative));
        return file ? file->text : std::string();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

const char* const kTemplate = R"(Transform: AWS::Serverless-2016-10-31
Parameters:
  Currency: {Type: String, Default: EUR}
Globals:
  Function:
    Runtime: python3.12
    Timeout: 7
    Environment: {Variables: {LEVEL: info, CURRENCY: none}}
Resources:
  Check:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: check
      CodeUri: src/check/
      Handler: app.handler
      MemorySize: 256
      Environment: {Variables: {CURRENCY: !Ref Currency, TABLE: !ImportValue shared}}
  Charge:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: gone/, Handler: app.handler}
  Unused:
    Type: AWS::Serverless::Function
    Properties: {FunctionName: un, CodeUri: src/check/, Handler: app.handler}
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        Comment: unused, un, and check-in are only words
        StartAt: A
        States:
          A: {Type: Task, Resource: !GetAtt Check.Arn, Next: B}
          B:
            Type: Task
            Resource: arn:aws:states:::lambda:invoke
            Parameters: {FunctionName: !Ref Charge}
            End: true
  Remote:
    Type: AWS::StepFunctions::StateMachine
    Properties: {DefinitionS3Location: {Bucket: b, Key: k}}
  Broken:
    Type: AWS::Serverless::StateMachine
    Properties: {DefinitionUri: broken.asl.json}
)";

} // namespace

void TestTemplateImport::putTemplate() const {
    put("app/template.yaml", kTemplate);
    put("app/src/check/app.py", "def handler(event, context):\n    return event\n");
    put("app/src/check/lib/util.py", "X = 1\n");
    put("app/broken.asl.json", "{\"StartAt\": ");
    QVERIFY(QDir().mkpath(QString::fromStdString(path("shop"))));
}

void TestTemplateImport::goal41_functionsThatTheWorkspaceLacksComeWithTheirCode() {
    putTemplate();
    const ImportPlan made = plan();
    QCOMPARE(made.machines.size(), std::size_t(1));
    QCOMPARE(made.functions.size(), std::size_t(1));
    QCOMPARE(made.functions[0].name, std::string("check"));
    QCOMPARE(missingFunctions(made.machines[0], made), std::vector<std::string>{"Charge"});
    QVERIFY(performImport(path("shop"), made).ok());
    QVERIFY(textOf("shop/functions/check/app.py").starts_with("def handler"));
    QCOMPARE(textOf("shop/functions/check/lib/util.py"), std::string("X = 1\n"));
    const auto configuration = json::Value::parse(textOf("shop/functions/check/function.json"));
    QVERIFY(configuration.ok());
    const json::Value& function = *configuration;
    QCOMPARE(function["Runtime"].toString(), std::string("python3.12"));
    QCOMPARE(function["Handler"].toString(), std::string("app.handler"));
    QCOMPARE(function["Timeout"].toInteger(), 7);
    QCOMPARE(function["MemorySize"].toInteger(), 256);
    const json::Value& variables = function["Environment"]["Variables"];
    QCOMPARE(variables["CURRENCY"].toString(), std::string("EUR"));
    QCOMPARE(variables["LEVEL"].toString(), std::string("info"));
    QVERIFY(!variables.find("TABLE")); // what only a deployment can tell is left out
    QVERIFY(!textOf("shop/statemachines/Orders.asl.json").empty());
}

void TestTemplateImport::whatTheWorkspaceHasStaysWhatItIs() {
    putTemplate();
    put("shop/functions/check/mine.py", "mine\n");
    const ImportPlan made = plan();
    QVERIFY(made.functions.empty());
    QVERIFY(performImport(path("shop"), made).ok());
    QVERIFY(textOf("shop/functions/check/app.py").empty());
    QCOMPARE(textOf("shop/functions/check/mine.py"), std::string("mine\n"));
}

void TestTemplateImport::aMachineThatCannotBeReadDoesNotKeepTheOthersAway() {
    putTemplate();
    const ImportPlan made = plan();
    QCOMPARE(made.refused.size(), std::size_t(2));
    QCOMPARE(made.refused[0].code, std::string("deployment.definition"));
    QCOMPARE(made.refused[0].arg("machine"), std::string("Remote"));
    QCOMPARE(made.refused[1].code, std::string("file.syntax"));
    QCOMPARE(made.refused[1].arg("machine"), std::string("Broken"));
}

void TestTemplateImport::withoutAnyMachineThatCanComeTheReasonIsSaid() {
    put("app/template.yaml", "Resources:\n  Remote:\n    Type: AWS::StepFunctions::StateMachine\n"
                             "    Properties: {DefinitionS3Location: {Bucket: b, Key: k}}\n");
    const auto made = planImport(path("app/template.yaml"), path("shop"));
    QCOMPARE(made.error().code, std::string("deployment.definition"));
    QCOMPARE(made.error().arg("line"), std::string("2"));
}

void TestTemplateImport::codeOutsideTheTemplatesFolderIsNeverRead() {
    putTemplate();
    put("secret/app.py", "secret\n");
    for (const char* uri : {"../secret", "/etc", "."}) {
        std::string text = kTemplate;
        const std::size_t at = text.find("src/check/");
        put("app/template.yaml", text.replace(at, 10, uri));
        QVERIFY2(plan().functions.empty() == (std::string(uri) != "."), uri);
    }
    QFile::link(QString::fromStdString(path("secret")), QString::fromStdString(path("app/link")));
    std::string text = kTemplate;
    put("app/template.yaml", text.replace(text.find("src/check/"), 10, "link/"));
    QVERIFY(plan().functions.empty());
}

void TestTemplateImport::linksInCodeAreLeftOut() {
    putTemplate();
    put("secret/key", "secret\n");
    QFile::link(QString::fromStdString(path("secret/key")),
                QString::fromStdString(path("app/src/check/key")));
    QFile::link(QString::fromStdString(path("secret")),
                QString::fromStdString(path("app/src/check/folder")));
    QVERIFY(performImport(path("shop"), plan()).ok());
    QVERIFY(!textOf("shop/functions/check/app.py").empty());
    QVERIFY(!QFile::exists(QString::fromStdString(path("shop/functions/check/key"))));
    QVERIFY(!QFile::exists(QString::fromStdString(path("shop/functions/check/folder"))));
}

void TestTemplateImport::aFunctionThatHasComeThereSinceIsLeftAlone() {
    putTemplate();
    const ImportPlan made = plan();
    put("shop/functions/check/mine.py", "mine\n");
    QCOMPARE(performImport(path("shop"), made).error().code, std::string("deployment.exists"));
    QVERIFY(textOf("shop/functions/check/app.py").empty());
    QVERIFY(textOf("shop/statemachines/Orders.asl.json").empty());
    const QDir functions(QString::fromStdString(path("shop/functions")));
    QCOMPARE(functions.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{QStringLiteral("check")});
}

void TestTemplateImport::onlyWhatAMachineCallsIsMissing() {
    putTemplate();
    QCOMPARE(plan().machines[0].functions, (std::vector<std::string>{"Charge", "check"}));
}

QTEST_APPLESS_MAIN(TestTemplateImport)
#include "tst_templateimport.moc"
