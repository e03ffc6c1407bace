#include "engine/sandbox/layermerge.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace ws;
namespace fs = std::filesystem;

class LayerMergeTest : public QObject {
    Q_OBJECT

    fs::path root() const { return m_folder.path().toStdString(); }
    void write(const fs::path& path, const std::string& text) const {
        fs::create_directories((root() / path).parent_path());
        std::ofstream(root() / path) << text;
    }
    std::string read(const fs::path& path) const {
        std::ifstream file(root() / path);
        std::stringstream text;
        text << file.rdbuf();
        return text.str();
    }
    bool merge() const {
        return sandbox::mergeLayers({(root() / "a").string(), (root() / "b").string()},
                                    (root() / "opt").string());
    }

private slots:
    void init() {
        m_folder = QTemporaryDir();
        fs::create_directory(root() / "a");
        fs::create_directory(root() / "b");
    }

    void theLaterOfTwoFilesStays() {
        write("a/python/one.py", "a");
        write("a/python/both.py", "a");
        write("b/python/both.py", "b");
        QVERIFY(merge());
        QCOMPARE(read("opt/python/one.py"), std::string("a"));
        QCOMPARE(read("opt/python/both.py"), std::string("b"));
    }

    void aFileAndAFolderOfOneNameReplaceEachOther() {
        write("a/bin", "a file");
        write("b/bin/tool", "tool");
        write("a/lib/x", "x");
        write("b/lib", "a file");
        QVERIFY(merge());
        QCOMPARE(read("opt/bin/tool"), std::string("tool"));
        QCOMPARE(read("opt/lib"), std::string("a file"));
    }

    void permissionsAreKept() {
        write("a/bin/tool", "#!/bin/sh");
        fs::permissions(root() / "a/bin/tool", fs::perms::owner_all);
        QVERIFY(merge());
        QVERIFY((fs::status(root() / "opt/bin/tool").permissions() & fs::perms::owner_exec) !=
                fs::perms::none);
    }

    void aLinkOutOfALayerIsNotWrittenThrough() {
        write("home/kept", "mine");
        fs::create_symlink(root() / "home", root() / "a/python");
        write("b/python/kept", "theirs");
        write("b/python/more", "theirs");
        QVERIFY(merge());
        QCOMPARE(read("home/kept"), std::string("mine"));
        QVERIFY(!fs::exists(root() / "home/more"));
        QCOMPARE(read("opt/python/kept"), std::string("theirs"));
    }

    void aLinkToAFileOutsideIsNotWrittenThroughEither() {
        write("home/kept", "mine");
        fs::create_symlink(root() / "home/kept", root() / "a/file");
        write("b/file", "theirs");
        QVERIFY(merge());
        QCOMPARE(read("home/kept"), std::string("mine"));
        QCOMPARE(read("opt/file"), std::string("theirs"));
    }

    void aLinkIsCopiedAsALinkAndWhatItPointsAtStaysOutside() {
        write("home/secret", "mine");
        fs::create_directory_symlink(root() / "home", root() / "b/out");
        QVERIFY(merge());
        QVERIFY(fs::is_symlink(root() / "opt/out"));
    }

    void aLayerThatIsNotThereIsAFailure() {
        fs::remove_all(root() / "b");
        QVERIFY(!merge());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(LayerMergeTest)
#include "tst_layermerge.moc"
