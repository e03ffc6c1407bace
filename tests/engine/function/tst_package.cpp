#include "engine/function/package.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace ws;
namespace fs = std::filesystem;

namespace {

struct Fixture {
    Fixture() {
        configuration.name = "work";
        configuration.runtime = "python3.12";
        configuration.handler = "a.b";
        write("a.py", "print(1)");
        write("lib/b.py", "print(2)");
    }
    std::string root() const { return folder.path().toStdString(); }
    void write(const std::string& path, const std::string& text) {
        const fs::path file = fs::path(root()) / path;
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }
    std::string fingerprint() const { return function::fingerprint(configuration, root(), layers); }

    QTemporaryDir folder;
    function::Configuration configuration;
    std::vector<std::string> layers;
};

} // namespace

class TestPackage : public QObject {
    Q_OBJECT

private slots:
    void nothingChangedMeansTheSameFingerprint() {
        Fixture f;
        QCOMPARE(f.fingerprint(), f.fingerprint());
    }

    void anyFileCounts() {
        Fixture f;
        const std::string before = f.fingerprint();
        f.write("lib/b.py", "print(22)");
        const std::string edited = f.fingerprint();
        QVERIFY(edited != before);
        f.write("lib/c.py", "");
        const std::string added = f.fingerprint();
        QVERIFY(added != edited);
        fs::rename(f.root() + "/lib/c.py", f.root() + "/lib/d.py");
        QVERIFY(f.fingerprint() != added);
    }

    void aTouchedFileOfTheSameSizeCounts() {
        Fixture f;
        const std::string before = f.fingerprint();
        const fs::path file = f.root() + "/a.py";
        fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(2));
        QVERIFY(f.fingerprint() != before);
    }

    void anExecutableBitCounts() {
        Fixture f;
        const std::string before = f.fingerprint();
        fs::permissions(f.root() + "/a.py", fs::perms::owner_exec, fs::perm_options::add);
        QVERIFY(f.fingerprint() != before);
    }

    void whatRunsLeaveBehindDoesNotCount() {
        Fixture f;
        const std::string before = f.fingerprint();
        f.write("__pycache__/a.cpython-312.pyc", "x");
        f.write("lib/__pycache__/b.cpython-312.pyc", "x");
        f.write(".git/HEAD", "x");
        QCOMPARE(f.fingerprint(), before);
        f.write(".env", "A=1");
        QVERIFY(f.fingerprint() != before);
    }

    void functionJsonCountsByItsMeaning() {
        Fixture f;
        const std::string before = f.fingerprint();
        f.write("function.json", "{ }");
        QCOMPARE(f.fingerprint(), before);
        f.configuration.description = "no environment starts anew for a description";
        f.configuration.reservedConcurrency = 5;
        f.configuration.maximumRetryAttempts = 0;
        QCOMPARE(f.fingerprint(), before);
        f.configuration.memoryMb = 256;
        const std::string larger = f.fingerprint();
        QVERIFY(larger != before);
        f.configuration.environment = {{"AA", "1"}};
        QVERIFY(f.fingerprint() != larger);
    }

    void layersCount() {
        Fixture f;
        Fixture layer;
        const std::string before = f.fingerprint();
        f.layers = {layer.root()};
        const std::string withLayer = f.fingerprint();
        QVERIFY(withLayer != before);
        layer.write("python/x.py", "1");
        QVERIFY(f.fingerprint() != withLayer);
    }

    void aMissingFolderIsNoAccident() {
        Fixture f;
        const auto revision =
            function::makeRevision(f.configuration, f.root() + "/nowhere", {f.root() + "/none"});
        QVERIFY(!revision->fingerprint.empty());
        QCOMPARE(revision->version, std::string("$LATEST"));
        QCOMPARE(revision->codeFolder, f.root() + "/nowhere");
    }
};

QTEST_GUILESS_MAIN(TestPackage)
#include "tst_package.moc"
