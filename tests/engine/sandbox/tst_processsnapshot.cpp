#include "tests/support/processfixture.h"

#include "engine/json/value.h"
#include "tests/support/machine.h"
#include "tests/support/processlist.h"

#include <algorithm>

using namespace ws;
using namespace ws::tests;
using namespace std::chrono_literals;
using Begin = sandbox::BackendSpec::Begin;

namespace {

/// An environment that is, or comes from, the snapshot of one function.
class Snapped : public Process {
public:
    Snapped(sandbox::BackendFactory& factory, const std::string& code)
        : Process(factory, "python3.12", {{"index.py", code}}) {
        begin = Begin::Snapshot;
    }
    Snapped(sandbox::BackendFactory& factory, const Snapped& snapshot)
        : Process(factory, "python3.12", {}) {
        revision = snapshot.revision;
        begin = Begin::Restore;
    }
};

} // namespace

/// Real environments that are restored from a real snapshot.
class ProcessSnapshotTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!isInstalled("python3"))
            QSKIP("python3 is not installed");
    }
    void init() {
        if (!hasNamespaces() && qstrcmp(QTest::currentTestFunction(),
                                        "withoutNamespacesTheRuntimeInitialisesAgain") != 0)
            QSKIP(kNoNamespaces);
    }

    void whatInitMadeIsTheSameInAllAndThenEachHasItsOwn() {
        Snapped snapshot(m_real.factory,
                         "import os, random, uuid\n"
                         "made = str(uuid.uuid4())\n"
                         "count = 0\n"
                         "def handler(event, context):\n"
                         "    global count\n"
                         "    count += 1\n"
                         "    return [made, random.random(), count, os.getpid()]\n");
        QVERIFY(snapshot.startAndWait());
        Snapped first(m_real.factory, snapshot);
        QVERIFY(first.startAndWait());
        Snapped second(m_real.factory, snapshot);
        QVERIFY(second.startAndWait());
        const json::Value one = parsed(first.invoke("{}"));
        const json::Value other = parsed(second.invoke("{}"));
        QCOMPARE(one.size(), std::size_t(4));
        QCOMPARE(one.dump(), other.dump()); // the process is the second in each environment
        QCOMPARE(parsed(first.invoke("{}")).at(2).toInteger(), 2);
        QCOMPARE(parsed(second.invoke("{}")).at(2).toInteger(), 2);
    }

    void whoComesBeforeTheSnapshotIsTakenWaitsForIt() {
        Snapped snapshot(m_real.factory, "import time\n"
                                         "time.sleep(0.1)\n"
                                         "def handler(event, context): return 1\n");
        Snapped restored(m_real.factory, snapshot);
        snapshot.start();
        restored.start();
        QVERIFY(waitFor([&] { return restored.told.nexts > 0 || restored.told.exit; }));
        QCOMPARE(snapshot.told.nexts, 1);
        QCOMPARE(restored.invoke("{}"), std::string("1"));
    }

    void hooksRunAroundTheSnapshotInTheirOrder() {
        Snapped snapshot(m_real.factory, "from snapshot_restore_py import *\n"
                                         "told = []\n"
                                         "@register_before_snapshot\n"
                                         "def first(): told.append('before 1')\n"
                                         "register_before_snapshot(told.append, 'before 2')\n"
                                         "register_after_restore(told.append, 'after 1')\n"
                                         "@register_after_restore\n"
                                         "def second(): told.append('after 2')\n"
                                         "def handler(event, context): return told\n");
        QVERIFY(snapshot.startAndWait());
        Snapped restored(m_real.factory, snapshot);
        QVERIFY(restored.startAndWait());
        QCOMPARE(restored.told.restorings, 1);
        QCOMPARE(restored.invoke("{}"),
                 std::string(R"(["before 2", "before 1", "after 1", "after 2"])"));
    }

    void aHookThatFailsSaysSoWithItsOwnStatus_data() {
        QTest::addColumn<QByteArray>("when");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("status");
        QTest::newRow("before") << QByteArray("before_snapshot")
                                << QByteArray("Runtime.BeforeSnapshotError") << 64;
        QTest::newRow("after") << QByteArray("after_restore")
                               << QByteArray("Runtime.AfterRestoreError") << 65;
    }
    void aHookThatFailsSaysSoWithItsOwnStatus() {
        QFETCH(QByteArray, when);
        QFETCH(QByteArray, type);
        QFETCH(int, status);
        Snapped snapshot(m_real.factory, "import snapshot_restore_py\n"
                                         "def fail(): raise ValueError('no')\n"
                                         "snapshot_restore_py.register_" +
                                             when.toStdString() +
                                             "(fail)\n"
                                             "def handler(event, context): return 1\n");
        Snapped restored(m_real.factory, snapshot);
        const bool before = when == "before_snapshot";
        QCOMPARE(snapshot.startAndWait(), !before);
        if (!before)
            QVERIFY(!restored.startAndWait());
        const Told& told = before ? snapshot.told : restored.told;
        QVERIFY(told.initError && told.exit);
        QCOMPARE(told.initError->type, type.toStdString());
        QCOMPARE(parsed(told.initError->body)["errorMessage"].toString(), std::string("no"));
        QCOMPARE(told.exit->code, status);
    }

    void withoutASnapshotNothingIsRestored() {
        Snapped snapshot(m_real.factory, "raise ValueError('no')\n");
        Snapped restored(m_real.factory, snapshot);
        snapshot.start();
        restored.start();
        QVERIFY(waitFor([&] { return restored.told.exit.has_value(); }));
        QVERIFY(restored.told.exit->kind == sandbox::Exit::Kind::NoSnapshot);
        QCOMPARE(restored.told.started, 0);
    }

    void filesOfInitAreInEachEnvironmentsOwnTmp() {
        Snapped snapshot(m_real.factory, "import os\n"
                                         "os.makedirs('/tmp/made/inner')\n"
                                         "open('/tmp/made/inner/file', 'w').write('kept')\n"
                                         "os.symlink('made', '/tmp/link')\n"
                                         "def handler(event, context):\n"
                                         "    open('/tmp/' + event['own'], 'w').close()\n"
                                         "    return [sorted(os.listdir('/tmp')),\n"
                                         "            open('/tmp/link/inner/file').read()]\n");
        QVERIFY(snapshot.startAndWait());
        Snapped first(m_real.factory, snapshot);
        Snapped second(m_real.factory, snapshot);
        QVERIFY(first.startAndWait());
        QVERIFY(second.startAndWait());
        QCOMPARE(first.invoke(R"({"own": "a"})"),
                 std::string(R"([["a", "link", "made"], "kept"])"));
        QCOMPARE(second.invoke(R"({"own": "b"})"),
                 std::string(R"([["b", "link", "made"], "kept"])"));
    }

    void theWallsAreWhereTheyAreElsewhere() {
        Snapped snapshot(m_real.factory, kProber);
        QVERIFY(snapshot.startAndWait());
        Snapped other(m_real.factory, snapshot);
        QVERIFY(other.startAndWait());
        Snapped restored(m_real.factory, snapshot);
        QVERIFY(restored.startAndWait());
        const int nexts = other.told.nexts;
        QCOMPARE(restored.invoke("{}"),
                 std::string("{\"capabilities\": \"0000000000000000\", \"processes\": [1, 2], "
                             "\"links\": [\"lo\"], \"written\": [], \"remounted\": [], "
                             "\"limits\": [1024, 742, 8388608], \"type\": \"snap-start\", "
                             "\"stream\": null}"));
        QCOMPARE(other.told.nexts, nexts);
        QCOMPARE(other.invoke("{\"quick\": 1}"), std::string("1"));
    }

    void theSnapshotStandsStillBetweenRestores() {
        Snapped snapshot(m_real.factory, "def handler(event, context): return 1\n");
        const std::string mark = newMark();
        snapshot.revision->configuration.environment = {{"MARK", mark}};
        // Beside each runtime that came from it there is the first process of its environment.
        const auto standStill = [&](std::size_t restored) {
            const std::vector<int> all = processesWith(mark);
            const auto stopped = std::count_if(all.begin(), all.end(), isStopped);
            return all.size() == 1 + 2 * restored && std::size_t(stopped) == 1 + restored;
        };
        QVERIFY(snapshot.startAndWait());
        snapshot.backend->freeze();
        QVERIFY(waitFor([&] { return standStill(0); }));
        for (std::size_t restored = 1; restored <= 2; ++restored) {
            m_restored.push_back(std::make_unique<Snapped>(m_real.factory, snapshot));
            QVERIFY(m_restored.back()->startAndWait());
            QCOMPARE(m_restored.back()->invoke("{}"), std::string("1"));
            m_restored.back()->backend->freeze();
            // With them the snapshot, which went on for as long as it took to fork.
            QVERIFY(waitFor([&] { return standStill(restored); }));
        }
        m_restored.clear();
    }

    void outputGoesToTheEnvironmentThatItIsFrom() {
        Snapped snapshot(m_real.factory, "print('init')\n"
                                         "def handler(event, context): print('invoke')\n");
        QVERIFY(snapshot.startAndWait());
        Snapped restored(m_real.factory, snapshot);
        QVERIFY(restored.startAndWait());
        restored.invoke("{}");
        QCOMPARE(snapshot.logText(), std::string("init\n"));
        QCOMPARE(restored.logText(), std::string("invoke\n"));
    }

    void theEndOfARestoredRuntimeIsKnownAndTheNextIsRestoredToo() {
        Snapped snapshot(m_real.factory,
                         "import os\n"
                         "def handler(event, context):\n"
                         "    if event.get('end') is not None: os._exit(event['end'])\n"
                         "    open('/tmp/' + event['own'], 'w').close()\n"
                         "    return sorted(os.listdir('/tmp'))\n");
        QVERIFY(snapshot.startAndWait());
        Snapped restored(m_real.factory, snapshot);
        QVERIFY(restored.startAndWait());
        QCOMPARE(restored.invoke(R"({"own": "a"})"), std::string(R"(["a"])"));
        QCOMPARE(restored.invoke(R"({"end": 7})"), std::string("exit"));
        QCOMPARE(restored.told.exit->code, 7);
        QVERIFY(restored.startAndWait()); // a reset keeps /tmp
        QCOMPARE(restored.invoke(R"({"own": "b"})"), std::string(R"(["a", "b"])"));
        QVERIFY(restored.stopAndWait().kind == sandbox::Exit::Kind::Signalled);
        QVERIFY(!snapshot.told.exit);
    }

    void nothingIsLeftWhenTheSnapshotGoes() {
        auto snapshot = std::make_unique<Snapped>(m_real.factory, "def handler(e, c): return 1\n");
        QVERIFY(snapshot->startAndWait());
        Snapped restored(m_real.factory, *snapshot);
        QVERIFY(restored.startAndWait());
        snapshot->backend.reset();
        QVERIFY(waitFor([&] { return restored.told.exit.has_value(); }));
        QVERIFY(!restored.startAndWait());
    }

    void withoutNamespacesTheRuntimeInitialisesAgain() {
        sandbox::ProcessBackendFactory plain(
            m_real.clock, {.stateFolder = m_real.state.path().toStdString(),
                           .isolation = sandbox::ProcessOptions::Isolation::Plain});
        Snapped snapshot(plain, "from snapshot_restore_py import *\n"
                                "told = []\n"
                                "register_after_restore(told.append, 'after')\n"
                                "def handler(event, context): return told\n");
        QVERIFY(snapshot.startAndWait());
        Snapped restored(plain, snapshot);
        QVERIFY(restored.startAndWait());
        QCOMPARE(restored.told.restorings, 1);
        QCOMPARE(restored.invoke("{}"), std::string(R"(["after"])"));
        restored.stopAndWait();
        snapshot.stopAndWait();
    }

private:
    static const std::string kProber;

    tests::RealProcesses m_real;
    std::vector<std::unique_ptr<Snapped>> m_restored;
};

const std::string ProcessSnapshotTest::kProber =
    "import ctypes, os, resource, signal, socket\n"
    "libc = ctypes.CDLL(None, use_errno=True)\n"
    "def opens(path):\n"
    "    try:\n"
    "        os.close(os.open(path, os.O_WRONLY | os.O_CREAT))\n"
    "        return True\n"
    "    except OSError:\n"
    "        return False\n"
    "def remounts(path):\n"
    "    return libc.mount(b'none', path.encode(), None, 32 | 4096, None) == 0\n"
    "def handler(event, context):\n"
    "    if event.get('quick'): return 1\n"
    "    status = dict(line.split(':\\t', 1) for line in open('/proc/self/status')\n"
    "                  if ':\\t' in line)\n"
    "    for pid in range(3, 60):\n"
    "        try: os.kill(pid, signal.SIGKILL)\n"
    "        except OSError: pass\n"
    "    limits = [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_NOFILE,\n"
    "              resource.RLIMIT_NPROC, resource.RLIMIT_STACK)]\n"
    "    settings = [os.path.join(folder, name) for folder, _, names in os.walk('/proc/sys')\n"
    "                for name in names]\n"
    "    return {'capabilities': status['CapEff'].strip(),\n"
    "            'processes': sorted(int(n) for n in os.listdir('/proc') if n.isdigit()),\n"
    "            'links': [name for _, name in socket.if_nameindex()],\n"
    "            'written': [path for path in ['/var/task/x', '/usr/x', '/x', '/run/nested/proc',\n"
    "                        *settings] if opens(path)],\n"
    "            'remounted': [path for path in ('/', '/usr', '/var/task', '/proc')\n"
    "                          if remounts(path) or libc.umount2(path.encode(), 2) == 0],\n"
    "            'limits': limits, 'type': os.environ['AWS_LAMBDA_INITIALIZATION_TYPE'],\n"
    "            'stream': context.log_stream_name}\n";

QTEST_GUILESS_MAIN(ProcessSnapshotTest)
#include "tst_processsnapshot.moc"
