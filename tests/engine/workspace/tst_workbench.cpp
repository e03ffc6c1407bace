#include "engine/workspace/workbench.h"

#include "engine/base/reason.h"
#include "engine/execution/journal.h"
#include "engine/fleet/lambdaservice.h"
#include "engine/workspace/runhistory.h"
#include "engine/workspace/samples.h"
#include "engine/workspace/textfile.h"
#include "tests/support/bench.h"
#include "tests/support/workflow.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>

using namespace ws;
using namespace ws::workspace;
using telemetry::ExecutionStatus;
using telemetry::HistoryEventType;
using telemetry::StartReason;

namespace {

constexpr int kPatience = 30'000; // a cold start on a busy machine

/// Writes journals down with a definition that cannot be read.
struct BreakingSink : execution::JournalSink {
    explicit BreakingSink(std::shared_ptr<execution::JournalSink> into)
        : sink(std::move(into)) {}
    void begin(base::ExecutionId execution, const execution::JournalHeader& header) override {
        execution::JournalHeader broken = header;
        broken.definition = "{";
        sink->begin(execution, broken);
    }
    void append(base::ExecutionId execution, const execution::Input& input) override {
        sink->append(execution, input);
    }
    void goOn(base::ExecutionId execution, base::ExecutionId before) override {
        sink->goOn(execution, before);
    }
    void commit() override { sink->commit(); }
    std::shared_ptr<execution::JournalSink> sink;
};

} // namespace

/// The samples over real processes: what a newcomer does in the first five minutes.
class WorkbenchTest : public QObject {
    Q_OBJECT

    using Bench = tests::Bench;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Bench> m_bench;

    std::string copy(const char* sample) {
        return *copySample(sample, m_folder->path().toStdString() + "/" + sample);
    }

    std::string invokeThroughTheApi(const char* function, const char* version) {
        std::optional<std::string> payload;
        m_bench->workbench.lambda()->call(
            "Invoke", json::Value::object({{"FunctionName", function}, {"Qualifier", version}}),
            [&](const fleet::LambdaReply& reply) { payload = reply.body["Payload"].toString(); });
        (void)QTest::qWaitFor([&] { return payload.has_value(); }, 20'000);
        return payload.value_or("nothing");
    }
    void openSample(const char* sample,
                    base::SystemClock::Idle idle = base::SystemClock::Idle::Wait) {
        m_bench = std::make_unique<Bench>(idle);
        const auto opened = m_bench->workbench.open(copy(sample));
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().code.c_str());
    }

    std::optional<fleet::InvokeResult> invoke(const std::string& function,
                                              const std::string& payload = "{}") {
        std::optional<fleet::InvokeResult> answer;
        const auto started = m_bench->workbench.invoke(
            {function, payload}, [&](const fleet::InvokeResult& result) { answer = result; });
        if (!started) {
            qWarning("%s", started.error().code.c_str());
            return std::nullopt;
        }
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), kPatience); }();
        return answer;
    }

    std::string eventText(const std::string& owner, const std::string& name) const {
        return readTextFile(m_bench->workbench.snapshot().root + "/events/" + owner + "/" + name +
                            ".json")
            ->text;
    }

    std::optional<ExecuteResult> execute(const std::string& machine, const std::string& event) {
        std::optional<ExecuteResult> answer;
        const auto started =
            m_bench->workbench.execute({machine, {}, eventText(machine, event), {}},
                                       [&](const ExecuteResult& result) { answer = result; });
        if (!started) {
            qWarning("%s: %s", started.error().code.c_str(),
                     started.error().arg("message").c_str());
            return std::nullopt;
        }
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), kPatience); }();
        if (answer && answer->status != ExecutionStatus::Succeeded)
            qInfo("%s: %s", answer->error.c_str(), answer->cause.c_str());
        return answer;
    }

    static std::ptrdiff_t count(const ExecuteResult& result, HistoryEventType type) {
        return std::count_if(result.history.begin(), result.history.end(),
                             [&](const auto& event) { return event.type == type; });
    }

    static bool entered(const ExecuteResult& result, const std::string& state) {
        return std::any_of(result.history.begin(), result.history.end(), [&](const auto& event) {
            return event.name == state &&
                   telemetry::historyEventTypeName(event.type).ends_with("StateEntered");
        });
    }

private Q_SLOTS:
    void initTestCase() {
        for (const char* program : {"bwrap", "python3", "node"}) {
            if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
                QSKIP("bubblewrap, python3 and node are needed for the real thing");
        }
    }

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_bench.reset(); }

    void goal38_aChainedEventTakesTheLastResultWhenItIsInvoked() {
        openSample("cold-and-warm");
        const std::string chained = R"({"before":{"$lastResult":"counter"}})";
        const auto refused = m_bench->workbench.invoke({"counter", chained});
        QCOMPARE(refused.error(), (base::Error{"chain.noResult", {{"source", "counter"}}}));
        const auto unknown = m_bench->workbench.invoke({"counter", R"({"$lastResult":"countre"})"});
        QCOMPARE(unknown.error().arg("suggestion"), std::string("counter"));
        QVERIFY(invoke("counter").has_value());
        QVERIFY(invoke("counter", chained).has_value());
        const auto last = m_bench->workbench.runHistory()->lastInvocationOf("counter");
        QVERIFY(last.has_value());
        QCOMPARE(last->record.payload["before"].dump(), std::string("1"));
    }

    void theCounterIsOnceColdAndThenWarm() {
        openSample("cold-and-warm");
        for (std::int64_t expected = 1; expected <= 3; ++expected) {
            const auto result = invoke("counter");
            QVERIFY(result.has_value());
            QCOMPARE(result->payload, std::to_string(expected));
            QCOMPARE(result->reason,
                     expected == 1 ? StartReason::FirstInvocation : StartReason::Warm);
            QCOMPARE(result->report.init.has_value(), expected == 1);
        }
    }

    void savingTheCodeStartsANewEnvironment() {
        openSample("cold-and-warm");
        QCOMPARE(invoke("counter")->payload, std::string("1"));
        const std::string path =
            m_bench->workbench.snapshot().root + "/functions/counter/lambda_function.py";
        auto file = readTextFile(path);
        file->text.replace(file->text.find("count = 0"), 9, "count = 41");
        QVERIFY(writeTextFile(path, file->text, file->stamp).ok());
        // Not even the event loop has turned since, let alone the watcher spoken.
        const auto result = invoke("counter");
        QCOMPARE(result->payload, std::string("42"));
        QCOMPARE(result->reason, StartReason::NewConfiguration);
    }

    void theWatcherTakesChangesUpByItself() {
        openSample("cold-and-warm");
        const std::string root = m_bench->workbench.snapshot().root;
        QVERIFY(writeTextFile(root + "/functions/counter/helper.py", "x = 1\n", {}).ok());
        const auto changes = [this] { return m_bench->log.all<telemetry::WorkspaceChanged>(); };
        QTRY_COMPARE(changes().size(), std::size_t(1));
        QCOMPARE(changes()[0].paths, (std::vector<std::string>{"functions/counter/helper.py"}));
        const auto& files = m_bench->workbench.snapshot().function("counter")->files;
        QVERIFY(std::find(files.begin(), files.end(), "functions/counter/helper.py") !=
                files.end());
    }

    void theCachedUserIsStaleWhileItsEnvironmentLives() {
        openSample("cold-and-warm");
        const auto before = invoke("cached-user", eventText("cached-user", "before-rename"));
        QCOMPARE(before->payload, std::string(R"({"id":"42","name":"Ada Byron"})"));
        const auto after = invoke("cached-user", eventText("cached-user", "after-rename"));
        QCOMPARE(after->payload, before->payload);
    }

    void everySampleFunctionAnswersItsTestEvents() {
        for (const Sample& sample : samples()) {
            openSample(sample.id.c_str());
            for (const FunctionEntry& entry : Snapshot(m_bench->workbench.snapshot()).functions) {
                for (const EventEntry& event : entry.events) {
                    const auto result = invoke(entry.name, eventText(entry.name, event.name));
                    QVERIFY(result.has_value());
                    const bool meantToFail = event.name == "declined";
                    QVERIFY2(result->functionError.empty() != meantToFail, result->payload.c_str());
                }
            }
        }
    }

    void anOrderIsShippedOverThreeRuntimes() {
        openSample("orders");
        const auto result = execute("orders", "default");
        QVERIFY(result.has_value());
        QCOMPARE(result->status, ExecutionStatus::Succeeded);
        QCOMPARE(result->output["status"].toString(), std::string("SHIPPED"));
        QCOMPARE(result->output["labels"].size(), std::size_t(3));
        QCOMPARE(result->output["labels"].at(1).toString(), std::string("1001/bulb x4"));
        QCOMPARE(result->output["payment"]["amount"].toInteger(), std::int64_t(7'100));
        QCOMPARE(count(*result, HistoryEventType::MapIterationSucceeded), std::ptrdiff_t(3));
    }

    void aFlakyPaymentIsRetried() {
        openSample("orders", base::SystemClock::Idle::Skip);
        const auto result = execute("orders", "flaky-payment");
        QVERIFY(result.has_value());
        QCOMPARE(result->status, ExecutionStatus::Succeeded);
        QCOMPARE(result->output["payment"]["attempts"].toInteger(), std::int64_t(3));
        QCOMPARE(count(*result, HistoryEventType::TaskFailed), std::ptrdiff_t(2));
    }

    void aDeclinedCardIsCaught() {
        openSample("orders");
        const auto result = execute("orders", "declined-card");
        QVERIFY(result.has_value());
        QCOMPARE(result->status, ExecutionStatus::Succeeded);
        QCOMPARE(result->output["status"].toString(), std::string("CANCELLED"));
        QCOMPARE(result->output["reason"].toString(), std::string("CardDeclined"));
        QVERIFY(entered(*result, "Cancel order") && !entered(*result, "Summarise"));
    }

    void anInvalidOrderFails() {
        openSample("orders");
        const auto result = execute("orders", "invalid-order");
        QVERIFY(result.has_value());
        QCOMPARE(result->status, ExecutionStatus::Failed);
        QCOMPARE(result->error, std::string("OrderRejected"));
    }

    void aLargeOrderWaitsWithoutWaitingInVirtualTime() {
        openSample("orders", base::SystemClock::Idle::Skip);
        const auto result = execute("orders", "large-order");
        QVERIFY(result.has_value());
        QCOMPARE(result->status, ExecutionStatus::Succeeded);
        QVERIFY(entered(*result, "Wait for review"));
    }

    void theChainFailsWhereItIsToldTo() {
        openSample("first-and-second");
        const auto hello = execute("FirstAndSecond", "default");
        QCOMPARE(hello->status, ExecutionStatus::Succeeded);
        QCOMPARE(hello->output["message"].toString(), std::string("Hello, Ada, from both of us!"));
        const auto first = execute("FirstAndSecond", "first-fails");
        QCOMPARE(first->status, ExecutionStatus::Failed);
        QCOMPARE(first->error, std::string("RuntimeError"));
        QVERIFY(!entered(*first, "Second"));
        const auto second = execute("FirstAndSecond", "second-fails");
        QCOMPARE(second->status, ExecutionStatus::Failed);
        QCOMPARE(second->error, std::string("Error"));
        QVERIFY(entered(*second, "Second") && entered(*second, "Tell somebody"));
    }

    void badRequestsAreRefusedWithoutRunning() {
        openSample("orders");
        auto& workbench = m_bench->workbench;
        const auto unknown = workbench.invoke({"chekc-order", "{}"});
        QCOMPARE(unknown.error().code, std::string("invoke.functionNotFound"));
        QCOMPARE(unknown.error().arg("suggestion"), std::string("check-order"));
        const auto text = workbench.invoke({"check-order", "{\n oops"});
        QCOMPARE(text.error().code, std::string("invoke.badJson"));
        QCOMPARE(text.error().arg("line"), std::string("2"));
        QCOMPARE(workbench.execute({"order", {}, "{}", {}}).error().code,
                 std::string("execute.machineNotFound"));
        QCOMPARE(workbench.execute({"orders", {}, "{", {}}).error().code,
                 std::string("execute.badJson"));
        const auto invalid =
            workbench.execute({"x", R"({"StartAt": "A", "States": {}})", "{}", {}});
        QCOMPARE(invalid.error().code, std::string("execute.invalidDefinition"));
        QVERIFY(!invalid.error().arg("message").empty());
        QCOMPARE(invalid.error().arg("line"), std::string("1"));
        const std::string large = '"' + std::string(262'143, 'x') + '"';
        const auto tooLarge = workbench.execute({"orders", {}, large, {}});
        QCOMPARE(tooLarge.error().code, std::string("execute.inputTooLarge"));
        QCOMPARE(tooLarge.error().arg("bytes"), std::string("262145"));
        QVERIFY(m_bench->log.all<telemetry::InvocationArrived>().empty());
    }

    void aNameThatIsNoFunctionIsToldBeforeItRuns() {
        const auto calling = [](const std::string& resource) {
            const std::string task = "{\"Type\": \"Task\", \"End\": true, \"Resource\": \"";
            ExecuteRequest request;
            request.machine = "x";
            request.input = "[]";
            request.definition = "{\"StartAt\": \"M\", \"States\": {\"M\": {\"Type\": \"Map\", "
                                 "\"End\": true, \"ItemProcessor\": {\"StartAt\": \"Call\", "
                                 "\"States\": {\"Call\": " +
                                 task + resource + "\"}}}}}}";
            return request;
        };
        openSample("orders");
        const auto unknown = m_bench->workbench.execute(calling("check-ordr"));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, std::string("execute.unknownResource"));
        QCOMPARE(unknown.error().arg("state"), std::string("Call"));
        QCOMPARE(unknown.error().arg("resource"), std::string("check-ordr"));
        QCOMPARE(unknown.error().arg("suggestion"), std::string("check-order"));
        QVERIFY(m_bench->workbench.execute(calling("check-order")).ok());
        QVERIFY(m_bench->workbench
                    .execute(calling("arn:aws:lambda:us-east-1:123456789012:function:gone"))
                    .ok());
    }

    void anEmptyWorkspaceHasNothingToName() {
        m_bench = std::make_unique<Bench>(base::SystemClock::Idle::Wait);
        QVERIFY(m_bench->workbench.open(m_folder->path().toStdString()).ok());
        auto& workbench = m_bench->workbench;
        QCOMPARE(workbench.execute({"m", {}, "{}", {}}).error().code,
                 std::string("execute.noMachines"));
        QCOMPARE(workbench.invoke({"f", "{}"}).error().code, std::string("invoke.noFunctions"));
        const std::string task = "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": "
                                 "\"Task\", \"Resource\": \"f\", \"End\": true}}}";
        QCOMPARE(workbench.execute({"m", task, "{}", {}}).error().code,
                 std::string("execute.noFunctions"));
    }

    void aBrokenFunctionFileIsToldWhenItIsInvoked() {
        openSample("cold-and-warm");
        const std::string path =
            m_bench->workbench.snapshot().root + "/functions/counter/function.json";
        const auto file = readTextFile(path);
        QVERIFY(writeTextFile(path, "{ not json", file->stamp).ok());
        QCOMPARE(m_bench->workbench.invoke({"counter", "{}"}).error().code,
                 std::string("workspace.functionFileBroken"));
    }

    void aFolderThatDisappearsLeavesAnEmptyWorkspace() {
        openSample("cold-and-warm");
        m_bench->workbench.runHistory()->flush();
        QVERIFY(
            QDir(QString::fromStdString(m_bench->workbench.snapshot().root)).removeRecursively());
        QTRY_VERIFY(m_bench->workbench.snapshot().functions.empty());
        QTRY_COMPARE(m_bench->log.all<telemetry::Notice>().size(), std::size_t(1));
        QCOMPARE(m_bench->log.all<telemetry::Notice>()[0].problem.code,
                 std::string("workspace.notFound"));
    }

    void whatCannotBeOpenedLeavesTheOldWorkspaceOpen() {
        openSample("cold-and-warm");
        QCOMPARE(m_bench->workbench.open("/nowhere/at/all").error().code,
                 std::string("workspace.notFound"));
        QCOMPARE(invoke("counter")->payload, std::string("1"));
    }

    void goal38_whomAPolicyLetsInvokeIsATrigger() {
        openSample("cold-and-warm");
        Workbench& workbench = m_bench->workbench;
        QVERIFY(workbench.triggersOf("counter").empty());
        const auto call = [&](const char* operation, const char* request) {
            const auto reply = workbench.lambda()->call(operation, *json::Value::parse(request));
            QVERIFY2(!reply.error, operation);
        };
        call("AddPermission", R"({"FunctionName":"counter","StatementId":"a",
            "Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com"})");
        call("PublishVersion", R"({"FunctionName":"counter"})");
        call("CreateAlias", R"({"FunctionName":"counter","Name":"live","FunctionVersion":"1"})");
        call("AddPermission", R"({"FunctionName":"counter","Qualifier":"live","StatementId":"b",
            "Action":"lambda:InvokeFunction","Principal":"apigateway.amazonaws.com"})");
        QCOMPARE(workbench.triggersOf("counter"), (std::vector<std::string>{"s3", "apigateway"}));
        call("RemovePermission", R"({"FunctionName":"counter","StatementId":"a"})");
        QCOMPARE(workbench.triggersOf("counter"), std::vector<std::string>{"apigateway"});
        QVERIFY(workbench.triggersOf("nobody").empty());
    }

    void runsAreRememberedOverARestart() {
        openSample("first-and-second");
        const std::string root = m_bench->workbench.snapshot().root;
        QVERIFY(execute("FirstAndSecond", "default").has_value());
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->workbench.open(root).ok());
        RunHistory& history = *m_bench->workbench.runHistory();
        QCOMPARE(history.recentInvocations(10).size(), std::size_t(2));
        const auto executions = history.recentExecutions(10);
        QCOMPARE(executions.size(), std::size_t(1));
        QCOMPARE(executions[0].status, ExecutionStatus::Succeeded);
        const auto record = history.loadExecution(executions[0].id);
        QCOMPARE(record->history.back().type, HistoryEventType::ExecutionSucceeded);
    }

    /// Its reason is another error, with all that this one has to say.
    void anExecutionThatCannotGoOnIsToldWithItsReason() {
        const std::string root = copy("cold-and-warm");
        {
            tests::Workflow before(R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":9,)"
                                   R"("End":true}}})");
            RunHistory history(
                {root, {}, [](const base::Error&) {}, RunHistory::Unfinished::Leave});
            before.bus.addSink(&history);
            execution::StartRequest request;
            request.machine = "late";
            request.name = "run";
            request.journal = std::make_shared<BreakingSink>(history.journalSink());
            const auto started = before.executor.start(
                R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":9,"End":true}}})",
                request);
            QVERIFY(started.ok());
            before.settle();
            before.bus.removeSink(&history); // and the program ends
        }
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->workbench.open(root).ok());
        std::optional<base::Error> told;
        QTRY_VERIFY([&] {
            for (const telemetry::Event& event : m_bench->log.events) {
                const auto* notice = std::get_if<telemetry::Notice>(&event.body);
                if (notice && notice->problem.code == "history.notResumed")
                    told = notice->problem;
            }
            return told.has_value();
        }());
        QCOMPARE(told->arg("name"), std::string("run"));
        QCOMPARE(base::reasonOf(*told).code, std::string("json.syntax"));
        QVERIFY(!base::reasonOf(*told).args.empty()); // where it is wrong
    }

    void aPublishedVersionRunsItsOwnCodeAlsoAfterARestart() {
        openSample("cold-and-warm");
        const std::string root = m_bench->workbench.snapshot().root;
        const auto published = m_bench->workbench.lambda()->call(
            "PublishVersion", json::Value::object({{"FunctionName", "counter"}}));
        QVERIFY(!published.error);
        QCOMPARE(published.body["Version"].toString(), std::string("1"));
        auto file = readTextFile(root + "/functions/counter/lambda_function.py");
        file->text.replace(file->text.find("count = 0"), 9, "count = 41");
        QVERIFY(
            writeTextFile(root + "/functions/counter/lambda_function.py", file->text, file->stamp)
                .ok());
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->workbench.open(root).ok());
        QCOMPARE(invoke("counter")->payload, std::string("42"));
        const auto listed = m_bench->workbench.lambda()->call(
            "ListVersionsByFunction", json::Value::object({{"FunctionName", "counter"}}));
        QCOMPARE(listed.body["Versions"].size(), std::size_t(2));
        QCOMPARE(invokeThroughTheApi("counter", "1"), std::string("1"));
    }

    void theAccountsConcurrencyIsTheSettingsAlsoWhileAWorkspaceIsOpen() {
        openSample("cold-and-warm");
        const auto limit = [&] {
            return m_bench->workbench.lambda()
                ->call("GetAccountSettings", json::Value::object())
                .body["AccountLimit"]["ConcurrentExecutions"]
                .toInteger();
        };
        QCOMPARE(limit(), std::int64_t{1'000});
        Settings settings;
        settings.accountConcurrency = 150;
        m_bench->workbench.setSettings(settings);
        QCOMPARE(limit(), std::int64_t{150});
    }

    void aPublishedVersionKeepsItsLayer() {
        openSample("cold-and-warm");
        const std::string root = m_bench->workbench.snapshot().root;
        const auto put = [&](const std::string& path, const std::string& text) {
            std::filesystem::create_directories(
                std::filesystem::path(root + '/' + path).parent_path());
            std::ofstream(root + '/' + path) << text;
        };
        put("layers/words/python/words.py", "word = 'first'\n");
        put("functions/speaker/index.py",
            "import words\ndef handler(event, context):\n    return words.word\n");
        put("functions/speaker/function.json",
            R"({"Runtime": "python3.12", "Handler": "index.handler", "Layers": ["layers/words"]})");
        m_bench->workbench.reload();
        QVERIFY(!m_bench->workbench.lambda()
                     ->call("PublishVersion", json::Value::object({{"FunctionName", "speaker"}}))
                     .error);
        put("layers/words/python/words.py", "word = 'second, and longer'\n");
        m_bench->workbench.reload();
        QCOMPARE(invoke("speaker")->payload, std::string("\"second, and longer\""));
        QCOMPARE(invokeThroughTheApi("speaker", "1"), std::string("\"first\""));
    }

    void closingStopsWhatRuns() {
        openSample("orders");
        const auto started =
            m_bench->workbench.execute({"orders", {}, eventText("orders", "large-order"), {}});
        QVERIFY(started.ok());
        QTRY_VERIFY_WITH_TIMEOUT(!m_bench->log.all<telemetry::EnvironmentStarted>().empty(),
                                 kPatience);
        m_bench->workbench.close();
        QVERIFY(m_bench->workbench.snapshot().root.empty());
        QTRY_VERIFY_WITH_TIMEOUT(
            std::any_of(m_bench->log.events.begin(), m_bench->log.events.end(),
                        [](const telemetry::Event& event) {
                            const auto* changed =
                                std::get_if<telemetry::EnvironmentPhaseChanged>(&event.body);
                            return changed && changed->phase == telemetry::Phase::Gone;
                        }),
            kPatience);
    }
};

QTEST_GUILESS_MAIN(WorkbenchTest)
#include "tst_workbench.moc"
