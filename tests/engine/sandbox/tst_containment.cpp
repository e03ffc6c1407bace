#include "tests/support/processfixture.h"

#include "engine/json/value.h"
#include "engine/sandbox/usernetwork.h"
#include "tests/support/gate.h"
#include "tests/support/machine.h"
#include "tests/support/processlist.h"

#include <QDir>
#include <QNetworkInterface>
#include <QProcess>
#include <QTcpServer>

#include <algorithm>
#include <csignal>
#include <iterator>
#include <sys/prctl.h>
#include <unistd.h>

using namespace ws;
using namespace ws::tests;
using namespace std::chrono_literals;

namespace {

const char* const kHolder = "WARMSTART_TEST_HOLDER";

/// How many of them there were at one instant, at least: a bomb's processes come and go while a
/// scan passes, but what two scans saw lived in between.
std::size_t aliveTogether(const std::string& mark) {
    std::vector<int> before = processesWith(mark);
    std::vector<int> after = processesWith(mark);
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    std::vector<int> both;
    std::set_intersection(before.begin(), before.end(), after.begin(), after.end(),
                          std::back_inserter(both));
    return both.size();
}

/// An address under which others reach this machine, or null.
QHostAddress addressOfThisMachine() {
    for (const QHostAddress& address : QNetworkInterface::allAddresses()) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback() &&
            !address.isLinkLocal())
            return address;
    }
    return {};
}

const char* const kReach = "    def reach(host, port):\n"
                           "        try:\n"
                           "            socket.create_connection((host, port), 3).close()\n"
                           "            return True\n"
                           "        except OSError:\n"
                           "            return False\n";

int childrenOfThisProgram() {
    const std::string self = std::to_string(getpid());
    const std::string text = sandbox::readText("/proc/" + self + "/task/" + self + "/children");
    return static_cast<int>(std::count(text.begin(), text.end(), ' '));
}

/// What is left of a wrapper whose other half was killed: nobody's children, waiting for ever.
std::vector<int> strayWrappers(const std::string& stateFolder) {
    std::vector<int> found;
    for (const int pid : processesWith(stateFolder)) {
        const std::string stat = sandbox::readText("/proc/" + std::to_string(pid) + "/stat");
        if (stat.find("(bwrap) S 1 ") != std::string::npos)
            found.push_back(pid);
    }
    return found;
}

} // namespace

/// Functions that try to get away, and a program that is killed.
class ContainmentTest : public QObject {
    Q_OBJECT

    std::string python(const std::string& body, int memoryMb = 256) {
        prepare(body, memoryMb);
        if (!m_process->startAndWait())
            return "did not start: " + m_process->logText();
        return m_process->invoke("{}");
    }
    void prepare(const std::string& body, int memoryMb) {
        m_process = std::make_unique<Process>(
            *m_factory, "python3.12",
            std::vector<std::pair<std::string, std::string>>{
                {"index.py", "import os, sys, time, socket\ndef handler(e, c):\n" + body}});
        m_process->network = m_network;
        m_process->revision->configuration.memoryMb = memoryMb;
        m_process->revision->configuration.environment = {{"MARK", m_mark}};
    }

private slots:
    void initTestCase() {
        m_clock = std::make_unique<base::SystemClock>();
        m_factory = std::make_unique<sandbox::ProcessBackendFactory>(
            *m_clock, sandbox::ProcessOptions{.stateFolder = m_state.path().toStdString()});
        if (!isInstalled("python3"))
            QSKIP("python3 is not installed");
        Process probe(*m_factory, "python3.12",
                      {{"index.py", "def handler(e, c):\n    return 1\n"}});
        probe.start();
        for (const std::string& notice : probe.backend->notices()) {
            if (notice == "isolation.noUserNamespaces")
                QSKIP(kNoNamespaces);
            m_processesAreLimited &= notice != "limits.processesUnlimited";
        }
    }
    void init() { m_mark = newMark(); }
    void cleanup() {
        m_process.reset();
        m_network = sandbox::BackendSpec::Network::None;
        QVERIFY(waitFor([&] { return processesWith(m_mark).empty(); }));
    }
    void cleanupTestCase() { m_factory.reset(); }

    void nothingIsLeftOfATreeThatTriedToGetAway() {
        const std::string answer = python("    for i in range(3):\n"
                                          "        if os.fork() == 0:\n"
                                          "            os.setsid()\n"
                                          "            if os.fork() == 0:\n"
                                          "                time.sleep(1000)\n"
                                          "            os._exit(0)\n"
                                          "    return 'ok'\n");
        QCOMPARE(answer, std::string("\"ok\""));
        QVERIFY(waitFor([&] { return processesWith(m_mark).size() == 4; }));
        m_process->stopAndWait();
        QVERIFY(processesWith(m_mark).empty()); // onExited says so: no waiting here
    }

    // The bombs run out by themselves: where a limit failed, the test should fail, not the machine.
    void aForkBombStaysInItsBox() {
        if (!m_processesAreLimited)
            QSKIP("This machine has no cgroup that limits the processes of root");
        const std::string answer = python("    try:\n"
                                          "        for i in range(2000):\n"
                                          "            if os.fork() == 0:\n"
                                          "                time.sleep(1000)\n"
                                          "    except OSError as error:\n"
                                          "        return error.errno\n",
                                          10'240);
        QCOMPARE(answer, std::to_string(EAGAIN));
        QVERIFY(aliveTogether(m_mark) <= 1030);
        m_process->stopAndWait();
        QVERIFY(processesWith(m_mark).empty());
    }

    void aForkBombThatGoesOnIsKilledWhole() {
        if (!m_processesAreLimited)
            QSKIP("This machine has no cgroup that limits the processes of root");
        m_process =
            std::make_unique<Process>(*m_factory, "provided.al2023",
                                      std::vector<std::pair<std::string, std::string>>{
                                          {"bootstrap", "#!/bin/bash\n"
                                                        "b() {\n"
                                                        "if [ $1 = 0 ]; then sleep 1000\n"
                                                        "else b $(($1 - 1)) | b $(($1 - 1)) &\n"
                                                        "fi\n}\n"
                                                        "echo begin\nb 10\nsleep 1000\n"}});
        m_process->revision->configuration.environment = {{"MARK", m_mark}};
        m_process->start();
        // It goes on until a limit says no: that of processes, or that of memory.
        QVERIFY(waitFor([&] {
            return m_process->logText().find("Resource temporarily unavailable") !=
                       std::string::npos ||
                   m_process->told.exit;
        }));
        const std::size_t alive = aliveTogether(m_mark);
        QVERIFY2(alive <= 1030, std::to_string(alive).c_str());
        m_process->stopAndWait();
        QVERIFY(m_process->told.exit.has_value());
        QVERIFY(processesWith(m_mark).empty());
    }

    void memoryPastTheLimitEndsTheEnvironment() {
        QCOMPARE(python("    blocks = []\n"
                        "    while True:\n"
                        "        blocks.append(b'x' * 1000000)\n",
                        128),
                 std::string("exit"));
        QCOMPARE(static_cast<int>(m_process->told.exit->kind),
                 static_cast<int>(sandbox::Exit::Kind::OutOfMemory));
    }

    void memoryOfChildrenCountsToo() {
        QCOMPARE(python("    for i in range(8):\n"
                        "        if os.fork() == 0:\n"
                        "            block = b'x' * 60000000\n"
                        "            time.sleep(1000)\n"
                        "    time.sleep(1000)\n",
                        256),
                 std::string("exit"));
        QCOMPARE(static_cast<int>(m_process->told.exit->kind),
                 static_cast<int>(sandbox::Exit::Kind::OutOfMemory));
    }

    void tmpHasItsOwnSizeBesideTheMemory() {
        QCOMPARE(python("    try:\n"
                        "        with open('/tmp/big', 'wb', 0) as f:\n"
                        "            while True:\n"
                        "                f.write(b'x' * 1000000)\n"
                        "    except OSError as error:\n"
                        "        return [error.errno, os.path.getsize('/tmp/big') >> 20]\n",
                        128),
                 std::string("[28, 512]"));
    }

    void thePeakIsWhatTheEventUsed() {
        const Gate gate;
        prepare(std::string("    block = b'x' * 100000000\n    ") + Gate::kWait +
                    "    del block\n    return 1\n",
                256);
        m_process->revision->mounts = {gate.mount()};
        QVERIFY(m_process->startAndWait());
        m_process->deliver("{}");
        const auto used = [&] { return m_process->backend->maxMemoryUsedMb(); };
        QVERIFY(waitFor([&] { return used() >= 100; }));
        gate.open();
        QVERIFY(waitFor([&] { return !m_process->told.responses.empty(); }));
        QVERIFY2(used() >= 100 && used() < 160, std::to_string(used()).c_str());
    }

    void aHundredMegabytesOfOutputCostNothing() {
        QCOMPARE(python("    line = 'x' * 99\n"
                        "    for i in range(1000000):\n"
                        "        print(line)\n"
                        "    return 'done'\n",
                        3'000),
                 std::string("\"done\""));
        const auto& told = m_process->told;
        // Every byte was kept or counted, except the ends of lines that were dropped.
        const auto all = static_cast<std::int64_t>(told.logBytes) + told.dropped;
        QVERIFY2(all > 98'000'000 && all <= 100'000'100, std::to_string(all).c_str());
    }

    void onlyTmpCanBeWritten() {
        const std::string answer =
            python("    def tried(path):\n"
                   "        try:\n"
                   "            open(path + '/x', 'w').close()\n"
                   "            return True\n"
                   "        except OSError:\n"
                   "            return False\n"
                   "    return {p: tried(p) for p in ('/tmp', '/var/task', '/var/runtime', '/opt',"
                   " '/', '/usr', '/etc', '/dev', '/dev/shm', '/var', '/proc')}\n");
        const json::Value tried = parsed(answer);
        for (const auto& [path, written] : tried.members())
            QVERIFY2(written.toBool() == (path == "/tmp"), path.c_str());
        QCOMPARE(tried.size(), std::size_t{11});
    }

    void theUsersFilesAndProcessesAreOutOfSight() {
        QTemporaryDir home(QDir::homePath() + QStringLiteral("/.warmstart-test-XXXXXX"));
        if (!home.isValid())
            QSKIP("The user that runs this test has no home that can be written");
        const std::string answer =
            python("    return {'home': os.path.exists('" + home.path().toStdString() +
                   "'), 'processes': len([p for p in os.listdir('/proc') if "
                   "p.isdigit()]), 'user': os.getuid(), 'shadow': "
                   "os.path.exists('/etc/shadow')}\n");
        const json::Value seen = parsed(answer);
        QCOMPARE(seen["home"].toBool(), false);
        QCOMPARE(seen["shadow"].toBool(), false);
        QCOMPARE(seen["processes"].toInteger(), 2); // init and the runtime
        QCOMPARE(seen["user"].toInteger(), 993);
    }

    void anotherEnvironmentsEndpointIsOutOfReach() {
        Process other(*m_factory, "python3.12",
                      {{"index.py", "def handler(e, c):\n    return 1\n"}});
        QVERIFY(other.startAndWait());
        const int nexts = other.told.nexts;
        // The only thing that answers on the genuine address is the environment's own endpoint,
        // and no other address leads out.
        const std::string answer = python(
            std::string(kReach) +
            "    links = [line.split(':')[0].strip() for line in open('/proc/net/dev') if ':' in "
            "line]\n"
            "    return [reach('127.0.0.1', 9001), reach('192.0.2.1', 80), links]\n");
        QCOMPARE(answer, std::string("[true, false, [\"lo\"]]"));
        QCOMPARE(other.told.nexts, nexts);
        QCOMPARE(other.invoke("{}"), std::string("1"));
    }

    /// Where the user allows it, a function reaches what the machine reaches; what listens on the
    /// machine's own loopback is not meant for it, and its endpoint stays its own.
    void aNetworkLeadsOutAndNotIntoThisMachine() {
        QTcpServer everywhere;
        QTcpServer inside;
        const QHostAddress address = addressOfThisMachine();
        if (!canHaveNetwork() || address.isNull() || !everywhere.listen(address) ||
            !inside.listen(QHostAddress::LocalHost))
            QSKIP("This machine has no slirp4netns, no /dev/net/tun for this user, or no network");
        Process other(*m_factory, "python3.12",
                      {{"index.py", "def handler(e, c):\n    return 1\n"}});
        QVERIFY(other.startAndWait());
        const int children = childrenOfThisProgram();
        m_network = sandbox::BackendSpec::Network::Outside;
        const std::string port = std::to_string(inside.serverPort());
        const std::string answer =
            python(std::string(kReach) + "    return [reach('" + address.toString().toStdString() +
                   "', " + std::to_string(everywhere.serverPort()) + "), reach('127.0.0.1', " +
                   port + "), reach('10.0.2.2', " + port + "), reach('127.0.0.1', 9001)]\n");
        QVERIFY2(answer == "[true, false, false, true]", answer.c_str());
        QCOMPARE(other.invoke("{}"), std::string("1"));
        // A reset keeps it.
        m_process->stopAndWait();
        QVERIFY(m_process->startAndWait());
        QCOMPARE(m_process->invoke("{}"), answer);
        m_process.reset();
        QVERIFY(waitFor([&] { return childrenOfThisProgram() == children; }));
    }

    void privilegesCannotBeWonBack() {
        const std::string answer =
            python("    status = dict(line.split(':\\t', 1) for line in open('/proc/self/status') "
                   "if ':\\t' in line)\n"
                   "    return [status['CapEff'].strip(), status['NoNewPrivs'].strip()]\n");
        QCOMPARE(answer, std::string("[\"0000000000000000\", \"1\"]"));
    }

    /// To the kernel, root outside is root for its settings, whatever namespace it is in.
    void theKernelsSettingsCannotBeOpened() {
        const std::string answer = python(
            "    def opens(path):\n"
            "        try:\n"
            "            os.close(os.open(path, os.O_WRONLY))\n"
            "            return path\n"
            "        except OSError:\n"
            "            return None\n"
            "    paths = [os.path.join(folder, name) for folder, _, names in os.walk('/proc/sys')\n"
            "             for name in names] + ['/proc/sysrq-trigger']\n"
            "    return [path for path in map(opens, paths) if path], len(paths) > 100\n");
        QCOMPARE(answer, std::string("[[], true]"));
    }

    void theLimitsAreTheServicesOwn() {
        const std::string answer =
            python("    import resource\n"
                   "    return [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_NOFILE,\n"
                   "            resource.RLIMIT_NPROC, resource.RLIMIT_STACK)]\n");
        QCOMPARE(answer, std::string("[1024, 742, 8388608]"));
    }

    void otherProcessesCannotBeTracedOrSignalled() {
        // Process 1 is the sandbox's own init; the test itself is outside.
        const std::string answer = python(
            "    import ctypes, signal\n"
            "    libc = ctypes.CDLL(None, use_errno=True)\n"
            "    def attach(pid):\n"
            "        return libc.ptrace(16, pid, None, None)\n" // PTRACE_ATTACH
            "    def look(path):\n"
            "        try:\n"
            "            return len(open(path, 'rb').read())\n"
            "        except OSError:\n"
            "            return -1\n"
            "    def signalled(pid):\n"
            "        try:\n"
            "            os.kill(pid, signal.SIGKILL)\n"
            "            return True\n"
            "        except OSError:\n"
            "            return False\n"
            "    outside = signalled(" +
            std::to_string(getpid()) +
            ")\n"
            "    signalled(1)\n" // allowed, and of no effect on an init
            "    return [attach(1), look('/proc/1/environ'), look('/proc/1/mem'), outside]\n");
        QCOMPARE(answer, std::string("[-1, -1, -1, false]"));
        QCOMPARE(m_process->invoke("{}"), answer); // all of it is still there
    }

    void aSignalToAllReachesOwnProcessesAlone() {
        Process other(*m_factory, "python3.12",
                      {{"index.py", "def handler(e, c):\n    return 1\n"}});
        QVERIFY(other.startAndWait());
        const std::string answer = python("    import signal\n"
                                          "    child = os.fork()\n"
                                          "    if child == 0:\n"
                                          "        time.sleep(1000)\n"
                                          "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                                          "    os.kill(-1, signal.SIGTERM)\n"
                                          "    return os.waitpid(child, 0)[1]\n");
        QCOMPARE(answer, std::string("15"));
        QCOMPARE(other.invoke("{}"), std::string("1"));
    }

    void whoIgnoresTheEndIsKilledAfterItsBudget() {
        const std::string answer = python("    import signal\n"
                                          "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                                          "    if os.fork() == 0:\n"
                                          "        signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
                                          "        os.setsid()\n"
                                          "        time.sleep(1000)\n"
                                          "    return 'deaf'\n");
        QCOMPARE(answer, std::string("\"deaf\""));
        m_process->backend->stop({std::chrono::milliseconds{50}, std::chrono::milliseconds{50}});
        QVERIFY(waitFor([&] { return m_process->told.exit.has_value(); }));
        QVERIFY(processesWith(m_mark).empty());
    }

    void aFileSystemIsSharedAndNothingElseBesideIt() {
        QTemporaryDir shared;
        QTemporaryDir secret;
        const std::string place = shared.path().toStdString();
        std::filesystem::create_directory_symlink(secret.path().toStdString(), place + "/out");
        const auto mounted = [&](const char* body) {
            m_process = std::make_unique<Process>(
                *m_factory, "python3.12",
                std::vector<std::pair<std::string, std::string>>{
                    {"index.py", std::string("import os\ndef handler(e, c):\n") + body}});
            m_process->revision->configuration.environment = {{"MARK", m_mark}};
            m_process->revision->mounts = {{place, "/mnt/msg"}};
            return m_process->startAndWait() ? m_process->invoke("{}") : m_process->logText();
        };
        QCOMPARE(mounted("    open('/mnt/msg/content', 'a').write('one ')\n"), std::string("null"));
        QCOMPARE(mounted("    open('/mnt/msg/content', 'a').write('two')\n"
                         "    return [open('/mnt/msg/content').read(), os.listdir('/mnt'),"
                         " os.path.exists('/mnt/msg/out')]\n"),
                 std::string("[\"one two\", [\"msg\"], false]"));
        QCOMPARE(sandbox::readText(place + "/content"), std::string("one two"));
    }

    void aGigabyteOfOutputCostsNoMemory() {
        const auto resident = [] {
            const std::string text = sandbox::readText("/proc/self/statm");
            return std::atol(text.substr(text.find(' ')).c_str()) * sysconf(_SC_PAGESIZE);
        };
        const long before = resident();
        QCOMPARE(python("    block = (b'x' * 99 + b'\\n') * 10000\n"
                        "    for i in range(1000):\n"
                        "        left = memoryview(block)\n"
                        "        while left:\n"
                        "            left = left[os.write(1, left):]\n"
                        "    return 'done'\n",
                        3'000),
                 std::string("\"done\""));
        QVERIFY(resident() - before < 100'000'000);
        const auto& told = m_process->told;
        const auto all = static_cast<std::int64_t>(told.logBytes) + told.dropped;
        QVERIFY2(all > 980'000'000 && all <= 1'000'000'100, std::to_string(all).c_str());
    }

    void nothingIsLeftOfWhatEndsWhileItStarts() {
        const int alive = childrenOfThisProgram();
        for (int i = 0; i < 40; ++i) {
            Process process(*m_factory, "python3.12", {{"index.py", "handler = print\n"}});
            process.revision->configuration.environment = {{"MARK", m_mark}};
            process.start();
            // At another point of the way each time, and half of them before the event loop turns.
            ::usleep(static_cast<useconds_t>(i % 20) * 300);
        }
        QVERIFY(waitFor([&] { return childrenOfThisProgram() <= alive; }));
        QVERIFY(strayWrappers(m_state.path().toStdString()).empty());
    }

    // Also the check of a hundred times: WARMSTART_KILLS=100.
    void nothingIsLeftWhenTheProgramIsKilled() {
        bool given = false;
        const int rounds = qEnvironmentVariableIntValue("WARMSTART_KILLS", &given);
        for (int round = 0; round < (given ? rounds : 3); ++round)
            killHolder(round);
    }

    /// This program again, holding a hundred environments, killed in the middle of it.
    void holdEnvironments() {
        if (!qEnvironmentVariableIsSet(kHolder))
            return; // only when started by the test above
        std::vector<std::unique_ptr<Process>> held;
        for (int i = 0; i < kHeld; ++i) {
            held.push_back(
                std::make_unique<Process>(*m_factory, i % 10 ? "provided.al2023" : "python3.12",
                                          std::vector<std::pair<std::string, std::string>>{
                                              {"index.py", "import os, time\n"
                                                           "if os.fork() == 0:\n"
                                                           "    os.setsid()\n"
                                                           "    time.sleep(1000)\n"
                                                           "def handler(e, c):\n    return 1\n"},
                                              {"bootstrap", "#!/bin/sh\n"
                                                            "setsid sleep 1000 &\n"
                                                            "sleep 1000\n"}}));
            held.back()->revision->configuration.environment = {
                {"MARK", qEnvironmentVariable(kHolder).toStdString()}};
            held.back()->start();
        }
        const auto isUp = [](const auto& process) { return process->told.started > 0; };
        QVERIFY(waitFor([&] { return std::all_of(held.begin(), held.end(), isUp); }, 120'000));
        for (std::size_t i = 0; i < held.size(); i += 30) // those of Python
            QVERIFY(waitFor([&] { return held[i]->told.nexts > 0; }));
        for (std::size_t i = 0; i < held.size(); i += 30)
            held[i]->backend->freeze();
        std::puts("holding");
        std::fflush(stdout);
        waitFor([] { return false; }, 60'000);
    }

private:
    static constexpr int kHeld = 100;

    void killHolder(int round) {
        // What is killed cannot clear up behind itself.
        QTemporaryDir left;
        QProcess holder;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(kHolder), QString::fromStdString(m_mark));
        environment.insert(QStringLiteral("TMPDIR"), left.path());
        holder.setProcessEnvironment(environment);
        holder.start(QCoreApplication::applicationFilePath(), {QStringLiteral("holdEnvironments")});
        // Every third time while the environments are still on their way.
        const auto some = static_cast<std::size_t>(round % 3 == 1 ? 10 * (round % 7 + 1) : kHeld);
        QByteArray said;
        QVERIFY(waitFor(
            [&] {
                said += holder.readAllStandardOutput();
                return some < kHeld ? processesWith(m_mark).size() >= some
                                    : said.contains("holding");
            },
            120'000));
        ::kill(static_cast<pid_t>(holder.processId()), SIGKILL);
        QVERIFY(waitFor([&] { return processesWith(m_mark).empty(); }, 1'000));
        holder.waitForFinished();
    }

    QTemporaryDir m_state;
    std::unique_ptr<base::SystemClock> m_clock;
    std::unique_ptr<sandbox::ProcessBackendFactory> m_factory;
    sandbox::BackendSpec::Network m_network = sandbox::BackendSpec::Network::None;
    std::unique_ptr<Process> m_process;
    bool m_processesAreLimited = true;
    std::string m_mark;
};

QTEST_GUILESS_MAIN(ContainmentTest)
#include "tst_containment.moc"
