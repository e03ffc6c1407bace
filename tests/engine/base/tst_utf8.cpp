#include "engine/base/utf8.h"

#include <QTest>

using ws::base::keepHead;
using ws::base::keepTail;
using ws::base::repairedUtf8;

class Utf8Test : public QObject {
    Q_OBJECT
private slots:
    void textStaysAsItIs() {
        const std::string text = "caf\xc3\xa9 \xf0\x9f\x98\x80\n" + std::string(1, '\0');
        QCOMPARE(repairedUtf8(text), text);
    }

    void whatIsNoTextIsReplaced() {
        QCOMPARE(repairedUtf8("a\xff"
                              "b"),
                 std::string("a\xef\xbf\xbd"
                             "b"));
        // A lone surrogate, and a character cut short.
        QVERIFY(repairedUtf8("\xed\xa0\xbd").find("\xef\xbf\xbd") == 0);
        QVERIFY(repairedUtf8("x\xea\xb0").find("x\xef\xbf\xbd") == 0);
    }

    void aTailBeginsWithAWholeCharacter() {
        std::string text = "ab\xea\xb0\x80"
                           "cd";
        keepTail(text, 7);
        QCOMPARE(text.size(), 7U);
        keepTail(text, 4);
        QCOMPARE(text, std::string("cd"));
        keepTail(text, 1);
        QCOMPARE(text, std::string("d"));
    }

    void aHeadEndsWithAWholeCharacter() {
        std::string text = "ab\xea\xb0\x80"
                           "cd";
        keepHead(text, 7);
        QCOMPARE(text.size(), 7U);
        keepHead(text, 4);
        QCOMPARE(text, std::string("ab"));
        keepHead(text, 0);
        QVERIFY(text.empty());
    }
};

QTEST_GUILESS_MAIN(Utf8Test)
#include "tst_utf8.moc"
