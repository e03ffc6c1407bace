#include "engine/service/statesarn.h"

#include <QTest>

using namespace ws::service;

namespace {

const std::string kPrefix = "arn:aws:states:us-east-1:123456789012:";

std::string reason(const std::string& text, StatesArn::Kind kind) {
    const auto arn = StatesArn::parse(text, kind);
    return arn ? "accepted" : arn.error().message;
}

} // namespace

class TestStatesArn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMachineIsTakenApart() {
        const auto arn = StatesArn::parse(kPrefix + "stateMachine:orders/each:7");
        QVERIFY(arn.ok());
        QCOMPARE(arn->machine, std::string("orders"));
        QCOMPARE(arn->label, std::string("each"));
        QCOMPARE(arn->qualifier, std::string("7"));
        QVERIFY(arn->isVersion() && !arn->isAlias());
        QCOMPARE(arn->machineArn(), kPrefix + "stateMachine:orders");
    }

    void anAliasIsNoNumber() {
        QVERIFY(StatesArn::parse(kPrefix + "stateMachine:orders:PROD")->isAlias());
        QVERIFY(!StatesArn::parse(kPrefix + "stateMachine:orders")->isAlias());
    }

    void anExpressExecutionHasTwoNames() {
        const auto arn = StatesArn::parse(kPrefix + "express:orders:name:run");
        QVERIFY(arn.ok());
        QCOMPARE(arn->qualifier, std::string("name"));
        QCOMPARE(arn->run, std::string("run"));
    }

    void whatIsNoneIsRefusedWithTheReason() {
        using Kind = StatesArn::Kind;
        QCOMPARE(reason("orders", Kind::StateMachine),
                 std::string("Invalid Arn: 'Invalid ARN prefix: orders'"));
        QCOMPARE(reason(kPrefix + "activity:a", Kind::StateMachine),
                 std::string("Invalid Arn: 'Resource type not valid in this context: activity'"));
        QVERIFY(reason("arn:aws:sqs:us-east-1:123456789012:q", Kind::StateMachine) != "accepted");
        QVERIFY(reason("arn:aws:states", Kind::StateMachine) != "accepted");
        QVERIFY(reason(kPrefix + "execution:orders", Kind::Execution) != "accepted");
        QVERIFY(reason(kPrefix + "stateMachine:", Kind::StateMachine) != "accepted");
    }
};

QTEST_GUILESS_MAIN(TestStatesArn)
#include "tst_statesarn.moc"
