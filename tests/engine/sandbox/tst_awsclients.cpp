#include "tests/support/processfixture.h"

#include "engine/json/value.h"
#include "tests/support/machine.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>

using namespace ws;
using namespace ws::tests;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

// The Node.js client compiles a part of itself, once per build folder.
const bool kPatience = qputenv("QTEST_FUNCTION_TIMEOUT", "900000");
constexpr int kInstallLimit = 850'000; // ms

/// Runs a script in `folder`; its last words when it fails, else nothing.
QString complaintOf(const QString& script, const QString& folder) {
    QProcess shell;
    shell.setWorkingDirectory(folder);
    shell.setProcessChannelMode(QProcess::MergedChannels);
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-ec"), script});
    if (!shell.waitForStarted())
        return shell.errorString();
    if (!shell.waitForFinished(kInstallLimit)) {
        shell.kill();
        shell.waitForFinished();
        return QStringLiteral("it takes too long");
    }
    if (shell.exitStatus() == QProcess::NormalExit && shell.exitCode() == 0)
        return {};
    const QList<QByteArray> lines = shell.readAll().trimmed().split('\n');
    return QString::fromUtf8(lines.last());
}

/// A folder with what `script` installs there, made once for this build; empty, with the reason,
/// when this machine has no way to it.
QString installed(const QString& name, const QString& script, QString& reason) {
    const QString folder = QStringLiteral(WARMSTART_BINARY_DIR "/tests/awsclients/") + name;
    if (QDir(folder).exists())
        return folder;
    const QString draft = folder + QStringLiteral(".draft");
    QDir(draft).removeRecursively();
    if (!QDir().mkpath(draft)) {
        reason = folder + QStringLiteral(" cannot be written");
        return {};
    }
    reason = complaintOf(script, draft);
    if (!reason.isEmpty() || !QDir().rename(draft, folder))
        return {};
    return folder;
}

} // namespace

/// The runtime clients that AWS publishes for custom runtimes, unchanged, against our Runtime API.
class AwsClientsTest : public QObject {
    Q_OBJECT

    QString nodeClient(QString& reason) {
        for (const char* tool : {"npm", "node", "cmake", "make", "autoreconf", "libtoolize"}) {
            if (QStandardPaths::findExecutable(QLatin1String(tool)).isEmpty()) {
                reason = QStringLiteral("there is no ") + QLatin1String(tool);
                return {};
            }
        }
        return installed(QStringLiteral("nodejs"), QStringLiteral(R"(
            npm install --ignore-scripts --no-audit --no-fund --fetch-retries=0 \
                --fetch-timeout=30000 aws-lambda-ric@3.3.0
            cd node_modules/aws-lambda-ric
            export PATH="$PWD/../.bin:$PATH" MAKEFLAGS=-j2
            [ ! -e /usr/include/node/node_api.h ] || export npm_config_nodedir=/usr
            sh scripts/preinstall.sh
            sh scripts/postinstall.sh)"),
                         reason);
    }
    QString pythonClient(QString& reason) {
        return installed(QStringLiteral("python"), QStringLiteral(R"(
            version=$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
            python3 -m pip install --quiet --retries 0 --timeout 15 --only-binary :all: \
                --python-version "$version" --target python awslambdaric)"),
                         reason);
    }

    /// An environment whose bootstrap is the client, with its first question asked.
    void startNode(const std::string& code) {
        startWhenThere("aws-lambda-ric", &AwsClientsTest::nodeClient,
                       "#!/bin/sh\nexec node /opt/node_modules/aws-lambda-ric/bin/index.mjs "
                       "index.handler\n",
                       {"index.js", code});
    }
    void startPython(const std::string& code) {
        startWhenThere("awslambdaric", &AwsClientsTest::pythonClient,
                       "#!/bin/sh\nPYTHONPATH=/opt/python exec /usr/bin/python3 -m awslambdaric "
                       "index.handler\n",
                       {"index.py", code});
    }
    void startWhenThere(const char* name, QString (AwsClientsTest::*install)(QString&),
                        const std::string& bootstrap,
                        const std::pair<std::string, std::string>& file) {
        QString reason;
        const QString client = (this->*install)(reason);
        if (client.isEmpty())
            QSKIP(qPrintable(
                QStringLiteral("%1 cannot be installed: %2").arg(QLatin1String(name), reason)));
        start(client, bootstrap, file);
    }
    void start(const QString& client, const std::string& bootstrap,
               const std::pair<std::string, std::string>& file) {
        m_process = std::make_unique<Process>(m_real.factory, "provided.al2023",
                                              Files{{"bootstrap", bootstrap}, file});
        m_process->revision->layerFolders = {client.toStdString()};
        m_process->start();
        QVERIFY(waitFor([&] { return m_process->told.nexts > 0 || m_process->told.exit; }));
    }
    bool runs() const { return m_process && m_process->told.nexts > 0; }

private slots:
    void initTestCase() {
        QVERIFY(kPatience);
        if (!hasNamespaces())
            QSKIP(kNoNamespaces); // they look for /var/task
    }
    void cleanup() { m_process.reset(); }

    void check1_nodesClientEchoesOneEventAfterTheOther() {
        startNode("exports.handler = async (event, context) => ({ event, "
                  "id: context.awsRequestId, arn: context.invokedFunctionArn, "
                  "left: context.getRemainingTimeInMillis() > 1000, "
                  "trace: process.env._X_AMZN_TRACE_ID });");
        if (!m_process)
            return;
        QVERIFY2(runs(), m_process->logText().c_str());
        for (int i = 1; i <= 20; ++i) {
            const std::string number = std::to_string(i);
            QCOMPARE(m_process->invoke("{\"n\":" + number + "}", "request-" + number),
                     "{\"event\":{\"n\":" + number + "},\"id\":\"request-" + number +
                         "\",\"arn\":\"arn:aws:lambda:us-east-1:123456789012:function:probe\","
                         "\"left\":true,\"trace\":\"Root=1-00000000-000000000000000000000000;"
                         "Parent=0;Sampled=0\"}");
        }
    }

    void nodesClientReportsErrorsAndGoesOn() {
        startNode("exports.handler = async (event) => { console.log('seen', event); "
                  "throw new RangeError('far'); };");
        if (!m_process)
            return;
        QVERIFY2(runs(), m_process->logText().c_str());
        for (int i = 0; i < 2; ++i) {
            const json::Value error = parsed(m_process->invoke("1"));
            QCOMPARE(error["errorType"].toString(), std::string("RangeError"));
            QCOMPARE(error["errorMessage"].toString(), std::string("far"));
            QCOMPARE(error["trace"].at(0).toString(), std::string("RangeError: far"));
        }
        QVERIFY(m_process->logText().find("\trequest-1\tINFO\tseen 1\n") != std::string::npos);
    }

    void nodesClientReportsAFailedInit() {
        startNode("throw new TypeError('no');");
        if (!m_process)
            return;
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        QVERIFY(m_process->told.initError.has_value());
        QCOMPARE(parsed(m_process->told.initError->body)["errorType"].toString(),
                 std::string("TypeError"));
        QCOMPARE(m_process->told.exit->code, 129);
    }

    void nodesClientStreams() {
        startNode("exports.handler = awslambda.streamifyResponse(async (event, stream) => {"
                  "  const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });"
                  "  out.write('first,'); await new Promise(setImmediate); out.end('last');"
                  "});");
        if (!m_process)
            return;
        QVERIFY2(runs(), m_process->logText().c_str());
        const std::string whole =
            std::string("{\"statusCode\":201}") + std::string(8, '\0') + "first,last";
        QCOMPARE(m_process->invoke("{}"), whole);
        QCOMPARE(m_process->invoke("{}", "request-2"), whole);
    }

    void nodesClientSaysInTheTrailersThatAStreamFailed() {
        startNode("exports.handler = awslambda.streamifyResponse(async (event, stream) => {"
                  "  stream.write('first'); await new Promise((r) => setTimeout(r, 5));"
                  "  throw new RangeError('far');"
                  "});");
        if (!m_process)
            return;
        QVERIFY2(runs(), m_process->logText().c_str());
        const json::Value error = parsed(m_process->invoke("{}"));
        QCOMPARE(error["errorMessage"].toString(), std::string("far"));
    }

    void nodesClientHearsThatAResponseIsTooLarge() {
        startNode("exports.handler = async (n) => 'x'.repeat(n);");
        if (!m_process)
            return;
        QVERIFY2(runs(), m_process->logText().c_str());
        QVERIFY(m_process->invoke("6291557").find("Function.ResponseSizeTooLarge") !=
                std::string::npos);
    }

    void check1_pythonsClientEchoesOneEventAfterTheOther() {
        startPython("def handler(event, context):\n"
                    "    return [event, context.aws_request_id, context.invoked_function_arn,\n"
                    "            context.get_remaining_time_in_millis() > 1000]\n");
        if (!m_process)
            return;
        QVERIFY2(runs(), m_process->logText().c_str());
        for (int i = 1; i <= 20; ++i) {
            const std::string number = std::to_string(i);
            QCOMPARE(m_process->invoke("{\"n\":" + number + "}", "request-" + number),
                     "[{\"n\": " + number + "}, \"request-" + number +
                         "\", \"arn:aws:lambda:us-east-1:123456789012:function:probe\", true]");
        }
    }

    void pythonsClientReportsErrorsAndGoesOn() {
        startPython("def handler(event, context):\n    raise ValueError('far')\n");
        if (!m_process)
            return;
        QVERIFY2(runs(), m_process->logText().c_str());
        for (int i = 0; i < 2; ++i) {
            const json::Value error = parsed(m_process->invoke("1"));
            QCOMPARE(error["errorType"].toString(), std::string("ValueError"));
            QCOMPARE(error["errorMessage"].toString(), std::string("far"));
            QCOMPARE(error["requestId"].toString(), std::string("request-1"));
            QVERIFY(!error["stackTrace"].items().empty());
        }
    }

    void pythonsClientReportsAFailedInit() {
        startPython("raise Exception('Runtime startup fails')\n");
        if (!m_process)
            return;
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        QVERIFY(m_process->told.initError.has_value());
        QCOMPARE(parsed(m_process->told.initError->body)["errorMessage"].toString(),
                 std::string("Runtime startup fails"));
        QCOMPARE(m_process->told.exit->code, 1);
    }

private:
    tests::RealProcesses m_real;
    std::unique_ptr<Process> m_process;
};

QTEST_GUILESS_MAIN(AwsClientsTest)
#include "tst_awsclients.moc"
