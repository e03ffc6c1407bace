#include "engine/fleet/payloadfault.h"

#include <QTest>

using namespace ws;

class TestPayloadFault : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheServicesParserSays_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("fault");
        const auto row = [](const char* name, const char* text, const char* fault) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(fault);
        };
        row("a word", "abc",
            "Unrecognized token 'abc': was expecting (JSON String, Number, Array, Object or token "
            "'null', 'true' or 'false')\n at [Source: (byte[])\"abc\"; line: 1, column: 4]");
        row("a word in an object", "{\"a\":\n nope}",
            "Unrecognized token 'nope': was expecting (JSON String, Number, Array, Object or token "
            "'null', 'true' or 'false')\n at [Source: (byte[])\"{\"a\":\n nope}\"; line: 2, "
            "column: 7]");
        row("a sign", "?",
            "Unexpected character ('?' (code 63)): expected a valid value (JSON String, Number, "
            "Array, Object or token 'null', 'true' or 'false')\n at [Source: (byte[])\"?\"; line: "
            "1, column: 2]");
        row("no UTF-8", "\x99z",
            "Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, "
            "Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: "
            "(byte[])\"\xEF\xBF\xBDz\"; line: 1, column: 2]");
        row("no UTF-8 in a word", "n\x87r",
            "Invalid UTF-8 start byte 0x87\n at [Source: (byte[])\"n\xEF\xBF\xBDr\"; line: 1, "
            "column: 3]");
        row("a control", "\x07",
            "Illegal character ((CTRL-CHAR, code 7)): only regular white space (\\r, \\n, \\t) is "
            "allowed between tokens\n at [Source: (byte[])\"\\u0007\"; line: 1, column: 2]");
        row("an open object", "{\"a\":1",
            "Unexpected end-of-input: expected close marker for Object (start marker at [Source: "
            "(byte[])\"{\"a\":1\"; line: 1, column: 1])\n at [Source: (byte[])\"{\"a\":1\"; line: "
            "1, column: 7]");
        row("a name without quotes", "{a:1}",
            "Unexpected character ('a' (code 97)): was expecting double-quote to start field "
            "name\n at [Source: (byte[])\"{a:1}\"; line: 1, column: 3]");
        row("no comma", "[1 2]",
            "Unexpected character ('2' (code 50)): was expecting comma to separate Array "
            "entries\n at [Source: (byte[])\"[1 2]\"; line: 1, column: 5]");
        const auto value = [](const char* what) {
            return std::string("Unexpected character (") + what;
        };
        row("a closer for a value", "{\"a\":}",
            (value("'}' (code 125)): expected a value\n at [Source: (byte[])\"{\"a\":}\"; line: 1, "
                   "column: 7]"))
                .c_str());
        row("a comma too many", "[1,]",
            (value("']' (code 93)): expected a value\n at [Source: (byte[])\"[1,]\"; line: 1, "
                   "column: 5]"))
                .c_str());
        row("no number", "{\"a\":NaN}",
            "Non-standard token 'NaN': enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS to "
            "allow\n at [Source: (byte[])\"{\"a\":NaN}\"; line: 1, column: 9]");
        row("minus infinity", "-Infinity",
            "Non-standard token '-Infinity': enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS "
            "to allow\n at [Source: (byte[])\"-Infinity\"; line: 1, column: 10]");
        row("a minus alone", "[-]",
            (value("']' (code 93)) in numeric value: expected digit (0-9) to follow minus sign, "
                   "for valid numeric value\n at [Source: (byte[])\"[-]\"; line: 1, column: 4]"))
                .c_str());
        row("a point alone", "[1.]",
            (value("']' (code 93)) in numeric value: Decimal point not followed by a digit\n at "
                   "[Source: (byte[])\"[1.]\"; line: 1, column: 5]"))
                .c_str());
        row("no exponent", "[1e+]",
            (value("']' (code 93)) in numeric value: Exponent indicator not followed by a "
                   "digit\n at [Source: (byte[])\"[1e+]\"; line: 1, column: 6]"))
                .c_str());
        row("a letter after a number", "1x",
            (value("'x' (code 120)): Expected space separating root-level values\n at [Source: "
                   "(byte[])\"1x\"; line: 1, column: 3]"))
                .c_str());
        row("an escape of nothing", "\"\\x\"",
            "Unrecognized character escape 'x' (code 120)\n at [Source: (byte[])\"\"\\x\"\"; line: "
            "1, column: 4]");
        row("an escape without digits", "\"\\u1g\"",
            (value("'g' (code 103)): expected a hex-digit for character escape sequence\n at "
                   "[Source: (byte[])\"\"\\u1g\"\"; line: 1, column: 6]"))
                .c_str());
    }
    void saysWhatTheServicesParserSays() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, fault);
        QCOMPARE(QByteArray::fromStdString(fleet::payloadFault(text.toStdString())), fault);
    }

    void findsNothingInJson() {
        QVERIFY(fleet::payloadFault("{\"a\":[1,-2.5e3,null,true,{\"b\":\"\\u0041\\n\"}]}").empty());
        for (const char* number : {"0", "-0", "0.5 ", "-12E-7", " 1e9\n"})
            QVERIFY2(fleet::payloadFault(number).empty(), number);
    }
};

QTEST_GUILESS_MAIN(TestPayloadFault)
#include "tst_payloadfault.moc"
