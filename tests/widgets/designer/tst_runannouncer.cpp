#include "widgets/designer/runannouncer.h"

#include <QStringList>
#include <QTest>

using namespace ws;
using designer::RunAnnouncer;
using designer::RunState;
using telemetry::HistoryEvent;
using telemetry::HistoryEventType;

namespace {

/// A run that goes on when it is told to.
struct Run {
    RunState state;
    RunAnnouncer announcer{state};
    QStringList heard;
    std::int64_t next = 1;

    Run() {
        QObject::connect(&announcer, &RunAnnouncer::told,
                         [this](const QString& text) { heard << text; });
    }
    void event(HistoryEventType type, const std::string& name = {}) {
        HistoryEvent event;
        event.id = next++;
        event.previousId = event.id - 1;
        event.type = type;
        event.name = name;
        state.apply(event);
        announcer.follow(QStringLiteral("run · Running"));
    }
    void pass(const std::string& name) {
        event(HistoryEventType::PassStateEntered, name);
        event(HistoryEventType::PassStateExited, name);
    }
};

} // namespace

class tst_RunAnnouncer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal49_whatHappenedIsSaidWithItsStatus() {
        Run run;
        run.event(HistoryEventType::ExecutionStarted);
        run.pass("First");
        run.event(HistoryEventType::TaskStateEntered, "결제");
        run.announcer.tell();
        QCOMPARE(run.heard,
                 QStringList(QStringLiteral("run · Running. First: Succeeded, 결제: Running")));
    }

    void goal49_aThousandEventsAreOneAnnouncement() {
        Run run;
        run.event(HistoryEventType::ExecutionStarted);
        for (int state = 0; state < 500; ++state)
            run.pass("S" + std::to_string(state));
        QVERIFY(run.heard.isEmpty());
        run.announcer.tell();
        QCOMPARE(run.heard.size(), 1);
        QVERIFY2(run.heard[0].contains(QStringLiteral("S499: Succeeded")),
                 qPrintable(run.heard[0]));
        QVERIFY2(run.heard[0].contains(QStringLiteral("496")), qPrintable(run.heard[0]));
        QVERIFY(run.heard[0].size() < 200);
    }

    void goal49_itIsSaidByItselfOnceTheMomentIsOver() {
        Run run;
        run.event(HistoryEventType::ExecutionStarted);
        run.pass("First");
        QTRY_COMPARE(run.heard.size(), 1);
    }

    void whatWasSaidIsNotSaidAgain() {
        Run run;
        run.event(HistoryEventType::ExecutionStarted);
        run.pass("First");
        run.announcer.tell();
        run.announcer.follow(QStringLiteral("run · Running"));
        run.announcer.tell();
        run.announcer.tell();
        QCOMPARE(run.heard.size(), 1);
        run.announcer.follow(QStringLiteral("run · Succeeded"));
        run.announcer.tell();
        QCOMPARE(run.heard.last(), QStringLiteral("run · Succeeded"));
    }

    void aRunOfThePastIsNoNews() {
        Run run;
        run.event(HistoryEventType::ExecutionStarted);
        run.pass("First");
        run.announcer.startOver();
        run.announcer.tell();
        QCOMPARE(run.heard, QStringList(QStringLiteral("run · Running")));
    }
};

QTEST_MAIN(tst_RunAnnouncer)
#include "tst_runannouncer.moc"
