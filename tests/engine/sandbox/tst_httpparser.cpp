#include "engine/sandbox/httpparser.h"

#include <QTest>

using ws::sandbox::HttpParser;
using ws::sandbox::HttpRequest;
using State = HttpParser::State;

namespace {
/// Feeds `text` in pieces of `step` bytes until something comes of it.
State feedInSteps(HttpParser& parser, const std::string& text, std::size_t step) {
    State state = State::NeedMore;
    for (std::size_t at = 0; at < text.size() && state == State::NeedMore; at += step) {
        std::string_view piece = std::string_view(text).substr(at, step);
        state = parser.feed(piece);
    }
    return state;
}
} // namespace

class HttpParserTest : public QObject {
    Q_OBJECT
private slots:
    void aRequestIsTheSameInWhateverPiecesItComes() {
        const std::string text = "POST /a%20b?c HTTP/1.1\r\nHost: x\r\nX-Two:  spaced out \r\n"
                                 "Content-Length: 5\r\n\r\nhello";
        for (std::size_t step = 1; step <= text.size(); ++step) {
            HttpParser parser{HttpParser::Limits{}};
            QCOMPARE(feedInSteps(parser, text, step), State::Complete);
            const HttpRequest request = parser.take();
            QCOMPARE(request.method, std::string("POST"));
            QCOMPARE(request.target, std::string("/a%20b?c"));
            QCOMPARE(std::string(request.header("x-two")), std::string("spaced out"));
            QCOMPARE(request.body, std::string("hello"));
            QVERIFY(request.keepAlive);
            QVERIFY(!parser.busy());
        }
    }

    void chunksAndTrailersBecomeOneBody() {
        const std::string text = "POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n"
                                 "4;ext=1\r\nWiki\r\nA\r\n0123456789\r\n0\r\n"
                                 "Error-Type: Function.Bad\r\n\r\n";
        for (std::size_t step = 1; step <= text.size(); ++step) {
            HttpParser parser{HttpParser::Limits{}};
            QCOMPARE(feedInSteps(parser, text, step), State::Complete);
            const HttpRequest request = parser.take();
            QVERIFY(request.chunked);
            QCOMPARE(request.body, std::string("Wiki0123456789"));
            QCOMPARE(std::string(request.trailer("error-type")), std::string("Function.Bad"));
        }
    }

    void pipelinedRequestsComeOneByOne() {
        HttpParser parser{HttpParser::Limits{}};
        std::string_view bytes = "GET /one HTTP/1.1\r\n\r\nGET /two HTTP/1.0\r\n\r\nGET /thr";
        QCOMPARE(parser.feed(bytes), State::Complete);
        QCOMPARE(parser.take().target, std::string("/one"));
        QCOMPARE(parser.feed(bytes), State::Complete);
        const HttpRequest second = parser.take();
        QCOMPARE(second.target, std::string("/two"));
        QVERIFY(!second.keepAlive);
        QCOMPARE(parser.feed(bytes), State::NeedMore);
        QVERIFY(parser.busy());
    }

    void aClientThatWaitsIsToldToContinueOnce() {
        HttpParser parser{HttpParser::Limits{}};
        std::string_view head =
            "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        QCOMPARE(parser.feed(head), State::Headers);
        QCOMPARE(parser.feed(head), State::NeedMore);
        std::string_view body = "ok";
        QCOMPARE(parser.feed(body), State::Complete);
        QCOMPARE(parser.take().body, std::string("ok"));
    }

    void whatIsAmbiguousIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const char* text, int status) {
            QTest::newRow(name) << QByteArray(text) << status;
        };
        row("two lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
            400);
        row("length and chunks",
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
        row("signed length", "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n", 400);
        row("endless length", "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            400);
        row("unknown coding", "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501);
        row("folded line", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 400);
        row("space before colon", "GET / HTTP/1.1\r\nA : b\r\n\r\n", 400);
        row("nothing but a word", "HELLO\r\n\r\n", 400);
        row("other version", "GET / HTTP/2.0\r\n\r\n", 505);
        row("bad chunk", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400);
        row("chunk that is longer than it says",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", 400);
        row("other expectation", "GET / HTTP/1.1\r\nExpect: tea\r\n\r\n", 417);
    }
    void whatIsAmbiguousIsRefused() {
        QFETCH(QByteArray, text);
        QFETCH(int, status);
        HttpParser parser{HttpParser::Limits{}};
        std::string_view bytes(text.data(), static_cast<std::size_t>(text.size()));
        QCOMPARE(parser.feed(bytes), State::Bad);
        QCOMPARE(parser.errorStatus(), status);
    }

    void limitsHoldWithoutKeepingWhatIsBeyondThem() {
        HttpParser heads(HttpParser::Limits{.head = 100, .body = 10});
        const std::string endless(1000, 'a');
        std::string_view bytes = endless;
        QCOMPARE(heads.feed(bytes), State::Bad);
        QCOMPARE(heads.errorStatus(), 431);

        HttpParser bodies(HttpParser::Limits{.head = 100, .body = 10});
        std::string_view body = "POST / HTTP/1.1\r\nContent-Length: 15\r\n\r\n0123456789abcde";
        QCOMPARE(bodies.feed(body), State::Complete);
        const HttpRequest request = bodies.take();
        QVERIFY(request.bodyTooLarge);
        QCOMPARE(request.body, std::string("0123456789"));
    }
};

QTEST_GUILESS_MAIN(HttpParserTest)
#include "tst_httpparser.moc"
