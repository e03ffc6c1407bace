#include "engine/json/yamltext.h"

#include "engine/json/yamldocument.h"

#include <QTest>

#include <random>

using namespace ws::json;

/// What is written is what is read.
class TestYamlText : public QObject {
    Q_OBJECT

    static Value readBack(const Value& value) {
        const std::string text = yamlText(value);
        const auto document = parseYaml(text);
        if (!document) {
            qWarning("%s: line %s: %s", text.c_str(), document.error().arg("line").c_str(),
                     document.error().arg("reason").c_str());
            return "unreadable";
        }
        return document->value(document->root());
    }

    static std::string chanceText(std::mt19937& chance) {
        static const std::vector<std::string> kPieces{
            "a",   "Z",    "0",    "9",    " ",        "\n",       "\t",
            "\r",  ":",    "#",    "-",    "\"",       "'",        "\\",
            "{",   "}",    "[",    "]",    ",",        "&",        "*",
            "!",   "|",    ">",    "%",    "@",        "`",        "?",
            "~",   "null", "true", ".",    "\x7F",     "\xC2\x85", "\xE2\x80\xA8",
            "é",   "한",   "😀",    "${X}", "{% $x %}", "<<",       "\xEF\xBB\xBF",
            "---", "=",    "\x01"};
        std::string text;
        for (auto left = chance() % 7; left > 0; --left)
            text += kPieces[chance() % kPieces.size()];
        return text;
    }

    static Value chanceValue(std::mt19937& chance, int depth) {
        const auto kind = chance() % (depth > 0 ? 9 : 6);
        if (kind == 0)
            return nullptr;
        if (kind == 1)
            return chance() % 2 == 0;
        if (kind == 2)
            return std::int64_t(chance()) - 2'000'000'000;
        if (kind == 3)
            return double(chance()) / 1024;
        if (kind <= 5)
            return chanceText(chance);
        Value container = kind == 6 ? Value::array() : Value::object();
        for (auto left = chance() % 4; left > 0; --left) {
            if (kind == 6)
                container.push(chanceValue(chance, depth - 1));
            else
                container.set(chanceText(chance), chanceValue(chance, depth - 1));
        }
        return container;
    }

private Q_SLOTS:
    void blocksAreIndentedByTwo() {
        const Value value = Value::object(
            {{"StartAt", "A"},
             {"States", Value::object({{"A", Value::object({{"Type", "Pass"}, {"End", true}})}})},
             {"List", Value(Value::Array{1, Value::object({{"x", 1}, {"y", "b: c"}}),
                                         Value(Value::Array{"q"}), Value::array()})}});
        QCOMPARE(yamlText(value), std::string("StartAt: A\n"
                                              "States:\n"
                                              "  A:\n"
                                              "    Type: Pass\n"
                                              "    End: true\n"
                                              "List:\n"
                                              "  - 1\n"
                                              "  - x: 1\n"
                                              "    \"y\": \"b: c\"\n"
                                              "  - - q\n"
                                              "  - []\n"));
    }

    void whatOtherReadersTakeForMoreHasQuotes() {
        for (const char* text : {"on", "No", "2012-10-17", "1_000", "0x1F", "null", "~", ""})
            QCOMPARE(yamlText(Value(text)), "\"" + std::string(text) + "\"\n");
    }

    void linesStayLines() {
        const Value value = Value::object({{"Output", "{% (\n  $a := 1;\n\n  $a\n) %}"}});
        QCOMPARE(yamlText(value),
                 std::string("Output: |-\n  {% (\n    $a := 1;\n\n    $a\n  ) %}\n"));
        QCOMPARE(readBack(value), value);
    }

    void aLongNameIsStillAName() {
        const Value value = Value::object(
            {{std::string(3000, 'k'), Value::object({{"a", Value(Value::Array{1, 2})}})},
             {"b", 1}});
        QCOMPARE(readBack(value), value);
    }

    void whatChanceWritesIsReadBack() {
        std::mt19937 chance(7);
        for (int i = 0; i < 3000; ++i) {
            const Value value = chanceValue(chance, 4);
            const Value back = readBack(value);
            QVERIFY2(back == value && back.dump() == value.dump(), yamlText(value).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestYamlText)
#include "tst_yamltext.moc"
