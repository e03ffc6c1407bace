#include "engine/workspace/samples.h"
#include "widgets/inspector/keptstateview.h"

#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <optional>

using namespace ws;

namespace {

/// A cold start on a machine that does other things as well.
constexpr int kPatience = 60'000;

using Answer = base::Result<fleet::InvokeResult>;

} // namespace

class TestKeptStateView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("needs python3");
    }

    void theCounterOfALaneGrowsAndANewLaneBeginsAnew() {
        QTemporaryDir dir;
        theme::Theme theme;
        feed::EngineFeed feed;
        inspector::KeptStateView view(feed, theme);
        const auto copied =
            workspace::copySample("cold-and-warm", dir.filePath(QStringLiteral("w")).toStdString());
        feed.open(QString::fromStdString(*copied));
        QTRY_VERIFY_WITH_TIMEOUT(feed.snapshot().function("counter"), kPatience);
        auto* tree = view.findChild<QTreeWidget*>();
        auto* inspect = view.findChild<QPushButton*>();
        const auto invoke = [&] {
            const fleet::InvokeRequest request{"counter", "{}"};
            std::optional<Answer> answer;
            feed.invoke(request, &view, [&](const Answer& result) { answer = result; });
            [&] { QTRY_VERIFY_WITH_TIMEOUT(answer, kPatience); }();
            return (*answer)->environment;
        };
        const auto countOf = [&](int column) {
            const auto found = tree->findItems(QStringLiteral("count"), Qt::MatchExactly, 0);
            return found.isEmpty() ? QString() : found.first()->text(column);
        };
        const auto read = [&](base::EnvironmentId environment) {
            view.setEnvironment(environment);
            inspect->click();
            [&] { QTRY_VERIFY_WITH_TIMEOUT(inspect->isEnabled(), kPatience); }();
            return countOf(1);
        };
        const base::EnvironmentId lane = invoke();
        QCOMPARE(read(lane), QStringLiteral("1"));
        QCOMPARE(countOf(2), QString()); // nothing to compare with yet
        QCOMPARE(invoke(), lane);
        QCOMPARE(read(lane), QStringLiteral("2"));
        QCOMPARE(countOf(2), QStringLiteral("1"));
        QCOMPARE(invoke(), lane);
        QCOMPARE(read(lane), QStringLiteral("3"));
        feed.stopEnvironments();
        const base::EnvironmentId other = invoke();
        QVERIFY(other != lane);
        QCOMPARE(read(other), QStringLiteral("1"));
        view.setEnvironment(lane);
        QCOMPARE(countOf(1), QStringLiteral("3")); // what was read of it is still told
    }
};

QTEST_MAIN(TestKeptStateView)
#include "tst_keptstateview.moc"
