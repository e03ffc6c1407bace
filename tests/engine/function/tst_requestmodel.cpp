#include "engine/function/requestmodel.h"

#include <QTest>

using namespace ws;
using function::RequestModel;
using json::Value;

class TestRequestModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsTheOperationsOfTheService() {
        const auto* create = RequestModel::lambda().find("CreateFunction");
        QVERIFY(create);
        QCOMPARE(create->status, 201);
        QCOMPARE(create->method, std::string("POST"));
        QCOMPARE(create->uri, std::string("/2015-03-31/functions"));
        QVERIFY(!RequestModel::lambda().find("CreateNothing"));
    }

    void saysWhatIsWrongAsTheServiceDoes_data() {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("message");
        const auto row =
            [](const char* name, const char* operation, const char* request, const char* message) {
                QTest::newRow(name)
                    << operation << request
                    << QStringLiteral("1 validation error detected: ") + QLatin1String(message);
            };
        row("pattern", "GetAlias", R"({"FunctionName":"f","Name":"2024"})",
            "Value '2024' at 'name' failed to satisfy constraint: Member must satisfy regular "
            "expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)");
        row("number", "UpdateFunctionConfiguration", R"({"FunctionName":"f","MemorySize":127})",
            "Value '127' at 'memorySize' failed to satisfy constraint: Member must have value "
            "greater than or equal to 128");
        row("most", "UpdateFunctionConfiguration", R"({"FunctionName":"f","Timeout":901})",
            "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less "
            "than or equal to 900");
        row("member of a member", "UpdateFunctionConfiguration",
            R"({"FunctionName":"f","EphemeralStorage":{"Size":511}})",
            "Value '511' at 'ephemeralStorage.size' failed to satisfy constraint: Member must have "
            "value greater than or equal to 512");
        row("list", "UpdateFunctionCode",
            R"({"FunctionName":"f","Architectures":["x86_64","arm64"]})",
            "Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must "
            "have length less than or equal to 1");
        row("item", "UpdateFunctionCode", R"({"FunctionName":"f","Architectures":["mips"]})",
            "Value '[mips]' at 'architectures' failed to satisfy constraint: Member must satisfy "
            "constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be "
            "null]");
        row("map's value", "UpdateAlias",
            R"({"FunctionName":"f","Name":"a","RoutingConfig":{"AdditionalVersionWeights":{"2":2}}})",
            "Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy "
            "constraint: Map value must satisfy constraint: [Member must have value less than or "
            "equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be "
            "null]");
        row("secret", "UpdateFunctionConfiguration",
            R"({"FunctionName":"f","Environment":{"Variables":{"1":"x"}}})",
            "Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy "
            "constraint: [Member must satisfy regular expression pattern: "
            "[a-zA-Z]([a-zA-Z0-9_])+]");
        row("missing", "GetAlias", R"({"FunctionName":"f"})",
            "Value null at 'name' failed to satisfy constraint: Member must not be null");
        row("enumeration", "Invoke", R"({"FunctionName":"f","LogType":"All"})",
            "Value 'All' at 'logType' failed to satisfy constraint: Member must satisfy enum value "
            "set: [None, Tail]");
    }
    void saysWhatIsWrongAsTheServiceDoes() {
        QFETCH(QString, operation);
        QFETCH(QString, request);
        QFETCH(QString, message);
        const auto refusal = check(operation, request);
        QVERIFY(refusal);
        QCOMPARE(refusal->code, std::string("ValidationException"));
        QCOMPARE(QString::fromStdString(refusal->message), message);
    }

    void countsWhatIsWrong() {
        const auto refusal = check(QStringLiteral("UpdateFunctionConfiguration"),
                                   QStringLiteral(R"({"FunctionName":"a b","Timeout":0})"));
        QVERIFY(refusal);
        QVERIFY(refusal->message.starts_with("2 validation errors detected: Value 'a b' at "));
        QVERIFY(refusal->message.find("; Value '0' at 'timeout'") != std::string::npos);
    }

    void refusesValuesOfAnotherType() {
        const auto refusal = check(QStringLiteral("UpdateFunctionConfiguration"),
                                   QStringLiteral(R"({"FunctionName":"f","Timeout":"3"})"));
        QVERIFY(refusal);
        QCOMPARE(refusal->code, std::string("SerializationException"));
        for (const char* member : {R"("Environment":{"Variables":{"AB":5}})", R"("Layers":[{}])",
                                   R"("Layers":[true])"}) {
            const auto inside =
                check(QStringLiteral("UpdateFunctionConfiguration"),
                      QStringLiteral(R"({"FunctionName":"f",%1})").arg(QLatin1String(member)));
            QVERIFY2(inside && inside->code == "SerializationException", member);
        }
    }

    void aPatternMayHoldASpace() {
        const auto tenant = [](const char* id) {
            return check(
                QStringLiteral("Invoke"),
                QStringLiteral(R"({"FunctionName":"f","TenantId":"%1"})").arg(QLatin1String(id)));
        };
        QVERIFY(!tenant("blue team@1"));
        QVERIFY(tenant("b#"));
    }

    void takesWhatIsRight() {
        QVERIFY(!check(QStringLiteral("CreateAlias"),
                       QStringLiteral(R"({"FunctionName":"f","Name":"live","FunctionVersion":"1",
            "RoutingConfig":{"AdditionalVersionWeights":{"2":0.5}}})")));
    }

private:
    static std::optional<function::ApiError> check(const QString& operation,
                                                   const QString& request) {
        const RequestModel& model = RequestModel::lambda();
        return model.violations(*model.find(operation.toStdString()),
                                *Value::parse(request.toStdString()));
    }
};

QTEST_GUILESS_MAIN(TestRequestModel)
#include "tst_requestmodel.moc"
