#include "tests/support/processfixture.h"

#include "engine/function/runtimeversions.h"

#include "engine/json/value.h"
#include "engine/sandbox/interpreter.h"
#include "tests/support/machine.h"

#include <QRegularExpression>

using namespace ws;
using namespace ws::tests;

namespace {
using Files = std::vector<std::pair<std::string, std::string>>;

} // namespace

/// What our runtimes do with handlers that are not as they should be, and what handlers see.
class BootstrapsTest : public QObject {
    Q_OBJECT

    /// The error that the runtime posted for its init.
    json::Value initError(const char* runtime, const Files& files,
                          const char* handler = "index.handler") {
        m_process = std::make_unique<Process>(m_real.factory, runtime, files, handler);
        m_process->start();
        waitFor([&] { return m_process->told.exit || m_process->told.nexts > 0; });
        return m_process->told.initError ? parsed(m_process->told.initError->body) : json::Value();
    }
    std::string run(const char* runtime, const Files& files, const std::string& event = "{}") {
        m_process = std::make_unique<Process>(m_real.factory, runtime, files);
        if (!m_process->startAndWait())
            return "did not start: " + m_process->logText();
        return m_process->invoke(event);
    }
    void runLogging(const char* runtime, const char* level, const Files& files,
                    const std::string& event = "{}") {
        m_process = std::make_unique<Process>(m_real.factory, runtime, files);
        m_process->revision->configuration.logging.format = function::LogFormat::Json;
        m_process->revision->configuration.logging.applicationLevel = level;
        QVERIFY(m_process->startAndWait());
        m_process->invoke(event);
    }
    /// An entry's members, but for the time, which has to be one.
    static std::string withoutTime(const json::Value& entry) {
        static const QRegularExpression kTime(
            QStringLiteral(R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$)"));
        const std::string time = entry["timestamp"].toString();
        if (!kTime.match(QString::fromStdString(time)).hasMatch())
            return "no time: " + time;
        const std::string text = entry.dump();
        return "{" + text.substr(text.find(time) + time.size() + 2);
    }

private slots:
    void initTestCase() {
        for (const char* program : {"python3", "node"}) {
            if (!isInstalled(program))
                QSKIP("python3 or node is not installed");
        }
    }
    void cleanup() { m_process.reset(); }

    /// Rolled back, Node.js 24 calls handlers with a callback again.
    void anOlderRuntimeVersionIsReallyWhatRuns() {
        const std::vector<function::RuntimeVersion> versions =
            function::runtimeVersions("nodejs24.x", "x86_64");
        Process rolledBack(m_real.factory, "nodejs24.x",
                           {{"index.js", "exports.handler = (e, c, done) => done(null, 1)"}});
        rolledBack.revision->configuration.runtimeManagement = {
            function::RuntimeManagement::Mode::Manual, versions.front().arn};
        QVERIFY(rolledBack.startAndWait());
        QCOMPARE(rolledBack.invoke("{}"), std::string("1"));
    }

    void everyOlderBootstrapStillRuns_data() {
        QTest::addColumn<QByteArray>("runtime");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("python") << QByteArray("python3.12") << QByteArray("index.py")
                                << QByteArray("def handler(event, context): return 1\n");
        QTest::newRow("nodejs") << QByteArray("nodejs22.x") << QByteArray("index.js")
                                << QByteArray("exports.handler = async () => 1\n");
        QTest::newRow("ruby") << QByteArray("ruby3.3") << QByteArray("index.rb")
                              << QByteArray("def handler(event:, context:) = 1\n");
    }
    void everyOlderBootstrapStillRuns() {
        QFETCH(QByteArray, runtime);
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, code);
        if (runtime.startsWith("ruby") && sandbox::findRuby(runtime.toStdString()).program.empty())
            QSKIP("there is no Ruby here");
        const auto versions = function::runtimeVersions(runtime.toStdString(), "x86_64");
        QCOMPARE(versions.size(), std::size_t(2));
        Process older(m_real.factory, runtime.toStdString(),
                      {{file.toStdString(), code.toStdString()}});
        older.revision->configuration.runtimeManagement = {
            function::RuntimeManagement::Mode::FunctionUpdate, versions.front().arn};
        QVERIFY(older.startAndWait());
        QCOMPARE(older.invoke("{}"), std::string("1"));
    }

    void anUnknownRuntimeVersionDoesNotStart() {
        Process none(m_real.factory, "python3.12", {{"index.py", "def handler(e, c): return 1\n"}});
        none.revision->configuration.runtimeManagement = {function::RuntimeManagement::Mode::Manual,
                                                          "arn:aws:lambda:us-east-1::runtime:0"};
        QVERIFY(!none.startAndWait());
        QVERIFY(none.told.exit->kind == sandbox::Exit::Kind::NotStarted);
        QVERIFY(none.told.exit->message.find("arn:aws:lambda:us-east-1::runtime:0") !=
                std::string::npos);
    }

    void faultsOfInitHaveTheirNames_data() {
        QTest::addColumn<QString>("runtime");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("handler");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const char* runtime, const char* code,
                            const char* handler, const char* type, const char* message) {
            QTest::newRow(name) << QString::fromUtf8(runtime) << QString::fromUtf8(code)
                                << QString::fromUtf8(handler) << QString::fromUtf8(type)
                                << QString::fromUtf8(message)
                                << (std::string(runtime).starts_with("p")      ? 1
                                    : std::string(type).ends_with("Rejection") ? 128
                                                                               : 129);
        };
        row("py no module", "python3.12", "", "nothing.handler", "Runtime.ImportModuleError",
            "Unable to import module 'nothing': No module named 'nothing'");
        row("py no import", "python3.12", "import gone", "index.handler",
            "Runtime.ImportModuleError", "Unable to import module 'index': No module named 'gone'");
        row("py no handler", "python3.12", "", "index.handler", "Runtime.HandlerNotFound",
            "Handler 'handler' missing on module 'index'");
        row("py no dot", "python3.12", "", "index", "Runtime.MalformedHandlerName",
            "Bad handler 'index': not enough values to unpack (expected 2, got 1)");
        row("py syntax", "python3.12", "def handler(:\n", "index.handler",
            "Runtime.UserCodeSyntaxError",
            "Syntax error in module 'index': invalid syntax (index.py, line 1)");
        row("py raises", "python3.12", "raise Exception('Runtime startup fails')", "index.handler",
            "Exception", "Runtime startup fails");
        row("js no module", "nodejs20.x", "", "nothing.handler", "Runtime.ImportModuleError",
            "Error: Cannot find module 'nothing'\nRequire stack:\n- /var/runtime/index.mjs");
        row("js no dependency", "nodejs20.x", "require('gone')", "index.handler",
            "Runtime.ImportModuleError",
            "Error: Cannot find module 'gone'\nRequire stack:\n- /var/task/index.js\n"
            "- /var/runtime/index.mjs");
        row("js rejects", "nodejs20.x",
            "Promise.reject(new Error('lost')); exports.handler = "
            "async () => 1",
            "index.handler", "Runtime.UnhandledPromiseRejection", "Error: lost");
        row("js no handler", "nodejs20.x", "", "index.handler", "Runtime.HandlerNotFound",
            "index.handler is undefined or not exported");
        row("js not a function", "nodejs20.x", "exports.handler = 1", "index.handler",
            "Runtime.HandlerNotFound", "index.handler is not a function");
        row("js malformed", "nodejs20.x", "", "../index.handler", "Runtime.MalformedHandlerName",
            "'../index.handler' is not a valid handler name. Use absolute paths when specifying "
            "root directories in handler names.");
        row("js syntax", "nodejs20.x", "exports.handler = (", "index.handler",
            "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected token '}'");
        row("js callback", "nodejs24.x", "exports.handler = (e, c, done) => done()",
            "index.handler", "Runtime.CallbackHandlerDeprecated",
            "AWS Lambda has removed support for callback-based function handlers starting with "
            "Node.js 24. You need to modify this function to use a supported handler signature to "
            "use Node.js 24 or later. For more information see: "
            "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html");
        row("js throws", "nodejs20.x", "throw new TypeError('no')", "index.handler", "TypeError",
            "no");
    }
    void faultsOfInitHaveTheirNames() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces);
        QFETCH(QString, runtime);
        QFETCH(QString, code);
        QFETCH(QString, handler);
        QFETCH(QString, type);
        QFETCH(QString, message);
        QFETCH(int, status);
        const json::Value error =
            initError(runtime.toUtf8().constData(),
                      {{"index.py", code.toStdString()}, {"index.js", code.toStdString()}},
                      handler.toUtf8().constData());
        QCOMPARE(QString::fromStdString(error["errorType"].toString()), type);
        if (!type.contains(QLatin1String("Syntax")) || runtime.startsWith(QLatin1Char('p')))
            QCOMPARE(QString::fromStdString(error["errorMessage"].toString()), message);
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        QCOMPARE(m_process->told.exit->code, status);
        if (runtime.startsWith(QLatin1Char('p')))
            QCOMPARE(error["requestId"].toString(), std::string());
        else if (!type.contains(QLatin1String("Syntax")))
            QCOMPARE(QString::fromStdString(error["trace"].at(0).toString()),
                     (type + QStringLiteral(": ") + message).section(QLatin1Char('\n'), 0, 0));
        QVERIFY2(m_process->logMatches("ERROR"), m_process->logText().c_str());
    }

    void aPythonErrorHasItsTraceAndIsLoggedAsOneLine() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces);
        const json::Value error =
            parsed(run("python3.12", {{"index.py", "def deeper():\n    raise ValueError(\"no "
                                                   "way\")\ndef handler(e, c):\n    deeper()\n"}}));
        QCOMPARE(error.dump(),
                 std::string(
                     "{\"errorMessage\":\"no way\",\"errorType\":\"ValueError\","
                     "\"requestId\":\"request-1\",\"stackTrace\":["
                     "\"  File \\\"/var/task/index.py\\\", line 4, in handler\\n    deeper()\\n\","
                     "\"  File \\\"/var/task/index.py\\\", line 2, in deeper\\n"
                     "    raise ValueError(\\\"no way\\\")\\n\"]}"));
        QCOMPARE(m_process->told.log.size(), std::size_t{1});
        QVERIFY2(m_process->told.log[0].starts_with(
                     "[ERROR] ValueError: no way\rTraceback (most recent call last):\r\u00a0\u00a0"
                     "File \"/var/task/index.py\", line 4, in handler\r"),
                 m_process->told.log[0].c_str());
    }

    void framesOfPythonItselfAreWhereTheServiceHasThem() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces);
        m_process = std::make_unique<Process>(m_real.factory, "python3.12",
                                              Files{{"index.py", "raise Exception('no')\n"}});
        m_process->start();
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        const json::Value trace = parsed(m_process->told.initError->body)["stackTrace"];
        static const QRegularExpression library(
            QStringLiteral("^  File \"/var/lang/lib/python3\\.\\d+/importlib/__init__\\.py\", "));
        QVERIFY(library.match(QString::fromStdString(trace.at(0).toString())).hasMatch());
        QCOMPARE(trace.items().back().toString(),
                 std::string("  File \"/var/task/index.py\", line 1, in <module>\n    raise "
                             "Exception('no')\n"));
    }

    void aNodeErrorHasItsTraceAndIsLoggedAsOneLine() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces);
        const json::Value error = parsed(
            run("nodejs20.x",
                {{"index.js", "exports.handler = async () => { throw new RangeError('far'); };"}}));
        QCOMPARE(error["errorType"].toString(), std::string("RangeError"));
        QCOMPARE(error["errorMessage"].toString(), std::string("far"));
        QCOMPARE(error["trace"].at(0).toString(), std::string("RangeError: far"));
        QVERIFY(error["trace"].at(1).toString().find("/var/task/index.js:1:") != std::string::npos);
        QVERIFY2(
            m_process->logMatches(
                std::string(R"(^\d{4}-\d\d-\d\dT[\d:.]+Z\trequest-1\tERROR\tInvoke Error \t)") +
                std::string(R"(\{"errorType":"RangeError","errorMessage":"far","stack":\[)")),
            m_process->logText().c_str());
    }

    void whatCannotBeWrittenAsJsonIsAFault() {
        QCOMPARE(
            parsed(run("python3.12", {{"index.py", "def handler(e, c):\n    return {1, 2}\n"}}))
                .dump(),
            std::string("{\"errorMessage\":\"Unable to marshal response: Object of type set is "
                        "not JSON serializable\",\"errorType\":\"Runtime.MarshalError\","
                        "\"requestId\":\"request-1\",\"stackTrace\":[]}"));
        const std::string node = run("nodejs20.x", {{"index.js", "exports.handler = async () => "
                                                                 "({n: 1n});"}});
        QVERIFY(node.find("Unable to stringify response body") != std::string::npos);
    }

    void responsesAreWrittenAsTheServiceWritesThem() {
        const Files python = {{"index.py", "from decimal import Decimal\ndef handler(e, c):\n"
                                           "    return {'a': [1, 2.0, None], 'b': 'é', "
                                           "'c': Decimal('3'), 'd': {}}\n"}};
        QCOMPARE(run("python3.12", python),
                 std::string("{\"a\": [1, 2.0, null], \"b\": \"é\", \"c\": 3, \"d\": {}}"));
        QCOMPARE(run("python3.11", python),
                 std::string("{\"a\": [1, 2.0, null], \"b\": \"\\u00e9\", \"c\": 3, \"d\": {}}"));
        QCOMPARE(run("python3.12", {{"index.py", "def handler(e, c):\n    pass\n"}}),
                 std::string("null"));
        QCOMPARE(run("nodejs20.x", {{"index.js", "exports.handler = async () => {};"}}),
                 std::string("null"));
    }

    /// Not as the standard library writes them.
    void pythonWritesTuplesBytesAndDecimals() {
        QCOMPARE(run("python3.12", {{"index.py", R"PY(
from collections import namedtuple
from decimal import Decimal
Place = namedtuple("Place", "x y")
def handler(e, c):
    return [Place(1, [Place(2, "b")]), (3, 4), {"b": b"h\xc3\xa9"}, Decimal("1.10"), Decimal("1E+2"),
            {"d": Decimal("123456789.123456789123456789")}]
)PY"}}),
                 std::string("[{\"x\": 1, \"y\": [{\"x\": 2, \"y\": \"b\"}]}, [3, 4], "
                             "{\"b\": \"hé\"}, 1.10, 1E+2, "
                             "{\"d\": 123456789.123456789123456789}]"));
        QVERIFY(run("python3.12", {{"index.py", R"PY(
from typing import NamedTuple
class Place(NamedTuple):
    x: list
def handler(e, c):
    place = Place([])
    place.x.append(place)
    return place
)PY"}}).starts_with("!{\"errorMessage\": \"Unable to marshal response: "));
    }

    void aCallThatFailsAtOnceHasTheServicesFrame() {
        const json::Value error =
            parsed(run("python3.12", {{"index.py", "def handler(event):\n    return 1\n"}}));
        QCOMPARE(error["errorType"].toString(), std::string("TypeError"));
        QCOMPARE(error["stackTrace"].size(), std::size_t{1});
        static const QRegularExpression frame(QStringLiteral(
            "^  File \"/var/runtime/awslambdaric/bootstrap\\.py\", line \\d+, in "
            "handle_event_request\n    response = request_handler\\(event, lambda_context\\)\n$"));
        const std::string text = error["stackTrace"].at(0).toString();
        QVERIFY2(frame.match(QString::fromStdString(text)).hasMatch(), text.c_str());
    }

    void aPythonInitThatFailsIsLoggedWithTheServicesWarning() {
        initError("python3.12", {{"index.py", "import gone"}});
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        QVERIFY2(m_process->logMatches("^\\[WARNING\\]\t[^\t]+Z\t\tLAMBDA_WARNING: Unhandled "
                                       "exception\\. [^\n]+/runtimes-update\\.html\n\\[ERROR\\] "
                                       "Runtime\\.ImportModuleError: "),
                 m_process->logText().c_str());
    }

    void theInterpreterAddsNothingToTheEnvironment() {
        const json::Value names = parsed(
            run("python3.12", {{"index.py", "import os\ndef handler(e, c):\n    return [n for n in "
                                            "os.environ if n[:3] in ('LC_', '_WA', '_LA')]\n"}}));
        QCOMPARE(names.dump(), std::string("[]"));
    }

    void whatTheRuntimeHasImportedStaysTheLibrarys() {
        QCOMPARE(run("python3.12",
                     {{"json.py", ""},
                      {"logging.py", ""},
                      {"index.py", "import json, logging\ndef handler(e, c):\n"
                                   "    logging.warning('seen')\n    return json.loads('[1]')\n"}}),
                 std::string("[1]"));
        QVERIFY(m_process->logMatches("\trequest-1\tseen"));
        QCOMPARE(initError("python3.12", {{"json.py", "def handler(e, c): pass\n"}},
                           "json.handler")["errorMessage"]
                     .toString(),
                 std::string("Handler 'handler' missing on module 'json'"));
    }

    void pythonLogsWithRequestIdAndKeepsAnEntryWhole() {
        run("python3.12", {{"index.py", R"(import logging
logger = logging.getLogger()
logger.setLevel("INFO")
logger.info("early")
def handler(e, c):
    print("plain")
    logger.info("one\ntwo")
    logging.debug("not this")
)"}});
        QVERIFY2(m_process->logMatches(
                     "^\\[INFO\\]\\t\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\t\\t"
                     "early\\nplain\\n\\[INFO\\]\\t[^\\t]+\\trequest-1\\tone\\ntwo\\n$"),
                 m_process->logText().c_str());
        QCOMPARE(m_process->told.log.size(), std::size_t{3});
    }

    void nodeLogsNothingAsUndefined() {
        run("nodejs20.x", {{"index.js", "exports.handler = async () => { console.log(); };"}});
        QVERIFY2(m_process->logMatches("\\tINFO\\tundefined\\n"), m_process->logText().c_str());
    }

    void nodeLogsWithRequestIdAndLevel() {
        run("nodejs20.x", {{"index.js", "exports.handler = async () => {\n"
                                        "  console.log('a %d', 1, {b: 2}); console.warn('x\\ny');\n"
                                        "};"}});
        QVERIFY2(m_process->logMatches("^[\\d-]+T[\\d:.]+Z\\trequest-1\\tINFO\\ta 1 \\{ b: 2 \\}\\n"
                                       "[\\d-]+T[\\d:.]+Z\\trequest-1\\tWARN\\tx\\ry\\n$"),
                 m_process->logText().c_str());
    }

    void pythonWritesJsonLogsAndFiltersThem() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces);
        runLogging("python3.12", "WARN", {{"index.py", R"(import logging
logger = logging.getLogger("orders")
def handler(e, c):
    print("as it is")
    logger.info("not this")
    logger.warning("low on %s", "paper", extra={"shelf": 7})
    try:
        1 / 0
    except ZeroDivisionError:
        logger.exception("two\nlines")
    raise KeyError("gone")
)"}});
        const auto& log = m_process->told.log;
        QCOMPARE(log.size(), std::size_t{4});
        QCOMPARE(log[0], std::string("as it is"));
        const json::Value warning = parsed(log[1]);
        QCOMPARE(withoutTime(warning), std::string(R"({"level":"WARNING","message":"low on paper",)"
                                                   R"("logger":"orders","requestId":"request-1",)"
                                                   R"("shelf":7})"));
        const json::Value failure = parsed(log[2]);
        QCOMPARE(failure["message"].toString(), std::string("two\nlines"));
        QCOMPARE(failure["errorType"].toString(), std::string("ZeroDivisionError"));
        QCOMPARE(failure["errorMessage"].toString(), std::string("division by zero"));
        QCOMPARE(failure["location"].toString(), std::string("/var/task/index.py:handler:10"));
        QCOMPARE(failure["stackTrace"].items().size(), std::size_t{1});
        const json::Value uncaught = parsed(log[3]);
        QCOMPARE(uncaught["level"].toString(), std::string("ERROR"));
        QCOMPARE(uncaught["errorType"].toString(), std::string("KeyError"));
        QCOMPARE(uncaught["requestId"].toString(), std::string("request-1"));
    }

    void nodeWritesJsonLogsAndFiltersThem() {
        runLogging("nodejs20.x", "INFO", {{"index.js", R"(exports.handler = async () => {
  console.debug('not this');
  console.log({ order: 7 });
  console.warn('low on %s', 'paper', new RangeError('far'));
  const loop = {}; loop.self = loop;
  console.info(loop);
  throw new TypeError('gone');
};)"}});
        const auto& log = m_process->told.log;
        QCOMPARE(log.size(), std::size_t{4});
        QCOMPARE(withoutTime(parsed(log[0])),
                 std::string(R"({"level":"INFO","requestId":"request-1","message":{"order":7}})"));
        const json::Value warning = parsed(log[1]);
        QCOMPARE(warning["level"].toString(), std::string("WARN"));
        QVERIFY(warning["message"].toString().starts_with("low on paper RangeError: far\n"));
        QCOMPARE(warning["errorType"].toString(), std::string("RangeError"));
        QCOMPARE(warning["errorMessage"].toString(), std::string("far"));
        QVERIFY(!warning["stackTrace"].items().empty());
        QVERIFY(parsed(log[2])["message"].toString().find("[Circular *1]") != std::string::npos);
        QCOMPARE(parsed(log[3])["message"]["errorType"].toString(), std::string("TypeError"));
    }

    void functionsFindTheirLogFormatAndGroup() {
        const std::string handler =
            "import os\ndef handler(e, c):\n"
            "    return [os.environ.get('AWS_LAMBDA_LOG_' + n) for n in e]\n";
        m_process =
            std::make_unique<Process>(m_real.factory, "python3.12", Files{{"index.py", handler}});
        QVERIFY(m_process->startAndWait());
        QCOMPARE(m_process->invoke("[\"FORMAT\", \"LEVEL\"]"), std::string("[null, null]"));
        runLogging("python3.12", "", {{"index.py", handler}}, "[\"FORMAT\", \"LEVEL\"]");
        QCOMPARE(m_process->told.responses.back().second, std::string("[\"JSON\", \"INFO\"]"));
    }

    void contextsHaveTheServicesFields() {
        const json::Value python = parsed(run("python3.12", {{"index.py", R"(
def handler(e, c):
    return [c.function_name, c.function_version, c.invoked_function_arn, c.memory_limit_in_mb,
            c.aws_request_id, c.log_group_name, c.log_stream_name,
            c.identity.cognito_identity_id, c.client_context, c.tenant_id,
            c.get_remaining_time_in_millis() > 0]
)"}}));
        const std::string arn = "arn:aws:lambda:us-east-1:123456789012:function:probe";
        QCOMPARE(python.dump(),
                 "[\"probe\",\"$LATEST\",\"" + arn +
                     "\",\"256\",\"request-1\",\"/aws/lambda/probe\",\"2026/01/01/[$LATEST]"
                     "0123456789abcdef0123456789abcdef\",null,null,null,true]");
        const json::Value node = parsed(
            run("nodejs20.x", {{"index.js", "exports.handler = async (e, c) => [c.functionName, "
                                            "c.functionVersion, c.invokedFunctionArn, "
                                            "c.memoryLimitInMB, c.awsRequestId, c.logGroupName, "
                                            "c.getRemainingTimeInMillis() > 0, "
                                            "c.callbackWaitsForEmptyEventLoop];"}}));
        QCOMPARE(node.dump(), "[\"probe\",\"$LATEST\",\"" + arn +
                                  "\",\"256\",\"request-1\",\"/aws/lambda/probe\",true,true]");
    }

    void nodeFindsItsModuleInTheServicesOrder() {
        const auto is = [](const char* text) {
            return std::string("exports.handler = async () => '") + text + "';";
        };
        const std::string esm = "export const handler = async () => 'esm';";
        QCOMPARE(run("nodejs20.x", {{"index.js", is("js")}, {"index.mjs", esm}}),
                 std::string("\"js\""));
        QCOMPARE(run("nodejs20.x", {{"index.mjs", esm}, {"index.cjs", is("cjs")}}),
                 std::string("\"esm\""));
        QCOMPARE(run("nodejs20.x", {{"index.cjs", is("cjs")}}), std::string("\"cjs\""));
        QCOMPARE(run("nodejs20.x", {{"package.json", R"({"type": "module"})"}, {"index.js", esm}}),
                 std::string("\"esm\""));
    }

    void nodeAnswersCallbacksAndEmptyLoops() {
        QCOMPARE(run("nodejs20.x", {{"index.js", "exports.handler = (e, c, done) => "
                                                 "setTimeout(() => done(null, 'late'), 5);"}}),
                 std::string("\"late\""));
        QCOMPARE(
            run("nodejs20.x", {{"index.js", "exports.handler = (e, c, done) => done('bad');"}}),
            std::string(R"(!{"errorType":"string","errorMessage":"bad","trace":[]})"));
        QCOMPARE(run("nodejs20.x", {{"index.js", "exports.handler = (e, c, done) => {};"}}),
                 std::string("null"));
        QVERIFY(run("nodejs20.x", {{"index.js", "exports.handler = async () => new Promise(() => "
                                                "{});"}})
                    .find("Runtime.NodeJsExit") != std::string::npos);
        QCOMPARE(m_process->invoke("{}").substr(0, 1), std::string("!")); // and it lives
    }

    void nodeTakesAnythingThatIsThrown() {
        const auto thrown = [&](const char* runtime, const char* what) {
            return run(runtime,
                       {{"index.js",
                         std::string("exports.handler = async () => { throw ") + what + "; };"}});
        };
        const std::string handled =
            R"(!{"errorType":"string","errorMessage":"handled","trace":[]})";
        QCOMPARE(thrown("nodejs22.x", "null"), handled);
        QCOMPARE(thrown("nodejs22.x", "undefined"), handled);
        QCOMPARE(thrown("nodejs22.x", "42"),
                 std::string(R"(!{"errorType":"number","errorMessage":"42","trace":[]})"));
        QCOMPARE(
            thrown("nodejs22.x", "{a: 1}"),
            std::string(R"(!{"errorType":"object","errorMessage":"[object Object]","trace":[]})"));
        QCOMPARE(
            thrown("nodejs24.x", "undefined"),
            std::string(R"(!{"errorType":"undefined","errorMessage":"undefined","trace":[]})"));
        QCOMPARE(thrown("nodejs24.x", "Object.assign(new Error('a\\x7fb'), {stack: 's'})"),
                 std::string(R"(!{"errorType":"Error","errorMessage":"a%7Fb","trace":["s"]})"));
        // Who throws nothing before it answers has called back without an error.
        QCOMPARE(run("nodejs22.x", {{"index.js", "exports.handler = () => { throw undefined; };"}}),
                 std::string("null"));
    }

    void fromNode24OnAHandlerReturnsItsAnswer() {
        const Files sync = {{"index.js", "exports.handler = (event) => event.n + 1;"}};
        QCOMPARE(run("nodejs24.x", sync, "{\"n\":1}"), std::string("2"));
        QCOMPARE(run("nodejs22.x", sync, "{\"n\":1}"), std::string("null"));
        const Files inDefault = {
            {"index.mjs", "export default { handler: async () => 'default' };"}};
        QCOMPARE(run("nodejs24.x", inDefault), std::string("\"default\""));
        QCOMPARE(initError("nodejs22.x", inDefault)["errorType"].toString(),
                 std::string("Runtime.HandlerNotFound"));
        const json::Value circular = parsed(run(
            "nodejs24.x", {{"index.js", "exports.handler = async () => { const a = {}; a.a = a; "
                                        "return a; };"}}));
        QCOMPARE(circular["errorType"].toString(), std::string("Runtime.JSONStringifyError"));
    }

    /// Frozen in between, a handler's timer goes off when the next event is there already.
    void nodeEndsOnWhatFailsBetweenInvokes() {
        QCOMPARE(run("nodejs20.x", {{"index.js", "exports.handler = async () => {\n"
                                                 "  setTimeout(() => { throw new Error('after'); "
                                                 "}, 1);\n  return 'before';\n};"}}),
                 std::string("\"before\""));
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        QCOMPARE(m_process->told.exit->code, 129);
        QVERIFY(m_process->told.errors.empty());
        QVERIFY2(m_process->logMatches("request-1\\tERROR\\tUncaught Exception"),
                 m_process->logText().c_str());
    }

    void nodeEndsOnWhatNobodyCaught() {
        const std::string thrown =
            run("nodejs20.x", {{"index.js", "exports.handler = async () => { setTimeout(() => { "
                                            "throw new Error('later'); }, 1); await new "
                                            "Promise(r => setTimeout(r, 10000)); };"}});
        QVERIFY(thrown.find("later") != std::string::npos);
        QCOMPARE(m_process->told.exit->code, 129);
        run("nodejs20.x", {{"index.js", "exports.handler = async () => { Promise.reject(new "
                                        "Error('lost')); await new Promise(r => setTimeout(r, "
                                        "10000)); };"}});
        QCOMPARE(m_process->told.exit->code, 128);
        QCOMPARE(parsed(m_process->told.errors.back().second.body)["errorType"].toString(),
                 std::string("Runtime.UnhandledPromiseRejection"));
    }

    void nodeStreamsItsResponse() {
        QCOMPARE(run("nodejs20.x", {{"index.js", "exports.handler = awslambda.streamifyResponse("
                                                 "async (e, stream) => { stream.write('a'); "
                                                 "stream.write('b'); stream.end(); });"}}),
                 std::string("ab"));
        QCOMPARE(m_process->invoke("{}"), std::string("ab"));
        QCOMPARE(run("nodejs20.x", {{"index.js", "exports.handler = awslambda.streamifyResponse("
                                                 "async (e, stream, c) => { stream.write({a: "
                                                 "c.callbackWaitsForEmptyEventLoop}); "
                                                 "stream.end(); });"}}),
                 std::string("{\"a\":true}"));
    }

    void aStreamedHttpResponseBeginsWithItsHead() {
        const std::string whole = std::string("{\"statusCode\":404,\"headers\":{\"X-A\":\"1\"}}") +
                                  std::string(8, '\0') + "not here";
        QCOMPARE(run("nodejs20.x",
                     {{"index.mjs",
                       "export const handler = awslambda.streamifyResponse(async (e, stream) => {\n"
                       "  const http = awslambda.HttpResponseStream.from(stream,\n"
                       "    {statusCode: 404, headers: {'X-A': '1'}});\n"
                       "  http.write('not '); http.end('here');\n});"}}),
                 whole);
        QCOMPARE(m_process->invoke("{}"), whole);
    }

    /// An interpreter that no longer gives them, or a function that took them away.
    void nodeGoesWithoutTheInterpretersInternals() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces);
        const std::pair<std::string, std::string> handler = {
            "index.js", "exports.handler = async ({ text }) => [text.length,\n"
                        "  process.moduleLoadList.includes('NativeModule net')]"};
        const std::string event = "{\"text\":\"" + std::string(300'000, 'x') + "\"}";
        QCOMPARE(run("nodejs20.x", {handler}, event), std::string("[300000,false]"));
        Process without(
            m_real.factory, "nodejs20.x",
            {{"gone.js", "process.binding = () => { throw new Error('gone'); };"}, handler});
        without.revision->configuration.environment = {
            {"NODE_OPTIONS", "--require /var/task/gone.js"}};
        QVERIFY(without.startAndWait());
        QCOMPARE(without.invoke(event), std::string("[300000,true]"));
    }

    void streamsOfAnySizeArriveWhole() {
        const std::string response = run(
            "nodejs20.x",
            {{"index.js",
              "const { pipeline } = require('stream/promises'), { Readable } = require('stream');\n"
              "exports.handler = awslambda.streamifyResponse(async (e, stream) => {\n"
              "  await pipeline(Readable.from((function* () {\n"
              "    for (let i = 0; i < 80; ++i) yield String(i % 10).repeat(100000);\n"
              "  })()), stream);\n});"}});
        QCOMPARE(response.size(), std::size_t{8'000'000});
        QCOMPARE(response.front(), '0');
        QCOMPARE(response.back(), '9');
    }

    void aStreamThatFailsSaysSoInItsTrailers() {
        const std::string cut =
            run("nodejs20.x", {{"index.js", "exports.handler = awslambda.streamifyResponse(async "
                                            "(e, stream) => { stream.write('half'); throw new "
                                            "RangeError('far'); });"}});
        QCOMPARE(parsed(cut)["errorType"].toString(), std::string("RangeError"));
        QCOMPARE(m_process->invoke("{}").substr(0, 1), std::string("!")); // and it lives
        const std::string silent =
            run("nodejs20.x", {{"index.js", "exports.handler = awslambda.streamifyResponse(async "
                                            "(e, stream) => { throw new RangeError('far'); });"}});
        QCOMPARE(parsed(silent)["errorMessage"].toString(), std::string("far"));
        QVERIFY(run("nodejs20.x", {{"index.js", "exports.handler = awslambda.streamifyResponse("
                                                "async (e, stream) => { stream.write('a'); });"}})
                    .find("Response stream is not finished.") != std::string::npos);
    }

    void aStreamThatItsProcessLeavesIsCut() {
        const std::string cut = run(
            "nodejs20.x",
            {{"index.js", "exports.handler = awslambda.streamifyResponse(async (e, stream) => {\n"
                          "  stream.write('half');\n"
                          "  setTimeout(() => { throw new Error('later'); }, 1);\n"
                          "  await new Promise((r) => setTimeout(r, 10000));\n});"}});
        QCOMPARE(parsed(cut)["errorType"].toString(), std::string("Runtime.TruncatedResponse"));
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        QCOMPARE(m_process->told.exit->code, 129);
    }

    void anInterpreterThatIsNotThereNamesItsPackage() {
        if (!sandbox::findRuby("ruby3.3").program.empty())
            QSKIP("Ruby is installed");
        m_process = std::make_unique<Process>(m_real.factory, "ruby3.3", Files{});
        m_process->start();
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        QCOMPARE(static_cast<int>(m_process->told.exit->kind),
                 static_cast<int>(sandbox::Exit::Kind::NotStarted));
        QCOMPARE(m_process->told.exit->message,
                 std::string("ruby3.3 needs Ruby 3.0 or later (Debian package ruby)"));
    }

private:
    tests::RealProcesses m_real;
    std::unique_ptr<Process> m_process;
};

QTEST_GUILESS_MAIN(BootstrapsTest)
#include "tst_bootstraps.moc"
