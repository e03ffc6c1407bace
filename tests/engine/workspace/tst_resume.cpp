#include "engine/workspace/runhistory.h"

#include "engine/base/systemclock.h"
#include "engine/execution/executor.h"
#include "engine/execution/replay.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <unistd.h>

using namespace ws;
using namespace ws::workspace;
using execution::TaskOutcome;
using execution::TaskRequest;
using json::Value;

namespace {

// How the test tells itself, started again, what to do.
constexpr const char* kFolder = "WARMSTART_TEST_RESUME_FOLDER";
constexpr const char* kMachine = "WARMSTART_TEST_RESUME_MACHINE";
constexpr const char* kRun = "WARMSTART_TEST_RESUME_RUN";
constexpr const char* kFatal = "WARMSTART_TEST_RESUME_FATAL"; ///< which step it does not survive

constexpr int kKills = 24; ///< of each machine

const std::map<std::string, std::string> kMachines{
    {"waits", R"({"StartAt":"A","States":{
        "A":{"Type":"Wait","Seconds":3,"Next":"T"},
        "T":{"Type":"Task","Resource":"f","Next":"B"},
        "B":{"Type":"Wait","Seconds":86400,"Next":"U"},
        "U":{"Type":"Task","Resource":"f","Next":"C"},
        "C":{"Type":"Wait","Seconds":5,"End":true}}})"},
    {"chain", R"({"StartAt":"A","States":{
        "A":{"Type":"Task","Resource":"f","ResultPath":"$.a","Next":"B"},
        "B":{"Type":"Task","Resource":"f","ResultPath":"$.b","Next":"C"},
        "C":{"Type":"Task","Resource":"f","ResultPath":"$.c","Next":"D"},
        "D":{"Type":"Task","Resource":"f","ResultPath":"$.d","Next":"E"},
        "E":{"Type":"Task","Resource":"f","ResultPath":"$.e","End":true}}})"},
    {"parallel", R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"f","Next":"B"},
            "B":{"Type":"Task","Resource":"f","End":true}}},
        {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1,"Next":"C"},
            "C":{"Type":"Task","Resource":"f","End":true}}},
        {"StartAt":"D","States":{"D":{"Type":"Task","Resource":"f","End":true}}}],
        "Next":"Z"},"Z":{"Type":"Task","Resource":"f","End":true}}})"},
    {"map", R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.list","MaxConcurrency":2,
        "ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value"},
        "ItemProcessor":{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"f","Next":"W"},
            "W":{"Type":"Wait","Seconds":2,"End":true}}},"End":true}}})"},
    {"retry", R"({"StartAt":"A","States":{
        "A":{"Type":"Task","Resource":"odd","TimeoutSeconds":60,"Retry":[{"ErrorEquals":["Odd"],
            "IntervalSeconds":7,"MaxAttempts":3,"BackoffRate":2}],"ResultPath":"$.a","Next":"B"},
        "B":{"Type":"Task","Resource":"bad","Catch":[{"ErrorEquals":["Bad"],"ResultPath":"$.caught",
            "Next":"C"}],"Next":"C"},
        "C":{"Type":"Task","Resource":"f","ResultPath":"$.c","End":true}}})"},
    // Fails once, and is redriven.
    {"redriven", R"m({"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"f","End":true}}},
        {"StartAt":"F","States":{"F":{"Type":"Task","Resource":"first","End":true}}},
        {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3,"Next":"B"},
            "B":{"Type":"Task","Resource":"f","End":true}}}],"Next":"Z"},
        "Z":{"Type":"Pass","Parameters":{"n.$":"States.ArrayLength($)"},"End":true}}})m"}};

constexpr const char* kInput = R"({"list":[1,2,3,4,5]})";

/// Only by what is asked, so that asking again gives the same. Numbers of events are not part of
/// it: which of two iterations comes first is a matter of time, and a killed program takes more.
TaskOutcome answerTo(const TaskRequest& request) {
    TaskOutcome outcome;
    outcome.executedVersion = "$LATEST";
    outcome.result = Value::object({{"of", request.payload}});
    if (request.function == "odd" && request.scheduledEvent < 8)
        outcome.error = "Odd";
    if (request.function == "bad" || (request.function == "first" && request.scheduledEvent < 14))
        outcome.error = "Bad";
    return outcome;
}

/// Lines that outlive the program, as the effects of tasks would.
class Log {
public:
    explicit Log(const std::string& path)
        : m_file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)) {}
    ~Log() { ::close(m_file); }
    void line(const std::string& text) {
        const std::string whole = text + '\n';
        [[maybe_unused]] const auto written = ::write(m_file, whole.data(), whole.size());
        step();
    }
    /// The program may end here.
    void step() {
        if (++m_steps == m_fatal)
            ::raise(SIGKILL);
    }

private:
    const int m_file;
    int m_steps = 0;
    const int m_fatal = qEnvironmentVariableIntValue(kFatal);
};

/// Passes journals on, and tells the log when what is known of a task's end has become durable.
class WatchedSink : public execution::JournalSink {
public:
    WatchedSink(std::shared_ptr<JournalSink> sink, Log& log)
        : m_sink(std::move(sink))
        , m_log(log) {}
    void begin(base::ExecutionId execution, const execution::JournalHeader& header) override {
        m_sink->begin(execution, header);
        m_log.step();
    }
    void append(base::ExecutionId execution, const execution::Input& input) override {
        m_log.step();
        m_sink->append(execution, input);
        if (const auto* ended = std::get_if<execution::TaskFinishedInput>(&input.body))
            m_ended.push_back(ended->outcome.requestId);
        m_log.step();
    }
    void goOn(base::ExecutionId execution, base::ExecutionId before) override {
        m_log.step();
        m_sink->goOn(execution, before);
        m_log.step();
    }
    void commit() override {
        m_sink->commit();
        m_log.step();
        for (const std::string& task : std::exchange(m_ended, {}))
            m_log.line("durable " + task);
    }
    bool hasUncommitted() const { return !m_ended.empty(); }

private:
    const std::shared_ptr<JournalSink> m_sink;
    Log& m_log;
    std::vector<std::string> m_ended;
};

/// Functions whose effects are lines of the log.
class LoggedFunctions : public execution::TaskInvoker {
public:
    LoggedFunctions(base::Clock& clock, Log& log, const std::string& run)
        : m_clock(clock)
        , m_log(log)
        , m_run(run) {}
    Ticket invoke(const TaskRequest& request, std::function<void(TaskOutcome)> done) override {
        const std::string task = m_run + '#' + std::to_string(request.scheduledEvent);
        m_log.line("begin " + task);
        if (sink->hasUncommitted())
            m_log.line("VIOLATION " + task + " begins before what led to it is durable");
        const std::chrono::milliseconds takes{100 + request.scheduledEvent * 37 % 400};
        m_clock.after(takes, [this, request, task, done = std::move(done)] {
            m_log.line("end " + task);
            TaskOutcome outcome = answerTo(request);
            outcome.requestId = task;
            done(outcome);
            m_log.step();
        });
        return 1;
    }
    void abandon(Ticket) override {}

    std::shared_ptr<WatchedSink> sink;

private:
    base::Clock& m_clock;
    Log& m_log;
    const std::string m_run;
};

/// What the program does in each of its lives: goes on with what is unfinished, or begins.
class Life {
public:
    Life(const std::string& folder, const std::string& machine, const std::string& run)
        : m_log(folder + "/log")
        , m_bus(m_clock)
        , m_history({folder, {}, [](const base::Error&) {}, RunHistory::Unfinished::Take})
        , m_functions(m_clock, m_log, unfinishedOr(run))
        , m_executor({m_clock, m_functions, m_bus, std::hash<std::string>{}(run) | 1U}) {
        m_functions.sink = std::make_shared<WatchedSink>(m_history.journalSink(), m_log);
        m_bus.addSink(&m_history);
        for (const auto& found : m_unfinished)
            goOn(found);
        if (m_unfinished.empty() && !redriveLast(run))
            begin(machine, run);
    }
    ~Life() { m_bus.removeSink(&m_history); }

    void live() {
        if (!m_ended)
            m_loop.exec();
    }

private:
    std::string unfinishedOr(const std::string& run) {
        m_unfinished = m_history.takeUnfinished();
        return m_unfinished.empty() ? run : m_unfinished.front().name;
    }
    void begin(const std::string& machine, const std::string& run) {
        execution::StartRequest request;
        request.machine = machine;
        request.name = run;
        request.input = *Value::parse(kInput);
        request.journal = m_functions.sink;
        m_log.line("start " + run);
        const auto started = m_executor.start(kMachines.at(machine), request, whenDone());
        if (!started)
            m_log.line("VIOLATION " + started.error().code);
    }
    void goOn(const RunHistory::UnfinishedExecution& found) {
        m_history.goOn(found);
        const auto resumed = found.journal ? m_executor.resume({*found.journal, m_functions.sink,
                                                                execution::HistoryRetention::Keep},
                                                               whenDone())
                                           : base::Result<base::ExecutionId>(found.journal.error());
        m_log.line(resumed ? "resume " + found.name : "VIOLATION " + resumed.error().code);
    }
    /// The one that had failed when the program ended. False: it had not.
    bool redriveLast(const std::string& run) {
        const auto last = m_history.recentExecutions(1);
        if (last.empty() || last[0].name != run ||
            last[0].status != telemetry::ExecutionStatus::Failed)
            return false;
        const auto record = m_history.loadExecution(last[0].id);
        RunHistory::UnfinishedExecution found{last[0].id, record->arn, record->machine, run,
                                              m_history.loadJournal(last[0].id)};
        m_history.goOn(found);
        const auto redriven = m_executor.redrive(
            {*found.journal, m_functions.sink, execution::HistoryRetention::Keep}, whenDone());
        m_log.line(redriven ? "redrive " + run : "VIOLATION " + redriven.error().code);
        return true;
    }
    execution::Executor::Done whenDone() {
        return [this](const execution::ExecutionResult& result) {
            if (result.ended && result.redrives == 0) {
                m_log.line("redrive " + result.name);
                m_executor.redrive(result.ended, whenDone());
                return;
            }
            m_log.line("done " + result.name + ' ' + std::to_string(int(result.status)) + ' ' +
                       result.output.dump() + result.error);
            m_ended = true;
            m_loop.quit();
        };
    }

    Log m_log;
    base::SystemClock m_clock{base::SystemClock::Idle::Skip};
    telemetry::EventBus m_bus;
    RunHistory m_history;
    std::vector<RunHistory::UnfinishedExecution> m_unfinished;
    LoggedFunctions m_functions;
    execution::Executor m_executor;
    QEventLoop m_loop;
    bool m_ended = false;
};

} // namespace

class ResumeTest : public QObject {
    Q_OBJECT

    struct Session {
        bool killed = false;
        bool good = false;
    };

    /// The program, once: killed by itself at the step `fatal`, or by us when `lines` lines of the
    /// log are written; or it comes to its end.
    static Session live(const QString& folder, const std::string& machine, int run, int fatal,
                        int lines) {
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QLatin1String(kFolder), folder);
        environment.insert(QLatin1String(kMachine), QString::fromStdString(machine));
        environment.insert(QLatin1String(kRun), QStringLiteral("run-%1").arg(run));
        environment.insert(QLatin1String(kFatal), QString::number(fatal));
        program.setProcessEnvironment(environment);
        program.setStandardOutputFile(QProcess::nullDevice());
        program.setStandardErrorFile(QProcess::nullDevice());
        program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("live")});
        const auto wanted = linesOf(folder).size() + lines;
        while (lines > 0 && program.state() != QProcess::NotRunning) {
            if (linesOf(folder).size() >= wanted)
                ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
            program.waitForFinished(1);
        }
        program.waitForFinished(60'000);
        const bool killed = program.exitStatus() == QProcess::CrashExit;
        return {killed, killed || program.exitCode() == 0};
    }

    static QList<QByteArray> linesOf(const QString& folder) {
        QFile file(folder + QStringLiteral("/log"));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QList<QByteArray> lines = file.readAll().split('\n');
        lines.removeLast();
        return lines;
    }

    /// What an execution that nobody kills comes to.
    static QByteArray rightEnd(const std::string& machine) {
        QTemporaryDir folder;
        live(folder.path(), machine, 1, 0, 0);
        return linesOf(folder.path()).last().mid(qstrlen("done run-1"));
    }

    static QByteArray problemIn(const QList<QByteArray>& lines, const QByteArray& end) {
        std::set<QByteArray> durable;
        std::set<QByteArray> begun;
        std::set<QByteArray> done;
        for (const QByteArray& line : lines) {
            const QByteArray word = line.left(line.indexOf(' '));
            const QByteArray rest = line.mid(word.size() + 1);
            const QByteArray run = rest.left(rest.indexOf(word == "done" ? ' ' : '#'));
            if (word == "VIOLATION")
                return line;
            if (word == "begin" && durable.contains(rest))
                return "repeated: " + rest;
            if (word == "begin" && done.contains(run))
                return "after its end: " + rest;
            if (word == "begin")
                begun.insert(run);
            if (word == "durable")
                durable.insert(rest);
            if (word == "done" && rest.mid(run.size()) != end)
                return "another end: " + rest + " instead of" + end;
            if (word == "done")
                done.insert(run);
        }
        for (const QByteArray& run : begun) {
            if (!done.contains(run))
                return "lost: " + run;
        }
        return {};
    }

    /// Every execution that ended, as the history has it, is what its journal makes.
    static QByteArray historyProblem(const QString& folder) {
        RunHistory history({folder.toStdString(),
                            {},
                            [](const base::Error&) {},
                            RunHistory::Unfinished::Interrupt});
        const auto all = history.recentExecutions(1'000);
        if (all.empty())
            return "no history";
        for (const auto& summary : all) {
            const auto record = history.loadExecution(summary.id);
            const auto journal = history.loadJournal(summary.id);
            if (!journal)
                return QByteArray::fromStdString(journal.error().code);
            if (record->status == telemetry::ExecutionStatus::Aborted)
                return "an interrupted one: " + QByteArray::fromStdString(summary.name);
            const auto difference = execution::checkReplay(*journal, record->history);
            if (!difference || *difference)
                return "another history: " + QByteArray::fromStdString(summary.name);
        }
        return {};
    }

private Q_SLOTS:
    void killedAtAnyMomentItGoesOn_data() {
        QTest::addColumn<std::string>("machine");
        for (const auto& [name, definition] : kMachines)
            QTest::newRow(name.c_str()) << name;
    }

    void killedAtAnyMomentItGoesOn() {
        QFETCH(std::string, machine);
        const QByteArray end = rightEnd(machine);
        QVERIFY(!end.isEmpty());
        QTemporaryDir folder;
        std::mt19937 random(static_cast<std::uint32_t>(std::hash<std::string>{}(machine)));
        int kills = 0;
        int run = 1;
        Session session;
        // One that is killed as it ends may not have written that down.
        for (int lives = 0; kills < kKills || session.killed || !isAtRest(folder.path()); ++lives) {
            QVERIFY2(lives < 10 * kKills, "it does not come to an end");
            const bool spared = kills >= kKills;
            const bool byItself = random() % 3 > 0;
            const int fatal = byItself && !spared ? 1 + int(random() % 30) : 0;
            const int lines = byItself || spared ? 0 : 1 + int(random() % 12);
            session = live(folder.path(), machine, run, fatal, lines);
            QVERIFY(session.good);
            kills += session.killed ? 1 : 0;
            // Killed when it had ended already: the next one is another.
            while (hasEnded(folder.path(), run))
                ++run;
        }
        const auto lines = linesOf(folder.path());
        QVERIFY2(problemIn(lines, end).isEmpty(), problemIn(lines, end).constData());
        QVERIFY2(historyProblem(folder.path()).isEmpty(),
                 historyProblem(folder.path()).constData());
        const auto count = [&](const char* word) {
            return std::count_if(lines.begin(), lines.end(),
                                 [&](const QByteArray& line) { return line.startsWith(word); });
        };
        QVERIFY(count("resume") > kKills / 3);
        QVERIFY(count("done") >= 1);
        QVERIFY(machine != "redriven" || count("redrive") >= 1);
    }

    /// What the test above starts: one life of the program.
    void live() {
        if (!qEnvironmentVariableIsSet(kFolder))
            return;
        Life life(qEnvironmentVariable(kFolder).toStdString(),
                  qEnvironmentVariable(kMachine).toStdString(),
                  qEnvironmentVariable(kRun).toStdString());
        life.live();
    }

private:
    static bool hasEnded(const QString& folder, int run) {
        const QByteArray begin = "done run-" + QByteArray::number(run) + ' ';
        const auto lines = linesOf(folder);
        return std::any_of(lines.begin(), lines.end(),
                           [&](const QByteArray& line) { return line.startsWith(begin); });
    }
    /// The last line is an end.
    static bool isAtRest(const QString& folder) {
        const auto lines = linesOf(folder);
        return !lines.isEmpty() && lines.last().startsWith("done");
    }
};

QTEST_GUILESS_MAIN(ResumeTest)
#include "tst_resume.moc"
