#include "engine/sandbox/initprocess.h"
#include "engine/sandbox/usernetwork.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <unistd.h>

using namespace ws;

/// What it says when there is no network; that one leads somewhere is in tst_containment.
class UserNetworkTest : public QObject {
    Q_OBJECT

    std::string problemOf(const std::string& program, int pid) {
        sandbox::UserNetwork network(m_clock, m_poller, m_reaper);
        std::optional<std::string> problem;
        network.open(program, pid, [&](std::string text) { problem = std::move(text); });
        if (problem)
            return "told from inside open()";
        return QTest::qWaitFor([&] { return problem.has_value(); }) ? *problem : "nothing";
    }

    /// Writes its number, then waits, and asks for nothing that is said to it.
    std::string hangingProgram() const {
        const std::string path = m_folder.filePath(QStringLiteral("hangs")).toStdString();
        std::ofstream(path) << "#!/bin/sh\necho $$ > " << numberFile() << ".new\n"
                            << "/bin/mv " << numberFile() << ".new " << numberFile() << "\n"
                            << "exec /bin/sleep 1000\n";
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path;
    }
    std::string numberFile() const {
        return m_folder.filePath(QStringLiteral("number")).toStdString();
    }
    int waitForItsNumber() const {
        int number = 0;
        return QTest::qWaitFor([&] { return bool(std::ifstream(numberFile()) >> number); }) ? number
                                                                                            : 0;
    }
    static bool ends(int pid) {
        return pid > 0 && QTest::qWaitFor([&] { return ::kill(pid, 0) != 0; });
    }

private slots:
    void init() { std::filesystem::remove(numberFile()); }

    void aProgramThatIsNeverReadyIsEnded() {
        sandbox::UserNetwork network(m_clock, m_poller, m_reaper);
        std::optional<std::string> problem;
        network.open(hangingProgram(), getpid(),
                     [&](std::string text) { problem = std::move(text); });
        const int program = waitForItsNumber();
        m_clock.advance(sandbox::UserNetwork::kReadyLimit - base::Duration{1});
        QCoreApplication::processEvents();
        QVERIFY(!problem && ::kill(program, 0) == 0);
        m_clock.advance(base::Duration{1});
        QVERIFY(QTest::qWaitFor([&] { return problem.has_value(); }));
        QCOMPARE(*problem, std::string("slirp4netns was not ready after 10 s"));
        QVERIFY(ends(program));
    }

    void aProgramThatIsNotReadyYetEndsWithItsNetwork() {
        auto network = std::make_unique<sandbox::UserNetwork>(m_clock, m_poller, m_reaper);
        network->open(hangingProgram(), getpid(), [](const std::string&) { QFAIL("told"); });
        const int program = waitForItsNumber();
        network.reset();
        QVERIFY(ends(program));
        QVERIFY(m_clock.idle());
    }

    void aProgramThatEndsWithoutAWord() {
        QCOMPARE(problemOf("/usr/bin/false", getpid()),
                 std::string("slirp4netns ended without a word"));
    }

    void theProgramsLastWords() {
        const std::string said = problemOf("/usr/bin/ls", getpid());
        QVERIFY2(said.find("--help") != std::string::npos, said.c_str());
    }

    void theReasonIsToldAndNotThatItsChildHasFailedForIt() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("program"));
        QFile program(path);
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\necho started >&2\necho 'open(/dev/net/tun): denied' >&2\n"
                      "echo 'child failed(1)' >&2\nexit 1\n");
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        QCOMPARE(problemOf(path.toStdString(), getpid()),
                 std::string("open(/dev/net/tun): denied"));
    }

    void aProgramThatIsNotThere() {
        QCOMPARE(problemOf("/nowhere/slirp4netns", getpid()),
                 std::string("/nowhere/slirp4netns: No such file or directory"));
    }

    void aProcessThatIsNotThere() {
        QCOMPARE(problemOf("/usr/bin/false", 1 << 30),
                 std::string("/proc/1073741824/ns/net: No such file or directory"));
    }

    void nothingIsToldToWhoHasGone() {
        bool told = false;
        {
            sandbox::UserNetwork network(m_clock, m_poller, m_reaper);
            network.open("/usr/bin/false", getpid(), [&](const std::string&) { told = true; });
            sandbox::UserNetwork other(m_clock, m_poller, m_reaper);
            other.open("/usr/bin/false", 1 << 30, [&](const std::string&) { told = true; });
        }
        QCOMPARE(problemOf("/usr/bin/false", getpid()),
                 std::string("slirp4netns ended without a word")); // later than theirs would be
        QVERIFY(!told);
    }

private:
    QTemporaryDir m_folder;
    base::ManualClock m_clock;
    sandbox::Poller m_poller;
    sandbox::Reaper m_reaper{m_poller};
};

QTEST_GUILESS_MAIN(UserNetworkTest)
#include "tst_usernetwork.moc"
