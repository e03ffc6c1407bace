#include "engine/sandbox/runtimeapi.h"

#include "tests/support/loopback.h"

#include <QCoreApplication>
#include <QTcpSocket>
#include <QTest>

using namespace ws::sandbox;

namespace {

const std::string kNext = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n";
const std::string kRestoreNext = "GET /2018-06-01/runtime/restore/next HTTP/1.1\r\n\r\n";

std::string post(const std::string& where, const std::string& body, const std::string& more = "") {
    return "POST /2018-06-01/runtime/" + where + " HTTP/1.1\r\n" + more +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Delivery delivery(const std::string& id) {
    Delivery event;
    event.requestId = id;
    event.payload = "{\"a\":1}";
    event.deadline = ws::base::TimePoint{std::chrono::milliseconds{1'234'567}};
    event.functionArn = "arn:aws:lambda:us-east-1:123456789012:function:f";
    event.traceId = "Root=1";
    return event;
}

} // namespace

/// A runtime without a process: it speaks to the endpoint over a socket of this machine.
class RuntimeApiTest : public QObject, private RuntimeApi::Listener {
    Q_OBJECT

    void onRuntimeNext() override { m_told.push_back("next"); }
    void onRuntimeInitError(const RuntimeError& error) override {
        m_told.push_back("initError " + error.type + " " + error.body);
    }
    void onRuntimeResponse(const std::string& id, std::string payload) override {
        m_told.push_back("response " + id + " " +
                         (payload.size() > 100 ? std::to_string(payload.size()) : payload));
    }
    void onRuntimeInvocationError(const std::string& id, const RuntimeError& error) override {
        m_cause = error.cause;
        m_told.push_back("error " + id + " " + error.type + " " + error.body);
    }

    void onRuntimeSnapshot() override { m_told.push_back("snapshot"); }
    void onRuntimeRestoring() override { m_told.push_back("restoring"); }
    void onRuntimeState(std::string state) override { m_told.push_back("state " + state); }

    std::unique_ptr<QTcpSocket> connected() {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QStringLiteral("127.0.0.1"), m_port);
        socket->waitForConnected();
        return socket;
    }
    void send(QTcpSocket& socket, const std::string& text) {
        socket.write(text.data(), static_cast<qint64>(text.size()));
        socket.flush();
    }
    /// Turns the loop until the client has as many answers as `count`, and gives them.
    std::string answers(QTcpSocket& socket, int count = 1) {
        std::string text;
        (void)QTest::qWaitFor([&] {
            text += socket.readAll().toStdString();
            int found = 0;
            for (std::size_t at = text.find("HTTP/1.1 "); at != std::string::npos;
                 at = text.find("HTTP/1.1 ", at + 1))
                ++found;
            return found >= count && text.find("\r\n\r\n") != std::string::npos;
        });
        return text;
    }
    std::string ask(const std::string& request) {
        send(*m_client, request);
        return answers(*m_client);
    }
    /// As far as the runtime asking for its first event, and that it was given.
    void runTo(const std::string& id) {
        send(*m_client, kNext);
        QVERIFY(QTest::qWaitFor([&] { return !m_told.empty() && m_told.back() == "next"; }));
        m_api->deliver(delivery(id));
        QVERIFY(answers(*m_client).find("200 OK") != std::string::npos);
    }

    void listen(RuntimeApi::Restores restores) {
        m_told.clear();
        ws::tests::Loopback loopback;
        m_port = loopback.port;
        QVERIFY(m_port != 0);
        m_poller = std::make_unique<Poller>();
        m_api = std::make_unique<RuntimeApi>(*m_poller, static_cast<RuntimeApi::Listener&>(*this),
                                             std::move(loopback.socket), restores);
        m_client = connected();
    }
    /// In place of the endpoint that init() made.
    void again(RuntimeApi::Restores restores) {
        cleanup();
        listen(restores);
    }

private slots:
    void init() { listen(RuntimeApi::Restores::Never); }
    void cleanup() {
        m_client.reset();
        m_api.reset();
        m_poller.reset();
    }

    void anEventComesWithItsHeaders() {
        send(*m_client, kNext);
        QVERIFY(QTest::qWaitFor([&] { return !m_told.empty(); }));
        m_api->deliver(delivery("id-1"));
        const std::string text = answers(*m_client);
        for (const char* line :
             {"Lambda-Runtime-Aws-Request-Id: id-1\r\n", "Lambda-Runtime-Deadline-Ms: 1234567\r\n",
              "Lambda-Runtime-Invoked-Function-Arn: "
              "arn:aws:lambda:us-east-1:123456789012:function:f\r\n",
              "Lambda-Runtime-Trace-Id: Root=1\r\n", "Content-Length: 7\r\n", "\r\n\r\n{\"a\":1}"})
            QVERIFY2(text.find(line) != std::string::npos, line);
    }

    void whoWaitsCanBeAskedWhatItKeeps() {
        QVERIFY(!m_api->requestState());
        send(*m_client, kNext);
        QVERIFY(QTest::qWaitFor([&] { return !m_told.empty(); }));
        QVERIFY(m_api->requestState());
        QVERIFY(answers(*m_client).starts_with("HTTP/1.1 209 "));
        send(*m_client, post("warmstart/state", "{}") + kNext);
        QVERIFY(answers(*m_client).find("202 Accepted") != std::string::npos);
        QCOMPARE(m_told, (std::vector<std::string>{"next", "state {}"}));
        m_api->deliver(delivery("id-1"));
        QVERIFY(answers(*m_client).find("Request-Id: id-1\r\n") != std::string::npos);
    }

    void anEventThatComesWhileItTellsWaitsForTheQuestion() {
        send(*m_client, kNext);
        QVERIFY(QTest::qWaitFor([&] { return !m_told.empty(); }));
        QVERIFY(m_api->requestState());
        m_api->deliver(delivery("id-1"));
        QVERIFY(answers(*m_client).starts_with("HTTP/1.1 209 "));
        send(*m_client, post("warmstart/state", "{}") + kNext);
        QVERIFY(answers(*m_client, 2).find("Request-Id: id-1\r\n") != std::string::npos);
    }

    void whatNobodyAskedForIsNotFound() {
        runTo("id-1");
        QVERIFY(ask(post("warmstart/state", "{}")).find("404 Not Found") != std::string::npos);
        QCOMPARE(m_told, std::vector<std::string>{"next"});
    }

    void aResponseIsAcceptedOnceAndForItsOwnEvent() {
        runTo("id-1");
        const std::string wrong = ask(post("invocation/id-2/response", "1"));
        QVERIFY(wrong.find("400 Bad Request") != std::string::npos);
        QVERIFY(wrong.find("\"errorType\":\"InvalidRequestID\"") != std::string::npos);
        const std::string right = ask(post("invocation/id-1/response", "1"));
        QVERIFY(right.find("202 Accepted") != std::string::npos);
        QVERIFY(right.find("{\"status\":\"OK\"}") != std::string::npos);
        QCOMPARE(m_told.back(), std::string("response id-1 1"));
        const std::string again = ask(post("invocation/id-1/response", "1"));
        QVERIFY(again.find("403 Forbidden") != std::string::npos);
        QVERIFY(again.find("State transition from InvocationResponse to InvocationResponse failed "
                           "for runtime. Error: State transition is not allowed") !=
                std::string::npos);
    }

    void theInvocationMayBeEchoedAndMustThenBeRight() {
        send(*m_client, kNext);
        QVERIFY(QTest::qWaitFor([&] { return !m_told.empty(); }));
        m_api->deliver(delivery("id-1"));
        QVERIFY(answers(*m_client).find("Lambda-Runtime-Invocation-Id: id-1\r\n") !=
                std::string::npos);
        const std::string wrong =
            ask(post("invocation/id-1/response", "1", "Lambda-Runtime-Invocation-Id: id-2\r\n"));
        QVERIFY(wrong.starts_with("HTTP/1.1 400 "));
        QVERIFY(wrong.find("\"errorType\":\"InvalidInvocationId\"") != std::string::npos);
        QVERIFY(ask(post("invocation/id-1/response", "1", "Lambda-Runtime-Invocation-Id: id-1\r\n"))
                    .starts_with("HTTP/1.1 202 "));
        QCOMPARE(m_told.back(), std::string("response id-1 1"));
    }

    void aResponseBeforeAnyEventIsForbidden() {
        QVERIFY(ask(post("invocation/id-1/response", "1")).find("403") != std::string::npos);
        QVERIFY(m_told.empty());
    }

    void nextWhileAnEventRunsIsForbidden() {
        runTo("id-1");
        QVERIFY(ask(kNext).find("State transition from Running to Ready failed") !=
                std::string::npos);
    }

    void aResponseAndTheNextQuestionMayComeTogether() {
        runTo("id-1");
        send(*m_client, post("invocation/id-1/response", "1") + kNext);
        QVERIFY(QTest::qWaitFor([&] { return m_told.size() == 3; }));
        QCOMPARE(m_told[1], std::string("response id-1 1"));
        QCOMPARE(m_told[2], std::string("next"));
        m_api->deliver(delivery("id-2"));
        QVERIFY(answers(*m_client, 2).find("id-2") != std::string::npos);
    }

    void errorTypesAreNormalised() {
        QCOMPARE(RuntimeApi::normalisedErrorType("Runtime.ExitError"),
                 std::string("Runtime.ExitError"));
        QCOMPARE(RuntimeApi::normalisedErrorType("Function.bad"), std::string("Function.Unknown"));
        QCOMPARE(RuntimeApi::normalisedErrorType("Runtime.A1"), std::string("Runtime.Unknown"));
        QCOMPARE(RuntimeApi::normalisedErrorType("ValueError"), std::string("Runtime.Unknown"));
        QCOMPARE(RuntimeApi::normalisedErrorType(""), std::string("Runtime.Unknown"));
    }

    void anErrorAnswersTheEvent() {
        runTo("id-1");
        const std::string text = ask(post("invocation/id-1/error", "{}",
                                          "Lambda-Runtime-Function-Error-Type: Runtime.Bad\r\n"));
        QVERIFY(text.find("202") != std::string::npos);
        QCOMPARE(m_told.back(), std::string("error id-1 Runtime.Bad {}"));
    }

    void initErrorsAreForInit() {
        QVERIFY(ask(post("init/error", "{}")).find("202") != std::string::npos);
        QCOMPARE(m_told.back(), std::string("initError Runtime.Unknown {}"));
        QVERIFY(ask(kNext).find("State transition from InitError to Ready") != std::string::npos);
        m_api->reset();
        m_client = connected();
        runTo("id-1");
        QVERIFY(ask(post("init/error", "{}")).find("403") != std::string::npos);
    }

    void nobodyIsRestoredWithoutSnapStart() {
        QVERIFY(ask(kRestoreNext).find("403 Forbidden") != std::string::npos);
        QVERIFY(ask(post("restore/error", "{}")).find("403 Forbidden") != std::string::npos);
        runTo("id-1");
    }

    void whoIsASnapshotIsNotAnswered() {
        again(RuntimeApi::Restores::ToBeSnapshot);
        send(*m_client, kRestoreNext);
        QVERIFY(QTest::qWaitFor([&] { return !m_told.empty(); }));
        QCOMPARE(m_told.back(), std::string("snapshot"));
        QVERIFY(m_client->readAll().isEmpty());
    }

    void whoComesFromOneGoesOnAtOnce() {
        again(RuntimeApi::Restores::FromSnapshot);
        QVERIFY(ask(kRestoreNext).find("200 OK") != std::string::npos);
        QCOMPARE(m_told.back(), std::string("restoring"));
        QVERIFY(ask(kRestoreNext).find("403 Forbidden") != std::string::npos);
        runTo("id-1");
        QVERIFY(ask(post("restore/error", "{}")).find("403 Forbidden") != std::string::npos);
    }

    void anErrorOfARestoreEndsIt() {
        again(RuntimeApi::Restores::FromSnapshot);
        ask(kRestoreNext);
        QVERIFY(ask(post("restore/error", "{}",
                         "Lambda-Runtime-Function-Error-Type: Runtime.AfterRestoreError\r\n"))
                    .find("202") != std::string::npos);
        QCOMPARE(m_told.back(), std::string("initError Runtime.AfterRestoreError {}"));
        QVERIFY(ask(kNext).find("State transition from RestoreError to Ready") !=
                std::string::npos);
    }

    void theCauseForXRayIsKeptUpToAMegabyte() {
        const auto raise = [this](const std::string& cause) {
            ask(post("invocation/id-1/error", "{}",
                     "Lambda-Runtime-Function-XRay-Error-Cause: " + cause + "\r\n"));
            return m_cause;
        };
        runTo("id-1");
        QCOMPARE(raise(R"({"exceptions":[]})"), std::string(R"({"exceptions":[]})"));
        m_api->reset();
        m_client = connected();
        runTo("id-1");
        const std::string largest(1024 * 1024, 'x');
        QVERIFY(raise(largest) == largest);
        m_api->reset();
        m_client = connected();
        runTo("id-1");
        QVERIFY(raise(largest + "x").empty());
    }

    void responsesHaveTheirLimit() {
        runTo("id-1");
        QVERIFY(ask(post("invocation/id-1/response", std::string(RuntimeApi::kMaxResponse, 'a')))
                    .find("202") != std::string::npos);
        QCOMPARE(m_told.back(), std::string("response id-1 6291556"));
        runTo("id-2");
        const std::string text =
            ask(post("invocation/id-2/response", std::string(RuntimeApi::kMaxResponse + 1, 'a')));
        QVERIFY(text.find("413") != std::string::npos);
        QVERIFY(text.find("\"errorType\":\"RequestEntityTooLarge\"") != std::string::npos);
        QCOMPARE(m_told.back(),
                 std::string("error id-2 Function.ResponseSizeTooLarge "
                             "{\"errorMessage\":\"Response payload size exceeded maximum allowed "
                             "payload size (6291556 bytes).\",\"errorType\":\"Function."
                             "ResponseSizeTooLarge\"}"));
    }

    void streamedResponsesAreReadWhole() {
        const std::string head = "POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\n"
                                 "Lambda-Runtime-Function-Response-Mode: streaming\r\n"
                                 "Transfer-Encoding: chunked\r\n\r\n";
        runTo("id-1");
        QVERIFY(ask(head + "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n").find("202") != std::string::npos);
        QCOMPARE(m_told.back(), std::string("response id-1 abcd"));

        runTo("id-1");
        QVERIFY(ask(head + "2\r\nab\r\n0\r\nLambda-Runtime-Function-Error-Type: Runtime.Late\r\n"
                           "Lambda-Runtime-Function-Error-Body: e30=\r\n\r\n")
                    .find("202") != std::string::npos);
        QCOMPARE(m_told.back(), std::string("error id-1 Runtime.Late {}"));

        runTo("id-1");
        send(*m_client, head + "8\r\nab");
        QVERIFY(QTest::qWaitFor([&] { return m_client->bytesToWrite() == 0; }));
        m_client->disconnectFromHost();
        QVERIFY(QTest::qWaitFor(
            [&] { return m_told.back().starts_with("error id-1 Runtime.TruncatedResponse"); }));
    }

    void anUnknownModeIsRefused() {
        runTo("id-1");
        QVERIFY(ask(post("invocation/id-1/response", "1",
                         "Lambda-Runtime-Function-Response-Mode: telepathy\r\n"))
                    .find("InvalidFunctionResponseMode") != std::string::npos);
    }

    void whoeverAsksLastGetsTheEvent() {
        send(*m_client, kNext);
        QVERIFY(QTest::qWaitFor([&] { return !m_told.empty(); }));
        m_client->abort(); // a client that was killed while it waited
        auto second = connected();
        send(*second, "GET /2018-06-01/ping HTTP/1.1\r\n\r\n");
        QVERIFY(answers(*second).find("pong") != std::string::npos);
        m_api->deliver(delivery("id-1"));
        send(*second, kNext);
        QVERIFY(answers(*second).find("id-1") != std::string::npos);
        QCOMPARE(std::count(m_told.begin(), m_told.end(), "next"), 1);
    }

    void whatIsNotThereIsNotFound() {
        QVERIFY(ask("GET /favicon.ico HTTP/1.1\r\n\r\n").find("404") != std::string::npos);
        QVERIFY(ask(post("invocation/id/other", "")).find("404") != std::string::npos);
        QVERIFY(ask("rubbish\r\n\r\n").find("HTTP/1.1 400") != std::string::npos);
    }

private:
    std::unique_ptr<Poller> m_poller;
    std::unique_ptr<RuntimeApi> m_api;
    std::unique_ptr<QTcpSocket> m_client;
    quint16 m_port = 0;
    std::string m_cause; // of the last error
    std::vector<std::string> m_told;
};

QTEST_GUILESS_MAIN(RuntimeApiTest)
#include "tst_runtimeapi.moc"
