#include "engine/workspace/runhistory.h"

#include "engine/workspace/historycodec.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

using namespace ws;
using namespace ws::workspace;
using telemetry::ExecutionStatus;

namespace {

// How the test tells itself, started again, what to do.
constexpr const char* kFolder = "WARMSTART_TEST_HISTORY_FOLDER";

constexpr int kPatience = 30'000;

} // namespace

class RunHistoryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<base::Error> m_notices;
    std::uint64_t m_sequence = 0;

    QString database() const {
        return m_folder->filePath(QStringLiteral(".warmstart/history.sqlite"));
    }

    std::unique_ptr<RunHistory> open(RunHistory::Limits limits = {}) {
        return std::make_unique<RunHistory>(
            RunHistory::Parts{m_folder->path().toStdString(), limits,
                              [this](const base::Error& notice) { m_notices.push_back(notice); }});
    }

    telemetry::Event at(std::int64_t micros, telemetry::EventBody body) {
        return {++m_sequence, timeFromMicroseconds(micros), std::move(body)};
    }

    void invoke(RunHistory& history, std::uint64_t id, const std::string& function,
                base::ExecutionId execution = {}, const std::string& state = {},
                std::int64_t scheduled = 0) {
        const base::InvocationId invocation{id};
        telemetry::InvocationArrived arrived;
        arrived.invocation = invocation;
        arrived.requestId = "request-" + std::to_string(id);
        arrived.function = function;
        arrived.payload = json::Value::object({{"n", std::int64_t(id)}});
        arrived.execution = execution;
        arrived.state = state;
        arrived.scheduledEvent = scheduled;
        history.onEvent(at(100, arrived));
        history.onEvent(
            at(200, telemetry::InvocationStarted{invocation, base::EnvironmentId{7},
                                                 telemetry::StartReason::FirstInvocation}));
        telemetry::LogLine line;
        line.invocation = invocation;
        line.function = function;
        line.text = "a line of " + std::to_string(id);
        history.onEvent(at(250, line));
        telemetry::InvocationFinished finished;
        finished.invocation = invocation;
        finished.payload = std::int64_t(id * 2);
        finished.duration = base::Duration{1'500};
        finished.billed = base::Duration{2'000};
        finished.init = base::Duration{90'000};
        history.onEvent(at(300, finished));
    }

    void beginCall(RunHistory& history, std::uint64_t id, base::ExecutionId execution = {},
                   std::int64_t scheduled = 0) {
        telemetry::InvocationArrived arrived;
        arrived.invocation = base::InvocationId{id};
        arrived.function = "slow";
        arrived.execution = execution;
        arrived.state = "Check order";
        arrived.scheduledEvent = scheduled;
        history.onEvent(at(100, arrived));
        history.onEvent(
            at(200, telemetry::InvocationStarted{arrived.invocation, base::EnvironmentId{7},
                                                 telemetry::StartReason::Warm}));
    }
    void writeLine(RunHistory& history, std::uint64_t id, std::string text) {
        telemetry::LogLine line;
        line.invocation = base::InvocationId{id};
        line.text = std::move(text);
        history.onEvent(at(250, line));
    }
    void endCall(RunHistory& history, std::uint64_t id) {
        telemetry::InvocationFinished finished;
        finished.invocation = base::InvocationId{id};
        history.onEvent(at(300, finished));
    }

    /// The files as they are now: what a program that is killed at this moment leaves behind.
    std::unique_ptr<QTemporaryDir> asIfKilled(RunHistory& history) {
        history.flush();
        auto copy = std::make_unique<QTemporaryDir>();
        QDir(copy->path()).mkdir(QStringLiteral(".warmstart"));
        for (const char* suffix : {"", "-wal"}) {
            const QString name =
                QStringLiteral(".warmstart/history.sqlite") + QLatin1String(suffix);
            QFile::copy(m_folder->filePath(name), copy->filePath(name));
        }
        return copy;
    }
    std::unique_ptr<RunHistory> open(const QTemporaryDir& folder) {
        return std::make_unique<RunHistory>(
            RunHistory::Parts{folder.path().toStdString(), {}, [](const base::Error&) {}});
    }
    static QStringList textsOf(const KeptLog& log) {
        QStringList texts;
        for (const KeptLog::Line& line : log.lines())
            texts << QString::fromStdString(line.text);
        return texts;
    }
    /// Of the first column; -1: the file is not there, or is being written.
    int count(const char* statement) {
        int found = -1;
        {
            QSqlDatabase db =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("look"));
            db.setDatabaseName(database());
            db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
            if (db.open()) {
                QSqlQuery query(db);
                if (query.exec(QString::fromUtf8(statement)) && query.next())
                    found = query.value(0).toInt();
            }
        }
        QSqlDatabase::removeDatabase(QStringLiteral("look"));
        return found;
    }

    void startExecution(RunHistory& history, std::uint64_t id) {
        telemetry::ExecutionStarted started;
        started.execution = base::ExecutionId{id};
        started.arn = "arn";
        started.machine = "orders";
        started.name = "run-" + std::to_string(id);
        started.input = json::Value::object({{"a", 1}});
        history.onEvent(at(1'000, started));
        telemetry::HistoryEvent event;
        event.id = 1;
        event.at = timeFromMicroseconds(1'001);
        event.type = telemetry::HistoryEventType::TaskStateEntered;
        event.name = "Check order";
        event.input = json::Value::object({{"b", 2.0}});
        history.onEvent(at(1'001, telemetry::ExecutionAdvanced{base::ExecutionId{id}, event}));
    }

    void finishExecution(RunHistory& history, std::uint64_t id) {
        telemetry::ExecutionFinished finished;
        finished.execution = base::ExecutionId{id};
        finished.output = "done";
        history.onEvent(at(2'000, finished));
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_notices.clear();
    }

    void lookingAtAWorkspaceLeavesNothingBehind() {
        QVERIFY(open()->recentInvocations(10).empty());
        QVERIFY(
            QDir(m_folder->path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void invocationsComeBackAfterARestart() {
        invoke(*open(), 1, "counter");
        auto history = open();
        const auto recent = history->recentInvocations(10);
        QCOMPARE(recent.size(), std::size_t(1));
        QCOMPARE(recent[0].function, std::string("counter"));
        QVERIFY(recent[0].cold);
        const auto stored = history->loadInvocation(recent[0].id);
        QVERIFY(stored.ok());
        QCOMPARE(stored->log.lines().size(), std::size_t(1));
        QCOMPARE(stored->log.lines()[0].text, std::string("a line of 1"));
        QVERIFY(stored->log.lines()[0].at == timeFromMicroseconds(250));
        QCOMPARE(stored->record.payload.dump(), std::string(R"({"n":1})"));
        QCOMPARE(stored->record.result->payload.toInteger(), std::int64_t(2));
        QVERIFY(stored->record.result->init == base::Duration{90'000});
        QVERIFY(stored->record.reason == telemetry::StartReason::FirstInvocation);
        QVERIFY(!history->loadInvocation(99));
        QVERIFY(m_notices.empty());
    }

    void executionsComeBackWithTheirHistory() {
        {
            auto history = open();
            startExecution(*history, 1);
            finishExecution(*history, 1);
        }
        auto history = open();
        const auto recent = history->recentExecutions(10);
        QCOMPARE(recent.size(), std::size_t(1));
        QCOMPARE(recent[0].status, ExecutionStatus::Succeeded);
        const auto record = history->loadExecution(recent[0].id);
        QVERIFY(record.ok());
        QCOMPARE(record->output.toString(), std::string("done"));
        QCOMPARE(record->history.size(), std::size_t(1));
        QCOMPARE(record->history[0].type, telemetry::HistoryEventType::TaskStateEntered);
        QCOMPARE(record->history[0].input->dump(), std::string(R"({"b":2.0})"));
        QCOMPARE(record->history[0].index, std::int64_t(-1));
    }

    void nestedExecutionsKnowTheirParentAfterARestart() {
        const auto begin = [this](RunHistory& history, std::uint64_t id, const std::string& arn,
                                  telemetry::ExecutionOrigin origin) {
            telemetry::ExecutionStarted started;
            started.execution = base::ExecutionId{id};
            started.arn = arn;
            started.machine = "orders";
            started.name = arn;
            started.origin = std::move(origin);
            history.onEvent(at(1'000, started));
        };
        {
            auto history = open();
            begin(*history, 1, "around", {});
            begin(*history, 2, "task", {base::ExecutionId{1}, "around", "Ship", 3});
            begin(*history, 3, "item", {base::ExecutionId{1}, "around", "Each", 9, 4});
            // Told once more, as after a comeback: it is still one.
            begin(*history, 4, "item", {base::ExecutionId{1}, "around", "Each", 9, 4});
            for (const std::uint64_t id : {2, 4, 1})
                finishExecution(*history, id);
        }
        auto history = open();
        const auto nested = history->nestedIn("around");
        QCOMPARE(nested.size(), std::size_t(2));
        QCOMPARE(nested[0].origin.state, std::string("Ship"));
        QCOMPARE(nested[0].origin.event, std::int64_t(3));
        QCOMPARE(nested[1].origin.item, std::int64_t(4));
        const auto record = history->loadExecution(nested[1].id);
        QVERIFY(record.ok());
        QCOMPARE(record->origin.parentArn, std::string("around"));
        QCOMPARE(record->origin.state, std::string("Each"));
        // A Map may have a thousand: they are no runs that one looks for.
        QCOMPARE(history->recentExecutions(10).size(), std::size_t(2));
    }

    void newestComeFirstAndOldestGo() {
        RunHistory::Limits limits;
        limits.invocations = 5;
        limits.executions = 2;
        {
            auto history = open(limits);
            for (std::uint64_t i = 1; i <= 20; ++i)
                invoke(*history, i, "f");
            for (std::uint64_t i = 1; i <= 4; ++i) {
                startExecution(*history, i);
                finishExecution(*history, i);
            }
        }
        auto history = open(limits);
        const auto invocations = history->recentInvocations(100);
        QCOMPARE(invocations.size(), std::size_t(5));
        QCOMPARE(invocations.front().requestId, std::string("request-20"));
        const auto executions = history->recentExecutions(100);
        QCOMPARE(executions.size(), std::size_t(2));
        QCOMPARE(executions.front().name, std::string("run-4"));
    }

    void anExecutionOfAKilledProgramIsInterrupted() {
        startExecution(*open(), 1); // never finished
        {
            // As if another process, dead by now, had written it.
            QSqlDatabase db =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
            db.setDatabaseName(database());
            QVERIFY(db.open());
            QSqlQuery query(db);
            QVERIFY(query.exec(QStringLiteral("UPDATE session SET pid = 999999999")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
        auto history = open();
        const auto recent = history->recentExecutions(10);
        QCOMPARE(recent[0].status, ExecutionStatus::Aborted);
        const auto record = history->loadExecution(recent[0].id);
        QCOMPARE(record->error, std::string(RunHistory::kInterrupted));
        QCOMPARE(record->history.size(), std::size_t(1));
    }

    void anExecutionOfALivingProgramIsLeftAlone() {
        startExecution(*open(), 1);
        QProcess other;
        other.start(QStringLiteral("cat"), QStringList());
        QVERIFY(other.waitForStarted());
        {
            QSqlDatabase db =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
            db.setDatabaseName(database());
            QVERIFY(db.open());
            QFile stat(QStringLiteral("/proc/%1/stat").arg(other.processId()));
            QVERIFY(stat.open(QIODevice::ReadOnly));
            const QByteArray started =
                stat.readAll().split(')').last().simplified().split(' ').at(19);
            QSqlQuery query(db);
            query.prepare(QStringLiteral("UPDATE session SET pid = ?, process_started = ?"));
            query.addBindValue(other.processId());
            query.addBindValue(started.toLongLong());
            QVERIFY(query.exec());
        }
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
        QCOMPARE(open()->recentExecutions(10)[0].status, ExecutionStatus::Running);
        other.closeWriteChannel();
        QVERIFY(other.waitForFinished());
        QCOMPARE(open()->recentExecutions(10)[0].status, ExecutionStatus::Aborted);
    }

    void aDamagedFileIsMovedAsideAndHistoryGoesOn_data() {
        QTest::addColumn<QByteArray>("damage");
        QTest::addColumn<qint64>("at");
        QTest::newRow("no database at all")
            << QByteArray("this is a text file, sorry") << qint64(0);
        QTest::newRow("torn in the middle") << QByteArray(3'000, '\xA5') << qint64(4'000);
    }
    void aDamagedFileIsMovedAsideAndHistoryGoesOn() {
        QFETCH(QByteArray, damage);
        QFETCH(qint64, at);
        {
            auto history = open();
            for (std::uint64_t i = 1; i <= 50; ++i)
                invoke(*history, i, "old");
        }
        {
            QFile file(database());
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.seek(at));
            file.write(damage);
        }
        auto history = open();
        invoke(*history, 1, "new");
        const auto recent = history->recentInvocations(10);
        QCOMPARE(recent.size(), std::size_t(1));
        QCOMPARE(recent[0].function, std::string("new"));
        QTRY_COMPARE(m_notices.size(), std::size_t(1));
        QCOMPARE(m_notices[0].code, std::string("history.damaged"));
        QVERIFY(QFile::exists(QString::fromStdString(m_notices[0].arg("movedTo"))));
    }

    void aFileOfANewerVersionIsNotTouched() {
        invoke(*open(), 1, "old");
        {
            QSqlDatabase db =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
            db.setDatabaseName(database());
            QVERIFY(db.open());
            QSqlQuery query(db);
            QVERIFY(query.exec(QStringLiteral("PRAGMA user_version = 7")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
        auto history = open();
        invoke(*history, 2, "new");
        QCOMPARE(history->recentInvocations(10).size(), std::size_t(1)); // in memory
        QTRY_VERIFY(!m_notices.empty());
        QCOMPARE(m_notices[0].code, std::string("history.newerVersion"));
        QVERIFY(QFile::exists(database()));
    }

    void aFolderThatTakesNothingKeepsHistoryInMemory() {
        // A file where the hidden folder would be: works as root too, unlike a mode.
        QFile inTheWay(m_folder->filePath(QStringLiteral(".warmstart")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        auto history = open();
        invoke(*history, 1, "f");
        QCOMPARE(history->recentInvocations(10).size(), std::size_t(1));
        QTRY_COMPARE(m_notices.size(), std::size_t(1));
        QCOMPARE(m_notices[0].code, std::string("history.notWritable"));
    }

    void theFolderIsHiddenFromGit() {
        invoke(*open(), 1, "f");
        QFile ignore(m_folder->filePath(QStringLiteral(".warmstart/.gitignore")));
        QVERIFY(ignore.open(QIODevice::ReadOnly));
        QCOMPARE(ignore.readAll(), QByteArray("*\n"));
    }

    void aChattyFunctionKeepsItsLastLinesAndHowManyAreGone() {
        auto history = open();
        telemetry::InvocationArrived arrived;
        arrived.invocation = base::InvocationId{1};
        arrived.function = "chatty";
        history->onEvent(at(1, arrived));
        telemetry::LogLine line;
        line.invocation = arrived.invocation;
        line.text = std::string(99, 'x');
        for (int i = 0; i < 1'000; ++i)
            history->onEvent(at(2, line));
        telemetry::InvocationFinished finished;
        finished.invocation = arrived.invocation;
        history->onEvent(at(3, finished));
        const auto stored = history->loadInvocation(history->recentInvocations(1).at(0).id);
        QVERIFY(stored->log.bytes() <= KeptLog::kMostBytes);
        QVERIFY(stored->log.bytes() > KeptLog::kMostBytes - 100);
        QCOMPARE(stored->log.lines().size() + stored->log.leftOut(), std::size_t(1'000));
    }

    void anExecutionKnowsItsCallsAndTheirLinesAfterARestart() {
        {
            auto history = open();
            startExecution(*history, 1);
            invoke(*history, 10, "pay", base::ExecutionId{1}, "Check order", 3);
            invoke(*history, 11, "other");
            invoke(*history, 12, "pay", base::ExecutionId{1}, "Check order", 5);
            finishExecution(*history, 1);
            invoke(*history, 13, "slow", base::ExecutionId{1}, "Check order", 7); // ends after it
        }
        auto history = open();
        const auto calls = history->loadCalls(history->recentExecutions(1).at(0).id);
        QVERIFY(calls.ok());
        QVERIFY(calls->kept == RunHistory::Calls::Kept::Yes);
        QCOMPARE(calls->invocations.size(), std::size_t(3));
        QCOMPARE(calls->leftOut, std::size_t(0));
        QCOMPARE(calls->invocations[1].record.state, std::string("Check order"));
        QCOMPARE(calls->invocations[1].record.scheduledEvent, std::int64_t(5));
        QCOMPARE(calls->invocations[1].log.lines().at(0).text, std::string("a line of 12"));
        QVERIFY(!history->loadCalls(99));
    }

    void aCallThatWasUnderWayHasItsLinesAfterAnEndWithoutOrder() {
        auto history = open();
        startExecution(*history, 1);
        beginCall(*history, 10, base::ExecutionId{1}, 3);
        writeLine(*history, 10, "first");
        history->flush();
        writeLine(*history, 10, "second");
        beginCall(*history, 11, base::ExecutionId{1}, 5); // says nothing yet
        const auto copy = asIfKilled(*history);
        writeLine(*history, 10, "too late");
        const auto again = open(*copy);
        const auto runs = again->recentExecutions(10);
        QCOMPARE(runs.at(0).status, ExecutionStatus::Aborted);
        const auto calls = again->loadCalls(runs.at(0).id);
        QCOMPARE(calls->invocations.size(), std::size_t(1));
        QCOMPARE(calls->leftOut, std::size_t(0));
        const auto& call = calls->invocations.at(0);
        QCOMPARE(textsOf(call.log),
                 QStringList({QStringLiteral("first"), QStringLiteral("second")}));
        QCOMPARE(call.record.scheduledEvent, std::int64_t(3));
        QVERIFY(call.record.isOver());
        QCOMPARE(call.record.result->errorType, std::string(RunHistory::kInterrupted));
        QCOMPARE(call.record.finished, std::optional(timeFromMicroseconds(250)));
        // It is no answer that another function could be given.
        QVERIFY(!again->lastInvocationOf("slow"));
        QCOMPARE(again->recentInvocations(10).at(0).status,
                 telemetry::InvocationStatus::RuntimeExited);
    }

    void aCallOfALivingProgramIsUnderWay() {
        auto history = open();
        startExecution(*history, 1);
        beginCall(*history, 10, base::ExecutionId{1}, 3);
        writeLine(*history, 10, "so far");
        history->flush();
        const auto calls = history->loadCalls(history->recentExecutions(1).at(0).id);
        QCOMPARE(calls->invocations.size(), std::size_t(1));
        QVERIFY(!calls->invocations[0].record.isOver());
        QCOMPARE(textsOf(calls->invocations[0].log), QStringList(QStringLiteral("so far")));
        QVERIFY(history->recentInvocations(10).empty());
    }

    void aCallThatEndsIsOneThatWasNeverUnderWay() {
        auto history = open();
        startExecution(*history, 1);
        beginCall(*history, 10, base::ExecutionId{1}, 3);
        writeLine(*history, 10, "first");
        history->flush();
        writeLine(*history, 10, "second");
        history->flush();
        writeLine(*history, 10, "third");
        endCall(*history, 10);
        finishExecution(*history, 1);
        const auto calls = history->loadCalls(history->recentExecutions(1).at(0).id);
        QCOMPARE(calls->invocations.size(), std::size_t(1));
        QCOMPARE(calls->leftOut, std::size_t(0));
        QCOMPARE(textsOf(calls->invocations[0].log).join(u' '),
                 QStringLiteral("first second third"));
        QCOMPARE(calls->invocations[0].record.result->status,
                 telemetry::InvocationStatus::Succeeded);
        QCOMPARE(count("SELECT COUNT(*) FROM logpart"), 0);
        QCOMPARE(count("SELECT COUNT(*) FROM underway"), 0);
        QVERIFY(history->lastInvocationOf("slow").has_value());
    }

    void aCallWhoseProgramEndsInOrderIsInterruptedToo() {
        {
            auto history = open();
            beginCall(*history, 10);
            writeLine(*history, 10, "the last words");
        }
        QCOMPARE(count("SELECT COUNT(*) FROM underway"), 0);
        const auto stored = open()->loadInvocation(1);
        QVERIFY(stored.ok());
        QCOMPARE(textsOf(stored->log), QStringList(QStringLiteral("the last words")));
        QVERIFY(stored->record.isOver());
    }

    void whatAChattyCallHasWrittenSoFarIsBounded() {
        auto history = open();
        beginCall(*history, 10);
        const std::size_t lines = 40;
        for (std::size_t i = 0; i < lines; ++i) {
            writeLine(*history, 10, std::string(10'000, char('a' + i % 26)));
            history->flush(); // each is a part of its own
        }
        QVERIFY(count("SELECT SUM(bytes) FROM logpart") <= int(2 * KeptLog::kMostBytes));
        const auto copy = asIfKilled(*history);
        const auto again = open(*copy);
        const auto stored = again->loadInvocation(1);
        QVERIFY(stored->log.bytes() <= KeptLog::kMostBytes);
        QVERIFY(stored->log.bytes() > KeptLog::kMostBytes - 10'001);
        QCOMPARE(stored->log.lines().size() + stored->log.leftOut(), lines);
        QCOMPARE(stored->log.lines().back().text.front(), char('a' + (lines - 1) % 26));
    }

    void whatAllCallsTogetherHaveWrittenSoFarIsBounded() {
        RunHistory::Limits limits;
        limits.logBytes = 100;
        auto history = open(limits);
        for (std::uint64_t id = 1; id <= 20; ++id) {
            beginCall(*history, id);
            writeLine(*history, id, std::string(20, 'x'));
            history->flush();
        }
        QVERIFY(count("SELECT SUM(bytes) FROM logpart") <= 125);
        const auto first = history->loadInvocation(1);
        QCOMPARE(first->log.leftOut(), std::size_t(1));
        const auto last = history->loadInvocation(20);
        QCOMPARE(last->log.lines().size(), std::size_t(1));
    }

    void goal15_aKilledProgramLeavesWhatItsCallsHadWritten() {
        QProcess program;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromUtf8(kFolder), m_folder->path());
        program.setProcessEnvironment(environment);
        program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("killed")});
        QVERIFY(program.waitForStarted());
        // Nobody asks it to write.
        QTRY_COMPARE_WITH_TIMEOUT(count("SELECT COUNT(*) FROM logpart"), 1, kPatience);
        QCOMPARE(::kill(pid_t(program.processId()), SIGKILL), 0);
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);
        auto history = open();
        const auto runs = history->recentExecutions(10);
        QCOMPARE(runs.at(0).status, ExecutionStatus::Aborted);
        const auto calls = history->loadCalls(runs.at(0).id);
        QCOMPARE(calls->invocations.size(), std::size_t(1));
        QCOMPARE(textsOf(calls->invocations[0].log), QStringList(QStringLiteral("I was here")));
        QCOMPARE(calls->invocations[0].record.result->errorType,
                 std::string(RunHistory::kInterrupted));
    }

    /// What the test above starts.
    void killed() {
        if (!qEnvironmentVariableIsSet(kFolder))
            return;
        RunHistory history({qEnvironmentVariable(kFolder).toStdString(), {}, [](const auto&) {}});
        startExecution(history, 1);
        beginCall(history, 10, base::ExecutionId{1}, 3);
        writeLine(history, 10, "I was here");
        for (char byte = 0; ::read(STDIN_FILENO, &byte, 1) > 0;) {
        }
    }

    void callsThatWentForLaterOnesAreCounted() {
        RunHistory::Limits limits;
        limits.invocations = 2;
        {
            auto history = open(limits);
            startExecution(*history, 1);
            for (std::uint64_t id = 1; id <= 5; ++id)
                invoke(*history, id, "pay", base::ExecutionId{1}, "Check order", 3);
            finishExecution(*history, 1);
        }
        auto history = open(limits);
        const auto calls = history->loadCalls(history->recentExecutions(1).at(0).id);
        QCOMPARE(calls->invocations.size(), std::size_t(2));
        QCOMPARE(calls->leftOut, std::size_t(3));
    }

    void linesOfTheOldestGoFirstAndAreCounted() {
        RunHistory::Limits limits;
        limits.logBytes = 30; // two lines and a half
        {
            auto history = open(limits);
            startExecution(*history, 1);
            for (std::uint64_t id = 1; id <= 5; ++id)
                invoke(*history, id, "pay", base::ExecutionId{1}, "Check order", 3);
        }
        auto history = open(limits);
        const auto calls = history->loadCalls(history->recentExecutions(1).at(0).id);
        QCOMPARE(calls->invocations.size(), std::size_t(5));
        QVERIFY(calls->invocations[2].log.lines().empty());
        QCOMPARE(calls->invocations[2].log.leftOut(), std::size_t(1));
        QCOMPARE(calls->invocations[3].log.lines().size(), std::size_t(1));
        QCOMPARE(calls->invocations[4].log.leftOut(), std::size_t(0));
    }

    void callsOfAMapsChildStayItsOwnWhenItIsToldAgain() {
        const auto begin = [this](RunHistory& history, std::uint64_t id) {
            telemetry::ExecutionStarted started;
            started.execution = base::ExecutionId{id};
            started.arn = "item";
            started.machine = "orders/Each";
            started.origin = {base::ExecutionId{1}, "arn", "Each", 9, 4};
            history.onEvent(at(1'000, started));
        };
        auto history = open();
        startExecution(*history, 1);
        begin(*history, 2);
        invoke(*history, 10, "pay", base::ExecutionId{2}, "Inside", 3);
        finishExecution(*history, 2);
        history->flush();
        begin(*history, 3); // as after a comeback
        finishExecution(*history, 3);
        const auto child = history->nestedIn("arn");
        QCOMPARE(child.size(), std::size_t(1));
        const auto calls = history->loadCalls(child[0].id);
        QCOMPARE(calls->invocations.size(), std::size_t(1));
        QCOMPARE(calls->leftOut, std::size_t(0));
    }

    void anExecutionKnowsWhatItGoesOnFromAfterARestart() {
        {
            auto history = open();
            startExecution(*history, 1);
            finishExecution(*history, 1);
            telemetry::ExecutionStarted started;
            started.execution = base::ExecutionId{2};
            started.arn = "second";
            started.machine = "orders";
            started.forebear = {"arn", 5};
            history->onEvent(at(3'000, started));
            finishExecution(*history, 2);
        }
        auto history = open();
        const auto second = history->withArn("second");
        QVERIFY(second.has_value());
        const auto record = history->loadExecution(second->id);
        QCOMPARE(record->forebear.events, std::int64_t(5));
        const auto first = history->withArn(record->forebear.arn);
        QVERIFY(first.has_value());
        QCOMPARE(first->name, std::string("run-1"));
        QVERIFY(!history->loadExecution(first->id)->forebear.isAny());
        QVERIFY(!history->withArn("another"));
    }

    void aFileOfBeforeOpensAndSaysThatNoCallsWereKept() {
        // What the version before has made.
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral(".warmstart")));
        {
            QSqlDatabase db =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
            db.setDatabaseName(database());
            QVERIFY(db.open());
            QSqlQuery query(db);
            for (const char* statement :
                 {"CREATE TABLE session(id INTEGER PRIMARY KEY, pid INTEGER NOT NULL, "
                  "process_started INTEGER NOT NULL)",
                  "CREATE TABLE invocation(id INTEGER PRIMARY KEY, request_id TEXT NOT NULL, "
                  "function TEXT NOT NULL, arrived INTEGER NOT NULL, status TEXT NOT NULL, "
                  "duration INTEGER NOT NULL, cold INTEGER NOT NULL, body TEXT NOT NULL, "
                  "log TEXT NOT NULL)",
                  "CREATE TABLE execution(id INTEGER PRIMARY KEY, session INTEGER NOT NULL, "
                  "arn TEXT NOT NULL, machine TEXT NOT NULL, name TEXT NOT NULL, "
                  "started INTEGER NOT NULL, finished INTEGER, status TEXT NOT NULL, "
                  "input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT, "
                  "parent TEXT NOT NULL DEFAULT '', parent_state TEXT NOT NULL DEFAULT '', "
                  "parent_event INTEGER NOT NULL DEFAULT 0, item INTEGER NOT NULL DEFAULT -1)",
                  "CREATE TABLE history(execution INTEGER NOT NULL, first INTEGER NOT NULL, "
                  "events TEXT NOT NULL, PRIMARY KEY(execution, first)) WITHOUT ROWID",
                  "CREATE TABLE definition(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
                  "CREATE TABLE journal(execution INTEGER NOT NULL, first INTEGER NOT NULL, "
                  "last INTEGER NOT NULL, definition INTEGER, entries BLOB NOT NULL, "
                  "PRIMARY KEY(execution, first)) WITHOUT ROWID",
                  "INSERT INTO invocation VALUES(1, 'r', 'pay', 100, 'succeeded', 5, 1, "
                  "'{\"requestId\":\"r\",\"function\":\"pay\",\"arrived\":100}', "
                  "'one' || char(10) || 'two' || char(10))",
                  "INSERT INTO execution(id, session, arn, machine, name, started, finished, "
                  "status, input) VALUES(1, 1, 'arn', 'orders', 'old', 1, 2, 'SUCCEEDED', '{}')",
                  "PRAGMA user_version = 3"})
                QVERIFY2(query.exec(QString::fromUtf8(statement)), statement);
        }
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
        auto history = open();
        const auto runs = history->recentExecutions(10);
        QCOMPARE(runs.size(), std::size_t(1));
        const auto calls = history->loadCalls(runs[0].id);
        QVERIFY(calls.ok());
        QVERIFY(calls->kept == RunHistory::Calls::Kept::NotYet);
        QVERIFY(calls->invocations.empty());
        const auto stored = history->loadInvocation(1);
        QCOMPARE(stored->log.lines().size(), std::size_t(2));
        QCOMPARE(stored->log.lines()[1].text, std::string("two"));
        startExecution(*history, 2);
        invoke(*history, 2, "pay", base::ExecutionId{2}, "Check order", 3);
        QCOMPARE(history->loadCalls(history->recentExecutions(1).at(0).id)->invocations.size(),
                 std::size_t(1));
        QVERIFY(m_notices.empty());
    }
};

QTEST_GUILESS_MAIN(RunHistoryTest)
#include "tst_runhistory.moc"
