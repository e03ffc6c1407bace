#include "widgets/theme/emptystate.h"

#include <QImage>
#include <QTest>

using namespace ws;
using theme::EmptyState;

namespace {

/// Rows of the picture that hold ink, as [first, last] of each block of rows.
QList<QPair<int, int>> lines(EmptyState& state) {
    QImage image(state.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    state.render(&image, {}, {}, QWidget::DrawChildren);
    QList<QPair<int, int>> blocks;
    bool inside = false;
    for (int y = 0; y < image.height(); ++y) {
        bool ink = false;
        for (int x = 0; x < image.width(); ++x)
            ink = ink || qGray(image.pixel(x, y)) < 200;
        if (ink && !inside)
            blocks += {y, y};
        if (ink)
            blocks.last().second = y;
        inside = ink;
    }
    return blocks;
}

} // namespace

class TestEmptyState : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWordsStandInTheMiddle() {
        EmptyState state(nullptr);
        state.resize(400, 300);
        state.setText(QStringLiteral("HHH\nHHH"));
        const auto drawn = lines(state);
        QCOMPARE(drawn.size(), 2);
        const int middle = (drawn.first().first + drawn.last().second) / 2;
        QVERIFY2(qAbs(middle - 150) <= 4, qPrintable(QString::number(middle)));
    }
    void theHeadlineIsLargerThanWhatFollows() {
        EmptyState state(nullptr);
        state.resize(400, 300);
        state.setText(QStringLiteral("HHH.\nHHH"));
        const auto drawn = lines(state);
        QCOMPARE(drawn.size(), 2);
        QVERIFY(drawn[0].second - drawn[0].first > drawn[1].second - drawn[1].first);
    }
    void oneLineHasNoHeadline() {
        EmptyState state(nullptr);
        state.resize(400, 300);
        state.setText(QStringLiteral("HHH"));
        QCOMPARE(lines(state).size(), 1);
        QCOMPARE(state.text(), QStringLiteral("HHH")); // as assistive technology reads it
    }
    void narrowItNeedsMoreHeight() {
        EmptyState state(nullptr);
        state.setText(QStringLiteral("Nothing logged yet.\nInvoke a function: START, END, REPORT "
                                     "and what it prints appear here while it runs."));
        QVERIFY(state.heightForWidth(160) > state.heightForWidth(400));
        state.resize(160, state.heightForWidth(160));
        const auto drawn = lines(state);
        QVERIFY(drawn.first().first > 0 && drawn.last().second < state.height() - 1);
    }
};

QTEST_MAIN(TestEmptyState)
#include "tst_emptystate.moc"
