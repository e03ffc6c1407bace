#include "widgets/dataplane/testspanel.h"

#include "engine/workspace/samples.h"
#include "tests/support/sizescase.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

using namespace ws;
using models::TestsModel;

namespace {

constexpr int kPatience = 60'000;

QStringList names(std::initializer_list<const char*> all) {
    QStringList out;
    for (const char* each : all)
        out << QString::fromUtf8(each);
    return out;
}

} // namespace

/// The panel over a real engine.
class TestTestsPanel : public QObject {
    Q_OBJECT

    struct Stage {
        Stage()
            : panel(feed, selection, theme)
            , tester(&panel.model(), QAbstractItemModelTester::FailureReportingMode::QtTest) {
            panel.resize(900, 400);
            panel.show();
        }
        void put(const char* name, const QByteArray& text) const {
            const QString path = dir.filePath(QLatin1String(name));
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        }
        QByteArray read(const char* name) const {
            QFile file(dir.filePath(QLatin1String(name)));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
        /// "a: Passed" per test.
        QStringList outcomes() {
            QStringList out;
            const TestsModel& model = panel.model();
            for (int file = 0; file < model.rowCount(); ++file) {
                const QModelIndex parent = model.index(file, 0);
                for (int row = 0; row < model.rowCount(parent); ++row)
                    out << model.index(row, 0, parent).data(Qt::AccessibleTextRole).toString();
            }
            return out;
        }

        QTemporaryDir dir;
        theme::Theme theme;
        feed::EngineFeed feed;
        feed::Selection selection;
        dataplane::TestsPanel panel;
        QAbstractItemModelTester tester;
    };

    static constexpr const char* kMachine =
        R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}})";

    void openMachine(Stage& stage, const QByteArray& tests) {
        stage.put("statemachines/m.asl.json", kMachine);
        if (!tests.isEmpty())
            stage.put("statemachines/m.mocks.json", tests);
        stage.feed.open(stage.dir.path());
        QTRY_VERIFY_WITH_TIMEOUT(!stage.feed.snapshot().root.empty(), kPatience);
    }

private Q_SLOTS:
    void testsRunAndSayWhatDiffered() {
        Stage stage;
        openMachine(stage, R"({"Tests":{"good":{"Input":{"a":1},"Expect":{"Output":{"a":1}}},
                                        "bad":{"Input":{"a":1},"Expect":{"Output":{"a":2}}}}})");
        QTRY_COMPARE_WITH_TIMEOUT(stage.outcomes(), names({"good: Not run", "bad: Not run"}),
                                  kPatience);
        QSignalSpy told(&stage.panel, &dataplane::TestsPanel::told);
        stage.panel.runAll();
        QVERIFY(stage.panel.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!stage.panel.isRunning(), kPatience);
        QCOMPARE(stage.outcomes(), names({"good: Passed", "bad: Failed"}));
        QCOMPARE(told.size(), 1);
        stage.panel.view().setCurrentIndex(stage.panel.model().indexOf("m", "bad"));
        const auto* differences = stage.panel.findChild<QLabel*>(QStringLiteral("differences"));
        QVERIFY(differences->text().contains(QStringLiteral("/a")));
    }

    /// The file that the command line is tested with.
    void goal39_allRunWithTheirMocksPathsAndChecks() {
        Stage stage;
        stage.put("statemachines/sizes.asl.json", tests::kSizesMachine);
        stage.put("statemachines/sizes.mocks.json", tests::kSizesTests);
        stage.feed.open(stage.dir.path());
        QTRY_COMPARE_WITH_TIMEOUT(stage.outcomes().size(), 5, kPatience);
        const auto buttons = stage.panel.findChildren<QPushButton*>();
        const auto all = std::ranges::find_if(buttons, [](const QPushButton* button) {
            return button->text() == QLatin1String("Run all");
        });
        QVERIFY(all != buttons.end());
        (*all)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!stage.panel.isRunning(), kPatience);
        QCOMPARE(stage.outcomes(),
                 names({"nine is large: Passed", "closed: Passed", "another path: Failed",
                        "another output: Failed", "another check: Failed"}));
        stage.panel.view().setCurrentIndex(stage.panel.model().indexOf("sizes", "another path"));
        const auto* differences = stage.panel.findChild<QLabel*>(QStringLiteral("differences"));
        QVERIFY(differences->text().contains(QStringLiteral("Small")));
    }

    void onlyTheSelectedOneRuns() {
        Stage stage;
        openMachine(stage, R"({"Tests":{"one":{},"two":{}}})");
        QTRY_VERIFY_WITH_TIMEOUT(stage.outcomes().size() == 2, kPatience);
        stage.panel.view().setCurrentIndex(stage.panel.model().indexOf("m", "two"));
        stage.panel.runSelected();
        QTRY_VERIFY_WITH_TIMEOUT(!stage.panel.isRunning(), kPatience);
        QCOMPARE(stage.outcomes(), names({"one: Not run", "two: Passed"}));
    }

    void stoppingLeavesTheRestAsItWas() {
        Stage stage;
        stage.put("statemachines/m.asl.json",
                  R"({"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":3600,"End":true}}})");
        stage.put("statemachines/m.mocks.json", R"({"Tests":{"long":{},"next":{}}})");
        stage.feed.open(stage.dir.path());
        QTRY_VERIFY_WITH_TIMEOUT(stage.outcomes().size() == 2, kPatience);
        stage.panel.runAll();
        QTRY_VERIFY_WITH_TIMEOUT(!stage.feed.recorder().executions().empty(), kPatience);
        stage.panel.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!stage.panel.isRunning(), kPatience);
        QCOMPARE(stage.outcomes(), names({"long: Failed", "next: Not run"}));
    }

    void aBrokenFileSaysWhereItIsBroken() {
        Stage stage;
        openMachine(stage, R"({"Tests":{"T":{"Expects":{}}}})");
        QTRY_VERIFY_WITH_TIMEOUT(stage.panel.model().rowCount() == 1, kPatience);
        const QModelIndex file = stage.panel.model().index(0, 0);
        QVERIFY(file.data(Qt::ToolTipRole).toString().contains(QStringLiteral("/Tests/T/Expects")));
        stage.panel.view().setCurrentIndex(file);
        const auto* differences = stage.panel.findChild<QLabel*>(QStringLiteral("differences"));
        QVERIFY(differences->text().contains(QStringLiteral("/Tests/T/Expects")));
    }

    void aFileThatChangesIsReadAgainAndKeepsWhatPassed() {
        Stage stage;
        openMachine(stage, R"({"Tests":{"one":{}}})");
        QTRY_VERIFY_WITH_TIMEOUT(stage.outcomes().size() == 1, kPatience);
        stage.panel.runAll();
        QTRY_VERIFY_WITH_TIMEOUT(!stage.panel.isRunning(), kPatience);
        stage.put("statemachines/m.mocks.json", R"({"Tests":{"one":{},"two":{}}})");
        QTRY_COMPARE_WITH_TIMEOUT(stage.outcomes(), names({"one: Passed", "two: Not run"}),
                                  kPatience);
    }

    void aRunBecomesATestThatPasses() {
        Stage stage;
        openMachine(stage, {});
        workspace::ExecuteRequest request;
        request.machine = "m";
        request.input = R"({"n":7})";
        stage.feed.execute(request, &stage.panel, {});
        QTRY_VERIFY_WITH_TIMEOUT(!stage.feed.recorder().executions().empty() &&
                                     stage.feed.recorder().executions().front().isOver(),
                                 kPatience);
        feed::Selection::Content content;
        content.machine = QStringLiteral("m");
        stage.selection.set(content);
        QSignalSpy opened(&stage.panel, &dataplane::TestsPanel::openRequested);
        QTimer::singleShot(0, this, [] {
            auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            dialog->setTextValue(QStringLiteral("일곱"));
            dialog->accept();
        });
        stage.panel.makeTest();
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.front().front().toString(), QStringLiteral("statemachines/m.mocks.json"));
        QVERIFY(stage.read("statemachines/m.mocks.json").contains("일곱"));
        QTRY_VERIFY_WITH_TIMEOUT(stage.outcomes().size() == 1, kPatience);
        stage.panel.runAll();
        QTRY_VERIFY_WITH_TIMEOUT(!stage.panel.isRunning(), kPatience);
        QCOMPARE(stage.outcomes(), QStringList{QStringLiteral("일곱: Passed")});
    }
};

QTEST_MAIN(TestTestsPanel)
#include "tst_testspanel.moc"
