#include "engine/fleet/asyncqueue.h"

#include "engine/fleet/eventjournal.h"
#include "engine/fleet/fleetstatistics.h"
#include "tests/support/simulatedaccount.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace ws;
using namespace std::chrono_literals;
using fleet::InvocationType;
using fleet::RecordDelivery;
using telemetry::AsyncEventMoved;
using tests::SimulatedAccount;

namespace {

const std::string kQueue = "arn:aws:sqs:us-east-1:123456789012:failures";
const std::string kDeadLetters = "arn:aws:sqs:us-east-1:123456789012:dead-letters";

function::CatalogEntry entryWith(const function::AsyncConfiguration& configuration) {
    function::CatalogEntry entry = tests::entryOf("work");
    entry.asynchronous = {{"$LATEST", configuration}};
    return entry;
}

/// An account whose function always raises, in no time.
void fail(SimulatedAccount& account) {
    sandbox::Behaviour failing;
    failing.errorShare = 1;
    failing.placing = sandbox::Distribution::constant(0s);
    failing.init = sandbox::Distribution::constant(0s);
    failing.invoke = sandbox::Distribution::constant(0s);
    account.backends.setBehaviour(failing);
}

fleet::InvokeRequest asEvent(const std::string& payload = R"({"n":1})") {
    fleet::InvokeRequest request{"work", payload};
    request.type = InvocationType::Event;
    return request;
}

/// Seconds after the event came at which attempts arrived at the front end.
std::vector<int> attemptSeconds(const SimulatedAccount& account, base::TimePoint begin) {
    std::vector<int> seconds;
    for (const auto& one : account.log.events) {
        const auto* arrived = std::get_if<telemetry::InvocationArrived>(&one.body);
        if (arrived && arrived->attempt > 0)
            seconds.push_back(int((one.at - begin) / 1s));
    }
    return seconds;
}

std::vector<AsyncEventMoved> stages(const SimulatedAccount& account, AsyncEventMoved::Stage stage) {
    std::vector<AsyncEventMoved> found;
    for (const auto& moved : account.log.all<AsyncEventMoved>()) {
        if (moved.stage == stage)
            found.push_back(moved);
    }
    return found;
}

} // namespace

/// lambda.md C 11, and what a queue must never lose.
class TestAsyncQueue : public QObject {
    Q_OBJECT

private slots:
    void theCallerIsAnsweredBeforeAnythingRuns() {
        SimulatedAccount account({tests::entryOf("work")});
        const auto id = account.invoke(asEvent());
        QVERIFY(account.results.empty());
        account.clock.advance(10ms);
        const auto& result = account.result(id);
        QCOMPARE(result.statusCode, 202);
        QCOMPARE(result.payload, std::string());
        account.clock.advance(5s);
        const auto* record = account.recorder.invocation(id);
        QVERIFY(record && record->result); // the first attempt is the caller's invocation
        QCOMPARE(record->requestId, result.requestId);
        QCOMPARE(account.fleet.queuedCount(), std::int64_t(0));
        QCOMPARE(stages(account, AsyncEventMoved::Stage::Received).size(), std::size_t(1));
        QCOMPARE(stages(account, AsyncEventMoved::Stage::Succeeded).size(), std::size_t(1));
    }

    void check11_aFailingFunctionIsTriedAgainAfterOneAndTwoMinutes() {
        SimulatedAccount account({entryWith({2, 21'600, {{}, kQueue}})});
        fail(account);
        const base::TimePoint begin = account.clock.now();
        account.invoke(asEvent());
        account.clock.advance(1h);
        QVERIFY((attemptSeconds(account, begin) == std::vector<int>{0, 60, 180}));
        QCOMPARE(account.records.deliveries.size(), std::size_t(1));
        const auto record = json::Value::parse(account.records.deliveries[0].body).value();
        QCOMPARE(record["requestContext"]["condition"].toString(), std::string("RetriesExhausted"));
        QCOMPARE(record["requestContext"]["approximateInvokeCount"].toInteger(), 3);
        std::set<std::string> requestIds;
        for (const auto& arrived : account.log.all<telemetry::InvocationArrived>())
            requestIds.insert(arrived.requestId);
        QCOMPARE(requestIds.size(), std::size_t(1));
    }

    void retriesCanBeFewer() {
        for (const int retries : {0, 1}) {
            SimulatedAccount account({entryWith({retries, 21'600, {}})});
            fail(account);
            account.invoke(asEvent());
            account.clock.advance(1h);
            QCOMPARE(account.log.all<telemetry::InvocationArrived>().size(),
                     std::size_t(retries + 1));
        }
    }

    void check11_throttledEventsWaitLongerEachTimeUntilTheyAreTooOld() {
        SimulatedAccount account({entryWith({2, 3'600, {{}, kQueue}})});
        account.change([](fleet::Settings& s) { s.accountConcurrency = 0; });
        const base::TimePoint begin = account.clock.now();
        account.invoke(asEvent());
        account.clock.advance(7h);
        std::vector<int> expected;
        int at = 0;
        for (int wait = 1; at < 3'600; wait = std::min(wait * 2, 300)) {
            expected.push_back(at);
            at += wait > 256 ? 300 : wait;
        }
        QVERIFY(attemptSeconds(account, begin) == expected);
        QCOMPARE(expected[9], 511);
        QCOMPARE(expected[10], 811);
        QCOMPARE(account.records.deliveries.size(), std::size_t(1));
        const auto record = json::Value::parse(account.records.deliveries[0].body).value();
        QCOMPARE(record["requestContext"]["condition"].toString(), std::string("EventAgeExceeded"));
        QCOMPARE(record["requestContext"]["approximateInvokeCount"].toInteger(), 0);
        QVERIFY(!record.find("responseContext"));
        const auto dropped = stages(account, AsyncEventMoved::Stage::Dropped);
        QCOMPARE(dropped.size(), std::size_t(1));
        QCOMPARE(dropped[0].age / 1s, 3'600);
    }

    void check11_anAgeOfAMinuteLeavesNoTimeForARetry() {
        SimulatedAccount account({entryWith({2, 60, {{}, kQueue}})});
        fail(account);
        account.invoke(asEvent());
        account.clock.advance(1h);
        QCOMPARE(account.log.all<telemetry::InvocationArrived>().size(), std::size_t(1));
        const auto record = json::Value::parse(account.records.deliveries[0].body).value();
        QCOMPARE(record["requestContext"]["condition"].toString(), std::string("EventAgeExceeded"));
    }

    void check11_whenNothingIsReservedEventsAreOverAtOnce() {
        function::CatalogEntry entry = entryWith({2, 21'600, {{}, kQueue}});
        entry.reservedConcurrency = 0;
        entry.deadLetterTarget = kDeadLetters;
        SimulatedAccount account({entry});
        account.invoke(asEvent("{}"));
        account.clock.advance(1s);
        QVERIFY(account.log.all<telemetry::InvocationArrived>().empty());
        QCOMPARE(account.records.deliveries.size(), std::size_t(2));
        const auto record = json::Value::parse(account.records.deliveries[0].body).value();
        QCOMPARE(record["requestContext"]["condition"].toString(),
                 std::string("ZeroReservedConcurrency"));
        QCOMPARE(record["requestContext"]["approximateInvokeCount"].toInteger(), 0);
        QVERIFY(!record.find("responseContext"));
        QCOMPARE(record["requestPayload"].dump(), std::string("{}"));
        const auto& letter = account.records.deliveries[1];
        QVERIFY(letter.kind == RecordDelivery::Kind::DeadLetter);
        QCOMPARE(letter.target, kDeadLetters);
        QCOMPARE(letter.body, std::string("{}"));
    }

    /// Two functions that are each other's destination.
    static std::vector<function::CatalogEntry> loop() {
        std::vector<function::CatalogEntry> entries{tests::entryOf("ping"), tests::entryOf("pong")};
        const std::string arn = "arn:aws:lambda:us-east-1:123456789012:function:";
        entries[0].asynchronous = {{"$LATEST", {2, 21'600, {arn + "pong", kQueue}}}};
        entries[0].deadLetterTarget = kDeadLetters;
        entries[1].asynchronous = {{"$LATEST", {2, 21'600, {arn + "ping", {}}}}};
        return entries;
    }
    static std::pair<int, int> runsOf(const SimulatedAccount& account) {
        std::pair<int, int> runs;
        for (const auto& arrived : account.log.all<telemetry::InvocationArrived>())
            ++(arrived.function == "ping" ? runs.first : runs.second);
        return runs;
    }

    void aLoopOfFunctionsIsStopped() {
        SimulatedAccount account(loop());
        account.invoke({"ping", "{}", {}, fleet::InvocationType::Event});
        account.clock.advance(10min);
        QCOMPARE(runsOf(account), (std::pair{16, 16}));
        QCOMPARE(account.records.deliveries.size(), std::size_t(2));
        const auto record = json::Value::parse(account.records.deliveries[0].body).value();
        QCOMPARE(record["requestContext"]["condition"].toString(),
                 std::string("RecursiveInvocation"));
        QCOMPARE(record["requestContext"]["approximateInvokeCount"].toInteger(), 0);
        QVERIFY(!record.find("responseContext"));
        const auto& letter = account.records.deliveries[1];
        QCOMPARE(letter.attributes[1].value, std::string("400"));
        QVERIFY(letter.attributes[2].value.find("recursive loop") != std::string::npos);
    }

    /// What led to an event is kept with it.
    void aLoopIsStoppedOverARestart() {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString() + "/events";
        int pings = 0;
        {
            SimulatedAccount account(loop());
            const auto journal = fleet::EventJournal::open(path).value();
            account.fleet.setEventStore(journal.get());
            account.invoke({"ping", "{}", {}, fleet::InvocationType::Event});
            while (runsOf(account).second < 8 && account.clock.fireNext()) {
            }
            pings = runsOf(account).first;
            account.fleet.setEventStore(nullptr);
        }
        QCOMPARE(pings, 8);
        SimulatedAccount account(loop());
        const auto journal = fleet::EventJournal::open(path).value();
        account.fleet.setEventStore(journal.get());
        account.clock.advance(10min);
        QCOMPARE(pings + runsOf(account).first, 16);
        QCOMPARE(account.records.deliveries.size(), std::size_t(2));
        account.fleet.setEventStore(nullptr);
    }

    void aLoopThatIsAllowedGoesOn() {
        auto entries = loop();
        for (function::CatalogEntry& entry : entries)
            entry.loops = function::CatalogEntry::Loops::Allowed;
        SimulatedAccount account(std::move(entries));
        account.invoke({"ping", "{}", {}, fleet::InvocationType::Event});
        account.clock.advance(10min);
        QVERIFY(runsOf(account).first > 100);
    }

    void check11_aDeadLetterIsTheEventWithItsError() {
        function::CatalogEntry entry = entryWith({0, 21'600, {}});
        entry.deadLetterTarget = kDeadLetters;
        SimulatedAccount account({entry});
        fail(account);
        const auto id = account.invoke(asEvent(R"({"raise_error": 1})"));
        account.clock.advance(1s);
        QCOMPARE(account.records.deliveries.size(), std::size_t(1));
        const auto& letter = account.records.deliveries[0];
        QCOMPARE(letter.body, std::string(R"({"raise_error": 1})"));
        QCOMPARE(letter.attributes.size(), std::size_t(3));
        QCOMPARE(letter.attributes[0].name, std::string("RequestID"));
        QCOMPARE(letter.attributes[0].type, std::string("String"));
        QCOMPARE(letter.attributes[0].value, account.result(id).requestId);
        QCOMPARE(letter.attributes[1].name, std::string("ErrorCode"));
        QCOMPARE(letter.attributes[1].type, std::string("Number"));
        QCOMPARE(letter.attributes[1].value, std::string("200"));
        QCOMPARE(letter.attributes[2].name, std::string("ErrorMessage"));
        QCOMPARE(letter.attributes[2].value, std::string("simulated"));
    }

    void aSuccessGoesToItsDestinationAsARecord() {
        const std::string bus = "arn:aws:events:us-east-1:123456789012:event-bus/results";
        SimulatedAccount account({entryWith({2, 21'600, {bus, kQueue}})});
        account.invoke(asEvent());
        account.clock.advance(5s);
        QCOMPARE(account.records.deliveries.size(), std::size_t(1));
        const auto& delivery = account.records.deliveries[0];
        QCOMPARE(delivery.target, bus);
        QCOMPARE(delivery.detailType, std::string("Lambda Function Invocation Result - Success"));
        QVERIFY((delivery.resources ==
                 std::vector<std::string>{
                     bus, "arn:aws:lambda:us-east-1:123456789012:function:work:$LATEST"}));
    }

    void whatTheQueueDidIsCounted() {
        SimulatedAccount account({entryWith({0, 21'600, {}}), tests::entryOf("other")});
        fleet::FleetStatistics statistics;
        account.bus.addSink(&statistics);
        account.invoke(asEvent());
        account.clock.advance(5s);
        fail(account);
        fleet::InvokeRequest request = asEvent();
        account.invoke(request);
        account.clock.advance(5s);
        QCOMPARE(statistics.eventsReceived(), std::int64_t(2));
        QCOMPARE(statistics.eventsDropped(), std::int64_t(1));
        QCOMPARE(statistics.eventAge().count(), std::int64_t(1));
        account.bus.removeSink(&statistics);
    }

    void anotherFunctionTakesTheRecordAsItsEvent() {
        const std::string next = base::functionArn("next");
        SimulatedAccount account({entryWith({2, 21'600, {next, {}}}), tests::entryOf("next")});
        account.invoke(asEvent());
        account.clock.advance(10s);
        const auto arrived = account.log.all<telemetry::InvocationArrived>();
        QCOMPARE(arrived.size(), std::size_t(2));
        QCOMPARE(arrived[1].function, std::string("next"));
        QCOMPARE(arrived[1].payload["requestContext"]["condition"].toString(),
                 std::string("Success"));
        QCOMPARE(arrived[1].payload["requestPayload"]["n"].toInteger(), 1);
    }

    void whatIsNotTakenIsSentOnceAndCounted() {
        function::CatalogEntry entry = entryWith({0, 21'600, {{}, kQueue}});
        entry.deadLetterTarget = kDeadLetters;
        SimulatedAccount account({entry});
        fleet::FleetStatistics statistics;
        account.bus.addSink(&statistics);
        fail(account);
        account.records.answer = base::Error{"queue.missing", {}};
        account.invoke(asEvent());
        account.clock.advance(7h);
        QCOMPARE(account.records.deliveries.size(), std::size_t(2));
        QCOMPARE(stages(account, AsyncEventMoved::Stage::DeliveryFailed).size(), std::size_t(2));
        QCOMPARE(statistics.deliveryFailures(), std::int64_t(1));
        QCOMPARE(statistics.deadLetterErrors(), std::int64_t(1));
        QCOMPARE(account.fleet.queuedCount(), std::int64_t(0));
        account.bus.removeSink(&statistics);
    }

    void aFunctionThatIsNotThereTakesNoRecord() {
        SimulatedAccount account({entryWith({0, 21'600, {base::functionArn("gone"), {}}})});
        account.invoke(asEvent());
        account.clock.advance(5s);
        QCOMPARE(stages(account, AsyncEventMoved::Stage::DeliveryFailed).size(), std::size_t(1));
        QVERIFY(stages(account, AsyncEventMoved::Stage::Recorded).empty());
        QCOMPARE(account.fleet.queuedCount(), std::int64_t(0));
    }

    void recordsAreSentWithTheExecutionRole_data() {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("sentWith");
        const QString own = QStringLiteral("arn:aws:iam::123456789012:role/mine");
        QTest::newRow("its own") << own << own;
        QTest::newRow("the account's") << QString()
                                       << "arn:aws:iam::123456789012:role/service-role/"
                                          "warmstart-local";
    }
    void recordsAreSentWithTheExecutionRole() {
        QFETCH(QString, role);
        QFETCH(QString, sentWith);
        function::CatalogEntry entry = entryWith({0, 21'600, {kQueue, {}}});
        auto revision = tests::revisionOf("work");
        revision->configuration.role = role.toStdString();
        entry.revisions[0] = revision;
        SimulatedAccount account({entry});
        account.invoke(asEvent());
        account.clock.advance(5s);
        QCOMPARE(QString::fromStdString(account.records.deliveries.at(0).role), sentWith);
    }

    void aliasesHaveTheirOwnConfiguration() {
        function::CatalogEntry entry = tests::entryOf("work", 1);
        entry.aliases = {{"live", "1", {}, 0}};
        entry.asynchronous = {{"live", {0, 21'600, {{}, kQueue}}}};
        SimulatedAccount account({entry});
        fail(account);
        fleet::InvokeRequest request = asEvent();
        request.qualifier = "live";
        account.invoke(request);
        account.clock.advance(1s);
        const auto record = json::Value::parse(account.records.deliveries.at(0).body).value();
        QCOMPARE(record["requestContext"]["functionArn"].toString(),
                 base::functionArn("work", "live"));
        QCOMPARE(record["responseContext"]["executedVersion"].toString(), std::string("1"));
    }

    void eventsAreLimitedByDate() {
        const std::string large = '"' + std::string(300'000, 'x') + '"';
        SimulatedAccount account({tests::entryOf("work")});
        QCOMPARE(account.answer(asEvent(large)).statusCode, 202);
        QCOMPARE(account.answer(asEvent('"' + std::string(1'048'576, 'x') + '"')).statusCode, 413);
        account.change([](fleet::Settings& s) { s.asOf = fleet::day(2025, 6, 1); });
        const auto refused = account.answer(asEvent(large));
        QCOMPARE(refused.statusCode, 413);
        QCOMPARE(refused.report.payload["message"].toString(),
                 std::string("300002 byte payload is too large for the Event invocation type "
                             "(limit 262144 bytes)"));
    }

    void whatTheStoreHoldsGoesOnAfterAnEnd() {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        std::string requestId;
        {
            auto journal = std::move(fleet::EventJournal::open(path)).value();
            SimulatedAccount account({tests::entryOf("work")});
            account.fleet.setEventStore(journal.get());
            fail(account);
            requestId = account.answer(asEvent(R"({"kept":true})")).requestId;
            account.clock.advance(30s); // the first attempt failed, the second is due at 60 s
        }
        auto journal = std::move(fleet::EventJournal::open(path)).value();
        SimulatedAccount account({tests::entryOf("work")});
        account.fleet.setEventStore(journal.get());
        QCOMPARE(account.fleet.queuedCount(), std::int64_t(1));
        account.clock.advance(90s);
        const auto arrived = account.log.all<telemetry::InvocationArrived>();
        QCOMPARE(arrived.size(), std::size_t(1));
        QCOMPARE(arrived[0].attempt, 2);
        QCOMPARE(arrived[0].requestId, requestId);
        QVERIFY(arrived[0].payload["kept"].toBool());
        QCOMPARE(account.fleet.queuedCount(), std::int64_t(0));
    }

    /// More than fits the account: pollers slow down, and each event runs once.
    void aMillionEventsInVirtualTime() {
        QElapsedTimer timer;
        timer.start();
        base::ManualClock clock;
        telemetry::EventBus bus(clock);
        sandbox::SimulatedBackendFactory backends(clock, 1);
        fleet::Fleet fleet({clock, nullptr, backends, bus, 1});
        fleet::Settings settings;
        settings.machineEnvironments = 10'000;
        settings.logLines = sandbox::LogLines::Omitted;
        fleet.setSettings(settings);
        fleet.setFunctions({tests::revisionOf("work")});
        struct Counter : telemetry::EventSink {
            void onEvent(const telemetry::Event& event) override {
                if (const auto* moved = std::get_if<AsyncEventMoved>(&event.body)) {
                    succeeded += moved->stage == AsyncEventMoved::Stage::Succeeded ? 1 : 0;
                    dropped += moved->stage == AsyncEventMoved::Stage::Dropped ? 1 : 0;
                }
            }
            int succeeded = 0;
            int dropped = 0;
        } counter;
        bus.addSink(&counter);
        constexpr int kEvents = 1'000'000;
        int acknowledged = 0;
        for (int i = 0; i < kEvents; ++i) {
            fleet.invoke(asEvent("{}"), [&](const fleet::InvokeResult& result) {
                acknowledged += result.statusCode == 202 ? 1 : 0;
            });
        }
        while (fleet.queuedCount() > 0 && clock.fireNext()) {
        }
        QCOMPARE(acknowledged, kEvents);
        QCOMPARE(counter.succeeded, kEvents);
        QCOMPARE(counter.dropped, 0);
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        qInfo("a million events: %lld ms, peak %ld MB", (long long)timer.elapsed(),
              usage.ru_maxrss / 1024);
    }
};

QTEST_GUILESS_MAIN(TestAsyncQueue)
#include "tst_asyncqueue.moc"
