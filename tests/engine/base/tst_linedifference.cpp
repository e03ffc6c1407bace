#include "engine/base/linedifference.h"

#include <QTest>

#include <random>
#include <string>

using namespace ws;

namespace {

/// The texts of one letter per line; what is only here as capitals: "aBc / aDc".
QByteArray told(const QByteArray& left, const QByteArray& right) {
    const auto lines = [](const QByteArray& letters) {
        std::string text;
        for (const char letter : letters)
            text += (text.empty() ? std::string() : "\n") + letter;
        return text;
    };
    const auto difference = base::differenceOf(lines(left), lines(right));
    const auto marked = [](QByteArray letters, const std::vector<bool>& only) {
        for (int i = 0; i < letters.size(); ++i) {
            if (only[std::size_t(i)])
                letters[i] = char(letters[i] - 'a' + 'A');
        }
        return letters;
    };
    return marked(left, difference.left) + " / " + marked(right, difference.right);
}

} // namespace

class LineDifferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatTheOtherLacksDiffers_data() {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* left, const char* right, const char* expected) {
            QTest::addRow("%s-%s", left, right)
                << QByteArray(left) << QByteArray(right) << QByteArray(expected);
        };
        row("abc", "abc", "abc / abc");
        row("abc", "adc", "aBc / aDc");
        row("abc", "abxc", "abc / abXc");
        row("abxc", "abc", "abXc / abc");
        row("abcdef", "axcdyf", "aBcdEf / aXcdYf");
        row("abc", "xyz", "ABC / XYZ");
        row("ab", "ba", "Ab / bA");
    }
    void onlyWhatTheOtherLacksDiffers() {
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QTEST(told(left, right), "expected");
    }

    void emptyTextsAreOneEmptyLine() {
        QVERIFY(base::differenceOf("", "").empty());
        const auto difference = base::differenceOf("", "a\nb");
        QCOMPARE(difference.left, std::vector<bool>{true});
        QCOMPARE(difference.right, (std::vector<bool>{true, true}));
    }

    void whatIsLeftOfBothIsTheSame() {
        std::mt19937 random(1);
        const auto letters = [&](int most) {
            QByteArray out;
            for (int i = int(random() % unsigned(most)); i >= 0; --i)
                out += char('a' + random() % 4);
            return out;
        };
        for (int i = 0; i < 2'000; ++i) {
            const QByteArray left = letters(30);
            const QByteArray right = letters(30);
            QByteArray both = told(left, right);
            QByteArray kept[2];
            int side = 0;
            for (const char letter : both) {
                side += letter == '/' ? 1 : 0;
                if (letter >= 'a' && letter <= 'z')
                    kept[side] += letter;
            }
            QCOMPARE(kept[0], kept[1]);
        }
    }

    void textsWithNothingInCommonEndSoon() {
        std::string left;
        std::string right;
        for (int i = 0; i < 20'000; ++i) {
            left += "left " + std::to_string(i) + '\n';
            right += "right " + std::to_string(i) + '\n';
        }
        const auto difference = base::differenceOf("same\n" + left, "same\n" + right);
        QVERIFY(!difference.left[0] && difference.left[1] && difference.left[19'999]);
    }
};

QTEST_APPLESS_MAIN(LineDifferenceTest)
#include "tst_linedifference.moc"
