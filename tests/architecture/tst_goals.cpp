#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

/// Each goal of the designer is shown by a test whose name begins with its number:
/// `goal7_aCanvasEdit...`.
class TestGoals : public QObject {
    Q_OBJECT

    QSet<int> m_shown;
    QStringList m_withZero;

private Q_SLOTS:
    void initTestCase() {
        static const QRegularExpression slot(QStringLiteral("void (goal(\\d+)_\\w+)\\("));
        QDirIterator files(QStringLiteral(WARMSTART_SOURCE_DIR "/tests"),
                           {QStringLiteral("tst_*.cpp")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto matches = slot.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                const QRegularExpressionMatch match = matches.next();
                m_shown.insert(match.captured(2).toInt());
                if (match.captured(2).startsWith(u'0'))
                    m_withZero << match.captured(1);
            }
        }
    }

    void theNumberIsWrittenWithoutALeadingZero() { QCOMPARE(m_withZero.join(u'\n'), QString()); }

    void eachGoalOfTheDesignerHasATest_data() {
        QTest::addColumn<int>("goal");
        const std::pair<int, int> ranges[] = {{2, 9},   {15, 15}, {18, 21},
                                              {23, 41}, {47, 52}, {56, 56}};
        for (const auto& [first, last] : ranges) {
            for (int goal = first; goal <= last; ++goal)
                QTest::addRow("G%02d", goal) << goal;
        }
    }
    void eachGoalOfTheDesignerHasATest() {
        QFETCH(const int, goal);
        QVERIFY2(m_shown.contains(goal), "no test begins with its number");
    }
};

QTEST_GUILESS_MAIN(TestGoals)
#include "tst_goals.moc"
