#include "engine/function/configuration.h"

#include "engine/function/functiontemplate.h"

#include <QTest>

using namespace ws;
using function::parseConfiguration;

namespace {

base::Result<function::Configuration> parsed(const std::string& text,
                                             const std::string& name = "work") {
    return parseConfiguration(name, json::Value::parse(text).value());
}

/// A file that is right but for `members`.
std::string with(const std::string& members) {
    return R"({"Runtime":"python3.12","Handler":"a.b",)" + members + "}";
}

/// A file whose variables measure 10 bytes more than the length of their one value.
std::string withVariableOf(std::size_t length) {
    const json::Value variables = json::Value::object({{"BIG", std::string(length, 'x')}});
    return with("\"Environment\":{\"Variables\":" + variables.dump() + "}");
}

} // namespace

class TestConfiguration : public QObject {
    Q_OBJECT

private slots:
    void whatIsLeftOutHasTheServicesDefault() {
        const auto configuration = parsed(R"({"Runtime":"python3.12","Handler":"a.b"})").value();
        QCOMPARE(configuration.name, std::string("work"));
        QCOMPARE(configuration.memoryMb, 128);
        QCOMPARE(configuration.timeoutSeconds, 3);
        QCOMPARE(configuration.ephemeralStorageMb, 512);
        QCOMPARE(configuration.maximumRetryAttempts, 2);
        QCOMPARE(configuration.maximumEventAgeSeconds, 21'600);
        QVERIFY(!configuration.reservedConcurrency);
        QVERIFY(configuration.environment.empty());
    }

    void everyMemberIsRead() {
        const auto configuration = parsed(with(R"("Description":"d","MemorySize":1769,"Timeout":900,
                           "EphemeralStorage":{"Size":1024},
                           "Environment":{"Variables":{"ZZ":"1","AA":"2"}},
                           "Layers":["layers/one","layers/two"],
                           "ReservedConcurrentExecutions":0,
                           "EventInvokeConfig":{"MaximumRetryAttempts":0,
                                                "MaximumEventAgeInSeconds":60},
                           "Unknown":{"kept":true})"))
                                       .value();
        QCOMPARE(configuration.description, std::string("d"));
        QCOMPARE(configuration.memoryMb, 1769);
        QCOMPARE(configuration.timeoutSeconds, 900);
        QCOMPARE(configuration.ephemeralStorageMb, 1024);
        QVERIFY((configuration.environment ==
                 std::vector<std::pair<std::string, std::string>>{{"ZZ", "1"}, {"AA", "2"}}));
        QVERIFY((configuration.layers == std::vector<std::string>{"layers/one", "layers/two"}));
        QCOMPARE(configuration.reservedConcurrency.value(), 0);
        QCOMPARE(configuration.maximumRetryAttempts, 0);
        QCOMPARE(configuration.maximumEventAgeSeconds, 60);
    }

    void aNullCountsAsLeftOut() {
        const auto configuration = parsed(
            with(R"("Timeout":null,"Environment":null,"ReservedConcurrentExecutions":null)"));
        QVERIFY(configuration.ok());
        QVERIFY(!configuration->reservedConcurrency);
    }

    void customRuntimesNeedNoHandler() { QVERIFY(parsed(R"({"Runtime":"provided.al2023"})").ok()); }

    void whatIsWrongIsNamed_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* name, const std::string& text, const char* code,
                            const char* argument, const char* value) {
            QTest::newRow(name) << QString::fromStdString(text) << QString::fromUtf8(code)
                                << QString::fromUtf8(argument) << QString::fromUtf8(value);
        };
        const auto range = "function.config.outOfRange";
        const auto type = "function.config.wrongType";
        row("no runtime", R"({"Handler":"a.b"})", "function.config.missing", "member", "Runtime");
        row("no handler", R"({"Runtime":"nodejs22.x"})", "function.config.missing", "member",
            "Handler");
        row("unknown runtime", R"({"Runtime":"cobol85","Handler":"a"})",
            "function.config.unknownRuntime", "runtime", "cobol85");
        row("memory below", with(R"("MemorySize":127)"), range, "min", "128");
        row("memory above", with(R"("MemorySize":10241)"), range, "max", "10240");
        row("half a megabyte", with(R"("MemorySize":128.5)"), range, "value", "128.5");
        row("timeout 0", with(R"("Timeout":0)"), range, "member", "Timeout");
        row("timeout 901", with(R"("Timeout":901)"), range, "value", "901");
        row("timeout as text", with(R"("Timeout":"3")"), type, "actual", "string");
        row("tmp", with(R"("EphemeralStorage":{"Size":511})"), range, "member",
            "EphemeralStorage.Size");
        row("tmp shape", with(R"("EphemeralStorage":512)"), type, "expected", "object");
        row("reserved", with(R"("ReservedConcurrentExecutions":-1)"), range, "min", "0");
        row("retries", with(R"("EventInvokeConfig":{"MaximumRetryAttempts":3})"), range, "max",
            "2");
        row("age", with(R"("EventInvokeConfig":{"MaximumEventAgeInSeconds":59})"), range, "value",
            "59");
        row("layers", with(R"("Layers":["1","2","3","4","5","6"])"),
            "function.config.tooManyLayers", "count", "6");
        row("layer type", with(R"("Layers":[1])"), type, "member", "Layers");
        row("variable name", with(R"("Environment":{"Variables":{"1A":"x"}})"),
            "function.config.badVariableName", "name", "1A");
        row("short name", with(R"("Environment":{"Variables":{"A":"x"}})"),
            "function.config.badVariableName", "name", "A");
        row("reserved name", with(R"("Environment":{"Variables":{"AWS_REGION":"x"}})"),
            "function.config.reservedVariable", "name", "AWS_REGION");
        row("variable type", with(R"("Environment":{"Variables":{"PORT":80}})"), type, "member",
            "Environment.Variables.PORT");
        row("variables size", withVariableOf(4'087), "function.config.environmentTooLarge", "size",
            "4097");
        const std::string snap = R"("SnapStart":{"ApplyOn":"PublishedVersions"})";
        row("snapshots of an old runtime",
            R"({"Runtime":"python3.11","Handler":"a.b",)" + snap + "}",
            "function.config.snapStartRuntime", "runtime", "python3.11");
        const std::string newer = R"({"Runtime":"python3.12","Handler":"a.b",)" + snap;
        row("snapshots with a large tmp", newer + R"(,"EphemeralStorage":{"Size":513}})",
            "function.config.snapStartStorage", "value", "513");
        row("snapshots with a file system",
            newer + R"(,"FileSystemConfigs":[{"LocalMountPath":"/mnt/a","Arn":)"
                    R"("arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-1"}]})",
            "function.config.snapStartFileSystem", "member", "FileSystemConfigs");
        row("snapshots for each tenant",
            newer + R"(,"TenancyConfig":{"TenantIsolationMode":"PER_TENANT"}})",
            "function.config.snapStartTenancy", "member", "TenancyConfig");
        row("unknown isolation", with(R"("TenancyConfig":{"TenantIsolationMode":"SHARED"})"),
            "function.config.notOneOf", "words", "PER_TENANT");
        row("unknown runtime version",
            with(R"("RuntimeManagementConfig":{"UpdateRuntimeOn":"Manual",)"
                 R"("RuntimeVersionArn":"arn:aws:lambda:us-east-1::runtime:0"})"),
            "function.config.unknownRuntimeVersion", "value",
            "arn:aws:lambda:us-east-1::runtime:0");
        row("array", "[]", "function.config.notAnObject", "actual", "array");
    }
    void whatIsWrongIsNamed() {
        QFETCH(QString, text);
        QFETCH(QString, code);
        QFETCH(QString, argument);
        QFETCH(QString, value);
        const auto result = parsed(text.toStdString());
        QVERIFY(!result.ok());
        QCOMPARE(QString::fromStdString(result.error().code), code);
        QCOMPARE(QString::fromStdString(result.error().arg(argument.toStdString())), value);
    }

    void fourKilobytesOfVariablesAreAllowed() { QVERIFY(parsed(withVariableOf(4'086)).ok()); }

    void folderNamesMustBeFunctionNames() {
        const std::string good = R"({"Runtime":"python3.12","Handler":"a.b"})";
        QVERIFY(parsed(good, "My-Function_1").ok());
        for (const std::string name : {"", "with space", "dot.dot", "straße"})
            QCOMPARE(parsed(good, name).error().code, std::string("function.config.badName"));
        QVERIFY(parsed(good, std::string(64, 'a')).ok());
        QVERIFY(!parsed(good, std::string(65, 'a')).ok());
    }

    void runtimesHaveFamilies() {
        using function::RuntimeFamily;
        QVERIFY(function::runtimeFamily("python3.9") == RuntimeFamily::Python);
        QVERIFY(function::runtimeFamily("nodejs24.x") == RuntimeFamily::NodeJs);
        QVERIFY(function::runtimeFamily("provided.al2023") == RuntimeFamily::Provided);
        QVERIFY(function::runtimeFamily("provided.al2") == RuntimeFamily::Provided);
        QVERIFY(function::runtimeFamily("provided") == RuntimeFamily::Provided);
        for (const std::string other : {"java21", "python", "pythonx", "nodejs", "", "providedfoo"})
            QVERIFY(function::runtimeFamily(other) == RuntimeFamily::Unknown);
    }

    void everyTemplateIsAValidFunction() {
        using function::RuntimeFamily;
        for (const RuntimeFamily family :
             {RuntimeFamily::Python, RuntimeFamily::NodeJs, RuntimeFamily::Provided}) {
            const auto files = function::functionTemplate(function::defaultRuntime(family));
            QCOMPARE(files.size(), std::size_t(2));
            QCOMPARE(files[0].path, std::string("function.json"));
            const auto configuration = parsed(files[0].text);
            QVERIFY(configuration.ok());
            QVERIFY(function::runtimeFamily(configuration->runtime) == family);
            QCOMPARE(files[1].mode == function::TemplateFile::Mode::Executable,
                     family == RuntimeFamily::Provided);
        }
        QVERIFY(function::functionTemplate("cobol85").empty());
    }
};

QTEST_GUILESS_MAIN(TestConfiguration)
#include "tst_configuration.moc"
