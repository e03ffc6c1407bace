#include "tests/support/clippedtexts.h"
#include "tests/support/lifecyclestory.h"
#include "tests/support/machine.h"
#include "tests/support/photographs.h"
#include "widgets/charts/concurrencychart.h"
#include "widgets/charts/lifecyclepanel.h"
#include "widgets/feed/playback.h"
#include "widgets/timeline/timelinetext.h"
#include "widgets/timeline/timelineview.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPixmap>
#include <QRegion>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

#include <memory>

using namespace ws;
using namespace std::chrono_literals;

namespace {

/// The panel as the window shows it, on an engine of its own.
struct Stage {
    explicit Stage(theme::Scheme scheme = theme::Scheme::Light, QSize size = {1280, 420}) {
        theme.setScheme(scheme);
        theme.applyTo(*qApp);
        panel = std::make_unique<charts::LifecyclePanel>(feed, selection, theme, nullptr);
        panel->attachPlayback(playback);
        panel->resize(size);
        panel->show();
    }
    void replayExample() { replay(tests::exampleRun(feed.now() - 850ms)); }
    void replay(const std::vector<telemetry::Event>& events) {
        feed.replay(events);
        QCoreApplication::processEvents();
    }
    void save(const QString& name) const { tests::photograph(*panel, name); }
    timeline::TimelineCanvas& canvas() const { return panel->timeline().canvas(); }

    feed::EngineFeed feed;
    feed::Selection selection;
    base::ManualClock clock;
    feed::Playback playback{feed, selection, clock};
    theme::Theme theme;
    std::unique_ptr<charts::LifecyclePanel> panel;
};

constexpr const char* kNotMade = "the translation has not been made yet";

/// The program speaks that language for as long as this lives.
class Spoken {
public:
    explicit Spoken(const QString& language)
        : m_isThere(m_translator.load(QStringLiteral("warmstart_") + language,
                                      QStringLiteral(":/i18n")) ||
                    language == QLatin1String("en")) {
        QCoreApplication::installTranslator(&m_translator);
    }
    bool isThere() const { return m_isThere; }

private:
    QTranslator m_translator;
    bool m_isThere;
};

} // namespace

class TestTimelineView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRestoreLooksDifferentFromAnInit_data() { looksRight_data(); }
    void aRestoreLooksDifferentFromAnInit() {
        QFETCH(bool, dark);
        QFETCH(QString, language);
        const Spoken spoken(language);
        if (!spoken.isThere())
            QSKIP(kNotMade);
        Stage stage(dark ? theme::Scheme::Dark : theme::Scheme::Light);
        stage.replay(tests::snapshotRun(stage.feed.now() - 700ms));
        QCOMPARE(stage.feed.recorder().lanes()[0].reason, telemetry::StartReason::Snapshot);
        QCOMPARE(stage.feed.recorder().lanes()[1].spans[1].phase, telemetry::Phase::Restore);
        stage.save(QStringLiteral("timeline-snapshot-%1-%2")
                       .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"), language));
    }

    void tenantsHaveLanesOfTheirOwn_data() { looksRight_data(); }
    void tenantsHaveLanesOfTheirOwn() {
        QFETCH(bool, dark);
        QFETCH(QString, language);
        const Spoken spoken(language);
        if (!spoken.isThere())
            QSKIP(kNotMade);
        Stage stage(dark ? theme::Scheme::Dark : theme::Scheme::Light);
        auto events = tests::exampleRun(stage.feed.now() - 850ms);
        const char* const tenants[] = {"blue", "green", "a-tenant-with-quite-a-long-name"};
        std::size_t next = 0;
        for (auto& event : events) {
            if (auto* started = std::get_if<telemetry::EnvironmentStarted>(&event.body))
                started->tenantId = tenants[next++ % std::size(tenants)];
        }
        stage.replay(events);
        const auto& lane = stage.feed.recorder().lanes().front();
        QVERIFY(timeline::laneDetails(lane, stage.feed.now()).startsWith(QStringLiteral("blue")));
        QVERIFY(timeline::laneToolTip(lane, 0, stage.feed.now()).contains(QStringLiteral("blue")));
        stage.save(QStringLiteral("timeline-tenants-%1-%2")
                       .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"), language));
    }

    /// Half of a small window, in which the lanes stand beside the log.
    void theToolsFitASmallWindow_data() { looksRight_data(); }
    void theToolsFitASmallWindow() {
        QFETCH(bool, dark);
        QFETCH(QString, language);
        const Spoken spoken(language);
        if (!spoken.isThere())
            QSKIP(kNotMade);
        Stage stage(dark ? theme::Scheme::Dark : theme::Scheme::Light, {430, 420});
        stage.replayExample();
        QVERIFY2(stage.panel->minimumSizeHint().width() <= 430,
                 qPrintable(QString::number(stage.panel->minimumSizeHint().width())));
        for (const QToolButton* button : stage.panel->timeline().findChildren<QToolButton*>()) {
            if (button->isHidden())
                continue;
            const QPoint end = button->mapTo(stage.panel.get(), QPoint(button->width(), 0));
            QVERIFY2(end.x() <= 430 && button->width() >= button->sizeHint().width(),
                     qPrintable(QStringLiteral("%1: %2 of %3 to %4")
                                    .arg(button->accessibleName())
                                    .arg(button->width())
                                    .arg(button->sizeHint().width())
                                    .arg(end.x())));
        }
        stage.save(QStringLiteral("timeline-small-%1-%2")
                       .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"), language));
    }

    void looksRight_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QString>("language");
        for (const bool dark : {false, true}) {
            for (const char* language : {"en", "ko"})
                QTest::addRow("%s-%s", dark ? "dark" : "light", language)
                    << dark << QString::fromLatin1(language);
        }
    }
    void looksRight() {
        QFETCH(bool, dark);
        QFETCH(QString, language);
        const Spoken spoken(language);
        if (!spoken.isThere())
            QSKIP(kNotMade);
        Stage stage(dark ? theme::Scheme::Dark : theme::Scheme::Light);
        stage.replayExample();
        const auto& served = stage.feed.recorder().lanes()[1].served;
        feed::Selection::Content content;
        content.environment = base::EnvironmentId(2);
        content.invocation = served.back();
        stage.selection.set(content);
        stage.panel->timeline().range().setCursor(*stage.feed.recorder().firstEventAt() + 375ms);
        stage.save(QStringLiteral("timeline-%1-%2")
                       .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"), language));
    }

    void thePastSaysThatItIs_data() { looksRight_data(); }
    void thePastSaysThatItIs() {
        QFETCH(bool, dark);
        QFETCH(QString, language);
        const Spoken spoken(language);
        if (!spoken.isThere())
            QSKIP(kNotMade);
        const QString look = QStringLiteral("%1-%2").arg(
            dark ? QStringLiteral("dark") : QStringLiteral("light"), language);
        for (const int width : {1280, 615}) {
            Stage stage(dark ? theme::Scheme::Dark : theme::Scheme::Light, {width, 420});
            stage.replayExample();
            const base::TimePoint first = *stage.feed.recorder().firstEventAt();
            stage.panel->timeline().range().show({first - 40ms, first + 800ms});
            QCoreApplication::processEvents();
            stage.save(QStringLiteral("timeline-now-%1-%2").arg(width).arg(look));
            stage.playback.goToTime(first + 520ms);
            QCoreApplication::processEvents();
            const auto& view = stage.panel->timeline();
            tests::Clipped clipped;
            clipped.lookAt(&view);
            QCOMPARE(clipped.told(), 0);
            for (const QToolButton* button : view.findChildren<QToolButton*>()) {
                QVERIFY(button->width() >= button->sizeHint().width());
                QVERIFY(view.rect().contains(button->geometry()));
            }
            stage.save(QStringLiteral("timeline-past-%1-%2").arg(width).arg(look));
        }
    }

    void aRealRunIsShownLive() {
        if (!tests::isInstalled("python3"))
            QSKIP("python3 is not installed");
        QTemporaryDir folder;
        const QDir functions(folder.filePath(QStringLiteral("functions/counter")));
        QVERIFY(functions.mkpath(QStringLiteral(".")));
        QFile code(functions.filePath(QStringLiteral("lambda_function.py")));
        QVERIFY(code.open(QIODevice::WriteOnly));
        code.write("import time\ncount = 0\ndef lambda_handler(event, context):\n"
                   "    global count\n    count += 1\n    time.sleep(event['seconds'])\n"
                   "    assert not event.get('fail')\n    return count\n");
        code.close();
        QFile configuration(functions.filePath(QStringLiteral("function.json")));
        QVERIFY(configuration.open(QIODevice::WriteOnly));
        configuration.write(
            R"({"Runtime": "python3.11", "Handler": "lambda_function.lambda_handler"})");
        configuration.close();

        Stage stage;
        int answers = 0;
        const auto invoke = [&](const char* payload) {
            stage.feed.invoke({"counter", payload}, stage.panel.get(),
                              [&](const auto&) { ++answers; });
        };
        constexpr int kPatience = 60'000;
        stage.feed.open(folder.path());
        for (const char* payload :
             {R"({"seconds": 0.05})", R"({"seconds": 0.08})", R"({"seconds": 0.03})"})
            invoke(payload);
        QTRY_COMPARE_WITH_TIMEOUT(answers, 3, kPatience);
        invoke(R"({"seconds": 0.04})");
        invoke(R"({"seconds": 0.02, "fail": true})");
        QTRY_COMPARE_WITH_TIMEOUT(answers, 5, kPatience);
        QCOMPARE(stage.canvas().rows().laneCount(), std::size_t(3));
        QVERIFY(stage.panel->timeline().range().visible().contains(
            *stage.feed.recorder().lastEventAt()));
        stage.save(QStringLiteral("timeline-real-run"));
    }

    void anEmptyTimelineSaysWhatToDo() {
        Stage stage;
        stage.save(QStringLiteral("timeline-empty"));
        Stage small(theme::Scheme::Dark, {520, 240});
        QRegion taken;
        for (const QToolButton* button : small.panel->timeline().findChildren<QToolButton*>()) {
            if (button->isHidden())
                continue;
            QVERIFY2(!taken.intersects(button->geometry()), qPrintable(button->accessibleName()));
            taken += button->geometry();
        }
        small.save(QStringLiteral("timeline-empty-small"));
    }

    void manyLanesAndManyInvocationsStayReadable() {
        Stage stage(theme::Scheme::Light, {1000, 480});
        tests::LifecycleStory story(stage.feed.now() - 20s);
        for (int environment = 1; environment <= 40; ++environment) {
            const base::Duration at = environment * 60ms;
            story.start(environment % 3 ? "checkout" : "a-function-with-quite-a-long-name",
                        environment, at, telemetry::StartReason::AllBusy, 9ms, 45ms);
            base::Duration end = story.call({"checkout", environment, at, 20ms});
            for (int i = 0; i < 150; ++i)
                end = story.call({"checkout", environment, end + (3 + i * environment % 170) * 1ms,
                                  (2 + i % 7) * 1ms,
                                  i % 61 == 60 ? telemetry::InvocationStatus::FunctionError
                                               : telemetry::InvocationStatus::Succeeded});
        }
        stage.feed.replay(story.events());
        QCoreApplication::processEvents();
        stage.panel->timeline().range().fitAll();
        stage.save(QStringLiteral("timeline-many"));
        QVERIFY(stage.canvas().width() > stage.canvas().viewport()->width());
        QCOMPARE(stage.panel->chart().plotRect().right(),
                 stage.canvas().viewport()->rect().right());
    }
};

QTEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
