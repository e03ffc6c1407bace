#include "engine/sandbox/lifecycle.h"

#include <QTest>

using namespace ws;
using sandbox::Trigger;
using telemetry::Phase;

Q_DECLARE_METATYPE(ws::telemetry::Phase)
Q_DECLARE_METATYPE(ws::sandbox::Trigger)

namespace {

constexpr Phase kPhases[]{Phase::Starting,       Phase::Init,     Phase::Restore,
                          Phase::Idle,           Phase::Invoke,   Phase::Reset,
                          Phase::SuppressedInit, Phase::Shutdown, Phase::Gone};
constexpr Trigger kTriggers[]{
    Trigger::ProcessStarted, Trigger::InitSucceeded, Trigger::InitFailed,
    Trigger::InvokeStarted,  Trigger::InitRestarted, Trigger::InvokeFinished,
    Trigger::InvokeFailed,   Trigger::ProcessLost,   Trigger::EndOrdered,
    Trigger::ProcessGone,    Trigger::RestoreStarted};

QByteArray rowName(Phase from, Trigger trigger) {
    return QByteArray::number(int(from)) + '-' + QByteArray::number(int(trigger));
}

} // namespace

class TestLifecycle : public QObject {
    Q_OBJECT

private slots:
    void everyArrowLeadsWhereItSays_data() {
        QTest::addColumn<Phase>("from");
        QTest::addColumn<Trigger>("trigger");
        QTest::addColumn<Phase>("to");
        const auto row = [](Phase from, Trigger trigger, Phase to) {
            QTest::newRow(rowName(from, trigger).constData()) << from << trigger << to;
        };
        row(Phase::Starting, Trigger::ProcessStarted, Phase::Init);
        row(Phase::Starting, Trigger::EndOrdered, Phase::Shutdown);
        row(Phase::Init, Trigger::InitSucceeded, Phase::Idle);
        row(Phase::Init, Trigger::InitFailed, Phase::Reset);
        row(Phase::Init, Trigger::EndOrdered, Phase::Shutdown);
        row(Phase::Starting, Trigger::RestoreStarted, Phase::Restore);
        row(Phase::Restore, Trigger::InitSucceeded, Phase::Idle);
        row(Phase::Restore, Trigger::InitFailed, Phase::Reset);
        row(Phase::Restore, Trigger::EndOrdered, Phase::Shutdown);
        row(Phase::Idle, Trigger::InvokeStarted, Phase::Invoke);
        row(Phase::Idle, Trigger::ProcessLost, Phase::Reset);
        row(Phase::Idle, Trigger::EndOrdered, Phase::Shutdown);
        row(Phase::Invoke, Trigger::InvokeFinished, Phase::Idle);
        row(Phase::Invoke, Trigger::InvokeFailed, Phase::Reset);
        row(Phase::Invoke, Trigger::EndOrdered, Phase::Shutdown);
        row(Phase::Reset, Trigger::InitRestarted, Phase::SuppressedInit);
        row(Phase::Reset, Trigger::EndOrdered, Phase::Shutdown);
        row(Phase::SuppressedInit, Trigger::InvokeStarted, Phase::Invoke);
        row(Phase::SuppressedInit, Trigger::InitFailed, Phase::Reset);
        row(Phase::SuppressedInit, Trigger::EndOrdered, Phase::Shutdown);
        row(Phase::Shutdown, Trigger::ProcessGone, Phase::Gone);
    }
    void everyArrowLeadsWhereItSays() {
        QFETCH(Phase, from);
        QFETCH(Trigger, trigger);
        QFETCH(Phase, to);
        QVERIFY(sandbox::lifecycle().next(from, trigger) == to);
    }

    void whatIsNotDeclaredIsDenied() {
        const auto& arrows = sandbox::lifecycle().arrows();
        QCOMPARE(arrows.size(), std::size_t(21));
        int denied = 0;
        for (const Phase from : kPhases) {
            for (const Trigger trigger : kTriggers) {
                const bool declared =
                    std::any_of(arrows.begin(), arrows.end(), [&](const auto& arrow) {
                        return arrow.from == from && arrow.trigger == trigger;
                    });
                QCOMPARE(sandbox::lifecycle().next(from, trigger).has_value(), declared);
                denied += declared ? 0 : 1;
            }
        }
        QCOMPARE(denied, 9 * 11 - 21);
    }

    void nothingLeavesGoneAndOnlyGoneFollowsShutdown() {
        for (const Trigger trigger : kTriggers) {
            QVERIFY(!sandbox::lifecycle().next(Phase::Gone, trigger));
            const auto afterShutdown = sandbox::lifecycle().next(Phase::Shutdown, trigger);
            QVERIFY(!afterShutdown || afterShutdown == Phase::Gone);
        }
    }

    void everyPhaseCanEnd() {
        for (const Phase from : kPhases) {
            if (from != Phase::Shutdown && from != Phase::Gone)
                QVERIFY(sandbox::lifecycle().next(from, Trigger::EndOrdered) == Phase::Shutdown);
        }
    }
};

QTEST_GUILESS_MAIN(TestLifecycle)
#include "tst_lifecycle.moc"
