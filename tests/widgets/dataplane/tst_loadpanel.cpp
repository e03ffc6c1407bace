#include "widgets/dataplane/loadpanel.h"

#include "engine/workspace/samples.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;
using dataplane::LoadPanel;
using fleet::Load;
using models::LoadResultsModel;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 60'000;

} // namespace

/// The panel over a real engine.
class TestLoadPanel : public QObject {
    Q_OBJECT

    struct Stage {
        Stage()
            : panel(feed, selection, theme)
            , tester(&panel.results(), QAbstractItemModelTester::FailureReportingMode::QtTest) {
            panel.resize(800, 400);
            panel.show();
        }
        void openSample() {
            const auto folder = workspace::copySample(
                "cold-and-warm", dir.filePath(QStringLiteral("w")).toStdString());
            feed.open(QString::fromStdString(*folder));
            QTRY_VERIFY_WITH_TIMEOUT(!feed.snapshot().root.empty(), kPatience);
            panel.setFunction(QStringLiteral("counter"));
        }
        /// "20" of the row "Invocations".
        QString figure(const char* name, LoadResultsModel::Column column = LoadResultsModel::Now) {
            for (int row = 0; row < panel.results().rowCount(); ++row) {
                if (panel.results().index(row, 0).data().toString() == QLatin1String(name))
                    return panel.results().index(row, column).data().toString();
            }
            return {};
        }

        QString tip(const char* name) {
            for (int row = 0; row < panel.results().rowCount(); ++row) {
                const auto index = panel.results().index(row, 0);
                if (index.data().toString() == QLatin1String(name))
                    return index.data(Qt::ToolTipRole).toString();
            }
            return {};
        }

        QTemporaryDir dir;
        theme::Theme theme;
        feed::EngineFeed feed;
        feed::Selection selection;
        LoadPanel panel;
        QAbstractItemModelTester tester;
    };

private Q_SLOTS:
    void aRealLoadIsSentAndMeasured() {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("python3 is not installed");
        Stage stage;
        stage.openSample();
        stage.panel.form().setLoad({Load::Kind::Steady, 1, 20, 0, 500ms});
        QCOMPARE(stage.panel.chart().arrivals(), std::int64_t(10));
        stage.panel.start();
        QVERIFY(stage.panel.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!stage.panel.isRunning(), kPatience);
        QCOMPARE(stage.figure("Invocations"), QStringLiteral("10"));
        QCOMPARE(stage.figure("Failed"), QStringLiteral("0"));
        QVERIFY(!stage.figure("Latency p99").isEmpty());
        QVERIFY(stage.panel.statusText().startsWith(QStringLiteral("Done: 10 invocations")));
    }

    void theLoadBeforeStandsBesideTheNext() {
        Stage stage;
        stage.openSample();
        stage.panel.setWhere(LoadPanel::Where::Simulated);
        stage.panel.setDuration(QStringLiteral("100ms"));
        for (const int count : {100, 200}) {
            stage.panel.form().setLoad({Load::Kind::Burst, count, 0, 0, base::Duration{0}});
            stage.panel.start();
            QTRY_VERIFY_WITH_TIMEOUT(!stage.panel.isRunning(), kPatience);
        }
        QCOMPARE(stage.figure("Invocations"), QStringLiteral("200"));
        QCOMPARE(stage.figure("Invocations", LoadResultsModel::Before), QStringLiteral("100"));
        QCOMPARE(stage.figure("Invocations", LoadResultsModel::Change), QStringLiteral("+100 %"));
        QVERIFY(stage.figure("Cold starts").startsWith(QStringLiteral("100")));
    }

    void tenantsSendItWhereTheyAreIsolated() {
        Stage stage;
        stage.openSample();
        const auto field = [&]() -> QSpinBox* {
            for (auto* box : stage.panel.findChildren<QSpinBox*>()) {
                if (box->accessibleName() == QLatin1String("Tenants") && box->isVisible())
                    return box;
            }
            return nullptr;
        };
        QVERIFY(!field());
        QFile file(stage.dir.filePath(QStringLiteral("w/functions/counter/function.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"Runtime":"python3.12","Handler":"counter.handler",
            "TenancyConfig":{"TenantIsolationMode":"PER_TENANT"}})");
        file.close();
        QTRY_VERIFY_WITH_TIMEOUT(field(), kPatience);
        field()->setValue(7);
        stage.panel.setWhere(LoadPanel::Where::Simulated);
        stage.panel.setDuration(QStringLiteral("1ms"));
        stage.panel.form().setLoad({Load::Kind::Steady, 1, 50, 0, 20s});
        stage.panel.start();
        QTRY_VERIFY_WITH_TIMEOUT(!stage.panel.isRunning(), kPatience);
        QVERIFY(stage.tip("Cold starts").contains(QStringLiteral("Cold: first of this tenant: 6")));
    }

    void aSimulationOfAnHourCanBeStopped() {
        Stage stage;
        stage.openSample();
        stage.panel.setWhere(LoadPanel::Where::Simulated);
        stage.panel.setDuration(QStringLiteral("lognormal:100ms:50ms"));
        stage.panel.form().setLoad({Load::Kind::Poisson, 1, 5'000, 0, 10h});
        stage.panel.start();
        QTRY_VERIFY_WITH_TIMEOUT(!stage.figure("Invocations").isEmpty(), kPatience);
        stage.panel.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!stage.panel.isRunning(), kPatience);
        QVERIFY(!stage.figure("Invocations").isEmpty());
    }

    void whatCannotBeSimulatedIsSaid() {
        Stage stage;
        stage.openSample();
        stage.panel.setWhere(LoadPanel::Where::Simulated);
        stage.panel.start();
        QVERIFY(!stage.panel.isRunning());
        QVERIFY(stage.panel.statusText().contains(QStringLiteral("counter")));
        stage.panel.setDuration(QStringLiteral("soon"));
        stage.panel.start();
        QVERIFY(stage.panel.statusText().contains(QStringLiteral("soon")));
    }

    void aShapeThatIsNoneIsSaidAtOnce() {
        Stage stage;
        stage.openSample();
        stage.panel.form().setLoad({Load::Kind::Trace, 1, 0, 0, base::Duration{0}});
        QVERIFY(stage.panel.statusText().contains(QStringLiteral("trace")));
        QCOMPARE(stage.panel.chart().arrivals(), std::int64_t(0));
        auto* path = stage.panel.form().findChild<QLineEdit*>(QStringLiteral("trace"));
        QFile trace(stage.dir.filePath(QStringLiteral("t.csv")));
        QVERIFY(trace.open(QIODevice::WriteOnly));
        trace.write("time\n0\n0.5\noops\n");
        trace.close();
        path->setText(trace.fileName());
        Q_EMIT path->editingFinished();
        QVERIFY(stage.panel.statusText().contains(QStringLiteral("oops")));
        QVERIFY(trace.open(QIODevice::WriteOnly | QIODevice::Truncate));
        trace.write("time\n0\n0.5\n3\n");
        trace.close();
        Q_EMIT path->editingFinished();
        QCOMPARE(stage.panel.chart().arrivals(), std::int64_t(3));
        QVERIFY(stage.panel.statusText().isEmpty());
    }

    void withoutFunctionsNothingCanStart() {
        Stage stage;
        stage.panel.start();
        QVERIFY(!stage.panel.isRunning());
    }
};

QTEST_MAIN(TestLoadPanel)
#include "tst_loadpanel.moc"
