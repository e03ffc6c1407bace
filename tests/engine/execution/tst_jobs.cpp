// The run-a-job pattern (.sync) of a service: it answers when the job is accepted and when it ends.
#include "tests/support/comeback.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using namespace std::chrono_literals;
using json::Value;
using tests::Comeback;
using tests::Workflow;

static std::string job(const std::string& more = {}) {
    return R"({"StartAt":"S","States":{"S":{"Type":"Task",
        "Resource":"arn:aws:states:::glue:startJobRun.sync","Parameters":{"JobName":"j"},
        "End":true)" +
           more + "}}}";
}

namespace {

struct Fixture {
    explicit Fixture(const std::string& definition = job(),
                     std::shared_ptr<JournalSink> journal = {})
        : workflow(definition, "{}", {}, std::move(journal)) {
        workflow.services.offered = {"glue:startJobRun"};
        workflow.settle();
    }
    Fixture& submitted(std::size_t call = 0) {
        workflow.services.reply(call, Value::object({{"JobRunId", "jr-1"}}));
        workflow.settle();
        return *this;
    }
    Fixture& ended(JobEnd::Outcome outcome, const char* state) {
        workflow.services.end(0, outcome, description(state));
        workflow.settle();
        return *this;
    }
    static Value description(const char* state) {
        return Value::object({{"Id", "jr-1"}, {"JobRunState", state}});
    }

    Workflow workflow;
};

} // namespace

class JobsTest : public QObject {
    Q_OBJECT

private slots:
    void theTaskEndsWhenTheJobDoes();
    void aFailedJobFailsTheTask();
    void aJobThatIsRefusedIsAFailedSubmission();
    void aTaskThatTimesOutEndsItsJob();
    void aStoppedExecutionEndsItsJob();
    void aFailedJobIsTriedAgain();
    void aProgramThatComesBackAsksForTheJobAgain();
    void whatHasEndedIsNotAskedForAgain();
    void aJobThatCannotBeHadAgainFailsTheTask();
    void aServiceWithoutJobsSaysSo();
};

void JobsTest::theTaskEndsWhenTheJobDoes() {
    Fixture f;
    QCOMPARE(f.workflow.services.calls[0].request.parameters.dump(),
             std::string(R"({"JobName":"j"})"));
    f.submitted();
    QCOMPARE(f.workflow.end(), std::string("running"));
    QCOMPARE(f.workflow.story(3), std::string("3<2 TaskScheduled\n4<3 TaskStarted\n"
                                              "5<4 TaskSubmitted\n"));
    QVERIFY(f.workflow.details(5).find("jr-1") != std::string::npos);
    f.ended(JobEnd::Outcome::Succeeded, "SUCCEEDED");
    QCOMPARE(f.workflow.end(), std::string(R"(SUCCEEDED {"Id":"jr-1","JobRunState":"SUCCEEDED"})"));
    QCOMPARE(f.workflow.story(6), std::string("6<5 TaskSucceeded\n7<6 TaskStateExited S\n"
                                              "8<7 ExecutionSucceeded\n"));
    QVERIFY(f.workflow.details(6).find(R"("resource":"startJobRun.sync")") != std::string::npos);
}

void JobsTest::aFailedJobFailsTheTask() {
    Fixture f;
    f.submitted().ended(JobEnd::Outcome::Failed, "FAILED");
    QCOMPARE(f.workflow.end(),
             std::string(R"(FAILED States.TaskFailed: {"Id":"jr-1","JobRunState":"FAILED"})"));
    QCOMPARE(f.workflow.story(6), std::string("6<5 TaskFailed\n7<6 ExecutionFailed\n"));
}

void JobsTest::aJobThatIsRefusedIsAFailedSubmission() {
    Fixture f;
    f.workflow.services.fail(0, 400, "EntityNotFoundException", "no such job");
    f.workflow.settle();
    QVERIFY2(f.workflow.end().starts_with("FAILED Glue.EntityNotFoundException"),
             f.workflow.end().c_str());
    QCOMPARE(f.workflow.story(5), std::string("5<4 TaskSubmitFailed\n6<5 ExecutionFailed\n"));
}

void JobsTest::aTaskThatTimesOutEndsItsJob() {
    Fixture f(job(R"(,"TimeoutSeconds":10)"));
    f.submitted();
    QVERIFY(!f.workflow.services.calls[0].abandoned);
    f.workflow.clock.advance(10s);
    QVERIFY(f.workflow.end().starts_with("FAILED States.Timeout"));
    QVERIFY(f.workflow.services.calls[0].abandoned);
}

void JobsTest::aStoppedExecutionEndsItsJob() {
    Fixture f;
    f.submitted();
    f.workflow.executor.stop(f.workflow.id, {}, {});
    f.workflow.settle();
    QVERIFY(f.workflow.services.calls[0].abandoned);
}

void JobsTest::aFailedJobIsTriedAgain() {
    Fixture f(job(R"(,"Retry":[{"ErrorEquals":["States.TaskFailed"]}])"));
    f.submitted().ended(JobEnd::Outcome::Failed, "FAILED");
    f.workflow.clock.advance(1s);
    QCOMPARE(f.workflow.services.calls.size(), 2u);
    f.submitted(1);
    f.workflow.services.end(1, JobEnd::Outcome::Succeeded, Value(1));
    f.workflow.settle();
    QCOMPARE(f.workflow.end(), std::string("SUCCEEDED 1"));
}

void JobsTest::aProgramThatComesBackAsksForTheJobAgain() {
    const auto recorder = std::make_shared<JournalRecorder>();
    Fixture f(job(), recorder);
    f.submitted();
    Comeback back(recorder->journal());
    QCOMPARE(back.settle().services.calls.size(), 1u);
    back.services.reply(0, Value::object({{"JobRunId", "jr-2"}}));
    back.settle();
    QCOMPARE(back.end(), std::string("running"));
    back.services.end(0, JobEnd::Outcome::Succeeded, Value("done"));
    back.settle();
    QCOMPARE(back.end(), std::string("SUCCEEDED \"done\""));
    QVERIFY(back.history().find("jr-2") == std::string::npos);
}

void JobsTest::whatHasEndedIsNotAskedForAgain() {
    const auto recorder = std::make_shared<JournalRecorder>();
    const std::string wait = R"("W":{"Type":"Wait","Seconds":60,"End":true})";
    std::string definition = job();
    definition.replace(definition.find(R"("End":true}}})"), 13, R"("Next":"W"},)" + wait + "}}");
    Fixture f(definition, recorder);
    f.submitted().ended(JobEnd::Outcome::Succeeded, "SUCCEEDED");
    Comeback back(recorder->journal());
    QVERIFY(back.finish().services.calls.empty());
    QVERIFY(back.end().starts_with("SUCCEEDED"));
}

void JobsTest::aJobThatCannotBeHadAgainFailsTheTask() {
    const auto recorder = std::make_shared<JournalRecorder>();
    Fixture f(job(), recorder);
    f.submitted();
    Comeback back(recorder->journal());
    back.settle().services.fail(0, 400, "ConcurrentRunsExceededException", "busy");
    back.settle();
    QVERIFY2(back.end().starts_with("FAILED Glue.ConcurrentRunsExceededException"),
             back.end().c_str());
    QVERIFY(back.history().find("\"TaskFailed\"") != std::string::npos);
}

void JobsTest::aServiceWithoutJobsSaysSo() {
    class Calls : public tests::ScriptedServices {
    public:
        Ticket runJob(const ServiceRequest& request, std::function<void(ServiceReply)> submitted,
                      std::function<void(JobEnd)> ended) override {
            return ServiceInvoker::runJob(request, std::move(submitted), std::move(ended));
        }
    };
    Calls calls;
    std::string code;
    calls.runJob({}, [&](const ServiceReply& reply) { code = reply.code; }, {});
    calls.reply(0, Value::object());
    QCOMPARE(code, std::string("JobNotAwaited"));
}

QTEST_GUILESS_MAIN(JobsTest)
#include "tst_jobs.moc"
