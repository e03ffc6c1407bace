#include "engine/sandbox/extensionsapi.h"

#include "engine/sandbox/runtimeapi.h"
#include "tests/support/loopback.h"

#include <QTcpSocket>
#include <QTest>

using namespace ws;
using namespace ws::sandbox;

namespace {

const std::string kNext = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n";

std::string header(const std::string& name, const std::string& value) {
    return name + ": " + value + "\r\n";
}

std::string ask(const std::string& method, const std::string& what, const std::string& headers,
                const std::string& body = {}) {
    return method + " /2020-01-01/extension/" + what + " HTTP/1.1\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string registration(const std::string& name, const std::string& events,
                         const std::string& more = {}) {
    return ask("POST", "register", header("Lambda-Extension-Name", name) + more,
               "{\"events\":[" + events + "]}");
}

std::string identified(const std::string& method, const std::string& what, const std::string& id,
                       const std::string& more = {}) {
    return ask(method, what, header("Lambda-Extension-Identifier", id) + more);
}

std::string identifierIn(const std::string& answer) {
    static const std::string kName = "Lambda-Extension-Identifier: ";
    const std::size_t at = answer.find(kName);
    return at == std::string::npos ? "" : answer.substr(at + kName.size(), 36);
}

bool refusedWith(const std::string& answer, const std::string& type, const std::string& message) {
    const std::string body =
        "{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}\n";
    if (answer.starts_with("HTTP/1.1 403 Forbidden\r\n") && answer.ends_with("\r\n\r\n" + body))
        return true;
    qWarning("%s", answer.c_str());
    return false;
}

const std::string kFault = header("Lambda-Extension-Function-Error-Type", "Extension.Bad");

} // namespace

/// Extensions without processes: they speak to the endpoint over sockets of this machine. "outer"
/// is external.
class ExtensionsApiTest : public QObject,
                          private RuntimeApi::Listener,
                          private ExtensionsApi::Listener {
    Q_OBJECT

    void onRuntimeNext() override { m_extensions->closeRegistration(); }
    void onRuntimeInitError(const RuntimeError&) override {}
    void onRuntimeResponse(const std::string&, std::string) override {}
    void onRuntimeInvocationError(const std::string&, const RuntimeError&) override {}
    void onExtensionRegistered() override { ++m_registered; }
    void onExtensionReady() override { ++m_ready; }
    void onExtensionError(const std::string& name, const std::string& type) override {
        m_errors.push_back(name + " " + type);
    }

    /// Sends over a connection of its own, which stays open for what answers later.
    QTcpSocket& sent(const std::string& text) {
        m_clients.push_back(std::make_unique<QTcpSocket>());
        QTcpSocket& socket = *m_clients.back();
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        socket.waitForConnected();
        socket.write(text.data(), static_cast<qint64>(text.size()));
        socket.flush();
        return socket;
    }
    std::string answer(QTcpSocket& socket) {
        std::string text;
        (void)QTest::qWaitFor([&] {
            text += socket.readAll().toStdString();
            const std::size_t head = text.find("\r\n\r\n");
            const std::size_t length = text.find("Content-Length: ");
            return head != std::string::npos &&
                   text.size() - head - 4 >= std::stoul(text.substr(length + 16));
        });
        return text;
    }
    std::string answerTo(const std::string& text) { return answer(sent(text)); }
    std::string registered(const std::string& name, const std::string& events = "\"INVOKE\"") {
        return identifierIn(answerTo(registration(name, events)));
    }
    QTcpSocket& waiting(const std::string& identifier) {
        const int before = m_ready;
        QTcpSocket& socket = sent(identified("GET", "event/next", identifier));
        (void)QTest::qWaitFor([&] { return m_ready > before; });
        return socket;
    }

private slots:
    void init() {
        m_registered = m_ready = 0;
        m_errors.clear();
        ws::tests::Loopback loopback;
        m_port = loopback.port;
        QVERIFY(m_port != 0);
        auto revision = std::make_shared<function::Revision>();
        revision->configuration.name = "work";
        revision->configuration.handler = "index.handler";
        m_spec.revision = revision;
        m_poller = std::make_unique<Poller>();
        m_extensions =
            std::make_unique<ExtensionsApi>(m_spec, static_cast<ExtensionsApi::Listener&>(*this));
        m_extensions->reset({"outer"});
        m_api = std::make_unique<RuntimeApi>(*m_poller, static_cast<RuntimeApi::Listener&>(*this),
                                             std::move(loopback.socket));
        m_api->add(*m_extensions);
    }
    void cleanup() {
        m_clients.clear();
        m_api.reset();
        m_extensions.reset();
        m_poller.reset();
    }

    void aRegistrationIsConfirmedWithTheFunction() {
        const std::string text = answerTo(registration("outer", "\"INVOKE\",\"SHUTDOWN\""));
        QVERIFY(text.starts_with("HTTP/1.1 200 OK\r\n"));
        QCOMPARE(identifierIn(text).size(), std::size_t(36));
        QVERIFY(text.ends_with("{\"functionName\":\"work\",\"functionVersion\":\"$LATEST\","
                               "\"handler\":\"index.handler\"}"));
        QCOMPARE(m_registered, 1);
        QVERIFY(m_extensions->allRegistered());
        QVERIFY(m_extensions->wantsShutdown("outer"));
    }

    void theAccountComesWhenItIsAskedFor() {
        const std::string text = answerTo(registration(
            "outer", "", header("Lambda-Extension-Accept-Feature", "other, accountId")));
        QVERIFY(text.ends_with(",\"accountId\":\"123456789012\"}"));
    }

    void check2_whatCannotRegisterIsToldWhy() {
        QVERIFY(refusedWith(answerTo(ask("POST", "register", "", "{}")),
                            "Extension.InvalidExtensionName", "Empty extension name"));
        QVERIFY(refusedWith(answerTo(registration("outer", "\"NAP\"")),
                            "Extension.InvalidEventType", "NAP: ErrorInvalidEventType"));
        QVERIFY(refusedWith(answerTo(registration("inner", "\"SHUTDOWN\"")),
                            "Extension.InvalidEventType",
                            "SHUTDOWN: ShutdownEventNotSupportedForInternalExtension"));
        const std::string broken = answerTo(registration("outer", "\"INVOKE"));
        QVERIFY(broken.find("{\"errorType\":\"InvalidRequestFormat\"") != std::string::npos);
        QVERIFY(!registered("outer").empty());
        QVERIFY(refusedWith(answerTo(registration("outer", "")), "Extension.InvalidExtensionState",
                            "State transition from Registered to Registered failed for extension "
                            "outer. Error: State transition is not allowed"));
    }

    void check2_tenAreEnough() {
        for (int i = 1; i < 10; ++i)
            QVERIFY(!registered("inner" + std::to_string(i)).empty());
        QVERIFY(refusedWith(answerTo(registration("inner10", "")), "Extension.TooManyExtensions",
                            "Extension limit (10) reached"));
    }

    void anInternalNameIsTakenOnce() {
        QVERIFY(!registered("inner").empty());
        QVERIFY(refusedWith(answerTo(registration("inner", "")), "Extension.InvalidExtensionState",
                            "Extension with this name already registered"));
    }

    void registrationClosesWithTheRuntimesFirstNext() {
        sent(kNext);
        QVERIFY(QTest::qWaitFor([&] {
            return refusedWith(answerTo(registration("inner" + std::to_string(m_registered), "")),
                               "Extension.RegistrationClosed",
                               "Extension registration closed already");
        }));
    }

    void identifiersAreChecked() {
        QVERIFY(refusedWith(answerTo(ask("GET", "event/next", "")),
                            "Extension.MissingExtensionIdentifier",
                            "Missing Lambda-Extension-Identifier header"));
        QVERIFY(refusedWith(answerTo(identified("GET", "event/next", "me")),
                            "Extension.InvalidExtensionIdentifier",
                            "Invalid Lambda-Extension-Identifier"));
        const std::string stranger = "11111111-2222-4333-8444-555555555555";
        QVERIFY(refusedWith(answerTo(identified("GET", "event/next", stranger)),
                            "Extension.UnknownExtensionIdentifier",
                            "Unknown extension " + stranger));
        QVERIFY(refusedWith(answerTo(identified("POST", "init/error", stranger, kFault)),
                            "Extension.UnknownExtensionIdentifier",
                            "Unknown Lambda-Extension-Identifier"));
    }

    void allAreReadyWhenEachHasAsked() {
        const std::string outer = registered("outer");
        const std::string inner = registered("inner");
        waiting(outer);
        QVERIFY(!m_extensions->allReady());
        waiting(inner);
        QVERIFY(m_extensions->allReady());
    }

    void onlySubscribersHearOfAnInvoke() {
        QTcpSocket& outer = waiting(registered("outer", "\"SHUTDOWN\""));
        QTcpSocket& inner = waiting(registered("inner"));
        Delivery delivery;
        delivery.requestId = "id-1";
        delivery.deadline = base::TimePoint{std::chrono::milliseconds{1'234}};
        delivery.functionArn = "arn:f";
        delivery.traceId = "Root=1";
        m_extensions->deliver(delivery);
        QVERIFY(answer(inner).ends_with(
            R"({"eventType":"INVOKE","deadlineMs":1234,"requestId":"id-1",)"
            R"("invokedFunctionArn":"arn:f","tracing":{"type":"X-Amzn-Trace-Id","value":"Root=1"}})"));
        QVERIFY(!m_extensions->allReady());
        QCOMPARE(outer.bytesAvailable(), 0);
        m_extensions->shutDown(ShutdownReason::Timeout,
                               base::TimePoint{std::chrono::milliseconds{99}});
        const std::string last = answer(outer);
        QVERIFY(last.ends_with(
            R"({"eventType":"SHUTDOWN","shutdownReason":"timeout","deadlineMs":99})"));
        QVERIFY(last.find("Lambda-Extension-Event-Identifier: ") != std::string::npos);
    }

    void aShutdownWaitsForWhoIsBusy() {
        const std::string outer = registered("outer", "\"INVOKE\",\"SHUTDOWN\"");
        QTcpSocket& first = waiting(outer);
        m_extensions->deliver({});
        answer(first);
        m_extensions->shutDown(ShutdownReason::Spindown, {});
        QVERIFY(answerTo(identified("GET", "event/next", outer)).find("\"spindown\"") !=
                std::string::npos);
    }

    void askingTwiceAtOnceIsRefused() {
        const std::string outer = registered("outer");
        waiting(outer);
        QVERIFY(refusedWith(answerTo(identified("GET", "event/next", outer)),
                            "Extension.InvalidExtensionState",
                            "State transition from Ready to Ready failed for extension " + outer +
                                ". Error: State transition is not allowed"));
    }

    void errorsEndTheExtensionsPart() {
        const std::string outer = registered("outer");
        QVERIFY(refusedWith(answerTo(identified("POST", "init/error", outer)),
                            "Extension.MissingHeader",
                            "Lambda-Extension-Function-Error-Type not found"));
        QVERIFY(answerTo(identified("POST", "init/error", outer, kFault))
                    .starts_with("HTTP/1.1 202 Accepted"));
        QCOMPARE(m_errors, std::vector<std::string>{"outer Extension.InitError"});
        QVERIFY(answerTo(identified("POST", "init/error", outer, kFault))
                    .starts_with("HTTP/1.1 202 Accepted"));
        QCOMPARE(m_errors.size(), std::size_t(1));
        QVERIFY(refusedWith(answerTo(identified("GET", "event/next", outer)),
                            "Extension.InvalidExtensionState",
                            "State transition from InitError to Ready failed for extension " +
                                outer + ". Error: State transition is not allowed"));
    }

    void initIsOverOnceItHasAsked() {
        const std::string outer = registered("outer");
        waiting(outer);
        QVERIFY(refusedWith(answerTo(identified("POST", "init/error", outer, kFault)),
                            "Extension.InvalidExtensionState",
                            "State transition from Ready to InitError failed for extension " +
                                outer + ". Error: State transition is not allowed"));
        QVERIFY(answerTo(identified("POST", "exit/error", outer, kFault))
                    .starts_with("HTTP/1.1 202 Accepted"));
        QCOMPARE(m_errors, std::vector<std::string>{"outer Extension.ExitError"});
    }

    void otherPathsAndMethodsAreNotServed() {
        QVERIFY(answerTo(ask("GET", "nothing", "")).starts_with("HTTP/1.1 404"));
        QVERIFY(answerTo(ask("POST", "event/next", "")).starts_with("HTTP/1.1 405"));
    }

private:
    BackendSpec m_spec;
    std::unique_ptr<Poller> m_poller;
    std::unique_ptr<ExtensionsApi> m_extensions;
    std::unique_ptr<RuntimeApi> m_api;
    std::vector<std::unique_ptr<QTcpSocket>> m_clients;
    std::vector<std::string> m_errors;
    quint16 m_port = 0;
    int m_registered = 0;
    int m_ready = 0;
};

QTEST_GUILESS_MAIN(ExtensionsApiTest)
#include "tst_extensionsapi.moc"
