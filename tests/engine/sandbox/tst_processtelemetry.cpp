#include "tests/support/extendedprocess.h"
#include "tests/support/machine.h"

#include <algorithm>

using namespace ws;
using namespace ws::tests;
using namespace std::chrono_literals;

namespace {

/// Listens, subscribes, and writes down what it is told, a line per event.
const std::string kListener = R"(
import http.server, threading
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        for event in json.loads(self.rfile.read(int(self.headers['Content-Length']))):
            note(json.dumps(event))
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(('sandbox.localdomain', 4243), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()

def subscribe(path='/2022-07-01/telemetry', **more):
    connection = http.client.HTTPConnection(api)
    connection.request('PUT', path, json.dumps({
        'schemaVersion': '2022-12-13', 'types': ['platform', 'function', 'extension'],
        'buffering': {'timeoutMs': 25},
        'destination': {'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain:4243/in'}, **more}),
        {'Lambda-Extension-Identifier': identifier})
    answer = connection.getresponse()
    status, text = answer.status, answer.read().decode()
    open('/tmp/subscribed', 'w').close()
    return status, text

register('INVOKE', 'SHUTDOWN')
)";

/// In front of a function: it initialises once the extension has its answer, so that the order of
/// the two is told.
const std::string kAfterwards = "import os, time\n"
                                "while not os.path.exists('/tmp/subscribed'): time.sleep(0.001)\n";

const std::string kFollow = R"(
while following()['eventType'] != 'SHUTDOWN': pass
)";

struct Events {
    explicit Events(const std::string& diary) {
        std::size_t from = 0;
        for (std::size_t end = 0; (end = diary.find('\n', from)) != std::string::npos;
             from = end + 1)
            all.push_back(parsed(diary.substr(from, end - from)));
    }
    std::vector<std::string> platform() const {
        std::vector<std::string> types;
        for (const json::Value& event : all) {
            const std::string& type = event["type"].toString();
            if (type.starts_with("platform."))
                types.push_back(type.substr(9));
        }
        return types;
    }
    json::Value record(const std::string& type) const {
        for (const json::Value& event : all) {
            if (event["type"].toString() == type)
                return event["record"];
        }
        return {};
    }
    std::vector<json::Value> all;
};

} // namespace

/// The Telemetry API with real processes: an extension that listens inside its environment.
class ProcessTelemetryTest : public QObject {
    Q_OBJECT

    /// What the listener wrote down once `type` has come to it.
    Events eventsUntil(Extended& process, const std::string& type) {
        std::string diary;
        waitFor([&] {
            diary = process.diary();
            return diary.find(type) != std::string::npos || process.told.exit;
        });
        return Events(diary);
    }

private slots:
    void initTestCase() {
        if (!isInstalled("python3"))
            QSKIP("python3 is not installed");
        if (!hasNamespaces())
            QSKIP(kNoNamespaces);
    }

    void check3_eventsComeInTheServicesOrder() {
        Extended process(m_real.factory, kAfterwards + "print('loading')\n" + kReader,
                         {{"ear", kListener +
                                      "print('hello', flush=True)\n"
                                      "note(json.dumps(subscribe()))\n" +
                                      kFollow}});
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        process.invoke("{}", "request-1");
        sandbox::InvokeReport report;
        report.requestId = "request-1";
        report.duration = 12'345us;
        report.billed = 13ms;
        report.init = 80ms;
        report.maxMemoryUsedMb = 40;
        process.backend->report(report);
        const Events events = eventsUntil(process, "platform.report");
        QCOMPARE(events.all.front().at(1).toString(), std::string("\"OK\""));
        std::vector<std::string> order = events.platform();
        order.resize(std::min<std::size_t>(order.size(), 8));
        QCOMPARE(order, (std::vector<std::string>{"initStart", "telemetrySubscription",
                                                  "initRuntimeDone", "extension", "initReport",
                                                  "start", "runtimeDone", "report"}));

        const json::Value init = events.record("platform.initStart");
        QCOMPARE(init["phase"].toString(), std::string("init"));
        QCOMPARE(init["initializationType"].toString(), std::string("on-demand"));
        QCOMPARE(init["functionName"].toString(), std::string("probe"));
        QVERIFY(events.record("platform.initReport")["metrics"]["durationMs"].toDouble() > 0);
        QCOMPARE(events.record("platform.telemetrySubscription")["state"].toString(),
                 std::string("Subscribed"));
        const json::Value done = events.record("platform.runtimeDone");
        QCOMPARE(done["requestId"].toString(), std::string("request-1"));
        QCOMPARE(done["status"].toString(), std::string("success"));
        QCOMPARE(done["spans"].at(0)["name"].toString(), std::string("responseLatency"));
        QCOMPARE(done["spans"].at(1)["name"].toString(), std::string("responseDuration"));
        QCOMPARE(done["spans"].at(2)["name"].toString(), std::string("runtimeOverhead"));
        QVERIFY(done["metrics"]["producedBytes"].toInteger() > 0);
        const json::Value told = events.record("platform.report");
        QCOMPARE(told["metrics"]["durationMs"].toDouble(), 12.35);
        QCOMPARE(told["metrics"]["billedDurationMs"].toInteger(), std::int64_t{13});
        QCOMPARE(told["metrics"]["initDurationMs"].toDouble(), 80.0);
        QCOMPARE(told["metrics"]["memorySizeMB"].toInteger(), std::int64_t{256});
        QCOMPARE(told["metrics"]["maxMemoryUsedMB"].toInteger(), std::int64_t{40});
        QCOMPARE(told["spans"].at(0)["name"].toString(), std::string("extensionOverhead"));
        QCOMPARE(events.record("function").toString(), std::string("loading"));
        QCOMPARE(events.record("extension").toString(), std::string("hello"));
    }

    void theLogsApiTellsInItsOwnWords() {
        Extended process(m_real.factory, kAfterwards + "print('loading')\n" + kReader,
                         {{"ear", kListener +
                                      "note(json.dumps(subscribe('/2020-08-15/logs', "
                                      "schemaVersion='2021-03-18')))\n" +
                                      kFollow}});
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        process.invoke("{}", "request-1");
        sandbox::InvokeReport report;
        report.requestId = "request-1";
        process.backend->report(report);
        const Events events = eventsUntil(process, "platform.report");
        QCOMPARE(events.all.front().at(1).toString(), std::string("\"OK\""));
        std::vector<std::string> order = events.platform();
        order.resize(std::min<std::size_t>(order.size(), 6));
        QCOMPARE(order, (std::vector<std::string>{"logsSubscription", "extension", "start",
                                                  "runtimeDone", "end", "report"}));
        QVERIFY(!events.record("platform.report").find("status"));
        QCOMPARE(events.record("function").toString(), std::string("loading"));
    }

    void onlyWhatWasAskedForComes() {
        Extended process(m_real.factory, kAfterwards + "print('loading')\n" + kReader,
                         {{"ear", kListener + "subscribe(types=['function'])\n" + kFollow}});
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        const Events events = eventsUntil(process, "loading");
        QVERIFY(!events.all.empty());
        for (const json::Value& event : events.all)
            QCOMPARE(event["type"].toString(), std::string("function"));
    }

    void check3_subscriptionsOutOfBoundsAreRefused_data() {
        QTest::addColumn<QString>("change");
        const auto row = [](const char* name, const char* change) {
            QTest::newRow(name) << QString::fromLatin1(change);
        };
        row("schema", "schemaVersion='2020-08-15'");
        row("no type", "types=[]");
        row("unknown type", "types=['weather']");
        row("few items", "buffering={'maxItems': 999}");
        row("many items", "buffering={'maxItems': 10001}");
        row("few bytes", "buffering={'maxBytes': 262143}");
        row("many bytes", "buffering={'maxBytes': 1048577}");
        row("short time", "buffering={'timeoutMs': 24}");
        row("long time", "buffering={'timeoutMs': 30001}");
        row("elsewhere", "destination={'protocol': 'HTTP', 'URI': 'http://example.com:80'}");
        row("ours", "destination={'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain:9001'}");
        row("protocol", "destination={'protocol': 'UDP', 'port': 80}");
    }
    void check3_subscriptionsOutOfBoundsAreRefused() {
        QFETCH(QString, change);
        Extended process(m_real.factory, kAfterwards + kReader,
                         {{"ear", kListener + "note(json.dumps(subscribe(" + change.toStdString() +
                                      ")))\n" + kFollow}});
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        const json::Value answer = Events(process.diary()).all.front();
        QCOMPARE(answer.at(0).toInteger(), std::int64_t{400});
        QCOMPARE(parsed(answer.at(1).toString())["errorType"].toString(),
                 std::string("ValidationError"));
    }

    void check3_limitsThemselvesAreAccepted() {
        Extended process(m_real.factory, kAfterwards + kReader,
                         {{"ear", kListener +
                                      "note(json.dumps(subscribe(schemaVersion='2025-01-29', "
                                      "buffering={'maxItems': 1000, 'maxBytes': 1048576, "
                                      "'timeoutMs': 30000})))\n" +
                                      kFollow}});
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        QCOMPARE(Events(process.diary()).all.front().at(0).toInteger(), std::int64_t{200});
    }

    void subscriptionsCloseWithInit() {
        Extended process(
            m_real.factory, kReader,
            {{"ear", kListener + "following()\nnote(json.dumps(subscribe()))\n" + kFollow}});
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        process.invoke("{}");
        const json::Value answer = Events(process.diary()).all.front();
        QCOMPARE(answer.at(0).toInteger(), std::int64_t{403});
        QCOMPARE(parsed(answer.at(1).toString())["errorType"].toString(),
                 std::string("Telemetry.SubscriptionClosed"));
    }

    void whatIsLeftComesBeforeTheShutdown() {
        Extended process(m_real.factory, kAfterwards + kEchoLoudly,
                         {{"ear", kListener + "subscribe(buffering={'timeoutMs': 30000})\n"
                                              "while following()['eventType'] != 'SHUTDOWN': pass\n"
                                              "def told():\n"
                                              "    try: return 'runtimeDone' in "
                                              "open('/tmp/diary').read()\n"
                                              "    except OSError: return False\n"
                                              "while not told(): time.sleep(0.002)\n"
                                              "print(open('/tmp/diary').read(), flush=True)\n"}});
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        process.invoke("{}");
        process.shutDown();
        QVERIFY2(process.logText().find("\"type\": \"platform.runtimeDone\"") != std::string::npos,
                 process.logText().c_str());
    }

private:
    static inline const std::string kEchoLoudly =
        "def handler(event, context):\n    print('loud')\n    return event\n";
    tests::RealProcesses m_real;
};

QTEST_GUILESS_MAIN(ProcessTelemetryTest)
#include "tst_processtelemetry.moc"
