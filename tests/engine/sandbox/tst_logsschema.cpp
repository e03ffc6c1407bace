#include "engine/sandbox/logsschema.h"
#include "engine/sandbox/telemetrysubscriber.h"

#include <QTest>

using namespace ws::sandbox;

namespace {

using Lines = std::vector<std::string>;

/// "type record" of each.
Lines told(std::string_view type, std::string_view record,
           RuntimeDone runtimeDone = RuntimeDone::Told) {
    Lines lines;
    for (const auto& [name, text] : logsEvents(type, record, runtimeDone))
        lines.push_back(name + ' ' + text);
    return lines;
}

} // namespace

class TestLogsSchema : public QObject {
    Q_OBJECT

private slots:
    void linesAndNamesStayAsTheyAre() {
        QCOMPARE(told("function", R"("a line\n")"), (Lines{R"(function "a line\n")"}));
        QCOMPARE(told("platform.extension", R"({"name":"x"})"),
                 (Lines{R"(platform.extension {"name":"x"})"}));
    }

    void ofInitNothingIsSaid() {
        for (const char* type : {"platform.initStart", "platform.initRuntimeDone",
                                 "platform.initReport", "platform.restoreReport"})
            QVERIFY(told(type, "{}").empty());
    }

    void aStartHasNoTrace() {
        QCOMPARE(told("platform.start", R"({"requestId":"1","version":"$LATEST","tracing":{}})"),
                 (Lines{R"(platform.start {"requestId":"1","version":"$LATEST"})"}));
    }

    void theRuntimesEndIsInTheSecondSchemaOnly() {
        const char* record = R"({"requestId":"1","status":"error","spans":[]})";
        QCOMPARE(told("platform.runtimeDone", record),
                 (Lines{R"(platform.runtimeDone {"requestId":"1","status":"success"})"}));
        QVERIFY(told("platform.runtimeDone", record, RuntimeDone::NotTold).empty());
    }

    void anEndComesBeforeTheReport() {
        QCOMPARE(told("platform.report",
                      R"({"requestId":"1","metrics":{"durationMs":1.5},"status":"success"})"),
                 (Lines{R"(platform.end {"requestId":"1"})",
                        R"(platform.report {"requestId":"1","metrics":{"durationMs":1.5}})"}));
    }

    void aRuntimeThatEndedIsAFault() {
        QCOMPARE(
            told("platform.report", R"({"requestId":"1","metrics":{},"status":"failure"})").front(),
            std::string(
                R"(platform.fault "RequestId: 1 Process exited before completing request")"));
    }

    void subscriptionsHaveTheirOwnSchemas() {
        using Subscription = TelemetrySubscription;
        const auto parse = [](const std::string& schema, Subscription::Api api) {
            return Subscription::parse(
                R"({"schemaVersion":")" + schema +
                    R"(","types":["platform"],"destination":{"protocol":"HTTP",)"
                    R"("URI":"http://sandbox.localdomain:8080","method":"PUT"}})",
                api);
        };
        const auto older = parse("2020-08-15", Subscription::Api::Logs);
        QVERIFY(older.ok());
        QVERIFY(older->schema == Subscription::Schema::Logs2020);
        QCOMPARE(older->method, std::string("PUT"));
        QVERIFY(parse("2021-03-18", Subscription::Api::Logs)->schema ==
                Subscription::Schema::Logs2021);
        QVERIFY(!parse("2022-07-01", Subscription::Api::Logs).ok());
        QVERIFY(!parse("2020-08-15", Subscription::Api::Telemetry).ok());
        QCOMPARE(parse("2022-07-01", Subscription::Api::Telemetry)->method, std::string("POST"));
    }
};

QTEST_GUILESS_MAIN(TestLogsSchema)
#include "tst_logsschema.moc"
