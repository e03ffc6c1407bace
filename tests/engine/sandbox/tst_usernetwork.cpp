#include "engine/sandbox/initprocess.h"
#include "engine/sandbox/usernetwork.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <unistd.h>

using namespace ws;

/// What it says when there is no network; that one leads somewhere is in tst_containment.
class UserNetworkTest : public QObject {
    Q_OBJECT

    std::string problemOf(const std::string& program, int pid) {
        sandbox::UserNetwork network(m_poller, m_reaper);
        std::optional<std::string> problem;
        network.open(program, pid, [&](std::string text) { problem = std::move(text); });
        if (problem)
            return "told from inside open()";
        return QTest::qWaitFor([&] { return problem.has_value(); }) ? *problem : "nothing";
    }

private slots:
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
            sandbox::UserNetwork network(m_poller, m_reaper);
            network.open("/usr/bin/false", getpid(), [&](const std::string&) { told = true; });
            sandbox::UserNetwork other(m_poller, m_reaper);
            other.open("/usr/bin/false", 1 << 30, [&](const std::string&) { told = true; });
        }
        QCOMPARE(problemOf("/usr/bin/false", getpid()),
                 std::string("slirp4netns ended without a word")); // later than theirs would be
        QVERIFY(!told);
    }

private:
    sandbox::Poller m_poller;
    sandbox::Reaper m_reaper{m_poller};
};

QTEST_GUILESS_MAIN(UserNetworkTest)
#include "tst_usernetwork.moc"
