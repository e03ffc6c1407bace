#include "engine/sandbox/telemetrysubscriber.h"

#include "engine/base/clock.h"
#include "engine/json/value.h"

#include <QTest>

#include <sys/socket.h>

using namespace ws;
using namespace ws::sandbox;
using namespace std::chrono_literals;

namespace {

const std::string kHttp = R"({"protocol":"HTTP","URI":"http://sandbox.localdomain:4243"})";

json::Value batchIn(const std::string& request) {
    auto value = json::Value::parse(request.substr(request.find("\r\n\r\n") + 4));
    return value.ok() ? *value : json::Value();
}

std::string eventOf(std::size_t bytes) {
    return "{\"x\":\"" + std::string(bytes - 8, 'a') + "\"}";
}

} // namespace

/// A listener without a process: the test takes the connections, over pairs of sockets.
class TelemetrySubscriberTest : public QObject, private TelemetrySubscriber::Network {
    Q_OBJECT

    void connect(std::uint16_t port, std::uint32_t) override {
        m_port = port;
        ++m_connections;
    }

    void subscribe(const std::string& more = {}, const std::string& destination = kHttp) {
        auto parsed = TelemetrySubscription::parse(
            R"({"schemaVersion":"2022-12-13","types":["platform"],"destination":)" + destination +
            more + "}");
        QVERIFY(parsed.ok());
        m_subscriber = std::make_unique<TelemetrySubscriber>(
            m_clock, m_poller, static_cast<TelemetrySubscriber::Network&>(*this), 1, *parsed);
    }
    /// Takes the connection that was asked for, and reads what comes until `end`.
    std::string taken(const std::string& end) {
        int pair[2] = {-1, -1};
        ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair);
        m_theirs.reset(pair[1]);
        m_subscriber->onConnected(FileDescriptor(pair[0]));
        std::string text;
        (void)QTest::qWaitFor([&] {
            char part[65536];
            ssize_t size = 0;
            while ((size = ::recv(m_theirs.get(), part, sizeof part, 0)) > 0)
                text.append(part, static_cast<std::size_t>(size));
            return text.ends_with(end);
        });
        return text;
    }
    void answer(const std::string& status) {
        const std::string text = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
        (void)::send(m_theirs.get(), text.data(), text.size(), MSG_NOSIGNAL);
        // What it sends is there at once: a turn of the loop takes it.
        QTest::qWait(0);
    }

private slots:
    void init() { m_connections = 0; }
    void cleanup() {
        m_subscriber.reset();
        m_theirs.reset();
    }

    void whatGathersIsSentAfterItsTime() {
        subscribe(R"(,"buffering":{"timeoutMs":100})");
        m_subscriber->add(R"({"n":1})");
        m_clock.advance(60ms);
        m_subscriber->add(R"({"n":2})");
        QCOMPARE(m_connections, 0);
        m_clock.advance(40ms); // since the first
        QCOMPARE(m_connections, 1);
        QCOMPARE(m_port, std::uint16_t{4243});
        const std::string request = taken("]");
        QVERIFY(request.starts_with("POST / HTTP/1.1\r\nHost: sandbox.localdomain:4243\r\n"));
        QVERIFY(request.find("Content-Type: application/json\r\n") != std::string::npos);
        QCOMPARE(batchIn(request).dump(), std::string(R"([{"n":1},{"n":2}])"));
    }

    void enoughItemsDoNotWait() {
        subscribe(R"(,"buffering":{"maxItems":1000,"timeoutMs":30000})");
        for (int i = 0; i < 999; ++i)
            m_subscriber->add("{}");
        QCOMPARE(m_connections, 0);
        m_subscriber->add("{}");
        QCOMPARE(m_connections, 1);
        QCOMPARE(batchIn(taken("]")).size(), std::size_t(1'000));
    }

    void enoughBytesDoNotWait() {
        subscribe(R"(,"buffering":{"timeoutMs":30000})");
        m_subscriber->add(eventOf(262'143));
        QCOMPARE(m_connections, 0);
        m_subscriber->add(eventOf(8));
        QCOMPARE(m_connections, 1);
    }

    void whatIsNotTakenIsTriedAgain() {
        subscribe();
        m_subscriber->add(R"({"n":1})");
        m_clock.advance(1s);
        (void)taken("]");
        answer("500 Oh");
        QCOMPARE(m_connections, 1);
        m_clock.advance(1s);
        QCOMPARE(m_connections, 2);
        QCOMPARE(batchIn(taken("]")).dump(), std::string(R"([{"n":1}])"));
        answer("200 OK");
        m_clock.advance(1min);
        QCOMPARE(m_connections, 2);
    }

    void whatIsGivenUpIsCounted() {
        subscribe();
        m_subscriber->add(R"({"n":1})");
        for (int i = 1; i <= 3; ++i) {
            m_clock.advance(1s);
            QCOMPARE(m_connections, i);
            m_subscriber->onConnected({}); // nobody listens
        }
        m_subscriber->add(R"({"n":2})");
        m_clock.advance(1s);
        const json::Value batch = batchIn(taken("]"));
        QCOMPARE(batch.at(0)["n"].toInteger(), std::int64_t{2});
        QCOMPARE(batch.at(1)["type"].toString(), std::string("platform.logsDropped"));
        QCOMPARE(batch.at(1)["record"]["droppedRecords"].toInteger(), std::int64_t{1});
        QCOMPARE(batch.at(1)["record"]["droppedBytes"].toInteger(), std::int64_t{7});
    }

    void aSlowListenerLosesWhatIsTooMuch() {
        subscribe(R"(,"buffering":{"maxItems":1000})");
        for (int i = 0; i < 6'000; ++i)
            m_subscriber->add("{}"); // 1,000 are on their way, 4,000 may wait
        (void)taken("]");
        answer("200 OK");
        std::size_t records = 0;
        json::Value last;
        for (int i = 0; i < 5; ++i) {
            const json::Value batch = batchIn(taken("]"));
            records += batch.size();
            if (batch.size() > 0)
                last = batch.at(batch.size() - 1);
            answer("200 OK");
            m_clock.advance(1s);
        }
        QCOMPARE(records, std::size_t(4'001));
        QCOMPARE(last["record"]["droppedRecords"].toInteger(), std::int64_t{1'000});
    }

    void overTcpThereIsALinePerEvent() {
        subscribe({}, R"({"protocol":"TCP","port":4243})");
        m_subscriber->add(R"({"n":1})");
        m_subscriber->add(R"({"n":2})");
        m_subscriber->flush();
        QCOMPARE(taken("{\"n\":2}\n"), std::string("{\"n\":1}\n{\"n\":2}\n"));
    }

private:
    base::ManualClock m_clock;
    Poller m_poller;
    std::unique_ptr<TelemetrySubscriber> m_subscriber;
    FileDescriptor m_theirs;
    std::uint16_t m_port = 0;
    int m_connections = 0;
};

QTEST_GUILESS_MAIN(TelemetrySubscriberTest)
#include "tst_telemetrysubscriber.moc"
