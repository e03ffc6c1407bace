#include "tests/support/processfixture.h"

#include "engine/json/value.h"
#include "engine/sandbox/interpreter.h"
#include "tests/support/machine.h"

#include <QRegularExpression>

using namespace ws;
using namespace ws::tests;

namespace {
using Files = std::vector<std::pair<std::string, std::string>>;

} // namespace

/// What our Ruby runtime does with handlers, and what handlers see.
class RubyRuntimeTest : public QObject {
    Q_OBJECT

    void prepare(const std::string& code, const char* handler = "index.handler") {
        m_process = std::make_unique<Process>(m_real.factory, "ruby3.3", Files{{"index.rb", code}},
                                              handler);
    }
    std::string run(const std::string& code, const std::string& event = "{}",
                    const char* handler = "index.handler") {
        prepare(code, handler);
        if (!m_process->startAndWait())
            return "did not start: " + m_process->logText();
        return m_process->invoke(event);
    }

private slots:
    void initTestCase() {
        if (sandbox::findRuby("ruby3.3").program.empty())
            QSKIP("Ruby is not installed (Debian package ruby)");
    }
    void cleanup() { m_process.reset(); }

    void eventsAreAnsweredOneAfterTheOther() {
        QCOMPARE(run("$n = 0\ndef handler(event:, context:)\n  { n: $n += 1, got: event }\nend\n",
                     "{\"a\":[1,2.5,null,\"é\"]}"),
                 std::string("{\"n\":1,\"got\":{\"a\":[1,2.5,null,\"é\"]}}"));
        QCOMPARE(m_process->invoke("\"x\""), std::string("{\"n\":2,\"got\":\"x\"}"));
        QCOMPARE(run("def handler(event:, context:)\nend\n"), std::string("null"));
    }

    void handlersMayBeMethodsOfClasses() {
        QCOMPARE(run("module Shop\n  class Till\n    def self.ring(event:, context:)\n      "
                     "event['sum']\n    end\n  end\nend\n",
                     "{\"sum\":3}", "index.Shop::Till.ring"),
                 std::string("3"));
    }

    void whatIsReadableIsSentAsItIs() {
        QCOMPARE(run("require 'stringio'\ndef handler(event:, context:)\n  "
                     "StringIO.new('not json')\nend\n"),
                 std::string("not json"));
    }

    void contextsHaveTheServicesFields() {
        QCOMPARE(run("def handler(event:, context:)\n  [context.function_name, "
                     "context.function_version, context.invoked_function_arn, "
                     "context.memory_limit_in_mb, context.aws_request_id, context.log_group_name, "
                     "context.get_remaining_time_in_millis > 0, context.client_context, "
                     "ENV['AWS_EXECUTION_ENV']]\nend\n"),
                 std::string("[\"probe\",\"$LATEST\",\"arn:aws:lambda:us-east-1:123456789012:"
                             "function:probe\",\"256\",\"request-1\",\"/aws/lambda/probe\",true,"
                             "null,\"AWS_Lambda_ruby3.3\"]"));
    }

    void anErrorHasTheServicesShape() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces);
        const json::Value error =
            parsed(run("def handler(event:, context:)\n  puts 'Processing event...'\n  [1, 2, "
                       "3].first('two')\nend\n"));
        QCOMPARE(error["errorMessage"].toString(),
                 std::string("no implicit conversion of String into Integer"));
        QCOMPARE(error["errorType"].toString(), std::string("Function<TypeError>"));
        const auto frames = error["stackTrace"].items();
        QCOMPARE(frames.size(), std::size_t{2}); // none of the runtime's own
        QVERIFY(frames[0].toString().starts_with("/var/task/index.rb:3:in "));
        QVERIFY(frames[1].toString().starts_with("/var/task/index.rb:3:in "));
        QVERIFY2(
            m_process->logMatches("^Processing event...\nError raised from handler method\n\\{\n  "
                                  "\"errorMessage\": \"no implicit"),
            m_process->logText().c_str());
        QCOMPARE(m_process->told.log.size(), std::size_t{3});
        QCOMPARE(m_process->invoke("{}").substr(0, 1), std::string("!")); // and it lives
    }

    void aMissingNameEndsTheRuntime() {
        const json::Value error = parsed(run("def handler(event:, context:)\n  nothing\nend\n"));
        QCOMPARE(error["errorType"].toString(), std::string("Function<NameError>"));
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        QCOMPARE(m_process->told.exit->code, 255);
        QCOMPARE(parsed(run("def other\nend\n"))["errorType"].toString(),
                 std::string("Function<NoMethodError>"));
    }

    void faultsOfInitHaveTheirNames_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("handler");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no file") << QByteArray() << QByteArray("nothing.handler")
                                 << QByteArray("Init<LoadError>")
                                 << QByteArray("cannot load such file -- nothing");
        QTest::newRow("no library")
            << QByteArray("require 'gone'") << QByteArray("index.handler")
            << QByteArray("Init<LoadError>") << QByteArray("cannot load such file -- gone");
        QTest::newRow("no name") << QByteArray("Gone") << QByteArray("index.handler")
                                 << QByteArray("Init<NameError>")
                                 << QByteArray("uninitialized constant Gone");
        QTest::newRow("syntax") << QByteArray("def handler(") << QByteArray("index.handler")
                                << QByteArray("Init<SyntaxError>") << QByteArray();
        QTest::newRow("raises") << QByteArray("raise 'no'") << QByteArray("index.handler")
                                << QByteArray("Init<RuntimeError>") << QByteArray("no");
        QTest::newRow("no method") << QByteArray() << QByteArray("index")
                                   << QByteArray("Init<ArgumentError>") << QByteArray();
    }
    void faultsOfInitHaveTheirNames() {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, handler);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, message);
        prepare(code.toStdString(), handler.constData());
        m_process->start();
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        QCOMPARE(m_process->told.exit->code, 252);
        QVERIFY2(m_process->told.initError, m_process->logText().c_str());
        const json::Value error = parsed(m_process->told.initError->body);
        QCOMPARE(error["errorType"].toString(), type.toStdString());
        if (!message.isEmpty())
            QCOMPARE(error["errorMessage"].toString(), message.toStdString());
        QVERIFY(m_process->logText().starts_with("Init error when loading handler " +
                                                 handler.toStdString() + "\n{\n"));
    }

    void loggersWriteTheServicesLines() {
        run("require 'logger'\ndef handler(event:, context:)\n  log = Logger.new($stdout)\n  "
            "log.info(\"one\\ntwo\")\n  log.warn('three')\nend\n");
        QVERIFY2(m_process->logMatches("^I, \\[[\\dT:.-]+ #\\d+\\]  INFO request-1 -- : one\ntwo\n"
                                       "W, \\[[\\dT:.-]+ #\\d+\\]  WARN request-1 -- : three\n$"),
                 m_process->logText().c_str());
        QCOMPARE(m_process->told.log.size(), std::size_t{2});
    }

    void loggersWriteJsonAndFilterIt() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces);
        prepare("require 'logger'\ndef handler(event:, context:)\n  log = Logger.new($stdout, "
                "progname: 'till')\n  log.info('not this')\n  log.warn('low')\n  begin\n    1 / "
                "0\n  rescue => e\n    log.error(e)\n  end\nend\n");
        m_process->revision->configuration.logging = {function::LogFormat::Json, "WARN", "", ""};
        QVERIFY(m_process->startAndWait());
        m_process->invoke("{}");
        const auto& log = m_process->told.log;
        QCOMPARE(log.size(), std::size_t{2});
        const json::Value warning = parsed(log[0]);
        QCOMPARE(warning["level"].toString(), std::string("WARN"));
        QCOMPARE(warning["message"].toString(), std::string("low"));
        QCOMPARE(warning["logger"].toString(), std::string("till"));
        QCOMPARE(warning["requestId"].toString(), std::string("request-1"));
        QCOMPARE(parsed(log[1])["errorType"].toString(), std::string("ZeroDivisionError"));
        QVERIFY(parsed(log[1])["location"].toString().starts_with("/var/task/index.rb:"));
    }

    void gemsComeInWhenSomethingNeedsThem() {
        prepare("require 'greeting'\ndef handler(event:, context:)\n  [Greeting::WORD, "
                "$LOADED_FEATURES.any? { |each| each.end_with?('rubygems.rb') }]\nend\n");
        m_process->write("vendor/bundle/ruby/3.3.0/specifications/greeting-1.0.gemspec",
                         "Gem::Specification.new { |s| s.name = 'greeting'; s.version = '1.0'; "
                         "s.summary = 'g'; s.authors = ['a']; s.files = ['lib/greeting.rb'] }\n");
        m_process->write("vendor/bundle/ruby/3.3.0/gems/greeting-1.0/lib/greeting.rb",
                         "module Greeting\n  WORD = 'hi'\nend\n");
        QVERIFY2(m_process->startAndWait(), m_process->logText().c_str());
        QCOMPARE(m_process->invoke("{}"), std::string("[\"hi\",true]"));
    }

private:
    tests::RealProcesses m_real;
    std::unique_ptr<Process> m_process;
};

QTEST_GUILESS_MAIN(RubyRuntimeTest)
#include "tst_rubyruntime.moc"
