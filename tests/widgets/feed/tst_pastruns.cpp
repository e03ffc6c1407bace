#include "widgets/feed/pastruns.h"

#include "engine/execution/mocks.h"
#include "engine/telemetry/callchoice.h"
#include "engine/telemetry/forebears.h"
#include "tests/support/machine.h"
#include "widgets/feed/debugsession.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace ws;
using telemetry::ExecutionStatus;

namespace {

constexpr int kPatience = 30'000;

/// Ends badly behind a state that had ended well and an execution inside.
constexpr const char* kOuter = R"({"StartAt":"Fine","States":{
  "Fine":{"Type":"Pass","Result":{"n":1},"Next":"Inner"},
  "Inner":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2","Next":"Call",
    "Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:inner"}},
  "Call":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Next":"Shape",
    "Parameters":{"FunctionName":"pay","Payload":{}}},
  "Shape":{"Type":"Pass","Result":"as it was","End":true}}})";
constexpr const char* kInner = R"({"StartAt":"Only","States":{"Only":{"Type":"Pass","End":true}}})";

std::shared_ptr<const execution::Mocks> mocks(const char* answer) {
    const auto file = json::Value::parse(R"({"Call":{"*":)" + std::string(answer) + "}}");
    auto read = execution::Mocks::fromJson(*file);
    return read ? std::make_shared<const execution::Mocks>(*std::move(read)) : nullptr;
}

/// One session of the program over the same workspace.
struct Session {
    feed::EngineFeed feed;
    feed::Breakpoints breakpoints{feed};
    feed::DebugSession debug{feed, breakpoints};
    feed::PastRuns past{feed};

    explicit Session(const QTemporaryDir& folder) {
        feed.open(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(feed.snapshot().machine("outer"), kPatience);
        past.refresh();
    }
    const telemetry::ExecutionRecord& ended(base::Result<base::ExecutionId>& begun) {
        static const telemetry::ExecutionRecord none;
        [&] { QTRY_VERIFY_WITH_TIMEOUT(begun.ok(), kPatience); }();
        if (!begun)
            return none;
        const auto over = [&] {
            const auto* record = feed.recorder().execution(*begun);
            return record && record->isOver();
        };
        [&] { QTRY_VERIFY_WITH_TIMEOUT(over(), kPatience); }();
        return *feed.recorder().execution(*begun);
    }
    const telemetry::ExecutionRecord& execute(const char* answer) {
        workspace::ExecuteRequest request;
        request.machine = "outer";
        request.input = std::string("{}"); // a literal trips GCC 12's -Wrestrict
        request.mocks = mocks(answer);
        base::Result<base::ExecutionId> begun = base::Error{};
        debug.execute(request, feed::DebugSession::Beginning::Running, nullptr,
                      [&](const auto& started) { begun = started; });
        return ended(begun);
    }
    const telemetry::ExecutionRecord& redrive(base::ExecutionId of,
                                              workspace::RewindRequest request) {
        base::Result<base::ExecutionId> begun = base::Error{};
        debug.executeFrom(of, std::move(request), feed::DebugSession::Beginning::Running, nullptr,
                          [&](const auto& started) { begun = started; });
        return ended(begun);
    }
    base::ExecutionId open(std::size_t which) {
        base::ExecutionId opened{};
        [&] { QTRY_VERIFY_WITH_TIMEOUT(past.all().size() > which, kPatience); }();
        if (past.all().size() <= which)
            return opened;
        past.open(past.all()[which], nullptr, [&](const auto& answer) {
            if (answer)
                opened = *answer;
        });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(opened != base::ExecutionId{}, kPatience); }();
        return opened;
    }
};

/// Calls a function that works and then one that need not.
constexpr const char* kPaysAndCalls = R"({"StartAt":"Pay","States":{
  "Pay":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Next":"Call",
    "Parameters":{"FunctionName":"pay","Payload":{"n":1}}},
  "Call":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true,
    "Parameters":{"FunctionName":"pay","Payload":{"n":2}}}}})";

/// Calls a function twice: the first attempt fails.
constexpr const char* kCaller = R"({"StartAt":"Pay","States":{
  "Pay":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Next":"Done",
    "Parameters":{"FunctionName":"pay","Payload":{"n.$":"$$.State.RetryCount"}},
    "Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"MaxAttempts":2}]},
  "Done":{"Type":"Pass","End":true}}})";
constexpr const char* kPay = "def lambda_handler(event, context):\n"
                             "    print('attempt', event['n'])\n"
                             "    if event['n'] == 0:\n"
                             "        raise ValueError('not yet')\n"
                             "    return 'paid'\n";

void putFunction(const QTemporaryDir& folder) {
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("functions/pay")));
    const auto write = [&](const char* name, const char* text) {
        QFile file(folder.filePath(QStringLiteral("functions/pay/") + QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write("lambda_function.py", kPay);
    write("function.json",
          R"({"Runtime":"python3.11","Handler":"lambda_function.lambda_handler","Timeout":60})");
}

void put(const QTemporaryDir& folder, const char* name, const char* text) {
    QDir(folder.path()).mkpath(QStringLiteral("statemachines"));
    QFile file(
        folder.filePath(QStringLiteral("statemachines/%1.asl.json").arg(QLatin1String(name))));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

constexpr const char* kFails = R"({"Throw":{"Error":"Declined","Cause":"no money"}})";
constexpr const char* kPays = R"({"Return":{"Payload":{"paid":5},"StatusCode":200}})";

} // namespace

/// Over the real engine in its own thread; but for one test functions are mocked, and no process is
/// started.
class tst_PastRuns : public QObject {
    Q_OBJECT
    QString said;

private Q_SLOTS:
    void aRunOfAnEarlierSessionIsListedOpenedAndRedriven() {
        const QTemporaryDir folder;
        put(folder, "outer", kOuter);
        put(folder, "inner", kInner);
        std::size_t events = 0;
        {
            Session first(folder);
            const auto& run = first.execute(kFails);
            QCOMPARE(run.status, ExecutionStatus::Failed);
            events = run.history.size();
        }
        Session second(folder);
        QTRY_COMPARE_WITH_TIMEOUT(second.past.all().size(), std::size_t(2), kPatience);
        QVERIFY(second.past.here(second.past.all()[1]) == base::ExecutionId{});
        const base::ExecutionId opened = second.open(1); // behind what it had begun
        const auto* run = second.feed.recorder().execution(opened);
        QVERIFY(run);
        QCOMPARE(run->status, ExecutionStatus::Failed);
        QCOMPARE(run->history.size(), events);
        const auto children = second.feed.recorder().childrenOf(opened);
        QCOMPARE(children.size(), std::size_t(1));
        QCOMPARE(children[0]->origin.state, std::string("Inner"));
        QVERIFY(!children[0]->history.empty());
        QVERIFY(second.feed.recorder().executions().empty()); // nothing ran here
        workspace::RewindRequest request;
        request.mocks = mocks(kPays);
        const auto& again = second.redrive(opened, request);
        QCOMPARE(again.status, ExecutionStatus::Succeeded);
        QVERIFY(second.feed.recorder().childrenOf(again.execution).empty()); // not begun again
    }

    void goal19_aRedriveUsesTheMockAsItIsNow() {
        const QTemporaryDir folder;
        put(folder, "outer", kOuter);
        put(folder, "inner", kInner);
        Session session(folder);
        const auto& run = session.execute(kFails);
        QCOMPARE(run.error, std::string("Declined"));
        workspace::RewindRequest request;
        request.mocks = mocks(kPays);
        const auto& again = session.redrive(run.execution, request);
        QCOMPARE(again.status, ExecutionStatus::Succeeded);
        const auto answer = std::ranges::find_if(again.history, [](const auto& event) {
            return event.type == telemetry::HistoryEventType::TaskSucceeded && event.output &&
                   event.output->dump().find("paid") != std::string::npos;
        });
        QVERIFY(answer != again.history.end());
    }

    void goal19_aRedriveUsesTheDefinitionAsItIsNow() {
        const QTemporaryDir folder;
        put(folder, "outer", kOuter);
        put(folder, "inner", kInner);
        Session session(folder);
        const auto& run = session.execute(kFails);
        workspace::RewindRequest request;
        request.mocks = mocks(kPays);
        request.definition = kOuter;
        const std::string old = "as it was";
        request.definition.replace(request.definition.find(old), old.size(), "edited");
        const auto& again = session.redrive(run.execution, request);
        QCOMPARE(again.output.dump(), std::string("\"edited\""));
        // And the history holds what it went on with.
        session.past.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!session.past.all().empty() &&
                                     session.past.all().front().name == again.name,
                                 kPatience);
        std::string kept;
        session.feed.ask<std::string>(
            nullptr,
            [id =
                 session.past.all().front().id](workspace::Workbench& workbench,
                                                const feed::EngineFeed::Reply<std::string>& reply) {
                const auto journal = workbench.runHistory()->loadJournal(id);
                reply(journal ? journal->header.definition : journal.error().code);
            },
            [&](const std::string& definition) { kept = definition; });
        QTRY_VERIFY_WITH_TIMEOUT(!kept.empty(), kPatience);
        QVERIFY2(kept.find("edited") != std::string::npos, kept.c_str());
    }

    void goal15_whatThePastRunsCallsHaveWrittenIsThereAfterARestart() {
        if (!tests::isInstalled("python3"))
            QSKIP("python3 is not installed");
        const QTemporaryDir folder;
        put(folder, "outer", kCaller);
        putFunction(folder);
        {
            Session first(folder);
            workspace::ExecuteRequest request;
            request.machine = "outer";
            request.input = std::string("{}");
            base::Result<base::ExecutionId> begun = base::Error{};
            first.debug.execute(request, feed::DebugSession::Beginning::Running, nullptr,
                                [&](const auto& started) { begun = started; });
            const auto& run = first.ended(begun);
            QCOMPARE(run.status, ExecutionStatus::Succeeded);
        }
        Session second(folder);
        const base::ExecutionId opened = second.open(0);
        const telemetry::PastCalls* calls = second.feed.recorder().pastCalls(opened);
        QVERIFY(calls && calls->areKept);
        QCOMPARE(calls->invocations.size(), std::size_t(2));
        const auto linesOf = [&](std::size_t attempt) {
            const telemetry::InvocationRecord& call = calls->invocations[attempt];
            // It is found like one of this session, and belongs to the attempt that made it.
            QCOMPARE(second.feed.recorder().invocation(call.invocation), &call);
            QCOMPARE(call.execution, opened);
            QCOMPARE(call.state, std::string("Pay"));
            const auto* run = second.feed.recorder().execution(opened);
            QCOMPARE(run->history.at(std::size_t(call.scheduledEvent) - 1).type,
                     telemetry::HistoryEventType::TaskScheduled);
            QStringList lines;
            for (const telemetry::LogEntry& entry : calls->log) {
                if (entry.line.invocation == call.invocation)
                    lines << QString::fromStdString(entry.line.text);
            }
            said = lines.join(u'\n');
        };
        // Each line is of one request, and names no other.
        static const QRegularExpression named(QStringLiteral("RequestId: ([0-9a-f-]{36})"));
        std::set<std::string> requests;
        for (const telemetry::InvocationRecord& call : calls->invocations)
            requests.insert(call.requestId);
        QCOMPARE(requests.size(), std::size_t(2));
        int names = 0;
        for (const telemetry::LogEntry& entry : calls->log) {
            const auto of = std::ranges::count_if(calls->invocations, [&](const auto& call) {
                return call.invocation == entry.line.invocation;
            });
            QVERIFY2(of == 1, entry.line.text.c_str());
            const auto name = named.match(QString::fromStdString(entry.line.text));
            if (!name.hasMatch())
                continue;
            ++names;
            QCOMPARE(name.captured(1).toStdString(),
                     second.feed.recorder().invocation(entry.line.invocation)->requestId);
        }
        QVERIFY(names >= 6); // START, END and REPORT of both
        linesOf(0);
        QVERIFY2(said.contains(QStringLiteral("attempt 0")), qPrintable(said));
        QVERIFY(said.contains(QStringLiteral("ValueError")));
        QVERIFY(said.startsWith(QStringLiteral("START")) &&
                said.contains(QStringLiteral("REPORT")));
        linesOf(1);
        QVERIFY(said.contains(QStringLiteral("attempt 1")));
        QVERIFY(!said.contains(QStringLiteral("attempt 0")));
        QVERIFY(second.feed.recorder().log().empty()); // nothing ran here
    }

    void goal15_whatTheRunBeforeARedriveHasWrittenIsThereAfterARestart() {
        const QTemporaryDir folder;
        put(folder, "outer", kPaysAndCalls);
        putFunction(folder);
        std::string before;
        {
            Session first(folder);
            const auto& run = first.execute(kFails);
            QCOMPARE(run.error, std::string("Declined"));
            before = run.name;
            workspace::RewindRequest request;
            request.mocks = mocks(kPays);
            const auto& again = first.redrive(run.execution, request);
            QCOMPARE(again.status, ExecutionStatus::Succeeded);
            QVERIFY(again.execution != run.execution);
            const auto calls = telemetry::chosenCalls(first.feed.recorder(), again,
                                                      {.state = "Pay", .visit = 0, .attempt = 0});
            QCOMPARE(calls.size(), std::size_t(1));
            QCOMPARE(calls.begin()->second, run.execution);
        }
        Session second(folder);
        const base::ExecutionId opened = second.open(0);
        const telemetry::Recorder& recorder = second.feed.recorder();
        const auto calls = telemetry::chosenCalls(recorder, *recorder.execution(opened),
                                                  {.state = "Pay", .visit = 0, .attempt = 0});
        QCOMPARE(calls.size(), std::size_t(1));
        const auto* earlier = recorder.execution(calls.begin()->second);
        QVERIFY(earlier && earlier->execution != opened);
        QCOMPARE(earlier->name, before);
        const telemetry::PastCalls* kept = recorder.pastCalls(earlier->execution);
        QVERIFY(kept && std::ranges::any_of(kept->log, [](const telemetry::LogEntry& entry) {
                    return entry.line.text.find("attempt 1") != std::string::npos;
                }));
    }

    void aRunOfThisSessionThatGoesOnFromAnEarlierOneBringsThatOneIn() {
        const QTemporaryDir folder;
        put(folder, "outer", kOuter);
        put(folder, "inner", kInner);
        std::string arn;
        {
            Session first(folder);
            arn = first.execute(kFails).arn;
        }
        Session second(folder);
        telemetry::ExecutionStarted comesBack;
        comesBack.execution = base::ExecutionId{77};
        comesBack.arn = "arn:comes-back";
        comesBack.machine = "outer";
        comesBack.forebear = {arn, 3};
        second.feed.replay({{1, base::TimePoint{}, comesBack}});
        const auto chain = [&] {
            return telemetry::forebearsOf(second.feed.recorder(),
                                          *second.feed.recorder().execution(base::ExecutionId{77}));
        };
        QVERIFY(!chain().front().run);
        second.past.complete(base::ExecutionId{77});
        QTRY_VERIFY_WITH_TIMEOUT(chain().front().run, kPatience);
        QCOMPARE(chain().front().run->arn, arn);
    }

    void whatAPastRunHasBegunIsOpenedAPageAtATime() {
        const QTemporaryDir folder;
        put(folder, "outer", kOuter);
        put(folder, "inner", kInner);
        constexpr std::uint64_t kChildren = 700;
        {
            workspace::RunHistory history({folder.path().toStdString(), {}, [](const auto&) {}});
            const auto tell = [&](std::uint64_t id, std::int64_t item) {
                telemetry::ExecutionStarted started;
                started.execution = base::ExecutionId{id};
                started.arn = item < 0 ? "outer" : "item" + std::to_string(item);
                started.machine = item < 0 ? "outer" : "outer/Each";
                if (item >= 0)
                    started.origin = {base::ExecutionId{1}, "outer", "Fine", 2, item};
                history.onEvent({id, base::TimePoint{}, started});
                telemetry::ExecutionFinished finished;
                finished.execution = started.execution;
                history.onEvent({id, base::TimePoint{}, finished});
            };
            tell(1, -1);
            for (std::uint64_t i = 0; i < kChildren; ++i)
                tell(2 + i, std::int64_t(i));
        }
        Session session(folder);
        const telemetry::Recorder& recorder = session.feed.recorder();
        const base::ExecutionId outer = session.open(0);
        const std::size_t first = recorder.childrenOf(outer).size();
        QCOMPARE(first, feed::PastRuns::kPage - 1); // it is one of them itself
        QCOMPARE(recorder.unopenedRuns(outer), kChildren - first);
        session.past.openNested(outer);
        session.past.openNested(outer); // it is on its way
        QTRY_COMPARE_WITH_TIMEOUT(recorder.childrenOf(outer).size(), first + feed::PastRuns::kPage,
                                  kPatience);
        session.past.openNested(outer);
        QTRY_COMPARE_WITH_TIMEOUT(recorder.childrenOf(outer).size(), std::size_t(kChildren),
                                  kPatience);
        QCOMPARE(recorder.unopenedRuns(outer), std::size_t(0));
        std::set<std::int64_t> items;
        for (const auto* child : recorder.childrenOf(outer))
            items.insert(child->origin.item);
        QCOMPARE(items.size(), std::size_t(kChildren));
    }

    void aRunOfThisSessionIsItself() {
        const QTemporaryDir folder;
        put(folder, "outer", kOuter);
        put(folder, "inner", kInner);
        Session session(folder);
        const auto id = session.execute(kPays).execution;
        session.past.refresh();
        QCOMPARE(session.open(1), id);
    }
};

QTEST_GUILESS_MAIN(tst_PastRuns)
#include "tst_pastruns.moc"
