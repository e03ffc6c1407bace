#include "engine/base/reason.h"
#include "widgets/theme/messages.h"
#include "widgets/theme/messagetable.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;

class TestMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void argumentsStandWhereTheTextNamesThem() {
        const QString text = theme::message({"file.notFound", {{"path", "/w/a.py"}}});
        QVERIFY(text.contains(QStringLiteral("/w/a.py")));
        QVERIFY(!text.contains(u'{'));
    }

    void anUnknownCodeIsShownWithItsArguments() {
        const QString text = theme::message({"nobody.knows", {{"what", "this"}}});
        QVERIFY(text.contains(QStringLiteral("nobody.knows")));
        QVERIFY(text.contains(QStringLiteral("what = this")));
    }

    void anErrorThatIsTheReasonOfAnotherHasItsWordsAndItsReasons() {
        const base::Error damaged = base::withReason({"journal.damaged", {{"offset", "5"}}},
                                                     {"journal.entry", "an entry is not known"});
        const QString text = theme::message(base::withReason(
            {"history.notResumed", {{"name", "orders"}}}, base::Reason::ofError(damaged)));
        QVERIFY2(text.contains(QStringLiteral("orders")), qPrintable(text));
        QVERIFY2(text.contains(theme::message(damaged)), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("an entry is not known")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("journal.")) && !text.contains(u'{'),
                 qPrintable(text));
    }

    void everyCodeHasOneSentenceAtLeast() {
        for (const std::string_view code : theme::messageCodes()) {
            const char* text = theme::messageText(code);
            QVERIFY(text != nullptr);
            QVERIFY2(std::string_view(text).size() > 15, std::string(code).c_str());
        }
    }

    void durationsChooseTheirUnit() {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(theme::durationText(830us), QStringLiteral("830 µs"));
        QCOMPARE(theme::durationText(1'234us), QStringLiteral("1.23 ms"));
        QCOMPARE(theme::durationText(12'340us), QStringLiteral("12.3 ms"));
        QCOMPARE(theme::durationText(1'530ms), QStringLiteral("1.53 s"));
        QCOMPARE(theme::durationText(125s), QStringLiteral("2 min 5 s"));
    }

    void everyEnumeratorHasAName() {
        for (int i = 0; i <= int(telemetry::Phase::Gone); ++i)
            QVERIFY(!theme::phaseName(telemetry::Phase(i)).isEmpty());
        for (int i = 0; i < int(telemetry::kStartReasonCount); ++i) {
            QVERIFY(!theme::startReasonName(telemetry::StartReason(i)).isEmpty());
            QVERIFY(!theme::startReasonExplanation(telemetry::StartReason(i)).isEmpty());
        }
        for (int i = 0; i <= int(telemetry::ThrottleReason::CallerRateLimitExceeded); ++i)
            QVERIFY(!theme::throttleReasonName(telemetry::ThrottleReason(i)).isEmpty());
        for (int i = 0; i <= int(telemetry::ThrottleCause::TenantEnvironments); ++i)
            QVERIFY(!theme::throttleExplanation(telemetry::ThrottleCause(i), 1, 2).isEmpty());
        const QString rate =
            theme::throttleExplanation(telemetry::ThrottleCause::RequestRate, 20, 30);
        QVERIFY(rate.contains(QStringLiteral("20")) && rate.contains(QStringLiteral("30")));
        for (int i = 0; i <= int(telemetry::InvocationStatus::Refused); ++i)
            QVERIFY(!theme::invocationStatusName(telemetry::InvocationStatus(i)).isEmpty());
        for (int i = 0; i <= int(telemetry::ExecutionStatus::Aborted); ++i)
            QVERIFY(!theme::executionStatusName(telemetry::ExecutionStatus(i)).isEmpty());
    }
};

QTEST_MAIN(TestMessages)
#include "tst_messages.moc"
