#include "engine/statemachine/integration.h"

#include <QTest>

using namespace ws::statemachine;

class IntegrationTest : public QObject {
    Q_OBJECT

private slots:
    void whatTheServiceHasIsKnown_data();
    void whatTheServiceHasIsKnown();
    void everySdkActionMayWaitForATokenButForNoJob();
    void requiredMembersAreNamed();
};

void IntegrationTest::whatTheServiceHasIsKnown_data() {
    using Problem = IntegrationProblem;
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<int>("problem");
    const auto row = [](const char* resource, Problem problem) {
        QTest::newRow(resource) << QByteArray("arn:aws:states:::") + resource
                                << static_cast<int>(problem);
    };
    row("lambda:invoke", Problem::None);
    row("lambda:invoke.waitForTaskToken", Problem::None);
    row("lambda:invoke.sync", Problem::WrongPattern);
    row("states:startExecution.sync:2", Problem::None);
    row("states:startExecution.waitForTaskToken", Problem::None);
    row("glue:startJobRun.sync", Problem::None);
    row("glue:startJobRun.sync:2", Problem::WrongPattern);
    row("dynamodb:putItem", Problem::None);
    row("dynamodb:putItem.waitForTaskToken", Problem::WrongPattern);
    row("dynamodb:query", Problem::UnknownAction);
    row("ecs:runTask.waitForTaskToken", Problem::None);
    row("teapot:brew", Problem::UnknownService);
    row("lambda", Problem::UnknownAction);
}

void IntegrationTest::whatTheServiceHasIsKnown() {
    QFETCH(QByteArray, resource);
    QFETCH(int, problem);
    QCOMPARE(static_cast<int>(integrationProblem(parseIntegration(resource.toStdString()))),
             problem);
}

void IntegrationTest::everySdkActionMayWaitForATokenButForNoJob() {
    const auto problem = [](const char* action) {
        return integrationProblem(
            parseIntegration(std::string("arn:aws:states:::aws-sdk:ec2:") + action));
    };
    QCOMPARE(problem("runInstances"), IntegrationProblem::None);
    QCOMPARE(problem("runInstances.waitForTaskToken"), IntegrationProblem::None);
    QCOMPARE(problem("runInstances.sync"), IntegrationProblem::WrongPattern);
    QCOMPARE(problem(""), IntegrationProblem::UnknownAction);
}

void IntegrationTest::requiredMembersAreNamed() {
    const auto* action =
        findOptimisedAction(parseIntegration("arn:aws:states:::sqs:sendMessage.waitForTaskToken"));
    QVERIFY(action);
    QCOMPARE(action->required, (std::vector<std::string_view>{"QueueUrl", "MessageBody"}));
    QVERIFY(!findOptimisedAction(parseIntegration("arn:aws:states:::aws-sdk:sqs:sendMessage")));
    QVERIFY(!findOptimisedAction(parseIntegration("resize")));
}

QTEST_GUILESS_MAIN(IntegrationTest)
#include "tst_integration.moc"
