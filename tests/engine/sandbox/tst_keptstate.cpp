#include "tests/support/processfixture.h"

#include "engine/json/value.h"
#include "engine/sandbox/interpreter.h"
#include "tests/support/machine.h"

using namespace ws;
using namespace ws::tests;

namespace {
using Files = std::vector<std::pair<std::string, std::string>>;
} // namespace

/// What our runtimes tell of the state that outlives an invoke.
class KeptStateTest : public QObject {
    Q_OBJECT

    void run(const char* runtime, const Files& files) {
        m_process = std::make_unique<Process>(m_real.factory, runtime, files);
        QVERIFY2(m_process->startAndWait(), m_process->logText().c_str());
        m_process->invoke("{}");
    }
    json::Value state() {
        const std::size_t told = m_process->told.states.size();
        const int nexts = m_process->told.nexts;
        if (!m_process->backend->requestState().ok())
            return {};
        if (!waitFor([&] { return m_process->told.states.size() > told; }))
            return {};
        if (m_process->told.nexts != nexts)
            return {}; // the question after it is no end of an invoke
        const auto value = json::Value::parse(m_process->told.states.back());
        return value.ok() ? *value : json::Value();
    }
    /// "count int 2; names list ['a']": the values in their order.
    static std::string valuesOf(const json::Value& state) {
        std::string text;
        for (const json::Value& each : state["values"].items())
            text += (text.empty() ? "" : "; ") + each["name"].toString() + " " +
                    each["type"].toString() + " " + each["value"].toString();
        return text;
    }

private slots:
    void initTestCase() {
        if (!isInstalled("python3"))
            QSKIP("python3 is not installed");
        if (!hasNamespaces())
            QSKIP(kNoNamespaces); // each test wants a /tmp of its own
    }
    void cleanup() { m_process.reset(); }

    void pythonTellsTheGlobalsOfItsModule() {
        run("python3.12", {{"index.py", R"(import os
from collections import deque
count = 0
names = []
class Pool:
    pass
def helper():
    pass
def handler(event, context):
    global count
    count += 1
    names.append("a")
    with open("/tmp/cache.txt", "w") as out:
        out.write("12345")
)"}});
        const json::Value first = state();
        QCOMPARE(valuesOf(first), std::string("count int 1; names list ['a']"));
        QCOMPARE(first["values"].at(0)["scope"].toString(), std::string("index"));
        QVERIFY(first["runtime"].toString().starts_with("python3."));
        QCOMPARE(first["files"].dump(), std::string("[{\"path\":\"/tmp/cache.txt\",\"size\":5}]"));
        m_process->invoke("{}", "request-2");
        QCOMPARE(valuesOf(state()), std::string("count int 2; names list ['a', 'a']"));
    }

    void longAndBrokenValuesAreCut() {
        run("python3.12", {{"index.py", R"(text = "x" * 1000000
class Broken:
    def __repr__(self):
        raise ValueError("no")
broken = Broken()
def handler(event, context):
    pass
)"}});
        const json::Value kept = state();
        QCOMPARE(kept["values"].items().size(), std::size_t{2});
        QVERIFY(kept["values"].at(0)["value"].toString().size() <= 200);
        QVERIFY(kept["values"].at(1)["value"].toString().size() <= 200);
        QCOMPARE(m_process->invoke("{}"), std::string("null")); // and it goes on
    }

    void nodeTellsWhatItsHandlerClosesOver_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("CommonJS") << QByteArray("index.js")
                                  << QByteArray("const fs = require('fs');\nexports.handler =");
        QTest::newRow("ES module") << QByteArray("index.mjs")
                                   << QByteArray("import fs from 'fs';\nexport const handler =");
    }
    void nodeTellsWhatItsHandlerClosesOver() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, head);
        if (!isInstalled("node"))
            QSKIP("node is not installed");
        run("nodejs20.x", {{name.toStdString(), "let count = 0; const names = new Map();\n"
                                                "function helper() {}\n" +
                                                    head.toStdString() +
                                                    " async () => { helper(); count += 1;\n"
                                                    "  names.set('a', count);\n"
                                                    "  fs.mkdirSync('/tmp/in', {recursive: true});"
                                                    "  fs.writeFileSync('/tmp/in/cache', '123');"
                                                    "\n};\n"}});
        const json::Value first = state();
        QCOMPARE(valuesOf(first), std::string("count number 1; names Map Map(1) { 'a' => 1 }"));
        QCOMPARE(first["files"].dump(), std::string("[{\"path\":\"/tmp/in/cache\",\"size\":3}]"));
        m_process->invoke("{}", "request-2");
        QCOMPARE(valuesOf(state()), std::string("count number 2; names Map Map(1) { 'a' => 2 }"));
    }

    void rubyTellsGlobalsAndConstants() {
        if (sandbox::findRuby("ruby3.3").program.empty())
            QSKIP("Ruby is not installed (Debian package ruby)");
        run("ruby3.3", {{"index.rb", "$count = 0\nNAMES = []\nclass Pool; end\n"
                                     "def handler(event:, context:)\n  $count += 1\n"
                                     "  NAMES << 'a'\n  @seen = true\n"
                                     "  File.write('/tmp/cache', '1234')\nend\n"}});
        const json::Value first = state();
        QCOMPARE(valuesOf(first),
                 std::string("$count Integer 1; @seen TrueClass true; NAMES Array [\"a\"]"));
        QCOMPARE(first["files"].dump(), std::string("[{\"path\":\"/tmp/cache\",\"size\":4}]"));
        QCOMPARE(m_process->invoke("{}"), std::string("4"));
    }

    void aFrozenEnvironmentThawsToTell() {
        run("python3.12", {{"index.py", "n = 7\ndef handler(e, c):\n    pass\n"}});
        m_process->backend->freeze();
        QCOMPARE(valuesOf(state()), std::string("n int 7"));
        m_process->backend->freeze();
        QCOMPARE(m_process->invoke("{}"), std::string("null"));
    }

    void anEventThatComesMeanwhileIsServed() {
        run("python3.12", {{"index.py", "n = 7\ndef handler(e, c):\n    return e\n"}});
        QVERIFY(m_process->backend->requestState().ok());
        QCOMPARE(m_process->invoke("8"), std::string("8"));
        QCOMPARE(m_process->told.states.size(), std::size_t{1});
    }

    void foreignRuntimesAreNotAsked() {
        m_process = std::make_unique<Process>(m_real.factory, "provided.al2023",
                                              Files{{"bootstrap", R"(#!/bin/bash
IFS=: read -r host port <<< "$AWS_LAMBDA_RUNTIME_API"
exec 3<> "/dev/tcp/$host/$port"
printf 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: a\r\n\r\n' >&3
sleep 100
)"}});
        QVERIFY2(m_process->startAndWait(), m_process->logText().c_str());
        const base::Status asked = m_process->backend->requestState();
        QVERIFY(!asked.ok());
        QCOMPARE(asked.error().code, std::string("sandbox.state.notSupported"));
    }

private:
    tests::RealProcesses m_real;
    std::unique_ptr<Process> m_process;
};

QTEST_GUILESS_MAIN(KeptStateTest)
#include "tst_keptstate.moc"
